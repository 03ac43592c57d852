"""Components of a pipeline from files of one's own: safetensors as published or as diffusers names them, GGUF, fp8 with scales. The
settings of each come from the folder of the preset's model; the names are converted by the library."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from typing import Any

import torch

from vgot.errors import BadInput, ModelUnavailable, NotFound
from vgot.presets.checkpoints import readers_in
from vgot.presets.files.headers import read_header
from vgot.presets.preset import Section

#: What a whole checkpoint is taken apart into, beside what reads texts in it (vgot.presets.checkpoints).
_HEAVY = ("unet", "transformer", "vae")


def own_parts(section: Section, cls: Any, place: Path, dtype: torch.dtype) -> dict[str, Any]:
    """Component -> model, loaded from the files that the section names. Raises NotFound, ModelUnavailable naming the file."""
    made: dict[str, Any] = {}
    index = json.loads((place / "model_index.json").read_text(encoding="utf-8"))
    # A whole checkpoint first: what a file of its own is given for is taken from that one, wherever it is written.
    for part, name in sorted(section.own.items(), key=lambda one: one[0] != "all"):
        file = Path(name)
        if not file.is_file():
            raise NotFound(
                f"The preset's own file '{file}' is not there.", field=part, hint="Put it back, or choose another file."
            )
        header = read_header(file)  # a pickle or a torn file goes no further
        readers = readers_in(section.family, header.tensors)
        for one in [p for p in (*_HEAVY, *readers) if p in index] if part == "all" else [part]:
            if not isinstance(index.get(one), list):
                raise BadInput(f"{cls.__name__} has no part '{one}'.", field=one, hint="Correct the preset.")
            precise = torch.float32 if one == "vae" and "Wan" in str(index[one][1]) else dtype
            kind = _class(index[one])
            made[one] = (
                _reader(file, kind, place / one, readers[one], precise)
                if one in readers
                else _load(file, kind, place / one, precise)
            )
    return made


def _reader(file: Path, cls: Any, settings: Path, before: str, dtype: torch.dtype) -> Any:
    """A CLIP model out of a whole checkpoint, by the library's own conversion. It tells two by their width, and gets one alone."""
    from diffusers.loaders.single_file_utils import create_diffusers_clip_model_from_ldm

    weights = {n: v for n, v in _tensors(file).items() if n.startswith(before)}
    if before.endswith("transformer."):  # older files leave out a step of the names
        step = before + "text_model."
        weights = {n if n.startswith(step) else step + n.removeprefix(before): v for n, v in weights.items()}
    made = create_diffusers_clip_model_from_ldm(
        cls, unscaled(weights, dtype), config=str(settings), torch_dtype=dtype, local_files_only=True
    )
    _must_be_whole(made, file)
    return made.to(dtype)


def _class(named: list[str]) -> Any:
    """The class of a component. Only the two libraries are known: a folder may not name others."""
    library, name = named
    if library not in ("diffusers", "transformers"):
        raise ModelUnavailable(
            f"A component of the library '{library}' cannot be loaded from a file.",
            field=name,
            hint="Choose another slot.",
        )
    return getattr(importlib.import_module(library), name)


def _load(file: Path, cls: Any, settings: Path, dtype: torch.dtype) -> Any:
    gguf = file.suffix.lower() == ".gguf"
    if not hasattr(cls, "from_single_file"):
        return _by_names(file, cls, settings, dtype)
    more: dict[str, Any] = {"config": str(settings), "local_files_only": True, "dtype": dtype}
    if gguf:
        from diffusers import GGUFQuantizationConfig

        return cls.from_single_file(str(file), quantization_config=GGUFQuantizationConfig(compute_dtype=dtype), **more)
    weights = unscaled(_tensors(file), dtype)
    made = cls.from_single_file(weights, **more)
    _must_be_whole(made, file)
    return made.to(dtype)


def _by_names(file: Path, cls: Any, settings: Path, dtype: torch.dtype) -> Any:
    """A model of transformers, or one that the library knows no single files of: its own names, all of them."""
    if file.suffix.lower() == ".gguf":
        raise ModelUnavailable(
            f"{file.name}: a {cls.__name__} cannot be loaded from GGUF here.", field=file.name, hint="Use safetensors."
        )
    config = (
        cls.config_class.from_pretrained(str(settings), local_files_only=True)
        if hasattr(cls, "config_class") and cls.config_class
        else None
    )
    made = cls(config) if config is not None else cls.from_config(cls.load_config(str(settings)))
    lacking, unknown = made.load_state_dict(unscaled(_tensors(file), dtype), strict=False)
    lacking = [n for n in lacking if not n.endswith(("position_ids", "embed_tokens.weight"))]
    if lacking or unknown:
        raise ModelUnavailable(
            f"{file.name} is no {cls.__name__}: {len(lacking)} weights are missing and {len(unknown)} unknown ({(lacking + unknown)[0]}).",
            field=file.name,
            hint="Choose a file of the same model as the preset's.",
        )
    return made.to(dtype).eval()


def _tensors(file: Path) -> dict[str, torch.Tensor]:
    from safetensors.torch import load_file

    return load_file(str(file))


#: A weight's own name before its scale, in the ways of naming that there are.
_SCALES = (".scale_weight", ".weight_scale", ".scale")


def unscaled(weights: dict[str, torch.Tensor], dtype: torch.dtype) -> dict[str, torch.Tensor]:
    """fp8 weights multiplied by their scales, in `dtype`; the scales are gone. All else stays as it is."""
    kept = {}
    for name, value in weights.items():
        if name.endswith((*_SCALES, ".scale_input", ".input_scale", "scaled_fp8", ".comfy_quant")) and _scales(
            name, weights
        ):
            continue
        if value.dtype in (torch.float8_e4m3fn, torch.float8_e5m2):
            stem = name.removesuffix(".weight")
            scale = next((weights[stem + end] for end in _SCALES if stem + end in weights), None)
            value = value.to(torch.float32)
            if scale is not None:
                scale = scale.to(torch.float32)
                value = value * (
                    scale.reshape(-1, *[1] * (value.dim() - 1)) if scale.numel() == value.shape[0] else scale
                )
            value = value.to(dtype)
        kept[name] = value
    return kept


def _scales(name: str, weights: dict[str, torch.Tensor]) -> bool:
    """Whether a tensor is the scale of an fp8 weight, and not a part of a model that is called so."""
    if name.endswith(("scaled_fp8", ".comfy_quant")):
        return True
    stem = name.rpartition(".")[0]
    beside = weights.get(f"{stem}.weight")
    return beside is not None and beside.dtype in (torch.float8_e4m3fn, torch.float8_e5m2)


def _must_be_whole(made: Any, file: Path) -> None:
    """The library leaves what a file lacks empty."""
    empty = [name for name, value in made.state_dict().items() if value.is_meta]
    if empty:
        raise ModelUnavailable(
            f"{file.name} lacks {len(empty)} weights of a {type(made).__name__} ({empty[0]}).",
            field=file.name,
            hint="Choose a file of the same model as the preset's.",
        )
