"""Continuity while a person works: a project is looked at in the background by a process of its own, shot by shot as shots
change, and what was found of each is kept by the digest of its frames and words. Light: nothing here reads a frame."""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from vgot.edits import number_in
from vgot.errors import BadInput, NotFound, VgotError
from vgot.evaluate.findings import UNITS, Finding
from vgot.keys import recipe_key
from vgot.nodes import trim_frames
from vgot.takes import Take
from vgot.units import HOUR_S

if TYPE_CHECKING:
    from vgot.project import Project
    from vgot.quotas import Limits
    from vgot.snapshot import Snapshot
    from vgot.story import Boundary, Shot, Story

#: hand-bumped when a check, a threshold or an embedded reader changes: what was kept of another version is looked at anew
VERSION = 5
#: a boundary that is to match colours is this long at least
MATCH_S = 1.2


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
    def of(project: Project | Snapshot) -> Keys:
        """The keys of a project as it stands, or stood."""
        now = project.snapshot()
        story, nodes = now.story, now.plan().nodes
        takes = {key: p.take for key, p in nodes.items() if p.settled}
        drawn = is_drawn(takes.values())
        places = {p.id: [p.name, p.look] for p in story.places}
        cast = {(c.id, s.id): [c.name, c.role, s.name, s.look] for c in story.cast for s in c.stages}
        shots = [_shot_key(story, n, shot, takes, drawn, places, cast) for n, shot in enumerate(story.shots, 1)]
        seams = [_seam_key(b, shots[n], shots[n + 1], takes.get(f"join/{story.shots[n].id}-{story.shots[n + 1].id}")) for n, b in enumerate(story.boundaries)]
        return Keys(shots, seams)


def _shot_key(story: Story, n: int, shot: Shot, takes: dict[str, Take | None], drawn: bool, places: dict, cast: dict) -> str | None:
    clip = takes.get(f"clip/{shot.id}")
    if clip is None or "frames" not in clip.digests:
        return None
    people = []
    for p in shot.who:
        portrait = takes.get(f"portrait/{p.character}/{p.stage}")
        people.append([p.character, p.stage, *cast[(p.character, p.stage)], portrait.digests.get("picture", "") if portrait else ""])
    return recipe_key({"look": VERSION, "drawn": drawn, "frames": clip.digests["frames"], "trims": list(trim_frames(story, n)), "people": people, "summary": shot.summary,
                       "domains": shot.domains.model_dump(), "place": [shot.place, *places.get(shot.place, ())]})


def _seam_key(boundary: Boundary, left: str | None, right: str | None, join: Take | None) -> str | None:
    if left is None or right is None or join is None:
        return None
    return recipe_key({"seam": VERSION, "left": left, "right": right, "mode": boundary.mode, "join": join.digests.get("frames", "")})


# -- the process ------------------------------------------------------------------------------------------------------
@dataclass
class _Run:
    process: subprocess.Popen | None = None
    again: bool = False
    error: dict | None = None


_runs: dict[Path, _Run] = {}
_lock = threading.Lock()
#: folder of a visitor of a Space -> when each check of the last hour began
_begun: dict[Path, list[float]] = {}


def _allow(folder: Path, limits: Limits) -> None:
    """Count one more check for a visitor. Raises QuotaReached."""
    now = time.monotonic()
    for visitor, times in list(_begun.items()):
        _begun[visitor] = [t for t in times if now - t < HOUR_S]
        if not _begun[visitor]:
            del _begun[visitor]
    others = [f for f, run in _runs.items() if run.process is not None and f != folder]
    limits.check(sum(f.is_relative_to(limits.folder) for f in others), len(others), [now - t for t in _begun.get(limits.folder, ())])
    _begun.setdefault(limits.folder, []).append(now)


def _command(folder: Path, models: Path | None) -> list[str]:
    return [sys.executable, "-m", "vgot", "evaluate", "--project", str(folder), "--changed", "--json", *(["--models", str(models)] if models else [])]


def _spawn(folder: Path, preset: str, models: Path | None) -> subprocess.Popen:
    root = Path(__file__).resolve().parents[2]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [str(root), os.environ.get("PYTHONPATH")])), "VGOT_PRESET": preset,
                   "OMP_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    process = subprocess.Popen(_command(folder, models), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, start_new_session=True)
    if hasattr(os, "setpriority"):
        os.setpriority(os.PRIO_PROCESS, process.pid, 19)
    atexit.register(process.terminate)
    return process


def _wait(folder: Path, run: _Run, preset: str, models: Path | None) -> None:
    """Wait for the process, and start another one when something changed after it had looked."""
    while True:
        process = run.process
        said, _ = process.communicate()
        atexit.unregister(process.terminate)
        with _lock:
            run.error = _failure(process.returncode, said)
            if run.again and run.error is None:
                run.again, run.process = False, _spawn(folder, preset, models)
                continue
            run.process = None
            return


def _failure(code: int, said: bytes) -> dict | None:
    if code == 0:
        return None
    try:
        return json.loads(said)["error"]
    except (ValueError, KeyError, TypeError):
        return {"kind": "check_failed", "message": "Looking at the shots stopped before it was done.", "hint": "Start it again; what was looked at is kept."}


@dataclass
class _Badges:
    stamp: tuple = ()
    keys: Keys = field(default_factory=lambda: Keys([], []))
    findings: dict[str, Finding] = field(default_factory=dict)
    kept: frozenset[str] = frozenset()
    unchecked: list[str] = field(default_factory=list)


