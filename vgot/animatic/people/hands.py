"""What people hold: where their hands are, and the things in them."""

from __future__ import annotations

import math
from dataclasses import dataclass

from vgot.animatic.canvas import Group, mix, radial, shade
from vgot.animatic.looks import Look
from vgot.animatic.people.pose import Figure, Pose
from vgot.animatic.people.tools import TOOLS
from vgot.animatic.props import catalogue as props
from vgot.animatic.props.standing import kite_sail
from vgot.animatic.props.table import rows


def hand(pose: Pose, f: Figure, top: float, side: str) -> tuple[float, float]:
    """Where a hand is, from the hips."""
    q = -1 if side == "l" else 1
    a = math.radians(pose.la if side == "l" else pose.ra)
    b = a + math.radians(pose.lb if side == "l" else pose.rb)
    n = f.arm * 0.5
    return (
        q * f.half * 0.82 + math.sin(a) * n + math.sin(b) * (n + 1.6),
        top + 5 + math.cos(a) * n + math.cos(b) * (n + 1.6),
    )


def draw_held_low(g: Group, held: str, pose: Pose, f: Figure, top: float) -> None:
    """Big things that stand between trunk and head."""
    if held == "guitar":
        x, y = pose.face * 3, top * 0.3
        b = g.group().transform(x, y, 1.0, -24)
        b.rect(6, -2.2, 26, 4.4, 0xFF6B4226, 1)
        b.ellipse(-9, 0, 10.5, 10, 0xFFC9833F)
        b.ellipse(3, 0, 8, 7.4, 0xFFC9833F)
        b.circle(-1, 0, 3.6, 0xFF5A3420)
        b.line(-12, 0, 30, 0, 0x90FFF6E0, 0.7)


@dataclass(frozen=True)
class Grip:
    """Where a thing is held: the hand, the middle of both, the side it shows (1 right), the head's foot and radius, how far
    the person leans; and the colours that the person lends."""

    x: float
    y: float
    mx: float
    my: float
    q: int = 1
    top: float = -22.0
    head: float = 14.6
    lean: float = 0.0
    cloth: int = 0xFFB5483F
    skin: int = 0xFFE8B48E
    wrap: int = 0xFFBFD4E6


def draw_held(g: Group, held: str, pose: Pose, f: Figure, top: float, look: Look, colour: int = 0) -> None:
    """Things in the hands; `colour` 0: their own."""
    if held == "violin":
        if pose.back <= 0.5:
            _violin(g, pose, f, top)
        return
    if held == "book" and pose.back > 0.5:
        return
    lx, ly = hand(pose, f, top, "l")
    rx, ry = hand(pose, f, top, "r")
    side = pose.face >= 0
    x, y = (rx, ry) if side else (lx, ly)
    at = Grip(
        x,
        y,
        (lx + rx) / 2,
        (ly + ry) / 2,
        1 if side else -1,
        top,
        f.head,
        pose.lean,
        look.hat_colour,
        look.skin,
        look.colour2,
    )
    _draw_in_hand(g, held, at, colour)


def draw_loose(g: Group, held: str, x: float, y: float, scale: float, turn: float, colour: int = 0) -> None:
    """A thing that is in nobody's hand, standing or lying at (x, y), or turning in the air."""
    h = g.group().transform(x, y, scale, turn)
    up = _BELOW.get(held, max(0.0, _IN_HAND[held][0]) if held in _IN_HAND else 1.0)
    _draw_in_hand(h, held, Grip(0.0, -up, 0.0, -up), colour)


#: how far a thing hangs below the hand that holds it
_BELOW = {
    "suitcase": 14.0,
    "lantern": 19.0,
    "book": 6.0,
    "letter": 0.5,
    "photo": 0.5,
    "baby": 5.0,
    "guitar": 10.0,
    "ball": 2.0,
}


