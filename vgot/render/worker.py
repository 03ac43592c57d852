"""The loop that makes nodes: claim, plan the one node, reuse or run, finish. Also the worker process's entry.

    python -m vgot.render.worker FOLDER --idle 30 [--models DIR] [--drawn]

A worker process leaves when its standard input closes (the program that started it is gone) or when nothing has been
waiting for `--idle` seconds. Whatever it was making goes back to the queue. A line on its standard input calls it: `work`
wakes it, `look` says that somebody has the film before them, and it stays ready while there is memory for that (`rest`:
another does). It also leaves, to be replaced, when a step hangs or has spoiled the accelerator for whatever comes after it.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from vgot.errors import Cancelled, NotFound, OutOfMemory, ProjectGone, RenderFailed, StorageFailed, VgotError
from vgot.failures import Failure, classify
from vgot.graph.nodes import Node, film_nodes, seam_frames
from vgot.graph.plan import Planned, key_of, plan_node, recipe_of
from vgot.graph.recipes import Recipe
from vgot.graph.takes import Choice, Take
from vgot.models.registry import Models
from vgot.models.remote.outcomes import SpendLimit
from vgot.models.runtime.out_of_memory import is_out_of_memory, poisons_process
from vgot.models.runtime.residency import free_all
from vgot.models.text.resident import make_room
from vgot.processes import (
    LOOK_S,
    enter,
    is_modest,
    leave,
    worker_name,
)
from vgot.render import film_steps, method, painting, steps
from vgot.render.beside import Beside
from vgot.render.context import Context, Progress
from vgot.render.paid import keep_paid
from vgot.render.pulse import Pulse, hang_limit_s
from vgot.render.queue import LEASE_S, Job, LeaseLost, Queue
from vgot.render.spare import SPARE, wait_for_folder
from vgot.render.till import FilmTill
from vgot.settings import RenderPreset, load_preset
from vgot.store import purchases
from vgot.store.project_store import Head, Store

#: Kept free on the disk before a job starts.
RESERVE_BYTES = 64 * 2**20
#: How long a worker stays ready after somebody last looked: a page that lies behind others asks once a minute.
LOOKED_S = 90.0
#: How often a worker that only stays ready looks for work by itself; it is called when there is some.
READY_NAP_S = 0.5
#: How often one job is tried again with memory freed when it ran out.
MEMORY_TRIES = 3
#: Exit codes of a worker process that wants to be replaced, and of one that found no room to write.
EXIT_HUNG, EXIT_SPOILED, EXIT_NO_ROOM = 75, 76, 74


#: What to do about what a library says, by its kind.
_TO_DO = {
    Failure.NETWORK: "Something that was asked for over the network did not answer: retry it when it does.",
    Failure.QUOTA: "A service's share is used up for now: wait, then retry it.",
    Failure.LICENCE: "A model wants to be agreed to, or a key: see Settings, then retry it.",
    Failure.DAMAGED_FILE: "A file of the model is damaged: fetch it again, then retry it.",
    Failure.PACKAGE: "A package is missing: install requirements.txt, then retry it.",
}


class Spoiled(VgotError):
    """The accelerator cannot be used by this process any more."""

    kind = "spoiled"


class Worker:
    """Makes nodes of one project, one at a time, until told to stop. `alone`: in a process of its own. `drawn`: of presets
    without models only."""

    def __init__(
        self,
        store: Store,
        *,
        models_dir: Path | None = None,
        lease_s: float = LEASE_S,
        hang_s: float | None = None,
        on_hang: Callable[[], None] = lambda: None,
        alone: bool = False,
        drawn: bool = False,
    ):
        self.store, self.queue, self.name = store, Queue(store), worker_name()
        self.models_dir, self.lease_s, self._drawn = models_dir, lease_s, drawn
        self.pulse = Pulse(self.queue, hang_s or hang_limit_s(), on_hang, alone)
        self._beside = Beside(self.queue, self.preset, self.pulse.tell, self._made)
        self._models: dict[str, Models] = {}
        #: what was paid for and was tried to be kept already
        self._collected: set[int] = set()
        self._may_collect = True
        self._called, self._looked, self._may_stay = threading.Event(), -LOOKED_S, (-LOOKED_S, False)
        enter(self.name)
        store.keep_ballast()

    def preset(self, name: str) -> RenderPreset:
        return load_preset(name, self.models_dir)

    def models(self, preset: str) -> Models:
        """The models of a preset; only the newest preset's stay loaded."""
        if preset not in self._models:
            if not self.preset(preset).draft:
                make_room()  # a local language model that this process holds
            self._models = {preset: Models(self.preset(preset).preset, self.models_dir)}
        return self._models[preset]

    def run(self, *, until: Callable[[], bool], idle_s: float = 0.0, nap_s: float = 0.05) -> None:
        """Work until `until()` says so, or nothing could be claimed for `idle_s` seconds. Raises Spoiled when this process
        must be replaced, StorageFailed when not even the queue can be written."""
        quiet_since = time.monotonic()
        try:
            while not until() and not self.pulse.leaving:
                if self.work_one():
                    quiet_since = time.monotonic()
                    continue
                ready = time.monotonic() - quiet_since > idle_s and not self._has_ahead()
                if ready and not self._stays():
                    return
                self.queue.recover()
                self._called.wait(READY_NAP_S if ready else nap_s)
                self._called.clear()
        except ProjectGone:
            return  # deleted or moved: there is nothing to work on here any more
        finally:
            self.close()

    def close(self) -> None:
        """Take no more jobs; one that is still held is nobody's."""
        self.pulse.close()
        leave(self.name)

    def call(self, *, looked_on: bool | None = None) -> None:
        """Look for work now. `looked_on`: somebody has the film before them and may want something soon; False: another
        worker stays ready for that."""
        if looked_on is not None:
            self._looked = time.monotonic() - (0.0 if looked_on else LOOKED_S)
        self._called.set()

    def _has_ahead(self) -> bool:
        return any(not self._drawn or not self.preset(name).models for name in self.queue.unfinished_by_preset())

    def _stays(self) -> bool:
        """Whether to stay ready with nothing to do: somebody looks on, and what is held here is in nobody's way."""
        now = time.monotonic()
        if now - self._looked > LOOKED_S:
            return False
        if now - self._may_stay[0] > LOOK_S:
            self._may_stay = (now, is_modest())
        return self._may_stay[1]

    def work_one(self) -> bool:
        """Claim and end one job; False when there was none to claim. Raises as `run`."""
        job = self.queue.claim(
            self.name, self.preset, self.lease_s, only=lambda preset: not (self._drawn and preset.models)
        )
        if job is None:
            return self._collect()
        self._may_collect = True
        self.pulse.begin(job)
        try:
            self._make(job)
        except (LeaseLost, ProjectGone):  # what was made is dropped
            pass
        finally:
            self.pulse.end()
        return True

    def _collect(self) -> bool:
        """Make a take of something that was paid for and that no take holds (the story changed, or the program ended before it was kept);
        False when there is nothing of the kind."""
        if not self._may_collect:
            return False
        busy = {job.node for job in self.queue.jobs(states=("queued", "running"))}
        for paid in purchases.orphans(self.store):
            if paid.id in self._collected or paid.node in busy:
                continue
            self._collected.add(paid.id)
            try:
                if self._drawn and self.preset(paid.preset).models:
                    continue
                keep_paid(self.store, paid, self.models(paid.preset), self.pulse.stopped)
            except (VgotError, KeyError):  # it stays written down; the ledger shows it
                continue
            return True
        self._may_collect = False
        return False

    def _make(self, job: Job) -> None:
        try:
            self._make_or_raise(job)
        except (LeaseLost, ProjectGone):
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
            try:
                self._wait_for_room(job, why)
            except StorageFailed:
                if not self.store.drop_ballast():
                    raise
                self._wait_for_room(job, why)
        except SpendLimit as why:
            # It waits as it is, and so does whatever else would cost something: a person raises the ceiling, or leaves it.
            self.queue.release(job)
            self.queue.pause(why.in_words(), kind=why.kind)
        except VgotError as why:
            why.field = why.field or job.name
            self.queue.fail(job, why)
        except Exception as why:  # a model library can raise anything; the queue must go on
            if poisons_process(why):
                self.queue.crash(job, f"The accelerator failed ({type(why).__name__})")
                raise Spoiled(
                    "The accelerator failed.",
                    field=job.name,
                    hint="The worker is replaced; start the program again if it stays.",
                ) from why
            if is_out_of_memory(why):
                self.queue.fail(job, _no_memory(job))
                return
            kind = classify(why)
            if kind is Failure.DISK:  # a library's own words for it
                self._wait_for_room(
                    job,
                    StorageFailed(
                        "The disk is full or fails.",
                        field="disk",
                        hint="Free some space and resume; finished takes are kept.",
                    ),
                )
                return
            traceback.print_exc()  # into the worker's log, which a report carries
            self.queue.fail(
                job,
                RenderFailed(
                    f"{type(why).__name__}: {str(why)[:300]}",
                    field=job.name,
                    hint=_TO_DO.get(kind, "Retry it, or report it with `python -m vgot report`."),
                ),
            )

    def _wait_for_room(self, job: Job, why: StorageFailed) -> None:
        self.queue.release(job)
        self.queue.pause(why.in_words(), until_room=why.field == "disk")

    def plan_one(self, job: Job, head: Head | None = None) -> tuple[Planned, dict[str, Planned]]:
        """The job's node as it is planned (in a revision, or now), and everything it is made from."""
        head = head or self.store.head()
        preset = self.preset(job.preset)
        nodes = film_nodes(head.story, preset)
        if job.node not in nodes:
            raise NotFound(f"{job.name} is no longer in the film.", field=job.name, hint="Nothing to do.")
        wanted, ahead = set[str](), [job.node]
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
        if beside := {painting.STEP: self._beside.paint, method.STEP: self._beside.show_method}.get(job.step):
            beside(job)
            return
        try:
            head = self.store.head()
            mine, planned = self.plan_one(job, head)
        except NotFound as why:
            self.queue.fail(job, why, "skipped")
            return
        node = mine.node
        waits = [planned[i.key] for i in node.inputs if not planned[i.key].settled]
        if mine.blocked or waits:
            reason = mine.blocked or f"{waits[0].name} was not made"
            self.queue.fail(
                job, RenderFailed(f"Not made: {reason}.", field=job.name, hint="See that item first."), "skipped"
            )
            return
        preset = self.preset(job.preset)
        inputs = {i.key: take for i in node.inputs if (take := planned[i.key].take)}
        choice = head.choices.get(node.key) or Choice()
        variant = job.seed is not None
        if variant:
            choice = Choice(seed=job.seed)
        recipe = recipe_of(node, choice, preset, inputs)
        key = key_of(recipe)
        shelf = self.store.shelf({}, [node.key])
        have = shelf.by_key(node.key, key)
        if have if variant else mine.settled and not (job.forced and have is None):
            self.queue.finish(job, "reused", time.monotonic() - started)
            return
        made, outcome, seconds, producer = self._made(node, recipe, inputs, job.preset, have, started)
        self.queue.finish(
            job,
            outcome,
            time.monotonic() - started,
            keep=lambda db: self.store.add_take(
                db,
                node.key,
                node.step,
                key,
                recipe,
                preset=job.preset,
                producer=producer,
                seconds=seconds,
                digests=made.digests,
                facts=made.facts,
                choose=not variant,
            ),
        )
        if node.step == "clip" and outcome == "ran" and not variant:
            self._warm_segment(node, made)

    def _made(
        self,
        node: Node,
        recipe: Recipe,
        inputs: dict[str, Take],
        preset: str,
        have: Take | None,
        started: float,
        tell: Callable[..., Any] | None = None,
    ) -> tuple[steps.Made, str, float, str]:
        """(what was made, `ran` or `reused`, seconds, who made it): the bytes of a take of the same recipe, else the step is run."""
        twin = have or self.store.twin(key_of(recipe))
        if twin is not None and all(self.store.has_blob(d) for d in twin.digests.values()):
            return steps.Made(twin.digests, twin.facts), "reused", twin.seconds, twin.producer
        self.store.check_free(RESERVE_BYTES)
        ctx = Context(
            self.store,
            self.models(preset),
            Progress(tell or self.pulse.tell, self.pulse.stopped),
            self._till(node, recipe, preset),
        )
        with self.store.under_a_job():
            made = self._run_step(node, recipe, inputs, ctx)
        return made, "ran", time.monotonic() - started, str(recipe["model"].get("id", preset))

    def _till(self, node: Node, recipe: Recipe, preset: str) -> FilmTill | None:
        """Where the step's calls to services are written down; None for presets that make none."""
        if not self.preset(preset).in_flight:
            return None
        return FilmTill(self.store, node, recipe, key_of(recipe), preset, given_up=lambda: self.pulse.cancel)

    def _run_step(self, node: Node, recipe: Recipe, inputs: dict[str, Any], ctx: Context) -> steps.Made:
        def again() -> Models:
            self._models.clear()
            return self.models(ctx.models.preset.name)

        return run_with_memory(node, recipe, inputs, ctx, again)

    def _warm_segment(self, node: Node, made: steps.Made) -> None:
        """Encode the clip's film segment now, while other workers still draw: the film is then only joined."""
        story = self.store.head().story
        with contextlib.suppress(VgotError, KeyError):
            n, p = story.position(node.shot or ""), node.params
            start = seam_frames(story, n - 1) if n > 1 else 0
            stop = p["frames"] - (seam_frames(story, n) if n < len(story.shots) else 0)
            film_steps.segment(self.store, made.digests["frames"], start, stop, p["fps"])


