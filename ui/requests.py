"""What a page may send: the kinds of value that requests are made of, and how a request is read.

A request is a Pydantic model; each verb's stands beside the verb (`ui/verbs/`). What does not fit is refused with one BadInput
that names the field, says what would fit, and what to do. Values are never bent: a number in quotes is no number.
"""

from __future__ import annotations

import base64
import binascii
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, NoReturn, TypeVar

from pydantic import BaseModel, ConfigDict, StrictBool, ValidationError, model_validator
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from vgot.errors import BadInput
from vgot.graph.kinds import KINDS

MAX_UPLOAD = 24 * 2**20
RELOAD = "Reload the page and try again."
ANOTHER = "Type another number."


def refuse(message: str, hint: str, field: str = "") -> NoReturn:
    """Refuse a value; `{field}` in the message becomes the name of its field, unless `field` names another place."""
    raise PydanticCustomError("refused", "{message}", {"message": message, "hint": hint, "field": field})


class Kind:
    """A kind of value, as the annotation of a field: `Annotated[str, Text(200)]`. `read` gives the value, or refuses it."""

    def read(self, value: Any, most_upload: int | None = None) -> Any:
        raise NotImplementedError

    def schema(self, inner: CoreSchema) -> CoreSchema:
        """What is left to say once `read` has had it; the types of the page's script are made from it too."""
        return inner

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], CoreSchema]) -> CoreSchema:
        def read(value: Any, info: core_schema.ValidationInfo) -> Any:
            return self.read(value, (info.context or {}).get("most_upload"))

        return core_schema.with_info_before_validator_function(read, self.schema(handler(source)))


@dataclass(frozen=True)
class Text(Kind):
    """Words of a person, at most `longest` characters."""

    longest: int = 2000

    def read(self, value: Any, most_upload: int | None = None) -> str:
        if not isinstance(value, str):
            refuse("'{field}' must be text.", RELOAD)
        if len(value) > self.longest:
            refuse(f"This text has {len(value):,} characters; at most {self.longest:,} fit.", "Shorten it.")
        if "\x00" in value or any(0xD800 <= ord(c) <= 0xDFFF for c in value):
            refuse("This text holds characters that cannot be stored.", "Type it again without them.")
        return value

    def schema(self, inner: CoreSchema) -> CoreSchema:
        return core_schema.str_schema(max_length=self.longest)


@dataclass(frozen=True)
class Called(Text):
    """A name of 1 to 120 characters."""

    longest: int = 120

    def read(self, value: Any, most_upload: int | None = None) -> str:
        name = super().read(value).strip()
        if not name:
            refuse("A name has 1 to 120 characters.", "Type a name.")
        return name


@dataclass(frozen=True)
class Whole(Kind):
    """A whole number from `low` to `high`."""

    low: int
    high: int

    def read(self, value: Any, most_upload: int | None = None) -> int:
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int) or not self.low <= value <= self.high:
            refuse(f"'{{field}}' must be a whole number from {self.low} to {self.high}.", ANOTHER)
        return value

    def schema(self, inner: CoreSchema) -> CoreSchema:
        return core_schema.int_schema(ge=self.low, le=self.high)


@dataclass(frozen=True)
class Number(Kind):
    """A number from `low` to `high`, kept to `digits` places."""

    low: float
    high: float
    digits: int | None = None

    def read(self, value: Any, most_upload: int | None = None) -> float:
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not self.fits(value):
            refuse(f"'{{field}}' must be a number from {self.low:g} to {self.high:g}.", ANOTHER)
        return float(value) if self.digits is None else round(float(value), self.digits)

    def fits(self, value: float) -> bool:
        return math.isfinite(value) and self.low <= value <= self.high

    def schema(self, inner: CoreSchema) -> CoreSchema:
        return core_schema.float_schema(ge=self.low, le=self.high)


@dataclass(frozen=True)
class OneOf(Kind):
    """One of a few words."""

    known: tuple[str, ...]

    def read(self, value: Any, most_upload: int | None = None) -> str:
        if value not in self.known:
            refuse(f"'{{field}}' must be one of {', '.join(self.known)}.", RELOAD)
        return value

    def schema(self, inner: CoreSchema) -> CoreSchema:
        return core_schema.literal_schema(list(self.known))


@dataclass(frozen=True)
class Like(Kind):
    """A name that this program gave: a take, a shot, an item of the film."""

    pattern: str
    what: str

    def read(self, value: Any, most_upload: int | None = None) -> str:
        if not isinstance(value, str) or not re.match(self.pattern, value):
            refuse(f"'{{field}}' is not {self.what}.", RELOAD)
        return value


