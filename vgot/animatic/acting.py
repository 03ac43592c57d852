"""Acting: what a drawn person does at a moment of a shot. Actions are mixed from plain cycles; time is in seconds."""

from __future__ import annotations

import math

from vgot.animatic.faces import blinks, feeling, gasp, speech
from vgot.animatic.people.pose import Pose
from vgot.animatic.playing import in_beats

TAU = 2 * math.pi

#: what is held by its string, away from the face
STRINGS = ("balloon", "balloons", "kite")
#: what the body does (one at a time, the first that is named wins) and what may come on top of it
BODIES = (
    "sleeping",
    "hugging",
    "kneeling",
    "dancing",
    "running",
    "swimming",
    "flying",
    "fighting",
    "cooking",
    "working",
    "music",
    "reading",
    "playing",
    "riding",
    "walking",
    "sitting",
    "holding_hands",
    "giving",
    "holding",
    "pointing",
    "standing",
)
OVERLAYS = ("talking", "waving", "crying", "laughing", "looking")


def pose_of(actor: dict, t: float, duration: float, spans: list[list[float]], scene: dict | None = None) -> Pose:
    """The pose of one actor at `t` seconds of a shot of `duration` seconds.

    actor: x, y, scale, face, back, body, overlays, emotion, phase, speed (units a second, signed), depart; or "beats", see
    `playing`. spans: when the actor speaks, pairs of seconds. scene: where the others are that a deed is done to.
    """
    ph, face = actor["phase"], actor["face"]
    smile, brow, raised, lids, blush = feeling(actor["emotion"])
    breath = math.sin((t / 3.4 + ph) * TAU)
    sway = math.sin((t / 4.7 + ph * 1.7) * TAU)
    pose = Pose(
        x=actor["x"],
        y=actor["y"],
        scale=actor["scale"],
        face=face,
        back=actor["back"],
        smile=smile,
        brow=brow,
        raise_=raised,
        lids=lids,
        blush=blush,
        squash=0.5 * breath,
        open_=gasp(actor["emotion"]),
        tilt=1.6 * sway + 2.0 * face * (brow > 0.5),
        lean=0.5 * sway,
        la=-13 - breath,
        lb=9 + breath,
        ra=13 + breath,
        rb=-9 - breath,
    )
    if actor.get("beats"):
        return _alive(in_beats(pose, actor, t, duration, scene), actor, t, spans)
    pose = _BODY.get(actor["body"], _standing)(pose, actor, t, duration, ph)
    if "perched" in actor:  # on somebody's shoulder, who moves as this body does
        up = actor["legs"] * (1 - pose.drop) + actor["perched"] + pose.lift
        lean = math.radians(pose.lean)
        pose = pose.but(x=pose.x + math.sin(lean) * actor["perched"], lift=up, drop=0.0, lean=0.0)
    if (
        actor.get("held")
        and actor["back"] <= 0.5
        and (
            actor["body"] in ("standing", "walking", "sitting")
            or actor["held"] in STRINGS
            and actor["body"] == "holding"
        )
    ):
        pose = _with_a_thing(pose, actor["held"], ph, t)
    for one in actor["overlays"]:
        pose = _OVER[one](pose, actor, t, ph)
    talk = speech(t, spans, ph)
    if talk > 0:
        pose = pose.but(
            open_=max(pose.open_, talk),
            nod=pose.nod + 0.7 * math.sin(t * 5.1 + ph * 9),
            tilt=pose.tilt + 1.5 * math.sin(t * 2.3 + ph * 5),
        )
        if actor["body"] == "standing" and pose.rfront < 0.5:
            d = 1 if face >= 0 else -1
            swing = 12 * math.sin(t * 3.1 + ph * 6)
            pose = pose.but(
                **(
                    {"ra": 20 + swing * 0.5, "rb": 62 + swing}
                    if d > 0
                    else {"la": -20 - swing * 0.5, "lb": -62 - swing}
                )
            )
    if pose.lids > 0.3 and blinks(t, ph):
        pose = pose.but(lids=0.05)
    return pose


def _alive(pose: Pose, actor: dict, t: float, spans: list[list[float]]) -> Pose:
    """What a face does whatever is done: it speaks its lines and blinks."""
    ph = actor["phase"]
    talk = speech(t, spans, ph)
    if talk > 0:
        pose = pose.but(open_=max(pose.open_, talk), nod=pose.nod + 0.7 * math.sin(t * 5.1 + ph * 9))
    if pose.lids > 0.3 and blinks(t, ph):
        pose = pose.but(lids=0.05)
    return pose


