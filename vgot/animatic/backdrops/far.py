"""Backdrops beyond the ground: space, planets, ships of space, the sky, and the neutral studio."""

from __future__ import annotations

import math

from vgot.animatic.backdrops.kit import TOP, WIDTH, Layer, Site, draw_clouds, glow, ground, patches, sky
from vgot.animatic.canvas import X0, X1, Colour, Group, alpha, linear, radial, shade


def _stars(g: Group, site: Site, n: int, low: float = -100, high: float = 150) -> None:
    r = site.rng
    for _ in range(n):
        g.circle(
            r.uniform(X0, X1),
            r.uniform(low, high),
            r.choice((0.35, 0.5, 0.5, 0.8, 1.1)),
            alpha(r.choice((0xFFFFFFFF, 0xFFFFE9C0, 0xFFC4DBFF)), r.uniform(0.5, 1.0)),
        )
    for _ in range(5):
        x, y = r.uniform(X0, X1), r.uniform(low, high * 0.6)
        g.poly(
            [
                (x, y - 3.4),
                (x + 0.5, y - 0.5),
                (x + 3.4, y),
                (x + 0.5, y + 0.5),
                (x, y + 3.4),
                (x - 0.5, y + 0.5),
                (x - 3.4, y),
                (x - 0.5, y - 0.5),
            ],
            0xFFFFFFFF,
        )


def _deep(site: Site) -> Group:
    """The dark between the stars with a drift of nebula."""
    g, r = Group(), site.rng
    g.rect(X0 - 60, TOP - 40, WIDTH + 120, 400, linear(0, -50, 0, 140, [0xFF080A20, 0xFF15143C, 0xFF2C1E57]))
    for _ in range(7):
        x, y, q, c = (
            r.uniform(X0, X1),
            r.uniform(-30, 110),
            r.uniform(46, 90),
            r.choice((0xFF6A3FA8, 0xFF2F5FB8, 0xFFB0487F, 0xFF2A8A9A)),
        )
        g.circle(x, y, q, radial(x, y, q, [alpha(c, 0.42), alpha(c, 0.16), alpha(c, 0)]))
    _stars(g, site, 130)
    return g


def planet_ball(g: Group, x: float, y: float, q: float, colour: Colour, ring: bool = False) -> None:
    """A banded planet, lit from the upper left."""
    if ring:
        g.curve(
            [
                (x - q * 1.75, y + q * 0.3),
                (x - q * 1.2, y - q * 0.45),
                (x, y - q * 0.42),
                (x + q * 1.2, y - q * 0.45),
                (x + q * 1.75, y - q * 0.3),
            ],
            stroke=alpha(0xFFE9D3A4, 0.8),
            width=q * 0.14,
        )
    ball = g.group().clip_ellipse(x, y, q, q)
    ball.circle(x, y, q, colour)
    for k, (dy, h) in enumerate(((-0.6, 0.22), (-0.1, 0.3), (0.45, 0.2))):
        ball.ellipse(x, y + dy * q, q * 1.05, h * q, shade(colour, -0.16 if k % 2 else 0.12))
    ball.circle(
        x + q * 0.5,
        y + q * 0.45,
        q * 1.35,
        radial(
            x - q * 0.35,
            y - q * 0.4,
            q * 1.7,
            [(0, alpha(0xFF050518, 0)), (0.5, alpha(0xFF050518, 0.05)), (1, alpha(0xFF050518, 0.75))],
        ),
    )
    ball.ellipse(x - q * 0.4, y - q * 0.5, q * 0.3, q * 0.2, alpha(0xFFFFFFFF, 0.28))
    if ring:
        g.curve(
            [
                (x - q * 1.75, y + q * 0.3),
                (x - q * 1.1, y + q * 0.62),
                (x, y + q * 0.4),
                (x + q * 1.2, y + q * 0.16),
                (x + q * 1.75, y - q * 0.3),
            ],
            stroke=0xFFF3E0B4,
            width=q * 0.16,
        )


