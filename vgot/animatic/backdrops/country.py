"""Backdrops of the country: farms, gardens, parks, playgrounds, houses, roads, villages."""

from __future__ import annotations

from vgot.animatic.backdrops.kit import (
    SNOW,
    WIDTH,
    Layer,
    Site,
    bush,
    flowers,
    front_leaves,
    glow,
    ground,
    hills,
    lamp_post,
    patches,
    poplar,
    round_tree,
    sky,
    tufts,
)
from vgot.animatic.canvas import BOTTOM, X0, X1, Colour, Group, alpha, linear, mix, shade


def pane(site: Site, glass: Colour = 0xFFAFCFE0) -> Colour:
    """The colour of a window seen from outside."""
    return 0xFFFFDF8C if site.lit else glass


def small_house(
    g: Group, site: Site, x: float, y: float, s: float, walls: Colour, roof: Colour, lights: Group, air: float = 0.0
) -> None:
    """A cottage of about 54 by 58 units at s = 1, its foot at y."""
    w, h = 46 * s, 34 * s
    wc, rc = site.haze(walls, air), site.haze(SNOW if site.snowy else roof, air)
    g.rect(x + w * 0.22, y - h - 26 * s, 7 * s, 20 * s, site.haze(0xFF9A6655, air))
    g.rect(x - w / 2, y - h, w, h, linear(x - w / 2, 0, x + w / 2, 0, [shade(wc, -0.12), shade(wc, 0.1)]))
    g.poly(
        [
            (x - w / 2 - 6 * s, y - h + 1),
            (x - w * 0.2, y - h - 22 * s),
            (x + w * 0.2, y - h - 22 * s),
            (x + w / 2 + 6 * s, y - h + 1),
        ],
        linear(0, y - h - 22 * s, 0, y - h, [shade(rc, -0.12), shade(rc, 0.1)]),
    )
    g.rect(x - w / 2 - 6 * s, y - h, w + 12 * s, 2 * s, shade(rc, 0.25))
    for q in (-1, 1):
        wx = x + q * w * 0.29 - 5.5 * s
        g.rect(wx - 1.3 * s, y - h + 7.5 * s, 13.6 * s, 13.6 * s, site.haze(0xFFFBF6EA, air))
        g.rect(wx, y - h + 8.8 * s, 11 * s, 11 * s, pane(site))
        g.rect(wx + 5 * s, y - h + 8.8 * s, 1 * s, 11 * s, site.haze(0xFFFBF6EA, air))
        if site.lit:
            glow(lights, wx + 5.5 * s, y - h + 14 * s, 17 * s, 0xFFFFC860, 0.45 - 0.7 * air)
    g.rect(x - 5.5 * s, y - 20 * s, 11 * s, 20 * s, site.haze(shade(roof, 0.2), air), 1.5)
    g.circle(x + 3.2 * s, y - 10 * s, 0.9 * s, 0xFFE8C45C)


def picket_fence(g: Group, x0: float, x1: float, y: float, h: float = 20, colour: Colour = 0xFFFDFBF3) -> None:
    """A white fence between two places."""
    g.rect(x0, y - h * 0.72, x1 - x0, 2.4, shade(colour, 0.1))
    g.rect(x0, y - h * 0.32, x1 - x0, 2.4, shade(colour, 0.1))
    n = max(1, int((x1 - x0) / 11))
    for i in range(n):
        x = x0 + (i + 0.2) * (x1 - x0) / n
        g.poly([(x, y), (x, y - h + 3), (x + 3, y - h), (x + 6, y - h + 3), (x + 6, y)], colour)


