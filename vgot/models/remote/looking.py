"""What a service sent: decoded in the limited process, measured, looked at, brought to the film's size and rate. Nothing of it is trusted."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from vgot.errors import VgotError
from vgot.media.outside import FilmFacts, frames_of_film, look_at_film
from vgot.media.uploads import read_upload
from vgot.models.remote.outcomes import Unusable
from vgot.units import FrameSize

MAX_PICTURE_BYTES = 64 * 2**20
#: A picture whose brightness differs by less (standard deviation, of 255) shows nothing.
_FLAT = 2.0
#: How much of a clip may be missing at its end and is held: services make a frame or two less than they say.
_MISSING = 0.15


def flat(pixels: np.ndarray) -> bool:
    """Whether a picture, uint8 (..., 3), is of one colour: black, most likely."""
    return float(pixels.reshape(-1, 3).std(axis=0).max()) < _FLAT


def read_picture(data: bytes, service: str) -> np.ndarray:
    """Pixels, uint8 (H, W, 3), of what a service sent. Raises Unusable for what is no picture, or shows nothing."""
    try:
        pixels = read_upload(data, max_bytes=MAX_PICTURE_BYTES, max_side=4096)
    except VgotError as why:
        raise unusable(service, f"sent something that is no picture: {why.message}") from why
    if flat(pixels):
        raise unusable(service, "sent a picture of one colour")
    return pixels


@dataclass(frozen=True)
class Footage:
    """A clip that a service sent: where it lies, and what it says it is."""

    path: Path
    facts: FilmFacts

    @property
    def frames(self) -> int:
        return max(1, round(self.facts.seconds * float(self.facts.rate)))

    def decoded(self, size: FrameSize, count: int) -> Iterator[np.ndarray]:
        """Up to `count` frames at its own rate, covering `size`."""
        return frames_of_film(self.path, size=size, fps=self.facts.rate, first=0, frames=count)


@contextmanager
def footage(data: bytes, service: str, seconds: float) -> Iterator[Footage]:
    """A clip from what a service sent, in a file that goes when this ends. Raises Unusable for what is no film, and for one that is much
    shorter than the `seconds` that were asked for."""
    with tempfile.TemporaryDirectory(prefix="vgot-") as folder:
        path = Path(folder, "clip")
        path.write_bytes(data)
        try:
            facts = look_at_film(path)
        except VgotError as why:
            raise unusable(service, f"sent something that is no clip: {why.message}") from why
        if facts.seconds < seconds * (1 - _MISSING):
            raise unusable(service, f"sent {facts.seconds:.1f} s where {seconds:.1f} s were asked for")
        yield Footage(path, facts)


def unusable(service: str, what: str) -> Unusable:
    return Unusable(
        f"{service} {what}.",
        field=f"services/{service}",
        hint="It was paid for all the same. Retry it to buy another one, or change the words or the model.",
    )