def space(site: Site) -> list[Layer]:
    r = site.rng
    far, near, front = Group(), Group(), Group()
    for x, q in ((r.choice((46.0, 206.0)), r.uniform(24, 30)), (-96.0, 20), (350.0, 26)):
        planet_ball(
            far, x, r.uniform(26, 50), q, r.choice((0xFFE59A54, 0xFF5BA8C9, 0xFFC76BB5, 0xFF6FBF8F)), r.random() < 0.7
        )
    planet_ball(far, r.uniform(90, 170), r.uniform(-6, 18), 8, 0xFFB8B4C8)
    near.circle(
        128,
        420,
        300,
        radial(128, 420, 318, [(0, 0xFF2F6FA8), (0.93, 0xFF3F8FC4), (0.96, 0xFF7CC6EE), (1.0, alpha(0xFF7CC6EE, 0))]),
    )
    near.circle(
        128,
        420,
        316,
        radial(
            128,
            420,
            318,
            [
                (0, alpha(0xFF7CC6EE, 0)),
                (0.935, alpha(0xFF9FDBFA, 0.0)),
                (0.95, alpha(0xFF9FDBFA, 0.75)),
                (1.0, alpha(0xFF7CC6EE, 0)),
            ],
        ),
    )
    globe = near.group().clip_ellipse(128, 420, 300, 300)
    for x, y, w, h in ((20, 150, 50, 9), (96, 138, 40, 6), (190, 146, 60, 10), (250, 160, 44, 8), (-40, 168, 60, 9)):
        globe.ellipse(x, y, w, h, 0xFF5FAF7A)
    for x, y, w in ((60, 134, 36), (150, 130, 42), (214, 138, 34), (4, 146, 40)):
        globe.ellipse(x, y, w, 2.4, 0xB0FFFFFF)
    for _ in range(5):
        x, y, s = r.choice((r.uniform(-20, 50), r.uniform(206, 276))), r.uniform(66, 120), r.uniform(3, 8)
        front.poly(
            [
                (x - s, y),
                (x - s * 0.5, y - s * 0.8),
                (x + s * 0.5, y - s * 0.7),
                (x + s, y + s * 0.1),
                (x + s * 0.3, y + s * 0.8),
                (x - s * 0.7, y + s * 0.6),
            ],
            0xFF6A6684,
        )
        front.circle(x + s * 0.1, y, s * 0.24, 0xFF57536F)
    return [Layer(0.0, _deep(site)), Layer(0.25, far), Layer(0.7, near), Layer(1.15, front)]


def planet(site: Site) -> list[Layer]:
    """Standing on a moon or a far world."""
    r = site.rng
    far, mid, near, lights = Group(), Group(), Group(), Group()
    soil = r.choice((0xFF9C98AE, 0xFFC77A52, 0xFF8FA39A))
    soil = 0xFFC4643C if site.red else soil
    planet_ball(far, r.choice((50.0, 204.0)), 34, 26, r.choice((0xFF5BA8C9, 0xFFE5A55A, 0xFFC76BB5)), r.random() < 0.6)
    planet_ball(far, r.uniform(-120, -40), 20, 16, 0xFF6FBF8F)
    planet_ball(far, r.uniform(300, 380), 30, 18, 0xFF5BA8C9, True)
    for x in site.spread(12, 0.4):
        h, w = r.uniform(12, 38), r.uniform(20, 44)
        c = shade(soil, 0.42)
        mid.poly(
            [
                (x - w, 106),
                (x - w * 0.4, 104 - h * 0.7),
                (x - w * 0.1, 104 - h),
                (x + w * 0.3, 104 - h * 0.6),
                (x + w, 106),
            ],
            c,
        )
        mid.poly(
            [(x - w * 0.1, 104 - h), (x + w * 0.3, 104 - h * 0.6), (x + w, 106), (x + w * 0.2, 106)], shade(c, 0.22)
        )
    ground(near, soil, 102, shade(soil, 0.28))
    for _ in range(17):
        x, y = r.uniform(X0, X1), r.uniform(108, 158)
        k = 0.4 + (y - 100) / 40
        near.ellipse(x, y, 13 * k, 3 * k, shade(soil, 0.26))
        near.ellipse(x, y + 0.9 * k, 12 * k, 2.2 * k, shade(soil, 0.12))
    for x in (*site.spread(3, 0.3, X0, 66), *site.spread(3, 0.3, 190, X1)):
        y, s = 116 + r.uniform(-3, 12), r.uniform(0.6, 1.3)
        near.poly(
            [(x - 10 * s, y), (x - 7 * s, y - 9 * s), (x + 1 * s, y - 13 * s), (x + 8 * s, y - 6 * s), (x + 11 * s, y)],
            shade(soil, 0.22),
        )
        near.poly(
            [(x - 7 * s, y - 9 * s), (x + 1 * s, y - 13 * s), (x + 2 * s, y - 6 * s), (x - 4 * s, y - 4 * s)],
            shade(soil, -0.12),
        )
    x = r.choice((30.0, 226.0))
    near.curve(
        [(x - 26, 112), (x - 24, 84), (x, 82), (x + 24, 84), (x + 26, 112)],
        linear(x - 26, 0, x + 26, 0, [0xFFF2F4F7, 0xFFAEB5C2]),
        close=True,
    )
    near.rect(x - 7, 94, 14, 18, 0xFF59616D, 6)
    near.circle(x - 15, 96, 3.6, 0xFF8FE0F2)
    near.circle(x + 15, 96, 3.6, 0xFF8FE0F2)
    near.line(x + 12, 86, x + 16, 70, 0xFFAEB5C2, 1.4)
    near.circle(x + 16, 69, 2, 0xFFE4574F)
    near.rect(x - 30, 111, 60, 3.4, 0xFF7A808E, 1)
    for q in (-15, 15):
        glow(lights, x + q, 96, 20, 0xFF8FE0F2, 0.55)
    if site.red:  # dust in the air over the horizon
        far.rect(
            X0 - 60,
            TOP - 40,
            WIDTH + 120,
            400,
            linear(0, 10, 0, 104, [0x00D98A5A, alpha(0xFFD98A5A, 0.25), alpha(0xFFE8A070, 0.85)]),
        )
    return [Layer(0.0, _deep(site)), Layer(0.2, far), Layer(0.55, mid), Layer(1.0, near, lights)]


