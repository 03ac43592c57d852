"""Staging: from a shot's words and cast to a Scene: what stands there, who is behind, and how the camera frames what is done."""

from __future__ import annotations

import random
from dataclasses import replace

from vgot.animatic.acting import pose_of
from vgot.animatic.blocking import block, furniture_for, painted
from vgot.animatic.canvas import FEET, VIEW_H, VIEW_W, mix
from vgot.animatic.lexicon import catalogue as lexicon
from vgot.animatic.lexicon.deeds import Deed
from vgot.animatic.lexicon.subject import Subject
from vgot.animatic.looks import Look, draw_look
from vgot.animatic.nearest import nearest_place
from vgot.animatic.people.figure import crown, figure, head_at
from vgot.animatic.prop_boxes import BOXES
from vgot.animatic.rehearsal import Stage, keep_in_frame, place_pieces, rehearse
from vgot.animatic.set_dressing import HELD, dress_things, set_out
from vgot.animatic.subject_staging import make_room, on_its_ground, on_the_water, stage_subject, wanted_subject, without
from vgot.story.model import Domains, seed_from

#: shot size -> height of the view in heads of radius 14.6
_VIEWS = {"extreme_wide": 196.0, "wide": 136.0, "medium": 86.0, "close": 54.0, "extreme_close": 35.0}


def stage_scene(
    reading,
    cast: list[tuple[str, Look, tuple | None]],
    place: dict,
    seed: int,
    style_light: str = "",
    deeds: list[Deed] | None = None,
) -> dict:
    """A scene of (character id, look, box) people in a place.

    reading: a lexicon.ShotReading. place: {"kind", "light", "weather", "season", "seed", maybe "plate"}. `deeds`: what
    each of the cast does and feels, where the words tell them apart; without it all do what the reading says.
    """
    rng = random.Random(seed_from("scene", seed))
    draws = [rng.random() for _ in range(16)]
    if on_the_water(reading, [look.kind for _, look, _ in cast], place["kind"]):
        place = place | {"afloat": True}
    actors = block(reading, cast, place, draws, deeds or [Deed() for _ in cast])
    stage = Stage(
        lambda a: furniture_for("sitting", place["kind"], Look.from_dict(a["look"])),
        lambda prop: painted(reading, prop),
        tuple(reading.loose),
        reading.size not in ("wide", "extreme_wide"),
        place["kind"] not in lexicon.INDOORS and place["kind"] != "studio",
    )
    rehearse(actors, deeds or [Deed() for _ in cast], stage)
    scene = {
        "v": 1,
        "place": place,
        "light": style_light or reading.light,
        "side": 1 if draws[0] < 0.62 else -1,
        "actors": actors,
        "props": [],
        "crowd": [],
        "seed": seed,
        "not_drawn": list(reading.not_drawn),
    }
    scene["camera"] = _frame(reading, actors, cast, draws)
    for a in actors:
        if a["back"] > 0.5 and a["body"] == "standing":  # over whose shoulder one looks
            a.pop("beats", None)
    keep_in_frame(scene)
    subject = wanted_subject(reading, not cast)
    if subject.name in BOXES and not (cast and scene["camera"]["angle"] == "over_shoulder"):
        _stage_subject(reading, scene, subject, draws)
    else:
        scene["props"] = on_its_ground(set_out(reading, actors, scene, draws), scene)
    dress_things(scene, reading)
    place_pieces(scene)
    scene["crowd"] = _crowd(reading, cast, seed, scene)
    return scene


def _stage_subject(reading, scene: dict, subject: Subject, draws: list[float]) -> None:
    """What the shot is about first and large, then what there is room for beside it."""
    for a in scene["actors"]:
        if a["held"] and a["held"] == HELD.get(subject.name):
            a["held"] = ""
    made = stage_subject(reading, scene, subject, draws)
    others = set_out(without(reading, subject), scene["actors"], scene, draws)
    scene["props"] = [*make_room(on_its_ground(others, scene), made, scene["camera"]), made]


def _r(value: float) -> float:
    return round(float(value), 3)


