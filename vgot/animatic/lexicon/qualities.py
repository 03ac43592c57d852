"""Whether a word for how something looks is true of the drawing: a colour on the very thing, an age on somebody's face, the
weather in the sky, clothes on a body. Of most other qualities the drawn world has one kind only, and says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from vgot.animatic.lexicon.colours import COLOUR_WORDS, HAIR_WORDS
from vgot.animatic.lexicon.expected import ABSTRACT, ALWAYS_SO, BODY, VISIBLE
from vgot.animatic.lexicon.made_of import quality_of
from vgot.animatic.lexicon.picture import Picture
from vgot.animatic.lexicon.shown import TEMPER
from vgot.animatic.lexicon.text import Match, Phrases, Token
from vgot.animatic.lexicon.things import MATERIALS, PEOPLE, spread
from vgot.animatic.lexicon.wardrobe import (
    ACCESSORIES,
    AGE_WORDS,
    BEARD,
    BUILDS,
    FACE_HAIR,
    GARMENTS,
    GLASSES,
    HAIR_STYLES,
    HATS,
    LOWER,
)

if TYPE_CHECKING:
    from spacy.tokens import Token as Parsed

DRAWN, NEAR, NOT = "drawn", "near", "not"


class Reader(Protocol):
    """What reads a text word by word (`coverage`)."""

    picture: Picture
    heard: dict[str, dict[int, Match]]
    tokens: list[Token]
    domain: str

    def table(self, name: str, at: Parsed) -> Match | None: ...
    def word(self, at: Parsed) -> str: ...
    def head_of(self, parsed: Parsed) -> Parsed: ...


_GARMENT, _HAT, _ACCESSORY = (
    Phrases({**spread(GARMENTS), "coat": "coat"}),
    Phrases(spread(HATS)),
    Phrases(spread(ACCESSORIES)),
)
_GLASSES, _BEARD, _HAIR, _AGE = (
    Phrases(spread(GLASSES)),
    Phrases(spread(BEARD)),
    Phrases(spread(HAIR_STYLES)),
    Phrases(spread(AGE_WORDS)),
)
#: words that are clothes or something worn, whatever else they are
_WORN = {w for table in (GARMENTS, HATS, ACCESSORIES, GLASSES, BEARD) for words in table.values() for phrase in words.split("|")
         for w in phrase.split()[-1:]} | set(LOWER)  # fmt: skip
_WORN -= {"pin", "ring", "watch", "bag", "mask", "wing", "wings", "pearl", "habit", "chain", "shadow", "lip", "line", "stick", "briefcase", "flower",
          "lined", "face", "feet", "foot", "cast", "tag", "top", "shades", "wedding", "blanket", "brace", "spotted", "ribbon", "collar", "wheelchair"}  # fmt: skip
_WORN -= BODY | {
    "it",
    "star",
    "wing",
    "down",
    "up",
    "wear",
    "lines",
    "patch",
    "wrinkle",
    "spectacle",
    "whites",
    "duster",
}
_WORN |= {"pigtails", "ponytail", "bun", "braid", "bob", "afro", "mohawk", "dreadlocks"}
_WORN |= {
    "clothes",
    "clothing",
    "outfit",
    "costume",
    "sleeve",
    "pocket",
    "button",
    "shoe",
    "sandal",
    "sock",
    "earring",
    "backpack",
}
#: what of the things worn a drawn person has: the look's field and its value, None for any
_DRAWN_WITH = {"scarf": ("neck", "scarf"), "necklace": ("neck", "necklace"), "tie": ("neck", "tie"), "bow_tie": ("neck", "bowtie"),
               "cane": ("cane", True), "earrings": ("earrings", True), "freckles": ("freckles", True)}  # fmt: skip
#: garments of the tables -> those of a look that are the same in a picture
_SAME = {"robe": {"robe", "cloak", "kimono"}, "coat": {"coat", "labcoat"}, "sweater": {"sweater", "cardigan", "vest"}, "suit": {"suit", "vest"},
         "shirt": {"shirt", "tshirt", "blouse"}, "dress": {"dress", "kimono", "gown"}, "pyjamas": {"pyjamas", "onesie"}, "uniform": {"uniform", "tshirt"},
         "swimsuit": set()}  # fmt: skip
_NEAR_WORN = {"sari": "a kimono", "toga": "a robe", "poncho": "a cloak", "jersey": "a t-shirt", "skirt": "a dress", "scrubs": "a uniform", "hood": "a headscarf",
              "hijab": "a headscarf", "turban": "a turban", "veil": "a headscarf", "pirate": "a top hat", "tricorn": "a top hat", "monocle": "glasses",
              "goggles": "glasses", "shawl": "a scarf", "locket": "a necklace", "crutch": "a cane", "fleece": "a sweater", "anorak": "a coat"}  # fmt: skip
#: colours that things have anyway
_NATURAL = {
    "blue": "sky sea water ocean lake river", "green": "grass tree leaf forest meadow hill field garden park bush lawn jungle pine frog crocodile",
    "white": "snow cloud sail gull swan sheep goat fence page", "yellow": "sun sand sunflower", "golden": "sand sun wheat lion", "red": "barn apple ladybug",
    "brown": "trunk deck bear deer monkey", "grey": "stone rock elephant mouse wolf seal robot", "black": "crow", "orange": "fox tiger pumpkin", "pink": "pig flamingo",
}  # fmt: skip
_AGES = {"child": {"child", "baby"}, "baby": {"baby"}, "teen": {"teen", "child"}, "young": {"young", "teen", "child", "adult"}, "adult": {"adult", "young", "middle"},
         "middle": {"middle", "adult"}, "elder": {"elder"}}  # fmt: skip
_BUILT = {
    "tall": ("tall", 1.06, 9.0),
    "short": ("tall", 0.0, 0.94),
    "slim": ("build", 0.0, 0.93),
    "stout": ("build", 1.2, 9.0),
    "strong": ("build", 1.1, 9.0),
}
_BUILD = spread(BUILDS)


def is_attire(word: str) -> bool:
    """Whether a noun is something that is worn."""
    return word in _WORN


def wardrobe_state(token: Token, tokens: list[Token], picture: Picture) -> tuple[str, str]:
    """(state, drawn as) of something worn: drawn where somebody's look has it."""
    at = tokens.index(token)
    near = next((n for w, n in _NEAR_WORN.items() if token.word == w), "")
    for table, fits in (
        (_HAIR, _haired),
        (_GARMENT, _garbed),
        (_HAT, _hatted),
        (_ACCESSORY, _adorned),
        (_GLASSES, _with_glasses),
        (_BEARD, _bearded),
    ):
        match = next((m for m in table.find(tokens) if m.start <= at < m.end), None)
        if match is not None and fits(match, picture):
            return (NEAR, near) if near else (DRAWN, "")
    if token.word in ("clothes", "clothing", "outfit", "shoe", "costume", "sleeve", "button", "pocket", "collar"):
        return DRAWN, ""
    return NOT, ""


