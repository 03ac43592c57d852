"""Those who are named by a quality alone: "the rich dance" is read as "the rich people dance"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from vgot.language import forms
from vgot.language.parser import parse
from vgot.script.reading.grammar import subject
from vgot.script.reading.lists import lists

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


@cache
def _by_quality() -> re.Pattern[str]:
    return re.compile(rf"\b(the )((?:very |newly )?(?:{'|'.join(sorted(lists().sorts))}))\b(?!-)", re.IGNORECASE)


def named_by_quality(text: str) -> str:
    """The text with "people" after each quality that stands for those who have it; other texts as they are."""
    found = list(_by_quality().finditer(text))
    for one in reversed(found):
        if _stands_alone(text, one.start(2), one.end()):
            text = f"{text[: one.end()]} people{text[one.end() :]}"
    return text


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether nothing that the quality belongs to follows it: "the old remember", not "the old bridge" nor "the old stage play"."""
    after = re.match(r"\s*([\w'’]*)", text[end:])
    word = after[1].lower() if after else ""
    if not word or re.match(r"\s*[^\w\s]", text[end:]):
        return True
    if forms.only_a_noun(word) or re.match(r"['’]", word):
        return False
    second = re.match(r"\s*[\w'’]+\s+([a-z]+s)\b", text[end:])
    if forms.base(word, "NOUN") and second and forms.base(second[1], "VERB"):  # "the old tower leans"
        return False
    doc = parse(text)
    here = next((t for t in doc if t.idx <= start < t.idx + len(t)), None)
    follower = here.nbor() if here is not None and here.i + 1 < len(doc) else None
    if here is None or follower is None:
        return False
    if follower.pos_ in ("ADP", "AUX", "CCONJ", "SCONJ", "PRON", "ADV", "PART"):
        return follower.lower_ not in ("one", "ones")
    if here.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj") and follower.pos_ == "VERB":
        return follower.tag_ not in ("VBG", "VBN")
    told = parse(f"{text[:end]} people{text[end:]}")
    return _clauses(told) > _clauses(doc) and _verb_in(told, end)


def _clauses(doc: Doc) -> int:
    return sum(_finite(t) for t in doc)


def _finite(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX") and token.tag_ in ("VBP", "VBZ", "VBD") and subject(token) is not None


def _verb_in(told: Doc, end: int) -> bool:
    """Whether what follows those who were named is the verb of theirs."""
    people = next((t for t in told if t.idx == end + 1), None)
    return people is not None and people.dep_ in ("nsubj", "nsubjpass") and people.head.i > people.i
