"""A clip at another rate than its model's: what lies between two of its frames is moved there, not repeated and not faded.

Each pixel goes along the optical flow between both frames, from either side, and the sides are mixed by their nearness: a thing
that moves at a constant speed does so afterwards. Where the frames do not belong together (a cut, a flash), the nearer one stands.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

from vgot.faces.opencv import opencv

#: Mean difference (of 255) of both frames after they were moved together, above which they are no motion of one another.
APART = 24.0


def moment_between(one: np.ndarray, two: np.ndarray, at: float) -> np.ndarray:
    """The picture at `at` in (0, 1) between two frames, all uint8 (H, W, 3)."""
    if np.array_equal(one, two):
        return one
    cv2 = opencv()
    grey = [cv2.cvtColor(np.ascontiguousarray(f), cv2.COLOR_RGB2GRAY) for f in (one, two)]
    flow = cv2.DISOpticalFlow_create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
    there, back = flow.calc(grey[0], grey[1], None), flow.calc(grey[1], grey[0], None)
    left = _moved(cv2, one, -(1 - at) * at * there + at * at * back)
    right = _moved(cv2, two, (1 - at) ** 2 * there - at * (1 - at) * back)
    if float(np.abs(left - right).mean()) > APART:
        return one if at < 0.5 else two
    return ((1 - at) * left + at * right).round().clip(0, 255).astype(np.uint8)


def _moved(cv2: Any, frame: np.ndarray, by: np.ndarray) -> np.ndarray:
    """float32: each pixel taken from where `by` (H, W, 2) says, the edge repeated."""
    high, wide = frame.shape[:2]
    rows, columns = np.mgrid[0:high, 0:wide].astype(np.float32)
    return cv2.remap(
        frame.astype(np.float32),
        columns + by[..., 0].astype(np.float32),
        rows + by[..., 1].astype(np.float32),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )


def picture_at(frames: list[np.ndarray], moment: Fraction) -> np.ndarray:
    """The picture of a clip at a moment, counted in its frames from 0; a whole number is that very frame."""
    whole = int(moment)
    part = moment - whole
    return frames[whole] if not part else moment_between(frames[whole], frames[whole + 1], float(part))
