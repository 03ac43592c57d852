"""Props and animals: every name draws something of a sensible size, moves a little, and closes its loop."""

import numpy as np
import pytest

from vgot.animatic.canvas import Group, Stage
from vgot.animatic.lexicon.things import ANIMALS, PROPS
from vgot.animatic.props import catalogue as props
from vgot.animatic.props.found import FOUND
from vgot.animatic.props.table import rows

STAGE = Stage(192, 160)


def drawn(name: str, phase: float = 0.0, **how) -> np.ndarray:
    root = Group()
    props.add(root, name, 96, 140, 1.0, phase, **how)
    return STAGE.draw_rgba(root).astype(int).copy()


def played(kind: str, **how) -> np.ndarray:
    root = Group()
    props.add_character_animal(root, kind, how.pop("colours", (None, None)), 96, 140, **how)
    return STAGE.draw_rgba(root).astype(int).copy()


def box(pixels: np.ndarray) -> tuple[int, int, int, int]:
    ys, xs = np.nonzero(pixels[..., 3] > 40)
    return xs.min(), ys.min(), xs.max(), ys.max()


def test_the_words_and_the_drawings_agree():
    assert set(PROPS) | set(ANIMALS) | set(FOUND) | set(rows()) == set(props.KNOWN)
    assert len(PROPS) + len(rows()) >= 280 and len(ANIMALS) >= 17


@pytest.mark.parametrize("name", props.KNOWN)
def test_every_prop_draws_near_its_foot_and_within_the_picture(name):
    left, top, right, bottom = box(drawn(name, 0.2))
    assert right - left >= 6 and bottom - top >= 6
    assert left > 0 and right < 191 and top > 0, "it fits beside a person"
    assert bottom <= 159


@pytest.mark.parametrize("name", props.KNOWN)
def test_a_turn_of_phase_comes_back_to_where_it_began(name):
    assert np.abs(drawn(name, 0.0) - drawn(name, 1.0)).mean() < 0.05


@pytest.mark.parametrize("name", ["dog", "bird", "campfire", "flag", "balloon", "butterfly", "fish", "train", "candle"])
def test_living_and_blown_things_move(name):
    assert np.abs(drawn(name, 0.0) - drawn(name, 0.3)).mean() > 0.005


def test_small_things_stand_on_a_table_unless_told_otherwise():
    assert box(drawn("book"))[1] < box(drawn("book", stand=""))[1] - 20


def test_an_unknown_name_draws_nothing():
    assert drawn("sextant").sum() == 0


@pytest.mark.parametrize("kind", props.ANIMALS)
def test_a_character_animal_looks_both_ways(kind):
    right, left = played(kind), played(kind, facing=-1.0)
    assert np.abs(right - left[:, ::-1]).mean() < 0.6, "left is the mirror of right"


@pytest.mark.parametrize("kind", ["dog", "cat", "fox", "horse", "dragon", "owl", "bear", "rabbit", "penguin"])
def test_a_character_animal_wears_the_colours_of_its_look(kind):
    blue = played(kind, colours=(0xFF2040E0, 0xFFFFFFFF))
    seen = blue[blue[..., 3] > 200][:, :3].mean(axis=0)
    plain = played(kind)
    was = plain[plain[..., 3] > 200][:, :3].mean(axis=0)
    assert seen[2] - seen[0] > was[2] - was[0] + 20


@pytest.mark.parametrize("kind", ["dog", "cat", "horse", "elephant", "fox"])
def test_a_character_animal_walks_talks_and_blinks(kind):
    still = played(kind)
    assert np.abs(still - played(kind, walk_phase=0.25)).mean() > 0.05
    assert np.abs(still - played(kind, talking=1.0)).mean() > 0.005
    assert np.abs(still - played(kind, blink=True)).mean() > 0.0005
