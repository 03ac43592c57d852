"""Playing: the pose of an actor whose scene says what they do beat by beat, what they hold meanwhile, and what lies about.

An actor whose beats are a plan (`directed`) is where `track` puts them: their "going" says of each beat how far they have gone in it,
in units, and how fast, and their "points" what they look at.

An actor's "beats": {"deed", "from", "until" (shares of the shot), "face" (the way they look, signed), and where there are any
"to" (the index of an actor, or the name of a prop), "with" (a prop), "speed" (units a second, signed), "dist" (units)}.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache

from vgot.animatic.animal_sizes import HEIGHTS
from vgot.animatic.deed_table import Deed, Gait, all_deeds
from vgot.animatic.people.pose import Figure, Pose, figure_of
from vgot.animatic.people.reach import leg_to
from vgot.animatic.shapes import VIEWS, Mood, Partner, Shape, eased, hips_of, shape_of, told
from vgot.animatic.timing import PASSING_S, between, key_seconds, spans_of, travelled

TAU = 2 * math.pi
#: in a plan: who is slower than the first (units a second, of their own size) does not go, who is faster than the other runs
_RESTS, _RUNS = 3.0, 48.0
#: by what share somebody is smaller a unit up the picture
_SHRINKS = 0.0267
#: the leg of a grown person, for whom speeds are told
_LEG = 34.9


@dataclass(frozen=True)
class Moment:
    """Where somebody is in their beats: which one, how many seconds of its deed are over, of how many, how many since the beat
    began, and how long each key of the deed takes."""

    index: int
    tau: float
    length: float
    since: float
    seconds: tuple[float, ...] = ()


def moment_at(actor: dict, t: float, duration: float, index: int = -1) -> Moment:
    """The beat of a moment; with `index`, that beat's own time at it."""
    beats = actor["beats"]
    spans = spans_of(beats, duration)
    if index < 0:
        index = max(i for i, (start, _) in enumerate(spans) if i == 0 or t >= start)
    deed = all_deeds()[beats[index]["deed"]]
    start, end = spans[index]
    length = end - start if index + 1 < len(beats) else max(end - start, duration - start)
    seconds, begun = key_seconds(deed.id, round(length, 3), index == 0 and not beats[0].get("fresh"))
    return Moment(index, begun + t - start, begun + length, t - start, seconds)


def stance_of(actor: dict, deed: Deed) -> str:
    """How somebody is while they do it: as the deed says, or as they are placed."""
    if deed.stance not in ("any", "standing"):
        return deed.stance
    if actor.get("afloat"):
        return "tub"
    if actor["furniture"].startswith("mount:"):
        return "astride"
    return "sitting" if actor.get("seat") or actor["furniture"] in ("rock", "floor") else "standing"


def in_beats(base: Pose, actor: dict, t: float, duration: float, scene: dict | None) -> Pose:
    """The pose of an actor with beats; `base` has the place, the breath and the face of the feeling."""
    now = moment_at(actor, t, duration)
    pose = _beat(base, actor, now, t, duration, scene)
    if now.index and now.since < PASSING_S:
        was = _beat(base, actor, moment_at(actor, t, duration, now.index - 1), t, duration, scene)
        w = max(0.0, now.since / PASSING_S)
        pose = was.mix(pose, w * w * (3 - 2 * w))
    if actor.get("tucked"):
        d = 1.0 if pose.face >= 0 else -1.0
        return pose.but(drop=0.43, lift=base.lift, ll=d * 86, rl=d * 90, lk=-d * 22, rk=-d * 26)
    return pose


@lru_cache(maxsize=256)
def _figure(age: str, sex: str, build: float, tall: float) -> Figure:
    return figure_of(age, sex, build, tall)


def figure_in(actor: dict) -> Figure:
    """The proportions of an actor."""
    look = actor["look"]
    return _figure(look["age"], look["sex"], look["build"], look["tall"])


@lru_cache(maxsize=256)
def _slim(f: Figure, share: float) -> Figure:
    return Figure(f.height, f.head, f.leg, f.trunk, f.half * (1 - share), f.arm, f.stoop)


