"""Words that only repeat what was asked: the request, the schema, the reasons against the last try. They describe no picture."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from vgot.script.llm import prompts, replies
from vgot.story.model import DOMAINS

#: How the reasons of vgot.script.validate are put; a small model likes to answer with them.
_REASONS = (
    "The camera domain is missing. The camera domain is a placeholder. The camera domain is too short to draw from. is not in the cast. "
    "is not one of the places of this story. The camera domain repeats the camera domain word for word. does not follow from the shot before "
    "coherence under there it is should be text field required the reply was cut off before its end the reply held no JSON object"
)
#: Words that speak about a text, never about a picture: what is made of them alone says nothing.
_ABOUT_TEXT = frozenset(
    (
        "the a an this that these is are was were be been has have to of in for and or no not it its as with must should "
        "domain domains field fields text description shot scene missing empty placeholder given written provided specified described "
        "determined needed required reply json schema string value none unknown same word words"
    ).split()
) | set(DOMAINS)
_MOSTLY = 0.8


def says(text: str) -> bool:
    """Whether a text has a letter in it."""
    return re.search(r"[^\W\d_]", text) is not None


def _words(text: str) -> list[str]:
    """The words of a text in lower case; the name of a domain stands for any of them."""
    return ["domain" if w in DOMAINS else w for w in re.findall(r"[^\W_]+", text.casefold())]


def _threes(words: list[str]) -> set[tuple[str, ...]]:
    return {tuple(words[n : n + 3]) for n in range(len(words) - 2)}


@lru_cache(maxsize=1)
def _asked() -> frozenset[tuple[str, ...]]:
    """Every three words in a row of what a model is always told."""
    parts = (_REASONS, *prompts.FIXED, *replies.ASKS.values())
    return frozenset(t for part in parts for t in _threes(_words(part)))


def repeats_the_request(text: str) -> bool:
    """Whether a text is about the text itself ("The camera domain is missing."), or mostly the words that it was asked with."""
    words = _words(text)
    if not words:
        return False
    return all(w in _ABOUT_TEXT for w in words) or _covered(words, _asked()) >= _MOSTLY


def repeats(text: str, given: Iterable[str]) -> bool:
    """Whether a text only says again one of the given texts."""
    words = _words(text)
    return any(words == (other := _words(g)) or _covered(words, _threes(other)) >= 0.9 for g in given)


def _covered(words: list[str], known: Iterable[tuple[str, ...]]) -> float:
    """The share of words that stand in a run of three known ones."""
    if len(words) < 3:
        return 0.0
    hit = [False] * len(words)
    for n in range(len(words) - 2):
        if tuple(words[n : n + 3]) in known:
            hit[n : n + 3] = [True] * 3
    return sum(hit) / len(words)
