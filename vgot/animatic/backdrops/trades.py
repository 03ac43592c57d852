"""Backdrops where people serve and make: cafe, shop, workshop."""

from __future__ import annotations

from vgot.animatic.backdrops.home import bays, ceiling_lamp, gap
from vgot.animatic.backdrops.kit import WIDTH, Layer, Site
from vgot.animatic.backdrops.rooms import boards, shelf, tiles, wall, window
from vgot.animatic.canvas import X0, Group, alpha, linear, shade


def cafe(site: Site) -> list[Layer]:
    r = site.rng
    room, near, lights = Group(), Group(), Group()
    tone = r.choice((0xFFCB8F6B, 0xFF8FA58C, 0xFFB79A86, 0xFFD9B98C))
    wall(room, tone, 100, 0xFF6B4A35)
    room.rect(X0 - 60, 62, WIDTH + 120, 36, 0xFF7F5A42)
    for k in range(40):
        room.rect(X0 + k * 16, 64, 1.2, 32, 0xFF6B4A35)
    room.rect(X0 - 60, 60, WIDTH + 120, 3, 0xFF9A7050)
    tiles(near, 0xFFC9A582, 0xFF8A6A55, 102)
    for x in bays(site):
        gap(room, near, site, x + 209, 102, 0xFF5A4033)
        window(room, site, x + 124, -2, 62, 58, 0xFF5A4033, 3, "city")
        room.rect(x + 6, -2, 60, 44, 0xFF6B4A35, 2)
        room.rect(x + 8.5, 0.5, 55, 39, 0xFF2F3A38, 1)
        for k in range(4):
            room.rect(x + 14, 8 + k * 7.4, 20 + 5 * (k % 2), 1.7, 0xD0F4EFE2, 0.8)
            room.rect(x + 50, 8 + k * 7.4, 8, 1.7, 0xD0F2C98A, 0.8)
        # the counter
        near.rect(x - 8, 70, 90, 40, linear(0, 70, 0, 110, [0xFF94633F, 0xFF6B4329]), 2)
        for k in range(5):
            near.frame(x - 4 + k * 17.4, 77, 13, 28, 0xFF7C5234, 1.2, 1)
        near.rect(x - 12, 66, 98, 5.4, linear(0, 66, 0, 72, [0xFFE6C79A, 0xFFB98E5E]), 1.6)
        near.rect(x + 2, 44, 30, 22, linear(x + 2, 0, x + 32, 0, [0xFFD8DDE2, 0xFF98A2AC]), 3)
        near.rect(x + 5, 48, 24, 5, 0xFF59616D, 1)
        near.circle(x + 9, 57, 2, 0xFFE4574F)
        near.rect(x + 20, 56, 4, 6, 0xFF59616D)
        near.rect(x + 40, 50, 34, 16, alpha(0xFFEAF4F8, 0.55), 2)
        for k, c in enumerate((0xFFE8B56A, 0xFFC97F4A, 0xFFF0C7C9)):
            near.ellipse(x + 46 + k * 10, 62, 4, 2.6, c)
            near.ellipse(x + 46 + k * 10, 61, 3, 1.4, shade(c, -0.3))
        near.frame(x + 40, 50, 34, 16, 0xFFD9D2C4, 1.2, 2)
        for q, c in ((112, 0xFFB5604C), (182, 0xFF4F7F8F)):
            near.ellipse(x + q, 93, 22, 3.6, 0xFFB98A57)
            near.ellipse(x + q, 92, 22, 3.4, 0xFFD3A46C)
            near.rect(x + q - 1.6, 94, 3.2, 26, 0xFF3A3036)
            near.ellipse(x + q, 120, 9, 1.9, 0xFF3A3036)
            near.ellipse(x + q - 8, 91, 5, 1.4, 0xFFFFFFFF)
            near.rect(x + q - 10.6, 86, 5.2, 5, 0xFFFFFFFF, 1.4)
            near.rect(x + q + 5, 83, 3, 8, 0xFF9CC3D6, 1)
            near.circle(x + q + 6.5, 81, 2.4, 0xFFEF7C93)
            for side in (-1, 1):
                sx = x + q + side * 29
                near.rect(sx - 8, 100, 16, 3.4, c, 1.4)
                near.rect(sx + side * 6 - 1.4, 76, 2.8, 26, shade(c, 0.2), 1)
                near.rect(sx + side * 6 - 2.2, 76, 4.4, 12, c, 2)
                for leg in (-6, 5):
                    near.line(sx + leg, 103, sx + leg + leg * 0.15, 121, 0xFF4A3328, 1.8)
        for q in (24, 64, 112, 158):
            ceiling_lamp(room, lights, site, x + q, 0 if q in (24, 112) else 6, r.choice((0xFF3F4A48, 0xFFC9763F)), 70)
    return [Layer(0.6, room), Layer(1.0, near, lights)]


