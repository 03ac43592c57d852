"""Segments to one film without encoding again."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import av.container

from vgot.errors import RenderFailed
from vgot.media.encoding import open_film, storage_errors
from vgot.media.reading import ClipInfo, OpenClip, open_clip, probe_fast
from vgot.units import frame_rate


def join_segments(
    out_path: str | Path,
    segments: Sequence[str | Path],
    *,
    fps: float,
    metadata: dict[str, str] | None = None,
) -> ClipInfo:
    """Put segments one after the other; frames are counted, so times never drift.

    segments: clips of encode_clip or cut_segment with the same size, fps and quality. Returns what the film holds.
    Raises RenderFailed naming a segment that was encoded in another way or is not whole, NotFound, DamagedProject,
    StorageFailed. No file is left behind after a failure.
    """
    if not segments:
        raise RenderFailed("There are no segments to join.", hint="Build the clips first.")
    out_path, rate = Path(out_path), frame_rate(fps)
    with storage_errors(out_path):
        film = open_film(out_path, rate, metadata or {})
    try:
        written = _copy(film, [Path(segment) for segment in segments], rate, out_path)
        with storage_errors(out_path):
            film.close()
        info = probe_fast(out_path)
        if info.frames != written or info.fps != rate:
            raise RenderFailed(
                f"The film has {info.frames} frames at {info.fps}, not {written} at {rate}.", hint="Build it again."
            )
        return info
    except BaseException:
        with suppress(av.FFmpegError, OSError, ValueError):
            film.close()
        with suppress(OSError):
            out_path.unlink()
        raise


def _copy(film: av.container.OutputContainer, segments: list[Path], rate: Fraction, out_path: Path) -> int:
    """Copy every packet, stamped by its place in the film; returns how many."""
    stream, written = None, 0
    settings: dict[str, Any] = {}
    for path in segments:
        with open_clip(path) as clip:
            own = _settings(clip)
            if stream is None:
                settings = own
                stream = film.add_stream_from_template(clip.stream, opaque=True)
                stream.time_base = 1 / rate
            _refuse_difference(path, own, settings, clip.info.fps, rate)
            before = written
            for packet in clip.container.demux(clip.stream):
                if packet.size == 0:  # the demuxer's farewell
                    continue
                if packet.is_corrupt:
                    raise RenderFailed(f"Segment {path.name} is damaged.", hint="Build the film again.")
                packet.time_base = 1 / rate
                packet.pts = packet.dts = written
                packet.duration = 1
                packet.stream = stream
                with storage_errors(out_path):
                    film.mux_one(packet)
                written += 1
            if written - before != clip.info.frames:
                raise RenderFailed(
                    f"Segment {path.name} has {written - before} of its {clip.info.frames} frames.",
                    hint="Build the film again.",
                )
    return written


def _settings(clip: OpenClip) -> dict[str, object]:
    codec = clip.stream.codec_context
    return {
        "size": str(clip.info.size),
        "codec": clip.info.codec,
        "profile": clip.info.profile,
        "pixel format": clip.info.pixel_format,
        "encoder settings": bytes(codec.extradata or b""),
    }


def _refuse_difference(path: Path, own: dict, first: dict, fps: Fraction, rate: Fraction) -> None:
    hint = "Build the film again so that this segment is encoded like the others."
    if fps != rate:
        raise RenderFailed(f"Segment {path.name} has {fps} frames a second, the film {rate}.", hint=hint)
    for name, value in first.items():
        if own[name] != value:
            detail = "" if isinstance(value, bytes) else f": {own[name]} instead of {value}"
            raise RenderFailed(f"Segment {path.name} differs in {name}{detail}.", hint=hint)
