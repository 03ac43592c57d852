"""What continuity finds in a film, as a person meets it: badges on shots and boundaries, and fixes by one click."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from vgot.errors import BadInput, NotFound, VgotError
from vgot.evaluate import check_run
from vgot.evaluate.check_run import Keys
from vgot.evaluate.findings import UNITS, Finding
from vgot.project.story_edits import StoryEdits
from vgot.project.take_choices import TakeChoices
from vgot.render.live_film import LiveFilm
from vgot.render.snapshot import Snapshot
from vgot.story.edits import number_in
from vgot.story.model import Story

#: A boundary that is to match colours is this long at least.
MATCH_S = 1.2


@dataclass
class _Badges:
    stamp: tuple[object, ...] = ()
    keys: Keys = field(default_factory=lambda: Keys([], []))
    findings: dict[str, Finding] = field(default_factory=dict[str, Finding])
    kept: frozenset[str] = frozenset()
    unchecked: list[str] = field(default_factory=list[str])


class Continuity:
    """What was seen in one film. A fix is an edit, or a new take."""

    def __init__(self, film: LiveFilm, edits: StoryEdits, takes: TakeChoices):
        self.film, self.store, self.edits, self.takes = film, film.store, edits, takes
        self._badges: _Badges | None = None

    def start_check(self) -> None:
        """Look at the shots that changed since they were looked at, in the background; at once if it is going on already. Raises
        QuotaReached on a Space where a visitor or the server has too many going on."""
        check_run.start(self.store.folder, self.film.preset.name, self.film.settings.models_dir, self.store.limits)

    def check_status(self, now: Snapshot | None = None) -> dict[str, Any]:
        """Whether shots are being looked at, how many of those that are made have been (`done` of `of`), and the error that
        stopped it (`kind`, `message`, `hint`), or None."""
        checking, error = check_run.going_on(self.store.folder)
        state = self._current_badges(now or self.film.snapshot())
        made = [k for k in state.keys.shots if k]
        return {"checking": checking, "done": sum(k in state.kept for k in made), "of": len(made), "error": error}

    def badges(self, now: Snapshot | None = None) -> dict[str, Any]:
        """What is known of each shot and boundary as they stand (in a snapshot, or now); never reads a frame.

        made: whether anything was looked at; findings: `id`, `shot`, `boundary` (the shot before it, for a finding about a
        seam, else None), `kind`, `words`, `number` and its `unit`, `fix` (`verb`, `words`) or None; unchecked: the shots that
        were not looked at since they changed."""
        state = self._current_badges(now or self.film.snapshot())
        found = [
            {
                "id": name,
                "shot": f.shot,
                "boundary": f.shot if f.to else None,
                "kind": f.kind,
                "words": f.words,
                "number": round(f.value, 3),
                "unit": UNITS[f.kind],
                "fix": {"verb": f.fix.name, "words": f.fix.label} if f.fix else None,
            }
            for name, f in state.findings.items()
        ]
        return {"made": bool(state.kept), "findings": found, "unchecked": list(state.unchecked)}

    def apply_fix(self, finding: str) -> None:
        """Do what the finding's button says: one undoable edit, or a new take of one node, queued. Raises NotFound when the
        finding is gone or has no fix."""
        now = self.film.snapshot()
        found = self._current_badges(now).findings.get(finding)
        if found is None:
            raise NotFound("This finding is not there any more.", field="finding", hint="Check the film again.")
        if found.fix is None:
            raise NotFound(
                "There is no fix for this by one click.",
                field="finding",
                hint="Change the shot's words, or regenerate it.",
            )
        at = self.edits.position(found.shot)
        match found.fix.name:
            case "regenerate":
                self.takes.start_regenerate(self.film.node_name(f"keyframe/{found.to or found.shot}"))
            case "reshoot":
                self.takes.start_regenerate(self.film.node_name(f"clip/{found.shot}"))
            case "strengthen":
                path, value = found.fix.args
                self.edits.edit(path, value)
            case "livelier":
                self.edits.edit_shot(found.shot, "camera", found.fix.args[1])
            case "bridge":
                self.edits.edit_boundary(at, "mode", "bridge")
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
                raise BadInput(
                    f"There is no boundary after shot {number}.",
                    field=f"boundaries/{number}",
                    hint=f"Name a shot from 1 to {len(story.boundaries)}.",
                )
            before = story.boundary(number)
            length = MATCH_S if before.mode in ("cut", "reset") else min(4.0, max(MATCH_S, 1.5 * before.overlap_s))
            after = before.model_copy(update={"mode": "bridge", "overlap_s": length})
            return story.model_copy(update={"boundaries": [after if b is before else b for b in story.boundaries]})

        self.edits.change(f"match the colours after shot {left}", change)

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
        unchecked = [
            s.id
            for n, (s, key) in enumerate(zip(now.story.shots, keys.shots, strict=True))
            if key not in rows or n < len(keys.seams) and keys.shots[n + 1] in rows and keys.seams[n] not in rows
        ]
        made = self._badges = _Badges(stamp, keys, findings, frozenset(rows), unchecked)
        return made
