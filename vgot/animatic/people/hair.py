"""Hair and hats on a head of radius 20 round (0, 0): what lies behind the head and what lies before it."""

from __future__ import annotations

import math

from vgot.animatic.canvas import Group, alpha, radial, shade
from vgot.animatic.looks import Look

_LONG = ("long", "wavy", "fringe")


def hair_behind(g: Group, look: Look, fx: float, side: float, back: bool) -> None:  # noqa: C901
    """What hangs behind the head and the neck. `fx`: shift of the features; `side`: +1 when the tail swings right."""
    st, c = look.hair_style, look.hair
    dark = shade(c, 0.2)
    if st == "long" or st == "fringe":
        g.path(
            [
                ("M", -20, -10),
                ("C", -27, 4, -25, 22, -21, 35),
                ("Q", 0, 43, 21, 35),
                ("C", 25, 22, 27, 4, 20, -10),
                ("Z",),
            ],
            dark,
        )
    elif st == "wavy":
        g.path(
            [
                ("M", -20, -10),
                ("C", -30, 0, -21, 10, -26, 18),
                ("C", -31, 27, -22, 30, -24, 38),
                ("Q", 0, 45, 24, 38),
                ("C", 22, 30, 31, 27, 26, 18),
                ("C", 21, 10, 30, 0, 20, -10),
                ("Z",),
            ],
            dark,
        )
    elif st == "bob":
        g.path(
            [
                ("M", -20, -12),
                ("C", -28, 2, -26, 16, -22, 21),
                ("Q", 0, 25, 22, 21),
                ("C", 26, 16, 28, 2, 20, -12),
                ("Z",),
            ],
            dark,
        )
    elif st == "ponytail":
        x = 17 * side
        g.path(
            [
                ("M", x * 0.6, -16),
                ("C", x + 14 * side, -18, x + 17 * side, 8, x + 8 * side, 30),
                ("C", x + 3 * side, 22, x - 2 * side, 8, x * 0.7, 0),
                ("Z",),
            ],
            dark,
        )
        g.circle(x * 0.95, -11, 4, look.hat_colour)
    elif st == "pigtails":
        for q in (-1, 1):
            g.path(
                [
                    ("M", q * 17, -6),
                    ("C", q * 34, -12, q * 36, 14, q * 27, 24),
                    ("C", q * 22, 16, q * 18, 8, q * 17, -2),
                    ("Z",),
                ],
                dark,
            )
            g.circle(q * 19.5, -4, 3.6, look.hat_colour)
    elif st == "braid":
        x = 14 * side
        for i in range(5):
            g.ellipse(x + side * (4 + i * 0.8), 6 + i * 8, 5.6 - i * 0.5, 5.2, shade(c, 0.12 + 0.08 * (i % 2)))
        g.circle(x + side * 8, 44, 2.6, look.hat_colour)
    elif st == "curly":
        for a in range(0, 360, 36):
            r = math.radians(a)
            g.circle(18.5 * math.cos(r), -4 + 19 * math.sin(r), 8.6, dark)
    elif st == "afro":
        g.circle(0, -7, 29, dark)
        for a in range(0, 360, 30):
            r = math.radians(a)
            g.circle(26 * math.cos(r), -8 + 25 * math.sin(r), 6.5, dark)
    elif st == "dreadlocks":
        for i in range(9):
            x = -20 + i * 5
            g.line(x, -6, x * 1.18, 26 + 4 * ((i * 7) % 3), shade(c, 0.1 + 0.1 * (i % 2)), 5)
    elif (
        st == "bun" and not back and look.hat in ("", "bow", "flowers", "crown")
    ):  # under a cap there is no room for it
        g.circle(0, -24, 8.6, dark)
        g.curve([(-4, -29), (1, -31), (5, -27)], None, shade(c, -0.12), 1.6)
    elif st == "updo":
        g.ellipse(-fx * 0.8, -20, 14, 11, dark)
        g.curve([(-9, -26), (-1, -32), (8, -26)], None, shade(c, -0.12), 1.8)


