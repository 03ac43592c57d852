"""ZeroGPU with the real `spaces` package: its decorator, its fork, its errors; only the scheduler behind it stands in.

The package is on a Space anyway; here it is an extra, and without it these tests are skipped."""

from __future__ import annotations

import base64
import json
import os
import signal
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from vgot.space.zerogpu import LEAST_S, MOST_S

pytestmark = pytest.mark.needs("spaces")
ROOT = Path(__file__).parents[2]
TOKEN = f"h.{base64.urlsafe_b64encode(json.dumps({'user': 'ann'}).encode()).decode().rstrip('=')}.s"


class Scheduler(ThreadingHTTPServer):
    """The scheduler's four calls. `refuse`: answers to the first calls for a GPU, before there are any; `kill`: how many
    of those that hold a GPU are killed, as one is that takes longer than it said."""

    def __init__(self, refuse=(), kill=0):
        super().__init__(("127.0.0.1", 0), Answers)
        self.calls: list[tuple[str, dict]] = []
        self.refuse, self.kill, self.lock = list(refuse), kill, threading.Lock()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def asked(self, path: str) -> list[dict]:
        return [more for one, more in self.calls if one == path]


class Answers(BaseHTTPRequestHandler):
    def do_POST(self):
        place, server = urlsplit(self.path), self.server
        more = {k: v[0] for k, v in parse_qs(place.query).items()}
        with server.lock:
            server.calls.append((place.path, more))
            many = len(server.asked("/schedule"))
            refused = server.refuse.pop(0) if place.path == "/schedule" and server.refuse else None
        if place.path == "/allow" and server.kill:
            server.kill -= 1
            threading.Timer(0.8, os.kill, (int(more["pid"]), signal.SIGKILL)).start()
        body = (
            {"idle": many > 1, "nvidiaIndex": 0, "nvidiaUUID": "GPU-0", "allowToken": f"t{many}"}
            if place.path == "/schedule"
            else {}
        )
        self.send_response(refused[0] if refused else 200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(refused[1] if refused else body).encode())

    def log_message(self, *rest):
        return None


def on_a_space(scheduler: Scheduler, home: Path, **more: str) -> dict:
    environment = {
        "PATH": os.environ["PATH"],
        "SPACE_ID": "someone/vgot",
        "SPACES_ZERO_GPU": "true",
        "VGOT_HOME": str(home),
        "HOME": str(home),
        "HF_HUB_OFFLINE": "1",
        "SPACES_ZERO_DEVICE_API_URL": f"http://127.0.0.1:{scheduler.server_port}",
        "VISITORS_TOKEN": TOKEN,
        "OMP_NUM_THREADS": "1",
        "GRADIO_ANALYTICS_ENABLED": "False",
        "PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]),
        **more,
    }
    ran = subprocess.run(
        [sys.executable, "-m", "tests.zero_gpu_space"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=75,
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
    return json.loads([line for line in ran.stdout.splitlines() if line.startswith("{")][-1])


def test_a_visitors_film_is_made_in_the_decorators_fork_one_job_a_call_on_the_visitors_minutes(tmp_path):
    scheduler = Scheduler()
    said = on_a_space(scheduler, tmp_path)
    assert said["decorated"] and said["film"] and not said["pauses"] and {j["state"] for j in said["jobs"]} == {"done"}
    calls = scheduler.asked("/schedule")
    assert {c.get("token") for c in calls} == {TOKEN}, "the visitor's own minutes, though another thread asks"
    assert all(LEAST_S <= int(c["durationSeconds"]) <= MOST_S for c in calls)
    assert len(calls) >= len(said["jobs"]) and all(c["fail"].lower() == "false" for c in scheduler.asked("/release")), (
        "one job for each call"
    )
    assert {int(c["pid"]) for c in scheduler.asked("/allow")} and said["pid"] not in {
        int(c["pid"]) for c in scheduler.asked("/allow")
    }, "made in a fork"
    assert said["crashes"] == 0 and scheduler.asked("/startup-report") == [{}]


def test_used_up_minutes_and_a_busy_cluster_are_told_in_words_and_the_film_is_made_when_the_visitor_looks_on(tmp_path):
    scheduler = Scheduler(refuse=[(429, {"left": 3, "wait": 1})])
    said = on_a_space(scheduler, tmp_path)
    assert said["film"] and said["crashes"] == 0
    assert any("GPU minutes of today are used up" in p for p in said["pauses"])


def test_a_call_that_is_cut_off_costs_that_item_only_and_is_made_again_with_more_time(tmp_path):
    scheduler = Scheduler(kill=1)
    began = time.monotonic()
    said = on_a_space(scheduler, tmp_path, SLOW_CLIPS="1")
    assert said["film"] and {j["state"] for j in said["jobs"]} == {"done"}, said
    assert said["crashes"] <= 1 and said["attempts"] <= 2 and time.monotonic() - began < 240
    assert any(c["fail"].lower() == "true" for c in scheduler.asked("/release"))
