"""Words of other languages that are understood well enough to be drawn (assets/script/glossary.yaml)."""

from __future__ import annotations

import re
from functools import cache, cached_property

from pydantic import model_validator

from vgot.script.reading.names import names
from vgot.script.reading.nouns import listed
from vgot.script.tables import Table, Words, WordSet, table

#: Words of any script, with the marks that stand on their letters.
_WORD = re.compile(r"[^\s\d_.,;:!?…，。！？、；：।؟،¿¡\"“”«»„()'’·\-]+(?:-[^\W\d_]+)*")


class Glossary(Table):
    """glossary.yaml; its head says what the fields are."""

    languages: dict[str, Words]
    qualities: WordSet
    after: WordSet = frozenset()
    spaceless: WordSet = frozenset()
    prefixes: dict[str, tuple[str, ...]] = {}
    sky: WordSet = frozenset()
    cities: Words = ()
    around: dict[str, str] = {}

    @model_validator(mode="after")
    def _paired(self) -> Glossary:
        for language, pairs in (*self.languages.items(), ("cities", self.cities)):
            if wrong := next((p for p in pairs if not re.fullmatch(r"[^=]+=[^=]+", p)), ""):
                raise ValueError(f"{language}: {wrong} is no word=English")
        return self

    @cached_property
    def english(self) -> dict[str, dict[str, str]]:
        """Language -> word -> English, "" for a word that stands for nothing."""
        return {
            language: {word: said.replace("_", " ").strip() for word, said in (p.split("=") for p in pairs)}
            for language, pairs in self.languages.items()
        }

    @cached_property
    def towns(self) -> dict[str, str]:
        """A place on the map in small letters, "-" between its words, as any language writes it -> its English name."""
        listed_ones = {word.replace(" ", "-"): where for word, (_, where) in names().cities.items()}
        return listed_ones | {word: said.replace("_", " ") for word, said in (p.split("=") for p in self.cities)}

    @cached_property
    def english_cities(self) -> frozenset[str]:
        return frozenset(self.towns.values())

    @cached_property
    def long_towns(self) -> re.Pattern[str]:
        """The places on the map whose names are several words."""
        several = (word.replace("-", " ") for word in self.towns if "-" in word)
        return re.compile("|".join(re.escape(word) for word in several), re.IGNORECASE)


@cache
def glossary() -> Glossary:
    """The words, read once."""
    return table("glossary.yaml", Glossary)


def understood(sentence: str, language: str) -> tuple[list[str], list[str]]:
    """(English of the words that are known, in order, names as they are; the words that are not known)."""
    known = glossary().english.get(language, {})
    found: list[str] = []
    unknown: list[str] = []
    towns = glossary().towns
    sentence = glossary().long_towns.sub(lambda m: m[0].replace(" ", "-"), sentence)
    spaceless = language in glossary().spaceless
    for word in _words(sentence, known | towns if spaceless and known else known, language):
        bare = next((word[len(p) :] for p in glossary().prefixes.get(language, ()) if word.startswith(p)), word)
        said = known.get(word.lower(), known.get(bare.lower()))
        if said is None and (word[:1].isupper() or spaceless):
            said = None if names().sex_of(word) else towns.get(word.lower())
        if said is None and (
            names().sex_of(word) or word[:1].isupper() and found and _before_a_name(found[-1], language)
        ):
            said = word
        if said is None:
            unknown.append(word)
        elif said:
            found.append(said)
    return found, unknown


def _words(sentence: str, known: dict[str, str], language: str) -> list[str]:
    words = _WORD.findall(sentence)
    if language not in glossary().spaceless or not known:
        return words
    longest = re.compile("|".join(sorted(map(re.escape, known), key=len, reverse=True)))
    parts: list[str] = []
    for word in words:
        rest = 0
        for found in longest.finditer(word):
            parts += [word[rest : found.start()]] if found.start() > rest else []
            parts.append(found.group())
            rest = found.end()
        parts += [word[rest:]] if rest < len(word) else []
    return parts


def _before_a_name(word: str, language: str) -> bool:
    """Whether a capitalised word after this one is somebody's name: "the baker Tomás", "little Zoé"."""
    return listed(word) == "person" or word in glossary().qualities and language != "de"
