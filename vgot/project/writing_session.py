"""Writing a project's story with a language model: every accepted shot is kept at once, and a writing that was stopped,
cancelled or killed goes on at the next shot."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from vgot.errors import BadInput, Conflict, VgotError
from vgot.project.rewrite_session import rewrites_of
from vgot.script.llm.algorithm1 import Event, Manner, begin, write_story
from vgot.script.llm.attempts import readable, tries_as_json
from vgot.script.llm.clients import Client
from vgot.script.llm.writing import Attempt, Writing, load_writing, story_so_far
from vgot.store.project_store import Head, Store
from vgot.story.merge import merged
from vgot.story.model import Story, new_shot_id
from vgot.tasks import Task


class WritingSession:
    """The unfinished or finished writing of one project, and what is going on right now."""

    def __init__(self, store: Store, took: Callable[[str, float], None] = lambda writer, seconds: None):
        """`took(writer, seconds)` hears how long each shot took to write."""
        self.store, self._took = store, took
        self._task = Task("writing")
        self._now: dict[str, Any] = {}
        self._laid: Story | None = None
        self._read: tuple[str, Writing | None] = ("", None)

    def state(self) -> Writing | None:
        kept = self.store.meta("writing")
        if kept != self._read[0]:
            self._read = (kept, load_writing(kept) if kept else None)
        return self._read[1]

    @property
    def unfinished(self) -> bool:
        state = self.state()
        return state is not None and state.step != "done"

    def begin(
        self, sentence: str, shots: int, *, seed: int = 0, drafts: tuple[str, ...] = (), duration_s: float = 3.0
    ) -> Writing:
        """Note what is to be written. Raises BadInput for an empty sentence or a number of shots out of range."""
        state = begin(
            sentence,
            shots,
            seed=seed,
            film=self.store.head().story.film,
            manner=Manner(drafts=drafts, duration_s=duration_s),
        )
        self.store.set_meta("writing", state.model_dump_json())
        return state

    def go_on(
        self,
        client: Client,
        *,
        on_event: Callable[[Event], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Head:
        """Write from where the state stands until the story is whole, and wait. Raises Cancelled, WriterFailed, Conflict."""
        busy = Conflict("This story is being written already.", field="writing", hint="Wait for it, or stop it first.")
        return self._task.run(lambda: self._write(client, on_event, cancelled), busy)

    def _write(
        self,
        client: Client,
        on_event: Callable[[Event], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Head:
        state = self.state()
        if state is None:
            raise BadInput("There is nothing to write on.", field="writing", hint="Type a sentence first.")
        # What a person changes from here on stays theirs: the writer's next words are merged into it.
        there = self.store.head().story
        self._laid = story_so_far(state) if state.drafts and there.shots else there

        began = time.monotonic()

        def hear(event: Event) -> None:
            nonlocal began
            if event.kind == "shot":
                self._took(client.model_id, time.monotonic() - began)
            if event.kind == "step":
                began = time.monotonic()
                self._now = {"step": event.step, "shot": event.shot, "text": "", "try": 1}
            elif event.kind == "text":
                self._now = {
                    "step": event.step,
                    "shot": event.shot,
                    "text": event.text[-4000:],
                    "try": self._now.get("try", 1),
                    "reasons": self._now.get("reasons", []),
                    "until": event.until,
                }
            elif event.kind == "try" and event.attempt is not None and not event.attempt.accepted:
                self._now = {
                    "step": event.step,
                    "shot": event.shot,
                    "text": "",
                    "try": event.attempt.number + 1,
                    "reasons": event.attempt.reasons,
                }
            elif event.kind == "state" and event.state is not None:
                self._keep(event.state)
            if on_event:
                on_event(event)

        try:
            story = write_story(
                client,
                state.sentence,
                state.shots,
                state=state,
                on_event=hear,
                manner=Manner(duration_s=state.duration_s),
                cancelled=lambda: self._task.stopped or bool(cancelled and cancelled()),
            )
            return self._lay("story written", story)
        except VgotError as why:
            why.field, why.hint = why.field or "writing", why.hint or "Try again, or choose another model."
            raise
        finally:
            self._now = {}

    def _keep(self, state: Writing) -> None:
        self.store.set_meta("writing", state.model_dump_json())
        if state.drafts:
            number = len(state.done)
            self._lay(f"shot {number} written" if number else "story drafted", story_so_far(state))

    def _lay(self, label: str, story: Story) -> Head:
        base = self._laid or self.store.head().story

        def put(head: Head):
            return merged(base, head.story, story), head.choices

        made = self.store.change(label, put)
        self._laid = story
        return made

    def start(self, client: Client, then: Callable[[], None] | None = None) -> None:
        """The same in the background; `then` is called when the story is whole."""
        self._task.start(lambda: self._write(client), then=then, at_end=self.store.close)

    def stop(self) -> None:
        """Stop after the words that are coming in; what was written is kept."""
        self._task.cancel()

    def attempts(self, shot: str | None = None) -> list[Attempt]:
        """Every try at one shot (by its id), oldest first, rewrites last; without a shot those at the outline and the cast."""
        state = self.state()
        if shot is None:
            return [t for t in state.tries if t.step in ("draft", "cast")] if state else []
        found = []
        if state:
            ids = [
                new_shot_id("written", state.sentence, state.seed, state.shots, n) for n in range(1, state.shots + 1)
            ]
            found = [
                t for t in state.tries if t.step == "shot" and t.shot and t.shot <= len(ids) and ids[t.shot - 1] == shot
            ]
        return found + rewrites_of(self.store, shot)

    def tries(self, shot: str | None = None) -> list[dict[str, Any]]:
        """The same as plain JSON: {step, number, accepted, reasons, domains (or None), text}."""
        return tries_as_json(self.attempts(shot))

    def status(self) -> dict[str, Any]:
        """What a page shows: whether it is writing, what it writes, how far it is, every try with its reasons."""
        state = self.state()
        if state is None:
            return {"writing": False}
        now = self._now
        until: float | None = now.get("until")
        return {
            "writing": self._task.busy,
            "step": state.step,
            "done": len(state.done),
            "of": state.shots,
            "now": now
            | {"words": readable(now.get("text", "")), "left_s": max(0.0, until - time.monotonic()) if until else None},
            "writer": state.writer,
            "tries": [t.model_dump() for t in state.tries[-60:]],
            "error": self._task.status()["error"],
        }
