"""The boundary's mathematics: spreads, limits, correlation between frames, spectrum, and the windows of bridges."""

import math

import pytest
import torch

from vgot.errors import BadInput
from vgot.transition import (
    A_MAX,
    MODES,
    beta,
    bridge_level,
    carry_weight,
    feather,
    renoise,
    reset_noise,
    seam_mix,
    standardise,
    window_4m1,
)

SHAPE = (1, 4, 8, 32, 32)


@pytest.fixture
def eps():
    return torch.randn(SHAPE, generator=torch.Generator().manual_seed(1))


@pytest.fixture
def z_last():
    """A smooth picture, as final latents are, shifted and scaled away from unit spread."""
    rough = torch.randn(1, 4, 8, 8, generator=torch.Generator().manual_seed(2))
    return torch.nn.functional.interpolate(rough, size=(32, 32), mode="bicubic") * 1.7 + 0.6


def start(eps, z, mode, i=1, n=4, **more):
    more.setdefault("generator", torch.Generator().manual_seed(3))
    return reset_noise(eps, z, i=i, n=n, mode=mode, **more)


def frame_correlation(x, f, g):
    return torch.corrcoef(torch.stack([x[:, :, f].flatten(), x[:, :, g].flatten()]))[0, 1].item()


@pytest.mark.parametrize("mode", MODES)
def test_weight_zero_returns_the_very_noise(mode, eps, z_last):
    assert start(eps, z_last, mode, weight=0.0) is eps


@pytest.mark.parametrize("i,n", [(1, 12), (6, 12), (11, 12)])
def test_the_papers_start_has_the_spread_of_its_equation(i, n, eps, z_last):
    x = start(eps, standardise(z_last), "paper", i, n, alpha=0.5)
    assert x.std().item() == pytest.approx(math.sqrt(1 - i / n + 0.25), rel=0.03)


def test_the_papers_start_is_a_pure_copy_at_the_last_shot(eps, z_last):
    x = start(eps, z_last, "paper", 4, 4, alpha=0.5)
    assert torch.allclose(x, (0.5 * z_last).unsqueeze(2).expand(SHAPE), atol=1e-6)


@pytest.mark.parametrize("mode", ["vp", "vp_decay", "spectral"])
@pytest.mark.parametrize("i", [1, 6, 11])
@pytest.mark.parametrize("alpha", [0.2, 0.5])
def test_the_other_starts_have_unit_spread_at_every_boundary(mode, i, alpha, eps, z_last):
    assert start(eps, z_last, mode, i, 12, alpha=alpha).std().item() == pytest.approx(1.0, abs=0.02)


def test_the_share_of_the_earlier_shot_keeps_the_papers_signal_to_noise_ratio():
    a = carry_weight(3, 12, 0.2)
    assert a / math.sqrt(1 - a * a) == pytest.approx(0.2 / math.sqrt(beta(3, 12)))


def test_the_clamp_binds_only_at_the_last_boundaries_of_a_film_with_default_alpha():
    shares = [carry_weight(i, 12, 0.2, a_max=None) for i in range(1, 12)]
    assert [s > A_MAX for s in shares] == [False] * 9 + [True] * 2
    assert carry_weight(11, 12, 0.2) == A_MAX and carry_weight(1, 12, 0.0) == 0.0


def test_broadcasting_ties_frames_together_and_decay_lets_them_go(eps, z_last):
    even, falling = (start(eps, z_last, mode, 11, 12) for mode in ("vp", "vp_decay"))
    assert frame_correlation(even, 5, 7) == pytest.approx(A_MAX**2, abs=0.04)
    assert abs(frame_correlation(falling, 5, 7)) < 0.06
    first = torch.corrcoef(torch.stack([falling[:, :, 0].flatten(), standardise(z_last).flatten()]))[0, 1].item()
    assert first == pytest.approx(A_MAX, abs=0.04), "the first frame still carries the earlier shot"


def test_decay_counts_from_the_first_free_frame(eps, z_last):
    x = start(eps, z_last, "vp_decay", 11, 12, keep_first=1)
    first = torch.corrcoef(torch.stack([x[:, :, 1].flatten(), standardise(z_last).flatten()]))[0, 1].item()
    assert first == pytest.approx(A_MAX, abs=0.04)


