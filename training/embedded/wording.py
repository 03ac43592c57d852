"""What is drawn, in words: the five domains in many wordings, with some kept aside for measuring.

The words for places, lights, sizes and moves come from the drawn world's own lexicon, so that the model reads what the
world reads. `held` wordings (sentence patterns, names, a fifth of the synonyms) never occur in `train`.
"""

from __future__ import annotations

import random
import zlib
from functools import cache

from vgot.animatic.lexicon import catalogue as lexicon
from vgot.animatic.lexicon.places import PLACES
from vgot.animatic.lexicon.words import ANGLE, FAINT_LIGHT, LIGHT, MOVE, SEASON, SIZE, WEATHER
from vgot.animatic.looks import Look
from vgot.models.embedded.words import NOBODY, people_words

SPLITS = ("train", "held")
_NAMES = {
    "train": {
        "f": "Mary Ana Ruth Nadia Clara Ines Mei Aisha Olga Rosa Freya Lucy Hana Zoe Edith Priya".split(),
        "m": "Tom Ivan Luis Omar Kofi Jack Hugo Pavel Ken Ravi Otto Sam Leo Noah Felix Amir".split(),
    },
    "held": {"f": "Margit Yuki Bella Wanda Carmen Sally".split(), "m": "Boris Diego Paul Jonas Malik Henry".split()},
}
_AGES = {
    "baby": ("baby", "newborn", "infant"),
    "child": ("child of eight", "little {girl}", "young {girl}"),
    "teen": ("teenage {girl}", "teenager, a {girl}"),
    "young": ("young {woman}", "{woman} of twenty-five"),
    "adult": ("{woman}", "{woman} in {her} thirties"),
    "middle": ("middle-aged {woman}", "{woman} of fifty"),
    "elder": ("old {woman}", "elderly {woman}"),
}
_HELD_AGES = {
    "child": ("small {girl}",),
    "teen": ("{girl} of sixteen",),
    "young": ("{woman} in {her} twenties",),
    "adult": ("grown {woman}",),
    "middle": ("{woman} in {her} fifties",),
    "elder": ("aged {woman}",),
}
_GARMENT = {
    "tshirt": "t-shirt",
    "labcoat": "lab coat",
    "spacesuit": "space suit",
    "armour": "suit of armour",
    "pyjamas": "pyjamas",
    "onesie": "onesie",
}
_HATS = {
    "tophat": "top hat",
    "sunhat": "sun hat",
    "hardhat": "hard hat",
    "wizard": "wizard hat",
    "cowboy": "cowboy hat",
    "chef": "chef's hat",
    "police": "police cap",
    "bow": "hair bow",
    "straw": "straw hat",
    "flowers": "flower crown",
}
_STYLES = {
    "sidepart": "side-parted",
    "pixie": "pixie-cut",
    "bun": "bun of",
    "updo": "pinned-up",
    "crop": "cropped",
    "quiff": "swept-back",
    "slick": "slicked-back",
    "tuft": "a tuft of",
    "fringe": "fringed",
}
_SKIN = {"pale": "pale", "fair": "fair", "olive": "olive", "tan": "tanned", "brown": "brown", "dark": "dark"}
_PATTERN = {"stripes": "striped", "dots": "dotted", "check": "checked"}
_WHO = {
    "train": (
        "{name}, {age} with {hair}, wearing {clothes}",
        "{age} with {hair} in {clothes}",
        "{name}: {age}, {hair}, {clothes}",
        "{name} is {age} in {clothes}, {hair}",
        "{age} named {name} who wears {clothes} and has {hair}",
        "{clothes}, {hair}, {age}",
    ),
    "held": ("we see {name}, {age} dressed in {clothes}, {hair}", "{age} called {name}; {hair}; dressed in {clothes}"),
}
_GENERIC = {
    "train": (
        "a person",
        "someone",
        "{name}",
        "{name} stands here",
        "a figure",
        "the main character",
        "somebody we know",
    ),
    "held": ("one person", "{name} again"),
}
_BEFORE = {"train": ("", "in ", "inside ", "at ", "a view of ", "the "), "held": ("somewhere around ", "the scene is ")}
_FILLER = (
    "quiet and still",
    "full of small details",
    "the air is heavy",
    "nothing moves",
    "as it was years ago",
    "with a sense of waiting",
    "everything in its place",
    "a familiar sight",
    "far from anyone",
    "just before something happens",
)
_LIGHT_TAIL = {
    "train": ("", " light", ", soft contrast", ", warm and low", " in the air", ", long shadows", ", muted colours"),
    "held": (", gentle", " over everything"),
}
_DEEDS = {
    "train": (
        "stands and waits",
        "stands",
        "talks",
        "sits and reads a book",
        "walks",
        "walks slowly",
        "runs",
        "sleeps",
        "dances",
        "hugs",
        "works",
        "cooks",
        "laughs",
        "cries",
        "plays",
        "kneels",
        "waves",
        "points",
        "holds flowers",
        "plays the guitar",
        "looks away",
        "holds hands",
        "listens",
    ),
    "held": ("stands there", "is talking", "sits down to read", "goes for a walk", "is running", "waves a hand"),
}
_MOODS = ("happy", "sad", "angry", "surprised", "afraid", "calm", "joyful", "worried", "proud", "tired")
#: more ways to say a move than the drawn world knows, for training alone: where the camera goes should follow from any word that means it
_MOVE_EXTRA = {
    "push_in": "forward|moving forward|goes forward|pushing forward|pushes toward|advance|advancing|approach|approaching|nearer|coming nearer|going closer|step closer|pushing|inward",
    "pull_out": "backward|moving backward|goes back|backs off|recede|receding|farther away|stepping back|leaving slowly|outward",
    "tilt_up": "upward|climb|climbing|going up|moves up|looks up|heading upward|elevate|elevating|lifting|flies up|aloft|skyward|raise|levitating|ascends|soaring|taking off",
    "tilt_down": "downward|sinking|going down|moves down|looks down|heading downward|falling|drops|dropping|earthward|settle down|plunging",
    "pan_left": "leftward|moves left|goes left|looks left|to the left|turning left",
    "pan_right": "rightward|moves right|goes right|looks right|to the right|turning right|around",
    "follow": "accompany|accompanying|beside them|alongside|walks with them|pursuit|pursuing",
    "static": "immobile|frozen|at rest|calm camera|does not move|waits|resting",
}
_LIGHT_EXTRA = {"spot": "spotlight|stage spotlight|single spotlight|theatre spot"}