def spaceship(site: Site) -> list[Layer]:
    """The bridge of a ship of space."""
    r = site.rng
    room, near, lights = Group(), Group(), Group()
    hull = 0xFF5B6580
    room.rect(X0 - 60, TOP - 40, WIDTH + 120, 400, linear(0, -50, 0, 104, [shade(hull, 0.3), hull, shade(hull, 0.15)]))
    for x in (-72.0, 128.0, 328.0):
        room.curve(
            [(x - 92, 72), (x - 98, -22), (x, -28), (x + 98, -22), (x + 92, 72), (x, 78), (x - 92, 72)],
            shade(hull, -0.25),
            close=True,
        )
        pane = room.group().clip_curve(
            [(x - 86, 68), (x - 91, -16), (x, -22), (x + 91, -16), (x + 86, 68), (x, 73), (x - 86, 68)]
        )
        pane.rect(x - 100, -30, 200, 110, linear(0, -24, 0, 74, [0xFF070A1E, 0xFF1A1744, 0xFF3A2560]))
        for _ in range(46):
            pane.circle(
                r.uniform(x - 92, x + 92),
                r.uniform(-24, 72),
                r.choice((0.4, 0.6, 0.9)),
                alpha(0xFFFFFFFF, r.uniform(0.5, 1)),
            )
        q = x + r.choice((-46, 44))
        planet_ball(pane, q, 24, 24, r.choice((0xFF5BA8C9, 0xFFE59A54, 0xFFC76BB5)), r.random() < 0.5)
        for d in (-31, 31):
            room.line(x + d, -24, x + d * 0.94, 75, shade(hull, -0.25), 3.4)
    for x in (-172.0, 28.0, 228.0, 428.0):
        room.poly(
            [(x - 9, -140), (x + 9, -140), (x + 7, 104), (x - 7, 104)],
            linear(x - 9, 0, x + 9, 0, [shade(hull, -0.35), shade(hull, 0.12)]),
        )
        room.rect(x - 1.4, -20, 2.8, 96, 0xFF7FE3F5, 1.4)
        glow(lights, x, 28, 34, 0xFF7FE3F5, 0.35)
    ground(near, 0xFF4A5268, 104)
    for x in site.spread(13, 0):
        near.line(x, 104, 128 + (x - 128) * 2.4, 240, 0x40B9D4FF, 1)
    for y in (113, 127, 150):
        near.rect(X0 - 60, y, WIDTH + 120, 0.9, 0x30B9D4FF)
    near.ellipse(128, 131, 78, 12, 0x28B9E8FF)
    near.ring(128, 131, 78, 12, 0x80A6E8FF, 1)
    for x in (-120.0, -28.0, 22.0, 234.0, 284.0, 376.0):
        near.poly(
            [(x - 34, 84), (x + 34, 84), (x + 28, 112), (x - 28, 112)], linear(0, 84, 0, 112, [0xFF8A96B2, 0xFF4F5A74])
        )
        near.poly([(x - 34, 84), (x - 28, 74), (x + 28, 74), (x + 34, 84)], 0xFF343C52)
        for k in range(9):
            near.circle(
                x - 24 + k * 6,
                80 - (k % 2) * 3,
                1.4,
                (0xFFE4574F, 0xFFF2C94A, 0xFF6FD08A, 0xFF7FE3F5)[(k + int(x)) % 4],
            )
        near.rect(x - 20, 54, 40, 21, 0xFF242B3E, 2.4)
        near.rect(x - 18, 56, 36, 17, 0xFF0F3145, 1.4)
        near.polyline([(x - 15, 66), (x - 8, 62), (x - 2, 68), (x + 5, 59), (x + 14, 64)], 0xFF7FE3F5, 1.2)
        near.rect(x - 14, 69, 12, 1.6, 0xFF6FD08A)
        glow(lights, x, 66, 32, 0xFF5FC8F0, 0.4)
        near.rect(x - 24, 92, 48, 2, 0xFF7FE3F5, 1)
    return [Layer(0.55, room), Layer(1.0, near, lights)]


