"""The table of drawings: every row is read, drawn by its own word, and told as drawn; what is only like it is told as near."""

import pytest

from vgot.animatic.family import scene_of
from vgot.animatic.lexicon.coverage import understood
from vgot.animatic.lexicon.kinds import KINDS, THINGS
from vgot.animatic.lexicon.shown import SEEN_IN
from vgot.animatic.looks import draw_look
from vgot.animatic.props.catalogue import KNOWN
from vgot.animatic.props.table import read_things, rows
from vgot.models.base import KeyframeSpec
from vgot.story.model import Domains
from vgot.units import FrameSize

SIZE = FrameSize(192, 108)
WHERE = {"room": "a living room", "part": "a living room", "hand": "a living room", "water": "the sea"}
ROW = "thing:\n  words: thing|thingy\n  draw: [{}]"


def told(relation: str, background: str, camera: str = "wide shot, static"):
    """(names of what is drawn, what the drawing says of the words)."""
    words = Domains(relation=relation, background=background, camera=camera)
    scene = scene_of(KeyframeSpec(words, "", (), "", "", None, "", 5, SIZE))
    return [p["name"] for p in scene["props"]], understood(words, scene=scene)


@pytest.mark.parametrize("name", rows())
def test_every_row_is_drawn_by_its_own_word_and_nothing_of_it_is_missed(name):
    row = rows()[name]
    word = row.words[0]
    sentence = row.tests or f"There is {'an' if word[0] in 'aeiou' else 'a'} {word}."
    drawn, coverage = told(sentence, WHERE.get(row.put, "a meadow"))
    seen = {w for w in row.words if set(w.split()) & SEEN_IN["living_room" if row.put in ("room", "hand") else "field"]}
    assert name in drawn or seen
    assert not {w for one in row.words for w in one.split()} & set(coverage.not_drawn)


@pytest.mark.parametrize(
    ("word", "drawing"),
    [
        ("lorikeet", "a parrot"), ("borzoi", "a dog"), ("hatchback", "a car"), ("peony", "a flower"), ("baobab", "a tree"),
        ("rapier", "a sword"), ("gomphothere", "an elephant"), ("lasagna", "a plate"), ("mandolin", "a guitar"), ("capybara", "a mouse"),
        ("zebu", "a cow"), ("axolotl", "a crocodile"), ("bassoon", "a flute"), ("divan", "a sofa"), ("ketch", "a sailboat"),
    ],
)  # fmt: skip
def test_a_kind_of_something_drawn_is_drawn_as_that_and_says_so(word, drawing):
    coverage = told(f"There is a {word}.", "the sea" if drawing == "a sailboat" else "a meadow")[1]
    assert {"word": word, "as": drawing} in coverage.drawn_as and word not in coverage.not_drawn


@pytest.mark.parametrize(
    ("sentence", "nothing"),
    [
        ("She holds a baseball bat.", "bat"), ("Nobody is there.", "person"), ("He sees the light of time.", "clock"),
        ("The pitcher throws.", "jug"), ("They spring to the fall of the range.", "stove"),
    ],
)  # fmt: skip
def test_nothing_wrong_is_drawn(sentence, nothing):
    assert nothing not in told(sentence, "a meadow")[0]


def test_every_kind_leads_to_something_that_can_be_drawn():
    assert set(KINDS.values()) <= set(KNOWN) and len(KINDS) > 10_000
    assert {name for _, name in THINGS.values()} <= set(KNOWN)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("blob 1 2 3 4 red", "no shape"), ("rect 1 2 3 red", "numbers"), ("oval 1 2 3 4 mauvy", "colour"), ("line 1 2 3 4 red", "width"),
        ("poly 1 2 3 4 5 red", "numbers"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_used_is_named(line, why):
    with pytest.raises(ValueError, match=rf"things.yaml, thing .*{why}"):
        read_things(ROW.format(f'"{line}"'))


def test_a_word_belongs_to_one_thing_only():
    with pytest.raises(ValueError, match="already"):
        read_things(ROW.format('"oval 0 0 5 5 red"') + "\nother:\n  words: thing\n  draw: ['oval 0 0 5 5 red']")


def test_a_mirrored_line_is_drawn_on_both_sides():
    row = read_things(ROW.format('"both rect 4 -10 6 10 red"'))["thing"]
    assert row.box == (-10, -10, 10, 0)


def test_a_dog_of_a_boy_is_a_dog():
    assert draw_look("dog", "the boy's dog", "dog", "a small brown dog with floppy ears", "", 1).kind == "dog"
    assert draw_look("dog", "boy's dog", "dog", "a small brown dog with floppy ears", "", 1).kind == "dog"


@pytest.mark.parametrize(
    ("background", "nothing"),
    [
        ("a living room with a wall of photographs", "wall"), ("a ruined temple", "temple"), ("a castle with a drawbridge and towers", "tower"),
        ("a kitchen with blue cupboards", "wardrobe"), ("an avenue of limes in the park", "orange"), ("a forest with greens and blinds", "salad"),
    ],
)  # fmt: skip
def test_what_the_place_is_or_shows_is_not_drawn_again(background, nothing):
    assert nothing not in told("Nothing happens.", background)[0]
