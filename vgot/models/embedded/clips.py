"""Clips by the embedded models: the pipeline, shaped as the library makes them, and the family around it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import torch
from diffusers import DiffusionPipeline

from vgot.models.base import ClipSpec
from vgot.models.bridging import flow_from, start_noise
from vgot.models.embedded.camera import RENDER_LEVEL, load_camera, travelled
from vgot.models.embedded.codec import PictureCodec, for_pipelines
from vgot.models.embedded.parts import (
    known_frames,
    load_motion,
    load_words,
    sizes_of,
    word_ids,
)
from vgot.models.embedded.saying import spoken
from vgot.models.embedded.stack import CHUNK, TRAINED_FRAMES, FromStack
from vgot.models.embedded.words import clip_prompt, clip_words
from vgot.models.runtime.decoding import to_pixels
from vgot.models.runtime.pipelines import loading, quiet
from vgot.models.video.base import Request, to_tensor
from vgot.models.video.renoised import RenoisedBridges
from vgot.transition import renoise
from vgot.units import FrameSize


class ClipPipeline(DiffusionPipeline):
    """First frame, perhaps last frame, words -> latents of a clip. Shaped as the library's own: `prepare_latents` gives the
    start noise and `scheduler` can be swapped, so resets, bridges and offloading work on it as on any other."""

    def __init__(self, vae: Any, unet: Any, scheduler: Any):
        super().__init__()
        self.register_modules(vae=vae, unet=unet, scheduler=scheduler)

    def prepare_latents(self, channels: int, frames: int, size: FrameSize, generator: torch.Generator) -> torch.Tensor:
        """Noise [1, C, F, h, w]."""
        return torch.randn((1, channels, frames, size.height // 8, size.width // 8), generator=generator).to(
            self._execution_device, self.unet.dtype
        )

    @torch.no_grad()
    def __call__(
        self,
        *,
        first: torch.Tensor,
        last: torch.Tensor | None,
        tokens: torch.Tensor,
        none: torch.Tensor,
        frames: int,
        size: FrameSize,
        num_inference_steps: int,
        guidance_scale: float,
        generator: torch.Generator,
        callback_on_step_end: Any = None,
        guess: torch.Tensor | None = None,
        level: float = 1.0,
    ) -> torch.Tensor:
        """Latents [1, C, F, h, w]. Known frames are put back clean before every step and at the end. guess: what the frames
        are denoised from, at noise level `level`; the scheduler is one that begins there."""
        x = self.prepare_latents(first.shape[1], frames, size, generator)
        known = known_frames(first, last, frames, guess).to(x)
        held, mask = known[:, 1:], known[:, :1] > 0.5
        if guess is not None:
            x = renoise(held.float(), x.float(), level).to(x)
        guided = guidance_scale > 1
        said = (torch.cat([none, tokens]) if guided else tokens).repeat_interleave(frames, 0)
        self.scheduler.set_timesteps(num_inference_steps, device=x.device)
        for n, t in enumerate(self.scheduler.timesteps):
            x = torch.where(mask, held, x)
            seen = torch.cat([x, known], 1)
            flow = self.unet(torch.cat([seen, seen]) if guided else seen, t.to(x.dtype), said, return_dict=False)[0]
            if guided:
                off, on = flow.chunk(2)
                flow = off + guidance_scale * (on - off)
            x = self.scheduler.step(flow, t, x, return_dict=False)[0]
            if callback_on_step_end is not None:
                x = callback_on_step_end(self, n, t, {"latents": x}).get("latents", x)
        return torch.where(mask, held, x)


class EmbeddedVideo(FromStack, RenoisedBridges):
    """Clips of sixteen frames from a keyframe, chained for longer shots; bridges between a first and a last frame. Its frames are held
    evenly: they lie over a drawn clip, frame by frame."""

    caches_on = "unet"
    in_between = False

    def _load(self, rung: str) -> Any:
        from diffusers import UNet2DConditionModel

        stack = self.stack()
        vae = for_pipelines(self.from_folder(PictureCodec, stack / "vae", rung))
        with quiet(), loading(str(stack)):
            unet = (
                load_motion(
                    UNet2DConditionModel.from_pretrained(
                        stack / "unet", local_files_only=True, use_safetensors=True, torch_dtype=torch.float32
                    ),
                    stack,
                    sizes_of(stack / "text"),
                )
                .to(self.dtype)
                .eval()
            )
            pipe = ClipPipeline(vae, unet, self._scheduler())
            pipe.words, pipe.camera = load_words(stack, "text"), load_camera(stack)
        return pipe

    def _motion(self, pipe: Any, spec: ClipSpec) -> str:
        return clip_prompt([c.name for c in spec.cast], spec.relation or spec.summary, spec.camera)

    def _tokens(self, pipe: Any, ask: Request) -> tuple[torch.Tensor, torch.Tensor]:
        tokens, none = spoken(pipe, clip_words(ask.prompt))
        if ask.other_prompt:
            tokens = (tokens + spoken(pipe, clip_words(ask.other_prompt))[0]) / 2
        return tokens, none

    def call(self, pipe: Any, ask: Request) -> torch.Tensor:
        if ask.last_image is not None:
            return self._call(pipe, ask, ask.frames)
        with flow_from(pipe, RENDER_LEVEL, round(ask.steps / RENDER_LEVEL)):
            # a drawn clip knows how people move and what comes into view; without one the keyframe is moved as the camera's words ask
            guess = self._travel(pipe, ask) if ask.over is None else self.encode(pipe, ask.over())
            return self._call(pipe, ask, ask.frames, guess=guess, level=RENDER_LEVEL)

    @torch.no_grad()
    def _travel(self, pipe: Any, ask: Request) -> torch.Tensor:
        """Latents [1, C, F, h, w] of the keyframe moved as the camera's words ask."""
        said = torch.from_numpy(word_ids(clip_words(ask.prompt))[None])
        seen = to_tensor(np.asarray(ask.image)[None], torch.device("cpu"), torch.float32)[0].transpose(0, 1)
        path = pipe.camera.to("cpu")(said) * (ask.frames - 1) / (TRAINED_FRAMES - 1)
        frames = travelled(seen, path, ask.frames)[0].transpose(0, 1).to(pipe._execution_device, pipe.vae.dtype)
        return self._latents(pipe, frames)

    def _call(self, pipe: Any, ask: Request, frames: int, **travel: Any) -> torch.Tensor:
        tokens, none = self._tokens(pipe, ask)
        first = self.encode(pipe, np.asarray(ask.image)[None])[:, :, 0]
        last = None if ask.last_image is None else self.encode(pipe, np.asarray(ask.last_image)[None])[:, :, 0]
        return pipe(
            first=first,
            last=last,
            tokens=tokens,
            none=none,
            frames=frames,
            size=ask.size,
            num_inference_steps=ask.steps,
            guidance_scale=ask.guidance,
            generator=ask.generator,
            callback_on_step_end=ask.callback,
            **travel,
        )

    def renoised_call(
        self, pipe: Any, ask: Request, clean: torch.Tensor, level: float, noise: torch.Tensor
    ) -> torch.Tensor:
        """Both ends are held. A window longer than was trained is denoised at evenly spread frames and filled in."""
        frames = clean.shape[2]
        chosen = torch.linspace(0, frames - 1, min(frames, TRAINED_FRAMES)).round().long()
        start = renoise(clean[:, :, chosen], noise[:, :, chosen], level)
        with flow_from(pipe, level, ask.steps), start_noise(pipe, lambda x: start.to(x)):
            made = self._call(pipe, ask, len(chosen))
        if len(chosen) == frames:
            return made
        shape = (frames, *made.shape[3:])
        return torch.nn.functional.interpolate(made.float(), size=shape, mode="trilinear", align_corners=True)

    def encode(self, pipe: Any, frames: np.ndarray) -> torch.Tensor:
        seen = to_tensor(frames, pipe._execution_device, pipe.vae.dtype)[0].transpose(0, 1)
        return self._latents(pipe, seen)

    @torch.no_grad()
    def _latents(self, pipe: Any, seen: torch.Tensor) -> torch.Tensor:
        """[F, 3, H, W] in -1..1 -> [1, C, F, h, w]."""
        kept = [pipe.vae.encode(seen[k : k + CHUNK]).latents for k in range(0, len(seen), CHUNK)]
        return torch.cat(kept).float().transpose(0, 1)[None]

    def decode(self, pipe: Any, latents: torch.Tensor) -> Iterator[np.ndarray]:
        frames = latents[0].transpose(0, 1).to(pipe._execution_device, pipe.vae.dtype)
        for k in range(0, len(frames), CHUNK):
            yield from map(to_pixels, pipe.vae.decode(frames[k : k + CHUNK]).sample)
