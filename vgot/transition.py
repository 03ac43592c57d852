"""The mathematics of a boundary between two shots: pure tensor functions, no models, no files.

Shots are numbered 1..n and boundary i lies between shots i and i+1. Latents are `[B, C, F, H, W]`, a single latent
frame is `[B, C, H, W]`, in the units of the denoiser (noise has unit variance). Paper: arXiv 2412.02259, Eq. 17 to 21.
"""

from __future__ import annotations

import math

import torch

from vgot.errors import BadInput

MODES = ("paper", "vp", "vp_decay", "spectral")

#: Largest share of the earlier shot in the start noise: beyond it a shot copies instead of continuing.
A_MAX = 0.4
#: Latent frames after which the earlier shot's share has fallen to 1/e (mode `vp_decay`).
DECAY_FRAMES = 4.0
#: Radius of the low-pass of mode `spectral`, as a share of the Nyquist frequency.
LOW_PASS = 0.25


def beta(i: int, n: int, gamma: float = 1.0) -> float:
    """The noise variance kept at boundary i of a film of n shots: gamma * (1 - i/n), never negative (Eq. 18).

    Raises BadInput unless 1 <= i <= n and gamma >= 0.
    """
    if n < 1 or not 1 <= i <= n:
        raise BadInput(
            f"Boundary {i} does not exist in a film of {n} shots.", field="boundaries", hint="Boundaries count from 1."
        )
    if gamma < 0:
        raise BadInput(f"gamma is {gamma}; it cannot be negative.", field=f"boundaries/{i}/gamma", hint="Give 0 to 4.")
    return max(0.0, gamma * (1.0 - i / n))


def carry_weight(i: int, n: int, alpha: float, gamma: float = 1.0, a_max: float | None = A_MAX) -> float:
    """a_i = alpha / sqrt(beta_i + alpha^2), at most `a_max`: the share of the earlier shot in a start noise of unit
    variance that has the signal-to-noise ratio of the paper's (Eq. 20)."""
    if alpha == 0.0:
        return 0.0
    a = alpha / math.sqrt(beta(i, n, gamma) + alpha * alpha)
    return a if a_max is None else min(a, a_max)


def standardise(z: torch.Tensor) -> torch.Tensor:
    """`[B, C, H, W]` -> the same with zero mean and unit spread in every channel (zero where a channel is flat)."""
    z = z.float()
    mean = z.mean((-2, -1), keepdim=True)
    return (z - mean) / z.std((-2, -1), keepdim=True, unbiased=False).clamp_min(1e-4)


def reset_noise(
    eps: torch.Tensor,
    z_last: torch.Tensor,
    *,
    i: int,
    n: int,
    mode: str,
    alpha: float = 0.2,
    gamma: float = 1.0,
    weight: float = 1.0,
    keep_first: int = 0,
    generator: torch.Generator | None = None,
) -> torch.Tensor:
    """The start noise of shot i+1, made from its own noise and the last latent frame of shot i.

    eps: `[B, C, F, H, W]`, unit variance. z_last: `[B, C, H, W]`, the final latents' last frame.
    mode: `paper` takes Eq. 19 literally: sqrt(beta_i) * eps + alpha * z, whose spread is sqrt(beta_i + alpha^2) for a z
    of unit spread; `vp` keeps unit variance at the same signal-to-noise ratio: sqrt(1 - a^2) * eps + a * zhat with
    zhat standardised per channel and a clamped at 0.4; `vp_decay` lets a fall over the frames as exp(-f/4), so that
    the start noise of later frames is not tied together; `spectral` carries only the phase of the low frequencies of
    z, with the amplitudes of white noise, so that the spectrum stays flat.
    weight in [0, 1] scales the earlier shot's share; 0 returns `eps` itself. The first `keep_first` latent frames stay
    as they are (conditioned frames). generator: source of the amplitudes of `spectral`.
    Returns a tensor of eps' shape and type. Raises BadInput for an unknown mode or shapes that do not fit.
    """
    if weight == 0.0:
        return eps
    if mode not in MODES:
        raise BadInput(
            f"There is no reset variant '{mode}'.",
            field=f"boundaries/{i}/variant",
            hint=f"Choose one of {', '.join(MODES)}.",
        )
    if z_last.dim() != 4 or eps.dim() != 5 or z_last.shape[1] != eps.shape[1] or z_last.shape[2:] != eps.shape[3:]:
        raise BadInput(
            f"The latents of the shot before, {tuple(z_last.shape)}, do not fit this shot's noise, {tuple(eps.shape)}.",
            field=f"boundaries/{i}/mode",
            hint="A reset needs both shots from one video model at one size: render the shot before again.",
        )
    if keep_first >= eps.shape[2]:
        return eps
    noise, z = eps.float(), z_last.to(eps.device).float()
    if mode == "paper":
        kept = 1.0 - weight + weight * beta(i, n, gamma)
        out = math.sqrt(kept) * noise + weight * alpha * z.unsqueeze(2)
    else:
        a = weight * carry_weight(i, n, alpha, gamma)
        zhat = standardise(z)
        if mode == "spectral":
            out = _mix_phases(noise, zhat, a, generator)
        else:
            frames = torch.arange(noise.shape[2], device=noise.device, dtype=torch.float32)
            share = torch.full_like(frames, a)
            if mode == "vp_decay":
                share = a * torch.exp(-(frames - keep_first).clamp_min(0) / DECAY_FRAMES)
            share = share.view(1, 1, -1, 1, 1)
            out = (1 - share**2).sqrt() * noise + share * zhat.unsqueeze(2)
    out = out.to(eps.dtype)
    if keep_first:
        out = torch.cat([eps[:, :, :keep_first], out[:, :, keep_first:]], dim=2)
    return out


