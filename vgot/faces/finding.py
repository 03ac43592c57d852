"""Where faces are in a picture that a person brings: a photograph or a drawing.

Two readers that know different faces look: a cascade for photographs (scikit-image's copy of OpenCV's, frontal faces) and the detector of
the drawn world, which sees something of a face in much. A photographed face is where both see one; a drawn one where the second is
sure beyond doubt.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from PIL import Image

Box = tuple[float, float, float, float]
#: The picture is looked at in this size: smaller faces than a twentieth of it are nobody's portrait.
_LOOKED_AT = 384
#: Of whom the drawn world's detector is sure beyond doubt, and from when it agrees with another's finding.
_SURE, _AGREES = 0.985, 0.5
#: A face this much smaller than the largest one stands in the background.
_BACKGROUND = 0.55


def find_faces(pixels: np.ndarray) -> list[Box]:
    """The faces of a uint8 RGB picture (H, W, 3), the largest first: left, top, right, bottom in shares of its sides. Raises
    ModelUnavailable where what looks for faces is missing."""
    from vgot.faces.reader import face_reader

    high, wide = pixels.shape[:2]
    scale = min(1.0, _LOOKED_AT / max(wide, high))
    size = (max(1, round(wide * scale)), max(1, round(high * scale)))
    small = np.array(Image.fromarray(np.ascontiguousarray(pixels)).resize(size, Image.Resampling.BOX))
    if min(size) < 48:
        return []
    drawn = [(np.asarray(f.box, float), f.score) for f in face_reader().read(small, least_score=_AGREES)]
    photographed = _cascade_sees(small)
    found = [box for box in photographed if any(_overlap(box, other) > 0.25 for other, _ in drawn)]
    found += [box for box, score in drawn if score >= _SURE and not any(_overlap(box, other) > 0.25 for other in found)]
    found.sort(key=lambda box: -_side(box))
    found = [box for box in found if _side(box) >= _BACKGROUND * _side(found[0])]
    return [_shares(box, *size) for box in found]


def _cascade_sees(small: np.ndarray) -> list[np.ndarray]:
    least = max(20, round(max(small.shape[:2]) * 0.06))
    found = _cascade().detect_multi_scale(
        img=small,
        scale_factor=1.2,
        step_ratio=1.3,
        min_size=(least, least),
        max_size=(max(small.shape[:2]),) * 2,
        min_neighbor_number=3,
    )
    boxes = [np.array([f["c"], f["r"], f["c"] + f["width"], f["r"] + f["height"]], float) for f in found]
    boxes.sort(key=lambda box: -_side(box))
    apart: list[np.ndarray] = []
    for box in boxes:
        if not any(_overlap(box, other) > 0.25 for other in apart):
            apart.append(box)
    return apart


@lru_cache(maxsize=1)
def _cascade() -> Any:
    from skimage.data import lbp_frontal_face_cascade_filename
    from skimage.feature import Cascade

    return Cascade(lbp_frontal_face_cascade_filename())


def _side(box: np.ndarray) -> float:
    return float(box[2] - box[0] + box[3] - box[1]) / 2


def _overlap(one: np.ndarray, other: np.ndarray) -> float:
    """What two boxes share, of what they cover together."""
    wide, high = np.minimum(one[2:], other[2:]) - np.maximum(one[:2], other[:2])
    shared = max(0.0, float(wide)) * max(0.0, float(high))
    return shared / max(1e-9, _area(one) + _area(other) - shared)


def _area(box: np.ndarray) -> float:
    return float((box[2] - box[0]) * (box[3] - box[1]))


def _shares(box: np.ndarray, wide: int, high: int) -> Box:
    left, top, right, bottom = np.clip(box / (wide, high, wide, high), 0, 1)
    return round(float(left), 4), round(float(top), 4), round(float(right), 4), round(float(bottom), 4)
