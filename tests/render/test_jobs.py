"""The queue: order, cancel, pause, leases, fencing, crashes."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import NoExecutor, copied, small_story, studio_of
from tests.paint_world import use_paint
from vgot.processes import machine, start_of
from vgot.project.studio import Studio
from vgot.render.executors import ProcessExecutor
from vgot.render.queue import CRASHES_ALLOWED, LeaseLost, Queue
from vgot.render.worker import Worker
from vgot.settings import Settings, load_preset

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def paint(monkeypatch):
    """Flat colours are enough for a queue; workers in processes of their own draw. Stands before `queued`."""
    use_paint(monkeypatch)


def work(project, many=10_000) -> list[str]:
    worker, names = Worker(project.store), []
    for _ in range(many):
        running = project.queue.jobs(states=["queued"])
        if not running or not worker.work_one():
            break
    names = [j.name for j in sorted(project.queue.jobs(states=["done"]), key=lambda j: j.finished)]
    return names


def test_inputs_are_made_before_what_is_made_of_them(queued):
    names = work(queued)
    for earlier, later in (
        ("portrait/mary/young", "tokens/mary/young"),
        ("tokens/mary/young", "keyframe/1"),
        ("keyframe/4", "clip/4"),
        ("clip/2", "join/1-2"),
        ("join/3-4", "film"),
    ):
        assert names.index(earlier) < names.index(later)


def test_all_keyframes_come_before_the_first_clip(queued):
    names = work(queued)
    assert max(names.index(f"keyframe/{n}") for n in range(1, 5)) < names.index("clip/1")


def test_a_claimed_job_is_nobody_elses(queued):
    first, second = Queue(queued.store).claim("a:1:x", load_preset), Queue(queued.store).claim("b:2:y", load_preset)
    assert first.id != second.id


def test_an_expired_lease_goes_back_to_queued_and_the_old_worker_cannot_finish(queued):
    job = queued.queue.claim("elsewhere:1:x", load_preset, lease_s=-1)
    assert queued.queue.recover() == [job.name]
    again = queued.queue.claim("elsewhere:2:y", load_preset)
    assert again.id == job.id and again.fence > job.fence
    with pytest.raises(LeaseLost):
        queued.queue.finish(job, "ran", 1.0)
    with pytest.raises(LeaseLost):
        queued.queue.heartbeat(job, 1, 2)


def test_three_crashes_quarantine_a_job_and_retry_frees_it(queued):
    for _ in range(CRASHES_ALLOWED):
        process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
        job = queued.queue.claim(
            f"{socket.gethostname()}:{process.pid}:{start_of(process.pid)}@{machine()}:x", load_preset
        )
        assert queued.queue.recover() == []
        process.kill()
        process.communicate()
        queued.queue.recover()
    failed = [j for j in queued.queue.jobs(states=["failed"]) if j.id == job.id]
    assert failed and failed[0].outcome == "quarantined" and "crashed 3 times" in failed[0].error["message"]
    queued.queue.retry(job.id)
    assert job.id in {j.id for j in queued.queue.jobs(states=["queued"])}


def test_cancel_keeps_what_was_made_and_a_second_build_does_the_rest(queued):
    worker = Worker(queued.store)
    for _ in range(5):
        worker.work_one()
    made = {j.node for j in queued.queue.jobs(states=["done"])}
    assert len(made) == 5
    queued.cancel()
    assert not worker.work_one()
    queued.start_build()
    work(queued)
    assert queued.plan().nodes["film"].state == "fresh"
    counts = queued.store.read("SELECT node, COUNT(*) FROM takes GROUP BY node")
    assert all(n == 1 for _, n in counts)


def test_a_paused_queue_hands_out_nothing_until_resumed(queued):
    queued.queue.pause()
    assert queued.queue.claim("a:1:x", load_preset) is None
    queued.queue.resume()
    assert queued.queue.claim("a:1:x", load_preset) is not None


def test_a_waiting_job_can_be_moved_to_the_front(queued):
    plate = next(j for j in queued.queue.jobs(states=["queued"]) if j.name == "plate/forest")
    first = queued.queue.jobs(states=["queued"])[0]
    queued.queue.reorder(plate.id, first.id)
    assert queued.queue.claim("a:1:x", load_preset).name == "plate/forest"


def test_queueing_the_same_build_twice_makes_everything_once(queued):
    queued.start_build()
    names = work(queued)
    assert len(names) == len(set(names))


def test_a_shot_deleted_while_it_waits_is_skipped_and_the_film_is_made(queued):
    queued.delete_shot(4)
    queued.start_build()
    work(queued)
    assert queued.plan().nodes["film"].state == "fresh"
    assert {j.state for j in queued.queue.jobs() if j.name in ("clip/4", "keyframe/4")} == {"skipped"}


def test_a_failing_step_fails_alone_and_what_needs_it_is_skipped(queued, monkeypatch):
    from vgot.render import steps

    real = steps.STEPS["clip"]

    def clip(node, *rest):
        if node.name == "clip/2":
            raise ValueError("broken model")
        return real(node, *rest)

    monkeypatch.setitem(steps.STEPS, "clip", clip)
    work(queued)
    states = {j.name: j.state for j in queued.queue.jobs()}
    assert states["clip/2"] == "failed" and states["clip/3"] == "done" and states["join/3-4"] == "done"
    assert states["film"] == "skipped" and states["join/1-2"] == "skipped"
    assert "broken model" in queued.plan().named("clip/2").reason


def test_a_worker_killed_in_the_middle_of_a_build_loses_no_finished_take(tmp_path, made_once):
    executor = ProcessExecutor(workers=2, idle_s=1)
    project = Studio(Settings(home=tmp_path / "home"), executor).new_project(small_story(4))
    project.start_build()
    deadline = time.time() + 240
    killed = 0
    while project.queue.unfinished() and time.time() < deadline:
        done = len(project.queue.jobs(states=["done"]))
        if done >= 5 * (killed + 1) and killed < 2 and executor.alive():
            before = {tuple(r) for r in project.store.read("SELECT id, digests FROM takes")}
            os.kill(executor.alive()[0], signal.SIGKILL)
            killed += 1
            assert before <= {tuple(r) for r in project.store.read("SELECT id, digests FROM takes")}
        project.keep_working()
        time.sleep(0.02)
    executor.close()
    assert killed == 2
    assert project.plan().nodes["film"].state == "fresh"
    calm = copied(made_once, studio_of(project))  # the same film as one that nobody disturbed
    assert project.plan().nodes["film"].take.digests["film"] == calm.plan().nodes["film"].take.digests["film"]


@pytest.mark.slow
def test_killing_the_program_takes_its_workers_along_and_the_next_one_finishes(tmp_path):
    folder = tmp_path / "film"
    command = [
        sys.executable,
        "-m",
        "vgot",
        "make",
        "A fisherman rows home in a storm.",
        "--shots",
        "6",
        "--project",
        str(folder),
        "--json",
    ]
    program = subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "VGOT_HOME": str(tmp_path)},
    )
    deadline = time.time() + 240
    project = None
    while time.time() < deadline:
        if project is None and (folder / "story.json").exists():
            project = Studio(Settings(home=tmp_path), NoExecutor()).open(folder)
        if project and len(project.queue.jobs(states=["done"])) >= 3:
            break
        time.sleep(0.02)
    program.kill()
    program.wait()
    kept = {tuple(r) for r in project.store.read("SELECT id, digests FROM takes")}
    assert kept
    done = subprocess.run(
        [sys.executable, "-m", "vgot", "build", "--project", str(folder)],
        cwd=ROOT,
        env={**os.environ, "VGOT_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert kept <= {tuple(r) for r in project.store.read("SELECT id, digests FROM takes")}
    assert project.plan().nodes["film"].state == "fresh"


def test_a_worker_that_ends_leaves_the_process_table_without_anybody_asking(tmp_path):
    executor = ProcessExecutor(workers=1, idle_s=0)
    project = Studio(Settings(home=tmp_path / "home"), executor).new_project(small_story(1))
    project.queue.pause()
    project.start_build()
    (pid,) = executor.alive()
    os.kill(pid, signal.SIGKILL)
    deadline = time.time() + 5
    while Path(f"/proc/{pid}").exists() and time.time() < deadline:
        time.sleep(0.01)
    assert not Path(f"/proc/{pid}").exists() and executor.alive() == []
    executor.close()
