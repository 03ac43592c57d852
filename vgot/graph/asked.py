"""A clip with references, a guide, an end picture, pictures at moments, a mask, beats, sound: which of these a family of video models takes, and
what of a film is set and not taken, with why. Pure.

The protocol is one for all families: `vgot.models.base.ClipSpec` carries what is taken here, and nothing that is not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from vgot.story.ends import APART_S, Moment, ShotEnd
from vgot.story.model import GuideKind, Shot, Story


@dataclass(frozen=True)
class Takes:
    """What a family of video models takes beside the still and the words. `references`: how many pictures of people and the place;
    `end`: the picture of the last frame; `moments`: pictures that it passes through; `guide`: a film that leads the motion; `mask`: which parts of a film are made anew; `sound`:
    the words spoken; `told`: whether it is told in words what is done. `why`: what it is called where something is not taken."""

    references: int = 0
    end: bool = False
    moments: bool = False
    guide: bool = False
    mask: bool = False
    beats: bool = False
    sound: bool = False
    told: bool = True
    why: str = "this preset's video model"


@dataclass(frozen=True)
class NotUsed:
    """Something that is set in the story and that the film is made without: what, where (`shots/3`), and why. `of`: the field of the shot
    that sets it (end, moments, guide, beats), where it is one."""

    what: str
    on: tuple[str, ...]
    why: str
    of: str = ""

    def as_json(self) -> dict[str, Any]:
        return {"what": self.what, "on": list(self.on), "why": self.why}


class TakesAsked(Protocol):
    """What is asked of a preset about clips."""

    @property
    def takes(self) -> Takes: ...

    def guide_shape(self, width: int, height: int, fps: float, frames: int) -> tuple[int, int, float, int]:
        """(width, height, rate, frames) of a guide for a clip of this size, rate and length: the model's own."""
        ...


def end_of(story: Story, number: int) -> tuple[str | None, str]:
    """(id of the shot whose still the shot with this number, from 1, ends on; why there is none). ("" and None where it ends on
    a picture of a person's own, or where it likes.)"""
    return still_of(story, number, story.shots[number - 1].end)


def still_of(story: Story, number: int, picture: ShotEnd | None) -> tuple[str | None, str]:
    """(id of the shot whose still a picture is that the shot with this number, from 1, arrives at; why there is none)."""
    if picture is None or picture.of == "file":
        return None, ""
    if picture.of == "next":
        if number == len(story.shots):
            return None, "it is the next shot's still, and there is no shot after it"
        return story.shots[number].id, ""
    if all(s.id != picture.shot for s in story.shots):
        return None, "it is the still of a shot that was deleted"
    return picture.shot, ""


def moments_of(story: Story, number: int, taken: bool, title: str) -> Iterator[tuple[Moment, str | None, str]]:
    """(picture that the shot with this number, from 1, passes through, id of the shot whose still it is, why it is not used) for each. `taken`:
    whether the video model, called `title`, takes such pictures."""
    shot = story.shots[number - 1]
    for one in shot.moments:
        still, missing = still_of(story, number, one)
        late = one.at_s > shot.duration_s - APART_S + 1e-9
        why = "the shot ends before it, or right then" if late else missing
        yield one, still, why or ("" if taken else f"{title} takes no pictures inside a clip")


def guide_of(story: Story, shot: Shot) -> tuple[float, GuideKind]:
    """(how closely a shot's clip follows its drawing in motion, 0 not at all; what of it)."""
    strength = story.film.guide if shot.guide is None else shot.guide
    return strength, shot.guide_kind or story.film.guide_kind


def not_taken(story: Story, preset: TakesAsked) -> tuple[NotUsed, ...]:
    """Every row of what is set and not taken, by shot."""
    return tuple(
        NotUsed(what, (f"shots/{n}",), f"{what[0].upper()}{what[1:]} is not used: {why}.", of)
        for n, shot in enumerate(story.shots, 1)
        for of, what, why in _of_shot(story, n, shot, preset.takes)
    )


def _of_shot(story: Story, n: int, shot: Shot, takes: Takes) -> Iterator[tuple[str, str, str]]:
    if shot.end is not None:
        _, missing = end_of(story, n)
        if missing or not takes.end:
            yield "end", f"the end picture of shot {n}", missing or f"{takes.why} takes no last frame"
    for one, _, why in moments_of(story, n, takes.moments, takes.why):
        if why:
            yield "moments", f"the picture at {one.at_s:g} s of shot {n}", why
    if guide_of(story, shot)[0] and not takes.guide:
        yield "guide", f"the guide of shot {n}", f"{takes.why} takes no guide"
    if shot.beats and not takes.told:
        yield "beats", f"the plan of beats of shot {n}", f"{takes.why} is told nothing of who does what when"
    elif any(b.from_box or b.to_box for b in shot.beats) and not takes.beats:
        yield (
            "beats",
            f"the places and times of the beats of shot {n}",
            f"{takes.why} reads what is done, in order, as words",
        )
