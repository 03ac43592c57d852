"""A character's look in words -> what to draw: age, sex, skin, hair, clothes; every value None where nothing is said."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from vgot.animatic.lexicon.ages import age_in
from vgot.animatic.lexicon.colours import COLOUR_WORDS, HAIR_WORDS, ORIGIN_SKIN, SKIN_WORDS
from vgot.animatic.lexicon.kinds import FOUND_WORDS, KINDS, TABLED, TABLED_NEAR, WORN_WORDS
from vgot.animatic.lexicon.made_of import quality_of
from vgot.animatic.lexicon.nouns import undrawn_nouns
from vgot.animatic.lexicon.text import Match, Phrases, Token, tokens_of
from vgot.animatic.lexicon.things import ANIMALS, LIKE, MATERIALS, PEOPLE, PROPS, spread
from vgot.animatic.lexicon.wardrobe import (
    ACCESSORIES,
    AGE_WORDS,
    ARTICLES,
    BEARD,
    BUILDS,
    CARRIED_AFTER,
    CREATURES,
    FACE_HAIR,
    FEMALE,
    GARMENTS,
    GLASSES,
    HAIR_STYLES,
    HAIR_WORDS_AROUND,
    HATS,
    LOWER,
    MALE,
    NEEDS_HAIR,
    NOT_THE_ANIMAL,
    PATTERNS,
    TRADES,
)
from vgot.script.reading.lists import lists

#: no fur: a colour said of them is that colour
_SMOOTH = {
    "fish",
    "dragon",
    "butterfly",
    "snake",
    "turtle",
    "frog",
    "octopus",
    "whale",
    "dinosaur",
    "crocodile",
    "jellyfish",
    "crab",
    "ladybug",
    "parrot",
    "bird",
    "snail",
    "bee",
}
#: a colour said of fur or feathers is softer than the same word said of cloth
FUR = {"red": "rust", "gold": "tan", "black": "charcoal", "cream": "ivory", "maroon": "rust"}


@dataclass(frozen=True)
class LookReading:
    """What a look says. `kind` is "person", an animal of `props`, "robot", "alien", "ghost", "snowman", "tree" or
    "object" (`thing` is then a prop). `material`: what an animal is made of, if a machine: "robot", "clockwork" or "". `glasses`, `beard`, `hat`: None when not said, "" when said to be absent.
    Colours are keys of COLOURS, `skin` of SKIN, `hair_colour` of HAIR. For animals `colour` is the fur's."""

    kind: str = "person"
    thing: str | None = None
    sex: str | None = None
    age_group: str | None = None
    age: int | None = None
    skin: str | None = None
    hair_colour: str | None = None
    hair_style: str | None = None
    eyes: str | None = None
    glasses: str | None = None
    beard: str | None = None
    hat: str | None = None
    hat_colour: str | None = None
    garment: str | None = None
    colour: str | None = None
    second_colour: str | None = None
    lower: str | None = None
    lower_colour: str | None = None
    pattern: str | None = None
    accessories: tuple[str, ...] = ()
    build: str | None = None
    trade: str | None = None
    material: str = ""
    unread: tuple[str, ...] = ()

    def as_json(self) -> dict:
        """Plain lists, strings and numbers."""
        return {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(self).items()}