def _beat(base: Pose, actor: dict, now: Moment, t: float, duration: float, scene: dict | None) -> Pose:
    beat = actor["beats"][now.index]
    deed = all_deeds()[beat["deed"]]
    side = 1.0 if beat["face"] >= 0 else -1.0
    turned, slim = VIEWS[deed.view]
    f = _slim(figure_in(actor), slim)
    stance = stance_of(actor, deed)
    x = actor["x"] + travelled(actor["beats"], t, duration)
    if deed.who == "animal" or "points" in actor and actor["look"]["kind"] not in ("person", "alien", "robot", "ghost"):
        return _creature(base, actor, deed, now, x, side)
    partner = _partner(beat, actor, x, side, t, duration, scene)
    mood: Mood = (base.smile, base.brow, base.raise_, base.lids, base.open_)
    a, b, w, n = between(deed, now.tau, now.length, now.seconds)
    gait, gone = _going(actor, deed, now.index)
    shape = shape_of(deed.id, a, stance, f, partner, mood)
    if b != a:
        shape = shape.mix(shape_of(deed.id, b, stance, f, partner, mood), eased(deed.keys[n - 1], w))
    turn = shape.turn if deed.view != "any" or "turn" in told(deed.id, stance)[n] else abs(beat["face"])
    if deed.rise:
        shape = replace(shape, lift=shape.lift + min(60.0, deed.rise * now.tau))
    made = _pose(base, f, shape, turn, gait, beat, t, actor, turned, gone)
    k = side * actor["scale"]
    made = made if side > 0 else made.mirrored()
    deep = deed.gait.deep * t / max(duration, 0.5) if deed.gait is not None and gone is None else 0.0
    made = _looking(made, actor, f, now.index) if "points" in actor else made
    return made.but(
        x=x + k * shape.go, y=actor["y"] - deep, slim=slim, back=max(shape.back, float(actor["back"] > 0.5)),
        scale=actor["scale"] * (1 - _SHRINKS * deep),
    )  # fmt: skip


def _going(actor: dict, deed: Deed, index: int) -> tuple[Gait | None, tuple[float, float] | None]:
    """How legs go in a beat. Of a plan: as far as they have come, whatever is done meanwhile, and they rest where nobody goes."""
    if "going" not in actor:
        return deed.gait, None
    gone, speed = actor["going"][index]
    if speed < _RESTS or deed.gait is not None and not deed.gait.rate:
        return (None if deed.gait is not None and deed.gait.rate else deed.gait), (gone, speed)
    stands = stance_of(actor, deed) == "standing"
    return deed.gait or (all_deeds()["walk" if speed < _RUNS else "run"].gait if stands else None), (gone, speed)


def _looking(pose: Pose, actor: dict, f: Figure, index: int) -> Pose:
    """Head and eyes turned to what a beat of a plan looks at; a point is (dx, dy) from the feet, in units."""
    to = actor["points"][index]
    if to is None:
        return pose
    if to == "camera":
        return pose.but(face=0.12 * pose.face, gaze_x=0.0, gaze_y=0.0)
    dx, dy = to[0], to[1] + f.eyes * actor["scale"]
    far = math.hypot(dx, dy) or 1.0
    up = max(-1.0, min(1.0, 1.6 * dy / far))
    return pose.but(
        face=max(-0.95, min(0.95, 1.25 * dx / far)), gaze_x=max(-1.0, min(1.0, 1.3 * dx / far)), gaze_y=up,
        nod=max(-5.0, min(6.0, pose.nod + 4.0 * up)),
    )  # fmt: skip


#: somebody of whom only the numbers of the key are asked
_NOBODY = Partner()
_MOOD: Mood = (0.25, 0.0, 0.0, 1.0, 0.0)


