"""Cast shadows: what stands on the ground throws its shape away from the light, longer the lower the light is."""

from __future__ import annotations

import math

from vgot.animatic.animal_sizes import HEIGHTS, LENGTHS
from vgot.animatic.canvas import Group, alpha
from vgot.animatic.lexicon.places import INDOORS
from vgot.animatic.people.figure import figure, slimmer
from vgot.animatic.prop_boxes import BOXES
from vgot.animatic.props.animals import FLYING
from vgot.animatic.scene import Standing, State, Thing

#: light -> how long a shadow is (of the height), how dark, and how far down the picture it falls (degrees)
_CAST: dict[str, tuple[float, float, float]] = {
    "noon": (0.34, 0.2, 26.0), "dawn": (0.95, 0.17, 9.0), "golden": (0.95, 0.22, 9.0), "dusk": (0.8, 0.16, 10.0), "night": (0.5, 0.17, 15.0),
    "readable_night": (0.5, 0.17, 15.0), "lamp": (0.45, 0.16, 14.0), "candle": (0.7, 0.24, 11.0), "fire": (0.8, 0.26, 10.0), "neon": (0.5, 0.2, 14.0),
    "spot": (0.3, 0.24, 24.0),
}  # fmt: skip
#: in a room the light comes in from a window: shadows are short and soft
_INSIDE = (0.36, 0.13, 18.0)
#: where nothing stands on the ground
_NO_GROUND = ("underwater", "space", "sky", "studio")
_COLOUR = 0xFF1A1226


def cast_shadows(g: Group, state: State) -> None:
    """Draw the shadows of a state's people, animals and things into a group in the plane of the people."""
    place = state.places[0][0]
    name, _, side = state.lights[0]
    told = _CAST.get(name)
    if (
        told is None
        or place.kind in _NO_GROUND
        or place.afloat
        or any(state.weather.get(w) for w in ("fog", "rain", "storm", "snow"))
    ):
        return
    if place.kind in INDOORS and name in ("noon", "dawn", "golden"):
        told = _INSIDE
    long, dark, down = told
    way = -1.0 if side > 0 else 1.0
    for one in (*state.crowd, *state.actors):
        if not one.furniture and one.pose.lie <= 0.5 and one.pose.seen > 0.3:
            _shadow(g, one, long, dark * one.pose.seen, way * down, way)
    for thing in state.props:
        box = BOXES.get(thing.name)
        if (
            box is not None
            and thing.up <= 0.5
            and not thing.front
            and thing.stand != "water"
            and not thing.state
            and box[3] > -6
        ):
            _of_a_thing(g, thing, box, long, dark, way)


def _shadow(g: Group, one: Standing, long: float, dark: float, angle: float, way: float) -> None:
    """The shape of somebody, laid on the ground: feet, body, head."""
    pose, look = one.pose, one.look
    if look.kind in ("person", "alien", "robot", "ghost"):
        f = slimmer(figure(look), pose)
        tall = f.height * (1 - 0.4 * pose.drop) * long * pose.scale
        wide = (f.half * 0.95 + 1.5) * pose.scale * 0.5
        head = f.head * pose.scale * 0.5
        lean = math.sin(math.radians(pose.lean)) * f.trunk * pose.scale
    else:
        tall = min(60.0, HEIGHTS.get(look.kind, 40.0) * long) * pose.scale
        half = 0.42 * LENGTHS.get(look.kind, 0.7 * HEIGHTS.get(look.kind, 40.0)) * pose.scale
        high = pose.lift + (14.0 if look.kind in FLYING else 0.0)
        g.ellipse(
            pose.x + way * tall * 0.4,
            pose.y + 0.8 + 0.03 * tall,
            half + tall * 0.4,
            2.2 + 0.07 * half,
            alpha(_COLOUR, dark / (1 + high / 30)),
        )
        return
    h = g.group().transform(pose.x + lean * 0.5 - way * pose.lift * long * 0.3, pose.y + 0.6, 1.0, angle, 1.0)
    w, end = way, max(tall, 2.2 * head)
    h.path(
        [
            ("M", 0.0, -wide * 0.55), ("Q", w * end * 0.3, -wide, w * (end - head), -wide * 0.8), ("Q", w * end * 1.04, -wide * 0.8, w * end * 1.04, 0.0),
            ("Q", w * end * 1.04, wide * 0.8, w * (end - head), wide * 0.8), ("Q", w * end * 0.3, wide, 0.0, wide * 0.55), ("Z",),
        ],
        alpha(_COLOUR, dark),
    )  # fmt: skip


def _of_a_thing(g: Group, thing: Thing, box: tuple, long: float, dark: float, way: float) -> None:
    """A flat bank beside a thing's foot."""
    left, top, right, _ = box
    half, tall = (right - left) * 0.5 * thing.scale, -top * thing.scale
    reach = min(tall * long, 70.0)
    if half > 70.0 or tall < 6.0:
        return
    x = thing.x + (left + right) * 0.5 * thing.scale
    g.path(
        [
            ("M", x - half * 0.8, thing.y - 1.2), ("L", x + half * 0.8, thing.y - 1.2), ("L", x + way * reach + half * 0.7, thing.y + 2.5 + reach * 0.1),
            ("L", x + way * reach - half * 0.7, thing.y + 2.5 + reach * 0.1), ("Z",),
        ],
        alpha(_COLOUR, dark * 0.8),
    )  # fmt: skip
