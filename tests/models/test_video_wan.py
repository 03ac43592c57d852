"""Shots, resets and bridges on the twins of both Wan models, through the real pipeline class."""

import dataclasses

import numpy as np
import pytest

from vgot.errors import BadInput, Cancelled, OutOfMemory
from vgot.models.base import BridgeSpec, ClipSpec, Quiet, Reset, SeamSide
from vgot.units import FrameSize

SIZE = FrameSize(96, 64)
CLIP = ClipSpec("Mary mends a net.", "slow pan", "mends a net", (), (), "", 3, SIZE, 16, 12)
VARIANTS = ("paper", "vp", "vp_decay", "spectral")


@pytest.fixture(scope="module", params=["sdxl-wan5b", "qwen-wan14b"])
def video(request, preset, twins, shared):
    from vgot.models.video.wan import WanVideo

    return WanVideo(preset(request.param), twins(request.param), residency_=shared)


@pytest.fixture(scope="module")
def wan5b(preset, twins, shared):
    from vgot.models.video.wan import WanVideo

    return WanVideo(preset("sdxl-wan5b"), twins("sdxl-wan5b"), residency_=shared)


@pytest.fixture(scope="module")
def a14b(preset, twins, shared):
    from vgot.models.video.wan import WanVideo

    return WanVideo(preset("qwen-wan14b"), twins("qwen-wan14b"), residency_=shared)


def reset(latents, weight=1.0, variant="vp", boundary=2, boundaries=3, alpha=0.5):
    return Reset(latents, boundary, boundaries, variant, alpha, 1.0, weight)


def sides(draw, left=1, right=2, h=4):
    window = lambda seed: np.stack([np.roll(draw(seed).pixels, k, axis=1) for k in range(h)])  # noqa: E731
    around = lambda seed: np.stack([np.roll(draw(seed).pixels, k, axis=1) for k in range(20)])  # noqa: E731
    return SeamSide(b"", 24, window(left), context=around(left)), SeamSide(
        b"", 24, window(right), context=around(right)
    )


BRIDGE = BridgeSpec(8, 16, SIZE, 1, 3, 0.2, 1.0, 5)


# -- clips ------------------------------------------------------------------------------------------------------------
def test_a_clip_has_exactly_the_frames_asked_for_at_the_films_size(video, draw):
    clip = video.shoot_clip(draw(), CLIP, Quiet())
    frames = list(clip.frames)
    assert len(frames) == 12 and all(f.shape == (64, 96, 3) and f.dtype == np.uint8 for f in frames)


def test_the_same_seed_gives_the_same_latents_and_frames(video, draw):
    one, two = video.shoot_clip(draw(), CLIP, Quiet()), video.shoot_clip(draw(), CLIP, Quiet())
    other = video.shoot_clip(draw(), dataclasses.replace(CLIP, seed=4), Quiet())
    assert one.latents() == two.latents() != other.latents()
    assert all(np.array_equal(a, b) for a, b in zip(one.frames, two.frames, strict=True))


def test_the_keyframe_and_the_short_description_both_matter(video, draw):
    base = video.shoot_clip(draw(), CLIP, Quiet()).latents()
    assert base != video.shoot_clip(draw(1), CLIP, Quiet()).latents()
    assert base != video.shoot_clip(draw(), dataclasses.replace(CLIP, summary="Tom runs."), Quiet()).latents()


def test_latents_are_there_before_any_frame_and_survive_a_failed_decoding(preset, twins, fresh, draw, monkeypatch):
    from vgot.models.video.wan import WanVideo

    wan5b = WanVideo(preset("sdxl-wan5b"), twins("sdxl-wan5b"), residency_=fresh)
    clip = wan5b.shoot_clip(draw(), CLIP, Quiet())
    kept = clip.latents()

    def broken(pipe, latents):
        raise MemoryError("injected")

    with monkeypatch.context() as patch:
        patch.setattr(wan5b, "decode", broken)
        with pytest.raises(OutOfMemory, match="decoding"):
            next(clip.frames)
    assert clip.latents() == kept
    fresh.free()
    fresh._rungs.clear()  # a new process, as after a crash
    whole = list(wan5b.shoot_clip(draw(), CLIP, Quiet()).frames)
    again = list(wan5b.decode_latents(kept, CLIP, Quiet()))
    assert len(again) == 12 and np.abs(np.stack(whole).astype(int) - np.stack(again)).max() <= 2, (
        "half precision costs a shade"
    )