_AGE, _STYLE, _GLASSES, _BEARD = (Phrases(spread(t)) for t in (AGE_WORDS, HAIR_STYLES, GLASSES, BEARD))
_HATS, _PATTERN, _EXTRA, _BUILD = (Phrases(spread(t)) for t in (HATS, PATTERNS, ACCESSORIES, BUILDS))
_GARMENT = Phrases({**spread(GARMENTS), "coat": "coat"})
_TRADE = Phrases({name: name for name in TRADES})
_COLOUR = Phrases(COLOUR_WORDS)
_HAIR_COLOUR, _SKIN, _ORIGIN = Phrases(HAIR_WORDS), Phrases(SKIN_WORDS), Phrases(ORIGIN_SKIN)
_CREATURE = Phrases(
    {**{w: n for w, n in KINDS.items() if n in ANIMALS}, **LIKE, **spread(ANIMALS), **spread(CREATURES)}
)
_OBJECT = Phrases(
    {
        **{w: n for w, n in KINDS.items() if n not in ANIMALS},
        **spread(PROPS),
        **FOUND_WORDS,
        **WORN_WORDS,
        **TABLED_NEAR,
        **TABLED,
    }
)
_SKIN_NOUNS = {"skin", "skinned", "complexion", "complexioned", "skintone"}
_HAIR_NOUNS = {"hair", "haired", "hairstyle", "lock", "curl", "tress", "mane", "braid", "bun", "ponytail", "bob", "afro", "pigtails", "ringlet",
               "wave", "bangs", "fringe", "headed", "head", "brunette", "updo", "plait", "dreadlock", "dreadlocks", "cornrow"}  # fmt: skip
#: what a creature or a thing is made of -> the colour it has then
_STUFF = {"wood": "light brown", "silver": "silver", "copper": "copper", "rust": "rust", "glass": "light blue", "ice": "light blue", "stone": "light grey",
          "paper": "ivory", "brick": "rust", "leather": "brown", "straw": "tan", "coal": "charcoal", "gold": "gold"}  # fmt: skip
_PASSED_OVER = {"and", "with", "a", "an", "the", "of", "in", "very", "is", "are", "now", "her", "his", "or"}
_GARMENT_STOPS = {"with", "wearing", "holding", "carrying"}


#: What a colour beside it is said of, and not of the animal.
_PARTS_OF_IT: set[str] = set("eye eyed collar hat cap scarf bow ribbon nose paw ear blaze horn bridle".split())


def read_look(text: str, role: str = "") -> LookReading:
    """Read a look ("an elderly woman with grey hair in a bun, blue cardigan"); `role` helps with sex, age and trade."""
    tokens, roles = tokens_of(text), tokens_of(role)
    kind, thing = _kind(tokens, roles)
    if kind != "person":
        colours = [m.value for m in _COLOUR.find(tokens) if not m.negated and not _said_of(tokens, m, _PARTS_OF_IT, 2)]
        colours += [_STUFF[w] for t in tokens[:6] if (w := str(quality_of("stuff", t.word))) in _STUFF and not colours]
        material = _material(tokens, roles) if kind in ANIMALS else ""
        if kind in ANIMALS and not material:
            colours = [
                c if kind in _SMOOTH and c != "black" else FUR.get(c, c) if (kind, c) != ("fox", "red") else "orange"
                for c in colours
            ]
        hats = _hat(tokens)
        return LookReading(
            kind=kind, thing=thing, sex=_sex(tokens, roles), **age_in(tokens, []), eyes=_eyes(tokens), hat=hats[0], hat_colour=hats[1],
            colour=colours[0] if colours else None, second_colour=colours[1] if len(colours) > 1 else None, pattern=_one(_PATTERN, tokens),
            glasses=_either(_GLASSES, tokens), accessories=tuple(a for a in _accessories(tokens) if a not in ("wrinkles", "freckles")),
            build=_build(tokens), material=material, unread=tuple(dict.fromkeys(t.word for t in (*roles, *tokens) if t.word in LIKE))[:1],
        )  # fmt: skip
    trade = _one(_TRADE, roles) or _one(_TRADE, tokens)
    hat, hat_colour = _hat(tokens)
    clothes = _clothes(tokens)
    accessories = _accessories(tokens)
    colour_of_hair, style = _hair(tokens)
    if trade:
        garment, colour, trade_hat, trade_hat_colour, more = TRADES[trade]
        if clothes["garment"] is None:
            clothes["garment"] = garment
            clothes["colour"] = clothes["colour"] or colour
            accessories = tuple(dict.fromkeys(accessories + more))
            if hat is None and trade_hat:
                hat, hat_colour = trade_hat, trade_hat_colour
        elif clothes["garment"] == garment and clothes["colour"] is None:
            clothes["colour"] = colour
    if clothes["garment"] == "coat" and clothes["colour"] is None and "lab" in {t.word for t in tokens}:
        clothes["colour"] = "white"
    if clothes["garment"] == "gown" and clothes["colour"] is None and {"wedding", "bridal"} & {t.word for t in tokens}:
        clothes["colour"] = "white"
    beard = _either(_BEARD, tokens)
    if beard is None and any(t.word == "shaven" for t in tokens):
        beard = ""
    return LookReading(
        sex=_sex(tokens, roles), **age_in(tokens, roles), skin=_skin(tokens, roles), hair_colour=colour_of_hair, hair_style=style,
        eyes=_eyes(tokens), glasses=_either(_GLASSES, tokens), beard=beard, hat=hat, hat_colour=hat_colour, **clothes,
        pattern=_one(_PATTERN, tokens), accessories=accessories, build=_build(tokens), trade=trade,
        unread=undrawn_nouns((tokens,), (_AGE, _STYLE, _GLASSES, _BEARD, _HATS, _PATTERN, _EXTRA, _BUILD, _GARMENT, _TRADE, _COLOUR,
                                         _HAIR_COLOUR, _SKIN, _ORIGIN, _CREATURE, _OBJECT)),
    )  # fmt: skip


