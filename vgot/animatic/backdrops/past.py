"""Backdrops of the past and of its remains: castles, ruins, pyramids, graves, fields of battle."""

from __future__ import annotations

from vgot.animatic.backdrops.kit import (
    SNOW,
    WIDTH,
    Layer,
    Site,
    bare_tree,
    bush,
    glow,
    ground,
    hills,
    patches,
    pine,
    poplar,
    rock,
    sky,
    tufts,
)
from vgot.animatic.canvas import X0, X1, Colour, Group, alpha, linear, mix, shade


def graveyard(site: Site) -> list[Layer]:
    r = site.rng
    far, near, front = Group(), Group(), Group()
    hills(far, site, 94, 16, 0xFF74967F, 5, 0.45)
    x = r.choice((58.0, 196.0))
    c = site.haze(0xFF8F93A0, 0.4)
    far.rect(x - 20, 66, 40, 40, c)
    far.poly([(x - 23, 67), (x, 48), (x + 23, 67)], shade(c, 0.2))
    far.rect(x - 8, 34, 16, 34, c)
    far.poly([(x - 10, 35), (x, 8), (x + 10, 35)], shade(c, 0.2))
    far.rect(x - 0.8, 0, 1.6, 10, shade(c, 0.3))
    far.rect(x - 3, 2.4, 6, 1.5, shade(c, 0.3))
    for q in (-12, 8):
        far.rect(x + q, 78, 5, 12, 0xFFFFDF8C if site.lit else shade(c, 0.35), 2.5)
    for k in site.spread(12):
        (pine if r.random() < 0.5 else bare_tree)(far, site, k, 104, r.uniform(0.7, 1.1), 0.3)
    grass = mix(site.grass(), 0xFF5F7F5A, 0.45) if not site.snowy else site.grass()
    ground(near, grass, 103)
    for k in site.spread(36, 0):
        near.rect(k, 92, 1.6, 16, 0xFF3A3F48)
        near.poly([(k - 1.2, 92), (k + 0.8, 88), (k + 2.8, 92)], 0xFF3A3F48)
    for y in (95, 104):
        near.rect(X0 - 60, y, WIDTH + 120, 1.4, 0xFF3A3F48)
    bare_tree(near, site, r.choice((16.0, 238.0)), 114, 1.9)
    for row, (y, s, n) in enumerate(((112, 0.85, 14), (122, 1.15, 10), (140, 1.6, 8))):
        for k in site.spread(n, 0.3):
            if 86 < k < 172:
                continue
            c = r.choice((0xFF9AA0A8, 0xFF8A9098, 0xFFAAAFB5))
            w, h = 8 * s, 15 * s
            if r.random() < 0.3:
                near.rect(k - 1.6 * s, y - 20 * s, 3.2 * s, 20 * s, c)
                near.rect(k - 6 * s, y - 15 * s, 12 * s, 3.2 * s, c)
            else:
                near.rect(
                    k - w / 2,
                    y - h,
                    w,
                    h + 1,
                    linear(k - w / 2, 0, k + w / 2, 0, [shade(c, -0.2), shade(c, 0.12)]),
                    w * 0.45,
                )
                near.rect(
                    k - w / 2,
                    y - h * 0.5,
                    w,
                    h * 0.5,
                    linear(k - w / 2, 0, k + w / 2, 0, [shade(c, -0.2), shade(c, 0.12)]),
                )
                for d in (0.62, 0.45):
                    near.rect(k - w * 0.28, y - h * d, w * 0.56, 0.9 * s, shade(c, 0.35))
            if site.snowy:
                near.ellipse(k, y - h, w * 0.5, 1.6 * s, SNOW)
            near.ellipse(k, y + 0.6, w * 0.8, 1.4 * s, shade(grass, 0.25))
            if row and r.random() < 0.35:
                for d in (-2, 0, 2):
                    near.circle(k + d * s, y - 1.5 * s, 1.4 * s, r.choice((0xFFEF5D7C, 0xFFFFFFFF, 0xFFFFD447)))
    tufts(near, site, shade(grass, 0.25), 26, 108)
    return [Layer(0.0, sky(site)), Layer(0.3, far), Layer(1.0, near), Layer(1.5, front)]


