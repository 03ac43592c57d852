"""The state of a story that is being written: every draft, shot and try, JSON-able; and the Story that can be made of it so far."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from vgot.errors import BadInput
from vgot.script.llm import prompts as asking
from vgot.script.llm import replies
from vgot.script.llm.replies import MAX_KEPT_CHARS, CastReply, clean
from vgot.script.naming import unique_slug
from vgot.story.model import (
    MAX_CHARACTERS,
    MAX_SENTENCE,
    MAX_STAGES,
    Boundary,
    Character,
    Domain,
    Film,
    Flag,
    Place,
    Shot,
    Stage,
    Story,
    new_shot_id,
    seed_from,
)

MAX_WRITTEN = 60
Kind = Literal["life", "ensemble", "event", "variation"]


Step = Literal["draft", "cast", "shot", "rewrite"]


class Attempt(BaseModel):
    """One try: what was asked for, what came (capped), what was wrong with it, whether it was taken, and what was bent to read
    it or done differently to get it."""

    model_config = ConfigDict(extra="forbid")
    step: Step
    shot: int | None = None
    number: int = 1
    reply: Annotated[str, Field(max_length=MAX_KEPT_CHARS)] = ""
    reasons: list[str] = []
    accepted: bool = False
    notes: list[str] = []


class Remark(BaseModel):
    """Something that a step before the shots could not settle; it becomes a flag of that shot."""

    model_config = ConfigDict(extra="forbid")
    shot: int
    text: str


class Said(BaseModel):
    """What a list says of one shot already; a model fills in the rest."""

    model_config = ConfigDict(extra="forbid")
    domains: dict[Domain, str] = {}
    duration_s: float | None = None
    who: list[str] = []
    place: str = ""
    lines: list[tuple[str, str]] = []
    notes: list[str] = []
    flags: list[str] = []
    boundary: str = ""


class Writing(BaseModel):
    """Everything that was written so far; JSON-able, strict, enough to go on after the process died."""

    model_config = ConfigDict(extra="forbid")
    schema_version: Literal[1] = 1
    sentence: Annotated[str, Field(min_length=1, max_length=MAX_SENTENCE)]
    shots: Annotated[int, Field(ge=1, le=MAX_WRITTEN)]
    seed: int = 0
    asked_kind: Kind | None = None
    kind: Kind | None = None
    title: str = ""
    style: str = ""
    writer: str = ""
    film: Film = Film()
    duration_s: float = 3.0
    given: bool = False
    drafts: list[str] = []
    said: list[Said] = []
    cast: list[Character] = []
    places: list[Place] = []
    done: list[Shot] = []
    remarks: list[Remark] = []
    tries: list[Attempt] = []

    @property
    def step(self) -> str:
        """What comes next: draft, cast, shot or done."""
        if not self.drafts:
            return "draft"
        if not self.cast:
            return "cast"
        return "shot" if len(self.done) < len(self.drafts) else "done"

    def summary(self) -> str:
        """The running summary that later shots are asked with."""
        return asking.running_summary(self.done, self.places)


def load_writing(data: str | bytes | dict[str, Any]) -> Writing:
    """A state from its JSON. Raises BadInput."""
    try:
        return Writing.model_validate(data) if isinstance(data, dict) else Writing.model_validate_json(data)
    except ValidationError as why:
        raise BadInput(
            "What was kept of the unfinished script cannot be read.", field="writing", hint="Start writing it again."
        ) from why


def cast_from(reply: CastReply) -> list[Character]:
    """Characters of a reply: names and stage names made unique, ids made here."""
    out, taken, shown = [], set(), set()
    for c in [c for c in reply.characters if c.name][:MAX_CHARACTERS]:
        stages, stage_ids = [], set()
        for s in (c.stages or [replies.StageReply(name=c.name, look=c.role)])[:MAX_STAGES]:
            name, n = s.name or c.name, 2
            while name.lower() in shown:
                name, n = f"{s.name or c.name} {n}", n + 1
            shown.add(name.lower())
            stages.append(Stage(id=unique_slug(name, stage_ids, "stage"), name=name, look=s.look))
        out.append(
            Character(
                id=unique_slug(c.name, taken, "character"),
                name=c.name,
                role=c.role[:400],
                wardrobe=c.wardrobe,
                stages=stages,
            )
        )
    return out


def places_from(reply: CastReply) -> list[Place]:
    taken: set[str] = set()
    return [Place(id=unique_slug(p.name, taken, "place"), name=p.name, look=p.look) for p in reply.places if p.name][
        :24
    ]


def story_so_far(writing: Writing) -> Story:
    """A Story of what was written; a shot that is drafted only has its sentence and says so."""
    w = writing
    shots = list(w.done)
    for number in range(len(shots) + 1, len(w.drafts) + 1):
        shot_id = new_shot_id("written", w.sentence, w.seed, w.shots, number)
        shots.append(
            Shot(
                id=shot_id,
                summary=w.drafts[number - 1],
                duration_s=w.duration_s,
                seed=seed_from(w.seed, shot_id),
                flags=[Flag(reason="This shot is drafted but not written.")],
            )
        )
    return Story(
        title=w.title or clean(w.sentence, 60),
        sentence=w.sentence,
        kind=w.kind or "life",
        style=w.style,
        writer=w.writer,
        seed=w.seed,
        film=w.film,
        cast=w.cast,
        places=w.places,
        shots=shots,
        boundaries=[
            Boundary.model_validate({"after": shot.id, "mode": one.boundary})
            for shot, one in zip(shots[:-1], w.said, strict=False)
            if one.boundary
        ],
    )
