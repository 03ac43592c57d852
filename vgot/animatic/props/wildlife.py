"""More animals that no table draws: long necks, fins, scales and many legs. Facing right with their feet at (0, 0)."""

from __future__ import annotations

import math
from collections.abc import Callable

from vgot.animatic.canvas import Colour, Group, alpha, linear, radial, shade
from vgot.animatic.props.bodies import INK, Act, eye

_SHADOW = 0x38000000


def _own(act: Act, colour: Colour, second: Colour) -> tuple[Colour, Colour]:
    """The natural colours, or those of the look."""
    return (colour if act.colour is None else act.colour), (second if act.second is None else act.second)


# -- long necks -------------------------------------------------------------------------------------------------------
def swan(g: Group, act: Act) -> None:
    c, beak = 0xFFFCFBF7 if act.colour is None else act.colour, 0xFFF08A3C
    w = act.wave()
    g.ellipse(0, 0, 17, 2.4, _SHADOW)
    g.curve(
        [(-20, -16), (-22, -4), (-4, -2), (12, -1), (15, -10), (14, -17), (2, -16), (-8, -13), (-20, -16)],
        linear(0, -17, 0, -2, [c, shade(c, 0.1)]),
        close=True,
    )
    g.curve([(11, -9), (20, -16), (15, -27), (10, -38 + w), (17, -40 + w)], stroke=shade(c, 0.02), width=4.6)
    g.curve([(-21, -19), (-12, -25), (4, -20), (10, -12), (-2, -7), (-12, -8), (-21, -19)], shade(c, 0.07), close=True)
    for k in range(3):
        g.curve([(-16 + k * 5, -14), (-8 + k * 4, -11), (0 + k * 3, -13)], stroke=shade(c, 0.18), width=0.8)
    g.circle(17, -40 + w, 4, c)
    g.poly([(19.6, -42 + w), (27.4, -38.4 + w), (19.4, -37.4 + w)], beak)
    g.poly([(18.6, -43 + w), (21.6, -41 + w), (19.6, -39 + w)], INK)
    eye(g, 17.6, -41.4 + w, 0.95, act)


def goose(g: Group, act: Act) -> None:
    c, s = _own(act, 0xFFA9A49C, 0xFFF3EFE6)
    g.ellipse(0, 0, 13, 2.2, _SHADOW)
    for x in (-1, 3):
        g.line(x, -6, x + 0.6, -1, 0xFFF08A3C, 1.7)
    g.curve(
        [(-16, -17), (-14, -4), (0, -4), (13, -4), (12, -14), (8, -20), (0, -18), (-8, -16), (-16, -17)],
        linear(0, -19, 0, -4, [c, shade(c, 0.1)]),
        close=True,
    )
    g.curve([(-10, -16), (-2, -8 + act.wave()), (6, -11), (2, -17), (-10, -16)], shade(c, 0.16), close=True)
    g.curve([(9, -12), (14, -20), (10, -32)], stroke=s, width=4.6)
    g.circle(11, -34, 4.2, s)
    g.poly([(14.4, -36), (21, -33.2), (14.2, -31.6 + act.talk)], 0xFFF08A3C)
    eye(g, 12, -35, 1.0, act)


def flamingo(g: Group, act: Act) -> None:
    c = 0xFFF48FA6 if act.colour is None else act.colour
    g.ellipse(0, 0, 9, 1.8, _SHADOW)
    g.line(1, -24, 0.4, -0.8, shade(c, 0.14), 1.5)
    g.polyline([(3, -24), (9, -14), (1.6, -15)], shade(c, 0.2), 1.5)
    g.curve(
        [(-15, -26), (-10, -36), (4, -33), (11, -30), (9, -23), (-2, -20), (-15, -26)],
        linear(0, -35, 0, -21, [shade(c, -0.1), shade(c, 0.1)]),
        close=True,
    )
    g.curve([(-13, -26), (-4, -31), (4, -26), (-4, -22), (-13, -26)], shade(c, 0.14), close=True)
    w = act.wave()
    g.curve([(8, -28), (17, -33), (12, -43), (7, -52 + w), (14, -54 + w)], stroke=c, width=3.2)
    g.circle(14.4, -53.4 + w, 3.2, c)
    g.curve([(16.6, -55 + w), (22, -53 + w), (20.6, -47 + w), (19, -50 + w), (16.4, -51.6 + w)], INK, close=True)
    eye(g, 15, -54 + w, 0.8, act)


