"""Clothes and hats in a frame against those in the portrait, in the colours they would have under the portrait's light.

The skin is the reference: what the light did to it, it did to the cloth below it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from vgot.evaluate.colour import delta_e, to_lab
from vgot.faces.reader import SeenFace

#: a face must be this large for its colours to be read
LEAST_PX = 26.0
#: patches by the box of a face: middle (in sides of the box from its middle), half width, half height
_CHEST = (0.0, 0.88, 0.24, 0.14)
_TOP = (0.0, -0.62, 0.26, 0.09)
#: colours nearer than this in CIELAB are one cloth, and a cloth is at least this share of its patch
_ONE, _LEAST = 10.0, 0.12
#: spots of the skin: steps from the middle of the eyes towards the right eye (1 at it) and towards the mouth (1 at it)
_SPOTS = (
    (0.0, 0.1),
    (0.0, 0.25),
    (-0.22, 0.3),
    (0.22, 0.3),
    (-0.35, 0.4),
    (0.35, 0.4),
    (0.0, -0.2),
    (0.0, -0.45),
    (-0.35, -0.5),
    (0.35, -0.5),
    (-0.8, 0.42),
    (0.8, 0.42),
    (0.0, 0.48),
    (-0.5, 0.58),
    (0.5, 0.58),
    (-0.8, 0.62),
    (0.8, 0.62),
)


@dataclass(frozen=True)
class Dress:
    """skin: linear RGB (3,). chest, top of the head: the colours of the patch, the largest first, (k, 4): share of the patch and
    linear RGB; None where the frame cuts it."""

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


def _linear(colour: np.ndarray) -> np.ndarray:
    return (colour / 255.0) ** 2.2


def _colours(pixels: np.ndarray) -> np.ndarray:
    """The colours of a patch, (k, 4) as in Dress: a tie, a collar and a coat stay apart, however much of each is seen."""
    some = pixels[np.linspace(0, len(pixels) - 1, min(len(pixels), 200)).astype(int)]
    tone = to_lab(some)
    alike = np.linalg.norm(tone[:, None] - tone[None], axis=-1) < _ONE
    left, out = np.ones(len(some), bool), []
    while len(out) < 3 and (not out or left.mean() >= _LEAST):
        mine = alike[int((alike & left).sum(axis=1).argmax())] & left
        if out and mine.mean() < _LEAST:
            break
        out.append([mine.mean(), *_linear(np.median(some[mine], axis=0))])
        left &= ~mine
    return np.asarray(out)


def _skin(frame: np.ndarray, face: SeenFace) -> np.ndarray | None:
    """The skin's colour, uint8 values (3,): what half of some spots about nose, brow and cheeks agree on, because a fringe, a beard,
    blush, an open mouth or the rim of glasses may cover any of them. None when the frame cuts too many."""
    left, right = face.points[:2]
    eyes, high, wide = (left + right) / 2, *frame.shape[:2]
    across, down, r = (right - left) / 2, (face.points[3] + face.points[4]) / 2 - eyes, 0.022 * face.size
    found = []
    for u, v in _SPOTS:
        x, y = eyes + u * across + v * down
        a, b, c, d = (int(round(k)) for k in (x - r, x + r, y - r, y + r))
        if a >= 0 and c >= 0 and b < wide and d < high:
            found.append(np.median(frame[c : d + 1, a : b + 1].reshape(-1, 3), axis=0))
    if len(found) < 5:
        return None
    tone = to_lab(np.asarray(found).round().astype(np.uint8))
    far, half = np.linalg.norm(tone[:, None] - tone[None], axis=-1), len(found) // 2
    best = int(np.sort(far, axis=1)[:, : half + 1].sum(axis=1).argmin())
    return np.median(np.asarray(found)[far[best].argsort()[:half]], axis=0)


def dress_of(frame: np.ndarray, face: SeenFace) -> Dress | None:
    """The colours of one person in a frame; None when the face's skin cannot be read."""
    skin = _skin(frame, face) if face.size >= LEAST_PX else None
    if skin is None:
        return None
    chest, top = _patch(frame, face, _CHEST), _patch(frame, face, _TOP)
    return Dress(_linear(skin), None if chest is None else _colours(chest), None if top is None else _colours(top))


def under_light_of(colour: np.ndarray, here: Dress, there: Dress) -> np.ndarray:
    """A colour of `here` as it would look under the light of `there`, by the two skins."""
    gain = np.clip((there.skin + 0.004) / (here.skin + 0.004), 0.2, 5.0)
    return np.clip(colour * gain, 0, 1)


def lab(linear: np.ndarray) -> np.ndarray:
    return to_lab((np.clip(linear, 0, 1) ** (1 / 2.2) * 255).round().astype(np.uint8))


def apart(here: Dress, there: Dress, part: str) -> float | None:
    """CIEDE2000 between a part of two people, the first seen under the second's light: how far the large colours of each are from
    the nearest of the other, the mean of both ways. None where either has none."""
    a, b = getattr(here, part), getattr(there, part)
    if a is None or b is None:
        return None
    # the one in the darker light is read less surely, so it is brought to the other's
    darker = here.skin.mean() < there.skin.mean()
    one = lab(under_light_of(a[:, 1:], here, there) if darker else a[:, 1:])
    other = lab(b[:, 1:] if darker else under_light_of(b[:, 1:], there, here))
    far = delta_e(one[:, None], other[None])
    return float(np.mean([_mean_of_large(a[:, 0], far.min(axis=1)), _mean_of_large(b[:, 0], far.min(axis=0))]))


def _mean_of_large(shares: np.ndarray, far: np.ndarray) -> float:
    large = np.where(shares >= min(0.2, shares.max()), shares, 0.0)
    return float(large @ far / large.sum())
