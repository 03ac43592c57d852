"""What is written down of a call to a service, in the order in which it must stand on the disk.

    reserved   what it may cost is taken out of the ceilings; nothing was sent
    sent       the request may have left this machine
    taken      the service has it, and said under which id
    done       the result lies here
    failed     the service says that nothing was made; what was reserved is free again
    unusable   something was made and paid, and cannot be used
    lost       perhaps bought, and sent again because a person said so
    stopped    a person stopped it, and the service agreed

Only the render layer has a till that keeps (vgot/render/till.py). The till of a step is set around it (`at`), since a model is handed
no more than what it draws; without one nothing is bought.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Protocol

from vgot.errors import ModelUnavailable


@dataclass(frozen=True)
class Call:
    """One call, before it is sent. `what` for people; `price` in `currency` (None: nobody knows); `addresses`: where it may go;
    `leaves`: what leaves this machine with it; `part` tells the calls of one step apart."""

    service: str
    model: str
    what: str
    price: float | None
    currency: str
    addresses: tuple[str, ...]
    leaves: tuple[str, ...]
    part: str = ""


@dataclass(frozen=True)
class Bought:
    """What is written down of a call. `mark` is ours, and unlike any other's; `job` is what the service is asked by; `cost` is what it said,
    or the price that was expected; `since` when it was sent (seconds since 1970)."""

    id: int
    state: str
    mark: str
    job: dict[str, Any]
    cost: float | None
    since: float = 0.0


class Till(Protocol):
    """Writes calls down. Every method has returned only when what it says stands on the disk."""

    def find(self, part: str) -> Bought | None:
        """The newest call of this step and part."""
        ...

    def reserve(self, call: Call) -> Bought:
        """Take what it may cost out of the ceilings. Raises SpendLimit, PriceUnknown, NotAgreed: nothing was sent then."""
        ...

    def sending(self, bought: Bought) -> Bought:
        """It is about to leave. Raises Conflict where another worker has it in hand."""
        ...

    def unsent(self, bought: Bought) -> Bought:
        """It surely did not arrive: as it was before `sending`."""
        ...

    def knows(self, job: dict[str, Any]) -> bool:
        """Whether a job of a service is written down already, for whatever call."""
        ...

    def taken(self, bought: Bought, job: dict[str, Any]) -> Bought: ...

    def done(self, bought: Bought, data: bytes, cost: float | None) -> Bought: ...

    def ended(self, bought: Bought, state: str, why: str) -> None:
        """It will not come: `failed`, `unusable` or `stopped`."""
        ...

    def read(self, bought: Bought) -> bytes: ...

    def may_send_again(self, bought: Bought) -> bool:
        """Whether a person said that a call that was perhaps bought is to be sent again."""
        ...

    def given_up(self) -> bool:
        """Whether a person stopped the step, which otherwise goes on when the program does."""
        ...

    def note(self, what: str) -> None:
        """Something that a person should know of what is made now: what was not used, what came otherwise than asked."""
        ...


_now: ContextVar[Till | None] = ContextVar("till", default=None)


@contextmanager
def at(till: Till) -> Generator[None, None, None]:
    """What is bought inside is written down at this till."""
    before = _now.set(till)
    try:
        yield
    finally:
        _now.reset(before)


def till() -> Till:
    """The till of the step that is running. Raises ModelUnavailable where there is none: nothing is bought without."""
    now = _now.get()
    if now is None:
        raise ModelUnavailable(
            "A model of a service draws only where its calls are written down.",
            field="preset",
            hint="Build the film; such a model is not called by itself.",
        )
    return now