def _mix_phases(noise: torch.Tensor, zhat: torch.Tensor, a: float, generator: torch.Generator | None) -> torch.Tensor:
    """Low frequencies of every frame: sqrt(1-a^2) * noise + a * (amplitude of fresh white noise, phase of zhat)."""
    height, width = noise.shape[-2:]
    source = generator.device if generator is not None else noise.device
    fresh = torch.randn(noise.shape, generator=generator, device=source, dtype=torch.float32).to(noise.device)
    own, amplitude = torch.fft.rfft2(noise), torch.fft.rfft2(fresh).abs()
    phase = torch.fft.rfft2(zhat)
    known = phase.abs() > 1e-6
    phase = torch.where(known, phase / phase.abs().clamp_min(1e-6), torch.ones_like(phase)).unsqueeze(2)
    radius = torch.hypot(
        torch.fft.fftfreq(height, device=noise.device)[:, None] * 2,
        torch.fft.rfftfreq(width, device=noise.device)[None, :] * 2,
    )
    reach = max(LOW_PASS, 2.0 / max(height, width) + 1e-6)  # small pictures: at least their lowest frequency
    low = (radius <= reach) & (radius > 0)  # the mean of a standardised frame is zero: it has no phase to carry
    low = low & known.unsqueeze(2)
    mixed = math.sqrt(1 - a * a) * own + a * amplitude * phase
    return torch.fft.irfft2(torch.where(low, mixed, own), s=(height, width))


# -- bridges ----------------------------------------------------------------------------------------------------------
def window_4m1(frames: int, step: int = 4) -> tuple[int, int]:
    """(length, padding): the shortest window of step*m + 1 pixel frames, m >= 1, that holds `frames` of them.

    A causal autoencoder with `step`-fold time compression turns the first frame alone into one latent and then every
    `step` frames into one more; padding frames repeat the last one and are dropped after decoding.
    >>> window_4m1(16)
    (17, 1)
    """
    if frames < 1 or step < 1:
        raise BadInput(
            f"A window of {frames} frames cannot be re-encoded.", field="boundaries", hint="Lengthen the overlap."
        )
    length = max(1, math.ceil((frames - 1) / step)) * step + 1
    return length, length - frames


def bridge_level(i: int, n: int, gamma: float = 1.0, low: float = 0.35, high: float = 0.85) -> float:
    """The noise level in [low, high] that a seam's window is brought back to: it falls with beta_i as the paper's start
    noise does, but a bridge always has something to denoise and always keeps something of both shots."""
    return low + (high - low) * min(1.0, beta(i, n, gamma))


def renoise(latents: torch.Tensor, noise: torch.Tensor, level: float, *, flow: bool = True) -> torch.Tensor:
    """Clean latents at a noise level. flow: (1 - s) * z + s * e (rectified flow); otherwise z + s * e (sigmas)."""
    return (1.0 - level) * latents + level * noise if flow else latents + level * noise


def seam_mix(frames: int) -> torch.Tensor:
    """`[frames]` weights of the right shot over a window that starts as the left one and ends as the right one: a
    smooth step from 0 to 1, symmetric about the seam."""
    t = torch.linspace(0.0, 1.0, frames) if frames > 1 else torch.full((1,), 0.5)
    return t * t * (3.0 - 2.0 * t)


def feather(frames: int, edge: int | None = None) -> torch.Tensor:
    """`[frames]` weights of the re-denoised window over the untouched one: near 0 at both ends, 1 around the seam.

    edge: frames of each ramp; a quarter of the window unless told. The ramp never takes the seam's two frames.
    """
    edge = max(1, frames // 4) if edge is None else edge
    edge = min(edge, max(0, (frames - 2) // 2))
    ramp = (torch.arange(frames, dtype=torch.float32) + 1.0) / (edge + 1.0)
    return torch.minimum(ramp, ramp.flip(0)).clamp_max(1.0)
