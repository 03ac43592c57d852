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
    return checked(text_of(name), kind, f"assets/script/{name}")


def checked(text: str, kind: type[T], where: str) -> T:
    """YAML as `kind`; `where` is the file that it stands in. Raises ValueError that names the file and the entry that cannot be
    used: by its number in a list, and its id where it has one."""
    try:
        loaded = _LOADER(text).get_single_data()  # a safe loader: plain values only
    except yaml.YAMLError as why:
        raise ValueError(f"{where} cannot be read: {' '.join(str(why).split())}") from why
    try:
        return TypeAdapter(kind).validate_python(loaded)
    except ValidationError as why:
        first = why.errors()[0]
        parts = [f"entry {part + 1}" if isinstance(part, int) else str(part) for part in first["loc"]]
        if parts and isinstance(first["loc"][0], int) and isinstance(row := loaded[first["loc"][0]], dict):
            parts[0] += f" {row['id']}" if row.get("id") else ""
        entry = " > ".join(parts)
        said = first["msg"].removeprefix("Value error, ")
        raise ValueError(f"{where}, {entry}: {said}" if entry else f"{where}: {said}") from why
