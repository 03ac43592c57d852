"""Every write that must survive a crash goes through here, one small call each.

The store never calls `os.replace` or `os.fsync` by itself: it asks the disk in force, so that a test can put another one
underneath that fills up, dies at the n-th call, or forgets what was never synced (tests/faults/).

Whatever the umask says, the home is its owner's alone (folders 700, files 600): `make_private` makes its folders, `tighten`
mends a home that was made otherwise. Below them one rule holds: what is made in a folder that only its owner may look into is
private too. A project in a folder that a person named is as open as they made that folder. Windows has no such modes.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import sqlite3
import stat
from collections.abc import Generator
from pathlib import Path


class Disk:
    """The real one."""

    def write(self, path: Path, data: bytes) -> None:
        """Create or overwrite a file; not durable before `sync`. Raises OSError."""
        with open(path, "wb", opener=open_as_folder) as file:
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
        make_folder(folder)

    def make_folders(self, folder: Path) -> None:
        """A folder and whatever it lies in: a home, a place for models."""
        make_folders(folder)

    def sync_folder(self, folder: Path) -> None:
        """The names in a folder survive a power loss from here on."""
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def commit(self, db: sqlite3.Connection) -> None:
        """End a transaction; durable when it returns (journal mode and synchronous are the store's)."""
        db.execute("COMMIT")


_real = Disk()
_in_force: Disk = _real


def disk() -> Disk:
    """The disk in force."""
    return _in_force


@contextlib.contextmanager
def using(other: Disk) -> Generator[Disk, None, None]:
    """Put another disk under every store of this process, for a while."""
    global _in_force
    before, _in_force = _in_force, other
    try:
        yield other
    finally:
        _in_force = before


#: What is said where folders cannot be synced: by network and FUSE file systems (EINVAL, ENOTSUP, ENOSYS, EBADF), by systems that do not
#: open folders at all (Windows: EACCES, EPERM; EISDIR). PostgreSQL's fsync_fname goes on over the same.
_NOT_FOR_FOLDERS = frozenset(
    {
        errno.EINVAL,
        errno.ENOTSUP,
        errno.EOPNOTSUPP,
        errno.ENOSYS,
        errno.EBADF,
        errno.EACCES,
        errno.EPERM,
        errno.EISDIR,
    }
)


def sync_folder(folder: Path) -> bool:
    """The names in a folder survive a power loss from here on, where its file system can do that; returns whether it can. Raises
    OSError for a disk that fails."""
    try:
        disk().sync_folder(folder)
    except OSError as why:
        if why.errno not in _NOT_FOR_FOLDERS:
            raise
        return False
    return True


# -- whose it is ------------------------------------------------------------------------------------------------------
#: What the program itself puts into a home; anything else there is somebody's own.
_OWN = re.compile(
    r"projects|trash|visitors|visitors\.key|shared|fetching|temporary|drawings-are-kept|(writer|credentials|consents|revisions)\.[a-z0-9.]+"
)


def is_private(folder: Path) -> bool:
    """Whether only its owner may look into a folder."""
    try:
        return os.name != "nt" and not folder.stat().st_mode & 0o077
    except OSError:
        return False


def make_folders(folder: Path) -> None:
    """Make a folder and those above it, each as private as the one it lies in."""
    if folder.is_dir():
        return
    if folder.parent != folder:
        make_folders(folder.parent)
    if is_private(folder.parent):
        make_private(folder)
    else:
        folder.mkdir(exist_ok=True)


def make_folder(folder: Path) -> None:
    """Make one folder in one that is there, as private as that. Raises OSError."""
    if not folder.is_dir():
        folder.mkdir(mode=0o700 if is_private(folder.parent) else 0o777, exist_ok=True)


def make_private(folder: Path) -> None:
    """Make a folder that is its owner's alone; one that exists stays as it is. Raises OSError."""
    if not folder.is_dir():
        make_folders(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
        _chmod(folder, 0o700)


def open_as_folder(path: str, flags: int) -> int:
    """An `opener` for open(): a new file in a private folder is private from its first byte on."""
    private = is_private(Path(path).parent)
    handle = os.open(path, flags, 0o600 if private else 0o666)
    if private:
        with contextlib.suppress(OSError):
            os.fchmod(handle, 0o600)
    return handle


def as_private(file: Path, always: bool = False) -> None:
    """A file that a library made becomes as private as the folder it lies in; `always` for one of the home itself, which
    may be a folder that is shared."""
    if always or is_private(file.parent):
        _chmod(file, 0o600)


def tighten(home: Path) -> None:
    """Make private what the program keeps in a home, and the home itself where nothing else lies in it: somebody may have
    named a folder that they share. Links are left alone, and so is what belongs to another account."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError, RuntimeError):
        inside, found = list(os.scandir(home)), home.stat()
        for entry in inside:
            if _OWN.fullmatch(entry.name):
                _tighten(entry)
        others = [
            e.name
            for e in inside
            if not _OWN.fullmatch(e.name) and not e.name.startswith(".") and e.name != "lost+found"
        ]
        shared = (
            others
            or found.st_mode & stat.S_ISVTX
            or found.st_uid != os.getuid()
            or home.resolve() == Path.home().resolve()
        )
        if not shared:
            _chmod(home, 0o700)


def _tighten(entry: os.DirEntry[str], depth: int = 0) -> None:
    """From the inside out, so that a folder that is private already was gone through; only the upper ones are looked into
    again, for the many blobs of a project would make every start slow."""
    with contextlib.suppress(OSError):
        mode = entry.stat(follow_symlinks=False).st_mode
        if stat.S_ISDIR(mode):
            if depth < 3 or mode & 0o077:
                for inner in os.scandir(entry.path):
                    _tighten(inner, depth + 1)
            if mode & 0o077:
                _chmod(entry.path, 0o700)
        elif stat.S_ISREG(mode) and mode & 0o077:
            _chmod(entry.path, 0o600)


def _chmod(path: Path | str, mode: int) -> None:
    """Where a filesystem knows no modes, or what lies there is another account's, it stays as it is."""
    if os.name != "nt":
        with contextlib.suppress(OSError):
            os.chmod(path, mode)
