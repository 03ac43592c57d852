"""Reach: where a body's landmarks are, and how two bones bend so that a hand or a foot comes to a point.

Everything is told for somebody who faces right: x forward, y down, the near arm is the right one. Points on the trunk are
from the hips and lean with it; points of the room are from the ground under the body.
"""

from __future__ import annotations

import math

from vgot.animatic.people.pose import Figure

Point = tuple[float, float]

#: what a target may be called: on the body, and in the room
ON_THE_BODY = (
    "side", "hip", "belly", "chest", "shoulder", "chin", "mouth", "nose", "eyes", "brow", "ear", "crown", "back", "far_shoulder",
    "forward", "high", "up", "low", "behind", "wide",
)  # fmt: skip
IN_THE_ROOM = ("ground", "piece", "knee", "meet", "their_face", "their_chest", "their_shoulder", "their_back", "thing")


def shoulder(f: Figure, side: int) -> Point:
    """Where an arm begins, from the hips; `side` 1: the near one."""
    return side * f.half * 0.82, 5.0 - f.trunk


def hip(f: Figure, side: int, height: float) -> Point:
    """Where a leg begins, from the ground."""
    return side * f.half * 0.42, -height - 1.5


def bent(dx: float, dy: float, upper: float, lower: float, forward: bool) -> tuple[float, float]:
    """The two angles of a limb whose end lies (dx, dy) from its root: of the upper bone, 0 straight down, and of the lower
    bone from it. What is out of reach is pointed at. `forward`: the joint bends like a knee, else like an elbow."""
    far = math.hypot(dx, dy)
    r = min(max(far, abs(upper - lower) + 0.6, 0.12 * (upper + lower)), (upper + lower) * 0.9995)
    to = math.degrees(math.atan2(dx, dy)) if far > 1e-6 else 0.0
    low = -170.0 if forward else -110.0
    while to < low:
        to += 360.0
    inner = math.degrees(math.acos(_unit((upper * upper + r * r - lower * lower) / (2 * upper * r))))
    joint = 180.0 - math.degrees(math.acos(_unit((upper * upper + lower * lower - r * r) / (2 * upper * lower))))
    return (to + inner, -joint) if forward else (to - inner, joint)


def _unit(value: float) -> float:
    return max(-1.0, min(1.0, value))


def arm_to(f: Figure, side: int, point: Point, outward: bool) -> tuple[float, float]:
    """The angles of an arm whose hand is at a point from the hips. `outward`: the elbow keeps to its own side, as seen from
    the front; else it hangs below, as seen from the side."""
    x, y = shoulder(f, side)
    dx, dy = point[0] - x, point[1] - y
    half = f.arm * 0.5
    if not outward:
        return bent(dx, dy, half, half + 1.6, False)
    a, b = bent(dx * side, dy, half, half + 1.6, dx * side < 0.3 * f.arm and dy > 0)
    return side * a, side * b


def leg_to(f: Figure, side: int, hips: float, foot: Point, shift: float) -> tuple[float, float]:
    """The angles of a leg whose sole stands at `foot` from the ground under the body, the hips at a height and shifted."""
    x, y = hip(f, side, hips)
    ankle = foot[1] - 2.9
    return bent(foot[0] - x - shift, ankle - y, f.leg * 0.5, f.leg * 0.5 - 1.4, True)


def hand_of(f: Figure, side: int, a: float, b: float) -> Point:
    """Where a hand is, from the hips."""
    x, y = shoulder(f, side)
    one, two = math.radians(a), math.radians(a + b)
    n = f.arm * 0.5
    return x + math.sin(one) * n + math.sin(two) * (n + 1.6), y + math.cos(one) * n + math.cos(two) * (n + 1.6)


def foot_of(f: Figure, side: int, hips: float, a: float, b: float) -> Point:
    """Where a sole is, from the ground under the body."""
    x, y = hip(f, side, hips)
    one, two = math.radians(a), math.radians(a + b)
    n, m = f.leg * 0.5, f.leg * 0.5 - 1.4
    return x + math.sin(one) * n + math.sin(two) * m, y + math.cos(one) * n + math.cos(two) * m + 2.9


def to_trunk(point: Point, hips: float, lean: float, shift: float) -> Point:
    """A point of the room as the leaning trunk sees it."""
    x, y = point[0] - shift, point[1] + hips
    a = math.radians(lean)
    return x * math.cos(a) + y * math.sin(a), -x * math.sin(a) + y * math.cos(a)


def to_room(point: Point, hips: float, lean: float, shift: float) -> Point:
    """A point of the trunk in the room."""
    a = math.radians(lean)
    x, y = point
    return x * math.cos(a) - y * math.sin(a) + shift, x * math.sin(a) + y * math.cos(a) - hips


def landmark(f: Figure, name: str, side: int, front: bool) -> Point:
    """A landmark of the body for one hand, from the hips. Seen from the front, `forward` and `wide` go to the hand's own side."""
    k, top = f.head / 20.0, -f.trunk
    head = top - f.head * 0.86
    sx, sy = shoulder(f, side)
    out = side if front else 1
    turn = 0.15 if front else 0.95
    clear = f.head * 1.05  # a hand that is raised is seen beside the head
    points: dict[str, Point] = {
        "side": (sx + (0.16 * side if front else 0.02) * f.arm, sy + 0.99 * f.arm),
        "hip": (side * f.half * 0.85 if front else f.half * 0.5, -1.0),
        "belly": (side * 2.0 if front else f.half * 0.8, -0.24 * f.trunk),
        "chest": (side * 2.5 if front else f.half * 0.75, top + 0.38 * f.trunk),
        "shoulder": (side * f.half, sy),
        "far_shoulder": (-side * f.half * 0.7, sy + 2.0),
        "chin": (turn * 7.0 * k + side * 1.5, head + 21.0 * k),
        "mouth": (turn * (1.6 + 7.9 * k), head + 13.0 * k),
        "nose": (turn * (2.0 + 10.0 * k), head + 6.6 * k),
        "eyes": (turn * (1.6 + 7.2 * k) + (side * 6.0 * k if front else 0.0), head + 1.2 * k),
        "brow": (turn * (1.6 + 12.0 * k) + (side * 8.0 * k if front else 0.0), head - 6.0 * k),
        "ear": (side * 20.0 * k if front else -2.0 * k, head + 3.0 * k),
        "crown": (side * 12.0 * k if front else 4.0 * k, head - 18.0 * k),
        "back": (side * f.half * 0.8 if front else -f.half * 1.1, -0.3 * f.trunk),
        "forward": (sx + out * f.arm, sy),
        "wide": (sx + out * f.arm * 0.92, sy - 0.3 * f.arm),
        "high": (out * max(out * sx + f.arm * 0.62, clear + 3.0), sy - 0.78 * f.arm),
        "up": (out * max(out * sx + f.arm * 0.3, clear), sy - 0.94 * f.arm),
        "low": (sx + out * f.arm * 0.75, sy + 0.65 * f.arm),
        "behind": (sx - out * f.arm * 0.7, sy + 0.6 * f.arm),
    }
    return points[name]
