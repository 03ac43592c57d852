"""What each stage of a preset takes beside the weights: measured without a GPU, by running the models on tensors without data.

`python -m benchmarks.memory` measures them: peaks of live storages, in the precision that each part runs in. They grow with the pixels and
the frames; attention is counted as kernels have it that never hold all of its weights at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from vgot.presets.preset import FULL_VAE, KeyframeSection, Section, VideoSection
from vgot.units import FrameSize

GIB = 2**30
STAGES = ("texts", "encode", "denoise", "decode", "decode in tiles")
#: model -> stage -> (pixels of a frame, frames, GiB) as measured; the 14 B models share Wan 2.1's autoencoder. What is not here is unknown.
MEASURED: dict[str, dict[str, list[tuple[int, int, float]]]] = {
    "wan-5b": {
        "texts": [(1, 1, 0.77)],
        "encode": [(832 * 480, 1, 0.73)],
        "denoise": [(832 * 480, 73, 2.08), (1280 * 704, 121, 5.78)],
        "decode": [(832 * 480, 73, 8.3), (1280 * 704, 121, 19.3)],
        "decode in tiles": [(832 * 480, 73, 1.5), (1280 * 704, 121, 1.5)],
    },
    "wan-14b": {
        "texts": [(1, 1, 0.77)],
        "encode": [(832 * 480, 33, 5.39), (832 * 480, 81, 5.61), (1280 * 720, 81, 12.95)],
        "denoise": [(832 * 480, 81, 5.23), (1280 * 720, 81, 9.77)],
        "decode": [(832 * 480, 81, 7.3)],
        "decode in tiles": [(832 * 480, 81, 1.5)],
    },
    "klein": {"denoise": [(1024 * 1024, 1, 3.59)]},
}
#: Sizes that a video model is asked about, from its own down.
SIZES = (FrameSize(1280, 720), FrameSize(1280, 704), FrameSize(1024, 576), FrameSize(832, 480), FrameSize(640, 384))
#: What is never counted on: drivers and the desktop take a part.
MARGIN = 0.9


def _model(section: Section) -> str:
    if isinstance(section, VideoSection) and section.family in FULL_VAE:
        return "wan-5b" if section.keep_first else "wan-14b"
    return section.family


def stage_gib(section: Section, stage: str, size: FrameSize, frames: int = 1) -> float | None:
    """GiB that a stage takes beside the weights, scaled from the nearest that was measured; None where none was. In tiles the clip itself,
    which is put together in float32, grows with its size; a tile does not. Causal autoencoders decode and encode piece by piece: their
    peak grows with the pixels, not with the frames."""
    rows = MEASURED.get(_model(section), {}).get(stage)
    if not rows or section.family == "vace" and stage == "denoise":  # its blocks beside were not measured
        return None
    pixels = size.width * size.height
    wide, long, gib = min(rows, key=lambda row: (abs(row[0] - pixels), abs(row[1] - frames)))
    if stage == "texts":
        return gib
    if stage == "decode in tiles":
        return gib + 2 * 3 * 4 * max(0, pixels * frames - rows[0][0] * rows[0][1]) / GIB
    return gib * pixels / wide * (frames / long if stage == "denoise" else 1.0)


def decode_gib(section: VideoSection, size: FrameSize, frames: int, *, tiled: bool) -> float | None:
    """GiB that decoding a clip takes; None where nobody measured it."""
    return stage_gib(section, "decode in tiles" if tiled else "decode", size, frames)


def must_tile(section: VideoSection, size: FrameSize, frames: int, free: int, stage: str = "decode") -> bool:
    """Whether a clip is decoded (or its pictures encoded) in tiles from the start: `free` bytes of the accelerator's memory are less than
    the whole takes. What was never measured is tried whole, and goes over to tiles where memory runs out."""
    whole = stage_gib(section, stage, size, frames)
    return whole is not None and whole * GIB > free


def most_work(section: Section) -> int | None:
    """Bytes beside the weights that the section's largest picture or longest clip takes at the most, in tiles; None where nobody measured
    it. `encode` goes over to tiles as decoding does."""
    if not isinstance(section, (VideoSection, KeyframeSection)):
        return None
    side = FrameSize(section.max_px, 1)
    frames = section.max_frames if isinstance(section, VideoSection) else 1
    found = [stage_gib(section, stage, side, frames) for stage in ("texts", "denoise", "decode in tiles")]
    known = [gib for gib in found if gib is not None]
    return int(max(known) * GIB) if known and found[1] is not None else None


@dataclass(frozen=True)
class Row:
    """One size of a video model on one rung: GiB on the accelerator by stage (None: unknown), GiB on the host, and whether it fits."""

    size: FrameSize
    frames: int
    rung: str
    stages: dict[str, float | None]
    host: float
    fits: bool
    tiled: bool

    def as_json(self) -> dict[str, Any]:
        stages = {name: None if gib is None else round(gib, 1) for name, gib in self.stages.items()}
        return {
            "size": str(self.size),
            "frames": self.frames,
            "rung": self.rung,
            "stages": stages,
            "host": round(self.host, 1),
            "fits": self.fits,
            "tiled": self.tiled,
        }


def rows_of(section: VideoSection, need: Any, rungs: tuple[str, ...], memory: Any) -> list[Row]:
    """Every size up to the section's own, on every rung. `need` and `memory` as `vgot.models.runtime.residency` has them. A stage that
    nobody measured makes no row fit or not: it is left to the preset's estimate (`work_gb`)."""
    sizes = [s for s in SIZES if section.min_px <= s.width * s.height <= section.max_px * 1.001] or list(SIZES[-1:])
    return [_row(section, need, size, rung, memory) for size in sizes for rung in rungs]


def _row(section: VideoSection, need: Any, size: FrameSize, rung: str, memory: Any) -> Row:
    frames = section.max_frames
    weights = (need.vram(rung) - need.work) / GIB
    stages = {
        name: gib if gib is None else gib + weights
        for name in STAGES
        for gib in [stage_gib(section, name, size, frames)]
    }
    card, host = memory.vram_free * MARGIN / GIB, need.ram(rung) / GIB
    whole = [gib for name in ("encode", "decode") if (gib := stages[name]) is not None]
    tiled = any(gib > card for gib in whole)
    asked = [stages["denoise"], stages["texts"], stages["decode in tiles"] if tiled else stages["decode"]]
    peak = max((gib for gib in asked if gib is not None), default=weights + section.work_gb)
    return Row(size, frames, rung, stages, host, peak <= card and host <= memory.ram_free * MARGIN / GIB, tiled)


def chosen(rows: list[Row]) -> Row | None:
    """The largest size that fits, on the rung that streams least; None where none does: it is refused before anything is loaded."""
    return next((row for row in rows if row.fits), None)
