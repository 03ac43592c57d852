"""Things that stand, hang or fly by themselves, on (0, 0). Drawn a little larger than life, so that they can be told apart in a wide shot."""

from __future__ import annotations

import math

from vgot.animatic.canvas import Colour, Group, alpha, linear, radial, shade
from vgot.animatic.props.kit import INK, PAPER, STEEL, WOOD, Draw, shadow_under, swinging


def telescope(g: Group, p: float) -> None:
    shadow_under(g, 15)
    for x in (-13, 0, 13):
        g.line(0, -28, x, 0, shade(WOOD, 0.15), 2)
    h = g.group().transform(0, -33, 1, -28)
    h.rect(-20, -4, 26, 8, linear(0, -4, 0, 4, [0xFF5A7FB4, 0xFF35507E]), 1.6)
    h.rect(4, -5.4, 20, 10.8, linear(0, -5, 0, 5, [0xFF6F94CC, 0xFF3F5F92]), 1.6)
    h.rect(22, -6.4, 4, 12.8, 0xFFD9B45C, 1)
    h.rect(-24, -2.6, 5, 5.2, 0xFFD9B45C, 1)


def lantern(g: Group, p: float) -> None:
    g.rect(-7, -3, 14, 3, INK, 1)
    g.circle(0, -11, 17, radial(0, -11, 17, [0x70FFC85A, 0x00FFC85A]))
    g.rect(-5.4, -19, 10.8, 16, 0xFFFFE9A8, 1)
    g.curve([(-2, -5), (-2.6, -9), (0.6 * swinging(p, 3), -15), (2.6, -9), (2, -5)], 0xFFFF9A3C, close=True)
    for x in (-5.4, 4):
        g.rect(x, -19, 1.4, 16, INK)
    g.poly([(-7, -19), (7, -19), (3, -24), (-3, -24)], INK)
    g.curve([(-4, -24), (0, -33), (4, -24)], stroke=INK, width=1.3)


def umbrella(g: Group, p: float, colour: Colour = 0xFFD8414A) -> None:
    g.line(0, -2, 0, -34, 0xFF5A4634, 1.8)
    g.curve([(0, -2), (0, 2), (-3, 1)], stroke=0xFF5A4634, width=1.8)
    g.curve(
        [
            (-25, -32),
            (-22, -54),
            (0, -55),
            (22, -54),
            (25, -32),
            (20, -37),
            (12.5, -32),
            (6, -37),
            (0, -32),
            (-6, -37),
            (-12.5, -32),
            (-20, -37),
            (-25, -32),
        ],
        linear(-25, 0, 25, 0, [shade(colour, -0.12), shade(colour, 0.18)]),
        close=True,
    )
    g.curve([(0, -55), (-11, -48), (-12.5, -32)], stroke=shade(colour, 0.25), width=0.9)
    g.curve([(0, -55), (11, -48), (12.5, -32)], stroke=shade(colour, 0.25), width=0.9)
    g.line(0, -54, 0, -58, 0xFF5A4634, 1.6)


def suitcase(g: Group, p: float, colour: Colour = 0xFFA8683A) -> None:
    shadow_under(g, 16)
    g.rect(-5, -27, 10, 6, shade(colour, 0.35), 2)
    g.rect(-3, -25, 6, 4, 0xFFE9DDC4, 1)
    g.rect(-16, -23, 32, 23, linear(-16, 0, 16, 0, [shade(colour, -0.1), shade(colour, 0.14)]), 2.4)
    for x in (-11, 8):
        g.rect(x, -23, 3, 23, shade(colour, 0.3))
        g.rect(x - 0.4, -14, 3.8, 3, 0xFFE0B855, 0.6)


