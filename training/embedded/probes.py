"""Readers of drawings: what a picture shows and how a clip's camera moves. Trained on true drawings alone, they measure how
much of what was asked for a generated picture shows; their own rate on true held-out drawings is the ceiling.

    python -m training.embedded.probes --out DIR --minutes 2
"""

from __future__ import annotations

import argparse
import json
import os
import time
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import nn
from torch.nn.functional import avg_pool2d, cross_entropy, interpolate

from training.embedded.feed import Feed
from training.embedded.optimizer import Teacher
from training.embedded.scenes import LABELS, NAMES, UNSAID
from training.embedded.stage import autocast

#: What pictures are read for; the bar's `clothes` is the mean of garment and colour.
READ = ("place", "light", "size", "people", "hair", "hat", "garment", "colour")
MOVES = len(LABELS["move"])


def _block(a: int, b: int, stride: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(a, b, 3, stride, 1, bias=False),
        nn.BatchNorm2d(b),
        nn.ReLU(inplace=True),
        nn.Conv2d(b, b, 3, 1, 1, bias=False),
        nn.BatchNorm2d(b),
        nn.ReLU(inplace=True),
    )


class PictureProbe(nn.Module):
    """Pictures [B, 3, H, W] in -1..1 -> what is read for each of READ."""

    def __init__(self, width: int = 48):
        super().__init__()
        w = width
        self.body = nn.Sequential(
            nn.Conv2d(3, w, 5, 2, 2),
            nn.ReLU(inplace=True),
            _block(w, w, 2),
            _block(w, 2 * w, 2),
            _block(2 * w, 4 * w, 2),
            _block(4 * w, 4 * w, 1),
        )
        self.heads = nn.ModuleDict({name: nn.Linear(8 * w, len(LABELS[name])) for name in READ})

    def forward(self, x: torch.Tensor) -> dict[str, torch.Tensor]:
        x = self.body(x)
        seen = torch.cat([x.mean((2, 3)), x.amax((2, 3))], 1)
        return {name: head(seen) for name, head in self.heads.items()}


def travel(grey: torch.Tensor) -> torch.Tensor:
    """How the whole view moves from frame to frame: [B, F, H, W] -> [B, F - 1, 6], right, down and nearer at two scales, by
    least squares over brightness and its slopes (in cells a frame; nearer as the share of half the width)."""
    found = []
    for scale in (4, 8):
        g = avg_pool2d(grey.float(), scale)
        middle, change = (g[:, 1:] + g[:, :-1]) / 2, (g[:, 1:] - g[:, :-1])[..., 1:-1, 1:-1]
        across = (middle[..., 1:-1, 2:] - middle[..., 1:-1, :-2]) / 2
        down = (middle[..., 2:, 1:-1] - middle[..., :-2, 1:-1]) / 2
        high, wide = change.shape[-2:]
        x = torch.linspace(-1, 1, wide, device=g.device)
        y = torch.linspace(-high / wide, high / wide, high, device=g.device)[:, None]
        slopes = torch.stack([across, down, x * across + y * down], -1).flatten(2, 3)
        square = slopes.transpose(-1, -2) @ slopes + 1e-3 * torch.eye(3, device=g.device)
        found.append(torch.linalg.solve(square, slopes.transpose(-1, -2) @ -change.flatten(2)[..., None])[..., 0])
    return torch.cat(found, -1)


