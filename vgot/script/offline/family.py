"""The people of a life: the lead and whom a life brings (assets/script/life.yaml), how old everybody is when."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from pydantic import model_validator

from vgot.script.offline.cast import Person, Wardrobe, band
from vgot.script.offline.dice import Dice
from vgot.script.offline.roles import Role, roles
from vgot.script.offline.seen import Seen
from vgot.script.offline.sheets import LifeBeat
from vgot.script.offline.wardrobe import wardrobe
from vgot.script.phrases import a
from vgot.script.reading.names import names
from vgot.script.tables import Table, WordSet, table
from vgot.story.model import Character, Stage
from vgot.units import free_slug

#: Who looks like the lead.
_KIN = ("mother", "father", "child", "grandchild")
_PETS = ("Biscuit", "Pip", "Tansy", "Bolt", "Juniper", "Socks", "Ember", "Moss", "Button", "Clover")
_MACHINES = ("Pip", "Otto-9", "Unit Six", "Rivet", "Tin", "Marvel", "Bolt", "Lumen")


class Life(Table):
    """life.yaml; its head says what the fields are."""

    style: str
    titles: tuple[str, ...]
    stages: dict[int, tuple[tuple[str, str, int, int], ...]]
    relatives: dict[str, tuple[int, str, str]]
    bands: dict[str, tuple[str, str, int]]
    kin: WordSet
    named: WordSet
    ages: WordSet
    royal: WordSet
    seasons: dict[str, str]

    @model_validator(mode="after")
    def _known(self) -> Life:
        if missing := {"baby", "child", "teen", "young", "adult", "old"} - set(self.bands):
            raise ValueError(f"bands has no {min(missing)}")
        return self

    def stages_for(self, shots: int) -> tuple[tuple[str, str, int, int], ...]:
        """The stages of the lead in a film of so many shots (method section 1)."""
        return self.stages[min(6, max(3, shots // 5))]


@cache
def life() -> Life:
    """The tables of a life, read once."""
    return table("life.yaml", Life)


@dataclass(frozen=True)
class Lead:
    """Somebody whom the sentence names or describes; what it does not say is "" or 0."""

    name: str = ""
    role: Role = Role("")
    sex: str = ""
    age: int = 0
    seen: Seen = Seen()


class Family:
    """Everybody in a life. `people` maps the keys that beats use (hero, mother, friend ...) to persons."""

    def __init__(self, leads: list[Lead], culture: str, era: str, dice: Dice):
        self.leads, self.dice = leads, dice
        born = next((names().born[x.role.word] for x in leads if x.role.word in names().born), "american")
        self.wardrobe = Wardrobe(dice, culture or born, era)
        self.people: dict[str, Person] = {}
        self.extras: list[str] = []
        self._cast_leads()
        self.hero = self.people["hero"]
        self.royal = self.hero.role.word in life().royal
        self._cast_relatives()
        self.keep = dice.pick(wardrobe().keep[self.hero.sex].things, "keep")

    # -- who plays what --------------------------------------------------------------------------------------------
    def _cast_leads(self) -> None:
        self.wardrobe.taken |= {lead.name for lead in self.leads if lead.name}
        other = self.leads[1] if len(self.leads) > 1 else None
        beside = "friend" if other and other.sex and other.sex == self.leads[0].sex else "spouse"
        keys = ["hero", beside, "mentor", "child"]
        for n, lead in enumerate(self.leads):
            key = keys[n]
            person = self._person(key, lead)
            person.said = self._said(lead, person, [p.role.word for p in self.people.values()])
            self.people[key] = person

    def _person(self, key: str, lead: Lead) -> Person:
        """A Person for a lead; what the sentence left open is chosen by the dice."""
        human = lead.role.nature == "human"
        sex = lead.sex or (self._sex(key) if human else "n")
        pets = [p for p in (_MACHINES if lead.role.nature == "robot" else _PETS) if p not in self.wardrobe.taken]
        name = lead.name or (self.wardrobe.name(sex, key) if human else self.dice.pick(pets, key, "pet"))
        self.wardrobe.taken.add(name)
        return Person(key, name, sex, lead.role, given=bool(lead.name), seen=lead.seen)

    def _said(self, lead: Lead, person: Person, before: list[str]) -> str:
        """The words before a name that is heard for the first time: "her sister", "the old baker", "a dog named"."""
        word = lead.role.word
        if not word or word in ("man", "woman") and person.given:
            return ""
        if word in life().kin:
            several = sum(other.role.word == word for other in self.leads) > 1
            if before and (several or word not in before):
                return f"{self.people['hero'].his} {word}"
            return "" if several else f"the {word}"
        if word in life().named:
            return word.capitalize()
        if lead.age >= 62 and lead.role.age < 62 and not word.startswith("old"):
            word = f"old {word}"
        elif 0 < lead.age < 26 and word not in life().ages:
            word = f"young {word}"
        if person.given:
            return f"the {word}"
        return f"another {word} named" if lead.role.word in before else f"{a(word)} named"

    def _sex(self, key: str) -> str:
        told = life().relatives[key][1] if key in life().relatives else ""
        if told == "opposite":
            return "m" if self.people["hero"].sex == "f" else "f"
        return told or self.dice.pick("fm", key, "sex")

    def _cast_relatives(self) -> None:
        hero = self.hero
        for key, (_, _, said) in life().relatives.items():
            if key in self.people:
                continue
            sex = self._sex(key)
            if key == "child":
                said = "daughter" if sex == "f" else "son"
            role = hero.role if key == "mentor" and hero.role.craft and not self.royal else Role("")
            self.people[key] = Person(
                key, self.wardrobe.name(sex, key), sex, role, f"{hero.his} {said}" if said else ""
            )

    def join_everyone(self, beats: list[LifeBeat]) -> None:
        """Whoever the sentence names is seen: leads whom no chosen beat shows walk along as extras."""
        for key in list(self.people)[1 : len(self.leads)]:
            if not any(key in b.who for b in beats):
                self.extras.append(key)

    def walking_along(self, beat: LifeBeat) -> list[str]:
        """Extras who are born by then."""
        return [k for k in self.extras if k not in beat.who and beat.at + life().relatives[k][0] >= 0]

    # -- how they look -----------------------------------------------------------------------------------------------
    def dress(self, beats: list[LifeBeat], shots: int) -> None:
        """Give everybody in these beats their looks, the lead first."""
        hero = self.hero
        if not hero.role.craft:
            hero.role = roles().by_word[self.dice.pick(roles().callings[hero.sex], "calling")]
            hero.role = replace(hero.role, sex=hero.sex, clothes="")
        stages = [(i, f"{prefix} {hero}", age) for i, prefix, _, age in life().stages_for(shots)]
        keep = wardrobe().keep[hero.sex].worn.format(keep=self.keep, his=hero.his)
        self.wardrobe.dress(hero, stages, keep, (26, 48))
        for key, person in self.people.items():
            if person is hero or not any(key in b.who for b in beats) and key not in self.extras:
                continue
            here = [b for b in beats if key in b.who or key in self.extras]
            ages = sorted({max(0, int(b.at) + life().relatives[key][0]) for b in here})
            bands = list(dict.fromkeys(life().bands[_band(age)] for age in ages))
            dressed = [
                (stage_id, f"{prefix} {person}".strip() if len(bands) > 1 else str(person), age)
                for stage_id, prefix, age in bands
            ]
            skin = hero.looks[0].face.rsplit(" and ", 1)[-1] if key in _KIN else ""
            self.wardrobe.dress(person, dressed, "", (20, 70), skin)

    def stage_at(self, key: str, at: float, shots: int) -> str | None:
        """The stage id of somebody at an age of the lead; None when they cannot be shown (a newborn without a stage)."""
        if key != "hero":
            return life().bands[_band(max(0, int(at) + life().relatives[key][0]))][0]
        stages = life().stages_for(shots)
        if at < 2 and stages[0][0] != "baby":
            return None
        return next(i for i, _, start, _ in reversed(stages) if at >= start)

    def cast(self, used: set[str]) -> tuple[list[Character], dict[str, str]]:
        """The story's cast and the slug of each key."""
        ids: dict[str, str] = {}
        cast = []
        for key, person in self.people.items():
            if key not in used or not person.looks:
                continue
            made = ids[key] = free_slug(person.name, ids.values(), key)
            cast.append(
                Character(
                    id=made,
                    name=person.name[:120],
                    role=self._role(key, person).lower(),
                    wardrobe=person.looks[-1].clothes.strip(),
                    strength=0.6 if key == "hero" else 0.5,
                    stages=[Stage(id=k.id, name=k.name[:120], look=k.whole()) for k in person.looks],
                )
            )
        return cast, ids

    def _role(self, key: str, person: Person) -> str:
        """What somebody is in the cast: "daughter", "teacher"."""
        said = person.role.word if key == "hero" or not person.said or person.given else person.said
        bare = re.sub(
            r"^(?:an?|the|another|her (?=sister|brother)|his (?=sister|brother)) ", "", said.removesuffix(" named")
        )
        return bare or ("lead" if key != "spouse" else "wife" if person.sex == "f" else "husband")


def _band(age: int) -> str:
    return "baby" if age < 2 else band(age)
