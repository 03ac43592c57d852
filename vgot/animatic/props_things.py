"""Small things, each standing on (0, 0). Drawn a little larger than life, so that they can be told apart in a wide shot."""

from __future__ import annotations

import math

from vgot.animatic.canvas import Group, alpha, linear, radial, shade
from vgot.animatic.props_furnishings import INK, STEEL, WOOD, Draw, _shadow, _swing

PAPER = 0xFFFBF6EA


def _lines(g: Group, x: float, y: float, w: float, n: int, step: float = 2.2) -> None:
    for k in range(n):
        g.rect(x, y + k * step, w * (0.6 if k == n - 1 else 1.0), 0.8, 0xFFB3A892, 0.4)


def book(g: Group, p: float) -> None:
    g.poly([(-13, -1), (-12, -11), (0, -8), (0, 0)], 0xFFB8423E)
    g.poly([(13, -1), (12, -11), (0, -8), (0, 0)], 0xFF9C3430)
    g.curve([(-11.6, -2.2), (-11, -12), (-5, -13), (0, -9.4), (0, -1.4), (-5, -4), (-11.6, -2.2)], PAPER, close=True)
    g.curve([(11.6, -2.2), (11, -12), (5, -13), (0, -9.4), (0, -1.4), (5, -4), (11.6, -2.2)], shade(PAPER, 0.06), close=True)
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


def telescope(g: Group, p: float) -> None:
    _shadow(g, 15)
    for x in (-13, 0, 13):
        g.line(0, -28, x, 0, shade(WOOD, 0.15), 2)
    h = g.group().transform(0, -33, 1, -28)
    h.rect(-20, -4, 26, 8, linear(0, -4, 0, 4, [0xFF5A7FB4, 0xFF35507E]), 1.6)
    h.rect(4, -5.4, 20, 10.8, linear(0, -5, 0, 5, [0xFF6F94CC, 0xFF3F5F92]), 1.6)
    h.rect(22, -6.4, 4, 12.8, 0xFFD9B45C, 1)
    h.rect(-24, -2.6, 5, 5.2, 0xFFD9B45C, 1)


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
    g.curve([(-7, -13), (-7, -2), (0, -1), (7, -2), (7, -13)], linear(-7, 0, 7, 0, [0xFFFFFFFF, 0xFFD9D2C6]), close=True)
    g.ellipse(0, -13, 7, 1.8, 0xFF7A4E33)
    for q in (-2, 2):
        g.curve([(q, -15), (q - 2.4 + 2 * _swing(p, 1, q * 0.1), -19), (q, -22), (q + 2.4, -25), (q + 1.5 * _swing(p), -28)], stroke=0x80FFFFFF, width=1.3)


def candle(g: Group, p: float) -> None:
    g.ellipse(0, -0.8, 6, 1.6, 0xFFC9A24B)
    g.rect(-2.6, -15, 5.2, 14.4, linear(-2.6, 0, 2.6, 0, [0xFFFFFDF4, 0xFFE6DCC4]), 0.8)
    g.line(0, -15, 0, -17, INK, 0.8)
    g.circle(0, -20, 9, radial(0, -20, 9, [0x70FFC85A, 0x00FFC85A]))
    w = _swing(p, 3) * 0.8
    g.curve([(-2.2, -18), (-2.6, -21), (w, -25.5), (2.6, -21), (2.2, -18), (0, -16.4), (-2.2, -18)], 0xFFFFA93C, close=True)
    g.curve([(-1, -18), (-1.2, -20), (w * 0.5, -22), (1.2, -20), (1, -18), (0, -17.2), (-1, -18)], 0xFFFFF3B8, close=True)


def lamp(g: Group, p: float) -> None:
    g.ellipse(0, -1, 6, 1.8, shade(WOOD, 0.2))
    g.ellipse(0, -8, 4, 6, 0xFF5B8FA0)
    g.rect(-0.9, -19, 1.8, 7, 0xFFC9A24B)
    g.circle(0, -24, 20, radial(0, -24, 20, [0x60FFE2A0, 0x00FFE2A0]))
    g.poly([(-6.4, -31), (6.4, -31), (11, -17), (-11, -17)], linear(0, -31, 0, -17, [0xFFFFF3C8, 0xFFF6CF7C]))


