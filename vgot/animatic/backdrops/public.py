"""Backdrops of public rooms: schools, libraries, offices, laboratories, hospitals, churches, stages, halls, prisons."""

from __future__ import annotations

import math

from vgot.animatic.backdrops.home import PITCH, bays, ceiling_lamp, gap, wall_clock
from vgot.animatic.backdrops.kit import TOP, WIDTH, Layer, Site, glow, ground
from vgot.animatic.backdrops.rooms import boards, curtains, picture, plant_pot, shelf, tiles, wall, window
from vgot.animatic.canvas import BOTTOM, X0, X1, Group, alpha, linear, mix, shade


def classroom(site: Site) -> list[Layer]:
    r = site.rng
    room, near, lights = Group(), Group(), Group()
    tone = r.choice((0xFFF3DDB0, 0xFFDCE6D2, 0xFFE6DCEB))
    wall(room, tone, 102, 0xFF9A7048)
    boards(near, 0xFFC6935F, 103)
    for x in bays(site):
        gap(room, near, site, x + 209, 103, 0xFF9A7048)
        room.rect(x + 18, 2, 104, 58, 0xFF8A5F3A, 2)
        room.rect(x + 22, 6, 96, 50, linear(0, 6, 0, 56, [0xFF2F6B55, 0xFF285A48]))
        for k in range(3):
            room.rect(x + 30, 16 + k * 11, 30 + 9 * ((k * 2) % 3), 1.8, 0xD0F4F1E6, 0.9)
        room.ring(x + 100, 24, 9, 9, 0xD0F4F1E6, 1.5)
        room.polyline([(x + 90, 48), (x + 100, 37), (x + 110, 48), (x + 90, 48)], 0xD0F4F1E6, 1.4)
        room.rect(x + 34, 57, 72, 3, 0xFFA87A4E, 1)
        for k, c in enumerate((0xFFFFFFFF, 0xFFF5B7C4, 0xFFFFE9A8)):
            room.rect(x + 46 + k * 9, 55.4, 6, 1.8, c, 0.9)
        window(room, site, x + 142, 2, 46, 54, panes=2)
        wall_clock(room, x + 4, 14, 8)
        room.rect(x - 8, 34, 22, 28, 0xFFEAF2F6, 1)
        room.ellipse(x + 1, 44, 7, 4, 0xFF7DB58A)
        room.ellipse(x + 8, 52, 4, 5, 0xFF7DB58A)
        # the teacher's desk and the pupils'
        near.rect(x + 84, 82, 56, 5, 0xFFC08A54, 1)
        near.rect(x + 87, 87, 50, 24, linear(0, 87, 0, 111, [0xFFA8743F, 0xFF7F5530]))
        near.circle(x + 96, 77.6, 4.2, 0xFFE4574F)
        near.line(x + 96, 74, x + 97, 71.4, 0xFF5A4634, 1)
        near.rect(x + 106, 78, 18, 4, 0xFF3C6FD1, 0.6)
        near.rect(x + 107, 74.4, 16, 3.6, 0xFFF2C230, 0.6)
        near.circle(x + 132, 73, 6, 0xFF4FA5C9)
        near.ellipse(x + 131, 72, 3, 2.4, 0xFF7DB58A)
        near.rect(x + 131, 79, 2, 3, 0xFF7A5A40)
        for q in (10, 54, 160, 196):
            near.rect(x + q - 15, 99, 30, 4, 0xFFE0AA6A, 1)
            near.rect(x + q - 13, 103, 26, 4, 0xFFBF8A4E)
            for leg in (-13, 11):
                near.line(x + q + leg, 104, x + q + leg, 124, 0xFF6B7280, 2)
            near.rect(x + q - 9, 96, 11, 3, r.choice((0xFFE4574F, 0xFF3C6FD1, 0xFF3E9E5F)), 0.6)
            near.rect(x + q - 11, 108, 22, 3, 0xFF9C6E3E, 1)
        for q in (50, 150):
            room.rect(x + q - 20, -18, 40, 3.6, 0xFFFFFBE8 if site.lit else 0xFFF6F4EC, 1.6)
            if site.lit:
                glow(lights, x + q, -14, 70, 0xFFFFF3CC, 0.45)
        for k in range(9):
            c = (0xFFE4574F, 0xFFF2C230, 0xFF4FA5C9)[k % 3]
            room.poly([(x + 20 + k * 12, -8), (x + 30 + k * 12, -8), (x + 25 + k * 12, 0)], c)
        room.line(x + 18, -8, x + 132, -8, 0xFF7A5A40, 0.7)
    return [Layer(0.6, room, lights), Layer(1.0, near)]


