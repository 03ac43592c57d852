"""Backdrops of towns: streets, roofs, harbours, markets, stations, airports, sports grounds, factories."""

from __future__ import annotations

import math

from vgot.animatic.backdrops.country import pane
from vgot.animatic.backdrops.kit import SNOW, WIDTH, Layer, Site, glow, ground, lamp_post, round_tree, sky, water
from vgot.animatic.backdrops.rooms import plant_pot
from vgot.animatic.canvas import X0, X1, Colour, Group, alpha, linear, mix, shade

NEON = (0xFFFF3FA8, 0xFF2FE0FF, 0xFFB96BFF, 0xFFFFE14A)


def tower_block(
    g: Group,
    site: Site,
    x: float,
    y: float,
    w: float,
    h: float,
    colour: Colour,
    air: float,
    lights: Group | None = None,
) -> None:
    """A building whose foot stands at y, with rows of windows that shine by night."""
    r, c = site.rng, site.haze(colour, air)
    g.rect(x, y - h, w, h + 4, linear(x, 0, x + w, 0, [shade(c, -0.06), shade(c, 0.12)]))
    g.rect(x - 1, y - h - 2, w + 2, 3, shade(c, -0.14))
    across, ww = max(2, int(w / 9)), 4.2
    step = w / across
    for row in range(max(1, int((h - 12) / 12))):
        for col in range(across):
            on = r.random() < 0.62
            dark, lit = shade(c, 0.28), mix(0xFFFFE08A, site.sky[1], air * 0.7)
            g.rect(
                x + col * step + (step - ww) / 2,
                y - h + 7 + row * 12,
                ww,
                6.4,
                lit if site.lit and on else dark if site.lit else mix(shade(c, -0.45), site.sky[1], 0.35),
            )
    if lights is not None and site.lit:
        glow(lights, x + w / 2, y - h / 2, w * 0.9, 0xFFFFC860, 0.16)