def lantern(g: Group, p: float) -> None:
    g.rect(-7, -3, 14, 3, INK, 1)
    g.circle(0, -11, 17, radial(0, -11, 17, [0x70FFC85A, 0x00FFC85A]))
    g.rect(-5.4, -19, 10.8, 16, 0xFFFFE9A8, 1)
    g.curve([(-2, -5), (-2.6, -9), (0.6 * _swing(p, 3), -15), (2.6, -9), (2, -5)], 0xFFFF9A3C, close=True)
    for x in (-5.4, 4):
        g.rect(x, -19, 1.4, 16, INK)
    g.poly([(-7, -19), (7, -19), (3, -24), (-3, -24)], INK)
    g.curve([(-4, -24), (0, -33), (4, -24)], stroke=INK, width=1.3)


def umbrella(g: Group, p: float) -> None:
    g.line(0, -2, 0, -34, 0xFF5A4634, 1.8)
    g.curve([(0, -2), (0, 2), (-3, 1)], stroke=0xFF5A4634, width=1.8)
    c = 0xFFD8414A
    g.curve([(-25, -32), (-22, -54), (0, -55), (22, -54), (25, -32), (20, -37), (12.5, -32), (6, -37), (0, -32), (-6, -37), (-12.5, -32), (-20, -37), (-25, -32)], linear(-25, 0, 25, 0, [shade(c, -0.12), shade(c, 0.18)]), close=True)
    g.curve([(0, -55), (-11, -48), (-12.5, -32)], stroke=shade(c, 0.25), width=0.9)
    g.curve([(0, -55), (11, -48), (12.5, -32)], stroke=shade(c, 0.25), width=0.9)
    g.line(0, -54, 0, -58, 0xFF5A4634, 1.6)


def suitcase(g: Group, p: float) -> None:
    _shadow(g, 16)
    c = 0xFFA8683A
    g.rect(-5, -27, 10, 6, shade(c, 0.35), 2)
    g.rect(-3, -25, 6, 4, 0xFFE9DDC4, 1)
    g.rect(-16, -23, 32, 23, linear(-16, 0, 16, 0, [shade(c, -0.1), shade(c, 0.14)]), 2.4)
    for x in (-11, 8):
        g.rect(x, -23, 3, 23, shade(c, 0.3))
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


def drum(g: Group, p: float) -> None:
    _shadow(g, 16)
    g.rect(-15, -20, 30, 19, linear(-15, 0, 15, 0, [0xFFE4574F, 0xFFA8322F]))
    g.ellipse(0, -1.6, 15, 3, 0xFFA8322F)
    g.ellipse(0, -20, 15, 3.4, 0xFFFBF6EA)
    g.polyline([(-15, -18), (-9, -2), (-3, -18), (3, -2), (9, -18), (15, -3)], 0xFFF2D98C, 1)
    g.line(-12, -30, 2, -21 - 2 * abs(_swing(p, 2)), WOOD, 1.6)


def trumpet(g: Group, p: float) -> None:
    h = g.group().transform(0, -9, 1, -12)
    c = 0xFFE0B23C
    h.rect(-18, -1.4, 30, 2.8, c, 1.2)
    h.poly([(10, -1.6), (20, -7), (20, 7), (10, 1.6)], linear(0, -7, 0, 7, [shade(c, -0.3), shade(c, 0.1)]))
    h.ring(-1, 3, 7, 4, c, 2)
    for x in (-5, -1, 3):
        h.rect(x, -6, 2, 6, shade(c, 0.15), 0.8)
    h.rect(-20, -2, 3, 4, shade(c, 0.2), 1)


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
    g.curve([(-11.6, -31.6), (0, -35), (11.6, -31.6), (12.4, -11), (0, -3), (-12.4, -11), (-11.6, -31.6)], 0xFF3C5FA8, close=True)
    g.rect(-2.2, -33, 4.4, 28, 0xFFF2C94A)
    g.rect(-11, -24, 22, 4.4, 0xFFF2C94A)