def _one(table: Phrases, tokens: list[Token]) -> str | None:
    return next((m.value for m in table.find(tokens) if not m.negated), None)


def _either(table: Phrases, tokens: list[Token]) -> str | None:
    """The value said; "" when it is only said to be absent; None when not said."""
    heard = list(table.find(tokens))
    said = next((m.value for m in heard if not m.negated), None)
    return said if said is not None else ("" if heard else None)


# -- what it is -------------------------------------------------------------------------------------------------------
def _kind(tokens: list[Token], roles: list[Token]) -> tuple[str, str | None]:
    for text in (roles, tokens):
        found = _creature(text)
        if found is not None:
            return found, None
        if any(
            t.word in PEOPLE or t.word in FEMALE | MALE or t.word in TRADES
            for t in text
            if t.word not in ("her", "his", "hers", "child", "baby", "self", "him", "he", "she", "old")
        ):
            return "person", None
    said = {t.word for t in tokens}
    if (
        said & (_HAIR_NOUNS | _SKIN_NOUNS | {"he", "she", "his", "her", "wearing", "baby", "child"})
        or _one(_GARMENT, tokens)
        or _one(_AGE, tokens)
    ):
        return "person", None
    for text in (roles, tokens):
        for match in _OBJECT.find(text[:6]):
            first = text[match.start]
            if (
                not match.negated
                and not (first.capital and not first.opens)
                and not any(t.word in CARRIED_AFTER for t in text[: match.start])
            ):
                return "object", match.value
    return "person", None


def _creature(tokens: list[Token]) -> str | None:
    """An animal or machine, if the text opens with one before any person and before anything carried or worn."""
    for i, token in enumerate(tokens):
        match = next((m for m in _CREATURE.find(tokens[i : i + 3]) if m.start == 0), None)
        if match is not None and not token.negated and not (token.owned and i + 1 < len(tokens)):
            following = tokens[i + match.end] if i + match.end < len(tokens) else None
            after = following.word if following is not None and not following.owned else ""  # "dog, the boy's dog"
            if match.value == "robot":  # the head of "robot bird" is the bird
                told = next(
                    (
                        m
                        for m in _CREATURE.find(tokens[i + match.end : i + match.end + 3])
                        if m.start <= 1 and m.value in ANIMALS
                    ),
                    None,
                )
                if told is not None and tokens[i + match.end + told.start].clause == token.clause:
                    return told.value
            if match.phrase in ("calf", "kid", "machine", "drone", "spirit") and i > 3:
                return None
            # A cat detective is a cat, a lion tamer is nobody's lion; "squid giant squid" is one animal, twice told.
            deals = lists().with_machines if match.value == "robot" else lists().with_beings
            other = after in PEOPLE and after not in {*TRADES, "giant", match.phrase}  # "ghost Ghost" is one
            return None if other or after in NOT_THE_ANIMAL | deals else match.value
        if token.word in CARRIED_AFTER and not (
            token.word == "and" and i + 1 < len(tokens) and tokens[i + 1].word in COLOUR_WORDS
        ):
            return None  # "a black and white panda" goes on
        if (
            (token.word in PEOPLE or token.word in TRADES)
            and not token.owned
            and not (token.word == "giant" and i + 1 < len(tokens))
            and token.word
            not in (
                "baby",
                "child",
                "old",
                "companion",
                "friend",
                "loyal",
                "guard",
                "hero",
                "character",
                "leader",
                "member",
                "family",
                "other",
            )
        ):
            return None
    return None