def guitar(g: Group, p: float) -> None:
    h = g.group().transform(0, -2, 1, 16)
    h.rect(-1.8, -52, 3.6, 34, 0xFF5A3A24)
    h.rect(-3, -58, 6, 8, 0xFF4A2E1C, 1)
    h.circle(0, -8, 10, linear(-10, 0, 10, 0, [0xFFE0964A, 0xFFB8692E]))
    h.circle(0, -21, 7.4, linear(-8, 0, 8, 0, [0xFFE0964A, 0xFFB8692E]))
    h.rect(-6, -20, 12, 10, 0xFFCC7F3C)
    h.circle(0, -17, 3.2, 0xFF3A2418)
    h.rect(-4, -6, 8, 1.8, 0xFF4A2E1C)
    for x in (-0.9, 0, 0.9):
        h.line(x, -56, x, -5, 0xB0FFF3D8, 0.4)


def drum(g: Group, p: float) -> None:
    shadow_under(g, 16)
    g.rect(-15, -20, 30, 19, linear(-15, 0, 15, 0, [0xFFE4574F, 0xFFA8322F]))
    g.ellipse(0, -1.6, 15, 3, 0xFFA8322F)
    g.ellipse(0, -20, 15, 3.4, 0xFFFBF6EA)
    g.polyline([(-15, -18), (-9, -2), (-3, -18), (3, -2), (9, -18), (15, -3)], 0xFFF2D98C, 1)
    g.line(-12, -30, 2, -21 - 2 * abs(swinging(p, 2)), WOOD, 1.6)


def painting(g: Group, p: float) -> None:
    g.rect(-19, -36, 38, 30, 0xFFC9A24B, 1)
    g.rect(-16, -33, 32, 24, linear(0, -33, 0, -9, [0xFF9FD0EC, 0xFFF6DDB4]))
    h = g.group().clip(-16, -33, 32, 24)
    h.circle(7, -26, 4, 0xFFF59A5A)
    h.ellipse(-6, -9, 15, 9, 0xFF6FA37A)
    h.ellipse(12, -8, 12, 6, 0xFF4F8A63)
    for q in (-12, 12):
        g.line(q, -6, q * 1.2, 0, shade(WOOD, 0.2), 2)


def sword(g: Group, p: float) -> None:
    h = g.group().transform(0, -2, 1, 10)
    h.poly([(-2.2, -14), (2.2, -14), (1.8, -46), (0, -51), (-1.8, -46)], linear(-2, 0, 2, 0, [0xFFFFFFFF, 0xFFA3AEBC]))
    h.rect(-7, -15.4, 14, 3, 0xFFD9B45C, 1.2)
    h.rect(-1.6, -13, 3.2, 10, 0xFF6B4A35, 1)
    h.circle(0, -2, 2.4, 0xFFD9B45C)


def shield(g: Group, p: float) -> None:
    g.curve([(-14, -34), (0, -38), (14, -34), (15, -10), (0, 0), (-15, -10), (-14, -34)], 0xFFC3C9D2, close=True)
    g.curve(
        [(-11.6, -31.6), (0, -35), (11.6, -31.6), (12.4, -11), (0, -3), (-12.4, -11), (-11.6, -31.6)],
        0xFF3C5FA8,
        close=True,
    )
    g.rect(-2.2, -33, 4.4, 28, 0xFFF2C94A)
    g.rect(-11, -24, 22, 4.4, 0xFFF2C94A)


def treasure_chest(g: Group, p: float) -> None:
    shadow_under(g, 22)
    g.curve(
        [(-20, -18), (-22, -42), (0, -43), (20, -42), (20, -34), (0, -36), (-18, -28)], shade(WOOD, 0.2), close=True
    )
    for k in range(15):
        g.circle(-15 + (k * 7 % 31), -19 - (k % 4) * 2.6, 3, shade(0xFFF2C230, 0.1 * (k % 3) - 0.1))
    g.circle(8, -27, 2.6, 0xFFE4574F)
    g.circle(-6, -29, 2.4, 0xFF4E8BE0)
    g.rect(-20, -18, 40, 18, linear(0, -18, 0, 0, [shade(WOOD, -0.1), shade(WOOD, 0.18)]), 1.6)
    for x in (-15, 11):
        g.rect(x, -18, 4, 18, 0xFFD9B45C)
    g.rect(-3.4, -18, 6.8, 8, 0xFFD9B45C, 1)
    g.circle(0, -14.6, 1.2, INK)
    t = (p * 2) % 1
    g.poly(
        [
            (
                (4 if k % 2 == 0 else 0.8) * (1 - t) * math.sin(k * 0.785) + 10,
                -30 - (4 if k % 2 == 0 else 0.8) * (1 - t) * math.cos(k * 0.785),
            )
            for k in range(8)
        ],
        0xFFFFFFFF,
    )