def farm(site: Site) -> list[Layer]:
    r = site.rng
    far, near, lights = Group(), Group(), Group()
    hills(far, site, 92, 14, 0xFF86B581, 5, 0.45)
    crop = {"spring": 0xFF9CCB5E, "summer": 0xFFE5C35A, "autumn": 0xFFD9A24B, "winter": 0xFFE6EFF7}[site.season]
    for i, (y, c) in enumerate(((97, crop), (101, mix(crop, site.grass(), 0.6)))):
        hills(far, site, y, 7, c, 4 + i, 0.2)
    ground(near, site.grass(), 105)
    for i in range(13):
        x = X0 + i * 50
        near.poly(
            [
                (128 + (x - 128) * 0.9, 106),
                (128 + (x - 118) * 0.9, 106),
                (128 + (x - 110) * 2.2, BOTTOM),
                (128 + (x - 136) * 2.2, BOTTOM),
            ],
            alpha(shade(crop, 0.1), 0.45),
        )
    x = r.choice((28.0, 222.0))
    red = 0xFFB7433B
    near.rect(x - 34, 66, 68, 46, linear(x - 34, 0, x + 34, 0, [shade(red, -0.1), shade(red, 0.16)]))
    near.poly([(x - 34, 67), (x - 27, 50), (x, 38), (x + 27, 50), (x + 34, 67)], shade(red, 0.04))
    near.poly(
        [
            (x - 39, 68),
            (x - 30, 47),
            (x, 34),
            (x + 30, 47),
            (x + 39, 68),
            (x + 34, 68),
            (x + 27, 51),
            (x, 39),
            (x - 27, 51),
            (x - 34, 68),
        ],
        SNOW if site.snowy else 0xFF5E5A63,
    )
    near.rect(x - 15, 82, 30, 30, shade(red, 0.25))
    for a, b in (((x - 15, 82), (x + 15, 112)), ((x + 15, 82), (x - 15, 112))):
        near.line(*a, *b, 0xFFF3E6D8, 2)
    near.frame(x - 15, 82, 30, 30, 0xFFF3E6D8, 2.2)
    near.circle(x, 57, 6.5, 0xFFF3E6D8)
    near.circle(x, 57, 4.8, pane(site, 0xFF5B3A36))
    q = 1 if x < 128 else -1
    sx = x + q * 50
    near.rect(sx - 9, 50, 18, 62, linear(sx - 9, 0, sx + 9, 0, [0xFFDDE2E8, 0xFF9AA5B0]))
    near.curve([(sx - 9, 51), (sx, 34), (sx + 9, 51)], 0xFFB8C1CB, close=True)
    for k in range(4):
        near.rect(sx - 9, 60 + k * 13, 18, 1.2, 0xFF8C97A2)
    wx = 256 - x + q * 10
    near.poly([(wx - 5, 112), (wx - 1.5, 58), (wx + 1.5, 58), (wx + 5, 112)], 0xFF8B7355)
    for k in range(6):
        g = near.group()
        g.poly([(0, 0), (-2.6, -19), (2.6, -19)], 0xFFE9EDF0)
        g.transform(wx, 58, 1.0, k * 60 + 15)
    near.circle(wx, 58, 2, 0xFF6B5640)
    for k in site.spread(7):
        if 96 < k < 160:
            continue
        near.ellipse(k, 116, 10, 9, 0xFFE0B95C)
        near.ring(k, 116, 6, 5.4, 0xFFC0963F, 1.2)
        near.rect(k - 10, 122, 20, 3, 0x28000000, 1.5)
    for k in site.spread(18, 0):
        near.rect(k, 118, 3, 15, 0xFF9A7550, 0.8)
    for y in (121, 127):
        near.rect(X0 - 60, y, 240 - (0 if q > 0 else 40), 2, 0xFFAE8660)
    tufts(near, site, shade(site.grass(), 0.18), 24, 112)
    return [Layer(0.0, sky(site)), Layer(0.3, far), Layer(1.0, near, lights)]


