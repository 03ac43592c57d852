"""Light as colour grading: what a light does to every pixel is a share kept and an amount added, in whole numbers.

Every step of a grade (multiply by a colour, screen a glow over it, darken the corners) is affine in the pixel, so a
light is two maps: out = (pixel * keep >> 8) + add. They are made once for a light and a size; lights are mixed by
mixing their maps. Integer arithmetic: the same bytes on every processor.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from vgot.animatic.canvas import VIEW_H, VIEW_W, rgb

#: light -> (colour that multiplies, share of vignette, glows): a glow is (x, y, radius, colour, strength) in the view
Glow = tuple[float, float, float, int, float]
_LIGHTS: dict[str, tuple[int, float, tuple[Glow, ...]]] = {
    "noon": (0xFFFFFFFC, 0.14, ((128, -30, 190, 0xFFFFFBE6, 0.10),)),
    "dawn": (0xFFFFE6E2, 0.20, ((128, 96, 190, 0xFFFFB09A, 0.20), (40, 60, 150, 0xFFFFD8B0, 0.16))),
    "golden": (0xFFFFDDB4, 0.30, ((226, 36, 210, 0xFFFFB24A, 0.36), (226, 36, 80, 0xFFFFE2A0, 0.24))),
    "dusk": (0xFFD4BEE2, 0.34, ((128, 104, 190, 0xFFFF7E68, 0.24), (128, -20, 170, 0xFF5A48B8, 0.16))),
    "night": (0xFF8494D4, 0.42, ((196, 14, 170, 0xFFB4C8FF, 0.20),)),
    "readable_night": (0xFFA3B1E4, 0.34, ((196, 14, 170, 0xFFB4C8FF, 0.16), (128, 70, 120, 0xFFE4E4FF, 0.06))),
    "storm": (0xFFB4BCC6, 0.36, ((128, -10, 200, 0xFF8090A0, 0.12),)),
    "neon": (0xFFB09CD8, 0.40, ((0, 70, 165, 0xFFFF2FA8, 0.44), (256, 70, 165, 0xFF20D8FF, 0.38))),
    "candle": (0xFFDCA070, 0.60, ((128, 84, 120, 0xFFFFB45A, 0.42), (128, 88, 60, 0xFFFFE0A0, 0.16))),
    "fire": (0xFFE0A070, 0.56, ((128, 112, 150, 0xFFFF8A3C, 0.46), (128, 122, 70, 0xFFFFD27A, 0.20))),
    "lamp": (0xFFF3D8B0, 0.42, ((128, 20, 170, 0xFFFFD890, 0.28),)),
    "overcast": (0xFFDDE3E8, 0.22, ((128, -20, 200, 0xFFE8EEF4, 0.16),)),
    "spot": (0xFF6A6488, 0.60, ((128, 70, 90, 0xFFFFF2D0, 0.52),)),
}
#: a light -> the same, in which faces can be read: of scenes that say they are "lit"
READABLE = {"night": "readable_night"}
#: those that words name
LIGHTS = tuple(name for name in _LIGHTS if name not in READABLE.values())
#: lights in which lamps and flames of the picture glow
_DARK = {"night", "readable_night", "dusk", "storm", "lamp", "candle", "fire", "neon", "spot"}
#: thing -> where its light is over its foot, how far it reaches, its colour and how strong it is
_PRACTICAL: dict[str, tuple[float, float, int, float]] = {
    "candle": (20, 62, 0xFFFFB45A, 0.42), "lamp": (24, 80, 0xFFFFD890, 0.46), "lantern": (16, 70, 0xFFFFC870, 0.44), "campfire": (18, 110, 0xFFFF9A4A, 0.5),
    "fire": (22, 100, 0xFFFF8A3C, 0.5), "fireplace": (26, 100, 0xFFFF9A4A, 0.46), "streetlamp": (86, 110, 0xFFFFE0A0, 0.44), "bulb": (19, 80, 0xFFFFE9A8, 0.46),
    "television": (28, 80, 0xFF8FC8FF, 0.42), "laptop": (12, 56, 0xFF9FD0F5, 0.4), "phone": (9, 40, 0xFF9FD0F5, 0.36), "lighthouse": (88, 140, 0xFFFFF0B0, 0.44),
    "firework": (34, 110, 0xFFFFB0A0, 0.4), "crystal": (17, 60, 0xFF6FC9E8, 0.36), "chandelier": (26, 110, 0xFFFFE2A0, 0.44), "firefly": (10, 34, 0xFFE8FF90, 0.4),
    "star": (14, 60, 0xFFFFF0B8, 0.36), "moon": (20, 90, 0xFFE8EEFC, 0.36), "flashlight": (10, 60, 0xFFFFF3C8, 0.36), "neon_sign": (20, 90, 0xFFFF5AC0, 0.44),
    "traffic_light": (70, 50, 0xFFFF9080, 0.36), "starship": (20, 70, 0xFF6FD0FF, 0.36), "volcano": (80, 110, 0xFFFF7A3C, 0.44), "wand": (40, 40, 0xFFFFF0A0, 0.36),
}  # fmt: skip


def practical(light: str, name: str) -> tuple[float, float, int, float] | None:
    """The light that a thing of the picture gives in a dark scene: height over its foot, reach, colour, strength."""
    return _PRACTICAL.get(name) if light in _DARK else None


#: lights that flicker, by how much of 256
FLICKER = {"candle": 16, "fire": 22}

Maps = tuple[np.ndarray, np.ndarray]


def _falloff(distance2: np.ndarray, radius: float) -> np.ndarray:
    """1 at the centre, 0 at `radius`, smooth: (1 - (d/r)^2)^2."""
    left = np.maximum(np.float32(0), np.float32(1) - distance2 / np.float32(radius * radius))
    return left * left


@lru_cache(maxsize=8)
def maps(light: str, width: int, height: int, strength: int = 100, side: int = 1) -> Maps:
    """(keep uint16 0..256, add uint16 0..255), each (height, width, 3). `strength` in per cent; `side` -1 mirrors the
    sun to the left."""
    colour, vignette, glows = _LIGHTS.get(light, _LIGHTS["noon"])
    k = np.float32(strength / 100)
    scale = max(width / VIEW_W, height / VIEW_H)
    xs = (
        (np.arange(width, dtype=np.float32) + np.float32(0.5) - np.float32(width / 2)) / np.float32(scale)
        + np.float32(128)
    )[None, :]
    ys = (
        (np.arange(height, dtype=np.float32) + np.float32(0.5) - np.float32(height / 2)) / np.float32(scale)
        + np.float32(72)
    )[:, None]
    keep = np.empty((height, width, 3), np.float32)
    for c, part in enumerate(rgb(colour)):
        keep[..., c] = np.float32(1) - k * np.float32(1 - part / 255)
    add = np.zeros((height, width, 3), np.float32)
    for gx, gy, radius, tint, power in glows:
        x = gx if side > 0 else VIEW_W - gx
        glow = _falloff((xs - np.float32(x)) ** 2 + (ys - np.float32(gy)) ** 2, radius) * k * np.float32(power)
        for c, part in enumerate(rgb(tint)):
            s = glow * np.float32(part / 255)
            keep[..., c] *= np.float32(1) - s
            add[..., c] = add[..., c] * (np.float32(1) - s) + s
    if light in ("golden", "dawn"):
        _rays(keep, add, xs, ys, side, light, k)
    corner = ((xs - np.float32(128)) / np.float32(150)) ** 2 + ((ys - np.float32(72)) / np.float32(104)) ** 2
    dark = np.float32(1) - k * np.float32(vignette) * np.minimum(
        np.float32(1), np.maximum(np.float32(0), corner - np.float32(0.28))
    )
    keep *= dark[..., None]
    add *= dark[..., None]
    added = np.floor(add * np.float32(255)).astype(np.uint16)
    kept = np.minimum(
        np.floor(keep * np.float32(256) + np.float32(0.5)).astype(np.uint16), ((255 - added) * 256) // 255
    )
    kept.setflags(write=False)
    added.setflags(write=False)
    return kept, added


def _rays(
    keep: np.ndarray, add: np.ndarray, xs: np.ndarray, ys: np.ndarray, side: int, light: str, k: np.float32
) -> None:
    """A fan of soft beams from beyond the upper corner."""
    sx, sy = (300.0 if side > 0 else -44.0), -40.0
    slope = (xs - np.float32(sx)) * np.float32(-side) / (ys - np.float32(sy) + np.float32(24))
    total = np.zeros(slope.shape, np.float32)
    for at, wide, power in ((0.45, 0.10, 0.5), (0.85, 0.16, 0.8), (1.35, 0.12, 0.5), (1.95, 0.2, 0.6)):
        total += _falloff((slope - np.float32(at)) ** 2, wide) * np.float32(power)
    total *= (
        _falloff((xs - np.float32(sx)) ** 2 + (ys - np.float32(sy)) ** 2, 330)
        * np.float32(0.22 if light == "golden" else 0.14)
        * k
    )
    for c, part in enumerate((1.0, 0.86, 0.6)):
        s = total * np.float32(part)
        keep[..., c] *= np.float32(1) - s
        add[..., c] = add[..., c] * (np.float32(1) - s) + s


def grade(
    rgba: np.ndarray,
    at: Maps,
    flicker: int = 0,
    other: Maps | None = None,
    share: int = 0,
    glow: np.ndarray | None = None,
) -> np.ndarray:
    """A new uint8 RGB picture: `rgba` (H, W, 4) uint8 under the maps. `share` of 256 is lit by the `other` light.
    `glow`, uint8 (H, W, 3), is the light of lamps, screened over the graded picture except where something covers it:
    then alpha says how much is covered. `flicker`, 0..40 of 256, takes light away."""
    high, wide = rgba.shape[:2]
    out = np.empty((high, wide, 3), np.uint8)
    rows = 54  # a slab that stays in the cache
    slab, keep_slab, add_slab, lamp_slab = (np.empty((min(rows, high), wide, 3), np.uint16) for _ in range(4))
    share = (share + 1) // 2  # of 128, so that a sum of two products stays within 16 bits
    for y in range(0, high, rows):
        end = min(y + rows, high)
        part = slab[: end - y]
        part[...] = rgba[y:end, :, :3]
        keep, add = at[0][y:end], at[1][y:end]
        if other is not None and share:
            keep = _between(keep, other[0][y:end], share, keep_slab[: end - y], lamp_slab[: end - y])
            add = _between(add, other[1][y:end], share, add_slab[: end - y], lamp_slab[: end - y])
        part *= keep
        part >>= 8
        part += add
        if glow is not None and glow[y:end].any():
            lamp = lamp_slab[: end - y]
            lamp[...] = glow[y:end]
            free = (255 - rgba[y:end, :, 3]).astype(np.uint16)
            for c in range(3):  # a loop over the last axis would be a loop of three
                lamp[..., c] *= free
            lamp >>= 8
            lamp *= np.subtract(255, part, out=keep_slab[: end - y])
            lamp >>= 8
            part += lamp
        if flicker:
            part *= 256 - flicker
            part >>= 8
        out[y:end] = part
    return out


def _between(a: np.ndarray, b: np.ndarray, share: int, out: np.ndarray, spare: np.ndarray) -> np.ndarray:
    """a * (128 - share) + b * share, of 128."""
    np.multiply(a, np.uint16(128 - share), out=out)
    out += np.multiply(b, np.uint16(share), out=spare)
    out >>= 7
    return out


def flicker_at(light: str, t: float) -> int:
    """How much a flame takes away at `t` seconds, 0..its share; a fixed sum of three beats."""
    depth = FLICKER.get(light, 0)
    if not depth:
        return 0
    beat = ((t * 3.1) % 1.0 - 0.5) ** 2 + ((t * 4.7 + 0.3) % 1.0 - 0.5) ** 2 + ((t * 7.9 + 0.6) % 1.0 - 0.5) ** 2
    return int(depth * min(1.0, beat * 1.6))
