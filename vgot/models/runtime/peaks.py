"""What the accelerator is, and the most of its memory that was held since it was last asked."""

from __future__ import annotations

import torch


def begin() -> None:
    """Count the most anew."""
    if torch.cuda.is_available():
        torch.cuda.reset_peak_memory_stats()


def most_gib() -> float | None:
    """GiB that were held at the most since `begin`; None on a processor."""
    return round(torch.cuda.max_memory_allocated() / 2**30, 3) if torch.cuda.is_available() else None


def card() -> tuple[str, str, float]:
    """(kind, name, GiB) of the accelerator: `cuda` or `rocm`; `cpu` without memory of its own where there is none."""
    if not torch.cuda.is_available():
        return "cpu", "cpu", 0.0
    kind = "rocm" if torch.version.hip else "cuda"
    return kind, torch.cuda.get_device_name()[:200], round(torch.cuda.get_device_properties(0).total_memory / 2**30, 2)