def _haired(match: Match, picture: Picture) -> bool:
    return picture.wears("hair_style", match.value)


def _garbed(match: Match, picture: Picture) -> bool:
    if match.phrase in LOWER and match.phrase != "skirt":
        return True  # all who have legs to see wear some
    if picture.people is None:
        return match.value != "swimsuit"
    fitting = {match.value, match.phrase.replace(" ", "").replace("-", "")} | _SAME.get(match.value, set())
    return any(p.get("garment") in fitting for p in picture.people)


def _hatted(match: Match, picture: Picture) -> bool:
    return picture.people is None or any(p.get("hat") for p in picture.people)


def _adorned(match: Match, picture: Picture) -> bool:
    field = _DRAWN_WITH.get(match.value)
    if field is None or (match.value == "cane" and picture.reading.size in ("close", "extreme_close")):
        return False
    return picture.wears(*field)


def _with_glasses(match: Match, picture: Picture) -> bool:
    return picture.people is None or any(p.get("glasses") for p in picture.people)


def _bearded(match: Match, picture: Picture) -> bool:
    return picture.wears("beard", match.value)


# -- qualities --------------------------------------------------------------------------------------------------------
def quality_state(token: Token, parsed: Parsed, reader: Reader, in_light: bool = False) -> str:
    """drawn, not, or "" for a word of which nobody expects to see anything."""
    word, picture = token.word, reader.picture
    if in_light or reader.domain == "lighting":
        if word in TEMPER:
            return DRAWN if picture.reading.light in TEMPER[word] else NOT
        if word not in COLOUR_WORDS:
            return ""
        return _coloured_light(word, picture)
    if word in ALWAYS_SO:
        return DRAWN
    head = _head(parsed, reader)
    what = reader.word(head) if head is not None else ""
    if what in ABSTRACT and what not in picture.seen:
        return ""  # "a long time"
    of_people = _is_somebody(head, what, reader)
    for judge in (_size_or_state, _colour, _age_or_build, _state_of_the_place, _stuff, _pattern):
        state = judge(word, what, head, of_people, reader)
        if state:
            return state
    return NOT if word in VISIBLE or parsed.lemma_.lower() in VISIBLE else ""


