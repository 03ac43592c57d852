"""The company of one story: which leads play which parts of its arc, who is added, how old everybody is when."""

from __future__ import annotations

import re

from vgot.script.outline.arcs import Arc
from vgot.script.outline.beat import Beat
from vgot.script.outline.cast import Person, Wardrobe, band, person_from
from vgot.script.outline.dice import Dice
from vgot.script.outline.reading import Lead, Reading
from vgot.script.outline.roles import CALLINGS, PEOPLE, ROLE_WORDS, Role
from vgot.story.model import Character, Stage
from vgot.units import slug

_BORN = {"samurai": "japanese", "viking": "nordic", "cowboy": "american"}
_TAME = {"dog", "cat", "puppy", "kitten", "horse", "pony", "donkey"}
PETS = ("Biscuit", "Pip", "Tansy", "Bolt", "Juniper", "Socks", "Ember", "Moss", "Button", "Clover")
MACHINES = ("Pip", "Otto-9", "Unit Six", "Rivet", "Tin", "Marvel", "Bolt", "Lumen")

#: number of stages -> (id, name prefix, from age, portrait age)
LIFE_STAGES = {
    3: (("young", "Young", 0, 9), ("adult", "Adult", 14, 30), ("elderly", "Elderly", 60, 74)),
    4: (
        ("young", "Young", 0, 9),
        ("adult", "Adult", 14, 28),
        ("middle-aged", "Middle-aged", 41, 50),
        ("elderly", "Elderly", 61, 74),
    ),
    5: (
        ("young", "Young", 0, 9),
        ("teenage", "Teenage", 13, 16),
        ("adult", "Adult", 20, 29),
        ("middle-aged", "Middle-aged", 41, 50),
        ("elderly", "Elderly", 61, 74),
    ),
    6: (
        ("baby", "Baby", 0, 0),
        ("young", "Young", 2, 9),
        ("teenage", "Teenage", 13, 16),
        ("adult", "Adult", 20, 29),
        ("middle-aged", "Middle-aged", 41, 50),
        ("elderly", "Elderly", 61, 74),
    ),
}
#: part in a life -> (age minus the lead's age, sex or "" or "opposite", how the text speaks of them)
RELATIVES = {
    "mother": (25, "f", "mother"),
    "father": (27, "m", "father"),
    "friend": (0, "", "friend"),
    "spouse": (1, "opposite", ""),
    "mentor": (27, "", "teacher"),
    "child": (-28, "", ""),
    "grandchild": (-66, "f", "granddaughter"),
}
_BANDS = {
    "baby": ("baby", "Baby", 0),
    "teen": ("teenage", "Teenage", 16),
    "child": ("child", "Young", 9),
    "young": ("young", "", 22),
    "adult": ("adult", "", 42),
    "old": ("old", "Old", 72),
}
#: ages of added people, by how the text speaks of them
_AGES = {
    "apprentice": 19,
    "judge": 60,
    "young soldier": 21,
    "old professor": 70,
    "librarian": 64,
    "landlady": 69,
    "old driver": 68,
    "ferryman": 66,
    "miller": 44,
    "fisherman": 67,
    "captain": 47,
    "mayor": 56,
    "witch": 72,
    "king": 58,
    "night guard": 58,
    "neighbour": 54,
    "carpenter": 45,
    "inspector": 57,
    "engineer": 34,
    "friend": 30,
    "assistant": 24,
}
_TITLES = {"king", "queen", "prince", "princess", "captain", "professor"}
_KIN = {
    "sister",
    "brother",
    "mother",
    "father",
    "daughter",
    "son",
    "wife",
    "husband",
    "aunt",
    "uncle",
    "grandmother",
    "grandfather",
    "grandson",
    "granddaughter",
    "nephew",
    "niece",
    "friend",
    "best friend",
    "twin",
    "cousin",
    "lover",
    "neighbour",
    "roommate",
}
_KEEPS = {
    "f": ("red ribbon", "green ribbon", "blue ribbon", "yellow ribbon"),
    "m": ("red neckerchief", "blue neckerchief", "green neckerchief", "yellow neckerchief"),
}
_KEEP_WORN = {"f": "a {keep} in {his} hair", "m": "a {keep} round {his} neck", "n": "a {keep} round {his} neck"}