def _creature(base: Pose, actor: dict, deed: Deed, now: Moment, x: float, side: float) -> Pose:
    """An animal at a moment of its beat: how high it is, its head up or down, its mouth and eyes."""
    f, tall = _figure("adult", "m", 1.0, 1.0), HEIGHTS.get(actor["look"]["kind"], 40.0)
    a, b, w, n = between(deed, now.tau, now.length, now.seconds)
    s = shape_of(deed.id, a, "standing", f, _NOBODY, _MOOD)
    if b != a:
        s = s.mix(shape_of(deed.id, b, "standing", f, _NOBODY, _MOOD), eased(deed.keys[n - 1], w))
    k = tall / f.leg
    made = base.but(
        x=x + side * k * s.go * actor["scale"], face=side * max(0.5, abs(actor["face"])), lift=base.lift + k * s.lift, lean=0.0, pitch=-s.lean,
        crouch=0.0 if deed.stance == "lying" else 0.6 * s.drop, open_=s.mouth, lids=s.lids, head=s.tilt, turned=max(0.0, -s.turn),
        low=min(1.0, s.drop / 0.9) if deed.stance == "lying" else 0.0,
    )  # fmt: skip
    to = actor["points"][now.index] if "points" in actor else None
    return (
        made if to is None or to == "camera" else made.but(face=math.copysign(max(0.5, abs(made.face)), to[0] or side))
    )


def _pose(
    base: Pose, f: Figure, s: Shape, turn: float, gait: Gait | None, beat: dict, t: float, actor: dict, view: float,
    gone: tuple[float, float] | None = None,
) -> Pose:  # fmt: skip
    """A shape as a pose of somebody who faces right."""
    feet = (s.fx, s.fy, s.ox, s.oy)
    swing = (0.0, 0.0, 0.0, 0.0)
    lift, lean = s.lift + actor.get("lift", 0.0), s.lean
    if gait is not None and gait.rate:
        feet, swing, bob = _gait(gait, f, t, actor, abs(beat.get("speed", 0.0)), gone)
        lift += bob
    hips = hips_of(f, s.drop, s.go, *feet)
    rl, rk = leg_to(f, 1, hips, (feet[0], feet[1]), s.go)
    ll, lk = leg_to(f, -1, hips, (feet[2], feet[3]), s.go)
    breath = 0.5 * base.squash * 2
    near, far = 1.0 - 0.0 * breath, 1.0
    ra, rb = s.ra + (swing[0] if s.free > 0.5 else breath * near), s.rb + (swing[1] if s.free > 0.5 else 0.0)
    la, lb = s.la + (swing[2] if s.other_free > 0.5 else breath * far), s.lb + (swing[3] if s.other_free > 0.5 else 0.0)
    front = abs(view) < 0.3
    return base.but(
        face=turn, lift=lift, drop=1 - hips / f.leg, lean=lean, tilt=s.tilt - 0.55 * lean + base.tilt * 0.4, nod=s.nod,
        squash=base.squash + s.squash, smile=s.smile, brow=s.brow, raise_=s.raise_, lids=s.lids, open_=s.mouth, tears=s.tears,
        gaze_x=s.gaze_x, gaze_y=s.gaze_y, rl=rl, rk=rk, ll=ll, lk=lk, ra=ra, rb=rb, la=la, lb=lb, fold=0.0,
        rfront=1.0, lfront=1.0 if front else 0.0,
    )  # fmt: skip


def _gait(
    gait: Gait, f: Figure, t: float, actor: dict, speed: float, gone: tuple[float, float] | None = None
) -> tuple[tuple[float, float, float, float], tuple[float, float, float, float], float]:
    """Feet that hold the ground while the body passes over them, arms against the legs, and how high the body is."""
    size = actor["scale"] * f.leg / _LEG
    own = (speed or gait.speed) / max(0.2, size)
    stride = gait.speed * gait.stands / gait.rate if gait.speed else 0.0
    rate = gait.rate
    if gait.speed and own != gait.speed:
        rate = max(0.6 * gait.rate, min(1.5 * gait.rate, own * gait.stands / stride))
        stride = own * gait.stands / rate
    stride *= f.leg / _LEG
    c = t * rate + actor["phase"]
    if gone is not None:  # a foot that stands stays where it is: turns are counted by the way
        wide = max(0.5, min(1.7, math.sqrt(gone[1] / (gait.speed or 26.0))))
        stride = (gait.speed or 26.0) * gait.stands / gait.rate * wide * f.leg / _LEG
        c = actor["phase"] + gone[0] * gait.stands / stride
    if gait.deep:
        return _deep_feet(gait, f, c)
    fx, fy = _foot(c % 1.0, gait, stride, f.leg)
    ox, oy = _foot((c + 0.5) % 1.0, gait, stride, f.leg)
    oy *= 1.0 - gait.limp
    k = math.cos(TAU * c)
    ra, la = -gait.swing * k, gait.swing * k
    elbow = gait.elbow
    bob = gait.bob * abs(math.sin(TAU * c))
    return (fx, fy, ox, oy), (ra, elbow + 0.5 * max(0.0, ra), la, elbow + 0.5 * max(0.0, la)), bob


