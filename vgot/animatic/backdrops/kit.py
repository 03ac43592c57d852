"""What every backdrop is built with: a site (light, season, weather, chance), skies, ground, trees, rooms, windows.

Nothing here knows a place. Colours are those of the thing itself; grading by light happens when a scene is drawn.
"""

from __future__ import annotations

import functools
import math
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from vgot.animatic.canvas import BOTTOM, TOP, X0, X1, Colour, Group, alpha, linear, mix, radial, shade

WIDTH = X1 - X0

#: light -> (top, middle, bottom) of the sky
SKIES: dict[str, tuple[Colour, Colour, Colour]] = {
    "dawn": (0xFF8C9FDB, 0xFFF3B3B5, 0xFFFFE2BF), "noon": (0xFF4AA3EA, 0xFF8CCDF6, 0xFFDDF3FB),
    "golden": (0xFF7A8FC6, 0xFFF3A867, 0xFFFFE3A1), "dusk": (0xFF2C2D6B, 0xFF84508F, 0xFFF39A7C),
    "night": (0xFF0D1440, 0xFF22306F, 0xFF4C60A6), "storm": (0xFF434D5D, 0xFF6D7886, 0xFFA4AEB6),
    "neon": (0xFF160C38, 0xFF4A1F7A, 0xFFC6449F), "candle": (0xFF10163A, 0xFF2B2C5C, 0xFF5C4A6E),
    "fire": (0xFF0F1434, 0xFF2F2850, 0xFF7A4A55), "overcast": (0xFF98A6B5, 0xFFBAC5CF, 0xFFDEE3E7),
    "lamp": (0xFF1B2556, 0xFF39478A, 0xFF7E7CAE),
}  # fmt: skip
DARK_LIGHTS = {"night", "neon", "candle", "fire", "lamp"}
#: lights by which people switch their lamps on
LIT_LIGHTS = DARK_LIGHTS | {"dusk", "storm"}

LEAVES = {
    "spring": (0xFF7CC267, 0xFF93D07A, 0xFFF2B4CC), "summer": (0xFF3F9A55, 0xFF57AE5E, 0xFF2F8450),
    "autumn": (0xFFE0883A, 0xFFD1542F, 0xFFEFBB43), "winter": (0xFF8C8F86, 0xFF9A9C94, 0xFF7D817A),
}  # fmt: skip
PINE = {"spring": 0xFF3F8F63, "summer": 0xFF35805A, "autumn": 0xFF3C7A55, "winter": 0xFF4A7F72}
GRASS = {"spring": 0xFF8CCB62, "summer": 0xFF74B655, "autumn": 0xFFB6AE58, "winter": 0xFFE6EFF7}
SNOW = 0xFFF4F9FE


@dataclass
class Site:
    """The circumstances a place is drawn in. `rng` is the only source of chance."""

    light: str
    weather: str
    season: str
    rng: random.Random
    old: bool = False
    future: bool = False
    red: bool = False

    @property
    def sky(self) -> tuple[Colour, Colour, Colour]:
        if self.weather in ("rain", "storm") and self.light in ("noon", "overcast", "dawn", "golden"):
            return SKIES["storm"]
        if self.weather in ("snow", "fog") and self.light == "noon":
            return SKIES["overcast"]
        return SKIES.get(self.light, SKIES["noon"])

    @property
    def dark(self) -> bool:
        return self.light in DARK_LIGHTS

    @property
    def lit(self) -> bool:
        return self.light in LIT_LIGHTS or self.weather == "storm"

    @property
    def snowy(self) -> bool:
        return self.season == "winter"

    @contextmanager
    def aside(self, *where: float | str) -> Iterator[None]:
        """Chance that does not disturb the layout: whatever is drawn inside, what follows draws the same numbers. For all
        that depends on light, weather or season, so that a place stays itself by day and by night. `where` tells two
        asides at the same point of the layout apart."""
        state = self.rng.getstate()
        self.rng.seed(f"{self.rng.random()}{where}")
        try:
            yield
        finally:
            self.rng.setstate(state)

    def haze(self, colour: Colour, share: float) -> Colour:
        """A colour seen through a share of the air."""
        more = 0.2 if self.weather == "fog" else 0.0
        return mix(colour, self.sky[2], min(0.92, share + more * (1 - share) * 2))

    def grass(self) -> Colour:
        return GRASS[self.season]

    def leaf(self) -> Colour:
        a, b, c = LEAVES[self.season]
        return self.rng.choice((a, a, b, c))

    def spread(self, n: int, jitter: float = 0.3, left: float = X0, right: float = X1) -> list[float]:
        """n places along the world, evenly but not regularly."""
        step = (right - left) / n
        return [left + (i + 0.5 + self.rng.uniform(-jitter, jitter)) * step for i in range(n)]


