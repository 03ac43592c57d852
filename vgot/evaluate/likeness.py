"""Which of several stills shows its people most like their portraits, and how much of a portrait it only copies.

A face is compared with the portrait by the cosine of both embeddings (ArcFace, or the drawn world's own). A model that pastes the portrait
into the picture scores high there and is no use: what is copied is measured beside it, as the correlation of both faces laid over one another
by eyes, nose and mouth. A face that is lit, turned or moved by the shot correlates little; a pasted one nearly whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from vgot.evaluate.cast import Model, big_faces, given, model_of
from vgot.evaluate.footage import small
from vgot.faces.opencv import opencv
from vgot.faces.reader import FaceReader, SeenFace

#: Where eyes, nose and the corners of the mouth lie in a face of 112 x 112 (the places that ArcFace is aligned by).
_PLACES = np.array(
    [[38.2946, 51.6963], [73.5318, 51.5014], [56.0252, 71.7366], [41.5493, 92.3655], [70.7299, 92.2041]], np.float32
)
_SIDE = 112
#: How far faces are softened before they are laid over one another, in these pixels.
_SOFT = 3.0


@dataclass(frozen=True)
class Portrait:
    """Somebody's portrait at a stage; `pixels` uint8 RGB (H, W, 3)."""

    character: str
    stage: str
    name: str
    pixels: np.ndarray


@dataclass(frozen=True)
class Alike:
    """How a still shows its people: by character, `likeness` to the portrait, -1 to 1, and `copied`, 0 to 1; who is not seen is in neither."""

    take: str
    people: int
    likeness: dict[str, float] = field(default_factory=dict)
    copied: dict[str, float] = field(default_factory=dict)

    @property
    def seen(self) -> int:
        return len(self.likeness)

    @property
    def least(self) -> float:
        """The likeness of whoever is least like; -1 where somebody is not seen."""
        return min(self.likeness.values()) if self.people and self.seen == self.people else -1.0


def compare(stills: Mapping[str, np.ndarray], portraits: Sequence[Portrait], reader: FaceReader) -> list[Alike]:
    """How each still, by its take, shows the people of these portraits. A portrait without a face is nobody's to be like."""
    known = [(m, p) for p in portraits if (m := model_of(p.character, p.stage, p.name, p.pixels, reader)) is not None]
    models = [m for m, _ in known]
    faces = {p.character: _portrait_face(p.pixels, reader) for _, p in known}
    return [_one(take, pixels, models, faces, reader) for take, pixels in stills.items()]


def most_alike(found: Sequence[Alike]) -> Alike | None:
    """The still that shows most of its people, and of those the one whose least alike person is the most alike. None where nobody is seen."""
    best = max(found, key=lambda one: (one.seen, min(one.likeness.values(), default=-1.0)), default=None)
    return best if best is not None and best.seen else None


def _one(
    take: str, pixels: np.ndarray, models: list[Model], portraits: dict[str, np.ndarray | None], reader: FaceReader
) -> Alike:
    found = big_faces(reader.read(pixels), pixels.shape[0])
    pairs, _, _ = given(found, models)
    made = Alike(take, len(models))
    for face, model, like in pairs:
        made.likeness[model.character] = like
        portrait = portraits[model.character]
        if portrait is not None:
            made.copied[model.character] = correlation(aligned(pixels, face), portrait)
    return made


def _portrait_face(pixels: np.ndarray, reader: FaceReader) -> np.ndarray | None:
    picture = small(pixels)
    faces = reader.read(picture)
    return aligned(picture, max(faces, key=lambda f: f.size)) if faces else None


def aligned(pixels: np.ndarray, face: SeenFace) -> np.ndarray:
    """A face in grey, 112 x 112, float32, turned and scaled so that eyes, nose and mouth lie where every face's do."""
    cv2 = opencv()
    turned, _ = cv2.estimateAffinePartial2D(face.points.astype(np.float32), _PLACES, method=cv2.LMEDS)
    if turned is None:
        return np.zeros((_SIDE, _SIDE), np.float32)
    grey = cv2.cvtColor(np.ascontiguousarray(pixels), cv2.COLOR_RGB2GRAY)
    laid = cv2.warpAffine(grey, turned, (_SIDE, _SIDE), flags=cv2.INTER_AREA).astype(np.float32)
    return cv2.GaussianBlur(laid, (0, 0), _SOFT)  # the places are told to a pixel or two only


def correlation(one: np.ndarray, other: np.ndarray) -> float:
    """The correlation of two pictures of one size, 0 to 1; what runs the other way counts as nothing."""
    a, b = one.ravel() - one.mean(), other.ravel() - other.mean()
    size = float(np.linalg.norm(a) * np.linalg.norm(b))
    return max(0.0, min(1.0, float(a @ b) / size)) if size else 0.0
