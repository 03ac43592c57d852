"""A recorded pass: made on twins, read strictly, and reckoned with by plans of the same weights alone."""

import base64
import hashlib
import io
import json

import numpy as np
import pytest

from tests.conftest import small_story
from vgot.cli.main import main
from vgot.errors import BadInput
from vgot.presets.records import read_record, records
from vgot.project.studio import Studio
from vgot.render.executors import InlineExecutor
from vgot.settings import Settings


@pytest.fixture(scope="module")
def kept(twins, tmp_path_factory):
    """(home, models, file) of one record, made at the command line."""
    home, models = tmp_path_factory.mktemp("home"), twins("qwen-wan14b")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VGOT_HOME", str(home))
        assert main(["doctor", "--record", "qwen-wan14b", "--size", "96x64", "--models", str(models)]) == 0
    (file,) = (home / "records").glob("*.json")
    return home, models, file


def test_a_record_says_what_each_stage_took_and_shows_what_was_made(kept):
    home, _, file = kept
    ((_, made),) = records(home)
    assert made.preset == "qwen-wan14b" and (made.width, made.height, made.fps) == (96, 64, 16)
    stages = {s.step: s for s in made.stages}
    assert list(stages) == ["portrait", "tokens", "plate", "keyframe", "clip", "join"]
    assert stages["clip"].frames == 32 and stages["join"].frames == 12 and stages["keyframe"].again_s is not None
    assert all(s.first_s >= 0 and (s.host_gib or 0) > 0 and s.device_gib is None for s in made.stages)
    assert made.machine.kind == "cpu" and stages["clip"].rung == "resident" and made.machine.packages["diffusers"]
    assert [p.step for p in made.pictures] == ["portrait", "keyframe", "clip", "join"]
    from PIL import Image

    shown = np.asarray(Image.open(io.BytesIO(made.pictures[1].data)))
    assert shown.shape == (64, 96, 3) and shown.std() > 0
    assert str(home) not in file.read_text(), "nothing of whose machine it was"


def test_a_plan_reckons_with_the_record_of_its_own_weights_and_of_no_others(kept, twins, tmp_path):
    home, models, _ = kept
    studio = Studio(Settings(home=home, preset="qwen-wan14b", models_dir=models), InlineExecutor(models, idle_s=0.05))
    project = studio.new_project(small_story(2, film={"width": 96, "height": 64, "fps": 16}))
    paces = records(home)[0][1].paces()
    told = {n["node"]: n["estimate_s"] for n in project.plan().as_json()["nodes"]}
    assert told["clip/1"] == pytest.approx(paces["clip"] * 16, abs=0.01)
    assert told["keyframe/1"] == pytest.approx(paces["keyframe"], abs=0.01)
    others = project.preset.recorded_paces(tmp_path)
    assert others == {} and studio.preset("klein-wan5b").recorded_paces(home) == {}
    elsewhere = Studio(Settings(home=home, preset="qwen-wan14b"), InlineExecutor(None, idle_s=0.05))
    assert elsewhere.preset("qwen-wan14b").recorded_paces(home) == {}, "other weights of the same preset"
    studio.close()
    elsewhere.close()


def changed(file, **values):
    return json.dumps(json.loads(file.read_text()) | values).encode()


def test_records_that_are_not_whole_or_not_true_are_refused_with_what_is_wrong(kept):
    file = kept[2]
    whole = json.loads(file.read_text())
    picture, stage = whole["pictures"][0], whole["stages"][0]
    other = base64.b64encode(b"\x89PNG\r\n\x1a\nother").decode()
    for values, said in (
        ({"format": "vgot-record-9"}, "format"),
        ({"secret": 1}, "secret"),
        ({"stages": []}, "stages"),
        ({"stages": [stage | {"first_s": -1}]}, "first_s"),
        ({"stages": [stage | {"device_gib": float("inf")}]}, "device_gib"),
        ({"stages": [stage | {"step": "film"}]}, "step"),
        ({"pictures": [picture | {"png": other}]}, "pictures"),
        ({"pictures": [picture | {"png": other, "sha256": hashlib.sha256(b"x").hexdigest()}]}, "pictures"),
        ({"pictures": [picture | {"png": "not base64!"}]}, "pictures"),
        ({"made": "yesterday"}, "made"),
        ({"preset": "../../etc"}, "preset"),
    ):
        with pytest.raises(BadInput) as why:
            read_record(changed(file, **values), "a.json")
        assert said in f"{why.value.message} {why.value.field}" and "vgot doctor --record" in why.value.hint
    for junk in (b"", b"[]", b"\xff\xfe", file.read_bytes()[:-40], b" " * (17 * 2**20)):
        with pytest.raises(BadInput):
            read_record(junk, "a.json")
    assert read_record(file.read_bytes()) == read_record(changed(file))


def test_what_has_no_models_here_or_lacks_them_is_not_recorded(kept, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("VGOT_HOME", str(tmp_path))
    assert main(["doctor", "--record", "animatic"]) == 1 and "nothing to record" in capsys.readouterr().err
    assert main(["doctor", "--record", "klein-wan5b", "--models", str(tmp_path)]) == 1
    assert "FLUX.2-klein-4B" in capsys.readouterr().err and not (tmp_path / "records").exists()
    assert main(["doctor", "--record", "qwen-wan14b", "--size", "9x9"]) == 1 and "no size" in capsys.readouterr().err
