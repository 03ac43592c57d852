"""The loop that makes nodes: claim, plan the one node, reuse or run, finish. Also the worker process's entry.

    python -m vgot.worker FOLDER --idle 30 [--models DIR]

A worker process leaves when its standard input closes (the program that started it is gone) or when nothing has been
waiting for `--idle` seconds. Whatever it was making goes back to the queue.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from vgot import media, steps
from vgot.context import Context, Progress
from vgot.errors import Cancelled, NotFound, OutOfMemory, RenderFailed, StorageFailed, VgotError
from vgot.jobs import LEASE_S, Job, LeaseLost, Queue, worker_name
from vgot.models.registry import Models
from vgot.plan import Planned, film_nodes, key_of, plan_node, recipe_of, seam_frames
from vgot.settings import load_preset
from vgot.store import Store
from vgot.takes import Choice

#: How often a running job's lease, progress and cancel flag travel to and from the database.
PULSE_S = 0.5
#: Kept free on the disk before a job starts.
RESERVE_BYTES = 64 * 2**20


class _Pulse(threading.Thread):
    """Keeps the current job's lease alive and carries progress out and the cancel flag in, also while a step is silent."""

    def __init__(self, queue: Queue):
        super().__init__(daemon=True, name="pulse")
        self._queue, self._job = queue, None
        self._lock = threading.Lock()
        self.cancel = self.lost = self.leaving = False
        self._progress: tuple[int, int, object] = (0, 0, None)
        self._stop = threading.Event()

    def begin(self, job: Job) -> None:
        with self._lock:
            self._job, self.cancel, self.lost, self._progress = job, False, False, (0, job.total, None)
        if not self.is_alive() and not self._stop.is_set():
            self.start()

    def end(self) -> None:
        with self._lock:
            self._job = None

    def close(self) -> None:
        self._stop.set()

    def tell(self, done: int, total: int, preview) -> None:
        self._progress = (done, total, preview)

    def stopped(self) -> bool:
        return self.cancel or self.lost or self.leaving

    def run(self) -> None:
        while not self._stop.wait(PULSE_S):
            with self._lock:
                job = self._job
                if job is None:
                    continue
                done, total, preview = self._progress
                try:
                    shown = self._queue.store.put_bytes(media.thumbnail(preview, 320)) if preview is not None else None
                    self.cancel = self._queue.heartbeat(job, done, total, shown)
                except LeaseLost:
                    self.lost = True
                except VgotError:
                    continue  # a busy or full disk: the lease is long enough for the next try
        self._queue.store.close()


