"""Backdrops of the wild: woods, deserts, waters, mountains, snow, caves."""

from __future__ import annotations

import math

from vgot.animatic.backdrops.kit import (
    SNOW,
    Layer,
    Site,
    bush,
    flowers,
    front_leaves,
    glow,
    ground,
    hills,
    patches,
    pine,
    rock,
    round_tree,
    sky,
    tufts,
)
from vgot.animatic.canvas import BOTTOM, TOP, X0, X1, Group, alpha, linear, mix, shade

W = X1 - X0


def forest(site: Site) -> list[Layer]:
    r = site.rng
    far, mid, near = Group(), Group(), Group()
    hills(far, site, 90, 20, 0xFF6FA585, 6, 0.45)
    for x in site.spread(26):
        pine(far, site, x, 102, r.uniform(0.85, 1.3), 0.42)
    ground(mid, mix(site.grass(), 0xFF4F8F4F, 0.35), 99)
    for x in site.spread(15):
        (pine if r.random() < 0.65 else round_tree)(mid, site, x, 106 + r.uniform(-3, 1), r.uniform(1.15, 1.5), 0.16)
    ground(near, site.grass(), 105)
    patches(near, site, shade(site.grass(), 0.1), 18)
    path = 0xFFD8BE8C if not site.snowy else 0xFFD9E5EF
    near.curve(
        [
            (118, 105),
            (104, 116),
            (122, 128),
            (142, 150),
            (96, BOTTOM),
            (20, BOTTOM),
            (-60, BOTTOM),
            (60, 140),
            (98, 126),
            (92, 114),
            (110, 105),
            (114, 104),
            (118, 105),
        ],
        linear(0, 105, 0, 160, [path, shade(path, 0.12)]),
        close=True,
    )
    for x in (*site.spread(4, 0.3, X0, 62), *site.spread(4, 0.3, 196, X1)):
        (pine if r.random() < 0.4 else round_tree)(near, site, x, 111 + r.uniform(-2, 5), r.uniform(1.7, 2.1))
    for x in site.spread(8):
        if not 70 < x < 190:
            bush(near, site, x, 113 + r.uniform(0, 6), r.uniform(0.7, 1.0))
    tufts(near, site, shade(site.grass(), 0.2), 26, 110)
    if site.season in ("spring", "summer"):
        flowers(near, site, 10, 112)
    return [Layer(0.0, sky(site)), Layer(0.3, far), Layer(0.6, mid), Layer(1.0, near), Layer(1.5, front_leaves(site))]


