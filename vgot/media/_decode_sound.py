"""Decodes one untrusted sound in a process of its own: the file on stdin, raw 16-bit stereo at 48 kHz on stdout.

Run by vgot.media.audio, within the caps of `_limited.py`: it imports nothing of the program. Arguments: the demuxer, the
most samples, how many bytes stand before the sound. On refusal a word on stderr (long, silent, unreadable) and 1; else, there,
the milliseconds that the file says it has (0: it does not say).
"""

from __future__ import annotations

import io
import os
import sys
from itertools import chain
from typing import Any, cast


def main(arguments: list[str]) -> str:
    kind, most, skip = arguments[0], int(arguments[1]), int(arguments[2])
    import av

    data = io.BytesIO(sys.stdin.buffer.read()[skip:])  # bytes, not a name: nothing in them can point to another file
    out, written = sys.stdout.buffer, 0
    try:
        with av.open(data, format=kind, metadata_errors="replace") as container:
            stream = next(iter(container.streams.audio), None)
            if stream is None:
                return "silent"
            said = int(1000 * (stream.duration or 0) * (stream.time_base or 0))
            said = max(said, _said_by_wav(data.getvalue())) if kind == "wav" else said
            # One channel goes to both sides as it is: widened by a resampler it would lose 3 dB.
            mono = stream.codec_context.channels == 1
            resampler = av.AudioResampler(format="s16", layout="mono" if mono else "stereo", rate=48_000)
            for frame in chain(cast(Any, container).decode(stream), [None]):
                for made in resampler.resample(frame):
                    written += made.samples
                    if written > most:
                        return "long"
                    samples = made.to_ndarray()
                    out.write((samples.repeat(2) if mono else samples).tobytes())
    except Exception:  # a decoder may raise anything on hostile bytes; what came before the damage is not kept
        return "unreadable"
    return f"said {said}" if written else "silent"


def _said_by_wav(data: bytes) -> int:
    """The milliseconds that the header of a WAV promises; 0 where it was streamed and promises nothing. The demuxer believes the
    length of the file instead."""
    at, rate = 12, 0
    while at + 8 <= len(data):
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        if data[at : at + 4] == b"fmt ":
            rate = int.from_bytes(data[at + 16 : at + 20], "little")  # bytes a second
        elif data[at : at + 4] == b"data":
            return 1000 * size // rate if rate and 0 < size < 0x7FFFFF00 else 0
        at += 8 + size + size % 2
    return 0


if __name__ == "__main__":
    word = main(sys.argv[1:])
    sys.stdout.buffer.flush()
    sys.stderr.write(word)
    sys.stderr.flush()
    os._exit(0 if word.startswith("said ") else 1)
