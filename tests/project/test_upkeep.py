"""Disk: what a project takes, what could go, and that nothing goes that is used."""

from __future__ import annotations

import wave

import pytest

from tests.conftest import small_story
from tests.paint_world import use_paint
from vgot.errors import Conflict
from vgot.project import storage as upkeep
from vgot.render import clip_steps
from vgot.render.worker import RESERVE_BYTES, Worker


@pytest.fixture
def used(studio, monkeypatch):
    """A film with old takes: a keyframe made three times, an edit and its way back, an upload, a pin."""
    use_paint(monkeypatch)
    project = studio.new_project(small_story(3))
    project.build()
    project.regenerate("keyframe/2", variants=2)
    project.takes.pin("keyframe/1")
    project.edit("shots/3/lighting", "dusk")
    project.build()
    return project


def test_the_preview_names_what_would_go_and_removes_nothing(used):
    before = set(used.store.blob_sizes())
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
    used.edit("shots/1/camera", "Close-up, pan right.")
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


def test_the_preview_shows_each_take_that_would_go_and_what_it_weighs(used):
    preview = used.plan_cleanup()
    shown = {u.take: u for u in preview.unused}
    assert set(shown) == set(preview.takes)
    assert all(u.picture is None or used.store.has_blob(u.picture) for u in preview.unused)
    assert sum(u.bytes for u in preview.unused) <= preview.bytes
    assert used.plan_cleanup().token == preview.token
    used.edit("shots/1/camera", "Close-up, pan right.")
    assert used.plan_cleanup().token != preview.token


def test_the_kinds_of_files_add_up_to_what_the_folder_takes(used):
    usage = used.storage.usage()
    assert sum(usage["kinds"].values()) == usage["total"] == used.storage.bytes_on_disk()
    assert all(usage["kinds"][k] > 0 for k in ("takes", "films", "unused", "story")) and usage["kinds"]["sounds"] == 0
    used.cleanup(used.plan_cleanup())
    after = used.storage.usage()
    assert after["kinds"]["unused"] == after["kinds"]["caches"] == 0
    assert {k: after["kinds"][k] for k in ("takes", "films")} == {k: usage["kinds"][k] for k in ("takes", "films")}


def test_a_sound_stays_though_no_take_names_it_and_also_when_only_undo_would_bring_it_back(used, tmp_path):
    wav = tmp_path / "rain.wav"
    with wave.open(str(wav), "wb") as file:
        file.setparams((1, 2, 48_000, 0, "NONE", ""))
        file.writeframes(b"\x10\x00\x30\x00" * 24_000)
    item = used.add_sound(wav)
    digest = used.story.sound.tracks[0].items[0].file
    used.cleanup(used.plan_cleanup())
    assert used.store.has_blob(digest) and used.storage.usage()["kinds"]["sounds"] > 0
    used.handoff.remove_sound(item)
    used.cleanup(used.plan_cleanup())
    used.undo()
    assert used.store.blob_state(used.story.sound.tracks[0].items[0].file) == "whole"


def test_a_take_that_an_older_revision_pins_stays_for_undo(used):
    old = used.takes("keyframe/2")[0]["id"]
    used.takes.pin("keyframe/2", old)
    used.takes.unpin("keyframe/2")
    used.takes.choose("keyframe/2", used.takes("keyframe/2")[-1]["id"])
    used.cleanup(used.plan_cleanup())
    assert old in {t["id"] for t in used.takes("keyframe/2")}


def test_latents_that_wait_to_be_decoded_stay_and_go_when_nothing_waits_for_them(used):
    used.edit("shots/2/duration_s", 1.5)
    planned = used.plan().named("clip/2")
    assert planned.key and not planned.settled
    digest = used.store.put_bytes(b"fifty denoising steps")
    used.store.keep_segment(clip_steps.latents_key_of(planned.key), digest, 12)
    used.cleanup(used.plan_cleanup())
    assert used.store.segment(clip_steps.latents_key_of(planned.key)) == digest
    used.undo()
    used.cleanup(used.plan_cleanup())
    assert not used.store.has_blob(digest)


def test_a_preset_that_changed_since_the_preview_makes_the_preview_void(used):
    preview = used.plan_cleanup()
    used.set_preset("klein-wan5b")
    with pytest.raises(Conflict):
        used.cleanup(preview)


def test_room_is_reserved_before_a_job_begins_and_the_queue_waits_for_it(used, monkeypatch):
    used.queue.pause()
    used.takes.start_regenerate("keyframe/1")
    used.executor.close()  # its worker is gone: the one below takes the job, with too little room from the start
    monkeypatch.setattr(type(used.store), "free_bytes", lambda self: RESERVE_BYTES - 1)
    used.queue.resume()
    worker = Worker(used.store)
    while worker.work_one():
        pass
    assert "64 MB" in used.queue.paused and used.queue.unfinished()
    assert not used.queue.jobs(states=["running"])
    monkeypatch.undo()
    assert used.queue.resume_if_room(RESERVE_BYTES)