def garden(site: Site) -> list[Layer]:
    r = site.rng
    far, near, lights = Group(), Group(), Group()
    hills(far, site, 92, 14, 0xFF8CC07F, 5, 0.4)
    for x in site.spread(13):
        round_tree(far, site, x, 98, r.uniform(0.8, 1.15), 0.25)
    ground(near, site.grass(), 103)
    leaf = site.leaf()
    hedge = mix(leaf, 0xFF3F8A50, 0.7) if site.season != "winter" else 0xFFC3D2D8
    for x in site.spread(24, 0.1):
        near.circle(x, 90, 13, shade(hedge, r.uniform(-0.04, 0.1)))
    near.rect(X0 - 60, 88, WIDTH + 120, 18, shade(hedge, 0.06))
    picket_fence(near, X0, X1, 109, 18)
    path = 0xFFE2CFA6
    near.curve(
        [
            (116, 107),
            (112, 116),
            (124, 128),
            (138, 150),
            (90, BOTTOM),
            (-10, BOTTOM),
            (-70, BOTTOM),
            (70, 142),
            (104, 126),
            (96, 116),
            (104, 107),
            (110, 106),
            (116, 107),
        ],
        path,
        close=True,
    )
    x = r.choice((26.0, 228.0))
    round_tree(near, site, x, 116, 1.9)
    x = 256 - x
    near.rect(x - 20, 66, 3, 48, 0xFFFDFBF3)
    near.rect(x + 17, 66, 3, 48, 0xFFFDFBF3)
    near.curve([(x - 20, 68), (x, 38), (x + 20, 68)], stroke=0xFFFDFBF3, width=3)
    for i in range(16):
        a = i / 15
        ry, rr, rc = r.uniform(-3, 3), r.uniform(2.6, 4.4), r.choice((0xFF4C9A55, 0xFF5DAF60, 0xFFF07C97, 0xFFF9B7C8))
        near.circle(x - 20 + 40 * a, 68 - 60 * a * (1 - a) + ry, rr, rc if site.season != "winter" else 0xFFC8D8DE)
    for q in (*site.spread(5, 0.4, X0, 76), *site.spread(5, 0.4, 176, X1)):
        bush(near, site, q, 120 + r.uniform(-3, 5), r.uniform(0.6, 0.9))
        with site.aside(q):
            for _ in range(5 if site.season != "winter" else 0):
                near.circle(
                    q + r.uniform(-10, 10),
                    114 + r.uniform(-7, 4),
                    1.9,
                    r.choice((0xFFEF5D7C, 0xFFFFD447, 0xFFFFFFFF, 0xFFF58A4B)),
                )
    tufts(near, site, shade(site.grass(), 0.18), 16, 112)
    if site.season != "winter":
        flowers(near, site, 46, 112)
    return [
        Layer(0.0, sky(site)),
        Layer(0.35, far),
        Layer(1.0, near, lights),
        Layer(1.5, front_leaves(site, 0xFF3B7A46) if site.season != "winter" else Group()),
    ]


def park(site: Site) -> list[Layer]:
    r = site.rng
    far, near, lights = Group(), Group(), Group()
    for x in site.spread(22):
        h = r.uniform(28, 66)
        c = site.haze(0xFF7F8FB8, 0.58)
        far.rect(x - 12, 100 - h, 24, h + 10, c)
        with site.aside(x):
            for yy in range(int(106 - h), 92, 9) if site.lit else ():
                far.rect(x - 8 + 6 * r.randrange(3), yy, 3, 3.6, 0xFFFFE08A)
    for x in site.spread(17):
        (poplar if r.random() < 0.3 else round_tree)(far, site, x, 103, r.uniform(0.8, 1.2), 0.25)
    ground(near, site.grass(), 102)
    near.curve(
        [
            (X0 - 60, 124),
            (60, 116),
            (170, 122),
            (300, 130),
            (X1 + 60, 118),
            (X1 + 60, 134),
            (X1 + 60, 142),
            (300, 150),
            (150, 138),
            (40, 130),
            (X0 - 60, 144),
        ],
        0xFFDCC8A0 if not site.snowy else 0xFFDDE7F0,
        close=True,
    )
    patches(near, site, shade(site.grass(), 0.1), 14, 106)
    for x in (*site.spread(3, 0.3, X0, 26), *site.spread(3, 0.3, 228, X1)):
        round_tree(near, site, x, 114 + r.uniform(-3, 3), r.uniform(1.5, 1.9))
    x = r.choice((46.0, 194.0))
    for y, c in ((96, 0xFFB07A48), (101, 0xFFA06C3E), (107, 0xFFB88250)):
        near.rect(x - 22, y, 44, 3.6, c, 1)
    for q in (-18, 15):
        near.rect(x + q, 95, 3, 24, 0xFF3C414C, 1)
    for q in (x + 34 * (1 if x < 128 else -1), 256 - x, X0 + 40, X1 - 40):
        lamp_post(near, site, q, 116, 50, lights)
    x = 256 - x + (18 if x < 128 else -18)
    near.ellipse(x, 112, 25, 5.4, 0xFFAEB6C0)
    near.ellipse(x, 110, 22, 4, mix(0xFF6FC0DE, site.sky[1], 0.3))
    near.rect(x - 2.5, 92, 5, 18, 0xFFBFC6CE)
    near.ellipse(x, 92, 10, 2.4, 0xFFAEB6C0)
    if not site.snowy:
        for q in (-1, 1):
            near.curve([(x, 88), (x + q * 9, 78), (x + q * 15, 106)], stroke=0xB0E6F6FF, width=1.6)
            near.curve([(x, 88), (x + q * 4, 80), (x + q * 7, 108)], stroke=0x90E6F6FF, width=1.3)
    tufts(near, site, shade(site.grass(), 0.18), 16, 106)
    if site.season != "winter":
        flowers(near, site, 14, 106)
    side = r.choice((-1, 1))
    leaves = front_leaves(site, 0xFF3B7A46, side) if site.season != "winter" else Group()
    return [Layer(0.0, sky(site)), Layer(0.3, far), Layer(1.0, near, lights), Layer(1.5, leaves)]