def apart(draw: Callable[..., Any]) -> Callable[..., Any]:
    """A drawing function whose use of chance is set aside (see `Site.aside`)."""

    @functools.wraps(draw)
    def drawn(*args: Any, **kwargs: Any) -> Any:
        site = next(a for a in args if isinstance(a, Site))
        with site.aside(*(a for a in args if isinstance(a, (int, float)))):
            return draw(*args, **kwargs)

    return drawn


# -- sky and air ------------------------------------------------------------------------------------------------------
@apart
def sky(site: Site, sun: bool = True, clouds: bool = True) -> Group:
    """The whole sky with its sun or moon, stars and clouds."""
    g, r = Group(), site.rng
    top, middle, bottom = site.sky
    g.rect(X0 - 60, TOP - 40, WIDTH + 120, 400, linear(0, -45, 0, 108, [(0, top), (0.55, middle), (1, bottom)]))
    where = r.uniform(35, 90) if r.random() < 0.5 else r.uniform(165, 222)
    clear = site.weather in ("clear", "wind")
    if site.dark or site.light == "dusk":
        stars = {"dusk": 18, "neon": 22, "lamp": 30}.get(site.light, 55)
        if clear:
            for _ in range(stars):
                g.circle(
                    r.uniform(X0, X1),
                    r.uniform(-70, 70),
                    r.choice((0.4, 0.5, 0.7, 0.9)),
                    alpha(0xFFFFFFFF, r.uniform(0.35, 0.9)),
                )
    if sun and clear:
        if site.light == "noon":
            g.circle(where, 18, 46, radial(where, 18, 46, [alpha(0xFFFFFBE0, 0.75), alpha(0xFFFFFBE0, 0)]))
            g.circle(where, 18, 12.5, 0xFFFFF6C4)
        elif site.light in ("golden", "dawn"):
            y, core, halo = (72, 0xFFFFF3C8, 0xFFFFD27A) if site.light == "golden" else (80, 0xFFFFF7E4, 0xFFFFD9B8)
            g.circle(where, y, 84, radial(where, y, 84, [alpha(halo, 0.85), alpha(halo, 0)]))
            g.circle(where, y, 17, core)
        elif site.light == "dusk":
            g.circle(where, 94, 90, radial(where, 94, 90, [alpha(0xFFFFB48A, 0.8), alpha(0xFFFFB48A, 0)]))
        elif site.dark:
            g.circle(where, 24, 40, radial(where, 24, 40, [alpha(0xFFDDE6FF, 0.4), alpha(0xFFDDE6FF, 0)]))
            g.circle(where, 24, 11, 0xFFF6F3DE)
            for dx, dy, q in ((-3.5, -2, 2.4), (3, 3, 1.8), (2, -4.5, 1.3)):
                g.circle(where + dx, 24 + dy, q, 0xFFE2DDC4)
    if clouds:
        draw_clouds(g, site)
    return g


