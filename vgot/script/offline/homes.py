"""Where a film is set whose sentence names no place: where what it speaks of belongs (assets/script/homes.yaml)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import yaml

from vgot.resources import shipped
from vgot.script.outline.places import KINDS


@lru_cache(maxsize=1)
def _homes() -> dict[str, str]:
    """word -> kind of place. Raises ValueError for a kind that there is not."""
    table: dict[str, str] = yaml.safe_load(shipped("assets", "script", "homes.yaml").read_text(encoding="utf-8"))
    if unknown := set(table) - set(KINDS):
        raise ValueError(f"assets/script/homes.yaml: there is no kind of place {min(unknown)}")
    return {word.replace("-", " "): kind for kind, words in reversed(table.items()) for word in words.split()}


def home_of(words: Iterable[str]) -> str:
    """The kind of place that most of the words (in base form) belong to; "" where none is known."""
    votes: dict[str, int] = {}
    for word in words:
        if kind := _homes().get(word):
            votes[kind] = votes.get(kind, 0) + 1
    return max(votes, key=votes.__getitem__) if votes else ""
