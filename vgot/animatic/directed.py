"""Directed: the beats of a shot's plan in its scene. What a plan says of somebody goes before what the words say of them.

A plan is obeyed exactly: who has a box is as large as it says and where it says, when the beat begins and when it ends.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from vgot.animatic.acting import pose_of
from vgot.animatic.at_pieces import place_pieces
from vgot.animatic.canvas import VIEW_H, VIEW_W, Group, Stage
from vgot.animatic.creatures import draw_creature
from vgot.animatic.deed_table import all_deeds
from vgot.animatic.lexicon.acts import Act
from vgot.animatic.lexicon.deeds import Member, deeds_of
from vgot.animatic.lexicon.naming import THING
from vgot.animatic.lexicon.text import Phrases, tokens_of, verb_forms
from vgot.animatic.looks import Look
from vgot.animatic.people.figure import draw_person
from vgot.animatic.prop_boxes import BOXES
from vgot.animatic.rehearsal import Stage as Rehearsed
from vgot.animatic.rehearsal import as_they_can, give_thing, hold, plays
from vgot.animatic.scene import lens_of, tracked
from vgot.animatic.track import Spot, sits_in, spot_of, way
from vgot.story.beats import Beat, Box
from vgot.story.model import Domains
from vgot.units import FrameSize

#: a box that ends nearer to the lower edge than this is cut by it: a part of somebody is asked for
_CUT = 0.985
#: how narrow and how wide somebody may be drawn to fill a box, and how nearly they fill it then
_NARROWEST, _WIDEST, _FILLS = 0.6, 1.7, 1.04
#: widths of a box, of the figure's, at which it is drawn as it is
_AS_DRAWN = (0.9, 1.12)
#: pixels a unit at which a figure is measured, and how much of a pixel it covers at the least
_PX, _SEEN = 2, 60
#: the least overlap that counts as obeyed
OBEYED = 0.7
#: how far somebody who goes without being told where to comes, in widths of the view
_STROLL = 0.3


def planned(beats: Sequence[Beat], characters: Sequence[str]) -> list[bool]:
    """Of each character whether a plan says what they do."""
    whose = {b.who for b in beats}
    return [c in whose for c in characters]


def direct(scene: dict, beats: Sequence[Beat], cast: Sequence[Member], size: FrameSize) -> None:
    """Write a plan into a scene. What of it cannot be drawn is named in the scene's `not_drawn`."""
    for a in scene["actors"]:
        if a.pop("planned", False):
            a.pop("beats", None)
    scene["props"] = [p for p in scene["props"] if not p.pop("planned", False)]
    scene.pop("view", None)
    before = scene.pop("plan_not_drawn", ())
    scene["not_drawn"] = [what for what in scene.get("not_drawn", ()) if what not in before]
    if not beats:
        return
    k = max(size.width / VIEW_W, size.height / VIEW_H)
    scene["view"] = [round(size.width / k, 3), round(size.height / k, 3)]
    told = _Told(scene, cast)
    characters = [a["character"] for a in scene["actors"]]
    order = sorted(range(len(beats)), key=lambda n: beats[n].from_s)
    for i, character in enumerate(characters):
        mine = [n for n in order if beats[n].who == character]
        if mine:
            _plan_actor(told, i, [(n + 1, beats[n]) for n in mine])
    for name in dict.fromkeys(beats[n].actor for n in order if beats[n].who is None):
        _plan_thing(told, [(n + 1, beats[n]) for n in order if beats[n].actor == name])
    for n, beat in enumerate(beats, 1):
        if beat.who is not None and beat.who not in characters:
            told.missed.append(f"beat {n}: {beat.who} is not in the shot")
    _pieces(scene)
    if told.missed:
        scene["plan_not_drawn"] = told.missed
        scene["not_drawn"] += told.missed
    scene["camera"]["follow"] = 0.0


