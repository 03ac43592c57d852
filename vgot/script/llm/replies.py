"""What a language model is asked for, and how its reply is read: small models of their own, never the Story.

Two faces of each reply. The class built for one request (`draft_reply(12)`) is what the model is shown as a JSON
schema: exact list lengths, known names only, no unknown keys. The loose class (`DraftReply`) is what its text is read
with: it clips, cleans and ignores what nobody asked for, so that a nearly right reply can be judged and re-asked with
the reasons. Ids, seeds, paths and model names are never asked for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, create_model

from vgot.script.llm import candidates, shapes, thinking
from vgot.story.model import DOMAINS

#: A reply longer than this is cut off while it arrives; no honest reply of ours comes near it.
MAX_REPLY_CHARS = 120_000
#: What of a reply is kept in the history of tries.
MAX_KEPT_CHARS = 4_000
#: The most that is read of a text, and what is asked for: a domain, a look, a sentence, a name.
MAX_TEXT = 900
ASK_DOMAIN = 600
ASK_LOOK = 400
MAX_LINE = 300
MAX_NAME = 60

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_REFUSAL = re.compile(
    r"^\W*(?:i['’]?m (?:really |very )?sorry|sorry,|i (?:can(?:no|['’])t|cannot|won['’]t|will not|must decline"
    r"|am (?:not able|unable))|i['’]m (?:unable|not able)|as an ai|unfortunately,? i|i apologi[sz]e)",
    re.IGNORECASE,
)


def clean(text: object, limit: int = MAX_TEXT) -> str:
    """One line of plain text: control and direction characters gone, white space single, at most `limit` characters,
    cut at a word."""
    if isinstance(text, list):
        text = " ".join(str(t) for t in text if isinstance(t, (str, int, float)))
    elif isinstance(text, dict):
        text = " ".join(str(t) for t in text.values() if isinstance(t, (str, int, float)))
    elif text is None or isinstance(text, bool):
        text = ""
    line = " ".join(_CONTROL.sub(" ", str(text)[: limit * 8]).split())
    if len(line) <= limit:
        return line
    cut = line[:limit]
    return (cut[: cut.rfind(" ")] if " " in cut[limit // 2 :] else cut).rstrip(" ,;:")


def _strict_text(value: Any) -> Any:
    """Numbers and booleans where prose was asked for are wrong types, not text."""
    if isinstance(value, (bool, int, float)):
        raise ValueError("should be text")
    return clean(value)


Text = Annotated[str, BeforeValidator(_strict_text)]
Short = Annotated[str, BeforeValidator(lambda v: clean(v, MAX_NAME))]


class Reply(BaseModel):
    """A reply as it is read: unknown keys are ignored, missing text is empty (and then found by the rules)."""

    model_config = ConfigDict(extra="ignore")


class DraftReply(Reply):
    """Step 1 of Algorithm 1: N one-sentence drafts."""

    title: Short = ""
    kind: Annotated[str, BeforeValidator(lambda v: clean(v, 20).lower())] = ""
    style: Text = ""
    sentences: list[Text]


class StageReply(Reply):
    name: Short = ""
    look: Text = ""


class CharacterReply(Reply):
    name: Short = ""
    role: Text = ""
    wardrobe: Text = ""
    stages: list[StageReply] = []


class PlaceReply(Reply):
    name: Short = ""
    look: Text = ""


class CastReply(Reply):
    """The cast with its stages, and the places that return."""

    characters: list[CharacterReply]
    places: list[PlaceReply] = []


class ShotReply(Reply):
    """Step 2 of Algorithm 1: the five domains of one shot, who is there (stage names), and where."""

    character: Text = ""
    background: Text = ""
    relation: Text = ""
    camera: Text = ""
    lighting: Text = ""
    who: Annotated[list[Short], BeforeValidator(lambda v: _names(v))] = []
    place: Short = ""


class RewriteReply(ShotReply):
    """A shot after an instruction: its sentence too."""

    summary: Text = ""


class DomainReply(Reply):
    """One domain after an instruction."""

    text: Text = ""


def _names(value: Any) -> Any:
    """`who` as a list of names, whatever shape a model gave it: text, a list, or objects with a stage or a name."""
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list):
        return []
    out = []
    for one in value[:16]:
        if isinstance(one, dict):
            one = one.get("stage") or one.get("name") or one.get("character") or ""
        if isinstance(one, str) and one.strip():
            out.append(one)
    return out


#: What each domain is asked for with.
ASKS = {
    "character": "who is on screen: appearance at this point, clothing, expression",
    "background": "place, era, time; what stays the same across shots in that place",
    "relation": "what people do with each other and with things; what caused this shot",
    "camera": "shot size, angle, movement",
    "lighting": "light sources, direction, colour, contrast, mood",
}


# -- what the model is shown ------------------------------------------------------------------------------------------
_EXACT = ConfigDict(extra="forbid")


def _text(limit: int, what: str) -> Any:
    return (Annotated[str, Field(min_length=1, max_length=limit)], Field(description=what))


def draft_reply(shots: int, first: int = 1, kind: str | None = None) -> type[BaseModel]:
    """The schema for exactly `shots` sentences. The title, kind and style are asked for with the first part only."""
    fields: dict[str, Any] = {}
    if first == 1:
        fields["title"] = _text(MAX_NAME, "a short film title")
        fields["kind"] = (Literal[(kind,) if kind else ("life", "ensemble", "event", "variation")], ...)
        fields["style"] = _text(MAX_LINE, "the look of the whole film in one phrase")
    item = Annotated[str, Field(min_length=1, max_length=MAX_LINE)]
    fields["sentences"] = (
        Annotated[list[item], Field(min_length=shots, max_length=shots)],
        Field(description=f"exactly {shots} sentences, one a shot, in order"),
    )
    return create_model("DraftReply", __config__=_EXACT, **fields)


def cast_reply(lead_stages: int, most: int, least: int = 1, places: int = 8) -> type[BaseModel]:
    """The schema for a cast whose first character has exactly `lead_stages` stages and the others one each."""
    stage = create_model(
        "StageReply",
        __config__=_EXACT,
        name=_text(MAX_NAME, "name of the stage, like 'Young Mary'"),
        look=_text(ASK_LOOK, "age, face, hair, build and clothes at this stage"),
    )
    common: dict[str, Any] = dict(
        name=_text(MAX_NAME, "the character's name"),
        role=_text(160, "who this is in the story"),
        wardrobe=_text(160, "what this character always wears"),
    )

    def one(label: str, stages: int) -> type[BaseModel]:
        exact: Any = Annotated[list[stage], Field(min_length=stages, max_length=stages)]
        return create_model(label, __config__=_EXACT, stages=(exact, ...), **common)

    place = create_model(
        "PlaceReply",
        __config__=_EXACT,
        name=_text(MAX_NAME, "short name of the place"),
        look=_text(ASK_LOOK, "what stays the same there: era, architecture, objects, colours"),
    )
    others: Any = Annotated[list[one("CharacterReply", 1)], Field(min_length=least - 1, max_length=max(0, most - 1))]
    several: Any = Annotated[list[place], Field(min_length=1, max_length=places)]
    return create_model(
        "CastReply",
        __config__=_EXACT,
        lead=(one("LeadReply", lead_stages), ...),
        others=(others, ...),
        places=(several, ...),
    )


def shot_reply(stages: list[str], places: list[str], base: str = "ShotReply") -> type[BaseModel]:
    """The schema for one shot: the five domains, `who` out of the known stage names, `place` out of the known ones."""
    fields: dict[str, Any] = {"summary": _text(MAX_LINE, "the shot in one sentence")} if base == "RewriteReply" else {}
    fields |= {domain: _text(ASK_DOMAIN, ASKS[domain]) for domain in DOMAINS}
    name = Literal[tuple(stages)] if stages else Annotated[str, Field(max_length=MAX_NAME)]
    fields["who"] = (
        Annotated[list[name], Field(min_length=0, max_length=min(4, len(stages)))],
        Field(description="the stages on screen, each once, by their exact names"),
    )
    fields["place"] = (Literal[tuple(places)] if places else Annotated[str, Field(max_length=MAX_NAME)], ...)
    return create_model(base, __config__=_EXACT, **fields)


def domain_reply(domain: str) -> type[BaseModel]:
    """The schema for one rewritten domain."""
    return create_model("DomainReply", __config__=_EXACT, text=_text(ASK_DOMAIN, f"the new {domain} domain"))


def schema_of(reply: type[BaseModel]) -> dict[str, Any]:
    """The JSON schema of a reply class, as pydantic writes it."""
    return reply.model_json_schema()


# -- reading ----------------------------------------------------------------------------------------------------------
R = TypeVar("R", bound=Reply)


class Unreadable(Exception):
    """A reply that gives nothing to judge; `reason` is said to the model in the next try and to the person."""

    def __init__(self, reason: str, refusal: bool = False):
        super().__init__(reason)
        self.reason = reason
        self.refusal = refusal


@dataclass(frozen=True)
class Heard(Generic[R]):
    """A reply as it was read, and what had to be bent for it, in words."""

    reply: R
    bent: tuple[str, ...] = ()


def read_reply(text: str, kind: type[R], exact: type[BaseModel] | None = None) -> R:
    """A reply from a model's text: plain, fenced, with prose around it, bent or damaged but repairable.

    Raises Unreadable with a reason in words; never anything else, whatever the text is.
    """
    return hear(text, kind, exact).reply


def hear(text: str, kind: type[R], exact: type[BaseModel] | None = None) -> Heard[R]:
    """The same with what was bent. `exact` is the class whose schema was asked with: what fits it wins."""
    if not text.strip():
        raise Unreadable("the reply was empty")
    answer, thought = thinking.spoken(text[:MAX_REPLY_CHARS])
    if not answer.strip():
        raise Unreadable("the model only thought and gave no answer after it")
    fit = _fit_in(answer, kind, exact)
    if fit is None:
        if _REFUSAL.match(answer.strip()):
            raise Unreadable(f"the model declined: “{clean(answer, 160)}”", refusal=True)
        raise Unreadable("the reply held no JSON object")
    bent = ["the model's thinking was cut away", *fit.bent] if thought else fit.bent
    try:
        return Heard(kind.model_validate(fit.value), tuple(clean(b, 300) for b in bent))
    except ValidationError as why:
        first = why.errors(include_url=False, include_input=False, include_context=False)[0]
        where = "/".join(str(p + 1) if isinstance(p, int) else str(p) for p in first["loc"]) or "the reply"
        message = first["msg"].removeprefix("Value error, ")
        raise Unreadable(f"{where}: {message[0].lower()}{message[1:]}") from None


def _fit_in(text: str, kind: type[R], exact: type[BaseModel] | None) -> shapes.Fit | None:
    """What fits best of all that a text holds: sound JSON first, then what can be repaired, then lines with labels."""
    found = candidates.sound(text)
    fit = shapes.best_fit(found, kind, exact)
    if fit is None or not shapes.whole(fit, kind) or candidates.broken_off(text, found):
        repaired = candidates.damaged(text)
        fit = shapes.best_fit([*repaired, *found], kind, exact) if repaired else fit
    if (fit is None or fit.score <= 0) and (lines := shapes.labelled(text, kind)):
        made = shapes.fitted(lines, shapes.spec_of(kind))
        made.bent.insert(0, "the reply was no JSON; its lines were read")
        return made
    return fit
