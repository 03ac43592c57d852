"""What is published of the repositories that presets name: files and sizes, schedulers, licences, and where each fact was read.

One file each in configs/cards/. A fact that nobody could read is left out or null and counts as unknown: it is read from the hub when
the repository is fetched. Nothing heavy is imported here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from fnmatch import fnmatch
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import Field, ValidationError, model_validator

from vgot.errors import BadInput
from vgot.presets.preset import Part, RepoId
from vgot.resources import shipped

CARDS = shipped("configs") / "cards"


class Source(Part):
    """Where facts were read: a page or a file, at which state of it, and on which day."""

    where: Annotated[str, Field(min_length=4, max_length=400)]
    state: Annotated[str, Field(max_length=120)] = ""
    read: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]


class Said(Part):
    """One fact, or null where it is unknown, and the name of its source."""

    value: str | bool | None = None
    source: str = ""


class PublishedFile(Part):
    """A file of a repository, or all shards of one: `NNNNN` in the name stands for 00001 to `shards`. `bytes`: all together, as rounded as
    its page says it."""

    name: Annotated[str, Field(min_length=1, max_length=300)]
    bytes: Annotated[int, Field(ge=0)] | None = None
    shards: Annotated[int, Field(ge=1, le=200)] = 1
    source: str = ""

    @property
    def names(self) -> list[str]:
        return [self.name.replace("NNNNN", f"{n:05d}") for n in range(1, self.shards + 1)]


class Published(Part):
    """A configuration as it is published: the class, and the values that decide what is made."""

    cls: Annotated[str, Field(alias="class")]
    values: dict[str, Any] = {}
    source: str = ""


class Sampling(Part):
    """How a model's own makers, or the library that runs it, take samples: steps, guidance (1: none), how many frames a clip has, the step
    of its lengths (4: 4n + 1), what its sizes are multiples of, and how many tokens its encoder reads. `negative`: whether it is denoised by
    words for what must not appear."""

    steps: Annotated[int, Field(ge=1, le=1000)]
    guidance: Annotated[float, Field(ge=0, le=100)]
    negative: bool = True
    frames: Annotated[int, Field(ge=1, le=10_000)] | None = None
    frame_step: Annotated[int, Field(ge=1, le=64)] | None = None
    fps: Annotated[float, Field(ge=1, le=120)] | None = None
    grid_px: Annotated[int, Field(ge=1, le=256)] | None = None
    tokens: Annotated[int, Field(ge=8, le=100_000)] | None = None
    source: str = ""


class Card(Part):
    """What is known of one repository."""

    id: RepoId
    sources: dict[str, Source]
    licence: Said = Said()
    gated: Said = Said()
    index: Published | None = None
    scheduler: Published | None = None
    sampling: Sampling | None = None
    configs: dict[str, Published] = {}
    files: list[PublishedFile] = []

    @model_validator(mode="after")
    def every_fact_has_a_source(self) -> Card:
        facts: list[Any] = [
            self.licence,
            self.gated,
            self.index,
            self.scheduler,
            self.sampling,
            *self.configs.values(),
            *self.files,
        ]
        for fact in facts:
            if fact is not None and fact.source not in self.sources and getattr(fact, "value", "") is not None:
                raise ValueError(f"a fact of {self.id} names no source")
        return self

    def taken(self, patterns: Iterable[str], never: Iterable[str]) -> list[PublishedFile]:
        """The files that a download with these patterns brings."""
        patterns, never = list(patterns), list(never)
        return [
            file
            for file in self.files
            if any(fnmatch(file.name, p) for p in patterns) and not any(fnmatch(file.name, p) for p in never)
        ]


@lru_cache
def cards(folder: Path = CARDS) -> dict[str, Card]:
    """Every card by its repository's id. Raises BadInput naming the file."""
    found = {}
    for file in sorted(folder.glob("*.yaml")):
        try:
            card = Card.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))
        except (yaml.YAMLError, ValidationError) as why:
            raise BadInput(
                f"{file.name} is no card of a repository: {str(why)[:300]}.",
                field=f"configs/cards/{file.name}",
                hint="See the other files there.",
            ) from why
        found[card.id] = card
    return found


def published_bytes(repo_id: str, patterns: Iterable[str], never: Iterable[str]) -> int | None:
    """Bytes that a download with these patterns brings, as published; None where a card or a size is missing."""
    card = cards().get(repo_id)
    files = card.taken(patterns, never) if card else []
    sizes = [f.bytes for f in files]
    return sum(n for n in sizes if n is not None) if sizes and None not in sizes else None


def lay_out(card: Card, patterns: Iterable[str], never: Iterable[str], folder: Path) -> None:
    """The files that a download would bring, empty, under their published names; indices say what they must."""
    for file in card.taken(patterns, never):
        for name in file.names:
            place = folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(b"")
    for file in card.taken(patterns, never):
        if "NNNNN" in file.name:
            _index_of(file, folder)
    if card.index is not None and any(fnmatch("model_index.json", p) for p in patterns):
        values = {"_class_name": card.index.cls} | card.index.values
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "model_index.json").write_text(json.dumps(values), encoding="utf-8")


def _index_of(file: PublishedFile, folder: Path) -> None:
    """The index of shards, under the name that the libraries give it: a variant stands before its ending."""
    place = folder / file.names[0]
    stem = place.name.partition("-0")[0]
    stem, _, variant = stem.partition(".")
    name = f"{stem}.safetensors.index.{variant + '.' if variant else ''}json"
    shards = {f"tensor_{n}": Path(one).name for n, one in enumerate(file.names)}
    (place.parent / name).write_text(json.dumps({"metadata": {}, "weight_map": shards}), encoding="utf-8")