def city(site: Site) -> list[Layer]:  # noqa: C901
    r = site.rng
    far, mid, near, lights = Group(), Group(), Group(), Group()
    for x in site.spread(24, 0.3):
        w, h = r.uniform(18, 26), r.uniform(46, 92) * (0.6 if site.old else 1.15 if site.future else 1)
        c = site.haze(0xFF7D8FBC, 0.55)
        far.rect(x - w / 2, 104 - h, w, h, linear(0, 104 - h, 0, 104, [c, site.haze(c, 0.4)]))
        if r.random() < 0.4 and not site.old:
            far.rect(x - 0.6, 104 - h - 12, 1.2, 12, c)
        with site.aside(x):
            for _ in range(4 if site.lit else 0):
                far.rect(
                    x - w / 2 + 3 + 5 * r.randrange(3), 104 - h + 6 + 7 * r.randrange(int(h / 9)), 2, 2.6, 0xC0FFE08A
                )
    walls = (0xFFB5655A, 0xFF6F7FA8, 0xFFC99A6B, 0xFF5F8A8B, 0xFF8A6FA0, 0xFFA9795A, 0xFF7C8A96)
    x = X0 - 40
    while x < X1 + 20:
        w = r.uniform(34, 46)
        tower_block(mid, site, x, 106, w, r.uniform(52, 108) * (0.68 if site.old else 1), r.choice(walls), 0.14, lights)
        x += w + r.uniform(0, 2)
    # the ground floors: shops with awnings
    ground(near, 0xFF5D626E if not site.old else 0xFF9A8E80, 113)
    x = X0 - 40
    while x < X1 + 20:
        w, c = r.uniform(44, 58), r.choice(walls)
        near.rect(x, 78, w, 34, linear(x, 0, x + w, 0, [shade(c, 0.02), shade(c, 0.16)]))
        near.rect(x, 75, w, 5, shade(c, -0.18))
        gw = w * 0.56
        near.rect(x + 5, 88, gw, 20, 0xFF2E333D, 1)
        near.rect(x + 6, 89, gw - 2, 18, 0xFFFFE3A0 if site.lit else mix(0xFF9CC3D6, site.sky[1], 0.3), 1)
        near.poly([(x + 9, 107), (x + 16, 89), (x + 21, 89), (x + 14, 107)], 0x50FFFFFF)
        near.rect(x + gw + 9, 87, 11, 25, shade(c, 0.4), 1)
        near.rect(x + gw + 11, 89, 7, 11, pane(site), 0.6)
        tone = r.choice((0xFFD8414A, 0xFF3E9E5F, 0xFF3C6FD1, 0xFFEE8434, 0xFF8355C4))
        for k in range(6):
            near.poly(
                [
                    (x + 4 + k * (gw + 2) / 6, 83),
                    (x + 4 + (k + 1) * (gw + 2) / 6, 83),
                    (x + 3 + (k + 1) * (gw + 6) / 6, 91),
                    (x + 2 + k * (gw + 6) / 6, 91),
                ],
                tone if k % 2 == 0 else 0xFFFBF6EA,
            )
        if site.lit:
            glow(lights, x + 5 + gw / 2, 98, 34, 0xFFFFC860, 0.35)
        with site.aside(x):
            if site.light == "neon" or site.future and site.lit:
                n = r.choice(NEON)
                sx, sy = x + r.uniform(4, w - 16), r.uniform(46, 62)
                near.rect(sx, sy, 11, 24, 0xFF241A36, 2)
                near.frame(sx + 1, sy + 1, 9, 22, n, 1.2, 2)
                for k in range(3):
                    near.rect(sx + 3, sy + 5 + k * 6, 5, 2.4, n, 1)
                glow(lights, sx + 5.5, sy + 12, 36, n, 0.55)
        x += w
    near.rect(X0 - 60, 111, WIDTH + 120, 13, linear(0, 111, 0, 124, [0xFFC6C7CB, 0xFFA9ABB2]))
    near.rect(X0 - 60, 123, WIDTH + 120, 2.4, 0xFF85888F)
    for x in site.spread(20, 0):
        near.line(x, 111.5, 128 + (x - 128) * 1.05, 123, 0x30000000, 0.8)
    if not site.old:
        for x in site.spread(14, 0):
            near.poly([(x, 138), (x + 22, 138), (x + 24, 141.5), (x, 141.5)], 0xFFF3E3A0)
    with site.aside():
        if site.weather in ("rain", "storm") or site.light == "neon":
            for _ in range(12):
                x = r.uniform(X0, X1)
                near.ellipse(
                    x,
                    r.uniform(127, 150),
                    r.uniform(10, 26),
                    r.uniform(1, 2.2),
                    alpha(mix(site.sky[2], 0xFFFFFFFF, 0.2), 0.35),
                )
    for x in (X0 + 40, -18, 30, 218, 270, X1 - 30):
        lamp_post(near, site, x + r.uniform(-6, 6), 122, 58, lights)
    for x in (72, 186) if r.random() < 0.6 else (70,):
        if site.season != "winter":
            near.rect(x - 6, 116, 12, 7, 0xFF7A5A40, 1)
            round_tree(near, site, x, 117, 0.9)
    if not site.old:
        x = r.choice((18.0, 232.0))
        c = r.choice((0xFFE3B23C, 0xFFC9463F, 0xFF4C7FB8))
        near.curve([(x - 15, 128), (x - 11, 116), (x, 115), (x + 12, 116), (x + 17, 128)], shade(c, 0.1), close=True)
        near.curve(
            [(x - 11, 127), (x - 8, 118.5), (x, 118), (x + 9, 118.5), (x + 13, 127)],
            mix(0xFFBFDDEB, site.sky[1], 0.4),
            close=True,
        )
        near.rect(x - 27, 125, 54, 12, linear(0, 125, 0, 137, [shade(c, -0.12), shade(c, 0.16)]), 5)
        near.rect(x - 0.7, 118, 1.6, 9, shade(c, 0.1))
        for q in (-15, 15):
            near.circle(x + q, 137, 5.6, 0xFF2B2E36)
            near.circle(x + q, 137, 2.6, 0xFFC3C9D2)
        near.rect(x + 24, 128, 3, 3.4, 0xFFFFF2B8, 1)
    return [Layer(0.0, sky(site)), Layer(0.25, far), Layer(0.6, mid), Layer(1.0, near, lights)]


