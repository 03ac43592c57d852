"""Large things that stand on the ground: furniture, monuments, trees. Foot at (0, 0); sizes beside people of 75."""

from __future__ import annotations

import math

from vgot.animatic.canvas import Colour, Group, alpha, linear, shade
from vgot.animatic.props.kit import INK, WOOD, Draw, shadow_under, swinging


def table(g: Group, p: float, w: float = 30, h: float = 29, colour: Colour = WOOD) -> None:
    shadow_under(g, w)
    for q in (-1, 1):
        g.rect(q * (w - 6) - 2, -h, 4, h, shade(colour, 0.2), 1)
        g.rect(q * (w - 11) - 1.6, -h, 3.2, h - 3, shade(colour, 0.34), 1)
    g.rect(-w + 3, -h, 2 * w - 6, 5, shade(colour, 0.14))
    g.rect(-w, -h - 3.4, 2 * w, 4.6, linear(0, -h - 3.4, 0, -h + 1.2, [shade(colour, -0.2), colour]), 1.6)


def side_table(g: Group) -> None:
    """The round table that small things stand on; its top is at y = -30."""
    shadow_under(g, 13)
    g.rect(-2, -29, 4, 27, linear(-2, 0, 2, 0, [shade(WOOD, 0.05), shade(WOOD, 0.3)]))
    g.curve([(-10, 0), (-2, -5), (0, -6), (2, -5), (10, 0)], stroke=shade(WOOD, 0.25), width=2.6)
    g.ellipse(0, -28.6, 16, 3.2, shade(WOOD, 0.2))
    g.ellipse(0, -29.8, 16, 3, shade(WOOD, -0.12))


def crate(g: Group) -> None:
    """What small things stand on in a street; its top is at y = -30."""
    shadow_under(g, 17)
    c = 0xFFB08252
    g.rect(-16, -30, 32, 30, linear(-16, 0, 16, 0, [shade(c, -0.08), shade(c, 0.16)]), 1)
    for y in (-20, -10):
        g.rect(-16, y, 32, 0.9, shade(c, 0.34))
    g.frame(-15, -29, 30, 28, shade(c, 0.26), 2)
    g.line(-13, -2, 13, -28, shade(c, 0.26), 2)


def boulder(g: Group) -> None:
    """What small things stand on in the open; its top is at y = -30."""
    shadow_under(g, 22)
    g.curve(
        [(-22, 0), (-23, -18), (-13, -28), (-4, -32), (10, -30), (21, -24), (23, 0)],
        linear(0, -30, 0, 0, [0xFFA7AAB2, 0xFF74777F]),
        close=True,
    )
    g.curve([(-16, -18), (-6, -30), (10, -28), (2, -24), (-16, -18)], 0xFFBCBFC6, close=True)


def chair(g: Group, p: float) -> None:
    shadow_under(g, 13)
    for x, y in ((-9, -20), (9, -18)):
        g.line(x, y, x, -1, shade(WOOD, 0.22), 2.8)
    g.rect(-10.4, -42, 3.4, 26, shade(WOOD, 0.1), 1.4)
    for k in range(3):
        g.rect(-9, -40 + k * 7, 3, 4, shade(WOOD, -0.1), 1)
    g.rect(-11, -20, 23, 4, linear(0, -20, 0, -16, [shade(WOOD, -0.15), WOOD]), 1.6)


def armchair(g: Group, p: float, colour: Colour = 0xFFB5604C) -> None:
    shadow_under(g, 24)
    g.rect(-21, -46, 42, 40, linear(0, -46, 0, -6, [shade(colour, -0.1), shade(colour, 0.1)]), 11)
    g.rect(-15, -24, 30, 14, shade(colour, -0.18), 5)
    for q in (-1, 1):
        g.rect(
            q * 19 - 6,
            -29,
            12,
            25,
            linear(q * 19 - 6, 0, q * 19 + 6, 0, [shade(colour, -0.06), shade(colour, 0.12)]),
            5.5,
        )
        g.rect(q * 15 - 2, -5, 4, 5, shade(WOOD, 0.3))
    g.rect(-16, -12, 32, 8, shade(colour, 0.1), 2)
    g.poly([(-8, -36), (5, -38), (7, -25), (-6, -23)], 0xFFF2C25C)