# -- bodies -----------------------------------------------------------------------------------------------------------
def _standing(p: Pose, a: dict, t: float, duration: float, ph: float) -> Pose:
    return p


def _gait(p: Pose, a: dict, t: float, duration: float, ph: float, rate: float, reach: float, run: bool) -> Pose:
    """Legs and arms that swing against each other, in the direction of travel; towards or away from the viewer the
    feet are lifted instead."""
    c = (t * rate + ph) * TAU
    s, k = math.sin(c), math.cos(c)
    x = a["x"] + a["speed"] * t
    bob = (2.4 if run else 1.1) * abs(k)
    if abs(p.face) < 0.3:
        deep = a.get("depart", 0.0) * (t / max(duration, 0.5))
        return p.but(
            x=x,
            y=p.y - 9 * deep,
            scale=p.scale * (1 - 0.24 * deep),
            lift=bob * 0.6,
            ll=-2,
            rl=2,
            lk=0,
            rk=0,
            la=-12 + 7 * s,
            ra=12 + 7 * s,
            lean=1.2 * s,
            fold=0.0,
            tilt=p.tilt - 1.0 * s,
            drop=0.0,
        ).but(ll=-3 - 3 * max(0, s), rl=3 + 3 * max(0, -s), lk=2 + 10 * max(0, s), rk=-2 - 10 * max(0, -s))
    d = 1.0 if p.face > 0 else -1.0
    ll, rl = d * reach * s, -d * reach * s
    lk = -d * (8 + (reach * 1.5 if run else reach * 0.9) * max(0.0, k))
    rk = -d * (8 + (reach * 1.5 if run else reach * 0.9) * max(0.0, -k))
    arm = reach * (1.15 if run else 0.85)
    elbow = d * (78 if run else 14)
    return p.but(
        x=x,
        lift=bob,
        lean=d * (8 if run else 2.5),
        ll=ll,
        rl=rl,
        lk=lk,
        rk=rk,
        la=-d * arm * s,
        ra=d * arm * s,
        lb=elbow,
        rb=elbow,
        lfront=0.0 if d > 0 else 1.0,
        rfront=1.0 if d > 0 else 0.0,
        nod=p.nod,
    )


def _walking(p: Pose, a: dict, t: float, duration: float, ph: float) -> Pose:
    return _gait(p, a, t, duration, ph, 0.95, 24, False)


def _running(p: Pose, a: dict, t: float, duration: float, ph: float) -> Pose:
    return _gait(p, a, t, duration, ph, 1.7, 40, True)


def _with_a_thing(p: Pose, held: str, ph: float, t: float) -> Pose:
    """The arm that holds something is bent; a string is held high."""
    if held in ("suitcase", "guitar", "cage", "bucket", "basket", "umbrella", "tool") or held.startswith(
        ("baby:", "caged:")
    ):
        return p
    d, w = (1.0 if p.face >= 0 else -1.0), 2.0 * math.sin((t / 2.9 + ph) * TAU)
    upper, fore = (56.0, 62.0) if held in STRINGS or held in ("flag", "wand") else (18.0, 66.0)
    if held in STRINGS:
        p = p.but(la=-13.0, lb=9.0, ra=13.0, rb=-9.0, lfront=0.0, rfront=0.0)
    return p.but(ra=upper + w, rb=fore, rfront=1.0) if d > 0 else p.but(la=-upper - w, lb=-fore, lfront=1.0)


def _riding(p: Pose, a: dict, t: float, duration: float, ph: float) -> Pose:
    """Astride, at the height of the saddle; on a bicycle the feet go round."""
    d = 1.0 if p.face >= 0 else -1.0
    c = (t * 1.05 + ph) * TAU
    if a.get("afloat"):  # on a thwart, the legs along the boat, the arms at the oars
        pull = 16.0 * math.sin(c * 0.5) if a.get("furniture") != "mount:=car" else 0.0
        return p.but(
            x=a["x"] + a["speed"] * t,
            drop=0.43,
            lift=a.get("lift", 0.0) + 0.8 * math.sin(c * 0.4),
            ll=d * 86,
            rl=d * 90,
            lk=-d * 22,
            rk=-d * 26,
            la=d * (44 + pull),
            lb=d * 18,
            ra=d * (40 + pull),
            rb=d * 22,
            lean=d * 0.4 * pull,
            lfront=0.0 if d > 0 else 1.0,
            rfront=1.0 if d > 0 else 0.0,
        )
    pedals = 14.0 if a.get("pedals") else 0.0
    bob = 0.0 if a.get("pedals") or not a["speed"] else 1.3 * abs(math.sin(c))
    return p.but(
        x=a["x"] + a["speed"] * t,
        drop=0.43,
        lift=a.get("lift", 0.0) + bob,
        ll=d * (58 + pedals * math.sin(c)),
        rl=d * (64 - pedals * math.sin(c)),
        lk=-d * (58 + pedals * math.cos(c)),
        rk=-d * (60 - pedals * math.cos(c)),
        la=d * 44,
        lb=d * 26,
        ra=d * 48,
        rb=d * 22,
        lean=d * (4 + pedals * 0.4),
        lfront=0.0 if d > 0 else 1.0,
        rfront=1.0 if d > 0 else 0.0,
    )


