"""What the families share that paint a part of a picture anew: the library's inpainting pipelines over modules that are loaded."""

from __future__ import annotations

import inspect
from typing import Any

import numpy as np

from vgot.units import FrameSize


def over_modules(pipe: Any, kind: Any) -> Any:
    """A pipeline of another class over the same modules, hooks included: no second copy of any weight. Made anew, so nothing of it stays."""
    takes = inspect.signature(kind.__init__).parameters
    settings = {
        k: v for k, v in pipe.config.items() if k in takes and not k.startswith("_") and k not in pipe.components
    }
    over = kind(**{k: v for k, v in pipe.components.items() if k in takes}, **settings)
    for kept in ("_all_hooks", "_offload_device", "_offload_gpu_id"):
        if hasattr(pipe, kept):
            setattr(over, kept, getattr(pipe, kept))
    over.set_progress_bar_config(disable=True)
    return over


def stretched(pixels: np.ndarray, size: FrameSize) -> Any:
    """A picture as a PIL image of exactly this size, nothing cut off: what is painted comes back to where it was."""
    from PIL import Image

    picture = Image.fromarray(np.ascontiguousarray(pixels))
    return (
        picture
        if picture.size == (size.width, size.height)
        else picture.resize((size.width, size.height), Image.Resampling.LANCZOS)
    )


def as_mask(mask: np.ndarray, size: FrameSize) -> Any:
    """bool (H, W) as a PIL image of this size, white where it is true; a part that is thinner than a pixel there stays one pixel wide."""
    from PIL import Image

    whole = Image.fromarray(mask.astype(np.uint8) * 255)
    if whole.size == (size.width, size.height):
        return whole
    return whole.resize((size.width, size.height), Image.Resampling.BOX).point([0] + [255] * 255)
