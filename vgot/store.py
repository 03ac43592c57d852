"""A project on disk: one SQLite file and SHA-256 blobs in a folder. The only module that knows the layout.

    project.sqlite   revisions, takes, jobs, segments
    blobs/ab/cd…     bytes by their SHA-256, written once, never changed
    story.json       a mirror that a person can read, edit and import again; never read back by itself

Commit order (architecture.md): temporary file on the same filesystem -> fsync -> digest -> rename -> fsync of the
folder -> SQLite transaction last. Whatever stands in the database therefore stands on the disk.
Revisions: vgot/revisions.py; blobs: vgot/blobs.py.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import sqlite3
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from vgot.blobs import Blobs, os_failure
from vgot.disk import disk
from vgot.errors import Conflict, DamagedProject, NotFound, StorageFailed
from vgot.keys import row_sum
from vgot.revisions import Head, Revisions, now
from vgot.salvage import fill, salvage
from vgot.story import Story
from vgot.takes import Choice, Shelf, Take, take_id

__all__ = ["DATABASE", "Head", "Store", "database_facts", "journal_mode"]

FORMAT = 1
DATABASE = "project.sqlite"
BALLAST_BYTES = 2**18

_SCHEMA = """
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
"""


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


class Store(Revisions, Blobs):
    """One project folder. Safe for many threads and processes: a connection per thread, every change one transaction."""

    def __init__(self, folder: Path, database: str = DATABASE):
        super().__init__(folder)
        self._database = folder / database
        self._local = threading.local()
        self._known_takes: tuple[int, int, str | None, dict[str, list[Take]]] = (0, 0, None, {})

    # -- opening ------------------------------------------------------------------------------------------------------
    @classmethod
    def create(cls, folder: Path, name: str, story: Story) -> Store:
        """Make a project. Raises StorageFailed when the folder cannot be one, Conflict when it is one already."""
        if folder.is_file():
            raise StorageFailed(f"'{folder.name}' is a file, not a folder.", field="project", hint="Name a folder.")
        if (folder / DATABASE).exists():
            raise Conflict(f"'{folder.name}' already holds a project.", field="project", hint="Open it, or name another folder.")
        if folder.exists() and any(folder.iterdir()):
            raise StorageFailed(f"'{folder.name}' is not empty and is not a project.", field="project", hint="Name an empty or a new folder.")
        store = cls(folder)
        try:
            (folder / "blobs").mkdir(parents=True, exist_ok=True)
            db = store._db()
            with db:
                db.executescript(_SCHEMA)
                db.executemany(
                    "INSERT OR IGNORE INTO meta VALUES (?, ?)",
                    [("format", str(FORMAT)), ("name", name), ("created", now()), ("id", hashlib.sha256(os.urandom(16)).hexdigest()[:20])],
                )
        except (OSError, sqlite3.Error) as why:
            raise _storage_error(why, folder) from why
        store._append(story, {}, "new project", None, None)
        store.mirror()
        return store

    @classmethod
    def open(cls, folder: Path) -> Store:
        """Open a project. Raises NotFound, StorageFailed or DamagedProject."""
        if folder.is_file():
            raise StorageFailed(
                f"'{folder.name}' is a file, not a project folder.", field="project", hint="Name the folder that holds project.sqlite."
            )
        if not (folder / DATABASE).is_file():
            raise NotFound(f"'{folder.name}' holds no project.", field="project", hint="Make one with `python -m vgot make`, or name another folder.")
        store = cls(folder)
        try:
            problems = store.problems()
        except sqlite3.Error as why:
            failed = _storage_error(why, folder)
            if not isinstance(failed, DamagedProject):
                raise failed from why
            problems = ["not readable"]
        if not problems:
            try:
                if store.meta("format") == str(FORMAT):
                    store.head()
            except DamagedProject as why:
                problems = [why.message]
        if problems:
            store.close()
            store = cls._rebuilt(folder)
        found = store.meta("format")
        if not found.isdigit() or int(found) > FORMAT:
            raise DamagedProject("This project was made by a newer version.", field="project", hint="Open it with that version of VGoT Studio.")
        if "sum" not in {row[1] for row in store.read("PRAGMA table_info(takes)")}:
            with store.transaction() as db:  # made before rows had sums
                db.execute("ALTER TABLE takes ADD COLUMN sum TEXT NOT NULL DEFAULT ''")
        if not store.read("SELECT 1 FROM sqlite_master WHERE name = 'checks'"):
            with store.transaction() as db:  # made before continuity was kept
                db.execute(next(line for line in _SCHEMA.splitlines() if " checks " in line))
        if "seed" not in {row[1] for row in store.read("PRAGMA table_info(jobs)")}:
            with store.transaction() as db:  # made before variants were jobs
                db.execute("ALTER TABLE jobs ADD COLUMN seed INTEGER")
        if "beat" not in {row[1] for row in store.read("PRAGMA table_info(jobs)")}:
            with store.transaction() as db:  # made when a lease was a time of day; that one is still written, for programs of then
                db.execute("ALTER TABLE jobs ADD COLUMN lease_s REAL")
                db.execute("ALTER TABLE jobs ADD COLUMN beat INTEGER NOT NULL DEFAULT 0")
        return store

    def problems(self) -> list[str]:
        """What SQLite's own check says is wrong with the database; empty when nothing is. 10 ms for 500 shots."""
        with _forks:
            return [row[0] for row in self._db().execute("PRAGMA integrity_check(5)") if row[0] != "ok"]

    @classmethod
    def _rebuilt(cls, folder: Path) -> Store:
        """The project with a new database made of every row of the damaged one that proves itself; the damaged file is
        kept beside it, and what was lost stands in the project's `damage`. Raises DamagedProject when nothing is left."""
        kept = folder / f"project.damaged-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}.sqlite"
        gone = DamagedProject("The project's database is damaged.", field="project",
                              hint="Import its last .vgot.zip, or its story.json into a new project.")
        try:
            with contextlib.suppress(sqlite3.Error):  # what a write-ahead log still holds
                cls(folder)._db().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            saved = salvage(folder / DATABASE)
            if saved.is_empty:
                raise gone
            new = cls(folder, database=f"rebuilding-{os.getpid()}.sqlite")
            with contextlib.suppress(FileNotFoundError):
                os.unlink(new._database)
            db = new._db()
            db.executescript(_SCHEMA)
            fill(db, saved, {"format": str(FORMAT), "name": folder.name, "created": now()}, f"{_TAKE}, step, sum")
            new.close()
            os.replace(folder / DATABASE, kept)
            for beside in ("-journal", "-wal", "-shm"):  # they belong to the damaged file
                with contextlib.suppress(FileNotFoundError):
                    os.replace(folder / f"{DATABASE}{beside}", f"{kept}{beside}")
            os.replace(new._database, folder / DATABASE)
        except (OSError, sqlite3.Error) as why:
            raise _storage_error(why, folder) from why
        store = cls(folder)
        try:
            store.head()
        except DamagedProject:
            store._story_from_mirror()
        return store

    def _db(self) -> sqlite3.Connection:
        db = getattr(self._local, "db", None)
        if db is None or self._local.pid != os.getpid():
            db = sqlite3.connect(self._database, timeout=30, isolation_level=None)
            mode, sync = journal_mode()
            with _forks:
                db.execute(f"PRAGMA journal_mode={mode}")
            db.execute(f"PRAGMA synchronous={sync}")
            db.execute("PRAGMA cache_size=-8000")
            db.text_factory = lambda raw: raw.decode("utf-8", "replace")  # a byte that changed is found by sums, not here
            self._local.db, self._local.pid = db, os.getpid()
        return db

    def close(self) -> None:
        if db := getattr(self._local, "db", None):
            db.close()
            self._local.db = None

    @contextlib.contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """BEGIN IMMEDIATE … COMMIT; rolls back on any error and turns disk errors into StorageFailed."""
        db = self._db()
        try:
            with _forks:
                db.execute("BEGIN IMMEDIATE")
                try:
                    yield db
                    disk().commit(db)
                except BaseException:
                    if db.in_transaction:
                        db.execute("ROLLBACK")
                    raise
        except sqlite3.Error as why:
            raise _storage_error(why, self.folder) from why

    def read(self, sql: str, args: tuple = ()) -> list[tuple]:
        try:
            with _forks:
                return self._db().execute(sql, args).fetchall()
        except sqlite3.Error as why:
            raise _storage_error(why, self.folder) from why

    def meta(self, key: str, default: str = "") -> str:
        rows = self.read("SELECT value FROM meta WHERE key = ?", (key,))
        return rows[0][0] if rows else default

    def set_meta(self, key: str, value: str) -> None:
        with self.transaction() as db:
            db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    # -- takes --------------------------------------------------------------------------------------------------------
    def shelf(self, choices: dict[str, Choice] | None = None, nodes: list[str] | None = None) -> Shelf:
        """The takes (of some nodes, or all) with the choices of a revision (default: the head's)."""
        mine = self.head().choices if choices is None else choices
        if nodes is None:
            return Shelf(dict(self._all_takes()), dict(self.read("SELECT node, take FROM last_chosen")), mine)
        where, args = f"WHERE node IN ({','.join('?' * len(nodes))})", tuple(nodes)
        rows = self.read(f"SELECT {_TAKE}, sum FROM takes {where} ORDER BY created, rowid", args)
        return Shelf(_by_node(rows), dict(self.read(f"SELECT node, take FROM last_chosen {where}", args)), mine)

    def _all_takes(self) -> dict[str, list[Take]]:
        """All takes by node. Takes are only ever added: what was read before is kept, and only new rows are read."""
        many, newest, last = self.read("SELECT COUNT(*), COALESCE(MAX(rowid), 0), (SELECT id FROM takes ORDER BY rowid DESC LIMIT 1) FROM takes")[0]
        had, upto, was, takes = self._known_takes
        if (many, newest, last) != (had, upto, was):
            rows = self.read(f"SELECT {_TAKE}, sum FROM takes WHERE rowid > ? AND rowid <= ? ORDER BY created, rowid", (upto, newest))
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
        recipe: dict,
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
        made = Take(take_id(node, key), node, key, recipe, int(recipe.get("seed", 0)), preset, producer, created or now(), seconds, digests, facts)
        row = (made.id, node, key, json.dumps(recipe, ensure_ascii=False), made.seed, preset, producer, made.created, float(seconds),
               json.dumps(digests), json.dumps(facts))
        there = db.execute(f"SELECT {_TAKE}, sum FROM takes WHERE node = ? AND recipe_key = ?", (node, key)).fetchone()
        if there is not None and not _is_whole(there):
            db.execute("DELETE FROM takes WHERE node = ? AND recipe_key = ?", (node, key))
        db.execute(f"INSERT OR IGNORE INTO takes ({_TAKE}, step, sum) VALUES ({','.join('?' * 13)})", (*row, step, row_sum(row)))
        db.execute(f"INSERT OR {'REPLACE' if choose else 'IGNORE'} INTO last_chosen VALUES (?, ?)", (node, made.id))
        return made

    def choose_last(self, node: str, take: str) -> None:
        with self.transaction() as db:
            db.execute("INSERT OR REPLACE INTO last_chosen VALUES (?, ?)", (node, take))

    def seconds_per_frame(self, preset: str) -> dict[str, float]:
        """What the last takes of each step took, a frame, on this project: the history behind estimates."""
        rows = self.read("SELECT step, seconds, facts FROM takes WHERE preset = ? AND seconds > 0 ORDER BY rowid DESC LIMIT 400", (preset,))
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

    # -- continuity: what was seen, by the digest of what was looked at (vgot.evaluate.checking) -------------------------
    def kept_checks(self, keys: list[str]) -> dict[str, str]:
        """key -> findings as JSON, of those that are kept."""
        wanted = json.dumps(keys)
        return dict(self.read("SELECT key, findings FROM checks WHERE key IN (SELECT value FROM json_each(?))", (wanted,)))

    def kept_glances(self, keys: list[str]) -> dict[str, str]:
        """key -> what is kept of a shot as JSON, of those that are kept."""
        return dict(self.read("SELECT key, glance FROM checks WHERE glance != '' AND key IN (SELECT value FROM json_each(?))", (json.dumps(keys),)))

    def keep_checks(self, rows: list[tuple[str, str, str]]) -> None:
        """Keep (key, findings, glance) rows; the newest 4,000 stay."""
        with self.transaction() as db:
            db.executemany("INSERT OR REPLACE INTO checks VALUES (?, ?, ?, ?)", [(*row, now()) for row in rows])
            db.execute("DELETE FROM checks WHERE rowid <= (SELECT MAX(rowid) FROM checks) - 4000")

    def last_check(self) -> int:
        """A number that grows with everything kept; 0 when nothing is."""
        return self.read("SELECT COALESCE(MAX(rowid), 0) FROM checks")[0][0]

    def forget(self, takes: set[str], *, segments: set[str] = frozenset()) -> None:
        """Remove takes and segments from the database; their files stay until `drop_blob`."""
        with self.transaction() as db:
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
                ballast.write_bytes(os.urandom(BALLAST_BYTES))  # random: a filesystem that compresses must keep it whole

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


