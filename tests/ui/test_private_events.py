"""Raw calls, past the page: private events and server functions get what no page would send; ids are guessed over the
web. Nothing is read, nothing changes, and no traceback comes back."""

from __future__ import annotations

import random

import httpx
import pytest

from tests.conftest import small_story
from tests.paint_world import use_paint
from tests.ui.conftest import served
from ui.example import ExampleFilm
from vgot.settings import Settings
from vgot.space.quotas import Quotas
from vgot.space.visitors import COOKIE, SpaceStudio

ODD = [
    None,
    [],
    {},
    "",
    "x",
    7,
    -1,
    1e308,
    True,
    [None],
    [[]],
    [{}],
    {"verb": "look"},
    {"verb": "make"},
    [{"verb": "look", "project": 7}],
    [{"verb": ["look"]}],
    [{"verb": "__class__"}],
    [{"verb": "answer", "project": "x"}],
    [{"verb": "look", "project": "../../etc"}],
    [{"verb": "look", "project": "\x00"}],
    [{"verb": "open", "project": "a" * 100_000}],
    [{"verb": "make", "sentence": {"$ne": 1}, "shots": 3}],
    [{"verb": "make", "sentence": "A fox.", "shots": {"gt": 0}}],
    [{"verb": "import", "name": 5, "data": 5}],
    [{"verb": "export", "project": "/etc/passwd"}],
    [{"verb": "boot", "project": {"a": 1}}],
    [[["deep"] * 50] * 50],
]


@pytest.fixture(scope="module")
def space(tmp_path_factory):
    patch = pytest.MonkeyPatch()
    use_paint(patch)
    made = SpaceStudio(Settings(home=tmp_path_factory.mktemp("space"), mode="space"), quotas=Quotas(projects=3))
    yield made
    made.close()
    patch.undo()


@pytest.fixture(scope="module")
def place(space, tmp_path_factory):
    with served(space, ExampleFilm(space, tmp_path_factory.mktemp("none"))) as address:
        yield address


def visitor(place) -> tuple[httpx.Client, dict]:
    web = httpx.Client(base_url=place, timeout=20, trust_env=False)
    cookie = web.get("/").headers["set-cookie"].partition(";")[0]
    web.headers["Cookie"] = cookie
    return web, web.get("/config").json()


@pytest.fixture(scope="module")
def ann(place, space):
    """A visitor with one film of one shot, made."""
    web, config = visitor(place)
    cookie = web.headers["Cookie"].partition("=")[2]
    with space.visit(cookie):
        project = space.new_project(small_story(1))
        project.build()
    return web, config, cookie, project


def state_of(space, cookie) -> tuple:
    with space.visit(cookie):
        return tuple((p.id, p.title, p.shots) for p in space.projects())


def test_server_functions_refuse_odd_arguments_in_words(ann, space):
    web, config, cookie, project = ann
    before, head = state_of(space, cookie), project.head()
    desk = next(c["id"] for c in config["components"] if c["props"].get("elem_id") == "page-link")
    for odd in ODD:
        answer = web.post(
            "/gradio_api/component_server",
            json={"data": odd, "component_id": desk, "fn_name": "ask", "session_hash": "s"},
        )
        assert answer.status_code == 200 and answer.json()["ok"] is False, odd
        assert answer.json()["problem"]["kind"] != "error" and "Traceback" not in answer.text, (odd, answer.text)
    assert state_of(space, cookie) == before and project.head() == head


def test_no_other_function_of_any_part_of_the_page_can_be_called(ann):
    web, config, _, _ = ann
    for part in config["components"]:
        for name in (
            "ask",
            "__init__",
            "postprocess",
            "preprocess",
            "get_config",
            "unload",
            "__class__",
            "move_resource_to_block_cache",
        ):
            if name == "ask" and part["props"].get("elem_id") == "page-link":
                continue
            answer = web.post(
                "/gradio_api/component_server",
                json={"data": [{"verb": "boot"}], "component_id": part["id"], "fn_name": name, "session_hash": "s"},
            )
            assert answer.status_code >= 400 and "Traceback" not in answer.text, (part["type"], name)
    for body in (
        {},
        {"component_id": 99999, "fn_name": "ask", "data": [], "session_hash": "s"},
        {"component_id": "x", "fn_name": None, "data": None, "session_hash": None},
    ):
        answer = httpx.post(
            web.base_url.join("/gradio_api/component_server"),
            json=body,
            headers={**web.headers, "Connection": "close"},
            timeout=20,
        )
        assert answer.status_code >= 400 and "Traceback" not in answer.text