def robot(g: Group, p: float) -> None:
    shadow_under(g, 12)
    c = 0xFFA9B8C6
    b = 0.8 * swinging(p)
    for q in (-1, 1):
        g.rect(q * 5 - 2.4, -9, 4.8, 8, 0xFF6F7C8A, 1)
        g.rect(q * 5.4 - 3.6, -3, 7.2, 3, INK, 1.4)
        g.curve([(q * 11, -23 + b), (q * 17, -19), (q * 15, -11 + b)], stroke=0xFF6F7C8A, width=3)
        g.circle(q * 15, -10 + b, 2.6, c)
    g.rect(-11, -28 + b, 22, 20, linear(-11, 0, 11, 0, [shade(c, -0.25), shade(c, 0.1)]), 4)
    g.rect(-6, -23 + b, 12, 8, 0xFF34495A, 1.6)
    for k in range(3):
        g.circle(-3.4 + k * 3.4, -19 + b, 1.2, (0xFFE4574F, 0xFFF2C94A, 0xFF6FD08A)[k])
    g.rect(-10, -47 + b, 20, 16, linear(-10, 0, 10, 0, [shade(c, -0.25), shade(c, 0.06)]), 5)
    g.rect(-7.4, -44 + b, 14.8, 9, 0xFF22303F, 3.4)
    for q in (-3.4, 3.4):
        g.circle(q, -39.6 + b, 2.1, 0xFF7FE3F5)
    g.rect(-2, -32 + b, 4, 4, 0xFF6F7C8A)
    g.line(0, -47 + b, 0, -52 + b, 0xFF6F7C8A, 1.3)
    g.circle(0, -53 + b, 1.9, 0xFFE4574F if p % 0.5 < 0.25 else 0xFFF7A69F)


def gift(g: Group, p: float, colour: Colour = 0xFF5B9BD8) -> None:
    shadow_under(g, 14)
    g.rect(-13, -18, 26, 18, linear(-13, 0, 13, 0, [shade(colour, -0.1), shade(colour, 0.14)]), 1)
    g.rect(-15, -22, 30, 6, shade(colour, -0.15), 1)
    g.rect(-2.4, -22, 4.8, 22, 0xFFE4574F)
    for q in (-1, 1):
        g.curve([(0, -22), (q * 5, -32), (q * 11, -28), (q * 10, -22), (0, -22)], 0xFFE4574F, close=True)
    g.circle(0, -22.6, 2.2, 0xFFC23A36)


def flag(g: Group, p: float, colour: Colour = 0xFFD8414A) -> None:
    g.line(0, 0, 0, -66, 0xFF8A7355, 2)
    g.circle(0, -67, 2, 0xFFE0B855)
    w = 3 * swinging(p, 2)
    g.curve(
        [
            (1, -65),
            (12, -70 + w),
            (22, -64),
            (32, -59 - w),
            (40, -63),
            (40, -52),
            (40, -41),
            (32, -37 - w),
            (22, -42),
            (12, -48 + w),
            (1, -43),
        ],
        colour,
        close=True,
    )
    g.circle(20, -53, 6, PAPER)


def toy(g: Group, p: float) -> None:
    for x, y, c in ((-13, 0, 0xFFE4574F), (-1, 0, 0xFF3C6FD1), (-7, -11, 0xFFF2C230)):
        g.rect(x, y - 11, 11, 11, c, 1.2)
        g.frame(x + 2.6, y - 8.4, 5.8, 5.8, shade(c, -0.45), 1.1)
    g.circle(16, -5, 5, 0xFF57B0A5)
    g.curve([(11.6, -7), (16, -3), (20.4, -7)], stroke=PAPER, width=1.5)


