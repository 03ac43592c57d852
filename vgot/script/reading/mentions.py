"""Who and what a text speaks of: each person, animal, thing, place and time once, however often it is mentioned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vgot.language import forms
from vgot.script.reading import grammar
from vgot.script.reading.lists import lists
from vgot.script.reading.mention import Mention
from vgot.script.reading.noun_phrases import (
    a_name,
    becomes,
    clause_of,
    common,
    count_of,
    form_of,
    group_of,
    kind_in,
    listed_apart,
    means_several,
    measured,
    name_of,
    phrase_of,
    role_after,
    said_of,
    sex_of,
)
from vgot.script.reading.nouns import listed

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_HE, _SHE = {"he", "him", "his", "himself"}, {"she", "her", "hers", "herself"}
_IT, _THEY = {"it", "its", "itself"}, {"they", "them", "their", "theirs", "themselves", "themself"}
_TELLS = {"i", "me", "myself", "we", "us", "ourselves"}
_YOU = {"you", "yourself"}
PRONOUNS = _HE | _SHE | _IT | _THEY


class Mentions:
    """All mentions of a text, and which of them each noun and pronoun stands for."""

    def __init__(self, doc: Doc, links: dict[int, int] | None = None):
        """`links`: offsets of pronouns -> offsets of the nouns that they stand for, where that is known."""
        self.all: list[Mention] = []
        self.of: dict[int, tuple[int, ...]] = {}
        starts = {t.idx: t.i for t in doc}
        known = {starts[a]: starts[b] for a, b in (links or {}).items() if a in starts and b in starts}
        for token in doc:
            if (
                token.dep_ == "compound"
                and token.head.pos_ in ("NOUN", "PROPN")
                and not listed_apart(token)
                or token.dep_ == "npadvmod"
                and token.head.pos_ == "ADJ"
            ):
                continue
            if token.i in known:
                self.of[token.i] = self._group(doc[known[token.i]])
            elif token.pos_ in ("NOUN", "PROPN") and token.i not in self.of:
                self._noun(token)
            elif token.lower_ in _TELLS and token.pos_ == "PRON" and token.dep_ != "appos" and self._tells(token):
                self.of[token.i] = self._told_by(token)
            elif token.lower_ in _YOU and token.pos_ == "PRON" and self._tells(token):
                self.of[token.i] = (self._role("protagonist").key,)
            elif token.lower_ in PRONOUNS and token.pos_ in ("PRON", "DET") and (meant := self._meant(token)):
                self.of[token.i] = meant
        for token in doc:
            self._unite(token)
        for token in doc:
            self._told_ahead(token)

    def _told_ahead(self, pronoun: Token) -> None:
        """Make whoever is only "his" or "she" at first the one whom its sentence names after that: "When his daughter is
        taken, a fisherman sails"."""
        mine = self.of.get(pronoun.i, ())
        if pronoun.pos_ not in ("PRON", "DET") or len(mine) != 1 or self.all[mine[0]].at:
            return
        nobody = self.all[mine[0]]
        if nobody.head not in ("man", "woman") or not nobody.alive or pronoun.i >= pronoun.sent.root.i:
            return
        for token in pronoun.doc[pronoun.i + 1 : pronoun.sent.end]:
            other = next(iter(self.at(token)), None) if token.dep_ in ("nsubj", "nsubjpass") else None
            if other is None or not other.alive or other.several or other.owner == nobody.key or other is nobody:
                continue
            if (
                token.head.i == pronoun.sent.root.i
                and other.sex in ("", nobody.sex)
                and token.pos_ in ("NOUN", "PROPN")
            ):
                other.sex = nobody.sex
                nobody.kind = "idea"
                for m in self.all:
                    m.owner = other.key if m.owner == nobody.key else m.owner
                self.of = {i: tuple(other.key if k == nobody.key else k for k in keys) for i, keys in self.of.items()}
                return

    def at(self, token: Token) -> tuple[Mention, ...]:
        """Whom or what a noun or pronoun stands for; the members of "two brothers and a dog" are told by their heads."""
        return tuple(self.all[k] for k in self.of.get(token.i, ()))

    def _unite(self, token: Token) -> None:
        """Make one of two phrases for the same person: "a young botanist, Clara", "a fisherman named Elias", "the teacher
        Anna", "Grace is a doctor"."""
        mine = self.of.get(token.i)
        if not mine or token.pos_ not in ("NOUN", "PROPN"):
            return
        other: Token | None = None
        if token.dep_ == "appos":
            other = token.head
        elif token.head.lower_ in ("named", "called", "nicknamed"):
            other = token.head.head if token.head.dep_ in ("acl", "relcl") else None
        elif becomes(token):
            self._turns(token)
            return
        elif token.dep_ == "attr" and token.head.lemma_ == "be":
            other = next((c for c in token.head.children if c.dep_ == "nsubj"), None)
            if token.head.dep_ == "relcl" and other is not None and other.lower_ in ("who", "that"):
                other = token.head.head
        elif token.i and token.pos_ == "PROPN" and token.doc[token.i - 1].pos_ == "NOUN":
            other = token.doc[token.i - 1]
        theirs = self.of.get(other.i) if other is not None else None
        if not theirs or theirs == mine or len(theirs) != 1:
            return
        one, two = self.all[min(mine[0], theirs[0])], self.all[max(mine[0], theirs[0])]
        if token.dep_ == "attr" and one.alive and two.alive and not (one.name or two.name):
            self._is_one(self.all[theirs[0]], self.all[mine[0]])
            return
        told = "narrator" in (one.head, two.head)
        if one.alive and two.alive and (told or bool(one.name) != bool(two.name)) and one.several == two.several:
            self._merge(one, two)

    def _is_one(self, somebody: Mention, what: Mention) -> None:
        """Make what somebody is said to be nobody else: "they are brothers"; of whom only "he" is said, that is known."""
        if not somebody.at:
            somebody.head, somebody.said, somebody.qualities = what.head, what.said, what.qualities
            what.kind = "idea"
            self.of = {i: tuple(somebody.key if k == what.key else k for k in keys) for i, keys in self.of.items()}
        elif what.kind == "person" and len(what.at) == 1 and what.determiner in ("", "a", "an"):
            what.kind = "idea"

    def _turns(self, token: Token) -> None:
        """Make what somebody becomes nobody else: it is remembered with them as what they look like from then on."""
        verb = token.head if token.dep_ != "pobj" else token.head.head
        objects = [c for c in verb.children if c.dep_ == "dobj"] if token.dep_ == "pobj" else []
        while (
            not objects and grammar.subject(verb) is None and verb.dep_ in ("conj", "xcomp") and verb.head.i != verb.i
        ):
            verb = verb.head
        doer = (
            next(iter(objects), None) or grammar.subject(verb) or (verb.head if verb.dep_ in ("relcl", "acl") else None)
        )
        for m in self.at(token):  # who somebody becomes is nobody else
            if m.kind not in ("person", "animal") or m.name:
                continue
            changed = [one for one in (self.at(doer) if doer is not None else ()) if one.alive and one is not m]
            for one in changed:
                if (
                    form_of(token)
                    or verb.lemma_ == "become"
                    and not (m.kind == "person" and (one.kind == "animal" or one.head in lists().machines))
                ):
                    one.turned = m.key
            again = [i for i in m.at if not becomes(token.doc[i])]
            if len(changed) == 1 and (
                form_of(token) or verb.lemma_ == "become"
            ):  # "the frog" is the princess from then on
                self.of |= {
                    i: (changed[0].key,) for i in self.of if self.of[i] == (m.key,) and not becomes(token.doc[i])
                }
                again = []
            m.kind = "idea" if (changed or role_after(token)) and not again else m.kind

    def _merge(self, one: Mention, two: Mention) -> None:
        """Take `two` into `one`: the name of either, and the words of the one that has none."""
        if one.name or one.head == "narrator":
            one.head, one.said, one.qualities, one.determiner = two.head, two.said, two.qualities, two.determiner
        one.name = one.name or two.name
        one.sex = one.sex or two.sex
        one.tokens += two.tokens
        one.at += two.at
        two.kind, two.at, two.tokens = "idea", [], []
        self.of = {i: tuple(one.key if k == two.key else k for k in keys) for i, keys in self.of.items()}

    def _group(self, head: Token) -> tuple[int, ...]:
        """A noun's mentions together with those that "and" joins to it."""
        keys = list(self.of.get(head.i, ()))
        for c in head.children:
            if c.dep_ == "conj":
                keys += self._group(c)
        return tuple(dict.fromkeys(keys))

    def _noun(self, head: Token) -> None:
        words = phrase_of(head)
        base = head.lemma_.lower() if head.pos_ == "NOUN" else head.lower_
        group = group_of(head, base)
        inner = measured(head)
        if (base in lists().measures or group) and inner is not None:
            self.of[head.i] = (len(self.all),)
            base = inner.lemma_.lower()
        elif (
            base in lists().about
            and measured(head)
            or base in lists().empty
            and not any(t.dep_ in ("amod", "compound") for t in words)
        ):
            return
        proper = head.pos_ == "PROPN" or head.ent_type_ == "PERSON" or a_name(head)
        said = said_of(words, head)
        kind = kind_in(head, said, base)
        several = means_several(head, words, proper, kind)
        name = name_of(words, head) if proper and kind in ("person", "animal") and not common(words, head) else ""
        owner = self._owner(words)
        old = self._same(base, said, name, words) or self._owned(base, said, owner)
        if old is None:
            old = Mention(
                key=len(self.all),
                kind=kind,
                head=base,
                said=" ".join(w for w in said.split() if w not in name.split()) or said if name else said,
                name=name,
                count=count_of(words, head, several or group or kind == "person" and base in lists().one),
                owner=owner,
                determiner=next((t.lower_ for t in words if t.dep_ in ("det", "predet") and t.head == head), ""),
                qualities=tuple(t.lower_ for t in words if t.dep_ == "amod" and t.head == head),
                sex=sex_of(base, said),
            )
            self.all.append(old)
        old.tokens += [t.i for t in words]
        old.at.append(head.i)
        self.of[head.i] = (old.key,)
        if group and inner is not None:
            self.of[inner.i] = (old.key,)
        self._fighters(head, base)

    def _fighters(self, head: Token, base: str) -> None:
        """Those of whom an event without a verb speaks by a word before it: the two of "a samurai duel"."""
        doer = next((c for c in head.lefts if c.dep_ in ("compound", "amod") and c.i == head.i - 1), None)
        if base not in lists().between_two | lists().of_many or doer is None or head.dep_ == "pobj":
            return
        word = forms.base(doer.lower_, "NOUN") or doer.lower_
        kind = listed(word)
        if kind in ("person", "animal") and doer.text.islower():
            count = 2 if base in lists().between_two else 3
            made = Mention(len(self.all), kind, word, forms.noun(word, True), count=count, sex=sex_of(word, word))
            made.tokens, made.at = [doer.i], [doer.i]
            self.all.append(made)
            self.of[doer.i] = (made.key,)

    def _owner(self, words: list[Token]) -> int | None:
        for t in words:
            if t.dep_ == "poss" and t.i in self.of:
                return self.of[t.i][0]
        return None

    def _owned(self, base: str, said: str, owner: int | None) -> Mention | None:
        """Somebody's only one of a kind, spoken of again: "her father"."""
        mine = [m for m in self.all if owner is not None and m.owner == owner and m.head == base and m.alive]
        return mine[-1] if mine and mine[-1].said == said else None

    def _same(self, base: str, said: str, name: str, words: list[Token]) -> Mention | None:
        """The mention that "the violin" or "Ada" speaks of again."""
        again = name or words[0].lower_ in ("the", "this", "that", "these", "those")
        if not again or any(t.lower_ in ("other", "another", "second") for t in words):
            return None
        for old in reversed(self.all):
            if name and old.name and (old.name == name or name in old.name.split() or old.name in name.split()):
                return old
            if not name and not old.name and old.head == base:
                rest = set(said.split()) - {base}
                if rest <= set(old.said.split()) or len(said.split()) == 1:
                    return old
        return None

    def _meant(self, pronoun: Token) -> tuple[int, ...] | None:
        """Whom a pronoun means: the likeliest of those it can stand for."""
        word = pronoun.lower_
        people = [m for m in self.all if m.alive]
        if word == "it" and pronoun.dep_ in ("nsubj", "expl") and self._of_weather(pronoun):
            return None
        if word in _THEY:
            several = [m for m in self.all if m.several and m.kind not in ("time", "weather")]
            if not several and len(people) > 1:
                return tuple(m.key for m in people[-2:])
            fits = several or people or [m for m in self.all if m.kind == "thing"]
        elif word in _IT:
            fits = [m for m in self.all if m.kind not in ("time", "weather") and m.kind != "person" and not m.several]
            fits = fits or [m for m in people if m.head in lists().machines or not m.sex]
        else:
            sex = "m" if word in _HE else "f"
            fits = [m for m in people if m.sex in (sex, "") and not m.several]
            fits = fits or [
                m
                for m in self.all
                if m.kind == "thing" and not m.several and (pronoun.dep_ == "poss" or m.head in lists().like_people)
            ]
            fits = fits or [self._somebody("man" if sex == "m" else "woman", sex)]
        if not fits:
            return None
        chosen = max(fits, key=lambda m: self._likely(m, pronoun))
        if word in _HE | _SHE and not chosen.sex:
            chosen.sex = "m" if word in _HE else "f"
        return (chosen.key,)

    def _of_weather(self, it: Token) -> bool:
        """Whether "it" only rains or snows, or does so again: "it never snows, but today it does"."""
        again = it.head.lemma_ == "do" and not any(c.dep_ in ("dobj", "attr") for c in it.head.children)
        before = [t for t in it.doc[: it.i] if t.lower_ == "it" and t.dep_ in ("nsubj", "expl")]
        return it.head.lemma_ in lists().falls or again and bool(before) and before[-1].head.lemma_ in lists().falls

    def _tells(self, pronoun: Token) -> bool:
        """Whether somebody of the story speaks, and not the film: "We see a cat" is the film's."""
        told = pronoun.lower_ in ("i", "me", "myself") or any(m.head in ("narrator", "protagonist") for m in self.all)
        return told or pronoun.lower_ == "us" or pronoun.head.lemma_ not in lists().film_sees

    def _told_by(self, pronoun: Token) -> tuple[int, ...]:
        """Whoever speaks; with "we", those as well who are joined to an "I" before it."""
        teller = self._role("narrator").key
        if pronoun.lower_ in ("i", "me", "myself"):
            return (teller,)
        with_me = [t for t in pronoun.doc[: pronoun.i] if t.lower_ in ("i", "me") and t.dep_ == "conj"]
        return tuple(dict.fromkeys((*(k for t in with_me for k in self.of.get(t.head.i, ())), teller)))

    def _role(self, head: str) -> Mention:
        """Whoever says "me", or is told "you": somebody of the story whom nothing else names."""
        return next((m for m in self.all if m.head == head), None) or self._somebody(head, "")

    def _somebody(self, head: str, sex: str) -> Mention:
        """Somebody of whom a text says no more than "he" or "she"."""
        self.all.append(Mention(len(self.all), "person", head, head, sex=sex, determiner="the", at=[]))
        return self.all[-1]

    def _likely(self, mention: Mention, pronoun: Token) -> tuple[float, int]:
        """How likely a pronoun means a mention: a subject means a subject, an object what was acted upon; things before
        places, people before animals, the last one before earlier ones, never somebody else in its own clause."""
        doc = pronoun.doc
        deps = {doc[i].dep_ for i in mention.at}
        is_subject = pronoun.dep_ in ("nsubj", "nsubjpass", "poss") or pronoun.lower_.endswith("self")
        score = {"person": 1.0, "thing": 1.0, "animal": 0.8}.get(mention.kind, 0.0)
        score += 2.0 if deps & ({"nsubj", "nsubjpass"} if is_subject else {"dobj", "nsubjpass", "attr"}) else 0.0
        score += 0.5 if deps & {"nsubj", "nsubjpass", "dobj", "attr", "ROOT"} else 0.0
        if pronoun.dep_ == "poss" and any(
            doc[i].dep_ == "nsubj" and doc[i].head.i == clause_of(pronoun) for i in mention.at
        ):
            score += 2.0  # "the lake keeps its shape"
        score += 0.5 if pronoun.lower_ in _HE | _SHE and mention.sex else 0.0
        if not is_subject and any(clause_of(doc[i]) == clause_of(pronoun) for i in mention.at):
            score -= 3.0
        return (score, mention.at[-1] if mention.at else -1)
