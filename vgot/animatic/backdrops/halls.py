"""Backdrops of large halls: church, theatre, gallery, ballroom, prison."""

from __future__ import annotations

from vgot.animatic.backdrops.home import PITCH, bays, gap
from vgot.animatic.backdrops.kit import TOP, WIDTH, Layer, Site, glow, ground
from vgot.animatic.backdrops.rooms import boards, curtains, picture, tiles, wall, window
from vgot.animatic.canvas import BOTTOM, X0, X1, Group, alpha, linear, mix, shade


def church(site: Site) -> list[Layer]:
    r = site.rng
    back, near, lights = Group(), Group(), Group()
    stone, turn = r.choice((0xFFCDBFA8, 0xFFC9C4BC, 0xFFD8C7A4, 0xFFB9B4B8)), r.randrange(6)
    carpet = r.choice((0xFFB23A44, 0xFF3F5F9A, 0xFF6F4A8A))
    wall(back, stone, 102)
    glassy = (0xFFE4574F, 0xFF3C6FD1, 0xFFF2C230, 0xFF3E9E5F, 0xFF8355C4, 0xFF35BFD6)

    def stained(x: float, y: float, w: float, h: float) -> None:
        back.rect(x - 3, y - 3, w + 6, h + 6, shade(stone, 0.2), w / 2)
        pane = back.group().clip(x, y, w, h, w / 2)
        pane.rect(x, y, w, h, 0xFF4A3F5A)
        cols = 3
        for j in range(7):
            for k in range(cols):
                c = mix(glassy[(j * 2 + k * 3 + int(x) + turn) % 6], site.sky[2], 0.25 if not site.dark else 0.0)
                c = shade(c, 0.45) if site.dark else c
                pane.poly(
                    [
                        (x + k * w / cols + 0.5, y + j * h / 7 + 0.5),
                        (x + (k + 1) * w / cols - 0.5, y + j * h / 7 + 1.6),
                        (x + (k + 1) * w / cols - 0.5, y + (j + 1) * h / 7 - 0.5),
                        (x + k * w / cols + 0.5, y + (j + 1) * h / 7 - 1.6),
                    ],
                    c,
                )
        pane.circle(x + w / 2, y + w * 0.62, w * 0.26, 0xFFFFE9A8 if not site.dark else 0xFF8A7A5A)
        if not site.dark:
            for k in range(3):
                back.poly(
                    [
                        (x + w * 0.2, y + h * 0.3),
                        (x + w * 0.9, y + h * 0.3),
                        (x + w * 0.9 - 30 - k * 12, 112),
                        (x + w * 0.2 - 42 - k * 12, 112),
                    ],
                    alpha(glassy[(k * 2) % 6], 0.05),
                )

    for x in (-132, -62, 14, 82, 152, 220, 290, 362):
        if x in (82, 152):
            continue
        stained(x, -8, 26, 70)
    stained(108, -34, 40, 92)
    for x in (-152, -84, -12, 58, 188, 258, 330, 400):
        back.rect(x - 5, -140, 12, 246, linear(x - 5, 0, x + 7, 0, [shade(stone, -0.25), shade(stone, 0.16)]))
        back.rect(x - 8, -16, 18, 5, shade(stone, -0.1), 1)
        back.rect(x - 8, 92, 18, 12, shade(stone, 0.08), 1)
    for x in (-118, -48, 23, 223, 294, 365):
        back.curve(
            [(x - 36, -16), (x - 30, -62), (x + 1, -66), (x + 32, -62), (x + 36, -16)],
            stroke=shade(stone, 0.14),
            width=5,
        )
    boards(near, 0xFFB5A48C, 103, 18)
    near.poly(
        [(108, 103), (148, 103), (148 + 110, BOTTOM), (108 - 110, BOTTOM)],
        linear(0, 103, 0, 165, [carpet, shade(carpet, 0.3)]),
    )
    near.rect(88, 92, 80, 11, 0xFFBFB19A, 1)
    near.rect(98, 76, 60, 17, linear(0, 76, 0, 93, [0xFFFBF6EA, 0xFFDDD2BC]))
    near.rect(95, 73, 66, 4, 0xFFFFFFFF, 1)
    near.rect(126.4, 50, 3.2, 24, 0xFFD9B45C)
    near.rect(120, 56, 16, 3, 0xFFD9B45C)
    for x in (102, 110, 146, 154):
        near.rect(x - 1.2, 64, 2.4, 9, 0xFFFFFDF4)
        near.ellipse(x, 61.6, 1.4, 2.6, 0xFFFFC85A)
        glow(lights, x, 61, 18, 0xFFFFC85A, 0.5)
    for row, (y, s) in enumerate(((112, 1.0), (124, 1.3), (141, 1.75))):
        for side in (-1, 1):
            x0 = 128 + side * (52 + row * 22)
            w = 240
            a = x0 if side > 0 else x0 - w
            near.rect(a, y - 15 * s, w, 9 * s, linear(0, y - 15 * s, 0, y, [0xFF9A6A42, 0xFF6F4628]), 1)
            near.rect(a, y - 6 * s, w, 8 * s, 0xFF5E3C24)
            near.rect(a, y - 16.4 * s, w, 2.2 * s, 0xFFB8854E, 1)
            near.rect(x0 - 3 * s if side > 0 else x0 - 2 * s, y - 19 * s, 5 * s, 21 * s, 0xFF7F5432, 1.4)
            near.circle(x0 + (0 if side > 0 else 0.5), y - 21 * s, 3 * s, 0xFFFFFFFF)
            near.circle(x0 + 2, y - 22.6 * s, 2 * s, 0xFFF5B7C4)
    return [Layer(0.6, back), Layer(1.0, near, lights)]


