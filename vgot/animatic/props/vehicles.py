"""Things that travel. Wheels on (0, 0), facing right; sizes beside people of 75."""

from __future__ import annotations

import math

from vgot.animatic.canvas import Colour, Group, alpha, linear, shade
from vgot.animatic.props.kit import INK, STEEL, WOOD, Draw, shadow_under, swinging


def _wheel(g: Group, p: float, x: float, y: float, tyre: float, hub: float, spoke: float) -> None:
    """A car's wheel of these radii with five spokes; it turns once while p goes from 0 to 1."""
    g.circle(x, y, tyre, INK)
    g.circle(x, y, hub, 0xFFC3C9D2)
    for k in range(5):
        a = k * 1.2566 + p * 2 * math.pi
        g.line(x, y, x + spoke * math.cos(a), y + spoke * math.sin(a), 0xFF8C95A3, 1.2)


def car(g: Group, p: float, colour: Colour = 0xFFD0504A) -> None:
    shadow_under(g, 54)
    h = g.group().transform(0, 0.4 * swinging(p, 2))
    h.curve([(-28, -26), (-20, -46), (2, -46), (22, -46), (34, -26)], shade(colour, 0.06), close=True)
    h.curve([(-23, -27), (-17, -42), (1, -42), (19, -42), (28, -27)], 0xFFBFDDEB, close=True)
    h.poly([(-12, -27), (-6, -42), (-1, -42), (-7, -27)], 0x50FFFFFF)
    h.rect(0, -44, 3, 18, shade(colour, 0.08))
    h.rect(-52, -28, 104, 20, linear(0, -28, 0, -8, [shade(colour, -0.16), colour, shade(colour, 0.2)]), 8)
    h.rect(-54, -13, 12, 5, 0xFFC3C9D2, 2)
    h.rect(42, -13, 12, 5, 0xFFC3C9D2, 2)
    h.ellipse(48, -20, 3.4, 3, 0xFFFFF2B8)
    h.ellipse(-49, -20, 2.4, 3, 0xFFE4574F)
    h.rect(-4, -22, 8, 1.6, shade(colour, 0.3), 0.8)
    for q in (-29, 29):
        _wheel(g, p, q, -9, 9.4, 5.2, 4.4)


def open_car(g: Group, p: float, colour: Colour = 0xFFD0504A) -> None:
    """An open car from the doors down: whoever drives looks out over it."""
    shadow_under(g, 58)
    h = g.group().transform(0, 0.4 * swinging(p, 2))
    h.line(20, -34, 12, -56, 0xFFC3C9D2, 2)
    h.poly([(20, -35), (12.6, -55), (15.4, -55), (25, -35)], 0x80CFE8F4)
    h.line(16, -38, 9, -44, 0xFF2F333C, 2.4)
    h.curve(
        [
            (-58, -14),
            (-58, -36),
            (-40, -37),
            (-10, -36),
            (22, -36),
            (52, -33),
            (59, -20),
            (60, -12),
            (40, -9),
            (0, -8),
            (-58, -14),
        ],
        linear(0, -36, 0, -8, [shade(colour, -0.16), colour, shade(colour, 0.2)]),
        close=True,
    )
    h.curve(
        [(-24, -36), (-24, -16), (-18, -12), (0, -11), (16, -12), (20, -22), (20, -35)],
        stroke=shade(colour, 0.28),
        width=1.1,
    )
    h.rect(-18, -28, 7, 1.8, shade(colour, 0.35), 0.8)
    h.rect(-62, -15, 13, 5, 0xFFC3C9D2, 2)
    h.rect(48, -15, 13, 5, 0xFFC3C9D2, 2)
    h.ellipse(55, -23, 3.6, 3.2, 0xFFFFF2B8)
    h.ellipse(-57, -24, 2.4, 3, 0xFFE4574F)
    for q in (-34, 35):
        _wheel(g, p, q, -10, 10.4, 5.6, 4.8)


def bus(g: Group, p: float, colour: Colour = 0xFFF2B632) -> None:
    c = colour
    shadow_under(g, 82)
    h = g.group().transform(0, 0.4 * swinging(p, 2))
    h.rect(-80, -68, 160, 58, linear(0, -68, 0, -10, [shade(c, -0.2), c, shade(c, 0.12)]), 7)
    h.rect(-80, -28, 160, 3, INK)
    for k in range(6):
        h.rect(-72 + k * 22, -60, 18, 20, 0xFFBFDDEB, 2)
        h.poly([(-70 + k * 22, -40), (-64 + k * 22, -60), (-60 + k * 22, -60), (-66 + k * 22, -40)], 0x50FFFFFF)
    h.rect(60, -60, 15, 44, 0xFF9CC3D6, 2)
    h.rect(67, -60, 1.4, 44, c)
    h.circle(77, -16, 3, 0xFFFFF2B8)
    for q in (-46, 40):
        g.circle(q, -10, 11, INK)
        g.circle(q, -10, 5, 0xFFC3C9D2)


