"""Whether a face in a picture is the right person's, read from latents: a loss for the picture model.

    python -m training.embedded.train likeness --minutes 10 --out DIR

An error in latents hardly knows whose eyes these are: most of it is where edges lie. A reader of faces (latents around a head ->
the identity embedding of that person's portrait) is taught on drawn scenes; the picture model is then also asked that its
picture without noise, as far as it foresees it, reads like the drawn one. The reader is used in training alone, and is not
the one that measures.
"""

from __future__ import annotations

import math

import numpy as np
import torch
from torch import nn
from torch.nn.functional import grid_sample, normalize

from training.embedded.conditioning import told_apart
from training.embedded.encoded import EncodedStage, identities_of
from training.embedded.feed import Feed
from training.embedded.pool import of_one_kind
from training.embedded.stage import chance, randn
from vgot.models.embedded.parts import load_part, save_part

#: cells of a face's crop on a side; heads smaller than LEAST cells of the latents are not read
SIDE, LEAST = 12, 2.5
#: how much wider than the head a crop is
ROOM = 1.15
#: on a processor: how often a scene is learned from (encoding one costs what reading it often does), and how many there are at first
USES, FIRST = 6.0, 256
#: most noise that the reader is taught to look through: what is foreseen from noise is not clean
MOST_NOISE = 0.5


class FaceReader(nn.Module):
    """Latents around heads [N, C, SIDE, SIDE] -> what a portrait of each would be said to be, [N, identity], spread as
    `meant` says it; and what was seen on the way."""

    def __init__(self, latent: int, identity: int, widths: tuple[int, int, int] = (48, 96, 160)):
        super().__init__()
        blocks, wide = [], latent
        for n, width in enumerate(widths):
            blocks.append(
                nn.ModuleList(
                    [
                        nn.Conv2d(wide, width, 3, stride=2 if n else 1, padding=1),
                        nn.GroupNorm(8, width),
                        nn.Conv2d(width, width, 3, padding=1),
                    ]
                )
            )
            wide = width
        self.blocks = nn.ModuleList(blocks)
        side = math.ceil(math.ceil(SIDE / 2) / 2)
        self.out = nn.Sequential(
            nn.Linear(wide * side * side, 2 * identity), nn.SiLU(), nn.Linear(2 * identity, identity)
        )
        self.register_buffer("middle", torch.zeros(identity))
        self.register_buffer("spread", torch.ones(identity))

    def forward(self, crops: torch.Tensor) -> tuple[torch.Tensor, list[torch.Tensor]]:
        x, seen = crops, []
        for first, norm, second in self.blocks:
            x = first(x)
            x = x + second(nn.functional.silu(norm(x)))
            seen.append(x)
        return self.out(nn.functional.silu(x).flatten(1)), seen

    def meant(self, people: torch.Tensor) -> torch.Tensor:
        """Identity embeddings [N, identity] with a spread of one in each direction."""
        return (people - self.middle) / self.spread


