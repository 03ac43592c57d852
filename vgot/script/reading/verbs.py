"""How the verb of a deed is said: in the present, in the number of its subject, with its helpers and its "not"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vgot.language import forms
from vgot.script.reading import grammar
from vgot.script.reading.lists import lists
from vgot.script.reading.nouns import kind_of, moves

if TYPE_CHECKING:
    from spacy.tokens import Token


def verb_group(verb: Token, several: bool, finite: bool, me: bool, opened: set[int]) -> tuple[str, list[Token]]:
    """The verb with its helpers, in the present and in the number of its subject; `me`: "I am"; `opened`: helpers that were put in."""
    group, used = _inflected(verb, several, finite, me, opened)
    return (re.sub(r"^are\b", "am", group) if me else group), used


def _inflected(verb: Token, several: bool, finite: bool, me: bool, opened: set[int]) -> tuple[str, list[Token]]:
    helpers = [c for c in verb.children if c.dep_ in ("aux", "auxpass") and c.tag_ != "TO" and c.i < verb.i]
    neg = [c for c in verb.children if c.dep_ == "neg" and c.i < verb.i]
    to = [c for c in verb.children if c.dep_ == "aux" and c.tag_ == "TO"]
    used = [verb, *helpers, *neg, *to]
    base, tag = verb.lemma_.lower(), "VBP" if several else "VBZ"
    if helpers and helpers[0].i in opened and verb.tag_ == "VBG" and len(helpers) == 1:
        return forms.verb(base, tag), used
    if helpers and helpers[0].lemma_ == "do" and not any(c.lower_ in ("not", "n't") for c in neg):  # of a question
        helpers = helpers[1:]
    if not finite:
        return (" ".join(t.text for t in sorted([verb, *helpers, *neg], key=lambda t: t.i)), used)
    no = " ".join("not" if c.lower_ == "n't" else c.lower_ for c in neg)
    if helpers:
        first, rest = helpers[0], [t.lower_ for t in helpers[1:]]
        if (
            first.lemma_ in ("be", "have", "do")
            and first.tag_ != "MD"
            and not (first.lemma_ == "be" and first.tag_ == "VB")
        ):
            first_said = forms.verb(first.lemma_.lower(), tag)
        else:
            first_said = {"wo": "will", "ca": "can", "'ll": "will", "'d": "would"}.get(first.lower_, first.lower_)
        group = " ".join(w for w in (first_said, no, *rest, verb.lower_) if w)
        return re.sub(r"^can not\b", "cannot", group), used
    if verb.tag_ == ("VBP" if several else "VBZ") and base != "be" and not neg:
        return verb.lower_, used
    passive = verb.dep_ == "conj" and verb.tag_ == "VBN" and any(c.dep_ == "auxpass" for c in verb.head.children)
    if passive or verb.dep_ == "acl" and verb.tag_ == "VBN" or verb.tag_ in ("VBN", "VBD") and grammar.reduced(verb):
        return " ".join(w for w in (forms.verb("be", tag), no, verb.lower_) if w), used
    if base == "be" and verb.tag_ == "VBD" and grammar.of_the_past(verb):
        return " ".join(w for w in ("were" if several and not me else "was", no) if w), used  # who was once a prince
    if base == "be":
        return " ".join(w for w in (forms.verb("be", tag), no) if w), used
    if "not" in no:
        return f"{forms.verb('do', tag)} {no} {base}", used
    return " ".join(w for w in (no, forms.verb(base, tag)) if w), used


def told_as_past(words: list[str], n: int, subject: Token) -> bool:
    """Whether a form that may be a participle tells what somebody did ("a robot learned to paint"), not what was done to them
    ("a boy dressed in red")."""
    word = words[n].strip(",.").lower()
    base = forms.base(word, "VERB")
    if word != forms.verb(base, "VBD"):
        return False
    after = words[n + 1].lower() if n + 1 < len(words) else ""
    if word != forms.verb(base, "VBN"):
        return True
    if base in lists().done_to or after == "by" and not moves(base):
        return False
    own = moves(base) or base in lists().own_doing or after in lists().openers or after == "to"
    return own or subject.pos_ in ("PROPN", "PRON") or kind_of(subject.lemma_.lower()) in ("person", "animal")


def in_the_present(words: list[str], several: bool) -> list[str]:
    """The words after a past form with the past forms that "and" joins to it in the present: "and sold its pictures"."""
    said = list(words)
    for n, word in enumerate(words[1:], 1):
        base = forms.base(word, "VERB")
        if words[n - 1].lower() in ("and", "but", "then") and base and word == forms.verb(base, "VBD") != base:
            said[n] = forms.verb(base, "VBP" if several else "VBZ")
    return said
