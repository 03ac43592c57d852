"""The durable queue: who makes which node, with leases, fencing numbers, cancel, pause and order.

A job is one node of one project. A worker claims the first queued job whose inputs nobody is making, lets its pulse beat
while it works, and finishes: the take and the job's end are ONE transaction, which only the holder of the newest fencing
number can make. A job whose worker is gone, or silent for longer than its lease, goes back to `queued`, never to
`cancelled`. Silence is measured by whoever looks, on a clock that nobody sets (vgot/processes.py); only where a process died, or
gave up, is that a crash, and three crashes quarantine a job.
"""

from __future__ import annotations

import os
import threading
import time
import uuid
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path

from vgot.errors import NotFound, RenderFailed, StorageFailed, VgotError
from vgot.graph.kinds import KINDS
from vgot.graph.nodes import Recipes, film_nodes
from vgot.graph.plan import Plan, Planned
from vgot.graph.takes import Take
from vgot.processes import ELSEWHERE, GONE, HERE, Silence, effort_of, pid_of, whereabouts
from vgot.render.painting import job_node
from vgot.settings import RenderPreset, load_preset
from vgot.store import jobs as rows
from vgot.store.database import Connection
from vgot.store.jobs import Job, NewJob
from vgot.store.project_store import Store
from vgot.story.model import Story

#: How long the worker of a running job may be silent where nobody can see its process.
LEASE_S = 20.0
#: How many leases long a process of this machine, which runs, may do nothing at all before the program that started it ends
#: it, and before anybody else hands its job to another worker.
STUCK, FORSAKEN = 3, 4
CRASHES_ALLOWED = 3
#: A job that was begun so often, and whose workers fell silent each time, is given up.
BEGINNINGS_ALLOWED = 10
#: How long nobody looks through the line again in which nothing was ready, while no job of it has changed.
LOOK_AGAIN_S = 1.0
UNFINISHED = ("queued", "running")
#: What shows at a glance; put first together, they come before clips.
_STILLS = tuple(step for step, kind in KINDS.items() if kind.hidden or kind.seen == "picture")


class LeaseLost(VgotError):
    """Another worker took this job over; what was made here is dropped."""

    kind = "lease_lost"


#: How long this process has heard nothing of the running jobs that it looked at: (project, job) -> silence.
_silences: dict[tuple[Path, int], Silence] = {}
_looking = threading.Lock()


def _look_anew() -> None:
    """In a fork nobody else looks, and nothing was seen yet."""
    global _looking
    _looking = threading.Lock()
    _silences.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_look_anew)


def _crashed(job: Job, what: str, how: str, hint: str) -> RenderFailed:
    """Why a job is quarantined: what happened so often, how the last time, and what to do."""
    return RenderFailed(
        f"{what} {CRASHES_ALLOWED} times while making this{f'; the last time {how}' if how else ''}.",
        field=job.name,
        hint=hint or "Change the shot or the preset, then retry it in the queue.",
    )


