"""What a recipe's parameters are to a model: sizes, people with their tokens, beats, pictures that fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vgot import media
from vgot.graph.recipes import (
    Beaten,
    PersonSeen,
    Sized,
)
from vgot.models.base import (
    Cast,
    Picture,
    Tokens,
)
from vgot.story.beats import Beat
from vgot.units import FrameSize, name_of


def words_of(slug: str) -> str:
    return name_of(slug)


def box_of(numbers: list[float] | None) -> tuple[float, float, float, float] | None:
    return (numbers[0], numbers[1], numbers[2], numbers[3]) if numbers else None


#: Who stands in for tokens where a clip needs only the people's order (its keyframe shows them).
NOBODY = Tokens("none", b"")


def size_of(params: Sized) -> FrameSize:
    return FrameSize(params["width"], params["height"])


def beats_of(p: Beaten) -> tuple[Beat, ...]:
    return tuple(Beat.model_validate(one) for one in p.get("beats", ()))


def unseen(character: str, stage: str) -> PersonSeen:
    """Somebody in a clip, whose keyframe says where."""
    return {"character": character, "stage": stage, "box": None, "strength": 0.5}


def cast_of(who: Sequence[PersonSeen], tokens: list[Tokens], looks: Sequence[str] = ()) -> tuple[Cast, ...]:
    return tuple(
        Cast(
            character=w["character"],
            stage=w["stage"],
            name=words_of(w["character"]),
            stage_name=words_of(w["stage"]),
            look=look,
            tokens=t,
            strength=w["strength"],
            box=box_of(w["box"]),
        )
        for w, t, look in zip(who, tokens, looks or [""] * len(who), strict=True)
    )


def fitting(picture: Picture, params: Sized) -> Picture:
    """A kept picture of another frame size as it is used here."""
    size = size_of(params)
    return (
        picture
        if picture.pixels.shape[:2] == (size.height, size.width)
        else replace(picture, pixels=media.fit_frame(picture.pixels, size))
    )
