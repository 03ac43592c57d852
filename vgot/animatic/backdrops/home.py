"""Backdrops of homes: kitchen, bedroom, nursery, living room, workshop; and rooms to eat and shop in."""

from __future__ import annotations

import math

from vgot.animatic.backdrops.kit import WIDTH, Layer, Site, glow, ground
from vgot.animatic.backdrops.rooms import boards, books, curtains, picture, plant_pot, rug, shelf, tiles, wall, window
from vgot.animatic.canvas import X0, X1, Colour, Group, alpha, linear, mix, shade

PITCH = 264.0  # a room repeats its furniture at this distance, wider than the view


def bays(site: Site) -> list[float]:
    """Left edges of the room's bays; the middle one holds the view."""
    shift = site.rng.choice((-4.0, 2.0, 8.0))
    return [shift - PITCH, shift, shift + PITCH]


def door(g: Group, x: float, y: float, colour: Colour = 0xFF9A6A44, h: float = 78) -> None:
    """A panelled door 38 units wide whose foot stands at y."""
    g.rect(x - 3.5, y - h - 3.5, 45, h + 3.5, shade(colour, -0.35), 1)
    g.rect(x, y - h, 38, h, linear(x, 0, x + 38, 0, [shade(colour, -0.08), shade(colour, 0.12)]))
    for px in (5, 21):
        for py, ph in ((6, 24), (36, 34)):
            g.rect(x + px, y - h + py, 12, ph, shade(colour, 0.16), 1)
            g.rect(x + px + 1, y - h + py + 1.4, 11, ph - 1.4, shade(colour, 0.03), 1)
    g.circle(x + 33.5, y - h * 0.46, 1.7, 0xFFE9CF8A)


def gap(room: Group, near: Group, site: Site, x: float, floor: float, wood: Colour = 0xFF9A6A44) -> None:
    """What fills the 50 units between two bays: a door, a picture over a plant, or a bookcase."""
    kind = site.rng.random()
    if kind < 0.6:
        door(room, x + 4, floor + 4, wood)
    elif kind < 0.8:
        picture(room, x + 6, 14, 34, 28, site)
        plant_pot(near, site, x + 23, floor + 10, 1.6)
    else:
        shelf(near, site, x + 2, floor + 9, 40, 78, 4, shade(wood, 0.1))


def wallpaper(g: Group, site: Site, colour: Colour, kind: str | None = None) -> None:
    """A pattern on the wall: stripes, dots or panels."""
    kind = kind or site.rng.choice(("stripes", "dots", "panels", "plain"))
    tone = alpha(shade(colour, -0.3), 0.45)
    if kind == "stripes":
        for k in range(36):
            g.rect(X0 - 20 + k * 18, -100, 8, 196, tone)
    elif kind == "dots":
        for j in range(9):
            for k in range(34):
                g.circle(X0 + k * 18 + (9 if j % 2 else 0), -26 + j * 14, 1.7, tone)
    elif kind == "panels":
        g.rect(X0 - 60, 70, WIDTH + 120, 26, shade(colour, 0.12))
        g.rect(X0 - 60, 68, WIDTH + 120, 2.6, shade(colour, -0.3))
        for k in range(22):
            g.frame(X0 + k * 30, 74, 24, 17, shade(colour, 0.24), 1, 0.6)


def ceiling_lamp(
    g: Group, lights: Group, site: Site, x: float, y: float, colour: Colour = 0xFFE8734A, drop: float = 60
) -> None:
    """A hanging lamp."""
    g.line(x, y - drop, x, y - 6, 0xFF4A4046, 1)
    g.curve(
        [(x - 12, y + 3), (x - 10, y - 7), (x, y - 7), (x + 10, y - 7), (x + 12, y + 3)],
        linear(x - 12, 0, x + 12, 0, [shade(colour, -0.15), shade(colour, 0.15)]),
        close=True,
    )
    g.ellipse(x, y + 3, 11.5, 2.4, 0xFFFFF3C8)
    if site.lit:
        glow(lights, x, y + 6, 62, 0xFFFFDC94, 0.55)


