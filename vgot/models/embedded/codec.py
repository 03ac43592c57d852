"""The embedded stack's 8x autoencoder: the library's AutoencoderDC, small, spoken to as the other pipelines' autoencoders are.

Its shortcuts by pixel shuffling carry pictures through from the first step of training: after the same processor time it was
3 dB better than an AutoencoderTiny of as many operations (docs/embedded-runs.md).
"""

from __future__ import annotations

from pathlib import Path

import torch
from diffusers import AutoencoderDC
from diffusers.models.autoencoders.autoencoder_tiny import AutoencoderTinyOutput


class PictureCodec(AutoencoderDC):
    """Pictures [B, 3, H, W] in -1..1 <-> latents [B, C, H / 8, W / 8] of unit spread."""

    def encode(self, x: torch.Tensor, return_dict: bool = True):
        """Under the name `latents`, where the image-to-image pipelines look for it."""
        made = super().encode(x, return_dict=False)[0]
        return AutoencoderTinyOutput(latents=made) if return_dict else (made,)

    def decode(self, z: torch.Tensor, return_dict: bool = True, generator: torch.Generator | None = None):
        """Pipelines hand their generator on; decoding draws nothing."""
        return super().decode(z, return_dict=return_dict)


def build_codec(
    latent: int, widths: tuple[int, int, int], encoder: tuple[int, int, int], decoder: tuple[int, int, int]
) -> PictureCodec:
    """widths and layers: at a half, a quarter and an eighth of the picture's size. No shortcuts round the latents themselves, so
    that their means and spreads can be put into the layers beside them exactly."""
    plain = ((),) * 4
    return PictureCodec(
        latent_channels=latent,
        encoder_block_types="ResBlock",
        decoder_block_types="ResBlock",
        encoder_block_out_channels=(widths[0], *widths),
        decoder_block_out_channels=(widths[0], *widths),
        encoder_layers_per_block=(0, *encoder),
        decoder_layers_per_block=(0, *decoder),
        encoder_qkv_multiscales=plain,
        decoder_qkv_multiscales=plain,
        encoder_out_shortcut=False,
        decoder_in_shortcut=False,
    )


def for_pipelines(codec: PictureCodec) -> PictureCodec:
    """The codec with the entry in its configuration from which pipelines count by what a latent is smaller."""
    codec.register_to_config(block_out_channels=tuple(codec.config.encoder_block_out_channels))
    return codec


def load_codec(folder: Path) -> PictureCodec:
    """The codec kept in a folder, in float32."""
    return for_pipelines(PictureCodec.from_pretrained(folder).float().eval())
