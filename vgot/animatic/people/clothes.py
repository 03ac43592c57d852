"""Clothes on the trunk of a drawn person: one path per garment, then what makes it that garment."""

from __future__ import annotations

from dataclasses import dataclass

from vgot.animatic.canvas import Group, alpha, linear, shade
from vgot.animatic.looks import Look

#: garment -> (hem below the hips as a share of the leg, flare of the hem over the shoulder's half)
_HEMS = {
    "dress": (0.52, 1.3),
    "gown": (0.96, 1.75),
    "robe": (0.92, 1.25),
    "kimono": (0.9, 1.12),
    "coat": (0.42, 1.06),
    "labcoat": (0.48, 1.06),
    "cloak": (0.72, 1.5),
    "onesie": (0.3, 0.95),
    "apron": (0.08, 0.96),
}
SKIRTS = ("dress", "gown", "robe", "kimono", "cloak")
_BARE_ARMS = ("tshirt", "vest_top", "overalls", "dress", "gown")


@dataclass(frozen=True)
class Trunk:
    """Where the trunk lies: heights below 0 = the hips (y grows downward), half breadths, the turn of the body."""

    top: float
    half: float
    waist: float
    leg: float
    turn: float
    back: bool


def sleeves(look: Look) -> tuple[int, int]:
    """The colours of upper arm and forearm."""
    k = shade(look.colour, 0.13)
    if look.garment in ("tshirt", "overalls"):
        return (k if look.garment == "tshirt" else shade(look.colour2, 0.08)), look.skin
    if look.garment in ("dress", "gown"):
        return k, look.skin
    if look.garment == "vest":
        return shade(look.colour2, 0.05), shade(look.colour2, 0.05)
    if look.garment == "apron":
        return shade(look.colour2, 0.08), look.skin
    if look.garment == "labcoat":
        return 0xFFE4E8EC, 0xFFE4E8EC
    if look.garment == "spacesuit":
        return 0xFFDDE3EA, 0xFFDDE3EA
    if look.garment == "armour":
        return 0xFF9AA5B1, 0xFF8793A0
    return k, k


def legs_of(look: Look) -> tuple[int, int]:
    """The colours of thigh and shin."""
    g = look.garment
    if g in ("dress", "gown", "kimono"):
        return shade(look.skin, 0.06), shade(look.skin, 0.06)
    if g == "overalls":
        return shade(look.colour, 0.1), shade(look.colour, 0.1)
    if g == "spacesuit":
        return 0xFFD3DAE2, 0xFFD3DAE2
    if g == "armour":
        return 0xFF8793A0, 0xFF98A3AF
    if g in ("suit", "uniform", "pyjamas", "onesie"):
        return shade(look.colour, 0.18), shade(look.colour, 0.18)
    if look.age == "child" and g == "tshirt":
        return look.trousers, look.skin
    return look.trousers, look.trousers


def draw_trunk(g: Group, look: Look, t: Trunk) -> None:
    """The garment, from the neck to the hem."""
    name = look.garment
    hem_share, flare = _HEMS.get(name, (0.1, 0.93))
    hem, wide = t.leg * hem_share, t.half * flare
    k = {"labcoat": 0xFFF3F6F8, "spacesuit": 0xFFEBEFF3, "armour": 0xFFB4BEC8}.get(name, look.colour)
    base = look.colour2 if name in ("overalls", "apron", "vest") else k
    outline = _outline(t, wide, hem)
    g.path(
        outline,
        linear(-t.half, 0, t.half, 0, [(0.0, shade(base, 0.10)), (0.35, base), (0.75, base), (1.0, shade(base, 0.14))]),
    )
    if look.pattern != "plain" and not (t.back and look.pattern in ("heart", "star")):
        holder = g.group()
        holder.clip_curve(_as_quads(t, wide, hem))
        _pattern(holder, look, t, hem)
    _details(g, look, t, k, wide, hem)
    _neckwear(g, look, t)


def _outline(t: Trunk, wide: float, hem: float) -> list[tuple]:
    s, w, y = t.half, t.waist, t.top
    mid = y * 0.42
    return [
        ("M", -s * 0.4, y),
        ("C", -s * 0.8, y + 0.4, -s, y + 2.5, -s, y + 7),
        ("C", -s * 0.98, mid - 3, -w, mid, -w, mid + 2),
        ("C", -w, 0, -wide, hem * 0.5, -wide, hem),
        ("Q", 0, hem + 2.4, wide, hem),
        ("C", wide, hem * 0.5, w, 0, w, mid + 2),
        ("C", w, mid, s * 0.98, mid - 3, s, y + 7),
        ("C", s, y + 2.5, s * 0.8, y + 0.4, s * 0.4, y),
        ("Z",),
    ]


