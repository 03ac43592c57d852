"""Backdrops of waters and their shores: beach, sea, river, lake, and under water."""

from __future__ import annotations

import math

from vgot.animatic.backdrops.kit import (
    Layer,
    Site,
    flowers,
    front_leaves,
    ground,
    hills,
    palm,
    patches,
    pine,
    rock,
    round_tree,
    sky,
    tufts,
    water,
)
from vgot.animatic.canvas import BOTTOM, TOP, X0, X1, Group, alpha, linear, mix, shade

W = X1 - X0


def beach(site: Site) -> list[Layer]:
    r = site.rng
    sea, sand, front = Group(), Group(), Group()
    water(sea, site, 76, 0xFF2F9FC4, 24, 34)
    for _ in range(2):
        x = r.uniform(0, 256)
        c = site.haze(0xFF5C9A7A, 0.45)
        sea.ellipse(x, 78, r.uniform(34, 60), r.uniform(6, 11), c)
        sea.rect(x - 70, 76.5, 140, 7, alpha(mix(0xFF2F9FC4, site.sky[2], 0.6), 1))
    x = r.choice((48, 214))
    sea.poly([(x - 9, 84), (x + 11, 84), (x + 8, 88), (x - 6, 88)], 0xFFFFFFFF)
    sea.poly([(x, 82), (x, 66), (x + 9, 82)], 0xFFF3F1EA)
    sea.poly([(x - 1, 82), (x - 1, 69), (x - 7, 82)], 0xFFE4574F)
    for k, (c, w) in enumerate(((0xA0FFFFFF, 2.2), (0xF0FFFFFF, 3.2))):
        y = 101 + 4 * k
        sand_c = 0xFFF6DFA9
        if k == 1:
            sand.curve(
                [
                    (X0 - 60, y),
                    (X0 + 100, y - 5),
                    (X0 + 240, y),
                    (X0 + 380, y + 5),
                    (X0 + 520, y - 1),
                    (X0 + 600, y - 4),
                    (X1 + 60, y),
                    (X1 + 60, BOTTOM),
                    (X1, BOTTOM + 40),
                    (X0, BOTTOM + 40),
                    (X0 - 60, BOTTOM),
                ],
                linear(0, 100, 0, 165, [0xFFE0C288, sand_c, shade(sand_c, 0.14)]),
                close=True,
            )
        sand.curve(
            [
                (X0 - 60, y),
                (X0 + 100, y - 5),
                (X0 + 240, y),
                (X0 + 380, y + 5),
                (X0 + 520, y - 1),
                (X0 + 600, y - 4),
                (X1 + 60, y),
            ],
            stroke=c,
            width=w,
        )
    patches(sand, site, 0x30B98C4F, 22, 112)
    for x in (*site.spread(2, 0.3, X0, 40), *site.spread(2, 0.3, 215, X1)):
        palm(sand, site, x, 122 + r.uniform(-5, 5), r.uniform(1.15, 1.4), 1 if x < 128 else -1)
    for x in site.spread(9):
        y, c = r.uniform(114, 156), r.choice((0xFFFFB7A3, 0xFFFFFFFF, 0xFFF5C6D6))
        sand.curve([(x - 2.5, y), (x, y - 5), (x + 2.5, y), (x, y + 1.2), (x - 2.5, y)], c, close=True)
    x = r.choice((44.0, 205.0))
    if r.random() < 0.7:
        sand.line(x, 124, x, 92, 0xFFF5EFE2, 1.6)
        for i, c in enumerate((0xFFE4574F, 0xFFFDF6E8, 0xFFE4574F, 0xFFFDF6E8)):
            sand.curve(
                [
                    (x, 88),
                    (x - 22 + 11 * i, 86),
                    (x - 22 + 11 * i, 99),
                    (x - 16.5 + 11 * i, 97),
                    (x - 11 + 11 * i, 99),
                    (x - 11 + 11 * i, 88),
                    (x, 88),
                ],
                c,
                close=True,
            )
        sand.poly([(x + 5, 124), (x + 30, 121), (x + 36, 128), (x + 9, 131)], 0xFF4EA5C9)
        sand.poly([(x + 9, 123.5), (x + 14, 123), (x + 18, 130), (x + 13, 130.6)], 0xFFF5EFE2)
    return [Layer(0.0, sky(site)), Layer(0.3, sea), Layer(1.0, sand), Layer(1.5, front)]


