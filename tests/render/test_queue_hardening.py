"""The queue: priorities, cancel within a step, replaced workers, a disk that fills and empties."""

from __future__ import annotations

import threading
import time

import pytest

from tests.conftest import small_story
from tests.paint_world import PaintVideo, use_paint
from vgot.errors import NotFound, StorageFailed
from vgot.models import registry
from vgot.models.base import Clip
from vgot.project.studio import Studio
from vgot.render import pulse as pulsing
from vgot.render.executors import InlineExecutor
from vgot.render.worker import Spoiled, Worker
from vgot.settings import Settings, load_preset
from vgot.space.quotas import Limits, QuotaReached, Quotas


@pytest.fixture(autouse=True)
def paint(monkeypatch):
    """Flat colours are enough for a queue. Stands before `queued`, so that its film is painted too."""
    use_paint(monkeypatch)


def _video(monkeypatch, kind: type) -> None:
    monkeypatch.setitem(
        registry.FAMILIES, "animatic", {**registry.FAMILIES["animatic"], "video": f"{__name__}:{kind.__name__}"}
    )


def drain(project, worker) -> None:
    while worker.work_one():
        pass


class SlowVideo(PaintVideo):
    """Forty denoising steps of 50 ms."""

    steps_done = 0

    def shoot_clip(self, keyframe, spec, report):
        for n in range(40):
            report.step(n, 40)
            time.sleep(0.05)
            SlowVideo.steps_done = n + 1
        return super().shoot_clip(keyframe, spec, report)


class BrokenCard(PaintVideo):
    def shoot_clip(self, keyframe, spec, report):
        raise RuntimeError("CUDA error: device-side assert triggered")


class HungryVideo(PaintVideo):
    def shoot_clip(self, keyframe, spec, report):
        def frames():
            raise MemoryError
            yield

        return Clip(frames(), lambda: b"latents")


def test_a_priority_goes_first_and_takes_what_it_is_made_from_along(queued):
    last = next(j for j in queued.queue.jobs(states=["queued"]) if j.name == "clip/4")
    raised = queued.queue.prioritise(last.id, 5)
    assert raised >= 4
    worker, names = Worker(queued.store), []
    while not any(n == "clip/4" for n in names):
        worker.work_one()
        names = [j.name for j in queued.queue.jobs(states=["done"])]
    assert "keyframe/1" not in names and {"keyframe/4", "portrait/mary/old", "tokens/mary/old"} <= set(names)
    with pytest.raises(NotFound):
        queued.queue.prioritise(last.id, 1)


def test_cancel_ends_a_running_clip_within_a_step_and_a_pulse(tmp_path, monkeypatch):
    _video(monkeypatch, SlowVideo)
    SlowVideo.steps_done = 0
    studio = Studio(Settings(home=tmp_path), InlineExecutor(idle_s=0.05))
    project = studio.new_project(small_story(1))
    project.start_build()
    while SlowVideo.steps_done < 3:
        time.sleep(0.01)
    asked = time.monotonic()
    project.cancel()
    while project.queue.jobs(states=["running"]):
        time.sleep(0.01)
    took = time.monotonic() - asked
    assert took < pulsing.PULSE_S + 0.05 + 1.0 and SlowVideo.steps_done < 40
    assert {j.state for j in project.queue.jobs()} == {"done", "cancelled"}
    studio.close()


def test_a_spoiled_accelerator_sends_the_worker_away_and_the_third_time_the_job(queued, monkeypatch):
    _video(monkeypatch, BrokenCard)
    for crashes in (1, 2):
        with pytest.raises(Spoiled):
            worker = Worker(queued.store)
            drain(queued, worker)
        job = next(j for j in queued.queue.jobs() if j.crashes)
        assert job.state == "queued" and job.crashes == crashes and job.step == "clip"
    with pytest.raises(Spoiled):
        drain(queued, Worker(queued.store))
    job = next(j for j in queued.queue.jobs() if j.outcome == "quarantined")
    assert "accelerator failed" in job.error["message"] and job.error["field"] == job.name


@pytest.mark.slow
def test_memory_that_never_suffices_fails_one_job_and_says_what_to_lower(queued, monkeypatch):
    _video(monkeypatch, HungryVideo)
    drain(queued, Worker(queued.store))
    clips = [j for j in queued.queue.jobs() if j.step == "clip"]
    assert {j.state for j in clips} == {"failed"} and all(
        j.error["kind"] == "out_of_memory" and "frame size" in j.error["hint"] for j in clips
    )
    assert all(j.state == "done" for j in queued.queue.jobs() if j.step in ("portrait", "keyframe", "plate", "tokens"))