def library(site: Site) -> list[Layer]:
    r = site.rng
    room, near, lights = Group(), Group(), Group()
    wall(room, 0xFF8A6B50, 102)
    boards(near, 0xFF8F5F3C, 104)
    for x in bays(site):
        gap(room, near, site, x + 209, 104, 0xFF6B4528)
        for k in range(3):
            shelf(room, site, x - 4 + k * 48, 106, 44, 118, 5, r.choice((0xFF7A5030, 0xFF855A38)))
        window(room, site, x + 148, -6, 44, 74, 0xFF6B4A30, 2, arch=True)
        near.line(x + 34, 112, x + 46, 10, 0xFFC99A5E, 2.4)
        near.line(x + 50, 112, x + 54, 10, 0xFFB98A4E, 2.4)
        for k in range(9):
            t = k / 9
            near.line(x + 34 + 12 * t, 112 - 102 * t, x + 50 + 4 * t, 112 - 102 * t, 0xFFC99A5E, 1.6)
        near.rect(x + 116, 86, 78, 6, linear(0, 86, 0, 92, [0xFFB57F4E, 0xFF7F5430]), 1.4)
        for q in (122, 182):
            near.rect(x + q, 92, 6, 26, 0xFF6F4828)
        for k, c in enumerate((0xFFB8504A, 0xFF3F6FA8, 0xFF4F8F63)):
            near.rect(x + 126 + (k % 2), 82.4 - k * 3.6, 22, 3.4, c, 0.6)
        near.poly([(x + 168, 85), (x + 178, 82.6), (x + 188, 85), (x + 178, 86)], 0xFFFBF6EA)
        near.rect(x + 155, 78, 1.8, 8, 0xFFC9A24B)
        near.curve([(x + 146, 78), (x + 148, 71), (x + 156, 71), (x + 164, 71), (x + 166, 78)], 0xFF3E8A62, close=True)
        if site.lit:
            glow(lights, x + 156, 80, 40, 0xFFFFE29A, 0.6)
        near.circle(x + 106, 98, 10, linear(x + 96, 0, x + 116, 0, [0xFF8FC3D9, 0xFF4C86A8]))
        near.curve([(x + 99, 94), (x + 105, 90), (x + 109, 96), (x + 104, 101), (x + 99, 94)], 0xFFB9C58A, close=True)
        near.ring(x + 106, 98, 11.6, 11.6, 0xFFC9A24B, 1.2)
        near.rect(x + 104.8, 108, 2.4, 10, 0xFF7A5030)
        near.ellipse(x + 106, 118, 8, 1.8, 0xFF7A5030)
        ceiling_lamp(room, lights, site, x + 92, -12, 0xFFC9A24B, 40)
        ceiling_lamp(room, lights, site, x + 196, -12, 0xFFC9A24B, 40)
    return [Layer(0.65, room), Layer(1.0, near, lights)]


