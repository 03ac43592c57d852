"""Birds from a table of plumages, facing right with their feet at (0, 0): on the wing, or standing with folded wings."""

from __future__ import annotations

from dataclasses import dataclass

from vgot.animatic.canvas import Colour, Group, linear, shade
from vgot.animatic.props.bodies import INK, Act, eye
from vgot.animatic.props.metal import rivets, wind_up_key


@dataclass(frozen=True)
class Plumage:
    """What tells one bird from another. `wing`, `head`, `tip` None: as the body. `second` is what a second colour in
    words paints: "belly", "head" or "neck". `span` is the length of the wings, `size` that of the whole bird. `keeps`: the
    wings have their own colour even where words give the body another."""

    colour: Colour
    belly: Colour
    wing: Colour | None = None
    tip: Colour | None = None
    head: Colour | None = None
    neck: Colour | None = None
    beak: Colour = 0xFFF2A93C
    bill: str = "short"
    legs: Colour = 0xFFE0902A
    tail: str = "plain"
    second: str = "belly"
    span: float = 1.0
    size: float = 1.0
    keeps: bool = False


PLUMAGES: dict[str, Plumage] = {
    "bird": Plumage(0xFF4F8FD0, 0xFFF6E3C4),
    "sparrow": Plumage(0xFFA98258, 0xFFEADBC3, 0xFF8A6238, head=0xFF8A5A3C, beak=0xFF6B5238, legs=0xFFB98A6A, size=0.82),
    "robin": Plumage(0xFF8A6B4E, 0xFFE2632F, 0xFF75583E, beak=0xFF5A4636, legs=0xFF9A6A4A, size=0.86),
    "swallow": Plumage(0xFF2E4A86, 0xFFF5E9DA, 0xFF263C70, beak=0xFF3A3A44, legs=0xFF5A4636, tail="fork", span=1.2, size=0.86),
    "pigeon": Plumage(0xFF97A2B2, 0xFFB4BDC9, 0xFFB9C3CF, tip=0xFF5A6474, neck=0xFF5E9A80, beak=0xFF6A6470, legs=0xFFD9727A, second="neck",
                      span=1.1),
    "dove": Plumage(0xFFF7F5EE, 0xFFFFFFFF, 0xFFE9E6DE, beak=0xFFE8A58E, legs=0xFFE08A8A, tail="fan", span=1.15),
    "crow": Plumage(0xFF2B2E38, 0xFF3A3E4A, 0xFF20232C, beak=0xFF4A4E58, bill="strong", legs=0xFF3A3E48, span=1.2, size=1.12),
    "gull": Plumage(0xFFFAFAF6, 0xFFFFFFFF, 0xFFA9B6C4, tip=0xFF2F343E, beak=0xFFF2902E, bill="hook", legs=0xFFF09A5A, span=1.55, size=1.1,
                    keeps=True),
    "parrot": Plumage(0xFF37B053, 0xFFF4CF3E, 0xFF2E7FD6, tip=0xFFE2453E, head=0xFFE2453E, beak=0xFF3A3640, bill="parrot", legs=0xFF7A7480,
                      tail="long", span=1.1, size=1.12, keeps=True),
    "eagle": Plumage(0xFF6B482C, 0xFF7E5838, 0xFF5A3A22, tip=0xFF3A2818, head=0xFFF7F3EA, beak=0xFFF4BE3C, bill="hook", legs=0xFFEFB840,
                     tail="fan", second="head", span=1.7, size=1.3),
    "hawk": Plumage(0xFF9A7048, 0xFFF0E2C8, 0xFF80572F, tip=0xFF4A3420, beak=0xFF4A4650, bill="hook", legs=0xFFEFC050, tail="fan", span=1.5, size=1.1),
}  # fmt: skip