def crown(g: Group, p: float) -> None:
    c = 0xFFE9BE45
    g.poly([(-11, 0), (-13, -14), (-6.4, -7), (0, -17), (6.4, -7), (13, -14), (11, 0)], linear(0, -17, 0, 0, [shade(c, -0.25), shade(c, 0.1)]))
    g.rect(-11, -4, 22, 4, shade(c, 0.12), 1)
    for x, y, k in ((-13, -15, 0xFFE4574F), (0, -18, 0xFF4E8BE0), (13, -15, 0xFFE4574F), (-5, -2, 0xFF57C785), (5, -2, 0xFF57C785)):
        g.circle(x, y, 1.7, k)


def treasure_chest(g: Group, p: float) -> None:
    _shadow(g, 22)
    g.curve([(-20, -18), (-22, -42), (0, -43), (20, -42), (20, -34), (0, -36), (-18, -28)], shade(WOOD, 0.2), close=True)
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
    g.poly([((4 if k % 2 == 0 else 0.8) * (1 - t) * math.sin(k * 0.785) + 10, -30 - (4 if k % 2 == 0 else 0.8) * (1 - t) * math.cos(k * 0.785)) for k in range(8)], 0xFFFFFFFF)


def robot(g: Group, p: float) -> None:
    _shadow(g, 12)
    c = 0xFFA9B8C6
    b = 0.8 * _swing(p)
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


def gift(g: Group, p: float) -> None:
    _shadow(g, 14)
    c = 0xFF5B9BD8
    g.rect(-13, -18, 26, 18, linear(-13, 0, 13, 0, [shade(c, -0.1), shade(c, 0.14)]), 1)
    g.rect(-15, -22, 30, 6, shade(c, -0.15), 1)
    g.rect(-2.4, -22, 4.8, 22, 0xFFE4574F)
    for q in (-1, 1):
        g.curve([(0, -22), (q * 5, -32), (q * 11, -28), (q * 10, -22), (0, -22)], 0xFFE4574F, close=True)
    g.circle(0, -22.6, 2.2, 0xFFC23A36)


def flag(g: Group, p: float) -> None:
    g.line(0, 0, 0, -66, 0xFF8A7355, 2)
    g.circle(0, -67, 2, 0xFFE0B855)
    w = 3 * _swing(p, 2)
    g.curve([(1, -65), (12, -70 + w), (22, -64), (32, -59 - w), (40, -63), (40, -52), (40, -41), (32, -37 - w), (22, -42), (12, -48 + w), (1, -43)], 0xFFD8414A, close=True)
    g.circle(20, -53, 6, PAPER)


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
    t = 0.5 + 0.5 * _swing(p, 2)
    g.line(7, -30, 7, -24 - 3 * t, 0xFFFFFFFF, 0.8)
    g.line(4 + t, -27, 10 - t, -27, 0xFFFFFFFF, 0.8)


def toy(g: Group, p: float) -> None:
    for x, y, c in ((-13, 0, 0xFFE4574F), (-1, 0, 0xFF3C6FD1), (-7, -11, 0xFFF2C230)):
        g.rect(x, y - 11, 11, 11, c, 1.2)
        g.frame(x + 2.6, y - 8.4, 5.8, 5.8, shade(c, -0.45), 1.1)
    g.circle(16, -5, 5, 0xFF57B0A5)
    g.curve([(11.6, -7), (16, -3), (20.4, -7)], stroke=PAPER, width=1.5)


def teddy_bear(g: Group, p: float) -> None:
    _shadow(g, 10)
    c = 0xFFC08A5A
    for q in (-1, 1):
        g.ellipse(q * 7, -3.4, 5, 3.6, shade(c, 0.1))
        g.circle(q * 8, -3.4, 2.1, 0xFFEFD9B8)
        g.ellipse(q * 9, -12, 3.2, 5, shade(c, 0.08))
        g.circle(q * 6.6, -27, 3.6, c)
        g.circle(q * 6.6, -27, 1.9, 0xFFEFD9B8)
    g.ellipse(0, -9, 8.4, 8.4, c)
    g.ellipse(0, -8, 5, 5.4, 0xFFEFD9B8)
    g.circle(0, -21, 8.4, c)
    g.ellipse(0, -18.4, 4, 3, 0xFFEFD9B8)
    for q in (-3.2, 3.2):
        g.circle(q, -22.6, 1.2, INK)
    g.ellipse(0, -19.8, 1.4, 1, INK)
    g.poly([(-5, -14), (0, -12.4), (-5, -10.6)], 0xFFD8414A)
    g.poly([(5, -14), (0, -12.4), (5, -10.6)], 0xFFD8414A)


