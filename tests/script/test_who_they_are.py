"""Who is who in a sentence: one who becomes another, those named by a quality alone, names in a list, groups, and no strangers."""

import pytest

from vgot.language.which import language_of
from vgot.script.account import account_of
from vgot.script.offline.homes import home_of
from vgot.script.offline.writer import write_offline
from vgot.script.reading.reading import read
from vgot.story.model import Story


def written(sentence: str, shots: int = 4) -> Story:
    return write_offline(sentence, shots)


def cast(sentence: str) -> list[str]:
    return [c.name for c in written(sentence).cast]


def deeds(sentence: str) -> list[str]:
    return [d.said for d in read(sentence).deeds]


@pytest.mark.parametrize(
    ("sentence", "who", "then"),
    [
        ("A duke is turned into an owl by his cook and flies over the mill.", "Duke", "owl"),
        ("A nurse becomes a knight and rides to Madrid.", "Nurse", "armour"),
        ("A fox changes into a queen. The queen opens the gate.", "Fox", "woman"),
        ("Die Königin verwandelt den Dieb in eine Maus.", "Thief", "mouse"),
        ("Le roi se transforme en loup.", "King", "wolf"),
    ],
)
def test_who_is_changed_is_one_of_the_cast_at_two_stages(sentence, who, then):
    story = written(sentence, 5)
    changed = next(c for c in story.cast if c.name == who)
    assert [s.id for s in changed.stages] == ["now", "then"] and then in changed.stages[1].look
    seen = [p.stage for s in story.shots for p in s.who if p.character == changed.id]
    assert seen == sorted(seen) and seen[-1] == "then"


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("A mule that cannot swim becomes the hero of the harbour.", ["Mule"]),
        ("Two rivals meet on a bridge and find out that they are sisters.", ["First rival", "Second rival"]),
        ("After the flood she was a judge; now she sells eels.", ["Judge"]),
        ("The goose that was once a captain guards the gate.", ["Goose"]),
        ("The snowman cried because the girl forgot him.", ["Girl"]),
        ("Without its tail, the gecko opens a barber shop.", ["Gecko"]),
        ("A bus driver, a monk and a pilot are stuck in a tunnel on Christmas Eve.", ["Bus driver", "Monk", "Pilot"]),
        ("Ingrid, Chidi and Rosa race donkeys at noon.", ["Ingrid", "Chidi", "Rosa", "First donkey"]),
        ("The village clown makes the priest laugh.", ["Village clown", "Priest"]),
        ("Su-Jin rides a bear to school.", ["Su-Jin", "Bear"]),
        ("The jury sleeps.", ["First jury member", "Second jury member"]),
        ("An old pair of wolves adopts a boy.", ["First wolf", "Second wolf", "Boy"]),
        ("Fourteen monks share a pear, and eleven cooks watch.", ["First cook", "Second cook", "Third cook"]),
        ("A sailor sings for the guests of a ruined hotel.", ["Sailor", "First guest of a ruined hotel", "Second guest of a ruined hotel"]),
        ("A three-legged dog barks.", ["Three-legged dog"]),
        ("An AI that runs the harbour falls asleep.", ["AI"]),
    ],
)  # fmt: skip
def test_nobody_is_there_whom_the_sentence_does_not_name(sentence, names):
    assert cast(sentence) == names


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("The sick sing in the garden while the wealthy count their coins.",
         ["The sick people sing in the garden.", "The wealthy people count their coins."]),
        ("The wise wait; the brave swim.", ["The wise people wait.", "The brave people swim."]),
        ("The old tower leans and the blind singer hums.", ["The old tower leans.", "The blind singer hums."]),
        ("A quiet lake; a heron lands; the smell of rain.", ["We see a quiet lake.", "A heron lands.", "We see the smell of rain."]),
        ("Once upon a time there was a baker who feared bread.", ["Once upon a time, there was a baker.", "The baker fears bread."]),
        ("It seldom rains in Lima, but tonight it does.", ["It seldom rains in Lima.", "Tonight, it does."]),
        ("A clown, tired of laughing, walks to the river.", ["A clown, tired of laughing, walks to the river."]),
        ("The knight, whose horse was sold, is led away by goats.", ["The knight, whose horse was sold, is led away by goats."]),
        ("Nobody in the valley had ever heard a piano.", ["Nobody has ever heard a piano."]),
        ("There are no trees left in the valley except one.", ["There are no trees left in the valley except one."]),
        ("A crow says “good night” to the miller.", ["A crow says “good night” to the miller."]),
        ("I was a river once.", ["I was a river once."]),
        ("Above the roof, something golden opens its wings.", ["Above the roof, something golden opens its wings."]),
        ("The river keeps its secret. A boat drifts.", ["The river keeps its secret.", "A boat drifts."]),
        ("A tourist waits for a boat.", ["A tourist waits for a boat."]),
        ("If the kettle sings, the cats wake.", ["If the kettle sings, the cats wake."]),
        ("A diver becomes a cook and sails to Malta.", ["A diver becomes a cook.", "The diver sails to Malta."]),
        ("There was a miller who ground stones into dust.", ["There is a miller.", "The miller grinds stones into dust."]),
        ("The camera pans across a harbour full of boats.", ["We see a harbour full of boats."]),
    ],
)  # fmt: skip
def test_each_deed_is_told_in_right_english(sentence, told):
    assert deeds(sentence) == told


@pytest.mark.parametrize(
    ("sentence", "title", "first"),
    [
        ("The Miller's Son: A boy steals the wind.", "The Miller's Son", "A boy steals the wind."),
        ("“Salt and Iron” — Two nuns dig a well.", "Salt and Iron", "Two nuns dig a well."),
        ("Title: Blue Hour. Logline: A thief paints a bridge.", "Blue Hour", "A thief paints a bridge."),
    ],
)
def test_a_title_before_the_story_is_the_films_and_nobody_in_it(sentence, title, first):
    story = written(sentence)
    account = account_of(story)
    assert story.title == title and first in [s.summary for s in story.shots]
    assert all("title" in u["why"] or "about the film" in u["why"] for u in account["unused"]), account["unused"]


@pytest.mark.parametrize(
    "sentence", ["Anna Bell says: I am going home.", "Dawn: a fox wakes.", "Two cats: one sleeps."]
)
def test_what_only_looks_like_a_title_is_told(sentence):
    assert read(sentence).title == ""


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("Somebody has painted the moon.", "moon"),
        ("A wolf writes a poem to the moon.", "moon"),
        ("Far from home, a soldier feeds a crow.", "home"),
        ("A violin hides in a barrel.", "barrel"),
    ],
)
def test_nobody_is_where_the_sentence_puts_nobody(sentence, place):
    assert all(place not in str(s.place) for s in written(sentence).shots)


def test_a_place_inside_another_is_both():
    story = written("A nun finds a forest inside a submarine.")
    assert story.shots[-1].place == "forest-inside-the-submarine"
    assert "submarine" in story.places[0].look


def test_a_place_is_the_same_however_its_words_are_ordered():
    words = ["elephant", "bed", "thunder", "rose", "car", "cake", "boat"]
    assert {home_of(words[n:] + words[:n]) for n in range(len(words))} == {home_of(words)}


def test_letters_of_one_language_alone_say_which_it_is():
    assert language_of("雨の夜、少年は駅で犬を待つ。") == "ja" and language_of("고양이가 달을 본다.") == "ko"
