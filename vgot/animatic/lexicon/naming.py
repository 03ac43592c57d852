"""Things as words name them: which one, in which colour, and when a name is only the kind of another."""

from __future__ import annotations

from vgot.animatic.lexicon.colours import COLOUR_WORDS
from vgot.animatic.lexicon.kinds import THINGS
from vgot.animatic.lexicon.text import Match, Phrases, Token
from vgot.animatic.lexicon.things import (
    HEADS,
    NUMBERS,
    PEOPLE,
)

#: animals and things in one table, so that "teddy bear" and "paper plane" are taken whole
THING = Phrases(
    {
        **THINGS,
        **dict.fromkeys(
            (
                "neon sign",
                "paper lantern light",
                "horse drawn",
                "dog eared",
                "bird's eye",
                "fish eye",
                "crow's foot",
                "golden ring of light",
                "tear",
                "chest plate",
                "name plate",
                "number plate",
                "rose bed",
                "flower bed",
                "river bed",
                "sea bed",
                "bed of",
                "tar paper",
                "paper wall",
                "as well",
                "glass roof",
                "glass door",
                "work lamp",
                "tree trunk",
                "tree line",
                "sign of",
                "bed sheet",
                "train station",
                "book shop",
                "cook book",
                "ship captain",
                "bus stop",
                "bus station",
                "tree house",
                "key light",
                "table of",
                "hand bag",
                "boat house",
                "wax seal",
                "chalk cross",
                "red cross",
                "take a photo",
                "taking a photo",
                "took a photo",
                "take a picture",
                "taking a picture",
                "took a picture",
                "take photo",
                "taking photo",
                "car park",
                "phone call",
                "phone box",
                "picture window",
                "note of",
                "box of",
                "car door",
                "piano bench",
            ),
            ("none", ""),
        ),
    }
)


_COLOUR = Phrases(COLOUR_WORDS)


def only_a_kind(tokens: list[Token], match: Match, heard: list[Match]) -> bool:
    """Whether a thing's name only says what kind of thing the next word is: "ring corridor", "oak table", "robot bird"."""
    if match.end >= len(tokens) or tokens[match.end].clause != tokens[match.start].clause or tokens[match.end].owned:
        return False
    after = tokens[match.end]
    plural = tokens[match.end - 1].raw != tokens[match.end - 1].word
    if plural and match.phrase != "glasses":
        return False
    if match.value[0] == "animal":
        return after.word in PEOPLE and after.raw == after.word and after.word not in ("guard", "coach")
    nxt = next((m for m in heard if m.start == match.end), None)
    if nxt is not None and nxt.value[0] in ("prop", "animal") and nxt.phrase not in VERBISH:
        return True
    return (
        after.word in HEADS
        and (after.raw == after.word or after.word not in _VERBS_TOO)
        or after.word in PEOPLE
        and after.raw == after.word
        and match.value[1] != "chair"
    )


#: heads whose plural looks like a verb: "the balloon stops"
_VERBS_TOO = {
    "stand",
    "light",
    "glow",
    "stop",
    "track",
    "line",
    "frame",
    "handle",
    "cover",
    "race",
    "store",
    "bridge",
    "post",
    "case",
    "lid",
    "party",
    "ship",
}


def stands_for_a_thing(tokens: list[Token], match: Match, heard: list[Match]) -> bool:
    """Whether a match names a thing or an animal itself, and not a person, a deed or the kind of something else."""
    first, last = tokens[match.start], tokens[match.end - 1]
    if match.negated or match.value[0] == "none" or not match.value[1]:
        return False
    if first.capital and not first.opens or last.owned and match.end < len(tokens):
        return False
    if match.phrase in VERBISH and not after_determiner(tokens, match.start):
        return False
    return not only_a_kind(tokens, match, heard)


def colour_of(tokens: list[Token], match: Match) -> str:
    """The colour said right before a thing (or within its name), "" where none is."""
    start = max(0, match.start - 3)
    part = list(tokens[start : match.end])
    found = ""
    for one in _COLOUR.find(part):
        at = start + one.end
        between = tokens[at : match.start]
        if one.negated or tokens[start + one.start].clause != tokens[match.start].clause:
            continue
        if (
            all(t.word not in ("and", "with", "in", "of", "on", "a", "an", "the", "his", "her") for t in between)
            and one.phrase not in match.phrase.split()[-1:]
        ):
            found = one.value
    return found


_LEADS = {
    "a",
    "an",
    "the",
    "his",
    "her",
    "their",
    "its",
    "this",
    "that",
    "these",
    "those",
    "of",
    "with",
    "old",
    "small",
    "big",
    "little",
    "new",
    "some",
    "all",
    "by",
    "and",
    "among",
    "between",
    "to",
    "in",
    "on",
    "white",
    "red",
    "blue",
    "green",
    "black",
    "grey",
    "brown",
    "yellow",
    "wooden",
    "golden",
    "many",
    "few",
}


#: nouns that are verbs as often: drawn only after an article
VERBISH = {"cradle", "cross", "well", "book", "plate", "horn", "press", "wagon", "bag", "drum", "note", "present", "plant", "fish", "bear", "will",
    "plan", "box", "iron", "ring", "duck", "cup", "ship",
            "train", "screen", "sign", "map", "bike", "seat", "ram", "swallow", "degree", "prize", "award", "mobile", "mike",
            "page", "machine", "coach", "spring", "fly", "rose", "poppy", "lily", "robin", "daisy", "cardinal", "date",
            "hoe", "rake", "tool", "mop", "chest", "chick", "doe", "seal", "bat", "swing", "bust", "bull", "ass", "grave", "dish", "document", "light",
            "paper", "coffee", "tea", "wine", "food", "trunk", "hedge"} - {"coffee", "tea", "wine", "food", "paper"}  # fmt: skip


def after_determiner(tokens: list[Token], at: int) -> bool:
    one = tokens[at - 1] if at and tokens[at - 1].clause == tokens[at].clause else None
    if one is not None and one.raw != one.word and one.raw.endswith("s") and tokens[at].raw == tokens[at].word:
        return False  # "the two boys cross"
    if (
        tokens[at].raw != tokens[at].word
        and at
        and tokens[at - 1].clause == tokens[at].clause
        and tokens[at - 1].word not in _LEADS
        and (tokens[at - 1].word not in NUMBERS)
    ):
        return False  # "a gate swings", "the dog bears it"
    for token in reversed(tokens[max(0, at - 3) : at]):
        if token.clause != tokens[at].clause:
            return False
        if (
            token.word
            in ("a", "an", "the", "his", "her", "their", "its", "this", "that", "of", "with", "old", "small", "some")
            or token.word in NUMBERS
        ):
            return True
    before = tokens[at - 1].word if at and tokens[at - 1].clause == tokens[at].clause else ""
    return tokens[at].raw != tokens[at].word and before in ("by", "with", "of", "and", "among", "between", "to", "in")