def stages_of_a_life(shots: int) -> int:
    """How many stages a life has in a film of so many shots (method section 1)."""
    return min(6, max(3, shots // 5))


def _worn(hero: Person, keep: str) -> str:
    """What marks the lead of a story of one age: a collar on an animal, a coloured thing on plain clothes."""
    if hero.role.nature == "animal" and not set(hero.role.word.split()) & _TAME and hero.name.startswith("the "):
        return ""
    if hero.role.nature == "animal":
        return f"{'an' if keep.split()[1][0] in 'aeiou' else 'a'} {keep.split()[1]} collar"
    return "" if hero.role.clothes or hero.role.nature != "human" else keep


class Company:
    """Everybody in a story. `people` maps the keys that beats use (hero, ally, mother ...) to persons."""

    def __init__(self, reading: Reading, arc: Arc, dice: Dice):
        self.reading, self.arc, self.dice = reading, arc, dice
        self.life = arc.key == "life"
        self.wardrobe = Wardrobe(
            dice,
            reading.culture
            or next((_BORN[x.role.word] for x in reading.leads if x.role.word in _BORN), "")
            or (
                "american"
                if self.life
                else dice.pick(("english", "english", "american", "french", "nordic", "italian"), "culture")
            ),
            reading.era,
        )
        self.people: dict[str, Person] = {}
        self.extras: list[str] = []
        self.led: list[str] = []
        self.romantic = bool(reading.scores.get("romance"))
        self._cast_leads()
        self.royal = self.life and self.people["hero"].role.word in ("king", "queen", "prince", "princess")
        self._cast_needs()
        hero = self.people["hero"]
        keeps = _KEEPS["f" if hero.sex == "f" else "m"]
        self.keep = dice.pick(keeps, "keep")

    # -- who plays what --------------------------------------------------------------------------------------------
    def _cast_leads(self) -> None:
        default = ROLE_WORDS[self.arc.lead][0]
        leads = list(self.reading.leads) or [Lead("", default, default.sex, default.age)]
        for lead in leads:
            if lead.name:
                self.wardrobe.taken.add(lead.name)
        # a friendship is told from the person's side, a way home from the animal's
        if self.arc.key == "friends":
            leads.sort(key=lambda lead: lead.role.nature != "human")
        if self.arc.key == "homeward":
            leads.sort(key=lambda lead: lead.role.nature != "animal")
        keys = ["hero"] + [key for key, _, _ in self.arc.needs if key != "rival" or self.arc.key == "rivalry"]
        if self.arc.key == "homeward":
            second = leads[1].role.nature if len(leads) > 1 else ""
            keys = ["hero", "ally", "child"] if second == "animal" else ["hero", "child", "ally"]
        if self.life:
            other = leads[1] if len(leads) > 1 else None
            keys = [
                "hero",
                "friend" if other and other.sex and other.sex == leads[0].sex else "spouse",
                "mentor",
                "child",
            ]
        if self.arc.key == "told":
            keys = ["hero", "ally", "third", "fourth"]
        elif not self.life and self.arc.key != "homeward":
            keys = [k for k in keys if k in ("hero", "rival", "ally", "third", "child")]
        for n, lead in enumerate(leads):
            free = [
                k
                for k in keys
                if k not in self.people
                and (
                    k != "child"
                    or self.arc.key == "told"
                    or self.life
                    or self.arc.key == "homeward"
                    or 0 < lead.age < 14
                )
            ]
            key = free[0] if free else f"extra{n}"
            if key.startswith("extra"):
                self.extras.append(key)
            if (
                len(leads) == 2
                and (self.arc.key == "romance" or self.romantic)
                and n == 1
                and not lead.sex
                and lead.role.nature == "human"
            ):
                lead = Lead(
                    lead.name, lead.role, "m" if self.people["hero"].sex == "f" else "f", lead.age, lead.words, lead.at
                )
            pets = MACHINES if lead.role.nature == "robot" else PETS
            person = person_from(key, lead, self.wardrobe, self.dice, pets)
            person.age = lead.age
            person.said = self._said(lead, person, [p.role.word for p in self.people.values()])
            self.people[key] = person
            self.led.append(key)
        self.paired = len(leads) > 1

    def _said(self, lead: Lead, person: Person, before: list[str]) -> str:
        word = lead.role.word
        if not word or word in ("man", "woman") and person.given:
            return ""
        if word in _KIN:
            several = sum(lead.role.word == word for lead in self.reading.leads) > 1
            return (
                f"{self.people['hero'].his} {word}"
                if before and (several or word not in before)
                else ""
                if several
                else f"the {word}"
            )
        if word in _TITLES:
            return word.capitalize()
        old = (
            "old "
            if lead.age >= 62 and lead.role.age < 62 and not word.startswith("old")
            else "young "
            if 0 < lead.age < 26
            and word
            not in ("girl", "boy", "child", "kid", "baby", "teenager", "orphan", "student", "son", "daughter", "twin")
            else ""
        )
        # an article where the name was not given by the sentence: "a dog named Biscuit", but "the chef Luc"
        if person.given:
            return f"the {old}{word}"
        if word in before:
            return f"another {old}{word} named"
        return f"{'an' if (old + word)[0] in 'aeiou' else 'a'} {old}{word} named"

    def _cast_needs(self) -> None:
        hero = self.people["hero"]
        if self.life:
            for key, (_, sex, said) in RELATIVES.items():
                if key in self.people:
                    continue
                sex = {"opposite": "m" if hero.sex == "f" else "f", "": self.dice.pick("fm", key, "sex")}.get(sex, sex)
                said = said or {"spouse": "", "child": "daughter" if sex == "f" else "son"}[key]
                role = hero.role if key == "mentor" and hero.role.craft and not self.royal else Role("")
                person = Person(key, self.wardrobe.name(sex, key), sex, role, f"{hero.his} {said}" if said else "")
                person.age = 0
                self.people[key] = person
            return
        for key, word, said in self.arc.needs:
            if key not in self.people:
                role = ROLE_WORDS[word][0] if word in ROLE_WORDS else PEOPLE.get(word, Role(""))
                person = person_from(key, Lead("", role, role.sex, role.age), self.wardrobe, self.dice, PETS)
                person.age = role.age or _AGES.get(said, 0)
                person.said = (
                    said if said.endswith(" named") else said.capitalize() if said in _TITLES else f"the {said}"
                )
                self.people[key] = person

    def join_everyone(self, beats: list[Beat]) -> None:
        """Whoever the sentence names is seen: leads whom no chosen beat shows walk along as extras."""
        for key in self.led:
            if key != "hero" and key not in self.extras and not any(key in b.who for b in beats):
                self.extras.append(key)

    # -- how they look -----------------------------------------------------------------------------------------------
    def dress(self, beats: list[Beat], shots: int) -> None:
        """Give everybody in these beats their looks, the lead first."""
        hero = self.people["hero"]
        keep = _KEEP_WORN[hero.sex].format(keep=self.keep, his=hero.his)
        if self.life:
            calling = hero.role
            if not calling.craft:
                calling = ROLE_WORDS[self.dice.pick(CALLINGS[hero.sex], "calling")][0]
                hero.role = Role(
                    calling.word, hero.sex, "human", 0, calling.work, calling.near, calling.craft, calling.tool, ""
                )
            stages = [(i, f"{prefix} {hero}", age) for i, prefix, _, age in LIFE_STAGES[stages_of_a_life(shots)]]
            self.wardrobe.dress(hero, stages, keep, (26, 48))
        else:
            ages = [(i, f"{p} {hero}".strip(), age) for i, p, _, age in self.arc.ages]
            age = hero.age or self.dice.pick((27, 31, 36, 43), "age")
            self.wardrobe.dress(hero, ages or [("now", str(hero), age)], _worn(hero, keep), (14, 99))
        for key, person in self.people.items():
            if person is hero or not any(key in b.who for b in beats) and key not in self.extras:
                continue
            if self.life and key in RELATIVES:
                ages = sorted({max(0, int(b.at) + RELATIVES[key][0]) for b in beats if key in b.who})
                bands = list(dict.fromkeys(band(age) for age in ages))
                stages = []
                for name in bands:
                    stage_id, prefix, age = _BANDS[name]
                    stages.append((stage_id, f"{prefix} {person}".strip() if len(bands) > 1 else str(person), age))
                kin = key in ("mother", "father", "child", "grandchild")
                self.wardrobe.dress(
                    person, stages, "", (20, 70), hero.looks[0].face.rsplit(" and ", 1)[-1] if kin else ""
                )
            else:
                age = person.age or self.dice.pick((26, 33, 41, 52), key, "age")
                self.wardrobe.dress(person, [("now", str(person), age)], "", (14, 99))

    def stage_at(self, key: str, at: float, shots: int) -> str | None:
        """The stage id of somebody at a point of time; None when they cannot be shown (a newborn without a stage)."""
        if key == "hero" and self.arc.ages:
            return next(i for i, _, start, _ in reversed(self.arc.ages) if at >= start)
        if not self.life:
            return "now"
        if key == "hero":
            table = LIFE_STAGES[stages_of_a_life(shots)]
            if at < 2 and table[0][0] != "baby":
                return None
            return next(i for i, _, start, _ in reversed(table) if at >= start)
        if key not in RELATIVES:
            return "now"
        age = int(at) + RELATIVES[key][0]
        return _BANDS[band(max(0, age))][0]

    def cast(self, used: set[str]) -> tuple[list[Character], dict[str, str]]:
        """The story's cast and the slug of each key."""
        ids, cast = {}, []
        for key, person in self.people.items():
            if key not in used or not person.looks:
                continue
            base = slug(person.name, key)[:34]
            made, n = base, 2
            while made in ids.values():
                made, n = f"{base}-{n}", n + 1
            ids[key] = made
            role = person.role.word if key == "hero" or not person.said or person.given else person.said
            role = re.sub(
                r"^(?:an?|the|another|her (?=sister|brother)|his (?=sister|brother)) ", "", role.removesuffix(" named")
            ) or {"spouse": "wife" if person.sex == "f" else "husband"}.get(key, "lead")
            role = role.replace("robot ", "clockwork ") if person.role.nature == "animal" else role
            cast.append(
                Character(
                    id=made,
                    name=person.name[:120],
                    role=role.lower(),
                    wardrobe=f"{person.looks[-1].clothes}".strip(),
                    strength=0.6 if key == "hero" else 0.5,
                    stages=[Stage(id=k.id, name=k.name[:120], look=k.whole()) for k in person.looks],
                )
            )
        return cast, ids
