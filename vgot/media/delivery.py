"""The film as it is delivered: H.264 with sound and captions in MP4, ProRes 422 in MOV, PNG files, a GIF preview.

Frames come from finished film files, in order; nothing is dropped or doubled, and times are counted, never measured.
"""

from __future__ import annotations

import math
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from fractions import Fraction
from pathlib import Path

import av
import av.codec.context
import av.container
import av.video.reformatter
import numpy as np

from vgot.errors import RenderFailed
from vgot.media.audio import LAYOUT, RATE, _encode, as_int16
from vgot.media.encoding import TAGS, storage_errors
from vgot.media.pictures import encode_png
from vgot.media.reading import open_clip
from vgot.units import FrameSize, frame_rate

#: (from, to, words), in milliseconds.
Caption = tuple[int, int, str]
_AAC_BPS = 192_000


@contextmanager
def _writing(path: Path, form: str, rate: Fraction, metadata: dict[str, str]) -> Iterator[av.container.OutputContainer]:
    """A file that is there whole or not at all."""
    unknown = sorted(set(metadata) - set(TAGS))
    if unknown:
        raise ValueError(f"There is no tag {', '.join(unknown)}")
    clock = math.lcm(rate.numerator, RATE)  # on it frames and samples both fall exactly, edit lists included
    container = None
    try:
        with storage_errors(path):
            container = av.open(
                f"file:{path}",
                "w",
                format=form,
                options={
                    "movflags": "+faststart",
                    "video_track_timescale": str(clock),
                    "movie_timescale": str(clock),
                    "fflags": "+bitexact",
                },
            )
            container.metadata.update(metadata)
            yield container
            container.close()
    except BaseException:
        with suppress(av.FFmpegError, OSError, ValueError):
            if container is not None:
                container.close()
        path.unlink(missing_ok=True)
        raise


def add_sound(
    film: Path,
    out_path: Path,
    samples: np.ndarray | None,
    *,
    metadata: dict[str, str],
    captions: Sequence[Caption] = (),
) -> None:
    """Copy a film's picture as it is, and put sound (AAC) and soft captions beside it.

    samples: float32 or int16 (n, 2) at 48 kHz, as long as the film. Raises RenderFailed, StorageFailed."""
    with open_clip(film) as clip, _writing(out_path, "mp4", clip.info.fps, metadata) as out:
        rate = clip.info.fps
        picture = out.add_stream_from_template(clip.stream, opaque=True)
        picture.time_base = 1 / rate
        heard = words = None
        if samples is not None:
            heard = out.add_stream("aac", rate=RATE, layout=LAYOUT, format="fltp")
            heard.bit_rate = _AAC_BPS
            heard.codec_context.flags |= av.codec.context.Flags.bitexact
        if captions:
            words = out.add_stream("mov_text")
            words.codec_context.subtitle_header = _ASS_HEADER
            words.time_base = Fraction(1, 1000)
        at = 0
        for packet in clip.container.demux(clip.stream):
            if packet.size:
                packet.time_base, packet.pts, packet.dts, packet.duration, packet.stream = 1 / rate, at, at, 1, picture
                at += 1
                out.mux(packet)
        if at != clip.info.frames:
            raise RenderFailed(f"The film has {at} of its {clip.info.frames} frames.", hint="Build it again.")
        if heard is not None and samples is not None:
            _encode(out, heard, as_int16(samples).astype(np.float32) / 32768.0, "fltp")
        for start, end, text in captions:
            _caption(out, words, start, end, text)


_ASS_HEADER = (
    b"[Script Info]\nScriptType: v4.00+\n[V4+ Styles]\nFormat: Name, Fontname, Fontsize\nStyle: Default,Sans,18\n"
    b"[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
)


def _caption(out, stream, start: int, end: int, text: str) -> None:
    """One sample of MPEG-4 timed text (3GPP TS 26.245): length, UTF-8; an empty one ends it."""
    for at, until, words in ((start, end, text), (end, end, "")):
        body = words.encode("utf-8")[:2000]
        packet = av.Packet(len(body).to_bytes(2, "big") + body)
        packet.stream, packet.time_base = stream, Fraction(1, 1000)
        packet.pts = packet.dts = at
        packet.duration = max(0, until - at)
        if words or until == at:
            out.mux(packet)


