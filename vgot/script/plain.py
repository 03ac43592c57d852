"""A plain, deterministic reading of one sentence as five domains: what stands in when no language model wrote a shot.

It invents nothing: the sentence is the relation, looks come from the cast and the place, light from the words for the
time of day, framing from the words of film people, else from the shot's position.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from vgot.script.tables import Table, WordSet, table
from vgot.story.model import Domains, Place, Stage


class Said(Table):
    """A pattern of words, and what is said where it fits."""

    words: str
    say: str


class Plain(Table):
    """plain.yaml; its head says what the fields are."""

    light: tuple[Said, ...]
    daylight: str
    camera: tuple[Said, ...]
    opening: str
    rota: tuple[str, ...]
    within: str
    towards: str
    ends: str
    no_places: WordSet


@cache
def plain() -> Plain:
    """The table, read once."""
    return table("plain.yaml", Plain)


def plain_domains(
    sentence: str,
    number: int,
    *,
    people: Sequence[tuple[str, Stage]] = (),
    place: Place | None = None,
    where: str = "",
    time: str = "",
) -> Domains:
    """Five domains for shot `number` (from 1). people: (character's name, stage) on screen; where: words for a place
    that is not among the story's places; time: words for the time of day, such as a scene heading has."""
    said = sentence.strip() or "A moment passes."
    if people:
        character = " ".join(f"{stage.name}: {stage.look.strip().rstrip('.') or 'as before'}." for _, stage in people)
    else:
        character = "Nobody is named here; the place itself holds the shot."
    if place:
        look = place.look.strip().rstrip(".")
        background = f"{place.name}{f': {look}' if look else ''}, the same in every shot there."
    else:
        background = f"{where.strip().rstrip('.')}, as the story has it." if where.strip() else _where(said)
    return Domains(
        character=character[:2000],
        background=background[:2000],
        relation=said[:2000],
        camera=camera_for(said, number),
        lighting=light_for(f"{time} {said}"),
    )


def camera_for(sentence: str, number: int) -> str:
    turn = plain().opening if number == 1 else plain().rota[number % len(plain().rota)]
    return _first(plain().camera, sentence) or turn


def light_for(sentence: str) -> str:
    return _first(plain().light, sentence) or plain().daylight


def _first(rows: Sequence[Said], sentence: str) -> str:
    return next((row.say for row in rows if re.search(row.words, sentence, re.IGNORECASE)), "")


def place_in(sentence: str) -> str:
    """The words for the place in a sentence ('the old harbour'), or nothing."""
    for near in (plain().within, plain().towards):
        for match in re.finditer(rf"\b(?:{near}) ((?:the|a|an|her|his|their|its) (?:[\w'-]+ ?){{1,4}})", sentence):
            words = re.split(rf"\b(?:{plain().ends})\b", match.group(1))[0].split()
            if len(words) > 1 and words[-1].lower() not in plain().no_places:
                return " ".join(words)
    return ""


def _where(sentence: str) -> str:
    found = place_in(sentence)
    return (
        f"{found[0].upper()}{found[1:]}, as the sentence has it."
        if found
        else "A simple place that the sentence leaves open, kept as in the shot before."
    )
