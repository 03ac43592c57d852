"""One part of a wish, what reading it came to, and how a wish of several parts is cut where it reads best."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from vgot.script.wishes.draft import Draft
from vgot.story.model import Story

#: What a clause does to a draft, on some shots.
Apply = Callable[[Draft, list[int]], None]

_BETWEEN = re.compile(
    r"\s*(?:[,;]\s*(?:and\s+|but\s+)?(?:then\s+|also\s+)?|[.!](?:\s+|$)|\s(?:and then|and also|then|and|but|plus|also)\s)\s*",
    re.IGNORECASE,
)
#: As many parts may be one clause: "crossfade between 2, 3, 4 and 5".
_MOST_JOINED = 6
_MOST_PARTS = 24


@dataclass(frozen=True)
class Scope:
    """Which shots some words mean; `missing` are the words that mean none, each with why and what else to say."""

    numbers: tuple[int, ...]
    words: str = ""
    missing: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class Clause:
    """A part of a wish: as typed, and without the words for its shots."""

    text: str
    rest: str
    scope: Scope | None
    story: Story
    selection: tuple[int, ...] = ()

    @property
    def low(self) -> str:
        return self.rest.lower()


@dataclass(frozen=True)
class Doing:
    """A clause that was read: what it does, on which shots, and how it stands to its neighbours. `bare`: only qualities, so
    that it may share the shots of the clause beside it; `cost`: above 0 where it only knows why nothing is done."""

    clause: Clause
    apply: Apply
    about: str
    bare: bool = False
    whole: bool = False
    cost: float = 0.0


@dataclass
class _Best:
    cost: float = 1e9
    parts: list[tuple[str, Doing | None]] = field(default_factory=list)


def cut(text: str, read: Callable[[str], Doing | None]) -> list[tuple[str, Doing | None]]:
    """The wish as clauses, each with what it was read as, so that as few words as can be stay unread; of equal ways the one
    with the most clauses: "black and white" stays one, "darker and slower" are two."""
    edges = _edges(text)
    known = lru_cache(maxsize=None)(read)
    best = [_Best(0.0)] + [_Best() for _ in edges]
    for end in range(1, len(edges) + 1):
        for start in range(max(0, end - _MOST_JOINED), end):
            part = text[edges[start][0] : edges[end - 1][1]].strip(" ,;.!")
            if not part:
                doing, cost = None, 0.0
            else:
                doing = known(part)
                cost = doing.cost if doing else 1.0 + len(part.split())
            total = best[start].cost + cost - 0.001
            if total < best[end].cost:
                best[end] = _Best(total, [*best[start].parts, *([(part, doing)] if part else [])])
    return best[-1].parts


def _edges(text: str) -> list[tuple[int, int]]:
    """Where the parts of a wish begin and end."""
    edges, at = [], 0
    for gap in _BETWEEN.finditer(text):
        if len(edges) >= _MOST_PARTS - 1:
            break
        if gap.start() > at:
            edges.append((at, gap.start()))
        at = gap.end()
    if at < len(text):
        edges.append((at, len(text)))
    return edges
