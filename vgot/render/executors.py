"""Who runs the workers: a thread of this program (`inline`) or processes of their own (`process`, the default).

An executor only makes sure that somebody works on a project's queue; the queue itself is in the project's database, so
that nothing is lost when an executor, a worker or this program goes away.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Protocol

from vgot import host
from vgot.environment import for_a_process
from vgot.errors import NotFound, RenderFailed, StorageFailed, VgotError
from vgot.failures import Failure, how_it_died
from vgot.host import memory_kills
from vgot.models.runtime.accelerators import visible_cards
from vgot.models.runtime.residency import measure_memory
from vgot.presets.weights import GIB
from vgot.processes import is_stopped, pid_of
from vgot.render.queue import Queue
from vgot.render.spare import SPARE, told
from vgot.render.worker import EXIT_HUNG, EXIT_NO_ROOM, EXIT_SPOILED, Worker
from vgot.settings import load_preset
from vgot.store.disk import open_as_folder
from vgot.store.jobs import workers_that_made
from vgot.store.project_store import Store

#: How often a worker is told that somebody looks on, or that there is work.
_CALL_S = 5.0
#: Share of the machine's memory that workers' models may take where they lie there.
_HOST_SHARE = 0.8


class Executor(Protocol):
    def ensure(self, store: Store) -> None:
        """Have workers on this project's queue, starting them where none is alive."""

    def look_on(self, store: Store) -> None:
        """Somebody has this project before them and may want something soon."""

    def get_ready(self) -> None:
        """Somebody may make a film soon: whatever makes its first picture come sooner is begun."""

    def close(self) -> None:
        """Let workers go; what they were making goes back to the queue."""


class InlineExecutor(Executor):
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