# -- camera -----------------------------------------------------------------------------------------------------------
def _frame(reading, actors: list[dict], cast: list, draws: list[float]) -> dict:  # noqa: C901
    """The camera: where it looks, how near, and where it goes."""
    size, move = reading.size, reading.move
    seen = [a for a in actors if a["body"] != "carried"]
    looks = [Look.from_dict(a["look"]) for a in seen]
    heads = [head_at(look, pose_of(a, 0.0, 3.0, [])) for look, a in zip(looks, seen, strict=True)]
    tops = [h[1] - h[2] * crown(look) for h, look in zip(heads, looks, strict=True)]
    tops = [
        min(top, head[1] - (64.0 if a["held"] == "balloons" else 52.0))
        if a["held"] in ("balloon", "balloons", "kite")
        else top
        for top, head, a in zip(tops, heads, seen, strict=True)
    ]
    view = _VIEWS.get(size, 86.0)
    if not heads or size in ("wide", "extreme_wide"):
        if not heads and size in ("medium", "close", "extreme_close"):
            view = {"medium": 110.0, "close": 84.0, "extreme_close": 64.0}[size]
        x = 128.0
        if heads:
            left, right = min(h[0] - h[2] for h in heads) - 10, max(h[0] + h[2] for h in heads) + 10
            x = (left + right) / 2 * 0.55 + 128 * 0.45
            view = max(view, (right - left) * VIEW_H / VIEW_W * 1.08)
            y = FEET - (0.895 - 0.5) * view
            top = min(tops) - 5
            if y - view / 2 > top - 4:
                view = (FEET + 12 - top) * 1.1
                y = FEET + 14 - view / 2
        else:
            y = 72.0 + (view - 144) * -0.1
        x -= (draws[6] - 0.5) * 8
    else:
        lead = 0
        chosen = heads[:2] if len(heads) <= 3 and size in ("close", "extreme_close") else heads[:4]
        if size == "extreme_close":
            chosen = heads[:1]
        r = max(h[2] for h in chosen)
        if size == "medium" and any(a["body"] == "riding" for a in seen):  # what is ridden belongs into the picture
            view = max(view, 118.0)
        lying = any(a["body"] == "sleeping" and a["look"]["kind"] == "person" for a in actors)
        cradling = any(a["held"].startswith("baby:") for a in actors)
        if cradling and size != "medium":
            view = max(view, 72.0)
        view *= max(0.72, min(1.2, r / 14.6)) if not lying else 1.12
        mounts = [a["x"] for a in seen if a["body"] == "riding" and size == "medium"]
        left, right = min(h[0] - h[2] for h in chosen), max(h[0] + h[2] for h in chosen)
        left, right = min([left, *(x - 42 for x in mounts)]), max([right, *(x + 42 for x in mounts)])
        high, low = min(h[1] - h[2] for h in chosen), max(h[1] + h[2] for h in chosen)
        view = max(view, (low - high) * 1.16)  # a child or a dog beside a grown person is in the picture too
        room = r * (1.15 if size == "close" else 1.5)
        view = max(view, (right - left + 2 * room) * VIEW_H / VIEW_W)
        x = (left + right) / 2
        top = max(min(tops[: len(chosen)]), min(h[1] - h[2] * 1.6 for h in chosen))
        level = sum(h[1] for h in chosen) / len(chosen)
        line = {"medium": 0.36, "close": 0.44, "extreme_close": 0.49}[size]
        y = level + (0.5 - line) * view
        if size != "extreme_close" and y - view / 2 > top - 0.03 * view:
            y = top - 0.03 * view + view / 2
        if cradling:
            y += view * 0.06
        y = max(y, low + 0.05 * view - view / 2)
        if len(chosen) == 1:
            a = seen[lead]
            x += a["face"] * view * VIEW_W / VIEW_H * (0.10 if size == "medium" else 0.05)
            if lying:
                x += 14 * (1 if a["face"] >= 0 else -1)
                y -= view * 0.04
    if (
        reading.angle == "over_shoulder"
        and len(seen) == 2
        and all(k.kind == "person" and k.age not in ("baby", "child") for k in looks)
        and reading.size != "extreme_close"
    ):
        x, y, view = _over_shoulder(seen, looks, heads, view)
    zoom = VIEW_H / view
    pitch = {"low": 9.0, "high": -9.0}.get(reading.angle, 0.0)
    if reading.angle == "low":
        y -= view * 0.03
    elif reading.angle == "high":
        y += view * 0.02
    camera = {
        "x": _r(x),
        "y": _r(y),
        "zoom": round(zoom, 4),
        "pitch": pitch,
        "lead": 0,
        "size": size,
        "angle": reading.angle,
    }
    set_move(camera, move, actors)
    if (
        camera["zoom2"] > camera["zoom"]
        and size not in ("wide", "extreme_wide", "extreme_close")
        and reading.angle != "over_shoulder"
    ):
        _keep_heads(camera, heads[:4] if size == "medium" else heads[:2])
    return camera


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
    camera["move"] = move
    camera["x2"], camera["y2"] = _r(camera["x"] + dx), _r(camera["y"] + dy)
    camera["zoom2"] = round(camera["zoom"] * near, 4)
    keep_pace(camera, move, actors)