@apart
def draw_clouds(g: Group, site: Site) -> None:
    """Clouds in the colour of the light: flat below, round above."""
    r = site.rng
    tone = {
        "noon": (0xFFFFFFFF, 0.92),
        "dawn": (0xFFFFE3E0, 0.75),
        "golden": (0xFFFFE1B4, 0.7),
        "dusk": (0xFFC98AA8, 0.55),
        "night": (0xFF5C70B4, 0.35),
        "overcast": (0xFFF1F4F6, 0.85),
        "storm": (0xFF57616E, 0.9),
        "neon": (0xFF8B4AA8, 0.35),
    }
    colour, strength = tone.get(site.light, (0xFF57649C, 0.3))
    heavy = site.light in ("storm", "overcast") or site.weather in ("rain", "storm", "snow")
    if site.sky is SKIES["storm"]:
        colour, strength = tone["storm"]
    for i, x in enumerate(site.spread(13 if heavy else 7, 0.42)):
        y, s = r.uniform(-18, 22 if heavy else 50), r.uniform(0.7, 1.35) * (1.5 if heavy else 1.0)
        # opaque, in the colour it would have over the sky there: transparent puffs would show where they overlap
        t = max(0.0, min(1.0, (y + 45) / 84))
        seen = mix(mix(site.sky[0], site.sky[1], t), shade(colour, 0.1 if heavy and i % 2 else 0), strength)
        puffs = ((0, 0, 9), (11, -5, 12), (24, -1, 9), (34, 2, 6), (-9, 3, 6))
        for dx, dy, q in puffs:
            g.ellipse(x + dx * s, y + dy * s, q * s * 1.25, q * s * 0.8, seen)
        g.rect(x - 14 * s, y + 1.5 * s, 55 * s, 5.5 * s, seen, 2.7 * s)


def hills(g: Group, site: Site, y: float, height: float, colour: Colour, n: int = 6, air: float = 0.0) -> None:
    """A ridge of round hills whose feet run down to the bottom of the world."""
    r, step = site.rng, (WIDTH + 120) / n
    points = [(X0 - 60, y - height * r.uniform(0.2, 0.6))]
    for i in range(n):
        x = X0 - 60 + i * step
        points += [(x + step / 2, y - height * r.uniform(0.9, 1.9)), (x + step, y - height * r.uniform(0.0, 0.5))]
    points += [(X1 + 60, y + 30), (X1 + 60, BOTTOM), (X0 - 100, BOTTOM + 10), (X0 - 60, BOTTOM)]
    c = site.haze(colour, air)
    g.curve(points, linear(0, y - height, 0, y + 30, [shade(c, -0.12), shade(c, 0.1)]), close=True)


def ground(g: Group, colour: Colour, y: float = 100.0, far: Colour | None = None) -> None:
    """The ground from its horizon to the bottom, a little darker towards the viewer."""
    g.rect(
        X0 - 60,
        y,
        WIDTH + 120,
        BOTTOM - y + 40,
        linear(0, y, 0, 165, [far if far is not None else shade(colour, -0.14), colour, shade(colour, 0.2)]),
    )


@apart
def patches(g: Group, site: Site, colour: Colour, n: int, low: float = 106, high: float = 160) -> None:
    """Flat spots that give a ground its grain; larger when nearer."""
    for _ in range(n):
        x, y = site.rng.uniform(X0, X1), site.rng.uniform(low, high)
        k = 0.5 + (y - 100) / 40
        g.ellipse(x, y, site.rng.uniform(8, 20) * k, site.rng.uniform(1.1, 2.1) * k, colour)


@apart
def tufts(g: Group, site: Site, colour: Colour, n: int, low: float = 104, high: float = 160) -> None:
    """Tufts of grass."""
    for _ in range(n):
        x, y = site.rng.uniform(X0, X1), site.rng.uniform(low, high)
        k = 0.6 + (y - 100) / 45
        g.poly([(x - 2.6 * k, y), (x - 2.4 * k, y - 3 * k), (x - 1.1 * k, y - 0.8 * k), (x, y - 4.6 * k), (x + 1.1 * k, y - 0.8 * k),
                (x + 2.6 * k, y - 3.4 * k), (x + 2.6 * k, y)], colour)  # fmt: skip


