"""Holding: what somebody has in the hand at a moment of their beats, and where the thing lies or flies when it is in none."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from vgot.animatic.deed_table import all_deeds
from vgot.animatic.people.figure import slimmer
from vgot.animatic.people.hands import hand
from vgot.animatic.people.pose import Pose
from vgot.animatic.playing import figure_in
from vgot.animatic.timing import key_seconds, spans_of

PoseAt = Callable[[float], Pose]
_FALL_S = 0.45
_FLY_S = 0.75
_TABLE = 33.0


@dataclass(frozen=True)
class Loose:
    """A thing in nobody's hand: its middle at (x, y), how far it is turned, and the side it shows."""

    held: str
    x: float
    y: float
    turn: float = 0.0
    colour: int = 0


def _when(actor: dict, index: int, what: str, duration: float) -> float | None:
    """When a beat takes a thing, lets it go or touches what it is done at, in seconds of the shot."""
    beats = actor["beats"]
    deed = all_deeds()[beats[index]["deed"]]
    start, end = spans_of(beats, duration)[index]
    length = end - start if index + 1 < len(beats) else max(end - start, duration - start)
    seconds, begun = key_seconds(deed.id, round(length, 3), index == 0 and not beats[0].get("fresh"))
    at = 0.0
    for key, long in zip(deed.keys, seconds, strict=True):
        at += long
        if getattr(key, what):
            return start + at - begun
    return None


def in_hand(actor: dict, t: float, duration: float) -> str:
    """What the actor holds."""
    held = actor["held"]
    for i, beat in enumerate(actor["beats"]):
        start = spans_of(actor["beats"], duration)[i][0]
        if i and t < start:
            break
        deed = all_deeds()[beat["deed"]]
        if deed.tool and t < spans_of(actor["beats"], duration)[i][1] + (0.0 if i + 1 < len(actor["beats"]) else 1e9):
            held = deed.tool
            continue
        if held and held == all_deeds()[actor["beats"][i - 1]["deed"]].tool and i:
            held = actor["held"]
        thing = beat.get("held", "")
        if not thing:
            continue
        take, let = (_when(actor, i, what, duration) for what in ("takes", "lets"))
        held = thing if deed.lies != "foot" else ""
        if deed.lies and take is not None and t < take:
            held = ""
        if deed.goes and let is not None and t >= let and (deed.goes != "theirs" or "to" in beat):
            held = ""
    return held


def loose_things(actor: dict, t: float, duration: float, pose_at: PoseAt, kept: dict[str, bool]) -> list[Loose]:
    """What of the actor's things is in no hand at `t`. `pose_at(t)`: the actor's pose; `kept`: things that another has."""
    out: list[Loose] = []
    told: set[str] = set()
    for i in reversed(range(len(actor["beats"]))):  # where a thing goes last is where it is
        beat = actor["beats"][i]
        thing, deed = beat.get("held", ""), all_deeds()[beat["deed"]]
        if not thing or thing in told or kept.get(thing):
            continue
        take, let = (_when(actor, i, what, duration) for what in ("takes", "lets"))
        if deed.lies == "foot" and let is not None:
            told.add(thing)
            one = _kicked(actor, thing, t, let, pose_at)
        elif deed.goes and let is not None and t >= let:
            told.add(thing)
            one = _gone(actor, thing, deed.goes, t, let, pose_at)
        elif deed.lies and take is not None and t < take and not _had_before(actor, i, thing):
            told.add(thing)
            one = _waiting(actor, thing, deed.lies, t, take, pose_at)
        else:
            if t >= spans_of(actor["beats"], duration)[i][0]:
                told.add(thing)
            continue
        if one is not None:
            out.append(Loose(one.held, one.x, one.y, one.turn, beat.get("colour", 0)))
    return out


def _had_before(actor: dict, index: int, thing: str) -> bool:
    return any(b.get("held") == thing for b in actor["beats"][:index])


def hand_at(actor: dict, pose: Pose) -> tuple[float, float]:
    """Where the near hand is in the world."""
    f = slimmer(figure_in(actor), pose)
    x, y = hand(pose, f, -f.trunk - pose.squash, "r" if pose.face >= 0 else "l")
    a = math.radians(pose.lean + f.stoop * (1 if pose.face >= 0 else -1))
    hips = f.leg * (1 - pose.drop) + pose.lift
    return (
        pose.x + (x * math.cos(a) - y * math.sin(a)) * pose.scale,
        pose.y + (x * math.sin(a) + y * math.cos(a) - hips) * pose.scale,
    )


def _gone(actor: dict, thing: str, where: str, t: float, let: float, pose_at: PoseAt) -> Loose | None:
    side = 1.0 if pose_at(let).face >= 0 else -1.0
    x, y = hand_at(actor, pose_at(let))
    w = t - let
    if where == "theirs":
        return None
    if where == "table":
        return Loose(thing, x, actor["y"] - _TABLE * actor["scale"])
    if where in ("ground", "beside"):
        return Loose(thing, x, min(actor["y"], y + 220 * w * w))
    if where == "fall":
        done = min(1.0, w / _FALL_S)
        return Loose(thing, x + side * 7 * done, y + (actor["y"] - y) * done * done, side * 70 * done)
    return Loose(thing, x + side * 105 * w, min(actor["y"], y - 62 * w + 70 * w * w), side * 260 * w)


def _kicked(actor: dict, thing: str, t: float, let: float, pose_at: PoseAt) -> Loose:
    """On the ground before the foot, then off."""
    pose = pose_at(let)
    side, size = (1.0 if pose.face >= 0 else -1.0), actor["scale"] * figure_in(actor).leg
    w = max(0.0, t - let)
    x, y = pose.x + side * (0.98 * size + 120 * w), actor["y"] - max(0.0, 74 * w - 60 * w * w)
    return Loose(thing, x, min(actor["y"], y), side * 300 * w)


def _waiting(actor: dict, thing: str, where: str, t: float, take: float, pose_at: PoseAt) -> Loose | None:
    x, y = hand_at(actor, pose_at(take))
    if where == "theirs":
        return None
    if where == "table":
        return Loose(thing, x, actor["y"] - _TABLE * actor["scale"])
    if where == "air":
        w = max(0.0, 1.0 - (take - t) / _FLY_S)
        side = 1.0 if pose_at(take).face >= 0 else -1.0
        if w <= 0.0:
            return None
        return Loose(thing, x + side * 110 * (1 - w), y - 46 * math.sin(math.pi * (0.15 + 0.85 * w)), side * 300 * w)
    return Loose(thing, x, actor["y"])


def piece_done(actor: dict, index: int, t: float, duration: float) -> float:
    """How far a deed has changed what it is done at: from its touch on."""
    at = _when(actor, index, "touch", duration) if actor.get("beats") else None
    if at is None or t <= at:
        return 0.0
    w = min(1.0, (t - at) / 0.55)
    return w * w * (3 - 2 * w)
