"""What is in one drawn picture, as far as words can ask for it: from the scene that was staged, or, while somebody types,
from what the words alone will be read as."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from vgot.animatic.deed_table import all_deeds
from vgot.animatic.lexicon.catalogue import INDOORS, ShotReading
from vgot.animatic.lexicon.colours import COLOURS, HAIR, SKIN
from vgot.animatic.lexicon.kinds import FOUND_WORDS, WORN_WORDS
from vgot.animatic.lexicon.places import WEIGHTLESS
from vgot.animatic.lexicon.shown import IN_ROOMS, LOW, NO_SKY, OUTDOORS, SEEN_IN
from vgot.animatic.motions import all_motions

#: what a body that sits, works or sleeps brings along -> words for it
_FURNITURE = {"desk": {"desk", "table"}, "counter": {"counter"}, "chair": {"chair", "seat"}, "bench": {"bench", "seat"},
              "bed": {"bed"}, "rock": {"rock", "stone"}, "cage": {"cage"}, "pool": {"water", "wave"}}  # fmt: skip
#: how a hand holds a thing -> the prop it is
_HELD = {"flowers": "bouquet", "cup": "coffee_cup", "photo": "letter"}
#: a feeling of the tables -> faces of the drawing that show it
FACES = {
    "happy": {"happy", "joyful", "tender", "proud", "love", "hopeful"},
    "sad": {"sad", "lonely", "tender"},
    "angry": {"angry", "determined"},
    "surprised": {"surprised", "curious"},
    "afraid": {"afraid", "worried"},
    "calm": {"calm", "thoughtful", "tired", "determined", "tender"},
}
_ODD_NAMES = {"living_room": "a living room", "sea": "a ship's deck at sea", "snow": "a snowy plain", "underwater": "the sea floor", "space": "outer space",
              "planet": "a grey planet", "lab": "a laboratory", "studio": "a plain backdrop", "sky": "the sky", "ruins": "old ruins", "pyramids": "pyramids",
              "airport": "an airport", "office": "an office", "station": "a railway platform"}  # fmt: skip
#: things whose names are also parts of places
FOUND = frozenset(("leaf", "feather", "stone", "mushroom"))
_WITH_FACES = ("person", "alien", "robot", "ghost")
_SUNLIT = {"noon", "golden", "dawn"}
_MOONLIT = {"night", "lamp", "candle", "fire", "neon"}


@dataclass(frozen=True)
class Picture:
    """What is seen. `deeds`, `feelings` and `people` are None where nothing was staged yet: then what the words ask for
    is taken as done. `people`: looks as plain values."""

    reading: ShotReading
    things: frozenset[str]
    deeds: frozenset[str] | None = None
    feelings: frozenset[str] | None = None
    people: tuple[dict, ...] | None = None
    crowd: int = 0
    crowd_ages: frozenset[str] = frozenset()
    follows: bool = True  # the camera goes with somebody who goes
    mounted: bool = False
    moving: frozenset[str] = frozenset()  # verbs that a thing of the picture does
    acted: frozenset[str] = frozenset()  # verbs of deeds that somebody of the picture plays
    set_move: str = ""  # the move of a camera that is set as a value: it is played, and none that words say beside it
    set_lens: bool = False  # the lens is set as a value
    playing: frozenset[str] = frozenset()  # the kinds of those who act
    alone: bool = False  # of one text: nothing says yet where it is

    @property
    def inside(self) -> bool:
        return self.reading.place in INDOORS and (self.reading.place_known or not self.alone)

    @property
    def seen(self) -> set[str]:
        """Words for what the place itself shows."""
        r = self.reading
        found = (
            set(SEEN_IN.get(r.place, ()))
            | (self.things & FOUND)
            | {w for phrase, name in (FOUND_WORDS | WORN_WORDS).items() if name in self.things for w in phrase.split()}
            | ({"floor", "ground"} if r.place not in WEIGHTLESS else set())
        )
        found -= LOW if r.size in ("close", "extreme_close") else set()
        if self.inside:
            return found | IN_ROOMS
        if r.place in NO_SKY:
            return found
        found |= OUTDOORS | ({"cloud"} if r.place != "space" else set())
        if r.weather in ("clear", "wind"):
            found |= {"sun"} if r.light in _SUNLIT else set()
            found |= {"moon", "star"} if r.light in _MOONLIT else {"star"} if r.light == "dusk" else set()
        return found

    def weather_shown(self, weather: str) -> bool:
        """Whether a weather is in the picture."""
        same = self.reading.weather in (weather, {"storm": "rain", "rain": "storm"}.get(weather))
        if self.inside:  # it is seen through the window
            return same and weather in ("rain", "storm", "snow") and "window" in self.seen
        return same

    def does(self, deed: str) -> bool:
        return self.deeds is None or deed in self.deeds

    def feels(self, feeling: str) -> bool:
        return self.feelings is None or bool(self.feelings & FACES.get(feeling, {feeling}))

    def anybody(self) -> bool:
        return self.people is None or bool(self.people) or self.crowd > 0

    def wears(self, field: str, value: object) -> bool:
        """Whether somebody's look has a value; unknown looks are taken at their word."""
        return self.people is None or any(p.get(field) == value for p in self.people)

    def has_colour(self, name: str, body: bool = False, below: bool = False) -> bool:
        """Whether a colour is on somebody: cloth, hat or fur; `body`: hair, skin, eyes; `below`: what is worn below."""
        if self.people is None:
            return True
        if (
            body
            and name in ("grey", "white", "silver", "light grey")
            and any(p.get("grey", 0.0) >= 0.5 for p in self.people)
        ):
            return True
        wanted = [t[name] for t in (COLOURS, HAIR, SKIN) if name in t]
        worn = [p.get(part, 0) for p in self.people for part in _parts(p, body, below)]
        return any(_far(w, c) < 60 for w in wanted for c in worn if c)


