"""Prints the figures of a face pack on people and places that training never saw: recall and precision of the detector on faces
over 24 px, verification, and the same person two stages apart. The pack is read as the program reads it."""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path

import numpy as np

from training.faces.crops import CropMaker
from training.faces.frames import FrameMaker, Labelled
from training.faces.people import in_other_clothes, person
from training.faces.train_recogniser import auc
from vgot.evaluate.encoders import SceneReader
from vgot.faces.reader import FaceReader

SPLIT = "never-trained"


def _over(a: np.ndarray, b: np.ndarray) -> float:
    w, h = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    both = max(0.0, w) * max(0.0, h)
    return both / max(1e-6, (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - both)


def detection(reader: FaceReader, frames: list[Labelled], least_px: float = 24.0) -> dict[str, float]:
    """Recall, precision and the mean error of the points in shares of the face. A face hidden for the most part or cut by the
    frame's edge counts neither way."""
    found = wanted = right = said = 0
    errors = []
    for one in frames:
        high, wide = one.pixels.shape[:2]
        seen = reader.read(one.pixels)
        free = list(seen)
        for face in sorted(one.faces, key=lambda f: -f.size):
            inside = (
                max(0.0, min(wide, face.box[2]) - max(0, face.box[0]))
                * max(0.0, min(high, face.box[3]) - max(0, face.box[1]))
                / face.size**2
            )
            best = max(free, key=lambda f: _over(f.box, face.box), default=None)
            hit = best is not None and _over(best.box, face.box) >= 0.5
            if hit:
                free = [f for f in free if f is not best]
            if face.size < least_px or inside < 0.7:
                continue
            wanted += 1
            if hit:
                found += 1
                errors.append(np.linalg.norm(best.points - face.points, axis=1).mean() / face.size)
        right += len(seen) - len(free)
        wrong = [
            f
            for f in free
            if f.size >= least_px and not any(_over(f.box, u.box) > 0.1 or _within(f.box, u.box) for u in one.unsure)
        ]
        said += len(seen) - len(free) + len(wrong)
    return {
        "recall": found / max(1, wanted),
        "precision": right / max(1, said),
        "faces": wanted,
        "point_error": float(np.mean(errors)),
    }


def _within(a: np.ndarray, b: np.ndarray) -> bool:
    x, y = (a[0] + a[2]) / 2, (a[1] + a[3]) / 2
    return bool(b[0] <= x <= b[2] and b[1] <= y <= b[3])


def verification(reader: FaceReader, people: int) -> dict[str, float]:
    """AUCs over crops found by the detector itself in the drawn frames: one person at one stage in two frames, and two stages apart."""
    recogniser = reader._app.models["recognition"]
    rng, maker = random.Random(SPLIT), CropMaker(seed=5)
    vectors = np.zeros((people, 3, 2, 512), np.float32)
    for n in range(people):
        for s, look in enumerate(person(SPLIT, n)):
            for k in range(2):
                crop = maker.crop(in_other_clothes(look, rng), rng)
                vectors[n, s, k] = recogniser.get_feat(crop[..., ::-1]).ravel()
    vectors /= np.linalg.norm(vectors, axis=-1, keepdims=True)
    same = np.einsum("psd,psd->ps", vectors[:, :, 0], vectors[:, :, 1]).ravel()
    apart = np.concatenate([np.einsum("pd,pd->p", vectors[:, 0, k], vectors[:, 2, 1 - k]) for k in range(2)])
    flat = vectors[:, :, 0].reshape(-1, 512)
    who = np.repeat(np.arange(people), 3)
    other = (flat @ flat.T)[who[:, None] < who[None, :]]
    return {
        "auc": auc(same, other),
        "auc_two_stages_apart": auc(apart, other),
        "same": float(same.mean()),
        "apart": float(apart.mean()),
        "strangers": float(other.mean()),
        "strangers_p99": float(np.quantile(other, 0.99)),
        "same_p05": float(np.quantile(same, 0.05)),
    }


def scenes(reader: SceneReader, count: int) -> dict[str, float]:
    maker = FrameMaker(SPLIT, seed=9)
    place = light = top3 = 0
    for _ in range(count):
        pixels, scene = maker.plain(512)
        places, lights = reader.read(pixels)
        order = [reader.places[k] for k in places.argsort()[::-1][:3]]
        place += order[0] == scene["place"]["kind"]
        top3 += scene["place"]["kind"] in order
        light += reader.lights[int(lights.argmax())] == scene["light"]
    return {"place": place / count, "place_top3": top3 / count, "light": light / count}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pack", type=Path, default=Path("assets/faces"))
    parser.add_argument("--frames", type=int, default=400)
    parser.add_argument("--people", type=int, default=150)
    o = parser.parse_args()
    began = time.time()
    reader = FaceReader(o.pack)
    maker, full = FrameMaker(SPLIT, seed=4), FrameMaker(SPLIT, seed=5, things=1.0)
    got = {
        "detection": detection(reader, [maker.frame(768 if n % 2 else 384) for n in range(o.frames)]),
        "detection among animals and things": detection(
            reader, [full.frame(768 if n % 2 else 384) for n in range(o.frames // 2)]
        ),
        "recognition": verification(reader, o.people),
        "scenes": scenes(SceneReader(o.pack), o.frames),
    }
    print(json.dumps({k: {m: round(float(v), 4) for m, v in one.items()} for k, one in got.items()}, indent=1))
    print(f"{time.time() - began:.0f} s")


if __name__ == "__main__":
    main()
