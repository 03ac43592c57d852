"""A beat: one thing that happens, ready to become a shot; how sheets of beats are read and how N of them are chosen."""

from __future__ import annotations

from dataclasses import dataclass

from vgot.script.outline.dice import Dice

TONES = ("joy", "warm", "calm", "wonder", "tense", "dark", "sad")


@dataclass(frozen=True)
class Beat:
    """`at` is a place in time (years in a life, 0..1 in an arc); `rank` 1 is told first; texts hold {slots}."""

    at: float
    rank: int
    place: str
    light: str
    who: tuple[str, ...]
    tone: str
    tags: frozenset[str]
    focus: str
    summary: str
    relation: str
    mood: str
    line: tuple[str, str] | None = None


def read_sheet(text: str) -> tuple[Beat, ...]:
    """The beats of a sheet (its form is told in beats_life.py). Raises ValueError that shows a malformed block."""
    beats = []
    for block in text.strip().split("\n\n"):
        rows: list[str] = []
        for row in block.splitlines():
            if row.startswith("  "):
                rows[-1] += " " + row.strip()
            else:
                rows.append(row.strip())
        try:
            head, focus = (p.strip() for p in rows[0].split("|"))
            at, rank, *rest = head.split()
            tone_at = next(i for i, w in enumerate(rest) if w in TONES and i >= 3)
            place, light, who = " ".join(rest[: tone_at - 2]), rest[tone_at - 2], rest[tone_at - 1]
            line = None
            if len(rows) > 4:
                speaker, said = rows[4].split(":", 1)
                line = (speaker.strip(), said.strip())
            beats.append(
                Beat(
                    float(at),
                    int(rank),
                    place,
                    light,
                    tuple(who.split("+")),
                    rest[tone_at],
                    frozenset(rest[tone_at + 1 :]),
                    focus,
                    rows[1],
                    rows[2],
                    rows[3],
                    line,
                )
            )
        except (ValueError, IndexError, StopIteration) as why:
            raise ValueError(f"a beat that cannot be read: {block}") from why
    return tuple(beats)


def choose_beats(beats: list[Beat], count: int, dice: Dice) -> list[Beat]:
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
    for rank in (0, 1, 2, 3):  # 0: what the story cannot be understood without
        group = [b for b in beats if (0 if "key" in b.tags else b.rank) == rank and b not in chosen]
        if len(chosen) + len(group) <= count:
            chosen += group
            continue
        while len(chosen) < count:
            # the farthest from everything chosen, with a seeded nudge so that another seed tells other beats
            best = max(
                group,
                key=lambda b: (
                    min(abs(b.at - c.at) for c in chosen) / span
                    + (dice.number("nudge", b.summary) % 1000) / 1000 * (0.5 / count)
                ),
            )
            chosen.append(best)
            group.remove(best)
        break
    return sorted(chosen, key=lambda b: b.at)
