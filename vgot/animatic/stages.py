"""Somebody at a later stage of the story: the same person, older or in other clothes, or another kind of being altogether."""

from __future__ import annotations

import json
import random
import re
from dataclasses import replace

from vgot.animatic.lexicon import catalogue as lexicon
from vgot.animatic.looks import Look, draw_look, dress
from vgot.story.model import seed_from


def later_stage(first: Look, stage: str, text: str, wardrobe: str, role: str, seed: int) -> Look:
    """Somebody at another stage: the same person (`same_person`), or, where the words begin with another kind of being ("a small green
    frog"), that."""
    return _turned_into(first, text, seed) or same_person(first, stage, text, wardrobe, role, seed)


def same_person(first: Look, stage: str, text: str, wardrobe: str, role: str, seed: int) -> Look:
    """The same person at another stage: identity from `first`, traits from the text; clothes the text leaves open are
    drawn anew for the stage."""
    rng = random.Random(seed_from("stage", json.dumps(first.as_dict(), sort_keys=True), stage, seed))
    reading = lexicon.read_look(" ".join(t for t in (text, wardrobe) if t), role)
    same = replace(first, grey=0.0, glasses="", beard="", hat="", neck="", cane=False, hair=first.hair_base)
    return dress(same, reading, text, rng, first)


#: where the words for somebody's kind end in a look
_KIND_ENDS = re.compile(r"\s+(?:with|in|on|who|whose|wearing|of)\b|[,:;(]")


def _turned_into(first: Look, text: str, seed: int) -> Look | None:
    """The look of another kind of being than the first stage's, where the words at the beginning of a look name one; None where they do not."""
    kind = _KIND_ENDS.split(text.strip(), maxsplit=1)[0]
    made = draw_look("turned", "", kind, text, "", seed)
    return made if made.kind not in (first.kind, "person") else None
