"""Set pieces: what a deed is done at, drawn beside its doer: a door, a table, a plank to saw. Each stands on (0, 0) and faces
the doer on its left; `done` (0..1) is how far the deed has changed it, `phase` turns."""

from __future__ import annotations

import math
from collections.abc import Callable

from vgot.animatic.canvas import Group, alpha, linear, shade

_WOOD, _STEEL, _GREEN = 0xFF9B6B43, 0xFFB9C4CE, 0xFF4F9A4A


def draw_piece(g: Group, name: str, x: float, y: float, scale: float, side: float, done: float, phase: float) -> None:
    """A piece with its foot at (x, y); `side` 1: its doer stands on the left and looks right."""
    draw = PIECES.get(name)
    if draw is not None:
        draw(g.group().transform(x, y, scale if side >= 0 else -scale, 0.0, scale), done, phase)


def _door(g: Group, done: float, phase: float) -> None:
    g.rect(-3, -94, 40, 95, shade(_WOOD, 0.35), 1)
    g.rect(1, -90, 32, 90, linear(0, -90, 0, 0, [0xFFFFE9B8, 0xFFE9C98A]))
    wide = 32 * (1 - 0.78 * done)
    g.poly([(33, -90), (33 - wide, -90 - 3 * done), (33 - wide, 1.5 * done), (33, 0)], shade(_WOOD, 0.08))
    for top in (-82, -42):
        g.poly(
            [
                (33 - wide * 0.14, top),
                (33 - wide * 0.84, top),
                (33 - wide * 0.84, top + 32),
                (33 - wide * 0.14, top + 32),
            ],
            shade(_WOOD, 0.2),
        )
    g.circle(33 - wide * 0.9, -43, 2.2, 0xFFF2C94C)


def _door_open(g: Group, done: float, phase: float) -> None:
    _door(g, 1.0 - done, phase)


def _door_shut(g: Group, done: float, phase: float) -> None:
    _door(g, 0.0, phase)


def _hearts(g: Group, done: float, phase: float) -> None:
    for k, (x, colour) in enumerate(((0.0, 0xFFE8475A), (-9.0, 0xFFF28A96), (9.0, 0xFFF6A5B0))):
        c = (phase * 0.9 + 0.31 * k + 0.2) % 1.0
        s = (1.0 if k == 0 else 0.66) * (0.75 + 0.4 * c)
        y = -88.0 - 15.0 * c - 4.0 * (k == 0)
        x += 1.6 * math.sin(6.3 * c + k)
        g.path(
            [
                ("M", x, y + 5 * s), ("C", x - 9 * s, y - 1 * s, x - 5 * s, y - 8 * s, x, y - 3 * s),
                ("C", x + 5 * s, y - 8 * s, x + 9 * s, y - 1 * s, x, y + 5 * s), ("Z",),
            ],
            alpha(colour, 0.95 * min(1.0, 4.0 * (1.0 - c), 6.0 * c + 0.2)),
        )  # fmt: skip


def _screen(g: Group, done: float, phase: float) -> None:
    cloth = (0xFFC9705A, 0xFFD98A6B, 0xFFC9705A)
    for k, colour in enumerate(cloth):
        x = -6 + 15 * k
        up = 2.0 if k % 2 else 0.0
        g.rect(x, -62 - up, 15, 62 + up, shade(_WOOD, 0.2), 1)
        g.rect(x + 1.6, -59 - up, 11.8, 54 + up, linear(x, 0, x + 15, 0, [shade(colour, -0.08), shade(colour, 0.1)]))
        for dot in range(3):
            g.circle(x + 7.5, -50 + 17 * dot, 2.0, alpha(0xFFFBE3C0, 0.7))


