"""What beats beside a job while it is made: progress goes out, the cancel flag comes in, and a step that hangs is noticed."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable

import numpy as np

from vgot import media
from vgot.environment import Environment
from vgot.errors import ProjectGone, VgotError
from vgot.processes import (
    BUSY_SHARE,
    LOOK_S,
    PATIENCE,
    accelerator_works,
    computed,
    leave,
)
from vgot.processes import moved as _activity
from vgot.render.queue import Job, LeaseLost, Queue

#: How often a running job's lease, progress and cancel flag travel to and from the database.
PULSE_S = 0.5


#: A step that says nothing, reads nothing, does not grow and does not compute for so long hangs; VGOT_HANG_S for slower
#: machines. One that only computes is waited for PATIENCE times as long: 30 minutes.
HANG_S = 60.0


def hang_limit_s() -> float:
    """HANG_S, or what VGOT_HANG_S says."""
    said = Environment.read().hang_s
    return HANG_S if said is None else max(1.0, said)


class Pulse(threading.Thread):
    """Beats while a job is made, carries progress out and the cancel flag in, and notices when a step hangs. `alone`: this
    process makes nodes and does nothing else."""

    def __init__(self, queue: Queue, hang_s: float, on_hang: Callable[[], None], alone: bool = False):
        super().__init__(daemon=True, name="pulse")
        self._queue, self._job, self._alone = queue, None, alone
        self._hang_s, self._on_hang = hang_s, on_hang
        self._lock = threading.Lock()
        self.cancel = self.lost = self.leaving = False
        self._progress: tuple[int, int, np.ndarray | None] = (0, 0, None)
        #: when the step last gave a sign of life, and when it last got on or read; what it had read and computed by then
        self._heard = self._got_on = time.monotonic()
        self._activity: tuple[int, ...] = (0, 0)
        self._computed = 0.0
        self._thread: int | None = None
        self._asked = 0.0
        self._stop = threading.Event()
        #: done between two of a step's own steps: where several take turns, others may go first
        self.between: Callable[[], None] = lambda: None

    def begin(self, job: Job) -> None:
        with self._lock:
            self._job, self.cancel, self.lost, self._progress = job, False, False, (0, job.total, None)
            self._heard = self._got_on = time.monotonic()
            self._thread = threading.get_native_id()
        if not self.is_alive() and not self._stop.is_set():
            self.start()

    def end(self) -> None:
        with self._lock:
            self._job = None

    def close(self) -> None:
        self._stop.set()

    def tell(self, done: int, total: int, preview: np.ndarray | None) -> None:
        self._progress = (done, total, preview)

    def stopped(self) -> bool:
        """Asked by the running step at every one of its own steps: also the sign that it is alive."""
        self._heard = self._got_on = time.monotonic()
        self.between()
        self._heard = self._got_on = time.monotonic()
        return self.cancel or self.lost or self.leaving

    def run(self) -> None:
        beat = time.monotonic()
        while not self._stop.wait(PULSE_S):
            slept, beat = time.monotonic() - beat, time.monotonic()
            if slept > LOOK_S:  # the whole process stood still: nobody in it could give a sign
                self._heard, self._got_on = self._heard + slept, self._got_on + slept
            with self._lock:
                job = self._job
                if job is None:
                    continue
                if self._hangs():
                    self._give_up(job)
                    continue
                done, total, preview = self._progress
                try:
                    with self._queue.store.under_a_job():
                        shown = (
                            self._queue.store.put_bytes(media.thumbnail(preview, 320)) if preview is not None else None
                        )
                    self.cancel = self._queue.heartbeat(job, done, total, shown)
                except (LeaseLost, ProjectGone):
                    self.lost = True
                except VgotError:
                    continue  # a busy or full disk: the lease is long enough for the next try
        self._queue.store.close()

    def _hangs(self) -> bool:
        now = time.monotonic()
        silent = now - self._heard
        if silent < min(2.0, self._hang_s / 2):
            return False
        moved = _activity()
        if moved != self._activity:  # loading weights: silent, but at work
            self._activity, self._heard, self._got_on = moved, now, now
            return False
        if self._works(silent):
            self._heard, silent = now, 0.0
        return silent > self._hang_s or now - self._got_on > PATIENCE * self._hang_s

    def _works(self, silent: float) -> bool:
        """Whether a silent step computes, here or on the accelerator."""
        used, had = computed(self._thread, self._alone), self._computed
        if not 0 <= used - had < self._hang_s * BUSY_SHARE:
            self._computed = used
            return used > had
        if silent > self._hang_s / 2 and time.monotonic() - self._asked > LOOK_S:
            self._asked = time.monotonic()
            return accelerator_works()
        return False

    def _give_up(self, job: Job) -> None:
        with contextlib.suppress(
            VgotError
        ):  # where this cannot be written, the next who looks finds a job that is nobody's
            self._queue.crash(job, f"Nothing moved for {self._hang_s:g} s")
        self._job, self.lost = None, True
        leave(job.worker or "")
        self._on_hang()
