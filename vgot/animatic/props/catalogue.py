"""Things and animals of the drawn world. `add` draws one by its name; animals that play a part take a look's colours."""

from __future__ import annotations

import inspect
from functools import partial

from vgot.animatic.animal_sizes import DRAWN, HEIGHTS
from vgot.animatic.canvas import Colour, Group
from vgot.animatic.prop_boxes import BOXES
from vgot.animatic.props.animals import ANIMALS, FLYING, draw_animal
from vgot.animatic.props.bodies import UPRIGHT, Act, Bearing
from vgot.animatic.props.found import FOUND
from vgot.animatic.props.furnishings import LARGE, boulder, crate, side_table
from vgot.animatic.props.kit import Draw
from vgot.animatic.props.paint import Painted, over, under
from vgot.animatic.props.standing import PERCH, STANDING, cage_bars, cage_floor
from vgot.animatic.props.table import drawings, rows
from vgot.animatic.props.things import SMALL
from vgot.animatic.props.vehicles import VEHICLES

__all__ = [
    "ALOFT",
    "ANIMALS",
    "FLYING",
    "CAGED",
    "KNOWN",
    "PAINTED",
    "SMALL_THINGS",
    "STANDS",
    "Bearing",
    "add",
    "add_character_animal",
    "caged_size",
]

_THINGS: dict[str, Draw] = {**LARGE, **VEHICLES, **STANDING, **SMALL, **FOUND, **drawings()}
#: things that lie in a hand or on a table
SMALL_THINGS: frozenset[str] = frozenset(SMALL) | {name for name, row in rows().items() if row.put == "hand"}
#: every name that `add` draws
KNOWN: tuple[str, ...] = (*_THINGS, *ANIMALS)

#: things that words can give a colour
PAINTED: frozenset[str] = frozenset(
    name for name, draw in _THINGS.items() if "colour" in inspect.signature(draw).parameters
)
#: props that hang or fly have their own height over the ground
ALOFT: dict[str, float] = {
    "plane": 88.0,
    "ufo": 74.0,
    "hot_air_balloon": 30.0,
    "balloon": 16.0,
    "dolphin": 4.0,
    **dict.fromkeys(sorted(FLYING), 46.0),
    "eagle": 66.0,
    "hawk": 62.0,
    "gull": 58.0,
    "butterfly": 40.0,
    "bee": 34.0,
    "ladybug": 30.0,
    "firefly": 36.0,
    **{name: row.up for name, row in rows().items() if row.put == "air"},
}
_TABLE_TOP = -30.0
#: what `add` can put under a small thing
STANDS = ("table", "crate", "rock")
#: before the name of an animal that sits in a cage
CAGED = "caged:"


def caged_size(kind: str) -> float:
    """How much smaller than elsewhere an animal is in a cage, so that it has room there."""
    return min(1.0, 16.0 / HEIGHTS.get(kind, 16.0))


def add(
    group: Group,
    name: str,
    x: float,
    y: float,
    scale: float = 1.0,
    phase: float = 0.0,
    stand: str = "table",
    colour: int = 0,
    paint: int = 0,
    state: str = "",
) -> Group:
    """Draw a thing or an animal of KNOWN with its foot at (x, y); returns its group. `phase` in 0..1 is one turn of its
    own small motion. A small thing stands on `stand`: "table", "crate", "rock" or "" (the ground). `colour` 0: the thing's own;
    `paint`: painted over whatever it is, 0 for not; `state`: "" or what `paint.over` draws.
    "robot:dog" is a dog of metal, "caged:bird" a bird in its cage. An unknown name draws nothing."""
    g = group.group().transform(x, y, scale)
    caged, name = name.startswith(CAGED), name.removeprefix(CAGED)
    metal, _, plain = name.rpartition(":")
    if caged:
        cage_floor(g, phase)
        draw_animal(
            g.group().transform(0, -PERCH, caged_size(plain) * HEIGHTS.get(plain, 18.0) / DRAWN.get(plain, 18.0)),
            plain,
            Act(idle=phase, metal=metal, aloft=False),
        )
        cage_bars(g)
    elif plain in ANIMALS:
        draw_animal(g, plain, Act(idle=phase, metal=metal, colour=paint | 0xFF000000 if paint else None))
    elif name in _THINGS:
        if name in SMALL_THINGS and stand:
            {"crate": crate, "rock": boulder}.get(stand, side_table)(g)
            g = g.group().transform(0, _TABLE_TOP)
        _draw(g, name, phase, colour, paint, state)
    return g


