"""Attention kernels and compiled blocks: the same clips, whatever computes them."""

import numpy as np
import pytest

from vgot.errors import ModelUnavailable
from vgot.models.base import ClipSpec, Quiet
from vgot.settings import RenderPreset, presets
from vgot.units import FrameSize

CLIP = ClipSpec("Mary mends a net.", "slow pan", "mends a net", (), (), "", 3, FrameSize(96, 64), 24, 9)


def clip(preset, twins, draw, **how):
    from vgot.models.runtime.residency import Residency
    from vgot.models.video.wan import WanVideo

    one = preset("klein-wan5b")
    one = one.model_copy(update={"video": one.video.model_copy(update=how)})
    video = WanVideo(one, twins("klein-wan5b"), residency_=Residency("cpu"))
    return np.stack(list(video.shoot_clip(draw(), CLIP, Quiet()).frames)).astype(int)


def test_other_attention_kernels_make_the_same_clip(preset, twins, draw):
    native = clip(preset, twins, draw)
    assert np.abs(clip(preset, twins, draw, attention="math") - native).max() <= 1


def test_compiled_blocks_make_the_same_clip(preset, twins, draw, monkeypatch, torch):
    asked = []
    real = torch.compile

    def traced(model=None, **how):  # the blocks are traced as for a card, and run without its compiler
        asked.append(1)
        return real(model, backend="eager")

    monkeypatch.setattr(torch, "compile", traced)
    native = clip(preset, twins, draw)
    monkeypatch.setattr(
        torch.nn.Module, "compile", lambda self, **how: setattr(self, "_compiled_call_impl", traced(self._call_impl))
    )
    assert np.abs(clip(preset, twins, draw, compile=True) - native).max() <= 1 and asked


def test_kernels_that_are_not_installed_are_named_with_their_package(preset, twins, draw):
    with pytest.raises(ModelUnavailable) as why:
        clip(preset, twins, draw, attention="sage")
    assert "sage" in why.value.message and "sageattention" in why.value.hint and why.value.field == "attention"


def test_how_a_model_computes_stands_in_no_recipe(preset):
    one = preset("klein-wan5b")
    other = one.model_copy(update={"video": one.video.model_copy(update={"attention": "flash", "compile": True})})
    assert RenderPreset(other).model_for("clip") == RenderPreset(one).model_for("clip")


def test_there_is_a_preset_for_every_size_of_card_and_one_that_is_apache_throughout():
    large = [p.preset for p in presets().values() if p.models and not p.draft]
    sizes = {max(s.vram_gb for s in one.sections().values()) for one in large}
    assert {12, 16, 24, 80} <= sizes
    free = [
        o.name
        for o in large
        if {r.licence for r in o.repos().values()} == {"Apache-2.0"}
        and all(r.commercial_use for r in o.repos().values())
    ]
    assert {"klein-wan5b", "qwen-wan14b", "qwen-wan14b-80gb"} <= set(free)
    assert any(o.keyframe.steps <= 4 for o in large), "one whose stills take few steps"
