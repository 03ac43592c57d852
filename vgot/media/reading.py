"""What a clip file holds, and its frames. Files here are the program's own: H.264 in MP4, no B-frames."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import cast

import av
import av.container
import numpy as np

from vgot.errors import DamagedProject, NotFound, RenderFailed
from vgot.media import colour
from vgot.units import FrameSize

_HINT = "Choose another take of this shot, or regenerate it."
_MATRICES = {1: "bt709", 5: "bt601", 6: "bt601", 9: "bt2020"}


@dataclass(frozen=True)
class ClipInfo:
    """What a clip holds. fps is exact; duration_s is frames / fps; has_b_frames is False for the program's own."""

    width: int
    height: int
    frames: int
    fps: Fraction
    duration_s: float
    codec: str
    profile: str
    pixel_format: str
    matrix: str
    limited_range: bool
    has_b_frames: bool
    metadata: dict[str, str] = field(default_factory=dict)

    @property
    def size(self) -> FrameSize:
        return FrameSize(self.width, self.height)


@dataclass(frozen=True)
class OpenClip:
    """An open file: container, its one video stream, and what the container says of it."""

    path: Path
    container: av.container.InputContainer
    stream: av.VideoStream
    info: ClipInfo


def probe_fast(path: str | Path) -> ClipInfo:
    """What the container says; a damaged picture goes unseen. Raises NotFound, DamagedProject."""
    with open_clip(path) as clip:
        return clip.info


def probe(path: str | Path) -> ClipInfo:
    """Decode every frame, count them and check their times. Raises NotFound; DamagedProject when a frame does not
    decode, is missing or stands at a wrong time."""
    with open_clip(path) as clip:
        for _ in yuv_frames(clip, 0, None):  # raises unless all of them come, in order
            pass
        return clip.info


def probe_written(path: str | Path) -> ClipInfo:
    """What was just written here, at a fifth of `probe`'s cost: every packet is read and is made of whole NAL units, the first picture
    decodes, and as many packets are there as the file says. A torn end shows, and what runs over the head of a unit; what lies
    inside a single picture does not (`probe` sees that). Raises NotFound, DamagedProject."""
    with open_clip(path) as clip:
        read = 0
        for packet in clip.container.demux(clip.stream):
            if packet.size == 0:  # the demuxer's farewell
                continue
            if packet.is_corrupt or not _whole_units(memoryview(bytes(packet))):
                raise DamagedProject(f"{clip.path.name} is damaged at frame {read + 1}.", hint=_HINT)
            read += 1
        if read != clip.info.frames:
            raise DamagedProject(f"{clip.path.name} holds {read} of its {clip.info.frames} frames.", hint=_HINT)
        clip.container.seek(0, stream=clip.stream)
        for _ in yuv_frames(clip, 0, 1):
            pass
        return clip.info


def _whole_units(data: memoryview) -> bool:
    """Whether a packet of H.264 in MP4 is a row of units with their lengths before them (ISO/IEC 14496-15, 4 bytes each)."""
    at = 0
    while at + 4 < len(data):
        many = int.from_bytes(data[at : at + 4], "big")
        if many == 0 or data[at + 4] & 0x80:  # forbidden_zero_bit
            return False
        at += 4 + many
    return at == len(data) and at > 0


def decode_clip(path: str | Path, start: int = 0, stop: int | None = None) -> Iterator[np.ndarray]:
    """Yield exactly frames [start, stop) as uint8 RGB (H, W, 3), one at a time; stop None is the end.

    Raises RenderFailed before the first frame when the clip has no such frames, DamagedProject when one does not
    decode, NotFound.
    """
    with open_clip(path) as clip:
        to_rgb = colour.ToRgb()
        for frame in yuv_frames(clip, start, stop):
            yield to_rgb(frame)


def first_frames(path: str | Path, n: int) -> np.ndarray:
    """The first n frames, uint8 RGB (n, H, W, 3). Raises as decode_clip."""
    return _stack(path, 0, n)


def last_frames(path: str | Path, n: int) -> np.ndarray:
    """The last n frames, uint8 RGB (n, H, W, 3). Raises as decode_clip."""
    frames = probe_fast(path).frames
    return _stack(path, frames - n, frames)