def sofa(g: Group, p: float, colour: Colour = 0xFF4F7F8F) -> None:
    shadow_under(g, 44)
    g.rect(-40, -40, 80, 34, linear(0, -40, 0, -6, [shade(colour, -0.1), shade(colour, 0.1)]), 9)
    for x in (-33, 1):
        g.rect(x, -24, 32, 14, shade(colour, -0.18), 4)
    for q in (-1, 1):
        g.rect(q * 39 - 7, -29, 14, 26, shade(colour, 0.06), 6)
        g.rect(q * 34 - 2, -4, 4, 4, shade(WOOD, 0.3))
    g.rect(-36, -12, 72, 8, shade(colour, 0.12), 2)
    g.poly([(-30, -36), (-17, -38), (-15, -25), (-28, -23)], 0xFFF2C25C)


def bench(g: Group, p: float) -> None:
    shadow_under(g, 32)
    for q in (-24, 24):
        g.rect(q - 1.6, -34, 3.2, 34, 0xFF4A4E58, 1)
    for y in (-34, -28, -18):
        g.rect(-31, y, 62, 4.4, linear(0, y, 0, y + 4.4, [shade(WOOD, -0.15), shade(WOOD, 0.08)]), 1.4)


def bed(g: Group, p: float, colour: Colour = 0xFF5B7FD0) -> None:
    shadow_under(g, 50)
    g.rect(-50, -44, 6, 44, linear(-50, 0, -44, 0, [shade(WOOD, -0.1), shade(WOOD, 0.2)]), 2.4)
    g.rect(44, -28, 6, 28, linear(44, 0, 50, 0, [shade(WOOD, -0.1), shade(WOOD, 0.2)]), 2.4)
    g.rect(-46, -16, 92, 12, 0xFFEDE6DA, 1.6)
    g.curve(
        [(-45, -17), (-45, -27), (-32, -28), (-18, -28), (-17, -18), (-30, -14), (-45, -17)], 0xFFFFFFFF, close=True
    )
    g.curve(
        [
            (-24, -15),
            (-16, -24),
            (10, -24),
            (40, -24),
            (46, -18),
            (48, -8),
            (46, -3),
            (10, -2),
            (-27, -3),
            (-28, -10),
            (-24, -15),
        ],
        linear(0, -24, 0, -2, [shade(colour, -0.2), shade(colour, 0.1)]),
        close=True,
    )
    g.curve(
        [(-24, -15), (-16, -24), (-5, -24), (-9, -12), (-10, -2.6), (-18, -2.6), (-27, -3), (-28, -10), (-24, -15)],
        shade(colour, -0.55),
        close=True,
    )


def cradle(g: Group, p: float) -> None:
    h = g.group().transform(0, 0, 1, 3 * swinging(p))
    shadow_under(g, 24)
    h.curve([(-21, -4), (0, 5), (21, -4)], stroke=shade(WOOD, 0.2), width=3)
    h.curve(
        [(-23, -30), (-20, -10), (-18, -5), (0, -3), (18, -5), (20, -10), (22, -24)],
        linear(0, -28, 0, -4, [shade(WOOD, -0.15), shade(WOOD, 0.12)]),
        close=True,
    )
    h.curve([(-23, -30), (-26, -46), (-12, -46), (-2, -44), (-4, -30)], shade(WOOD, 0.06), close=True)
    h.ellipse(-9, -29, 9, 4, 0xFFFFFFFF)
    h.curve([(-8, -28), (2, -35), (16, -30), (20, -27), (20, -22), (4, -22), (-8, -24)], 0xFFF6B8C4, close=True)
    for k in range(3):
        h.circle(-10 + k * 10, -14, 2, 0xFFF6E3B0)


