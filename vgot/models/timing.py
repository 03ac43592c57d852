"""Between the film's frames and a video model's: its own rate, its grid of frame counts, its longest span. Pure."""

from __future__ import annotations

import math
from dataclasses import dataclass

from vgot.errors import BadInput
from vgot.models.preset import VideoSection


@dataclass(frozen=True)
class Span:
    """How a clip is rendered: `segments` are the model's frame counts, each after the first beginning on the frame that
    the one before ended on; `take` maps each of the film's frames to a frame of the chain."""

    segments: tuple[int, ...]
    take: tuple[int, ...]

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
    take = tuple(round(k * section.fps / fps) for k in range(frames))
    needed = max(take[-1] + 1, section.min_frames)
    longest = _down(section.max_frames, section.frame_step)
    segments = [min(longest, _up(needed, section.frame_step))]
    while (covered := sum(segments) - (len(segments) - 1)) < needed:
        left = needed - covered
        segments.append(min(longest, _up(max(left + 1, section.min_frames), section.frame_step)))
        if len(segments) > section.chain_max:
            most = (section.chain_max * (longest - 1) + 1) / section.fps
            raise BadInput(f"A shot of {frames / fps:.1f} s is longer than this preset can chain ({most:.1f} s).", field="duration_s",
                           hint=f"Make the shot at most {most:.1f} s, or split it in two.")
    return Span(tuple(segments), take)


def _up(count: int, step: int) -> int:
    return count if step == 1 else max(1, math.ceil((count - 1) / step)) * step + 1


def _down(count: int, step: int) -> int:
    return count if step == 1 else (count - 1) // step * step + 1


def latent_of(frame: int, step: int) -> int:
    """The latent frame that holds a pixel frame, where the first stands alone and then `step` share one."""
    return frame if step == 1 else math.ceil(frame / step)
