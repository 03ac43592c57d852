"""What one thing to make is, what the plan asks of a preset, and how many frames a cut and its seams leave out. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol

from vgot.graph.asked import TakesAsked
from vgot.graph.loras import WearsLoras
from vgot.graph.recipes import (
    Params,
)
from vgot.graph.shapes import Shape
from vgot.story.model import Story
from vgot.units import frame_rate, frames_in


class Recipes(WearsLoras, TakesAsked, Protocol):
    """What the plan needs to know of a preset."""

    @property
    def name(self) -> str: ...

    @property
    def draft(self) -> bool: ...

    @property
    def positional(self) -> bool:
        """Whether a bridge depends on where in the film it stands (beta_i of the paper); the drawn world's does not."""
        ...

    @property
    def bridge_version(self) -> int:
        """Counts up where its bridges are made in another way."""
        ...

    def idle_inputs(self) -> list[tuple[str, str, str]]:
        """(role, workflow, sentence) of inputs of its workflows that no film fills."""
        ...

    def reads_prompt(self, step: str) -> bool:
        """Whether the model of stills (`keyframe`) or of clips (`clip`) reads a text as it stands, and can be told one by hand."""
        ...

    def no_bridge(self, half: int, fps: float, left: int, right: int) -> str:
        """Why a bridge that replaces `half` frames of either shot, which have `left` and `right`, is a crossfade; empty where it is made."""
        ...

    def bridge_differs(self, half: int, fps: float) -> str:
        """What a person should know of a bridge that is made and that replaces `half` frames of either shot; empty where there is nothing."""
        ...

    @property
    def staging(self) -> str:
        """Whether a keyframe can follow a drawing: "none" where not."""
        ...

    @property
    def reads_looks(self) -> bool:
        """Whether a keyframe's model is told what everybody looks like, beside their tokens."""
        ...

    def model_for(self, step: str) -> dict[str, Any]:
        """What of the preset decides the bytes of a step: model id, revision, sampling parameters. JSON values."""
        ...

    def check_weights(self) -> None:
        """Raise ModelUnavailable when something it needs is not on this machine."""
        ...


@dataclass(frozen=True)
class Input:
    label: str
    key: str
    step: str


@dataclass(frozen=True)
class Node:
    """One thing to make: `params` are the parts of the story it depends on (of its kind in `recipes.py`), `seed` its default seed."""

    name: str
    key: str
    step: str
    params: Params
    seed: int
    inputs: tuple[Input, ...] = ()
    shot: str | None = None
    #: frames to draw or encode, for estimates
    frames: int = 1
    #: by input: the shape that a clip has to have here (vgot.graph.shapes); no part of the recipe where it has it
    wanted: tuple[Shape | None, ...] = ()
    #: (digest, where it lies) of files that its recipe names by digest
    files: tuple[tuple[str, str], ...] = ()
    #: sentences about what it does not follow (LoRAs that are not worn, words that a value overrules, what else is set and not used): for
    #: the plan and its take's notes, no part of what is made
    idle: tuple[str, ...] = field(default=(), compare=False)


def seam_frames(story: Story, left: int) -> int:
    """h: how many frames of each clip the boundary after shot `left` (from 1) replaces; 0 for cut and reset. At most a
    third of either clip, so that two seams never meet."""
    boundary = story.boundaries[left - 1]
    if boundary.mode not in ("crossfade", "bridge"):
        return 0
    fps = story.film.fps
    shortest = min(frames_in(story.shots[n - 1].duration_s, fps) - sum(trim_frames(story, n)) for n in (left, left + 1))
    return max(0, min(round(boundary.overlap_s * fps / 2), shortest // 3))


def trim_frames(story: Story, n: int) -> tuple[int, int]:
    """How many frames of shot n (from 1) the cut leaves out at the beginning and at the end of its clip; at least one
    frame stays, whatever the trims say."""
    shot, rate = story.shots[n - 1], frame_rate(story.film.fps)
    whole = frames_in(shot.duration_s, story.film.fps)
    start = min(whole - 1, round(shot.trim_in_s * rate))
    return start, min(whole - 1 - start, round(shot.trim_out_s * rate))
