"""Points 5 and 8: memory that runs out, steps that hang, an accelerator that is spoiled; and models that load once."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections import Counter
from pathlib import Path

from tests import paint_world
from tests.faults import world
from tests.faults.world import Row, in_child
from vgot.models import registry
from vgot.models.base import Clip
from vgot.models.runtime.residency import MAX_STEPS_DOWN, Loadable, Memory, Need, Residency
from vgot.project.studio import Studio
from vgot.render import worker as working
from vgot.render.executors import InlineExecutor, ProcessExecutor
from vgot.render.worker import Worker
from vgot.settings import Settings

#: What the faulty family does, and where: set before a child is forked.
PLAN: dict = {}
CALLS: Counter = Counter()


class FaultyImage(paint_world.PaintImage):
    def __init__(self):
        CALLS["load image"] += 1


class FaultyFaces(paint_world.PaintFaces):
    def __init__(self):
        CALLS["load face"] += 1


class FaultyVideo(paint_world.PaintVideo):
    def __init__(self):
        CALLS["load video"] += 1
        _trouble("load")

    def shoot_clip(self, keyframe, spec, report):
        if spec.summary == "Moment 2.":
            _trouble("denoise")
        clip = super().shoot_clip(keyframe, spec, report)

        def frames():
            if spec.summary == "Moment 2.":
                _trouble("decode")
            yield from clip.frames

        return Clip(frames(), clip.latents)


class OutOfMemoryError(RuntimeError):
    """As torch names it."""


def _trouble(where: str) -> None:
    if PLAN.get("where") == where and CALLS[where] < PLAN.get("times", 0):
        CALLS[where] += 1
        match PLAN["what"]:
            case "memory":
                raise OutOfMemoryError("CUDA out of memory. Tried to allocate 20.00 GiB")
            case "spoiled":
                raise RuntimeError("CUDA error: an illegal memory access was encountered")
            case "hang":
                time.sleep(3600)


def _use_faulty() -> None:
    place = __name__
    registry.FAMILIES["animatic"] = {
        "image": f"{place}:FaultyImage",
        "face": f"{place}:FaultyFaces",
        "video": f"{place}:FaultyVideo",
    }
    CALLS.clear()


def out_of_memory(where: str, times: int) -> Row:
    """A family that says so `times` times: the worker frees everything and tries again, three times at most."""

    def work():
        PLAN.update(where=where, times=times, what="memory")
        _use_faulty()
        with world.scratch() as folder:
            project = world.new_project(folder / "film", 4)
            worker = Worker(project.store)
            while project.queue.unfinished():
                worker.work_one()
            worker.pulse.close()
            states = {j.name: (j.state, j.error) for j in project.queue.jobs()}
            return states, CALLS["load video"]

    states, loads = in_child(work)
    state, error = states["clip/2"]
    survives = times < working.MEMORY_TRIES
    if where == "load":  # every clip needs it, so the first one pays
        failed = [n for n, (s, _) in states.items() if s == "failed"]
        held = not failed if survives else 0 < len(failed) <= 4
        said = (
            f"{len(failed)} jobs failed after {working.MEMORY_TRIES} attempts, the others done"
            if failed
            else f"loaded again {loads - 1} times, film made"
        )
    else:
        done = all(states[f"clip/{n}"][0] == "done" for n in (1, 3, 4))
        held = done and (
            (state == "done")
            if survives
            else state == "failed" and error["kind"] == "out_of_memory" and bool(error["hint"])
        )
        said = f"clip/2 {state}, the other clips done: {done}"
    return Row("5", f"memory runs out at {where}", f"{times} times", said, held)


def ladder() -> Row:
    """The residency's own ladder on a device that never has room: tiles first, then rungs, three steps at most."""
    residency = Residency(device="cpu", measure=lambda device: Memory(0, 0, 2**40, 2**40))
    model = Loadable("big", Need({"transformer": 1000}, 10), lambda rung: object(), wanted="resident")
    from vgot.models.runtime import residency as gpu

    real, gpu.place = gpu.place, lambda pipe, rung, device: None
    tiles, tries = [], []
    try:

        def lighter(pipe):
            tiles.append(1)
            return len(tiles) == 1

        def work(pipe):
            tries.append(residency.rung("big"))
            raise OutOfMemoryError("out of memory")

        try:
            residency.attempt(model, "decode", work, lighter)
            said = "no error"
        except Exception as why:
            said = why
    finally:
        gpu.place = real
    held = (
        getattr(said, "kind", "") == "out_of_memory" and bool(said.hint) and len(tries) <= MAX_STEPS_DOWN + 1 and tiles
    )
    return Row(
        "5",
        "the ladder of one model that never fits",
        f"{len(tries)} attempts",
        f"tiled decoding first, then {tries[-1]}; then: {said}",
        bool(held),
    )


