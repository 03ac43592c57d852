"""What somebody sits on and goes by, as words tell it."""

from __future__ import annotations

from vgot.animatic.animal_sizes import SADDLES
from vgot.animatic.lexicon.naming import THING, only_a_kind
from vgot.animatic.lexicon.text import Token

_ASTRIDE = {
    "on",
    "onto",
    "upon",
    "atop",
    "astride",
    "aboard",
    "riding",
    "ride",
    "rides",
    "rode",
    "ridden",
    "mount",
    "mounted",
    "saddle",
    "pedal",
    "pedals",
    "pedalling",
    "pedaling",
    "gallop",
    "galloping",
}


_AT_THE_WHEEL = {"drive", "drives", "driving", "drove", "steer"}


_BY_BOAT = {"in", "into", "by", "row", "rowing", "paddle", "paddling", "steer", "steering", "sail", "sailing"}


def mount_in(texts: tuple[list[Token], ...]) -> str:
    """What somebody sits on and goes by: "crosses the desert on a camel", "rides her bicycle"."""
    for tokens in texts:
        for match in THING.find(tokens):
            name = "rowboat" if match.value[1] == "kayak" else match.value[1]  # one sits in both alike
            if match.negated or name not in SADDLES and name not in ("rowboat", "boat"):
                continue
            if only_a_kind(tokens, match, []):
                continue
            reach = (
                7
                if tokens[max(0, match.start - 3) : match.start]
                and any(t.word == "back" for t in tokens[max(0, match.start - 3) : match.start])
                else 4
            )
            near = [
                t for t in tokens[max(0, match.start - reach) : match.start] if t.clause == tokens[match.start].clause
            ]
            before, raws = {t.word for t in near}, {t.raw for t in near}
            if match.phrase == "boat" and (
                before & {"row", "paddle", "rowing", "paddling"}
                or tokens[match.start - 2 : match.start]
                and tokens[match.start - 2].word in ("in", "into")
            ):
                return "rowboat"
            if name == "car":
                if (before | raws) & _AT_THE_WHEEL and match.phrase not in ("ambulance", "vehicle", "van", "lorry"):
                    return "car"
                continue
            if name == "boat":
                continue  # a ship: one stands on its deck
            if (before | raws) & (_ASTRIDE | (_BY_BOAT if name == "rowboat" else set())):
                return name
    return ""
