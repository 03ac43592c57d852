"""How often what a ComfyUI workflow's names suggest is right: `python -m benchmarks.bindings --templates FOLDER`.

FOLDER holds the workflows of the package `comfyui-workflow-templates-json` (`pip download --no-deps`, unpacked), which nobody here wrote.
`bindings.yaml` says of some of them, read by hand, which input takes the words, the seed, the size, the length, the pictures, and which
node gives the result. Counted: right, asked of the person (never wrong), missing, and wrong without a word, which must stay 0.

No server runs here: what `/object_info` would say is put together from the workflows themselves, so that widgets that none of them names
are missing.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from vgot.models.remote.comfyui.bindings import guess
from vgot.models.remote.comfyui.graphs import read_graph

LABELS = Path(__file__).with_name("bindings.yaml")
_UPLOADS = {"LoadImage": ("image", "image_upload"), "LoadVideo": ("file", "video_upload")}


def _nodes(found: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from found.get("nodes", [])
    for sub in (found.get("definitions") or {}).get("subgraphs") or []:
        yield from _nodes(sub)


def info_of(folder: Path) -> dict[str, Any]:
    """What the workflows of a folder show of the classes they use, as `/object_info` has it."""
    fullest: dict[str, tuple[int, dict[str, Any]]] = {}
    for file in sorted(folder.glob("*.json")):
        found = json.loads(file.read_text(encoding="utf-8"))
        for node in _nodes(found) if isinstance(found, dict) else ():
            named = sum(1 for one in node.get("inputs") or [] if one.get("widget"))
            if named > fullest.get(node["type"], (-1, {}))[0]:
                fullest[node["type"]] = (named, node)
    info: dict[str, Any] = {}
    for kind, (_, node) in fullest.items():
        inputs = node.get("inputs") or []
        widgets = {
            one["widget"].get("name", one["name"]): [one["type"] if one["type"] != "*" else "COMBO", {}]
            for one in inputs
            if one.get("widget")
        }
        if kind in _UPLOADS:
            name, button = _UPLOADS[kind]
            widgets = {name: [["example"], {button: True}]}
        sockets = {one["name"]: [one["type"], {}] for one in inputs if not one.get("widget")}
        info[kind] = {
            "input": {"required": widgets, "optional": sockets},
            "output": [one["type"] for one in node.get("outputs") or []],
        }
    return info


def compare(folder: Path) -> tuple[dict[str, Counter[str]], list[str]]:
    """Role -> how often a guess is right, asked, missing, wrong; and what was wrong, in words."""
    info, told, wrong = info_of(folder), dict[str, Counter[str]](), list[str]()
    for name, right in yaml.safe_load(LABELS.read_text(encoding="utf-8")).items():
        said = guess(read_graph((folder / f"{name}.json").read_bytes(), info))
        for role, places in right.items():
            made = [said.bindings.output] if role == "output" else [str(p) for p in said.bindings.inputs.get(role, [])]
            ends = "missing"
            if role in said.asks:
                ends = "asked"
            elif any(made):
                ends = "right" if sorted(made) == sorted(str(places).split()) else "wrong"
            if ends == "wrong":
                wrong.append(f"{name}: {role} is {places}, guessed {' '.join(made)}")
            told.setdefault(role, Counter())[ends] += 1
    return told, wrong


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--templates", type=Path, required=True)
    told, wrong = compare(asked.parse_args().templates)
    for role, counts in told.items():
        print(f"{role:14}" + "".join(f"{counts[k]:4} {k}" for k in ("right", "asked", "missing", "wrong")))
    every = sum((c for c in told.values()), Counter())
    print(f"{every['right'] / sum(every.values()):.2f} right, {every['asked'] / sum(every.values()):.2f} asked")
    print("\n".join(wrong) or "nothing wrong without a word")


if __name__ == "__main__":
    main()
