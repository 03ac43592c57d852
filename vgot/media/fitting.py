"""Pictures and clips of another size, rate or length, brought to the film's: nothing is stretched, nothing is invented."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image

from vgot.media.encoding import encode_clip
from vgot.media.reading import decode_clip, probe_fast
from vgot.units import FrameSize, frame_rate

#: Bump when the same clip would be fitted in another way.
FITTING_VERSION = 1
#: Up to here a frame of another shape loses a little at two edges; beyond, it gets bars.
_NEARLY_ALIKE = 1.02


def fit_frame(pixels: np.ndarray, size: FrameSize) -> np.ndarray:
    """A frame, uint8 RGB (H, W, 3), at another size: all of it, with black bars where the shapes differ."""
    high, wide = pixels.shape[:2]
    if (wide, high) == (size.width, size.height):
        return pixels
    across, down = size.width / wide, size.height / high
    picture = Image.fromarray(np.ascontiguousarray(pixels))
    if max(across, down) / min(across, down) <= _NEARLY_ALIKE:
        scale = max(across, down)
        kept_w, kept_h = min(wide, size.width / scale), min(high, size.height / scale)
        left, top = (wide - kept_w) / 2, (high - kept_h) / 2
        return np.array(
            picture.resize(
                (size.width, size.height), Image.Resampling.LANCZOS, box=(left, top, left + kept_w, top + kept_h)
            )
        )
    scale = min(across, down)
    inner = picture.resize(
        (min(size.width, max(1, round(wide * scale))), min(size.height, max(1, round(high * scale)))),
        Image.Resampling.LANCZOS,
    )
    canvas = Image.new("RGB", (size.width, size.height))
    canvas.paste(inner, ((size.width - inner.width) // 2, (size.height - inner.height) // 2))
    return np.array(canvas)


def fit_clip(source: Path, out_path: Path, *, size: FrameSize, fps: float, frames: int) -> int:
    """A clip at another size, rate and length: at each moment the frame that is on the screen then; a longer one is cut, and of a
    shorter one the last frame is held. Returns how many frames there are. Raises as decode_clip and encode_clip."""
    have = probe_fast(source)
    pace = have.fps / frame_rate(fps)

    def shown() -> Iterator[np.ndarray]:
        coming, at = decode_clip(source), 0
        frame, fresh = next(coming), True
        for n in range(frames):
            wanted = min(have.frames - 1, int(n * pace))
            while at < wanted:
                frame, at = next(coming), at + 1
                fresh = True
            if fresh:
                frame, fresh = fit_frame(frame, size), False
            yield frame

    return encode_clip(out_path, shown(), size=size, fps=fps, quality="master")
