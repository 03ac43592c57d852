"""Every JSON value that a text holds: fenced blocks, top-level objects and lists, lines of JSON, and what can be repaired.

Nothing is chosen here. `vgot.script.llm.shapes` scores what was found against what was asked for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

_FENCE = re.compile(r"```[ \t]*\w*[ \t]*\n?(.*?)(?:```|\Z)", re.DOTALL)
_OPENS = re.compile(r"\{\s*[\"'“„«]")
#: What stands between two answers of which the second is another tone, not a correction.
_OTHERWISE = re.compile(
    r"\b(?:alternativ\w*|another (?:tone|version|option|idea|take)|(?:option|version|variant) (?:2|b|two)|if you(?:['’]d)? (?:prefer|like|want|rather)"
    r"|or else|another way|for (?:another|a different))\b",
    re.IGNORECASE,
)
#: Bounds against texts that are made to take long.
_MOST_FAILURES, _MOST_REPAIRS, _MOST_FOUND = 300, 6, 200
_MOST_REPAIRED_CHARS, _MOST_BRACKETS = 60_000, 2_000


@dataclass(frozen=True)
class Candidate:
    """A value, where it begins in the text, how it was come by ("" for plain JSON), and whether the words before it offer
    it as an alternative to what was said already."""

    value: Any
    at: int
    how: str = ""
    otherwise: bool = False


class Pairs(dict[str, Any]):
    """An object as it was typed; `twice` names the keys that came more than once. The first value that says something stands."""

    twice: tuple[str, ...] = ()


def _first_said(pairs: list[tuple[str, Any]]) -> Pairs:
    made, twice = Pairs(), []
    for key, value in pairs:
        if key in made:
            twice.append(key)
            if made[key] not in ("", None, [], {}):
                continue
        made[key] = value
    made.twice = tuple(dict.fromkeys(twice))
    return made


#: strict=False: some constrained decoders let raw control characters into strings.
_DECODER = json.JSONDecoder(strict=False, object_pairs_hook=_first_said)


def parsed(text: str) -> Any:
    """A text as JSON, or None."""
    try:
        return _DECODER.decode(text.strip())
    except (ValueError, RecursionError):
        return None


def sound(text: str) -> list[Candidate]:
    """What stands in a text as whole JSON, in its order; lines of JSON also together, as one list."""
    whole = parsed(text)
    if isinstance(whole, (dict, list)):
        return [Candidate(whole, 0)]
    if isinstance(whole, str) and ("{" in whole or "[" in whole):
        return [Candidate(c.value, c.at, "the JSON was written as one text") for c in sound(whole)]
    found = list(_scanned(text))
    alone = [c.value for c in found if isinstance(c.value, dict)]
    if len(alone) > 1:
        found.append(
            Candidate(alone, found[-1].at, "the reply came in several pieces of JSON, which were put together")
        )
        merged = _first_said([pair for one in alone for pair in one.items()])
        if not merged.twice:
            found.append(Candidate(merged, found[-1].at, "the reply came in several objects, which were put together"))
    return found


def broken_off(text: str, found: Sequence[Candidate]) -> bool:
    """Whether an object begins in a text that is no sound JSON: what was found may then be a part of it only."""
    starts = {c.at for c in found}
    first = min(starts, default=len(text))
    return parsed(text) is None and any(m.start() < first for m in _OPENS.finditer(text))


def _scanned(text: str) -> Iterator[Candidate]:
    at, failures, found, before = _next(text, 0), 0, 0, 0
    while at >= 0 and failures < _MOST_FAILURES and found < _MOST_FOUND:
        try:
            value, end = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError) as why:
            failures += 30 if isinstance(why, RecursionError) else 1
            at = _next(text, at + 1)
            continue
        if value and (isinstance(value, dict) or any(isinstance(v, (dict, list, str)) for v in value)):
            found += 1
            yield Candidate(value, at, otherwise=bool(before and _OTHERWISE.search(text[before:at])))
            before = end
        at = _next(text, end)


def _next(text: str, at: int) -> int:
    found = re.compile(r"[{\[]").search(text, at)
    return found.start() if found else -1


def damaged(text: str) -> list[Candidate]:
    """What the json_repair library makes of the parts of a text that are no JSON: cut off, trailing commas, single quotes."""
    out: list[Candidate] = []
    for at, part in _broken(text):
        value = _repaired(part)
        values = value if isinstance(value, list) and any(isinstance(v, dict) for v in value) else [value]
        out += [Candidate(v, at, "damaged JSON was repaired") for v in values if isinstance(v, dict) and v]
        if isinstance(value, list) and value:
            out.append(Candidate(value, at, "damaged JSON was repaired"))
    return out


def _broken(text: str) -> Iterator[tuple[int, str]]:
    """Parts of a text that may be damaged objects: fenced blocks, the span of each first brace, and all from it on."""
    spans = [(m.start(1), m.group(1)) for m in _FENCE.finditer(text)][-2:] if "```" in text[:100_000] else []
    at = text.find("{")
    while at >= 0 and len(spans) < _MOST_REPAIRS:
        end = _closing(text, at)
        spans.append((at, text[at:end]))
        # what nothing closes perhaps never opened anything
        at = text.find("{", at + 1 if end == len(text) else end)
    first = text.find("{")
    if first >= 0:
        spans.append((first, text[first:]))
    elif "[" in text:
        spans.append((text.find("["), text[text.find("[") :]))
    yield from dict.fromkeys(spans)


def _closing(text: str, at: int) -> int:
    """Behind the brace that closes the one at `at`, whatever quotes say; the end of the text where there is none."""
    depth = 0
    for mark in re.compile(r"[{}]").finditer(text, at):
        depth += 1 if mark.group() == "{" else -1
        if depth == 0:
            return mark.end()
    return len(text)


def _repaired(text: str) -> Any:
    import json_repair

    if text.count("{") + text.count("[") > _MOST_BRACKETS:  # deep nonsense: nothing of ours nests like this
        return None
    try:
        return json_repair.loads(text[:_MOST_REPAIRED_CHARS], skip_json_loads=True)
    except Exception:
        return None
