"""The beats of one shot, asked of a language model: small replies, held against the rules of a shot before anybody sees them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model

from vgot.errors import WriterFailed
from vgot.script.llm import replies
from vgot.script.llm.candidates import parsed
from vgot.script.llm.clients import Client
from vgot.script.llm.endpoint import Report
from vgot.script.llm.prompts import SYSTEM
from vgot.script.llm.replies import MAX_REPLY_CHARS, Reply, Short, clean
from vgot.story.beats import Beat, problem
from vgot.story.model import Shot, Story

_TRIES = 2
#: the most beats that are asked for
_MOST = 8


class BeatReply(Reply):
    """One beat: who does what from when to when, in seconds, and whom they look at (a name of the shot, "camera" or nothing)."""

    who: Short
    deed: Short
    from_s: float
    to_s: float
    gaze: Short = ""


class BeatsReply(Reply):
    """What everybody in a shot does, in its order."""

    beats: Annotated[list[BeatReply], Field(min_length=1)]


def beats_reply(names: list[str], seconds: float) -> type[BaseModel]:
    """The exact schema for one shot: its own names, and times within it."""
    exact = ConfigDict(extra="forbid")
    name: Any = Literal[tuple(names)]
    time: Any = Annotated[float, Field(ge=0, le=seconds)]
    deed: Any = Annotated[str, Field(max_length=80, description="one visible action, like 'walks to the window'")]
    gaze: Any = Literal[(*names, "camera", "")]
    beat = create_model(
        "BeatReply", __config__=exact, who=(name, ...), deed=(deed, ...), from_s=(time, ...), to_s=(time, ...), gaze=(gaze, ...)
    )  # fmt: skip
    several: Any = Annotated[list[beat], Field(min_length=1, max_length=_MOST)]
    return create_model("BeatsReply", __config__=exact, beats=(several, ...))


def ask_beats(client: Client, story: Story, number: int, report: Report) -> list[Beat]:
    """Beats of shot `number` (from 1) by a language model, valid for that shot. Raises WriterFailed where two tries give none, and what
    the client raises."""
    shot = story.shots[number - 1]
    names = {story.character(p.character).name: p.character for p in shot.who}
    schema = replies.schema_of(beats_reply(list(names), shot.duration_s))
    prompt, why = _prompt(shot, list(names)), ""
    for _ in range(_TRIES):
        text = ""
        for piece in client.reply(SYSTEM, f"{prompt}\n\n{why}".strip(), schema, report):
            report.check()
            text = (text + piece)[:MAX_REPLY_CHARS]
        found, why = _read(text, shot, names)
        if found:
            return found
    raise WriterFailed(
        f"The language model wrote no beats that fit this shot: {why}",
        hint="Fill them from the words, or set them by hand.",
    )


def _prompt(shot: Shot, names: list[str]) -> str:
    said = "\n".join(f"{line.character or 'narrator'}: {clean(line.text, 200)}" for line in shot.lines)
    parts = [
        f"A shot of {shot.duration_s:g} seconds: {clean(shot.summary, 400)}",
        f"What happens: {clean(shot.domains.relation, 800)}",
        f"Camera: {clean(shot.domains.camera, 300)}",
        f"Said:\n{said}" if said else "",
        f"In it: {', '.join(names)}.",
        f"Write its beats: who does what from which second to which, between 0 and {shot.duration_s:g}. At most {_MOST}. The beats of one "
        "person follow each other and never overlap; those of several may go on at once. Each is one visible action.",
    ]
    return "\n".join(filter(None, parts))


def _read(text: str, shot: Shot, names: dict[str, str]) -> tuple[list[Beat], str]:
    """The beats of a reply, or what is wrong with it."""
    start, end = text.find("{"), text.rfind("}")
    try:
        reply = BeatsReply.model_validate(parsed(text[start : end + 1]))
    except ValidationError as why:
        return [], f"The reply could not be read: {why.errors()[0]['msg']}."
    known = {name.casefold(): slug for name, slug in names.items()} | {slug: slug for slug in names.values()}
    found: list[Beat] = []
    for one in reply.beats[:_MOST]:
        who = known.get(one.who.casefold())
        if who is None:
            return [], f"{one.who} is not in this shot."
        gaze = "camera" if one.gaze.casefold() == "camera" else known.get(one.gaze.casefold())
        try:
            found.append(Beat(who=who, deed=one.deed, from_s=round(one.from_s, 3), to_s=round(one.to_s, 3), gaze=gaze))
        except ValidationError as why:
            return [], f"A beat of {one.who}: {why.errors()[0]['msg']}."
    wrong = problem(found, shot.duration_s, set(names.values()))
    return ([], f"{wrong}.") if wrong else (found, "")
