"""The durable queue: who makes which node, with leases, fencing numbers, cancel, pause and order.

A job is one node of one project. A worker claims the first queued job whose inputs nobody is making, lets its pulse beat
while it works, and finishes: the take and the job's end are ONE transaction, which only the holder of the newest fencing
number can make. A job whose worker is gone, or silent for longer than its lease, goes back to `queued`, never to
`cancelled`. Silence is measured by whoever looks, on a clock that nobody sets (vgot/processes.py); only where a process died, or
gave up, is that a crash, and three crashes quarantine a job.
"""

from __future__ import annotations

import json
import os
import threading
import time
import uuid
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from vgot.errors import NotFound, RenderFailed, StorageFailed, VgotError
from vgot.graph.kinds import KINDS
from vgot.graph.nodes import Recipes, film_nodes
from vgot.graph.plan import Plan, Planned
from vgot.graph.takes import Take
from vgot.processes import ELSEWHERE, GONE, HERE, Silence, effort_of, pid_of, whereabouts
from vgot.render.painting import job_node
from vgot.settings import load_preset
from vgot.store.project_store import Store

#: How long the worker of a running job may be silent where nobody can see its process.
LEASE_S = 20.0
#: How many leases long a process of this machine, which runs, may do nothing at all before the program that started it ends
#: it, and before anybody else hands its job to another worker.
STUCK, FORSAKEN = 3, 4
CRASHES_ALLOWED = 3
#: A job that was begun so often, and whose workers fell silent each time, is given up.
BEGINNINGS_ALLOWED = 10
UNFINISHED = ("queued", "running")
#: What shows at a glance; put first together, they come before clips.
_STILLS = tuple(step for step, kind in KINDS.items() if kind.hidden or kind.seen == "picture")


class LeaseLost(VgotError):
    """Another worker took this job over; what was made here is dropped."""

    kind = "lease_lost"


@dataclass(frozen=True)
class Job:
    """One row of the queue. `done` of `total` is progress in the step's own unit (frames, denoising steps). `seed`: this
    job makes a variant, a take with this seed that stands beside the chosen one."""

    id: int
    build: str
    node: str
    name: str
    step: str
    preset: str
    state: str
    position: float
    attempts: int
    crashes: int
    fence: int
    worker: str | None
    cancel: bool
    done: int
    total: int
    preview: str | None
    outcome: str | None
    take: str | None
    error: dict | None
    estimate: float
    seconds: float | None
    created: float
    started: float | None
    finished: float | None
    forced: bool
    priority: int = 0
    seed: int | None = None

    def as_json(self) -> dict:
        out = {
            "id": self.id,
            "build": self.build,
            "node": self.name,
            "state": self.state,
            "done": self.done,
            "total": self.total,
            "attempts": self.attempts,
            "outcome": self.outcome,
            "error": self.error,
            "priority": self.priority,
            "estimate_s": round(self.estimate, 3),
            "seconds": None if self.seconds is None else round(self.seconds, 3),
        }
        return out | ({"cancelling": True} if self.cancel and self.state == "running" else {})


_COLUMNS = (
    "id, build, node, name, step, preset, state, position, attempts, crashes, fence, worker, cancel, done, total, preview, outcome, take, "
    "error, estimate, seconds, created, started, finished, forced, priority, seed"
)