def _seated(p: Pose) -> Pose:
    d = 1.0 if p.face >= 0 else -1.0
    if abs(p.face) < 0.3:
        return p.but(
            drop=0.44, ll=-9, rl=9, lk=9, rk=-9, fold=0.86, la=-14, lb=24, ra=14, rb=-24, lfront=1.0, rfront=1.0
        )
    return p.but(
        drop=0.43,
        ll=d * 76,
        rl=d * 82,
        lk=-d * 76,
        rk=-d * 80,
        la=d * 22 - 4,
        lb=d * 40,
        ra=d * 22 + 4,
        rb=d * 40,
        lfront=0.0 if d > 0 else 1.0,
        rfront=1.0 if d > 0 else 0.0,
    )


def _sitting(p: Pose, a: dict, t: float, duration: float, ph: float) -> Pose:
    return _seated(p)


def _hands_before(p: Pose, spread: float, height: float) -> Pose:
    """Both hands before the body; `height` 0 at the hips .. 1 at the chest."""
    d = p.face * 16
    return p.but(
        la=-16 + spread * 0.4 + d,
        lb=58 + 46 * height - spread + d * 0.3,
        ra=16 - spread * 0.4 + d,
        rb=-58 - 46 * height + spread + d * 0.3,
        lfront=1.0,
        rfront=1.0,
    )


def _working(p: Pose, a: dict, t: float, duration: float, ph: float) -> Pose:
    w = math.sin((t * 1.9 + ph) * TAU)
    v = math.sin((t * 1.9 + ph + 0.5) * TAU)
    p = _hands_before(p, 6, 0.25)
    return p.but(lb=p.lb + 9 * w, rb=p.rb + 9 * v, nod=p.nod + 2.6, gaze_y=0.9, lean=p.lean + 2 * p.face)


def _cooking(p: Pose, a: dict, t: float, duration: float, ph: float) -> Pose:
    c = (t * 0.9 + ph) * TAU
    p = _hands_before(p, 4, 0.3)
    return p.but(ra=p.ra + 9 * math.cos(c), rb=p.rb + 10 * math.sin(c), nod=p.nod + 2.4, gaze_y=0.9)


def _reading(p: Pose, a: dict, t: float, duration: float, ph: float) -> Pose:
    look = math.sin((t * 0.42 + ph) * TAU)
    p = _hands_before(_seated(p) if a.get("seat") else p, 8, 0.5)
    return p.but(nod=p.nod + 3.0, gaze_y=1.0, gaze_x=0.6 * look, lids=min(p.lids, 0.8), open_=0.0)


def _sleeping(p: Pose, a: dict, t: float, duration: float, ph: float) -> Pose:
    return p.but(
        lie=0.7 if a.get("furniture") == "ground" else 1.0,
        lids=0.0,
        smile=max(0.05, min(0.3, p.smile)),
        open_=0.0,
        squash=1.2 * math.sin((t / 4.2 + ph) * TAU),
        raise_=0.0,
        brow=0.15,
    )


def _hugging(p: Pose, a: dict, t: float, duration: float, ph: float) -> Pose:
    d = 1.0 if p.face >= 0 else -1.0
    squeeze = 2 * math.sin((t / 2.8) * TAU)
    reach = {"ra": 62 + squeeze, "rb": 22.0} if d > 0 else {"la": -62 - squeeze, "lb": -22.0}
    other = {"la": 50.0, "lb": 30.0} if d > 0 else {"ra": -50.0, "rb": -30.0}
    return p.but(
        **reach,
        **other,
        lfront=1.0 if d < 0 else 0.0,
        rfront=1.0 if d > 0 else 0.0,
        lean=d * 5 + 0.8 * math.sin((t / 3.1) * TAU),
        tilt=d * 7,
        lids=0.1 if p.smile > -0.2 else 0.5,
    )