def hair_from_behind(g: Group, look: Look) -> None:
    """The head seen from behind: all hair."""
    st, c = look.hair_style, look.hair
    dark, light = shade(c, 0.16), shade(c, -0.1)
    if st == "bald":
        return
    if st == "balding":
        g.path(
            [
                ("M", -20.4, -2),
                ("C", -21, 12, -14, 18, 0, 18),
                ("C", 14, 18, 21, 12, 20.4, -2),
                ("Q", 12, 5, 0, 5),
                ("Q", -12, 5, -20.4, -2),
                ("Z",),
            ],
            c,
        )
        return
    if st == "tuft":
        g.curve([(-3, -18), (0, -27), (5, -21)], None, c, 2.4)
        return
    g.ellipse(0, -1.5, 20.9, 20.9, radial(-5, -9, 32, [shade(c, -0.12), c, shade(c, 0.2)]))
    if st in ("short", "sidepart", "pixie", "messy", "crop", "quiff", "slick", "spiky", "mohawk", "pigtails"):
        for x in (-11, -4, 4, 11):
            g.curve([(x * 0.5, -14), (x * 1.1, -2), (x, 12)], None, alpha(dark, 0.6), 1.1)
    if st in _LONG:
        g.path(
            [
                ("M", -20.6, -4),
                ("C", -26, 12, -24, 26, -20, 36),
                ("Q", 0, 44, 20, 36),
                ("C", 24, 26, 26, 12, 20.6, -4),
                ("Z",),
            ],
            c,
        )
        for x in (-9, 0, 9):
            g.curve([(x, 2), (x * 1.15, 18), (x * 1.05, 34)], None, dark, 1.1)
    elif st == "bob":
        g.path(
            [
                ("M", -20.8, -6),
                ("C", -25, 6, -24, 16, -21, 21),
                ("Q", 0, 26, 21, 21),
                ("C", 24, 16, 25, 6, 20.8, -6),
                ("Z",),
            ],
            c,
        )
        for x in (-12, -4, 4, 12):
            g.curve([(x * 0.5, -10), (x * 1.15, 4), (x * 1.1, 20)], None, alpha(dark, 0.6), 1.1)
    elif st in ("bun", "updo"):
        g.circle(0, -15, 9, dark)
        g.curve([(-5, -17), (0, -21), (5, -17)], None, light, 1.5)
    elif st in ("ponytail", "braid"):
        g.path([("M", -5, -4), ("C", -9, 12, -6, 26, 0, 36), ("C", 6, 26, 9, 12, 5, -4), ("Z",)], dark)
        g.circle(0, -5, 4, look.hat_colour)
    elif st in ("curly", "afro"):
        for a in range(0, 360, 40):
            r = math.radians(a)
            g.circle(13 * math.cos(r), -4 + 12 * math.sin(r), 8, dark if a % 80 else c)
    g.curve([(-12, -13), (-4, -19.5), (7, -17)], None, alpha(light, 0.8), 1.8)


