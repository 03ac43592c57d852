"""The kinds of nodes that a film is made of: one row each, and every list of kinds in the program and the page comes from it.

To add a kind: a row here, the nodes it has in a story (`nodes.py`), and the step that makes one (`vgot/render/steps.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal


@dataclass(frozen=True)
class Kind:
    """One kind of node. A node's key is `<step>/…`, its name the same by position."""

    step: str
    #: hand-bumped when the step makes other bytes of the same recipe; never a hash of source: a comment must not re-render a film
    version: int
    #: how people write a node's name
    form: str
    #: what people call it, one and many
    one: str
    many: str
    #: input step -> the roles of its take that this kind reads: a change of any other role leaves it as it is
    reads: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    #: the role of a take that is looked at
    seen: str | None = None
    #: which section of a preset makes it; `drawn`: the drawn world whatever the preset; None: no model at all
    section: Literal["keyframe", "face", "video", "drawn"] | None = None
    #: the stages of a build that include it, besides "film", which includes everything
    until: tuple[str, ...] = ()
    #: bytes a pixel of a frame, before anything was made here: pictures are PNG, clips lossless or nearly so, the film H.264
    guess: float = 1.0
    #: a new seed makes another one
    seeded: bool = True
    pinnable: bool = True
    #: a picture of a person's own may stand for it, cropped to a portrait's square or to the film's frame; `film`: a film may
    upload: Literal["square", "frame", "film"] | None = None
    #: waits for a person's yes before what is made from it, where the preset is no draft
    approvable: bool = False
    #: stands in one shot, whose words are its words
    of_shot: bool = False
    #: made on the way, never counted or shown by itself
    hidden: bool = False

    def as_json(self) -> dict[str, Any]:
        """What the page needs of it."""
        return {
            "step": self.step,
            "one": self.one,
            "many": self.many,
            "seen": self.seen,
            "of_shot": self.of_shot,
            "hidden": self.hidden,
            "square": self.upload == "square",
            "upload": self.upload in ("square", "frame"),
            "film": self.upload == "film",
            "seeded": self.seeded,
            "pinnable": self.pinnable,
        }


_ROWS = (
    Kind(
        "portrait",
        1,
        "portrait/<character>/<stage>",
        "portrait",
        "portraits",
        {"portrait": ("picture", "look")},
        "picture",
        "keyframe",
        ("portrait", "keyframe", "clip"),
        1.2,
        upload="square",
    ),
    Kind(
        "tokens",
        1,
        "tokens/<character>/<stage>",
        "identity",
        "identities",
        {"portrait": ("picture", "look")},
        None,
        "face",
        ("portrait", "keyframe", "clip"),
        seeded=False,
        hidden=True,
    ),
    Kind(
        "plate",
        1,
        "plate/<place>",
        "place",
        "places",
        {},
        "picture",
        "keyframe",
        ("keyframe", "clip"),
        1.2,
        upload="frame",
    ),
    Kind(
        "keyframe",
        1,
        "keyframe/<n>",
        "still",
        "stills",
        {
            "tokens": ("tokens",),
            "plate": ("picture", "scene"),
            "drawing": ("picture",),
            "keyframe": ("picture", "scene"),
        },
        "picture",
        "keyframe",
        ("keyframe", "clip"),
        1.2,
        upload="frame",
        approvable=True,
        of_shot=True,
    ),
    Kind(
        "clip",
        1,
        "clip/<n>",
        "clip",
        "clips",
        {
            "keyframe": ("picture", "scene"),
            "clip": ("latents",),
            "drawing": ("frames",),
            "guide": ("frames",),
            "portrait": ("picture",),
            "plate": ("picture",),
        },
        "frames",
        "video",
        ("clip",),
        0.12,
        upload="film",
        of_shot=True,
    ),
    Kind(
        "join",
        1,
        "join/<n>-<n+1>",
        "boundary",
        "boundaries",
        {"clip": ("frames", "latents")},
        "frames",
        "video",
        (),
        0.12,
        pinnable=False,
    ),
    Kind(
        "film",
        1,
        "film",
        "film",
        "films",
        {"clip": ("frames",), "join": ("frames",)},
        "film",
        None,
        (),
        0.03,
        seeded=False,
        pinnable=False,
    ),
    Kind(
        "guide",
        1,
        "guide/<n>",
        "guide",
        "guides",
        {"drawing": ("scene",)},
        "frames",
        "drawn",
        (),
        0.12,
        seeded=False,
        upload="film",
        of_shot=True,
    ),
    Kind("drawing", 1, "drawing/<n>", "drawing", "drawings", {}, "picture", "drawn", (), upload="frame", of_shot=True),
)

#: step -> its kind
KINDS: dict[str, Kind] = {kind.step: kind for kind in _ROWS}

#: How far a build may be told to go; the last one is everything.
STAGES = ("portrait", "keyframe", "clip", "film")


def is_hidden(step: str) -> bool:
    """Whether what a job makes is not counted by itself; jobs that make no node of the film (paintings) are."""
    return step in KINDS and KINDS[step].hidden


def steps_where(**asked: object) -> tuple[str, ...]:
    """The steps whose kinds have these values, in order: `steps_where(seeded=True)`."""
    return tuple(
        step for step, kind in KINDS.items() if all(getattr(kind, name) == value for name, value in asked.items())
    )


def steps_until(stage: str) -> tuple[str, ...]:
    """The steps that a build up to a stage reaches by itself; what they are made from comes with them."""
    return tuple(KINDS) if stage == STAGES[-1] else tuple(step for step, kind in KINDS.items() if stage in kind.until)


def step_versions() -> dict[str, int]:
    """step -> version, as workers of another machine are asked for it."""
    return {step: kind.version for step, kind in KINDS.items()}


def in_words(steps: tuple[str, ...]) -> str:
    """Kinds as an error names them: "a portrait, a place or a still"."""
    words = [f"a {KINDS[step].one}" for step in steps]
    return f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else "".join(words)
