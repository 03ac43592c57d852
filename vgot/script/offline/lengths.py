"""How long each shot of a film is, around the length that was asked for."""

from __future__ import annotations

from vgot.script.offline.dice import Dice
from vgot.script.offline.tones import Tone
from vgot.story.model import MAX_SHOT_S

_BY_TONE = {"wonder": 0.5, "sad": 0.5, "calm": 0.5, "tense": -0.5, "joy": -0.5}


def lengths_around(base: float, tones: list[Tone], ends: list[bool], dice: Dice) -> list[float]:
    """Lengths in half-second steps around the wanted one whose mean is exactly that one; `ends`: first and last shots."""
    if base < 1.5 or base > MAX_SHOT_S - 1.0:
        return [base] * len(tones)
    wish = [1.0 if end else _BY_TONE.get(tone, 0.0) for tone, end in zip(tones, ends, strict=True)]
    excess = round(sum(wish) / 0.5)
    order = dice.shuffled(range(len(wish)), "lengths")
    turn = 0
    while excess:
        step = -0.5 if excess > 0 else 0.5
        k = order[turn % len(order)]
        if -0.5 <= wish[k] + step <= 1.0 or turn > 4 * len(order):
            wish[k] += step
            excess += round(step / 0.5)
        turn += 1
    return [round(base + w, 3) for w in wish]