def draw_bird(g: Group, name: str, act: Act) -> None:
    """One bird of PLUMAGES. `act.aloft`: on the wing."""
    p = PLUMAGES[name]
    own = act.colour is None
    c = p.colour if act.colour is None else act.colour
    plain = bool(act.metal)
    wing = shade(c, 0.12) if p.wing is None or plain or not (own or p.keeps) else p.wing
    tip = shade(wing, 0.12) if p.tip is None or plain else p.tip
    said = act.second
    belly = (
        said if said is not None and p.second == "belly" else p.belly if own or p.second != "belly" else shade(c, -0.45)
    )
    head = (
        said
        if said is not None and p.second == "head"
        else c
        if p.head is None or plain or not (own or p.second == "head")
        else p.head
    )
    neck = said if said is not None and p.second == "neck" else p.neck if p.neck is not None and not plain else None
    if plain:
        belly, neck = shade(c, -0.3), None
    parts = _Parts(p, c, wing, tip, belly, head, neck)
    g = g.group().transform(0, 0, p.size)
    if act.aloft:
        _flying(g, parts, act)
    else:
        _standing(g, parts, act)


@dataclass(frozen=True)
class _Parts:
    p: Plumage
    c: Colour
    wing: Colour
    tip: Colour
    belly: Colour
    head: Colour
    neck: Colour | None


def _flying(g: Group, q: _Parts, act: Act) -> None:
    k = q.p.span
    flap, bob = act.wave(2 if k > 1.3 else 3), act.wave() * 1.2
    g = g.group().transform(0, -9 + bob)
    _tail(g, q, 0.0)
    _wing(g, (-1.0, -2.0), k, flap, shade(q.wing, 0.16), shade(q.tip, 0.1))
    g.ellipse(0, 0, 9, 6.2, linear(0, -6, 0, 6, [shade(q.c, -0.08), q.c]))
    g.ellipse(2, 2.2, 6.2, 3.6, q.belly)
    if act.metal:
        rivets(g, ((-5, -1), (-1, -2.4), (3, -2.4)), q.c)
        wind_up_key(g, -3, -6, act, 0.8)
    _head(g, q, act, 7.0, -5.0)
    _wing(g, (1.6, -0.6), k, flap, q.wing, q.tip)


def _wing(g: Group, root: tuple[float, float], k: float, flap: float, colour: Colour, tip: Colour) -> None:
    """A wing from its root, swung up (flap 1) or down (-1)."""
    x, y = root
    ex, ey = x - 5 * k, y - 7 - 8 * flap
    tx, ty = x - 14 * k, y - 6 * k - 13 * k * flap
    g.curve(
        [(x + 3, y), (ex + 3, ey - 3), (tx, ty), (tx + 3, ty + 6), (ex - 1, ey + 7), (x - 4, y + 3), (x + 3, y)],
        colour,
        close=True,
    )
    mx, my = ex * 0.35 + tx * 0.65, ey * 0.35 + ty * 0.65
    g.curve(
        [
            (mx + 1, my - 1.4),
            ((mx + tx) / 2 + 0.6, (my + ty) / 2 - 1.4),
            (tx, ty),
            (tx + 2, ty + 4),
            (mx - 0.4, my + 3.6),
        ],
        tip,
        close=True,
    )


def _standing(g: Group, q: _Parts, act: Act) -> None:
    p = q.p
    g.ellipse(0, 0, 9, 1.9, 0x38000000)
    hop = 0.0 if act.walk is None else act.walk
    for x, at in ((-1.2, 0.0), (2.6, 0.5)):
        step = 0.0 if act.walk is None else 2.4 * ((hop + at) % 1.0 - 0.5)
        g.line(x, -6, x + step, -0.8, p.legs if not act.metal else shade(q.c, 0.3), 1.3)
        g.line(x + step - 0.6, -0.6, x + step + 2.4, -0.4, p.legs if not act.metal else shade(q.c, 0.3), 1.2)
    body = g.group().transform(0, -11.5 + 0.3 * act.wave(), 1.0, -20)
    _tail(body, q, 3.0)
    body.ellipse(0, 0, 9.4, 6.4, linear(0, -6, 0, 6, [shade(q.c, -0.08), q.c]))
    body.ellipse(3, 1.8, 5.8, 4.2, q.belly)
    body.curve([(4, -4.4), (-3, -7.4), (-13, 1.6), (-6, 4.6), (2.6, 2.4), (5.4, 0), (4, -4.4)], q.wing, close=True)
    body.curve([(-5, 1.8), (-9, 0.4), (-13, 1.6), (-8, 3.6), (-3, 3.0)], q.tip, close=True)
    if act.metal:
        rivets(body, ((-6, 0.6), (-2, -1.2), (2, -1.6)), q.c)
        wind_up_key(g, -5, -17, act, 0.8)
    if q.neck is not None:
        g.ellipse(5.2, -15.4, 4.4, 4.6, q.neck)
    _head(g, q, act, 6.6, -19.6 + 0.4 * act.wave())


