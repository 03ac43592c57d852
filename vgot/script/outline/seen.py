"""What a sentence says of how somebody looks: "a baker in a red scarf", "a girl with green eyes and a yellow raincoat"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vgot.script.outline.shapes import a

_HAIR = "hair|braids?|curls|ponytail|pigtails|plaits|locks|dreadlocks|afro|mohawk"
_EYES = "eyes"
_FACE = "beard|moustache|mustache|glasses|spectacles|freckles|sideburns"
_WHOLE = (
    "trench coat|fur coat|lab coat|leather jacket|denim jacket|flight suit|space suit|coats?|overcoats?|raincoats?|dress(?:es)?|gowns?|suits?|tuxedos?|"
    "jackets?|uniforms?|robes?|cloaks?|capes?|sweaters?|jumpers?|pullovers?|shirts?|t-shirts?|blouses?|hoodies?|overalls|tunics?|kimonos?|saris?|"
    "jumpsuits?|spacesuits?|cardigans?|aprons?|vests?|waistcoats?|dungarees|pyjamas|pajamas|armour|armor|parkas?|ponchos?|skirts?|smocks?"
)
_MORE = (
    "top hat|straw hat|cowboy hat|bow tie|hats?|caps?|beanies?|berets?|bonnets?|helmets?|crowns?|scar(?:f|ves)|gloves|mittens|boots|necklaces?|"
    "ribbons?|bow-ties?|ties?|turbans?|headscar(?:f|ves)|hoods?|veils?|masks?|neckerchiefs?|bandanas?|backpacks?"
)
_WORD = r"(?!(?:and|in|with|on|at|who|wearing|of|for|to|the|that|is|was|has|from|into)\b)[a-z][a-z-]*"
_PHRASE = re.compile(
    rf"(?:(?:an?|the|his|her|their|two)\s+)?(?P<phrase>(?:{_WORD}\s+){{0,4}}?(?:(?P<hair>{_HAIR})|(?P<eyes>{_EYES})|(?P<face>{_FACE})|(?P<clothes>{_WHOLE})|(?P<more>{_MORE})))\b(?!['’])",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"(?:,?\s+aged \d+,?|,?\s+of [a-z0-9-]+,?)?,?\s+(?:(?:who (?:wears|has|wore|had)|wearing|dressed in|clad in|in|with)\s+)",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"(?:,\s*and|,|\s+and)\s+(?:(?:wearing|dressed in|in|with|wears|has)\s+)?|\s+(?:wearing|dressed in|in|with)\s+",
    re.IGNORECASE,
)
#: what is one thing although its word is plural, and has no article
_PAIRS = {
    "glasses",
    "spectacles",
    "freckles",
    "sideburns",
    "gloves",
    "mittens",
    "boots",
    "overalls",
    "dungarees",
    "pyjamas",
    "pajamas",
    "armour",
    "armor",
}
_SINGULAR = {"dresses": "dress", "scarves": "scarf", "headscarves": "headscarf"}


@dataclass(frozen=True)
class Seen:
    """hair, eyes, face (a beard, glasses), clothes and what is worn over them, each worded to stand in a look; "" where nothing
    is said."""

    hair: str = ""
    eyes: str = ""
    face: str = ""
    clothes: str = ""
    more: str = ""


def seen_of(after: str) -> Seen:
    """What the words right after somebody's mention say of the looks."""
    opened = _OPENS.match(after)
    found: dict[str, list[str]] = {}
    at = opened.end() if opened else 0
    while opened and (said := _PHRASE.match(after, at)):
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
    if last in _PAIRS:
        return phrase
    if kind in ("clothes", "more") and last.endswith("s") and not last.endswith("ss"):
        last = _SINGULAR.get(last, last[:-1])
    return a(" ".join([*before, last]))
