"""Animals made of metal: a robot's steel or a clockwork's brass, with rivets and a key that turns."""

from __future__ import annotations

import math
from typing import Any

from vgot.animatic.canvas import Colour, Group, mix, shade

#: material -> (body, second colour)
METALS: dict[str, tuple[Colour, Colour]] = {"robot": (0xFF9DAFC3, 0xFFD8E1EA), "clockwork": (0xFFCF9B3E, 0xFFF0D898)}


def metal_colours(metal: str, colour: Colour | None, second: Colour | None) -> tuple[Colour | None, Colour | None]:
    """The colours of an animal made of a metal; a colour that words give tints it."""
    if metal not in METALS:
        return colour, second
    body, light = METALS[metal]
    return (body if colour is None else mix(colour, body, 0.35)), (light if second is None else mix(second, light, 0.5))


def rivets(g: Group, places: tuple[tuple[float, float], ...], colour: Colour, r: float = 0.75) -> None:
    """Small round heads that hold the plates."""
    for x, y in places:
        g.circle(x, y, r, shade(colour, 0.35))
        g.circle(x - r * 0.3, y - r * 0.3, r * 0.45, shade(colour, -0.5))


def seam(g: Group, points: list[tuple[float, float]], colour: Colour) -> None:
    """Where two plates meet."""
    g.curve(points, stroke=shade(colour, 0.34), width=0.8)


def wind_up_key(g: Group, x: float, y: float, act: Any, size: float = 1.0) -> None:
    """A clockwork's key, turning on the back; a robot has an aerial there."""
    k = g.group().transform(x, y, size)
    if act.metal == "robot":
        k.line(0, 2, -1.4, -7, 0xFF6F7C8A, 1.2)
        k.circle(-1.5, -8, 1.9, 0xFFE4574F)
        return
    turn = math.cos(act.idle * 2 * math.pi)
    brass = 0xFFE7BE5C
    k.rect(-0.9, -5, 1.8, 7, shade(brass, 0.25), 0.5)
    for q in (-1, 1):
        k.ring(q * 3.2 * turn, -7.6, 0.8 + 2.4 * abs(turn), 2.8, brass, 1.6)