def _parts(look: dict, body: bool, below: bool) -> tuple[str, ...]:
    if look.get("kind") != "person":
        return "colour", "colour2"
    if body:
        return "hair", "skin", "eye_colour"
    return ("trousers",) if below else ("colour", "colour2", *(("hat_colour",) if look.get("hat") else ()))


def _far(a: int, b: int) -> int:
    return sum(abs(((a >> s) & 255) - ((b >> s) & 255)) for s in (0, 8, 16))


def kind_in_words(kind: str) -> str:
    """A kind of place as a person says it: "a living room"."""
    return _ODD_NAMES.get(kind) or f"{'an' if kind[:1] in 'aeiou' else 'a'} {kind.replace('_', ' ')}"


def picture_of_words(reading: ShotReading, alone: bool = False) -> Picture:
    """What the words alone will be drawn as, if there is room for it."""
    named = (*reading.props, *reading.animals, *reading.handy, *reading.loose, reading.subject.name)
    things = {p.rpartition(":")[2] for p in named}
    return Picture(
        reading,
        frozenset((things | {reading.mount}) - {""} | _furniture_of(reading)),
        crowd=reading.extras,
        mounted=bool(reading.mount),
        moving=_done({how for _, how in reading.moves}) if reading.subject.name else frozenset(),
        alone=alone,
        acted=_verbs(all_deeds()),
    )


def _done(motions: set[str]) -> frozenset[str]:
    """The verbs whose motions are seen."""
    return frozenset(word.split("/")[0] for how in motions for word in all_motions()[how].words)


def _verbs(deeds: Iterable[str]) -> frozenset[str]:
    """The verbs by which deeds are asked for."""
    played = set(deeds)
    asked = [d for d in all_deeds().values() if {d.id, d.outdoors, d.living, d.bare} & played]
    return frozenset(word.split("/")[0].split()[0] for deed in asked for word in deed.words)


def _furniture_of(reading: ShotReading) -> set[str]:
    found: set[str] = set()
    if {"working", "cooking"} & set(reading.actions) and reading.place in INDOORS:
        found |= _FURNITURE["desk"]
    if "sitting" in reading.actions:
        found |= _FURNITURE["chair"]
    if "sleeping" in reading.actions:
        found |= _FURNITURE["bed"]
    return found


def picture_of_scene(reading: ShotReading, scene: dict) -> Picture:
    """What a staged scene shows of it."""
    place, camera, actors = scene["place"], scene["camera"], scene["actors"]
    shown = replace(
        reading,
        place=place["kind"], light=scene["light"], weather=place["weather"], season=place["season"], era=place.get("era", ""),
        size=camera["size"], move=camera["move"], angle=camera["angle"],
    )  # fmt: skip
    if shown.angle in ("over_shoulder", "reverse") and not any(a["back"] > 0.5 for a in actors):
        shown = replace(shown, angle="eye")  # nobody over whose shoulder to look
    near = camera["size"] == "extreme_close"
    things: set[str] = {p["name"].rpartition(":")[2] for p in scene["props"]}
    things |= {"bowl", "vase", "jug"} if "wheel" in things else set()  # what is made on a potter's wheel
    deeds: set[str] = set()
    feelings: set[str] = set()
    for a in actors:
        deeds |= {a["body"], *a["overlays"]} if not near else set(a["overlays"])
        if a["back"] <= 0.5 and a["look"]["kind"] in _WITH_FACES:
            feelings.add(a["emotion"])
        things.add(a["look"]["kind"])
        in_hand = (a["held"], *(b.get(k, "") for b in a.get("beats", ()) for k in ("held", "tool")))
        for held in (str(one).rpartition(":")[2] for one in in_hand):
            if held and not near:
                things.add(_HELD.get(held, held))
                deeds.add("holding")
        furniture = a["furniture"]
        things |= {furniture[6:].lstrip("=")} if furniture.startswith("mount:") else _FURNITURE.get(furniture, set())
        things |= {"rowboat"} if furniture == "mount:=raft" else set()  # a raft is one of the boats of the tables
        things |= {"piano"} if a.get("at") == "piano" else set()
    deeds |= {o for a in scene["crowd"] for o in (a["body"], *a["overlays"])}
    people = tuple(a["look"] for a in actors if a["look"]["kind"] in _WITH_FACES)
    animals = tuple(a["look"] for a in actors if a["look"] not in people)
    return Picture(
        shown,
        frozenset(things - {""}),
        frozenset(deeds),
        frozenset(feelings),
        (*people, *animals),
        len(scene["crowd"]),
        frozenset(a["look"]["age"] for a in scene["crowd"]),
        camera["move"] != "follow" or camera["follow"] > 0,
        any(a["furniture"].startswith("mount:") or a["furniture"] == "aboard" for a in actors),
        _done({p["motion"]["how"] for p in scene["props"] if "motion" in p}),
        acted=frozenset()
        if near
        else _verbs(
            ["sleep"] * any(a["body"] == "sleeping" for a in actors)
            + [b["deed"] for a in actors for b in a.get("beats", ())]
        ),
        playing=frozenset(a["look"]["kind"] for a in actors if a.get("beats")),
    )
