"""A clip with some of its pixels changed: every other one is decoded to the bytes that it had.

Frames stay in YUV: a changed picture is written only where it changed, and its colours, which four pixels share and their neighbours lean
on, only where all of those changed. What cannot be kept exactly so is left as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import av
import numpy as np

from vgot.media import colour
from vgot.media.encoding import encode_yuv
from vgot.media.reading import open_clip, yuv_frames

#: How far a colour sample may reach, in pixels, when it is made into pixels again: the nearest that leaves the rest alone is taken.
_REACHES = (1, 2, 3, 6)

#: Frame number and its uint8 RGB pixels -> (changed pixels, bool (H, W) where they count), or None to leave the frame alone.
Change = Callable[[int, np.ndarray], "tuple[np.ndarray, np.ndarray] | None"]


def change_clip(source: str | Path, out_path: str | Path, change: Change) -> int:
    """Write a clip with some pixels changed, losslessly, and return how many frames it has. Raises as decode_clip and encode_clip."""
    with open_clip(source) as clip:
        return encode_yuv(
            out_path, _changed(yuv_frames(clip, 0, None), change), size=clip.info.size, fps=float(clip.info.fps)
        )


def _changed(frames: Iterator[av.VideoFrame], change: Change) -> Iterator[av.VideoFrame]:
    to_rgb, to_yuv = colour.ToRgb(), colour.ToYuv()
    for n, frame in enumerate(frames):
        pixels = to_rgb(frame)
        made = change(n, pixels)
        yield frame if made is None else _laid(frame, *made, to_rgb, to_yuv)


def _laid(
    frame: av.VideoFrame,
    changed: np.ndarray,
    where: np.ndarray,
    to_rgb: colour.ToRgb,
    to_yuv: colour.ToYuv,
) -> av.VideoFrame:
    import cv2

    high, wide = where.shape
    old = frame.to_ndarray()
    new = to_yuv(av.VideoFrame.from_ndarray(np.ascontiguousarray(changed), "rgb24")).to_ndarray()
    light = where.astype(bool)
    # A frame made here says nothing of where its colour samples lie: it is held against the old one made the same way.
    was = to_rgb(av.VideoFrame.from_ndarray(old, colour.PIXEL_FORMAT))
    for reach in _REACHES:
        r, border = reach, cv2.BORDER_REPLICATE
        padded = cv2.copyMakeBorder(light.astype(np.uint8), r, r, r, r, border)
        deep = cv2.erode(padded, np.ones((2 * reach + 1,) * 2, np.uint8))[reach:-reach, reach:-reach]
        chroma = deep.reshape(high // 2, 2, wide // 2, 2).min(axis=(1, 3)).astype(bool)
        out = old.copy()
        out[:high][light] = new[:high][light]
        planes = out[high:].reshape(2, high // 2, wide // 2)
        planes[:, chroma] = new[high:].reshape(2, high // 2, wide // 2)[:, chroma]
        laid = av.VideoFrame.from_ndarray(out, colour.PIXEL_FORMAT)
        if not (to_rgb(laid) != was)[~light].any():
            return laid
    return frame