def _as_quads(t: Trunk, wide: float, hem: float) -> list[tuple[float, float]]:
    s, w, y = t.half, t.waist, t.top
    mid = y * 0.42
    return [
        (-s * 0.4, y),
        (-s, y),
        (-s, y + 7),
        (-s, mid - 4),
        (-w, mid + 2),
        (-w, 0),
        (-wide, hem),
        (0, hem + 2.4),
        (wide, hem),
        (w, 0),
        (w, mid + 2),
        (s, mid - 4),
        (s, y + 7),
        (s, y),
        (s * 0.4, y),
        (0, y),
        (-s * 0.4, y),
    ]


def _pattern(g: Group, look: Look, t: Trunk, hem: float) -> None:
    c, s = look.colour2, t.half * 1.6
    light = sum((c >> q) & 255 for q in (0, 8, 16)) - sum((look.colour >> q) & 255 for q in (0, 8, 16))
    if abs(light) < 90:
        c = shade(look.colour, -0.35)
    if look.pattern == "stripes":
        y = t.top + 7
        while y < hem:
            g.rect(-s, y, 2 * s, 2.6, alpha(c, 0.85))
            y += 6.2
    elif look.pattern == "dots":
        y, odd = t.top + 5, 0
        while y < hem:
            for i in range(-4, 5):
                g.circle(i * 5.4 + odd * 2.7, y, 1.2, alpha(c, 0.9))
            y, odd = y + 4.8, 1 - odd
    elif look.pattern == "check":
        for i in range(-3, 4):
            g.rect(i * 6 - 1.2, t.top, 2.4, hem - t.top + 4, alpha(c, 0.35))
        y = t.top + 4
        while y < hem:
            g.rect(-s, y, 2 * s, 2.4, alpha(c, 0.35))
            y += 6
    elif look.pattern == "band":
        g.rect(-s, t.top * 0.55, 2 * s, 5, c)
    elif look.pattern in ("heart", "star"):
        x, y = t.turn * 3, t.top * 0.55
        if look.pattern == "heart":
            g.path(
                [
                    ("M", x, y + 5),
                    ("C", x - 8, y - 1, x - 3.5, y - 6, x, y - 2),
                    ("C", x + 3.5, y - 6, x + 8, y - 1, x, y + 5),
                    ("Z",),
                ],
                c,
            )
        else:
            g.poly(
                [
                    (x, y - 5),
                    (x + 1.5, y - 1.6),
                    (x + 5, y - 1.4),
                    (x + 2.3, y + 1),
                    (x + 3.2, y + 4.6),
                    (x, y + 2.6),
                    (x - 3.2, y + 4.6),
                    (x - 2.3, y + 1),
                    (x - 5, y - 1.4),
                    (x - 1.5, y - 1.6),
                ],
                c,
            )


