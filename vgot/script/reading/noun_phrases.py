"""What a noun with its own words says: its phrase, its kind, its name, how many it means, and what somebody becomes by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vgot.language import forms
from vgot.script.reading.lists import lists
from vgot.script.reading.names import names
from vgot.script.reading.nouns import Kind, kind_of, listed

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Relations to a noun of the words that stand before it in its own phrase.
_LEFT = set("det amod compound nummod poss nmod quantmod predet advmod punct case npadvmod neg".split())


def phrase_of(head: Token) -> list[Token]:
    """The words of a noun's own phrase, in order: what stands before it, and an "of" that belongs to it."""
    apart = max((c.i for c in head.lefts if listed_apart(c)), default=-1)
    left = [t for c in head.lefts if c.dep_ in _LEFT and c.i > apart for t in c.subtree]
    left = left[1:] if left and left[0].text == "," else left
    right: list[Token] = []
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ == "of" or child.dep_ == "case":
            right += [t for t in child.subtree if not _in_clause(t, child)]
        elif child.dep_ in ("nummod", "compound") and child.i == head.i + 1:
            right.append(child)
    return sorted({*left, head, *right}, key=lambda t: t.i)


def listed_apart(token: Token) -> bool:
    """Whether a noun that the parser ties to the next one stands in a list before it: the knight of "a knight, castle"."""
    return token.dep_ in ("compound", "nmod") and token.pos_ in ("NOUN", "PROPN") and token.nbor().text == ","


def _in_clause(token: Token, top: Token) -> bool:
    """Whether a word stands in a clause below `top`, which is told by itself."""
    while token.i != top.i:
        if token.dep_ in ("relcl", "acl", "advcl"):
            return True
        token = token.head
    return False


def becomes(token: Token) -> bool:
    """Whether a noun says what somebody becomes or is taken for, so that it names nobody else: "becomes a sailor", "works
    as a waiter", "runs for mayor"."""
    return role_after(token) or form_of(token)


def form_of(token: Token) -> bool:
    """Whether a noun says into whom or what somebody is changed: "turns into a frog", "is transformed into a swan"."""
    above = token.head
    return token.dep_ == "pobj" and above.lower_ == "into" and above.head.lemma_.lower() in lists().changing


def role_after(token: Token) -> bool:
    """Whether a noun says what somebody is from now on, or is taken for."""
    above = token.head
    if token.dep_ in ("attr", "oprd") or token.dep_ == "dobj" and above.lemma_ == "become":
        return above.lemma_ in ("become", "remain", "elect", "crown", "appoint")
    if token.dep_ != "pobj" or above.dep_ != "prep" or token.tag_ not in ("NN", "NNP"):
        return False
    bare = not any(c.dep_ in ("det", "poss") for c in token.lefts)
    single = bare or any(c.lower_ in ("a", "an") for c in token.lefts)
    return (
        above.lower_ == "as"
        and single
        or bare
        and above.lower_ == "for"
        and above.head.lemma_ in ("run", "stand", "vote")
    )


def clause_of(token: Token) -> int:
    """The verb above a word."""
    while token.head.i != token.i and token.pos_ not in ("VERB", "AUX"):
        token = token.head
    return token.i


def measured(head: Token) -> Token | None:
    """What a measure measures: "a pair of shoes" -> shoes."""
    return next((o for p in head.rights if p.lower_ == "of" for o in p.children if o.dep_ == "pobj"), None)


def group_of(head: Token, base: str) -> bool:
    """Whether a noun is only a word for several who live: "a choir of nuns" is nuns, "a band of gold" is none."""
    inner = measured(head) if base in lists().groups else None
    return inner is not None and inner.tag_ == "NNS" and kind_of(inner.lemma_.lower()) in ("person", "animal")


def said_of(words: list[Token], head: Token) -> str:
    """A phrase without its article, owner and number, as written."""
    before = [t for t in words if t.head == head and t.i < head.i]
    left_out = {t.i for t in before if t.dep_ == "advmod" and t.lower_ in lists().points}
    left_out |= {t.i for t in before if t.dep_ == "amod" and t.lower_ in lists().how_much and t.i == words[0].i}
    for t in words:
        if t.head == head and t.dep_ in ("det", "predet", "poss"):
            left_out |= {w.i for w in t.subtree}
    kept = [t for t in words if t.i not in left_out]
    while len(kept) > 1 and (kept[0].is_punct or kept[0].dep_ == "case" or _bare_one(kept)):
        kept = kept[1:]
    text = "".join(t.text_with_ws for t in kept).strip().strip(",;")
    if kept and kept[-1].dep_ == "case":
        text = text.removesuffix(kept[-1].text).strip()
    text = text or head.text
    return (
        text
        if head.pos_ == "PROPN"
        and not _capital_first(head)
        or kept
        and kept[0].pos_ == "PROPN"
        and not _capital_first(kept[0])
        else text[0].lower() + text[1:]
    )


def _bare_one(words: list[Token]) -> bool:
    return words[0].lower_ in ("a", "an", "one") and words[1].text != "-"  # "one crow", "one-legged"


def _capital_first(head: Token) -> bool:
    """Whether a noun looks like a name only because a sentence begins with it: "Sugar is sweet"."""
    first = head.i == head.sent.start and head.ent_type_ != "PERSON" and head.lower_ not in names().cities
    return (
        first and head.pos_ == "PROPN" and bool(forms.bases_of(head.text, "NOUN")) and listed(head.lower_) is not None
    )


