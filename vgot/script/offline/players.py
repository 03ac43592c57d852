"""Who is on stage: the people and animals that a sentence names, each with a look that stays, and nobody else."""

from __future__ import annotations

import re
from dataclasses import replace

from vgot.script.outline.cast import COLOURS, Person, Wardrobe
from vgot.script.outline.dice import Dice
from vgot.script.outline.roles import BEINGS, ROLE_WORDS, Role
from vgot.script.outline.seen import Seen, seen_of
from vgot.script.outline.shapes import a
from vgot.script.outline.words import FEMALE, MALE, NAMES, PEOPLES
from vgot.script.reading.clauses import definite
from vgot.script.reading.mentions import MACHINES, Mention
from vgot.story.model import Character, Stage
from vgot.units import slug

#: How many of a group are cast by themselves; more than these are a crowd in the words.
MOST_OF_A_GROUP = 3
MOST_PLAYERS = 12
_ORDINALS = ("first", "second", "third", "fourth")
_OLD = {
    "old",
    "elderly",
    "aged",
    "ancient",
    "retired",
    "aging",
    "ageing",
    "senior",
    "grey-haired",
    "gray-haired",
    "wrinkled",
}
_YOUNG = {"young", "teenage", "teenaged", "adolescent", "youthful"}
_LITTLE = {"little", "small", "tiny"}
_KIN = {"brother", "sister", "twin", "sibling", "triplet"}
_CLOTH_COLOURS = (
    "khaki",
    "blue",
    "green",
    "red",
    "brown",
    "grey",
    "black",
    "white",
    "yellow",
    "navy",
    "purple",
    "orange",
    "beige",
    "tan",
    "indigo",
)
_HEADS = {"person", "people", "stranger", "figure", "someone", "somebody"}