def _material(tokens: list[Token], roles: list[Token]) -> str:
    """What an animal is made of, if words before it ("robot bird", "a small golden clockwork dog") or its role say so."""
    for text in (roles, tokens):
        for match in _CREATURE.find(text):
            before = [
                t
                for t in text[max(0, match.start - 3) : match.start]
                if t.clause == text[match.start].clause and not t.negated
            ]
            said = next((MATERIALS[t.word] for t in reversed(before) if t.word in MATERIALS), "")
            if match.value == "robot" and match.phrase in MATERIALS:
                said = MATERIALS[match.phrase]
            if said:
                return said
            break
    for i, token in enumerate(tokens):  # "a bird made of brass"
        if (
            token.word in MATERIALS
            and i >= 2
            and tokens[i - 1].word == "of"
            and tokens[i - 2].word in ("made", "built", "out")
        ):
            return MATERIALS[token.word]
    return ""


def _sex(tokens: list[Token], roles: list[Token]) -> str | None:
    for text in (tokens, roles):
        votes = {"f": 0.0, "m": 0.0}
        for order, token in enumerate(text):
            pronoun = token.word in ("her", "hers", "his", "him")
            weight = (0.6 if pronoun else 1.0) / (1 + 0.2 * order)
            if token.owned:
                continue  # "the king's daughter"
            if token.word in FEMALE:
                votes["f"] += weight
            elif token.word in MALE:
                votes["m"] += weight
        if votes["f"] != votes["m"]:
            return "f" if votes["f"] > votes["m"] else "m"
    return "m" if any(not m.negated for m in _BEARD.find(tokens)) else None


# -- body -------------------------------------------------------------------------------------------------------------
def _said_of(tokens: list[Token], match: Match, nouns: set[str], reach: int = 3) -> bool:
    """Whether one of `nouns` follows within reach, in the same clause."""
    for token in tokens[match.end : match.end + reach]:
        if token.clause != tokens[match.start].clause or token.word in ("and", "with"):
            return False
        if token.word in nouns:
            return True
    return False


def _skin(tokens: list[Token], roles: list[Token]) -> str | None:
    for match in _SKIN.find(tokens):
        if not match.negated and (
            _said_of(tokens, match, _SKIN_NOUNS, 2)
            or match.phrase in ("tanned", "sun kissed", "sunburnt", "porcelain")
            or _noun_before(tokens, match, _SKIN_NOUNS)
        ):
            return match.value
    for text in (tokens, roles):
        origin = _one(_ORIGIN, text)
        if origin:
            return origin
    for match in _SKIN.find(tokens):
        if (
            not match.negated
            and match.phrase in ("freckled", "pale", "weathered")
            and _said_of(tokens, match, {"face", "cheek", "girl", "boy", "woman", "man"}, 2)
        ):
            return match.value
    return None


