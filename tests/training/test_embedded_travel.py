"""Clips are learned along the very path on which they are rendered, and all parts together stay small."""

import pytest
import torch

from training.embedded import motion_model, train
from training.embedded.motion_model import shoot, towards
from training.embedded.rest import rest
from training.embedded.stage import Settings
from vgot.models.embedded.camera import RENDER_LEVEL, TRAVEL_LEVEL, CameraPath
from vgot.models.embedded.parts import (
    Conditioning,
    Sizes,
    TextIdentity,
    add_adapter,
    build_autoencoder,
    build_motion,
    build_portrait_encoder,
    build_unet,
    motion_parts,
)


@pytest.fixture
def clip():
    """A clip's latents, the travel of its first frame, and noise: [1, 4, 16, 4, 6]."""
    rng = torch.Generator().manual_seed(3)
    z, noise = (torch.randn((1, 4, 16, 4, 6), generator=rng) for _ in range(2))
    guess = z + 0.3 * torch.randn(z.shape, generator=rng)
    guess[:, :, 0] = z[:, :, 0]
    return z, guess, noise


def test_a_network_that_has_learned_its_lesson_renders_the_clip_itself(clip, monkeypatch):
    """Where rendering begins at the path's own end, which is what training sees."""
    z, guess, noise = clip
    monkeypatch.setattr(motion_model, "RENDER_LEVEL", TRAVEL_LEVEL)
    levels = []

    def learned(model, x, level, known, tokens):
        levels.append(float(level[0]))
        if len(levels) == 1:
            begun = x[:1]
            wanted = z + TRAVEL_LEVEL * towards(z, guess, noise, torch.tensor(False))
            assert torch.allclose(begun[:, :, 1:], wanted[:, :, 1:], atol=1e-5), (
                "rendering begins elsewhere than training"
            )
        return towards(z, guess, noise, torch.tensor(False)).repeat(len(x), 1, 1, 1, 1)

    monkeypatch.setattr(motion_model, "denoise", learned)
    made = shoot(
        None, lambda ids: ids.float(), torch.zeros((1, 5, 4), dtype=torch.int64), z[:, :, 0], None, noise, guess
    )
    assert levels[0] == pytest.approx(TRAVEL_LEVEL)
    assert torch.allclose(made, z, atol=1e-4)


def test_rendering_begins_nearer_to_the_travel_and_goes_as_far_as_it_may_from_there(clip, monkeypatch):
    z, guess, noise = clip
    levels = []

    def learned(model, x, level, known, tokens):
        levels.append(float(level[0]))
        return (guess - z) / TRAVEL_LEVEL

    monkeypatch.setattr(motion_model, "denoise", learned)
    made = shoot(
        None, lambda ids: ids.float(), torch.zeros((1, 5, 4), dtype=torch.int64), z[:, :, 0], None, guess, guess
    )
    assert levels[0] == pytest.approx(RENDER_LEVEL) and RENDER_LEVEL < TRAVEL_LEVEL
    part = RENDER_LEVEL / TRAVEL_LEVEL
    assert torch.allclose(made, guess + part * (z - guess), atol=1e-4), "of the way from the travel to the clip"


def test_where_the_last_frame_is_known_the_path_begins_in_noise(clip):
    z, guess, noise = clip
    assert torch.allclose(z + towards(z, guess, noise, torch.tensor(True)), noise, atol=1e-6)


def test_all_parts_together_fit_into_forty_megabytes():
    sizes = Sizes()
    motion = build_motion(build_unet(sizes), sizes)
    theirs = motion_parts(motion)
    unet = build_unet(sizes)
    add_adapter(unet, sizes)
    weights = sum(v.numel() for k, v in motion.state_dict().items() if k in theirs)
    for part in (
        unet,
        build_autoencoder(sizes),
        build_portrait_encoder(sizes),
        Conditioning(sizes),
        TextIdentity(sizes),
        CameraPath(sizes),
    ):
        weights += sum(p.numel() for p in part.parameters())
    assert 2 * weights / 1e6 <= 40


def test_a_run_that_is_laid_down_goes_on_elsewhere_from_its_averages(tmp_path):
    def run(out, minutes):
        s = Settings(out=out, batch=2, of_minutes=minutes, sizes=Sizes.small(), drawing=dict(train.SMALL_DRAWING))
        return train.Run(train.stage_of("camera", s))

    first = run(tmp_path / "one", 1.0)
    first.train(0.02, say=lambda _: None)
    first.export()
    (tmp_path / "one" / "state" / "camera").rename(tmp_path / "one" / "state" / "image")
    assert rest(tmp_path / "one", tmp_path / "begun") == ["camera", "recipe.json", "state/image"]
    (tmp_path / "two" / "state").mkdir(parents=True)
    (tmp_path / "begun" / "state" / "image").rename(tmp_path / "two" / "state" / "camera")
    again = run(tmp_path / "two", 1.0)
    assert again.seconds == 0.0 and again.step == first.step
    for name, value in again.averages.items():
        assert torch.allclose(value, first.averages[name], atol=2e-3)
