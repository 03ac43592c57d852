"""The frames of a crossfade, mixed in linear light with whole numbers, so that every processor gives the same bytes."""

from __future__ import annotations

import functools

import numpy as np

from vgot.errors import RenderFailed

_ONE = 65_536  # a weight of 1


def crossfade(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Dissolve from one clip's last h frames into the next one's first h, over 2h frames that replace both.

    left, right: uint8 RGB (h, H, W, 3), h >= 0. Returns (2h, H, W, 3). The left side moves for h frames, then holds its
    last; the right side holds its first for h frames, then moves: no frame from outside the two clips is needed.
    The weight is a smoothstep; mixing sRGB numbers as they are would dip in brightness half way. Raises RenderFailed.
    """
    if left.dtype != np.uint8 or right.dtype != np.uint8 or left.ndim != 4 or left.shape != right.shape:
        raise RenderFailed(
            f"A crossfade needs two equal stacks of frames, not {left.shape} and {right.shape}.",
            hint="Give both shots the same frame size.",
        )
    half = len(left)
    out = np.empty((2 * half, *left.shape[1:]), np.uint8)
    for at in range(2 * half):
        out[at] = mix(left[min(at, half - 1)], right[max(at - half, 0)], smoothstep(at + 1, 2 * half + 1))
    return out


def smoothstep(step: int, steps: int) -> int:
    """3t^2 - 2t^3 at t = step / steps, in 1/65536, rounded; whole numbers throughout."""
    numerator = (3 * steps - 2 * step) * step * step * _ONE
    return (2 * numerator + steps**3) // (2 * steps**3)


def mix(left: np.ndarray, right: np.ndarray, weight: int) -> np.ndarray:
    """left * (1 - w) + right * w in linear light; w = weight / 65536; uint8 sRGB in and out."""
    to_linear, to_srgb = _tables()
    mixed = to_linear[left] * np.uint32(_ONE - weight)
    mixed += to_linear[right] * np.uint32(weight)
    mixed += np.uint32(_ONE // 2)  # at most 65535 * 65536 + 32768, which still fits 32 bits
    mixed >>= np.uint32(16)
    return to_srgb[mixed]


@functools.cache
def _tables() -> tuple[np.ndarray, np.ndarray]:
    """sRGB byte -> linear light in 0..65535, and back by the nearest byte (IEC 61966-2-1)."""

    def linear(code: float) -> int:
        v = code / 255
        return round((v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4) * 65_535)

    to_linear = np.array([linear(code) for code in range(256)], np.uint32)
    borders = [linear(code + 0.5) for code in range(255)]
    to_srgb = np.searchsorted(borders, np.arange(65_536), side="right").astype(np.uint8)
    return to_linear, to_srgb
