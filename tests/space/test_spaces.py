"""Served to many: visitors see their own projects only, quotas, no paths, GPU calls of one job, expiry; on a simulated Space."""

from __future__ import annotations

import asyncio
import contextvars
import json
import os
import random
import secrets
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.conftest import small_story
from tests.paint_world import use_paint
from vgot.errors import BadInput, NotFound, VgotError
from vgot.render.queue import Queue
from vgot.settings import Settings
from vgot.space import zerogpu as spaces
from vgot.space.quotas import QuotaReached, Quotas
from vgot.space.visitors import COOKIE, SpaceStudio, open_studio
from vgot.space.zerogpu import SpaceExecutor, refusal_in_words

ROOT = Path(__file__).parents[2]


@pytest.fixture
def space(tmp_path, monkeypatch):
    use_paint(monkeypatch)
    made = SpaceStudio(
        Settings(home=tmp_path / "home", mode="space"),
        quotas=Quotas(projects=3, shots=5, film_s=20, jobs=60, megabytes=20),
    )
    yield made
    made.close()


def wait_for(project, seconds=30):
    deadline = time.time() + seconds
    while project.queue.unfinished() and time.time() < deadline:
        time.sleep(0.02)


def test_a_visitor_makes_a_film_and_another_sees_nothing_of_it(space):
    with space.visit(None) as ann:
        project = space.new_project(small_story(2))
        project.start_build()
        wait_for(project)
        assert project.film()[1]
        assert [p.id for p in space.projects()] == [project.id]
    with space.visit(None) as bob:
        assert bob != ann and space.projects() == []
        with pytest.raises(NotFound):
            space.open(project.id)
        with pytest.raises(NotFound):
            space.delete_project(project.id)
    with space.visit(ann):
        assert space.open(project.id).story == project.story


def test_500_guessed_ids_read_nothing(space):
    with space.visit(None):
        project = space.new_project(small_story(1))
    pick = random.Random(1)
    stem = project.id.rsplit("-", 1)[0]
    guesses = [f"{stem}-{pick.randbytes(8).hex()}" for _ in range(300)] + [project.id] * 20
    guesses += [
        f"../{project.id}",
        f"../../visitors/x/projects/{project.id}",
        "..",
        ".",
        "",
        "/etc",
        str(project.store.folder),
        project.id + "/../" + project.id,
        "%2e%2e",
        "projects",
        "\x00",
        project.id.upper(),
        "~",
        "con",
        "a" * 5000,
    ] * 12
    read = 0
    with space.visit(None):
        for guess in guesses[:500]:
            try:
                space.open(guess)
                read += 1
            except NotFound:
                pass
    assert len(guesses) >= 500 and read == 0


def test_a_made_up_cookie_is_nobody_and_no_cookie_sees_nothing(space):
    with space.visit(None) as ann:
        space.new_project(small_story(1))
    name, _, _ = ann.partition(".")
    for forged in (
        name,
        f"{name}.{'0' * 64}",
        secrets.token_urlsafe(32) + "." + ann.partition(".")[2],
        "../../x",
        "",
        ann + "x",
    ):
        with space.visit(forged) as given:
            assert given != forged and space.projects() == []
    with pytest.raises(NotFound):
        space.projects()


def test_no_path_ever_comes_from_a_client(space, tmp_path):
    with space.visit(None):
        with pytest.raises(BadInput):
            space.new_project(small_story(1), folder=tmp_path / "there")
        with pytest.raises(BadInput):
            space.write("A boat.", 2, folder=tmp_path / "there")
        with pytest.raises(NotFound):
            space.open(tmp_path)
    assert not (tmp_path / "there").exists()


def test_quotas_say_what_is_used_up_and_change_nothing(space):
    with space.visit(None):
        project = space.new_project(small_story(5))
        for act in (
            lambda: project.insert_shot(1),
            lambda: project.edits.duplicate_shot(2),
            lambda: project.edit("shots/1/duration_s", "12") and project.edit("shots/2/duration_s", "12"),
        ):
            with pytest.raises(QuotaReached) as why:
                act()
            assert why.value.hint and why.value.field
        assert len(project.story.shots) == 5
        with pytest.raises(QuotaReached):
            space.write("A boat.", 6)
        with pytest.raises(QuotaReached):
            space.new_project(small_story(8))
        space.new_project(small_story(1))
        space.new_project(small_story(1))
        with pytest.raises(QuotaReached, match="3 projects"):
            space.new_project(small_story(1))
        project.queue.pause()
        project.store.limits = project.store.limits.__class__(Quotas(jobs=3), project.store.limits.folder)
        with pytest.raises(QuotaReached, match="wait"):
            project.start_build()
        project.store.limits = project.store.limits.__class__(Quotas(megabytes=0), project.store.limits.folder)
        with pytest.raises(QuotaReached, match="MB"):
            project.store.put_bytes(b"x" * 100)


