"""A lighthouse on its rock in the sea, and a corridor: places that a film passes through."""

from __future__ import annotations

from vgot.animatic.backdrops.kit import WIDTH, Layer, Site, glow, ground, rock, sky, tufts, water
from vgot.animatic.backdrops.rooms import boards, picture, wall
from vgot.animatic.canvas import BOTTOM, TOP, X0, X1, Group, alpha, linear, shade


def lighthouse(site: Site) -> list[Layer]:
    """On the rock: the tower stands near, the sea all around; by night the beam goes out over the water."""
    r = site.rng
    far, tower, near, lights = Group(), Group(), Group(), Group()
    water(far, site, 82, 0xFF2F83B2, 40, 60)
    for _ in range(4):
        gx, gy = r.uniform(16, 240), r.uniform(8, 50)
        far.curve([(gx - 6, gy), (gx - 3, gy - 4), (gx, gy)], stroke=0xFFFFFFFF, width=1.2)
        far.curve([(gx, gy), (gx + 3, gy - 4), (gx + 6, gy)], stroke=0xFFFFFFFF, width=1.2)
    stone, lx = 0xFF85807A, r.choice((42.0, 214.0))
    tower.curve(
        [(lx - 118, 112), (lx - 70, 90), (lx - 30, 86), (lx, 82), (lx + 34, 86), (lx + 74, 92), (lx + 122, 112)],
        site.haze(stone, 0.12),
        close=True,
    )
    for dx, s in ((-80, 1.0), (-46, 1.3), (52, 1.2), (88, 0.9)):
        rock(tower, lx + dx, 103 + r.uniform(-2, 2), s, shade(stone, 0.08))
    high, low = 34.0, 92.0

    def half(y: float) -> float:
        return 8.0 + (y - high) * 0.085

    tower.poly(
        [(lx - half(low), low), (lx - half(high), high), (lx + half(high), high), (lx + half(low), low)],
        linear(lx - 20, 0, lx + 20, 0, [0xFFFFFFFF, 0xFFF1F0EC, 0xFFC4C7CC]),
    )
    for y in (41.0, 57.0, 73.0):
        tower.poly(
            [(lx - half(y), y), (lx + half(y), y), (lx + half(y + 8), y + 8), (lx - half(y + 8), y + 8)],
            linear(lx - 20, 0, lx + 20, 0, [0xFFE4574F, 0xFFD8473F, 0xFF9E302C]),
        )
    for y in (49.0, 65.0):
        tower.rect(lx - 2, y + 1.4, 4, 5.4, 0xFFFFE08A if site.lit else 0xFF5B7A96, 3)
    tower.rect(lx - 4, 82, 8, 11, 0xFF2F6B5A, 3.6)
    tower.circle(lx + 2, 88.4, 0.7, 0xFFE9C25A)
    tower.rect(lx - 12, high - 2, 24, 2.6, 0xFF3C414C, 1)
    for k in range(7):
        tower.rect(lx - 11.4 + k * 3.6, high - 7, 0.8, 6, 0xFF3C414C)
    tower.rect(lx - 12, high - 7.6, 24, 1.1, 0xFF3C414C)
    tower.rect(
        lx - 6,
        high - 15,
        12,
        13,
        linear(0, high - 15, 0, high - 2, [0xFFFFF6CC, 0xFFFFE08A]) if site.lit else 0xFFBFDDEB,
    )
    for dx in (-6.0, -2.2, 1.6, 5.2):
        tower.rect(lx + dx, high - 15, 0.8, 13, 0xFF3C414C)
    tower.curve(
        [(lx - 8, high - 15), (lx - 6, high - 22), (lx, high - 23.4), (lx + 6, high - 22), (lx + 8, high - 15)],
        0xFFD8473F,
        close=True,
    )
    tower.circle(lx, high - 24, 1.4, 0xFF3C414C)
    if site.lit:
        side = -1 if lx > 128 else 1
        glow(lights, lx, high - 9, 48, 0xFFFFE59A, 0.9)
        for q, k in ((side, 0.55), (-side, 0.3)):
            lights.poly(
                [(lx, high - 9), (lx + q * 330, high - 52), (lx + q * 330, high + 16)],
                linear(lx, 0, lx + q * 320, 0, [alpha(0xFFFFE59A, k), alpha(0xFFFFE59A, 0)]),
            )
    # the rock one stands on
    near.curve(
        [
            (X0 - 60, 112),
            (X0 + 60, 104),
            (60, 107),
            (128, 103),
            (200, 107),
            (X1 - 70, 104),
            (X1 + 60, 112),
            (X1 + 60, 180),
            (X1 + 60, BOTTOM + 40),
            (128, BOTTOM + 40),
            (X0 - 60, BOTTOM + 40),
        ],
        linear(0, 103, 0, 165, [shade(stone, -0.14), stone, shade(stone, 0.26)]),
        close=True,
    )
    for x in site.spread(22, 0.4):
        y = r.uniform(112, 156)
        near.curve([(x - 12, y), (x, y - 3), (x + 14, y + 1)], stroke=alpha(shade(stone, 0.4), 0.5), width=1)
    with site.aside():
        if not site.snowy:
            tufts(near, site, 0xFF6F8F5A, 26, 108, 150)
    for x in (-60.0, 12.0, 246.0, 318.0):
        rock(near, x + r.uniform(-8, 8), 111, r.uniform(0.8, 1.2), shade(stone, 0.05))
    return [Layer(0.0, sky(site)), Layer(0.3, far), Layer(0.7, tower, lights), Layer(1.0, near)]