def playground(site: Site) -> list[Layer]:
    r = site.rng
    far, near, lights = Group(), Group(), Group()
    for x in site.spread(10):
        small_house(
            far,
            site,
            x,
            103,
            r.uniform(0.7, 0.9),
            r.choice((0xFFF1E0C0, 0xFFD9E4EA, 0xFFF0CDBB)),
            r.choice((0xFFB5604C, 0xFF6D7C96)),
            lights,
            0.35,
        )
    for x in site.spread(11):
        round_tree(far, site, x, 104, r.uniform(0.8, 1.1), 0.2)
    ground(near, site.grass(), 102)
    near.ellipse(128, 130, 150, 22, 0xFFEBD3A0 if not site.snowy else 0xFFE4EDF5)
    x = r.choice((34.0, 214.0))
    for q in (-1, 1):
        near.polyline([(x + q * 30 - 9, 118), (x + q * 30, 66), (x + q * 30 + 9, 118)], 0xFF3F77C6, 3)
    near.line(x - 32, 66, x + 32, 66, 0xFFE14F4F, 4)
    for q, d in ((-13, 2), (13, -3)):
        near.line(x + q - 5, 67, x + q - 5 + d, 103, 0xFF7C828C, 1)
        near.line(x + q + 5, 67, x + q + 5 + d, 103, 0xFF7C828C, 1)
        near.rect(x + q - 7 + d, 102, 14, 3, 0xFFF2C230, 1)
    x = 256 - x
    q = 1 if x < 128 else -1
    near.rect(x - 14, 84, 28, 3, 0xFF8355C4)
    for d in (-14, 11):
        near.rect(x + d, 60, 3, 58, 0xFF8355C4)
    near.poly([(x - 19, 62), (x, 46), (x + 19, 62)], 0xFFEE8434)
    near.curve(
        [(x + q * 14, 84), (x + q * 30, 90), (x + q * 40, 112), (x + q * 46, 118), (x + q * 52, 118)],
        stroke=0xFFF2C230,
        width=6,
    )
    for k in range(5):
        near.line(x - q * 14, 90 + k * 6, x - q * 22, 92 + k * 6, 0xFF3E9E5F, 2)
    near.line(x - q * 22, 86, x - q * 24, 119, 0xFF3E9E5F, 2)
    for k, c in ((72, 0xFFD8414A), (188, 0xFF3C6FD1)):
        near.circle(k, 128, 5, c)
        near.ellipse(k - 1.6, 126, 1.6, 1.2, shade(c, -0.5))
    picket_fence(near, X0, X0 + 130, 106, 14)
    picket_fence(near, X1 - 130, X1, 106, 14)
    for k in (*site.spread(2, 0.3, X0, -20), *site.spread(2, 0.3, 280, X1)):
        round_tree(near, site, k, 114, r.uniform(1.5, 1.8))
    tufts(near, site, shade(site.grass(), 0.18), 14, 106)
    return [Layer(0.0, sky(site)), Layer(0.35, far, lights), Layer(1.0, near)]


