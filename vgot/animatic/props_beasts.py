"""Four-legged animals from a table of bodies, facing right with their feet at (0, 0); and how any animal acts."""

from __future__ import annotations

import math
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
    s = act.second if act.second is not None else (b.second if act.colour is None or "patches" in b.extra or "wool" in b.extra else mix(c,
        0xFFFFFFFF, 0.6))
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
        g.poly([(b.rx * 0.35, cy - b.ry * 0.75), (b.hx - b.hr * 0.75, b.hy - b.hr * 0.3), (b.hx + b.hr * 0.45, b.hy + b.hr * 0.5), (b.rx * 0.98,
            cy + b.ry * 0.15)], linear(0, b.hy, 0, cy, [c, shade(c, 0.08)]))
    if "wool" in extra:
        fleece = c
        for k in range(10):
            a = k * 0.628
            g.circle(b.rx * 0.8 * math.cos(a), cy + b.ry * 0.72 * math.sin(a), b.ry * 0.5, shade(fleece, 0.1 if math.sin(a) > 0.2 else 0.0))
        g.ellipse(0, cy, b.rx * 0.95, b.ry * 0.9, fleece)
        for dx, dy in ((-9, -3), (0, 2), (8, -4), (-3, -8), (11, 3)):
            g.curve([(dx - 3, cy + dy), (dx, cy + dy - 3.4), (dx + 3, cy + dy)], stroke=shade(fleece, 0.14), width=1)
    else:
        g.curve([(-b.rx, cy + b.ry * 0.1), (-b.rx * 1.04, cy - b.ry), (-b.rx * 0.4, cy - b.ry), (b.rx * 0.2, cy - b.ry * 0.82), (b.rx * 0.6,
            cy - b.ry * 1.04), (b.rx * 1.12, cy - b.ry * 0.95), (b.rx * 1.04, cy + b.ry * 0.1),
                 (b.rx * 0.96, cy + b.ry * 1.0), (b.rx * 0.4, cy + b.ry * 0.92), (-b.rx * 0.2, cy + b.ry * 0.78), (-b.rx * 0.5, cy + b.ry * 0.98),
                     (-b.rx * 1.02, cy + b.ry * 1.02), (-b.rx, cy + b.ry * 0.1)],
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
        g.curve([(x + 2, y - 4), (x - 10, y - 6), (x - 11 + w * 2, y + 16), (x - 11 + w * 3, y + 26), (x - 6 + w * 3, y + 28), (x - 4, y + 12),
            (x + 2, y + 4)], s, close=True)


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
        h.curve([(-r * 0.85, -r * 0.5), (-r * 0.4, -r * 1.15), (r * 0.5, -r * 0.8), (r * 0.8 + sn * 0.6, -r * 0.1), (r * 0.55 + sn, r * 0.45),
            (r * 0.5 + sn, r * 1.15), (r * 0.1 + sn * 0.6, r * 1.0), (-r * 0.1, r * 0.95), (-r * 0.7, r * 0.6), (-r * 1.05, r * 0.2), (-r * 0.85,
                -r * 0.5)],
                linear(0, -r, 0, r, [shade(face, -0.08), face]), close=True)
        muzzle = 0xFFF2B9B4 if name == "cow" else shade(face, 0.2) if name == "horse" else s
        h.ellipse(r * 0.4 + sn * 0.72, r * 0.6, sn * 0.42, r * 0.5, muzzle)
        h.ellipse(r * 0.55 + sn * 0.85, r * 0.42, 0.9, 1.1, INK)
        mx, my = r * 0.4 + sn * 0.6, r * 0.86
    elif name == "elephant":
        h.circle(0, 0, r, linear(0, -r, 0, r, [shade(face, -0.08), shade(face, 0.1)]))
        w = act.wave() * 3
        h.curve([(r * 0.55, -r * 0.1), (r * 1.4, r * 0.5), (r * 1.05, r * 1.5), (r * 0.95 + w, r * 2.0), (r * 1.4 + w, r * 2.05)],
            stroke=shade(face, 0.04), width=8)
        h.curve([(r * 0.4, r * 0.55), (r * 0.9, r * 1.0), (r * 1.3, r * 0.75)], stroke=0xFFFBF6EA, width=3)
        mx, my = r * 0.3, r * 0.62
    else:
        h.ellipse(0, 0, r * 1.03, r, linear(0, -r, 0, r, [shade(face, -0.08), shade(face, 0.08)]))
        if name in ("fox", "wolf"):
            h.curve([(r * 0.1, r * 0.2), (r * 0.9, -r * 0.3), (r * 0.75 + sn * 0.75, r * 0.22), (r * 0.7, r * 0.95), (0, r * 0.95), (-r * 0.7,
                r * 0.75), (r * 0.1, r * 0.2)], s, close=True)
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
        h.curve([(-r * 0.75, -r * 0.85), (-r * 1.55, -r * 0.6), (-r * 1.2 + flick * 0.4, r * 0.6), (-r * 0.7, r * 0.75), (-r * 0.35, -r * 0.4),
            (-r * 0.3, -r * 0.9), (-r * 0.75, -r * 0.85)], shade(c, 0.28), close=True)
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
        h.curve([(-r * 0.6, -r * 0.5), (-r * 1.3, -r * 1.0), (-r * 1.75, -r * 0.35 + flick), (-r * 1.2, -r * 0.1), (-r * 0.6, -r * 0.2)], shade(c,
            0.14), close=True)
    elif e == "flop2":
        for x in ((0.45,) if back else (-0.5,)):
            h.poly([(r * (x - 0.3), -r * 0.75), (r * (x - 0.2), -r * 1.3), (r * (x + 0.5), -r * 0.95), (r * (x + 0.35), -r * 0.55)], shade(c, 0.12))
    elif e == "huge" and not back:
        h.curve([(-r * 0.3, -r * 0.7), (-r * 1.7 + flick, -r * 1.5), (-r * 1.75 + flick, r * 0.1), (-r * 1.5, r * 1.1), (-r * 0.5, r * 0.75),
            (-r * 0.1, r * 0.2), (-r * 0.3, -r * 0.7)], shade(c, 0.14), close=True)
        h.curve([(-r * 0.5, -r * 0.45), (-r * 1.4 + flick, -r * 1.0), (-r * 1.4 + flick, r * 0.1), (-r * 1.2, r * 0.7), (-r * 0.6, r * 0.5),
            (-r * 0.3, r * 0.1), (-r * 0.5, -r * 0.45)], mix(c, 0xFFF2B5AE, 0.35), close=True)