def test_only_allow_listed_presets_are_offered_and_used(space):
    assert list(space.presets()) == ["animatic"]
    assert (
        "sdxl-wan5b"
        in SpaceStudio(
            Settings(home=space.settings.home, mode="space"), space.executor, Quotas(presets=("sdxl-wan5b",))
        ).presets()
    )
    with space.visit(None):
        project = space.new_project(small_story(1))
        project.set_preset("sdxl-wan5b")
        with pytest.raises(VgotError):
            project.start_build()
        assert project.queue.unfinished() == 0
    with pytest.raises(BadInput):
        Quotas.from_environment({"VGOT_SPACE_PRESETS": "anything"})
    with pytest.raises(BadInput):
        Quotas.from_environment({"VGOT_QUOTA_SHOTS": "many"})
    assert Quotas.from_environment({"VGOT_QUOTA_SHOTS": "9"}).shots == 9


def test_projects_nobody_touches_expire_and_others_stay(space):
    with space.visit(None):
        old = space.new_project(small_story(1)).store.folder
    with space.visit(None):
        new = space.new_project(small_story(1)).store.folder
    for file in (old, old / "project.sqlite"):
        os.utime(file, (time.time() - 100 * 3600,) * 2)
    assert space.expire() == 1
    assert not old.exists() and new.exists()


def test_the_middleware_sets_a_cookie_once_and_serves_each_visitor_apart(space):
    seen = []

    async def app(scope, receive, send):
        seen.append(space.folder)
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def request(cookie=None, scheme="http", behind=None) -> str | None:
        sent = []

        async def send(message):
            sent.append(message)

        headers = [(b"cookie", f"a=b; {COOKIE}={cookie}".encode())] if cookie else []
        headers += [(b"x-forwarded-proto", behind)] if behind else []
        await space.middleware(app)({"type": "http", "scheme": scheme, "headers": headers}, None, send)
        return dict(sent[0]["headers"]).get(b"set-cookie")

    def run(coroutine):
        # A thread of its own: the browser tests may have left an event loop running in this one.
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(asyncio.run, coroutine).result()

    first = run(request())
    value = first.decode().split(";")[0].partition("=")[2]
    for by_https in (run(request(scheme="https")), run(request(behind=b"https")), run(request(behind=b"https, http"))):
        assert b"HttpOnly" in by_https and b"Secure; SameSite=None; Partitioned" in by_https
    for by_http in (first, run(request(scheme="https", behind=b"http"))):
        assert b"HttpOnly" in by_http and b"Secure" not in by_http and b"SameSite=Lax" in by_http
    assert run(request(value)) is None
    assert run(request("forged")) is not None
    assert seen[0] == seen[-2] != seen[-1]


def test_a_gpu_call_makes_one_job_inside_the_visitors_context(tmp_path, monkeypatch):
    """`spaces.GPU` as ZeroGPU has it: arguments and answer are pickled, and the caller is known by a context variable."""
    use_paint(monkeypatch)
    import pickle

    caller: contextvars.ContextVar[str] = contextvars.ContextVar("caller", default="nobody")
    calls = []

    def gpu(folder, models_dir, hang_s=None):
        pickle.loads(pickle.dumps((folder, models_dir, hang_s)))
        calls.append(caller.get())
        store = spaces.Store.open(Path(folder))
        before = len(Queue(store).jobs(states=["done"]))
        answer = pickle.loads(pickle.dumps(spaces.make_one(folder, models_dir, hang_s)))
        assert len(Queue(store).jobs(states=["done"])) - before <= 1
        return answer

    class NotDraft:
        draft = False

    monkeypatch.setattr(spaces, "load_preset", lambda name: NotDraft)
    studio = SpaceStudio(Settings(home=tmp_path, mode="space"), SpaceExecutor(on_gpu=gpu))
    with studio.visit(None):
        project = studio.new_project(small_story(1))
        caller.set("ann")
        project.start_build()
        wait_for(project)
        assert project.film()[1]
    assert len(calls) >= 6 and set(calls) == {"ann"}
    assert spaces.LEAST_S <= spaces.seconds_for(str(project.store.folder), None) <= spaces.MOST_S
    studio.close()


