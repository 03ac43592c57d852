"""Latents of a clip as bytes: safetensors with a note of what they are, checked when they are read back."""

from __future__ import annotations

import json
from dataclasses import dataclass

import torch

from vgot.errors import BadInput

FORMAT = "vgot-latents-1"


@dataclass(frozen=True)
class ClipLatents:
    """Final latents of a clip: one `[1, C, F, H, W]` tensor for each chained segment, in film order.

    `last` is the latent frame of the last segment that holds the clip's last frame. `model` names the video model;
    `frames` counts its own frames in each segment.
    """

    segments: tuple[torch.Tensor, ...]
    frames: tuple[int, ...]
    last: int
    model: str

    @property
    def last_latent(self) -> torch.Tensor:
        """`[1, C, H, W]`: what a reset of the next shot starts from (z_f)."""
        return self.segments[-1][:, :, self.last]


def pack(latents: ClipLatents, dtype: torch.dtype = torch.float16) -> bytes:
    """Canonical bytes: the same latents always give the same bytes."""
    from safetensors.torch import save

    note = json.dumps(
        {"format": FORMAT, "model": latents.model, "frames": list(latents.frames), "last": latents.last}, sort_keys=True
    )
    return save(
        {f"segment_{k:03d}": z.detach().to("cpu", dtype).contiguous() for k, z in enumerate(latents.segments)},
        {"note": note},
    )


def unpack(data: bytes, field: str = "latents") -> ClipLatents:
    """The latents in `data`. Raises BadInput for anything that this module did not write, or that was cut short."""
    from safetensors import SafetensorError
    from safetensors.torch import load

    try:
        tensors = load(data)
        size = int.from_bytes(data[:8], "little")
        note = json.loads(json.loads(data[8 : 8 + size])["__metadata__"]["note"])
        segments = tuple(tensors[k].float() for k in sorted(tensors))
        frames, last = tuple(int(f) for f in note["frames"]), int(note["last"])
        sound = (
            note["format"] == FORMAT
            and len(frames) == len(segments) > 0
            and all(z.dim() == 5 for z in segments)
            and 0 <= last < segments[-1].shape[2]
        )
        if not sound:
            raise ValueError("note and tensors differ")
        return ClipLatents(segments, frames, last, str(note["model"]))
    except (SafetensorError, ValueError, KeyError, TypeError, OverflowError, UnicodeDecodeError) as why:
        raise BadInput(
            "These are not the latents of a shot made by a video model.",
            field=field,
            hint="Render the shot before with this preset, or make the boundary a cut.",
        ) from why
