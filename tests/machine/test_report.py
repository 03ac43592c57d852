"""A report that can be sent, and a canary: keys never stand in logs, projects, exports or reports."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import small_story
from tests.paint_world import use_paint
from tests.script.talking_server import talking
from vgot.machine.bug_report import redact, report

ROOT = Path(__file__).parents[2]


def test_a_report_says_what_helps_and_nothing_of_the_story(studio, monkeypatch):
    use_paint(monkeypatch)
    project = studio.new_project(small_story(2))
    from vgot.render import steps

    def broken(*rest):
        raise ValueError("the model file for Mary by the sea with token sk-abcdefghijklmnop is broken")

    monkeypatch.setitem(steps.STEPS, "clip", broken)
    project.build()
    (project.store.folder / "worker.log").write_text("Traceback\nMoment 1. is strange\nplain line\n")
    found = report(studio.settings, project.store.folder)
    said = json.dumps(found)
    assert found["project"]["jobs"]["failed"] == 2 and found["project"]["last_errors"][0]["node"] == "clip"
    assert found["machine"]["packages"]["gradio"] and found["machine"]["sqlite"]["version"] and "plain line" in said
    assert "sk-abcdefghijklmnop" not in said
    for private in ("smiling", "Moment 1", "harbour with boats", "red hair"):
        assert private not in said
    with_story = json.dumps(report(studio.settings, project.store.folder, with_story=True))
    assert "red hair" in with_story


def test_a_damaged_project_still_gives_a_report(studio, tmp_path):
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "project.sqlite").write_bytes(b"x" * 9000)
    assert report(studio.settings, tmp_path / "bad")["project"]["cannot_be_opened"]["kind"] == "damaged"


@pytest.mark.parametrize(
    "text",
    [
        "key sk-proj-0123456789abcdef",
        "hf_ABCDEFGHIJKLMNOPQRST",
        "ghp_0123456789abcdefghijABCDEFGHIJ",
        "Authorization: Bearer abcdef0123456789",
        "http://me:hunter2xyz@host/v1",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl",
    ],
)
def test_whatever_looks_like_a_key_is_cut_out(text):
    secret = text.split()[-1].split("@")[0].split("//")[-1]
    assert secret not in redact(text, {}) and "[secret]" in redact(text, {})


def test_values_of_the_environment_are_cut_out_by_their_names():
    said = redact(
        "it said 8c7f-plain and /users/ann/films", {"MY_API_KEY": "8c7f-plain", "HOME": "/users/ann", "COLOUR": "films"}
    )
    assert said == "it said [secret] and ~/films"


@pytest.mark.slow
def test_a_canary_key_is_found_nowhere(tmp_path):
    """A whole run with a key in the environment: writing, building, failing, exporting, reporting. Then every byte is searched."""
    canary = f"sk-canary-{secrets.token_hex(16)}"
    home = tmp_path / "home"
    with talking(None) as server:
        environment = {
            **os.environ,
            "VGOT_HOME": str(home),
            "OPENAI_API_KEY": canary,
            "OPENAI_BASE_URL": server.url,
            "VGOT_LLM_MODEL": "harbour-writer",
            "HF_TOKEN": canary,
            "PYTHONPATH": str(ROOT),
        }
        said = b""
        film = str(tmp_path / "film")
        for command in (
            [
                "write",
                "Mary loads crates at the harbour.",
                "--shots",
                "1",
                "--project",
                film,
                "--writer",
                "openai",
                "--json",
            ],
            ["edit", "film/width", "160", "--project", film],
            ["edit", "film/height", "90", "--project", film],
            ["edit", "shots/1/duration_s", "0.5", "--project", film],
            ["build", "--project", film, "--json"],
            ["export", str(tmp_path / "out.vgot.zip"), "--project", film],
            ["export", str(tmp_path / "out.json"), "--project", film],
            ["jobs", "--project", film, "--json"],
            ["report", "--project", film, "--with-story"],
            ["doctor", "--json"],
            ["edit", "nothing", "1", "--project", film],
        ):
            ran = subprocess.run(
                [sys.executable, "-m", "vgot", *command], env=environment, cwd=ROOT, capture_output=True, timeout=60
            )
            said += ran.stdout + ran.stderr
            assert ran.returncode == (1 if command[1] == "nothing" else 0), (
                command,
                ran.stderr[-500:],
                ran.stdout[-500:],
            )
        assert any(canary in str(h) for h in server.headers)  # it did reach the endpoint it belongs to
    assert canary.encode() not in said
    files = [f for f in tmp_path.rglob("*") if f.is_file()]
    assert len(files) > 10 and not [f.name for f in files if canary.encode() in f.read_bytes()]
