"""Light: whole numbers, never out of range, every light its own, mixed without a jump."""

import itertools

import numpy as np
import pytest

from vgot.animatic import light
from vgot.animatic.family import scene_of
from vgot.animatic.render import Renderer
from vgot.animatic.scene import state_of
from vgot.models.base import KeyframeSpec
from vgot.story.model import Domains
from vgot.units import FrameSize


@pytest.mark.parametrize("name", light.LIGHTS)
def test_no_light_can_overflow_a_pixel(name):
    keep, add = light.maps(name, 64, 36)
    assert keep.dtype == add.dtype == np.uint16
    assert int(((255 * keep.astype(np.uint32)) // 256 + add).max()) <= 255


def test_every_light_looks_different():
    grey = np.full((36, 64, 4), 150, np.uint8)
    means = {name: light.grade(grey, light.maps(name, 64, 36)).reshape(-1, 3).mean(axis=0) for name in light.LIGHTS}
    for a, b in itertools.combinations(means, 2):
        assert np.abs(means[a] - means[b]).max() > 3, (a, b)


def test_night_is_darker_and_bluer_than_noon_and_golden_is_warmer():
    grey = np.full((36, 64, 4), 150, np.uint8)
    r = {n: light.grade(grey, light.maps(n, 64, 36)).reshape(-1, 3).mean(axis=0) for n in ("noon", "night", "golden")}
    assert r["night"].sum() < 0.75 * r["noon"].sum() and r["night"][2] > r["night"][0]
    assert r["golden"][0] > r["golden"][2] + 15


def test_the_grade_is_the_formula_it_says():
    rng = np.random.default_rng(0)
    rgba = rng.integers(0, 256, (70, 40, 4), dtype=np.uint8)
    keep, add = light.maps("dusk", 40, 70)
    want = (rgba[..., :3].astype(np.uint32) * keep >> 8) + add
    assert (light.grade(rgba, (keep, add)) == want).all()


def test_mixing_two_lights_begins_at_one_and_ends_at_the_other():
    grey = np.full((36, 64, 4), 150, np.uint8)
    a, b = light.maps("noon", 64, 36), light.maps("night", 64, 36)
    at = lambda w: light.grade(grey, a, 0, b, w)  # noqa: E731
    assert (at(0) == light.grade(grey, a)).all() and (at(256) == light.grade(grey, b)).all()
    levels = [int(at(w).sum()) for w in range(0, 257, 32)]
    assert levels == sorted(levels, reverse=True)


def test_lamps_brighten_what_is_not_covered_and_never_overflow():
    bare, covered = np.full((36, 64, 4), 150, np.uint8), np.full((36, 64, 4), 150, np.uint8)
    bare[..., 3], covered[..., 3] = 0, 255
    glow = np.full((36, 64, 3), 255, np.uint8)
    plain = light.grade(bare, light.maps("night", 64, 36))
    assert (light.grade(covered, light.maps("night", 64, 36), glow=glow) == plain).all()
    assert (light.grade(bare, light.maps("night", 64, 36), glow=glow) >= plain + 40).all()


def test_only_flames_flicker_and_never_more_than_their_share():
    times = [n / 16 for n in range(64)]
    assert {light.flicker_at("noon", t) for t in times} == {0}
    beats = [light.flicker_at("candle", t) for t in times]
    assert len(set(beats)) > 4 and max(beats) <= light.FLICKER["candle"]


def test_the_sun_can_stand_on_either_side():
    grey = np.full((36, 64, 4), 120, np.uint8)
    right = light.grade(grey, light.maps("golden", 64, 36, 100, 1))
    left = light.grade(grey, light.maps("golden", 64, 36, 100, -1))
    assert right[:, 40:].mean() > right[:, :24].mean() + 4
    assert left[:, :24].mean() > left[:, 40:].mean() + 4


def test_a_candle_glows_in_a_dark_scene_and_not_by_day_and_old_scenes_stay_as_they_were():
    assert (
        light.practical("night", "candle")
        and not light.practical("noon", "candle")
        and not light.practical("night", "cow")
    )
    words = Domains(relation="A candle burns.", background="a bedroom", lighting="night")
    scene = scene_of(KeyframeSpec(words, "", (), "", "", None, "", 5, FrameSize(96, 54)))
    drawn = Renderer(FrameSize(96, 54)).frame(scene, 0.0).astype(int)
    old = Renderer(FrameSize(96, 54)).frame({k: v for k, v in scene.items() if k != "lit"}, 0.0).astype(int)
    assert (
        drawn.mean() > old.mean() + 2
        and state_of({k: v for k, v in scene.items() if k != "lit"}, 0.0).lights[0][0] == "night"
    )
