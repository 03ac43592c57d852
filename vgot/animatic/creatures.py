"""Characters that are no people: robots, ghosts and aliens act with face and limbs; animals are drawn by `props`."""

from __future__ import annotations

import math
from dataclasses import replace

from vgot.animatic.animal_sizes import DRAWN, HEIGHTS, LENGTHS
from vgot.animatic.canvas import Group, alpha, linear, mix, radial, shade
from vgot.animatic.looks import Look
from vgot.animatic.people.figure import draw_person
from vgot.animatic.people.pose import Pose
from vgot.animatic.props import catalogue as props
from vgot.animatic.props.bodies import BEASTS


def draw_creature(
    world: Group,
    look: Look,
    pose: Pose,
    phase: float,
    going: bool = False,
    held: str = "",
    held_colour: int = 0,
    perched: bool = False,
) -> None:
    """Draw a character of `look.kind`; `phase` counts the turns of its own motion;
    `going`: it walks. `held`: a prop that a robot or a ghost has by it. `perched`: off the ground with folded wings."""
    if look.kind == "alien":
        draw_person(world, alien_look(look), pose)
        return
    h = world.group()
    if pose.seen < 0.995:
        h.opacity(int(255 * max(0.0, pose.seen)))
    g = h.group().transform(pose.x, pose.y, pose.scale)
    if look.kind == "robot":
        at = _robot(g, look, pose)
        _beside(g, held, at, held_colour)
    elif look.kind == "ghost":
        _ghost(g, look, pose, phase)
        _beside(g, held, ((19.0 if pose.face >= 0 else -19.0), -24.0 - pose.lift), held_colour)
    else:
        size = HEIGHTS.get(look.kind, 40.0) / DRAWN.get(look.kind, 40.0)
        colours = (look.colour or None, look.colour2 or None)
        stride = (phase * 1.5) % 1.0 if going else None
        facing = pose.face if abs(pose.face) > 0.05 else 1.0
        lies = look.kind in BEASTS
        crouch = pose.crouch + (0.0 if lies else 0.3 * pose.low)
        if pose.pitch or crouch:
            g = _pitched(g, look.kind, pose.but(crouch=crouch), 1.0 if facing >= 0 else -1.0)
        props.add_character_animal(
            g,
            look.kind,
            colours,
            0.0,
            -pose.lift,
            size,
            facing,
            stride,
            pose.open_,
            pose.lids < 0.2,
            phase % 1.0,
            pose.lift > 5.0 and not perched,
            look.material,
            props.Bearing(pose.head, pose.turned, pose.low if lies else 0.0),
            held,
            held_colour,
        )


def bounding(pose: Pose, turns: float) -> Pose:
    """The pose of what gallops: twice in a turn it is off the ground, and its back rises and falls."""
    c = turns * 3.0 * math.pi
    return pose.but(lift=pose.lift + 5.0 * pose.scale * abs(math.sin(c)), pitch=pose.pitch + 5.0 * math.cos(c))


def _pitched(g: Group, kind: str, pose: Pose, side: float) -> Group:
    """An animal that lifts its head or puts it down turns about its hind feet or its fore feet."""
    half = 0.36 * LENGTHS.get(kind, HEIGHTS.get(kind, 40.0)) * (-side if pose.pitch > 0 else side)
    turned = g.group().transform(half, 0.0, 1.0, -side * pose.pitch, 1.0 - pose.crouch)
    return turned.group().transform(-half, 0.0)


def _beside(g: Group, held: str, at: tuple[float, float], colour: int) -> None:
    """A thing in a claw, or floating by a ghost."""
    name = {"cup": "coffee_cup", "flowers": "bouquet", "photo": "letter"}.get(held, held)
    if name:
        props.add(g.group().transform(at[0], at[1] + 5, 0.72), name, 0, 0, 1.0, 0.1, "", colour)


def alien_look(look: Look) -> Look:
    """The person an alien is drawn as: green, bald, large-eyed."""
    return replace(
        look,
        kind="person",
        skin=mix(0xFF7CC66A, look.colour, 0.15),
        hair_style="bald",
        beard="",
        glasses="",
        mole=0,
        eye_size=1.35,
        brows=0.5,
        garment=look.garment if look.garment != "shirt" else "spacesuit",
        freckles=False,
    )


def _limb(
    g: Group, x: float, y: float, a: float, b: float, long: float, colour: int, width: float
) -> tuple[float, float]:
    a, b = math.radians(a), math.radians(a + b)
    ex, ey = x + math.sin(a) * long * 0.5, y + math.cos(a) * long * 0.5
    hx, hy = ex + math.sin(b) * long * 0.5, ey + math.cos(b) * long * 0.5
    g.polyline([(x, y), (ex, ey), (hx, hy)], colour, width)
    g.circle(ex, ey, width * 0.62, shade(colour, 0.2))
    return hx, hy