def keep_pace(camera: dict, move: str, actors: list[dict]) -> None:
    """A near camera keeps up with a lead who walks, or they would leave the picture."""
    speeds = [(a.get("then") or a)["speed"] for a in actors if a["body"] != "carried"]
    moving = bool(speeds) and abs(speeds[0]) > 0
    near = camera["size"] not in ("wide", "extreme_wide")
    alone = moving and any(v != speeds[0] for v in speeds)  # the others stay, and stay in the picture
    camera["follow"] = 0.0 if not moving else 0.3 if alone else 1.0 if move == "follow" else 0.9 if near else 0.45


# -- things and crowd -------------------------------------------------------------------------------------------------
def _crowd(reading, cast: list, seed: int, scene: dict) -> list[dict]:
    """People in the background, each drawn from the seed."""
    out = []
    if any(a["furniture"] == "mount:=rowboat" for a in scene["actors"]):
        return out  # nobody walks on the water
    n = min(7, int(reading.extras or 0))
    spots = (-96, 92, -52, 58, -128, 126, -22)
    for i in range(n):
        rng = random.Random(seed_from("crowd", seed, i))
        x, y = 128 + spots[i] + (rng.random() - 0.5) * 18, 108.5 + 4.5 * rng.random()
        kind = ("a woman", "a man", "an elderly man", "a young woman", "a middle-aged woman", "a boy", "a man")[
            (i + int(rng.random() * 3)) % 7
        ]
        look = draw_look(f"crowd-{i}", "", "", kind, "", seed)
        # a little paler than the leads, as things farther away are
        look = replace(
            look,
            cane=False,
            **{
                part: mix(getattr(look, part), 0xFFB4B8C6, 0.28)
                for part in ("colour", "colour2", "trousers", "hair", "hat_colour")
            },
        )
        walks = (
            scene["place"]["kind"] in ("city", "market", "station", "airport", "road", "park") and rng.random() < 0.6
        )
        d = 1.0 if rng.random() < 0.5 else -1.0
        out.append(
            {
                "look": look.as_dict(),
                "x": _r(x),
                "y": _r(y),
                "scale": _r(0.62 + 0.02 * (y - 108)),
                "face": _r(d * (0.8 if walks else 0.4)),
                "back": 0.0,
                "body": "walking" if walks else "standing",
                "overlays": ["talking"] if rng.random() < 0.4 else [],
                "emotion": "calm",
                "phase": _r(rng.random()),
                "speed": _r(d * 9.0 if walks else 0.0),
            }
        )
    return sorted(out, key=lambda a: a["y"])


def read_domains(domains: Domains, summary: str, place_name: str, place_look: str):
    """What the lexicon reads in a shot."""
    return lexicon.read_shot(domains, summary, place_name, place_look, nearest_place)


def place_by_hand(scene: dict, cast: list[tuple[str, Look, tuple | None]]) -> None:
    """Move the actors whose box (x0, y0, x1, y1 in shares of the frame) a person has set: the middle of the box, and
    its height where it is sensible for the shot size."""
    camera = scene["camera"]
    for actor, (_, _look, box) in zip(scene["actors"], cast, strict=True):
        if box is None:
            continue
        x0, y0, x1, y1 = box
        actor["x"] = _r(camera["x"] + ((x0 + x1) / 2 - 0.5) * VIEW_W / camera["zoom"])
        if camera["size"] in ("wide", "extreme_wide") and y1 > y0:
            tall = (y1 - y0) * VIEW_H / camera["zoom"]
            actor["scale"] = _r(max(0.35, min(1.7, tall / 88.0)))
            actor["y"] = _r(camera["y"] + (y1 - 0.5) * VIEW_H / camera["zoom"])
