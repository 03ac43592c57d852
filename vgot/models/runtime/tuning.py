"""How a model's denoiser computes, not what: the kernels of its attention, and whether its blocks are compiled. Both say how a preset runs,
stand in no recipe, and give the same pictures up to rounding."""

from __future__ import annotations

from typing import Any

from vgot.errors import ModelUnavailable
from vgot.presets.preset import Section

#: Parts that denoise.
DENOISERS = ("transformer", "transformer_2", "unet")
#: Attention -> the package that brings its kernels; those of torch need none.
NEEDS = {"flash": "flash-attn", "sage": "sageattention", "xformers": "xformers"}


def tune(pipe: Any, section: Section) -> None:
    """Set what the section asks for on every denoiser of a pipeline. Raises ModelUnavailable where kernels are not installed, do not run
    here, or the model has no place for them."""
    parts = [part for name in DENOISERS if (part := getattr(pipe, name, None)) is not None]
    if section.attention != "native":
        for part in parts:
            _attend(part, section.attention)
    if section.compile:
        for part in parts:
            if getattr(part, "_repeated_blocks", None):
                part.compile_repeated_blocks()
            else:
                part.compile()


def _attend(part: Any, name: str) -> None:
    backend = "_native_math" if name == "math" else "_native_efficient" if name == "efficient" else name
    try:
        part.set_attention_backend(backend)
    except Exception as why:  # a missing package, a version that is too old, a model without a place for it
        package = NEEDS.get(name)
        raise ModelUnavailable(
            f"{type(part).__name__} cannot attend by '{name}' here: {' '.join(str(why).split())[:200]}",
            field="attention",
            hint=f"Install {package} with pip, or leave `attention` out of the preset."
            if package
            else "Leave `attention` out of the preset.",
        ) from why