def _noun_before(tokens: list[Token], match: Match, nouns: set[str]) -> bool:
    """Whether "hair is ..." or "hair, now ..." stands just before."""
    for token in reversed(tokens[max(0, match.start - 4) : match.start]):
        if token.sentence != tokens[match.start].sentence:
            return False
        if token.word in nouns:
            # over a comma only "hair, now white"
            return token.clause == tokens[match.start].clause or tokens[match.start - 1].word in (
                "now",
                "all",
                "mostly",
                "gone",
                "turned",
            )
        if token.word not in (
            "is",
            "now",
            "has",
            "have",
            "turned",
            "gone",
            "the",
            "colour",
            "of",
            "was",
            "all",
            "mostly",
            "in",
            "streaked",
            "with",
            "still",
            "completely",
            "fully",
            "thick",
            "soft",
            "warm",
            "a",
            "deep",
            "long",
            "short",
        ):
            return False
    return False


def _hair(tokens: list[Token]) -> tuple[str | None, str | None]:
    colour = None
    for match in _HAIR_COLOUR.find(tokens):
        if match.negated:
            continue
        if (
            match.phrase
            in (
                "brunette",
                "blonde",
                "salt and pepper",
                "greying",
                "auburn",
                "flaxen",
                "streaked with grey",
                "streak of grey",
                "threaded with grey",
                "flecked with grey",
                "strawberry blonde",
                "platinum",
            )
            or _said_of(tokens, match, _HAIR_NOUNS, 4)
            and not _said_of(tokens, match, {"eye", "eyed", "skin", "skinned", "dress", "coat", "shirt"}, 2)
            or _noun_before(tokens, match, _HAIR_NOUNS - {"head", "curl"})
        ):
            colour = match.value
        if colour:
            break
    if colour is None:
        colour = next(
            (m.value for m in _HAIR_COLOUR.find(tokens) if not m.negated and _said_of(tokens, m, FACE_HAIR, 2)), None
        )
    if colour is None and any(t.word in ("redhead", "redheaded") for t in tokens):
        colour = "red"
    styles = []
    for match in _STYLE.find(tokens):
        if match.negated:
            continue
        alone = match.phrase not in NEEDS_HAIR
        near = (
            _said_of(tokens, match, HAIR_WORDS_AROUND, 4)
            or _noun_before(tokens, match, HAIR_WORDS_AROUND)
            or _hair_in_clause(tokens, match)
        )
        if alone or near:
            styles.append(match.value)
    # a way of wearing it says more than its length
    for value in styles:
        if value not in ("long", "short"):
            return colour, value
    return colour, styles[0] if styles else None


def _hair_in_clause(tokens: list[Token], match: Match) -> bool:
    """For a style after its hair: "brown hair tied in a bun"."""
    clause = tokens[match.start].clause
    if match.phrase in ("long", "short", "flowing", "straight", "wild"):
        return False
    return any(
        t.word in ("hair", "haired") and t.clause == clause for t in tokens[max(0, match.start - 7) : match.start]
    )


def _eyes(tokens: list[Token]) -> str | None:
    for match in _COLOUR.find(tokens):
        if not match.negated and _said_of(tokens, match, {"eye", "eyed"}, 3):
            return match.value
    return None


def _build(tokens: list[Token]) -> str | None:
    for match in _BUILD.find(tokens):
        if (
            match.negated
            or match.end < len(tokens)
            and tokens[match.end].word
            in ("glasses", "hat", "hair", "beard", "face", "scar", "smile", "flower", "bag", "coat")
        ):
            continue
        return match.value
    return None


# -- clothes ----------------------------------------------------------------------------------------------------------
def _hat(tokens: list[Token]) -> tuple[str | None, str | None]:
    said = None
    for match in _HATS.find(tokens):
        if match.negated:
            said = "" if said is None else said
            continue
        nxt = tokens[match.end].word if match.end < len(tokens) else ""
        if match.phrase in ("cap", "hood", "crown", "habit", "veil") and nxt in ("gun", "of"):
            continue
        return match.value, _colour_before(tokens, match)
    return said, None


def _accessories(tokens: list[Token]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(m.value for m in _EXTRA.find(tokens) if not m.negated))


