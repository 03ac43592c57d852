"""A film that is deleted is out of its workers' hands, and comes back as it was; what ended programs left is put away."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time

import pytest

from tests.conftest import NoExecutor, small_story
from tests.paint_world import use_paint
from vgot.errors import Conflict, NotFound
from vgot.project.studio import Studio
from vgot.render import steps
from vgot.render.executors import InlineExecutor
from vgot.render.queue import Queue
from vgot.render.worker import Worker
from vgot.settings import Settings
from vgot.store.project_store import Store
from vgot.store.trash import sweep


@pytest.fixture
def held(tmp_path, monkeypatch):
    """A studio, a film with its work queued, and a worker that stands still in the middle of a step until it is told to go on."""
    use_paint(monkeypatch)
    studio = Studio(Settings(home=tmp_path / "home"), NoExecutor())
    project = studio.new_project(small_story(2))
    project.start_build()
    at_it, go, real = threading.Event(), threading.Event(), steps.run_step

    def run_step(*args):
        if threading.current_thread().name == "slow":
            at_it.set()
            assert go.wait(60)
        return real(*args)

    monkeypatch.setattr(steps, "run_step", run_step)
    worker = Worker(Store.open(project.store.folder))
    thread = threading.Thread(target=lambda: worker.run(until=lambda: False, idle_s=0.0), name="slow")
    thread.start()
    assert at_it.wait(60)

    def let_go() -> None:
        go.set()
        thread.join(60)
        assert not thread.is_alive(), "the worker did not leave"

    yield studio, project, let_go
    go.set()
    thread.join(60)


def test_a_worker_of_a_deleted_film_leaves_and_makes_nothing_where_the_film_was(held):
    studio, project, let_go = held
    studio.delete_project(project.id)
    let_go()
    assert not project.store.folder.exists() and studio.projects() == []
    back = studio.restore_project(project.id)
    assert back.id == project.id and back.queue.unfinished() == len(back.queue.jobs()) > 0, (
        "the queue came back as it was"
    )
    assert all(j.crashes == 0 for j in back.queue.jobs())


def test_a_film_comes_back_while_its_worker_still_runs_and_is_whole_afterwards(held):
    studio, project, let_go = held
    busy = project.queue.jobs(states=["running"])[0]
    studio.delete_project(project.id)
    back = studio.restore_project(project.id)
    assert back.queue.jobs(states=["running"]) == [] and back.story == project.story
    let_go()  # it finishes what it had begun, which is dropped, and goes on with what the queue holds
    studio.executor = InlineExecutor(idle_s=0.05)
    result = back.build()
    studio.executor.close()
    assert not result.failed and back.film()[1]
    assert len(back.takes(busy.name)) == 1 and all(back.store.has_blob(d) for d in back.store.named())
    assert next(j for j in back.queue.jobs() if j.node == busy.node).crashes == 0


def test_the_folder_that_an_earlier_versions_worker_left_does_not_stand_in_the_way(project, studio):
    folder = project.store.folder
    studio.delete_project(project.id)
    (folder / "blobs" / "ab").mkdir(parents=True)
    (folder / "blobs" / "ab" / ("0" * 62)).write_bytes(b"late")
    assert studio.restore_project(project.id).story == small_story()
    assert studio.trash()[0] == 0 and not (folder / "blobs" / "ab" / ("0" * 62)).exists()


def test_the_list_says_what_was_deleted_and_when_the_last_one_first(studio):
    names = ["The first", "The second", "The third"]
    ids = [studio.new_project(small_story(n + 1), name=name).id for n, name in enumerate(names)]
    before = time.time()
    for one in ids:
        studio.delete_project(one)
    found = studio.trash_list()
    assert [t.name for t in found] == names[::-1] == [t.name for t in studio.trash_list()]
    assert [t.project for t in found] == ids[::-1] and [t.shots for t in found] == [3, 2, 1]
    assert all(t.title == "Mary by the sea" and t.bytes > 0 and before <= t.deleted <= time.time() for t in found)
    assert studio.trash()[0] == 3 and studio.trash()[1] == sum(t.bytes for t in found)
    assert studio.restore_project(found[1].project, found[1].id).name == "The second"
    assert [t.name for t in studio.trash_list()] == ["The third", "The first"]


def test_a_film_is_not_taken_for_another_one_whose_name_begins_alike(studio, tmp_path):
    short, long = (
        studio.new_project(small_story(1), name=name, folder=studio.projects_folder / at)
        for name, at in (("short", "film"), ("long", "film-part"))
    )
    for one in (short, long):
        studio.delete_project(one.id)
    assert studio.restore_project("film").name == "short"
    with pytest.raises(NotFound):
        studio.restore_project("film")
    assert [t.name for t in studio.trash_list()] == ["long"]


def test_a_film_whose_place_is_taken_is_refused_in_words_and_stays_in_the_trash(project, studio):
    studio.delete_project(project.id)
    shutil.copytree(next((studio.settings.home / "trash").iterdir()), project.store.folder)
    with pytest.raises(Conflict) as caught:
        studio.restore_project(project.id)
    assert project.id in caught.value.message and caught.value.hint and len(studio.trash_list()) == 1
    studio.delete_project(project.id)
    assert len({t.id for t in studio.trash_list()}) == 2, "both are there, each by its own name"
    chosen = studio.trash_list()[-1]
    studio.restore_project(project.id, chosen.id)
    assert chosen.id not in {t.id for t in studio.trash_list()}


def test_a_film_that_cannot_be_read_can_be_deleted_and_is_listed(project, studio):
    studio.delete_project(project.id)
    file = next((studio.settings.home / "trash").iterdir()) / "project.sqlite"
    file.write_bytes(b"not a database at all" * 500)
    assert [t.project for t in studio.trash_list()] == [project.id]
    with pytest.raises(Exception, match="damaged"):
        studio.restore_project(project.id)
    assert len(studio.trash_list()) == 1 and not project.store.folder.exists(), (
        "it is in one of the two places, and that is the trash"
    )


def test_a_queue_that_is_taken_back_counts_nothing_against_its_jobs_and_shuts_the_worker_out(queued):
    queue = Queue(queued.store)
    job = queue.claim("here:1:x", lambda name: queued.preset)
    assert queue.take_back() == 1
    again = queue.jobs(states=["queued"])
    assert all((j.crashes, j.attempts) == (0, 0) for j in again)
    with pytest.raises(Exception, match="taken over"):
        queue.finish(job, "ran", 1.0)


# -- left behind ------------------------------------------------------------------------------------------------------
@pytest.fixture
def ended() -> int:
    """The number of a process that has ended."""
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    return child.pid


def test_what_ended_programs_left_is_put_away_at_the_next_start_and_nothing_else(tmp_path, ended, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    projects = tmp_path / "home" / "projects"
    kept = Studio(Settings(home=tmp_path / "home"), NoExecutor()).new_project(small_story(1))
    theirs = tmp_path / "home" / "visitors" / "v" / "projects" / f".film-1.{ended}.importing"
    left = [projects / f".film-2.{ended}.importing", theirs, tmp_path / "tmp" / f"vgot-export-{ended}-abc"]
    stays = [
        projects / f".film-3.{os.getpid()}.importing",
        tmp_path / "tmp" / f"vgot-export-{os.getpid()}-abc",
        tmp_path / "tmp" / "vgot-other",
        projects / "a persons own folder",
        projects / "young",
    ]
    for folder in (*left, *stays):
        folder.mkdir(parents=True)
        (folder / "blobs").mkdir()
    (projects / "a persons own folder" / "notes.txt").write_text("mine")
    old, hours_ago = projects / "old-film", time.time() - 7200
    (old / "blobs" / "ab").mkdir(parents=True)
    away = projects / f".gone-film.{ended}.moving"
    shutil.copytree(kept.store.folder, away)
    for folder in (old / "blobs", old, projects / "a persons own folder"):
        os.utime(folder, (hours_ago, hours_ago))
    studio = Studio(Settings(home=tmp_path / "home"), NoExecutor())
    assert not any(f.exists() for f in left) and all(f.exists() for f in stays)
    assert not old.exists() and len(list((tmp_path / "home" / "trash").iterdir())) == 1, "moved, not removed"
    assert {p.id for p in studio.projects()} == {kept.id, "gone-film"}
    assert sweep(tmp_path / "home") == 0


def test_an_import_that_was_killed_is_gone_after_the_next_start(project, tmp_path):
    project.build(until="portrait")
    source = project.export(tmp_path / "film.vgot.zip")
    code = (
        "import os, sys; from pathlib import Path; from vgot.store import archive; from vgot.store.archive import read_archive\n"
        "archive._stream_blob = lambda *a: os._exit(9)\nread_archive(Path(sys.argv[1]), Path(sys.argv[2]))"
    )
    subprocess.run([sys.executable, "-c", code, str(source), str(tmp_path / "home" / "projects" / "film")], check=False)
    assert len(list((tmp_path / "home" / "projects").glob(".*.importing"))) == 1
    Studio(Settings(home=tmp_path / "home"), NoExecutor())
    assert not list((tmp_path / "home" / "projects").glob(".*"))


# -- what is meant with a story ---------------------------------------------------------------------------------------
def test_a_film_that_was_meant_to_be_made_is_begun_when_it_is_opened_though_the_program_died_before(tmp_path):
    studio = Studio(Settings(home=tmp_path), NoExecutor())
    made = studio.write("A fox.", 2, wait=False)  # and here the program dies
    again = Studio(Settings(home=tmp_path), NoExecutor())
    project = again.open(made.id)
    assert not project.queue.unfinished()
    project.keep_working()
    many = project.queue.unfinished()
    assert many > 0
    project.cancel()
    project.keep_working()
    assert not project.queue.unfinished(), "what a person stopped is not begun again"


def test_a_story_that_was_only_written_is_not_begun_by_itself(tmp_path):
    project = Studio(Settings(home=tmp_path), NoExecutor()).write("A fox.", 2)
    project.keep_working()
    assert not project.queue.unfinished()


def test_what_a_model_is_to_write_and_that_it_is_to_be_made_are_there_with_the_film(tmp_path, server, monkeypatch):
    monkeypatch.setattr(
        "vgot.project.writing_session.WritingSession.start", lambda *a, **k: None
    )  # the program dies before it has begun
    made = Studio(Settings(home=tmp_path), NoExecutor()).write("A fox in the snow.", 2, wait=False)
    again = Studio(Settings(home=tmp_path), NoExecutor()).open(made.id)
    assert again.writing.unfinished and again.writing.state().sentence == "A fox in the snow."
    again.keep_working()
    assert not again.queue.unfinished()
    again.writing.go_on(again.script.writer())
    again.keep_working()
    assert again.queue.unfinished() > 0
