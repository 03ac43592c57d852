"""The arcs a story can take: which sheet of beats, who else it needs, where its abstract places are, how it is titled."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from vgot.script import beats_friends, beats_life
from vgot.script.outline_beat import Beat, Dice, read_sheet
from vgot.script.outline_reading import Reading


@dataclass(frozen=True)
class Arc:
    """`needs` are (key, role word, how the text speaks of them); `places` maps the sheet's places to kinds, from which
    the dice choose; `keep` are things the lead may carry."""

    key: str
    sheets: tuple[str, ...]
    needs: tuple[tuple[str, str, str], ...]
    places: dict[str, str]
    titles: tuple[str, ...]
    style: str
    objects: tuple[str, ...] = ("letter",)
    gaps: bool = True


ARCS: dict[str, Arc] = {arc.key: arc for arc in (
    Arc("life", (beats_life.YOUTH, beats_life.MIDDLE, beats_life.AGE), (), {}, beats_life.TITLES,
        "Warm cinematic period film, painterly natural light, consistent faces, gentle film grain.", gaps=False),
    Arc("friends", (beats_friends.SHEET,), beats_friends.NEEDS, beats_friends.PLACES, beats_friends.TITLES,
        "Quiet cinematic drama, natural colour, soft weather, consistent characters.", beats_friends.OBJECTS),
)}
#: genre of the reading -> arc
_BY_GENRE = {"": "friends", "heist": "friends", "mystery": "friends", "rivalry": "friends", "romance": "friends",
             "homeward": "friends", "disaster": "friends", "space": "friends", "tale": "friends", "comedy": "friends",
             "quest": "friends", "friendship": "friends"}


@cache
def beats_of(key: str) -> tuple[Beat, ...]:
    """The beats of an arc, read once."""
    return tuple(beat for sheet in ARCS[key].sheets for beat in read_sheet(sheet))


def choose_arc(reading: Reading, dice: Dice) -> Arc:
    """The arc for a reading; only where the sentence leaves it open do the dice decide."""
    people = [lead for lead in reading.leads if lead.role.nature == "human"]
    if reading.span == "life" and people and reading.leads[0] in people:
        return ARCS["life"]
    return ARCS[_BY_GENRE[reading.genre]]