class _Told:
    """A scene that is directed, and what of the plan is not drawn."""

    def __init__(self, scene: dict, cast: Sequence[Member]):
        self.scene, self.cast = scene, cast
        self.missed: list[str] = []
        self.lens = lens_of(scene)

    def gaze(self, n: int, beat: Beat) -> dict | str | None:
        """What a beat looks at, as `track` reads it."""
        to = beat.gaze
        if isinstance(to, tuple):
            return {"point": list(to)}
        if to is None or to == "camera":
            return to
        other = next((i for i, a in enumerate(self.scene["actors"]) if a["character"] == to), None)
        if other is not None:
            return {"who": other}
        name = prop_named(to)
        if name and any(p["name"] == name for p in self.scene["props"]):
            return {"thing": name}
        self.missed.append(f"beat {n}: {to} is not seen")
        return None

    def act(self, n: int, i: int, beat: Beat) -> Act:
        """What a beat does."""
        words = " ".join(beat.deed.split()).rstrip(".")
        if not words:
            return Act("talk" if beat.line is not None and self.is_player(i) else "stand")
        way = "person" if self.is_player(i) else "animal"
        known = all_deeds().get(words.lower().replace(" ", "_"))
        if known is not None and known.who == way:
            return Act(known.id, self._others(i, beat) if known.partner or known.gap or known.two else ())
        subject = self.cast[i].name if i < len(self.cast) else "She"
        said = words if words.lower().startswith(subject.lower()) else f"{subject} {words}"
        acts = deeds_of(Domains(relation=f"{said}."), "", self.cast)[i].acts
        if not acts:
            self.missed.append(f"beat {n}: {words}")
            return Act("stand")
        return acts[0]

    def _others(self, i: int, beat: Beat) -> tuple[int, ...]:
        named = [k for k, a in enumerate(self.scene["actors"]) if k != i and a["character"] == beat.gaze]
        return tuple(named or [k for k in range(len(self.scene["actors"])) if k != i][:1])

    def is_player(self, i: int) -> bool:
        return self.scene["actors"][i]["look"]["kind"] in ("person", "alien", "robot", "ghost")


def prop_named(name: str) -> str:
    """The thing of the drawn world that a name means; "" where there is none."""
    bare = name.strip().lower().replace("-", " ")
    if bare.replace(" ", "_") in BOXES:
        return bare.replace(" ", "_")
    found = [m for m in THING.find(tokens_of(bare)) if m.value[0] == "prop" and m.value[1] in BOXES]
    return found[-1].value[1] if found else ""


# -- people -----------------------------------------------------------------------------------------------------------
def _plan_actor(told: _Told, i: int, mine: list[tuple[int, Beat]]) -> None:
    a = told.scene["actors"][i]
    if (
        a["held"].startswith("baby:")
        or a["body"] == "carried"
        or a["furniture"].startswith(("mount:", "cage", "shoulder"))
    ):
        a.update(furniture="", held="" if not a["held"].startswith("baby:") else a["held"])
    a.update(body="standing", speed=0.0, back=0.0, depart=0.0, overlays=[], seat=False, planned=True)
    for gone in ("perched", "then"):
        a.pop(gone, None)
    seat = a["furniture"] if a["furniture"] in ("chair", "bench", "rock", "stool") else "chair"
    a["furniture"] = ""
    acts = [told.act(n, i, beat) for n, beat in mine]
    if plays(a):
        able = as_they_can(acts)
        acts = able if len(able) == len(acts) else acts
    found: list[dict] = []
    deeds = [all_deeds()[act.deed] for act in acts]
    for (n, beat), act, deed in zip(mine, acts, deeds, strict=True):
        one: dict = {
            "deed": deed.id,
            "from": 0.0,
            "until": 1.0,
            "s": [beat.from_s, beat.to_s],
            "n": n,
            "face": a["face"] or 0.6,
        }
        if act.to:
            one["to"] = act.to[0]
        if deed.tool:
            one["tool"] = deed.tool
        if (gaze := told.gaze(n, beat)) is not None:
            one["gaze"] = gaze
        if deed.who == "person" and told.is_player(i):
            give_thing(one, act, deed, a, found)
        if sits_in(deed.id):
            one["seat"] = seat
        found.append(one)
    if told.is_player(i):
        hold(a, found, deeds, _NO_STAGE)
    a["beats"] = found
    _ways(told, i, mine)
    for _ in range(2):  # where somebody is decides what they reach for, and so how wide they are
        _fit_boxes(told, i, mine)


#: a plan says nothing of seats, nor of the colours of things
_NO_STAGE = Rehearsed(lambda _: "chair", lambda _: 0)


