"""The research models on their twins: SVD, AnimateDiff with its switches, FramePack; and step caches that must skip."""

import dataclasses

import numpy as np
import pytest

from vgot.errors import BadInput, Cancelled, RenderFailed
from vgot.models.base import BridgeSpec, ClipSpec, Quiet, Reset, SeamSide
from vgot.presets.seams import trained_for_bridges
from vgot.units import FrameSize

SIZE = FrameSize(96, 64)
CLIP = ClipSpec("Mary mends a net.", "slow pan", "mends a net", (), (), "", 3, SIZE, 8, 9)
BRIDGE = BridgeSpec(8, 8, SIZE, 1, 3, 0.2, 1.0, 5)


def family(name, preset, folder, residency, **switches):
    from vgot.models.video.framepack import FramepackVideo
    from vgot.models.video.unet import AnimateDiffVideo, SvdVideo

    one = preset(name)
    cls = {"svd": SvdVideo, "animatediff": AnimateDiffVideo, "framepack": FramepackVideo}[one.video.family]
    return cls(
        one.model_copy(update={"video": one.video.model_copy(update=switches)}), folder(name), residency_=residency
    )


@pytest.fixture(scope="module", params=["kolors-svd", "sdxl-animatediff", "klein-framepack"])
def video(request, preset, twins, shared):
    return family(request.param, preset, twins, shared)


def sides(draw, left=1, right=2, h=4):
    window = lambda seed: np.stack([np.roll(draw(seed).pixels, k, axis=1) for k in range(h)])  # noqa: E731
    around = lambda seed: np.stack([np.roll(draw(seed).pixels, k, axis=1) for k in range(16)])  # noqa: E731
    return SeamSide(b"", 20, window(left), context=around(left)), SeamSide(
        b"", 20, window(right), context=around(right)
    )


def test_a_clip_has_its_frames_and_the_same_ones_for_the_same_seed(video, draw):
    one, two = video.shoot_clip(draw(), CLIP, Quiet()), video.shoot_clip(draw(), CLIP, Quiet())
    frames = list(one.frames)
    assert len(frames) == 9 and frames[0].shape == (64, 96, 3) and one.latents() == two.latents()
    assert video.shoot_clip(draw(1), CLIP, Quiet()).latents() != one.latents()


def test_resets_of_weight_zero_are_the_baseline_and_others_are_not(video, draw):
    base = video.shoot_clip(draw(), CLIP, Quiet()).latents()
    before = video.shoot_clip(draw(1), CLIP, Quiet()).latents()

    def with_reset(w):
        return video.shoot_clip(
            draw(),
            dataclasses.replace(CLIP, reset=Reset(before, 1, 3, "vp", 0.5, 1.0, w)),
            Quiet(),
        ).latents()

    if not video.section.resets:
        with pytest.raises(BadInput) as why:
            with_reset(1.0)
        assert why.value.field == "boundaries/1/mode" and "bridge" in why.value.hint
        return
    assert with_reset(0.0) == base != with_reset(1.0)


def test_a_bridge_has_its_frames_and_is_conditioned_on_both_shots(video, draw):
    if not trained_for_bridges(video.section):
        return
    base, other_left, other_right = (
        np.stack(list(video.bridge(*sides(draw, a, b), BRIDGE, Quiet()))).astype(int)
        for a, b in ((1, 2), (3, 2), (1, 3))
    )
    assert base.shape == (8, 64, 96, 3)
    assert np.abs(base - other_left)[4:].mean() > 0 and np.abs(base - other_right)[:4].mean() > 0
    clip = video.shoot_clip(draw(), CLIP, Quiet()).latents()
    assert clip == video.shoot_clip(draw(), CLIP, Quiet()).latents()
    assert video.last_seam.after <= video.last_seam.before


def test_cancelling_stops_within_one_step(video, draw, log):
    report = log(cancel_at=1)
    with pytest.raises(Cancelled):
        video.shoot_clip(draw(), dataclasses.replace(CLIP, params={"steps": 6}), report)
    assert len(report.steps) == 1


