"""Who is on stage: the people and animals that a sentence names, each with a look that stays, and nobody else."""

from __future__ import annotations

import re
from dataclasses import replace

from vgot.language import forms
from vgot.script.offline.cast import Person, Wardrobe, years_of
from vgot.script.offline.dice import Dice
from vgot.script.offline.roles import Role, roles
from vgot.script.offline.seen import Seen, seen_of
from vgot.script.phrases import a
from vgot.script.reading.grammar import definite
from vgot.script.reading.lists import lists
from vgot.script.reading.mention import Mention
from vgot.script.reading.names import names
from vgot.story.model import Character, Stage
from vgot.units import free_slug

#: How many of a group are cast by themselves; more than these are a crowd in the words.
MOST_OF_A_GROUP = 3
MOST_PLAYERS = 12
#: How many a crowd is at least.
_CROWD = 13
#: The stage of whoever was changed into somebody else.
TURNED = "then"
_ORDINALS = ("first", "second", "third", "fourth")
_KIN = {"brother", "sister", "twin", "sibling", "triplet"}
_TWINS = ("twin", "triplet")
_CLOTH_COLOURS = (
    "khaki", "blue", "green", "red", "brown", "grey", "black", "white", "yellow", "navy", "purple", "orange", "beige", "tan", "indigo"
)  # fmt: skip
_CULTURES = ("english", "american", "french", "nordic", "italian")


def role_of(mention: Mention) -> Role:
    """The role of somebody whom a sentence speaks of: that of the longest listed words, else one of their own."""
    words = mention.said.lower().split()
    for start in range(len(words)):
        for phrase in (" ".join([*words[start:-1], mention.head]), " ".join(words[start:])):
            if found := roles().by_word.get(phrase):
                return _being(mention.head, words, found)
    if mention.kind == "animal":
        return Role(mention.head, nature="animal", look=a(_single(mention)))
    if mention.head in lists().machines:
        return Role(mention.head, nature="robot", look=roles().robots["robot"])
    return Role("" if mention.head in lists().persons or mention.name else mention.head)


def _being(head: str, words: list[str], trade: Role) -> Role:
    """A trade as whoever has it: a cat detective is a cat, in a detective's coat; a dog walker and a lion tamer are people."""
    before = roles().by_word.get(words[-2]) if len(words) > 1 else None
    if before is None or before.nature == "human" or trade.nature != "human" or not trade.clothes:
        return trade
    if head in (lists().with_machines if before.nature == "robot" else lists().with_beings):
        return trade
    return replace(trade, word=f"{words[-2]} {trade.word}", sex="", age=0, nature=before.nature, look=before.look)


def sex_of(mention: Mention, role: Role) -> str:
    """f, m, n for what is nobody, or "" where the sentence leaves it open."""
    if role.nature != "human":
        return mention.sex or "n"
    return mention.sex or role.sex or names().sex_of(mention.name) or _sex_by_ending(mention.name)


def _sex_by_ending(name: str) -> str:
    """The sex that the last letter of an unlisted first name makes likely; "" where it says nothing."""
    first = name.split()[0].lower() if name else ""
    return "f" if len(first) > 3 and first.endswith("a") and first not in lists().men_in_a else ""


def age_of(mention: Mention, role: Role) -> int:
    """The age that the sentence says or the role has; 0 where neither tells one."""
    words = set(mention.said.lower().split())
    if found := re.search(r"\b(\d{1,2})[- ]year[- ]old", mention.said):
        return int(found[1])
    if words & lists().old:
        return 72
    if words & lists().young:
        return max(role.age, 12) if role.age else 20
    return 6 if words & lists().little and 0 < role.age < 14 else role.age


