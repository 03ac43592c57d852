"""What rooms are built with: walls, floors, windows, curtains, pictures, shelves, plants and rugs."""

from __future__ import annotations

import math

from vgot.animatic.backdrops.kit import WIDTH, Site, apart, ground
from vgot.animatic.canvas import BOTTOM, TOP, X0, X1, Colour, Group, alpha, linear, shade


def wall(g: Group, colour: Colour, y: float = 100.0, skirting: Colour | None = None) -> None:
    """A wall down to its floor line (and beyond, hidden by the floor)."""
    g.rect(
        X0 - 60,
        TOP - 40,
        WIDTH + 120,
        y - TOP + 140,
        linear(0, -25, 0, y, [shade(colour, 0.12), colour, shade(colour, -0.1)]),
    )
    if skirting is not None:
        g.rect(X0 - 60, y - 5.5, WIDTH + 120, 40, skirting)
        g.rect(X0 - 60, y - 5.5, WIDTH + 120, 1.2, shade(skirting, -0.3))


def boards(g: Group, colour: Colour, y: float = 100.0, n: int = 26) -> None:
    """A floor of boards running towards the viewer."""
    ground(g, colour, y)
    line = alpha(shade(colour, 0.35), 0.5)
    for i in range(n + 1):
        x = X0 + i * WIDTH / n
        g.line(x, y, 128 + (x - 128) * 2.6, BOTTOM, line, 0.9)
    g.rect(X0 - 60, y, WIDTH + 120, 5, linear(0, y, 0, y + 5, [alpha(0xFF000000, 0.22), alpha(0xFF000000, 0)]))


def tiles(g: Group, one: Colour, two: Colour, y: float = 100.0) -> None:
    """A floor of large tiles in two colours."""
    ground(g, one, y)
    rows = (y, y + 6, y + 14, y + 26, y + 44, y + 70, y + 110)
    for j in range(len(rows) - 1):
        a, b = rows[j], rows[j + 1]
        ka, kb = 1 + (a - y) / 50, 1 + (b - y) / 50
        for i in range(-7, 8):
            if (i + j) % 2:
                x = i * 34 - 17
                if 128 + (x + 34) * ka < X0 or 128 + x * ka > X1:
                    continue
                g.poly(
                    [(128 + x * ka, a), (128 + (x + 34) * ka, a), (128 + (x + 34) * kb, b), (128 + x * kb, b)],
                    alpha(two, 0.55),
                )
    g.rect(X0 - 60, y, WIDTH + 120, 5, linear(0, y, 0, y + 5, [alpha(0xFF000000, 0.2), alpha(0xFF000000, 0)]))


@apart
def window(
    g: Group,
    site: Site,
    x: float,
    y: float,
    w: float,
    h: float,
    frame: Colour = 0xFFF7F3EA,
    panes: int = 2,
    view: str = "hills",
    arch: bool = False,
) -> None:
    """A window onto the weather outside."""
    r = site.rng
    top, middle, bottom = site.sky
    g.rect(x - 3, y - 3, w + 6, h + 6, shade(frame, 0.12), 2)
    inner = g.group()
    if arch:
        inner.clip(x, y, w, h, w / 2)
    else:
        inner.clip(x, y, w, h)
    inner.rect(x, y, w, h, linear(0, y, 0, y + h, [top, middle, bottom]))
    if view == "hills":
        c = site.haze(site.grass(), 0.4)
        inner.ellipse(x + w * 0.25, y + h * 1.15, w * 0.6, h * 0.42, c)
        inner.ellipse(x + w * 0.85, y + h * 1.15, w * 0.6, h * 0.35, shade(c, 0.12))
    elif view == "city":
        for i in range(6):
            hh = h * r.uniform(0.25, 0.62)
            c = site.haze(0xFF6F7FA8, 0.3 + 0.1 * (i % 3))
            inner.rect(x + i * w / 6, y + h - hh, w / 6 + 0.5, hh, c)
            if site.lit:
                inner.rect(x + i * w / 6 + w / 22, y + h - hh + 4, w / 30, 2.4, 0xFFFFE08A)
                inner.rect(x + i * w / 6 + w / 10, y + h - hh + 10, w / 30, 2.4, 0xFFFFE08A)
    if not site.dark:
        inner.poly(
            [(x + w * 0.1, y + h), (x + w * 0.45, y), (x + w * 0.62, y), (x + w * 0.27, y + h)], alpha(0xFFFFFFFF, 0.16)
        )
    if site.weather in ("rain", "storm"):
        for _ in range(7):
            xx, yy = r.uniform(x, x + w), r.uniform(y, y + h)
            inner.line(xx, yy, xx - 1, yy + 4, alpha(0xFFFFFFFF, 0.5), 0.7)
    if site.weather == "snow":
        for _ in range(9):
            inner.circle(r.uniform(x, x + w), r.uniform(y, y + h), 0.9, 0xE0FFFFFF)
    for i in range(1, panes):
        g.rect(x + w * i / panes - 0.9, y, 1.8, h, frame)
    g.rect(x, y + h * 0.5 - 0.9, w, 1.8, frame)
    if not arch:
        g.frame(x - 1, y - 1, w + 2, h + 2, frame, 2.2, 1)
    g.rect(x - 5, y + h + 2, w + 10, 3.2, frame, 1)
    g.rect(x - 5, y + h + 5.2, w + 10, 1.6, alpha(0xFF000000, 0.12))


