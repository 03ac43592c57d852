"""What a person can do to the script of a project beyond editing a field: rewrite with an instruction, lock, rename,
split, merge, check, and write it as Fountain."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Sequence
from typing import Any

from vgot.errors import BadInput, ModelUnavailable, VgotError
from vgot.project import wishing
from vgot.project.rewrite_session import RewriteSession, keep_rewrites
from vgot.project.story_edits import StoryEdits
from vgot.project.writer_choice import client_for
from vgot.project.writing_session import WritingSession
from vgot.render.live_film import LiveFilm
from vgot.script import reshape as steering
from vgot.script.account import account_of
from vgot.script.coherence import Judge
from vgot.script.find_replace import Replacement, Sought, find_and_replace
from vgot.script.formats.fountain import export_fountain
from vgot.script.llm.algorithm1 import Event
from vgot.script.llm.clients import HOW_TO_CONFIGURE, Client
from vgot.script.llm.planning import ask_beats
from vgot.script.llm.rewrite import Proposal, accept, checked_wish, propose_rewrite
from vgot.script.llm.writing import Attempt
from vgot.script.reshape import shot_at
from vgot.script.validate import examined, flagged, validate
from vgot.script.wishes.carry import NewLook
from vgot.script.wishes.wish import Wish
from vgot.store.project_store import Head
from vgot.story.beats import Beat
from vgot.story.edits import ShotNumber, number_in
from vgot.story.model import Story


class _Unheard:
    """Nobody watches, and nobody stops it."""

    def check(self) -> None:
        return None


class Script:
    """The script of one film. `writing` is how a language model writes it, `rewriter` how it rewrites a part; `when_written` is called
    when a writing that goes on here has ended."""

    def __init__(
        self,
        film: LiveFilm,
        edits: StoryEdits,
        writing: WritingSession,
        rewriter: RewriteSession,
        when_written: Callable[[], None],
    ):
        self.film, self.store, self.settings, self.edits = film, film.store, film.settings, edits
        self.writing, self.rewriter, self._when_written = writing, rewriter, when_written

    def propose_rewrite(
        self,
        number: int,
        instruction: str,
        *,
        domain: str | None = None,
        from_here: bool = False,
        client: Client | None = None,
        on_event: Callable[[Event], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Proposal:
        """Ask the language model to rewrite one shot, one domain, or all shots from here on. Nothing changes until
        `accept_rewrite`. Raises ModelUnavailable where no language model is configured."""
        client = client or self.writer()
        story, tries = self.film.story, list[tuple[str, Attempt]]()
        number = number_in(story, number)

        def hear(event: Event) -> None:
            if event.kind == "try" and event.attempt and event.attempt.shot:
                tries.append((story.shots[event.attempt.shot - 1].id, event.attempt))
            if on_event:
                on_event(event)

        try:
            return propose_rewrite(
                client,
                story,
                number,
                instruction,
                domain=domain,
                from_here=from_here,
                judge=Judge(),
                on_event=hear,
                cancelled=cancelled,
            )
        finally:
            keep_rewrites(self.store, tries)

    def start_rewrite(
        self, number: int, instruction: str, *, domain: str | None = None, from_here: bool = False
    ) -> None:
        """The same in the background: `rewriter.status()` tells how far it is and what is proposed. Raises at once for what
        cannot be asked for."""
        client, story = self.writer(), self.film.story
        number = number_in(story, number)
        checked_wish(client, story, number, instruction, domain, from_here)
        asked = {
            "shot": story.shots[number - 1].id,
            "number": number,
            "last": len(story.shots) if from_here else number,
            "instruction": instruction,
            "domain": domain,
            "from_here": from_here,
        }
        meant = ShotNumber.of(story, story.shots[number - 1].id)
        self.rewriter.start(
            functools.partial(
                self.propose_rewrite, meant, instruction, domain=domain, from_here=from_here, client=client
            ),
            asked,
        )

    def propose_beats(self, number: int, client: Client | None = None) -> tuple[list[Beat], str]:
        """(the beats of shot `number`, who wrote them): of the language model where one is connected, else, or where its reply does not
        fit, of the words. Raises NotFound for a shot that there is not, BadInput where the words tell no deed either."""
        story = self.film.story
        shot = shot_at(story, number)
        client = client or client_for(home=self.settings.home, models_dir=self.settings.models_dir)
        instead = ""
        if client is not None and shot.who:
            try:
                return ask_beats(client, story, number, _Unheard()), client.model_id
            except VgotError as why:
                instead = f"the words ({why.message})"
        return self.edits.beats_proposed(number), instead or "the words"

    def fill_beats(self, shot: str, client: Client | None = None) -> str:
        """Set the proposed beats of a shot, by its id, as one edit; who wrote them, as `propose_beats` says it. Raises as that, and Conflict
        where somebody changed the beats or deleted the shot while the language model was asked."""
        seen = self.film.snapshot().head().revision
        found, writer = self.propose_beats(int(self.edits.position(shot)), client)
        self.edits.edit_shot(shot, "beats", [b.model_dump(mode="json") for b in found], seen)
        return writer

    def writer(self) -> Client:
        """The language model that was chosen. Raises ModelUnavailable where none was."""
        client = client_for(home=self.settings.home, models_dir=self.settings.models_dir)
        if client is None:
            raise ModelUnavailable(
                "This needs a language model, and none is chosen.", field="writer", hint=HOW_TO_CONFIGURE
            )
        return client

    def accept_rewrite(self, proposal: Proposal, only: list[str] | None = None) -> Head:
        """Take a proposal, or some of its paths, as one undoable edit. Raises Conflict when the story changed since."""
        return self.edits.change(f"rewrite: {proposal.instruction}"[:200], lambda story: accept(story, proposal, only))

    def account(self) -> dict[str, Any]:
        """What became of the film's sentence, word by word (vgot.script.account)."""
        return account_of(self.film.story)

    def propose_wish(self, text: str, selection: Sequence[int] = (), shots: Sequence[int] = ()) -> Wish:
        """Read a wish about this film ("make it night"); nothing changes until `accept_wish` (vgot.project.wishing)."""
        return wishing.proposed(self.film.story, text, selection, shots)

    def propose_look(self, character: str, stage: str, look: str) -> NewLook:
        """What a new look changes: the stage, and the lines of shots that repeat the old one. Raises NotFound."""
        return wishing.look_proposed(self.film.story, character, stage, look)

    def propose_replace(self, sought: Sought, new: str, within: str = "") -> Replacement:
        """What find and replace would change in the film's texts; nothing changes until `accept_wish`. Raises BadInput."""
        return find_and_replace(self.film.story, sought, new, within)

    def accept_wish(self, wish: Wish | NewLook | Replacement, only: list[str] | None = None) -> Head:
        """Take a wish, a new look or a replacement, or some of its paths, as one undoable edit. Raises BadInput, Conflict."""
        return self.edits.change(wishing.label_of(wish), lambda story: wishing.accepted(story, wish, only))

    def lock(self, number: int, what: str = "shot") -> Head:
        return self.edits.change(
            f"lock {what} of shot {number}", lambda s: steering.lock(s, number_in(s, number), what)
        )

    def unlock(self, number: int, what: str = "shot") -> Head:
        return self.edits.change(
            f"unlock {what} of shot {number}", lambda s: steering.unlock(s, number_in(s, number), what)
        )

    def rename_character(self, character: str, name: str) -> Head:
        """A new name everywhere in the script; the slug, and so every take, stays."""
        return self.edits.change(
            f"rename {character} to {name}", lambda s: steering.rename_character(s, character, name)
        )

    def split_shot(self, number: int) -> Head:
        return self.edits.change(f"split shot {number}", lambda s: steering.split_shot(s, number_in(s, number)))

    def merge_shots(self, number: int) -> Head:
        """Merge a shot with the next one."""
        return self.edits.change(
            f"merge shots {number} and {number + 1}", lambda s: steering.merge_shots(s, number_in(s, number))
        )

    def check_script(self, around: int | None = None, story: Story | None = None) -> dict[str, list[dict[str, Any]]]:
        """What is wrong with each shot (by id) of the story, or of one that was read before, in words, by domain; nothing is changed."""
        found = validate(story or self.film.story, Judge(), around)
        return {
            shot: [{"domain": r.as_flag().domain, "reason": r.as_flag().reason} for r in reasons]
            for shot, reasons in found.items()
        }

    def check_shot(self, number: int) -> dict[str, Any]:
        """How one shot stands, in words, quickly and without changing anything: {domains: {domain: [reason]}, shot: [reason],
        coherence: {score, threshold, encoder, domain, before, passed} or None, tries: how many can be read}."""
        story = self.film.story
        number = number_in(story, number)
        shot = shot_at(story, number)
        return examined(story, number, Judge()) | {"tries": len(self.writing.attempts(shot.id))}

    def import_account(self) -> dict[str, Any] | None:
        """What became of each part of the script that this film was imported from: {"read_as", "used", "notes", "dropped"};
        None where it was not imported."""
        kept = self.store.meta("import")
        return json.loads(kept) if kept else None

    def flag_script(self) -> Head:
        """Write the check's findings onto the shots as flags, as one undoable edit."""
        return self.edits.change("check the script", lambda s: flagged(s, Judge()))

    def fountain(self) -> str:
        """The script in Fountain."""
        return export_fountain(self.film.story)

    def go_on_writing(self) -> None:
        """Have the language model write on from where it stopped, in the background. Raises ModelUnavailable, BadInput."""
        if self.writing.state() is None:
            raise BadInput("There is nothing to write on.", field="writing", hint="Type a sentence first.")
        if self.writing.status()["writing"]:
            raise BadInput(
                "This story is being written already.", field="writing", hint="Wait for it, or stop it first."
            )
        client = self.writer()
        self.store.set_meta("to_begin", "yes")
        self.writing.start(client, then=self._when_written)
