"""Small things for a hand or a table, each on (0, 0). Drawn a little larger than life, so that they can be told apart in a wide shot."""

from __future__ import annotations

import math

from vgot.animatic.canvas import Colour, Group, alpha, linear, radial, shade
from vgot.animatic.props.kit import INK, PAPER, STEEL, WOOD, Draw, swinging


def _lines(g: Group, x: float, y: float, w: float, n: int, step: float = 2.2) -> None:
    for k in range(n):
        g.rect(x, y + k * step, w * (0.6 if k == n - 1 else 1.0), 0.8, 0xFFB3A892, 0.4)


def book(g: Group, p: float) -> None:
    g.poly([(-13, -1), (-12, -11), (0, -8), (0, 0)], 0xFFB8423E)
    g.poly([(13, -1), (12, -11), (0, -8), (0, 0)], 0xFF9C3430)
    g.curve([(-11.6, -2.2), (-11, -12), (-5, -13), (0, -9.4), (0, -1.4), (-5, -4), (-11.6, -2.2)], PAPER, close=True)
    g.curve(
        [(11.6, -2.2), (11, -12), (5, -13), (0, -9.4), (0, -1.4), (5, -4), (11.6, -2.2)], shade(PAPER, 0.06), close=True
    )
    for k in range(3):
        g.line(-9, -10 + k * 2.2, -2.4, -9.4 + k * 2.3, 0xFFB3A892, 0.6)
        g.line(9, -10 + k * 2.2, 2.4, -9.4 + k * 2.3, 0xFFB3A892, 0.6)


def desk_stack(g: Group, p: float) -> None:
    for k, (c, w) in enumerate(((0xFFB8504A, 26), (0xFF3F6FA8, 23), (0xFF4F8F63, 25), (0xFFD9A441, 20))):
        g.rect(-w / 2 + (k % 2) * 1.6, -5 - k * 5, w, 4.6, c, 0.8)
        g.rect(-w / 2 + (k % 2) * 1.6 + 1, -4.2 - k * 5, w - 2, 1, shade(c, -0.4))


def letter(g: Group, p: float) -> None:
    h = g.group().transform(0, -8, 1, -8)
    h.rect(-11, -7, 22, 14, PAPER, 1)
    h.poly([(-11, -7), (11, -7), (0, 2)], shade(PAPER, 0.1))
    h.polyline([(-11, -7), (0, 2), (11, -7)], 0xFFC9BCA0, 0.9)
    h.circle(0, 1, 2.4, 0xFFC9413D)


def phone(g: Group, p: float) -> None:
    h = g.group().transform(0, -9, 1, 8)
    h.rect(-5.4, -10, 10.8, 19, INK, 2)
    h.rect(-4.2, -8, 8.4, 14.6, linear(0, -8, 0, 7, [0xFF7FC6F0, 0xFF4C7FD0]), 0.8)
    h.circle(0, 7.8, 0.8, STEEL)
    h.rect(-2.6, -4, 5.2, 1.2, 0xD0FFFFFF, 0.6)


def laptop(g: Group, p: float) -> None:
    g.poly([(-15, 0), (15, 0), (12, -3), (-12, -3)], 0xFFB9C0CA)
    g.poly([(-12, -3), (12, -3), (14, -20), (-10, -20)], 0xFF59616D)
    g.poly([(-10.4, -4.4), (11, -4.4), (12.6, -18.6), (-8.8, -18.6)], linear(0, -19, 0, -4, [0xFF8FD0F5, 0xFF4C86C8]))
    for k in range(3):
        g.rect(-6 + k * 0.4, -15 + k * 3, 12 - 3 * (k % 2), 1, 0xC0FFFFFF)


def camera(g: Group, p: float) -> None:
    g.rect(-11, -14, 22, 14, linear(0, -14, 0, 0, [0xFF59616D, 0xFF343A45]), 2)
    g.rect(-5, -17, 10, 4, 0xFF59616D, 1)
    g.circle(0, -7, 5.6, 0xFFC3C9D2)
    g.circle(0, -7, 4.2, 0xFF22303F)
    g.circle(-1.2, -8.2, 1.3, 0xFF9FD0F0)
    g.circle(8, -11.4, 1.2, 0xFFE4574F)