def _kept_aside(word: str) -> bool:
    return zlib.crc32(word.encode()) % 5 == 0


@cache
def _synonyms(table: str, key: str, split: str) -> tuple[str, ...]:
    """The words for a value: the first two serve both splits, of the rest a fifth is kept aside."""
    tables = {
        "place": {k: v[0] for k, v in PLACES.items()},
        "light": LIGHT | _LIGHT_EXTRA,
        "size": SIZE,
        "move": MOVE,
        "angle": ANGLE,
        "weather": WEATHER,
        "season": SEASON,
    }
    words = tables[table].get(key, key.replace("_", " ")).split("|")
    if table == "light":
        words = [w for w in words if w not in FAINT_LIGHT] or words
    if table == "season":
        words = words[:2]
    aside = [w for w in words[2:] if _kept_aside(w)]
    more = _MOVE_EXTRA[key].split("|") if table == "move" else []
    return tuple(words[:2] + (aside if split == "held" else [w for w in words[2:] if w not in aside] + more))


def say(rng: random.Random, table: str, key: str, split: str) -> str:
    """A word for a place, light, size, move, angle, weather or season."""
    return rng.choice(_synonyms(table, key, split))


def name_of(rng: random.Random, sex: str, split: str) -> str:
    return rng.choice(_NAMES[split]["f" if sex == "f" else "m"])


def _near(colour: int, table: dict[str, int], most: int | None = None) -> str:
    return min(
        list(table)[:most], key=lambda k: sum(abs(((colour >> s) & 255) - ((table[k] >> s) & 255)) for s in (0, 8, 16))
    )


def hair_name(look: Look) -> str:
    """The nearest named colour of hair."""
    return _near(look.hair, lexicon.HAIR)


def colour_name(colour: int, most: int | None = 16) -> str:
    """The nearest of the sixteen plainest colours of cloth."""
    return _near(colour, lexicon.COLOURS, most)


