"""Trains the detector: every face belongs to one anchor by its size; the places near its middle answer for it. Convolutions are
computed in bfloat16 (two to three times as fast on a CPU), losses in float32. Minutes are those of a core, whoever else is at work."""

from __future__ import annotations

import argparse
import math
import random
import time
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from training.faces.frames import FrameMaker, Labelled, window
from training.faces.measure import _over
from training.faces.networks import RANGES, Detector

SIDE = 320


def computed(model: Detector, x: Tensor) -> list[tuple[Tensor, Tensor, Tensor]]:
    """The maps of pictures (n, 3, h, w), in float32."""
    with torch.autocast("cpu", torch.bfloat16):
        found = model(x.contiguous(memory_format=torch.channels_last))
    return [tuple(one.float() for one in maps) for maps in found]


def targets(batch: list[Labelled]) -> dict[int, dict[str, Tensor]]:
    """stride -> score (N, 2, h, w) in {0, 1}, weight of the score, box (N, 2, 4, h, w) and points (N, 2, 10, h, w) in strides."""
    out = {}
    for stride, ranges in RANGES.items():
        n = SIDE // stride
        score, weight = np.zeros((len(batch), 2, n, n), np.float32), np.ones((len(batch), 2, n, n), np.float32)
        box, points = np.zeros((len(batch), 2, 4, n, n), np.float32), np.zeros((len(batch), 2, 10, n, n), np.float32)
        at = np.arange(n) * stride
        xs, ys = np.meshgrid(at, at)
        for b, one in enumerate(batch):
            for f in one.unsure:
                x0, y0, x1, y1 = f.box
                weight[
                    b,
                    :,
                    (ys[:, 0] >= y0 - stride)[:, None]
                    & (ys[:, 0] <= y1)[:, None]
                    & (xs[0] >= x0 - stride)[None]
                    & (xs[0] <= x1)[None],
                ] = 0.0
            for f in one.faces:
                cx, cy = (f.box[0] + f.box[2]) / 2, (f.box[1] + f.box[3]) / 2
                far = np.maximum(abs(xs - cx), abs(ys - cy))
                for a, (low, high) in enumerate(ranges):
                    own = low <= f.size < high
                    near = low / 1.2 <= f.size < high * 1.2
                    ring = far < 0.45 * f.size + 0.5 * stride
                    weight[b, a][ring] = np.minimum(weight[b, a][ring], 0.25 if not (own or near) else 0.0)
                    if not own:
                        continue
                    mine = far <= max(0.75 * stride, 0.16 * f.size)
                    if not mine.any():
                        mine = far <= far.min()
                    score[b, a][mine], weight[b, a][mine] = 1.0, 1.0
                    for c, value in enumerate((xs - f.box[0], ys - f.box[1], f.box[2] - xs, f.box[3] - ys)):
                        box[b, a, c][mine] = value[mine] / stride
                    for p in range(5):
                        points[b, a, 2 * p][mine] = (f.points[p, 0] - xs[mine]) / stride
                        points[b, a, 2 * p + 1][mine] = (f.points[p, 1] - ys[mine]) / stride
        out[stride] = {
            k: torch.from_numpy(v) for k, v in (("score", score), ("weight", weight), ("box", box), ("points", points))
        }
    return out


def loss_of(
    found: list[tuple[Tensor, Tensor, Tensor]], wanted: dict[int, dict[str, Tensor]]
) -> tuple[Tensor, dict[str, float]]:
    scores = boxes = marks = torch.zeros(())
    count = max(1.0, sum(float(w["score"].sum()) for w in wanted.values()))
    for (score, box, points), w in zip(found, wanted.values(), strict=True):
        p = torch.sigmoid(score)
        focal = F.binary_cross_entropy_with_logits(score, w["score"], reduction="none") * (p - w["score"]).abs() ** 2
        scores = scores + (focal * w["weight"]).sum() / count
        n, _, h, wide = score.shape
        mine = w["score"] > 0
        if mine.any():
            got, want = box.view(n, 2, 4, h, wide).movedim(2, -1)[mine], w["box"].movedim(2, -1)[mine]
            size = (want[:, :1] + want[:, 2:3]).clamp(min=0.5)
            over = (torch.minimum(got, want)[:, :2] + torch.minimum(got, want)[:, 2:]).clamp(min=0).prod(1)
            union = (got[:, :2] + got[:, 2:]).clamp(min=0).prod(1) + size[:, 0] ** 2 - over
            boxes = boxes + ((1 - over / union.clamp(min=1e-3)) + 2 * ((got - want) / size).abs().mean(1)).sum() / count
            got, want = points.view(n, 2, 10, h, wide).movedim(2, -1)[mine], w["points"].movedim(2, -1)[mine]
            marks = marks + F.smooth_l1_loss(got / size, want / size, beta=0.02, reduction="none").mean(1).sum() / count
    total = 4.0 * scores + boxes + 6.0 * marks
    return total, {"score": float(scores), "box": float(boxes), "points": float(marks)}


