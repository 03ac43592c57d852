"""A rewrite in the background: asked for, watched, stopped, looked at, then taken or dropped. Every try at it is kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from vgot.errors import Cancelled, Conflict, NotFound
from vgot.script.llm.algorithm1 import Event
from vgot.script.llm.attempts import readable
from vgot.script.llm.rewrite import Proposal
from vgot.script.llm.writing import Attempt
from vgot.store.project_store import Store
from vgot.tasks import Task

#: How many tries at rewrites a project keeps, the newest.
MOST_KEPT = 80


def keep_rewrites(store: Store, tries: list[tuple[str, Attempt]]) -> None:
    """Add tries, each with the id of its shot."""
    if tries:
        rows = json.loads(store.meta("rewrites") or "[]") + [{"shot": shot, "try": t.model_dump()} for shot, t in tries]
        store.set_meta("rewrites", json.dumps(rows[-MOST_KEPT:]))


def rewrites_of(store: Store, shot: str) -> list[Attempt]:
    """The tries at rewriting one shot, oldest first."""
    rows = json.loads(store.meta("rewrites") or "[]")
    return [Attempt.model_validate(row["try"]) for row in rows if row["shot"] == shot]


class RewriteSession:
    """The rewrite of one project that is being written, or waits to be taken or dropped."""

    def __init__(self, store: Store):
        self.store = store
        self._task = Task("rewrite")
        self._now: dict[str, Any] = {}
        self._asked: dict[str, Any] = {}
        self._proposal: Proposal | None = None

    def start(self, propose: Callable[..., Proposal], asked: dict[str, Any]) -> None:
        """Run `propose(on_event=…, cancelled=…)` in the background. `asked` (shot, of, instruction, …) is said back by
        `status`. Raises Conflict while another rewrite is being written."""

        def first() -> None:
            self._proposal, self._asked, self._now = None, asked, {}

        def hear(event: Event) -> None:
            if event.kind in ("step", "text"):
                self._now = {"number": event.shot, "words": readable(event.text)[-600:]}

        def work() -> None:
            try:
                self._proposal = propose(on_event=hear, cancelled=lambda: self._task.stopped)
            except Cancelled:
                self._asked = {}
                raise
            finally:
                self._now = {}

        if not self._task.start(work, first=first, at_end=self.store.close):
            raise Conflict(
                "A rewrite is being written already.", field="rewrite", hint="Wait for it, or stop it first."
            )

    def stop(self) -> None:
        """Stop after the words that are coming in; nothing of the story was changed."""
        self._task.cancel()

    def drop(self) -> None:
        """Forget the proposal; its tries stay readable."""
        self._proposal, self._asked = None, {}
        self._task.forget()

    @property
    def proposal(self) -> Proposal:
        """What waits to be taken. Raises NotFound."""
        if self._proposal is None:
            raise NotFound("This proposal is not there any more.", field="rewrite", hint="Ask for it again.")
        return self._proposal

    def status(self) -> dict[str, Any]:
        """{busy, asked, now: {number, words}, error, proposal: {changes, kept} or None}."""
        found = self._proposal
        changes = [{"path": c.path, "before": c.before, "after": c.after} for c in found.changes] if found else []
        return {
            "busy": self._task.busy,
            "asked": self._asked,
            "now": self._now,
            "error": None if self._task.state == "cancelled" else self._task.status()["error"],
            "proposal": {"changes": changes, "kept": found.kept} if found else None,
        }