def sea(site: Site) -> list[Layer]:
    """On the deck of a ship at sea."""
    r = site.rng
    far, deck = Group(), Group()
    water(far, site, 74, 0xFF2B7FAE, 40, 70)
    for i in range(4):
        y = 80 + i * 8
        far.curve(
            [
                (X0 - 60, y),
                *[(X0 - 60 + j * 30 + (15 if j % 2 else 0), y + (2.4 if j % 2 else -2.4)) for j in range(1, 25)],
            ],
            stroke=alpha(0xFFFFFFFF, 0.2),
            width=1,
        )
    x = r.uniform(20, 230)
    if r.random() < 0.6:
        far.ellipse(x, 76, 40, 7, site.haze(0xFF4F7F78, 0.5))
        far.rect(x - 50, 74, 100, 8, mix(0xFF2B7FAE, site.sky[2], 0.6))
    wood = 0xFFA8743F
    deck.curve(
        [
            (X0 - 60, 104),
            (128, 98),
            (X1 + 60, 104),
            (X1 + 60, BOTTOM),
            (X1, BOTTOM + 40),
            (X0, BOTTOM + 40),
            (X0 - 60, BOTTOM),
        ],
        linear(0, 100, 0, 165, [shade(wood, -0.12), wood, shade(wood, 0.25)]),
        close=True,
    )
    for i in range(27):
        x = X0 + i * W / 26
        deck.line(x, 104, 128 + (x - 128) * 2.3, BOTTOM, alpha(0xFF5A3A1E, 0.45), 0.9)
    for x in site.spread(20, 0):
        deck.rect(x - 1.6, 84, 3.2, 20, 0xFF7B4F2A, 1)
    deck.rect(X0 - 60, 80, W + 120, 5, linear(0, 80, 0, 85, [0xFFC58E54, 0xFF8B5B31]), 1)
    for mast in (r.uniform(-60, -20), r.uniform(196, 226)):
        deck.rect(mast - 4, TOP, 8, 118 - TOP, linear(mast - 4, 0, mast + 4, 0, [0xFF9C6C3E, 0xFF5F3F22]))
        deck.curve(
            [
                (mast - 44, 2),
                (mast - 30, 26),
                (mast - 40, 56),
                (mast, 47),
                (mast + 40, 56),
                (mast + 30, 26),
                (mast + 44, 2),
                (mast, 8),
                (mast - 44, 2),
            ],
            linear(0, 0, 0, 56, [0xFFFBF5E4, 0xFFDCCDAE]),
            close=True,
        )
        deck.rect(mast - 48, -2, 96, 4, 0xFF7B4F2A, 2)
        for q in (-1, 1):
            deck.line(mast + q * 3, -30, mast + q * 58, 82, alpha(0xFF4A3522, 0.8), 1)
    x = r.choice((30.0, 150.0)) + r.uniform(0, 20)
    for dx, s in ((0, 1.0), (18, 0.86)):
        deck.rect(
            x + dx - 8 * s,
            118 - 20 * s,
            16 * s,
            20 * s,
            linear(x + dx - 8 * s, 0, x + dx + 8 * s, 0, [0xFF9F6B3C, 0xFF6B4526]),
            4 * s,
        )
        for f in (0.25, 0.7):
            deck.rect(x + dx - 8.3 * s, 118 - 20 * s * (1 - f), 16.6 * s, 2, 0xFF4B4F58)
    return [Layer(0.0, sky(site)), Layer(0.2, far), Layer(1.0, deck)]


