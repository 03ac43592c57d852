"""What every stage of training shares: a course of learning rates, averaged weights, steps that can be taken again.

All randomness of step n comes from a generator seeded with (seed, n), and its batch is batch n of a deterministic feed:
a run that stops and goes on is the run that never stopped.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn.attention import SDPBackend, sdpa_kernel

from training.embedded.feed import Feed
from training.embedded.optimizer import halves_are_fast
from training.embedded.together import Together
from vgot.models.embedded.parts import Sizes


@dataclass
class Settings:
    """One run. `steps`: how many the stage takes in all (exact runs), else `of_minutes`: how long it takes in all, over
    all its pieces. workers: processes that draw; 0 draws in place. pool: items kept as latents and taken again (0: every
    step takes fresh ones)."""

    out: Path
    device: str = "cpu"
    seed: int = 1
    batch: int = 16
    steps: int = 0
    of_minutes: float = 0.0
    workers: int = 0
    pool: int = 0
    compiled: bool = False
    sizes: Sizes = Sizes()
    drawing: dict | None = None
    together: Together = Together()

    @property
    def drawing_seed(self) -> int:
        """What this process draws: no two of a run draw the same."""
        return self.seed + 100_003 * self.together.rank

    @property
    def stack(self) -> Path:
        """Where finished parts lie, in the layout that ships."""
        return self.out / "stack"

    @property
    def taught(self) -> Path:
        """The words as stage 2 taught them: where the picture model begins, which then teaches them further."""
        return self.out / "taught"


class Stage:
    """One stage. Subclasses build `modules`, say what a batch is and what is learned from it, and export their part."""

    name = ""
    kind = "scene"
    rate = 1.2e-3
    betas = (0.9, 0.98)
    decay = 0.01
    average = 0.998
    decay_from = 0.6
    warm_up = 200
    clip = 1.0

    def __init__(self, settings: Settings):
        self.settings, self.device = settings, torch.device(settings.device)
        self.modules: dict[str, nn.Module] = {}
        self.flags: dict[str, bool] = {}
        if self.device.type == "cpu":  # few steps are taken there
            self.warm_up = 40

    # -- what a stage says ---------------------------------------------------------------------------------------------
    def build(self) -> None:
        """Make `modules` (what is trained and kept) and load what earlier stages finished."""
        raise NotImplementedError

    def loss(
        self, batch: dict[str, torch.Tensor], rng: torch.Generator, share: float
    ) -> tuple[torch.Tensor, dict[str, torch.Tensor]]:
        """The loss of a batch and figures for the log. share: how much of the stage is done, 0..1."""
        raise NotImplementedError

    def sheet(self, modules: dict[str, nn.Module]) -> np.ndarray:
        """A picture that shows a person how far the stage is, uint8 (H, W, 3)."""
        raise NotImplementedError

    def heard(self, modules: dict[str, nn.Module]) -> dict[str, float]:
        """Figures on held-out items that cost a little, for the log beside every sheet."""
        return {}

    def export(self, modules: dict[str, nn.Module]) -> None:
        """Write the part into the stack."""
        raise NotImplementedError

    def at(self, share: float) -> None:
        """Called before every step: stages change what they train here, once, and remember it in `flags`."""

    def frozen(self) -> set[str]:
        """Names of parameters that are not trained."""
        return set()

    # -- shared --------------------------------------------------------------------------------------------------------
    def parameters(self) -> dict[str, nn.Parameter]:
        skip = self.frozen()
        return {
            f"{part}.{name}": p
            for part, module in self.modules.items()
            for name, p in module.named_parameters()
            if f"{part}.{name}" not in skip
        }

    def feed(self, start: int) -> Feed:
        s = self.settings
        return Feed(self.kind, s.batch, seed=s.drawing_seed, workers=s.workers, start=start, **(s.drawing or {}))

    def batches(self, start: int) -> Iterator[dict[str, torch.Tensor]]:
        """Batches from step `start` on, on the device."""
        feed = self.feed(start)
        try:
            while True:
                yield self.moved(feed.next())
        finally:
            feed.close()

    def moved(self, batch: dict[str, np.ndarray]) -> dict[str, torch.Tensor]:
        cuda = self.device.type == "cuda"
        return {
            k: (torch.from_numpy(v).pin_memory() if cuda else torch.from_numpy(v)).to(self.device, non_blocking=True)
            for k, v in batch.items()
        }

    def rng(self, step: int) -> torch.Generator:
        return torch.Generator(self.device).manual_seed(self.settings.drawing_seed * 1_000_003 + step)

    def autocast(self):
        return autocast(self.device)

    def course(self, share: float, since_start: int) -> float:
        """The factor on the learning rate: warm-up after every cold start of the optimizer, flat, then straight down."""
        up = min(1.0, (since_start + 1) / self.warm_up)
        down = 1.0 if share < self.decay_from else max(0.02, (1 - share) / (1 - self.decay_from))
        return up * down


def autocast(device: torch.device):
    """bfloat16 where the device computes in it: twice as fast or more, on processors with AVX-512 BF16 too. Nothing is kept of what was
    cast: a weight is cast once a step anyway, and what is kept lies behind a lock at which a step that is traced once waited for good."""
    return torch.autocast(device.type, torch.bfloat16, enabled=halves_are_fast(device), cache_enabled=False)


def plain_attention(device: torch.device):
    """On a processor attention in its plain form is faster for so few places."""
    return sdpa_kernel(SDPBackend.MATH) if device.type == "cpu" else nullcontext()


def normal_pixels(pixels: torch.Tensor) -> torch.Tensor:
    """uint8 [..., H, W, 3] -> float [..., 3, H, W] in -1..1."""
    return (pixels.movedim(-1, -3).float() / 127.5 - 1.0).contiguous()


def as_pixels(x: torch.Tensor) -> np.ndarray:
    """[..., 3, H, W] in -1..1 -> uint8 [..., H, W, 3]."""
    return ((x.float().clamp(-1, 1) + 1) * 127.5).round().byte().movedim(-3, -1).cpu().numpy()


def randn(like: torch.Tensor, rng: torch.Generator) -> torch.Tensor:
    return torch.randn(like.shape, generator=rng, device=like.device, dtype=torch.float32)


def chance(shape: tuple[int, ...], p: float, rng: torch.Generator) -> torch.Tensor:
    """Bool of `shape`, true with probability p."""
    return torch.rand(shape, generator=rng, device=rng.device) < p


class Clock:
    """Seconds of a piece, and of all pieces before it."""

    def __init__(self, before: float):
        self.before, self.started = before, time.monotonic()

    @property
    def piece(self) -> float:
        return time.monotonic() - self.started

    @property
    def total(self) -> float:
        return self.before + self.piece