def _face(g: Group, pose: Pose, x: float, y: float, k: float, colour: int) -> None:
    """Glowing eyes and a mouth, of the same numbers as a person's."""
    x += pose.face * 3.4
    for q in (-1, 1):
        ex = x + q * 5.4 * k
        if pose.lids < 0.25 or pose.smile > 0.92:
            bend = -2.6 if pose.smile > 0.3 else 1.6
            g.curve([(ex - 3 * k, y + 0.8), (ex, y + 0.8 + bend * k), (ex + 3 * k, y + 0.8)], None, colour, 1.6 * k)
        else:
            g.circle(ex, y, 4.6 * k, radial(ex, y, 4.6 * k, [alpha(colour, 0.5), alpha(colour, 0.0)]))
            g.ellipse(ex, y, 2.7 * k, 3.3 * k * min(1.25, pose.lids), colour)
            g.circle(ex + 0.8 * k + pose.gaze_x * 0.6, y - 1.1 * k + pose.gaze_y * 0.6, 0.9 * k, 0xFFFFFFFF)
        if abs(pose.brow) > 0.4:
            g.line(
                ex - q * 3 * k,
                y - (5 + 1.7 * pose.brow) * k,
                ex + q * 3 * k,
                y - (5 - 1.7 * pose.brow) * k,
                colour,
                1.3 * k,
            )
    if pose.open_ > 0.1:
        g.ellipse(x, y + 7.4 * k, 3.4 * k, (1 + 3 * pose.open_) * k, colour)
    else:
        g.curve(
            [
                (x - 4 * k, y + (7.4 - 1.6 * pose.smile) * k),
                (x, y + (7.4 + 2.6 * pose.smile) * k),
                (x + 4 * k, y + (7.4 - 1.6 * pose.smile) * k),
            ],
            None,
            colour,
            1.5 * k,
        )


def _robot(g: Group, look: Look, pose: Pose) -> tuple[float, float]:
    """Draws it; returns where its nearer claw is."""
    c, dark = look.colour, shade(look.colour, 0.28)
    metal = 0xFFAEB8C4
    g.ellipse(0, 0.4, 21, 3.4, 0x381A1226)
    leg, top = 20 * (1 - pose.drop), -20 * (1 - pose.drop) - 30
    for x, a, b in ((-7, pose.ll, pose.lk), (7, pose.rl, pose.rk)):
        fx, fy = _limb(g, x, -leg - pose.lift, a, b, leg - 2, metal, 4.6)
        g.rect(fx - 6 + pose.face * 2, fy - 1.6, 12, 4.6, dark, 2)
    u = g.group().transform(0, -leg - pose.lift, 1.0, pose.lean)
    top = -30.0
    for q, a, b, front in ((-1, pose.la, pose.lb, pose.lfront), (1, pose.ra, pose.rb, pose.rfront)):
        if front <= 0.5:
            _claw(u, q, top, a, b, metal, dark)
    u.rect(-15, top, 30, 31, linear(-15, 0, 15, 0, [shade(c, 0.08), shade(c, -0.12), shade(c, 0.16)]), 5)
    u.rect(-9 + pose.face * 2, top + 6, 18, 12, dark, 2.5)
    for i, k in enumerate((0xFFD8414A, 0xFFF2C230, 0xFF57C785)):
        u.circle(-5 + i * 5 + pose.face * 2, top + 12, 1.7, k)
    u.rect(-5, top - 5, 10, 6, metal, 1)
    h = u.group().transform(pose.face * 2, top - 18 + pose.nod * 0.3, 1.0, pose.tilt)
    h.line(0, -13, 0, -21, metal, 1.6)
    h.circle(0, -22, 2.6, look.colour2)
    for q in (-1, 1):
        h.rect(q * 17 - 2.5, -5, 5, 9, metal, 1.6)
    h.rect(-16.5, -14, 33, 27, linear(0, -14, 0, 13, [shade(c, -0.2), c]), 7)
    h.rect(-13 + pose.face * 1.6, -10, 26, 19.5, 0xFF20283A, 5)
    if pose.back <= 0.5:
        _face(h, pose, 0, -2.4, 1.0, 0xFF7DF0E0 if pose.brow > -0.5 else 0xFFFF8A6A)
    for q, a, b, front in ((-1, pose.la, pose.lb, pose.lfront), (1, pose.ra, pose.rb, pose.rfront)):
        if front > 0.5:
            _claw(u, q, top, a, b, metal, dark)
    q, a, b = (1, pose.ra, pose.rb) if pose.face >= 0 else (-1, pose.la, pose.lb)
    up, fore = math.radians(a + q * 6), math.radians(a + q * 6 + b)
    return q * 16 + 13.5 * (math.sin(up) + math.sin(fore)), -leg - pose.lift + top + 6 + 13.5 * (
        math.cos(up) + math.cos(fore)
    )


def _claw(g: Group, q: int, top: float, a: float, b: float, metal: int, dark: int) -> None:
    hx, hy = _limb(g, q * 16, top + 6, a + q * 6, b, 27, metal, 4.2)
    g.ring(hx, hy + 1.6, 3.2, 3.2, dark, 2.2)


def _ghost(g: Group, look: Look, pose: Pose, phase: float) -> None:
    y = -16 - pose.lift - 3 * math.sin(phase * math.tau)
    g.ellipse(0, 0.4, 15, 2.6, 0x201A1226)
    pale = mix(0xFFF4F7FC, look.colour, 0.12)
    w = 2.4 * math.sin(phase * math.tau * 2)
    g.path(
        [
            ("M", -19, y),
            ("C", -21, y - 46, 21, y - 46, 19, y),
            ("Q", 15 + w, y + 9, 10, y + 1),
            ("Q", 5 + w, y + 10, 0, y + 2),
            ("Q", -5 + w, y + 10, -10, y + 1),
            ("Q", -15 + w, y + 9, -19, y),
            ("Z",),
        ],
        linear(0, y - 36, 0, y + 8, [alpha(pale, 0.95), alpha(pale, 0.62)]),
    )
    _face(g, pose, 0, y - 20, 1.15, 0xFF39405A)
