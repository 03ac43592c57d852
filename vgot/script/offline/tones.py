"""How a shot feels, is lit and is taken (assets/script/tones.yaml), and which tone, light and weather words ask for."""

from __future__ import annotations

import re
from functools import cache, cached_property, lru_cache
from typing import Literal

import numpy as np
from pydantic import model_validator

from vgot.script.tables import Table, table
from vgot.script.words import embed

Tone = Literal["joy", "warm", "calm", "wonder", "tense", "dark", "sad"]
Size = Literal[
    "extreme wide shot",
    "wide shot",
    "full shot",
    "medium shot",
    "medium close-up",
    "close-up",
    "over-the-shoulder shot",
    "extreme close-up",
]
#: How near a deed must be to a tone; below it stays calm.
_NEAR = 0.18


class Feeling(Table):
    """One tone."""

    words: str
    faces: tuple[str, ...]
    animals: tuple[str, ...]
    feelings: tuple[str, ...]
    moods: tuple[str, ...]
    sizes: tuple[Size, ...]
    moves: tuple[str, ...]
    angles: tuple[str, ...]
    seasons: tuple[str, ...]


class Light(Table):
    """One light."""

    indoors: tuple[str, ...]
    outdoors: tuple[str, ...]
    colours: tuple[str, ...]
    hour: str
    words: tuple[str, ...] = ()


class Tones(Table):
    """tones.yaml; its head says what the fields are."""

    tones: dict[Tone, Feeling]
    lights: dict[str, Light]
    weather: dict[str, tuple[str, ...]]
    sizes: dict[Size, Size]
    moves: dict[str, tuple[str, ...]]
    lenses: tuple[str, ...]

    @model_validator(mode="after")
    def _known(self) -> Tones:
        for tone, feeling in self.tones.items():
            for move in set(feeling.moves) - set(self.moves):
                raise ValueError(f"{tone} moves the camera by {move}, which is no move")
        return self

    @cached_property
    def light_of(self) -> dict[str, str]:
        """Words for hours and weather -> the light that they ask for."""
        return {word: name for name, light in self.lights.items() for word in light.words}

    @cached_property
    def weather_of(self) -> dict[str, str]:
        """Words for weather and seasons -> how they stand in a background."""
        return {word: said for said, words in self.weather.items() for word in words}


@cache
def tones() -> Tones:
    """The tones, read once."""
    return table("tones.yaml", Tones)


@cache
def _rows() -> np.ndarray:
    return embed([feeling.words for feeling in tones().tones.values()])


@lru_cache(maxsize=1024)
def tone_of(text: str) -> Tone:
    """The tone that the words of a deed are nearest to (vgot/script/words.py)."""
    likeness = _rows() @ embed([text])[0]
    best = int(likeness.argmax())
    return list(tones().tones)[best] if likeness[best] > _NEAR else "calm"


def light_of_words(words: str) -> str:
    """The light that words ask for, or nothing: an hour before a weather."""
    known = tones().light_of
    found = [known[w] for w in re.findall(r"[a-z]+", words.lower()) if w in known]
    return next((light for light in found if light not in ("overcast", "storm")), found[0] if found else "")


def weather_of_words(words: str) -> str:
    """The weather or the season that words name, as it is said of a background."""
    known = tones().weather_of
    return next((known[w] for w in re.findall(r"[a-z]+", words.lower()) if w in known), "")