def table_lamp(
    g: Group, lights: Group, site: Site, x: float, y: float, s: float = 1.0, colour: Colour = 0xFFF6DFA6
) -> None:
    """A lamp with a shade, its foot at y."""
    g.ellipse(x, y - 0.6, 5 * s, 1.6 * s, 0xFF7A5A40)
    g.ellipse(x, y - 6 * s, 3.2 * s, 5 * s, 0xFF5B8FA0)
    g.rect(x - 0.8 * s, y - 15 * s, 1.6 * s, 6 * s, 0xFFC9A24B)
    g.poly(
        [(x - 5.4 * s, y - 25 * s), (x + 5.4 * s, y - 25 * s), (x + 9.4 * s, y - 12 * s), (x - 9.4 * s, y - 12 * s)],
        0xFFFFE9A8 if site.lit else colour,
    )
    if site.lit:
        glow(lights, x, y - 17 * s, 44 * s, 0xFFFFD484, 0.65)


def wall_clock(g: Group, x: float, y: float, r: float = 8, rim: Colour = 0xFF7A5A40) -> None:
    g.circle(x, y, r, rim)
    g.circle(x, y, r * 0.82, 0xFFFBF8EF)
    for k in range(12):
        g.circle(x + r * 0.66 * math.sin(k * 0.5236), y - r * 0.66 * math.cos(k * 0.5236), r * 0.05, 0xFF3A3036)
    g.line(x, y, x + r * 0.3, y - r * 0.28, 0xFF3A3036, r * 0.12)
    g.line(x, y, x - r * 0.1, y - r * 0.58, 0xFF3A3036, r * 0.09)