def bookshelf(g: Group, p: float) -> None:
    shadow_under(g, 24)
    g.rect(-22, -76, 44, 76, WOOD, 1.4)
    g.rect(-19, -73, 38, 70, shade(WOOD, 0.4))
    palette = (0xFFB8504A, 0xFF3F6FA8, 0xFF4F8F63, 0xFFD9A441, 0xFF7A5A96, 0xFFE3D5B4)
    for j in range(4):
        y = -57 + j * 17.5
        for k in range(9):
            h = 11 + ((k * 5 + j * 3) % 4)
            if (k * 7 + j) % 8:
                g.rect(-18 + k * 4.1, y - h, 3.7, h, palette[(k + j * 2) % 6], 0.4)
        g.rect(-20, y, 40, 2.2, shade(WOOD, -0.1))


def stove(g: Group, p: float) -> None:
    shadow_under(g, 19)
    g.rect(-17, -36, 34, 36, linear(-17, 0, 17, 0, [0xFFF4F5F7, 0xFFC3CAD2]), 2)
    g.rect(-13, -22, 26, 17, INK, 2)
    g.rect(-11, -20, 22, 8, 0xFFE08A4A, 1)
    for k in range(4):
        g.circle(-11 + k * 7.3, -29, 2, 0xFF59616D)
    g.rect(-8, -46, 16, 9, 0xFFD8534B, 2)
    g.curve([(0, -49), (-3, -54), (1, -58), (4, -62), (0 + 2 * swinging(p), -67)], stroke=0x90FFFFFF, width=1.6)


def tree(g: Group, p: float) -> None:
    sway = 0.9 * swinging(p)
    shadow_under(g, 20)
    g.poly([(-7, 0), (-4, -40), (4, -40), (7.6, 0)], linear(-6, 0, 7, 0, [0xFF85603F, 0xFF5A3E2A]))
    c = 0xFF4C9E57
    for dx, dy, q in ((-22, -46, 19), (23, -45, 18), (0, -44, 20)):
        g.circle(dx + sway, dy, q, shade(c, 0.16))
    for dx, dy, q in ((-13, -62, 19), (15, -61, 18), (1 + sway, -76, 20)):
        g.circle(dx + sway, dy, q, c)
    for dx, dy, w, h in ((-9, -82, 10, 7), (-20, -66, 6, 5)):
        g.ellipse(dx + sway, dy, w, h, shade(c, -0.2))


def christmas_tree(g: Group, p: float) -> None:
    shadow_under(g, 24)
    g.rect(-4, -10, 8, 10, 0xFF6A4730)
    for i in range(3):
        w, b, t = 27 - 6.4 * i, -8 - 21 * i, -40 - 21.5 * i
        c = shade(0xFF2F7D50, 0.1 * (2 - i) - 0.05)
        g.poly([(-w, b), (0, t), (w, b), (w * 0.4, b + 3), (0, b + 1), (-w * 0.45, b + 3)], c)
        g.curve([(-w * 0.75, b - 4), (0, b + 4), (w * 0.6, b - 8)], stroke=0xFFF2C94A, width=1.2)
    for k in range(12):
        y = -12 - k * 5.6
        on = (k + int(p * 6)) % 3 == 0
        c = (0xFFE4574F, 0xFFF2C94A, 0xFF5BB3E0, 0xFFEF7CB0)[k % 4]
        g.circle((k * 17 % 41 - 20) * (1 + y / 110), y, 2.2 if not on else 2.7, shade(c, -0.35) if on else c)
    g.poly(
        [
            (
                (5.6 if k % 2 == 0 else 2.4) * math.sin(k * 0.6283),
                -84 - (5.6 if k % 2 == 0 else 2.4) * math.cos(k * 0.6283),
            )
            for k in range(10)
        ],
        0xFFFFE08A,
    )


