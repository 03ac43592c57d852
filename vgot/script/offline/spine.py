"""A story from one sentence without a language model: its own deeds in their order are the film, beats fill between.

Nobody and nothing is added that the sentence does not name, apart from a place and an hour where it names none.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from vgot.script.offline.cast import Person
from vgot.script.offline.choosing import Moment, moments_of, scenes_of
from vgot.script.offline.dice import Dice
from vgot.script.offline.lengths import lengths_around
from vgot.script.offline.lines import line_for, sparingly
from vgot.script.offline.places import places
from vgot.script.offline.players import Players
from vgot.script.offline.prose import Prose
from vgot.script.offline.setting import Setting, Settings
from vgot.script.offline.tones import Size, light_of_words, tones, weather_of_words
from vgot.script.phrases import a, cap
from vgot.script.reading.clauses import Deed
from vgot.script.reading.grammar import definite
from vgot.script.reading.mention import Mention
from vgot.script.reading.names import names
from vgot.script.reading.nouns import moves
from vgot.script.reading.reading import Reading, read
from vgot.story.grades import PLAIN_STYLE
from vgot.story.model import (
    MAX_PLACES,
    MAX_THINGS,
    Domains,
    Film,
    Line,
    Place,
    Presence,
    Shot,
    Story,
    Thing,
    new_shot_id,
    seed_from,
)
from vgot.units import free_slug

WRITER = "offline outline"
MOST_ON_STAGE = 4
_VARIATION = re.compile(
    r"\b(?:variations?|different (?:films|versions|endings|stories|movies)|another version|many ways|alternative|what if|"
    r"several versions|each time different(?:ly)?)\b",
    re.IGNORECASE,
)


def write_spine(sentence: str, shots: int, seed: int, film: Film, duration_s: float, told: str = "") -> Story:
    """The story of an English sentence in `shots` shots; the same arguments give the same story.

    told: what the person typed, where `sentence` is only its English.
    """
    dice = Dice("offline", sentence, seed)
    reading, players, moments, _ = _planned(sentence, shots, seed)
    return _Film(told or sentence, seed, film, duration_s, reading, players, moments, dice).story()


@lru_cache(maxsize=16)
def _planned(sentence: str, shots: int, seed: int) -> tuple[Reading, Players, list[Moment], int]:
    """What a film is made of: its sentence read, its cast, its moments, and how many shots the sentence fills."""
    dice = Dice("offline", sentence, seed)
    known = read(sentence)
    reading = replace(known, mentions=[replace(m) for m in known.mentions])  # the cast decides who is she and who is he
    players = Players(reading.mentions, reading.after, names().era_of(sentence)[0], dice)
    scenes = scenes_of(reading.deeds, reading.mentions, places_of(reading, dice), lights_of(reading))
    return reading, players, *moments_of(scenes, shots, dice)


def varies(sentence: str) -> bool:
    """Whether a sentence asks for several films of the same."""
    return bool(_VARIATION.search(sentence))


def filled_by(sentence: str, shots: int, seed: int) -> int:
    """How many shots an English sentence fills before the same moments are shown again from other sides."""
    return _planned(sentence, shots, seed)[3]


def places_of(reading: Reading, dice: Dice) -> list[Setting]:
    """Where each deed happens: in its own place, else where the one before did, else in the next one that is named."""
    made = Settings(dice)
    named: list[Setting | None] = []

    def within(deed: Deed, keys: list[int]) -> Setting:
        first = reading.mentions[keys[0]]
        setting = made.named(first, definite(first, reading.mentions))
        for other in (reading.mentions[k] for k in keys[1:]):
            held = re.search(_WITHIN.format(re.escape(first.said), re.escape(other.said)), deed.said, re.IGNORECASE)
            if held:  # a garden inside a space station is both
                around = f"{held[1].lower()} {definite(other, reading.mentions)}"
                return replace(setting, name=f"{setting.name} {around}", words=f"{setting.words} {around}")
        return setting

    for deed in reading.deeds:
        keys = [k for k in (*deed.places, *deed.who, *deed.what) if reading.mentions[k].kind == "place"]
        keys = [k for k in keys if not _overhead(deed, reading.mentions[k])]
        keys.sort(key=lambda k: k in deed.what and deed.who[:1] != (k,) and any(o in deed.who for o in keys))
        on_earth = [k for k in keys if reading.mentions[k].head not in _IN_THE_SKY]
        keys = on_earth or keys  # a moon that falls into a lake is none to be on
        named.append(within(deed, keys) if keys else None)
    outside = {
        k for d in reading.deeds if re.search(r"\boutside\b", d.said) for k in d.who
    }  # where it snows outside, we are in
    spoken_of = [m for m in reading.mentions if m.key not in outside or m.alive]
    words = [w for m in spoken_of for w in dict.fromkeys((m.said.lower(), m.head))]
    settings: list[Setting] = []
    for n, setting in enumerate(named):
        before = settings[-1] if settings else None
        ahead = next((s for s in named[n:] if s is not None), None)
        there = [reading.mentions[k] for k in reading.deeds[n].everyone()]
        hero = next(iter(there), None)
        if hero is not None and hero.kind == "place":  # the moon that falls in love: where whom it loves is
            hero = next((m for m in there if m.alive), hero)
        owner = reading.mentions[hero.owner].said if hero is not None and hero.owner is not None else ""
        deed = reading.deeds[n]
        ridden = _aboard(deed, reading) if setting is None else ""
        if ridden and (before is None or places().kinds[before.kind].indoors):
            setting = made.of_kind(ridden)
        elif setting is None and n and before is not None and places().kinds[before.kind].indoors:
            setting = made.of_kind("city street") if _LEAVES.search(reading.deeds[n - 1].said) else None
        settings.append(setting or before or ahead or made.fitting(hero, words, owner))
    return settings


_WITHIN = r"\b{} (inside|in|behind|under|beneath|within|below|on top of) (?:the|an?|his|her|their|its|my|our) {}\b"


#: a deed after which nobody is where they were
_LEAVES = re.compile(
    r"\b(?:leaves?|left|exits?|exited|flees?|fled|escapes?|escaped|(?:runs?|ran|walks?|walked|rush\w*|storms?|stormed|sneaks?|sneaked|steps?|stepped|"
    r"climbs?|climbed|jumps?|jumped|drives?|drove|rides?|rode|flies|flew|dash\w*|hurr\w+|slips?|slipped|bursts?|walks?) (?:out of|out from|away from))\s+"
    r"(?:a|an|the|his|her|their|its)\b",
    re.IGNORECASE,
)


def _aboard(deed: Deed, reading: Reading) -> str:
    """The kind of place in which people are who are in or on a vehicle; "" where nobody is."""
    for key in deed.everyone():
        mention = reading.mentions[key]
        kind = places().aboard.get(mention.head, "")
        phrase = rf"\b(?:in|on|aboard|inside|onto|into)\s+(?:(?:a|an|the|his|her|their|its|my|our)\s+)?(?:[\w-]+\s+){{0,3}}?{re.escape(mention.head)}"
        if kind and key not in deed.who and re.search(phrase, deed.said, re.IGNORECASE):
            return kind
    return ""


#: what hangs in the sky: a place only for who goes there
_IN_THE_SKY = ("moon", "planet")
_THERE = r"\b(?:on|onto|across|around|inside|in|from|near|over|behind|reach\w*|visit\w*|explor\w*|orbit\w*|coloni[sz]\w*|leav\w*|left)\s+(?:the|a)\s+(?:[\w-]+\s+)?{}\b"
_AFAR = r"\b(?:far (?:away )?from|away from|instead of|without)\s+(?:(?:the|a|an|his|her|their|its|my)\s+)?{}\b"
_FROM_BELOW = r"\b(?:under|beneath|below|by|at|watch\w*|in the light of)\s+(?:the|a)\s+(?:[\w-]+\s+)?{}\b"

#: deeds whose object is a thing, though it be a place at other times
_MADE = r"\b(?:build\w*|built|rebuil[dt]\w*|draw\w*|buy\w*|bought|sell\w*|sold|inherit\w*|carr(?:y|ies|ied)|lift\w*|steal\w*|stole|drag\w*|win|wins)\s+(?:a|an|the|his|her|their|its)\s+(?:[\w-]+\s+)?{}\b"


def _overhead(deed: Deed, place: Mention) -> bool:
    """Whether a place is none to be at: the horizon, or the moon that two kiss under."""
    if re.search(_MADE.format(re.escape(place.head)), deed.said, re.IGNORECASE):
        return True  # the house that is being built
    if re.search(_AFAR.format(re.escape(place.said)), deed.said, re.IGNORECASE):
        return True
    if place.head in _IN_THE_SKY and place.key in deed.who:
        return True  # the moon that falls in love
    if place.head in _IN_THE_SKY:
        there = re.search(_THERE.format(place.head), deed.said, re.IGNORECASE) or moves(deed.verb.split()[0])
        return not there or re.search(_FROM_BELOW.format(place.head), deed.said, re.IGNORECASE) is not None
    return place.head in places().nowhere


#: what the day was before an hour that is told of a later deed, at another place
_BEFORE = {
    "dawn": ("golden", "night"), "morning": ("golden", "night"), "noon": ("morning",), "golden": ("morning", "noon"),
    "dusk": ("noon", "golden"), "night": ("noon", "golden"),
}  # fmt: skip


def lights_of(reading: Reading) -> list[tuple[str, str]]:
    """(light, weather) of each deed: what the words say holds until they say something else, and from the beginning where all that comes
    before is at the same place. Who finds a letter on the beach, reads it in a hut and rows out at night, rows at night and finds it by day."""
    words = [_about_time(deed, reading) for deed in reading.deeds]
    lights, weathers = [light_of_words(w) for w in words], [weather_of_words(w) for w in words]
    told, falls = (next((n for n, one in enumerate(row) if one), None) for row in (lights, weathers))
    found, light, weather = list[tuple[str, str]](), "", ""
    for n in range(len(words)):
        light, weather = lights[n] or light, weathers[n] or weather
        if told is None:
            found.append((("morning", "noon", "golden")[min(2, 3 * n // max(1, len(words)))], weather))
            continue
        here = light
        if n < told:
            before = _BEFORE.get(lights[told], ()) if _elsewhere(reading, told) else ()
            here = before[min(len(before) - 1, len(before) * n // told)] if before else lights[told]
        found.append((here, weather))
    if falls is not None and not _elsewhere(reading, falls):
        found = [(here, fell or weathers[falls]) for here, fell in found]
    return found


def _elsewhere(reading: Reading, n: int) -> bool:
    """Whether deeds before deed n name places and none of them is a place of deed n."""
    before = {k for deed in reading.deeds[:n] for k in deed.places}
    return bool(before) and not before & set(reading.deeds[n].places)


def _about_time(deed: Deed, reading: Reading) -> str:
    """The words of a deed that tell the hour and the weather: its times, the qualities of its places, what falls or blows."""
    mentions = [reading.mentions[k] for k in deed.times]
    places = [reading.mentions[k] for k in (*deed.places, *deed.who, *deed.others)]
    words = [f"{m.said} moonlight" if m.head in ("moon", "star", "starlight") else m.said for m in mentions] + [
        q for m in places if m.kind == "place" for q in (*m.qualities, *m.said.split()[:-1])
    ]
    words += [m.head for m in places if m.head in ("campfire", "bonfire", "candle", "candlelight", "firelight", "sun")]
    words += ["moonlight" for m in places if m.head == "moon" and _overhead(deed, m)]
    return " ".join([*words, deed.verb if deed.verb in ("rain", "snow", "storm", "dawn") else ""])


class _Film:
    """One story being put together."""

    def __init__(
        self,
        sentence: str,
        seed: int,
        film: Film,
        duration_s: float,
        reading: Reading,
        players: Players,
        moments: list[Moment],
        dice: Dice,
    ):
        self.sentence, self.seed, self.film, self.duration_s = sentence, seed, film, duration_s
        self.reading, self.players, self.moments, self.dice = reading, players, moments, dice
        self.prose = Prose(dice)
        self.places: dict[str, Place] = {}

    def story(self) -> Story:
        lengths = lengths_around(
            self.duration_s, [m.tone for m in self.moments], [m.first or m.last for m in self.moments], self.dice
        )
        shots = self._with_lines([self._shot(n, moment, lengths[n]) for n, moment in enumerate(self.moments)])
        used = {p.character for s in shots for p in s.who}
        return Story(
            title=self._title(),
            sentence=self.sentence,
            kind="variation" if varies(self.sentence) else "ensemble" if len(self.players.cast) > 1 else "event",
            style=f"{PLAIN_STYLE} {cap(self.reading.style)}." if self.reading.style else PLAIN_STYLE,
            writer=WRITER,
            seed=self.seed,
            film=self.film,
            cast=[c for c in self.players.cast if c.id in used],
            places=list(self.places.values()),
            things=self._things(shots),
            shots=shots,
        )

    def _shot(self, n: int, moment: Moment, length: float) -> Shot:
        setting, kind = moment.setting, moment.setting.kind
        place = self._place(setting)
        people = [p for k in moment.who for p in self._as_now(k, n)][:MOST_ON_STAGE]
        when = self.prose.hour(kind, moment.light, moment.weather)
        summary = self.prose.unlike("summary", moment.summary)
        relation = self.prose.unlike("relation", " ".join(t for t in (moment.summary, moment.more) if t))
        return Shot(
            id=new_shot_id("offline", self.sentence, self.seed, len(self.moments), n),
            summary=summary,
            domains=Domains(
                character=self.prose.character([(p, p.looks[0]) for p in people], moment.tone, moment.feel)
                if people
                else self.prose.nobody(self._thing(moment)),
                background=self.prose.background(place.id, kind, setting.name, setting.look, when),
                relation=relation,
                camera=self._camera(moment, len(people)),
                lighting=self.prose.lighting(kind, moment.light, moment.tone),
            ),
            who=[Presence(character=self.players.ids[id(p)], stage=p.looks[0].id) for p in people],
            place=place.id,
            duration_s=length,
            seed=seed_from("shot", self.sentence, self.seed, n),
            lines=self._lines(moment, people),
        )

    def _as_now(self, key: int, n: int) -> list[Person]:
        """Whoever plays a mention in the n-th shot: as another after the deed that makes them one, in that deed where it is
        the last that is seen of them."""
        at = next((i for i, m in enumerate(self.moments) if key in m.turns), None)
        if at is None or n < at or n == at and any(key in m.who for m in self.moments[at + 1 :]):
            return self.players.of.get(key, [])
        return self.players.turned.get(key) or self.players.of.get(key, [])

    def _camera(self, moment: Moment, people: int) -> str:
        """The camera as the sentence asks for it where its deeds are shown, else as it suits the moment."""
        asked = self.reading.camera if moment.deed else ""
        named: list[Size] = [s for s in tones().sizes if re.search(s, re.sub(r"close[- ]?up", "close-up", asked))]
        size: Size = max(named, key=len) if named else self.prose.near(moment.size, people)
        return self.prose.camera(size, moment.tone, moment.focus, asked)

    def _lines(self, moment: Moment, people: list) -> list[Line]:
        speakers = [p for p in people if p.role.nature != "animal"]
        who = self.players.ids[id(speakers[0])] if speakers else None
        return [Line(character=who, text=text) for text in moment.quotes[:12]]

    def _with_lines(self, shots: list[Shot]) -> list[Shot]:
        """The shots with what is said in passing by whoever does the deed and can speak."""
        speakers = [self._speaker(m) for m in self.moments]
        lines = [
            line_for(m.verb, len(s.who) > 1, self.dice)
            if m.verb and who is not None and who in {p.character for p in s.who}
            else ""
            for m, s, who in zip(self.moments, shots, speakers, strict=True)
        ]
        chosen = sparingly(lines, [bool(s.lines) for s in shots], [s.duration_s for s in shots])
        return [
            s.model_copy(update={"lines": [Line(character=speakers[n], text=chosen[n])]}) if n in chosen else s
            for n, s in enumerate(shots)
        ]

    def _speaker(self, moment: Moment) -> str | None:
        people = self.players.of.get(moment.hero, []) if moment.hero is not None else []
        return self.players.ids[id(people[0])] if people and people[0].role.nature != "animal" else None

    def _thing(self, moment: Moment) -> str:
        mention = self.reading.mentions[moment.hero] if moment.hero is not None else None
        if mention is None or mention.alive or mention.kind == "place":
            return ""
        return definite(mention, self.reading.mentions)

    def _place(self, setting: Setting) -> Place:
        if setting.name not in self.places and len(self.places) < MAX_PLACES:
            taken = {p.id for p in self.places.values()}
            made = free_slug(setting.name.removeprefix("the "), taken, f"place-{len(self.places) + 1}")
            bare = setting.words or setting.name.removeprefix("the ")
            look = f"{cap(bare)}: {setting.look}." if setting.look else f"{cap(bare)}."
            self.places[setting.name] = Place(id=made, name=setting.name[:120], look=look)
        return self.places.get(setting.name) or next(iter(self.places.values()))

    def _things(self, shots: list[Shot]) -> list[Thing]:
        """What the sentence names and is nobody, where a shot says it."""
        said = " ".join(s.domains.relation for s in shots).lower()
        found: dict[str, Thing] = {}
        for m in self.reading.mentions:
            if m.kind == "thing" and m.at and m.said.lower() in said and len(found) < MAX_THINGS:
                made = free_slug(m.said, found, "thing")
                found[made] = Thing(id=made, name=cap(m.said)[:120], look=m.said if m.several else a(m.said))
        return list(found.values())

    def _title(self) -> str:
        """The hero and what the film is about, in the sentence's own words."""
        if self.reading.title:
            return self.reading.title[:120]
        order = [m for m in self.reading.mentions if m.kind in ("person", "animal", "thing", "place")]
        hero = self._hero(order)
        if hero is None:
            return cap(self.sentence.strip().rstrip("."))[:120] or "Untitled"
        done_to = [self.reading.mentions[k] for d in self.reading.deeds for k in (*d.what, *d.others) if d.verb]
        rest = [m for m in (*done_to, *order) if m is not hero and m.kind in ("thing", "animal", "person")]
        names = [
            definite(hero, self.reading.mentions),
            *(definite(m, self.reading.mentions, {hero.key}) for m in rest[:1]),
        ]
        return _title_case(" and ".join(names))[:120]

    def _hero(self, order: list[Mention]) -> Mention | None:
        doers = [self.reading.mentions[k] for d in self.reading.deeds for k in d.who]
        return (
            next((m for m in doers if m.alive), None)
            or next((m for m in doers if m in order), None)
            or next(iter(order), None)
        )


_SMALL = {"a", "an", "the", "and", "of", "in", "on", "at", "to", "with", "from", "for", "by"}


def _title_case(text: str) -> str:
    words = text.split()
    return " ".join(w if n and w in _SMALL else w[:1].upper() + w[1:] for n, w in enumerate(words))