def kitchen(site: Site) -> list[Layer]:
    r = site.rng
    room, near, lights = Group(), Group(), Group()
    tone = r.choice((0xFFF6E6BE, 0xFFF3DCCB, 0xFFE2ECE0, 0xFFE6E7F0))
    cup = r.choice((0xFF5FA8A0, 0xFF7C9CC4, 0xFFA8B97C, 0xFFCF8F6A, 0xFFEDEFF0))
    wall(room, tone, 100)
    for j in range(5):
        for k in range(44):
            room.rect(X0 + k * 14 + 0.5, 44 + j * 7, 13, 6.2, alpha(0xFFFFFFFF, 0.5 if (k + j) % 3 else 0.28), 0.6)
    tiles(near, 0xFFDDB083, 0xFFF3DDBB, 104)
    for x in bays(site):
        gap(room, near, site, x + 209, 100, 0xFFF3EDE0)
        window(room, site, x + 78, 10, 42, 42, panes=2)
        curtains(room, x + 78, 10, 42, 18, r.choice((0xFFE98B7B, 0xFFF2C25C, 0xFF8FB7D9)))
        for k in range(2):
            cx = x + 6 + k * 30
            room.rect(cx, 2, 29, 32, shade(cup, 0.05), 1.4)
            room.rect(cx + 3, 5, 23, 26, shade(cup, -0.12), 1.2)
            room.circle(cx + (24 if k == 0 else 5), 20, 1.3, 0xFFF6E3B0)
        for k in range(2):
            cx = x + 132 + k * 30
            room.rect(cx, 2, 29, 32, shade(cup, 0.05), 1.4)
            room.rect(cx + 3, 5, 23, 26, shade(cup, -0.12), 1.2)
            room.circle(cx + (24 if k == 0 else 5), 20, 1.3, 0xFFF6E3B0)
        room.rect(x + 132, 48, 42, 2.2, 0xFF9A7550)
        for k, c in enumerate((0xFFE4574F, 0xFFF2C25C, 0xFF7DB58A, 0xFFEDE3D0)):
            room.rect(x + 135 + k * 10, 40, 7, 8, c, 1.4)
            room.rect(x + 135 + k * 10, 38.5, 7, 2, shade(c, 0.3), 0.8)
        # the worktop
        near.rect(x + 0, 72, 128, 34, linear(0, 72, 0, 106, [shade(cup, -0.02), shade(cup, 0.14)]), 1)
        near.rect(x, 104, 128, 4, shade(cup, 0.4))
        for k in range(4):
            if k == 1:
                continue
            near.rect(x + 4 + k * 31, 77, 27, 25, shade(cup, -0.12), 1.4)
            near.rect(x + 12 + k * 31, 80, 11, 1.8, 0xFFF6E3B0, 0.9)
        near.rect(x - 3, 67, 134, 5.6, linear(0, 67, 0, 73, [0xFFFDFAF2, 0xFFD8CFC0]), 1.6)
        # the stove
        near.rect(x + 34, 68, 32, 38, linear(0, 68, 0, 106, [0xFFF2F4F6, 0xFFCBD1D7]), 2)
        near.rect(x + 38, 82, 24, 17, 0xFF3A3F48, 2)
        near.rect(x + 40, 84, 20, 8, 0xFFE08A4A if site.lit else 0xFF59616D, 1)
        for k in range(4):
            near.circle(x + 40.5 + k * 6.4, 76, 1.8, 0xFF59616D)
        near.rect(x + 43, 58, 15, 9, linear(x + 43, 0, x + 58, 0, [0xFFD8534B, 0xFFA83A38]), 2)
        near.rect(x + 41, 57, 19, 2, 0xFFB8423E, 1)
        near.circle(x + 50.5, 55.6, 1.6, 0xFF3A3036)
        for k in range(2):
            near.curve(
                [
                    (x + 48 + k * 5, 52),
                    (x + 45 + k * 5, 47),
                    (x + 49 + k * 5, 43),
                    (x + 52 + k * 5, 39),
                    (x + 48 + k * 5, 34),
                ],
                stroke=0x70FFFFFF,
                width=1.4,
            )
        # the tap, fruit, bread board
        near.curve(
            [(x + 98, 67), (x + 98, 54), (x + 105, 54), (x + 110, 55), (x + 110, 60)], stroke=0xFFAEB8C2, width=2.2
        )
        near.ellipse(x + 14, 66, 11, 3.2, 0xFF9A7550)
        for k, c in enumerate((0xFFF2A03C, 0xFFE4574F, 0xFF9CC24C, 0xFFF2C94A)):
            near.circle(x + 7 + k * 4.8, 62.5 - (k % 2) * 1.6, 3.3, c)
        # the fridge
        near.rect(x + 140, 26, 36, 82, linear(x + 140, 0, x + 176, 0, [0xFFF6F9FA, 0xFFC9D2D9]), 4)
        near.rect(x + 140, 54, 36, 1.6, 0xFFAEB8C2)
        near.rect(x + 144, 38, 2.4, 12, 0xFF9AA4AE, 1)
        near.rect(x + 144, 60, 2.4, 18, 0xFF9AA4AE, 1)
        near.rect(x + 155, 62, 11, 13, 0xFFFFF3C0)
        near.rect(x + 163, 32, 8, 9, 0xFFF5B7C4)
        near.circle(x + 160, 63, 1, 0xFFE4574F)
        ceiling_lamp(room, lights, site, x + 50, 2, r.choice((0xFFE8734A, 0xFF4F8A8B, 0xFFF2C25C)))
    return [Layer(0.6, room, lights), Layer(1.0, near)]