def house(site: Site) -> list[Layer]:
    """The front of a family's house with its porch and yard."""
    r = site.rng
    far, near, lights = Group(), Group(), Group()
    hills(far, site, 94, 12, 0xFF8CC07F, 5, 0.4)
    for x in site.spread(9):
        small_house(
            far,
            site,
            x,
            103,
            r.uniform(0.75, 0.95),
            r.choice((0xFFEFE3CB, 0xFFD7E2E8, 0xFFEFD3C0)),
            r.choice((0xFFA8604F, 0xFF6D7C96, 0xFF7C6A5C)),
            lights,
            0.4,
        )
    for x in site.spread(10):
        round_tree(far, site, x, 104, r.uniform(0.8, 1.1), 0.25)
    ground(near, site.grass(), 103)
    walls = r.choice((0xFFF4E6C6, 0xFFDCE8EC, 0xFFF0D2B8, 0xFFE6E0EE, 0xFFE2ECD8))
    roof = r.choice((0xFFAA5544, 0xFF5F7086, 0xFF7A5A4A))
    x = r.choice((42.0, 212.0))
    near.rect(x - 56, 34, 112, 80, linear(x - 56, 0, x + 56, 0, [shade(walls, -0.12), shade(walls, 0.08)]))
    for k in range(9):
        near.rect(x - 56, 42 + k * 8, 112, 0.8, alpha(shade(walls, 0.3), 0.5))
    rc = SNOW if site.snowy else roof
    near.rect(x + 26, -14, 13, 30, 0xFF9A6655)
    near.rect(x + 24, -17, 17, 5, 0xFF85564A)
    near.poly(
        [(x - 66, 36), (x - 38, -8), (x + 38, -8), (x + 66, 36)],
        linear(0, -8, 0, 36, [shade(rc, -0.1), shade(rc, 0.12)]),
    )
    near.poly([(x - 17, 30), (x, 4), (x + 17, 30)], shade(walls, -0.06))
    near.poly([(x - 22, 33), (x, -1), (x + 22, 33), (x + 16, 33), (x, 8), (x - 16, 33)], shade(rc, 0.16))
    near.circle(x, 22, 5.6, 0xFFFBF6EA)
    near.circle(x, 22, 4.2, pane(site))
    for q in (-38, 38):
        near.rect(x + q - 11, 44, 22, 24, 0xFFFBF6EA)
        near.rect(x + q - 9, 46, 18, 20, pane(site))
        near.rect(x + q - 0.7, 46, 1.4, 20, 0xFFFBF6EA)
        near.rect(x + q - 9, 55, 18, 1.4, 0xFFFBF6EA)
        for d in (-16, 11):
            near.rect(x + q + d, 44, 5, 24, shade(roof, 0.1), 0.6)
        near.rect(x + q - 12, 69, 24, 4, 0xFF8A5F3C, 1)
        if site.season != "winter":
            for k in range(7):
                near.circle(x + q - 10 + k * 3.3, 68 - (k % 2) * 2, 2, (0xFFEF5D7C, 0xFFFFD447, 0xFF57A95A)[k % 3])
        if site.lit:
            glow(lights, x + q, 56, 32, 0xFFFFC860, 0.5)
    near.rect(x - 11, 74, 22, 36, 0xFFFBF6EA)
    near.rect(x - 9, 76, 18, 34, linear(x - 9, 0, x + 9, 0, [shade(roof, -0.1), shade(roof, 0.15)]))
    near.rect(x - 5.5, 80, 11, 10, pane(site), 1)
    near.circle(x + 6, 96, 1.2, 0xFFE8C45C)
    near.rect(x - 66, 74, 132, 4.4, shade(rc, 0.1))
    for q in (-62, -24, 20, 58):
        near.rect(x + q, 78, 4, 34, 0xFFFBF6EA)
    near.rect(x - 68, 110, 136, 6, 0xFFC9B79C)
    near.rect(x - 16, 114, 32, 4, 0xFFB8A486)
    if site.lit:
        near.rect(x + 14, 82, 4, 5, 0xFFFFE9A8)
        glow(lights, x + 16, 84, 30, 0xFFFFD27A, 0.6)
    path = 0xFFD9CBB0
    near.poly(
        [
            (x - 12, 118),
            (x + 12, 118),
            (x * 0.6 + 51 + 34, 160),
            (x * 0.6 + 51 + 60, BOTTOM),
            (x * 0.6 - 70, BOTTOM),
            (x * 0.6 + 18, 160),
        ],
        linear(0, 118, 0, 165, [path, shade(path, 0.12)]),
    )
    q = 1 if x < 128 else -1
    for k in (x - 48, x + 48):
        bush(near, site, k, 119, 0.8)
    edge = x + q * 66
    picket_fence(near, *((edge, X1) if q > 0 else (X0, edge)), 114, 17)
    round_tree(near, site, x + q * 176, 117, 2.0)
    mx = x + q * 98
    near.rect(mx - 1.5, 104, 3, 22, 0xFF7A5A40)
    near.rect(mx - 8, 96, 16, 9, 0xFF4C6FA8, 4)
    near.rect(mx + 6, 92, 1.6, 7, 0xFFD8414A)
    tufts(near, site, shade(site.grass(), 0.18), 16, 120)
    if site.season != "winter":
        flowers(near, site, 14, 122)
    return [Layer(0.0, sky(site)), Layer(0.35, far), Layer(1.0, near, lights)]