def _dream(g: Group, done: float, phase: float, side: float = 1.0) -> None:
    edge, cloud = 0xFFB9C6DA, 0xFFFDFDFF
    puffs = ((0, 0, 24), (-19, 3, 15), (19, 3, 15), (-10, -10, 16), (11, -11, 15), (-11, 12, 13), (12, 12, 13))
    w = 0.6 * math.sin(6.2832 * phase)
    for x, y, r in puffs:
        g.circle(x, y + w, r + 1.2, edge)
    for x, y, r in puffs:
        g.circle(x, y + w, r, cloud)
    for x, y, r in ((-31, 19, 4.2), (-38, 25, 2.8), (-43, 30, 1.8)):
        g.circle(side * x, y - w, r + 0.8, edge)
        g.circle(side * x, y - w, r, cloud)


def _dream_left(g: Group, done: float, phase: float) -> None:
    _dream(g, done, phase, -1.0)


def _front(g: Group, done: float, phase: float) -> None:
    wall = 0xFFE9DFC8
    g.rect(-50, -106, 100, 107, linear(0, -106, 0, 0, [shade(wall, -0.2), shade(wall, 0.1)]))
    for x in (-50, 44):
        g.rect(x, -106, 6, 107, shade(_WOOD, 0.3))
    g.rect(-50, -10, 100, 11, 0xFF9A958C)
    for k in range(7):
        g.rect(-49 + 14.2 * k, -9.4, 12.6, 8.6, shade(0xFFB0AA9E, 0.08 * (k % 2)), 1.5)
    g.poly([(-60, -102), (60, -102), (46, -132), (-46, -132)], 0xFFA8523C)
    for k in range(3):
        g.line(-57 + 4.5 * k, -108 - 9 * k, 57 - 4.5 * k, -108 - 9 * k, shade(0xFFA8523C, 0.2), 1.2)
    for x, y, r in ((-46, -20, 8), (-43, -34, 7), (-46, -48, 6), (-41, -60, 4.5)):
        g.circle(x, y, r, shade(_GREEN, 0.04 * (int(-y) % 3)))


def _raft(g: Group, done: float, phase: float) -> None:
    for k in range(5):
        y = -3.6 - 2.5 * k
        x = -30 + 3.0 * k
        tone = shade(0xFFA8763F, 0.06 * (k % 2))
        g.rect(x, y - 2.6, 62, 5.4, tone, 2.6)
        g.ellipse(x + 61, y + 0.1, 2.0, 2.6, shade(tone, -0.3))
    for x in (-16, 20):
        g.poly([(x, -1), (x + 4, -1), (x + 14, -16.5), (x + 10, -16.5)], 0xFFD9C49A)
    g.rect(-8, -21, 46, 3.2, shade(_WOOD, 0.15), 1)
    g.ellipse(20, -23, 13, 4.2, 0xFFF7F0DE)


def _bricks(g: Group, done: float, phase: float) -> None:
    rows = (4, 4, 3, 3, 2)
    for row, many in enumerate(rows):
        for k in range(many):
            x = -8 + 13 * k + (6.5 if row % 2 else 0.0)
            g.rect(x, -9 - 8.6 * row, 12.2, 7.8, shade(0xFFB9604A, 0.1 * ((row + k) % 3) - 0.05), 0.8)
    g.rect(48, -7, 11, 7, 0xFF8C95A3, 1.5)
    g.ellipse(53.5, -7, 5.5, 1.6, 0xFFD6D2C8)


def _table(g: Group, done: float, phase: float) -> None:
    for x in (-22, 22):
        g.rect(x - 2, -30, 4, 31, shade(_WOOD, 0.22), 1)
    g.rect(-28, -34, 56, 5, _WOOD, 2)
    g.rect(-28, -34, 56, 1.6, shade(_WOOD, -0.18), 0.8)


def _meal(g: Group, done: float, phase: float) -> None:
    _table(g, done, phase)
    g.ellipse(-8, -35, 10, 2.4, 0xFFFDFBF5)
    g.ellipse(-8, -36.4, 6, 2.2, 0xFFD9803B)
    g.rect(10, -44, 6, 10, 0xFFFDFBF5, 1.4)