class Queue:
    """The queue of one project."""

    def __init__(self, store: Store):
        self.store = store
        #: (the story by its id, the preset) that was worked out last, and the story itself: an id is another's when its owner is gone
        self._worked_out: tuple[tuple[int, str], Story, dict[str, set[str]]] | None = None
        #: the standing of the queue in which nothing was ready, and until when that is believed
        self._in_vain: tuple[tuple[object, ...], float] | None = None

    # -- asking -------------------------------------------------------------------------------------------------------
    def jobs(self, *, build: str | None = None, states: Iterable[str] | None = None, limit: int = 1000) -> list[Job]:
        """Jobs, unfinished ones in the order they will run, then the newest finished ones."""
        return rows.listed(self.store, build, states, limit)

    def unfinished(self) -> int:
        return sum(self.unfinished_by_preset().values())

    def unfinished_by_preset(self) -> dict[str, int]:
        return rows.unfinished_by_preset(self.store)

    def overlay(self) -> dict[str, Job]:
        """By node key: its unfinished job, or its newest one when that failed."""
        return {
            job.node: job
            for job in rows.newest_of_each_node(self.store)
            if job.state in ("queued", "running", "failed")
        }

    @property
    def paused(self) -> str:
        """Why the queue stands still; empty when it does not."""
        return self.store.meta("paused")

    # -- filling ------------------------------------------------------------------------------------------------------
    def enqueue(
        self,
        plan: Plan,
        nodes: list[Planned],
        preset: Recipes,
        *,
        forced: Iterable[str] = (),
        first: bool | Collection[str] = False,
        priority: int = 0,
    ) -> str:
        """Queue nodes (in plan order) as one build and return its id. A node already queued is not queued twice: it
        becomes part of this build. A higher priority goes before a lower one; `first` (all of them, or those with these
        keys) go before their equals."""
        build = uuid.uuid4().hex[:12]
        force = set(forced)
        ahead = [p.node.key for p in nodes if first is True or first and p.node.key in first]
        if self.store.limits is not None:
            self.store.limits.jobs(len(nodes), self.unfinished(), preset.name)
        with self.store.transaction() as db:
            waiting = {job.node: job.id for job in rows.waiting(db) if job.seed is None}
            last, new = max(0.0, rows.edges(db)[1]), list[NewJob]()
            for n, planned in enumerate(nodes, 1):
                node, forced_ = planned.node, planned.node.key in force
                if node.key in waiting:
                    rows.join_build(db, waiting[node.key], build, preset.name, forced=forced_, priority=priority)
                    continue
                new.append(
                    NewJob(
                        build,
                        node.key,
                        node.name,
                        node.step,
                        preset.name,
                        last + n,
                        node.frames,
                        planned.estimate_s,
                        forced_,
                        priority,
                    )
                )
            rows.insert(db, new)
            rows.forget_intention(db)
            self._put_first(db, ahead)
        return build

    def _put_first(self, db: Connection, keys: list[str]) -> None:
        """Let queued nodes, in this order, go before the rest; of what was put first earlier (positions below 0), stills still
        come before clips, because somebody waits for each of them."""
        if not keys:
            return
        place = {key: n for n, key in enumerate(keys)}
        queued = sorted(rows.waiting(db), key=lambda job: job.position)
        now = sorted((job for job in queued if job.seed is None and job.node in place), key=lambda job: place[job.node])
        before = [job for job in queued if job.position < 0 and job not in now]
        line = [job.id for still in (True, False) for job in (*now, *before) if (job.step in _STILLS) == still]
        rows.place(db, [(float(n - len(line)), job) for n, job in enumerate(line)])

    def enqueue_variants(self, planned: Planned, preset: Recipes, seeds: list[int]) -> str:
        """Queue one take of a node for each seed, to stand beside its chosen take, and return the build's id. They go
        before everything else that waits, and nothing waits for them."""
        build, node = uuid.uuid4().hex[:12], planned.node
        if self.store.limits is not None:
            self.store.limits.jobs(len(seeds), self.unfinished(), preset.name)
        with self.store.transaction() as db:
            edge = min(0.0, rows.edges(db)[0])
            rows.insert(
                db,
                [
                    NewJob(
                        build,
                        node.key,
                        node.name,
                        node.step,
                        preset.name,
                        edge - len(seeds) + n,
                        node.frames,
                        planned.estimate_s,
                        forced=True,
                        seed=seed,
                    )
                    for n, seed in enumerate(seeds)
                ],
            )
        return build

    def enqueue_beside(
        self, asked: Sequence[tuple[str, str, int, float, int | None]], preset: Recipes, step: str
    ) -> str:
        """Queue a job of `step`, whose takes stand beside the film, for each (node, name, frames, seconds, seed) and return the build's id.
        They wait for what their shots are drawn from and let everything else go first: no edit waits for them. One that waits already
        is not queued twice."""
        build = uuid.uuid4().hex[:12]
        if self.store.limits is not None:
            self.store.limits.jobs(len(asked), self.unfinished(), preset.name)
        with self.store.transaction() as db:
            waiting = {job.node for job in rows.unfinished(db) if job.step == step}
            edge = rows.edges(db)[1]
            rows.insert(
                db,
                [
                    NewJob(
                        build,
                        node,
                        name,
                        step,
                        preset.name,
                        edge + 1 + n,
                        frames,
                        seconds,
                        priority=-1,
                        seed=seed,
                    )
                    for n, (node, name, frames, seconds, seed) in enumerate(asked)
                    if node not in waiting
                ],
            )
        return build

    def keep(self, job: Job, keep: Callable[[Connection], Take]) -> Take:
        """Keep something a job has made while it goes on: `keep(db)` inserts the take and returns it. Raises LeaseLost."""
        with self.store.transaction() as db:
            self._own(db, job)
            return keep(db)

    # -- claiming -----------------------------------------------------------------------------------------------------
    def claim(
        self,
        worker: str,
        preset_named: Callable[[str], RenderPreset],
        lease_s: float = LEASE_S,
        *,
        only: Callable[[RenderPreset], bool] = lambda preset: True,
    ) -> Job | None:
        """Take the first job that can start now, or None. `preset_named(name)` gives the preset of a job; `only` says for which
        presets this worker works."""
        if self.paused or not rows.any_waits(self.store):
            return None
        with self.store.looking() as db:  # who finds nothing to do is in nobody's way
            before, standing = self._in_vain, rows.standing(db)
            if before is not None and before[0] == standing and time.monotonic() < before[1]:
                return None
            if self._ready(db, preset_named, only) is None:
                self._in_vain = standing, time.monotonic() + LOOK_AGAIN_S
                return None
        with self.store.transaction() as db:
            found = self._ready(db, preset_named, only)
            return None if found is None else rows.hand_out(db, found, worker, lease_s)

    def _ready(
        self, db: Connection, preset_named: Callable[[str], RenderPreset], only: Callable[[RenderPreset], bool]
    ) -> int | None:
        """The first in line whose inputs nobody is making."""
        story = self.store.head().story
        graphs: dict[str, dict[str, set[str]] | None] = {}
        for job, node, name in rows.in_line(db):
            if name not in graphs:
                preset = preset_named(name)
                graphs[name] = self._graph(story, preset) if only(preset) else None
            graph = graphs[name]
            if graph is not None and not rows.any_of_them_made(db, graph.get(node, ())):
                return job
        return None

    def _graph(self, story: Story, preset: Recipes) -> dict[str, set[str]]:
        """Node key -> keys of ALL its ancestors: a film must not start while a portrait is being drawn again."""
        key = (id(story), preset.name)
        if self._worked_out is None or self._worked_out[0] != key:
            found: dict[str, set[str]] = {}
            for node in film_nodes(story, preset).values():
                mine: set[str] = set()
                for i in node.inputs:
                    mine |= {i.key} | found[i.key]
                found[node.key] = mine
                if node.step == "clip" and node.shot:  # a painting lies over the whole drawing of its shot
                    found[job_node(node.shot)] = {*mine, node.key}
            self._worked_out = key, story, found
        return self._worked_out[2]

    def heartbeat(self, job: Job, done: int, total: int, preview: str | None = None) -> bool:
        """Keep the job and tell progress; True when a person asked to cancel. Raises LeaseLost."""
        with self.store.transaction() as db:
            self._own(db, job)
            return rows.beat(db, job.id, done, total, preview)

    def _own(self, db: Connection, job: Job) -> None:
        if rows.owned(db, job) is None:
            raise LeaseLost(f"{job.name} was taken over by another worker.")

    def finish(
        self, job: Job, outcome: str, seconds: float, *, keep: Callable[[Connection], Take] | None = None
    ) -> str | None:
        """End a job as done. `keep(db)` inserts the take in the SAME transaction and returns it."""
        with self.store.transaction() as db:
            self._own(db, job)
            take = keep(db) if keep else None
            rows.end_done(db, job.id, outcome, take.id if take else None, seconds)
        return take.id if take else None

    def fail(self, job: Job, error: VgotError, outcome: str = "failed") -> None:
        """End a job as failed (or cancelled, or skipped); what was finished before stays."""
        state = "failed" if outcome == "failed" else "cancelled" if outcome == "cancelled" else "skipped"
        with self.store.transaction() as db:
            self._own(db, job)
            rows.end_undone(db, job.id, state, outcome, error.as_json())

    def release(self, job: Job) -> None:
        """Put a claimed job back as it was: the worker is leaving."""
        with self.store.transaction() as db:
            self._own(db, job)
            rows.give_back(db, job.id)

    def recover(self) -> list[str]:
        """Put back jobs whose worker is gone, or silent for longer than its lease; quarantine one that crashed three times.
        Returns the names put back. Only the first is a crash: who is silent may sleep, and is told when it wakes."""
        gone, silent = list[Job](), list[Job]()
        for job, life, silence, lease_s in self._looked_at():
            if life == GONE:
                gone.append(job)
            elif silence.mute_s > lease_s if life == ELSEWHERE else silence.lasts(FORSAKEN * lease_s):
                silent.append(job)
        if not gone and not silent:
            return []
        with self.store.transaction() as db:
            return [job.name for job in gone if self._put_back(db, job, "The program crashed")] + [
                job.name for job in silent if self._put_back(db, job, "Its worker fell silent", crash=False)
            ]

    def stuck_pids(self) -> set[int]:
        """Processes of this machine that hold a job, run, and do nothing at all: not even their pulse beats."""
        return {
            pid
            for job, life, silence, lease_s in self._looked_at()
            if (pid := pid_of(job.worker)) is not None and life != GONE and silence.lasts(STUCK * lease_s)
        }

    def _looked_at(self) -> list[tuple[Job, str, Silence, float]]:
        """Every running job: where its worker is, how long this process has heard nothing of it, and its lease."""
        running, found = rows.running_with_beats(self.store), list[tuple[Job, str, Silence, float]]()
        with _looking:
            mine = {(self.store.folder, job.id) for job, _, _ in running}
            for key in {k for k in _silences if k[0] == self.store.folder} - mine:
                del _silences[key]
            for job, beat, lease in running:
                lease_s = LEASE_S if lease is None else lease
                life, pid = whereabouts(job.worker), pid_of(job.worker)
                silence = _silences.setdefault((self.store.folder, job.id), Silence())
                effort = effort_of(pid) if life == HERE and pid is not None and silence.mute_s > 1.0 else 0.0
                silence.look((job.worker, job.fence, beat), effort, lease_s * STUCK)
                found.append((job, life, silence, lease_s))
        return found

    def died(self, pid: int, how: str, *, crash: bool = True, hint: str = "") -> list[str]:
        """A process of this machine ended while it held jobs: they go back, as by `recover`. `how` (a sentence's end) stands
        with a job that is quarantined now, or was when somebody else noticed first. Returns the names put back."""
        with self.store.transaction() as db:
            mine = [
                job
                for job in rows.running_or_quarantined(db)
                if pid_of(job.worker) == pid and whereabouts(job.worker) == GONE
            ]
            back = [
                job.name
                for job in mine
                if job.state == "running"
                and self._put_back(db, job, "The program crashed", crash=crash, how=how, hint=hint)
            ]
            for job in mine:
                if job.state == "failed":
                    rows.set_error(db, job.id, _crashed(job, "The program crashed", how, hint).as_json())
        return back

    def take_back(self) -> int:
        """Take every running job from its worker: it waits again, nothing is counted against it, and whatever the worker still
        makes of it is dropped. Returns how many there were."""
        with self.store.transaction() as db:
            return rows.put_all_back(db)

    def crash(self, job: Job, what: str) -> bool:
        """The job's own worker gives it up because it cannot go on (a hang, a spoiled accelerator): back to `queued`
        for another worker, and True; the third time it is quarantined. `what` begins the sentence that says why."""
        with self.store.transaction() as db:
            return self._put_back(db, job, what)

    def _put_back(
        self, db: Connection, job: Job, what: str, *, crash: bool = True, how: str = "", hint: str = ""
    ) -> bool:
        had = rows.owned(db, job)
        if had is None:
            return False
        crashes, attempts = had[0] + crash, had[1]
        if crashes < CRASHES_ALLOWED and attempts < BEGINNINGS_ALLOWED:
            rows.put_back(db, job.id, crashes)
            return True
        error = _crashed(job, what, how, hint)
        if crashes < CRASHES_ALLOWED:
            error = RenderFailed(
                f"This was begun {attempts} times and never ended; the last time: {what[0].lower()}{what[1:]}.",
                field=job.name,
                hint="See that the machines that render stay awake, then retry it in the queue.",
            )
        rows.quarantine(db, job.id, crashes, error.as_json())
        return False

    # -- steering -----------------------------------------------------------------------------------------------------
    def cancel(
        self, *, build: str | None = None, node: str | None = None, job: int | None = None, step: str | None = None
    ) -> int:
        """Cancel queued jobs at once and running ones within a step; all of them, or those of a build, node, id or kind of step."""
        with self.store.transaction() as db:
            return rows.cancel(db, build, node, job, step)

    def retry(self, job: int) -> None:
        """Queue a failed, cancelled or skipped job again, and with it what was skipped because of it."""
        with self.store.transaction() as db:
            if not rows.queue_again(db, job):
                raise NotFound(
                    "This job is not one that can be retried.",
                    field=f"jobs/{job}",
                    hint="Only failed and cancelled jobs can be.",
                )
            mine = rows.job(db, job)
            graph = self._graph(self.store.head().story, load_preset(mine.preset))
            waiting = {other.node for other in rows.unfinished(db) if other.id != job}
            for other, its_node in rows.skipped_of(db, mine.build):
                if mine.node in graph.get(its_node, ()) and its_node not in waiting:
                    rows.queue_again(db, other)

    def reorder(self, job: int, before: int | None) -> None:
        """Move a queued job before another queued one, or to the end."""
        with self.store.transaction() as db:
            queued = [j.id for j in rows.waiting(db)]
            if job not in queued or before is not None and before not in queued:
                raise NotFound(
                    "This job is not waiting any more.", field=f"jobs/{job}", hint="Look at the queue again."
                )
            queued.remove(job)
            queued.insert(queued.index(before) if before is not None else len(queued), job)
            rows.place(db, [(float(n), j) for n, j in enumerate(queued)])

    def prioritise(self, job: int, priority: int = 1) -> int:
        """Let a queued job, and everything queued that it is made from, go before jobs of a lower priority. Returns how
        many were raised. Raises NotFound."""
        with self.store.transaction() as db:
            queued = {j.node: j for j in rows.waiting(db)}
            mine = next((j for j in queued.values() if j.id == job), None)
            if mine is None:
                raise NotFound(
                    "This job is not waiting any more.", field=f"jobs/{job}", hint="Look at the queue again."
                )
            needs = self._graph(self.store.head().story, load_preset(mine.preset)).get(mine.node, set())
            raised = [j.id for j in queued.values() if j.id == job or j.node in needs and j.priority < priority]
            rows.prioritise(db, priority, raised)
        return len(raised)

    def pause(
        self,
        why: str = "paused by you",
        *,
        until_room: bool = False,
        until_s: float | None = None,
        kind: str = "storage",
    ) -> None:
        """Hand out no more jobs. `until_room`: a full disk stopped the queue; `resume_if_room` lets it go on. `until_s`: a
        time (seconds since 1970) from which `resume_if_time` does. `kind`: of the error that what waits is told as."""
        self.store.set_metas(
            {
                "paused": why,
                "paused_kind": kind,
                "paused_until_room": "yes" if until_room else "",
                "paused_until": str(until_s or ""),
            }
        )

    @property
    def paused_kind(self) -> str:
        """The kind of error that stopped the queue: `storage`, or `spend_limit` and `price_unknown` where a ceiling did."""
        return self.store.meta("paused_kind") or "storage"

    def resume(self) -> None:
        self.store.set_meta("paused", "")

    def resume_from_ceiling(self) -> bool:
        """Go on where a ceiling had stopped the queue: whether it is high enough now is asked before anything is sent. True when it did."""
        if not self.paused or self.paused_kind not in ("spend_limit", "price_unknown"):
            return False
        self.resume()
        return True

    def resume_if_time(self) -> bool:
        """Go on when the queue stood still until a time that has come; True when it did."""
        until = self.store.meta("paused_until")
        if not self.paused or not until or time.time() < float(until):
            return False
        self.resume()
        return True

    def resume_if_room(self, needed_bytes: int) -> bool:
        """Go on when a full disk had stopped the queue and there is room again; True when it did."""
        if not self.paused or not self.store.meta("paused_until_room"):
            return False
        try:
            self.store.check_free(needed_bytes)
        except StorageFailed:
            return False
        self.resume()
        return True
