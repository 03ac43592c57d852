"""A sentence read: its mentions, its deeds in order, and what of it stands outside of every deed."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from vgot.language import forms
from vgot.language.parser import parse
from vgot.script.reading.clauses import Clauses, Deed
from vgot.script.reading.grammar import sentence
from vgot.script.reading.lists import lists
from vgot.script.reading.mention import Mention
from vgot.script.reading.mentions import Mentions
from vgot.script.reading.nominal import named_by_quality
from vgot.script.reading.nouns import listed
from vgot.script.reading.simple import simple
from vgot.script.reading.typed import typed

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

#: How many letters after somebody's mention may say how they look.
_AFTER = 160


@dataclass
class Reading:
    """`deeds` in the order of the film; a sentence in which nobody does anything is one deed of being seen. `camera` and
    `style`: the words that ask for them; `title`: the one that stands before the story."""

    text: str
    mentions: list[Mention]
    deeds: list[Deed]
    after: dict[int, tuple[str, ...]] = field(default_factory=dict)
    camera: str = ""
    style: str = ""
    title: str = ""

    def people(self) -> list[Mention]:
        return [m for m in self.mentions if m.alive]


@lru_cache(maxsize=64)
def read(text: str) -> Reading:
    """An English text as mentions and deeds. Any text gives at least one deed."""
    made_plain = typed(text)
    parts = simple(named_by_quality(made_plain.text))
    doc = _objects(parse(parts.text))
    mentions = Mentions(doc, parts.links)
    clauses = Clauses(doc, mentions, parts.opened, made_plain.quotes, made_plain.stands_for)
    deeds: list[Deed] = []
    told = clauses.deeds()
    for sent in doc.sents:
        here = [d for d in told if d.tokens and sent.start <= d.tokens[0] < sent.end and d.said]
        seen = _seen(sent, mentions, clauses) if not here or _missed(sent, here) else []
        deeds += seen if len(here) < 2 and seen else [*seen, *here]
    after = {}
    for m in mentions.all:
        if m.alive and m.at:
            after[m.key] = tuple(doc.text[doc[i].idx + len(doc[i]) :][:_AFTER] for i in m.at)
    deeds = deeds or [Deed(said=sentence(f"We see {text.strip()}"), verb="see")]
    return Reading(text, mentions.all, deeds, after, made_plain.camera, made_plain.style, made_plain.title)


def _objects(doc: Doc) -> Doc:
    """The words with nouns as nouns, where the parser ties them rightly and calls them verbs or qualities: the kites of "fly kites", the
    librarian of "a time-travelling librarian"."""
    wrong = {t.i: "NNS" for t in doc if t.tag_ == "VBZ" and t.dep_ in ("dobj", "pobj")}
    wrong |= {t.i: "NN" for t in doc if t.tag_ == "JJ" and t.dep_ == "nsubj" and listed(t.lower_) == "person"}
    if wrong:
        doc = doc.copy()  # others read the same words
        for i, tag in wrong.items():
            doc[i].tag_, doc[i].pos_, doc[i].lemma_ = tag, "NOUN", forms.base(doc[i].lower_, "NOUN") or doc[i].lower_
    return doc


def _items(words: list) -> list[list]:
    """ "A castle, old trees, fog, then war": the items of a list of three or more things to see; nothing for any other words."""
    if any(t.pos_ in ("VERB", "AUX", "ADP", "PRON", "SCONJ") for t in words):
        return []
    items: list[list] = [[]]
    for t in words:
        if t.text in (",", ";") or t.lower_ in ("and", "then"):
            items.append([])
        elif not t.is_punct:
            items[-1].append(t)
    items = [i for i in items if i]
    nouns = [[t for t in i if t.pos_ in ("NOUN", "PROPN")] for i in items]
    plain = all(n and len(i) <= 4 and n[-1].i == i[-1].i for i, n in zip(items, nouns, strict=True))
    manner = any(t.lemma_.lower() in lists().manner for n in nouns for t in n)
    return items if plain and not manner and len(items) > 2 else []


def _seen(sent: Span, mentions: Mentions, clauses: Clauses) -> list[Deed]:
    """A sentence without a verb, as something to be seen: at once, or one after the other where it is a list."""
    words = [t for t in sent if not t.is_space]
    if all(t.is_punct for t in words):
        return []
    if items := _items(words):
        return [d for item in items for d in _seen_at_once(sent.doc[item[0].i : item[-1].i + 1], mentions, clauses)]
    return _seen_at_once(sent, mentions, clauses)


def _seen_at_once(sent: Span, mentions: Mentions, clauses: Clauses) -> list[Deed]:
    words = [t for t in sent if not t.is_space]
    keys = list(dict.fromkeys(k for t in words for k in mentions.of.get(t.i, ())))
    kinds = {k: mentions.all[k].kind for k in keys}
    text = sent.text.strip().rstrip(".!?")
    verb_first = words[0].pos_ == "VERB" and words[0].tag_ == "VB"
    return [
        Deed(
            said=sentence(clauses.with_quotes(text if verb_first else f"We see {_low(text, words)}", sent)),
            verb="see",
            who=tuple(k for k in keys if kinds[k] in ("person", "animal"))
            or tuple(k for k in keys if kinds[k] == "thing")[:1],
            others=tuple(k for k in keys if kinds[k] not in ("place", "time", "weather")),
            places=tuple(k for k in keys if kinds[k] == "place"),
            times=tuple(k for k in keys if kinds[k] in ("time", "weather")),
            tokens=tuple(t.i for t in words),
        )
    ]


def _missed(sent: Span, deeds: list[Deed]) -> bool:
    """Whether a sentence says things that none of its deeds does, because the parser found no verb above them."""
    told = {i for d in deeds for i in d.tokens}
    words = " ".join(d.said for d in deeds).lower()
    return any(t.pos_ in ("NOUN", "PROPN") and t.i not in told and t.lower_ not in words for t in sent)


def _low(text: str, words: list) -> str:
    return (
        text
        if words[0].pos_ == "PROPN" or len(words[0].text) > 1 and words[0].text.isupper()
        else text[:1].lower() + text[1:]
    )
