"""Lay a run down where whoever goes on finds it: finished parts, and the averages of stages that are not.

    python -m training.embedded.rest --out DIR [--into training/embedded/begun]

Averages go in half precision (`travel`), with the stage's clock at nought: who goes on gives it minutes of its own. Optimizers
begin anew, in a short warm-up.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from safetensors.torch import load_file, save_file

from training.embedded.state import load_state, save_state

FINISHED = ("stack/vae", "stack/image_encoder", "stack/person", "stack/camera", "stack/recipe.json", "taught")
GOING_ON = ("image", "motion")


def rest(out: Path, into: Path) -> list[str]:
    """What was laid down, by its name in `into`; parts that the run does not have are left as they lie there."""
    done = []
    for name in FINISHED:
        source, target = out / name, into / name.removeprefix("stack/")
        if source.is_dir():
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(source, target)
        elif source.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
        else:
            continue
        done.append(target.name)
    for file in sorted((out / "probes").glob("*.safetensors")):
        (into / "probes").mkdir(parents=True, exist_ok=True)
        save_file(
            {k: v.half() if v.is_floating_point() else v for k, v in load_file(file).items()},
            into / "probes" / file.name,
        )
        done.append(f"probes/{file.stem}")
    for stage in GOING_ON:
        found = load_state(out / "state" / stage)
        if found is None:
            continue
        tensors, facts, _ = found
        save_state(into / "state" / stage, tensors, facts | {"seconds": 0.0}, "travel")
        done.append(f"state/{stage}")
    return done


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--into", type=Path, default=Path(__file__).with_name("begun"))
    given = parser.parse_args()
    print("\n".join(rest(given.out, given.into)))


if __name__ == "__main__":
    main()