def _draw_in_hand(g: Group, held: str, at: Grip, colour: int) -> None:  # noqa: C901
    x, y, mx, my, q = at.x, at.y, at.mx, at.my, at.q
    if held == "book":
        w, h = 8.6, 11.0
        g.poly([(mx, my - h * 0.55), (mx - w, my - h * 0.8), (mx - w, my + h * 0.25), (mx, my + h * 0.5)], at.cloth)
        g.poly(
            [(mx, my - h * 0.55), (mx + w, my - h * 0.8), (mx + w, my + h * 0.25), (mx, my + h * 0.5)],
            shade(at.cloth, 0.16),
        )
        g.poly([(mx, my - h * 0.62), (mx - w * 0.88, my - h * 0.86), (mx, my - h * 0.36)], 0xFFFBF7EC)
        g.poly([(mx, my - h * 0.62), (mx + w * 0.88, my - h * 0.86), (mx, my - h * 0.36)], 0xFFF1EBDA)
        return
    if held == "cup":
        g.rect(x - 3.2, y - 5.4, 6.4, 6.4, 0xFFFDFBF5, 1.6)
        g.ring(x + q * 3.6, y - 2.4, 1.8, 2, 0xFFFDFBF5, 1.1)
    elif held == "flowers":
        for i, c in enumerate((0xFFEF5D7C, 0xFFFFD447, 0xFFFFFFFF, 0xFFB579E0, 0xFFEE8434)):
            a = -1.9 + i * 0.38
            g.line(x, y + 3, x + 8 * math.cos(a), y + 10 * math.sin(a), 0xFF3F8A3E, 1.1)
            g.circle(x + 8 * math.cos(a), y + 10 * math.sin(a), 2.8, c)
    elif held == "flower":
        c = colour or 0xFFE4485A
        g.line(x, y + 5, x + q * 3, y - 13, 0xFF3F8A3E, 1.3)
        g.curve([(x + q, y - 3), (x + q * 7, y - 8), (x + q * 2, y - 8)], 0xFF57A95A, close=True)
        for k in range(6):
            g.circle(x + q * 3 + 3.1 * math.cos(k * 1.047), y - 15 + 3.1 * math.sin(k * 1.047), 2.3, c)
        g.circle(x + q * 3, y - 15, 2.0, 0xFFF6C53C)
    elif held in ("letter", "photo"):
        g.rect(x - 5, y - 8, 10, 8, 0xFFFBF7EA, 0.6)
        if held == "photo":
            g.rect(x - 4, y - 7, 8, 5.4, 0xFF8FB3C0)
        else:
            for i in range(3):
                g.line(x - 3.4, y - 6.2 + i * 2, x + 3.4, y - 6.2 + i * 2, 0xFFB0A890, 0.6)
    elif held == "suitcase":
        g.rect(x - 8, y + 2, 16, 12, colour or 0xFF8A5A33, 2)
        g.frame(x - 3, y - 1, 6, 4, 0xFF5A3820, 1.3, 1.5)
        g.rect(x - 5.5, y + 2, 1.6, 12, 0xFF6B4426)
        g.rect(x + 4, y + 2, 1.6, 12, 0xFF6B4426)
    elif held == "brush":
        g.line(x, y, x + q * 6, y - 8, 0xFF8A5A33, 1.5)
        g.circle(x + q * 6.4, y - 8.6, 1.7, at.cloth)
    elif held == "tool":
        g.line(x, y + 2, x + q * 2, y - 10, 0xFF8A5A33, 2)
        g.rect(x + q * 2 - 4, y - 13, 8, 4.4, 0xFF7C8792, 1)
    elif held == "sword":
        g.line(x, y, x + q * 5, y - 30, 0xFFD5DDE5, 2.4)
        g.line(x - 4, y - 3, x + 5, y - 4.4, 0xFFC99A3A, 2)
    elif held == "ball":
        g.circle(x + q * 3, y - 3, 5, colour or 0xFFEE6B3B)
        g.curve([(x + q * 3 - 5, y - 3), (x + q * 3, y - 6), (x + q * 3 + 5, y - 3)], None, 0xFFFFFFFF, 1)
    elif held == "phone":
        g.rect(x - 2, y - 7, 4.4, 8, 0xFF20242C, 1)
        g.rect(x - 1.4, y - 6.2, 3.2, 6, 0xFF9FD3F5, 0.4)
    elif held == "umbrella":
        rim = min(y - 38.0, at.top - at.head * 1.75)  # over the head, not before the face
        g.line(x, y + 2, x, rim - 4, 0xFF4A3A30, 1.5)
        g.path(
            [
                ("M", x - 30, rim),
                ("C", x - 26, rim - 24, x + 26, rim - 24, x + 30, rim),
                ("Q", x + 22, rim - 5, x + 15, rim),
                ("Q", x + 7, rim - 5, x, rim),
                ("Q", x - 7, rim - 5, x - 15, rim),
                ("Q", x - 22, rim - 5, x - 30, rim),
                ("Z",),
            ],
            colour or at.cloth,
        )
    elif held == "lantern":
        ly = y + 5
        g.circle(x, ly + 6, 26, radial(x, ly + 6, 26, [0x80FFD27A, 0x30FFD27A, 0x00FFD27A]))
        g.curve([(x - 3.4, ly - 1), (x, ly - 7), (x + 3.4, ly - 1)], None, 0xFF4A3A30, 1.1)
        g.poly([(x - 5.6, ly), (x + 5.6, ly), (x + 3, ly - 3.4), (x - 3, ly - 3.4)], 0xFF4A3A30)
        g.rect(x - 4.6, ly, 9.2, 12, 0xFFFFE9A8, 1)
        g.curve(
            [(x - 1.8, ly + 10.6), (x - 2.2, ly + 6), (x, ly + 2.4), (x + 2.2, ly + 6), (x + 1.8, ly + 10.6)],
            0xFFFF9A3C,
            close=True,
        )
        for dx in (-4.6, 3.6):
            g.rect(x + dx, ly, 1, 12, 0xFF4A3A30)
        g.rect(x - 5.6, ly + 12, 11.2, 2.2, 0xFF4A3A30, 0.8)
    elif held == "baby":
        c = mix(at.wrap, 0xFFFFFFFF, 0.45)
        g.ellipse(mx, my - 4, 12.5, 7.4, c)
        g.ellipse(mx - 8, my - 8, 5.6, 5.4, at.skin)
        g.circle(mx - 9.4, my - 8, 0.7, 0xFF2A2028)
        g.circle(mx - 6.6, my - 8, 0.7, 0xFF2A2028)
        g.curve([(mx - 9.4, my - 5.8), (mx - 8, my - 4.8), (mx - 6.6, my - 5.8)], None, 0xFF9A4A48, 0.7)
        g.curve([(mx - 2, my - 9), (mx + 4, my - 3), (mx + 2, my + 2)], None, shade(c, 0.14), 1)
    elif held == "kite":
        kx, ky = x + q * 36, y - 50
        g.curve([(x, y), (x + q * 26, y - 16), (kx, ky + 4)], None, 0xB0FFFFFF, 0.7)
        kite_sail(g.group().transform(kx, ky, 0.55, q * 24 + 3 * at.lean), 0.2, colour or 0xFFE4574F)
    elif held in TOOLS:
        TOOLS[held](g, x, y, mx, my, q, colour)
    elif held in _IN_HAND or held.startswith(props.CAGED):
        low, size, turn, both = _IN_HAND.get(held, _IN_HAND["cage"])
        on = g.group().transform(mx if both else x + q * 1.5, (my if both else y) + low, size, q * turn)
        props.add(on, held, 0, 0, 1.0, 0.1, "", colour)


