"""The camera of a shot: how near it is, from where it looks, where the people are in the picture, and where it goes."""

from __future__ import annotations

from dataclasses import replace

from vgot.animatic.acting import pose_of
from vgot.animatic.animal_sizes import HEIGHTS
from vgot.animatic.canvas import FEET, VIEW_H, VIEW_W
from vgot.animatic.lexicon.places import INDOORS
from vgot.animatic.looks import Look
from vgot.animatic.people.figure import crown, figure, head_at
from vgot.animatic.turning import turns
from vgot.story.camera import CameraMove

Head = tuple[float, float, float]
#: shot size -> height of the view in heads of radius 14.6
_VIEWS = {"extreme_wide": 196.0, "wide": 136.0, "medium": 86.0, "close": 54.0, "extreme_close": 35.0}
_EMPTY_VIEWS = {"medium": 110.0, "close": 84.0, "extreme_close": 64.0}
#: where the eyes of the people are in a near picture, in heights of the view
_EYES = {"medium": 0.36, "close": 0.44, "extreme_close": 0.49}
#: how far from the middle one person stands who looks to a side, in widths of the view: the third before them is free
_THIRDS = {"medium": 0.165, "close": 0.11, "extreme_close": 0.05}
_WIDE = ("wide", "extreme_wide")
#: angles that look past somebody's back
OVER = ("over_shoulder", "reverse")
#: angle -> how far the far sheets of a place are pushed down, under the open sky and in a room
_PITCH = {"low": (26.0, 40.0), "high": (-19.0, -46.0)}
#: how much a leaning picture leans, in degrees
_LEAN = 7.0


def _r(value: float) -> float:
    return round(float(value), 3)


def frame(reading, actors: list[dict], draws: list[float], kind: str) -> dict:
    """The camera: where it looks, how near, and where it goes."""
    size, angle = reading.size, reading.angle
    seen = [a for a in actors if a["body"] != "carried"]
    looks = [Look.from_dict(a["look"]) for a in seen]
    heads = [head_at(look, pose_of(a, 0.0, 3.0, [])) for look, a in zip(looks, seen, strict=True)]
    tops = [_top(look, head, a) for look, head, a in zip(looks, heads, seen, strict=True)]
    if not heads:
        x, y, view = _empty(size)
    elif size in _WIDE:
        x, y, view = _far(size, angle, heads, tops)
    else:
        x, y, view = _near(size, actors, seen, heads, tops)
        if angle == "low":
            y -= 0.03 * view if size == "medium" else -0.03 * view
        elif angle == "high":
            y, view = (y + 0.08 * view, view * 1.08) if size == "medium" else (y - 0.04 * view, view)
    if size in _WIDE or not heads:
        x -= (draws[6] - 0.5) * 8
    if angle in OVER and _can_look_over(seen, looks) and size != "extreme_close":
        back = angle == "reverse"  # the other way round: whom one looks at is the second, and nobody changes sides
        parts = (seen[::-1], looks[::-1], heads[::-1]) if back else (seen, looks, heads)
        x, y, view = _over_shoulder(*parts, view)
    elif angle == "reverse":
        for a, look in zip(seen, looks, strict=True):
            _turn_round(a, look)
    camera = {
        "x": _r(x), "y": _r(y), "zoom": round(VIEW_H / view, 4), "pitch": _PITCH.get(angle, (0.0, 0.0))[kind in INDOORS],
        "lead": 0, "size": size, "angle": angle,
    }  # fmt: skip
    if angle == "tilted":
        camera["roll"] = _LEAN if draws[13] < 0.5 else -_LEAN
    set_move(camera, reading.move, actors)
    if camera["zoom2"] > camera["zoom"] and size in ("medium", "close") and angle not in OVER:
        _keep_heads(camera, heads[:4] if size == "medium" else heads[:2])
    return camera


