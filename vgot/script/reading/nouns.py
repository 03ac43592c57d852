"""What kind of thing a noun names: a person, an animal, a place, a thing, a time, the weather, an idea.

Listed words (assets/script/nouns.yaml) decide, then the commonest sense of the word in WordNet (wordnet.txt); a word
that neither has is of the kind of the listed words nearest to it in meaning (vgot/script/words.py).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, get_args

import numpy as np

from vgot.script.tables import Words, table, text_of
from vgot.script.words import embed

Kind = Literal["person", "animal", "place", "thing", "time", "weather", "idea"]
KINDS: tuple[Kind, ...] = get_args(Kind)
#: How many of the nearest listed words vote.
_VOTERS = 7


@lru_cache(maxsize=1)
def _listed() -> dict[str, Kind]:
    words = table("nouns.yaml", dict[Kind, Words])
    if set(words) != set(KINDS):
        raise ValueError(f"assets/script/nouns.yaml: the kinds are {', '.join(KINDS)}")
    found: dict[str, Kind] = {}
    for kind in ("idea", "weather", "time", "thing", "place", "animal", "person"):  # the later ones win
        found |= {word.replace("-", " "): kind for word in words[kind]}
    return found


@lru_cache(maxsize=1)
def _wordnet() -> tuple[dict[str, Kind], frozenset[str]]:
    """The rows of wordnet.txt: every noun's kind, and the verbs of motion."""
    rows = text_of("wordnet.txt").splitlines()
    words = {kind: row.split("|") for kind, _, row in (line.partition(": ") for line in rows)}
    return {w: kind for kind in KINDS for w in words.get(kind, ())}, frozenset(words["motion"])


def moves(verb: str) -> bool:
    """Whether a verb in base form says that somebody or something gets from one place to another."""
    return verb in _wordnet()[1]


@lru_cache(maxsize=1)
def _vectors() -> tuple[np.ndarray, list[Kind]]:
    words = sorted(_listed())
    return embed(words), [_listed()[w] for w in words]


def listed(phrase: str) -> Kind | None:
    """The kind of a phrase whose last word (or last two) stands in a list; None for any other."""
    words = phrase.lower().split()
    for known in (_listed(), _wordnet()[0]):
        for start in range(max(0, len(words) - 2), len(words)):
            if kind := known.get(" ".join(words[start:])):
                return kind
    return None


@lru_cache(maxsize=2048)
def kind_of(phrase: str) -> Kind:
    """The kind of thing that a phrase in base form names; any phrase has one."""
    if kind := listed(phrase):
        return kind
    last = phrase.lower().split()[-1] if phrase.split() else phrase
    rows, kinds = _vectors()
    likeness = rows @ embed([last])[0]
    votes: dict[Kind, float] = {}
    for n in np.argsort(-likeness)[:_VOTERS]:
        votes[kinds[n]] = votes.get(kinds[n], 0.0) + max(0.0, float(likeness[n])) ** 2
    return max(votes, key=lambda k: (votes[k], k)) if any(votes.values()) else "thing"
