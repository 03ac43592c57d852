"""The few pieces of furniture that actions bring along: what one sits on, works at or cooks on."""

from __future__ import annotations

import math

from vgot.animatic.canvas import Group, alpha, linear, shade

WOOD = 0xFF9B6B43


def behind(g: Group, name: str, x: float, y: float, s: float, face: float) -> None:
    """What is drawn before the person: chairs, benches, stones."""
    h = g.group().transform(x, y, s)
    d = 1 if face >= 0 else -1
    if name == "chair":
        h.line(-9 * d, 0, -9 * d, -42, shade(WOOD, 0.15), 3)
        h.line(9 * d, 0, 9 * d, -15, shade(WOOD, 0.15), 3)
        h.rect(-11, -18.5, 22, 4, WOOD, 1.5)
        h.rect(-12.4 if d > 0 else 6.6, -45, 5.8, 17, WOOD, 2)
        h.line(-9 * d, -9, 9 * d, -9, shade(WOOD, 0.25), 1.6)
    elif name == "bench":
        for q in (-1, 1):
            h.line(q * 22, 0, q * 22, -16, 0xFF4A4E58, 3)
        h.rect(-30, -19, 60, 4.4, WOOD, 1.5)
        h.rect(-30, -34, 60, 4, shade(WOOD, 0.08), 1.5)
        h.rect(-30, -27.5, 60, 4, shade(WOOD, 0.04), 1.5)
        for q in (-1, 1):
            h.line(q * 24, -16, q * 24, -36, 0xFF4A4E58, 2.4)
    elif name == "rock":
        h.path([("M", -19, 1), ("C", -22, -10, -15, -18, -5, -18), ("C", 6, -20, 17, -16, 19, 1), ("Z",)], 0xFF8C8F98)
        h.path([("M", -15, -8), ("C", -12, -15, -4, -17, 4, -17), ("Q", -5, -11, -15, -8), ("Z",)], 0xFFA5A8B0)


def before(g: Group, name: str, x: float, y: float, s: float, t: float) -> None:
    """What is drawn after the person: desks and counters."""
    h = g.group().transform(x, y + 3, s)
    if name == "desk":
        h.ellipse(0, 1, 44, 3.4, 0x28101018)
        for q in (-1, 1):
            h.rect(q * 34 - 3, -29, 6, 30, shade(WOOD, 0.22), 1)
        h.rect(-34, -28, 68, 12, shade(WOOD, 0.1), 1)
        h.rect(-42, -33, 84, 5.4, WOOD, 2)
        h.rect(-42, -33, 84, 1.8, shade(WOOD, -0.16), 1)
        h.poly([(-12, -33), (10, -33), (13, -36.4), (-9, -36.4)], 0xFFFBF8EE)
        h.line(-6, -34.6, 8, -34.6, 0xFFC9C2B0, 0.7)
        for i, c in enumerate((0xFFD8414A, 0xFF3C6FD1, 0xFF3E9E5F)):
            h.rect(-37, -36.2 - 3.2 * i, 17 - i * 2, 3.2, c, 0.7)
        h.rect(27, -42, 8, 9, 0xFF5F8A8B, 1.5)
        for i in range(3):
            h.line(29 + i * 2, -41, 28 + i * 3.2, -49, (0xFFF2C230, 0xFFD8414A, 0xFF3A4A6B)[i], 1.2)
    elif name == "counter":
        h.rect(-48, -30, 96, 31, 0xFF6FA8A2, 2)
        h.rect(-51, -35, 102, 6, 0xFFF4EFE4, 2)
        for q in (-1, 0, 1):
            h.rect(q * 31 - 13, -26, 26, 22, 0xFF83BBB4, 2)
            h.circle(q * 31 + 8, -15, 1.2, 0xFFF4EFE4)
        h.rect(-9, -45, 20, 11, 0xFF4C525E, 2.5)
        h.line(11, -41, 21, -43, 0xFF2F333C, 2.4)
        h.ellipse(1, -45, 10, 2, 0xFF6A7280)
        for i in range(3):
            c = (t * 0.45 + i * 0.37) % 1.0
            h.ellipse(
                -4 + i * 4.5 + 2.2 * math.sin(c * 7 + i),
                -48 - 17 * c,
                2.4 + 2.4 * c,
                2.2 + 2 * c,
                alpha(0xFFFFFFFF, 0.34 * (1 - c)),
            )
        h.circle(-34, -38, 3.6, 0xFFD8414A)
        h.circle(-28, -37.6, 3.2, 0xFF7DB546)
        h.rect(27, -42, 8, 7.4, 0xFFEBD9B4, 1.4)


def pool(g: Group, x: float, y: float, t: float) -> None:
    """The water that a rowing boat brings along: it covers the ground before the backdrop."""
    g.rect(x - 700, y - 7, 1400, 200, linear(0, y - 7, 0, y + 46, [0xFF5FA6CC, 0xFF3B8FC2, 0xFF236A98]))
    g.rect(x - 700, y - 7, 1400, 1.2, 0xA0DCEFF8)
    for i in range(26):
        w = 10 + (i * 7) % 17
        xx = x - 260 + (i * 83) % 520 + 4 * math.sin(t * 1.1 + i)
        yy = y - 3 + (i * 5) % 34
        g.rect(xx, yy, w, 1.1, alpha(0xFFFFFFFF, 0.28 + 0.08 * (i % 3)), 0.6)


def table_top(g: Group, x: float, y: float, scale: float) -> None:
    """The edge of a table that fills the foreground under a small thing seen from near."""
    y += 1.5
    g.rect(x - 600, y - 7, 1200, 200, linear(0, y - 7, 0, y + 30, [0xFF8E5F3C, 0xFF754B2D, 0xFF54341F]))
    g.rect(x - 600, y - 7, 1200, 0.9, 0xA0D9AE7C)
    for k in range(6):
        g.rect(x - 600, y - 4 + k * (3 + k), 1200, 0.4 + 0.1 * k, 0x303A2312)
    g.ellipse(x, y, 15 * scale, 1.6 + 1.1 * scale, 0x38000000)


def ripples(g: Group, x: float, y: float, half: float, phase: float) -> None:
    """The water around what floats, `half` its length: it darkens under it, and rings go out."""
    g.ellipse(x, y + 1.5, half * 1.05, 1.2 + half * 0.1, 0x40123048)
    for k in range(2):
        out = (phase + 0.5 * k) % 1.0
        ring = alpha(0xFFFFFFFF, 0.2 * (1 - out))
        g.ellipse(x, y + 1, half * (1 + 0.5 * out), (1.5 + half * 0.1) * (1 + out), ring)


def bow_wave(g: Group, x: float, y: float, half: float, phase: float, legs: float = 0.0) -> None:
    """Before what floats the water stands a little higher than its foot, and covers what legs it has."""
    y, dip = y + 0.4, 0.6 + half * 0.03
    lift = dip * math.sin(2 * math.pi * phase)
    points = [(x + half * k / 3, y + (dip + lift if k % 2 else -dip - lift)) for k in range(-4, 5)]
    low = y + 3 * dip + 2 * legs
    deep = linear(0, y, 0, low, [0xFF4A96C0, 0xFF4A96C0, 0x004A96C0]) if legs else 0xC02F78A4
    g.curve([*points, (x + half * 1.3, low), (x - half * 1.3, low)], deep, close=True)
    g.curve(points, stroke=0x90F2FAFF, width=0.7 + half * 0.012)


NAMES = ("chair", "bench", "rock", "desk", "counter")
