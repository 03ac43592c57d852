"""Beats: what a film shows between the deeds of its sentence. They stand in assets/script/beats.yaml, one line each."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from pydantic import Field, model_validator

from vgot.language import forms
from vgot.script.offline.tones import Size, Tone
from vgot.script.phrases import cap
from vgot.script.reading.grammar import sentence
from vgot.script.reading.mention import Mention
from vgot.script.tables import Table, table

#: Who a {v:...} agrees with, by the letter before the colon.
_AGREES = {"v": "hero", "t": "thing", "p": "place", "o": "other"}
SLOTS = set("hero Hero he He him his His self thing Thing other Other place Place at deed".split())
_SLOT = re.compile(r"\{(\w+)\}")
_VERB = re.compile(r"\{([vtpo]):(\w+)\}")


class Beat(Table):
    """One line of beats.yaml; its head says what the fields mean."""

    id: str
    when: Literal["open", "before", "after", "close", "again"]
    about: Literal["person", "animal", "thing", "place", "any"] = Field(alias="for")
    needs: tuple[Literal["thing", "other", "place", "moving"], ...] = ()
    verbs: tuple[str, ...] = ()
    one: bool = False
    rank: int = Field(ge=1, le=5)
    size: Size
    tone: Tone | None = None
    say: str
    more: str
    feel: str = "as before"
    focus: str
    test: str = ""

    @model_validator(mode="after")
    def _filled(self) -> Beat:
        asked = {w for text in (self.say, self.more, self.feel, self.focus) for w in _SLOT.findall(text)}
        if unknown := asked - SLOTS:
            raise ValueError(f"the beat {self.id} asks for {{{min(unknown)}}}, which nothing fills")
        return self

    @property
    def of_one_thing(self) -> bool:
        """Whether the words go with one thing only: they call it "it", or a verb of it ends in s."""
        said = f"{self.say} {self.more}"
        return ("thing" in self.needs or bool(re.search(r"\{[Tt]hing\}", said))) and bool(
            re.search(r"\b[Ii]t(?:s|self)?\b|\{[Tt]hing\} (?:[a-z]+s|does|is|has)\b", said)
        )

    @property
    def of_one_other(self) -> bool:
        """Whether a verb of the other goes with one only."""
        return bool(re.search(r"\{[Oo]ther\} [a-z]+s\b", f"{self.say} {self.more}"))

    def example(self) -> str:
        """A sentence in whose film this beat can stand."""
        if self.test:
            return self.test
        verb = forms.verb(self.verbs[0] if self.verbs else "see", "VBZ")
        hero = {"person": "An old woman", "animal": "A fox"}.get(self.about, "A paper boat")
        if "thing" in self.needs and "other" in self.needs:
            return f"{hero} {verb} a violin with a young sailor."
        if "other" in self.needs:
            return f"{hero} {verb} with a young sailor."
        return f"{hero} {verb} a violin."


@cache
def all_beats() -> tuple[Beat, ...]:
    """Every beat, in the order of the file. Raises ValueError that names the line that cannot be used."""
    found = table("beats.yaml", tuple[Beat, ...])
    if twice := {b.id for b in found if sum(o.id == b.id for o in found) > 1}:
        raise ValueError(f"assets/script/beats.yaml: two beats are called {min(twice)}")
    return found


def fill(template: str, slots: dict[str, str], several: dict[str, bool]) -> str:
    """A template in words. `several` says of hero, thing, place and other whether they are many."""

    def verb(found: re.Match[str]) -> str:
        who = _AGREES[found[1]]
        return forms.verb(found[2], "VBP" if several.get(who) else "VBZ")

    def told(found: re.Match[str]) -> str:
        base = forms.base(found[2], "VERB")
        return f"{found[1]} {base if base and forms.verb(base, 'VBZ') == found[2] else found[2]}"

    pronoun_many = several.get("he", several.get("hero", False))
    if pronoun_many:
        template = re.sub(r"(\{[Hh]e\}) ([a-z]+s)\b", told, template)
    said = re.sub(
        r"(\{[Hh]e\}) \{v:(\w+)\}(?: and \{v:(\w+)\})?",
        lambda m: (
            m[1] + " " + " and ".join(forms.verb(v, "VBP" if pronoun_many else "VBZ") for v in m.groups()[1:] if v)
        ),
        template,
    )
    return sentence(_VERB.sub(verb, said).format_map(slots))


def phrase(template: str, slots: dict[str, str]) -> str:
    """A template that is no sentence, such as what the camera looks at."""
    return template.format_map(slots)


def slots_of(hero: Mention | None, thing: str, other: str, place: str, at: str, name: str, deed: str) -> dict[str, str]:
    """The words that templates ask for; `name` is how the hero is called, the others are called as given."""
    he, him, his, own = (hero.pronoun(n) for n in range(4)) if hero is not None else ("it", "it", "its", "itself")
    return {
        "hero": name,
        "Hero": cap(name),
        "he": he,
        "He": cap(he),
        "him": him,
        "his": his,
        "His": cap(his),
        "self": own,
        "thing": thing,
        "Thing": cap(thing),
        "other": other,
        "Other": cap(other),
        "place": place,
        "Place": cap(place),
        "at": at,
        "deed": deed,
    }
