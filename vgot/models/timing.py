"""Between the film's frames and a video model's: its own rate, its grid of frame counts, its longest span. Pure."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from vgot.errors import BadInput
from vgot.presets.preset import VideoSection
from vgot.presets.sizes import chain_of
from vgot.units import frame_rate


@dataclass(frozen=True)
class Span:
    """How a clip is rendered: `segments` are the model's frame counts, each after the first beginning on the frame that
    the one before ended on; `take` maps each of the film's frames to a frame of the chain."""

    segments: tuple[int, ...]
    take: tuple[int, ...]
    #: when each of the film's frames is, counted in the chain's frames, where they may lie between two of them
    moments: tuple[Fraction, ...] = ()

    @property
    def starts(self) -> tuple[int, ...]:
        """The chain's frame that each segment's first NEW frame is."""
        made, at = [], 0
        for k, count in enumerate(self.segments):
            made.append(at)
            at += count - (1 if k else 0)
        return tuple(made)


def span_for(frames: int, fps: float, section: VideoSection) -> Span:
    """The segments and frames for exactly `frames` film frames at `fps`.

    Raises BadInput if the chain would be longer than the preset allows.
    """
    take = held(frames, frame_rate(section.fps) / frame_rate(fps))
    needed = max(take[-1] + 1, section.min_frames)
    longest = _down(section.max_frames, section.frame_step)
    segments = [min(longest, _up(needed, section.frame_step))]
    while (covered := sum(segments) - (len(segments) - 1)) < needed:
        left = needed - covered
        segments.append(min(longest, _up(max(left + 1, section.min_frames), section.frame_step)))
        if len(segments) > section.chain_max:
            raise _too_long(frames, fps, section, longest)
    return Span(tuple(segments), take)


def even_span(frames: int, fps: float, section: VideoSection, ends: bool = False) -> Span:
    """The segments for exactly `frames` film frames at `fps`, each at its own moment: evenly spaced whatever both rates are. What lies
    between two of the model's frames is made from both (`vgot.models.retiming`). Where one span is not enough the segments are as long
    as one another: a last one of a few frames has no time to move. `ends`: the film's last frame is the chain's last one, where a picture is
    given for it; the model's grid of lengths makes the rest a little slower or faster.

    Raises BadInput if the chain would be longer than the preset allows.
    """
    pace = frame_rate(section.fps) / frame_rate(fps)
    moments = tuple(k * pace for k in range(frames))
    many, each = chain_of(frames, fps, section)
    if many > section.chain_max:
        raise _too_long(frames, fps, section, _down(section.max_frames, section.frame_step))
    if ends and frames > 1:
        last = many * (each - 1)
        moments = tuple(Fraction(k * last, frames - 1) for k in range(frames))
    return Span((each,) * many, tuple(math.ceil(m) for m in moments), moments)


def _too_long(frames: int, fps: float, section: VideoSection, longest: int) -> BadInput:
    most = (section.chain_max * (longest - 1) + 1) / section.fps
    return BadInput(
        f"A shot of {frames / fps:.1f} s is longer than this preset can chain ({most:.1f} s).",
        field="duration_s",
        hint=f"Make the shot at most {most:.1f} s, or split it in two.",
    )


def held(frames: int, pace: Fraction) -> tuple[int, ...]:
    """Which of a model's frames each of the film's frames shows, where the model makes `pace` frames in the time of one; in
    exact fractions, so that nothing drifts.

    A model that makes fewer: a frame stands until the next one's time has come, and how long two of them stand differs by
    one film frame at the most. (The nearest frame, with ties rounded to even, would stand 1, 3, 1, 3 times at twice the
    rate.) Where the shot's end would let the last one only flash, all stand a little shorter. A model that makes more: the
    nearest frame, the earlier of two as near; what is left out between two that are shown differs by one at the most.
    """
    top, bottom = pace.numerator, pace.denominator
    if top >= bottom:
        return tuple((2 * k * top + bottom - 1) // (2 * bottom) for k in range(frames))
    take = [k * top // bottom for k in range(frames)]
    shown = take[-1] + 1
    if take.count(take[-1]) < -(-bottom // top) - 1:
        take = [k * shown // frames for k in range(frames)]
    return tuple(take)


def spread(count: int, frames: int) -> list[int]:
    """Which of `count` frames stand for `frames` others evenly, the first and the last included."""
    if frames >= count:
        return [k * count // frames for k in range(frames)]
    gaps = max(1, frames - 1)
    return [(2 * k * (count - 1) + gaps) // (2 * gaps) for k in range(frames)]


def _up(count: int, step: int) -> int:
    return count if step == 1 else max(1, math.ceil((count - 1) / step)) * step + 1


def _down(count: int, step: int) -> int:
    return count if step == 1 else (count - 1) // step * step + 1


def latent_of(frame: int, step: int) -> int:
    """The latent frame that holds a pixel frame, where the first stands alone and then `step` share one."""
    return frame if step == 1 else math.ceil(frame / step)
