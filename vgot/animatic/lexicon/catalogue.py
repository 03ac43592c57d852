"""What a shot's words ask the drawn world for: the five domains -> plain values. Pure, no weights, same words same values.

`read_shot` reads a shot, `read_look` (from `lexicon_looks`) a character's look. Unknown words never fail: they fall
back to something sensible, and the things that cannot be drawn are listed in `not_drawn` so that a person is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass

from vgot.animatic.lexicon.colours import COLOURS, HAIR, SKIN
from vgot.animatic.lexicon.looks import LookReading, read_look
from vgot.animatic.lexicon.made_of import said_of
from vgot.animatic.lexicon.naming import THING
from vgot.animatic.lexicon.nouns import undrawn_nouns
from vgot.animatic.lexicon.places import BESIDE_THE_PLACE, INDOORS, INTO_THE_PLACE, PLACES
from vgot.animatic.lexicon.scenery import read_scenery
from vgot.animatic.lexicon.subject import Subject, aboard, focus_of, subject_of
from vgot.animatic.lexicon.text import Match, Phrases, Token, tokens_of
from vgot.animatic.lexicon.things import LIKE, NUMBERS, spread
from vgot.animatic.lexicon.words import (
    ALWAYS_SEVERAL,
    ANGLE,
    EMOTION,
    ERA,
    EXTRAS,
    FAINT_LIGHT,
    LIGHT,
    MOVE,
    SEASON,
    SIZE,
    SOURCES,
    WEATHER,
    action_table,
    shown_deed,
)
from vgot.animatic.motions import REALMS, motion_in
from vgot.story.model import Domains

__all__ = ["COLOURS", "HAIR", "SKIN", "INDOORS", "LookReading", "ShotReading", "read_look", "read_shot"]

Nearest = Callable[[str], str | None]

MOST_EXTRAS = 8


@dataclass(frozen=True)
class ShotReading:
    """What a shot asks for. `place` is a kind of `backdrops.KINDS`; `place_known` says whether a word named it.
    `props` and `animals` repeat a name for each one wanted; "robot:bird" is an animal of metal. `handy`: the props that
    the deeds name, not only the background. `painted`: (prop, colour) where words say one. `loose`: what got away into
    the air. `mount`: what somebody rides. `pursuit`: somebody goes after
    another; `shoulder`: one is spoken of; `caged`: somebody sits in a cage. `subject`: the thing a
    shot with nobody in it is about; `focus`: the one the camera goes to; `moves`: how it moves on the water, in the air and
    on the ground; `aboard`: the shot is on a ship. `states`: (prop, how large or in what state), where words say so. `not_drawn` are words for things that are not drawn."""

    place: str = "studio"
    place_known: bool = False
    light: str = "noon"
    weather: str = "clear"
    season: str = "summer"
    size: str = "medium"
    move: str = "static"
    angle: str = "eye"
    actions: tuple[str, ...] = ()
    emotion: str = "calm"
    props: tuple[str, ...] = ()
    animals: tuple[str, ...] = ()
    extras: int = 0
    era: str = ""
    not_drawn: tuple[str, ...] = ()
    handy: tuple[str, ...] = ()
    painted: tuple[tuple[str, str], ...] = ()
    loose: tuple[str, ...] = ()
    mount: str = ""
    pursuit: bool = False
    shoulder: bool = False
    caged: bool = False
    subject: Subject = Subject()
    focus: Subject = Subject()
    aboard: bool = False
    moves: tuple[tuple[str, str], ...] = ()
    states: tuple[tuple[str, object], ...] = ()

    def as_json(self) -> dict:
        """Plain lists, strings and numbers."""
        return {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(self).items()}


_PLACE = Phrases(
    {
        **{w: (kind, 1.0) for kind, (_, hints) in PLACES.items() for w in hints.split("|")},
        **{w: (kind, 3.0) for kind, (names, _) in reversed(PLACES.items()) for w in names.split("|")},
    }
)
_LIGHT, _WEATHER, _SEASON = Phrases(spread(LIGHT)), Phrases(spread(WEATHER)), Phrases(spread(SEASON))
_SIZE, _MOVE, _ANGLE = Phrases(spread(SIZE)), Phrases(spread(MOVE)), Phrases(spread(ANGLE))
_EMOTION, _ERA, _EXTRAS = Phrases(spread(EMOTION)), Phrases(spread(ERA)), Phrases(EXTRAS)
_ACTION = Phrases(action_table())
#: the tables by what they tell of a shot, for whoever asks which words were heard
TABLES: dict[str, Phrases] = {
    "thing": THING, "place": _PLACE, "light": _LIGHT, "weather": _WEATHER, "season": _SEASON, "emotion": _EMOTION, "era": _ERA,
    "extras": _EXTRAS, "action": _ACTION, "size": _SIZE, "move": _MOVE, "angle": _ANGLE,
}  # fmt: skip


def read_shot(
    domains: Domains, summary: str = "", place_name: str = "", place_look: str = "", nearest: Nearest | None = None
) -> ShotReading:
    """Read a shot's five domains. `nearest` maps words for an unknown place to a kind (word vectors), or None."""
    background, relation = tokens_of(domains.background), tokens_of(domains.relation)
    camera, lighting, told = tokens_of(domains.camera), tokens_of(domains.lighting), tokens_of(summary)
    character, name, look = tokens_of(domains.character), tokens_of(place_name), tokens_of(place_look)

    here = tokens_of(_of_the_place(domains.background, place_name))
    place, known = _place((here, name, look, told, relation), nearest, (place_name, domains.background))
    weather = _weather((background, lighting, told, look, relation), place)
    light = _light((lighting, background, told, look, name, relation), place)
    season = _first(_SEASON, (background, lighting, told, look, name, relation)) or (
        "winter" if place == "snow" else "summer"
    )
    if weather == "snow" and season != "winter":
        season = "winter"
    things = read_scenery(relation, character, told, background, place)
    actions = _actions((relation, told, character))
    cycles = "riding" in actions and any(t.word in ("cyclist", "biker") for tokens in (relation, told) for t in tokens)
    missed = undrawn_nouns(
        (background, relation, told), (_PLACE, _LIGHT, _WEATHER, _SEASON, _EMOTION, _ERA, _EXTRAS, _ACTION, THING)
    )
    missed = tuple(dict.fromkeys((*missed, *(t.word for tokens in (relation, told) for t in tokens if t.word in LIKE))))
    if not known and place_name.strip():
        missed = (place_name.strip().lower()[:40], *missed)
    subject, focus = subject_of(character, camera, told, relation), focus_of(camera, told, relation)
    return ShotReading(
        place=place, place_known=known, light=light, weather=weather, season=season,
        size=_size(camera), move=_move(camera), angle=_first(_ANGLE, (camera,)) or "eye",
        actions=actions, emotion=_emotion((relation, character, told)), props=things.props, animals=things.animals,
        extras=_extras((background, relation, told)),
        era="red" if place == "planet" and _is_red((background, look, name, told)) else _era((background, look, name, told, character)),
        not_drawn=missed, handy=things.handy, painted=things.painted, loose=things.loose, mount=things.mount or ("bicycle" if cycles else ""), caged=things.caged,
        shoulder=any(t.word == "shoulder" for tokens in (relation, told, character) for t in tokens),
        subject=subject, focus=focus, states=things.states + _state_of_the_place((background, relation, told)),
        aboard=aboard(background, name, look, told, relation),
        moves=tuple((realm, how) for realm in REALMS if (subject.name or focus.name) and (how := motion_in((told, relation), realm))),
        pursuit=any(t.word in _AFTER_SOMEBODY and not t.negated for tokens in (relation, told) for t in tokens),
    )  # fmt: skip


