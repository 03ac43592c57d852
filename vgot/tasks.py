"""Work in the background: started, watched, asked to stop, and its error kept in words. In a thread; or in a process that a thread waits for.

What must outlive the program is a job of the durable queue instead (`vgot/render/queue.py`).
"""

from __future__ import annotations

import atexit
import contextlib
import contextvars
import logging
import subprocess
import threading
from collections.abc import Callable
from typing import Any, Literal, TypeVar

from vgot.errors import Cancelled, VgotError

log = logging.getLogger("vgot.tasks")
Result = TypeVar("Result")
State = Literal["idle", "running", "done", "failed", "cancelled"]


class Task:
    """One piece of work at a time under one name. Whoever looks reads `state`, `done` of `total` and `error` at any moment."""

    def __init__(self, name: str, failed: str = ""):
        """`failed` says in one sentence that it did not work, where an error is none of ours."""
        self.name, self._failed = name, failed or f"The {name} did not work."
        self.state: State = "idle"
        self.done = self.total = 0
        self.error: VgotError | None = None
        self._lock = threading.Lock()
        self._stop, self._ended = threading.Event(), threading.Event()
        #: whether it is to be done once more, when it is done
        self.again = False
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def busy(self) -> bool:
        return self.state == "running"

    @property
    def stopped(self) -> bool:
        """Whether it was asked to stop."""
        return self._stop.is_set()

    def status(self) -> dict[str, Any]:
        """The same as plain JSON."""
        return {
            "state": self.state,
            "done": self.done,
            "total": self.total,
            "error": self.error.as_json() if self.error else None,
        }

    # -- doing it -----------------------------------------------------------------------------------------------------
    def start(
        self,
        work: Callable[[], object],
        *,
        first: Callable[[], object] | None = None,
        then: Callable[[], object] | None = None,
        at_end: Callable[[], object] | None = None,
        again: bool = False,
        context: contextvars.Context | None = None,
    ) -> bool:
        """Do it in a thread and return at once; False where it is going on already, `again`: and once more after that. `first` is done
        before this returns, `then` follows work that is done, `at_end` any; `context`: whose it is, where that is asked."""
        if not self._begin(again):
            return False
        try:
            if first:
                first()
        except BaseException:
            self._end("failed", None)
            raise
        run = (context or contextvars.Context()).run
        threading.Thread(target=run, args=(self._work, work, then, at_end), daemon=True, name=self.name).start()
        return True

    def run(self, work: Callable[[], Result], busy: VgotError) -> Result:
        """Do it here and wait. Raises what it raises, and `busy` where it is going on already."""
        if not self._begin():
            raise busy
        return self._do(work)[0]

    def _begin(self, again: bool = False) -> bool:
        with self._lock:
            if self.busy:
                self.again = self.again or again
                return False
            self.state, self.error, self.done, self.total = "running", None, 0, 0
            self.again = False
            self._stop.clear()
            self._ended.clear()
            return True

    def _do(self, work: Callable[[], Result]) -> tuple[Result, bool]:
        """(what came of it, whether it is to be done once more)."""
        try:
            made = work()
        except Cancelled as why:
            self._end("cancelled", why)
            raise
        except VgotError as why:
            self._end("failed", why)
            raise
        except BaseException:
            self._end("failed", VgotError(self._failed, hint="The program's log says more."))
            raise
        return made, self._end("done", None)

    def _end(self, state: State, error: VgotError | None) -> bool:
        with self._lock:
            if state == "done" and self.again and not self.stopped:
                self.again = False
                return True
            self.state, self.error = state, error
            self._ended.set()
            return False

    def _work(self, work: Callable, then: Callable | None, at_end: Callable | None) -> None:
        try:
            while self._do(work)[1]:
                pass
            if then:
                then()
        except VgotError:
            pass  # kept in `error`
        except Exception:
            log.exception("%s failed", self.name)
        finally:
            if at_end:
                at_end()

    # -- from within the work -----------------------------------------------------------------------------------------
    def tell(self, done: int, total: int) -> None:
        """How far it is. Raises Cancelled where it was asked to stop."""
        self.done, self.total = done, total
        if self.stopped:
            raise Cancelled("Stopped.", hint="Start it again when you like.")

    def wait_for(self, process: subprocess.Popen[bytes]) -> tuple[int, bytes]:
        """Wait for a process of its own, which ends with this program: (exit code, what it wrote to its standard output). Raises Cancelled
        where it was asked to stop."""
        with self._lock:
            self._process = process
        atexit.register(process.terminate)
        try:
            if self.stopped:
                _end(process)
            said = process.stdout.read() if process.stdout else b""
            code = process.wait()
        finally:
            atexit.unregister(process.terminate)
            with self._lock:
                self._process = None
            for pipe in filter(None, (process.stdin, process.stdout)):
                with contextlib.suppress(OSError):
                    pipe.close()
        if self.stopped:
            raise Cancelled("Stopped.", hint="Start it again when you like.")
        return code, said

    # -- from outside -------------------------------------------------------------------------------------------------
    def cancel(self, patience_s: float = 5.0) -> None:
        """Ask it to stop; a process is given some seconds to leave, then ended."""
        self._stop.set()
        with self._lock:
            process = self._process
        if process is not None:
            _end(process, patience_s)

    def forget(self) -> None:
        """Forget how it ended."""
        with self._lock:
            if not self.busy:
                self.state, self.error = "idle", None

    def wait(self, timeout_s: float | None = None) -> bool:
        """Wait until it is not going on; False after `timeout_s`."""
        return not self.busy or self._ended.wait(timeout_s)


def _end(process: subprocess.Popen[bytes], patience_s: float = 5.0) -> None:
    """End a process: one that reads its standard input leaves by itself when that closes, another one is told to."""
    if process.stdin:
        with contextlib.suppress(OSError):
            process.stdin.close()
    else:
        process.terminate()
    try:
        process.wait(patience_s)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(patience_s)
