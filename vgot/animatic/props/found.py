"""What lies about and gets a picture to itself: a leaf, a feather, a stone, a mushroom. Drawn only as what a shot is about."""

from __future__ import annotations

from vgot.animatic.canvas import Colour, Group, alpha, linear, shade
from vgot.animatic.props.kit import Draw, shadow_under


def leaf(g: Group, p: float, colour: Colour = 0xFFD9812F) -> None:
    g.curve(
        [(-12, -3), (-6, -11), (4, -12), (14, -6), (6, -1), (-5, 0), (-12, -3)],
        linear(-12, -12, 14, 0, [shade(colour, -0.25), colour, shade(colour, 0.2)]),
        close=True,
    )
    g.curve([(-18, -1), (-12, -3), (0, -6), (13, -6)], stroke=shade(colour, 0.4), width=0.9)
    for x in (-6.0, 0.0, 6.0):
        g.line(x, -5.2, x + 4, -9, alpha(shade(colour, 0.4), 0.7), 0.6)
        g.line(x, -5.2, x + 4, -2.4, alpha(shade(colour, 0.4), 0.7), 0.6)


def feather(g: Group, p: float, colour: Colour = 0xFFF4F1EA) -> None:
    g.curve(
        [(-13, -3), (-4, -12), (10, -14), (18, -11), (10, -5), (-2, -2), (-13, -3)],
        linear(-12, -12, 18, 0, [shade(colour, -0.1), colour, shade(colour, 0.16)]),
        close=True,
    )
    g.curve([(-20, 0), (-12, -3), (2, -8), (17, -11)], stroke=shade(colour, 0.3), width=0.8)
    for x in (-5.0, 2.0, 9.0):
        g.line(x, -6.6 - 0.3 * x, x + 4, -11.4, alpha(shade(colour, 0.35), 0.6), 0.5)


def stone(g: Group, p: float, colour: Colour = 0xFF8B8F96) -> None:
    shadow_under(g, 17)
    g.curve(
        [(-16, -1), (-15, -9), (-6, -15), (6, -14), (15, -8), (16, -1), (0, 1), (-16, -1)],
        linear(-10, -15, 8, 0, [shade(colour, -0.22), colour, shade(colour, 0.25)]),
        close=True,
    )
    g.curve([(-10, -9), (-4, -12), (3, -11)], stroke=alpha(0xFFFFFFFF, 0.4), width=1.2)


def mushroom(g: Group, p: float, colour: Colour = 0xFFD8473F) -> None:
    shadow_under(g, 9)
    g.curve(
        [(-4, 0), (-3, -8), (-3.4, -15), (3.4, -15), (3, -8), (4, 0)],
        linear(-4, 0, 4, 0, [0xFFFBF3E2, 0xFFDCCDB0]),
        close=True,
    )
    g.curve(
        [(-14, -13), (-11, -22), (0, -27), (11, -22), (14, -13), (0, -11), (-14, -13)],
        linear(0, -27, 0, -11, [shade(colour, -0.15), colour, shade(colour, 0.2)]),
        close=True,
    )
    for x, y, r in ((-6.0, -18.0, 1.8), (1.0, -22.0, 2.2), (7.0, -17.0, 1.6)):
        g.circle(x, y, r, 0xFFFDF7EA)


FOUND: dict[str, Draw] = {"leaf": leaf, "feather": feather, "stone": stone, "mushroom": mushroom}
