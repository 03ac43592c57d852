"""Presets with models, through the whole product: real pipelines of tiny random weights make a film."""

from __future__ import annotations

import pytest

from tests.conftest import small_story
from vgot.errors import ModelUnavailable
from vgot.project.studio import Studio
from vgot.render.executors import InlineExecutor
from vgot.settings import Settings


def test_without_the_weights_there_is_one_error_that_names_them_all(studio):
    project = studio.new_project(small_story(2))
    project.set_preset("sdxl-wan5b")
    with pytest.raises(ModelUnavailable) as caught:
        project.build()
    for needed in (
        "stabilityai/stable-diffusion-xl-base-1.0",
        "h94/IP-Adapter",
        "Wan-AI/Wan2.2-TI2V-5B-Diffusers",
        "GiB",
        "Apache-2.0",
    ):
        assert needed in caught.value.message
    assert "--models" in caught.value.hint
    assert project.queue.unfinished() == 0


def test_a_film_is_made_by_sdxl_and_wan_with_approval_a_bridge_and_a_reset(twins, tmp_path):
    models = twins("sdxl-wan5b")
    studio = Studio(Settings(home=tmp_path, preset="sdxl-wan5b", models_dir=models), InlineExecutor(models, idle_s=0.1))
    project = studio.new_project(small_story(3, film={"width": 128, "height": 96, "fps": 8}))
    project.edit("boundaries/1/mode", "bridge")
    project.edit("boundaries/2/mode", "cut")
    stills = project.build()
    assert not stills.failed, stills.failed
    assert stills.film is None and stills.waiting == ["keyframe/1", "keyframe/2", "keyframe/3"]
    project.approve()
    result = project.build()
    assert not result.failed, result.failed
    assert {"clip/1", "clip/2", "clip/3", "join/1-2", "film"} <= set(result.ran)
    assert result.film["frames"] == 24
    assert project.takes("clip/1")[0]["digests"]["latents"]
    project.edit("boundaries/2/mode", "reset")
    assert "clip/3" in project.build().ran
    before = project.takes("clip/3")
    assert len(before) == 2 and before[0]["digests"]["frames"] != before[1]["digests"]["frames"]
    project.set_preset("animatic")
    assert project.build().film
    project.set_preset("sdxl-wan5b")
    assert project.build().ran == []
    studio.close()


def test_other_rendering_code_of_the_small_models_is_another_recipe_and_large_models_have_the_version_of_their_family(
    monkeypatch,
):
    from vgot import settings

    small, large = settings.load_preset("embedded"), settings.load_preset("sdxl-wan5b")
    before = {step: small.model_for(step) for step in ("portrait", "tokens", "keyframe", "clip", "join")}
    assert (
        all(made["version"] == 1 and made["revision"] for made in before.values())
        and large.model_for("keyframe")["version"] == settings.FAMILY_VERSIONS["sdxl"]
    )
    monkeypatch.setitem(settings.FAMILY_VERSIONS, "embedded", 2)
    assert all(small.model_for(step) == made | {"version": 2} for step, made in before.items())
