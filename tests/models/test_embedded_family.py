"""The embedded stack's family on its tiny random twin: tokens, lambda, masks, latents, resets, bridges, cancelling."""

import dataclasses

import numpy as np
import pytest

from vgot.errors import BadInput, Cancelled, ModelUnavailable
from vgot.models.base import (
    BridgeSpec,
    Cast,
    ClipSpec,
    KeyframeSpec,
    PlateSpec,
    PortraitSpec,
    Quiet,
    Reset,
    SeamSide,
    Tokens,
)
from vgot.story.model import Domains
from vgot.units import FrameSize

SIZE = FrameSize(96, 64)
CLIP = ClipSpec("Mary mends a net.", "slow pan left", "mends a net", (), (), "", 3, SIZE, 16, 12)
WORDS = Domains(
    character="Mary, an old woman in a red coat",
    background="a harbour at noon",
    relation="Mary waves",
    camera="wide shot",
    lighting="noon",
)


@pytest.fixture(scope="module")
def own_preset():
    from vgot.settings import load_preset

    return load_preset("embedded").preset


@pytest.fixture(scope="module")
def folder(torch, twins):
    return twins("embedded")


@pytest.fixture(scope="module")
def image(own_preset, folder, shared):
    from vgot.models.embedded.families import EmbeddedImage

    return EmbeddedImage(own_preset, folder, residency_=shared)


@pytest.fixture(scope="module")
def faces(own_preset, folder, shared):
    from vgot.models.embedded.families import EmbeddedFaces

    return EmbeddedFaces(own_preset, folder, residency_=shared)


@pytest.fixture(scope="module")
def video(own_preset, folder, shared):
    from vgot.models.embedded.clips import EmbeddedVideo

    return EmbeddedVideo(own_preset, folder, residency_=shared)


def portrait(name="Mary", look="red hair, green coat", seed=1, first=None, **params):
    return PortraitSpec(
        name.lower(), "old", name, "Old " + name, "fisher", look, "", "", seed, FrameSize(64, 64), first, params
    )


def keyframe(cast=(), seed=4, **changes):
    return dataclasses.replace(
        KeyframeSpec(WORDS, "Mary waves.", tuple(cast), "harbour", "", None, "", seed, SIZE), **changes
    )


def one(tokens, strength=0.5, name="Mary", box=None):
    return Cast(name.lower(), "old", name, "Old", "", tokens, strength, box)


@pytest.fixture(scope="module")
def tokens(faces, draw):
    return [faces.read_tokens(draw(seed, 64, 64), portrait(), Quiet()) for seed in (1, 2)]


@pytest.fixture
def same_deed(monkeypatch):
    """What is done in the same words whether somebody is cast or not, so that tokens alone differ."""
    monkeypatch.setattr("vgot.models.embedded.words.deed_words", lambda names, told: told)


# -- pictures ---------------------------------------------------------------------------------------------------------
def test_portraits_come_from_words_and_seed_and_later_stages_from_the_first(image):
    first = image.draw_portrait(portrait(), Quiet())
    assert first.pixels.shape == (64, 64, 3) and first.pixels.dtype == np.uint8
    assert np.array_equal(first.pixels, image.draw_portrait(portrait(), Quiet()).pixels)
    for other in (portrait(seed=2), portrait(look="black hair, blue shirt"), portrait(first=first)):
        assert not np.array_equal(first.pixels, image.draw_portrait(other, Quiet()).pixels)


def test_a_plate_is_drawn_and_a_keyframe_over_it_differs_from_one_without(image):
    plate = image.draw_plate(PlateSpec("harbour", "harbour", "an old harbour with boats", "", 1, SIZE), Quiet())
    assert plate.pixels.shape == (64, 96, 3)
    assert not np.array_equal(
        image.draw_keyframe(keyframe(plate=plate), Quiet()).pixels, image.draw_keyframe(keyframe(), Quiet()).pixels
    )


def test_every_domain_reaches_the_picture(image, tokens):
    base = image.draw_keyframe(keyframe([one(tokens[0])]), Quiet()).pixels
    for domain, words in (
        ("character", "a bald man"),
        ("background", "a desert"),
        ("relation", "she runs"),
        ("camera", "close-up"),
        ("lighting", "candle"),
    ):
        changed = keyframe([one(tokens[0])], domains=WORDS.model_copy(update={domain: words}))
        assert not np.array_equal(base, image.draw_keyframe(changed, Quiet()).pixels), domain


def test_tokens_steer_by_lambda_and_lambda_zero_is_the_model_without_them_bit_for_bit(image, tokens, same_deed):
    without = image.draw_keyframe(keyframe(), Quiet()).pixels
    assert np.array_equal(without, image.draw_keyframe(keyframe([one(tokens[0], 0.0)]), Quiet()).pixels)
    half, whole, other = (
        image.draw_keyframe(keyframe([one(t, s)]), Quiet()).pixels.astype(int)
        for t, s in ((tokens[0], 0.5), (tokens[0], 1.0), (tokens[1], 1.0))
    )
    assert np.abs(half - without).mean() > 0 and np.abs(whole - without).mean() > np.abs(half - without).mean()
    assert np.abs(whole - other).mean() > 0