def jungle(site: Site) -> list[Layer]:
    r = site.rng
    far, near, front = Group(), Group(), Group()
    hills(far, site, 84, 26, 0xFF3F8F66, 6, 0.4)
    for x in site.spread(15):
        far.curve(
            [(x - 30, 108), (x - 36, 62), (x, 56 + r.uniform(-14, 10)), (x + 36, 62), (x + 30, 108)],
            site.haze(r.choice((0xFF2F7F56, 0xFF3D9158, 0xFF28704E)), 0.3),
            close=True,
        )
    for x in site.spread(7):
        far.rect(x - 3, -60, 6, 170, site.haze(0xFF5B4630, 0.25))
    mid = Group()
    for x in site.spread(11):
        h, c = r.uniform(44, 74), site.haze(r.choice((0xFF2C7C4C, 0xFF379058, 0xFF256B42)), 0.14)
        mid.rect(x - 3, 106 - h, 6, h, site.haze(0xFF5B4630, 0.14))
        for dx, dy, q in ((-16, 4, 15), (16, 3, 15), (0, -6, 19), (-6, 10, 14)):
            mid.circle(x + dx, 106 - h + dy, q, shade(c, 0.12 if dy > 3 else 0.0))
        mid.ellipse(x - 6, 92 - h, 8, 5, shade(c, -0.16))
    for x in site.spread(16):
        bush(mid, site, x, 108, r.uniform(1.0, 1.5), 0xFF2F7F4E, 0.08)
    ground(near, 0xFF5B9A47, 104)
    patches(near, site, 0xFF4A8340, 16)
    for x in (*site.spread(3, 0.3, X0, 50), *site.spread(3, 0.3, 205, X1)):
        near.curve(
            [
                (x - 11, 116),
                (x - 5, 60),
                (x - 7, -60),
                (x + 7, -60),
                (x + 8, -60),
                (x + 5, 60),
                (x + 13, 116),
                (x, 119),
                (x - 11, 116),
            ],
            linear(x - 8, 0, x + 9, 0, [0xFF86664A, 0xFF523C2B]),
            close=True,
        )
    for x in site.spread(12):
        y = -18 + r.uniform(-6, 6)
        near.curve(
            [(x, -60), (x + r.uniform(-10, 10), y), (x + r.uniform(-4, 4), r.uniform(18, 62))],
            stroke=0xFF3A7A45,
            width=1.5,
        )
    for x in site.spread(17):
        near.circle(x, -26 + r.uniform(-8, 8), r.uniform(20, 30), r.choice((0xFF24683F, 0xFF2E7C48, 0xFF1F5B3A)))
    for x in (*site.spread(12), 22, 52, 206, 236):
        y, s = 116 + r.uniform(-6, 8), r.uniform(0.8, 1.3)
        if 74 < x < 182:
            continue
        for a in (-2.7, -2.2, -1.7, -1.3, -0.9, -0.4):
            ex, ey = x + 26 * s * math.cos(a), y + 26 * s * math.sin(a)
            near.curve(
                [
                    (x, y),
                    (x + 14 * s * math.cos(a) - 3, y + 20 * s * math.sin(a)),
                    (ex, ey),
                    (x + 14 * s * math.cos(a) + 4, y + 12 * s * math.sin(a)),
                    (x, y),
                ],
                shade(0xFF379455, r.uniform(-0.15, 0.15)),
                close=True,
            )
    flowers(near, site, 8, 112, colours=(0xFFF0506A, 0xFFFFB13B, 0xFFE36BD0))
    for q in (-1, 1):
        for i in range(4):
            x, y = 128 + q * (122 + r.uniform(0, 14)), 148 - i * 26
            front.curve(
                [(x + q * 24, y + 16), (x, y + 6), (x - q * 26, y - 8), (x - q * 4, y - 16), (x + q * 24, y - 4)],
                shade(0xFF1D5538, 0.1 * (i % 2)),
                close=True,
            )
    return [Layer(0.0, sky(site)), Layer(0.3, far), Layer(0.65, mid), Layer(1.0, near), Layer(1.5, front)]


def desert(site: Site) -> list[Layer]:
    r = site.rng
    far, mid, near = Group(), Group(), Group()
    for x in site.spread(5, 0.4):
        h, w = r.uniform(22, 40), r.uniform(24, 44)
        c = site.haze(0xFFC07A55, 0.42)
        far.poly(
            [
                (x - w, 102),
                (x - w * 0.86, 100 - h * 0.6),
                (x - w * 0.6, 98 - h),
                (x + w * 0.55, 98 - h),
                (x + w * 0.8, 100 - h * 0.55),
                (x + w, 102),
            ],
            c,
        )
        far.poly(
            [
                (x + w * 0.1, 102),
                (x + w * 0.2, 98 - h),
                (x + w * 0.55, 98 - h),
                (x + w * 0.8, 100 - h * 0.55),
                (x + w, 102),
            ],
            shade(c, 0.12),
        )
        far.rect(x - w * 0.8, 98 - h * 0.55, w * 1.55, 2.4, shade(c, -0.12))
    for y, a, c in ((99, 16, 0xFFE6B06D), (106, 12, 0xFFEDC07B)):
        hills(mid, site, y, a, c, 4, 0.12)
    ground(near, 0xFFF1CB85, 109)
    for _ in range(16):
        x, y = r.uniform(X0, X1), r.uniform(114, 158)
        near.curve(
            [(x, y), (x + 12, y - 2.6), (x + 26, y), (x + 38, y + 2), (x + 50, y)],
            stroke=alpha(0xFFD09A55, 0.5),
            width=1.1,
        )
    for n, x in enumerate((r.uniform(18, 60), r.uniform(196, 236), *site.spread(8, 0.4))):
        if 84 < x < 170 or n > 1 and 0 < x < 256:
            continue
        y, s, k = 112 + r.uniform(-3, 8), r.uniform(1.0, 1.6), 0xFF4E9B62
        if n == 0 or r.random() < 0.65:
            for x0, y0, x1, y1, w in (
                (0, 0, 0, -32, 7.4),
                (0, -11, -10, -11, 5),
                (-10, -11, -10, -22, 5),
                (0, -15, 10, -15, 5),
                (10, -15, 10, -28, 5),
            ):
                near.line(x + x0 * s, y + y0 * s, x + x1 * s, y + y1 * s, k, w * s)
            near.line(x - 1.7 * s, y - 2 * s, x - 1.7 * s, y - 31 * s, shade(k, -0.2), 1.3 * s)
            near.circle(x, y - 36 * s, 2.2 * s, 0xFFEF6F8E)
        else:
            rock(near, x, y, s, 0xFFC58F63)
    return [Layer(0.0, sky(site)), Layer(0.25, far), Layer(0.55, mid), Layer(1.0, near)]


