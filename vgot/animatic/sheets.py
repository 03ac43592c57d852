"""Where the sheets of a place lie in the view, and how they go on beyond their edges: a set camera may travel farther than a place is drawn.
There a sheet's mirror image stands beside it, and so on."""

from __future__ import annotations

import math

from vgot.animatic.canvas import BOTTOM, TOP, VIEW_H, VIEW_W, X0, X1
from vgot.animatic.rig import LARGEST_BEFORE, REST, Matrix, placed, sheet
from vgot.animatic.scene import Camera

#: how far around the view a leaning picture reaches, in units of the view
_AROUND = 24.0
#: mirror images on each side at most
_MOST = 4
#: outside of every view
_GONE: Matrix = (1.0, 0.0, 0.0, 1.0, -1e5, -1e5)
#: (columns to the right, rows down) of a mirror image; (0, 0) is the sheet itself
Tile = tuple[int, int]


def layer_matrix(camera: Camera, depth: float) -> Matrix:
    """The matrix that puts a layer of a depth into the view of 256 x 144; outside of it where the camera has passed the layer."""
    share = 0.40 + 0.60 * min(depth, 1.0) + 0.5 * max(0.0, depth - 1.0)
    zoom = 1.0 + (camera.zoom - 1.0) * share
    travel = 0.30 + 0.70 * depth
    x, y = 128.0 + (camera.x - 128.0) * travel, 72.0 + (camera.y - 72.0) * (0.45 + 0.55 * min(depth, 1.0))
    y -= camera.pitch * (1.0 - min(depth, 1.0)) * 0.9
    base = (zoom, 0.0, 0.0, zoom, VIEW_W / 2 - zoom * x, VIEW_H / 2 - zoom * y)
    return base if camera.rig == REST else placed(camera.rig, depth, base) or _GONE


def tiles_of(camera: Camera, depth: float) -> list[tuple[Tile, Matrix]]:
    """The sheet of a depth and the mirror images of it that are in the view, each with its matrix. Without a set camera the sheet alone."""
    matrix = layer_matrix(camera, depth)
    if camera.rig == REST:
        return [((0, 0), matrix)]
    if matrix is _GONE:
        return []
    a, _, _, d, tx, ty = matrix
    columns = _seen((-_AROUND - tx) / a, (VIEW_W + _AROUND - tx) / a, X0, X1)
    rows = _seen((-_AROUND - ty) / d, (VIEW_H + _AROUND - ty) / d, TOP, BOTTOM)
    return [((i, j), _mirrored(matrix, i, j)) for j in rows for i in columns]


def _seen(low: float, high: float, start: float, end: float) -> range:
    """The numbers of the images of start..end that low..high reaches."""
    first, last = math.floor((low - start) / (end - start)), math.ceil((high - start) / (end - start))
    return range(max(-_MOST, first), max(first + 1, min(_MOST + 1, last)))


def _mirrored(matrix: Matrix, i: int, j: int) -> Matrix:
    a, b, c, d, tx, ty = matrix
    sx, x = _turned(i, X0, X1)
    sy, y = _turned(j, TOP, BOTTOM)
    return sx * a, b, c, sy * d, tx + a * x, ty + d * y


def _turned(n: int, start: float, end: float) -> tuple[float, float]:
    """Sign and shift of the n-th image: every other one is a mirror's."""
    over = n * (end - start)
    return (-1.0, start + end + over) if n % 2 else (1.0, over)


def before_people(camera: Camera, depth: float) -> float:
    """How much of a sheet before the people is seen, 0 to 1: a leaf before the lens would hide a face."""
    if camera.zoom > LARGEST_BEFORE:
        return 0.0
    if camera.rig == REST:
        return 1.0
    seen = sheet(camera.rig, depth)
    return 0.0 if seen is None else max(0.0, min(1.0, (LARGEST_BEFORE + 0.5 - camera.zoom * seen[0]) / 0.5))


__all__ = ["before_people", "layer_matrix", "tiles_of"]
