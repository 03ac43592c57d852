"""A man becomes a woman, or she becomes a thing: looks, nouns and pronouns, where it is certain whom they mean."""

from __future__ import annotations

import re
from functools import lru_cache

from vgot.errors import ModelUnavailable
from vgot.language.parser import parse
from vgot.script.wishes.draft import Draft
from vgot.script.wishes.people import sex_of
from vgot.script.wishes.texts import exchanged, gaps_closed, like, sentences
from vgot.script.wishes.words import any_of, tables
from vgot.story.model import DOMAINS

_HE, _SHE, _IT = ("he", "him", "his", "himself"), ("she", "her", "her", "herself"), ("it", "it", "its", "itself")
_CLIPPED = {"he's": "she's", "he’s": "she’s"}
#: (who it was, who it is) -> pronoun for pronoun; "her" is told apart below.
_TURNED = {
    ("m", "f"): dict(zip(_HE, _SHE, strict=True)) | _CLIPPED,
    ("f", "m"): {"she": "he", "her": "him", "hers": "his", "herself": "himself"} | {v: k for k, v in _CLIPPED.items()},
    ("m", "n"): dict(zip(_HE, _IT, strict=True)),
    ("f", "n"): {"she": "it", "her": "it", "hers": "its", "herself": "itself"},
}
_OWNING = {"m": "his", "n": "its"}


@lru_cache(maxsize=2)
def _pairs(to: str) -> dict[str, str]:
    pairs = tables().sexes.pairs
    return dict(pairs) if to == "f" else {v: k for k, v in reversed(list(pairs.items()))}


@lru_cache(maxsize=4)
def _pronouns(was: str, to: str) -> re.Pattern:
    return re.compile(rf"(?<![\w'’-]){any_of(list(_TURNED[was, to]))}(?![\w-])", re.IGNORECASE)


def turned(text: str, was: str, to: str) -> str:
    """A text with its pronouns of another sex ("n": of a thing)."""
    if (was, to) not in _TURNED:
        return text
    owners = _owners(text) if was == "f" and re.search(r"\bher\b", text, re.IGNORECASE) else set()

    def pronoun(found: re.Match) -> str:
        said = found.group().lower()
        return like(found.group(), _OWNING[to] if said == "her" and found.start() in owners else _TURNED[was, to][said])

    return _pronouns(was, to).sub(pronoun, text)


def nouns_turned(text: str, to: str) -> str:
    pairs = _pairs(to)
    find = re.compile(rf"(?<![\w-])(?P<one>{any_of(list(pairs))})(?P<many>s?)(?![\w-])", re.IGNORECASE)
    return exchanged(text, find, lambda m: pairs[m.group("one").lower()] + m.group("many").lower())


def _owners(text: str) -> set[int]:
    """Where "her" says whose something is: "her coat", not "sees her"."""
    try:
        return {t.idx for t in parse(text) if t.lower_ == "her" and t.tag_ == "PRP$"}
    except ModelUnavailable:
        return {
            m.start()
            for m in re.finditer(
                r"\bher (?=[a-z])(?!(?:and|in|with|to|at|on|by|from|as|while|when|that|the|a)\b)", text, re.IGNORECASE
            )
        }


def change_sex(draft: Draft, character: str, to: str, noun: str) -> bool:
    """Somebody becomes a man or a woman, in every look and in the words of every shot; False where they are already."""
    data = next(c for c in draft.data["cast"] if c["id"] == character)
    was, name = sex_of(data), data["name"]
    if was == to:
        return False
    for stage in data["stages"]:
        draft.edit(f"cast/{character}/stages/{stage['id']}/look", lambda text: _look_turned(text, was, to, noun))
        draft.edit(f"cast/{character}/stages/{stage['id']}/name", lambda text: nouns_turned(text, to))
    for field in ("role", "name"):
        draft.edit(f"cast/{character}/{field}", lambda text: nouns_turned(text, to))
    turn_shots(draft, character, was, to)
    if data["name"] == name and name[:1].isupper():
        draft.note(f"The name {name} stays; “call {'her' if to == 'f' else 'him'} …” gives another.")
    return True


def _look_turned(text: str, was: str, to: str, noun: str) -> str:
    new = nouns_turned(turned(text, was, to), to)
    if to == "f":
        new = without_features(new)
    adult = {"f": "woman", "m": "man"}[to]
    if noun != adult and not re.search(rf"\b{re.escape(noun)}\b", new, re.IGNORECASE):
        new = exchanged(new, re.compile(rf"\b(?:young |old |elderly )?{adult}\b", re.IGNORECASE), lambda m: noun)
    if not re.search(rf"\b(?:{'|'.join(map(re.escape, {*_pairs(to).values(), noun}))})\b", new, re.IGNORECASE):
        new = f"a {noun}, {new}" if new else f"a {noun}"
    return new


def without_features(text: str) -> str:
    """A look without what only men have: "and a trimmed beard"."""
    find = re.compile(
        rf"(?:a |an |his |her |some )?(?:(?!and\b|with\b|in\b)[\w-]+ ){{0,2}}{any_of(tables().sexes.male_only)}(?![\w-])",
        re.IGNORECASE,
    )
    return gaps_closed(find.sub("", text)) if find.search(text) else text


def turn_shots(draft: Draft, character: str, was: str, to: str) -> None:
    """The pronouns of everybody's shots, where nobody else there has the same; elsewhere only in sentences with the name."""
    cast = {c["id"]: c for c in draft.data["cast"]}
    unsure = []
    for n, shot in enumerate(draft.data["shots"], 1):
        there = {p["character"] for p in shot["who"]}
        if character not in there:
            continue
        others = [c for c in there - {character} if was and sex_of(cast[c]) == was]
        names = _names(cast[character])
        foreign = {w for c in others for w in _names(cast[c])}
        for field in ("summary", *DOMAINS):
            alone = field == "character" and len(there) == 1
            said = [_said_turned(s, was, to, names, foreign, alone) for s in sentences(draft.text(n, field))]
            new = _features_gone(" ".join(said), to, field) if not others else " ".join(said)
            draft.set(f"shots/{n}/{field}", new)
            if others and (was, to) in _TURNED and _pronouns(was, to).search(new):
                unsure.append(n)
    if unsure:
        which = ", ".join(dict.fromkeys(map(str, unsure)))
        draft.note(f"Shot {which} has somebody else whom “{'he' if was == 'm' else 'she'}” may mean: read it over.")


def _said_turned(sentence: str, was: str, to: str, names: set[str], foreign: set[str], alone: bool) -> str:
    """One sentence: its pronouns where they can mean nobody else, its words for men and women where it names the person."""
    named = _has(sentence, names)
    if foreign and (not named or _has(sentence, foreign)):
        return sentence
    said = turned(sentence, was, to)
    return nouns_turned(said, to) if to != "n" and (named or alone) else said


def _features_gone(text: str, to: str, field: str) -> str:
    return without_features(text) if to == "f" and field == "character" else text


def _names(character: dict) -> set[str]:
    return {w for w in character["name"].split() if len(w) > 2 and w.lower() != "the"}


def _has(sentence: str, names: set[str]) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(w)}(?!\w)", sentence) for w in names)