def basket(g: Group, p: float) -> None:
    _shadow(g, 15)
    g.curve([(-12, -13), (0, -38), (12, -13)], stroke=shade(WOOD, 0.1), width=2.2)
    for x, y, c in ((-7, -14, 0xFFE4574F), (0, -17, 0xFFF2A03C), (7, -14, 0xFF9CC24C), (-2, -12, 0xFFE4574F)):
        g.circle(x, y, 4.2, c)
    g.poly([(-15, -13), (15, -13), (12, 0), (-12, 0)], linear(0, -13, 0, 0, [0xFFD3A567, 0xFFA9793F]))
    for k in range(3):
        g.line(-14 + k, -10 + k * 3.6, 14 - k, -10 + k * 3.6, 0xFF8A6032, 0.8)


def plate(g: Group, p: float) -> None:
    g.ellipse(0, -2, 15, 3.4, 0xFFFFFFFF)
    g.ellipse(0, -2.6, 11, 2.4, 0xFFE9E4DA)
    g.curve([(-9, -3), (-7, -11), (1, -11), (8, -10), (9, -3)], 0xFFC97F4A, close=True)
    g.ellipse(-4, -4, 4, 2.4, 0xFF7DB546)
    g.ellipse(5, -4, 4, 2.6, 0xFFF2C94A)
    for q in (-2, 3):
        g.curve([(q, -12), (q - 2, -15), (q + 1.4 * _swing(p), -19)], stroke=0x80FFFFFF, width=1.2)


def glass(g: Group, p: float) -> None:
    for x, c in ((-6, 0xFFB8304A), (7, 0xFFF2D98C)):
        g.curve([(x - 5, -22), (x - 5, -11), (x, -11), (x + 5, -11), (x + 5, -22)], 0x70E8F4FA, close=True)
        g.curve([(x - 4.8, -17), (x - 4, -11.4), (x, -11.4), (x + 4, -11.4), (x + 4.8, -17)], c, close=True)
        g.line(x, -11, x, -1, 0xB0DCEAF2, 1.3)
        g.ellipse(x, -0.8, 4.4, 1.1, 0xB0DCEAF2)


def pumpkin(g: Group, p: float) -> None:
    _shadow(g, 14)
    for x, c in ((-8, 0xFFDB7A28), (8, 0xFFDB7A28), (0, 0xFFF0923A)):
        g.ellipse(x, -10, 8, 10, c)
    g.curve([(0, -19), (0, -24), (4, -25)], stroke=0xFF5E7A3A, width=2.4)
    for q in (-5, 5):
        g.poly([(q - 3, -10), (q, -15), (q + 3, -10)], 0xFFFFE27A)
    g.poly([(-8, -7), (-4, -5.4), (0, -7), (4, -5.4), (8, -7), (4, -2.4), (-4, -2.4)], 0xFFFFE27A)


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


def mirror(g: Group, p: float) -> None:
    _shadow(g, 13)
    for q in (-1, 1):
        g.line(q * 11, 0, q * 8, -20, shade(WOOD, 0.2), 2.4)
    g.ellipse(0, -42, 15, 25, 0xFFC9A24B)
    g.ellipse(0, -42, 12.6, 22.4, linear(-12, -60, 12, -24, [0xFFEAF6FB, 0xFFB6D3E2]))
    g.line(-6, -36, 2, -52, 0xA0FFFFFF, 2)
    g.line(-2, -34, 4, -46, 0xA0FFFFFF, 1.4)


def television(g: Group, p: float) -> None:
    _shadow(g, 20)
    g.line(-3, -36, -10, -46, STEEL, 1.2)
    g.line(3, -36, 10, -46, STEEL, 1.2)
    g.rect(-20, -36, 40, 30, linear(0, -36, 0, -6, [0xFF8A5F3E, 0xFF63422A]), 4)
    g.rect(-16, -32, 26, 22, 0xFF22303F, 4)
    g.rect(-14.6, -30.6, 23.2, 19.2, linear(0, -31, 0, -11, [shade(0xFF7FC6F0, 0.06 * _swing(p, 3)), 0xFF4C86C8]), 3)
    for y in (-28, -21):
        g.circle(15, y, 2, 0xFFD9B45C)
    for q in (-13, 11):
        g.line(q, -6, q * 1.2, 0, 0xFF4A3020, 2.2)


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


