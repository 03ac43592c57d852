"""Wan 2.1 VACE: clips from a film that leads the motion (or from nothing), pictures of people and the place, and frames that stay.

The pipeline takes a film and a mask of one length: what is white in the mask is made anew after the film, what is black stays. It comes
back near to what was given, not equal to it, so that kept frames are laid in again. A film of another length or size it would take
without a word: both are brought to its own here, before it is called.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, cast

import numpy as np
import torch

from vgot.errors import BadInput
from vgot.models.base import BridgeSpec, ClipSpec, Picture, Reporter, SeamSide
from vgot.models.pictures import as_image, cover
from vgot.models.retiming import picture_at
from vgot.models.runtime.decoding import tile
from vgot.models.runtime.pipelines import check_params, must_be_finite, seeded, teller, working
from vgot.models.video.base import BRIDGE_PARAMS, Request, half_of, in_order
from vgot.models.video.renoised import finish_seam, seam_source
from vgot.models.video.wan import WanVideo
from vgot.presets.sizes import model_size
from vgot.story import prompts
from vgot.units import frame_rate

#: What stands where nothing leads: the middle of what a picture can hold. (The model was trained on 127.5; pictures hold whole numbers,
#: and the library's own example takes 128.)
GREY = 128
#: The fewest of the model's frames that a seam is made in, both shots' own around it: with fewer it has too little to go by.
SEAM_FRAMES = 33


class VaceVideo(WanVideo):
    """`WanVACEPipeline`."""

    def pipeline(self) -> Any:
        from diffusers import WanVACEPipeline

        return WanVACEPipeline

    # -- clips ---------------------------------------------------------------------------------------------------------
    def call(self, pipe: Any, ask: Request) -> torch.Tensor:
        """The still is the first frame that stays, the end picture the last one, and pictures at moments those between; elsewhere the guide
        leads, or nothing."""
        kept = {0: ask.image} | ask.moments | ({} if ask.last_image is None else {ask.frames - 1: ask.last_image})
        led = [as_image(frame) for frame in ask.guide()] if ask.guide is not None else None
        return self._denoised(pipe, ask, kept, led)

    def _denoised(self, pipe: Any, ask: Request, kept: dict[int, Any], led: list[Any] | None) -> torch.Tensor:
        from PIL import Image

        box = (ask.size.width, ask.size.height)
        nothing, stays, made = Image.new("RGB", box, (GREY,) * 3), Image.new("L", box, 0), Image.new("L", box, 255)
        between = led or [nothing] * ask.frames
        if len(between) != ask.frames or any(one.size != box for one in (*between, *kept.values())):
            raise BadInput(
                f"The guide has {len(between)} frames of {between[0].size[0]}x{between[0].size[1]} where {ask.frames} of {ask.size} are asked for.",
                field="guide",
                hint="Make the guide again.",
            )
        latents = pipe(
            video=[kept.get(n, between[n]) for n in range(ask.frames)],
            mask=[stays if n in kept else made for n in range(ask.frames)],
            reference_images=list(ask.references) or None,
            conditioning_scale=float(ask.strength),
            height=ask.size.height,
            width=ask.size.width,
            num_frames=ask.frames,
            num_inference_steps=ask.steps,
            guidance_scale=ask.guidance,
            generator=ask.generator,
            output_type="latent",
            callback_on_step_end=ask.callback,
            prompt=ask.prompt,
            negative_prompt=ask.negative,
        ).frames
        return latents[:, :, len(ask.references) :]  # references stand before the clip, a latent frame each

    def _frames(
        self, segments: list[torch.Tensor], span: Any, keyframe: Picture | None, spec: ClipSpec, report: Reporter
    ) -> Iterator[np.ndarray]:
        """The film's frames; those that stay are the very pictures that were given."""
        stays = dict(spec.moments)
        if keyframe is not None:
            stays[0] = keyframe
        if spec.end is not None:
            stays[spec.frames - 1] = spec.end
        for n, frame in enumerate(super()._frames(segments, span, keyframe, spec, report)):
            yield cover(stays[n].pixels, spec.size) if n in stays else frame

    def clip_facts(self, spec: ClipSpec) -> dict[str, object]:
        """For people: how long the model's own clip was, and what it was led by."""
        frames = sum(self._span(spec).segments) - (len(self._span(spec).segments) - 1)
        told: dict[str, object] = {"model_frames": frames, "references": len(spec.references)}
        return super().clip_facts(spec) | told | ({"guided": spec.guide.strength} if spec.guide is not None else {})

    # -- seams ---------------------------------------------------------------------------------------------------------
    def frames_around(self, spec: BridgeSpec) -> int:
        """As many of the film's frames on either side as make the model's fewest with the window between them, and four at least."""
        asked = SEAM_FRAMES * frame_rate(spec.fps) / frame_rate(self.section.fps)
        return max(4, -(-(int(asked) + 1 - spec.frames) // 2))

    def bridge(self, left: SeamSide, right: SeamSide, spec: BridgeSpec, report: Reporter) -> Iterator[np.ndarray]:
        """The window between both clips is made anew between their own frames, which stay: inpainting over time.

        Yields exactly spec.frames frames. `last_seam` then holds the colour differences before and after."""
        check_params(spec.params, BRIDGE_PARAMS, "join")
        h = half_of(left, right, spec)
        # Without frames around it a seam begins and ends on its own: the window's outermost are shown and stay.
        before = left.window[:1] if left.context is None else left.context
        after = right.window[-1:] if right.context is None else right.context
        source = seam_source(left.window, right.window)
        shown = np.concatenate([before, source, after])
        size, at = model_size(spec.size, self.section), len(before)
        many = self._native(len(shown), spec.fps)
        pace = (len(shown) - 1) / (many - 1)
        small = [cover(frame, size) for frame in shown]
        kept = {
            n: as_image(small[round(n * pace)])
            for n in range(many)
            if n * pace <= at - 1 + 1e-9 or n * pace >= at + 2 * h - 1e-9
        }
        steps = int(spec.params.get("steps", self.section.steps))
        report.check()

        def denoise(pipe: Any) -> torch.Tensor:
            ask = Request(
                None,
                in_order(spec.params),
                prompts.negative_prompt("clip"),
                size,
                many,
                steps,
                float(spec.params.get("guidance", self.section.guidance)),
                seeded(spec.seed),
                teller(report, steps),
            )
            with self.wearing(pipe, spec.loras), working(pipe, "denoising", spec.seed):
                return self._denoised(pipe, ask, kept, None).float().cpu()

        latents = self.residency.attempt(self.loadable, "denoise", denoise)
        must_be_finite(latents, "latents")

        def decode(pipe: Any) -> list[np.ndarray]:
            with working(pipe, "decoding"):
                return self.decoded(pipe, latents, cast("list[np.ndarray]", small))

        decoded = self.residency.attempt(self.loadable, "decode", decode, tile)
        for n, frame in kept.items():
            decoded[n] = np.asarray(frame)
        step = Fraction(many - 1, len(shown) - 1)
        made = np.stack([cover(picture_at(decoded, (at + n) * step), spec.size) for n in range(2 * h)])
        frames, self.last_seam = finish_seam(
            made, source, left.window[-1], right.window[0], 1.0, match=bool(spec.params.get("match_colours", True))
        )
        yield from frames

    def _native(self, shown: int, fps: float) -> int:
        """How many of the model's frames stand for this many of the film's: on its grid, never fewer than a seam needs."""
        step, longest = self.section.frame_step, self.section.max_frames
        asked = max(SEAM_FRAMES, 1 + round((shown - 1) * frame_rate(self.section.fps) / frame_rate(fps)))
        return min((longest - 1) // step * step + 1, -(-(asked - 1) // step) * step + 1)


__all__ = ["GREY", "SEAM_FRAMES", "VaceVideo"]
