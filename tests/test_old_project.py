"""A project made by version 0.1.0 (drawn, and rendered by the small models; a pinned still, an uploaded portrait, an undone
edit) still means what it meant: whatever moved in the code since, nothing of it is made again."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from vgot.project.studio import Studio
from vgot.render.executors import InlineExecutor
from vgot.settings import Settings

KEPT = Path(__file__).parent / "data" / "project-0.1.0.zip"


@pytest.fixture
def old(tmp_path):
    folder = tmp_path / "home" / "projects" / "mary-by-the-sea"
    with zipfile.ZipFile(KEPT) as kept:
        kept.extractall(folder)
    studio = Studio(Settings(home=tmp_path / "home"), InlineExecutor(idle_s=0.05))
    yield studio.open("mary-by-the-sea")
    studio.close()


@pytest.mark.parametrize("preset", ["animatic", "embedded"])
def test_a_project_of_version_0_1_0_builds_no_node_again(old, preset):
    old.set_preset(preset)
    takes = old.take_counts()
    assert [p.name for p in old.plan().nodes.values() if not p.settled] == []
    result = old.build(approve_all=True)
    assert (result.ran, result.failed) == ([], [])
    assert old.take_counts() == takes
    assert result.film["frames"] == 24


def test_its_pin_its_upload_and_its_undone_edit_are_as_they_were(old):
    plan = old.plan()
    assert plan.named("keyframe/1").pinned and plan.named("keyframe/1").reason.startswith("pinned, stale")
    assert plan.named("portrait/tom/now").take.producer == "you"
    assert old.head().can_redo
    assert old.story.shots[2].domains.relation == "She talks."


def test_every_byte_of_it_is_whole(old):
    assert old.verify() == []