def _details(g: Group, look: Look, t: Trunk, k: int, wide: float, hem: float) -> None:  # noqa: C901
    name, s, y, x = look.garment, t.half, t.top, t.turn * 3.4
    dark, light = shade(k, 0.22), shade(k, -0.3)
    if t.back:
        if name in ("coat", "labcoat", "suit", "jacket"):
            g.line(0, -2, 0, hem, dark, 1)
        elif name == "apron":
            g.line(-s, y * 0.45, s, y * 0.45, look.colour, 2)
        elif name == "hoodie":
            g.ellipse(0, y + 4, s * 0.6, 5, dark)
        elif name == "cloak":
            g.path(_outline(t, wide, hem), alpha(k, 1.0))
        return
    if name in ("suit", "jacket", "uniform", "coat", "labcoat"):
        inner = 0xFFF8F7F2 if name in ("suit", "uniform") else look.colour2
        g.path(
            [("M", x - s * 0.38, y), ("L", x + s * 0.38, y), ("L", x, y + (13 if name != "labcoat" else 16)), ("Z",)],
            inner,
        )
        for q in (-1, 1):
            g.path(
                [
                    ("M", x + q * s * 0.38, y - 0.4),
                    ("L", x + q * s * 0.66, y + 5.5),
                    ("L", x + q * 1.2, y + 14),
                    ("L", x, y + 12),
                    ("Z",),
                ],
                dark if name != "labcoat" else 0xFFDCE2E8,
            )
        g.line(x, y + 13, x, hem, dark if name != "labcoat" else 0xFFC9D2DA, 1)
        for i in range(3 if name in ("coat", "uniform", "labcoat") else 2):
            g.circle(x + 2, y + 16.5 + i * 5.4, 0.9, 0xFFF0C24B if name == "uniform" else shade(k, 0.45))
        if name == "labcoat":
            g.rect(x + s * 0.3, y + 12, 5, 4, 0xFFDCE2E8, 0.6)
            g.line(x + s * 0.3 + 2, y + 9.5, x + s * 0.3 + 2, y + 12.4, 0xFF3C6FD1, 1)
        if name == "uniform":
            g.rect(-s * 0.95, -2.5, s * 1.9, 3, 0xFF2C2A30)
            g.circle(x + s * 0.5, y + 9, 1.8, 0xFFF0C24B)
    elif name in ("shirt", "blouse", "pyjamas"):
        for q in (-1, 1):
            g.path(
                [
                    ("M", x, y + 4.5),
                    ("L", x + q * s * 0.44, y - 0.6),
                    ("L", x + q * s * 0.5, y + 3.8),
                    ("L", x + q * 1.5, y + 6),
                    ("Z",),
                ],
                light,
            )
        g.line(x, y + 5, x, hem, alpha(dark, 0.8), 0.9)
        for i in range(3):
            g.circle(x, y + 9 + i * 6, 0.75, light)
    elif name == "tshirt":
        g.curve([(x - s * 0.4, y), (x, y + 5), (x + s * 0.4, y)], look.skin, dark, 1.1)
    elif name in ("sweater", "hoodie", "onesie"):
        g.curve([(x - s * 0.42, y + 0.3), (x, y + 4.6), (x + s * 0.42, y + 0.3)], None, dark, 2.2)
        g.rect(-wide, hem - 2.6, 2 * wide, 3.4, dark, 1.5)
        if name == "hoodie":
            g.line(x - 2, y + 3.6, x - 2.4, y + 9, 0xFFF6F4EE, 0.9)
            g.line(x + 2, y + 3.6, x + 2.4, y + 9, 0xFFF6F4EE, 0.9)
            g.path(
                [("M", x - 6, -9), ("L", x + 6, -9), ("L", x + 8, -2.5), ("L", x - 8, -2.5), ("Z",)], alpha(dark, 0.7)
            )
        elif name == "onesie":
            for i in range(2):
                g.circle(x, y + 6 + i * 4, 0.8, light)
    elif name == "cardigan":
        g.path(
            [
                ("M", x - s * 0.36, y),
                ("L", x + s * 0.36, y),
                ("L", x + 1.6, -6),
                ("L", x + 2.4, hem),
                ("L", x - 2.4, hem),
                ("L", x - 1.6, -6),
                ("Z",),
            ],
            look.colour2,
        )
        for q in (-1, 1):
            g.line(x + q * s * 0.36, y + 0.6, x + q * 2, -6, dark, 1.4)
            g.line(x + q * 2, -6, x + q * 2.6, hem, dark, 1.4)
        g.circle(x + 3.6, -9, 0.8, light)
        g.circle(x + 3.4, -14, 0.8, light)
    elif name == "vest":
        g.path(
            [
                ("M", -s * 0.72, y + 1),
                ("L", x - s * 0.3, y),
                ("L", x, y + 13),
                ("L", x + s * 0.3, y),
                ("L", s * 0.72, y + 1),
                ("L", s * 0.9, hem),
                ("L", -s * 0.9, hem),
                ("Z",),
            ],
            look.colour,
        )
        for i in range(3):
            g.circle(x, y + 15 + i * 4.4, 0.8, light)
    elif name in ("dress", "gown"):
        g.curve([(x - s * 0.42, y), (x, y + 6.5), (x + s * 0.42, y)], look.skin)
        g.curve(
            [(-t.waist, y * 0.4 + 1), (0, y * 0.4 + 3), (t.waist, y * 0.4 + 1)],
            None,
            look.colour2 if name == "dress" else light,
            2.6,
        )
        for q in (-0.5, 0.1, 0.6):
            g.curve([(q * t.waist, y * 0.3), (q * wide * 0.8, hem * 0.4), (q * wide, hem)], None, alpha(dark, 0.5), 1)
        if name == "gown":
            g.curve([(-wide, hem), (0, hem + 2.4), (wide, hem)], None, light, 1.6)
    elif name == "overalls":
        g.rect(-s * 0.6, y * 0.62, s * 1.2, -y * 0.62 + hem + 1, look.colour, 2.5)
        g.rect(-t.half * 0.95, -7, t.half * 1.9, 7 + hem + 1, look.colour, 3)
        for q in (-1, 1):
            g.line(q * s * 0.5, y * 0.62 + 1, q * s * 0.56, y + 1.4, look.colour, 3)
            g.circle(q * s * 0.48, y * 0.62 + 2, 1.1, 0xFFF0C24B)
        g.rect(-3.4 + x, y * 0.5, 6.8, 5.4, dark, 1)
    elif name == "apron":
        g.path(
            [
                ("M", x - s * 0.42, y + 4),
                ("L", x + s * 0.42, y + 4),
                ("L", s * 0.8, y * 0.45),
                ("L", s * 0.86, t.leg * 0.42),
                ("L", -s * 0.86, t.leg * 0.42),
                ("L", -s * 0.8, y * 0.45),
                ("Z",),
            ],
            look.colour,
        )
        g.rect(x - 5, -8, 10, 6.4, dark, 1.4)
    elif name in ("robe", "kimono"):
        for q in (-1, 1):
            g.line(x + q * s * 0.42, y + 0.4, x - q * s * 0.12, -6, look.colour2, 2.6)
        g.rect(-t.waist - 0.4, y * 0.4 - 1, 2 * t.waist + 0.8, 5.4 if name == "kimono" else 3.2, look.colour2, 1)
        g.line(x, y * 0.3, x + 1, hem, alpha(dark, 0.7), 1)
    elif name == "cloak":
        g.path(
            [("M", x - s * 0.3, y), ("L", x + s * 0.3, y), ("L", s * 0.55, hem), ("L", -s * 0.55, hem), ("Z",)],
            look.colour2,
        )
        g.circle(x, y + 2, 2, 0xFFF0C24B)
    elif name == "spacesuit":
        g.rect(x - 6, y * 0.66, 12, 8, 0xFFB9C4CF, 1.5)
        for i, c in enumerate((0xFFD8414A, 0xFFF2C230, 0xFF4FA860)):
            g.circle(x - 3.6 + i * 3.6, y * 0.66 + 2.8, 1.1, c)
        g.rect(-s * 0.98, -3, s * 1.96, 3.4, look.colour)
        g.curve([(x - s * 0.5, y + 0.5), (x, y + 5), (x + s * 0.5, y + 0.5)], None, 0xFF98A4B0, 2.6)
    elif name == "armour":
        g.curve([(x - s * 0.8, y * 0.7), (x, y * 0.5), (x + s * 0.8, y * 0.7)], None, 0xFF8793A0, 1.4)
        g.line(x, y + 3, x, hem, 0xFF8793A0, 1.2)
        g.rect(-s * 0.98, -3.4, s * 1.96, 3.4, 0xFF6B4A2E)
        for q in (-1, 1):
            g.ellipse(q * s * 0.86, y + 4.6, 5, 4.4, 0xFFA3AEB9)


def _neckwear(g: Group, look: Look, t: Trunk) -> None:
    y, s, x = t.top, t.half, t.turn * 3.4
    c = look.hat_colour if look.hat_colour != look.colour else look.colour2
    if look.neck == "scarf":
        g.rect(-s * 0.55, y - 2.6, s * 1.1, 6, c, 3)
        if not t.back:
            g.path(
                [("M", x + 1, y + 2), ("L", x + 7, y + 2), ("L", x + 8, y + 17), ("L", x + 2.4, y + 17), ("Z",)],
                shade(c, 0.14),
            )
    elif t.back:
        return
    elif look.neck == "tie":
        g.poly([(x - 1.8, y + 1), (x + 1.8, y + 1), (x + 2.7, y + 12), (x, y + 15), (x - 2.7, y + 12)], c)
    elif look.neck == "bowtie":
        g.poly([(x, y + 2.4), (x - 4.6, y), (x - 4.6, y + 5)], c)
        g.poly([(x, y + 2.4), (x + 4.6, y), (x + 4.6, y + 5)], c)
    elif look.neck == "necklace":
        for i in range(-3, 4):
            g.circle(x + i * 1.7, y + 4.6 - abs(i) * 1.05, 0.9, 0xFFFBF3E2)