@apart
def flowers(g: Group, site: Site, n: int, low: float = 106, high: float = 158, colours: Sequence[Colour] = ()) -> None:
    """Small flowers on stems."""
    palette = colours or (0xFFEF5D7C, 0xFFFFD447, 0xFFFFFFFF, 0xFFB579E0, 0xFFF58A4B)
    for _ in range(n):
        x, y = site.rng.uniform(X0, X1), site.rng.uniform(low, high)
        k = 0.6 + (y - 100) / 50
        c = site.rng.choice(palette)
        g.line(x, y, x, y - 4 * k, 0xFF3F8A3E, 0.9 * k)
        g.circle(x, y - 5 * k, 2.3 * k, c)
        g.circle(x, y - 5 * k, 0.9 * k, shade(c, -0.5) if c != 0xFFFFFFFF else 0xFFF2B632)


@apart
def water(g: Group, site: Site, y: float, colour: Colour = 0xFF3B8FC2, glints: int = 26, depth: float = 60.0) -> None:
    """Water from a line down to the bottom, with the sky's colour far off and glints."""
    r, (_, _, bottom) = site.rng, site.sky
    near = mix(colour, site.sky[0], 0.35 if site.dark else 0.12)
    g.rect(
        X0 - 60,
        y,
        WIDTH + 120,
        BOTTOM - y + 40,
        linear(0, y, 0, y + depth, [mix(colour, bottom, 0.6), near, shade(near, 0.22)]),
    )
    for _ in range(glints):
        t = r.random() ** 1.6
        x, yy = r.uniform(X0, X1), y + 2 + t * depth
        w = (5 + 14 * t) * r.uniform(0.7, 1.3)
        g.rect(x, yy, w, 0.7 + 0.8 * t, alpha(mix(bottom, 0xFFFFFFFF, 0.6), 0.25 + 0.35 * r.random()), 0.6)


# -- plants -----------------------------------------------------------------------------------------------------------
@apart
def round_tree(
    g: Group, site: Site, x: float, y: float, s: float, air: float = 0.0, leaf: Colour | None = None
) -> None:
    """A broad-leaved tree; bare and snowed on in winter."""
    r = site.rng
    bark = site.haze(0xFF6E4A33, air)
    if site.season == "winter" and leaf is None:
        return bare_tree(g, site, x, y, s, air)
    c = site.haze(leaf if leaf is not None else site.leaf(), air)
    dark, glow = shade(c, 0.16), shade(c, -0.2)
    g.poly(
        [(x - 3.6 * s, y), (x - 1.9 * s, y - 20 * s), (x + 1.9 * s, y - 20 * s), (x + 3.8 * s, y)],
        linear(x - 3 * s, 0, x + 3 * s, 0, [shade(bark, -0.12), shade(bark, 0.18)]),
    )
    lean = r.uniform(-2, 2)
    for dx, dy, q in ((-11, -23, 10.5), (11.5, -22, 10), (0, -21, 11)):
        g.circle(x + dx * s, y + dy * s, q * s, dark)
    for dx, dy, q in ((-7, -31, 10.5), (8, -30.5, 10), (lean, -38, 11)):
        g.circle(x + dx * s, y + dy * s, q * s, c)
    g.ellipse(x - (5 - lean) * s, y - 41.5 * s, 6 * s, 4.4 * s, glow)
    g.ellipse(x - 10.5 * s, y - 33 * s, 3.4 * s, 2.6 * s, glow)
    return None


@apart
def bare_tree(g: Group, site: Site, x: float, y: float, s: float, air: float = 0.0) -> None:
    """A leafless tree."""
    c = site.haze(0xFF5A443A, air)
    g.poly([(x - 3.4 * s, y), (x - 1.3 * s, y - 26 * s), (x + 1.3 * s, y - 26 * s), (x + 3.4 * s, y)], c)
    for x0, y0, x1, y1, x2, y2, w in (
        (0, -18, -8, -26, -14, -36, 2.0),
        (0, -22, 7, -30, 13, -38, 2.0),
        (0, -24, -2, -36, -4, -46, 2.1),
        (-7, -27, -14, -28, -18, -31, 1.2),
        (6, -30, 10, -30, 16, -31, 1.2),
        (-2, -34, 3, -40, 5, -46, 1.2),
    ):
        g.curve([(x + x0 * s, y + y0 * s), (x + x1 * s, y + y1 * s), (x + x2 * s, y + y2 * s)], stroke=c, width=w * s)
    if site.snowy:
        for dx, dy in ((-12, -34.5), (11, -37), (-3.4, -44)):
            g.ellipse(x + dx * s, y + dy * s, 3.2 * s, 1.1 * s, SNOW)


