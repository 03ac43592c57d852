"""The command line as a person and a script use it."""

from __future__ import annotations

import json

import pytest

from tests.conftest import small_story
from vgot.cli.main import main
from vgot.media import probe
from vgot.story.model import dump_story


@pytest.fixture
def film(tmp_path, monkeypatch):
    """A folder with a small project, imported through the command line."""
    monkeypatch.setenv("VGOT_HOME", str(tmp_path / "home"))
    (tmp_path / "story.json").write_text(dump_story(small_story(3)), encoding="utf-8")
    assert main(["import", str(tmp_path / "story.json"), "--project", str(tmp_path / "film")]) == 0
    return str(tmp_path / "film")


def call(capsys, *args: str) -> tuple[int, dict]:
    capsys.readouterr()
    code = main([*args, "--json", "--executor", "inline"])
    out = capsys.readouterr()
    assert "Traceback" not in out.err
    return code, json.loads(out.out)


def test_make_writes_and_builds_a_film_from_one_sentence(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("VGOT_HOME", str(tmp_path / "home"))
    code, out = call(
        capsys,
        "make",
        "Elias, an old fisherman, sails out at dawn.",
        "--shots",
        "2",
        "--duration",
        "1",
        "--out",
        str(tmp_path / "a.mp4"),
    )
    assert code == 0 and not out["failed"]
    assert probe(tmp_path / "a.mp4").frames == out["film"]["frames"] > 0
    assert {"clip/1", "clip/2", "join/1-2", "film"} <= set(out["ran"])


def test_show_and_plan_have_the_shape_of_the_contract(film, capsys):
    _, shown = call(capsys, "show", "--project", film)
    assert set(shown["story"]) >= {"title", "sentence", "cast", "places", "shots", "boundaries"}
    assert shown["story"]["shots"][0]["number"] == 1
    assert set(shown["story"]["shots"][0]["domains"]) == {"character", "background", "relation", "camera", "lighting"}
    _, planned = call(capsys, "plan", "--project", film)
    assert all(set(n) >= {"node", "state", "reason", "estimate_s", "pinned"} for n in planned["nodes"])
    assert planned["totals"]["to_do"] == len(planned["nodes"])


def test_edit_build_undo_and_build_again(film, capsys):
    assert call(capsys, "build", "--project", film)[1]["film"]["frames"] == 24
    code, edited = call(capsys, "edit", "shots/2/lighting", "dawn", "--project", film)
    assert code == 0 and edited["revision"] == 2
    _, result = call(capsys, "build", "--project", film)
    assert "keyframe/2" in result["ran"] and "keyframe/1" not in result["ran"]
    call(capsys, "undo", "--project", film)
    assert call(capsys, "build", "--project", film)[1]["ran"] == []


def test_regenerate_takes_choose_pin_and_unpin(film, capsys):
    call(capsys, "build", "--project", film)
    assert call(capsys, "regenerate", "portrait/tom/now", "--project", film)[1]["ran"] == ["portrait/tom/now"]
    _, found = call(capsys, "takes", "portrait/tom/now", "--project", film)
    assert len(found["takes"]) == 2
    assert set(found["takes"][0]) >= {"id", "chosen", "pinned", "seed", "preset", "producer", "created", "digests"}
    assert call(capsys, "choose", "portrait/tom/now", found["takes"][0]["id"], "--project", film)[0] == 0
    assert call(capsys, "pin", "portrait/tom/now", "--project", film)[0] == 0
    assert [t["pinned"] for t in call(capsys, "takes", "portrait/tom/now", "--project", film)[1]["takes"]] == [
        True,
        False,
    ]
    assert call(capsys, "unpin", "portrait/tom/now", "--project", film)[0] == 0


def test_build_until_keyframe_stops_there(film, capsys):
    _, result = call(capsys, "build", "--until", "keyframe", "--project", film)
    assert "keyframe/3" in result["ran"] and "clip/1" not in result["ran"] and "film" not in result


def test_a_single_node_can_be_built(film, capsys):
    _, result = call(capsys, "build", "clip/1", "--project", film)
    assert "clip/1" in result["ran"] and "clip/2" not in result["ran"]


def test_exports_go_by_suffix(film, capsys, tmp_path):
    call(capsys, "build", "--project", film)
    for name in ("out.mp4", "out.vgot.zip", "out.json", "out.fountain"):
        assert call(capsys, "export", str(tmp_path / name), "--project", film)[0] == 0
        assert (tmp_path / name).stat().st_size > 100
    code, shown = call(capsys, "import", str(tmp_path / "out.vgot.zip"), "--project", str(tmp_path / "copy"))
    assert code == 0 and len(shown["story"]["shots"]) == 3


@pytest.mark.parametrize(
    ("args", "kind", "field"),
    [
        (["make", "", "--shots", "3"], "bad_input", "sentence"),
        (["make", "word " * 10_000, "--shots", "3"], "bad_input", "sentence"),
        (["make", "A boat.", "--shots", "0"], "bad_input", "shots"),
        (["make", "A boat.", "--shots", "1000"], "bad_input", "shots"),
        (["make", "A boat.", "--preset", "nonesuch"], "not_found", "preset"),
        (["show", "--project", "nowhere"], "not_found", "project"),
        (["make", "A boat.", "--project", "pyproject.toml"], "storage", "project"),
    ],
)
def test_bad_input_is_one_typed_error_and_exit_code_1(args, kind, field, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("VGOT_HOME", str(tmp_path / "home"))
    code, out = call(capsys, *args)
    assert code == 1
    assert (out["error"]["kind"], out["error"]["field"]) == (kind, field)
    assert out["error"]["hint"]
    assert not list((tmp_path / "home").glob("projects/*"))


def test_a_bad_edit_is_refused_and_names_the_field(film, capsys):
    for path, value in (
        ("shots/2/duration_s", "50"),
        ("shots/77/lighting", "x"),
        ("cast/nobody/name", "x"),
        ("film/fps", "0"),
    ):
        code, out = call(capsys, "edit", path, value, "--project", film)
        assert code == 1 and out["error"]["field"] == path
    assert call(capsys, "show", "--project", film)[1]["revision"] == 1


def test_wrong_usage_is_exit_code_2():
    with pytest.raises(SystemExit) as caught:
        main(["dance"])
    assert caught.value.code == 2


def test_doctor_lists_every_preset_with_its_needs(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("VGOT_HOME", str(tmp_path / "home"))
    code, out = call(capsys, "doctor")
    assert code == 0
    by_name = {p["name"]: p for p in out["presets"]}
    assert by_name["animatic"]["fits"] and not by_name["animatic"]["download_gb_estimate"]
    assert out["sqlite"]["journal"] in ("WAL", "DELETE")