_AFTER_SOMEBODY = {"chase", "chasing", "chased", "pursue", "pursuing", "pursued", "follow", "following", "followed"}


def _heard(table: Phrases, tokens: list[Token]) -> list[Match]:
    return [m for m in table.find(tokens) if not m.negated]


def _first(table: Phrases, texts: Iterable[list[Token]]) -> str | None:
    """The first value heard in the first text that has one."""
    for tokens in texts:
        for match in _heard(table, tokens):
            return match.value
    return None


# -- where ------------------------------------------------------------------------------------------------------------
def _of_the_place(background: str, name: str) -> str:
    """Those sentences of a background that name the shot's place; all of it where none does. "Plates stand in towers. Around it, unchanged,
    the restaurant kitchen" is no castle."""
    called = name.strip().lower().removeprefix("the ").removeprefix("a ")
    parts = re.split(r"(?<=[.!?])\s+", background)
    named = [part for part in parts if called and re.search(rf"\b{re.escape(called)}\b", part.lower())]
    return " ".join(named) or background


def _place(texts: tuple[list[Token], ...], nearest: Nearest | None, unknown: tuple[str, ...]) -> tuple[str, bool]:
    """The kind of place, from the first text that NAMES one, else from all the hints together."""
    hints: dict[str, float] = {}
    for weight, tokens in zip((1.0, 0.9, 0.9, 0.6, 0.4), texts, strict=True):
        scores: dict[str, float] = {}
        named = False
        heard = _heard(_PLACE, tokens)
        for order, match in enumerate(heard):
            kind, score = match.value
            before = tokens[match.start - 3 : match.start] if match.start >= 3 else tokens[: match.start]
            near = [t.word for t in before if t.clause == tokens[match.start].clause]
            strong = score >= 3.0
            if match.phrase == "moon" and _IN_THE_SKY & set(near):
                continue  # "they kiss under the moon"
            if any(w in BESIDE_THE_PLACE for w in near):
                score *= 0.35
            elif any(w in INTO_THE_PLACE for w in near):
                score *= 1.3
            follower = tokens[match.end].word if match.end < len(tokens) else ""
            same_clause = match.end < len(tokens) and tokens[match.end].clause == tokens[match.start].clause
            if (
                strong
                and same_clause
                and follower
                in (
                    "window",
                    "wall",
                    "table",
                    "curtain",
                    "light",
                    "scene",
                    "worker",
                    "uniform",
                    "boy",
                    "girl",
                    "man",
                    "woman",
                    "friend",
                    "air",
                    "book",
                    "bag",
                    "dress",
                    "coat",
                )
            ):
                score *= 0.5  # "a kitchen window" still says kitchen, but less than "a bedroom" beside it
            if strong and same_clause and any(m.start == match.end and m.value[1] >= 3.0 for m in heard):
                score *= 0.3  # "a farmhouse bedroom" is a bedroom
            if strong and named:
                score *= 0.7  # "a graveyard on a hill" is a graveyard
            score *= 1.0 + 0.25 * (match.end - match.start - 1) - 0.06 * min(order, 6)
            named |= strong
            scores[kind] = scores.get(kind, 0.0) + score
        if named and max(scores.values()) >= 0.9:
            return _inside(max(scores, key=scores.__getitem__), scores, texts[:3]), True
        for kind, score in scores.items():
            hints[kind] = hints.get(kind, 0.0) + score * weight
    if hints:
        return max(hints, key=hints.__getitem__), True
    if nearest is not None:
        for text in unknown:
            kind = nearest(text) if text.strip() else None
            if kind in PLACES:
                return kind, True
    return "studio", False


