"""How old somebody is said to be: a number, a word, a trade's usual age."""

from __future__ import annotations

from vgot.animatic.lexicon.text import Phrases, Token
from vgot.animatic.lexicon.things import NUMBERS, PEOPLE, spread
from vgot.animatic.lexicon.wardrobe import (
    AGE_WORDS,
    DECADE_AGES,
    FEMALE,
    MALE,
    TRADES,
)


# -- age --------------------------------------------------------------------------------------------------------------
def _group(age: int) -> str:
    for limit, group in ((2, "baby"), (12, "child"), (19, "teen"), (29, "young"), (44, "adult"), (62, "middle")):
        if age <= limit:
            return group
    return "elder"


_AGE = Phrases(spread(AGE_WORDS))


def age_in(tokens: list[Token], roles: list[Token]) -> dict:
    age = _said_age(tokens)
    if age is None:
        age = _said_age(roles)
    if age is not None:
        return {"age": age, "age_group": _group(age)}
    for text in (tokens, roles):
        votes = []
        for match in _AGE.find(text):
            if match.negated or (text[match.start].owned):
                continue
            votes.append((match.value, match.phrase))
        for i, token in enumerate(text):
            if token.word == "old" and not token.negated and _old_person(text, i):
                votes.append(("elder", "old"))
            if token.word == "older" and _old_person(text, i):
                votes.append(("middle", "older"))
        told = [
            v
            for v, phrase in votes
            if phrase
            not in (
                "woman",
                "man",
                "adult",
                "lady",
                "gentleman",
                "girl",
                "boy",
                "child",
                "guy",
                "student",
                "bride",
                "widow",
                "last year",
                "ancient",
                "aged",
                "widower",
                "grown woman",
                "small child",
            )
        ]
        plain = [v for v, _ in votes]
        if told or plain:
            group = (told or plain)[0]
            return {"age": None, "age_group": group}
    return {"age": None, "age_group": None}


_AFTER_OLD = PEOPLE | FEMALE | MALE | set(TRADES) | {"age", "self"}


def _old_person(tokens: list[Token], at: int) -> bool:
    nxt = tokens[at + 1] if at + 1 < len(tokens) else None
    if nxt is None or nxt.clause != tokens[at].clause:
        return at > 0 and tokens[at - 1].word in ("is", "now", "very", "grown", "are")
    if nxt.word in _AFTER_OLD or nxt.capital:
        return True
    after = tokens[at + 2].word if at + 2 < len(tokens) else ""
    return nxt.word in (
        "bearded",
        "wise",
        "frail",
        "kind",
        "gentle",
        "american",
        "lighthouse",
        "weathered",
        "with",
        "and",
    ) and (after in _AFTER_OLD or nxt.word in ("with", "and"))


def _number_at(tokens: list[Token], at: int) -> tuple[int | None, int]:
    """The number written at a position ("8", "eight", "thirty five") and how many tokens it takes."""
    if at >= len(tokens):
        return None, 0
    word = tokens[at].word
    if word.isdigit():
        return int(word), 1
    if (
        word in ("pair", "couple", "few", "several", "many", "some", "dozen", "dozens", "hundreds", "countless")
        or word not in NUMBERS
    ):
        return None, 0
    value = NUMBERS[word]
    if (
        value >= 20
        and value < 100
        and at + 1 < len(tokens)
        and tokens[at + 1].word in NUMBERS
        and NUMBERS[tokens[at + 1].word] < 10
    ):
        return value + NUMBERS[tokens[at + 1].word], 2
    return value, 1


def _said_age(tokens: list[Token]) -> int | None:
    for i, token in enumerate(tokens):
        value, taken = _number_at(tokens, i)
        if value is not None and value <= 120:
            rest = [t.word for t in tokens[i + taken : i + taken + 3]]
            before = [t.word for t in tokens[max(0, i - 2) : i]]
            if (
                rest[:1] in (["year"], ["yr"])
                and "old" in rest
                or rest[:2] == ["year", "age"]
                or rest[:3] == ["year", "of", "age"]
            ):
                return value
            if rest[:2] == ["month", "old"] or rest[:2] == ["week", "old"] or rest[:2] == ["day", "old"]:
                return 0
            if before[-1:] in (["aged"], ["age"]) or before == ["at", "age"]:
                return value
            alone = i + taken >= len(tokens) or tokens[i + taken].clause != tokens[i].clause
            if (
                alone
                and value >= 1
                and (
                    i == 0 or tokens[i - 1].clause != tokens[i].clause or tokens[i - 1].capital or before[-1:] == ["is"]
                )
            ):
                return value  # "Mary, 34," and "Mary at 8" is left to "at"
            if alone and before[-1:] == ["at"]:
                return value
        if token.raw in DECADE_AGES and token.word != "teens" or token.raw == "teens":
            before = [t.word for t in tokens[max(0, i - 3) : i]]
            if any(w in ("her", "his", "their", "in") for w in before):
                shift = {"early": -3, "mid": 0, "late": 3}.get(before[-1] if before else "", 0)
                return DECADE_AGES[token.raw] + shift
    return None