def rooftop(site: Site) -> list[Layer]:
    r = site.rng
    far, mid, near, lights = Group(), Group(), Group(), Group()
    for row, (air, low, high) in enumerate(((0.6, 40, 96), (0.32, 26, 74))):
        g = (far, mid)[row]
        for x in site.spread(22, 0.3):
            tower_block(
                g,
                site,
                x - 14,
                118,
                r.uniform(22, 30),
                r.uniform(low, high),
                r.choice((0xFF7D8FBC, 0xFF8A7FA8, 0xFF6F86A0, 0xFFA07F86)),
                air,
                lights if row else None,
            )
        g.rect(X0 - 60, 112, WIDTH + 120, 140, site.haze(0xFF5F6A86, air))
    ground(near, 0xFF9A8F8A, 112)
    for k in range(9):
        near.rect(X0 - 60, 118 + k * 9, WIDTH + 120, 0.8, 0x22000000)
    brick = 0xFFA8614E
    near.rect(X0 - 60, 93, WIDTH + 120, 19, linear(0, 93, 0, 112, [shade(brick, -0.05), shade(brick, 0.16)]))
    for j in range(3):
        for k in range(46):
            near.rect(
                X0 + k * 13 + (6 if j % 2 else 0),
                96 + j * 5.4,
                11.4,
                4.2,
                alpha(shade(brick, r.choice((0.1, -0.12, 0.0))), 0.8),
                0.5,
            )
    near.rect(X0 - 60, 89.5, WIDTH + 120, 5, 0xFFC9BFB5)
    x = r.choice((30.0, 222.0))
    for q in (-11, 9):
        near.line(x + q, 112, x + q * 0.8, 70, 0xFF5A4634, 2.2)
    near.rect(x - 17, 38, 34, 34, linear(x - 17, 0, x + 17, 0, [0xFFA87848, 0xFF6E4A2A]), 2)
    for k in range(3):
        near.rect(x - 17, 45 + k * 10, 34, 1.4, 0xFF4E3620)
    near.poly([(x - 20, 39), (x, 24), (x + 20, 39)], SNOW if site.snowy else 0xFF6A6F7B)
    x = 256 - x
    near.rect(x - 20, 82, 40, 30, 0xFF8C94A0, 2)
    near.circle(x, 97, 11, 0xFF5B626E)
    for k in range(4):
        near.line(x, 97, x + 10 * math.cos(k * 1.57 + 0.5), 97 + 10 * math.sin(k * 1.57 + 0.5), 0xFFAEB5BF, 3)
    for k in range(26):
        xx = X0 + k * 24
        near.line(xx, 62 + 5 * math.sin(k * 0.9), xx + 24, 62 + 5 * math.sin(k * 0.9 + 0.9), 0xFF3C414C, 0.8)
        near.circle(xx, 64 + 5 * math.sin(k * 0.9), 2, 0xFFFFE9A8)
        if site.lit:
            glow(lights, xx, 64 + 5 * math.sin(k * 0.9), 12, 0xFFFFD27A, 0.5)
    plant_pot(near, site, x + (34 if x < 128 else -34), 116, 1.0)
    return [Layer(0.0, sky(site)), Layer(0.2, far), Layer(0.45, mid), Layer(1.0, near, lights)]


