"""The door: other sites' pages are refused, and what is too large is refused before it is read. No browser."""

from __future__ import annotations

import base64

import httpx
import pytest

from tests.conftest import small_story
from tests.ui.conftest import Desk, served
from ui.access import IMPORT_MB, UPLOAD_MB, Door, most_shots, too_large, upload_limits
from ui.example import ExampleFilm
from ui.verbs import Verbs
from vgot.settings import Settings
from vgot.space.quotas import Quotas
from vgot.space.visitors import SpaceStudio

PATHS = (
    "/gradio_api/component_server",
    "/gradio_api/upload",
    "/gradio_api/queue/join",
    "/gradio_api/run/predict",
    "/gradio_api/call/make",
)


@pytest.fixture
def space(tmp_path):
    made = SpaceStudio(Settings(home=tmp_path, mode="space"), quotas=Quotas(upload_mb=1, shots=9))
    yield made
    made.close()


class Behind:
    """An app that reads whole bodies and counts what reached it."""

    def __init__(self):
        self.requests, self.bytes = 0, 0

    async def __call__(self, scope, receive, send):
        self.requests += 1
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise RuntimeError("the client is gone")
            self.bytes += len(message.get("body", b""))
            if not message.get("more_body"):
                break
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"in"})


def post(studio, behind, path, *, headers=None, content=b"x") -> httpx.Response:
    """One request through the door, without a server. `content`: bytes, or an iterator of chunks of no announced length."""
    import asyncio
    from concurrent.futures import ThreadPoolExecutor

    async def go():
        async def chunks():
            for chunk in content:
                yield chunk

        transport = httpx.ASGITransport(Door(behind, studio))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:7860") as web:
            return await web.post(path, headers=headers, content=content if isinstance(content, bytes) else chunks())

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, go()).result()


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "http://127.0.0.1:9999",
        "http://localhost.evil.example:7860",
        "null",
        "file://",
        "chrome-extension://abc",
    ],
)
def test_a_page_of_another_site_may_send_nothing(studio, path, origin):
    behind = Behind()
    answer = post(studio, behind, path, headers={"Origin": origin})
    assert answer.status_code == 403 and "another site" in answer.text and behind.requests == 0


def test_the_studios_own_page_and_programs_come_in(studio):
    behind = Behind()
    for headers in ({"Origin": "http://127.0.0.1:7860"}, {}):
        assert post(studio, behind, PATHS[0], headers=headers).text == "in"


def test_a_body_that_says_it_is_too_long_is_refused_before_a_byte_is_read(space):
    for path, status in ((PATHS[0], 200), (PATHS[2], 413)):
        behind = Behind()
        answer = post(space, behind, path, headers={"Content-Length": str(60 * 2**20)})
        assert answer.status_code == status and behind.requests == 0
        problem = answer.json()["problem"]
        assert "1 MB" in problem["message"] and problem["hint"]


def test_a_body_that_says_nothing_of_its_length_is_cut_off_where_it_gets_too_long(space):
    behind, sent = Behind(), 0

    def chunks():
        nonlocal sent
        for _ in range(200):
            sent += 2**20
            yield bytes(2**20)

    answer = post(space, behind, PATHS[2], content=chunks())
    assert answer.status_code == 413 and "1 MB" in answer.text
    assert behind.bytes <= 2**20 + 2**16


def test_a_length_that_is_no_number_is_refused(studio):
    behind = Behind()
    assert post(studio, behind, PATHS[1], headers={"Content-Length": "-5"}).status_code == 413 and behind.requests == 0


def test_limits_are_the_quotas_on_a_space_and_generous_on_a_persons_own_machine(studio, space):
    assert upload_limits(studio) == (UPLOAD_MB, IMPORT_MB) == (50, 200) and upload_limits(space) == (1, 1)
    assert most_shots(studio) == 60 and most_shots(space) == 9
    assert "own machine" in too_large(1, True).hint and "own machine" not in too_large(50, False).hint


@pytest.mark.parametrize("verb", ["upload", "import", "sound_add", "read_cut"])
def test_a_file_above_the_quota_is_one_sentence_and_changes_nothing(space, verb):
    with space.visit(None):
        project = space.new_project(small_story(1))
        before = project.head()
        data = base64.b64encode(bytes(2**20 + 3)).decode()
        reply = Verbs(space, ExampleFilm(space)).answer(
            {
                "verb": verb,
                "project": project.id,
                "key": "keyframe/shot1",
                "name": "film.vgot.zip",
                "kind": "music",
                "data": data,
                "files": [{"name": "cut.otio", "data": data}],
            }
        )
        assert reply["ok"] is False and "1 MB" in reply["problem"]["message"] and reply["problem"]["hint"]
        assert project.head() == before and len(space.projects()) == 1


def test_the_page_of_a_space_asks_for_no_more_shots_and_bytes_than_the_quota(space):
    with served(space) as address, httpx.Client(base_url=address, trust_env=False, timeout=20) as web:
        web.get("/")
        parts = web.get("/config").json()["components"]
        slider = next(c["props"] for c in parts if c["props"].get("elem_id") == "shots-count")
        assert slider["maximum"] == 9 and slider["value"] == 6
        whole = web.post("/gradio_api/upload", files={"files": ("a.png", bytes(2 * 2**20))})
        assert whole.status_code == 403 and "buttons of the page" in whole.text  # Gradio would keep it for a day
        foreign = web.post(
            "/gradio_api/upload", files={"files": ("a.png", b"x")}, headers={"Origin": "https://evil.example"}
        )
        assert foreign.status_code == 403
        desk = next(c["id"] for c in parts if c["props"].get("elem_id") == "page-link")
        big = {
            "data": [{"verb": "import", "name": "a.json", "data": "A" * (24 * 2**20)}],
            "component_id": desk,
            "fn_name": "ask",
            "session_hash": "a",
        }
        assert "1 MB" in web.post("/gradio_api/component_server", json=big).json()["problem"]["message"]


def test_exports_that_nobody_fetches_any_more_are_swept(tmp_path, monkeypatch):
    import os
    import tempfile
    import time

    from ui.endpoints import sweep_exports

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for name, age in (("vgot-export-old", 4000), ("vgot-export-new", 10), ("something-else", 4000)):
        (tmp_path / name).mkdir()
        os.utime(tmp_path / name, (time.time() - age,) * 2)
    assert sweep_exports() == 1 and sorted(f.name for f in tmp_path.iterdir()) == ["something-else", "vgot-export-new"]


def test_the_page_itself_says_that_a_file_is_too_large_before_it_travels(chromium, space):
    with served(space, ExampleFilm(space, space.settings.home)) as address:
        desk = Desk(chromium, address)
        page = desk.page
        page.goto(address)
        page.wait_for_function("globalThis.vgot && vgot.state.presets.length")
        sent = []
        page.on("request", lambda r: sent.append(r.method) if r.post_data and len(r.post_data) > 10**6 else None)
        reply = page.evaluate("vgot.call('sound_add', {kind: 'music', name: 'a.wav', data: 'A'.repeat(2 ** 21)})")
        assert reply["ok"] is False and "1 MB" in reply["problem"]["message"] and not sent
        page.get_by_text("the most that can be sent here").wait_for()
        assert not desk.problems
        desk.context.close()