class Players:
    """The cast of one film. `of` leads from the key of a mention to the people who play it."""

    def __init__(self, mentions: list[Mention], after: dict[int, tuple[str, ...]], era: str, dice: Dice):
        """`after`: the words that follow each mention, where they may say how it looks ("in a red coat")."""
        self.dice = dice
        self.mentions = mentions
        self.culture = _culture(mentions) or dice.pick(_CULTURES, "culture")
        self.wardrobe = Wardrobe(dice, self.culture, era)
        self.of: dict[int, list[Person]] = {}
        self.turned: dict[int, list[Person]] = {}
        self.ids: dict[int, str] = {}
        self.cast: list[Character] = []
        for mention in mentions:
            if mention.alive and not _crowd(mention):
                self._play(mention, after.get(mention.key, ()))
        for mention in mentions:
            if mention.turned is not None:
                self._turn(mention, mentions[mention.turned])

    def _play(self, mention: Mention, after: tuple[str, ...]) -> None:
        count = 1 if mention.count == 1 else min(mention.count or 2, MOST_OF_A_GROUP)
        if len(self.cast) + count > MOST_PLAYERS:
            return
        role = role_of(mention)
        sex = sex_of(mention, role)
        age = age_of(mention, role)
        called = definite(mention, self.mentions)
        seen = next((s for s in map(seen_of, after) if s != Seen()), Seen())
        for n in range(count):
            each = sex or ("n" if role.nature != "human" else self.dice.pick("fm", mention.key, n, "sex"))
            if count == 1 and not mention.sex and role.nature == "human":
                mention.sex = each
            name = called if count == 1 else f"the {_ORDINALS[n]} {_single(mention)}"
            person = Person(f"{mention.key}.{n}", name, each, role, given=bool(mention.name), seen=seen)
            years = age or self._kin_age(mention) or self.dice.pick((27, 31, 36, 43), mention.key, n, "age")
            self.wardrobe.dress(person, [("now", name, years)], "", (14, 99), self._kin_skin(mention) if n else "")
            if n and mention.head in _TWINS:
                one = self.of[mention.key][0].looks[0]
                person.looks[0].hair, person.looks[0].face = one.hair, one.face
            if n and role.clothes:
                person.looks[0].clothes = recoloured(
                    role.clothes, self.wardrobe.colours[n % len(self.wardrobe.colours)]
                )
            self.of.setdefault(mention.key, []).append(person)
            self._enter(person, mention)

    def _turn(self, mention: Mention, form: Mention) -> None:
        """Give whoever is changed a second stage: what they look like from then on. Called of `turned`."""
        role = role_of(form)
        for before in self.of.get(mention.key, ()):
            human = role.nature == "human"
            n = next(n for n, c in enumerate(self.cast) if c.id == self.ids[id(before)])
            name = before.name
            sex = before.sex if before.sex != "n" or not human else sex_of(form, role) or "m"
            after = Person(f"{before.key}.then", name, sex, role, given=before.given)
            look = before.looks[0]
            if human and before.role.nature == "human":
                years = years_of(age, before.sex) if (age := age_of(form, role)) else look.years
                after.looks.append(
                    replace(look, id=TURNED, name=name, years=years, clothes=role.clothes or look.clothes)
                )
            else:
                self.wardrobe.dress(after, [(TURNED, name, age_of(form, role) or 30)], "", (14, 99))
            told = f"{self.cast[n].name}, {form.head}"[:120]
            stage = Stage(id=TURNED, name=told, look=self._looks_like(after, form))
            self.cast[n] = self.cast[n].model_copy(update={"stages": [*self.cast[n].stages, stage]})
            self.ids[id(after)] = self.cast[n].id
            self.turned.setdefault(mention.key, []).append(after)

    def _kin_age(self, mention: Mention) -> int:
        """About how old a brother or a sister is of whom only the other's age is told; 0 where none is."""
        owner = self.of.get(mention.owner) if mention.owner is not None else None
        if mention.head not in _KIN or not owner or owner[0].role.nature != "human":
            return 0
        return max(3, owner[0].looks[0].age + self.dice.pick((-2, 2, 3), mention.key, "kin"))

    def _kin_skin(self, mention: Mention) -> str:
        """The skin that brothers and sisters share."""
        return self.of[mention.key][0].looks[0].face.rsplit(" and ", 1)[-1] if mention.head in _KIN else ""

    def _looks_like(self, person: Person, mention: Mention) -> str:
        """The whole look of a stage, with the sentence's own words for who this is."""
        look = person.looks[0].whole()
        bare = _single(mention)
        if person.role.nature in ("animal", "creature"):
            look = agreeing(look, bare)
        if mention.name or mention.head in lists().persons or bare.lower() in look.lower():
            return look
        return f"{a(bare)}, {look}" if person.role.nature == "human" else f"{a(bare)}: {look}"

    def _enter(self, person: Person, mention: Mention) -> None:
        name = person.name.removeprefix("the ")
        name = name[:1].upper() + name[1:]
        made = free_slug(name, self.ids.values(), f"player-{len(self.cast) + 1}")
        n = 2
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


