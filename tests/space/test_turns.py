"""One visitor's worst beside another's first film: turns in slices, films of a size, files that are shared, exports in a pool."""

from __future__ import annotations

import os
import threading

import pytest

from tests.conftest import NoExecutor, small_story
from ui.export_jobs import ExportJobs
from vgot.errors import BadInput
from vgot.settings import Settings
from vgot.space.quotas import QuotaReached, Quotas, bytes_in
from vgot.space.turns import Turns
from vgot.space.visitors import SpaceStudio


@pytest.fixture
def space(tmp_path):
    made = SpaceStudio(Settings(home=tmp_path / "home", mode="space"), NoExecutor(), Quotas())
    yield made
    made.close()


def test_who_has_had_least_goes_next_also_within_long_work():
    turns, said, begun = Turns(slice_s=0.0), [], threading.Event()
    ended = threading.Event()

    def long() -> None:
        with turns.turn("ann") as between:
            for _ in range(100_000):
                said.append("ann")
                begun.set()
                between()
                if ended.is_set():
                    return

    working = threading.Thread(target=long, daemon=True)
    working.start()
    assert begun.wait(10)
    for _ in range(3):  # three short things of another visitor, each within the long one
        with turns.turn("ben"):
            said.append("ben")
    assert working.is_alive() and "ann" in said and said.count("ben") == 3
    ended.set()
    working.join(10)
    assert not working.is_alive() and turns.had("ann") == 0.0


def test_several_threads_of_one_work_may_let_others_go_first():
    turns, over = Turns(slice_s=0.0), threading.Event()
    with turns.turn("ann") as between:

        def go_on() -> None:
            while not over.is_set():
                between()

        threads = [
            threading.Thread(target=go_on, daemon=True) for _ in range(3)
        ]  # an encoder takes frames in threads of its own
        for one in threads:
            one.start()
        for _ in range(20):
            with turns.turn("ben"):
                pass
        over.set()
        for one in threads:
            one.join(10)
        assert not any(one.is_alive() for one in threads)


def test_a_film_that_is_too_much_for_all_is_refused_with_its_numbers(space):
    with space.visit(None):
        film = space.new_project(small_story(2))
        film.edit("film/width", 1920)
        with pytest.raises(QuotaReached):
            film.edit("film/height", 2160)
        with pytest.raises(QuotaReached, match="million pixels"):
            space.new_project(small_story(2, film={"width": 4096, "height": 4096, "fps": 60}))
        assert film.story.film.height == 90


def test_what_all_visitors_have_is_counted_and_shared_files_are_not(space, tmp_path):
    with space.visit(None):
        film = space.new_project(small_story(2))
        film.store.put_bytes(os.urandom(200_000))
        packed = film.export(tmp_path / "shared" / "one.vgot.zip")
    with space.visit(None):
        copy = space.copy_of(packed, "copy")
        assert copy.story == film.story and copy.store.meta("id") != film.store.meta("id")
        assert bytes_in(space.folder) < 200_000
        copy.edit("title", "Mine")
    assert film.story.title != "Mine"
    space.quotas = Quotas(all_megabytes=0)
    space._counted = (-3600.0, 0)
    with space.visit(None), pytest.raises(QuotaReached, match="no room"):
        space.new_project(small_story(2))


def test_exports_are_bounded_for_a_visitor_and_for_all(space, monkeypatch):
    monkeypatch.setattr("ui.export_jobs.export_to", lambda *a, **k: gate.wait(30) and 1 / 0)
    gate, jobs = threading.Event(), ExportJobs()
    with space.visit(None):
        films = [space.new_project(small_story(2)) for _ in range(2)]
        asked = [jobs.start(films[n % 2], "shots.csv", {}) for n in range(3)]
        with pytest.raises(BadInput, match="Three exports of yours"):
            jobs.start(films[1], "shots.csv", {})
        with pytest.raises(QuotaReached, match="pixels"):
            ExportJobs().start(films[0], "film.mp4", {"short_px": 2160})
    monkeypatch.setattr("ui.export_jobs._OF_ALL", 3)
    with space.visit(None), pytest.raises(QuotaReached, match="Many films"):
        jobs.start(space.new_project(small_story(2)), "shots.csv", {})
    with space.visit(None):
        other = space.new_project(small_story(2))
        own, waits = ExportJobs(), threading.Event()
        with own.direct(other), pytest.raises(QuotaReached, match="Another file of yours"), own.direct(other):
            waits.set()
        assert not waits.is_set()
    gate.set()
    for export in asked:
        export.task.wait(10)
