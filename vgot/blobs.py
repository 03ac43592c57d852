"""Bytes by their SHA-256, written once and never changed: `blobs/ab/cd…` in a project's folder.

Order of a write: temporary file on the same filesystem -> fsync -> rename -> fsync of the folder. A name under `blobs/`
therefore stands for whole bytes, also after a power loss.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import threading
import time
from pathlib import Path

from vgot.disk import as_private, disk, make_folders
from vgot.errors import DamagedProject, NotFound, StorageFailed
from vgot.keys import digest_of

_HEX = frozenset("0123456789abcdef")
_MEND = "Regenerate what needs it (`verify --mend`), or import the project's last .vgot.zip."


class Blobs:
    """The blobs of one project folder. Safe for many threads and processes: equal bytes have equal names."""

    def __init__(self, folder: Path):
        self.folder = folder
        #: What a visitor of a Space may use (vgot.quotas.Limits); None on a person's own machine.
        self.limits = None

    def blob_path(self, digest: str) -> Path:
        """Where a blob lies. Raises NotFound for anything that is not a SHA-256."""
        if len(digest) != 64 or not set(digest) <= _HEX:
            raise NotFound("This is not the name of a stored file.", field="digest", hint="Reload the page.")
        return self.folder / "blobs" / digest[:2] / digest[2:]

    def has_blob(self, digest: str) -> bool:
        return self.blob_path(digest).is_file()

    def put_bytes(self, data: bytes) -> str:
        """Keep bytes and return their digest. Raises StorageFailed."""
        digest = digest_of(data)
        if not self.has_blob(digest):
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
        """Move a finished file (made at `temporary()`) into the blobs and return its digest."""
        digest = _digest_of_file(temporary)
        if self.has_blob(digest):
            temporary.unlink()
        else:
            self._keep(temporary, digest)
        return digest

    def temporary(self, suffix: str = "") -> Path:
        """A path for a file in the making, on the blobs' own filesystem; leftovers are swept by `sweep`."""
        folder = self.folder / "blobs" / "making"
        try:
            make_folders(folder)
        except OSError as why:
            raise os_failure(why, self.folder) from why
        return folder / f"{os.getpid()}-{threading.get_ident()}-{time.monotonic_ns()}{suffix}"

    def _keep(self, temporary: Path, digest: str) -> None:
        final, to = self.blob_path(digest), disk()
        try:
            as_private(temporary)
            to.sync(temporary)
            new_folder = not final.parent.is_dir()
            to.make_folder(final.parent)
            to.replace(temporary, final)
            for folder in [final.parent, final.parent.parent] if new_folder else [final.parent]:
                to.sync_folder(folder)
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
        found = {}
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
                if time.time() - file.stat().st_mtime > older_than_s:
                    file.unlink()
                    gone += 1
        return gone


def _digest_of_file(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


#: What a system says when a disk, a quota or a file-size limit is exhausted.
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def os_failure(why: OSError, folder: Path) -> StorageFailed:
    """An operating system's error as one a person can act on."""
    if why.errno in FULL:
        return StorageFailed("The disk is full.", field="disk", hint="Free some space and resume; finished takes are kept.")
    if why.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return StorageFailed(f"'{folder.name}' cannot be written.", field="project", hint="Check the folder's permissions, or name another folder.")
    return StorageFailed(f"The project's folder cannot be used: {why}.", field="project", hint="Check the disk and the folder's permissions.")
