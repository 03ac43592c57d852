"""Stage 1: the 8x autoencoder. L1, edges and squares, latents driven to unit spread; the decoder alone at the end."""

from __future__ import annotations

import numpy as np
import torch
from torch.nn.functional import avg_pool2d

from training.embedded.feed import Feed
from training.embedded.stage import Stage, as_pixels, normal_pixels, randn
from vgot.models.embedded.parts import build_autoencoder

#: From this share on the encoder is folded to unit latents and frozen, and the decoder learns alone.
DECODER_ALONE = 0.75
LATENT_NOISE = 0.025


class Autoencoder(Stage):
    name, kind = "autoencoder", "picture"
    rate, betas, average = 1.5e-3, (0.9, 0.99), 0.998
    decay_from = 0.3

    def build(self) -> None:
        self.modules = {
            "vae": build_autoencoder(self.settings.sizes).to(self.device, memory_format=torch.channels_last)
        }

    def frozen(self) -> set[str]:
        if not self.flags.get("decoder_alone"):
            return set()
        return {f"vae.{n}" for n, _ in self.modules["vae"].named_parameters() if n.startswith("encoder.")}

    def at(self, share: float) -> None:
        if share >= DECODER_ALONE and not self.flags.get("decoder_alone"):
            self._fold()
            self.flags["decoder_alone"] = True

    def _fold(self) -> None:
        """Put each channel's mean and spread into the encoder's last layer, so that latents are of unit spread, and their
        inverse into the decoder's first (exact but at the frame's edge, where the decoder sees zeros)."""
        s = self.settings
        vae = self.modules["vae"]
        feed = Feed(self.kind, min(64, max(s.batch, 16)), seed=s.seed + 1, **(s.drawing or {}))
        with torch.no_grad():
            seen = torch.cat(
                [
                    vae.encode(normal_pixels(torch.from_numpy(feed.next()["pixels"]).to(self.device))).latents.float()
                    for _ in range(4)
                ]
            )
            mean, spread = seen.mean((0, 2, 3)), seen.std((0, 2, 3)).clamp_min(1e-3)
            last, first = vae.encoder.conv_out, vae.decoder.conv_in
            last.weight.div_(spread[:, None, None, None])
            last.bias.copy_((last.bias - mean) / spread)
            first.bias.add_((first.weight * mean[None, :, None, None]).sum((1, 2, 3)))
            first.weight.mul_(spread[None, :, None, None])

    def loss(self, batch: dict, rng: torch.Generator, share: float):
        x = normal_pixels(batch["pixels"]).contiguous(memory_format=torch.channels_last)
        vae = self.modules["vae"]
        with self.autocast(), torch.set_grad_enabled(not self.flags.get("decoder_alone")):
            z = vae.encode(x).latents.float()
        mean, spread = z.mean((0, 2, 3)), z.std((0, 2, 3)).clamp_min(1e-4)
        unit = (mean**2).mean() + (spread.log() ** 2).mean()
        with torch.enable_grad(), self.autocast():
            y = vae.decode(z + LATENT_NOISE * randn(z, rng)).sample
        y = y.float()
        l1, mse = (y - x).abs().mean(), ((y - x) ** 2).mean()
        edge = ((y - x)[..., 1:] - (y - x)[..., :-1]).abs().mean() + (
            (y - x)[..., 1:, :] - (y - x)[..., :-1, :]
        ).abs().mean()
        wide = avg_pool2d(y - x, 8).abs().mean()  # one colour a latent's cell: hues come early, not last
        psnr = -10 * torch.log10((y.clamp(-1, 1) - x).square().mean().detach() / 4 + 1e-9)
        return l1 + 0.25 * edge + mse + wide + 0.05 * unit, {
            "psnr": psnr,
            "spread": spread.mean().detach(),
            "mean": mean.abs().mean().detach(),
        }

    @torch.no_grad()
    def sheet(self, modules: dict) -> np.ndarray:
        feed = Feed(self.kind, 12, split="held", seed=5, **(self.settings.drawing or {}))
        x = normal_pixels(torch.from_numpy(feed.next()["pixels"]).to(self.device))
        y = modules["vae"].decode(modules["vae"].encode(x).latents).sample
        rows = [np.concatenate(list(as_pixels(v)), 1) for v in (x[:6], y[:6], x[6:], y[6:])]
        return np.concatenate(rows)

    def export(self, modules: dict) -> None:
        vae = (
            modules["vae"].cpu().to(memory_format=torch.contiguous_format).half()
        )  # files hold nothing laid out otherwise
        vae.save_pretrained(self.settings.stack / "vae", max_shard_size="1GB")