def _job(row: tuple) -> Job:
    values = list(row)
    values[12], values[24] = bool(values[12]), bool(values[24])
    values[18] = json.loads(values[18]) if values[18] else None
    return Job(*values)


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

    # -- asking -------------------------------------------------------------------------------------------------------
    def jobs(self, *, build: str | None = None, states: Iterable[str] | None = None, limit: int = 1000) -> list[Job]:
        """Jobs, unfinished ones in the order they will run, then the newest finished ones."""
        where, args = [], []
        if build:
            where.append("build = ?")
            args.append(build)
        if states:
            states = tuple(states)
            where.append(f"state IN ({','.join('?' * len(states))})")
            args += states
        sql = f"SELECT {_COLUMNS} FROM jobs{' WHERE ' + ' AND '.join(where) if where else ''}"
        order = " ORDER BY CASE state WHEN 'running' THEN 0 WHEN 'queued' THEN 1 ELSE 2 END, CASE WHEN finished IS NULL THEN position END, finished DESC"
        return [_job(r) for r in self.store.read(sql + order + " LIMIT ?", (*args, limit))]

    def unfinished(self) -> int:
        return sum(self.unfinished_by_preset().values())

    def unfinished_by_preset(self) -> dict[str, int]:
        return dict(
            self.store.read("SELECT preset, COUNT(*) FROM jobs WHERE state IN ('queued', 'running') GROUP BY preset")
        )

    def overlay(self) -> dict[str, Job]:
        """By node key: its unfinished job, or its newest one when that failed."""
        rows = self.store.read(f"SELECT {_COLUMNS} FROM jobs WHERE id IN (SELECT MAX(id) FROM jobs GROUP BY node)")
        return {job.node: job for job in map(_job, rows) if job.state in ("queued", "running", "failed")}

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
            waiting = {
                node: job
                for job, node in db.execute("SELECT id, node FROM jobs WHERE state = 'queued' AND seed IS NULL")
            }
            last = max(
                0.0,
                db.execute("SELECT MAX(position) FROM jobs WHERE state IN ('queued', 'running')").fetchone()[0] or 0.0,
            )
            for n, planned in enumerate(nodes, 1):
                node = planned.node
                if node.key in waiting:
                    db.execute(
                        "UPDATE jobs SET build = ?, preset = ?, forced = MAX(forced, ?), priority = MAX(priority, ?), cancel = 0 WHERE id = ?",
                        (build, preset.name, int(node.key in force), priority, waiting[node.key]),
                    )
                    continue
                db.execute(
                    "INSERT INTO jobs (build, node, name, step, preset, state, position, total, estimate, created, forced, priority) "
                    "VALUES (?, ?, ?, ?, ?, 'queued', ?, ?, ?, ?, ?, ?)",
                    (
                        build,
                        node.key,
                        node.name,
                        node.step,
                        preset.name,
                        last + n,
                        node.frames,
                        planned.estimate_s,
                        time.time(),
                        int(node.key in force),
                        priority,
                    ),
                )
            db.execute("DELETE FROM meta WHERE key = 'to_begin'")  # what was meant to be made stands in the queue now
            self._put_first(db, ahead)
        return build

    def _put_first(self, db, keys: list[str]) -> None:
        """Let queued nodes, in this order, go before the rest; of what was put first earlier (positions below 0), stills still
        come before clips, because somebody waits for each of them."""
        if not keys:
            return
        place = {key: n for n, key in enumerate(keys)}
        queued = db.execute(
            "SELECT id, node, step, seed, position FROM jobs WHERE state = 'queued' ORDER BY position"
        ).fetchall()
        now = sorted((row for row in queued if row[3] is None and row[1] in place), key=lambda row: place[row[1]])
        before = [row for row in queued if row[4] < 0 and row not in now]
        line = [row[0] for still in (True, False) for row in (*now, *before) if (row[2] in _STILLS) == still]
        db.executemany(
            "UPDATE jobs SET position = ? WHERE id = ?", [(float(n - len(line)), job) for n, job in enumerate(line)]
        )

    def enqueue_variants(self, planned: Planned, preset: Recipes, seeds: list[int]) -> str:
        """Queue one take of a node for each seed, to stand beside its chosen take, and return the build's id. They go
        before everything else that waits, and nothing waits for them."""
        build, node = uuid.uuid4().hex[:12], planned.node
        if self.store.limits is not None:
            self.store.limits.jobs(len(seeds), self.unfinished(), preset.name)
        with self.store.transaction() as db:
            edge = min(
                0.0,
                db.execute("SELECT MIN(position) FROM jobs WHERE state IN ('queued', 'running')").fetchone()[0] or 0.0,
            )
            db.executemany(
                "INSERT INTO jobs (build, node, name, step, preset, state, position, total, estimate, created, forced, seed) "
                "VALUES (?, ?, ?, ?, ?, 'queued', ?, ?, ?, ?, 1, ?)",
                [
                    (
                        build,
                        node.key,
                        node.name,
                        node.step,
                        preset.name,
                        edge - len(seeds) + n,
                        node.frames,
                        planned.estimate_s,
                        time.time(),
                        seed,
                    )
                    for n, seed in enumerate(seeds)
                ],
            )
        return build

    def enqueue_paintings(self, asked: list[tuple[str, str, int, float, int]], preset: Recipes, step: str) -> str:
        """Queue a job of `step` for each (node, name, frames, seconds, seed) and return the build's id. They wait for what their shots
        are drawn from and let everything else go first: an edit never waits for a painting. One that waits already is not queued twice."""
        build = uuid.uuid4().hex[:12]
        if self.store.limits is not None:
            self.store.limits.jobs(len(asked), self.unfinished(), preset.name)
        with self.store.transaction() as db:
            waiting = {
                node
                for (node,) in db.execute(
                    "SELECT node FROM jobs WHERE state IN ('queued', 'running') AND step = ?", (step,)
                )
            }
            edge = (
                db.execute("SELECT MAX(position) FROM jobs WHERE state IN ('queued', 'running')").fetchone()[0] or 0.0
            )
            db.executemany(
                "INSERT INTO jobs (build, node, name, step, preset, state, position, total, estimate, created, forced, priority, seed) "
                "VALUES (?, ?, ?, ?, ?, 'queued', ?, ?, ?, ?, 0, -1, ?)",
                [
                    (build, node, name, step, preset.name, edge + 1 + n, frames, seconds, time.time(), seed)
                    for n, (node, name, frames, seconds, seed) in enumerate(asked)
                    if node not in waiting
                ],
            )
        return build

    def keep(self, job: Job, keep) -> Take:
        """Keep something a job has made while it goes on: `keep(db)` inserts the take and returns it. Raises LeaseLost."""
        with self.store.transaction() as db:
            self._own(db, job)
            return keep(db)

    # -- claiming -----------------------------------------------------------------------------------------------------
    def claim(
        self,
        worker: str,
        preset_named,
        lease_s: float = LEASE_S,
        *,
        only: Callable[[Recipes], bool] = lambda preset: True,
    ) -> Job | None:
        """Take the first job that can start now, or None. `preset_named(name)` gives the preset of a job; `only` says for which
        presets this worker works."""
        if self.paused:
            return None
        if not self.store.read("SELECT 1 FROM jobs WHERE state = 'queued' LIMIT 1"):
            return None
        with self.store.transaction() as db:
            unfinished = [
                _job(r)
                for r in db.execute(
                    f"SELECT {_COLUMNS} FROM jobs WHERE state IN ('queued', 'running') ORDER BY priority DESC, position"
                )
            ]
            busy = {j.node for j in unfinished if j.seed is None}
            story = self.store.head().story
            graphs: dict[str, dict | None] = {}
            for job in unfinished:
                if job.state != "queued":
                    continue
                if job.preset not in graphs:
                    preset = preset_named(job.preset)
                    graphs[job.preset] = self._graph(story, preset) if only(preset) else None
                graph = graphs[job.preset]
                if graph is None or any(key in busy for key in graph.get(job.node, ())):
                    continue
                now = time.time()
                db.execute(
                    "UPDATE jobs SET state = 'running', worker = ?, lease = ?, lease_s = ?, beat = 0, fence = fence + 1, attempts = attempts + 1, "
                    "started = ?, done = 0, error = NULL WHERE id = ? AND state = 'queued'",
                    (worker, now + lease_s, lease_s, now, job.id),
                )
                return _job(db.execute(f"SELECT {_COLUMNS} FROM jobs WHERE id = ?", (job.id,)).fetchone())
        return None

    def _graph(self, story, preset: Recipes) -> dict[str, set[str]]:
        """Node key -> keys of ALL its ancestors: a film must not start while a portrait is being drawn again."""
        key = (id(story), preset.name)
        if getattr(self, "_graph_key", None) != key:
            found: dict[str, set[str]] = {}
            for node in film_nodes(story, preset).values():
                mine: set[str] = set()
                for i in node.inputs:
                    mine |= {i.key} | found[i.key]
                found[node.key] = mine
                if node.step == "clip":  # a painting lies over the whole drawing of its shot
                    found[job_node(node.shot)] = {*mine, node.key}
            self._graph_key, self._graph_found, self._graph_story = key, found, story
        return self._graph_found

    def heartbeat(self, job: Job, done: int, total: int, preview: str | None = None) -> bool:
        """Keep the job and tell progress; True when a person asked to cancel. Raises LeaseLost."""
        with self.store.transaction() as db:
            self._own(db, job)
            db.execute(
                "UPDATE jobs SET beat = beat + 1, lease = ? + lease_s, done = ?, total = ?, preview = COALESCE(?, preview) WHERE id = ?",
                (time.time(), done, total, preview, job.id),
            )
            return bool(db.execute("SELECT cancel FROM jobs WHERE id = ?", (job.id,)).fetchone()[0])

    def _own(self, db, job: Job) -> None:
        row = db.execute("SELECT state, fence FROM jobs WHERE id = ?", (job.id,)).fetchone()
        if row is None or row != ("running", job.fence):
            raise LeaseLost(f"{job.name} was taken over by another worker.")

    def finish(self, job: Job, outcome: str, seconds: float, *, keep=None) -> str | None:
        """End a job as done. `keep(db)` inserts the take in the SAME transaction and returns it."""
        with self.store.transaction() as db:
            self._own(db, job)
            take = keep(db) if keep else None
            db.execute(
                "UPDATE jobs SET state = 'done', outcome = ?, take = ?, seconds = ?, finished = ?, done = total, lease = NULL WHERE id = ?",
                (outcome, take.id if take else None, seconds, time.time(), job.id),
            )
        return take.id if take else None

    def fail(self, job: Job, error: VgotError, outcome: str = "failed") -> None:
        """End a job as failed (or cancelled, or skipped); what was finished before stays."""
        state = "failed" if outcome == "failed" else "cancelled" if outcome == "cancelled" else "skipped"
        with self.store.transaction() as db:
            self._own(db, job)
            db.execute(
                "UPDATE jobs SET state = ?, outcome = ?, error = ?, finished = ?, lease = NULL WHERE id = ?",
                (state, outcome, json.dumps(error.as_json()), time.time(), job.id),
            )

    def release(self, job: Job) -> None:
        """Put a claimed job back as it was: the worker is leaving."""
        with self.store.transaction() as db:
            self._own(db, job)
            db.execute(
                "UPDATE jobs SET state = 'queued', worker = NULL, lease = NULL, attempts = attempts - 1 WHERE id = ?",
                (job.id,),
            )

    def recover(self) -> list[str]:
        """Put back jobs whose worker is gone, or silent for longer than its lease; quarantine one that crashed three times.
        Returns the names put back. Only the first is a crash: who is silent may sleep, and is told when it wakes."""
        gone, silent = [], []
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
            pid_of(job.worker)
            for job, life, silence, lease_s in self._looked_at()
            if pid_of(job.worker) is not None and life != GONE and silence.lasts(STUCK * lease_s)
        }

    def _looked_at(self) -> list[tuple[Job, str, Silence, float]]:
        """Every running job: where its worker is, how long this process has heard nothing of it, and its lease."""
        rows = self.store.read(f"SELECT {_COLUMNS}, beat, lease_s FROM jobs WHERE state = 'running'")
        found = []
        with _looking:
            for key in {k for k in _silences if k[0] == self.store.folder} - {
                (self.store.folder, row[0]) for row in rows
            }:
                del _silences[key]
            for *row, beat, lease_s in rows:
                job, lease_s = _job(row), LEASE_S if lease_s is None else lease_s
                life = whereabouts(job.worker)
                silence = _silences.setdefault((self.store.folder, job.id), Silence())
                effort = effort_of(pid_of(job.worker)) if life == HERE and silence.mute_s > 1.0 else 0.0
                silence.look((job.worker, job.fence, beat), effort, lease_s * STUCK)
                found.append((job, life, silence, lease_s))
        return found

    def died(self, pid: int, how: str, *, crash: bool = True, hint: str = "") -> list[str]:
        """A process of this machine ended while it held jobs: they go back, as by `recover`. `how` (a sentence's end) stands
        with a job that is quarantined now, or was when somebody else noticed first. Returns the names put back."""
        with self.store.transaction() as db:
            rows = [
                _job(r)
                for r in db.execute(f"SELECT {_COLUMNS} FROM jobs WHERE state = 'running' OR outcome = 'quarantined'")
            ]
            mine = [job for job in rows if pid_of(job.worker) == pid and whereabouts(job.worker) == GONE]
            back = [
                job.name
                for job in mine
                if job.state == "running"
                and self._put_back(db, job, "The program crashed", crash=crash, how=how, hint=hint)
            ]
            for job in mine:
                if job.state == "failed":
                    db.execute(
                        "UPDATE jobs SET error = ? WHERE id = ?",
                        (json.dumps(_crashed(job, "The program crashed", how, hint).as_json()), job.id),
                    )
        return back

    def take_back(self) -> int:
        """Take every running job from its worker: it waits again, nothing is counted against it, and whatever the worker still
        makes of it is dropped. Returns how many there were."""
        with self.store.transaction() as db:
            return db.execute(
                "UPDATE jobs SET state = 'queued', worker = NULL, lease = NULL, fence = fence + 1, attempts = attempts - 1, done = 0 "
                "WHERE state = 'running'"
            ).rowcount

    def crash(self, job: Job, what: str) -> bool:
        """The job's own worker gives it up because it cannot go on (a hang, a spoiled accelerator): back to `queued`
        for another worker, and True; the third time it is quarantined. `what` begins the sentence that says why."""
        with self.store.transaction() as db:
            return self._put_back(db, job, what)

    def _put_back(self, db, job: Job, what: str, *, crash: bool = True, how: str = "", hint: str = "") -> bool:
        row = db.execute("SELECT state, fence, crashes, attempts FROM jobs WHERE id = ?", (job.id,)).fetchone()
        if row is None or row[:2] != ("running", job.fence):
            return False
        crashes, attempts = row[2] + crash, row[3]
        if crashes < CRASHES_ALLOWED and attempts < BEGINNINGS_ALLOWED:
            db.execute(
                "UPDATE jobs SET state = 'queued', crashes = ?, worker = NULL, lease = NULL, fence = fence + 1, done = 0 WHERE id = ?",
                (crashes, job.id),
            )
            return True
        error = _crashed(job, what, how, hint)
        if crashes < CRASHES_ALLOWED:
            error = RenderFailed(
                f"This was begun {attempts} times and never ended; the last time: {what[0].lower()}{what[1:]}.",
                field=job.name,
                hint="See that the machines that render stay awake, then retry it in the queue.",
            )
        db.execute(
            "UPDATE jobs SET state = 'failed', outcome = 'quarantined', crashes = ?, error = ?, finished = ?, lease = NULL, "
            "fence = fence + 1 WHERE id = ?",
            (crashes, json.dumps(error.as_json()), time.time(), job.id),
        )
        return False

    # -- steering -----------------------------------------------------------------------------------------------------
    def cancel(
        self, *, build: str | None = None, node: str | None = None, job: int | None = None, step: str | None = None
    ) -> int:
        """Cancel queued jobs at once and running ones within a step; all of them, or those of a build, node, id or kind of step."""
        where, args = "state IN ('queued', 'running')", []
        for column, value in (("build", build), ("node", node), ("id", job), ("step", step)):
            if value is not None:
                where += f" AND {column} = ?"
                args.append(value)
        with self.store.transaction() as db:
            many = db.execute(f"SELECT COUNT(*) FROM jobs WHERE {where}", args).fetchone()[0]
            db.execute(
                f"UPDATE jobs SET state = 'cancelled', outcome = 'cancelled', finished = ? WHERE {where} AND state = 'queued'",
                (time.time(), *args),
            )
            db.execute(f"UPDATE jobs SET cancel = 1 WHERE {where}", args)
        return many

    def retry(self, job: int) -> None:
        """Queue a failed, cancelled or skipped job again, and with it what was skipped because of it."""
        again = (
            "UPDATE jobs SET state = 'queued', outcome = NULL, error = NULL, cancel = 0, crashes = 0, attempts = 0, finished = NULL, worker = NULL "
            "WHERE id = ? AND state IN ('failed', 'cancelled', 'skipped')"
        )
        with self.store.transaction() as db:
            if not db.execute(again, (job,)).rowcount:
                raise NotFound(
                    "This job is not one that can be retried.",
                    field=f"jobs/{job}",
                    hint="Only failed and cancelled jobs can be.",
                )
            node, build, preset = db.execute("SELECT node, build, preset FROM jobs WHERE id = ?", (job,)).fetchone()
            graph = self._graph(self.store.head().story, load_preset(preset))
            waiting = {
                n
                for (n,) in db.execute("SELECT node FROM jobs WHERE state IN ('queued', 'running') AND id != ?", (job,))
            }
            for other, its_node in db.execute(
                "SELECT id, node FROM jobs WHERE build = ? AND state = 'skipped'", (build,)
            ).fetchall():
                if node in graph.get(its_node, ()) and its_node not in waiting:
                    db.execute(again, (other,))

    def reorder(self, job: int, before: int | None) -> None:
        """Move a queued job before another queued one, or to the end."""
        with self.store.transaction() as db:
            queued = [
                r[0] for r in db.execute("SELECT id FROM jobs WHERE state = 'queued' ORDER BY priority DESC, position")
            ]
            if job not in queued or before is not None and before not in queued:
                raise NotFound(
                    "This job is not waiting any more.", field=f"jobs/{job}", hint="Look at the queue again."
                )
            queued.remove(job)
            queued.insert(queued.index(before) if before is not None else len(queued), job)
            db.executemany("UPDATE jobs SET position = ? WHERE id = ?", [(float(n), j) for n, j in enumerate(queued)])

    def prioritise(self, job: int, priority: int = 1) -> int:
        """Let a queued job, and everything queued that it is made from, go before jobs of a lower priority. Returns how
        many were raised. Raises NotFound."""
        with self.store.transaction() as db:
            queued = {
                j.node: j for j in (_job(r) for r in db.execute(f"SELECT {_COLUMNS} FROM jobs WHERE state = 'queued'"))
            }
            mine = next((j for j in queued.values() if j.id == job), None)
            if mine is None:
                raise NotFound(
                    "This job is not waiting any more.", field=f"jobs/{job}", hint="Look at the queue again."
                )
            needs = self._graph(self.store.head().story, load_preset(mine.preset)).get(mine.node, set())
            raised = [j.id for j in queued.values() if j.id == job or j.node in needs and j.priority < priority]
            db.executemany("UPDATE jobs SET priority = ? WHERE id = ?", [(priority, j) for j in raised])
        return len(raised)

    def pause(self, why: str = "paused by you", *, until_room: bool = False, until_s: float | None = None) -> None:
        """Hand out no more jobs. `until_room`: a full disk stopped the queue; `resume_if_room` lets it go on. `until_s`: a
        time (seconds since 1970) from which `resume_if_time` does."""
        values = [
            ("paused", why),
            ("paused_until_room", "yes" if until_room else ""),
            ("paused_until", str(until_s or "")),
        ]
        with self.store.transaction() as db:
            db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", values)

    def resume(self) -> None:
        self.store.set_meta("paused", "")

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
