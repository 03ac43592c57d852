"""A project on disk: one SQLite file and SHA-256 blobs in a folder. The only module that knows the layout.

    project.sqlite   revisions, takes, jobs, segments
    blobs/ab/cd…     bytes by their SHA-256, written once, never changed
    story.json       a mirror that a person can read, edit and import again; never read back by itself

Commit order (architecture.md): temporary file on the same filesystem -> fsync -> digest -> rename -> fsync of the
folder -> SQLite transaction last. Whatever stands in the database therefore stands on the disk.
A store is one chain, each link made of the one before: blobs (vgot/store/blobs.py), the database (database.py), files that nothing
names yet (holds.py), revisions of the story (revisions.py), takes (takes.py), and here the project as a whole.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from vgot.errors import Conflict, DamagedProject, NotFound, StorageFailed
from vgot.store import jobs, migrations
from vgot.store.database import database_facts, journal_mode, storage_error
from vgot.store.disk import make_folders, open_as_folder
from vgot.store.purchases import TABLE as PURCHASES
from vgot.store.purchases import results_without_takes
from vgot.store.recovery import fill, salvage
from vgot.store.revisions import Head, now, sounds_of
from vgot.store.takes import TAKE, Takes, digests_in
from vgot.story.model import Story

__all__ = ["DATABASE", "Head", "Store", "database_facts", "journal_mode"]

#: Programs of before migrations were counted read 1 and refuse 2 in words.
FORMAT = 2
READS = ("1", "2")
DATABASE = "project.sqlite"
BALLAST_BYTES = 2**18

_SCHEMA = (
    """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS parts (hash TEXT PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS revisions (rev INTEGER PRIMARY KEY AUTOINCREMENT, manifest BLOB NOT NULL, label TEXT NOT NULL,
    created TEXT NOT NULL, undo INTEGER, redo INTEGER);
CREATE TABLE IF NOT EXISTS changes (rev INTEGER PRIMARY KEY, who TEXT NOT NULL, repeats INTEGER);
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
CREATE INDEX IF NOT EXISTS jobs_in_line ON jobs (priority DESC, position) WHERE state = 'queued';
CREATE INDEX IF NOT EXISTS jobs_unfinished ON jobs (node) WHERE state IN ('queued', 'running');
CREATE TABLE IF NOT EXISTS held (digest TEXT NOT NULL, by TEXT NOT NULL, since REAL NOT NULL);
"""
    + f"CREATE TABLE IF NOT EXISTS {PURCHASES}; CREATE INDEX IF NOT EXISTS purchases_by_key ON purchases (key);"
    + f"PRAGMA user_version = {migrations.VERSION};"
)


def _newer() -> DamagedProject:
    return DamagedProject(
        "This project was made by a newer version.", field="project", hint="Open it with that version of VGoT Studio."
    )


class Store(Takes):
    """One project folder. Safe for many threads and processes: a connection per thread, every change one transaction."""

    def __init__(self, folder: Path, database: str = DATABASE):
        super().__init__(folder, database)

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
    def _rebuilt(cls, folder: Path, looked_at: tuple[Any, ...] | None) -> Store:
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
                fill(db, saved, {"format": str(FORMAT), "name": folder.name, "created": now()}, f"{TAKE}, step, sum")
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

    # -- clean-ups ------------------------------------------------------------------------------------------------------
    def named(self) -> set[str]:
        """The digests that any row names: takes, encoded parts, sounds of every revision, and what was paid for and is no take yet."""
        found = results_without_takes(self)
        found |= {d for (row,) in self.read("SELECT digests FROM takes") for d in digests_in(row)}
        found |= {d for (d,) in self.read("SELECT digest FROM segments")}
        return found | {d for part in self.every_part() for d in sounds_of(part)}

    def is_at_work(self) -> bool:
        """Whether anything is being made, or waits to be."""
        return jobs.any_unfinished(self)

    def drop_unnamed(self, digests: Iterable[str]) -> int:
        """Remove those of the files that nothing names and nobody holds at this moment; returns the bytes that became free. While the
        queue is at work nothing goes."""
        with (
            self.transaction() as db
        ):  # whoever wants to hold or to name a file, or to begin a job, waits until this is over
            if self.is_at_work():
                return 0
            keep = self.named() | (held := self.held())
            self.forget_holds(db, held)
            return sum(self.drop_blob(d) for d in digests if d not in keep)

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