# -- fins -------------------------------------------------------------------------------------------------------------
def dolphin(g: Group, act: Act) -> None:
    c, s = _own(act, 0xFF7F9BB4, 0xFFE6EEF3)
    w = act.wave(2)
    g = g.group().transform(0, -18 + 2 * act.wave(), 1.0, -10 + 5 * w)
    g.poly([(-25, 1), (-37, -7 + 2 * w), (-32, 1 + w), (-37, 9 + 2 * w)], shade(c, 0.14))
    g.curve(
        [(-28, 1), (-14, -14), (6, -12), (20, -10), (26, -2), (30, 0), (34, 2), (29, 5.4), (22, 5), (8, 11), (-28, 2)],
        linear(0, -12, 0, 9, [shade(c, -0.08), c]),
        close=True,
    )
    g.curve([(31, 3.6), (20, 5), (6, 10), (-8, 7), (-20, 3), (2, 3), (16, 2), (24, 4), (31, 3.6)], s, close=True)
    g.curve([(-4, -10), (-8, -20), (-13, -20), (-8, -14), (-12, -7)], shade(c, 0.16), close=True)
    g.curve([(6, 6), (4, 15), (-4, 17 + w), (0, 10), (0, 6)], shade(c, 0.2), close=True)
    eye(g, 17.4, -1.4, 1.5, act)
    g.curve([(33, 2.8), (26, 3.6 + 2 * act.talk), (20, 2.2)], stroke=shade(c, 0.45), width=0.8)


def shark(g: Group, act: Act) -> None:
    c, s = _own(act, 0xFF6F8193, 0xFFE9EDF0)
    w = act.wave(2)
    g = g.group().transform(0, -18 + 2 * act.wave())
    g.poly([(-26, 0), (-39, -15 + 2 * w), (-33, w), (-37, 9 + 2 * w)], shade(c, 0.16))
    g.curve(
        [(-30, 0), (-12, -13), (8, -12), (26, -10), (34, -1), (30, 9), (8, 9), (-12, 8), (-30, 0)],
        linear(0, -12, 0, 9, [shade(c, -0.06), c]),
        close=True,
    )
    g.curve([(32, 2), (28, 9), (8, 9), (-12, 8), (-28, 1), (-4, 4), (12, 3), (24, 2), (32, 2)], s, close=True)
    g.poly([(-4, -10), (-10, -24), (8, -11)], shade(c, 0.12))
    g.poly([(4, 5), (-4, 18 + w), (-5, 6)], shade(c, 0.2))
    for k in range(3):
        g.curve([(10 - k * 3, -4), (8.4 - k * 3, 0), (10 - k * 3, 4)], stroke=shade(c, 0.4), width=0.9)
    o = 2.2 + 3.4 * act.talk
    g.curve([(18, 3), (25, 3.4 + o), (31, 1.6), (25, 2.4), (18, 3)], 0xFF8C2F35, close=True)
    for k in range(5):
        g.poly([(19.4 + k * 2.2, 2.8), (21.4 + k * 2.2, 2.7), (20.4 + k * 2.2, 5)], 0xFFFFFFFF)
    eye(g, 22, -3.4, 1.6, act)
    g.line(19.6, -6, 24, -4.6, INK, 0.9)


def seal(g: Group, act: Act) -> None:
    c, s = _own(act, 0xFF8A93A0, 0xFFC9D0D8)
    w = act.wave()
    g.ellipse(0, 0, 22, 2.4, _SHADOW)
    g.poly([(-19, -4), (-29, -8 + w), (-26, -3), (-28, 1)], shade(c, 0.18))
    g.curve(
        [
            (-22, -2),
            (-16, -12),
            (-2, -13),
            (6, -14),
            (8, -24),
            (11, -32),
            (16, -31),
            (20, -26),
            (16, -12),
            (14, 0),
            (2, 0),
            (-22, -2),
        ],
        linear(0, -26, 0, 0, [shade(c, -0.06), shade(c, 0.1)]),
        close=True,
    )
    g.curve([(12, -10), (13, -1), (4, 0), (-6, -1), (4, -6), (10, -7), (12, -10)], s, close=True)
    g.curve([(6, -7), (12, -2), (16, 1 + w), (6, 1), (2, -4)], shade(c, 0.22), close=True)
    h = g.group().transform(14, -29, 1, 3 * w)
    h.ellipse(0, 0, 8, 7.4, c)
    h.ellipse(4.6, 2, 4.4, 3.4, s)
    h.ellipse(7.2, 0, 1.4, 1, INK)
    for q in (-1, 1):
        h.line(6, 2.4, 12, 2 + q * 2, alpha(0xFFFFFFFF, 0.8), 0.5)
    eye(h, 1.6, -2.2, 1.5, act)
    h.curve([(3.6, 4), (5.6, 5.4 + 2 * act.talk), (7.6, 3.6)], stroke=INK, width=0.7)