#: a prop in a hand -> how far below the hand its foot is, its size there, how it is turned, whether both hands hold it
_IN_HAND: dict[str, tuple[float, float, float, bool]] = {
    "balloon": (0.0, 0.8, 14, False), "balloons": (0.0, 0.78, 18, False), "crown": (2, 0.75, 4, False), "key": (4, 0.8, 20, False),
    "map": (9, 0.95, 0, True), "ring": (3, 0.5, 0, False), "camera": (5, 0.72, 0, True), "cake": (3, 0.8, 0, True), "gift": (8, 0.8, 0, True),
    "teddy_bear": (10, 0.85, 6, False), "candle": (3, 0.8, 0, False), "wand": (4, 0.8, 12, False), "trumpet": (5, 0.8, -20, True),
    "axe": (14, 0.62, 14, False), "shovel": (22, 0.75, 8, False), "broom": (22, 0.8, 10, False), "bucket": (22, 0.72, 0, False),
    "basket": (24, 0.75, 0, False), "flag": (16, 0.7, 8, False), "fishing_rod": (4, 0.85, 20, False), "trophy": (3, 0.75, 0, False),
    "flask": (3, 0.6, 0, False), "crystal": (3, 0.55, 0, False), "egg": (6, 0.75, 0, True), "clock": (4, 0.62, 0, False), "cage": (10, 0.6, 0, True),
    "flower": (6, 0.7, 8, False), "heart": (3, 0.7, 0, False), "globe": (4, 0.6, 0, True), "paper_boat": (3, 0.7, 0, True), "radio": (6, 0.6, 0, True),
    "drum": (8, 0.7, 0, True), "toy": (5, 0.6, 0, True), "newspaper": (9, 0.9, 0, True), "diploma": (5, 0.7, 20, False), "plate": (2, 0.75, 0, True),
    "telescope": (30, 0.85, 0, False), "pumpkin": (6, 0.7, 0, True), "painting": (16, 0.7, 0, True), "typewriter": (8, 0.6, 0, True),
    "treasure_chest": (10, 0.62, 0, True), "laptop": (8, 0.8, 0, True), "hammer": (4, 0.75, 0, False), "skateboard": (8, 0.7, 70, False),
    "sled": (8, 0.6, 60, False), "shield": (16, 0.7, 0, False), "microphone": (28, 0.62, 0, False), "glass": (6, 0.6, 0, False), "bottle": (8, 0.7, 0, False),
}  # fmt: skip
_IN_HAND |= {name: (5.0, 0.72, 0.0, False) for name, row in rows().items() if row.put == "hand"}
#: what of a shot's things goes into a hand
HOLDABLE: frozenset[str] = frozenset(_IN_HAND)