def mistakes(model: Detector, one: Labelled, width: int = 448) -> list[np.ndarray]:
    """Boxes of a frame where the detector is wrong: what it takes for a face and is none, faces it misses, and faces that its
    surest box does not fit."""
    high, wide = one.pixels.shape[:2]
    k = width / wide
    size = (width, -(-round(high * k) // 32) * 32)
    picture = np.zeros((size[1], size[0], 3), np.uint8)
    picture[: round(high * k)] = cv2.resize(
        one.pixels, (size[0], round(high * k)), interpolation=cv2.INTER_AREA if k < 1 else cv2.INTER_LINEAR
    )
    model.eval()
    with torch.no_grad():
        found = computed(model, torch.from_numpy(picture).permute(2, 0, 1)[None].float().sub_(127.5).div_(128.0))
    model.train()
    wrong, surest = [], {}
    known = [f.box for f in (*one.faces, *one.unsure)]
    for stride, (score, box, _) in zip(RANGES, found, strict=True):
        sure = torch.sigmoid(score[0])
        for a, y, x in (sure > 0.3).nonzero()[:200].tolist():
            side = box[0].view(2, 4, *sure.shape[1:])[a, :, y, x].numpy() * stride
            at = np.array([x * stride - side[0], y * stride - side[1], x * stride + side[2], y * stride + side[3]]) / k
            cx, cy = (at[0] + at[2]) / 2, (at[1] + at[3]) / 2
            near = [n for n, b in enumerate(known) if b[0] - 2 <= cx <= b[2] + 2 and b[1] - 2 <= cy <= b[3] + 2]
            if near:
                for n in near:
                    if float(sure[a, y, x]) > surest.get(n, (0.5, None))[0]:
                        surest[n] = (float(sure[a, y, x]), at)
            elif at[2] - at[0] > 12 and not any(abs(w[0] - at[0]) + abs(w[1] - at[1]) < 20 for w in wrong):
                wrong.append(at)
    return wrong + [
        f.box
        for n, f in enumerate(one.faces)
        if f.size >= 18 and (n not in surest or _over(surest[n][1], f.box) < 0.65)
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path("build/faces"))
    parser.add_argument("--minutes", type=float, default=28.0)
    parser.add_argument(
        "--frames",
        type=int,
        default=9000,
        help="frames drawn, a part of them before the first step and the rest on the way",
    )
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument(
        "--resume",
        action="store_true",
        help="go on from detector.pt, with creatures, animals and things whose faces are none, and with what it gets wrong",
    )
    parser.add_argument(
        "--candidates", type=Path, help="also keep the weights of every fifth minute here, for training.faces.choose"
    )
    o = parser.parse_args()
    torch.set_num_threads(o.threads)
    torch.manual_seed(1)
    o.out.mkdir(parents=True, exist_ok=True)
    model = Detector().to(memory_format=torch.channels_last)
    before, minutes_before = 0, 0.0
    if o.resume:
        saved = torch.load(o.out / "detector.pt", weights_only=True)
        model.load_state_dict(saved["weights"])
        before, minutes_before = saved["seen"], saved["minutes"]
    # every start draws frames of its own: its seed is how many windows were seen before it
    rng, maker = (
        random.Random(1 + before),
        FrameMaker("train", seed=before, creatures=0.22 if o.resume else 0.12, things=0.6 if o.resume else 0.0),
    )
    teacher = torch.optim.AdamW(model.parameters(), lr=2e-3, weight_decay=1e-3, betas=(0.9, 0.98))
    bank: list[Labelled] = []
    hard: list[tuple[Labelled, np.ndarray]] = []  # frames with a place where the detector was wrong
    began, step, mean, kept = time.process_time(), 0, None, 0
    told = {"score": 0.0, "box": 0.0, "points": 0.0}
    while (done := (time.process_time() - began) / (60 * o.minutes)) < 1.0:
        for _ in range(200 if not bank else 2):
            frame = maker.frame()
            if len(bank) < o.frames:
                bank.append(frame)
            else:
                bank[rng.randrange(len(bank))] = frame
            if o.resume:
                hard = [*hard, *((frame, box) for box in mistakes(model, frame, rng.choice((448, 640))))][-400:]
        chosen = [rng.choice(hard) if hard and rng.random() < 0.4 else (rng.choice(bank), None) for _ in range(o.batch)]
        batch = [window(frame, rng, SIDE, about) for frame, about in chosen]
        x = torch.from_numpy(np.stack([b.pixels for b in batch])).permute(0, 3, 1, 2).float().sub_(127.5).div_(128.0)
        rate = (6e-4 if o.resume else 2e-3) * min(1.0, (step + 1) / 60) * (
            0.5 + 0.5 * math.cos(math.pi * done) if done > 0.25 else 1.0
        ) + 1e-5
        for group in teacher.param_groups:
            group["lr"] = rate
        loss, parts = loss_of(computed(model, x), targets(batch))
        teacher.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        teacher.step()
        step += 1
        told = {k: 0.97 * told[k] + 0.03 * v for k, v in parts.items()}
        with torch.no_grad():
            now = {k: v.detach().clone() for k, v in model.state_dict().items()}
            keep = min(0.99, step / (step + 20))
            mean = (
                now
                if mean is None
                else {k: mean[k].lerp(v, 1 - keep) if v.is_floating_point() else v for k, v in now.items()}
            )
        if step % 50 == 0:
            minutes = (time.process_time() - began) / 60
            torch.save(
                {"weights": mean, "seen": before + step * o.batch, "minutes": minutes_before + minutes},
                o.out / "detector.part",
            )
            (o.out / "detector.part").rename(o.out / "detector.pt")
            if o.candidates and minutes >= 5 * (kept + 1):
                kept += 1
                o.candidates.mkdir(parents=True, exist_ok=True)
                torch.save(
                    torch.load(o.out / "detector.pt", weights_only=True), o.candidates / f"detector-{kept:02d}.pt"
                )
            print(
                f"{minutes:5.1f} min  {step * o.batch} windows of {len(bank)} frames, {len(hard)} hard  "
                + "  ".join(f"{k} {v:.3f}" for k, v in told.items()),
                flush=True,
            )
    torch.save(
        {"weights": mean, "seen": before + step * o.batch, "minutes": minutes_before + o.minutes}, o.out / "detector.pt"
    )
    print("done", flush=True)


if __name__ == "__main__":
    main()