def office(site: Site) -> list[Layer]:
    room, near, lights = Group(), Group(), Group()
    wall(room, 0xFFC6CFDA, 100, 0xFF8C97A6)
    ground(near, 0xFF7F8A9C, 101)
    for x in site.spread(16, 0):
        near.line(x, 101, 128 + (x - 128) * 2.5, BOTTOM, 0x16000000, 1)
    for x in bays(site):
        gap(room, near, site, x + 209, 101, 0xFFB9C2CC)
        window(room, site, x + 4, -12, 118, 72, 0xFFEFF3F7, 4, "city")
        for k in range(9):
            room.rect(x + 4, -12 + k * 2.6, 118, 1.7, 0xFFF6F8FA)
        picture(room, x + 134, 2, 30, 22, site, 0xFF3A404C)
        wall_clock(room, x + 186, 10, 8, 0xFF3A404C)
        room.rect(x + 134, 32, 60, 30, 0xFFF7F9FA, 1.4)
        room.frame(x + 134, 32, 60, 30, 0xFF9AA4AE, 1.4, 1.4)
        for k, (h, c) in enumerate(((8, 0xFF4FA5C9), (14, 0xFF3E9E5F), (11, 0xFFF2C230), (19, 0xFFE4574F))):
            room.rect(x + 140 + k * 7, 58 - h, 5, h, c)
        room.polyline([(x + 171, 54), (x + 177, 48), (x + 182, 51), (x + 189, 40)], 0xFFE4574F, 1.4)
        for q in (14, 92):
            near.rect(x + q - 6, 80, 66, 5.4, linear(0, 80, 0, 86, [0xFFD3A878, 0xFF9E7347]), 1.4)
            near.rect(x + q - 2, 85, 20, 27, linear(x + q, 0, x + q + 18, 0, [0xFFF0F2F4, 0xFFC9D0D8]), 1)
            for k in range(3):
                near.rect(x + q + 3, 89 + k * 8, 10, 1.6, 0xFF9AA4AE, 0.8)
            near.rect(x + q + 52, 85, 3, 28, 0xFF8C97A6)
            near.rect(x + q + 20, 57, 30, 19, 0xFF2B313B, 1.6)
            near.rect(x + q + 21.6, 58.6, 26.8, 15.4, 0xFF6FB3E6, 0.8)
            near.rect(x + q + 24, 62, 12, 1.6, 0xC0FFFFFF)
            near.rect(x + q + 24, 66, 18, 1.6, 0x90FFFFFF)
            near.rect(x + q + 33, 76, 4, 3, 0xFF2B313B)
            near.rect(x + q + 27, 78.6, 16, 1.8, 0xFF2B313B, 0.8)
            near.rect(x + q + 2, 73, 5, 7, 0xFFE4574F, 1)
            near.rect(x + q + 8, 77.4, 10, 2.6, 0xFFFBF6EA)
            near.rect(x + q + 22, 86, 22, 20, linear(0, 86, 0, 106, [0xFF4A5566, 0xFF343D4B]), 5)
            near.rect(x + q + 31.6, 106, 3, 10, 0xFF59616D)
            near.line(x + q + 24, 118, x + q + 42, 118, 0xFF59616D, 2)
            if site.lit:
                glow(lights, x + q + 35, 66, 30, 0xFF9FD0FF, 0.35)
        shelf(near, site, x + 170, 112, 34, 62, 3, 0xFF9A7A5C)
        for q in (40, 140):
            room.rect(x + q - 26, -26, 52, 4, 0xFFFFFFF4, 1.6)
            if site.lit:
                glow(lights, x + q, -22, 70, 0xFFF2F6FF, 0.4)
        plant_pot(near, site, x + 158, 116, 1.2)
    return [Layer(0.6, room), Layer(1.0, near, lights)]


