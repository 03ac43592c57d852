"""The one way to call a service: the intent is written down before anything is sent, the id before anybody waits, the result before it is
used. Whatever ends this program in between, the same step goes on where it was and buys nothing twice.
"""

from __future__ import annotations

import contextlib
import contextvars
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from vgot.errors import Cancelled
from vgot.models.base import Reporter
from vgot.models.remote.outcomes import (
    Busy,
    Forgotten,
    NotReached,
    PerhapsBought,
    ServiceFailed,
    TornDownload,
    Unclear,
)
from vgot.models.remote.till import Bought, Call, till
from vgot.tasks import Task

#: How often a call that is free to repeat is repeated, and how long the first wait is; it doubles.
TRIES, FIRST_WAIT_S, LONGEST_WAIT_S = 6, 1.0, 120.0
#: How often a service is asked how far it is.
ASK_S = 2.0


@dataclass(frozen=True)
class Answer:
    """What a service said to a request: `data` where the result came with it, else `job`, JSON values by which it is asked for later.
    `cost` where the answer says it."""

    job: dict[str, Any] = field(default_factory=dict[str, Any])
    data: bytes | None = None
    cost: float | None = None


@dataclass(frozen=True)
class State:
    """How far a job is, 0 to 1, and how it stands in words (`queued, 3 before it`); `answer` when its result is here."""

    share: float = 0.0
    words: str = ""
    answer: Answer | None = None


class Way(Protocol):
    """How one call is made. Its errors are ServiceFailed; any other error leaves open whether the service has it."""

    def send(self, mark: str) -> Answer:
        """Send it. `mark` is ours, and the same whenever the same call is sent."""
        ...

    def look_up(self, kept: Bought) -> Answer | None | bool:
        """What became of a call that was sent: its answer, False where the service says it never came, None where the service cannot
        tell."""
        ...

    def ask(self, job: dict[str, Any]) -> State:
        """How far it is; with the result's bytes when it is whole."""
        ...

    def stop(self, job: dict[str, Any]) -> bool:
        """Ask the service to stop; whether it will not be charged."""
        ...


def rest(seconds: float, report: Reporter) -> None:
    """Wait, while a person can stop it and the queue hears that this step lives."""
    until, still = time.monotonic() + seconds, threading.Event()
    while (left := until - time.monotonic()) > 0:
        report.check()
        still.wait(min(left, 0.25))
    report.check()


def beside(work: Callable[[], Answer] | Callable[[], State], report: Reporter) -> Any:
    """Do it in the background while the queue hears that this step lives: services think for minutes before they answer. Whoever stops the
    step meanwhile is heard when the answer is there and can be written down: it may be paid for."""
    said: list[Any] = []
    failed: list[BaseException] = []

    def do() -> None:
        try:
            said.append(work())
        except BaseException as why:  # told to whoever waits
            failed.append(why)

    task = Task("asking a service")
    task.start(do, context=contextvars.copy_context())
    while not task.wait(0.25):
        with contextlib.suppress(Cancelled):
            report.check()
    if failed:
        raise failed[0]
    return said[0]


def buy(call: Call, way: Way, report: Reporter) -> bytes:
    """The result's bytes of one call: those that were paid for already, or of the job that runs already, or of a new one.

    Raises ServiceFailed and its kinds, SpendLimit, NotAgreed, PerhapsBought, Cancelled."""
    try:
        return _once(call, way, report)
    except (Unclear, Forgotten):
        return _once(call, way, report)  # it is looked up first, or asked anew where that is free


def _once(call: Call, way: Way, report: Reporter) -> bytes:
    kept = till().find(call.part)
    if kept is not None and kept.state == "sent":
        kept = _looked_up(kept, call, way)
    if kept is None or kept.state not in ("taken", "reserved", "done"):
        kept = till().reserve(call)
    if kept.state == "reserved":
        kept = _sent(kept, way, report)
    if kept.state == "done":
        return till().read(kept)
    return _waited_for(kept, way, report)


def _looked_up(kept: Bought, call: Call, way: Way) -> Bought | None:
    """A call of which nobody knows whether it arrived: found at the service, or None where it may be sent anew."""
    found = way.look_up(kept)
    if isinstance(found, Answer):
        if found.data is not None:
            return till().done(kept, found.data, found.cost)
        return till().taken(kept, found.job)
    if found is False or kept.cost == 0 or till().may_send_again(kept):
        never = found is False or kept.cost == 0
        till().ended(kept, "failed" if never else "lost", "It did not arrive." if never else "Sent again.")
        return None
    raise PerhapsBought(
        f"{call.what} was sent to {call.service}, and this program ended before the answer came: perhaps it was bought.",
        field=f"services/{call.service}",
        hint="Look at the account there. To send it once more, say so in Settings or with `python -m vgot services --send-again`, then retry it.",
    )


def _sent(kept: Bought, way: Way, report: Reporter) -> Bought:
    """Send it, as often as that is free: where nothing arrived, and where the service said that it took nothing."""
    wait = FIRST_WAIT_S
    for tried in range(1, TRIES + 1):
        report.check()
        kept = sent = till().sending(kept)
        try:
            answer: Answer = beside(lambda mark=sent.mark: way.send(mark), report)
        except (NotReached, Busy) as why:
            kept = till().unsent(kept)
            if tried == TRIES:
                till().ended(kept, "failed", why.message)
                raise
            rest(_pause(why, wait), report)
            wait *= 2
            continue
        except ServiceFailed as why:
            if not isinstance(why, Unclear):  # it said no: nothing was made
                till().ended(kept, "failed", why.message)
            raise
        if answer.data is not None:
            return till().done(kept, answer.data, answer.cost)
        return till().taken(kept, answer.job)
    raise AssertionError("unreachable")


def _pause(why: ServiceFailed, usual: float) -> float:
    """How long to wait before a call is repeated: what the service asks, within limits; else a doubling time."""
    asked = why.after_s if isinstance(why, Busy) else None
    return min(LONGEST_WAIT_S, usual if asked is None else asked)


def _waited_for(kept: Bought, way: Way, report: Reporter) -> bytes:
    """Ask until the result is here. A person who stops it stops it at the service too; a program that ends leaves it there, and comes back."""
    try:
        return _asked(kept, way, report)
    except Cancelled:
        if till().given_up() and way.stop(kept.job):
            till().ended(kept, "stopped", "Stopped by a person.")
        raise


def _asked(kept: Bought, way: Way, report: Reporter) -> bytes:
    """What goes wrong on the way is asked again: that is free."""
    wrong, wait = 0, FIRST_WAIT_S
    while True:
        report.check()
        try:
            state: State = beside(lambda: way.ask(kept.job), report)
        except (NotReached, Busy, TornDownload, Unclear) as why:
            wrong += 1
            if wrong >= TRIES:
                raise
            rest(_pause(why, wait), report)
            wait *= 2
            continue
        except ServiceFailed as why:
            till().ended(kept, "failed" if why.free else "unusable", why.message)
            raise
        wrong, wait = 0, FIRST_WAIT_S
        if state.answer is not None and state.answer.data is not None:
            till().done(kept, state.answer.data, state.answer.cost)
            return state.answer.data
        report.step(round(100 * state.share), 100)
        rest(ASK_S, report)
