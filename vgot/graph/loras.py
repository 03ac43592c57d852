"""The LoRAs of a film: what each node wears, and which are on and not worn, with why. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from vgot.graph.recipes import LoraWorn
from vgot.story.model import Lora, Story


class WearsLoras(Protocol):
    """What is asked of a preset about LoRAs."""

    @property
    def positional(self) -> bool: ...

    def lora_mark(self, lora: Lora) -> str | None:
        """The digest of a LoRA's file as it is now, where the model of its part takes it; None where it does not."""
        ...

    def lora_half(self, lora: Lora) -> str:
        """`high`, `low` or `both`, where its model denoises in two halves; else empty."""
        ...

    def lora_idle(self, lora: Lora) -> str:
        """Why one is not worn and what to do, in a sentence; empty where it is worn."""
        ...


@dataclass(frozen=True)
class Bent:
    """What LoRAs add to a node: to its parameters (nothing where there are none), where their files lie by digest, and sentences about
    those that are on here and not worn."""

    worn: list[LoraWorn]
    files: tuple[tuple[str, str], ...]
    idle: tuple[str, ...]


@dataclass(frozen=True)
class NotWorn:
    """A LoRA that is on and bends nothing: `on` says where it is on (`film`, `cast/mary`, `shots/3`), `why` why, and what to do."""

    lora: str
    file: str
    on: tuple[str, ...]
    why: str

    def as_json(self) -> dict[str, Any]:
        return {"lora": self.lora, "file": self.file, "on": list(self.on), "why": self.why}


def on_at_once(*groups: list[Lora]) -> list[Lora]:
    """Those that are on and do something. Of one file the last group's decides, from the film to the shot: where it is off there, or of
    strength 0, it is off."""
    found: dict[tuple[str, str], Lora] = {}
    for group in groups:
        for one in group:
            if does_something(one):
                found[one.part, one.file] = one
            else:
                found.pop((one.part, one.file), None)
    return list(found.values())


def does_something(one: Lora) -> bool:
    return one.on and one.strength != 0


def of_people(groups: list[list[Lora]]) -> list[Lora]:
    """What several people wear, as one group: one who has a file off takes it off nobody else."""
    return sorted((one for group in groups for one in group), key=does_something)


def bent_by(preset: WearsLoras, part: str, *groups: list[Lora]) -> Bent:
    """What these LoRAs do to a node of this part. The drawn world, which wears none, says so once for the film (`not_worn`)."""
    asked = [(one, preset.lora_mark(one)) for one in on_at_once(*groups) if one.part == part]
    found = [(one, mark) for one, mark in asked if mark]
    worn: list[LoraWorn] = []
    for one, mark in found:
        wears: LoraWorn = {"sha256": mark, "strength": one.strength, "words": one.words.strip()}
        if (half := preset.lora_half(one)) in ("low", "both"):
            wears["half"] = half
        worn.append(wears)
    idle = [preset.lora_idle(one) for one, mark in asked if not mark] if preset.positional else []
    return Bent(worn, tuple((mark, one.file) for one, mark in found), tuple(idle))


def marks_of(story: Story, preset: WearsLoras) -> list[str]:
    """What stands for the story's LoRAs in what is made: the file of one may be another by now, and why one is not worn hangs on the
    preset."""
    groups = [story.loras, *(c.loras for c in story.cast), *(s.loras for s in story.shots)]
    return [
        (preset.lora_mark(one) or preset.lora_idle(one)) + preset.lora_half(one)
        for group in groups
        for one in on_at_once(group)
    ]


def not_worn(story: Story, preset: WearsLoras) -> tuple[NotWorn, ...]:
    """Every LoRA of the film that is on and not worn, each once."""
    places = [("film", story.loras)]
    places += [(f"cast/{c.id}", c.loras) for c in story.cast]
    places += [(f"shots/{n}", shot.loras) for n, shot in enumerate(story.shots, 1)]
    found: dict[tuple[str, str, str], list[str]] = {}
    for place, loras in places:
        for one in on_at_once(loras):
            if why := preset.lora_idle(one):
                found.setdefault((one.name, one.file, why), []).append(place)
    return tuple(NotWorn(name, file, tuple(on), why) for (name, file, why), on in found.items())
