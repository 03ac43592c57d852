"""Backdrops where many come and go: station, airport, stadium, factory."""

from __future__ import annotations

import math

from vgot.animatic.backdrops.kit import WIDTH, Layer, Site, glow, ground, sky
from vgot.animatic.backdrops.rooms import plant_pot, wall, window
from vgot.animatic.backdrops.town import tower_block
from vgot.animatic.canvas import BOTTOM, TOP, X0, X1, Group, alpha, linear, mix, shade


def station(site: Site) -> list[Layer]:
    """A railway platform with a train standing."""
    r = site.rng
    far, near, front, lights = Group(), Group(), Group(), Group()
    for x in site.spread(14):
        tower_block(far, site, x - 20, 100, 40, r.uniform(26, 60), r.choice((0xFFB58A78, 0xFF8A95AC, 0xFFC2A488)), 0.5)
    body = r.choice((0xFF2F6B5C, 0xFF8C2F3A, 0xFF2F4F8A)) if not site.future else 0xFFE6EAF0
    train = Group()
    train.rect(X0 - 60, 104, WIDTH + 120, 10, 0xFF3A3D45)
    x = X0 - 20
    while x < X1:
        train.rect(x, 48, 128, 56, linear(0, 48, 0, 104, [shade(body, -0.16), body, shade(body, 0.18)]), 6)
        train.rect(x, 45, 128, 6, 0xFF4A4E58, 3)
        train.rect(x, 84, 128, 4, 0xFFE9CF8A)
        for k in range(4):
            wx = x + 24 + k * 23
            train.rect(wx - 1.4, 56.6, 19.8, 20.8, shade(body, 0.3), 3)
            train.rect(wx, 58, 17, 18, 0xFFFFE3A0 if site.lit else mix(0xFFBFDDEB, site.sky[1], 0.4), 2.4)
            train.poly([(wx + 2, 76), (wx + 8, 58), (wx + 12, 58), (wx + 6, 76)], 0x40FFFFFF)
            if site.lit:
                glow(lights, wx + 8, 67, 20, 0xFFFFC860, 0.4)
        train.rect(x + 6, 56, 13, 46, shade(body, 0.16), 2)
        train.rect(x + 8.5, 60, 8, 14, 0xFFFFE3A0 if site.lit else 0xFFBFDDEB, 1.6)
        train.rect(x + 16, 80, 1.4, 8, 0xFFE9CF8A)
        for k in (22, 40, 90, 108):
            train.circle(x + k, 108, 6.4, 0xFF2B2E36)
            train.circle(x + k, 108, 2.6, 0xFF7A808C)
        x += 134
    stone = 0xFFC9C2B6
    ground(near, stone, 113)
    near.rect(X0 - 60, 113, WIDTH + 120, 3, 0xFFEFEBE2)
    near.rect(X0 - 60, 118, WIDTH + 120, 2.6, 0xFFF2C94A)
    for x in site.spread(22, 0):
        near.line(x, 121, 128 + (x - 128) * 2.2, BOTTOM, 0x22000000, 0.9)
    for y in (128, 139, 156):
        near.rect(X0 - 60, y, WIDTH + 120, 0.9, 0x22000000)
    iron = 0xFF3F5A54
    near.rect(X0 - 60, -40, WIDTH + 120, 52, shade(iron, 0.2))
    for x in site.spread(60, 0):
        near.poly([(x - 5, 12), (x + 5, 12), (x, 18)], shade(iron, 0.05))
    for x in (-110.0, 24.0, 226.0, 360.0):
        near.rect(x - 3, 10, 6, 114, linear(x - 3, 0, x + 3, 0, [shade(iron, -0.2), shade(iron, 0.25)]))
        near.rect(x - 6, 118, 12, 6, iron, 1)
        for q in (-1, 1):
            near.curve([(x, 40), (x + q * 5, 18), (x + q * 26, 13)], stroke=iron, width=2.4)
        near.rect(x + 16, 14, 8, 5, 0xFFFFF0C0 if site.lit else 0xFFEDF1F2, 2)
        if site.lit:
            glow(lights, x + 20, 20, 46, 0xFFFFD98A, 0.5)
    x = r.choice((70.0, 184.0))
    near.rect(x - 1, 8, 2, 16, 0xFF2E323A)
    near.circle(x, 32, 11, 0xFF2E323A)
    near.circle(x, 32, 9.2, 0xFFFBF8EF)
    for k in range(12):
        near.circle(x + 7.4 * math.sin(k * 0.5236), 32 - 7.4 * math.cos(k * 0.5236), 0.5, 0xFF2E323A)
    near.line(x, 32, x + 3.4, 29, 0xFF2E323A, 1.3)
    near.line(x, 32, x - 1, 25.6, 0xFF2E323A, 1)
    x = r.choice((-60.0, 322.0))
    for y in (104, 110, 116):
        near.rect(x - 26, y, 52, 4, 0xFFA8743F, 1)
    return [Layer(0.0, sky(site)), Layer(0.3, far), Layer(0.85, train, lights), Layer(1.0, near), Layer(1.5, front)]


