"""What words make of the things they are said of: stuff, size and state (assets/animatic/qualities.yaml)."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from vgot.animatic.lexicon.colours import COLOURS
from vgot.animatic.lexicon.text import Match, Phrases, Token
from vgot.resources import shipped
from vgot.script.tables import checked

State = Literal["burning", "glowing", "smoking", "broken", "snowy", "wet", "worn"]
_FILE = "assets/animatic/qualities.yaml"
#: how far before a thing its qualities stand
_REACH = 4
_BETWEEN = {"and", "with", "in", "of", "on", "a", "an", "the", "his", "her", "from", "to"}


def _parted(value: object) -> object:
    return tuple(value.split("|")) if isinstance(value, str) else value


Words = Annotated[tuple[str, ...], BeforeValidator(_parted), Field(min_length=1)]


class Stuff(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    words: Words
    colour: str = Field(pattern="^[0-9a-f]{6}$")
    seen: float = Field(1.0, gt=0, le=1)

    @property
    def argb(self) -> int:
        return int(self.seen * 255) << 24 | int(self.colour, 16)


class Qualities(BaseModel):
    """qualities.yaml; its head says what the fields are."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    stuff: dict[str, Stuff]
    size: dict[Annotated[float, Field(gt=0.2, le=2)], Words]
    state: dict[State, Words]


def read_qualities(text: str) -> Qualities:
    """The qualities of a file's text. Raises ValueError that names the entry that cannot be used."""
    return checked(text, Qualities, _FILE)


@lru_cache(maxsize=1)
def qualities() -> Qualities:
    return read_qualities(shipped("assets", "animatic", "qualities.yaml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _tables() -> dict[str, Phrases]:
    q = qualities()
    return {
        "stuff": Phrases({w: name for name, one in q.stuff.items() for w in one.words}),
        "size": Phrases({w: k for k, words in q.size.items() for w in words}),
        "state": Phrases({w: s for s, words in q.state.items() for w in words}),
    }


def said_of(tokens: list[Token], match: Match) -> dict[str, object]:
    """Stuff, size and state that words before a thing (or "is ..." behind it) say of it, where they say any."""
    found: dict[str, object] = {}
    start = max(0, match.start - _REACH)
    for kind, table in _tables().items():
        for one in table.find(tokens[start : match.start]):
            between = tokens[start + one.end : match.start]
            same = tokens[start + one.start].clause == tokens[match.start].clause
            if not one.negated and same and not any(t.word in _BETWEEN for t in between):
                found[kind] = one.value
        after = tokens[match.end : match.end + 3]
        if after and after[0].word in ("is", "are", "was", "on", "be"):
            behind = next((m for m in table.find(after) if m.end == len(after) or m.start <= 1), None)
            if behind is not None:
                found.setdefault(kind, behind.value)
    return found


def quality_of(kind: str, word: str) -> object | None:
    """What a single word says of the kind "stuff", "size" or "state"."""
    return _words().get((kind, word))


@lru_cache(maxsize=1)
def _words() -> dict[tuple[str, str], object]:
    q = qualities()
    return {
        **{("stuff", w): name for name, one in q.stuff.items() for w in one.words},
        **{("size", w): k for k, words in q.size.items() for w in words},
        **{("state", w): s for s, words in q.state.items() for w in words},
    }


def paint_of(name: str) -> int:
    """A colour or a stuff as 0xAARRGGBB; 0 for none."""
    if name in COLOURS:
        return COLOURS[name]
    stuff = qualities().stuff.get(name)
    return stuff.argb if stuff else 0
