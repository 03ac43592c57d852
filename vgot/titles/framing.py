"""The film on other screens: 16:9, 9:16 and 1:1, and the part of each that no device covers."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageFilter

from vgot.errors import BadInput
from vgot.units import FrameSize

ASPECTS = {"16:9": (16, 9), "9:16": (9, 16), "1:1": (1, 1)}
FITS = ("cover", "fit")


def framed_size(size: FrameSize, aspect: str | None) -> FrameSize:
    """The film's size at another aspect: its shorter side stays the shorter side; sides are even. Raises BadInput."""
    if aspect is None:
        return size
    if aspect not in ASPECTS:
        raise BadInput(f"There is no aspect '{aspect}'.", field="size", hint=f"Use {', '.join(ASPECTS)}.")
    wide, high = ASPECTS[aspect]
    if wide * size.height == high * size.width:
        return size
    short = min(size.width, size.height)
    even = lambda side: max(64, round(side / 2) * 2)  # noqa: E731
    return FrameSize(even(short * wide / min(wide, high)), even(short * high / min(wide, high)))


def scaled_size(size: FrameSize, short_px: int | None) -> FrameSize:
    """The size with another shorter side, even sides kept; None leaves it. Raises BadInput outside of 64 to 2160 px."""
    if short_px is None:
        return size
    if not 64 <= short_px <= 2160:
        raise BadInput("The shorter side of a film has 64 to 2160 pixels.", field="size", hint="Use 480, 720 or 1080.")
    scale = short_px / min(size.width, size.height)
    even = lambda side: max(64, round(side * scale / 2) * 2)  # noqa: E731
    return FrameSize(even(size.width), even(size.height))


def safe_area(size: FrameSize) -> tuple[int, int, int, int]:
    """(left, top, right, bottom) within which words stay: 90 % (SMPTE ST 2046-1); on tall screens the lower fifth belongs
    to the buttons of the player."""
    x, y = round(size.width * 0.05), round(size.height * 0.05)
    bottom = round(size.height * 0.8) if size.height > size.width * 1.2 else size.height - y
    return x, y, size.width - x, bottom


def reframed(
    pixels: np.ndarray, size: FrameSize, fit: str = "cover", focus: tuple[float, float] = (0.5, 0.42)
) -> np.ndarray:
    """A frame uint8 RGB (H, W, 3) at another size: `cover` crops around focus, `fit` shows all of it over a blurred,
    darkened copy of itself."""
    high, wide = pixels.shape[:2]
    if (wide, high) == (size.width, size.height):
        return pixels
    picture = Image.fromarray(pixels)
    scale = max(size.width / wide, size.height / high)
    kept_w, kept_h = size.width / scale, size.height / scale
    left = min(max(0.0, focus[0] * wide - kept_w / 2), wide - kept_w)
    top = min(max(0.0, focus[1] * high - kept_h / 2), high - kept_h)
    box = (left, top, left + kept_w, top + kept_h)
    if fit == "cover":
        return np.array(picture.resize((size.width, size.height), Image.Resampling.LANCZOS, box=box))
    small = (max(1, size.width // 8), max(1, size.height // 8))
    ground = (
        picture.resize(small, Image.Resampling.BILINEAR, box=box)
        .filter(ImageFilter.GaussianBlur(3))
        .point(lambda v: v * 0.55)
    )
    ground = ground.resize((size.width, size.height), Image.Resampling.BICUBIC)
    inner = min(size.width / wide, size.height / high)
    inside = (min(size.width, round(wide * inner)), min(size.height, round(high * inner)))
    ground.paste(
        picture.resize(inside, Image.Resampling.LANCZOS),
        ((size.width - inside[0]) // 2, (size.height - inside[1]) // 2),
    )
    return np.array(ground)
