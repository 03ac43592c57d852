"""Decodes one untrusted film in a process of its own: the file on stdin, raw RGB frames of one size and rate on stdout.

Run by vgot.media.outside, within the caps of `_limited.py`: it imports nothing of the program. Arguments: the demuxer, width,
height, the rate as a fraction, the first frame at that rate, how many. On refusal a word on stderr (blind, unreadable) and 1.
"""

from __future__ import annotations

import io
import os
import sys
from fractions import Fraction
from typing import Any, cast


def main(arguments: list[str]) -> str:
    kind, rate = arguments[0], Fraction(arguments[3])
    width, height = int(arguments[1]), int(arguments[2])
    first, count = (int(a) for a in arguments[4:])
    import av

    data = io.BytesIO(sys.stdin.buffer.read())  # bytes, not a name: nothing in them can point to another file
    out, made, shown = sys.stdout.buffer, 0, None
    try:
        with av.open(data, format=kind, metadata_errors="replace") as container:
            stream = next(iter(container.streams.video), None)
            if stream is None:
                return "blind"
            stream.thread_type = "NONE"
            squeezed = (
                float(stream.sample_aspect_ratio or 1) if 0.1 < float(stream.sample_aspect_ratio or 1) < 10 else 1.0
            )
            start = None
            frames: Any = cast(Any, container).decode(stream)
            for frame in frames:
                if frame.pts is None or frame.width < 2 or frame.height < 2 or frame.width * frame.height > 40_000_000:
                    return "unreadable"
                at = Fraction(frame.pts) * frame.time_base
                start = at if start is None else start
                # Every moment before this frame shows the one before it; a hair of time forgives rounded clocks.
                while made < count and Fraction(first + made) / rate < at - start - Fraction(1, 2000):
                    out.write(shown if shown is not None else _covering(frame, width, height, squeezed))
                    made += 1
                if made >= count:
                    break
                if Fraction(first + made + 1) / rate >= at - start:  # frames before the first one are only passed
                    shown = _covering(frame, width, height, squeezed)
                end = at - start + (Fraction(1) / Fraction(stream.average_rate) if stream.average_rate else 1 / rate)
            else:
                while shown is not None and made < count and Fraction(first + made) / rate < end - Fraction(1, 2000):
                    out.write(shown)
                    made += 1
    except Exception:  # a decoder may raise anything on hostile bytes
        return "" if made else "unreadable"
    return "" if made else "blind"


def _covering(frame, width: int, height: int, squeezed: float = 1.0) -> bytes:
    """The frame at a size, upright as its camera was held, its middle where the shapes differ. `squeezed`: how wide one of its pixels
    is against its height."""
    import numpy as np

    turns, mirrored = _held(frame)
    if turns % 2:
        width, height = height, width
    shown = frame.width * squeezed
    scale = max(width / shown, height / frame.height)
    wide, high = max(width, round(shown * scale)), max(height, round(frame.height * scale))
    pixels = frame.reformat(width=wide, height=high, format="rgb24").to_ndarray()
    x, y = (wide - width) // 2, (high - height) // 2
    pixels = pixels[y : y + height, x : x + width]
    if mirrored:
        pixels = pixels[:, ::-1]
    return np.ascontiguousarray(np.rot90(pixels, turns)).tobytes()


def _held(frame) -> tuple[int, bool]:
    """(quarter turns counterclockwise, whether it is mirrored before) that a player makes of a frame, by its display matrix: nine
    numbers by rows, of which the first two of the first two rows say where right and down go (ISO/IEC 14496-12, 8.2.2)."""
    data = frame.side_data.get("DISPLAYMATRIX")
    if data is None:
        return 0, False
    rows = memoryview(bytes(data)).cast("i")
    a, b, c, d = rows[0], rows[1], rows[3], rows[4]
    mirrored = a * d - b * c < 0
    if mirrored:
        a, b = -a, -b
    if abs(a) >= abs(b):
        return (0 if a >= 0 else 2), mirrored
    return (3 if b > 0 else 1), mirrored


if __name__ == "__main__":
    word = main(sys.argv[1:])
    try:
        sys.stdout.buffer.flush()
    except OSError:
        os._exit(1)
    sys.stderr.write(word)
    sys.stderr.flush()
    os._exit(1 if word else 0)
