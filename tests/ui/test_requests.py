"""What the page may ask and load, without a browser: every bad request is one friendly problem and changes nothing."""

from __future__ import annotations

import base64

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from tests.conftest import small_story
from ui.example import ExampleFilm
from ui.routes import routes
from ui.shapes import VIEW, checked
from ui.verbs import Verbs
from ui.view import view_of

BAD = [
    None,
    [],
    "make",
    {},
    {"verb": None},
    {"verb": "__init__"},
    {"verb": "do_edit"},
    {"verb": "look"},
    {"verb": "edit", "shot": "shot1", "field": "id", "value": "x"},
    {"verb": "edit", "shot": "shot1", "field": "lighting", "value": 7},
    {"verb": "edit", "shot": "shot1", "field": "lighting", "value": "y" * 50_000},
    {"verb": "edit", "shot": "shot1", "field": "lighting", "value": "a\x00b"},
    {"verb": "edit", "shot": "shot1", "field": "lighting", "value": "\ud800"},
    {"verb": "edit", "shot": "../../etc", "field": "lighting", "value": "x"},
    {"verb": "edit", "shot": "nobody99", "field": "lighting", "value": "x"},
    {"verb": "edit", "shot": "shot1", "field": "duration_s", "value": float("nan")},
    {"verb": "edit", "shot": "shot1", "field": "duration_s", "value": 1e9},
    {"verb": "edit", "shot": "shot1", "field": "duration_s", "value": True},
    {"verb": "edit", "shot": "shot1", "field": "seed", "value": -1},
    {"verb": "edit", "shot": "shot1", "field": "who", "value": [{"character": "mary", "stage": "nowhere"}]},
    {"verb": "edit", "shot": "shot1", "field": "who", "value": [{}] * 9},
    {"verb": "edit", "shot": "shot1", "field": "who", "value": "mary"},
    {"verb": "edit", "shot": "shot1", "field": "place", "value": "atlantis"},
    {"verb": "edit_part", "path": "shots/1/lighting", "value": "x"},
    {"verb": "edit_part", "path": "film/width", "value": 3},
    {"verb": "edit_part", "path": "film/fps", "value": "fast"},
    {"verb": "edit_part", "path": "cast/mary/strength", "value": 2},
    {"verb": "edit_part", "path": "title", "value": ""},
    {"verb": "boundary", "after": "shot1", "field": "mode", "value": "wipe"},
    {"verb": "boundary", "after": "shot1", "field": "overlap_s", "value": 0},
    {"verb": "boundary", "after": "shot4", "field": "mode", "value": "cut"},
    {"verb": "insert", "after": "nobody99"},
    {"verb": "remove_shot", "shot": 3},
    {"verb": "move", "shot": "shot1", "to": 0},
    {"verb": "move", "shot": "shot1", "to": 99},
    {"verb": "order", "shots": ["shot1"]},
    {"verb": "order", "shots": "shot1"},
    {"verb": "order", "shots": ["shot1", "shot1", "shot2", "shot3"]},
    {"verb": "split", "shot": "nobody99"},
    {"verb": "merge", "shot": "shot4"},
    {"verb": "lock", "shot": "shot1", "what": "title", "on": True},
    {"verb": "lock", "shot": "shot1", "what": "shot", "on": "yes"},
    {"verb": "rewrite", "shot": "shot1", "instruction": "darker"},
    {"verb": "accept_rewrite"},
    {"verb": "go_on_writing"},
    {"verb": "add_character", "name": ""},
    {"verb": "add_stage", "character": "nobody", "name": "old"},
    {"verb": "remove_part", "path": "cast/mary"},
    {"verb": "remove_part", "path": "film"},
    {"verb": "regenerate", "key": "film"},
    {"verb": "regenerate", "key": "keyframe/shot1", "variants": 99},
    {"verb": "regenerate", "key": "../keyframe"},
    {"verb": "choose", "key": "keyframe/shot1", "take": "t000000000000"},
    {"verb": "choose", "key": "keyframe/shot1", "take": "; drop table takes"},
    {"verb": "pin", "key": "keyframe/shot1"},
    {"verb": "pin", "key": "film"},
    {"verb": "approve", "keys": ["clip/shot1"]},
    {"verb": "upload", "key": "clip/shot1", "data": ""},
    {"verb": "upload", "key": "keyframe/shot1", "data": "%%%"},
    {"verb": "upload", "key": "keyframe/shot1", "data": base64.b64encode(b"not a picture").decode()},
    {"verb": "build", "until": "moon"},
    {"verb": "build", "keys": ["keyframe/nobody99"]},
    {"verb": "retry", "job": 12345},
    {"verb": "reorder", "job": 12345},
    {"verb": "cancel", "job": "all"},
    {"verb": "cancel", "key": "keyframe/nobody99"},
    {"verb": "preset", "name": "animatik"},
    {"verb": "placing", "shot": "nobody99"},
    {"verb": "placing", "shot": 3},
    {
        "verb": "edit",
        "shot": "shot1",
        "field": "who",
        "value": [{"character": "mary", "stage": "young", "box": [0.5, 0, 0.2, 1]}],
    },
    {
        "verb": "edit",
        "shot": "shot1",
        "field": "who",
        "value": [{"character": "mary", "stage": "young", "box": [0, 0, 1]}],
    },
    {"verb": "fix", "finding": "nothing"},
    {"verb": "fix", "finding": 7},
    {"verb": "room", "until": "moon"},
    {"verb": "regenerate", "keys": "all"},
    {"verb": "regenerate", "keys": ["keyframe/shot1", "film"]},
    {"verb": "regenerate", "keys": ["keyframe/shot1", "keyframe/shot2"], "variants": 0},
    {"verb": "restore"},
    {"verb": "rename", "name": "x" * 121},
]


