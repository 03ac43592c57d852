"""Streaming a pipeline's parts through the accelerator's memory, a block or a layer at a time.

The library groups the blocks that stand directly in a model. A text encoder keeps them one level deeper, so that all of it
would come in at once (11 GB of UMT5, against a promise of 12): such models are streamed layer by layer instead, which also
keeps weights that two layers share out of two groups.
"""

from __future__ import annotations

from typing import Any

import torch

#: What is denoised with: streamed block by block, which costs the fewest transfers.
BY_BLOCK = ("transformer", "transformer_2", "unet")


def stream_in(pipe: Any, device: str, kept: tuple[str, ...] = ("vae",)) -> None:
    """Stream every part of a pipeline through `device`, prefetching on a stream of its own where that is an accelerator;
    the parts named in `kept` stay there whole."""
    from diffusers.hooks import apply_group_offloading

    accelerated = device.startswith("cuda")
    for name, part in pipe.components.items():
        if not isinstance(part, torch.nn.Module):
            continue
        if name in kept:
            part.to(device)
            continue
        by_block = name in BY_BLOCK
        apply_group_offloading(
            part,
            onload_device=torch.device(device),
            offload_device=torch.device("cpu"),
            offload_type="block_level" if by_block else "leaf_level",
            num_blocks_per_group=1 if by_block else None,
            non_blocking=accelerated,
            use_stream=accelerated,
        )


def largest_group(part: torch.nn.Module) -> int:
    """Bytes of the largest group that is brought in at once."""
    largest = 0
    for module in part.modules():
        registry = getattr(module, "_diffusers_hook", None)
        for name in ("group_offloading", "lazy_prefetch_group_offloading"):
            hook = registry.get_hook(name) if registry is not None else None
            group = getattr(hook, "group", None)
            if group is not None:
                held = {id(p): p for m in group.modules for p in m.parameters()} | {id(p): p for p in group.parameters}
                largest = max(largest, sum(p.numel() * p.element_size() for p in held.values()))
    return largest
