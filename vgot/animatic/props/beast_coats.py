"""Coats of four-legged animals: stripes, spots, spines and fur over the trunk."""

from __future__ import annotations

import math

from vgot.animatic.canvas import Colour, Group, alpha, shade
from vgot.animatic.props.bodies import INK, Beast


# -- coats ------------------------------------------------------------------------------------------------------------
def _tiger(g: Group, b: Beast, cy: float, s: Colour) -> None:
    for k in range(6):
        x = -b.rx * 0.82 + k * b.rx * 0.3
        g.curve(
            [(x, cy - b.ry * 0.94), (x + 3, cy - b.ry * 0.4), (x + 0.6, cy + b.ry * (0.2 if k % 2 else -0.1))],
            stroke=INK,
            width=2.1,
        )


def _rosettes(g: Group, b: Beast, cy: float, s: Colour) -> None:
    for k in range(14):
        x, y = -b.rx * 0.8 + (k % 7) * b.rx * 0.27 + (k // 7) * 2.4, cy - b.ry * 0.55 + (k // 7) * b.ry * 0.6
        g.ring(x, y, 1.7, 1.4, 0xFF7A4E22, 1.1)


def _patches2(g: Group, b: Beast, cy: float, s: Colour) -> None:
    for dx, dy, w, h in (
        (-0.7, -0.3, 5, 4.4),
        (-0.3, 0.25, 5, 4),
        (0.1, -0.4, 5.4, 4.4),
        (0.5, 0.2, 4.6, 4),
        (-0.1, 0.6, 3.6, 2.6),
        (0.72, -0.5, 3.6, 3.2),
    ):
        g.ellipse(b.rx * dx, cy + b.ry * dy, w, h, s)


def _zebra(g: Group, b: Beast, cy: float, s: Colour) -> None:
    for k in range(7):
        x = -b.rx * 0.86 + k * b.rx * 0.27
        g.curve([(x, cy - b.ry * 0.92), (x + 2.6, cy), (x - 0.4, cy + b.ry * 0.62)], stroke=s, width=2.0)
    for k in range(4):  # the neck
        t = 0.2 + k * 0.22
        x, y = b.rx * 0.62 * (1 - t) + b.hx * t, (cy - b.ry * 0.5) * (1 - t) + (b.hy + 2) * t
        g.line(x - 5 + k * 0.8, y - 2.4, x + 5 - k * 0.8, y + 2.4, s, 1.8)


def _panda(g: Group, b: Beast, cy: float, s: Colour) -> None:
    g.curve(
        [
            (b.rx * 0.25, cy - b.ry * 0.92),
            (b.rx * 0.6, cy - b.ry * 1.05),
            (b.rx * 0.98, cy - b.ry * 0.7),
            (b.rx * 1.05, cy + b.ry * 0.2),
            (b.rx * 0.8, cy + b.ry * 0.92),
            (b.rx * 0.3, cy + b.ry * 0.6),
            (b.rx * 0.25, cy - b.ry * 0.92),
        ],
        s,
        close=True,
    )


def _spines(g: Group, b: Beast, cy: float, s: Colour) -> None:
    c = 0xFF5E4632
    g.curve(
        [
            (-b.rx * 1.1, cy + b.ry * 0.5),
            (-b.rx * 1.2, cy - b.ry * 1.4),
            (0, cy - b.ry * 1.35),
            (b.rx * 0.95, cy - b.ry * 1.3),
            (b.rx * 0.8, cy + b.ry * 0.3),
        ],
        c,
        close=True,
    )
    for k in range(15):
        a = math.pi * (0.06 + 0.06 * k)
        x, y = -b.rx * 0.1 + b.rx * 1.0 * math.cos(a), cy - b.ry * 0.9 * math.sin(a) + b.ry * 0.1
        g.line(x, y, x * 1.22 - 1.6, y - 3.0 * math.sin(a) - 0.8, shade(c, -0.25 if k % 2 else 0.1), 1.3)
    for k in range(8):
        g.line(
            -b.rx * 0.7 + k * 2.0,
            cy - b.ry * (0.2 + 0.4 * (k % 2)),
            -b.rx * 0.7 + k * 2.0 - 1.6,
            cy - b.ry * (0.2 + 0.4 * (k % 2)) - 2.2,
            shade(c, -0.3),
            1.1,
        )


def _fur(g: Group, b: Beast, cy: float, s: Colour) -> None:
    """Long hair that hangs from back and belly."""
    for row, (y, long, tone) in enumerate(((0.35, 1.15, 0.1), (-0.2, 0.75, 0.0), (-0.75, 0.6, -0.08))):
        wide = b.rx * (1.02 - 0.06 * row)
        points: list[tuple] = [("M", -wide, cy + b.ry * (y - 0.4))]
        for k in range(9):
            x = -wide + 2 * wide * k / 8
            points.append(("L", x, cy + b.ry * (y + long * (0.5 + 0.08 * ((k + row) % 3)))))
            points.append(("L", x + wide / 8, cy + b.ry * (y + long * 0.16)))
        points += [("L", wide, cy + b.ry * (y - 0.4)), ("Z",)]
        g.path(points, alpha(shade(s, tone), 0.9))


#: word of a Beast's `extra` -> what is painted on its trunk
COATS = {
    "tigerstripes": _tiger,
    "rosettes": _rosettes,
    "patches2": _patches2,
    "zebra": _zebra,
    "panda": _panda,
    "spines": _spines,
    "fur": _fur,
}
