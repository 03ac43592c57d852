"""Where the face of a drawn person is: five points and a box, from the same geometry the drawing uses.

All of it is in world coordinates; `placed` takes it to pixels. A face from behind has none.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from vgot.animatic.looks import Look
from vgot.animatic.people.figure import figure
from vgot.animatic.people.pose import Pose

#: half the side of the box round a face, in units of a head of radius 20; its middle lies a little under the head's
HALF, MIDDLE = 18.5, 3.0


@dataclass(frozen=True)
class Face:
    """points: float64 (5, 2): the eye at the left of the picture, the one at the right, nose, both corners of the mouth.
    box: x0, y0, x1, y1. radius: of the head."""

    points: np.ndarray
    box: np.ndarray
    radius: float

    def placed(self, scale: float, dx: float, dy: float) -> Face:
        """The face after x' = scale * x + d."""
        shift = np.array([dx, dy])
        return Face(self.points * scale + shift, self.box * scale + np.array([dx, dy, dx, dy]), self.radius * scale)

    @property
    def size(self) -> float:
        return float(self.box[2] - self.box[0])


def _turned(points: np.ndarray, degrees: float) -> np.ndarray:
    a = math.radians(degrees)
    turn = np.array([[math.cos(a), math.sin(a)], [-math.sin(a), math.cos(a)]])
    return points @ turn


def face_of(look: Look, pose: Pose) -> Face | None:
    """The face of a person in a pose, in the world; None from behind."""
    if pose.back > 0.5 or look.kind != "person":
        return None
    f = figure(look)
    turn = 0.25 * (1.0 if pose.face >= 0 else -1.0) if pose.lie > 0.5 else pose.face
    fx, dy = turn * 7.2, pose.nod * 0.5
    eye = 1.2 + (1.4 if look.age in ("baby", "child") else 0.0) + dy
    spread = 7.7 * (1 - 0.06 * abs(turn))
    points = np.array(
        [
            [-spread + fx, eye],
            [spread + fx, eye],
            [1.42 * fx, 6.6 + dy],
            [1.1 * fx - 5.2, 13.0 + dy],
            [1.1 * fx + 5.2, 13.0 + dy],
            [0.35 * fx, MIDDLE],
        ]
    )
    k = f.head / 20.0
    if pose.lie > 0.5:
        q = 1.0 if pose.face >= 0 else -1.0
        on_the_ground = 0.0 if pose.lie > 0.85 else 13.5  # who has no bed lies that much lower
        points = _turned(points * k, -62 * q) + np.array([-30 * q, -29.5 - 0.4 * pose.squash + on_the_ground])
    else:
        side = 1 if pose.face >= 0 else -1
        points = _turned(points * k, pose.tilt - 0.7 * f.stoop * side)
        points += np.array([pose.face * 1.6, -f.trunk - pose.squash - f.head * 0.86 + pose.nod * 0.25])
        points = _turned(points, pose.lean + f.stoop * side) + np.array([0.0, -f.leg * (1 - pose.drop) - pose.lift])
    points = points * pose.scale + np.array([pose.x, pose.y])
    half = HALF * k * pose.scale
    centre = points[5]
    return Face(points[:5], np.concatenate([centre - half, centre + half]), f.head * pose.scale)


#: insightface's places of the five points in a crop of 112 x 112
CROP = np.array([[38.2946, 51.6963], [73.5318, 51.5014], [56.0252, 71.7366], [41.5493, 92.3655], [70.7299, 92.2041]])


def to_crop(points: np.ndarray) -> np.ndarray:
    """The 2 x 3 similarity that takes five points to their places in the crop, by least squares."""
    s, d = points[:, 0] + 1j * points[:, 1], CROP[:, 0] + 1j * CROP[:, 1]
    s0, d0 = s.mean(), d.mean()
    a = (np.conj(s - s0) * (d - d0)).sum() / (np.abs(s - s0) ** 2).sum()
    b = d0 - a * s0
    return np.array([[a.real, -a.imag, b.real], [a.imag, a.real, b.imag]])
