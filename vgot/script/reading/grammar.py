"""Small questions to parsed words that clauses ask, and how a mention or a sentence is said."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from vgot.language import forms
from vgot.script.reading.lists import lists
from vgot.script.reading.mention import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

GOES_ON = ("conj", "advcl", "ccomp", "dep", "parataxis", "xcomp")
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")

#: words before a clause that happens while the deed does, which is told as now
_WHILE = ("when", "while", "whenever", "where", "although", "though", "until", "till")


def beside_now(token: Token) -> str:
    """The present of a past that stands beside a deed: "when I was young, I sailed" is told as "when I am young, I sail";
    "" for every other word."""
    if token.tag_ != "VBD" or token.dep_ != "advcl" or token.head.tag_ != "VBD":
        return ""
    tied = next((c.lower_ for c in token.lefts if c.dep_ in ("mark", "advmod")), "")
    doer = subject(token)
    if tied not in _WHILE or doer is None:
        return ""
    if token.lemma_ == "be":
        return "am" if doer.lower_ == "i" else "are" if token.lower_ == "were" else "is"
    several = doer.tag_ in ("NNS", "NNPS") or doer.lower_ in ("i", "we", "you", "they")
    return forms.verb(token.lemma_.lower(), "VBP" if several else "VBZ")


def depth(token: Token) -> int:
    depth = 0
    while token.head.i != token.i:
        token, depth = token.head, depth + 1
    return depth


def subject(verb: Token) -> Token | None:
    return next((c for c in verb.children if c.dep_ in SUBJECTS), None)


def joined(subject: Token) -> list[Token]:
    """Who else does it: those joined by "and", "not only … but also", through a list that the parser takes for appositions."""
    found = []
    for c in subject.children:
        if c.dep_ == "conj" and c.pos_ in ("NOUN", "PROPN", "PRON", "NUM"):
            found += [c, *joined(c)]
        elif c.dep_ == "appos" and (inner := joined(c)):
            found += [c, *inner]
    return found


def single(subject: Token) -> bool:
    return any(c.lower_ in ("a", "an") for c in subject.children) and all(c.lower_ != "few" for c in subject.children)


def twins(subject: Token) -> list[Token]:
    """What the parser takes for a second subject of the same verb: the end of a long first one."""
    verb = subject.head
    own = subject.dep_ in SUBJECTS and any(c.dep_ == "cc" for c in subject.children)
    return [c for c in verb.children if c.dep_ in SUBJECTS and subject.i < c.i < verb.i] if own else []


def apposed(subject: Token) -> bool:
    """Whether words between commas belong to a subject: "a scarecrow, tired of standing, walks"."""
    own = [
        c for c in subject.rights if c.dep_ in ("acl", "amod") and c.left_edge.i and c.left_edge.nbor(-1).text == ","
    ]
    return bool(own) or any(c.dep_ == "appos" and not joined(c) for c in subject.children)


def of_the_past(verb: Token) -> bool:
    """Whether a state was before what is told: "who was once a prince", "before the war he was a pianist"."""
    return any(c.lower_ in ("once", "formerly") or c.lower_ == "before" and c.i < verb.i for c in verb.children)


def only_there(noun: Token) -> bool:
    """Whether "there" is said to be none of something: what follows belongs to that: "there are no birds left in Paris"."""
    return noun.dep_ == "attr" and none(noun) and any(c.dep_ == "expl" for c in noun.head.children)


def only_bound_for(token: Token) -> bool:
    """Whether a place is only where a thing goes or comes from, as Vienna in "on a train to Vienna"."""
    return (
        token.dep_ == "pobj"
        and token.head.lower_ in ("to", "from", "for")
        and token.head.head.pos_ == "NOUN"
        and token.head.head.dep_ == "pobj"
    )


def none(subject: Token) -> bool:
    return subject.lower_ in ("nobody", "none", "nothing") or any(c.lower_ == "no" for c in subject.children)


def trimmed(words: list[Token]) -> list[Token]:
    while words and (words[0].is_punct and not words[0].is_quote or words[0].dep_ == "cc"):
        words = words[1:]
    while words and (words[-1].is_punct and not words[-1].is_quote or words[-1].dep_ == "cc"):
        words = words[:-1]
    return words


def bare(quote: str) -> str:
    """The words of a quotation alone."""
    return quote.partition("“")[2].rstrip("”")


def owned(name: str) -> str:
    return name + ("'" if name.endswith("s") else "'s")


def reduced(verb: Token) -> bool:
    """Whether a past form at the top is really a participle: "Explorers lost in Siberia discover a mammoth"."""
    return (
        verb.tag_ in ("VBN", "VBD")
        and not any(c.dep_ in ("aux", "auxpass", "dobj") for c in verb.children)
        and any(
            c.pos_ == "VERB"
            and c.tag_ in ("VBZ", "VBP", "VB")
            and c.i > verb.i
            and not subject(c)
            and not any(x.dep_ in ("aux", "mark", "cc") for x in c.children)
            and c.dep_ in ("dep", "ccomp", "xcomp", "conj", "advcl")
            for c in verb.children
        )
    )


def speaker(verb: Token) -> Token | None:
    """The "I", "we" or "you" that does it, in this clause or in the one that it goes on from."""
    while (own := subject(verb)) is None and verb.dep_ in GOES_ON and verb.head.i != verb.i:
        verb = verb.head
    told = own is not None and any(t.lower_ in ("i", "we", "you") for t in (own, *joined(own)))
    return own if told else None


def definite(mention: Mention, everyone: list[Mention], said: Iterable[int] = ()) -> str:
    """ "the lost violin", "Ada", "the old woman's grandson", "her grandson" where the old woman is among `said`."""
    if mention.name:
        return mention.name
    if mention.owner is not None and mention.owner in said:
        return f"{everyone[mention.owner].pronoun(2)} {mention.said}"
    if mention.owner is not None and mention.owner != mention.key:
        return f"{owned(definite(everyone[mention.owner], everyone))} {mention.said}"
    if not mention.determiner and not mention.several and mention.kind != "place" and not forms.known(mention.head):
        return mention.said  # a name that nobody knows: "dracula"
    if mention.kind == "place" and mention.said[:1].isupper():
        common = mention.determiner in ("a", "an") and mention.said.split()[-1].islower()  # "a Tokyo pawn shop"
        return f"the {mention.said}" if mention.determiner == "the" or common else mention.said
    return f"the {mention.said}"


def hosts(noun: Token) -> list[Token]:
    """Whose wedding, party or birthday it is: who is there themselves."""
    return [c for c in noun.children if c.dep_ == "poss" and noun.lemma_.lower() in lists().attended]


def asked(verb: Token) -> str:
    """A question whose verb this is, as it was asked: told as a deed it would say that it is so. "" for what is no question, and for one
    that asks why or how something happens, which happens."""
    sent = verb.sent
    if verb.i != sent.root.i or not sent.text.rstrip(" \"'”’)").endswith("?"):
        return ""
    asks = [t.lower_ for t in sent[:3] if t.tag_ in ("WP", "WP$", "WDT", "WRB")]
    doer = subject(verb)
    turned = doer is not None and any(t.pos_ == "AUX" and t.head.i == verb.i and t.i < doer.i for t in sent)
    return sentence(sent.text) if (turned or asks) and asks[:1] not in (["why"], ["how"]) else ""


def sentence(text: str) -> str:
    """Words as a sentence: one space between them, a capital first, one full stop last."""
    text = (
        " ".join(text.split())
        .replace(" ,", ",")
        .replace(" :", ":")
        .replace(" 's", "'s")
        .replace(" n't", "n't")
        .strip(" ,;:")
    )
    if not text:
        return ""
    text = text[0].upper() + text[1:]
    return text if text[-1] in '.!?…"”' else text + "."