def snowman(g: Group, p: float) -> None:
    shadow_under(g, 19)
    for y, r in ((-16, 17), (-41, 12.4), (-60, 9.4)):
        g.circle(0, y, r, linear(-r, 0, r, 0, [0xFFFFFFFF, 0xFFD3E2F0]))
    for q in (-1, 1):
        g.polyline([(q * 11, -44), (q * 23, -53), (q * 28, -51)], 0xFF6B4A35, 1.8)
        eye_y = -62.5
        g.circle(q * 3.4, eye_y, 1.3, INK)
    g.poly([(0, -60.5), (0, -57.6), (11, -58.4)], 0xFFEE8434)
    for y in (-46, -40, -34):
        g.circle(0, y, 1.3, INK)
    g.rect(-9, -54, 18, 4.6, 0xFFD8414A, 2)
    g.poly([(4, -51), (9, -51), (10 + swinging(p), -38), (5, -38)], 0xFFD8414A)
    g.rect(-12, -69.5, 24, 3, INK, 1)
    g.rect(-8, -83, 16, 14, INK, 1.4)
    g.rect(-8, -73, 16, 3, 0xFFD8414A)


def tent(g: Group, p: float) -> None:
    shadow_under(g, 46)
    c = 0xFFE2803C
    g.poly([(-42, 0), (0, -52), (42, 0)], linear(-42, 0, 42, 0, [shade(c, -0.12), shade(c, 0.14)]))
    g.poly([(-14, 0), (0, -46), (14, 0)], 0xFF54301E)
    g.curve([(-14, 0), (-12, -20), (0, -46), (-22, -20), (-26, 0)], shade(c, -0.25), close=True)
    g.line(0, -52, 0, -57, 0xFF7A5A40, 2)
    for q in (-1, 1):
        g.line(q * 30, -15, q * 50, 0, 0xFFD9C8A4, 0.9)


def campfire(g: Group, p: float) -> None:
    g.ellipse(0, -1, 20, 3.4, 0x40000000)
    for k in range(7):
        a = k * 0.9
        g.ellipse(16 * math.cos(a), -1 + 3 * math.sin(a), 4.4, 2.8, shade(0xFF8C8F98, 0.12 * (k % 3)))
    for dx, h, w, c, at in (
        (-5, 26, 6, 0xFFF2762E, 0.0),
        (5, 24, 6, 0xFFF2762E, 0.4),
        (0, 36, 8, 0xFFFF9A3C, 0.7),
        (0, 22, 5, 0xFFFFD95C, 0.2),
        (0, 12, 3, 0xFFFFF6C8, 0.5),
    ):
        hh, lean = h * (1 + 0.12 * swinging(p, 3, at)), 2.4 * swinging(p, 2, at)
        g.curve(
            [(dx - w, -4), (dx - w * 1.2, -hh * 0.5), (dx + lean, -hh), (dx + w * 1.2, -hh * 0.5), (dx + w, -4)],
            c,
            close=True,
        )
    for x0, x1 in ((-15, 12), (15, -12)):
        g.line(x0, -2, x1, -6, 0xFF6B4526, 4.4)
    for k in range(3):
        t = (p + k / 3) % 1
        g.circle(6 * math.sin(5 * t + k * 2), -30 - 26 * t, 0.9, alpha(0xFFFFC85A, 1 - t))


def fireplace(g: Group, p: float) -> None:
    shadow_under(g, 34)
    g.rect(-32, -62, 64, 62, 0xFFA8654F, 1)
    for j in range(6):
        for k in range(4):
            g.rect(
                -31 + k * 16 + (7 if j % 2 else 0),
                -58 + j * 9.6,
                13 if k < 3 or j % 2 == 0 else 6,
                7.6,
                0xFFBC7A62,
                0.6,
            )
    g.rect(-37, -67, 74, 7, WOOD, 1.4)
    g.curve([(-18, 0), (-18, -38), (0, -42), (18, -38), (18, 0)], 0xFF2B2024, close=True)
    h = g.group().transform(0, 0, 0.85)
    campfire(h, p)


