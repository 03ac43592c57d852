"""Long sentences in short ones: "A butterfly leaves, spreads its wings, and then flies off" is three of one butterfly.

The parser reads short sentences far better than chains of clauses, where it takes verbs for nouns ("spreads", "rests").
A comma, "while" or "and then" is a border when what stands on its left is a whole clause by itself, and what stands on its
right is one too, or becomes one with a pronoun before it. The pronoun is remembered with the subject that it stands for.
Where the parser takes a clause's only verb for a noun ("the whole town sings"), the verb is opened: "is singing".
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
from vgot.script.reading.nouns import kind_of, listed, moves
from vgot.script.reading.verbs import in_the_present, told_as_past

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_BORDER = re.compile(
    r"\s*[,;]\s*(?:(?:and|but|or|so|yet|for(?=\s+(?:i|he|she|we|they)\b))\b\s*)?(?:then\b,?)?\s*(?=\S)|\s+(?:(?:and|but)\s+)?then\s+|\s+(?:and|but|while)\s+(?=\S)",
    re.IGNORECASE,
)
_ADVERBS = re.compile(
    r"(?:(?:then|finally|suddenly|eventually|soon|later|now|next|also|immediately|at last|\w+ly),?\s+)*", re.IGNORECASE
)
#: What ties a sentence to the one before it: "For I am small", "So if you sail".
_LINKED = re.compile(r"^(?:for (?=(?:i|he|she|we|they)\b)|(?:so|and|but|or) (?=(?:if|when|while)\b))", re.IGNORECASE)
_LONGEST = 24
_SUBJECTS = ("nsubj", "nsubjpass", "expl", "csubj")
#: Stands after a helper that was put in to open a verb; the parser never sees it.
_MARK = "\u2060"


@dataclass
class Simple:
    """`text` in short sentences; `links` lead from the offset of a pronoun that was put in to the offset of the head of the
    subject that it stands for, `opened` are the offsets of helpers that were put in ("is" singing)."""

    text: str = ""
    links: dict[int, int] = field(default_factory=dict)
    opened: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class _Piece:
    """Words between two borders; `bare`: its subject is that of the piece before."""

    words: str
    bare: bool = False


def simple(text: str) -> Simple:
    """A text of any length in short sentences. What cannot be parted stays as it is."""
    for words in lists().fixed:
        text = re.sub(rf"\b(?:{words})\b", lambda m: m[0].replace(" ", "-"), text, flags=re.IGNORECASE)
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
    body = _LINKED.sub("", body, count=1)
    if re.match(r"the \w+er\b.*, the \w+er\b", body, re.IGNORECASE):  # "the faster he runs, the longer it grows"
        _add(out, said, None)
        return
    if place := _at_first(body):
        body = place
    if sides := _when(body):  # the parser found no verb after "When the night comes, …"
        for side in sides:
            _part(side + (end or "."), out)
        return
    pieces = _pieces(body, bool(end))
    subject: int | None = None
    for n, piece in enumerate(pieces):
        stop = end if end and n == len(pieces) - 1 else "."
        if piece.bare and subject is not None:
            subject = _add_bare(out, piece.words + stop, subject)
        else:
            subject = _add(out, piece.words + stop, subject, bool(end) or n < len(pieces) - 1)


def _at_first(body: str) -> str:
    """ "At the edge of the desert a boy sells water" with the comma without which the parser sees no clause; "" where it does."""
    doc = parse(_shut(body))
    if doc[0].pos_ != "ADP" or _clause(doc) is not None:
        return ""
    starts = [t.idx for t in doc[3:] if t.lower_ in ("a", "an", "the") and t.nbor(-1).pos_ == "NOUN"]
    at = next((i for i in starts if "," not in body[:i] and _clause(parse(_shut(body[i:]))) is not None), 0)
    if at or doc[0].dep_ != "ROOT":  # "between two skyscrapers an old woman hangs her laundry"
        return f"{body[:at].rstrip()}, {body[at:]}" if at else ""
    verb = next((t for t in doc if t.dep_ == "relcl" and t.tag_ in ("VBZ", "VBP", "VBD")), None)
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None) if verb is not None else None
    if subject is None or subject.pos_ == "PRON" or not any(c.dep_ in ("det", "poss") for c in subject.lefts):
        return ""
    at = doc[subject.left_edge.i].idx
    return f"{body[:at].rstrip()}, {body[at:]}" if at else ""


def _when(body: str) -> tuple[str, str] | None:
    """Both clauses of "when the night comes, a wolf howls", where the parser sees no verb on top."""
    found = re.match(r"(?:when|while|as|once|after) ([^,]+), (.+)$", body, re.IGNORECASE)
    if found is None or any(t.dep_ == "ROOT" and t.pos_ in ("VERB", "AUX") for t in parse(_shut(body))):
        return None
    return (found[1], found[2]) if _whole(found[1], True) and _whole(found[2], True) else None


def _pieces(body: str, ended: bool) -> list[_Piece]:
    """The pieces of a sentence from left to right; `ended`: it ends with a stop, so it is no caption."""
    pieces: list[_Piece] = []
    start, lead, bare = 0, "", False
    for border in list(_BORDER.finditer(body))[:_LONGEST]:
        if border.start() < start:
            continue
        left, right = body[start : border.start()].strip(), body[border.end() :]
        following = _BORDER.search(right)
        near = right[: following.start()] if following else right
        how = _how(_Border(border.group().lower(), left, bare, near, right, body[: border.start()]), ended)
        if how is None:
            continue
        pieces.append(_Piece(lead + left, bare))
        start, bare = border.end(), how
        skipped = re.match(rf"(?:{'|'.join(lists().meanwhile)})\s+", body[start:], re.IGNORECASE)
        start += skipped.end() if skipped and not bare else 0
        lead = "then " if "then" in border.group().lower() else ""
    return [*pieces, _Piece((lead + body[start:]).strip(), bare)]


@dataclass(frozen=True)
class _Border:
    """What stands at a border and around it: the piece on its left, what follows up to the next one, and all that follows."""

    sign: str
    left: str
    bare: bool
    near: str
    right: str
    so_far: str

    @property
    def plain(self) -> bool:
        """Whether it may join words as well as clauses: a lone "and"."""
        return not re.search(r"[,;]|then|while", self.sign)


def _how(at: _Border, ended: bool) -> bool | None:
    """Whether what follows a border lacks its subject; None where it is no border."""
    left, near, right = at.left, at.near, at.right
    first = near.split()[0].lower() if near.split() else ""
    if len(left.split()) < 2 and not at.bare or not left or not first or first in lists().relative:
        return None
    if first in lists().meanwhile:
        near, right = near.partition(" ")[2], right.partition(" ")[2]
    elif first in lists().subordinate:
        return False if ";" in at.sign and _whole(right, ended) and _left_whole(at, True) else None
    subject = _with_subject(near, right)
    if not _left_whole(
        at, ended or subject or bool(near) and near.split()[0].lower() in lists().openers and _whole(near, True)
    ):
        return None
    opens = not at.plain or near.split()[0].lower() in lists().openers or _named(near)
    if not subject and "while" not in at.sign and _shares(at, near, right):
        return True
    return False if opens and (subject or _whole(near, ended)) else None


def _left_whole(at: _Border, ended: bool) -> bool:
    if at.bare:
        return _predicate(at.left, True) or _predicate(at.left, False) or _participle(at.left)
    return _whole(at.left, ended)


def _shares(at: _Border, near: str, right: str) -> bool:
    """Whether what follows is said of the subject before: "spreads its wings"."""
    verbs = [t for t in parse(_shut(("It " if at.bare else "") + at.left)) if t.pos_ == "VERB"]
    if at.plain and verbs and verbs[-1].dep_ == "relcl":  # "a girl who opens it and finds a firefly"
        return False
    plural = not at.bare and _plural(at.left)
    if _predicate(near, plural) or not at.plain and _predicate(right, plural):
        return not at.plain or _goes_on(near) or plural and near == right and near.strip(".!") in lists().alone
    return _participle(near) and bool(re.search(r"\b(?:is|are|was|were|been)\s", at.so_far))


def _with_subject(near: str, right: str) -> bool:
    """Whether a clause with a subject of its own begins: up to the next border, or with several that do the same."""
    if _clause(parse(_shut(near))) is not None:
        return True
    verb = _clause(parse(_shut(right))) if not _predicate(near, False) else None
    subjects = [c for c in verb.children if c.dep_ in _SUBJECTS] if verb is not None else []
    tied = verb is not None and any(c.lower_ in lists().subordinate and c.i < verb.i for c in verb.children)
    return bool(subjects) and not tied and subjects[0].idx < len(near) and (len(subjects) > 1 or _several(subjects[0]))


def _named(text: str) -> bool:
    return parse(_shut(text))[0].pos_ in ("PROPN", "PRON")


def _goes_on(text: str) -> bool:
    """Whether the second word of a predicate speaks for its first being a verb: "lands on a cow", "wears it"."""
    doc = parse(_shut("It " + _ADVERBS.sub("", text, count=1)))
    return len(doc) > 3 and doc[2].tag_ in ("IN", "DT", "PRP", "PRP$", "RP", "CD", "TO", "RB") and doc[2].lower_ != "of"


@lru_cache(maxsize=2048)
def _whole(text: str, ended: bool) -> bool:
    """Whether words are a clause by themselves: a finite verb on top, with a subject, and nothing that ties it to another."""
    return opened(text, ended) is not None


def _clause(doc: Doc) -> Token | None:
    """The finite verb on top of a parsed clause that has a subject before it and stands by itself."""
    root = next((t for t in doc if t.dep_ == "ROOT"), None)
    if root is None or root.pos_ not in ("VERB", "AUX"):
        return None
    ties = doc[1] if len(doc) > 1 and doc[0].lower_ in ("so", "and", "but", "or") else doc[0]
    tied = ties.lower_ in lists().subordinate and ties.head.i == root.i
    subjects = [c for c in root.children if c.dep_ in _SUBJECTS and c.i < root.i]
    subject = subjects and not _one_of_many(subjects[0])
    helped = any(c.dep_ in ("aux", "auxpass") and c.tag_ != "TO" for c in root.children)
    return root if subject and not tied and (root.tag_ in ("VBZ", "VBP", "VBD", "MD") or helped) else None


@lru_cache(maxsize=2048)
def opened(text: str, ended: bool) -> str | None:
    """A clause in which the parser sees the verb: as it is, or with its verb opened ("is singing"); None for no clause."""
    doc = parse(_shut(text))
    verb = _clause(doc)
    if verb is not None:
        return (None if ended else _pictured(text.split(), verb)) or text
    root = next((t for t in doc if t.dep_ == "ROOT"), None)
    if root is None or doc[0].tag_ in ("VBG", "WRB", "WP") or doc[0].tag_ == "VB" and root.i == 0 and _asks(doc):
        return None
    words, spoken = text.split(), doc
    places = range(1, min(len(words), 14))
    found = [(n, told) for n in places if (told := _with_open_verb(words, n, ended, spoken))]
    found.sort(key=lambda f: not _followed(words, f[0]))
    told = found[0][1] if found else None
    sure = told and f"is{_MARK}" in told and any(t.tag_ == "VBG" and t.dep_ == "acl" for t in parse(_shut(told)))
    if not sure:
        told = next((told for n in places if (told := _with_helper(words, n, "VBG", spoken))), told)
    return told or next((told for n in places if (told := _with_helper(words, n, "VBN", spoken))), None)


def _pictured(words: list[str], verb: Token) -> str | None:
    """A caption whose past form is a participle: "a clock mounted above a door" is mounted there."""
    done = any(c.dep_ in ("dobj", "prt", "advmod") for c in verb.children) or moves(verb.lemma_.lower())
    if verb.tag_ != "VBD" or done or verb.text not in words or verb.i + 1 >= len(verb.doc) or verb.nbor().pos_ != "ADP":
        return None
    return _with_helper(words, words.index(verb.text), "VBN", verb.doc)


def _asks(doc: Doc) -> bool:
    """Whether a sentence that the parser takes for a request is one: a verb, then what it is done to."""
    return forms.base(doc[0].lower_, "NOUN") == "" or len(doc) > 1 and doc[1].pos_ in ("DET", "PRON", "NUM", "ADP")


def _with_helper(words: list[str], n: int, tag: str, typed: Doc) -> str | None:
    """A caption with a helper before its n-th word, which may be a participle: "a lion (is) sitting nearby"."""
    word = words[n].strip(",.").lower()
    base = forms.base(word, "VERB")
    done = bool(base) and tag == "VBN" and word == forms.verb(base, "VBD")
    if (
        not base
        or word != forms.verb(base, tag)
        and not done
        or base in lists().naming
        or words[n - 1].lower() in lists().no_subject
    ):
        return None
    doing = forms.verb(base, "VBG")
    only_past = done and word != forms.verb(base, "VBN")
    for helper in ("is", "are"):
        told = " ".join([*words[:n], helper + _MARK, doing if only_past else words[n], *words[n + 1 :]])
        verb = _clause(parse(_shut(told)))
        form = (doing, "VBG") if only_past else (word, tag)
        if verb is None or (verb.lower_, verb.tag_) != form or verb.doc[verb.i - 1].text != helper:
            continue
        subject = next(c for c in verb.children if c.dep_ in _SUBJECTS)
        with_it = verb.doc[verb.i - 2].dep_ == "pobj" and verb.doc[verb.i - 2].head.lower_ in ("with", "as")
        past = done and told_as_past(words, n, subject)
        if past:
            rest = in_the_present(words[n + 1 :], helper == "are")
            told = " ".join([*words[:n], helper + _MARK, words[n].lower().replace(word, doing), *rest])
        if (past or not with_it) and _subject_ends(subject, verb, typed) and _several(subject) == (helper == "are"):
            return told
    return None


def _subject_ends(subject: Token, verb: Token, typed: Doc) -> bool:
    """Whether a subject ends where a helper was put in before its verb; `typed`: the clause without that helper."""
    before = verb.doc[verb.i - 2]
    if before.pos_ not in ("NOUN", "PROPN", "PRON", "NUM", "ADV") and not before.is_punct:
        return False
    if (
        typed[before.i].pos_ == "ADJ"
        and before.text.islower()
        and listed(before.lower_) not in ("person", "animal", "thing", "place")
    ):
        return False
    if _one_of_many(subject):
        return False
    row = [subject]  # "Fatima, Yusuf and Leila race camels": commas of a list end no subject
    while joined := [c for c in row[-1].children if c.dep_ == "conj"]:
        row.append(joined[0])
    in_a_row = len(row) > 2 and any(c.dep_ == "cc" for t in row for c in t.children)
    return in_a_row or sum(t.text == "," for t in verb.doc[subject.i : verb.i]) % 2 == 0


def _one_of_many(subject: Token) -> bool:
    """Whether a subject is no phrase: "a puppy dashes"."""
    article = any(c.lower_ in ("a", "an") for c in subject.children)
    return subject.tag_ == "NNS" and article and listed(subject.lower_) is None


def _followed(words: list[str], n: int) -> bool:
    """Whether what stands after a word speaks for its being a verb."""
    after = parse(_shut(" ".join(words)))
    here = next((t for t in after if t.text == words[n].strip(",.")), None)
    follower = after[here.i + 1] if here is not None and here.i + 1 < len(after) else None
    return follower is None or follower.pos_ not in ("NOUN", "PROPN", "VERB")


def _with_open_verb(words: list[str], n: int, ended: bool, typed: Doc) -> str | None:
    """The clause with its n-th word opened, where that word can be the verb that the parser then finds on top."""
    word = words[n].strip(",.")
    before = words[n - 1].lower()
    of_so_many = n > 2 and words[n - 2].lower() == "of" and words[n - 3].lower() in lists().groups  # "a family of four"
    if (
        before in lists().no_subject
        or before in lists().counts
        and not of_so_many
        or not word.isalpha()
        or word[0].isupper()
    ):
        return None
    fits = [b for b in forms.bases_of(word, "VERB") if word in (b, forms.verb(b, "VBZ")) and b != "be"]
    if not fits:
        return None
    base, singular = fits[0], word != fits[0]
    helper = "is" if singular else "are"
    told = " ".join([*words[:n], helper + _MARK, words[n].replace(word, forms.verb(base, "VBG")), *words[n + 1 :]])
    verb = _clause(parse(_shut(told)))
    if verb is None or verb.tag_ != "VBG" or verb.i < n:
        return None
    helpers = [c for c in verb.children if c.dep_ == "aux"]
    subject = next(c for c in verb.children if c.dep_ in _SUBJECTS)
    if len(helpers) != 1 or helpers[0].text != helper or helpers[0].i != verb.i - 1 or subject.pos_ == "NUM":
        return None
    if subject.tag_ == "NN" and singular and not _may_open(subject, words, n, ended):
        return None
    if not _subject_ends(subject, verb, typed) or not _may_be_verb(typed[verb.i - 1]):
        return None
    return told if _several(subject) != singular else None


def _may_be_verb(token: Token) -> bool:
    """Whether what the parser takes for no verb can be one: "sinks", "open at once"; not "over", not "full of"."""
    follower = token.doc[token.i + 1].lower_ if token.i + 1 < len(token.doc) else ""
    return (
        token.pos_ in ("NOUN", "PROPN", "VERB") or token.pos_ == "ADJ" and follower in ("at", "in", "on", "to", "into")
    )


def _may_open(subject: Token, words: list[str], n: int, ended: bool) -> bool:
    """Whether one thing and a word in s may be a subject and its verb: "the alarm rings." is, "traffic lights" is not."""
    article = any(c.dep_ in ("det", "poss") for c in subject.children)
    last = n == len(words) - 1
    tied = not last and words[n + 1] in lists().subordinate or not forms.base(words[n].strip(",."), "NOUN")
    doing = forms.base(words[n].strip(",."), "VERB")
    busy = doing in lists().alone | lists().posture or moves(doing)
    beside = any(c.dep_ == "prep" for c in subject.children) and kind_of(subject.lemma_.lower()) in ("person", "animal")
    return tied or article and (not last or ended or busy and beside) or ended and (not last or busy)


def _several(subject: Token) -> bool:
    """Whether verbs in the plural go with a subject."""
    joined = any(c.dep_ == "conj" and c.pos_ in ("NOUN", "PROPN", "PRON") for c in subject.children)
    counted = any(c.dep_ == "nummod" and c.lower_ not in ("one", "1") for c in subject.children)
    return joined or counted or subject.tag_ in ("NNS", "NNPS") or subject.lower_ in ("they", "we", "you", "i")


def _plural(left: str) -> bool:
    root = _clause(parse(_shut(opened(left, True) or left)))
    subject = next((c for c in root.children if c.dep_ in _SUBJECTS), None) if root is not None else None
    return subject is not None and _several(subject)


@lru_cache(maxsize=2048)
def _predicate(text: str, plural: bool) -> bool:
    """Whether words become a clause with a pronoun before them."""
    bare = _ADVERBS.sub("", text.strip(), count=1)
    words = bare.split()
    first = words[0].strip(",.") if words else ""
    base = forms.base(first, "VERB")
    if not base or base == first and not plural or base != first and forms.verb(base, "VBZ") != first and base != "be":
        return False
    pronoun, tag = ("They", "VBP") if plural else ("It", "VBZ")
    if plural != (base == first) and base != "be":
        return False
    doc = parse(_shut(f"{pronoun} {bare}"))
    verb = doc[1] if len(doc) > 1 else None
    if verb is None or verb.lower_ != first.lower():
        return False
    if len(words) == 1 or re.match(r"(?:and|or)\b|,", " ".join(words[1:2])):
        return verb.tag_ == tag and (moves(base) or not forms.known(verb.lemma_) or base == first)
    alone = parse(_shut(bare))
    if alone[0].dep_ in _SUBJECTS and alone[0].head.tag_ in (
        "VBG",
        "VBZ",
    ):  # "sugar melts in a cup", "fingers dancing across the keys"
        return False
    top = verb.dep_ == "ROOT" or verb.dep_ in ("aux", "auxpass") and verb.head.dep_ == "ROOT"
    return top and verb.pos_ in ("VERB", "AUX") and (doc[2].text != "," or moves(base))


def _participle(text: str) -> bool:
    """Whether words go on with a passive: "carried to the shop"."""
    words = _ADVERBS.sub("", text.strip(), count=1).split()
    base = forms.base(words[0], "VERB") if words else ""
    return bool(base) and len(words) > 1 and words[0] == forms.verb(base, "VBN") != base


def _shut(text: str) -> str:
    text = text.strip().rstrip(",;").replace(_MARK, "")
    return text if text.endswith((".", "!", "?")) else text + "."


def _place(out: Simple, text: str) -> int:
    """Put a sentence at the end; its offset."""
    out.text += " " if out.text else ""
    at = len(out.text)
    for n, part in enumerate(parts := text.split(_MARK)):
        out.text += part
        if n < len(parts) - 1:
            out.opened.add(len(out.text) - len(part.split()[-1]))
    return at


def _add(out: Simple, words: str, before: int | None, ended: bool = True) -> int | None:
    """Add a whole clause; the offset of the head of its subject."""
    end = words[-1] if words[-1] in ".!?" else ""
    words = (opened(words[: len(words) - len(end)], ended) or words[: len(words) - len(end)]) + (end or ".")
    doc = parse(cap(words.replace(_MARK, "")))
    root = next((t for t in doc if t.dep_ == "ROOT"), None)
    at = _place(out, cap(words))
    if root is None:
        return before
    subject = next((c for c in root.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    head = subject if subject is not None else root if root.pos_ in ("NOUN", "PROPN") else None
    return at + head.idx if head is not None else before


def _add_bare(out: Simple, predicate: str, subject: int) -> int:
    """Add a clause that shares the subject of the one before it."""
    rest = _ADVERBS.sub("", predicate, count=1)
    adverbs = predicate[: len(predicate) - len(rest)].strip().rstrip(",")
    first = rest.split()[0].strip(",.;!?")
    base = forms.base(first, "VERB")
    person = out.text[subject:].split()[0].capitalize()
    pronoun = (
        person
        if person in ("I", "We", "You")
        else "They"
        if base == first
        else "It is"
        if _participle(rest) and forms.verb(base, "VBZ") != first
        else "It"
    )
    at = _place(out, f"{pronoun} {adverbs.lower() + ' ' if adverbs else ''}{rest}")
    out.links[at] = out.links.get(subject, subject)
    return subject
