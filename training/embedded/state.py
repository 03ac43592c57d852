"""A run's state on disk: safetensors shards under 10 MiB and a small JSON that names them with their hashes.

`exact` keeps everything in float32, so that a resumed run is the uninterrupted one bit for bit. `travel` keeps the averaged
weights alone, in float16: the run goes on from the averages, and the optimizer's moments are built up again in a short
warm-up. So a state of twelve million weights fits through a door of 25 MB.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

#: Bytes of a shard at most (a Space takes files under 10 MiB as they are); a single larger tensor is cut into rows.
SHARD_BYTES = 9 * 2**20
FORMS = ("exact", "travel")


def _pieces(tensors: dict[str, torch.Tensor]):
    for name in sorted(tensors):
        value = tensors[name]
        size = value.numel() * value.element_size()
        if size <= SHARD_BYTES:
            yield name, value
            continue
        rows = max(1, int(len(value) * SHARD_BYTES // size))
        for k, start in enumerate(range(0, len(value), rows)):
            yield f"{name}//{k:04d}", value[start : start + rows]


def save_state(folder: Path, tensors: dict[str, torch.Tensor], facts: dict, form: str = "exact") -> list[Path]:
    """Write a state; the folder before is replaced as a whole, and only once the new one is complete.

    tensors: `part/name` -> tensor; moments, and weights that have an average, stay behind when travelling. facts: plain JSON.
    """
    if form not in FORMS:
        raise ValueError(f"A state is {' or '.join(FORMS)}, not '{form}'.")
    if form == "travel":
        averaged = {k.removeprefix("average/") for k in tensors if k.startswith("average/")}
        tensors = {
            k: v.half() if v.is_floating_point() else v
            for k, v in tensors.items()
            if not k.startswith("moment") and k.removeprefix("weight/") not in averaged
        }
    held = {k: v.detach().to("cpu").contiguous() for k, v in tensors.items()}
    fresh = folder.with_name(folder.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    shards: list[dict[str, torch.Tensor]] = [{}]
    room = SHARD_BYTES
    for name, value in _pieces(held):
        size = value.numel() * value.element_size()
        if size > room and shards[-1]:
            shards.append({})
            room = SHARD_BYTES
        shards[-1][name] = value.contiguous()
        room -= size
    hashes = {}
    for k, shard in enumerate(shards):
        file = fresh / f"shard-{k:03d}.safetensors"
        save_file(shard, file)
        hashes[file.name] = hashlib.sha256(file.read_bytes()).hexdigest()
    (fresh / "state.json").write_text(
        json.dumps({"form": form, "shards": hashes, "facts": facts}, indent=1, sort_keys=True)
    )
    old = folder.with_name(folder.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        os.replace(folder, old)
    os.replace(fresh, folder)
    shutil.rmtree(old, ignore_errors=True)
    return sorted(folder.iterdir())


def load_state(folder: Path) -> tuple[dict[str, torch.Tensor], dict, str] | None:
    """(tensors, facts, form), or None where there is no state. A crash between two renames leaves `.old` behind: it is
    taken then. Raises ValueError for a damaged one."""
    old = folder.with_name(folder.name + ".old")
    if not (folder / "state.json").exists() and (old / "state.json").exists():
        folder = old
    if not (folder / "state.json").exists():
        return None
    told = json.loads((folder / "state.json").read_text())
    found: dict[str, torch.Tensor] = {}
    for name, digest in told["shards"].items():
        file = folder / name
        if hashlib.sha256(file.read_bytes()).hexdigest() != digest:
            raise ValueError(f"{name} of the state in '{folder.name}' is damaged.")
        found |= load_file(file)
    whole = {k: v for k, v in found.items() if "//" not in k}
    for name in sorted({k.rsplit("//", 1)[0] for k in found if "//" in k}):
        whole[name] = torch.cat([found[k] for k in sorted(found) if k.startswith(name + "//")])
    return whole, told["facts"], told["form"]