def skin_name(look: Look) -> str:
    return _near(look.skin, lexicon.SKIN)


def _article(words: str) -> str:
    plain = words.startswith(("pyjamas", "overalls", "armour"))
    return words if plain else ("an " if words[0] in "aeiou" else "a ") + words


def person_words(look: Look, rng: random.Random, split: str, name: str = "", generic: bool = False) -> str:
    """Somebody in words, as a script describes them. generic: nothing that tells them apart."""
    name = name or name_of(rng, look.sex, split)
    if generic:
        return rng.choice(_GENERIC[split]).replace("{name}", name)
    ages = _HELD_AGES.get(look.age, _AGES[look.age]) if split == "held" else _AGES[look.age]
    age = (
        rng.choice(ages)
        .replace("{girl}", "girl" if look.sex == "f" else "boy")
        .replace("{woman}", "woman" if look.sex == "f" else "man")
    )
    age = _article(age.replace("{her}", "her" if look.sex == "f" else "his"))
    colour = "bald" if look.hair_style == "bald" else hair_name(look)
    style = _STYLES.get(look.hair_style, look.hair_style)
    hair = "no hair" if colour == "bald" else f"{style} {colour} hair" if rng.random() < 0.75 else f"{colour} hair"
    garment = _GARMENT.get(look.garment, look.garment)
    pattern = _PATTERN.get(look.pattern, "")
    clothes = _article(
        " ".join(w for w in (colour_name(look.colour, None if rng.random() < 0.3 else 16), pattern, garment) if w)
    )
    if look.hat:
        hat = f"a {colour_name(look.hat_colour)} {_HATS.get(look.hat, look.hat)}"
        clothes += f" and {hat}" if rng.random() < 0.7 else f", {hat} on the head"
    said = rng.choice(_WHO[split]).format(name=name, age=age, hair=hair, clothes=clothes)
    more = []
    if rng.random() < 0.5:
        more.append(f"{_SKIN[skin_name(look)]} skin")
    if look.glasses and rng.random() < 0.9:
        more.append("sunglasses" if look.glasses == "sunglasses" else "glasses")
    if look.beard and rng.random() < 0.9:
        more.append(f"a {look.beard}" if look.beard != "stubble" else "stubble")
    if look.neck and rng.random() < 0.5:
        more.append(f"a {look.neck}")
    rng.shuffle(more)
    return ", ".join([said, *more])


def camera_words(size: str, angle: str, move: str, rng: random.Random, split: str) -> str:
    parts = [say(rng, "size", size, split)]
    if angle != "eye" or rng.random() < 0.2:
        parts.append(say(rng, "angle", angle, split))
    if move != "static" or rng.random() < 0.5:
        parts.append(say(rng, "move", move, split) + rng.choice(("", "", " slowly")))
    if rng.random() < 0.2:
        rng.shuffle(parts)
    return ", ".join(parts)


def place_words(kind: str, weather: str, season: str, rng: random.Random, split: str, place_name: str = "") -> str:
    told = rng.choice(_BEFORE[split]) + (place_name or say(rng, "place", kind, split))
    more = []
    if weather != "clear":
        more.append(say(rng, "weather", weather, split))
    if season != "summer" or rng.random() < 0.1:
        more.append(say(rng, "season", season, split))
    if rng.random() < 0.25:
        more.append(rng.choice(_FILLER))
    if rng.random() < 0.4:  # what scripts list beside a place's name
        hints = [h for h in PLACES.get(kind, ("", ""))[1].split("|") if h]
        more += [_article(h) for h in rng.sample(hints, min(len(hints), rng.randint(1, 2)))]
    rng.shuffle(more)
    return ", ".join([told, *more])


def light_words(light: str, rng: random.Random, split: str) -> str:
    return say(rng, "light", light, split) + rng.choice(_LIGHT_TAIL[split])


def deed_words(names: list[str], rng: random.Random, split: str) -> str:
    """What those in the picture do; the drawn world reads the very same words."""
    if not names:
        return rng.choice(("", NOBODY, "the place is empty"))
    mood = f", {rng.choice(_MOODS)}" if rng.random() < 0.6 else ""
    return f"{people_words(names)} {rng.choice(_DEEDS[split])}{mood}"