def microscope(g: Group, p: float) -> None:
    g.rect(-9, -3, 18, 3, INK, 1.2)
    g.curve([(5, -3), (10, -14), (1, -21)], stroke=0xFF4A5462, width=3.4)
    h = g.group().transform(0, -20, 1, 20)
    h.rect(-2.6, -7, 5.2, 18, linear(-2.6, 0, 2.6, 0, [0xFF9AA8B8, 0xFF5F6C7C]), 1)
    h.rect(-2, -11, 4, 4, INK, 0.8)
    g.rect(-8, -9, 11, 1.8, INK)


def flask(g: Group, p: float) -> None:
    g.poly([(-3, -20), (3, -20), (10, 0), (-10, 0)], 0x90E6F4FA)
    g.poly([(-6.4, -10), (6.4, -10), (10, 0), (-10, 0)], 0xFF57C785)
    g.rect(-3, -26, 6, 8, 0x90E6F4FA)
    g.rect(-4, -27, 8, 2.2, 0xC0FFFFFF, 1)
    for k in range(3):
        t = (p + k / 3) % 1
        g.circle(-3 + k * 3, -3 - 24 * t, 1.1 + 0.4 * k, alpha(0xFFC8F5D8, 1 - t))


def newspaper(g: Group, p: float) -> None:
    h = g.group().transform(0, -9, 1, -6)
    h.rect(-12, -8, 24, 16, 0xFFF3EFE4, 0.6)
    h.rect(-10, -6, 20, 3, INK)
    h.rect(-10, -1.4, 8, 7.4, 0xFF9AA4AE)
    _lines(h, 0, -1.4, 10, 4, 2)


def map_(g: Group, p: float) -> None:
    h = g.group().transform(0, -10, 1, 5)
    h.poly([(-14, -8), (-5, -10), (5, -7), (14, -9), (14, 7), (5, 9), (-5, 6), (-14, 8)], 0xFFEBD9A8)
    h.poly([(-5, -10), (5, -7), (5, 9), (-5, 6)], 0xFFDCC68C)
    for k in range(6):
        h.circle(-10 + k * 3.4, 4 - 2.6 * math.sin(k * 1.1), 0.8, 0xFFB8423E)
    h.line(8, -5, 12, -1, 0xFFB8423E, 1.4)
    h.line(12, -5, 8, -1, 0xFFB8423E, 1.4)


def coffee_cup(g: Group, p: float) -> None:
    g.ellipse(0, -0.6, 10, 2, 0xFFE3DDD0)
    g.ring(7, -7, 3.6, 3.4, 0xFFF6F3EC, 1.8)
    g.curve(
        [(-7, -13), (-7, -2), (0, -1), (7, -2), (7, -13)], linear(-7, 0, 7, 0, [0xFFFFFFFF, 0xFFD9D2C6]), close=True
    )
    g.ellipse(0, -13, 7, 1.8, 0xFF7A4E33)
    for q in (-2, 2):
        g.curve(
            [
                (q, -15),
                (q - 2.4 + 2 * swinging(p, 1, q * 0.1), -19),
                (q, -22),
                (q + 2.4, -25),
                (q + 1.5 * swinging(p), -28),
            ],
            stroke=0x80FFFFFF,
            width=1.3,
        )


def candle(g: Group, p: float) -> None:
    g.ellipse(0, -0.8, 6, 1.6, 0xFFC9A24B)
    g.rect(-2.6, -15, 5.2, 14.4, linear(-2.6, 0, 2.6, 0, [0xFFFFFDF4, 0xFFE6DCC4]), 0.8)
    g.line(0, -15, 0, -17, INK, 0.8)
    g.circle(0, -20, 9, radial(0, -20, 9, [0x70FFC85A, 0x00FFC85A]))
    w = swinging(p, 3) * 0.8
    g.curve(
        [(-2.2, -18), (-2.6, -21), (w, -25.5), (2.6, -21), (2.2, -18), (0, -16.4), (-2.2, -18)], 0xFFFFA93C, close=True
    )
    g.curve(
        [(-1, -18), (-1.2, -20), (w * 0.5, -22), (1.2, -20), (1, -18), (0, -17.2), (-1, -18)], 0xFFFFF3B8, close=True
    )


