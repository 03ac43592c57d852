"""A whole life, birth to death: the one story for which a film needs more than its sentence names.

Beats with the years at which they happen (sheets.py), the stages of the lead, and the family and friends that a life
brings (family.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from vgot.script.offline.dice import Dice
from vgot.script.offline.family import Family, Lead, life
from vgot.script.offline.lengths import lengths_around
from vgot.script.offline.places import places
from vgot.script.offline.players import age_of, role_of, sex_of
from vgot.script.offline.prose import Prose, wordings
from vgot.script.offline.seen import Seen, seen_of
from vgot.script.offline.sheets import LifeBeat, beats_of_a_life, choose_beats
from vgot.script.offline.spine import WRITER, varies
from vgot.script.offline.tones import Size, tones
from vgot.script.offline.wardrobe import wardrobe
from vgot.script.phrases import a, cap
from vgot.script.reading.names import names
from vgot.script.reading.reading import Reading, read
from vgot.story.model import Domains, Film, Line, Place, Presence, Shot, Story, new_shot_id, seed_from
from vgot.units import slug

MOST_LEADS = 4
#: What asks for a whole life, birth to death: the one story for which a film needs more than its sentence names.
_A_LIFE = re.compile(
    r"\bbirth (?:to|until) (?:death|old age|the grave)\b|\bcradle to (?:the )?grave\b|\bfrom birth\b|\b(?:whole|entire) life\b|\blife story\b"
    r"|\blifetime of\b|\bbiography of\b|^(?:tell |show |describe )?(?:me )?(?:the|a) life of\b|\bstory of (?:\w+ ){0,8}life\b|\bchildhood to old age\b",
    re.IGNORECASE,
)
#: Lights that an old era does not have.
_OLD_LIGHTS = {"neon": "firelight", "lamp": "candle"}


def is_life(sentence: str) -> bool:
    """Whether a sentence asks for somebody's or something's whole life."""
    return bool(_A_LIFE.search(" ".join(sentence.split())))


def write_life(sentence: str, shots: int, seed: int, film: Film, duration_s: float) -> Story | None:
    """The story of a life in `shots` shots, with the family that a life brings; None where nobody's life is asked for."""
    if not is_life(sentence):
        return None
    asked = asked_of(sentence)
    if not asked.leads or asked.leads[0].role.nature != "human":
        return None
    dice = Dice("offline", sentence, seed)
    family = Family(list(asked.leads), asked.culture, asked.era, dice)
    beats = _beats(family, asked.era, shots, dice)
    family.join_everyone(beats)
    family.dress(beats, shots)
    return _Life(asked, shots, seed, film, duration_s, dice, family, beats).story()


@dataclass(frozen=True)
class Asked:
    """What a sentence says of a life: whose, where (and the culture of the names there), when, and at which kinds of place."""

    sentence: str
    leads: tuple[Lead, ...]
    culture: str
    where: str
    era: str
    era_words: str
    places: frozenset[str]


def asked_of(sentence: str) -> Asked:
    """Read a sentence that asks for a life."""
    reading = read(sentence)
    era, era_words = names().era_of(sentence)
    low = sentence.lower()
    if year := re.search(r"\b(1\d{3}|2\d{3})\b", low):
        n = int(year[1])
        era, era_words = "old" if n < 1800 else "past" if n < 2000 else "" if n < 2100 else "future", f"in {n}"
    if not era and re.search(r"\bclassic|old[- ]fashioned|vintage\b", low):
        era = "classic"
    kinds = {places().kind_of.get(m.head, "") for m in reading.mentions if m.kind == "place"}
    return Asked(sentence, _leads(reading), *names().home_of(sentence), era, era_words, frozenset(kinds))


