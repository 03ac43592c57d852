"""Files of weights made by code: real names, shapes and types, and no weights (the disk keeps a hole in their place)."""

from __future__ import annotations

import json
import math
import struct
from pathlib import Path

from vgot.presets.files.gguf import TYPES
from vgot.presets.files.headers import BITS


def safetensors(
    file: Path, tensors: dict[str, tuple[int, ...]], dtype: str | dict = "F16", says: dict | None = None
) -> Path:
    """`dtype`: one for all, or by name (else F16)."""
    header, at = {}, 0
    for name, shape in tensors.items():
        kind = dtype if isinstance(dtype, str) else dtype.get(name, "F16")
        size = math.prod(shape) * BITS[kind] // 8
        header[name] = {"dtype": kind, "shape": list(shape), "data_offsets": [at, at + size]}
        at += size
    raw = json.dumps(({"__metadata__": says} if says else {}) | header).encode()
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as opened:
        opened.write(len(raw).to_bytes(8, "little") + raw)
        opened.truncate(8 + len(raw) + at)
    return file


def gguf(file: Path, tensors: dict[str, tuple[int, ...]], kind: str = "Q4_K", says: dict | None = None) -> Path:
    """`says`: texts, numbers and lists of numbers. Vectors are kept as F32, as quantizers do."""
    numbers = {name: number for number, (name, _, _) in TYPES.items()}

    def text(said: str) -> bytes:
        return struct.pack("<Q", len(said.encode())) + said.encode()

    raw = b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(says or {}))
    for key, value in (says or {}).items():
        if isinstance(value, list):
            raw += text(key) + struct.pack("<IIQ", 9, 5, len(value)) + b"".join(struct.pack("<i", v) for v in value)
        else:
            raw += text(key) + (
                struct.pack("<I", 8) + text(value) if isinstance(value, str) else struct.pack("<II", 4, value)
            )
    at = 0
    for name, shape in tensors.items():
        number = numbers[kind] if len(shape) > 1 else 0
        _, block, width = TYPES[number]
        raw += text(name) + struct.pack(f"<I{len(shape)}QIQ", len(shape), *shape[::-1], number, at)
        at += -(-math.prod(shape) // block * width // 32) * 32
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as opened:
        opened.write(raw + bytes(-len(raw) % 32))
        opened.truncate(len(raw) + (-len(raw) % 32) + at)
    return file


SDXL = {
    "model.diffusion_model.input_blocks.0.0.weight": (320, 4, 3, 3),
    "model.diffusion_model.input_blocks.4.1.transformer_blocks.0.attn2.to_k.weight": (640, 2048),
    "model.diffusion_model.label_emb.0.0.weight": (1280, 2816),
    "first_stage_model.decoder.conv_in.weight": (512, 4, 3, 3),
    "conditioner.embedders.1.model.transformer.resblocks.9.mlp.c_proj.bias": (1280,),
}
WAN_5B = {
    "patch_embedding.weight": (3072, 48, 1, 2, 2),
    "head.modulation": (1, 2, 3072),
    "blocks.0.self_attn.q.weight": (3072, 3072),
}
KLEIN = {"img_in.weight": (3072, 128), "single_stream_modulation.lin.weight": (9216, 3072)}


def lora(changed: dict[str, tuple[int, int]], rank: int, down: str = "lora_down.weight", up: str = "lora_up.weight"):
    """The tensors of a LoRA that changes these, [in, out] each."""
    made = {}
    for name, (inner, outer) in changed.items():
        made |= {f"{name}.{down}": (rank, inner), f"{name}.{up}": (outer, rank)}
    return made
