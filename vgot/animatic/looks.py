"""A Look: everything that makes a drawn person the same person in every shot. Frozen, plain, canonical JSON.

What the text says is drawn as it says; what it leaves open is drawn from a seed of the character's id, so that a
character is one person everywhere. A later stage keeps the identity (skin, shape of face, eyes, nose, freckles, base
colour of the hair) and changes the traits: age, grey, clothes, glasses, beard.
"""

from __future__ import annotations

import json
import random
from dataclasses import asdict, dataclass, fields, replace

from vgot.animatic.canvas import mix, shade
from vgot.animatic.guises import guise_of, worn_by
from vgot.animatic.lexicon import catalogue as lexicon
from vgot.animatic.look_words import (
    BRIMS,
    CUTS,
    FINER,
    GARMENT_WORDS,
    HAIR_WORDS,
    HAT_WORDS,
    NATURAL,
    NECK_WORDS,
    ONE_COLOUR,
    PATTERN_WORDS,
    PATTERNED,
    SHORT_HAIR,
)
from vgot.animatic.people.wonders import wonder_of
from vgot.story.model import seed_from

AGES = ("baby", "child", "teen", "young", "adult", "middle", "elder")

SKINS = lexicon.SKIN
HAIRS = {**lexicon.HAIR, "chestnut": 0xFF8A4B2A}
_EYE_COLOURS = {
    "brown": 0xFF4A3020,
    "blue": 0xFF3D6FA5,
    "green": 0xFF4E8A55,
    "grey": 0xFF6B6F7A,
    "hazel": 0xFF7A5230,
    "black": 0xFF2C2430,
    "dark": 0xFF2C2430,
    "amber": 0xFF9A6A20,
}
CLOTHS = (
    0xFFD8414A,
    0xFF3C6FD1,
    0xFF3E9E5F,
    0xFFF0B731,
    0xFF8355C4,
    0xFFEE8434,
    0xFF2F9CA6,
    0xFFE0708F,
    0xFF4A5A8C,
    0xFF8FA33B,
    0xFFB4543E,
    0xFF5DA9E0,
    0xFFA2447A,
    0xFF5F7F6B,
)
TROUSERS = (0xFF3A4A6B, 0xFF5B4636, 0xFF4B4B52, 0xFF6B6F7B, 0xFF2F3E3A, 0xFF7A5C45, 0xFF41455E)
EYES = (0xFF4A3020, 0xFF3D6FA5, 0xFF4E8A55, 0xFF6B6F7A, 0xFF7A5230, 0xFF2C2430)

HAIR_F = ("long", "wavy", "bob", "bun", "ponytail", "pigtails", "braid", "pixie", "curly", "fringe", "updo", "afro")
HAIR_M = ("short", "sidepart", "crop", "quiff", "curly", "spiky", "messy", "slick", "afro", "sidepart")
HAIR_STYLES = tuple(dict.fromkeys(HAIR_F + HAIR_M + ("bald", "balding", "mohawk", "dreadlocks", "tuft")))
HATS = (
    "cap",
    "beanie",
    "tophat",
    "fedora",
    "sunhat",
    "hardhat",
    "crown",
    "headscarf",
    "helmet",
    "wizard",
    "cowboy",
    "chef",
    "police",
    "beret",
    "bow",
    "straw",
    "turban",
    "flowers",
)
GARMENTS = (
    "shirt",
    "tshirt",
    "sweater",
    "dress",
    "coat",
    "suit",
    "hoodie",
    "uniform",
    "apron",
    "labcoat",
    "overalls",
    "robe",
    "spacesuit",
    "armour",
    "kimono",
    "cardigan",
    "vest",
    "jacket",
    "gown",
    "blouse",
    "pyjamas",
    "cloak",
)
PATTERNS = ("plain", "plain", "stripes", "dots", "check", "heart", "star", "band", "plain")


