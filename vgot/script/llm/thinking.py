"""A model's thinking aloud, cut away from its answer: tags of any spelling, channels, an opening that never came.

Text inside thinking is never read: what a model tried and rejected there must not become a film.
"""

from __future__ import annotations

import json
import re

_WORD = (
    r"(?:seed:)?(?:think(?:ing)?|thoughts?|reason(?:ing)?|reflect(?:ion)?|scratchpad|analysis|inner[_ ]monologue|cot)"
)
#: <think>, [THINK], ◁think▷, <|START_THINKING|>, <|begin_of_thought|>, <thinking time="3">, and what closes them.
_OPEN = re.compile(
    rf"<{_WORD}(?:\s[^<>]*)?>|\[{_WORD}\]|◁{_WORD}▷|<\|(?:start|begin)[_ ](?:of[_ ])?{_WORD}\|>", re.IGNORECASE
)
_CLOSE = re.compile(
    rf"</{_WORD}\s*>|\[/{_WORD}\]|◁/{_WORD}▷|<\|end[_ ](?:of[_ ])?{_WORD}\|>|^\.{{3}}\s?done thinking\.?\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_EITHER = re.compile(f"(?P<open>{_OPEN.pattern})|(?P<close>{_CLOSE.pattern})", re.IGNORECASE | re.MULTILINE)
#: OpenAI's channels, whole and with their marks swallowed by a template, and Gemma's.
_CHANNEL = re.compile(
    r"<\|?channel\|?>\s*([a-z_]+)([^<]*)(?:<\|constrain\|>\s*\w*\s*)?(?:<\|message\|>)?", re.IGNORECASE
)
_SWALLOWED = re.compile(
    r"^\s*(?:analysis|commentary)\b.*?assistant\s*final(?:json)?\s*(?=\S)", re.IGNORECASE | re.DOTALL
)
_MARK = re.compile(r"<\|[^<>|]{1,40}\|>|<channel\|>|</?s>|<(?:start|end)_of_turn>(?:model)?|<unused\d+>", re.IGNORECASE)


def spoken(text: str) -> tuple[str, bool]:
    """(the answer without the thinking, whether there was any). Text that is one whole JSON value is left alone."""
    text = text.replace("\ufeff", "")
    if _is_json(text):
        return text, False
    answer = _last_channel(text)
    swallowed = _SWALLOWED.match(answer)
    answer = answer[swallowed.end() :] if swallowed else answer
    answer = _outside(answer)
    thought = answer != text
    return _MARK.sub(" ", answer).strip(), thought


def _last_channel(text: str) -> str:
    """What stands in the channel that is meant to be read; nothing where there are only others."""
    marks = list(_CHANNEL.finditer(text))
    if not marks:
        return text
    best, before = "", text[: marks[0].start()] if "{" in text[: marks[0].start()] else ""
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        body = text[mark.end() : following.start() if following else len(text)]
        name, more = mark.group(1).lower(), mark.group(2)
        if "<channel|>" in body:  # Gemma's channel of thoughts ends here; the answer follows without one of its own
            body = body.partition("<channel|>")[2]
        elif name not in ("final", "response", "answer") and "to=" not in more:
            continue
        best = body if body.strip() else best
    return best or before


def _outside(text: str) -> str:
    """A text without what stands between thinking marks: before a close that nothing opened, after an open that nothing
    closes, and everything between."""
    kept, thinking, at = "", False, 0
    for mark in _EITHER.finditer(text):
        closes = mark.group("close") is not None
        if not thinking:
            kept = "" if closes else kept + text[at : mark.start()]
        thinking, at = not closes, mark.end()
    return kept if thinking else kept + text[at:]


def _is_json(text: str) -> bool:
    try:
        return isinstance(json.loads(text, strict=False), (dict, list))
    except (ValueError, RecursionError):
        return False


def ends_with_an_answer(thought: str) -> str:
    """The answer that a server took for thinking: what follows the last closing mark, or the object that ends the text;
    nothing where the thinking just stops."""
    answer, _ = spoken(thought)
    bare = answer.rstrip().removesuffix("```").rstrip()
    return answer if bare.endswith(("}", "]")) else ""
