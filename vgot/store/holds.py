"""Files that nothing names yet: whoever is about to write one, or found it there, holds it until a row names it, so that no
clean-up of another thread or process takes it in between.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Generator, Iterable

from vgot.processes import has_ended, this_process
from vgot.store.database import Connection, Database

#: How long a file that nothing names yet is kept for a process that still runs, or of which nobody here can tell.
HELD_S = 24 * 3600.0


class Holds(Database):
    """A project's database and files, and who holds which of them."""

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
    def under_a_job(self) -> Generator[None, None, None]:
        """What this thread keeps meanwhile is held by a running job: nothing is cleaned up while there is one, and it names its
        files in the transaction that ends it."""
        self._local.job = True
        try:
            yield
        finally:
            self._local.job = False

    def release(self, db: Connection, digests: Iterable[str]) -> None:
        """In the transaction that names files: this thread need not hold them any more."""
        db.executemany("DELETE FROM held WHERE digest = ? AND by = ?", [(d, _holder()) for d in digests])

    def held(self) -> set[str]:
        """The digests that somebody holds now."""
        found, gone = set[str](), dict[str, bool]()
        for digest, by, since in self.read("SELECT digest, by, since FROM held"):
            process = by.rpartition(" ")[0]
            if process not in gone:
                gone[process] = has_ended(process)
            if not gone[process] and time.time() - since < HELD_S:
                found.add(digest)
        return found

    @staticmethod
    def forget_holds(db: Connection, but: set[str]) -> None:
        """In the caller's transaction: drop the rows of holds that have ended; the digests that are held still stay."""
        gone = [d for (d,) in db.execute("SELECT DISTINCT digest FROM held") if d not in but]
        db.executemany("DELETE FROM held WHERE digest = ?", [(d,) for d in gone])


def _holder() -> str:
    """Who holds a file: a thread of a process."""
    return f"{this_process()} {threading.get_ident()}"
