"""Pictures that a shot arrives at: the one that its last frame is to be, and those that it passes through on the way. Pure.

Each is a picture of a person's own, the still of another shot, or the still of whichever shot comes next. Another shot is named by
its id, so that moves keep it; one that was deleted is named where the film is planned, and comes back with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Annotated, Any, Literal, Protocol, Self, cast

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from vgot.errors import BadInput

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class ShotEnd(BaseModel):
    """`of`: "next" (the still of the shot that comes next), "shot" (that of the shot with the id `shot`) or "file" (the picture with
    the digest `file`, called `name`)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    of: Literal["next", "shot", "file"]
    shot: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]{4,32}$")] | None = None
    file: Digest | None = None
    name: Annotated[str, StringConstraints(max_length=120)] = ""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.shot is not None) != (self.of == "shot") or (self.file is not None) != (self.of == "file"):
            raise ValueError('say {"of": "next"}, {"of": "shot", "shot": a number} or {"of": "file"} with an upload')
        return self


#: How near to one another, and to the shot's first and last frame, pictures may lie: the slowest model's frames are an eighth of a second.
APART_S = 0.25


class Moment(ShotEnd):
    """A picture that the shot passes through: the frame `at_s` seconds after the clip's beginning is to be it."""

    at_s: Annotated[float, Field(ge=APART_S, allow_inf_nan=False)]


MOST_MOMENTS = 8
Moments = Annotated[list[Moment], Field(max_length=MOST_MOMENTS)]


class Shown(Protocol):
    """A shot, as far as pictures go that it arrives at."""

    @property
    def id(self) -> str: ...
    @property
    def end(self) -> ShotEnd | None: ...
    @property
    def moments(self) -> Sequence[Moment]: ...


def arrival_problem(shot: str, end: ShotEnd | None, moments: Sequence[Moment]) -> str:
    """What is wrong with the pictures that the shot with the id `shot` arrives at, after the field; empty where nothing is."""
    if end is not None and end.shot == shot:
        return "end: a shot cannot arrive at its own still"
    if any(one.shot == shot for one in moments):
        return "moments: a shot cannot arrive at its own still"
    for one, other in pairwise(moments):
        if other.at_s - one.at_s < APART_S - 1e-9:
            return f"moments: the pictures at {one.at_s:g} s and {other.at_s:g} s are nearer to one another than {APART_S:g} s"
    return ""


def divided(moments: Sequence[Moment], at: float) -> tuple[list[Moment], list[Moment]]:
    """The pictures of both halves of a shot that is split `at` seconds after its beginning."""
    return [m for m in moments if m.at_s < at], _apart([_at(m, m.at_s - at) for m in moments if m.at_s >= at])


def joined(left: Shown, right: Shown, seconds: float) -> list[Moment]:
    """The pictures of a shot made of two, the first `seconds` long: what the first ended on is now one that it passes through. The stills of
    the two themselves are nothing to arrive at any more. Those that would lie too near to one another follow a little later."""
    moments = list(left.moments)
    if left.end is not None and left.end.of != "next":
        moments.append(Moment(at_s=max(APART_S, seconds), **left.end.model_dump()))
    moments += [_at(m, m.at_s + seconds) for m in right.moments]
    return _apart([m for m in moments if m.shot not in (left.id, right.id)])


def _at(moment: Moment, seconds: float) -> Moment:
    return moment.model_copy(update={"at_s": max(APART_S, round(seconds, 3))})


def _apart(moments: list[Moment]) -> list[Moment]:
    made = list[Moment]()
    for one in moments:
        made.append(_at(one, max(one.at_s, made[-1].at_s + APART_S)) if made else one)
    return made


def read_moments(data: dict[str, Any], path: str, value: Any) -> Any:
    """Pictures that a shot passes through, as people give them (shots by number or id), in the order of their times. Raises BadInput as
    `read_end` does, and for what is no picture."""
    if not isinstance(value, list):
        return value
    read = list[Any]()
    for one in cast("list[Any]", value):
        if not isinstance(one, dict):
            raise BadInput(
                f"'{str(one)[:60]}' is no picture at a moment.",
                field=path,
                hint='Write [{"at_s": 1.5, "of": "shot", "shot": 3}], or {"at_s": 1.5, "of": "next"}.',
            )
        read.append(read_end(data, path, one))
    known = all(isinstance(one.get("at_s"), (int, float)) for one in read)
    return sorted(read, key=lambda one: one["at_s"]) if known else read


def read_end(data: dict[str, Any], path: str, value: Any) -> Any:
    """An end picture as people give it (`next`, a shot's number, or the value itself) as it is kept, for the shot at `path` of a story
    that is a plain dict. Raises BadInput for a shot that is not there, or that is the shot itself."""
    if value in ("", "none", None):
        return None
    if value == "next":
        return {"of": "next"}
    if isinstance(value, int) and not isinstance(value, bool) or isinstance(value, str) and value.isdecimal():
        value = {"of": "shot", "shot": int(value)}
    if not isinstance(value, dict) or value.get("of") != "shot":
        return value
    shots, wanted = data["shots"], value.get("shot")
    if isinstance(wanted, int) and not isinstance(wanted, bool):
        wanted = shots[wanted - 1]["id"] if 1 <= wanted <= len(shots) else None
    if wanted not in {s["id"] for s in shots}:
        raise BadInput(
            f"There is no shot {value.get('shot')!r} whose still this shot could arrive at.",
            field=path,
            hint=f"Use 1 to {len(shots)}, or `next`.",
        )
    if shots[int(path.strip("/").split("/")[1]) - 1]["id"] == wanted:
        raise BadInput("A shot cannot arrive at its own still.", field=path, hint="Name another shot, or `next`.")
    return value | {"shot": wanted}