def _top(look: Look, head: Head, a: dict) -> float:
    """How high somebody reaches, with what they hold over their head."""
    top = head[1] - head[2] * crown(look)
    if a["held"] in ("balloon", "balloons", "kite"):
        return min(top, head[1] - (64.0 if a["held"] == "balloons" else 52.0))
    return top


def _empty(size: str) -> tuple[float, float, float]:
    view = _EMPTY_VIEWS.get(size, _VIEWS.get(size, 86.0))
    return 128.0, 72.0 + (view - 144) * -0.1, view


def _far(size: str, angle: str, heads: list[Head], tops: list[float]) -> tuple[float, float, float]:
    """A wide picture of people: from below they fill it and the horizon is low; from above there is ground all around."""
    view = _VIEWS[size] * {"low": 0.84, "high": 1.16}.get(angle, 1.0)
    foot = {"low": 0.965, "high": 0.7}.get(angle, 0.895)
    left, right = min(h[0] - h[2] for h in heads) - 10, max(h[0] + h[2] for h in heads) + 10
    x = (left + right) / 2 * 0.55 + 128 * 0.45
    view = max(view, (right - left) * VIEW_H / VIEW_W * 1.08)
    y = FEET - (foot - 0.5) * view
    top = min(tops) - 5
    if y - view / 2 > top - 4:
        view = (FEET + 12 - top) * 1.1 if angle != "high" else (FEET - top) / (foot - 0.03)
        y = FEET + 14 - view / 2 if angle != "high" else FEET - (foot - 0.5) * view
    return x, y, view


def _near(
    size: str, actors: list[dict], seen: list[dict], heads: list[Head], tops: list[float]
) -> tuple[float, float, float]:
    """A picture of faces: eyes on the upper third, room before who looks to a side."""
    view = _VIEWS.get(size, 86.0)
    chosen = heads[:2] if len(heads) <= 3 and size in ("close", "extreme_close") else heads[:4]
    if size == "extreme_close":
        chosen = heads[:1]
    r = max(h[2] for h in chosen)
    riding = [a["x"] for a in seen if a["body"] == "riding" and size == "medium"]
    if riding:  # what is ridden belongs into the picture
        view = max(view, 118.0)
    lying = any(a["body"] == "sleeping" and a["look"]["kind"] == "person" for a in actors)
    cradling = any(a["held"].startswith("baby:") for a in actors)
    if cradling and size != "medium":
        view = max(view, 72.0)
    view *= max(0.72, min(1.2, r / 14.6)) if not lying else 1.12
    left, right = min(h[0] - h[2] for h in chosen), max(h[0] + h[2] for h in chosen)
    left, right = min([left, *(x - 42 for x in riding)]), max([right, *(x + 42 for x in riding)])
    high, low = min(h[1] - h[2] for h in chosen), max(h[1] + h[2] for h in chosen)
    view = max(view, (low - high) * 1.16)  # a child or a dog beside a grown person is in the picture too
    room = r * (1.15 if size == "close" else 1.5)
    view = max(view, (right - left + 2 * room) * VIEW_H / VIEW_W)
    x = (left + right) / 2
    top = max(min(tops[: len(chosen)]), min(h[1] - h[2] * 1.6 for h in chosen))
    y = sum(h[1] for h in chosen) / len(chosen) + (0.5 - _EYES[size]) * view
    if size != "extreme_close" and y - view / 2 > top - 0.03 * view:
        y = top - 0.03 * view + view / 2
    if cradling:
        y += view * 0.06
    y = max(y, low + 0.05 * view - view / 2)
    if len(chosen) == 1:
        a = seen[0]
        look = max(-1.0, min(1.0, a["face"] / 0.55))
        x += look * view * VIEW_W / VIEW_H * (_THIRDS[size] if not a["speed"] else _THIRDS[size] * 0.6)
        if lying:
            x += 14 * (1 if a["face"] >= 0 else -1)
            y -= view * 0.04
    return x, y, view


def _can_look_over(seen: list[dict], looks: list[Look]) -> bool:
    return len(seen) == 2 and all(k.kind == "person" and k.age not in ("baby", "child") for k in looks)


