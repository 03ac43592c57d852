"""A cut as an editor gave it back, whatever the format: clips in order, with frames of their own clip, and dissolves."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

_MOST_FRAMES = 24 * 3600 * 60


@dataclass(frozen=True)
class EditedMarker:
    """frame: in the shot's clip, from 0."""

    frame: int
    name: str
    note: str = ""


@dataclass(frozen=True)
class EditedClip:
    """Frames [source_in, source_out) of the clip of `shot` (None: no shot of this project). They may lie outside the
    clip where an editor went into a held handle."""

    shot: str | None
    name: str
    source_in: int
    source_out: int
    markers: tuple[EditedMarker, ...] = ()


@dataclass(frozen=True)
class EditedTransition:
    """A dissolve of `frames` between clips `after` and `after` + 1 (from 0); mode is ours if the file still says so."""

    after: int
    frames: int
    mode: str = ""


@dataclass(frozen=True)
class EditedCut:
    """What came back; `notes` say in words what the file holds that a story cannot."""

    mark: str
    clips: tuple[EditedClip, ...]
    transitions: tuple[EditedTransition, ...] = ()
    notes: tuple[str, ...] = ()


def whole_frames(seconds: float, fps: Fraction) -> int:
    """The nearest frame to a time."""
    return round(Fraction(seconds).limit_denominator(1_000_000) * fps)


def sounds_note(clips: int) -> tuple[str, ...]:
    """What a diff says of the sounds of a cut: pictures come back, sounds stay where the story has them."""
    return (f"Sounds of the cut ({clips}) were left as the story has them.",) if clips else ()


def bounded(frames: Fraction | float) -> int:
    """A count of frames from a file, whole and within a day of film. Raises ValueError for what is no such number."""
    if not -_MOST_FRAMES <= frames <= _MOST_FRAMES:
        raise ValueError("a time outside of any film")
    return round(frames)
