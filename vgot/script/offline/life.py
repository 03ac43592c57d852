"""A whole life, birth to death: the one story for which a film needs more than its sentence names.

A sheet of beats (vgot/script/beats/life.py) with the years at which they happen, the stages of the lead, and the family
and friends that a life brings.
"""

from __future__ import annotations

import re
from dataclasses import replace

from vgot.script.outline.arcs import LIFE, beats_of_a_life
from vgot.script.outline.beat import Beat, choose_beats
from vgot.script.outline.cast import Look, Person
from vgot.script.outline.company import Company
from vgot.script.outline.dice import Dice
from vgot.script.outline.gaps import fill_gaps
from vgot.script.outline.places import KINDS
from vgot.script.outline.prose import Prose, cap, light_of
from vgot.script.outline.reading import Reading, read_sentence
from vgot.script.outline.shapes import a
from vgot.script.outline.words import IN_TOWN, TOWNS
from vgot.story.model import (
    MAX_SHOT_S,
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
#: what there is none of in a story of one night
_DAYLIGHT = {"dawn", "morning", "noon", "golden", "overcast"}
_SEASON_OF_KIND = {"field": "high summer", "beach": "summer", "snow field": "winter"}


def write_life(sentence: str, shots: int, seed: int, film: Film, duration_s: float) -> Story | None:
    """The story of a life in `shots` shots, with the family that a life brings; None where nobody's life is asked for."""
    if not is_life(sentence):
        return None
    reading = read_sentence(sentence)
    dice = Dice("offline", sentence, seed)
    if not reading.leads or reading.leads[0].role.nature != "human":
        return None
    company = Company(reading, LIFE, dice)
    beats = _beats(company, reading, shots, dice)
    company.join_everyone(beats)
    company.dress(beats, shots)
    return _Life(sentence, shots, seed, film, duration_s, reading, dice, company, beats).story()


#: What asks for a whole life, birth to death: the one story for which a film needs more than its sentence names.
_A_LIFE = re.compile(
    r"\bbirth (?:to|until) (?:death|old age|the grave)\b|\bcradle to (?:the )?grave\b|\bfrom birth\b|\b(?:whole|entire) life\b|\blife story\b"
    r"|\blifetime of\b|\bbiography of\b|^(?:tell |show |describe )?(?:me )?(?:the|a) life of\b|\bstory of (?:\w+ ){0,8}life\b|\bchildhood to old age\b",
    re.IGNORECASE,
)


def is_life(sentence: str) -> bool:
    """Whether a sentence asks for somebody's or something's whole life."""
    return bool(_A_LIFE.search(" ".join(sentence.split())))


def _beats(company: Company, reading: Reading, shots: int, dice: Dice) -> list[Beat]:
    """The beats of this story: those its era, people and seed allow, chosen and, where too few, with gaps filled."""
    era, thread = reading.era, dice.pick("AB", "thread")
    allowed = []
    for beat in beats_of_a_life():
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


class _Life:
    """One story being put together."""

    def __init__(self, sentence, shots, seed, film, duration_s, reading, dice, company, beats):
        self.sentence, self.count, self.seed, self.film, self.duration_s = sentence, shots, seed, film, duration_s
        self.reading: Reading = reading
        self.dice: Dice = dice
        self.company: Company = company
        self.beats: list[Beat] = beats
        self.prose = Prose(dice)
        self.places: dict[str, tuple[Place, str]] = {}
        self.sets_used: dict[str, int] = {}
        self.met: set[str] = set()
        self.hero: Person = company.people["hero"]
        self.birth = self._birth_year()

    # -- slots -------------------------------------------------------------------------------------------------------
    def _object(self) -> str:
        return LIFE.objects[0]

    def _slots(self) -> dict:
        hero, role = self.hero, self.hero.role
        craft = role.craft or "keeping things running"
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
            self.met.add(key)
            if person.said and key != "hero":
                found = re.search(rf"(?<![\w]){re.escape(person.name)}(?![\w])", text)
                if found:
                    start = found.start()
                    opening = not text[:start].strip() or text[:start].rstrip()[-1] in ".!?"
                    text = text[:start] + (cap(person.said) if opening else person.said) + " " + text[start:]
        return text

    # -- places and dates ----------------------------------------------------------------------------------------------
    def _kind_of(self, key: str) -> tuple[str, str]:
        """(kind, set) of a beat's place: abstract places become what the sentence or the lead's trade says."""
        kind, _, variant = key.partition("=")[0].partition("@")
        role = self.hero.role
        if kind == "work":
            kind = role.work or "workshop"
        if self.reading.where in TOWNS and kind not in self.reading.places and (kind != role.work or kind == "road"):
            kind = IN_TOWN.get(kind, kind)
        if self.company.royal and kind == "farm":
            kind = "castle"
        if self.reading.era == "old":
            kind = _OLD_PLACES.get(kind, kind)
        return kind, f"@{variant}"

    def _place(self, key: str) -> tuple[Place, str]:
        kind, variant = self._kind_of(key)
        ident = kind + variant[-2:] if "@2" in variant else kind
        words = key.partition("=")[2]
        if ident not in self.places:
            sets = KINDS[kind].sets
            n = self.sets_used.get(kind, 0)
            self.sets_used[kind] = n + 1
            start = self.dice.number("set", kind) % len(sets) if kind not in _AS_TOLD else 0
            name, look = sets[(start + n) % len(sets)]
            if self.company.royal and kind in ("bedroom", "kitchen", "living room"):
                name = f"{'castle' if not n else 'tower'} {kind}"
            if n >= len(sets):
                name = f"other {name}"
            if words:  # the sentence's own words for the place
                name = words
            self.places[ident] = (Place(id=slug(name), name=f"the {name}", look=f"{cap(a(name))}: {look}."), kind)
        return self.places[ident]

    def _birth_year(self) -> int:
        if self.reading.era not in ("", "classic", "past"):
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
        else:
            season = _SEASON_OF_KIND.get(kind) or self.dice.pick(_SEASONS[beat.tone], "season", beat.summary)
        if self.birth:
            return f"{season} {self.birth + int(beat.at)}"
        if self.reading.era_words and n % 4 == 0:
            season = f"{season} {self.reading.era_words}".strip()
        return season

    def _at_night(self, light: str, kind: str, beat: Beat, n: int) -> str:
        """The light of a shot in a story of one night: no daylight before the sentence names it, but for a dawn at the end."""
        if self.reading.span != "night" or light not in _DAYLIGHT or (light == "dawn" and n == len(self.beats) - 1):
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
        return Story(
            title=self._title(slots),
            sentence=self.sentence,
            kind=self.reading.kind,
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
        stages = {key: at for key in who if (at := self.company.stage_at(key, beat.at, self.count))}
        shown: list[tuple[Person, Look]] = [
            (self.company.people[k], self.company.people[k].look(stages[k])) for k in who
        ]
        if "wedding" in beat.tags:
            shown = [
                (p, replace(k, clothes=_WEDDING[p.sex]) if who[n] in ("hero", "spouse", "ally") else k)
                for n, (p, k) in enumerate(shown)
            ]
        light = self._at_night(light_of(kind, beat.light, self.dice, "light", beat.summary), kind, beat, n)
        if self.reading.era == "old":
            light = {"neon": "firelight", "lamp": "candle"}.get(light, light)
        raw = [text.replace("{hero}", "{" + player + "}") for text in (beat.summary, beat.relation)]
        summary, relation = (self._introduce(self._say(t, slots), list(self.company.people), t) for t in raw)
        # a keyframe is drawn from the domains alone: what happens has to stand in one of them
        relation = f"{self._say(raw[0], slots)} {relation}"
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
            who=[Presence(character=ids[k], stage=stages[k]) for k in who],
            place=place.id,
            duration_s=duration_s,
            seed=seed_from("shot", self.sentence, self.seed, n),
            lines=lines,
        )

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
        return self.dice.pick(LIFE.titles, "title").format_map(slots)[:120].strip() or "Untitled"

    def _style(self) -> str:
        era = self.reading.era_words
        if self.birth:
            era = f"from the {self.birth // 10 * 10}s on"
        return (
            ", ".join(t for t in (LIFE.style.rstrip("."), f"set {era}" if era else "", self.reading.where) if t) + "."
        )
