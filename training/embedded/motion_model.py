"""Stage 4: pictures to clips. The picture model's layers stay as they are; temporal layers and the wider input learn.

The first frame is given, and three times in ten the last one too. Known frames stand clean in the input at every step and
count nothing in the loss; where the last one is not known, the first one moved as the camera's words ask stands beside every
frame, and clips are denoised from that. Of the words, mostly what is done and how the camera moves: the first frame says the rest.
"""

from __future__ import annotations

import numpy as np
import torch

from training.embedded.feed import Feed
from training.embedded.pool import of_one_kind
from training.embedded.stage import Stage, as_pixels, chance, normal_pixels, plain_attention, randn
from vgot.models.embedded.camera import RENDER_LEVEL, TRAVEL_LEVEL, load_camera, travelled
from vgot.models.embedded.parts import (
    DOMAINS,
    build_motion,
    build_unet,
    known_frames,
    load_part,
    load_words,
    motion_parts,
    save_motion,
)

KNOW_LAST, DROP_TEXT, ONLY_MOTION = 0.3, 0.10, 0.75
#: what an error weighs where the first frame's travel shows nobody, a body, a head: faces are what goes soft in a clip
NEAR_WEIGHT = (1.0, 1.5, 4.0)
#: on a processor: clips kept as latents, and how often one is learned from (encoding one costs what a step does)
USES, FIRST = 3.0, 24
GUIDANCE, STEPS = 1.0, 4


class MotionModel(Stage):
    name, kind = "motion", "clip"
    rate, average = 6e-4, 0.998

    def build(self) -> None:
        from vgot.models.embedded.codec import load_codec

        s, stack = self.settings, self.settings.stack
        self.vae = load_codec(stack / "vae").to(self.device, memory_format=torch.channels_last).requires_grad_(False)
        self.text = load_words(stack, "text").to(self.device).requires_grad_(False)
        self.camera = load_camera(stack).to(self.device).requires_grad_(False)
        unet = build_unet(s.sizes)
        unet.load_state_dict(load_part(stack / "unet"))
        model = build_motion(unet, s.sizes).to(self.device).to(memory_format=torch.channels_last)
        mine = motion_parts(model)
        for name, value in model.named_parameters():
            value.requires_grad_(name in mine)
        self.modules = {"motion": model}
        self.model = torch.compile(model, dynamic=False) if s.compiled else model

    def frozen(self) -> set[str]:
        mine = motion_parts(self.modules["motion"])
        return {f"motion.{n}" for n, _ in self.modules["motion"].named_parameters() if n not in mine}

    def encoded(self, batch: dict[str, np.ndarray]) -> dict[str, torch.Tensor]:
        """Clips as drawn -> their latents and those of the first frame's travel [B, C, F, h, w], what an error there weighs
        [B, 1, F, h, w], and words."""
        b = self.moved({k: batch[k] for k in ("pixels", "ids", "labels", "near")})
        seen = normal_pixels(b["pixels"]).transpose(1, 2)
        keep = torch.float16 if self.device.type == "cuda" else torch.float32
        with torch.no_grad():
            path, frames = self.camera(b["ids"]), seen.shape[2]
            guess = travelled(seen[:, :, 0], path, frames)
            weight = travelled(
                torch.tensor(NEAR_WEIGHT, device=self.device)[b["near"].long()][:, None], path, frames
            ).to(keep)
            with self.autocast():
                z, guess = (clip_latents(self.vae, x).to(keep) for x in (seen, guess))
        return {"latents": z, "guess": guess, "weight": weight, "ids": b["ids"], "labels": b["labels"]}

    def batches(self, start: int):
        return of_one_kind(self, start, 8, USES, FIRST)

    drawn: dict[str, int] = {}
    filled: dict[str, int] = {}

    def loss(self, batch: dict, rng: torch.Generator, share: float):
        z = batch["latents"].float()
        count, _, frames = z.shape[:3]
        noise = randn(z, rng)
        with_last = chance((count,), KNOW_LAST, rng)
        level = torch.where(
            with_last,
            torch.sigmoid(torch.randn((count,), generator=rng, device=z.device)),
            TRAVEL_LEVEL * torch.rand((count,), generator=rng, device=z.device),
        ).clamp_min(0.01)
        among, guess = with_last[:, None, None, None, None], batch["guess"].float()
        wanted = towards(z, guess, noise, among)
        x = z + level[:, None, None, None, None] * wanted
        alone, both = known_frames(z[:, :, 0], None, frames, guess), known_frames(z[:, :, 0], z[:, :, -1], frames)
        known = torch.where(among, both, alone)
        mask = known[:, :1]
        x = torch.where(mask > 0.5, z, x)
        ids = batch["ids"].clone()
        bare = ids.clone()
        for name in ("character", "background", "lighting"):
            bare[:, DOMAINS.index(name)] = -1
        ids = torch.where(chance((count,), ONLY_MOTION, rng)[:, None, None], bare, ids)
        ids = torch.where(chance((count,), DROP_TEXT, rng)[:, None, None], torch.full_like(ids, -1), ids)
        with self.autocast(), plain_attention(self.device):
            flow = denoise(self.model, x, level, known, self.text(ids))
        apart = (flow.float() - wanted).square().mean(1, keepdim=True) * (1 - mask)
        weight = batch["weight"].float()
        total = (apart * weight).sum() / ((1 - mask) * weight).sum()
        head = (weight > 0.75 * NEAR_WEIGHT[2]) * (1 - mask)
        return total, {
            "head": (apart * head).sum().detach() / head.sum().clamp_min(1),
            "last_frame": apart[:, :, -2].mean().detach(),
            "second_frame": apart[:, :, 1].mean().detach(),
        }

    @torch.no_grad()
    def sheet(self, modules: dict) -> np.ndarray:
        """Held-out clips, what is made of their first frame, and its travel alone; every third frame."""
        b = self.encoded(Feed("clip", 3, split="held", seed=5, **(self.settings.drawing or {})).next())
        z = b["latents"].float()
        made = shoot(
            modules["motion"],
            self.text,
            b["ids"],
            z[:, :, 0],
            None,
            randn(z, torch.Generator(self.device).manual_seed(7)),
            b["guess"].float(),
        )
        rows = []
        for k in range(len(z)):
            for clip in (z[k], made[k], b["guess"][k].float()):
                shown = as_pixels(self.vae.decode(clip.transpose(0, 1)[::3]).sample)
                rows.append(np.concatenate(list(shown), 1))
        return np.concatenate(rows)

    def export(self, modules: dict) -> None:
        save_motion(self.settings.stack, modules["motion"], self.settings.sizes)