@dataclass(frozen=True)
class Look:
    """One person (or animal, or robot) as drawn. Colours are ints 0xAARRGGBB; shares are 0..1."""

    kind: str = "person"
    sex: str = "f"
    age: str = "adult"
    # identity: the same at every stage
    skin: int = 0xFFF2C9A0
    face: int = 0  # shape of the face, 0..5
    eyes: int = 0  # shape of the eyes, 0..3
    eye_colour: int = 0xFF4A3020
    eye_size: float = 1.0
    nose: int = 0  # 0..5
    brows: float = 1.0
    freckles: bool = False
    mole: int = 0  # 0 none, else where
    ears: float = 1.0
    hair_base: int = 0xFF6B4226
    hair_style_base: str = "long"
    build: float = 1.0  # breadth of the body
    tall: float = 1.0
    # traits: what a stage may change
    hair: int = 0xFF6B4226
    hair_style: str = "long"
    grey: float = 0.0
    glasses: str = ""
    beard: str = ""
    hat: str = ""
    hat_colour: int = 0xFFD8414A
    garment: str = "shirt"
    colour: int = 0xFF3C6FD1
    colour2: int = 0xFFF1F1EC
    pattern: str = "plain"
    trousers: int = 0xFF3A4A6B
    shoes: int = 0xFF3A2E2A
    neck: str = ""  # scarf | tie | necklace | bowtie
    earrings: bool = False
    cane: bool = False
    backdrop: int = 0xFFDDE7EE  # behind the portrait
    wonder: str = ""  # mermaid | fairy | angel | caped | clown
    material: str = ""  # what an animal is made of, if not of flesh: robot | clockwork

    def as_dict(self) -> dict:
        return asdict(self)

    def to_bytes(self) -> bytes:
        """Canonical JSON, the sidecar of a portrait."""
        return json.dumps({"look": asdict(self)}, sort_keys=True, separators=(",", ":")).encode()

    @staticmethod
    def from_dict(values: dict) -> Look:
        """A Look from its dict; unknown fields are left out, missing ones take their defaults."""
        known = {f.name for f in fields(Look)}
        return Look(**{k: v for k, v in values.items() if k in known})

    @staticmethod
    def from_bytes(sidecar: bytes) -> Look | None:
        """The Look in a sidecar or in tokens; None when there is none."""
        try:
            found = json.loads(sidecar)["look"]
            return Look.from_dict(found)
        except (ValueError, KeyError, TypeError):
            return None


def _pick(rng: random.Random, options):
    return options[int(rng.random() * len(options))]


def _one(value, table: dict | None, fallback):
    """A lexicon's value as a colour: an int stays, a known name is looked up, None falls back."""
    if value is None:
        return fallback
    if isinstance(value, int):
        return value | 0xFF000000
    return table.get(value, fallback) if table else fallback


def _age(reading, text: str, fallback: str) -> str:
    """The reading's age group, made finer by words the text holds."""
    group = getattr(reading, "age_group", None)
    words = set(text.lower().replace(",", " ").replace(".", " ").replace("-", " ").split())
    years = getattr(reading, "age", None)
    if isinstance(years, (int, float)):
        for limit, name in ((3, "baby"), (12, "child"), (19, "teen"), (29, "young"), (44, "adult"), (62, "middle")):
            if years < limit:
                return name
        return "elder"
    if words & {"baby", "newborn", "infant", "toddler", "swaddled"}:
        return "baby"
    if group in (None, "young") and words & {"teen", "teenage", "teenager", "adolescent", "schoolgirl", "schoolboy"}:
        return "teen"
    return group if group in AGES else fallback


_BABY_TOPS = ("tuft", "crop")


FIELDS = frozenset(f.name for f in fields(Look))


def draw_look(character: str, name: str, role: str, text: str, wardrobe: str, seed: int) -> Look:
    """The Look of a character's first stage. Same character and seed, same person."""
    rng = random.Random(seed_from("look", character, seed))
    reading = lexicon.read_look(
        " ".join(t for t in (text, wardrobe) if t),
        " ".join(t for t in (role, "".join(c for c in name if not c.isdigit())) if t),
    )
    look = _identity(rng, reading, text, role)
    if look.kind == "person":
        look = replace(look, wonder=wonder_of(f"{role} {text}"))
    made = told_apart(dress(look, reading, text, rng), reading, f"{name} {role}", text)
    guise = guise_of(f"{role} {text}", FIELDS) if made.kind == "person" else None
    return made if guise is None else replace(made, **worn_by(guise, reading))


#: "the second pirate", "the third": how tall, how broad, and what else marks each where no words say it
_ORDINALS = {"second": 1, "third": 2, "fourth": 3, "fifth": 4, "sixth": 5, "2": 1, "3": 2, "4": 3, "5": 4}
_BODIES = ((1.0, 1.0), (0.92, 1.2), (1.08, 0.88), (0.97, 1.3), (1.04, 1.08), (0.9, 0.94))
_BEARDS = ("", "beard", "", "moustache", "beard", "stubble")
_ALIKE = ("twin", "identical", "triplet", "alike")


