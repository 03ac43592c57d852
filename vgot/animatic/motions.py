"""How things move: the deeds that a paper boat, a balloon or a ball does, as lines of assets/animatic/motions.yaml.

A motion is told for the whole shot and begins at nothing, so that a clip's first frame is its keyframe.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from vgot.animatic.lexicon.text import Match, Phrases, Token, verb_forms
from vgot.resources import shipped
from vgot.script.tables import checked

Realm = Literal["water", "air", "ground"]
REALMS: tuple[Realm, ...] = ("water", "air", "ground")
_FILE = "assets/animatic/motions.yaml"


class Motion(BaseModel):
    """One line of motions.yaml; its head says what the fields mean."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    id: str
    words: tuple[str, ...] = Field(min_length=1)
    realm: Literal["water", "air", "ground", "any"] = Field(alias="for")
    along: float = Field(0.0, ge=0, le=0.5)
    rise: float = Field(0.0, ge=-0.5, le=0.5)
    begins: float = Field(0.0, ge=0, le=0.6, alias="from")
    drop: bool = False
    turn: float = Field(0.0, ge=-1440, le=1440)
    pivot: Literal["foot", "middle", "top"] = "foot"
    sway: float = Field(0.0, ge=0, le=30)
    every: float = Field(2.0, ge=0.5, le=10)
    bob: float = Field(0.0, ge=0, le=0.1)
    grow: float = Field(1.0, ge=0.2, le=2)
    wide: float = Field(1.0, ge=0.2, le=2)
    high: float = Field(1.0, ge=0.2, le=2)
    fade: float = Field(1.0, ge=0, le=1)


@dataclass(frozen=True)
class Moved:
    """What a motion adds to a thing at a moment: widths and heights of the view, degrees, and shares of its size."""

    along: float = 0.0
    up: float = 0.0
    turn: float = 0.0
    wide: float = 1.0
    high: float = 1.0
    seen: float = 1.0


def read_motions(text: str) -> tuple[Motion, ...]:
    """The motions of a file's text. Raises ValueError that names the line that cannot be used."""
    found = checked(text, tuple[Motion, ...], _FILE)
    if twice := {m.id for m in found if sum(o.id == m.id for o in found) > 1}:
        raise ValueError(f"{_FILE}: two motions are called {min(twice)}")
    return found


@lru_cache(maxsize=1)
def all_motions() -> dict[str, Motion]:
    """Every motion by its name, in the order of the file: where two have the same word, the earlier one wins."""
    return {m.id: m for m in read_motions(shipped("assets", "animatic", "motions.yaml").read_text(encoding="utf-8"))}


@lru_cache(maxsize=4)
def _words(realm: Realm) -> Phrases:
    table: dict[str, str] = {}
    for motion in all_motions().values():
        if motion.realm in (realm, "any"):
            for entry in motion.words:
                base, *past = entry.split("/")
                for form in verb_forms(base, "/".join(past)):
                    table.setdefault(form, motion.id)
    return Phrases(table)


_NOUN_LEADS = {"a", "an", "the", "its", "his", "her", "their", "of", "in", "to"}


def motion_in(texts: tuple[list[Token], ...], realm: Realm) -> str:
    """The first motion that the texts tell of something in the water, in the air or on the ground; "" where it rests."""
    for tokens in texts:
        for match in _words(realm).find(tokens):
            if not match.negated and not _is_noun(tokens, match) and not _is_figure(tokens, match):
                return match.value
    return ""


#: What follows a verb of motion that moves nothing: "falls in love", "falls asleep", "grows tired".
_FIGURES = {"love", "asleep", "ill", "silent", "apart", "behind", "tired", "old", "quiet"}


def _is_figure(tokens: list[Token], match: Match) -> bool:
    """Whether a verb of motion is only a figure of speech."""
    after = [t.word for t in tokens[match.end : match.end + 2] if t.clause == tokens[match.start].clause]
    return bool(after) and (after[0] in _FIGURES - {"love"} or after[0] == "in" and after[1:] == ["love"])


def _is_noun(tokens: list[Token], match: Match) -> bool:
    """ "The fall", "a drop": no deed."""
    return bool(match.start) and tokens[match.start - 1].word in _NOUN_LEADS


def pivot_of(name: str) -> str:
    """What a motion turns a thing about: its foot, its middle or its top."""
    m = all_motions().get(name)
    return m.pivot if m is not None else "foot"


def moved(name: str, t: float, seconds: float) -> Moved:
    """What the motion of a name adds `t` seconds into a shot of so many seconds."""
    m = all_motions().get(name)
    if m is None:
        return Moved()
    share = min(1.0, max(0.0, t / max(seconds, 1e-6)))
    even = 0.7 * share + 0.3 * share * share * (3 - 2 * share)
    up = m.rise * even + m.bob * math.sin(2 * math.pi * t / m.every)
    if m.drop:  # it gathers speed, and lies before the shot is over
        up -= m.begins * min(1.0, share / 0.8) ** 2
    return Moved(
        m.along * even,
        up,
        m.turn * even + m.sway * math.sin(2 * math.pi * t / m.every),
        1 + (m.grow * m.wide - 1) * even,
        1 + (m.grow * m.high - 1) * even,
        1 + (m.fade - 1) * even,
    )
