"""What the offline writer reads out of one sentence."""

from __future__ import annotations

import re

import pytest

from vgot.script.offline.writer import write_offline

MARY = "A set of one-sentence prompts, 30 shots, describe a story of a classic American woman Mary's life, from birth to death."


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        (MARY, "life"),
        ("The life of Marie Curie", "life"),
        ("An old sailor remembers his whole life, from birth to old age", "life"),
        ("the life of a medieval king from birth to death", "life"),
        ("the lifetime of a nurse called Ruth", "life"),
        ("the whole life of Anna and her dog", "ensemble"),
        ("a robot and a lonely lighthouse keeper", "ensemble"),
        ("two rival chefs in Paris", "ensemble"),
        ("Anna and Ben fall in love in Venice", "ensemble"),
        ("Three sisters inherit a castle", "ensemble"),
        ("Romeo and Juliet", "ensemble"),
        ("a boy and his dog one summer", "ensemble"),
        ("a girl meets a dragon", "ensemble"),
        ("the life of a river", "event"),
        ("the life of an old oak tree", "event"),
        ("a dog finds its way home", "event"),
        ("a heist at night", "event"),
        ("The eruption of a volcano", "event"),
        ("a day in the life of a taxi driver in New York", "event"),
        ("an astronaut alone on Mars", "event"),
        ("Different films from the same sentence: a man waits at a station", "variation"),
        ("variations of a first kiss", "variation"),
        ("😀", "event"),
    ],
)
def test_the_kind_of_story_is_recognised(sentence, kind):
    assert write_offline(sentence, 6).kind == kind


@pytest.mark.parametrize(
    ("sentence", "cast"),
    [
        ("an old fisherman named Elias", [("Elias", "fisherman")]),
        ("Clara, a young botanist, finds a rare flower", [("Clara", "botanist")]),
        ("A woman astronaut named Rosa on Mars", [("Rosa", "astronaut")]),
        ("two rival chefs in Paris", [("First rival chef", "chef"), ("Second rival chef", "chef")]),
        (
            "a grandmother teaches her grandson to cook",
            [("Grandmother", "grandmother"), ("Grandmother's grandson", "grandson")],
        ),
        ("Sherlock Holmes solves a murder in London", [("Sherlock Holmes", "holmes")]),
        ("a dog finds its way home", [("Dog", "dog")]),
        ("A dragon guards the gold of a village", [("Dragon", "dragon")]),
        ("A businesswoman and a busker meet in the rain", [("Businesswoman", "banker"), ("Busker", "musician")]),
        ("Two soldiers guard a bridge", [("First soldier", "soldier"), ("Second soldier", "soldier")]),
    ],
)
def test_names_and_roles_of_the_cast_are_the_sentences(sentence, cast):
    told = [(c.name, c.role) for c in write_offline(sentence, 6).cast]
    assert told[: len(cast)] == cast, told


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("an old fisherman named Elias", "elderly man"),
        ("Clara, a young botanist, finds a rare flower", "young woman"),
        ("story of a 12-year-old boy called Tim", "boy of 12"),
        ("a grandmother teaches her grandson to cook", "elderly woman"),
        ("a detective who loses her hat", "woman"),
        ("A businesswoman meets a busker", "woman"),
        ("the barman reads", "man"),
        ("The lifetime of a nurse called Ruth", "woman"),
    ],
)
def test_sexes_and_ages_of_the_cast_are_the_sentences(sentence, says):
    for seed in range(4):
        look = write_offline(sentence, 6, seed=seed).cast[0].stages[-1].look
        assert re.search(rf"\b{says}\b", look), look


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("The life of a baker in New York", "New York"),
        ("the life of a medieval king from birth to death", "in the Middle Ages"),
        ("The life of a soldier in 1943", "from the 1910s on"),
        ("Tell me the life of an astronaut on Mars", "a century from now"),
        ("The life of a nurse in 1856", "from the 1830s on"),
    ],
)
def test_where_and_when_a_life_plays_is_in_the_style(sentence, says):
    assert says in write_offline(sentence, 6).style


@pytest.mark.parametrize("shots", [6, 12, 30])
def test_everybody_named_in_a_life_is_in_its_film(shots):
    story = write_offline("The life of a farmer, his wife and his son", shots, seed=3)
    shown = {p.character for s in story.shots for p in s.who}
    roles = {c.role.split()[-1] for c in story.cast if c.id in shown}
    assert {"wife", "son"} <= roles


def test_a_name_in_the_sentence_is_in_the_cast_and_on_screen_in_any_length():
    for shots in (1, 2, 5, 12, 40):
        story = write_offline("Anna, Ben and Carla search for a treasure", shots)
        assert {"Anna", "Ben", "Carla"} <= {c.name for c in story.cast} or shots == 1
        assert story.cast[0].name == "Anna"