def castle(site: Site) -> list[Layer]:  # noqa: C901
    """The courtyard of a castle."""
    r = site.rng
    far, near, lights = Group(), Group(), Group()
    for x in site.spread(5):
        far.poly([(x - 70, 104), (x, 104 - r.uniform(30, 50)), (x + 70, 104)], site.haze(0xFF7186A8, 0.5))
    hills(far, site, 98, 12, 0xFF6FA080, 5, 0.4)
    stone = 0xFFB9B2AC

    def tower(g: Group, x: float, w: float, top: float, c: Colour, roof: Colour | None) -> None:
        g.rect(x - w / 2, top, w, 110 - top, linear(x - w / 2, 0, x + w / 2, 0, [shade(c, -0.14), shade(c, 0.16)]))
        if roof is None:
            for k in range(4):
                g.rect(x - w / 2 - 2 + k * (w + 4) / 3.6, top - 6, (w + 4) / 6, 7, c)
            g.rect(x - w / 2 - 2, top, w + 4, 4, shade(c, -0.08))
        else:
            g.rect(x - w / 2 - 2, top - 1, w + 4, 4, shade(c, -0.08))
            g.poly(
                [(x - w / 2 - 4, top), (x, top - w * 1.5), (x + w / 2 + 4, top)],
                linear(x - w / 2, 0, x + w / 2, 0, [shade(roof, -0.1), shade(roof, 0.2)]),
            )
            g.line(x, top - w * 1.5, x, top - w * 1.5 - 10, 0xFF5A4634, 1)
            g.poly([(x, top - w * 1.5 - 10), (x + 11, top - w * 1.5 - 7), (x, top - w * 1.5 - 4)], 0xFFD8414A)
        for k in range(2):
            g.rect(x - 2, top + 10 + k * 22, 4, 9, 0xFFFFDF8C if site.lit else 0xFF57525A, 2)
        if site.lit:
            glow(lights, x, top + 14, 20, 0xFFFFC860, 0.4)

    roof = r.choice((0xFF4E6FA8, 0xFFA84E4E, 0xFF5E8A6A))
    for x in site.spread(7, 0.25):
        tower(
            far,
            x,
            r.uniform(16, 22),
            r.uniform(22, 52),
            site.haze(stone, 0.3),
            site.haze(SNOW if site.snowy else roof, 0.25),
        )
    near.rect(X0 - 60, 58, WIDTH + 120, 54, linear(0, 58, 0, 112, [shade(stone, -0.05), shade(stone, 0.14)]))
    for x in site.spread(34, 0):
        near.rect(x - 5, 51, 10, 9, shade(stone, -0.02))
    for _ in range(40):
        near.rect(
            r.uniform(X0, X1),
            62 + 6 * r.randrange(8),
            r.uniform(8, 14),
            4.4,
            alpha(shade(stone, r.choice((0.12, -0.16))), 0.7),
            0.8,
        )
    ground(near, 0xFFC2AE8C if not site.snowy else site.grass(), 110)
    patches(near, site, alpha(0xFF7A6748, 0.25), 22, 114)
    gx = r.choice((60.0, 196.0))
    near.rect(gx - 26, 58, 52, 54, shade(stone, -0.1))
    near.curve([(gx - 17, 112), (gx - 17, 66), (gx, 64), (gx + 17, 66), (gx + 17, 112)], 0xFF3E3238, close=True)
    for k in range(5):
        near.rect(gx - 15 + k * 7, 68, 2, 42, 0xFF7A6A5A)
    for y in (76, 88, 100):
        near.rect(gx - 16, y, 32, 1.8, 0xFF7A6A5A)
    for x in (gx - 36, gx + 36, -110, 366):
        tower(near, x, 26, 30, stone, SNOW if site.snowy else roof)
    bx = 256 - gx
    for d, c in ((-30, 0xFFB8313E), (0, 0xFF3C5FA8), (30, 0xFFB8313E)):
        near.poly([(bx + d - 7, 64), (bx + d + 7, 64), (bx + d + 7, 92), (bx + d, 98), (bx + d - 7, 92)], c)
        near.circle(bx + d, 78, 3.6, 0xFFF2C230)
    for d in (-46, 46):
        near.rect(bx + d - 1, 76, 2, 10, 0xFF5A4634)
        if site.lit:
            near.ellipse(bx + d, 72, 3, 5, 0xFFFFB84A)
            glow(lights, bx + d, 72, 30, 0xFFFF9A3C, 0.6)
    return [Layer(0.0, sky(site)), Layer(0.3, far), Layer(1.0, near, lights)]


