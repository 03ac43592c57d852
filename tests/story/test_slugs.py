"""Every slug that is made is one that a story takes."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from vgot.story.model import Slug
from vgot.units import slug


@settings(max_examples=400, deadline=None, derandomize=True)
@given(st.text(max_size=60))
@example("0À²")
@example("Fahrenheit 451½")
@example("①②③")
def test_any_name_gives_a_slug_that_a_story_takes(name):
    made = slug(name, "somebody")
    assert TypeAdapter(Slug).validate_python(made) == made


@pytest.mark.parametrize(
    "name, made",
    [("Old Harbour!", "old-harbour"), ("Żółw", "żółw"), ("東京", "東京"), ("x²", "x"), ("!!!", "somebody")],
)
def test_letters_of_every_script_stay(name, made):
    assert slug(name, "somebody") == made