def hang(limit_s: float = 1.0) -> list[Row]:
    """A step that never comes back, in a worker thread and in a worker process; and one whose whole process is stopped."""
    rows = []

    def inline():
        PLAN.update(where="denoise", times=1, what="hang")
        _use_faulty()
        with world.scratch() as folder:
            studio = Studio(Settings(home=folder), InlineExecutor(idle_s=0.1, hang_s=limit_s))
            project = studio.new_project(world.tiny_story(3), folder=folder / "film")
            start = time.monotonic()
            result = project.build()
            seconds = time.monotonic() - start
            crashes = [j.crashes for j in project.queue.jobs() if j.name == "clip/2"]
            return not result.failed and bool(result.film), seconds, crashes

    made, seconds, crashes = in_child(inline)
    rows.append(
        Row(
            "5",
            f"a step hangs in a thread (limit {limit_s:g} s; 60 s as shipped)",
            "1 hang",
            f"thread replaced, film made: {made}, {seconds:.1f} s in all",
            made and crashes == [1],
        )
    )
    for what in ("hang", "stop"):
        made, seconds, replaced = in_child(lambda what=what: _in_processes(what, limit_s))
        words = (
            "a step hangs in a worker process" if what == "hang" else "a whole worker process stands still (SIGSTOP)"
        )
        rows.append(
            Row(
                "5",
                words,
                "1 hang",
                f"process replaced: {replaced}, film made: {made}, {seconds:.1f} s in all",
                made and replaced,
            )
        )
    made, seconds, replaced = in_child(lambda: _in_processes("spoiled", limit_s))
    rows.append(
        Row(
            "5",
            "CUDA error: an illegal memory access",
            "1 error",
            f"process replaced: {replaced}, film made: {made}",
            made and replaced,
        )
    )
    return rows


def _in_processes(what: str, limit_s: float) -> tuple[bool, float, bool]:
    """Build a film with one worker process that gets into trouble once; (film made, seconds, whether it was replaced)."""
    from vgot.render import queue as queueing

    with world.scratch() as folder:
        executor = ForkingExecutor(what, limit_s, folder / "trouble")
        real_lease, queueing.LEASE_S = queueing.LEASE_S, 2.0
        try:
            studio = Studio(Settings(home=folder), executor)
            project = studio.new_project(world.tiny_story(3), folder=folder / "film")
            start = time.monotonic()
            result = project.build()
            seconds = time.monotonic() - start
            studio.close()
        finally:
            queueing.LEASE_S = real_lease
        return not result.failed and bool(result.film), seconds, len(executor.started) > 1


class ForkingExecutor(ProcessExecutor):
    """The process executor, except that its workers are forked from here, so that they know the faulty family."""

    def __init__(self, what: str, limit_s: float, once: Path):
        super().__init__(workers=1, idle_s=0.5)
        self.started: list[int] = []
        self._what, self._limit_s, self._once = what, limit_s, once

    def _spawn(self, folder: Path, card=None):
        pid = os.fork()
        if pid == 0:
            try:
                os.environ["VGOT_HANG_S"] = str(self._limit_s)
                if not self._once.exists():
                    self._once.touch()
                    if self._what == "stop":
                        PLAN.update(where="denoise", times=1, what="stop")
                    else:
                        PLAN.update(where="denoise", times=1, what=self._what)
                else:
                    PLAN.clear()
                _use_faulty()
                if PLAN.get("what") == "stop":
                    registry.FAMILIES["animatic"]["video"] = f"{__name__}:StoppingVideo"
                reads, self._held = os.pipe()
                os.dup2(reads, 0)
                working.Worker.__init__.__kwdefaults__["lease_s"] = 2.0
                os._exit(working.main([str(folder), "--idle", "0.5"]))
            finally:
                os._exit(1)
        self.started.append(pid)
        return _Forked(pid)


class StoppingVideo(FaultyVideo):
    def shoot_clip(self, keyframe, spec, report):
        if spec.summary == "Moment 2.":
            os.kill(os.getpid(), signal.SIGSTOP)
        return super().shoot_clip(keyframe, spec, report)


class _Forked(subprocess.Popen):
    """What the executor needs of a Popen, for a process that was forked."""

    def __init__(self, pid: int):  # not through Popen, which would start another program
        self.pid, self.returncode, self.stdin = pid, None, None

    def poll(self):
        if self.returncode is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode

    def wait(self, timeout=None):
        end = time.monotonic() + (timeout or 60)
        while self.poll() is None:
            if time.monotonic() > end:
                raise subprocess.TimeoutExpired("worker", timeout)
            time.sleep(0.01)
        return self.returncode

    def kill(self):
        os.kill(self.pid, signal.SIGKILL)

    def __del__(self):
        return None


def loads_once(shots: int = 12) -> Row:
    """How often a worker makes each model while it makes a whole film."""

    def work():
        PLAN.clear()
        _use_faulty()
        with world.scratch() as folder:
            film = folder / "film"
            world.new_project(film, shots).store.close()
            world.run_worker(film)
            return dict(CALLS), bool(world.digests_of(film)["film"])

    calls, made = in_child(work)
    loads = {k: v for k, v in calls.items() if k.startswith("load")}
    return Row(
        "8",
        f"a film of {shots} shots",
        f"{shots} shots",
        ", ".join(f"{k} {v}" for k, v in loads.items()),
        made and set(loads.values()) == {1} and len(loads) == 3,
    )
