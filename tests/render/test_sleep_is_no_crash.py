"""Who is alive: a machine that slept, a clock that was set, a step that computes in silence lose nothing; what is dead is noticed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from types import SimpleNamespace

import pytest

from tests.conftest import NoExecutor, small_story
from tests.paint_world import PaintVideo, use_paint
from vgot import processes as vitals
from vgot.models import registry
from vgot.processes import computed, effort_of, machine, start_of
from vgot.project.studio import Studio
from vgot.render import pulse as pulsing
from vgot.render import queue as jobs
from vgot.render.executors import InlineExecutor, ProcessExecutor
from vgot.render.queue import BEGINNINGS_ALLOWED, CRASHES_ALLOWED, FORSAKEN, LEASE_S, STUCK, Queue
from vgot.render.worker import Worker
from vgot.settings import Settings, load_preset


@pytest.fixture(autouse=True)
def paint(monkeypatch):
    """Flat colours are enough for a queue. Stands before `queued`, so that its film is painted too."""
    use_paint(monkeypatch)


@pytest.fixture
def clock(monkeypatch):
    """The clock by which silence is measured; a test moves it."""
    one = SimpleNamespace(now=1000.0)
    monkeypatch.setattr(
        vitals,
        "time",
        SimpleNamespace(monotonic=lambda: one.now, process_time=time.process_time, thread_time=time.thread_time),
    )
    return one


def name_of(pid: int, start: str | None = None) -> str:
    return f"{socket.gethostname()}:{pid}:{start or start_of(pid)}@{machine()}:abcdef01"


@pytest.fixture
def other():
    """A function: another process of this machine, which runs a line of Python after it said that it is there."""
    started = []

    def start(line: str = "sys.stdin.read()") -> subprocess.Popen:
        process = subprocess.Popen(
            [sys.executable, "-c", f"import sys; print('there', flush=True); {line}"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        process.stdout.readline()
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def look_for(project, clock, seconds: int) -> list[str]:
    """Look at the queue once a second; the names put back."""
    back = []
    for _ in range(seconds):
        clock.now += 1.0
        back += project.queue.recover()
    return back


def the(project, job):
    return next(j for j in project.queue.jobs() if j.id == job.id)


# -- sleep and clocks -------------------------------------------------------------------------------------------------
def test_a_clock_that_is_set_forward_takes_no_job_from_a_living_worker(queued, other, monkeypatch):
    job = queued.queue.claim(name_of(other().pid), load_preset)
    real = time.time
    monkeypatch.setattr(jobs.time, "time", lambda: real() + 86_400)
    assert queued.queue.recover() == [] and queued.queue.stuck_pids() == set()
    assert queued.queue.heartbeat(job, 1, 2) is False


@pytest.mark.parametrize("worker", ["this machine", "another"])
def test_after_a_sleep_of_everybody_nobody_has_lost_a_job(queued, other, clock, worker):
    job = queued.queue.claim(name_of(other().pid) if worker == "this machine" else "elsewhere:1:x", load_preset)
    for _ in range(3):
        assert look_for(queued, clock, 10) == []
        clock.now += 8 * 3600  # a night
        assert queued.queue.recover() == [] and queued.queue.stuck_pids() == set()
        queued.queue.heartbeat(job, 1, 2)
    assert (the(queued, job).state, the(queued, job).crashes, the(queued, job).attempts) == ("running", 0, 1)


def test_a_worker_of_another_machine_that_falls_silent_loses_its_job_and_that_is_no_crash(queued, clock):
    job = queued.queue.claim("elsewhere:1:x", load_preset)
    assert look_for(queued, clock, int(LEASE_S) - 1) == []
    queued.queue.heartbeat(job, 1, 2)
    assert look_for(queued, clock, int(LEASE_S) - 1) == []
    assert look_for(queued, clock, 4) == [job.name]
    assert (the(queued, job).state, the(queued, job).crashes) == ("queued", 0)


def test_what_ten_silent_workers_began_is_given_up_in_words(queued):
    for _ in range(BEGINNINGS_ALLOWED):
        job = queued.queue.claim("elsewhere:1:x", load_preset, lease_s=-1)
        queued.queue.recover()
    failed = the(queued, job)
    assert (
        failed.state == "failed"
        and failed.crashes == 0
        and "begun 10 times" in failed.error["message"]
        and failed.error["hint"]
    )
    queued.queue.retry(job.id)
    queued.queue.claim("elsewhere:1:x", load_preset, lease_s=-1)
    assert queued.queue.recover() == [job.name]


# -- processes of this machine ----------------------------------------------------------------------------------------
def test_a_dead_process_loses_its_job_at_once_and_that_is_a_crash(queued, other):
    process = other()
    job = queued.queue.claim(name_of(process.pid), load_preset)
    assert queued.queue.recover() == []
    process.kill()
    process.wait()
    assert queued.queue.recover() == [job.name] and the(queued, job).crashes == 1


def test_a_process_that_only_has_the_same_number_is_not_the_worker(queued, other):
    job = queued.queue.claim(name_of(other().pid, "12345"), load_preset)
    assert queued.queue.recover() == [job.name]


def test_names_from_before_tell_the_process_alone(queued, other):
    process = other()
    job = queued.queue.claim(f"{socket.gethostname()}:{process.pid}:abcdef01", load_preset)
    assert queued.queue.recover() == []
    process.kill()
    process.wait()
    assert queued.queue.recover() == [job.name]


def test_where_there_is_no_proc_processes_are_known_as_well(other, monkeypatch):
    def missing(path, *more):
        raise FileNotFoundError(path)

    process = other()
    monkeypatch.setattr(vitals, "open", missing, raising=False)
    monkeypatch.setattr(vitals.os.path, "exists", lambda path: False)
    name = name_of(process.pid)
    assert start_of(process.pid) and vitals.whereabouts(name) == vitals.HERE and all(n >= 0 for n in vitals.moved())
    process.kill()
    while vitals.whereabouts(name) == vitals.HERE:  # dead, and nobody has waited for it yet
        time.sleep(0.01)
    process.wait()
    assert start_of(process.pid) is None and vitals.whereabouts(name) == vitals.GONE


def test_a_process_of_another_boot_or_container_is_judged_by_its_pulse(queued, other, clock):
    name = name_of(other().pid).replace(f"@{machine()}", "@0123456789")
    job = queued.queue.claim(name, load_preset)
    assert queued.queue.recover() == [] and queued.queue.stuck_pids() == set()
    assert look_for(queued, clock, int(LEASE_S) + 3) == [job.name] and the(queued, job).crashes == 0


def test_a_living_process_that_does_nothing_at_all_is_stuck_and_only_later_loses_its_job(queued, other, clock):
    process = other()
    job = queued.queue.claim(name_of(process.pid), load_preset)
    assert look_for(queued, clock, int(STUCK * LEASE_S) - 2) == [] and queued.queue.stuck_pids() == set()
    assert look_for(queued, clock, 5) == [] and queued.queue.stuck_pids() == {process.pid}
    assert look_for(queued, clock, int((FORSAKEN - STUCK) * LEASE_S)) == [job.name]
    assert the(queued, job).crashes == 0 and process.poll() is None


def test_a_living_process_that_computes_is_left_alone_though_its_pulse_does_not_beat(queued, other, clock):
    process = other("exec('while True: pass')")
    queued.queue.claim(name_of(process.pid), load_preset, lease_s=2.0)
    for _ in range(10):
        upto, clock.now = effort_of(process.pid) + 0.07, clock.now + 1.0
        while effort_of(process.pid) < upto:
            time.sleep(0.01)
        assert queued.queue.recover() == [] and queued.queue.stuck_pids() == set()


def test_a_thread_that_ended_and_left_its_job_behind_does_not_hold_it(queued):
    worker = Worker(queued.store)
    job = queued.queue.claim(worker.name, load_preset)
    assert queued.queue.recover() == []
    worker.close()
    assert queued.queue.recover() == [job.name]


def test_a_project_from_before_beats_opens_and_its_running_job_is_recovered(queued, other):
    process = other()
    queued.queue.claim(f"{socket.gethostname()}:{process.pid}:abcdef01", load_preset)
    with queued.store.transaction() as db:
        db.execute("ALTER TABLE jobs DROP COLUMN beat")
        db.execute("ALTER TABLE jobs DROP COLUMN lease_s")
        db.execute("PRAGMA user_version = 0")
    folder = queued.store.folder
    queued.store.close()
    again = Studio(Settings(home=folder.parent), NoExecutor()).open(folder)
    assert again.queue.recover() == []
    process.kill()
    process.wait()
    assert len(again.queue.recover()) == 1
    worker = Worker(again.store)
    while worker.work_one():
        pass
    assert again.plan().nodes["film"].state == "fresh"


# -- steps ------------------------------------------------------------------------------------------------------------
class Computes(PaintVideo):
    """A step that computes for three times its limit without a word."""

    def shoot_clip(self, keyframe, spec, report):
        until = time.monotonic() + 3.0
        while time.monotonic() < until:
            pass
        return super().shoot_clip(keyframe, spec, report)


class Troubled(PaintVideo):
    """The first clip never comes back."""

    trouble, begun, free = None, 0, threading.Event()

    def shoot_clip(self, keyframe, spec, report):
        Troubled.begun += 1
        if Troubled.begun == 1:
            Troubled.trouble()
        return super().shoot_clip(keyframe, spec, report)


def _one_shot(tmp_path, monkeypatch, video: type):
    monkeypatch.setitem(
        registry.FAMILIES, "animatic", {**registry.FAMILIES["animatic"], "video": f"{__name__}:{video.__name__}"}
    )
    studio = Studio(Settings(home=tmp_path), InlineExecutor(idle_s=0.1, hang_s=1.0))
    project = studio.new_project(small_story(1))
    result = project.build()
    studio.close()
    return result, next(j for j in project.queue.jobs() if j.step == "clip")


def test_a_step_that_computes_in_silence_is_no_hang(tmp_path, monkeypatch):
    result, clip = _one_shot(tmp_path, monkeypatch, Computes)
    assert result.film and (clip.state, clip.crashes, clip.attempts) == ("done", 0, 1)


@pytest.mark.parametrize("trouble", ["waits", "polls", "spins"])
def test_a_step_that_hangs_is_noticed_and_made_again(tmp_path, monkeypatch, trouble):
    """It waits for a lock, looks again and again for what never comes, or computes for ever: the last is waited for longer."""
    free = threading.Event()

    def spins():
        while not free.is_set():
            pass

    def polls():
        while not free.is_set():
            time.sleep(0.1)

    Troubled.begun, Troubled.trouble = 0, staticmethod({"waits": free.wait, "polls": polls, "spins": spins}[trouble])
    monkeypatch.setattr(pulsing, "PATIENCE", 3)
    try:
        result, clip = _one_shot(tmp_path, monkeypatch, Troubled)
    finally:
        free.set()
    assert result.film and (clip.state, clip.crashes, clip.attempts) == ("done", 1, 2)


def test_a_pulse_that_is_late_on_a_busy_machine_asks_before_it_gives_up(queued, monkeypatch):
    worker = Worker(queued.store, hang_s=1.0)
    monkeypatch.setattr(pulsing, "_activity", lambda: (0, 0))
    for used, hangs in ((5.0, False), (5.0, True), (6.0, False)):
        monkeypatch.setattr(pulsing, "computed", lambda thread, alone, used=used: used)
        worker.pulse._heard = time.monotonic() - 3.0
        assert worker.pulse._hangs() is hangs
    worker.close()


def test_a_pulse_that_slept_does_not_take_the_sleep_for_a_hang(queued, monkeypatch):
    real, ahead, gone = time.monotonic, [0.0], threading.Event()
    monkeypatch.setattr(pulsing, "time", SimpleNamespace(monotonic=lambda: real() + ahead[0]))
    monkeypatch.setattr(pulsing, "PULSE_S", 0.02)
    monkeypatch.setattr(pulsing.Pulse, "_works", lambda self, silent: False)
    monkeypatch.setattr(pulsing, "_activity", lambda: (0, 0))
    worker = Worker(queued.store, hang_s=60.0, on_hang=gone.set)
    job = queued.queue.claim(worker.name, load_preset)
    worker.pulse.begin(job)

    def beats() -> int:
        return queued.store.read("SELECT beat FROM jobs WHERE id = ?", (job.id,))[0][0]

    for _ in range(3):
        ahead[0] += 8 * 3600
        upto = beats() + 3
        while beats() < upto:
            time.sleep(0.01)
    assert not gone.is_set() and the(queued, job).crashes == 0
    for _ in range(40):  # awake, and silent
        ahead[0] += 2.0
        gone.wait(0.05)
    assert gone.wait(20) and the(queued, job).crashes == 1
    worker.close()


def test_computing_is_told_from_waiting_and_a_step_from_the_program_around_it():
    def spin(seconds: float) -> None:
        until = time.thread_time() + seconds
        while time.thread_time() < until:
            pass

    def of_thread(work) -> tuple[float, float, float]:
        """What a thread that did `work` and still lives adds: to the whole process, to itself as a step, to this thread as a step."""
        done, leave = threading.Event(), threading.Event()
        alone, bystander = computed(None, True), computed(threading.get_native_id(), False)
        thread = threading.Thread(target=lambda: (work(), done.set(), leave.wait()))
        thread.start()
        done.wait()
        found = (
            computed(None, True) - alone,
            computed(thread.native_id, False),
            computed(threading.get_native_id(), False) - bystander,
        )
        leave.set()
        thread.join()
        return found

    whole, step, around = of_thread(lambda: spin(0.3))
    assert whole >= 0.25 and step >= 0.25 and around < 0.2
    whole, _, _ = of_thread(lambda: time.sleep(0.3))
    assert whole < 0.2


def test_an_accelerator_at_work_is_a_sign_of_life(tmp_path, monkeypatch):
    tool = tmp_path / "nvidia-smi"
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    card = SimpleNamespace(
        is_initialized=lambda: True,
        current_device=lambda: 0,
        get_device_properties=lambda n: SimpleNamespace(uuid="abc"),
    )
    monkeypatch.setitem(sys.modules, "torch", SimpleNamespace(cuda=card, version=SimpleNamespace(hip=None)))
    for said, works in (("97", True), ("3", False), ("[N/A]", False)):
        tool.write_text(f'#!/bin/sh\necho "$*" | grep -q -- "-i GPU-abc" && echo "{said}"\n')
        tool.chmod(0o755)
        assert vitals.accelerator_works() is works
    card.is_initialized = lambda: False
    assert not vitals.accelerator_works()


# -- why it died ------------------------------------------------------------------------------------------------------
_HOLDER = """
import os, signal, sys, time
from pathlib import Path
from vgot.settings import load_preset
from vgot.store.project_store import Store
from vgot.render.queue import Queue
from vgot.processes import worker_name
store = Store.open(Path(sys.argv[1]))
job = Queue(store).claim(worker_name(), load_preset, lease_s=float(sys.argv[2]))
store.close()
{end}
"""


class Doomed(ProcessExecutor):
    """Workers that take a job and come to an end of the test's choosing."""

    def __init__(self, end: str, lease_s: float = 20.0):
        super().__init__(workers=1)
        self._end, self._lease_s = end, lease_s

    def _spawn(self, folder, card):
        return subprocess.Popen(
            [sys.executable, "-c", _HOLDER.format(end=self._end), str(folder), str(self._lease_s)],
            stdin=subprocess.PIPE,
        )


