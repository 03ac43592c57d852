"""Animals of the drawn world, all facing right with their feet at (0, 0): four-legged ones from a table, others by hand."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from vgot.animatic.canvas import Colour, Group, alpha, linear, mix, shade

INK = 0xFF2A2230


@dataclass(frozen=True)
class Act:
    """How an animal is seen. `colour` and `second` replace its natural ones; `walk` (0..1) moves its legs, None stands;
    `idle` (0..1) moves tail, ears and breath; `talk` opens the mouth (0..1)."""

    idle: float = 0.0
    walk: float | None = None
    talk: float = 0.0
    blink: bool = False
    colour: Colour | None = None
    second: Colour | None = None

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
    "cow": Beast(0xFFF4F1EA, 0xFF4A4148, 27, 16, 18, 7, 29, -46, 11.5, 8, "side", "rope", "patches horns udder", 0xFF3A3338),
    "pig": Beast(0xFFF2AFB4, 0xFFE38C97, 19, 14, 7, 6, 17, -27, 11, 5, "flop2", "curlytail", "disc"),
    "sheep": Beast(0xFFF6F2E8, 0xFF54484E, 18, 13, 11, 4.6, 18, -33, 8, 4, "side", "cotton", "wool", 0xFF3A3338),
    "horse": Beast(0xFF9A6238, 0xFF4A2D1E, 25, 13.5, 30, 6, 31, -70, 9.5, 13, "pointed", "horse", "neck mane2", 0xFF3A2A22),
    "deer": Beast(0xFFB97F4E, 0xFFF3DEC0, 17, 9.5, 24, 4, 18, -52, 8, 7.5, "side", "stubwhite", "neck antlers spots", 0xFF3A2A22),
    "elephant": Beast(0xFF8F98A8, 0xFFC3C9D4, 33, 24, 20, 13, 33, -52, 18, 4, "huge", "rope", "trunk"),
}


def eye(g: Group, x: float, y: float, r: float, blink: bool) -> None:
    """A round friendly eye."""
    if blink:
        g.curve([(x - r, y), (x, y + r * 0.9), (x + r, y)], stroke=INK, width=max(0.7, r * 0.45))
        return
    g.circle(x, y, r, INK)
    g.circle(x + r * 0.3, y - r * 0.35, r * 0.36, 0xFFFFFFFF)


def four_legged(g: Group, name: str, act: Act) -> None:
    b = BEASTS[name]
    c = act.colour if act.colour is not None else b.colour
    s = act.second if act.second is not None else (b.second if act.colour is None or "patches" in b.extra or "wool" in b.extra else mix(c, 0xFFFFFFFF, 0.6))
    extra = b.extra.split()
    dark, legs_dark = shade(c, 0.2), shade(c, 0.24)
    breath = 0.35 * act.wave()
    top = -b.leg - b.ry * 2
    cy = -b.leg - b.ry + breath * 0.4
    leg_colour = 0xFF54484E if "wool" in extra else c
    g.ellipse(0, 0, b.rx * 1.15, 2.2 + b.rx * 0.05, 0x38000000)

    def leg(x: float, at: float, tone: Colour) -> None:
        swing = lift = 0.0
        if act.walk is not None:
            swing = math.sin((act.walk + at) * 2 * math.pi) * b.leg * 0.34
            lift = max(0.0, math.cos((act.walk + at) * 2 * math.pi)) * b.leg * 0.16
        foot = -b.lw * 0.35 - lift
        g.line(x, cy + b.ry * 0.4, x + swing, foot, tone, b.lw)
        if b.hoof is not None:
            g.rect(x + swing - b.lw * 0.5, foot - b.lw * 0.35, b.lw, b.lw * 0.7, b.hoof, b.lw * 0.15)
        elif "socks" in extra:
            g.line(x + swing * 0.7, foot - b.leg * 0.3, x + swing, foot, 0xFF4A3430, b.lw)
        else:
            g.ellipse(x + swing + b.lw * 0.2, foot + b.lw * 0.05, b.lw * 0.62, b.lw * 0.4, tone)

    far = 0xFF453A40 if "wool" in extra else legs_dark
    leg(-b.rx * 0.5, 0.5, far)
    leg(b.rx * 0.72, 0.0, far)
    _tail(g, b, act, c, s, cy)
    if "neck" in extra:
        g.poly([(b.rx * 0.35, cy - b.ry * 0.75), (b.hx - b.hr * 0.75, b.hy - b.hr * 0.3), (b.hx + b.hr * 0.45, b.hy + b.hr * 0.5), (b.rx * 0.98, cy + b.ry * 0.15)], linear(0, b.hy, 0, cy, [c, shade(c, 0.08)]))
    if "wool" in extra:
        fleece = c
        for k in range(10):
            a = k * 0.628
            g.circle(b.rx * 0.8 * math.cos(a), cy + b.ry * 0.72 * math.sin(a), b.ry * 0.5, shade(fleece, 0.1 if math.sin(a) > 0.2 else 0.0))
        g.ellipse(0, cy, b.rx * 0.95, b.ry * 0.9, fleece)
        for dx, dy in ((-9, -3), (0, 2), (8, -4), (-3, -8), (11, 3)):
            g.curve([(dx - 3, cy + dy), (dx, cy + dy - 3.4), (dx + 3, cy + dy)], stroke=shade(fleece, 0.14), width=1)
    else:
        g.curve([(-b.rx, cy + b.ry * 0.1), (-b.rx * 1.04, cy - b.ry), (-b.rx * 0.4, cy - b.ry), (b.rx * 0.2, cy - b.ry * 0.82), (b.rx * 0.6, cy - b.ry * 1.04), (b.rx * 1.12, cy - b.ry * 0.95), (b.rx * 1.04, cy + b.ry * 0.1),
                 (b.rx * 0.96, cy + b.ry * 1.0), (b.rx * 0.4, cy + b.ry * 0.92), (-b.rx * 0.2, cy + b.ry * 0.78), (-b.rx * 0.5, cy + b.ry * 0.98), (-b.rx * 1.02, cy + b.ry * 1.02), (-b.rx, cy + b.ry * 0.1)],
                linear(0, cy - b.ry, 0, cy + b.ry, [shade(c, -0.1), c, shade(c, 0.14)]), close=True)
        if name not in ("cow", "pig", "elephant", "horse"):
            g.ellipse(b.rx * 0.12, cy + b.ry * 0.62, b.rx * 0.62, b.ry * 0.3, alpha(s, 0.75))
    if "patches" in extra:
        for dx, dy, w, h in ((-b.rx * 0.5, -0.35, 8, 6.5), (b.rx * 0.25, 0.05, 9, 7), (b.rx * 0.75, -0.5, 5, 5), (-b.rx * 0.78, 0.4, 4, 4)):
            g.ellipse(dx, cy + dy * b.ry, w, h, s)
    if "udder" in extra:
        g.ellipse(-b.rx * 0.3, cy + b.ry * 0.95, 6, 4, 0xFFF2AFB4)
    if "spots" in extra:
        for k in range(6):
            g.circle(-b.rx * 0.6 + k * b.rx * 0.2, cy - b.ry * (0.5 if k % 2 else 0.25), 1.2, alpha(s, 0.9))
    if "stripes" in extra:
        for k in range(3):
            x = -b.rx * 0.55 + k * b.rx * 0.4
            g.curve([(x, cy - b.ry * 0.92), (x + 1.4, cy - b.ry * 0.4), (x + 0.3, cy)], stroke=shade(c, 0.24), width=1.7)
    leg(-b.rx * 0.72, 0.0, leg_colour if "wool" in extra else shade(c, 0.06))
    leg(b.rx * 0.5, 0.5, leg_colour if "wool" in extra else shade(c, 0.06))
    _head(g, name, b, act, c, s, dark, top)


def _tail(g: Group, b: Beast, act: Act, c: Colour, s: Colour, cy: float) -> None:
    w = act.wave(2)
    x, y = -b.rx * 0.94, cy - b.ry * 0.3
    if b.tail == "up":
        g.curve([(x, y), (x - 8, y - 3), (x - 8 + w * 2.4, y - 14)], stroke=c, width=4.2)
    elif b.tail == "curl":
        g.curve([(x, y), (x - 9, y - 2), (x - 8 + w, y - 12), (x - 7 + w, y - 20), (x - 1 + w * 2, y - 20)], stroke=shade(c, 0.06), width=3.4)
    elif b.tail == "bushy":
        tip = (x - 20, y + 3 + w * 3)
        g.curve([(x + 3, y), (x - 6, y - 8), tip, (x - 8, y + 10), (x + 3, y + 5)], shade(c, 0.05), close=True)
        g.curve([(x - 13, y - 0.6 + w * 1.8), (x - 16, y - 2 + w * 2), tip, (x - 15, y + 6 + w * 2), (x - 12, y + 6 + w * 1.5)], s, close=True)
    elif b.tail in ("cotton", "stubwhite"):
        g.circle(x - 1, y, b.ry * 0.36, 0xFFFFFFFF if b.tail == "cotton" else s)
    elif b.tail == "stub":
        g.circle(x - 1, y, 4, shade(c, 0.1))
    elif b.tail in ("rope", "tuft"):
        g.curve([(x, y), (x - 8, y + 2), (x - 7 + w * 2, y + 15)], stroke=shade(c, 0.12), width=2)
        g.ellipse(x - 7 + w * 2, y + 17, 2.6, 4, shade(s if b.tail == "rope" else 0xFF8A5526, 0.05))
    elif b.tail == "thin":
        g.curve([(x, y + 2), (x - 8, y + 5), (x - 12, y - 3 + w * 2), (x - 14, y - 7 + w * 2), (x - 18, y - 5)], stroke=0xFFE0A8A8, width=1.3)
    elif b.tail == "curlytail":
        g.curve([(x, y), (x - 6, y - 6), (x - 5, y + 1), (x - 4, y + 5), (x - 9, y + w)], stroke=shade(c, 0.12), width=1.8)
    elif b.tail == "horse":
        g.curve([(x + 2, y - 4), (x - 10, y - 6), (x - 11 + w * 2, y + 16), (x - 11 + w * 3, y + 26), (x - 6 + w * 3, y + 28), (x - 4, y + 12), (x + 2, y + 4)], s, close=True)


def _head(g: Group, name: str, b: Beast, act: Act, c: Colour, s: Colour, dark: Colour, top: float) -> None:
    h = g.group()
    h.transform(b.hx, b.hy + (0.5 * act.wave()), 1.0, 2.0 * act.wave() + (3 * act.talk))
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
    if name in ("horse", "cow", "deer"):
        h.curve([(-r * 0.85, -r * 0.5), (-r * 0.4, -r * 1.15), (r * 0.5, -r * 0.8), (r * 0.8 + sn * 0.6, -r * 0.1), (r * 0.55 + sn, r * 0.45), (r * 0.5 + sn, r * 1.15), (r * 0.1 + sn * 0.6, r * 1.0), (-r * 0.1, r * 0.95), (-r * 0.7, r * 0.6), (-r * 1.05, r * 0.2), (-r * 0.85, -r * 0.5)],
                linear(0, -r, 0, r, [shade(face, -0.08), face]), close=True)
        muzzle = 0xFFF2B9B4 if name == "cow" else shade(face, 0.2) if name == "horse" else s
        h.ellipse(r * 0.4 + sn * 0.72, r * 0.6, sn * 0.42, r * 0.5, muzzle)
        h.ellipse(r * 0.55 + sn * 0.85, r * 0.42, 0.9, 1.1, INK)
        mx, my = r * 0.4 + sn * 0.6, r * 0.86
    elif name == "elephant":
        h.circle(0, 0, r, linear(0, -r, 0, r, [shade(face, -0.08), shade(face, 0.1)]))
        w = act.wave() * 3
        h.curve([(r * 0.55, -r * 0.1), (r * 1.4, r * 0.5), (r * 1.05, r * 1.5), (r * 0.95 + w, r * 2.0), (r * 1.4 + w, r * 2.05)], stroke=shade(face, 0.04), width=8)
        h.curve([(r * 0.4, r * 0.55), (r * 0.9, r * 1.0), (r * 1.3, r * 0.75)], stroke=0xFFFBF6EA, width=3)
        mx, my = r * 0.3, r * 0.62
    else:
        h.ellipse(0, 0, r * 1.03, r, linear(0, -r, 0, r, [shade(face, -0.08), shade(face, 0.08)]))
        if name in ("fox", "wolf"):
            h.curve([(r * 0.1, r * 0.2), (r * 0.9, -r * 0.3), (r * 0.75 + sn * 0.75, r * 0.22), (r * 0.7, r * 0.95), (0, r * 0.95), (-r * 0.7, r * 0.75), (r * 0.1, r * 0.2)], s, close=True)
            nx, ny = r * 0.72 + sn * 0.7, r * 0.18
        elif "disc" in extra:
            h.ellipse(r * 0.6 + sn * 0.3, r * 0.22, sn * 0.8, sn * 0.95, s)
            for q in (-1, 1):
                h.ellipse(r * 0.6 + sn * 0.3 + q * 1.5, r * 0.22, 0.8, 1.3, shade(s, 0.35))
            nx, ny = 0.0, 0.0
        else:
            h.ellipse(r * 0.46 + sn * 0.4, r * 0.36, max(sn * 0.8, r * 0.36), r * 0.42, s if "wool" not in extra else shade(s, -0.15))
            nx, ny = r * 0.46 + sn * 1.0 if sn > 4 else r * 0.5 + sn * 0.5, r * 0.12
        if nx:
            h.ellipse(nx, ny, max(0.9, r * 0.17), max(0.7, r * 0.13), 0xFFE88F98 if name in ("cat", "rabbit", "mouse") else INK)
        mx, my = r * 0.42 + sn * 0.42, r * 0.6
        if name in ("cat", "rabbit", "mouse"):
            for q in (-0.05, 0.12, 0.3):
                h.line(nx + 1, ny + 1.4, nx + r * 0.85, ny + r * q + 1, alpha(0xFFFFFFFF, 0.75), 0.5)
                h.line(nx - 2, ny + 1.4, nx - r * 0.8, ny + r * q + 2, alpha(0xFFFFFFFF, 0.75), 0.5)
    if act.talk > 0.08:
        h.ellipse(mx, my, r * 0.2, r * 0.12 + r * 0.28 * act.talk, 0xFF8C2F35)
    else:
        h.curve([(mx - r * 0.22, my), (mx + r * 0.02, my + r * 0.18), (mx + r * 0.24, my - r * 0.02)], stroke=INK, width=max(0.6, r * 0.07))
    _ears(h, b, act, face, s, back=False)
    er = max(1.05, r * 0.17)
    white = "wool" in extra or sum(((face >> k) & 255) for k in (0, 8, 16)) < 240
    for dx in (-0.12, 0.5):
        if white:
            h.circle(r * dx, -r * 0.16, er * 1.5, 0xFFFFFFFF)
        eye(h, r * dx, -r * 0.16, er, act.blink)
    h.ellipse(r * 0.02, r * 0.34, r * 0.2, r * 0.12, alpha(0xFFF0705A, 0.25))
    if "mane2" in extra:
        for k in range(6):
            h.ellipse(-r * 0.85 - k * 2.4, -r * 0.5 + k * 6.6, 4.4, 5.6, s)
        h.ellipse(r * 0.1, -r * 0.95, 4.4, 3.6, s)


def _ears(h: Group, b: Beast, act: Act, c: Colour, s: Colour, back: bool) -> None:
    r, e = b.hr, b.ears
    flick = act.wave(2) * 1.0
    inner = 0xFFF2B5AE
    if e == "pointed":
        for x in ((0.55,) if back else (-0.45,)):
            h.poly([(r * (x - 0.42), -r * 0.62), (r * x + flick * 0.5, -r * 1.55), (r * (x + 0.36), -r * 0.72)], c if not back else shade(c, 0.12))
            h.poly([(r * (x - 0.24), -r * 0.74), (r * x + flick * 0.4, -r * 1.3), (r * (x + 0.2), -r * 0.8)], inner)
    elif e == "floppy" and not back:
        h.curve([(-r * 0.75, -r * 0.85), (-r * 1.55, -r * 0.6), (-r * 1.2 + flick * 0.4, r * 0.6), (-r * 0.7, r * 0.75), (-r * 0.35, -r * 0.4), (-r * 0.3, -r * 0.9), (-r * 0.75, -r * 0.85)], shade(c, 0.28), close=True)
    elif e == "round":
        for x in ((0.6,) if back else (-0.62,)):
            h.circle(r * x, -r * 0.82, r * 0.36, shade(c, 0.1))
            h.circle(r * x, -r * 0.8, r * 0.2, s)
    elif e == "long":
        for x, t in (((0.35, 0.12),) if back else ((-0.3, 0.0),)):
            h.ellipse(r * x + flick * 0.6, -r * 1.75, r * 0.28, r * 0.95, shade(c, t))
            h.ellipse(r * x + flick * 0.6, -r * 1.72, r * 0.13, r * 0.7, inner)
    elif e == "disc":
        for x in ((0.7,) if back else (-0.55,)):
            h.circle(r * x, -r * 0.95, r * 0.62, shade(c, 0.1 if back else 0.0))
            h.circle(r * x, -r * 0.92, r * 0.4, inner)
    elif e == "side" and not back:
        h.curve([(-r * 0.6, -r * 0.5), (-r * 1.3, -r * 1.0), (-r * 1.75, -r * 0.35 + flick), (-r * 1.2, -r * 0.1), (-r * 0.6, -r * 0.2)], shade(c, 0.14), close=True)
    elif e == "flop2":
        for x in ((0.45,) if back else (-0.5,)):
            h.poly([(r * (x - 0.3), -r * 0.75), (r * (x - 0.2), -r * 1.3), (r * (x + 0.5), -r * 0.95), (r * (x + 0.35), -r * 0.55)], shade(c, 0.12))
    elif e == "huge" and not back:
        h.curve([(-r * 0.3, -r * 0.7), (-r * 1.7 + flick, -r * 1.5), (-r * 1.75 + flick, r * 0.1), (-r * 1.5, r * 1.1), (-r * 0.5, r * 0.75), (-r * 0.1, r * 0.2), (-r * 0.3, -r * 0.7)], shade(c, 0.14), close=True)
        h.curve([(-r * 0.5, -r * 0.45), (-r * 1.4 + flick, -r * 1.0), (-r * 1.4 + flick, r * 0.1), (-r * 1.2, r * 0.7), (-r * 0.6, r * 0.5), (-r * 0.3, r * 0.1), (-r * 0.5, -r * 0.45)], mix(c, 0xFFF2B5AE, 0.35), close=True)


# -- the others -------------------------------------------------------------------------------------------------------
def bird(g: Group, act: Act) -> None:
    c = act.colour if act.colour is not None else 0xFF4F8FD0
    s = act.second if act.second is not None else 0xFFF6E3C4
    flap, bob = act.wave(3), act.wave() * 1.2
    g = g.group().transform(0, -9 + bob)
    g.poly([(-7, -1), (-17, -4), (-16, 1), (-7, 3)], shade(c, 0.2))
    g.curve([(-1, -2), (-8, -10 - 9 * flap), (-15, -9 - 12 * flap), (-7, -2 - 3 * flap), (-4, 1)], shade(c, 0.24), close=True)
    g.ellipse(0, 0, 9, 6.4, linear(0, -6, 0, 6, [shade(c, -0.1), c]))
    g.ellipse(2, 2.4, 6, 3.6, s)
    g.circle(7, -5, 5, c)
    g.poly([(11.4, -6), (16, -4.2), (11.4, -2.8)], 0xFFF2A93C)
    if act.talk > 0.1:
        g.poly([(11.2, -3.4), (15, -2.4 + 1.6 * act.talk), (11, -1.8)], 0xFFE0902A)
    eye(g, 8.4, -6, 1.2, act.blink)
    g.curve([(-3, -2), (-6, -12 - 10 * flap), (-13, -12 - 14 * flap), (-4, -2 - 3 * flap), (3, 0)], shade(c, 0.08), close=True)


def owl(g: Group, act: Act) -> None:
    c = act.colour if act.colour is not None else 0xFF9A7350
    s = act.second if act.second is not None else 0xFFEAD7B6
    g.ellipse(0, 0, 11, 2.4, 0x38000000)
    tilt = act.wave() * 4
    for q in (-1, 1):
        g.poly([(q * 2, -1), (q * 6, -1), (q * 4, -5)], 0xFFF2A93C)
    g.curve([(-13, -16), (-15, -2), (0, -2), (15, -2), (13, -16), (12, -30), (0, -31), (-12, -30), (-13, -16)], linear(-12, 0, 12, 0, [shade(c, -0.08), shade(c, 0.12)]), close=True)
    g.ellipse(0, -12, 8.4, 9.6, s)
    for j in range(3):
        for k in range(3 - j % 2):
            x = -5 + k * 5 + (2.5 if j % 2 else 0)
            g.curve([(x - 2, -17 + j * 4.6), (x, -14.4 + j * 4.6), (x + 2, -17 + j * 4.6)], stroke=shade(c, 0.1), width=1)
    for q in (-1, 1):
        g.curve([(q * 12, -24), (q * 17, -14), (q * 11, -3), (q * 9, -14), (q * 12, -24)], shade(c, 0.22), close=True)
    h = g.group().transform(0, -31, 1, tilt)
    for q in (-1, 1):
        h.poly([(q * 5, -9), (q * 11, -17), (q * 12, -5)], shade(c, 0.14))
    h.ellipse(0, -2, 13, 11, c)
    for q in (-1, 1):
        h.circle(q * 5.6, -2, 5.9, s)
        h.circle(q * 5.6, -2, 4.4, 0xFFF6C53C)
        eye(h, q * 5.6, -2, 2.9, act.blink)
    h.poly([(-2, 1), (2, 1), (0, 6 + 2 * act.talk)], 0xFFF2A93C)


def butterfly(g: Group, act: Act) -> None:
    c = act.colour if act.colour is not None else 0xFFF08A3C
    s = act.second if act.second is not None else 0xFFF9D25C
    fold = 0.45 + 0.55 * abs(act.wave(3))
    g = g.group().transform(0, -8 + 2 * act.wave(), 1.0, 12)
    for q in (-1, 1):
        k = q * fold
        g.curve([(0, 0), (k * 5, -16), (k * 15, -14), (k * 18, -4), (0, 1)], c, close=True)
        g.curve([(0, 0), (k * 14, 0), (k * 12, 9), (k * 5, 13), (0, 2)], shade(c, 0.16), close=True)
        g.circle(k * 10, -9, 2.2, s)
        g.circle(k * 7, 5, 1.6, s)
    g.ellipse(0, 0, 1.4, 6.4, INK)
    for q in (-1, 1):
        g.curve([(0, -6), (q * 2, -10), (q * 4, -11)], stroke=INK, width=0.7)


def fish(g: Group, act: Act) -> None:
    c = act.colour if act.colour is not None else 0xFFF59A3C
    s = act.second if act.second is not None else 0xFFFFFFFF
    w = act.wave(2)
    g = g.group().transform(0, -26 + 2 * act.wave())
    g.poly([(-10, 0), (-19, -8 + w * 2), (-16, w), (-19, 8 + w * 2)], shade(c, 0.14))
    g.curve([(-3, -7), (2, -14), (8, -6)], shade(c, 0.14), close=True)
    g.ellipse(0, 0, 13, 8, linear(0, -8, 0, 8, [shade(c, -0.12), shade(c, 0.1)]))
    for x in (-4, 3):
        g.curve([(x, -7.4), (x + 2.4, 0), (x, 7.4)], stroke=s, width=2)
    g.curve([(0, 2), (-5, 7 + w), (-6, 3)], shade(c, 0.16), close=True)
    g.circle(8, -2, 2.8, 0xFFFFFFFF)
    eye(g, 8.5, -2, 1.6, act.blink)
    g.ellipse(12, 2.4, 1.2, 0.8 + 1.4 * act.talk, 0xFF8C2F35)
    for k in range(3):
        t = (act.idle + k / 3) % 1
        g.ring(17 + 2 * math.sin(6 * t + k), -4 - 18 * t, 1.1 + 0.5 * k, 1.1 + 0.5 * k, alpha(0xFFFFFFFF, 0.7 * (1 - t)), 0.7)


def whale(g: Group, act: Act) -> None:
    c = act.colour if act.colour is not None else 0xFF3F6F9F
    s = act.second if act.second is not None else 0xFFDCE8F0
    w, bob = act.wave(), act.wave() * 2
    g = g.group().transform(0, bob)
    g.curve([(-40, -14), (-56, -22), (-62, -42 + 3 * w), (-54, -40 + 3 * w), (-52, -34), (-48, -42), (-40, -46 + 3 * w), (-42, -30), (-34, -22)], shade(c, 0.1), close=True)
    g.curve([(-44, -16), (-30, -38), (6, -42), (46, -42), (52, -16), (52, 0), (30, 2), (-10, 4), (-44, -16)], linear(0, -42, 0, 4, [shade(c, -0.14), c, shade(c, 0.12)]), close=True)
    g.curve([(50, -10), (48, 2), (24, 2), (-8, 3), (-28, -6), (8, -6), (50, -10)], s, close=True)
    for k in range(5):
        g.curve([(-6 + k * 10, -5), (6 + k * 9, -1), (16 + k * 7, 1)], stroke=alpha(c, 0.5), width=0.8)
    g.curve([(4, -6), (-2, 8), (-14, 10 + 2 * w), (-6, 0), (-6, -6)], shade(c, 0.22), close=True)
    g.circle(38, -16, 3, 0xFFFFFFFF)
    eye(g, 38.5, -16, 1.9, act.blink)
    g.curve([(36, -8), (44, -6 + 3 * act.talk), (51, -10)], stroke=INK, width=1.1)
    for q in (-1, 1):
        g.curve([(20, -41), (20 + q * 3, -56 - 2 * w), (20 + q * 12, -56), (20 + q * 15, -55), (20 + q * 15, -50)], stroke=alpha(0xFFBFE6F6, 0.9), width=2.4)
    g.ellipse(0, 6, 64, 4, alpha(0xFFFFFFFF, 0.5))
    g.ellipse(-4, 8, 50, 3, alpha(0xFF9FD0E8, 0.6))


def dragon(g: Group, act: Act) -> None:
    c = act.colour if act.colour is not None else 0xFF4FA56B
    s = act.second if act.second is not None else 0xFFF0D98C
    w = act.wave()
    g.ellipse(0, 0, 34, 3.8, 0x38000000)
    g.curve([(-20, -18), (-44, -14), (-52, -2), (-58, 4), (-64, -8 + 2 * w)], stroke=shade(c, 0.08), width=7)
    g.poly([(-62, -6 + 2 * w), (-74, -12 + 2 * w), (-64, -18 + 2 * w), (-59, -8 + 2 * w)], shade(c, 0.25))
    for x, q in ((-6, 0.2), (2, 0.0)):
        lift = 12 * act.wave(2)
        wing = shade(0xFFD9784F if act.second is None else s, q)
        g.curve([(x, -40), (x - 14, -70 - lift), (x - 46, -78 - lift), (x - 38, -62 - lift), (x - 42, -54 - lift * 0.7), (x - 30, -52), (x - 30, -42 - lift * 0.3), (x - 18, -40), (x - 8, -28)], wing, close=True)
        g.curve([(x, -40), (x - 14, -66 - lift), (x - 46, -78 - lift)], stroke=shade(c, 0.2), width=2.6)
    for x, at in ((-14, 0.5), (14, 0.0)):
        sw = 0 if act.walk is None else 4 * math.sin((act.walk + at) * 6.283)
        g.line(x, -14, x + sw, -3, shade(c, 0.22), 9)
        g.ellipse(x + sw + 2, -2.4, 6, 3, shade(c, 0.22))
    g.curve([(-26, -22), (-24, -44), (0, -44), (22, -44), (26, -26), (26, -8), (2, -7), (-26, -8), (-26, -22)], linear(0, -44, 0, -6, [shade(c, -0.1), c, shade(c, 0.14)]), close=True)
    g.curve([(24, -20), (22, -8), (2, -8), (-12, -9), (-14, -16), (6, -14), (24, -20)], s, close=True)
    g.curve([(14, -34), (26, -42), (26, -60)], stroke=c, width=13)
    for k in range(4):
        g.line(22 + k * 0.8, -36 - k * 6, 29 + k * 0.7, -37 - k * 6, s, 2)
    for x, y in ((-20, -41), (-9, -45), (3, -44), (13, -47), (17, -56)):
        g.poly([(x - 4, y + 2), (x - 2, y - 7), (x + 4, y + 1)], 0xFFE8944A if act.second is None else shade(s, 0.15))
    for x, at in ((-8, 0.0), (20, 0.5)):
        sw = 0 if act.walk is None else 4 * math.sin((act.walk + at) * 6.283)
        g.line(x, -14, x + sw, -3, shade(c, 0.05), 9.6)
        g.ellipse(x + sw + 2.4, -2.4, 6.6, 3.2, shade(c, 0.05))
        for q in (-2, 1.4, 4.8):
            g.circle(x + sw + 2.4 + q, -1.2, 1.1, 0xFFFBF6EA)
    h = g.group().transform(27, -64, 1.0, 3 * w)
    for q in (-6, -1):
        h.curve([(q, -8), (q - 5, -16), (q - 12, -17)], stroke=0xFFF0E3C0, width=3)
    h.curve([(-11, 0), (-12, -13), (2, -13), (12, -12), (20, -4), (26, -2), (25, 4), (24, 9), (8, 9), (-10, 10), (-11, 0)], linear(0, -13, 0, 10, [shade(c, -0.1), shade(c, 0.06)]), close=True)
    if act.talk > 0.08:
        h.curve([(6, 8), (14, 12 + 5 * act.talk), (23, 7)], 0xFF8C2F35, close=True)
    else:
        h.curve([(8, 6), (16, 8), (23, 3)], stroke=INK, width=1)
    h.circle(21, -1, 1, shade(c, 0.4))
    h.circle(4, -4, 4, 0xFFFFFFFF)
    eye(h, 5, -4, 2.4, act.blink)


def duck(g: Group, act: Act) -> None:
    c = act.colour if act.colour is not None else 0xFFF7F3E6
    s = act.second if act.second is not None else 0xFFF2A93C
    g.ellipse(0, 0, 11, 2, 0x38000000)
    g.line(0, -5, 1, -1, s, 1.6)
    g.line(3, -5, 4, -1, s, 1.6)
    g.curve([(-14, -13), (-12, -3), (0, -3), (12, -3), (11, -12), (8, -17), (0, -16), (-8, -14), (-14, -13)], linear(0, -17, 0, -3, [c, shade(c, 0.14)]), close=True)
    g.curve([(-8, -13), (-2, -6 + act.wave()), (6, -9), (2, -14), (-8, -13)], shade(c, 0.12), close=True)
    g.rect(4.6, -24, 6, 12, c, 3)
    g.circle(8, -24, 5, c)
    g.poly([(12, -26), (18.4, -23.6), (12, -21.6)], s)
    eye(g, 9.4, -25, 1.1, act.blink)


def chicken(g: Group, act: Act) -> None:
    c = act.colour if act.colour is not None else 0xFFC9743F
    peck = max(0.0, act.wave(2)) * 10
    g.ellipse(0, 0, 10, 2, 0x38000000)
    for x in (-1, 3):
        g.line(x, -6, x + 0.5, -1, 0xFFF2A93C, 1.4)
    for k in range(3):
        g.curve([(-8, -13), (-16 - k, -20 - k * 3), (-11 + k * 2, -25)], stroke=shade(c, 0.25 - 0.1 * k), width=3.4)
    g.curve([(-11, -14), (-10, -4), (1, -4), (11, -5), (10, -16), (3, -19), (-2, -13), (-7, -12), (-11, -14)], linear(0, -18, 0, -4, [shade(c, -0.1), shade(c, 0.1)]), close=True)
    g.ellipse(-1, -10, 5, 3.4, shade(c, 0.2))
    h = g.group().transform(8, -17, 1, peck)
    h.rect(-3.4, -8, 6, 12, c, 3)
    h.circle(0, -8, 4.2, c)
    for x, y in ((-2, -12), (0.4, -13), (2.6, -12)):
        h.circle(x, y, 1.6, 0xFFE4434A)
    h.poly([(3.4, -9), (7.6, -7.4), (3.4, -6)], 0xFFF2A93C)
    h.circle(3, -4, 1.4, 0xFFE4434A)
    eye(h, 1.4, -8.6, 0.95, act.blink)


def penguin(g: Group, act: Act) -> None:
    c = act.colour if act.colour is not None else 0xFF2F3A4E
    lean = act.wave() * 3 if act.walk is None else math.sin(act.walk * 6.283) * 7
    g.ellipse(0, 0, 11, 2.2, 0x38000000)
    h = g.group().transform(0, 0, 1, lean)
    for q in (-1, 1):
        h.ellipse(q * 4.6, -1.6, 4.4, 1.8, 0xFFF2A93C)
        h.curve([(q * 10, -24), (q * 17, -14), (q * 12, -7), (q * 9, -12), (q * 10, -24)], shade(c, 0.2), close=True)
    h.curve([(-11, -14), (-12, -2), (0, -2), (12, -2), (11, -14), (11, -38), (0, -38), (-11, -38), (-11, -14)], c, close=True)
    h.ellipse(0.8, -13, 8, 11, 0xFFFBFBF6)
    h.ellipse(1, -28, 7, 6, 0xFFFBFBF6)
    h.poly([(0, -28), (8, -26), (0, -24 + act.talk * 2)], 0xFFF2A93C)
    for q in (-2.2, 4.2):
        eye(h, q, -30, 1.4, act.blink)


def frog(g: Group, act: Act) -> None:
    c = act.colour if act.colour is not None else 0xFF63B04A
    puff = 1 + 0.15 * act.wave(2)
    g.ellipse(0, 0, 12, 2.2, 0x38000000)
    g.ellipse(-8, -4, 6, 4, shade(c, 0.16))
    g.ellipse(-7, -1.4, 7, 1.8, shade(c, 0.22))
    g.ellipse(0, -7, 11, 7, linear(0, -14, 0, 0, [shade(c, -0.12), c]))
    g.ellipse(3, -4, 7 * puff, 4 * puff, 0xFFE2F0B8)
    g.ellipse(6, -1.2, 5, 1.6, shade(c, 0.1))
    for x in (2, 9):
        g.circle(x, -14, 3.4, c)
        g.circle(x + 0.4, -14, 2.4, 0xFFFFFFFF)
        eye(g, x + 0.7, -14, 1.5, act.blink)
    g.curve([(1, -8), (7, -5 + 3 * act.talk), (11, -9)], stroke=shade(c, 0.5), width=1)


def turtle(g: Group, act: Act) -> None:
    c = act.colour if act.colour is not None else 0xFF6A9A4E
    s = act.second if act.second is not None else 0xFF9A7A48
    g.ellipse(0, 0, 17, 2.4, 0x38000000)
    for x, at in ((-9, 0.0), (9, 0.5)):
        d = 0 if act.walk is None else 3 * math.sin((act.walk + at) * 6.283)
        g.line(x, -5, x + d, -2, shade(c, 0.1), 6)
    g.poly([(-15, -5), (-22, -3), (-15, -2)], c)
    g.rect(13, -11, 9, 6, c, 3)
    g.ellipse(22, -13 + 0.6 * act.wave(), 6, 5, shade(c, -0.06))
    eye(g, 24, -14 + 0.6 * act.wave(), 1.2, act.blink)
    g.curve([(22, -10.4), (25, -9.4 + 2 * act.talk), (27, -11.4)], stroke=INK, width=0.8)
    g.curve([(-17, -5), (-16, -24), (0, -24), (16, -24), (17, -5)], linear(0, -23, 0, -5, [shade(s, -0.14), shade(s, 0.1)]), close=True)
    g.rect(-18, -7, 36, 4, shade(s, -0.35), 2)
    for x, y in ((-8, -11), (0, -15), (8, -11)):
        g.poly([(x - 3.6, y + 2.6), (x - 4.2, y - 2), (x, y - 4.4), (x + 4.2, y - 2), (x + 3.6, y + 2.6)], shade(s, 0.18))


def monkey(g: Group, act: Act) -> None:
    c = act.colour if act.colour is not None else 0xFF8A5A38
    s = act.second if act.second is not None else 0xFFF0CFA0
    w = act.wave()
    g.ellipse(0, 0, 13, 2.4, 0x38000000)
    g.curve([(-8, -5), (-24, -4), (-24, -18), (-24, -28), (-17 + w, -26)], stroke=shade(c, 0.12), width=2.8)
    for q in (-1, 1):
        g.ellipse(q * 7, -4, 6.4, 4.4, shade(c, 0.14))
        g.ellipse(q * 9, -1.8, 4.4, 2, s)
    g.ellipse(0, -14, 9.6, 12, c)
    g.ellipse(0.6, -12, 6, 8, s)
    for q in (-1, 1):
        g.curve([(q * 8, -21), (q * 14, -13), (q * 9, -7 - 2 * w * q)], stroke=shade(c, 0.08), width=4)
        g.circle(q * 9, -7 - 2 * w * q, 2.4, s)
    h = g.group().transform(0, -31, 1, 4 * w)
    for q in (-1, 1):
        h.circle(q * 11, 0, 4, shade(c, 0.1))
        h.circle(q * 11, 0, 2.4, s)
    h.circle(0, 0, 11, c)
    h.curve([(0, -6), (4, -9), (8, -4), (9, 3), (4, 8), (0, 9.4), (-4, 8), (-9, 3), (-8, -4), (-4, -9), (0, -6)], s, close=True)
    for q in (-3.4, 3.8):
        eye(h, q, -1.4, 1.5, act.blink)
    h.ellipse(0.3, 2.2, 1.5, 0.9, shade(s, 0.35))
    h.curve([(-3.4, 4.6), (0.4, 7 + 3 * act.talk), (4, 4.6)], 0xFF8C2F35 if act.talk > 0.1 else None, INK, 0.9)


def octopus(g: Group, act: Act) -> None:
    c = act.colour if act.colour is not None else 0xFFC7638F
    g = g.group().transform(0, -4 + act.wave())
    for k in range(6):
        x, w = -14 + k * 5.6, act.wave(1, k / 6)
        g.curve([(x * 0.7, -14), (x * 1.1 + 3 * w, -6), (x * 1.4 - 2 * w, 0), (x * 1.6 + 3 * w, 4), (x * 1.7 + 5 * w, 1)], stroke=shade(c, 0.14 if k % 2 else 0.02), width=4.4)
    g.curve([(-14, -14), (-18, -42), (0, -42), (18, -42), (14, -14), (0, -8), (-14, -14)], linear(0, -42, 0, -10, [shade(c, -0.16), c]), close=True)
    for q in (-4, 6):
        g.circle(q, -21, 3.8, 0xFFFFFFFF)
        eye(g, q + 0.6, -21, 2.2, act.blink)
    g.curve([(-2, -14), (1.6, -11.4 + 3 * act.talk), (5, -14)], stroke=INK, width=1)
    for x, y in ((-8, -33), (-3, -36), (-9, -27)):
        g.circle(x, y, 1.5, shade(c, -0.3))


OTHERS: dict[str, Callable[[Group, Act], None]] = {
    "bird": bird, "owl": owl, "butterfly": butterfly, "fish": fish, "whale": whale, "dragon": dragon, "duck": duck, "chicken": chicken,
    "penguin": penguin, "frog": frog, "turtle": turtle, "monkey": monkey, "octopus": octopus,
}  # fmt: skip

#: every animal that can be drawn
ANIMALS: tuple[str, ...] = (*BEASTS, *OTHERS)


def draw_animal(g: Group, name: str, act: Act) -> None:
    """Draw an animal with its feet at the group's origin, facing right."""
    if name in BEASTS:
        four_legged(g, name, act)
    else:
        OTHERS[name](g, act)
