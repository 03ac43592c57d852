"""Every stage of training takes steps on a CPU in seconds, and a run that stopped goes on bit for bit."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from training.embedded import train
from training.embedded.stage import Settings
from training.embedded.state import SHARD_BYTES, load_state, save_state
from vgot.models.embedded.parts import Sizes

STAGES = list(train.STAGES)


@pytest.fixture(autouse=True, scope="module")
def one_thread():
    torch.set_num_threads(1)


def settings(out: Path, steps: int = 4, **more) -> Settings:
    return Settings(out=out, batch=2, steps=steps, sizes=Sizes.small(), drawing=dict(train.SMALL_DRAWING), **more)


def trained(name: str, out: Path, stop_at: int | None = None, form: str = "exact", steps: int = 4, **more) -> train.Run:
    run = train.Run(train.stage_of(name, settings(out, steps, **more)))
    run.train(5.0, say=lambda _: None, form=form, stop_at=stop_at)
    return run


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """Each stage taken to its end without a stop, in one folder, exported."""
    out, runs = tmp_path_factory.mktemp("whole"), {}
    for name in STAGES:
        runs[name] = trained(name, out)
        runs[name].export()
    return out, runs


def after(out: Path, here: Path) -> None:
    """Let a run read what the stages before it made."""
    for part in ("stack", "taught"):
        (here / part).symlink_to(out / part)


@pytest.mark.parametrize("name", STAGES)
def test_a_run_that_stopped_is_the_run_that_never_did(name, whole, tmp_path):
    out, runs = whole
    after(out, tmp_path)
    if name == "motion":  # it reads the picture model as it was exported
        assert (out / "stack" / "unet").exists()
    trained(name, tmp_path, stop_at=2)
    again = trained(name, tmp_path)
    assert again.step == runs[name].step == 4
    for part, module in runs[name].stage.modules.items():
        other = again.stage.modules[part].state_dict()
        for key, value in module.state_dict().items():
            assert torch.equal(value, other[key]), f"{part}.{key}"
    assert all(torch.equal(v, again.averages[k]) for k, v in runs[name].averages.items())


@pytest.mark.parametrize("name", STAGES)
def test_training_changes_what_it_should_and_nothing_else(name, whole):
    out, runs = whole
    fresh = train.Run(train.stage_of(name, settings(out / "elsewhere" if name in STAGES[:2] else out, 8)))
    run = runs[name]
    moving = set(run.stage.parameters())
    assert moving
    for part, module in run.stage.modules.items():
        for key, value in module.named_parameters():
            if name == "motion" and f"{part}.{key}" not in moving:
                assert torch.equal(value, dict(fresh.stage.modules[part].named_parameters())[key])
    if name == "image":
        biases = [
            p
            for k, p in run.stage.modules["unet"].named_parameters()
            if "image_projection_layers" in k and k.endswith("bias")
        ]
        assert biases and not any(b.any() for b in biases), "nobody's tokens stay nothing"


def test_the_autoencoder_ends_with_its_decoder_alone(whole):
    run = whole[1]["autoencoder"]
    assert run.stage.flags == {"decoder_alone": True}
    assert all(".decoder." in k for k in run.stage.parameters())


def test_a_travelling_state_is_small_and_goes_on(whole, tmp_path):
    after(whole[0], tmp_path)
    trained("image", tmp_path, stop_at=2, form="travel")
    tensors, facts, form = load_state(tmp_path / "state" / "image")
    assert form == "travel" and facts["step"] == 2
    assert all(k.startswith("average/") for k in tensors), "weights go on from their averages"
    assert all(v.dtype == torch.float16 for v in tensors.values() if v.is_floating_point())
    again = trained("image", tmp_path)
    assert again.step == 4 and again.fresh_at == 2, "the optimizer warms up again"


def test_a_pool_of_latents_grows_and_is_taken_from(whole, tmp_path):
    after(whole[0], tmp_path)
    run = trained("image", tmp_path, steps=3, pool=128)
    assert run.step == 3 and run.stage.filled["scene"] >= 64 and run.stage.drawn["scene"] >= 1
    assert load_state(tmp_path / "state" / "image")[1]["drawn"]["scene"] >= 1


@pytest.mark.parametrize("name", STAGES)
def test_a_step_in_bfloat16_with_latents_kept_in_halves_works_as_on_a_gpu(name, whole, tmp_path, monkeypatch):
    from training.embedded.stage import Stage

    after(whole[0], tmp_path)
    monkeypatch.setattr(Stage, "autocast", lambda self: torch.autocast("cpu", torch.bfloat16))
    stage = train.stage_of(name, settings(tmp_path, 1))
    if hasattr(stage, "encoded"):
        plain = stage.encoded
        stage.encoded = lambda batch: {
            k: v.half() if k in ("latents", "people") else v for k, v in plain(batch).items()
        }
    run = train.Run(stage)
    assert np.isfinite(run.train(5.0, say=lambda _: None)["loss"]) and run.step == 1
    assert all(p.dtype == torch.float32 for p in stage.parameters().values())


def test_the_stack_that_is_exported_makes_pictures_and_clips(whole):
    """The program loads what training wrote."""
    from vgot.models.base import Cast, ClipSpec, KeyframeSpec, PortraitSpec, Quiet
    from vgot.models.embedded.clips import EmbeddedVideo
    from vgot.models.embedded.families import EmbeddedFaces, EmbeddedImage
    from vgot.models.embedded.parts import write_index
    from vgot.models.runtime.residency import Residency
    from vgot.models.tiny.write import SMALL
    from vgot.settings import load_preset
    from vgot.story.model import Domains
    from vgot.units import FrameSize

    out = whole[0]
    models = out / "models"
    (models / "vgot").mkdir(parents=True)
    (models / "vgot" / "embedded").symlink_to(out / "stack")
    (models / "settings.json").write_text(json.dumps(SMALL))
    write_index(out / "stack")
    preset = load_preset("embedded").preset
    held = Residency("cpu")
    image, faces, video = (
        kind(preset, models, residency_=held) for kind in (EmbeddedImage, EmbeddedFaces, EmbeddedVideo)
    )
    spec = PortraitSpec("mary", "old", "Mary", "Old Mary", "", "red hair", "", "", 1, FrameSize(64, 64))
    tokens = faces.read_tokens(image.draw_portrait(spec, Quiet()), spec, Quiet())
    cast = (Cast("mary", "old", "Mary", "Old", "", tokens),)
    still = image.draw_keyframe(
        KeyframeSpec(
            Domains(character="Mary", camera="wide shot"), "Mary waves.", cast, "", "", None, "", 1, FrameSize(96, 64)
        ),
        Quiet(),
    )
    clip = video.shoot_clip(
        still, ClipSpec("Mary waves.", "pan left", "waves", (), (), "", 1, FrameSize(96, 64), 8, 16), Quiet()
    )
    assert len(list(clip.frames)) == 16


def test_masks_of_each_picture_give_what_the_stock_processor_gives(whole):
    from diffusers.models.attention_processor import IPAdapterAttnProcessor2_0

    from training.embedded.image_model import MaskedProcessor, masks_of, trained_unet
    from vgot.models.embedded.parts import TRAINED_STRENGTH, cross_layers

    torch.manual_seed(0)
    unet = trained_unet(Sizes.small()).eval()
    for weight in unet.parameters():
        if weight.dim() > 1 and not weight.any():
            torch.nn.init.normal_(weight, std=0.2)
    x, words, people = torch.randn(1, 4, 8, 16), torch.randn(1, 15, 16), torch.randn(1, 2, 16)
    masks = masks_of(torch.tensor([[[0, 0, 0.5, 1], [0.5, 0, 1, 1.0]]]), 8, 16)
    call = {"encoder_hidden_states": words, "added_cond_kwargs": {"image_embeds": [people]}}
    with torch.no_grad():
        ours = unet(x, 500, cross_attention_kwargs={"ip_adapter_masks": masks}, **call).sample
        for layer in cross_layers(unet):
            assert isinstance(layer.processor, MaskedProcessor)
            layer.processor.__class__ = IPAdapterAttnProcessor2_0
            layer.processor.scale = [[TRAINED_STRENGTH, TRAINED_STRENGTH]]
        stock = unet(x, 500, cross_attention_kwargs={"ip_adapter_masks": [masks]}, **call).sample
    assert torch.allclose(ours, stock, atol=0.05) and not torch.equal(ours, torch.zeros_like(ours))


def test_the_command_trains_logs_shows_and_exports(tmp_path, capsys):
    facts = train.main(
        [
            "autoencoder",
            "--out",
            str(tmp_path),
            "--steps",
            "2",
            "--small",
            "--device",
            "cpu",
            "--threads",
            "1",
            "--crop",
            "32",
        ]
    )
    assert facts["step"] == 2
    lines = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text().splitlines()]
    assert lines[-1]["stage"] == "autoencoder" and np.isfinite(lines[-1]["loss"]) and "psnr" in lines[-1]
    assert (
        list((tmp_path / "sheets").glob("autoencoder-*.webp")) and (tmp_path / "stack" / "vae" / "config.json").exists()
    )
    assert json.loads((tmp_path / "stack" / "recipe.json").read_text())["stages"]["autoencoder"]["step"] == 2


def test_the_pieces_parse_and_each_leaves_room_in_its_ten_minutes():
    import re
    import subprocess

    script = Path(train.__file__).with_name("pieces.sh")
    subprocess.run(["bash", "-n", script], check=True)
    minutes = {k: float(v) for k, v in re.findall(r'([A-Z_]+)="\$\{\1:-([\d.]+)\}"', script.read_text())}
    first = minutes["AUTOENCODER"] + minutes["CONDITIONING"] + minutes["LIKENESS"] + minutes["PROBES"]
    third = minutes["IMAGE_ALL"] - minutes["IMAGE_FIRST"] + minutes["MOTION"]
    assert max(first, minutes["IMAGE_FIRST"], third) < 9.0 and first + minutes["IMAGE_FIRST"] + third < 25
    assert subprocess.run(["bash", script, "nonsense"], capture_output=True).returncode == 2


def test_the_log_says_whether_words_and_tokens_are_heard(whole):
    run = whole[1]["image"]
    run.show()
    heard = [json.loads(line) for line in (whole[0] / "log.jsonl").read_text().splitlines()][-1]["heard"]
    cases = {"own_words", "others_words", "no_words", "own_tokens", "others_tokens", "no_tokens"}
    assert cases | {f"face_{case}" for case in cases} == set(heard) and all(np.isfinite(list(heard.values())))


# -- states on disk ---------------------------------------------------------------------------------------------------
def test_shards_stay_under_sixteen_megabytes_and_large_tensors_are_cut(tmp_path):
    tensors = {
        "weight/large": torch.arange(6_000_000, dtype=torch.float32).reshape(6000, 1000),
        "weight/small": torch.ones(3),
        "moment/step/a": torch.tensor(7.0),
    }
    files = save_state(tmp_path / "s", tensors, {"step": 1})
    assert all(f.stat().st_size < 16e6 for f in files) and SHARD_BYTES < 16e6
    found, facts, form = load_state(tmp_path / "s")
    assert facts == {"step": 1} and form == "exact" and found.keys() == tensors.keys()
    assert all(torch.equal(found[k], v) for k, v in tensors.items())


def test_a_damaged_state_is_refused_and_an_interrupted_change_keeps_the_old_one(tmp_path):
    save_state(tmp_path / "s", {"weight/a": torch.ones(5)}, {"step": 1})
    (tmp_path / "s").rename(tmp_path / "s.old")
    assert load_state(tmp_path / "s")[1] == {"step": 1}
    save_state(tmp_path / "s", {"weight/a": torch.ones(5)}, {"step": 2})
    shard = tmp_path / "s" / "shard-000.safetensors"
    shard.write_bytes(shard.read_bytes()[:-1] + b"\x01")
    with pytest.raises(ValueError, match="damaged"):
        load_state(tmp_path / "s")
    assert load_state(tmp_path / "nowhere") is None
