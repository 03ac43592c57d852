"""Who plays: names, pronouns and looks that stay apart from each other and stay the same through the ages."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from vgot.script.outline.dice import Dice
from vgot.script.outline.reading import Lead
from vgot.script.outline.roles import Role
from vgot.script.outline.seen import Seen
from vgot.script.outline.words import FEMALE, MALE, NAMES

PRONOUNS = {
    "f": ("she", "her", "her", "herself"),
    "m": ("he", "him", "his", "himself"),
    "n": ("it", "it", "its", "itself"),
}
_LIMBS = {
    "human": ("hands", "hand", "face"),
    "robot": ("metal hands", "metal hand", "round face"),
    "animal": ("paws", "paw", "muzzle"),
    "creature": ("long hands", "long hand", "strange face"),
}

_HAIR = {
    "american": "auburn|light brown|black|blonde|red|dark brown",
    "nordic": "blonde|light brown|red|dark brown",
    "african": "black|dark brown",
    "japanese": "black|dark brown",
    "chinese": "black|dark brown",
    "indian": "black|dark brown",
    "arab": "black|dark brown|brown",
    "spanish": "dark brown|black|brown|auburn",
    "italian": "dark brown|black|auburn|brown",
}
_SKIN = {
    "african": "dark brown skin|deep brown skin",
    "indian": "brown skin|tan skin",
    "arab": "olive skin|tan skin",
    "japanese": "light skin|fair skin",
    "chinese": "light skin|fair skin",
    "spanish": "olive skin|tan skin",
    "italian": "olive skin|fair skin",
    "american": "fair skin|fair skin|brown skin|tan skin",
}
_EYES = "brown eyes|green eyes|blue eyes|grey eyes|hazel eyes"
_STYLE_F = {
    "child": "two short braids|a short bob|a loose ponytail",
    "teen": "long loose hair|a high ponytail|long hair in a braid",
    "young": "long wavy hair|a shoulder-length bob|long hair half tied back",
    "adult": "hair pinned up|a neat bob|wavy shoulder-length hair",
    "old": "a low bun|short curls|hair in a soft knot",
}
_STYLE_M = {
    "child": "tousled hair|short hair with a cowlick",
    "teen": "a mop of hair|side-swept hair",
    "young": "short wavy hair|thick short hair",
    "adult": "neatly parted hair|short hair and a trimmed beard|short cropped hair",
    "old": "thin hair and a short beard|thinning hair|a full beard and thin hair",
}
COLOURS = (
    "red",
    "sky-blue",
    "green",
    "mustard yellow",
    "lilac",
    "orange",
    "teal",
    "burgundy",
    "cream",
    "navy blue",
    "brown",
    "pink",
    "grey",
    "violet",
    "olive green",
    "rust",
)
_WEAR = {
    ("f", "child"): "a {c} pinafore dress|a {c} cotton dress with a white collar",
    ("f", "teen"): "a {c} skirt and a white blouse|a {c} jumper and a pleated skirt",
    ("m", "teen"): "a {c} sweater vest and long trousers|a {c} checked shirt and braces",
    ("f", "young"): "a {c} summer dress|a {c} blouse and a dark skirt",
    ("f", "adult"): "a {c} belted dress|a {c} jacket and a long skirt|a {c} cardigan over a white dress",
    ("f", "old"): "a {c} knitted cardigan and a long grey skirt|a {c} dress with a shawl",
    ("m", "child"): "a {c} jumper and short trousers|a {c} shirt with braces",
    ("m", "young"): "a {c} shirt with rolled sleeves|a {c} jumper and dark trousers",
    ("m", "adult"): "a {c} waistcoat over a white shirt|a {c} jacket and dark trousers",
    ("m", "old"): "a {c} cardigan and brown trousers|a {c} wool waistcoat and a flat cap",
}
_WEAR_OLD = {
    "f": "a {c} wool gown with a rope belt|a long {c} dress and a linen apron",
    "m": "a {c} tunic and dark hose|a {c} wool tunic with a leather belt",
}
_WEAR_FUTURE = "a {c} jumpsuit with a high collar|a {c} flight jacket and grey trousers"


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
        parts = [self.years] + [p for p in (self.hair, self.face) if p]
        text = parts[0] + (
            " with " + " and ".join([", ".join(parts[1:-1]), parts[-1]] if len(parts) > 2 else parts[1:])
            if len(parts) > 1
            else ""
        )
        return text + (f", in {self.clothes}" if self.clothes else "") + (f", {self.keep}" if self.keep else "")


@dataclass
class Person:
    """A member of the cast as texts speak of it: `{hero}`, `{hero.his}`, `{ally.He}`."""

    key: str
    name: str
    sex: str
    role: Role
    said: str = ""
    looks: list[Look] = field(default_factory=list)
    given: bool = False
    seen: Seen = Seen()
    age: int = field(default=0, compare=False, repr=False)

    def __post_init__(self) -> None:
        self.he, self.him, self.his, self.self = PRONOUNS[self.sex]
        self.He, self.Him, self.His = self.he.capitalize(), self.him.capitalize(), self.his.capitalize()
        self.hands, self.hand, self.face = _LIMBS[self.role.nature]

    def __str__(self) -> str:
        return self.name

    def look(self, stage_id: str) -> Look:
        return next(look for look in self.looks if look.id == stage_id)


def band(age: int) -> str:
    return (
        "baby"
        if age < 2
        else "child"
        if age < 13
        else "teen"
        if age < 20
        else "young"
        if age < 28
        else "adult"
        if age < 62
        else "old"
    )


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
        return f"a {noun} of about {round(age, -1) or 30}" if age >= 35 else f"a {noun} in {PRONOUNS[sex][2]} thirties"
    if age < 62:
        return f"a middle-aged {noun}"
    return f"an elderly {noun}" if age < 78 else f"a very old {noun}"


class Wardrobe:
    """Deals hair, colours and names so that no two of a cast look or sound alike."""

    def __init__(self, dice: Dice, culture: str, era: str):
        self.dice, self.culture, self.era = dice, culture, era
        self.colours = dice.shuffled(COLOURS, "colours")
        self.hair = dice.shuffled(
            _HAIR.get(culture, "auburn|light brown|black|blonde|red|dark brown").split("|"), "hair"
        )
        self.taken: set[str] = set()
        self.worn: set[str] = set()
        self.dealt = 0

    def name(self, sex: str, key: str) -> str:
        women, men = NAMES.get(self.culture, NAMES["english"])
        pool = (women if sex == "f" else men).split()
        letters = {name[0] for name in self.taken}
        names = [n for n in self.dice.shuffled(pool, "name", sex) if n not in self.taken]
        names.sort(key=lambda n: n[0] in letters)  # names that begin alike are easily mixed up
        if not names:
            names = [
                n
                for n in self.dice.shuffled(sorted(FEMALE if sex == "f" else MALE), "more", key)
                if n not in self.taken
            ]
        self.taken.add(names[0])
        return names[0]

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
        pick = lambda options, *ask: self.dice.pick(options.split("|"), person.key, *ask)  # noqa: E731
        if person.role.nature != "human":
            for stage_id, name, age in stages:
                person.looks.append(Look(stage_id, name, age, person.role.look, "", "", person.role.clothes, keep))
            return
        colour = self.colours[n % len(self.colours)]
        hair = self.hair[n % len(self.hair)]
        skin = kin_skin or pick(_SKIN.get(self.culture, "fair skin|tan skin"), "skin")
        face = f"{pick(_EYES, 'eyes')} and {skin}"
        trade = person.role.clothes
        if trade and trade in self.worn:
            trade = f"{trade}, with {'an' if colour[0] in 'aeiou' else 'a'} {colour} sash"
        self.worn.add(trade)
        for stage_id, name, age in stages:
            when = "child" if age < 2 else band(age)
            style = pick((_STYLE_F if person.sex == "f" else _STYLE_M)[when], "style", when)
            tint = hair if age < 46 else f"{hair} greying" if age < 62 else "white"
            if age < 2:
                said = f"a wisp of {hair} hair"
            else:
                style = style if "hair" in style else f"{style} of hair"
                said = style.replace("hair", f"{tint} hair", 1)
                said = said if said.startswith(("a ", "two ")) else said
            clothes = trade
            if not clothes or not work[0] <= age <= work[1]:
                wear = (
                    _WEAR_OLD[person.sex]
                    if self.era == "old"
                    else _WEAR_FUTURE
                    if self.era == "future" and age > 12
                    else _WEAR[(person.sex, when)]
                )
                clothes = "a white knitted blanket" if age < 2 else pick(wear, "wear", when).format(c=colour)
                clothes = re.sub(r"\ba (?=[aeiou])", "an ", clothes)
            look = Look(
                stage_id,
                name,
                age,
                years_of(age, person.sex),
                said,
                face,
                clothes,
                "" if age < 2 and not keep else keep,
            )
            person.looks.append(look if age < 2 else _as_told(look, person.seen, skin, age < 46 or len(stages) == 1))


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


def person_from(key: str, lead: Lead, wardrobe: Wardrobe, dice: Dice, pets: tuple[str, ...]) -> Person:
    """A Person for a lead; what the sentence left open is chosen by the dice."""
    sex = lead.sex or ("n" if lead.role.nature in ("animal", "robot") else dice.pick("fm", key, "sex"))
    if lead.role.nature in ("animal", "robot", "creature"):
        sex = lead.sex or "n"
    name = lead.name
    if not name:
        name = (
            dice.pick([p for p in pets if p not in wardrobe.taken], key, "pet")
            if lead.role.nature != "human"
            else wardrobe.name(sex, key)
        )
    wardrobe.taken.add(name)
    said = lead.role.word
    return Person(key, name, sex, lead.role, said, given=bool(lead.name), seen=lead.seen)
