"""Four-legged animals from their table of bodies, facing right with their feet at (0, 0)."""

from __future__ import annotations

import math
from dataclasses import replace

from vgot.animatic.canvas import Colour, Group, alpha, linear, mix, shade
from vgot.animatic.props.beast_coats import COATS
from vgot.animatic.props.beast_heads import draw_head
from vgot.animatic.props.bodies import BEASTS, INK, Act, Beast
from vgot.animatic.props.metal import rivets, seam, wind_up_key


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
    draw_head(g, name, b, act, c, s, dark, top)


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