def bucket(g: Group, p: float) -> None:
    _shadow(g, 11)
    g.curve([(-10, -19), (0, -33), (10, -19)], stroke=STEEL, width=1.3)
    g.poly([(-11, -19), (11, -19), (8, 0), (-8, 0)], linear(-11, 0, 11, 0, [0xFFC3CCD6, 0xFF7D8896]))
    g.ellipse(0, -19, 11, 2.4, 0xFF6FB4D8)


def tool_with(head: str) -> Draw:
    """A long-handled tool leaning upright."""

    def draw(g: Group, p: float) -> None:
        h = g.group().transform(0, 0, 1, 8)
        h.rect(-1.4, -54, 2.8, 54 if head != "shovel" else 46, linear(-1.4, 0, 1.4, 0, [shade(WOOD, -0.15), shade(WOOD, 0.1)]), 1)
        if head == "shovel":
            h.curve([(-6.4, -14), (-7, -2), (0, 2), (7, -2), (6.4, -14)], linear(-7, 0, 7, 0, [0xFFC3CCD6, 0xFF7D8896]), close=True)
            h.rect(-4.4, -57, 8.8, 3, WOOD, 1)
        elif head == "axe":
            h.curve([(1, -52), (10, -57), (13, -47), (11, -38), (1, -43)], linear(0, 0, 13, 0, [0xFF7D8896, 0xFFDDE3EA]), close=True)
        elif head == "broom":
            h.poly([(-3, -16), (3, -16), (9, 0), (-9, 0)], 0xFFE0B95C)
            h.rect(-3.4, -18, 6.8, 3.6, 0xFFB8423E)
    return draw


def hammer(g: Group, p: float) -> None:
    h = g.group().transform(0, -2, 1, 55)
    h.rect(-1.6, -24, 3.2, 24, WOOD, 1)
    h.rect(-8, -28, 16, 6.4, linear(0, -28, 0, -22, [0xFFAEB7C2, 0xFF6F7884]), 1.4)


def fishing_rod(g: Group, p: float) -> None:
    g.curve([(-14, 0), (0, -40), (20, -58)], stroke=shade(WOOD, 0.1), width=1.9)
    g.circle(-10, -10, 2.8, STEEL)
    g.line(20, -58, 22 + _swing(p), -22, 0xB0FFFFFF, 0.6)
    g.circle(22 + _swing(p), -21, 2.2, 0xFFE4574F)


def trophy(g: Group, p: float) -> None:
    c = 0xFFE9BE45
    g.rect(-9, -5, 18, 5, 0xFF4A3A34, 1)
    g.rect(-2, -13, 4, 9, shade(c, 0.1))
    for q in (-1, 1):
        g.curve([(q * 9, -30), (q * 18, -30), (q * 8, -17)], stroke=c, width=2.2)
    g.curve([(-10, -33), (-10, -15), (0, -12), (10, -15), (10, -33)], linear(-10, 0, 10, 0, [shade(c, -0.3), shade(c, 0.16)]), close=True)
    g.poly([((4 if k % 2 == 0 else 1.7) * math.sin(k * 0.6283), -24 - (4 if k % 2 == 0 else 1.7) * math.cos(k * 0.6283)) for k in range(10)], 0xFFFFF3C8)


def microphone(g: Group, p: float) -> None:
    _shadow(g, 9)
    g.ellipse(0, -1, 9, 2, INK)
    g.line(0, -1, 0, -46, 0xFF59616D, 2)
    g.rect(-2, -54, 4, 9, INK, 1.4)
    g.circle(0, -57, 5, linear(-5, 0, 5, 0, [0xFFC3CCD6, 0xFF6F7884]))
    g.line(-4.6, -57, 4.6, -57, INK, 0.9)