def gravestone(g: Group, p: float) -> None:
    shadow_under(g, 18)
    c = 0xFF9AA0A8
    g.rect(-13, -24, 26, 24, linear(-13, 0, 13, 0, [shade(c, -0.2), shade(c, 0.12)]))
    g.curve(
        [(-13, -23), (-13, -40), (0, -40), (13, -40), (13, -23)],
        linear(-13, 0, 13, 0, [shade(c, -0.2), shade(c, 0.12)]),
        close=True,
    )
    g.rect(-1.2, -34, 2.4, 9, shade(c, 0.4))
    g.rect(-4, -31.4, 8, 2.2, shade(c, 0.4))
    for y in (-20, -16):
        g.rect(-8, y, 16, 1.5, shade(c, 0.35))
    g.rect(-17, -3, 34, 4, shade(c, 0.2), 1)
    for x, k in ((-9, 0xFFEF5D7C), (-5, 0xFFFFFFFF), (-12, 0xFFFFD447)):
        g.line(x, 0, x, -6, 0xFF3F8A3E, 1)
        g.circle(x, -7, 2.3, k)


def cross(g: Group, p: float) -> None:
    shadow_under(g, 9)
    g.rect(-2.6, -46, 5.2, 46, linear(-2.6, 0, 2.6, 0, [shade(WOOD, -0.12), shade(WOOD, 0.2)]), 0.8)
    g.rect(-13, -36, 26, 5.2, linear(0, -36, 0, -31, [shade(WOOD, -0.12), shade(WOOD, 0.12)]), 0.8)


def statue(g: Group, p: float) -> None:
    shadow_under(g, 18)
    c = 0xFFC6C9CE
    g.rect(-16, -18, 32, 18, linear(-16, 0, 16, 0, [shade(c, -0.2), shade(c, 0.2)]), 1)
    g.rect(-18, -20, 36, 4, shade(c, -0.15), 1)
    g.curve(
        [(-8, -20), (-11, -40), (-9, -56), (0, -60), (9, -56), (11, -40), (8, -20)],
        linear(-10, 0, 10, 0, [shade(c, -0.2), shade(c, 0.16)]),
        close=True,
    )
    g.line(8, -53, 16, -70, shade(c, 0.06), 4.4)
    g.line(-8, -53, -12, -38, shade(c, 0.02), 4.4)
    g.circle(0, -67, 7, linear(-7, 0, 7, 0, [shade(c, -0.25), shade(c, 0.12)]))


def fountain(g: Group, p: float) -> None:
    shadow_under(g, 34)
    c = 0xFFB7BEC7
    g.curve(
        [(-33, -14), (-30, 0), (0, 1), (30, 0), (33, -14)],
        linear(-33, 0, 33, 0, [shade(c, -0.2), shade(c, 0.16)]),
        close=True,
    )
    g.ellipse(0, -14, 33, 5.4, shade(c, -0.15))
    g.ellipse(0, -13.4, 29, 4.2, 0xFF6FC0DE)
    g.rect(-3, -38, 6, 25, shade(c, 0.06))
    g.ellipse(0, -38, 13, 3, shade(c, -0.1))
    for q in (-1, 1):
        for reach, k in ((22, 0), (11, 1)):
            g.curve(
                [(0, -42), (q * reach * 0.6, -58 - 2 * swinging(p, 2, 0.3 * k)), (q * reach, -15)],
                stroke=0xC0DFF3FC,
                width=1.7 - 0.4 * k,
            )
    g.ellipse(0, -13, 16 + 4 * swinging(p, 2), 2.2, 0x60FFFFFF)