def teddy_bear(g: Group, p: float, colour: Colour = 0xFFC08A5A) -> None:
    shadow_under(g, 10)
    for q in (-1, 1):
        g.ellipse(q * 7, -3.4, 5, 3.6, shade(colour, 0.1))
        g.circle(q * 8, -3.4, 2.1, 0xFFEFD9B8)
        g.ellipse(q * 9, -12, 3.2, 5, shade(colour, 0.08))
        g.circle(q * 6.6, -27, 3.6, colour)
        g.circle(q * 6.6, -27, 1.9, 0xFFEFD9B8)
    g.ellipse(0, -9, 8.4, 8.4, colour)
    g.ellipse(0, -8, 5, 5.4, 0xFFEFD9B8)
    g.circle(0, -21, 8.4, colour)
    g.ellipse(0, -18.4, 4, 3, 0xFFEFD9B8)
    for q in (-3.2, 3.2):
        g.circle(q, -22.6, 1.2, INK)
    g.ellipse(0, -19.8, 1.4, 1, INK)
    g.poly([(-5, -14), (0, -12.4), (-5, -10.6)], 0xFFD8414A)
    g.poly([(5, -14), (0, -12.4), (5, -10.6)], 0xFFD8414A)


def basket(g: Group, p: float) -> None:
    shadow_under(g, 15)
    g.curve([(-12, -13), (0, -38), (12, -13)], stroke=shade(WOOD, 0.1), width=2.2)
    for x, y, c in ((-7, -14, 0xFFE4574F), (0, -17, 0xFFF2A03C), (7, -14, 0xFF9CC24C), (-2, -12, 0xFFE4574F)):
        g.circle(x, y, 4.2, c)
    g.poly([(-15, -13), (15, -13), (12, 0), (-12, 0)], linear(0, -13, 0, 0, [0xFFD3A567, 0xFFA9793F]))
    for k in range(3):
        g.line(-14 + k, -10 + k * 3.6, 14 - k, -10 + k * 3.6, 0xFF8A6032, 0.8)


def pumpkin(g: Group, p: float) -> None:
    shadow_under(g, 14)
    for x, c in ((-8, 0xFFDB7A28), (8, 0xFFDB7A28), (0, 0xFFF0923A)):
        g.ellipse(x, -10, 8, 10, c)
    g.curve([(0, -19), (0, -24), (4, -25)], stroke=0xFF5E7A3A, width=2.4)
    for q in (-5, 5):
        g.poly([(q - 3, -10), (q, -15), (q + 3, -10)], 0xFFFFE27A)
    g.poly([(-8, -7), (-4, -5.4), (0, -7), (4, -5.4), (8, -7), (4, -2.4), (-4, -2.4)], 0xFFFFE27A)


def mirror(g: Group, p: float) -> None:
    shadow_under(g, 13)
    for q in (-1, 1):
        g.line(q * 11, 0, q * 8, -20, shade(WOOD, 0.2), 2.4)
    g.ellipse(0, -42, 15, 25, 0xFFC9A24B)
    g.ellipse(0, -42, 12.6, 22.4, linear(-12, -60, 12, -24, [0xFFEAF6FB, 0xFFB6D3E2]))
    g.line(-6, -36, 2, -52, 0xA0FFFFFF, 2)
    g.line(-2, -34, 4, -46, 0xA0FFFFFF, 1.4)


def television(g: Group, p: float) -> None:
    shadow_under(g, 20)
    g.line(-3, -36, -10, -46, STEEL, 1.2)
    g.line(3, -36, 10, -46, STEEL, 1.2)
    g.rect(-20, -36, 40, 30, linear(0, -36, 0, -6, [0xFF8A5F3E, 0xFF63422A]), 4)
    g.rect(-16, -32, 26, 22, 0xFF22303F, 4)
    g.rect(-14.6, -30.6, 23.2, 19.2, linear(0, -31, 0, -11, [shade(0xFF7FC6F0, 0.06 * swinging(p, 3)), 0xFF4C86C8]), 3)
    for y in (-28, -21):
        g.circle(15, y, 2, 0xFFD9B45C)
    for q in (-13, 11):
        g.line(q, -6, q * 1.2, 0, 0xFF4A3020, 2.2)


