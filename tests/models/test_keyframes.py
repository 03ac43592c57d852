"""Keyframe models on their twins: identity tokens steer, lambda 0 is no adapter, masks keep characters apart."""

import dataclasses

import numpy as np
import pytest

from vgot.errors import BadInput, Cancelled
from vgot.models.base import Cast, KeyframeSpec, PlateSpec, PortraitSpec, Quiet, Tokens
from vgot.story.model import Domains
from vgot.units import FrameSize

SIZE = FrameSize(96, 64)
PORTRAIT = PortraitSpec(
    "mary", "young", "Mary", "Young Mary", "fisher", "red hair", "blue coat", "", 3, FrameSize(64, 64)
)
KEYFRAME = KeyframeSpec(
    Domains(character="Mary", background="harbour", relation="Mary waits", camera="close-up", lighting="dawn"),
    "Mary waits.",
    (),
    "harbour",
    "boats",
    None,
    "",
    5,
    SIZE,
)


def family(name, preset, folder, residency):
    from vgot.models.faces import ClipVisionFaces, ReferenceFaces
    from vgot.models.keyframes.kolors import KolorsImage
    from vgot.models.keyframes.references import KleinImage, QwenImage
    from vgot.models.keyframes.sdxl import SdxlImage

    image = {"sdxl": SdxlImage, "klein": KleinImage, "qwen": QwenImage, "kolors": KolorsImage}[preset.keyframe.family]
    face = {"clip-vision": ClipVisionFaces, "references": ReferenceFaces}[preset.face.family]
    return image(preset, folder, residency_=residency), face(preset, folder, residency_=residency)


@pytest.fixture(scope="module", params=["sdxl-wan5b", "klein-wan5b", "qwen-wan14b", "kolors-svd"])
def any_model(request, preset, twins, shared):
    return family(request.param, preset(request.param), twins(request.param), shared)


@pytest.fixture(scope="module")
def sdxl(preset, twins, shared):
    return family("sdxl-wan5b", preset("sdxl-wan5b"), twins("sdxl-wan5b"), shared)


def someone(faces, draw, seed, name="Mary", **more):
    tokens = faces.read_tokens(draw(seed, 64, 64), PORTRAIT, Quiet())
    return Cast(name.lower(), "young", name, f"Young {name}", "", tokens, **more)


def differ(one, two):
    return float(np.abs(one.pixels.astype(int) - two.pixels.astype(int)).mean())


# -- every preset -----------------------------------------------------------------------------------------------------
def test_the_same_seed_gives_the_same_bytes_and_another_seed_does_not(any_model):
    image, _ = any_model
    one, two = image.draw_portrait(PORTRAIT, Quiet()), image.draw_portrait(PORTRAIT, Quiet())
    other = image.draw_portrait(dataclasses.replace(PORTRAIT, seed=4), Quiet())
    assert one.pixels.shape == (64, 64, 3) and one.pixels.dtype == np.uint8
    assert np.array_equal(one.pixels, two.pixels) and not np.array_equal(one.pixels, other.pixels)


def test_portraits_steer_keyframes_and_other_portraits_steer_them_differently(any_model, draw):
    image, faces = any_model
    nobody = image.draw_keyframe(KEYFRAME, Quiet())
    a, b = (
        image.draw_keyframe(dataclasses.replace(KEYFRAME, cast=(someone(faces, draw, s),)), Quiet()) for s in (1, 2)
    )
    assert a.pixels.shape == (64, 96, 3)
    assert differ(nobody, a) > 0 and differ(a, b) > 0 and differ(nobody, b) > 0


def test_a_later_stage_is_drawn_from_the_first_stages_portrait(any_model, draw):
    image, _ = any_model
    alone = image.draw_portrait(PORTRAIT, Quiet())
    one, two = (image.draw_portrait(dataclasses.replace(PORTRAIT, first=draw(s, 64, 64)), Quiet()) for s in (1, 2))
    assert differ(alone, one) > 0 and differ(one, two) > 0


def test_the_plate_of_the_place_reaches_the_keyframe(any_model, draw):
    image, _ = any_model
    assert image.draw_plate(PlateSpec("harbour", "harbour", "boats", "", 1, SIZE), Quiet()).pixels.shape == (64, 96, 3)
    one, two = (image.draw_keyframe(dataclasses.replace(KEYFRAME, plate=draw(s)), Quiet()) for s in (1, 2))
    assert differ(one, two) > 0 and differ(image.draw_keyframe(KEYFRAME, Quiet()), one) > 0