def test_nobody_is_nothing_even_with_the_adapter_at_full_scale(image, torch):
    """The projection of zeros is zero, so dropped tokens in training are the model without its adapter."""
    pipe = image.residency.attempt(image.loadable, "load", lambda p: p)
    layer = pipe.unet.encoder_hid_proj.image_projection_layers[0]
    assert not layer(torch.zeros(1, layer.image_embeds.in_features)).any()


def test_two_people_act_in_masks_of_their_own(image, tokens):
    boxes = [(0.0, 0.0, 0.5, 1.0), (0.5, 0.0, 1.0, 1.0)]
    two = [one(t, 1.0, name, box) for t, name, box in zip(tokens, ("Mary", "Tom"), boxes, strict=True)]
    swapped = [one(t, 1.0, name, box) for t, name, box in zip(reversed(tokens), ("Mary", "Tom"), boxes, strict=True)]
    a, b = (image.draw_keyframe(keyframe(cast), Quiet()).pixels for cast in (two, swapped))
    assert not np.array_equal(a, b)


def test_somebody_alone_acts_where_their_figure_is_planned_or_boxed_by_hand(image, tokens):
    planned, left, right = (
        image.draw_keyframe(keyframe([one(tokens[0], 1.0, "Mary", box)]), Quiet()).pixels.astype(int)
        for box in (None, (0.0, 0.0, 0.4, 1.0), (0.6, 0.0, 1.0, 1.0))
    )
    assert np.abs(planned - left).mean() > 0 and np.abs(left - right).mean() > 0


def test_tokens_of_another_family_and_unknown_settings_are_refused(image):
    with pytest.raises(BadInput, match="embedded-portrait"):
        image.draw_keyframe(keyframe([one(Tokens("clip-vision", b""))]), Quiet())
    with pytest.raises(BadInput, match="not a setting"):
        image.draw_keyframe(keyframe(params={"stepps": 3}), Quiet())


def test_drawing_stops_within_one_step_and_the_adapter_is_put_away(image, tokens, log, same_deed):
    report = log(cancel_at=2)
    with pytest.raises(Cancelled):
        image.draw_keyframe(keyframe([one(tokens[0])], params={"steps": 9}), report)
    assert len(report.steps) == 2
    again = image.draw_keyframe(keyframe(), Quiet()).pixels
    assert np.array_equal(again, image.draw_keyframe(keyframe([one(tokens[0], 0.0)]), Quiet()).pixels)


def test_the_stock_adapter_loader_takes_the_file_and_gives_the_same_picture(image, folder, tokens, torch):
    """The format is the published adapters' own."""
    from diffusers import UNet2DConditionModel
    from safetensors.torch import load_file

    from vgot.models.embedded.parts import ADAPTER, nested_adapter

    stack = folder / "vgot" / "embedded"
    stock = UNet2DConditionModel.from_pretrained(stack / "unet", torch_dtype=torch.float32)
    stock._load_ip_adapter_weights([nested_adapter({k: v.float() for k, v in load_file(stack / ADAPTER).items()})])
    ours = image.residency.attempt(image.loadable, "load", lambda p: p).unet
    ours_scale = {k: getattr(p, "scale", None) for k, p in ours.attn_processors.items()}
    for unet in (stock, ours):
        for p in unet.attn_processors.values():
            if hasattr(p, "scale"):
                p.scale = [0.5]
    x, words, who = torch.randn(1, 4, 8, 12), torch.randn(1, 15, 16), torch.randn(1, 1, 16)
    with torch.no_grad():
        a, b = (u(x, 500, words, added_cond_kwargs={"image_embeds": [who]}).sample for u in (stock, ours))
    for k, p in ours.attn_processors.items():
        if ours_scale[k] is not None:
            p.scale = ours_scale[k]
    assert torch.equal(a, b)


# -- clips ------------------------------------------------------------------------------------------------------------
def test_a_clip_begins_with_its_keyframe_and_repeats_with_its_seed(video, draw):
    clip = video.shoot_clip(draw(), CLIP, Quiet())
    frames = list(clip.frames)
    assert len(frames) == 12 and all(f.shape == (64, 96, 3) for f in frames)
    again, other = (
        video.shoot_clip(draw(), CLIP, Quiet()),
        video.shoot_clip(draw(), dataclasses.replace(CLIP, seed=4), Quiet()),
    )
    assert clip.latents() == again.latents() != other.latents()
    pipe = video.residency.attempt(video.loadable, "load", lambda p: p)
    from vgot.models.latents import unpack

    held = video.encode(
        pipe, draw().pixels[None] if draw().pixels.shape[:2] == (64, 96) else draw(0, 96, 64).pixels[None]
    )
    assert np.allclose(unpack(clip.latents()).segments[0][:, :, 0].numpy(), held[:, :, 0].numpy(), atol=2e-2)


def test_deed_and_camera_reach_the_clip(video, draw, tokens):
    cast = dataclasses.replace(CLIP, cast=(one(tokens[0]),))
    base = video.shoot_clip(draw(), cast, Quiet()).latents()
    assert base != video.shoot_clip(draw(), dataclasses.replace(cast, camera="push in"), Quiet()).latents()
    assert base != video.shoot_clip(draw(), dataclasses.replace(cast, relation="runs away"), Quiet()).latents()


