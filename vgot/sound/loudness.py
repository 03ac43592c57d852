"""How loud a film is: integrated loudness in LUFS (ITU-R BS.1770-4, EBU R 128), and a limiter. Stereo at 48 kHz."""

from __future__ import annotations

import math

import numpy as np

RATE = 48_000
_BLOCK, _STEP = RATE * 4 // 10, RATE // 10
_ABSOLUTE_LUFS, _RELATIVE_LU = -70.0, -10.0
#: K-weighting at 48 kHz: a shelf for the head, a high-pass for the ear (BS.1770-4, tables 1 and 2): b, a.
_SHELF = ((1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585))
_HIGH_PASS = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))
_CHUNK = 1 << 17
#: Samples after which the filters' ringing is below -140 dB.
_RING = 1 << 14


def loudness(samples: np.ndarray) -> float:
    """Integrated loudness of float32 (n, 2) in LUFS; -inf for silence and for less than 0.4 s."""
    if len(samples) < _BLOCK:
        return -math.inf
    steps = len(samples) // _STEP
    power = np.zeros(steps)
    for channel in range(samples.shape[1]):
        weighted = k_weighted(samples[:, channel])[: steps * _STEP]
        power += (weighted.reshape(steps, _STEP) ** 2).mean(axis=1)
    blocks = np.convolve(power, np.full(4, 0.25), "valid")  # 0.4 s blocks, a quarter new each
    levels = -0.691 + 10 * np.log10(np.maximum(blocks, 1e-20))
    kept = blocks[levels > _ABSOLUTE_LUFS]
    if not len(kept):
        return -math.inf
    gate = -0.691 + 10 * math.log10(kept.mean()) + _RELATIVE_LU
    kept = blocks[levels > max(_ABSOLUTE_LUFS, gate)]
    return -0.691 + 10 * math.log10(kept.mean()) if len(kept) else -math.inf


def k_weighted(channel: np.ndarray) -> np.ndarray:
    """One channel through the two filters, as their frequency responses over chunks that overlap by their ringing."""
    out = np.zeros(len(channel) + _RING)
    size = _CHUNK + _RING
    response = _response(size)
    for at in range(0, len(channel), _CHUNK):
        part = channel[at : at + _CHUNK].astype(np.float64)
        made = np.fft.irfft(np.fft.rfft(part, size) * response, size)
        end = min(len(out), at + size)
        out[at:end] += made[: end - at]
    return out[: len(channel)]


def _response(size: int) -> np.ndarray:
    z = np.exp(-1j * np.linspace(0, math.pi, size // 2 + 1))
    response = np.ones(len(z), complex)
    for b, a in (_SHELF, _HIGH_PASS):
        response *= (b[0] + b[1] * z + b[2] * z**2) / (a[0] + a[1] * z + a[2] * z**2)
    return response


def limited(samples: np.ndarray, ceiling: float = 10 ** (-1 / 20)) -> np.ndarray:
    """Samples (n, 2) whose peaks stay under `ceiling` (default -1 dBFS): the gain goes down over 5 ms before a peak and
    comes back over as long after it."""
    peak = np.abs(samples).max(axis=1) if len(samples) else np.zeros(0)
    if not len(peak) or peak.max() <= ceiling:
        return samples
    need = np.minimum(1.0, ceiling / np.maximum(peak, 1e-9))
    reach = RATE // 200
    low = _sliding_min(need, reach)
    window = np.hanning(2 * reach + 3)[1:-1]
    smooth = np.convolve(np.pad(low, reach, mode="edge"), window / window.sum(), "valid")
    return (samples * np.minimum(smooth, need)[:, None]).astype(np.float32)


def _sliding_min(values: np.ndarray, reach: int) -> np.ndarray:
    """The least of values[n - reach : n + reach + 1] at every n, by doubling."""
    size, out = 2 * reach + 1, np.pad(values, reach, mode="edge")
    covered = 1
    while covered < size:
        step = min(covered, size - covered)
        out = np.minimum(out[:-step], out[step:])
        covered += step
    return out


def at_loudness(samples: np.ndarray, target_lufs: float) -> np.ndarray:
    """Samples brought to a loudness, peaks limited; silence stays silence. The limiter takes loudness away, so gain and
    limit are repeated until the result is within 0.1 LU or no louder film can be had."""
    out, gain = samples, 0.0
    for _ in range(6):
        now = loudness(out)
        if not math.isfinite(now) or abs(target_lufs - now) < 0.1:
            break
        gain = min(40.0, gain + target_lufs - now)
        out = limited((samples * 10 ** (gain / 20)).astype(np.float32))
    return out
