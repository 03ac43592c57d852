"""The U-Net video models: Stable Video Diffusion, and AnimateDiff with a sparse control picture or with FreeNoise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import torch

from vgot.models.bridging import BFCHW
from vgot.models.keyframes.sdxl import few_step_scheduler
from vgot.models.runtime.decoding import to_pixels
from vgot.models.runtime.pipelines import loading, quiet
from vgot.models.video.base import DiffusersVideo, Request, to_tensor

#: The noise schedule that AnimateDiff's motion modules were trained on, as their cards and the library's examples say; Stable
#: Diffusion 1.5, whose folder the scheduler comes from, was trained on another (`scaled_linear`).
TRAINED = {"beta_schedule": "linear", "clip_sample": False, "timestep_spacing": "linspace", "steps_offset": 1}
#: Frames that go through a picture autoencoder at once.
CHUNK = 8


def init_sigma(pipe: Any) -> float:
    """What these pipelines multiply unit noise by."""
    return float(pipe.scheduler.init_noise_sigma)


class UnetVideo(DiffusersVideo):
    """Autoencoders that take single frames: no time compression, latents times a scaling factor."""

    scale = staticmethod(init_sigma)
    caches_on = "unet"

    def encode(self, pipe: Any, frames: np.ndarray) -> torch.Tensor:
        seen = to_tensor(frames, pipe._execution_device, pipe.vae.dtype)[0].transpose(0, 1)
        kept = [pipe.vae.encode(seen[k : k + CHUNK]).latent_dist.mode() for k in range(0, len(seen), CHUNK)]
        return torch.cat(kept).float().transpose(0, 1)[None] * pipe.vae.config.scaling_factor

    def decode(self, pipe: Any, latents: torch.Tensor) -> Iterator[np.ndarray]:
        frames = (latents[0].transpose(0, 1) / pipe.vae.config.scaling_factor).to(
            pipe._execution_device, pipe.vae.dtype
        )
        for k in range(0, len(frames), CHUNK):
            yield from map(to_pixels, self._decode_chunk(pipe, frames[k : k + CHUNK]))

    def _decode_chunk(self, pipe: Any, latents: torch.Tensor) -> torch.Tensor:
        return pipe.vae.decode(latents).sample

    def at_level(self, pipe: Any, clean: torch.Tensor, noise: torch.Tensor, step: int) -> torch.Tensor:
        """Of schedulers that count timesteps."""
        steps = pipe.scheduler.timesteps
        return (
            clean
            if step + 1 >= len(steps)
            else pipe.scheduler.add_noise(clean, noise, steps[step + 1].reshape(1).cpu())
        )


class SvdVideo(UnetVideo):
    """Stable Video Diffusion: moves a keyframe without any text. The closest the library has to DynamiCrafter, the
    paper's own choice, in kind: a U-Net with temporal layers that is shown the keyframe in every frame."""

    layout = BFCHW
    #: It learnt no way from one picture to another: no film asks it for a bridge (`vgot.presets.seams`), and nothing is held in one.
    holds_latents = False

    def _load(self, rung: str) -> Any:
        from diffusers import StableVideoDiffusionPipeline

        return self.from_folder(StableVideoDiffusionPipeline, self.folder(), rung)

    def call(self, pipe: Any, ask: Request) -> torch.Tensor:
        made = pipe(
            image=ask.image,
            height=ask.size.height,
            width=ask.size.width,
            num_frames=ask.frames,
            num_inference_steps=ask.steps,
            max_guidance_scale=max(1.0, ask.guidance),
            fps=round(self.section.fps),
            decode_chunk_size=CHUNK,
            generator=ask.generator,
            output_type="latent",
            callback_on_step_end=ask.callback,
        ).frames
        return made.transpose(1, 2)

    def _decode_chunk(self, pipe: Any, latents: torch.Tensor) -> torch.Tensor:
        return pipe.vae.decode(latents, num_frames=len(latents)).sample


class AnimateDiffVideo(UnetVideo):
    """AnimateDiff: a motion adapter on Stable Diffusion 1.5.

    The keyframe is held by a sparse control model (frame 0; a bridge also the last frame). With `free_noise` the shot is
    denoised over the keyframe held still instead, in overlapping windows, and may be longer than the adapter was
    trained for. `free_init` denoises in rounds whose low frequencies are kept. `scheduler: lcm` with AnimateLCM's
    adapter needs few steps.
    """

    STILL_STRENGTH = 0.85
    #: Frames of one of FreeNoise's windows; a shot has at least as many.
    CONTEXT = 16

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.section.free_noise:
            self.section = self.section.model_copy(update={"min_frames": max(self.CONTEXT, self.section.min_frames)})

    def _load(self, rung: str) -> Any:
        from diffusers import (
            AnimateDiffSparseControlNetPipeline,
            AnimateDiffVideoToVideoPipeline,
            MotionAdapter,
            SparseControlNetModel,
        )

        motion = self.from_folder(MotionAdapter, self.folder("adapter"))
        if self.section.free_noise:
            pipe = self.from_folder(AnimateDiffVideoToVideoPipeline, self.folder(), rung, motion_adapter=motion)
        else:
            control = self.from_folder(SparseControlNetModel, self.folder("control"))
            pipe = self.from_folder(
                AnimateDiffSparseControlNetPipeline, self.folder(), rung, motion_adapter=motion, controlnet=control
            )
        with quiet(), loading("scheduler"):
            pipe.scheduler = few_step_scheduler(self.section.scheduler or "ddim", pipe.scheduler, **TRAINED)
            if self.section.free_noise:
                pipe.enable_free_noise(context_length=self.CONTEXT, context_stride=4)
            if self.section.free_init:
                pipe.enable_free_init(num_iters=2)
        return pipe

    def call(self, pipe: Any, ask: Request) -> torch.Tensor:
        call: dict[str, Any] = {
            "prompt": ask.prompt,
            "negative_prompt": ask.negative,
            "height": ask.size.height,
            "width": ask.size.width,
            "num_inference_steps": ask.steps,
            "guidance_scale": ask.guidance,
            "generator": ask.generator,
            "output_type": "latent",
            "callback_on_step_end": ask.callback,
        }
        if self.section.free_noise:
            return pipe(video=[ask.image] * ask.frames, strength=self.STILL_STRENGTH, **call).frames
        held = [ask.image] if ask.last_image is None else [ask.image, ask.last_image]
        return pipe(
            num_frames=ask.frames,
            conditioning_frames=held,
            controlnet_frame_indices=[0, ask.frames - 1][: len(held)],
            **call,
        ).frames
