"""Exports that a page waits for without standing still: made one after the other in a thread, told how far they are,
fetched when they are done, and swept away an hour later."""

from __future__ import annotations

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
from vgot.tasks import Task

_KEPT_S, _MOST, _AT_ONCE = 3600.0, 12, 3


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
    """The exports of one server. One is made at a time: two encoders share no core gladly."""

    def __init__(self):
        self._exports: dict[str, Export] = {}
        self._lock, self._turn = threading.Lock(), threading.Semaphore(1)

    def start(self, project: Project, kind: str, options: dict) -> Export:
        """Begin an export and return at once. Raises BadInput while three of the same film are not done."""
        self._sweep()
        if (
            sum(e.project == project.id and e.state in ("waiting", "making") for e in list(self._exports.values()))
            >= _AT_ONCE
        ):
            raise BadInput(
                "Three exports of this film are being made already.",
                field="export",
                hint="Wait for one of them, or stop it.",
            )
        made = Export(
            secrets.token_urlsafe(18), project.id, kind, Path(tempfile.mkdtemp(prefix=f"vgot-export-{os.getpid()}-"))
        )
        with self._lock:
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

    def _make(self, project: Project, made: Export, options: dict) -> None:
        with self._turn:
            made.task.tell(0, 0)
            made.its_turn = True
            file = export_to(project, made.folder, made.kind, made.task.tell, **options)
            made.name, made.file = file_name(project, file), file

    def _sweep(self) -> None:
        with self._lock:
            over = [e for e in self._exports.values() if e.state not in ("waiting", "making")]
            old = [e for n, e in enumerate(reversed(over)) if n >= _MOST or time.monotonic() - e.began > _KEPT_S]
            for export in old:
                del self._exports[export.token]
        for export in old:
            shutil.rmtree(export.folder, ignore_errors=True)


_started: weakref.WeakKeyDictionary[Studio, ExportJobs] = weakref.WeakKeyDictionary()


def exports_of(studio: Studio) -> ExportJobs:
    """The exports of a studio: requests start exports on it, routes hand out what was made."""
    return _started.setdefault(studio, ExportJobs())
