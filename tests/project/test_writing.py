"""A project's story written by a language model: kept shot by shot, gone on with after a stop or a kill."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.script.talking_server import good_answer, talking
from vgot.errors import BadInput, Cancelled, WriterFailed
from vgot.project.studio import Studio
from vgot.project.writer_choice import client_for

ROOT = Path(__file__).parents[2]


@pytest.fixture
def server(server, monkeypatch):
    """The same, with a key that must not be seen anywhere."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-canary-123456")
    return server


def test_without_a_language_model_the_outline_is_written_and_says_so(studio: Studio):
    project = studio.write("Mary loads crates at the harbour.", 3)
    assert project.story.writer == "offline outline" and len(project.story.shots) == 3
    assert project.writing.status() == {"writing": False}


def test_a_configured_model_writes_the_story_and_every_try_can_be_read(studio: Studio, server):
    project = studio.write("Mary loads crates at the harbour.", 3)
    assert project.story.writer == "openai:harbour-writer"
    status = project.writing.status()
    assert status["step"] == "done" and not status["writing"] and not status["error"]
    assert {t["step"] for t in status["tries"]} >= {"draft", "cast", "shot"}
    assert [h for h in server.headers if "Bearer sk-canary" in h["Authorization"]]
    stored = b"".join(p.read_bytes() for p in project.store.folder.rglob("*") if p.is_file())
    assert b"sk-canary" not in stored


def test_a_writing_stopped_half_way_keeps_its_shots_and_goes_on_at_the_next(studio: Studio, server):
    project = studio.new_project(name="Harbour")
    project.writing.begin("Mary loads crates at the harbour.", 5)
    seen = []

    def hear(event):
        if event.kind == "shot":
            seen.append(event.shot)
            if event.shot == 2:
                project.writing.stop()

    with pytest.raises(Cancelled):
        project.writing.go_on(client_for(), on_event=hear)
    assert seen == [1, 2] and project.writing.unfinished
    assert project.story.shots[1].domains.lighting and not project.story.shots[2].domains.lighting
    before = [s.model_dump() for s in project.story.shots[:2]]
    project.writing.go_on(client_for(), on_event=hear)
    assert seen == [1, 2, 3, 4, 5] and not project.writing.unfinished
    assert [s.model_dump() for s in project.story.shots[:2]] == before
    assert not any(s.flags for s in project.story.shots)


@pytest.mark.slow
def test_a_program_killed_while_writing_goes_on_at_the_next_shot(tmp_path):
    def slow(request, number):
        text = json.dumps(good_answer(request))
        return lambda handler: handler.stream(text, piece=60, pause_s=0.02)

    with talking(slow) as server:
        environment = {
            **os.environ,
            "VGOT_HOME": str(tmp_path),
            "OPENAI_BASE_URL": server.url,
            "VGOT_LLM_MODEL": "m",
            "OPENAI_API_KEY": "k",
        }
        command = [
            sys.executable,
            "-m",
            "vgot",
            "write",
            "Mary loads crates.",
            "--shots",
            "12",
            "--project",
            str(tmp_path / "film"),
        ]
        program = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        mirror = tmp_path / "film" / "story.json"
        deadline = time.time() + 40
        while time.time() < deadline:
            shots = json.loads(mirror.read_text("utf-8"))["shots"] if mirror.exists() else []
            if sum(bool(s["domains"]["lighting"]) for s in shots) >= 3:
                break
            time.sleep(0.05)
        program.kill()
        program.wait()
        kept = [s for s in json.loads(mirror.read_text("utf-8"))["shots"] if s["domains"]["lighting"]]
        server.requests.clear()
        again = subprocess.run(
            [sys.executable, "-m", "vgot", "write", "--project", str(tmp_path / "film"), "--json"],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
        )
    assert again.returncode == 0, again.stderr
    shots = json.loads(again.stdout)["story"]["shots"]
    assert len(shots) == 12 and all(s["domains"]["lighting"] for s in shots)
    assert [s["id"] for s in shots[: len(kept)]] == [s["id"] for s in kept]
    assert len(server.requests) <= 12 - len(kept) + 1


def test_bad_sentences_are_refused_before_a_project_is_made(studio: Studio, server):
    for sentence, shots in (("", 3), ("A boat.", 0), ("A boat.", 61)):
        with pytest.raises(BadInput):
            studio.write(sentence, shots)
    assert studio.projects() == []


def test_a_server_that_is_not_there_leaves_a_project_that_can_be_written_on(studio: Studio, monkeypatch):
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("VGOT_LLM_MODEL", "m")
    project = studio.new_project(name="Harbour")
    project.writing.begin("Mary loads crates.", 2)
    with pytest.raises(WriterFailed):
        project.writing.go_on(client_for())
    assert project.writing.status()["error"]["hint"]
    assert project.writing.unfinished
