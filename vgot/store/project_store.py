"""A project on disk: one SQLite file and SHA-256 blobs in a folder. The only module that knows the layout.

    project.sqlite   revisions, takes, jobs, segments
    blobs/ab/cd…     bytes by their SHA-256, written once, never changed
    story.json       a mirror that a person can read, edit and import again; never read back by itself

Commit order (architecture.md): temporary file on the same filesystem -> fsync -> digest -> rename -> fsync of the
folder -> SQLite transaction last. Whatever stands in the database therefore stands on the disk.
A file that is kept is held from before it is written until a row names it, so that no clean-up of another thread or
process takes it in between (`hold`). Revisions: vgot/store/revisions.py; blobs: vgot/store/blobs.py; SQLite: vgot/store/database.py.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from vgot.errors import Conflict, DamagedProject, NotFound, StorageFailed
from vgot.graph.keys import row_sum
from vgot.graph.takes import Choice, Shelf, Take, take_id
from vgot.processes import has_ended, this_process
from vgot.store import migrations
from vgot.store.blobs import Blobs
from vgot.store.database import Database, database_facts, journal_mode, storage_error
from vgot.store.disk import make_folders, open_as_folder
from vgot.store.recovery import fill, salvage
from vgot.store.revisions import Head, Revisions, now, sounds_of
from vgot.story.model import Story

__all__ = ["DATABASE", "Head", "Store", "database_facts", "journal_mode"]

#: Programs of before migrations were counted read 1 and refuse 2 in words.
FORMAT = 2
READS = ("1", "2")
DATABASE = "project.sqlite"
BALLAST_BYTES = 2**18
#: How long a file that nothing names yet is kept for a process that still runs, or of which nobody here can tell.
HELD_S = 24 * 3600.0

_SCHEMA = (
    """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS parts (hash TEXT PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS revisions (rev INTEGER PRIMARY KEY AUTOINCREMENT, manifest BLOB NOT NULL, label TEXT NOT NULL,
    created TEXT NOT NULL, undo INTEGER, redo INTEGER);
CREATE TABLE IF NOT EXISTS takes (id TEXT PRIMARY KEY, node TEXT NOT NULL, recipe_key TEXT NOT NULL, recipe TEXT NOT NULL,
    seed INTEGER NOT NULL, preset TEXT NOT NULL, producer TEXT NOT NULL, created TEXT NOT NULL, seconds REAL NOT NULL,
    digests TEXT NOT NULL, facts TEXT NOT NULL, step TEXT NOT NULL,
    sum TEXT NOT NULL DEFAULT '', UNIQUE (node, recipe_key));
CREATE INDEX IF NOT EXISTS takes_by_key ON takes (recipe_key);
CREATE TABLE IF NOT EXISTS last_chosen (node TEXT PRIMARY KEY, take TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS checks (key TEXT PRIMARY KEY, findings TEXT NOT NULL, glance TEXT NOT NULL, made TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS segments (key TEXT PRIMARY KEY, digest TEXT NOT NULL, frames INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS jobs (id INTEGER PRIMARY KEY AUTOINCREMENT, build TEXT NOT NULL, node TEXT NOT NULL, name TEXT NOT NULL,
    step TEXT NOT NULL, preset TEXT NOT NULL, state TEXT NOT NULL, position REAL NOT NULL, priority INTEGER NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0, crashes INTEGER NOT NULL DEFAULT 0, fence INTEGER NOT NULL DEFAULT 0,
    worker TEXT, lease REAL, lease_s REAL, beat INTEGER NOT NULL DEFAULT 0, cancel INTEGER NOT NULL DEFAULT 0, done INTEGER NOT NULL DEFAULT 0, total INTEGER NOT NULL DEFAULT 0,
    preview TEXT, outcome TEXT, take TEXT, error TEXT, estimate REAL NOT NULL DEFAULT 0, seconds REAL, created REAL NOT NULL,
    started REAL, finished REAL, forced INTEGER NOT NULL DEFAULT 0, seed INTEGER);
CREATE INDEX IF NOT EXISTS jobs_by_state ON jobs (state, position);
CREATE INDEX IF NOT EXISTS jobs_by_build ON jobs (build);
CREATE TABLE IF NOT EXISTS held (digest TEXT NOT NULL, by TEXT NOT NULL, since REAL NOT NULL);
"""
    + f"PRAGMA user_version = {migrations.VERSION};"
)


def _newer() -> DamagedProject:
    return DamagedProject(
        "This project was made by a newer version.", field="project", hint="Open it with that version of VGoT Studio."
    )


class Store(Database, Revisions, Blobs):
    """One project folder. Safe for many threads and processes: a connection per thread, every change one transaction."""

    def __init__(self, folder: Path, database: str = DATABASE):
        super().__init__(folder, database)
        self._known_takes: tuple[int, int, str | None, dict[str, list[Take]]] = (0, 0, None, {})

    # -- opening ------------------------------------------------------------------------------------------------------
    @classmethod
    def create(cls, folder: Path, name: str, story: Story, kept: dict[str, str] | None = None) -> Store:
        """Make a project; what is to be kept beside its story from the first moment on are values of `meta`. Raises StorageFailed when the folder cannot be one, Conflict when it is one already."""
        if folder.is_file():
            raise StorageFailed(f"'{folder.name}' is a file, not a folder.", field="project", hint="Name a folder.")
        if (folder / DATABASE).exists():
            raise Conflict(
                f"'{folder.name}' already holds a project.", field="project", hint="Open it, or name another folder."
            )
        if folder.exists() and any(folder.iterdir()):
            raise StorageFailed(
                f"'{folder.name}' is not empty and is not a project.",
                field="project",
                hint="Name an empty or a new folder.",
            )
        store = cls(folder)
        try:
            make_folders(folder / "blobs")
            db = store._db(create=True)
            db.executescript(_SCHEMA)
        except (OSError, sqlite3.Error) as why:
            raise storage_error(why, folder) from why
        store._identity = hashlib.sha256(os.urandom(16)).hexdigest()[:20]
        beside = {"format": str(FORMAT), "name": name, "created": now(), "id": store._identity, **(kept or {})}
        with store.transaction() as db:  # the story and what is meant with it are there together, or neither is
            db.executemany("INSERT OR IGNORE INTO meta VALUES (?, ?)", list(beside.items()))
            store._insert(db, story, {}, "new project", None, None)
        store.mirror()
        return store

    @classmethod
    def open(cls, folder: Path) -> Store:
        """Open a project. Raises NotFound, StorageFailed or DamagedProject."""
        if folder.is_file():
            raise StorageFailed(
                f"'{folder.name}' is a file, not a project folder.",
                field="project",
                hint="Name the folder that holds project.sqlite.",
            )
        if not (folder / DATABASE).is_file():
            raise NotFound(
                f"'{folder.name}' holds no project.",
                field="project",
                hint="Make one with `python -m vgot make`, or name another folder.",
            )
        store = cls(folder)
        looked_at = store._file_now()
        try:
            problems = store.problems()
        except sqlite3.Error as why:
            failed = storage_error(why, folder)
            if not isinstance(failed, DamagedProject):
                raise failed from why
            problems = ["not readable"]
        if not problems:
            try:
                if store.meta("format") in READS:
                    store.head()
            except DamagedProject as why:
                problems = [why.message]
        if problems:
            store.close()
            store = cls._rebuilt(folder, looked_at)
        found = store.meta("format")
        if not found.isdigit() or int(found) > FORMAT:
            raise _newer()
        store._migrate(int(found))
        store._identity = store.meta("id")
        return store

    def _migrate(self, found: int) -> None:
        """Bring an older project up to this program, what stood there kept beside it. Raises DamagedProject for a newer one."""
        version = migrations.version_of(self._db())
        if version > migrations.VERSION:
            raise _newer()
        if version < migrations.VERSION or found < FORMAT:
            self.keep_beside(self._db(), f"version-{version}")
        while migrations.version_of(self._db()) < migrations.VERSION:
            with self.transaction() as db:
                if migrations.version_of(db) < migrations.VERSION:  # another program may have been faster
                    migrations.step(db)
        if found < FORMAT:
            self.set_meta("format", str(FORMAT))

    @classmethod
    def _rebuilt(cls, folder: Path, looked_at: tuple | None) -> Store:
        """The project with a new database made of every row of the damaged one that proves itself; the damaged file is
        kept beside it, and what was lost stands in the project's `damage`. Raises DamagedProject when nothing is left."""
        kept = folder / f"project.damaged-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}.sqlite"
        gone = DamagedProject(
            "The project's database is damaged.",
            field="project",
            hint="Import its last .vgot.zip, or its story.json into a new project.",
        )
        guard = cls(folder)
        try:
            with contextlib.suppress(
                sqlite3.Error
            ):  # what a write-ahead log still holds; and nobody writes into what is replaced
                guard._db().execute("PRAGMA wal_checkpoint(TRUNCATE)")
                guard._db().execute("BEGIN EXCLUSIVE")
            if looked_at != guard._file_now():  # somebody else was first
                guard.close()
                return cls.open(folder)
            with open(
                folder / DATABASE, "rb"
            ) as file:  # held open until the end: closing it would end this process's lock
                saved = salvage(file.read())
                if saved.is_empty:
                    raise gone
                new = cls(folder, database=f"rebuilding-{os.getpid()}.sqlite")
                with contextlib.suppress(FileNotFoundError):
                    os.unlink(new._database)
                db = new._db(create=True)
                db.executescript(_SCHEMA)
                fill(db, saved, {"format": str(FORMAT), "name": folder.name, "created": now()}, f"{_TAKE}, step, sum")
                new.close()
                os.replace(folder / DATABASE, kept)
                for beside in ("-journal", "-wal", "-shm"):  # they belong to the damaged file
                    with contextlib.suppress(FileNotFoundError):
                        os.replace(folder / f"{DATABASE}{beside}", f"{kept}{beside}")
                os.replace(new._database, folder / DATABASE)
        except (OSError, sqlite3.Error) as why:
            raise storage_error(why, folder) from why
        finally:
            guard.close()
        store = cls(folder)
        try:
            store.head()
        except DamagedProject:
            store._story_from_mirror()
        return store

    def forget_what_was_read(self, old: sqlite3.Connection | None = None) -> None:
        """Another file took the database's name: read everything anew. Where it is not a later state of what was read here, that is
        told (`replaced`), and what stood here is kept beside it."""
        had, self._head, self._known_takes = self._head, None, (0, 0, None, {})
        self.turns += 1
        if had is None:
            return
        try:
            if (
                self.head().revision >= had.revision
                and (at := self.revision(had.revision)).story == had.story
                and at.choices == had.choices
            ):
                return
            here = self.head().revision
        except (NotFound, DamagedProject):
            here = 0
        kept = self.keep_beside(old) if old is not None else ""
        self.replaced = (
            f"The film's database was replaced by another copy of it: it is at revision {here}; this page had {had.revision}."
            + (f" What stood here is kept beside it, as '{kept}'." if kept else "")
        )

    # -- files that nothing names yet -----------------------------------------------------------------------------------
    def hold(self, digests: Iterable[str]) -> None:
        """Keep clean-ups away from files that are about to be written, or found, and named. Holds end when this thread names the
        files (`release`), when this process ends, however it does, or after a day."""
        if getattr(self._local, "job", False):
            return
        rows = [(d, _holder(), time.time()) for d in digests]
        if self._db().in_transaction:
            self._db().executemany("INSERT INTO held VALUES (?, ?, ?)", rows)
            return
        with self.transaction() as db:
            db.executemany("INSERT INTO held VALUES (?, ?, ?)", rows)

    @contextlib.contextmanager
    def under_a_job(self) -> Iterator[None]:
        """What this thread keeps meanwhile is held by a running job: nothing is cleaned up while there is one, and it names its
        files in the transaction that ends it."""
        self._local.job = True
        try:
            yield
        finally:
            self._local.job = False

    def release(self, db: sqlite3.Connection, digests: Iterable[str]) -> None:
        """In the transaction that names files: this thread need not hold them any more."""
        db.executemany("DELETE FROM held WHERE digest = ? AND by = ?", [(d, _holder()) for d in digests])

    def held(self) -> set[str]:
        """The digests that somebody holds now."""
        found, gone = set(), {}
        for digest, by, since in self.read("SELECT digest, by, since FROM held"):
            process = by.rpartition(" ")[0]
            if process not in gone:
                gone[process] = has_ended(process)
            if not gone[process] and time.time() - since < HELD_S:
                found.add(digest)
        return found

    def named(self) -> set[str]:
        """The digests that any row names: takes, encoded parts, sounds of every revision."""
        found = {d for (row,) in self.read("SELECT digests FROM takes") for d in _digests_in(row)}
        found |= {d for (d,) in self.read("SELECT digest FROM segments")}
        return found | {d for part in self.every_part() for d in sounds_of(part)}

    def is_at_work(self) -> bool:
        """Whether anything is being made, or waits to be."""
        return bool(self.read("SELECT 1 FROM jobs WHERE state IN ('queued', 'running') LIMIT 1"))

    def drop_unnamed(self, digests: Iterable[str]) -> int:
        """Remove those of the files that nothing names and nobody holds at this moment; returns the bytes that became free. While the
        queue is at work nothing goes."""
        with (
            self.transaction() as db
        ):  # whoever wants to hold or to name a file, or to begin a job, waits until this is over
            if self.is_at_work():
                return 0
            keep = self.named() | (held := self.held())
            db.executemany(
                "DELETE FROM held WHERE digest = ?",
                [(d,) for (d,) in self.read("SELECT DISTINCT digest FROM held") if d not in held],
            )
            return sum(self.drop_blob(d) for d in digests if d not in keep)

    # -- takes --------------------------------------------------------------------------------------------------------
    def shelf(self, choices: dict[str, Choice] | None = None, nodes: list[str] | None = None) -> Shelf:
        """The takes (of some nodes, or all) with the choices of a revision (default: the head's)."""
        with self.one_moment():
            mine = self.head().choices if choices is None else choices
            if nodes is None:
                return Shelf(dict(self._all_takes()), dict(self.read("SELECT node, take FROM last_chosen")), mine)
            where, args = f"WHERE node IN ({','.join('?' * len(nodes))})", tuple(nodes)
            rows = self.read(f"SELECT {_TAKE}, sum FROM takes {where} ORDER BY created, rowid", args)
            return Shelf(_by_node(rows), dict(self.read(f"SELECT node, take FROM last_chosen {where}", args)), mine)

    def _all_takes(self) -> dict[str, list[Take]]:
        """All takes by node. Takes are only ever added: what was read before is kept, and only new rows are read."""
        many, newest, last = self.read(
            "SELECT COUNT(*), COALESCE(MAX(rowid), 0), (SELECT id FROM takes ORDER BY rowid DESC LIMIT 1) FROM takes"
        )[0]
        had, upto, was, takes = self._known_takes
        if (many, newest, last) != (had, upto, was):
            rows = self.read(
                f"SELECT {_TAKE}, sum FROM takes WHERE rowid > ? AND rowid <= ? ORDER BY created, rowid", (upto, newest)
            )
            if had + len(rows) != many:
                takes, rows = {}, self.read(f"SELECT {_TAKE}, sum FROM takes ORDER BY created, rowid")
            takes = dict(takes)
            for node, new in _by_node(rows).items():
                takes[node] = [*takes.get(node, []), *new]
            self._known_takes = (many, newest, last, takes)
        return takes

    def take(self, take: str) -> Take:
        rows = self.read(f"SELECT {_TAKE}, sum FROM takes WHERE id = ?", (take,))
        if not rows or not _is_whole(rows[0]):
            raise NotFound(f"There is no take '{take}'.", field="take", hint="List them with `takes NODE`.")
        return _take(rows[0])

    def twin(self, key: str) -> Take | None:
        """A take of any node with this recipe key: its bytes can be used as they are."""
        rows = self.read(f"SELECT {_TAKE}, sum FROM takes WHERE recipe_key = ?", (key,))
        return next((_take(row) for row in rows if _is_whole(row)), None)

    def add_take(
        self,
        db: sqlite3.Connection,
        node: str,
        step: str,
        key: str,
        recipe: Mapping[str, Any],
        *,
        preset: str,
        producer: str,
        seconds: float,
        digests: dict[str, str],
        facts: dict,
        created: str | None = None,
        choose: bool = True,
    ) -> Take:
        """Insert a take inside the caller's transaction and choose it; the same node and key again changes nothing.
        Without `choose` it stands beside the one chosen last, where there is one."""
        made = Take(
            take_id(node, key),
            node,
            key,
            recipe,
            int(recipe.get("seed", 0)),
            preset,
            producer,
            created or now(),
            seconds,
            digests,
            facts,
        )
        row = (
            made.id,
            node,
            key,
            json.dumps(recipe, ensure_ascii=False),
            made.seed,
            preset,
            producer,
            made.created,
            float(seconds),
            json.dumps(digests),
            json.dumps(facts),
        )
        there = db.execute(f"SELECT {_TAKE}, sum FROM takes WHERE node = ? AND recipe_key = ?", (node, key)).fetchone()
        if there is not None and not _is_whole(there):
            db.execute("DELETE FROM takes WHERE node = ? AND recipe_key = ?", (node, key))
        db.execute(
            f"INSERT OR IGNORE INTO takes ({_TAKE}, step, sum) VALUES ({','.join('?' * 13)})",
            (*row, step, row_sum(row)),
        )
        db.execute(f"INSERT OR {'REPLACE' if choose else 'IGNORE'} INTO last_chosen VALUES (?, ?)", (node, made.id))
        self.release(db, digests.values())
        return made

    def choose_last(self, node: str, take: str) -> None:
        with self.transaction() as db:
            db.execute("INSERT OR REPLACE INTO last_chosen VALUES (?, ?)", (node, take))

    def seconds_per_frame(self, preset: str) -> dict[str, float]:
        """What the last takes of each step took, a frame, on this project: the history behind estimates."""
        rows = self.read(
            "SELECT step, seconds, facts FROM takes WHERE preset = ? AND seconds > 0 ORDER BY rowid DESC LIMIT 400",
            (preset,),
        )
        sums: dict[str, list[float]] = {}
        for step, seconds, facts in rows:
            with contextlib.suppress(ValueError, TypeError, AttributeError):  # a damaged row; `verify` reports it
                sums.setdefault(step, []).append(seconds / max(1, json.loads(facts).get("frames", 1)))
        return {step: sum(v[:20]) / len(v[:20]) for step, v in sums.items()}

    # -- segments of the film -------------------------------------------------------------------------------------------
    def segment(self, key: str) -> str | None:
        rows = self.read("SELECT digest FROM segments WHERE key = ?", (key,))
        return rows[0][0] if rows and self.blob_state(rows[0][0]) == "whole" else None

    def keep_segment(self, key: str, digest: str, frames: int) -> None:
        with self.transaction() as db:
            db.execute("INSERT OR REPLACE INTO segments VALUES (?, ?, ?)", (key, digest, frames))
            self.release(db, [digest])

    # -- continuity: what was seen, by the digest of what was looked at (vgot.evaluate.check_run) -------------------------
    def kept_checks(self, keys: list[str]) -> dict[str, str]:
        """key -> findings as JSON, of those that are kept."""
        wanted = json.dumps(keys)
        return dict(
            self.read("SELECT key, findings FROM checks WHERE key IN (SELECT value FROM json_each(?))", (wanted,))
        )

    def kept_glances(self, keys: list[str]) -> dict[str, str]:
        """key -> what is kept of a shot as JSON, of those that are kept."""
        return dict(
            self.read(
                "SELECT key, glance FROM checks WHERE glance != '' AND key IN (SELECT value FROM json_each(?))",
                (json.dumps(keys),),
            )
        )

    def keep_checks(self, rows: list[tuple[str, str, str]]) -> None:
        """Keep (key, findings, glance) rows; the newest 4,000 stay."""
        with self.transaction() as db:
            db.executemany("INSERT OR REPLACE INTO checks VALUES (?, ?, ?, ?)", [(*row, now()) for row in rows])
            db.execute("DELETE FROM checks WHERE rowid <= (SELECT MAX(rowid) FROM checks) - 4000")

    def last_check(self) -> int:
        """A number that grows with everything kept; 0 when nothing is."""
        return self.read("SELECT COALESCE(MAX(rowid), 0) FROM checks")[0][0]

    def forget(self, takes: set[str], *, segments: set[str] = frozenset()) -> None:
        """Remove takes and segments from the database; their files stay until `drop_unnamed`."""
        with self.transaction() as db:
            self.forget_in(db, takes, segments=segments)

    @staticmethod
    def forget_in(db: sqlite3.Connection, takes: set[str], *, segments: set[str] = frozenset()) -> None:
        """The same inside the caller's transaction."""
        db.executemany("DELETE FROM takes WHERE id = ?", [(t,) for t in takes])
        db.executemany("DELETE FROM last_chosen WHERE take = ?", [(t,) for t in takes])
        db.executemany("DELETE FROM segments WHERE key = ?", [(k,) for k in segments])

    # -- disk -----------------------------------------------------------------------------------------------------------
    def usage_bytes(self) -> int:
        return sum(f.stat().st_size for f in self.folder.rglob("*") if f.is_file())

    def free_bytes(self) -> int:
        """Room on the project's disk."""
        return shutil.disk_usage(self.folder).free

    def keep_ballast(self) -> None:
        """A file that is given up when the disk is full, so that the queue can still write down why it stopped."""
        ballast = self.folder / "ballast"
        with contextlib.suppress(OSError):
            if not ballast.exists() and shutil.disk_usage(self.folder).free > 64 * BALLAST_BYTES:
                with open(ballast, "wb", opener=open_as_folder) as file:
                    file.write(os.urandom(BALLAST_BYTES))  # random: a filesystem that compresses must keep it whole

    def drop_ballast(self) -> bool:
        """Give the ballast up; False when there was none."""
        try:
            (self.folder / "ballast").unlink()
        except OSError:
            return False
        return True

    def check_free(self, needed_bytes: int) -> None:
        """Raise StorageFailed when the disk has not this much left."""
        free = self.free_bytes()
        if free < needed_bytes:
            raise StorageFailed(
                f"The disk has {free // 2**20} MB left; this needs about {needed_bytes // 2**20} MB.",
                field="disk",
                hint="Free some space and resume the queue; finished takes are kept.",
            )


#: The columns of a take, which its `sum` is taken over: SQLite does not notice a byte that changed in a row.
_TAKE = "id, node, recipe_key, recipe, seed, preset, producer, created, seconds, digests, facts"


def _holder() -> str:
    """Who holds a file: a thread of a process."""
    return f"{this_process()} {threading.get_ident()}"


def _digests_in(row: str) -> Iterable[str]:
    try:
        return json.loads(row).values()
    except (ValueError, AttributeError):  # a damaged row; `verify` reports it
        return ()


def _is_whole(row: tuple) -> bool:
    """Whether a row of takes (its columns and its sum; rows older than sums have none) is what was written."""
    return not row[11] or row_sum(row[:11]) == row[11]


def _take(row: tuple) -> Take:
    return Take(*row[:3], json.loads(row[3]), *row[4:9], json.loads(row[9]), json.loads(row[10]))


def _by_node(rows: list[tuple]) -> dict[str, list[Take]]:
    """Takes by node; a row that was changed on the disk is as if it were not there (`verify` reports it)."""
    found: dict[str, list[Take]] = {}
    for row in rows:
        if _is_whole(row):
            found.setdefault(row[1], []).append(_take(row))
    return found
