"""Pictures that were not drawn here: an uploaded keyframe under a moving camera, and what a plate's sidecar says."""

from __future__ import annotations

import json
from math import ceil, floor

import numpy as np

from vgot.animatic.canvas import VIEW_H, VIEW_W, Group, Stage
from vgot.animatic.rig import REST, rig_at, sheet
from vgot.animatic.scene import eased
from vgot.story.camera import USUAL_LENS, CameraMove, short_name
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


#: what a picture without depth shows of a move: the move that it looks like ("" for none), and why
_FLAT: dict[tuple[str, str], str] = {
    ("push", "in"): "zoom in",
    ("pull", "out"): "zoom out",
    ("truck", "left"): "pan left",
    ("truck", "right"): "pan right",
    ("pedestal", "up"): "tilt up",
    ("pedestal", "down"): "tilt down",
    ("crane", "up"): "tilt up that zooms out",
    ("crane", "down"): "tilt down that zooms in",
}
_NOT_FLAT = {
    "orbit": "an uploaded picture has one side",
    "dolly_zoom": "an uploaded picture has no background apart from its subject",
    "follow": "who goes in an uploaded picture is not known",
}


def flat_facts(value: CameraMove | None) -> dict[str, object]:
    """What a flat picture does not show of a camera that is set as a value ("not_drawn"), and what it shows as something near ("drawn_as")."""
    if value is None:
        return {}
    told = short_name(value)
    missed = [f"{told}: {_NOT_FLAT[value.move]}"] if value.move in _NOT_FLAT else []
    seen = ((f"{value.height} height", value.height), (f"{value.lens or 0:g} mm lens", value.lens))
    missed += [f"{word}: an uploaded picture keeps its own" for word, is_set in seen if is_set is not None]
    near = _FLAT.get((value.move, value.direction))
    facts: dict[str, object] = {"not_drawn": missed} if missed else {}
    if near:
        facts["drawn_as"] = [{"word": told, "as": f"{near}, without depth"}]
    return facts


class Still:
    """One picture filmed with a moving camera: resampled between pixels, so that slow moves do not tremble."""

    def __init__(self, pixels: np.ndarray, size: FrameSize):
        self._size = size
        self._stage = Stage(size.width, size.height)
        self._root = Group()
        self._holder = self._root.group()
        self._high, self._wide = pixels.shape[:2]
        self._pixels = np.ascontiguousarray(pixels[..., :3])
        self._holder.image(self._pixels, 0, 0, self._wide, self._high)
        self._tiles = {(0, 0)}
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

    def moved(self, value: CameraMove, n: int, frames: int, fps: float) -> np.ndarray:
        """Frame `n` of a shot whose camera is set as a value, uint8 RGB: the amounts of a sheet at the distance of the subject. Beyond the
        edge of the picture lies its mirror image."""
        rig = rig_at({**value.as_params(), "lens": USUAL_LENS}, n / fps, n / max(1, frames - 1))
        size, x, y = (1.0, 0.0, 0.0) if rig == REST else sheet(rig, 1.0) or (1.0, 0.0, 0.0)
        if self._exact is not None and (size, x, y) == (1.0, 0.0, 0.0):
            return self._exact.copy()
        w, h = self._size.width, self._size.height
        k = max(w / self._wide, h / self._high) * size
        view = max(w / VIEW_W, h / VIEW_H)
        left, top = (w - self._wide * k) / 2 + x * view, (h - self._high * k) / 2 + y * view
        self._mirror(-left / k, -top / k, (w - left) / k, (h - top) / k)
        self._holder.matrix(k, 0, 0, k, left, top)
        return self._stage.draw(self._root)

    def _mirror(self, left: float, top: float, right: float, low: float) -> None:
        """Lay mirror images beside the picture as far as the view reaches; each shares its outermost row with the next."""
        step_x, step_y = max(1, self._wide - 1), max(1, self._high - 1)
        for row in range(floor(top / step_y), ceil(low / step_y)):
            for column in range(floor(left / step_x), ceil(right / step_x)):
                if (column, row) in self._tiles:
                    continue
                self._tiles.add((column, row))
                turned, over = column % 2, row % 2
                tile = self._pixels[:: -1 if over else 1, :: -1 if turned else 1]
                self._holder.image(np.ascontiguousarray(tile), column * step_x, row * step_y, self._wide, self._high)