def underwater(site: Site) -> list[Layer]:
    r = site.rng
    back, far, near, front = Group(), Group(), Group(), Group()
    k = 0.35 if site.dark else 0.0
    back.rect(
        X0 - 60,
        TOP - 40,
        W + 120,
        400,
        linear(
            0,
            -40,
            0,
            120,
            [mix(0xFF6AD5E8, 0xFF0B2A55, k), mix(0xFF1F8FC4, 0xFF0B2A55, k), mix(0xFF0E4C86, 0xFF081A3A, k)],
        ),
    )
    for _ in range(6):
        x, w = r.uniform(X0, X1), r.uniform(10, 26)
        back.poly([(x, -60), (x + w, -60), (x + w * 2.2 - 50, 130), (x - w - 50, 130)], alpha(0xFFFFFFFF, 0.07))
    for y, a, c in ((92, 26, 0xFF1C6FA6), (104, 20, 0xFF155C8E)):
        hills(far, site, y, a, mix(c, 0xFF081A3A, k), 5)
    for x in site.spread(7):
        fy, s, c = r.uniform(6, 80), r.uniform(0.5, 0.9), r.choice((0xFFFFA94D, 0xFFFFD95C, 0xFFF06F7E, 0xFFB9E3F2))
        q = r.choice((-1, 1))
        far.ellipse(x, fy, 8 * s, 4.4 * s, c)
        far.poly([(x - q * 6 * s, fy), (x - q * 12 * s, fy - 4.4 * s), (x - q * 12 * s, fy + 4.4 * s)], shade(c, 0.12))
        far.circle(x + q * 4.5 * s, fy - 1 * s, 0.9 * s, 0xFF1E2433)
    sand = mix(0xFFE3D3A0, 0xFF2D7FA6, 0.35)
    ground(near, mix(sand, 0xFF081A3A, k), 106)
    patches(near, site, alpha(0xFF1E5F80, 0.25), 16, 112)
    for x in (*site.spread(13), *site.spread(3, 0.3, 0, 80), *site.spread(3, 0.3, 176, 256)):
        if 88 < x < 166:
            continue
        y, kind = 112 + r.uniform(-4, 8), r.random()
        if kind < 0.4:
            c = r.choice((0xFFF26B7F, 0xFFF79AB5, 0xFFFF9D5C, 0xFFB884E8))
            for a in (-2.3, -1.9, -1.57, -1.2, -0.8):
                h = r.uniform(18, 30)
                near.line(x, y, x + h * math.cos(a), y + h * math.sin(a), shade(c, r.uniform(-0.1, 0.12)), 5)
                near.circle(x + h * math.cos(a), y + h * math.sin(a), 3.6, shade(c, -0.15))
        elif kind < 0.75:
            for d in (-5, 0, 5):
                h = r.uniform(26, 52)
                near.curve(
                    [
                        (x + d, y),
                        (x + d + 9, y - h * 0.3),
                        (x + d, y - h * 0.55),
                        (x + d - 8, y - h * 0.8),
                        (x + d + 2, y - h),
                    ],
                    stroke=r.choice((0xFF2FA36B, 0xFF53B86A, 0xFF1F8A63)),
                    width=4,
                )
        else:
            rock(near, x, y, r.uniform(1.0, 1.7), 0xFF4E7690)
    x = r.choice((40, 212))
    for i in range(5):
        a = -1.57 + i * 1.2566
        near.line(x, 132, x + 7 * math.cos(a), 132 + 3.4 * math.sin(a), 0xFFF58A4B, 4)
    for _ in range(26):
        front.ring(r.uniform(X0, X1), r.uniform(-40, 120), 1.2, 1.2, alpha(0xFFFFFFFF, 0.55), 0.7)
    return [Layer(0.0, back), Layer(0.35, far), Layer(1.0, near), Layer(1.25, front)]


