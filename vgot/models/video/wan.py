"""Wan 2.2: TI2V-5B (keyframe held in the first latent frame) and I2V-A14B (two transformers, first and last frame)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import torch

from vgot.models.bridging import flow_from, start_noise
from vgot.models.video.base import DiffusersVideo, Request, to_frames, to_tensor
from vgot.presets.preset import VideoSection
from vgot.transition import renoise


class WanVideo(DiffusersVideo):
    """`WanImageToVideoPipeline` in all its forms: its own settings tell them apart."""

    def _load(self, rung: str) -> Any:
        from diffusers import WanImageToVideoPipeline

        # its autoencoder shows bands in half precision
        pipe = self.from_folder(
            WanImageToVideoPipeline, self.folder(), rung, dtype={"default": self.dtype, "vae": torch.float32}
        )
        return shifted(pipe, self.section)

    def _call(self, pipe: Any, ask: Request, **more: Any) -> torch.Tensor:
        texts = {"prompt": ask.prompt, "negative_prompt": ask.negative}
        if ask.other_prompt:
            texts = self._between(pipe, ask)
        return pipe(
            image=ask.image,
            height=ask.size.height,
            width=ask.size.width,
            num_frames=ask.frames,
            num_inference_steps=ask.steps,
            guidance_scale=ask.guidance,
            generator=ask.generator,
            output_type="latent",
            callback_on_step_end=ask.callback,
            **texts,
            **more,
        ).frames

    def _between(self, pipe: Any, ask: Request) -> dict[str, torch.Tensor]:
        """Text half-way between the two shots'."""
        one, negative = pipe.encode_prompt(
            ask.prompt, ask.negative, do_classifier_free_guidance=True, max_sequence_length=512
        )
        two, _ = pipe.encode_prompt(ask.other_prompt, do_classifier_free_guidance=False, max_sequence_length=512)
        return {"prompt_embeds": (one + two) / 2, "negative_prompt_embeds": negative}

    def call(self, pipe: Any, ask: Request) -> torch.Tensor:
        return self._call(pipe, ask, **({} if ask.last_image is None else {"last_image": ask.last_image}))

    def bridge_call(
        self, pipe: Any, ask: Request, clean: torch.Tensor, level: float, noise: torch.Tensor
    ) -> torch.Tensor:
        """Both ends are conditioned: A14B takes the last frame itself; in TI2V-5B the last latent frame is held like the
        first, with its own timestep of zero."""
        held = bool(pipe.config.expand_timesteps)

        def both_ends(rest: tuple) -> tuple:
            condition, mask = rest
            whole = condition.expand(-1, -1, clean.shape[2], -1, -1).clone()
            whole[:, :, -1] = clean[:, :, -1].to(whole)
            mask = mask.clone()
            mask[:, :, -1] = 0
            return whole, mask

        start = renoise(clean, noise, level)
        with (
            flow_from(pipe, level, ask.steps),
            start_noise(pipe, lambda x: start.to(x), condition=both_ends if held else None),
        ):
            return self._call(pipe, ask, **({} if held else {"last_image": ask.last_image}))

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
    if section.flow_shift is not None and "flow_shift" in pipe.scheduler.config:
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
