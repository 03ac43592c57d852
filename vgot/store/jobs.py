"""The rows of the queue: what is written of each job, and every sentence of SQL about it. What a job means, who may take it and
when it is given up is the queue's (vgot/render/queue.py).

Whatever takes a `db` belongs to the transaction that the caller began; the others read by themselves.
"""

from __future__ import annotations

import json
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from vgot.store.database import Connection, Database


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
    error: dict[str, Any] | None
    estimate: float
    seconds: float | None
    created: float
    started: float | None
    finished: float | None
    forced: bool
    priority: int = 0
    seed: int | None = None

    def as_json(self) -> dict[str, Any]:
        out: dict[str, Any] = {
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


@dataclass(frozen=True)
class NewJob:
    """What is asked for when a job is queued."""

    build: str
    node: str
    name: str
    step: str
    preset: str
    position: float
    total: int
    estimate: float
    forced: bool = False
    priority: int = 0
    seed: int | None = None


_COLUMNS = (
    "id, build, node, name, step, preset, state, position, attempts, crashes, fence, worker, cancel, done, total, preview, outcome, take, "
    "error, estimate, seconds, created, started, finished, forced, priority, seed"
)
_UNFINISHED = "state IN ('queued', 'running')"


def _job(row: Sequence[Any]) -> Job:
    values = list(row)
    values[12], values[24] = bool(values[12]), bool(values[24])
    values[18] = json.loads(values[18]) if values[18] else None
    return Job(*values)


# -- looking, by itself -----------------------------------------------------------------------------------------------
def listed(store: Database, build: str | None, states: Iterable[str] | None, limit: int) -> list[Job]:
    """Jobs, unfinished ones in the order they will run, then the newest finished ones."""
    where: list[str] = []
    args: list[object] = []
    if build:
        where.append("build = ?")
        args.append(build)
    if states:
        states = tuple(states)
        where.append(f"state IN ({','.join('?' * len(states))})")
        args += states
    sql = f"SELECT {_COLUMNS} FROM jobs{' WHERE ' + ' AND '.join(where) if where else ''}"
    order = " ORDER BY CASE state WHEN 'running' THEN 0 WHEN 'queued' THEN 1 ELSE 2 END, CASE WHEN finished IS NULL THEN position END, finished DESC"
    return [_job(r) for r in store.read(sql + order + " LIMIT ?", (*args, limit))]


def unfinished_by_preset(store: Database) -> dict[str, int]:
    return dict(store.read(f"SELECT preset, COUNT(*) FROM jobs WHERE {_UNFINISHED} GROUP BY preset"))


def newest_of_each_node(store: Database) -> list[Job]:
    return [
        _job(r) for r in store.read(f"SELECT {_COLUMNS} FROM jobs WHERE id IN (SELECT MAX(id) FROM jobs GROUP BY node)")
    ]


def any_waits(store: Database) -> bool:
    return bool(store.read("SELECT 1 FROM jobs WHERE state = 'queued' LIMIT 1"))


def any_unfinished(store: Database) -> bool:
    return bool(store.read(f"SELECT 1 FROM jobs WHERE {_UNFINISHED} LIMIT 1"))


def running_with_beats(store: Database) -> list[tuple[Job, int, float | None]]:
    """Every running job, how often its worker's pulse has beaten, and its lease in seconds (None in rows of old programs)."""
    rows = store.read(f"SELECT {_COLUMNS}, beat, lease_s FROM jobs WHERE state = 'running'")
    return [(_job(row), beat, lease_s) for *row, beat, lease_s in rows]


def workers_that_made(store: Database) -> list[str | None]:
    """The workers of what was made last, those of stills first."""
    return [
        worker
        for (worker,) in store.read(
            "SELECT worker FROM jobs WHERE outcome = 'ran' ORDER BY step = 'keyframe' DESC, finished DESC LIMIT 20"
        )
    ]


@dataclass(frozen=True)
class Progress:
    """How far a build is: jobs that ended and all of them; seconds that the ended ones took and were thought to take; seconds that are
    thought to lie ahead, without what the running ones have done of theirs."""

    ended: int
    total: int
    spent_s: float
    thought_s: float
    ahead_s: float


def progress_of(store: Database, build: str) -> Progress:
    """The same in one sentence, whatever a build's length."""
    ended, total, spent, thought, ahead = store.read(
        f"SELECT TOTAL(NOT {_UNFINISHED}), COUNT(*), TOTAL(CASE WHEN NOT {_UNFINISHED} THEN seconds END), "
        f"TOTAL(CASE WHEN NOT {_UNFINISHED} THEN estimate END), TOTAL(CASE WHEN {_UNFINISHED} THEN estimate * "
        "CASE WHEN state = 'running' AND total THEN 1.0 - 1.0 * done / total ELSE 1.0 END END) FROM jobs WHERE build = ?",
        (build,),
    )[0]
    return Progress(int(ended), total, spent, thought, ahead)


def standing(db: Connection) -> tuple[Any, ...]:
    """Changes whenever something may have become ready: with what came, ended, was taken or put back, and with the story."""
    return db.execute(
        "SELECT (SELECT MAX(id) FROM jobs), (SELECT MAX(rev) FROM revisions), TOTAL(state = 'queued'), TOTAL(fence), TOTAL(attempts), "
        f"COUNT(*) FROM jobs WHERE {_UNFINISHED}"
    ).fetchone()


def stamp(store: Database) -> tuple[Any, ...]:
    """Changes with whatever a page shows of the queue."""
    return store.read(
        "SELECT COUNT(*), MAX(id), SUM(state = 'queued'), SUM(state = 'running'), SUM(done), MAX(finished) FROM jobs"
    )[0]


# -- looking, inside a transaction ------------------------------------------------------------------------------------
def unfinished(db: Connection) -> list[Job]:
    """In the order in which they are handed out."""
    return [
        _job(r) for r in db.execute(f"SELECT {_COLUMNS} FROM jobs WHERE {_UNFINISHED} ORDER BY priority DESC, position")
    ]


def waiting(db: Connection) -> list[Job]:
    """In the order in which they are handed out."""
    return [
        _job(r)
        for r in db.execute(f"SELECT {_COLUMNS} FROM jobs WHERE state = 'queued' ORDER BY priority DESC, position")
    ]


def in_line(db: Connection) -> Iterator[tuple[int, str, str]]:
    """(id, node, preset) of what waits, in the order in which it is handed out; read no further than it is asked for."""
    yield from db.execute("SELECT id, node, preset FROM jobs WHERE state = 'queued' ORDER BY priority DESC, position")


def any_of_them_made(db: Connection, nodes: Collection[str]) -> bool:
    """Whether one of these nodes waits or runs; variants do not count, nothing hangs on them."""
    names = list(nodes)
    return any(
        db.execute(
            f"SELECT 1 FROM jobs WHERE {_UNFINISHED} AND seed IS NULL AND node IN ({','.join('?' * len(some))}) LIMIT 1",
            some,
        ).fetchone()
        for some in (names[at : at + 500] for at in range(0, len(names), 500))
    )


def running_or_quarantined(db: Connection) -> list[Job]:
    return [
        _job(r) for r in db.execute(f"SELECT {_COLUMNS} FROM jobs WHERE state = 'running' OR outcome = 'quarantined'")
    ]


def skipped_of(db: Connection, build: str) -> list[tuple[int, str]]:
    """(id, node) of the jobs of a build that were left out."""
    return db.execute("SELECT id, node FROM jobs WHERE build = ? AND state = 'skipped'", (build,)).fetchall()


def edges(db: Connection) -> tuple[float, float]:
    """(the first, the last) position of what is unfinished; 0 where nothing is."""
    first, last = db.execute(f"SELECT MIN(position), MAX(position) FROM jobs WHERE {_UNFINISHED}").fetchone()
    return first or 0.0, last or 0.0


def job(db: Connection, job_id: int) -> Job:
    return _job(db.execute(f"SELECT {_COLUMNS} FROM jobs WHERE id = ?", (job_id,)).fetchone())


def owned(db: Connection, mine: Job) -> tuple[int, int] | None:
    """(crashes, attempts) of a job that still runs under this fencing number; None when it was taken over."""
    row = db.execute("SELECT state, fence, crashes, attempts FROM jobs WHERE id = ?", (mine.id,)).fetchone()
    return row[2:] if row is not None and row[:2] == ("running", mine.fence) else None


# -- writing, inside a transaction ------------------------------------------------------------------------------------
def insert(db: Connection, new: Iterable[NewJob]) -> None:
    db.executemany(
        "INSERT INTO jobs (build, node, name, step, preset, state, position, total, estimate, created, forced, priority, seed) "
        "VALUES (?, ?, ?, ?, ?, 'queued', ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                one.build,
                one.node,
                one.name,
                one.step,
                one.preset,
                one.position,
                one.total,
                one.estimate,
                time.time(),
                int(one.forced),
                one.priority,
                one.seed,
            )
            for one in new
        ],
    )


