"""Words by which a sentence is read (assets/script/reading.yaml): counts, measures, women and men, what ties clauses."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pydantic import ConfigDict

from vgot.script.tables import Table, WordSet, table


class Lists(Table):
    """reading.yaml; its head says what the lists are. What is no table here is a set of words: `lists().women`."""

    model_config = ConfigDict(extra="allow", frozen=True)
    __pydantic_extra__: dict[str, WordSet]  # pyright: ignore[reportIncompatibleVariableOverride]

    numbers: dict[str, int]
    signs: dict[str, str]
    asks: tuple[str, ...]
    camera_does: tuple[str, ...]
    styles: tuple[str, ...]
    fixed: tuple[str, ...]

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> frozenset[str]: ...


@cache
def lists() -> Lists:
    """The lists, read once."""
    return table("reading.yaml", Lists)