def jellyfish(g: Group, act: Act) -> None:
    c, s = _own(act, 0xFFC79BE8, 0xFFF0D9FA)
    g = g.group().transform(0, -6 + 3 * act.wave())
    for k in range(5):
        x = -9 + k * 4.5
        w = act.wave(1, k / 5)
        g.curve(
            [(x, -22), (x + 3 * w, -14), (x - 2 * w, -6), (x + 3 * w, 0), (x + 2 * w, 4)],
            stroke=alpha(c, 0.8),
            width=1.5,
        )
    g.curve(
        [(-14, -20), (-16, -40), (0, -40), (16, -40), (14, -20), (7, -24), (0, -20), (-7, -24), (-14, -20)],
        linear(0, -40, 0, -18, [s, alpha(c, 0.85)]),
        close=True,
    )
    for q in (-4, 4):
        eye(g, q, -27, 1.5, act)


# -- scales -----------------------------------------------------------------------------------------------------------
def dinosaur(g: Group, act: Act) -> None:
    c, s = _own(act, 0xFF6BAA58, 0xFFE4E0A8)
    w = act.wave()

    def leg(x: float, at: float, tone: Colour) -> None:
        sw = 0.0 if act.walk is None else 5 * math.sin((act.walk + at) * 6.283)
        g.curve(
            [(x - 8, -30), (x - 11, -14), (x - 3 + sw, -3), (x + 4 + sw, -3), (x + 10, -16), (x + 8, -30)],
            tone,
            close=True,
        )
        g.ellipse(x + 2 + sw, -2.6, 9, 3.2, tone)
        for q in (-2, 2.4, 6.4):
            g.circle(x + 2 + sw + q, -1.2, 1.2, 0xFFFBF6EA)

    g.ellipse(0, 0, 30, 3.6, _SHADOW)
    leg(-4, 0.5, shade(c, 0.26))
    g.curve(
        [
            (-10, -44),
            (-34, -34),
            (-58, -12 + 3 * w),
            (-66, -6 + 4 * w),
            (-60, -2 + 3 * w),
            (-38, -10),
            (-14, -14),
            (-10, -44),
        ],
        shade(c, 0.06),
        close=True,
    )
    g.curve(
        [
            (-16, -18),
            (-20, -48),
            (2, -54),
            (12, -58),
            (14, -72),
            (24, -74),
            (28, -62),
            (30, -34),
            (16, -16),
            (4, -9),
            (-16, -18),
        ],
        linear(0, -74, 0, -10, [shade(c, -0.08), c, shade(c, 0.1)]),
        close=True,
    )
    g.curve(
        [(27, -50), (28, -30), (14, -16), (4, -11), (-2, -16), (14, -30), (18, -44), (22, -54), (27, -50)],
        s,
        close=True,
    )
    for x, y in ((-46, -22), (-30, -35), (-16, -47), (-2, -55), (10, -64)):
        g.poly([(x - 5, y + 3), (x - 4, y - 7), (x + 5, y - 1)], shade(c, 0.34))
    leg(6, 0.0, shade(c, 0.06))
    for dy, tone in ((0.0, shade(c, 0.12)),):
        g.polyline([(22, -46 + dy), (31, -41 + dy + w), (33, -36 + dy + w)], tone, 4)
        g.line(33, -36 + w, 36.4, -35 + w, 0xFFFBF6EA, 1.4)
    h = g.group().transform(19, -74, 1.0, 3 * w)
    jaw = 3 + 7 * act.talk
    h.curve([(-4, 4), (12, 4 + jaw), (26, 3 + jaw), (24, 0 + jaw * 0.4), (10, 2)], shade(c, 0.12), close=True)
    h.curve(
        [(-10, 8), (-14, -14), (4, -15), (20, -15), (29, -5), (31, 3), (24, 4), (8, 4), (-10, 8)],
        linear(0, -14, 0, 5, [shade(c, -0.08), shade(c, 0.04)]),
        close=True,
    )
    for k in range(5):
        h.poly([(11 + k * 3.4, 3.4), (14 + k * 3.4, 3.2), (12.6 + k * 3.4, 6.2)], 0xFFFFFFFF)
    h.circle(26, -3, 1, shade(c, 0.5))
    h.circle(5, -7, 3.8, 0xFFFFFFFF)
    eye(h, 6, -7, 2.2, act)


