"""Films from outside: decoded in a process with limits, at the project's size and rate, and encoded anew. Nothing of the
file survives but its pixels."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from vgot.errors import BadInput, NotFound
from vgot.media import _decode_film, _limited, _probe_film
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


@dataclass(frozen=True)
class FilmFacts:
    """What a film from outside says it is: frames a second (on average, where they are uneven), its size as it was held, its length;
    whether it has sound, and whether its colours are those of a brighter screen."""

    rate: Fraction
    size: FrameSize
    seconds: float
    heard: bool = False
    hdr: bool = False


def look_at_film(source: Path) -> FilmFacts:
    """What an untrusted film is, asked in a process with limits. Raises BadInput, NotFound."""
    kind = _kind_of(source)
    command = _limited.command(_probe_film.__file__, kind, memory_bytes=_MEMORY_BYTES, cpu_s=30)
    try:
        with source.open("rb") as file:
            ran = subprocess.run(command, stdin=file, capture_output=True, timeout=60, check=False)
        said = json.loads(ran.stdout)
        rate, size = Fraction(*said["rate"]), FrameSize(*(int(side) for side in said["size"]))
        if not 1 <= rate <= 240 or not 2 <= min(size.width, size.height) <= 16_384:
            raise ValueError("no rate or size of a film")
        return FilmFacts(rate, size, float(said["seconds"]), bool(said.get("heard")), bool(said.get("hdr")))
    except (subprocess.TimeoutExpired, ValueError, TypeError, KeyError, ZeroDivisionError) as why:
        raise BadInput(f"'{source.name}' cannot be read as a film.", field=FIELD, hint=_USE) from why


def small_frames(source: Path, *, size: FrameSize, fps: Fraction, most: int, first: int = 0) -> np.ndarray:
    """At most `most` frames of an untrusted film at a small size and a rate, from frame `first` on, uint8 RGB (n, H, W, 3). Raises as
    `import_film`."""
    found = [frame.copy() for frame in _decoded(source, _kind_of(source), size, fps, first, most)]
    if not found:
        raise BadInput(f"'{source.name}' cannot be read as a film.", field=FIELD, hint=_USE)
    return np.stack(found)


def frames_of_film(source: Path, *, size: FrameSize, fps: Fraction, first: int, frames: int) -> Iterator[np.ndarray]:
    """Up to `frames` frames of an untrusted film from frame `first` on, counted at the rate `fps`, uint8 RGB (H, W, 3) covering `size`; fewer
    where it ends early or does not decode. Raises as `import_film`."""
    yield from _decoded(source, _kind_of(source), size, fps, first, frames)


def _kind_of(source: Path) -> str:
    """The demuxer of a film. Raises BadInput, NotFound."""
    if not source.is_file():
        raise NotFound(f"There is no file '{source.name}'.", field=FIELD, hint="Put it beside the cut.")
    if source.stat().st_size > MAX_BYTES:
        raise BadInput(f"'{source.name}' is larger than 1 GB.", field=FIELD, hint="Make a shorter copy of it.")
    with source.open("rb") as file:
        kind = film_kind(file.read(16))
    if kind is None:
        raise BadInput(f"'{source.name}' is no film that can be used.", field=FIELD, hint=_USE)
    return kind


def _decoded(source: Path, kind: str, size: FrameSize, fps: Fraction, first: int, frames: int) -> Iterator[np.ndarray]:
    """Frames of an untrusted film, decoded in a process with limits that ends with this."""
    asked = (kind, size.width, size.height, fps, max(0, first), frames)
    command = _limited.command(_decode_film.__file__, *asked, memory_bytes=_MEMORY_BYTES, cpu_s=_CPU_S, file_bytes=None)
    with (
        source.open("rb") as file,
        subprocess.Popen(command, stdin=file, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child,
    ):
        guard = threading.Timer(_TIMEOUT_S, child.kill)
        guard.start()
        try:
            read: Any = child.stdout  # asked for above
            long = size.width * size.height * 3
            for _ in range(frames):
                data = read.read(long)
                if len(data) != long:
                    break
                yield np.frombuffer(data, np.uint8).reshape(size.height, size.width, 3)
        finally:
            guard.cancel()
            child.kill()


def import_film(source: Path, out_path: Path, *, size: FrameSize, fps: Fraction, first: int, frames: int) -> int:
    """Keep `frames` frames of an untrusted film from frame `first` on, counted at the rate `fps`, as a clip of the program.
    Pictures cover `size`. Where the film ends early, its last frame is held; returns how many frames it really had.

    The format is told by the first bytes, never by the name. Raises BadInput (field "import"), NotFound, StorageFailed."""
    kind = _kind_of(source)
    real = 0

    def pictures() -> Iterator[np.ndarray]:
        nonlocal real
        last: np.ndarray | None = None
        for last in _decoded(source, kind, size, fps, first, frames):
            real += 1
            yield last
        if last is None:
            raise BadInput(f"'{source.name}' cannot be read as a film.", field=FIELD, hint=_USE)
        for _ in range(frames - real):
            yield last

    encode_clip(out_path, pictures(), size=size, fps=float(fps))
    return real