@dataclass(frozen=True)
class ItemKey(Like):
    """`portrait/mary/young`, `clip/<shot>`: an item, by a kind that there is (vgot/graph/kinds.py)."""

    pattern: str = r"^([a-z]+)(/[^\s/]{1,90}){0,2}$"
    what: str = "an item of this film"

    def read(self, value: Any, most_upload: int | None = None) -> str:
        if super().read(value).partition("/")[0] not in KINDS:
            refuse("'{field}' is not an item of this film.", RELOAD)
        return value


@dataclass(frozen=True)
class Most(Kind):
    """A list or a table of at most `many` entries; each is read by its own kind."""

    many: int

    def read(self, value: Any, most_upload: int | None = None) -> Any:
        return value

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], CoreSchema]) -> CoreSchema:
        inner = handler(source)
        kind, called = (dict, "table") if inner["type"] == "dict" else (list, "list")

        def read(value: Any) -> Any:
            named = kind is list or (isinstance(value, dict) and all(isinstance(k, str) for k in value))
            if not isinstance(value, kind) or len(value) > self.many or not named:
                refuse(f"'{{field}}' must be a {called} of at most {self.many}.", RELOAD)
            return value

        return core_schema.no_info_before_validator_function(read, inner)


@dataclass(frozen=True)
class File(Kind):
    """A file chosen in the browser, as base64; no larger than this kind of file, or than anything sent here, may be."""

    most: int = MAX_UPLOAD

    def read(self, value: Any, most_upload: int | None = None) -> bytes:
        most = self.most if most_upload is None else min(self.most, most_upload)
        if not isinstance(value, str):
            refuse("The file did not arrive.", "Choose it again.")
        try:
            found = base64.b64decode(value, validate=True) if len(value) <= most * 4 // 3 + 8 else None
        except (binascii.Error, ValueError):
            refuse("The file did not arrive whole.", "Choose it again.")
        if found is None or len(found) > most:
            refuse(f"The file is larger than {most // 2**20} MB.", "Choose a smaller file.")
        return found


class _Seen(Kind):
    """A revision that the page has seen; what is none is left out."""

    def read(self, value: Any, most_upload: int | None = None) -> int | None:
        return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None


Flag = StrictBool
Key = Annotated[str, ItemKey()]
TakeId = Annotated[str, Like(r"^t[0-9a-f]{12}$", "a take")]
ShotId = Annotated[str, Like(r"^[a-z0-9]{4,32}$", "a shot")]
Revision = Annotated[int | None, _Seen()]
Name = Annotated[str, Called()]
Keys = Annotated[list[Key], Most(1500)]
Shots = Annotated[list[ShotId], Most(500)]


class Part(BaseModel):
    """A request, or a part of one. What is not known is left alone, null is the same as nothing."""

    model_config = ConfigDict(extra="ignore")

    @model_validator(mode="before")
    @classmethod
    def _nothing_is_null(cls, values: Any) -> Any:
        """A field that must be there and is not is read as null, so that its own kind says what would fit."""
        if not isinstance(values, dict):
            return values
        return {name: None for name, field in cls.model_fields.items() if field.is_required()} | values


class Request(Part):
    """A request that stands alone."""


class OfFilm(Request):
    """A request about one film; `have` is the revision that the page shows of it, `held` the mark of what it was told last: with it the
    answer brings what changed since (ui/changes.py)."""

    project: Annotated[str, Text(120)]
    have: Revision = None
    held: Annotated[str, Text(20)] | None = None


Model = TypeVar("Model", bound=Part)


def read(model: type[Model], values: object, most_upload: int | None = None) -> Model:
    """The request that a page sent. `most_upload`: bytes of the largest file that may come with it, whatever its kind allows.
    Raises BadInput about the first field that does not fit."""
    try:
        return model.model_validate(values, context={"most_upload": most_upload})
    except ValidationError as why:
        raise _in_words(why) from None


def _in_words(why: ValidationError) -> BadInput:
    first = why.errors(include_url=False, include_input=False)[0]
    field = next((str(step) for step in reversed(first["loc"]) if isinstance(step, str)), "")
    if first["type"] == "refused":
        said = first.get("ctx", {})
        named = said["field"] or field
        return BadInput(said["message"].replace("{field}", named), field=named or None, hint=said["hint"])
    if first["type"] == "model_type":
        return BadInput("The page sent something that is not a request.", hint="Reload the page.")
    if first["type"] == "bool_type":
        return BadInput(f"'{field}' must be yes or no.", field=field, hint=RELOAD)
    return BadInput(f"'{field}' is not of the kind that is asked for.", field=field or None, hint=RELOAD)
