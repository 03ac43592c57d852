"""A load is whole or refused: every tensor that a model has comes from its file, and every tensor of the file goes into the model.

The libraries fill what a file lacks with random numbers and leave out what they do not know; both say so in a log for developers
and go on. A model that is partly random makes pictures, and nobody sees why they are bad. So components are loaded one by one,
and what the library reports of each is read.
"""

from __future__ import annotations

import importlib
import inspect
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import torch

from vgot.errors import ModelUnavailable

#: What published files hold though the model has no place for it, by the model's class ("" for all): buffers that older releases
#: saved and newer ones compute, and the text half of a CLIP model of which the seeing half alone is used.
KNOWN_UNUSED = {
    "": r"(^|\.)(position_ids|inv_freq|masked_bias)$",
    "CLIPVisionModelWithProjection": r"^(text_model\.|text_projection\.|logit_scale$)",
    "SiglipVisionModel": r"^(text_model\.|logit_scale$|logit_bias$)",
}
#: The largest header of a safetensors file.
_HEADER = 100 << 20


def load_whole(cls: Any, place: Path, settings: Mapping[str, Any]) -> Any:
    """`cls.from_pretrained` of a folder with one set of weights. Raises ModelUnavailable naming the file for tensors that are
    missing, unused or of another shape."""
    made, told = cls.from_pretrained(str(place), output_loading_info=True, ignore_mismatched_sizes=True, **settings)
    _refuse(made, told, place)
    return made


def components(
    pipeline: Any, place: Path, given: Iterable[str], first: Iterable[str] = ()
) -> Iterator[tuple[str, Any, Path]]:
    """(name, class, folder) of every component of a pipeline's folder that has weights and is not among the `given` ones; those
    named in `first` come first, in that order."""
    index = json.loads((place / "model_index.json").read_text(encoding="utf-8"))
    wanted = set(inspect.signature(pipeline.__init__).parameters) - set(given)
    named = {n: v for n, v in index.items() if n in wanted and isinstance(v, list) and len(v) == 2 and v[1]}
    for name in sorted(named, key=lambda n: [*first, n].index(n)):
        folder = place / name
        if next(folder.glob("*.safetensors"), None) is not None:
            yield name, _class_of(*named[name]), folder


def _class_of(library: str, name: str) -> Any:
    """A component's class, from the library that a pipeline's index names: diffusers, transformers, or a pipeline's own module."""
    where = library if library in ("diffusers", "transformers") else f"diffusers.pipelines.{library}"
    return getattr(importlib.import_module(where), name)


def _refuse(model: Any, told: Any, place: Path) -> None:
    """Raises ModelUnavailable for whatever is not as it must be."""
    told = told if isinstance(told, dict) else vars(told)
    shapes = {str(one[0] if isinstance(one, (tuple, list)) else one) for one in told.get("mismatched_keys") or ()}
    missing = {str(name) for name in told.get("missing_keys") or ()} - shapes
    unused = {name for name in map(str, told.get("unexpected_keys") or ()) if not _known_unused(model, name)}
    empty = {name for name, t in model.named_parameters() if t.is_meta} - missing - shapes
    wrong = [
        (missing | empty, "lacks {} of the model's tensors"),
        (shapes, "has {} tensors of another shape than the model's"),
        (unused, "has {} tensors that the model has no place for"),
    ]
    said = [(sorted(names), words) for names, words in wrong if names]
    if not said:
        return
    names, words = said[0]
    file = _file_with(place, [*sorted(unused), *sorted(shapes)]) or _main_file(place)
    also = "".join(f"; it {w.format(len(n))} ({n[0]})" for n, w in said[1:])
    raise ModelUnavailable(
        f"{_shown(place, file)} {words.format(len(names))}, the first is {names[0]}{also}.",
        field=_shown(place, file),
        hint="The file is damaged, or belongs to another version of this model: delete it and fetch it again.",
    )


def _known_unused(model: Any, name: str) -> bool:
    return any(re.search(KNOWN_UNUSED[kind], name) for kind in ("", type(model).__name__) if kind in KNOWN_UNUSED)


def _shown(place: Path, file: Path) -> str:
    """A file as people find it: with its component's folder."""
    return f"{place.name}/{file.name}"


def _main_file(place: Path) -> Path:
    files = sorted(place.glob("*.safetensors"))
    return next(iter([*sorted(place.glob("*.safetensors.index*.json")), *files]), place / "*.safetensors")


def _file_with(place: Path, names: list[str]) -> Path | None:
    """The file of a folder that holds one of these tensors."""
    wanted = set(names)
    return next((f for f in sorted(place.glob("*.safetensors")) if wanted & set(tensors_in(f))), None)


def tensors_in(file: Path) -> dict[str, list[int]]:
    """Name -> shape of the tensors of a safetensors file, from its header; empty for what is none."""
    try:
        with file.open("rb") as opened:
            size = int.from_bytes(opened.read(8), "little")
            header = json.loads(opened.read(size)) if 0 < size < _HEADER else {}
        return {name: t["shape"] for name, t in header.items() if name != "__metadata__"}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def must_use_all(file: Path, used: Callable[[str], bool], needed: Iterable[str]) -> None:
    """Refuse an adapter's file with tensors that nothing uses or without some that are needed. Raises ModelUnavailable."""
    there = set(tensors_in(file))
    lacking = sorted(set(needed) - there)
    unused = sorted(name for name in there if not used(name))
    if not lacking and not unused:
        return
    words = (
        f"lacks {len(lacking)} of the tensors that the model needs, the first is {lacking[0]}"
        if lacking
        else f"has {len(unused)} tensors that the model has no place for, the first is {unused[0]}"
    )
    raise ModelUnavailable(
        f"{file.name} {words}.",
        field=file.name,
        hint="It is damaged, or made for another base model: fetch it again.",
    )


# -- half of the memory while loading -----------------------------------------------------------------------------------
def store_in_fp8(module: Any) -> None:
    """Keep a transformer's or a U-Net's weights in 8 bits and compute in their own precision; once is enough."""
    if getattr(module, "_kept_in_fp8", False):
        return
    # an adapter's projection looks at its own weights' type before it runs: it stays as it is
    keep = (
        *(getattr(module, "_skip_layerwise_casting_patterns", None) or ()),
        "pos_embed",
        "patch_embed",
        "norm",
        "encoder_hid_proj",
    )
    module.enable_layerwise_casting(
        storage_dtype=torch.float8_e4m3fn, compute_dtype=module.dtype, skip_modules_pattern=keep
    )
    module._kept_in_fp8 = True
