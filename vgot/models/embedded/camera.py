"""How the camera's words move the view: words -> the travel of a clip, and a picture seen along that travel.

A clip does not begin from noise alone: its keyframe, moved as the words ask, is what every frame is denoised towards. What the
temporal layers add is what a moved picture cannot show: edges that come into view, depth, and people who act.
"""

from __future__ import annotations

from pathlib import Path
from typing import cast

import torch
from torch import nn
from torch.nn.functional import affine_grid, grid_sample

from vgot.models.embedded.parts import DOMAINS, Sizes, WordPool, load_module

#: Noise level from which a travelled picture is denoised: what is shown stays, how it moves is the model's.
TRAVEL_LEVEL = 0.2
#: where on that line rendering begins: nearer to the keyframe, so that faces stay who they are (40 held-out clips of one person, the right one of
#: twenty in the last frame: .62 from .2, .72 from .1, .75 of the travel alone, .98 drawn)
RENDER_LEVEL = 0.1
_WORDS = tuple(DOMAINS.index(n) for n in ("relation", "camera"))


class CameraPath(nn.Module):
    """int [B, 5, words] -> [B, 3] for sixteen frames: how far the view goes right and down (1 is half the frame), and the
    logarithm of how much nearer it ends."""

    def __init__(self, sizes: Sizes):
        super().__init__()
        wide = sizes.text // 2
        self.pools = nn.ModuleList(WordPool(2, wide) for _ in _WORDS)
        self.out = nn.Sequential(nn.Linear(2 * len(_WORDS) * wide, wide), nn.GELU(), nn.Linear(wide, 3))

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        return self.out(torch.cat([pool(ids[:, n]).flatten(1) for pool, n in zip(self.pools, _WORDS, strict=True)], 1))


def travelled(picture: torch.Tensor, path: torch.Tensor, frames: int) -> torch.Tensor:
    """[B, 3, H, W] and paths [B, 3] -> [B, 3, F, H, W]: frame f shows the picture after f / (F - 1) of the path. What comes
    into view repeats the picture's edge."""
    count, channels, high, wide = picture.shape
    share = torch.linspace(0, 1, frames, device=picture.device)[None, :, None]
    right, down, nearer = (path.float()[:, None] * share).unbind(-1)
    scale, none = torch.exp(-nearer), torch.zeros_like(right)
    turn = torch.stack([torch.stack([scale, none, right], -1), torch.stack([none, scale, down], -1)], -2)
    grid = affine_grid(turn.flatten(0, 1), [count * frames, channels, high, wide], align_corners=False)
    seen = grid_sample(
        picture.float().repeat_interleave(frames, 0), grid, mode="bilinear", padding_mode="border", align_corners=False
    )
    seen = seen.unflatten(0, (count, frames)).transpose(1, 2)
    return torch.cat([picture.float()[:, :, None], seen[:, :, 1:]], 2)


def load_camera(stack: Path) -> CameraPath:
    """The stack's camera part."""
    return cast(CameraPath, load_module(stack / "camera", CameraPath))