def _keep_heads(camera: dict, heads: list[tuple[float, float, float]]) -> None:
    """A push goes no farther than the heads it began with have room for."""
    for share in (1.0, 0.7, 0.45, 0.2, 0.0):
        zoom = camera["zoom"] * (camera["zoom2"] / camera["zoom"]) ** share
        high, wide = VIEW_H / zoom / 2, VIEW_W / zoom / 2
        x, y = camera["x2"], camera["y2"]
        if heads:
            y = min(max(y, max(h[1] + h[2] * 1.1 for h in heads) - high), min(h[1] - h[2] for h in heads) + high)
        if all(abs(h[0] - x) + h[2] <= wide and h[1] + h[2] <= y + high for h in heads) or not share:
            camera["zoom2"], camera["y2"] = round(zoom, 4), _r(y)
            return


def _over_shoulder(actors: list[dict], looks: list[Look], heads: list, view: float) -> tuple[float, float, float]:
    """The first actor seen past the back of the second, who stands large at the edge."""
    lead, other = actors
    view = max(46.0, min(view, 84.0)) * 0.86
    wide = view * VIEW_W / VIEW_H
    side = -1.0 if lead["face"] <= 0 else 1.0  # towards whom the lead looks
    lead["body"] = "standing" if lead["body"] in ("hugging", "holding_hands", "fighting", "dancing") else lead["body"]
    lead["face"] = _r(0.45 * side)
    f = figure(looks[1])
    x = heads[0][0] + side * 0.13 * wide
    y = heads[0][1] + 0.08 * view
    scale = 0.30 * view / f.head
    other.update(
        face=0.0,
        back=1.0,
        body="standing",
        furniture="",
        seat=False,
        held="",
        scale=_r(scale),
        overlays=["talking"] if "talking" in other["overlays"] else [],
        x=_r(x + side * 0.34 * wide),
        y=_r(y + 0.16 * view + (f.leg + f.trunk + f.head * 0.9) * scale),
    )
    return x, y, view


def _turn_round(a: dict, look: Look) -> None:
    """Somebody seen from the other side: their back, where they are drawn from behind; else they look the other way."""
    if look.kind == "person" and a["body"] in ("standing", "walking"):
        a.update(back=1.0, face=0.0, held="")
        a.pop("beats", None)
    else:
        a["face"] = _r(-a["face"])


def set_move(camera: dict, move: str, actors: list[dict]) -> None:
    """Where the camera ends, and whether it keeps pace with a moving lead."""
    view = VIEW_H / camera["zoom"]
    wide = camera["size"] in ("wide", "extreme_wide") or not actors
    dx, dy, near = 0.0, 0.0, 1.0
    span = view * (0.26 if wide else 0.13)
    if move == "pan_left":
        dx = -span
    elif move == "pan_right":
        dx = span
    elif move == "tilt_up":
        dy = -view * (0.16 if wide else 0.07)
    elif move == "tilt_down":
        dy = view * (0.08 if wide else 0.06)
    elif move == "push_in":
        near = 1.32 if wide else 1.2
        if wide and actors:
            mean = sum(a["x"] for a in actors) / len(actors)
            dx, dy = (mean - camera["x"]) * 0.3, -view * 0.03
    elif move == "pull_out":
        near = 0.78 if not wide else 0.84
        dy = view * 0.02
    if wide and actors:
        dy = _down_to_the_feet(camera, dy, near, actors)
    camera["move"] = move
    camera["x2"], camera["y2"] = _r(camera["x"] + dx), _r(camera["y"] + dy)
    camera["zoom2"] = round(camera["zoom"] * near, 4)
    keep_pace(camera, move, actors)