def test_cancelling_stops_within_one_denoising_step_and_leaves_nothing_behind(video, draw, log):
    base = video.shoot_clip(draw(), CLIP, Quiet()).latents()
    report = log(cancel_at=2)
    with pytest.raises(Cancelled):
        video.shoot_clip(draw(), dataclasses.replace(CLIP, params={"steps": 9}, reset=reset(base)), report)
    assert len(report.steps) == 2
    pipe = video.residency.attempt(video.loadable, "load", lambda p: p)
    assert "prepare_latents" not in vars(pipe)
    assert video.shoot_clip(draw(), CLIP, Quiet()).latents() == base


def test_a_slot_longer_than_the_models_span_is_chained_and_cut_to_length(wan5b, draw, log):
    long, report = dataclasses.replace(CLIP, frames=160), log()
    clip = wan5b.shoot_clip(draw(), long, report)
    from vgot.models.latents import unpack

    kept = unpack(clip.latents())
    assert kept.frames == (121, 121) and report.steps[-1] == (4, 4)
    frames = list(clip.frames)
    assert len(frames) == 160
    joint = round(120 * 16 / 24)
    steps = [np.abs(frames[k + 1].astype(int) - frames[k]).mean() for k in range(joint - 3, joint + 3)]
    assert max(steps) > 0, "the chain moves on after its joint"


def test_a_shot_beyond_the_chains_cap_is_refused_with_the_longest_that_goes(wan5b, draw):
    with pytest.raises(BadInput) as why:
        wan5b.shoot_clip(draw(), dataclasses.replace(CLIP, frames=16 * 40), Quiet())
    assert "20.0 s" in why.value.hint and why.value.field == "duration_s"


# -- resets -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("variant", VARIANTS)
def test_a_reset_of_weight_zero_is_the_baseline_bit_for_bit(video, draw, variant):
    before = video.shoot_clip(draw(1), CLIP, Quiet()).latents()
    base = video.shoot_clip(draw(), CLIP, Quiet()).latents()
    assert (
        video.shoot_clip(draw(), dataclasses.replace(CLIP, reset=reset(before, 0.0, variant)), Quiet()).latents()
        == base
    )


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_reset_carries_the_shot_before_into_the_next(video, draw, variant):
    one, two = (video.shoot_clip(draw(s), dataclasses.replace(CLIP, frames=24), Quiet()).latents() for s in (1, 2))
    base = video.shoot_clip(draw(), CLIP, Quiet()).latents()
    a, b = (
        video.shoot_clip(draw(), dataclasses.replace(CLIP, reset=reset(z, variant=variant)), Quiet()).latents()
        for z in (one, two)
    )
    assert len({base, a, b}) == 3


@pytest.mark.parametrize(
    "variant,spread", [("vp", 1.0), ("vp_decay", 1.0), ("spectral", 1.0), ("paper", (0.5 + 0.25) ** 0.5)]
)
def test_start_noise_has_the_spread_of_its_variant(video, draw, torch, variant, spread):
    """What the pipeline is really handed: captured where its loop begins."""
    from vgot.models.latents import ClipLatents, pack

    seen = {}
    z = torch.randn(1, video_channels(video), 3, *latent_side(video), generator=torch.Generator().manual_seed(0))
    before = pack(ClipLatents((z,), (9,), 2, video.model_id), torch.float32)
    wide = dataclasses.replace(CLIP, reset=reset(before, variant=variant, boundary=2, boundaries=3))
    import vgot.models.video.base as module

    real = module.reset_noise

    def spy(noise, *args, **kwargs):
        seen["start"] = real(noise, *args, **kwargs)
        return seen["start"]

    module.reset_noise = spy
    try:
        video.shoot_clip(draw(), wide, Quiet())
    finally:
        module.reset_noise = real
    free = seen["start"][:, :, video.section.keep_first :]
    assert free.std().item() == pytest.approx(spread, abs=0.12)


def video_channels(video):
    return video.residency.attempt(video.loadable, "load", lambda p: p.vae.config.z_dim)


def latent_side(video):
    from vgot.presets.sizes import model_size

    size, by = (
        model_size(SIZE, video.section),
        video.residency.attempt(video.loadable, "load", lambda p: p.vae_scale_factor_spatial),
    )
    return size.height // by, size.width // by


def test_latents_that_are_not_a_video_models_are_refused(video, draw):
    for junk in (b"", b"{}", b"\x00" * 64, b"\xff" * 200):
        with pytest.raises(BadInput) as why:
            video.shoot_clip(draw(), dataclasses.replace(CLIP, reset=reset(junk)), Quiet())
        assert why.value.field == "boundaries/2" and "cut" in why.value.hint


# -- bridges ----------------------------------------------------------------------------------------------------------
def test_a_bridge_gives_exactly_its_frames_and_the_same_ones_again(a14b, draw):
    one, two = (list(a14b.bridge(*sides(draw), BRIDGE, Quiet())) for _ in range(2))
    assert (
        len(one) == 8
        and one[0].shape == (64, 96, 3)
        and all(np.array_equal(a, b) for a, b in zip(one, two, strict=True))
    )