def lamp(g: Group, p: float) -> None:
    g.ellipse(0, -1, 6, 1.8, shade(WOOD, 0.2))
    g.ellipse(0, -8, 4, 6, 0xFF5B8FA0)
    g.rect(-0.9, -19, 1.8, 7, 0xFFC9A24B)
    g.circle(0, -24, 20, radial(0, -24, 20, [0x60FFE2A0, 0x00FFE2A0]))
    g.poly([(-6.4, -31), (6.4, -31), (11, -17), (-11, -17)], linear(0, -31, 0, -17, [0xFFFFF3C8, 0xFFF6CF7C]))


def violin(g: Group, p: float) -> None:
    h = g.group().transform(0, -3, 1, -14)
    h.rect(-1.2, -36, 2.4, 22, 0xFF2F2018)
    h.circle(0, -37, 2.2, 0xFF8A4A22)
    h.circle(0, -5, 6.6, 0xFFB8622C)
    h.circle(0, -14, 5.2, 0xFFC46E34)
    h.rect(-4, -13, 8, 7, 0xFFB8622C)
    for q in (-3, 3):
        h.curve([(q, -13), (q * 1.3, -10), (q, -7)], stroke=0xFF3A2018, width=0.8)
    h.line(13, 0, 8, -38, 0xFF6B4A2E, 1)


def trumpet(g: Group, p: float) -> None:
    h = g.group().transform(0, -9, 1, -12)
    c = 0xFFE0B23C
    h.rect(-18, -1.4, 30, 2.8, c, 1.2)
    h.poly([(10, -1.6), (20, -7), (20, 7), (10, 1.6)], linear(0, -7, 0, 7, [shade(c, -0.3), shade(c, 0.1)]))
    h.ring(-1, 3, 7, 4, c, 2)
    for x in (-5, -1, 3):
        h.rect(x, -6, 2, 6, shade(c, 0.15), 0.8)
    h.rect(-20, -2, 3, 4, shade(c, 0.2), 1)


def crown(g: Group, p: float) -> None:
    c = 0xFFE9BE45
    g.poly(
        [(-11, 0), (-13, -14), (-6.4, -7), (0, -17), (6.4, -7), (13, -14), (11, 0)],
        linear(0, -17, 0, 0, [shade(c, -0.25), shade(c, 0.1)]),
    )
    g.rect(-11, -4, 22, 4, shade(c, 0.12), 1)
    for x, y, k in (
        (-13, -15, 0xFFE4574F),
        (0, -18, 0xFF4E8BE0),
        (13, -15, 0xFFE4574F),
        (-5, -2, 0xFF57C785),
        (5, -2, 0xFF57C785),
    ):
        g.circle(x, y, 1.7, k)


def diploma(g: Group, p: float) -> None:
    h = g.group().transform(0, -7, 1, -14)
    h.rect(-14, -4.4, 28, 8.8, linear(0, -4.4, 0, 4.4, [0xFFFFFDF4, 0xFFDFD2B4]), 4)
    for q in (-13, 13):
        h.ellipse(q, 0, 2.4, 4.4, 0xFFD3C49E)
    h.rect(-3, -4.6, 5, 9.2, 0xFFD8414A)
    h.poly([(-2, 4), (0.6, 4), (-2, 11)], 0xFFD8414A)
    h.poly([(0, 4), (2.4, 4), (4, 11)], 0xFFB8303A)


def ring(g: Group, p: float) -> None:
    g.rect(-9, -9, 18, 9, 0xFF7A2E4A, 2)
    g.rect(-9, -9, 18, 3, 0xFFFBF6EA, 1)
    g.ring(0, -14, 6, 6, 0xFFE9BE45, 2)
    g.poly([(-3.4, -21), (3.4, -21), (5, -24), (0, -18), (-5, -24)], 0xFFBFE9FA)
    g.poly([(-5, -24), (-2.6, -27), (2.6, -27), (5, -24), (0, -18)], 0xFFDDF5FF)
    t = 0.5 + 0.5 * swinging(p, 2)
    g.line(7, -30, 7, -24 - 3 * t, 0xFFFFFFFF, 0.8)
    g.line(4 + t, -27, 10 - t, -27, 0xFFFFFFFF, 0.8)


def plate(g: Group, p: float) -> None:
    g.ellipse(0, -2, 15, 3.4, 0xFFFFFFFF)
    g.ellipse(0, -2.6, 11, 2.4, 0xFFE9E4DA)
    g.curve([(-9, -3), (-7, -11), (1, -11), (8, -10), (9, -3)], 0xFFC97F4A, close=True)
    g.ellipse(-4, -4, 4, 2.4, 0xFF7DB546)
    g.ellipse(5, -4, 4, 2.6, 0xFFF2C94A)
    for q in (-2, 3):
        g.curve([(q, -12), (q - 2, -15), (q + 1.4 * swinging(p), -19)], stroke=0x80FFFFFF, width=1.2)


