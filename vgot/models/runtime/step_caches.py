"""Step caches: skip work between denoising steps that change little, and prove that they did.

A cache that does not engage is a defect, not a preference: after each call the transformer's block runs are compared
with what a full run takes, and a cache that skipped nothing over enough steps raises.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from vgot.errors import BadInput, RenderFailed

log = logging.getLogger(__name__)

CACHES = ("none", "first_block", "mag", "faster", "pab")
#: Fewer steps than this leave a cache nothing to skip, by its own warm-up.
FEWEST_STEPS = 8


@dataclass
class Skipped:
    """Work done in one call: runs of the transformer, and runs of the parts that a cache may skip."""

    full: int = 0
    done: int = 0

    @property
    def share(self) -> float:
        """Share of the work that was skipped, 0 to 1."""
        return 1 - self.done / self.full if self.full else 0.0


@contextmanager
def cached(transformer: Any, kind: str, steps: int, pipe: Any = None) -> Iterator[Skipped]:
    """Within the context the transformer runs with a step cache; afterwards without, its hooks gone.

    Raises BadInput for an unknown kind or a model without caches, RenderFailed if the cache skipped nothing.
    """
    count = Skipped()
    if kind == "none":
        yield count
        return
    if kind not in CACHES:
        raise BadInput(f"There is no step cache '{kind}'.", field="cache", hint=f"Choose one of {', '.join(CACHES)}.")
    if not hasattr(transformer, "enable_cache"):
        raise BadInput("This model has no step caches.", field="cache", hint="Set cache: none.")
    config = _config(kind, transformer, steps, pipe)
    counters = _count(transformer, kind, count)
    transformer.enable_cache(config)
    try:
        yield count
    finally:
        transformer.disable_cache()
        for handle in counters:
            handle.remove()
    log.info("step cache %s skipped %.0f %% of the work", kind, 100 * count.share)
    if steps >= FEWEST_STEPS and count.done >= count.full:
        raise RenderFailed(
            f"The step cache '{kind}' skipped nothing in {steps} steps.",
            field="cache",
            hint="Set cache: none: this model's steps differ too much for it.",
        )


def _config(kind: str, transformer: Any, steps: int, pipe: Any) -> Any:
    import diffusers

    def now() -> Any:
        return getattr(pipe, "current_timestep", None)

    match kind:
        case "first_block":
            return diffusers.FirstBlockCacheConfig(threshold=0.08)
        case "mag":
            from diffusers.hooks.mag_cache import MagCacheConfig

            # The published ratios of Wan fall from 1.0 to about 0.9 over a run; one straight line fits them all.
            ratios = [1.0 - 0.1 * k / max(1, steps - 1) for k in range(steps)]
            return MagCacheConfig(mag_ratios=ratios, num_inference_steps=steps)
        case "faster":
            return diffusers.FasterCacheConfig(
                current_timestep_callback=now,
                tensor_format="BCFHW",
                is_guidance_distilled=True,
                spatial_attention_timestep_skip_range=(-1, 901),
            )
        case _:
            return diffusers.PyramidAttentionBroadcastConfig(
                spatial_attention_block_skip_range=2,
                cross_attention_block_skip_range=3,
                spatial_attention_timestep_skip_range=(100, 900),
                cross_attention_timestep_skip_range=(100, 900),
                current_timestep_callback=now,
            )


def _count(transformer: Any, kind: str, count: Skipped) -> list[Any]:
    """Forward hooks that count: a call of the transformer is worth one run of each part that a cache may skip."""
    blocks = [m for name, m in transformer.named_modules() if name.endswith(tuple(f"blocks.{k}" for k in range(100)))]
    parts = blocks[1:] if kind in ("first_block", "mag") else []
    if not parts:
        parts = [m for b in blocks for n, m in b.named_children() if n.startswith("attn")]
        parts = [leaf for part in parts for leaf in [getattr(part, "to_q", None)] if leaf is not None]
    else:
        parts = [
            leaf
            for b in parts
            for leaf in [next((m for m in b.modules() if not list(m.children())), None)]
            if leaf is not None
        ]

    def whole(*_: Any) -> None:
        count.full += len(parts)

    def part(*_: Any) -> None:
        count.done += 1

    return [transformer.register_forward_pre_hook(whole), *(p.register_forward_pre_hook(part) for p in parts)]
