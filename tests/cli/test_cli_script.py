"""Scripts on the command line: rewrite with locks, import and export, check."""

from __future__ import annotations

import json

import pytest

from tests.cli.test_cli import call
from tests.conftest import small_story
from tests.script.talking_server import talking
from vgot.script.llm import discovery
from vgot.story.model import dump_story


@pytest.fixture
def film(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("VGOT_HOME", str(tmp_path / "home"))
    (tmp_path / "story.json").write_text(dump_story(small_story(12)), encoding="utf-8")
    call(capsys, "import", str(tmp_path / "story.json"), "--project", str(tmp_path / "film"))
    return str(tmp_path / "film")


def test_rewriting_from_shot_7_on_leaves_earlier_and_locked_shots_byte_for_byte(film, server, capsys):
    for n in ("9", "12"):
        call(capsys, "lock", n, "--project", film)
    before = call(capsys, "show", "--project", film)[1]["story"]["shots"]
    code, out = call(
        capsys,
        "rewrite",
        "7",
        "--from-here",
        "--instruction",
        "make it rain, keep everyone where they are",
        "--project",
        film,
    )
    assert code == 0 and out["accepted"] and out["changes"]
    after = call(capsys, "show", "--project", film)[1]["story"]["shots"]
    same = [n for n in range(1, 13) if before[n - 1] == after[n - 1]]
    assert set(same) >= {1, 2, 3, 4, 5, 6, 9, 12}
    assert "rain" in after[6]["domains"]["lighting"].lower() and 7 not in same
    call(capsys, "undo", "--project", film)
    assert call(capsys, "show", "--project", film)[1]["story"]["shots"] == before


def test_a_dry_run_shows_the_changes_and_makes_none(film, server, capsys):
    revision = call(capsys, "show", "--project", film)[1]["revision"]
    code, out = call(
        capsys, "rewrite", "2", "--domain", "lighting", "--instruction", "heavy rain", "--dry-run", "--project", film
    )
    assert code == 0 and [c["path"] for c in out["changes"]] == ["shots/2/lighting"]
    assert call(capsys, "show", "--project", film)[1]["revision"] == revision


def test_a_rewrite_without_a_language_model_says_how_to_get_one(film, capsys):
    code, out = call(capsys, "rewrite", "2", "--instruction", "rain", "--project", film)
    assert code == 1 and out["error"]["kind"] == "model_unavailable" and "OPENAI_BASE_URL" in out["error"]["hint"]


def test_renaming_follows_through_the_whole_script_and_renders_nothing_of_the_cast(film, capsys):
    call(capsys, "rename", "mary", "Rosalind", "--project", film)
    story = call(capsys, "show", "--project", film)[1]["story"]
    assert "Mary" not in json.dumps([s["domains"] for s in story["shots"]])
    assert story["cast"][0]["id"] == "mary" and story["cast"][0]["name"] == "Rosalind"


def test_a_screenplay_goes_in_and_comes_out_with_its_lines(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("VGOT_HOME", str(tmp_path / "home"))
    text = "INT. KITCHEN - NIGHT\n\nMary bakes bread.\n\nMARY\nIt rises.\n\nEXT. HARBOUR - DAWN\n\nTom waves from a boat.\n"
    (tmp_path / "a.fountain").write_text(text, encoding="utf-8")
    code, out = call(capsys, "import-script", str(tmp_path / "a.fountain"), "--project", str(tmp_path / "play"))
    assert code == 0 and len(out["story"]["shots"]) == 2
    assert out["story"]["shots"][0]["lines"][0]["text"] == "It rises."
    call(capsys, "export-script", str(tmp_path / "b.fountain"), "--project", str(tmp_path / "play"))
    written = (tmp_path / "b.fountain").read_text("utf-8")
    for line in (
        "INT. KITCHEN - NIGHT",
        "Mary bakes bread.",
        "MARY",
        "It rises.",
        "EXT. HARBOUR - DAWN",
        "Tom waves from a boat.",
    ):
        assert line in written


def test_exactly_my_shots_are_used(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("VGOT_HOME", str(tmp_path / "home"))
    shots = [f"{n}. Anna opens door number {n} in the old hotel." for n in range(1, 11)]
    (tmp_path / "list.txt").write_text("\n".join(shots), encoding="utf-8")
    code, out = call(capsys, "import-script", str(tmp_path / "list.txt"), "--project", str(tmp_path / "doors"))
    assert code == 0
    assert [s["summary"] for s in out["story"]["shots"]] == [s.split(". ", 1)[1] for s in shots]
    assert all(s["domains"]["camera"] for s in out["story"]["shots"])


def test_who_writes_is_shown_found_and_chosen(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("VGOT_HOME", str(tmp_path / "home"))
    with talking() as running:
        monkeypatch.setattr(discovery, "PORTS", {running.port: "Ollama"})
        code, out = call(capsys, "writer")
        assert code == 0 and out["kind"] == "offline" and [f["models"] for f in out["found"]] == [["harbour-writer"]]
        assert (
            call(capsys, "writer", "--use", "openai", "--base-url", running.url, "--model", "harbour-writer")[1]["kind"]
            == "openai"
        )
        code, out = call(
            capsys,
            "write",
            "Mary loads crates.",
            "--shots",
            "2",
            "--writer",
            "openai",
            "--project",
            str(tmp_path / "film"),
        )
        assert code == 0 and out["story"]["writer"] == "openai:harbour-writer"
    code, out = call(capsys, "writer", "--use", "openai", "--base-url", "http://example.com/v1")
    assert code == 1 and out["error"]["field"] == "base_url"
    assert (
        call(capsys, "writer", "--model", "x")[0] == 1
        and call(capsys, "writer", "--use", "auto")[1]["kind"] == "offline"
    )


def test_a_script_is_told_with_its_scenes_before_anything_is_made(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("VGOT_HOME", str(tmp_path / "home"))
    text = "INT. ROOM - DAY\n\nAda waits.\n\nEXT. PIER - NIGHT\n\nBen rows.\n\nINT. HALL - DAY\n\nThey meet.\n"
    (tmp_path / "a.fountain").write_text(text, encoding="utf-8")
    code, out = call(capsys, "import-script", str(tmp_path / "a.fountain"), "--scenes", "2-3", "--preview")
    assert code == 0 and [s["filmed"] for s in out["account"]["scenes"]] == [False, True, True]
    assert not (tmp_path / "home" / "projects").exists()
    code, out = call(capsys, "import-script", str(tmp_path / "a.fountain"), "--scenes", "2-3")
    assert code == 0 and [s["summary"] for s in out["story"]["shots"]] == ["Ben rows.", "They meet."]
    assert out["account"]["dropped"][0]["where"] == "scene 1"
