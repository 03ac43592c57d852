"""Takes a shipped detector back into weights that can be trained on, where its checkpoint is not kept: det_drawn.onnx holds every
convolution with its batch norm folded in, so the norms are measured anew on drawn windows and say the same.

    python -m training.faces.thaw --pack assets/faces --out build/faces     # then: train_detector --resume
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path

import numpy as np
import onnx
import onnx.numpy_helper
import torch
from torch import nn

from training.faces.frames import FrameMaker, window
from training.faces.networks import Detector


def folded(file: Path) -> list[tuple[np.ndarray, np.ndarray]]:
    """(weight, bias) of every convolution, in the order they are computed in."""
    graph = onnx.load(str(file)).graph
    known = {w.name: onnx.numpy_helper.to_array(w).astype(np.float32) for w in graph.initializer}
    known |= {n.output[0]: known[n.input[0]] for n in graph.node if n.op_type == "Cast" and n.input[0] in known}
    return [(known[n.input[1]], known[n.input[2]]) for n in graph.node if n.op_type == "Conv"]


def thawed(file: Path, shown: torch.Tensor) -> Detector:
    """The detector of an ONNX file. shown: windows (n, 3, side, side) that the norms are measured on, RGB (x - 127.5) / 128."""
    net = Detector().eval()
    called: list[nn.Conv2d] = []
    norms = [m for m in net.modules() if isinstance(m, nn.BatchNorm2d)]
    norm_of = {
        one[0]: one[1]
        for one in net.modules()
        if isinstance(one, nn.Sequential) and len(one) == 3 and isinstance(one[1], nn.BatchNorm2d)
    }
    hooks = [
        m.register_forward_pre_hook(lambda m, _: called.append(m)) for m in net.modules() if isinstance(m, nn.Conv2d)
    ]
    sums = {norm: [0.0, 0.0, 0] for norm in norms}

    def count(norm: nn.BatchNorm2d, given: tuple[torch.Tensor]) -> None:
        x = given[0].double()
        total = sums[norm]
        total[0], total[1], total[2] = (
            total[0] + x.sum((0, 2, 3)),
            total[1] + (x * x).sum((0, 2, 3)),
            total[2] + x[:, 0].numel(),
        )

    with torch.no_grad():
        net(shown[:1])
        for hook in hooks:
            hook.remove()
        for conv, (weight, bias) in zip(called, folded(file), strict=True):
            conv.weight.copy_(torch.from_numpy(weight))
            if (norm := norm_of.get(conv)) is not None:  # x + bias, for the time of measuring
                norm.bias.copy_(torch.from_numpy(bias))
                norm.running_var.fill_(1.0 - norm.eps)
            else:
                conv.bias.copy_(torch.from_numpy(bias))
        hooks = [norm.register_forward_pre_hook(count) for norm in norms]
        for part in shown.split(8):
            net(part)
        for hook in hooks:
            hook.remove()
        for norm, (one, two, n) in sums.items():
            mean = one / n
            var = (two / n - mean * mean).clamp(min=1e-8)
            norm.running_mean.copy_(mean)
            norm.running_var.copy_(var)
            norm.weight.copy_((var + norm.eps).sqrt())
            norm.bias.add_(mean.float())
    return net


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pack", type=Path, default=Path("assets/faces"))
    parser.add_argument("--out", type=Path, default=Path("build/faces"))
    o = parser.parse_args()
    torch.set_num_threads(1)
    rng, maker = random.Random(5), FrameMaker("train", seed=5, things=0.5)
    windows = np.stack([window(maker.frame(), rng).pixels for _ in range(96)])
    net = thawed(
        o.pack / "det_drawn.onnx", torch.from_numpy(windows).permute(0, 3, 1, 2).float().sub_(127.5).div_(128.0)
    )
    told = json.loads((o.pack / "recipe.json").read_text(encoding="utf-8"))["parts"]["detection"]
    o.out.mkdir(parents=True, exist_ok=True)
    torch.save(
        {"weights": net.state_dict(), "seen": told["windows_seen"], "minutes": told["minutes"]}, o.out / "detector.pt"
    )
    print("thawed", told)


if __name__ == "__main__":
    main()
