"""Trains the scene reader: which place and which light a frame of the drawn world shows."""

from __future__ import annotations

import argparse
import math
import random
import time
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from training.faces.frames import FrameMaker
from training.faces.networks import SceneReader
from vgot.animatic import light
from vgot.animatic.backdrops import catalogue as backdrops

PLACES, LIGHTS = backdrops.KINDS, light.LIGHTS


def sample(maker: FrameMaker, rng: random.Random | None) -> tuple[np.ndarray, int, int]:
    """uint8 RGB (72, 128, 3), the place's number, the light's number; with `rng` a little spoiled, as films are."""
    pixels, scene = maker.plain(256)
    if rng is not None and rng.random() < 0.5:
        keep = rng.uniform(0.8, 1.0)
        x, y = int(rng.random() * (1 - keep) * 256), int(rng.random() * (1 - keep) * 144)
        pixels = pixels[y : y + int(144 * keep), x : x + int(256 * keep)]
    small = cv2.resize(pixels, (128, 72), interpolation=cv2.INTER_AREA)
    if rng is not None:
        gain = np.array([rng.uniform(0.93, 1.07) for _ in range(3)]) * rng.uniform(0.92, 1.08)
        small = np.clip(small * gain + rng.uniform(-5, 5), 0, 255).astype(np.uint8)
    return small, PLACES.index(scene["place"]["kind"]), LIGHTS.index(scene["light"])


def accuracy(model: nn.Module, shown: list[tuple[np.ndarray, int, int]]) -> dict[str, float]:
    model.eval()
    with torch.no_grad():
        x = torch.from_numpy(np.stack([s[0] for s in shown])).permute(0, 3, 1, 2).float().sub_(127.5).div_(127.5)
        place, lit, _ = model(x)
    model.train()
    places, lights = torch.tensor([s[1] for s in shown]), torch.tensor([s[2] for s in shown])
    top3 = place.topk(3).indices.eq(places[:, None]).any(1)
    return {
        "place": float(place.argmax(1).eq(places).float().mean()),
        "place_top3": float(top3.float().mean()),
        "light": float(lit.argmax(1).eq(lights).float().mean()),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path("build/faces"))
    parser.add_argument("--minutes", type=float, default=18.0)
    parser.add_argument("--batch", type=int, default=48)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--resume", action="store_true", help="go on from scenes.pt")
    o = parser.parse_args()
    torch.set_num_threads(o.threads)
    torch.manual_seed(2)
    rng, maker = random.Random(2), FrameMaker("train", seed=3 if o.resume else 2)
    watch_maker = FrameMaker("watch", seed=77)
    watch = [sample(watch_maker, None) for _ in range(400)]
    model = SceneReader(len(PLACES), len(LIGHTS))
    before, minutes_before = 0, 0.0
    if o.resume:
        saved = torch.load(o.out / "scenes.pt", weights_only=True)
        model.load_state_dict(saved["weights"])
        before, minutes_before = saved["seen"], saved["minutes"]
    teacher = torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=2e-3, betas=(0.9, 0.98))
    bank: list = []
    began, step, mean = time.time(), 0, None
    while (done := (time.time() - began) / (60 * o.minutes)) < 1.0:
        for _ in range(480 if not bank else 14):
            if len(bank) < 24000:
                bank.append(sample(maker, rng))
            else:
                bank[rng.randrange(len(bank))] = sample(maker, rng)
        batch = [bank[-1 - n] if n < 14 and len(bank) > 14 else rng.choice(bank) for n in range(o.batch)]
        x = torch.from_numpy(np.stack([b[0] for b in batch])).permute(0, 3, 1, 2).float().sub_(127.5).div_(127.5)
        flip = torch.rand(len(batch)) < 0.5
        x[flip] = x[flip].flip(3)
        rate = (2e-3 if o.resume else 3e-3) * min(1.0, (step + 1) / 60) * (
            0.5 + 0.5 * math.cos(math.pi * done) if done > 0.25 else 1.0
        ) + 2e-5
        for group in teacher.param_groups:
            group["lr"] = rate
        place, lit, _ = model(x)
        loss = F.cross_entropy(place, torch.tensor([b[1] for b in batch]), label_smoothing=0.05) + F.cross_entropy(
            lit, torch.tensor([b[2] for b in batch]), label_smoothing=0.02
        )
        teacher.zero_grad()
        loss.backward()
        teacher.step()
        step += 1
        with torch.no_grad():
            now = {k: v.detach().clone() for k, v in model.state_dict().items()}
            keep = min(0.98, step / (step + 20))
            mean = (
                now
                if mean is None
                else {k: mean[k].lerp(v, 1 - keep) if v.is_floating_point() else v for k, v in now.items()}
            )
        if step % 100 == 0:
            kept = SceneReader(len(PLACES), len(LIGHTS))
            kept.load_state_dict(mean)
            got = accuracy(kept, watch)
            torch.save(
                {
                    "weights": mean,
                    "places": PLACES,
                    "lights": LIGHTS,
                    "seen": before + step * o.batch,
                    "minutes": minutes_before + (time.time() - began) / 60,
                    "watch": got,
                },
                o.out / "scenes.part",
            )
            (o.out / "scenes.part").rename(o.out / "scenes.pt")
            print(
                f"{(time.time() - began) / 60:5.1f} min  {step * o.batch} of {len(bank)} frames  loss {loss.item():.2f}  "
                + "  ".join(f"{k} {v:.3f}" for k, v in got.items()),
                flush=True,
            )
    print("done", flush=True)


if __name__ == "__main__":
    main()
