"""The beats of a shot: what each does in it, from which box to which, when, and where they look. Pure.

A beat belongs to somebody of the cast (`who`) or to a thing (`what`). Boxes are shares of the frame, seconds count from the
first frame of the shot's clip, so that a trim of the cut moves none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from vgot.errors import BadInput

MAX_BEATS = 32
#: the most lines of a shot
MAX_LINES = 12
#: the least height and width of a box, in shares of the frame
LEAST_SIDE = 0.02
#: how far a time may lie beyond the shot's end: what rounding does
_ROUNDING_S = 0.0015

Seconds = Annotated[float, Field(ge=0.0, le=12.0, allow_inf_nan=False)]
Share = Annotated[float, Field(allow_inf_nan=False)]
Box = tuple[Share, Share, Share, Share]
#: a point of the frame, in shares of it
Point = tuple[Share, Share]
Words = Annotated[str, StringConstraints(max_length=200)]


class Beat(BaseModel):
    """One beat. `who`: the slug of somebody in the shot, or `what`: a thing's name or slug; one of the two. `deed`: free words
    ("waves", "picks up the letter"). `from_box`, `to_box`: (x0, y0, x1, y1) in 0..1, where they are at its beginning and its end;
    without them they stay where they are. `from_s` < `to_s`, in seconds of the shot. `gaze`: somebody's slug, a thing, "camera" or
    a point (x, y) of the frame. `line`: a spoken line of the shot, by its number from 1 or its text."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    who: Annotated[str, StringConstraints(min_length=1, max_length=40)] | None = None
    what: Annotated[str, StringConstraints(max_length=120)] = ""
    deed: Words = ""
    from_box: Box | None = None
    to_box: Box | None = None
    from_s: Seconds
    to_s: Seconds
    gaze: Point | Annotated[str, StringConstraints(min_length=1, max_length=120)] | None = None
    line: (
        Annotated[int, Field(ge=1, le=MAX_LINES)]
        | Annotated[str, StringConstraints(min_length=1, max_length=500)]
        | None
    ) = None

    @property
    def actor(self) -> str:
        """Whose beat it is: the slug of somebody, or "=" and the name of a thing."""
        return self.who if self.who is not None else "=" + self.what.strip().lower()


Beats = Annotated[list[Beat], Field(max_length=MAX_BEATS)]


def problem(beats: Sequence[Beat], seconds: float, cast: set[str]) -> str:
    """What is wrong with the beats of a shot of so many seconds: "1/to_s: why", counted from 1; empty where all is right."""
    found = (
        f"{n}/{field}: {why}" for n, beat in enumerate(beats, 1) for field, why in _wrong_with(beat, seconds, cast)
    )
    return next(found, "") or next(_overlaps(beats), "")


def _wrong_with(beat: Beat, seconds: float, cast: set[str]) -> Iterator[tuple[str, str]]:
    named = bool(beat.what.strip())
    if (beat.who is None) != named:
        yield "who", "a beat is somebody's (who) or a thing's (what), one of the two"
    if beat.who is not None and beat.who not in cast:
        yield "who", f"{beat.who} is not in the cast"
    for field, box in (("from_box", beat.from_box), ("to_box", beat.to_box)):
        if box is not None and (why := _wrong_box(box)):
            yield field, why
    if beat.to_s <= beat.from_s:
        yield "to_s", f"a beat ends after it begins, not at {beat.to_s:g} s when it begins at {beat.from_s:g} s"
    if beat.to_s > seconds + _ROUNDING_S:
        yield "to_s", f"the beat ends at {beat.to_s:g} s, and the shot is {seconds:g} s long"
    if isinstance(beat.gaze, tuple) and not all(0.0 <= share <= 1.0 for share in beat.gaze):
        yield "gaze", "a point of the frame is two shares between 0 and 1"


def _wrong_box(box: Box) -> str:
    x0, y0, x1, y1 = box
    if not all(0.0 <= side <= 1.0 for side in box):
        return f"the box {_sides(box)} lies outside the frame, whose sides are 0 and 1"
    if x1 - x0 < LEAST_SIDE or y1 - y0 < LEAST_SIDE:
        return f"the box {_sides(box)} holds nothing: x0 is left of x1, y0 above y1, {LEAST_SIDE:g} apart at the least"
    return ""


def _sides(box: Box) -> str:
    return ", ".join(f"{side:g}" for side in box)


def _overlaps(beats: Sequence[Beat]) -> Iterator[str]:
    """The beats of one actor follow each other; those of several may go on at once."""
    order = sorted(range(len(beats)), key=lambda k: (beats[k].actor, beats[k].from_s))
    for a, b in zip(order, order[1:], strict=False):
        one, other = beats[a], beats[b]
        if one.actor == other.actor and other.from_s < one.to_s - 1e-9:
            who = one.actor.lstrip("=")
            yield f"{b + 1}/from_s: {who} is still in beat {a + 1}, which ends at {one.to_s:g} s"


def refuse_strangers(beats: Sequence[Beat], present: set[str], lines: Sequence[str], path: str) -> None:
    """Raises BadInput for a beat of somebody who is not in the shot, or of a line that is not spoken in it. Asked where beats are
    written; who leaves the shot later keeps them, and what is drawn says so."""
    for n, beat in enumerate(beats, 1):
        if beat.who is not None and beat.who not in present:
            known = ", ".join(sorted(present)) or "nobody"
            raise BadInput(
                f"{beat.who} is not in this shot.",
                field=f"{path}/{n}/who",
                hint=f"In it: {known}. Put them into the shot first (its field who).",
            )
        if beat.line is not None and line_number(beat.line, lines) is None:
            raise BadInput(
                f"No line of this shot is {beat.line!r}.",
                field=f"{path}/{n}/line",
                hint=f"It has {len(lines)} lines; give a number from 1, or the text of one.",
            )


