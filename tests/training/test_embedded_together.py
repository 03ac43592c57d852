"""Two processes learn one model: each draws its own batches, both hold the same weights after every step."""

import json
import os
import subprocess
import sys
from pathlib import Path

import torch

from training.embedded.stage import Settings
from training.embedded.state import load_state
from training.embedded.together import Together

ROOT = Path(__file__).resolve().parents[2]

TWO = """
import json, sys, torch
from dataclasses import replace
from pathlib import Path
torch.set_num_threads(1)
from training.embedded import train
from training.embedded.together import Together
from training.embedded.stage import Settings
from vgot.models.embedded.parts import Sizes

here = Together.joined()
given = torch.nn.Parameter(torch.zeros(2, 8, 3, 3).contiguous(memory_format=torch.channels_last))
given.grad = torch.arange(144.0).view(2, 8, 3, 3).contiguous(memory_format=torch.channels_last) * (here.rank + 1)
here.average([given])
told = here.agreed(float(here.rank + 5), 2.0)
run = train.Run(train.stage_of("camera", Settings(out=Path(sys.argv[1]), batch=4, steps=3, sizes=Sizes(), drawing=dict(train.SMALL_DRAWING), together=here)))
run.train(5.0, say=lambda _: None, stop_at=2)
again = train.Run(train.stage_of("camera", run.settings))
again.train(5.0, say=lambda _: None)
whole = train.Run(train.stage_of("camera", replace(run.settings, out=Path(sys.argv[1], "whole"))))
whole.train(5.0, say=lambda _: None)
resumed = all(torch.equal(p, again.names[k]) for k, p in whole.names.items())
run = whole
weights = torch.cat([p.detach().flatten() for p in run.names.values()])
first = run.stage.feed(0).next()["ids"]
Path(sys.argv[1], f"{here.rank}.json").write_text(json.dumps({"mean": given.grad.flatten().tolist(), "told": told, "step": run.step, "resumed": resumed, "shares": run.teacher._shares, "weights": weights.tolist(), "ids": first.tolist()}))
here.leave()
"""


def test_two_processes_share_gradients_clock_and_weights_and_the_first_keeps_them(tmp_path):
    script = tmp_path / "two.py"
    script.write_text(TWO)
    done = subprocess.run(
        [
            sys.executable,
            "-W",
            "ignore",
            "-m",
            "torch.distributed.run",
            "--standalone",
            "--nproc-per-node",
            "2",
            str(script),
            str(tmp_path),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=180,
        env={**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    one, two = (json.loads((tmp_path / f"{rank}.json").read_text()) for rank in (0, 1))
    assert one["mean"] == two["mean"] == [1.5 * k for k in range(144)]
    assert one["told"] == two["told"] == [5.0, 2.0]
    assert one["ids"] != two["ids"], "each draws what the other does not"
    assert one["step"] == two["step"] == 3
    assert one["weights"] == two["weights"]
    assert one["resumed"] and two["resumed"], "a run of two that stopped is the run that never did"
    assert all(one["shares"]) and not set(one["shares"][0]) & set(one["shares"][1]), "each orthogonalises its share"
    tensors, facts, _ = load_state(tmp_path / "state" / "camera")
    kept = torch.cat([tensors[k].flatten() for k in tensors if k.startswith("weight/")])
    assert facts["step"] == 3 and torch.allclose(kept.sort().values, torch.tensor(one["weights"]).sort().values)


def test_one_alone_speaks_to_nobody(monkeypatch, tmp_path):
    monkeypatch.delenv("WORLD_SIZE", raising=False)
    alone = Together.joined()
    weight = torch.nn.Parameter(torch.ones(2))
    weight.grad = torch.tensor([1.0, 3.0])
    alone.average([weight])
    assert weight.grad.tolist() == [1.0, 3.0]
    assert alone.agreed(4.0) == [4.0] and alone.first
    assert Settings(out=tmp_path, seed=7).drawing_seed == 7