def shop(site: Site) -> list[Layer]:
    r = site.rng
    room, near, lights = Group(), Group(), Group()
    tone = r.choice((0xFFF0E2C6, 0xFFD7E3DD, 0xFFEBD3CB))
    wall(room, tone, 100, 0xFF8A6246)
    tiles(near, 0xFFE3D3B8, 0xFFC9B08C, 102)
    palette = (0xFFE4574F, 0xFF3C6FD1, 0xFFF2C230, 0xFF3E9E5F, 0xFFEE8434, 0xFF8355C4, 0xFFEFEBDD, 0xFF57B0A5)
    for x in bays(site):
        gap(room, near, site, x + 209, 102, 0xFF8A6246)
        for base in (x - 4, x + 122):
            near.rect(base, 4, 66, 106, 0xFF9A6E48, 1.6)
            near.rect(base + 3, 7, 60, 100, 0xFF6B4A33)
            for j in range(4):
                y = 30 + j * 25
                near.rect(base + 2, y, 62, 3, 0xFFB58456)
                at = base + 5
                while at < base + 58:
                    c, w, h, kind = r.choice(palette), r.uniform(5, 9), r.uniform(9, 17), r.random()
                    if kind < 0.4:
                        near.rect(at, y - h, w, h, c, 1)
                        near.rect(at, y - h * 0.65, w, h * 0.3, shade(c, -0.5))
                    elif kind < 0.7:
                        near.rect(at, y - h * 0.75, w, h * 0.75, c, w * 0.4)
                        near.rect(at + w * 0.3, y - h, w * 0.4, h * 0.3, shade(c, 0.2), 0.8)
                    else:
                        near.circle(at + w / 2, y - w / 2, w / 2, c)
                    at += w + 1.6
        window(room, site, x + 72, 10, 40, 46, 0xFF8A6246, 2, "city")
        near.rect(x + 66, 78, 54, 34, linear(0, 78, 0, 112, [0xFFB0805A, 0xFF85593A]), 2)
        near.rect(x + 62, 74, 62, 5, 0xFFDDB98C, 1.6)
        near.rect(x + 72, 60, 18, 14, 0xFF59616D, 2)
        near.poly([(x + 73, 60), (x + 77, 52), (x + 88, 52), (x + 89, 60)], 0xFF7A8490)
        near.rect(x + 79, 53.6, 7, 4, 0xFF9FE0B0)
        near.circle(x + 108, 68, 5.6, alpha(0xFFDDF0F6, 0.8))
        for k in range(5):
            near.circle(x + 105 + k * 1.6, 70 - (k % 2) * 2.4, 1.5, palette[k])
        ceiling_lamp(room, lights, site, x + 92, -6, 0xFF3E9E5F, 60)
        ceiling_lamp(room, lights, site, x + 28, -12, 0xFF3E9E5F, 60)
        ceiling_lamp(room, lights, site, x + 156, -12, 0xFF3E9E5F, 60)
    return [Layer(0.6, room, lights), Layer(1.0, near)]


