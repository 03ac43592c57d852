"""Sentences that bring their own events: the film is the film of that sentence."""

from __future__ import annotations

import re

import pytest

from tests.script.test_offline import check_sound
from vgot.script.outline.clauses import events_of
from vgot.script.outline.gloss import gloss
from vgot.script.outline.reading import read_sentence
from vgot.script.outline.writer import write_offline

CLOCKMAKER = "A clockmaker builds a robot bird and sets it free at dawn."
SENTENCES = [
    CLOCKMAKER,
    "Two rival chefs in Paris fall in love over a burnt soufflé",
    "A lonely lighthouse keeper teaches a robot to dance",
    "An astronaut finds a garden on the moon and decides to stay",
    "A boy loses his red balloon in the city and follows it to the sea",
    "The last dragon hides in a library",
    "A detective and her dog solve the theft of the moon",
    "Grandmother and grandson bake bread while snow falls",
    "A violin travels through four owners",
    "A talking fox steals the king's crown, hides it in the forest and returns it when the princess cries",
    "Maria, an old pianist, plays one last concert and then disappears into the night",
    "A gardener waters a stone until it blooms",
    "A ghost pianist haunts an old theatre and teaches a shy girl to play",
    "Two brothers build a raft and cross the ocean in a storm",
    "A girl folds a paper boat, and it sails down the river to her grandfather",
    "After the war, a soldier walks home through the snow",
    "A princess rescues a knight from a dragon and they open a bakery",
    "A robot dreams of becoming a painter",
    "Anna meets Ben at a train station, they fall in love and say goodbye at sunrise",
    "The moon falls into a pond and a frog keeps it",
    "A whale swallows a fisherman, and they become friends",
    "A mouse steals cheese from a sleeping cat",
    "Ein alter Uhrmacher baut einen Vogel und lässt ihn im Morgengrauen frei",
    "Una niña encuentra un dragón en la biblioteca",
    "A dog waits at a train station for his owner, who never comes back",
    "blorp the wumpus fnords greenly",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_told_sentence_makes_a_sound_story_in_any_length(sentence):
    for shots in (1, 2, 3, 4, 5, 8, 12, 19, 30, 45, 60):
        check_sound(write_offline(sentence, shots, seed=shots), shots)


@pytest.mark.parametrize(
    ("sentence", "deeds"),
    [
        (CLOCKMAKER, ["make", "free"]),
        ("A boy loses his red balloon in the city and follows it to the sea", ["lose", "follow"]),
        ("A lonely lighthouse keeper teaches a robot to dance", ["teach"]),
        ("An astronaut finds a garden on the moon and decides to stay", ["find", "stay"]),
        (
            "A talking fox steals the king's crown, hides it in the forest and returns it when the princess cries",
            ["steal", "hide", "do", "give"],
        ),
        ("Grandmother and grandson bake bread while snow falls", ["cook"]),
        ("The life of a river", []),
        ("two rival chefs in Paris", []),
        ("a dog and a cat", []),
        ("😀", []),
        ("", []),
    ],
)
def test_the_events_of_a_sentence_are_read_in_their_order(sentence, deeds):
    assert [e.deed for e in events_of(read_sentence(sentence))[0]] == deeds


@pytest.mark.parametrize("shots", [2, 4, 8, 12, 30])
def test_the_robot_bird_is_built_in_the_workshop_and_set_free_outside_at_dawn(shots):
    story = write_offline(CLOCKMAKER, shots)
    built = next(n for n, s in enumerate(story.shots) if " builds " in s.summary)
    freed = next(n for n, s in enumerate(story.shots) if " free at dawn" in s.summary)
    bird = next(c for c in story.cast if c.name == "the bird")
    assert built < freed and built <= shots // 2 and freed >= shots // 2
    assert "workshop" in story.shots[built].place and "workshop" not in story.shots[freed].place
    assert "dawn" in story.shots[freed].domains.lighting.lower()
    assert "clockwork bird" in bird.stages[0].look and "a robot bird" in " ".join(s.summary for s in story.shots)
    on_screen = [n for n, s in enumerate(story.shots) if bird.id in {p.character for p in s.who}]
    assert min(on_screen) == built and max(on_screen) == freed, (
        "nobody is seen before they exist or after they have gone"
    )
    assert not any("home" in s.summary for s in story.shots)


def test_one_shot_tells_the_whole_sentence():
    assert re.fullmatch(
        r"\w+, a clockmaker, builds a robot bird and sets it free at dawn\.",
        write_offline(CLOCKMAKER, 1).shots[0].summary,
    )
    told = write_offline("A boy loses his red balloon in the city and follows it to the sea", 1).shots[0]
    assert told.summary.endswith("a boy, loses his red balloon in the city and follows it to the sea.")


def test_places_of_a_sentence_are_where_its_events_happen():
    story = write_offline("A boy loses his red balloon in the city and follows it to the sea", 12)
    place_of = {s.summary: next(p.name for p in story.places if p.id == s.place) for s in story.shots}
    assert next(p for said, p in place_of.items() if "loses" in said) == "the city"
    assert next(p for said, p in place_of.items() if "to the sea" in said) == "the seashore"
    moon = write_offline("An astronaut finds a garden on the moon and decides to stay", 6)
    assert next(s.place for s in moon.shots if "finds a garden" in s.summary) == "moon"
    assert next(s.place for s in moon.shots if "decides to stay" in s.summary) == "moon"


def test_people_are_introduced_by_what_the_sentence_says_of_them_and_only_once():
    story = write_offline("A lonely lighthouse keeper teaches a robot to dance", 12)
    told = " ".join(s.summary for s in story.shots)
    assert told.count("a lonely lighthouse keeper") == 1 and "a lonely lighthouse keeper" in story.shots[0].summary
    assert "dances" in told
    friends = " ".join(s.summary for s in write_offline("Three friends find a map and dig up a music box", 6).shots)
    assert friends.count("one of three friends") == 1


def test_pronouns_say_who_somebody_is():
    assert read_sentence("A detective and her dog solve the theft of the moon").leads[0].sex == "f"
    last = write_offline("A princess rescues a knight from a dragon and they open a bakery", 6)
    opening = next(s for s in last.shots if "open a bakery" in s.summary)
    assert len(opening.who) == 2, "the dragon does not bake"


def test_weather_of_a_sentence_lies_over_all_of_it():
    story = write_offline("Grandmother and grandson bake bread while snow falls", 6)
    assert all("snow falling" in s.domains.background.lower() for s in story.shots)


def test_a_parting_is_not_undone_by_the_ending():
    for seed in range(8):
        story = write_offline(
            "Anna meets Ben at a train station, they fall in love and say goodbye at sunrise", 10, seed=seed
        )
        after = story.shots[[n for n, s in enumerate(story.shots) if "goodbye" in s.summary][0] + 1 :]
        assert not any("together" in s.summary for s in after)


@pytest.mark.parametrize(
    ("sentence", "english"),
    [
        (
            "Ein alter Uhrmacher baut einen Vogel und lässt ihn im Morgengrauen frei",
            "An old clockmaker builds a bird and sets it free at dawn",
        ),
        ("Una niña encuentra un dragón en la biblioteca", "A girl finds a dragon in the library"),
        ("A girl finds a dragon in the library", ""),
        ("Quarkige Zwirbel gnarzen im Schlumpf", ""),
        ("", ""),
    ],
)
def test_simple_sentences_in_german_and_spanish_are_glossed(sentence, english):
    assert gloss(sentence)[0] == english


def test_the_same_seed_tells_the_same_and_another_seed_tells_it_otherwise():
    one, two, other = (write_offline(CLOCKMAKER, 12, seed=s) for s in (3, 3, 4))
    assert one == two
    assert sum(a.summary == b.summary for a, b in zip(one.shots, other.shots, strict=True)) <= 6


def test_rain_storm_and_snow_take_the_sun_out_of_the_light():
    rain = write_offline("A detective follows a stranger through the rain and discovers it is his own brother.", 6)
    assert all("rain falling" in s.domains.background.lower() or "outside" in s.domains.background for s in rain.shots)
    assert not any(
        sunny in s.domains.lighting.lower()
        for s in rain.shots
        for sunny in ("morning sun", "noon sun", "golden hour", "dawn sun")
    )
    storm = write_offline("A lighthouse keeper and a gull wait out a storm together.", 6)
    assert {s.place for s in storm.shots} == {"old-lighthouse"} or all("lighthouse" in s.place for s in storm.shots)
    assert all("storm" in (s.domains.lighting + s.domains.background).lower() for s in storm.shots)


def test_whoever_is_loved_chased_or_afraid_is_understood():
    love = write_offline("A baker in Paris falls in love with a customer who never speaks.", 6)
    assert [c.role for c in love.cast] == ["baker", "customer"]
    chase = write_offline("A cat steals a fish from the market and is chased through the whole city.", 6)
    assert any(s.summary.startswith("The cat is chased") for s in chase.shots)
    afraid = write_offline("A knight is afraid of horses.", 6)
    assert any("is afraid of horses" in s.summary for s in afraid.shots)


def test_the_dead_do_not_come_back_and_twins_are_two_of_a_kind():
    story = write_offline("Two brothers fight over a farm after their father dies.", 6)
    dead = next(n for n, s in enumerate(story.shots) if s.summary.endswith("dies."))
    assert not any("george" in [w.character for w in s.who] for s in story.shots[dead + 1 :])
    assert "one of two sisters" in write_offline("Twin sisters swap places for one day at school.", 6).shots[0].summary


def test_two_who_act_take_the_verb_of_two():
    story = write_offline("A pirate with a parrot on his shoulder finds a treasure map in a red bottle.", 6)
    assert any("and the parrot find a treasure map" in s.summary for s in story.shots)


# -- what is said in passing --------------------------------------------------------------------------------------------
def lines_of(story):
    return [(n, line.character, line.text) for n, s in enumerate(story.shots, 1) for line in s.lines]


def test_a_told_sentence_gives_its_people_a_few_short_lines():
    said = lines_of(write_offline("A boy loses his red balloon in the city and follows it to the sea", 6))
    assert [text for *_, text in said] == ["No, no, no!", "Wait for me!"]
    assert any(lines_of(write_offline(s, 6)) != lines_of(write_offline(s, 6, seed=3)) for s in SENTENCES)


@pytest.mark.parametrize("sentence", SENTENCES[:-1])
def test_at_most_every_other_shot_speaks_and_only_who_is_there_and_can(sentence):
    for shots in (1, 3, 6, 12, 30):
        story = write_offline(sentence, shots, seed=shots)
        assert lines_of(story) == lines_of(write_offline(sentence, shots, seed=shots))
        with_lines = [n for n, s in enumerate(story.shots, 1) if s.lines]
        told = {line.text for s in story.shots for line in s.lines}
        assert shots > 6 or len(with_lines) <= max(1, shots // 2)
        for shot in story.shots:
            for line in shot.lines:
                assert line.character in {p.character for p in shot.who} and len(line.text) < 70
        assert len(told) == len(lines_of(story)), "nobody says the same twice"
    assert story.titles.captions == "none"


def test_animals_do_not_talk():
    for sentence in (
        "A mouse steals cheese from a sleeping cat",
        "A dog waits at a train station for his owner, who never comes back",
        "The moon falls into a pond and a frog keeps it",
    ):
        assert not lines_of(write_offline(sentence, 8))


@pytest.mark.parametrize("sentence", SENTENCES[:12])
def test_lines_in_passing_change_nothing_else_of_a_story(sentence, monkeypatch):
    spoken = write_offline(sentence, 8, seed=4)
    monkeypatch.setattr("vgot.script.outline.writer.choose_asides", lambda *_: {})
    silent = write_offline(sentence, 8, seed=4)
    bare = [s.model_copy(update={"lines": []}) for s in spoken.shots]
    assert [s.model_copy(update={"lines": []}) for s in silent.shots] == bare and spoken.model_copy(
        update={"shots": []}
    ) == silent.model_copy(update={"shots": []})


@pytest.mark.needs("espeak-ng")
def test_a_film_from_one_sentence_speaks_when_voices_are_asked_for(studio):
    project = studio.write("A boy loses his red balloon in the city and follows it to the sea", 6)
    assert not project.handoff.soundtrack().sounds and project.story.titles.captions == "none"
    project.handoff.finish_with(voices="scratch")
    heard = project.handoff.soundtrack()
    assert len(heard.sounds) == len(lines_of(project.story)) == 2 and all(s.kind == "voice" for s in heard.sounds)


@pytest.mark.parametrize(
    ("sentence", "place", "deed"),
    [
        ("An astronaut repairs a satellite and watches the earth rise", "space", "repairs a satellite"),
        ("An astronaut repairs a satellite and watches the earth rise", "spaceship", "watches the earth"),
        ("A lighthouse keeper repairs the lamp and saves a ship", "lighthouse", "repairs the lamp"),
        ("A pirate finds a map and digs up a treasure", "beach", "digs up a treasure"),
    ],
)
def test_nobody_leaves_a_spaceship_or_a_lighthouse_for_a_workshop(sentence, place, deed):
    story = write_offline(sentence, 6)
    names = [story.place(s.place).name for s in story.shots if deed in s.summary]
    assert len(names) == 1 and place in names[0]