def test_used_up_gpu_minutes_are_told_in_words_and_work_goes_on_when_the_visitor_returns(tmp_path, monkeypatch):
    use_paint(monkeypatch)
    monkeypatch.setattr(spaces, "load_preset", lambda name: type("NotDraft", (), {"draft": False}))
    used_up = [True]

    def gpu(*args):
        if used_up[0]:
            raise RuntimeError("You have exceeded your GPU quota (60s requested vs. 3s left). Try again in 0:12:34")
        return spaces.make_one(*args)

    studio = SpaceStudio(Settings(home=tmp_path, mode="space"), SpaceExecutor(on_gpu=gpu))
    with studio.visit(None) as ann:
        project = studio.new_project(small_story(1))
        project.start_build()
        deadline = time.time() + 10
        while not project.queue.paused and time.time() < deadline:
            time.sleep(0.02)
        assert "in 13 minutes" in project.queue.paused and project.queue.unfinished()
        used_up[0] = False
        project.store.set_meta("paused_until", str(time.time() - 1))
    with studio.visit(ann):
        again = studio.open(project.id)
        again.keep_working()
        wait_for(again)
        assert again.film()[1]
    studio.close()


class Said(Exception):
    """An error as ZeroGPU's scheduler raises it: a title and a message."""

    def __init__(self, title, message):
        super().__init__(message)
        self.title, self.message = title, message


@pytest.mark.parametrize(
    ("title", "message", "words", "wait"),
    [
        (
            "ZeroGPU quota exceeded",
            "You have exceeded your free ZeroGPU quota (60s requested vs. 3s left). Try again in 1 day, 2:00:00. ",
            "in 26 hours",
            26 * 3600,
        ),
        ("ZeroGPU quota exceeded", "You have exceeded your ZeroGPU runs limit. ", "in 60 minutes", 3600),
        (
            "ZeroGPU quota exceeded",
            "Space app has reached its GPU limit. Try re-running outside of examples",
            "in 60 minutes",
            3600,
        ),
        (
            "ZeroGPU quota exceeded",
            "No GPU was available after 60s. Try re-running outside of examples",
            "No GPU is free",
            60,
        ),
        ("ZeroGPU queue timeout", "No GPU was available after 60s", "No GPU is free", 60),
        ("ZeroGPU client error", "No GPU was available", "No GPU is free", 60),
        (
            "ZeroGPU pending credits exceeded",
            "You have too many ZeroGPU credits allocated to running tasks.",
            "has ended",
            60,
        ),
        ("ZeroGPU client error", "Expired ZeroGPU proxy token", "while you look", 2),
        ("ZeroGPU worker error", "GPU task aborted", "made again", 5),
    ],
)
def test_what_the_scheduler_says_is_told_in_words_with_a_time(title, message, words, wait):
    told, seconds = refusal_in_words(Said(title, message))
    assert words in told and seconds == wait


def test_an_error_that_does_not_pass_by_itself_is_told_as_it_is():
    assert refusal_in_words(RuntimeError("something else")) is None
    assert (
        refusal_in_words(
            Said("ZeroGPU illegal duration", "The requested GPU duration (300s) is larger than the maximum allowed")
        )
        is None
    )


def test_a_simulated_space_makes_a_film_with_a_read_only_home_and_no_hub(tmp_path):
    """Their environment variables, a home that cannot be written, no network: one film from the same entry points."""
    code = """
import json, os, socket, time
real = socket.socket.connect
def connect(self, address):
    assert self.family == socket.AF_UNIX or address[0].startswith("127."), address
    return real(self, address)
socket.socket.connect = connect
from vgot.space.visitors import open_studio
from vgot.settings import Settings
studio = open_studio(Settings.from_environment())
with studio.visit(None) as cookie:
    project = studio.write("A fox crosses a snowy field.", 1, duration_s=1.0)
    for path, value in (("film/width", 160), ("film/height", 90), ("film/fps", 8)):
        project.edit(path, value)
    project.start_build()
    while project.queue.unfinished():
        time.sleep(0.05)
    print(json.dumps({"film": bool(project.film() and project.film()[1]), "failed": [j.error for j in project.queue.jobs(states=["failed"])],
                      "home": str(studio.settings.home), "notice": studio.notice, "kind": type(studio).__name__, "mode": studio.settings.mode}))
studio.close()
"""
    locked = tmp_path / "locked"
    locked.write_text("a file where the home should be: nothing can be written there, not even by root")
    environment = {
        "PATH": os.environ["PATH"],
        "SPACE_ID": "someone/vgot-studio",
        "SPACE_HOST": "someone-vgot-studio.hf.space",
        "SYSTEM": "spaces",
        "SPACE_AUTHOR_NAME": "someone",
        "HOME": str(locked),
        "TMPDIR": str(tmp_path),
        "HF_HUB_OFFLINE": "1",
        "PYTHONPATH": str(ROOT),
    }
    ran = subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    said = json.loads(ran.stdout.strip().splitlines()[-1])
    assert said["film"] and not said["failed"], said
    assert said["kind"] == "SpaceStudio" and said["mode"] == "space" and said["home"].startswith(str(tmp_path))
    assert "Temporary" in said["notice"]


def test_on_a_persons_own_machine_there_is_one_studio_for_all(tmp_path):
    studio = open_studio(Settings(home=tmp_path))
    assert type(studio).__name__ == "Studio"
    studio.close()