def _storage_error(why: Exception, folder: Path) -> StorageFailed | DamagedProject:
    words = str(why).lower()
    with contextlib.suppress(OSError):
        if isinstance(why, sqlite3.OperationalError) and "lock" not in words and shutil.disk_usage(folder).free < 2**18:
            words = "disk full"  # SQLite then says many things: I/O error, unable to open
    if isinstance(why, sqlite3.DatabaseError) and not isinstance(why, sqlite3.OperationalError) or "malformed" in words or "not a database" in words:
        return DamagedProject(
            "The project's database is damaged.", field="project", hint="Import its last .vgot.zip, or its story.json into a new project."
        )
    if isinstance(why, OSError):
        return os_failure(why, folder)
    if "disk" in words and "full" in words:
        return StorageFailed("The disk is full.", field="disk", hint="Free some space and resume; finished takes are kept.")
    if "readonly" in words or "read-only" in words or "unable to open" in words:
        return StorageFailed(f"'{folder.name}' cannot be written.", field="project", hint="Check the folder's permissions, or name another folder.")
    if "locked" in words or "busy" in words:
        return StorageFailed(
            "The project is busy: another program holds its database.", field="project", hint="Close the other program, or try again in a moment."
        )
    return StorageFailed(f"The project's folder cannot be used: {why}.", field="project", hint="Check the disk and the folder's permissions.")
