"""How large, how fast and how long a take is, and what is asked for in its place. Pure.

A kept take (pinned, uploaded, chosen) stays as it is when the film changes around it. Where it is used it is fitted: scaled
to the film's frame, shown at the film's rate, cut or held to the shot's length.
"""

from __future__ import annotations

from dataclasses import dataclass

from vgot.graph.takes import Take
from vgot.units import frame_rate


@dataclass(frozen=True)
class Shape:
    """A frame size in pixels, a rate and a number of frames; None where it does not matter."""

    width: int
    height: int
    fps: float | None = None
    frames: int | None = None

    @property
    def seconds(self) -> float:
        return float(self.frames / frame_rate(self.fps)) if self.frames and self.fps else 0.0


def shape_of(take: Take) -> Shape | None:
    """The shape a take was made in, as far as its facts say; None where they do not say its size."""
    numbers = [take.facts.get(name) for name in ("width", "height", "fps", "frames")]
    width, height, fps, frames = (
        n if isinstance(n, (int, float)) and not isinstance(n, bool) and 0 < n < 10**6 else None for n in numbers
    )
    return Shape(int(width), int(height), fps, int(frames) if frames else None) if width and height else None


def misfit(take: Take | None, wanted: Shape | None) -> Shape | None:
    """The take's own shape where it has to be fitted to be used; None where it fits."""
    mine = shape_of(take) if take is not None else None
    if mine is None or wanted is None:
        return None
    other_size = (mine.width, mine.height) != (wanted.width, wanted.height)
    other_rate = mine.fps and wanted.fps and frame_rate(mine.fps) != frame_rate(wanted.fps)
    other_length = bool(mine.frames and wanted.frames) and mine.frames != wanted.frames
    return mine if other_size or other_rate or other_length else None


def _slower(one: Shape, other: Shape) -> float:
    """The lower rate of two shapes that have one."""
    return min(s.fps for s in (one, other) if s.fps)


def is_as_long(take: Take, wanted: Shape | None) -> bool:
    """Whether a take lasts as long as is asked for, to the nearest frame of either rate."""
    mine = shape_of(take)
    if wanted is None:
        return True
    if mine is None or not mine.seconds or not wanted.seconds:
        return take.facts.get("frames") == wanted.frames
    return abs(mine.seconds - wanted.seconds) <= 0.5 / _slower(mine, wanted) + 1e-6


def made_at(mine: Shape, wanted: Shape) -> str:
    """What is other about a take, in words: `made at 768x432, at 12 frames a second`."""
    words: list[str] = []
    if (mine.width, mine.height) != (wanted.width, wanted.height):
        words.append(f"at {mine.width}x{mine.height}")
    if mine.fps and wanted.fps and frame_rate(mine.fps) != frame_rate(wanted.fps):
        words.append(f"at {mine.fps:g} frames a second")
    if mine.seconds and wanted.seconds and abs(mine.seconds - wanted.seconds) > 0.5 / _slower(mine, wanted):
        words.append(f"{mine.seconds:.2f}".rstrip("0").rstrip(".") + " s long")
    return "made " + ", ".join(words) if words else f"made with {mine.frames} frames"
