"""Pictures that were not drawn here: an uploaded keyframe under a moving camera, and what a plate's sidecar says."""

from __future__ import annotations

import json

import numpy as np

from vgot.animatic.canvas import Group, Stage
from vgot.animatic.scene import eased
from vgot.units import FrameSize


def plate_of(sidecar: bytes) -> dict | None:
    """What a plate's sidecar says of its place; None for an uploaded plate."""
    try:
        found = json.loads(sidecar)["plate"]
        return found if isinstance(found, dict) and "kind" in found and "seed" in found else None
    except (ValueError, KeyError, TypeError, UnicodeDecodeError):
        return None


#: move -> (x, y, zoom) at the start and at the end; x and y in shares of what lies outside the view
_PATHS = {
    "static": ((0.0, 0.0, 1.0), (0.0, 0.0, 1.0)),
    "push_in": ((0.0, 0.0, 1.0), (0.0, -0.15, 1.18)),
    "pull_out": ((0.0, -0.15, 1.18), (0.0, 0.0, 1.0)),
    "pan_left": ((0.9, 0.0, 1.12), (-0.9, 0.0, 1.12)),
    "pan_right": ((-0.9, 0.0, 1.12), (0.9, 0.0, 1.12)),
    "tilt_up": ((0.0, 0.9, 1.12), (0.0, -0.9, 1.12)),
    "tilt_down": ((0.0, -0.9, 1.12), (0.0, 0.9, 1.12)),
    "follow": ((-0.5, 0.0, 1.08), (0.5, 0.0, 1.12)),
}


class Still:
    """One picture filmed with a moving camera: resampled between pixels, so that slow moves do not tremble."""

    def __init__(self, pixels: np.ndarray, size: FrameSize):
        self._size = size
        self._stage = Stage(size.width, size.height)
        self._root = Group()
        self._holder = self._root.group()
        self._high, self._wide = pixels.shape[:2]
        self._holder.image(np.ascontiguousarray(pixels[..., :3]), 0, 0, self._wide, self._high)
        self._exact = pixels[..., :3].copy() if (self._wide, self._high) == (size.width, size.height) else None

    def frame(self, move: str, u: float) -> np.ndarray:
        """The frame at share `u` (0..1) of the shot, uint8 RGB."""
        start, end = _PATHS.get(move, _PATHS["push_in"])
        e = eased(u)
        x, y, zoom = (a + (b - a) * e for a, b in zip(start, end, strict=True))
        if self._exact is not None and zoom == 1.0 and x == y == 0.0:
            return self._exact.copy()
        w, h = self._size.width, self._size.height
        k = max(w / self._wide, h / self._high) * zoom
        rx, ry = (self._wide * k - w) / 2, (self._high * k - h) / 2
        self._holder.matrix(k, 0, 0, k, -rx - x * rx, -ry - y * ry)
        return self._stage.draw(self._root)
