"""A part of a drawing drawn otherwise: what words within a mask mean to the drawn world.

Words about somebody under the mask are read as their look, and change of it only what they say; other words are read as those of the
shot, and what they bring into the scene stands where the mask is. The shot is then drawn anew and laid into the old drawing.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

import numpy as np

from vgot.animatic.canvas import VIEW_H, VIEW_W
from vgot.animatic.looks import Look
from vgot.animatic.placed import boxes_of
from vgot.animatic.prop_boxes import box_of
from vgot.animatic.scene import camera_at
from vgot.animatic.stages import same_person
from vgot.errors import BadInput
from vgot.models.base import KeyframeSpec
from vgot.story.model import Domains

#: How much of a mask lies on somebody before its words are theirs.
_MINE = 0.3
#: How much of a head has to lie under a mask, and what of a box is the head with what is on it.
_COVERED, _HEAD = 0.5, 0.45
#: A head stands higher than its box, with what is on it, in heights of the box.
_OVER = 0.2
#: Draws that decide what words leave open: what they say is the same in all of them.
_DRAWS = (1, 2, 3)
#: What the words of a retouch add to say that something else was there.
_INSTEAD = (" instead", " now", " please")


def told(words: str) -> str:
    """The words of a retouch as a description: without what asks for it."""
    said = words.strip().rstrip(".!")
    for tail in _INSTEAD:
        said = said.removesuffix(tail)
    head, _, rest = said.partition(" ")
    return rest if head.lower() in ("add", "put", "draw", "give", "make", "paint") and rest else said


def changed_look(look: Look, words: str) -> Look | None:
    """The look with what the words say of it; None where they say nothing of a look."""
    said: dict[str, Any] = {}
    for draw in _DRAWS:
        with_words, without = (same_person(look, "retouch", text, "", "", draw) for text in (words, ""))
        for field in fields(Look):
            value = getattr(with_words, field.name)
            if value != getattr(without, field.name):
                said[field.name] = value
    said.pop("backdrop", None)
    return replace(look, **said) if said else None


def under(scene: bytes, mask: np.ndarray) -> str | None:
    """Who of a drawing lies under a mask: whose head it covers, or who is most of what it covers; None for nobody."""
    high, wide = mask.shape
    found: list[tuple[float, str]] = []
    for character, (x0, y0, x1, y1) in boxes_of(scene).items():
        y0, tall = max(0.0, y0 - _OVER * (y1 - y0)), y1 - y0
        left, right = int(x0 * wide), round(x1 * wide)
        body = mask[int(y0 * high) : round(y1 * high), left:right]
        head = mask[int(y0 * high) : round((y0 + _HEAD * tall) * high), left:right]
        mine = float(body.sum()) / max(1, int(mask.sum()))
        covered = float(head.mean()) if head.size else 0.0
        found.append((max(mine if mine >= _MINE else 0.0, covered if covered >= _COVERED else 0.0), character))
    best = max(found, default=(0.0, ""))
    return best[1] if best[0] else None


def alone(spec: KeyframeSpec, *, background: str = "", relation: str = "") -> KeyframeSpec:
    """A wide shot of these words and of nothing else: what they bring into a scene."""
    return replace(
        spec,
        domains=Domains(background=background, relation=relation, camera="Wide shot."),
        summary="",
        cast=(),
        place_name="",
        place_look="",
        plate=None,
        staging=None,
        height=None,
        lens=None,
        beats=(),
    )


def stand_under(before: dict[str, Any], things: Sequence[dict[str, Any]], mask: np.ndarray) -> dict[str, Any]:
    """The scene as it stands, its camera, its people and what was there where they were, with things under the mask, as large as it; several
    side by side."""
    camera, (high, wide) = camera_at(before, 0.0), mask.shape
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    x0, broad = columns[0] / wide, (columns[-1] + 1 - columns[0]) / wide / len(things)
    y0, y1 = rows[0] / high, (rows[-1] + 1) / high
    tall = (y1 - y0) * VIEW_H / camera.zoom
    foot = camera.y + (y1 - 0.5) * VIEW_H / camera.zoom - 0.03 * tall
    stood = [
        _standing(
            thing,
            camera.x + (x0 + (n + 0.5) * broad - 0.5) * VIEW_W / camera.zoom,
            foot,
            tall,
            broad * VIEW_W / camera.zoom,
        )
        for n, thing in enumerate(things)
    ]
    return {**before, "props": [*before["props"], *stood]}


def _standing(thing: dict[str, Any], middle: float, foot: float, tall: float, broad: float) -> dict[str, Any]:
    """A thing that stands at a point of the world, in a field of this height and width."""
    left, top, right, bottom = box_of(thing["name"])
    scale = min(0.94 * tall / max(1, bottom - top), 0.94 * broad / max(1, right - left))
    return {
        **thing,
        "stand": "",
        "up": 0.0,
        "front": True,  # nobody hides what was asked for
        "lit": False,  # its light would end where the mask does
        "scale": round(scale, 3),
        "x": round(middle - (left + right) / 2 * scale, 3),
        "y": round(foot - bottom * scale, 3),
    }


def is_scene(sidecar: bytes) -> bool:
    try:
        found = json.loads(sidecar)
    except (ValueError, UnicodeDecodeError):
        return False
    return isinstance(found, dict) and ("actors" in found or "plate" in found)


def no_drawing() -> BadInput:
    return BadInput(
        "This picture is no drawing of the drawn world, which can only draw anew what it has drawn.",
        field="retouch",
        hint="Choose a preset with models that paint into pictures, or a take that was drawn.",
    )