def _paper(g: Group, done: float, phase: float) -> None:
    _table(g, done, phase)
    g.poly([(-18, -34.4), (2, -34.4), (5, -37), (-14, -37)], 0xFFFBF8EE)
    for k in range(3):
        g.line(-13 + k, -35.0 - 0.7 * k, -2 + k, -35.0 - 0.7 * k, 0xFF8790A8, 0.6)


def _cutting(g: Group, done: float, phase: float) -> None:
    _table(g, done, phase)
    g.rect(-18, -36.4, 24, 2.6, 0xFFD9A869, 1)
    for k, c in enumerate((0xFFE8762C, 0xFFE8762C, 0xFF7DB546)):
        g.circle(-13 + 6 * k, -38.6, 2.8, c)


def _pot(g: Group, done: float, phase: float) -> None:
    g.rect(-22, -34, 44, 35, 0xFF6D7482, 2)
    g.rect(-24, -37, 48, 4.4, 0xFF3F4550, 1.5)
    g.rect(-16, -26, 32, 18, 0xFF4C525E, 2)
    g.rect(-13, -47, 25, 11, 0xFF8A4B3A, 2.5)
    g.ellipse(-0.5, -47, 12.5, 2.6, 0xFFB66A4F)
    for k in range(3):
        c = (phase * 1.1 + k * 0.37) % 1.0
        g.ellipse(
            -6 + 6 * k + 2 * math.sin(7 * c + k),
            -50 - 20 * c,
            2.4 + 3 * c,
            2.4 + 2 * c,
            alpha(0xFFFFFFFF, 0.4 * (1 - c)),
        )


def _campfire_pot(g: Group, done: float, phase: float) -> None:
    for q in (-1, 1):
        g.line(q * 15, 1, -q * 9, -5, shade(_WOOD, 0.3), 4)
        g.line(q * 20, 0, q * 2, -44, shade(_WOOD, 0.2), 2)
    for k in range(4):
        flick = 3 * math.sin(phase * 18 + 2 * k)
        g.path(
            [
                ("M", -9 + 5 * k, -2),
                ("Q", -10 + 5 * k, -12, -6 + 5 * k, -17 - flick),
                ("Q", -2 + 5 * k, -9, -3 + 5 * k, -2),
                ("Z",),
            ],
            (0xFFFF9A3C, 0xFFFFC24A)[k % 2],
        )
    g.line(0, -44, 0, -33, 0xFF3F4550, 1.4)
    g.path([("M", -12, -33), ("L", 12, -33), ("Q", 12, -18, 0, -18), ("Q", -12, -18, -12, -33), ("Z",)], 0xFF3F4550)
    g.ellipse(0, -33, 12, 2.6, 0xFFB66A4F)


def _plank(g: Group, done: float, phase: float) -> None:
    for x in (-14, 16):
        g.line(x, 0, x + 4, -26, shade(_WOOD, 0.25), 3)
        g.line(x + 9, 0, x + 4, -26, shade(_WOOD, 0.25), 3)
    g.rect(-26, -31, 58, 5.6, 0xFFD9A869, 1)


def _nail(g: Group, done: float, phase: float) -> None:
    _plank(g, done, phase)
    g.line(-12, -31, -12, -37, _STEEL, 1.8)


def _log(g: Group, done: float, phase: float) -> None:
    g.rect(-12, -14, 24, 15, shade(_WOOD, 0.3), 3)
    g.ellipse(0, -14, 12, 3.4, 0xFFE0B877)
    for q in (-1, 1):
        g.rect(q * (3.0 + 7 * done) - 3.6, -30 + 8 * done, 7, 16, _WOOD, 1.5)


def _hole(g: Group, done: float, phase: float) -> None:
    g.ellipse(0, 1, 17, 4, 0xFF4A3222)
    g.path([("M", 12, 2), ("Q", 18, -14, 27, -13), ("Q", 38, -11, 42, 2), ("Z",)], 0xFF7A5236)


