"""Faces drawn once more, each by itself and large: where they are in a keyframe, what is cut out round them, and how it goes back.

A face in a medium shot is one cell in fifty of what the picture model draws at once. So every face of somebody who has tokens is cut
out with the head round it; the face of the portrait, which the tokens carry, is laid over it in the cut's own colours; that is noised part of the way,
drawn again from the same words and the tokens of that person alone, and put back. Where a portrait showed no face, or none is found in the
keyframe, small heads are noised most of the way and drawn from the tokens alone (a whole frame draws large ones as well). People who
work with large models know the steps as face swap and face detailer.
The model is taught such cuts beside whole frames (`training/embedded/scenes.py`). Pure: no model is loaded here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image

from vgot.models.embedded.parts import DOMAINS
from vgot.models.layout_boxes import Box

#: sides of a cut in pixels, and what the camera's words say of one
CUT_PX = 128
CUT_CAMERA = "the head alone, in detail"
#: a head's radius in sides of the box of its face, as the drawn world has it (150 faces, spread .02), and how far down from the
#: head's middle that of its face is, in radii
RADIUS_OF_FACE, FACE_DOWN = 1 / 1.86, 0.2
#: half the side of a cut, and how far its middle is above the head's, in radii: hats find room
HALF_SIDE, RISE = 1.8, 0.1
#: the noise level from which a cut is drawn again, and one in which a portrait's face lies (3 of 8 steps: 64 people of held-out scenes are
#: found among twenty in .82; from .5 .76, from .65 .66; the light of the scene and the edge of the face are drawn into it)
LEVEL, LAID_LEVEL = 0.9, 0.4
#: the noise level from which a drawing's own head is painted over (2 of 8 steps: by eye on 12 shots, a smile and the way somebody looks stay,
#: as they do not with a portrait's face laid in)
OWN_LEVEL = 0.3
#: a portrait's face as it is laid into a cut: its radius and how far its middle is below the cut's, in halves of the side; how soft its
#: edge is, as a share of the radius; how far its mean colour goes to that of what it lies over
LAID_RADIUS, LAID_DOWN, LAID_EDGE, LAID_TONE = 0.7, 0.1, 0.25, 0.5
#: faces that are smaller, in pixels of the frame, are left as they are; larger ones are where there is no portrait's face to lay in
LEAST_PX, MOST_PX = 14.0, 60.0
#: how sure a reader of faces must be: what is looked for is not well drawn yet
LEAST_SCORE = 0.25
#: a figure's sides in radii of its head: how wide, and how far the head's middle is under its upper edge
FIGURE_WIDE, HEAD_DOWN = 3.4, 1.5


@dataclass(frozen=True)
class Cut:
    """A square of a frame in pixels: its left and upper edge and its side. It may reach beyond the frame."""

    x: float
    y: float
    side: float


@dataclass(frozen=True)
class Again:
    """A head that is drawn once more: of which planned figure, its cut, and whether the face of the portrait is laid in."""

    figure: int
    cut: Cut
    laid: bool

    @property
    def level(self) -> float:
        """The noise level that it is drawn from."""
        return LAID_LEVEL if self.laid else LEVEL


def as_cut(words: Sequence[str]) -> tuple[str, ...]:
    """The five domains of a frame as those of a head cut from it."""
    return tuple(CUT_CAMERA if domain == "camera" else text for domain, text in zip(DOMAINS, words, strict=True))


def cut_of_head(x: float, y: float, radius: float) -> Cut:
    """The cut round a head with its middle at (x, y), in pixels."""
    half = HALF_SIDE * radius
    return Cut(x - half, y - RISE * radius - half, 2 * half)


def cut_of_face(middle: tuple[float, float], size: float) -> Cut:
    """The cut round the head whose face has its middle there and a box of sides `size`, in pixels."""
    radius = size * RADIUS_OF_FACE
    return cut_of_head(middle[0], middle[1] - FACE_DOWN * radius, radius)


def taken(pixels: np.ndarray, cut: Cut, px: int = CUT_PX) -> np.ndarray:
    """uint8 [px, px, 3]: what a cut shows; beyond the frame its edge goes on."""
    high, wide = pixels.shape[:2]
    room = int(np.ceil(max(0.0, -cut.x, -cut.y, cut.x + cut.side - wide, cut.y + cut.side - high))) + 1
    padded = Image.fromarray(np.pad(pixels, ((room, room), (room, room), (0, 0)), mode="edge"))
    return np.asarray(
        padded.resize(
            (px, px),
            Image.Resampling.BICUBIC,
            box=(cut.x + room, cut.y + room, cut.x + cut.side + room, cut.y + cut.side + room),
        )
    )


def head_mask(cells: int) -> np.ndarray:
    """float32 [cells, cells] in 0..1: 1 where a cut's head with its hair and hat is, 0 at its edges, soft between."""
    at = (np.arange(cells) + 0.5) / cells * 2 - 1
    x, y = np.meshgrid(at, at)
    return np.clip((1 - np.sqrt((x / 0.94) ** 2 + (y / 0.98) ** 2)) / 0.2, 0, 1).astype(np.float32)


