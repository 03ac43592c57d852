"""What a render takes is said before it begins, in numbers that come from this machine and from what was made here."""

from __future__ import annotations

import pytest

from vgot.models.runtime.residency import Memory
from vgot.render.requirements import room_of
from vgot.settings import load_preset

GIB = 2**30
SMALL, LARGE = Memory(0, 0, 1 * GIB, 2 * GIB), Memory(48 * GIB, 48 * GIB, 128 * GIB, 128 * GIB)


def test_the_items_are_counted_by_kind_up_to_the_step_that_is_asked_for(project):
    stills, film = project.room("keyframe"), project.room()
    assert stills["kinds"] == {"portrait": 3, "plate": 2, "keyframe": 4}
    assert film["kinds"] == {"portrait": 3, "plate": 2, "keyframe": 4, "clip": 4, "join": 3, "film": 1}
    assert film["estimate_s"] > stills["estimate_s"] > 0 and film["disk"]["need_gb"] >= stills["disk"]["need_gb"] > 0


def test_nothing_to_make_takes_nothing(built):
    room = built.room()
    assert room["kinds"] == {} and room["short"] == [] and "disk" not in room


def test_disk_is_an_estimate_first_and_then_measured_on_what_was_made(project):
    assert project.room()["disk"]["measured"] is False
    project.build()
    size = project.store.usage_bytes()
    project.edit("style", "sepia")
    after = project.room("keyframe")
    assert after["disk"]["measured"] is True and 0 < after["disk"]["need_gb"] * 10**9 < size


def test_a_drawing_needs_no_gpu_and_little_memory(project):
    room = project.room()
    assert "vram" not in room and room["ram"]["measured"] and room["ram"]["need_gb"] <= 1 and room["short"] == []


def test_what_does_not_fit_is_said_in_words_with_both_numbers(project):
    preset = load_preset("sdxl-wan5b")
    project.set_preset("sdxl-wan5b")
    plan = project.plan()
    without = room_of(project.store, preset, plan, SMALL, until="keyframe", gpu=False)
    assert "No GPU" in without["short"][0] and "12 GB" in without["short"][0]
    assert any("16 GB of memory are needed, 1.1 GB are free" in s for s in without["short"])
    little = room_of(
        project.store, preset, plan, Memory(4 * GIB, 8 * GIB, 64 * GIB, 64 * GIB), until="keyframe", gpu=True
    )
    assert len(little["short"]) == 1 and "4.3 GB are free" in little["short"][0]
    assert room_of(project.store, preset, plan, LARGE, until="keyframe", gpu=True)["short"] == []
    assert without["vram"]["measured"] is False, "nobody has measured this preset yet"


def test_a_full_disk_is_foreseen(project, monkeypatch):
    monkeypatch.setattr(type(project.store), "free_bytes", lambda self: 10**6)
    assert "disk" in project.room()["short"][0] and "Make room first" in project.room()["short"][0]


@pytest.mark.parametrize("until", ["portrait", "keyframe", "clip"])
def test_clips_that_wait_for_approval_are_not_counted(project, until):
    project.set_preset("sdxl-wan5b")
    room = project.room(until)
    assert "clip" not in room["kinds"] and room["waiting"] == (4 if until == "clip" else 0) and room["guess"]


def test_named_items_are_counted_with_what_they_hang_on(project):
    room = project.room(nodes=["keyframe/2"])
    assert room["kinds"] == {"portrait": 2, "plate": 1, "keyframe": 1} and room["ram"]["free_gb"] > 0


def test_the_small_models_ask_for_no_gpu_where_there_is_none(project, monkeypatch):
    from vgot.models.runtime.residency import GIB, Memory

    project.set_preset("embedded")
    monkeypatch.setattr("vgot.project.project.memory_now", lambda: (Memory(0, 0, 8 * GIB, 16 * GIB), False))
    room = project.room()
    assert room["kinds"]["clip"] == 4 and "vram" not in room and not room["short"], room["short"]
    monkeypatch.setattr("vgot.project.project.memory_now", lambda: (Memory(8 * GIB, 8 * GIB, 8 * GIB, 16 * GIB), True))
    assert project.room()["vram"]["need_gb"] == 1
