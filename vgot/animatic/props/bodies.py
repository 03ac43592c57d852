"""Bodies of four-legged animals as a table, and how any animal is seen."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from vgot.animatic.canvas import Colour, Group, radial

INK = 0xFF2A2230


@dataclass(frozen=True)
class Bearing:
    """How an animal with four legs holds itself: `head` degrees lowered (below 0: lifted), `turned` (0..1): the head looks back
    over the shoulder, `low` (0..1): it lies."""

    head: float = 0.0
    turned: float = 0.0
    low: float = 0.0


UPRIGHT = Bearing()


Carried = Callable[[Group, float, float, float], None]


@dataclass(frozen=True)
class Act:
    """How an animal is seen. `colour` and `second` replace its natural ones; `walk` (0..1) moves its legs, None stands;
    `idle` (0..1) moves tail, ears and breath; `talk` opens the mouth (0..1); `aloft`: what has wings uses them; `metal`: ""
    or a key of `props_metal.METALS`; `bearing`: head and legs; `carries`: draws what it has in its mouth or beak, at a point of its head and
    for a head of so large a radius."""

    idle: float = 0.0
    walk: float | None = None
    talk: float = 0.0
    blink: bool = False
    colour: Colour | None = None
    second: Colour | None = None
    aloft: bool = True
    metal: str = ""
    bearing: Bearing = UPRIGHT
    carries: Carried | None = None

    def wave(self, speed: int = 1, at: float = 0.0) -> float:
        """A swing in -1..1 that closes on itself after one turn of `idle`."""
        return math.sin((self.idle * speed + at) * 2 * math.pi)


@dataclass(frozen=True)
class Beast:
    """A four-legged body: half axes of the trunk, legs, and where the head sits."""

    colour: Colour
    second: Colour
    rx: float
    ry: float
    leg: float
    lw: float
    hx: float
    hy: float
    hr: float
    snout: float
    ears: str
    tail: str
    extra: str = ""
    hoof: Colour | None = None


BEASTS: dict[str, Beast] = {
    "dog": Beast(0xFFC98F56, 0xFFF3DEBE, 16, 9.5, 14, 5.4, 15, -33, 10, 6.5, "floppy", "up"),
    "cat": Beast(0xFFE59A4C, 0xFFFBEBD2, 12.5, 7.6, 10, 4.2, 11, -25, 8.8, 2.6, "pointed", "curl", "stripes"),
    "fox": Beast(0xFFDD7A35, 0xFFFBF1E2, 14, 7.8, 11, 4.2, 13, -27, 9, 7, "pointed", "bushy", "socks"),
    "wolf": Beast(0xFF7F8793, 0xFFDDE0E4, 19, 10.5, 16, 5.4, 19, -39, 10.5, 8.5, "pointed", "bushy"),
    "bear": Beast(0xFF8A5E3C, 0xFFC79B6E, 26, 18, 12, 10, 24, -41, 14, 7, "round", "stub"),
    "lion": Beast(0xFFDDA852, 0xFFF3DDAE, 22, 13, 16, 7, 22, -40, 11.5, 6, "round", "tuft", "mane"),
    "rabbit": Beast(0xFFB9A48E, 0xFFFBF6EE, 10, 8.4, 4, 4.4, 8.5, -20, 7.8, 2.6, "long", "cotton"),
    "mouse": Beast(0xFF9A97A3, 0xFFF0D3D0, 7, 5, 2.4, 2.6, 7, -11.5, 5, 3.2, "disc", "thin"),
    "cow": Beast(
        0xFFF4F1EA, 0xFF4A4148, 27, 16, 18, 7, 29, -46, 11.5, 8, "side", "rope", "patches horns udder", 0xFF3A3338
    ),
    "pig": Beast(0xFFF2AFB4, 0xFFE38C97, 19, 14, 7, 6, 17, -27, 11, 5, "flop2", "curlytail", "disc"),
    "sheep": Beast(0xFFF6F2E8, 0xFF54484E, 18, 13, 11, 4.6, 18, -33, 8, 4, "side", "cotton", "wool", 0xFF3A3338),
    "horse": Beast(
        0xFF9A6238, 0xFF4A2D1E, 25, 13.5, 30, 6, 31, -70, 9.5, 13, "pointed", "horse", "neck mane2", 0xFF3A2A22
    ),
    "deer": Beast(
        0xFFB97F4E, 0xFFF3DEC0, 17, 9.5, 24, 4, 18, -52, 8, 7.5, "side", "stubwhite", "neck antlers spots", 0xFF3A2A22
    ),
    "tiger": Beast(
        0xFFE8893A, 0xFFFBF1E2, 23, 12.5, 15, 7, 22, -37, 11.5, 6, "round", "ringed", "tigerstripes whitemuzzle"
    ),
    "leopard": Beast(
        0xFFE2B366, 0xFFFBF1DE, 21, 10.5, 15, 5.6, 20, -34, 9.8, 5, "round", "long", "rosettes whitemuzzle"
    ),
    "panther": Beast(0xFF2C2E38, 0xFF454955, 21, 10.5, 15, 5.6, 20, -34, 9.8, 5, "round", "long"),
    "polar_bear": Beast(0xFFF4F6F6, 0xFFE2E8EC, 26, 18, 12, 10, 24, -41, 13.5, 7, "round", "stub"),
    "panda": Beast(0xFFF7F5EF, 0xFF2C2E36, 23, 17, 9, 9.5, 19, -38, 14, 4, "round", "stub", "panda"),
    "koala": Beast(0xFF9AA1AD, 0xFFE6E9ED, 14, 12, 5, 6.6, 9, -25, 11.5, 2.4, "disc", "none", "bignose"),
    "camel": Beast(
        0xFFD8AE72,
        0xFFB07F45,
        24,
        12,
        31,
        5.4,
        38,
        -75,
        8.6,
        11,
        "small",
        "rope",
        "swan hump muzzle2 bridle",
        0xFF6B4A30,
    ),
    "donkey": Beast(
        0xFF8F8B8C, 0xFFE6E0D8, 19, 11, 21, 5, 23, -51, 8.6, 10, "hare", "rope", "neck mane3 muzzle2", 0xFF4A4248
    ),
    "zebra": Beast(
        0xFFF7F5EF,
        0xFF2F3038,
        23,
        12.5,
        27,
        5.4,
        28,
        -64,
        9,
        11.5,
        "pointed",
        "rope",
        "neck zebra mane3 muzzle2",
        0xFF2F3038,
    ),
    "unicorn": Beast(
        0xFFFBF9FB, 0xFFD7A6E6, 25, 13.5, 30, 6, 31, -70, 9.5, 13, "pointed", "horse", "neck mane2 horn", 0xFFD9B45C
    ),
    "goat": Beast(
        0xFFF3EFE6, 0xFFD9CDB8, 15, 10, 13, 4, 17, -34, 7.6, 6, "side", "stubwhite", "goathorns beard", 0xFF5A4A40
    ),
    "giraffe": Beast(
        0xFFEBC06C,
        0xFFB4743A,
        19,
        11.5,
        40,
        5,
        35,
        -114,
        8,
        10,
        "side",
        "tuft",
        "longneck patches2 ossicones muzzle2",
        0xFF6B4A30,
    ),
    "rhino": Beast(0xFF8C919B, 0xFFA9AEB8, 30, 18, 13, 10, 33, -34, 13, 10, "small", "rope", "rhinohorn"),
    "hippo": Beast(0xFF9C8FA3, 0xFFE6B8BE, 30, 19, 9, 11, 31, -33, 14, 13, "small", "stub", "bignostrils"),
    "squirrel": Beast(0xFFB9683A, 0xFFF6E6CE, 8, 6.6, 3, 3, 8, -16, 6.2, 2.6, "tuftears", "plume"),
    "hedgehog": Beast(0xFF8A6A4C, 0xFFEBD8BC, 9.5, 7, 2.4, 2.6, 9, -8.4, 5, 4, "disc2", "none", "spines"),
    "otter": Beast(0xFF7A5638, 0xFFE3CFAE, 15, 6.6, 5, 4, 15, -18, 7.4, 3.4, "disc2", "thick"),
    "badger": Beast(0xFF7C7F86, 0xFFF5F3EC, 14, 8.4, 5, 4.6, 15, -16, 7.6, 5.4, "disc2", "stub", "mask"),
    "raccoon": Beast(0xFF8E8C90, 0xFFECEAE4, 12, 8, 6, 4.2, 12, -20, 8.4, 3.6, "pointed", "ringed", "eyemask"),
    "elephant": Beast(0xFF8F98A8, 0xFFC3C9D4, 33, 24, 20, 13, 33, -52, 18, 4, "huge", "rope", "trunk"),
    "mammoth": Beast(0xFF85583A, 0xFF5E3B26, 34, 25, 19, 13, 33, -54, 18, 4, "round", "rope", "trunk fur"),
}


def eye(g: Group, x: float, y: float, r: float, act: Act) -> None:
    """A round friendly eye; that of a machine glows."""
    if act.metal:
        g.circle(x, y, r * 2.6, radial(x, y, r * 2.6, [0x907DF0E0, 0x007DF0E0]))
        g.circle(x, y, r * 1.5, 0xFF2B3440)
        g.ellipse(x, y, r, r * (0.2 if act.blink else 1.0), 0xFF7DF0E0)
        return
    if act.blink:
        g.curve([(x - r, y), (x, y + r * 0.9), (x + r, y)], stroke=INK, width=max(0.7, r * 0.45))
        return
    g.circle(x, y, r, INK)
    g.circle(x + r * 0.3, y - r * 0.35, r * 0.36, 0xFFFFFFFF)
