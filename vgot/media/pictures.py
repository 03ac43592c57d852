"""PNG for pictures that are kept, WebP for thumbnails. Pictures here are the program's own; a picture that came from
outside goes through vgot.media.uploads first."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

from vgot.errors import DamagedProject, RenderFailed
from vgot.units import FrameSize

_PNG_MAGIC = b"\x89PNG\r\n\x1a\n"
#: Of a stored picture: no film is larger than 4096 x 4096.
MOST_PIXELS = 40_000_000
_HINT = "Choose another take, or regenerate this one."


def encode_png(pixels: np.ndarray) -> bytes:
    """A picture as PNG, the same bytes for the same pixels. pixels: uint8 RGB (H, W, 3). Raises RenderFailed."""
    out = io.BytesIO()
    Image.fromarray(_rgb(pixels)).save(out, "PNG", compress_level=4)
    return out.getvalue()


def decode_png(data: bytes) -> np.ndarray:
    """uint8 RGB (H, W, 3) of a picture made by `encode_png`. Raises DamagedProject."""
    picture_size(data)
    try:
        with Image.open(io.BytesIO(data), formats=("PNG",)) as picture:
            return np.array(picture.convert("RGB"))
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise DamagedProject(f"A stored picture cannot be read: {error}.", hint=_HINT) from error


def picture_size(data: bytes) -> FrameSize:
    """Width and height of a stored PNG, from its first 24 bytes. Raises DamagedProject."""
    if len(data) < 24 or data[:8] != _PNG_MAGIC or data[12:16] != b"IHDR":
        raise DamagedProject("A stored picture is not a PNG file.", hint=_HINT)
    size = FrameSize(int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big"))
    if not (0 < size.width * size.height <= MOST_PIXELS):
        raise DamagedProject(f"A stored picture says it is {size} pixels.", hint=_HINT)
    return size


def thumbnail(pixels: np.ndarray, width_px: int) -> bytes:
    """A small WebP, `width_px` wide or the picture's own width if that is less, same proportions."""
    picture = Image.fromarray(_rgb(pixels))
    width = max(1, min(int(width_px), picture.width))
    if width < picture.width:
        height = max(1, round(picture.height * width / picture.width))
        picture = picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=80, method=2)
    return out.getvalue()


def _rgb(pixels: np.ndarray) -> np.ndarray:
    if pixels.dtype != np.uint8 or pixels.ndim != 3 or pixels.shape[2] != 3 or 0 in pixels.shape:
        raise RenderFailed(
            f"A picture must be uint8 RGB (height, width, 3); this one is {pixels.dtype} {pixels.shape}.",
            hint="Regenerate it; if that fails again, try another preset.",
        )
    return np.ascontiguousarray(pixels)
