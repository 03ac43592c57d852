"""Any verb after any other on several films, against a model of what must hold: the quick form of `tests/faults/any_order.py`."""

from __future__ import annotations

from tests.conftest import studio_of
from tests.faults import world
from tests.faults.any_order import VERBS, any_order


def test_any_verb_after_any_other_leaves_every_film_as_the_model_says():
    with world.painted():
        row = any_order(140, seed=3, processes=0, closely=70)
    assert row.held, row.found


def test_letting_go_of_a_pin_that_is_not_there_makes_no_revision(project):
    before = project.head().revision
    for node in ("plate/forest", "keyframe/1"):
        VERBS["unpin"](studio_of(project), project.id, node)
    assert project.head().revision == before