def mailbox(g: Group, p: float) -> None:
    shadow_under(g, 7)
    g.rect(-1.8, -30, 3.6, 30, shade(WOOD, 0.1))
    g.rect(-10, -42, 20, 13, linear(0, -42, 0, -29, [0xFF6F94CC, 0xFF3F629A]), 6)
    g.rect(-10, -36, 20, 7, 0xFF3F629A)
    g.rect(7, -50, 2, 13, 0xFFD8414A)
    g.rect(3, -50, 6, 4.4, 0xFFD8414A)


def signpost(g: Group, p: float) -> None:
    shadow_under(g, 8)
    g.rect(-2, -56, 4, 56, shade(WOOD, 0.15))
    g.poly([(-20, -54), (16, -54), (23, -48), (16, -42), (-20, -42)], WOOD)
    g.poly([(20, -38), (-14, -38), (-20, -32.6), (-14, -27), (20, -27)], shade(WOOD, -0.12))
    for x, y, w in ((-14, -50, 24), (-14, -46.6, 16), (-9, -34.4, 22), (-9, -31.4, 14)):
        g.rect(x, y, w, 1.4, shade(WOOD, 0.45))


def well(g: Group, p: float) -> None:
    shadow_under(g, 22)
    g.rect(-19, -20, 38, 20, linear(-19, 0, 19, 0, [0xFFC4BBB0, 0xFF8A8178]), 2)
    for j in range(3):
        for k in range(4):
            g.rect(-17 + k * 9 + (4 if j % 2 else 0), -18 + j * 6.4, 7, 4.8, alpha(0xFF6F675F, 0.3), 1)
    g.ellipse(0, -20, 19, 4, 0xFF4A5158)
    for q in (-16, 16):
        g.rect(q - 1.6, -50, 3.2, 31, shade(WOOD, 0.15))
    g.poly([(-25, -48), (0, -64), (25, -48)], 0xFF9A5640)
    g.line(0, -48, swinging(p), -31, 0xFFD9C8A4, 1)
    g.poly(
        [(-4 + swinging(p), -31), (4 + swinging(p), -31), (3 + swinging(p), -24), (-3 + swinging(p), -24)],
        shade(WOOD, -0.1),
    )


def swing(g: Group, p: float) -> None:
    shadow_under(g, 28)
    a = 9 * swinging(p)
    for q in (-1, 1):
        g.polyline([(q * 28 - 7, 0), (q * 26, -62), (q * 28 + 7, 0)], 0xFF3F77C6, 3)
    g.line(-28, -62, 28, -62, 0xFFE14F4F, 3.6)
    for q in (-6, 6):
        g.line(q, -61, q + a, -16, 0xFF6A7078, 1.1)
    g.rect(-9 + a, -17, 18, 3, 0xFFF2C230, 1)


def streetlamp(g: Group, p: float) -> None:
    shadow_under(g, 7)
    c = 0xFF363B46
    g.rect(-1.6, -74, 3.2, 74, linear(-1.6, 0, 1.6, 0, [shade(c, -0.25), c]))
    g.rect(-4, -7, 8, 7, c, 1)
    g.poly([(-4.4, -74), (4.4, -74), (6, -85), (-6, -85)], 0xFFFFE9A8)
    g.poly([(-7.4, -85), (7.4, -85), (0, -91)], c)


def ladder(g: Group, p: float) -> None:
    for q in (-9, 9):
        g.line(q, 0, q * 0.8, -84, shade(WOOD, 0.05 if q < 0 else 0.2), 2.8)
    for k in range(8):
        y = -8 - k * 10
        g.line(-8.6, y, 8.6, y, WOOD, 2.2)


