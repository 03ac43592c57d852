"""Starting a video pipeline from something else than plain noise: the reset of a boundary, and the window of a bridge.

`latents=` means three different things among the library's pipelines, so nothing is built on it. What works on all of
them is to wrap the instance's `prepare_latents` for one call and change the noise that it RETURNS, leaving conditioned
frames alone. With weight 0 the call is the baseline, bit for bit.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import torch

Change = Callable[[torch.Tensor], torch.Tensor]


@dataclass(frozen=True)
class Layout:
    """How a pipeline lays latents out: `to_bcfhw(own)` and `from_bcfhw(latents, own)`, which may keep parts of `own`."""

    to_bcfhw: Callable[[torch.Tensor], torch.Tensor]
    from_bcfhw: Callable[[torch.Tensor, torch.Tensor], torch.Tensor]


#: `[B, F, C, H, W]`, as Stable Video Diffusion and CogVideoX have it.
BFCHW = Layout(lambda x: x.transpose(1, 2), lambda x, own: x.transpose(1, 2))


@contextmanager
def start_noise(
    pipe: Any,
    change: Change,
    *,
    layout: Layout | None = None,
    scale: Callable[[Any], float] | None = None,
    condition: Callable[[tuple], tuple] | None = None,
) -> Iterator[None]:
    """Within the context the pipeline's first `prepare_latents` returns `change(noise)` in place of its noise.

    change: takes and returns `[B, C, F, H, W]` noise of unit variance. layout: how this pipeline lays its latents out, where it is not `[B, C, F, H, W]`.
    scale: the factor between unit noise and the pipeline's (schedulers' `init_noise_sigma`), read when noise is made.
    condition: changes what else `prepare_latents` returns (masks, conditioned latents).
    """
    original = pipe.prepare_latents
    calls = {"n": 0}

    def wrapped(self: Any, *args: Any, **kwargs: Any) -> Any:
        made = original(*args, **kwargs)
        calls["n"] += 1
        if calls["n"] > 1:
            return made
        first, *rest = made if isinstance(made, tuple) else (made,)
        by = scale(self) if scale else 1.0
        noise = layout.to_bcfhw(first) if layout else first
        changed = change(noise if by == 1.0 else noise / by)
        if changed is not noise:  # the very same tensor means: leave everything as it was, to the last bit
            changed = (changed if by == 1.0 else changed * by).to(first.dtype)
            first = layout.from_bcfhw(changed, first) if layout else changed
        if not isinstance(made, tuple):
            return first
        return (first, *(condition(tuple(rest)) if condition else rest))

    pipe.prepare_latents = types.MethodType(wrapped, pipe)
    try:
        yield
    finally:
        del pipe.prepare_latents
    if calls["n"] == 0:
        raise RuntimeError(f"{type(pipe).__name__} never asked for its start noise")


@contextmanager
def flow_from(pipe: Any, level: float, steps: int) -> Iterator[None]:
    """Within the context the pipeline denoises a rectified flow from noise level `level` down to 0, in as many Euler
    steps as its share of `steps`, at least two. Multistep solvers cannot start part-way: they are swapped out here."""
    from diffusers import FlowMatchEulerDiscreteScheduler

    class PartialFlow(FlowMatchEulerDiscreteScheduler):
        def set_timesteps(self, num_inference_steps: Any = None, device: Any = None, **_: Any) -> None:
            count = max(2, round(steps * level))
            sigmas = torch.linspace(level, 0.0, count + 1, dtype=torch.float32)
            self.sigmas = sigmas.to("cpu")
            self.timesteps = (sigmas[:-1] * self.config.num_train_timesteps).to(device or "cpu")
            self.num_inference_steps = count
            self._step_index = self._begin_index = None

        def index_for_timestep(self, timestep: Any, schedule_timesteps: Any = None) -> int:
            return int(
                (
                    self.timesteps.to(torch.float32)
                    - torch.as_tensor(timestep, dtype=torch.float32, device=self.timesteps.device)
                )
                .abs()
                .argmin()
            )

    before = pipe.scheduler
    trained = before.config.get("num_train_timesteps", 1000)
    pipe.scheduler = PartialFlow(num_train_timesteps=trained, shift=1.0)
    try:
        yield
    finally:
        pipe.scheduler = before


class PartWay:
    """Where a shortened schedule begins; known once the pipeline has set its timesteps."""

    def __init__(self, scheduler: Any):
        self.scheduler, self.timestep = scheduler, None
        self.sigma: float | None = None

    def noised(self, clean: torch.Tensor, noise: torch.Tensor) -> torch.Tensor:
        """Clean latents at the level that the schedule begins at."""
        if self.sigma is not None:
            return clean + self.sigma * noise
        return self.scheduler.add_noise(clean, noise, torch.as_tensor(self.timestep).reshape(1))


@contextmanager
def part_way(pipe: Any, level: float) -> Iterator[PartWay]:
    """Within the context a scheduler of sigmas (Euler) or of timesteps alone (DDIM, LCM) keeps the last `level` share of
    its steps, at least two."""
    scheduler = pipe.scheduler
    original = scheduler.set_timesteps
    at = PartWay(scheduler)

    def cut(*args: Any, **kwargs: Any) -> None:
        original(*args, **kwargs)
        total = len(scheduler.timesteps)
        skipped = min(total - min(2, total), int(round(total * (1.0 - level))))
        scheduler.timesteps = scheduler.timesteps[skipped:]
        at.timestep = scheduler.timesteps[0]
        if getattr(scheduler, "sigmas", None) is not None:
            scheduler.sigmas = scheduler.sigmas[skipped:]
            at.sigma = float(scheduler.sigmas[0])

    scheduler.set_timesteps = cut
    try:
        yield at
    finally:
        del scheduler.set_timesteps
