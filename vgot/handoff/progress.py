"""How far an export is. Whoever starts one may watch it; exporters pass their frames through `counted` and know nothing
of who watches. A watcher that raises (Cancelled) ends the export, which leaves no file behind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

#: (done, total) of the step at hand.
Watch = Callable[[int, int], None]
Item = TypeVar("Item")
_watch: ContextVar[Watch | None] = ContextVar("export_watch", default=None)
_EVERY = 4


@contextmanager
def watching(watch: Watch | None) -> Iterator[None]:
    """Everything exported inside tells `watch` how far it is."""
    token = _watch.set(watch)
    try:
        yield
    finally:
        _watch.reset(token)


def counted(items: Iterable[Item], total: int) -> Iterator[Item]:
    """The items, counted for whoever watched when this was called: encoders take frames in threads of their own."""
    watch = _watch.get()
    return iter(items) if watch is None else _counted(items, total, watch)


def _counted(items: Iterable[Item], total: int, watch: Watch) -> Iterator[Item]:
    watch(0, total)
    for n, item in enumerate(items, 1):
        yield item
        if n % _EVERY == 0 or n == total:
            watch(n, total)