def test_cancelling_stops_within_one_denoising_step(any_model, log):
    image, _ = any_model
    report = log(cancel_at=1)
    with pytest.raises(Cancelled):
        image.draw_portrait(dataclasses.replace(PORTRAIT, params={"steps": 8}), report)
    assert len(report.steps) == 1
    after = image.draw_portrait(PORTRAIT, Quiet())
    assert np.array_equal(after.pixels, image.draw_portrait(PORTRAIT, Quiet()).pixels), (
        "the next picture is not touched"
    )


def test_every_denoising_step_is_reported(any_model, log):
    image, _ = any_model
    report = log()
    image.draw_portrait(dataclasses.replace(PORTRAIT, params={"steps": 3}), report)
    assert report.steps == [(1, 3), (2, 3), (3, 3)]


def test_unknown_settings_of_a_take_are_refused_with_the_nearest_known_one(any_model):
    with pytest.raises(BadInput) as why:
        any_model[0].draw_keyframe(dataclasses.replace(KEYFRAME, params={"guidence": 3}), Quiet())
    assert why.value.hint == "Did you mean 'guidance'?" and why.value.field == "keyframe/guidence"


def test_tokens_of_another_kind_are_refused_with_what_to_do(any_model):
    stranger = Cast("mary", "young", "Mary", "Young Mary", "", Tokens("animatic", b"{}"))
    with pytest.raises(BadInput) as why:
        any_model[0].draw_keyframe(dataclasses.replace(KEYFRAME, cast=(stranger,)), Quiet())
    assert why.value.field == "tokens/Mary" and "build again" in why.value.hint


# -- the paper's mechanism --------------------------------------------------------------------------------------------
def test_lambda_zero_is_the_model_without_an_adapter_bit_for_bit(sdxl, draw, twins):
    import torch
    from diffusers import StableDiffusionXLPipeline

    from vgot.models.pictures import cover
    from vgot.models.runtime.pipelines import quiet, seeded
    from vgot.models.text.chunks import sdxl_texts
    from vgot.presets.sizes import model_size
    from vgot.story import prompts

    image, faces = sdxl
    ours = image.draw_keyframe(dataclasses.replace(KEYFRAME, cast=(someone(faces, draw, 1, strength=0.0),)), Quiet())
    with quiet():
        plain = StableDiffusionXLPipeline.from_pretrained(image.folder())
        plain.set_progress_bar_config(disable=True)
    size = model_size(SIZE, image.section)
    count = lambda text: len(plain.tokenizer(text, verbose=False).input_ids) - 2  # noqa: E731
    said = prompts.keyframe_prompt(
        KEYFRAME.domains,
        who=[("Mary", "")],
        summary="Mary waits.",
        place="boats",
        budget=image.section.token_budget,
        count=count,
    )
    with torch.no_grad():
        texts = sdxl_texts(plain, said, prompts.negative_prompt("keyframe"), guided=True)
    made = plain(
        **texts,
        width=size.width,
        height=size.height,
        num_inference_steps=2,
        guidance_scale=5.0,
        generator=seeded(5),
        output_type="np",
    ).images[0]
    assert np.array_equal(ours.pixels, cover((made.clip(0, 1) * 255).round().astype(np.uint8), SIZE))


def test_a_larger_lambda_moves_the_picture_farther_from_the_one_without(sdxl, draw):
    image, faces = sdxl
    pictures = [
        image.draw_keyframe(dataclasses.replace(KEYFRAME, cast=(someone(faces, draw, 1, strength=s),)), Quiet())
        for s in (0.0, 0.3, 1.0)
    ]
    assert 0 < differ(pictures[0], pictures[1]) < differ(pictures[0], pictures[2])


def test_two_masked_characters_each_change_their_own_side_more(sdxl, draw):
    image, faces = sdxl
    wide = dataclasses.replace(KEYFRAME, size=FrameSize(256, 64), params={"steps": 1})
    left, right = (0.0, 0.0, 0.5, 1.0), (0.5, 0.0, 1.0, 1.0)

    def shot(mary, tom):
        cast = (
            someone(faces, draw, mary, box=left, strength=1.0),
            someone(faces, draw, tom, "Tom", box=right, strength=1.0),
        )
        return image.draw_keyframe(dataclasses.replace(wide, cast=cast), Quiet()).pixels.astype(int)

    change = np.abs(shot(1, 2) - shot(1, 3)).mean((0, 2))
    assert change[128:].mean() > 1.5 * change[:128].mean(), "another Tom changes Tom's side"
    change = np.abs(shot(1, 2) - shot(4, 2)).mean((0, 2))
    assert change[:128].mean() > 1.5 * change[128:].mean(), "another Mary changes Mary's side"


