"""What this machine has and what each preset needs, without loading a model."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import shutil
import sys

from vgot import __version__
from vgot.settings import Settings, presets
from vgot.store import database_facts

_PACKAGES = ("gradio", "torch", "diffusers", "transformers", "insightface", "pillow", "moviepy", "pydantic", "av", "thorvg-python")


def _version(package: str) -> str | None:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def _memory_gb() -> float | None:
    try:
        return round(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30, 1)
    except (ValueError, OSError):
        return None


def _gpus() -> list[dict]:
    """GPUs by the driver's own tool, so that torch need not be loaded to know."""
    import subprocess

    tool = shutil.which("nvidia-smi")
    if not tool:
        return []
    asked = [tool, "--query-gpu=name,memory.total,memory.free", "--format=csv,noheader,nounits"]
    try:
        out = subprocess.run(asked, capture_output=True, text=True, timeout=10, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return []
    rows = [line.split(", ") for line in out.strip().splitlines()]
    return [{"name": r[0], "memory_gb": round(int(r[1]) / 1024, 1), "free_gb": round(int(r[2]) / 1024, 1)} for r in rows if len(r) == 3]


def examine(settings: Settings) -> dict:
    """Facts about the machine and each preset, as plain JSON."""
    gpus, ram = _gpus(), _memory_gb()
    settings.home.mkdir(parents=True, exist_ok=True)
    found = {
        "app": __version__, "python": sys.version.split()[0], "system": platform.platform(), "cores": os.cpu_count(), "memory_gb": ram,
        "gpus": gpus, "packages": {p: _version(p) for p in _PACKAGES},
        "sqlite": database_facts(),
        "home": str(settings.home), "mode": settings.mode, "disk_free_gb": round(shutil.disk_usage(settings.home).free / 2**30, 1), "presets": [],
    }
    best = max((g["free_gb"] for g in gpus), default=0.0)
    for name, one in presets().items():
        sections = one.preset.sections().values()
        vram, host = max(s.vram_gb for s in sections), max(s.ram_gb for s in sections)
        download = sum(r.bytes_estimate for r in one.preset.repos().values()) / 1e9
        fits = vram <= best and (ram is None or host <= ram)
        licences = sorted({r.licence for r in one.preset.repos().values()})
        found["presets"].append({"name": name, "title": one.title, "vram_gb": vram, "ram_gb": host, "download_gb_estimate": round(download, 1),
                                 "licences": licences, "fits": fits, "measured": all(s.measured for s in sections if s.repos)})
    return found


def in_words(found: dict) -> str:
    gpus = ", ".join(f"{g['name']} ({g['free_gb']} of {g['memory_gb']} GB free)" for g in found["gpus"]) or "none"
    lines = [f"VGoT Studio {found['app']}, Python {found['python']}, {found['cores']} cores, {found['memory_gb']} GB memory, GPU: {gpus}",
             f"Home {found['home']}, {found['disk_free_gb']} GB free; SQLite {found['sqlite']['version']} ({found['sqlite']['journal']})"]
    missing = [p for p, v in found["packages"].items() if v is None]
    if missing:
        lines.append(f"Not installed: {', '.join(missing)}")
    for p in found["presets"]:
        needs = "no GPU, no download" if not p["vram_gb"] and not p["download_gb_estimate"] else (
            f"{p['vram_gb']:g} GB GPU, {p['ram_gb']:g} GB memory, about {p['download_gb_estimate']:g} GB to fetch")
        lines.append(f"{'fits  ' if p['fits'] else 'no fit'}  {p['name']:<28} {needs}" + (f"; {', '.join(p['licences'])}" if p["licences"] else ""))
    return "\n".join(lines)
