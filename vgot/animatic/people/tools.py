"""Tools that only deeds bring: what one eats, writes, saws, knits, rows or waters with, in the near hand
at (x, y) or between both at (mx, my). `q`: 1 where it points to the right; `colour` 0: its own."""

from __future__ import annotations

import math
from collections.abc import Callable

from vgot.animatic.canvas import Group, alpha, shade

_WOOD, _STEEL, _DARK = 0xFF8A5A33, 0xFFB9C4CE, 0xFF3A3038
_Draw = Callable[[Group, float, float, float, float, int, int], None]


def _spoon(g: Group, x: float, y: float, mx: float, my: float, q: int, colour: int) -> None:
    g.line(x - q * 3, y + 2, x - q * 6, y - 5, _STEEL, 1.5)
    g.ellipse(x - q * 6.6, y - 6.6, 2.4, 2.0, shade(_STEEL, -0.1))


def _fork(g: Group, x: float, y: float, mx: float, my: float, q: int, colour: int) -> None:
    g.line(x, y + 1, x - q * 5, y - 6, _STEEL, 1.5)
    g.circle(x - q * 5.4, y - 7.2, 2.6, 0xFFD9603B)


def _pen(g: Group, x: float, y: float, mx: float, my: float, q: int, colour: int) -> None:
    g.line(x - q * 2, y - 8, x + q * 2.4, y + 4, 0xFF2F4A8A, 1.9)
    g.line(x + q * 2.0, y + 3, x + q * 2.7, y + 5, _DARK, 1.2)


def _brush(g: Group, x: float, y: float, mx: float, my: float, q: int, colour: int) -> None:
    g.line(x - q * 4, y + 4, x + q * 8, y - 4, _WOOD, 1.7)
    g.line(x + q * 8, y - 4, x + q * 11.5, y - 6.3, 0xFFE4485A, 3.0)


def _saw(g: Group, x: float, y: float, mx: float, my: float, q: int, colour: int) -> None:
    g.poly([(x, y - 3.4), (x + q * 27, y + 0.5), (x + q * 27, y + 2.5), (x, y + 4)], _STEEL)
    for k in range(8):
        u = x + q * (3 + 3 * k)
        g.poly(
            [(u, y + 3.6 - 0.15 * k), (u + q * 3, y + 3.4 - 0.15 * k), (u + q * 1.5, y + 5.4 - 0.15 * k)],
            shade(_STEEL, 0.2),
        )
    g.rect(x - 4, y - 4, 7.5, 8, 0xFFB5652E, 2.5)


def _needles(g: Group, x: float, y: float, mx: float, my: float, q: int, colour: int) -> None:
    c = colour or 0xFFD8577A
    g.rect(mx - 7, my, 14, 15, c, 2)
    for k in range(4):
        g.line(mx - 6, my + 2.6 + 3.4 * k, mx + 6, my + 2.6 + 3.4 * k, shade(c, 0.18), 0.9)
    g.line(mx - 11, my - 8, mx + 5, my + 2, 0xFFF0E6D2, 1.5)
    g.line(mx + 11, my - 8, mx - 5, my + 2, 0xFFF0E6D2, 1.5)
    g.circle(mx - 11, my - 8, 1.5, _WOOD)
    g.circle(mx + 11, my - 8, 1.5, _WOOD)


def _sewing(g: Group, x: float, y: float, mx: float, my: float, q: int, colour: int) -> None:
    c = colour or 0xFF5B8FC4
    left = mx - q * 8
    g.path(
        [
            ("M", left - 9, my + 1),
            ("L", left + 9, my - 1),
            ("L", left + 11, my + 14),
            ("Q", left, my + 18, left - 10, my + 13),
            ("Z",),
        ],
        c,
    )
    g.line(left + 6, my + 3, x, y, 0xFFFDFBF5, 0.8)
    g.line(x - q * 2, y + 1.5, x + q * 3, y - 4, _STEEL, 1.2)


def _oar(g: Group, x: float, y: float, mx: float, my: float, q: int, colour: int) -> None:
    g.line(mx - q * 4, my - 5, mx + q * 30, my + 30, _WOOD, 2.4)
    h = g.group().transform(mx + q * 33, my + 33, 1.0, -45 * q)
    h.ellipse(0, 0, 3.6, 9, shade(_WOOD, -0.1))