def lab(site: Site) -> list[Layer]:
    r = site.rng
    room, near, lights = Group(), Group(), Group()
    wall(room, 0xFFD3E6EA, 100, 0xFFA6BEC6)
    for k in range(12):
        room.rect(X0 + k * 52, -140, 1.2, 236, 0x30607880)
    tiles(near, 0xFFC3D3D9, 0xFFA9BEC7, 101)
    for x in bays(site):
        gap(room, near, site, x + 209, 101, 0xFFB4C8CF)
        for base in (x + 2, x + 122):
            room.rect(base, 8, 66, 34, 0xFFF4F9FA, 2)
            room.rect(base + 2, 24, 62, 2, 0xFFB4C8CF)
            at = base + 5
            for k in range(8):
                c = r.choice((0xFF57C785, 0xFFE0609B, 0xFF4E8BE0, 0xFFF0B93A, 0xFF9B6BE0))
                y = 24 if k < 4 else 40
                xx = at + (k % 4) * 15
                room.rect(xx, y - 10, 8, 10, alpha(c, 0.85), 1.6)
                room.rect(xx + 2, y - 13, 4, 4, 0xFFE8EEF2, 0.8)
        room.rect(x + 76, 4, 40, 40, 0xFF32424B, 3)
        room.rect(x + 79, 7, 34, 34, 0xFF0F2A33, 1)
        for k in range(9):
            a = k * 0.7
            room.circle(x + 96 + 8 * math.sin(a), 11 + k * 3.3, 1.6, 0xFF67E0C5)
            room.circle(x + 96 - 8 * math.sin(a), 11 + k * 3.3, 1.6, 0xFFF08FB4)
            room.line(x + 96 + 8 * math.sin(a), 11 + k * 3.3, x + 96 - 8 * math.sin(a), 11 + k * 3.3, 0x8067E0C5, 0.8)
        if site.lit:
            glow(lights, x + 96, 24, 44, 0xFF67E0C5, 0.4)
        near.rect(x - 4, 74, 196, 6, linear(0, 74, 0, 80, [0xFFFFFFFF, 0xFFC9D6DC]), 1.6)
        for q in (0, 66, 132):
            near.rect(x + q, 80, 58, 30, linear(0, 80, 0, 110, [0xFF8FB0BC, 0xFF6C8D9A]), 1)
            for k in (3, 31):
                near.rect(x + q + k, 83, 24, 24, 0xFFA3C1CB, 1)
                near.rect(x + q + k + 8, 86, 8, 1.6, 0xFFEFF6F8, 0.8)
        for k, (c, kind) in enumerate(
            ((0xFF57C785, "cone"), (0xFFE0609B, "round"), (0xFF4E8BE0, "cone"), (0xFFF0B93A, "tall"))
        ):
            fx = x + 14 + k * 18
            glass = 0x90E6F4FA
            if kind == "cone":
                near.poly([(fx - 2.6, 56), (fx + 2.6, 56), (fx + 9, 74), (fx - 9, 74)], glass)
                near.poly([(fx - 5.6, 64), (fx + 5.6, 64), (fx + 9, 74), (fx - 9, 74)], c)
                near.rect(fx - 2.6, 51, 5.2, 6, glass)
            elif kind == "round":
                near.circle(fx, 66, 8, glass)
                near.curve([(fx - 7.8, 66), (fx - 6, 74.4), (fx, 74), (fx + 6, 74.4), (fx + 7.8, 66)], c, close=True)
                near.rect(fx - 2, 50, 4, 9, glass)
            else:
                near.rect(fx - 4, 52, 8, 22, glass, 1)
                near.rect(fx - 4, 60, 8, 14, c, 1)
            near.circle(fx - 2, 68, 1.2, 0xB0FFFFFF)
            near.circle(fx + 1.4, 63, 0.9, 0xB0FFFFFF)
            if site.lit:
                glow(lights, fx, 66, 22, c, 0.4)
        mx = x + 112
        near.rect(mx - 10, 71, 20, 3.4, 0xFF3A4650, 1.4)
        near.curve([(mx + 6, 71), (mx + 10, 56), (mx, 48)], stroke=0xFF3A4650, width=3.6)
        near.poly([(mx - 7, 44), (mx - 1, 41), (mx + 5, 58), (mx, 60)], 0xFF59687A)
        near.rect(mx - 8, 64, 13, 2, 0xFF59687A)
        near.rect(x + 142, 48, 34, 23, 0xFF37474F, 2)
        near.rect(x + 144.6, 50.6, 28.8, 17.4, 0xFF143A46, 1)
        near.polyline(
            [(x + 146, 60), (x + 152, 60), (x + 155, 54), (x + 159, 66), (x + 162, 60), (x + 171, 60)], 0xFF67E0A5, 1.3
        )
        near.rect(x + 156, 70, 6, 4, 0xFF37474F)
        for q in (46, 146):
            room.rect(x + q - 28, -20, 56, 4, 0xFFFFFFFA, 1.6)
            if site.lit:
                glow(lights, x + q, -16, 70, 0xFFE6F6FF, 0.4)
    return [Layer(0.6, room), Layer(1.0, near, lights)]


