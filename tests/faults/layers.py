"""Layers under the store: one that dies at the n-th call, one that is full, one that records for a power loss."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path

from tests.faults import sqlite_layer
from vgot.store.disk import Disk, using


class DyingDisk(Disk):
    """Counts every call of the store and of SQLite that changes something on the disk; at call number `at` the process
    dies as by kill -9, with half of a write already done."""

    def __init__(self, at: int):
        self.left = at

    def _tick(self) -> bool:
        self.left -= 1
        return self.left == 0

    def watch(self, call: str, path: str, offset: int, payload: bytes) -> None:
        if self._tick():
            if call == "write":
                with contextlib.suppress(OSError):
                    handle = os.open(path, os.O_WRONLY)
                    os.pwrite(handle, payload[: len(payload) // 2], offset)
            os._exit(137)

    def write(self, path: Path, data: bytes) -> None:
        if self._tick():
            super().write(path, data[: len(data) // 2])
            os._exit(137)
        super().write(path, data)

    def _or_die(self, call, *args) -> None:
        if self._tick():
            os._exit(137)
        call(*args)

    def sync(self, path: Path) -> None:
        self._or_die(super().sync, path)

    def replace(self, source: Path, target: Path) -> None:
        self._or_die(super().replace, source, target)

    def make_folder(self, folder: Path) -> None:
        self._or_die(super().make_folder, folder)

    def sync_folder(self, folder: Path) -> None:
        self._or_die(super().sync_folder, folder)

    def commit(self, db) -> None:
        self._or_die(super().commit, db)


class FullDisk(Disk):
    """From write number `at` on there is no room, until `room` is set or (once) the project's ballast is given up."""

    def __init__(self, at: int, folder: Path):
        self.left, self.room, self.refused = at, False, 0
        self._ballast = folder / "ballast"

    def _is_full(self) -> bool:
        self.left -= 1
        full = self.left <= 0 and not self.room and self._ballast.exists()
        self.refused += full
        return full

    def watch(self, call: str, path: str, offset: int, payload: bytes) -> int | None:
        if (
            call == "create" or call == "write" and offset + len(payload) > os.path.getsize(path)
        ):  # overwriting needs no room
            return sqlite_layer.SQLITE_FULL if self._is_full() else None
        return None

    def write(self, path: Path, data: bytes) -> None:
        if self._is_full():
            with contextlib.suppress(OSError):
                super().write(path, data[: len(data) // 3])
            raise OSError(errno.ENOSPC, "No space left on device")
        super().write(path, data)

    def make_folder(self, folder: Path) -> None:
        if not folder.is_dir() and self._is_full():
            raise OSError(errno.ENOSPC, "No space left on device")
        super().make_folder(folder)

    def sync(self, path: Path) -> None:
        if self._is_full():  # delayed allocation: some filesystems say it only here
            raise OSError(errno.ENOSPC, "No space left on device")
        super().sync(path)


class RecordingDisk(Disk):
    """Does everything, and writes it down: what a power loss could leave behind is made from `log` (power.py)."""

    def __init__(self, forgetful: bool = False):
        #: (call, path, …) in order; `ack` lines say what the program took for done.
        self.log: list[tuple] = []
        self._forgetful = forgetful

    def watch(self, call: str, path: str, offset: int, payload: bytes) -> None:
        self.log.append((f"db {call}", path, offset, payload))

    def write(self, path: Path, data: bytes) -> None:
        super().write(path, data)
        self.log.append(("write", str(path), data))

    def sync(self, path: Path) -> None:
        super().sync(path)
        if not self._forgetful:
            self.log.append(("sync", str(path), path.read_bytes()))

    def replace(self, source: Path, target: Path) -> None:
        data = source.read_bytes()
        super().replace(source, target)
        self.log.append(("replace", str(source), str(target), data))

    def make_folder(self, folder: Path) -> None:
        if not folder.is_dir():
            self.log.append(("folder", str(folder)))
        super().make_folder(folder)

    def sync_folder(self, folder: Path) -> None:
        super().sync_folder(folder)
        self.log.append(("sync folder", str(folder)))


@contextlib.contextmanager
def under(layer) -> Iterator[None]:
    """Put a layer under the store's own writes and, where that is possible here, under SQLite's."""
    with contextlib.ExitStack() as stack:
        stack.enter_context(using(layer))
        if sqlite_layer.available():
            stack.enter_context(sqlite_layer.watched(layer.watch))
        yield
