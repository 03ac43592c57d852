"""How closely clips follow the drawn shot in motion, and what of it: set for the film or for one shot, both in one edit. Pure."""

from __future__ import annotations

from typing import Any

from vgot.story.edits import set_value
from vgot.story.model import Story

#: How closely a clip follows its guide where a kind is chosen and nobody said how closely.
USUAL_STRENGTH = 0.8


def with_guide(story: Story, shot: int | None, kind: str | None = None, strength: float | None = None) -> Story:
    """The story with another guide for the shot with this number from 1, or for the film (None).

    `kind`: depth, edges, pose or masks; "none" is no guide, "" (of a shot) is all as the film says; None: as it is. `strength`: 0 to 1, None:
    as it is, and the usual one where a kind is chosen that would lead nothing. A shot whose strength alone is set keeps the film's kind.
    Raises NotFound, BadInput.
    """
    where = "film" if shot is None else f"shots/{shot}"
    values: dict[str, Any] = {}
    if kind == "none":
        values["guide"] = 0.0
    elif kind == "":
        values |= {"guide_kind": "", "guide": ""}
    elif kind is not None:
        values["guide_kind"] = kind
    if strength is not None:
        values["guide"] = strength
    for field, value in values.items():
        story = set_value(story, f"{where}/{field}", value)
    leads = story.film.guide if shot is None or story.shots[shot - 1].guide is None else story.shots[shot - 1].guide
    if kind not in (None, "", "none") and strength is None and not leads:
        story = set_value(story, f"{where}/guide", USUAL_STRENGTH)
    return story
