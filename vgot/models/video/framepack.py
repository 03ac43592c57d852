"""FramePack: HunyuanVideo grown section by section between a first and, if given, a last picture.

It makes the END of a shot first, so its first noise is not the shot's beginning: boundaries of the kind `reset` are
refused by its preset. Bridges are grown from the first picture of their window to its last.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import torch

from vgot.models.video.base import DiffusersVideo, Request, to_frames


class FramepackVideo(DiffusersVideo):
    """`HunyuanVideoFramepackPipeline`; sections of 9 latent frames, 33 frames each."""

    holds_latents = False
    LATENT_WINDOW = 9

    def _load(self, rung: str) -> Any:
        from diffusers import HunyuanVideoFramepackPipeline, HunyuanVideoFramepackTransformer3DModel
        from transformers import SiglipImageProcessor, SiglipVisionModel

        eyes = self.folder("image_encoder")
        return self.from_folder(
            HunyuanVideoFramepackPipeline,
            self.folder(),
            rung,
            transformer=self.from_folder(HunyuanVideoFramepackTransformer3DModel, self.folder("adapter")),
            image_encoder=self.from_folder(SiglipVisionModel, eyes / "image_encoder"),
            feature_extractor=SiglipImageProcessor.from_pretrained(
                str(eyes / "feature_extractor"), local_files_only=True
            ),
        )

    def call(self, pipe: Any, ask: Request) -> torch.Tensor:
        made = pipe(
            image=ask.image,
            last_image=ask.last_image,
            prompt=ask.prompt,
            height=ask.size.height,
            width=ask.size.width,
            num_frames=ask.frames,
            latent_window_size=self.LATENT_WINDOW,
            num_inference_steps=ask.steps,
            guidance_scale=ask.guidance,
            generator=ask.generator,
            output_type="latent",
            callback_on_step_end=ask.callback,
        )
        return made.frames[-1]  # the whole history, once the first section (made last) is in it

    def decode(self, pipe: Any, latents: torch.Tensor) -> Iterator[np.ndarray]:
        scaled = (latents / pipe.vae.config.scaling_factor).to(pipe._execution_device, pipe.vae.dtype)
        yield from to_frames(pipe.vae.decode(scaled, return_dict=False)[0])