class CheckVerbs:
    """Verbs on what continuity finds; `self` is a Project (store, story, plan, edit, start_regenerate)."""

    _badges: _Badges | None = None

    def start_check(self) -> None:
        """Look at the shots that changed since they were looked at, in the background; at once if it is going on already. Raises
        QuotaReached on a Space where a visitor or the server has too many going on."""
        folder, models, preset = self.store.folder, self.studio.settings.models_dir, self.preset.name
        with _lock:
            run = _runs.setdefault(folder, _Run())
            if self.store.limits is not None and not run.again:
                _allow(folder, self.store.limits)
            if run.process is not None:
                run.again = True
                return
            run.error, run.again, run.process = None, False, _spawn(folder, preset, models)
        threading.Thread(target=_wait, args=(folder, run, preset, models), daemon=True, name="check").start()

    def check_status(self, now: Snapshot | None = None) -> dict:
        """Whether shots are being looked at, how many of those that are made have been (`done` of `of`), and the error that
        stopped it (`kind`, `message`, `hint`), or None."""
        run = _runs.get(self.store.folder) or _Run()
        state = self._current_badges(now or self.snapshot())
        made = [k for k in state.keys.shots if k]
        return {"checking": run.process is not None, "done": sum(k in state.kept for k in made), "of": len(made), "error": run.error}

    def badges(self, now: Snapshot | None = None) -> dict:
        """What is known of each shot and boundary as they stand (in a snapshot, or now); never reads a frame.

        made: whether anything was looked at; findings: `id`, `shot`, `boundary` (the shot before it, for a finding about a
        seam, else None), `kind`, `words`, `number` and its `unit`, `fix` (`verb`, `words`) or None; unchecked: the shots that
        were not looked at since they changed."""
        state = self._current_badges(now or self.snapshot())
        found = [{"id": name, "shot": f.shot, "boundary": f.shot if f.to else None, "kind": f.kind, "words": f.words, "number": round(f.value, 3), "unit": UNITS[f.kind],
                  "fix": {"verb": f.fix.name, "words": f.fix.label} if f.fix else None} for name, f in state.findings.items()]
        return {"made": bool(state.kept), "findings": found, "unchecked": list(state.unchecked)}

    def apply_fix(self, finding: str) -> None:
        """Do what the finding's button says: one undoable edit, or a new take of one node, queued. Raises NotFound when the
        finding is gone or has no fix."""
        now = self.snapshot()
        found = self._current_badges(now).findings.get(finding)
        if found is None:
            raise NotFound("This finding is not there any more.", field="finding", hint="Check the film again.")
        if found.fix is None:
            raise NotFound("There is no fix for this by one click.", field="finding", hint="Change the shot's words, or regenerate it.")
        at = self.position(found.shot)
        match found.fix.name:
            case "regenerate":
                self.start_regenerate(self.node_name(f"keyframe/{found.to or found.shot}"))
            case "reshoot":
                self.start_regenerate(self.node_name(f"clip/{found.shot}"))
            case "strengthen":
                self.edit(*found.fix.args)
            case "livelier":
                self.edit_shot(found.shot, "camera", found.fix.args[1])
            case "bridge":
                self.edit_boundary(at, "mode", "bridge")
            case "match-colours":
                self.match_colours(at)
            case other:
                raise VgotError(f"Nobody knows the fix '{other}'.")

    def match_colours(self, left: int) -> None:
        """Let colour and light pass over the boundary after shot `left` (from 1) instead of jumping: it becomes a bridge, or a
        longer one where it passes already. One undoable edit. Raises BadInput for a boundary that is not there."""
        def change(story: Story) -> Story:
            number = number_in(story, left)
            if not 1 <= number <= len(story.boundaries):
                raise BadInput(f"There is no boundary after shot {number}.", field=f"boundaries/{number}",
                               hint=f"Name a shot from 1 to {len(story.boundaries)}.")
            before = story.boundary(number)
            length = MATCH_S if before.mode in ("cut", "reset") else min(4.0, max(MATCH_S, 1.5 * before.overlap_s))
            after = before.model_copy(update={"mode": "bridge", "overlap_s": length})
            return story.model_copy(update={"boundaries": [after if b is before else b for b in story.boundaries]})

        self._story(f"match the colours after shot {left}", change)

    def _current_badges(self, now: Snapshot) -> _Badges:
        known, last = self._badges, self.store.last_check()
        stamp = (now.stamp, last)
        if known is not None and known.stamp == stamp:
            return known
        # the keys change with the project alone, what is kept of them with every shot that was looked at
        keys = known.keys if known is not None and known.stamp[0] == stamp[0] else Keys.of(now)
        rows = self.store.kept_checks(keys.every()) if last else {}
        findings: dict[str, Finding] = {}
        for key in (*keys.shots, *keys.seams):
            for saved in json.loads(rows.get(key, "[]")) if key else ():
                f = Finding.from_json(saved)
                name = "-".join(filter(None, (f.kind, f.shot, f.to, f.character)))
                findings[name if name not in findings else f"{name}-{len(findings)}"] = f
        unchecked = [s.id for n, (s, key) in enumerate(zip(now.story.shots, keys.shots, strict=True))
                     if key not in rows or n < len(keys.seams) and keys.shots[n + 1] in rows and keys.seams[n] not in rows]
        made = self._badges = _Badges(stamp, keys, findings, frozenset(rows), unchecked)
        return made
