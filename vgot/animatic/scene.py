"""A Scene: the plain parameters that a keyframe is drawn from, as canonical JSON; and what a clip adds to it.

    {"v": 1, "place": {...}, "light", "side", "camera": {...}, "actors": [...], "props": [...], "crowd": [...],
     "seed", "not_drawn": [...], "edition" (the way of drawing), "grade" (where a style names a look), "clip": {"frames", "fps", "lines": [...]}}

`state_of(scene, t)` gives everything that is to be drawn at a moment; any frame can be redrawn from the JSON alone.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace

from vgot.animatic.acting import pose_of
from vgot.animatic.canvas import VIEW_H, VIEW_W
from vgot.animatic.holding import in_hand, loose_things, piece_done
from vgot.animatic.lexicon.catalogue import INDOORS
from vgot.animatic.light import READABLE
from vgot.animatic.looks import Look
from vgot.animatic.motions import moved, pivot_of
from vgot.animatic.people.pose import Pose
from vgot.animatic.prop_boxes import BOXES
from vgot.animatic.props.catalogue import ALOFT
from vgot.animatic.rig import REST, Rig, rig_at, sheet
from vgot.animatic.timing import travelled
from vgot.animatic.track import Lens, LensAt, in_beat, index_at, on_track, points_of
from vgot.animatic.turning import animal_seen_from, is_person, seen_from, turns

VERSION = 1
#: the way of drawing that new scenes ask for. 2: people, animals and things cast shadows away from the light, fog lies behind
#: people and at their feet, what runs on four legs bounds. 3: a camera that goes around people sees them from other sides. A scene
#: that names none is drawn as it always was.
EDITION = 3


def canonical(scene: dict) -> bytes:
    """Canonical JSON bytes of a scene: sorted keys, no spaces, numbers rounded where they were made."""
    return json.dumps(scene, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def load_scene(sidecar: bytes) -> dict | None:
    """The scene in a sidecar or in a clip's latents; None when there is none (an upload, another family's picture)."""
    if not sidecar:
        return None
    try:
        scene = json.loads(sidecar)
    except (ValueError, UnicodeDecodeError):
        return None
    if not isinstance(scene, dict) or scene.get("v") != VERSION or "camera" not in scene:
        return None
    return scene


@dataclass(frozen=True)
class Camera:
    """The middle of the view in the plane of the people, how near it is, how far the horizon is pushed down, and by how
    many degrees the picture leans. `rig`: what a camera that is set as a value adds to that framing."""

    x: float = 128.0
    y: float = 72.0
    zoom: float = 1.0
    pitch: float = 0.0
    roll: float = 0.0
    rig: Rig = REST

    def mix(self, other: Camera, t: float) -> Camera:
        # zoom is mixed as a ratio, so that a push looks even
        near = self.zoom * (other.zoom / self.zoom) ** t if self.zoom > 0 and other.zoom > 0 else other.zoom
        return Camera(
            self.x + (other.x - self.x) * t,
            self.y + (other.y - self.y) * t,
            near,
            self.pitch + (other.pitch - self.pitch) * t,
            self.roll + (other.roll - self.roll) * t,
            self.rig if self.rig == other.rig else self.rig.mix(other.rig, t),
        )


@dataclass(frozen=True)
class Place:
    """What a backdrop is drawn from; `plate` is an uploaded picture of the place (a key of the scene's pictures)."""

    kind: str = "studio"
    light: str = "noon"
    weather: str = "clear"
    season: str = "summer"
    seed: int = 0
    plate: str = ""
    era: str = ""
    afloat: bool = False  # seen from its water, with no shore before the lens


@dataclass(frozen=True)
class Standing:
    """One actor, ready to draw."""

    look: Look
    pose: Pose
    held: str = ""
    furniture: str = ""
    phase: float = 0.0
    identity: str = ""
    going: bool = False
    held_colour: int = 0
    seat: tuple[float, float] = (0.0, 0.0)  # of who rides: how far before the middle of the mount, and the mount's size
    bounds: bool = False  # it runs on four legs
    wide: float = 1.0  # by how much it is wider than drawn, to fill the box of a plan


@dataclass(frozen=True)
class Thing:
    """One prop, ready to draw: its foot on the ground at (x, y), `up` units over it. `colour` 0: its own. `stand`: what a
    small thing stands on, "table", "crate", "rock", a table's "top" that fills the foreground, "water" or "". `turn`: degrees about a point `pivot` units over the
    foot; `wide`, `high`: shares of its size."""

    name: str
    x: float
    y: float
    scale: float = 1.0
    opacity: int = 255
    up: float = 0.0
    colour: int = 0
    stand: str = "table"
    turn: float = 0.0
    pivot: float = 0.0
    wide: float = 1.0
    high: float = 1.0
    paint: int = 0
    state: str = ""
    front: bool = False  # between the lens and the people
    lit: bool = True  # whether a lamp or a flame lights what is around it in a dark picture


@dataclass(frozen=True)
class State:
    """Everything that is drawn at one moment. Weights are of 256."""

    places: tuple[tuple[Place, int], ...]
    camera: Camera
    lights: tuple[tuple[str, int, int], ...]  # light, weight of 256, side of the sun
    actors: tuple[Standing, ...] = ()
    crowd: tuple[Standing, ...] = ()
    props: tuple[Thing, ...] = ()
    weather: dict[str, float] = field(default_factory=dict)
    t: float = 0.0
    lit: bool = False  # faces can be read at night, and lamps and flames glow
    edition: int = 1  # see EDITION


def smoother(t: float) -> float:
    """Smootherstep: 0 to 1 with no jerk at either end."""
    t = 0.0 if t < 0 else 1.0 if t > 1 else t
    return t * t * t * (t * (t * 6 - 15) + 10)


def eased(t: float) -> float:
    """A camera's move: mostly even, soft at both ends."""
    t = 0.0 if t < 0 else 1.0 if t > 1 else t
    return 0.55 * t + 0.45 * t * t * (3 - 2 * t)


def duration_of(scene: dict) -> float:
    """Seconds of the shot; a keyframe alone counts as three."""
    clip = scene.get("clip")
    return clip["frames"] / clip["fps"] if clip else 3.0


def camera_at(scene: dict, t: float) -> Camera:
    """The camera at `t` seconds."""
    c = scene["camera"]
    start = Camera(c["x"], c["y"], c["zoom"], c["pitch"], c.get("roll", 0.0))
    if c.get("set"):
        return _set_camera(scene, start, t)
    end = Camera(c["x2"], c["y2"], c["zoom2"], c["pitch"], c.get("roll", 0.0))
    now = start.mix(end, eased(t / max(duration_of(scene), 1e-6)))
    if c.get("carry"):  # a reset carries a little of the shot before into the first frames
        k = _carried_share(c["carry"], t)
        if k > 0:
            now = now.mix(replace(now, x=c["carry"]["x"], y=c["carry"]["y"], zoom=c["carry"]["zoom"]), k)
    if c.get("follow") and scene["actors"]:
        lead = scene["actors"][min(c.get("lead", 0), len(scene["actors"]) - 1)]
        now = replace(now, x=now.x + c["follow"] * _travelled(lead, t, duration_of(scene)))
    return now


def _set_camera(scene: dict, start: Camera, t: float) -> Camera:
    """A camera that is set as a value: the framing of the first moment, and its move, which ends with the last frame."""
    c, clip = scene["camera"], scene.get("clip")
    frames, fps = (clip["frames"], clip["fps"]) if clip else (1, 1.0)
    gone = 0.0
    if c["set"].get("move") == "follow" and scene["actors"]:
        lead = scene["actors"][min(c.get("lead", 0), len(scene["actors"]) - 1)]
        gone = _travelled(lead, t, duration_of(scene)) * c["zoom"]
    now = replace(start, rig=rig_at(c["set"], t, t * fps / max(1, frames - 1), gone))
    k = _carried_share(c["carry"], t) if c.get("carry") else 0.0
    return now.mix(replace(now, x=c["carry"]["x"], y=c["carry"]["y"], zoom=c["carry"]["zoom"]), k) if k > 0 else now


def lens_of(scene: dict) -> LensAt:
    """What the frame of a scene shows of the world at a moment."""
    width, height = scene.get("view", (VIEW_W, VIEW_H))

    def at(t: float) -> Lens:
        c = camera_at(scene, t)
        (left, up), (right, _) = on_screen(c, 0.0, 0.0), on_screen(c, 1.0, 0.0)
        zoom = (right - left) * VIEW_W
        return Lens((0.5 - left) * VIEW_W / zoom, (0.5 - up) * VIEW_H / zoom, zoom, c.roll, width, height)

    return at


def tracked(scene: dict, t: float) -> dict:
    """The scene with everybody of a plan where they are at `t`; the scene itself where nobody is planned."""
    if not any(a.get("planned") for a in scene["actors"]):
        return scene
    lens = lens_of(scene)
    here = {**scene, "actors": [on_track(a, t, lens) if a.get("planned") else a for a in scene["actors"]]}
    here["actors"] = [
        {**a, "points": points_of(a, here, t, lens)} if was.get("planned") else a
        for a, was in zip(here["actors"], scene["actors"], strict=True)
    ]
    return here


def _carried_share(carry: dict, t: float) -> float:
    """How much of the shot before is still felt."""
    return carry["share"] * max(0.0, 1 - t / 0.8) ** 3


def _with_carried_pose(pose: Pose, carry: dict, character: str, t: float) -> Pose:
    """Limbs and face begin a little as they were in the shot before; where somebody stands is this shot's own."""
    numbers, k = carry.get("poses", {}).get(character), _carried_share(carry, t)
    if not numbers or k <= 0:
        return pose
    was = Pose(*numbers)
    if (was.lie > 0.5) != (pose.lie > 0.5):
        return pose
    return pose.mix(
        was.but(
            x=pose.x,
            y=pose.y,
            scale=pose.scale,
            face=pose.face,
            back=pose.back,
            lie=pose.lie,
            seen=1.0,
            lfront=pose.lfront,
            rfront=pose.rfront,
        ),
        k,
    )


#: seconds in which somebody passes from the keyframe's pose into another deed
_PASSING_S = 0.9


def _travelled(actor: dict, t: float, seconds: float) -> float:
    """How far an actor has come by `t` seconds, in units."""
    then = actor.get("then")
    if actor.get("beats") and then is None:
        return travelled(actor["beats"], t, seconds)
    if then is None:
        return actor["speed"] * t
    w = smoother((t - 0.1) / _PASSING_S)
    return (actor["speed"] * (1 - w) + then["speed"] * w) * t


def actor_standing(scene: dict, index: int, t: float) -> Standing:
    """One actor at `t` seconds."""
    scene = tracked(scene, t)
    a = scene["actors"][index]
    spans = [[n["from"], n["to"]] for n in scene.get("clip", {}).get("lines", []) if n["speaker"] == index]
    pose = pose_of(a, t, duration_of(scene), spans, scene)
    then = a.get("then")
    if then is not None:
        pose = pose.mix(pose_of({**a, **then}, t, duration_of(scene), spans, scene), smoother((t - 0.1) / _PASSING_S))
    if scene["camera"].get("carry"):
        pose = _with_carried_pose(pose, scene["camera"]["carry"], a["character"], t)
    pose, narrow = _turned(pose, a, scene, t)
    return Standing(
        Look.from_dict(a["look"]),
        pose,
        in_hand(a, t, duration_of(scene)) if a.get("beats") else a["held"],
        a["furniture"],
        a["phase"],
        a["character"],
        _going(a, t),
        a.get("held_colour", 0),
        tuple(a.get("saddle", (0.0, 0.0))),
        _going(a, t) and scene.get("edition", 1) > 1 and abs((a.get("then") or a)["speed"]) >= 30.0,
        a.get("wide", 1.0) * narrow,
    )


def _turned(pose: Pose, a: dict, scene: dict, t: float) -> tuple[Pose, float]:
    """The pose as it is seen from where the camera has come to, and by how much an animal is narrower there."""
    around = scene["camera"].get("set", {}).get("move") == "orbit" and scene.get("edition", 1) > 2 and turns(a)
    angle = camera_at(scene, t).rig.orbit if around else 0.0
    if not angle:
        return pose, 1.0
    return (seen_from(pose, angle), 1.0) if is_person(a["look"]["kind"]) else animal_seen_from(pose, angle)


def _going(a: dict, t: float) -> bool:
    if "going" in a:
        return a["going"][index_at(a["beats"], t)][1] > 3.0
    now = a["then"] if a.get("then") is not None and t > 0.4 else a
    return now["speed"] != 0 or now["body"] in ("walking", "running", "riding")


def place_of(scene: dict) -> Place:
    p = scene["place"]
    return Place(
        p["kind"],
        p["light"],
        p["weather"],
        p["season"],
        p["seed"],
        p.get("plate", ""),
        p.get("era", ""),
        bool(p.get("afloat")),
    )


def state_of(scene: dict, t: float) -> State:
    """What is drawn `t` seconds into the shot. A keyframe is t = 0."""
    plan, scene = scene, tracked(scene, t)
    actors = tuple(actor_standing(scene, i, t) for i in range(len(scene["actors"])))
    light: str = scene["light"]
    light = READABLE.get(light, light) if scene.get("lit") else light
    crowd = []
    for a in scene["crowd"]:
        crowd.append(Standing(Look.from_dict(a["look"]), pose_of(a, t, duration_of(scene), []), "", "", a["phase"]))
    inside = scene["place"]["kind"] in INDOORS  # the rain stays beyond the windows
    weather = {scene["place"]["weather"]: 1.0} if scene["place"]["weather"] != "clear" and not inside else {}
    return State(
        ((place_of(scene), 256),),
        camera_at(scene, t),
        ((light, 256, scene["side"]),),
        actors,
        tuple(crowd),
        (*(_thing(p, t, duration_of(scene), scene) for p in scene["props"]), *_loose(plan, actors, t)),
        weather,
        t,
        bool(scene.get("lit")),
        int(scene.get("edition", 1)),
    )


def _loose(scene: dict, actors: tuple[Standing, ...], t: float) -> list[Thing]:
    """What people have let go of or have not taken up yet."""
    found: list[Thing] = []
    kept = {s.held: True for s in actors if s.held}
    seconds = duration_of(scene)

    def pose(i: int, at: float) -> Pose:
        then = tracked(scene, at)
        return pose_of(then["actors"][i], at, seconds, [], then)

    for i, a in enumerate(tracked(scene, t)["actors"]):
        if not any(b.get("held") for b in a.get("beats", ())):
            continue
        for one in loose_things(a, t, seconds, lambda at, i=i: pose(i, at), kept):
            found.append(Thing("held:" + one.held, one.x, one.y, a["scale"], colour=one.colour, turn=one.turn))
    return found


def _thing(p: dict, t: float, seconds: float, scene: dict) -> Thing:
    """One prop at `t` seconds; what got away rises and drifts, and what the shot is about moves as its words say."""
    if "by" in p:  # a piece that somebody's deed changes
        by = scene["actors"][p["by"]]
        far = travelled(by["beats"], t, seconds) if p.get("goes") and by.get("beats") else 0.0
        done = piece_done(by, p["beat"], t, seconds)
        return Thing(p["name"], p["x"] + far, p["y"], p["scale"], turn=done, wide=p["side"])
    if "beats" in p:
        spot = in_beat(p["beats"][index_at(p["beats"], t)], t, lens_of(scene))
        return Thing(
            p["name"], spot.x, spot.y, spot.scale, colour=p.get("colour", 0), stand="", wide=spot.wide,
            paint=p.get("paint", 0), state=p.get("state", ""),
        )  # fmt: skip
    if p.get("subject"):
        return _subject(p, t, seconds)
    up = p.get("up", ALOFT.get(p["name"].rpartition(":")[2], 0.0)) + p.get("rise", 0.0) * t
    drift = 0.35 * p.get("rise", 0.0) * t
    return Thing(
        p["name"], p["x"] + drift, p["y"], p["scale"], 255, up, p.get("colour", 0), p.get("stand", "table"),
        paint=p.get("paint", 0), state=p.get("state", ""), front=p.get("front", False), lit=p.get("lit", True),
    )  # fmt: skip


#: things whose own small motion turns them already
_TURNING = ("ball",)


def _subject(p: dict, t: float, seconds: float) -> Thing:
    going = p.get("motion", {"how": "", "to": 1, "wide": 0.0, "high": 0.0})
    m = moved(going["how"], t, seconds)
    box = BOXES[p["name"]]
    about = {"foot": 0.0, "middle": -(box[1] + box[3]) / 2, "top": -float(box[1])}[pivot_of(going["how"])]
    return Thing(
        p["name"],
        p["x"] + going["to"] * m.along * going["wide"],
        p["y"],
        p["scale"],
        int(255 * m.seen),
        p.get("up", ALOFT.get(p["name"].rpartition(":")[2], 0.0)) + m.up * going["high"],
        p.get("colour", 0),
        p.get("stand", ""),
        0.0 if p["name"] in _TURNING else going["to"] * m.turn,
        about,
        -m.wide if p.get("flip") else m.wide,
        m.high,
        p.get("paint", 0),
        p.get("state", ""),
    )


def on_screen(camera: Camera, x: float, y: float) -> tuple[float, float]:
    """Where a point in the plane of the people lies in the view, in shares of its width and height."""
    across, down = (x - camera.x) * camera.zoom, (y - camera.y) * camera.zoom
    if camera.rig != REST and (seen := sheet(camera.rig, 1.0)) is not None:
        across, down = across * seen[0] + seen[1], down * seen[0] + seen[2]
    return 0.5 + across / VIEW_W, 0.5 + down / VIEW_H
