"""What a person just did comes first: the order of the queue after an edit, and the worker that stays ready while a page looks on."""

from __future__ import annotations

import threading
import time
from types import SimpleNamespace

import psutil
import pytest

from tests.conftest import NoExecutor, small_story, studio_of
from tests.paint_world import use_paint
from ui.example import ExampleFilm
from ui.verbs import Verbs
from vgot import processes as vitals
from vgot.errors import RenderFailed, StorageFailed
from vgot.processes import pid_of
from vgot.project.studio import Studio
from vgot.render import worker as working
from vgot.render.executors import ProcessExecutor
from vgot.render.worker import Worker
from vgot.settings import Settings


@pytest.fixture
def rendering(tmp_path, monkeypatch):
    """A film of eight shots whose stills and first two clips are made; the rest waits, and nobody works."""
    use_paint(monkeypatch)
    project = Studio(Settings(home=tmp_path / "home"), NoExecutor()).new_project(small_story(8))
    project.start_build()
    worker = Worker(project.store)
    while {"keyframe/8", "clip/2"} & {j.name for j in project.queue.jobs(states=["queued"])}:
        worker.work_one()
    return project


def made(project, many: int = 1000) -> list[str]:
    """The names of what is made next, in order."""
    worker, before = Worker(project.store), {j.id for j in project.queue.jobs(states=["done"])}
    for _ in range(many):
        if not worker.work_one():
            break
    return [j.name for j in sorted(project.queue.jobs(states=["done"]), key=lambda j: j.finished) if j.id not in before]


def test_an_edit_in_the_page_is_made_before_the_rest_of_the_film(rendering):
    verbs = Verbs(studio_of(rendering), ExampleFilm(studio_of(rendering)))
    said = verbs.answer(
        {"verb": "edit", "project": rendering.id, "shot": "shot1", "field": "lighting", "value": "cold neon light"}
    )
    assert said["ok"] and "note" not in said
    names = made(rendering)
    assert names[:3] == ["keyframe/1", "clip/1", "join/1-2"]
    assert rendering.plan().nodes["film"].state == "fresh" and len(names) == len(set(names))


def test_an_edit_of_a_shot_in_the_middle_does_not_drag_the_shots_before_it_along(rendering):
    rendering.edit("shots/6/lighting", "cold neon light")
    rendering.making.follow_edit()
    names = made(rendering)
    assert names[:4] == ["keyframe/6", "clip/6", "join/1-2", "clip/3"]
    assert names.index("join/5-6") == names.index("clip/5") + 1 and names.index("join/6-7") == names.index("clip/7") + 1
    assert rendering.plan().nodes["film"].state == "fresh"


def test_of_several_edits_all_stills_come_first_and_the_newest_before_the_others(rendering):
    for shot in (3, 5, 7):
        rendering.edit(f"shots/{shot}/lighting", "cold neon light")
        rendering.making.follow_edit()
    names = made(rendering)
    assert names[:6] == ["keyframe/7", "keyframe/5", "keyframe/3", "clip/7", "clip/5", "clip/3"]
    assert rendering.plan().nodes["film"].state == "fresh" and len(names) == len(set(names))


def test_an_edit_of_what_still_waits_moves_it_to_the_front_and_undo_does_the_same(rendering):
    rendering.edit("shots/8/duration_s", "2")
    rendering.making.follow_edit()
    assert made(rendering, 1) == ["clip/8"]
    rendering.edit("shots/6/duration_s", "2")
    rendering.making.follow_edit()
    rendering.edit("shots/5/lighting", "cold neon light")
    rendering.making.follow_edit()
    rendering.undo()
    rendering.making.follow_edit()
    assert made(rendering, 3) == ["keyframe/5", "clip/5", "clip/6"]  # the still is there already, and is only looked up


def test_an_edit_of_a_cut_asks_for_the_clips_on_both_sides_of_it(rendering):
    rendering.edit("boundaries/5/mode", "cut")
    rendering.making.follow_edit()
    assert made(rendering, 3) == ["clip/5", "clip/6", "join/5-6"]


def test_an_edit_of_somebodys_look_is_made_in_the_order_of_making(rendering):
    rendering.edit("cast/mary/stages/old/look", "an old woman with white hair and a red coat")
    rendering.making.follow_edit()
    names = made(rendering)
    assert names[:2] == ["portrait/mary/old", "tokens/mary/old"] and names[2:6] == [
        f"keyframe/{n}" for n in range(5, 9)
    ]
    assert rendering.plan().nodes["film"].state == "fresh"