def airport(site: Site) -> list[Layer]:
    r = site.rng
    room, near, lights = Group(), Group(), Group()
    top, middle, bottom = site.sky
    room.rect(X0 - 60, TOP - 40, WIDTH + 120, 300, linear(0, -10, 0, 92, [top, middle, bottom]))
    room.rect(X0 - 60, 84, WIDTH + 120, 40, site.haze(0xFF8C939E, 0.3))
    room.rect(X0 - 60, 92, WIDTH + 120, 2, 0xFFF2E6B0)
    for x in (r.uniform(30, 90), r.uniform(250, 320), r.uniform(-140, -80)):
        c = 0xFFF4F6F8
        tail = r.choice((0xFFD8473F, 0xFF2F6FA8, 0xFFEE8434))
        room.poly([(x - 62, 74), (x - 76, 46), (x - 64, 46), (x - 44, 70)], tail)
        room.curve(
            [
                (x - 70, 72),
                (x - 20, 64),
                (x + 44, 67),
                (x + 68, 70),
                (x + 70, 78),
                (x + 60, 85),
                (x, 85),
                (x - 54, 84),
                (x - 70, 72),
            ],
            linear(0, 64, 0, 86, [c, shade(c, 0.2)]),
            close=True,
        )
        for k in range(10):
            room.circle(x - 40 + k * 9, 74, 1.5, 0xFF5B7A9A)
        room.poly([(x - 6, 78), (x + 18, 78), (x - 22, 95), (x - 34, 95)], shade(c, 0.28))
        room.curve([(x + 56, 70), (x + 64, 70), (x + 66, 74), (x + 58, 74), (x + 56, 70)], 0xFF5B7A9A, close=True)
        for k in (-10, 46):
            room.circle(x + k, 89, 3, 0xFF2B2E36)
    for k in range(13):
        room.rect(X0 + k * 50 - 2, -140, 4, 246, 0xFFDDE3E8)
    for y in (-40, 8, 98):
        room.rect(X0 - 60, y, WIDTH + 120, 3.6 if y < 90 else 12, 0xFFDDE3E8)
    if not site.dark:
        for k in range(4):
            x = X0 + k * 150 + 40
            room.poly([(x, 98), (x + 50, -140), (x + 80, -140), (x + 30, 98)], 0x18FFFFFF)
    ground(near, 0xFFB9C2CC, 108)
    for x in site.spread(12, 0):
        near.poly(
            [(x, 110), (x + 10, 110), (128 + (x + 14 - 128) * 2.2, BOTTOM), (128 + (x - 14 - 128) * 2.2, BOTTOM)],
            0x22FFFFFF,
        )
    for x in (-100.0, 24.0, 236.0, 350.0):
        for k in range(3):
            near.rect(x - 27 + k * 18, 96, 16, 14, linear(0, 96, 0, 110, [0xFF4C6FA8, 0xFF35507E]), 3)
            near.rect(x - 27 + k * 18, 108, 16, 5, 0xFF3C5A8E, 2)
        near.rect(x - 28, 113, 54, 2, 0xFF6A7078)
        for q in (-22, 20):
            near.rect(x + q, 114, 2.4, 8, 0xFF6A7078)
    x = r.choice((62.0, 186.0))
    near.rect(x - 33, -18, 66, 42, 0xFF22262E, 2)
    near.rect(x - 1, -60, 2, 42, 0xFF5A606A)
    for k in range(5):
        near.rect(x - 29, -13 + k * 7.4, 26, 3.4, 0xFFF2C94A, 0.6)
        near.rect(x + 3, -13 + k * 7.4, 12, 3.4, 0xFFE8EEF2, 0.6)
        near.rect(x + 20, -13 + k * 7.4, 9, 3.4, (0xFF6FD08A, 0xFFE4574F)[k % 2], 0.6)
    plant_pot(near, site, X0 + 50, 120, 1.5)
    plant_pot(near, site, 6, 120, 1.4)
    return [Layer(0.55, room), Layer(1.0, near, lights)]