@pytest.fixture
def verbs(studio, tmp_path):
    return Verbs(studio, ExampleFilm(studio))


@pytest.mark.parametrize("request_", BAD, ids=lambda r: str(r)[:70])
def test_a_bad_request_is_one_problem_in_words_and_changes_nothing(verbs, project, request_):
    before, takes = project.head(), project.takes.counts()
    asked = {"project": project.id, **request_} if isinstance(request_, dict) else request_
    if isinstance(request_, dict) and request_.get("verb") == "look":
        asked["project"] = "../" + project.id
    reply = verbs.answer(asked)
    assert reply["ok"] is False
    problem = reply["problem"]
    assert problem["message"] and "Traceback" not in problem["message"] and problem["kind"] != "error", problem
    after = project.head()
    assert (after.revision, after.story, after.choices) == (before.revision, before.story, before.choices)
    assert project.takes.counts() == takes and not project.queue.unfinished()


def test_a_preset_whose_models_are_missing_is_refused_before_anything_changes(verbs, built):
    built.set_preset("klein-wan5b")
    before = built.head()
    for asked in (
        {"verb": "build"},
        {"verb": "build", "until": "keyframe"},
        {"verb": "regenerate", "key": "keyframe/shot1"},
    ):
        reply = verbs.answer({"project": built.id, **asked})
        assert reply["problem"]["kind"] == "model_unavailable" and "animatic" in reply["problem"]["hint"]
    assert built.head() == before and not built.queue.unfinished()


@pytest.mark.parametrize(
    "sentence, shots",
    [("", 3), (" ", 3), ("word " * 10_000, 3), ("A fox.", 0), ("A fox.", 1000), ("A fox.", "many"), (None, 3)],
)
def test_a_film_that_cannot_be_begun_leaves_no_project(verbs, studio, sentence, shots):
    reply = verbs.answer({"verb": "make", "sentence": sentence, "shots": shots})
    assert not reply["ok"] and reply["problem"]["hint"] and not studio.projects()


def test_a_late_view_leaves_the_story_out_and_a_new_revision_brings_it(project):
    view = view_of(project)
    assert len(view["story"]["shots"]) == 4 and view["items"]["keyframe/shot1"]["state"] == "missing"
    assert "story" not in view_of(project, view["revision"])
    project.edit("shots/1/lighting", "neon")
    assert view_of(project, view["revision"])["story"]["shots"][0]["domains"]["lighting"] == "neon"