def river(site: Site) -> list[Layer]:
    r = site.rng
    far, near = Group(), Group()
    hills(far, site, 88, 22, 0xFF6FA780, 5, 0.45)
    hills(far, site, 97, 12, 0xFF69A566, 6, 0.25)
    for x in site.spread(16):
        (round_tree if r.random() < 0.6 else pine)(far, site, x, 101, r.uniform(0.7, 1.0), 0.25)
    ground(near, site.grass(), 101)
    c = 0xFF4DA6CF if not site.snowy else 0xFFA9CBE0
    c = mix(c, site.sky[1], 0.3)
    near.curve(
        [
            (66, 101),
            (40, 106),
            (84, 112),
            (150, 118),
            (60, 134),
            (-60, 165),
            (-120, BOTTOM),
            (60, BOTTOM),
            (250, BOTTOM),
            (150, 166),
            (190, 140),
            (250, 118),
            (168, 110),
            (96, 105),
            (96, 101),
            (80, 100),
            (66, 101),
        ],
        linear(0, 101, 0, 170, [mix(c, site.sky[2], 0.6), c, shade(c, 0.2)]),
        close=True,
    )
    for _ in range(22):
        x, y = r.uniform(20, 190), r.uniform(116, 160)
        near.rect(x, y, r.uniform(6, 16), 1.1, alpha(0xFFFFFFFF, 0.4), 0.5)
    for x, y in ((58, 118), (206, 124), (30, 146), (178, 112), (88, 112), (216, 148)):
        rock(near, x + r.uniform(-6, 6), y, r.uniform(0.5, 1.0))
    for x in (*site.spread(3, 0.3, X0, 26), *site.spread(3, 0.3, 222, X1)):
        round_tree(near, site, x, 112 + r.uniform(-3, 4), r.uniform(1.4, 1.8))
    for x in (20, 36, 224, 238, 248):
        for d in (-3, 0, 3):
            near.line(x + d, 124, x + d * 1.6, 104 + r.uniform(-4, 6), 0xFF5E8F4A, 1.2)
        near.rect(x - 1.2, 100, 2.4, 8, 0xFF7A4E2E, 1.2)
    near.ellipse(128, 130, 74, 9, shade(site.grass(), -0.08))
    near.ellipse(128, 131.5, 70, 7, site.grass())
    tufts(near, site, shade(site.grass(), 0.2), 26, 108)
    if site.season in ("spring", "summer"):
        flowers(near, site, 12, 120)
    return [
        Layer(0.0, sky(site)),
        Layer(0.35, far),
        Layer(1.0, near),
        Layer(1.5, front_leaves(site, side=r.choice((-1, 1)))),
    ]


def lake(site: Site) -> list[Layer]:
    r = site.rng
    far, mid, near = Group(), Group(), Group()
    for x in site.spread(6):
        h, w = r.uniform(40, 66), r.uniform(50, 74)
        c = site.haze(0xFF6A7FA8, 0.42)
        far.poly([(x - w, 92), (x, 92 - h), (x + w, 92)], c)
        far.poly([(x, 92 - h), (x + w, 92), (x + w * 0.1, 92)], shade(c, 0.12))
    hills(far, site, 90, 9, 0xFF5E9670, 7, 0.3)
    for x in site.spread(20):
        pine(far, site, x, 92, r.uniform(0.45, 0.75), 0.28)
    water(mid, site, 88, 0xFF4C97C4 if not site.snowy else 0xFFA7C7DE, 26, 34)
    for x in site.spread(10):
        mid.ellipse(x, 91, 20, 3.4, alpha(site.haze(0xFF3C7A5C, 0.2), 0.4))
    ground(near, site.grass(), 112)
    near.curve(
        [
            (X0 - 60, 113),
            (X0 + 140, 106),
            (X0 + 260, 114),
            (X0 + 380, 119),
            (X1 + 60, 108),
            (X1 + 60, 120),
            (X1 + 60, 130),
            (X0, 130),
            (X0 - 60, 130),
        ],
        shade(site.grass(), -0.1),
        close=True,
    )
    x = r.choice((-6, 178))
    near.poly([(x, 112), (x + 66, 112), (x + 76, 120), (x - 8, 120)], 0xFFB07C4B)
    for i in range(8):
        near.line(x + i * 9.4, 112, x + i * 12 - 8, 120, 0xFF7D5532, 1)
    for d in (2, 62):
        near.rect(x + d, 106, 3.4, 20, 0xFF7D5532, 1)
    for q in (*site.spread(3, 0.3, X0, 10), *site.spread(3, 0.3, 240, X1)):
        round_tree(near, site, q, 118 + r.uniform(-3, 5), r.uniform(1.4, 1.8))
    tufts(near, site, shade(site.grass(), 0.2), 22, 116)
    if site.season in ("spring", "summer"):
        flowers(near, site, 14, 118)
    return [Layer(0.0, sky(site)), Layer(0.25, far), Layer(0.5, mid), Layer(1.0, near)]
