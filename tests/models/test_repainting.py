"""Families that paint a part of a picture anew: what reaches the library's inpainting pipelines, over the modules that are loaded."""

import dataclasses

import numpy as np
import pytest

from tests.models.test_keyframes import KEYFRAME, family
from vgot.media.masks import blend, feathered
from vgot.models.base import Cast, Picture, Quiet, Repaint, Repaints, Tokens
from vgot.presets.families import REPAINT


@pytest.fixture(params=["sdxl-wan5b", "klein-wan5b", "qwen-wan14b"])
def image(request, preset, twins, shared):
    return family(request.param, preset(request.param), twins(request.param), shared)[0]


@pytest.fixture
def scene(draw):
    mask = np.zeros((64, 96), bool)
    mask[16:48, 24:64] = True
    return Picture(draw(3, 96, 64).pixels), Repaint(mask, "a red hat", 0.8, 7)


def calls_of(image, monkeypatch):
    """What the library's inpainting pipeline is called with."""
    seen, kind = [], image._inpaints()
    plain = kind.__call__

    def noted(self, *args, **kwargs):
        seen.append((self, kwargs))
        return plain(self, *args, **kwargs)

    monkeypatch.setattr(kind, "__call__", noted)
    return seen


def test_picture_mask_words_and_strength_reach_the_pipeline_and_no_weight_is_loaded_twice(image, scene, monkeypatch):
    picture, asked = scene
    seen = calls_of(image, monkeypatch)
    made = image.repaint(picture, KEYFRAME, asked, Quiet())
    assert made.pixels.shape == picture.pixels.shape and made.pixels.dtype == np.uint8
    (pipe, call), *more = seen
    assert not more and call["strength"] == pytest.approx(0.8) and call["generator"].initial_seed()
    given = np.asarray(call["image"].resize((96, 64)))
    assert np.abs(given.astype(int) - picture.pixels).mean() < 12
    shown = np.asarray(call["mask_image"].resize((96, 64))) > 127
    assert (shown == asked.mask).mean() > 0.97
    assert call["mask_image"].size == call["image"].size == (call["width"], call["height"])
    loaded = image.residency.attempt(image.loadable, "denoise", lambda p: p)
    assert all(pipe.components[name] is part for name, part in loaded.components.items() if name in pipe.components)
    if "prompt" in call:
        assert "a red hat" in call["prompt"]


def test_the_same_seed_gives_the_same_bytes_and_the_words_steer(image, scene):
    picture, asked = scene
    one, two = (image.repaint(picture, KEYFRAME, asked, Quiet()).pixels for _ in range(2))
    other = image.repaint(picture, KEYFRAME, dataclasses.replace(asked, words="blue boat"), Quiet()).pixels
    assert np.array_equal(one, two) and not np.array_equal(one, other)
    laid = blend(picture.pixels, one, feathered(asked.mask))
    assert (laid != picture.pixels).any(2)[~asked.mask].sum() == 0 and (laid != picture.pixels).any()


def test_klein_sees_the_portrait_of_the_one_person_beside_the_picture(preset, twins, shared, draw, scene, monkeypatch):
    from vgot.models.pictures import to_png
    from vgot.models.references import KIND

    image = family("klein-wan5b", preset("klein-wan5b"), twins("klein-wan5b"), shared)[0]
    picture, asked = scene
    portrait = draw(9, 64, 64).pixels
    who = Cast("mary", "young", "Mary", "Young Mary", "", Tokens(KIND, to_png(portrait)))
    seen = calls_of(image, monkeypatch)
    image.repaint(picture, dataclasses.replace(KEYFRAME, cast=(who,)), asked, Quiet())
    assert np.array_equal(np.asarray(seen[0][1]["image_reference"]), portrait)
    assert image.repaint_facts(picture, dataclasses.replace(KEYFRAME, cast=(who,)), asked)["shown"]


def test_every_family_that_is_said_to_repaint_can(preset):
    from vgot.models.registry import Models

    for name in ("animatic", "sdxl-wan5b", "klein-wan5b", "qwen-wan14b"):
        assert isinstance(Models(preset(name)).image, Repaints) and preset(name).keyframe.family in REPAINT
