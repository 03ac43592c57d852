"""What things are drawn with: a shadow, a swing that closes on itself, a few materials."""

from __future__ import annotations

import math
from collections.abc import Callable

from vgot.animatic.canvas import Group

WOOD, STEEL, INK, PAPER = 0xFF9B6B43, 0xFF8C95A3, 0xFF2F333C, 0xFFFBF6EA
Draw = Callable[[Group, float], None]


def shadow_under(g: Group, w: float) -> None:
    """A soft shadow of half width w under a thing."""
    g.ellipse(0, 0.6, w, 2 + w * 0.04, 0x30000000)


def swinging(p: float, speed: int = 1, at: float = 0.0) -> float:
    """-1..1 and back once for every turn of p times speed."""
    return math.sin((p * speed + at) * 2 * math.pi)
