"""Somebody or something put into shots, and things of another colour: who is of the cast stands there, anything else goes into the
background in words."""

from __future__ import annotations

import re
from typing import Any

from vgot.language import forms
from vgot.script.phrases import listing
from vgot.script.reading.nouns import kind_of
from vgot.script.wishes.clause import Clause, Doing
from vgot.script.wishes.draft import Draft
from vgot.script.wishes.people import bare, person
from vgot.script.wishes.qualities import is_quality
from vgot.script.wishes.replace import read_replacement
from vgot.script.wishes.scope import says
from vgot.script.wishes.words import any_of, tables
from vgot.story.model import DOMAINS, Character

_MANY = "some|several|a few|a couple of|many|two|three|four|five|six|seven|eight|nine|ten"
_ADDED = re.compile(
    r"^(?:add|put in|put|bring in|include|insert|show|let there be|there should be|there must be) "
    rf"(?P<what>(?:(?:an?|another|one|the|{_MANY}) )?[\w'’-]+(?: [\w'’-]+){{0,7}}?)"
    r"(?: (?:in there|there|in the (?:picture|frame|shot)|(?:in|to|into) (?:it|them)))?$",
    re.IGNORECASE,
)
_ARTICLE = re.compile(rf"(?:an?|another|one|{_MANY}) ", re.IGNORECASE)
_SEVERAL = re.compile(rf"(?:{_MANY}) ", re.IGNORECASE)


def read_adding(clause: Clause) -> Doing | None:
    """ "add a dog to shot 3", "put a lamp on the table in shot 1", "add Mary to the last shot"."""
    found = _ADDED.match(clause.rest.strip())
    if not found or any(re.search(row.words, clause.text, re.IGNORECASE) for row in tables().elsewhere):
        return None
    parts = [p.strip() for p in re.split(r",\s*(?:and )?| and ", found["what"]) if p.strip()]
    people = [person(clause.story, p) for p in parts]
    things = [p for p, who in zip(parts, people, strict=True) if who is None]
    if any(not _ARTICLE.match(t) or is_quality(bare(t)) for t in things):
        return None

    def apply(draft: Draft, numbers: list[int]) -> None:
        for n in numbers:
            for who in filter(None, people):
                _stands(draft, n, who)
            if things:
                said = f"There {'are' if _are(things) else 'is'} also {listing([_low(t) for t in things])}."
                draft.edit(f"shots/{n}/background", lambda text, s=said: f"{_ended(text)} {s}".strip())

    return Doing(clause, apply, f"adds {listing(parts)}", whole=True)


def _are(things: list[str]) -> bool:
    """Whether the first of them is several: "there are also two birds and a kite"."""
    return bool(_SEVERAL.match(things[0]) or forms.plural(things[0].split()[-1]))


def _low(thing: str) -> str:
    return thing[:1].lower() + thing[1:]


def _ended(text: str) -> str:
    plain = text.strip()
    return plain if not plain or plain[-1] in ".!?…" else plain + "."


def _stands(draft: Draft, n: int, who: Character) -> None:
    """Somebody of the cast in a shot, as they are in the nearest shot that has them."""
    shot = draft.data["shots"][n - 1]
    if any(p["character"] == who.id for p in shot["who"]):
        return
    there: list[tuple[int, dict[str, Any]]] = [
        (abs(m - n), p)
        for m, other in enumerate(draft.data["shots"], 1)
        for p in other["who"]
        if p["character"] == who.id
    ]
    stage = min(there, key=lambda one: one[0])[1]["stage"] if there else who.stages[0].id
    if draft.set(f"shots/{n}/who", [*shot["who"], {"character": who.id, "stage": stage}]):
        name = who.name if who.name[:1].isupper() else f"the {bare(who.name)}"
        said = f"{name[:1].upper()}{name[1:]} is there as well."
        draft.edit(f"shots/{n}/character", lambda text: f"{_ended(text)} {said}".strip())


_COLOURED = re.compile(
    r"^make (?:the |his |her |their |its )(?P<x>[\w'’-]+(?: [\w'’-]+)?) (?P<colour>[\w-]+)$", re.IGNORECASE
)


#: Words that stand among the colours and say how light something is.
_OF_LIGHT = {"dark", "light", "pale", "bright"}


def read_coloured(clause: Clause) -> Doing | None:
    """ "make the cat black": a thing or an animal, wherever the film speaks of it; people have looks."""
    found = _COLOURED.match(clause.rest.strip())
    if not found or not re.fullmatch(any_of(tables().colours), found["colour"], re.IGNORECASE):
        return None
    x, texts = found["x"], " ".join(" ".join(getattr(s.domains, d) for d in DOMAINS) for s in clause.story.shots)
    who = person(clause.story, x)
    human = who is not None and kind_of((who.role or who.name).split()[-1].lower()) != "animal"
    if found["colour"].lower() in _OF_LIGHT or {*x.lower().split()} & {*tables().glue, *tables().colour_words}:
        return None
    if human or is_quality(x) or not (who or says(texts, x)):
        return None
    rest = f"replace the {x} by a {found['colour']} {x}"
    return read_replacement(Clause(clause.text, rest, clause.scope, clause.story, clause.selection))
