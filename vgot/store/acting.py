"""Who changes a story: the surface that a person, or a program, sits at. Said once around a request or a command; what nobody said it
of was done by the program itself."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar

PROGRAM = "program"
_who: ContextVar[str] = ContextVar("who", default=PROGRAM)


def who() -> str:
    """`page`, `command line`, `program interface`, or what else was said; else `program`."""
    return _who.get()


@contextmanager
def acting_as(surface: str) -> Generator[None]:
    """Everything that is changed within, in this thread, is changed by `surface`."""
    before = _who.set(surface)
    try:
        yield
    finally:
        _who.reset(before)
