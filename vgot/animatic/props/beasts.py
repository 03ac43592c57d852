"""Four-legged animals from a table of bodies, facing right with their feet at (0, 0); and how any animal acts."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

from vgot.animatic.canvas import Colour, Group, alpha, linear, mix, radial, shade
from vgot.animatic.props.metal import rivets, seam, wind_up_key

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


def four_legged(g: Group, name: str, act: Act) -> None:  # noqa: C901
    b = BEASTS[name]
    if act.bearing.turned and "neck" in b.extra.split():  # the neck goes with a head that looks back
        b = replace(b, hx=b.hx - act.bearing.turned * (b.hx - b.rx * 0.55))
    c = act.colour if act.colour is not None else b.colour
    s = (
        act.second
        if act.second is not None
        else (b.second if act.colour is None or "patches" in b.extra or "wool" in b.extra else mix(c, 0xFFFFFFFF, 0.6))
    )
    extra = b.extra.split()
    dark, legs_dark = shade(c, 0.2), shade(c, 0.24)
    breath = 0.35 * act.wave()
    top = -b.leg - b.ry * 2
    cy = -b.leg - b.ry + breath * 0.4
    leg_colour = 0xFF54484E if "wool" in extra else c
    g.ellipse(0, 0, b.rx * 1.15, 2.2 + b.rx * 0.05, 0x38000000)
    low = act.bearing.low * b.leg * 0.94
    ground = g
    if low:
        g = g.group().transform(0, low)

    def leg(x: float, at: float, tone: Colour) -> None:
        swing = lift = 0.0
        if act.walk is not None:
            swing = math.sin((act.walk + at) * 2 * math.pi) * b.leg * 0.34
            lift = max(0.0, math.cos((act.walk + at) * 2 * math.pi)) * b.leg * 0.16
        foot = -b.lw * 0.35 - lift
        if low:  # folded under the body
            ground.line(x, foot, x + 0.55 * b.leg * act.bearing.low, foot, tone, b.lw)
            return
        g.line(x, cy + b.ry * 0.4, x + swing, foot, tone, b.lw)
        if b.hoof is not None:
            g.rect(x + swing - b.lw * 0.5, foot - b.lw * 0.35, b.lw, b.lw * 0.7, b.hoof, b.lw * 0.15)
        elif "socks" in extra:
            g.line(x + swing * 0.7, foot - b.leg * 0.3, x + swing, foot, 0xFF4A3430, b.lw)
        else:
            g.ellipse(x + swing + b.lw * 0.2, foot + b.lw * 0.05, b.lw * 0.62, b.lw * 0.4, tone)

    far = 0xFF453A40 if "wool" in extra else 0xFF1E2026 if "panda" in extra and not act.metal else legs_dark
    leg(-b.rx * 0.5, 0.5, far)
    leg(b.rx * 0.72, 0.0, far)
    _tail(g, b, act, c, s, cy)
    if "neck" in extra:
        g.poly(
            [
                (b.rx * 0.35, cy - b.ry * 0.75),
                (b.hx - b.hr * 0.75, b.hy - b.hr * 0.3),
                (b.hx + b.hr * 0.45, b.hy + b.hr * 0.5),
                (b.rx * 0.98, cy + b.ry * 0.15),
            ],
            linear(0, b.hy, 0, cy, [c, shade(c, 0.08)]),
        )
    if "swan" in extra:  # a camel's neck goes down before it goes up
        g.curve(
            [
                (b.rx * 0.66, cy - b.ry * 0.2),
                (b.rx * 1.7, cy + b.ry * 0.5),
                (b.rx * 1.5, b.hy * 0.72),
                (b.rx * 1.42, b.hy),
                (b.hx, b.hy + 1),
            ],
            stroke=shade(c, 0.04),
            width=9,
        )
    if "longneck" in extra:
        g.poly(
            [
                (b.rx * 0.3, cy - b.ry * 0.8),
                (b.hx - b.hr * 0.9, b.hy),
                (b.hx + b.hr * 0.3, b.hy + b.hr * 0.6),
                (b.rx * 0.98, cy),
            ],
            c,
        )
        for k in range(5):
            t = 0.12 + k * 0.17
            g.ellipse(
                b.rx * 0.66 * (1 - t) + (b.hx - 2) * t,
                (cy - b.ry * 0.4) * (1 - t) + b.hy * t,
                4.6 - k * 0.4,
                5.2 - k * 0.5,
                s,
            )
    if "hump" in extra:
        g.curve(
            [
                (-b.rx * 0.62, cy - b.ry * 0.5),
                (-b.rx * 0.3, cy - b.ry * 2.5),
                (b.rx * 0.02, cy - b.ry * 2.3),
                (b.rx * 0.3, cy - b.ry * 2.0),
                (b.rx * 0.6, cy - b.ry * 0.5),
            ],
            linear(0, cy - b.ry * 2.3, 0, cy, [shade(c, -0.12), c]),
            close=True,
        )
    if "wool" in extra:
        fleece = c
        for k in range(10):
            a = k * 0.628
            g.circle(
                b.rx * 0.8 * math.cos(a),
                cy + b.ry * 0.72 * math.sin(a),
                b.ry * 0.5,
                shade(fleece, 0.1 if math.sin(a) > 0.2 else 0.0),
            )
        g.ellipse(0, cy, b.rx * 0.95, b.ry * 0.9, fleece)
        for dx, dy in ((-9, -3), (0, 2), (8, -4), (-3, -8), (11, 3)):
            g.curve([(dx - 3, cy + dy), (dx, cy + dy - 3.4), (dx + 3, cy + dy)], stroke=shade(fleece, 0.14), width=1)
    else:
        g.curve(
            [
                (-b.rx, cy + b.ry * 0.1),
                (-b.rx * 1.04, cy - b.ry),
                (-b.rx * 0.4, cy - b.ry),
                (b.rx * 0.2, cy - b.ry * 0.82),
                (b.rx * 0.6, cy - b.ry * 1.04),
                (b.rx * 1.12, cy - b.ry * 0.95),
                (b.rx * 1.04, cy + b.ry * 0.1),
                (b.rx * 0.96, cy + b.ry * 1.0),
                (b.rx * 0.4, cy + b.ry * 0.92),
                (-b.rx * 0.2, cy + b.ry * 0.78),
                (-b.rx * 0.5, cy + b.ry * 0.98),
                (-b.rx * 1.02, cy + b.ry * 1.02),
                (-b.rx, cy + b.ry * 0.1),
            ],
            linear(0, cy - b.ry, 0, cy + b.ry, [shade(c, -0.1), c, shade(c, 0.14)]),
            close=True,
        )
        if name not in (
            "cow",
            "pig",
            "elephant",
            "mammoth",
            "horse",
            "camel",
            "zebra",
            "unicorn",
            "panda",
            "giraffe",
            "rhino",
            "hippo",
            "panther",
        ):
            g.ellipse(b.rx * 0.12, cy + b.ry * 0.62, b.rx * 0.62, b.ry * 0.3, alpha(s, 0.75))
    if "patches" in extra:
        for dx, dy, w, h in (
            (-b.rx * 0.5, -0.35, 8, 6.5),
            (b.rx * 0.25, 0.05, 9, 7),
            (b.rx * 0.75, -0.5, 5, 5),
            (-b.rx * 0.78, 0.4, 4, 4),
        ):
            g.ellipse(dx, cy + dy * b.ry, w, h, s)
    if "udder" in extra:
        g.ellipse(-b.rx * 0.3, cy + b.ry * 0.95, 6, 4, 0xFFF2AFB4)
    if "spots" in extra:
        for k in range(6):
            g.circle(-b.rx * 0.6 + k * b.rx * 0.2, cy - b.ry * (0.5 if k % 2 else 0.25), 1.2, alpha(s, 0.9))
    if "stripes" in extra:
        for k in range(3):
            x = -b.rx * 0.55 + k * b.rx * 0.4
            g.curve(
                [(x, cy - b.ry * 0.92), (x + 1.4, cy - b.ry * 0.4), (x + 0.3, cy)], stroke=shade(c, 0.24), width=1.7
            )
    for pattern in extra:
        if pattern in COATS and not act.metal:
            COATS[pattern](g, b, cy, s)
    near_leg = leg_colour if "wool" in extra else shade(c, 0.06)
    if "panda" in extra and not act.metal:
        near_leg = s
    leg(-b.rx * 0.72, 0.0, near_leg)
    leg(b.rx * 0.5, 0.5, near_leg)
    if act.metal:
        seam(g, [(b.rx * 0.3, cy - b.ry * 0.9), (b.rx * 0.44, cy), (b.rx * 0.3, cy + b.ry * 0.86)], c)
        seam(g, [(-b.rx * 0.5, cy - b.ry * 0.9), (-b.rx * 0.38, cy), (-b.rx * 0.5, cy + b.ry * 0.86)], c)
        r = 0.5 + b.ry * 0.05
        rivets(g, tuple((b.rx * dx, cy + b.ry * dy) for dx in (-0.7, -0.28, 0.1, 0.6) for dy in (-0.55, 0.5)), c, r)
        for x in (-b.rx * 0.72, b.rx * 0.5):
            g.circle(x, cy + b.ry * 0.5, b.lw * 0.5, shade(c, 0.3))
            g.circle(x, cy + b.ry * 0.5, b.lw * 0.22, shade(c, -0.4))
        wind_up_key(g, -b.rx * 0.2, cy - b.ry * 0.95, act, 0.5 + b.ry * 0.06)
    _head(g, name, b, act, c, s, dark, top)


def _tail(g: Group, b: Beast, act: Act, c: Colour, s: Colour, cy: float) -> None:
    w = act.wave(2)
    x, y = -b.rx * 0.94, cy - b.ry * 0.3
    if b.tail == "up":
        g.curve([(x, y), (x - 8, y - 3), (x - 8 + w * 2.4, y - 14)], stroke=c, width=4.2)
    elif b.tail == "curl":
        g.curve(
            [(x, y), (x - 9, y - 2), (x - 8 + w, y - 12), (x - 7 + w, y - 20), (x - 1 + w * 2, y - 20)],
            stroke=shade(c, 0.06),
            width=3.4,
        )
    elif b.tail == "bushy":
        tip = (x - 20, y + 3 + w * 3)
        g.curve([(x + 3, y), (x - 6, y - 8), tip, (x - 8, y + 10), (x + 3, y + 5)], shade(c, 0.05), close=True)
        g.curve(
            [
                (x - 13, y - 0.6 + w * 1.8),
                (x - 16, y - 2 + w * 2),
                tip,
                (x - 15, y + 6 + w * 2),
                (x - 12, y + 6 + w * 1.5),
            ],
            s,
            close=True,
        )
    elif b.tail in ("cotton", "stubwhite"):
        g.circle(x - 1, y, b.ry * 0.36, 0xFFFFFFFF if b.tail == "cotton" else s)
    elif b.tail == "stub":
        g.circle(x - 1, y, 4, shade(c, 0.1))
    elif b.tail in ("rope", "tuft"):
        g.curve([(x, y), (x - 8, y + 2), (x - 7 + w * 2, y + 15)], stroke=shade(c, 0.12), width=2)
        g.ellipse(x - 7 + w * 2, y + 17, 2.6, 4, shade(s if b.tail == "rope" else 0xFF8A5526, 0.05))
    elif b.tail in ("long", "ringed"):
        g.curve(
            [(x, y), (x - 10, y + 4), (x - 13 + w, y - 6), (x - 15 + w, y - 15), (x - 10 + w * 2, y - 18)],
            stroke=shade(c, 0.06),
            width=3.6,
        )
        if b.tail == "ringed":
            for tx, ty in ((-7, 0.6), (-11.4, -4), (-12.6, -10)):
                g.line(x + tx - 1.6, y + ty - 1, x + tx + 1.8, y + ty + 0.6, INK, 1.5)
    elif b.tail == "plume":
        g.curve(
            [
                (x + 2, y + 3),
                (x - 9, y + 4),
                (x - 11 + w, y - 9),
                (x - 13 + w, y - 22),
                (x - 1 + w, y - 21),
                (x + 5 + w, y - 19),
                (x + 1, y - 14),
                (x - 3, y - 6),
                (x + 2, y + 3),
            ],
            linear(x - 11, 0, x + 4, 0, [shade(c, -0.1), shade(c, 0.16)]),
            close=True,
        )
    elif b.tail == "thick":
        g.curve(
            [(x + 3, y - 2), (x - 8, y), (x - 19, y + 8 + w), (x - 8, y + 6), (x + 3, y + 5)],
            shade(c, 0.08),
            close=True,
        )
    elif b.tail == "thin":
        g.curve(
            [(x, y + 2), (x - 8, y + 5), (x - 12, y - 3 + w * 2), (x - 14, y - 7 + w * 2), (x - 18, y - 5)],
            stroke=0xFFE0A8A8,
            width=1.3,
        )
    elif b.tail == "curlytail":
        g.curve(
            [(x, y), (x - 6, y - 6), (x - 5, y + 1), (x - 4, y + 5), (x - 9, y + w)], stroke=shade(c, 0.12), width=1.8
        )
    elif b.tail == "horse":
        g.curve(
            [
                (x + 2, y - 4),
                (x - 10, y - 6),
                (x - 11 + w * 2, y + 16),
                (x - 11 + w * 3, y + 26),
                (x - 6 + w * 3, y + 28),
                (x - 4, y + 12),
                (x + 2, y + 4),
            ],
            s,
            close=True,
        )


def _held_head(g: Group, b: Beast, act: Act) -> Group:
    """The group of a head, as it is carried: level, or lifted, lowered, laid down, turned back."""
    if act.bearing == UPRIGHT:
        return g.group().transform(b.hx, b.hy + (0.5 * act.wave()), 1.0, 2.0 * act.wave() + (3 * act.talk))
    at, turned = act.bearing, act.bearing.turned
    if {"longneck", "swan"} & set(b.extra.split()):  # a long neck would stay where it is
        turned = 0.0
    wide = 1.0 - 2.0 * turned
    wide = math.copysign(max(0.3, abs(wide)), wide)
    down = math.sin(math.radians(at.head)) * b.hr * 0.9 + at.low * min(b.leg * 0.3, -b.hy * 0.35)
    x, y = b.hx - turned * b.hr * 0.5, b.hy + 0.5 * act.wave() + max(-b.hr, down)
    angle = (2.0 * act.wave() + 3 * act.talk + at.head) * (1.0 if wide > 0 else -1.0)
    return g.group().transform(x, y, wide, angle, 1.0)


def _head(g: Group, name: str, b: Beast, act: Act, c: Colour, s: Colour, dark: Colour, top: float) -> None:  # noqa: C901
    h = _held_head(g, b, act)
    r, sn, extra = b.hr, b.snout, b.extra.split()
    face = s if "wool" in extra else c
    if "antlers" in extra:
        for q, k in ((-2.5, 0.2), (1.5, 0.0)):
            a = shade(0xFF8A6A45, k)
            h.curve([(q, -r * 0.8), (q - 6, -r * 1.6), (q - 4, -r * 2.6)], stroke=a, width=1.8)
            h.line(q - 4.6, -r * 1.7, q + 1, -r * 2.2, a, 1.4)
            h.line(q - 4.6, -r * 2.1, q - 9, -r * 2.5, a, 1.4)
    if "horns" in extra:
        for q in (-5, 4):
            h.curve([(q, -r * 0.8), (q - 1, -r * 1.5), (q + 3, -r * 1.55)], stroke=0xFFE9DDC2, width=2.6)
    if "mane" in extra:
        tone = 0xFFA8622B if act.second is None else act.second
        for k in range(12):
            a = k * 0.5236 + 0.04 * act.wave()
            h.circle(-1 + r * 1.05 * math.cos(a), r * 1.05 * math.sin(a), r * 0.52, shade(tone, 0.1 if k % 2 else 0.0))
        h.circle(-1, 0, r * 1.15, tone)
    _ears(h, b, act, face, s, back=True)
    if "goathorns" in extra:
        for q, k in ((2.0, 0.2), (-1.6, 0.0)):
            h.curve([(q, -r * 0.7), (q - 1, -r * 1.9), (q - 8, -r * 2.0)], stroke=shade(0xFFA39478, k), width=2.6)
    if "ossicones" in extra:
        for q in (-2.4, 1.6):
            h.line(q, -r * 0.8, q - 0.6, -r * 1.6, shade(c, 0.1), 1.8)
            h.circle(q - 0.6, -r * 1.7, 1.7, 0xFF6B4A30)
    if "horn" in extra:
        h.poly(
            [(r * 0.1, -r * 0.85), (r * 0.75, -r * 0.6), (r * 1.35, -r * 2.5)],
            linear(0, -r * 2.4, 0, -r * 0.6, [0xFFFFF3C0, 0xFFE2B23C]),
        )
        for k in range(3):
            h.line(
                r * (0.35 + 0.22 * k),
                -r * (1.05 + 0.4 * k),
                r * (0.85 + 0.12 * k),
                -r * (0.95 + 0.4 * k),
                0xFFC9932C,
                0.7,
            )
    if "spines" in extra:
        h.circle(-r * 0.3, -r * 0.1, r * 1.02, shade(c, 0.1))
    if "muzzle2" in extra or name in ("horse", "cow", "deer", "unicorn"):
        h.curve(
            [
                (-r * 0.85, -r * 0.5),
                (-r * 0.4, -r * 1.15),
                (r * 0.5, -r * 0.8),
                (r * 0.8 + sn * 0.6, -r * 0.1),
                (r * 0.55 + sn, r * 0.45),
                (r * 0.5 + sn, r * 1.15),
                (r * 0.1 + sn * 0.6, r * 1.0),
                (-r * 0.1, r * 0.95),
                (-r * 0.7, r * 0.6),
                (-r * 1.05, r * 0.2),
                (-r * 0.85, -r * 0.5),
            ],
            linear(0, -r, 0, r, [shade(face, -0.08), face]),
            close=True,
        )
        muzzle = (
            0xFFF2B9B4
            if name == "cow"
            else shade(face, 0.2)
            if name in ("horse", "camel", "giraffe")
            else 0xFFF3D3D6
            if name == "unicorn"
            else s
        )
        h.ellipse(r * 0.4 + sn * 0.72, r * 0.6, sn * 0.42, r * 0.5, muzzle)
        h.ellipse(r * 0.55 + sn * 0.85, r * 0.42, 0.9, 1.1, INK)
        mx, my = r * 0.4 + sn * 0.6, r * 0.86
    elif "trunk" in extra:
        h.circle(0, 0, r, linear(0, -r, 0, r, [shade(face, -0.08), shade(face, 0.1)]))
        w = act.wave() * 3
        h.curve(
            [
                (r * 0.55, -r * 0.1),
                (r * 1.4, r * 0.5),
                (r * 1.05, r * 1.5),
                (r * 0.95 + w, r * 2.0),
                (r * 1.4 + w, r * 2.05),
            ],
            stroke=shade(face, 0.04),
            width=8,
        )
        if "fur" in extra:
            h.curve(
                [(r * 0.3, r * 0.55), (r * 0.9, r * 1.9), (r * 1.9, r * 1.7), (r * 2.3, r * 1.0), (r * 2.0, r * 0.4)],
                stroke=0xFFFBF6EA, width=4,
            )  # fmt: skip
            h.path(
                [("M", -r, -r * 0.1), ("Q", -r * 0.9, -r * 1.5, r * 0.05, -r * 1.5), ("Q", r * 0.9, -r * 1.35, r * 0.75, -r * 0.45),
                 ("L", r * 0.45, -r * 0.7), ("L", r * 0.2, -r * 0.3), ("L", -r * 0.1, -r * 0.68), ("L", -r * 0.4, -r * 0.2), ("L", -r * 0.65, -r * 0.55), ("Z",)],
                shade(s, 0.05),
            )  # fmt: skip
        else:
            h.curve([(r * 0.4, r * 0.55), (r * 0.9, r * 1.0), (r * 1.3, r * 0.75)], stroke=0xFFFBF6EA, width=3)
        mx, my = r * 0.3, r * 0.62
    else:
        h.ellipse(0, 0, r * 1.03, r, linear(0, -r, 0, r, [shade(face, -0.08), shade(face, 0.08)]))
        if name in ("fox", "wolf"):
            h.curve(
                [
                    (r * 0.1, r * 0.2),
                    (r * 0.9, -r * 0.3),
                    (r * 0.75 + sn * 0.75, r * 0.22),
                    (r * 0.7, r * 0.95),
                    (0, r * 0.95),
                    (-r * 0.7, r * 0.75),
                    (r * 0.1, r * 0.2),
                ],
                s,
                close=True,
            )
            nx, ny = r * 0.72 + sn * 0.7, r * 0.18
        elif "rhinohorn" in extra:
            h.ellipse(r * 0.75, r * 0.3, sn * 0.9, r * 0.62, shade(face, 0.04))
            h.curve(
                [
                    (r * 0.85, -r * 0.2),
                    (r * 1.45, -r * 0.5),
                    (r * 1.75, -r * 1.5),
                    (r * 1.5, -r * 0.4),
                    (r * 1.45, r * 0.05),
                ],
                0xFFE6E0D2,
                close=True,
            )
            h.curve(
                [
                    (r * 0.5, -r * 0.5),
                    (r * 0.8, -r * 0.7),
                    (r * 0.9, -r * 1.15),
                    (r * 0.9, -r * 0.5),
                    (r * 0.85, -r * 0.3),
                ],
                0xFFD6CFBF,
                close=True,
            )
            nx, ny = 0.0, 0.0
        elif "bignostrils" in extra:
            h.ellipse(r * 0.8, r * 0.3, sn * 0.95, r * 0.72, shade(face, -0.08))
            for q in (0.9, 1.35):
                h.ellipse(r * q, -r * 0.16, 1.5, 1.2, shade(face, 0.4))
            nx, ny = 0.0, 0.0
        elif "disc" in extra:
            h.ellipse(r * 0.6 + sn * 0.3, r * 0.22, sn * 0.8, sn * 0.95, s)
            for q in (-1, 1):
                h.ellipse(r * 0.6 + sn * 0.3 + q * 1.5, r * 0.22, 0.8, 1.3, shade(s, 0.35))
            nx, ny = 0.0, 0.0
        else:
            h.ellipse(
                r * 0.46 + sn * 0.4,
                r * 0.36,
                max(sn * 0.8, r * 0.36),
                r * 0.42,
                shade(c, 0.05) if "panda" in extra else s if "wool" not in extra else shade(s, -0.15),
            )
            nx, ny = r * 0.46 + sn * 1.0 if sn > 4 else r * 0.5 + sn * 0.5, r * 0.12
        if "mask" in extra and not act.metal:  # a badger's stripes
            h.curve(
                [
                    (-r * 0.9, -r * 0.5),
                    (-r * 0.1, -r * 0.9),
                    (r * 0.95, r * 0.05),
                    (r * 0.4, r * 0.25),
                    (-r * 0.6, r * 0.05),
                ],
                0xFF2F3038,
                close=True,
            )
        if "eyemask" in extra and not act.metal:
            h.curve(
                [
                    (-r * 0.55, -r * 0.35),
                    (r * 0.2, -r * 0.7),
                    (r * 0.9, -r * 0.2),
                    (r * 0.3, r * 0.35),
                    (-r * 0.55, -r * 0.0),
                ],
                0xFF3A3A42,
                close=True,
            )
        if "panda" in extra and not act.metal:
            for q in (-0.12, 0.5):
                h.ellipse(r * q, -r * 0.12, r * 0.26, r * 0.32, s)
        if "tigerstripes" in extra and not act.metal:
            for q in (-0.35, 0.0, 0.35):
                h.line(r * q, -r * 0.98, r * q * 0.8, -r * 0.62, INK, 1.7)
            for dy in (0.0, 0.34):
                h.line(-r * 0.98, r * dy, -r * 0.62, r * (dy + 0.04), INK, 1.6)
        if nx and "bignose" in extra:
            h.ellipse(nx - 0.6, ny - 0.4, r * 0.2, r * 0.34, INK)
        elif nx:
            h.ellipse(
                nx,
                ny,
                max(0.9, r * 0.17),
                max(0.7, r * 0.13),
                0xFFE88F98 if name in ("cat", "rabbit", "mouse") else INK,
            )
        mx, my = r * 0.42 + sn * 0.42, r * 0.6
        if name in ("cat", "rabbit", "mouse"):
            for q in (-0.05, 0.12, 0.3):
                h.line(nx + 1, ny + 1.4, nx + r * 0.85, ny + r * q + 1, alpha(0xFFFFFFFF, 0.75), 0.5)
                h.line(nx - 2, ny + 1.4, nx - r * 0.8, ny + r * q + 2, alpha(0xFFFFFFFF, 0.75), 0.5)
    if act.talk > 0.08:
        h.ellipse(mx, my, r * 0.2, r * 0.12 + r * 0.28 * act.talk, 0xFF8C2F35)
    else:
        h.curve(
            [(mx - r * 0.22, my), (mx + r * 0.02, my + r * 0.18), (mx + r * 0.24, my - r * 0.02)],
            stroke=INK,
            width=max(0.6, r * 0.07),
        )
    if act.carries is not None:
        act.carries(h, mx + r * 0.2, my, r)
    _ears(h, b, act, face, s, back=False)
    er = max(1.05, r * 0.17)
    if "beard" in extra:
        h.poly([(r * 0.25, r * 0.9), (r * 0.85, r * 0.85), (r * 0.45, r * 1.75)], s)
    if "bridle" in extra and not act.metal:
        red = 0xFFC9413D
        h.line(r * 0.72, -r * 0.3, r * 0.62, r * 0.98, red, 1.3)
        h.polyline([(-r * 0.5, -r * 0.75), (-r * 0.4, r * 0.5), (r * 0.66, r * 0.5)], red, 1.3)
    white = (
        "wool" in extra
        or ("mask" in extra or "eyemask" in extra or "panda" in extra)
        and not act.metal
        or sum(((face >> k) & 255) for k in (0, 8, 16)) < 240
    )
    for dx in (-0.12, 0.5):
        if white:
            h.circle(r * dx, -r * 0.16, er * 1.5, 0xFFFFFFFF)
        eye(h, r * dx, -r * 0.16, er, act)
    h.ellipse(r * 0.02, r * 0.34, r * 0.2, r * 0.12, alpha(0xFFF0705A, 0.25))
    if "mane3" in extra:  # an upright brush
        for k in range(6):
            h.line(
                -r * 0.8 - k * 2.0,
                -r * 0.4 + k * 5.2,
                -r * 1.15 - k * 2.2,
                -r * 0.75 + k * 5.0,
                shade(c, 0.45) if "zebra" not in extra else s,
                2.6,
            )
        h.line(-r * 0.2, -r * 0.95, -r * 0.5, -r * 1.3, shade(c, 0.45) if "zebra" not in extra else s, 2.6)
    if "zebra" in extra and not act.metal:
        for q in (-0.55, -0.15, 0.3, 0.75):
            h.line(r * q, -r * (0.75 - 0.25 * q), r * (q + 0.05), r * 0.25, s, 1.4)
    if "mane2" in extra:
        for k in range(6):
            h.ellipse(-r * 0.85 - k * 2.4, -r * 0.5 + k * 6.6, 4.4, 5.6, s)
        h.ellipse(r * 0.1, -r * 0.95, 4.4, 3.6, s)


def _ears(h: Group, b: Beast, act: Act, c: Colour, s: Colour, back: bool) -> None:  # noqa: C901
    r, e = b.hr, b.ears
    flick = act.wave(2) * 1.0
    inner = 0xFFF2B5AE
    if e == "pointed":
        for x in (0.55,) if back else (-0.45,):
            h.poly(
                [(r * (x - 0.42), -r * 0.62), (r * x + flick * 0.5, -r * 1.55), (r * (x + 0.36), -r * 0.72)],
                c if not back else shade(c, 0.12),
            )
            h.poly([(r * (x - 0.24), -r * 0.74), (r * x + flick * 0.4, -r * 1.3), (r * (x + 0.2), -r * 0.8)], inner)
    elif e == "floppy" and not back:
        h.curve(
            [
                (-r * 0.75, -r * 0.85),
                (-r * 1.55, -r * 0.6),
                (-r * 1.2 + flick * 0.4, r * 0.6),
                (-r * 0.7, r * 0.75),
                (-r * 0.35, -r * 0.4),
                (-r * 0.3, -r * 0.9),
                (-r * 0.75, -r * 0.85),
            ],
            shade(c, 0.28),
            close=True,
        )
    elif e == "round":
        for x in (0.6,) if back else (-0.62,):
            h.circle(r * x, -r * 0.82, r * 0.36, s if "panda" in b.extra and not act.metal else shade(c, 0.1))
            h.circle(r * x, -r * 0.8, r * 0.2, s)
    elif e == "long":
        for x, t in ((0.35, 0.12),) if back else ((-0.3, 0.0),):
            h.ellipse(r * x + flick * 0.6, -r * 1.75, r * 0.28, r * 0.95, shade(c, t))
            h.ellipse(r * x + flick * 0.6, -r * 1.72, r * 0.13, r * 0.7, inner)
    elif e == "hare":
        for x, t in ((0.25, 0.14),) if back else ((-0.35, 0.0),):
            h.ellipse(r * x - 1 + flick * 0.5, -r * 1.5, r * 0.24, r * 0.78, shade(c, t))
            h.ellipse(r * x - 1 + flick * 0.5, -r * 1.46, r * 0.1, r * 0.5, inner)
    elif e == "tuftears":
        for x in (0.5,) if back else (-0.4,):
            h.poly(
                [(r * (x - 0.3), -r * 0.7), (r * (x - 0.1) + flick * 0.4, -r * 1.75), (r * (x + 0.32), -r * 0.75)],
                shade(c, 0.14 if back else 0.0),
            )
    elif e in ("small", "disc2"):
        for x in (0.45,) if back else (-0.5,):
            h.circle(r * x, -r * 0.88, r * 0.26, shade(c, 0.16))
    elif e == "disc":
        for x in (0.7,) if back else (-0.55,):
            h.circle(r * x, -r * 0.95, r * 0.62, shade(c, 0.1 if back else 0.0))
            h.circle(r * x, -r * 0.92, r * 0.4, inner)
    elif e == "side" and not back:
        h.curve(
            [
                (-r * 0.6, -r * 0.5),
                (-r * 1.3, -r * 1.0),
                (-r * 1.75, -r * 0.35 + flick),
                (-r * 1.2, -r * 0.1),
                (-r * 0.6, -r * 0.2),
            ],
            shade(c, 0.14),
            close=True,
        )
    elif e == "flop2":
        for x in (0.45,) if back else (-0.5,):
            h.poly(
                [
                    (r * (x - 0.3), -r * 0.75),
                    (r * (x - 0.2), -r * 1.3),
                    (r * (x + 0.5), -r * 0.95),
                    (r * (x + 0.35), -r * 0.55),
                ],
                shade(c, 0.12),
            )
    elif e == "huge" and not back:
        h.curve(
            [
                (-r * 0.3, -r * 0.7),
                (-r * 1.7 + flick, -r * 1.5),
                (-r * 1.75 + flick, r * 0.1),
                (-r * 1.5, r * 1.1),
                (-r * 0.5, r * 0.75),
                (-r * 0.1, r * 0.2),
                (-r * 0.3, -r * 0.7),
            ],
            shade(c, 0.14),
            close=True,
        )
        h.curve(
            [
                (-r * 0.5, -r * 0.45),
                (-r * 1.4 + flick, -r * 1.0),
                (-r * 1.4 + flick, r * 0.1),
                (-r * 1.2, r * 0.7),
                (-r * 0.6, r * 0.5),
                (-r * 0.3, r * 0.1),
                (-r * 0.5, -r * 0.45),
            ],
            mix(c, 0xFFF2B5AE, 0.35),
            close=True,
        )


# -- coats ------------------------------------------------------------------------------------------------------------
def _tiger(g: Group, b: Beast, cy: float, s: Colour) -> None:
    for k in range(6):
        x = -b.rx * 0.82 + k * b.rx * 0.3
        g.curve(
            [(x, cy - b.ry * 0.94), (x + 3, cy - b.ry * 0.4), (x + 0.6, cy + b.ry * (0.2 if k % 2 else -0.1))],
            stroke=INK,
            width=2.1,
        )


def _rosettes(g: Group, b: Beast, cy: float, s: Colour) -> None:
    for k in range(14):
        x, y = -b.rx * 0.8 + (k % 7) * b.rx * 0.27 + (k // 7) * 2.4, cy - b.ry * 0.55 + (k // 7) * b.ry * 0.6
        g.ring(x, y, 1.7, 1.4, 0xFF7A4E22, 1.1)


def _patches2(g: Group, b: Beast, cy: float, s: Colour) -> None:
    for dx, dy, w, h in (
        (-0.7, -0.3, 5, 4.4),
        (-0.3, 0.25, 5, 4),
        (0.1, -0.4, 5.4, 4.4),
        (0.5, 0.2, 4.6, 4),
        (-0.1, 0.6, 3.6, 2.6),
        (0.72, -0.5, 3.6, 3.2),
    ):
        g.ellipse(b.rx * dx, cy + b.ry * dy, w, h, s)


def _zebra(g: Group, b: Beast, cy: float, s: Colour) -> None:
    for k in range(7):
        x = -b.rx * 0.86 + k * b.rx * 0.27
        g.curve([(x, cy - b.ry * 0.92), (x + 2.6, cy), (x - 0.4, cy + b.ry * 0.62)], stroke=s, width=2.0)
    for k in range(4):  # the neck
        t = 0.2 + k * 0.22
        x, y = b.rx * 0.62 * (1 - t) + b.hx * t, (cy - b.ry * 0.5) * (1 - t) + (b.hy + 2) * t
        g.line(x - 5 + k * 0.8, y - 2.4, x + 5 - k * 0.8, y + 2.4, s, 1.8)


def _panda(g: Group, b: Beast, cy: float, s: Colour) -> None:
    g.curve(
        [
            (b.rx * 0.25, cy - b.ry * 0.92),
            (b.rx * 0.6, cy - b.ry * 1.05),
            (b.rx * 0.98, cy - b.ry * 0.7),
            (b.rx * 1.05, cy + b.ry * 0.2),
            (b.rx * 0.8, cy + b.ry * 0.92),
            (b.rx * 0.3, cy + b.ry * 0.6),
            (b.rx * 0.25, cy - b.ry * 0.92),
        ],
        s,
        close=True,
    )


def _spines(g: Group, b: Beast, cy: float, s: Colour) -> None:
    c = 0xFF5E4632
    g.curve(
        [
            (-b.rx * 1.1, cy + b.ry * 0.5),
            (-b.rx * 1.2, cy - b.ry * 1.4),
            (0, cy - b.ry * 1.35),
            (b.rx * 0.95, cy - b.ry * 1.3),
            (b.rx * 0.8, cy + b.ry * 0.3),
        ],
        c,
        close=True,
    )
    for k in range(15):
        a = math.pi * (0.06 + 0.06 * k)
        x, y = -b.rx * 0.1 + b.rx * 1.0 * math.cos(a), cy - b.ry * 0.9 * math.sin(a) + b.ry * 0.1
        g.line(x, y, x * 1.22 - 1.6, y - 3.0 * math.sin(a) - 0.8, shade(c, -0.25 if k % 2 else 0.1), 1.3)
    for k in range(8):
        g.line(
            -b.rx * 0.7 + k * 2.0,
            cy - b.ry * (0.2 + 0.4 * (k % 2)),
            -b.rx * 0.7 + k * 2.0 - 1.6,
            cy - b.ry * (0.2 + 0.4 * (k % 2)) - 2.2,
            shade(c, -0.3),
            1.1,
        )


def _fur(g: Group, b: Beast, cy: float, s: Colour) -> None:
    """Long hair that hangs from back and belly."""
    for row, (y, long, tone) in enumerate(((0.35, 1.15, 0.1), (-0.2, 0.75, 0.0), (-0.75, 0.6, -0.08))):
        wide = b.rx * (1.02 - 0.06 * row)
        points: list[tuple] = [("M", -wide, cy + b.ry * (y - 0.4))]
        for k in range(9):
            x = -wide + 2 * wide * k / 8
            points.append(("L", x, cy + b.ry * (y + long * (0.5 + 0.08 * ((k + row) % 3)))))
            points.append(("L", x + wide / 8, cy + b.ry * (y + long * 0.16)))
        points += [("L", wide, cy + b.ry * (y - 0.4)), ("Z",)]
        g.path(points, alpha(shade(s, tone), 0.9))


#: word of a Beast's `extra` -> what is painted on its trunk
COATS = {
    "tigerstripes": _tiger,
    "rosettes": _rosettes,
    "patches2": _patches2,
    "zebra": _zebra,
    "panda": _panda,
    "spines": _spines,
    "fur": _fur,
}
