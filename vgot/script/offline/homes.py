"""Where a film is set whose sentence names no place: where what it speaks of belongs (assets/script/homes.yaml)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from vgot.script.offline.places import places
from vgot.script.tables import table


@cache
def _homes() -> dict[str, str]:
    """word -> kind of place. Raises ValueError for a kind that there is not."""
    found = table("homes.yaml", dict[str, str])
    if unknown := set(found) - set(places().kinds):
        raise ValueError(f"assets/script/homes.yaml: there is no kind of place {min(unknown)}")
    return {word.replace("-", " "): kind for kind, words in reversed(found.items()) for word in words.split()}


def home_of(words: Iterable[str]) -> str:
    """The kind of place that most of the words (in base form) belong to; "" where none is known."""
    votes: dict[str, int] = {}
    for word in words:
        if kind := _homes().get(word):
            votes[kind] = votes.get(kind, 0) + 1
    order = list(
        table("homes.yaml", dict[str, str])
    )  # the first of those with as many, not the one that a set gives first
    return min(votes, key=lambda kind: (-votes[kind], order.index(kind))) if votes else ""