def told_apart(look: Look, reading, name: str, text: str) -> Look:
    """One of several of a kind, told from the others by what no words say of them: build, beard, glasses, a scarf, colours.
    Twins stay alike."""
    words = [w.strip(".,'") for w in f"{name} {text}".lower().split()]
    at = next((_ORDINALS[w] for w in name.lower().replace("-", " ").split() if w in _ORDINALS), 0)
    if not at or look.kind != "person" or any(w.startswith(_ALIKE) for w in words):
        return look
    tall, broad = _BODIES[at]
    more: dict = {} if reading.build else {"tall": look.tall * tall, "build": look.build * broad}
    if look.sex == "m" and look.age in ("adult", "middle", "elder") and reading.beard is None and not look.beard:
        more["beard"] = _BEARDS[at]
    if reading.glasses is None:
        more["glasses"] = "round" if at in (2, 5) else ""
    if not look.neck and at in (1, 3) and look.garment not in ("spacesuit", "armour"):
        more["neck"] = "scarf"
    if reading.colour is None:
        more["colour"] = (
            CLOTHS[(CLOTHS.index(look.colour) + 3 * at) % len(CLOTHS)] if look.colour in CLOTHS else look.colour
        )
    if reading.hat_colour is None:
        more["hat_colour"] = CLOTHS[(5 * at + 2) % len(CLOTHS)]
    return replace(look, **more)


def _identity(rng: random.Random, reading, text: str, role: str) -> Look:
    """What stays for a whole life: every draw is made in a fixed order, so that one word more in the text never
    reshuffles the rest of the person."""
    draws = [rng.random() for _ in range(24)]
    one = iter(draws)

    def among(options):
        return options[int(next(one) * len(options))]

    sex = among(("f", "m"))
    skin_drawn = among(("fair", "fair", "pale", "olive", "tan", "brown", "dark", "fair", "olive", "brown"))
    face, eyes, nose = among(range(6)), among(range(4)), among(range(6))
    eye_size, brows, ears = 0.9 + 0.25 * next(one), 0.8 + 0.5 * next(one), 0.85 + 0.4 * next(one)
    freckles, mole = next(one) < 0.22, among((0, 0, 0, 1, 2, 3))
    dark_hair = among(("black", "black", "brown"))
    fair_hair = among(("brown", "chestnut", "blonde", "red", "black", "auburn", "brown", "blonde"))
    style_f, style_m = among(HAIR_F), among(HAIR_M)
    build, tall, eye_colour = 0.9 + 0.28 * next(one), 0.95 + 0.1 * next(one), among(EYES)
    sex = getattr(reading, "sex", None) or sex
    sex = {"female": "f", "male": "m", "woman": "f", "man": "m"}.get(sex, sex)
    if reading.hair_colour in (
        "blonde",
        "red",
        "auburn",
        "orange",
        "light brown",
    ):  # told of; mostly found with fair skin
        skin_drawn = {"tan": "olive", "brown": "fair", "dark": "pale"}.get(skin_drawn, skin_drawn)
    skin = _one(reading.skin, SKINS, SKINS[skin_drawn])
    eye_colour = _EYE_COLOURS.get(reading.eyes or "", eye_colour)
    figure = reading.build or ""
    build = {"slim": 0.88, "stout": 1.24, "strong": 1.14}.get(figure, build)
    tall = {"tall": 1.09, "short": 0.9}.get(figure, tall)
    dusky = sum(((skin >> s) & 255) for s in (0, 8, 16)) < 420
    base = _one(getattr(reading, "hair_colour", None), HAIRS, HAIRS[dark_hair if dusky else fair_hair])
    if _greyish(base):
        base_own, base = HAIRS[dark_hair if dusky else fair_hair], base
    else:
        base_own = base
    if dusky:
        eye_colour, freckles = EYES[0 if mole else 5], False
    kind = (reading.thing if reading.kind == "object" else reading.kind) or "person"  # a thing that plays a part
    return Look(
        kind=kind,
        material=reading.material,
        sex=sex,
        skin=skin,
        face=face,
        eyes=eyes,
        eye_colour=eye_colour,
        eye_size=round(eye_size, 3),
        nose=nose,
        brows=round(brows, 3),
        freckles=freckles,
        mole=mole,
        ears=round(ears, 3),
        hair_base=base_own,
        hair=base,
        hair_style_base=style_f if sex == "f" else style_m,
        build=round(build, 3),
        tall=round(tall, 3),
    )