def join_build(db: Connection, job_id: int, build: str, preset: str, *, forced: bool, priority: int) -> None:
    """A job that waits already becomes part of another build."""
    db.execute(
        "UPDATE jobs SET build = ?, preset = ?, forced = MAX(forced, ?), priority = MAX(priority, ?), cancel = 0 WHERE id = ?",
        (build, preset, int(forced), priority, job_id),
    )


def forget_intention(db: Connection) -> None:
    """What was meant to be made (`to_begin`) stands in the queue now."""
    db.execute("DELETE FROM meta WHERE key = 'to_begin'")


def place(db: Connection, positions: Iterable[tuple[float, int]]) -> None:
    """(position, job) for each."""
    db.executemany("UPDATE jobs SET position = ? WHERE id = ?", positions)


def prioritise(db: Connection, priority: int, job_ids: Iterable[int]) -> None:
    db.executemany("UPDATE jobs SET priority = ? WHERE id = ?", [(priority, j) for j in job_ids])


def hand_out(db: Connection, job_id: int, worker: str, lease_s: float) -> Job:
    """Let a worker have a job: a new fencing number, a new lease."""
    now = time.time()
    db.execute(
        "UPDATE jobs SET state = 'running', worker = ?, lease = ?, lease_s = ?, beat = 0, fence = fence + 1, attempts = attempts + 1, "
        "started = ?, done = 0, error = NULL WHERE id = ? AND state = 'queued'",
        (worker, now + lease_s, lease_s, now, job_id),
    )
    return job(db, job_id)


