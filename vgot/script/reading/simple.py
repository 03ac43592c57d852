"""Long sentences in short ones: "A butterfly leaves, spreads its wings, and then flies off" is three of one butterfly.

The parser reads short sentences far better than chains of clauses, where it takes verbs for nouns ("spreads", "rests").
A comma or "and then" is a border when what stands on its left is a whole clause by itself, and what stands on its right
is one too, or becomes one with a pronoun before it. The pronoun is remembered with the subject that it stands for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from vgot.language import forms
from vgot.language.parser import parse
from vgot.script.phrases import cap
from vgot.script.reading.lists import lists
from vgot.script.reading.nouns import moves

if TYPE_CHECKING:
    from spacy.tokens import Token

_BORDER = re.compile(
    r"\s*(?:[,;]\s*(?:and|but|or|so|yet)?\s*(?:then)?|\b(?:and|but)\s+then\b)\s+(?=\S)|\s+(?:and|but)\s+(?=\S)",
    re.IGNORECASE,
)
_ADVERBS = re.compile(
    r"(?:(?:then|finally|suddenly|eventually|soon|later|now|next|also|immediately|at last|\w+ly),?\s+)*", re.IGNORECASE
)
_LONGEST = 24


@dataclass
class Simple:
    """`text` in short sentences; `links` lead from the offset of a pronoun that was put in to the offset of the head of
    the subject that it stands for."""

    text: str = ""
    links: dict[int, int] = field(default_factory=dict)


def simple(text: str) -> Simple:
    """A text of any length in short sentences. What cannot be parted stays as it is."""
    out = Simple()
    for sent in parse(text).sents:
        said = sent.text.strip()
        if said:
            _part(said, out)
    return out


def _part(said: str, out: Simple) -> None:
    """Add one sentence to `out`, parted where both sides are clauses."""
    end = said[-1] if said[-1] in ".!?" else ""
    body = said[: len(said) - len(end)]
    if '"' in body or "“" in body:
        _add(out, said, None)
        return
    pieces = _pieces(body)
    subject: int | None = None
    for n, (piece, bare) in enumerate(pieces):
        stop = end if end and n == len(pieces) - 1 else "."
        if bare and subject is not None:
            subject = _add_bare(out, piece + stop, subject)
        else:
            subject = _add(out, piece + stop, subject)


def _pieces(body: str) -> list[tuple[str, bool]]:
    """(words, whether its subject is that of the piece before) from left to right."""
    pieces: list[tuple[str, bool]] = []
    start, bare = 0, False
    for border in list(_BORDER.finditer(body))[:_LONGEST]:
        left = body[start : border.start()].strip()
        right = body[border.end() :]
        following = _BORDER.search(right)
        near = right[: following.start()] if following else right
        adverb = " ".join(re.findall(r"then", border.group(), re.IGNORECASE)[:1]).lower()
        plain = not re.search(r"[,;]|then", border.group(), re.IGNORECASE)
        if len(left.split()) < 2 and not bare or not _whole(left, bare):
            continue
        if _whole(near, False) or _whole(right, False) and not following:
            if plain and not _noun_first(near):
                continue
            pieces.append((left, bare))
            start, bare = border.end(), False
        elif (_predicate(near) or _predicate(right)) and not plain:
            pieces.append((left, bare))
            start, bare = border.end(), True
        else:
            continue
        if adverb:
            body = body[:start] + "then " + body[start:]
            return pieces + _again(body[start:], bare)
    pieces.append((body[start:].strip(), bare))
    return pieces


def _again(rest: str, bare: bool) -> list[tuple[str, bool]]:
    """The pieces of what is left, of which the first may lack its subject."""
    inner = _pieces(("It " if bare else "") + rest)
    if bare:
        words = inner[0][0]
        inner[0] = (words.removeprefix("It "), True)
    return inner


def _noun_first(text: str) -> bool:
    words = text.split()
    return bool(words) and words[0].lower() in lists().openers


@lru_cache(maxsize=2048)
def _whole(text: str, bare: bool) -> bool:
    """Whether words are a clause by themselves: a finite verb on top, with a subject."""
    if bare:
        return _predicate(text)
    doc = parse(_shut(text))
    root = next((t for t in doc if t.dep_ == "ROOT"), None)
    if root is None or root.pos_ not in ("VERB", "AUX"):
        return _hidden(text) is not None
    has_subject = any(c.dep_ in ("nsubj", "nsubjpass", "expl", "csubj") and c.i < root.i for c in root.children)
    finite = root.tag_ in ("VBZ", "VBP", "VBD", "MD") or any(c.dep_ in ("aux", "auxpass") for c in root.children)
    return has_subject and finite or _hidden(text) is not None


@lru_cache(maxsize=2048)
def _predicate(text: str) -> bool:
    """Whether words become a clause with a pronoun before them."""
    bare = _ADVERBS.sub("", text.strip(), count=1)
    words = bare.split()
    if not words or not _third_person(words[0].strip(",.")):
        return False
    if len(words) == 1 or re.match(r"(?:and|or)\b|,", " ".join(words[1:2])):
        return _tagged_verb(bare)
    doc = parse(_shut("It " + bare))
    return len(doc) > 1 and doc[1].dep_ == "ROOT" and doc[1].pos_ in ("VERB", "AUX") and _verb_like(doc[1])


def _tagged_verb(text: str) -> bool:
    doc = parse(_shut("It " + text))
    return len(doc) > 1 and doc[1].tag_ == "VBZ" and (moves(doc[1].lemma_.lower()) or not forms.known(doc[1].lemma_))


def _verb_like(verb: Token) -> bool:
    """Whether what follows a word that may be a noun speaks for the verb: an object, a way, a manner."""
    follower = verb.doc[verb.i + 1] if verb.i + 1 < len(verb.doc) else None
    return follower is None or not (follower.is_punct and follower.text == ",") or moves(verb.lemma_.lower())


def _third_person(word: str) -> bool:
    """Whether a word can be a verb in the third person: "spreads", "is", "has", "sits"."""
    from lemminflect import getAllLemmas

    low = word.lower()
    return (
        low in ("is", "has", "does", "was")
        or low.endswith("s")
        and not low.endswith("ss")
        and bool(getAllLemmas(low, "VERB"))
    )


@lru_cache(maxsize=2048)
def _hidden(text: str) -> int | None:
    """The number of the word that is the verb in a clause whose verb the parser takes for a noun ("A penguin slides down
    a slope"); None where there is none."""
    words = text.split()
    for n in range(1, min(len(words) - 1, 9)):
        if words[n - 1].lower() in lists().no_subject:
            continue
        word = words[n].strip(",")
        lead = " ".join(words[:n])
        pronoun, tag = ("It", "VBZ") if _third_person(word) else ("They", "VBP")
        if tag == "VBP" and not (
            _is_base(word) and re.search(r"\band\b|\b(?:two|three|four|five|many|some)\b", lead, re.IGNORECASE)
        ):
            continue
        doc = parse(_shut(f"{pronoun} {' '.join(words[n:])}"))
        if len(doc) > 1 and doc[1].dep_ == "ROOT" and doc[1].tag_ == tag and _is_subject(lead):
            return n
    return None


def _is_subject(lead: str) -> bool:
    """Whether words before a verb can be its subject: they end in a noun and hold no other verb."""
    doc = parse(_shut(lead))
    tags = {t.tag_ for t in doc}
    named = any(t.pos_ in ("NOUN", "PROPN") for t in doc)
    return len(doc) > 1 and named and doc[-2].pos_ in ("NOUN", "PROPN", "ADV") and not tags & {"VBZ", "VBP", "VBD"}


def _is_base(word: str) -> bool:
    from lemminflect import getAllLemmas

    return word.lower() in getAllLemmas(word.lower(), "VERB").get("VERB", ())


def _shut(text: str) -> str:
    text = text.strip().rstrip(",;")
    return text if text.endswith((".", "!", "?")) else text + "."


def _place(out: Simple, text: str) -> int:
    """Put a sentence at the end; its offset."""
    out.text += (" " if out.text else "") + text
    return len(out.text) - len(text)


def _add(out: Simple, sentence: str, before: int | None) -> int | None:
    """Add a whole clause; the offset of the head of its subject."""
    doc = parse(sentence)
    root = next((t for t in doc if t.dep_ == "ROOT"), None)
    hidden = _hidden(sentence.rstrip(".!?")) if root is None or root.pos_ not in ("VERB", "AUX") else None
    if hidden is not None:
        words = sentence.split()
        lead = _shut(" ".join(words[:hidden]))
        at = _place(out, cap(lead))
        head = next((t for t in parse(lead) if t.dep_ == "ROOT"), None)
        return _add_bare(out, " ".join(words[hidden:]), at + (head.idx if head is not None else 0))
    at = _place(out, cap(sentence))
    subject = next((c for c in root.children if c.dep_ in ("nsubj", "nsubjpass")), None) if root is not None else None
    return at + subject.idx if subject is not None else before


def _add_bare(out: Simple, predicate: str, subject: int) -> int:
    """Add a clause that shares the subject of the one before it."""
    rest = _ADVERBS.sub("", predicate, count=1)
    adverbs = predicate[: len(predicate) - len(rest)].strip().rstrip(",")
    at = _place(out, f"It {adverbs.lower() + ' ' if adverbs else ''}{rest}")
    out.links[at] = out.links.get(subject, subject)
    return subject
