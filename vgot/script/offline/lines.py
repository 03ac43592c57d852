"""What is said in passing while a deed happens (assets/script/lines.yaml): a film with voices speaks a little.

Lines change nothing but who speaks: no word of a domain, no camera and no seam hangs on them.
"""

from __future__ import annotations

from functools import cache

from pydantic import Field

from vgot.script.offline.dice import Dice
from vgot.script.tables import Table, table

#: Seconds that a line takes to be said: at least, and for each word.
_PAUSE_S, _WORD_S = 0.35, 0.36


class Said(Table):
    """One line of lines.yaml."""

    verbs: tuple[str, ...]
    two: bool = False
    say: tuple[str, ...] = Field(min_length=1)


@cache
def all_lines() -> tuple[Said, ...]:
    """Every line, in the order of the file."""
    return table("lines.yaml", tuple[Said, ...])


def line_for(verb: str, two: bool, dice: Dice) -> str:
    """What may be said with a deed, or nothing; `two`: somebody else is there to hear it."""
    found = next((s for s in all_lines() if verb in s.verbs and (two or not s.two)), None)
    return dice.pick(found.say, "line", verb) if found is not None else ""


def sparingly(lines: list[str], speaks: list[bool], seconds: list[float]) -> dict[int, str]:
    """Which shots keep their line: at most every other one, none beside another or twice the same, none without the time."""
    most = max(1, len(lines) // (2 if len(lines) <= 12 else 3)) - sum(speaks)
    taken: dict[int, str] = {}
    for n, text in enumerate(lines):
        beside = any(speaks[max(0, n - 1) : n + 2]) or {n - 1, n + 1} & taken.keys()
        fits = seconds[n] >= _PAUSE_S + _WORD_S * len(text.split())
        if len(taken) < most and text and text not in taken.values() and not beside and fits:
            taken[n] = text
    return taken
