"""A drawn person: a Look in a Pose, put on a group at world coordinates, feet at (pose.x, pose.y)."""

from __future__ import annotations

import math
from dataclasses import replace

from vgot.animatic.animal_sizes import HEAD_FIRST, HEIGHTS
from vgot.animatic.canvas import Group, alpha, linear, mix, shade
from vgot.animatic.looks import Look
from vgot.animatic.people.clothes import SKIRTS, Trunk, draw_trunk, legs_of, sleeves
from vgot.animatic.people.hands import draw_held, draw_held_low
from vgot.animatic.people.head import draw_behind_head, draw_head
from vgot.animatic.people.pose import Figure, Pose, figure_of
from vgot.animatic.people.wonders import draw_behind, draw_tail


def figure(look: Look) -> Figure:
    """The proportions of a look."""
    return figure_of(look.age, look.sex, look.build, look.tall)


def slimmer(f: Figure, pose: Pose) -> Figure:
    """The proportions as they are seen in a pose: a body from the side is narrower."""
    return replace(f, half=f.half * (1 - pose.slim)) if pose.slim > 0 else f


#: how far hair and hats rise over the middle of the head, in radii
_CROWNS = {
    "tophat": 2.05,
    "wizard": 2.6,
    "chef": 2.05,
    "fedora": 1.75,
    "cowboy": 1.75,
    "beanie": 1.7,
    "crown": 1.75,
    "sunhat": 1.6,
    "straw": 1.6,
    "afro": 1.85,
    "quiff": 1.72,
    "mohawk": 1.85,
    "curly": 1.45,
    "bun": 1.7,
    "updo": 1.65,
    "spiky": 1.55,
}


def crown(look: Look) -> float:
    """How far hair or hat reach over the middle of the head, in radii of the head."""
    return max(1.3, _CROWNS.get(look.hair_style, 0.0), _CROWNS.get(look.hat, 0.0)) if look.kind == "person" else 1.2


def head_at(look: Look, pose: Pose) -> tuple[float, float, float]:
    """Where the head is in the world: centre x, centre y, radius; for the camera."""
    f, s = figure(look), pose.scale
    if look.kind not in ("person", "alien"):
        tall = HEIGHTS.get(look.kind, 40.0)
        ahead = (0.34 * tall if pose.face >= -0.05 else -0.34 * tall) if look.kind in HEAD_FIRST else 0.0
        return pose.x + ahead * s, pose.y - ((0.72 if ahead else 0.62) * tall + pose.lift) * s, max(8.0, 0.3 * tall) * s
    if pose.lie > 0.5:
        side = -1.0 if pose.face >= 0 else 1.0
        return pose.x + side * 30 * s, pose.y - (27 if pose.lie > 0.85 else 10.5) * s, f.head * s
    up = f.leg * (1 - pose.drop) + f.trunk + f.head * 0.9 + pose.lift
    lean = math.radians(pose.lean + f.stoop * (1 if pose.face >= 0 else -1))
    rest = f.leg * (1 - pose.drop)
    return pose.x + math.sin(lean) * (up - rest) * s, pose.y - (rest + (up - rest) * math.cos(lean)) * s, f.head * s


