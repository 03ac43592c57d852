"""The beats of a life (assets/script/life.txt): how they are read, and which of them a film of N shots has."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import get_args

from vgot.script.offline.dice import Dice
from vgot.script.offline.places import places
from vgot.script.offline.tones import Tone, tones
from vgot.script.tables import text_of

TAGS = {"first", "last", "key", "coda", "wedding", "war", "trade", "old", "modern"}


@dataclass(frozen=True)
class LifeBeat:
    """One thing that happens, ready to become a shot; `at` is the age in years, texts hold {slots}, rank 1 is told first."""

    at: float
    rank: int
    place: str
    light: str
    who: tuple[str, ...]
    tone: Tone
    tags: frozenset[str]
    focus: str
    summary: str
    relation: str
    mood: str
    line: tuple[str, str] | None = None


@cache
def beats_of_a_life() -> tuple[LifeBeat, ...]:
    """Every beat of the file, read once. Raises ValueError that names the file and shows the beat that cannot be used."""
    text = "\n".join(row for row in text_of("life.txt").splitlines() if not row.startswith("#"))
    found = []
    for block in text.strip().split("\n\n"):
        try:
            found.append(_beat(block))
        except (ValueError, IndexError, StopIteration) as why:
            said = f" ({why})" if str(why) else ""
            raise ValueError(f"assets/script/life.txt: a beat that cannot be read{said}: {block}") from why
    return tuple(found)


def _beat(block: str) -> LifeBeat:
    rows: list[str] = []
    for row in block.splitlines():
        if row.startswith("  "):
            rows[-1] += " " + row.strip()
        else:
            rows.append(row.strip())
    head, focus = (p.strip() for p in rows[0].split("|"))
    at, rank, *rest = head.split()
    known: tuple[Tone, ...] = get_args(Tone)
    tone_at = next(i for i, w in enumerate(rest) if w in known and i >= 3)
    place, light, who = " ".join(rest[: tone_at - 2]), rest[tone_at - 2], rest[tone_at - 1]
    tags = frozenset(rest[tone_at + 1 :])
    if (kind := place.partition("@")[0]) not in {"work", *places().kinds}:
        raise ValueError(f"{kind} is no kind of place")
    if light not in tones().lights:
        raise ValueError(f"{light} is no light")
    if wrong := tags - TAGS:
        raise ValueError(f"{min(wrong)} is no tag")
    speaker, _, said = rows[4].partition(":") if len(rows) > 4 else ("", "", "")
    line = (speaker.strip(), said.strip()) if speaker else None
    tone = known[known.index(rest[tone_at])]  # type: ignore[arg-type]
    return LifeBeat(
        float(at), int(rank), place, light, tuple(who.split("+")), tone, tags, focus, rows[1], rows[2], rows[3], line
    )


def choose_beats(beats: list[LifeBeat], count: int, dice: Dice) -> list[LifeBeat]:
    """`count` of the beats in the order of time: the first and the last one, then by rank, spread over time.

    Returns all of them when there are fewer than `count`.
    """
    beats = sorted(beats, key=lambda b: b.at)
    if count >= len(beats):
        return beats
    span = max(1e-6, beats[-1].at - beats[0].at)
    first = next((b for b in beats if "first" in b.tags), beats[0])
    last = next((b for b in reversed(beats) if "last" in b.tags), beats[-1])
    chosen = [last] if count == 1 else [first, last]

    def apart(beat: LifeBeat) -> float:
        """How far from everything chosen, with a seeded nudge so that another seed tells other beats."""
        nudge = (dice.number("nudge", beat.summary) % 1000) / 1000 * (0.5 / count)
        return min(abs(beat.at - c.at) for c in chosen) / span + nudge

    for rank in (0, 1, 2, 3):  # 0: what the story cannot be understood without
        group = [b for b in beats if (0 if "key" in b.tags else b.rank) == rank and b not in chosen]
        if len(chosen) + len(group) <= count:
            chosen += group
            continue
        while len(chosen) < count:
            best = max(group, key=apart)
            chosen.append(best)
            group.remove(best)
        break
    return sorted(chosen, key=lambda b: b.at)