def _sapling(g: Group, done: float, phase: float) -> None:
    g.path([("M", -14, 1), ("Q", 0, -8, 14, 1), ("Z",)], 0xFF7A5236)
    g.line(0, -4, 0, -22, 0xFF5F8A3C, 2)
    for q, up in ((-1, -14), (1, -17), (-1, -22), (1, -24)):
        g.ellipse(q * 5, up, 5, 2.6, _GREEN)


def _plant(g: Group, done: float, phase: float) -> None:
    g.path([("M", -10, -18), ("L", 10, -18), ("L", 7, 1), ("L", -7, 1), ("Z",)], 0xFFC26A45)
    g.rect(-11.5, -21, 23, 5, 0xFFD67C54, 1.5)
    for k, (dx, up) in enumerate(((-7, -32), (7, -34), (0, -42), (-10, -25), (10, -26))):
        g.line(0, -20, dx, up, 0xFF3F8A3E, 1.6)
        g.ellipse(dx, up, 5.0, 4.0, shade(_GREEN, 0.05 * k))
    g.circle(0, -44, 4.6, 0xFFEF5D7C)
    g.circle(0, -44, 1.8, 0xFFFFD447)


def _board(g: Group, done: float, phase: float) -> None:
    g.line(-24, 1, -18, -70, shade(_WOOD, 0.2), 2.6)
    g.line(30, 1, 24, -70, shade(_WOOD, 0.2), 2.6)
    g.rect(-26, -80, 58, 42, _WOOD, 1.5)
    g.rect(-23, -77, 52, 36, 0xFF2F5345)
    g.curve([(-16, -66), (-8, -70), (0, -65), (8, -69)], None, 0xFFF2F2E6, 1.3)
    g.line(-16, -57, 14, -57, 0xFFF2F2E6, 1.1)
    g.line(-16, -50, 6, -50, 0xFFF2F2E6, 1.1)


def _easel(g: Group, done: float, phase: float) -> None:
    g.line(-10, 1, 2, -84, shade(_WOOD, 0.15), 2.4)
    g.line(22, 1, 8, -84, shade(_WOOD, 0.15), 2.4)
    g.poly([(-12, -74), (18, -76), (21, -36), (-9, -34)], 0xFFFDFBF3)
    g.poly([(-8, -50), (18, -52), (20, -39), (-7, -37)], 0xFF7DB56A)
    g.circle(9, -64, 5, 0xFFF2B33C)
    g.path([("M", -4, -48), ("Q", 0, -60, 6, -49), ("Z",)], 0xFF7F8FB5)
    g.rect(-12, -34, 36, 3, _WOOD, 1)


def _ladder(g: Group, done: float, phase: float) -> None:
    for q in (0, 13):
        g.line(-4 + q, 2, 6 + q, -128, shade(_WOOD, 0.1), 2.6)
    for k in range(11):
        g.line(-3.4 + 0.85 * k, -6 - 11 * k, 9.6 + 0.85 * k, -6 - 11 * k, _WOOD, 2.0)


def _crate(g: Group, done: float, phase: float) -> None:
    g.rect(-19, -38, 38, 39, 0xFFB98A52, 1.5)
    for k in range(4):
        g.line(-19, -38 + 9.6 * k, 19, -38 + 9.6 * k, shade(_WOOD, 0.2), 1)
    g.line(-18, -37, 18, 0, shade(_WOOD, 0.12), 2.6)
    g.frame(-19, -38, 38, 39, shade(_WOOD, 0.2), 2.2, 1)


def _rope(g: Group, done: float, phase: float) -> None:
    g.curve([(-2, -40), (14, -37), (30, -34)], None, 0xFFC9A86A, 2.2)
    _crate(g.group().transform(50, 0), done, phase)


def _basin(g: Group, done: float, phase: float) -> None:
    g.rect(-5, -22, 10, 23, 0xFFDCE2E8, 2)
    g.path([("M", -17, -34), ("L", 17, -34), ("Q", 15, -20, 0, -20), ("Q", -15, -20, -17, -34), ("Z",)], 0xFFF2F5F8)
    g.ellipse(0, -34, 17, 3.2, 0xFF8FD0F2)
    for k in range(6):
        c = (phase * 1.4 + 0.17 * k) % 1.0
        g.circle(-12 + 4.6 * k, -36 - 9 * c, 1.4 + 1.2 * c, alpha(0xFFFFFFFF, 0.85 * (1 - c)))