def test_a_prompt_longer_than_the_encoder_is_shortened_before_it_is_cut(sdxl, caplog):
    image, _ = sdxl
    long = Domains(
        character="x " * 300, background="y " * 300, relation="z " * 300, camera="close-up " * 30, lighting="dawn " * 30
    )
    image.draw_keyframe(dataclasses.replace(KEYFRAME, domains=long), Quiet())
    assert "truncated" not in caplog.text


@pytest.fixture
def told(monkeypatch):
    """What klein's pipeline was called with; the call itself goes on."""
    from diffusers import Flux2KleinPipeline

    calls = []
    real = Flux2KleinPipeline.__call__

    def call(self, **given):
        calls.append((self, given))
        return real(self, **given)

    monkeypatch.setattr(Flux2KleinPipeline, "__call__", call)
    return calls


def test_what_names_the_portraits_is_part_of_what_the_encoder_reads(preset, twins, shared, draw, told):
    image, faces = family("klein-wan5b", preset("klein-wan5b"), twins("klein-wan5b"), shared)
    who = tuple(someone(faces, draw, k, name) for k, name in enumerate(("Eleanor Whitcombe", "Tobias", "Anna Maria")))
    long = Domains(character="x " * 300, background="y " * 300, relation="z " * 300, camera="", lighting="")
    image.draw_keyframe(dataclasses.replace(KEYFRAME, domains=long, cast=who), Quiet())
    pipe, call = told[-1]
    said = len(pipe.tokenizer(call["prompt"], verbose=False).input_ids)
    assert len(call["image"]) == 3 and "Anna Maria is in image 3" in call["prompt"]
    assert 400 < said <= image.section.token_budget < 512 - 12, "a turn of a talk stands around it"


def test_words_for_what_must_not_appear_are_heard_or_it_is_said_that_they_are_not(preset, twins, fresh, sdxl):
    image, _ = family("klein-wan5b", preset("klein-wan5b"), twins("klein-wan5b"), fresh)
    plate = PlateSpec("quay", "Quay", "stone", "", 3, SIZE, params={"negative": "gulls", "guidance": 3.0})
    image.draw_plate(plate, Quiet())
    assert any("('gulls') are not used: FLUX.2 klein takes none" in n for n in fresh.notes)
    assert any("Guidance 3 is not used" in n for n in fresh.notes)
    model = sdxl[0]
    before = len(model.residency.notes)
    guided = {k: model.draw_plate(dataclasses.replace(plate, params={"negative": k}), Quiet()) for k in ("gulls", "")}
    assert differ(guided["gulls"], guided[""]) and len(model.residency.notes) == before
    model.draw_plate(dataclasses.replace(plate, params={"negative": "gulls", "guidance": 1.0}), Quiet())
    assert "at guidance 1 nothing is denoised by them" in model.residency.notes[-1]


def test_previews_are_small_pictures_of_every_step(sdxl, log):
    report = log()
    sdxl[0].draw_keyframe(KEYFRAME, report)
    assert len(report.previews) == 2 and all(
        p.dtype == np.uint8 and p.shape[2] == 3 and max(p.shape) <= 256 for p in report.previews
    )


def test_masks_are_laid_out_from_boxes():
    from vgot.models.keyframes.sdxl import masks

    made = masks([(0.0, 0.0, 0.5, 1.0), (0.5, 0.25, 1.0, 1.0), (0.999, 0.999, 1.0, 1.0)], FrameSize(8, 4))
    assert made.shape == (1, 3, 4, 8) and made[0, 0, :, :4].all() and not made[0, 0, :, 4:].any()
    assert made[0, 1, 1:, 4:].all() and not made[0, 1, 0].any() and made[0, 2].sum() == 1


def test_schedulers_of_few_steps_are_taken_by_name_and_unknown_ones_refused(sdxl):
    from diffusers import LCMScheduler

    from vgot.models.keyframes.sdxl import few_step_scheduler

    current = sdxl[0].residency.attempt(sdxl[0].loadable, "load", lambda pipe: pipe.scheduler)
    assert isinstance(few_step_scheduler("lcm", current), LCMScheduler)
    with pytest.raises(BadInput, match="no scheduler 'lcmm'"):
        few_step_scheduler("lcmm", current)


def test_a_picture_that_is_not_numbers_is_a_failure_that_names_the_precision(preset, twins, fresh):
    from vgot.errors import RenderFailed

    image, _ = family("klein-wan5b", preset("klein-wan5b"), twins("klein-wan5b"), fresh)
    pipe = fresh.attempt(image.loadable, "load", lambda p: p)
    for weight in pipe.transformer.parameters():
        weight.data.fill_(float("nan"))
    with pytest.raises(RenderFailed) as why:
        image.draw_portrait(PORTRAIT, Quiet())
    assert why.value.field == "precision"