def _tried(project, executor, sibling: bool = False):
    """Let workers come to their end until the job is given up; `sibling`: somebody else sees each of them dead first."""
    executor.ensure(project.store)
    while not (failed := project.queue.jobs(states=["failed"])):
        (process,) = executor._processes[project.store.folder]
        process.wait(60)
        if sibling:
            project.queue.recover()
        executor.ensure(project.store)
    executor.close()
    return failed[0]


_KILLED = ("os.kill(os.getpid(), signal.SIGKILL)", ("signal 9", "memory ran out"))
_LEFT = ("os._exit(3)", ("code 3", "worker.log"))


@pytest.mark.parametrize(
    ("end", "words", "sibling"),
    [
        pytest.param(*_KILLED, True, id="killed, seen by another"),
        pytest.param(*_LEFT, False, id="left"),
        pytest.param(*_KILLED, False, id="killed", marks=pytest.mark.slow),
        pytest.param(*_LEFT, True, id="left, seen by another", marks=pytest.mark.slow),
    ],
)
def test_a_job_that_workers_died_of_says_how_they_died(queued, end, words, sibling):
    failed = _tried(queued, Doomed(end), sibling)
    assert failed.outcome == "quarantined" and failed.crashes == CRASHES_ALLOWED
    assert f"crashed {CRASHES_ALLOWED} times" in failed.error["message"] and all(
        w in failed.error["message"] for w in words
    )
    assert failed.error["hint"]


@pytest.mark.parametrize(("end", "crashes"), [("os.kill(os.getpid(), signal.SIGSTOP)", 0), ("time.sleep(3600)", 1)])
def test_a_worker_that_stands_still_is_replaced_and_one_that_somebody_stopped_is_no_crash(queued, end, crashes):
    executor = Doomed(end, lease_s=0.3)
    executor.ensure(queued.store)
    (first,) = executor._processes[queued.store.folder]
    while first.poll() is None:
        executor.ensure(queued.store)
        time.sleep(0.05)
    assert first.returncode == -signal.SIGKILL
    job = next(j for j in queued.queue.jobs() if j.attempts)
    assert job.crashes == crashes and Queue(queued.store).unfinished()
    for process in executor._processes[queued.store.folder]:
        process.kill()
    executor.close()
