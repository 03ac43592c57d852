"""What the Timeline may ask, without a browser: bad requests are one friendly problem and change nothing; what is served is
what was asked for, to whom it belongs."""

from __future__ import annotations

import base64
import io
import time
import zipfile

import numpy as np
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from tests.conftest import small_story
from ui.example import ExampleFilm
from ui.routes import routes
from ui.verbs import Verbs
from vgot.media.audio import RATE, write_wav
from vgot.sound.tracks import place_sound

BAD = [
    {"verb": "sound_add", "kind": "noise", "name": "a.wav", "data": ""},
    {"verb": "sound_add", "kind": "music", "name": "a.wav", "data": ""},
    {"verb": "sound_add", "kind": "music", "name": "a.wav", "data": "!!!"},
    {
        "verb": "sound_add",
        "kind": "music",
        "name": "a.wav",
        "data": base64.b64encode(b"#EXTM3U\nfile:///etc/passwd").decode(),
    },
    {"verb": "sound_add", "kind": "music", "name": 7, "data": "AAAA"},
    {"verb": "sound", "item": "nothere", "gain_db": 0},
    {"verb": "sound", "item": "ITEM", "gain_db": 99},
    {"verb": "sound", "item": "ITEM", "gain_db": "loud"},
    {"verb": "sound", "item": "ITEM", "at_s": float("nan")},
    {"verb": "sound", "item": "ITEM", "in_s": 1.0, "out_s": 0.5},
    {"verb": "sound", "item": "ITEM", "loop": "yes"},
    {"verb": "sound", "item": "ITEM", "shot": "../x"},
    {"verb": "sound", "item": "ITEM", "kind": "noise"},
    {"verb": "sound_remove", "item": "nothere"},
    {"verb": "track", "kind": "voice", "muted": True},
    {"verb": "track", "kind": "music", "muted": 1},
    {"verb": "sound_setting", "field": "voices", "value": "loud"},
    {"verb": "sound_setting", "field": "tracks", "value": []},
    {"verb": "voice", "character": "nobody", "variant": "en-gb+f1"},
    {"verb": "voice", "character": "mary", "variant": "en; rm -rf /"},
    {"verb": "lines", "shot": "shot1", "lines": "hello"},
    {"verb": "lines", "shot": "shot1", "lines": [{"text": "x" * 501}]},
    {"verb": "lines", "shot": "shot1", "lines": [{"character": "nobody", "text": "hello"}]},
    {"verb": "lines", "shot": "shot1", "lines": [{}] * 13},
    {"verb": "fit_lines", "shot": "shot1"},
    {"verb": "fit_lines", "shot": "nobody99"},
    {"verb": "markers", "markers": []},
    {"verb": "markers", "markers": {"nobody99": []}},
    {"verb": "markers", "markers": {"shot1": [{"at_s": -1}]}},
    {"verb": "markers", "markers": {"shot1": [{"at_s": 0, "name": "x" * 201}]}},
    {"verb": "markers", "markers": {"shot1": [{"at_s": 0}] * 65}},
    {"verb": "markers", "markers": {"../etc": []}},
    {"verb": "trim", "shot": "shot1", "end": "middle", "value": 1},
    {"verb": "trim", "shot": "shot1", "end": "in", "value": 99},
    {"verb": "card", "card": "middle", "text": "x", "duration_s": 2},
    {"verb": "card", "card": "opening", "text": "x", "duration_s": 0},
    {"verb": "captions", "value": "sung"},
    {"verb": "export", "kind": "../../etc/passwd"},
    {"verb": "export", "kind": "film.mp4", "short_px": 9},
    {"verb": "export", "kind": "film.mp4", "fps": 0},
    {"verb": "export_preview", "kind": "film.exe"},
    {"verb": "export_preview", "kind": "storyboard.pdf", "layout": 4},
    {"verb": "export_state", "export": "nothing"},
    {"verb": "export_cancel", "export": 4},
    {"verb": "read_cut", "files": []},
    {"verb": "read_cut", "files": "cut.otio"},
    {"verb": "read_cut", "files": [{"name": "a.exe", "data": ""}]},
    {"verb": "read_cut", "files": [{"name": "a.otio", "data": base64.b64encode(b"{}").decode()}]},
    {"verb": "read_cut", "files": [{"name": "a.zip", "data": base64.b64encode(b"PK nothing").decode()}]},
    {"verb": "read_cut", "files": [{"name": "a.otio", "data": ""}, {"name": "b.fcpxml", "data": ""}]},
    {"verb": "apply_cut", "cut": "nothing"},
]


@pytest.fixture
def film(studio, tmp_path):
    project = studio.new_project(small_story(2))
    write_wav(tmp_path / "tone.wav", np.full((RATE, 2), 0.25, np.float32))
    project.add_sound(tmp_path / "tone.wav", "music")
    return project


@pytest.fixture
def worded(studio):
    """A film with a sound that is only a name: enough for requests that are refused."""
    return studio.new_project(place_sound(small_story(2), "music", "Song", "ab" * 32, 1.0)[0])