def test_a_queue_that_stopped_for_room_goes_on_by_itself_when_there_is_room(queued, monkeypatch):
    full = [True]

    def check(self, needed):
        if full[0]:
            raise StorageFailed("The disk is full.", field="disk", hint="Free some space.")

    monkeypatch.setattr(type(queued.store), "check_free", check)
    worker = Worker(queued.store)
    worker.work_one()
    assert "disk is full" in queued.queue.paused and not queued.queue.jobs(states=["failed", "running"])
    assert queued.queue.claim("a:1:x", load_preset) is None
    assert not queued.queue.resume_if_room(1)
    full[0] = False
    assert queued.queue.resume_if_room(1)
    drain(queued, worker)
    assert queued.plan().nodes["film"].state == "fresh"


def test_a_pause_by_a_person_is_not_ended_by_room(queued):
    queued.queue.pause()
    assert not queued.queue.resume_if_room(1) and not queued.queue.resume_if_time()
    assert queued.queue.paused == "paused by you"


def test_a_queue_paused_until_a_time_goes_on_then(queued):
    queued.queue.pause("Your minutes are used up.", until_s=time.time() + 100)
    assert not queued.queue.resume_if_time()
    queued.queue.pause("Your minutes are used up.", until_s=time.time() - 1)
    assert queued.queue.resume_if_time() and not queued.queue.paused


def test_a_silent_step_that_reads_or_grows_is_loading_and_not_hanging(queued, monkeypatch):
    """Weights load for minutes without a word; what moves is the reading and the memory."""
    beats = iter(range(1, 10_000))
    monkeypatch.setattr(pulsing, "_activity", lambda: (next(beats), 0))
    monkeypatch.setattr(
        pulsing, "computed", lambda thread, alone: 0.0
    )  # what libraries' threads of other tests do here is not this step's
    gone = threading.Event()
    pulse = pulsing.Pulse(queued.queue, 0.2, gone.set)
    pulse._heard = time.monotonic() - 60
    assert not pulse._hangs()
    monkeypatch.setattr(pulsing, "_activity", lambda: (7, 7))
    pulse._heard = time.monotonic() - 60
    pulse._hangs()
    pulse._heard = time.monotonic() - 60
    assert pulse._hangs()


def test_retrying_a_failed_job_brings_back_what_was_skipped_because_of_it(queued, monkeypatch):
    from vgot.render import steps

    real = steps.STEPS["clip"]

    def clip(node, *rest):
        if node.name == "clip/2":
            raise ValueError("broken once")
        return real(node, *rest)

    monkeypatch.setitem(steps.STEPS, "clip", clip)
    worker, builds = Worker(queued.store), []
    for _ in range(2):  # what an earlier build skipped stays what it was
        drain(queued, worker)
        (failed,) = [j for j in queued.queue.jobs(states=["failed"]) if j.build not in builds]
        skipped = {j.name for j in queued.queue.jobs(states=["skipped"]) if j.build == failed.build}
        assert failed.name == "clip/2" and skipped == {"join/1-2", "join/2-3", "film"}
        builds.append(failed.build)
        queued.start_build()
    queued.queue.cancel()
    monkeypatch.setitem(steps.STEPS, "clip", real)
    queued.queue.retry(failed.id)
    drain(queued, worker)
    assert queued.plan().nodes["film"].state == "fresh"
    assert {j.build for j in queued.queue.jobs(states=["skipped"])} == {builds[0]}


def test_paintings_count_among_the_jobs_that_a_visitor_may_have_waiting(queued):
    """What is asked for beyond them is refused as a whole: nothing of it is queued."""
    asked = [(f"paint/shot{n}", f"painting/{n}", 8, 1.0, None) for n in (1, 2)]
    waiting, painter = queued.queue.unfinished(), load_preset("embedded")
    for quotas, refused in (
        (Quotas(jobs=waiting + 1, presets=("embedded",)), True),
        (Quotas(jobs=waiting + 2), True),
        (Quotas(jobs=waiting + 2, presets=("embedded",)), False),
    ):
        queued.store.limits = Limits(quotas, queued.store.folder.parent)
        if refused:
            with pytest.raises(QuotaReached):
                queued.queue.enqueue_beside(asked, painter, "paint")
            assert queued.queue.unfinished() == waiting
    queued.queue.enqueue_beside(asked, painter, "paint")
    assert queued.queue.unfinished() == waiting + 2
