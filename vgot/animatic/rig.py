"""A camera that is set as a value, in the drawn world: where it stands, turns and zooms at a moment, and what that does to a sheet of the
picture.

The sheets of a place stand one behind the other. Of a sheet of depth d (0 the sky, 1 the plane of the people, more than 1 before them) the
camera is 1/d away, counted in the distance to the people. So a camera that pans, tilts, zooms or shakes moves all sheets alike; one that
travels (truck, pedestal, push, pull, orbit, crane, follow) moves the near ones more than the far ones; and the sky stands still.
"""

from __future__ import annotations

import math
from dataclasses import astuple, dataclass

from vgot.animatic.canvas import VIEW_H, VIEW_W
from vgot.story.camera import USUAL_LENS

#: the width of a full frame of film, in millimetres
_FILM = 36.0
#: a sheet nearer to the lens than this share of the distance to the people is behind the camera
_NEAREST = 0.12
#: over how many times its size a sheet before the people is left out: a leaf would hide a face
LARGEST_BEFORE = 1.45
#: by how much a crane swings away while it rises by the height of a frame, as a factor of size
_CRANE_OPENS = 1.25


@dataclass(frozen=True)
class Rig:
    """What a set camera adds to the framing of the first moment. `truck`, `rise`: how far it stands to the right and up, in units of the view at the plane of the people;
    `dolly`: how much nearer, in shares of the distance to them; `orbit`: radians around them, clockwise from above; `pan`, `tilt`: how far
    it is turned to the right and up, in units of the view; `zoom`: how many times nearer by the lens alone; `lens`: in the usual lens."""

    truck: float = 0.0
    rise: float = 0.0
    dolly: float = 0.0
    orbit: float = 0.0
    pan: float = 0.0
    tilt: float = 0.0
    zoom: float = 1.0
    lens: float = 1.0

    def mix(self, other: Rig, t: float) -> Rig:
        """A share `t` of the way to another one; factors are mixed as ratios."""
        a, b = astuple(self), astuple(other)
        mixed = [x + (y - x) * t for x, y in zip(a[:6], b[:6], strict=True)]
        return Rig(*mixed, *(x * (y / x) ** t for x, y in zip(a[6:], b[6:], strict=True)))


REST = Rig()


def eased_share(ease: str, u: float) -> float:
    """How much of a move is done after a share `u` of its time."""
    u = min(1.0, max(0.0, u))
    if ease == "in":
        return u * u
    if ease == "out":
        return u * (2 - u)
    return u * u * (3 - 2 * u) if ease == "in_out" else u


def rig_at(move: dict, t: float, u: float, gone: float = 0.0) -> Rig:
    """The rig of a camera (`CameraMove.as_params`) at `t` seconds, a share `u` of the shot. `gone`: how far the lead has come by then, in
    units of the view."""
    lens = move.get("lens", USUAL_LENS) / USUAL_LENS
    kind, way = move.get("move", "static"), move.get("direction", "")
    far = move.get("amount", 0.0)
    if kind == "handheld":
        across, up = _sway(t, far * VIEW_H)
        return Rig(pan=across, tilt=up, lens=lens)
    if kind == "follow":
        return Rig(truck=far * gone, lens=lens)
    e = eased_share(move.get("ease", "in_out"), u)
    back = -1.0 if way in ("left", "down", "ccw") else 1.0
    return Rig(**_done(kind, way, far, e, back), lens=lens)


def _done(kind: str, way: str, far: float, e: float, back: float) -> dict[str, float]:
    """What a move has changed when a share `e` of it is done. Sizes grow evenly: each moment by the same factor."""
    if kind in ("pan", "truck"):
        return {kind: back * far * VIEW_W * e}
    if kind == "tilt":
        return {"tilt": back * far * VIEW_H * e}
    if kind == "pedestal":
        return {"rise": back * far * VIEW_H * e}
    if kind == "crane":
        return {"rise": back * far * VIEW_H * e, "dolly": _nearer(_CRANE_OPENS ** (-back * far * e))}
    if kind == "orbit":
        return {"orbit": back * math.radians(far) * e}
    if kind == "zoom":
        return {"zoom": far ** (e if way == "in" else -e)}
    if kind in ("push", "pull"):
        return {"dolly": _nearer(far ** (e if kind == "push" else -e))}
    if kind == "dolly_zoom":
        size = far ** (e if way == "in" else -e)
        return {"dolly": _nearer(size), "zoom": 1.0 / size}
    return {}


def _nearer(size: float) -> float:
    """How much nearer, in shares of the distance, the camera is to what has become `size` times as large."""
    return 1.0 - 1.0 / size


def _sway(t: float, most: float) -> tuple[float, float]:
    """A hand that holds a camera: slow breath and quick trembling, nothing at the first moment, never more than `most`."""
    x = 0.55 * math.sin(2.1 * t) + 0.3 * math.sin(5.3 * t) + 0.15 * math.sin(11.7 * t)
    y = 0.5 * math.sin(2.7 * t) + 0.3 * math.sin(6.1 * t) + 0.2 * math.sin(13.1 * t)
    return 0.8 * most * x, 0.6 * most * y


def sheet(rig: Rig, depth: float) -> tuple[float, float, float] | None:
    """(size, x, y): how many times larger a sheet of a depth is than in the framing of the first moment, about the middle of the view, and
    how far it is moved then, in units of the view. None where the camera has passed it."""
    near = max(0.0, depth)
    k = rig.lens
    flat = near * k + 1.0 - near  # a long lens looks from far away: all distances are more alike
    near, size = near * k / flat, k / flat
    left = 1.0 - near * rig.dolly
    if near > 0.0 and left / near < _NEAREST:
        return None
    size /= left
    x, y = -rig.truck * near / left, rig.rise * near / left
    if rig.orbit:
        turned, grown = _around(near / left, rig.orbit)
        x -= turned * VIEW_W * k * USUAL_LENS / _FILM
        size *= grown
    return rig.zoom * size, rig.zoom * x - rig.pan, rig.zoom * y + rig.tilt


def _around(near: float, angle: float) -> tuple[float, float]:
    """How far to the left, in radians, and how many times larger a sheet is seen when the camera has gone around the people."""
    if near <= 1e-6:
        return angle, 1.0
    gap = 1.0 / near - 1.0
    x, z = gap * math.sin(angle), 1.0 + gap * math.cos(angle)
    seen = math.atan2(x, z) if gap < 1.0 else angle - math.atan2(math.sin(angle), gap + math.cos(angle))
    return seen, (1.0 + gap) / max(0.2, math.hypot(x, z))


Matrix = tuple[float, float, float, float, float, float]


def placed(rig: Rig, depth: float, base: Matrix) -> Matrix | None:
    """The matrix of a sheet, `base` being that of the first moment's framing; None where the camera has passed it."""
    if rig == REST:
        return base
    seen = sheet(rig, depth)
    if seen is None:
        return None
    size, x, y = seen
    a, b, c, d, tx, ty = base
    half_w, half_h = VIEW_W / 2, VIEW_H / 2
    return size * a, b, c, size * d, half_w + size * (tx - half_w) + x, half_h + size * (ty - half_h) + y


__all__ = ["LARGEST_BEFORE", "REST", "Rig", "eased_share", "placed", "rig_at", "sheet"]