def balloon(g: Group, p: float) -> None:
    s = 2 * _swing(p)
    for dx, dy, c in ((-11, -54, 0xFF4E8BE0), (11, -56, 0xFFF2C230), (0, -66, 0xFFE4574F)):
        x = dx + s
        g.curve([(x, dy + 13), (x * 0.5 + 3, dy * 0.4), (0, 0)], stroke=0xFFB8AA90, width=0.8)
        g.curve([(x, dy + 13), (x - 11, dy + 5), (x - 10, dy - 3), (x - 9, dy - 13), (x, dy - 13), (x + 9, dy - 13), (x + 10, dy - 3), (x + 11, dy + 5), (x, dy + 13)], c, close=True)
        g.poly([(x - 2, dy + 15), (x + 2, dy + 15), (x, dy + 12)], c)
        g.ellipse(x - 4, dy - 6, 2.4, 3.6, alpha(0xFFFFFFFF, 0.45))


def hot_air_balloon(g: Group, p: float) -> None:
    g = g.group().transform(0, 3 * _swing(p))
    for k, c in enumerate((0xFFE4574F, 0xFFF6D25C, 0xFFE4574F, 0xFFF6D25C, 0xFFE4574F)):
        w = (33, 24, 14, 24, 33)[k] * (1 if k != 2 else 1)
        if k in (0, 1):
            g.curve([(-w, -66), (-w, -98), (0, -98), (w, -98), (w, -66), (w * 0.7, -42), (0, -28), (-w * 0.7, -42), (-w, -66)], c, close=True)
        elif k == 2:
            g.curve([(-w, -66), (-w, -98), (0, -98), (w, -98), (w, -66), (w * 0.7, -42), (0, -28), (-w * 0.7, -42), (-w, -66)], c, close=True)
    for q in (-1, 1):
        g.line(q * 14, -38, q * 6, -13, 0xFF7A5A40, 0.9)
    g.rect(-8, -13, 16, 12, linear(0, -13, 0, -1, [0xFFC89A5C, 0xFF8F6636]), 2)
    g.rect(-9, -14, 18, 3, 0xFF8F6636, 1.4)


def ball(g: Group, p: float) -> None:
    b = 5 * abs(_swing(p))
    g.ellipse(0, 0, 8 - b * 0.4, 1.8, 0x38000000)
    h = g.group().transform(0, -8 - b, 1, p * 360)
    h.circle(0, 0, 8, 0xFFF5F2EA)
    for k in range(3):
        a = k * 2.094
        h.curve([(0, 0), (5 * math.cos(a + 0.5), 5 * math.sin(a + 0.5)), (8 * math.cos(a), 8 * math.sin(a)), (9 * math.cos(a + 0.5), 9 * math.sin(a + 0.5)), (8 * math.cos(a + 1.047), 8 * math.sin(a + 1.047)), (4 * math.cos(a + 0.9), 4 * math.sin(a + 0.9)), (0, 0)],
                (0xFFE4574F, 0xFF4E8BE0, 0xFFF2C230)[k], close=True)


def kite(g: Group, p: float) -> None:
    s = 4 * _swing(p)
    h = g.group().transform(s, -64, 1, 18 + s)
    h.poly([(0, -22), (15, 0), (0, 28), (-15, 0)], 0xFFE4574F)
    h.poly([(0, -22), (15, 0), (0, 0)], 0xFFF2C230)
    h.poly([(0, 28), (-15, 0), (0, 0)], 0xFF4E8BE0)
    h.curve([(0, 28), (8 + s, 38), (0, 46), (-8 - s, 54), (0, 62)], stroke=0xFF8A6A45, width=1)
    for k in range(3):
        h.poly([(-3, 38 + k * 9), (3, 35 + k * 9), (3, 41 + k * 9), (-3, 36 + k * 9)], (0xFFF2C230, 0xFF57C785, 0xFFE4574F)[k])
    g.curve([(s, -64), (14, -30), (0, 0)], stroke=0xB0FFFFFF, width=0.7)


