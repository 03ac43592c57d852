"""Who is spoken to does what is said: "Run, little hare, run!" is told as "The little hare runs!"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vgot.language import forms
from vgot.language.parser import parse
from vgot.script.phrases import cap, listing
from vgot.script.reading.lists import lists
from vgot.script.reading.names import names
from vgot.script.reading.nouns import kind_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_SENTENCE = re.compile(r"[^.!?]+[.!?]*\s*")
_CALL = re.compile(r"^(?:(?:o|oh|hey|please|now|and|but|then|so)\b[, ]*)+", re.IGNORECASE)
_NOT = re.compile(r"^(?:don['’]?t|do not|never)\s+(?=\w)", re.IGNORECASE)
_YOURS = {"your": 2, "yours": 2, "you": 1, "yourself": 3, "yourselves": 3}
_SAID = {
    "f": ("she", "her", "her", "herself"),
    "m": ("he", "him", "his", "himself"),
    "n": ("it", "it", "its", "itself"),
    "": ("they", "them", "their", "themselves"),
}


def addressed(text: str) -> str:
    """An English text whose requests to somebody named are told of them; every other sentence stays as it is."""
    return "".join(_told(m[0]) for m in _SENTENCE.finditer(text)) if "," in text else text


def _told(sentence: str) -> str:
    body = sentence.strip()
    end = body[len(body.rstrip(".!?")) :]
    parts = [p.strip() for p in re.split(r"[,;:]", body[: len(body) - len(end)]) if p.strip()]
    bare = [re.sub(r"^you\s+", "", _CALL.sub("", p)) for p in parts]
    asks, calls = [_request(b) for b in bare], [_name(b) for b in bare]
    called = next((b for b, ask, call in zip(bare, asks, calls, strict=True) if call and not ask), "")
    called = called or next((b for b, n in zip(bare, calls, strict=True) if n and any(asks) and len(set(bare)) > 1), "")
    requests: list[str] = []
    used = 0
    for part, words, ask in zip(parts, bare, asks, strict=True):
        if ask and words.lower() != called.lower():
            requests.append(words[:1].lower() + words[1:])
        elif requests and called and part.split()[0].lower() in lists().subordinate:
            requests[-1] += f" {part}"
        elif words.lower() not in ("", called.lower()):
            break
        used += 1
    once = [r for n, r in enumerate(requests) if not any(o.startswith(r) for o in requests[n + 1 :])]
    sure = (
        "!" in end
        or re.match(r"oh? ", body, re.IGNORECASE) is not None
        or len(once) < len(requests)
        or _alive(called)
        and any(not _a_noun(r) for r in once)
    )
    rest = _CALL.sub("", ", ".join(parts[used:]))
    if not once or not sure or not called and (rest or len(once) == len(requests)):
        return sentence
    said = _of_them(called, once) if called else cap(listing(once))
    after = f". {cap(rest)}{end or '.'}" if rest else end or "."
    return f"{said}{after}{sentence[len(sentence.rstrip()) :]}"


def _a_noun(request: str) -> bool:
    """Whether a request may also be the name of something: "rain", not "open the door"."""
    return " " not in request and bool(forms.base(request, "NOUN"))


def _request(words: str) -> bool:
    """Whether words ask somebody to do something: they begin with the bare form of a verb, and nobody else does it."""
    bare = _NOT.sub("", words)
    first = bare.split()[0].lower() if bare.split() else ""
    if (
        not first
        or first not in forms.bases_of(first, "VERB")
        or words[:1].isupper()
        and names().sex_of(bare.split()[0])
    ):
        return False
    doc = parse(f"They will {bare.lower() if len(bare.split()) == 1 else bare[:1].lower() + bare[1:]}.")
    verb = doc[2]
    alone = len(bare.split()) == 1 or verb.dep_ == "ROOT" and verb.tag_ == "VB"
    own = parse(f"{cap(bare)}.")
    finite = any(t.tag_ in ("VBZ", "VBD") and t.dep_ == "ROOT" for t in own)
    return alone and not finite and (bare != words or not _noun_phrase(own) or len(bare.split()) == 1)


def _noun_phrase(doc) -> bool:
    root = next(t for t in doc if t.dep_ == "ROOT")
    return root.pos_ in ("NOUN", "PROPN") and root.i > 0 and doc[0].dep_ in ("amod", "compound")


def _name(words: str) -> bool:
    """Whether words are what somebody or something is called by: "little hare", "my dear Anna", "pirates"."""
    head = _head(words)
    if head is None or len(words.split()) > 5:
        return False
    before = [t for t in head.doc if t.i < head.i and t.lower_ != "the"]
    fits = all(t.pos_ in ("ADJ", "NOUN", "PROPN", "INTJ") or t.lower_ in ("my", "our", "you", "dear") for t in before)
    return fits and (_alive(words) or kind_of(_base(head)) in ("thing", "weather", "place", "time"))


def _alive(called: str) -> bool:
    """Whether somebody is called, and not something."""
    head = _head(called)
    return head is not None and (_proper(head.text) or kind_of(_base(head)) in ("person", "animal"))


def _proper(word: str) -> bool:
    return word[:1].isupper() and (bool(names().sex_of(word)) or not forms.known(word))


def _base(head: Token) -> str:
    return forms.base(head.lower_, "NOUN") or head.lower_


def _head(words: str) -> Token | None:
    """The noun that is called, where words end with one and are nothing else."""
    bare = re.sub(r"^(?:my|our|you)\s+", "", words, flags=re.IGNORECASE)
    if not bare or not re.fullmatch(r"[\w'’ -]+", bare):
        return None
    named = bare[:1].isupper()
    doc = parse(f"{bare} is here." if named else f"The {bare} is here.")
    head = doc[len(doc) - 4]
    return head if head.pos_ in ("NOUN", "PROPN") and head.idx + len(head) == len(doc.text) - len(" is here.") else None


def _of_them(called: str, requests: list[str]) -> str:
    """A sentence of whoever is called, who does what is asked."""
    head = _head(called)
    several = head is not None and forms.base(head.lower_, "NOUN") not in ("", head.lower_)
    last = called.split()[-1]
    own = _proper(last)
    whose = re.match(r"(?:my|our)\b", called, re.IGNORECASE)
    subject = (
        called
        if own or whose
        else cap(called)
        if called.lower() in lists().kin
        else f"the {called[:1].lower() + called[1:]}"
    )
    sex = names().sex_of(last) if own else "f" if last in lists().women else "m" if last in lists().men else ""
    if not sex and not own and head is not None and kind_of(_base(head)) != "person":
        sex = "n"
    said = [_does(r, several, "" if several else sex) for r in requests]
    return cap(f"{subject} {listing(said)}")


def _does(request: str, several: bool, sex: str) -> str:
    """What is asked, as somebody does it: "close your eyes and sleep" -> "closes her eyes and sleeps"."""
    bare = _NOT.sub("", request)
    denied = bare != request
    doc = parse(f"They {bare[:1].lower() + bare[1:]}.")
    first = doc[1]
    out = []
    for t in doc[1 : len(doc) - 1]:
        asked = t.i == 1 or t.dep_ == "conj" and t.head.i == 1 and t.tag_ in ("VB", "VBP") and t.pos_ == "VERB"
        word = t.text
        if t.lower_ in _YOURS and t.dep_ not in ("nsubj", "nsubjpass"):
            word = _SAID[sex][_YOURS[t.lower_]]
        elif asked and not denied:
            word = forms.verb(t.lower_, "VBP" if several else "VBZ")
        out.append(word + t.whitespace_)
    helper = ("do not " if several else "does not ") if denied else ""
    return helper + "".join(out).strip() if first is not None else request
