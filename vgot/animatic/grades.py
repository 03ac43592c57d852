"""Looks of the drawn world: a grade laid over the finished picture. Whole numbers only: the same bytes on every processor.

Which words of a style ask for which look stands in `vgot.story.grades`. Without one the picture stays as it is, byte for byte.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from vgot.story.grades import grade_of


def graded(pixels: np.ndarray, look: str) -> np.ndarray:
    """The picture, uint8 RGB (H, W, 3), in a look; the very same array for a look that is not known or ""."""
    paint = _LOOKS.get(look)
    return paint(np.ascontiguousarray(pixels[..., :3])) if paint is not None else pixels


def in_style(pixels: np.ndarray, style: str) -> np.ndarray:
    """The picture in the look that a style names."""
    return graded(pixels, grade_of(style))


# -- parts ------------------------------------------------------------------------------------------------------------
def _luma(pixels: np.ndarray) -> np.ndarray:
    """How bright each pixel is, uint16 0..255."""
    wide = pixels.astype(np.uint16)
    return (54 * wide[..., 0] + 183 * wide[..., 1] + 19 * wide[..., 2]) >> 8


@lru_cache(maxsize=16)
def _ramp(*stops: tuple[int, int, int, int]) -> np.ndarray:
    """A table of 256 colours through (brightness, red, green, blue), straight between them."""
    table = np.empty((256, 3), np.uint8)
    for (a, *one), (b, *other) in zip(stops, stops[1:], strict=False):
        at = np.arange(a, b + 1)
        for c in range(3):
            table[a : b + 1, c] = one[c] + (other[c] - one[c]) * (at - a) // max(1, b - a)
    return table


@lru_cache(maxsize=8)
def _paper(high: int, wide: int, depth: int) -> np.ndarray:
    """The grain of paper: a share of 256 for each pixel, (high, wide, 1) uint16; `depth` is how deep the grain is."""
    ys, xs = np.arange(high, dtype=np.uint32)[:, None], np.arange(wide, dtype=np.uint32)[None, :]
    total = np.zeros((high, wide), np.uint32)
    for size, weight in ((1, 1), (2, 1), (5, 2)):  # fine grain, fibres, blotches
        n = (xs // np.uint32(size)) * np.uint32(374761393) + (ys // np.uint32(size)) * np.uint32(668265263)
        n = (n ^ (n >> np.uint32(13))) * np.uint32(1274126177)
        total += ((n ^ (n >> np.uint32(16))) & np.uint32(255)) * np.uint32(weight)
    return (256 - total * np.uint32(depth) // np.uint32(4 * 255)).astype(np.uint16)[..., None]


@lru_cache(maxsize=8)
def _vignette(high: int, wide: int, depth: int) -> np.ndarray:
    """A share of 256 for each pixel, less towards the corners."""
    ys = ((2 * np.arange(high, dtype=np.int64) + 1 - high) * 256 // high)[:, None]
    xs = ((2 * np.arange(wide, dtype=np.int64) + 1 - wide) * 256 // wide)[None, :]
    far = np.clip((xs * xs + ys * ys) // 512 - 80, 0, 256)
    return (256 - far * depth // 256).astype(np.uint16)[..., None]


def _times(pixels: np.ndarray, share: np.ndarray) -> np.ndarray:
    return ((pixels.astype(np.uint16) * share) >> 8).astype(np.uint8)


def _edges(luma: np.ndarray, gain: int) -> np.ndarray:
    """Where one tone meets another, uint16 0..255."""
    l16 = luma.astype(np.int16)
    found = np.zeros(l16.shape, np.int16)
    found[:, 1:] += np.abs(l16[:, 1:] - l16[:, :-1])
    found[1:] += np.abs(l16[1:] - l16[:-1])
    return np.clip((found - 5) * gain, 0, 255).astype(np.uint16)


# -- looks ------------------------------------------------------------------------------------------------------------
def _noir(pixels: np.ndarray) -> np.ndarray:
    """Black and white, hard: shadows fall to black, what is bright stays, the corners go dark."""
    luma = _luma(pixels)
    table = _ramp((0, 4, 4, 6), (70, 18, 18, 21), (128, 96, 97, 100), (190, 204, 204, 202), (255, 252, 251, 247))
    return _times(table[luma], _vignette(*luma.shape, 96))


def _sepia(pixels: np.ndarray) -> np.ndarray:
    """An old photograph: brown tones on cream paper."""
    luma = _luma(pixels)
    table = _ramp((0, 46, 29, 16), (96, 120, 84, 52), (176, 206, 170, 122), (255, 252, 238, 206))
    aged = _times(table[luma], _vignette(*luma.shape, 70))
    return _times(aged, _paper(*luma.shape, 26))


def _pastel(pixels: np.ndarray) -> np.ndarray:
    """Chalk: light, soft colours, nothing is dark."""
    light = 255 - ((255 - pixels.astype(np.uint16)) * 142 >> 8)
    return _times(light.astype(np.uint8), _paper(*pixels.shape[:2], 12))


def _storybook(pixels: np.ndarray) -> np.ndarray:
    """Watercolour in a book: warm paper, grain, soft brown lines where colours meet."""
    wide = pixels.astype(np.uint16)
    luma = _luma(pixels)
    warm = np.empty_like(wide)
    for c, (least, most) in enumerate(((44, 254), (36, 247), (34, 228))):
        warm[..., c] = least + (wide[..., c] * (most - least) >> 8)
    line = (_edges(luma, 4) * 3 >> 2)[..., None]
    ink = np.array((92, 62, 44), np.uint16)
    drawn = (warm * (256 - line) + ink * line) >> 8
    return _times(drawn.astype(np.uint8), _paper(*luma.shape, 44))


def _blueprint(pixels: np.ndarray) -> np.ndarray:
    """White lines on blue paper with a grid, surfaces faintly shaded."""
    luma = _luma(pixels)
    high, wide = luma.shape
    ground = _ramp((0, 12, 42, 96), (255, 44, 98, 168))[luma].astype(np.uint16)
    step = max(8, wide // 32)
    ground[::step] += (255 - ground[::step]) >> 3
    ground[:, ::step] += (255 - ground[:, ::step]) >> 3
    line = _edges(luma, 7)[..., None]
    drawn = (ground * (256 - line) + np.array((226, 238, 250), np.uint16) * line) >> 8
    return _times(drawn.astype(np.uint8), _paper(high, wide, 14))


_LOOKS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "noir": _noir,
    "sepia": _sepia,
    "pastel": _pastel,
    "storybook": _storybook,
    "blueprint": _blueprint,
}
