"""Work in the background: one piece at a time, watched, stopped, and its error kept in words."""

from __future__ import annotations

import contextvars
import subprocess
import sys
import threading
import time

import pytest

from vgot.errors import BadInput, Cancelled, Conflict
from vgot.tasks import Task

BUSY = Conflict("It is going on already.")


@pytest.fixture
def gate():
    """Work that waits for a word: (at work, go on)."""
    return threading.Event(), threading.Event()


def waiting(task: Task, gate, seen: list):
    at_it, go = gate

    def work():
        at_it.set()
        while not go.wait(0.01):
            task.tell(1, 2)
        seen.append("worked")

    return work


def test_a_task_runs_is_watched_and_is_done(gate):
    task, seen = Task("walk"), []
    assert task.status() == {"state": "idle", "done": 0, "total": 0, "error": None}
    assert task.start(waiting(task, gate, seen), then=lambda: seen.append("then"), at_end=lambda: seen.append("end"))
    assert gate[0].wait(10) and task.busy
    while not task.done:
        time.sleep(0.005)
    assert (task.done, task.total) == (1, 2)
    gate[1].set()
    assert task.wait(10) and task.state == "done"
    until(lambda: len(seen) == 3)
    assert seen == ["worked", "then", "end"]


def until(holds):
    end = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.005)


def test_what_is_going_on_is_not_begun_twice_here_or_in_the_background(gate):
    task, seen = Task("walk"), []
    task.start(waiting(task, gate, seen))
    assert not task.start(lambda: seen.append("second"), first=lambda: seen.append("first"))
    with pytest.raises(Conflict, match="going on already"):
        task.run(lambda: seen.append("third"), BUSY)
    gate[1].set()
    assert task.wait(10) and seen == ["worked"]
    assert task.run(lambda: 7, BUSY) == 7


def test_asked_for_again_it_is_done_once_more_and_not_more_often(gate):
    task, seen = Task("look"), []
    task.start(waiting(task, gate, seen))
    assert gate[0].wait(10)
    assert not task.start(lambda: None, again=True) and not task.start(lambda: None, again=True)
    gate[1].set()
    assert task.wait(10) and seen == ["worked", "worked"] and not task.again


def test_stopped_it_is_cancelled_and_begins_anew(gate):
    task, seen = Task("walk"), []
    task.start(waiting(task, gate, seen), then=lambda: seen.append("then"), again=True)
    assert gate[0].wait(10)
    task.cancel()
    assert task.wait(10) and task.state == "cancelled" and seen == [] and isinstance(task.error, Cancelled)
    gate[1].set()
    assert task.start(waiting(task, gate, seen)) and task.wait(10)
    assert task.state == "done" and task.error is None and seen == ["worked"]


def test_an_error_is_kept_in_words_until_it_is_forgotten(caplog):
    task = Task("walk", "The walk did not work out.")

    def refuse():
        raise BadInput("No shoes.", field="feet")

    def stumble():
        raise ZeroDivisionError

    task.start(refuse)
    assert task.wait(10) and task.status()["error"] == {"kind": "bad_input", "message": "No shoes.", "field": "feet"}
    task.forget()
    assert task.status() == {"state": "idle", "done": 0, "total": 0, "error": None}
    task.start(stumble)
    assert task.wait(10) and task.state == "failed" and task.error.message == "The walk did not work out."
    until(lambda: "ZeroDivisionError" in caplog.text)
    with pytest.raises(BadInput):
        task.run(refuse, BUSY)


def test_it_belongs_to_nobody_unless_it_is_told_to_whom():
    whose: contextvars.ContextVar[str] = contextvars.ContextVar("whose", default="nobody")
    whose.set("ann")
    task, seen = Task("walk"), []
    task.start(lambda: seen.append(whose.get()))
    assert task.wait(10)
    task.start(lambda: seen.append(whose.get()), context=contextvars.copy_context())
    assert task.wait(10) and seen == ["nobody", "ann"]


def test_a_process_is_waited_for_with_what_it_said():
    task = Task("ask")
    command = [sys.executable, "-c", "print('yes'); raise SystemExit(3)"]
    assert task.run(lambda: task.wait_for(subprocess.Popen(command, stdout=subprocess.PIPE)), BUSY) == (3, b"yes\n")


@pytest.mark.parametrize("leaves_by_itself", [True, False])
def test_a_process_ends_when_its_task_is_stopped(leaves_by_itself):
    code = "import sys, time; sys.stdin.read() if sys.argv[1] == 'True' else time.sleep(60)"
    task, made = Task("ask"), []

    def work():
        stdin = subprocess.PIPE if leaves_by_itself else subprocess.DEVNULL
        made.append(subprocess.Popen([sys.executable, "-c", code, str(leaves_by_itself)], stdin=stdin))
        task.wait_for(made[0])

    task.start(work)
    until(lambda: made)
    task.cancel()
    assert task.wait(20) and task.state == "cancelled" and made[0].poll() is not None
    assert (made[0].returncode == 0) == leaves_by_itself
