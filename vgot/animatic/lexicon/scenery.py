"""The things and animals of a shot: which, how many, of what colour, whose; and what is ridden or got away.

A word for a thing is left out where it is only part of another ("a ring corridor", "an oak table", "the dog's bowl").
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from vgot.animatic.lexicon.colours import COLOUR_WORDS
from vgot.animatic.lexicon.kinds import FOUND_WORDS, TABLED
from vgot.animatic.lexicon.made_of import said_of
from vgot.animatic.lexicon.mounts import mount_in
from vgot.animatic.lexicon.naming import THING, VERBISH, after_determiner, colour_of, only_a_kind
from vgot.animatic.lexicon.places import INDOORS, PLACES
from vgot.animatic.lexicon.shown import SEEN_IN
from vgot.animatic.lexicon.text import Match, Phrases, Token
from vgot.animatic.lexicon.things import (
    FUNCTION,
    IN_THE_PLACE,
    INDOOR_ONLY,
    LAMPLIT,
    MATERIALS,
    NUMBERS,
)
from vgot.animatic.props.table import rows

MOST_DECOR = 2
MOST_PROPS, MOST_ANIMALS, MOST_OF_ONE = 6, 4, 3


_FOUND = Phrases({word: ("prop", name) for word, name in FOUND_WORDS.items()})
#: the drawings of the table, and those of them that stand in rooms only
TABLED_NAMES = frozenset(rows())
IN_ROOMS_ONLY = frozenset(name for name, row in rows().items() if row.put in ("room", "part"))
PARTS = frozenset(name for name, row in rows().items() if row.put == "part")


@dataclass(frozen=True)
class Scenery:
    """What `read_scenery` finds; the fields are those of `lexicon.ShotReading`."""

    props: tuple[str, ...] = ()
    animals: tuple[str, ...] = ()
    handy: tuple[str, ...] = ()
    painted: tuple[tuple[str, str], ...] = ()
    loose: tuple[str, ...] = ()
    mount: str = ""
    caged: bool = False
    states: tuple[tuple[str, object], ...] = ()


def read_scenery(  # noqa: C901
    relation: list[Token], character: list[Token], told: list[Token], background: list[Token], place: str
) -> Scenery:
    """The things of a shot at a kind of place."""
    props: dict[str, int] = {}
    animals: dict[str, int] = {}
    handy: list[str] = []
    painted: dict[str, str] = {}
    loose: list[str] = []
    states: list[tuple[str, object]] = []
    here, decor = IN_THE_PLACE.get(place, set()) | (SEEN_IN.get(place, set()) & TABLED_NAMES), 0
    outside = place not in INDOORS
    for n, tokens in enumerate((relation, character, told, background)):
        heard = [m for m in THING.find(tokens) if not m.negated]
        if n == 1:  # who somebody is, is drawn by whoever draws people; only what they hold counts here
            heard = [
                m
                for m in heard
                if m.value[0] == "prop"
                and any(
                    t.word in _HOLDING and t.clause == tokens[m.start].clause
                    for t in tokens[max(0, m.start - 6) : m.start]
                )
            ]
        for match in heard:
            family, name = match.value
            first, last = tokens[match.start], tokens[match.end - 1]
            if n == 3 and family == "prop" and name not in props and decor >= MOST_DECOR:
                continue
            if first.capital and not first.opens or (last.owned and match.end < len(tokens)):
                continue  # a name ("Rose", "Robin") or an owner ("the dog's bowl")
            if family == "none" or match.phrase in VERBISH and not after_determiner(tokens, match.start):
                continue
            if match.phrase in COLOUR_WORDS and first.raw == first.word and not _is_one(tokens, match.start):
                continue  # "an orange shirt", "in orange"
            if only_a_kind(tokens, match, heard) or any(
                t.raw == "like" and t.clause == first.clause for t in tokens[max(0, match.start - 4) : match.start]
            ):
                continue  # "a kite shaped like a dragon"
            count = _count(tokens, match)
            told_of = said_of(tokens, match)
            states += [(name, told_of[kind]) for kind in ("size", "state") if kind in told_of]
            colour = colour_of(tokens, match) or str(told_of.get("stuff", ""))
            if family == "animal":
                material = next(
                    (
                        MATERIALS[t.word]
                        for t in reversed(tokens[max(0, match.start - 2) : match.start])
                        if t.word in MATERIALS and t.clause == first.clause
                    ),
                    "",
                )
                name = f"{material}:{name}" if material else name
                if colour and not material:
                    painted.setdefault(name, colour)
                animals[name] = max(animals.get(name, 0), count)
                continue
            if name == "lamp" and outside:
                name = "lantern" if n != 3 and _held_here(tokens, match) else "streetlamp" if place in LAMPLIT else ""
            if not name or _belongs_elsewhere(
                name, match.phrase, n == 3 or not _one_of_many(tokens, match), n == 3, place
            ):
                continue
            if name == "balloon" and count > 1:
                name, count = "balloons", 1
            if n != 3:
                handy.append(name)
                if _gets_away(tokens, match):
                    loose.append(name)
            if colour:
                painted.setdefault(name, colour)
            # what the place shows anyway is not set out a second time, but for one that the words paint: "the red boat"
            if not (name in here and (n == 3 or name in _FIXED and not colour)):
                decor += n == 3 and name not in props
                props[name] = max(props.get(name, 0), count)
    for tokens in (relation, told):
        for name, told_of, colour in _found(tokens, place):
            handy.append(name)
            props.setdefault(name, 1)
            states += [(name, told_of[kind]) for kind in ("size", "state") if kind in told_of]
            if colour:
                painted.setdefault(name, colour)
    if any(t.word == "pianist" for tokens in (relation, told) for t in tokens):
        handy.append("piano")
        props.setdefault("piano", 1)
    for word, thing in (("violinist", "violin"), ("fiddler", "violin"), ("guitarist", "guitar")):
        if any(t.word == word for tokens in (relation, told) for t in tokens):
            handy.append(thing)
    if any(_set_free(tokens) for tokens in (relation, told)):
        loose.append("animal")
    return Scenery(
        _repeated(props, MOST_PROPS),
        _repeated(animals, MOST_ANIMALS),
        tuple(dict.fromkeys(handy)),
        tuple(painted.items()),
        tuple(dict.fromkeys(loose)),
        mount_in((relation, told)),
        any(_in_a_cage(tokens) for tokens in (relation, told, background)),
        tuple(dict.fromkeys(states)),
    )


#: things that rise when nobody holds them
LIGHT_THINGS = {"balloon", "balloons", "kite"}
_AWAY = {
    "lose",
    "losing",
    "lost",
    "slip",
    "escape",
    "float",
    "drift",
    "rise",
    "release",
    "fly",
    "flies",
    "flew",
    "soar",
    "vanish",
    "ascend",
    "carried",
    "blow",
    "blown",
}


def _gets_away(tokens: list[Token], match: Match) -> bool:
    """Whether a sentence lets a thing go: "loses his red balloon", "the balloon floats away", "drops her suitcase"."""
    words = [t.raw for t in tokens if t.sentence == tokens[match.start].sentence]
    stems = {t.word for t in tokens if t.sentence == tokens[match.start].sentence}
    if match.value[1] not in LIGHT_THINGS:
        at = tokens[max(0, match.start - 4) : match.start]
        return any(
            t.word in ("lose", "losing", "lost", "drop", "dropped", "forget", "forgot", "leave", "left")
            and not t.negated
            and t.clause == tokens[match.start].clause
            for t in at
        )
    if match.value[1] == "kite" and not stems & {"lose", "losing", "lost", "slip", "escape", "vanish"}:
        return False  # it is flown
    gone = " ".join(words)
    if any(
        back in gone
        for back in ("bring", "brought", "return", "find", "found", "catch", "caught", "gives it back", "gets it back")
    ):
        return False
    return (
        bool(stems & _AWAY)
        or any(w[:-1] in _AWAY or w.removesuffix("es") in _AWAY or w.removesuffix("ing") in _AWAY for w in words)
        or "let go" in gone
        or "lets go" in gone
    )


def _set_free(tokens: list[Token]) -> bool:
    """Whether an animal is let go: "sets the bird free", "lets go of the dove", "releases a butterfly"."""
    for sentence in {t.sentence for t in tokens}:
        part = [t for t in tokens if t.sentence == sentence]
        words = {t.word for t in part if not t.negated}
        if (
            "free" in words
            and words & {"set", "let", "fly", "run", "swim"}
            or words & {"release", "released", "releasing", "free", "frees", "freed"}
            and (words & {"release", "released", "releasing"})
            or "go" in words
            and words & {"let", "lets", "letting"}
        ) and any(m.value[0] == "animal" for m in THING.find(part)):
            return True
    return False


def _in_a_cage(tokens: list[Token]) -> bool:
    """Whether somebody sits in a cage: "sits in its cage", "a caged bird", "a cage with a bird inside"; not "out of the cage"."""
    for sentence in {t.sentence for t in tokens}:
        part = [t for t in tokens if t.sentence == sentence]
        found = list(THING.find(part))
        for cage in (m for m in found if m.value[1] == "cage" and not m.negated):
            before, after = (
                [t.word for t in part[max(0, cage.start - 4) : cage.start]],
                [t.word for t in part[cage.end : cage.end + 6]],
            )
            if {"in", "inside", "into"} & set(before) and not {"out", "from", "empty"} & set(before):
                return True
            if {"with", "hold", "holding", "contain"} & set(after) and any(
                m.value[0] == "animal" and cage.end < m.start < cage.end + 6 for m in found
            ):
                return True
        if any(
            t.raw == "caged" and any(m.value[0] == "animal" and n < m.start <= n + 3 for m in found)
            for n, t in enumerate(part)
        ):
            return True
    return False


def _found(tokens: list[Token], place: str) -> list[tuple[str, dict[str, object], str]]:
    """What the deeds of a shot find that belongs to many places: "a giant mushroom", "two stones"; not "the leaves"."""
    things = list(THING.find(tokens))
    taken = {n for m in things for n in range(m.start, m.end)}
    found = []
    for match in _FOUND.find(tokens, taken):
        if (
            _one_of_many(tokens, match)
            and not match.negated
            and not only_a_kind(tokens, match, things)
            and match.phrase not in SEEN_IN.get(place, ())
        ):
            told_of = said_of(tokens, match)
            found.append((match.value[1], told_of, colour_of(tokens, match) or str(told_of.get("stuff", ""))))
    return found


@lru_cache(maxsize=64)
def _names_of(place: str) -> frozenset[str]:
    return frozenset(PLACES[place][0].split("|")) & frozenset(TABLED)


def _one_of_many(tokens: list[Token], match: Match) -> bool:
    """Whether words speak of one that nobody has seen yet ("a tower", "three towers") and not of those that are there."""
    before = [t.word for t in tokens[max(0, match.start - 3) : match.start] if t.clause == tokens[match.start].clause]
    return any(w in ("a", "an", "his", "her", "their", "its", "another") or w in NUMBERS for w in before)


def _belongs_elsewhere(name: str, phrase: str, known: bool, background: bool, place: str) -> bool:
    """Whether a thing has no place of its own here: furniture in a meadow, a door without a house, what the backdrop shows."""
    if phrase in _names_of(place) or name == "wall" and place in INDOORS:
        return True  # that is where it is
    if place not in INDOORS and (name in PARTS or background and (name in INDOOR_ONLY or name in IN_ROOMS_ONLY)):
        return True
    return known and name in TABLED_NAMES and bool(set(phrase.split()) & SEEN_IN.get(place, set()))


def _held_here(tokens: list[Token], match: Match) -> bool:
    return any(
        t.word in _HOLDING and t.clause == tokens[match.start].clause
        for t in tokens[max(0, match.start - 5) : match.start]
    )


_HOLDING = {
    "holding",
    "carrying",
    "clutching",
    "hold",
    "carry",
    "grip",
    "gripping",
    "cradling",
    "clasping",
    "clutch",
    "with",
    "wielding",
    "holds",
}
#: things that a backdrop shows already, wherever they are named
_FIXED = {
    "tree",
    "table",
    "stove",
    "train",
    "boat",
    "plane",
    "sofa",
    "bookshelf",
    "fireplace",
    "fountain",
    "gravestone",
    "streetlamp",
    "painting",
    "statue",
}
VERBISH |= set(
    "watch record can die target tap fan safe scale balance slide step hook net gate fence bin litter remote block stick pole roast toast jam pickle "
    "drink snack fudge whistle hurdle arch wall bridge spark star ice branch sprout cloud nest trap bomb gun weight mask bandage label paint brush comb "
    "fork log seed knot chain wire cord string thread rope mat drape bath sink rack vault anchor gear wheel barrel raft ferry palm meter gauge compass "
    "mill stall cascade web stair shell bell pen pan pot bowl peel card dart sweet bubble float kayak ski skate sled parachute".split()
)


def _is_one(tokens: list[Token], at: int) -> bool:
    """Whether a word that may be a colour is a thing: an article before it, and no word that it could colour after it."""
    before = tokens[at - 1].word if at else ""
    after = tokens[at + 1] if at + 1 < len(tokens) and tokens[at + 1].clause == tokens[at].clause else None
    return before in ("a", "an", "the", "one", "this", "that", "his", "her", "their") and (
        after is None or after.word in FUNCTION or after.raw.endswith("s") and after.raw == after.word + "s"
    )


def _count(tokens: list[Token], match: Match) -> int:
    for token in reversed(tokens[max(0, match.start - 2) : match.start]):
        if token.clause != tokens[match.start].clause or token.word in ("a", "an", "the"):
            break
        if token.word in NUMBERS or token.raw.isdigit():
            return max(1, min(NUMBERS.get(token.word) or int(token.raw), MOST_OF_ONE))
    last = tokens[match.end - 1]
    plural = last.raw != last.word and last.raw.endswith(("s", "mice", "geese"))
    return 2 if plural else 1


def _repeated(counts: dict[str, int], most: int) -> tuple[str, ...]:
    return tuple(name for name, count in counts.items() for _ in range(count))[:most]