def _ways(told: _Told, i: int, mine: list[tuple[int, Beat]]) -> None:
    """Where each beat begins and ends, with the time between two, before the first and after the last."""
    scene, a = told.scene, told.scene["actors"][i]
    here: dict = {"w": [a["x"], a["y"], a["scale"], 1.0], "at": 0.0}
    if (first := mine[0][1]).from_box is not None:
        here = _asked(first.from_box, first.from_s, scene)
    made: list[dict] = []
    at, face = 0.0, a["face"] or 0.6
    for (_, beat), one in zip(mine, a["beats"], strict=True):
        start = here if beat.from_box is None or beat is first else _asked(beat.from_box, beat.from_s, scene)
        if beat.from_s > at + 1e-6:
            made.append(_between(at, beat.from_s, here, start, face, told, made[-1:]))
        end = start if beat.to_box is None else _asked(beat.to_box, beat.to_s, scene)
        if beat.to_box is None and (gait := all_deeds()[one["deed"]].gait) is not None and gait.speed:
            end = _strolls(start, gait.speed, beat, face, told)
        one["way"] = [start, end]
        _turn(told, i, one, face)
        face = one["face"]
        made.append(one)
        here, at = end, beat.to_s
    made.append(_between(at, at + 3600.0, here, here, face, told, made[-1:]))
    _shares(made)
    a["beats"], a["face"] = made, made[0]["face"]


def _asked(box: Box, at: float, scene: dict) -> dict:
    """The place of a box, roughly: it is fitted to what is drawn (`_fit_boxes`)."""
    x0, y0, x1, y1 = box
    return {"f": [(x0 + x1) / 2, y1, (y1 - y0) / 88.0, 1.0], "at": at, "box": list(box)}


def _between(start: float, end: float, one: dict, other: dict, face: float, told: _Told, before: list[dict]) -> dict:
    """Somebody stays as they are, or goes to where they are wanted next."""
    a, b = spot_of(one, told.lens), spot_of(other, told.lens)
    deed = "stand" if way(a, b) < 4.0 else "walk" if way(a, b) / (end - start) < 48.0 else "run"
    side = face if abs(b.x - a.x) < 2.0 else 0.8 if b.x > a.x else -0.8
    seat = {"seat": before[0]["seat"]} if deed == "stand" and before and "seat" in before[0] else {}
    return {"deed": deed, "from": 0.0, "until": 1.0, "s": [start, end], "face": side, "way": [one, other], **seat}


def _strolls(start: dict, speed: float, beat: Beat, face: float, told: _Told) -> dict:
    """Where somebody ends who goes and is not told where to: onwards, towards the side that has more room."""
    spot, lens = spot_of(start, told.lens), told.lens(beat.from_s)
    side = 1.0 if spot.x <= lens.x else -1.0
    far = min(speed * spot.scale * (beat.to_s - beat.from_s), _STROLL * lens.width / lens.zoom)
    return {"w": [round(spot.x + side * far, 3), round(spot.y, 3), round(spot.scale, 4), spot.wide], "at": beat.to_s}


def _turn(told: _Told, i: int, beat: dict, face: float) -> None:
    """Which way somebody is turned in a beat: where they go, whom it is done to, where they look, as before. Who goes away from us or
    comes does so with the legs of that."""
    a, b = (spot_of(place, told.lens) for place in beat["way"])
    dx, far = (b.x - a.x) / a.scale, way(a, b)
    beat["face"] = round(face, 3)
    deed = all_deeds()[beat["deed"]]
    if (
        far >= 4.0
        and abs(dx) < 0.45 * far
        and deed.gait is not None
        and deed.gait.rate
        or far >= 4.0
        and abs(dx) < 0.2 * far
    ):
        if deed.id in ("stand", "walk", "run"):
            beat["deed"] = "depart" if b.scale < a.scale else "approach_us"
            beat["away"] = b.scale < a.scale and "gaze" not in beat
        return
    if abs(dx) >= 4.0:
        beat["face"] = 0.8 if dx > 0 else -0.8
        if deed.id == "stand":
            beat["deed"] = "walk" if far / (beat["s"][1] - beat["s"][0]) < 48.0 else "run"
        return
    to = (
        beat["to"]
        if isinstance(beat.get("to"), int)
        else (beat.get("gaze") or {}).get("who")
        if isinstance(beat.get("gaze"), dict)
        else None
    )
    if isinstance(to, int) and to != i:
        beat["face"] = 0.72 if told.scene["actors"][to]["x"] >= a.x else -0.72
    elif isinstance(beat.get("gaze"), dict) and "point" in beat["gaze"]:
        spot = told.lens(beat["s"][0]).spot([*beat["gaze"]["point"], 1.0, 1.0])
        beat["face"] = 0.72 if spot.x >= a.x else -0.72


def _shares(beats: list[dict]) -> None:
    for b in beats:
        b["s"] = [round(b["s"][0], 4), round(b["s"][1], 4)]


