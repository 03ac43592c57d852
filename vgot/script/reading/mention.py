"""One of whom or what a text speaks."""

from __future__ import annotations

from dataclasses import dataclass, field

from vgot.script.reading.lists import lists
from vgot.script.reading.nouns import Kind

_ROWS = {
    "n": ("it", "it", "its", "itself"),
    "f": ("she", "her", "her", "herself"),
    "m": ("he", "him", "his", "himself"),
    "they": ("they", "them", "their", "themselves"),
}


@dataclass
class Mention:
    """One of whom or what the text speaks. `said` is its phrase without article or owner ("lost violin"), `head` the
    last word's base form, `count` 1 for one, 0 for several without a number. `tokens` are all the words of all its
    phrases, `at` the heads of these phrases. `turned` is the mention of what they are turned into."""

    key: int
    kind: Kind
    head: str
    said: str
    name: str = ""
    count: int = 1
    owner: int | None = None
    determiner: str = ""
    qualities: tuple[str, ...] = ()
    sex: str = ""
    turned: int | None = None
    tokens: list[int] = field(default_factory=list)
    at: list[int] = field(default_factory=list)

    @property
    def several(self) -> bool:
        return self.count != 1

    @property
    def plural(self) -> bool:
        """Whether verbs and "are" go with it: a couple is two, and says "is"."""
        measure = self.said.partition(" of ")[0].split()[-1:] if " of " in self.said else []
        return self.several and self.head not in lists().one and not set(measure) & lists().one

    @property
    def alive(self) -> bool:
        return self.kind in ("person", "animal") and any(c.isalpha() for c in self.said)

    def pronoun(self, form: int) -> str:
        """0 he, 1 him, 2 his, 3 himself, by what it is."""
        nobody = self.kind != "person" or self.head in lists().machines
        return _ROWS["they" if self.several else self.sex or ("n" if nobody else "they")][form]