def pine(g: Group, site: Site, x: float, y: float, s: float, air: float = 0.0, colour: Colour | None = None) -> None:
    """A fir in three tiers, lit from the left."""
    c = site.haze(colour if colour is not None else PINE[site.season], air)
    g.rect(x - 2.2 * s, y - 9 * s, 4.4 * s, 10 * s, site.haze(0xFF6A4730, air))
    for i in range(3):
        w, b, t = (15.5 - 3.6 * i) * s, y - (7 + 13 * i) * s, y - (28 + 13.4 * i) * s
        tone = shade(c, 0.13 * (2 - i) - 0.06)
        g.poly(
            [(x - w, b), (x, t), (x + w, b), (x + w * 0.45, b + 1.6 * s), (x, b + 0.6 * s), (x - w * 0.5, b + 1.8 * s)],
            tone,
        )
        g.poly([(x, t), (x + w, b), (x + w * 0.3, b + 1.0 * s)], shade(tone, 0.13))
        if site.snowy:
            g.poly([(x, t), (x - w * 0.62, b - (b - t) * 0.38), (x - w * 0.25, b - (b - t) * 0.46), (x, b - (b - t) * 0.36),
                    (x + w * 0.3, b - (b - t) * 0.48), (x + w * 0.6, b - (b - t) * 0.4)], site.haze(SNOW, air * 0.5))  # fmt: skip


def poplar(g: Group, site: Site, x: float, y: float, s: float, air: float = 0.0) -> None:
    """A slender tree for avenues."""
    c = site.haze(site.leaf(), air)
    g.rect(x - 1.5 * s, y - 12 * s, 3 * s, 12 * s, site.haze(0xFF6E4A33, air))
    g.ellipse(x, y - 34 * s, 8 * s, 25 * s, linear(x - 8 * s, 0, x + 8 * s, 0, [shade(c, -0.12), shade(c, 0.18)]))


def palm(g: Group, site: Site, x: float, y: float, s: float, lean: float = 1.0) -> None:
    """A palm with a bowed, ringed trunk."""
    tx, ty = x + 13 * lean * s, y - 56 * s
    g.curve([(x, y), (x + 2 * lean * s, y - 32 * s), (tx, ty)], stroke=0xFF8B6540, width=5.2 * s)
    g.curve([(x - 1 * s, y), (x + (2 * lean - 1) * s, y - 32 * s), (tx - 1 * s, ty)], stroke=0xFFA77E52, width=1.8 * s)
    for a, c in (
        (-2.85, 0xFF2C8449),
        (-0.25, 0xFF2C8449),
        (-2.3, 0xFF3A9C55),
        (-0.85, 0xFF3A9C55),
        (-1.6, 0xFF50B365),
        (0.35, 0xFF2C8449),
        (2.8, 0xFF2C8449),
    ):
        ex, ey = tx + 27 * s * math.cos(a), ty + 13 * s * math.sin(a) + 9 * s
        mx, my = tx + 15 * s * math.cos(a), ty + 21 * s * math.sin(a) - 5 * s
        g.curve([(tx, ty), (mx, my - 3 * s), (ex, ey), (mx, my + 4.5 * s), (tx, ty + 1.5 * s)], c, close=True)
    for dx in (-2.5, 2):
        g.circle(tx + dx * s, ty + 3.2 * s, 2.3 * s, 0xFF6B4526)


