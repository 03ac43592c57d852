"""Beings that are drawn as people of another kind: a table, what words keep of it, and what is seen."""

import numpy as np
import pytest

from vgot.animatic.family import draw_portrait_pixels
from vgot.animatic.guises import guise_of, read_guises
from vgot.animatic.looks import FIELDS, draw_look
from vgot.animatic.stages import later_stage
from vgot.units import FrameSize


def look(role, text=""):
    return draw_look("one", role.title(), role, text, "", 5)


@pytest.mark.parametrize(
    "role", ["vampire", "zombie", "mummy", "skeleton", "superhero", "clown", "giant", "demon", "genie", "goblin"]
)
def test_none_of_them_looks_like_anybody(role):
    size = FrameSize(96, 96)
    nobody = draw_look("one", role.title(), "", "", "", 5)
    assert guise_of(role, FIELDS) is not None
    if role != "giant":  # whose portrait is as large as anybody's
        assert not np.array_equal(draw_portrait_pixels(look(role), size), draw_portrait_pixels(nobody, size))
    assert look("giant").tall > 1.3


def test_words_about_clothes_and_hair_count_and_the_being_stays():
    said = look("zombie", "a zombie with long blonde hair in a red dress and fair skin")
    plain = look("zombie")
    assert said.skin == plain.skin and said.garment == "dress" and said.colour != plain.colour


def test_a_ghost_whose_name_says_it_again_is_a_ghost_and_a_ghost_hunter_is_somebody():
    assert draw_look("g", "Ghost of his master", "ghost", "a pale ghost", "", 3).kind == "ghost"
    assert draw_look("g", "Ghost hunter", "ghost hunter", "", "", 3).kind == "person"


def test_a_stage_that_begins_with_an_animal_is_that_animal_and_one_beside_an_animal_is_not():
    first = look("princess")
    assert later_stage(first, "then", "a small green frog", "", "", 5).kind == "frog"
    assert later_stage(first, "then", "an old woman with a parrot", "", "", 5).kind == "person"
    assert later_stage(first, "then", "a woman in a fox costume", "", "", 5).kind == "person"


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ("elf: {words: [elf], look: {wings: 2}}", "a look has no wings"),
        ("elf: {words: [elf], wear: [tiara]}", "nobody wears a tiara"),
        ("elf: {look: {tall: 0.8}}", "no word names it"),
    ],
)
def test_a_row_that_cannot_be_drawn_is_named(table, says):
    with pytest.raises(ValueError, match=says):
        read_guises(table, FIELDS)
