"""Algorithm 1 as a visible process that can be cancelled and resumed: draft, cast, then shot by shot with validation.

The state is one JSON-able value, `Writing`. After every step and every shot it is handed out in an event; given back to
`write_story`, the work continues at the next shot. Every try, its reply and the reasons against it are kept in it.
Nothing here knows where a state is stored.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, cast

from pydantic import BaseModel

from vgot.errors import BadInput, Cancelled, VgotError, WriterFailed
from vgot.script.coherence import Judge
from vgot.script.echoes import says
from vgot.script.llm import prompts as asking
from vgot.script.llm import replies
from vgot.script.llm.candidates import parsed
from vgot.script.llm.clients import Client
from vgot.script.llm.patience import Patience
from vgot.script.llm.replies import MAX_KEPT_CHARS, CastReply, DraftReply, ShotReply, Unreadable, clean
from vgot.script.llm.server_errors import ReplyCut
from vgot.script.llm.thinking import spoken
from vgot.script.llm.writing import (
    MAX_WRITTEN,
    Attempt,
    Kind,
    Remark,
    Said,
    Step,
    Writing,
    cast_from,
    places_from,
    story_so_far,
)
from vgot.script.naming import mentioned
from vgot.script.plain import plain_domains
from vgot.script.spoken import with_lines_and_notes
from vgot.script.validate import Reason, check_coherence, check_domain, check_rules, resolve_place, resolve_who
from vgot.story.model import (
    DOMAINS,
    MAX_DOMAIN,
    MAX_SENTENCE,
    Domains,
    Film,
    Flag,
    Presence,
    Shot,
    Story,
    new_shot_id,
    seed_from,
)

TRIES = 3
EventKind = Literal["step", "text", "try", "shot", "state"]


@dataclass(frozen=True)
class Event:
    """Something a person may want to see. `step` began; `text` arrives (all of the reply so far); a `try` was judged;
    a `shot` was accepted or flagged; the `state` is worth keeping. `until`: when the tries at it end, on the monotonic clock."""

    kind: EventKind
    step: str
    shot: int | None = None
    text: str = ""
    attempt: Attempt | None = None
    written: Shot | None = None
    state: Writing | None = None
    until: float | None = None


@dataclass(frozen=True)
class Manner:
    """How to write: a kind to keep to, shots given word for word, seconds a shot, tries, and the judge of coherence
    (None: only the rules)."""

    kind: Kind | None = None
    drafts: tuple[str, ...] = ()
    duration_s: float = 3.0
    tries: int = TRIES
    judge: Judge | None = field(default_factory=Judge)


def begin(
    sentence: str, shots: int, *, seed: int = 0, film: Film | None = None, manner: Manner | None = None
) -> Writing:
    """A fresh state. Raises BadInput for an empty sentence or a number of shots out of range."""
    manner = manner or Manner()
    drafts = [clean(d, replies.MAX_TEXT) for d in manner.drafts]
    sentence = sentence.strip() or (drafts[0] if drafts else "")
    if len(sentence) > MAX_SENTENCE:
        raise BadInput(
            f"The sentence has {len(sentence)} characters; {MAX_SENTENCE} are the most.",
            field="sentence",
            hint="Shorten it, or paste it as a shot list.",
        )
    if not sentence:
        raise BadInput("There is no sentence to write from.", field="sentence", hint="Type what the film is about.")
    shots = len(drafts) or shots
    if not 1 <= shots <= MAX_WRITTEN:
        raise BadInput(f"{shots} shots cannot be written at once.", field="shots", hint=f"Use 1 to {MAX_WRITTEN}.")
    return Writing(
        sentence=sentence,
        shots=shots,
        seed=seed,
        asked_kind=manner.kind,
        kind=manner.kind,
        drafts=drafts,
        given=bool(drafts),
        film=film or Film(),
        duration_s=manner.duration_s,
    )


def write_story(
    client: Client,
    sentence: str,
    shots: int,
    *,
    seed: int = 0,
    film: Film | None = None,
    state: Writing | None = None,
    on_event: Callable[[Event], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    manner: Manner | None = None,
) -> Story:
    """Write a whole story, or go on with `state`.

    Raises Cancelled when `cancelled()` turns true, WriterFailed or ModelUnavailable when the model gives nothing to
    work with; the last `state` event then holds all that was written, and `story_so_far` makes a Story of it.
    """
    manner = manner or Manner()
    writing = state.model_copy(deep=True) if state else begin(sentence, shots, seed=seed, film=film, manner=manner)
    return Process(client, writing, manner, on_event, cancelled).run()


class Process:
    """One run of Algorithm 1 over a state."""

    def __init__(self, client: Client, writing: Writing, manner: Manner, on_event=None, cancelled=None):
        self.client, self.writing, self.manner = client, writing, manner
        self._on_event = on_event or (lambda event: None)
        self._cancelled = cancelled or (lambda: False)
        self._until: float | None = None

    # -- a Report for the client --
    def check(self) -> None:
        if self._cancelled():
            raise Cancelled("Writing was cancelled.", hint="What was written so far is kept.")
        if self._until is not None and time.monotonic() > self._until:
            raise ReplyCut("The try took too long and was ended.", hint="Use a faster model, or a hosted one.")

    def run(self) -> Story:
        w = self.writing
        w.writer = clean(self.client.model_id, 100)
        try:
            if w.step == "draft":
                self._tell("step", "draft")
                self._draft()
                self._keep("draft")
            if w.step == "cast":
                self._tell("step", "cast")
                self._cast()
                self._keep("cast")
            while w.step == "shot":
                self.check()
                self._tell("step", "shot", shot=len(w.done) + 1)
                self._shot()
                self._tell("shot", "shot", shot=len(w.done), written=w.done[-1])
                self._keep("shot", len(w.done))
        except VgotError:
            self._keep(cast(Step, w.step), len(w.done) + 1 if w.step == "shot" else None)
            raise
        w.writer = clean(self.client.model_id, 100)  # another one than at first, where that could not chat
        return story_so_far(w)

    # -- the steps --
    def _film(self) -> str:
        w = self.writing
        return asking.film_lines(w.sentence, w.shots, w.seed, w.kind, w.style)

    def _draft(self) -> None:
        w = self.writing
        got: list[str] = []
        beyond = 0  # some models write one fewer than they are asked for, however few: then one more is asked for
        while len(got) < w.shots:
            missing, first = w.shots - len(got), len(got) + 1
            wanted = missing + beyond

            def check(reply: DraftReply, missing=missing, wanted=wanted, got=got) -> list[Reason]:
                said = [s for s in reply.sentences if says(s)]
                reasons = []
                if not (len(reply.sentences) == len(said) and missing <= len(said) <= wanted):
                    reasons.append(
                        Reason(None, f"There were {len(said)} sentences where exactly {missing} were asked for.")
                    )
                for n, s in enumerate(said):
                    if s in said[:n] or s in got:
                        reasons.append(Reason(None, f"Sentence {n + 1} repeats another one: “{s[:80]}”."))
                    elif check_domain("relation", s):
                        reasons.append(Reason(None, f"Sentence {n + 1} is not a sentence: “{s[:80]}”."))
                return reasons

            best, reasons = self._ask(
                "draft",
                None,
                asking.ask_draft(self._film(), wanted, got),
                replies.draft_reply(wanted, first, w.asked_kind),
                DraftReply,
                check,
            )
            said = [s for s in best.sentences if says(s)] if best else []
            if best is not None and not said and got and beyond < 2:
                beyond += 1
                continue
            if best is None or not said:
                raise WriterFailed(
                    f"The language model wrote no usable draft: {_joined(reasons)}",
                    hint="Try again, change the sentence, or choose another model.",
                )
            if not got:
                w.title, w.style = best.title, w.style or clean(best.style, replies.MAX_LINE)
                w.kind = w.asked_kind or (best.kind if best.kind in asking.KINDS else "life")
            for extra in said[missing:] if len(said) > wanted else ():
                w.remarks.append(
                    Remark(
                        shot=w.shots,
                        text=f"The model wrote one sentence more than asked for, which was left out: “{extra[:200]}”.",
                    )
                )
            for n, s in enumerate(said[:missing], first):
                if s in got or check_domain("relation", s):
                    w.remarks.append(Remark(shot=n, text=f"The draft of this shot is weak: “{s[:120]}”."))
                got.append(s)
        w.drafts = got

    def _cast(self) -> None:
        w = self.writing
        w.kind = w.kind or ("ensemble" if w.given else "life")
        stages = asking.stages_for(w.kind, w.shots)
        most = 2 if w.kind == "event" and w.shots < 4 else 6

        def check(reply: CastReply) -> list[Reason]:
            reasons = []
            named = [c for c in reply.characters if c.name]
            if not named:
                return [Reason(None, "The cast is empty.")]
            if len({c.name.lower() for c in named}) != len(named):
                reasons.append(Reason(None, "Two characters have the same name."))
            if len(named[0].stages) != stages:
                reasons.append(
                    Reason(
                        None,
                        f"{named[0].name} has {len(named[0].stages)} stages where exactly {stages} were asked for.",
                    )
                )
            for c in named:
                for s in c.stages:
                    if r := check_domain("character", s.look):
                        reasons.append(Reason(None, f"The look of {s.name or c.name}: {r.text}"))
            if not [p for p in reply.places if p.name]:
                reasons.append(Reason(None, "No place is named."))
            return reasons

        schema = replies.cast_reply(stages, most, 2 if w.kind == "ensemble" else 1)
        best, reasons = self._ask(
            "cast", None, asking.ask_cast(self._film(), w.drafts, stages), schema, CastReply, check
        )
        if best is None or not [c for c in best.characters if c.name]:
            raise WriterFailed(
                f"The language model wrote no usable cast: {_joined(reasons)}",
                hint="Try again, or choose another model; the drafts are kept.",
            )
        w.cast, w.places = cast_from(best), places_from(best)
        w.remarks += [Remark(shot=1, text=f"Cast: {r.text}") for r in reasons[:6]]

    def _shot(self) -> None:
        w = self.writing
        number = len(w.done) + 1
        names = [s.name for c in w.cast for s in c.stages]
        before = w.done[-1].domains if w.done else None

        def check(reply: ShotReply) -> list[Reason]:
            _, unknown = resolve_who(reply.who, w.cast)
            place = reply.place if reply.place and resolve_place(reply.place, w.places) is None else None
            reasons = check_rules(_domains(reply), unknown, place, names, (w.drafts[number - 1], w.sentence))
            if before and self.manner.judge and not [r for r in reasons if r.domain in ("character", "background")]:
                masked = names + [c.name for c in w.cast]
                if r := check_coherence(before, _domains(reply), masked, self.manner.judge):
                    reasons.append(r)
            return reasons

        prompt = asking.ask_shot(self._film(), w.drafts, w.cast, w.places, w.done)
        schema = replies.shot_reply(names, [p.name for p in w.places])
        best, reasons = self._ask("shot", number, prompt, schema, ShotReply, check)
        w.done.append(self._shot_from(number, best, reasons))

    def _shot_from(self, number: int, reply: ShotReply | None, reasons: list[Reason]) -> Shot:
        """A Shot of the best reply; what is missing in it is read plainly from the draft, and flagged."""
        w = self.writing
        draft = w.drafts[number - 1]
        said = w.said[number - 1] if len(w.said) >= number else Said()
        who, _ = resolve_who([*said.who, *(reply.who if reply else [])], w.cast)
        if not who:
            who = mentioned(f"{reply.character if reply else ''} {draft}", w.cast)
        place = (said.place and resolve_place(said.place, w.places)) or (
            resolve_place(reply.place, w.places) if reply else None
        )
        if place is None and w.done and not reply:
            place = w.done[-1].place
        stages = {(c.id, s.id): (c.name, s) for c in w.cast for s in c.stages}
        plain = plain_domains(
            draft, number, people=[stages[p] for p in who], place=next((p for p in w.places if p.id == place), None)
        )
        written = {d: getattr(reply, d) if reply else "" for d in DOMAINS}
        domains = Domains(**{d: text or getattr(plain, d) for d, text in written.items()})
        flags = [r.as_flag() for r in reasons]
        if reply is None:
            flags.append(
                Flag(reason="The language model wrote nothing usable for this shot; it is read plainly from its draft.")
            )
        flags += [Flag(reason=r.text[:1000]) for r in w.remarks if r.shot == number]
        shot_id = new_shot_id("written", w.sentence, w.seed, w.shots, number)
        made = Shot(
            id=shot_id,
            summary=draft,
            domains=domains.model_copy(update={d: t[:MAX_DOMAIN] for d, t in said.domains.items()}),
            duration_s=said.duration_s or w.duration_s,
            place=place,
            who=[Presence(character=c, stage=s) for c, s in who],
            seed=seed_from(w.seed, shot_id),
            flags=flags[:24],
        )
        return with_lines_and_notes(made, said.lines, said.notes, w.cast)

    # -- asking --
    def _ask(
        self, step: Step, shot: int | None, prompt: str, schema: type[BaseModel], kind: type, check: Callable[..., Any]
    ):
        """Ask up to `tries` times, with the reasons. Returns (best reply or None, its reasons); the reasons are empty
        when it was accepted. A server that gives nothing at all raises WriterFailed. A client that is slow on this
        machine bounds its tries by time, too (`patience`)."""
        best, best_reasons, heard, asked = None, [], False, prompt
        lost: ReplyCut | None = None
        patience, began = cast("Patience | None", getattr(self.client, "patience", None)), time.monotonic()
        for number in range(1, self.manner.tries + 1):
            if patience:
                self._until = began + (patience.first_s if number == 1 else patience.tries_s)
                self._tell("text", step, shot=shot, until=self._until)
            text, cut = self._listen(step, shot, number, asked, schema)
            lost, heard = cut or lost, heard or bool(text.strip()) and cut is None
            notes: list[str] = list(getattr(self.client, "told", ()))
            try:
                came = replies.hear(text, kind, schema)
                reply, notes = came.reply, [*notes, *came.bent]
                reasons = check(reply)
                if cut and not _whole(text):
                    reasons = [Reason(None, cut.message), *reasons]
                if best is None or len(reasons) < len(best_reasons):
                    best, best_reasons = reply, reasons
            except Unreadable as why:
                reply, reasons = (
                    None,
                    [Reason(None, cut.message if cut else f"{why.reason[0].upper()}{why.reason[1:]}.")],
                )
                if best is None:
                    best_reasons = reasons
            late = patience and reasons and time.monotonic() - began >= patience.tries_s
            if patience and late:
                notes.append(
                    f"No further try: this one ended after {time.monotonic() - began:.0f} of {patience.tries_s:.0f} s."
                )
            self._note(step, shot, number, text, reasons, notes)
            if reply is not None and not reasons:
                return reply, []
            if late:
                break
            asked = asking.ask_again(prompt, [r.in_words() for r in reasons])
        if best is None and lost is not None and not heard:
            raise lost
        return best, best_reasons

    def _listen(self, step: Step, shot: int | None, number: int, prompt: str, schema: type[BaseModel]):
        """One reply as text, streamed out as it comes, and the ReplyCut that ended it, if any."""
        text = ""
        try:
            for piece in self.client.reply(asking.SYSTEM, prompt, replies.schema_of(schema), self):
                self.check()
                text += piece
                if len(text) > replies.MAX_REPLY_CHARS:
                    return text[: replies.MAX_REPLY_CHARS], ReplyCut("The reply was far too long and was cut off.")
                self._tell("text", step, shot=shot, text=text, until=self._until)
            return text, None
        except ReplyCut as why:
            return text, why
        except VgotError as why:
            self._note(step, shot, number, text, [Reason(None, why.message)], list(getattr(self.client, "told", ())))
            raise
        finally:
            self._until = None

    def _note(
        self, step: Step, shot: int | None, number: int, text: str, reasons: list[Reason], notes: Sequence[str] = ()
    ) -> None:
        attempt = Attempt(
            step=step,
            shot=shot,
            number=number,
            reply=_kept(text),
            accepted=not reasons,
            reasons=[clean(r.in_words(), 600) for r in reasons[:12]],
            notes=[clean(n, 300) for n in notes[:12]],
        )
        self.writing.tries.append(attempt)
        self._tell("try", step, shot=shot, attempt=attempt)

    def _tell(self, kind: EventKind, step: str, **what: Any) -> None:
        self._on_event(Event(kind, step, **what))

    def _keep(self, step: Step, shot: int | None = None) -> None:
        self._tell("state", step, shot=shot, state=self.writing.model_copy(deep=True))


def _kept(text: str) -> str:
    return replies._CONTROL.sub(" ", text[: MAX_KEPT_CHARS - 1]) + ("…" if len(text) >= MAX_KEPT_CHARS else "")


def _whole(text: str) -> bool:
    """Is this one whole JSON value, though the stream did not end as it should?"""
    answer, _ = spoken(text)
    return isinstance(parsed(answer.strip().removeprefix("```json").removesuffix("```")), dict)


def _joined(reasons: list[Reason]) -> str:
    return "; ".join(r.text.rstrip(".") for r in reasons[:3]) + "."


def _domains(reply: ShotReply) -> Domains:
    return Domains(**{d: getattr(reply, d) for d in DOMAINS})