def name_of(words: list[Token], head: Token) -> str:
    """The proper part of a phrase: "baker Tom" -> "Tom"."""
    mine = [t for t in words if t == head or t.pos_ == "PROPN" and t.head == head]
    hyphens = [t for t in words if t.text == "-" and any(abs(t.i - m.i) == 1 for m in mine)] if len(mine) > 1 else []
    parts = sorted([*mine, *hyphens], key=lambda t: t.i)
    return "".join(t.text[:1].upper() + t.text[1:] + (" " if t.whitespace_ else "") for t in parts).strip()


def a_name(head: Token) -> bool:
    """Whether a capitalised word that no dictionary has does something: "Nkechi repairs radios"."""
    doer = (
        head.dep_ in ("nsubj", "nsubjpass")
        and head.head.pos_ == "VERB"
        or head.dep_ == "conj"
        and head.head.dep_ == "nsubj"
    )
    alone = not any(c.dep_ in ("det", "compound", "amod", "nummod") for c in head.lefts)
    town = head.lower_ in names().cities or head.lower_ in names().peoples or listed(head.lower_) is not None
    return (
        doer
        and alone
        and head.text[:1].isupper()
        and not head.text.isupper()
        and not forms.known(head.text)
        and not town
    )


def common(words: list[Token], head: Token) -> bool:
    """Whether a proper noun goes with an article, as "the Eiffel Tower" and a common noun that opens a sentence do."""
    return any(t.head == head and t.dep_ == "det" for t in words)


def kind_in(head: Token, said: str, base: str) -> Kind:
    entity = head.ent_type_
    if head.text == "teddy":  # a toy, whatever the parser makes of its bear
        return "thing"
    if base in lists().feasts and not _alone_eve(head, base):
        return "time"
    if head.pos_ == "PROPN" and names().sex_of(head.text) or a_name(head):
        return "person"
    if _at_a_named(head):
        return "place"
    if base in lists().overhead and head.dep_ == "pobj" and head.head.lower_ in ("under", "beneath", "below"):
        return "time" if base in ("moon", "moonlight", "star", "starlight") else "thing"
    inner = measured(head) if base in lists().groups else None
    if inner is not None and inner.tag_ == "NN" and not inner.n_lefts and kind_of(inner.lemma_.lower()) == "thing":
        return "thing"  # a band of gold
    before = set(said.lower().split()[:-1])
    if base in lists().seasons and not any(c.dep_ in ("det", "compound", "poss") for c in head.lefts):
        return "time"
    if before & lists().made_of and kind_of(base) in ("animal", "person"):
        return "thing"
    if head.pos_ == "PROPN" and not _capital_first(head):
        if entity == "PERSON" or listed(head.lower_) == "person" and head.dep_ != "pobj":
            return "person"
        if entity in ("GPE", "LOC", "FAC"):
            return "place"
        if entity in ("DATE", "TIME"):
            return "time"
    kind = kind_of(
        " ".join([*(w.lower() for w in said.split()[-2:-1]), base]) if base in said.lower().split() else base
    )
    if kind == "idea" and head.pos_ == "PROPN" and head.dep_ in ("nsubj", "nsubjpass", "dobj", "conj", "appos"):
        return "person" if forms.bases(head.text) == {head.lower_} else kind
    if head.pos_ == "PROPN" and kind == "thing" and head.dep_ in ("nsubj", "conj") and not forms.known(head.text):
        return "person"
    return kind


def _alone_eve(head: Token, base: str) -> bool:
    """Whether a word is somebody's name that is a feast only after another one: "Eve", not "Christmas Eve"."""
    return base == "eve" and not any(c.dep_ in ("compound", "poss") for c in head.lefts)


def _at_a_named(head: Token) -> bool:
    """Whether an unknown name stands where one is: "a heist at the Louvre"."""
    where = head.dep_ == "pobj" and head.head.lower_ in ("at", "in", "near", "inside", "outside", "through", "across")
    article = any(c.dep_ == "det" and c.lower_ == "the" for c in head.lefts)
    strange = head.pos_ == "PROPN" and head.text[:1].isupper() and listed(head.lower_) in (None, "place")
    return where and article and strange and head.ent_type_ not in ("DATE", "TIME", "EVENT")


def count_of(words: list[Token], head: Token, several: bool) -> int:
    for t in words:
        if t.lower_ in lists().numbers and t.nbor().text != "-":  # "four leaves", "a four-leaf clover"
            return lists().numbers[t.lower_] if t.head.dep_ != "npadvmod" else 1  # "a ten-year-old boy"
        if t.text.isdecimal() and t.dep_ == "nummod" and t.i < head.i and t.head.dep_ != "npadvmod":
            return int(t.text)
    return 0 if several else 1


def sex_of(base: str, said: str) -> str:
    words = {base, *said.lower().split()}
    return "f" if words & lists().women else "m" if words & lists().men else ""


def means_several(head: Token, words: list[Token], proper: bool, kind: Kind) -> bool:
    """Whether a noun is in the plural: "a few deer" too; not "broccoli", which the parser takes for one."""
    if any(t.lower_ in ("few", "many", "several") and t.head == head for t in words):
        return True
    plural = head.tag_ in ("NNS", "NNPS") or head.morph.get("Number", []) == ["Plur"]
    if plural and kind == "thing" and head.lower_ == head.lemma_.lower() and not head.lower_.endswith("s"):
        return any(t.dep_ == "nummod" for t in words)
    return plural or not proper and forms.plural(head.text) and words[0].lower_ not in ("a", "an")