# -- AnimateDiff's switches -------------------------------------------------------------------------------------------
def frames_of(video, draw, **more):
    return np.stack(list(video.shoot_clip(draw(), dataclasses.replace(CLIP, **more), Quiet()).frames)).astype(int)


def test_free_noise_renders_longer_than_the_adapter_was_made_for_in_one_piece(preset, twins, fresh, draw):
    free = family("sdxl-animatediff", preset, twins, fresh, free_noise=True, max_frames=40)
    from vgot.models.latents import unpack

    clip = free.shoot_clip(draw(), dataclasses.replace(CLIP, frames=36), Quiet())
    assert unpack(clip.latents()).frames == (36,) and len(list(clip.frames)) == 36
    assert np.abs(frames_of(free, draw) - frames_of(free, lambda: draw(1))).mean() > 0, "the keyframe matters"
    assert not trained_for_bridges(free.section), "it has no place for a last picture"


def test_free_init_denoises_in_rounds(preset, twins, fresh, draw, log):
    plain, rounds = log(), log()
    family("sdxl-animatediff", preset, twins, fresh).shoot_clip(draw(), CLIP, plain)
    fresh.free()
    free = family("sdxl-animatediff", preset, twins, fresh, free_init=True)
    free.shoot_clip(draw(), CLIP, rounds)
    assert len(rounds.steps) == 2 * len(plain.steps)


def test_lcm_is_the_scheduler_when_a_preset_says_so(preset, twins, fresh, draw):
    video = family("sdxl-animatediff", preset, twins, fresh, scheduler="lcm", steps=4, guidance=1.0)
    assert frames_of(video, draw).shape == (9, 64, 96, 3)
    assert fresh.attempt(video.loadable, "load", lambda p: type(p.scheduler).__name__) == "LCMScheduler"


# -- step caches ------------------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def wan(preset, twins, shared):
    from vgot.models.video.wan import WanVideo

    return WanVideo(preset("sdxl-wan5b"), twins("sdxl-wan5b"), residency_=shared)


def cached_call(wan, kind, steps=10):
    """One plain call under a cache; what it skipped."""
    from PIL import Image

    from vgot.models.runtime.pipelines import seeded, working
    from vgot.models.runtime.step_caches import cached

    def call(pipe):
        with cached(pipe.transformer, kind, steps, pipe) as skipped, working(pipe, "denoising"):
            pipe(
                image=Image.new("RGB", (96, 64), "teal"),
                prompt="a",
                negative_prompt="b",
                height=64,
                width=96,
                num_frames=9,
                num_inference_steps=steps,
                generator=seeded(1),
                output_type="latent",
            )
        return skipped

    return wan.residency.attempt(wan.loadable, "denoise", call)


@pytest.mark.parametrize("kind", ["first_block", "mag", "faster", "pab"])
def test_every_step_cache_skips_work_and_leaves_nothing_behind(wan, draw, kind):
    clip = dataclasses.replace(CLIP, frames=4)
    before = wan.shoot_clip(draw(), clip, Quiet()).latents()
    skipped = cached_call(wan, kind)
    assert 0.05 < skipped.share < 1, f"{kind} skipped {skipped.share:.0%}"
    assert wan.shoot_clip(draw(), clip, Quiet()).latents() == before


def test_without_a_cache_nothing_is_counted_and_unknown_caches_are_refused(wan, draw):
    assert cached_call(wan, "none", 2).full == 0
    with pytest.raises(BadInput, match="no step cache 'teacache'"):
        cached_call(wan, "teacache", 2)
    clip = wan.shoot_clip(draw(), dataclasses.replace(CLIP, params={"cache": "first_block", "steps": 10}), Quiet())
    assert clip.latents() != wan.shoot_clip(draw(), dataclasses.replace(CLIP, params={"steps": 10}), Quiet()).latents()


def test_a_cache_that_skips_nothing_is_a_failure_not_a_shrug(wan, monkeypatch):
    import diffusers

    import vgot.models.runtime.step_caches as module

    monkeypatch.setattr(module, "_config", lambda *a: diffusers.FirstBlockCacheConfig(threshold=0.0))
    with pytest.raises(RenderFailed, match="skipped nothing in 10 steps"):
        cached_call(wan, "first_block")