def crocodile(g: Group, act: Act) -> None:
    c, s = _own(act, 0xFF5E8F4E, 0xFFE0DDA6)
    w = act.wave()
    g.ellipse(0, 0, 38, 2.8, _SHADOW)
    g.curve(
        [(-18, -14), (-38, -11), (-52, -3 + 2 * w), (-54, 0 + 2 * w), (-36, -1), (-18, -3)], shade(c, 0.06), close=True
    )
    for x, at in ((-13, 0.5), (13, 0.0)):
        d = 0.0 if act.walk is None else 3 * math.sin((act.walk + at) * 6.283)
        g.line(x, -7, x + d + 2, -2, shade(c, 0.2), 5.4)
    g.curve(
        [(-22, -5), (-22, -17), (0, -17), (22, -17), (24, -6), (10, -2), (-10, -2), (-22, -5)],
        linear(0, -16, 0, -2, [shade(c, -0.06), c]),
        close=True,
    )
    g.curve([(22, -5), (0, -1), (-20, -4), (0, -6), (22, -5)], s, close=True)
    for k in range(9):
        x = -36 + k * 6.4
        y = -11.4 if k < 3 else -15.6
        g.poly([(x - 2.6, y + 2), (x, y - 2.8), (x + 2.6, y + 2)], shade(c, 0.26))
    for x, at in ((-18, 0.0), (17, 0.5)):
        d = 0.0 if act.walk is None else 3 * math.sin((act.walk + at) * 6.283)
        g.line(x, -6, x + d + 2, -2, shade(c, 0.04), 6)
    o = 1.6 + 7 * act.talk
    g.curve([(20, -7), (34, -5 + o * 0.4), (52, -5.4 + o), (50, -8), (24, -9)], shade(c, 0.14), close=True)
    g.curve(
        [(18, -8), (18, -19), (28, -17), (36, -12), (52, -13), (56, -9), (50, -8), (30, -7.4), (18, -8)], c, close=True
    )
    for k in range(6):
        g.poly([(29 + k * 4, -8.2), (31.6 + k * 4, -8.3), (30.4 + k * 4, -5.4)], 0xFFFFFFFF)
    g.circle(25.4, -18, 3.4, c)
    g.circle(26, -18, 2.4, 0xFFF6E27A)
    eye(g, 26.4, -18, 1.3, act)
    g.circle(52, -11.4, 0.9, shade(c, 0.5))


def snake(g: Group, act: Act) -> None:
    c, s = _own(act, 0xFF6AA84A, 0xFFF0D860)
    w = act.wave()
    g.ellipse(0, 0, 20, 2.2, _SHADOW)
    for lx, ly, rx in ((0, -4.4, 17), (0, -9.6, 13.4), (-1, -14, 9.4)):
        g.ellipse(lx, ly, rx, 4.6, shade(c, 0.12))
        g.ellipse(lx, ly - 0.8, rx, 4.0, c)
        for k in range(4):
            g.ellipse(lx - rx * 0.66 + k * rx * 0.44, ly - 1.4, 2.2, 1.5, s)
    g.curve([(2, -14), (12, -20), (7, -29), (3, -36 + w), (10, -38 + w)], stroke=c, width=5.6)
    h = g.group().transform(11, -38 + w, 1, 3 * w)
    if act.idle % 0.5 < 0.24:
        h.line(6, 1, 12, 1.4, 0xFFD8414A, 0.9)
        h.line(12, 1.4, 14.4, 0, 0xFFD8414A, 0.8)
        h.line(12, 1.4, 14.4, 3, 0xFFD8414A, 0.8)
    h.ellipse(1, 0, 7.4, 4.6, c)
    h.ellipse(3, 2.2, 4.4, 1.6 + act.talk, shade(c, -0.3))
    eye(h, 2.6, -1.8, 1.3, act)