_IN_THE_SKY = {"under", "beneath", "below", "full", "rising", "pale", "crescent", "watch", "watching"}
#: houses of which words may show the rooms, and the rooms that they have
_ROOMS_OF = {
    "house": {"living_room", "kitchen", "bedroom", "library", "nursery"},
    "castle": {"ballroom", "prison", "bedroom"},
}
_OUTSIDE = {
    "garden",
    "porch",
    "lawn",
    "roof",
    "outside",
    "yard",
    "fence",
    "drawbridge",
    "courtyard",
    "tower",
    "gate",
    "front",
}


def _inside(kind: str, scores: dict[str, float], texts: tuple[list[Token], ...]) -> str:
    """A house is seen from inside where its words furnish it: "an old mansion: a green sofa, a fireplace"."""
    rooms = {k: s for k, s in scores.items() if k in _ROOMS_OF.get(kind, ())}
    for tokens in texts:
        if rooms or any(t.word in _OUTSIDE for t in tokens):
            break
        for match in _heard(_PLACE, tokens):
            if match.value[0] in _ROOMS_OF.get(kind, ()):
                rooms[match.value[0]] = rooms.get(match.value[0], 0.0) + match.value[1]
    outside = any(t.word in _OUTSIDE for tokens in texts for t in tokens)
    return max(rooms, key=rooms.__getitem__) if rooms and not outside else kind


def _state_of_the_place(texts: tuple[list[Token], ...]) -> tuple[tuple[str, object], ...]:
    """("place", "burning") where words set the place itself on fire."""
    named = ((tokens, m) for tokens in texts for m in _heard(_PLACE, tokens) if m.value[1] >= 3.0)
    return (("place", "burning"),) if any(said_of(tokens, m).get("state") == "burning" for tokens, m in named) else ()


def _is_red(texts: tuple[list[Token], ...]) -> bool:
    """Whether a planet is the red one."""
    return any(t.word in ("mars", "martian", "red", "rust", "rusty") for tokens in texts for t in tokens)


def _era(texts: tuple[list[Token], ...]) -> str:
    """ "old" before 1960, "future" after 2040, from a year or from a word."""
    for tokens in texts:
        for token in tokens:
            if len(token.word) == 4 and token.word.isdigit() and 1000 <= int(token.word) < 3000:
                year = int(token.word)
                return "old" if year < 1960 else "modern" if year <= 2040 else "future"
        word = _first(_ERA, (tokens,))
        if word:
            return word
    return ""


# -- light and weather ------------------------------------------------------------------------------------------------
def _light(texts: tuple[list[Token], ...], place: str) -> str:
    """The first strong word for light decides, in the lighting itself also a plain source ("a lamp"); faint ones
    ("bright", "dark") only where there is no other."""
    faint = ""
    for n, tokens in enumerate(texts):
        heard = _heard(_LIGHT, tokens)
        strong = [m for m in heard if m.phrase not in FAINT_LIGHT] or [
            m for m in heard if n == 0 and m.phrase in SOURCES
        ]
        if strong:
            return strong[0].value
        if heard and not faint:
            faint = heard[0].value
    if faint:
        return faint
    return "night" if place in ("space", "planet") else "noon"