def test_every_private_event_takes_odd_data_without_an_effect_or_a_traceback(ann, space):
    web, config, cookie, project = ann
    before, head = state_of(space, cookie), project.head()
    tried = 0
    for event in config["dependencies"]:
        for odd in (None, [], ["x"], [{"verb": "make"}, -1], [["a"] * 10] * 3, {"a": 1}):
            answer = web.post(
                "/gradio_api/queue/join",
                json={
                    "data": odd,
                    "fn_index": event["id"],
                    "session_hash": "s",
                    "event_data": {"x": "y"},
                    "trigger_id": 1,
                },
            )
            assert "Traceback" not in answer.text
            if answer.status_code == 200 and "event_id" in answer.json():
                with web.stream("GET", "/gradio_api/queue/data", params={"session_hash": "s"}) as said:
                    for line in said.iter_lines():
                        assert "Traceback" not in line
                        if "process_completed" in line or "close_stream" in line:
                            break
            tried += 1
    assert tried >= 6 * 7 and state_of(space, cookie) == before and project.head() == head


def test_500_ids_guessed_over_the_web_read_nothing(ann, place):
    web, _, _, project = ann
    film = project.plan().nodes["film"].take.digests["film"]
    assert web.get(f"/media/{project.id}/{film}.mp4").status_code == 200
    bob, config = visitor(place)
    desk = next(c["id"] for c in config["components"] if c["props"].get("elem_id") == "page-link")
    pick, stem, read = random.Random(4), project.id.rsplit("-", 1)[0], []
    mine = web.headers["Cookie"].partition("=")[2]
    for n in range(500):
        guess = (
            project.id,
            f"{stem}-{pick.randbytes(8).hex()}",
            f"..%2f{project.id}",
            project.id.upper(),
            f"{project.id}%00",
            f"example-{stem}",
        )[n % 6]
        cookie = (
            bob.headers["Cookie"],
            f"{COOKIE}={mine[:-1]}{'0' if mine[-1] != '0' else '1'}",
            f"{COOKIE}={mine.partition('.')[0]}",
            "",
        )[n // 6 % 4]
        if n % 5 == 0:
            asked = {
                "data": [
                    {"verb": ("look", "open", "report", "disk", "takes")[n // 5 % 5], "project": guess, "key": "film"}
                ],
                "component_id": desk,
                "fn_name": "ask",
                "session_hash": "s",
            }
            answer = bob.post("/gradio_api/component_server", json=asked, headers={"Cookie": cookie})
            got = answer.status_code == 200 and answer.json().get("ok")
        else:
            path = (
                f"/media/{guess}/{film}.mp4",
                f"/media/{guess}/{film}-160.webp",
                f"/export/{guess}/story.json",
                f"/export/{guess}/project.vgot.zip",
            )[n % 5 - 1]
            answer = bob.get(path, headers={"Cookie": cookie})
            got = answer.status_code < 400
        if got or small_story(1).title.encode() in answer.content:
            read.append((guess, answer.status_code))
    assert not read


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/file=../app.py",
        "/gradio_api/file=app.py",
        "/gradio_api/file=%2e%2e/app.py",
        "/gradio_api/file=http://127.0.0.1/x",
        "/gradio_api/proxy=http://127.0.0.1:22/",
        "/gradio_api/proxy=https://huggingface.co/",
        "/studio/..%2fapp.py",
        "/media/x/../../app.py",
        "/static/../../app.py",
    ],
)
def test_no_file_of_the_server_and_no_other_server_can_be_reached(ann, path):
    answer = ann[0].get(path)
    assert answer.status_code >= 400 and b"root:" not in answer.content and b"argparse" not in answer.content