def draw_person(
    world: Group, look: Look, pose: Pose, held: str = "", shadow: float = 0.24, held_colour: int = 0
) -> Group:
    """Draw a person into `world`; returns the person's group. `held`: a thing in the hands ('book', 'cup', or a prop's name),
    of the colour `held_colour` if not 0."""
    g = world.group()
    f = slimmer(figure(look), pose)
    g.transform(pose.x, pose.y, pose.scale)
    if pose.seen < 0.995:
        g.opacity(int(255 * max(0.0, pose.seen)))
    if pose.lie > 0.5:
        _in_bed(g, look, pose, f)
        return g
    if shadow > 0:
        wide = f.half * (1.35 if pose.drop < 0.3 else 1.7)
        g.ellipse(0, 0.4, wide, 3.3, alpha(0xFF1A1226, shadow))
    hip = -(f.leg * (1 - pose.drop)) - pose.lift
    back = pose.back > 0.5
    skirt = look.garment in SKIRTS
    turn = pose.face
    upper = _placed(g, hip, pose, f)
    top = -f.trunk - pose.squash
    head_y = top - f.head * 0.86
    k = f.head / 20.0
    upright = 0.7 * f.stoop * (1 if turn >= 0 else -1)  # who stoops holds the head up
    _head_group(upper, pose, head_y, k, lambda h: draw_behind_head(h, look, pose), upright)
    if not back:
        draw_behind(upper, look.wonder, pose, f, top, look.hat_colour)
    far, near = ("l", "r") if turn >= 0 else ("r", "l")
    if look.wonder == "mermaid":
        draw_tail(g, pose, f, hip)
    else:
        _leg(g, look, pose, f, hip, far, 0.1)
        _leg(g, look, pose, f, hip, near, 0.0)
    upper = _placed(g, hip, pose, f)
    arms = {"l": pose.lfront > 0.5, "r": pose.rfront > 0.5}
    for side in (far, near):
        if not arms[side]:
            _arm(upper, look, pose, f, top, side, 0.06 if side == far else 0.0)
    neck = shade(look.skin, 0.16)
    upper.rect(-f.head * 0.27, top - f.head * 0.3, f.head * 0.54, f.head * 0.5, neck, 2)
    waist = f.half * (0.78 if look.sex == "f" and look.age not in ("baby", "child") else 0.93)
    if look.age == "middle":
        waist *= 1.1
    leg = f.leg * (1 - pose.drop) if not skirt or pose.drop < 0.15 else f.leg * 0.42
    draw_trunk(upper, look, Trunk(top, f.half, waist, leg, turn, back))
    if skirt and pose.drop > 0.15:  # a lap
        lap = turn * f.leg * 0.34
        upper.path(
            [
                ("M", -f.half * 0.8, -3),
                ("Q", lap, -6, lap + f.half, 1),
                ("L", lap + f.half * 0.9, f.leg * 0.34),
                ("L", lap - f.half * 0.9, f.leg * 0.36),
                ("L", -f.half, 3),
                ("Z",),
            ],
            shade(look.colour, 0.08),
        )
    if held and not back:
        draw_held_low(upper, held, pose, f, top)
    _head_group(upper, pose, head_y, k, lambda h: draw_head(h, look, pose), upright)
    for side in (far, near):
        if arms[side]:
            _arm(upper, look, pose, f, top, side, 0.0)
    if held:
        draw_held(upper, held, pose, f, top, look, held_colour)
    if look.cane and pose.drop < 0.1 and not held and look.age == "elder" and pose.lift < 1:
        side = 1 if turn >= 0 else -1
        x, y = side * (f.half + 5), hip + top + f.arm * 0.98
        g.line(x, y, x + side * 1.5, -0.5, 0xFF7A5230, 2.2)
        g.curve([(x, y), (x - side * 0.4, y - 4.4), (x - side * 4.6, y - 3)], None, 0xFF7A5230, 2.2)
    return g


def _placed(g: Group, hip: float, pose: Pose, f: Figure) -> Group:
    """A group whose origin is the hips, leaning as the pose and the age do."""
    stoop = f.stoop * (1 if pose.face >= 0 else -1) * (0.5 if pose.back > 0.5 else 1.0)
    return g.group().transform(0, hip, 1.0, pose.lean + stoop)


def _head_group(upper: Group, pose: Pose, y: float, k: float, draw, upright: float = 0.0) -> None:
    h = upper.group().transform(pose.face * 1.6, y + pose.nod * 0.25, k, pose.tilt - upright)
    draw(h)


def _arm(g: Group, look: Look, pose: Pose, f: Figure, top: float, side: str, dim: float) -> None:
    q = -1 if side == "l" else 1
    a = math.radians(pose.la if side == "l" else pose.ra)
    b = a + math.radians(pose.lb if side == "l" else pose.rb)
    x, y = q * f.half * 0.82, top + 5.0
    n = f.arm * 0.5
    ex, ey = x + math.sin(a) * n, y + math.cos(a) * n
    hx, hy = ex + math.sin(b) * n, ey + math.cos(b) * n
    upper, fore = sleeves(look)
    w = (6.4 if look.age not in ("child", "baby") else 5.0) * (0.92 + 0.08 * look.build)
    if dim:
        upper, fore = shade(upper, dim), shade(fore, dim)
    if fore == look.skin:
        g.polyline([(x, y), (ex, ey), (hx, hy)], fore, w * 0.84)
        g.line(x, y, x + (ex - x) * 0.62, y + (ey - y) * 0.62, upper, w)
    else:
        g.polyline([(x, y), (ex, ey), (hx, hy)], upper, w)
    r = w * 0.56
    g.circle(
        hx + math.sin(b) * 1.6,
        hy + math.cos(b) * 1.6,
        r,
        0xFFDDE3EA if look.garment == "spacesuit" else shade(look.skin, dim),
    )