def _tail(g: Group, q: _Parts, droop: float) -> None:
    c = shade(q.c, 0.2)
    kind = q.p.tail
    if kind == "fork":
        g.poly([(-7, -1), (-20, -4 + droop), (-13, 0.4 + droop * 0.4), (-20, 4 + droop), (-7, 3)], shade(q.wing, 0.1))
    elif kind == "long":
        g.poly([(-6, -2), (-24, 0 + droop), (-27, 4 + droop), (-6, 3)], q.tip)
        g.poly([(-6, 0), (-21, 3 + droop), (-6, 3.4)], q.wing)
    elif kind == "fan":
        g.poly(
            [(-6, -2), (-18, -5 + droop), (-20, 0 + droop), (-18, 5 + droop), (-6, 3)],
            q.head if q.p.second == "head" else shade(q.c, 0.08),
        )
    else:
        g.poly([(-7, -1.4), (-17, -3 + droop), (-16.4, 2 + droop), (-7, 3)], c)


def _head(g: Group, q: _Parts, act: Act, x: float, y: float) -> None:
    p, beak, t = q.p, q.p.beak if not act.metal else shade(q.c, 0.34), act.talk
    g.circle(x, y, 5.2, q.head)
    if p.bill == "hook":
        g.curve(
            [(x + 3.8, y - 2.2), (x + 10.6, y - 2.6), (x + 11.4, y + 3.2), (x + 9.0, y + 1.0), (x + 3.8, y + 1.6)],
            beak,
            close=True,
        )
        g.line(x + 4.4, y + 1.8 + 1.4 * t, x + 8.4, y + 1.6 + 1.6 * t, shade(beak, 0.25), 0.9)
    elif p.bill == "parrot":
        g.circle(x + 2.2, y - 0.4, 2.7, 0xFFFBF6EA)
        g.curve(
            [(x + 3.4, y - 3.2), (x + 10.6, y - 3.2), (x + 8.4, y + 5.4), (x + 6.6, y + 1.4), (x + 3.4, y + 1.6)],
            beak,
            close=True,
        )
        g.ellipse(x + 4.8, y + 2.2 + 1.2 * t, 1.9, 1.2, shade(beak, 0.2))
    elif p.bill == "strong":
        g.curve(
            [(x + 3.6, y - 2.8), (x + 9, y - 3.0), (x + 13.0, y + 1.2), (x + 8, y + 1.0), (x + 3.8, y + 1.8)],
            beak,
            close=True,
        )
        if t > 0.1:
            g.poly([(x + 4, y + 1.2), (x + 11, y + 2.0 + 2 * t), (x + 4, y + 2.8)], shade(beak, 0.2))
    else:
        g.poly([(x + 4.2, y - 1.6), (x + 9.4, y + 0.6), (x + 4.2, y + 2)], beak)
        if t > 0.1:
            g.poly([(x + 4, y + 1.4), (x + 8, y + 2.4 + 1.6 * t), (x + 3.8, y + 3)], shade(beak, 0.14))
    if act.carries is not None:
        act.carries(g, x + 8.0, y + 1.0, 6.0)
    dark = sum(((q.head >> k) & 255) for k in (0, 8, 16)) < 240
    if dark and not act.metal:
        g.circle(x + 1.6, y - 1, 2.0, 0xFFE9EDF2)
    eye(g, x + 1.6, y - 1, 1.25, act)
    if p.bill == "hook" and q.head != q.c:  # a stern brow
        g.line(x - 0.6, y - 3.2, x + 3.6, y - 1.8, INK, 0.9)
