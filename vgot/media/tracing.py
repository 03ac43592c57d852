"""The changes of a clip's first frame, laid into all of its frames.

Every frame is traced back to the first one by optical flow, step by step, and checked both ways; a changed part moves as one with what it
belongs to. Where too little of that is seen, the trace is lost.
"""

from __future__ import annotations

import dataclasses

import cv2
import numpy as np

from vgot.media.masks import blend, feathered

#: Pixels by which a point may miss itself there and back.
_MISS = 1.5
#: How far the colour of a point may be from what it was, of 255.
_OTHER = 36.0
#: Share of the mask that must still be traced; below it the trace is lost.
_LOST = 0.4
#: Points that a part is followed by: at most, and at least; the share of a second move among them.
_MOST, _LEAST, _SECOND = 1500, 12, 0.15
#: Pixels by which a part must move otherwise than the picture to be something of its own.
_OTHERWISE = 1.0
#: How far around a part its points are looked for; parts smaller than this many pixels are specks.
_AROUND, _SPECK = 9, 24
#: A flow of nothing: movements below this, in pixels, are none.
_STILL = 0.05


@dataclasses.dataclass
class _Trace:
    """For each pixel of the last frame: where it was in the first one, and whether it was seen all the way."""

    x: np.ndarray
    y: np.ndarray
    seen: np.ndarray


