"""Whether two ways of saying what happens are drawn alike: then an edit of the one into the other makes nothing anew.

Everything that the drawn world hears in a shot's short description is heard here once more: the reading, a lost crown, and
who does what. Who somebody is (a woman, a man, an animal) stands in their tokens, not in the words: all of them are tried.
"""

from __future__ import annotations

import itertools
from typing import Any

from vgot.animatic.lexicon.catalogue import read_shot
from vgot.animatic.lexicon.deeds import Deed, Member, deeds_of, lost_crown
from vgot.animatic.nearest import nearest_place
from vgot.story.model import Domains
from vgot.units import name_of

#: Above this many people the ways they may be are too many to try.
_MOST_TRIED = 4
_BEINGS = (("f", "person"), ("m", "person"), ("", "animal"))


def same_summary(step: str, old: dict[str, Any], new: dict[str, Any]) -> bool:
    """Whether a still's or a clip's parameters that differ in their summary alone are drawn the same."""
    who = _names(old)
    return len(who) <= _MOST_TRIED and who == _names(new) and _heard(step, old, who) == _heard(step, new, who)


def _names(params: dict) -> list[str]:
    people = params.get("who", params.get("cast", ()))
    slugs = [one["character"] if isinstance(one, dict) else one[0] for one in people]
    return [name_of(slug) for slug in slugs]


def _heard(step: str, params: dict, who: list[str]) -> object:
    summary = params["summary"]
    if step == "clip":
        return _deeds(Domains(relation=params["relation"]), summary, who)
    domains, place = Domains(**params["domains"]), params["place"]
    place = place["id"] if isinstance(place, dict) else place
    reading = read_shot(domains, summary, (place or "").replace("-", " ").title(), "", nearest_place)
    return reading, lost_crown(f"{summary} {domains.relation}"), _deeds(domains, summary, who)


def _deeds(domains: Domains, summary: str, who: list[str]) -> list[list[Deed]]:
    casts = itertools.product(_BEINGS, repeat=len(who))
    return [
        deeds_of(domains, summary, [Member(n, *being) for n, being in zip(who, cast, strict=True)]) for cast in casts
    ]