def ruins(site: Site) -> list[Layer]:
    r = site.rng
    far, near = Group(), Group()
    hills(far, site, 92, 18, 0xFF8FA57F, 5, 0.5)
    c = site.haze(0xFFE0D3B8, 0.35)
    x = r.uniform(96, 160)
    far.rect(x - 54, 96, 108, 8, c)
    far.rect(x - 49, 91, 98, 6, shade(c, 0.06))
    for k in range(7):
        far.rect(
            x - 45 + k * 14, 60, 6, 32, linear(x - 45 + k * 14, 0, x - 39 + k * 14, 0, [shade(c, -0.1), shade(c, 0.16)])
        )
    far.rect(x - 50, 54, 100, 7, c)
    far.poly([(x - 53, 54), (x, 32), (x + 53, 54)], shade(c, -0.05))
    far.poly([(x - 40, 52), (x, 36), (x + 40, 52)], shade(c, 0.14))
    for k in site.spread(12):
        poplar(far, site, k, 103, r.uniform(0.5, 0.8), 0.3)
    earth = mix(site.grass(), 0xFFE0C592, 0.62) if not site.snowy else site.grass()
    ground(near, earth, 104)
    patches(near, site, alpha(shade(earth, 0.25), 0.5), 20, 110)
    stone = 0xFFEADFC8

    def column(k: float, y: float, h: float, s: float) -> None:
        w = 11 * s
        near.rect(k - w * 0.75, y - 4 * s, w * 1.5, 4 * s, shade(stone, 0.06), 0.8)
        near.rect(
            k - w / 2,
            y - h,
            w,
            h - 3 * s,
            linear(k - w / 2, 0, k + w / 2, 0, [shade(stone, -0.3), stone, shade(stone, 0.22)]),
        )
        for d in (-0.25, 0.05, 0.32):
            near.rect(k + d * w, y - h + 2, 0.9 * s, h - 6 * s, alpha(0xFF9A8A68, 0.5))
        if h > 40 * s:
            near.rect(k - w * 0.7, y - h - 4 * s, w * 1.4, 4.4 * s, stone, 1)
            near.rect(k - w * 0.85, y - h - 7 * s, w * 1.7, 3.4 * s, shade(stone, 0.08), 0.6)
        else:
            near.poly(
                [
                    (k - w / 2, y - h + 0.5),
                    (k - w * 0.2, y - h - 4 * s),
                    (k + w * 0.1, y - h - 1 * s),
                    (k + w * 0.3, y - h - 5 * s),
                    (k + w / 2, y - h + 0.5),
                ],
                shade(stone, -0.1),
            )

    for k in (*site.spread(4, 0.25, X0, 66), *site.spread(4, 0.25, 190, X1)):
        column(k, 116 + r.uniform(-4, 5), r.choice((30, 56, 62, 66)) * 1.05, 1.2)
    for k in site.spread(6):
        if not 90 < k < 166:
            near.ellipse(k, 128, 12, 5.4, shade(stone, 0.1))
            near.ellipse(k - 8, 128, 4.4, 5.4, shade(stone, -0.16))
            rock(near, k + 22, 130, 0.7, 0xFFD3C5A6)
    for k in (*site.spread(3, 0.3, X0, 60), *site.spread(3, 0.3, 200, X1)):
        bush(near, site, k, 120, 0.6)
    tufts(near, site, mix(site.grass(), 0xFF8A7A48, 0.4), 24, 108)
    return [Layer(0.0, sky(site)), Layer(0.3, far), Layer(1.0, near)]