def glass(g: Group, p: float) -> None:
    for x, c in ((-6, 0xFFB8304A), (7, 0xFFF2D98C)):
        g.curve([(x - 5, -22), (x - 5, -11), (x, -11), (x + 5, -11), (x + 5, -22)], 0x70E8F4FA, close=True)
        g.curve([(x - 4.8, -17), (x - 4, -11.4), (x, -11.4), (x + 4, -11.4), (x + 4.8, -17)], c, close=True)
        g.line(x, -11, x, -1, 0xB0DCEAF2, 1.3)
        g.ellipse(x, -0.8, 4.4, 1.1, 0xB0DCEAF2)


def bottle(g: Group, p: float, colour: Colour = 0xFF3F8A5E) -> None:
    """A bottle with a rolled letter in it."""
    h = g.group().transform(0, -2, 1, 18)
    h.rect(-3, -34, 6, 12, alpha(colour, 0.75), 1.6)
    h.curve(
        [(-7, -2), (-8, -22), (-3, -25), (3, -25), (8, -22), (7, -2), (0, 1), (-7, -2)],
        linear(-7, 0, 7, 0, [alpha(colour, 0.9), alpha(shade(colour, -0.4), 0.6), alpha(colour, 0.85)]),
        close=True,
    )
    h.rect(-3, -20, 6, 15, PAPER, 2)
    h.rect(-3, -14, 6, 2, 0xFFC9413D)
    h.rect(-2.6, -38, 5.2, 5, 0xFFB98A5A, 1)
    h.line(-4.4, -19, -4.8, -7, 0x90FFFFFF, 1.2)


def clock(g: Group, p: float) -> None:
    g.rect(-8, -3, 4, 3, shade(WOOD, 0.2))
    g.rect(4, -3, 4, 3, shade(WOOD, 0.2))
    g.circle(0, -13, 11, 0xFFC9413D)
    g.circle(0, -13, 9, 0xFFFBF8EF)
    for k in range(12):
        g.circle(7.4 * math.sin(k * 0.5236), -13 - 7.4 * math.cos(k * 0.5236), 0.6, INK)
    a = p * 2 * math.pi
    g.line(0, -13, 6 * math.sin(a), -13 - 6 * math.cos(a), INK, 1)
    g.line(0, -13, 3.6, -15, INK, 1.4)
    for q in (-6, 6):
        g.circle(q, -24, 3, 0xFFD9B45C)


def radio(g: Group, p: float) -> None:
    g.rect(-14, -18, 28, 18, linear(0, -18, 0, 0, [0xFFA8683A, 0xFF7A4828]), 5)
    g.circle(-5.4, -9, 5.8, 0xFFE3CFA4)
    for k in range(4):
        g.line(-10, -12 + k * 2, -1, -12 + k * 2, 0xFF8A6A45, 0.7)
    g.rect(3, -14, 8, 3.4, 0xFFFFE9A8, 0.6)
    for x in (5, 10):
        g.circle(x, -5, 1.8, 0xFFE0B855)
    t = (p * 2) % 1
    g.ellipse(14 + 5 * t, -24 - 9 * t, 1.7, 1.3, alpha(INK, 1 - t))
    g.line(15.6 + 5 * t, -24 - 9 * t, 15.6 + 5 * t, -30 - 9 * t, alpha(INK, 1 - t), 0.8)


def typewriter(g: Group, p: float) -> None:
    g.rect(-8, -24, 16, 12, PAPER)
    _lines(g, -6, -22, 12, 3)
    g.rect(-14, -14, 28, 4, INK, 1.6)
    g.poly([(-12, -11), (12, -11), (15, 0), (-15, 0)], linear(0, -11, 0, 0, [0xFF5A6B7C, 0xFF34404C]))
    for j in range(2):
        for k in range(7):
            g.circle(-9.6 + k * 3.2 + j * 0.8, -7 + j * 3.4, 1.1, 0xFFE9E4DA)