def theatre(site: Site) -> list[Layer]:
    r = site.rng
    back, near, front, lights = Group(), Group(), Group(), Group()
    back.rect(X0 - 60, TOP - 40, WIDTH + 120, 400, linear(0, -30, 0, 110, [0xFF3A1F3A, 0xFF6A3456]))
    scene = back.group()
    for k in range(3):
        scene.ellipse(40 + k * 88, 106, 74, 30 - 5 * (k % 2), (0xFF4F3A6A, 0xFF5A4276, 0xFF4A3462)[k])
    scene.circle(190 - 120 * r.randrange(2), 26, 15, 0xFFF3DFA8)
    for _ in range(26):
        scene.circle(r.uniform(X0, X1), r.uniform(-20, 66), r.choice((0.6, 0.9)), 0xFFFFE9B8)
    boards(near, 0xFFB0743F, 104)
    for q in (-1, 1):
        for k in range(9):
            x = 128 + q * (92 + k * 14)
            near.curve(
                [
                    (x - 8, -140),
                    (x, -140),
                    (x + 8, -140),
                    (x + 8, 0),
                    (x + 9, 116),
                    (x, 122),
                    (x - 9, 116),
                    (x - 8, 0),
                    (x - 8, -140),
                ],
                linear(x - 8, 0, x + 9, 0, [0xFFD2404A, 0xFFA3262F, 0xFF7C1A24]),
                close=True,
            )
        near.rect(128 + q * 98 - 13, 66, 26, 5, 0xFFE0B23C, 2)
    for k in range(11):
        x = X0 - 20 + k * 62
        near.curve(
            [(x, -60), (x + 62, -60), (x + 62, 2), (x + 31, 30), (x, 2)],
            linear(0, -30, 0, 22, [0xFF8C1E28, 0xFFC2363F]),
            close=True,
        )
        near.curve([(x, 2), (x + 31, 30), (x + 62, 2)], stroke=0xFFE0B23C, width=2.4)
    for x in (40, 128, 216):
        lights.poly(
            [(x - 6, -60), (x + 6, -60), (128 + (x - 128) * 0.3 + 44, 128), (128 + (x - 128) * 0.3 - 44, 128)],
            linear(0, -40, 0, 128, [alpha(0xFFFFF1C8, 0.34), alpha(0xFFFFF1C8, 0.04)]),
        )
    lights.ellipse(128, 127, 60, 9, alpha(0xFFFFF1C8, 0.22))
    for x in site.spread(24, 0):
        near.curve([(x - 5, 152), (x - 5, 145), (x, 144), (x + 5, 145), (x + 5, 152)], 0xFFE0B23C, close=True)
        glow(lights, x, 146, 14, 0xFFFFE2A0, 0.4)
    return [Layer(0.6, back), Layer(1.0, near, lights), Layer(1.4, front)]