@pytest.fixture
def verbs(studio):
    return Verbs(studio, ExampleFilm(studio))


@pytest.fixture
def web(studio):
    return TestClient(Starlette(routes=routes(studio, ExampleFilm(studio))))


@pytest.mark.parametrize("request_", BAD, ids=str)
def test_a_bad_request_is_one_friendly_problem_and_changes_nothing(request_, worded, verbs):
    film = worded
    before, item = film.head(), film.story.sound.tracks[0].items[0].id
    asked = {k: item if v == "ITEM" else v for k, v in request_.items()}
    reply = verbs.answer({"project": film.id, "have": before.revision, **asked})
    assert reply["ok"] is False and reply["problem"]["message"] and reply["problem"]["kind"] != "error", reply
    assert film.head().revision == before.revision and film.head().story == before.story


def wait_for(verbs, film, reply) -> dict:
    for _ in range(600):
        state = verbs.answer({"verb": "export_state", "project": film.id, "export": reply["export"]})
        if state["state"] not in ("waiting", "making"):
            return state
        time.sleep(0.05)
    raise AssertionError("the export never ended")


def test_an_export_is_made_beside_the_page_and_handed_to_its_own_film_alone(film, verbs, web, studio):
    reply = verbs.answer({"verb": "export", "project": film.id, "kind": "shots.csv"})
    assert reply["ok"] and reply["view"] is None
    state = wait_for(verbs, film, reply)
    assert state["state"] == "ready" and state["name"].endswith(".csv") and state["bytes"] > 100
    got = web.get(f"/exported/{film.id}/{reply['export']}")
    assert (
        got.status_code == 200
        and got.content.startswith(b"\xef\xbb\xbfshot,")
        and got.headers["x-content-type-options"] == "nosniff"
    )
    other = studio.new_project(small_story(1))
    assert web.get(f"/exported/{other.id}/{reply['export']}").status_code == 404
    assert verbs.answer({"verb": "export_state", "project": other.id, "export": reply["export"]})["ok"] is False
    late = verbs.answer({"verb": "export", "project": film.id, "kind": "film.mp4"})
    state = wait_for(verbs, film, late)
    assert state["state"] == "failed" and "not up to date" in state["problem"]["message"]
    assert web.get(f"/exported/{film.id}/{late['export']}").status_code == 404


def test_sounds_are_served_as_sound_and_as_waveforms_and_nothing_else_is(film, verbs, web):
    item = film.story.sound.tracks[0].items[0]
    heard = verbs.answer({"verb": "heard", "project": film.id})
    assert heard["mix"] and heard["voices"] == []
    mix = web.get(f"/media/{film.id}/{heard['mix']}.flac", headers={"Range": "bytes=0-99"})
    assert mix.status_code == 206 and mix.headers["content-type"] == "audio/flac" and mix.content[:4] == b"fLaC"
    wave = web.get(f"/media/{film.id}/{item.file}-320.wave")
    assert len(wave.content) == 640 and set(np.frombuffer(wave.content, np.int8)) == {32}
    film.build(until="portrait")
    picture = next(p.take.digests["picture"] for p in film.plan().nodes.values() if p.node.step == "portrait")
    assert (
        web.get(f"/media/{film.id}/{picture}.flac").status_code == 404
        and web.get(f"/media/{film.id}/{picture}-320.wave").status_code == 404
    )
    assert web.get(f"/media/{film.id}/{item.file}-7.wave").status_code == 404


def test_the_names_in_a_zip_are_never_paths(film, verbs, tmp_path):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr("../../../escaped.otio", "{")
        made.writestr("evil/../../b.sh", "x")
    reply = verbs.answer(
        {
            "verb": "read_cut",
            "project": film.id,
            "files": [{"name": "../../cut.zip", "data": base64.b64encode(packed.getvalue()).decode()}],
        }
    )
    assert reply["ok"] is False and "OpenTimelineIO" in reply["problem"]["message"]
    assert not list(tmp_path.rglob("escaped.otio"))


def test_a_film_has_three_exports_at_once_and_one_can_be_stopped(worded, verbs, studio, monkeypatch):
    import threading

    from ui import export_jobs as exporting

    gate = threading.Event()

    def slow(project, folder, kind, watch=None, **options):
        for n in range(2000):
            watch(n, 2000)
            if gate.wait(0.01):
                break
        (folder / kind).write_text("done")
        return folder / kind

    monkeypatch.setattr(exporting, "export_to", slow)
    asked = [verbs.answer({"verb": "export", "project": worded.id, "kind": "shots.csv"}) for _ in range(4)]
    assert [a["ok"] for a in asked] == [True, True, True, False] and "Three exports" in asked[3]["problem"]["message"]
    verbs.answer({"verb": "export_cancel", "project": worded.id, "export": asked[0]["export"]})
    assert wait_for(verbs, worded, asked[0])["state"] == "cancelled"
    gate.set()
    assert (
        wait_for(verbs, worded, asked[1])["state"] == "ready" and wait_for(verbs, worded, asked[2])["state"] == "ready"
    )