def road(site: Site) -> list[Layer]:
    r = site.rng
    far, near, lights = Group(), Group(), Group()
    for x in site.spread(5):
        h, w = r.uniform(24, 44), r.uniform(50, 80)
        c = site.haze(0xFF7186A8, 0.55)
        far.poly([(x - w, 100), (x, 100 - h), (x + w, 100)], c)
    hills(far, site, 98, 10, mix(site.grass(), 0xFF5FA060, 0.3), 5, 0.3)
    for x in site.spread(14):
        (poplar if r.random() < 0.5 else round_tree)(far, site, x, 101, r.uniform(0.4, 0.7), 0.3)
    ground(near, site.grass(), 101)
    tar = 0xFF5F646F if not site.old else 0xFFC8A878
    vx = 128 + r.uniform(-16, 16)
    near.poly(
        [(vx - 5, 101), (vx + 5, 101), (128 + 330, BOTTOM), (128 - 330, BOTTOM)],
        linear(0, 101, 0, 165, [site.haze(tar, 0.25), tar, shade(tar, 0.15)]),
    )
    if not site.old:
        for q in (-1, 1):
            near.poly(
                [(vx + q * 4.2, 101), (vx + q * 4.7, 101), (128 + q * 318, BOTTOM), (128 + q * 306, BOTTOM)], 0xFFE9E6D8
            )
        for a, b in ((104, 106), (109, 112), (117, 122), (130, 138), (149, 161)):
            ta, tb = (a - 101) / 139, (b - 101) / 139
            xa, xb = vx + (128 - vx) * ta, vx + (128 - vx) * tb
            near.poly([(xa - 8 * ta, a), (xa + 8 * ta, a), (xb + 8 * tb, b), (xb - 8 * tb, b)], 0xFFF2DE8C)
    else:
        for q in (-0.35, 0.35):
            near.poly(
                [(vx + q * 5, 101), (vx + q * 7, 101), (128 + q * 380, BOTTOM), (128 + q * 300, BOTTOM)],
                alpha(0xFF8A6A42, 0.4),
            )
    for side in (-1, 1):
        for k, s in ((0.12, 0.42), (0.24, 0.62), (0.42, 0.9), (0.7, 1.35)):
            y = 101 + 139 * k * 0.32
            x = vx + side * (26 + 330 * k * 0.62)
            round_tree(near, site, x, y, s * 1.25, 0.22 * (1 - k))
        if not site.old:
            for k in (0.08, 0.18, 0.36, 0.62):
                y, x, h = 101 + 40 * k, vx + side * (14 + 200 * k), 26 + 70 * k
                near.rect(x - 0.6 - k, y - h, 1.2 + 2 * k, h, 0xFF6A5646)
                near.rect(x - 5 - 8 * k, y - h + 3, 10 + 16 * k, 1 + k, 0xFF6A5646)
    x = r.choice((30.0, 222.0))
    near.rect(x - 1.8, 92, 3.6, 34, 0xFF7A5A40)
    near.poly([(x - 15, 94), (x + 13, 94), (x + 18, 99), (x + 13, 104), (x - 15, 104)], 0xFFB98A57)
    near.rect(x - 11, 97, 18, 1.2, 0xFF6B4A2E)
    near.rect(x - 11, 100, 13, 1.2, 0xFF6B4A2E)
    tufts(near, site, shade(site.grass(), 0.18), 22, 106)
    return [Layer(0.0, sky(site)), Layer(0.3, far), Layer(1.0, near, lights)]


