"""Films that were deleted, until the trash is emptied; and what programs that were ended left behind.

A film moves to the trash and back by one rename, so that it is in one of the two at every moment. A folder under its name that
holds no film (an earlier version's worker could leave one) never stands in the way of its return.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vgot.errors import Conflict, NotFound, ProjectGone, VgotError
from vgot.processes import is_alive
from vgot.store.blobs import os_failure
from vgot.store.disk import make_private
from vgot.store.project_store import DATABASE, Store

#: What a folder holds whose film was deleted while something was still made of it.
_LEFT_OVER = {"blobs", "worker.log", "ballast"}
_STAGING = re.compile(r"^\.(.+?)(?:\.(\d+))?\.(importing|moving)$")
_TEMPORARY = re.compile(r"^vgot-[a-z]+-(\d+)-")
_HOUR_S = 3600.0


@dataclass(frozen=True)
class Trashed:
    """A film in the trash: `id` names it there, `project` is the id that it had and will have again."""

    id: str
    project: str
    name: str
    title: str
    shots: int
    bytes: int
    deleted: float

    def as_json(self) -> dict[str, Any]:
        return dict(self.__dict__)


class Trash:
    """The trash folder of one home."""

    def __init__(self, folder: Path):
        self.folder = folder

    def put(self, folder: Path) -> None:
        """Move a film here. Raises ProjectGone when somebody else was faster, StorageFailed."""
        try:
            make_private(self.folder)
            _move(folder, self.folder / f"{folder.name}-{secrets.token_hex(3)}")
        except FileNotFoundError as why:
            raise ProjectGone.of(folder.name) from why
        except OSError as why:
            raise os_failure(why, folder) from why

    def take(self, folder: Path, trashed: str = "") -> Path:
        """Move the newest film of a folder's name, or exactly `trashed`, back to that folder; returns where it lay. Raises NotFound,
        and Conflict where another film has the name."""
        found = [f for f in self._films() if _name_before(f) == folder.name and trashed in ("", f.name)]
        if not found:
            raise NotFound(
                "This film is not in the trash.", field="project", hint="Import its .vgot.zip if you have one."
            )
        if (folder / DATABASE).exists():
            raise Conflict(
                f"Another film has the place of this one: '{folder.name}'.",
                field="project",
                hint="Delete that one first if you want this one back; both can be taken from the trash later.",
            )
        chosen = max(found, key=lambda f: (_deleted(f), f.name))
        try:
            make_private(folder.parent)
            for _ in range(5):  # a worker of an earlier version may make it again at this very moment
                if folder.is_symlink() or folder.exists():
                    _move(folder, self.folder / f"{folder.name}-{secrets.token_hex(3)}")
                with contextlib.suppress(FileExistsError):
                    _move(chosen, folder)
                    return chosen
        except FileNotFoundError as why:
            raise NotFound(
                "This film is not in the trash any more.", field="project", hint="Look at the list of films."
            ) from why
        except OSError as why:
            raise os_failure(why, folder.parent) from why
        raise Conflict(
            f"A program keeps making the folder '{folder.name}'.",
            field="project",
            hint="Close other copies of the program, then try again.",
        )

    def list(self) -> list[Trashed]:
        """The films here, the one deleted last first."""
        return sorted((_described(f) for f in self._films()), key=lambda t: (-t.deleted, t.id))

    def size(self) -> tuple[int, int]:
        """(how many films are here, the bytes of everything that is)."""
        return sum(1 for _ in self._films()), _bytes(self.folder)

    def empty(self) -> int:
        """Remove for good what is here; returns the bytes that became free."""
        before = _bytes(self.folder)
        shutil.rmtree(self.folder, ignore_errors=True)
        return before - _bytes(self.folder)

    def _films(self) -> Iterator[Path]:
        return (f for f in self.folder.glob("*") if (f / DATABASE).is_file())


def _name_before(folder: Path) -> str:
    return folder.name.rpartition("-")[0]


def _bytes(folder: Path) -> int:
    found = 0
    for file in folder.rglob("*"):
        with contextlib.suppress(OSError):  # it may go while it is counted
            found += file.stat().st_size if file.is_file() else 0
    return found


def _deleted(folder: Path) -> float:
    """When a film came here: as it was written down, else (an earlier version did not) when the folder was moved."""
    store = Store(folder)
    with contextlib.suppress(VgotError, ValueError):
        if said := store.meta("deleted"):
            store.close()
            return float(said)
    store.close()
    try:
        return folder.stat().st_ctime
    except OSError:
        return 0.0


def _described(folder: Path) -> Trashed:
    store, name, title, shots = Store(folder), _name_before(folder), "", 0
    with contextlib.suppress(VgotError):  # a damaged one can be taken back too, and is rebuilt then
        name = store.meta("name") or name
        story = store.head().story
        title, shots = story.title, len(story.shots)
    store.close()
    return Trashed(folder.name, _name_before(folder), name, title, shots, _bytes(folder), _deleted(folder))


def _move(source: Path, target: Path) -> None:
    """Move a folder; to another disk under hidden names, so that a film is never seen in part. Raises FileExistsError where there
    is something already, and other OSErrors."""
    try:
        os.rename(source, target)
        return
    except OSError as why:
        if target.exists():
            raise FileExistsError(target) from why
        if why.errno != errno.EXDEV:
            raise
    away, half = (
        f.with_name(f".{f.name}.{os.getpid()}.{what}") for f, what in ((source, "moving"), (target, "importing"))
    )
    os.rename(source, away)
    try:
        shutil.copytree(away, half, symlinks=True)
        os.rename(half, target)
    except OSError:
        shutil.rmtree(half, ignore_errors=True)
        os.rename(away, source)
        raise
    done = away.with_name(f".{source.name}.{os.getpid()}.importing")
    os.rename(away, done)
    shutil.rmtree(done, ignore_errors=True)


# -- left behind ------------------------------------------------------------------------------------------------------
def sweep(home: Path) -> int:
    """Put away what programs that were ended left: folders of unfinished imports, films on their way to another disk (they go back),
    folders that hold no film any more, files of exports. What a program that runs may still use stays. Returns how many."""
    many = 0
    for projects in (home / "projects", *(home / "visitors").glob("*/projects"), home / "trash"):
        for folder in projects.glob("*"):
            with contextlib.suppress(OSError):
                many += _swept(folder, home / "trash")
    for folder in Path(tempfile.gettempdir()).glob("vgot-*"):
        with contextlib.suppress(OSError):
            if (found := _TEMPORARY.match(folder.name)) and _is_over(folder, found[1], _HOUR_S * 24):
                shutil.rmtree(folder, ignore_errors=True)
                many += 1
    return many


def _swept(folder: Path, trash: Path) -> bool:
    if found := _STAGING.match(folder.name):
        if not _is_over(folder, found[2], _HOUR_S):
            return False
        if found[3] == "importing":
            shutil.rmtree(folder, ignore_errors=True)
        elif not (home := folder.with_name(found[1])).exists():
            os.rename(folder, home)
        return True
    if folder.parent == trash or not folder.is_dir() or folder.is_symlink() or (folder / DATABASE).exists():
        return False
    inside = {f.name for f in folder.iterdir()}
    if (
        not inside or not inside <= _LEFT_OVER or not _is_over(folder, None, _HOUR_S)
    ):  # anything else is a person's; a new film is young
        return False
    make_private(trash)
    os.rename(folder, trash / f"{folder.name}-{secrets.token_hex(3)}")
    return True


def _is_over(folder: Path, pid: str | None, age_s: float) -> bool:
    """Whether nobody uses a folder any more: the process that made it has ended, or nothing in it has changed for so long."""
    if pid is not None and not is_alive(int(pid)):
        return True
    newest = max((f.stat().st_mtime for f in (folder, *folder.iterdir())), default=0.0)
    return time.time() - newest > (_HOUR_S * 24 if pid is not None else age_s)
