"""Turning: how somebody is seen when the camera goes around them. They stay as they stand; their head, body and limbs are seen from
another side."""

from __future__ import annotations

import math

from vgot.animatic.deed_table import all_deeds
from vgot.animatic.people.pose import Pose

#: how far from the lens somebody is turned, in degrees, when one sees their back and no longer their profile
_BACK = 125.0
#: as how much of their length limbs are seen that point at the lens, and how narrow an animal becomes
_SHORT, _NARROW = 0.22, 0.34
_PEOPLE = ("person", "alien")


def seen_from(pose: Pose, angle: float) -> Pose:
    """The pose as it is seen when the camera has gone so many radians around, clockwise from above."""
    was = _heading(pose)
    now = (was + angle + math.pi) % math.tau - math.pi
    behind = abs(now) > math.radians(_BACK)
    face = math.sin(now)
    made = pose if _same_side(face, pose.face) else pose.mirrored()
    side_on = abs(pose.face) > 0.5
    part = (
        abs(math.sin(now)) / max(0.5, abs(math.sin(was)))
        if side_on
        else abs(math.cos(now)) / max(0.5, abs(math.cos(was)))
    )
    k = max(_SHORT, min(1.0, part))
    return made.but(
        face=0.35 * face if behind else face,
        back=1.0 if behind else 0.0,
        lean=made.lean * k,
        **_limb(made.la, made.lb, k, "la", "lb"),
        **_limb(made.ra, made.rb, k, "ra", "rb"),
        **_limb(made.ll, made.lk, k, "ll", "lk"),
        **_limb(made.rl, made.rk, k, "rl", "rk"),
    )


def animal_seen_from(pose: Pose, angle: float) -> tuple[Pose, float]:
    """An animal is drawn from its side: the way it looks, and by how much it is narrower."""
    was = math.copysign(math.pi / 2, pose.face if abs(pose.face) > 0.05 else 1.0)
    now = math.sin(was + angle)
    return pose.but(face=math.copysign(max(0.1, abs(pose.face)), now)), max(_NARROW, abs(now))


def turns(actor: dict) -> bool:
    """Whether somebody can be seen from another side: not who lies, rides, carries somebody, or is at something drawn from one side alone."""
    if (
        actor["furniture"]
        or actor["held"].startswith("baby:")
        or actor["body"] in ("carried", "riding", "sleeping", "swimming", "flying")
    ):
        return False
    beats = [all_deeds()[b["deed"]] for b in actor.get("beats", ())]
    return not any(d.piece or d.tool or d.mount or d.stance not in ("any", "standing") for d in beats)


def is_person(kind: str) -> bool:
    return kind in _PEOPLE


def _heading(pose: Pose) -> float:
    """Which way somebody is turned, in radians from the lens, to the right."""
    front = math.asin(max(-1.0, min(1.0, pose.face)))
    return math.pi - front if pose.back > 0.5 else front


def _same_side(face: float, before: float) -> bool:
    return abs(before) < 0.05 or abs(face) < 1e-6 or (face > 0) == (before > 0)


def _limb(upper: float, lower: float, k: float, one: str, other: str) -> dict[str, float]:
    """Both parts of a limb, seen `k` times as far to the side."""
    a, b = (math.radians(v) for v in (upper, upper + lower))
    first, second = (math.degrees(math.atan2(math.sin(v) * k, math.cos(v))) for v in (a, b))
    return {one: first, other: (second - first + 180.0) % 360.0 - 180.0}


__all__ = ["animal_seen_from", "is_person", "seen_from", "turns"]