def mountain(site: Site) -> list[Layer]:
    r = site.rng
    far, mid, near = Group(), Group(), Group()
    for row, (air, base) in enumerate(((0.55, 0xFF7F93BE), (0.26, 0xFF6B7CA6))):
        for x in site.spread(6 - row, 0.25):
            h, w = r.uniform(66, 96) - 14 * row, r.uniform(58, 82)
            c, y = site.haze(base, air), 106
            jag = r.uniform(-8, 8)
            far.poly(
                [
                    (x - w, y),
                    (x - w * 0.42, y - h * 0.5),
                    (x - w * 0.3, y - h * 0.56),
                    (x + jag, y - h),
                    (x + w * 0.35, y - h * 0.52),
                    (x + w * 0.5, y - h * 0.45),
                    (x + w, y),
                ],
                linear(0, y - h, 0, y, [c, site.haze(c, 0.3)]),
            )
            far.poly(
                [
                    (x + jag, y - h),
                    (x + w * 0.35, y - h * 0.52),
                    (x + w * 0.5, y - h * 0.45),
                    (x + w, y),
                    (x + w * 0.2, y),
                    (x + w * 0.14, y - h * 0.4),
                    (x + jag * 0.4 + 3, y - h * 0.66),
                ],
                shade(c, 0.14),
            )
            snow = site.haze(0xFFFFFFFF, air * 0.5)
            far.poly([(x + jag, y - h), (x - w * 0.21 + jag * 0.3, y - h * 0.68), (x - w * 0.1, y - h * 0.72), (x - w * 0.03, y - h * 0.62),
                (x + w * 0.07, y - h * 0.71),
                      (x + w * 0.14, y - h * 0.66), (x + w * 0.25 + jag * 0.3, y - h * 0.66)], snow)  # fmt: skip
            far.poly(
                [
                    (x + jag, y - h),
                    (x + w * 0.07, y - h * 0.71),
                    (x + w * 0.14, y - h * 0.66),
                    (x + w * 0.25 + jag * 0.3, y - h * 0.66),
                ],
                shade(snow, 0.1),
            )
    hills(mid, site, 102, 12, 0xFF5C8F6B if not site.snowy else 0xFFD3E0EC, 6, 0.2)
    for x in site.spread(18):
        pine(mid, site, x, 104 + r.uniform(-3, 3), r.uniform(0.5, 0.8), 0.15)
    ground(near, 0xFF83AD62 if not site.snowy else SNOW, 107)
    patches(near, site, shade(site.grass(), 0.1), 14, 112)
    for x in site.spread(9, 0.4):
        if not 90 < x < 166:
            rock(near, x, 116 + r.uniform(-5, 22), r.uniform(0.7, 1.6))
    for x in (*site.spread(2, 0.3, X0, 30), *site.spread(2, 0.3, 225, X1)):
        pine(near, site, x, 116, r.uniform(1.5, 1.9))
    tufts(near, site, shade(site.grass(), 0.2), 22, 112)
    if site.season in ("spring", "summer"):
        flowers(near, site, 16, 112)
    return [Layer(0.0, sky(site)), Layer(0.2, far), Layer(0.5, mid), Layer(1.0, near)]


