"""The arc of a whole life: its sheets of beats, its titles and its style."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from vgot.script.beats import life
from vgot.script.outline.beat import Beat, read_sheet


@dataclass(frozen=True)
class Arc:
    """`needs` are (key, role word, how the text speaks of them); `objects` are what it can turn on; `lead` plays when the
    sentence names nobody; `ages` are the lead's stages as (id, name prefix, from `at`, age) where it grows old."""

    key: str
    sheets: tuple[str, ...]
    titles: tuple[str, ...]
    style: str
    needs: tuple[tuple[str, str, str], ...] = ()
    objects: tuple[str, ...] = ("letter",)
    lead: str = "traveller"
    ages: tuple[tuple[str, str, float, int], ...] = ()


LIFE = Arc(
    "life",
    (life.YOUTH, life.MIDDLE, life.AGE),
    life.TITLES,
    "Warm cinematic period film, painterly natural light, consistent faces, gentle film grain.",
)


@cache
def beats_of_a_life() -> tuple[Beat, ...]:
    """The beats of a life, read once."""
    return tuple(beat for sheet in LIFE.sheets for beat in read_sheet(sheet))
