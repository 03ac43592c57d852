"""Who is meant: people of a film by name, by role, by what they look like, or by "her" and "him"; and of which sex they are."""

from __future__ import annotations

import re
from functools import lru_cache

from vgot.script.wishes.words import finder, tables
from vgot.story.model import Character, Story

_DETERMINER = re.compile(
    r"^(?:all the|all of the|all|both|each|the|a|an|his|her|their|its|this|that|these|those|my|some|any|every|our)\s+",
    re.IGNORECASE,
)
_SHE, _HE = {"she", "her", "hers"}, {"he", "him", "his"}


def bare(words: str) -> str:
    """Words for a thing without their article."""
    return _DETERMINER.sub("", words.strip())


@lru_cache(maxsize=1)
def _sexed() -> tuple[re.Pattern, re.Pattern]:
    pairs = tables().sexes.pairs
    return finder((*pairs, "he", "his")), finder((*pairs.values(), "she", "her"))


def sex_of(character: Character | dict) -> str:
    """ "m", "f" or nothing, from the words of the looks, and else of the role."""
    data = character if isinstance(character, dict) else character.model_dump()
    male, female = _sexed()
    for text in (" ".join(s["look"] for s in data["stages"]), data["role"], data["name"]):
        he, she = male.search(text), female.search(text)
        if he or she:
            return "m" if he and (not she or he.start() < she.start()) else "f"
    return ""


def person(story: Story, words: str, selection: tuple[int, ...] = ()) -> Character | None:
    """The one character whom some words mean, or nobody."""
    said = words.strip().lower()
    if said in _SHE | _HE | {"it"}:
        return _by_pronoun(story, said, selection)
    said = bare(said)
    if not said:
        return None
    by = [
        [c for c in story.cast if said in (bare(c.name).lower(), *(bare(s.name).lower() for s in c.stages))],
        [c for c in story.cast if said in c.name.lower().split() and said not in ("the", "old", "young")],
        [c for c in story.cast if said == bare(c.role).lower()],
        [c for c in story.cast if c.role.lower().split()[-1:] == said.split()],
        [c for c in story.cast if _looks_as(c, said)],
    ]
    found = next((some for some in by if some), [])
    return found[0] if len(found) == 1 else None


def _looks_as(character: Character, said: str) -> bool:
    """ "the boy" for somebody whose look begins with "a boy of ten"."""
    head = re.match(
        r"(?:(?:a|an|the)\s+)?(?:[\w-]+\s+){0,3}?" + re.escape(said) + r"(?![\w-])",
        character.stages[0].look,
        re.IGNORECASE,
    )
    return bool(head)


def _by_pronoun(story: Story, said: str, selection: tuple[int, ...]) -> Character | None:
    sex = "f" if said in _SHE else "m" if said in _HE else ""
    here = {p.character for n in selection for p in story.shots[n - 1].who if n <= len(story.shots)}
    fits = [c for c in story.cast if sex_of(c) == sex]
    near = [c for c in fits if c.id in here]
    some = near or fits
    return some[0] if len(some) == 1 else None


def given(name: str) -> bool:
    """Whether words are somebody's own name: capitals, no article."""
    return bool(
        re.fullmatch(r"[A-ZÀ-Þ][\w'’.-]*(?: (?:[A-ZÀ-Þ][\w'’.-]*|of|the|de|van|von|da|la|le)){0,5}", name.strip())
    )