def run_with_memory(
    node: Node, recipe: Recipe, inputs: dict[str, Any], ctx: Context, models_again: Callable[[], Models]
) -> steps.Made:
    """Run a step; where memory runs out in a way its family did not handle, free every model and try again.

    Families climb down their own ladder first (vgot/models/runtime/residency.py) and then raise OutOfMemory, which is final."""
    for tried in range(1, MEMORY_TRIES + 1):
        try:
            return steps.run_step(node, recipe, inputs, ctx)
        except Exception as why:
            if isinstance(why, VgotError) or not is_out_of_memory(why) or tried == MEMORY_TRIES:
                raise
        free_all()
        ctx.models = models_again()
    raise AssertionError("unreachable")


def _no_memory(job: Job) -> OutOfMemory:
    return OutOfMemory(
        f"Memory ran out {MEMORY_TRIES} times.",
        field=job.name,
        hint="Lower the frame size in film settings, or choose a smaller preset; the rest of the queue goes on.",
    )


def main(args: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m vgot.render.worker")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--idle", type=float, default=30.0)
    parser.add_argument("--models", type=Path, default=None)
    parser.add_argument("--drawn", action="store_true", help="only what needs no models")
    options = parser.parse_args(args)
    # Encoding and drawing take one thread each here: several workers share the machine.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    if str(options.folder) == SPARE:
        if (folder := wait_for_folder()) is None:
            return 0  # no film came
        options.folder = folder
    # A hung step holds its thread for ever: only the end of the process frees what it holds.
    try:
        worker = Worker(
            Store.open(options.folder),
            models_dir=options.models,
            on_hang=lambda: os._exit(EXIT_HUNG),
            alone=True,
            drawn=options.drawn,
        )
    except NotFound:
        return 0  # it was deleted before this process had begun

    def watch_parent() -> None:
        with contextlib.suppress(OSError, ValueError):
            for line in sys.stdin.buffer:
                worker.call(looked_on={b"look\n": True, b"rest\n": False}.get(line))
        worker.pulse.leaving = True
        worker.call()

    if not sys.stdin.closed:
        threading.Thread(target=watch_parent, daemon=True, name="parent").start()
    try:
        worker.run(until=lambda: False, idle_s=options.idle)
    except Spoiled as why:
        print(why.in_words(), file=sys.stderr, flush=True)
        os._exit(EXIT_SPOILED)  # nothing of a broken accelerator library runs at exit
    except StorageFailed as why:
        print(why.in_words(), file=sys.stderr, flush=True)
        return EXIT_NO_ROOM
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