def curtains(g: Group, x: float, y: float, w: float, h: float, colour: Colour) -> None:
    """Two curtains on a rod, tied aside."""
    g.rect(x - 8, y - 7, w + 16, 2, 0xFF7A5A40, 1)
    for q, edge in ((1, x - 6), (-1, x + w + 6)):
        g.curve([(edge, y - 6), (edge + q * 9, y - 6), (edge + q * 17, y - 6), (edge + q * 15, y + h * 0.45), (edge + q * 5, y + h * 0.62),
            (edge + q * 9, y + h * 0.8),
                 (edge + q * 9, y + h + 8), (edge, y + h + 8), (edge, y - 6)], linear(edge, 0, edge + q * 16, 0, [shade(colour, 0.14), colour,
                     shade(colour, -0.12)]), close=True)  # fmt: skip
        g.rect(min(edge, edge + q * 8), y + h * 0.6, 8, 2.6, shade(colour, 0.3), 1)


def picture(g: Group, x: float, y: float, w: float, h: float, site: Site, frame: Colour = 0xFFB98A4E) -> None:
    """A framed picture of a landscape."""
    r = site.rng
    g.rect(x + 1, y + 1.5, w, h, alpha(0xFF000000, 0.15), 1)
    g.rect(x, y, w, h, frame, 1)
    top = r.choice((0xFFBFE0F0, 0xFFF6D9B0, 0xFFD9CBEA, 0xFFF3E8D2))
    inner = g.group().clip(x + 2, y + 2, w - 4, h - 4)
    inner.rect(x + 2, y + 2, w - 4, h - 4, top)
    inner.circle(x + w * r.uniform(0.3, 0.7), y + h * 0.35, min(w, h) * 0.13, 0xFFF59A5A)
    c = r.choice((0xFF6FA37A, 0xFF7C88B8, 0xFFC7885E))
    inner.ellipse(x + w * 0.3, y + h, w * 0.45, h * 0.42, c)
    inner.ellipse(x + w * 0.8, y + h, w * 0.4, h * 0.3, shade(c, 0.15))


def books(g: Group, site: Site, x: float, y: float, w: float, h: float) -> None:
    """A row of book spines standing on y."""
    r, at = site.rng, x
    palette = (0xFFB8504A, 0xFF3F6FA8, 0xFF4F8F63, 0xFFD9A441, 0xFF7A5A96, 0xFFE3D5B4, 0xFF8A5F3C, 0xFF35505F)
    while at < x + w - 2.4:
        bw, bh = r.uniform(2.6, 4.8), h * r.uniform(0.72, 0.98)
        bw = min(bw, x + w - at)
        c = r.choice(palette)
        if r.random() < 0.08:
            at += bw
            continue
        g.rect(at, y - bh, bw - 0.4, bh, c, 0.4)
        at += bw


def shelf(g: Group, site: Site, x: float, y: float, w: float, h: float, rows: int, wood: Colour = 0xFF7F5A3C) -> None:
    """A bookcase whose foot stands at y."""
    top = y - h
    g.rect(x, top, w, h, wood, 1.2)
    g.rect(x + 2.2, top + 2.2, w - 4.4, h - 4.4, shade(wood, 0.38))
    each = (h - 4.4) / rows
    for i in range(rows):
        base = top + 2.2 + each * (i + 1)
        books(g, site, x + 3, base - 1.6, w - 6, each - 3.6)
        g.rect(x + 2, base - 1.8, w - 4, 1.9, shade(wood, -0.08))
    g.rect(x - 1.5, top - 2.4, w + 3, 3.4, shade(wood, -0.14), 1)


def plant_pot(g: Group, site: Site, x: float, y: float, s: float) -> None:
    """A pot plant with broad leaves."""
    c = 0xFF3F9160
    for a in (-2.6, -2.1, -1.57, -1.0, -0.55):
        ex, ey = x + 17 * s * math.cos(a), y - 11 * s + 22 * s * math.sin(a)
        g.curve(
            [
                (x, y - 10 * s),
                (x + 9 * s * math.cos(a) - 4 * s, y - 20 * s),
                (ex, ey),
                (x + 9 * s * math.cos(a) + 4 * s, y - 16 * s),
                (x, y - 10 * s),
            ],
            shade(c, 0.12 if a < -1.6 else -0.08),
            close=True,
        )
    g.poly(
        [(x - 6.5 * s, y - 12 * s), (x + 6.5 * s, y - 12 * s), (x + 5 * s, y), (x - 5 * s, y)],
        linear(x - 6 * s, 0, x + 6 * s, 0, [0xFFD98A5F, 0xFFB5653F]),
    )
    g.rect(x - 7.2 * s, y - 13.5 * s, 14.4 * s, 3 * s, 0xFFE09A70, 0.8 * s)


def rug(g: Group, x: float, y: float, rx: float, ry: float, colour: Colour) -> None:
    """An oval rug."""
    g.ellipse(x, y, rx, ry, shade(colour, 0.15))
    g.ellipse(x, y, rx * 0.93, ry * 0.9, colour)
    g.ring(x, y, rx * 0.78, ry * 0.72, shade(colour, -0.35), 0.9)
