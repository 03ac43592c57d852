"""Bridges of the small models: the window of both clips, re-encoded and brought part of the way back to noise. Both ends are held, and the
model is too small to be shown more than what is replaced.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, cast

import numpy as np
import torch

from vgot.models.base import BridgeSpec, Reporter, SeamReport, SeamSide
from vgot.models.colour import colour_step, match_colours, worst_step
from vgot.models.pictures import as_image, cover
from vgot.models.runtime.decoding import tile
from vgot.models.runtime.pipelines import check_params, must_be_finite, seeded, teller, working
from vgot.models.video.base import BRIDGE_PARAMS, DiffusersVideo, Request, half_of
from vgot.presets.sizes import model_size
from vgot.story import prompts
from vgot.transition import bridge_level, feather, seam_mix, window_4m1


class RenoisedBridges(DiffusersVideo):
    """A family whose bridges are denoised from a window of both clips."""

    def renoised_call(
        self, pipe: Any, ask: Request, clean: torch.Tensor, level: float, noise: torch.Tensor
    ) -> torch.Tensor:
        """Denoise a window from noise level `level` of its clean latents; final latents."""
        raise NotImplementedError

    def bridge(self, left: SeamSide, right: SeamSide, spec: BridgeSpec, report: Reporter) -> Iterator[np.ndarray]:
        """A window of both clips' frames, re-encoded, brought back to the noise level of beta_i, denoised between the
        left clip's first frame and the right one's last, matched in colour and feathered in. Both clips stay as they are.

        Yields exactly spec.frames frames. `last_seam` then holds the colour differences before and after.
        """
        check_params(spec.params, BRIDGE_PARAMS, "join")
        h = half_of(left, right, spec)
        size = model_size(spec.size, self.section)
        source = seam_source(left.window, right.window)
        length, padding = self._window(2 * h)
        small = np.stack([cover(f, size) for f in source] + [cover(source[-1], size)] * padding)
        level = bridge_level(spec.boundary, spec.boundaries, spec.gamma)
        steps = int(spec.params.get("steps", self.section.steps))
        report.check()

        def encode(pipe: Any) -> torch.Tensor:
            with working(pipe, "encoding"):
                return self.encode(pipe, small).float().cpu()

        clean = self.residency.attempt(self.loadable, "encode", encode, tile)

        def denoise(pipe: Any) -> torch.Tensor:
            generator = seeded(spec.seed)
            noise = torch.randn(clean.shape, generator=generator)
            ask = Request(
                as_image(small[0]),
                spec.params.get("left", spec.params.get("prompt", "one continuous camera movement")),
                prompts.negative_prompt("clip"),
                size,
                length,
                steps,
                float(spec.params.get("guidance", self.section.guidance)),
                generator,
                teller(report, max(2, round(steps * level))),
                as_image(small[2 * h - 1]),
                spec.params.get("right"),
            )
            with self.wearing(pipe, spec.loras), working(pipe, "denoising", spec.seed):
                return self.renoised_call(pipe, ask, clean, level, noise).float().cpu()

        latents = self.residency.attempt(self.loadable, "denoise", denoise)
        must_be_finite(latents, "latents")

        def decode(pipe: Any) -> list[np.ndarray]:
            with working(pipe, "decoding"):
                return self.decoded(pipe, latents, cast("Sequence[np.ndarray]", small))[: 2 * h]

        made = np.stack([cover(f, spec.size) for f in self.residency.attempt(self.loadable, "decode", decode, tile)])
        source = np.stack([cover(f, spec.size) for f in source])
        frames, self.last_seam = finish_seam(
            made, source, left.window[-1], right.window[0], level, match=bool(spec.params.get("match_colours", True))
        )
        yield from frames

    def _window(self, frames: int) -> tuple[int, int]:
        if self.section.frame_step == 1:
            count = max(frames, self.section.min_frames)
            return count, count - frames
        length, padding = window_4m1(max(frames, self.section.min_frames), self.section.frame_step)
        return length, length - frames


def seam_source(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """What a bridge is denoised from: (2h, H, W, 3) that plays the left clip's last h frames, then the right one's
    first h, each held still beyond its own frames, one going over into the other smoothly."""
    h = len(left)
    one = np.concatenate([left, np.repeat(left[-1:], h, 0)]).astype(np.float32)
    two = np.concatenate([np.repeat(right[:1], h, 0), right]).astype(np.float32)
    share = seam_mix(2 * h).numpy()[:, None, None, None]
    return (one * (1 - share) + two * share).round().astype(np.uint8)


def finish_seam(
    made: np.ndarray,
    source: np.ndarray,
    left_end: np.ndarray,
    right_start: np.ndarray,
    level: float,
    *,
    match: bool = True,
) -> tuple[np.ndarray, SeamReport]:
    """Denoised frames matched in colour to a path between both clips and feathered into the untouched window."""
    share = seam_mix(len(made)).numpy()
    soft = feather(len(made)).numpy()[:, None, None, None]

    def feathered(frames: np.ndarray) -> np.ndarray:
        return (frames * soft + source * (1 - soft)).round().clip(0, 255).astype(np.uint8)

    def worst(frames: np.ndarray) -> float:
        return worst_step(np.concatenate([source[:1], frames, source[-1:]]))

    raw = feathered(made)
    matched = feathered(match_colours(made, source[0], source[-1], share)) if match else raw
    if worst(matched) > worst(raw):  # matching must never make a seam worse
        matched = raw
    return matched, SeamReport(colour_step(left_end, right_start), worst(raw), worst(matched), level)
