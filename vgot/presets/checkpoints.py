"""What of a person's own files a preset uses, told from their headers: of a whole checkpoint what denoises, what decodes and the CLIP
models that read texts. All else in it is named, with why and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from vgot.presets.files.headers import Refused, read_header
from vgot.presets.files.identify import Identity, identify
from vgot.presets.preset import Preset, Section

#: What reads texts in a whole checkpoint, by the preset's family: component -> what stands before its tensors' names.
READERS: dict[str, dict[str, str]] = {
    "sdxl": {
        "text_encoder": "conditioner.embedders.0.transformer.",
        "text_encoder_2": "conditioner.embedders.1.model.",
    },
    "animatediff": {"text_encoder": "cond_stage_model.transformer."},
}
_DENOISER = ("model.diffusion_model.", "diffusion_model.")
_VAE = ("first_stage_model.", "vae.", "model.vae.")
_TEXTS = ("cond_stage_model.", "conditioner.", "text_encoder", "cap_embedder_model.", "clip_vision.")
#: Numbers that every pipeline computes for itself.
_COMPUTED = re.compile(
    r"^(alphas_cumprod\w*|betas|sqrt_\w+|log_one_minus_\w+|posterior_\w+|logvar|lvlb_weights|scale_factor|denoiser\.\w+"
    r"|model_ema\.(decay|num_updates))$|position_ids$|logit_scale$"
)
#: What a checkpoint says of how it wants to be run by a tensor of that name.
_SAYS = {
    "v_pred": "that it was trained to predict velocity",
    "ztsnr": "that its noise ends in none of the picture",
}


def readers_in(family: str, names: Iterable[str]) -> dict[str, str]:
    """Component -> what stands before its names, of those that read texts and are in a checkpoint with these tensors."""
    known, every = READERS.get(family, {}), list(names)
    return {part: before for part, before in known.items() if any(n.startswith(before) for n in every)}


def unused_in(section: Section) -> list[str]:
    """Sentences about what of the section's own files is not used; what cannot be read is left to the loader."""
    said: list[str] = []
    for part, name in section.own.items():
        if looked := _looked_at(Path(name)):
            said += _unused(section, part, Path(name).name, looked[1])
    return said


def own_of(preset: Preset) -> dict[str, Any]:
    """What a person should know of their own files in a preset: `not_used` (sentences), `licences` (file -> licence as it says)."""
    sections = [s for s in preset.sections().values() if s.own]
    files = {Path(name) for s in sections for name in s.own.values()}
    licences = {str(f): looked[0].licence for f in sorted(files) if (looked := _looked_at(f)) and looked[0].licence}
    return {"not_used": [line for s in sections for line in unused_in(s)], "licences": licences}


def own_in_words(own: dict[str, Any]) -> list[str]:
    """What `own_of` gives, in lines for people."""
    licences = [f"Licence of {Path(file).name}, as it says: {said}" for file, said in own["licences"].items()]
    return [*(f"Not used: {line}" for line in own["not_used"]), *licences]


def _looked_at(file: Path) -> tuple[Identity, tuple[str, ...]] | None:
    try:
        now = file.stat()
        return _read(file, now.st_mtime_ns, now.st_size)
    except (OSError, Refused):
        return None


@lru_cache(maxsize=32)
def _read(file: Path, changed: int, size: int) -> tuple[Identity, tuple[str, ...]]:
    header = read_header(file)
    return identify(header, file.name), tuple(header.tensors)


def _unused(section: Section, part: str, file: str, names: tuple[str, ...]) -> list[str]:
    if part != "all":
        whole = sum(any(n.startswith(before) for n in names) for before in (_DENOISER, _VAE, _TEXTS)) > 1
        return [f"{file} is a whole checkpoint, and only its {part} is used, as this slot asks."] if whole else []
    used = (*_DENOISER, *_VAE, *readers_in(section.family, names).values())
    named = any(n.startswith(_DENOISER) for n in names)  # else what denoises stands there without a name before it
    left: dict[str, None] = {}
    for name in names:
        other = not name.startswith(used) and not _COMPUTED.search(name)
        if other and (named or name.startswith((*_TEXTS, "model_ema."))):
            left[_group(name)] = None
    others = [g for g in left if g not in _SAYS and not g.startswith(_TEXTS)]
    more = f" and {len(others) - 5} more" if len(others) > 5 else ""
    return [
        *(_sentence(section, file, group) for group in left if group not in others),
        *([f"{file}: {', '.join(others[:5])}{more} is not used: nothing here reads it."] if others else []),
    ]


def _group(name: str) -> str:
    """What a tensor belongs to, as far as its name tells."""
    steps = name.split(".")
    deep = {"model_ema": 1, "conditioner": 3}.get(steps[0], 2)
    return ".".join(steps[: min(deep, len(steps) - 1)]) or name


def _sentence(section: Section, file: str, group: str) -> str:
    if group in _SAYS:
        return f"{file} says {_SAYS[group]} ({group}), which is not used: the preset's own schedule runs it. Its pictures may be wrong."
    kind = type(section).__name__.removesuffix("Section").lower()
    return (
        f"{file}: what reads texts or pictures in it ({group}) is not used, the preset's own does: here only the CLIP models of SDXL and "
        f"SD 1.5 are taken from a checkpoint. Give it as a file of its own: --use {kind}/text_encoder=FILE."
    )
