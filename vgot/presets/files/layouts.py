"""The table that files of weights are told apart by, read from assets/models/layouts.yaml and checked."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import Annotated, Any

import yaml
from pydantic import Field, ValidationError

from vgot.errors import BadInput
from vgot.presets.files.headers import Tensor
from vgot.presets.preset import Part
from vgot.resources import shipped

FILE = shipped("assets") / "models" / "layouts.yaml"
Side = Annotated[int, Field(ge=0)] | None


def _alike(shape: tuple[int, ...], wanted: list[Side]) -> bool:
    return len(shape) >= len(wanted) and all(
        want is None or have == want for have, want in zip(shape, wanted, strict=False)
    )


class Layout(Part):
    """One model by the names and first sides of some of its tensors."""

    model: Annotated[str, Field(alias="for", min_length=1, max_length=60)]
    has: dict[str, list[Side]]
    lacks: list[str] = []

    def fits(self, tensors: dict[str, Tensor]) -> bool:
        return all(
            name in tensors and _alike(tensors[name].shape, sides) for name, sides in self.has.items()
        ) and not any(name in tensors for name in self.lacks)


class LoraLayout(Part):
    """One model by what a LoRA changes of it: patterns of names, and [in, out] of what they name."""

    model: Annotated[str, Field(alias="for", min_length=1, max_length=60)]
    has: list[str]
    sides: dict[str, list[Side]] = {}
    lacks: list[str] = []

    @cached_property
    def _patterns(
        self,
    ) -> tuple[list[re.Pattern[str]], list[re.Pattern[str]], list[tuple[re.Pattern[str], list[Side]]]]:
        compiled = [re.compile(p) for p in self.has]
        return compiled, [re.compile(p) for p in self.lacks], [(re.compile(p), s) for p, s in self.sides.items()]

    def fits(self, changed: dict[str, tuple[int, int]]) -> bool:
        has, lacks, sides = self._patterns
        if not all(any(p.search(name) for name in changed) for p in has):
            return False
        if any(p.search(name) for p in lacks for name in changed):
            return False
        return all(any(p.search(n) and _alike(size, wanted) for n, size in changed.items()) for p, wanted in sides)


class Layouts(Part):
    denoisers: list[Layout]
    vaes: list[Layout]
    text_encoders: list[Layout]
    others: list[Layout]
    loras: list[LoraLayout]
    makes: dict[str, str]
    serves: dict[str, str]
    wears: dict[str, str]

    def pattern_for(self, model: str, lora: bool = False) -> str | None:
        """The pattern of base repositories that something made for a model is for; None where no preset has such a model."""
        return (self.wears.get(model) if lora else None) or self.serves.get(model)


@lru_cache
def layouts() -> Layouts:
    """The whole table. Raises BadInput naming what is wrong with it."""
    try:
        said: Any = yaml.safe_load(FILE.read_text(encoding="utf-8"))
        return Layouts.model_validate(said)
    except (yaml.YAMLError, ValidationError) as why:
        raise BadInput(f"{FILE.name} cannot be read: {str(why)[:300]}", field=FILE.name, hint="Correct it.") from why


def first_fit(rows: list[Layout], tensors: dict[str, Tensor]) -> str | None:
    """The model of the first row that fits."""
    return next((row.model for row in rows if row.fits(tensors)), None)