def _stack(path: str | Path, start: int, stop: int) -> np.ndarray:
    info = probe_fast(path)
    out = np.empty((max(0, stop - start), info.height, info.width, 3), np.uint8)
    for at, frame in enumerate(decode_clip(path, start, stop)):
        out[at] = frame
    return out


@contextmanager
def open_clip(path: str | Path) -> Iterator[OpenClip]:
    """Open a clip for reading. Raises NotFound; DamagedProject for a file that is not a whole MP4 with video."""
    path = Path(path)
    if not path.is_file():
        raise NotFound(f"The clip {path.name} is not there.", hint=_HINT)
    with _reading(path):
        # The demuxer is forced and only plain files are read: a playlist in disguise reaches nothing else.
        options = {"protocol_whitelist": "file"}
        container = av.open(f"file:{path}", format="mp4", options=options, metadata_errors="replace")
    with container:
        with _reading(path):
            stream = next(iter(container.streams.video), None)
            if stream is None or stream.codec_context is None or not stream.codec_context.width:
                raise DamagedProject(f"{path.name} holds no video.", hint=_HINT)
            if not stream.average_rate or stream.frames < 1:
                raise DamagedProject(f"{path.name} holds no frames.", hint=_HINT)
            clip = OpenClip(path, container, stream, _info(container, stream, Fraction(stream.average_rate)))
        yield clip


def _info(container: av.container.InputContainer, stream: av.VideoStream, rate: Fraction) -> ClipInfo:
    codec = stream.codec_context
    return ClipInfo(
        width=codec.width,
        height=codec.height,
        frames=stream.frames,
        fps=rate,
        duration_s=float(stream.frames / rate),
        codec=codec.name,
        profile=str(codec.profile or ""),
        pixel_format=str(codec.pix_fmt),
        matrix=_MATRICES.get(int(codec.colorspace), "unknown"),
        limited_range=int(codec.color_range) == colour.LIMITED,
        has_b_frames=bool(codec.has_b_frames),
        metadata={name: text for name, text in container.metadata.items() if name not in _BRANDS},
    )


_BRANDS = ("major_brand", "minor_version", "compatible_brands")


def yuv_frames(clip: OpenClip, start: int, stop: int | None) -> Iterator[av.VideoFrame]:
    """Decoded frames [start, stop) of an open clip. Raises as decode_clip."""
    end = clip.info.frames if stop is None else stop
    if not 0 <= start <= end <= clip.info.frames:
        raise RenderFailed(
            f"Frames {start} to {end} were asked of {clip.path.name}, which has {clip.info.frames}.",
            hint="Shorten the transition or lengthen the shot.",
        )
    if start == end:
        return
    # Stop at damage instead of painting over it.
    clip.stream.codec_context.options = {"err_detect": "explode+crccheck+bitstream+buffer", "ec": "0"}
    clip.stream.codec_context.thread_type = "AUTO"
    ticks = 1 / (clip.info.fps * cast(Fraction, clip.stream.time_base))
    with _reading(clip.path):
        if start:
            clip.container.seek(int(start * ticks), stream=clip.stream, backward=True)
        expected = None
        for frame in clip.container.decode(clip.stream):
            at = frame.pts / ticks if frame.pts is not None else None
            in_order = at is not None and (
                at == expected if expected is not None else at.denominator == 1 and at <= start
            )
            same_shape = (frame.width, frame.height) == (clip.info.width, clip.info.height)
            if at is None or not in_order or not same_shape or frame.is_corrupt:
                raise DamagedProject(f"{clip.path.name} is damaged near frame {expected or start}.", hint=_HINT)
            expected = int(at) + 1
            if at >= start:
                yield frame
            if expected == end:
                return
    raise DamagedProject(f"{clip.path.name} ends at frame {expected or start} of {clip.info.frames}.", hint=_HINT)


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except (av.FFmpegError, ArithmeticError, LookupError, ValueError, MemoryError) as error:
        # The bindings answer some damage with plain Python errors.
        why = getattr(error, "strerror", None) or type(error).__name__
        raise DamagedProject(f"{path.name} cannot be read: {why}.", hint=_HINT) from error