def bicycle(g: Group, p: float, colour: Colour = 0xFF2F8FA0) -> None:
    shadow_under(g, 30)
    for x in (-18, 18):
        g.ring(x, -13, 12, 12, INK, 2)
        for k in range(6):
            a = k * 1.047 + p * 6.283
            g.line(x, -13, x + 11.4 * math.cos(a), -13 + 11.4 * math.sin(a), 0x809AA4AE, 0.6)
    g.polyline([(-18, -13), (-6, -31), (13, -31), (0, -13), (-18, -13)], colour, 2.4)
    g.line(-9, -36, 0, -13, colour, 2.4)
    g.polyline([(18, -13), (12, -36), (17, -39)], colour, 2.4)
    g.rect(-14, -38.5, 11, 3.2, 0xFF6B4A35, 1.6)
    g.circle(0, -13, 3.2, STEEL)


def boat(g: Group, p: float, colour: Colour = 0xFF4C86B8) -> None:
    h = g.group().transform(0, 0, 1, 2 * swinging(p))
    h.rect(-1.2, -66, 2.4, 52, 0xFF6B4A2E)
    h.curve(
        [(2, -64), (26, -42), (28, -20), (14, -19), (2, -20)], linear(2, 0, 28, 0, [0xFFFFFDF6, 0xFFE3D7BE]), close=True
    )
    h.poly([(-2, -58), (-2, -20), (-20, -20)], 0xFFE4574F)
    h.curve(
        [(-32, -17), (0, -12), (36, -18), (32, -4), (22, -1), (-2, 1), (-22, -1), (-29, -6), (-32, -17)],
        linear(0, -17, 0, 0, [colour, shade(colour, 0.35)]),
        close=True,
    )
    h.curve([(-31.6, -15), (0, -10), (35.4, -16)], stroke=0xFFFFFFFF, width=1.4)
    g.ellipse(0, 1, 38, 2.6, 0x70FFFFFF)


def rowboat(g: Group, p: float, colour: Colour = 0xFF9B6B43) -> None:
    """A rowing boat with its oars, in its own bit of water."""
    g.ellipse(0, 1, 50, 4, 0x703B8FC2)
    rowboat_hull(g, p, colour)


def rowboat_hull(g: Group, p: float, colour: Colour = 0xFF9B6B43) -> None:
    """The side of the boat that hides a rower's legs."""
    h = g.group().transform(0, 0, 1, 1.6 * swinging(p))
    a = 10 * swinging(p, 2)
    h.curve(
        [(-44, -19), (0, -11), (46, -21), (40, -3), (26, 1), (0, 3), (-26, 1), (-38, -4), (-44, -19)],
        linear(0, -18, 0, 2, [shade(colour, -0.12), colour, shade(colour, 0.25)]),
        close=True,
    )
    h.curve([(-44, -19), (0, -11), (46, -21)], stroke=shade(colour, -0.4), width=2)
    h.curve([(-41, -10), (0, -3), (43, -12)], stroke=shade(colour, 0.35), width=0.9)
    h.line(-2, -15, -20 - a * 0.4, 3, 0xFFD9B98A, 2)
    h.ellipse(-21 - a * 0.4, 4, 4.4, 2, 0xFFC9A06A)
    g.curve([(-52, 1), (-26, 4), (0, 1), (26, 4), (52, 1)], stroke=0x90FFFFFF, width=1.2)


def raft_deck(g: Group, p: float) -> None:
    """Logs tied side by side, low in the water: whoever sits on them is seen whole."""
    h = g.group().transform(0, 1.2 * swinging(p), 1, 1.0 * swinging(p))
    for k in range(4):
        y, x = 2.0 - 3.6 * k, 3.0 * k
        tone = shade(0xFFA8763F, 0.1 * (k % 2) - 0.05)
        h.rect(-58 + x, y - 4, 112, 6.4, linear(0, y - 4, 0, y + 2.4, [shade(tone, -0.2), shade(tone, 0.25)]), 3)
        h.ellipse(54 + x, y - 0.8, 2.6, 3.2, shade(tone, -0.35))
    for x in (-40, 0, 36):
        h.poly([(x, 4.4), (x + 5, 4.4), (x + 16, -13), (x + 11, -13)], 0xFFD9C49A)
    g.curve([(-66, 6), (-33, 9), (0, 6), (33, 9), (66, 6)], stroke=0x90FFFFFF, width=1.4)


