"""A film that was painted in flat colours, for everything that is handed on."""

from __future__ import annotations

import pytest

from tests.conftest import copied, film_once, small_story
from tests.paint_world import use_paint


@pytest.fixture
def painted(studio, once, monkeypatch):
    use_paint(monkeypatch)
    return copied(film_once(once, "film-in-flat-colours", small_story()), studio)
