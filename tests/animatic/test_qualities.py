"""Colours, sizes, stuff and states are drawn on the very thing they are said of, and told as drawn."""

import numpy as np
import pytest

from vgot.animatic.canvas import Group, Stage
from vgot.animatic.family import scene_of
from vgot.animatic.lexicon.coverage import understood
from vgot.animatic.lexicon.made_of import qualities, read_qualities
from vgot.animatic.props import catalogue as props
from vgot.animatic.props.paint import painted
from vgot.models.base import KeyframeSpec
from vgot.story.model import Domains
from vgot.units import FrameSize

STAGE = Stage(192, 160)


def drawn(name: str, **how) -> np.ndarray:
    root = Group()
    props.add(root, name, 96, 140, 1.0, 0.2, "", **how)
    return STAGE.draw_rgba(root).astype(int).copy()


def staged(relation: str, background: str = "a meadow", camera: str = "wide shot, static"):
    words = Domains(relation=relation, background=background, camera=camera)
    scene = scene_of(KeyframeSpec(words, "", (), "", "", None, "", 5, FrameSize(192, 108)))
    return scene["props"], understood(words, scene=scene).not_drawn


@pytest.mark.parametrize("stuff", qualities().stuff)
def test_a_word_for_stuff_paints_the_thing(stuff):
    word = qualities().stuff[stuff].words[0]
    made, missed = staged(f"There is a {word} cart and a {word} piano.")
    assert all(p.get("paint") or p.get("colour") for p in made) and len(made) == 2
    assert word not in missed


@pytest.mark.parametrize("size", qualities().size)
def test_a_word_for_size_makes_the_thing_so(size):
    word = qualities().size[size][0]
    plain = {p["name"]: p["scale"] for p in staged("There is a dog and a bench.")[0]}
    made, missed = staged(f"There is a {word} dog and a bench.")
    told = {p["name"]: p["scale"] for p in made}
    assert told["dog"] == pytest.approx(plain["dog"] * size, rel=0.02) and told["bench"] == plain["bench"]
    assert word not in missed


@pytest.mark.parametrize("state", qualities().state)
def test_a_word_for_a_state_is_seen_on_the_thing(state):
    word = qualities().state[state][0]
    made, missed = staged(f"There is a {word} cart.")
    assert [p.get("state") for p in made if p["name"] == "cart"] == [state] and word not in missed
    assert np.abs(drawn("cart") - drawn("cart", state=state)).mean() > 0.1


def test_everything_can_be_painted_and_paper_stays_light():
    for name in ("elephant", "piano", "tree", "car", "apple", "helicopter"):
        assert np.abs(drawn(name) - drawn(name, paint=0xFF2040E0)).mean() > 0.5, name
    assert painted(0xFFFFFFFF, 0xFF2040E0) == 0xFFFFFFFF


def test_a_burning_castle_burns_and_a_burning_love_does_not():
    assert "fire" in [p["name"] for p in staged("The castle is on fire.", "a burning castle")[0]]
    assert "fire" not in [p["name"] for p in staged("A burning love fills the castle.", "a castle")[0]]


def test_an_entry_that_cannot_be_used_is_named():
    with pytest.raises(ValueError, match="qualities.yaml, stuff > wood > colour"):
        read_qualities("stuff: {wood: {words: oak, colour: brownish}}\nsize: {}\nstate: {}")


@pytest.mark.parametrize(
    ("words", "name", "painted_"),
    [
        ("A white cat sits.", "cat", True),
        ("Two black cats sit on a wall.", "cat", True),
        ("A pink elephant dances.", "elephant", True),
        ("A black dog runs.", "dog", True),
        ("A red fox runs.", "fox", False),
        ("A cat sits.", "cat", False),
    ],
)
def test_an_animal_has_the_coat_that_it_is_said_to_have_and_a_red_fox_its_own(words, name, painted_):
    props_, _ = staged(words)
    made = next(p for p in props_ if p["name"] == name)
    assert bool(made.get("paint")) == painted_
    if painted_:
        assert (drawn(name, paint=made["paint"]) != drawn(name)).any()


@pytest.mark.parametrize(
    ("words", "name"),
    [("A black cat", "cat"), ("a red fox", "fox"), ("a silver bell", "bell"), ("a green dragon", "dragon")],
)
def test_a_colour_of_something_known_is_that_thing_and_no_plant_or_beast_that_is_called_so(words, name):
    from vgot.animatic.lexicon.naming import THING
    from vgot.animatic.lexicon.text import tokens_of

    assert [m.value[1] for m in THING.find(tokens_of(f"{words}."))] == [name]
