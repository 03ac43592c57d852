"""Begin a run where the last one ended: what ships, what only training needs, and whatever was laid down since.

    python -m training.embedded.begin --out DIR [--scratch]

Finished parts come from `begun` where `rest` laid newer ones, else from assets/embedded; words as they were first taught, the reader of
faces and the probes from `begun`. The picture model and the clips go on from what was laid down, else from the weights that ship, with
their clocks at nought; --scratch begins these two anew.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

from training.embedded.loaded import Stack
from training.embedded.rest import FINISHED, GOING_ON
from training.embedded.state import save_state
from vgot.models.embedded.parts import motion_parts
from vgot.presets import weights

BEGUN = Path(__file__).with_name("begun")
SHIPPED = weights.SHIPPED / "embedded"


def begin(out: Path, scratch: bool = False, begun: Path = BEGUN, shipped: Path = SHIPPED) -> list[str]:
    """What was taken, by its name in `out`. A run that has begun is left as it is. Raises FileNotFoundError for a part that is in neither place."""
    if (out / "stack" / "vae").exists():
        return []
    done = []
    for name in (*FINISHED, "probes"):
        places = [begun / name.removeprefix("stack/")] + (
            [shipped / name.removeprefix("stack/")] if name.startswith("stack/") else []
        )
        source = next((p for p in places if p.exists()), None)
        if source is None:
            raise FileNotFoundError(
                f"There is no {name} to begin from in {' or '.join(p.parent.name for p in places)}."
            )
        target = out / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, target) if source.is_dir() else shutil.copyfile(source, target)
        done.append(name)
    stack = None
    for stage in () if scratch else GOING_ON:
        if (begun / "state" / stage).exists():
            shutil.copytree(begun / "state" / stage, out / "state" / stage)
        elif shipped.exists():
            stack = stack or Stack.load(shipped, "cpu")
            _state_of(stage, out, stack, json.loads((begun / "course.json").read_text()).get(stage, {}))
        else:
            continue
        done.append(f"state/{stage}")
    return done


def _state_of(stage: str, out: Path, stack: Stack, course: dict) -> None:
    """A stage's state with the weights that ship as its averages. course: how many steps they took, and what was drawn."""
    if stage == "image":
        modules = {"unet": dict(stack.unet.named_parameters()), "text": dict(stack.text.named_parameters())}
    else:
        mine = motion_parts(stack.motion)
        modules = {"motion": {k: v for k, v in stack.motion.named_parameters() if k in mine}}
    step = course.get("step", 0)
    facts = {
        "stage": stage,
        "step": step,
        "seconds": 0.0,
        "fresh_at": step,
        "flags": {},
        "seed": 1,
        "sizes": stack.sizes.as_dict(),
        "drawn": course.get("drawn", {}),
    }
    save_state(
        out / "state" / stage,
        {f"average/{part}.{k}": v.detach() for part, held in modules.items() for k, v in held.items()},
        facts,
        "travel",
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--scratch", action="store_true", help="the picture model and the clips from nothing")
    given = parser.parse_args()
    print("\n".join(begin(given.out, given.scratch)))


if __name__ == "__main__":
    main()
