"""Where each character stands in a frame: boxes from hand, or from the words of relation and camera. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

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


#: size of a shot, as its words say it -> how far down a head begins, how wide it is, how far apart two people and more stand, and
#: where bodies end: what the drawn world does (means of 1,400 figures)
_FIGURES: tuple[tuple[Any, ...], ...] = tuple(
    (re.compile(rf"\b(?:{said})\b"), *rest)
    for said, *rest in (
        (r"extreme close|extreme close-?up|tight close|macro|ecu|xcu", -0.05, (0.50, 0.32, 0.25), (0.44, 0.24), 1.0),
        (
            r"extreme wide|extreme long|establishing|aerial|panorama|very wide|vast|ews",
            0.48,
            (0.10, 0.10, 0.10),
            (0.15, 0.13),
            0.9,
        ),
        (
            r"medium close|medium|waist|mid|two shot|two-shot|cowboy|american shot|ms|mcu",
            0.10,
            (0.24, 0.235, 0.20),
            (0.30, 0.23),
            1.0,
        ),
        (r"close|close-?ups?|closeups?|tight|portrait|face|cu", 0.04, (0.38, 0.32, 0.25), (0.44, 0.24), 1.0),
        (r"wide|full|long|whole|ws", 0.30, (0.148, 0.148, 0.148), (0.20, 0.17), 0.9),
    )
)
_FRAME = 16 / 9


def figures_for(cast: Sequence[Cast], relation: str = "", camera: str = "") -> list[Box]:
    """Where the figure of each is, from the top of the head to the feet or the frame's edge, (x0, y0, x1, y1 in 0..1) in the order
    of `cast`; of one alone too. A box set by hand is kept. Their size is that of the shot, a medium one where words name none;
    sides and depth are those of `boxes_for`."""
    text, names = f"{relation}. {camera}".lower(), [c.name for c in cast]
    # what is said first is the shot's size: in "wide shot, a pan to a face" nobody is close
    sizes = [(said.start(), n) for n, (size, *_) in enumerate(_FIGURES) if (said := size.search(camera.lower()))]
    _, top, heads, apart, foot = _FIGURES[min(sizes)[1] if sizes else 2]
    count = max(1, len(cast))
    head, step = heads[min(count, 3) - 1], min(apart[min(max(count, 2), 3) - 2], 0.94 / count)
    columns = boxes_for(cast, relation, camera)
    order = sorted(range(len(cast)), key=lambda k: columns[k][0])
    boxes: list[Box] = []
    for k, one in enumerate(cast):
        if one.box is not None:
            boxes.append(one.box)
            continue
        far = {1: 1.1, 0: 1.0, -1: 0.8}[_depth(one.name, text, names) if count > 1 else 0]
        side = _side(one.name, text, names) if count == 1 else 0
        middle = 0.5 + (order.index(k) - (count - 1) / 2) * step + 0.15 * side
        # a body is 1.36 heads wide; a head far away begins lower
        half = min(head * far * 1.36, step if count > 1 else 1.0) / 2
        # several in a close shot are smaller than one: there is more above them
        high = top + (0.1 if count > 1 and top <= 0.05 else 0.0) + (1 - far) * head * _FRAME
        boxes.append((max(0.0, middle - half), max(0.0, high), min(1.0, middle + half), foot))
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
