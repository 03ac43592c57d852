"""Which of a shot's words the drawn world shows, for the page and the command line: of what is kept, and of what is typed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, cast

from vgot.errors import BadInput, NotFound
from vgot.language.forms import bases
from vgot.render.snapshot import Snapshot
from vgot.story.model import DOMAINS, Shot

#: the texts of a shot that can be asked about while they are typed
TEXTS = (*DOMAINS, "summary")


def coverage_of(domain: str, text: str) -> dict[str, Any]:
    """The words of one text that is typed and belongs to no shot yet: {"words", "not_drawn", "drawn_as"}. Raises BadInput for a
    domain that there is not."""
    if domain not in TEXTS:
        raise BadInput(f"There is no text '{domain}'.", field="domain", hint=f"It is one of {', '.join(TEXTS)}.")
    from vgot.animatic.lexicon import coverage  # the drawn world's words: a fifth of what a command loads

    return coverage.coverage_of(domain, text).as_json()


def shot_coverage(now: Snapshot, number: int, typed: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The words of a shot with their states, {"words", "not_drawn", "drawn_as"}; nothing where the film is not drawn. What is not drawn
    of the film's own sentence comes before what a writer put around it. `typed`: texts
    as they stand on the page, not kept yet. What is kept and drawn is judged by its picture, all else by what will be read."""
    from vgot.animatic.lexicon.coverage import Coverage, understood
    from vgot.animatic.nearest import nearest_place

    story = now.story
    if not 1 <= number <= len(story.shots):
        raise NotFound(
            f"There is no shot {number}.", field=f"shots/{number}", hint=f"The film has {len(story.shots)} shots."
        )
    if not now.preset.drawn:
        return Coverage().as_json()
    shot = story.shots[number - 1]
    new = {k: v for k, v in (typed or {}).items() if k in TEXTS and v != _kept(shot, k)}
    domains = shot.domains.model_copy(update={k: v for k, v in new.items() if k in DOMAINS})
    place = shot.place.replace("-", " ").title() if shot.place else ""
    names = [story.character(p.character).name for p in shot.who] + [p.character.replace("-", " ") for p in shot.who]
    told = understood(
        domains,
        new.get("summary", shot.summary),
        place,
        scene=_scene(now, shot) if not new else None,
        names=names,
        nearest=nearest_place,
        style=story.style,
        set_move=shot.camera_move.move if shot.camera_move else "",
        set_lens=shot.camera_move is not None and shot.camera_move.lens is not None,
    )
    asked = {base for word in re.findall(r"[^\W\d_]+", story.sentence) for base in bases(word)}
    missed = sorted(told.not_drawn, key=lambda word: not any(bases(part) & asked for part in word.split()))
    return told.as_json() | {"not_drawn": missed}


def _kept(shot: Shot, text: str) -> str:
    return shot.summary if text == "summary" else getattr(shot.domains, text)


def _scene(now: Snapshot, shot: Shot) -> dict[str, Any] | None:
    """What was staged of a shot, where its still is as its words are."""
    planned = now.plan().nodes.get(f"keyframe/{shot.id}")
    if planned is None or not planned.settled or planned.take is None or "scene" not in planned.take.digests:
        return None
    scene = json.loads(now.store.read_blob(planned.take.digests["scene"]) or b"null")
    return cast("dict[str, Any]", scene) if isinstance(scene, dict) and "actors" in scene else None