def _chest(g: Group, done: float, phase: float) -> None:
    h = g.group().transform(14, -18, 1.0, -4 + 66 * done)
    g.rect(-16, -18, 31, 19, 0xFF8A5A33, 2)
    if done > 0.05:
        g.ellipse(0, -19, 15, 4 + 3 * done, alpha(0xFFFFE08A, 0.9))
        g.ellipse(0, -24, 24, 16, alpha(0xFFFFE9A8, 0.35 * done))
    h.path([("M", -30, 0), ("Q", -30, -12, -15, -13), ("Q", 1, -12, 1, 0), ("Z",)], 0xFF9C6A3E)
    g.rect(-16, -18, 31, 3, 0xFFD9A93F)
    g.rect(-3, -17, 6, 7, 0xFFF2C94C, 1)


def _candle(g: Group, done: float, phase: float) -> None:
    _table(g, done, phase)
    g.rect(-16, -36, 10, 2.4, 0xFFD9A93F, 1)
    g.rect(-13.5, -48, 5, 12, 0xFFFDF6E0, 1)
    if done > 0.5:
        g.circle(-11, -54, 16, alpha(0xFFFFD27A, 0.35))
        g.ellipse(-11, -52.5 - 0.6 * math.sin(phase * 20), 2.2, 4.4, 0xFFFFA73C)
        g.ellipse(-11, -51.4, 1.0, 2.2, 0xFFFFF6C8)


def _candle_lit(g: Group, done: float, phase: float) -> None:
    _candle(g, 1.0 - done, phase)
    if done > 0.5:
        for k in range(3):
            g.circle(-11 + 2.4 * math.sin(9 * phase + k), -53 - 6 * k, 1.6 + 0.5 * k, alpha(0xFF8A8F98, 0.5 - 0.13 * k))


def _water(g: Group, done: float, phase: float) -> None:
    g.rect(-14, -1, 400, 60, linear(0, -1, 0, 30, [0xFF6FB4DA, 0xFF2F7FB0]))
    for k in range(6):
        g.rect(-6 + 23 * k + 4 * math.sin(phase * 6 + k), 3 + 3 * (k % 3), 12, 1.2, alpha(0xFFFFFFFF, 0.6))


def _bush(g: Group, done: float, phase: float) -> None:
    for dx, up, r in ((-18, -14, 17), (16, -13, 17), (0, -22, 22), (-28, -6, 11), (27, -6, 11)):
        g.circle(dx, up, r, shade(_GREEN, 0.1))
    for dx, up, r in ((-12, -21, 10), (8, -27, 11), (20, -18, 8)):
        g.circle(dx, up, r, _GREEN)


def _engine(g: Group, done: float, phase: float) -> None:
    g.rect(-20, -32, 44, 33, 0xFF5C6B7C, 3)
    g.circle(-6, -24, 8, 0xFF3F4A57)
    for k in range(8):
        a = k * math.pi / 4 + phase * 2
        g.circle(-6 + 8 * math.cos(a), -24 + 8 * math.sin(a), 1.9, 0xFF3F4A57)
    g.circle(-6, -24, 3, _STEEL)
    g.rect(8, -26, 12, 8, 0xFFE4B23C, 1)
    g.rect(8, -14, 12, 3, _STEEL, 1)


def _drum(g: Group, done: float, phase: float) -> None:
    g.line(-10, 0, -6, -18, _STEEL, 1.8)
    g.line(10, 0, 6, -18, _STEEL, 1.8)
    g.rect(-17, -33, 34, 18, 0xFFC9403F, 3)
    g.ellipse(0, -33, 17, 3.6, 0xFFFDFBF5)
    g.rect(-17, -18, 34, 3, 0xFFF2C94C, 1)