def beat(db: Connection, job_id: int, done: int, total: int, preview: str | None) -> bool:
    """The pulse of a job's worker, and its progress; whether a person asked to cancel it."""
    db.execute(
        "UPDATE jobs SET beat = beat + 1, lease = ? + lease_s, done = ?, total = ?, preview = COALESCE(?, preview) WHERE id = ?",
        (time.time(), done, total, preview, job_id),
    )
    return bool(db.execute("SELECT cancel FROM jobs WHERE id = ?", (job_id,)).fetchone()[0])


def end_done(db: Connection, job_id: int, outcome: str, take: str | None, seconds: float) -> None:
    db.execute(
        "UPDATE jobs SET state = 'done', outcome = ?, take = ?, seconds = ?, finished = ?, done = total, lease = NULL WHERE id = ?",
        (outcome, take, seconds, time.time(), job_id),
    )


def end_undone(db: Connection, job_id: int, state: str, outcome: str, error: dict[str, Any]) -> None:
    db.execute(
        "UPDATE jobs SET state = ?, outcome = ?, error = ?, finished = ?, lease = NULL WHERE id = ?",
        (state, outcome, json.dumps(error), time.time(), job_id),
    )


def quarantine(db: Connection, job_id: int, crashes: int, error: dict[str, Any]) -> None:
    db.execute(
        "UPDATE jobs SET state = 'failed', outcome = 'quarantined', crashes = ?, error = ?, finished = ?, lease = NULL, "
        "fence = fence + 1 WHERE id = ?",
        (crashes, json.dumps(error), time.time(), job_id),
    )


def set_error(db: Connection, job_id: int, error: dict[str, Any]) -> None:
    db.execute("UPDATE jobs SET error = ? WHERE id = ?", (json.dumps(error), job_id))


def give_back(db: Connection, job_id: int) -> None:
    """As it was before it was handed out: its worker is leaving, and was not tried."""
    db.execute(
        "UPDATE jobs SET state = 'queued', worker = NULL, lease = NULL, attempts = attempts - 1 WHERE id = ?", (job_id,)
    )


def put_back(db: Connection, job_id: int, crashes: int) -> None:
    """It waits again; whatever its worker still makes of it is dropped."""
    db.execute(
        "UPDATE jobs SET state = 'queued', crashes = ?, worker = NULL, lease = NULL, fence = fence + 1, done = 0 WHERE id = ?",
        (crashes, job_id),
    )


def put_all_back(db: Connection) -> int:
    """The same for every running job, and nothing is counted against it; returns how many there were."""
    return db.execute(
        "UPDATE jobs SET state = 'queued', worker = NULL, lease = NULL, fence = fence + 1, attempts = attempts - 1, done = 0 "
        "WHERE state = 'running'"
    ).rowcount


def cancel(db: Connection, build: str | None, node: str | None, job_id: int | None, step: str | None) -> int:
    """End what waits, and ask what runs to end; returns how many there were."""
    where, args = _UNFINISHED, list[object]()
    for column, value in (("build", build), ("node", node), ("id", job_id), ("step", step)):
        if value is not None:
            where += f" AND {column} = ?"
            args.append(value)
    many = db.execute(f"SELECT COUNT(*) FROM jobs WHERE {where}", args).fetchone()[0]
    db.execute(
        f"UPDATE jobs SET state = 'cancelled', outcome = 'cancelled', finished = ? WHERE {where} AND state = 'queued'",
        (time.time(), *args),
    )
    db.execute(f"UPDATE jobs SET cancel = 1 WHERE {where}", args)
    return many


def queue_again(db: Connection, job_id: int) -> bool:
    """Whether it was one that ended undone, and waits again now."""
    return bool(
        db.execute(
            "UPDATE jobs SET state = 'queued', outcome = NULL, error = NULL, cancel = 0, crashes = 0, attempts = 0, finished = NULL, worker = NULL "
            "WHERE id = ? AND state IN ('failed', 'cancelled', 'skipped')",
            (job_id,),
        ).rowcount
    )