class MoveProbe(nn.Module):
    """Clips [B, 3, F, H, W] in -1..1 -> which of LABELS["move"], from how the whole view moves."""

    def __init__(self, frames: int = 16, width: int = 128):
        super().__init__()
        self.norm = nn.BatchNorm1d(6 * frames)
        self.head = nn.Sequential(
            nn.Linear(6 * frames, width),
            nn.ReLU(inplace=True),
            nn.Dropout(0.1),
            nn.Linear(width, width),
            nn.ReLU(inplace=True),
            nn.Linear(width, MOVES),
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        with torch.autocast(x.device.type, enabled=False):
            moved = travel(x.float().mean(1))
            seen = torch.cat([moved, moved.mean(1, keepdim=True)], 1).flatten(1)
            return self.head(self.norm(seen))


def _degraded(x: torch.Tensor) -> torch.Tensor:
    """Half of the pictures as a generator might give them: a little soft, a little noisy. So that probes read what is
    shown, not how sharply."""
    soft = interpolate(interpolate(x, scale_factor=0.5, mode="area"), size=x.shape[-2:], mode="bilinear")
    chosen = (torch.rand(len(x), 1, 1, 1, device=x.device) < 0.5).float()
    return x + chosen * (soft - x) + 0.03 * torch.randn_like(x) * torch.rand(len(x), 1, 1, 1, device=x.device)


def train(
    out: Path,
    minutes: float,
    device: str,
    workers: int,
    batch: int = 64,
    clips: int = 8,
    drawing: dict | None = None,
    seed: int = 900,
    steps: int = 0,
    say=print,
) -> dict:
    """Train both probes, two thirds of the time for pictures, and keep them in `out`/probes. Returns the last figures."""
    torch.manual_seed(seed)
    figures: dict = {}
    folder = out / "probes"
    folder.mkdir(parents=True, exist_ok=True)
    for kind, net, size, share in (("scene", PictureProbe(), batch, 2 / 3), ("clip", MoveProbe(), clips, 1 / 3)):
        net = net.to(device, memory_format=torch.channels_last).train()
        teacher = Teacher(dict(net.named_parameters()), 1.5e-3, (0.9, 0.98), 0.02)
        feed = Feed(kind, size, seed=seed, workers=workers, **(drawing or {}))
        started, done, kept = time.monotonic(), 0, []
        try:
            while (time.monotonic() - started < 60 * minutes * share and not steps) or (steps and done < steps):
                fresh = feed.next()
                # cores draw slower than a GPU learns: what was drawn is taken several times, pictures kept as bytes
                kept = (kept + [{k: torch.from_numpy(fresh[k]) for k in ("pixels", "labels")}])[
                    -25_000 // size if kind == "scene" else -1200 // size :
                ]
                for taken in [kept[-1]] + [
                    kept[int(torch.randint(len(kept), ()))] for _ in range(3 if device != "cpu" else 1)
                ]:
                    x = taken["pixels"].to(device).movedim(-1, 1).float() / 127.5 - 1
                    labels = taken["labels"].to(device).long()
                    with autocast(torch.device(device)):
                        said = (
                            net(_degraded(x).contiguous(memory_format=torch.channels_last))
                            if kind == "scene"
                            else {"move": net(x)}
                        )
                    wanted = {name: labels[:, NAMES.index(name)] for name in said}
                    losses = [
                        cross_entropy(v.float(), wanted[name], ignore_index=UNSAID)
                        for name, v in said.items()
                        if bool((wanted[name] != UNSAID).any())
                    ]
                    loss = torch.stack(losses).mean()
                    teacher.forget()
                    loss.backward()
                    teacher.step()
                done += 1
                past = done / steps if steps else (time.monotonic() - started) / (60 * minutes * share)
                teacher.rate(1.5e-3 * max(0.02, min(1.0, (1 - past) / 0.5)))
        finally:
            feed.close()
        save_file(
            {k: v.detach().cpu().contiguous() for k, v in net.state_dict().items()}, folder / f"{kind}.safetensors"
        )
        figures[kind] = {"batches": done, "loss": round(float(loss.detach()), 4)}
        say(json.dumps(figures))
    return figures


def load(out: Path, device: str) -> tuple[PictureProbe, MoveProbe]:
    """The probes kept in `out`/probes."""
    made = (PictureProbe(), MoveProbe())
    for net, kind in zip(made, ("scene", "clip"), strict=True):
        net.load_state_dict(load_file(out / "probes" / f"{kind}.safetensors"))
        net.to(device).eval()
    return made


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=2.0)
    parser.add_argument("--device", default="auto")
    parser.add_argument("--workers", type=int, default=-1)
    given = parser.parse_args(arguments)
    device = given.device if given.device != "auto" else "cuda" if torch.cuda.is_available() else "cpu"
    workers = given.workers if given.workers >= 0 else (max(1, (os.cpu_count() or 2) - 1) if device == "cuda" else 0)
    train(
        given.out,
        given.minutes,
        device,
        workers,
        batch=64 if device == "cuda" else 16,
        clips=16 if device == "cuda" else 8,
    )


if __name__ == "__main__":
    main()
