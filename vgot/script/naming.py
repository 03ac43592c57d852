"""Who is named in a text, and ids for names: shared by everything that makes people and places out of words."""

from __future__ import annotations

import re

from vgot.story.model import Character
from vgot.units import free_slug


def mentioned(text: str, cast: list[Character]) -> list[tuple[str, str]]:
    """(character, stage) of everybody whose stage name, or name, stands in a text."""
    found = []
    for c in cast:
        stage = next(
            (s for s in c.stages if re.search(rf"(?<!\w){re.escape(s.name)}(?!\w)", text, re.IGNORECASE)), None
        )
        if stage is None and re.search(rf"(?<!\w){re.escape(c.name)}(?!\w)", text, re.IGNORECASE):
            stage = c.stages[0]
        if stage:
            found.append((c.id, stage.id))
    return found[:8]


def unique_slug(name: str, taken: set[str], fallback: str) -> str:
    """A slug of a name that is not taken yet; it is then taken."""
    made = free_slug(name, taken, fallback)
    taken.add(made)
    return made
