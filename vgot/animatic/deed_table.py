"""Deeds as motion: what people and animals of the drawn world can be seen doing, as entries of assets/animatic/deeds.yaml.

A deed is a row of key poses in three parts (anticipation, action, settle), each told by where hands and feet are and by a few
numbers of the body. Its words are how a sentence asks for it; its `says` is a sentence that does.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from vgot.animatic.people.reach import IN_THE_ROOM, ON_THE_BODY
from vgot.resources import shipped
from vgot.script.tables import checked

_FILE = "assets/animatic/deeds.yaml"

Part = Literal["anticipation", "action", "settle"]
View = Literal["profile", "three", "front", "any"]
Stance = Literal["standing", "any", "sitting", "kneeling", "squatting", "floor", "lying", "tub", "astride"]
Pair = tuple[float, float]


@dataclass(frozen=True)
class Target:
    """Where a hand is: a landmark, and how far before it and over it, in lengths of the arm."""

    name: str
    x: float = 0.0
    y: float = 0.0

    @property
    def on_the_body(self) -> bool:
        return self.name in ON_THE_BODY


def _target(value: object) -> object:
    if not isinstance(value, str):
        return value
    name, *numbers = value.split()
    if name not in (*ON_THE_BODY, *IN_THE_ROOM):
        raise ValueError(f"no landmark is called {name}")
    try:
        x, y = (*(float(n) for n in numbers), 0.0, 0.0)[:2]
    except ValueError as why:
        raise ValueError(f"a landmark and two numbers, not {value}") from why
    return Target(name, x, y)


Reach = Annotated[Target, BeforeValidator(_target)]


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, arbitrary_types_allowed=True)


class Key(_Row):
    """One key pose; the head of deeds.yaml says what the fields mean. What a key does not name stays as the key before has it."""

    part: Part = Field("action", alias="in")
    s: float = Field(0.4, gt=0, le=4)
    ease: Literal["soft", "even", "fast", "slow"] = "soft"
    hand: Reach | None = None
    other: Reach | None = None
    foot: Pair | None = None
    other_foot: Pair | None = None
    go: float | None = Field(None, ge=-2, le=3)
    lift: float | None = Field(None, ge=0, le=3)
    drop: float | None = Field(None, ge=0, le=0.96)
    lean: float | None = Field(None, ge=-95, le=95)
    tilt: float | None = Field(None, ge=-70, le=70)
    nod: float | None = Field(None, ge=-6, le=8)
    turn: float | None = Field(None, ge=-1, le=1)
    gaze: Pair | None = None
    smile: float | None = Field(None, ge=-1, le=1)
    brow: float | None = Field(None, ge=-1, le=1)
    raise_: float | None = Field(None, ge=-1, le=1.5, alias="raise")
    lids: float | None = Field(None, ge=0, le=1.4)
    mouth: float | None = Field(None, ge=0, le=1)
    tears: float | None = Field(None, ge=0, le=1)
    squash: float | None = Field(None, ge=-4, le=4)
    back: bool | None = None
    touch: bool = False
    takes: bool = False
    lets: bool = False
    rest: bool = False


class Gait(_Row):
    """How legs go: turns a second, the share of a turn that a foot stands, how high it is lifted (of the leg), how far the
    arms swing (degrees), how the body bobs (units), how far the hips are lowered, and how fast it goes (units a second). Without a rate they glide as the keys say. `deep`: units up the picture in a shot, away from the viewer."""

    rate: float = Field(0.0, ge=0, le=4)
    stands: float = Field(0.6, ge=0.2, le=0.9)
    lift: float = Field(0.14, ge=0, le=0.6)
    swing: float = Field(0.0, ge=0, le=90)
    elbow: float = Field(14.0, ge=0, le=120)
    bob: float = Field(1.0, ge=0, le=8)
    speed: float = Field(0.0, ge=0, le=90)
    limp: float = Field(0.0, ge=0, le=1)
    deep: float = Field(0.0, ge=-30, le=30)


class Deed(_Row):
    """One entry of deeds.yaml."""

    id: str = Field(pattern=r"^[a-z][a-z_]*$")
    words: tuple[str, ...] = ()
    says: str = ""
    who: Literal["person", "animal"] = "person"
    view: View = "three"
    stance: Stance = "standing"
    body: str = "standing"
    cycle: bool = False
    again: float = Field(0.0, ge=0, le=5)
    still: float | None = Field(None, ge=0, le=8)
    gait: Gait | None = None
    thing: str = ""
    also: tuple[str, ...] = ()
    lies: Literal["", "ground", "table", "air", "theirs", "foot"] = ""
    goes: Literal["", "ground", "table", "away", "theirs", "fall"] = ""
    tool: str = ""
    piece: str = ""
    piece_at: float = 0.0
    piece_goes: bool = False
    mount: Literal["", "rowboat", "raft", "car"] = ""
    rise: float = Field(0.0, ge=0, le=40)
    partner: str = ""
    gap: float = Field(0.0, ge=0, le=90)
    framed: Literal["", "whole"] = ""
    feeling: str = ""
    nouns: bool = False
    wants: tuple[str, ...] = ()
    outdoors: str = ""
    living: str = ""
    bare: str = ""
    two: bool = False
    mouth: bool = False
    named: bool = False
    keys: tuple[Key, ...] = ()

    @model_validator(mode="after")
    def _sound(self) -> Deed:
        if self.words and not self.says:
            raise ValueError(f"{self.id} has words and no sentence that says it")
        if self.cycle and not any(k.part == "action" for k in self.keys):
            raise ValueError(f"{self.id} goes round and has no action")
        if not self.keys and self.gait is None:
            raise ValueError(f"{self.id} has neither keys nor a gait")
        if self.lies and self.lies != "foot" and not any(k.takes for k in self.keys):
            raise ValueError(f"{self.id} has a thing lying that no key takes")
        if self.goes and not any(k.lets for k in self.keys):
            raise ValueError(f"{self.id} has a thing that goes and no key lets it go")
        order = [("anticipation", "action", "settle").index(k.part) for k in self.keys]
        if order != sorted(order):
            raise ValueError(f"the parts of {self.id} stand in no order")
        return self


def read_deeds(text: str) -> tuple[Deed, ...]:
    """The deeds of a file's text. Raises ValueError that names the entry that cannot be used."""
    found = checked(text, tuple[Deed, ...], _FILE)
    ids = [d.id for d in found]
    if twice := {i for i in ids if ids.count(i) > 1}:
        raise ValueError(f"{_FILE}: two deeds are called {min(twice)}")
    if unknown := [
        d.id for d in found for other in (d.partner, d.outdoors, d.living, d.bare) if other and other not in ids
    ]:
        raise ValueError(f"{_FILE}: nobody can do what {unknown[0]} leads to")
    return found


@lru_cache(maxsize=1)
def all_deeds() -> dict[str, Deed]:
    """Every deed by its name, in the order of the file: where two have the same words, the earlier one wins."""
    return {d.id: d for d in read_deeds(shipped("assets", "animatic", "deeds.yaml").read_text(encoding="utf-8"))}
