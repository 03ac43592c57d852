"""Words of other languages that are understood well enough to be drawn (assets/script/glossary.yaml)."""

from __future__ import annotations

import re
from functools import cache, cached_property

from pydantic import model_validator

from vgot.script.tables import Table, Words, WordSet, table


class Glossary(Table):
    """glossary.yaml; its head says what the fields are."""

    languages: dict[str, Words]
    qualities: WordSet

    @model_validator(mode="after")
    def _paired(self) -> Glossary:
        for language, pairs in self.languages.items():
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


@cache
def glossary() -> Glossary:
    """The words, read once."""
    return table("glossary.yaml", Glossary)


def understood(sentence: str, language: str) -> tuple[list[str], list[str]]:
    """(English of the words that are known, in order with their adjectives before them; the words that are not known)."""
    known = glossary().english.get(language, {})
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", sentence)
    return [said for w in words if (said := known.get(w.lower()))], [w for w in words if w.lower() not in known]