def agreeing(look: str, said: str) -> str:
    """The look of an animal or a creature without what the sentence's own words say otherwise: "a slim orange cat with white paws" of a
    black cat -> "a slim black cat". What follows the animal ("with white paws") goes where its colours are said."""
    words = re.findall(r"[\w-]+", said.lower())
    body, _, rest = look.partition(" with ")
    colours = roles().unlike[0]
    for row in roles().unlike:
        mine = [n for n, word in enumerate(words) if word in row]
        there = [word for word in re.findall(r"[\w-]+", body) if row.issuperset(word.split("-"))]
        if not mine or not there or set(there) == {words[n] for n in mine}:
            continue
        phrase = " ".join(words[mine[0] : mine[-1] + 1])
        old = r"(?:,? (?:and )?)".join(map(re.escape, there))
        body = re.sub(rf"\b{old}\b", phrase, body, count=1)
        if row is colours and colours & set(re.findall(r"[\w-]+", rest)):
            rest = ""
    article, _, tail = body.partition(" ")
    body = a(tail) if article in ("a", "an") else body
    return f"{body} with {rest}" if rest else body


def recoloured(clothes: str, colour: str) -> str:
    """The clothes of a trade in another colour, so that two of one trade can be told apart: "a khaki jacket" -> "a teal jacket"."""
    for word in _CLOTH_COLOURS:
        if re.search(rf"\b{word}\b", clothes):
            told, found = re.subn(rf"\ban? (?:[\w-]+ )?{word}\b", a(colour), clothes, count=1)
            if found:
                return told
    return re.sub(r"^an? ", f"{a(colour)} ", clothes, count=1)


def _crowd(mention: Mention) -> bool:
    """Whether a mention is of so many that they are told by words alone."""
    by_quality = mention.head == "people" and set(mention.said.lower().split()) & lists().sorts  # the rich, the blind
    return mention.head in lists().crowds and not by_quality or mention.count >= _CROWD


def _single(mention: Mention) -> str:
    """The phrase of a mention in the singular, without a number: "two brave brothers" -> "brave brother"."""
    words = mention.said.split()
    measure, _, inner = mention.said.partition(" of ")
    if mention.several and inner and measure.split()[-1].lower() in lists().groups | lists().measures:
        words = inner.split()
    numbers = lists().counts | lists().numbers.keys()
    words = [w for w in words if w.lower() not in numbers and not w.isdecimal()] or [mention.head]
    if mention.several:
        at = next((n for n, w in enumerate(words) if forms.noun(mention.head, True) == w.lower()), len(words) - 1)
        words[at] = (
            words[at].removesuffix("s")
            if words[at][:1].isupper() and words[at].lower() == mention.head
            else "person"
            if mention.head == "people"
            else mention.head
        )
    if mention.several and mention.head in lists().one - {"couple", "pair"}:
        words.append("member")  # of a family of four, a jazz trio
    return " ".join(words)


def _culture(mentions: list[Mention]) -> str:
    """The culture that the first people or the first name belongs to."""
    for mention in mentions:
        for word in mention.said.lower().split():
            if word in names().peoples:
                return names().peoples[word][0]
        first = mention.name.split()[0] if mention.name else ""
        for culture, known in names().cultures.items():
            if first in (*known.women, *known.men):
                return culture
    return ""