def flower(g: Group, p: float) -> None:
    a = 3 * _swing(p)
    g.poly([(-9, -14), (9, -14), (7, 0), (-7, 0)], linear(-9, 0, 9, 0, [0xFFD98A5F, 0xFFB5653F]))
    g.rect(-10, -17, 20, 4.4, 0xFFE09A70, 1)
    h = g.group().transform(0, -16, 1, a)
    h.curve([(0, 0), (-1, -10), (0, -22)], stroke=0xFF3F8A3E, width=2)
    for q in (-1, 1):
        h.curve([(0, -5), (q * 9, -15), (q * 12, -11), (q * 7, -4), (0, -4)], 0xFF57A95A, close=True)
    for k in range(7):
        b = k * 0.8976
        h.circle(6 * math.cos(b), -26 + 6 * math.sin(b), 3.6, 0xFFEF6F8E)
    h.circle(0, -26, 4, 0xFFF6C53C)


def bouquet(g: Group, p: float) -> None:
    g.curve([(-7, -16), (-9, -3), (0, -1), (9, -3), (7, -16)], linear(-8, 0, 8, 0, [0xFF9FD0E4, 0xFF5F9AB8]), close=True)
    for k, (x, y) in enumerate(((-9, -24), (0, -29), (9, -24), (-5, -33), (6, -34), (-12, -31), (12, -31))):
        g.line(0, -14, x, y, 0xFF4C9A55, 1.3)
        c = (0xFFEF6F8E, 0xFFFFFFFF, 0xFFF6C53C, 0xFFE4574F, 0xFFB884E8, 0xFFFFB08A, 0xFFEF6F8E)[k]
        for j in range(5):
            a = j * 1.2566 + 0.3 * _swing(p)
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
        f = 1 + 0.2 * _swing(p, 3, k * 0.3)
        g.curve([(x - 1.2, -32), (x - 1.6, -34), (x, -32 - 4.4 * f), (x + 1.6, -34), (x + 1.2, -32)], 0xFFFFB03C, close=True)


def wand(g: Group, p: float) -> None:
    g.line(-6, 0, 8, -38, shade(WOOD, 0.25), 2.4)
    r = 6 + _swing(p, 2)
    g.circle(8, -40, 14, radial(8, -40, 14, [0x90FFF3B8, 0x00FFF3B8]))
    g.poly([(8 + (r if k % 2 == 0 else r * 0.42) * math.sin(k * 0.6283), -40 - (r if k % 2 == 0 else r * 0.42) * math.cos(k * 0.6283)) for k in range(10)], 0xFFFFE27A)


def skateboard(g: Group, p: float) -> None:
    g.curve([(-24, -12), (-18, -7), (0, -7), (18, -7), (24, -12)], stroke=0xFF2FA3B0, width=3.4)
    for q in (-13, 13):
        g.circle(q, -3.4, 3.4, 0xFFF2C230)


def egg(g: Group, p: float) -> None:
    g.ellipse(0, -3, 17, 5, shade(WOOD, 0.1))
    for k in range(7):
        g.line(-16 + k * 4.4, -1, -11 + k * 4.4, -6, 0xFFC9A066, 1)
    h = g.group().transform(0, -5, 1, 4 * _swing(p, 2))
    h.curve([(-9, -9), (-9, 3), (0, 3), (9, 3), (9, -9), (7, -22), (0, -23), (-7, -22), (-9, -9)], linear(-9, 0, 9, 0, [0xFFF6EFE0, 0xFFCFC2A8]), close=True)
    for x, y in ((-3, -14), (3, -8), (-2, -5), (4, -15)):
        h.circle(x, y, 1.5, 0xFF8FB7A2)


def crystal(g: Group, p: float) -> None:
    c = 0xFF6FC9E8
    g.circle(0, -17, 24, radial(0, -17, 24, [alpha(c, 0.5), alpha(c, 0)]))
    for d, h, lean in ((-8, 18, -6), (7, 22, 5), (0, 36, 0)):
        g.poly([(d - 4.4, 0), (d + lean - 4.8, -h * 0.7), (d + lean, -h), (d, 0)], shade(c, -0.3))
        g.poly([(d, 0), (d + lean, -h), (d + lean + 4.8, -h * 0.7), (d + 4.4, 0)], shade(c, 0.14 + 0.05 * _swing(p)))


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
    k = 1 + 0.06 * _swing(p, 2)
    h = g.group().transform(0, -12, k)
    h.path([("M", 0, 11), ("C", -20, -3, -13, -16, -5.6, -14), ("C", -2, -13, 0, -10, 0, -8), ("C", 0, -10, 2, -13, 5.6, -14), ("C", 13, -16, 20, -3, 0, 11), ("Z",)], 0xFFE4485A)
    h.ellipse(-6, -8, 2.6, 2, 0x80FFFFFF)


