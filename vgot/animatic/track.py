"""Tracks: where the people and things of a plan are at a moment, whatever the camera does.

An actor or a prop of a plan has beats with "s" (their seconds) and "way": where they are at the beginning and at the end of it. Such a
place is {"f": [x, y, size, wide]}, asked of the frame (x and y of the feet in shares of it, size in heights of the frame a unit), or
{"w": [x, y, scale, wide]} in the world; "at" says at which second it was asked. Between two that are asked of the frame one goes evenly
in the frame; else evenly in the world. `wide`: by how much somebody is wider than drawn, to fill the box that was asked for.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from vgot.animatic.animal_sizes import HEIGHTS
from vgot.animatic.deed_table import all_deeds
from vgot.animatic.playing import figure_in
from vgot.animatic.prop_boxes import BOXES

#: how many units of way it is to look 2.7 times as large
_DEPTH = 125.0
#: how much nearer a picture that leans is drawn, a degree
_LEAN = 0.017


@dataclass(frozen=True)
class Spot:
    """A place in the world: the feet, the scale, and how much wider than drawn."""

    x: float
    y: float
    scale: float
    wide: float = 1.0

    def mix(self, other: Spot, t: float) -> Spot:
        near = self.scale * (other.scale / self.scale) ** t
        return Spot(
            self.x + (other.x - self.x) * t,
            self.y + (other.y - self.y) * t,
            near,
            self.wide + (other.wide - self.wide) * t,
        )


@dataclass(frozen=True)
class Lens:
    """What a frame shows of the world at a moment: its middle, how near, how much it leans, and the width and height of the view at
    nearness 1, in units."""

    x: float
    y: float
    zoom: float
    roll: float
    width: float
    height: float

    def spot(self, place: list[float]) -> Spot:
        """A place of the frame in the world."""
        fx, fy, size, wide = place
        dx, dy = (fx - 0.5) * self.width, (fy - 0.5) * self.height
        k, a = 1.0 + abs(self.roll) * _LEAN if self.roll else 1.0, math.radians(-self.roll)
        dx, dy = (dx * math.cos(a) - dy * math.sin(a)) / k, (dx * math.sin(a) + dy * math.cos(a)) / k
        return Spot(self.x + dx / self.zoom, self.y + dy / self.zoom, size * self.height / self.zoom / k, wide)


LensAt = Callable[[float], Lens]


def spot_of(place: dict, lens: LensAt) -> Spot:
    """Where a place is in the world."""
    if "w" in place:
        x, y, scale, wide = place["w"]
        return Spot(x, y, scale, wide)
    return lens(place["at"]).spot(place["f"])


def in_beat(beat: dict, t: float, lens: LensAt) -> Spot:
    """Where one is at a moment of a beat."""
    (start, end), (one, other) = beat["s"], beat["way"]
    w = min(1.0, max(0.0, (t - start) / max(1e-6, end - start)))
    asked = "f" in one and "f" in other and one["at"] == start and other["at"] == end
    if asked:
        place = [a + (b - a) * w for a, b in zip(one["f"], other["f"], strict=True)]
        return lens(start + (end - start) * w).spot(place)
    return spot_of(one, lens).mix(spot_of(other, lens), w)


def index_at(beats: list[dict], t: float) -> int:
    """The beat of a moment."""
    return max(i for i, b in enumerate(beats) if i == 0 or t >= b["s"][0])


def way(a: Spot, b: Spot) -> float:
    """How far it is from one place to another, in units of one's own size."""
    size = math.sqrt(a.scale * b.scale)
    return math.hypot((b.x - a.x) / size, _DEPTH * math.log(b.scale / a.scale))


def on_track(actor: dict, t: float, lens: LensAt) -> dict:
    """An actor of a plan as they are placed at `t`: with x, y, scale, wide, and for each beat how far they have come in it and how fast
    they go ("going")."""
    beats = actor["beats"]
    here = in_beat(beats[index_at(beats, t)], t, lens)
    going: list[tuple[float, float]] = []
    for beat in beats:
        start, end = beat["s"]
        first, last = in_beat(beat, start, lens), in_beat(beat, end, lens)
        now = in_beat(beat, t, lens)
        going.append((way(first, now), way(first, last) / max(1e-6, end - start)))
    now = beats[index_at(beats, t)]
    sits = now.get("seat", "")
    return {
        **{k: v for k, v in actor.items() if k != "planned"},
        "x": here.x, "y": here.y, "scale": here.scale, "wide": here.wide, "going": going,
        "furniture": sits, "seat": sits in ("chair", "stool", "bench"), "back": 1.0 if now.get("away") else 0.0,
    }  # fmt: skip


def points_of(actor: dict, scene: dict, t: float, lens: LensAt) -> list:
    """What each beat of an actor looks at: (dx, dy) from their feet in units, "camera", or None. The others are where they are now."""
    return [_point(b.get("gaze"), actor, scene, t, lens) for b in actor["beats"]]


def _point(gaze: dict | str | None, actor: dict, scene: dict, t: float, lens: LensAt):
    if gaze is None or gaze == "camera":
        return gaze
    assert isinstance(gaze, dict)
    if "point" in gaze:
        spot = lens(t).spot([*gaze["point"], 1.0, 1.0])
        return spot.x - actor["x"], spot.y - actor["y"]
    if "who" in gaze:
        other = scene["actors"][gaze["who"]]
        return other["x"] - actor["x"], other["y"] - _eyes(other) - actor["y"]
    thing = next((p for p in scene["props"] if p["name"] == gaze["thing"]), None)
    if thing is None:
        return None
    spot = in_beat(thing["beats"][index_at(thing["beats"], t)], t, lens) if "beats" in thing else None
    x, y, k = (spot.x, spot.y, spot.scale) if spot else (thing["x"], thing["y"], thing["scale"])
    box = BOXES.get(thing["name"], (0, -20, 0, 0))
    return x - actor["x"], y - thing.get("up", 0.0) + k * (box[1] + box[3]) / 2 - actor["y"]


def _eyes(other: dict) -> float:
    if other["look"]["kind"] in ("person", "alien", "robot", "ghost"):
        seat = 0.43 * figure_in(other).leg if other.get("seat") else 0.0
        return (figure_in(other).eyes - seat) * other["scale"]
    return 0.72 * HEIGHTS.get(other["look"]["kind"], 40.0) * other["scale"]


def sits_in(deed: str) -> bool:
    """Whether a deed is done on a seat."""
    found = all_deeds()[deed]
    return found.stance == "sitting" or found.body == "sitting"
