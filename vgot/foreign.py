"""Files of other programs: told by their first bytes and their names, and refused with what to do in THAT program.

One table for all that comes in (assets/foreign.yaml): scripts, cuts, sounds, pictures.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from vgot.errors import BadInput
from vgot.resources import shipped

_LOOKED_AT = 1 << 16
_LIST = "assets/foreign.yaml"


class ForeignFile(BaseModel):
    """A kind of file that is not read here; the head of the table says what its fields are."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str
    suffixes: tuple[str, ...]
    begins: tuple[str, ...] = ()
    holds: str = ""
    of: Literal["", "script"] = ""
    do: str = Field(min_length=10)

    def fit(self, source: str, head: bytes) -> int:
        """How surely a file is of this kind: 3 by its bytes and its name, 2 by its bytes, 1 by its name, 0 not."""
        named = source.lower().endswith(self.suffixes) if self.suffixes else False
        begins = any(_begins(head, mark) for mark in self.begins)
        if self.holds and (head or not self.begins) and self.holds.encode() not in head:
            # some packers put the telling file late: the name decides then
            return 3 if begins and named else 0
        if begins:
            # many programs pack their documents alike: without a word in it only the name tells them apart
            told = bool(self.holds or self.of) or not any(mark.startswith("PK") for mark in self.begins)
            return 3 if named else 2 if told else 0
        return 1 if named and not (self.begins and _is_text(head)) else 0


def _begins(head: bytes, mark: str) -> bool:
    """Whether bytes begin with a mark of the table; a ? in it stands for any byte."""
    wanted = mark.encode("latin-1").decode("unicode_escape").encode("latin-1")
    start = head if wanted[:1] in b"?" else head.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n")
    return len(start) >= len(wanted) and all(w in (b"?"[0], b) for w, b in zip(wanted, start, strict=False))


def _is_text(head: bytes) -> bool:
    return bool(head) and not any(c < 9 for c in head[:4000])


@cache
def foreign_files() -> tuple[ForeignFile, ...]:
    """Every kind of the table. Raises ValueError that names the file where it cannot be used."""
    try:
        rows = yaml.safe_load(shipped("assets", "foreign.yaml").read_text("utf-8"))
        return TypeAdapter(tuple[ForeignFile, ...]).validate_python(rows)
    except (yaml.YAMLError, ValidationError) as why:
        raise ValueError(f"{_LIST} cannot be read: {' '.join(str(why).split())}") from why


def told(name: str, head: bytes, wanted: str = "") -> ForeignFile | None:
    """The kind of a file by its name and its first bytes, where the table has it. `wanted`: what it was brought as ("script")."""
    rows = [kind for kind in foreign_files() if kind.of in ("", wanted)]
    best = max(rows, key=lambda kind: kind.fit(name, head))  # of equals the first
    return best if best.fit(name, head) else None


def told_of(source: Path) -> ForeignFile | None:
    """The kind of a file, where the table has it."""
    if not source.is_file():
        return told(source.name, b"")
    with source.open("rb") as file:
        return told(source.name, file.read(_LOOKED_AT))


def refusal(source: Path, field: str, otherwise: str) -> BadInput:
    """The error for a file that is not read: what it is and what to do in its program, or `otherwise` for one that nobody knows."""
    if kind := told_of(source):
        return _refused(source.name, kind, field)
    return BadInput(f"'{source.name[:120]}' cannot be used here.", field=field, hint=otherwise)


def refuse_foreign_script(data: bytes, name: str = "") -> None:
    """Raises BadInput for a file of another program that was brought as a script, with what to do there."""
    if kind := told(name, data[:_LOOKED_AT], "script"):
        raise BadInput(f"This is {kind.name}, not a script as text.", field="script", hint=kind.do)


def _refused(name: str, kind: ForeignFile, field: str) -> BadInput:
    return BadInput(f"'{name[:120]}' is {kind.name}, which is not read here.", field=field, hint=kind.do)