def train(g: Group, p: float) -> None:
    c = 0xFF2F3F4A
    shadow_under(g, 70)
    g.rect(-66, -10, 132, 5, 0xFF3A3F48)
    g.rect(-62, -66, 40, 56, linear(-62, 0, -22, 0, [0xFFB8423E, 0xFF8C2F35]), 3)
    g.rect(-66, -70, 48, 6, INK, 2)
    g.rect(-55, -58, 26, 20, 0xFFBFDDEB, 2)
    g.rect(-24, -46, 78, 34, linear(0, -46, 0, -12, [shade(c, -0.35), c, shade(c, 0.25)]), 10)
    for x in (-8, 14, 36):
        g.rect(x, -46, 2.6, 34, 0xFFD9B45C)
    g.poly([(36, -46), (34, -64), (50, -64), (48, -46)], c)
    g.rect(31, -68, 22, 5, 0xFFD9B45C, 1)
    g.ellipse(8, -48, 8, 6, 0xFFD9B45C)
    g.circle(55, -36, 4.6, 0xFFFFF2B8)
    g.poly([(52, -14), (70, -1), (48, -1)], 0xFFB8423E)
    for x, r in ((-44, 11), (-16, 11), (12, 11), (38, 8)):
        g.circle(x, -r, r, 0xFFB8423E)
        g.circle(x, -r, r - 2.4, INK)
        for k in range(4):
            a = k * 0.785 + p * 6.283
            g.line(
                x - (r - 3) * math.cos(a),
                -r - (r - 3) * math.sin(a),
                x + (r - 3) * math.cos(a),
                -r + (r - 3) * math.sin(a),
                0xFFB8423E,
                1.4,
            )
    for k in range(4):
        t = (p + k / 4) % 1
        g.circle(42 - 34 * t, -74 - 30 * t, 5 + 9 * t, alpha(0xFFF4F4F4, 0.75 * (1 - t)))


def plane(g: Group, p: float) -> None:
    h = g.group().transform(0, 2 * swinging(p), 1, -4)
    h.poly([(-36, -12), (-48, -32), (-39, -32), (-24, -14)], 0xFFD8473F)
    h.curve(
        [(-42, -12), (-10, -22), (30, -20), (44, -16), (46, -10), (40, -3), (0, -3), (-32, -4), (-42, -12)],
        linear(0, -22, 0, -3, [0xFFFFFFFF, 0xFFC3CBD4]),
        close=True,
    )
    for k in range(6):
        h.circle(-16 + k * 8, -12, 1.9, 0xFF5B8AB4)
    h.curve([(32, -18), (40, -17), (43, -12), (34, -12)], 0xFF5B8AB4, close=True)
    h.poly([(-2, -8), (14, -8), (-16, 8), (-24, 8)], 0xFFAEB7C2)


def rocket(g: Group, p: float) -> None:
    f = 0.8 + 0.2 * swinging(p, 4)
    g.curve([(-7, -14), (-9, -2), (0, 10 * f), (9, -2), (7, -14)], 0xFFF2762E, close=True)
    g.curve([(-4, -14), (-5, -5), (0, 3 * f), (5, -5), (4, -14)], 0xFFFFE08A, close=True)
    for q in (-1, 1):
        g.curve([(q * 11, -40), (q * 25, -28), (q * 23, -8), (q * 17, -16), (q * 10, -18)], 0xFFD8414A, close=True)
    g.curve(
        [(-13, -16), (-18, -66), (0, -98), (18, -66), (13, -16), (0, -12), (-13, -16)],
        linear(-15, 0, 15, 0, [0xFFFFFFFF, 0xFFE6EAEF, 0xFFAEB7C2]),
        close=True,
    )
    g.curve([(-11.4, -76), (-6, -90), (0, -98), (6, -90), (11.4, -76), (0, -72), (-11.4, -76)], 0xFFD8414A, close=True)
    g.circle(0, -56, 8, 0xFF5A6B80)
    g.circle(0, -56, 6, 0xFF8FE0F2)
    g.circle(-2, -58, 1.8, 0xC0FFFFFF)
    g.rect(-14, -32, 28, 3, 0xFFD8414A)


