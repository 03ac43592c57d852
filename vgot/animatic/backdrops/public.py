"""Backdrops of public rooms: schools, libraries, offices, laboratories, hospitals, churches, stages, halls, prisons."""

from __future__ import annotations

import math

from vgot.animatic.backdrops.home import bays, ceiling_lamp, gap, wall_clock
from vgot.animatic.backdrops.kit import WIDTH, Layer, Site, glow, ground
from vgot.animatic.backdrops.rooms import boards, picture, plant_pot, shelf, tiles, wall, window
from vgot.animatic.canvas import BOTTOM, X0, Group, alpha, linear, mix, shade


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


__all__ = [
    "classroom",
    "hospital",
    "lab",
    "library",
    "office",
]
