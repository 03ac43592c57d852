"""A project's database: one connection a thread, every change one transaction, and a look at what lies under its name.

A file that was open can be moved away (the film was deleted), or another one can take its name: this program's own rebuilt
database, or another copy that a folder service brought back. Whoever asks here always speaks to the file that has the name
now; nothing is written into one that has lost it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import threading
from collections.abc import Generator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from vgot.errors import Conflict, DamagedProject, ProjectGone, StorageFailed, VgotError
from vgot.store.blobs import Blobs, os_failure
from vgot.store.disk import as_private, disk, open_as_folder

#: What a transaction gives to those who write in it: only modules of the store send it SQL.
Connection = sqlite3.Connection


def journal_mode() -> tuple[str, str]:
    """(journal_mode, synchronous) that keep promises with this SQLite: WAL needs the reset fix of 3.51.3."""
    fixed = sqlite3.sqlite_version_info >= (3, 51, 3)
    return ("WAL", "FULL") if fixed else ("DELETE", "EXTRA")


def database_facts() -> dict[str, str]:
    """SQLite's version and how it is used here, for `doctor`."""
    journal, synchronous = journal_mode()
    return {"version": sqlite3.sqlite_version, "journal": journal, "synchronous": synchronous}


class _Forks:
    """No process forks while it reads or writes a database. SQLite in the child would take the parent's locks of that moment
    for its own and find the database locked for ever; a Space's GPU is lent to a fork of the server."""

    def __init__(self):
        self._changed, self._inside, self._forking, self._mine = threading.Condition(), 0, False, threading.local()
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(before=self._before, after_in_parent=self._after, after_in_child=self._in_child)

    def __enter__(self) -> None:
        mine = getattr(self._mine, "many", 0)
        with self._changed:
            if not mine:  # who is inside already may go deeper; newcomers let a fork go first
                self._changed.wait_for(lambda: not self._forking, timeout=10.0)
            self._inside += 1
        self._mine.many = mine + 1

    def __exit__(self, *why: object) -> None:
        self._mine.many -= 1
        with self._changed:
            self._inside -= 1
            self._changed.notify_all()

    def _before(self) -> None:
        self._changed.acquire()  # held until the fork is over
        self._forking = True
        self._changed.wait_for(lambda: self._inside <= getattr(self._mine, "many", 0), timeout=5.0)

    def _after(self) -> None:
        self._forking = False
        self._changed.notify_all()
        self._changed.release()

    def _in_child(self) -> None:
        self._inside = getattr(self._mine, "many", 0)  # the other threads are not here
        self._after()


_forks = _Forks()
_here = threading.local()


def commits_here() -> int:
    """How many changes of any project this thread has made durable: whether something was changed in between is told by two of them."""
    return getattr(_here, "commits", 0)