def test_a_long_shot_is_chained(video, draw, log):
    from vgot.models.latents import unpack

    report = log()
    clip = video.shoot_clip(draw(), dataclasses.replace(CLIP, frames=60), report)
    assert unpack(clip.latents()).frames == (16, 16) and report.steps[-1] == (4, 4)
    assert len(list(clip.frames)) == 60


@pytest.mark.parametrize("variant", ["paper", "vp", "vp_decay", "spectral"])
def test_resets_carry_the_shot_before_and_weight_zero_changes_nothing(video, draw, variant):
    before, base = video.shoot_clip(draw(1), CLIP, Quiet()).latents(), video.shoot_clip(draw(), CLIP, Quiet()).latents()

    def with_reset(weight):
        return video.shoot_clip(
            draw(), dataclasses.replace(CLIP, reset=Reset(before, 2, 3, variant, 0.5, 1.0, weight)), Quiet()
        ).latents()

    assert with_reset(0.0) == base != with_reset(1.0)


@pytest.mark.parametrize("h", [4, 12])
def test_a_bridge_has_its_frames_and_holds_both_ends(video, draw, h):
    def window(seed):
        return np.stack([np.roll(draw(seed).pixels, k, axis=1) for k in range(h)])

    left, right = SeamSide(b"", 24, window(1)), SeamSide(b"", 24, window(2))
    spec = BridgeSpec(2 * h, 16, SIZE, 1, 3, 0.2, 1.0, 5, {"left": "Mary waves", "right": "Tom runs"})
    frames = list(video.bridge(left, right, spec, Quiet()))
    assert len(frames) == 2 * h and frames[0].shape == (64, 96, 3)
    assert video.last_seam.level > 0 and np.array_equal(
        np.stack(frames), np.stack(list(video.bridge(left, right, spec, Quiet())))
    )


def test_a_clip_can_be_cancelled_between_steps(video, draw, log):
    report = log(cancel_at=2)
    with pytest.raises(Cancelled):
        video.shoot_clip(draw(), dataclasses.replace(CLIP, params={"steps": 9}), report)
    assert len(report.steps) == 2


# -- without weights --------------------------------------------------------------------------------------------------
def test_without_weights_there_is_one_clear_error_and_no_preset_is_shown(own_preset, tmp_path, monkeypatch, draw):
    from vgot.models.embedded.clips import EmbeddedVideo
    from vgot.models.embedded.families import EmbeddedImage
    from vgot.presets import weights
    from vgot.settings import presets

    monkeypatch.setattr(weights, "SHIPPED", tmp_path / "assets")
    for make in (
        lambda: EmbeddedImage(own_preset, tmp_path).draw_portrait(portrait(), Quiet()),
        lambda: EmbeddedVideo(own_preset, tmp_path).shoot_clip(draw(), CLIP, Quiet()),
    ):
        with pytest.raises(ModelUnavailable) as why:
            make()
        assert "animatic" in why.value.hint
    monkeypatch.undo()
    shipped = (weights.SHIPPED / "embedded" / "model_index.json").exists()
    assert ("embedded" in presets()) == shipped, "the preset is shown exactly when its weights are there"


def test_weights_larger_than_one_file_may_be_come_in_shards_that_the_library_reads(tmp_path, monkeypatch, torch):
    from diffusers import UNet2DConditionModel

    from vgot.models.embedded import parts

    unet = parts.build_unet(parts.Sizes.small())
    whole = {k: v.half().float() for k, v in unet.state_dict().items()}
    parts.save_part(tmp_path, whole, {"gone": True})
    assert [f.name for f in tmp_path.glob("*.safetensors")] == [parts.WEIGHTS]
    monkeypatch.setattr(parts, "SHARD", 40_000)
    parts.add_adapter(unet, parts.Sizes.small())
    parts.save_unet(tmp_path.parent / "stack", unet)
    there = tmp_path.parent / "stack" / "unet"
    files = list(there.glob("*.safetensors"))
    assert len(files) > 2 and (there / parts.SHARDS).is_file() and max(f.stat().st_size for f in files) < 200_000
    read = UNet2DConditionModel.from_pretrained(
        there, local_files_only=True, use_safetensors=True, torch_dtype=torch.float32
    ).state_dict()
    mine = parts.load_part(there)
    assert set(read) == set(mine) == set(whole) and all(
        torch.equal(read[k], mine[k]) and torch.equal(read[k], whole[k]) for k in whole
    )
    parts.save_part(tmp_path, whole, {})
    monkeypatch.setattr(parts, "SHARD", 10**9)
    parts.save_part(tmp_path, whole, {})
    assert [f.name for f in tmp_path.glob("*.safetensors")] == [parts.WEIGHTS] and not (
        tmp_path / parts.SHARDS
    ).exists(), "nothing of the shards before is left"
    with pytest.raises(FileNotFoundError, match="no weights"):
        parts.load_part(tmp_path / "nowhere")
