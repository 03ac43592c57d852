"""The paper's consistency metrics and the picture metrics. Pure: features or frames in, numbers out.

Paper: arXiv 2412.02259, Appendix C, n = 8: WS is the mean cosine of consecutive frames within a shot, averaged over shots;
CS is the mean cosine of the k-th of the last n frames of shot i and the k-th of the first n of shot i + 1, averaged over
boundaries. A feature that is None (no face) leaves its pairs out and is counted apart. `paper_compat` does as the authors'
released scripts do: such a frame is a vector of zeros, and shot i is paired with shot i + 2.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from vgot.evaluate.colour import delta_e, mean_lab
from vgot.faces.opencv import opencv

N = 8
Feature = np.ndarray | None


@dataclass(frozen=True)
class Score:
    """value: the mean of `per` (a shot or a boundary each; None where nothing could be compared), None without any.
    pairs: how many pairs of frames were compared; left_out: pairs in which a frame had no feature."""

    value: float | None
    per: list[float | None] = field(default_factory=list)
    pairs: int = 0
    left_out: int = 0


def cosine(a: np.ndarray, b: np.ndarray) -> float:
    """The cosine of two vectors; 0 when one of them is zero."""
    a, b = np.asarray(a, np.float64).ravel(), np.asarray(b, np.float64).ravel()
    size = float(np.linalg.norm(a) * np.linalg.norm(b))
    return float(a @ b) / size if size > 0 else 0.0


def _pairs(pairs: Sequence[tuple[Feature, Feature]], paper_compat: bool) -> tuple[float | None, int, int]:
    values, missing = [], 0
    for a, b in pairs:
        if a is None or b is None:
            missing += 1
            if paper_compat:
                values.append(0.0)
        else:
            values.append(cosine(a, b))
    return (float(np.mean(values)) if values else None), len(values), missing


def _score(groups: list[Sequence[tuple[Feature, Feature]]], paper_compat: bool) -> Score:
    per, pairs, missing = [], 0, 0
    for group in groups:
        value, compared, left_out = _pairs(group, paper_compat)
        if value is None and paper_compat:
            value = 0.0
        per.append(value)
        pairs, missing = pairs + compared, missing + left_out
    known = [v for v in per if v is not None]
    return Score(float(np.mean(known)) if known else None, per, pairs, missing)


def within_shots(shots: Sequence[Sequence[Feature]], *, paper_compat: bool = False) -> Score:
    """WS: over all shots, the mean cosine of each frame's feature and the next one's."""
    return _score([list(zip(shot, shot[1:], strict=False)) for shot in shots], paper_compat)


def across_shots(shots: Sequence[Sequence[Feature]], n: int = N, *, paper_compat: bool = False) -> Score:
    """CS: over all boundaries, the mean cosine of the last n frames of a shot and the first n of the next, k-th with k-th.
    A shot shorter than n compares what it has; with `paper_compat` it is passed over."""
    if paper_compat:
        ends, starts = [], []
        for number, shot in enumerate(shots, 1):
            if len(shot) >= n:
                if number != 1:
                    starts.append(shot[:n])
                if number != len(shots) or number == 1:
                    ends.append(shot[-n:])
        return _score(
            [list(zip(end, starts[i + 1], strict=True)) for i, end in enumerate(ends) if i + 1 < len(starts)], True
        )
    groups = []
    for left, right in zip(shots, shots[1:], strict=False):
        k = min(n, len(left), len(right))
        groups.append(list(zip(left[len(left) - k :], right[:k], strict=True)))
    return _score(groups, False)


# -- pictures ---------------------------------------------------------------------------------------------------------
def psnr(a: np.ndarray, b: np.ndarray) -> float:
    """Peak signal to noise of two uint8 pictures in dB; infinite for equal ones."""
    error = float(np.mean((a.astype(np.float64) - b.astype(np.float64)) ** 2))
    return float("inf") if error == 0 else 10 * np.log10(255.0**2 / error)


def mean_psnr(frames: Sequence[np.ndarray]) -> tuple[float | None, int]:
    """PSNR of consecutive frames: the mean over pairs that differ (None without any), and how many pairs are equal."""
    values = [psnr(a, b) for a, b in zip(frames, frames[1:], strict=False)]
    finite = [v for v in values if np.isfinite(v)]
    return (float(np.mean(finite)) if finite else None), len(values) - len(finite)


def seam_delta_e(left: np.ndarray, right: np.ndarray) -> float:
    """CIEDE2000 between the mean colours of the frames before a seam and of those after it; uint8 (n, H, W, 3) each."""
    return float(delta_e(mean_lab(left), mean_lab(right)))


def flicker(lightness: Sequence[float] | np.ndarray) -> float:
    """How much the mean lightness (L of CIELAB, 0..100) jumps to and fro: the mean of |L[t-1] - 2 L[t] + L[t+1]| / 2.
    A steady fade is 0; frames that alternate by d give d."""
    line = np.asarray(lightness, np.float64)
    if len(line) < 3:
        return 0.0
    return float(np.mean(np.abs(line[:-2] - 2 * line[1:-1] + line[2:])) / 2)


def motion(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Optical flow from one uint8 RGB frame to the next: float32 (H, W, 2) in pixels (Farneback)."""
    cv2 = opencv()

    greys = [cv2.cvtColor(np.ascontiguousarray(f), cv2.COLOR_RGB2GRAY) for f in (a, b)]
    return cv2.calcOpticalFlowFarneback(greys[0], greys[1], None, 0.5, 4, 21, 3, 7, 1.5, 0)