def hair_before(g: Group, look: Look, fx: float) -> None:  # noqa: C901
    """Hair over the brow, and its gleam."""
    st, c = look.hair_style, look.hair
    light, dark = shade(c, -0.14), shade(c, 0.14)
    h = fx * 0.5
    if st == "bald":
        g.curve([(-9 + h, -14), (-3 + h, -18), (4 + h, -17)], None, alpha(0xFFFFFFFF, 0.35), 2)
        return
    if st == "balding":
        for q in (-1, 1):
            g.path(
                [
                    ("M", q * 20.6, 5),
                    ("C", q * 23, -4, q * 20, -12, q * 15, -13),
                    ("C", q * 17, -8, q * 17, -2, q * 18, 4),
                    ("Z",),
                ],
                c,
            )
        g.curve([(-8 + h, -15), (-2 + h, -18.5), (5 + h, -17)], None, alpha(0xFFFFFFFF, 0.3), 2)
        return
    if st == "tuft":
        g.curve([(-2 + h, -19), (-1 + h, -27), (5 + h, -24)], None, c, 2.2)
        g.curve([(1 + h, -19), (4 + h, -24), (8 + h, -21)], None, c, 1.9)
        return
    if st == "crop":
        g.path(
            [
                ("M", -20.2, -3),
                ("C", -23, -29, 23, -29, 20.2, -3),
                ("C", 18, -10, 13, -12.5, fx, -13),
                ("C", -13, -12.5, -18, -10, -20.2, -3),
                ("Z",),
            ],
            alpha(c, 0.9),
        )
    elif st in ("short", "ponytail", "pigtails"):
        g.path(
            [
                ("M", -20.6, 1),
                ("C", -25, -33, 25, -33, 20.6, 1),
                ("Q", 19, -7, 14 + h, -11),
                ("Q", 4 + fx, -8, -4 + fx, -12),
                ("Q", -16, -9, -20.6, 1),
                ("Z",),
            ],
            c,
        )
    elif st in ("sidepart", "pixie"):
        g.path(
            [
                ("M", -20.8, 2),
                ("C", -26, -34, 26, -33, 20.8, 2),
                ("Q", 19.5, -8, 13 + h, -13.5),
                ("C", 5 + fx, -8, -9 + fx, -6.5, -15 + h, -5.5),
                ("Q", -19, -3, -20.8, 2),
                ("Z",),
            ],
            c,
        )
        g.curve([(11 + h, -14), (2 + h, -20), (-8 + h, -17)], None, dark, 1.2)
    elif st == "quiff":
        g.path(
            [
                ("M", -20.4, 0),
                ("C", -22, -16, -17, -21, -13, -21),
                ("C", -12, -31, 8, -35, 17, -25),
                ("C", 22, -20, 22, -8, 20.4, 0),
                ("Q", 18, -9, 12 + h, -12.5),
                ("Q", fx, -15, -11 + h, -11.5),
                ("Q", -18, -8, -20.4, 0),
                ("Z",),
            ],
            c,
        )
        g.curve([(-8, -22), (2, -29), (12, -23)], None, light, 2)
    elif st == "slick":
        g.path(
            [
                ("M", -20.4, 0),
                ("C", -24, -32, 24, -32, 20.4, 0),
                ("Q", 19, -12, 9 + h, -16),
                ("Q", h, -17.5, -9 + h, -16),
                ("Q", -19, -12, -20.4, 0),
                ("Z",),
            ],
            c,
        )
        for x in (-7, 0, 7):
            g.curve([(x + h, -16), (x * 1.3, -20), (x * 1.6, -19)], None, light, 1)
    elif st == "spiky":
        pts = [(-20.6, 0.0)]
        for i, a in enumerate(range(-80, 81, 16)):
            q = math.radians(a)
            r = 30 if i % 2 else 20
            pts.append((r * math.sin(q), -r * math.cos(q)))
        pts += [(20.6, 0), (15 + h, -10), (9 + fx, -7), (3 + fx, -12), (-4 + fx, -7), (-10 + fx, -12), (-16, -7)]
        g.poly(pts, c)
    elif st == "messy":
        g.path(
            [
                ("M", -21, 2),
                ("C", -27, -10, -22, -22, -15, -22),
                ("C", -14, -29, -3, -28, 0, -24),
                ("C", 5, -30, 15, -27, 16, -21),
                ("C", 25, -19, 25, -6, 21, 2),
                ("Q", 18, -4, 16 + h, -9),
                ("Q", 11 + fx, -5, 6 + fx, -10),
                ("Q", 1 + fx, -5, -5 + fx, -10),
                ("Q", -11 + fx, -6, -15 + h, -9),
                ("Q", -19, -4, -21, 2),
                ("Z",),
            ],
            c,
        )
    elif st == "mohawk":
        g.path(
            [("M", -5 + h, -13), ("C", -9 + h, -22, -8, -34, h, -36), ("C", 8, -34, 9 + h, -22, 5 + h, -13), ("Z",)], c
        )
        g.path([("M", -20, -2), ("C", -21, -16, -15, -19, -7, -20), ("Q", -14, -12, -20, -2), ("Z",)], alpha(c, 0.4))
        g.path([("M", 20, -2), ("C", 21, -16, 15, -19, 7, -20), ("Q", 14, -12, 20, -2), ("Z",)], alpha(c, 0.4))
    elif st in ("curly", "afro"):
        n, r = (7, 7.6) if st == "curly" else (6, 6.4)
        for i in range(n):
            a = math.radians(198 + i * (144 / (n - 1)))
            g.circle(17 * math.cos(a) + h * 0.6, -4 + 15 * math.sin(a), r, c)
        g.ellipse(h * 0.5, -17.5, 15, 6.5, c)
    elif st == "dreadlocks":
        g.path(
            [
                ("M", -20.6, 1),
                ("C", -25, -33, 25, -33, 20.6, 1),
                ("Q", 12, -13, fx, -13),
                ("Q", -12, -13, -20.6, 1),
                ("Z",),
            ],
            c,
        )
        for x in (-17, 17.5):
            g.line(x, -8, x * 1.15, 18, c, 4.6)
    elif st == "fringe":
        g.path(
            [
                ("M", -21.5, 8),
                ("C", -28, -36, 28, -36, 21.5, 8),
                ("C", 20.5, 0, 19, -4, 17.5, -5.5),
                ("Q", fx, -8.5, -17.5, -5.5),
                ("C", -19, -4, -20.5, 0, -21.5, 8),
                ("Z",),
            ],
            c,
        )
        for x in (-9, -1, 8):
            g.line(x + fx, -7.5, x * 0.8 + h, -15, dark, 1)
    elif st in ("bun", "updo", "braid"):
        g.path(
            [
                ("M", -20.8, 2),
                ("C", -26, -34, 26, -34, 20.8, 2),
                ("C", 20, -7, 12 + h, -13, 1 + fx, -15.5),
                ("C", -11 + h, -13, -20, -7, -20.8, 2),
                ("Z",),
            ],
            c,
        )
        g.curve([(1 + fx, -15.5), (h, -20), (h * 0.5, -22)], None, dark, 1.1)
    else:  # long, wavy, bob: a parting, and two wings down the cheeks
        g.path(
            [
                ("M", -22.4, 13),
                ("C", -30.5, -38, 30.5, -38, 22.4, 13),
                ("Q", 20, 16, 18.6, 12),
                ("C", 19.4, 2, 15 + h, -8, 4 + fx, -15.5),
                ("C", -5 + h, -9, -16, -6, -18.2, 3),
                ("Q", -18, 9, -18.6, 12),
                ("Q", -20, 16, -22.4, 13),
                ("Z",),
            ],
            c,
        )
        g.curve([(4 + fx, -15.5), (3.4 + h, -19), (2.4 + h, -22)], None, dark, 1.1)
    g.curve([(-13, -15), (-6, -21), (3, -21.5)], None, alpha(light, 0.75), 2)


