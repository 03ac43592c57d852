"""Where each character stands in a frame: boxes from hand, or from the words of relation and camera. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vgot.models.base import Cast

Box = tuple[float, float, float, float]

_LEFT, _RIGHT = re.compile(r"\b(left|leftmost)\b"), re.compile(r"\b(right|rightmost)\b")
_NEAR = re.compile(r"\b(near|nearest|front|foreground|closest|close to (?:the )?camera)\b")
_FAR = re.compile(r"\b(far|farther|distant|distance|background|behind)\b")


def boxes_for(cast: Sequence[Cast], relation: str = "", camera: str = "") -> list[Box]:
    """One box (x0, y0, x1, y1 in 0..1) a character, in the order of `cast`.

    A box set by hand is kept. The others stand side by side in the order in which the texts put them: `Mary on the left`
    or `to the right of Tom`; near ones are taller than far ones. Boxes of neighbours do not overlap unless set by hand.
    """
    free = [k for k, c in enumerate(cast) if c.box is None]
    text = f"{relation}. {camera}".lower()
    place = {k: _side(cast[k].name, text, [c.name for c in cast]) for k in free}
    order = sorted(free, key=lambda k: (place[k], k))
    boxes: list[Box] = [c.box or (0.0, 0.0, 1.0, 1.0) for c in cast]
    for slot, k in enumerate(order):
        x0, x1 = slot / len(order), (slot + 1) / len(order)
        top = {1: 0.0, 0: 0.08, -1: 0.3}[_depth(cast[k].name, text, [c.name for c in cast])]
        boxes[k] = (x0, top if len(cast) > 1 else 0.0, x1, 1.0 if top < 0.3 else 0.85)
    return boxes


def _clauses(name: str, text: str, names: Sequence[str] = ()) -> list[str]:
    """What is said right after a name, up to the next stop or the next person."""
    first = re.escape(name.lower().split()[0]) if name.split() else r"\b\B"
    others = "|".join(re.escape(n.lower().split()[0]) for n in names if n.split() and n != name)
    said = [m.group(1) for m in re.finditer(rf"\b{first}\b([^.;,]*)", text)]
    return [re.split(rf"\b(?:{others})\b", clause)[0] for clause in said] if others else said


def _side(name: str, text: str, names: Sequence[str]) -> int:
    """-1 left, 1 right, 0 unsaid."""
    others = any(n.split() and n != name for n in names)
    for clause in _clauses(name, text, names):
        left, right = _LEFT.search(clause), _RIGHT.search(clause)
        if left and (not right or left.start() < right.start()):
            return -1
        if right:
            return 1
    if others:  # `to the left of Mary` puts Mary to the right of whoever is meant
        said = rf"of {re.escape(name.lower().split()[0])}\b"
        if re.search(rf"left {said}", text):
            return 1
        if re.search(rf"right {said}", text):
            return -1
    return 0


def _depth(name: str, text: str, names: Sequence[str]) -> int:
    """1 near, -1 far, 0 unsaid."""
    for clause in _clauses(name, text, names):
        if _NEAR.search(clause):
            return 1
        if _FAR.search(clause):
            return -1
    return 0
