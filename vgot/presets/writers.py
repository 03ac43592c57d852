"""The language models that may be fetched to write on this machine: a short list, read from assets/writers/models.yaml and checked."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import Field, TypeAdapter, ValidationError

from vgot.errors import BadInput
from vgot.presets.preset import Part, Repo
from vgot.resources import shipped

FILE = shipped("assets") / "writers" / "models.yaml"
#: Bytes of a weight as it is loaded: in half precision on an accelerator, in full precision on a processor.
_ON_CARD, _ON_HOST = 2, 4
#: GB beside the weights: what was said so far, and the library.
_WORK_GB = 1.5


class WriterModel(Part):
    """One model: where it comes from, under which licence, and what stands about it on its page."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.-]{1,39}$")]
    title: Annotated[str, Field(min_length=1, max_length=60)]
    about: Annotated[str, Field(min_length=1, max_length=300)]
    page: Annotated[str, Field(pattern=r"^https://", max_length=300)]
    repo: Repo

    @property
    def repos(self) -> list[Repo]:
        return [self.repo]

    def sections(self) -> dict[str, WriterModel]:
        """As a preset has its models: so it is fetched the same way (vgot.machine.fetching)."""
        return {"writer": self}

    @property
    def card_gb(self) -> float:
        """GB of graphics memory that it wants, an estimate."""
        return self._memory(_ON_CARD)

    @property
    def host_gb(self) -> float:
        """GB of memory that it wants where there is no accelerator, an estimate."""
        return self._memory(_ON_HOST)

    def _memory(self, width: int) -> float:
        return round(sum(self.repo.parts.values()) * width + _WORK_GB, 1)


@lru_cache
def _read(file: Path) -> dict[str, WriterModel]:
    try:
        found = TypeAdapter(list[WriterModel]).validate_python(yaml.safe_load(file.read_text(encoding="utf-8")))
    except (yaml.YAMLError, ValidationError) as why:
        raise BadInput(f"{file.name} cannot be read: {str(why)[:300]}", field=file.name, hint="Correct it.") from why
    named = {one.name: one for one in found}
    if len(named) < len(found) or len({one.repo.id for one in found}) < len(found):
        raise BadInput(f"{file.name} names a model twice.", field=file.name, hint="Correct it.")
    return named


def writer_models() -> dict[str, WriterModel]:
    """Every model that may be fetched, by name, in the order in which they are offered."""
    return _read(FILE)


def writer_of(repo: str) -> WriterModel | None:
    """The model of a repository, where it may be fetched."""
    return next((one for one in writer_models().values() if one.repo.id == repo), None)
