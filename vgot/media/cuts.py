"""Where a film is cut: moments at which the picture becomes another at once and stays it. Pure, on small frames."""

from __future__ import annotations

import numpy as np

#: Mean difference of two pictures (0 to 255) below which nobody sees a cut.
_LEAST = 6.0
#: How much more than the movement around it a cut is.
_OVER_MOVEMENT = 2.5
_AROUND = 8


def cuts_in(frames: np.ndarray) -> list[int]:
    """The first frame of every shot but the first. frames: uint8 (n, H, W, 3), small. A flash of light, which is gone a few frames
    later, is no cut, and neither is a camera that moves fast all the time."""
    if len(frames) < 3:
        return []
    steps = np.concatenate([[0.0], _differences(frames, 1)])
    found: list[int] = []
    for t in np.flatnonzero(steps > _LEAST).tolist():
        around = np.delete(steps[max(1, t - _AROUND) : t + _AROUND + 1], min(t - 1, _AROUND))
        usual = float(np.median(around)) if len(around) else 0.0
        if steps[t] <= _LEAST + _OVER_MOVEMENT * usual or steps[t] < steps[max(1, t - 2) : t + 3].max():
            continue
        if _stays(frames, t):
            beside = [s for s in (t - 1, t, t + 1) if 0 < s < len(frames) and steps[s] > _LEAST]
            found.append(max(beside, key=lambda s: _reshaped(frames, s)))
    return list(dict.fromkeys(found))


def _reshaped(frames: np.ndarray, t: int) -> float:
    """How much the shapes of a frame are others than those of the one before, whatever the light: a flash beside a cut is not it."""
    a, b = (f - f.mean() for f in (frames[t - 1].astype(np.float32), frames[t].astype(np.float32)))
    return float(np.abs(a / (a.std() + 1.0) - b / (b.std() + 1.0)).mean())


def _differences(frames: np.ndarray, apart: int) -> np.ndarray:
    """Mean absolute difference of every frame to the one `apart` before it."""
    return np.concatenate(
        [
            np.abs(
                frames[n + apart : n + 1024 + apart].astype(np.int16) - frames[n : n + 1024][: len(frames) - n - apart]
            ).mean(axis=(1, 2, 3))
            for n in range(0, len(frames) - apart, 1024)
        ]
    )


def _stays(frames: np.ndarray, t: int) -> bool:
    """Whether what comes after a step is not what was before it: pictures some frames apart on both sides differ too."""
    whole = np.abs(frames[t].astype(np.int16) - frames[t - 1]).mean()
    pairs = [(t - back, t + on) for back in (1, 2, 3) for on in (1, 2, 3) if t - back >= 0 and t + on < len(frames)]
    least = min((np.abs(frames[a].astype(np.int16) - frames[b]).mean() for a, b in pairs), default=whole)
    return bool(least > 0.4 * whole)