def heads_of(near: torch.Tensor, boxes: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """near [B, h, w] and boxes [B, n, 4] -> the middle and sides of each one's head in cells, [B, n, 4] as (x, y, width,
    height), and whether it can be read, [B, n]: someone is there, and the head is large and nobody else's is beside it."""
    high, wide = near.shape[-2:]
    x, y = (torch.arange(size, device=near.device) for size in (wide, high))
    across = ((x + 0.5) / wide >= boxes[..., 0:1]) & ((x + 0.5) / wide < boxes[..., 2:3])
    head = (near == 2)[:, None] & across[:, :, None]
    columns, rows = head.any(2), head.any(3)
    far = max(high, wide)

    def ends(there: torch.Tensor, at: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        return torch.where(there, at, far).amin(-1), torch.where(there, at, -1).amax(-1) + 1

    left, right = ends(columns, x)
    top, foot = ends(rows, y)
    width, height = right - left, foot - top
    # a head's mark is about as wide as high and filled; two heads in one part of the frame are not
    filled = head.flatten(2).sum(-1) >= 0.99 * width * height
    usable = (width >= LEAST) & (height >= LEAST) & (width <= 1.5 * height) & filled
    return torch.stack([(left + right) / 2, (top + foot) / 2, width.float(), height.float()], -1), usable


def crops_of(latents: torch.Tensor, heads: torch.Tensor, usable: torch.Tensor) -> torch.Tensor:
    """Latents [B, C, h, w] around every head that can be read, [N, C, SIDE, SIDE], N in the order of `usable`'s ones."""
    which, _ = usable.nonzero(as_tuple=True)
    x, y, width, height = heads[usable].unbind(-1)
    half = ROOM * torch.maximum(width, height) / 2
    steps = (torch.arange(SIDE, device=latents.device) + 0.5) / SIDE * 2 - 1
    high, wide = latents.shape[-2:]
    across = (x[:, None] + half[:, None] * steps) * 2 / wide - 1
    down = (y[:, None] + half[:, None] * steps) * 2 / high - 1
    grid = torch.stack([across[:, None, :].expand(-1, SIDE, -1), down[:, :, None].expand(-1, -1, SIDE)], -1)
    return grid_sample(latents[which].float(), grid, mode="bilinear", padding_mode="border", align_corners=False)


def unlike(reader: FaceReader, foreseen: torch.Tensor, true: torch.Tensor) -> torch.Tensor:
    """How differently crops of two pictures read, [N]: 0 for the same; who it is, and what is seen on the way there."""
    with torch.no_grad():
        wanted, there = reader(true)
    said, seen = reader(foreseen)
    who = 1 - torch.cosine_similarity(said.float(), wanted.float(), dim=1)
    way = [
        (normalize(a.float(), dim=1) - normalize(b.float(), dim=1)).square().sum(1).mean((1, 2))
        for a, b in zip(seen, there, strict=True)
    ]
    return who + torch.stack(way).mean(0)


class LikenessStage(EncodedStage):
    """Teaches the reader on drawn scenes: whose portrait belongs to this face, among all of the batch."""

    name = "likeness"
    rate, average, decay = 1.5e-3, 0.995, 0.05

    def build(self) -> None:
        self.load_encoders()
        s = self.settings
        reader = FaceReader(s.sizes.latent, s.sizes.identity)
        seen = Feed("pair", 512, seed=s.seed, **(s.drawing or {})).next()["pixels"]
        said = identities_of(self.portraits, seen, self.device)
        reader.middle.copy_(said.mean(0))
        reader.spread.copy_(said.std(0).clamp_min(1e-3))
        self.modules = {"reader": reader.to(self.device)}

    def batches(self, start: int):
        return of_one_kind(self, start, 64, USES, FIRST)

    #: batches of scenes that were drawn so far, kept over pieces
    drawn: dict[str, int] = {}
    filled: dict[str, int] = {}

    def loss(self, batch: dict, rng: torch.Generator, share: float):
        return self.read(self.modules["reader"], batch, rng)

    def read(self, reader: FaceReader, batch: dict, rng: torch.Generator | None = None):
        heads, usable = heads_of(batch["near"], batch["boxes"])
        crops = crops_of(batch["latents"], heads, usable)
        if not len(crops):  # nobody near enough in this batch: nothing is learned
            return sum(p.sum() * 0 for p in reader.parameters()), {}
        if rng is not None:  # under noise: whose face it is does not depend on it
            level = (
                MOST_NOISE
                * torch.rand((len(crops), 1, 1, 1), generator=rng, device=crops.device)
                * chance((len(crops), 1, 1, 1), 0.7, rng)
            )
            crops = crops + level * (randn(crops, rng) - crops)
        with self.autocast():
            said, _ = reader(crops)
            meant = reader.meant(batch["people"].float()[usable])
        said, meant = said.float(), meant.float()
        of_whom = normalize(meant, dim=1)
        known, first = told_apart(said, meant, of_whom @ of_whom.T > 0.999)
        apart = (said - meant).square().mean()
        return known + apart, {"first": first, "apart": apart.detach(), "faces": torch.tensor(float(len(said)))}

    @torch.no_grad()
    def heard(self, modules: dict) -> dict[str, float]:
        """On held-out scenes: how often the right one of all faces (about 75) is nearest."""
        batch = self.encoded(Feed("scene", 64, split="held", seed=6, **(self.settings.drawing or {})).next())
        _, told = self.read(modules["reader"], batch)
        return {k: round(float(v), 4) for k, v in told.items()}

    @torch.no_grad()
    def sheet(self, modules: dict) -> np.ndarray:
        """Held-out portraits, and under each the one whose face in a scene reads most like it."""
        drawn = Feed("scene", 64, split="held", seed=6, **(self.settings.drawing or {})).next()
        batch = self.encoded(drawn)
        heads, usable = heads_of(batch["near"], batch["boxes"])
        if not bool(usable.any()):
            return np.zeros((2 * drawn["portraits"].shape[2], drawn["portraits"].shape[2], 3), np.uint8)
        said, _ = modules["reader"](crops_of(batch["latents"], heads, usable))
        found = (
            (normalize(modules["reader"].meant(batch["people"].float()[usable]), dim=1) @ normalize(said, dim=1).T)
            .argmax(1)
            .cpu()
            .numpy()
        )
        portraits = drawn["portraits"][usable.cpu().numpy()]
        return np.concatenate([np.concatenate(list(portraits[:12]), 1), np.concatenate(list(portraits[found[:12]]), 1)])

    def export(self, modules: dict) -> None:
        save_part(self.settings.taught / "likeness", modules["reader"].state_dict(), self.settings.sizes.as_dict())


def load_reader(folder, sizes) -> FaceReader:
    """The reader that `likeness` exported, not trained any more."""
    reader = FaceReader(sizes.latent, sizes.identity)
    reader.load_state_dict(load_part(folder))
    return reader.eval().requires_grad_(False)