def bucket(g: Group, p: float) -> None:
    shadow_under(g, 11)
    g.curve([(-10, -19), (0, -33), (10, -19)], stroke=STEEL, width=1.3)
    g.poly([(-11, -19), (11, -19), (8, 0), (-8, 0)], linear(-11, 0, 11, 0, [0xFFC3CCD6, 0xFF7D8896]))
    g.ellipse(0, -19, 11, 2.4, 0xFF6FB4D8)


def tool_with(head: str) -> Draw:
    """A long-handled tool leaning upright."""

    def draw(g: Group, p: float) -> None:
        h = g.group().transform(0, 0, 1, 8)
        h.rect(
            -1.4,
            -54,
            2.8,
            54 if head != "shovel" else 46,
            linear(-1.4, 0, 1.4, 0, [shade(WOOD, -0.15), shade(WOOD, 0.1)]),
            1,
        )
        if head == "shovel":
            h.curve(
                [(-6.4, -14), (-7, -2), (0, 2), (7, -2), (6.4, -14)],
                linear(-7, 0, 7, 0, [0xFFC3CCD6, 0xFF7D8896]),
                close=True,
            )
            h.rect(-4.4, -57, 8.8, 3, WOOD, 1)
        elif head == "axe":
            h.curve(
                [(1, -52), (10, -57), (13, -47), (11, -38), (1, -43)],
                linear(0, 0, 13, 0, [0xFF7D8896, 0xFFDDE3EA]),
                close=True,
            )
        elif head == "broom":
            h.poly([(-3, -16), (3, -16), (9, 0), (-9, 0)], 0xFFE0B95C)
            h.rect(-3.4, -18, 6.8, 3.6, 0xFFB8423E)

    return draw


def fishing_rod(g: Group, p: float) -> None:
    g.curve([(-14, 0), (0, -40), (20, -58)], stroke=shade(WOOD, 0.1), width=1.9)
    g.circle(-10, -10, 2.8, STEEL)
    g.line(20, -58, 22 + swinging(p), -22, 0xB0FFFFFF, 0.6)
    g.circle(22 + swinging(p), -21, 2.2, 0xFFE4574F)


def microphone(g: Group, p: float) -> None:
    shadow_under(g, 9)
    g.ellipse(0, -1, 9, 2, INK)
    g.line(0, -1, 0, -46, 0xFF59616D, 2)
    g.rect(-2, -54, 4, 9, INK, 1.4)
    g.circle(0, -57, 5, linear(-5, 0, 5, 0, [0xFFC3CCD6, 0xFF6F7884]))
    g.line(-4.6, -57, 4.6, -57, INK, 0.9)


def _one_balloon(g: Group, x: float, y: float, c: Colour) -> None:
    g.curve(
        [
            (x, y + 13),
            (x - 11, y + 5),
            (x - 10, y - 3),
            (x - 9, y - 13),
            (x, y - 13),
            (x + 9, y - 13),
            (x + 10, y - 3),
            (x + 11, y + 5),
            (x, y + 13),
        ],
        linear(x - 10, 0, x + 10, 0, [shade(c, -0.12), c, shade(c, 0.14)]),
        close=True,
    )
    g.poly([(x - 2, y + 15), (x + 2, y + 15), (x, y + 12)], shade(c, 0.1))
    g.ellipse(x - 4, y - 6, 2.4, 3.6, alpha(0xFFFFFFFF, 0.45))


def balloon(g: Group, p: float, colour: Colour = 0xFFE4453F) -> None:
    """One balloon on its string."""
    s = 2.4 * swinging(p)
    g.curve([(s, -36), (s * 0.4 + 2.6, -22), (-1 + s * 0.2, -12), (-2.4, -5), (0, 0)], stroke=0xFFB8AA90, width=0.9)
    _one_balloon(g, s, -51, colour)


def balloons(g: Group, p: float) -> None:
    """A bunch of balloons."""
    s = 2 * swinging(p)
    for dx, dy, c in ((-11, -54, 0xFF4E8BE0), (11, -56, 0xFFF2C230), (0, -66, 0xFFE4574F)):
        x = dx + s
        g.curve([(x, dy + 13), (x * 0.5 + 3, dy * 0.4), (0, 0)], stroke=0xFFB8AA90, width=0.8)
        _one_balloon(g, x, dy, c)