def test_nothing_is_sent_again_while_nothing_changes(verbs, project):
    stamp = verbs.answer({"verb": "look", "project": project.id, "stamp": ""})["view"]["stamp"]
    assert verbs.answer({"verb": "look", "project": project.id, "stamp": stamp})["view"] is None


def test_a_shared_server_lists_only_the_projects_a_browser_names(tmp_path):
    from vgot.project.studio import Studio
    from vgot.render.executors import InlineExecutor
    from vgot.settings import Settings

    studio = Studio(Settings(home=tmp_path, mode="space"), InlineExecutor())
    mine, other = studio.new_project(small_story(2)), studio.new_project(small_story(2))
    verbs = Verbs(studio, ExampleFilm(studio))
    found = [p["id"] for p in verbs.answer({"verb": "projects", "mine": [mine.id]})["projects"]]
    assert found == [mine.id] and other.id not in found


@pytest.fixture
def web(studio, built):
    return TestClient(Starlette(routes=routes(studio, ExampleFilm(studio)))), built


def test_media_have_their_type_answer_ranges_and_may_be_kept(web):
    client, film = web
    clip = film.plan().named("clip/1").take.digests["frames"]
    picture = film.plan().named("keyframe/1").take.digests["picture"]
    answer = client.get(f"/media/{film.id}/{clip}.mp4", headers={"Range": "bytes=0-99"})
    assert answer.status_code == 206 and len(answer.content) == 100 and answer.headers["content-type"] == "video/mp4"
    whole = client.get(f"/media/{film.id}/{picture}.png")
    assert (
        whole.headers["content-type"] == "image/png"
        and "immutable" in whole.headers["cache-control"]
        and whole.headers["x-content-type-options"] == "nosniff"
    )
    small = client.get(f"/media/{film.id}/{picture}-160.webp")
    assert small.content[8:12] == b"WEBP" and len(small.content) < len(whole.content) + 4000


def test_only_media_leave_the_project(web, studio):
    client, film = web
    take = film.plan().named("clip/1").take
    for name in (
        f"{take.digests['latents']}.mp4",
        f"{take.digests['frames']}.png",
        "project.sqlite",
        "..%2Fproject.sqlite",
        f"{'0' * 64}.png",
        f"{take.digests['frames']}-7.webp",
    ):
        assert client.get(f"/media/{film.id}/{name}").status_code == 404, name
    for project in ("..", "%2e%2e", ".", "nobody", "example-nothing"):
        assert client.get(f"/media/{project}/{take.digests['frames']}.mp4").status_code == 404
    assert client.get("/studio/..%2fapp.py").status_code == 404 and client.get("/studio/OFL.txt").status_code == 404


def test_a_film_a_project_and_a_story_can_be_saved(web):
    client, film = web
    mp4 = client.get(f"/export/{film.id}/film.mp4")
    assert mp4.content[4:8] == b"ftyp" and "attachment" in mp4.headers["content-disposition"]
    assert client.get(f"/export/{film.id}/project.vgot.zip").content[:2] == b"PK"
    assert b'"schema_version"' in client.get(f"/export/{film.id}/story.json").content
    assert client.get(f"/export/{film.id}/project.sqlite").status_code == 404
    film.edit("shots/1/lighting", "neon")
    stale = client.get(f"/export/{film.id}/film.mp4")
    assert stale.status_code == 409 and "not up to date" in stale.text


def test_a_view_is_what_its_type_says_while_items_wait_and_after(project):
    project.start_build()
    waiting = view_of(project)
    assert VIEW.validate_python(waiting) == waiting
    project.queue.pause()
    project.cancel()
    after = view_of(project, project.head().revision)
    assert VIEW.validate_python(after) == after


def test_a_view_of_another_form_is_shown_all_the_same_and_said_in_the_log(project, caplog):
    view = view_of(project)
    assert not caplog.records
    assert checked({**view, "more": 1})["more"] == 1
    assert "not what its type says" in caplog.text
