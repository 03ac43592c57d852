"""The frames between two clips by a model that goes from one picture to another: it is shown what moves before and after the seam, at its
own rate, and makes what lies between out of noise. No frame of it is ever two shots at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import torch

from vgot.models.base import SeamReport, SeamSide
from vgot.models.colour import colour_step, match_colours, worst_step
from vgot.models.retiming import picture_at
from vgot.presets.preset import VideoSection
from vgot.presets.seams import Window
from vgot.transition import seam_mix
from vgot.units import frame_rate


@dataclass(frozen=True)
class Shown:
    """What a model is shown of a seam: `frames` (F, H, W, 3) at its own rate, of which `left` at the beginning and `right` at the end are
    the shots' own; between them the nearer shot stands still, which only fills the place of what is made."""

    frames: np.ndarray
    left: int
    right: int


def frames_around(left: SeamSide, right: SeamSide) -> tuple[np.ndarray, np.ndarray]:
    """The film's frames up to the first that is replaced, and from the last that is: these two are the clips' own, and the bridge begins
    and ends as they do."""
    before = left.window[:1] if left.context is None else np.concatenate([left.context, left.window[:1]])
    after = right.window[-1:] if right.context is None else np.concatenate([right.window[-1:], right.context])
    return before, after


def shown_around(
    before: np.ndarray, after: np.ndarray, gap: int, window: Window, section: VideoSection, fps: float
) -> Shown:
    """before, after: the film's frames (n, H, W, 3) on either side, which the window begins and ends with; `gap` frames of the film lie
    between them."""
    step = frame_rate(fps) / frame_rate(section.fps)  # of the film's frames from one of the model's to the next
    resumes = len(before) + gap
    moments = [k * step for k in range(window.frames)]
    left = [picture_at(list(before), m) for m in moments if m <= len(before) - 1]
    right = [picture_at(list(after), min(m - resumes, Fraction(len(after) - 1))) for m in moments if m >= resumes]
    between = window.frames - len(left) - len(right)
    still = [left[-1]] * (between // 2) + [right[0] if right else after[0]] * (between - between // 2)
    return Shown(np.stack([*left, *still, *right]), len(left), len(right))


def film_frames(made: list[np.ndarray], before: int, count: int, section: VideoSection, fps: float) -> list[np.ndarray]:
    """The film's `count` frames after the first `before` of the window, each at its own moment between the model's frames."""
    pace = frame_rate(section.fps) / frame_rate(fps)
    return [picture_at(made, min((before + k) * pace, Fraction(len(made) - 1))) for k in range(count)]


def held_latents(shown: Shown, latents: int, step: int) -> torch.Tensor:
    """[latents] bool: which latent frames hold the shots' own frames alone. A causal autoencoder has the first frame by itself and then
    `step` frames in each."""
    first = [0 if k == 0 else (k if step == 1 else step * (k - 1) + 1) for k in range(latents)]
    last = [k * step for k in range(latents)]
    total = len(shown.frames)
    return torch.tensor([b < shown.left or a >= total - shown.right for a, b in zip(first, last, strict=True)])


def holding(
    callback: Callable,
    clean: torch.Tensor,
    held: torch.Tensor,
    noise: torch.Tensor,
    level: Callable[[Any, torch.Tensor, torch.Tensor, int], torch.Tensor],
) -> Callable:
    """A `callback_on_step_end` that puts the known latent frames back after every step, as noisy as the step leaves the others; clean
    after the last. clean, noise: `[1, C, F, H, W]`; level(pipe, clean, noise, step) is clean at the level after that step."""

    def told(pipe: Any, step: int, timestep: Any, tensors: dict) -> dict:
        tensors = callback(pipe, step, timestep, tensors)
        latents = tensors["latents"]
        known = level(pipe, clean, noise, step).to(latents)
        mask = held.to(latents.device)[None, None, :, None, None]
        return tensors | {"latents": torch.where(mask, known, latents)}

    return told


def coloured(
    made: np.ndarray,
    before: np.ndarray,
    after: np.ndarray,
    left_end: np.ndarray,
    right_start: np.ndarray,
    *,
    match: bool,
) -> tuple[np.ndarray, SeamReport]:
    """The frames (n, H, W, 3) matched in colour to a path from the frame `before` them to the one `after` them, where that makes the worst
    step smaller. left_end, right_start: the frames that a hard cut would put side by side."""

    def worst(frames: np.ndarray) -> float:
        return worst_step(np.concatenate([before[None], frames, after[None]]))

    matched = match_colours(made, before, after, seam_mix(len(made)).numpy()) if match else made
    if match and worst(matched) > worst(made):
        matched = made
    return matched, SeamReport(colour_step(left_end, right_start), worst(made), worst(matched), 1.0)