def harbour(site: Site) -> list[Layer]:
    r = site.rng
    far, mid, near, lights = Group(), Group(), Group(), Group()
    c = site.haze(0xFF6FA08A, 0.45)
    for x in site.spread(5):
        far.ellipse(x, 80, r.uniform(50, 84), r.uniform(8, 15), c)
    water(far, site, 78, 0xFF3688B5, 34, 44)
    lx = r.choice((38.0, 216.0))
    far.ellipse(lx, 83, 30, 6, site.haze(0xFF7A7468, 0.2))
    far.poly(
        [(lx - 9, 80), (lx - 5.6, 22), (lx + 5.6, 22), (lx + 9, 80)],
        linear(lx - 9, 0, lx + 9, 0, [0xFFFFFFFF, 0xFFD5D8DC]),
    )
    for y, h in ((34, 11), (57, 12)):
        far.poly(
            [
                (lx - 5.6 - (y - 22) * 0.059, y),
                (lx + 5.6 + (y - 22) * 0.059, y),
                (lx + 5.6 + (y + h - 22) * 0.059, y + h),
                (lx - 5.6 - (y + h - 22) * 0.059, y + h),
            ],
            0xFFD8473F,
        )
    far.rect(lx - 9, 20, 18, 2.4, 0xFF3C414C)
    far.rect(lx - 5, 9, 10, 11, 0xFFFFE9A8 if site.lit else 0xFFBFDDEB)
    far.poly([(lx - 7, 10), (lx, 1), (lx + 7, 10)], 0xFFD8473F)
    if site.lit:
        glow(lights, lx, 14, 46, 0xFFFFE59A, 0.8)
        lights.poly(
            [(lx, 13), (lx - 190, -6), (lx - 190, 26)],
            linear(lx, 0, lx - 190, 0, [alpha(0xFFFFE59A, 0.4), alpha(0xFFFFE59A, 0)]),
        )
    for x in site.spread(6, 0.3):
        if abs(x - lx) < 34:
            continue
        hull = r.choice((0xFFD8473F, 0xFF2F6FA8, 0xFFF3EFE6, 0xFF2E8A7A))
        s = r.uniform(0.85, 1.1)
        mid.rect(x - 1.2 * s, 34 * s + 6, 2.4 * s, 58, 0xFF6B4A2E)
        mid.curve(
            [(x + 2, 92 - 52 * s), (x + 26 * s, 92 - 26 * s), (x + 30 * s, 84), (x + 2, 84)], 0xFFFBF5E6, close=True
        )
        mid.poly(
            [(x + 2, 92 - 52 * s), (x + 30 * s, 84), (x + 2, 84)], linear(x, 0, x + 30, 0, [0xFFFFFBF0, 0xFFE6DAC0])
        )
        mid.poly([(x - 2, 92 - 46 * s), (x - 2, 84), (x - 20 * s, 84)], 0xFFF0D8B0)
        mid.curve(
            [
                (x - 29 * s, 87),
                (x, 90),
                (x + 36 * s, 86),
                (x + 31 * s, 96),
                (x + 24 * s, 99),
                (x, 101),
                (x - 21 * s, 99),
                (x - 27 * s, 95),
                (x - 29 * s, 87),
            ],
            linear(0, 86, 0, 100, [shade(hull, -0.1), shade(hull, 0.22)]),
            close=True,
        )
        mid.curve([(x - 28.5 * s, 88.5), (x, 91.5), (x + 35.5 * s, 87.5)], stroke=0xFFFFFFFF, width=1.3)
        mid.ellipse(x + 2, 102, 32 * s, 2, 0x50FFFFFF)
    wood = 0xFFB08252
    near.rect(X0 - 60, 107, WIDTH + 120, 180, linear(0, 107, 0, 165, [shade(wood, -0.1), wood, shade(wood, 0.24)]))
    for k in range(12):
        y = 107 + k * 4 + k * k * 0.8
        near.rect(X0 - 60, y, WIDTH + 120, 0.7 + k * 0.06, alpha(0xFF5A3A1E, 0.55))
    for k in site.spread(36, 0.3):
        y = r.uniform(110, 150)
        near.rect(k, y, 1, 2.2, alpha(0xFF5A3A1E, 0.6))
    for x in site.spread(10, 0.05):
        near.rect(x - 3.6, 95, 7.2, 19, linear(x - 3.6, 0, x + 3.6, 0, [0xFF8B6039, 0xFF593A20]), 1.5)
        near.ellipse(x, 95.4, 3.6, 1.3, 0xFFA77B4E)
        near.rect(x - 4, 101, 8, 2.4, 0xFFD9C8A4, 1)
        near.curve([(x + 4, 102), (x + 30, 112), (x + 56, 102)], stroke=0xFFD9C8A4, width=1.5)
    x = r.choice((28.0, 206.0))
    for dx, y, s in ((0, 126, 18), (17, 128, 15), (5, 109, 14)):
        near.rect(x + dx, y - s, s, s, linear(x + dx, 0, x + dx + s, 0, [0xFFC79A62, 0xFF95693B]))
        near.frame(x + dx + 0.8, y - s + 0.8, s - 1.6, s - 1.6, 0xFF7A5430, 1.4)
        near.line(x + dx + 1, y - 1, x + dx + s - 1, y - s + 1, 0xFF7A5430, 1.3)
    x = 256 - x - 16
    near.ring(x, 122, 7, 3.2, 0xFFD9C8A4, 2.2)
    near.ring(x, 119.6, 6, 2.8, 0xFFC9B58C, 2.2)
    for _ in range(3):
        gx, gy = r.uniform(20, 236), r.uniform(12, 50)
        mid.curve([(gx - 6, gy), (gx - 3, gy - 4), (gx, gy)], stroke=0xFFFFFFFF, width=1.2)
        mid.curve([(gx, gy), (gx + 3, gy - 4), (gx + 6, gy)], stroke=0xFFFFFFFF, width=1.2)
    lamp_post(near, site, X0 + 60, 110, 50, lights)
    lamp_post(near, site, 246, 112, 52, lights)
    return [Layer(0.0, sky(site)), Layer(0.35, far, lights), Layer(0.6, mid), Layer(1.0, near)]


