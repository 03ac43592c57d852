"""Writing a project's story with a language model: every accepted shot is kept at once, and a writing that was stopped,
cancelled or killed goes on at the next shot."""

from __future__ import annotations

import threading
from collections.abc import Callable

from vgot.edits import smooth_boundaries
from vgot.errors import BadInput, Conflict, VgotError
from vgot.script.clients import Client, find_client
from vgot.script.expand import Event, Manner, Writing, begin, load_writing, story_so_far, write_story
from vgot.store import Head, Store

WRITERS = ("auto", "offline", "openai", "transformers")


def client_for(writer: str = "auto", *, base_url: str | None = None, model: str | None = None) -> Client | None:
    """The language model to write with, or None for the offline outline. Raises BadInput, ModelUnavailable."""
    if writer not in WRITERS:
        raise BadInput(f"There is no writer '{writer[:40]}'.", field="writer", hint=f"Use one of {', '.join(WRITERS)}.")

    def open_local(name: str) -> Client:
        from vgot.models.text_transformers import open_text_model

        return open_text_model(name)

    return find_client(writer, base_url=base_url, model=model, open_local=open_local)


class WritingDesk:
    """The unfinished or finished writing of one project, and what is going on right now."""

    def __init__(self, store: Store):
        self.store = store
        self._lock = threading.Lock()
        self._busy = False
        self._stop = threading.Event()
        self._now: dict = {}
        self._error: VgotError | None = None

    def state(self) -> Writing | None:
        kept = self.store.meta("writing")
        return load_writing(kept) if kept else None

    @property
    def unfinished(self) -> bool:
        state = self.state()
        return state is not None and state.step != "done"

    def begin(self, sentence: str, shots: int, *, seed: int = 0, drafts: tuple[str, ...] = (), duration_s: float = 3.0) -> Writing:
        """Note what is to be written. Raises BadInput for an empty sentence or a number of shots out of range."""
        state = begin(sentence, shots, seed=seed, film=self.store.head().story.film, manner=Manner(drafts=drafts, duration_s=duration_s))
        self.store.set_meta("writing", state.model_dump_json())
        return state

    def go_on(self, client: Client, *, transition: str = "bridge", on_event: Callable[[Event], None] | None = None, cancelled: Callable[[], bool] | None = None) -> Head:
        """Write from where the state stands until the story is whole, and wait; its boundaries start out as `transition`
        (the preset's). Raises Cancelled, WriterFailed, Conflict."""
        state = self.state()
        if state is None:
            raise BadInput("There is nothing to write on.", field="writing", hint="Type a sentence first.")
        with self._lock:
            if self._busy:
                raise Conflict("This story is being written already.", field="writing", hint="Wait for it, or stop it first.")
            self._busy, self._error = True, None
            self._stop.clear()

        def hear(event: Event) -> None:
            if event.kind == "step":
                self._now = {"step": event.step, "shot": event.shot, "text": ""}
            elif event.kind == "text":
                self._now = {"step": event.step, "shot": event.shot, "text": event.text[-4000:]}
            elif event.kind == "state" and event.state is not None:
                self._keep(event.state)
            if on_event:
                on_event(event)

        try:
            story = write_story(client, state.sentence, state.shots, state=state, on_event=hear, manner=Manner(duration_s=state.duration_s),
                                cancelled=lambda: self._stop.is_set() or bool(cancelled and cancelled()))
            whole = smooth_boundaries(story, transition)
            return self.store.change("story written", lambda head: (whole, head.choices))
        except VgotError as why:
            why.field, why.hint = why.field or "writing", why.hint or "Try again, or choose another model."
            self._error = why
            raise
        finally:
            self._busy, self._now = False, {}

    def _keep(self, state: Writing) -> None:
        self.store.set_meta("writing", state.model_dump_json())
        if state.drafts:
            number = len(state.done)
            self.store.change(f"shot {number} written" if number else "story drafted", lambda head: (story_so_far(state), head.choices))

    def start(self, client: Client, then: Callable[[], None] | None = None, *, transition: str = "bridge") -> None:
        """The same in the background; `then` is called when the story is whole."""

        def work() -> None:
            try:
                self.go_on(client, transition=transition)
                if then:
                    then()
            except VgotError:
                pass  # shown by status()
            finally:
                self.store.close()

        threading.Thread(target=work, daemon=True, name="writing").start()

    def stop(self) -> None:
        """Stop after the words that are coming in; what was written is kept."""
        self._stop.set()

    def status(self) -> dict:
        """What a page shows: whether it is writing, what it writes, how far it is, every try with its reasons."""
        state = self.state()
        if state is None:
            return {"writing": False}
        return {"writing": self._busy, "step": state.step, "done": len(state.done), "of": state.shots, "now": dict(self._now),
                "writer": state.writer, "tries": [t.model_dump() for t in state.tries[-60:]],
                "error": self._error.as_json() if self._error else None}