def piano(g: Group, p: float) -> None:
    shadow_under(g, 40)
    c = 0xFF4A3028
    g.rect(-36, -56, 72, 56, linear(0, -56, 0, 0, [shade(c, -0.15), shade(c, 0.1)]), 2)
    g.rect(-39, -60, 78, 5, shade(c, -0.2), 1.4)
    g.rect(-30, -50, 60, 14, shade(c, 0.16), 1)
    g.poly([(-12, -38), (-10, -54), (10, -54), (12, -38)], 0xFFFBF6EA)
    for k in range(4):
        g.rect(-8, -51 + k * 3.2, 16, 0.8, 0xFF8A8178)
    g.rect(-40, -31, 80, 9, shade(c, -0.1), 1)
    g.rect(-37, -33, 74, 6, 0xFFFFFDF6)
    for k in range(20):
        g.rect(-37 + k * 3.7, -33, 0.5, 6, 0xFFB8B0A4)
        if k % 7 not in (2, 6):
            g.rect(-34.6 + k * 3.7, -33, 2, 3.6, INK)
    for q in (-36, 32):
        g.rect(q, -23, 4, 23, shade(c, 0.15))


def easel(g: Group, p: float) -> None:
    shadow_under(g, 17)
    g.line(0, -70, 3, -3, shade(WOOD, 0.35), 2.4)
    for q in (-1, 1):
        g.line(0, -72, q * 16, 0, shade(WOOD, 0.05 if q < 0 else 0.18), 2.8)
    g.rect(-22, -64, 44, 34, 0xFFFBF6EA, 0.8)
    g.rect(-20, -62, 40, 30, linear(0, -62, 0, -32, [0xFF9FD0EC, 0xFFF6DDB4]))
    h = g.group().clip(-20, -62, 40, 30)
    h.circle(8, -48, 5, 0xFFF59A5A)
    h.ellipse(-8, -32, 18, 9, 0xFF6FA37A)
    h.ellipse(14, -31, 16, 6, 0xFF4F8A63)
    g.rect(-24, -30, 48, 3.2, WOOD, 1)
    g.line(10, -31, 16, -39, 0xFF8A5F3C, 1.2)


def scarecrow(g: Group, p: float) -> None:
    a = 2 * swinging(p)
    g.rect(-1.6, -52, 3.2, 52, shade(WOOD, 0.1))
    h = g.group().transform(0, -44, 1, a)
    h.rect(-24, -3, 48, 3, shade(WOOD, 0.1))
    h.poly([(-20, -5), (20, -5), (20, 3), (9, 4), (11, 26), (-11, 26), (-9, 4), (-20, 3)], 0xFF8A6FA0)
    for q in (-22, 22):
        for d in (-3, 0, 3):
            h.line(q * 0.92, -1, q * 1.15, d, 0xFFE0B95C, 1.3)
    h.circle(0, -14, 9, 0xFFE9CFA0)
    for q in (-3.4, 3.4):
        h.circle(q, -15, 1.2, INK)
    h.curve([(-4, -11), (0, -8), (4, -11)], stroke=INK, width=1)
    h.ellipse(0, -20, 15, 2.8, 0xFFC99A4A)
    h.curve([(-8, -20), (-6, -33), (0, -33), (6, -33), (8, -20)], 0xFFD9AE5C, close=True)


LARGE: dict[str, Draw] = {
    "table": table, "chair": chair, "armchair": armchair, "sofa": sofa, "bench": bench, "bed": bed, "cradle": cradle, "bookshelf": bookshelf,
    "stove": stove, "tree": tree, "christmas_tree": christmas_tree, "snowman": snowman,
    "tent": tent, "campfire": campfire, "fireplace": fireplace, "gravestone": gravestone, "cross": cross, "statue": statue, "fountain": fountain,
    "mailbox": mailbox, "signpost": signpost, "well": well, "swing": swing, "streetlamp": streetlamp, "ladder": ladder, "piano": piano,
    "easel": easel, "scarecrow": scarecrow,
}  # fmt: skip
