"""Animals of the drawn world, all facing right with their feet at (0, 0): those that are not drawn from a table."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

from vgot.animatic.canvas import Group, alpha, linear, shade
from vgot.animatic.props.beasts import four_legged
from vgot.animatic.props.birds import PLUMAGES, draw_bird
from vgot.animatic.props.bodies import BEASTS, INK, Act, eye
from vgot.animatic.props.metal import metal_colours
from vgot.animatic.props.wildlife import WILDLIFE


def owl(g: Group, act: Act) -> None:
    c = act.colour if act.colour is not None else 0xFF9A7350
    s = act.second if act.second is not None else 0xFFEAD7B6
    g.ellipse(0, 0, 11, 2.4, 0x38000000)
    tilt = act.wave() * 4
    for q in (-1, 1):
        g.poly([(q * 2, -1), (q * 6, -1), (q * 4, -5)], 0xFFF2A93C)
    g.curve(
        [(-13, -16), (-15, -2), (0, -2), (15, -2), (13, -16), (12, -30), (0, -31), (-12, -30), (-13, -16)],
        linear(-12, 0, 12, 0, [shade(c, -0.08), shade(c, 0.12)]),
        close=True,
    )
    g.ellipse(0, -12, 8.4, 9.6, s)
    for j in range(3):
        for k in range(3 - j % 2):
            x = -5 + k * 5 + (2.5 if j % 2 else 0)
            g.curve(
                [(x - 2, -17 + j * 4.6), (x, -14.4 + j * 4.6), (x + 2, -17 + j * 4.6)], stroke=shade(c, 0.1), width=1
            )
    for q in (-1, 1):
        g.curve([(q * 12, -24), (q * 17, -14), (q * 11, -3), (q * 9, -14), (q * 12, -24)], shade(c, 0.22), close=True)
    h = g.group().transform(0, -31, 1, tilt)
    for q in (-1, 1):
        h.poly([(q * 5, -9), (q * 11, -17), (q * 12, -5)], shade(c, 0.14))
    h.ellipse(0, -2, 13, 11, c)
    for q in (-1, 1):
        h.circle(q * 5.6, -2, 5.9, s)
        h.circle(q * 5.6, -2, 4.4, 0xFFF6C53C)
        eye(h, q * 5.6, -2, 2.9, act)
    h.poly([(-2, 1), (2, 1), (0, 6 + 2 * act.talk)], 0xFFF2A93C)


def butterfly(g: Group, act: Act) -> None:
    c = act.colour if act.colour is not None else 0xFFF08A3C
    s = act.second if act.second is not None else 0xFFF9D25C
    fold = 0.45 + 0.55 * abs(act.wave(3))
    g = g.group().transform(0, -8 + 2 * act.wave(), 1.0, 12)
    for q in (-1, 1):
        k = q * fold
        g.curve([(0, 0), (k * 5, -16), (k * 15, -14), (k * 18, -4), (0, 1)], c, close=True)
        g.curve([(0, 0), (k * 14, 0), (k * 12, 9), (k * 5, 13), (0, 2)], shade(c, 0.16), close=True)
        g.circle(k * 10, -9, 2.2, s)
        g.circle(k * 7, 5, 1.6, s)
    g.ellipse(0, 0, 1.4, 6.4, INK)
    for q in (-1, 1):
        g.curve([(0, -6), (q * 2, -10), (q * 4, -11)], stroke=INK, width=0.7)


def fish(g: Group, act: Act) -> None:
    c = act.colour if act.colour is not None else 0xFFF59A3C
    s = act.second if act.second is not None else 0xFFFFFFFF
    w = act.wave(2)
    g = g.group().transform(0, -26 + 2 * act.wave())
    g.poly([(-10, 0), (-19, -8 + w * 2), (-16, w), (-19, 8 + w * 2)], shade(c, 0.14))
    g.curve([(-3, -7), (2, -14), (8, -6)], shade(c, 0.14), close=True)
    g.ellipse(0, 0, 13, 8, linear(0, -8, 0, 8, [shade(c, -0.12), shade(c, 0.1)]))
    for x in (-4, 3):
        g.curve([(x, -7.4), (x + 2.4, 0), (x, 7.4)], stroke=s, width=2)
    g.curve([(0, 2), (-5, 7 + w), (-6, 3)], shade(c, 0.16), close=True)
    g.circle(8, -2, 2.8, 0xFFFFFFFF)
    eye(g, 8.5, -2, 1.6, act)
    g.ellipse(12, 2.4, 1.2, 0.8 + 1.4 * act.talk, 0xFF8C2F35)
    for k in range(3):
        t = (act.idle + k / 3) % 1
        g.ring(
            17 + 2 * math.sin(6 * t + k),
            -4 - 18 * t,
            1.1 + 0.5 * k,
            1.1 + 0.5 * k,
            alpha(0xFFFFFFFF, 0.7 * (1 - t)),
            0.7,
        )


def whale(g: Group, act: Act) -> None:
    c = act.colour if act.colour is not None else 0xFF3F6F9F
    s = act.second if act.second is not None else 0xFFDCE8F0
    w, bob = act.wave(), act.wave() * 2
    g = g.group().transform(0, bob)
    g.curve(
        [
            (-40, -14),
            (-56, -22),
            (-62, -42 + 3 * w),
            (-54, -40 + 3 * w),
            (-52, -34),
            (-48, -42),
            (-40, -46 + 3 * w),
            (-42, -30),
            (-34, -22),
        ],
        shade(c, 0.1),
        close=True,
    )
    g.curve(
        [(-44, -16), (-30, -38), (6, -42), (46, -42), (52, -16), (52, 0), (30, 2), (-10, 4), (-44, -16)],
        linear(0, -42, 0, 4, [shade(c, -0.14), c, shade(c, 0.12)]),
        close=True,
    )
    g.curve([(50, -10), (48, 2), (24, 2), (-8, 3), (-28, -6), (8, -6), (50, -10)], s, close=True)
    for k in range(5):
        g.curve([(-6 + k * 10, -5), (6 + k * 9, -1), (16 + k * 7, 1)], stroke=alpha(c, 0.5), width=0.8)
    g.curve([(4, -6), (-2, 8), (-14, 10 + 2 * w), (-6, 0), (-6, -6)], shade(c, 0.22), close=True)
    g.circle(38, -16, 3, 0xFFFFFFFF)
    eye(g, 38.5, -16, 1.9, act)
    g.curve([(36, -8), (44, -6 + 3 * act.talk), (51, -10)], stroke=INK, width=1.1)
    for q in (-1, 1):
        g.curve(
            [(20, -41), (20 + q * 3, -56 - 2 * w), (20 + q * 12, -56), (20 + q * 15, -55), (20 + q * 15, -50)],
            stroke=alpha(0xFFBFE6F6, 0.9),
            width=2.4,
        )
    g.ellipse(0, 6, 64, 4, alpha(0xFFFFFFFF, 0.5))
    g.ellipse(-4, 8, 50, 3, alpha(0xFF9FD0E8, 0.6))


def dragon(g: Group, act: Act) -> None:
    c = act.colour if act.colour is not None else 0xFF4FA56B
    s = act.second if act.second is not None else 0xFFF0D98C
    w = act.wave()
    g.ellipse(0, 0, 34, 3.8, 0x38000000)
    g.curve([(-20, -18), (-44, -14), (-52, -2), (-58, 4), (-64, -8 + 2 * w)], stroke=shade(c, 0.08), width=7)
    g.poly([(-62, -6 + 2 * w), (-74, -12 + 2 * w), (-64, -18 + 2 * w), (-59, -8 + 2 * w)], shade(c, 0.25))
    for x, q in ((-6, 0.2), (2, 0.0)):
        lift = 12 * act.wave(2)
        wing = shade(0xFFD9784F if act.second is None else s, q)
        g.curve(
            [
                (x, -40),
                (x - 14, -70 - lift),
                (x - 46, -78 - lift),
                (x - 38, -62 - lift),
                (x - 42, -54 - lift * 0.7),
                (x - 30, -52),
                (x - 30, -42 - lift * 0.3),
                (x - 18, -40),
                (x - 8, -28),
            ],
            wing,
            close=True,
        )
        g.curve([(x, -40), (x - 14, -66 - lift), (x - 46, -78 - lift)], stroke=shade(c, 0.2), width=2.6)
    for x, at in ((-14, 0.5), (14, 0.0)):
        sw = 0 if act.walk is None else 4 * math.sin((act.walk + at) * 6.283)
        g.line(x, -14, x + sw, -3, shade(c, 0.22), 9)
        g.ellipse(x + sw + 2, -2.4, 6, 3, shade(c, 0.22))
    g.curve(
        [(-26, -22), (-24, -44), (0, -44), (22, -44), (26, -26), (26, -8), (2, -7), (-26, -8), (-26, -22)],
        linear(0, -44, 0, -6, [shade(c, -0.1), c, shade(c, 0.14)]),
        close=True,
    )
    g.curve([(24, -20), (22, -8), (2, -8), (-12, -9), (-14, -16), (6, -14), (24, -20)], s, close=True)
    g.curve([(14, -34), (26, -42), (26, -60)], stroke=c, width=13)
    for k in range(4):
        g.line(22 + k * 0.8, -36 - k * 6, 29 + k * 0.7, -37 - k * 6, s, 2)
    for x, y in ((-20, -41), (-9, -45), (3, -44), (13, -47), (17, -56)):
        g.poly([(x - 4, y + 2), (x - 2, y - 7), (x + 4, y + 1)], 0xFFE8944A if act.second is None else shade(s, 0.15))
    for x, at in ((-8, 0.0), (20, 0.5)):
        sw = 0 if act.walk is None else 4 * math.sin((act.walk + at) * 6.283)
        g.line(x, -14, x + sw, -3, shade(c, 0.05), 9.6)
        g.ellipse(x + sw + 2.4, -2.4, 6.6, 3.2, shade(c, 0.05))
        for q in (-2, 1.4, 4.8):
            g.circle(x + sw + 2.4 + q, -1.2, 1.1, 0xFFFBF6EA)
    h = g.group().transform(27, -64, 1.0, 3 * w)
    for q in (-6, -1):
        h.curve([(q, -8), (q - 5, -16), (q - 12, -17)], stroke=0xFFF0E3C0, width=3)
    h.curve(
        [(-11, 0), (-12, -13), (2, -13), (12, -12), (20, -4), (26, -2), (25, 4), (24, 9), (8, 9), (-10, 10), (-11, 0)],
        linear(0, -13, 0, 10, [shade(c, -0.1), shade(c, 0.06)]),
        close=True,
    )
    if act.talk > 0.08:
        h.curve([(6, 8), (14, 12 + 5 * act.talk), (23, 7)], 0xFF8C2F35, close=True)
    else:
        h.curve([(8, 6), (16, 8), (23, 3)], stroke=INK, width=1)
    h.circle(21, -1, 1, shade(c, 0.4))
    h.circle(4, -4, 4, 0xFFFFFFFF)
    eye(h, 5, -4, 2.4, act)


def duck(g: Group, act: Act) -> None:
    c = act.colour if act.colour is not None else 0xFFF7F3E6
    s = act.second if act.second is not None else 0xFFF2A93C
    g.ellipse(0, 0, 11, 2, 0x38000000)
    g.line(0, -5, 1, -1, s, 1.6)
    g.line(3, -5, 4, -1, s, 1.6)
    g.curve(
        [(-14, -13), (-12, -3), (0, -3), (12, -3), (11, -12), (8, -17), (0, -16), (-8, -14), (-14, -13)],
        linear(0, -17, 0, -3, [c, shade(c, 0.14)]),
        close=True,
    )
    g.curve([(-8, -13), (-2, -6 + act.wave()), (6, -9), (2, -14), (-8, -13)], shade(c, 0.12), close=True)
    g.rect(4.6, -24, 6, 12, c, 3)
    g.circle(8, -24, 5, c)
    g.poly([(12, -26), (18.4, -23.6), (12, -21.6)], s)
    eye(g, 9.4, -25, 1.1, act)


def chicken(g: Group, act: Act) -> None:
    c = act.colour if act.colour is not None else 0xFFC9743F
    peck = max(0.0, act.wave(2)) * 10
    g.ellipse(0, 0, 10, 2, 0x38000000)
    for x in (-1, 3):
        g.line(x, -6, x + 0.5, -1, 0xFFF2A93C, 1.4)
    for k in range(3):
        g.curve([(-8, -13), (-16 - k, -20 - k * 3), (-11 + k * 2, -25)], stroke=shade(c, 0.25 - 0.1 * k), width=3.4)
    g.curve(
        [(-11, -14), (-10, -4), (1, -4), (11, -5), (10, -16), (3, -19), (-2, -13), (-7, -12), (-11, -14)],
        linear(0, -18, 0, -4, [shade(c, -0.1), shade(c, 0.1)]),
        close=True,
    )
    g.ellipse(-1, -10, 5, 3.4, shade(c, 0.2))
    h = g.group().transform(8, -17, 1, peck)
    h.rect(-3.4, -8, 6, 12, c, 3)
    h.circle(0, -8, 4.2, c)
    for x, y in ((-2, -12), (0.4, -13), (2.6, -12)):
        h.circle(x, y, 1.6, 0xFFE4434A)
    h.poly([(3.4, -9), (7.6, -7.4), (3.4, -6)], 0xFFF2A93C)
    h.circle(3, -4, 1.4, 0xFFE4434A)
    eye(h, 1.4, -8.6, 0.95, act)


def penguin(g: Group, act: Act) -> None:
    c = act.colour if act.colour is not None else 0xFF2F3A4E
    lean = act.wave() * 3 if act.walk is None else math.sin(act.walk * 6.283) * 7
    g.ellipse(0, 0, 11, 2.2, 0x38000000)
    h = g.group().transform(0, 0, 1, lean)
    for q in (-1, 1):
        h.ellipse(q * 4.6, -1.6, 4.4, 1.8, 0xFFF2A93C)
        h.curve([(q * 10, -24), (q * 17, -14), (q * 12, -7), (q * 9, -12), (q * 10, -24)], shade(c, 0.2), close=True)
    h.curve(
        [(-11, -14), (-12, -2), (0, -2), (12, -2), (11, -14), (11, -38), (0, -38), (-11, -38), (-11, -14)],
        c,
        close=True,
    )
    h.ellipse(0.8, -13, 8, 11, 0xFFFBFBF6)
    h.ellipse(1, -28, 7, 6, 0xFFFBFBF6)
    h.poly([(0, -28), (8, -26), (0, -24 + act.talk * 2)], 0xFFF2A93C)
    for q in (-2.2, 4.2):
        eye(h, q, -30, 1.4, act)


def frog(g: Group, act: Act) -> None:
    c = act.colour if act.colour is not None else 0xFF63B04A
    puff = 1 + 0.15 * act.wave(2)
    g.ellipse(0, 0, 12, 2.2, 0x38000000)
    g.ellipse(-8, -4, 6, 4, shade(c, 0.16))
    g.ellipse(-7, -1.4, 7, 1.8, shade(c, 0.22))
    g.ellipse(0, -7, 11, 7, linear(0, -14, 0, 0, [shade(c, -0.12), c]))
    g.ellipse(3, -4, 7 * puff, 4 * puff, 0xFFE2F0B8)
    g.ellipse(6, -1.2, 5, 1.6, shade(c, 0.1))
    for x in (2, 9):
        g.circle(x, -14, 3.4, c)
        g.circle(x + 0.4, -14, 2.4, 0xFFFFFFFF)
        eye(g, x + 0.7, -14, 1.5, act)
    g.curve([(1, -8), (7, -5 + 3 * act.talk), (11, -9)], stroke=shade(c, 0.5), width=1)


def turtle(g: Group, act: Act) -> None:
    c = act.colour if act.colour is not None else 0xFF6A9A4E
    s = act.second if act.second is not None else 0xFF9A7A48
    g.ellipse(0, 0, 17, 2.4, 0x38000000)
    for x, at in ((-9, 0.0), (9, 0.5)):
        d = 0 if act.walk is None else 3 * math.sin((act.walk + at) * 6.283)
        g.line(x, -5, x + d, -2, shade(c, 0.1), 6)
    g.poly([(-15, -5), (-22, -3), (-15, -2)], c)
    g.rect(13, -11, 9, 6, c, 3)
    g.ellipse(22, -13 + 0.6 * act.wave(), 6, 5, shade(c, -0.06))
    eye(g, 24, -14 + 0.6 * act.wave(), 1.2, act)
    g.curve([(22, -10.4), (25, -9.4 + 2 * act.talk), (27, -11.4)], stroke=INK, width=0.8)
    g.curve(
        [(-17, -5), (-16, -24), (0, -24), (16, -24), (17, -5)],
        linear(0, -23, 0, -5, [shade(s, -0.14), shade(s, 0.1)]),
        close=True,
    )
    g.rect(-18, -7, 36, 4, shade(s, -0.35), 2)
    for x, y in ((-8, -11), (0, -15), (8, -11)):
        g.poly(
            [(x - 3.6, y + 2.6), (x - 4.2, y - 2), (x, y - 4.4), (x + 4.2, y - 2), (x + 3.6, y + 2.6)], shade(s, 0.18)
        )


def monkey(g: Group, act: Act) -> None:
    c = act.colour if act.colour is not None else 0xFF8A5A38
    s = act.second if act.second is not None else 0xFFF0CFA0
    w = act.wave()
    g.ellipse(0, 0, 13, 2.4, 0x38000000)
    g.curve([(-8, -5), (-24, -4), (-24, -18), (-24, -28), (-17 + w, -26)], stroke=shade(c, 0.12), width=2.8)
    for q in (-1, 1):
        g.ellipse(q * 7, -4, 6.4, 4.4, shade(c, 0.14))
        g.ellipse(q * 9, -1.8, 4.4, 2, s)
    g.ellipse(0, -14, 9.6, 12, c)
    g.ellipse(0.6, -12, 6, 8, s)
    for q in (-1, 1):
        g.curve([(q * 8, -21), (q * 14, -13), (q * 9, -7 - 2 * w * q)], stroke=shade(c, 0.08), width=4)
        g.circle(q * 9, -7 - 2 * w * q, 2.4, s)
    h = g.group().transform(0, -31, 1, 4 * w)
    for q in (-1, 1):
        h.circle(q * 11, 0, 4, shade(c, 0.1))
        h.circle(q * 11, 0, 2.4, s)
    h.circle(0, 0, 11, c)
    h.curve(
        [(0, -6), (4, -9), (8, -4), (9, 3), (4, 8), (0, 9.4), (-4, 8), (-9, 3), (-8, -4), (-4, -9), (0, -6)],
        s,
        close=True,
    )
    for q in (-3.4, 3.8):
        eye(h, q, -1.4, 1.5, act)
    h.ellipse(0.3, 2.2, 1.5, 0.9, shade(s, 0.35))
    h.curve([(-3.4, 4.6), (0.4, 7 + 3 * act.talk), (4, 4.6)], 0xFF8C2F35 if act.talk > 0.1 else None, INK, 0.9)


def octopus(g: Group, act: Act) -> None:
    c = act.colour if act.colour is not None else 0xFFC7638F
    g = g.group().transform(0, -4 + act.wave())
    for k in range(6):
        x, w = -14 + k * 5.6, act.wave(1, k / 6)
        g.curve(
            [(x * 0.7, -14), (x * 1.1 + 3 * w, -6), (x * 1.4 - 2 * w, 0), (x * 1.6 + 3 * w, 4), (x * 1.7 + 5 * w, 1)],
            stroke=shade(c, 0.14 if k % 2 else 0.02),
            width=4.4,
        )
    g.curve(
        [(-14, -14), (-18, -42), (0, -42), (18, -42), (14, -14), (0, -8), (-14, -14)],
        linear(0, -42, 0, -10, [shade(c, -0.16), c]),
        close=True,
    )
    for q in (-4, 6):
        g.circle(q, -21, 3.8, 0xFFFFFFFF)
        eye(g, q + 0.6, -21, 2.2, act)
    g.curve([(-2, -14), (1.6, -11.4 + 3 * act.talk), (5, -14)], stroke=INK, width=1)
    for x, y in ((-8, -33), (-3, -36), (-9, -27)):
        g.circle(x, y, 1.5, shade(c, -0.3))


OTHERS: dict[str, Callable[[Group, Act], None]] = {
    "owl": owl, "butterfly": butterfly, "fish": fish, "whale": whale, "dragon": dragon, "duck": duck, "chicken": chicken,
    "penguin": penguin, "frog": frog, "turtle": turtle, "monkey": monkey, "octopus": octopus, **WILDLIFE,
}  # fmt: skip

#: every animal that can be drawn
ANIMALS: tuple[str, ...] = (*BEASTS, *PLUMAGES, *OTHERS)
#: those that fly about in the air when they are part of the scenery
FLYING: frozenset[str] = frozenset(PLUMAGES) | {"butterfly", "bee", "ladybug", "firefly", "bat"}


def draw_animal(g: Group, name: str, act: Act) -> None:
    """Draw an animal with its feet at the group's origin, facing right."""
    if act.metal:
        colour, second = metal_colours(act.metal, act.colour, act.second)
        act = replace(act, colour=colour, second=second)
    if name in BEASTS:
        four_legged(g, name, act)
    elif name in PLUMAGES:
        draw_bird(g, name, act)
    else:
        OTHERS[name](g, act)