def clip_latents(vae, clips: torch.Tensor) -> torch.Tensor:
    """[B, 3, F, H, W] -> [B, C, F, h, w]."""
    z = torch.cat([vae.encode(some).latents for some in clips.transpose(1, 2).flatten(0, 1).split(64)])
    return z.float().unflatten(0, (len(clips), -1)).transpose(1, 2).contiguous()


def towards(clip: torch.Tensor, guess: torch.Tensor, noise: torch.Tensor, with_last: torch.Tensor) -> torch.Tensor:
    """The flow of a clip, [B, C, F, h, w]: the clip and `level` times the flow is what stands at that noise level. Level 1 is
    noise where the last frame is known; elsewhere TRAVEL_LEVEL is the travel under noise; rendering begins nearer to the travel, at RENDER_LEVEL (a stochastic
    interpolant with coupled ends, arXiv 2310.03725)."""
    start = torch.where(with_last, noise, guess + TRAVEL_LEVEL * (noise - guess))
    return (start - clip) / torch.where(with_last, 1.0, TRAVEL_LEVEL)


def denoise(model, x, level, known, tokens):
    """The flow of clips [B, C, F, h, w] at noise levels 0..1."""
    frames = x.shape[2]
    return model(torch.cat([x, known], 1), level * 1000, tokens.repeat_interleave(frames, 0), return_dict=False)[0]


@torch.no_grad()
def shoot(
    model, text, ids, first, last, noise, guess=None, *, steps: int = STEPS, guidance: float = GUIDANCE
) -> torch.Tensor:
    """Clips from noise: words, the latents of the first frame and perhaps of the last, or of the first frame's travel."""
    tokens = torch.cat([text(torch.full_like(ids, -1)), text(ids)])
    known = known_frames(first, last, noise.shape[2], guess)
    held, mask = known[:, 1:], known[:, :1] > 0.5
    level = 1.0 if last is not None or guess is None else RENDER_LEVEL
    levels = torch.linspace(level, 0, steps + 1, device=noise.device)
    x = held + level * (noise - held) if level < 1 else noise
    for now, then in zip(levels[:-1], levels[1:], strict=True):
        x = torch.where(mask, held, x)
        if guidance > 1:
            off, on = (
                denoise(model, torch.cat([x, x]), now.expand(2 * len(x)), torch.cat([known, known]), tokens)
                .float()
                .chunk(2)
            )
            flow = off + guidance * (on - off)
        else:
            flow = denoise(model, x, now.expand(len(x)), known, tokens[len(x) :]).float()
        x = x + (then - now) * flow
    return torch.where(mask, held, x)