def hat(g: Group, look: Look, fx: float, back: bool) -> None:  # noqa: C901
    """What sits on the head."""
    k, kd, kl = look.hat_colour, shade(look.hat_colour, 0.22), shade(look.hat_colour, -0.25)
    name = look.hat
    if name in ("cap", "police", "hardhat", "helmet"):
        if name == "helmet":
            g.ring(0, -1, 25, 26, 0xFFE9EDF2, 4)
            g.ellipse(0, -1, 24, 25, 0x30BFE3FF)
            g.curve([(-15, -12), (-10, -19), (-3, -21)], None, 0x90FFFFFF, 2.4)
            return
        g.path([("M", -20.8, -7), ("C", -23, -35, 23, -35, 20.8, -7), ("Q", 0, -13, -20.8, -7), ("Z",)], k)
        if name == "police":
            g.path([("M", -23, -14), ("C", -22, -30, 22, -30, 23, -14), ("Q", 0, -19, -23, -14), ("Z",)], kd)
            g.circle(fx * 0.7, -19, 3, 0xFFF0C24B)
        elif name == "hardhat":
            g.rect(-3 + fx * 0.4, -27, 6, 16, kl, 3)
        else:
            g.circle(0, -25.5, 2, kd)
        if not back:
            g.path(
                [("M", -17 + fx, -9), ("Q", fx * 2, -17, 17 + fx, -9), ("Q", fx * 2.4, -4.5, -17 + fx, -9), ("Z",)], kd
            )
    elif name == "beanie":
        g.path([("M", -20.8, -6), ("C", -24, -36, 24, -36, 20.8, -6), ("Z",)], k)
        g.rect(-21.8, -13, 43.6, 8, kd, 4)
        g.circle(0, -28, 5, kl)
    elif name == "tophat":
        g.rect(-14.5, -39, 29, 27, k, 2.5)
        g.rect(-14.5, -20, 29, 6, kd)
        g.ellipse(0, -13, 25, 4.4, shade(k, 0.1))
    elif name in ("fedora", "cowboy"):
        wide = 27 if name == "fedora" else 31
        g.path([("M", -15.5, -13), ("C", -17, -33, -7, -34, 0, -30), ("C", 7, -34, 17, -33, 15.5, -13), ("Z",)], k)
        g.rect(-15.6, -18.5, 31.2, 5, kd)
        dip = -3 if name == "cowboy" else 0
        g.path(
            [
                ("M", -wide, -12 + dip * 2),
                ("Q", 0, -19 - dip, wide, -12 + dip * 2),
                ("Q", 0, -4, -wide, -12 + dip * 2),
                ("Z",),
            ],
            shade(k, 0.1),
        )
    elif name in ("sunhat", "straw"):
        k2 = 0xFFE9CE8C if name == "straw" else k
        g.path([("M", -15, -13), ("C", -17, -31, 17, -31, 15, -13), ("Z",)], k2)
        g.rect(-15.3, -18, 30.6, 5, look.hat_colour if name == "straw" else kd)
        g.ellipse(0, -12, 30, 5.6, shade(k2, 0.1))
    elif name == "beret":
        g.path(
            [
                ("M", -19, -10),
                ("C", -27, -25, 4, -33, 21, -20),
                ("C", 25, -15, 18, -9, 8, -12),
                ("Q", -6, -14, -19, -10),
                ("Z",),
            ],
            k,
        )
        g.line(0, -25.5, 1, -29, kd, 2)
    elif name == "crown":
        y = -16
        g.poly([(-15, y), (-17, y - 15), (-8, y - 7), (0, y - 18), (8, y - 7), (17, y - 15), (15, y)], 0xFFF2C230)
        g.rect(-15, y - 4, 30, 5, 0xFFD9A21E, 1)
        for x in (-9, 0, 9):
            g.circle(x, y - 1.6, 1.7, look.hat_colour)
    elif name == "wizard":
        g.poly([(-16, -13), (4, -52), (16, -13)], k)
        g.ellipse(0, -13, 27, 5, kd)
        g.circle(2, -25, 2.2, 0xFFF6D860)
        g.circle(-5, -19, 1.5, 0xFFF6D860)
    elif name == "chef":
        for x, y in ((-10, -27), (0, -31), (10, -27)):
            g.circle(x, y, 9.5, 0xFFFBFAF6)
        g.rect(-15, -26, 30, 14, 0xFFF1EFE8, 2)
    elif name == "headscarf":
        g.path(
            [
                ("M", -22, 8),
                ("C", -29, -37, 29, -37, 22, 8),
                ("C", 22, -4, 15 + fx * 0.5, -12, fx, -13),
                ("C", -15 + fx * 0.5, -12, -22, -4, -22, 8),
                ("Z",),
            ],
            k,
        )
    elif name == "turban":
        g.ellipse(0, -16, 23, 12, k)
        g.curve([(-20, -14), (-2, -28), (17, -20)], None, kd, 2)
        g.curve([(-16, -9), (2, -22), (20, -13)], None, kd, 2)
    elif name == "bow":
        x, y = 11, -19
        g.poly([(x, y), (x - 9, y - 6), (x - 9, y + 5)], k)
        g.poly([(x, y), (x + 9, y - 6), (x + 9, y + 5)], k)
        g.circle(x, y, 2.6, kd)
    elif name == "flowers":
        for i, x in enumerate((-14, -7, 0, 7, 14)):
            y = -15 - 5 * (1 - (x / 15) ** 2)
            g.circle(x + fx * 0.4, y, 4, (k, 0xFFFFFFFF, 0xFFF6D860)[i % 3])
            g.circle(x + fx * 0.4, y, 1.4, 0xFFE8A23A)


def hat_behind(g: Group, look: Look) -> None:
    """What of a hat hangs behind the head."""
    if look.hat == "headscarf":
        g.path(
            [
                ("M", -21, -6),
                ("C", -27, 10, -22, 22, -17, 26),
                ("Q", 0, 30, 17, 26),
                ("C", 22, 22, 27, 10, 21, -6),
                ("Z",),
            ],
            shade(look.hat_colour, 0.18),
        )
