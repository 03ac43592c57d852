"""What a training step costs before there is a GPU to ask: operations and kept activations of each stage's item, and how
fast a core draws. From these docs/embedded-runs.md estimates batch sizes and schedules.

    python -m training.embedded.sizing --out DIR
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
import time
from pathlib import Path

import torch
from torch.utils.flop_counter import FlopCounterMode

from training.embedded.feed import KINDS, Feed
from training.embedded.stage import Settings
from training.embedded.train import STAGES, stage_of


def step_costs(name: str, out: Path) -> dict:
    """Of one item: operations of a step forward and back, and bytes kept for the way back (float32; autocast halves most)."""
    stage = stage_of(name, Settings(out=out, batch=2))
    stage.build()
    batch = next(stage.batches(0))
    kept = 0
    own = {p.untyped_storage().data_ptr() for m in stage.modules.values() for p in m.parameters()}
    seen: set[int] = set()

    def keep(x: torch.Tensor) -> torch.Tensor:
        nonlocal kept
        at = x.untyped_storage().data_ptr()
        if at not in own and at not in seen:
            seen.add(at)
            kept += x.untyped_storage().nbytes()
        return x

    with FlopCounterMode(display=False) as counted, torch.autograd.graph.saved_tensors_hooks(keep, lambda x: x):
        loss, _ = stage.loss(batch, stage.rng(0), 0.1)
        loss.backward()
    trained = sum(p.numel() for p in stage.parameters().values())
    return {
        "gflop_an_item": round(counted.get_total_flops() / 2e9, 2),
        "kept_mb_an_item": round(kept / 2e6, 1),
        "trained_millions": round(trained / 1e6, 2),
    }


def drawing_rates(seconds: float = 4.0) -> dict:
    """Items that one process draws in a second of a core's time, however busy the machine is."""
    rates = {}
    for kind in KINDS:
        feed = Feed(kind, 2)
        feed.next()
        started, done = time.process_time(), 0
        while time.process_time() - started < seconds:
            feed.next()
            done += 2
        rates[kind] = round(done / (time.process_time() - started), 1)
    return rates


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--out", type=Path, required=True, help="a run whose stack has every part that the stages read")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for part in ("stack", "taught"):
            if (given.out / part).exists():
                shutil.copytree(given.out / part, Path(folder) / part)
        for name in STAGES:
            print(json.dumps({"stage": name} | step_costs(name, Path(folder))))
    print(json.dumps({"drawn_a_second_a_core": drawing_rates()}))


if __name__ == "__main__":
    main()