def key(g: Group, p: float) -> None:
    h = g.group().transform(0, -8, 1, -20)
    c = 0xFFE0B23C
    h.ring(-9, 0, 5, 5, c, 2.6)
    h.rect(-4, -1.4, 20, 2.8, c, 0.8)
    for x in (9, 13):
        h.rect(x, 1, 2.4, 4.4, c)


def hammer(g: Group, p: float) -> None:
    h = g.group().transform(0, -2, 1, 55)
    h.rect(-1.6, -24, 3.2, 24, WOOD, 1)
    h.rect(-8, -28, 16, 6.4, linear(0, -28, 0, -22, [0xFFAEB7C2, 0xFF6F7884]), 1.4)


def trophy(g: Group, p: float) -> None:
    c = 0xFFE9BE45
    g.rect(-9, -5, 18, 5, 0xFF4A3A34, 1)
    g.rect(-2, -13, 4, 9, shade(c, 0.1))
    for q in (-1, 1):
        g.curve([(q * 9, -30), (q * 18, -30), (q * 8, -17)], stroke=c, width=2.2)
    g.curve(
        [(-10, -33), (-10, -15), (0, -12), (10, -15), (10, -33)],
        linear(-10, 0, 10, 0, [shade(c, -0.3), shade(c, 0.16)]),
        close=True,
    )
    g.poly(
        [
            ((4 if k % 2 == 0 else 1.7) * math.sin(k * 0.6283), -24 - (4 if k % 2 == 0 else 1.7) * math.cos(k * 0.6283))
            for k in range(10)
        ],
        0xFFFFF3C8,
    )


def bouquet(g: Group, p: float) -> None:
    g.curve(
        [(-7, -16), (-9, -3), (0, -1), (9, -3), (7, -16)], linear(-8, 0, 8, 0, [0xFF9FD0E4, 0xFF5F9AB8]), close=True
    )
    for k, (x, y) in enumerate(((-9, -24), (0, -29), (9, -24), (-5, -33), (6, -34), (-12, -31), (12, -31))):
        g.line(0, -14, x, y, 0xFF4C9A55, 1.3)
        c = (0xFFEF6F8E, 0xFFFFFFFF, 0xFFF6C53C, 0xFFE4574F, 0xFFB884E8, 0xFFFFB08A, 0xFFEF6F8E)[k]
        for j in range(5):
            a = j * 1.2566 + 0.3 * swinging(p)
            g.circle(x + 2.8 * math.cos(a), y + 2.8 * math.sin(a), 2.1, c)
        g.circle(x, y, 1.6, 0xFFF2B632)


def cake(g: Group, p: float) -> None:
    g.ellipse(0, -1, 19, 3, 0xFFDDE3E8)
    g.rect(-16, -13, 32, 12, 0xFFF6C8D2, 2)
    g.rect(-16, -8, 32, 2, 0xFFFFFFFF)
    for k in range(8):
        g.circle(-14 + k * 4, -13, 2.4, 0xFFFFFFFF)
    g.rect(-10, -23, 20, 10, 0xFFF9DDE3, 2)
    for k in range(5):
        g.circle(-8 + k * 4, -23, 2.2, 0xFFFFFFFF)
    for k in range(3):
        x = -5 + k * 5
        g.rect(x - 0.9, -31, 1.8, 7, (0xFF4E8BE0, 0xFFE4574F, 0xFF57C785)[k])
        f = 1 + 0.2 * swinging(p, 3, k * 0.3)
        g.curve(
            [(x - 1.2, -32), (x - 1.6, -34), (x, -32 - 4.4 * f), (x + 1.6, -34), (x + 1.2, -32)], 0xFFFFB03C, close=True
        )


def egg(g: Group, p: float) -> None:
    g.ellipse(0, -3, 17, 5, shade(WOOD, 0.1))
    for k in range(7):
        g.line(-16 + k * 4.4, -1, -11 + k * 4.4, -6, 0xFFC9A066, 1)
    h = g.group().transform(0, -5, 1, 4 * swinging(p, 2))
    h.curve(
        [(-9, -9), (-9, 3), (0, 3), (9, 3), (9, -9), (7, -22), (0, -23), (-7, -22), (-9, -9)],
        linear(-9, 0, 9, 0, [0xFFF6EFE0, 0xFFCFC2A8]),
        close=True,
    )
    for x, y in ((-3, -14), (3, -8), (-2, -5), (4, -15)):
        h.circle(x, y, 1.5, 0xFF8FB7A2)


