"""Files of other programs: told by their first bytes and their names, and refused with what to do in THAT program."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from vgot.errors import BadInput
from vgot.resources import shipped

_LOOKED_AT = 1 << 16


class ForeignFile(BaseModel):
    """A kind of file that is not read here."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str
    suffixes: tuple[str, ...]
    begins: tuple[str, ...] = ()
    holds: str = ""
    do: str = Field(min_length=10)

    def fits(self, source: str, head: bytes) -> bool:
        if self.holds and self.holds.encode() not in head:
            return False
        named = source.lower().endswith(self.suffixes)
        begins = any(
            head.startswith(b.encode("latin-1").decode("unicode_escape").encode("latin-1")) for b in self.begins
        )
        return named or begins


@cache
def foreign_files() -> tuple[ForeignFile, ...]:
    """Every kind of the table. Raises ValueError that names the file where it cannot be used."""
    try:
        rows = yaml.safe_load(shipped("assets", "handoff", "foreign.yaml").read_text("utf-8"))
        return TypeAdapter(tuple[ForeignFile, ...]).validate_python(rows)
    except (yaml.YAMLError, ValidationError) as why:
        raise ValueError(f"assets/handoff/foreign.yaml cannot be read: {' '.join(str(why).split())}") from why


def told(name: str, head: bytes) -> ForeignFile | None:
    """The kind of a file by its name and its first bytes, where the table has it."""
    return next((kind for kind in foreign_files() if kind.fits(name, head)), None)


def told_of(source: Path) -> ForeignFile | None:
    """The kind of a file, where the table has it."""
    if not source.is_file():
        return told(source.name, b"")
    with source.open("rb") as file:
        return told(source.name, file.read(_LOOKED_AT))


def refusal(source: Path, field: str, otherwise: str) -> BadInput:
    """The error for a file that is not read: what it is and what to do in its program, or `otherwise` for one that nobody knows."""
    if kind := told_of(source):
        return BadInput(f"'{source.name[:120]}' is {kind.name}, which is not read here.", field=field, hint=kind.do)
    return BadInput(f"'{source.name[:120]}' cannot be used here.", field=field, hint=otherwise)