class Players:
    """The cast of one film. `of` leads from the key of a mention to the people who play it."""

    def __init__(self, mentions: list[Mention], after: dict[int, tuple[str, ...]], era: str, dice: Dice):
        """`after`: the words that follow each mention, where they may say how it looks ("in a red coat")."""
        self.dice = dice
        self.mentions = mentions
        self.culture = _culture(mentions) or dice.pick(
            ("english", "american", "french", "nordic", "italian"), "culture"
        )
        self.wardrobe = Wardrobe(dice, self.culture, era)
        self.of: dict[int, list[Person]] = {}
        self.ids: dict[int, str] = {}
        self.cast: list[Character] = []
        for mention in mentions:
            if mention.alive and not _crowd(mention):
                self._play(mention, after.get(mention.key, ()))

    def ids_of(self, key: int) -> list[str]:
        return [self.ids[id(p)] for p in self.of.get(key, ())]

    def _play(self, mention: Mention, after: tuple[str, ...]) -> None:
        count = 1 if mention.count == 1 else min(mention.count or 2, MOST_OF_A_GROUP)
        if len(self.cast) + count > MOST_PLAYERS:
            return
        role = self._role(mention)
        sex = self._sex(mention, role)
        called = definite(mention, self.mentions)
        seen = next((s for s in map(seen_of, after) if s != Seen()), Seen())
        for n in range(count):
            each = sex or ("n" if role.nature != "human" else self.dice.pick("fm", mention.key, n, "sex"))
            if count == 1 and not mention.sex and role.nature == "human":
                mention.sex = each
            name = called if count == 1 else f"the {_ORDINALS[n]} {_single(mention)}"
            person = Person(f"{mention.key}.{n}", name, each, role, given=bool(mention.name), seen=seen)
            skin = self.of[mention.key][0].looks[0].face.rsplit(" and ", 1)[-1] if n and mention.head in _KIN else ""
            self.wardrobe.dress(person, [("now", name, self._age(mention, role, n))], "", (14, 99), skin)
            if n and person.role.clothes:
                person.looks[0].clothes = recoloured(person.role.clothes, self.wardrobe.colours[n % len(COLOURS)])
            self.of.setdefault(mention.key, []).append(person)
            self._enter(person, mention)

    def _role(self, mention: Mention) -> Role:
        said = mention.said.lower()
        words = said.split()
        for start in range(len(words)):
            phrase = " ".join([*words[start:-1], mention.head]) if words else mention.head
            if found := ROLE_WORDS.get(phrase) or ROLE_WORDS.get(" ".join(words[start:])):
                return (
                    replace(found[0], look=found[0].look and _called_as(found[0].look, mention))
                    if found[0].look
                    else found[0]
                )
        if mention.kind == "animal":
            return Role(mention.head, "", "animal", look=a(_single(mention)))
        if mention.head in MACHINES:
            return Role(mention.head, "", "robot", look=BEINGS["robot"].look if "robot" in BEINGS else "a small robot")
        return Role("" if mention.head in _HEADS or mention.name else mention.head)

    def _sex(self, mention: Mention, role: Role) -> str:
        if role.nature != "human":
            return mention.sex or "n"
        if mention.sex or role.sex:
            return mention.sex or role.sex
        first = mention.name.split()[0] if mention.name else ""
        return "f" if first in FEMALE else "m" if first in MALE else ""

    def _age(self, mention: Mention, role: Role, n: int) -> int:
        words = set(mention.said.lower().split())
        if found := re.search(r"\b(\d{1,2})[- ]year[- ]old", mention.said):
            return int(found[1])
        if words & _OLD:
            return 72
        if words & _YOUNG:
            return 20 if not role.age else max(role.age, 12)
        if words & _LITTLE and role.age and role.age < 14:
            return 6
        return role.age or self.dice.pick((27, 31, 36, 43), mention.key, n, "age")

    def _looks_like(self, person: Person, mention: Mention) -> str:
        """The whole look of a stage, with the sentence's own words for who this is."""
        look = person.looks[0].whole()
        bare = _single(mention)
        if mention.name or mention.head in _HEADS or bare.lower() in look.lower():
            return look
        return f"{a(bare)}, {look}" if person.role.nature == "human" else f"{a(bare)}: {look}"

    def _enter(self, person: Person, mention: Mention) -> None:
        name = person.name.removeprefix("the ")
        name = name[:1].upper() + name[1:]
        base = slug(name, f"player-{len(self.cast) + 1}")[:34]
        made, n = base, 2
        while made in self.ids.values():
            made, n = f"{base}-{n}", n + 1
        while any(c.name == name for c in self.cast):
            name, n = f"{name} {n}", n + 1
        self.ids[id(person)] = made
        look = person.looks[0]
        self.cast.append(
            Character(
                id=made,
                name=name[:120],
                role=(person.role.word or mention.head)[:400].lower(),
                wardrobe=look.clothes.strip(),
                strength=0.6 if len(self.cast) == 0 else 0.5,
                stages=[Stage(id="now", name=name[:120], look=self._looks_like(person, mention))],
            )
        )


def recoloured(clothes: str, colour: str) -> str:
    """The clothes of a trade in another colour, so that two of one trade can be told apart: "a khaki jacket" -> "a teal jacket"."""
    for word in _CLOTH_COLOURS:
        if re.search(rf"\b{word}\b", clothes):
            return re.sub(
                rf"\ban? (?:dark |light |pale )?{word}\b", a(colour), re.sub(rf"\b{word}\b", word, clothes), count=1
            )
    return re.sub(r"^an? ", f"{a(colour)} ", clothes, count=1)


def _crowd(mention: Mention) -> bool:
    """Whether a mention is of so many that they are told by words alone."""
    return (
        mention.head in ("people", "crowd", "audience", "everyone", "townsfolk", "humanity", "swarm", "herd", "flock")
        or mention.count > 12
    )


def _single(mention: Mention) -> str:
    """The phrase of a mention in the singular, without a number: "two brave brothers" -> "brave brother"."""
    words = mention.said.split()
    words = [w for w in words if w.lower() not in _NUMBER_WORDS and not w.isdigit()] or [mention.head]
    if mention.several and words[-1].lower() != mention.head:
        words[-1] = mention.head
    return " ".join(words)


_NUMBER_WORDS = {
    "one",
    "two",
    "both",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "many",
    "several",
    "few",
    "some",
}


def _called_as(look: str, mention: Mention) -> str:
    return look


def _culture(mentions: list[Mention]) -> str:
    for mention in mentions:
        for word in mention.said.lower().split():
            if word in PEOPLES:
                return PEOPLES[word][0]
        first = mention.name.split()[0] if mention.name else ""
        for culture, (women, men) in NAMES.items():
            if first and first in (women + " " + men).split():
                return culture
    return ""