def _piano(g: Group, done: float, phase: float) -> None:
    g.rect(-6, -66, 34, 67, 0xFF3A2A26, 2)
    g.rect(-24, -34, 22, 5, 0xFF4A352F, 1)
    g.rect(-24, -36.4, 20, 2.8, 0xFFFDFBF5)
    for k in range(6):
        g.rect(-22.5 + 3.2 * k, -36.8, 1.5, 1.8, 0xFF1C161C)
    g.rect(-22, -30, 3.4, 31, 0xFF3A2A26, 1)
    g.rect(-9, -58, 3.4, 16, 0xFFF7F3E6)


def _microphone(g: Group, done: float, phase: float) -> None:
    g.ellipse(0, 0.5, 8, 2, 0xFF2F333C)
    g.line(0, 0, 0, -56, 0xFF4A505C, 1.8)
    g.line(0, -56, -5, -61, 0xFF4A505C, 1.8)
    g.circle(-6.5, -63, 3.8, 0xFF7C8792)


def _stone(g: Group, done: float, phase: float) -> None:
    g.path(
        [("M", -15, 1), ("L", -15, -26), ("Q", -15, -40, 0, -40), ("Q", 15, -40, 15, -26), ("L", 15, 1), ("Z",)],
        0xFF9AA0A8,
    )
    g.line(-7, -26, 7, -26, 0xFF7C828C, 1.4)
    g.line(-5, -20, 5, -20, 0xFF7C828C, 1.4)


def _wall(g: Group, done: float, phase: float) -> None:
    g.rect(0, -110, 60, 111, 0xFFB0563F)
    for row in range(11):
        for k in range(5):
            g.rect(1 + 13 * k - 6 * (row % 2), -109 + 10 * row, 12, 9, shade(0xFFC46A4F, 0.04 * ((row + k) % 3)), 0.6)


def _blocks(g: Group, done: float, phase: float) -> None:
    for k, c in enumerate((0xFFE4574F, 0xFF3C8FD1, 0xFFF2C230)):
        g.rect(-9 + (k % 2), -15 - 15 * k, 17, 14.4, c, 1.5)
        g.frame(-6 + (k % 2), -12 - 15 * k, 11, 8.4, shade(c, 0.2), 1.2, 1)
    g.rect(-30, -14, 15, 14.4, 0xFF57A95A, 1.5)


def _water_line(g: Group, done: float, phase: float) -> None:
    wave = 2.0 * math.sin(phase * 6.28)
    g.rect(-400, -17 + wave, 800, 90, linear(0, -17, 0, 30, [alpha(0xFF5FB0DC, 0.78), alpha(0xFF2F7FB0, 0.95)]))
    for k in range(9):
        g.rect(
            -120 + 29 * k + 5 * math.sin(phase * 6.28 + k), -14 + wave + 4 * (k % 4), 15, 1.3, alpha(0xFFFFFFFF, 0.65)
        )


def _laptop(g: Group, done: float, phase: float) -> None:
    _table(g, done, phase)
    g.rect(-19, -36.4, 20, 2.2, 0xFF8A929E, 1)
    g.poly([(1, -35), (3, -35), (10, -52), (8, -52)], 0xFF5F6772)
    g.poly([(0.4, -36), (1, -36), (7.6, -51), (6.8, -51)], 0xFFBFE6FF)


def _swing(g: Group, done: float, phase: float) -> None:
    for q in (-1, 1):
        g.line(q * 40, 1, q * 26, -104, shade(_WOOD, 0.15), 3.4)
        g.line(q * 12, 1, q * 26, -104, shade(_WOOD, 0.25), 3.0)
    g.line(-29, -104, 29, -104, _WOOD, 3.6)


def _tightrope(g: Group, done: float, phase: float) -> None:
    for q in (-1, 1):
        g.line(q * 74, 1, q * 62, -20, shade(_WOOD, 0.2), 3)
        g.line(q * 50, 1, q * 62, -20, shade(_WOOD, 0.2), 3)
    g.curve([(-62, -20), (0, -17.5), (62, -20)], None, 0xFFC9A86A, 2)


