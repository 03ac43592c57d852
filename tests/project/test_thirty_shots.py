"""A script of thirty shots through the program itself: streamed, asked again, flagged, killed half-way and gone on with."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from tests.script.talking_server import good_answer, talking
from vgot.project.studio import Studio

ROOT = Path(__file__).parents[2]


def number_of(request) -> int | None:
    said = request["messages"][-1]["content"]
    return int(said.split("write shot ")[1].split(" ")[0]) if "write shot " in said else None


def model(request, number):
    """Shot 5 lacks its lighting at first, shot 11 always."""
    answer, shot, again = (
        good_answer(request),
        number_of(request),
        "could not be used" in request["messages"][-1]["content"],
    )
    if shot == 11 or shot == 5 and not again:
        del answer["lighting"]
    text = json.dumps(answer)
    return lambda handler: handler.stream(text, piece=120, pause_s=0.004)


def test_thirty_shots_are_written_asked_again_flagged_and_gone_on_with_after_a_kill(tmp_path, studio: Studio):
    with talking(model) as server:
        environment = {**os.environ, "VGOT_HOME": str(tmp_path), "OPENAI_BASE_URL": server.url, "VGOT_LLM_MODEL": "m"}
        film = tmp_path / "film"
        program = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "vgot",
                "write",
                "Mary loads crates at the harbour.",
                "--shots",
                "30",
                "--project",
                str(film),
            ],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        end = time.monotonic() + 60
        while time.monotonic() < end and (not server.requests or (number_of(server.requests[-1]) or 0) < 16):
            time.sleep(0.01)
        program.kill()
        program.wait()
        kept = [s for s in json.loads((film / "story.json").read_text("utf-8"))["shots"] if s["domains"]["lighting"]]
        assert 14 <= len(kept) < 30
        before = len(server.requests)
        again = subprocess.run(
            [sys.executable, "-m", "vgot", "write", "--project", str(film), "--json"],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=90,
        )
        asked = [number_of(r) for r in server.requests]
    assert again.returncode == 0, again.stderr
    shots = json.loads(again.stdout)["story"]["shots"]
    assert len(shots) == 30 and all(all(s["domains"].values()) for s in shots)
    assert [{k: v for k, v in s.items() if k != "number"} for s in shots[: len(kept)]] == kept
    assert (
        asked[before] in (len(kept), len(kept) + 1) and asked[-1] == 30
    )  # the next shot; or the last one, if the kill fell between its two writes
    assert [n for n, s in enumerate(shots, 1) if s["flags"]] == [11]
    assert shots[10]["flags"] == [{"domain": "lighting", "reason": "The lighting domain is missing."}]
    project = studio.open(film)
    tries = project.writing.tries(shots[4]["id"])
    assert [(t["accepted"], t["reasons"]) for t in tries] == [
        (False, ["lighting: The lighting domain is missing."]),
        (True, []),
    ]
    assert tries[0]["domains"]["lighting"] == "" and tries[1]["domains"]["lighting"]
    assert [t["accepted"] for t in project.writing.tries(shots[10]["id"])] == [False] * 3
    wanted = [r["messages"][-1]["content"] for r in server.requests if number_of(r) == 5]
    assert len(wanted) == 2 and "The lighting domain is missing" in wanted[1]


def test_the_calibration_is_shown_by_its_command():
    done = subprocess.run(
        [sys.executable, "-m", "vgot", "calibrate-coherence", "--json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=90,
    )
    assert done.returncode == 0, done.stderr
    measured = json.loads(done.stdout)
    assert (
        measured["stories"] >= 16
        and measured["auc_cross_story"] >= 0.90
        and 0.5 <= measured["auc_shuffled"] <= 1
        and measured["roc"]
    )
