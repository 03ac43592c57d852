"""Films from outside: decoded in a process with limits, at the project's size and rate, and encoded anew. Nothing of the
file survives but its pixels."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from vgot.errors import BadInput, NotFound
from vgot.media import _decode_film, _limited
from vgot.media.encoding import encode_clip
from vgot.units import FrameSize

MAX_BYTES = 2**30
_MEMORY_BYTES, _CPU_S, _TIMEOUT_S = 3 * 2**30, 240, 300.0
FIELD = "import"
_USE = "Use an MP4, MOV, MKV or WebM film."


def film_kind(head: bytes) -> str | None:
    """The demuxer for a film that begins with these bytes, or None."""
    if head[4:8] in (b"ftyp", b"moov", b"wide", b"mdat"):
        return "mov"
    return "matroska" if head[:4] == b"\x1aE\xdf\xa3" else None


def import_film(source: Path, out_path: Path, *, size: FrameSize, fps: Fraction, first: int, frames: int) -> int:
    """Keep `frames` frames of an untrusted film from frame `first` on, counted at the rate `fps`, as a clip of the program.
    Pictures cover `size`. Where the film ends early, its last frame is held; returns how many frames it really had.

    The format is told by the first bytes, never by the name. Raises BadInput (field "import"), NotFound, StorageFailed."""
    if not source.is_file():
        raise NotFound(f"There is no file '{source.name}'.", field=FIELD, hint="Put it beside the cut.")
    if source.stat().st_size > MAX_BYTES:
        raise BadInput(f"'{source.name}' is larger than 1 GB.", field=FIELD, hint="Make a shorter copy of it.")
    with source.open("rb") as file:
        kind = film_kind(file.read(16))
    if kind is None:
        raise BadInput(f"'{source.name}' is no film that can be used.", field=FIELD, hint=_USE)
    asked = (kind, size.width, size.height, fps, max(0, first), frames)
    command = _limited.command(_decode_film.__file__, *asked, memory_bytes=_MEMORY_BYTES, cpu_s=_CPU_S, file_bytes=None)
    real = 0
    with (
        source.open("rb") as file,
        subprocess.Popen(command, stdin=file, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child,
    ):
        guard = threading.Timer(_TIMEOUT_S, child.kill)
        guard.start()

        def pictures() -> Iterator[np.ndarray]:
            nonlocal real
            last: Any = None
            read: Any = child.stdout  # asked for above
            long = size.width * size.height * 3
            while real < frames and len(data := read.read(long)) == long:
                last = np.frombuffer(data, np.uint8).reshape(size.height, size.width, 3)
                real += 1
                yield last
            for _ in range(frames - real):
                if last is None:
                    break
                yield last
            if last is None:
                raise BadInput(f"'{source.name}' cannot be read as a film.", field=FIELD, hint=_USE)

        try:
            encode_clip(out_path, pictures(), size=size, fps=float(fps))
        finally:
            guard.cancel()
            child.kill()
    return real
