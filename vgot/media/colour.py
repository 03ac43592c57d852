"""uint8 RGB <-> YUV 4:2:0, BT.709 limited range, the same bytes on every processor.

Full chroma in both directions keeps drawn edges clean; BITEXACT with ACCURATE_RND makes the vector code agree with the
plain code, so that a film's digest does not depend on who made it.
"""

from __future__ import annotations

import av
import numpy as np
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc, Interpolation, VideoReformatter

PIXEL_FORMAT = "yuv420p"
#: The numbers that go into the file for matrix, primaries, transfer and range (ITU-T H.273).
MATRIX, PRIMARIES, TRANSFER, LIMITED = 1, int(ColorPrimaries.BT709), int(ColorTrc.BT709), int(ColorRange.MPEG)

_EXACT = (
    Interpolation.BILINEAR
    | Interpolation.FULL_CHR_H_INT
    | Interpolation.FULL_CHR_H_INP
    | Interpolation.ACCURATE_RND
    | Interpolation.BITEXACT
)


class ToYuv:
    """Converts pictures of one size; not for two threads at once."""

    def __init__(self) -> None:
        self._reformatter = VideoReformatter()

    def __call__(self, frame: av.VideoFrame) -> av.VideoFrame:
        """frame: rgb24. Returns yuv420p."""
        return self._reformatter.reformat(
            frame,
            format=PIXEL_FORMAT,
            src_colorspace=Colorspace.ITU709,
            dst_colorspace=Colorspace.ITU709,
            src_color_range=ColorRange.JPEG,
            dst_color_range=ColorRange.MPEG,
            interpolation=_EXACT,
            threads=1,
        )


class ToRgb:
    """Converts frames of one size; not for two threads at once."""

    def __init__(self) -> None:
        self._reformatter = VideoReformatter()

    def __call__(self, frame: av.VideoFrame) -> np.ndarray:
        """frame: yuv420p. Returns uint8 RGB (H, W, 3), the caller's own copy."""
        return self._reformatter.reformat(
            frame,
            format="rgb24",
            src_colorspace=Colorspace.ITU709,
            dst_colorspace=Colorspace.ITU709,
            src_color_range=ColorRange.MPEG,
            dst_color_range=ColorRange.JPEG,
            interpolation=_EXACT,
            threads=1,
        ).to_ndarray()