def _violin(g: Group, pose: Pose, f: Figure, top: float) -> None:
    """Under the chin, with the bow across it."""
    q = 1 if pose.face >= 0 else -1
    bow = 6 * pose.tilt * 0.3
    v = (
        g.group().transform(q * f.half * 0.55, top + 1.5, 0.62, 0, 0.62)
        if q > 0
        else g.group().transform(q * f.half * 0.55, top + 1.5, -0.62, 0, 0.62)
    )
    v = v.group().transform(0, 0, 1, -12)
    v.ellipse(0, 0, 11, 7.6, 0xFFB8622C)
    v.ellipse(12, 0, 8.4, 6.2, 0xFFC46E34)
    v.rect(3, -4.4, 8, 8.8, 0xFFB8622C)
    v.rect(17, -1.4, 20, 2.8, 0xFF3A2618, 1)
    v.circle(38, 0, 2.4, 0xFF8A4A22)
    for y in (-2.4, 2.4):
        v.line(4, y * 1.2, 10, y * 1.2, 0xFF3A2018, 0.9)
    v.line(10 + bow, -20, 4 + bow, 20, 0xFF6B4A2E, 1.5)
    v.line(11.4 + bow, -19, 5.6 + bow, 19, 0xFFF3E9D8, 0.8)