def test_the_spectral_start_is_white_and_its_frames_are_nearly_independent(eps, z_last):
    x = start(eps, z_last, "spectral", 11, 12)
    power = torch.fft.rfft2(x).abs().square().mean((0, 1, 2))[:, 1:-1]
    radius = torch.hypot(torch.fft.fftfreq(32)[:, None], torch.fft.rfftfreq(32)[None, 1:-1])
    low, high = power[radius < 0.12].mean(), power[radius > 0.2].mean()
    assert (low / high).item() == pytest.approx(1.0, abs=0.15)
    assert abs(frame_correlation(x, 1, 5)) < 0.05
    even = torch.fft.rfft2(start(eps, z_last, "vp", 11, 12)).abs().square().mean((0, 1, 2))[:, 1:-1]
    assert (even[radius < 0.12].mean() / even[radius > 0.2].mean()).item() > 1.5, "vp is coloured, spectral is not"


def test_the_spectral_start_carries_the_earlier_shots_low_frequencies(eps, z_last):
    def low_coherence(x):
        a, b = torch.fft.rfft2(x.mean(2)), torch.fft.rfft2(standardise(z_last))
        r = torch.hypot(torch.fft.fftfreq(32)[:, None] * 2, torch.fft.rfftfreq(32)[None] * 2)
        keep = (r <= 0.25) & (r > 0)
        return torch.cos(a.angle() - b.angle())[..., keep].mean().item()

    assert low_coherence(start(eps, z_last, "spectral", 11, 12)) > low_coherence(eps) + 0.3


@pytest.mark.parametrize("mode", MODES)
def test_conditioned_frames_stay_bit_for_bit_and_the_others_change(mode, eps, z_last):
    x = start(eps, z_last, mode, keep_first=2)
    assert torch.equal(x[:, :, :2], eps[:, :, :2]) and not torch.equal(x[:, :, 2:], eps[:, :, 2:])
    assert torch.equal(x, start(eps, z_last, mode, keep_first=2)), "the same inputs give the same bytes"
    assert start(eps, z_last, mode, keep_first=8) is eps


@pytest.mark.parametrize("mode", MODES)
def test_half_precision_noise_stays_half_precision(mode, eps, z_last):
    x = start(eps.bfloat16(), z_last, mode)
    assert x.dtype is torch.bfloat16 and x.isfinite().all()


def test_a_flat_channel_of_the_earlier_shot_adds_nothing_and_breaks_nothing(eps):
    x = start(eps, torch.full((1, 4, 32, 32), 3.0), "spectral", 11, 12)
    assert torch.allclose(x, eps, atol=1e-4)


@pytest.mark.parametrize("i,n,gamma", [(0, 4, 1.0), (5, 4, 1.0), (1, 0, 1.0), (1, 4, -0.1)])
def test_boundaries_that_do_not_exist_are_refused(i, n, gamma):
    with pytest.raises(BadInput):
        beta(i, n, gamma)


def test_unknown_variants_and_latents_of_another_size_are_refused_with_what_to_do(eps, z_last):
    with pytest.raises(BadInput, match="variant 'vpp'"):
        start(eps, z_last, "vpp")
    with pytest.raises(BadInput) as why:
        start(eps, z_last[:, :, :16], "vp")
    assert "render the shot before again" in why.value.hint and why.value.field == "boundaries/1/mode"


@pytest.mark.parametrize("frames", range(1, 40))
def test_windows_of_bridges_fit_a_causal_autoencoder(frames):
    length, padding = window_4m1(frames)
    assert length % 4 == 1 and length >= 5 and length - padding == frames and (padding < 4 or frames < 5)


def test_bridge_weights_begin_left_end_right_and_leave_the_outer_frames_nearly_alone():
    mix, soft = seam_mix(16), feather(16)
    assert mix[0] == 0 and mix[-1] == 1 and (mix.diff() >= 0).all() and mix[7] + mix[8] == pytest.approx(1.0)
    assert soft[0] < 0.3 and soft[-1] < 0.3 and soft[7] == soft[8] == 1.0 and torch.equal(soft, soft.flip(0))
    assert feather(2).tolist() == [1.0, 1.0]


def test_the_bridges_noise_level_falls_with_beta_and_keeps_its_limits():
    levels = [bridge_level(i, 12) for i in range(1, 13)]
    assert levels == sorted(levels, reverse=True) and levels[-1] == pytest.approx(0.35)
    assert bridge_level(1, 12, 4.0) == pytest.approx(0.85)
    z, e = torch.ones(2), torch.zeros(2)
    assert renoise(z, e, 0.3).tolist() == pytest.approx([0.7, 0.7])
    assert renoise(z, e + 1, 2.0, flow=False).tolist() == [3.0, 3.0]