def _fit_boxes(told: _Told, i: int, mine: list[tuple[int, Beat]]) -> None:
    """Put what is drawn into the boxes that were asked for."""
    scene, a = told.scene, told.scene["actors"][i]
    whose = mine[0][1].who
    for b in a["beats"]:
        places = [p for p in b["way"] if "box" in p and "n" in b]
        for place in places:
            mask = measured(scene, i, place["at"])
            if mask is None:
                continue
            place["f"], overlap = fitted(mask, place["box"], scene["view"][0] / scene["view"][1])
            place["fits"] = overlap >= OBEYED
            said = f"beat {b['n']}: a box of another shape than {whose}"
            if overlap < OBEYED and said not in told.missed:
                told.missed.append(said)


# -- measuring --------------------------------------------------------------------------------------------------------
@lru_cache(maxsize=1)
def _stage() -> Stage:
    return Stage(int(VIEW_W) * _PX, int(VIEW_H) * _PX)


_FOOT = (128.0, 118.0)


def measured(scene: dict, i: int, t: float) -> np.ndarray | None:
    """For each row of a figure, from its top down, its left and right end and its height over the feet, in units: (n, 3) floats; None
    where nothing is to be seen. Without its shadow."""
    here = tracked(scene, t)
    a = here["actors"][i]
    look = Look.from_dict(a["look"])
    pose = pose_of(a, t, 3.0, [], here)
    s = a["scale"]
    off = (pose.x - a["x"]) / s, (pose.y - a["y"]) / s
    tall = 0.9 if look.kind == "person" else 0.6
    pose = replace(pose, x=_FOOT[0] + off[0] * tall, y=_FOOT[1] + off[1] * tall, scale=pose.scale / s * tall)
    root = Group()
    world = root.group().transform(0.0, 0.0, float(_PX))
    if look.kind == "person":
        draw_person(world, look, pose, "", shadow=0.0)
    else:
        draw_creature(world, look, pose, t * 0.7 + a["phase"], False)
    seen = _stage().draw_rgba(root)[..., 3] > _SEEN
    rows = np.flatnonzero(seen.any(axis=1))
    if not len(rows):
        return None
    spans = seen[rows[0] : rows[-1] + 1]
    left = np.where(spans.any(1), spans.argmax(1), spans.shape[1])
    right = np.where(spans.any(1), spans.shape[1] - spans[:, ::-1].argmax(1), 0)
    up = np.arange(rows[0], rows[-1] + 1)
    k = _PX * tall
    return np.stack([(left - _FOOT[0] * _PX) / k, (right - _FOOT[0] * _PX) / k, (up - _FOOT[1] * _PX) / k], axis=1)


def fitted(rows: np.ndarray, box: Sequence[float], aspect: float) -> tuple[list[float], float]:
    """The place [x, y, size, wide] of the frame at which a measured figure fills a box best, and how much the two overlap (of their
    union). A box that reaches the lower edge may cut the figure: then it is as near as the width asks for. aspect: width of the view a
    height."""
    x0, y0, x1, y1 = box
    wanted_w, wanted_h = (x1 - x0) * aspect, y1 - y0
    top, low = float(rows[0, 2]), float(rows[-1, 2]) + 1.0 / _PX
    whole = wanted_h / (low - top)
    best: tuple[float, list[float]] | None = None
    for nearer in (1.0, 1.15, 1.3, 1.5, 1.75, 2.0, 2.4, 2.8, 3.3, 4.0) if y1 >= _CUT else (1.0,):
        size = whole * nearer
        seen = rows[rows[:, 2] <= top + wanted_h / size + 1e-6]
        left, right = float(seen[:, 0].min()), float(seen[:, 1].max())
        ratio = wanted_w / ((right - left) * size)
        near = _AS_DRAWN[0] <= ratio <= _AS_DRAWN[1]
        wide = 1.0 if near else min(_WIDEST, max(_NARROWEST, ratio / _FILLS if ratio > 1 else ratio * _FILLS))
        fills = (right - left) * size * wide / wanted_w
        overlap = min(fills, 1 / fills) - 0.02 * (abs(wide - 1.0) > 0.05) - 0.002 * (nearer - 1.0)
        middle = (left + right) / 2 * size * wide / aspect
        place = [(x0 + x1) / 2 - middle, y0 - top * size, size, wide]
        if best is None or overlap > best[0] + 1e-6:
            best = overlap, place
    assert best is not None
    return [round(v, 5) for v in best[1]], best[0]


