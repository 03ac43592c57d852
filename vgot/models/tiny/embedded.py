"""A tiny random twin of the embedded stack, in the layout that ships."""

from __future__ import annotations

from pathlib import Path

import torch

from vgot.models.embedded.camera import CameraPath
from vgot.models.embedded.parts import (
    Conditioning,
    Sizes,
    TextIdentity,
    add_adapter,
    build_autoencoder,
    build_motion,
    build_portrait_encoder,
    build_unet,
    save_motion,
    save_part,
    save_unet,
    write_index,
)


def stack(target: Path, repo: object = None) -> None:
    """The whole stack."""
    sizes = Sizes.small()
    build_autoencoder(sizes).half().save_pretrained(target / "vae")
    unet = build_unet(sizes)
    motion = build_motion(unet, sizes)
    for name, weight in motion.named_parameters():  # what begins at zero is not zero once trained
        if not weight.any():
            torch.nn.init.normal_(weight, std=0.1)
        if name == "conv_in.weight":
            torch.nn.init.normal_(weight, std=0.1)
    save_motion(target, motion, sizes)
    add_adapter(unet, sizes)
    save_unet(target, unet)
    save_part(target / "text", Conditioning(sizes).state_dict(), sizes.as_dict())
    save_part(target / "person", TextIdentity(sizes).state_dict(), sizes.as_dict())
    save_part(target / "camera", CameraPath(sizes).state_dict(), sizes.as_dict())
    encoder(target)
    write_index(target)


def encoder(target: Path, repo: object = None) -> None:
    """The portrait encoder alone."""
    build_portrait_encoder(Sizes.small()).half().save_pretrained(target / "image_encoder")
