"""Text and pictures for the Qwen vision-language encoder, without its video half.

The library's own processor wants torchvision for videos that are never used here; this one takes the same tokenizer and
picture settings from the same folder and does what the image pipeline asks of it.
"""

from __future__ import annotations

import inspect
import json
from pathlib import Path
from typing import Any

import torch
from transformers import Qwen2VLProcessor


class PictureProcessor(Qwen2VLProcessor):
    """Tokens of a text whose picture marks are repeated once for each merged patch, and the patches themselves."""

    def __init__(self, image_processor: Any, tokenizer: Any):
        self.image_processor, self.tokenizer = image_processor, tokenizer
        self.image_token = "<|image_pad|>"

    def __call__(
        self, text: list[str], images: Any = None, padding: bool = True, return_tensors: str = "pt", **_: Any
    ) -> Any:
        from transformers import BatchFeature

        seen: dict[str, Any] = {}
        if images is not None:
            seen = dict(self.image_processor(images=images, return_tensors=return_tensors))
            merged = [int(grid.prod()) // self.image_processor.merge_size**2 for grid in seen["image_grid_thw"]]
            text = [self._repeat(t, iter(merged)) for t in text]
        made = self.tokenizer(text, padding=padding, return_tensors=return_tensors)
        return BatchFeature({**made, **seen})

    def _repeat(self, text: str, counts: Any) -> str:
        first, *rest = text.split(self.image_token)
        return first + "".join(self.image_token * next(counts) + part for part in rest)

    def save_pretrained(self, folder: str | Path, **_: Any) -> None:
        self.image_processor.save_pretrained(folder)
        self.tokenizer.save_pretrained(folder)


def say_which_are_pictures(encoder: Any) -> None:
    """Have a vision-language encoder told which of its tokens stand for pictures, where its caller leaves that out.

    From transformers 5 on the encoder lays pictures out in three directions (time, row, column) only where it is given
    `mm_token_type_ids`; without them it reads their patches in a row, like words, and says nothing. The image pipelines of
    diffusers 0.42 leave them out (huggingface/diffusers issue 14194). A caller that gives them is left alone.
    """
    takes = inspect.signature(encoder.forward).parameters

    def told(module: Any, args: tuple, given: dict) -> tuple[tuple, dict] | None:
        if given.get("mm_token_type_ids") is not None or given.get("image_grid_thw") is None:
            return None
        ids = given["input_ids"]
        return args, given | {"mm_token_type_ids": (ids == module.config.image_token_id).to(torch.int32)}

    if "mm_token_type_ids" in takes:
        encoder.register_forward_pre_hook(told, with_kwargs=True)


def asks_for_pictures() -> bool:
    """Whether the installed library's encoder asks to be told which tokens are pictures."""
    from transformers import Qwen2_5_VLForConditionalGeneration

    return "mm_token_type_ids" in inspect.signature(Qwen2_5_VLForConditionalGeneration.forward).parameters


def picture_processor(folder: Path) -> PictureProcessor:
    """The processor of a local folder: `preprocessor_config.json` and the tokenizer's files."""
    from transformers import AutoTokenizer, Qwen2VLImageProcessorPil

    settings = folder / "preprocessor_config.json"
    if not settings.is_file():
        settings = folder / "processor_config.json"
    known = json.loads(settings.read_text(encoding="utf-8"))
    known = known.get("image_processor", known)
    keep = (
        "min_pixels",
        "max_pixels",
        "patch_size",
        "temporal_patch_size",
        "merge_size",
        "image_mean",
        "image_std",
        "size",
    )
    return PictureProcessor(
        Qwen2VLImageProcessorPil(**{k: known[k] for k in keep if known.get(k) is not None}),
        AutoTokenizer.from_pretrained(str(folder), local_files_only=True),
    )
