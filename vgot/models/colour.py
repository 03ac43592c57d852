"""Colour across a seam: measured as delta-E 2000, brought down by matching Lab statistics frame by frame. NumPy only."""

from __future__ import annotations

import numpy as np

_TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
_WHITE = np.array([0.95047, 1.0, 1.08883])
_LEVELS = np.arange(256) / 255.0
#: Linear light of each 8-bit level: 256 powers instead of one a pixel.
_LINEAR = np.where(_LEVELS <= 0.04045, _LEVELS / 12.92, ((_LEVELS + 0.055) / 1.055) ** 2.4)


def to_lab(rgb: np.ndarray) -> np.ndarray:
    """uint8 sRGB (..., 3) -> CIE Lab (D65), float64."""
    t = _LINEAR[rgb] @ _TO_XYZ.T / _WHITE
    f = np.where(t > (6 / 29) ** 3, np.cbrt(t), t / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.stack([116 * f[..., 1] - 16, 500 * (f[..., 0] - f[..., 1]), 200 * (f[..., 1] - f[..., 2])], -1)


def from_lab(lab: np.ndarray) -> np.ndarray:
    """CIE Lab (..., 3) -> uint8 sRGB, out-of-gamut colours clipped."""
    fy = (lab[..., 0] + 16) / 116
    f = np.stack([fy + lab[..., 1] / 500, fy, fy - lab[..., 2] / 200], -1)
    xyz = np.where(f > 6 / 29, f**3, 3 * (6 / 29) ** 2 * (f - 4 / 29)) * _WHITE
    linear = np.clip(xyz @ np.linalg.inv(_TO_XYZ).T, 0, 1)
    c = np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)
    return (np.clip(c, 0, 1) * 255).round().astype(np.uint8)


def delta_e_2000(one: np.ndarray, two: np.ndarray) -> np.ndarray:
    """CIEDE2000 of Lab colours (..., 3) (Sharma, Wu, Dalal 2005)."""
    (l1, a1, b1), (l2, a2, b2) = np.moveaxis(one, -1, 0), np.moveaxis(two, -1, 0)
    mean_c7 = ((np.hypot(a1, b1) + np.hypot(a2, b2)) / 2) ** 7
    g = 0.5 * (1 - np.sqrt(mean_c7 / (mean_c7 + 25.0**7)))
    a1, a2 = (1 + g) * a1, (1 + g) * a2
    c1, c2 = np.hypot(a1, b1), np.hypot(a2, b2)
    h1, h2 = np.degrees(np.arctan2(b1, a1)) % 360, np.degrees(np.arctan2(b2, a2)) % 360
    grey = c1 * c2 == 0
    dh = np.where(grey, 0, (h2 - h1 + 180) % 360 - 180)
    dl, dc = l2 - l1, c2 - c1
    dh_ = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(dh) / 2)
    lm, cm = (l1 + l2) / 2, (c1 + c2) / 2
    hm = np.where(grey, h1 + h2, (h1 + h2) / 2 + np.where(np.abs(h1 - h2) > 180, np.where(h1 + h2 < 360, 180, -180), 0))
    t = (
        1
        - 0.17 * np.cos(np.radians(hm - 30))
        + 0.24 * np.cos(np.radians(2 * hm))
        + 0.32 * np.cos(np.radians(3 * hm + 6))
        - 0.20 * np.cos(np.radians(4 * hm - 63))
    )
    sl = 1 + 0.015 * (lm - 50) ** 2 / np.sqrt(20 + (lm - 50) ** 2)
    sc, sh = 1 + 0.045 * cm, 1 + 0.015 * cm * t
    rc = 2 * np.sqrt(cm**7 / (cm**7 + 25.0**7))
    rt = -np.sin(np.radians(60 * np.exp(-(((hm - 275) / 25) ** 2)))) * rc
    return np.sqrt((dl / sl) ** 2 + (dc / sc) ** 2 + (dh_ / sh) ** 2 + rt * (dc / sc) * (dh_ / sh))


def look_of(frame: np.ndarray, longest: int = 64) -> np.ndarray:
    """A small Lab picture of a frame: what colour comparisons are made on."""
    step = max(1, max(frame.shape[:2]) // longest)
    return to_lab(frame[::step, ::step])


def colour_step(one: np.ndarray, two: np.ndarray) -> float:
    """How far the colours of two frames (uint8) are apart as a whole: delta-E 2000 of their mean colours. What moves
    within the picture does not count, a drift in colour or exposure does."""
    return float(delta_e_2000(look_of(one).mean((0, 1)), look_of(two).mean((0, 1))))


def worst_step(frames: np.ndarray) -> float:
    """The largest colour step between neighbours of (frames, H, W, 3)."""
    means = np.stack([look_of(f).mean((0, 1)) for f in frames])
    return float(delta_e_2000(means[:-1], means[1:]).max()) if len(means) > 1 else 0.0


def match_colours(frames: np.ndarray, left: np.ndarray, right: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Frames (F, H, W, 3) with the Lab mean and spread of a path from `left` to `right` (both (H, W, 3)).

    weights: (F,) in [0, 1], how far along the path each frame is. Spread is changed by at most a fifth either way, so
    that a flat frame is not blown up into noise and contrast does not jump.
    """
    (ml, sl), (mr, sr) = (_statistics(look_of(f)) for f in (left, right))
    out = np.empty_like(frames)
    for k, frame in enumerate(frames):
        lab = to_lab(frame)
        mean, spread = _statistics(lab)
        want_mean, want_spread = ml + (mr - ml) * weights[k], sl + (sr - sl) * weights[k]
        ratio = np.clip(want_spread / np.maximum(spread, 1e-3), 5 / 6, 6 / 5)
        out[k] = from_lab((lab - mean) * ratio + want_mean)
    return out


def _statistics(lab: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return lab.mean((0, 1)), lab.std((0, 1))
