"""Faces: the expression of a feeling, a mouth that speaks, eyes that blink."""

from __future__ import annotations

import math

#: emotion -> (smile, brow, raised brows, lids, blush)
FEELINGS: dict[str, tuple[float, float, float, float, float]] = {
    "calm": (0.25, 0.0, 0.0, 1.0, 0.4),
    "happy": (0.85, 0.1, 0.35, 1.0, 0.75),
    "joyful": (1.0, 0.1, 0.6, 0.95, 0.85),
    "sad": (-0.6, 0.9, 0.1, 0.82, 0.3),
    "angry": (-0.5, -1.0, -0.3, 0.85, 0.6),
    "surprised": (0.1, 0.2, 1.2, 1.3, 0.5),
    "afraid": (-0.45, 0.9, 0.7, 1.25, 0.15),
    "tired": (-0.1, 0.35, -0.1, 0.5, 0.25),
    "tender": (0.6, 0.35, 0.2, 0.85, 0.9),
    "determined": (0.05, -0.65, -0.2, 0.92, 0.4),
    "curious": (0.3, 0.1, 0.8, 1.12, 0.4),
    "proud": (0.65, -0.1, 0.3, 0.85, 0.6),
    "worried": (-0.3, 0.75, 0.4, 1.05, 0.3),
    "thoughtful": (0.05, 0.15, 0.2, 0.85, 0.35),
    "hopeful": (0.5, 0.3, 0.5, 1.1, 0.55),
    "lonely": (-0.35, 0.6, 0.0, 0.8, 0.25),
    "love": (0.75, 0.3, 0.3, 0.85, 1.0),
}
_ALIKE = {
    "joy": "joyful",
    "excited": "joyful",
    "laughing": "joyful",
    "grief": "sad",
    "melancholy": "sad",
    "nostalgic": "tender",
    "scared": "afraid",
    "fear": "afraid",
    "fearful": "afraid",
    "anxious": "worried",
    "shocked": "surprised",
    "awe": "surprised",
    "wonder": "curious",
    "serious": "determined",
    "loving": "love",
    "peaceful": "calm",
    "content": "happy",
    "sleepy": "tired",
    "neutral": "calm",
}

_GASP = {"surprised": 0.4, "afraid": 0.2}


def feeling(emotion: str) -> tuple[float, float, float, float, float]:
    """The face of an emotion; an unknown one is calm."""
    return FEELINGS.get(_ALIKE.get(emotion, emotion), FEELINGS["calm"])


def speech(t: float, spans: list[list[float]], phase: float) -> float:
    """How far a mouth is open while its lines are spoken; 0 outside of them."""
    for start, end in spans:
        if start <= t < end:
            return 0.16 + 0.5 * abs(math.sin((t * 4.1 + phase) * math.pi)) * (
                0.55 + 0.45 * math.sin(t * 5.3 + phase * 7)
            )
    return 0.0


def blinks(t: float, phase: float) -> bool:
    """A blink of an eighth of a second, every three to four seconds, at times that belong to the person."""
    every = 3.1 + phase
    return 0.0 <= (t + phase * every + 1.1) % every < 0.125


def gasp(emotion: str) -> float:
    """How far a feeling alone opens the mouth."""
    return _GASP.get(_ALIKE.get(emotion, emotion), 0.0)
