"""A worker waits before there is a film, takes the first one that comes, and leaves when nobody needs it."""

from __future__ import annotations

import pytest

from tests.conftest import small_story
from vgot.project.studio import Studio
from vgot.render.executors import ProcessExecutor
from vgot.settings import Settings


@pytest.fixture
def executor():
    made = ProcessExecutor(workers=1)
    yield made
    made.close()


def test_the_worker_that_waits_makes_the_next_film(executor, tmp_path):
    executor.get_ready()
    waits = executor._spare
    executor.get_ready()
    assert executor._spare is waits and waits.poll() is None
    project = Studio(Settings(home=tmp_path / "home"), executor).new_project(small_story(2))
    result = project.build(until="keyframe")
    assert not result.failed and executor.alive() == [waits.pid] and executor._spare is None
    assert (project.store.folder / "worker.log").is_file()


def test_a_worker_that_no_film_came_for_leaves_with_the_program(executor):
    executor.get_ready()
    waits = executor._spare
    executor.close()
    assert waits.returncode == 0


@pytest.mark.slow
def test_a_waiting_worker_that_died_is_no_loss(executor, tmp_path):
    executor.get_ready()
    executor._spare.kill()
    executor._spare.wait()
    project = Studio(Settings(home=tmp_path / "home"), executor).new_project(small_story(1))
    assert not project.build(until="keyframe").failed
