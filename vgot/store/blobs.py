"""Bytes by their SHA-256, written once and never changed: `blobs/ab/cd…` in a project's folder.

Order of a write: temporary file on the same filesystem -> fsync -> rename -> fsync of the folder. A name under `blobs/`
therefore stands for whole bytes, also after a power loss. Before all of it, and before a file that is there already is found
to be the same, its digest is held: a clean-up leaves it alone until it is named (vgot/store/project_store.py). The project's own folder is
never made here: where it was deleted or moved, a write is refused.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import threading
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from vgot.errors import DamagedProject, NotFound, ProjectGone, StorageFailed, VgotError
from vgot.graph.keys import digest_of
from vgot.processes import is_alive
from vgot.store.disk import as_private, disk, make_folder, sync_folder
from vgot.story.model import Story

_HEX = frozenset("0123456789abcdef")
_MEND = "Regenerate what needs it (`verify --mend`), or import the project's last .vgot.zip."


class Limits(Protocol):
    """What somebody may use here; each raises QuotaReached where it is too much."""

    @property
    def folder(self) -> Path: ...

    def room(self, more_bytes: int) -> None: ...

    def jobs(self, new: int, unfinished: int, preset: str) -> None: ...

    def story(self, story: Story) -> None: ...

    def check(self, mine: int, all_visitors: int, ago_s: list[float]) -> None: ...


def digest_of_blob(path: Path) -> str:
    """The digest that the path of a stored file spells; of any other file its name without the suffix."""
    spelt = path.parent.name + path.name
    return spelt if len(spelt) == 64 and set(spelt) <= _HEX else path.stem


class Blobs:
    """The blobs of one project folder. Safe for many threads and processes: equal bytes have equal names."""

    def __init__(self, folder: Path):
        self.folder = folder
        #: What a visitor of a Space may use (vgot.space.quotas.Limits); None on a person's own machine.
        self.limits: Limits | None = None

    def blob_path(self, digest: str) -> Path:
        """Where a blob lies. Raises NotFound for anything that is not a SHA-256."""
        if len(digest) != 64 or not set(digest) <= _HEX:
            raise NotFound("This is not the name of a stored file.", field="digest", hint="Reload the page.")
        return self.folder / "blobs" / digest[:2] / digest[2:]

    def has_blob(self, digest: str) -> bool:
        return self.blob_path(digest).is_file()

    def hold(self, digests: Iterable[str]) -> None:
        """Keep clean-ups away from these files until they are named; a folder of files without a project has no clean-ups."""

    def put_bytes(self, data: bytes) -> str:
        """Keep bytes and return their digest. Raises StorageFailed, ProjectGone."""
        digest = digest_of(data)
        self.hold([digest])
        if self.blob_state(digest) != "whole":
            if self.limits is not None:
                self.limits.room(len(data))
            temporary = self.temporary()
            try:
                disk().write(temporary, data)
            except OSError as why:
                temporary.unlink(missing_ok=True)
                raise os_failure(why, self.folder) from why
            self._keep(temporary, digest)
        return digest

    def put_file(self, temporary: Path) -> str:
        """Move a finished file (made at `temporary()`) into the blobs and return its digest. Raises as `put_bytes`."""
        try:
            digest = _digest_of_file(temporary)
        except OSError as why:
            raise os_failure(why, self.folder) from why
        self.hold([digest])
        if self.blob_state(digest) == "whole":
            temporary.unlink(missing_ok=True)
        else:
            try:
                if self.limits is not None:
                    self.limits.room(0)  # the file is in the folder already
            except VgotError:
                temporary.unlink(missing_ok=True)
                raise
            self._keep(temporary, digest)
        return digest

    def temporary(self, suffix: str = "") -> Path:
        """A path for a file in the making, on the blobs' own filesystem; leftovers are swept by `sweep`."""
        folder = self.folder / "blobs" / "making"
        self._make_folders(folder.parent, folder)
        return folder / f"{os.getpid()}-{threading.get_ident()}-{time.monotonic_ns()}{suffix}"

    def _make_folders(self, *folders: Path) -> None:
        try:
            for folder in folders:
                make_folder(folder)  # in the project's folder, which must be there
        except OSError as why:
            raise os_failure(why, self.folder) from why

    def _keep(self, temporary: Path, digest: str) -> None:
        final, to = self.blob_path(digest), disk()
        try:
            as_private(temporary)
            to.sync(temporary)
            new_folder = not final.parent.is_dir()
            to.make_folder(final.parent)
            to.replace(temporary, final)
            for folder in [final.parent, final.parent.parent] if new_folder else [final.parent]:
                sync_folder(folder)
        except OSError as why:
            temporary.unlink(missing_ok=True)
            raise os_failure(why, self.folder) from why

    def read_blob(self, digest: str, verify: bool = True) -> bytes:
        """The bytes of a blob, checked. Raises DamagedProject when they are gone or changed."""
        try:
            data = self.blob_path(digest).read_bytes()
        except OSError as why:
            raise DamagedProject(f"The stored file {digest[:12]} is gone.", field="project", hint=_MEND) from why
        if verify and digest_of(data) != digest:
            raise DamagedProject(f"The stored file {digest[:12]} was changed on the disk.", field="project", hint=_MEND)
        return data

    def checked_path(self, digest: str) -> Path:
        """The path of a blob that was read through and is whole. Raises DamagedProject."""
        if (state := self.blob_state(digest)) != "whole":
            raise DamagedProject(f"The stored file {digest[:12]} is {state}.", field="project", hint=_MEND)
        return self.blob_path(digest)

    def blob_state(self, digest: str) -> str:
        """`whole`, `gone` or `changed`, by reading all of it."""
        try:
            return "whole" if _digest_of_file(self.blob_path(digest)) == digest else "changed"
        except FileNotFoundError:
            return "gone"
        except OSError:
            return "changed"

    def blob_sizes(self) -> dict[str, int]:
        """Bytes of every stored blob, by digest."""
        found: dict[str, int] = {}
        for folder in (self.folder / "blobs").glob("[0-9a-f][0-9a-f]"):
            with contextlib.suppress(OSError):
                for entry in os.scandir(folder):
                    with contextlib.suppress(OSError):
                        found[folder.name + entry.name] = entry.stat().st_size
        return found

    def drop_blob(self, digest: str) -> int:
        """Remove a blob for good; returns its bytes (0 when it was not there)."""
        path = self.blob_path(digest)
        try:
            size = path.stat().st_size
            path.unlink()
        except FileNotFoundError:
            return 0
        except OSError as why:
            raise os_failure(why, self.folder) from why
        return size

    def sweep(self, older_than_s: float = 3600) -> int:
        """Remove files that were being made by a process that died; returns how many."""
        gone = 0
        for file in (self.folder / "blobs" / "making").glob("*"):
            with contextlib.suppress(OSError):
                age, pid = time.time() - file.stat().st_mtime, file.name.partition("-")[0]
                if age > older_than_s and not (pid.isdigit() and is_alive(int(pid)) and age < 24 * 3600):
                    file.unlink()
                    gone += 1
        return gone


def _digest_of_file(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


#: What a system says when a disk, a quota or a file-size limit is exhausted.
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def os_failure(why: OSError, folder: Path) -> VgotError:
    """An operating system's error as one a person can act on."""
    if why.errno in (errno.ENOENT, errno.ENOTDIR) and not folder.is_dir():
        return ProjectGone.of(folder.name)
    if why.errno in FULL:
        return StorageFailed(
            "The disk is full.", field="disk", hint="Free some space and resume; finished takes are kept."
        )
    if why.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return StorageFailed(
            f"'{folder.name}' cannot be written.",
            field="project",
            hint="Check the folder's permissions, or name another folder.",
        )
    return StorageFailed(
        f"The project's folder cannot be used: {why}.",
        field="project",
        hint="Check the disk and the folder's permissions.",
    )
