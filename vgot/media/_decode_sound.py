"""Decodes one untrusted sound in a process of its own: the file on stdin, raw 16-bit stereo at 48 kHz on stdout.

Run by vgot.media.audio, within the caps of `_limited.py`: it imports nothing of the program. Arguments: the demuxer, the
most samples. On refusal a word on stderr (long, silent, unreadable) and 1.
"""

from __future__ import annotations

import io
import os
import sys
from typing import Any, cast


def main(arguments: list[str]) -> str:
    kind, most = arguments[0], int(arguments[1])
    import av

    data = io.BytesIO(sys.stdin.buffer.read())  # bytes, not a name: nothing in them can point to another file
    out, written = sys.stdout.buffer, 0
    try:
        with av.open(data, format=kind, metadata_errors="replace") as container:
            stream = next(iter(container.streams.audio), None)
            if stream is None:
                return "silent"
            resampler = av.AudioResampler(format="s16", layout="stereo", rate=48_000)
            for frame in cast(Any, container).decode(stream):
                for made in resampler.resample(frame):
                    written += made.samples
                    if written > most:
                        return "long"
                    out.write(made.to_ndarray().tobytes())
            for made in resampler.resample(None):
                written += made.samples
                out.write(made.to_ndarray().tobytes())
    except Exception:  # a decoder may raise anything on hostile bytes; what came before the damage is not kept
        return "unreadable"
    return "" if written else "silent"


if __name__ == "__main__":
    word = main(sys.argv[1:])
    sys.stdout.buffer.flush()
    sys.stderr.write(word)
    sys.stderr.flush()
    os._exit(1 if word else 0)
