"""Chooses among a detector's candidates, and the score over which it speaks, on people and places that training did not see and
that the final measurement does not use. The choice is written as detector.pt; `training.faces.pack` shifts the scores so
that the usual threshold of 0.5 is the one chosen here."""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

import numpy as np
import torch

from training.faces.frames import FrameMaker, Labelled
from training.faces.measure import detection
from training.faces.pack import write_detector
from vgot.faces.reader import EMBEDDED, FaceReader

SPLIT = "watch"
LEAST = 0.25
THRESHOLDS = tuple(float(t) for t in np.linspace(0.3, 0.8, 11))


class Told:
    """What a reader said about some frames, played back over a threshold."""

    def __init__(self, found: dict[int, list]):
        self._found, self.least = found, 0.5

    def read(self, frame: np.ndarray) -> list:
        return [f for f in self._found[id(frame)] if f.score >= self.least]


def tried(weights: Path, frames: list[Labelled]) -> list[tuple[float, dict[str, float]]]:
    """(threshold, figures) of the detector in a file."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(EMBEDDED / "rec_drawn.onnx", folder)
        write_detector(torch.load(weights, weights_only=True) | {"threshold": 0.5}, Path(folder) / "det_drawn.onnx")
        reader = FaceReader(Path(folder))
        told = Told({id(one.pixels): reader.read(one.pixels, least_score=LEAST) for one in frames})
    out = []
    for threshold in THRESHOLDS:
        told.least = threshold
        out.append((threshold, detection(told, frames)))
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("candidates", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, default=Path("build/faces/detector.pt"))
    parser.add_argument("--frames", type=int, default=160)
    o = parser.parse_args()
    plain, full = FrameMaker(SPLIT, seed=6), FrameMaker(SPLIT, seed=7, things=1.0)
    frames = [(full if n % 2 else plain).frame(768 if n % 3 == 0 else 384) for n in range(o.frames)]
    best: tuple[float, Path, float] | None = None
    for file in o.candidates:
        for threshold, got in tried(file, frames):
            worth = min(got["recall"], got["precision"])
            print(
                f"{file.name}  over {threshold:.2f}  recall {got['recall']:.4f}  precision {got['precision']:.4f}  points {got['point_error']:.4f}",
                flush=True,
            )
            if best is None or worth > best[0]:
                best = (worth, file, threshold)
    saved = torch.load(best[1], weights_only=True)
    torch.save(saved | {"threshold": best[2]}, o.out)
    print(f"chosen: {best[1].name} over {best[2]:.2f}")


if __name__ == "__main__":
    main()