def crystal(g: Group, p: float) -> None:
    c = 0xFF6FC9E8
    g.circle(0, -17, 24, radial(0, -17, 24, [alpha(c, 0.5), alpha(c, 0)]))
    for d, h, lean in ((-8, 18, -6), (7, 22, 5), (0, 36, 0)):
        g.poly([(d - 4.4, 0), (d + lean - 4.8, -h * 0.7), (d + lean, -h), (d, 0)], shade(c, -0.3))
        g.poly([(d, 0), (d + lean, -h), (d + lean + 4.8, -h * 0.7), (d + 4.4, 0)], shade(c, 0.14 + 0.05 * swinging(p)))


def globe(g: Group, p: float) -> None:
    g.ellipse(0, -1, 9, 2, shade(WOOD, 0.2))
    g.rect(-1.4, -7, 2.8, 6, 0xFFC9A24B)
    g.ring(0, -19, 13.4, 13.4, 0xFFC9A24B, 1.6)
    h = g.group().clip_ellipse(0, -19, 12, 12)
    h.circle(0, -19, 12, linear(-12, 0, 12, 0, [0xFF7FBFE6, 0xFF3F7FB4]))
    for k in range(3):
        x = ((p + k / 3) % 1) * 40 - 20
        h.ellipse(x, -22 + 4 * (k % 2), 6, 4.6, 0xFF7DB58A)
        h.ellipse(x + 3, -14, 4, 4, 0xFF7DB58A)


def heart(g: Group, p: float) -> None:
    k = 1 + 0.06 * swinging(p, 2)
    h = g.group().transform(0, -12, k)
    h.path(
        [
            ("M", 0, 11),
            ("C", -20, -3, -13, -16, -5.6, -14),
            ("C", -2, -13, 0, -10, 0, -8),
            ("C", 0, -10, 2, -13, 5.6, -14),
            ("C", 13, -16, 20, -3, 0, 11),
            ("Z",),
        ],
        0xFFE4485A,
    )
    h.ellipse(-6, -8, 2.6, 2, 0x80FFFFFF)


def paper_boat(g: Group, p: float) -> None:
    h = g.group().transform(0, -1, 1, 3 * swinging(p))
    h.poly([(-3, -8), (3, -8), (0, -21)], 0xFFF3F1EA)
    h.poly([(-19, -11), (-4, -8), (4, -8), (19, -11), (11, 0), (-11, 0)], 0xFFFFFFFF)
    h.poly([(0, -8), (4, -8), (19, -11), (11, 0), (0, 0)], 0xFFDDE3E8)


def chessboard(g: Group, p: float) -> None:
    g.poly([(-17, -1), (17, -1), (13, -8), (-13, -8)], 0xFF7A5030)
    for j in range(4):
        for k in range(6):
            if (j + k) % 2:
                t = 1 - j * 0.07
                g.poly(
                    [
                        ((-15 + k * 5) * t, -1.6 - j * 1.6),
                        ((-10 + k * 5) * t, -1.6 - j * 1.6),
                        ((-10 + k * 5) * (t - 0.07), -3.2 - j * 1.6),
                        ((-15 + k * 5) * (t - 0.07), -3.2 - j * 1.6),
                    ],
                    0xFFF0DDB8,
                )
    for x, y, c in ((-9, -3, PAPER), (-2, -5, INK), (6, -3, PAPER), (3, -7, INK)):
        g.poly([(x - 2.2, y), (x + 2.2, y), (x + 0.9, y - 6), (x - 0.9, y - 6)], c)
        g.circle(x, y - 7, 1.6, c)


SMALL: dict[str, Draw] = {
    "bottle": bottle,
    "book": book, "desk_stack": desk_stack, "letter": letter, "phone": phone, "laptop": laptop, "camera": camera, "microscope": microscope,
    "flask": flask, "newspaper": newspaper, "map": map_, "coffee_cup": coffee_cup, "candle": candle, "lamp": lamp, "violin": violin,
    "crown": crown, "diploma": diploma, "ring": ring, "plate": plate, "glass": glass, "clock": clock, "radio": radio, "typewriter": typewriter,
    "key": key, "hammer": hammer, "trophy": trophy, "trumpet": trumpet, "bouquet": bouquet, "cake": cake, "egg": egg, "crystal": crystal,
    "globe": globe, "heart": heart, "chessboard": chessboard, "paper_boat": paper_boat,
}  # fmt: skip