def snow(site: Site) -> list[Layer]:
    r = site.rng
    far, mid, near = Group(), Group(), Group()
    hills(far, site, 92, 22, 0xFFC6D9EC, 5, 0.35)
    hills(mid, site, 101, 11, 0xFFDCE9F5, 6, 0.15)
    site.season = "winter"
    for x in site.spread(15):
        pine(mid, site, x, 104 + r.uniform(-4, 2), r.uniform(0.8, 1.2), 0.22)
    ground(near, 0xFFF1F7FD, 105, 0xFFDCE9F5)
    for _ in range(12):
        x, y = r.uniform(X0, X1), r.uniform(112, 156)
        near.ellipse(x, y, r.uniform(22, 50), r.uniform(2, 4), alpha(0xFFB8CFE6, 0.4))
    for x in (*site.spread(3, 0.3, X0, 46), *site.spread(3, 0.3, 208, X1)):
        pine(near, site, x, 114 + r.uniform(-2, 5), r.uniform(1.5, 1.9))
    for x in site.spread(6):
        near.curve([(x - 26, 122), (x, 108 + r.uniform(0, 6)), (x + 26, 122)], 0xFFFBFDFF, close=True)
    if r.random() < 0.5:
        x = r.choice((38.0, 214.0))
        near.rect(x - 22, 92, 44, 28, 0xFF8A5A3B)
        for i in range(4):
            near.rect(x - 22, 92 + i * 7, 44, 1, 0xFF6A4229)
        near.rect(x - 14, 98, 12, 10, 0xFFFFD980 if site.lit or site.light in ("golden", "dawn") else 0xFFBFD9E8)
        near.rect(x + 4, 100, 11, 20, 0xFF5A3824)
        near.poly([(x - 29, 93), (x, 72), (x + 29, 93)], 0xFF74503A)
        near.poly([(x - 30, 92), (x, 69), (x + 30, 92), (x + 22, 91), (x, 75), (x - 20, 91)], 0xFFFFFFFF)
    return [Layer(0.0, sky(site)), Layer(0.3, far), Layer(0.55, mid), Layer(1.0, near)]


def field(site: Site) -> list[Layer]:
    r = site.rng
    far, near = Group(), Group()
    hills(far, site, 90, 16, 0xFF7FB48A, 5, 0.5)
    hills(far, site, 98, 14, mix(site.grass(), 0xFF5FA060, 0.4), 4, 0.25)
    for x in site.spread(12, 0.5):
        round_tree(far, site, x, 97 + r.uniform(-3, 3), r.uniform(0.35, 0.6), 0.3)
    ground(near, site.grass(), 103)
    near.curve(
        [
            (X0 - 60, 106),
            (X0 + 150, 98),
            (X0 + 300, 104),
            (X0 + 470, 110),
            (X1 + 60, 102),
            (X1 + 60, 120),
            (X1 + 60, 140),
            (X0, 140),
            (X0 - 60, 140),
        ],
        linear(0, 100, 0, 140, [shade(site.grass(), -0.2), site.grass()]),
        close=True,
    )
    patches(near, site, shade(site.grass(), -0.12), 16, 112)
    x = r.choice((26.0, 228.0))
    round_tree(near, site, x, 116, 2.1)
    for _ in range(5):
        rock(near, r.uniform(X0, X1), r.uniform(112, 150), r.uniform(0.3, 0.6))
    tufts(near, site, shade(site.grass(), 0.18), 34, 108)
    if site.season in ("spring", "summer"):
        flowers(near, site, 40, 108)
    return [
        Layer(0.0, sky(site)),
        Layer(0.3, far),
        Layer(1.0, near),
        Layer(1.5, front_leaves(site, 0xFF4C8A47) if site.season != "winter" else Group()),
    ]


