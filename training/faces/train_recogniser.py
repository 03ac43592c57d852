"""Trains the recogniser: ArcFace's loss over identities of several stages, helped by reading the identity's parts (the shape of
the face, the eyes, the nose ...) off the same features. The best of the last weights' running mean is kept."""

from __future__ import annotations

import argparse
import math
import random
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from training.faces.crops import CropMaker
from training.faces.networks import Recogniser
from training.faces.people import in_other_clothes, person
from vgot.animatic.looks import SKINS

_SKINS = {c: n for n, c in enumerate(dict.fromkeys(SKINS.values()))}
#: what of an identity the features must tell: name -> how many kinds
PARTS = {"face": 6, "eyes": 4, "nose": 6, "mole": 4, "freckles": 2, "sex": 2, "skin": len(_SKINS) + 1}


def parts_of(look) -> list[int]:
    return [
        look.face % 6,
        look.eyes % 4,
        look.nose % 6,
        look.mole,
        int(look.freckles),
        int(look.sex == "m"),
        _SKINS.get(look.skin, len(_SKINS)),
    ]


def colours_of(look) -> list[float]:
    """The colours of hair and eyes, and the eyes' size, as numbers to be read."""
    both = [((c >> s) & 255) / 255 for c in (look.hair_base, look.eye_colour) for s in (16, 8, 0)]
    return both + [(look.eye_size - 1) * 5, (look.brows - 1) * 3, (look.ears - 1) * 3]


def auc(same: np.ndarray, other: np.ndarray) -> float:
    """The chance that a pair of the same person is nearer than a pair of strangers."""
    order = np.argsort(np.concatenate([same, other]), kind="stable")
    rank = np.empty(len(order))
    rank[order] = np.arange(1, len(order) + 1)
    return float((rank[: len(same)].sum() - len(same) * (len(same) + 1) / 2) / (len(same) * len(other)))


def evaluate(model: nn.Module, maker: CropMaker, split: str = "watch", people: int = 60) -> dict[str, float]:
    """AUC of the same look against strangers, and of two stages apart against strangers."""
    rng = random.Random(split)
    looks = [person(split, n) for n in range(people)]
    crops = np.stack([maker.crop(stage, rng) for stages in looks for stage in stages for _ in range(2)])
    model.eval()
    with torch.no_grad():
        x = torch.from_numpy(crops).permute(0, 3, 1, 2).float().sub_(127.5).div_(127.5)
        e = F.normalize(torch.cat([model(part) for part in x.split(60)])).numpy().reshape(people, 3, 2, -1)
    model.train()
    same = np.einsum("psd,psd->ps", e[:, :, 0], e[:, :, 1]).ravel()
    apart = np.einsum("pd,pd->p", e[:, 0, 0], e[:, 2, 1])
    flat = e[:, :, 0].reshape(-1, e.shape[-1])
    who = np.repeat(np.arange(people), 3)
    cross = flat @ flat.T
    other = cross[who[:, None] < who[None, :]]
    return {
        "auc": auc(same, other),
        "auc_stages": auc(apart, other),
        "same": float(same.mean()),
        "apart": float(apart.mean()),
        "other": float(other.mean()),
    }


