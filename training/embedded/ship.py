"""Put a trained stack into the program: assets/embedded, for the preset configs/embedded.yaml. Refuses below the quality bar.

    python -m training.embedded.ship --out DIR

Asks DIR/measure.json: made from these very weights, on at least 500 scenes, every figure of the bar met.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

from training.embedded.loaded import digest
from training.embedded.measure import BAR, met
from vgot.models.embedded.parts import sizes_of, write_index

ROOT = Path(__file__).resolve().parents[2]
LEAST_SCENES = 500
PARTS = ("vae", "unet", "image_encoder", "text", "person", "camera", "motion")
LICENCE = """The models in this folder were trained by the scripts in training/embedded of this repository, on drawings made by this
program alone. They hold no photographs and no faces of real people, and come under the licence of the repository.
"""


def reasons_against(out: Path) -> list[str]:
    """Why a stack may not be shipped; empty where it may."""
    file = out / "measure.json"
    if not file.exists():
        return ["it was not measured: run training.embedded.measure first"]
    figures = json.loads(file.read_text())
    found = [f"{part} is missing" for part in PARTS if not (out / "stack" / part).is_dir()]
    if figures.get("weights") != digest(out / "stack"):
        found.append("the figures are of other weights: measure again")
    if figures.get("scenes", 0) < LEAST_SCENES:
        found.append(f"it was measured on {figures.get('scenes', 0)} scenes, not {LEAST_SCENES}")
    for name, good in met(figures).items():
        if not good:
            way, bar = BAR[name]
            found.append(f"{name} is {figures.get(name)}, and the bar is {way} {bar}")
    return found


def ship(out: Path, root: Path = ROOT) -> Path:
    """Copy the stack with its recipe and hashes. Raises ValueError with every reason against it."""
    against = reasons_against(out)
    if against:
        raise ValueError("Not shipped: " + "; ".join(against) + ".")
    target, fresh = root / "assets" / "embedded", root / "assets" / "embedded.new"
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(out / "stack", fresh)
    write_index(fresh)
    figures = json.loads((out / "measure.json").read_text())
    trained = json.loads((out / "stack" / "recipe.json").read_text())
    commit = subprocess.run(["git", "rev-parse", "HEAD"], cwd=root, capture_output=True, text=True).stdout.strip()
    recipe = trained | {
        "sizes": sizes_of(fresh / "text").as_dict(),
        "commit": commit,
        "sha256": {
            f.relative_to(fresh).as_posix(): hashlib.sha256(f.read_bytes()).hexdigest()
            for f in sorted(fresh.rglob("*.safetensors"))
        },
        "figures": {name: figures[name] for name in BAR},
        "scenes": figures["scenes"],
        "command": "training/embedded/pieces.sh",
    }
    (fresh / "recipe.json").write_text(json.dumps(recipe, indent=1, sort_keys=True) + "\n")
    (fresh / "MODEL.LICENSE").write_text(LICENCE)
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)
    return target


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args(arguments)
    try:
        print(f"Shipped to {ship(given.out).relative_to(ROOT)}.")
    except ValueError as why:
        print(why)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
