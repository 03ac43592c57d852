"""Rewrites by instruction: one shot, one domain, or from here on. Nothing changes until a person accepts the proposal.

A locked shot or domain is left byte for byte as it is. A proposal is the story after, and the list of changes as a
person would read them; `accept` takes it, or some of its changes, if the story has not changed meanwhile.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

from pydantic import ValidationError

from vgot.errors import BadInput, Conflict, ModelUnavailable, WriterFailed
from vgot.script.coherence import Judge, names_of
from vgot.script.echoes import says
from vgot.script.llm import prompts as asking
from vgot.script.llm import replies
from vgot.script.llm.algorithm1 import Event, Manner, Process
from vgot.script.llm.clients import HOW_TO_CONFIGURE, Client
from vgot.script.llm.replies import DomainReply, RewriteReply, clean
from vgot.script.llm.writing import MAX_WRITTEN, Attempt, Writing
from vgot.script.naming import mentioned
from vgot.script.reshape import shot_at
from vgot.script.validate import Reason, check_coherence, check_domain, check_rules, resolve_place, resolve_who
from vgot.story.model import DOMAINS, Domain, Flag, Presence, Shot, Story, dump_story


@dataclass(frozen=True)
class Change:
    """One changed field: its path (`shots/7/lighting`), and its value before and after, as text."""

    path: str
    before: str
    after: str


@dataclass(frozen=True)
class Proposal:
    """A rewrite to be accepted or dropped. `base` is the digest of the story it was made from; `kept` names what was
    left alone because it is locked; `tries` are readable."""

    story_after: Story
    changes: list[Change]
    base: str
    instruction: str = ""
    kept: list[str] = field(default_factory=list)
    tries: list[Attempt] = field(default_factory=list)


def propose_rewrite(
    client: Client | None,
    story: Story,
    number: int,
    instruction: str,
    *,
    domain: str | None = None,
    from_here: bool = False,
    judge: Judge | None = None,
    on_event: Callable[[Event], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Proposal:
    """Ask for shot `number` (from 1), one `domain` of it, or every shot from it on, after an instruction.

    Raises ModelUnavailable without a language model, BadInput for an empty instruction or a locked target, Cancelled
    or WriterFailed; the story itself is never touched.
    """
    instruction = checked_wish(client, story, number, instruction, domain, from_here)
    assert client is not None  # the wish was refused without one
    rewriter = _Rewriter(client, story, instruction, judge or Judge(), on_event, cancelled)
    kept = []
    for n in range(number, len(story.shots) + 1 if from_here else number + 1):
        old = rewriter.shots[n - 1]
        free = _free(old, domain)
        kept += [
            f"shots/{n}" if "shot" in old.locked else f"shots/{n}/{d}"
            for d in (["shot"] if "shot" in old.locked else [d for d in DOMAINS if d in old.locked])
        ]
        if free:
            rewriter.check()
            rewriter.rewrite(n, domain, free)
    after = story.model_copy(update={"shots": rewriter.shots})
    after = Story.model_validate(after.model_dump())
    return Proposal(after, diff(story, after), digest(story), instruction, kept, rewriter.writing.tries)


def checked_wish(
    client: Client | None, story: Story, number: int, instruction: str, domain: str | None, from_here: bool
) -> str:
    """The instruction, cleaned, if this rewrite can be asked for at all. Raises as `propose_rewrite`, before anything is asked."""
    shot = shot_at(story, number)
    instruction = clean(instruction, 1_000)
    if not instruction:
        raise BadInput("There is no instruction.", field="instruction", hint="Say what should be different.")
    if domain is not None and domain not in DOMAINS:
        raise BadInput(f"There is no domain '{clean(domain, 40)}'.", field="domain", hint=f"Use {', '.join(DOMAINS)}.")
    if client is None:
        raise ModelUnavailable(
            "A rewrite needs a language model; the offline writer cannot follow instructions.",
            field="writer",
            hint=HOW_TO_CONFIGURE,
        )
    if not from_here and _free(shot, domain) == []:
        what = f"The {domain} of shot {number}" if domain and "shot" not in shot.locked else f"Shot {number}"
        raise BadInput(f"{what} is locked.", field=f"shots/{number}", hint="Unlock it first.")
    return instruction


def _free(shot: Shot, domain: str | None) -> list[str]:
    """The domains of a shot that a rewrite may touch."""
    if "shot" in shot.locked:
        return []
    return [d for d in ([domain] if domain else DOMAINS) if d not in shot.locked]


class _Rewriter(Process):
    """Asks for shots one after the other; each sees the shot before it as it now is."""

    def __init__(self, client: Client, story: Story, instruction: str, judge: Judge, on_event, cancelled):
        w = Writing(
            sentence=story.sentence or story.title or "A film",
            shots=min(MAX_WRITTEN, max(1, len(story.shots))),
            seed=story.seed,
            kind=story.kind,
            style=story.style,
        )
        super().__init__(client, w, Manner(judge=judge), on_event, cancelled)
        self.story, self.instruction, self.shots = story, instruction, list(story.shots)

    def rewrite(self, number: int, domain: str | None, free: list[str]) -> None:
        story, old = self.story, self.shots[number - 1]
        before = self.shots[number - 2] if number > 1 else None
        following = self.shots[number] if number < len(self.shots) else None
        film = asking.film_lines(story.sentence or story.title, len(story.shots), 0, story.kind, story.style)
        prompt = asking.ask_rewrite(
            film,
            old,
            number,
            story.cast,
            story.places,
            before,
            following,
            self.instruction,
            domain,
            [d for d in DOMAINS if d not in free] if not domain else [],
        )
        self._tell("step", "rewrite", shot=number)
        if domain:
            schema, kind = replies.domain_reply(domain), DomainReply
        else:
            names = [s.name for c in story.cast for s in c.stages]
            schema, kind = replies.shot_reply(names, [p.name for p in story.places], "RewriteReply"), RewriteReply

        def new_domains(reply) -> dict[str, Any]:
            asked = {domain: reply.text} if domain else {d: getattr(reply, d) for d in free}
            return old.domains.model_dump() | asked

        def check(reply) -> list[Reason]:
            domains = old.domains.model_copy(update=new_domains(reply))
            if domain:
                reasons = [r] if (r := check_domain(cast(Domain, domain), reply.text)) else []
            else:
                _, unknown = resolve_who(reply.who, story.cast)
                place = reply.place if reply.place and resolve_place(reply.place, story.places) is None else None
                reasons = [
                    r
                    for r in check_rules(domains, unknown, place, [s.name for c in story.cast for s in c.stages])
                    if r.domain in free or r.domain is None
                ]
            if before and not reasons and self.manner.judge and {"character", "background"} & set(free):
                # only what the rewrite broke: a cut that was there before is the person's own
                was = check_coherence(before.domains, old.domains, names_of(story), self.manner.judge)
                now = check_coherence(before.domains, domains, names_of(story), self.manner.judge)
                reasons += [now] if now and not was else []
            return reasons

        best, reasons = self._ask("rewrite", number, prompt, schema, kind, check)
        if best is None:
            why = reasons[0].text.rstrip(".") if reasons else "no reply"
            raise WriterFailed(
                f"Shot {number} could not be rewritten: {why}.",
                field=f"shots/{number}",
                hint="Say it in other words, or try again; the story is unchanged.",
            )
        if domain and not best.text:
            raise WriterFailed(
                f"The {domain} of shot {number} could not be rewritten: the reply was empty.",
                field=f"shots/{number}/{domain}",
                hint="Try again; the story is unchanged.",
            )
        self.shots[number - 1] = self._merged(old, best, domain, free, new_domains(best), reasons)
        self._tell("shot", "rewrite", shot=number, written=self.shots[number - 1])

    def _merged(
        self, old: Shot, reply: Any, domain: str | None, free: list[str], domains: dict[str, Any], reasons: list[Reason]
    ) -> Shot:
        """The old shot with what was rewritten; a domain that came back empty stays as it was."""
        domains = {d: t or getattr(old.domains, d) for d, t in domains.items()}
        flags = [f for f in old.flags if f.domain is not None and f.domain not in free]
        flags += [Flag(domain=r.domain, reason=r.text[:1000]) for r in reasons]
        update: dict = {"domains": old.domains.model_copy(update=domains), "flags": flags[:24]}
        if domain:
            update["flags"] = [f for f in old.flags if f.domain != domain] + [r.as_flag() for r in reasons]
        else:
            if says(reply.summary) and "relation" in free:
                update["summary"] = reply.summary
            if "character" in free:
                who, _ = resolve_who(reply.who, self.story.cast)
                who = who or mentioned(domains["character"], self.story.cast)
                boxes = {(p.character, p.stage): p.box for p in old.who}
                if who:
                    update["who"] = [Presence(character=c, stage=s, box=boxes.get((c, s))) for c, s in who]
            if "background" in free and (place := resolve_place(reply.place, self.story.places)):
                update["place"] = place
        return old.model_copy(update=update)


# -- the difference ---------------------------------------------------------------------------------------------------
def digest(story: Story) -> str:
    return hashlib.sha256(dump_story(story).encode()).hexdigest()


def diff(before: Story, after: Story) -> list[Change]:
    """What differs between two stories with the same shots, in the paths of the contract."""
    old_shots = {s.id: s for s in before.shots}
    changes = []
    for n, new in enumerate(after.shots, 1):
        old = old_shots.get(new.id)
        if old is None:
            changes.append(Change(f"shots/{n}", "", new.summary or new.domains.relation))
            continue
        if old == new:
            continue
        for d in DOMAINS:
            if getattr(old.domains, d) != getattr(new.domains, d):
                changes.append(Change(f"shots/{n}/{d}", getattr(old.domains, d), getattr(new.domains, d)))
        for name, show in (("summary", str), ("who", _who), ("place", lambda p: p or ""), ("flags", _flags)):
            a, b = getattr(old, name), getattr(new, name)
            if a != b:
                changes.append(Change(f"shots/{n}/{name}", show(a), show(b)))
    return changes


def _who(people) -> str:
    return ", ".join(f"{p.character}/{p.stage}" for p in people)


def _flags(flags) -> str:
    return " ".join(f.reason for f in flags)


def accept(story: Story, proposal: Proposal, only: list[str] | None = None) -> Story:
    """The story with a proposal's changes, or with those at the paths of `only`. What a person changed elsewhere since it
    was proposed stays. Raises Conflict where a changed field itself was edited, locked or deleted since, BadInput for a path
    that is not in the proposal."""
    same = digest(story) == proposal.base
    if only is None and same:
        return proposal.story_after
    known = {c.path: c for c in proposal.changes}
    if wrong := set(only or ()) - set(known):
        raise BadInput(
            f"{min(wrong)[:80]} is not in this proposal.",
            field="only",
            hint=f"Use some of: {', '.join(sorted(known)[:12])}.",
        )
    at = {s.id: n for n, s in enumerate(story.shots)}
    shots = list(story.shots)
    for path in known if only is None else only:
        _, n, name = path.split("/")
        new = proposal.story_after.shots[int(n) - 1]
        if new.id not in at:
            raise Conflict(
                f"Shot {n} was deleted since this rewrite was proposed.",
                field=path,
                hint="Take the other changes, or undo the deletion.",
            )
        old = shots[at[new.id]]
        if not same and not _untouched(old, name, known[path].before):
            if name == "flags":  # what was flagged has gone with the words that were edited
                continue
            raise Conflict(
                f"The {name} of shot {at[new.id] + 1} was changed or locked since this rewrite was proposed.",
                field=path,
                hint="Take the other changes, or propose the rewrite again.",
            )
        update = (
            {"domains": old.domains.model_copy(update={name: getattr(new.domains, name)})}
            if name in DOMAINS
            else {name: getattr(new, name)}
        )
        shots[at[new.id]] = old.model_copy(update=update)
    try:
        return Story.model_validate(story.model_copy(update={"shots": shots}).model_dump())
    except ValidationError as why:
        raise Conflict(
            "Somebody or some place of this rewrite was removed since it was proposed.",
            hint="Propose the rewrite again.",
        ) from why


def _untouched(shot: Shot, name: str, before: str) -> bool:
    """Whether a field still says what it said when a rewrite was proposed, and may be rewritten."""
    if (
        "shot" in shot.locked
        or {"who": "character", "place": "background", "summary": "relation"}.get(name, name) in shot.locked
    ):
        return False
    now = getattr(shot.domains, name) if name in DOMAINS else getattr(shot, name)
    return (_who(now) if name == "who" else _flags(now) if name == "flags" else now or "") == before
