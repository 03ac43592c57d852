"""Masks: where a picture may change. A PNG, white where it may; what lies outside keeps every byte."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from vgot.errors import BadInput
from vgot.media.pictures import encode_png
from vgot.media.uploads import read_upload
from vgot.units import FrameSize

#: Brightness from which on a pixel of a mask is inside.
HALF = 128
#: How far the shapes of a mask and of its picture may differ before it is another picture's: rounding of a scaled side.
_SAME_SHAPE = 0.015

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Mask:
    """bool (H, W), true where the picture may change, and what there is to say about how it was read."""

    pixels: np.ndarray
    notes: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        return float(self.pixels.mean())

    def as_png(self) -> bytes:
        return encode_png(np.repeat((self.pixels * np.uint8(255))[..., None], 3, axis=2))


def inside(picture: np.ndarray) -> np.ndarray:
    """bool (H, W) of an RGB picture of a mask."""
    return picture.astype(np.uint16).mean(axis=2) >= HALF


def resized(mask: np.ndarray, width: int, height: int) -> np.ndarray:
    """A mask at another size, by the nearest pixel."""
    high, wide = mask.shape
    rows = np.minimum((np.arange(height) + 0.5) * high / height, high - 1).astype(int)
    columns = np.minimum((np.arange(width) + 0.5) * wide / width, wide - 1).astype(int)
    return mask[rows][:, columns]


def read_mask(data: bytes, size: FrameSize) -> Mask:
    """A person's own file as a mask for a picture of this size. Transparent parts of a file count as white, as they do in editors that
    cut a hole where something is to change. Raises BadInput (field "mask")."""
    try:
        picture = read_upload(data)
    except BadInput as why:
        raise BadInput(
            why.message.replace("picture", "mask"), field="mask", hint="Use a PNG, white where it may change."
        ) from why
    mask, notes = inside(picture), list[str]()
    grey = float(((picture.min(axis=2) > 12) & (picture.max(axis=2) < 243)).mean())
    if grey > 0.02:
        notes.append("The mask has greys: from half bright on they count as white.")
    high, wide = mask.shape
    if (wide, high) != (size.width, size.height):
        if abs(wide * size.height / (high * size.width) - 1) > _SAME_SHAPE:
            raise BadInput(
                f"The mask is {wide}x{high} and the picture {size}: it belongs to another picture.",
                field="mask",
                hint=f"Draw it over this picture, at {size}.",
            )
        mask = resized(mask, size.width, size.height)
        notes.append(f"The mask was {wide}x{high} and is stretched to the picture's {size}.")
    return _checked(mask, notes)


def box_mask(box: Box, size: FrameSize) -> Mask:
    """A box in shares of the picture's sides as a mask. Raises BadInput (field "box")."""
    left, top, right, bottom = box
    if not all(np.isfinite(box)) or not (0 <= left < right <= 1 and 0 <= top < bottom <= 1):
        raise BadInput(
            "The box does not lie in the picture.",
            field="box",
            hint="Say left, top, right and bottom in shares of its sides, from 0 to 1.",
        )
    mask = np.zeros((size.height, size.width), bool)
    x, y = int(left * size.width), int(top * size.height)
    mask[y : max(y + 1, round(bottom * size.height)), x : max(x + 1, round(right * size.width))] = True
    return _checked(mask, [])


def _checked(mask: np.ndarray, notes: list[str]) -> Mask:
    if not mask.any():
        raise BadInput(
            "The mask is black everywhere: nothing may change.", field="mask", hint="Paint white where it should."
        )
    if mask.all():
        notes.append("The mask is white everywhere: the whole picture may change.")
    return Mask(mask, tuple(notes))


def feathered(mask: np.ndarray) -> np.ndarray:
    """float32 (H, W): 0 outside a mask, rising to 1 within a few pixels inside it. The frame's own edge is no edge."""
    import cv2

    if mask.all():
        return np.ones(mask.shape, np.float32)
    soft = max(2.0, mask.shape[1] / 256)
    near = cv2.distanceTransform(mask.astype(np.uint8), cv2.DIST_L2, 3)
    return np.clip(near / soft, 0.0, 1.0).astype(np.float32)


def blend(under: np.ndarray, over: np.ndarray, share: np.ndarray) -> np.ndarray:
    """uint8 pictures (H, W, 3) mixed by `share` (H, W); where it is 0, `under` stays as it is, byte for byte."""
    mixed = under + (over.astype(np.float32) - under) * share[..., None]
    return np.where(share[..., None] > 0, mixed.round().clip(0, 255), under).astype(np.uint8)
