"""LoRAs of the twins, of rank 2, under the names of the published files that teach a model to need few steps."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch

from vgot.models.tiny.images import qwen_transformer
from vgot.models.tiny.videos import wan_transformer
from vgot.presets.preset import Repo


def qwen(target: Path, repo: Repo) -> None:
    """Over the attention of a block."""
    layers = _layers(qwen_transformer(), (".to_q", ".to_v", ".add_k_proj"))
    _save(target / repo.weight_name, {name: (layer, torch.tensor(2.0)) for name, layer in layers.items()}, {})


def wan(target: Path, repo: Repo) -> None:
    """Over the attention of every block, with changes of a bias and of a norm beside, as the published files have them."""
    parts: dict[str, tuple[Any, torch.Tensor | None]] = {
        "diffusion_model." + name.replace("attn1.to_", "self_attn.").replace("attn2.to_", "cross_attn."): (layer, None)
        for name, layer in _layers(wan_transformer(12, 4), (".to_q", ".to_k", ".to_v")).items()
    }
    first = "diffusion_model.blocks.0.self_attn."
    width = parts[f"{first}q"][0].out_features
    beside = {f"{first}{part}.diff_b": torch.full((width,), 0.01) for part in "qkv"}
    _save(target / repo.weight_name, parts, beside | {f"{first}norm_q.diff": torch.zeros(width)})


def _layers(model: Any, ends: tuple[str, ...]) -> dict[str, Any]:
    return {name: layer for name, layer in model.named_modules() if name.endswith(ends)}


def _save(file: Path, layers: dict[str, tuple[Any, torch.Tensor | None]], beside: dict[str, torch.Tensor]) -> None:
    from safetensors.torch import save_file

    dice = torch.Generator().manual_seed(sum(file.name.encode()))
    made = dict(beside)
    for name, (layer, alpha) in layers.items():
        made[f"{name}.lora_down.weight"] = torch.randn(2, layer.in_features, generator=dice) * 0.3
        made[f"{name}.lora_up.weight"] = torch.randn(layer.out_features, 2, generator=dice) * 0.3
        if alpha is not None:
            made[f"{name}.alpha"] = alpha.clone()
    save_file(made, str(file))