def workshop(site: Site) -> list[Layer]:
    r = site.rng
    room, near, lights = Group(), Group(), Group()
    wall(room, 0xFFB98F66, 102)
    for k in range(34):
        room.rect(X0 + k * 19, -140, 1.2, 246, 0x30402010)
    boards(near, 0xFF9A7452, 103)
    for x in bays(site):
        gap(room, near, site, x + 209, 103, 0xFF80572F)
        window(room, site, x + 112, 4, 54, 44, 0xFF6E4A30, 3)
        room.rect(x + 2, 4, 82, 46, 0xFF8A6242, 2)
        for k, kind in enumerate("hwsphws"):
            tx, ty = x + 12 + k * 11, 14
            room.circle(tx, ty - 4, 0.9, 0xFF3A3036)
            if kind == "h":
                room.rect(tx - 1, ty, 2, 26, 0xFFC99A5E, 0.8)
                room.rect(tx - 5, ty - 2, 10, 5, 0xFF6A7078, 1)
            elif kind == "w":
                room.rect(tx - 1.2, ty + 2, 2.4, 24, 0xFF98A2AC, 1)
                room.ring(tx, ty + 1, 3, 3, 0xFF98A2AC, 2)
            elif kind == "s":
                room.poly([(tx - 4, ty), (tx + 4, ty), (tx + 1, ty + 24), (tx - 1, ty + 24)], 0xFFC3C9D2)
                room.rect(tx - 4, ty - 3, 8, 5, 0xFFB5604C, 1.4)
            else:
                room.rect(tx - 1, ty, 2, 14, 0xFF98A2AC)
                room.rect(tx - 2.4, ty + 12, 4.8, 13, 0xFFD8A03C, 1.6)
        room.rect(x + 176, 20, 28, 3, 0xFF6E4A30)
        for k, c in enumerate((0xFFE4574F, 0xFF3C6FD1, 0xFFF2C230)):
            room.rect(x + 178 + k * 9, 10, 7, 10, c, 1)
            room.rect(x + 178 + k * 9, 9, 7, 2.4, 0xFFC3C9D2, 0.6)
        # the bench
        near.rect(x + 2, 78, 96, 7, linear(0, 78, 0, 85, [0xFFD9AE78, 0xFF9C7040]), 1.4)
        for q in (6, 88):
            near.rect(x + q, 85, 7, 30, 0xFF80572F)
        near.rect(x + 8, 100, 84, 4, 0xFF8F6438)
        near.rect(x + 12, 66, 12, 12, 0xFF5E6670, 1.4)
        near.rect(x + 9, 64, 18, 4, 0xFF7A838E, 1)
        near.line(x + 24, 71, x + 33, 71, 0xFF98A2AC, 1.6)
        near.rect(x + 44, 73, 26, 5, 0xFFE6C79A, 0.8)
        near.rect(x + 50, 69, 16, 4, 0xFFCB9E66, 0.8)
        near.circle(x + 80, 74, 4.4, 0xFFD9B45C)
        near.circle(x + 80, 74, 1.7, 0xFF8A6A2A)
        near.rect(x + 62, 104, 24, 11, 0xFFB8423E, 1.6)
        near.rect(x + 70, 101, 8, 3, 0xFF3A3036, 1)
        # the easel
        ex = x + 150
        near.line(ex - 14, 118, ex, 48, 0xFF9C7040, 2.6)
        near.line(ex + 14, 118, ex, 48, 0xFF8A6036, 2.6)
        near.rect(ex - 20, 58, 40, 34, 0xFFFBF6EA, 0.8)
        near.rect(ex - 18, 60, 36, 30, 0xFFBFE0F0)
        near.ellipse(ex - 7, 90, 14, 9, 0xFF6FA37A)
        near.circle(ex + 8, 67, 4, 0xFFF59A5A)
        near.rect(ex - 18, 88, 36, 2, 0xFFBFE0F0)
        near.rect(ex - 22, 92, 44, 3, 0xFF9C7040, 1)
        for _ in range(7):
            sx, sy = x + r.uniform(6, 100), r.uniform(119, 126)
            near.curve([(sx, sy), (sx + 2, sy - 3), (sx + 4.5, sy - 0.5)], stroke=0xFFE6C79A, width=1.1)
        ceiling_lamp(room, lights, site, x + 50, -4, 0xFF4F6A5C, 50)
        ceiling_lamp(room, lights, site, x + 150, -8, 0xFF4F6A5C, 50)
        shelf(near, site, x + 178, 112, 30, 62, 3)
    return [Layer(0.6, room, lights), Layer(1.0, near)]