# -- many legs --------------------------------------------------------------------------------------------------------
def bee(g: Group, act: Act) -> None:
    c = 0xFFF6C02C if act.colour is None else act.colour
    flap = act.wave(6)
    g = g.group().transform(0, -12 + 2 * act.wave(2))
    for q, k in ((-1, 0.55), (1, 0.8)):
        g.curve(
            [(-1, -4), (-9 + q * 4, -16 - 3 * flap), (-1 + q * 5, -18 - 3 * flap), (5 + q * 2, -12), (1, -4)],
            alpha(0xFFE6F4FC, k),
            close=True,
        )
    g.poly([(-10, 0.5), (-14.6, 1.4), (-10, 2.6)], INK)
    body = g.group().clip_ellipse(0, 0, 10.4, 7)
    body.ellipse(0, 0, 10.4, 7, linear(0, -7, 0, 7, [shade(c, -0.2), c]))
    for x in (-7.6, -2.6, 2.4):
        body.rect(x, -8, 2.7, 16, 0xFF3A2E26)
    g.circle(8.6, -1, 4.6, 0xFF3A2E26 if not act.metal else c)
    for q in (0, 2.6):
        g.curve([(9 + q, -4.6), (10.4 + q, -9), (13 + q, -9.6)], stroke=INK, width=0.8)
        g.circle(13 + q, -9.6, 0.9, INK)
    g.circle(10, -1.8, 1.9, 0xFFFFFFFF)
    eye(g, 10.4, -1.8, 1.15, act)
    g.curve([(9, 1.4), (10.6, 2.4 + act.talk), (12, 1.2)], stroke=0xFFFBE7B0, width=0.7)


def ladybug(g: Group, act: Act) -> None:
    c = 0xFFDE3A34 if act.colour is None else act.colour
    g.ellipse(0, 0, 9, 1.7, _SHADOW)
    for x in (-4, 0, 4):
        d = 0.0 if act.walk is None else math.sin((act.walk + x * 0.1) * 6.283)
        g.line(x, -3, x + d + 0.6, -0.4, INK, 1.1)
    g.circle(7.4, -5, 4, 0xFF2A2A32)
    g.curve(
        [(-9, -2), (-9, -13), (0, -13), (9, -13), (9, -2)],
        linear(0, -13, 0, -2, [shade(c, -0.1), shade(c, 0.12)]),
        close=True,
    )
    g.line(0, -7.6 - 5, -1, -2, INK, 0.9)
    for x, y in ((-5, -5), (-3.4, -9), (3.4, -9), (5, -5)):
        g.circle(x, y, 1.3, INK)
    g.circle(9, -6, 1.4, 0xFFFFFFFF)
    eye(g, 9.3, -6, 0.85, act)


def firefly(g: Group, act: Act) -> None:
    c = 0xFFF8E26A if act.colour is None else act.colour
    k = 0.7 + 0.3 * act.wave(2)
    g = g.group().transform(0, -12 + 2 * act.wave())
    g.circle(-3, 1, 22, radial(-3, 1, 22, [alpha(c, 0.75 * k), alpha(c, 0.0)]))
    for q in (0, 3):
        g.curve(
            [(1 + q, -3), (-6 + q, -13 - 2 * act.wave(5)), (1 + q, -14), (4 + q, -9), (3 + q, -3)],
            alpha(0xFFE6F4FC, 0.75),
            close=True,
        )
    g.ellipse(-3, 1, 5.6, 3.6, shade(c, -0.4))
    g.ellipse(3.6, -0.6, 4, 3.2, 0xFF5A4030)
    g.circle(7, -1.6, 2.8, 0xFF3A2C26)
    g.circle(7.8, -2, 1.3, 0xFFFFFFFF)
    eye(g, 8, -2, 0.8, act)