def _down_to_the_feet(camera: dict, dy: float, near: float, actors: list[dict]) -> float:
    """How far a wide camera rises: who stands in the picture is not lost under its lower edge."""
    if dy >= 0.0 and near <= 1.0:
        return dy
    half = VIEW_H / (camera["zoom"] * near) / 2
    lowest = max(a["y"] for a in actors) + 5.0
    tops = (
        a["y"] - (HEIGHTS.get(a["look"]["kind"], 88.0) + a.get("high", 0.0)) * a["scale"]
        for a in actors
        if a["body"] != "carried"
    )
    least, most = lowest - half - camera["y"], min(tops) - 4.0 + half - camera["y"]
    return min(max(dy, min(least, 0.12 * half)), max(most, dy if near <= 1.0 else -0.12 * half))


def keep_pace(camera: dict, move: str, actors: list[dict]) -> None:
    """A near camera keeps up with a lead who walks, or they would leave the picture."""
    speeds = [(a.get("then") or a)["speed"] for a in actors if a["body"] != "carried"]
    moving = bool(speeds) and abs(speeds[0]) > 0
    near = camera["size"] not in ("wide", "extreme_wide")
    alone = moving and any(v != speeds[0] for v in speeds)  # the others stay, and stay in the picture
    camera["follow"] = 0.0 if not moving else 0.3 if alone else 1.0 if move == "follow" else 0.9 if near else 0.45


# -- a camera that is set as a value ------------------------------------------------------------------------------------
#: height -> the angle that it is framed as
_ANGLES = {"eye": "eye", "low": "low", "ground": "low", "high": "high", "overhead": "high"}
#: height -> how far the far sheets of a place are pushed down, under the open sky and in a room
_HEIGHTS = {"eye": (0.0, 0.0), **_PITCH, "ground": (40.0, 54.0), "overhead": (-34.0, -70.0)}
#: (move, direction) -> the word that scenes have for it, or for what is nearest to it
_WORDS = {
    ("push", "in"): "push_in", ("zoom", "in"): "push_in", ("pull", "out"): "pull_out", ("zoom", "out"): "pull_out",
    ("dolly_zoom", "in"): "push_in", ("dolly_zoom", "out"): "pull_out", ("crane", "up"): "tilt_up", ("crane", "down"): "tilt_down",
    ("pedestal", "up"): "tilt_up", ("pedestal", "down"): "tilt_down", ("truck", "left"): "pan_left", ("truck", "right"): "pan_right",
    ("orbit", "cw"): "pan_left", ("orbit", "ccw"): "pan_right", ("handheld", ""): "static",
}  # fmt: skip


def drawn_move(value: CameraMove) -> str:
    """The word that a scene has for a move."""
    return _WORDS.get((value.move, value.direction)) or f"{value.move}_{value.direction}".rstrip("_")


def from_height(reading, height: str | None):
    """The reading as it is framed from a height that is set; who looks over a shoulder goes on doing so."""
    if height is None or reading.angle in ("over_shoulder", "tilted"):
        return reading
    return replace(reading, angle=_ANGLES[height])


def set_view(camera: dict, height: str | None, lens: float | None, kind: str) -> None:
    """What height and lens that are set change in the camera of a still: where the horizon is, and how large the distance is beside the
    people, whose size the shot says."""
    if height is not None:
        camera["pitch"] = _HEIGHTS[height][kind in INDOORS]
    if lens is not None:
        camera["set"] = {"move": "static", "lens": lens}


def not_played(scene: dict) -> list[str]:
    """What of a camera that is set as a value the clip of a scene does not show."""
    value = scene["camera"].get("set", {})
    if value.get("move") == "follow" and not any((a.get("then") or a)["speed"] for a in scene["actors"][:1]):
        planned = any(a.get("planned") for a in scene["actors"])
        return [] if planned else ["follow: nobody in the shot goes anywhere"]
    if value.get("move") != "orbit" or scene.get("edition", 1) < 3:
        return []
    stay = (a["character"].replace("-", " ") for a in scene["actors"] if a["body"] != "carried" and not turns(a))
    return [f"orbit: {who} is seen from one side alone at what they do" for who in stay]
