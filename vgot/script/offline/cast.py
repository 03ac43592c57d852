"""Who plays: names, pronouns and looks that stay apart from each other and stay the same through the ages."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from vgot.script.offline.dice import Dice
from vgot.script.offline.roles import Role
from vgot.script.offline.seen import Seen
from vgot.script.offline.wardrobe import Age, wardrobe
from vgot.script.phrases import a
from vgot.script.reading.names import names

PRONOUNS = {
    "f": ("she", "her", "her", "herself"),
    "m": ("he", "him", "his", "himself"),
    "n": ("it", "it", "its", "itself"),
}


@dataclass
class Look:
    """One stage of a person: what can be said of them in a shot, in pieces."""

    id: str
    name: str
    age: int
    years: str
    hair: str
    face: str
    clothes: str
    keep: str = ""

    def whole(self) -> str:
        parts = [p for p in (self.hair, self.face) if p]
        return (
            self.years
            + (f" with {' and '.join(parts)}" if parts else "")
            + (f", in {self.clothes}" if self.clothes else "")
            + (f", {self.keep}" if self.keep else "")
        )


@dataclass
class Person:
    """A member of the cast as texts speak of it: `{hero}`, `{hero.his}`, `{mentor.He}`. `said`: "her mother", "the baker"."""

    key: str
    name: str
    sex: str
    role: Role
    said: str = ""
    looks: list[Look] = field(default_factory=list)
    given: bool = False
    seen: Seen = Seen()

    def __post_init__(self) -> None:
        self.he, self.him, self.his, self.self = PRONOUNS[self.sex]
        self.He, self.His = self.he.capitalize(), self.his.capitalize()
        self.hands, *_ = wardrobe().limbs[self.role.nature]

    def __str__(self) -> str:
        return self.name

    def look(self, stage_id: str) -> Look:
        return next(look for look in self.looks if look.id == stage_id)


#: (below this age, how it is called)
_BANDS: tuple[tuple[int, Age], ...] = ((13, "child"), (20, "teen"), (28, "young"), (62, "adult"))


def band(age: int) -> Age:
    """The part of a life that an age belongs to: child, teen, young, adult or old."""
    for below, name in _BANDS:
        if age < below:
            return name
    return "old"


def years_of(age: int, sex: str) -> str:
    """How an age is said."""
    noun = ("girl" if sex == "f" else "boy") if age < 18 else "woman" if sex == "f" else "man"
    if age < 2:
        return f"a newborn baby {noun}"
    if age < 13:
        return f"a {noun} of {age}"
    if age < 18:
        return f"a teenage {noun}"
    if age < 30:
        return f"a young {noun}"
    if age < 45:
        return f"a {noun} of about {round(age, -1)}" if age >= 35 else f"a {noun} in {PRONOUNS[sex][2]} thirties"
    if age < 62:
        return f"a middle-aged {noun}"
    return f"an elderly {noun}" if age < 78 else f"a very old {noun}"


class Wardrobe:
    """Deals hair, colours and names so that no two of a cast look or sound alike."""

    def __init__(self, dice: Dice, culture: str, era: str):
        self.dice, self.culture, self.era = dice, culture, era
        self.colours = dice.shuffled(wardrobe().colours, "colours")
        self.hair = dice.shuffled(wardrobe().hair_of(culture), "hair")
        self.taken: set[str] = set()
        self.worn: set[str] = set()
        self.dealt = 0

    def name(self, sex: str, key: str) -> str:
        """A name of the culture that nobody has yet, where possible one that begins like none of theirs."""
        known = names()
        culture = known.cultures.get(self.culture, known.cultures["english"])
        pool = self.dice.shuffled(culture.women if sex == "f" else culture.men, "name", sex)
        letters = {name[0] for name in self.taken}
        free = sorted((n for n in pool if n not in self.taken), key=lambda n: n[0] in letters)
        if not free:
            more = self.dice.shuffled(sorted(known.women if sex == "f" else known.men), "more", key)
            free = [n for n in more if n not in self.taken]
        self.taken.add(free[0])
        return free[0]

    def dress(
        self,
        person: Person,
        stages: list[tuple[str, str, int]],
        keep: str = "",
        work: tuple[int, int] = (20, 62),
        kin_skin: str = "",
    ) -> None:
        """Give a person its looks: `stages` are (id, name, age in years); `work` the ages at which it wears
        its trade, `kin_skin` the skin it shares with its family."""
        n = self.dealt
        self.dealt += 1
        role = person.role
        if role.nature != "human":
            person.looks += [Look(i, name, age, role.look, "", "", role.clothes, keep) for i, name, age in stages]
            return
        colour, hair = self.colours[n % len(self.colours)], self.hair[n % len(self.hair)]
        skin = kin_skin or self._pick(person, wardrobe().skin_of(self.culture), "skin")
        face = f"{self._pick(person, wardrobe().eyes, 'eyes')} and {skin}"
        trade = f"{role.clothes}, with {a(colour)} sash" if role.clothes in self.worn - {""} else role.clothes
        self.worn.add(trade)
        for stage_id, name, age in stages:
            at_work = trade if work[0] <= age <= work[1] else ""
            clothes = at_work or self._clothes(person, age, colour)
            worn = "" if age < 2 and not keep else keep
            said = self._hair(person, age, hair)
            look = Look(stage_id, name, age, years_of(age, person.sex), said, face, clothes, worn)
            person.looks.append(look if age < 2 else _as_told(look, person.seen, skin, age < 46 or len(stages) == 1))

    def _pick(self, person: Person, options: tuple[str, ...], *ask: object) -> str:
        return self.dice.pick(options, person.key, *ask)

    def _hair(self, person: Person, age: int, hair: str) -> str:
        if age < 2:
            return f"a wisp of {hair} hair"
        when = band(age)
        style = self._pick(person, wardrobe().style[person.sex][when], "style", when)
        tint = hair if age < 46 else f"{hair} greying" if age < 62 else "white"
        return (style if "hair" in style else f"{style} of hair").replace("hair", f"{tint} hair", 1)

    def _clothes(self, person: Person, age: int, colour: str) -> str:
        if age < 2:
            return "a white knitted blanket"
        when = band(age)
        worn = self._pick(person, wardrobe().worn(person.sex, when, age, self.era), "wear", when)
        return re.sub(r"\ba (?=[aeiou])", "an ", worn.format(c=colour))


def _as_told(look: Look, seen: Seen, skin: str, hair_as_told: bool) -> Look:
    """A look with what the sentence itself says of it, in place of what the dice gave."""
    hair = seen.hair if seen.hair and hair_as_told else look.hair
    if seen.face:
        hair = re.sub(r" and a [\w -]*(?:beard|moustache)", "", hair) + f" and {seen.face}"
    return replace(
        look,
        hair=hair,
        face=f"{seen.eyes} and {skin}" if seen.eyes else look.face,
        clothes=seen.clothes or look.clothes,
        keep=seen.more or look.keep,
    )