def corridor(site: Site) -> list[Layer]:
    """A corridor with its doors; in the future the ring corridor of a station, with windows on the stars."""
    return _ring(site) if site.future else _doors(site)


def _doors(site: Site) -> list[Layer]:
    r = site.rng
    room, near, lights = Group(), Group(), Group()
    paper = r.choice((0xFFD9C7A6, 0xFFB9C6B4, 0xFFC7B8C9, 0xFFBFCAD6))
    wood = r.choice((0xFF7F5A3C, 0xFF8A4F38, 0xFF5F6F7A))
    wall(room, paper, 102, shade(paper, 0.3))
    room.rect(X0 - 60, 74, WIDTH + 120, 1.6, shade(paper, 0.22))
    for i, x in enumerate(range(int(X0) - 4, int(X1) + 60, 74)):
        room.rect(x - 19, 16, 38, 87, shade(wood, 0.3), 1)
        room.rect(x - 16, 19, 32, 84, linear(x - 16, 0, x + 16, 0, [shade(wood, -0.08), shade(wood, 0.1)]))
        for y, h in ((25, 28), (59, 36)):
            for dx in (-12, 2):
                room.frame(x + dx, y, 10, h, shade(wood, 0.24), 1.2)
        room.circle(x + 12, 62, 1.7, 0xFFE0B855)
        room.rect(x - 5, 9, 10, 5, 0xFFE9DDB8, 1)
        lx = x + 37
        if i % 2:
            picture(room, lx - 11, 30, 22, 17, site)
        else:
            room.poly([(lx - 3, 40), (lx + 3, 40), (lx + 6, 30), (lx - 6, 30)], 0xFFFFEFC0)
            room.rect(lx - 0.8, 40, 1.6, 6, 0xFFB08A4A)
            glow(lights, lx, 34, 44, 0xFFFFDFA0, 0.5)
    boards(near, 0xFF9A744E, 102)
    carpet = r.choice((0xFF9E3A3C, 0xFF35577E, 0xFF3F6B55))
    near.poly(
        [(X0 - 60, 112), (X1 + 60, 112), (X1 + 60, 136), (X0 - 60, 136)],
        linear(0, 112, 0, 136, [shade(carpet, -0.05), shade(carpet, 0.12)]),
    )
    for y in (113.6, 133):
        near.rect(X0 - 60, y, WIDTH + 120, 1.2, 0xFFE0B855)
    return [Layer(0.7, room, lights), Layer(1.0, near)]


def _ring(site: Site) -> list[Layer]:
    r = site.rng
    room, near, lights = Group(), Group(), Group()
    hull = 0xFFD5DCE6
    room.rect(X0 - 60, TOP - 40, WIDTH + 120, 400, linear(0, -40, 0, 104, [0xFFB9C3D2, hull, 0xFFAEB9C9]))
    for x in range(int(X0) - 20, int(X1) + 80, 92):
        pane = room.group().clip(x - 34, 6, 68, 52, 24)
        pane.rect(x - 40, 0, 80, 64, linear(0, 0, 0, 60, [0xFF060A20, 0xFF151A44]))
        for _ in range(22):
            pane.circle(
                x + r.uniform(-34, 34),
                r.uniform(6, 58),
                r.choice((0.4, 0.6, 0.9)),
                alpha(0xFFFFFFFF, r.uniform(0.5, 1)),
            )
        if r.random() < 0.6:
            pane.circle(x + r.uniform(-20, 20), 74, 34, r.choice((0xFF4F9AD0, 0xFFC98F5A)))
        room.frame(x - 34, 6, 68, 52, 0xFF7F8CA2, 3.4, 24)
        # the ring's ribs lean together, as it bends away
        room.curve(
            [(x + 39, -60), (x + 45, 20), (x + 41, 106), (x + 51, 106), (x + 55, 20), (x + 49, -60)],
            linear(x + 39, 0, x + 55, 0, [0xFFEFF3F8, 0xFF97A3B6]),
            close=True,
        )
        room.rect(x + 44, 66, 6, 14, 0xFF2B3448, 1.4)
        room.rect(x + 45.4, 68, 3.2, 4, 0xFF7FE3F5, 0.8)
        glow(lights, x + 47, 70, 22, 0xFF7FE3F5, 0.35)
    room.rect(X0 - 60, -30, WIDTH + 120, 4, 0xFFFFFFFF)
    glow(lights, 128, -28, 150, 0xFFE6F4FF, 0.35)
    room.rect(X0 - 60, 64, WIDTH + 120, 2, 0xFF8794AA)
    room.rect(X0 - 60, 84, WIDTH + 120, 3, 0xFFF08A3C)
    room.rect(X0 - 60, 92, WIDTH + 120, 14, 0xFF8B97AB)
    ground(near, 0xFF6A768C, 104)
    for x in site.spread(13, 0):
        near.line(x, 104, 128 + (x - 128) * 2.4, 240, 0x50E6F0FF, 1)
    for y in (111, 124, 146):
        near.rect(X0 - 60, y, WIDTH + 120, 0.9, 0x40E6F0FF)
    near.rect(X0 - 60, 105, WIDTH + 120, 1.6, 0xFF7FE3F5)
    return [Layer(0.7, room, lights), Layer(1.0, near)]