def hospital(site: Site) -> list[Layer]:
    r = site.rng
    room, near, lights = Group(), Group(), Group()
    tone = r.choice((0xFFDDEBE8, 0xFFE3E9F1, 0xFFEDEAE0))
    wall(room, tone, 100, 0xFF9DB8B5)
    room.rect(X0 - 60, 60, WIDTH + 120, 36, mix(tone, 0xFF8FB7B2, 0.5))
    room.rect(X0 - 60, 58, WIDTH + 120, 3, 0xFF7FA7A2)
    tiles(near, 0xFFD9E2E4, 0xFFC3D0D4, 101)
    for x in bays(site):
        gap(room, near, site, x + 209, 101, 0xFFB9CFCB)
        window(room, site, x + 118, 2, 58, 46, panes=2)
        for k in range(8):
            room.rect(x + 118, 2 + k * 2.4, 58, 1.6, 0xFFF6F8F6)
        room.rect(x + 8, 10, 20, 20, 0xFFFFFFFF, 3)
        room.rect(x + 15.6, 13, 4.8, 14, 0xFFE4574F, 0.8)
        room.rect(x + 11, 17.6, 14, 4.8, 0xFFE4574F, 0.8)
        room.rect(x + 44, 36, 54, 4, 0xFFB4C6C8, 1)
        drape = r.choice((0xFF9CCFC4, 0xFFA9C4E6))
        room.rect(x - 40, -30, 56, 3, 0xFF9AA8AE)
        for k in range(7):
            room.curve(
                [
                    (x - 40 + k * 7, -28),
                    (x - 36.5 + k * 7, -28),
                    (x - 33 + k * 7, -28),
                    (x - 34 + k * 7, 40),
                    (x - 33 + k * 7, 92),
                    (x - 36.5 + k * 7, 95),
                    (x - 40 + k * 7, 92),
                    (x - 39 + k * 7, 40),
                    (x - 40 + k * 7, -28),
                ],
                shade(drape, 0.09 * (k % 2)),
                close=True,
            )
        # the bed
        near.rect(x + 30, 60, 4.4, 52, 0xFFB4BEC6, 2)
        near.rect(x + 112, 74, 4.4, 38, 0xFFB4BEC6, 2)
        near.rect(x + 31, 62, 3, 30, 0xFFDCE3E8)
        near.rect(x + 32, 96, 82, 5, 0xFF9AA8B2, 1)
        near.rect(x + 34, 86, 80, 11, 0xFFF6F9FA, 3)
        near.curve(
            [(x + 36, 86), (x + 36, 76), (x + 48, 75), (x + 60, 76), (x + 60, 86), (x + 48, 89), (x + 36, 86)],
            0xFFFFFFFF,
            close=True,
        )
        near.curve(
            [
                (x + 58, 88),
                (x + 66, 82),
                (x + 90, 82),
                (x + 112, 82),
                (x + 115, 88),
                (x + 115, 94),
                (x + 114, 99),
                (x + 86, 100),
                (x + 56, 99),
                (x + 56, 94),
                (x + 58, 88),
            ],
            linear(0, 82, 0, 100, [shade(drape, -0.1), shade(drape, 0.12)]),
            close=True,
        )
        for q in (34, 110):
            near.circle(x + q, 114, 3, 0xFF59616D)
        # drip and monitor
        near.line(x + 18, 116, x + 18, 30, 0xFFB4BEC6, 1.8)
        near.line(x + 12, 32, x + 24, 32, 0xFFB4BEC6, 1.6)
        near.rect(x + 10, 34, 8, 13, 0xB0DDF0FA, 2)
        near.rect(x + 10, 40, 8, 7, 0xC09FD6EE, 2)
        near.curve([(x + 14, 47), (x + 14, 70), (x + 36, 84)], stroke=0xFFC6DCE6, width=0.9)
        near.rect(x + 128, 52, 30, 22, 0xFFE8EEF0, 2.4)
        near.rect(x + 130.6, 54.6, 24.8, 14.6, 0xFF123A34, 1)
        near.polyline(
            [(x + 132, 62), (x + 137, 62), (x + 139.6, 57), (x + 142.6, 67), (x + 145, 62), (x + 153, 62)],
            0xFF63E6A0,
            1.3,
        )
        near.rect(x + 141, 74, 4, 34, 0xFFB4BEC6)
        near.rect(x + 132, 107, 22, 4, 0xFF9AA8B2, 1)
        if site.lit:
            glow(lights, x + 143, 62, 26, 0xFF63E6A0, 0.35)
        near.rect(x + 168, 88, 24, 24, linear(x + 168, 0, x + 192, 0, [0xFFF6F8F8, 0xFFCBD6DA]), 1.6)
        near.rect(x + 166, 85, 28, 4, 0xFFFFFFFF, 1.4)
        near.rect(x + 176, 74, 7, 11, 0xB0BFE0EE, 1)
        for k, c in enumerate((0xFFEF7C93, 0xFFF2C94A, 0xFFFFFFFF)):
            near.line(x + 179.5, 76, x + 175 + k * 4.5, 68, 0xFF5FA860, 1)
            near.circle(x + 175 + k * 4.5, 66.6, 2.8, c)
        room.rect(x + 44, -22, 60, 4.4, 0xFFFFFFFA, 1.8)
        if site.lit:
            glow(lights, x + 74, -16, 80, 0xFFEFF8FF, 0.45)
    return [Layer(0.6, room), Layer(1.0, near, lights)]


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


__all__ = ["ballroom", "church", "classroom", "gallery", "hospital", "lab", "library", "office", "prison", "theatre"]