_LIT_IN = {"pink": {"neon", "dawn"}, "cyan": {"neon"}, "magenta": {"neon"}, "purple": {"neon", "dusk"}, "orange": {"golden", "fire", "candle"},
           "blue": {"night"}, "amber": {"golden", "fire", "candle", "lamp"}, "gold": {"golden"}, "golden": {"golden"}, "yellow": {"lamp", "golden", "candle"},
           "violet": {"dusk", "neon"}, "grey": {"overcast", "storm"}, "silver": {"night"}, "silvery": {"night"}, "white": {"noon", "overcast"},
           "red": {"fire"}, "rosy": {"dawn"}, "honey": {"golden"}}  # fmt: skip


def _coloured_light(word: str, picture: Picture) -> str:
    return DRAWN if picture.reading.light in _LIT_IN.get(word, ()) else NOT


def _head(parsed: Parsed, reader: Reader) -> Parsed | None:
    """What a quality is said of: the noun it stands before, or the subject of "is"."""
    if parsed.dep_ in ("amod", "nmod", "compound", "acl", "nummod"):
        return reader.head_of(parsed)
    if parsed.dep_ == "conj" and parsed.head is not parsed:
        return _head(parsed.head, reader)
    subject = next((c for c in parsed.head.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    return subject


def _is_somebody(head: Parsed | None, what: str, reader: Reader) -> bool:
    if head is None:
        return reader.domain == "character"
    return what in PEOPLE or head.pos_ in ("PRON", "PROPN") or (reader.domain == "character" and what in BODY)


def _colour(word: str, what: str, head: Parsed | None, of_people: bool, reader: Reader) -> str:
    name = COLOUR_WORDS.get(word)
    if name is None:
        return ""
    if what in _NATURAL.get(word, "").split() and what in (reader.picture.seen | reader.picture.things):
        return DRAWN
    thing = reader.table("thing", head) if head is not None else None
    worn = is_attire(what) and thing is not None and thing.value[1] not in reader.picture.things
    if thing is not None and not worn and _painted_so(thing.value[1], name, reader):
        return DRAWN
    if thing is not None and thing.value[0] == "prop" and not worn:
        return NOT
    if reader.domain == "character" or of_people or is_attire(what) or what in BODY or thing is not None:
        hair = HAIR_WORDS.get(word, name) if what == "hair" or what in FACE_HAIR or what in _TRESSES else name
        if is_attire(what) and wardrobe_state(_token(head, reader), reader.tokens, reader.picture)[0] == NOT:
            return NOT
        worn = reader.picture.people is not None or reader.domain == "character"
        return (
            DRAWN
            if worn
            and any(
                reader.picture.has_colour(one, what in BODY or what in FACE_HAIR or what in _TRESSES, what in LOWER)
                for one in (hair, name)
            )
            else NOT
        )
    return NOT


def _painted_so(thing: str, paint: str, reader: Reader) -> bool:
    return thing in reader.picture.things and dict(reader.picture.reading.painted).get(thing) == paint


_TRESSES = {"curl", "braid", "ponytail", "pigtails", "bun", "bob", "afro", "lock"}


def _token(at: Parsed | None, reader: Reader) -> Token:
    return next(t for t in reader.tokens if at is not None and t.at == at.idx)


def _age_or_build(word: str, what: str, head: Parsed | None, of_people: bool, reader: Reader) -> str:
    if not of_people:
        return ""
    people = reader.picture.people
    age = {"old": "elder", "aged": "elder", "little": "child", "small": "child"}.get(word) or spread(AGE_WORDS).get(
        word
    )
    if age is not None and word not in _BUILD:
        ages = {p.get("age") for p in people or ()} | reader.picture.crowd_ages
        return DRAWN if people is None or ages & _AGES.get(age, {age}) else NOT
    if word in ("little", "small") and (people is None or any(p.get("age") in ("child", "baby") for p in people)):
        return DRAWN
    built = _BUILT.get(_BUILD.get(word, ""))
    if built is not None:
        field, least, most = built
        return DRAWN if people is None or any(least <= p.get(field, 1.0) <= most for p in people) else NOT
    return ""


def _state_of_the_place(word: str, what: str, head: Parsed | None, of_people: bool, reader: Reader) -> str:
    """Weather, season, light and age of a place; how many are there."""
    picture, said = reader.picture, reader.picture.reading
    if of_people or (head is not None and reader.table("thing", head) is not None):
        return ""
    if quality_of("state", word) == "burning" and ("place", "burning") in said.states:
        return DRAWN if "fire" in picture.things else NOT
    if word in ("empty", "deserted", "lonely") and (head is None or reader.table("place", head) is not None):
        return DRAWN if not picture.crowd else NOT
    if word in ("crowded", "bustling", "packed"):
        return DRAWN if picture.crowd else NOT
    i = next((n for n, t in enumerate(reader.tokens) if t.word == word), -1)
    for table, shown in (("weather", None), ("light", said.light), ("season", said.season), ("era", said.era)):
        match = reader.heard[table].get(i)
        if match is None or word == "burning":
            continue
        if table == "weather":
            return DRAWN if picture.weather_shown(match.value) else NOT
        if table in ("light", "era") or not picture.inside:
            true = match.value == shown or said.light in TEMPER.get(word, ())
            return DRAWN if true else NOT if word in VISIBLE else ""
    if word in ("old", "ancient", "antique", "vintage", "medieval", "victorian"):
        return DRAWN if said.era == "old" or said.place in ("ruins", "pyramids", "castle") else NOT
    if word in ("grassy", "sandy", "rocky", "snowy", "leafy"):
        stuff = {"grassy": "grass", "sandy": "sand", "rocky": "rock", "snowy": "snow", "leafy": "leaf"}[word]
        return DRAWN if stuff in picture.seen or (word == "snowy" and said.season == "winter") else NOT
    return ""


def _size_or_state(word: str, what: str, head: Parsed | None, of_people: bool, reader: Reader) -> str:
    """What words make of a thing that is in the picture: larger, on fire, of glass."""
    thing = reader.table("thing", head) or reader.table("found", head) if head is not None else None
    if thing is None or of_people or thing.value[1] not in reader.picture.things:
        return ""
    said = {value for name, value in reader.picture.reading.states if name == thing.value[1]}
    if {quality_of("size", word), quality_of("state", word)} & said:
        return DRAWN
    stuff = quality_of("stuff", word)
    return DRAWN if stuff and _painted_so(thing.value[1], str(stuff), reader) else ""


def _stuff(word: str, what: str, head: Parsed | None, of_people: bool, reader: Reader) -> str:
    """What something is made of: of wood are most things, of metal the animals that are said to be."""
    if head is None or word not in MATERIALS and word not in ("wooden", "stone", "paper"):
        return ""
    thing = reader.table("thing", head)
    if thing is None:
        return (
            DRAWN
            if word in ("wooden", "stone") and what in _OF_THAT.get(word, ()) and what in reader.picture.seen
            else ""
        )
    if word in thing.phrase.split():
        return DRAWN if thing.value[1] in reader.picture.things else NOT
    if thing.value[0] == "animal" and word in MATERIALS:
        metal = any(p.get("material") for p in reader.picture.people or ())
        return DRAWN if metal or f"{MATERIALS[word]}:{thing.value[1]}" in reader.picture.reading.animals else NOT
    return DRAWN if word == "wooden" and thing.value[1] in _WOODEN else NOT


_OF_THAT = {
    "wooden": {"deck", "door", "floor", "fence", "dock", "jetty", "pier", "cabin", "shelf", "cabinet"},
    "stone": {"wall", "castle", "tower", "column"},
}
_WOODEN = {
    "table",
    "chair",
    "bench",
    "boat",
    "rowboat",
    "sled",
    "cart",
    "ladder",
    "cross",
    "signpost",
    "treasure_chest",
    "bookshelf",
    "toy",
    "easel",
    "bed",
}


def _pattern(word: str, what: str, head: Parsed | None, of_people: bool, reader: Reader) -> str:
    if word not in _PATTERNED or not is_attire(what):
        return ""
    return DRAWN if reader.picture.wears("pattern", _PATTERNED[word]) else NOT


_PATTERNED = {
    "striped": "stripes",
    "dotted": "dots",
    "spotted": "dots",
    "checked": "check",
    "plaid": "check",
    "floral": "dots",
    "tartan": "check",
}
