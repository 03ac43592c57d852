"""Disk: what a project takes, what could go, and that nothing goes that is used."""

from __future__ import annotations

import pytest

from tests.conftest import small_story
from tests.paint_world import use_paint
from vgot import upkeep
from vgot.errors import Conflict


@pytest.fixture
def used(studio, monkeypatch):
    """A film with old takes: a keyframe made three times, an edit and its way back, an upload, a pin."""
    use_paint(monkeypatch)
    project = studio.new_project(small_story(3))
    project.build()
    project.regenerate("keyframe/2", variants=2)
    project.pin("keyframe/1")
    project.edit("shots/3/lighting", "dusk")
    project.build()
    return project


def test_the_preview_names_what_would_go_and_removes_nothing(used):
    before = {d for d in used.store.blob_sizes()}
    preview = upkeep.plan_cleanup(used.store, used.preset)
    assert preview.by_node["keyframe/2"] == 2 and preview.by_node["keyframe/3"] == 1 and preview.bytes > 0
    assert before == set(used.store.blob_sizes())
    usage = upkeep.disk_usage(used.store, used.preset)
    assert usage["could_free"] == preview.bytes < usage["blobs"] < usage["total"]


def test_a_cleanup_frees_what_it_said_and_the_film_stays_as_it_is(used):
    film = used.plan().nodes["film"].take.digests
    preview = upkeep.plan_cleanup(used.store, used.preset)
    freed = upkeep.cleanup(used.store, preview)
    assert freed == preview.bytes
    assert used.plan().nodes["film"].take.digests == film and not used.plan().to_do()
    assert used.build().ran == []
    assert upkeep.verify(used.store, used.preset) == []
    assert upkeep.plan_cleanup(used.store, used.preset).takes == []


def test_undo_after_a_cleanup_still_works_and_makes_again_what_is_gone(used):
    upkeep.cleanup(used.store, upkeep.plan_cleanup(used.store, used.preset))
    used.undo()
    result = used.build()
    assert "keyframe/3" in result.ran and not result.failed


def test_a_cleanup_is_refused_when_the_project_changed_or_is_at_work(used):
    preview = upkeep.plan_cleanup(used.store, used.preset)
    used.edit("shots/1/summary", "Something else.")
    with pytest.raises(Conflict):
        upkeep.cleanup(used.store, preview)
    used.queue.pause()
    used.start_build()
    with pytest.raises(Conflict):
        upkeep.cleanup(used.store, upkeep.plan_cleanup(used.store, used.preset))


def test_verify_names_the_shots_a_damaged_portrait_stands_in(used):
    digest = used.takes("portrait/mary/old")[0]["digests"]["picture"]
    path = used.store.blob_path(digest)
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    found = upkeep.verify(used.store, used.preset)
    assert [(f.node, f.shots) for f in found] == [("portrait/mary/old", [2, 3])]
    upkeep.mend(used.store, used.preset)
    result = used.build()
    assert result.ran == ["portrait/mary/old"] and upkeep.verify(used.store, used.preset) == []
