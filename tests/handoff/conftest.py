"""A film that was painted in flat colours, for everything that is handed on."""

from __future__ import annotations

import pytest

from tests.conftest import small_story
from tests.paint_world import use_paint


@pytest.fixture
def painted(studio, monkeypatch):
    use_paint(monkeypatch)
    project = studio.new_project(small_story())
    assert not project.build().failed
    return project