def write_prores(
    out_path: Path,
    frames: Iterable[np.ndarray],
    *,
    size: FrameSize,
    fps: float,
    samples: np.ndarray | None = None,
    metadata: dict[str, str] | None = None,
) -> int:
    """ProRes 422 in MOV with PCM sound, for finishing. frames: uint8 RGB (H, W, 3). Returns how many there were."""
    rate, count = frame_rate(fps), 0
    with _writing(out_path, "mov", rate, metadata or {}) as out:
        picture = out.add_stream("prores_ks", rate=rate)
        picture.width, picture.height, picture.pix_fmt, picture.time_base = (
            size.width,
            size.height,
            "yuv422p10le",
            1 / rate,
        )
        picture.options = {"profile": "2", "vendor": "apl0"}
        codec = picture.codec_context
        codec.time_base, codec.framerate = 1 / rate, rate
        codec.color_range, codec.colorspace, codec.color_primaries, codec.color_trc = 1, 1, 1, 1
        heard = out.add_stream("pcm_s16le", rate=RATE, layout=LAYOUT) if samples is not None else None
        reformatter = av.video.reformatter.VideoReformatter()
        for pixels in frames:
            frame = reformatter.reformat(
                av.VideoFrame.from_ndarray(np.ascontiguousarray(pixels), "rgb24"),
                format="yuv422p10le",
                src_colorspace=1,
                dst_colorspace=1,
                src_color_range=2,
                dst_color_range=1,
            )
            frame.pts, frame.time_base = count, 1 / rate
            count += 1
            for packet in picture.encode(frame):
                out.mux(packet)
        for packet in picture.encode(None):
            out.mux(packet)
        if heard is not None and samples is not None:
            _encode(out, heard, as_int16(samples), "s16")
    return count


def write_frames(out_path: Path, frames: Iterable[np.ndarray]) -> int:
    """A zip of PNG files, frame-000001.png first. Returns how many there were."""
    count = 0
    with storage_errors(out_path), zipfile.ZipFile(out_path, "w", zipfile.ZIP_STORED) as out:
        for count, pixels in enumerate(frames, 1):
            out.writestr(zipfile.ZipInfo(f"frame-{count:06d}.png", (2020, 1, 1, 0, 0, 0)), encode_png(pixels))
    return count


def write_gif(
    out_path: Path,
    frames: Iterable[np.ndarray],
    *,
    fps: float,
    width_px: int = 400,
    most_fps: float = 10.0,
    comment: str = "",
) -> int:
    """A looping GIF preview at no more than most_fps, with one palette for all of it. Returns how many frames it has.

    GIF counts in hundredths of a second, so each frame lasts until the hundredth at which the next one begins."""
    from PIL import Image

    step = max(1, -(-frame_rate(fps) // Fraction(most_fps)))
    kept = []
    for n, pixels in enumerate(frames):
        if n % step == 0:
            picture = Image.fromarray(pixels)
            wide = min(width_px, picture.width)
            kept.append(
                picture.resize((wide, max(1, round(picture.height * wide / picture.width))), Image.Resampling.BILINEAR)
            )
    if not kept:
        raise RenderFailed("There are no frames for a preview.", hint="Build the film first.")
    picks = kept[:: max(1, len(kept) // 8)][:8]
    strip = Image.new("RGB", (kept[0].width, kept[0].height * len(picks)))
    for n, picture in enumerate(picks):
        strip.paste(picture, (0, n * picture.height))
    palette = strip.quantize(256, method=Image.Quantize.MEDIANCUT)
    hundredths = [round(n * step * 100 / frame_rate(fps)) for n in range(len(kept) + 1)]
    images = [picture.quantize(palette=palette, dither=Image.Dither.FLOYDSTEINBERG) for picture in kept]
    with storage_errors(out_path):
        images[0].save(
            out_path,
            "GIF",
            save_all=True,
            append_images=images[1:],
            duration=[10 * (b - a) for a, b in zip(hundredths, hundredths[1:], strict=False)],
            loop=0,
            comment=comment.encode("ascii", "replace")[:255],
            optimize=False,
        )
    return len(images)
