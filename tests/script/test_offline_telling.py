"""Sentences that bring their own deeds: the film is the film of that sentence, and of nothing else."""

from __future__ import annotations

import pytest

from tests.script.test_offline import check_sound
from vgot.script.offline.writer import write_offline
from vgot.script.reading.reading import read

CLOCKMAKER = "A clockmaker builds a robot bird and sets it free at dawn."
BALLOON = "A boy loses his red balloon in the city and follows it to the sea"
SENTENCES = [
    CLOCKMAKER,
    BALLOON,
    "A paper boat drifts from a mountain spring through a sleeping city down to the open sea.",
    "A night bus driver finds a lost violin and drives across the rainy city to return it to a deaf pianist.",
    "Two rival chefs in Paris fall in love over a burnt soufflé",
    "A lonely lighthouse keeper teaches a robot to dance",
    "An astronaut finds a garden on the moon and decides to stay",
    "The last dragon hides in a library",
    "A detective and her dog solve the theft of the moon",
    "Grandmother and grandson bake bread while snow falls",
    "A violin travels through four owners",
    "A talking fox steals the king's crown, hides it in the forest and returns it when the princess cries",
    "Maria, an old pianist, plays one last concert and then disappears into the night",
    "A girl folds a paper boat, and it sails down the river to her grandfather",
    "After the war, a soldier walks home through the snow",
    "Anna meets Ben at a train station, they fall in love and say goodbye at sunrise",
    "A mouse steals cheese from a sleeping cat",
    "Ein alter Uhrmacher baut einen Vogel und lässt ihn im Morgengrauen frei",
    "A dog waits at a train station for his owner, who never comes back",
    "Explorers lost in Siberia discover a frozen mammoth.",
    "Nobody remembers the old king.",
    "Ten thousand lanterns rise over the river. A child lets the last one go.",
    "blorp the wumpus fnords greenly",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_told_sentence_makes_a_sound_story_in_any_length(sentence):
    for shots in (1, 2, 5, 12, 60):
        check_sound(write_offline(sentence, shots, seed=shots), shots)


@pytest.mark.parametrize(
    ("sentence", "deeds"),
    [
        (CLOCKMAKER, ["A clockmaker builds a robot bird.", "The clockmaker sets the robot bird free at dawn."]),
        (
            BALLOON,
            ["A boy loses his red balloon in the city.", "The boy follows his red balloon to the sea."],
        ),
        (
            "A paper boat drifts from a mountain spring through a sleeping city down to the open sea.",
            [
                "A paper boat drifts from a mountain spring.",
                "The paper boat drifts through a sleeping city.",
                "The paper boat drifts down to the open sea.",
            ],
        ),
        (
            "A night bus driver finds a lost violin and drives across the rainy city to return it to a deaf pianist.",
            [
                "A night bus driver finds a lost violin.",
                "The night bus driver drives across the rainy city.",
                "The night bus driver returns the lost violin to a deaf pianist.",
            ],
        ),
        (
            "Explorers lost in Siberia discover a frozen mammoth.",
            ["Explorers are lost in Siberia.", "The explorers discover a frozen mammoth."],
        ),
        (
            "A butterfly emerges from a chrysalis, spreads its wings, and then takes flight.",
            [
                "A butterfly emerges from a chrysalis.",
                "The butterfly spreads its wings.",
                "The butterfly then takes flight.",
            ],
        ),
        (
            "Two brothers fight over a farm after their father dies.",
            ["The two brothers' father dies.", "The two brothers fight over a farm."],
        ),
        (
            "The letter is carried by a dog to the lighthouse keeper's daughter.",
            ["The letter is carried by a dog to the lighthouse keeper's daughter."],
        ),
        ("Nobody remembers the old king.", ["Nobody remembers the old king."]),
        ("two rival chefs in Paris", ["We see two rival chefs in Paris."]),
        ("Clara, a young botanist, finds a rare flower", ["Clara, a young botanist, finds a rare flower."]),
        ("A girl walked home and opened the door.", ["A girl walks home.", "The girl opens the door."]),
        (
            "A snowman falls in love with a campfire. It melts.",
            ["A snowman falls in love with a campfire.", "The snowman melts."],
        ),
    ],
)
def test_the_deeds_of_a_sentence_are_told_in_its_own_words_and_order(sentence, deeds):
    assert [d.said for d in read(sentence).deeds] == deeds


@pytest.mark.parametrize("sentence", [s for s in SENTENCES if not s.startswith("Ein ")])
def test_every_deed_is_in_the_film_in_order_and_the_last_one_ends_it(sentence):
    deeds = [d.said for d in read(sentence).deeds]
    for shots in (len(deeds), 12):
        told = [s.summary for s in write_offline(sentence, shots, seed=2).shots]
        where = [told.index(d) for d in deeds]
        assert where == sorted(where)
        once_more = [n for n, said in enumerate(told) if "once more" in said]
        assert all(n < where[-1] + 12 for n in once_more)


def test_nobody_is_cast_whom_the_sentence_does_not_name():
    for sentence, cast in [
        ("A paper boat drifts from a mountain spring to the open sea.", set()),
        (CLOCKMAKER, {"Clockmaker", "Robot bird"}),
        (
            "Explorers lost in Siberia discover a frozen mammoth.",
            {"First explorer", "Second explorer", "Frozen mammoth"},
        ),
        ("A detective follows a red balloon through one long night in Lisbon.", {"Detective"}),
        ("Anna meets Ben at a train station.", {"Anna", "Ben"}),
        ("Grandmother and grandson bake bread while snow falls", {"Grandmother", "Grandson"}),
    ]:
        for shots in (3, 12, 40):
            assert {c.name for c in write_offline(sentence, shots, seed=shots).cast} <= cast


def test_one_shot_tells_the_whole_sentence():
    assert write_offline(CLOCKMAKER, 1).shots[0].summary == (
        "A clockmaker builds a robot bird. The clockmaker sets the robot bird free at dawn."
    )


def test_places_of_a_sentence_are_where_its_deeds_happen():
    story = write_offline(BALLOON, 12)
    place_of = {s.summary: story.place(s.place).name for s in story.shots}
    assert next(p for said, p in place_of.items() if "loses" in said) == "the city"
    assert next(p for said, p in place_of.items() if "to the sea" in said) == "the sea"


def test_the_hour_of_a_deed_is_its_light_and_that_of_what_follows():
    story = write_offline(CLOCKMAKER, 8)
    freed = next(n for n, s in enumerate(story.shots) if " free at dawn" in s.summary)
    assert all("dawn" in s.domains.lighting.lower() for s in story.shots[freed:])


def test_weather_of_a_sentence_lies_over_its_film():
    story = write_offline("A detective follows a stranger through the rain.", 6)
    assert all("in the rain" in s.domains.background.lower() for s in story.shots)
    assert not any("sun " in s.domains.lighting.lower() for s in story.shots)


def test_things_and_places_may_be_heroes():
    story = write_offline("A paper boat drifts down the river.", 6)
    assert not story.cast and all(not s.who for s in story.shots)
    assert all("paper boat" in s.domains.character.lower() for s in story.shots if "boat" in s.summary)
    assert "river" in write_offline("the life of a river", 4).title.lower()


def test_what_is_said_stands_in_quotation_marks_and_is_spoken():
    story = write_offline('"Do not go," says the old man, but the girl opens the gate.', 4)
    assert any(line.text.startswith("Do not go") for s in story.shots for line in s.lines)


@pytest.mark.parametrize(
    ("sentence", "clauses"),
    [
        ("一位老渔夫在瓶子里发现了一封信。", ["一位老渔夫在瓶子里发现了一封信。"]),
        ("猫が月に行く。そして星を見る。", ["猫が月に行く。", "そして星を見る。"]),
        (
            "Un viejo pescador encuentra un mensaje en una botella.",
            ["Un viejo pescador encuentra un mensaje en una botella."],
        ),
        (
            "Une fille perd son chat dans la neige, et le chat trouve une maison.",
            ["Une fille perd son chat dans la neige,", "et le chat trouve une maison."],
        ),
    ],
)
def test_a_sentence_in_another_language_stands_in_its_shots_word_for_word(sentence, clauses):
    story = write_offline(sentence, len(clauses))
    assert [s.summary for s in story.shots] == clauses
    assert story.sentence == sentence


def test_whom_a_sentence_in_another_language_names_is_drawn_where_the_word_is_known():
    story = write_offline("Ein alter Fischer findet eine Flaschenpost.", 3)
    assert [c.role for c in story.cast] == ["fisherman"]
    assert [c.role for c in write_offline("一位老渔夫在瓶子里发现了一封信。", 3).cast] == ["fisherman"]
    assert not write_offline("Vanha kalastaja löytää pullopostia rannalta.", 3).cast


# -- what is said in passing --------------------------------------------------------------------------------------------
def lines_of(story):
    return [(n, line.character, line.text) for n, s in enumerate(story.shots, 1) for line in s.lines]


def test_a_told_sentence_gives_its_people_a_few_short_lines():
    assert [text for *_, text in lines_of(write_offline(BALLOON, 6))] == ["No, no, no!", "Wait for me!"]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_at_most_every_other_shot_speaks_and_only_who_is_there(sentence):
    for shots in (1, 3, 6, 12, 30):
        story = write_offline(sentence, shots, seed=shots)
        with_lines = [n for n, s in enumerate(story.shots, 1) if s.lines]
        assert shots > 6 or len(with_lines) <= max(1, shots // 2)
        for shot in story.shots:
            for line in shot.lines:
                assert line.character in {p.character for p in shot.who} and len(line.text) < 70
        told = [text for *_, text in lines_of(story)]
        assert len(told) == len(set(told)), "nobody says the same twice"


def test_animals_do_not_talk():
    for sentence in ("A mouse steals cheese from a sleeping cat", "A dog waits at a train station for his owner"):
        assert not lines_of(write_offline(sentence, 8))


@pytest.mark.needs("espeak-ng")
def test_a_film_from_one_sentence_speaks_when_voices_are_asked_for(studio):
    project = studio.write(BALLOON, 6)
    assert not project.handoff.soundtrack().sounds and project.story.titles.captions == "none"
    project.handoff.finish_with(voices="scratch")
    heard = project.handoff.soundtrack()
    assert len(heard.sounds) == len(lines_of(project.story)) == 2 and all(s.kind == "voice" for s in heard.sounds)
