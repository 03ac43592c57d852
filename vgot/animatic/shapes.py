"""Shapes: a deed's key poses worked out for one figure, and what lies between them at a moment.

A shape is told for somebody who faces right; `playing` mirrors it. Feet are kept as points and legs bent anew at every moment,
so that what stands holds the ground; arms pass between their key angles.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from functools import lru_cache

from vgot.animatic.deed_table import Deed, Key, Target, all_deeds
from vgot.animatic.people.pose import Figure
from vgot.animatic.people.reach import arm_to, landmark, to_trunk

#: how far the face is turned in a view, and by what share the body is narrower
VIEWS: dict[str, tuple[float, float]] = {
    "profile": (0.92, 0.3),
    "three": (0.6, 0.12),
    "front": (0.1, 0.0),
    "any": (0.6, 0.12),
}
#: how legs and trunk are before a deed begins: hips lowered, where the feet are (lengths of the leg), trunk
STANCES: dict[str, dict[str, object]] = {
    "standing": {},
    "any": {},
    "sitting": {"drop": 0.43, "foot": (0.5, 0.0), "other_foot": (0.42, 0.0)},
    "kneeling": {"drop": 0.46, "foot": (0.46, 0.0), "other_foot": (-0.5, 0.0), "lean": 4.0},
    "squatting": {"drop": 0.6, "foot": (0.3, 0.0), "other_foot": (-0.12, 0.0), "lean": 18.0},
    "floor": {"drop": 0.9, "foot": (0.86, 0.0), "other_foot": (0.62, 0.0), "lean": -8.0},
    "lying": {"drop": 0.9, "foot": (0.97, -0.04), "other_foot": (0.9, -0.02), "lean": -82.0},
    "tub": {"drop": 0.43, "foot": (0.92, 0.26), "other_foot": (0.84, 0.24)},
    "astride": {"drop": 0.43, "foot": (0.44, 0.06), "other_foot": (0.5, 0.04)},
}


@dataclass(frozen=True)
class Partner:
    """Whom or what a deed is done to: how far before one it stands, and the heights of its parts over the ground."""

    dx: float = 38.0
    face: float = 68.0
    shoulder: float = 50.0
    chest: float = 42.0
    back: float = 40.0


@dataclass(frozen=True)
class Shape:
    """One key pose of a figure, all plain numbers. Feet are from the ground under the body, in units."""

    ra: float = 0.0
    rb: float = 0.0
    la: float = 0.0
    lb: float = 0.0
    go: float = 0.0
    lift: float = 0.0
    drop: float = 0.0
    lean: float = 0.0
    tilt: float = 0.0
    nod: float = 0.0
    turn: float = 0.6
    squash: float = 0.0
    smile: float = 0.25
    brow: float = 0.0
    raise_: float = 0.0
    lids: float = 1.0
    mouth: float = 0.0
    tears: float = 0.0
    gaze_x: float = 0.0
    gaze_y: float = 0.0
    fx: float = 0.0
    fy: float = 0.0
    ox: float = 0.0
    oy: float = 0.0
    back: float = 0.0
    free: float = 1.0  # 1: no key says where the hands are
    other_free: float = 1.0

    def mix(self, other: Shape, w: float) -> Shape:
        """A share `w` of the way to another shape; a foot that is moved is lifted."""
        if w <= 0.0:
            return self
        if w >= 1.0:
            return other
        a, b = self.numbers(), other.numbers()
        made = [p + (q - p) * w for p, q in zip(a, b, strict=True)]
        for x in (_FX, _OX):
            if a[x + 1] > -1.0 and b[x + 1] > -1.0:
                made[x + 1] -= min(5.0, 0.3 * abs(b[x] - a[x])) * math.sin(math.pi * w)
        return Shape(*made)

    def numbers(self) -> tuple[float, ...]:
        return tuple(self.__dict__.values())


_NAMES = [f.name for f in fields(Shape)]
_FX, _OX = _NAMES.index("fx"), _NAMES.index("ox")
#: smile, brow, raised brows, lids, mouth of the feeling
Mood = tuple[float, float, float, float, float]
_INHERITED = tuple(
    n for n in Key.model_fields if n not in ("part", "s", "ease", "touch", "takes", "lets", "rest")
)  # fmt: skip


@lru_cache(maxsize=512)
def told(name: str, stance: str) -> tuple[dict[str, object], ...]:
    """What each key of a deed says, with what it has from the keys before; first of all the stance it begins from."""
    rest: dict[str, object] = dict(STANCES[stance])
    said = [rest]
    for key in all_deeds()[name].keys:
        before = dict(rest) if key.rest else dict(said[-1])
        before.update({n: v for n in _INHERITED if (v := getattr(key, n)) is not None})
        said.append(before)
    return tuple(said)


#: the arm of a grown person, in whose lengths points at a piece are told
_ARM = 25.2
#: pieces are not made much smaller for a child than so
_LEAST = {
    "door": 0.74,
    "board": 0.74,
    "ladder": 0.8,
    "easel": 0.64,
    "stone": 0.8,
    "crate": 0.7,
    "bush": 0.8,
    "microphone": 0.56,
}


def piece_size(deed: Deed, f: Figure) -> tuple[float, float]:
    """How large a piece is for a figure, and by what share it stands nearer."""
    own = min(1.0, f.arm / _ARM)
    return max(own, _LEAST.get(deed.piece, 0.54)), max(0.5, own)


def _about(target: Target, f: Figure, side: int, deed: Deed, partner: Partner) -> tuple[float, float, bool]:
    """A target in units, and whether it is a point of the room."""
    front = deed.view == "front"
    out = side if front else 1
    if target.name == "piece":
        size, near = piece_size(deed, f)
        return deed.piece_at * near + (target.x * _ARM - deed.piece_at) * size, -target.y * _ARM * size, True
    dx, dy = target.x * f.arm * out, -target.y * f.arm
    if target.on_the_body:
        x, y = landmark(f, target.name, side, front)
        return x + dx, y + dy, False
    middle = (partner.chest + f.leg + 0.6 * f.trunk) / 2
    points = {
        "ground": (0.0, 0.0),
        "knee": (0.42 * f.leg, -0.5 * f.leg),
        "meet": (partner.dx / 2, -middle),
        "their_face": (partner.dx, -partner.face),
        "their_chest": (partner.dx, -partner.chest),
        "their_shoulder": (partner.dx, -partner.shoulder),
        "their_back": (partner.dx, -partner.back),
        "thing": (partner.dx, -partner.chest),
    }
    x, y = points[target.name]
    return x + dx, y + dy, True


def hips_of(f: Figure, drop: float, go: float, fx: float, fy: float, ox: float, oy: float) -> float:
    """How high the hips are: as told, and low enough for both feet to stand where they are; a foot in the air holds nobody."""
    high, long = f.leg * (1 - drop), (f.leg - 1.4) * 0.9985
    for side, x, y in ((1, fx, fy), (-1, ox, oy)):
        reach = x - go - side * f.half * 0.42
        high = min(high, 1.4 - 2.5 * y + math.sqrt(max(0.0, long * long - reach * reach)))
    return max(high, 3.0)


@lru_cache(maxsize=4096)
def shape_of(name: str, n: int, stance: str, f: Figure, partner: Partner, mood: Mood) -> Shape:
    """Key `n` of a deed (0: the stance it begins from) for a figure."""
    deed, says = all_deeds()[name], told(name, stance)[n]
    front = deed.view == "front"
    get = says.get
    go, lean, drop = float(get("go", 0.0)) * f.leg, float(get("lean", 0.0)), float(get("drop", 0.0))  # type: ignore[arg-type]
    stand = f.half * 0.42 + 0.04 * f.leg
    fx, fy = _foot(get("foot"), f, stand)
    ox, oy = _foot(get("other_foot"), f, -stand)
    hips = hips_of(f, drop, go, fx, fy, ox, oy) + float(get("lift", 0.0)) * f.leg  # type: ignore[arg-type]
    arms: list[float] = []
    for side, arm in ((1, "hand"), (-1, "other")):
        target = get(arm) or Target("side")
        assert isinstance(target, Target)
        x, y, room = _about(target, f, side, deed, partner)
        if room:
            x, y = to_trunk((x, y), hips, lean + f.stoop, go)
        arms += arm_to(f, side, (x, y), front)
    gaze = get("gaze", (0.0, 0.0))
    assert isinstance(gaze, tuple)
    face = dict(zip(("smile", "brow", "raise_", "lids", "mouth"), mood, strict=True))
    face |= {part: float(get(part)) for part in face if get(part) is not None}  # type: ignore[arg-type]
    return Shape(
        *arms, go=go, lift=float(get("lift", 0.0)) * f.leg, drop=drop, lean=lean,  # type: ignore[arg-type]
        tilt=float(get("tilt", 0.0)), nod=float(get("nod", 0.0)),  # type: ignore[arg-type]
        turn=float(get("turn", VIEWS[deed.view][0])), squash=float(get("squash", 0.0)),  # type: ignore[arg-type]
        tears=float(get("tears", 0.0)), gaze_x=gaze[0], gaze_y=gaze[1], fx=fx, fy=fy, ox=ox, oy=oy,  # type: ignore[arg-type]
        back=1.0 if get("back") else 0.0, free=0.0 if "hand" in says else 1.0, other_free=0.0 if "other" in says else 1.0, **face,
    )  # fmt: skip


def _foot(told_as: object, f: Figure, standing: float) -> tuple[float, float]:
    if told_as is None:
        return standing, 0.0
    assert isinstance(told_as, tuple)
    return told_as[0] * f.leg, -told_as[1] * f.leg


def aimed(name: str, n: int, stance: str, f: Figure, partner: Partner) -> tuple[float, float]:
    """Where the target of the near hand lies at a key, from the hips as the trunk sees it; for whoever measures."""
    s = shape_of(name, n, stance, f, partner, (0.25, 0.0, 0.0, 1.0, 0.0))
    target = told(name, stance)[n].get("hand") or Target("side")
    assert isinstance(target, Target)
    x, y, room = _about(target, f, 1, all_deeds()[name], partner)
    hips = hips_of(f, s.drop, s.go, s.fx, s.fy, s.ox, s.oy) + s.lift
    return to_trunk((x, y), hips, s.lean + f.stoop, s.go) if room else (x, y)


_EASES = {
    "soft": lambda w: w * w * (3 - 2 * w),
    "even": lambda w: w,
    "fast": lambda w: w * w,
    "slow": lambda w: 1 - (1 - w) * (1 - w),
}


def eased(key: Key, w: float) -> float:
    """How far a key is reached when a share `w` of its time is over."""
    return _EASES[key.ease](max(0.0, min(1.0, w)))