def bedroom(site: Site) -> list[Layer]:
    r = site.rng
    room, near, lights = Group(), Group(), Group()
    tone = r.choice((0xFFC4B4DE, 0xFFB9CFE3, 0xFFF0CFC4, 0xFFCFE0C9, 0xFFEBDDBE))
    wall(room, tone, 100, 0xFFF6EFE4)
    wallpaper(room, site, tone)
    boards(near, 0xFFB98A5C, 101)
    quilt = r.choice((0xFF5B7FD0, 0xFFCF6A7E, 0xFF5FA88A, 0xFFE0A24B))
    drape = r.choice((0xFFF2A6B8, 0xFFF2C98A, 0xFF8FB2E0))
    for x in bays(site):
        gap(room, near, site, x + 209, 101)
        window(room, site, x + 150, 8, 38, 50, arch=False)
        curtains(room, x + 150, 8, 38, 56, drape)
        picture(room, x + 34, 12, 32, 24, site)
        picture(room, x + 74, 18, 16, 19, site, 0xFFF6F1E6)
        rug(near, x + 128, 132, 62, 11, mix(drape, 0xFFFFFFFF, 0.35))
        near.rect(x - 6, 52, 7, 62, linear(x - 6, 0, x + 1, 0, [0xFF9A6A44, 0xFF6E4528]), 3)
        near.circle(x - 2.5, 51, 4.4, 0xFF9A6A44)
        near.curve(
            [
                (x + 1, 60),
                (x + 16, 46),
                (x + 32, 60),
                (x + 32, 80),
                (x + 32, 104),
                (x + 16, 104),
                (x + 1, 104),
                (x + 1, 80),
                (x + 1, 60),
            ],
            linear(0, 48, 0, 100, [0xFFA87650, 0xFF7A4F30]),
            close=True,
        )
        near.rect(x + 1, 92, 104, 15, 0xFFEDE6DA, 2)
        near.curve(
            [(x + 2, 84), (x + 2, 76), (x + 16, 75), (x + 34, 74), (x + 35, 84), (x + 18, 88), (x + 2, 84)],
            0xFFFFFFFF,
            close=True,
        )
        near.curve([(x + 5, 82), (x + 8, 78), (x + 18, 78)], stroke=0xFFE3E0EA, width=1)
        near.curve(
            [
                (x + 20, 86),
                (x + 30, 80),
                (x + 60, 80),
                (x + 96, 79),
                (x + 107, 86),
                (x + 109, 96),
                (x + 108, 108),
                (x + 62, 109),
                (x + 18, 108),
                (x + 17, 96),
                (x + 20, 86),
            ],
            linear(0, 80, 0, 108, [shade(quilt, -0.2), shade(quilt, 0.1)]),
            close=True,
        )
        near.curve(
            [
                (x + 20, 86),
                (x + 30, 80),
                (x + 42, 80.4),
                (x + 38, 94),
                (x + 37, 108.4),
                (x + 28, 108.6),
                (x + 18, 108),
                (x + 17, 96),
                (x + 20, 86),
            ],
            shade(quilt, -0.55),
            close=True,
        )
        for k in range(5):
            near.circle(x + 52 + k * 12, 90 + (k % 2) * 9, 2, shade(quilt, -0.45))
        near.rect(x + 104, 76, 6, 38, linear(x + 104, 0, x + 110, 0, [0xFF9A6A44, 0xFF6E4528]), 3)
        near.circle(x + 107, 75, 3.8, 0xFF9A6A44)
        near.rect(x + 116, 82, 26, 28, linear(x + 116, 0, x + 142, 0, [0xFFB07F52, 0xFF8A5D38]), 1.6)
        near.rect(x + 119, 87, 20, 8, 0xFF9A6C42, 1)
        near.circle(x + 129, 91, 1.3, 0xFFF0D690)
        near.rect(x + 114, 80, 30, 3.4, 0xFFBF8E5E, 1)
        table_lamp(near, lights, site, x + 129, 80.5, 0.95)
    return [Layer(0.6, room), Layer(1.0, near, lights)]


