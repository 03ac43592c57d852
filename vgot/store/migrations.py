"""What has changed in a project's database since version 0.1.0, in order: an append-only list. SQLite's `user_version` says how many
of them a database has seen. Each is one transaction and does no harm where it was done already: programs before this list changed
databases without counting. What stood there before is kept beside it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from vgot.store.purchases import TABLE as PURCHASES


@dataclass(frozen=True)
class Migration:
    """One change: what it is for, and what does it."""

    name: str
    change: Callable[[sqlite3.Connection], None]


def _column(table: str, declared: str) -> Callable[[sqlite3.Connection], None]:
    def add(db: sqlite3.Connection) -> None:
        if declared.split()[0] not in {row[1] for row in db.execute(f"PRAGMA table_info({table})")}:
            db.execute(f"ALTER TABLE {table} ADD COLUMN {declared}")

    return add


def _table(declared: str) -> Callable[[sqlite3.Connection], None]:
    return lambda db: db.execute(f"CREATE TABLE IF NOT EXISTS {declared}") and None


def _beats(db: sqlite3.Connection) -> None:
    _column("jobs", "lease_s REAL")(db)  # `lease`, a time of day, is still written
    _column("jobs", "beat INTEGER NOT NULL DEFAULT 0")(db)


def _purchases(db: sqlite3.Connection) -> None:
    _table(PURCHASES)(db)
    db.execute("CREATE INDEX IF NOT EXISTS purchases_by_key ON purchases (key)")


#: Only ever longer: a name here stands for a change that databases out there have seen.
MIGRATIONS = (
    Migration("rows of takes have sums", _column("takes", "sum TEXT NOT NULL DEFAULT ''")),
    Migration(
        "continuity is kept",
        _table("checks (key TEXT PRIMARY KEY, findings TEXT NOT NULL, glance TEXT NOT NULL, made TEXT NOT NULL)"),
    ),
    Migration("variants are jobs", _column("jobs", "seed INTEGER")),
    Migration(
        "files are held until they are named",
        _table("held (digest TEXT NOT NULL, by TEXT NOT NULL, since REAL NOT NULL)"),
    ),
    Migration("workers are known by their beats", _beats),
    Migration("calls to services are written down", _purchases),
    Migration(
        "changes say who made them",
        _table("changes (rev INTEGER PRIMARY KEY, who TEXT NOT NULL, repeats INTEGER)"),
    ),
)
VERSION = len(MIGRATIONS)


def version_of(db: sqlite3.Connection) -> int:
    """How many of the list a database has seen."""
    return db.execute("PRAGMA user_version").fetchone()[0]


def step(db: sqlite3.Connection) -> None:
    """Take a database one step on, inside a transaction."""
    done = version_of(db)
    MIGRATIONS[done].change(db)
    db.execute(f"PRAGMA user_version = {done + 1}")