def _deep_feet(
    gait: Gait, f: Figure, c: float
) -> tuple[tuple[float, float, float, float], tuple[float, float, float, float], float]:
    """The feet of somebody who goes away from us, or comes: what stands is left behind, down the picture or up, and lifted on."""
    stride = 0.06 * f.leg
    feet: list[float] = []
    way = 1.0 if gait.deep > 0 else -1.0
    for side, u in ((1, c % 1.0), (-1, (c + 0.5) % 1.0)):
        along, up = _foot(u, gait, stride, f.leg)
        feet += [side * (f.half * 0.42 + 0.04 * f.leg), -along * way + up]
    k = math.cos(TAU * c)
    bob = gait.bob * abs(math.sin(TAU * c))
    return (feet[0], feet[1], feet[2], feet[3]), (gait.swing * k, 0.0, gait.swing * k, 0.0), bob


def _foot(u: float, gait: Gait, stride: float, leg: float) -> tuple[float, float]:
    if u < gait.stands:
        return stride * (0.5 - u / gait.stands), 0.0
    v = (u - gait.stands) / (1 - gait.stands)
    w = v * v * (3 - 2 * v)
    return stride * (w - 0.5), -gait.lift * leg * math.sin(math.pi * v)


# -- whom it is done to -----------------------------------------------------------------------------------------------
def _partner(beat: dict, actor: dict, x: float, side: float, t: float, duration: float, scene: dict | None) -> Partner:
    to, size = beat.get("to"), actor["scale"]
    if scene is None or to is None:
        f = figure_in(actor)
        return _person(f, 0.0, 38.0, 1.0)
    if isinstance(to, str):
        found = next((p for p in scene["props"] if p["name"] == to), None)
        if found is None:
            return _person(figure_in(actor), 0.0, 38.0, 1.0)
        up = found.get("up", 0.0) + 20.0
        dx = round((found["x"] - x) * side / size, 1)
        return Partner(dx, up, up, up, up)
    other = scene["actors"][to]
    far = other["x"] + (travelled(other["beats"], t, duration) if "beats" in other else other["speed"] * t)
    dx, k = (far - x) * side / size, other["scale"] / size
    kind = other["look"]["kind"]
    if kind in ("person", "alien"):
        return _person(figure_in(other), _lowered(other, t, duration), dx, k)
    tall = HEIGHTS.get(kind, 40.0) * k
    up = (other.get("high", 0.0) if other["body"] == "flying" else 0.0) * k
    ahead = 0.3 * tall if tall > 30 else 2.0  # the nearer end of it
    return Partner(round(dx - ahead, 1), *(round(up + s * tall, 1) for s in (0.8, 0.7, 0.55, 0.8)))


def _lowered(other: dict, t: float, duration: float) -> float:
    if "beats" not in other:
        return 0.43 if other.get("seat") or other["body"] in ("sitting", "kneeling") else 0.0
    now = moment_at(other, t, duration)
    deed = all_deeds()[other["beats"][now.index]["deed"]]
    stance = stance_of(other, deed)
    a, _, _, _ = between(deed, now.tau, now.length, now.seconds)
    says = told(deed.id, stance)[a]
    return float(says.get("drop", 0.0))  # type: ignore[arg-type]


def _person(f: Figure, drop: float, dx: float, k: float) -> Partner:
    hips = f.leg * (1 - drop)
    heights = (hips + f.trunk + f.head * 0.7, hips + f.trunk - 5, hips + 0.6 * f.trunk, hips + 0.5 * f.trunk)
    return Partner(round(dx, 1), *(round(h * k, 1) for h in heights))
