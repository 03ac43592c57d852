"""Placed sounds -> the sound of the film, exact to the sample. Pure: arrays in, arrays out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from vgot.sound.loudness import RATE, at_loudness

#: Music is down before a voice begins, and comes back after it has ended.
_DOWN_S, _UP_S = 0.25, 0.6
_STEP = RATE // 100


@dataclass(frozen=True)
class Placed:
    """float32 (n, 2) samples that begin at sample `start` of the film (negative: before it); fades in samples."""

    samples: np.ndarray
    start: int
    kind: str = "effects"
    gain_db: float = 0.0
    fade_in: int = 0
    fade_out: int = 0


def mix(
    sounds: Sequence[Placed], total: int, *, duck_db: float = -12.0, target_lufs: float | None = -16.0
) -> np.ndarray:
    """All sounds together, float32 (total, 2): music ducked under voices, the whole brought to a loudness (None: left
    as it is) with peaks under -1 dBFS. Always exactly `total` samples."""
    out = np.zeros((total, 2), np.float32)
    ducked = duck_curve([(s.start, s.start + len(s.samples)) for s in sounds if s.kind == "voice"], total, duck_db)
    for sound in sounds:
        first, last = max(0, sound.start), min(total, sound.start + len(sound.samples))
        if first >= last:
            continue
        part = sound.samples[first - sound.start : last - sound.start]
        gain = (
            10 ** (sound.gain_db / 20)
            * fade_curve(len(sound.samples), sound.fade_in, sound.fade_out)[first - sound.start : last - sound.start]
        )
        if sound.kind == "music" and ducked is not None:
            gain = gain * ducked[first:last]
        out[first:last] += part * gain[:, None].astype(np.float32)
    return at_loudness(out, target_lufs) if target_lufs is not None else out


def fade_curve(length: int, fade_in: int, fade_out: int) -> np.ndarray:
    """Gains of equal power over a sound: 0 to 1 over fade_in samples, and back over fade_out; one where both overlap is
    the product of the two."""
    curve = np.ones(length)
    fade_in, fade_out = min(fade_in, length), min(fade_out, length)
    if fade_in:
        curve[:fade_in] *= np.sin(np.linspace(0, np.pi / 2, fade_in, endpoint=False))
    if fade_out:
        curve[length - fade_out :] *= np.cos(np.linspace(0, np.pi / 2, fade_out))
    return curve


def duck_curve(voices: Sequence[tuple[int, int]], total: int, duck_db: float) -> np.ndarray | None:
    """Gains of the music over the film, 1 but under voices; None when there is nothing to duck under."""
    if not voices or duck_db == 0.0:
        return None
    points = np.arange(0, total + _STEP, _STEP)
    depth = np.zeros(len(points))
    down, up = _DOWN_S * RATE, _UP_S * RATE
    for start, stop in voices:
        # 1 while the voice is heard, a ramp before and after it; two near voices hold it down between them
        depth = np.maximum(
            depth, np.clip(np.minimum((points - (start - down)) / down, (stop + up - points) / up), 0.0, 1.0)
        )
    return np.interp(np.arange(total), points, 10 ** (duck_db * depth / 20))


def peaks(samples: np.ndarray, columns: int) -> np.ndarray:
    """The least and the greatest sample of each of `columns` equal stretches, float32 (columns, 2) in -1..1: a waveform
    to draw."""
    mono = samples.mean(axis=1) if samples.ndim == 2 else samples
    edges = np.linspace(0, len(mono), columns + 1).astype(int)
    out = np.zeros((columns, 2), np.float32)
    for n in range(columns):
        part = mono[edges[n] : max(edges[n] + 1, edges[n + 1])]
        if len(part):
            out[n] = part.min(), part.max()
    return out
