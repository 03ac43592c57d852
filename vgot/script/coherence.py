"""C of Algorithm 1: does a shot belong to the same film as the shot before it?

The paper compares whole scripts by a language model's features with a threshold of .85; both numbers belong to that
encoder. Here the character and background domains are compared, with names masked (a name alone would prove nothing,
and sentence encoders are swamped by the action), any encoder can be plugged in, and every encoder carries its own fit:
a logistic score of the two cosines and a threshold, from `vgot.script.calibrate`.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from vgot.errors import ModelUnavailable
from vgot.script.words import FOLDER
from vgot.story.model import Domains, Story

FITS = FOLDER / "coherence.json"
#: Words of a name that say nothing about who is meant.
_TITLES = {
    "the",
    "a",
    "an",
    "old",
    "young",
    "elderly",
    "little",
    "mr",
    "mrs",
    "ms",
    "dr",
    "of",
    "and",
    "adult",
    "teen",
    "middle",
    "aged",
    "child",
    "first",
    "last",
    "new",
    "as",
    "in",
    "at",
}


class Encoder(Protocol):
    """How alike two texts are, in [-1, 1]. `name` chooses the fit."""

    name: str

    def similarity(self, left: str, right: str) -> float: ...


class WordVectors:
    """The embedded encoder: static word vectors, aligned word by word, no download (vgot.script.words)."""

    name = "words-128-aligned"

    def similarity(self, left: str, right: str) -> float:
        from vgot.script.words import alignment

        return alignment(left, right)


@dataclass(frozen=True)
class Fit:
    """A calibrated encoder: score = logistic(bias + together * t + background * b), where t compares character and
    background domains as one text and b the background domains alone; a shot passes from `threshold` on. `measured`
    says how it was fitted and what it reaches."""

    encoder: str
    bias: float
    together: float
    background: float
    threshold: float
    measured: dict

    def score(self, together: float, background: float) -> float:
        return 1.0 / (1.0 + math.exp(-(self.bias + self.together * together + self.background * background)))


@dataclass(frozen=True)
class Coherence:
    """The score of one pair of consecutive shots; the similarities of the domains say which pulls it down."""

    score: float
    threshold: float
    character: float
    background: float

    @property
    def passed(self) -> bool:
        return self.score >= self.threshold

    @property
    def weaker(self) -> str:
        return "background" if self.background <= self.character else "character"


@lru_cache(maxsize=8)
def shipped_fits(path: Path = FITS) -> dict[str, Fit]:
    """The fits that come with the program, by encoder."""
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        return {row["encoder"]: Fit(**row) for row in rows}
    except (OSError, ValueError, TypeError, KeyError) as why:
        raise ModelUnavailable(
            "The coherence thresholds (assets/words/coherence.json) are missing or damaged.",
            hint="Run `python -m vgot calibrate-coherence` to fit them again.",
        ) from why


def save_fits(fits: Iterable[Fit], path: Path = FITS) -> None:
    path.write_text(json.dumps([asdict(f) for f in fits], indent=1) + "\n", encoding="utf-8")
    shipped_fits.cache_clear()


def mask(text: str, names: Iterable[str]) -> str:
    """The text with every name, and every telling word of a name, as 'someone'."""
    words = set()
    for name in names:
        words.add(name)
        words |= {w for w in re.split(r"[^\w]+", name) if len(w) > 1 and w.lower() not in _TITLES and w[:1].isupper()}
    for word in sorted((w for w in words if w), key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", "someone", text)
    return text


def names_of(story: Story) -> list[str]:
    return [c.name for c in story.cast] + [s.name for c in story.cast for s in c.stages]


class Judge:
    """Scores consecutive shots with one encoder and its fit."""

    def __init__(self, encoder: Encoder | None = None, fit: Fit | None = None):
        self.encoder = encoder or WordVectors()
        if fit is None:
            fits = shipped_fits()
            if self.encoder.name not in fits:
                raise ModelUnavailable(
                    f"The encoder {self.encoder.name} has no calibrated threshold.",
                    hint="Run `python -m vgot calibrate-coherence` with it first.",
                )
            fit = fits[self.encoder.name]
        self.fit = fit

    def compare(self, before: Domains, shot: Domains, names: Iterable[str] = ()) -> Coherence:
        """The coherence of a shot with the shot before it. An empty domain says nothing and counts as equal."""
        names = list(names)
        c1, c2, b1, b2 = (
            mask(t, names).strip() for t in (before.character, shot.character, before.background, shot.background)
        )
        character = self.encoder.similarity(c1, c2) if c1 and c2 else 1.0
        background = self.encoder.similarity(b1, b2) if b1 and b2 else 1.0
        whole = self.encoder.similarity(f"{c1} {b1}", f"{c2} {b2}") if (c1 or b1) and (c2 or b2) else 1.0
        return Coherence(self.fit.score(whole, background), self.fit.threshold, character, background)
