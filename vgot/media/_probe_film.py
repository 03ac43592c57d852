"""Says what one untrusted film is, in a process of its own: the file on stdin, a line of JSON on stdout.

Run by vgot.media.outside, within the caps of `_limited.py`: it imports nothing of the program. Argument: the demuxer.
Answer: {"rate": [numerator, denominator], "size": [width, height] upright, "seconds": s, "heard": whether it has sound, "hdr": whether its
colours are of a brighter screen}, or {"error": word}.
"""

from __future__ import annotations

import io
import json
import os
import sys


def main(arguments: list[str]) -> dict[str, object]:
    import av

    try:
        with av.open(
            io.BytesIO(sys.stdin.buffer.read()), "r", format=arguments[0], metadata_errors="replace"
        ) as container:
            stream = next(iter(container.streams.video), None)
            if stream is None:
                return {"error": "blind"}
            rate = stream.average_rate or stream.guessed_rate or 24
            long = stream.duration * stream.time_base if stream.duration and stream.time_base else 0
            seconds = float(long) or (container.duration or 0) / 1_000_000
            size = [stream.codec_context.width, stream.codec_context.height]
            if (first := next(iter(container.decode(stream)), None)) is not None and abs(first.rotation) in (90, 270):
                size.reverse()
            return {
                "rate": [rate.numerator, rate.denominator],
                "size": size,
                "seconds": seconds,
                "heard": bool(container.streams.audio),
                # PQ and HLG (ITU-T H.273, table 3)
                "hdr": first is not None and int(first.color_trc or 0) in (16, 18),
            }
    except Exception:  # a demuxer may raise anything on hostile bytes
        return {"error": "unreadable"}


if __name__ == "__main__":
    said = json.dumps(main(sys.argv[1:]))
    sys.stdout.write(said)
    sys.stdout.flush()
    os._exit(0)
