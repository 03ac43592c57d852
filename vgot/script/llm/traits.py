"""How one server wants to be asked: independent traits, learnt from what it refuses, remembered for it and its model.

A request begins with everything that helps (a schema, a temperature, a budget, a stream, a system role). What is refused is
told from `error.param`, from the words of the error, or, where neither says it, by asking most simply once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any, Protocol

#: How a reply is asked for, from strict to loose.
FORMATS = ("json_schema", "json_object", "text")
BUDGETS = ("max_tokens", "max_completion_tokens", "")
#: A reply needs at least so many tokens.
LEAST_TOKENS = 256
#: Until a server has counted once: characters that make a token, carefully.
_CHARS_PER_TOKEN = 3.0


@dataclass(frozen=True)
class Traits:
    """What a server takes. `budget`: the name of the field for the most tokens; `tokens`: the most that it lets one ask for;
    `context`: the tokens of message and reply together; `room`: how many times the usual budget a model needs that thinks
    first; `think_less`: whether it is asked to."""

    format: str = FORMATS[0]
    temperature: bool = True
    budget: str = BUDGETS[0]
    stream: bool = True
    system: bool = True
    think_less: bool = False
    tokens: int | None = None
    context: int | None = None
    chars_per_token: float = _CHARS_PER_TOKEN
    room: int = 1

    def asked_tokens(self, most: int, chars: int) -> int:
        """The budget of a reply to a message of so many characters."""
        room = min(most * self.room, self.tokens or most * self.room)
        if self.context is None:
            return room
        return min(room, self.context - round(chars / self.chars_per_token * 1.01) - 8)


PLAINEST = dict(format=FORMATS[-1], temperature=False, budget="", stream=False, system=False, think_less=False)


def plainest(traits: Traits) -> Traits | None:
    """The simplest request there is; None where that was asked already."""
    made = replace(traits, **PLAINEST)
    return made if made != traits else None


class Habits(Protocol):
    """Remembers how servers want to be asked."""

    def known(self, server: str, model: str) -> Traits: ...

    def keep(self, server: str, model: str, traits: Traits) -> None: ...


class Remembered:
    """Habits for as long as the program runs."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Traits] = {}

    def known(self, server: str, model: str) -> Traits:
        return self._known.get((server, model), Traits())

    def keep(self, server: str, model: str, traits: Traits) -> None:
        if len(self._known) > 500:
            self._known.clear()
        self._known[server, model] = traits


#: What this process has learnt.
REMEMBERED = Remembered()


def traits_from(kept: object) -> Traits:
    """Traits out of kept JSON; what does not fit is as if it had not been learnt."""
    made = Traits()
    if not isinstance(kept, dict):
        return made
    for one in fields(Traits):
        value, usual = kept.get(one.name), getattr(made, one.name)
        if isinstance(value, type(usual)) or (usual is None and isinstance(value, int)):
            made = replace(made, **{one.name: value})
    good = made.format in FORMATS and made.budget in BUDGETS and made.chars_per_token > 0.5 and 1 <= made.room <= 8
    return made if good and min(made.tokens or 1, made.context or 1) > 0 else Traits()


# -- a request --------------------------------------------------------------------------------------------------------
def request_for(
    traits: Traits, system: str, prompt: str, schema: dict[str, Any], *, model: str, temperature: float, tokens: int
) -> dict[str, Any]:
    """The body of one request with these traits. The schema stands in words too: some servers take a format and ignore it
    without a sound."""
    request: dict[str, Any] = {"model": model, "stream": traits.stream}
    if traits.temperature:
        request["temperature"] = temperature
    if traits.format == "json_schema":
        form = {"name": schema.get("title", "Reply"), "strict": True, "schema": plain_schema(schema)}
        request["response_format"] = {"type": "json_schema", "json_schema": form}
    elif traits.format == "json_object":
        request["response_format"] = {"type": "json_object"}
    if traits.think_less:
        request["reasoning_effort"] = "low"
    if traits.system:
        request["messages"] = [{"role": "system", "content": system}, {"role": "user", "content": prompt}]
    else:
        request["messages"] = [{"role": "user", "content": f"{system}\n\n{prompt}"}]
    if traits.budget:
        request[traits.budget] = tokens
    return request