def pyramids(site: Site) -> list[Layer]:
    r = site.rng
    far, mid, near = Group(), Group(), Group()

    def pyramid(g: Group, x: float, w: float, h: float, air: float, y: float = 105) -> None:
        c = site.haze(0xFFE0B468, air)
        tip = x + w * 0.05
        g.poly([(x - w, y), (tip, y - h), (x + w, y)], linear(x - w, 0, x + w * 0.2, 0, [shade(c, -0.12), c]))
        g.poly([(x + w, y), (tip, y - h), (x + w * 0.26, y)], shade(c, 0.26))
        for k in range(1, 9):
            t = k / 9
            g.line(
                x - w + (w + w * 0.05) * t,
                y - h * t,
                x + w * 0.26 + (tip - x - w * 0.26) * t,
                y - h * t,
                alpha(0xFF8A5F28, 0.25),
                0.8,
            )
            g.line(
                x + w * 0.26 + (tip - x - w * 0.26) * t,
                y - h * t,
                x + w + (tip - x - w) * t,
                y - h * t,
                alpha(0xFF5A3A18, 0.25),
                0.8,
            )

    for x in site.spread(5, 0.3):
        pyramid(far, x, r.uniform(34, 46), r.uniform(30, 40), 0.42)
    x = r.choice((52.0, 200.0))
    pyramid(mid, x, 86, 80, 0.1)
    pyramid(mid, x + (150 if x < 128 else -150), 56, 50, 0.2)
    pyramid(mid, x + (310 if x < 128 else -290), 76, 70, 0.12)
    hills(mid, site, 106, 7, 0xFFE9C27C, 5, 0.08)
    ground(near, 0xFFF0CB86, 110)
    for _ in range(18):
        k, y = r.uniform(X0, X1), r.uniform(114, 158)
        near.curve(
            [(k, y), (k + 12, y - 2.4), (k + 24, y), (k + 36, y + 2), (k + 48, y)],
            stroke=alpha(0xFFC9974E, 0.5),
            width=1.1,
        )
    q = 256 - x
    near.rect(q - 4.5, 52, 9, 64, linear(q - 4.5, 0, q + 4.5, 0, [0xFFE8C98E, 0xFFB98F4E]))
    near.poly([(q - 4.5, 52), (q, 44), (q + 4.5, 52)], 0xFFF2D98C)
    near.rect(q - 9, 112, 18, 6, 0xFFC9A566)
    for k in range(5):
        near.rect(q - 2 + (k % 2), 60 + k * 9, 3, 5, alpha(0xFF8A5F28, 0.6))
    for k in (q + 26, q - 26):
        near.rect(k - 5, 92, 10, 25, linear(k - 5, 0, k + 5, 0, [0xFFEBCF98, 0xFFBE9655]))
        near.rect(k - 7, 113, 14, 5, 0xFFC9A566)
    for k in (*site.spread(2, 0.3, X0, -20), *site.spread(2, 0.3, 280, X1)):
        rock(near, k, 122, 1.3, 0xFFC99B5C)
    return [Layer(0.0, sky(site)), Layer(0.25, far), Layer(0.45, mid), Layer(1.0, near)]


def battlefield(site: Site) -> list[Layer]:
    r = site.rng
    far, near, lights = Group(), Group(), Group()
    hills(far, site, 92, 18, 0xFF7B7668, 5, 0.45)
    for x in site.spread(12):
        h = r.uniform(14, 40)
        c = site.haze(0xFF6A6460, 0.35)
        far.poly(
            [
                (x - 14, 104),
                (x - 14, 104 - h),
                (x - 7, 104 - h + 6),
                (x - 2, 104 - h - 5),
                (x + 5, 104 - h + 9),
                (x + 12, 104 - h + 3),
                (x + 14, 104),
            ],
            c,
        )
        far.rect(x - 7, 104 - h + 14, 5, 6, shade(c, 0.4))
    for x in site.spread(4):
        for k in range(5):
            far.circle(x + k * 3 + r.uniform(-3, 3), 84 - k * 13, 6 + k * 3.6, site.haze(0xFF4A4644, 0.3 + 0.1 * k))
        glow(lights, x, 92, 22, 0xFFFF8A3C, 0.35)
    earth = 0xFF8A7A5E if not site.snowy else 0xFFD5DCE2
    ground(near, earth, 103)
    patches(near, site, alpha(shade(earth, 0.35), 0.5), 26, 108)
    for x in (*site.spread(3, 0.3, X0, 60), *site.spread(3, 0.3, 196, X1)):
        bare_tree(near, site, x, 114, r.uniform(1.0, 1.4))
    for x in (*site.spread(3, 0.2, X0, 70), *site.spread(3, 0.2, 186, X1)):
        for k in range(7):
            near.ellipse(x - 21 + k * 7, 122 - (k % 2) * 0.6, 4.6, 2.8, 0xFFB5A27A)
        for k in range(6):
            near.ellipse(x - 17 + k * 7, 117.4, 4.6, 2.8, 0xFFC2AF88)
    for x in site.spread(14, 0):
        near.line(x - 4, 114, x + 4, 104, 0xFF5F4A38, 1.6)
        near.line(x + 4, 114, x - 4, 104, 0xFF5F4A38, 1.6)
    near.polyline([(X0 + k * 12, 108 + (2 if k % 2 else -2)) for k in range(51)], 0xFF6A6A70, 0.8)
    return [Layer(0.0, sky(site)), Layer(0.3, far, lights), Layer(1.0, near)]