def ufo(g: Group, p: float) -> None:
    h = g.group().transform(0, -6 + 3 * swinging(p), 1, 3 * swinging(p, 1, 0.25))
    h.poly(
        [(-12, -4), (12, -4), (26, 46), (-26, 46)], linear(0, -4, 0, 46, [alpha(0xFFB6F5C4, 0.6), alpha(0xFFB6F5C4, 0)])
    )
    h.curve([(-15, -16), (-14, -34), (0, -34), (14, -34), (15, -16)], 0xB09FE8F5, close=True)
    h.ellipse(0, -12, 36, 9, linear(0, -20, 0, -3, [0xFFDDE3EA, 0xFF7D8796]))
    h.ellipse(0, -16, 22, 4.4, 0xFFEFF3F6)
    for k in range(5):
        h.circle(-26 + k * 13, -9 + (2 if k in (1, 2, 3) else 0), 2.2, (0xFFF2C94A, 0xFF6FD08A)[(k + int(p * 4)) % 2])


def sled(g: Group, p: float) -> None:
    shadow_under(g, 26)
    g.curve([(-26, -3), (10, -2), (24, -4), (32, -8), (27, -15)], stroke=0xFFB8423E, width=2.6)
    for x in (-16, 12):
        g.line(x, -4, x, -12, 0xFF7A5A40, 2.4)
    for k in range(2):
        g.rect(-24, -16 + k * 3.4, 46, 2.8, WOOD, 1)


def tractor(g: Group, p: float) -> None:
    shadow_under(g, 44)
    c = 0xFF4C9A52
    g.rect(-8, -38, 48, 22, linear(0, -38, 0, -16, [shade(c, -0.15), shade(c, 0.15)]), 4)
    g.rect(-32, -64, 32, 4, INK, 1)
    g.rect(-30, -62, 28, 34, 0xB0BFDDEB, 2)
    for x in (-31, -4):
        g.rect(x, -62, 3, 36, shade(c, 0.2))
    g.rect(-34, -32, 34, 16, shade(c, 0.1), 3)
    g.rect(22, -54, 3, 18, INK)
    g.circle(38, -28, 3, 0xFFFFF2B8)
    for x, r in ((-20, 18), (30, 11)):
        g.circle(x, -r, r, INK)
        g.circle(x, -r, r * 0.52, 0xFFF2C230)
        g.circle(x, -r, r * 0.2, shade(0xFFF2C230, 0.3))


def cart(g: Group, p: float) -> None:
    shadow_under(g, 32)
    g.rect(-28, -32, 52, 16, linear(0, -32, 0, -16, [shade(WOOD, -0.15), shade(WOOD, 0.15)]), 1.4)
    for k in range(5):
        g.rect(-26 + k * 10.6, -34, 2.4, 18, shade(WOOD, 0.22))
    g.line(22, -20, 44, -12, shade(WOOD, 0.2), 2.8)
    g.curve([(-26, -32), (-10, -44), (6, -36), (16, -42), (23, -32)], 0xFFE0B95C, close=True)
    for x in (-12,):
        g.ring(x, -13, 12, 12, shade(WOOD, 0.3), 2.6)
        for k in range(6):
            a = k * 1.047 + p * 6.283
            g.line(x, -13, x + 11 * math.cos(a), -13 + 11 * math.sin(a), shade(WOOD, 0.25), 1.4)


def wheelchair(g: Group, p: float) -> None:
    shadow_under(g, 20)
    g.line(-13, -48, -10, -18, STEEL, 2.4)
    g.line(-13, -48, -18, -49, INK, 2.6)
    g.rect(-12, -40, 4, 20, 0xFF3C5A8E, 2)
    g.rect(-11, -23, 24, 4.4, 0xFF3C5A8E, 2)
    g.polyline([(13, -20), (18, -6), (24, -5)], STEEL, 2.2)
    g.line(-8, -30, 10, -30, STEEL, 2.2)
    g.ring(-4, -13, 12.4, 12.4, INK, 2.2)
    for k in range(6):
        a = k * 1.047
        g.line(-4, -13, -4 + 11.6 * math.cos(a), -13 + 11.6 * math.sin(a), 0x909AA4AE, 0.7)
    g.circle(16, -4, 4, INK)
    g.circle(16, -4, 1.6, STEEL)


VEHICLES: dict[str, Draw] = {
    "car": car,
    "bus": bus,
    "bicycle": bicycle,
    "boat": boat,
    "rowboat": rowboat,
    "train": train,
    "plane": plane,
    "rocket": rocket,
    "ufo": ufo,
    "sled": sled,
    "tractor": tractor,
    "cart": cart,
    "wheelchair": wheelchair,
}
