"""Opens files that came with a project from elsewhere. Run by `_limited.py`, within caps: reads [[path, kind], …] as JSON from stdin and
writes one line a file: `ok`, or what is wrong.
"""

from __future__ import annotations

import json
import sys

#: The largest film that a story may ask for is 4096 x 4096; a photograph is cut to that before it is kept.
MOST_PIXELS = 40_000_000


class Wrong(Exception):
    pass


def picture(path: str) -> None:
    from PIL import Image

    with open(path, "rb") as file:
        head = file.read(33)
    if head[:8] != b"\x89PNG\r\n\x1a\n" or head[12:16] != b"IHDR":
        raise Wrong("it is no PNG")
    width, height = int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")
    if not 0 < width * height <= MOST_PIXELS:
        raise Wrong(f"it says it is {width}x{height} pixels")
    with Image.open(path, formats=("PNG",)) as opened:
        opened.load()


def film(path: str) -> None:
    import av

    with open(path, "rb") as file:
        if file.read(12)[4:8] != b"ftyp":
            raise Wrong("it is no MP4")
    with av.open(path, format="mp4") as opened:
        if not opened.streams.video:
            raise Wrong("it shows nothing")
        stream = opened.streams.video[0]
        if not 0 < stream.width * stream.height <= MOST_PIXELS:
            raise Wrong(f"it says it is {stream.width}x{stream.height} pixels")
        stream.thread_type = "NONE"
        if next(opened.decode(stream), None) is None:
            raise Wrong("it has no frame")


def sound(path: str) -> None:
    import av

    with open(path, "rb") as file:
        if file.read(4) != b"fLaC":
            raise Wrong("it is no FLAC")
    with av.open(path, format="flac") as opened:
        if not opened.streams.audio or next(opened.decode(opened.streams.audio[0]), None) is None:
            raise Wrong("nothing is heard")


def main() -> None:
    for path, kind in json.load(sys.stdin):
        try:
            {"picture": picture, "film": film, "sound": sound}[kind](path)
            said = "ok"
        except Wrong as why:
            said = str(why)
        except MemoryError:
            said = "it needs too much memory"
        except Exception as why:
            said = f"it cannot be decoded ({type(why).__name__})"
        print(said, flush=True)


if __name__ == "__main__":
    main()