def gallery(site: Site) -> list[Layer]:
    r = site.rng
    room, near, lights = Group(), Group(), Group()
    tone = r.choice((0xFFEDE7DC, 0xFFC7CFD6, 0xFFB5604C, 0xFF3F5F6B))
    wall(room, tone, 102, 0xFFF6F2EA)
    boards(near, 0xFFC69A66, 103)
    for x in bays(site):
        gap(room, near, site, x + 209, 103, 0xFFEFE9DD)
        for px, py, w, h in ((0, 6, 40, 50), (54, 14, 32, 28), (98, 2, 54, 46), (164, 12, 32, 40)):
            picture(room, x + px, py, w, h, site, r.choice((0xFFC9A24B, 0xFFB98A4E, 0xFF3A3036)))
            room.rect(x + px + w / 2 - 4, py + h + 5, 8, 3.6, 0xFFFBF8EF)
            glow(lights, x + px + w / 2, py + h * 0.4, w * 0.8, 0xFFFFF0C8, 0.28 if site.lit else 0.12)
        for q in (24, 180):
            near.rect(x + q - 10, 84, 20, 30, linear(x + q - 10, 0, x + q + 10, 0, [0xFFFFFFFF, 0xFFD3D0C8]))
            near.rect(x + q - 12, 82, 24, 4, 0xFFF2EFE8, 0.8)
            c = 0xFFE6DFD2
            if q == 24:
                near.rect(x + q - 4, 76, 8, 7, shade(c, 0.1))
                near.curve(
                    [(x + q - 9, 77), (x + q - 8, 68), (x + q, 68), (x + q + 8, 68), (x + q + 9, 77)], c, close=True
                )
                near.ellipse(x + q, 60, 6, 8, linear(x + q - 6, 0, x + q + 6, 0, [0xFFF4EFE4, 0xFFC9C0B0]))
                near.curve(
                    [(x + q - 6, 58), (x + q - 6, 50), (x + q, 50), (x + q + 7, 50), (x + q + 6, 58)],
                    shade(c, 0.12),
                    close=True,
                )
            else:
                near.curve(
                    [
                        (x + q - 4, 82),
                        (x + q - 9, 72),
                        (x + q - 3, 64),
                        (x + q - 5, 58),
                        (x + q, 57),
                        (x + q + 5, 58),
                        (x + q + 3, 64),
                        (x + q + 9, 72),
                        (x + q + 4, 82),
                    ],
                    linear(x + q - 8, 0, x + q + 8, 0, [0xFF5FA0C4, 0xFF35688F]),
                    close=True,
                )
        for q in (-16, 16):
            near.rect(x + 102 + q * 1.8 - 1.4, 100, 2.8, 22, 0xFFD9B45C)
            near.circle(x + 102 + q * 1.8, 99, 2.4, 0xFFE9CF8A)
        near.curve([(x + 73, 102), (x + 102, 118), (x + 131, 102)], stroke=0xFFB5303C, width=2.8)
        near.rect(x + 92, -60, 1, 40, 0xFF59616D)
        room.rect(x - 10, -30, PITCH, 2.4, 0xFF59616D)
    return [Layer(0.6, room, lights), Layer(1.0, near)]


def ballroom(site: Site) -> list[Layer]:
    r = site.rng
    room, near, lights = Group(), Group(), Group()
    tone = r.choice((0xFFEBD7B4, 0xFFD9C7DE, 0xFFC9D8D2))
    wall(room, tone, 102, 0xFFF8F0E0)
    gold = 0xFFE0B855
    for x in (-136.0, -44.0, 48.0, 208.0, 300.0, 392.0):
        room.rect(x - 8, -140, 16, 244, linear(x - 8, 0, x + 8, 0, [0xFFFFFFFF, 0xFFF3EBDD, 0xFFC9BBA4]))
        room.rect(x - 11, -34, 22, 8, gold, 1)
        room.rect(x - 11, 92, 22, 12, 0xFFE9DFCC, 1)
        room.rect(x - 11, 92, 22, 2, gold)
    for x in (-90.0, 2.0, 254.0, 346.0):
        window(room, site, x - 18, -20, 36, 92, 0xFFF8F0E0, 2, "hills", True)
        curtains(room, x - 18, -14, 36, 96, 0xFFB23A44)
    room.curve([(94, 106), (94, 20), (128, 14), (162, 20), (162, 106)], shade(tone, 0.18), close=True)
    room.curve([(94, 106), (94, 20), (128, 14), (162, 20), (162, 106)], stroke=gold, width=2)
    for k in range(6):
        room.rect(128 - 14 - k * 5, 66 + k * 7, 28 + k * 10, 7, shade(0xFFF3EBDD, 0.03 * k))
        room.rect(128 - 7 - k * 2, 66 + k * 7, 14 + k * 4, 7, shade(0xFFB23A44, 0.04 * k))
    tiles(near, 0xFFF1E4CB, 0xFFB99A73, 103)
    near.ellipse(128, 134, 90, 15, alpha(0xFFFFFFFF, 0.16))
    for x in (-44.0, 56.0, 200.0, 300.0):
        y = 20 if x in (56.0, 200.0) else 14
        near.line(x, -140, x, y - 8, 0xFFB08A3A, 1.4)
        for q in (-1, 1):
            near.curve([(x, y + 8), (x + q * 16, y + 12), (x + q * 20, y)], stroke=gold, width=1.8)
            near.curve([(x, y + 3), (x + q * 9, y + 7), (x + q * 11, y - 2)], stroke=gold, width=1.8)
        for q in (-20, -11, 0, 11, 20):
            near.rect(x + q - 1.2, y - 6 + (0 if abs(q) > 15 else -2), 2.4, 6, 0xFFFFFDF4)
            near.ellipse(x + q, y - 8 + (0 if abs(q) > 15 else -2), 1.5, 2.6, 0xFFFFD67A)
        for q in range(-3, 4):
            near.poly(
                [(x + q * 5 - 1.3, y + 9), (x + q * 5 + 1.3, y + 9), (x + q * 5, y + 14 + (3 - abs(q)))], 0xE0EAF6FF
            )
        glow(lights, x, y, 58, 0xFFFFE2A0, 0.6 if site.lit else 0.3)
    for x in (-100.0, 22.0, 236.0, 350.0):
        near.rect(x - 5, 98, 10, 18, linear(x - 5, 0, x + 5, 0, [0xFFF8F0E0, 0xFFC9BBA4]))
        near.ellipse(x, 97, 9, 2.4, gold)
        for _ in range(11):
            near.circle(
                x + r.uniform(-11, 11),
                88 + r.uniform(-9, 6),
                r.uniform(3, 4.4),
                r.choice((0xFFF6B8C4, 0xFFFFFFFF, 0xFFEF7C93, 0xFF5FA860)),
            )
    return [Layer(0.6, room), Layer(1.0, near, lights)]