def nursery(site: Site) -> list[Layer]:
    r = site.rng
    room, near, lights = Group(), Group(), Group()
    tone = r.choice((0xFFCFE3F2, 0xFFF6DDE2, 0xFFE5EBCB, 0xFFEFE3F5))
    wall(room, tone, 100, 0xFFFFFDF6)
    for _ in range(34):
        x, y = r.uniform(X0, X1), r.uniform(-24, 88)
        room.poly(
            [
                (
                    x + (2.6 if k % 2 == 0 else 1.1) * math.sin(k * 0.6283),
                    y - (2.6 if k % 2 == 0 else 1.1) * math.cos(k * 0.6283),
                )
                for k in range(10)
            ],
            alpha(0xFFFFFFFF, 0.75),
        )
    boards(near, 0xFFDDB98C, 101)
    for x in bays(site):
        gap(room, near, site, x + 209, 101, 0xFFFFFDF6)
        window(room, site, x + 12, 10, 40, 40)
        curtains(room, x + 12, 10, 40, 42, r.choice((0xFFFBD7A0, 0xFFF6B8C4, 0xFFA9CDEB)))
        room.rect(x + 140, 44, 44, 3, 0xFFEFE0C4, 1)
        books(room, site, x + 142, 44, 18, 13)
        room.circle(x + 172, 37, 6, 0xFFC08A5A)
        room.circle(x + 167.6, 32, 2.4, 0xFFC08A5A)
        room.circle(x + 176.4, 32, 2.4, 0xFFC08A5A)
        room.ellipse(x + 172, 39, 2.8, 2.2, 0xFFF0D9B8)
        room.circle(x + 170, 36, 0.8, 0xFF3A3036)
        room.circle(x + 174, 36, 0.8, 0xFF3A3036)
        rug(near, x + 112, 132, 60, 11, 0xFFF8D98C)
        # the cot
        near.rect(x + 62, 60, 4, 52, 0xFFFFFDF8, 2)
        near.rect(x + 124, 60, 4, 52, 0xFFFFFDF8, 2)
        near.rect(x + 66, 86, 58, 18, 0xFFEFF4F8)
        near.rect(x + 64, 64, 62, 3.6, 0xFFFFFDF8, 1)
        near.rect(x + 64, 100, 62, 5, 0xFFFFFDF8, 1)
        near.ellipse(x + 82, 86, 12, 5, 0xFFFFFFFF)
        near.ellipse(x + 105, 90, 20, 7, r.choice((0xFFA9CDEB, 0xFFF6B8C4, 0xFFFBD7A0)))
        for k in range(11):
            near.rect(x + 67 + k * 5.4, 66, 2, 36, 0xFFFFFDF8)
        near.line(x + 128, 60, x + 128, 28, 0xFFD9C8A4, 1.6)
        near.curve([(x + 128, 28), (x + 126, 18), (x + 98, 20)], stroke=0xFFD9C8A4, width=1.6)
        for k, c in enumerate((0xFFF2C94A, 0xFF8FB7E0, 0xFFF08FA6)):
            near.line(x + 86 + k * 12, 20 + (k % 2), x + 86 + k * 12, 32 + 5 * (k % 2), 0xFFB8AA90, 0.7)
            near.circle(x + 86 + k * 12, 35 + 5 * (k % 2), 3.6, c)
        near.line(x + 86, 20, x + 110, 20, 0xFFD9C8A4, 1.4)
        # toys
        for k, (c, d) in enumerate(((0xFFE4574F, 0), (0xFF3C6FD1, 10), (0xFFF2C230, 5))):
            near.rect(x + 152 + d, 111 - (9 if k == 2 else 0), 9, 9, c, 1)
            near.frame(x + 154 + d, 113 - (9 if k == 2 else 0), 5, 5, shade(c, -0.4), 1)
        near.circle(x + 188, 114, 7, 0xFF57B0A5)
        near.curve([(x + 182, 111), (x + 188, 116), (x + 194, 111)], stroke=0xFFFFFDF8, width=1.8)
        table_lamp(near, lights, site, x + 24, 86, 0.8, 0xFFFBD7A0)
        near.rect(x + 4, 86, 40, 26, linear(x + 4, 0, x + 44, 0, [0xFFFFFDF8, 0xFFE3DACB]), 1.6)
        for k in (91, 102):
            near.rect(x + 8, k, 32, 7, 0xFFEDE5D6, 1)
            near.circle(x + 24, k + 3.5, 1.4, 0xFFF2A65A)
    return [Layer(0.6, room), Layer(1.0, near, lights)]


