"""Frames to H.264 in MP4: constant rate, exact count, the same bytes for the same frames.

No B-frames: a clip then needs no edit list, its first frame is at time zero in every player, and segments join by
counting. One thread and x264's cpu-independent mode: threads and vector code otherwise change the bytes.
"""

from __future__ import annotations

import errno
import hashlib
import json
import queue
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from fractions import Fraction
from pathlib import Path
from typing import Literal

import av
import av.codec.context
import av.container
import numpy as np
from av.bitstream import BitStreamFilterContext

from vgot.errors import RenderFailed, StorageFailed
from vgot.media import colour
from vgot.media.reading import open_clip, yuv_frames
from vgot.units import FrameSize, frame_rate

Quality = Literal["master", "film", "preview", "lossless"]

#: Bump when the same frames would give other bytes: it goes into segment keys.
ENCODER_VERSION = 1

#: Tags that MP4 keeps; another name would be dropped in silence.
TAGS = ("title", "artist", "album", "comment", "description", "synopsis", "date", "genre", "copyright", "composer")

#: master: what a take keeps, visually lossless. film: delivery. preview: quick and small. lossless: what is written of decoded frames that
#: must come back as they are; H.264 has that in its High 4:4:4 profile alone.
_X264: dict[str, dict[str, str]] = {
    "master": {"preset": "veryfast", "crf": "10"},
    "film": {"preset": "veryfast", "crf": "18"},
    "preview": {"preset": "superfast", "crf": "28"},
    "lossless": {"preset": "veryfast", "qp": "0"},
}
_X264_COMMON = (
    "threads=1:lookahead-threads=1:sliced-threads=0:sync-lookahead=0:cpu-independent=1"
    ":bframes=0:open-gop=0:force-cfr=1:aud=1:rc-lookahead=10:deblock=1,1:psy-rd=0.4,0.0"
    ":8x8dct=1:cabac=1:chromaloc=0:chroma-qp-offset=-4"  # the last: small coloured shapes keep their colour
)
_QUEUED_FRAMES = 8
_END = None


def encoder_settings(fps: float, quality: Quality = "film") -> str:
    """A digest of everything but the frames that decides a segment's bytes; for segment keys."""
    rate = frame_rate(fps)
    parts = [ENCODER_VERSION, _X264[quality], _x264_params(rate), str(rate)]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def encode_clip(
    path: str | Path,
    frames: Iterable[np.ndarray],
    *,
    size: FrameSize,
    fps: float,
    quality: Quality = "master",
    metadata: dict[str, str] | None = None,
) -> int:
    """Encode pictures as they come and return how many there were.

    frames: uint8 RGB (H, W, 3) of `size`, even sides; drawn in the calling thread while another thread encodes, at most
    8 frames ahead. An exception of `frames` (Cancelled) comes out unchanged. No file is left behind after a failure.
    metadata: names of TAGS. Raises RenderFailed (no frames, wrong size), StorageFailed (disk).
    """
    to_yuv = colour.ToYuv()
    drawn = (av.VideoFrame.from_ndarray(_checked(pixels, size, at), "rgb24") for at, pixels in enumerate(frames))
    with _Writer(path, size, fps, quality, metadata or {}) as writer:
        _overlap(drawn, lambda frame: writer.write(to_yuv(frame)))
    return writer.frames


def cut_segment(
    source: str | Path,
    out_path: str | Path,
    start: int = 0,
    stop: int | None = None,
    *,
    fps: float,
    quality: Quality = "film",
    metadata: dict[str, str] | None = None,
) -> int:
    """Encode frames [start, stop) of a clip as a segment and return how many there were.

    Stays in YUV, so colours are not rounded twice, and is faster than decode_clip into encode_clip; the result joins
    with segments that encode_clip made with the same size, fps and quality. Raises as both of them do.
    """
    with open_clip(source) as clip:
        size = FrameSize(clip.stream.codec_context.width, clip.stream.codec_context.height)
        with _Writer(out_path, size, fps, quality, metadata or {}) as writer:
            for frame in yuv_frames(clip, start, stop):
                writer.write(frame)
    return writer.frames


def encode_yuv(
    path: str | Path, frames: Iterable[av.VideoFrame], *, size: FrameSize, fps: float, quality: Quality = "lossless"
) -> int:
    """Encode yuv420p frames as they come and return how many there were. Raises as `encode_clip`."""
    with _Writer(path, size, fps, quality, {}) as writer:
        for frame in frames:
            writer.write(frame)
    return writer.frames


def _x264_params(rate: Fraction) -> str:
    # A keyframe every two seconds: seeking decodes 30 frames on average, and flat art pays little for it.
    return f"{_X264_COMMON}:keyint={max(2, round(rate * 2))}"


def _checked(pixels: np.ndarray, size: FrameSize, at: int) -> np.ndarray:
    if pixels.dtype != np.uint8 or pixels.shape != (size.height, size.width, 3):
        raise RenderFailed(
            f"Frame {at} is {pixels.dtype} {pixels.shape}, not uint8 RGB of {size}.",
            hint="Regenerate the shot; if that fails again, try another preset.",
        )
    return np.ascontiguousarray(pixels)