def test_a_bridge_is_conditioned_on_both_shots(a14b, draw):
    base, other_left, other_right = (
        np.stack(list(a14b.bridge(*sides(draw, a, b), BRIDGE, Quiet()))).astype(int)
        for a, b in ((1, 2), (3, 2), (1, 3))
    )
    assert np.abs(base - other_left)[4:].mean() > 0, "the left shot reaches frames beyond the seam"
    assert np.abs(base - other_right)[:4].mean() > 0, "the right shot reaches frames before the seam"


def test_a_bridge_begins_as_the_left_shot_and_ends_as_the_right_one(a14b, draw):
    left, right = sides(draw)
    frames = np.stack(list(a14b.bridge(left, right, BRIDGE, Quiet()))).astype(int)
    gap = lambda a, b: np.abs(a - b.astype(int)).mean()  # noqa: E731
    assert gap(frames[0], left.window[0]) < gap(frames[0], right.window[0])
    assert gap(frames[-1], right.window[-1]) < gap(frames[-1], left.window[-1])


def test_a_bridge_leaves_both_shots_as_they_were(a14b, draw):
    left, right = sides(draw)
    before = left.window.copy(), right.window.copy()
    list(a14b.bridge(left, right, BRIDGE, Quiet()))
    assert np.array_equal(before[0], left.window) and np.array_equal(before[1], right.window)
    clip = a14b.shoot_clip(draw(), CLIP, Quiet()).latents()
    list(a14b.bridge(left, right, BRIDGE, Quiet()))
    assert a14b.shoot_clip(draw(), CLIP, Quiet()).latents() == clip, "and the scheduler is the clip's again"


def test_the_colour_step_of_a_seam_is_measured_and_brought_down(a14b, draw):
    list(a14b.bridge(*sides(draw), BRIDGE, Quiet()))
    seam = a14b.last_seam
    assert seam.after <= seam.before and seam.after < seam.cut
    list(a14b.bridge(*sides(draw), dataclasses.replace(BRIDGE, params={"match_colours": False}), Quiet()))
    assert a14b.last_seam.after == a14b.last_seam.before


def test_a_bridge_takes_the_text_of_both_shots(a14b, draw):
    def text(right):
        return np.stack(
            list(
                a14b.bridge(
                    *sides(draw),
                    dataclasses.replace(
                        BRIDGE,
                        params={
                            "left": "Mary waits.",
                            "right": right,
                            "match_colours": False,
                        },
                    ),
                    Quiet(),
                )
            )
        )

    assert not np.array_equal(text("Tom runs."), text("A storm breaks over the sea."))


def test_a_bridge_whose_sides_do_not_fit_is_refused(a14b, draw):
    left, right = sides(draw)
    with pytest.raises(BadInput, match="needs 3 frames of each clip"):
        list(a14b.bridge(left, right, dataclasses.replace(BRIDGE, frames=6), Quiet()))


def test_cancelling_a_bridge_stops_within_one_step(a14b, draw, log):
    report = log(cancel_at=1)
    with pytest.raises(Cancelled):
        list(a14b.bridge(*sides(draw), dataclasses.replace(BRIDGE, params={"steps": 20}), report))
    assert len(report.steps) == 1


# -- memory and several accelerators ----------------------------------------------------------------------------------
def test_a_decoding_that_runs_out_of_memory_goes_on_in_tiles(preset, twins, fresh, draw):
    from vgot.models.video.wan import WanVideo

    video = WanVideo(preset("sdxl-wan5b"), twins("sdxl-wan5b"), residency_=fresh)
    real = video.decode

    def heavy(pipe, latents):
        if not pipe.vae.use_tiling:
            raise RuntimeError("CUDA out of memory")
        yield from real(pipe, latents)

    video.decode = heavy
    assert len(list(video.shoot_clip(draw(), CLIP, Quiet()).frames)) == 12
    assert "in tiles from now on" in fresh.notes[0] and fresh.loads[video.loadable.key] == 1


def test_a_clip_spread_over_accelerators_that_are_not_there_says_how_to_start(preset, twins, fresh, draw):
    from vgot.errors import ModelUnavailable
    from vgot.models.video.wan import WanVideo

    one = preset("qwen-wan14b-80gb")
    many = one.model_copy(update={"video": one.video.model_copy(update={"parallel_gpus": 4})})
    video = WanVideo(many, twins("qwen-wan14b-80gb"), residency_=fresh)
    with pytest.raises(ModelUnavailable) as why:
        video.shoot_clip(draw(), CLIP, Quiet())
    assert "torchrun --nproc-per-node 4" in why.value.hint
