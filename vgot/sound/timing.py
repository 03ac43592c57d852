"""When the lines of a shot are spoken. Pure."""

from __future__ import annotations

from collections.abc import Sequence

_LEAD_S, _PAUSE_S, _WORD_S = 0.25, 0.35, 0.36


def line_times(texts: Sequence[str], seconds: float) -> list[tuple[float, float]]:
    """(from, to) of each line in a shot of `seconds`: one after the other, as long as its words take, all within the
    shot. The drawn world moves mouths at these times."""
    if not texts:
        return []
    wanted = [_PAUSE_S + _WORD_S * max(1, len(text.split())) for text in texts]
    share = min(1.0, max(0.2, seconds - 0.5) / sum(wanted))
    at, found = _LEAD_S if seconds > 1 else 0.0, []
    for long in wanted:
        found.append((round(at, 3), round(at + long * share * 0.92, 3)))
        at += long * share
    return found


def seconds_for_lines(spoken_s: Sequence[float]) -> float:
    """How long a shot must be for lines that take these times to be spoken, with a breath before, between and after."""
    return sum(spoken_s) + _PAUSE_S * max(0, len(spoken_s) - 1) + 2 * _LEAD_S


def placed(texts: Sequence[str], spoken_s: Sequence[float], seconds: float) -> list[tuple[float, float]]:
    """(from, to) of lines whose spoken lengths are known: at their times, later where the line before is still heard."""
    found, free = [], 0.0
    for (start, _), long in zip(line_times(texts, seconds), spoken_s, strict=True):
        start = max(start, free)
        found.append((start, start + long))
        free = start + long + 0.1
    return found
