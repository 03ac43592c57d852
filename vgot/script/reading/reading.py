"""A sentence read: its mentions, its deeds in order, and what of it stands outside of every deed."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from vgot.language.parser import parse
from vgot.script.reading.clauses import Clauses, Deed, sentence
from vgot.script.reading.mentions import Mention, Mentions
from vgot.script.reading.simple import simple
from vgot.script.reading.typed import typed

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

#: How many letters after somebody's mention may say how they look.
_AFTER = 160


@dataclass
class Reading:
    """`deeds` in the order of the film; a sentence in which nobody does anything is one deed of being seen. `camera` and
    `style`: the words that ask for them."""

    text: str
    mentions: list[Mention]
    deeds: list[Deed]
    after: dict[int, tuple[str, ...]] = field(default_factory=dict)
    camera: str = ""
    style: str = ""

    def people(self) -> list[Mention]:
        return [m for m in self.mentions if m.alive]


@lru_cache(maxsize=64)
def read(text: str) -> Reading:
    """An English text as mentions and deeds. Any text gives at least one deed."""
    made_plain = typed(text)
    parts = simple(made_plain.text)
    doc = parse(parts.text)
    mentions = Mentions(doc, parts.links)
    clauses = Clauses(doc, mentions, parts.opened, made_plain.quotes, made_plain.stands_for)
    deeds: list[Deed] = []
    told = clauses.deeds()
    for sent in doc.sents:
        here = [d for d in told if d.tokens and sent.start <= d.tokens[0] < sent.end and d.said]
        deeds += here or _seen(sent, mentions, parts.links, clauses)
    after = {}
    for m in mentions.all:
        if m.alive and m.at:
            after[m.key] = tuple(doc.text[doc[i].idx + len(doc[i]) :][:_AFTER] for i in m.at)
    deeds = deeds or [Deed(said=sentence(f"We see {text.strip()}"), verb="see")]
    return Reading(text, mentions.all, deeds, after, made_plain.camera, made_plain.style)


def _seen(sent: Span, mentions: Mentions, links: dict[int, int], clauses: Clauses) -> list[Deed]:
    """A sentence without a verb, as something to be seen; nothing where it only names a subject that others speak of."""
    words = [t for t in sent if not t.is_space]
    if not any(t.is_alpha or t.is_digit or not t.is_punct for t in words) or _only_named(sent, sent.doc, links):
        return []
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


def _only_named(sent: Span, doc: Doc, links: dict[int, int]) -> bool:
    """Whether a sentence was only put there to name the subject of the next (vgot/script/reading/simple.py)."""
    return any(sent.start_char <= there < sent.end_char and at >= sent.end_char for at, there in links.items())


def _low(text: str, words: list) -> str:
    return (
        text
        if words[0].pos_ == "PROPN" or len(words[0].text) > 1 and words[0].text.isupper()
        else text[:1].lower() + text[1:]
    )
