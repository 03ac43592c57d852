"""What this machine has and what each preset needs, without loading a model."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import shutil
import sys
import time
from pathlib import Path
from typing import Any

from vgot import __version__, host
from vgot.machine.fetching import cache_for, estimate_of, missing_repos
from vgot.machine.licences import consents, has_consent
from vgot.models.runtime.accelerators import inventory
from vgot.models.runtime.preflight import preflight
from vgot.models.runtime.residency import Memory, measure_memory, need_of
from vgot.models.stage_memory import chosen, most_work, rows_of
from vgot.presets.checkpoints import own_in_words, own_of
from vgot.presets.preset import RUNGS, Preset, Repo
from vgot.presets.writers import WriterModel
from vgot.script.llm.discovery import find_servers
from vgot.settings import Settings, presets, wrong_presets
from vgot.store.disk import make_private, sync_folder
from vgot.store.project_store import database_facts

_PACKAGES = (
    "gradio",
    "torch",
    "diffusers",
    "transformers",
    "insightface",
    "pillow",
    "moviepy",
    "pydantic",
    "av",
    "thorvg-python",
)


def _version(package: str) -> str | None:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def _gpus() -> list[dict[str, Any]]:
    """The accelerators that models run on here, the one with most free memory first, as torch sees them (vgot.models.runtime.accelerators)."""
    cards = sorted((card for card in inventory() if card.used), key=lambda card: -card.free)
    return [
        {"name": c.name, "kind": c.kind, "memory_gb": round(c.total / 2**30, 1), "free_gb": round(c.free / 2**30, 1)}
        for c in cards
    ]


def _no_gpu() -> str:
    """Why models run on the processor here, in words."""
    unused = [c for c in inventory() if not c.used]
    if not unused:
        return "no GPU was found"
    words = {"mps": "Apple's MPS", "xpu": "Intel's XPU"}
    one = unused[0]
    return f"{one.name} was found, and this program was never run on {words.get(one.kind, one.kind)}: models run on the processor"


def _memory(gpus: list[dict[str, Any]], ram: float | None) -> Memory:
    free, total = max(((int(g["free_gb"] * 2**30), int(g["memory_gb"] * 2**30)) for g in gpus), default=(0, 0))
    try:
        left = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (ValueError, OSError):
        left = 0
    return Memory(free, total, left, int((ram or 0) * 2**30))


def facts_of(
    preset: Preset, settings: Settings, memory: Memory, device: str, others: tuple[Preset, ...]
) -> dict[str, Any]:
    """What a preset needs and would fetch, whether it fits, and which others would; nothing is loaded."""
    found = preflight(preset, models_dir=settings.models_dir, device=device, memory=memory, others=others)
    sections = [s for s in preset.sections().values() if s.repos]
    return {
        "draft": preset.draft,
        "about": preset.about,
        "vram_gb": max((s.vram_gb for s in sections), default=0),
        "ram_gb": max((s.ram_gb for s in sections), default=0),
        "download_gb_estimate": round(sum(estimate_of(preset, i) for i in preset.repos()) / 1e9, 1),
        "licences": sorted({r.licence for r in preset.repos().values()}),
        "measured": all(s.measured for s in sections),
        # A processor could hold some of these models, and would take days over a film: that is not a fit. Drafts are made on processors.
        "fits": found["fits"] and (device != "cpu" or preset.draft),
        # Large models, then the drawn world, which fits everywhere. Small models are no way out: the drawing tells more than they do.
        "better": sorted(
            (
                n
                for n in (found["better"] if device != "cpu" or preset.draft else [o.name for o in others if o.draft])
                if not (presets()[n].draft and presets()[n].preset.repos())
            ),
            key=lambda n: presets()[n].draft,
        ),
        "own": own_of(preset),
    } | {k: found[k] for k in ("fetch", "fetch_bytes", "stages")}


#: When GPUs were last looked for, and what was found: the page asks for every preset at once.
_seen_gpus: tuple[float, list[dict[str, Any]]] = (0.0, [])


def _gpus_lately() -> list[dict[str, Any]]:
    global _seen_gpus
    if time.monotonic() - _seen_gpus[0] > 5.0 or not _seen_gpus[0]:
        _seen_gpus = (time.monotonic(), _gpus())
    return _seen_gpus[1]


def memory_table(settings: Settings, name: str = "") -> list[dict[str, Any]]:
    """What every size of the presets' video models takes on every rung, stage by stage, and which is chosen on this machine; for those
    that were measured (`python -m benchmarks.memory`). Nothing is loaded."""
    memory = memory_now()[0]
    told = []
    for one in presets().values():
        section = one.preset.video
        if not section.repos or (name and one.name != name):
            continue
        need = need_of(section, settings.models_dir)
        rows = rows_of(section, need, RUNGS, memory) if most_work(section) is not None else []
        best = chosen(rows)
        told.append(
            {
                "preset": one.name,
                "measured": bool(rows),
                "rows": [row.as_json() for row in rows],
                "chosen": None if best is None else {"size": str(best.size), "rung": best.rung, "tiled": best.tiled},
            }
        )
    return told


def memory_in_words(table: list[dict[str, Any]]) -> str:
    """The table for people, in GiB: `?` where nobody measured a stage, `+` where a row fits here."""
    lines: list[str] = []
    for one in table:
        lines.append(f"{one['preset']}: {_chosen_in_words(one)}")
        for row in one["rows"]:
            stages = "  ".join(f"{name} {'?' if gib is None else f'{gib:.1f}'}" for name, gib in row["stages"].items())
            lines.append(
                f" {'+' if row['fits'] else ' '} {row['size']:<9} {row['rung']:<14} {stages}  host {row['host']:.1f}"
            )
    return "\n".join(lines)


def _chosen_in_words(one: dict[str, Any]) -> str:
    if not one["measured"]:
        return "nobody measured its stages"
    best = one["chosen"]
    if best is None:
        return "does not fit in the memory that is free here"
    return f"here {best['size']}, {best['rung'].replace('_', ' ')}{', decoded in tiles' if best['tiled'] else ''}"


def memory_now() -> tuple[Memory, bool]:
    """What is free right now, and whether there is a GPU; asks the driver's own tool at most every five seconds."""
    gpus = _gpus_lately()
    best = max(gpus, key=lambda g: g["free_gb"], default={"free_gb": 0, "memory_gb": 0})
    host = measure_memory("cpu")
    return Memory(int(best["free_gb"] * 2**30), int(best["memory_gb"] * 2**30), host.ram_free, host.ram_total), bool(
        gpus
    )