def test_what_the_sentence_names_comes_back_in_the_story():
    story = write_offline("a young botanist, Clara, searches for a lost locket in the desert", 12)
    told = " ".join(s.summary + s.domains.relation for s in story.shots)
    assert "locket" in told and "A young botanist, Clara, searches for a lost locket in the desert." in told
    assert any("desert" in p.name for p in story.places)
    assert "young woman" in story.cast[0].stages[0].look


def test_whatever_a_story_turns_on_has_its_article():
    for seed in range(12):
        story = write_offline("A cook and a guard fall in love", 6, seed=seed)
        told = " ".join(s.summary + " " + s.domains.relation for s in story.shots)
        assert not re.search(r"\ba (?:umbrella|ice|old|orange|empty|echo)", told), told


def _hours(sentence):
    return [s.domains.lighting.lower() for s in write_offline(sentence, 6, seed=1).shots]


@pytest.mark.parametrize(
    "sentence",
    [
        "A detective walks through Paris at night",
        "On a snowy night, a baker finds a lost puppy at her door",
        "A clockmaker and a fox share one night",
    ],
)
def test_a_story_of_one_night_has_no_daylight_before_its_end(sentence):
    for light in _hours(sentence)[:-1]:
        assert not re.search(r"morning|noon|golden hour|dawn|overcast", light), light


def test_daylight_comes_back_where_the_sentence_says_so():
    story = write_offline("A girl dances all night and walks home at dawn", 6, seed=1)
    home = next(n for n, s in enumerate(story.shots) if "walks home" in s.summary)
    lights = [s.domains.lighting.lower() for s in story.shots]
    assert "dawn" in lights[home] and not re.search(r"morning|noon|dawn", lights[0])


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("On a snowy night, a baker finds a lost puppy at her door", True),
        ("A snowy night at a train station", True),
        ("A snowy owl loves a mouse", False),
    ],
)
def test_a_snowy_night_snows_and_a_snowy_owl_does_not(sentence, said):
    assert [
        "snow" in s.domains.background.lower()
        for s in write_offline(sentence, 6, seed=1).shots
        if "snow" not in s.place
    ].count(said) >= 4


def test_in_a_town_people_walk_in_streets_unless_the_sentence_says_where():
    def places(sentence):
        return " ".join(s.place for s in write_offline(sentence, 6, seed=1).shots)

    assert "street" in places("Two strangers meet in Berlin") and "road" not in places("Two strangers meet in Berlin")
    assert "road" in places("A boy meets a fox in Norway")
    assert "forest" in places("A girl from Paris meets a fox in a forest")


def told(sentence, shots=4):
    return write_offline(sentence, shots)


def test_who_says_me_is_somebody_of_the_film():
    for sentence in ("My grandmother teaches me to bake bread", "A stranger follows me through the fog"):
        story = told(sentence)
        assert len(story.cast) == 2 and story.cast[1].name == "Narrator"
        deed = next(s for s in story.shots if " me " in s.domains.relation)
        assert len(deed.who) == 2


def test_what_is_overhead_is_no_place_and_tells_the_hour():
    story = told("Two cats dance under the moon")
    assert not any("moon" in p.name for p in story.places)
    assert any(w in story.shots[2].domains.lighting.lower() for w in ("moon", "night"))
    assert any("moon" in p.name for p in told("A rover drives on the moon").places)


@pytest.mark.parametrize(
    "sentence, says",
    [
        ("The boy falls down laughs", "The boy falls down and laughs."),
        ("She stands up sings", "stands up and sings."),
        ("Draw a red fox running through snow!", "A red fox runs through snow."),
        ("teh litle gril picks flwers in teh gardn", "The little girl picks flowers in the garden."),
        (
            '"Come home," says the mother to her son at the door.',
            "The mother says to her son at the door: “Come home.”",
        ),
    ],
)
def test_slips_requests_and_turned_speech_are_read_as_they_are_meant(sentence, says):
    assert any(says in s.domains.relation for s in told(sentence).shots)


def test_several_things_are_never_called_it():
    for sentence in (
        "I lose my keys on the beach",
        "Nguyen Thi Lan sells lotus flowers by the lake at dawn",
        "A girl finds two golden eggs",
    ):
        for shot in told(sentence, 8).shots:
            said = shot.domains.relation
            assert not (re.search(r"\b(?:keys|flowers|eggs)\b", said) and re.search(r"\b[Ii]t\b", said)), said


def test_climbing_a_tree_is_no_journey():
    said = " ".join(s.domains.relation for s in told("A boy climbs a tree", 8).shots)
    assert "packs the little" not in said and "forwards or back" not in said