def _leads(reading: Reading) -> tuple[Lead, ...]:
    """Whose life it is, and who else is named, each by themselves."""
    leads: list[Lead] = []
    for mention in reading.people():
        role = role_of(mention)
        seen = next((s for s in map(seen_of, reading.after.get(mention.key, ())) if s != Seen()), Seen())
        lead = Lead(mention.name, role, sex_of(mention, role), age_of(mention, role), seen)
        leads += [lead] * (mention.count or 2)
    return tuple(leads[:MOST_LEADS])


def _beats(family: Family, era: str, shots: int, dice: Dice) -> list[LifeBeat]:
    """The beats of this life: those that its era and people allow, chosen by rank."""
    without = {"modern"} if era == "old" else {"old"}
    without |= {"trade"} if family.royal else set()
    without |= {"war"} if era not in ("", "classic", "past") else set()
    without |= {"coda"} if shots < 45 else set()
    allowed = [replace(b, rank=_rank(b, dice)) for b in beats_of_a_life() if not b.tags & without]
    return choose_beats(allowed, shots, dice)


def _rank(beat: LifeBeat, dice: Dice) -> int:
    """What is told first differs by seed: a few of the lesser beats change places."""
    if beat.tags & {"first", "last", "key"}:
        return beat.rank
    turn = dice.number("rank", beat.summary) % 12
    if beat.rank == 1:
        return 2 if turn < 4 else 1
    return (1 if beat.rank == 2 else 2) if turn < 3 else beat.rank


