"""Fair turns at what a machine can do once at a time: whoever has had least of it goes next, a slice at a time, also within one long
piece of work. Two visitors' films cost each of them twice their time, whatever the other asks for.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Generator

#: How long somebody works on while another waits.
SLICE_S = 0.25


class Turns:
    """`at_once` pieces of work go on at a time, of any number that were begun. Safe for many threads."""

    def __init__(self, at_once: int = 1, slice_s: float = SLICE_S):
        self._at_once, self._slice_s = at_once, slice_s
        self._changed = threading.Condition()
        self._had: dict[str, float] = {}
        self._waiting: list[tuple[str, object]] = []
        self._running: dict[object, tuple[str, float]] = {}

    @contextlib.contextmanager
    def turn(self, who: str) -> Generator[Callable[[], None], None, None]:
        """Wait for a turn; what it gives is called between two steps of the work, and lets others go first where their turn has come."""
        me = object()
        self._enter(who, me)
        try:
            yield lambda: self._between(who, me)
        finally:
            self._leave(me)

    def had(self, who: str) -> float:
        """Seconds that somebody has had; who comes anew begins with what the least of the others had."""
        with self._changed:
            return self._had.get(who, 0.0)

    def _enter(self, who: str, me: object) -> None:
        with self._changed:
            busy = {w for w, _ in self._waiting} | {w for w, _ in self._running.values()}
            if who not in busy:  # nobody saves up turns while they are away
                self._had[who] = max(self._had.get(who, 0.0), min((self._had[w] for w in busy), default=0.0))
            self._waiting.append((who, me))
            self._changed.wait_for(lambda: len(self._running) < self._at_once and self._next() is me)
            self._waiting = [one for one in self._waiting if one[1] is not me]
            self._running[me] = (who, time.monotonic())
            self._changed.notify_all()

    def _leave(self, me: object) -> None:
        with self._changed:
            self._changed.wait_for(lambda: me in self._running)
            self._stop(me)
            if not self._running and not self._waiting:
                self._had.clear()

    def _stop(self, me: object) -> None:
        who, since = self._running.pop(me)
        self._had[who] += time.monotonic() - since
        self._changed.notify_all()

    def _between(self, who: str, me: object) -> None:
        with self._changed:
            if me not in self._running or not self._waiting:  # another thread of the same work lets others go first
                return
            had = time.monotonic() - self._running[me][1]
            if had < self._slice_s:
                return
            if min(self._had[w] for w, _ in self._waiting) >= self._had[who] + had:
                return
            self._stop(me)
        self._enter(who, me)

    def _next(self) -> object:
        return min(self._waiting, key=lambda one: self._had[one[0]])[1]  # of equals, who waits longest