def village(site: Site) -> list[Layer]:
    r = site.rng
    far, near, lights = Group(), Group(), Group()
    hills(far, site, 90, 18, 0xFF7FB48A, 5, 0.45)
    for x in site.spread(12):
        small_house(
            far,
            site,
            x,
            102 + r.uniform(-3, 2),
            r.uniform(0.6, 0.85),
            r.choice((0xFFF1E3C8, 0xFFE9D3B0, 0xFFF3ECDD)),
            r.choice((0xFFB5604C, 0xFF9A5640, 0xFF7A6048)),
            lights,
            0.3,
        )
    for x in site.spread(9, 0.4):
        round_tree(far, site, x, 103, r.uniform(0.6, 0.95), 0.22)
    x = r.uniform(90, 170)
    tower = site.haze(0xFFD9CDB8, 0.3)
    far.rect(x - 9, 46, 18, 58, tower)
    far.poly([(x - 12, 47), (x, 14), (x + 12, 47)], site.haze(0xFF7A4E48, 0.3))
    far.circle(x, 58, 5, 0xFFFBF6EA)
    far.line(x, 58, x, 55, 0xFF333740, 0.9)
    far.line(x, 58, x + 2.4, 58, 0xFF333740, 0.9)
    stone = 0xFFBDB2A2 if not site.snowy else 0xFFDCE4EC
    ground(near, stone, 104)
    for _ in range(70):
        y = r.uniform(108, 158)
        k = 0.5 + (y - 100) / 40
        near.ellipse(r.uniform(X0, X1), y, 4.4 * k, 1.5 * k, alpha(shade(stone, r.choice((0.14, -0.14, 0.2))), 0.6))
    for side, at in ((-1, 18.0), (1, 238.0), (-1, -92.0), (1, 350.0)):
        s = r.uniform(1.55, 1.75)
        walls, roof = r.choice((0xFFF3E4C6, 0xFFE9D0AC, 0xFFF2EAD9)), r.choice((0xFFB5604C, 0xFF9A5640, 0xFF6E5844))
        xx = at + side * 10
        small_house(near, site, xx, 117, s, walls, roof, lights)
        if r.random() < 0.8:
            beam = 0xFF6B4A35
            w, h = 46 * s, 34 * s
            for dx in (-0.5, -0.12, 0.12, 0.47):
                near.rect(xx + dx * w, 117 - h, 2.2, h, beam)
            near.rect(xx - w / 2, 117 - h * 0.32, w, 2, beam)
    x = r.choice((76.0, 180.0))
    near.rect(x - 12, 104, 24, 13, linear(x - 12, 0, x + 12, 0, [0xFFC4BBB0, 0xFF8F867C]), 2)
    near.ellipse(x, 104, 12, 2.6, 0xFF57606A)
    for q in (-10, 8):
        near.rect(x + q, 84, 2, 20, 0xFF7A5A40)
    near.poly([(x - 16, 86), (x, 75), (x + 16, 86)], SNOW if site.snowy else 0xFF9A5640)
    near.line(x, 86, x, 97, 0xFF5A4634, 0.9)
    near.rect(x - 2.6, 96, 5.2, 5, 0xFF8A6A45, 1)
    for q in (x + (40 if x < 128 else -40),):
        lamp_post(near, site, q, 114, 44, lights)
    return [Layer(0.0, sky(site)), Layer(0.35, far), Layer(1.0, near, lights)]