#: how high the perch of a cage is
PERCH = 15.0


def cage(g: Group, p: float) -> None:
    """A bird's cage."""
    cage_floor(g, p)
    cage_bars(g)


def cage_floor(g: Group, p: float) -> None:
    """What is behind somebody in a cage: its floor and its perch."""
    c = 0xFFD9B45C
    g.ellipse(0, -2, 15, 3, shade(c, 0.3))
    g.rect(-15, -5, 30, 3.4, c, 1.4)
    g.line(-7, -PERCH, 7, -PERCH + swinging(p), 0xFF8A5F3C, 1.4)


def cage_bars(g: Group) -> None:
    """What is before somebody in a cage."""
    c = 0xFFD9B45C
    for k in range(7):
        x = -13.5 + k * 4.5
        g.curve([(x, -5), (x, -26), (x * 0.9, -31), (x * 0.5, -39), (0, -40)], stroke=shade(c, 0.1), width=1.0)
    g.ring(0, -22, 14, 2.4, c, 1.1)
    g.ring(0, -43, 2.6, 2.6, c, 1.3)


def hot_air_balloon(g: Group, p: float) -> None:
    g = g.group().transform(0, 3 * swinging(p))
    for k, c in enumerate((0xFFE4574F, 0xFFF6D25C, 0xFFE4574F, 0xFFF6D25C, 0xFFE4574F)):
        w = (33, 24, 14, 24, 33)[k] * (1 if k != 2 else 1)
        if k in (0, 1) or k == 2:
            g.curve(
                [
                    (-w, -66),
                    (-w, -98),
                    (0, -98),
                    (w, -98),
                    (w, -66),
                    (w * 0.7, -42),
                    (0, -28),
                    (-w * 0.7, -42),
                    (-w, -66),
                ],
                c,
                close=True,
            )
    for q in (-1, 1):
        g.line(q * 14, -38, q * 6, -13, 0xFF7A5A40, 0.9)
    g.rect(-8, -13, 16, 12, linear(0, -13, 0, -1, [0xFFC89A5C, 0xFF8F6636]), 2)
    g.rect(-9, -14, 18, 3, 0xFF8F6636, 1.4)


def ball(g: Group, p: float) -> None:
    b = 5 * abs(swinging(p))
    g.ellipse(0, 0, 8 - b * 0.4, 1.8, 0x38000000)
    h = g.group().transform(0, -8 - b, 1, p * 360)
    h.circle(0, 0, 8, 0xFFF5F2EA)
    for k in range(3):
        a = k * 2.094
        h.curve(
            [
                (0, 0),
                (5 * math.cos(a + 0.5), 5 * math.sin(a + 0.5)),
                (8 * math.cos(a), 8 * math.sin(a)),
                (9 * math.cos(a + 0.5), 9 * math.sin(a + 0.5)),
                (8 * math.cos(a + 1.047), 8 * math.sin(a + 1.047)),
                (4 * math.cos(a + 0.9), 4 * math.sin(a + 0.9)),
                (0, 0),
            ],
            (0xFFE4574F, 0xFF4E8BE0, 0xFFF2C230)[k],
            close=True,
        )


def kite(g: Group, p: float, colour: Colour = 0xFFE4574F) -> None:
    s = 4 * swinging(p)
    kite_sail(g.group().transform(s, -64, 1, 18 + s), s, colour)
    g.curve([(s, -64), (14, -30), (0, 0)], stroke=0xB0FFFFFF, width=0.7)