class Tracer:
    """Lays a changed still into the frames of its clip, one after the other. Each changed part moves as one with what it belongs to: the
    points in it that move otherwise than the whole picture do, where there are any."""

    def __init__(self, before: np.ndarray, after: np.ndarray, mask: np.ndarray):
        """before, after: uint8 RGB (H, W, 3), the still without and with its retouch; mask: bool (H, W)."""
        self._before, self._after = before, after
        self._flow = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
        y, x = np.mgrid[: mask.shape[0], : mask.shape[1]].astype(np.float32)
        self._grid, self._trace = (x, y), _Trace(x, y, np.ones(mask.shape, bool))
        self._grey: np.ndarray | None = None
        self._lost = False
        self._parts = [_Part(one) for one in _parts((before != after).any(axis=2) & mask, mask)]
        #: how many frames it was laid into
        self.held = 0

    def next(self, pixels: np.ndarray) -> tuple[np.ndarray, np.ndarray] | None:
        """The next frame with the retouch in it, and where; None once the trace is lost."""
        if self._lost or not self._parts:
            return None
        grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
        if self._grey is not None:
            self._follow(self._grey, grey)
        self._grey = grey
        whole = self._move(self._seen(pixels))
        out, where = pixels, np.zeros(grey.shape, bool)
        for part in self._parts:
            moved = part.follow(*self._points(part, pixels), whole)
            if moved is None:
                self._lost = True
                return None
            size = (grey.shape[1], grey.shape[0])
            new = cv2.warpAffine(self._after, moved, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
            here = cv2.warpAffine(part.mask.astype(np.uint8), moved, size, flags=cv2.INTER_NEAREST) > 0
            out, where = blend(out, new, feathered(here)), where | here
        self.held += 1
        return out, where

    def _seen(self, pixels: np.ndarray) -> np.ndarray:
        """Where this frame shows what the first one did, bool (H, W)."""
        trace = self._trace
        was = cv2.remap(self._before, trace.x, trace.y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        off = cv2.blur(np.abs(pixels.astype(np.int16) - was).max(axis=2).astype(np.float32), (5, 5))
        return trace.seen & (off < _OTHER)

    def _move(self, seen: np.ndarray) -> np.ndarray:
        """How the whole picture has moved since the first frame, as a 2x3 matrix."""
        thin = np.zeros_like(seen)
        thin[:: max(1, seen.shape[0] // 40), :: max(1, seen.shape[1] // 40)] = True
        found = _fit(*self._pairs(seen & thin))
        return np.array(((1, 0, 0), (0, 1, 0)), np.float32) if found is None else found[0]

    def _points(self, part: _Part, pixels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        inside_now = cv2.remap(
            part.near.astype(np.uint8), self._trace.x, self._trace.y, cv2.INTER_NEAREST, borderValue=0
        )
        return self._pairs(self._seen(pixels) & (inside_now > 0))

    def _pairs(self, where: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """(points of the first frame, the same points now), float32 (n, 2) each."""
        y, x = np.nonzero(where)
        few = slice(None, None, max(1, len(y) // _MOST))
        y, x = y[few], x[few]
        return np.stack([self._trace.x[y, x], self._trace.y[y, x]], 1), np.stack([x, y], 1).astype(np.float32)

    def _calc(self, one: np.ndarray, two: np.ndarray) -> np.ndarray:
        return self._flow.calc(one, two, np.zeros((*one.shape, 2), np.float32))

    def _follow(self, last: np.ndarray, now: np.ndarray) -> None:
        """Go one frame on: from this frame's points to the last one's, and by its trace to the first."""
        (x, y), trace = self._grid, self._trace
        back, forth = self._calc(now, last), self._calc(last, now)
        back[np.abs(back).max(axis=2) < _STILL] = 0.0
        there_x, there_y = x + back[..., 0], y + back[..., 1]
        again = cv2.remap(forth, there_x, there_y, cv2.INTER_LINEAR, borderValue=1e4)
        missed = np.hypot(again[..., 0] + back[..., 0], again[..., 1] + back[..., 1])
        kept = cv2.remap(trace.seen.astype(np.uint8), there_x, there_y, cv2.INTER_NEAREST, borderValue=0)
        self._trace = _Trace(
            cv2.remap(trace.x, there_x, there_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE),
            cv2.remap(trace.y, there_x, there_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE),
            (kept > 0) & (missed < _MISS),
        )


class _Part:
    """One changed part of the still: what it belongs to, and how far that can still be seen."""

    def __init__(self, mask: np.ndarray):
        self.mask = mask
        #: where its points are looked for: a little around it, since what it lies on goes on there
        self.near = cv2.dilate(mask.astype(np.uint8), np.ones((_AROUND, _AROUND), np.uint8)) > 0
        self._first = 0
        #: the points of the first frame that move with it, once any move otherwise than the picture
        self._mine: np.ndarray | None = None

    def follow(self, then: np.ndarray, now: np.ndarray, whole: np.ndarray) -> np.ndarray | None:
        """The 2x3 matrix by which it has moved since the first frame; None where too little of it is seen."""
        if self._mine is not None:
            x, y = np.round(then).astype(int).T
            mine = self._mine[np.clip(y, 0, self.mask.shape[0] - 1), np.clip(x, 0, self.mask.shape[1] - 1)]
            then, now = then[mine], now[mine]
        self._first = self._first or len(then)
        if len(then) < _LEAST or len(then) < _LOST * self._first:
            return None
        groups = _groups(then, now)
        if not groups:
            return None
        centre = then.mean(axis=0).astype(np.float32)
        goes = [float(np.linalg.norm(_go(m, centre) - _go(whole, centre))) for m, _ in groups]
        best = int(np.argmax(goes)) if max(goes) > _OTHERWISE else 0
        if self._mine is None and len(groups) > 1 and goes[best] > _OTHERWISE:
            self._mine = np.zeros(self.mask.shape, np.uint8)
            x, y = np.round(then[groups[best][1]]).astype(int).T
            self._mine[np.clip(y, 0, self.mask.shape[0] - 1), np.clip(x, 0, self.mask.shape[1] - 1)] = 1
            self._mine = cv2.dilate(self._mine, np.ones((3, 3), np.uint8)) > 0
            self._first = int(groups[best][1].sum())
        return groups[best][0]


def _parts(changed: np.ndarray, mask: np.ndarray) -> list[np.ndarray]:
    """The changed parts of a still, each a bool (H, W), the specks between them with the nearest."""
    near = cv2.morphologyEx(changed.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    many, labels = cv2.connectedComponents(near)
    return [part for n in range(1, many) if (part := (labels == n) & mask).sum() >= _SPECK]


def _fit(then: np.ndarray, now: np.ndarray) -> tuple[np.ndarray, np.ndarray] | None:
    """(matrix of the move that most points make, which of them make it)."""
    if len(then) < _LEAST:
        return None
    matrix, makes = cv2.estimateAffinePartial2D(then, now, method=cv2.RANSAC, ransacReprojThreshold=_MISS)
    return None if matrix is None else (np.asarray(matrix, np.float32), makes[:, 0] > 0)


def _groups(then: np.ndarray, now: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
    """The one or two moves that points make, the one of most of them first."""
    first = _fit(then, now)
    if first is None:
        return []
    rest = ~first[1]
    second = _fit(then[rest], now[rest]) if rest.sum() >= max(_LEAST, _SECOND * len(then)) else None
    if second is None:
        return [first]
    makes = np.zeros(len(then), bool)
    makes[np.flatnonzero(rest)[second[1]]] = True
    return [first, (second[0], makes)]


def _go(matrix: np.ndarray, point: np.ndarray) -> np.ndarray:
    return matrix[:, :2] @ point + matrix[:, 2]
