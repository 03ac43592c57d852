"""Reads a camera's move back from rendered frames, and knows nothing of how they were drawn: points are followed from frame to frame
(Lucas and Kanade), there and back, and one similarity is fitted to them (RANSAC)."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np


@dataclass(frozen=True)
class Flow:
    """How a part of the picture went from the first frame to the last. right, down: of its point in the middle of the frame, in shares of
    the frame's width and height; size: how many times larger; turned: degrees; loose: the share of points that do not go with the rest."""

    right: float
    down: float
    size: float
    turned: float
    loose: float
    points: int


def tracks(frames: list[np.ndarray], mask: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Points (N, 2) of the first frame and where they are in the last."""
    grey = [cv2.cvtColor(f, cv2.COLOR_RGB2GRAY) for f in frames]
    start = cv2.goodFeaturesToTrack(grey[0], 600, 0.004, 3, mask=None if mask is None else mask.astype(np.uint8) * 255)
    assert start is not None, "nothing to follow"
    now, good = start, np.ones(len(start), bool)
    for a, b in zip(grey, grey[1:], strict=False):
        there, ok, _ = cv2.calcOpticalFlowPyrLK(a, b, now, None, winSize=(13, 13), maxLevel=3)
        back, again, _ = cv2.calcOpticalFlowPyrLK(b, a, there, None, winSize=(13, 13), maxLevel=3)
        good &= (ok.ravel() == 1) & (again.ravel() == 1) & (np.abs(back - now).max(axis=(1, 2)) < 0.5)
        now = there
    return start[good, 0], now[good, 0]


def fitted(frames: list[np.ndarray], was: np.ndarray, now: np.ndarray) -> Flow:
    """The similarity that most of the points follow."""
    high, wide = frames[0].shape[:2]
    matrix, inside = cv2.estimateAffinePartial2D(was, now, method=cv2.RANSAC, ransacReprojThreshold=1.0, maxIters=4000)
    middle = np.array([wide / 2, high / 2])
    moved = matrix[:, :2] @ middle + matrix[:, 2] - middle
    size = float(np.hypot(matrix[0, 0], matrix[1, 0]))
    turned = float(np.degrees(np.arctan2(matrix[1, 0], matrix[0, 0])))
    return Flow(moved[0] / wide, moved[1] / high, size, turned, 1.0 - float(inside.mean()), len(was))


def flow_of(frames: list[np.ndarray], mask: np.ndarray | None = None) -> Flow:
    return fitted(frames, *tracks(frames, mask))


def red(frame: np.ndarray, grown: int = 0) -> np.ndarray:
    """Where the picture is strongly red, as a mask; `grown`: by so many pixels more."""
    r, g, b = (frame[..., n].astype(int) for n in range(3))
    mask = ((r - g > 80) & (r - b > 80)).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask)
    largest = 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA])) if count > 1 else 0
    mask = (labels == largest).astype(np.uint8)
    return cv2.dilate(mask, np.ones((2 * grown + 1,) * 2, np.uint8)).astype(bool) if grown else mask.astype(bool)


def red_size(frame: np.ndarray) -> float:
    """The length of the side of a square with as many pixels as the largest red thing."""
    return float(red(frame).sum()) ** 0.5