def _watering_can(g: Group, x: float, y: float, mx: float, my: float, q: int, colour: int) -> None:
    c = colour or 0xFF4E9A8E
    h = g.group().transform(x, y, 1.0, 24 * q)
    h.ring(0, 1.5, 5.5, 4.5, shade(c, 0.2), 1.7)
    h.rect(-7, 3.5, 14, 11.5, c, 2)
    h.poly([(q * 6.5, 12), (q * 6.5, 8.5), (q * 18, 1), (q * 19.5, 3.5)], shade(c, 0.12))
    h.ellipse(q * 19, 2, 2.2, 3.2, shade(c, 0.25))
    for k in range(4):
        sx = x + q * (17 + 2.6 * k)
        g.curve(
            [(x + q * 16, y + 11), (sx + q * 1.5, y + 14 + k), (sx + q * 3, y + 27 + k)],
            None,
            alpha(0xFF8FD0F2, 0.85),
            1.1,
        )


def _pitcher(g: Group, x: float, y: float, mx: float, my: float, q: int, colour: int) -> None:
    c = colour or 0xFFE9E2D0
    h = g.group().transform(x + q * 2, y, 1.0, 62 * q)
    h.path([("M", -5, -7), ("L", 5, -7), ("Q", 8, 3, 5, 8), ("L", -5, 8), ("Q", -8, 3, -5, -7), ("Z",)], c)
    h.ring(-q * 6.5, 0, 3, 4.4, shade(c, 0.2), 1.5)
    g.line(x + q * 10, y + 1, x + q * 11, y + 18, alpha(0xFF7FC4EE, 0.95), 2.0)


def _drumsticks(g: Group, x: float, y: float, mx: float, my: float, q: int, colour: int) -> None:
    ox, oy = 2 * mx - x, 2 * my - y
    for hx, hy in ((x, y), (ox, oy)):
        g.line(hx - q * 3, hy - 2, hx + q * 12, hy + 6, 0xFFE0B877, 1.9)
        g.circle(hx + q * 12, hy + 6, 1.8, 0xFFE0B877)


def _knife(g: Group, x: float, y: float, mx: float, my: float, q: int, colour: int) -> None:
    g.line(x - q * 3, y - 1, x + q * 3, y + 1, _DARK, 2.6)
    g.poly([(x + q * 3, y - 1), (x + q * 16, y + 1), (x + q * 15, y + 4), (x + q * 3, y + 3.6)], _STEEL)


def _ladle(g: Group, x: float, y: float, mx: float, my: float, q: int, colour: int) -> None:
    g.line(x - q * 2, y - 9, x + q * 3, y + 12, _WOOD, 2.0)
    g.ellipse(x + q * 3.4, y + 13, 3.4, 2.4, shade(_WOOD, 0.15))


def _chalk(g: Group, x: float, y: float, mx: float, my: float, q: int, colour: int) -> None:
    g.line(x, y, x + q * 5, y - 3, 0xFFFFFFFF, 2.2)


def _pointer(g: Group, x: float, y: float, mx: float, my: float, q: int, colour: int) -> None:
    g.line(x - q * 3, y + 3, x + q * 20, y - 13, _WOOD, 1.6)


def _match(g: Group, x: float, y: float, mx: float, my: float, q: int, colour: int) -> None:
    g.line(x, y, x + q * 6, y - 4, 0xFFE0B877, 1.3)
    g.ellipse(x + q * 7, y - 6.5, 2.0, 3.6, 0xFFFFA73C)
    g.ellipse(x + q * 7, y - 5.6, 1.0, 1.9, 0xFFFFF2B0)


def _wheel(g: Group, x: float, y: float, mx: float, my: float, q: int, colour: int) -> None:
    g.ring(mx, my, 4.6, 10.5, _DARK, 2.6)
    g.line(mx, my - 10, mx, my + 10, _DARK, 1.6)
    g.line(mx, my + 3, mx + q * 9, my + 16, shade(_DARK, -0.2), 2.4)


def _helm(g: Group, x: float, y: float, mx: float, my: float, q: int, colour: int) -> None:
    for k in range(8):
        a = k * math.pi / 4 + 0.02 * (x - mx)
        g.line(mx, my, mx + 9 * math.cos(a), my + 17 * math.sin(a), _WOOD, 2.0)
    g.ring(mx, my, 7.0, 13.0, shade(_WOOD, 0.15), 2.8)
    g.circle(mx, my, 2.6, 0xFFC99A3A)


def _rag(g: Group, x: float, y: float, mx: float, my: float, q: int, colour: int) -> None:
    g.path(
        [
            ("M", x - 6, y - 3),
            ("Q", x, y - 7, x + 6, y - 3),
            ("L", x + 7, y + 6),
            ("Q", x, y + 3, x - 7, y + 6),
            ("Z",),
        ],
        colour or 0xFFF2D36B,
    )
    for k, r in enumerate((2.4, 1.7, 1.3)):
        g.circle(x + q * (7 + 3 * k), y - 2 - 3 * k, r, alpha(0xFFFFFFFF, 0.75))


