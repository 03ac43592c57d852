"""What all films of this home spend in a day: `VGOT_HOME/spending.sqlite`. Written before anything is sent, so that no two films pass
the ceiling of a day together.

Each film has its own ledger (purchases.py); here stand amounts alone. What a film's ledger says counts where the two differ: a row here
that was never sent is a ceiling that is reached too early, never too late.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Generator
from datetime import UTC, datetime
from pathlib import Path

from vgot.store.database import journal_mode, storage_error
from vgot.store.disk import make_private, open_as_folder

FILE = "spending.sqlite"


def today() -> str:
    """The day that a ceiling of a day is counted by, in UTC."""
    return datetime.now(UTC).strftime("%Y-%m-%d")


@contextlib.contextmanager
def _open(home: Path) -> Generator[sqlite3.Connection, None, None]:
    place = home / FILE
    try:
        make_private(home)
        if not place.exists():
            open(place, "ab", opener=open_as_folder).close()
        db = sqlite3.connect(place, timeout=30, isolation_level=None)
        try:
            mode, sync = journal_mode()
            db.execute(f"PRAGMA journal_mode={mode}")
            db.execute(f"PRAGMA synchronous={sync}")
            db.execute(
                "CREATE TABLE IF NOT EXISTS spent (mark TEXT PRIMARY KEY, day TEXT NOT NULL, amount REAL NOT NULL)"
            )
            yield db
        finally:
            db.close()
    except (sqlite3.Error, OSError) as why:
        raise storage_error(why, home) from why


def spent_today(home: Path) -> float:
    """What this home's films have reserved and spent today. 0 where nothing was ever bought."""
    if not (home / FILE).exists():
        return 0.0
    with _open(home) as db:
        return _of(db, today())


def _of(db: sqlite3.Connection, day: str) -> float:
    return float(db.execute("SELECT COALESCE(SUM(amount), 0) FROM spent WHERE day = ?", (day,)).fetchone()[0])


def take(home: Path, mark: str, amount: float, limit: float | None) -> float | None:
    """Take an amount out of today's ceiling; None when it is done, else what was spent already: nothing was taken then."""
    with _open(home) as db:
        db.execute("BEGIN IMMEDIATE")
        try:
            before = _of(db, today())
            if limit is not None and before + amount > limit + 1e-9:
                db.execute("ROLLBACK")
                return before
            db.execute("INSERT OR REPLACE INTO spent VALUES (?, ?, ?)", (mark, today(), amount))
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise
    return None


def settle(home: Path, mark: str, amount: float) -> None:
    """What it cost in the end; 0 gives back what was taken."""
    with _open(home) as db:
        db.execute("UPDATE spent SET amount = ? WHERE mark = ?", (amount, mark))
