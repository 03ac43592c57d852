"""The table of presets: right, wrong or unknown for each check, and never right where only a GPU could show it."""

import json

import pytest

from vgot.cli.main import main as cli
from vgot.machine.preset_checks import CHECKS, checks_of, examine_presets
from vgot.settings import presets


def test_every_cell_that_can_be_known_is_right_and_unknown_is_said_where_nobody_could_read_it():
    rows = examine_presets(presets())
    assert {r["preset"] for r in rows} >= {"kolors-svd", "klein-framepack", "qwen-wan14b", "sdxl-wan5b"}
    for row in rows:
        cells = row["checks"]
        assert set(cells) == set(CHECKS) and all(c["why"] for c in cells.values())
        wrong = {n: c["why"] for n, c in cells.items() if c["state"] == "wrong"}
        assert not wrong, (row["preset"], wrong)
        assert cells["pictures"]["state"] == "unknown", "nobody saw a film of it"
    known = [c["state"] for row in rows for n, c in row["checks"].items() if n != "pictures"]
    assert known.count("unknown") <= len(known) / 5


def test_a_preset_that_is_bent_is_wrong_in_the_cell_that_it_is_bent_in():
    one = presets()["klein-framepack"].preset
    svd = presets()["kolors-svd"].preset

    def with_repos(preset, section, **changes):
        part = preset.sections()[section]
        repos = [r.model_copy(update=changes) for r in part.repos]
        return preset.model_copy(update={section: part.model_copy(update={"repos": repos})})

    state = lambda preset, check: checks_of(preset)[check]["state"]  # noqa: E731
    assert state(with_repos(svd, "video", gated=False), "gates") == "wrong"
    assert state(with_repos(one, "keyframe", files=["*.json", "vae/*"]), "fetched is enough") == "wrong"
    small = one.model_copy(update={"keyframe": one.keyframe.model_copy(update={"min_px": 0, "max_px": 200_000})})
    assert state(small, "size and first frame") == "wrong"
    few = one.model_copy(update={"keyframe": one.keyframe.model_copy(update={"token_budget": 75})})
    assert state(few, "people in prompts") == "wrong"


@pytest.mark.parametrize(
    ("name", "section", "changes", "cell"),
    [
        ("klein-wan5b", "keyframe", {"token_budget": 500}, "people in prompts"),  # klein's turn of a talk is 12 more
        ("vace-1.3b", "video", {"token_budget": 600}, "people in prompts"),
        ("vace-1.3b", "video", {"guidance": 1.0}, "steps and guidance"),
        ("qwen-wan14b", "keyframe", {"steps": 4}, "steps and guidance"),
        ("klein-framepack", "video", {"guidance": 6.0}, "steps and guidance"),
        ("vace-14b", "video", {"max_frames": 82}, "sizes and lengths"),
        ("vace-14b", "video", {"max_frames": 121}, "sizes and lengths"),
        ("qwen-wan14b", "video", {"fps": 24.0}, "sizes and lengths"),
        ("sdxl-wan5b", "video", {"grid_px": 16, "max_px": 921600}, "sizes and lengths"),
        ("kolors-svd", "video", {"frame_step": 4}, "sizes and lengths"),
        ("vace-14b", "video", {"flow_shift": 16.0}, "schedules"),
        ("qwen-wan14b-4step", "video", {"steps": 40, "guidance": 3.5}, "steps and guidance"),
        ("qwen-wan14b-4step", "video", {"scheduler": ""}, "schedules"),
        ("qwen-wan14b-4step", "keyframe", {"flow_shift": None}, "schedules"),
    ],
)
def test_a_number_that_is_not_the_models_own_is_wrong_in_its_cell(name, section, changes, cell):
    preset = presets()[name].preset
    bent = preset.model_copy(update={section: preset.sections()[section].model_copy(update=changes)})
    if name == "sdxl-wan5b":  # a height that the smaller grid allows, and the model does not
        bent = bent.model_copy(update={"film": bent.film.model_copy(update={"height": 720})})
    assert checks_of(preset)[cell]["state"] == "right" and checks_of(bent)[cell]["state"] == "wrong"


def test_the_table_is_printed_by_the_command_line(capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("VGOT_HOME", str(tmp_path))
    assert cli(["doctor", "--presets", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["presets"]
    assert {c["state"] for r in rows for c in r["checks"].values()} <= {"right", "wrong", "unknown"}
    assert cli(["doctor", "--presets"]) == 0
    assert "kolors-svd" in capsys.readouterr().out
