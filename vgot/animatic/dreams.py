"""Dreams: what somebody dreams of, imagines or thinks of is no thing in the room; it is drawn in a bubble beside their head."""

from __future__ import annotations

import re

from vgot.animatic.acting import pose_of
from vgot.animatic.animal_sizes import DRAWN, HEIGHTS
from vgot.animatic.canvas import VIEW_H, VIEW_W
from vgot.animatic.lexicon.naming import THING
from vgot.animatic.lexicon.text import tokens_of
from vgot.animatic.looks import Look
from vgot.animatic.people.figure import head_at
from vgot.animatic.prop_boxes import BOXES

_DREAMS = re.compile(
    r"\b(?:(?:day)?dream(?:s|ed|t|ing)?|fantasi[sz]es?)\s+(?:of|about)\s+([^.;:!?]+)|\b(?:imagin(?:es?|ing)|thinks? of|remembers?|pictures)\s+([^.;:!?]+)",
    re.IGNORECASE,
)
#: how large the bubble is, in heights of the view, and what share of it the thing fills
_HALF, _FILLS = 0.2, 0.78


def put_dreams(scene: dict, *texts: str) -> None:
    """Move what the first actor dreams of into a bubble; nothing where no text names a thing that can be drawn."""
    if not scene["actors"] or scene["camera"]["angle"] in ("over_shoulder", "reverse"):
        return
    name = next((found for text in texts if (found := _dreamt(text))), "")
    camera, dreamer = scene["camera"], scene["actors"][0]
    if not name or name == dreamer["look"]["kind"]:
        return
    view, wide = VIEW_H / camera["zoom"], VIEW_W / camera["zoom"]
    x, y, r = head_at(Look.from_dict(dreamer["look"]), pose_of(dreamer, 0.0, 3.0, [], scene))
    side = 1.0 if x <= camera["x"] + 1 else -1.0
    half = _HALF * view
    at = min(max(x + side * (r + 1.5 * half), camera["x"] - wide / 2 + 1.3 * half), camera["x"] + wide / 2 - 1.3 * half)
    if abs(at - x) < r + 1.1 * half:  # the head fills the picture
        return
    middle = max(camera["y"] - view / 2 + 1.15 * half, min(y - 0.4 * r, camera["y"] - 0.1 * view))
    bubble = {
        "name": "piece:dream" if side > 0 else "piece:dream_left",
        "x": _r(at),
        "y": _r(middle),
        "scale": _r(half / 24.0),
        "up": 0.0,
        "stand": "",
    }
    scene["props"] = [p for p in scene["props"] if p["name"] != name and not p.get("subject")]
    other = next((a for a in scene["actors"][1:] if a["look"]["kind"] == name), None)
    if other is not None:
        tall = HEIGHTS.get(name, 40.0)
        other.update(
            x=_r(at), y=_r(middle + _FILLS * half * 0.9), scale=_r(min(1.0, 2 * _FILLS * half / tall)), speed=0.0, body="standing", furniture="",
            overlays=[], face=_r(-0.8 * side), seat=False,
        )  # fmt: skip
        for key in ("beats", "high", "climb", "afloat", "lift"):
            other.pop(key, None)
        scene["props"].append(bubble)
        return
    left, top, right, bottom = BOXES.get(name, (-12, -24, 12, 0))
    scale = min(2 * _FILLS * half / max(1, bottom - top), 2.5 * _FILLS * half / max(1, right - left), 1.6)
    scene["props"] += [
        bubble | {"front": True},
        {
            "name": name, "x": _r(at - (left + right) / 2 * scale), "y": _r(middle - (top + bottom) / 2 * scale), "scale": _r(scale), "up": 0.0, "stand": "", "front": True,
        },
    ]  # fmt: skip


def _dreamt(text: str) -> str:
    """The first thing or animal that a text says is dreamt of."""
    found = _DREAMS.search(text)
    if found is None:
        return ""
    tokens = tokens_of(found[1] or found[2])[:7]
    heard = (m for m in THING.find(tokens) if not m.negated)
    return next((m.value[1] for m in heard if m.value[1] in BOXES or m.value[1] in DRAWN), "")


def _r(value: float) -> float:
    return round(float(value), 3)
