"""The arcs a story can take: which sheet of beats, who else it needs, where its abstract places are, how it is titled."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from vgot.script.beats import (
    friends as beats_friends,
)
from vgot.script.beats import (
    hearts as beats_hearts,
)
from vgot.script.beats import (
    homeward as beats_homeward,
)
from vgot.script.beats import (
    life as beats_life,
)
from vgot.script.beats import (
    quests as beats_quests,
)
from vgot.script.beats import (
    schemes as beats_schemes,
)
from vgot.script.beats import (
    tales as beats_tales,
)
from vgot.script.beats import (
    trials as beats_trials,
)
from vgot.script.outline.beat import Beat, read_sheet
from vgot.script.outline.dice import Dice
from vgot.script.outline.reading import Reading


@dataclass(frozen=True)
class Arc:
    """`needs` are (key, role word, how the text speaks of them); `places` maps the sheet's places to kinds, from which
    the dice choose; `objects` are what it can turn on ("*": whatever the sentence names); `lead` plays when the
    sentence names nobody; `ages` are the lead's stages as (id, name prefix, from `at`, age) where it grows old."""

    key: str
    sheets: tuple[str, ...]
    needs: tuple[tuple[str, str, str], ...]
    places: dict[str, str]
    titles: tuple[str, ...]
    style: str
    objects: tuple[str, ...] = ("letter",)
    lead: str = "traveller"
    ages: tuple[tuple[str, str, float, int], ...] = ()


def _arc(key: str, module: Any, prefix: str, style: str, **more: Any) -> Arc:

    def part(name: str) -> Any:
        return getattr(module, f"{prefix}_{name}" if prefix else name, ())

    objects = part("OBJECTS") or ("letter",)
    return Arc(
        key,
        (getattr(module, prefix or "SHEET"),),
        part("NEEDS"),
        part("PLACES"),
        part("TITLES"),
        style,
        objects,
        **more,
    )


ARCS: dict[str, Arc] = {
    arc.key: arc
    for arc in (
        Arc(
            "life",
            (beats_life.YOUTH, beats_life.MIDDLE, beats_life.AGE),
            (),
            {},
            beats_life.TITLES,
            "Warm cinematic period film, painterly natural light, consistent faces, gentle film grain.",
        ),
        _arc(
            "friends", beats_friends, "", "Quiet cinematic drama, natural colour, soft weather, consistent characters."
        ),
        _arc(
            "homeward",
            beats_homeward,
            "HOME",
            "Big-hearted animal adventure, low camera, rich natural colour.",
            lead="dog",
        ),
        _arc(
            "river",
            beats_homeward,
            "RIVER",
            "Poetic nature film, clear water, long light, painterly colour.",
            lead="girl",
        ),
        _arc(
            "heist",
            beats_schemes,
            "HEIST",
            "Sleek night thriller, deep blacks, teal and amber, precise framing.",
            lead="thief",
        ),
        _arc(
            "rivalry",
            beats_schemes,
            "RIVAL",
            "Warm comic drama, saturated interiors, symmetrical framing.",
            lead="chef",
        ),
        _arc("quest", beats_quests, "QUEST", "Sweeping adventure film, epic landscapes, bold natural light."),
        _arc(
            "mystery",
            beats_quests,
            "MYSTERY",
            "Rain-soaked mystery, low-key light, long shadows, muted colour.",
            lead="detective",
        ),
        _arc(
            "romance",
            beats_hearts,
            "ROMANCE",
            "Tender romance, soft focus, glowing skin tones, reflections and rain.",
            lead="woman",
        ),
        _arc(
            "comedy",
            beats_hearts,
            "COMEDY",
            "Bright physical comedy, candy colour, wide readable framing.",
            lead="clerk",
        ),
        _arc(
            "disaster",
            beats_trials,
            "DISASTER",
            "Earnest survival drama, dusty light, long lenses, restrained colour.",
            lead="baker",
        ),
        _arc(
            "space",
            beats_trials,
            "SPACE",
            "Contemplative science fiction, clean whites, deep blacks, tiny accents of colour.",
            lead="astronaut",
        ),
        _arc("tale", beats_tales, "TALE", "Storybook fairy tale, painterly snow light, jewel colours.", lead="girl"),
        _arc(
            "thing",
            beats_tales,
            "THING",
            "Poetic chronicle, one place through many years, painterly light.",
            lead="girl",
            ages=(("young", "Young", 0.0, 9), ("grown", "", 0.25, 22), ("old", "Old", 0.6, 74)),
        ),
    )
}
#: genre of the reading -> arc
_BY_GENRE = {
    "heist": "heist",
    "mystery": "mystery",
    "rivalry": "rivalry",
    "romance": "romance",
    "homeward": "quest",
    "disaster": "disaster",
    "space": "space",
    "tale": "tale",
    "comedy": "comedy",
    "quest": "quest",
    "friendship": "friends",
}
_OPEN = ("quest", "friends", "mystery", "comedy")


@cache
def beats_of(key: str) -> tuple[Beat, ...]:
    """The beats of an arc, read once."""
    return tuple(beat for sheet in ARCS[key].sheets for beat in read_sheet(sheet))


def choose_arc(reading: Reading, dice: Dice) -> Arc:
    """The arc for a reading; only where the sentence leaves it open do the dice decide."""
    natures = [lead.role.nature for lead in reading.leads]
    if reading.thing and (reading.span in ("life", "years", "seasons") or reading.genre in ("", "quest", "homeward")):
        return ARCS["river" if reading.thing in ("river", "stream") else "thing"]
    if reading.span == "life" and natures and natures[0] == "human":
        return ARCS["life"]
    if (
        "animal" in natures
        and set(natures) <= {"animal", "human"}
        and reading.genre not in ("tale", "mystery", "heist")
    ):
        return ARCS["homeward"]
    kin = any(
        lead.role.word in ("sister", "brother", "mother", "father", "grandmother", "grandfather", "son", "daughter")
        for lead in reading.leads
    )
    if kin and len(natures) > 1 and reading.genre in ("", "friendship"):
        return ARCS["quest"]  # they need not meet
    if reading.genre:
        return ARCS[_BY_GENRE[reading.genre]]
    if len(natures) > 1:
        return ARCS[dice.pick(("friends", "quest"), "arc")]
    return ARCS[dice.pick(_OPEN, "arc")]


def told_arc(like: Arc) -> Arc:
    """The arc of a sentence that brings its own events, in the style of the arc it would have had."""
    return Arc("told", (), (), {}, ("{hero}",), like.style)