def spider(g: Group, act: Act) -> None:
    c = 0xFF3A3640 if act.colour is None else act.colour
    g.ellipse(0, 0, 17, 2, _SHADOW)
    for k in range(4):
        for q in (-1, 1):
            lift = 0.0 if act.walk is None else 1.6 * math.sin((act.walk + k * 0.25) * 6.283)
            x = q * (9 + k * 2.8)
            g.polyline(
                [(q * 3, -9), (x * 0.86, -17 + k * 2.6 - lift), (x * 1.12, -0.6 - max(0.0, lift))], shade(c, 0.06), 1.5
            )
    g.circle(-5, -10 + 0.4 * act.wave(), 8, linear(0, -18, 0, -3, [shade(c, -0.22), c]))
    g.circle(5, -8.6 + 0.3 * act.wave(), 5.2, shade(c, -0.12))
    for x, y, r in ((4.6, -10, 1.9), (8.2, -9.6, 1.7)):
        g.circle(x, y, r, 0xFFFFFFFF)
        eye(g, x + 0.4, y, r * 0.55, act)
    g.curve([(4.6, -6.2), (6.4, -5 + act.talk), (8.2, -6.2)], stroke=0xFFF2D6D0, width=0.7)


def ant(g: Group, act: Act) -> None:
    c = 0xFF4A2E26 if act.colour is None else act.colour
    g.ellipse(0, 0, 12, 1.6, _SHADOW)
    for k, x in enumerate((-3.6, 0, 3.4)):
        d = 0.0 if act.walk is None else 1.8 * math.sin((act.walk + k * 0.33) * 6.283)
        g.polyline([(x, -5), (x - 2 + k * 2, -3), (x - 3 + k * 3 + d, -0.4)], shade(c, 0.1), 1.2)
    g.ellipse(-8, -6.4, 6, 4.2, c)
    g.ellipse(0, -5.6, 3.4, 2.6, c)
    g.circle(6.4, -7.4, 4.2, shade(c, -0.1))
    for q in (0, 2.4):
        g.polyline([(7 + q, -11), (9 + q, -14.4 + 0.6 * act.wave(2)), (12 + q, -14.6)], c, 0.9)
    g.circle(7.6, -8.2, 1.6, 0xFFFFFFFF)
    eye(g, 8, -8.2, 0.9, act)
    g.curve([(6.6, -5), (8, -4.2 + act.talk), (9.4, -5.2)], stroke=0xFFF2D6D0, width=0.7)


def snail(g: Group, act: Act) -> None:
    c, s = _own(act, 0xFFD9B88A, 0xFFB0703F)
    g.ellipse(0, 0, 16, 2, _SHADOW)
    w = act.wave() * 0.8
    g.curve(
        [(-18, 0), (-10, -5), (6, -5), (11, -6), (11, -14), (15, -16), (19, -12), (18, 0)],
        linear(0, -12, 0, 0, [shade(c, -0.08), shade(c, 0.1)]),
        close=True,
    )
    g.circle(-2, -12, 10, linear(0, -22, 0, -2, [shade(s, -0.16), shade(s, 0.1)]))
    for r, x in ((7, -1.4), (4.4, -1), (2, -0.8)):
        g.ring(x, -12, r, r, shade(s, 0.28), 1.3)
    for q in (14, 17):
        g.line(q, -14, q + 1.4 + w * 0.3, -21, c, 1.3)
        g.circle(q + 1.5 + w * 0.3, -21.4, 1.7, 0xFFFFFFFF)
        eye(g, q + 1.8 + w * 0.3, -21.4, 0.9, act)
    g.curve([(15, -8), (17, -7 + act.talk), (18.4, -8.6)], stroke=INK, width=0.7)


def crab(g: Group, act: Act) -> None:
    c = 0xFFE2603A if act.colour is None else act.colour
    g.ellipse(0, 0, 16, 2, _SHADOW)
    for k in range(3):
        for q in (-1, 1):
            g.polyline([(q * 8, -6), (q * (13 + k * 2), -9 + k * 2), (q * (14 + k * 2), -0.6)], shade(c, 0.16), 1.7)
    for q in (-1, 1):
        y = -18 + 1.4 * act.wave(1, 0.25 * q)
        g.line(q * 9, -8, q * 15, y + 4, shade(c, 0.1), 2.4)
        g.circle(q * 16, y, 4.6, c)
        g.poly([(q * 16, y - 1), (q * 13.4, y - 6), (q * 17.4, y - 6)], 0xFF000000 | (shade(c, -0.2) & 0xFFFFFF))
    g.ellipse(0, -7, 12, 7, linear(0, -14, 0, 0, [shade(c, -0.1), c]))
    for q in (-3.4, 3.4):
        g.line(q, -12, q, -16, c, 1.4)
        g.circle(q, -17, 2.1, 0xFFFFFFFF)
        eye(g, q + 0.3, -17, 1.2, act)
    g.curve([(-3, -6), (0, -4 + 2 * act.talk), (3, -6)], stroke=INK, width=0.8)