class Database(Blobs):
    """The blobs of one project, and the SQLite file beside them."""

    def __init__(self, folder: Path, name: str):
        super().__init__(folder)
        self._database = folder / name
        self._local = threading.local()
        self._looking = threading.RLock()
        self._file: tuple[int, int] | None = None
        self._identity = ""
        #: How often another file took the name: what was worked out before does not count then.
        self.turns = 0
        #: What is to be told to whoever edits next: another copy of the database took the place of the one that was read.
        self.replaced = ""

    def _db(self, *, create: bool = False) -> sqlite3.Connection:
        """This thread's connection to the file that has the name now. Raises ProjectGone where there is none."""
        mine = self._local
        old: sqlite3.Connection | None = None
        known: sqlite3.Connection | None = getattr(mine, "db", None)
        if known is not None and mine.pid == os.getpid():
            if known.in_transaction or mine.file == self._file_now():
                return known
            old = known
        db = known
        for _ in range(20):
            here = self._file_now()
            if here is None and not create:
                self._let_go()
                raise ProjectGone.of(self.folder.name)
            db = self._connected()
            if create or self._file_now() == here:
                break
            db.close()  # it was replaced at this very moment
        assert db is not None
        mine.db, mine.pid, mine.file = db, os.getpid(), self._file_now()
        with self._looking:
            other = self._file is not None and self._file != mine.file
            self._file = mine.file
            if other:
                self._turn_to_another(old)
        if old is not None:
            old.close()
        return db

    def _connected(self) -> sqlite3.Connection:
        with contextlib.suppress(
            OSError
        ):  # SQLite says it better; what it makes beside the file is as private as the file
            if not self._database.exists():
                open(self._database, "ab", opener=open_as_folder).close()
        db = sqlite3.connect(self._database, timeout=30, isolation_level=None)
        mode, sync = journal_mode()
        with _forks:
            db.execute(f"PRAGMA journal_mode={mode}")
        db.execute(f"PRAGMA synchronous={sync}")
        db.execute("PRAGMA cache_size=-8000")
        db.text_factory = _leniently  # a byte that changed is found by sums, not here
        return db

    def _file_now(self) -> tuple[int, int] | None:
        """What lies under the database's name: another number for another file."""
        try:
            found = os.stat(self._database)
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def _turn_to_another(self, old: sqlite3.Connection | None) -> None:
        """Another file has the name: nothing that was read before counts, and it must be this project's."""
        try:
            found = self.meta("id")
        except VgotError:
            found = ""
        if found and self._identity and found != self._identity:
            self._let_go()
            raise ProjectGone.of(self.folder.name)
        self.forget_what_was_read(old)

    def forget_what_was_read(self, old: sqlite3.Connection | None = None) -> None:
        """Another file has the name: whoever keeps in mind what it has read forgets it."""
        self.turns += 1

    def keep_beside(self, old: sqlite3.Connection, why: str = "replaced") -> str:
        """Keep a database (one that lost its name, or is about to change) under another name; that, or nothing where it cannot be read."""
        kept = self.folder / f"project.{why}-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}.sqlite"
        try:
            target = sqlite3.connect(kept)
            try:
                old.backup(target)
            finally:
                target.close()
            as_private(kept)
        except (sqlite3.Error, OSError):
            kept.unlink(missing_ok=True)
            return ""
        return kept.name

    def _let_go(self) -> None:
        if (db := getattr(self._local, "db", None)) is not None and self._local.pid == os.getpid():
            db.close()
        self._local.db = None

    def close(self) -> None:
        self._let_go()

    @property
    def is_here(self) -> bool:
        """Whether the project still lies in its folder."""
        return self._file_now() is not None

    @contextlib.contextmanager
    def transaction(self) -> Generator[sqlite3.Connection, None, None]:
        """BEGIN IMMEDIATE … COMMIT; rolls back on any error and turns disk errors into StorageFailed. Raises ProjectGone where
        the project was moved or deleted, Conflict where its database was replaced meanwhile."""
        try:
            with _forks:
                db = self._begin()
                before = db.total_changes
                try:
                    yield db
                    disk().commit(db)
                    _here.commits = commits_here() + (db.total_changes != before)
                except BaseException:
                    if db.in_transaction:
                        db.execute("ROLLBACK")
                    raise
                if self._local.file != (now := self._file_now()):
                    raise _swapped() if now else ProjectGone.of(self.folder.name)
        except sqlite3.Error as why:
            raise storage_error(why, self.folder) from why

    def _begin(self) -> sqlite3.Connection:
        for _ in range(20):
            db = self._db()
            db.execute("BEGIN IMMEDIATE")
            if (
                self._local.file == self._file_now()
            ):  # whoever waited for another writer may have waited in a file without a name
                return db
            db.execute("ROLLBACK")
        raise _swapped()

    @contextlib.contextmanager
    def one_moment(self) -> Generator[bool, None, None]:
        """Everything that is read inside is of one moment: one read transaction, or part of the transaction that is going on
        (then False). Read and leave, and work afterwards: a writer waits until it is over."""
        db = self._db()
        if db.in_transaction:
            yield False
            return
        try:
            with _forks:
                db.execute("BEGIN")
                try:
                    yield True
                finally:
                    if db.in_transaction:
                        db.execute("ROLLBACK")  # nothing was written
        except sqlite3.Error as why:
            raise storage_error(why, self.folder) from why

    @contextlib.contextmanager
    def looking(self) -> Generator[sqlite3.Connection, None, None]:
        """For who asks several questions of one moment and writes nothing (`one_moment`)."""
        with self.one_moment():
            try:
                yield self._db()
            except sqlite3.Error as why:
                raise storage_error(why, self.folder) from why

    def read(self, sql: str, args: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        try:
            with _forks:
                return self._db().execute(sql, args).fetchall()
        except sqlite3.Error as why:
            raise storage_error(why, self.folder) from why

    def problems(self) -> list[str]:
        """What SQLite's own check says is wrong with the database; empty when nothing is. 10 ms for 500 shots."""
        with _forks:
            return [row[0] for row in self._db().execute("PRAGMA integrity_check(5)") if row[0] != "ok"]

    def meta(self, key: str, default: str = "") -> str:
        rows = self.read("SELECT value FROM meta WHERE key = ?", (key,))
        return rows[0][0] if rows else default

    def set_meta(self, key: str, value: str) -> None:
        self.set_metas({key: value})

    def set_metas(self, values: dict[str, str]) -> None:
        """Several together, or none of them."""
        with self.transaction() as db:
            db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", list(values.items()))


def _leniently(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")


def _swapped() -> Conflict:
    return Conflict(
        "The film's database was replaced by another file while this was written.",
        field="project",
        hint="Look at the film again, and repeat what is missing.",
    )


def storage_error(why: Exception, folder: Path) -> VgotError:
    words = str(why).lower()
    with contextlib.suppress(OSError):
        if isinstance(why, sqlite3.OperationalError) and "lock" not in words and shutil.disk_usage(folder).free < 2**18:
            words = "disk full"  # SQLite then says many things: I/O error, unable to open
    if (
        isinstance(why, sqlite3.DatabaseError)
        and not isinstance(why, sqlite3.OperationalError)
        or "malformed" in words
        or "not a database" in words
    ):
        return DamagedProject(
            "The project's database is damaged.",
            field="project",
            hint="Import its last .vgot.zip, or its story.json into a new project.",
        )
    if isinstance(why, OSError):
        return os_failure(why, folder)
    if "disk" in words and "full" in words:
        return StorageFailed(
            "The disk is full.", field="disk", hint="Free some space and resume; finished takes are kept."
        )
    if getattr(why, "sqlite_errorname", "") == "SQLITE_READONLY_DBMOVED":  # from 3.11 on Python says so
        return _swapped() if (folder / "project.sqlite").exists() else ProjectGone.of(folder.name)
    if not folder.is_dir():
        return ProjectGone.of(folder.name)
    if "readonly" in words or "read-only" in words or "unable to open" in words:
        return StorageFailed(
            f"'{folder.name}' cannot be written.",
            field="project",
            hint="Check the folder's permissions, or name another folder.",
        )
    if "locked" in words or "busy" in words:
        return StorageFailed(
            "The project is busy: another program holds its database.",
            field="project",
            hint="Close the other program, or try again in a moment.",
        )
    return StorageFailed(
        f"The project's folder cannot be used: {why}.",
        field="project",
        hint="Check the disk and the folder's permissions.",
    )