def _colour_before(tokens: list[Token], match: Match) -> str | None:
    """The colour word that modifies a garment: up to four words before it in its clause, or "in/of <colour>" after."""
    colours = [m for m in _COLOUR.find(tokens) if not m.negated]
    best = None
    for found in colours:
        gap = match.start - found.end
        between = tokens[found.end : match.start]
        clauses = match.start and tokens[found.start].clause == tokens[match.start].clause
        if any(
            t.word == "and" and n + 1 < len(between) and between[n + 1].word in ARTICLES for n, t in enumerate(between)
        ):
            continue  # "gold buttons and a captain's cap"
        inside = found.start >= match.start and found.end <= match.end
        listed = 0 <= gap <= 4 and not any(
            t.word in (_GARMENT_STOPS | _HAIR_NOUNS | FACE_HAIR | {"eye", "skin", "in"}) for t in between
        )
        if (
            inside
            or (
                listed
                and clauses
                and not (any(t.word == "and" for t in between) and _worn_between(tokens, found.end, match.start))
            )
        ) and not _worn_between(tokens, found.end, match.start):
            best = best or found.value
    return best


def _worn_between(tokens: list[Token], start: int, end: int) -> bool:
    between = tokens[start:end]
    return any(True for table in (_GARMENT, _HATS, _EXTRA) for m in table.find(between))


def _clothes(tokens: list[Token]) -> dict:
    """Garment, its colours, and what is worn below; an upper garment wins over trousers, the outermost over the rest."""
    found: dict = {"garment": None, "colour": None, "second_colour": None, "lower": None, "lower_colour": None}
    upper: list[tuple[str, str | None]] = []
    hats = {i for m in _HATS.find(tokens) for i in range(m.start, m.end)}
    for match in _GARMENT.find(tokens, hats):
        if match.negated:
            continue
        nxt = tokens[match.end].word if match.end < len(tokens) else ""
        if (
            match.phrase == "top"
            and nxt in ("of", "hat", "bun", "knot")
            or match.phrase in ("wedding", "blanket", "christening")
            and nxt in ("ring", "band", "day", "veil")
        ):
            continue
        colour = _colour_before(tokens, match)
        if match.phrase in LOWER:
            found["lower"] = found["lower"] or LOWER[match.phrase]
            found["lower_colour"] = found["lower_colour"] or colour
            if match.phrase != "skirt":
                continue
        if match.phrase == "wedding" and upper:
            continue
        upper.append((match.value, colour))
    if upper:
        outer = next(((g, c) for g, c in upper if g in _OUTERMOST), upper[0])
        found["garment"], found["colour"] = outer
        others = [c for g, c in upper if (g, c) != outer and c]
        found["second_colour"] = others[0] if others else _second(tokens, found["colour"])
    elif found["lower"]:
        found["garment"] = "shirt"
    if not upper:
        dressed = next(
            (
                m.value
                for m in _COLOUR.find(tokens)
                if not m.negated
                and m.start
                and any(
                    t.word in ("wearing", "dressed", "wears", "clad", "in")
                    for t in tokens[max(0, m.start - 2) : m.start]
                )
                and not _said_of(tokens, m, _HAIR_NOUNS | {"eye", "skin", "hat", "cap"}, 3)
            ),
            None,
        )
        found["colour"] = dressed
    return found


_OUTERMOST = {"coat", "spacesuit", "armour", "apron", "robe", "overalls", "jacket", "gown"}


def _second(tokens: list[Token], first: str | None) -> str | None:
    """The other colour of "red and white striped"."""
    if first is None:
        return None
    colours = list(_COLOUR.find(tokens))
    for one, two in zip(colours, colours[1:], strict=False):
        between = tokens[one.end : two.start]
        if (
            one.value == first
            and [t.word for t in between] in (["and"], ["with"], [])
            and not _said_of(tokens, two, _HAIR_NOUNS | {"eye"}, 2)
        ):
            return two.value
    return None
