"""When the lines of a shot are spoken. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

#: line number from 0 -> (from, to) in seconds, where the plan of a shot says when it is spoken
Planned = Mapping[int, tuple[float, float]]

_LEAD_S, _PAUSE_S, _WORD_S = 0.25, 0.35, 0.36


def line_times(texts: Sequence[str], seconds: float, planned: Planned | None = None) -> list[tuple[float, float]]:
    """(from, to) of each line in a shot of `seconds`: one after the other, as long as its words take, all within the
    shot; those of a plan when it says. The drawn world moves mouths at these times."""
    if not texts:
        return []
    wanted = [_PAUSE_S + _WORD_S * max(1, len(text.split())) for text in texts]
    share = min(1.0, max(0.2, seconds - 0.5) / sum(wanted))
    at, found = _LEAD_S if seconds > 1 else 0.0, []
    for long in wanted:
        found.append((round(at, 3), round(at + long * share * 0.92, 3)))
        at += long * share
    said = planned or {}
    return [said.get(n, time) for n, time in enumerate(found)]


def seconds_for_lines(spoken_s: Sequence[float]) -> float:
    """How long a shot must be for lines that take these times to be spoken, with a breath before, between and after."""
    return sum(spoken_s) + _PAUSE_S * max(0, len(spoken_s) - 1) + 2 * _LEAD_S


def placed(
    texts: Sequence[str], spoken_s: Sequence[float], seconds: float, planned: Planned | None = None
) -> list[tuple[float, float]]:
    """(from, to) of lines whose spoken lengths are known: at their times, later where the line before is still heard."""
    times = line_times(texts, seconds, planned)
    found, free = [(0.0, 0.0)] * len(times), 0.0
    for n in sorted(range(len(times)), key=lambda n: times[n][0]):
        start = max(times[n][0], free)
        found[n] = start, start + spoken_s[n]
        free = start + spoken_s[n] + 0.1
    return found