def _leg(g: Group, look: Look, pose: Pose, f: Figure, hip: float, side: str, dim: float) -> None:
    q = -1 if side == "l" else 1
    a = math.radians(pose.ll if side == "l" else pose.rl)
    b = a + math.radians(pose.lk if side == "l" else pose.rk)
    x, y = q * f.half * 0.42, hip - 1.5
    thigh, shin = f.leg * 0.5 * (1 - 0.72 * pose.fold), f.leg * 0.5
    kx, ky = x + math.sin(a) * thigh, y + math.cos(a) * thigh
    ax, ay = kx + math.sin(b) * (shin - 1.4), ky + math.cos(b) * (shin - 1.4)
    upper, lower = legs_of(look)
    w = (7.6 if look.age not in ("child", "baby") else 6.0) * (0.9 + 0.1 * look.build)
    if look.garment in SKIRTS or (upper == look.skin):
        w *= 0.8
    if upper == lower:
        g.polyline([(x, y), (kx, ky), (ax, ay)], shade(upper, 0.08 + dim), w)
    else:
        g.line(kx, ky, ax, ay, shade(lower, 0.06 + dim), w * 0.84)
        g.line(x, y, kx, ky, shade(upper, 0.06 + dim), w)
    toe = pose.face * 2.6 + (q * 1.0 if abs(pose.face) < 0.3 else 0)
    shoe = 0xFFC3CCD6 if look.garment == "spacesuit" else look.shoes if look.age != "baby" else shade(look.colour, 0.2)
    g.ellipse(ax + toe, ay + 0.2, w * 0.74, 2.9, shade(shoe, dim))
    g.rect(ax + toe - w * 0.72, ay + 1.4, w * 1.44, 1.6, shade(shoe, 0.35), 0.8)


def _in_bed(g: Group, look: Look, pose: Pose, f: Figure) -> None:
    """Lying in a bed seen from the side, or under a blanket on the ground; the head on a pillow at the left (at the right
    when facing left)."""
    q = 1.0 if pose.face >= 0 else -1.0
    bedded = pose.lie > 0.85
    g.ellipse(0, 1, 62, 4, 0x30101018)
    if not bedded:
        g = g.group().transform(0, 13.5)
    wood, cloth = 0xFF8A5A3B, look.colour if look.age != "baby" else mix(look.colour, 0xFFFFFFFF, 0.4)
    bed = g.group()
    if q < 0:
        bed.transform(0, 0, -1, 0, 1)
    if bedded:
        bed.rect(-56, -44, 7, 45, wood, 2.5)
        bed.rect(49, -28, 6, 29, wood, 2.5)
        bed.rect(-52, -15, 104, 9, shade(wood, 0.15), 2)
        bed.rect(-52, -22, 104, 10, 0xFFF6F2E8, 4)
    else:
        bed.rect(-54, -15, 110, 5, shade(cloth, 0.3), 2.5)
    bed.path([("M", -50, -22), ("Q", -50, -36, -33, -34), ("Q", -18, -33, -17, -22), ("Z",)], 0xFFFFFFFF)
    h = g.group().transform(-30 * q, -29.5 - 0.4 * pose.squash, f.head / 20, -62 * q)
    lying = pose.but(face=0.25 * q, back=0.0)
    bare = replace(look, glasses="", hat="" if look.hat not in ("bow", "headscarf") else look.hat)
    draw_behind_head(h, bare, lying)
    draw_head(h, bare, lying)
    cover = g.group()
    if q < 0:
        cover.transform(0, 0, -1, 0, 1)
    rise = 1.2 * pose.squash
    cover.path(
        [
            ("M", -20, -19),
            ("C", -18, -35 - rise, -6, -35 - rise, 8, -33 - rise),
            ("C", 26, -31, 36, -32, 44, -29),
            ("Q", 51, -27, 51, -18),
            ("L", 51, -10),
            ("Q", 16, -7, -20, -10),
            ("Z",),
        ],
        linear(0, -36, 0, -8, [shade(cloth, -0.14), shade(cloth, 0.12)]),
    )
    cover.path(
        [
            ("M", -21, -18),
            ("C", -19, -35 - rise, -8, -35.4 - rise, -3, -34.4 - rise),
            ("Q", -11, -24, -11, -10),
            ("L", -20, -10),
            ("Z",),
        ],
        0xFFFBF8F0,
    )
    for i in range(3):
        cover.curve([(2 + i * 14, -31), (5 + i * 14, -22), (3 + i * 14, -10)], None, alpha(shade(cloth, 0.3), 0.5), 1)
