"""Several takes of one item to choose from: jobs like all others, made exactly once, whatever happens to the program."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import small_story
from vgot.errors import BadInput
from vgot.project.studio import Studio
from vgot.render.executors import InlineExecutor
from vgot.settings import Settings
from vgot.store.project_store import Store

ROOT = Path(__file__).resolve().parents[2]
_PROGRAM = """
import sys, time
from pathlib import Path
from vgot.render.executors import InlineExecutor
from vgot.settings import Settings
from vgot.project.studio import Studio
project = Studio(Settings(home=Path(sys.argv[1])), InlineExecutor()).open(sys.argv[2])
project.takes.start_variants("clip/1", 4)
print("asked", flush=True)
time.sleep(60)
"""


def wait_until_idle(project, timeout_s: float = 30.0) -> None:
    end = time.monotonic() + timeout_s
    while project.queue.unfinished():
        assert time.monotonic() < end, [j.as_json() for j in project.queue.jobs()][:5]
        time.sleep(0.02)


@pytest.mark.slow
def test_four_variants_survive_a_killed_program_and_are_made_exactly_once(tmp_path):
    story = small_story(2)
    shots = [s.model_copy(update={"duration_s": 8.0}) for s in story.shots]
    story = story.model_copy(
        update={"shots": shots, "film": story.film.model_copy(update={"width": 480, "height": 270, "fps": 16.0})}
    )
    studio = Studio(Settings(home=tmp_path), InlineExecutor(idle_s=0.05))
    project = studio.new_project(story)
    project.build(["clip/1"])
    before = project.takes("clip/1")
    program = subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, str(tmp_path), project.id],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert program.stdout.readline() == b"asked\n"
    end = time.monotonic() + 30
    while not (1 < len(project.takes("clip/1")) < 5) and time.monotonic() < end:
        time.sleep(0.01)
    program.send_signal(signal.SIGKILL)
    program.wait()
    program.stdout.close()
    made, left = len(project.takes("clip/1")) - 1, project.queue.unfinished()
    assert 1 <= made <= 3 and made + left == 4, "killed too late to show anything"
    again = Studio(Settings(home=tmp_path), InlineExecutor(idle_s=0.05))
    project = again.open(project.id)
    project.keep_working()
    wait_until_idle(project)
    takes = project.takes("clip/1")
    assert len(takes) == 5 and len({t["seed"] for t in takes}) == 5
    assert [t["id"] for t in takes if t["chosen"]] == [before[0]["id"]], "the chosen one stays"
    jobs = [j for j in project.queue.jobs() if j.seed is not None]
    assert len(jobs) == 4 and [j.state for j in jobs] == ["done"] * 4
    again.close()
    studio.close()


def test_variants_of_an_item_that_is_missing_include_its_own_first_take(project):
    seeds = project.takes.start_variants("portrait/mary/young", 4)
    wait_until_idle(project)
    takes = project.takes("portrait/mary/young")
    assert len(takes) == 4 and len(seeds) == 3 and sum(t["chosen"] for t in takes) == 1
    assert {t["seed"] for t in takes} == {*seeds, project.plan().named("portrait/mary/young").node.seed}


def test_variants_change_nothing_until_one_is_chosen(built):
    head = built.head()
    chosen = built.plan().named("keyframe/2").take.id
    built.takes.start_variants("keyframe/2", 3)
    wait_until_idle(built)
    assert built.head() == head and built.plan().named("keyframe/2").take.id == chosen
    assert all(p.settled for p in built.plan().nodes.values())
    other = next(t["id"] for t in built.takes("keyframe/2") if not t["chosen"])
    built.takes.choose("keyframe/2", other)
    assert built.plan().named("keyframe/2").take.id == other and not built.plan().named("clip/2").settled


def test_asking_twice_queues_other_seeds_and_one_can_be_cancelled(project, monkeypatch):
    project.build(["keyframe/1"])
    project.queue.pause()
    seeds = project.takes.start_variants("keyframe/1", 2) + project.takes.start_variants("keyframe/1", 2)
    assert len(set(seeds)) == 4
    queued = [j for j in project.queue.jobs() if j.seed is not None]
    assert [j.seed for j in queued] == seeds[2:] + seeds[:2]
    project.cancel(job=queued[0].id)
    project.queue.resume()
    project.keep_working()
    wait_until_idle(project)
    assert {t["seed"] for t in project.takes("keyframe/1")} >= set(seeds) - {queued[0].seed}
    assert queued[0].seed not in {t["seed"] for t in project.takes("keyframe/1")}


def test_a_film_and_a_cut_have_no_variants(project):
    for node in ("film", "tokens/mary/young", "join/3-4"):
        with pytest.raises(BadInput):
            project.takes.start_variants(node, 4)
    assert not project.queue.unfinished()


def test_a_project_of_an_older_version_learns_the_seed_of_a_job(project):
    with project.store.transaction() as db:
        db.execute("ALTER TABLE jobs DROP COLUMN seed")
        db.execute("PRAGMA user_version = 0")
    opened = Store.open(project.store.folder)
    assert "seed" in {row[1] for row in opened.read("PRAGMA table_info(jobs)")}
