"""What happens in a text: each deed as a sentence of its own, in the order in which a film shows it.

"A driver finds a violin and drives across the city to return it" is three deeds of one driver. A deed is said with the
text's own words: its subject named, its verb in the present, pronouns that would point outside replaced by what they mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from vgot.language import forms
from vgot.script.phrases import a, listing
from vgot.script.reading import grammar
from vgot.script.reading.grammar import definite, sentence
from vgot.script.reading.lists import lists
from vgot.script.reading.mentions import PRONOUNS, Mentions
from vgot.script.reading.nouns import moves
from vgot.script.reading.verbs import verb_group

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token


@dataclass
class Deed:
    """One thing that happens. `said` is a whole sentence; `verb` its base form with its particle; `who` acts, `what` it is
    done to, `others` are the rest of those named in it, `place` where; keys of mentions. `tokens` are the words it says."""

    said: str
    verb: str
    who: tuple[int, ...] = ()
    what: tuple[int, ...] = ()
    others: tuple[int, ...] = ()
    places: tuple[int, ...] = ()
    times: tuple[int, ...] = ()
    denied: bool = False
    aside: bool = False
    tokens: tuple[int, ...] = ()
    quotes: tuple[str, ...] = field(default=())

    def everyone(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys((*self.who, *self.what, *self.others)))


class Clauses:
    """The deeds of a parsed text. `mentions` say who is meant by its nouns and pronouns."""

    def __init__(
        self, doc: Doc, mentions: Mentions, opened: Iterable[int] = (), quotes: Sequence[str] = (), stands_for: str = ""
    ):
        """`opened`: offsets of helpers that were put in; `quotes`: what the pronoun `stands_for` stands for, in order."""
        self.doc, self.mentions = doc, mentions
        self.opened = {t.i for t in doc if t.idx in opened}
        self.quotes = dict(zip((t.i for t in doc if t.lower_ == stands_for), quotes, strict=False))
        self.named: set[int] = set()
        self.before: set[int] = set()
        self.main = self._mains()

    def deeds(self) -> list[Deed]:
        """Every deed, in the order of the film: what is told as having been before comes first."""
        found: list[Deed] = []
        for sent in self.doc.sents:
            heads = [t for t in sent if t.i in self.main]
            for verb in sorted(heads, key=self._when):
                before = set(self.named)
                deed = self._deed(verb)
                if legs := self._legs(verb):
                    self.named = before
                    found += self._paths(verb, deed, legs)
                else:
                    found.append(deed)
        return found

    # -- which verbs are deeds ------------------------------------------------------------------------------------------
    def _mains(self) -> dict[int, str]:
        """Verbs that are deeds of their own -> why they are one."""
        found: dict[int, str] = {}
        verbs = [t for t in self.doc if t.pos_ in ("VERB", "AUX")]
        for token in sorted(
            verbs, key=lambda t: (grammar.depth(t), t.i)
        ):  # a clause is judged after the one it hangs on
            if why := self._is_deed(token, found):
                found[token.i] = why
        return found

    def _is_deed(self, verb: Token, found: dict[int, str]) -> str:
        dep = verb.dep_
        if dep == "ROOT":
            return (
                "root"
                if verb.pos_ == "VERB" or any(c.dep_ in (*grammar.SUBJECTS, "attr", "acomp") for c in verb.children)
                else ""
            )
        if dep in ("conj", "parataxis", "dep", "ccomp") and verb.head.pos_ in ("VERB", "AUX"):
            if verb.head.dep_ == "ROOT" and grammar.reduced(verb.head) and not grammar.subject(verb):
                return "main"
            finite = verb.tag_ in ("VBZ", "VBP", "VBD") or any(c.dep_ in ("aux", "nsubj") for c in verb.children)
            return dep if dep == "conj" and verb.head.i in found or dep in ("parataxis", "dep") and finite else ""
        if dep == "relcl":
            subject = grammar.subject(verb)
            return "aside" if subject is not None and subject.lower_ in ("who", "which", "that") else ""
        if verb.lower_ in ("named", "called", "nicknamed") and dep in ("acl", "relcl"):
            return ""
        if dep == "acl" and verb.tag_ == "VBN" and grammar.only_there(verb.head):
            return ""
        if dep == "acl" and verb.tag_ in ("VBG", "VBN") and any(True for _ in verb.children):
            return "aside"
        if dep == "advcl" and verb.head.i in found:
            mark = next((c.lower_ for c in verb.children if c.dep_ in ("mark", "advmod", "prep") and c.i < verb.i), "")
            if (
                mark in lists().kept_with or verb.tag_ == "VBN" and grammar.subject(verb) is None
            ):  # "when struck by a stick"
                return ""
            return "advcl" if verb.pos_ == "VERB" else ""
        return ""

    def _when(self, verb: Token) -> tuple[int, int]:
        """Where a deed comes in the film, among those of its sentence."""
        mark = next((c.lower_ for c in verb.children if c.dep_ in ("mark", "prep") and c.i < verb.i), "")
        if verb.dep_ == "advcl" and mark in lists().earlier:
            return (verb.head.i, -1)
        if verb.dep_ == "advcl" and mark in ("before", "until", "till") and verb.i < verb.head.i:
            return (verb.head.i, 1)
        return (verb.i, 0)

    # -- one deed ---------------------------------------------------------------------------------------------------------
    def _deed(self, verb: Token) -> Deed:
        words = self._words(verb)
        subject, subjects = self._subject(verb)
        here = {t.i for t in words} | ({t.i for t in subject.subtree} if subject is not None else set())
        who, what, others, places, times = list(subjects), [], [], [], []
        agent = next((o for c in verb.children if c.dep_ == "agent" for o in c.children if o.dep_ == "pobj"), None)
        beside = self._beside(subject) + grammar.hosts(subject) if subject is not None else []
        for t in sorted([*words, *beside], key=lambda t: t.i):
            for mention in () if t.dep_ == "poss" and not grammar.hosts(t.head) else self.mentions.at(t):
                group = (
                    others
                    if grammar.only_bound_for(t)
                    else places
                    if mention.kind == "place"
                    else times
                    if mention.kind in ("time", "weather")
                    else others
                )
                if t.dep_ in ("dobj", "obj") and t.head.i == verb.i and mention.kind != "time":
                    what.append(mention.key)
                    group = places if mention.kind == "place" else what
                if mention.key not in group and mention.key not in who:
                    group.append(mention.key)
        if agent is not None and (doers := self.mentions.of.get(agent.i)):
            what, who = [*who, *what], list(doers)
        particle = next((f" {c.lower_}" for c in verb.children if c.dep_ == "prt"), "")
        speech = verb.lemma_.lower() in lists().saying
        quotes = tuple(grammar.bare(self.quotes[t.i]) for t in words if speech and t.i in self.quotes)
        return Deed(
            said=(not self.quotes and grammar.asked(verb)) or self._say(verb, words, subject, subjects),
            verb=verb.lemma_.lower() + particle,
            who=tuple(dict.fromkeys(who)),
            what=tuple(dict.fromkeys(k for k in what if k not in who)),
            others=tuple(dict.fromkeys(k for k in others if k not in what)),
            places=tuple(dict.fromkeys(places)),
            times=tuple(dict.fromkeys(times)),
            denied=any(c.dep_ == "neg" for c in verb.children) or bool(subject is not None and grammar.none(subject)),
            aside=self.main[verb.i] == "aside",
            tokens=tuple(sorted(here)),
            quotes=quotes,
        )

    def _subject(self, verb: Token) -> tuple[Token | None, tuple[int, ...]]:
        """The word that stands as the subject in this clause, if any, and who is meant."""
        own = grammar.subject(verb)
        if own is not None and own.lower_ in ("who", "which", "that", "whom") and verb.dep_ == "relcl":
            noun = verb.head
            while noun.i and self.doc[noun.left_edge.i - 1].lower_ == "not" and noun.head.i < noun.i:
                noun = noun.head  # "the baker, not the butcher, who finds it"
            return None, self._keys(noun)
        if own is not None:
            return own, self._keys(own)
        if verb.dep_ == "acl" or verb.dep_ == "relcl":
            noun = verb.head
            while verb.dep_ == "acl" and noun.dep_ == "conj" and noun.head.pos_ in ("NOUN", "PROPN"):
                noun = noun.head  # "a father and a son playing tennis" are both playing
            above = noun.head.head if noun.dep_ == "pobj" and noun.head.dep_ == "prep" else noun
            if verb.dep_ == "acl" and not self._alive(noun) and self._alive(above):
                noun = above  # "a man in a red suit driving a car": no suit drives
            return None, self._keys(noun)
        if verb.dep_ in grammar.GOES_ON and verb.head.i != verb.i:
            return None, self._subject(verb.head)[1]
        return None, ()

    def _beside(self, subject: Token) -> list[Token]:
        """Who and what is there with a subject: the baby and the arms of "a mother with a baby in her arms"."""
        return [
            o
            for t in subject.subtree
            if t.dep_ == "prep" and t.lower_ not in lists().not_beside and self._part_of(t, subject)
            for p in t.children
            if p.dep_ == "pobj"
            for o in [p, *grammar.joined(p)]
        ]

    def _part_of(self, token: Token, subject: Token) -> bool:
        """Whether all between a word and the subject belongs to its phrase, and nothing there is far away."""
        while token.i != subject.i:
            if token.i in self.main or token.dep_ == "prep" and token.lower_ in lists().not_beside:
                return False
            token = token.head
        return True

    def _alive(self, token: Token) -> bool:
        return any(m.alive for m in self.mentions.at(token))

    def _keys(self, token: Token) -> tuple[int, ...]:
        keys = list(self.mentions.of.get(token.i, ()))
        if not keys and token.lower_ in lists().some:  # "one of them"
            keys = [
                k for c in token.children if c.lower_ == "of" for o in c.children for k in self.mentions.of.get(o.i, ())
            ]
        keys += [k for c in grammar.joined(token) for k in self.mentions.of.get(c.i, ())]
        return tuple(dict.fromkeys(keys))

    def _words(self, verb: Token) -> list[Token]:
        """The words of a deed, without its subject and without what other deeds say."""
        subject = grammar.subject(verb)
        found, left = [], [verb]
        while left:
            token = left.pop()
            found.append(token)
            for child in token.children:
                if child.i in self.main or child.i == (subject.i if subject is not None else -1):
                    continue
                joins = any(c.dep_ == "conj" and c.i > child.i and c.i not in self.main for c in verb.children)
                if child.dep_ in ("cc", "preconj") and child.head.i == verb.i and not joins:
                    continue
                if (
                    child.head.i == verb.i
                    and child.i < verb.i
                    and child.dep_ in ("mark", "advmod")
                    and self._marks(child, verb)
                ):
                    continue
                left.append(child)
        return sorted(found, key=lambda t: t.i)

    def _marks(self, child: Token, verb: Token) -> bool:
        """Whether a word before a clause only ties it to another one, or asks: "when", "why"."""
        if child.lower_ == "once" and child.i + 1 < len(self.doc) and child.nbor().lower_ in ("upon", "again", "more"):
            return False
        if verb.dep_ == "relcl":
            return child.lower_ in lists().ties_noun
        return child.lower_ in lists().ties if verb.dep_ == "advcl" else child.lower_ in lists().asking

    # -- saying it ----------------------------------------------------------------------------------------------------
    def _say(self, verb: Token, words: list[Token], subject: Token | None, keys: tuple[int, ...]) -> str:
        said: set[int] = set()
        self.before = set(self.named)
        several = len(keys) > 1 or any(self.mentions.all[k].plural for k in keys[:1])
        speaker = grammar.speaker(verb)
        if subject is not None and subject.dep_ == "expl":
            head, several = subject.text, any(c.dep_ == "attr" and c.tag_ == "NNS" for c in verb.children)
        elif subject is not None and subject.pos_ != "PRON":
            head, several = self._with_article(self._phrase(subject, said), subject), self._several(subject)
            head += (
                ","
                if "," in self.doc[subject.right_edge.i : subject.right_edge.i + 2].text and self._parenthesis(subject)
                else ""
            )
        elif speaker is not None and (subject is not None or not keys or set(keys) <= set(self._keys(speaker))):
            head, several = (self._phrase(speaker, said) if grammar.joined(speaker) else speaker.lower_), True
            head = "we" if subject is None and grammar.joined(speaker) else re.sub(r"\bi\b", "I", head)
            said |= set(keys)
        elif subject is not None and keys and self._told_after(keys[0]):
            head = subject.lower_  # "he was a pianist"
        elif keys:
            head = self._implied(keys, said)
        elif subject is not None:
            alone = not any(c.dep_ == "amod" for c in subject.children)
            head = (
                self.quotes.get(subject.i, subject.text) if alone else self._phrase(subject, said)
            )  # "something enormous"
            several = subject.lower_ == "they"
        else:
            head = ""
        group = verb_group(verb, several, bool(head), head == "I", self.opened)
        taken = {t.i for t in group[1]}
        before = [
            t
            for t in words
            if t.i < verb.i and t.i not in taken and not t.is_punct and not self._between(t, verb, subject)
        ]
        turned = (
            subject is not None
            and subject.left_edge.i > verb.i
            and [t.lower_ for t in before] in (["so"], ["neither"], ["nor"])
        )
        edge = max((c.right_edge.i for c in grammar.twins(subject)), default=-1) if subject is not None else -1
        between = [t for t in words if edge < t.i < verb.i and t.i not in taken and t not in before and not t.is_punct]
        after = [t for t in words if t.i > verb.i and t.i not in taken]
        helped = [t for t in group[1] if t.dep_ in ("aux", "auxpass")]
        inner = [t for t in between if helped and t.i > helped[0].i and t.dep_ == "advmod" and t.pos_ == "ADV"]
        between = [t for t in between if t not in inner]
        if inner and " " in group[0]:  # "has ever seen", "is slowly eaten"
            first, _, rest = group[0].partition(" ")
            group = (f"{first} {self._text(inner, said)} {rest}", group[1])
        else:
            between += inner
        parts = [
            self._text(before, said),
            "," if before and head and not turned else "",
            " " + head if head and not turned else "",
            " " + self._text(between, said) if between else "",
            " " + group[0],
            " " + head if turned else "",
            f" {after[0].text}" if after and after[0].dep_ == "cc" else "",
            " " + self._text(after, said),
        ]
        self.named |= set(keys)
        return sentence("".join(parts))

    def _parenthesis(self, subject: Token) -> bool:
        """Whether a subject ends with words between commas that stay with it: "the pilot, whose map was burned, is led home"."""
        return grammar.apposed(subject) or any(c.dep_ == "relcl" and c.i not in self.main for c in subject.children)

    def _several(self, subject: Token) -> bool:
        """Whether verbs in the plural go with a subject: by its form, its number, or who is joined to it."""
        joined = grammar.joined(subject)
        if any(c.lower_ == "but" for c in subject.children):  # "not only the dog but also the cats"
            joined = joined or grammar.twins(subject)
        if any(c.lower_ == "nor" for c in subject.subtree) or any(c.lower_ == "or" for c in subject.children):
            return bool(joined) and joined[-1].tag_ in ("NNS", "NNPS")
        if quote := self.quotes.get(subject.i):
            return quote.startswith(("the words", "words", "the letters", "letters"))
        if joined or subject.pos_ == "NUM" and subject.lower_ != "one":
            return True
        if any(c.dep_ == "nummod" and c.lower_ not in ("one", "1") for c in subject.children):  # "two deer"
            return not any(m.head in lists().one for m in self.mentions.at(subject))
        if any(c.lower_ in ("few", "many", "several", "these", "those") and c.i < subject.i for c in subject.children):
            return True
        if any(m.kind == "thing" and not m.several and m.at == [subject.i] for m in self.mentions.at(subject)):
            return False  # "broccoli"
        plural = subject.tag_ in ("NNS", "NNPS") or subject.pos_ == "NOUN" and forms.plural(subject.text)
        return plural and not grammar.single(subject)

    def _with_article(self, phrase: str, subject: Token) -> str:
        """A headline's "woman" as a woman: somebody who is one, no name and no relative, has an article."""
        bare = not any(c.dep_ in ("det", "poss", "nummod", "predet") and c.i < subject.i for c in subject.children)
        bare = bare and not grammar.joined(subject)
        mention = next(iter(self.mentions.at(subject)), None)
        if mention is None or not mention.alive or mention.several or mention.name or not bare or subject.tag_ != "NN":
            return phrase
        if (
            mention.head in lists().kin
            or mention.key in self.before
            or not forms.known(mention.head)
            or mention.determiner
        ):
            return phrase
        return a(phrase)

    def _told_after(self, key: int) -> bool:
        """Whether somebody of whom only "he" is said is told to be something: then they are called so nowhere else."""
        return not self.mentions.all[key].at and self.mentions.all[key].head not in (
            "man",
            "woman",
            "narrator",
            "protagonist",
        )

    def _implied(self, keys: tuple[int, ...], said: set[int]) -> str:
        """A subject that stands in another clause: all that belongs to it the first time, then as it is known."""
        first = self.mentions.all[keys[0]]
        if len(keys) == 1 and keys[0] not in self.named and first.at and not first.name:
            phrase = self._phrase(self.doc[first.at[0]], said)
            said |= set(keys)
            return phrase
        said |= set(keys)
        return listing([self.called(k) for k in keys])

    def _between(self, token: Token, verb: Token, subject: Token | None) -> bool:
        """Whether a word stands between the subject and its verb ("quietly"), not before both ("In spring,")."""
        return subject is None and token.dep_ == "advmod" or subject is not None and token.i > subject.i

    def _phrase(self, head: Token, said: set[int]) -> str:
        """A noun with all that belongs to it, clauses left out; the first time as the text has it, later with "the"."""
        edge = max((c.right_edge.i for c in grammar.twins(head)), default=head.right_edge.i)
        words = [t for t in self.doc[head.left_edge.i : edge + 1] if not self._told_apart(t, head)]
        return self._text(words, said)

    def _told_apart(self, token: Token, top: Token) -> bool:
        while token.i not in (top.i, top.head.i):
            if token.i in self.main:
                return True
            token = token.head
        return False

    def _text(self, words: list[Token], said: set[int]) -> str:
        """The words as written; a pronoun whose meaning is not in this sentence becomes what it means, and whoever was
        named in an earlier one is named with "the"."""
        out: list[str] = []
        words = grammar.trimmed(words)
        for n, t in enumerate(words):
            space = t.whitespace_ or (" " if n + 1 < len(words) and words[n + 1].i != t.i + 1 else "")
            text = t.text.lower() if t.i == t.sent.start and t.pos_ != "PROPN" and t.text != "I" else t.text
            text = grammar.beside_now(t) or text
            keys = self.mentions.of.get(t.i, ())
            if t.i in self.quotes:
                text = self._quotation(t)
            elif (
                t.lower_ in PRONOUNS
                and keys
                and all(self.mentions.all[k].at for k in keys)
                and not set(keys) <= said
                and not t.lower_.endswith("self")
            ):
                named = listing([self.definite(k, said) for k in keys])
                text = grammar.owned(named) if t.dep_ == "poss" else named
            elif t.lower_ in ("a", "an") and t.dep_ == "det" and self._known(t.head):
                text = "the"
            elif n == 0 and t.dep_ in ("nummod", "amod", "nsubj", "dobj") and self._bare(t):
                text = f"the {text}"
            if keys:
                said |= set(keys)
                self.named |= set(keys)
            out.append(text + space)
        return "".join(out).strip().strip(",;").rstrip(":").strip()

    def _quotation(self, token: Token) -> str:
        """A quotation in its place: what is said after a colon, what is written as it stands."""
        quote = self.quotes[token.i]
        verb = next((t for t in (token.head, token.head.head) if t.lemma_.lower() in lists().saying), None)
        if verb is None or verb.i > token.i:
            return quote
        if any(t.is_alpha for t in self.doc[token.i + 1 : token.sent.end]):  # "says “good morning” to the burglar"
            return quote
        return f": {quote}" if quote[-2] in ".!?" else f": {quote[:-1]}.”"

    def with_quotes(self, text: str, sent: Span) -> str:
        """Words of a sentence with its quotations in their places."""
        for t in (t for t in sent if t.i in self.quotes):
            text = re.sub(rf"\b{t.text}\b", lambda _, i=t.i: self.quotes[i], text, count=1, flags=re.IGNORECASE)
        return text

    def _known(self, head: Token) -> bool:
        keys = self.mentions.of.get(head.i, ())
        return bool(keys) and keys[0] in self.before

    def _bare(self, token: Token) -> bool:
        """Whether a phrase that begins with this word names several that are known, without an article: "two brothers"."""
        head = token if token.i in self.mentions.of else token.head
        keys = self.mentions.of.get(head.i, ())
        if not keys or keys[0] not in self.before or head.pos_ != "NOUN":
            return False
        mention = self.mentions.all[keys[0]]
        return mention.several and mention.alive and not any(c.dep_ in ("det", "poss", "predet") for c in head.children)

    def called(self, key: int) -> str:
        """How somebody or something is called here: as the text has it the first time, then as known."""
        mention = self.mentions.all[key]
        if key in self.named or mention.name or mention.owner is not None or mention.determiner not in ("a", "an", ""):
            return definite(mention, self.mentions.all)
        return f"{mention.determiner} {mention.said}".strip()

    def definite(self, key: int, said: Iterable[int] = ()) -> str:
        """How somebody or something is called once it is known; `said` are named in the same sentence before."""
        return definite(self.mentions.all[key], self.mentions.all, said)

    # -- ways -----------------------------------------------------------------------------------------------------------
    def _legs(self, verb: Token) -> list[Token]:
        """The parts of a way that a deed names, if they are two or more: from a spring, through a city, down to the sea."""
        if not moves(verb.lemma_.lower()):
            return []
        legs = []
        for child in verb.rights:
            inner = [child] if child.dep_ == "prep" else [c for c in child.children if c.dep_ == "prep"]
            ends = [o for p in inner for o in p.children if o.dep_ == "pobj" and self._is_place(o)]
            if (
                child.dep_ in ("prep", "advmod", "prt")
                and ends
                and any(p.lower_ in lists().paths for p in (child, *inner))
            ):
                legs.append(child)
        return legs if len(legs) > 1 else []

    def _is_place(self, token: Token) -> bool:
        return any(m.kind == "place" for m in self.mentions.at(token))

    def _paths(self, verb: Token, deed: Deed, legs: list[Token]) -> list[Deed]:
        """One deed for each part of a way."""
        parted = []
        everything = self._words(verb)
        for leg in legs:
            others = {t.i for o in legs if o is not leg for t in o.subtree}
            inside = {t.i for t in leg.subtree}
            subject, keys = self._subject(verb)
            said = self._say(
                verb, [t for t in everything if t.i not in others], subject if leg is legs[0] else None, keys
            )
            places = tuple(k for k in deed.places if any(i in inside for i in self.mentions.all[k].at))
            parted.append(
                replace(
                    deed,
                    said=said,
                    places=places or deed.places[:1],
                    tokens=tuple(i for i in deed.tokens if i not in others),
                )
            )
        return parted
