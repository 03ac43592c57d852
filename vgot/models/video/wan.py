"""Wan 2.2: TI2V-5B (keyframe held in the first latent frame) and I2V-A14B (two transformers, first and last frame)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import torch

from vgot.models.runtime.few_steps import even_steps
from vgot.models.video.base import DiffusersVideo, Request, to_frames, to_tensor
from vgot.presets.preset import VideoSection


class WanVideo(DiffusersVideo):
    """`WanImageToVideoPipeline` in all its forms: its own settings tell them apart."""

    def pipeline(self) -> Any:
        """The library's class that it is loaded as."""
        from diffusers import WanImageToVideoPipeline

        return WanImageToVideoPipeline

    def _load(self, rung: str) -> Any:
        # its autoencoder shows bands in half precision
        dtypes = {"default": self.dtype, "vae": torch.float32}
        return shifted(self.from_folder(self.pipeline(), self.folder(), rung, dtype=dtypes), self.section)

    def call(self, pipe: Any, ask: Request) -> torch.Tensor:
        return pipe(
            image=ask.image,
            prompt=ask.prompt,
            negative_prompt=ask.negative,
            height=ask.size.height,
            width=ask.size.width,
            num_frames=ask.frames,
            num_inference_steps=ask.steps,
            guidance_scale=ask.guidance,
            generator=ask.generator,
            output_type="latent",
            callback_on_step_end=ask.callback,
            **({} if ask.last_image is None else {"last_image": ask.last_image}),
        ).frames

    def _statistics(self, pipe: Any, like: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        config = pipe.vae.config
        mean, std = (torch.tensor(v).view(1, -1, 1, 1, 1).to(like) for v in (config.latents_mean, config.latents_std))
        return mean, std

    def encode(self, pipe: Any, frames: np.ndarray) -> torch.Tensor:
        seen = to_tensor(frames, self.device_of(pipe), pipe.vae.dtype)
        latents = pipe.vae.encode(seen).latent_dist.mode().float()
        mean, std = self._statistics(pipe, latents)
        return (latents - mean) / std

    def decode(self, pipe: Any, latents: torch.Tensor) -> Iterator[np.ndarray]:
        latents = latents.to(self.device_of(pipe))
        mean, std = self._statistics(pipe, latents)
        yield from to_frames(pipe.vae.decode((latents * std + mean).to(pipe.vae.dtype), return_dict=False)[0])

    def device_of(self, pipe: Any) -> torch.device:
        return pipe._execution_device


def shifted(pipe: Any, section: VideoSection) -> Any:
    """A pipeline as a preset runs it: its schedule shifted, and spread over several accelerators where it says so."""
    if section.scheduler:
        pipe.scheduler = even_steps(pipe.scheduler, section.scheduler, section.flow_shift or 1.0)
    elif section.flow_shift is not None and "flow_shift" in pipe.scheduler.config:
        pipe.scheduler = type(pipe.scheduler).from_config(pipe.scheduler.config, flow_shift=section.flow_shift)
    if pipe.transformer is not None and section.parallel_gpus > 1:
        spread(pipe, section.parallel_gpus)
    return pipe


def spread(pipe: Any, gpus: int) -> None:
    """Spread one clip over several accelerators (context parallel). Needs a process group of that size."""
    import torch.distributed as group
    from diffusers import ContextParallelConfig

    from vgot.errors import ModelUnavailable

    if not group.is_available() or not group.is_initialized() or group.get_world_size() < gpus:
        raise ModelUnavailable(
            f"The preset spreads a clip over {gpus} accelerators, but this process is alone.",
            field="parallel_gpus",
            hint=f"Start it with torchrun --nproc-per-node {gpus}, or set parallel_gpus: 1.",
        )
    for name in ("transformer", "transformer_2"):
        module = getattr(pipe, name, None)
        if module is not None:
            module.enable_parallelism(config=ContextParallelConfig(ulysses_degree=gpus))
