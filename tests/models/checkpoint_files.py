"""A pipeline of SDXL's kind written as one file, named as its makers publish it: the way back from the library's own names."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

_RESNET = {
    "norm1": "in_layers.0",
    "conv1": "in_layers.2",
    "time_emb_proj": "emb_layers.1",
    "norm2": "out_layers.0",
    "conv2": "out_layers.3",
    "conv_shortcut": "skip_connection",
}
_TOP = {
    "time_embedding.linear_1": "time_embed.0",
    "time_embedding.linear_2": "time_embed.2",
    "add_embedding.linear_1": "label_emb.0.0",
    "add_embedding.linear_2": "label_emb.0.2",
    "conv_in": "input_blocks.0.0",
    "conv_norm_out": "out.0",
    "conv_out": "out.2",
}
_VAE = (
    (r"(en|de)coder\.mid_block\.resnets\.(\d)", lambda m: f"{m[1]}coder.mid.block_{int(m[2]) + 1}"),
    (r"mid_block\.attentions\.0", "mid.attn_1"),
    (r"down_blocks\.(\d)\.resnets", r"down.\1.block"),
    (r"down_blocks\.(\d)\.downsamplers\.0", r"down.\1.downsample"),
    (r"up_blocks\.(\d)\.resnets", lambda m: f"up.{3 - int(m[1])}.block"),
    (r"up_blocks\.(\d)\.upsamplers\.0", lambda m: f"up.{3 - int(m[1])}.upsample"),
    (r"conv_norm_out", "norm_out"),
    (r"conv_shortcut", "nin_shortcut"),
    (r"group_norm", "norm"),
    (r"to_([qkv])\.", r"\1."),
    (r"to_out\.0", "proj_out"),
)
_OPEN_CLIP = (
    ("encoder.layers.", "transformer.resblocks."),
    ("layer_norm1", "ln_1"),
    ("layer_norm2", "ln_2"),
    ("mlp.fc1", "mlp.c_fc"),
    ("mlp.fc2", "mlp.c_proj"),
    ("self_attn.out_proj", "attn.out_proj"),
    ("embeddings.position_embedding.weight", "positional_embedding"),
    ("embeddings.token_embedding", "token_embedding"),
    ("final_layer_norm", "ln_final"),
)


def checkpoint(pipe: Any) -> dict[str, Any]:
    """The tensors of a whole checkpoint: U-Net, VAE (of four levels) and both CLIP models."""
    made = {f"model.diffusion_model.{n}": v for n, v in _unet(pipe.unet).items()}
    for name, value in pipe.vae.state_dict().items():
        wide = "attentions" in name and name.endswith("weight") and value.dim() == 2
        for old, new in _VAE:
            name = re.sub(old, new, name)
        made[f"first_stage_model.{name}"] = value[:, :, None, None] if wide else value
    for name, value in pipe.text_encoder.state_dict().items():
        made[f"conditioner.embedders.0.transformer.text_model.{name.removeprefix('text_model.')}"] = value
    return made | {f"conditioner.embedders.1.model.{n}": v for n, v in _open_clip(pipe.text_encoder_2).items()}


def _unet(unet: Any) -> dict[str, Any]:
    each, made = unet.config["layers_per_block"] + 1, {}
    for name, value in unet.state_dict().items():
        for old, new in _TOP.items():
            name = re.sub(rf"^{old}\.", f"{new}.", name)
        if match := re.match(r"(down|up|mid)_block(?:s\.(\d))?\.(\w+?)s\.(\d)\.(.+)", name):
            side, block, kind, layer, rest = match.groups()
            at = int(block or 0) * each + int(layer)
            place = {"down": f"input_blocks.{at + 1}", "up": f"output_blocks.{at}"}.get(side, "")
            if kind == "resnet":
                step, _, end = rest.partition(".")
                name = (
                    f"{place}.0.{_RESNET[step]}.{end}"
                    if place
                    else f"middle_block.{2 * int(layer)}.{_RESNET[step]}.{end}"
                )
            elif kind == "attention":
                name = f"{place or 'middle_block'}.1.{rest}"
            elif kind == "downsampler":
                name = f"input_blocks.{int(block) * each + each}.0.op.{rest.removeprefix('conv.')}"
            else:
                after = 2 if hasattr(unet.up_blocks[int(block)], "attentions") else 1
                name = f"output_blocks.{int(block) * each + each - 1}.{after}.{rest}"
        made[name] = value
    return made


def _open_clip(model: Any) -> dict[str, Any]:
    import torch

    found, made = {n.removeprefix("text_model."): v for n, v in model.state_dict().items()}, {}
    for name, value in found.items():
        if name.endswith("position_ids") or re.search(r"self_attn\.[kv]_proj", name):
            continue
        if match := re.match(r"encoder\.layers\.(\d+)\.self_attn\.q_proj\.(\w+)", name):
            joined = [found[name.replace("q_proj", f"{one}_proj")] for one in "qkv"]
            made[f"transformer.resblocks.{match[1]}.attn.in_proj_{match[2]}"] = torch.cat(joined)
            continue
        if name == "text_projection.weight":
            made["text_projection"] = value.T.contiguous()
            continue
        for old, new in _OPEN_CLIP:
            name = name.replace(old, new)
        made[name] = value
    return made


def write(pipe: Any, file: Path, change: dict[str, float] | None = None, more: dict[str, Any] | None = None) -> Path:
    """One file; `change`: what stands before names -> what is added to their values."""
    from safetensors.torch import save_file

    tensors = checkpoint(pipe) | (more or {})
    for before, much in (change or {}).items():
        tensors = {n: v + much if n.startswith(before) and v.is_floating_point() else v for n, v in tensors.items()}
    save_file(
        {n: v.contiguous().clone() for n, v in tensors.items()}, str(file), metadata={"modelspec.license": "CC-BY-4.0"}
    )
    return file
