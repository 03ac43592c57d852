"""Things and animals of the drawn world. `add` draws one by its name; animals that play a part take a look's colours."""

from __future__ import annotations

from vgot.animatic.canvas import Colour, Group
from vgot.animatic.props_animals import ANIMALS, draw_animal
from vgot.animatic.props_beasts import Act
from vgot.animatic.props_furnishings import LARGE, side_table
from vgot.animatic.props_kit import Draw
from vgot.animatic.props_standing import STANDING
from vgot.animatic.props_things import SMALL
from vgot.animatic.props_vehicles import VEHICLES

__all__ = ["ANIMALS", "KNOWN", "SMALL_THINGS", "add", "add_character_animal"]

_THINGS: dict[str, Draw] = {**LARGE, **VEHICLES, **STANDING, **SMALL}
#: things that lie in a hand or on a table
SMALL_THINGS: frozenset[str] = frozenset(SMALL)
#: every name that `add` draws
KNOWN: tuple[str, ...] = (*_THINGS, *ANIMALS)

_TABLE_TOP = -30.0


def add(group: Group, name: str, x: float, y: float, scale: float = 1.0, phase: float = 0.0, table: bool = True) -> Group:
    """Draw a thing or an animal of KNOWN with its foot at (x, y); returns its group. `phase` in 0..1 is one turn of its
    own small motion. A small thing stands on a round table unless `table` is False. An unknown name draws nothing."""
    g = group.group().transform(x, y, scale)
    if name in ANIMALS:
        draw_animal(g, name, Act(idle=phase))
    elif name in _THINGS:
        if name in SMALL_THINGS and table:
            side_table(g)
            _THINGS[name](g.group().transform(0, _TABLE_TOP), phase)
        else:
            _THINGS[name](g, phase)
    return g


def add_character_animal(group: Group, kind: str, look_colours: tuple[Colour | None, Colour | None], x: float, y: float, scale: float = 1.0,
                         facing: float = 1.0, walk_phase: float | None = None, talking: float = 0.0, blink: bool = False,
                             phase: float = 0.0) -> Group:
    """Draw an animal that plays a part. `look_colours`: fur and second colour (None: the animal's own). `facing` below 0
    looks left. `walk_phase` in 0..1 is one stride, None stands. `talking` in 0..1 opens the mouth."""
    g = group.group().transform(x, y, -scale if facing < 0 else scale, 0.0, scale)
    if kind in ANIMALS:
        draw_animal(g, kind, Act(phase, walk_phase, talking, blink, look_colours[0], look_colours[1]))
    elif kind in _THINGS:
        _THINGS[kind](g, phase)
    return g