def face_mask(px: int) -> np.ndarray:
    """float32 [px, px] in 0..1: 1 where a cut's face is, from brow to chin, soft at its edge."""
    at = (np.arange(px) + 0.5) / px * 2 - 1
    x, y = np.meshgrid(at, at - LAID_DOWN)
    return np.clip((1 - np.hypot(x, y) / LAID_RADIUS) / LAID_EDGE, 0, 1).astype(np.float32)


def laid_in(there: np.ndarray, face: np.ndarray, share: float = 1.0) -> np.ndarray:
    """A cut, uint8 [px, px, 3], with a portrait's face over its own, which is a cut of the portrait of the same size. share: in 0..1, how
    much of it."""
    mask = face_mask(len(there))[..., None]
    inside = mask[..., 0] > 0.5
    toned = face + LAID_TONE * (there[inside].mean(0) - face[inside].mean(0))
    return (there + share * mask * (toned - there)).clip(0, 255).round().astype(np.uint8)


def put_back(pixels: np.ndarray, drawn: np.ndarray, cut: Cut) -> np.ndarray:
    """A copy of the frame, uint8 [H, W, 3], with the head of `drawn` (uint8 [px, px, 3]) where it was cut out."""
    high, wide = pixels.shape[:2]
    side = max(1, round(cut.side))
    # two steps, because a transform alone takes single pixels where it makes smaller
    small = Image.fromarray(np.dstack([drawn, (head_mask(len(drawn)) * 255).round().astype(np.uint8)])).resize(
        (side, side), Image.Resampling.LANCZOS
    )
    k = side / cut.side
    laid = np.asarray(
        small.transform(
            (wide, high), Image.Transform.AFFINE, (k, 0, -cut.x * k, 0, k, -cut.y * k), Image.Resampling.BILINEAR
        )
    ).astype(np.float32)
    share = laid[..., 3:] / 255
    return (pixels * (1 - share) + laid[..., :3] * share).round().astype(np.uint8)


def planned_head(box: Box, wide: int, high: int) -> tuple[float, float, float]:
    """Middle and radius, in pixels, of the head of a figure that is planned there (`figures_for`)."""
    radius = (box[2] - box[0]) * wide / FIGURE_WIDE
    return (box[0] + box[2]) / 2 * wide, box[1] * high + HEAD_DOWN * radius, radius


def drawn_again(
    faces: Sequence[tuple[tuple[float, float], float]],
    boxes: Sequence[Box],
    known: Sequence[bool],
    wide: int,
    high: int,
) -> list[Again]:
    """What is drawn once more of a keyframe. faces and boxes as in `whose`; known: for every figure whether there is a portrait's face
    to lay in. Without one, large faces are left as they are; where no reader finds a face, the plan says where the head is."""
    made = []
    for k, n in enumerate(whose(faces, boxes, wide, high)):
        x, y, radius = planned_head(boxes[k], wide, high)
        size = radius / RADIUS_OF_FACE if n is None else faces[n][1]
        laid = n is not None and known[k]
        if size >= LEAST_PX and (laid or size <= MOST_PX):
            made.append(Again(k, cut_of_head(x, y, radius) if n is None else cut_of_face(*faces[n]), laid))
    return made


def whose(
    faces: Sequence[tuple[tuple[float, float], float]], boxes: Sequence[Box], wide: int, high: int
) -> list[int | None]:
    """For every planned figure the face that is its own, by the nearest middle; each face is taken once. faces: middles and sizes
    in pixels; boxes: figures as shares of the frame. One alone takes the largest face."""
    usable = [n for n, (_, size) in enumerate(faces) if size >= LEAST_PX]
    there = [k for k, box in enumerate(boxes) if box[2] > box[0]]
    found: list[int | None] = [None] * len(boxes)
    if len(there) == 1 and usable:
        found[there[0]] = max(usable, key=lambda n: faces[n][1])
        return found
    heads = {k: planned_head(boxes[k], wide, high) for k in there}
    pairs = sorted(
        (float(np.hypot(faces[n][0][0] - heads[k][0], faces[n][0][1] - heads[k][1])), k, n)
        for k in there
        for n in usable
    )
    for far, k, n in pairs:
        if found[k] is None and n not in found and far <= (boxes[k][2] - boxes[k][0]) * wide:
            found[k] = n
    return found