def _draw(g: Group, name: str, phase: float, colour: int, paint: int, state: str) -> None:
    """A thing in its colour and state."""
    box = BOXES[name]
    if state:
        under(g, state, box)
    if paint and name in PAINTED and paint >> 24 == 0xFF:
        colour, paint = paint, 0
    body = g.add(Painted(paint)) if paint else g
    if colour and name in PAINTED:
        _THINGS[name](body, phase, colour=colour)  # type: ignore[call-arg]
    else:
        _THINGS[name](body, phase)
    if state:
        over(g, state, box, phase)
    if state in _ON_TOP:
        wide, high = box[2] - box[0], box[3] - box[1]
        for k, share in _ON_TOP[state][1]:
            size = max(0.22, wide * share / 40)
            _THINGS[_ON_TOP[state][0]](
                g.group().transform(box[0] + wide * k, box[1] + high * 0.34, size), (phase + k) % 1
            )


#: state -> the thing that is drawn on top, and where: shares of the width, and how wide it is there
_ON_TOP: dict[str, tuple[str, tuple[tuple[float, float], ...]]] = {
    "burning": ("fire", ((0.25, 0.34), (0.75, 0.36), (0.5, 0.5))),
    "smoking": ("smoke", ((0.5, 0.4),)),
}


#: how large a thing looks in a mouth, in radii of the head, and how much of its own size it keeps at the most
_MOUTHFUL, _OWN_SIZE = 2.6, 0.85


def _in_mouth(name: str, colour: Colour, g: Group, x: float, y: float, head: float) -> None:
    """A thing held by its middle."""
    left, top, right, low = BOXES[name]
    size = min(_OWN_SIZE, _MOUTHFUL * head / max(right - left, low - top))
    add(g, name, x - (left + right) / 2 * size, y - (top + low) / 2 * size, size, 0.1, "", colour)


def add_character_animal(
    group: Group,
    kind: str,
    look_colours: tuple[Colour | None, Colour | None],
    x: float,
    y: float,
    scale: float = 1.0,
    facing: float = 1.0,
    walk_phase: float | None = None,
    talking: float = 0.0,
    blink: bool = False,
    phase: float = 0.0,
    aloft: bool = True,
    metal: str = "",
    bearing: Bearing = UPRIGHT,
    carried: str = "",
    carried_colour: Colour = 0,
) -> Group:
    """Draw an animal that plays a part. `look_colours`: fur and second colour (None: the animal's own). `facing` below 0
    looks left. `walk_phase` in 0..1 is one stride, None stands. `talking` in 0..1 opens the mouth. `aloft`: on the wing.
    `metal`: "" or what a machine is made of (`props_metal.METALS`). `bearing`: how it holds its head, and whether it lies. `carried`: the
    thing that four-legged animals and birds have in the mouth or beak."""
    g = group.group().transform(x, y, -scale if facing < 0 else scale, 0.0, scale)
    if kind in ANIMALS:
        draw_animal(
            g,
            kind,
            Act(
                phase,
                walk_phase,
                talking,
                blink,
                look_colours[0],
                look_colours[1],
                aloft,
                metal,
                bearing,
                partial(_in_mouth, carried, carried_colour) if carried in BOXES else None,
            ),
        )
    elif kind in PAINTED and look_colours[0]:
        _THINGS[kind](g, phase, colour=look_colours[0])  # type: ignore[call-arg]
    elif kind in _THINGS:
        _THINGS[kind](g, phase)
    return g
