"""`python app.py` as a Space runs it: their environment variables, a home that cannot be written, no hub, keys in the
environment. What the page gets, what is exported, printed and left on the disk is then searched for the keys."""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from tests.script.talking_server import talking
from tests.ui.test_spaces_page import Visitor

ROOT = Path(__file__).resolve().parents[2]
#: Put before every module of the program: a connection that leaves this machine is written down and refused.
NO_NETWORK = """
import os, socket
_real = socket.socket.connect
def connect(self, address):
    if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1", "localhost"):
        with open(os.environ["LEFT"], "a") as file:
            print(address, file=file)
        raise OSError("no network here")
    return _real(self, address)
socket.socket.connect = connect
"""


class App:
    """The process, its address, what it printed, and the folders it may write to."""

    def __init__(self, folder: Path, canary: str, model: str):
        self.folder, self.canary = folder, canary
        (folder / "site").mkdir()
        (folder / "site" / "sitecustomize.py").write_text(NO_NETWORK)
        (folder / "locked").write_text("a file where the home should be: nothing can be written there")
        (folder / "tmp").mkdir()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        environment = {
            "PATH": os.environ["PATH"],
            "SPACE_ID": "someone/vgot",
            "SPACE_HOST": "someone-vgot.hf.space",
            "SYSTEM": "spaces",
            "SPACE_AUTHOR_NAME": "someone",
            "HOME": str(folder / "locked"),
            "TMPDIR": str(folder / "tmp"),
            "HF_HUB_OFFLINE": "1",
            "OMP_NUM_THREADS": "1",
            "LEFT": str(folder / "left"),
            "PYTHONPATH": f"{folder / 'site'}{os.pathsep}{ROOT}",
            "PYTHONDONTWRITEBYTECODE": "1",
            "GRADIO_SERVER_PORT": str(port),
            "HF_TOKEN": canary,
            "OPENAI_API_KEY": canary,
            "OPENAI_BASE_URL": model,
            "VGOT_LLM_MODEL": "harbour-writer",
            "VGOT_SECRET": canary,
        }
        self._log = open(folder / "printed", "wb")  # noqa: SIM115 (closed with the process)
        self.process = subprocess.Popen(
            [sys.executable, "app.py"], cwd=ROOT, env=environment, stdout=self._log, stderr=self._log
        )

    def wait(self) -> None:
        deadline = time.time() + 60
        while time.time() < deadline:
            assert self.process.poll() is None, self.printed()[-2000:]
            try:
                if httpx.get(self.address, timeout=5, trust_env=False).status_code == 200:
                    return
            except httpx.HTTPError:
                time.sleep(0.2)
        raise AssertionError("the app never answered")

    def printed(self) -> str:
        return (self.folder / "printed").read_text(errors="replace")

    def close(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._log.close()


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """One visitor's session: a film written by the language model, made, exported, reported. Gives (the app, everything that was sent to the page)."""
    canary = f"sk-canary-{secrets.token_hex(16)}"
    with talking(None) as model:
        app = App(tmp_path_factory.mktemp("space"), canary, model.url)
        try:
            app.wait()
            ann = Visitor(app.address)
            sent = [
                ann.page.content,
                ann.page.headers.get("set-cookie", "").encode(),
                ann.get("/config").content,
                ann.get("/gradio_api/info").content,
            ]

            def ask(verb: str, **more) -> dict:
                reply = ann.ask(verb, **more)
                sent.append(json.dumps(reply).encode())
                return reply

            ask("boot")
            reply = ask("make", sentence="Mary loads crates at the harbour.", shots=1)
            assert reply["ok"], reply
            film, deadline = reply["view"]["project"], time.time() + 60
            while time.time() < deadline:
                view = ask("look", project=film, stamp="")["view"]
                if (
                    view.get("story", {}).get("shots")
                    and not view["writing"]
                    and not view["film"]
                    and view["story"]["film"]["width"] != 160
                ):
                    for path, value in (("film/width", 160), ("film/height", 90), ("film/fps", 8)):
                        ask("edit_part", project=film, path=path, value=value)
                if view["film"] and view["film"]["fresh"] and not view["queue"]["running"] + view["queue"]["queued"]:
                    break
                time.sleep(0.3)
            app.view = view
            for verb, more in (
                ("projects", {}),
                ("takes", {"key": "film"}),
                ("disk", {}),
                ("report", {}),
                ("report", {"with_story": True}),
                ("writer", {}),
                ("writer", {"look": True}),
                ("cleanup", {"token": "x"}),
                ("nonsense", {}),
                ("edit", {"shot": "../x", "field": "lighting", "value": "x"}),
                ("preflights", {}),
                ("upload", {"key": "keyframe/shot1", "data": "%"}),
            ):
                ask(verb, project=film, **more)
            for kind in (
                "film.mp4",
                "project.vgot.zip",
                "story.json",
                "script.fountain",
                "film.srt",
                "shots.csv",
                "film.press.zip",
            ):
                answer = ann.get(f"/export/{film}/{kind}")
                sent.append(answer.content)
                assert answer.status_code in (200, 409), (kind, answer.status_code)
            app.model_heard = [dict(h) for h in model.headers]
            yield app, sent
        finally:
            app.close()


def test_a_space_with_no_home_and_no_hub_makes_a_film(run):
    app, _ = run
    assert app.view["film"] and app.view["film"]["fresh"], app.printed()[-2000:]
    assert app.view["preset"] == "animatic"


def test_nothing_it_does_leaves_the_machine(run):
    app, _ = run
    assert not (app.folder / "left").exists(), (app.folder / "left").read_text()


def test_the_keys_reach_the_endpoint_they_are_for_and_stand_nowhere_else(run):
    app, sent = run
    assert any(app.canary in str(h) for h in app.model_heard), "the model's server did get its key"
    assert app.canary not in app.printed()
    assert not [n for n, payload in enumerate(sent) if app.canary.encode() in payload]
    files = [f for f in app.folder.rglob("*") if f.is_file() and not f.name.endswith("-journal")]  # come and go
    assert len(files) > 20 and not [
        str(f.relative_to(app.folder)) for f in files if app.canary.encode() in f.read_bytes()
    ]


def test_no_path_of_the_server_and_no_traceback_reach_the_page(run):
    app, sent = run
    for payload in sent:
        assert b"Traceback" not in payload and str(app.folder).encode() not in payload
    # Gradio complains where it would reload code on a Space: once that the package `spaces` is not there, or, where it is, about
    # the event loops that it leaves to be collected
    said = app.printed()
    known = said.count("`spaces` package is required to run hot-reloading") + said.count(
        "Exception ignored in: <function BaseEventLoop.__del__"
    )
    assert said.count("Traceback") == known, said[-3000:]
