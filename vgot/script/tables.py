"""Tables: files of assets/script that hold what a writer knows, each checked by a model of its own when it is first read."""

from __future__ import annotations

from typing import Annotated, TypeVar

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, TypeAdapter, ValidationError

from vgot.resources import shipped

T = TypeVar("T")
#: The reader in C is eight times as fast; not every build of the library has it.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _parted(value: object) -> object:
    return value.split() if isinstance(value, str) else value


#: Words in a list, or in one string with spaces between them.
Words = Annotated[tuple[str, ...], BeforeValidator(_parted)]
WordSet = Annotated[frozenset[str], BeforeValidator(_parted)]


class Table(BaseModel):
    """A table or an entry of one: what it does not know is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def text_of(name: str) -> str:
    """A file of assets/script as it is."""
    return shipped("assets", "script", name).read_text(encoding="utf-8")


def table(name: str, kind: type[T]) -> T:
    """A YAML file of assets/script as `kind`. Raises ValueError that names the file and the entry that cannot be used."""
    where = f"assets/script/{name}"
    try:
        loaded = _LOADER(text_of(name)).get_single_data()  # a safe loader: plain values only
    except yaml.YAMLError as why:
        raise ValueError(f"{where} cannot be read: {' '.join(str(why).split())}") from why
    try:
        return TypeAdapter(kind).validate_python(loaded)
    except ValidationError as why:
        first = why.errors()[0]
        entry = " > ".join(f"entry {part + 1}" if isinstance(part, int) else str(part) for part in first["loc"])
        said = first["msg"].removeprefix("Value error, ")
        raise ValueError(f"{where}, {entry}: {said}" if entry else f"{where}: {said}") from why
