"""LoRAs laid over a pipeline for one piece of work, and taken off again: afterwards it is the model that it was, bit for bit."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, cast

from vgot.errors import Conflict, ModelUnavailable, NotFound
from vgot.models.base import Worn
from vgot.presets.files.headers import read_header
from vgot.presets.files.identify import changed_by
from vgot.presets.own import mark_of


@contextlib.contextmanager
def worn(pipe: Any, loras: Sequence[Worn]) -> Iterator[list[str]]:
    """The pipeline with these LoRAs at their strengths. Yields what of them is not used, in words. Raises NotFound, Conflict,
    ModelUnavailable naming the file that is gone, has changed or does not fit; the names of its weights are converted by the library."""
    loras = [one for one in loras if one.strength]
    if not loras:
        yield []
        return
    if not hasattr(pipe, "load_lora_weights"):
        raise ModelUnavailable(
            f"{type(pipe).__name__} takes no LoRAs.", field="loras", hint="Take them off, or choose another preset."
        )
    notes: list[str] = []
    try:
        for one in loras:
            notes += _put_on(pipe, one)
        pipe.set_adapters([_name(one) for one in loras], [one.strength for one in loras])
        yield notes
    finally:
        pipe.unload_lora_weights()


def _name(one: Worn) -> str:
    return f"lora_{one.sha256[:16]}"


def _put_on(pipe: Any, one: Worn) -> list[str]:
    from safetensors.torch import load_file

    file = Path(one.file)
    if not file.is_file():
        raise NotFound(f"The LoRA '{file}' is not there.", field="loras", hint="Put it back, or take it off the film.")
    changed = changed_by(read_header(file).tensors)
    if not changed:
        raise ModelUnavailable(f"{file.name} is no LoRA.", field="loras", hint="Choose another file.")
    if mark_of(file, whole=True) != one.sha256:
        raise Conflict(f"{file.name} has changed since this was planned.", field="loras", hint="Build again.")
    halves = _halves(pipe, one)
    try:
        for into in halves:
            pipe.load_lora_weights(load_file(str(file)), adapter_name=_name(one), **into)
    except Exception as why:  # each dialect and each pipeline has errors of its own
        raise _refusal(file, pipe, str(why)) from why
    _unbent_biases(pipe, _name(one))
    _made_precise(pipe, _name(one), load_file(str(file)))
    used = _layers(pipe, _name(one)) // len(halves)
    if not used:
        raise _refusal(file, pipe, "nothing of it belongs to this model")
    said = (
        []
        if one.half == "both" or not _two(pipe)
        else [f"{file.name}: worn by the {one.half}-noise half alone, as its name says"]
    )
    return said + (
        [f"{file.name}: {len(changed) - used} of {len(changed)} parts are of another model and not used"]
        if used < len(changed)
        else []
    )


def _two(pipe: Any) -> bool:
    """Whether it denoises in two halves, each with a transformer of its own."""
    return getattr(pipe, "transformer_2", None) is not None


def _halves(pipe: Any, one: Worn) -> list[dict[str, bool]]:
    """What the library is told, for each half that wears it."""
    if not _two(pipe):
        return [{}]
    return [{"load_into_transformer_2": half == "low"} for half in ("high", "low") if one.half in (half, "both")]


def _unbent_biases(pipe: Any, name: str) -> None:
    """Where a file changes the biases of some layers, the library gives one to all of them, and to the rest a place without a value: those
    change nothing."""
    import torch

    for module in pipe.components.values():
        for layer in module.modules() if isinstance(module, torch.nn.Module) else ():
            up = cast(Any, layer).lora_B[name] if name in getattr(layer, "lora_B", {}) else None
            if up is not None and up.bias is not None and up.bias.is_meta:
                up.bias = torch.nn.Parameter(torch.zeros_like(up.bias, device=up.weight.device), requires_grad=False)


def _made_precise(pipe: Any, name: str, weights: dict[str, Any]) -> None:
    """Where a model is kept in fp8, the library makes a LoRA's layers in fp8, too, in which nothing can be computed: they are made anew
    in the model's own precision from the file's values."""
    import torch

    small: list[tuple[str, str, Any, Any]] = [
        (part, path, layer, module.dtype)
        for part, module in pipe.components.items()
        if isinstance(module, torch.nn.Module)
        for path, layer in module.named_modules()
        if name in getattr(layer, "lora_A", {})
        and cast(Any, layer).lora_A[name].weight.dtype in (torch.float8_e4m3fn, torch.float8_e5m2)
    ]
    if not small:
        return
    said = pipe.lora_state_dict(weights)
    values = said[0] if isinstance(said, tuple) else said
    for part, path, layer, dtype in small:
        for side, ends in (
            ("lora_A", ("lora_A", "lora.down", "lora_down")),
            ("lora_B", ("lora_B", "lora.up", "lora_up")),
        ):
            held = getattr(layer, side)[name]
            exact = next(
                (v for end in ends if (v := values.get(f"{part}.{path}.{end}.weight")) is not None), held.weight
            )
            held.weight.data = exact.to(held.weight.device, dtype)


def _refusal(file: Path, pipe: Any, why: str) -> ModelUnavailable:
    model = type(pipe).__name__.removesuffix("Pipeline")
    return ModelUnavailable(
        f"The LoRA {file.name} does not fit {model}: {why[:200]}.",
        field="loras",
        hint="Take it off, or choose a preset of its model.",
    )


def _layers(pipe: Any, name: str) -> int:
    """How many of the pipeline's layers a LoRA has reached."""
    import torch

    parts = [m for m in pipe.components.values() if isinstance(m, torch.nn.Module)]
    return sum(
        1
        for m in parts
        for layer in m.modules()
        if name in getattr(layer, "lora_A", {}) or name in getattr(layer, "lora_embedding_A", {})
    )
