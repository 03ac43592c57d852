"""Find and replace in the texts of a story, as a proposal: what each text says and would say, and what stays with why."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from vgot.errors import BadInput, VgotError
from vgot.script.wishes.draft import Draft
from vgot.script.wishes.wish import Change, NotDone, shown
from vgot.story import edits
from vgot.story.model import DOMAINS, Story

#: The longest text that is looked for.
MAX_SOUGHT = 400
_SHOT_TEXTS = ("summary", *DOMAINS, "notes")


@dataclass(frozen=True)
class Replacement:
    """One text in the place of another, to be accepted as one edit. `not_done`: what stays, with why; `kept`: what is locked."""

    label: str
    changes: tuple[Change, ...]
    not_done: tuple[NotDone, ...] = ()
    kept: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sought:
    """What is looked for: `old` as it stands (no pattern), as whole `words` only, in this `case` only."""

    old: str
    words: bool = False
    case: bool = False

    def pattern(self) -> re.Pattern[str]:
        body = re.escape(unicodedata.normalize("NFC", self.old))
        return re.compile(rf"(?<!\w){body}(?!\w)" if self.words else body, re.NOFLAG if self.case else re.IGNORECASE)

    def replacing(self, new: str) -> Callable[[str], str]:
        """A function from a text to what it says then; a text without a find comes back as it is, sign by sign. Where case does not
        count, a find that begins large is replaced by a beginning that is large."""
        pattern, new = self.pattern(), unicodedata.normalize("NFC", new)

        def put(found: re.Match[str]) -> str:
            large = found[0][:1].isupper() and not self.old[:1].isupper() and not self.case
            return new[:1].upper() + new[1:] if large else new

        def replaced(text: str) -> str:
            composed = unicodedata.normalize("NFC", text)
            return pattern.sub(put, composed) if pattern.search(composed) else text

        return replaced


def find_and_replace(story: Story, sought: Sought, new: str, within: str = "") -> Replacement:
    """Every text of the story with `new` in the place of what is sought. `within`: only in texts whose path begins so; `shots/3-5`,
    `shots/1,4/lighting`, `shots/*/camera`, `cast`, `places/harbour`. Raises BadInput where nothing is sought, or no text is so called."""
    if not sought.old.strip():
        raise BadInput("There is nothing to look for.", field="old", hint="Type the words that are to be replaced.")
    if len(sought.old) > MAX_SOUGHT:
        raise BadInput(
            f"What is looked for has {len(sought.old):,} characters; at most {MAX_SOUGHT} fit.",
            field="old",
            hint="Look for a shorter part of it.",
        )
    draft = Draft(story)
    paths = [p for p in text_paths(draft.data) if _within(p, within)]
    if not paths:
        raise BadInput(
            f"No text of this film is called '{within[:60]}'.",
            field="in",
            hint="Use paths like shots/3, shots/2-5/lighting, cast/mary or places.",
        )
    replaced = sought.replacing(new)
    for path in paths:
        draft.set(path, _in_texts(draft.get(path), replaced))
    changes, not_done = _that_fit(story, draft.changes())
    not_done += [NotDone(n, "It would become too long.") for n in _too_long(draft)]
    not_done += [NotDone(place, "It is locked.", "Unlock it first.") for place in draft.locked]
    label = f"replace {_short(sought.old)} by {_short(new)}"
    return Replacement(label, tuple(changes), tuple(not_done), tuple(draft.locked))


def text_paths(data: dict[str, Any]) -> list[str]:
    """The paths of everything that is said in words in a story (as a plain dict), the shots first."""
    paths = [
        f"shots/{n}/{f}" for n, _ in enumerate(data["shots"], 1) for f in (*_SHOT_TEXTS, "scene", "lines", "markers")
    ]
    for c in data["cast"]:
        paths += [f"cast/{c['id']}/{field}" for field in ("name", "role", "wardrobe")]
        paths += [f"cast/{c['id']}/stages/{s['id']}/{field}" for s in c["stages"] for field in ("name", "look")]
    paths += [f"{part}/{p['id']}/{f}" for part in ("places", "things") for p in data[part] for f in ("name", "look")]
    return [*paths, "title", "sentence", "style", "titles/opening", "titles/end"]


def _in_texts(value: Any, replaced: Callable[[str], str]) -> Any:
    """A text, or what holds texts: lines, markers, a title card; ids stay."""
    if isinstance(value, str):
        return replaced(value)
    if isinstance(value, list):
        return [_in_texts(one, replaced) for one in value]
    if isinstance(value, dict):
        return {k: replaced(v) if k in ("text", "line", "name", "note") and v else v for k, v in value.items()}
    return value


def _within(path: str, within: str) -> bool:
    """Whether a path lies under another one, whose steps may be `*` or numbers (`2-5`, `1,4`)."""
    here, asked = path.split("/"), [s for s in within.strip().strip("/").split("/") if s]
    return len(asked) <= len(here) and all(_is_step(a, h) for a, h in zip(asked, here, strict=False))


def _is_step(asked: str, here: str) -> bool:
    if asked in ("*", here):
        return True
    if not here.isdecimal() or not re.fullmatch(r"\d{1,4}(-\d{1,4})?(,\d{1,4}(-\d{1,4})?)*", asked):
        return False
    ends = [part.split("-") for part in asked.split(",")]
    return any(int(e[0]) <= int(here) <= int(e[-1]) for e in ends)


def _too_long(draft: Draft) -> list[str]:
    return [n.split(" ", 1)[0] for n in draft.notes if "too long" in n]


def _that_fit(story: Story, changes: list[Change]) -> tuple[list[Change], list[NotDone]]:
    """The changes that the story can hold, and the others with why."""
    try:
        edits.set_values(story, {c.path: c.value for c in changes})
        return changes, []
    except VgotError:
        pass
    fit: list[Change] = []
    wrong: list[NotDone] = []
    for change in changes:
        try:
            edits.set_values(story, {change.path: change.value})
            fit.append(change)
        except VgotError as why:
            wrong.append(NotDone(change.path, why.message))
    return fit, wrong


def _short(text: str) -> str:
    return shown(" ".join(text.split()))[:80]
