"""Who runs the workers: a thread of this program (`inline`) or processes of their own (`process`, the default).

An executor only makes sure that somebody works on a project's queue; the queue itself is in the project's database, so
that nothing is lost when an executor, a worker or this program goes away.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Protocol

from vgot.disk import open_as_folder
from vgot.errors import RenderFailed, StorageFailed, VgotError
from vgot.jobs import Queue
from vgot.store import Store
from vgot.worker import EXIT_NO_ROOM, Worker


class Executor(Protocol):
    def ensure(self, store: Store) -> None:
        """Have workers on this project's queue, starting them where none is alive."""

    def close(self) -> None:
        """Let workers go; what they were making goes back to the queue."""


class InlineExecutor:
    """One worker in a thread of this program: tests, and Spaces. A thread that hangs is left behind and replaced."""

    def __init__(self, models_dir: Path | None = None, idle_s: float = 0.3, hang_s: float | None = None):
        self._models_dir, self._idle_s, self._hang_s = models_dir, idle_s, hang_s
        self._failed: dict[Path, VgotError] = {}
        self._threads: dict[Path, tuple[threading.Thread, Worker]] = {}
        self._lock = threading.Lock()

    def ensure(self, store: Store) -> None:
        with self._lock:
            current = self._threads.get(store.folder)
            if current and current[0].is_alive():
                return
            if failed := self._failed.pop(store.folder, None):
                raise failed

            def forget() -> None:
                with self._lock:
                    worker.pulse.leaving = True
                    self._threads.pop(store.folder, None)

            worker = Worker(Store.open(store.folder), models_dir=self._models_dir, hang_s=self._hang_s, on_hang=forget)

            def work() -> None:
                try:
                    worker.run(until=lambda: False, idle_s=self._idle_s, nap_s=0.01)
                except VgotError as why:
                    self._failed[store.folder] = why
                finally:
                    worker.store.close()

            thread = threading.Thread(target=work, daemon=True, name=f"worker {store.folder.name}")
            self._threads[store.folder] = (thread, worker)
            thread.start()

    def close(self) -> None:
        with self._lock:
            for thread, worker in self._threads.values():
                worker.pulse.leaving = True
                thread.join(10)
            self._threads.clear()


class ProcessExecutor:
    """Worker processes: one for each GPU, or one for each core (at most 4) where models draw on the CPU.

    A worker's standard input is a pipe that this program holds: when this program dies, the pipe closes and the worker
    leaves."""

    def __init__(self, workers: int | None = None, models_dir: Path | None = None, idle_s: float = 30.0):
        self.workers = workers or max(1, min(4, os.cpu_count() or 1))
        self._models_dir, self._idle_s = models_dir, idle_s
        self._processes: dict[Path, list[subprocess.Popen]] = {}
        self._early_deaths: dict[Path, int] = {}
        self._look_again: dict[Path, float] = {}
        self._lock = threading.Lock()

    def ensure(self, store: Store) -> None:
        with self._lock:
            mine = self._processes.setdefault(store.folder, [])
            self._end_stuck(store, mine)
            dead = [p for p in mine if p.poll() is not None]
            if any(p.returncode == EXIT_NO_ROOM for p in dead):
                mine[:] = [p for p in mine if p.poll() is None]
                raise StorageFailed("The disk is full.", field="disk", hint="Free some space and build again; finished takes are kept.")
            if any(p.returncode not in (0, None) for p in dead):
                Queue(store).recover()
                self._early_deaths[store.folder] = self._early_deaths.get(store.folder, 0) + sum(p.returncode != 0 for p in dead)
            mine[:] = [p for p in mine if p.poll() is None]
            if self._early_deaths.get(store.folder, 0) > 12:
                self._early_deaths[store.folder] = 0
                raise RenderFailed("The worker processes keep dying.", field="worker", hint=f"See {store.folder.name}/worker.log, then build again.")
            unfinished = Queue(store).unfinished()
            while len(mine) < min(self.workers, unfinished):
                mine.append(self._spawn(store.folder))

    def _end_stuck(self, store: Store, mine: list[subprocess.Popen]) -> None:
        """Kill own workers that let their lease run out: they hang so deeply that not even their pulse beats."""
        if time.monotonic() < self._look_again.get(store.folder, 0.0):
            return
        self._look_again[store.folder] = time.monotonic() + 1.0
        stuck = Queue(store).stuck_pids() if mine else set()
        for p in mine:
            if p.pid in stuck and p.poll() is None:
                p.kill()
                p.wait(10)

    def _spawn(self, folder: Path) -> subprocess.Popen:
        command = [sys.executable, "-m", "vgot.worker", str(folder), "--idle", str(self._idle_s)]
        if self._models_dir:
            command += ["--models", str(self._models_dir)]
        root = Path(__file__).resolve().parent.parent
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [str(root), os.environ.get("PYTHONPATH")]))}
        with open(folder / "worker.log", "ab", opener=open_as_folder) as log:
            started = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=log, stderr=log, env=environment, start_new_session=True)
        # Somebody must be waiting when it ends: a child that is not waited for stays in the process table.
        threading.Thread(target=started.wait, daemon=True, name=f"end of {started.pid}").start()
        return started

    def alive(self) -> list[int]:
        """Process ids of the workers at work."""
        return [p.pid for mine in self._processes.values() for p in mine if p.poll() is None]

    def close(self) -> None:
        with self._lock:
            processes = [p for mine in self._processes.values() for p in mine]
            for p in processes:
                if p.stdin:
                    p.stdin.close()
            for p in processes:
                try:
                    p.wait(10)
                except subprocess.TimeoutExpired:
                    p.kill()
                    p.wait()
            self._processes.clear()
