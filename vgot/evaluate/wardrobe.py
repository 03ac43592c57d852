"""Clothes and hats in a frame against those in the portrait, in the colours they would have under the portrait's light.

The skin is the reference: what the light did to it, it did to the cloth below it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from vgot.evaluate.colour import delta_e, to_lab
from vgot.evaluate.faces import SeenFace

#: patches by the box of a face: middle (in sides of the box from its middle), half width, half height
#: a face must be this large for its colours to be read
LEAST_PX = 26.0
_CHEST = (0.0, 0.88, 0.24, 0.14)
_TOP = (0.0, -0.62, 0.26, 0.09)


@dataclass(frozen=True)
class Dress:
    """Linear RGB (3,) of skin, chest and top of the head (None where the frame cuts it), and how many colours the top has."""

    skin: np.ndarray
    chest: np.ndarray | None
    top: np.ndarray | None


def _patch(frame: np.ndarray, face: SeenFace, where: tuple[float, float, float, float]) -> np.ndarray | None:
    """The pixels of a patch; None when less than four fifths of it are in the frame."""
    side = face.size
    cx, cy = face.middle
    eyes = face.points[1] - face.points[0]
    lean = np.arctan2(eyes[1], eyes[0])
    if abs(lean) > 0.6:  # lying down: nothing is below the chin
        return None
    mx = cx + side * (where[0] * np.cos(lean) - where[1] * np.sin(lean))
    my = cy + side * (where[0] * np.sin(lean) + where[1] * np.cos(lean))
    x0, x1, y0, y1 = mx - where[2] * side, mx + where[2] * side, my - where[3] * side, my + where[3] * side
    high, wide = frame.shape[:2]
    a, b, c, d = max(0, int(x0)), min(wide, int(x1) + 1), max(0, int(y0)), min(high, int(y1) + 1)
    if b <= a or d <= c or (b - a) * (d - c) < 0.8 * (x1 - x0) * (y1 - y0) or (b - a) * (d - c) < 12:
        return None
    return frame[c:d, a:b].reshape(-1, 3)


def _linear(pixels: np.ndarray) -> np.ndarray:
    return ((pixels / 255.0) ** 2.2).mean(axis=0)


def _skin(frame: np.ndarray, face: SeenFace) -> np.ndarray | None:
    """The skin's colour, uint8 (1, 3): at the bridge of the nose and beside it, where neither beard nor fringe nor blush is."""
    left, right, nose = face.points[:3]
    bridge = (left + right) / 2 + (nose - (left + right) / 2) * 0.3
    spots = [(bridge, 0.05, 0.04), ((left + nose * 2) / 3, 0.025, 0.02), ((right + nose * 2) / 3, 0.025, 0.02)]
    high, wide = frame.shape[:2]
    found = []
    for (x, y), w, h in spots:
        a, b, c, d = (int(round(v)) for v in (x - w * face.size, x + w * face.size, y - h * face.size, y + h * face.size))
        if a >= 0 and c >= 0 and b < wide and d < high:
            found.append(frame[c : d + 1, a : b + 1].reshape(-1, 3))
    return np.median(np.concatenate(found), axis=0)[None] if found else None


def dress_of(frame: np.ndarray, face: SeenFace) -> Dress | None:
    """The colours of one person in a frame; None when the face's skin cannot be read."""
    skin = _skin(frame, face) if face.size >= LEAST_PX else None
    if skin is None:
        return None
    chest, top = _patch(frame, face, _CHEST), _patch(frame, face, _TOP)
    return Dress(_linear(skin), None if chest is None else _linear(chest), None if top is None else _linear(np.median(top, axis=0)[None]))


def under_light_of(colour: np.ndarray, here: Dress, there: Dress) -> np.ndarray:
    """A colour of `here` as it would look under the light of `there`, by the two skins."""
    gain = np.clip((there.skin + 0.004) / (here.skin + 0.004), 0.2, 5.0)
    return np.clip(colour * gain, 0, 1)


def lab(linear: np.ndarray) -> np.ndarray:
    return to_lab((np.clip(linear, 0, 1) ** (1 / 2.2) * 255).round().astype(np.uint8))


def apart(here: Dress, there: Dress, part: str) -> float | None:
    """CIEDE2000 between a part of two people, the first seen under the second's light; None where either has none."""
    a, b = getattr(here, part), getattr(there, part)
    if a is None or b is None:
        return None
    # the one in the darker light is read less surely, so it is brought to the other's
    if here.skin.mean() < there.skin.mean():
        return float(delta_e(lab(under_light_of(a, here, there)), lab(b)))
    return float(delta_e(lab(a), lab(under_light_of(b, there, here))))