class _Writer:
    """An MP4 file being written; on an error the file is removed."""

    def __init__(self, path: str | Path, size: FrameSize, fps: float, quality: Quality, metadata: dict[str, str]):
        if size.width % 2 or size.height % 2 or size.width < 16 or size.height < 16:
            raise RenderFailed(
                f"A clip cannot be {size}: both sides must be even and at least 16.",
                hint="Choose a frame size with even sides in the film settings.",
            )
        self.path, self.rate, self.frames = Path(path), frame_rate(fps), 0
        with storage_errors(self.path):
            self._container = open_film(self.path, self.rate, metadata)
        stream = self._container.add_stream("libx264", rate=self.rate)
        stream.width, stream.height, stream.pix_fmt = size.width, size.height, colour.PIXEL_FORMAT
        stream.time_base = 1 / self.rate
        profile = {} if quality == "lossless" else {"profile": "high"}
        stream.options = {**_X264[quality], **profile, "x264-params": _x264_params(self.rate)}
        codec = stream.codec_context
        codec.time_base, codec.framerate = 1 / self.rate, self.rate
        codec.color_range, codec.colorspace = colour.LIMITED, colour.MATRIX
        codec.color_primaries, codec.color_trc = colour.PRIMARIES, colour.TRANSFER
        codec.bit_rate = 0
        codec.flags |= av.codec.context.Flags.bitexact
        self._stream, self._strip_notes = stream, None

    def __enter__(self) -> _Writer:
        return self

    def write(self, frame: av.VideoFrame) -> None:
        frame.pts, frame.time_base = self.frames, 1 / self.rate
        # A decoded frame remembers how it was coded; the encoder would take that as an order.
        frame.pict_type = 0
        frame.color_range, frame.colorspace = colour.LIMITED, colour.MATRIX
        frame.color_primaries, frame.color_trc = colour.PRIMARIES, colour.TRANSFER
        self.frames += 1
        self._mux(self._stream.encode(frame))

    def _mux(self, packets: list[av.Packet]) -> None:
        for packet in packets:
            packet.duration = 1  # in 1/rate: the last frame lasts as long as the others
            if self._strip_notes is None:
                # x264 writes its version and options into the stream (SEI); they are no part of the film.
                self._strip_notes = BitStreamFilterContext("filter_units=remove_types=6", self._stream)
            with storage_errors(self.path):
                for kept in self._strip_notes.filter(packet):
                    kept.stream = self._stream
                    self._container.mux_one(kept)

    def __exit__(self, kind: type | None, error: BaseException | None, trace: object) -> None:
        try:
            if error is None:
                if self.frames == 0:
                    raise RenderFailed("No frames came: there is no clip to save.", hint="Regenerate the shot.")
                self._mux(self._stream.encode(None))
                with storage_errors(self.path):
                    self._container.close()
        except BaseException:
            self._discard()
            raise
        if error is not None:
            self._discard()

    def _discard(self) -> None:
        with suppress(av.FFmpegError, OSError, ValueError):
            self._container.close()
        with suppress(OSError):
            self.path.unlink()


def open_film(path: Path, rate: Fraction, metadata: dict[str, str]) -> av.container.OutputContainer:
    """An MP4 to write: index first, no edit list, a clock on which every frame falls exactly, no maker's notes."""
    unknown = sorted(set(metadata) - set(TAGS))
    if unknown:
        raise ValueError(f"MP4 has no tag {', '.join(unknown)}; it has {', '.join(TAGS)}")
    # The clock ticks a whole number of times a frame; below 10,000 a second the muxer would pick a rate of its own.
    clock = rate.numerator * -(-10_000 // rate.numerator)
    container = av.open(
        f"file:{path}",
        "w",
        format="mp4",
        options={
            "movflags": "+faststart",
            "use_editlist": "0",
            "video_track_timescale": str(clock),
            "movie_timescale": str(clock),
            "fflags": "+bitexact",
        },
    )
    container.metadata.update({name: str(text) for name, text in metadata.items()})
    return container


@contextmanager
def storage_errors(path: Path) -> Iterator[None]:
    """Errors of the disk and of FFmpeg as typed ones."""
    try:
        yield
    except (av.FFmpegError, OSError) as error:
        number = getattr(error, "errno", None)
        if number in (errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EROFS, errno.ENOENT, errno.EIO, errno.EFBIG):
            raise StorageFailed(
                f"{path.name} cannot be written: {error.strerror}.",
                hint="Free some space or choose a folder that can be written, then build again.",
            ) from error
        raise RenderFailed(f"{path.name} cannot be encoded: {error}.", hint="Regenerate the shot.") from error


def _overlap(frames: Iterable[av.VideoFrame], write) -> None:
    """Call write(frame) for each frame in a second thread while this one makes the next frames, in order."""
    waiting: queue.Queue = queue.Queue(maxsize=_QUEUED_FRAMES)
    failure: list[BaseException] = []

    def encode() -> None:
        try:
            while (frame := waiting.get()) is not _END:
                write(frame)
        except BaseException as error:  # handed to the calling thread below
            failure.append(error)
            while waiting.get() is not _END:
                pass

    worker = threading.Thread(target=encode, name="encoder", daemon=True)
    worker.start()
    try:
        for frame in frames:
            if failure:
                break
            waiting.put(frame)
    finally:
        waiting.put(_END)
        worker.join()
    if failure:
        raise failure[0]