def living_room(site: Site) -> list[Layer]:
    r = site.rng
    room, near, lights = Group(), Group(), Group()
    tone = r.choice((0xFFE3C9A4, 0xFFB8CBB8, 0xFFD3B7B0, 0xFFB5C4D6, 0xFFE8D8B8))
    wall(room, tone, 100, 0xFFF4EADB)
    wallpaper(room, site, tone)
    boards(near, 0xFFA9744A, 101)
    fabric = r.choice((0xFF4F7F8F, 0xFFB5604C, 0xFF6F8A5A, 0xFF7A6396, 0xFF35647F))
    for x in bays(site):
        gap(room, near, site, x + 209, 101, 0xFF8A5F3E)
        window(room, site, x + 134, 6, 46, 52, panes=3)
        curtains(room, x + 134, 6, 46, 62, r.choice((0xFFC9705E, 0xFF8C9F6A, 0xFFD9B45C)))
        picture(room, x + 74, 12, 40, 28, site)
        rug(near, x + 104, 134, 84, 13, r.choice((0xFFB5504A, 0xFF4F7F9A, 0xFFC99A4A)))
        # the fireplace
        if not site.future:
            near.rect(x - 6, 40, 58, 70, linear(x - 6, 0, x + 52, 0, [0xFFB0705C, 0xFF8F5545]))
            for j in range(8):
                for k in range(4 - j % 2):
                    near.rect(
                        x - 5 + k * 14.4 + (7 if j % 2 else 0),
                        48 + j * 7.6,
                        12,
                        5.8,
                        alpha(r.choice((0xFFC98A74, 0xFF9A5C4A)), 0.6),
                        0.6,
                    )
            near.rect(x - 11, 36, 68, 7, linear(0, 36, 0, 43, [0xFFB98A57, 0xFF7E5633]), 1)
            near.curve([(x + 6, 110), (x + 6, 66), (x + 23, 62), (x + 40, 66), (x + 40, 110)], 0xFF2B2024, close=True)
            lit = site.lit or site.season == "winter" or site.light in ("fire", "candle")
            near.rect(x + 11, 104, 24, 4, 0xFF6B4526, 2)
            near.rect(x + 14, 101, 18, 4, 0xFF7F5532, 2)
            if lit:
                for dx, h, c in (
                    (17, 20, 0xFFF2762E),
                    (29, 18, 0xFFF2762E),
                    (23, 28, 0xFFFFA63C),
                    (23, 17, 0xFFFFE08A),
                ):
                    near.curve(
                        [
                            (x + dx - 5, 103),
                            (x + dx - 6, 103 - h * 0.5),
                            (x + dx, 103 - h),
                            (x + dx + 6, 103 - h * 0.5),
                            (x + dx + 5, 103),
                        ],
                        c,
                        close=True,
                    )
                glow(lights, x + 23, 94, 74, 0xFFFF9A3C, 0.6)
            near.rect(x - 8, 108, 62, 5, 0xFF8A7468, 1)
            wall_clock(near, x + 8, 28, 6.6)
            for k, c in ((28, 0xFFB98A4E), (42, 0xFFE8DCC4)):
                near.rect(x + k, 24, 9, 12, c, 1)
                near.rect(x + k + 1.6, 26, 5.8, 8, 0xFFBFE0F0)
        # the sofa
        near.rect(x + 76, 76, 82, 32, linear(0, 76, 0, 106, [shade(fabric, -0.08), shade(fabric, 0.16)]), 8)
        near.rect(x + 84, 92, 33, 12, shade(fabric, -0.16), 4)
        near.rect(x + 117.5, 92, 33, 12, shade(fabric, -0.16), 4)
        near.rect(x + 70, 84, 16, 26, linear(x + 70, 0, x + 86, 0, [shade(fabric, -0.1), shade(fabric, 0.1)]), 7)
        near.rect(x + 148, 84, 16, 26, linear(x + 148, 0, x + 164, 0, [shade(fabric, -0.1), shade(fabric, 0.14)]), 7)
        near.rect(x + 80, 102, 74, 8, shade(fabric, 0.12), 2)
        for q in (78, 152):
            near.rect(x + q, 109, 4, 5, 0xFF5A3E28)
        near.poly([(x + 90, 80), (x + 104, 78), (x + 106, 92), (x + 92, 94)], 0xFFF2C25C)
        near.poly([(x + 134, 79), (x + 147, 81), (x + 145, 94), (x + 132, 92)], 0xFFF1ECDF)
        near.line(x + 178, 112, x + 178, 46, 0xFF5A4A40, 2)
        near.ellipse(x + 178, 112, 8, 2, 0xFF5A4A40)
        near.poly([(x + 170, 32), (x + 186, 32), (x + 192, 48), (x + 164, 48)], 0xFFFFE9A8 if site.lit else 0xFFF6DFA6)
        if site.lit:
            glow(lights, x + 178, 42, 56, 0xFFFFD484, 0.65)
        plant_pot(near, site, x + 62, 112, 1.0)
    return [Layer(0.6, room), Layer(1.0, near, lights)]


__all__ = [
    "bays",
    "bedroom",
    "ceiling_lamp",
    "door",
    "gap",
    "ground",
    "kitchen",
    "living_room",
    "nursery",
    "table_lamp",
    "wall_clock",
    "wallpaper",
]
