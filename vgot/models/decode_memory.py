"""What decoding a clip takes beside the weights: measured without a GPU, by running the autoencoders on tensors without data.

`benchmarks/memory.py` measures them: peaks of live storages, in the precision that the autoencoder runs in. They grow with the pixels; the
causal autoencoders hold the whole clip at the end, so that frames count as well.
"""

from __future__ import annotations

from vgot.presets.preset import FULL_VAE, VideoSection
from vgot.units import FrameSize

#: family -> (pixels of one frame, frames, GiB plain, GiB in tiles), as measured; the 14 B models share Wan 2.1's autoencoder.
MEASURED: dict[str, list[tuple[int, int, float, float]]] = {
    "wan-48": [(832 * 480, 73, 8.3, 1.5), (1280 * 704, 121, 19.3, 1.5)],
    "wan-16": [(832 * 480, 81, 7.3, 1.5)],
}


def decode_gib(section: VideoSection, size: FrameSize, frames: int, *, tiled: bool) -> float | None:
    """GiB that decoding a clip takes, scaled from the nearest that was measured; None where none was. In tiles the clip itself, which is
    put together in float32, grows with its size; a tile does not."""
    if section.family not in FULL_VAE:
        return None
    rows = MEASURED["wan-48" if section.keep_first else "wan-16"]
    pixels = size.width * size.height
    known = min(rows, key=lambda row: abs(row[0] - pixels))
    if tiled:
        return known[3] + 2 * 3 * 4 * max(0, pixels * frames - known[0] * known[1]) / 2**30
    return known[2] * pixels / known[0]


def must_tile(section: VideoSection, size: FrameSize, frames: int, free: int) -> bool:
    """Whether a clip is decoded in tiles from the start: `free` bytes of the accelerator's memory are less than the whole takes. What was
    never measured is tried whole, and goes over to tiles where memory runs out."""
    whole = decode_gib(section, size, frames, tiled=False)
    return whole is not None and whole * 2**30 > free