@apart
def bush(g: Group, site: Site, x: float, y: float, s: float, leaf: Colour | None = None, air: float = 0.0) -> None:
    """A low round bush with a lighter crown."""
    c = site.haze(
        leaf if leaf is not None else (mix(site.leaf(), 0xFF3F8A50, 0.5) if site.season != "winter" else 0xFFC9D6DE),
        air,
    )
    for dx, dy, q in ((-9, -4, 7), (9, -4, 7), (0, -6, 9)):
        g.circle(x + dx * s, y + dy * s, q * s, shade(c, 0.1 if dx else 0.0))
    g.ellipse(x - 2.5 * s, y - 10.5 * s, 5 * s, 3 * s, shade(c, -0.18))
    g.rect(x - 15.5 * s, y - 4 * s, 31 * s, 4.2 * s, shade(c, 0.14), 2 * s)


def rock(g: Group, x: float, y: float, s: float, colour: Colour = 0xFF8C8F98) -> None:
    """A boulder with a lit top."""
    g.poly(
        [
            (x - 10 * s, y),
            (x - 8.5 * s, y - 6 * s),
            (x - 2 * s, y - 10 * s),
            (x + 5 * s, y - 8.5 * s),
            (x + 10 * s, y - 3 * s),
            (x + 10.5 * s, y),
        ],
        shade(colour, 0.1),
    )
    g.poly(
        [(x - 8.5 * s, y - 6 * s), (x - 2 * s, y - 10 * s), (x + 5 * s, y - 8.5 * s), (x + 1 * s, y - 5 * s)],
        shade(colour, -0.2),
    )


@apart
def front_leaves(site: Site, colour: Colour = 0xFF2C5E43, side: int = 0) -> Group:
    """Dark leaves at the edges, close to the lens: depth for the picture. `side` -1, 1 or 0 for both."""
    g, r = Group(), site.rng
    c = mix(colour, site.sky[0], 0.2)
    for q in (-1, 1) if side == 0 else (side,):
        edge = 128 + q * 150
        for i in range(6):
            a = r.uniform(-1.35, -0.45)
            length, x, y = r.uniform(28, 48), edge + q * r.uniform(-8, 18), 152 + r.uniform(-3, 6)
            ex, ey = x - q * length * math.cos(a) * 0.6, y + length * math.sin(a)
            g.curve(
                [
                    (x, y),
                    ((x + ex) / 2 - q * 9, (y + ey) / 2 - 7),
                    (ex, ey),
                    ((x + ex) / 2 + q * 6, (y + ey) / 2 + 5),
                    (x, y),
                ],
                shade(c, 0.12 * (i % 3) - 0.1),
                close=True,
            )
    return g


# -- lamps -------------------------------------------------------------------------------------------------------------
def glow(g: Group, x: float, y: float, r: float, colour: Colour = 0xFFFFD98A, strength: float = 0.6) -> None:
    """A soft light around a lamp."""
    g.circle(x, y, r, radial(x, y, r, [alpha(colour, strength), alpha(colour, strength * 0.4), alpha(colour, 0)]))


def lamp_post(g: Group, site: Site, x: float, y: float, h: float = 50, glowing: Group | None = None) -> None:
    """A street lamp."""
    c = 0xFF363B46
    g.rect(x - 1.3, y - h, 2.6, h, linear(x - 1.3, 0, x + 1.3, 0, [shade(c, -0.25), c]))
    g.rect(x - 3.2, y - 5, 6.4, 5, c, 1)
    g.poly(
        [(x - 3.4, y - h), (x + 3.4, y - h), (x + 4.6, y - h - 8), (x - 4.6, y - h - 8)],
        0xFFFFE9A8 if site.lit else 0xFFE8EEF2,
    )
    g.poly([(x - 5.6, y - h - 8), (x + 5.6, y - h - 8), (x, y - h - 12.5)], c)
    if site.lit:
        glow(glowing if glowing is not None else g, x, y - h - 4, 26, 0xFFFFD77A, 0.55)


# -- layers -----------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Layer:
    """One sheet of a backdrop. `depth`: 0 the sky, 1 the plane of the people, more than 1 nearer to the lens. `glow`,
    where there is one, holds lamps' light: to be screened over the graded picture, moved as the layer is."""

    depth: float
    group: Group
    glow: Group | None = None
