"""Kinds of sentences that were misread: past tenses, requests to somebody, who says "I" and "we", poems, whom somebody carries."""

from __future__ import annotations

import pytest

from vgot.language.which import language_of
from vgot.script.account import account_of
from vgot.script.offline.foreign import seen_of
from vgot.script.offline.glossary import understood
from vgot.script.offline.writer import write_offline
from vgot.script.reading.reading import read


def _deeds(sentence):
    return [d.said for d in read(sentence).deeds]


def _cast(sentence):
    return [c.name for c in write_offline(sentence, 6).cast]


@pytest.mark.parametrize(
    ("sentence", "deed"),
    [
        ("A robot learned to paint", "A robot learns to paint."),
        ("Two robots learned to paint", "Two robots learn to paint."),
        ("A sailor dreamed of whales.", "A sailor dreams of whales."),
        ("A dog barked at the moon", "A dog barks at the moon."),
        ("A cat hid under the bed", "A cat hides under the bed."),
        ("A robot learned to paint and sold its pictures", "A robot learns to paint and sells its pictures."),
        ("A storm destroyed the village", "A storm destroys the village."),
        ("A bell sounded in the tower", "A bell sounds in the tower."),
        ("A boy dressed in red", "A boy is dressed in red."),
        ("A bike parked on the street", "A bike is parked on the street."),
        ("A clock mounted above a door", "A clock is mounted above a door."),
    ],
)
def test_a_past_form_is_what_somebody_did_or_what_was_done_to_them(sentence, deed):
    assert _deeds(sentence) == [deed]


@pytest.mark.parametrize(
    ("sentence", "deeds"),
    [
        ("Run, little hare, run!", ["The little hare runs."]),
        ("Anna, come home!", ["Anna comes home."]),
        ("Come home, Anna!", ["Anna comes home."]),
        ("Don't cry, little bear.", ["The little bear does not cry."]),
        ("Be brave, little knight!", ["The little knight is brave."]),
        ("Close your eyes, little girl, and sleep.", ["The little girl closes her eyes and sleeps."]),
        ("Go and find the treasure, pirates!", ["The pirates go.", "The pirates find the treasure."]),
        ("Hide, mice, the cat is coming!", ["The mice hide.", "The cat is coming."]),
        ("Please, my dear brother, come back to the village.", ["My dear brother comes back to the village."]),
        ("Tell me a story, grandpa.", ["Grandpa tells me a story."]),
        ("Rain, rain, go away!", ["The rain goes away."]),
        ("Run, run, run!", ["Run."]),
        ("Snow, wind, a lonely house.", ["We see snow.", "We see wind.", "We see a lonely house."]),
        ("Fire, water, earth and air meet.", ["Fire, water, earth and air meet."]),
    ],
)
def test_whoever_is_spoken_to_does_what_is_asked(sentence, deeds):
    assert _deeds(sentence) == deeds
    assert not account_of(write_offline(sentence, 4))["unused"]


@pytest.mark.parametrize(
    ("sentence", "deeds"),
    [
        ("We climb a mountain and see the sea.", ["We climb a mountain.", "We see the sea."]),
        ("You open a door and fall.", ["You open a door.", "You fall."]),
        ("I build a boat and sail away", ["I build a boat.", "I sail away."]),
        ("I dance with my dog and sing", ["I dance with my dog.", "I sing."]),
        ("I am lost in a forest.", ["I am lost in a forest."]),
        ("I was a pirate.", ["I am a pirate."]),
        ("I have been waiting for a bus.", ["I have been waiting for a bus."]),
        ("My brother and I build a treehouse.", ["My brother and I build a treehouse."]),
    ],
)
def test_the_first_and_the_second_person_go_on_and_agree(sentence, deeds):
    assert _deeds(sentence) == deeds


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("I find a key in the attic", ["Narrator"]),
        ("We build a raft and sail", ["Narrator"]),
        ("I am Anna, a baker.", ["Anna"]),
        ("I was a pirate.", ["Pirate"]),
        ("Anna and I sail to an island, and we find a treasure.", ["Anna", "Narrator"]),
        ("We see a cat on a roof.", ["Cat"]),
    ],
)
def test_who_says_i_is_in_the_picture_once_and_what_a_film_sees_is_nobody(sentence, names):
    assert _cast(sentence) == names


def test_we_are_all_who_were_joined_to_an_i():
    story = write_offline("Anna and I sail to an island, and we find a treasure.", 2)
    assert len(story.shots[1].who) == 2


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("A mother with a baby in her arms sings", ["Mother", "Baby"]),
        ("A pirate with a parrot on his shoulder laughs", ["Pirate", "Parrot"]),
        ("A knight on a white horse guards the gate.", ["Knight", "White horse"]),
        ("A girl with a basket on her arm runs", ["Girl"]),
        ("The daughter of a king sings.", ["Daughter of a king"]),
    ],
)
def test_whom_somebody_has_with_them_is_in_the_shot_of_the_deed(sentence, names):
    story = write_offline(sentence, 1)
    assert [c.name for c in story.cast] == names and len(story.shots[0].who) == len(names)
    assert _deeds(sentence) == [sentence.rstrip(".") + "."]


def test_a_rhyme_is_told_line_by_line_and_its_first_words_are_no_names():
    story = write_offline("Roses are red,\nviolets are blue,\nsugar is sweet,\nand so are you.", 6)
    told = [s.summary for s in story.shots]
    assert [t for t in told if t in _deeds(story.sentence)] == [
        "Roses are red.",
        "Violets are blue.",
        "Sugar is sweet.",
        "So are you.",
    ]
    assert not any("sugar" in p.name.lower() for p in story.places)


@pytest.mark.parametrize(
    ("sentence", "deeds"),
    [
        ("But when the night comes, a wolf howls.", ["The night comes.", "A wolf howls."]),
        ("When the rain stops, a frog sings.", ["The rain stops.", "A frog sings."]),
        ("She hides. For I am small and you are wide.", ["The woman hides.", "I am small.", "You are wide."]),
        ("A girl hides, for she is afraid of the storm.", ["A girl hides.", "The girl is afraid of the storm."]),
    ],
)
def test_what_ties_a_sentence_to_another_is_no_part_of_it(sentence, deeds):
    assert _deeds(sentence) == deeds


def test_a_father_who_is_named_twice_is_one():
    assert _cast("A girl waits for her father. Her father walks home.") == ["Girl", "Girl's father"]


def test_a_line_of_a_poem_that_goes_on_has_no_capital_and_names_keep_theirs():
    deeds = " ".join(_deeds("A fox and Anna sail\nIn a green boat\nTo Paris"))
    assert " in a green boat" in deeds and "to Paris" in deeds


@pytest.mark.parametrize(
    ("sentence", "seen"),
    [
        ("Une fille court sous la pluie à Paris.", "A girl runs in the rain in Paris."),
        ("Le chat dort sous la neige à Bordeaux.", "A cat sleeps in the snow in Bordeaux."),
        ("Ein Hund wartet im Schnee in Wien.", "A dog waits in the snow in Vienna."),
        ("Una niña baila bajo la lluvia en Sevilla.", "A girl dances in the rain in Seville."),
        ("Um menino corre na chuva em Lisboa.", "A boy runs in the rain in Lisbon."),
        ("Une fille chante à New York.", "A girl sings in New York."),
        ("La neige tombe sur Nantes.", "We see the snow in Nantes."),
    ],
)
def test_the_weather_and_the_cities_of_other_languages_are_understood(sentence, seen):
    language = language_of(sentence)
    assert not understood(sentence, language)[1]
    assert seen_of(sentence, language, set()) == seen
