"""A guide is chosen for the film and for a shot: kind and strength together."""

from __future__ import annotations

import pytest

from tests.conftest import small_story
from vgot.errors import BadInput
from vgot.graph.asked import guide_of
from vgot.story.guiding import USUAL_STRENGTH, with_guide


def guides(story) -> list[tuple[float, str]]:
    return [guide_of(story, shot) for shot in story.shots]


def test_a_kind_that_is_chosen_leads_at_once_and_a_shot_may_be_otherwise():
    film = with_guide(small_story(3), None, "pose")
    assert guides(film) == [(USUAL_STRENGTH, "pose")] * 3
    one = with_guide(film, 2, "edges", 0.35)
    assert guides(one) == [(USUAL_STRENGTH, "pose"), (0.35, "edges"), (USUAL_STRENGTH, "pose")]
    assert guides(with_guide(one, 2, "masks"))[1] == (0.35, "masks")
    assert guides(with_guide(one, 2, "none"))[1][0] == 0
    assert guides(with_guide(with_guide(one, 2, "none"), 2, "depth"))[1] == (USUAL_STRENGTH, "depth")
    assert with_guide(one, 2, "") == film


def test_without_a_guide_of_the_film_one_shot_alone_has_one():
    assert guides(with_guide(small_story(2), 1, "masks")) == [(USUAL_STRENGTH, "masks"), (0.0, "depth")]
    assert guides(with_guide(with_guide(small_story(2), None, "masks"), None, "none"))[0][0] == 0


@pytest.mark.parametrize(("kind", "strength"), [("flow", None), ("pose", 1.2), (None, float("nan"))])
def test_a_kind_or_a_strength_that_there_is_not_is_refused(kind, strength):
    with pytest.raises(BadInput):
        with_guide(small_story(2), 1, kind, strength)
