"""Places that no list knows, by the meaning of their words: "botanist's arboretum" is drawn as a garden.

Uses the embedded word vectors, loaded at the first unknown place (about 0.1 s, then 0.1 ms a question). Without them,
or under the floor, a place stays unknown: it is drawn as a plain studio and listed as not drawn.
"""

from __future__ import annotations

import re
from functools import lru_cache

from vgot.animatic.lexicon.places import PLACES
from vgot.errors import ModelUnavailable
from vgot.script.reading.nouns import listed
from vgot.script.words import nearest_word

#: a cosine: measured on fifty unknown places, over it about nine in ten kinds are sensible
FLOOR = 0.5
_NAMES_OF_EACH = 6
#: names of one place in the world, compounds that any room resembles, and rare words that nonsense resembles
_LEFT_OUT = set(
    "gobi mojave giza grotto souk andes himalayas alps siberia iss void limbo den inn gym cell mine ward flat store home camp fair "
    "schoolroom boardroom playroom lounge badlands loch fjord copse grove thicket glen brook mineshaft acropolis stonehenge bavaria "
    "parlour parlor studio kitchenette".split()
)


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """Common names of the places -> their kind."""
    out: dict[str, str] = {}
    for kind, (names, _) in PLACES.items():
        for name in [n for n in names.split("|") if n not in _LEFT_OUT and kind != "studio"][:_NAMES_OF_EACH]:
            out.setdefault(name, kind)
    return out


@lru_cache(maxsize=512)
def nearest_place(text: str) -> str | None:
    """The kind of place nearest in meaning to a place's name or to the head of a description, or None.

    >>> nearest_place("the botanist's arboretum")
    'garden'
    """
    head = re.split(r"[,.:;(]| with | where | under ", text.strip(), maxsplit=1)[0]
    words = [
        w
        for w in head.split()
        if w.lower() not in ("a", "an", "the", "old", "new", "in", "at", "on", "inside", "his", "her", "their")
    ][:5]
    if not words or not any(len(w) > 3 for w in words):
        return None
    if listed(words[-1].lower()) == "thing":
        return None  # "a fish tank", "a porch swing": nobody is in it
    try:
        found = nearest_word(" ".join(words), tuple(_names()), FLOOR)
    except ModelUnavailable:
        return None
    return _names()[found] if found else None