def _board_ridden(g: Group, done: float, phase: float) -> None:
    for q in (-1, 1):
        g.circle(q * 12, -2.4, 2.8, 0xFF3A3038)
    g.path([("M", -24, -9), ("Q", -18, -5, -12, -5), ("L", 12, -5), ("Q", 18, -5, 24, -9)], None, 0xFFE4574F, 3)


def _dough(g: Group, done: float, phase: float) -> None:
    _table(g, done, phase)
    g.ellipse(2, -36, 12 + 1.5 * math.sin(phase * 12), 4.4 - 0.8 * math.sin(phase * 12), 0xFFF6E6C4)
    g.ellipse(18, -34.6, 6, 1.2, 0xFFFFFFFF)


def _suitcase_open(g: Group, done: float, phase: float) -> None:
    _table(g, done, phase)
    g.poly([(16, -36), (19, -36), (27, -58), (24, -58)], 0xFF8A5A33)
    g.rect(-16, -44, 33, 10, 0xFFA06B3F, 2)
    g.rect(-13, -47, 14, 5, 0xFF5B8FC4, 1.5)
    g.rect(0, -48, 13, 5, 0xFFE4688A, 1.5)


def _wheel(g: Group, done: float, phase: float) -> None:
    for x in (-16, 13):
        g.rect(x, -24, 4, 25, shade(_WOOD, 0.25), 1)
    g.rect(-1.6, -30, 3.2, 30, _STEEL)
    g.ellipse(0, -3, 15, 3.2, shade(_WOOD, 0.35))
    g.rect(-20, -27, 40, 4, _WOOD, 2)
    g.ellipse(0, -29.6, 13, 2.8, 0xFF8C95A3)
    w, clay = 0.5 * math.sin(phase * 37), 0xFFB9704A
    wall = linear(-9, 0, 9, 0, [shade(clay, -0.15), clay, shade(clay, 0.25)])
    g.path(
        [("M", -5, -30), ("Q", -11 + w, -36, -9 + w, -43), ("L", 9 + w, -43), ("Q", 11 + w, -36, 5, -30), ("Z",)], wall
    )
    g.ellipse(w, -43, 9, 2.4, shade(clay, 0.35))
    for k in range(2):
        g.line(-9.2 + w, -40 + 4 * k, 9.2 + w, -39.4 + 4 * k, alpha(0xFF7A4228, 0.6), 0.7)


PIECES: dict[str, Callable[[Group, float, float], None]] = {
    "door": _door, "door_open": _door_open, "door_shut": _door_shut, "table": _table, "meal": _meal, "paper": _paper, "cutting": _cutting, "pot": _pot, "campfire_pot": _campfire_pot, "plank": _plank,
    "nail": _nail, "log": _log, "hole": _hole, "sapling": _sapling, "plant": _plant, "board": _board, "easel": _easel,
    "ladder": _ladder, "crate": _crate, "rope": _rope, "basin": _basin, "chest": _chest, "candle": _candle,
    "candle_lit": _candle_lit, "water": _water, "bush": _bush, "engine": _engine, "drum": _drum, "piano": _piano,
    "microphone": _microphone, "stone": _stone, "wall": _wall, "blocks": _blocks, "dough": _dough, "suitcase_open": _suitcase_open, "laptop": _laptop, "swing": _swing, "tightrope": _tightrope, "board_ridden": _board_ridden, "water_line": _water_line,
    "hearts": _hearts, "front": _front, "screen": _screen, "dream": _dream, "dream_left": _dream_left, "raft": _raft, "bricks": _bricks, "wheel": _wheel,
}  # fmt: skip
#: pieces that cover their doer
BEFORE = frozenset(
    (
        "table",
        "meal",
        "paper",
        "cutting",
        "dough",
        "suitcase_open",
        "laptop",
        "candle",
        "candle_lit",
        "water",
        "bush",
        "screen",
        "drum",
        "basin",
        "hole",
        "plank",
        "nail",
        "water_line",
        "wheel",
    )
)
