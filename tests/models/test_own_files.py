"""Files of one's own in the slots of a preset: the same pictures from the same weights, whatever form they come in; what does not fit is
refused by name."""

import dataclasses

import numpy as np
import pytest
import yaml

from vgot.errors import BadInput, ModelUnavailable, NotFound
from vgot.models.base import PlateSpec, Quiet
from vgot.presets.own import made_from, own_presets, save
from vgot.settings import load_preset, presets, wrong_presets
from vgot.units import FrameSize

SPEC = PlateSpec("harbour", "Harbour", "old stone quay", "", 3, FrameSize(64, 64))


def plate(preset, folder, cls):
    return cls(preset, folder).draw_plate(SPEC, Quiet()).pixels


@pytest.fixture(scope="module")
def klein(twins, preset):
    from safetensors.torch import load_file

    from vgot.models.keyframes.references import KleinImage

    folder = twins("klein-wan5b")
    base = folder / preset("klein-wan5b").keyframe.base.id
    weights = load_file(str(next((base / "transformer").glob("*.safetensors"))))
    return preset("klein-wan5b"), folder, KleinImage, weights


def test_a_transformer_of_ones_own_gives_what_the_folder_gives(klein, tmp_path):
    from safetensors.torch import save_file

    like, folder, cls, weights = klein
    save_file(weights, str(tmp_path / "mine.safetensors"))
    own = made_from(like, "mine", {"keyframe/transformer": str(tmp_path / "mine.safetensors")})
    usual = plate(like, folder, cls)
    assert np.array_equal(plate(own, folder, cls), usual)
    save_file({k: v + 0.3 for k, v in weights.items()}, str(tmp_path / "other.safetensors"))
    other = made_from(like, "other", {"keyframe/transformer": str(tmp_path / "other.safetensors")})
    assert not np.array_equal(plate(other, folder, cls), usual)


def test_fp8_with_scales_gives_nearly_the_same(klein, tmp_path):
    import torch
    from safetensors.torch import save_file

    like, folder, cls, weights = klein
    small = {}
    for name, value in weights.items():
        if value.dim() == 2 and name.endswith(".weight"):
            scale = value.abs().max() / 448
            small[name] = (value / scale).to(torch.float8_e4m3fn)
            small[name.removesuffix(".weight") + ".scale_weight"] = scale.reshape(1)
        else:
            small[name] = value
    small["scaled_fp8"] = torch.zeros(2, dtype=torch.float8_e4m3fn)
    save_file(small, str(tmp_path / "fp8.safetensors"))
    own = made_from(like, "mine", {"keyframe/transformer": str(tmp_path / "fp8.safetensors")})
    far = np.abs(plate(own, folder, cls).astype(int) - plate(like, folder, cls).astype(int))
    assert 0 < far.mean() < 25


def test_gguf_fills_the_slot(klein, tmp_path):
    import gguf

    like, folder, cls, weights = klein
    made = gguf.GGUFWriter(str(tmp_path / "mine.gguf"), "flux")
    for name, value in weights.items():
        data = value.float().numpy()
        if data.ndim == 2 and data.shape[1] % 32 == 0:
            made.add_tensor(
                name,
                gguf.quants.quantize(data, gguf.GGMLQuantizationType.Q8_0),
                raw_dtype=gguf.GGMLQuantizationType.Q8_0,
            )
        else:
            made.add_tensor(name, data)
    made.write_header_to_file()
    made.write_kv_data_to_file()
    made.write_tensors_to_file()
    made.close()
    own = made_from(like, "mine", {"keyframe/transformer": str(tmp_path / "mine.gguf")})
    far = np.abs(plate(own, folder, cls).astype(int) - plate(like, folder, cls).astype(int))
    assert far.mean() < 25


def test_a_file_that_does_not_fit_is_refused_by_name(klein, tmp_path):
    from safetensors.torch import save_file

    like, folder, cls, weights = klein
    some = dict(list(weights.items())[:3])
    save_file(some, str(tmp_path / "part.safetensors"))
    own = made_from(like, "mine", {"keyframe/transformer": str(tmp_path / "part.safetensors")})
    with pytest.raises(ModelUnavailable, match="part.safetensors"):
        plate(own, folder, cls)
    (tmp_path / "pickle.safetensors").write_bytes(b"\x80\x02}q\x00.")
    with pytest.raises(BadInput, match="pickle"):
        made_from(like, "mine", {"keyframe/transformer": str(tmp_path / "pickle.safetensors")})
    with pytest.raises(NotFound, match="no slot"):
        made_from(like, "mine", {"keyframe/wings": str(tmp_path / "part.safetensors")})
    (tmp_path / "part.safetensors").unlink()
    with pytest.raises(NotFound, match="not there"):
        plate(own, folder, cls)


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("VGOT_HOME", str(tmp_path))
    return tmp_path / "presets"


def test_ones_own_presets_stand_beside_those_that_ship_and_wrong_ones_are_named(home, tmp_path):
    from tests.machine.weight_files import KLEIN, safetensors

    shipped = set(presets())
    file = safetensors(tmp_path / "k.safetensors", KLEIN)
    where = save(made_from(load_preset("klein-wan5b").preset, "my-klein", {"keyframe/transformer": str(file)}))
    assert yaml.safe_load(where.read_text())["keyframe"]["own"] == {"transformer": str(file)}
    (home / "typo.yaml").write_text("name: typo\ntitel: x\n")
    (home / "broken.yaml").write_text("name: [")
    (home / "taken.yaml").write_text(where.read_text().replace("my-klein", "animatic"))
    assert set(presets()) == shipped | {"my-klein"}
    assert set(wrong_presets()) == {"typo.yaml", "broken.yaml", "taken.yaml"}
    assert "title" in wrong_presets()["typo.yaml"].in_words()
    with pytest.raises(BadInput, match="titel"):
        load_preset("typo")
    mine, usual = load_preset("my-klein"), load_preset("klein-wan5b")
    assert mine.model_for("keyframe")["own"]["transformer"].startswith("own-") and "own" not in usual.model_for(
        "keyframe"
    )
    assert mine.model_for("clip") == usual.model_for("clip")
    mark = mine.model_for("keyframe")["own"]
    file.rename(tmp_path / "elsewhere.safetensors")
    moved = dataclasses.replace(
        mine, preset=made_from(usual.preset, "x", {"keyframe/transformer": str(tmp_path / "elsewhere.safetensors")})
    )
    assert moved.model_for("keyframe")["own"] == mark
    assert own_presets(frozenset())[0].keys() >= {"my-klein"}


def test_a_preset_is_made_from_a_file_at_the_command_line(home, tmp_path, capsys):
    from tests.machine.weight_files import KLEIN, gguf
    from vgot.cli.main import main

    file = gguf(tmp_path / "k.gguf", KLEIN, "Q4_K", {"general.architecture": "flux"})
    asked = ["preset", "small-klein", "--like", "klein-wan5b", "--use", f"keyframe/transformer={file}"]
    assert main(asked) == 0 and (home / "small-klein.yaml").is_file()
    own = load_preset("small-klein").preset
    assert own.keyframe.own == {"transformer": str(file)} and "transformer" not in own.keyframe.base.parts
    assert main(["preset", "animatic", *asked[2:]]) == 1 and "taken" in capsys.readouterr().err
    assert main([*asked[:-1], f"keyframe/vae={file}"]) == 1 and "is no vae" in capsys.readouterr().err
