"""Beings that are drawn as people of another kind (assets/animatic/guises.yaml): a zombie's skin, a clown's nose, a giant's height."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import yaml

from vgot.resources import shipped

#: what is drawn beside a person's look -> how a look says so
WEAR = {"cape": "caped", "red nose": "clown"}
#: fields of a look that words say too: there the words count; in all others the being does
_SAID = {
    "hair": "hair", "hair_base": "hair", "hair_style": "hair_style", "hair_style_base": "hair_style", "garment": "garment", "colour": "colour",
    "colour2": "second_colour", "trousers": "lower_colour", "pattern": "pattern", "hat": "hat", "glasses": "glasses", "beard": "beard",
}  # fmt: skip


@dataclass(frozen=True)
class Guise:
    """What of a drawn person is otherwise. `look`: fields of a look with their values; `wonder`: what is drawn beside, "" for nothing."""

    name: str
    words: frozenset[str]
    look: dict[str, Any] = field(default_factory=dict)
    wonder: str = ""


def read_guises(text: str, fields: frozenset[str]) -> tuple[Guise, ...]:
    """The table of guises. Raises ValueError naming the row for what is no field of a look (`fields`), and for what cannot be worn."""
    made = list[Guise]()
    for name, row in yaml.safe_load(text).items():
        look: dict[str, Any] = dict(row.get("look", {}))
        for one in set(look) - fields:
            raise ValueError(f"guises.yaml, {name}: a look has no {one}")
        worn = row.get("wear", [])
        for one in set(worn) - set(WEAR):
            raise ValueError(f"guises.yaml, {name}: nobody wears a {one}; there are {', '.join(WEAR)}")
        if not row.get("words"):
            raise ValueError(f"guises.yaml, {name}: no word names it")
        coloured = {k: v | 0xFF000000 if isinstance(v, int) and v > 0xFF else v for k, v in look.items()}
        made.append(Guise(name, frozenset(row["words"]), coloured, WEAR[worn[0]] if worn else ""))
    return tuple(made)


@cache
def guises(fields: frozenset[str]) -> tuple[Guise, ...]:
    """The table, read once."""
    return read_guises(shipped("assets", "animatic", "guises.yaml").read_text(encoding="utf-8"), fields)


def guise_of(text: str, fields: frozenset[str]) -> Guise | None:
    """The being that a role or a look names first; None for a person."""
    for word in re.findall(r"[a-z]+", text.lower()):
        for one in guises(fields):
            if word in one.words:
                return one
    return None


def worn_by(guise: Guise, reading: object) -> dict[str, Any]:
    """The fields of a look that a guise changes, where the words (`reading`, a LookReading) do not say otherwise."""
    kept = {k: v for k, v in guise.look.items() if k not in _SAID or getattr(reading, _SAID[k], None) in (None, "", ())}
    return kept | ({"wonder": guise.wonder} if guise.wonder else {})
