"""Speed of pictures and clips at 768x432: python -m benchmarks.media [--one-core]"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from vgot import media
from vgot.media.uploads import read_upload
from vgot.units import FrameSize

SIZE = FrameSize(768, 432)
FPS = 24
FRAMES = 120


def drawn(n: int) -> Iterator[np.ndarray]:
    """Flat art under a moving camera: a graded sky, hills, houses, a walker, drawn at twice the size for clean edges."""
    wide, high = SIZE.width * 2, SIZE.height * 2
    sky = np.linspace((250, 190, 120), (120, 150, 210), high * 2 // 3).astype(np.uint8)
    for at in range(n):
        pixels = np.empty((high, wide, 3), np.uint8)
        pixels[: len(sky)] = sky[:, None]
        pixels[len(sky) :] = (96, 128, 70)
        picture = Image.fromarray(pixels)
        pen = ImageDraw.Draw(picture)
        for hill in range(6):
            x = hill * 420 - at * 2 - 300
            pen.ellipse((x, 380, x + 700, 900), fill=(70 + hill * 6, 110 + hill * 4, 80))
        for house in range(5):
            x = house * 400 - at * 5 + 60
            pen.rectangle((x, 420, x + 180, 640), fill=(150 + house * 15, 90, 70))
            pen.polygon([(x - 20, 420), (x + 90, 330), (x + 200, 420)], fill=(90, 50, 50))
            pen.rectangle((x + 30, 470, x + 70, 520), fill=(250, 230, 150))
        x, step = 700 + at, (at % 12) * 4
        pen.ellipse((x, 430, x + 110, 540), fill=(235, 190, 150))
        pen.rectangle((x + 20, 540, x + 90, 690), fill=(180, 40, 60))
        pen.line((x + 40, 690, x + 20 + step, 790), fill=(40, 40, 60), width=22)
        pen.line((x + 70, 690, x + 90 - step, 790), fill=(40, 40, 60), width=22)
        yield np.asarray(picture.resize((SIZE.width, SIZE.height), Image.Resampling.BOX))


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def cpu_name() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        return next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or "unknown"


def peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--one-core", action="store_true", help="keep to one core (Linux)")
    if parser.parse_args().one_core:
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    print(f"{cpu_name()}, {cores} core{'s' if cores != 1 else ''}; {SIZE}, {FRAMES} frames at {FPS} fps\n")
    rows: list[tuple[str, str, str]] = []
    with tempfile.TemporaryDirectory() as folder:
        clips(Path(folder), rows)
    pictures(rows)
    for what, speed, note in rows:
        print(f"{what:<44} {speed:>16}   {note}")
    print(f"\npeak memory {peak_mib():.0f} MiB")


def clips(folder: Path, rows: list[tuple[str, str, str]]) -> None:
    def rate(what: str, seconds: float, n: int = FRAMES, note: str = "") -> None:
        rows.append((what, f"{n / seconds:.0f} frames/s", note))

    def encode(name: str, frames, quality: str) -> Path:
        media.encode_clip(folder / name, frames, size=SIZE, fps=FPS, quality=quality)
        return folder / name

    long_before = encode("flat.mp4", drawn(24), "preview")
    memory = peak_mib()
    encode("flat.mp4", (frame for _ in range(20) for frame in drawn(24)), "preview")
    rows.append(("memory added by 20 times as many frames", f"{peak_mib() - memory:.0f} MiB", "streamed"))
    long_before.unlink()

    drawing = timed(lambda: [None for _ in drawn(FRAMES)])
    frames = list(drawn(FRAMES))
    alone = {}
    for quality in ("master", "film", "preview"):
        alone[quality] = timed(lambda quality=quality: encode(f"{quality}.mp4", frames, quality))
        kbit = (folder / f"{quality}.mp4").stat().st_size * 8 * FPS / FRAMES / 1000
        rate(f"encode_clip {quality}", alone[quality], note=f"{kbit:.0f} kbit/s")
    overlapped = timed(lambda: encode("drawn.mp4", drawn(FRAMES), "film"))
    rows.append(("drawing and encoding, film", f"{overlapped:.2f} s", f"{drawing:.2f} s + {alone['film']:.2f} s apart"))
    master, film = folder / "master.mp4", folder / "film.mp4"
    rate("decode_clip to RGB, master", timed(lambda: [None for _ in media.decode_clip(master)]))
    rate("decode_clip to RGB, film", timed(lambda: [None for _ in media.decode_clip(film)]))
    rate("probe (every frame decoded), master", timed(lambda: media.probe(master)))
    rows.append(("probe_fast", f"{timed(lambda: media.probe_fast(master)) * 1e3:.1f} ms", ""))
    rows.append(("last_frames, 8", f"{timed(lambda: media.last_frames(master, 8)) * 1e3:.1f} ms", ""))
    rate("cut_segment master -> film", timed(lambda: media.cut_segment(master, folder / "cut.mp4", fps=FPS)))
    joined = timed(lambda: media.join_segments(folder / "joined.mp4", [film] * 30, fps=FPS))
    rate("join_segments, 30 segments", joined, FRAMES * 30)
    sides = np.stack(frames[:8]), np.stack(frames[-8:])
    rate("crossfade, 16 frames", timed(lambda: media.crossfade(*sides)), 16)


def pictures(rows: list[tuple[str, str, str]]) -> None:
    frame = next(drawn(1))
    png = media.encode_png(frame)
    for what, work, note in (
        ("encode_png", lambda: media.encode_png(frame), f"{len(png) / 1024:.0f} KiB"),
        ("decode_png", lambda: media.decode_png(png), ""),
        (
            "thumbnail, 240 px",
            lambda: media.thumbnail(frame, 240),
            f"{len(media.thumbnail(frame, 240)) / 1024:.1f} KiB",
        ),
        ("read_upload (its own process)", lambda: read_upload(png), ""),
    ):
        rows.append((what, f"{min(timed(work) for _ in range(5)) * 1e3:.1f} ms", note))


if __name__ == "__main__":
    main()