def line_number(line: int | str, lines: Sequence[str]) -> int | None:
    """Which line of the shot is meant, from 0; None where there is none such."""
    if isinstance(line, int):
        return line - 1 if line <= len(lines) else None
    wanted = " ".join(line.split()).casefold()
    return next((n for n, text in enumerate(lines) if " ".join(text.split()).casefold() == wanted), None)


def line_spans(beats: Sequence[Beat], lines: Sequence[str]) -> dict[int, tuple[float, float]]:
    """When lines are spoken that a beat names: number from 0 -> (from, to) in seconds."""
    found: dict[int, tuple[float, float]] = {}
    for beat in beats:
        if beat.line is not None and (n := line_number(beat.line, lines)) is not None:
            found.setdefault(n, (beat.from_s, beat.to_s))
    return found


def as_params(beats: Sequence[Beat]) -> list[dict[str, Any]]:
    """Beats as plain JSON for a recipe: what a beat does not say is left out."""
    return [{k: v for k, v in b.model_dump(mode="json").items() if v is not None and v != ""} for b in beats]


def divided(beats: Sequence[Beat], at_s: float, lines: int = 0) -> tuple[list[Beat], list[Beat]]:
    """The beats before and after a moment. One that goes on through it goes on in the second part, from where it had come to.
    `lines`: how many lines stay with the first part; a line that goes to the other part is no longer its beat's."""
    first, second = [], []
    for beat in beats:
        if beat.from_s < at_s - 1e-9:
            first.append(_counted(_until(beat, at_s), 0, lines))
        if beat.to_s > at_s + 1e-9:
            second.append(_counted(_since(beat, at_s), lines, MAX_LINES))
    return first, second


def _counted(beat: Beat, gone: int, most: int) -> Beat:
    """A beat whose line is counted anew where so many before it are gone, and so many are left at the most."""
    if not isinstance(beat.line, int):
        return beat
    number = beat.line - gone
    return beat.model_copy(update={"line": number if 1 <= number <= most else None})


def _until(beat: Beat, at_s: float) -> Beat:
    if beat.to_s <= at_s + 1e-9:
        return beat
    return beat.model_copy(update={"to_s": at_s, "to_box": box_at(beat, at_s) or beat.to_box})


def _since(beat: Beat, at_s: float) -> Beat:
    begun = beat.from_s < at_s - 1e-9
    changes: dict[str, Any] = {"from_s": max(0.0, round(beat.from_s - at_s, 3)), "to_s": round(beat.to_s - at_s, 3)}
    if begun:
        changes["from_box"] = box_at(beat, at_s) or beat.from_box
        changes["line"] = None
    return beat.model_copy(update=changes)


def box_at(beat: Beat, at_s: float) -> Box | None:
    """The box at a moment of a beat that has both."""
    if beat.from_box is None or beat.to_box is None:
        return None
    w = min(1.0, max(0.0, (at_s - beat.from_s) / (beat.to_s - beat.from_s)))
    x0, y0, x1, y1 = (round(a + (b - a) * w, 4) for a, b in zip(beat.from_box, beat.to_box, strict=True))
    return x0, y0, x1, y1


def later(beats: Sequence[Beat], seconds: float, lines: int = 0) -> list[Beat]:
    """The beats so many seconds later, where so many lines stand before their own."""
    moved = [
        b.model_copy(update={"from_s": round(b.from_s + seconds, 3), "to_s": round(b.to_s + seconds, 3)}) for b in beats
    ]
    return [_counted(b, -lines, MAX_LINES) for b in moved]


# -- beats as words ---------------------------------------------------------------------------------------------------
def in_words(beats: Sequence[Beat]) -> str:
    """The beats as one phrase for a model that reads words: in their order, without times and boxes ("first Mary walks, then she
    waves"). Those that begin together are joined by "while"."""
    said: list[tuple[float, str]] = []
    last = ""
    for beat in sorted(beats, key=lambda b: (b.from_s, b.actor)):
        words = _deed_in_words(beat)
        if not words:
            continue
        name = beat.actor.lstrip("=").replace("-", " ")
        name = name.title() if beat.who is not None else f"the {name}"
        subject = "" if beat.actor == last else f"{name} "
        together = bool(said) and abs(said[-1][0] - beat.from_s) < 1e-6 and subject
        joint = "" if not said else "while " if together else "then "
        said.append((beat.from_s, f"{joint}{subject}{words}"))
        last = beat.actor
    phrase = ", ".join(words for _, words in said)
    return f"first {phrase}" if len(said) > 1 and any(", then " in f", {w}" for _, w in said) else phrase


def _deed_in_words(beat: Beat) -> str:
    words = " ".join(beat.deed.split()).rstrip(".")
    if not words and beat.from_box and beat.to_box and beat.from_box != beat.to_box:
        words = "walks" if beat.who is not None else "moves"
    where = ""
    if isinstance(beat.gaze, str) and "look" not in words:
        target = "the camera" if beat.gaze == "camera" else beat.gaze.replace("-", " ")
        where = f"looking at {target.title() if beat.gaze != 'camera' else target}"
    return " ".join(filter(None, (words, where)))
