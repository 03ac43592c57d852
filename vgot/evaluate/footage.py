"""The footage of a shot: its frames, looked at once. What every frame is needed for is kept as numbers; faces, places and
colours are read from samples."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from vgot import media
from vgot.evaluate import metrics
from vgot.evaluate.colour import mean_lab
from vgot.faces.opencv import opencv

#: how many frames of a shot are looked at for faces and places
SAMPLES = 5
#: frames are compared at this width
_SMALL_PX = 256


@dataclass
class Footage:
    """One shot. first, last: up to n frames, uint8 RGB; sampled: frame numbers and frames spread over the shot;
    lightness, differences: of every frame, and from every frame to the next; still: the most frames in which
    the picture stays what it was; black: the numbers of black frames."""

    number: int
    shot: str
    frames: int
    fps: float
    first: list[np.ndarray] = field(default_factory=list)
    last: list[np.ndarray] = field(default_factory=list)
    sampled: list[tuple[int, np.ndarray]] = field(default_factory=list)
    lightness: list[float] = field(default_factory=list)
    differences: list[float] = field(default_factory=list)
    black: list[int] = field(default_factory=list)
    still: int = 1
    motion: float = 0.0
    psnr: float | None = None
    equal_pairs: int = 0

    @property
    def middle(self) -> np.ndarray:
        return self.sampled[len(self.sampled) // 2][1]

    @property
    def opens(self) -> np.ndarray:
        """The mean colour of the first two frames, CIELAB (3,)."""
        return mean_lab(np.stack([small(f)[::2, ::2] for f in self.first[:2]]))

    @property
    def closes(self) -> np.ndarray:
        """The mean colour of the last two frames, CIELAB (3,)."""
        return mean_lab(np.stack([small(f)[::2, ::2] for f in self.last[-2:]]))


def small(frame: np.ndarray, width: int = _SMALL_PX) -> np.ndarray:
    """A frame scaled to a width; never larger."""
    cv2 = opencv()

    high, wide = frame.shape[:2]
    if wide <= width:
        return frame
    return cv2.resize(frame, (width, max(2, round(high * width / wide))), interpolation=cv2.INTER_AREA)


def watch(
    frames: Iterable[np.ndarray],
    number: int,
    shot: str,
    total: int,
    fps: float,
    n: int = metrics.N,
    samples: int = SAMPLES,
) -> Footage:
    """Look at the frames of a shot, one at a time. total: how many there are."""
    wanted = set(np.unique(np.linspace(0, total - 1, max(1, min(samples, total))).round().astype(int)).tolist())
    out = Footage(number, shot, total, fps)
    pairs = set(np.linspace(0, max(0, total - 2), min(6, max(1, total - 1))).round().astype(int).tolist())
    before: np.ndarray | None = None
    anchor, run = None, 0
    psnrs, speeds = [], []
    for at, frame in enumerate(frames):
        little = small(frame)
        out.lightness.append(float(mean_lab(little[::3, ::3])[0]))
        if metrics.is_black(little):
            out.black.append(at)
        if before is not None:
            out.differences.append(metrics.difference(before, little))
            psnrs.append(metrics.psnr(before, little))
            if at - 1 in pairs:
                speeds.append(metrics.motion_degree([before, little], fps))
        before = little
        if anchor is not None and metrics.difference(anchor, little) < metrics.SAME:
            run += 1
        else:
            anchor, run = little, 1
        out.still = max(out.still, run)
        if at < n:
            out.first.append(frame)
        out.last = [*out.last[-(n - 1) :], frame] if n > 1 else [frame]
        if at in wanted:
            out.sampled.append((at, frame))
    finite = [p for p in psnrs if np.isfinite(p)]
    out.frames = len(out.lightness)
    out.psnr, out.equal_pairs = (float(np.mean(finite)) if finite else None), len(psnrs) - len(finite)
    out.motion = float(np.mean(speeds)) if speeds else 0.0
    return out


def watch_file(
    path: Path, number: int, shot: str, start: int = 0, stop: int | None = None, samples: int = SAMPLES
) -> Footage:
    """The footage of frames [start, stop) of a clip file. Raises NotFound, DamagedProject."""
    info = media.probe_fast(path)
    stop = info.frames if stop is None else stop
    return watch(media.decode_clip(path, start, stop), number, shot, stop - start, float(info.fps), samples=samples)