def stadium(site: Site) -> list[Layer]:
    r = site.rng
    far, near, lights = Group(), Group(), Group()
    c = 0xFF6F7C96
    far.curve(
        [(X0 - 60, 40), (128, 22), (X1 + 60, 40), (X1 + 60, 110), (X1 + 60, 130), (128, 120), (X0 - 60, 130)],
        linear(0, 30, 0, 104, [shade(c, 0.3), c]),
        close=True,
    )
    people = (0xFFD8414A, 0xFF3C6FD1, 0xFFF2C230, 0xFFF1F1EC, 0xFF3E9E5F, 0xFFEE8434, 0xFF8355C4)
    for row in range(6):
        y = 42 + row * 9
        for x in site.spread(46, 0.25):
            if r.random() < 0.9:
                far.circle(x, y + (x - 128) ** 2 / 9000, 3, r.choice(people))
                far.circle(x, y - 3.6 + (x - 128) ** 2 / 9000, 1.8, r.choice((0xFFF2C9A0, 0xFFC08552, 0xFF8D5A36)))
        far.rect(X0 - 60, y + 4, WIDTH + 120, 1.4, shade(c, 0.3))
    far.rect(X0 - 60, 96, WIDTH + 120, 12, 0xFF2F4F8A)
    for x in site.spread(9, 0):
        far.rect(x - 26, 98, 40, 8, r.choice((0xFFF1F1EC, 0xFFF2C230, 0xFFD8414A)), 1)
    for x in (-70.0, 26.0, 230.0, 326.0):
        far.rect(x - 1.6, -50, 3.2, 84, 0xFF4A505C)
        far.rect(x - 16, -62, 32, 16, 0xFF3A404C, 1)
        for i in range(8):
            far.circle(x - 12 + (i % 4) * 8, -58 + (i // 4) * 8, 2.8, 0xFFFFFBE6 if site.lit else 0xFFD5DCE4)
        if site.lit:
            glow(lights, x, -54, 60, 0xFFF4F6FF, 0.6)
    far.rect(98, 2, 60, 34, 0xFF22262E, 2)
    for x in (103, 132):
        far.rect(x, 8, 21, 22, 0xFF3A404C, 1)
    far.rect(112, 11, 3.4, 16, 0xFFF2C94A)
    far.rect(137, 11, 10, 3, 0xFFF2C94A)
    far.rect(144, 14, 3, 13, 0xFFF2C94A)
    grass = 0xFF5FAF55 if not site.snowy else site.grass()
    ground(near, grass, 106)
    for k in range(-8, 9):
        if k % 2:
            near.poly(
                [
                    (128 + k * 32, 106),
                    (128 + (k + 1) * 32, 106),
                    (128 + (k + 1) * 120, BOTTOM),
                    (128 + k * 120, BOTTOM),
                ],
                alpha(shade(grass, 0.12), 0.7),
            )
    near.rect(X0 - 60, 112, WIDTH + 120, 1.6, 0xE0FFFFFF)
    near.ring(128, 134, 70, 12, 0xE0FFFFFF, 1.8)
    for x in (8.0, 248.0):
        near.frame(x - 24, 84, 48, 30, 0xFFFFFFFF, 2)
        for k in range(6):
            near.line(x - 22 + k * 9, 84, x - 22 + k * 9, 113, 0x70FFFFFF, 0.6)
    return [Layer(0.0, sky(site)), Layer(0.4, far, lights), Layer(1.0, near)]


def factory(site: Site) -> list[Layer]:  # noqa: C901
    r = site.rng
    room, near, lights = Group(), Group(), Group()
    wall(room, 0xFF8E99A6, 104)
    for j in range(14):
        for k in range(22):
            if r.random() < 0.35:
                room.rect(
                    X0 + k * 28 + (14 if j % 2 else 0),
                    -30 + j * 9.6,
                    26,
                    8,
                    alpha(0xFF6F7A88, r.uniform(0.15, 0.4)),
                    0.6,
                )
    for x in site.spread(6, 0.05):
        window(room, site, x - 24, -2, 48, 40, 0xFF5B636F, 4, "city")
    for y, c in ((50, 0xFFC9833C), (57, 0xFF6F8FA8)):
        room.rect(X0 - 60, y, WIDTH + 120, 5, linear(0, y, 0, y + 5, [shade(c, -0.25), shade(c, 0.2)]))
        for x in site.spread(9, 0.1):
            room.rect(x - 2, y - 1.4, 6, 7.8, shade(c, 0.15), 1)
    ground(near, 0xFF7D8189, 104)
    near.rect(X0 - 60, 132, WIDTH + 120, 2.6, 0xFFF2C230)
    for x in site.spread(30, 0):
        near.poly([(x, 132), (x + 6, 132), (x + 3, 134.6), (x - 3, 134.6)], 0xFF33363F)
    for x in (-104.0, 30.0, 226.0, 352.0):
        c = r.choice((0xFF4F8A8B, 0xFF5A6E9A, 0xFF8A6A4F))
        near.rect(x - 30, 66, 60, 48, linear(x - 30, 0, x + 30, 0, [shade(c, -0.14), shade(c, 0.16)]), 3)
        near.rect(x - 24, 72, 26, 18, 0xFF2B3038, 2)
        for k in range(3):
            near.rect(x - 21, 75 + k * 4.4, 12 + 6 * (k % 2), 2, (0xFF67E0A5, 0xFFF2C94A, 0xFF5BB3E0)[k])
        for k in range(4):
            near.circle(x + 9 + k * 5.4, 76, 2, (0xFFE4574F, 0xFFF2C94A, 0xFF6FD08A, 0xFFE8EEF2)[k])
        for q, rad in ((12, 9), (-14, 7)):
            gx, gy = x + q, 101
            for k in range(8):
                near.line(
                    gx,
                    gy,
                    gx + (rad + 2.6) * math.cos(k * 0.785),
                    gy + (rad + 2.6) * math.sin(k * 0.785),
                    0xFFC9A24B,
                    3,
                )
            near.circle(gx, gy, rad, 0xFFD9B45C)
            near.circle(gx, gy, rad * 0.42, shade(c, 0.3))
        near.rect(x + 12, 40, 8, 28, linear(x + 12, 0, x + 20, 0, [0xFFB0B8C2, 0xFF6F7884]))
        if site.lit:
            glow(lights, x - 11, 80, 26, 0xFF67E0A5, 0.3)
    near.rect(X0 - 60, 104, WIDTH + 120, 5, 0xFF3A3F48, 2)
    near.rect(X0 - 60, 109, WIDTH + 120, 3, 0xFF5B616C)
    for x in site.spread(40, 0):
        near.circle(x, 110.4, 1.8, 0xFFAEB5BF)
    for x in site.spread(11, 0.2):
        s = r.uniform(9, 13)
        near.rect(x - s / 2, 104 - s, s, s, linear(x - s / 2, 0, x + s / 2, 0, [0xFFD3A567, 0xFFA9793F]), 0.8)
        near.rect(x - 1.2, 104 - s, 2.4, s, 0xFFE9D2A0)
    for x in site.spread(7, 0.05):
        near.line(x, -60, x, 12, 0xFF3A3F48, 1)
        near.poly([(x - 9, 20), (x - 3.4, 12), (x + 3.4, 12), (x + 9, 20)], 0xFF3A5A54)
        near.ellipse(x, 20, 8, 2, 0xFFFFF2C0)
        glow(lights, x, 24, 40, 0xFFFFE2A0, 0.4 if site.lit else 0.12)
    return [Layer(0.6, room), Layer(1.0, near, lights)]