def preflight_of(preset: Preset, settings: Settings) -> dict[str, Any]:
    """What a person should know of a preset before anything is fetched or loaded, as the page shows it:
    `fits`, `words` (sentences), `downloads` (every repository: licence, size in GB, whether it is here and agreed to),
    `better` (a preset that fits where this one does not, or None)."""
    gpus, ram = _gpus_lately(), round(host.memory()[1] / 2**30, 1)
    every = tuple(one.preset for one in presets().values())
    found = facts_of(preset, settings, _memory(gpus, ram), "cuda" if gpus else "cpu", every)
    lacking = {r.id for r in missing_repos(preset, settings.models_dir)}
    downloads = [
        _download(r, estimate_of(preset, r.id), r.id not in lacking, settings) for r in preset.repos().values()
    ]
    better = found["better"][0] if not found["fits"] and found["better"] else None
    return {
        "fits": found["fits"],
        "words": _preflight_words(found, downloads, gpus, settings, better),
        "downloads": downloads,
        "better": better,
    }


def _download(repo: Repo, size: int, have: bool, settings: Settings) -> dict[str, Any]:
    return {
        "repo": repo.id,
        "licence": repo.licence,
        "licence_url": repo.licence_url,
        "commercial": repo.commercial_use,
        "gated": repo.gated,
        "gb": round(size / 1e9, 1),
        "have": have,
        "consented": has_consent(settings.home, repo),
    }