def motion_degree(frames: Sequence[np.ndarray], fps: float, every: int = 1) -> float:
    """How much moves: the mean, over pairs of consecutive frames, of the 5 % fastest pixels' speed, in per cent of the
    frame's height a second. `every`: how many frames lie between two of the sequence."""
    speeds = []
    for a, b in zip(frames, frames[1:], strict=False):
        speed = np.linalg.norm(motion(a, b), axis=-1).ravel()
        fastest = np.sort(speed)[-max(1, len(speed) // 20) :]
        speeds.append(float(fastest.mean()) / a.shape[0] * 100 * fps / every)
    return float(np.mean(speeds)) if speeds else 0.0


#: the share of shots whose fastest pixels cross at least this much of the height in a second is the dynamic degree
MOVING = 4.0


def dynamic_degree(degrees: Sequence[float]) -> float:
    """The share of shots that move (after VBench): whose `motion_degree` is at least MOVING."""
    return float(np.mean([d >= MOVING for d in degrees])) if degrees else 0.0


def difference(a: np.ndarray, b: np.ndarray) -> float:
    """How far the most changed part of two frames differs: the largest mean absolute difference of a block of 1/18 of the
    height squared, 0..255. Coding noise spreads; a blinking eye does not."""
    gap = np.abs(a.astype(np.int16) - b.astype(np.int16)).mean(axis=-1)
    side = max(4, a.shape[0] // 18)
    high, wide = gap.shape[0] // side * side, gap.shape[1] // side * side
    return float(gap[:high, :wide].reshape(high // side, side, wide // side, side).mean(axis=(1, 3)).max())


#: frames whose `difference` stays under it are the same picture
SAME = 1.2


def repeats(differences: Sequence[float], same: float = SAME) -> list[bool]:
    """For each frame but the first, whether it repeats the frame before."""
    return [d < same for d in differences]


def longest_freeze(differences: Sequence[float], same: float = SAME) -> int:
    """The longest run of frames that show one picture (1: every frame is new)."""
    longest = run = 1
    for again in repeats(differences, same):
        run = run + 1 if again else 1
        longest = max(longest, run)
    return longest


def is_black(frame: np.ndarray) -> bool:
    """Whether 99 of 100 pixels of a frame are nearly black."""
    return float(np.percentile(frame.max(axis=-1), 99)) < 26
