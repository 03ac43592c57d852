"""A cut as an editor gave it back, whatever the format: clips in order, with frames of their own clip, and dissolves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

_MOST_FRAMES = 24 * 3600 * 60
_SOUND_FILE = re.compile(r"(?:voice|music|effects)-[^/]*_([0-9a-f]{8})\.wav$")


@dataclass(frozen=True)
class EditedMarker:
    """frame: in the shot's clip, from 0."""

    frame: int
    name: str
    note: str = ""


@dataclass(frozen=True)
class EditedClip:
    """Frames [source_in, source_out) of the clip of `shot` (None: no shot of this project). They may lie outside the
    clip where an editor went into a held handle. Of a clip that is not the project's, `media` names the file and frames
    count from its beginning."""

    shot: str | None
    name: str
    source_in: int
    source_out: int
    markers: tuple[EditedMarker, ...] = ()
    media: str = ""


@dataclass(frozen=True)
class EditedTransition:
    """A dissolve of `frames` between clips `after` and `after` + 1 (from 0); mode is ours if the file still says so."""

    after: int
    frames: int
    mode: str = ""


@dataclass(frozen=True)
class EditedSound:
    """A sound that the file still says is the project's `item`, or at least its file (`digest`: the first letters of it):
    it begins with frame `film_frame` of the programme; source_in and length in samples. None: the format does not say."""

    item: str
    digest: str
    film_frame: int
    source_in: int
    length: int
    gain_db: float | None = None
    fade_in_s: float | None = None
    fade_out_s: float | None = None


@dataclass(frozen=True)
class EditedCut:
    """What came back; `notes` say in words what the file holds that a story cannot; `strangers` name the media of sounds of others."""

    mark: str
    clips: tuple[EditedClip, ...]
    transitions: tuple[EditedTransition, ...] = ()
    notes: tuple[str, ...] = ()
    sounds: tuple[EditedSound, ...] = ()
    strangers: tuple[str, ...] = ()


def whole_frames(seconds: float, fps: Fraction) -> int:
    """The nearest frame to a time."""
    return round(Fraction(seconds).limit_denominator(1_000_000) * fps)


def digest_in(url: str) -> str:
    """The first letters of a stored sound's digest in the name of an exported file, or nothing."""
    found = _SOUND_FILE.search(url)
    return found[1] if found else ""


def bounded(frames: Fraction | float) -> int:
    """A count of frames from a file, whole and within a day of film. Raises ValueError for what is no such number."""
    if not -_MOST_FRAMES <= frames <= _MOST_FRAMES:
        raise ValueError("a time outside of any film")
    return round(frames)