def _weather(texts: tuple[list[Token], ...], place: str) -> str:
    if place in ("underwater", "space", "planet", "spaceship"):
        return "clear"
    for n, tokens in enumerate(texts):
        for match in _heard(_WEATHER, tokens):
            if match.value != "fog" or n not in (0, 3) or not _hangs_there(tokens, match):
                return match.value
    return "clear"


_ARTICLES = ("the", "a", "some")


def _hangs_there(tokens: list[Token], match: Match) -> bool:
    """Whether mist is a detail of a place ("Mist hangs over the bend", "fades into haze"), not the weather of it."""
    first, before = tokens[match.start], tokens[match.start - 1] if match.start else None
    if match.phrase not in ("mist", "fog", "haze"):
        return False
    return first.opens or before is not None and (before.word == "into" or before.opens and before.word in _ARTICLES)


# -- camera -----------------------------------------------------------------------------------------------------------
def _size(camera: list[Token]) -> str:
    """The longest phrase among the first heard: "medium close-up" is not "medium"."""
    return _first(_SIZE, (camera,)) or "medium"


def _move(camera: list[Token]) -> str:
    heard = _heard(_MOVE, camera)
    moving = [m for m in heard if m.value != "static"]
    return moving[0].value if moving else "static"


# -- people -----------------------------------------------------------------------------------------------------------
def _actions(texts: tuple[list[Token], ...]) -> tuple[str, ...]:
    found: list[str] = []
    for tokens in texts[:2]:
        found += [shown_deed(tokens, m) for m in _heard(_ACTION, tokens) if is_deed(tokens, m)]
    if not found:  # how somebody looks: "knitted" and "pinned" are no deeds there
        found = [
            m.value
            for m in _heard(_ACTION, texts[2])
            if m.value in _BEARING and not texts[2][m.start].raw.endswith("ed") and is_deed(texts[2], m)
        ]
    return tuple(dict.fromkeys(found))[:6]


#: deeds that a description of somebody may name; "a glance flying from one to the other" is none
_BEARING = {
    "sitting",
    "kneeling",
    "sleeping",
    "holding",
    "waving",
    "crying",
    "laughing",
    "reading",
    "working",
    "running",
    "hugging",
    "music",
    "cooking",
}


def is_deed(tokens: list[Token], match: Match) -> bool:
    """Whether a word for a deed stands for one: "the washing" does not, nor what nobody does ("nothing escapes it")."""
    if match.start and tokens[match.start - 1].word in ("nothing", "nobody", "none"):
        return False
    before = tokens[match.start - 1].word if match.start else ""
    return not (
        match.end - match.start == 1
        and tokens[match.start].raw.endswith("ing")
        and before in ("the", "a", "an", "his", "her", "their", "this", "that")
    )


def _emotion(texts: tuple[list[Token], ...]) -> str:
    """What is felt most often in the first text that says anything; "calm" yields to any other."""
    calm = False
    for tokens in texts:
        votes: dict[str, float] = {}
        for order, match in enumerate(_heard(_EMOTION, tokens)):
            votes[match.value] = votes.get(match.value, 0.0) + 1.0 - 0.05 * order
        calm |= "calm" in votes
        votes.pop("calm", None)
        if votes:
            return max(votes, key=votes.__getitem__)
        if calm and tokens is texts[0]:
            return "calm"
    return "calm"


def _extras(texts: tuple[list[Token], ...]) -> int:
    """How many unnamed people stand in the background: the largest group named, never more than MOST_EXTRAS."""
    most = 0
    for tokens in texts:
        for match in _heard(_EXTRAS, tokens):
            first = tokens[match.start]
            before = [t.word for t in tokens[max(0, match.start - 3) : match.start] if t.clause == first.clause]
            last = tokens[match.end - 1]
            several = last.raw != last.word or match.phrase in ALWAYS_SEVERAL
            count = next((NUMBERS[w] for w in reversed(before) if w in NUMBERS), 0)
            if not count and first.raw.isdigit():
                count = int(first.raw)
            if match.phrase == "people" and count and count <= 2:
                continue  # "two people" are those of the shot
            if (
                match.phrase == "friend"
                and before
                and before[-1] in ("become", "are", "be", "as", "best", "good", "like", "make", "were", "stay")
            ):
                continue  # those of the shot, of one another
            if (
                match.phrase in ("child", "children", "friend", "family", "team")
                and before
                and before[-1] in ("the", "his", "her")
            ):
                continue  # somebody the story already knows
            if count > 1:
                most = max(most, count)
            elif several:
                most = max(most, match.value)
    return min(most, MOST_EXTRAS)
