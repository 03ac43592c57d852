"""What a preset would fetch, and whether it fits, before anything is loaded."""

from __future__ import annotations

from pathlib import Path

from vgot.errors import ModelUnavailable
from vgot.models.runtime.residency import Memory, best_device, measure_memory, need_of, pick_rung, usable_rungs
from vgot.presets.preset import Preset
from vgot.presets.weights import download_bytes, find_weights, with_overrides


def preflight(
    preset: Preset,
    *,
    models_dir: Path | None = None,
    device: str | None = None,
    memory: Memory | None = None,
    others: tuple[Preset, ...] = (),
) -> dict:
    """What a preset would fetch and whether it fits, before anything is loaded. Plain JSON for `doctor` and the page.

    `fetch`: repositories that are missing, with bytes (estimates) and licences; `stages`: per stage the memory promised
    and the rung that fits (None: it does not); `better`: names among `others` that fit, best first.
    """
    preset = with_overrides(preset, models_dir)
    device = device or best_device()
    memory = memory or measure_memory(device)
    fetch, lacking = [], {}
    for section in preset.sections().values():
        for repo in section.repos:
            try:
                find_weights(repo, models_dir)
            except ModelUnavailable:
                lacking.setdefault(repo.id, []).append(repo)
                if repo.id not in [f["id"] for f in fetch]:
                    fetch.append(
                        {
                            "id": repo.id,
                            "licence": repo.licence,
                            "licence_url": repo.licence_url,
                            "commercial_use": repo.commercial_use,
                            "gated": repo.gated,
                            "revision": repo.revision,
                        }
                    )
    for one in fetch:
        one |= {"bytes": download_bytes(lacking[one["id"]]), "estimate": True}
    stages, fits = {}, True
    for name, section in preset.sections().items():
        if not section.repos:
            stages[name] = {"fits": True, "rung": None, "vram_gb": 0, "ram_gb": 0, "measured": True}
            continue
        rung = pick_rung(
            need_of(section, models_dir), memory, usable_rungs(device), section.offload, section.quantize != "none"
        )
        stages[name] = {
            "fits": rung is not None,
            "rung": rung,
            "vram_gb": section.vram_gb,
            "ram_gb": section.ram_gb,
            "measured": section.measured,
        }
        fits &= rung is not None
    better = [
        o.name
        for o in sorted(others, key=lambda o: o.order)
        if o.name != preset.name and preflight(o, models_dir=models_dir, device=device, memory=memory)["fits"]
    ]
    return {
        "preset": preset.name,
        "device": device,
        "fits": fits,
        "fetch": fetch,
        "fetch_bytes": sum(f["bytes"] for f in fetch),
        "stages": stages,
        "memory": {
            "vram_free": memory.vram_free,
            "vram_total": memory.vram_total,
            "ram_free": memory.ram_free,
            "ram_total": memory.ram_total,
        },
        "rungs_not_run": {r: w for r, w in usable_rungs(device).items() if w},
        "better": [] if fits else better,
    }
