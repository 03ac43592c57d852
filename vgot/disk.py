"""Every write that must survive a crash goes through here, one small call each.

The store never calls `os.replace` or `os.fsync` by itself: it asks the disk in force, so that a test can put another one
underneath that fills up, dies at the n-th call, or forgets what was never synced (tests/faults/).
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path


class Disk:
    """The real one."""

    def write(self, path: Path, data: bytes) -> None:
        """Create or overwrite a file; not durable before `sync`. Raises OSError."""
        with open(path, "wb") as file:
            file.write(data)

    def sync(self, path: Path) -> None:
        """What the file holds now survives a power loss from here on."""
        with open(path, "rb+") as file:
            os.fsync(file.fileno())

    def replace(self, source: Path, target: Path) -> None:
        """Rename within one filesystem; the name is durable after `sync_folder`."""
        os.replace(source, target)

    def make_folder(self, folder: Path) -> None:
        """One folder in one that is there. Never what it lies in: a project that was deleted or moved stays away."""
        folder.mkdir(exist_ok=True)

    def make_folders(self, folder: Path) -> None:
        """A folder and whatever it lies in: a home, a place for models."""
        folder.mkdir(parents=True, exist_ok=True)

    def sync_folder(self, folder: Path) -> None:
        """The names in a folder survive a power loss from here on."""
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def commit(self, db) -> None:
        """End a transaction; durable when it returns (journal mode and synchronous are the store's)."""
        db.execute("COMMIT")


_real = Disk()
_in_force: Disk = _real


def disk() -> Disk:
    """The disk in force."""
    return _in_force


@contextlib.contextmanager
def using(other: Disk) -> Iterator[Disk]:
    """Put another disk under every store of this process, for a while."""
    global _in_force
    before, _in_force = _in_force, other
    try:
        yield other
    finally:
        _in_force = before
