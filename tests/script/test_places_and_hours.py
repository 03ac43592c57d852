"""Where and when deeds happen: places that no film has shown yet, hours told of the last of several places, coats that words give."""

import pytest

from vgot.script.offline.places import places
from vgot.script.offline.players import agreeing
from vgot.script.offline.setting import kind_of_place
from vgot.script.offline.writer import write_offline
from vgot.script.reading.reading import read


def lights(sentence, shots=6):
    story = write_offline(sentence, shots)
    return {s.place: s.domains.lighting for s in story.shots}


def dark(text):
    return "night" in text.lower() or "lamp" in text.lower() or "bedside" in text.lower()


def test_an_hour_told_of_the_last_of_several_places_does_not_darken_the_first():
    found = lights("A nurse swims at the beach, mends her bicycle in the park, and dances in a club at midnight")
    shown = {name.partition("-")[0]: dark(text) for name, text in found.items()}
    assert shown["club"] and not any(at_night for name, at_night in shown.items() if name != "club"), shown


def test_an_hour_told_late_of_one_place_holds_from_the_beginning():
    found = lights("A diver loses her lamp, searches for it and finds it on the beach at night")
    assert found and all(dark(text) for text in found.values()), found


@pytest.mark.parametrize(
    "word", ["attic", "nightclub", "supermarket", "motel", "courtroom", "elevator", "cellar", "tavern"]
)
def test_rooms_that_look_like_no_other_are_indoors_and_tell_no_open_air(word):
    kind = kind_of_place(f"old {word}")
    assert places().kinds[kind].indoors
    story = write_offline(f"A nurse finds a letter in the {word}", 3)
    place = next(p for p in story.places if word in p.id)
    assert place.look.rstrip(".").lower() == word, "nothing of another kind is told of it"
    told = " ".join(s.domains.background for s in story.shots if s.place == place.id)
    assert not any(detail in told.lower() for detail in places().bare)


@pytest.mark.parametrize(
    "word", ["pharmacy", "kindergarten", "labyrinth", "newsroom", "parking lot", "skatepark", "club"]
)
def test_these_are_places_to_be_at(word):
    reading = read(f"A nurse dances in the {word}")
    assert [reading.mentions[k].said.split()[-1] for d in reading.deeds for k in d.places] == [word.split()[-1]]


@pytest.mark.parametrize(
    ("look", "said", "told"),
    [
        ("a slim orange cat with white paws", "black cat", "a slim black cat"),
        ("a slim orange cat with white paws", "fat black and white cat", "a fat black and white cat"),
        ("a tiny grey mouse with round ears", "giant mouse", "a giant grey mouse with round ears"),
        ("a huge blue-grey whale", "small white whale", "a small white whale"),
        ("an old green turtle", "baby turtle", "a baby green turtle"),
        ("a grey wolf with amber eyes", "lonely wolf", "a grey wolf with amber eyes"),
    ],
)
def test_an_animals_look_agrees_with_the_sentences_own_words(look, said, told):
    assert agreeing(look, said) == told


@pytest.mark.parametrize(
    ("sentence", "who", "beast"),
    [
        ("A princess turns into a frog and hops into the well", "Princess", "frog"),
        ("A witch turns the captain into a pig and laughs", "Captain", "pig"),
        ("At midnight the old butler becomes a wolf and howls", "Old butler", "wolf"),
    ],
)
def test_who_turns_into_an_animal_is_it_from_then_on_and_nobody_meets_two_of_them(sentence, who, beast):
    story = write_offline(sentence, 6)
    (one,) = [c for c in story.cast if c.name == who]
    assert [s.id for s in one.stages] == ["now", "then"] and beast in one.stages[1].look
    assert not any(beast in c.name.lower() for c in story.cast)
    seen = [p.stage for s in story.shots for p in s.who if p.character == one.id]
    assert seen == sorted(seen) and seen[0] == "now", "never back again"


@pytest.mark.parametrize(
    ("sentence", "indoors", "last"),
    [
        ("Two sisters argue over a map in a canoe", False, "river"),
        ("The groom runs out of the church and jumps on a motorcycle", False, "road"),
        ("A nurse runs out of the hospital and climbs a tree", False, "street"),
        ("A nurse works in the hospital and climbs a ladder", True, "hospital"),
    ],
)
def test_who_leaves_is_elsewhere_and_who_is_aboard_is_where_that_goes(sentence, indoors, last):
    story = write_offline(sentence, 2)
    assert last in str(story.shots[-1].place)
    assert places().kinds[kind_of_place(str(story.shots[-1].place).replace("-", " "))].indoors == indoors