class _Life:
    """One story being put together."""

    def __init__(
        self,
        asked: Asked,
        shots: int,
        seed: int,
        film: Film,
        duration_s: float,
        dice: Dice,
        family: Family,
        beats: list[LifeBeat],
    ):
        self.asked, self.count, self.seed, self.film, self.duration_s = asked, shots, seed, film, duration_s
        self.dice, self.family, self.beats, self.hero = dice, family, beats, family.hero
        self.prose = Prose(dice)
        self.places: dict[str, tuple[Place, str]] = {}
        self.sets_used: dict[str, int] = {}
        self.met: set[str] = set()
        self.seen: set[str] = set()
        self.sizes: list[str] = []
        self.birth = self._birth_year()
        self.slots = self._slots()
        self.ids: dict[str, str] = {}

    def _slots(self) -> dict[str, object]:
        hero, role = self.hero, self.hero.role
        slots: dict[str, object] = {**self.family.people}
        slots |= {key: getattr(hero, key) for key in ("he", "him", "his", "He", "His", "self", "hands")}
        craft, keep = role.craft or "keeping things running", self.family.keep
        slots |= {"craft": craft, "calling": craft, "tool": role.tool or "old tools", "a_job": a(role.word or "worker")}
        return slots | {"keep": keep, "Keep": keep.title()}

    def story(self) -> Story:
        """The whole story, its shots in the order of the years."""
        planned = [self._planned(n, beat) for n, beat in enumerate(self.beats)]
        cast, self.ids = self.family.cast({key for *_, who in planned for key in who} | {"hero"})
        firsts = [bool(b.tags & {"first", "last"}) for b in self.beats]
        lengths = lengths_around(self.duration_s, [b.tone for b in self.beats], firsts, self.dice)
        shots = []
        before = ""
        for n, (beat, (place, kind), who) in enumerate(zip(self.beats, *zip(*planned, strict=True), strict=True)):
            shots.append(self._shot(n, beat, place, kind, who, lengths[n], place.id != before))
            before = place.id
        several = "ensemble" if len(self.asked.leads) > 1 else "life"
        return Story(
            title=self.dice.pick(life().titles, "title").format_map(self.slots)[:120].strip(),
            sentence=self.asked.sentence,
            kind="variation" if varies(self.asked.sentence) else several,
            style=self._style(),
            writer=WRITER,
            seed=self.seed,
            film=self.film,
            cast=cast,
            places=list({p.id: p for p, _ in self.places.values()}.values()),
            shots=shots,
        )

    def _planned(self, n: int, beat: LifeBeat) -> tuple[tuple[Place, str], list[str]]:
        """Where a beat happens, and who is seen: whoever has no part in any beat walks along now and then."""
        who = [key for key in beat.who if self.family.stage_at(key, beat.at, self.count)]
        if len(who) < 4 and (n % 2 == 1 or n == len(self.beats) - 1):
            who += self.family.walking_along(beat)[: 4 - len(who)]
        return self._place(beat.place), who

    # -- places and dates ----------------------------------------------------------------------------------------------
    def _kind_of(self, kind: str) -> str:
        """The kind of a beat's place as the lead's trade, the town and the era have it."""
        known, role, asked = places().kinds, self.hero.role, self.asked
        if kind == "work":
            kind = role.work or "workshop"
        if asked.where in names().towns and kind not in asked.places and (kind != role.work or kind == "road"):
            kind = known[kind].town or kind
        if self.family.royal and kind == "farm":
            kind = "castle"
        return known[kind].old or kind if asked.era == "old" else kind

    def _place(self, told: str) -> tuple[Place, str]:
        word, _, other = told.partition("@")
        kind = self._kind_of(word)
        ident = f"{kind}@{other}" if other else kind
        if ident not in self.places:
            n = self.sets_used.get(kind, 0)
            self.sets_used[kind] = n + 1
            known = places().kinds[kind]
            start = self.dice.number("set", kind) if kind not in places().as_told else 0
            name, look = known.view(start % len(known.sets) + n)
            if self.family.royal and kind in ("bedroom", "kitchen", "living room"):
                name = f"{'castle' if not n else 'tower'} {kind}"
            if n >= len(known.sets):
                name = f"other {name}"
            place = Place(id=slug(name), name=f"the {name}", look=f"{cap(a(name))}: {look}.")
            self.places[ident] = (place, kind)
        return self.places[ident]

    def _birth_year(self) -> int:
        if self.asked.era not in ("", "classic", "past"):
            return 0
        if found := re.search(r"in (?:the )?(1[89]\d\d)", self.asked.era_words):
            return int(found[1]) - 25
        return 1911 + self.dice.number("birth") % 3

    def _date(self, beat: LifeBeat, kind: str, n: int) -> str:
        seasons = tones().tones[beat.tone].seasons
        season = life().seasons.get(kind) or self.dice.pick(seasons, "season", beat.summary)
        if self.birth:
            return f"{season} {self.birth + int(beat.at)}"
        return f"{season} {self.asked.era_words}" if self.asked.era_words and n % 4 == 0 else season

    # -- shots ---------------------------------------------------------------------------------------------------------
    def _shot(
        self, n: int, beat: LifeBeat, place: Place, kind: str, who: list[str], duration_s: float, new: bool
    ) -> Shot:
        stages = {key: self.family.stage_at(key, beat.at, self.count) or "" for key in who}
        shown = [(self.family.people[k], self.family.people[k].look(stages[k])) for k in who]
        if "wedding" in beat.tags:
            dressed = wardrobe().wedding
            shown = [
                (p, replace(look, clothes=dressed[p.sex]) if k in ("hero", "spouse") and p.sex in dressed else look)
                for k, (p, look) in zip(who, shown, strict=True)
            ]
        light = places().light_in(kind, beat.light)
        if self.asked.era == "old":
            light = _OLD_LIGHTS.get(light, light)
        summary, relation = (self._introduce(self._say(t), t) for t in (beat.summary, beat.relation))
        # a keyframe is drawn from the domains alone: what happens has to stand in one of them
        relation = f"{self._say(beat.summary)} {relation}"
        for key in who:
            if key in self.family.extras:
                relation += " " + self.prose.deck.deal("extra", wordings().bystanders).format(
                    name=self.family.people[key].name
                )
        mood = beat.mood.format_map(self.slots) if beat.who[0] in who else "the whole attention on the newborn"
        lines = self._lines(beat, dict(zip(who, (look.age for _, look in shown), strict=True)))
        where = f" in {self.asked.where}" if self.asked.where else ""
        look = place.look.split(": ", 1)[1].rstrip(".")
        when = self.prose.hour(kind, light, self._date(beat, kind, n))
        size = self._size(beat, place.id if new else "", bool(lines), len(who))
        return Shot(
            id=new_shot_id("offline", self.asked.sentence, self.seed, self.count, n),
            summary=self.prose.unlike("summary", summary),
            domains=Domains(
                character=self.prose.character(shown, beat.tone, mood),
                background=self.prose.background(place.id, kind, place.name, look, when, where),
                relation=self.prose.unlike("relation", relation),
                camera=self.prose.camera(size, beat.tone, beat.focus.format_map(self.slots)),
                lighting=self.prose.lighting(kind, light, beat.tone),
            ),
            who=[Presence(character=self.ids[k], stage=stages[k]) for k in who],
            place=place.id,
            duration_s=duration_s,
            seed=seed_from("shot", self.asked.sentence, self.seed, n),
            lines=lines,
        )

    def _say(self, text: str) -> str:
        if self.family.royal:
            text = re.sub(r"farmhouse|\bfarm\b", "castle", text.replace("farmyard", "courtyard"))
        return re.sub(r"(^|[.!?] )([a-z])", lambda m: m[1] + m[2].upper(), text.format_map(self.slots))

    def _introduce(self, text: str, raw: str) -> str:
        """The text with a word of introduction before names that are heard for the first time."""
        for key, person in self.family.people.items():
            if key in self.met or "{" + key + "}" not in raw:
                continue
            self.met.add(key)
            if person.said and key != "hero":
                found = re.search(rf"(?<![\w]){re.escape(person.name)}(?![\w])", text)
                if found:
                    before, rest = text[: found.start()], text[found.start() :]
                    opening = not before.strip() or before.rstrip()[-1] in ".!?"
                    text = f"{before}{cap(person.said) if opening else person.said} {rest}"
        return text

    def _lines(self, beat: LifeBeat, ages: dict[str, int]) -> list[Line]:
        """What is said in a beat, by somebody who is there and can speak."""
        speaker, said = beat.line or ("", "")
        if ages.get(speaker, 0) < 3 or self.family.people[speaker].role.nature == "animal":
            return []
        return [Line(character=self.ids[speaker], text=self._say(said))]

    def _size(self, beat: LifeBeat, new_place: str, speaks: bool, crowd: int) -> Size:
        """How near the camera is; `new_place` is the id of the place where the shot before was elsewhere."""
        sizes: list[Size] = list(tones().tones[beat.tone].sizes)
        if "first" in beat.tags or new_place and new_place not in self.seen and "key" not in beat.tags:
            sizes = ["wide shot", "extreme wide shot", "full shot"]  # a first look at a place is a wide one
        elif "key" in beat.tags:
            sizes = ["close-up", "medium close-up", "medium shot"]
        elif "last" in beat.tags:
            sizes = ["extreme wide shot", "close-up", "wide shot"]
        elif speaks:
            near: Size = "over-the-shoulder shot" if crowd > 1 else "medium close-up"
            sizes = [near, "medium shot", "medium close-up", *sizes]
        self.seen.add(new_place)
        if crowd > 2:
            narrow = ("extreme close-up", "over-the-shoulder shot", "close-up")
            sizes = [s for s in sizes if s not in narrow] or ["wide shot"]
        # the liked size that was seen least of late, never the last shot's
        sizes = [s for s in dict.fromkeys(sizes) if s != self.prose.last_size] or ["full shot"]
        size = min(sizes, key=lambda s: (self.sizes.count(s), sizes.index(s)))
        self.sizes = [*self.sizes[-5:], size]
        return size

    def _style(self) -> str:
        era = f"from the {self.birth // 10 * 10}s on" if self.birth else self.asked.era_words
        parts = (life().style.rstrip("."), f"set {era}" if era else "", self.asked.where)
        return ", ".join(p for p in parts if p) + "."
