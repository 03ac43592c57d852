"""A whole checkpoint of one's own: everything in it that reads, denoises and decodes makes the picture, and what does not is named."""

import numpy as np
import pytest

from tests.models.checkpoint_files import write
from vgot.models.base import PlateSpec, Quiet
from vgot.presets.checkpoints import own_of, unused_in
from vgot.presets.own import made_from
from vgot.units import FrameSize

SPEC = PlateSpec("harbour", "Harbour", "old stone quay", "", 3, FrameSize(64, 64))


@pytest.fixture(scope="module")
def sdxl(twins, preset):
    from diffusers import StableDiffusionXLPipeline

    like, folder = preset("sdxl-wan5b"), twins("sdxl-wan5b")
    pipe = StableDiffusionXLPipeline.from_pretrained(str(folder / like.keyframe.base.id), local_files_only=True)
    return like, folder, pipe


def plate(preset, folder):
    from vgot.models.keyframes.sdxl import SdxlImage
    from vgot.models.runtime.residency import Residency

    model = SdxlImage(preset, folder, residency_=Residency("cpu"))
    return model.draw_plate(SPEC, Quiet()).pixels


def test_a_whole_checkpoint_gives_what_the_folder_gives_and_its_own_texts_are_read(sdxl, tmp_path):
    like, folder, pipe = sdxl
    usual = plate(like, folder)
    same = made_from(like, "same", {"keyframe/all": str(write(pipe, tmp_path / "same.safetensors"))})
    assert np.array_equal(plate(same, folder), usual)
    assert own_of(same) == {"not_used": [], "licences": {str(tmp_path / "same.safetensors"): "CC-BY-4.0"}}
    for n in (0, 1):
        file = write(pipe, tmp_path / f"reads{n}.safetensors", {f"conditioner.embedders.{n}.": 0.5})
        own = made_from(like, f"reads{n}", {"keyframe/all": str(file)})
        assert not np.array_equal(plate(own, folder), usual), f"text encoder {n} is the checkpoint's"


def test_a_slot_with_a_file_of_its_own_wins_over_the_whole_checkpoint_in_any_order(sdxl, tmp_path):
    from vgot.models.runtime.own_files import own_parts

    like, folder, pipe = sdxl
    whole, other = write(pipe, tmp_path / "whole.safetensors"), write(pipe, tmp_path / "b.safetensors", {"first": 0.3})
    for slots in (("all", "vae"), ("vae", "all")):
        own = made_from(like, "mine", {f"keyframe/{s}": str(whole if s == "all" else other) for s in slots})
        made = own_parts(own.keyframe, type(pipe), folder / like.keyframe.base.id, pipe.dtype)
        assert set(made) == {"unet", "vae", "text_encoder", "text_encoder_2"}
        assert not made["vae"].decoder.conv_in.bias.equal(pipe.vae.decoder.conv_in.bias)
    assert [line for line in unused_in(own.keyframe) if "only its vae is used" in line]


def test_what_a_checkpoint_holds_and_nothing_uses_is_named(sdxl, tmp_path, monkeypatch, capsys):
    import torch

    from vgot.cli.main import main
    from vgot.machine.doctor import preflight_of
    from vgot.settings import Settings, load_preset

    monkeypatch.setenv("VGOT_HOME", str(tmp_path / "home"))
    _, folder, pipe = sdxl
    more = {
        n: torch.zeros(2) for n in ("v_pred", "model_ema.diffusion_modelx", "betas", "text_encoders.t5.shared.weight")
    }
    file = write(pipe, tmp_path / "odd.safetensors", more=more)
    assert main(["preset", "odd", "--like", "sdxl-wan5b", "--use", f"keyframe/all={file}"]) == 0
    told = capsys.readouterr().out
    for said in ("velocity", "model_ema", "text_encoders.t5", "Licence of odd.safetensors, as it says: CC-BY-4.0"):
        assert said in told
    assert "betas" not in told and "conditioner" not in told
    own = load_preset("odd").preset
    assert any("velocity" in line for line in preflight_of(own, Settings.from_environment())["words"])
    assert main(["doctor"]) == 0 and "text_encoders.t5" in capsys.readouterr().out


def test_the_notes_of_a_take_name_what_of_the_checkpoint_was_not_used(sdxl, tmp_path):
    import torch

    from vgot.graph.nodes import Node
    from vgot.models.registry import Models
    from vgot.render.context import Context
    from vgot.render.steps import run_step
    from vgot.store.project_store import Store
    from vgot.story.model import Story

    like, folder, pipe = sdxl
    file = write(pipe, tmp_path / "odd.safetensors", more={"v_pred": torch.zeros(0)})
    own = made_from(like, "odd", {"keyframe/all": str(file)})
    params = {"name": "Harbour", "look": "quay", "style": "", "width": 64, "height": 64}
    node = Node("plate/a", "plate/a", "plate", params, 1, idle=("The LoRA Ink is on and not used.",))
    recipe = {"step": "plate", "version": 1, "model": {}, "params": params, "seed": 1, "inputs": {}}
    store = Store.create(tmp_path / "film", "film", Story())
    notes = run_step(node, recipe, {}, Context(store, Models(own, folder))).facts["notes"]
    assert notes[0] == "The LoRA Ink is on and not used." and "velocity" in notes[1]