def writer_preflight(model: WriterModel, settings: Settings) -> dict[str, Any]:
    """What a person should know of a language model before it is fetched, as the page shows it: what it is, `fits` (None where this
    machine's memory cannot be read), `memory` in words, and its `download`."""
    gpus, ram = _gpus_lately(), round(host.memory()[1] / 2**30, 1)
    card = max((gpu["memory_gb"] for gpu in gpus), default=0.0)
    needs = f"about {model.host_gb:g} GB of memory, or {model.card_gb:g} GB of graphics memory"
    here = f"{ram:g} GB" if ram else "an unknown amount"
    fits = None if not ram and not gpus else card >= model.card_gb or ram >= model.host_gb
    return {
        "name": model.name,
        "title": model.title,
        "about": model.about,
        "page": model.page,
        "fits": fits,
        "memory": f"{needs} (estimates); here: {here}{f' and {card:g} GB of graphics memory' if card else ', no graphics card'}",
        "download": _download(
            model.repo, estimate_of(model, model.repo.id), not missing_repos(model, settings.models_dir), settings
        ),
    }


def _preflight_words(
    found: dict[str, Any],
    downloads: list[dict[str, Any]],
    gpus: list[dict[str, Any]],
    settings: Settings,
    better: str | None,
) -> list[str]:
    if not downloads:
        return ["Needs no GPU and no download."]
    needs = f"{found['vram_gb']:g} GB of GPU memory and {found['ram_gb']:g} GB of memory"
    here = f"{gpus[0]['name']}, {gpus[0]['free_gb']:g} of {gpus[0]['memory_gb']:g} GB free" if gpus else _no_gpu()
    words = [
        f"{'Fits here' if found['fits'] else 'Does not fit here'}: it needs {needs}{'' if found['measured'] else ' (estimates)'}; {here}."
    ]
    rungs = {name: stage["rung"] for name, stage in found["stages"].items() if stage.get("rung")}
    if found["fits"] and rungs:
        words.append(
            "It would run as: " + ", ".join(f"{name} {rung.replace('_', ' ')}" for name, rung in rungs.items()) + "."
        )
    to_come = [d for d in downloads if not d["have"]]
    if to_come:
        free = shutil.disk_usage(_existing(cache_for(settings.models_dir))).free / 1e9
        words.append(
            f"To fetch, about {sum(d['gb'] for d in to_come):.1f} GB (an estimate; {free:.0f} GB of disk are free): "
            + "; ".join(f"{d['repo']}, {d['gb']:g} GB, {d['licence']}" for d in to_come)
            + "."
        )
    else:
        words.append("Everything it needs is on this machine.")
    if closed := [d["repo"] for d in downloads if not d["commercial"]]:
        words.append(f"Commercial use is not known to be allowed: {', '.join(closed)}.")
    if shut := [d["repo"] for d in to_come if d.get("gated")]:
        words.append(
            f"{', '.join(shut)}: its owner lets only known accounts in. Ask for access on its page and log in with `hf auth login` first."
        )
    if asked := [d["repo"] for d in to_come if not d["consented"]]:
        words.append(f"You have not agreed to the licence of {', '.join(asked)} yet.")
    words += own_in_words(found["own"])
    if better:
        words.append(f"The preset '{better}' fits here.")
    return words


def _existing(place: Path) -> Path:
    while not place.exists() and place != place.parent:
        place = place.parent
    return place


