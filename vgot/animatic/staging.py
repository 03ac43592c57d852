"""Staging: from a shot's words and cast to a Scene: what stands there, who is behind, and how the camera frames what is done."""

from __future__ import annotations

import random
from dataclasses import replace

from vgot.animatic.at_pieces import place_pieces
from vgot.animatic.blocking import block, furniture_for, painted
from vgot.animatic.canvas import VIEW_H, VIEW_W, mix
from vgot.animatic.deed_table import all_deeds
from vgot.animatic.framing import OVER, frame
from vgot.animatic.lexicon import catalogue as lexicon
from vgot.animatic.lexicon.deeds import Deed
from vgot.animatic.lexicon.subject import Subject
from vgot.animatic.looks import Look, draw_look
from vgot.animatic.nearest import nearest_place
from vgot.animatic.prop_boxes import BOXES
from vgot.animatic.rehearsal import Stage, keep_in_frame, rehearse
from vgot.animatic.riding import BOATS
from vgot.animatic.scene import EDITION
from vgot.animatic.set_dressing import HELD, dress_things, set_out
from vgot.animatic.subject_staging import (
    load_of,
    make_room,
    on_its_ground,
    on_the_water,
    stage_subject,
    wanted_subject,
    without,
)
from vgot.story.model import Domains, seed_from


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
    if on_the_water(reading, [look.kind for _, look, _ in cast], place["kind"], _by_boat(deeds or [])):
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
        "lit": True,
        "edition": EDITION,
        "not_drawn": list(reading.not_drawn),
    }
    scene["camera"] = frame(reading, actors, draws, place["kind"])
    for a in actors:
        if a["back"] > 0.5 and a["body"] == "standing":  # over whose shoulder one looks
            a.pop("beats", None)
    keep_in_frame(scene)
    subject = wanted_subject(reading, not cast)
    if subject.name in BOXES and not (cast and scene["camera"]["angle"] in OVER):
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
    load = load_of(reading, made)
    if load is not None:
        others = [p for p in others if p["name"] != load["name"]]
    scene["props"] = [*make_room(on_its_ground(others, scene), made, scene["camera"]), *([load] if load else []), made]


def _by_boat(deeds: list[Deed]) -> bool:
    """Whether a deed of theirs needs a boat."""
    return any(all_deeds()[act.deed].mount in BOATS for deed in deeds for act in deed.acts[:1])


def _r(value: float) -> float:
    return round(float(value), 3)


# -- things and crowd -------------------------------------------------------------------------------------------------
def _crowd(reading, cast: list, seed: int, scene: dict) -> list[dict]:
    """People in the background, each drawn from the seed."""
    out = []
    if any(a["furniture"][7:] in BOATS for a in scene["actors"]):
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