def _centres(model: Recogniser, maker: CropMaker, looks: list, rng: random.Random) -> torch.Tensor:
    """The middle of each identity's features, from two crops of each."""
    model.eval()
    out = []
    with torch.no_grad():
        for stages in looks:
            crops = np.stack([maker.crop(rng.choice(stages), rng) for _ in range(2)])
            out.append(
                F.normalize(model(torch.from_numpy(crops).permute(0, 3, 1, 2).float().sub_(127.5).div_(127.5))).mean(0)
            )
    model.train()
    return F.normalize(torch.stack(out))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path("build/faces"))
    parser.add_argument("--minutes", type=float, default=25.0)
    parser.add_argument("--people", type=int, default=2500)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument(
        "--resume",
        action="store_true",
        help="go on from recogniser.pt; the centres start from two crops of each identity",
    )
    o = parser.parse_args()
    torch.set_num_threads(o.threads)
    torch.manual_seed(0)
    o.out.mkdir(parents=True, exist_ok=True)
    rng = random.Random(0)
    maker = CropMaker()
    looks = [person("train", n) for n in range(o.people)]
    model = Recogniser()
    centres = nn.Parameter(torch.randn(o.people, 512) * 0.05)
    before, minutes_before = 0, 0.0
    if o.resume:
        saved = torch.load(o.out / "recogniser.pt", weights_only=True)
        model.load_state_dict(saved["weights"])
        before, minutes_before = saved["seen"], saved["minutes"]
        centres = nn.Parameter(_centres(model, maker, looks, rng))
    readers = nn.ModuleList(nn.Linear(160, n) for n in PARTS.values())
    colours = nn.Linear(160, 9)
    weights = [*model.parameters(), centres, *readers.parameters(), *colours.parameters()]
    teacher = torch.optim.AdamW(weights, lr=2e-3, weight_decay=5e-4, betas=(0.9, 0.98))
    began, step, mean, seen = time.time(), 0, None, 0
    drawing = 0.0
    order: list[int] = []
    while (done := (time.time() - began) / (60 * o.minutes)) < 1.0:
        if len(order) < o.batch:
            order += rng.sample(range(o.people), o.people)
        batch, order = order[: o.batch], order[o.batch :]
        t = time.time()
        chosen = [in_other_clothes(rng.choice(looks[n]), rng) for n in batch]
        crops = np.stack([maker.crop(look, rng) for look in chosen])
        drawing += time.time() - t
        x = torch.from_numpy(crops).permute(0, 3, 1, 2).float().sub_(127.5).div_(127.5)
        parts = torch.tensor([parts_of(look) for look in chosen])
        numbers = torch.tensor([colours_of(look) for look in chosen])
        rate = (1e-3 if o.resume else 2e-3) * min(1.0, (step + 1) / 60) * (
            0.5 + 0.5 * math.cos(math.pi * done) if done > 0.25 else 1.0
        ) + 2e-5
        for group in teacher.param_groups:
            group["lr"] = rate
        trunk = model.trunk(x)
        e = F.normalize(model.last(model.out(trunk)))
        cosine = e @ F.normalize(centres).T
        margin = 0.3 * min(1.0, done * 3 + 0.5 * o.resume)
        who = torch.tensor(batch)
        own = cosine[torch.arange(len(batch)), who].clamp(-0.999, 0.999)
        pushed = torch.cos(torch.acos(own) + margin)
        logits = cosine.scatter(1, who[:, None], pushed[:, None]) * 20.0
        face = F.cross_entropy(logits, who)
        read = sum(F.cross_entropy(one(trunk), parts[:, n]) for n, one in enumerate(readers)) + 4.0 * F.smooth_l1_loss(
            colours(trunk), numbers
        )
        loss = face + 0.5 * read
        teacher.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(weights, 5.0)
        teacher.step()
        step, seen = step + 1, seen + len(batch)
        with torch.no_grad():
            now = {k: v.detach().clone() for k, v in model.state_dict().items()}
            keep = min(0.98, step / (step + 20))
            mean = (
                now
                if mean is None
                else {k: mean[k].lerp(v, 1 - keep) if v.is_floating_point() else v for k, v in now.items()}
            )
        if step % 100 == 0:
            kept = model.state_dict()
            model_mean = Recogniser()
            model_mean.load_state_dict(mean)
            got = evaluate(model_mean, maker)
            torch.save(
                {
                    "weights": mean,
                    "seen": before + seen,
                    "minutes": minutes_before + (time.time() - began) / 60,
                    "watch": got,
                    "people": o.people,
                },
                o.out / "recogniser.part",
            )
            (o.out / "recogniser.part").rename(o.out / "recogniser.pt")
            del kept
            print(
                f"{(time.time() - began) / 60:5.1f} min  {seen} crops  face {face.item():.2f}  parts {float(read):.2f}  drawing {drawing / (time.time() - began):.0%}  "
                + "  ".join(f"{k} {v:.3f}" for k, v in got.items()),
                flush=True,
            )
    model_mean = Recogniser()
    model_mean.load_state_dict(mean)
    got = evaluate(model_mean, maker)
    torch.save(
        {
            "weights": mean,
            "seen": before + seen,
            "minutes": minutes_before + o.minutes,
            "watch": got,
            "people": o.people,
        },
        o.out / "recogniser.pt",
    )
    print("done", got, flush=True)


if __name__ == "__main__":
    main()