def examine(settings: Settings, *, servers: bool = True) -> dict[str, Any]:
    """Facts about the machine and each preset, as plain JSON. `servers`: also look for language models on loopback."""
    gpus, ram = _gpus(), round(host.memory()[1] / 2**30, 1)
    make_private(settings.home)
    found = {
        "app": __version__,
        "python": sys.version.split()[0],
        "system": platform.platform(),
        "cores": host.cores(),
        "memory_gb": ram,
        "gpus": gpus,
        "packages": {p: _version(p) for p in _PACKAGES},
        "sqlite": database_facts(),
        "home": str(settings.home),
        "mode": settings.mode,
        "folders_are_synced": sync_folder(settings.home),
        "disk_free_gb": round(shutil.disk_usage(settings.home).free / 2**30, 1),
        "presets": [],
    }
    memory = _memory(gpus, ram)
    every = tuple(one.preset for one in presets().values())
    for name, one in presets().items():
        found["presets"].append(
            facts_of(one.preset, settings, memory, "cuda" if gpus else "cpu", every)
            | {"name": name, "title": one.title}
        )
    found["consents"] = [{"repo": c.repo, "licence": c.licence, "at": c.at} for c in consents(settings.home).values()]
    found["own_presets"] = [{"file": name, "error": why.as_json()} for name, why in wrong_presets().items()]
    found["language_models"] = (
        [{"name": s.name, "base_url": s.base_url, "models": list(s.models)[:8]} for s in find_servers()]
        if servers
        else []
    )
    return found


def in_words(found: dict[str, Any]) -> str:
    gpus = (
        ", ".join(
            f"{g['name']} ({g['kind'].upper()}, {g['free_gb']} of {g['memory_gb']} GB free)" for g in found["gpus"]
        )
        or "none"
    )
    lines = [
        f"VGoT Studio {found['app']}, Python {found['python']}, {found['cores']} cores, {found['memory_gb']} GB memory, GPU: {gpus}",
        f"Home {found['home']}, {found['disk_free_gb']} GB free; SQLite {found['sqlite']['version']} ({found['sqlite']['journal']})",
    ]
    lines += [f"Own preset left out: {why['file']}: {why['error']['message']}" for why in found["own_presets"]]
    if not found["folders_are_synced"]:
        lines.append(
            "The home's file system cannot sync folders: after a power loss the newest takes may be missing; all else is as it should be."
        )
    missing = [p for p, v in found["packages"].items() if v is None]
    if missing:
        lines.append(f"Not installed: {', '.join(missing)}")
    for p in found["presets"]:
        needs = (
            "no GPU, no download"
            if not p["download_gb_estimate"]
            else (
                f"{p['vram_gb']:g} GB GPU, {p['ram_gb']:g} GB memory, "
                + (f"about {p['fetch_bytes'] / 1e9:.0f} GB to fetch" if p["fetch"] else "all here")
            )
        )
        lines.append(
            f"{'fits  ' if p['fits'] else 'no fit'}  {p['name']:<20} {needs}"
            + (f"; {', '.join(p['licences'])}" if p["licences"] else "")
        )
        for one in p["fetch"]:
            size = f"{one['bytes'] / 1e9:.1f} GB" if one["bytes"] >= 1e8 else f"{one['bytes'] / 1e6:.0f} MB"
            lines.append(
                f"          to fetch: {one['id']}, about {size}, {one['licence']}{'' if one['commercial_use'] else ', no commercial use known'}"
            )
        lines += [f"          {line}" for line in own_in_words(p["own"])]
        if not p["fits"] and p["better"]:
            lines.append(f"          fits instead: {', '.join(p['better'])}")
    for given in found["consents"]:
        lines.append(f"Licence agreed to: {given['repo']} ({given['licence']}), {given['at']}")
    for server in found["language_models"]:
        lines.append(
            f"Language model server found: {server['name']} at {server['base_url']} ({', '.join(server['models']) or 'no model'}); "
            f"use it with OPENAI_BASE_URL={server['base_url']}"
        )
    return "\n".join(lines)