def _holding_hands(p: Pose, a: dict, t: float, duration: float, ph: float) -> Pose:
    d = 1.0 if p.face >= 0 else -1.0
    swing = 3 * math.sin((t / 2.4) * TAU)
    if d > 0:
        return p.but(ra=38 + swing, rb=14, rfront=1.0)
    return p.but(la=-38 - swing, lb=-14, lfront=1.0)


def _kneeling(p: Pose, a: dict, t: float, duration: float, ph: float) -> Pose:
    d = 1.0 if p.face >= 0 else -1.0
    return p.but(
        drop=0.44,
        ll=d * 78 if d > 0 else d * 8,
        lk=-d * 80 if d > 0 else -d * 82,
        rl=d * 8 if d > 0 else d * 78,
        rk=-d * 82 if d > 0 else -d * 80,
        la=d * 24,
        lb=d * 34,
        ra=d * 24,
        rb=d * 34,
        lfront=0.0 if d > 0 else 1.0,
        rfront=1.0 if d > 0 else 0.0,
        nod=p.nod + 2.4,
        lean=d * 6,
    )


def _dancing(p: Pose, a: dict, t: float, duration: float, ph: float) -> Pose:
    c = (t * 0.85 + ph) * TAU
    s, k = math.sin(c), math.sin(2 * c)
    return p.but(
        x=p.x + 4 * s,
        lift=2.2 * abs(math.sin(c)),
        lean=7 * s,
        tilt=-6 * s,
        la=-70 - 32 * s,
        lb=-38 + 24 * k,
        ra=70 - 32 * s,
        rb=38 + 24 * k,
        ll=-9 + 9 * s,
        rl=9 + 9 * s,
        lk=10 * max(0, s),
        rk=-10 * max(0, -s),
        face=p.face * 0.6 + 0.4 * s,
        smile=max(p.smile, 0.75),
    )


def _music(p: Pose, a: dict, t: float, duration: float, ph: float) -> Pose:
    p = _seated(p) if a.get("seat") else p
    w = math.sin((t * 2.2 + ph) * TAU)
    if a.get("at") == "piano":
        d, v = (1.0 if p.face >= 0 else -1.0), math.sin((t * 2.2 + ph + 0.5) * TAU)
        return p.but(
            la=d * (34 + 3 * w),
            lb=d * (52 + 9 * w),
            ra=d * (34 + 3 * v),
            rb=d * (52 + 9 * v),
            lfront=1.0,
            rfront=1.0,
            lean=d * 4,
            tilt=p.tilt + 3 * math.sin((t * 0.55 + ph) * TAU),
            nod=1.6,
        )
    return p.but(
        la=26 + 4 * w,
        lb=50 + 16 * w,
        ra=46,
        rb=52 + 3 * math.sin(t * 3),
        lfront=1.0,
        rfront=1.0,
        tilt=p.tilt + 3 * math.sin((t * 0.55 + ph) * TAU),
        nod=1.2,
    )


def _playing(p: Pose, a: dict, t: float, duration: float, ph: float) -> Pose:
    c = (t * 1.05 + ph) * TAU
    hop = max(0.0, math.sin(c))
    return p.but(
        lift=6.5 * hop,
        la=-62 - 40 * hop,
        lb=-20,
        ra=62 + 40 * hop,
        rb=20,
        ll=-5 - 9 * hop,
        rl=5 + 9 * hop,
        lk=14 * hop,
        rk=-14 * hop,
        smile=max(p.smile, 0.6),
        open_=0.3 * hop,
        lean=3 * math.sin(c * 0.5),
    )


def _fighting(p: Pose, a: dict, t: float, duration: float, ph: float) -> Pose:
    d = 1.0 if p.face >= 0 else -1.0
    j = math.sin((t * 1.4 + ph) * TAU)
    jab = max(0.0, j)
    return p.but(
        x=p.x + d * 3 * jab,
        lean=d * (6 + 6 * jab),
        drop=0.08,
        ll=-16,
        rl=16,
        lk=8,
        rk=-8,
        brow=-0.9 if p.smile < 0.5 else p.brow,
        smile=-0.4 if p.smile < 0.5 else p.smile,
        ra=d * (46 + 36 * jab),
        rb=d * (70 - 60 * jab),
        la=d * 34,
        lb=d * 96,
        lfront=1.0,
        rfront=1.0,
    )


def _flying(p: Pose, a: dict, t: float, duration: float, ph: float) -> Pose:
    d = 1.0 if p.face >= 0 else -1.0
    w = math.sin((t * 0.5 + ph) * TAU)
    if "high" in a:  # what has wings
        return p.but(x=a["x"] + a["speed"] * t, lift=a["high"] + 4 * w + a.get("climb", 0.0) * t)
    return p.but(
        x=a["x"] + a["speed"] * t,
        lift=26 + 5 * w,
        lean=d * (24 + 4 * w),
        la=d * 128,
        lb=d * 10,
        ra=d * 120,
        rb=d * 10,
        ll=-d * 26,
        rl=-d * 34,
        lk=-d * 10,
        rk=-d * 16,
        rfront=1.0,
    )