def open_sky(site: Site) -> list[Layer]:
    """High among the clouds."""
    r = site.rng
    far, near, front = Group(), Group(), Group()
    draw_clouds(far, site)
    tint = {
        "noon": 0xFFFFFFFF,
        "dawn": 0xFFFFE6E2,
        "golden": 0xFFFFE7C4,
        "dusk": 0xFFD9A6C0,
        "night": 0xFF7486C4,
        "overcast": 0xFFE9EDF1,
        "storm": 0xFF7C8794,
    }
    c = tint.get(site.light, 0xFF7A82B8)
    for g, y, s, n in ((far, 108, 1.1, 12), (near, 134, 1.7, 12), (front, 168, 2.4, 9)):
        for x in site.spread(n, 0.4):
            for dx, dy, q in ((-16, 4, 12), (0, 0, 16), (17, 4, 12), (30, 8, 8)):
                g.circle(x + dx * s, y + dy * s, q * s, shade(c, 0.05 if dx else 0.0))
        g.rect(X0 - 60, y + 8 * s, WIDTH + 120, 200, linear(0, y + 8 * s, 0, y + 70, [shade(c, 0.05), shade(c, 0.16)]))
    for _ in range(4):
        x, y = r.uniform(10, 246), r.uniform(8, 60)
        far.curve([(x - 6, y), (x - 3, y - 4), (x, y)], stroke=0xFFFFFFFF, width=1.3)
        far.curve([(x, y), (x + 3, y - 4), (x + 6, y)], stroke=0xFFFFFFFF, width=1.3)
    return [Layer(0.0, sky(site, clouds=False)), Layer(0.35, far), Layer(1.0, near), Layer(1.35, front)]


def studio(site: Site) -> list[Layer]:
    """A neutral place: a painted backcloth with soft light."""
    r = site.rng
    back, near = Group(), Group()
    c = r.choice((0xFFB9C6D3, 0xFFD9C6B0, 0xFFBFCFC2, 0xFFCDBFD6, 0xFFD6CDB8))
    back.rect(X0 - 60, TOP - 40, WIDTH + 120, 400, linear(0, -40, 0, 120, [shade(c, 0.16), c]))
    back.circle(
        128, 52, 190, radial(128, 52, 190, [alpha(shade(c, -0.55), 0.9), alpha(shade(c, -0.3), 0.35), alpha(c, 0)])
    )
    for k in range(9):
        a = k * 0.698 + r.uniform(-0.2, 0.2)
        back.circle(
            128 + 150 * math.cos(a),
            40 + 70 * math.sin(a),
            r.uniform(20, 44),
            alpha(shade(c, r.choice((-0.2, 0.12))), 0.16),
        )
    near.rect(
        X0 - 60,
        104,
        WIDTH + 120,
        200,
        linear(0, 104, 0, 165, [alpha(shade(c, 0.08), 0.0), shade(c, 0.05), shade(c, 0.22)]),
    )
    near.ellipse(128, 130, 120, 17, alpha(shade(c, -0.4), 0.4))
    patches(near, site, alpha(shade(c, 0.3), 0.12), 8, 112)
    return [Layer(0.2, back), Layer(1.0, near)]