class ProcessExecutor(Executor):
    """Worker processes. For what is drawn by program: one for each core (at most 4). For models: one for each accelerator, over
    all projects, which sees that one alone; where there is none, one for each core (at most 4) as far as memory holds them.

    A worker's standard input is a pipe that this program holds: when this program dies, the pipe closes and the worker
    leaves. Through it one worker hears that somebody looks on, and stays."""

    def __init__(self, workers: int | None = None, models_dir: Path | None = None, idle_s: float = 30.0):
        self.workers = workers or max(1, min(4, host.cores()))
        self._given, self._models_dir, self._idle_s = workers, models_dir, idle_s
        self._processes: dict[Path, list[subprocess.Popen[bytes]]] = {}
        self._stores: dict[Path, Store] = {}
        #: process id -> the environment that shows it its accelerator, empty where there is none; None: it only draws
        self._cards: dict[int, dict[str, str] | None] = {}
        #: projects that wait for an accelerator that another project's worker has
        self._waiting: dict[Path, Store] = {}
        self._early_deaths: dict[Path, int] = {}
        #: how often the system killed a worker with models, most likely for memory: the next one stands so many rungs lower
        self._killed: dict[Path, int] = {}
        self._memory_kills = memory_kills()
        self._ended_here: set[int] = set()
        self._look_again: dict[Path, float] = {}
        #: the worker of each project that stays ready, and when workers were called last
        self._ready: dict[Path, int] = {}
        self._called: dict[tuple[int, bytes], float] = {}
        #: a worker that only draws and has no film yet: all is loaded, and it waits to be told its folder
        self._spare: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def ensure(self, store: Store) -> None:
        queue = Queue(store)
        ahead = queue.unfinished_by_preset()
        modelled = sum(many for name, many in ahead.items() if _needs_models(name))
        cards = visible_cards() if modelled else ()
        with self._lock:
            mine = self._processes.setdefault(store.folder, [])
            self._stores[store.folder] = store
            self._end_stuck(queue, mine)
            dead = [p for p in mine if p.poll() is not None]
            mine[:] = [p for p in mine if p not in dead]
            if any(p.returncode == EXIT_NO_ROOM for p in dead):
                raise StorageFailed(
                    "The disk is full.", field="disk", hint="Free some space and build again; finished takes are kept."
                )
            if any(p.returncode for p in dead):
                self._bury(queue, dead)
                self._early_deaths[store.folder] = self._early_deaths.get(store.folder, 0) + sum(
                    p.returncode != 0 for p in dead
                )
            if self._early_deaths.get(store.folder, 0) > 12:
                self._early_deaths[store.folder] = 0
                raise RenderFailed(
                    "The worker processes keep dying.",
                    field="worker",
                    hint=f"See {store.folder.name}/worker.log, then build again.",
                )
            for p in dead:
                if (
                    self._cards.pop(p.pid, None) is not None
                    and most_likely_memory(p.returncode)
                    and p.pid not in self._ended_here
                ):
                    self._killed[store.folder] = self._killed.get(store.folder, 0) + 1
                self._ended_here.discard(p.pid)
            self._man(store, mine, cards, ahead, modelled)
            if ahead:
                for p in mine:
                    self._call(p, b"work\n")

    # -- who works on what --------------------------------------------------------------------------------------------
    def _man(
        self,
        store: Store,
        mine: list[subprocess.Popen[bytes]],
        cards: tuple[dict[str, str], ...],
        ahead: dict[str, int],
        modelled: int,
    ) -> None:
        """Start what is lacking: workers with models, and workers that only draw, which no model can be loaded into."""
        if cards:
            self._man_cards(store, mine, cards, modelled)
        else:
            self._waiting.pop(store.folder, None)
            self._add(mine, store, min(modelled, self._on_the_host(ahead)) - self._with_models(mine), {})
        # Who only waits for a service takes no core.
        away = max((in_flight_of(name) for name in ahead), default=0)
        room = max(self.workers, 0 if self._given else away) - (self._with_models(mine) if self._given else 0)
        self._add(mine, store, min(sum(ahead.values()) - modelled, room) - (len(mine) - self._with_models(mine)), None)

    def _with_models(self, mine: list[subprocess.Popen[bytes]]) -> int:
        return sum(self._cards[p.pid] is not None for p in mine)

    def _add(self, mine: list[subprocess.Popen[bytes]], store: Store, many: int, card: dict[str, str] | None) -> None:
        for _ in range(many):
            process = self._spawn(store.folder, card)
            self._cards[process.pid] = card
            mine.append(process)

    def _on_the_host(self, ahead: dict[str, int]) -> int:
        """How many workers there may be where models lie in the machine's own memory."""
        need = max((load_preset(name).host_gb for name in ahead if _needs_models(name)), default=0.0)
        if self._given or not need:
            return self.workers
        return max(1, min(self.workers, int(measure_memory("cpu").ram_total * _HOST_SHARE / (need * GIB))))

    def _man_cards(
        self, store: Store, mine: list[subprocess.Popen[bytes]], cards: tuple[dict[str, str], ...], modelled: int
    ) -> None:
        """A worker on each accelerator that no worker of any project has, as many as there is work for."""
        taken = [self._cards.get(p.pid) for every in self._processes.values() for p in every if p.poll() is None]
        free = [card for card in cards if card not in taken]
        have = self._with_models(mine)
        want = min(modelled, len(cards), self._given or len(cards)) - have
        for card in free[: max(0, want)]:
            self._add(mine, store, 1, card)
        if want <= len(free) or have:
            self._waiting.pop(store.folder, None)
            return
        self._waiting[store.folder] = store  # its turn comes when a worker of another project has left
        for folder, every in self._processes.items():
            if folder != store.folder and not self._has_work(folder):
                for p in every:
                    if self._cards.get(p.pid) and p.stdin:
                        p.stdin.close()

    def _has_work(self, folder: Path) -> bool:
        try:
            return Queue(self._stores[folder]).unfinished() > 0
        except VgotError:
            return False  # it is not there any more

    def _ended(self, process: subprocess.Popen[bytes]) -> None:
        """Wait for a worker: a child that is not waited for stays in the process table. Then its accelerator is another's."""
        process.wait()
        for store in list(self._waiting.values()):
            try:
                self.ensure(store)
            except VgotError:
                self._waiting.pop(store.folder, None)
            finally:
                store.close()  # this thread's connection

    # -- calling, and ending ------------------------------------------------------------------------------------------
    def look_on(self, store: Store) -> None:
        """The worker that made the last still stays (its models are the next one's), while nobody waits for its accelerator."""
        with self._lock:
            alive = {p.pid: p for p in self._processes.get(store.folder, []) if p.poll() is None}
            if not alive or self._waiting:
                return
            said = workers_that_made(store)
            last = next((pid for worker in said if (pid := pid_of(worker)) in alive), next(iter(alive)))
            before, self._ready[store.folder] = self._ready.get(store.folder), last
            if before != last and before in alive:
                self._call(alive[before], b"rest\n")  # one is enough
                self._called.pop((before, b"look\n"), None)
            self._call(alive[last], b"look\n")

    def _call(self, process: subprocess.Popen[bytes], line: bytes) -> None:
        key = (process.pid, line)
        if (
            process.stdin is None
            or process.stdin.closed
            or line != b"rest\n"
            and time.monotonic() < self._called.get(key, 0.0)
        ):
            return
        self._called[key] = time.monotonic() + _CALL_S
        with contextlib.suppress(OSError):  # it just left
            os.write(process.stdin.fileno(), line)

    def _end_stuck(self, queue: Queue, mine: list[subprocess.Popen[bytes]]) -> None:
        """Kill own workers that do nothing at all, so deeply that not even their pulse beats."""
        folder = queue.store.folder
        if time.monotonic() < self._look_again.get(folder, 0.0):
            return
        self._look_again[folder] = time.monotonic() + 1.0
        stuck = queue.stuck_pids() if mine else set[int]()
        for p in mine:
            if p.pid in stuck and p.poll() is None:
                stopped = is_stopped(p.pid)
                self._ended_here.add(p.pid)
                p.kill()
                p.wait(10)
                queue.died(p.pid, "it stood still and was ended", crash=not stopped)

    def _bury(self, queue: Queue, dead: list[subprocess.Popen[bytes]]) -> None:
        """Put back what processes held that died, with the reason that their exit codes give."""
        for p in dead:
            if p.returncode not in (0, EXIT_HUNG, EXIT_SPOILED):  # those two said why themselves
                how, hint = how_it_ended(p.returncode, max(0, memory_kills() - self._memory_kills))
                queue.died(p.pid, how, hint=hint)
        queue.recover()

    def get_ready(self) -> None:
        """Have one worker that only draws wait for the next film."""
        with self._lock:
            if self._spare is None or self._spare.poll() is not None:
                self._spare = subprocess.Popen(
                    self._command(SPARE, None),
                    stdin=subprocess.PIPE,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    env=for_a_process(),
                    start_new_session=True,
                )

    def _take_spare(self, folder: Path) -> subprocess.Popen[bytes] | None:
        """The worker that waits, given this folder; None where there is none."""
        spare, self._spare = self._spare, None
        if spare is None or spare.poll() is not None or spare.stdin is None:
            return None
        try:
            os.write(spare.stdin.fileno(), told(folder))
        except OSError:  # it just left
            return None
        return spare

    def _command(self, folder: str, card: dict[str, str] | None) -> list[str]:
        command = [sys.executable, "-m", "vgot.render.worker", folder, "--idle", str(self._idle_s)]
        if self._models_dir:
            command += ["--models", str(self._models_dir)]
        return [*command, "--drawn"] if card is None else command

    def _spawn(self, folder: Path, card: dict[str, str] | None) -> subprocess.Popen[bytes]:
        started = self._take_spare(folder) if card is None else None
        lower = {"VGOT_RUNGS_DOWN": str(self._killed[folder])} if card is not None and folder in self._killed else {}
        if started is None:
            with open(folder / "worker.log", "ab", opener=open_as_folder) as log:
                started = subprocess.Popen(
                    self._command(str(folder), card),
                    stdin=subprocess.PIPE,
                    stdout=log,
                    stderr=log,
                    env=for_a_process(**(card or {}), **lower),
                    start_new_session=True,
                )
        threading.Thread(target=self._ended, args=(started,), daemon=True, name=f"end of {started.pid}").start()
        return started

    def alive(self) -> list[int]:
        """Process ids of the workers at work."""
        return [p.pid for mine in self._processes.values() for p in mine if p.poll() is None]

    def close(self) -> None:
        with self._lock:
            self._waiting.clear()
            processes = [p for mine in self._processes.values() for p in mine]
            processes += [self._spare] if self._spare else []
            self._spare = None
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


def in_flight_of(preset: str) -> int:
    """How many calls to services a preset may have on their way at once."""
    try:
        return load_preset(preset).in_flight
    except NotFound:
        return 0


def _needs_models(preset: str) -> bool:
    try:
        return load_preset(preset).models
    except NotFound:
        return False  # the worker says so, with the job


def most_likely_memory(code: int) -> bool:
    """Whether a process most likely ended because the host's memory ran out."""
    return how_it_died(code).kind is Failure.HOST_MEMORY


def how_it_ended(code: int, memory_kills: int = 0) -> tuple[str, str]:
    """(the end of a sentence, what to do) for the exit code of a process that died; `memory_kills`: processes that the kernel killed for
    memory meanwhile."""
    death = how_it_died(code, memory_kills)
    return death.words, _TO_DO.get(death.kind, "")


_TO_DO = {
    Failure.HOST_MEMORY: "Close other programs, lower the frame size in film settings, or choose a smaller preset; then retry it in the queue.",
    Failure.PACKAGE: "Install the packages of requirements.txt anew, for this machine; then retry it in the queue.",
    Failure.DAMAGED_FILE: "Fetch the models again, and look at the disk; then retry it in the queue.",
    Failure.DISK: "Make room on the disk; then retry it in the queue.",
}
