"""Sizes, rates and times as types, with the roundings that models and codecs need. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from dataclasses import dataclass
from fractions import Fraction
from pathlib import PurePath

Seconds = float

#: Rates that films use. NTSC rates are exact fractions: 23.976 is 24000/1001.
_NTSC = {23.976: Fraction(24000, 1001), 29.97: Fraction(30000, 1001), 59.94: Fraction(60000, 1001)}

HOUR_S = 3600.0


@dataclass(frozen=True)
class FrameSize:
    """Width and height in pixels."""

    width: int
    height: int

    def on_grid(self, grid_px: int) -> FrameSize:
        """The nearest size whose sides are multiples of `grid_px`, at least one cell each."""
        near = lambda side: max(grid_px, round(side / grid_px) * grid_px)  # noqa: E731
        return FrameSize(near(self.width), near(self.height))

    def __str__(self) -> str:
        return f"{self.width}x{self.height}"


def frame_rate(fps: float) -> Fraction:
    """The exact rate of `fps` frames a second; 23.976, 29.97 and 59.94 become their NTSC fractions.

    >>> frame_rate(29.97)
    Fraction(30000, 1001)
    """
    for nominal, exact in _NTSC.items():
        if abs(fps - nominal) < 0.005 and abs(fps - round(fps)) > 1e-6:
            return exact
    return Fraction(fps).limit_denominator(1001)


def frames_in(duration_s: Seconds, fps: float) -> int:
    """Whole frames in a duration, at least one: half a frame rounds up."""
    return max(1, int(Fraction(duration_s).limit_denominator(100_000) * frame_rate(fps) + Fraction(1, 2)))


def as_timecode(seconds: Seconds) -> str:
    """Minutes and seconds for people: 75.25 -> '1:15.2'."""
    minutes, rest = divmod(max(0.0, seconds), 60)
    return f"{int(minutes)}:{int(rest):02d}.{int(rest * 10) % 10}"


def slug(text: str, fallback: str = "item") -> str:
    """A lower-case name for commands and node names: letters, digits and dashes, at most 40.

    Letters of every script stay, so that two names in one script remain two slugs.
    >>> slug("Old Harbour!")
    'old-harbour'
    """
    # "²" and "½" are word characters to Python and none to the pattern of a story's slugs.
    plain = "".join("-" if unicodedata.category(c) == "No" else c for c in text.strip().lower())
    made = re.sub(r"[^\w]+", "-", plain, flags=re.UNICODE).replace("_", "-")
    return re.sub(r"-+", "-", made).strip("-")[:40].strip("-") or fallback


def name_of(slug: str) -> str:
    """A slug as a name in words, with the s of an owner as it is written.

    >>> name_of("watchmaker-s-cat")
    "Watchmaker's Cat"
    """
    words = slug.replace("-", " ").title().split()
    owned = [w if w != "S" or n in (0, len(words) - 1) else "'s" for n, w in enumerate(words)]
    return " ".join(owned).replace(" 's", "'s")


def free_slug(text: str, taken: Container[str], fallback: str = "item") -> str:
    """The slug of a text, with a number where it is taken.

    >>> free_slug("Old Harbour!", {"old-harbour"})
    'old-harbour-2'
    """
    base = made = slug(text, fallback)
    n = 2
    while made in taken:
        made, n = f"{base[:36].rstrip('-')}-{n}", n + 1
    return made


def suffix_of(path: PurePath) -> str:
    """The suffix that says what a file is, in lower case: `.vgot.zip`, `.press.zip` and their like count as one.

    >>> suffix_of(PurePath("My Film.Vgot.ZIP"))
    '.vgot.zip'
    """
    suffixes = [s.lower() for s in path.suffixes]
    return (
        "".join(suffixes[-2:])
        if suffixes[-1:] == [".zip"] or suffixes[-2:] == [".review", ".html"]
        else path.suffix.lower()
    )