def plain_schema(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema without what strict servers refuse (lengths of text, titles, defaults). Lists keep their exact
    lengths; the reading checks the rest."""
    drop = {"minLength", "maxLength", "title", "default", "pattern", "format"}

    def walk(node: Any) -> Any:
        if isinstance(node, list):
            return [walk(n) for n in node]
        if not isinstance(node, dict):
            return node
        out = {}
        for key, value in node.items():
            if key in ("properties", "$defs"):
                out[key] = {name: walk(part) for name, part in value.items()}
            elif key not in drop:
                out[key] = walk(value)
        return out

    return walk(schema)


def schema_words(schema: dict[str, Any]) -> str:
    return json.dumps(plain_schema(schema), ensure_ascii=False)


# -- learning ---------------------------------------------------------------------------------------------------------
_CONTEXT = (
    r"context[_ ](?:length|window|size)|maximum context|\bn_ctx\b|max_total_tokens|reduce the length|too many (?:input )?tokens"
    r"|exceed\w*[^.]{0,60}(?:tokens|context)|(?:input|inputs`?|prompt) tokens|(?:completion|output) tokens|max\w*tokens\W+\d+ ?>"
    r"|tokens? .{0,20}too large|(?:less than or equal to|at most|<=) ?\d+"
)
#: Trait -> (the parameter that an error names, the words that it uses).
_CAUSES = {
    "context": (r"$^", _CONTEXT),
    "temperature": (r"temperature", r"temperature"),
    "budget": (r"max_(?:completion_|new_)?tokens", r"max_(?:completion_|new_)?tokens|maxtokens"),
    "stream": (r"stream(?:_options)?", r"\bstream(?:ing|ed)?\b"),
    "system": (
        r"messages?(?:\W*0)?(?:\W*role)?|role|system",
        r"\bsystem\b['\"`]?\s*(?:role|message|prompt|instruction)|(?:role|message)s?\W{0,4}\bsystem\b|developer (?:instruction|message|role)"
        r"|roles? must alternate|only (?:\S+ and \S+|user\S*) roles|supported roles?|invalid role|unexpected role",
    ),
    "thinking": (
        r"reasoning(?:_effort|\.effort)?|think\w*",
        r"reasoning_effort|reasoning effort|enable_thinking|\bthinking\b",
    ),
    "format": (
        r"response_format.*|format|text\.format|json_schema|guided_json|grammar",
        r"response_?format|json_?\s?schema|json_?\s?object|json mode|\bgrammar|structured[ _]outputs?|guided|\bsamplers?\b",
    ),
}
_NEEDS_STREAM = re.compile(
    r"only supports? stream|stream\W{0,10}(?:must be|should be|to be|=|to)\s*true|stream mode only|enable stream",
    re.IGNORECASE,
)
_UNKNOWN = re.compile(
    r"unsupported|not supported|does not support|unknown|unrecognized|unexpected|extra|not permitted|invalid param|instead|not allowed",
    re.IGNORECASE,
)


def named(said: str, param: str) -> list[str]:
    """The traits that an error speaks of, the likeliest first."""
    by_param = [t for t, (p, _) in _CAUSES.items() if param and re.fullmatch(p, param.strip("'\"` "), re.IGNORECASE)]
    found = [(m.start(), t) for t, (_, words) in _CAUSES.items() if (m := re.search(words, said, re.IGNORECASE))]
    return list(dict.fromkeys([*by_param, *(t for _, t in sorted(found))]))


def learnt(traits: Traits, said: str, param: str, *, asked: int, chars: int) -> tuple[Traits, str] | None:
    """(the traits without what an error refuses, that in words), or None where it does not say what it refuses. `asked`: the
    tokens that were asked for; `chars`: the length of the message."""
    if not traits.stream and _NEEDS_STREAM.search(said):
        return replace(traits, stream=True), "this server answers in a stream only"
    causes = named(said, param)
    if "budget" in causes and "context" in causes and _UNKNOWN.search(said) and not re.search(r"\d{3}", said):
        causes.remove("context")
    for cause in causes:
        if made := _without(traits, cause, said, asked, chars):
            return made
    return None


def _without(traits: Traits, cause: str, said: str, asked: int, chars: int) -> tuple[Traits, str] | None:
    """The traits without one of them; None where it is not asked for any more."""
    if cause == "context":
        return fitted_budget(traits, said, asked, chars) if traits.budget else None
    if cause == "budget" and traits.budget:
        if re.search(r"\d{3}", said) and not _UNKNOWN.search(said):
            return fitted_budget(traits, said, asked, chars)
        following = BUDGETS[BUDGETS.index(traits.budget) + 1]
        wording = (
            f"it is asked with {following} instead of {traits.budget}" if following else "no budget is named to it"
        )
        return replace(traits, budget=following), wording
    if cause == "format" and traits.format != FORMATS[-1]:
        following = FORMATS[FORMATS.index(traits.format) + 1]
        return replace(traits, format=following), f"it takes no {traits.format}; asked with {following}"
    if cause == "temperature" and traits.temperature:
        return replace(traits, temperature=False), "it sets its own temperature"
    if cause == "stream" and traits.stream:
        return replace(traits, stream=False), "it does not stream; the reply comes whole"
    if cause == "system" and traits.system:
        return replace(traits, system=False), "it takes no system role; its words stand before the request"
    if cause == "thinking" and traits.think_less:
        return replace(traits, think_less=False), "how much it thinks cannot be set"
    return None


def fitted_budget(traits: Traits, said: str, asked: int, chars: int) -> tuple[Traits, str] | None:
    """The budget that an error leaves: the numbers in it say the context, the message, or the most of a reply."""
    numbers = [int(n.replace(",", "")) for n in re.findall(r"(?<![\d.])\d[\d,]{1,8}(?![\d.]*\d)", said)]
    total = max((n for n in numbers if n - asked in numbers and n > asked), default=None)
    message = (
        total - asked
        if total
        else _near(
            said,
            r"(\d[\d,]*)\W{0,3}(?:input|prompt|inputs?)?\W{0,3}(?:tokens? )?(?:in the (?:messages|prompt|input)|input tokens|prompt tokens|inputs?\W+tokens|tokens? from the input|in your prompt)",
            r"(?:n_prompt_tokens|input tokens|prompt (?:is|has|contains)|your (?:request|prompt|message)s? (?:has|is|contains)(?: at least)?)\D{0,12}(\d[\d,]*)",
        )
    )
    reply = _near(
        said,
        r"(\d[\d,]*)\W{0,3}(?:is the maximum|completion tokens|output tokens|which is the maximum)",
        r"(?:max\w*tokens\W+\d+ ?> ?)(\d[\d,]*)",
    )
    context = _near(
        said,
        r"(?:context (?:length|window|size)|n_ctx|max_total_tokens)\D{0,24}(\d[\d,]*)",
        r"(?:must be )?<= ?(\d[\d,]*)",
    )
    if context is None and total:
        context = max((n for n in numbers if n < total and n != message), default=None)
    if context and message and context > message:
        made = replace(traits, context=context, chars_per_token=min(8.0, max(0.5, chars / message)))
    elif context and context > LEAST_TOKENS and not reply:
        made = replace(traits, context=context)
    else:
        smaller = max((n for n in numbers if LEAST_TOKENS <= n < asked), default=asked // 2)
        made = replace(traits, tokens=reply if reply and reply < asked else smaller)
    left = made.asked_tokens(asked, chars)
    if context and message and context - message < LEAST_TOKENS:
        return made, ""
    if left >= asked:  # it helped nothing: half of it will
        made = replace(made, tokens=asked // 2)
        left = made.asked_tokens(asked, chars)
    return (made, f"the budget of a reply is lowered to {left:,} tokens") if left >= LEAST_TOKENS else (made, "")


def _near(said: str, *patterns: str) -> int | None:
    for pattern in patterns:
        if match := re.search(pattern, said, re.IGNORECASE):
            return int(match.group(1).replace(",", ""))
    return None


_NO_CHAT = re.compile(
    r"(?:does not|doesn['’]t|do not|cannot|can['’]t|not) support\w* (?:the )?(?:chat|generat|completion|text generation)|not a chat model"
    r"|(?:is|are) (?:an? )?(?:embedding|reranker?|speech|transcription)s? model|only supports? (?:embedding|speech|transcription)"
    r"|not supported in the v1/chat|chat completions? (?:is|are) not supported|no chat template|chat[ _]template\W+(?:is )?(?:not|missing)",
    re.IGNORECASE,
)


def cannot_chat(said: str) -> bool:
    """Whether an error says that this model is none that talks."""
    return _NO_CHAT.search(said) is not None


#: Names of models that do something else than talk.
_OTHER_WORK = re.compile(
    r"embed|\bbge\b|\bgte\b|\be5\b|minilm|whisper|rerank|\btts\b|moderation|dall-?e|stable-?diffusion|\bsdxl?\b|\bflux\b|kokoro|parakeet"
    r"|\basr\b|\bstt\b|\bclip\b|siglip|speech|transcri|bark\b|musicgen|text-to-|colbert|\bocr\b|realtime|gpt-image|\bsora\b|imagen|\bveo\b|babbage|davinci",
    re.IGNORECASE,
)


def could_chat(name: str) -> bool:
    """Whether a model's name is not one of a model that embeds, ranks, hears, speaks or draws."""
    return _OTHER_WORK.search(re.sub(r"[_/:.]", "-", name)) is None


def in_words(notes: Iterable[str]) -> list[str]:
    return [f"The server: {n}." for n in notes if n]
