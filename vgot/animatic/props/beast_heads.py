"""Heads of four-legged animals: muzzle, ears, horns and eyes, as they are carried."""

from __future__ import annotations

import math

from vgot.animatic.canvas import Colour, Group, alpha, linear, mix, shade
from vgot.animatic.props.bodies import INK, UPRIGHT, Act, Beast, eye


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


def draw_head(g: Group, name: str, b: Beast, act: Act, c: Colour, s: Colour, dark: Colour, top: float) -> None:  # noqa: C901
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
