"""Continuity while a person works: a project is looked at in the background by a process of its own, shot by shot as shots
change, and what was found of each is kept by the digest of its frames and words. Light: nothing here reads a frame."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from vgot.environment import for_a_process
from vgot.errors import VgotError
from vgot.graph.keys import recipe_key
from vgot.graph.nodes import trim_frames
from vgot.graph.takes import Take
from vgot.tasks import Task
from vgot.units import HOUR_S

if TYPE_CHECKING:
    from vgot.render.snapshot import Film
    from vgot.story.model import Boundary, Shot, Story

#: hand-bumped when a check, a threshold or an embedded reader changes: what was kept of another version is looked at anew
VERSION = 5


class Checks(Protocol):
    """How much may be looked at: a visitor's folder, and a `check` that raises when it is too much (vgot.space.quotas.Limits)."""

    @property
    def folder(self) -> Path: ...

    def check(self, mine: int, all_visitors: int, ago_s: list[float]) -> None: ...


def is_drawn(takes: Iterable[Take | None]) -> bool:
    """Whether every clip among the takes is a drawing, or painted over one: the readers of the drawn world know both."""
    clips = [t for t in takes if t is not None and t.node.startswith("clip/")]
    return all(t.over is not None or "animatic" in json.dumps(t.recipe.get("model", {})) for t in clips)


@dataclass(frozen=True)
class Keys:
    """By what the findings of each shot and of each boundary are kept; None for what is not made, or not any more."""

    shots: list[str | None]
    seams: list[str | None]

    def every(self) -> list[str]:
        return [k for k in (*self.shots, *self.seams) if k]

    @staticmethod
    def of(project: Film) -> Keys:
        """The keys of a project as it stands, or stood."""
        now = project.snapshot()
        story, nodes = now.story, now.plan().nodes
        takes = {key: p.take for key, p in nodes.items() if p.settled}
        drawn = is_drawn(takes.values())
        places = {p.id: [p.name, p.look] for p in story.places}
        cast = {(c.id, s.id): [c.name, c.role, s.name, s.look] for c in story.cast for s in c.stages}
        shots = [_shot_key(story, n, shot, takes, drawn, places, cast) for n, shot in enumerate(story.shots, 1)]
        seams = [
            _seam_key(b, shots[n], shots[n + 1], takes.get(f"join/{story.shots[n].id}-{story.shots[n + 1].id}"))
            for n, b in enumerate(story.boundaries)
        ]
        return Keys(shots, seams)


def _shot_key(
    story: Story,
    n: int,
    shot: Shot,
    takes: dict[str, Take | None],
    drawn: bool,
    places: dict[str, Any],
    cast: Mapping[tuple[str, str], list[str]],
) -> str | None:
    clip = takes.get(f"clip/{shot.id}")
    if clip is None or "frames" not in clip.digests:
        return None
    people = []
    for p in shot.who:
        portrait = takes.get(f"portrait/{p.character}/{p.stage}")
        people.append(
            [
                p.character,
                p.stage,
                *cast[(p.character, p.stage)],
                portrait.digests.get("picture", "") if portrait else "",
            ]
        )
    return recipe_key(
        {
            "look": VERSION,
            "drawn": drawn,
            "frames": clip.digests["frames"],
            "trims": list(trim_frames(story, n)),
            "people": people,
            "summary": shot.summary,
            "domains": shot.domains.model_dump(),
            "place": [shot.place, *places.get(shot.place or "", ())],
        }
    )


def _seam_key(boundary: Boundary, left: str | None, right: str | None, join: Take | None) -> str | None:
    if left is None or right is None or join is None:
        return None
    return recipe_key(
        {"seam": VERSION, "left": left, "right": right, "mode": boundary.mode, "join": join.digests.get("frames", "")}
    )


# -- the process ------------------------------------------------------------------------------------------------------
_runs: dict[Path, Task] = {}
_lock = threading.Lock()
#: folder of a visitor of a Space -> when each check of the last hour began
_begun: dict[Path, list[float]] = {}


def _allow(folder: Path, limits: Checks) -> None:
    """Count one more check for a visitor. Raises QuotaReached."""
    now = time.monotonic()
    for visitor, times in list(_begun.items()):
        _begun[visitor] = [t for t in times if now - t < HOUR_S]
        if not _begun[visitor]:
            del _begun[visitor]
    others = [f for f, run in _runs.items() if run.busy and f != folder]
    limits.check(
        sum(f.is_relative_to(limits.folder) for f in others),
        len(others),
        [now - t for t in _begun.get(limits.folder, ())],
    )
    _begun.setdefault(limits.folder, []).append(now)


def _command(folder: Path, models: Path | None) -> list[str]:
    return [
        sys.executable,
        "-m",
        "vgot",
        "evaluate",
        "--project",
        str(folder),
        "--changed",
        "--json",
        *(["--models", str(models)] if models else []),
    ]


def _spawn(folder: Path, preset: str, models: Path | None) -> subprocess.Popen[bytes]:
    environment = for_a_process(VGOT_PRESET=preset, OMP_NUM_THREADS="1", PYTHONDONTWRITEBYTECODE="1")
    process = subprocess.Popen(
        _command(folder, models),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    )
    if hasattr(os, "setpriority"):
        os.setpriority(os.PRIO_PROCESS, process.pid, 19)
    return process


class CheckFailed(VgotError):
    """Looking at shots stopped; `kind` is that of the process's own error, where it said one."""

    kind = "check_failed"


def _failure(said: bytes) -> VgotError:
    try:
        error = json.loads(said)["error"]
        why = CheckFailed(error["message"], field=error.get("field"), hint=error.get("hint"))
        why.kind = error["kind"]
        return why
    except (ValueError, KeyError, TypeError, AttributeError):
        return CheckFailed(
            "Looking at the shots stopped before it was done.", hint="Start it again; what was looked at is kept."
        )


def start(folder: Path, preset: str, models: Path | None, limits: Checks | None) -> None:
    """Look at the shots of the project in a folder that changed since they were looked at, in the background; once more if it is
    going on already. Raises QuotaReached on a Space where a visitor or the server has too many going on."""
    with _lock:
        run = _runs.setdefault(folder, Task("check"))
        if limits is not None and not (run.busy and run.again):
            _allow(folder, limits)

        def look() -> None:
            code, said = run.wait_for(_spawn(folder, preset, models))
            if code:
                raise _failure(said)

        run.start(look, again=True)


def going_on(folder: Path) -> tuple[bool, dict[str, Any] | None]:
    """(whether a project is being looked at, the error that stopped it)."""
    run = _runs.get(folder) or Task("check")
    return run.busy, run.status()["error"]
