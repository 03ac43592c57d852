"""Positions and schedules of the large models against what their authors published, computed here in numpy at their real sizes."""

import numpy as np
import pytest


def rope(frames, high, wide, dim=128, theta=10_000.0):
    """Angles of Wan's published code (`rope_params`): of each head the time has d - 4 (d // 6) channels, height and width 2 (d // 6)."""
    side = 2 * (dim // 6)
    axes = [np.arange(frames)[:, None, None], np.arange(high)[None, :, None], np.arange(wide)[None, None, :]]
    parts = []
    for at, channels in zip(axes, (dim - 2 * side, side, side), strict=True):
        rates = theta ** (-np.arange(0, channels, 2) / channels)
        whole = np.broadcast_to(at, (frames, high, wide))
        parts.append(whole[..., None] * rates)
    return np.concatenate(parts, -1).reshape(frames * high * wide, dim // 2)


def test_wans_positions_are_those_of_its_published_code(torch):
    from diffusers.models.transformers.transformer_wan import WanRotaryPosEmbed

    made = WanRotaryPosEmbed(128, (1, 2, 2), 1024)(torch.zeros(1, 16, 21, 60, 104))
    angles = rope(21, 30, 52)
    for values, of in zip(made, (np.cos, np.sin), strict=True):
        pairs = values.reshape(-1, 64, 2).double().numpy()
        assert np.abs(pairs - of(angles)[..., None]).max() < 1e-3, "each pair of channels turns together"


@pytest.mark.parametrize(("steps", "shift"), [(40, 5.0), (20, 5.0), (4, 8.0)])
def test_wans_noise_levels_are_the_shifted_line_that_its_authors_sample(steps, shift):
    from diffusers import UniPCMultistepScheduler

    made = UniPCMultistepScheduler(prediction_type="flow_prediction", use_flow_sigmas=True, flow_shift=shift)
    made.set_timesteps(steps)
    line = np.linspace(1, 1 / 1000, steps + 1)[:-1]
    wanted = shift * line / (1 + (shift - 1) * line)
    got = made.sigmas.numpy()
    assert len(got) == steps + 1 and got[-1] == 0 and np.abs(got[:-1] - wanted).max() < 2e-3
    assert np.abs(made.timesteps.numpy() - wanted * 1000).max() < 2.5


def test_what_is_held_in_a_bridge_is_as_noisy_as_the_schedule_says(torch):
    from types import SimpleNamespace

    from diffusers import DDIMScheduler, UniPCMultistepScheduler

    from vgot.models.video.unet import TRAINED, AnimateDiffVideo
    from vgot.models.video.wan import WanVideo

    clean, noise = torch.full((1, 4, 3, 2, 2), 2.0), torch.full((1, 4, 3, 2, 2), -1.0)
    flow = UniPCMultistepScheduler(prediction_type="flow_prediction", use_flow_sigmas=True, flow_shift=5.0)
    flow.set_timesteps(8)
    pipe = SimpleNamespace(scheduler=flow)
    for step, sigma in enumerate(flow.sigmas[1:].tolist()):
        held = WanVideo.at_level(None, pipe, clean, noise, step)
        assert held.mean().item() == pytest.approx((1 - sigma) * 2 - sigma, abs=1e-5)
    assert torch.equal(held, clean), "clean after the last step"
    ddim = DDIMScheduler(beta_start=0.00085, beta_end=0.012, **TRAINED)
    ddim.set_timesteps(8)
    share = np.cumprod(1 - np.linspace(0.00085, 0.012, 1000))
    for step, t in enumerate(ddim.timesteps[1:].tolist()):
        held = AnimateDiffVideo.at_level(None, SimpleNamespace(scheduler=ddim), clean, noise, step)
        assert held.mean().item() == pytest.approx(2 * share[t] ** 0.5 - (1 - share[t]) ** 0.5, abs=1e-3)
    assert torch.equal(AnimateDiffVideo.at_level(None, SimpleNamespace(scheduler=ddim), clean, noise, 7), clean)