def sandcastle(g: Group, p: float) -> None:
    c = 0xFFE3BE78
    _shadow(g, 24)
    for x, w, h in ((-15, 11, 24), (15, 11, 24), (0, 20, 17)):
        g.rect(x - w / 2, -h, w, h, linear(x - w / 2, 0, x + w / 2, 0, [shade(c, -0.1), shade(c, 0.14)]))
        for k in range(3):
            g.rect(x - w / 2 + k * w / 2.6, -h - 3, w / 5, 4, c)
    g.curve([(-4, 0), (-4, -10), (0, -10), (4, -10), (4, 0)], 0xFF9A7A42, close=True)
    g.line(0, -20, 0, -33, 0xFF7A5A40, 1)
    g.poly([(0, -33), (9, -30 + _swing(p)), (0, -26)], 0xFFE4574F)


def paper_boat(g: Group, p: float) -> None:
    h = g.group().transform(0, -1, 1, 3 * _swing(p))
    h.poly([(-3, -8), (3, -8), (0, -21)], 0xFFF3F1EA)
    h.poly([(-19, -11), (-4, -8), (4, -8), (19, -11), (11, 0), (-11, 0)], 0xFFFFFFFF)
    h.poly([(0, -8), (4, -8), (19, -11), (11, 0), (0, 0)], 0xFFDDE3E8)


def chessboard(g: Group, p: float) -> None:
    g.poly([(-17, -1), (17, -1), (13, -8), (-13, -8)], 0xFF7A5030)
    for j in range(4):
        for k in range(6):
            if (j + k) % 2:
                t = 1 - j * 0.07
                g.poly([((-15 + k * 5) * t, -1.6 - j * 1.6), ((-10 + k * 5) * t, -1.6 - j * 1.6), ((-10 + k * 5) * (t - 0.07), -3.2 - j * 1.6), ((-15 + k * 5) * (t - 0.07), -3.2 - j * 1.6)], 0xFFF0DDB8)
    for x, y, c in ((-9, -3, PAPER), (-2, -5, INK), (6, -3, PAPER), (3, -7, INK)):
        g.poly([(x - 2.2, y), (x + 2.2, y), (x + 0.9, y - 6), (x - 0.9, y - 6)], c)
        g.circle(x, y - 7, 1.6, c)


SMALL: dict[str, Draw] = {
    "book": book, "desk_stack": desk_stack, "letter": letter, "phone": phone, "laptop": laptop, "camera": camera, "microscope": microscope,
    "flask": flask, "newspaper": newspaper, "map": map_, "coffee_cup": coffee_cup, "candle": candle, "lamp": lamp, "violin": violin,
    "crown": crown, "diploma": diploma, "ring": ring, "plate": plate, "glass": glass, "clock": clock, "radio": radio, "typewriter": typewriter,
    "key": key, "hammer": hammer, "trophy": trophy, "trumpet": trumpet, "bouquet": bouquet, "cake": cake, "egg": egg, "crystal": crystal,
    "globe": globe, "heart": heart, "chessboard": chessboard, "paper_boat": paper_boat,
}  # fmt: skip
STANDING: dict[str, Draw] = {
    "telescope": telescope, "lantern": lantern, "umbrella": umbrella, "suitcase": suitcase, "guitar": guitar, "drum": drum, "painting": painting,
    "sword": sword, "shield": shield, "treasure_chest": treasure_chest, "robot": robot, "gift": gift, "flag": flag, "toy": toy, "teddy_bear": teddy_bear,
    "basket": basket, "pumpkin": pumpkin, "mirror": mirror, "television": television, "bucket": bucket, "shovel": tool_with("shovel"),
    "axe": tool_with("axe"), "broom": tool_with("broom"), "fishing_rod": fishing_rod, "microphone": microphone, "balloon": balloon,
    "hot_air_balloon": hot_air_balloon, "ball": ball, "kite": kite, "flower": flower, "wand": wand, "skateboard": skateboard, "sandcastle": sandcastle,
}  # fmt: skip