def _far(a: int, b: int) -> int:
    return sum(abs(((a >> s) & 255) - ((b >> s) & 255)) for s in (0, 8, 16))


def _greyish(c: int) -> bool:
    r, g, b = (c >> 16) & 255, (c >> 8) & 255, c & 255
    return max(r, g, b) - min(r, g, b) < 26 and r > 140


def dress(look: Look, reading, text: str, rng: random.Random, first: Look | None = None) -> Look:  # noqa: C901
    """The traits of a stage on an identity."""
    draws = iter([rng.random() for _ in range(24)])

    def among(options):
        return options[int(next(draws) * len(options))]

    def said(field: str):
        return getattr(reading, field, None)

    age = _age(reading, text, first.age if first else "adult")
    # the colours are drawn around a wheel from the first stage on, so that a person keeps a family of colours
    colour, colour2, trousers = among(CLOTHS), among((0xFFF1F1EC, 0xFF33363F) + CLOTHS[:8]), among(TROUSERS)
    if first is not None and next(draws) < 0.55:
        colour = first.colour
    hat_colour, pattern, shoes = among(CLOTHS), among(PATTERNS), among((0xFF3A2E2A, 0xFF5A3B28, 0xFF2C3040, 0xFF8A3B34))
    garment_f = among(("dress", "blouse", "sweater", "cardigan", "shirt", "dress", "coat"))
    garment_m = among(("shirt", "sweater", "jacket", "vest", "tshirt", "hoodie", "suit"))
    garment_child = among(("tshirt", "overalls", "sweater", "hoodie", "dress" if look.sex == "f" else "shirt"))
    lot = [next(draws) for _ in range(8)]
    garment = garment_f if look.sex == "f" else garment_m
    if age in ("child", "teen"):
        garment = garment_child
    if age == "baby":
        garment = "onesie"
    if age != "baby":
        garment = _known(said("garment"), GARMENTS, GARMENT_WORDS, garment)
        if said("garment"):  # the text names a finer kind than the reading does
            garment = next((drawn for word, drawn in FINER.items() if word in text.lower()), garment)
    if look.wonder == "mermaid" and garment not in ("shirt", "blouse", "vest"):
        garment = "tshirt"
    colour = _one(said("colour"), lexicon.COLOURS, colour)
    colour2 = _one(said("second_colour"), lexicon.COLOURS, colour2)
    trousers = _one(said("lower_colour"), lexicon.COLOURS, trousers)
    said_pattern = PATTERN_WORDS.get(said("pattern") or "")
    extras = reading.accessories
    style = _known(said("hair_style"), HAIR_STYLES, HAIR_WORDS, "")
    style = style or next((drawn for word, drawn in CUTS if word in text.lower()), "")
    if style in ("wavy", "long", "curly") and SHORT_HAIR.search(text.lower()):
        style = {"wavy": "messy" if look.sex == "m" else "bob", "long": "short" if look.sex == "m" else "bob"}.get(
            style, style
        )
    if not style:
        style = look.hair_style_base
        if age == "baby":
            style = "tuft"
        elif age == "elder" and look.sex == "m" and lot[0] < 0.5:
            style = "balding"
        elif age == "elder" and look.sex == "f":
            style = ("bun", "curly", "bob", "updo")[int(lot[0] * 4)]
        elif age == "child" and look.sex == "f" and lot[0] < 0.55:
            style = ("pigtails", "ponytail", "bob", "braid")[int(lot[1] * 4)]
        elif age == "middle" and look.sex == "f" and style in ("pigtails", "braid"):
            style = "bob"
    elif first is None:
        look = replace(
            look, hair_style_base=style if style not in ("bald", "balding", "tuft") else look.hair_style_base
        )
    grey = {"elder": 0.88, "middle": 0.28}.get(age, 0.0)
    hair = _one(said("hair_colour"), HAIRS, 0)
    if hair and _greyish(hair):
        grey, hair_base = max(grey, 0.9), look.hair_base
    elif hair:
        hair_base = look.hair_base if first is not None and age in ("elder", "middle") else hair
        if age == "elder":
            grey = 0.25  # the text insists on a colour
        elif age == "middle":
            grey = 0.0
        look = replace(look, hair_base=hair_base)
        look = replace(look, hair=hair)
    hair_now = (
        mix(hair if hair and not _greyish(hair) else look.hair_base, 0xFFDADCE2, grey)
        if grey
        else (hair or look.hair_base)
    )
    if age == "baby":
        hair_now = mix(look.hair_base, 0xFFFFF0D0, 0.25)
    if (
        look.kind == "person" and grey < 0.5 and age != "baby" and _far(hair_now, look.skin) < 110
    ):  # hair in the colour of the skin makes a face without a rim
        hair_now = shade(hair_now, 0.42)
    beard = said("beard")
    if beard is None:
        grown = look.sex == "m" and age in ("adult", "middle", "elder")
        beard = (
            ("beard" if lot[2] < 0.2 else "moustache" if lot[2] < 0.36 else "stubble" if lot[2] < 0.5 else "")
            if grown
            else ""
        )
    glasses = said("glasses")
    if glasses is None:
        glasses = "round" if (age == "elder" and lot[3] < 0.45) or lot[3] < 0.1 else ""
    glasses = "sunglasses" if glasses == "sun" else glasses
    hat = _known(said("hat"), HATS, HAT_WORDS, "")
    low = text.lower()
    if hat == "straw":  # the reading knows one hat with a brim; the text may say which
        hat = next(
            (drawn for drawn, words in BRIMS.items() if any(w in low for w in words)),
            "fedora" if look.sex == "m" else "sunhat",
        )
    if (
        hat == "helmet"
        and garment != "spacesuit"
        and not any(w in low for w in ("space", "astronaut", "diving", "glass"))
    ):
        hat = "hardhat"  # only who goes where there is no air has a glass before the face
        hat_colour = mix(colour, 0xFF4A4E58, 0.3) if garment == "uniform" else hat_colour
    neck = next((k for k, words in NECK_WORDS.items() if k in extras or any(w in low for w in words)), "")
    if not neck and garment == "suit" and look.sex == "m":
        neck = "tie"
    elif not neck and look.sex == "f" and age in ("adult", "middle", "elder") and lot[5] < 0.3:
        neck = "necklace"
    cane = "cane" in extras or (age == "elder" and lot[6] < 0.4)
    if look.kind not in (
        "person",
        "robot",
        "ghost",
        "alien",
    ):  # an animal has its own colours unless the text gives others
        words = [c for c in (said("colour"), said("second_colour")) if c]
        natural = not look.material and set(words) <= NATURAL.get(look.kind, set())
        colour, colour2 = (
            (0, 0)
            if natural
            else (_one(said("colour"), lexicon.COLOURS, 0), _one(said("second_colour"), lexicon.COLOURS, 0))
        )
        if look.kind in ONE_COLOUR and not look.material:
            colour2 = 0
    if age == "baby":
        pattern = "plain"
        glasses, beard, hat, neck, cane = "", "", hat if hat in ("beanie", "bow") else "", "", False
    earrings = look.sex == "f" and age not in ("baby", "child") and (look.mole in (1, 2) or "earring" in low)
    behind = shade(mix(colour or hat_colour, 0xFFF3EFE6, 0.72), -0.1)
    return replace(
        look,
        age=age,
        hair=hair_now,
        hair_style=style,
        grey=grey,
        glasses=glasses or "",
        beard=beard or "",
        hat=hat,
        hat_colour=_one(said("hat_colour"), lexicon.COLOURS, hat_colour),
        garment=garment,
        colour=colour,
        colour2=colour2,
        pattern=said_pattern
        or (pattern if garment in PATTERNED and not (said("colour") and lot[7] < 0.6) else "plain"),
        trousers=trousers,
        shoes=shoes,
        neck=neck,
        earrings=earrings,
        cane=cane,
        backdrop=behind,
    )


def _known(value, known: tuple[str, ...], words: dict[str, str], fallback: str) -> str:
    """The lexicon's word as one of the drawn ones."""
    if not value or not isinstance(value, str):
        return fallback
    value = value.strip().lower()
    if value in known:
        return value
    if value in words:
        return words[value]
    for key, drawn in words.items():
        if key in value:
            return drawn
    return next((k for k in known if k in value), fallback)