def kite_sail(h: Group, s: float, colour: Colour) -> None:
    """A kite and its tail, which swings by `s`."""
    h.poly([(0, -22), (15, 0), (0, 28), (-15, 0)], colour)
    h.poly([(0, -22), (15, 0), (0, 0)], 0xFFF2C230)
    h.poly([(0, 28), (-15, 0), (0, 0)], 0xFF4E8BE0)
    h.curve([(0, 28), (8 + s, 38), (0, 46), (-8 - s, 54), (0, 62)], stroke=0xFF8A6A45, width=1)
    for k in range(3):
        h.poly(
            [(-3, 38 + k * 9), (3, 35 + k * 9), (3, 41 + k * 9), (-3, 36 + k * 9)],
            (0xFFF2C230, 0xFF57C785, 0xFFE4574F)[k],
        )


def flower(g: Group, p: float, colour: Colour = 0xFFEF6F8E) -> None:
    a = 3 * swinging(p)
    g.poly([(-9, -14), (9, -14), (7, 0), (-7, 0)], linear(-9, 0, 9, 0, [0xFFD98A5F, 0xFFB5653F]))
    g.rect(-10, -17, 20, 4.4, 0xFFE09A70, 1)
    h = g.group().transform(0, -16, 1, a)
    h.curve([(0, 0), (-1, -10), (0, -22)], stroke=0xFF3F8A3E, width=2)
    for q in (-1, 1):
        h.curve([(0, -5), (q * 9, -15), (q * 12, -11), (q * 7, -4), (0, -4)], 0xFF57A95A, close=True)
    for k in range(7):
        b = k * 0.8976
        h.circle(6 * math.cos(b), -26 + 6 * math.sin(b), 3.6, colour)
    h.circle(0, -26, 4, 0xFFF6C53C)


def wand(g: Group, p: float) -> None:
    g.line(-6, 0, 8, -38, shade(WOOD, 0.25), 2.4)
    r = 6 + swinging(p, 2)
    g.circle(8, -40, 14, radial(8, -40, 14, [0x90FFF3B8, 0x00FFF3B8]))
    g.poly(
        [
            (
                8 + (r if k % 2 == 0 else r * 0.42) * math.sin(k * 0.6283),
                -40 - (r if k % 2 == 0 else r * 0.42) * math.cos(k * 0.6283),
            )
            for k in range(10)
        ],
        0xFFFFE27A,
    )


def skateboard(g: Group, p: float) -> None:
    g.curve([(-24, -12), (-18, -7), (0, -7), (18, -7), (24, -12)], stroke=0xFF2FA3B0, width=3.4)
    for q in (-13, 13):
        g.circle(q, -3.4, 3.4, 0xFFF2C230)


def sandcastle(g: Group, p: float) -> None:
    c = 0xFFE3BE78
    shadow_under(g, 24)
    for x, w, h in ((-15, 11, 24), (15, 11, 24), (0, 20, 17)):
        g.rect(x - w / 2, -h, w, h, linear(x - w / 2, 0, x + w / 2, 0, [shade(c, -0.1), shade(c, 0.14)]))
        for k in range(3):
            g.rect(x - w / 2 + k * w / 2.6, -h - 3, w / 5, 4, c)
    g.curve([(-4, 0), (-4, -10), (0, -10), (4, -10), (4, 0)], 0xFF9A7A42, close=True)
    g.line(0, -20, 0, -33, 0xFF7A5A40, 1)
    g.poly([(0, -33), (9, -30 + swinging(p)), (0, -26)], 0xFFE4574F)


STANDING: dict[str, Draw] = {
    "telescope": telescope, "lantern": lantern, "umbrella": umbrella, "suitcase": suitcase, "guitar": guitar, "drum": drum, "painting": painting,
    "sword": sword, "shield": shield, "treasure_chest": treasure_chest, "robot": robot, "gift": gift, "flag": flag, "toy": toy,
    "teddy_bear": teddy_bear,
    "basket": basket, "pumpkin": pumpkin, "mirror": mirror, "television": television, "bucket": bucket, "shovel": tool_with("shovel"),
    "axe": tool_with("axe"), "broom": tool_with("broom"), "fishing_rod": fishing_rod, "microphone": microphone, "balloon": balloon, "balloons": balloons, "cage": cage,
    "hot_air_balloon": hot_air_balloon, "ball": ball, "kite": kite, "flower": flower, "wand": wand, "skateboard": skateboard,
    "sandcastle": sandcastle,
}  # fmt: skip
