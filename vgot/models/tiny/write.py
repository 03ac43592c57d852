"""Tiny random twins: the classes of every preset's models, built by code and saved in hub layout.

A twin has the real architecture's classes and file layout with a few thousand random weights, so every line of the real
path (finding, loading, placing, denoising, decoding) runs with no download and no accelerator. Its pictures are noise.
`write_twins(preset, folder)` fills a folder that `--models` takes: `folder/OWNER/NAME/…` for each repository.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import torch

from vgot.errors import ModelUnavailable
from vgot.models.runtime.pipelines import quiet
from vgot.models.tiny import embedded, images, loras, videos
from vgot.presets.preset import Preset, Repo, Section
from vgot.presets.weights import OVERRIDES

#: What a twin renders in a fraction of a second; a folder of twins says so in its settings.json.
SMALL = {
    "keyframe": {
        "steps": 2,
        "min_px": 0,
        "max_px": 128 * 128,
        "precision": "float32",
        "quantize": "none",
        "work_gb": 0.5,
        "reference_px": 96 * 96,
    },
    "face": {"precision": "float32", "work_gb": 0.1},
    "video": {"steps": 2, "min_px": 0, "max_px": 96 * 96, "precision": "float32", "quantize": "none", "work_gb": 0.5},
}


def is_twin(folder: Path) -> bool:
    """Whether a model directory holds a twin (its marker is there)."""
    return any(folder.glob(".twin-*"))


def write_twins(preset: Preset, folder: Path) -> Path:
    """Write a twin of every repository of a preset under `folder`, unless it is there. Returns `folder`."""
    for section in preset.sections().values():
        for repo in section.repos:
            target = folder / repo.id
            builder = _builder(section, repo)
            if builder is None:
                raise ModelUnavailable(
                    f"There is no twin of {repo.id} as {repo.role} of {section.family}.", field=preset.name
                )
            marker = target / f".twin-{repo.role}{f'-{repo.weight_name}' if repo.role == 'lora' else ''}"
            if not marker.exists():
                target.mkdir(parents=True, exist_ok=True)
                torch.manual_seed(0)
                with quiet():
                    builder(target, repo)
                marker.write_text("", encoding="utf-8")
    (folder / OVERRIDES).write_text(json.dumps(SMALL, indent=1), encoding="utf-8")
    return folder


def _builder(section: Section, repo: Repo) -> Callable[[Path, Repo], None] | None:
    return {
        ("embedded", "base"): embedded.stack,
        ("embedded", "image_encoder"): embedded.encoder,
        ("sdxl", "base"): images.sdxl,
        ("sdxl", "adapter"): images.sdxl_adapter,
        ("clip-vision", "image_encoder"): images.image_encoder,
        ("arcface", "face_pack"): images.face_pack,
        ("klein", "base"): images.klein,
        ("qwen", "base"): images.qwen,
        ("kolors", "base"): images.kolors,
        ("kolors", "adapter"): images.kolors_adapter,
        ("wan", "base"): videos.wan_14b if "A14B" in repo.id else videos.wan_5b,
        ("wan", "lora"): loras.wan,
        ("qwen", "lora"): loras.qwen,
        ("vace", "base"): videos.vace,
        ("svd", "base"): videos.svd,
        ("animatediff", "base"): videos.animatediff_base,
        ("animatediff", "adapter"): videos.motion_adapter,
        ("animatediff", "control"): videos.sparse_control,
        ("framepack", "base"): videos.framepack_base,
        ("framepack", "adapter"): videos.framepack_transformer,
        ("framepack", "image_encoder"): videos.framepack_eyes,
    }.get((section.family, repo.role))
