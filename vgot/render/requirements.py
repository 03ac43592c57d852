"""What a render would take of this machine before it begins: how many items, how long, how much memory and disk, and whether
that fits. Pure, but for reading how large finished takes are; nothing heavy is imported and nothing is loaded."""

from __future__ import annotations

from typing import Any

from vgot import host
from vgot.graph.kinds import KINDS
from vgot.graph.plan import Plan, Planned
from vgot.models.runtime.residency import Memory
from vgot.render.build import targets_of, to_make
from vgot.render.worker import RESERVE_BYTES
from vgot.settings import RenderPreset
from vgot.store.project_store import Store

GB = 10**9
#: The whole program while it draws 768 x 432 frames of the drawn world, a worker: measured 0.2 GB.
DRAWN_RAM_GB = 0.25
#: What a section of a preset makes, in words.
_MAKES = {"keyframe": "stills", "face": "identity", "video": "clips"}


def bytes_per_frame(store: Store, preset: str, latest: int = 80) -> dict[str, float]:
    """Step -> bytes a frame of its last takes with a preset, on this project."""
    sums: dict[str, list[float]] = {}
    mine = [t for takes in store.shelf({}).takes.values() for t in takes if t.preset == preset]
    for take in sorted(mine, key=lambda t: t.created)[-latest:]:
        sizes = [path.stat().st_size for d in take.digests.values() if (path := store.blob_path(d)).is_file()]
        if sizes:
            sums.setdefault(take.node.partition("/")[0], []).append(
                sum(sizes) / max(1, int(take.facts.get("frames", 1)))
            )
    return {step: sum(found) / len(found) for step, found in sums.items()}


def room_of(
    store: Store,
    preset: RenderPreset,
    plan: Plan,
    memory: Memory,
    *,
    nodes: list[str] | None = None,
    until: str | None = None,
    gpu: bool = False,
) -> dict[str, Any]:
    """What making named nodes, or everything up to a step, takes here.

    `kinds`: items by step; `waiting`: how many wait for a person; `estimate_s`; `guess`: nothing was made here yet;
    `ram` and, where models run, `vram`: {"need_gb", "free_gb", "measured"}; `disk` the same; `short`: sentences about what
    does not fit, empty when everything does. GB are 10^9 bytes."""
    queue, blocked = to_make(plan, targets_of(plan, nodes, until), set())
    kinds: dict[str, int] = {}
    for planned in queue:
        if not KINDS[planned.node.step].hidden:
            kinds[planned.node.step] = kinds.get(planned.node.step, 0) + 1
    known = store.seconds_per_frame(preset.name)
    out: dict[str, Any] = {
        "until": until or "film",
        "kinds": kinds,
        "waiting": len(blocked),
        "guess": not preset.drawn and not known,
        "estimate_s": round(sum(p.estimate_s for p in queue), 1),
        "short": [],
    }
    if not queue:
        return out
    needs = _memory_needs(preset, queue)
    out["ram"] = {"need_gb": needs["ram"], "free_gb": round(memory.ram_free / GB, 1), "measured": needs["measured"]}
    if needs["vram"] and (gpu or not preset.draft):  # drafts are made on processors where there is no GPU
        out["vram"] = {
            "need_gb": needs["vram"],
            "free_gb": round(memory.vram_free / GB, 1),
            "measured": needs["measured"],
        }
    need, measured = _disk_need(store, preset, queue)
    out["disk"] = {"need_gb": round(need / GB, 4), "free_gb": round(store.free_bytes() / GB, 1), "measured": measured}
    out["short"] = _short(out, preset, needs["stage"], gpu)
    return out


def _memory_needs(preset: RenderPreset, queue: list[Planned]) -> dict[str, Any]:
    sections = preset.preset.sections()
    if preset.drawn:
        return {
            "ram": round(DRAWN_RAM_GB * max(1, min(4, host.cores(), len(queue))), 2),
            "vram": 0,
            "measured": True,
            "stage": "",
        }
    names = {section for p in queue if (section := KINDS[p.node.step].section) in sections}
    used = {n: sections[n] for n in sorted(names) if sections[n].repos}
    worst = max(used, key=lambda n: used[n].vram_gb, default="")
    return {
        "ram": max((s.ram_gb for s in used.values()), default=0),
        "vram": max((s.vram_gb for s in used.values()), default=0),
        "measured": bool(used) and all(s.measured for s in used.values()),
        "stage": _MAKES.get(worst, ""),
    }


def _disk_need(store: Store, preset: RenderPreset, queue: list[Planned]) -> tuple[int, bool]:
    known = bytes_per_frame(store, preset.name)
    total, measured = 0.0, True
    for planned in queue:
        node = planned.node
        if KINDS[node.step].hidden:
            continue
        pixels = float(node.params.get("width", 512)) * float(node.params.get("height", 512))
        if node.step not in known:
            measured = False
        total += known.get(node.step, KINDS[node.step].guess * pixels) * max(1, node.frames)
    return int(total), measured


def _short(out: dict[str, Any], preset: RenderPreset, stage: str, gpu: bool) -> list[str]:
    said: list[str] = []
    if vram := out.get("vram"):
        if not gpu:
            said.append(
                f"No GPU was found here; {preset.title} needs one with {vram['need_gb']:g} GB for its {stage}. Choose another preset in Settings."
            )
        elif vram["free_gb"] < vram["need_gb"]:
            said.append(
                f"{preset.title} needs {vram['need_gb']:g} GB of GPU memory for its {stage}, {vram['free_gb']:g} GB are free: weights will be moved in and "
                "out, which is slower. Close other programs, or choose a smaller preset in Settings."
            )
    if out["ram"]["free_gb"] < out["ram"]["need_gb"]:
        said.append(
            f"{out['ram']['need_gb']:g} GB of memory are needed, {out['ram']['free_gb']:g} GB are free. Close other programs first."
        )
    if out["disk"]["free_gb"] < out["disk"]["need_gb"] + RESERVE_BYTES / GB:
        said.append(
            f"About {max(0.1, out['disk']['need_gb']):.1f} GB of disk are needed, {out['disk']['free_gb']:g} GB are free. Make room first: the queue "
            "stops when the disk is full, and nothing finished is lost."
        )
    return said
