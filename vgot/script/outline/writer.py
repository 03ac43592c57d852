"""The offline writer: a story from one sentence and a number of shots, without a language model.

It reads what the sentence says (outline_reading), takes an arc for it (outline_arcs, beats_*), casts it
(outline_company), chooses N beats and words them (outline_prose). On screen it is called a template outline; a
language model replaces it as soon as one is configured.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import Any

from vgot.errors import BadInput
from vgot.script.outline.arcs import Arc, beats_of, choose_arc, told_arc
from vgot.script.outline.asides import Aside, choose_asides
from vgot.script.outline.beat import Beat, choose_beats
from vgot.script.outline.cast import Look, Person
from vgot.script.outline.clauses import weather_of
from vgot.script.outline.company import Company
from vgot.script.outline.dice import Dice
from vgot.script.outline.gaps import fill_gaps
from vgot.script.outline.gloss import gloss
from vgot.script.outline.places import KINDS, PLACE_WORDS
from vgot.script.outline.prose import Prose, cap, light_of
from vgot.script.outline.reading import Reading, read_sentence
from vgot.script.outline.shapes import a
from vgot.script.outline.telling import SHOWN, tell, telling_of
from vgot.script.outline.told import Telling, introduce, introductions, titles_of
from vgot.script.outline.words import IN_TOWN, TOWNS
from vgot.story.model import (
    MAX_SEED,
    MAX_SENTENCE,
    MAX_SHOT_S,
    MIN_SHOT_S,
    Domains,
    Film,
    Line,
    Place,
    Presence,
    Shot,
    Story,
    new_shot_id,
    seed_from,
)
from vgot.units import slug

WRITER = "offline outline"
MAX_OFFLINE_SHOTS = 60

#: kinds of place that an old era does not have
_OLD_PLACES = {
    "train station": "road",
    "hospital": "bedroom",
    "café": "market",
    "office": "library",
    "airfield": "field",
    "police station": "castle",
    "factory": "workshop",
    "living room": "living room",
    "park": "garden",
    "museum": "castle",
    "vault": "castle",
    "gym": "village",
    "laboratory": "workshop",
}
#: places of a life whose beats name what stands there
_AS_TOLD = {"bedroom", "kitchen", "church", "graveyard", "field", "farm", "school"}
_SEASONS = {
    "joy": ("spring", "early summer", "high summer"),
    "warm": ("late summer", "early autumn", "summer"),
    "calm": ("late summer", "autumn", "early spring"),
    "wonder": ("spring", "summer", "autumn"),
    "tense": ("autumn", "late winter", "early spring"),
    "dark": ("winter", "late autumn", "deep winter"),
    "sad": ("late autumn", "winter", "early spring"),
}
#: what stands where somebody works, by their trade
_TOOLS_OF = {
    "clockmaker": "a tall clock and a wall of small ones",
    "watchmaker": "a tall clock and a wall of small ones",
    "painter": "an easel and a canvas",
    "pianist": "a grand piano in the middle",
    "violinist": "a violin on a chair",
    "scientist": "a microscope and a flask",
    "tailor": "a mirror",
    "gardener": "a watering can",
    "detective": "a typewriter",
    "writer": "a typewriter",
    "carpenter": "a ladder and a hammer",
    "magician": "a trunk",
    "fisherman": "a fishing rod",
}
#: what stands in places that have no sets of their own
_LOOK_OF = {"green hill": "long grass, wild flowers and nothing above them but sky"}
_BYSTANDERS = (
    "{name} keeps close and says nothing.",
    "{name} has seen it first.",
    "{name} is already half a step ahead.",
    "{name} holds the others back for a moment.",
    "{name} keeps watch behind them.",
    "{name} would have done it differently.",
    "{name} looks from one to the other.",
    "{name} carries what nobody else wants to carry.",
)
_WEDDING = {"f": "a long white wedding dress", "m": "a dark wedding suit with a white flower", "n": "a white sash"}
#: what a sunny hour becomes under the weather of the sentence
_UNDER = {
    "storm": dict.fromkeys(("dawn", "morning", "noon", "golden", "overcast", "dusk"), "storm"),
    "rain": dict.fromkeys(("dawn", "morning", "noon", "golden"), "overcast"),
    "fog": dict.fromkeys(("morning", "noon", "golden"), "overcast"),
    "snow falling": dict.fromkeys(("morning", "noon", "golden"), "overcast"),
}
#: what there is none of in a story of one night
_DAYLIGHT = {"dawn", "morning", "noon", "golden", "overcast"}
_SEASON_OF_KIND = {"field": "high summer", "beach": "summer", "snow field": "winter"}


def write_offline(
    sentence: str, shots: int, *, seed: int = 0, film: Film | None = None, duration_s: float = 3.0
) -> Story:
    """A valid Story of `shots` shots (1..60) from one sentence in any language; the same seed gives the same story.

    duration_s: the mean length of a shot, 0.25..12; single shots differ by half seconds.
    Raises BadInput that names the field (sentence, shots, seed, duration_s).
    """
    _check(sentence, shots, seed, duration_s)
    english, culture = gloss(sentence)
    reading = read_sentence(english or sentence)
    if english:
        reading = replace(reading, sentence=sentence, culture=reading.culture or culture)
    dice = Dice("offline", sentence, seed)
    arc = choose_arc(reading, dice)
    beats, telling = None, telling_of(reading, arc, shots)
    if telling:
        company = Company(telling.reading, told_arc(arc), dice)
        introductions(telling, company)
        beats = tell(telling, company, shots, dice)
    if beats:
        assert telling is not None  # beats are told by it
        reading, arc = telling.reading, company.arc
    else:
        telling, company = None, Company(reading, arc, dice)
        beats = _beats(arc, company, reading, shots, dice)
        company.join_everyone(beats)
    company.dress(beats, shots)
    return _Outline(
        sentence, shots, seed, film or Film(), duration_s, reading, dice, arc, company, beats, telling
    ).story()


def _check(sentence: str, shots: int, seed: int, duration_s: float) -> None:
    if not isinstance(sentence, str) or not sentence.strip():
        raise BadInput("There is no sentence to make a story from.", field="sentence", hint="Type one sentence.")
    if len(sentence) > MAX_SENTENCE:
        raise BadInput(
            f"The sentence has {len(sentence)} characters; at most {MAX_SENTENCE} are read.",
            field="sentence",
            hint="Shorten it to what the story is about.",
        )
    try:
        sentence.encode()
    except UnicodeEncodeError as why:
        raise BadInput(
            "The sentence holds half a character (a lone surrogate).", field="sentence", hint="Type or paste it again."
        ) from why
    if isinstance(shots, bool) or not isinstance(shots, int) or not 1 <= shots <= MAX_OFFLINE_SHOTS:
        raise BadInput(
            f"A story is written in 1 to {MAX_OFFLINE_SHOTS} shots at once, not {shots}.",
            field="shots",
            hint=f"Choose a number from 1 to {MAX_OFFLINE_SHOTS}; more can be inserted afterwards.",
        )
    if isinstance(seed, bool) or not isinstance(seed, int) or not 0 <= seed <= MAX_SEED:
        raise BadInput(
            f"A seed is a whole number from 0 to {MAX_SEED}, not {seed}.", field="seed", hint="Choose another seed."
        )
    if (
        not isinstance(duration_s, (int, float))
        or not math.isfinite(duration_s)
        or not MIN_SHOT_S <= duration_s <= MAX_SHOT_S
    ):
        raise BadInput(
            f"A shot lasts {MIN_SHOT_S} to {MAX_SHOT_S:g} seconds, not {duration_s}.",
            field="duration_s",
            hint="Choose a length within these limits.",
        )


def _beats(arc: Arc, company: Company, reading: Reading, shots: int, dice: Dice) -> list[Beat]:
    """The beats of this story: those its era, people and seed allow, chosen and, where too few, with gaps filled."""
    era, thread = reading.era, dice.pick("AB", "thread")
    allowed = []
    for beat in beats_of(arc.key):
        tags = beat.tags
        if "old" in tags and era != "old" or "modern" in tags and era == "old":
            continue
        if "trade" in tags and company.royal:
            continue
        if "war" in tags and era not in ("", "classic", "past"):
            continue
        if {"A", "B"} & tags and thread not in tags or "coda" in tags and shots < 45:
            continue
        if any(who not in company.people for who in beat.who):
            continue
        # a companion whom the sentence names was there before the story; another one has to be met
        if ("alone" if company.paired else "paired") in tags:
            continue
        # what is told first differs by seed: a few of the lesser beats change places
        rank = beat.rank
        if not tags & {"first", "last", "key"}:
            turn = dice.number("rank", beat.summary) % 12
            rank = (
                2 if rank == 1 and turn < 4 else 1 if rank == 2 and turn < 3 else 2 if rank == 3 and turn < 3 else rank
            )
        allowed.append(replace(beat, rank=rank))
    chosen = choose_beats(allowed, shots, dice)
    if len(chosen) < shots:
        chosen = fill_gaps(chosen, shots, company, dice)
    return chosen


def _spoken_as(person: Person) -> dict:
    """The slots of the lead, spoken of somebody else."""
    return {
        "hero": person,
        "he": person.he,
        "him": person.him,
        "his": person.his,
        "He": person.He,
        "His": person.His,
        "self": person.self,
        "hands": person.hands,
        "hand": person.hand,
    }


class _Outline:
    """One story being put together."""

    def __init__(self, sentence, shots, seed, film, duration_s, reading, dice, arc, company, beats, telling=None):
        self.sentence, self.count, self.seed, self.film, self.duration_s = sentence, shots, seed, film, duration_s
        self.reading: Reading = reading
        self.dice: Dice = dice
        self.arc: Arc = arc
        self.company: Company = company
        self.beats: list[Beat] = beats
        self.telling: Telling | None = telling
        self.prose = Prose(dice)
        self.places: dict[str, tuple[Place, str]] = {}
        self.sets_used: dict[str, int] = {}
        self.met: set[str] = set()
        self.hero: Person = company.people["hero"]
        self.birth = self._birth_year()

    # -- slots -------------------------------------------------------------------------------------------------------
    def _object(self) -> str:
        held = self.reading.thing_held
        if held and (held in self.arc.objects or "*" in self.arc.objects):
            return held
        return self.dice.pick([o for o in self.arc.objects if o != "*"], "object")

    def _slots(self) -> dict:
        hero, role = self.hero, self.hero.role
        craft = role.craft or (
            "playing and asking questions"
            if self.telling and 0 < hero.age < 15
            else "small useful things"
            if self.telling
            else "keeping things running"
        )
        slots: dict = dict(self.company.people)
        slots |= {
            "he": hero.he,
            "him": hero.him,
            "his": hero.his,
            "He": hero.He,
            "His": hero.His,
            "self": hero.self,
            "hands": hero.hands,
            "hand": hero.hand,
            "craft": craft,
            "calling": craft,
            "tool": role.tool or "old tools",
            "a_job": a(role.word or "worker"),
            "job": role.word or "worker",
            "keep": self.company.keep,
            "Keep": self.company.keep.title(),
            "object": self.object,
            "Object": self.object.title(),
            "an_object": a(self.object),
            "where": self.reading.where or "town",
            "thing": self.reading.thing or "river",
            "Thing": (self.reading.thing or "river").title(),
            "A_Thing": a((self.reading.thing or "river").title()),
        }
        return slots

    def _say(self, text: str, slots: dict) -> str:
        if self.company.royal:
            text = re.sub(r"farmhouse|\bfarm\b", "castle", text.replace("farmyard", "courtyard"))
        said = text.format_map(slots)
        return re.sub(r"(^|[.!?] )([a-z])", lambda m: m.group(1) + m.group(2).upper(), said)

    def _introduce(self, text: str, keys: list[str], raw: str) -> str:
        """The text with a word of introduction before names that are heard for the first time."""
        for key in keys:
            person = self.company.people[key]
            if key in self.met or "{" + key + "}" not in raw:
                continue
            if self.telling:
                told = introduce(text, key, person, self.telling.said.get(key, ""), not self.met)
                if told != text:
                    self.met.add(key)
                text = told
                continue
            self.met.add(key)
            if person.said and not (key == "hero" and self.arc.key == "life"):
                found = re.search(rf"(?<![\w]){re.escape(person.name)}(?![\w])", text)
                if found:
                    start = found.start()
                    opening = not text[:start].strip() or text[:start].rstrip()[-1] in ".!?"
                    text = text[:start] + (cap(person.said) if opening else person.said) + " " + text[start:]
        return text

    # -- places and dates ----------------------------------------------------------------------------------------------
    def _kind_of(self, key: str) -> tuple[str, str]:
        """(kind, set) of a beat's place: abstract places become what the sentence or the lead's trade says."""
        name, _, variant = key.partition("=")[0].partition("@")
        role = self.hero.role
        options = self.arc.places.get(name)
        if options:
            kinds = options.split("|")
            named = [p for p in self.reading.places if p in kinds]
            own = [k for k in (role.work, role.near) if k in kinds]
            kind = named[0] if named else own[0] if own else self.dice.pick(kinds, "place", name)
            if name == "work" and role.work:
                kind = role.work
            if not named and self.reading.places and name in self._free_places():
                kind = self._free_places()[name]
        elif name == "work":
            kind = role.work or "workshop"
        else:
            kind = name
        if self.reading.where in TOWNS and kind not in self._said_places() and (kind != role.work or kind == "road"):
            kind = IN_TOWN.get(kind, kind)
        if self.arc.key == "thing" and name == "town":
            kind = PLACE_WORDS.get(self.reading.thing, kind)
        if self.company.royal and kind == "farm":
            kind = "castle"
        if self.reading.era == "old":
            kind = _OLD_PLACES.get(kind, kind)
        return kind, f"{name if options else ''}@{variant}" if not options else "@" + variant

    def _free_places(self) -> dict[str, str]:
        """Places of the sentence that no abstract place lists take its first ones, in order."""
        listed = {k for options in self.arc.places.values() for k in options.split("|")}
        free = [p for p in self.reading.places if p not in listed]
        order = [n for n in ("goal", "wild", "shore", "far", "edge", "town", "home", "work") if n in self.arc.places]
        return dict(zip(order, free, strict=False))

    def _said_places(self) -> set[str]:
        """Kinds of places that the sentence itself names."""
        return {
            *self.reading.places,
            *(e.place.partition("=")[0] for e in (self.telling.events if self.telling else ())),
        }

    def _place(self, key: str) -> tuple[Place, str]:
        kind, variant = self._kind_of(key)
        ident = kind + variant[-2:] if "@2" in variant else kind
        words = key.partition("=")[2]
        if ident not in self.places:
            sets = KINDS[kind].sets
            n = self.sets_used.get(kind, 0)
            self.sets_used[kind] = n + 1
            start = self.dice.number("set", kind) % len(sets) if self.arc.key != "life" or kind not in _AS_TOLD else 0
            name, look = sets[(start + n) % len(sets)]
            if self.company.royal and kind in ("bedroom", "kitchen", "living room"):
                name = f"{'castle' if not n else 'tower'} {kind}"
            if n >= len(sets):
                name = f"other {name}"
            if words:  # the sentence's own words for the place
                name = words
                look = _LOOK_OF.get(words, look)
            if self.telling and any(
                e.place_words == words and re.search(r"\bgarden$", e.thing) for e in self.telling.events if words
            ):
                look = f"a garden of flowers and one small tree, {look}"
            if self.telling and kind == self.hero.role.work and self.hero.role.word.split()[-1] in _TOOLS_OF:
                look = f"{_TOOLS_OF[self.hero.role.word.split()[-1]]}, {look}"
            self.places[ident] = (Place(id=slug(name), name=f"the {name}", look=f"{cap(a(name))}: {look}."), kind)
        return self.places[ident]

    def _birth_year(self) -> int:
        if self.arc.key != "life" or self.reading.era not in ("", "classic", "past"):
            return 0
        if found := re.search(r"in (?:the )?(1[89]\d\d)", self.reading.era_words):
            return int(found.group(1)) - 25
        return 1911 + self.dice.number("birth") % 3

    def _date(self, beat: Beat, kind: str, n: int) -> str:
        span = self.reading.span
        if span == "seasons":
            season = ("spring", "summer", "autumn", "winter")[min(3, 4 * n // self.count)]
        elif span in ("summer", "winter", "spring", "autumn"):
            season = span
        elif self.arc.key == "life":
            season = _SEASON_OF_KIND.get(kind) or self.dice.pick(_SEASONS[beat.tone], "season", beat.summary)
        elif kind in ("space", "spaceship", "alien plain", "underwater"):
            season = ""
        else:
            season = self.dice.pick(
                ("spring", "late summer", "autumn") if self.telling else ("spring", "late summer", "autumn", "winter"),
                "season",
            )
        if self.birth:
            return f"{season} {self.birth + int(beat.at)}"
        if self.reading.era_words and n % 4 == 0:
            season = f"{season} {self.reading.era_words}".strip()
        if weather := self._weather():
            weather = f"{weather} outside" if KINDS[kind].indoors else weather
            season = ", ".join(p for p in ("winter" if weather.startswith("snow") else season, weather) if p)
        return season

    def _weather(self) -> str:
        """The weather that the sentence lays over its events, or over a story of some hours."""
        if self.telling:
            return next((e.weather for e in self.telling.events if e.weather), self.telling.weather)
        return (
            weather_of(self.reading.text)
            if self.reading.span in ("", "day", "night") and self.arc.key != "life"
            else ""
        )

    def _at_night(self, light: str, kind: str, beat: Beat, n: int) -> str:
        """The light of a shot in a story of one night: no daylight before the sentence names it, but for a dawn at the end."""
        named = (
            [e.light for k, e in enumerate(self.telling.events) if e.light and k <= beat.at + 0.5]
            if self.telling
            else []
        )
        if (
            self.reading.span != "night"
            or light not in _DAYLIGHT
            or set(named[-1:]) & _DAYLIGHT
            or (light == "dawn" and n == len(self.beats) - 1)
        ):
            return light
        if light == "golden" and n == 0:
            return "dusk"
        return self.dice.pick(
            ("night", "lamp", "moonlight") if KINDS[kind].indoors else ("night", "moonlight"), "at night", n
        )

    # -- shots ---------------------------------------------------------------------------------------------------------
    def story(self) -> Story:
        self.object = self._object()
        slots = self._slots()
        planned = []
        before = None
        for n, beat in enumerate(self.beats):
            place, kind = before if beat.place == "here" and before else self._place(beat.place)
            before = (place, kind)
            who = [key for key in beat.who if self.company.stage_at(key, beat.at, self.count)]
            if len(who) < 4 and self.company.extras and (n % 2 == 1 or n == len(self.beats) - 1):
                who += [k for k in self.company.extras if k not in who][: 4 - len(who)]
            planned.append((beat, place, kind, who))
        cast, ids = self.company.cast({key for *_, who in planned for key in who} | {"hero"})
        offsets = self._offsets([b for b, *_ in planned])
        shots = []
        for n, (beat, place, kind, who) in enumerate(planned):
            shots.append(self._shot(n, beat, place, kind, who, ids, slots, offsets[n], planned[n - 1] if n else None))
        shots = self._with_asides(shots, planned, ids)
        kind_of_story: Any = self.reading.kind
        return Story(
            title=self._title(slots),
            sentence=self.sentence,
            kind=kind_of_story,
            style=self._style(),
            writer=WRITER,
            seed=self.seed,
            film=self.film,
            cast=cast,
            places=list({p.id: p for p, _ in self.places.values()}.values()),
            shots=shots,
        )

    def _shot(self, n, beat, place, kind, who, ids, slots, duration_s, previous) -> Shot:
        player = next((t[3:] for t in beat.tags if t.startswith("as:")), "hero")
        if player != "hero":
            slots = slots | _spoken_as(self.company.people[player])
        stages = {key: self.company.stage_at(key, beat.at, self.count) for key in who}
        shown: list[tuple[Person, Look]] = [
            (self.company.people[k], self.company.people[k].look(stages[k] or "")) for k in who
        ]
        if "wedding" in beat.tags:
            shown = [
                (p, replace(k, clothes=_WEDDING[p.sex]) if who[n] in ("hero", "spouse", "ally") else k)
                for n, (p, k) in enumerate(shown)
            ]
        light = self._at_night(light_of(kind, beat.light, self.dice, "light", beat.summary), kind, beat, n)
        light = next(
            (under.get(light, light) for word, under in _UNDER.items() if self._weather().startswith(word)), light
        )
        if self.reading.era == "old":
            light = {"neon": "firelight", "lamp": "candle"}.get(light, light)
        raw = [text.replace("{hero}", "{" + player + "}") for text in (beat.summary, beat.relation)]
        summary, relation = (self._introduce(self._say(t, slots), list(self.company.people), t) for t in raw)
        # a keyframe is drawn from the domains alone: what happens has to stand in one of them
        relation = f"{self._say(raw[0], slots)} {relation}"
        if self.telling and "seen" in beat.tags:
            seen = next(
                (
                    say
                    for e in self.telling.events
                    for word, say in SHOWN.items()
                    if re.search(rf"\b{word}$", e.thing) and word in summary + relation
                ),
                "",
            )
            relation = f"{relation} {seen}".strip()
        for key in who:
            if key in self.company.extras:
                relation += " " + self.prose.deck.deal("extra", _BYSTANDERS).format(name=self.company.people[key].name)
        mood = beat.mood.format_map(slots)
        if beat.who and beat.who[0] not in who:
            mood = "the whole attention on the newborn"
        lines = []
        if beat.line:
            speaker, said = beat.line
            speaker = player if speaker == "hero" else speaker
            if (
                speaker in who
                and shown[who.index(speaker)][1].age >= 3
                and self.company.people[speaker].role.nature != "animal"
            ):
                lines = [Line(character=ids[speaker], text=self._say(said, slots))]
        new_place = previous is None or previous[1].id != place.id
        where = f" in {self.reading.where}" if self.reading.where else ""
        domains = Domains(
            character=self.prose.character(shown, beat, mood),
            background=self.prose.background(
                place.id,
                kind,
                place.name,
                place.look.split(": ", 1)[1].rstrip("."),
                where,
                light,
                self._date(beat, kind, n),
            ),
            relation=self.prose.unlike("relation", relation),
            camera=self.prose.camera(
                beat, beat.focus.format_map(slots), place.id if new_place else "", beat.tags, bool(lines), len(who)
            ),
            lighting=self.prose.lighting(kind, light, beat.tone),
        )
        return Shot(
            id=new_shot_id("offline", self.sentence, self.seed, self.count, n),
            summary=self.prose.unlike("summary", summary),
            domains=domains,
            who=[Presence(character=ids[k], stage=stages[k] or "") for k in who],
            place=place.id,
            duration_s=duration_s,
            seed=seed_from("shot", self.sentence, self.seed, n),
            lines=lines,
        )

    def _with_asides(self, shots: list[Shot], planned, ids: dict[str, str]) -> list[Shot]:
        """The shots with what is said in passing, by whoever is there and can speak."""

        def possible(n: int, aside: Aside | None) -> Aside | None:
            beat, _, _, who = planned[n]
            if aside is None or aside.speaker not in who or aside.to and aside.to not in who:
                return None
            person = self.company.people[aside.speaker]
            age = person.look(self.company.stage_at(aside.speaker, beat.at, self.count) or "").age
            return aside if age >= 3 and person.role.nature != "animal" else None

        chosen = choose_asides(
            [possible(n, beat.aside) for n, (beat, *_) in enumerate(planned)],
            ["key" in beat.tags for beat, *_ in planned],
            [bool(s.lines) for s in shots],
            [s.duration_s for s in shots],
        )
        return [
            s.model_copy(update={"lines": [Line(character=ids[chosen[n].speaker], text=chosen[n].text)]})
            if n in chosen
            else s
            for n, s in enumerate(shots)
        ]

    def _offsets(self, beats: list[Beat]) -> list[float]:
        """Lengths in half-second steps around the wanted one whose mean is exactly that one."""
        base = self.duration_s
        if base < 1.5 or base > MAX_SHOT_S - 1.0:
            return [base] * len(beats)
        wish = [
            1.0
            if b.tags & {"first", "last"}
            else 0.5
            if b.tone in ("wonder", "sad", "calm")
            else -0.5
            if b.tone in ("tense", "joy")
            else 0.0
            for b in beats
        ]
        excess = round(sum(wish) / 0.5)
        order = self.dice.shuffled(range(len(wish)), "lengths")
        turn = 0
        while excess:
            step = -0.5 if excess > 0 else 0.5
            k = order[turn % len(order)]
            if -0.5 <= wish[k] + step <= 1.0 or turn > 4 * len(order):
                wish[k] += step
                excess += round(step / 0.5)
            turn += 1
        return [round(base + w, 3) for w in wish]

    def _title(self, slots: dict) -> str:
        return (
            self.dice.pick(titles_of(self.telling) if self.telling else self.arc.titles, "title")
            .format_map(slots)[:120]
            .strip()
            or "Untitled"
        )

    def _style(self) -> str:
        era = self.reading.era_words
        if self.birth:
            era = f"from the {self.birth // 10 * 10}s on"
        return f"{self.arc.style.rstrip('.')}{', set ' + era if era else ''}{', ' + self.reading.where if self.reading.where else ''}."