# -- things -----------------------------------------------------------------------------------------------------------
def _plan_thing(told: _Told, mine: list[tuple[int, Beat]]) -> None:
    """A thing that a plan moves: the one that stands in the scene, or a new one."""
    name, scene = prop_named(mine[0][1].what), told.scene
    if not name:
        told.missed += [f"beat {n}: {beat.what}" for n, beat in mine]
        return
    left, top, right, low = BOXES[name]
    there = next((p for p in scene["props"] if p["name"] == name and not p.get("by")), None)
    base = there or {"name": name, "x": 128.0, "y": 126.0, "scale": 1.0, "stand": ""}
    made: list[dict] = []
    aspect = scene["view"][0] / scene["view"][1]

    def place(box: Box, at: float) -> dict:
        rows = np.array([[left, right, top], [left, right, low - 1.0 / _PX]], float)
        return {"f": fitted(rows, (*box[:3], min(box[3], _CUT - 0.001)), aspect)[0], "at": at}

    here: dict = {"w": [base["x"], base["y"] - base.get("up", 0.0), base["scale"], 1.0], "at": 0.0}
    if mine[0][1].from_box is not None:
        here = place(mine[0][1].from_box, mine[0][1].from_s)
    at = 0.0
    for n, beat in mine:
        start = here if beat.from_box is None else place(beat.from_box, beat.from_s)
        if beat.from_s > at + 1e-6:
            made.append({"s": [at, beat.from_s], "way": [here, start]})
        here = start if beat.to_box is None else place(beat.to_box, beat.to_s)
        made.append({"s": [beat.from_s, beat.to_s], "way": [start, here]})
        at = beat.to_s
        if beat.gaze is not None or beat.line is not None:
            told.missed.append(f"beat {n}: a thing neither looks nor speaks")
        if beat.deed.strip() and not _goes(beat):
            told.missed.append(f"beat {n}: {beat.what} {beat.deed.strip().rstrip('.')}")
    made.append({"s": [at, at + 3600.0], "way": [here, here]})
    plain = {k: v for k, v in base.items() if k not in ("motion", "rise", "subject", "up")}
    kept = [p for p in scene["props"] if p is not there]
    scene["props"] = [*kept, {**plain, "up": 0.0, "stand": "", "beats": made, "planned": True}]


#: verbs of a way, which boxes show
_WAYS = Phrases(
    dict.fromkeys(
        (
            form
            for verb in (
                "move|go/went/gone|come/came|roll|slide/slid|fly/flew/flown|drift|float|fall/fell/fallen|drop|rise/rose/risen|sink/sank/sunk|"
                "sail|drive/drove/driven|pass|cross|approach|arrive|leave/left|enter|travel|glide|climb|descend|race|rush|speed/sped"
            ).split("|")
            for form in verb_forms(*verb.split("/", 1))
        ),
        True,
    )
)
_STILL = Phrases(
    dict.fromkeys(
        form
        for verb in ("stand/stood", "lie/lay/lain", "rest", "wait", "stay")
        for form in verb_forms(*verb.split("/", 1))
    )
)


def _goes(beat: Beat) -> bool:
    """Whether what a thing's beat says is seen: a way from box to box, or that it is where it is."""
    moved = beat.to_box is not None and beat.to_box != beat.from_box
    shown = _WAYS if moved else _STILL
    parts = (part for part in re.split(r",|;|\band\b|\bthen\b", beat.deed.lower()) if part.strip(" ."))
    return all(any(not m.negated for m in shown.find(tokens_of(part))) for part in parts)


def _pieces(scene: dict) -> None:
    """What planned deeds are done at stands where its beat begins."""
    lens = lens_of(scene)
    for i, a in enumerate(scene["actors"]):
        for n, b in enumerate(a.get("beats", ()) if a.get("planned") else ()):
            if not all_deeds()[b["deed"]].piece:
                continue
            spot: Spot = spot_of(b["way"][1], lens)
            others = [{**o, "beats": []} for o in scene["actors"]]
            others[i] = {**a, "x": spot.x, "y": spot.y, "scale": spot.scale, "beats": [{**b, "s": [0.0, 1.0]}]}
            stage = {**scene, "actors": others, "props": []}
            place_pieces(stage)
            scene["props"] = [*scene["props"], *({**p, "beat": n, "planned": True} for p in stage["props"])]


__all__ = ["direct", "fitted", "measured", "planned", "prop_named"]