def cave(site: Site) -> list[Layer]:
    r = site.rng
    back, near, front, lights = Group(), Group(), Group(), Group()
    back.rect(X0 - 60, TOP - 40, W + 120, 400, linear(0, -30, 0, 110, [0xFF2A2438, 0xFF4A3D55]))
    x = r.uniform(90, 166)
    for s, c in ((1.25, 0xFF5F5070), (1.0, 0xFF7A6888)):
        back.curve(
            [
                (x - 46 * s, 108),
                (x - 56 * s, 50),
                (x - 18 * s, 36 - 10 * s),
                (x + 34 * s, 20),
                (x + 52 * s, 70),
                (x + 56 * s, 92),
                (x + 46 * s, 108),
            ],
            c,
            close=True,
        )
    hole = back.group().clip_curve(
        [(x - 34, 106), (x - 42, 58), (x - 10, 42), (x + 28, 34), (x + 38, 74), (x + 42, 92), (x + 34, 106)]
    )
    top, middle, bottom = site.sky
    hole.rect(x - 60, 20, 120, 100, linear(0, 30, 0, 106, [middle, bottom]))
    hole.ellipse(x - 14, 106, 36, 16, site.haze(0xFF6FA57A, 0.35))
    hole.ellipse(x + 26, 108, 30, 12, site.haze(0xFF5A9468, 0.25))
    for x in site.spread(22, 0.4):
        h, w = r.uniform(6, 34), r.uniform(5, 11)
        near.poly(
            [
                (x - w - 4, -140),
                (x + w + 4, -140),
                (x + w, -8),
                (x + w * 0.3, h * 0.6 - 4),
                (x, h),
                (x - w * 0.35, h * 0.5 - 2),
                (x - w, -8),
            ],
            r.choice((0xFF3C3248, 0xFF453A52, 0xFF352C41)),
        )
    ground(near, 0xFF6B5C6C, 103, 0xFF54475C)
    patches(near, site, 0x402A2030, 16, 110)
    for x in site.spread(10, 0.4):
        if 84 < x < 172:
            continue
        if r.random() < 0.6:
            c = r.choice((0xFF58D6D0, 0xFFB07BEF, 0xFF6BE5A0, 0xFF6FA8F5))
            y, s = 116 + r.uniform(-6, 10), r.uniform(0.9, 1.5)
            for d, h, lean in ((-6, 14, -4), (5, 17, 4), (0, 27, 0)):
                near.poly(
                    [
                        (x + (d - 3.4) * s, y),
                        (x + (d + lean - 3.6) * s, y - h * 0.7 * s),
                        (x + (d + lean) * s, y - h * s),
                        (x + d * s, y),
                    ],
                    shade(c, -0.22),
                )
                near.poly(
                    [
                        (x + d * s, y),
                        (x + (d + lean) * s, y - h * s),
                        (x + (d + lean + 3.6) * s, y - h * 0.7 * s),
                        (x + (d + 3.4) * s, y),
                    ],
                    shade(c, 0.16),
                )
            glow(lights, x, y - 12, 34, c, 0.5)
        else:
            rock(near, x, 118 + r.uniform(-6, 10), r.uniform(1.0, 1.8), 0xFF6F6276)
    for q in (-1, 1):
        e = 128 + q * 136
        front.curve(
            [
                (e + q * 60, -40),
                (e - q * 4, 6),
                (e + q * 8, 60),
                (e - q * 12, 110),
                (e - q * 2, 190),
                (e + q * 60, 190),
                (e + q * 60, -40),
            ],
            0xFF241E2E,
            close=True,
        )
    return [Layer(0.25, back), Layer(1.0, near, lights), Layer(1.4, front)]
