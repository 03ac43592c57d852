"""Words that are no things set out none: verbs, colours, what a coat has, the walls of a room; and what is asked for stands there."""

from __future__ import annotations

import pytest

from vgot.animatic.looks import draw_look
from vgot.animatic.staging import read_domains
from vgot.story.model import Domains


def props(relation: str = "", character: str = "", background: str = "") -> tuple[str, ...]:
    return read_domains(Domains(relation=relation, character=character, background=background), relation, "", "").props


@pytest.mark.parametrize(
    "words",
    [
        {"relation": "The two boys cross the river at dawn.", "background": "A river between trees."},
        {"relation": "She waits.", "character": "A woman with a dark coat with brass buttons, grey eyes and a knot of hair."},
        {"relation": "The boy waits.", "character": "A boy carrying himself well, in an orange shirt."},
        {"relation": "The cook waits.", "background": "A small kitchen with yellow walls and shelves of jars."},
    ],
)  # fmt: skip
def test_words_that_are_no_things_set_out_none(words):
    assert not {"cross", "flower", "rope", "orange", "wall", "shelf"} & set(props(**words))


@pytest.mark.parametrize(
    ("relation", "thing"),
    [("A girl eats an orange.", "orange"), ("He gives her a rose.", "flower"), ("A boy crosses a field with a rope.", "rope")],
)  # fmt: skip
def test_the_same_words_are_things_where_they_name_one(relation, thing):
    assert thing in props(relation, background="A field.")


def test_a_painted_boat_stands_at_the_lighthouse_and_in_the_harbour_beside_those_that_are_there_anyway():
    for place in ("The lighthouse on its rocks.", "A harbour at noon."):
        assert "boat" in props("A woman paints a red boat.", background=place)
    assert "boat" not in props("A woman waits.", background="A harbour with boats at noon.")


@pytest.mark.parametrize(("role", "name", "kind"), [("dog", "Boy's dog", "dog"), ("horse", "Farmer's horse", "horse"), ("cat", "The queen's cat", "cat")])  # fmt: skip
def test_an_animal_that_belongs_to_somebody_is_that_animal(role, name, kind):
    assert draw_look("x", name, role, f"a small brown {role}", "", 1).kind == kind
