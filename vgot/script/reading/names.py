"""Names of people, peoples, cities and eras (assets/script/names.yaml), and what a sentence says of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, cached_property
from typing import Literal

from pydantic import model_validator

from vgot.script.tables import Table, Words, table


class Culture(Table):
    """Names of one culture."""

    women: Words
    men: Words


class Era(Table):
    """A time that words of a sentence name."""

    era: Literal["old", "past", "future"]
    say: str
    words: str


class Names(Table):
    """names.yaml; its head says what the fields are."""

    cultures: dict[str, Culture]
    more: Culture
    peoples: dict[str, tuple[str, str]]
    cities: dict[str, tuple[str, str]]
    country: frozenset[str]
    eras: tuple[Era, ...]
    born: dict[str, str]

    @model_validator(mode="after")
    def _known(self) -> Names:
        for word, (culture, _) in (*self.peoples.items(), *self.cities.items()):
            if culture not in self.cultures:
                raise ValueError(f"{word} has names of {culture}, a culture that is not listed")
        for word, culture in self.born.items():
            if culture not in self.cultures:
                raise ValueError(f"{word} has names of {culture}, a culture that is not listed")
        if unknown := self.country - {where for _, where in self.cities.values()}:
            raise ValueError(f"{min(unknown)} is country, and no city is written like that")
        return self

    @cached_property
    def women(self) -> frozenset[str]:
        return frozenset(n for c in (*self.cultures.values(), self.more) for n in c.women)

    @cached_property
    def men(self) -> frozenset[str]:
        return frozenset(n for c in (*self.cultures.values(), self.more) for n in c.men)

    @cached_property
    def towns(self) -> frozenset[str]:
        return frozenset(where for _, where in self.cities.values()) - self.country

    def sex_of(self, name: str) -> str:
        """The sex that a first name says: f, m or nothing."""
        first = name.split()[0] if name else ""
        return "f" if first in self.women else "m" if first in self.men else ""

    def home_of(self, text: str) -> tuple[str, str]:
        """(culture of the names, where it plays) as words of a text say: a city before a people, "" where none does."""
        people, city = _first(self.peoples, text), _first(self.cities, text)
        return self.cities[city] if city else self.peoples[people] if people else ("", "")

    def era_of(self, text: str) -> tuple[str, str]:
        """(era, how it is spoken of) as words of a text say; "" where none does."""
        low = text.lower()
        return next(((e.era, e.say) for e in self.eras if re.search(rf"\b(?:{e.words})\b", low)), ("", ""))


def _first(words: Iterable[str], text: str) -> str:
    """The one of `words` that stands first in a text, the longest where two begin there."""
    one = "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))
    found = re.search(rf"(?<![\w'’])(?:{one})(?!\w)", text, re.IGNORECASE)
    return found.group().lower() if found else ""


@cache
def names() -> Names:
    """The names, read once."""
    return table("names.yaml", Names)
