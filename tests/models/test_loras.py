"""LoRAs on the twins: strength 0 is none, bit for bit; what wears one is itself again afterwards; what does not fit is refused by name."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from vgot.errors import BadInput, Conflict, ModelUnavailable, NotFound
from vgot.models.base import PlateSpec, Quiet, Worn
from vgot.presets.own import mark_of
from vgot.settings import RenderPreset, load_preset
from vgot.story.edits import set_value
from vgot.story.model import Story
from vgot.units import FrameSize

SPEC = PlateSpec("harbour", "Harbour", "old stone quay", "", 3, FrameSize(64, 64))


def write(file: Path, pipe, part: str, dialect: str = "diffusers", scale: float = 0.5) -> Path:
    """A random LoRA over the attention of one component of a pipeline."""
    import torch
    from safetensors.torch import save_file

    made, dice = {}, torch.Generator().manual_seed(1)
    for name, layer in getattr(pipe, part).named_modules():
        if name.endswith((".to_q", ".to_v")) and isinstance(layer, torch.nn.Linear):
            down = torch.randn(4, layer.in_features, generator=dice) * scale
            up = torch.randn(layer.out_features, 4, generator=dice) * scale
            if dialect == "kohya":
                stem = f"lora_{part}_{name.replace('.', '_')}"
                made |= {
                    f"{stem}.lora_down.weight": down,
                    f"{stem}.lora_up.weight": up,
                    f"{stem}.alpha": torch.tensor(4.0),
                }
            else:
                made |= {f"{part}.{name}.lora_A.weight": down, f"{part}.{name}.lora_B.weight": up}
    assert made
    save_file(made, str(file))
    return file


def on(file: Path, strength: float) -> tuple[Worn, ...]:
    return (Worn(str(file), mark_of(file, whole=True), strength),)


def model_of(name, preset, twins, **section):
    from vgot.models.keyframes.references import KleinImage
    from vgot.models.keyframes.sdxl import SdxlImage
    from vgot.models.runtime.residency import Residency

    chosen = preset(name)
    chosen = chosen.model_copy(update={"keyframe": chosen.keyframe.model_copy(update=section)})
    return {"sdxl-wan5b": SdxlImage, "klein-wan5b": KleinImage}[name](chosen, twins(name), residency_=Residency())


@pytest.mark.parametrize(
    ("name", "part", "dialect", "rung"),
    [
        ("sdxl-wan5b", "unet", "diffusers", "resident"),
        ("sdxl-wan5b", "unet", "kohya", "fp8"),
        ("klein-wan5b", "transformer", "diffusers", "resident"),
        ("klein-wan5b", "transformer", "diffusers", "fp8"),
    ],
)
def test_a_lora_bends_the_picture_and_leaves_the_model_as_it_was(preset, twins, tmp_path, name, part, dialect, rung):
    model = model_of(name, preset, twins, offload=rung)
    with model.residency.use(model.loadable) as pipe:
        file = write(tmp_path / "style.safetensors", pipe, part, dialect)

    def plate(loras=()):
        return model.draw_plate(replace(SPEC, loras=loras), Quiet()).pixels

    none = plate()
    full = plate(on(file, 1.0))
    assert not np.array_equal(full, none)
    assert np.array_equal(plate(on(file, 0.0)), none) and np.array_equal(plate(), none)
    assert np.array_equal(plate(on(file, 1.0)), full)
    assert not np.array_equal(plate(on(file, 0.4)), full)
    assert model.residency.rung(model.loadable.key) == rung
    model.residency.free()


def test_what_does_not_fit_has_changed_or_is_gone_is_refused_by_name(preset, twins, tmp_path):
    from tests.machine.weight_files import lora, safetensors

    model = model_of("klein-wan5b", preset, twins)
    other = safetensors(
        tmp_path / "wan.safetensors",
        lora({"diffusion_model.blocks.0.self_attn.q": (3072, 3072)}, 4, "lora_A.weight", "lora_B.weight"),
    )
    with pytest.raises(ModelUnavailable, match=r"wan.safetensors does not fit"):
        model.draw_plate(replace(SPEC, loras=on(other, 1.0)), Quiet())
    with pytest.raises(Conflict, match="has changed"):
        model.draw_plate(replace(SPEC, loras=(Worn(str(other), "0" * 64, 1.0),)), Quiet())
    with pytest.raises(NotFound, match="not there"):
        model.draw_plate(replace(SPEC, loras=(Worn(str(tmp_path / "gone.safetensors"), "0" * 64, 1.0),)), Quiet())
    model.draw_plate(SPEC, Quiet())


STORY = {
    "cast": [{"id": "mary", "name": "Mary", "stages": [{"id": "now", "name": "Mary"}]}],
    "places": [{"id": "quay", "name": "Quay"}],
    "shots": [
        {"id": "aaaa", "summary": "Mary waits.", "who": [{"character": "mary", "stage": "now"}], "place": "quay"},
        {"id": "bbbb", "summary": "A boat.", "place": "quay"},
    ],
}


def test_a_lora_stands_in_the_recipes_of_what_wears_it_and_in_no_other(tmp_path):
    from tests.machine.weight_files import lora, safetensors
    from vgot.graph.nodes import film_nodes

    file = safetensors(tmp_path / "mary.safetensors", lora({"x": (8, 8)}, 4))
    bare, sdxl, drawn = Story.model_validate(STORY), load_preset("sdxl-wan5b"), load_preset("animatic")

    def wearing(story, preset=sdxl):
        return {n.name: n.params["loras"] for n in film_nodes(story, preset).values() if "loras" in n.params}

    one = {
        "file": str(file),
        "name": "Mary",
        "sha256": mark_of(file, whole=True),
        "model": "SDXL",
        "words": "mry woman",
    }
    worn = set_value(bare, "cast/mary/loras", [one])
    assert set(wearing(worn)) == {"portrait/mary/now", "keyframe/1"}
    assert wearing(worn)["keyframe/1"] == [{"sha256": one["sha256"], "strength": 1.0, "words": "mry woman"}]
    assert set(wearing(set_value(bare, "loras", [one]))) == {
        "portrait/mary/now",
        "plate/quay",
        "keyframe/1",
        "keyframe/2",
    }
    assert set(wearing(set_value(bare, "shots/2/loras", [one | {"part": "clips", "model": "Wan 2.2 5B"}]))) == {
        "clip/2"
    }
    for less in ({"strength": 0.0}, {"on": False}, {"model": "Kolors"}):
        assert film_nodes(set_value(bare, "loras", [one | less]), sdxl) == film_nodes(bare, sdxl)
    assert film_nodes(set_value(bare, "loras", [one]), drawn) == film_nodes(bare, drawn)
    before = wearing(worn)["keyframe/1"]
    file.write_bytes(safetensors(tmp_path / "b.safetensors", lora({"x": (8, 16)}, 4)).read_bytes())
    assert wearing(worn)["keyframe/1"] != before


def test_words_that_bring_a_lora_out_stand_before_the_style(tmp_path):
    from tests.machine.weight_files import lora, safetensors
    from vgot.graph.nodes import film_nodes
    from vgot.render.context import styled, worn_by

    file = safetensors(tmp_path / "ink.safetensors", lora({"x": (8, 8)}, 4))
    one = {"file": str(file), "name": "Ink", "sha256": mark_of(file, whole=True), "words": "inkwash", "strength": 0.7}
    story = set_value(Story.model_validate(STORY | {"style": "soft light"}), "loras", [one])
    nodes = film_nodes(story, load_preset("sdxl-wan5b"))
    assert styled(nodes["keyframe/aaaa"]) == "inkwash, soft light" and styled(nodes["clip/aaaa"]) == "soft light"
    assert worn_by(nodes["plate/quay"]) == (Worn(str(file), one["sha256"], 0.7),)


def test_a_lora_is_laid_over_the_film_at_the_command_line(tmp_path, monkeypatch, capsys):
    import json

    from tests.machine.weight_files import lora, safetensors
    from vgot.cli.main import main

    monkeypatch.setenv("VGOT_HOME", str(tmp_path / "home"))
    changed = {"diffusion_model.blocks.0.self_attn.q": (3072, 3072)}
    file = safetensors(tmp_path / "wind.safetensors", lora(changed, 4), says={"modelspec.trigger_phrase": "windy"})
    assert main(["write", "A boat drifts.", "--shots", "1", "--writer", "offline"]) == 0
    assert main(["lora", str(file), "--strength", "0.5"]) == 0 and main(["lora", str(file), "--on", "shots/1"]) == 0
    capsys.readouterr()
    assert main(["show", "--json"]) == 0
    story = json.loads(capsys.readouterr().out)["story"]
    assert [(one["model"], one["part"], one["strength"], one["words"]) for one in story["loras"]] == [
        ("Wan 2.2 5B", "clips", 0.5, "windy")
    ]
    assert len(story["shots"][0]["loras"]) == 1
    assert main(["lora", str(file), "--off"]) == 0 and main(["lora", str(tmp_path / "gone.safetensors")]) == 1
    capsys.readouterr()
    assert main(["show", "--json"]) == 0 and json.loads(capsys.readouterr().out)["story"]["loras"] == []


def test_a_lora_that_is_on_for_another_model_says_so_at_once_in_the_plan_and_in_takes(tmp_path, monkeypatch, capsys):
    import json

    from tests.machine.weight_files import lora, safetensors
    from vgot.cli.main import main
    from vgot.graph.nodes import film_nodes

    monkeypatch.setenv("VGOT_HOME", str(tmp_path / "home"))
    wan = safetensors(tmp_path / "wind.safetensors", lora({"diffusion_model.blocks.0.self_attn.q": (3072, 3072)}, 4))
    xl = safetensors(
        tmp_path / "ink.safetensors",
        lora({"lora_unet_input_blocks_4_1_transformer_blocks_0_attn2_to_k": (2048, 640)}, 4),
    )

    def told(*asked):
        assert main([*asked, "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    assert main(["write", "A boat drifts.", "--shots", "2", "--writer", "offline"]) == 0
    capsys.readouterr()
    (one,) = told("lora", str(xl), "--on", "shots/2")["not_used"]
    assert one["on"] == ["shots/2"] and "by program" in one["why"] and "sdxl-wan5b" in one["why"]
    assert told("lora", str(xl), "--on", "shots/2", "--strength", "0")["not_used"] == []
    told("lora", str(xl)), told("lora", str(xl), "--on", "shots/2")
    assert [one["on"] for one in told("plan")["not_used"]] == [["film", "shots/2"]], "once for the film"
    assert told("lora", str(xl), "--preset", "sdxl-wan5b")["not_used"] == []
    assert told("plan")["not_used"] == []
    (one,) = told("lora", str(xl), "--preset", "klein-wan5b")["not_used"]
    assert "it is for SDXL" in one["why"] and "FLUX.2-klein-4B" in one["why"]
    assert told("lora", str(wan))["not_used"] == [] and len(told("plan")["not_used"]) == 1
    assert main(["plan"]) == 0
    assert "Not used, on film, shots/2: The LoRA ink is on and not used: it is for SDXL" in capsys.readouterr().out
    story = Story.model_validate({k: v for k, v in told("show")["story"].items() if k not in ("shots", "boundaries")})
    story = set_value(Story.model_validate(STORY), "loras", [one.model_dump() for one in story.loras])

    def noted(preset):
        return {n.name: len(n.idle) for n in film_nodes(story, load_preset(preset)).values() if n.idle}

    pictures = {"portrait/mary/now": 1, "plate/quay": 1, "keyframe/1": 1, "keyframe/2": 1}
    assert noted("klein-wan5b") == pictures and noted("sdxl-wan5b") == {}
    assert noted("animatic") == {"film": 2} and noted("kolors-svd") == pictures | {"clip/1": 1, "clip/2": 1}
    assert noted("klein-wan5b") == pictures, "sentences are of the preset that is asked, not of the one before"


def test_on_a_server_of_many_visitors_a_lora_says_that_nobodys_files_are_read(tmp_path, monkeypatch):
    from vgot.story.model import Lora

    one = Lora.model_validate({"file": "/x/ink.safetensors", "name": "Ink", "sha256": "0" * 64, "model": "SDXL"})
    assert load_preset("sdxl-wan5b").lora_idle(one) == ""
    monkeypatch.setenv("VGOT_MODE", "space")
    assert "nobody's files are read" in load_preset("sdxl-wan5b").lora_idle(one)
    assert "no preset here" not in load_preset("animatic").lora_idle(one)


def _wan_lora(tmp_path, name):
    from tests.machine.weight_files import lora, safetensors

    file = safetensors(tmp_path / name, lora({"x": (8, 8)}, 4))
    return {
        "file": str(file),
        "name": file.stem[:60],
        "sha256": mark_of(file, whole=True),
        "model": "Wan 2.2 A14B",
        "part": "clips",
    }


@pytest.mark.parametrize(
    ("name", "half"),
    [
        ("wan2.2_i2v_lightx2v_4steps_lora_v1_high_noise.safetensors", "high"),
        ("Wan22-I2V-Rain-LOW.safetensors", "low"),
        ("rainLowNoise_v3.safetensors", "low"),
        ("rain_HN.safetensors", "high"),
        ("slow_motion_flowers.safetensors", "both"),
        ("highlow_pack_high_low.safetensors", "both"),
    ],
)
def test_a_lora_for_one_half_of_a_model_of_two_is_told_by_its_name(name, half):
    from vgot.presets.own import half_of

    assert half_of(f"/loras/{name}") == half
    assert half_of("/loras/low_noise_model/adapter.safetensors") == "low"


def test_recipes_say_which_half_wears_a_lora_and_models_of_one_half_say_nothing_of_it(tmp_path, monkeypatch):
    from vgot import settings
    from vgot.graph.nodes import film_nodes

    monkeypatch.setattr(settings, "_refusal", lambda preset, lora: "")
    bare = Story.model_validate(STORY)

    def worn(name, preset):
        story = set_value(bare, "shots/1/loras", [_wan_lora(tmp_path, name)])
        nodes = {n.name: n for n in film_nodes(story, load_preset(preset)).values()}
        return nodes["clip/1"].params["loras"][0].get("half")

    assert worn("rain_low_noise.safetensors", "qwen-wan14b") == "low"
    assert worn("rain.safetensors", "qwen-wan14b") == "both"
    assert worn("rain_high_noise.safetensors", "qwen-wan14b") is None, "as it always was"
    assert worn("rain_low_noise.safetensors", "klein-wan5b") is None


def test_each_half_of_a_model_wears_what_is_for_it_and_is_itself_again_afterwards(preset, twins, tmp_path, shared):
    import torch

    from vgot.models.runtime.loras import worn
    from vgot.models.video.wan import WanVideo

    video = WanVideo(preset("qwen-wan14b"), twins("qwen-wan14b"), residency_=shared)
    pipe = shared.attempt(video.loadable, "load", lambda p: p)
    file = write(tmp_path / "rain.safetensors", pipe, "transformer")

    def layers(part):
        return sum(1 for m in getattr(pipe, part).modules() if getattr(m, "lora_A", None))

    before = {p: getattr(pipe, p).state_dict() for p in ("transformer", "transformer_2")}
    before = {p: {k: v.clone() for k, v in values.items()} for p, values in before.items()}
    for half, bent in (("high", (True, False)), ("low", (False, True)), ("both", (True, True))):
        with worn(pipe, [replace(on(file, 0.7)[0], half=half)]) as notes:
            assert (layers("transformer") > 0, layers("transformer_2") > 0) == bent, half
            assert bool(notes) == (half != "both") and all(half in note for note in notes)
    assert all(torch.equal(getattr(pipe, p).state_dict()[k], v) for p, kept in before.items() for k, v in kept.items())


def test_a_lora_of_strength_zero_in_a_shot_takes_the_films_off_there_and_nowhere_else(tmp_path):
    from tests.machine.weight_files import lora, safetensors
    from vgot.graph.nodes import film_nodes

    file = safetensors(tmp_path / "ink.safetensors", lora({"x": (8, 8)}, 4))
    one = {"file": str(file), "name": "Ink", "sha256": mark_of(file, whole=True), "model": "SDXL"}
    bare = set_value(Story.model_validate(STORY), "loras", [one])

    def wearing(story):
        return {n.name for n in film_nodes(story, load_preset("sdxl-wan5b")).values() if "loras" in n.params}

    everywhere = wearing(bare)
    for less in ({"strength": 0.0}, {"on": False}):
        assert wearing(set_value(bare, "shots/2/loras", [one | less])) == everywhere - {"keyframe/2"}
        off_mary = wearing(set_value(bare, "cast/mary/loras", [one | less]))
        assert off_mary == everywhere - {"portrait/mary/now", "keyframe/1"}
    assert wearing(
        set_value(set_value(bare, "cast/mary/loras", [one | {"strength": 0.0}]), "shots/1/loras", [one])
    ) == (everywhere - {"portrait/mary/now"}), "the shot decides last"


def test_who_wears_none_takes_it_off_nobody_else(tmp_path):
    from vgot.graph.loras import of_people, on_at_once
    from vgot.story.model import Lora

    on_mary = Lora(file="/a/ink.safetensors", name="Ink", sha256="0" * 64, strength=0.6)
    off_tom = on_mary.model_copy(update={"strength": 0.0})
    for people in ([[on_mary], [off_tom]], [[off_tom], [on_mary]]):
        assert on_at_once([], of_people(people)) == [on_mary]


# -- weights that were taught to need few steps ---------------------------------------------------------------------------
def test_distilled_models_step_where_they_were_taught_to(preset):
    """The published steps: 1, 3/4, 1/2, 1/4 of the flow, shifted by 5 (Wan, the second half from the third step on) and by 3 (Qwen)."""
    from diffusers import FlowMatchEulerDiscreteScheduler, UniPCMultistepScheduler

    from vgot.models.runtime.few_steps import even_steps, one_shift

    few = preset("qwen-wan14b-4step")
    shift = lambda by: [by * s / (1 + (by - 1) * s) for s in (1, 0.75, 0.5, 0.25)] + [0.0]  # noqa: E731
    video = even_steps(UniPCMultistepScheduler(use_flow_sigmas=True), few.video.scheduler, few.video.flow_shift)
    video.set_timesteps(few.video.steps)
    assert np.allclose(video.sigmas, shift(5.0), atol=1e-4)
    assert [float(t) >= 900 for t in video.timesteps] == [True, True, False, False]
    published = {"use_dynamic_shifting": True, "base_shift": 0.5, "max_shift": 0.9, "shift_terminal": 0.02}
    still = one_shift(FlowMatchEulerDiscreteScheduler(**published), few.keyframe.flow_shift)
    config = still.config
    for tokens in (256, 4096, 8192):  # as the pipeline asks, for pictures of any size
        slope = (config.max_shift - config.base_shift) / (config.max_image_seq_len - config.base_image_seq_len)
        mu = config.base_shift + slope * (tokens - config.base_image_seq_len)
        still.set_timesteps(sigmas=[1, 0.75, 0.5, 0.25], mu=mu)
        assert np.allclose(still.sigmas, shift(3.0), atol=1e-4)
    with pytest.raises(BadInput, match="no scheduler 'unipc'"):
        even_steps(UniPCMultistepScheduler(), "unipc", 5.0)


def test_what_a_preset_always_wears_is_worn_in_stills_and_in_each_half_of_clips(preset, twins, tmp_path, draw, fresh):
    from vgot.models.base import ClipSpec
    from vgot.models.keyframes.references import QwenImage
    from vgot.models.video.wan import WanVideo

    name = "qwen-wan14b-4step"
    few = preset(name)
    models = twins(name)

    def without(section):
        bare = [r for r in section.repos if r.role != "lora"]
        return few.model_copy(
            update={n: section.model_copy(update={"repos": bare}) for n, s in few.sections().items() if s is section}
        )

    def clip(which, loras=()):
        video = WanVideo(which, models, residency_=fresh)
        spec = ClipSpec("A boat drifts.", "", "", (), (), "", 3, FrameSize(96, 64), 5, 16, loras=loras)
        return video.shoot_clip(draw(), spec, Quiet()).latents()

    plain, taught = clip(without(few.video)), clip(few)
    assert taught != plain and clip(few) == taught and clip(without(few.video)) == plain
    only_high = few.model_copy(update={"video": few.video.model_copy(update={"repos": few.video.repos[:2]})})
    assert clip(only_high) not in (plain, taught), "the second half wears its own"
    with fresh.use(WanVideo(few, models, residency_=fresh).loadable) as pipe:
        mine = write(tmp_path / "style_high_noise.safetensors", pipe, "transformer")
    assert clip(few, on(mine, 1.0)) not in (plain, taught), "a person's own is worn beside it"
    stills = [
        QwenImage(p, models, residency_=fresh).draw_plate(SPEC, Quiet()).pixels for p in (few, without(few.keyframe))
    ]
    assert not np.array_equal(*stills)
    keys = [RenderPreset(few, models).model_for("clip"), RenderPreset(preset("qwen-wan14b"), models).model_for("clip")]
    assert keys[0]["id"] != keys[1]["id"] and keys[0]["revision"] != keys[1]["revision"]