def market(site: Site) -> list[Layer]:
    r = site.rng
    far, near, lights = Group(), Group(), Group()
    for x in site.spread(13, 0.15):
        tower_block(
            far,
            site,
            x - 22,
            106,
            44,
            r.uniform(44, 78),
            r.choice((0xFFD9B48C, 0xFFC98F73, 0xFFB7A58C, 0xFFE3C9A2)),
            0.35,
        )
    ground(near, 0xFFCDB894 if not site.snowy else 0xFFDDE5EC, 106)
    for _ in range(50):
        y = r.uniform(110, 158)
        k = 0.5 + (y - 100) / 40
        near.ellipse(r.uniform(X0, X1), y, 5 * k, 1.3 * k, alpha(0xFF9A8462, 0.35))
    for x in (-118.0, -44.0, 26.0, 228.0, 300.0, 376.0):
        x += r.uniform(-5, 5)
        tone = r.choice((0xFFD8414A, 0xFF3E9E5F, 0xFF3C6FD1, 0xFFEE8434, 0xFF8355C4, 0xFF2A9D97))
        for q in (-29, 27):
            near.rect(x + q, 62, 2.6, 54, 0xFF7A5A40)
        near.rect(x - 29, 66, 58, 34, alpha(shade(tone, 0.55), 0.75))
        for k in range(8):
            a = x - 34 + k * 8.5
            near.poly(
                [(a + 2 if k < 4 else a, 50), (a + 8.5 if k < 4 else a + 6.5, 50), (a + 8.5, 66), (a, 66)],
                tone if k % 2 == 0 else 0xFFFBF6EA,
            )
            near.circle(a + 4.25, 66, 4.25, tone if k % 2 == 0 else 0xFFFBF6EA)
        near.rect(x - 33, 97, 66, 5, 0xFFB98A57, 1)
        near.rect(x - 31, 102, 62, 15, linear(0, 102, 0, 117, [0xFF9C6E42, 0xFF77502E]))
        for k in range(4):
            c = r.choice((0xFFE4574F, 0xFFF2A03C, 0xFF7DB546, 0xFFF5D04A, 0xFF8355C4, 0xFFEFEBDD))
            bx = x - 31 + k * 15.6
            near.rect(bx, 92, 14.4, 6, 0xFFC89A62, 1)
            for j in range(4):
                near.circle(bx + 2.6 + j * 3.1, 91.5 - (j % 2) * 1.6, 2.3, shade(c, 0.08 * (j % 3)))
        for k in range(3):
            near.circle(x - 16 + k * 16, 74, 3.2, r.choice((0xFFF2C230, 0xFFE4574F, 0xFF7DB546)))
            near.line(x - 16 + k * 16, 66, x - 16 + k * 16, 71, 0xFF5A4634, 0.8)
        if site.lit:
            near.circle(x, 70, 2.6, 0xFFFFF0B0)
            glow(lights, x, 80, 44, 0xFFFFC860, 0.5)
    for k in range(30):
        x = X0 + k * 20
        y = 34 + 6 * math.sin(k * 0.8)
        near.line(x, y, x + 20, 34 + 6 * math.sin(k * 0.8 + 0.8), 0xFF5A4634, 0.7)
        near.poly(
            [(x + 2, y), (x + 11, y + 0.5), (x + 6.5, y + 9)], (0xFFE4574F, 0xFFF5D04A, 0xFF4FA5C9, 0xFF7DB546)[k % 4]
        )
    for x in (64, 190):
        near.ellipse(x, 126, 9, 3, 0xFF8A6A45)
        near.rect(x - 9, 117, 18, 9, linear(x - 9, 0, x + 9, 0, [0xFFC09058, 0xFF8A6038]), 2)
        for j in range(5):
            near.circle(x - 6 + j * 3, 116 - (j % 2) * 1.8, 2.7, r.choice((0xFFE4574F, 0xFFF2A03C, 0xFF7DB546)))
    return [Layer(0.0, sky(site)), Layer(0.4, far), Layer(1.0, near, lights)]
