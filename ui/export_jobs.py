"""Exports that a page waits for without standing still: made in a bounded pool with fair turns between those who ask, told how far they
are, fetched when they are done, and swept away an hour later."""

from __future__ import annotations

import contextlib
import contextvars
import os
import re
import secrets
import shutil
import tempfile
import threading
import time
import weakref
from dataclasses import dataclass, field
from pathlib import Path

from vgot.errors import BadInput, NotFound
from vgot.project.studio import Project, Studio
from vgot.space.quotas import Limits, QuotaReached
from vgot.space.turns import Turns
from vgot.tasks import Task

_KEPT_S, _MOST, _AT_ONCE = 3600.0, 12, 3
#: Exports that may be begun and not done, of all who ask together; and downloads that are made while somebody waits for them.
_OF_ALL, _DIRECT = 24, 4
_FULL_HINT = "Try again in a minute."


def owner_of(project: Project) -> str:
    """Whose a project is: a visitor's lie in one folder, and on a person's own machine all do."""
    return str(project.store.folder.parent)


def check_size(project: Project, options: dict) -> None:
    """Raises QuotaReached where a visitor asks for a larger film than is made here."""
    limits = project.store.limits
    if not isinstance(limits, Limits) or not (options.get("short_px") or options.get("fps")):
        return
    story = project.story
    film = story.film
    scale = (options.get("short_px") or min(film.width, film.height)) / min(film.width, film.height)
    seconds = sum(s.duration_s for s in story.shots)
    limits.pixels(film.width * scale, film.height * scale, options.get("fps") or film.fps, seconds)


def export_to(project: Project, folder: Path, kind: str, watch=None, **options: object) -> Path:
    """One file of a project, made in `folder`; a cut for an editor comes with its media, as one zip."""
    if kind.startswith("cut."):
        inside = folder / "cut"
        project.handoff.deliver(inside / kind, watch, **options)
        made = Path(shutil.make_archive(str(folder / kind), "zip", inside))
    else:
        made = project.handoff.deliver(folder / kind, watch, **options)
    made.chmod(0o600)  # Gradio copies it, and its mode, to where it serves it from
    return made


def file_name(project: Project, made: Path) -> str:
    """What a saved file is called: the film's name and the suffixes that say what it is."""
    title = re.sub(r"[^\w -]+", "", project.name, flags=re.UNICODE).strip()[:60] or "film"
    return f"{title}.{made.name.partition('.')[2]}"


@dataclass
class Export:
    """One export: `state` is waiting, making, ready, failed or cancelled; done and total count what is being made."""

    token: str
    project: str
    kind: str
    folder: Path
    task: Task = field(default_factory=lambda: Task("export"))
    its_turn: bool = False
    file: Path | None = None
    name: str = ""
    began: float = field(default_factory=time.monotonic)
    owner: str = ""

    @property
    def state(self) -> str:
        now = self.task.state
        if now in ("idle", "running"):
            return "making" if self.its_turn else "waiting"
        return "ready" if now == "done" else now

    def as_json(self) -> dict:
        size = self.file.stat().st_size if self.file and self.file.is_file() else 0
        return {
            "export": self.token,
            "kind": self.kind,
            "state": self.state,
            "done": self.task.done,
            "total": self.task.total,
            "problem": self.task.status()["error"] if self.state == "failed" else None,
            "name": self.name,
            "bytes": size,
        }


class ExportJobs:
    """The exports of one server. One gets on at a time, for two encoders share no core gladly: a slice of each who asks in turn, and of
    what one asks one after the other."""

    def __init__(self):
        self._exports: dict[str, Export] = {}
        self._lock, self._turns = threading.Lock(), Turns()
        self._lines: dict[str, threading.Lock] = {}
        self._direct: list[str] = []

    def start(self, project: Project, kind: str, options: dict) -> Export:
        """Begin an export and return at once. Raises BadInput while three of the same film, or of a visitor, are not done, and
        QuotaReached where too many are waited for, or it is too large."""
        self._sweep()
        check_size(project, options)
        owner, on_space = owner_of(project), isinstance(project.store.limits, Limits)
        with self._lock:
            going = [e for e in self._exports.values() if e.state in ("waiting", "making")]
            if sum(e.owner == owner if on_space else e.project == project.id for e in going) >= _AT_ONCE:
                raise BadInput(
                    "Three exports of yours are being made already."
                    if on_space
                    else "Three exports of this film are being made already.",
                    field="export",
                    hint="Wait for one of them, or stop it.",
                )
            if len(going) >= _OF_ALL:
                raise QuotaReached("Many films are being saved at this moment.", field="export", hint=_FULL_HINT)
            made = Export(
                secrets.token_urlsafe(18),
                project.id,
                kind,
                Path(tempfile.mkdtemp(prefix=f"vgot-export-{os.getpid()}-")),
                owner=owner,
            )
            self._exports[made.token] = made

        def at_end() -> None:
            project.store.close()  # this thread's connection
            if made.state != "ready":
                shutil.rmtree(made.folder, ignore_errors=True)

        # The context says on a Space whose project it is.
        made.task.start(lambda: self._make(project, made, options), at_end=at_end, context=contextvars.copy_context())
        return made

    def find(self, project: str, token: str) -> Export:
        """Raises NotFound for an export of another project, or one that was swept away."""
        found = self._exports.get(token)
        if found is None or found.project != project:
            raise NotFound("This export is not here any more.", field="export", hint="Export it again.")
        return found

    def cancel(self, project: str, token: str) -> None:
        self.find(project, token).task.cancel()

    def _line_of(self, owner: str) -> threading.Lock:
        with self._lock:
            return self._lines.setdefault(owner, threading.Lock())

    def _make(self, project: Project, made: Export, options: dict) -> None:
        with self._line_of(made.owner):
            made.task.tell(0, 0)
            with self._turns.turn(made.owner) as between:
                made.its_turn = True

                def watch(done: int, total: int) -> None:
                    made.task.tell(done, total)
                    between()

                file = export_to(project, made.folder, made.kind, watch, **options)
            made.name, made.file = file_name(project, file), file

    @contextlib.contextmanager
    def direct(self, project: Project):
        """For a download that is made while its asker waits: one of each visitor at a time. Gives what is called as it goes on. Raises
        QuotaReached."""
        owner = owner_of(project)
        with self._lock:
            if owner in self._direct and isinstance(project.store.limits, Limits):
                raise QuotaReached("Another file of yours is being made.", field="export", hint=_FULL_HINT)
            if len(self._direct) >= _DIRECT:
                raise QuotaReached("Many films are being saved at this moment.", field="export", hint=_FULL_HINT)
            self._direct.append(owner)
        try:
            with self._line_of(owner), self._turns.turn(owner) as between:
                yield lambda done, total: between()
        finally:
            with self._lock:
                self._direct.remove(owner)

    def _sweep(self) -> None:
        with self._lock:
            old, kept = [], dict[str, int]()
            for export in reversed([e for e in self._exports.values() if e.state not in ("waiting", "making")]):
                kept[export.owner] = kept.get(export.owner, 0) + 1
                if kept[export.owner] > _MOST or time.monotonic() - export.began > _KEPT_S:
                    old.append(export)
            for export in old:
                del self._exports[export.token]
        for export in old:
            shutil.rmtree(export.folder, ignore_errors=True)


_started: weakref.WeakKeyDictionary[Studio, ExportJobs] = weakref.WeakKeyDictionary()


def exports_of(studio: Studio) -> ExportJobs:
    """The exports of a studio: requests start exports on it, routes hand out what was made."""
    return _started.setdefault(studio, ExportJobs())