class Worker:
    """Makes nodes of one project, one at a time, until told to stop."""

    def __init__(self, store: Store, *, models_dir: Path | None = None, lease_s: float = LEASE_S):
        self.store, self.queue, self.name = store, Queue(store), worker_name()
        self.models_dir, self.lease_s = models_dir, lease_s
        self.pulse = _Pulse(self.queue)
        self._models: dict[str, Models] = {}

    def models(self, preset: str) -> Models:
        """The models of a preset; only the newest preset's stay loaded."""
        if preset not in self._models:
            self._models = {preset: Models(load_preset(preset).preset, self.models_dir)}
        return self._models[preset]

    def run(self, *, until: Callable[[], bool], idle_s: float = 0.0, nap_s: float = 0.05) -> None:
        """Work until `until()` says so, or nothing could be claimed for `idle_s` seconds."""
        quiet_since = time.monotonic()
        try:
            while not until() and not self.pulse.leaving:
                if self.work_one():
                    quiet_since = time.monotonic()
                    continue
                if time.monotonic() - quiet_since > idle_s and not self.queue.unfinished():
                    return
                self.queue.recover()
                time.sleep(nap_s)
        finally:
            self.pulse.close()

    def work_one(self) -> bool:
        """Claim and end one job; False when there was none to claim."""
        job = self.queue.claim(self.name, load_preset, self.lease_s)
        if job is None:
            return False
        self.pulse.begin(job)
        try:
            self._make(job)
        except LeaseLost:
            pass
        finally:
            self.pulse.end()
        return True

    def _make(self, job: Job) -> None:
        try:
            self._make_or_raise(job)
        except LeaseLost:
            raise
        except Cancelled as why:
            if self.pulse.lost:
                raise LeaseLost("The lease ran out.") from why
            if self.pulse.leaving and not self.pulse.cancel:
                self.queue.release(job)
            else:
                self.queue.fail(job, why, "cancelled")
        except StorageFailed as why:
            # A full disk is not the job's fault: it waits, and so does the queue, until a person has made room.
            self.queue.release(job)
            self.queue.pause(why.in_words())
        except VgotError as why:
            self.queue.fail(job, why)
        except MemoryError:
            self.queue.fail(
                job, OutOfMemory("Memory ran out.", field=job.name, hint="Lower the frame size in film settings, or choose a smaller preset.")
            )
        except Exception as why:  # a model library can raise anything; the queue must go on
            self.queue.fail(
                job,
                RenderFailed(f"{type(why).__name__}: {str(why)[:300]}", field=job.name, hint="Retry it, or report it with `python -m vgot doctor`."),
            )

    def plan_one(self, job: Job) -> tuple[Planned, dict[str, Planned]]:
        """The job's node as it is planned now, and everything it is made from."""
        head = self.store.head()
        preset = load_preset(job.preset)
        nodes = film_nodes(head.story, preset)
        if job.node not in nodes:
            raise NotFound(f"{job.name} is no longer in the film.", field=job.name, hint="Nothing to do.")
        wanted, ahead = set(), [job.node]
        while ahead:
            key = ahead.pop()
            if key not in wanted:
                wanted.add(key)
                ahead += [i.key for i in nodes[key].inputs]
        shelf = self.store.shelf(head.choices, None if len(wanted) > 300 else sorted(wanted))
        planned: dict[str, Planned] = {}
        for key, node in nodes.items():
            if key in wanted:
                planned[key] = plan_node(node, preset, shelf, planned)
        return planned[job.node], planned

    def _make_or_raise(self, job: Job) -> None:
        started = time.monotonic()
        if job.cancel:
            raise Cancelled("Stopped.")
        try:
            mine, planned = self.plan_one(job)
        except NotFound as why:
            self.queue.fail(job, why, "skipped")
            return
        node = mine.node
        waits = [planned[i.key] for i in node.inputs if not planned[i.key].settled]
        if mine.blocked or waits:
            reason = mine.blocked or f"{waits[0].name} was not made"
            self.queue.fail(job, RenderFailed(f"Not made: {reason}.", field=job.name, hint="See that item first."), "skipped")
            return
        preset = load_preset(job.preset)
        inputs = {i.key: planned[i.key].take for i in node.inputs}
        recipe = recipe_of(node, self.store.head().choices.get(node.key) or Choice(), preset, inputs)
        key = key_of(recipe)
        shelf = self.store.shelf({}, [node.key])
        have = shelf.by_key(node.key, key)
        if mine.settled and not (job.forced and have is None):
            self.queue.finish(job, "reused", time.monotonic() - started)
            return
        twin = have or self.store.twin(key)
        if twin is not None and all(self.store.has_blob(d) for d in twin.digests.values()):
            made, outcome, seconds, producer = steps.Made(twin.digests, twin.facts), "reused", twin.seconds, twin.producer
        else:
            self.store.check_free(RESERVE_BYTES)
            ctx = Context(self.store, self.models(job.preset), Progress(self.pulse.tell, self.pulse.stopped))
            made = steps.run_step(node, recipe, inputs, ctx)
            outcome, seconds = "ran", time.monotonic() - started
            producer = str(recipe["model"].get("id", job.preset))
        self.queue.finish(
            job,
            outcome,
            time.monotonic() - started,
            keep=lambda db: self.store.add_take(
                db, node.key, node.step, key, recipe, preset=job.preset, producer=producer, seconds=seconds, digests=made.digests, facts=made.facts
            ),
        )
        if node.step == "clip" and outcome == "ran":
            self._warm_segment(node, made)

    def _warm_segment(self, node, made: steps.Made) -> None:
        """Encode the clip's film segment now, while other workers still draw: the film is then only joined."""
        story = self.store.head().story
        with contextlib.suppress(VgotError, KeyError):
            n, p = story.position(node.shot), node.params
            start = seam_frames(story, n - 1) if n > 1 else 0
            stop = p["frames"] - (seam_frames(story, n) if n < len(story.shots) else 0)
            steps.segment(self.store, made.digests["frames"], start, stop, p["fps"])


def main(args: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m vgot.worker")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--idle", type=float, default=30.0)
    parser.add_argument("--models", type=Path, default=None)
    options = parser.parse_args(args)
    # Encoding and drawing take one thread each here: several workers share the machine.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    worker = Worker(Store.open(options.folder), models_dir=options.models)

    def watch_parent() -> None:
        with contextlib.suppress(OSError, ValueError):
            sys.stdin.buffer.read()
        worker.pulse.leaving = True

    if not sys.stdin.closed:
        threading.Thread(target=watch_parent, daemon=True, name="parent").start()
    worker.run(until=lambda: False, idle_s=options.idle)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
