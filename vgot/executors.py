"""Who runs the workers: a thread of this program (`inline`) or processes of their own (`process`, the default).

An executor only makes sure that somebody works on a project's queue; the queue itself is in the project's database, so
that nothing is lost when an executor, a worker or this program goes away.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Protocol

from vgot.errors import RenderFailed
from vgot.jobs import Queue
from vgot.store import Store
from vgot.worker import Worker


class Executor(Protocol):
    def ensure(self, store: Store) -> None:
        """Have workers on this project's queue, starting them where none is alive."""

    def close(self) -> None:
        """Let workers go; what they were making goes back to the queue."""


class InlineExecutor:
    """One worker in a thread of this program: tests, and Spaces."""

    def __init__(self, models_dir: Path | None = None, idle_s: float = 0.3):
        self._models_dir, self._idle_s = models_dir, idle_s
        self._threads: dict[Path, tuple[threading.Thread, Worker]] = {}
        self._lock = threading.Lock()

    def ensure(self, store: Store) -> None:
        with self._lock:
            current = self._threads.get(store.folder)
            if current and current[0].is_alive():
                return
            worker = Worker(Store.open(store.folder), models_dir=self._models_dir)

            def work() -> None:
                try:
                    worker.run(until=lambda: False, idle_s=self._idle_s, nap_s=0.01)
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
        self._lock = threading.Lock()

    def ensure(self, store: Store) -> None:
        with self._lock:
            mine = self._processes.setdefault(store.folder, [])
            dead = [p for p in mine if p.poll() is not None]
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

    def _spawn(self, folder: Path) -> subprocess.Popen:
        command = [sys.executable, "-m", "vgot.worker", str(folder), "--idle", str(self._idle_s)]
        if self._models_dir:
            command += ["--models", str(self._models_dir)]
        root = Path(__file__).resolve().parent.parent
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [str(root), os.environ.get("PYTHONPATH")]))}
        with open(folder / "worker.log", "ab") as log:
            return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=log, stderr=log, env=environment, start_new_session=True)

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