def _swimming(p: Pose, a: dict, t: float, duration: float, ph: float) -> Pose:
    d = 1.0 if p.face >= 0 else -1.0
    c = (t * 0.7 + ph) * TAU
    return p.but(
        x=a["x"] + a["speed"] * t,
        lift=18 + 3 * math.sin(c),
        lean=d * 48,
        la=d * (100 + 55 * math.sin(c)),
        lb=d * 14,
        ra=d * (100 - 55 * math.sin(c)),
        rb=d * 14,
        ll=-d * (44 + 14 * math.sin(2 * c)),
        rl=-d * (44 - 14 * math.sin(2 * c)),
        lk=-d * 12,
        rk=-d * 12,
        rfront=1.0,
    )


def _giving(p: Pose, a: dict, t: float, duration: float, ph: float) -> Pose:
    d = 1.0 if p.face >= 0 else -1.0
    w = 3 * math.sin((t / 2.6 + ph) * TAU)
    return p.but(ra=52 + w, rb=26, rfront=1.0) if d > 0 else p.but(la=-52 - w, lb=-26, lfront=1.0)


def _holding(p: Pose, a: dict, t: float, duration: float, ph: float) -> Pose:
    return _hands_before(p, 6, 0.5)


def _pointing(p: Pose, a: dict, t: float, duration: float, ph: float) -> Pose:
    w = 3 * math.sin((t / 2.2 + ph) * TAU)
    return p.but(ra=98 + w, rb=2, rfront=1.0) if p.face >= 0 else p.but(la=-98 - w, lb=-2, lfront=1.0)


_BODY = {
    "standing": _standing,
    "walking": _walking,
    "running": _running,
    "sitting": _sitting,
    "working": _working,
    "cooking": _cooking,
    "reading": _reading,
    "sleeping": _sleeping,
    "hugging": _hugging,
    "holding_hands": _holding_hands,
    "kneeling": _kneeling,
    "dancing": _dancing,
    "music": _music,
    "playing": _playing,
    "fighting": _fighting,
    "flying": _flying,
    "swimming": _swimming,
    "giving": _giving,
    "holding": _holding,
    "pointing": _pointing,
    "riding": _riding,
}


# -- what comes on top ------------------------------------------------------------------------------------------------
def _talking(p: Pose, a: dict, t: float, ph: float) -> Pose:
    if a.get("scripted"):  # lines say when
        return p
    k = (
        min(1.0, t * 3.0) if math.sin((t / 3.6 + ph) * TAU) > -0.25 else 0.0
    )  # a keyframe is the same with lines and without
    return p.but(open_=max(p.open_, k * speech(t, [[0.0, 1e9]], ph)), nod=p.nod + k * 0.6 * math.sin(t * 4.7 + ph * 8))


def _waving(p: Pose, a: dict, t: float, ph: float) -> Pose:
    w = math.sin((t * 1.5 + ph) * TAU)
    if p.face >= -0.2:
        return p.but(ra=128, rb=36 + 22 * w, rfront=1.0, smile=max(p.smile, 0.3))
    return p.but(la=-128, lb=-36 - 22 * w, lfront=1.0, smile=max(p.smile, 0.3))


def _crying(p: Pose, a: dict, t: float, ph: float) -> Pose:
    return p.but(
        tears=0.15 + ((t * 0.6 + ph) % 1.0) * 0.85,
        smile=min(p.smile, -0.5),
        brow=0.95,
        lids=min(p.lids, 0.6),
        nod=p.nod + 1.5,
        squash=p.squash + 0.6 * math.sin(t * 9),
    )


def _laughing(p: Pose, a: dict, t: float, ph: float) -> Pose:
    h = abs(math.sin(t * 7.5 + ph))
    return p.but(
        smile=1.0, open_=0.35 + 0.35 * h, lids=0.1, squash=p.squash + 0.9 * h, tilt=p.tilt - 3, raise_=0.6, blush=0.85
    )


def _looking(p: Pose, a: dict, t: float, ph: float) -> Pose:
    return p.but(gaze_x=p.gaze_x + 0.7 * (1 if p.face >= 0 else -1), raise_=p.raise_ + 0.2)


_OVER = {"talking": _talking, "waving": _waving, "crying": _crying, "laughing": _laughing, "looking": _looking}