def _balls(g: Group, x: float, y: float, mx: float, my: float, q: int, colour: int) -> None:
    s = (x - mx) * 0.05 + (y - my) * 0.09
    for k, c in enumerate((0xFFE4485A, 0xFFF6C53C, 0xFF3C8FD1)):
        a = math.pi * (0.18 + 0.32 * k) + s
        g.circle(mx + 24 * math.cos(a), my - 8 - 40 * math.sin(a), 4.4, c)


def _coins(g: Group, x: float, y: float, mx: float, my: float, q: int, colour: int) -> None:
    ox, oy = 2 * mx - x, 2 * my - y
    for k in range(4):
        g.ellipse(ox + q * 3, oy - 3 - 2.2 * k, 4.4, 1.8, shade(0xFFF2C230, 0.12 * (k % 2)))
    g.ellipse(x + q * 2, y - 3, 3.6, 3.6, 0xFFF2C230)
    g.ellipse(x + q * 2, y - 3, 2.2, 2.2, 0xFFFFE07A)


def _ski_poles(g: Group, x: float, y: float, mx: float, my: float, q: int, colour: int) -> None:
    for hx, hy in ((x, y), (2 * mx - x, 2 * my - y)):
        g.line(hx + q * 3, hy - 3, hx - q * 20, hy + 30, _STEEL, 1.4)
        g.ring(hx - q * 18, hy + 27, 2.6, 1.4, _DARK, 1.0)


def _baton(g: Group, x: float, y: float, mx: float, my: float, q: int, colour: int) -> None:
    g.line(x, y, x + q * 8, y - 12, 0xFFFDFBF5, 1.5)


def _apple(g: Group, x: float, y: float, mx: float, my: float, q: int, colour: int) -> None:
    g.circle(x, y - 3, 4.4, 0xFFD8414A)
    g.circle(x - q * 3.6, y - 4, 1.9, 0xFFFDF3DC)
    g.line(x + 0.6, y - 6.6, x + 1.8, y - 9.4, _WOOD, 1.1)


def _notebook(g: Group, x: float, y: float, mx: float, my: float, q: int, colour: int) -> None:
    ox, oy = 2 * mx - x, 2 * my - y
    g.poly([(ox - 2, oy - 1), (ox + q * 15, oy - 5), (ox + q * 16, oy + 2), (ox - 1, oy + 6)], 0xFFFBF7EC)
    g.line(ox + q * 2, oy + 0.5, ox + q * 12, oy - 2, 0xFF8790A8, 0.7)
    _pen(g, x, y - 4, mx, my, q, colour)


def _bow(g: Group, x: float, y: float, mx: float, my: float, q: int, colour: int) -> None:
    ox, oy = 2 * mx - x, 2 * my - y
    g.curve([(x - q * 5, y - 23), (x + q * 4, y - 10), (x + q * 4, y + 10), (x - q * 5, y + 23)], None, _WOOD, 2.4)
    far = q * (x - ox) > 3
    sx, sy = (ox, oy) if far else (x - q * 5, y)
    g.polyline([(x - q * 5, y - 23), (sx, sy), (x - q * 5, y + 23)], 0xFFF3E9D8, 0.9)
    if far:
        g.line(sx, sy, x + q * 7, y, 0xFFE0B877, 1.4)
        g.poly([(x + q * 7, y - 2), (x + q * 11, y), (x + q * 7, y + 2)], _STEEL)


def _comb(g: Group, x: float, y: float, mx: float, my: float, q: int, colour: int) -> None:
    g.rect(x - 8, y - 3, 16, 3.4, 0xFF8A3F5F, 1)
    for k in range(7):
        g.line(x - 7 + 2.3 * k, y, x - 7 + 2.3 * k, y + 3.8, 0xFF8A3F5F, 0.9)


TOOLS: dict[str, _Draw] = {
    "spoon": _spoon, "fork": _fork, "pen": _pen, "paintbrush": _brush, "saw": _saw, "needles": _needles, "sewing": _sewing,
    "oar": _oar, "watering_can": _watering_can, "pitcher": _pitcher, "drumsticks": _drumsticks, "knife": _knife, "ladle": _ladle,
    "chalk": _chalk, "pointer": _pointer, "match": _match, "ski_poles": _ski_poles, "baton": _baton, "wheel": _wheel, "helm": _helm, "rag": _rag, "balls": _balls, "coins": _coins, "bow": _bow, "comb": _comb, "apple": _apple, "notebook": _notebook,
}  # fmt: skip
