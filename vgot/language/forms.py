"""Forms of English words: what a word's base is, how a verb is said of somebody, how a noun counts (lemminflect, MIT)."""

from __future__ import annotations

from functools import lru_cache

#: Verbs whose forms no rule gives, by (verb, tag).
_OWN = {("be", "VBZ"): "is", ("be", "VBP"): "are", ("have", "VBZ"): "has", ("do", "VBZ"): "does"}


@lru_cache(maxsize=8192)
def bases(word: str) -> frozenset[str]:
    """Every base that a word may have, lower case: "melts" -> {"melt"}, "leaves" -> {"leaf", "leave"}; itself if none."""
    from lemminflect import getAllLemmas, getAllLemmasOOV

    word = word.lower()
    found = {base.lower() for some in getAllLemmas(word).values() for base in some}
    if not found and word.isalpha():
        found = {
            base.lower() for tag in ("NOUN", "VERB") for some in getAllLemmasOOV(word, tag).values() for base in some
        }
        return frozenset(found | {word})
    return frozenset(found | {word})


@lru_cache(maxsize=8192)
def bases_of(word: str, part: str) -> tuple[str, ...]:
    """The bases that the dictionary has for a word as a "VERB", a "NOUN" or an "ADJ"."""
    from lemminflect import getAllLemmas

    found = [b.lower() for b in getAllLemmas(word.lower(), part).get(part, ())]
    return tuple(sorted(found, key=lambda b: word.lower().endswith("ing") and not b.endswith("e")))  # bathe, not bath


def base(word: str, part: str) -> str:
    """The first of a word's bases as a part of speech; "" where it has none."""
    return next(iter(bases_of(word, part)), "")


def plural(word: str) -> bool:
    """Whether a noun is in the plural and cannot be in the singular: "sparks"; not "glass", not "sheep"."""
    found = bases_of(word, "NOUN")
    return bool(found) and word.lower() not in found and word.lower().endswith("s")


@lru_cache(maxsize=4096)
def verb(base: str, tag: str) -> str:
    """A verb in a form of the Penn tags: VBZ "gives", VBP "give", VBD "gave", VBN "given", VBG "giving", VB "give"."""
    from lemminflect import getInflection

    if (base, tag) in _OWN:
        return _OWN[base, tag]
    if tag in ("VB", "VBP") or not base.isalpha():  # the library cannot inflect what is no word
        return base
    found = getInflection(base, tag)
    return found[0] if found else base


@lru_cache(maxsize=4096)
def noun(base: str, several: bool) -> str:
    """A noun in the singular or the plural."""
    from lemminflect import getInflection

    if not several or not base.isalpha():
        return base
    found = getInflection(base, "NNS")
    return found[0] if found else base + "s"


@lru_cache(maxsize=4096)
def known(word: str) -> bool:
    """Whether the dictionary has the word, in any form."""
    from lemminflect import getAllLemmas

    return bool(getAllLemmas(word.lower()))


@lru_cache(maxsize=4096)
def only_a_noun(word: str) -> bool:
    """Whether the dictionary has the word as a noun and as nothing else."""
    from lemminflect import getAllLemmas

    return set(getAllLemmas(word.lower())) == {"NOUN"}
