"""The words of wishes, read from assets/script/wishes.yaml and checked."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, StringConstraints, model_validator

from vgot.resources import shipped

Word = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Words = list[Word]


class Table(BaseModel):
    """A part of the tables: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Asked(Table):
    """Anything that a person can ask for, and how it is said."""

    asked: Words


class Hour(Asked):
    """A time of day: what a background says of it, what its light is called, which words say it."""

    hour: Word
    noun: Word
    lit: Word
    orb: Word
    sky: Word
    light: Word
    lighting: Word
    words: Words


class Source(Asked):
    """A source of light, with any hour."""

    light: Word
    lighting: Word
    words: Words


class Weather(Source):
    """A weather, which weathers it ends, and the season that it needs."""

    noun: Word
    adjective: Word
    outside: Word
    inside: Word
    drops: list[str]
    season: str = ""
    daylight: bool = False


class Season(Asked):
    adjective: Word
    words: Words
    clears: list[str] = []


class Level(Asked):
    """More of something in the light, in steps; `swaps` mend words that would say the contrary."""

    adds: Words
    swaps: dict[str, str]
    undoes: str


class Size(Asked):
    """The size of a shot: how a camera text says it, and the next size nearer and farther."""

    now: Words
    closer: str = ""
    wider: str = ""


class Angle(Asked):
    text: Word
    now: Words


class Move(Asked):
    """How the camera moves, in three forms, and the word before what it goes to."""

    noun: Word
    verb: Word
    ing: Word
    to: str
    now: Words
    now_verb: Words
    now_ing: Words


class Manner(Asked):
    text: Word
    drops: Words


class Elsewhere(Table):
    """What is done in another part of the program."""

    words: Word
    why: Word
    instead: Word


class Sexes(Table):
    pairs: dict[str, str]
    male_only: Words
    female_only: list[str]


class Tables(Table):
    """All of assets/script/wishes.yaml."""

    glue: Words
    negations: Words
    slightly: Words
    much: Words
    numbers: dict[str, int]
    ordinals: dict[str, int]
    times: dict[str, Hour]
    sun: Words
    moods: Words
    hour_phrases: Words
    hour_mods: Words
    light_heads: Words
    light_adjectives: Words
    colour_words: Words
    sources: dict[str, Source]
    weathers: dict[str, Weather]
    seasons: dict[str, Season]
    levels: dict[str, Level]
    indoors: Words
    sizes: dict[str, Size]
    closer: Words
    wider: Words
    angles: dict[str, Angle]
    moves: dict[str, Move]
    manners: dict[str, Manner]
    looks: dict[str, Manner]
    sexes: Sexes
    garments: dict[str, Words]
    colours: Words
    measures: Words
    beings: Words
    elsewhere: list[Elsewhere]
    new_film: list[str]
    commands: Words
    weak_commands: Words

    @model_validator(mode="after")
    def _names_one_another(self) -> Tables:
        """Whatever a row names is a row, and every expression can be read."""
        for size in self.sizes.values():
            _known({size.closer, size.wider} - {""}, self.sizes, "sizes")
        for weather in self.weathers.values():
            _known(set(weather.drops), self.weathers, "weathers")
            _known({weather.season} - {""}, self.seasons, "seasons")
        for season in self.seasons.values():
            _known(set(season.clears), self.weathers, "weathers")
        for level in self.levels.values():
            _known({level.undoes}, self.levels, "levels")
        for expression in (*self.new_film, *(e.words for e in self.elsewhere)):
            re.compile(expression)
        return self


def _known(names: set[str], table: dict, what: str) -> None:
    if unknown := names - set(table):
        raise ValueError(f"'{min(unknown)}' is not among the {what}")


@lru_cache(maxsize=1)
def tables() -> Tables:
    """The tables, read once. Raises pydantic's ValidationError where the file is wrong."""
    return Tables.model_validate(yaml.safe_load(shipped("assets", "script", "wishes.yaml").read_text(encoding="utf-8")))


def any_of(words: list[str] | tuple[str, ...] | set[str]) -> str:
    """A regular expression for any of some words or phrases, the longest first; spaces and hyphens are one, a plural s may follow."""
    said = sorted({w.lower() for w in words}, key=lambda w: (-len(w), w))
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", "[ -]").replace(r"\-", "[ -]") for w in said) + ")"


@lru_cache(maxsize=256)
def _finder(words: tuple[str, ...]) -> re.Pattern:
    return re.compile(rf"(?<![\w]){any_of(words)}(?:s|es)?(?![\w])", re.IGNORECASE)


def finder(words: list[str] | tuple[str, ...] | set[str]) -> re.Pattern:
    """Finds any of some words, whole, in either number."""
    return _finder(tuple(sorted(words)))