def bat(g: Group, act: Act) -> None:
    c = 0xFF4A4354 if act.colour is None else act.colour
    f = act.wave(3)
    g = g.group().transform(0, -14 + 2 * act.wave())
    for q in (-1, 1):
        g.curve(
            [
                (q * 3, -3),
                (q * 12, -15 - 6 * f),
                (q * 25, -11 - 8 * f),
                (q * 23, -2 - 6 * f),
                (q * 25, 2 - 6 * f),
                (q * 16, -2 - 3 * f),
                (q * 15, 3 - 2 * f),
                (q * 8, 0),
                (q * 4, 5),
            ],
            shade(c, 0.14),
            close=True,
        )
    g.ellipse(0, 1, 5.4, 7, c)
    g.circle(0, -6, 5, shade(c, -0.06))
    for q in (-1, 1):
        g.poly([(q * 1.4, -9.4), (q * 4.6, -15.4), (q * 5, -7.4)], shade(c, 0.06))
        g.circle(q * 1.9, -6.6, 1.6, 0xFFFFFFFF)
        eye(g, q * 1.9 + 0.2, -6.6, 0.95, act)
    g.curve([(-1.6, -3.6), (0, -2.8 + act.talk), (1.6, -3.6)], stroke=INK, width=0.7)
    g.poly([(-1.2, -3.3), (-0.2, -3.2), (-0.7, -1.6)], 0xFFFFFFFF)


def kangaroo(g: Group, act: Act) -> None:
    c, s = _own(act, 0xFFC08A58, 0xFFEFD6B0)
    hop = 0.0 if act.walk is None else 5 * abs(math.sin(act.walk * 6.283))
    g.ellipse(0, 0, 20, 2.6, _SHADOW)
    g = g.group().transform(0, -hop)
    w = act.wave()
    g.curve([(-8, -22), (-22, -12), (-38, -2 + w), (-40, 0 + w), (-24, 0), (-6, -8)], shade(c, 0.12), close=True)
    g.curve(
        [(-12, -14), (-18, -36), (2, -44), (10, -50), (14, -48), (16, -30), (10, -10), (0, -2), (-12, -14)],
        linear(0, -48, 0, -4, [shade(c, -0.06), c]),
        close=True,
    )
    g.curve([(12, -40), (15, -24), (8, -10), (4, -16), (8, -30), (9, -38), (12, -40)], s, close=True)
    g.ellipse(-3, -14, 9.4, 10, shade(c, 0.08))
    g.curve([(-6, -8), (-2, -1), (14, -1), (15, -4), (4, -6)], shade(c, 0.14), close=True)
    g.polyline([(10, -36), (17, -30 + w), (19, -32 + w)], shade(c, 0.1), 3.4)
    h = g.group().transform(13, -53, 1, 3 * w)
    for x in (-4.6, -0.4):
        h.ellipse(x, -11, 2.3, 6.4, shade(c, 0.1))
        h.ellipse(x + 0.3, -11, 1.0, 4.4, 0xFFF2B5AE)
    h.curve([(-8, 2), (-9, -8), (0, -8), (6, -6), (13, 0), (14, 4), (8, 6), (-2, 8), (-8, 2)], c, close=True)
    h.ellipse(12.4, 1, 1.7, 1.2, INK)
    eye(h, 3, -2, 1.5, act)
    h.curve([(6, 4.4), (9, 5.4 + 2 * act.talk), (11.4, 3.8)], stroke=INK, width=0.8)


WILDLIFE: dict[str, Callable[[Group, Act], None]] = {
    "swan": swan, "goose": goose, "flamingo": flamingo, "dolphin": dolphin, "shark": shark, "seal": seal, "jellyfish": jellyfish,
    "dinosaur": dinosaur, "crocodile": crocodile, "snake": snake, "bee": bee, "ladybug": ladybug, "firefly": firefly, "spider": spider,
    "ant": ant, "snail": snail, "crab": crab, "bat": bat, "kangaroo": kangaroo,
}  # fmt: skip