def test_a_persons_own_order_of_the_queue_stays_behind_the_next_edit(rendering):
    queued = rendering.queue.jobs(states=["queued"])
    rendering.queue.reorder(next(j.id for j in queued if j.name == "clip/8"), queued[0].id)
    rendering.edit("shots/4/lighting", "cold neon light")
    rendering.making.follow_edit()
    assert made(rendering, 3) == ["keyframe/4", "clip/4", "clip/8"]


# -- a worker that stays ready ----------------------------------------------------------------------------------------
def maker_of_the_last_still(project) -> int:
    """The process that made the newest keyframe."""
    mine = [j for j in project.queue.jobs(states=["done"]) if j.step == "keyframe" and j.outcome == "ran"]
    return pid_of(max(mine, key=lambda j: j.finished).worker)


@pytest.mark.slow
def test_while_a_page_looks_on_the_next_still_is_made_by_the_worker_that_made_the_last(tmp_path):
    executor = ProcessExecutor(workers=2, idle_s=1.0)
    project = Studio(Settings(home=tmp_path / "home"), executor).new_project(small_story(2))
    verbs = Verbs(studio_of(project), ExampleFilm(studio_of(project)))

    def look() -> None:
        assert verbs.answer({"verb": "look", "project": project.id, "stamp": "x"})["ok"]
        time.sleep(0.1)

    project.start_build()
    while project.queue.unfinished():
        look()
    made_the_last = maker_of_the_last_still(project)
    while executor.alive() != [made_the_last]:  # the other one leaves
        assert made_the_last in executor.alive()
        look()
    for _ in range(25):  # longer than a worker waits that nobody looks at
        look()
    project.edit("shots/1/lighting", "cold neon light")
    project.build(["keyframe/1"])
    assert (
        project.queue.jobs(states=["done"])[0].name == "keyframe/1"
        and maker_of_the_last_still(project) == made_the_last
    )
    executor.close()


@pytest.fixture
def idle(project, monkeypatch):
    """A function: begin a worker with nothing to do, which somebody looked at; its thread."""
    monkeypatch.setattr(working, "LOOKED_S", 0.5)
    started = []

    def begin(looked_on: bool = True) -> threading.Thread:
        worker = Worker(project.store)
        if looked_on:
            worker.call(looked_on=True)
        thread = threading.Thread(target=lambda: (worker.run(until=lambda: False, idle_s=0.0), project.store.close()))
        thread.start()
        started.append((worker, thread))
        return thread

    yield begin
    for worker, thread in started:
        worker.pulse.leaving = True
        worker.call()
        thread.join()


def test_a_worker_that_nobody_looks_at_any_more_leaves(idle, monkeypatch):
    for looked_on in (True, False):
        thread = idle(looked_on)
        thread.join(30)
        assert not thread.is_alive()


def test_a_worker_that_holds_too_much_leaves_though_somebody_looks_on(idle, monkeypatch):
    monkeypatch.setattr(working, "LOOKED_S", 3600.0)
    monkeypatch.setattr(working, "is_modest", lambda: False)
    thread = idle()
    thread.join(30)
    assert not thread.is_alive()


@pytest.mark.parametrize(("held", "free", "modest"), [(200, 500, True), (300, 500, False), (200, 50, False)])
def test_what_is_too_much_is_a_share_of_the_machines_memory(monkeypatch, held, free, modest):
    monkeypatch.setattr(vitals.host, "memory", lambda: (free, 1000))
    monkeypatch.setattr(psutil.Process, "memory_info", lambda self: SimpleNamespace(rss=held))
    assert vitals.is_modest() is modest


@pytest.mark.parametrize(
    ("why", "until_room"),
    [
        (RenderFailed("The worker processes keep dying."), False),
        (StorageFailed("The disk is full.", field="disk"), True),
    ],
)
def test_what_keeps_workers_from_working_stands_in_the_queue_of_the_page_that_looks(
    queued, monkeypatch, why, until_room
):
    def ensure(store):
        raise why

    monkeypatch.setattr(queued.executor, "ensure", ensure, raising=False)
    queued.look_on()
    assert why.message.rstrip(".") in queued.queue.paused
    assert bool(queued.store.meta("paused_until_room")) is until_room
