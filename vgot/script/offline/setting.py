"""Where each deed happens: the sentence's own places, and where it names none, one that fits its hero."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from vgot.script.offline.dice import Dice
from vgot.script.offline.homes import home_of
from vgot.script.offline.places import places
from vgot.script.offline.roles import roles
from vgot.script.reading.lists import lists
from vgot.script.reading.mention import Mention
from vgot.script.reading.names import names
from vgot.script.words import embed


@dataclass(frozen=True)
class Setting:
    """A place of the film: how it is called, what kind it is of, and what is seen there. `words` are the sentence's own."""

    name: str
    kind: str
    look: str
    words: str


def kind_of_place(words: str) -> str:
    """The kind (assets/script/places.yaml) of a place in the sentence's words; "" where no kind is near."""
    return _kind_of_place(words)[0]


def _kind_of_place(words: str) -> tuple[str, bool]:
    """(kind of a place in the sentence's words, whether it looks like places of that kind)."""
    known, low = places(), words.lower()
    parts = re.findall(r"[a-zé]+", low)
    for start in range(len(parts)):
        for word in (" ".join(parts[start:]), parts[-1], parts[-1].rstrip("s")):
            if word in known.kinds:
                return word, True
            if word in known.kind_of:
                return known.kind_of[word], True
            if word in known.light_of:
                return known.light_of[word], False
    named = sorted(known.kind_of)
    likeness = embed(named) @ embed([parts[-1] if parts else low])[0]
    best = int(likeness.argmax())
    return (known.kind_of[named[best]], True) if likeness[best] > 0.55 else ("", False)


#: where nobody is whose trade does not take them there
_NO_AIR = ("space", "underwater")


class Settings:
    """The settings of one film, each made once."""

    def __init__(self, dice: Dice):
        self.dice = dice
        self.made: dict[str, Setting] = {}
        self.used: dict[str, int] = {}

    def named(self, mention: Mention, called: str) -> Setting:
        """The setting of a place that the sentence names."""
        if called not in self.made:
            city = names().cities.get(mention.said.lower())
            if city is not None and mention.said.lower() not in places().kind_of:
                in_town = city[1] in names().towns
                kind = "city street" if in_town else "road"
                name = f"the street in {mention.said}" if in_town else f"a country road in {mention.said}"
                self.made[called] = Setting(name, kind, self._look(kind, mention.said), name)
                return self.made[called]
            head = mention.said.lower().split()[-1] if mention.said else ""
            kind, alike = _kind_of_place(mention.said)
            look = (
                ""
                if not alike or head in places().by_words or mention.name or mention.said[:1].isupper() and not kind
                else self._look(kind, mention.said)
            )
            self.made[called] = Setting(called, kind or "field", look, mention.said)
        return self.made[called]

    def fitting(self, hero: Mention | None, words: Iterable[str] = (), owner: str = "") -> Setting:
        """A place for a hero of whom no place is told; `words`: all that the sentence names, in base form; `owner`: whose
        daughter, dog or hat the hero is."""
        words = set(words)
        kind = self._trade(hero, owner) or home_of(words) or self._home(hero)
        if places().kinds[kind].indoors and words & lists().open_weathers:  # nobody waits in the fog of a workshop
            outside = home_of(words)
            kind = outside if outside and not places().kinds[outside].indoors else "city street"
        if kind == "underwater" and words & lists().afloat:
            kind = "ship"
        if kind in _NO_AIR and hero is not None and hero.kind == "person":  # who only dreams of a rocket
            kind = self._home(hero)
        return self.of_kind(kind)

    def of_kind(self, kind: str) -> Setting:
        """The film's one place of a kind that the sentence does not name."""
        key = f"({kind})"
        if key not in self.made:
            name, look = places().kinds[kind].view(self.dice.number("set", kind))
            self.made[key] = Setting(f"the {name}", kind, look, "")
        return self.made[key]

    def _trade(self, hero: Mention | None, owner: str) -> str:
        """Where somebody works, or those to whom they belong."""
        if hero is None:
            return ""
        found = (roles().by_word.get(word) for word in (hero.said.lower(), hero.head))
        work = next((role.work for role in found if role and role.work), "")
        before = (
            [*hero.said.lower().split()[:-1], *owner.lower().split()] if hero.kind == "person" else []
        )  # a street musician is no stage musician
        return next((places().kind_of[w] for w in before if w in lists().at_work and w in places().kind_of), work)

    def _home(self, hero: Mention | None) -> str:
        if hero is None:
            return "field"
        if hero.kind == "animal":
            return places().home_of.get(hero.head, "field")
        if hero.kind == "thing":
            return self.dice.pick(places().things, "where things are")
        return self.dice.pick(places().people, "where people are")

    def _look(self, kind: str, words: str) -> str:
        """What is seen at a kind of place, without the things that would contradict the sentence's own words."""
        if not kind:
            return ""
        n = self.used.get(kind, 0)
        self.used[kind] = n + 1
        return places().kinds[kind].view(self.dice.number("set", kind) + n)[1]


def at_place(setting: Setting) -> str:
    """The place with its preposition: "in the kitchen", "on the moon", "at the harbour"."""
    last = re.sub(r"[^a-z ]", "", setting.name.lower()).split()
    heads = {last[-1]} if last else set()
    if setting.name.startswith("the street in "):
        return f"in {setting.name}"
    on = bool(heads & places().on)
    walls = places().kinds[setting.kind].indoors and not on
    preposition = "in" if heads & places().inside or walls else "on" if on else "at"
    return f"{preposition} {setting.name}"