def prison(site: Site) -> list[Layer]:
    r = site.rng
    room, near, front, lights = Group(), Group(), Group(), Group()
    stone = 0xFF7C7F88
    wall(room, stone, 103)
    for j in range(15):
        for k in range(22):
            room.rect(
                X0 + k * 28 + (14 if j % 2 else 0), -44 + j * 10, 26.6, 8.8, shade(stone, r.uniform(-0.1, 0.12)), 1
            )
    for x in bays(site):
        gap(room, near, site, x + 209, 104, 0xFF4A4E58)
        room.rect(x + 118, 4, 38, 30, shade(stone, 0.4), 2)
        room.rect(x + 120, 6, 34, 26, linear(0, 6, 0, 32, list(site.sky)))
        for k in range(4):
            room.rect(x + 125 + k * 7.4, 6, 2.2, 26, 0xFF3A3F48)
        if not site.dark:
            room.poly([(x + 122, 33), (x + 152, 33), (x + 112, 120), (x + 62, 120)], 0x20FFF8DC)
        for k in range(5):
            room.line(x + 74 + k * 4, 40, x + 74 + k * 4, 50, 0x90E8E6DE, 1) if k < 4 else room.line(
                x + 71, 48, x + 90, 42, 0x90E8E6DE, 1
            )
    ground(near, 0xFF6A6D76, 104)
    for x in site.spread(14, 0):
        near.line(x, 104, 128 + (x - 128) * 2.3, BOTTOM, 0x28000000, 1)
    for x in bays(site):
        near.rect(x + 0, 84, 62, 6, 0xFF8A8E98, 1)
        near.rect(x + 2, 79, 58, 6, 0xFFC9C2AE, 2)
        near.rect(x + 4, 75, 14, 5, 0xFFE8E4D8, 2)
        for q in (2, 57):
            near.line(x + q, 90, x + q, 112, 0xFF59616D, 2)
        near.rect(x + 170, 98, 14, 16, linear(x + 170, 0, x + 184, 0, [0xFFAEB5BF, 0xFF767D88]), 2)
        near.ellipse(x + 177, 98, 7, 1.8, 0xFF59616D)
        near.line(x + 100, -60, x + 100, -8, 0xFF3A3F48, 1)
        near.poly([(x + 92, 0), (x + 96, -8), (x + 104, -8), (x + 108, 0)], 0xFF4A5058)
        near.ellipse(x + 100, 0, 6, 1.8, 0xFFFFF2C0)
        glow(lights, x + 100, 4, 56, 0xFFFFE9B0, 0.5 if site.lit else 0.15)
    for x in (-30, -4, 22, 234, 260, 286):
        front.rect(x - 2.4, -80, 4.8, 320, linear(x - 2.4, 0, x + 2.4, 0, [0xFF5A606C, 0xFF2B2F38]))
    return [Layer(0.6, room), Layer(1.0, near, lights), Layer(1.35, front)]
