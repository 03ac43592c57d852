"""What a sentence says of how somebody looks: "a baker in a red scarf", "a girl with green eyes and a yellow raincoat"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from vgot.script.offline.wardrobe import wardrobe
from vgot.script.phrases import a

_WORD = r"(?!(?:and|in|with|on|at|who|wearing|of|for|to|the|that|is|was|has|from|into)\b)[a-z][a-z-]*"
_OPENS = re.compile(
    r"(?:,?\s+aged \d+,?|,?\s+of [a-z0-9-]+,?)?,?\s+(?:(?:who (?:wears|has|wore|had)|wearing|dressed in|clad in|in|with)\s+)",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"(?:,\s*and|,|\s+and)\s+(?:(?:wearing|dressed in|in|with|wears|has)\s+)?|\s+(?:wearing|dressed in|in|with)\s+",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Seen:
    """hair, eyes, face (a beard, glasses), clothes and what is worn over them, each worded to stand in a look; "" where nothing
    is said."""

    hair: str = ""
    eyes: str = ""
    face: str = ""
    clothes: str = ""
    more: str = ""


@cache
def _phrase() -> re.Pattern[str]:
    """A phrase whose last word says how somebody looks; the group of that word says what of it."""
    ends = "|".join(f"(?P<{kind}>{'|'.join(words)})" for kind, words in wardrobe().said.items())
    return re.compile(
        rf"(?:(?:an?|the|his|her|their|two)\s+)?(?P<phrase>(?:{_WORD}\s+){{0,4}}?(?:{ends}))\b(?!['’])", re.IGNORECASE
    )


def seen_of(after: str) -> Seen:
    """What the words right after somebody's mention say of the looks."""
    opened = _OPENS.match(after)
    found: dict[str, list[str]] = {}
    at = opened.end() if opened else 0
    while opened and (said := _phrase().match(after, at)):
        parts = said.groupdict()
        phrase = parts.pop("phrase").lower()
        if phrase == "uniform":  # of the trade, which has one
            break
        kind = next(k for k, word in parts.items() if word)
        found.setdefault(kind, []).append(_worded(phrase, kind))
        on = _GOES_ON.match(after, said.end())
        if on is None:
            break
        at = on.end()
    return Seen(**{k: " and ".join(v) for k, v in found.items()})


def _worded(phrase: str, kind: str) -> str:
    *before, last = phrase.split()
    if kind in ("hair", "eyes"):
        return ("a " if last in ("braid", "ponytail", "afro", "mohawk") else "") + phrase
    if last in wardrobe().pairs:
        return phrase
    if kind in ("clothes", "more") and last.endswith("s") and not last.endswith("ss"):
        last = wardrobe().singular.get(last, last[:-1])
    return a(" ".join([*before, last]))
