"""The telling of a sentence that has events of its own: they become the key beats, in their order, and what is known of
such deeds (beats_deeds) is laid before, between and after them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, cast

from vgot.script.beats import (
    around as beats_around,
)
from vgot.script.beats import (
    deeds as beats_deeds,
)
from vgot.script.beats import (
    deeds_more as beats_deeds_more,
)
from vgot.script.beats import (
    states as beats_states,
)
from vgot.script.beats.between import SHEETS
from vgot.script.outline.arcs import Arc
from vgot.script.outline.asides import aside_of
from vgot.script.outline.beat import Beat, choose_beats, read_sheet
from vgot.script.outline.clauses import PLACES, Event, Mention, events_of
from vgot.script.outline.company import Company
from vgot.script.outline.dice import Dice
from vgot.script.outline.places import KINDS
from vgot.script.outline.reading import Lead, Reading
from vgot.script.outline.roles import ROLE_WORDS
from vgot.script.outline.told import KEYS, Telling, the
from vgot.script.outline.verbs import third_person

#: single deeds whose whole story an arc tells already
_ARC_TELLS = {
    "quest": {"seek"},
    "mystery": {"seek"},
    "homeward": {"arrive"},
    "romance": {"love"},
    "heist": {"steal"},
    "rivalry": {"fight"},
    "disaster": {"save"},
}
_USUAL = {
    "make": "workshop",
    "cook": "kitchen",
    "plant": "garden",
    "repair": "workshop",
    "find": "forest|beach|road",
    "lose": "city street|market",
    "seek": "road|forest",
    "follow": "road|field",
    "free": "rooftop|field=green hill",
    "teach": "",
    "learn": "field|park",
    "meet": "road|park|beach",
    "love": "",
    "fight": "",
    "travel": "road",
    "arrive": "village|farm",
    "hide": "forest|cave",
    "stay": "",
    "leave": "road|train station",
    "solve": "",
    "steal": "castle|museum",
    "save": "",
    "wait": "train station|park",
    "perform": "theatre stage",
    "give": "",
    "die": "bedroom",
    "change": "",
    "wake": "",
    "dream": "",
    "eat": "kitchen",
    "watch": "rooftop|field",
    "open": "",
    "do": "",
}
_VERB_PLACE = {
    "sail": "ship",
    "row": "river",
    "swim": "river",
    "climb": "mountains",
    "drive": "road",
    "fly": "mountains",
    "float": "river",
}
_HOURS = ("morning", "noon", "golden", "dusk")
_USUAL_LIGHT = {
    "free": "dawn",
    "steal": "night",
    "hide": "night",
    "love": "dusk",
    "dream": "moonlight",
    "die": "dusk",
    "leave": "golden",
    "perform": "lamp",
    "solve": "night",
    "stay": "golden",
    "cook": "morning",
    "find": "morning",
    "lose": "noon",
    "make": "lamp",
}
_BEFORE = {
    "dawn": "night",
    "morning": "dawn",
    "noon": "morning",
    "golden": "noon",
    "dusk": "golden",
    "night": "dusk",
    "moonlight": "dusk",
    "storm": "overcast",
    "candle": "dusk",
    "firelight": "dusk",
    "neon": "dusk",
    "overcast": "morning",
    "lamp": "dusk",
}
_AFTER = {
    "dawn": "morning",
    "morning": "noon",
    "noon": "golden",
    "golden": "dusk",
    "dusk": "night",
    "night": "dawn",
    "moonlight": "dawn",
    "storm": "overcast",
    "candle": "night",
    "firelight": "night",
    "neon": "night",
    "overcast": "golden",
    "lamp": "night",
}
_LEADS_TO = {"make", "find", "meet", "steal", "save"}  # deeds whose object was not there before
_ENDS = {"free", "lose", "die"}  # deeds whose object is gone afterwards
_MATERIAL = {
    "robot": "small golden clockwork",
    "clockwork": "small golden clockwork",
    "mechanical": "small golden clockwork",
    "wind-up": "small golden clockwork",
    "wooden": "small carved wooden",
    "paper": "small white folded-paper",
    "toy": "small painted toy",
    "tin": "small silver tin",
    "stone": "grey stone",
    "glass": "pale blue glass",
    "ghost": "pale glowing ghost",
    "snow": "white snow",
    "golden": "golden",
}
_COLOURS = set(
    "red blue green yellow white black brown grey gray pink purple orange golden silver copper tiny giant huge three-legged one-eyed "
    "spotted striped fluffy blind baby".split()
)
_TOGETHER = (
    "They do it together because alone nobody would have dared to.",
    "Afterwards nobody can say who began it, because it was like that from the start.",
    "It takes them both and more, because each knows only one part of it.",
)
#: what an animal does not do
_INDOOR_LIFE = re.compile(
    r"\b(?:door|lamp|bill|coat|bag|apron|map|notebook|pencil|sleeve|plate|packs|sings|kerb|stairs|wave|bench|sleeves|sweeps)\b"
)
_PARTING = "They say everything except the one thing, because both can hear it anyway."
#: what is to be seen of things that are no single thing
SHOWN = {
    "garden": "Flowers grow there, and one small tree.",
    "forest": "The trees stand close together.",
    "orchard": "The trees hang full.",
    "circus": "Flags fly over the tent.",
    "library": "Books stand there up to the ceiling.",
    "orchestra": "A violin and a trumpet lie ready.",
    "bakery": "Bread and cakes lie in rows.",
    "treasure": "The chest is full to the brim.",
}
#: what can be lost and is nothing that anybody carries
_NOT_HELD = re.compile(
    r"the (?:sense|hearing|sight|voice|memory|hand|arm|leg|hair|job|way|mind|faith|hope|temper|name|shadow|home|house|farm|war|race|love|job|"
    r"wife|husband|mother|father|son|daughter|friend|courage|youth|life|power)\b"
)
#: where animals are at home
_LIVES = {
    word: home
    for home, words in {
        "city street|living room": "cat kitten dog puppy pigeon mouse rat hamster",
        "harbour|beach": "seagull pelican crab seal",
        "desert": "camel lizard",
        "snow field": "penguin reindeer",
        "forest": "bear cub fox wolf owl deer squirrel badger hedgehog bat",
        "farm": "cow pig hen chicken rooster lamb sheep goat donkey pony horse llama",
        "mountains": "eagle",
        "river": "duck swan heron otter frog crocodile hippo",
        "field": "lion zebra giraffe elephant rhino leopard hare",
    }.items()
    for word in words.split()
}
_WATER = {"whale", "dolphin", "fish", "lobster", "jellyfish", "octopus", "turtle", "seal", "mermaid", "shark"}
_THING_KEYS = (
    "It happens all by itself because everything before has led to it.",
    "Nobody has told it to, and because of that everybody holds their breath.",
    "It takes its time because nothing and nobody can hurry it.",
)
_PLAINLY = (
    "It does not look like much, because the great moments seldom do.",
    "Nothing stands in the way, because everything before it has made way.",
    "It is quite simple because nobody stops to think about it.",
    "It is heard by nobody else because it is so quiet.",
)
#: how it is with somebody
_ALWAYS = (
    "It has always been like that, because nobody has ever asked why.",
    "{He} does not speak of it, because there is nothing to be done.",
    "Everybody knows it and nobody mentions it, because people are kind.",
    "{He} has given up changing it, because it only got worse.",
)
_SAME_AGAIN = (
    "This time it is different because {he} knows now what it costs.",
    "It had to come to this because one thing has led to the other.",
    "{He} does it without hesitating because there is nothing left to weigh.",
)


def telling_of(reading: Reading, arc: Arc, shots: int) -> Telling | None:
    """The telling of a sentence, or None where the arc alone tells it (a life, a thing's long life, no events)."""
    if arc.key in ("life", "river"):
        return None
    events, weather, mentions = events_of(reading)
    if not reading.leads:
        reading, events, mentions = _owners(reading, events)
    if not events or not any(e.who for e in events):
        return None
    simple = (
        len(events) == 1
        and events[0].deed in _ARC_TELLS.get(arc.key, ())
        and not re.search(r"\b(?:over|with|because|without|for (?!a|an|the))\b", events[0].says)
        and shots > 1
        and (
            events[0].deed != "steal"
            or all(lead.role.nature == "human" for lead in reading.leads)
            and (not events[0].thing or bool(reading.thing_held) and reading.thing_held in events[0].thing)
        )
    )
    if simple or arc.key == "thing" and reading.leads == ():
        return None
    used = list(dict.fromkeys(k for e in events for k in (*e.who, *e.whom)))
    used += [
        n
        for n, lead in enumerate(reading.leads)
        if n not in used
        and (
            lead.name or any(m.lead == n and re.search(r"\b(?:with|and) $", reading.text[: m.start]) for m in mentions)
        )
    ]
    used = used[:4]
    if any(k not in used for e in events for k in e.who):
        return None
    new = {old: n for n, old in enumerate(used)}
    events = tuple(
        replace(
            e,
            who=tuple(new[k] for k in e.who),
            whom=tuple(new[k] for k in e.whom if k in new),
            says=re.sub(
                r"\{(\d)\}",
                lambda m: (
                    f"{{{new[int(m.group(1))]}}}"
                    if int(m.group(1)) in new
                    else reading.leads[int(m.group(1))].words + " " + reading.leads[int(m.group(1))].role.word
                ),
                e.says,
            ),
        )
        for e in events
    )
    mentions = tuple(replace(m, lead=new[m.lead]) for m in mentions if m.lead in new)
    leads = tuple(_kind_kept(reading.leads[k]) for k in used)
    return Telling(replace(reading, leads=leads), events, weather, mentions)


def _owners(reading: Reading, events: tuple[Event, ...]) -> tuple[Reading, tuple[Event, ...], tuple[Mention, ...]]:
    """ "A violin travels through four owners": the owners play, one after the other."""
    found = re.search(
        r"\b(two|three|four|five|several|many|different)? ?(?:different )?(owners|hands|generations|people|families)\b",
        reading.text,
        re.IGNORECASE,
    )
    doer = next((e.doer for e in events if e.doer), "")
    if not found or not doer:
        return reading, (), ()
    count = {"two": 2, "three": 3}.get((found.group(1) or "").lower(), 4)
    leads = tuple(
        Lead("", ROLE_WORDS[w][0], ROLE_WORDS[w][1], ROLE_WORDS[w][0].age, f"a {w}".rsplit(" ", 1)[0], n)
        for n, w in enumerate(("carpenter", "girl", "sailor", "grandmother")[:count])
    )
    thing = the(doer)
    ways = ("passes {it} on to {%d}", "leaves {it} to {%d} one rainy day", "sells {it} to {%d} for a loaf of bread")
    made = [Event((0,), "make", "make", f"is the first to hold {doer[0].lower()}{doer[1:]}", thing=doer)]
    places = ("workshop", "living room", "harbour", "garden")
    made[0] = replace(made[0], place=places[0])
    for n in range(1, count):
        made.append(Event((n - 1,), "give", "give", ways[n - 1] % n, (n,), thing, place=places[n]))
    made.append(
        Event(
            (count - 1,),
            "do",
            "keep",
            "keeps {it} beside the open window and never lets it go",
            thing=thing,
            light="golden",
        )
    )
    return replace(reading, leads=leads), tuple(made), ()


def _kind_kept(lead: Lead) -> Lead:
    """A lead with the whole kind that the sentence gives it: "robot bird", "ghost pianist", "red fox"."""
    words = [w.lower() for w in lead.words.split()]
    role = lead.role
    mods = [w for w in words if w in _MATERIAL or w in _COLOURS]
    if role.nature == "human":
        if "ghost" in words:
            lead = replace(lead, sex=lead.sex or "fm"[len(role.word) % 2])
            role = replace(
                role,
                word=f"ghost {role.word}",
                nature="creature",
                look=f"a pale blue glowing ghost in {role.clothes or 'a long coat'}",
            )
        elif "robot" in words:
            role = replace(
                role,
                word=f"robot {role.word}",
                nature="robot",
                look=f"a small grey robot with round blue eyes in {role.clothes or 'an apron'}",
            )
        return replace(lead, role=role)
    if not mods or not role.look:
        return lead
    material = next((_MATERIAL[w] for w in mods if w in _MATERIAL), "")
    plain = " ".join(w for w in mods if w in _COLOURS and w not in material)
    head = f"{plain} {material}".strip()
    tail = re.search(r" with .*$", role.look) if not material else None
    kind = " ".join([*(w for w in words if w in _MATERIAL), role.word])
    article = "an" if head[:1] in "aeiou" else "a"
    return replace(
        lead, role=replace(role, word=kind, look=f"{article} {head} {role.word}{tail.group() if tail else ''}")
    )


# -- beats ---------------------------------------------------------------------------------------------------------------
_SHEETS = {
    name.lower(): getattr(module, name)
    for module in (beats_deeds, beats_deeds_more, beats_states)
    for name in dir(module)
    if name.isupper()
}
_READ: dict[str, tuple[Beat, ...]] = {}


def _sheet(name: str, text: str) -> tuple[Beat, ...]:
    if name not in _READ:
        _READ[name] = read_sheet(text)
    return _READ[name]


def _bound(beat: Beat, keys: dict[str, str], what: str, skill: str = "", **change) -> Beat:
    """A beat of a sheet with its players: {hero} and {he} become those of the key that plays the hero."""

    def text(said: str) -> str:
        said = (
            said.replace("{what}", what)
            .replace("{does}", third_person(skill) if skill else "does it")
            .replace("{skill}", skill or "do it")
        )
        said = re.sub(
            r"\{(he|him|his|self|hands|hand|He|Him|His)\}", lambda m: "{" + keys["hero"] + "." + m.group(1) + "}", said
        )
        return re.sub(
            r"\{(hero|ally|mate)(\.\w+)?\}(?!\.)",
            lambda m: "{" + keys.get(m.group(1), m.group(1)) + (m.group(2) or "") + "}",
            said,
        )

    who = tuple(dict.fromkeys(keys[k] for k in beat.who if k in keys))
    line = (keys.get(beat.line[0], beat.line[0]), text(beat.line[1])) if beat.line else None
    return replace(
        beat,
        who=who,
        focus=text(beat.focus),
        summary=text(beat.summary),
        relation=text(beat.relation),
        mood=text(beat.mood),
        line=line,
        **change,
    )


def tell(telling: Telling, company: Company, shots: int, dice: Dice) -> list[Beat] | None:  # noqa: C901
    """The beats of a told sentence; None when so many shots cannot be filled without repeating."""
    events, people = telling.events, company.people
    spots, lights = _spots(telling, company, dice), _lights(telling)
    own = _own(company, spots, events[0].deed, dice)
    arrives, leaves = _presence(events)
    used: set[str] = set()

    def keys_of(ids: Iterable[Any]) -> tuple[str, ...]:
        return tuple(KEYS[k] for k in ids)

    pool: list[Beat] = []
    key_beats: list[Beat] = []
    shown: tuple[str, ...] = ("hero",)
    for n, event in enumerate(events):
        doer = cast("tuple[str, *tuple[str, ...]]", keys_of(event.who) or shown)
        others = [*doer[1:], *keys_of(event.whom)]
        keys = {"hero": doer[0]} | ({"ally": others[0], "mate": others[0]} if others else {})
        thing = the(event.thing) if event.thing and event.deed not in ("love", "meet", "leave", "stay") else ""
        what = "{" + keys["ally"] + "}" if event.whom and not thing else thing
        if event.deed == "lose" and re.match(_NOT_HELD, what):
            what = ""
        if event.deed == "solve" and " of " in what:  # the theft of the moon is about the moon
            what = re.sub(r"^.* of (?=the )", "", what)
        goes = not event.who and bool(event.doer) and event.deed in ("travel", "leave", "arrive", "follow")
        if goes:  # a thing is on its way: who sent it, who receives it
            what, keys = the(event.doer), {"hero": shown[0]} | ({"ally": others[-1]} if event.whom else {})
        deed = "it_goes" if goes else event.deed if event.deed in _SHEETS else "do"
        sheet = _sheet(deed, _SHEETS[deed])
        first_time = deed not in used
        used.add(deed)
        for beat in sheet:
            key = "key" in beat.tags
            if not key and (not first_time or not event.who and not goes):
                continue
            if not key and not what and "{what}" in beat.summary + beat.relation:
                continue
            if goes and not key and "ally" in beat.who and "ally" not in keys:
                continue
            tags = beat.tags
            beastly = people[doer[0]].role.nature in ("animal", "creature") and not people[doer[0]].role.work
            if event.deed == "plant" and beat.at >= 0.4 and n < len(events) - 1:
                continue  # what comes of it is told by the next event
            if not key and (
                beastly
                and _INDOOR_LIFE.search(beat.summary + beat.relation)
                or event.deed == "wait"
                and beat.at > 0.3
                and re.search(r"\bnever\b", telling.reading.text)
                or event.deed == "find"
                and re.sub(r"^.* ", "", what) in PLACES
                and "thing" in tags
                or "two" in tags
                and not others
                or "thing" in tags
                and not what
                or "solo" in tags
                and others
                and n == 0
                and len(doer) > 1
                or "rival" in tags
                and not re.search(r"rival|compet|enem|feud", telling.reading.text, re.IGNORECASE)
                or "human" in tags
                and people[doer[0]].role.nature != "human"
                or "bright" in tags
                and not re.search(r"moon|star|sun|light|diamond|crown|jewel", what)
                or "cook" in tags
                and people[doer[0]].role.work not in ("restaurant kitchen", "bakery", "kitchen")
            ):
                continue
            place = own if beat.place == "own" else spots[n] if beat.place == "spot" else beat.place
            light = (
                lights[n]
                if beat.light == "spot"
                else _BEFORE[lights[n]]
                if beat.light == "before"
                else _AFTER[lights[n]]
                if beat.light == "after"
                else beat.light
            )
            at = n + beat.at
            if beat.at < 0 and n and event.deed == "follow" and beat.place not in ("own", "spot"):
                place = beat.place
            made = _bound(
                beat,
                keys,
                what,
                event.skill,
                at=at,
                place=place,
                light=light,
                tags=frozenset(
                    tags & ({"key", "last"} if n == len(events) - 1 and shots > len(events) + 1 else {"key"})
                )
                | ({"seen"} if "thing" in tags or key else set()),
            )
            if first_time and (event.who or goes) and (event.skill or event.deed not in ("learn", "teach")):
                made = replace(made, aside=aside_of(deed, beat.at, keys, dice))
            if "ally" not in keys and any(
                "{ally" in t for t in (made.summary, made.relation, made.mood, made.focus, (made.line or ("", ""))[1])
            ):
                if not key:
                    continue
                made = replace(
                    made,
                    relation=_PLAINLY[n % len(_PLAINLY)],
                    mood="quiet, very near",
                    focus="a face in which everything can be read",
                    line=None,
                )
            if key:
                made = _key(made, event, keys, n, events, shown, first_time, dice)
                key_beats.append(made)
            else:
                who = tuple(
                    k for k in made.who if arrives.get(k, -1) <= at and at <= leaves.get(k, 99) or k == keys["hero"]
                )
                said = set(re.findall(r"\{(\w+)[.}]", made.summary + made.relation)) & set(KEYS)
                if any(arrives.get(k, -1) > at + (0.5 if event.deed in ("make", "find", "free") else 0) for k in said):
                    continue
                pool.append(replace(made, who=who))
        if event.who or event.whom:
            shown = keys_of(event.who) or keys_of(event.whom)
    if shots <= len(key_beats):
        return _merged(key_beats, shots, company)
    key_beats[-1] = replace(
        key_beats[-1], tags=key_beats[-1].tags | ({"last"} if shots < len(events) + 4 else frozenset())
    )
    pool += key_beats + _around(telling, company, own, spots, lights, arrives, leaves, shots, people, dice)
    chosen = choose_beats(pool, shots, dice)
    if len(chosen) < shots:
        chosen = _fill(chosen, shots, company, dice, telling, arrives, leaves)
    return chosen


def _key(made: Beat, event: Event, keys: dict, n: int, events, shown, first_time: bool, dice: Dice) -> Beat:
    subject = (
        " and ".join("{" + KEYS[k] + "}" for k in event.who)
        if len(event.who) < 3
        else ", ".join("{" + KEYS[k] + "}" for k in event.who[:-1]) + " and {" + KEYS[event.who[-1]] + "}"
    )
    if not event.who:
        subject = the(event.doer) if n else event.doer
    if event.opening:
        subject = f"{event.opening}, {subject}"
    says = re.sub(r"\{(\d)\}", lambda m: "{" + KEYS[int(m.group(1))] + "}", event.says).replace(
        "{it}", the(event.thing) if event.thing else "it"
    )
    who = tuple(dict.fromkeys([*(KEYS[k] for k in event.who), *(KEYS[k] for k in event.whom)])) or shown
    relation = made.relation
    if not event.who:
        relation = dice.pick(_THING_KEYS, "thing key", n)
    elif event.deed == "state":
        relation = re.sub(
            r"\{(he|He)\}",
            lambda m: "{" + keys["hero"] + "." + m.group(1) + "}",
            dice.pick(_ALWAYS if not re.search(r"body\b", event.says) else _ALWAYS[:2], "always", n),
        )
    elif event.deed == "do" or event.deed not in _SHEETS:
        relation = _PLAINLY[(n + dice.number("plainly")) % len(_PLAINLY)]
    elif event.deed == "leave" and len(event.who) > 1 and re.search(r"goodbye|farewell|part", event.says):
        relation = _PARTING
    elif len(event.who) > 1 and (not first_time or re.search(r"\{\w+\.\w+\}", relation)):
        relation = _TOGETHER[(n + dice.number("together")) % len(_TOGETHER)]
    elif not first_time:
        relation = re.sub(
            r"\{(he|He)\}", lambda m: "{" + keys["hero"] + "." + m.group(1) + "}", _SAME_AGAIN[n % len(_SAME_AGAIN)]
        )
    return replace(
        made,
        at=float(n),
        rank=1,
        who=who[:4],
        summary=f"{subject} {says}.",
        relation=relation,
        focus=made.focus,
        tags=made.tags | {"key"},
    )


def _merged(key_beats: list[Beat], shots: int, company: Company) -> list[Beat]:
    """Fewer shots than events: neighbours are told in one shot."""
    groups: list[list[Beat]] = [[] for _ in range(shots)]
    for n, beat in enumerate(key_beats):
        groups[n * shots // len(key_beats)].append(beat)
    out = []
    for group in groups:
        last = group[-1]
        if len(group) > 1:
            parts = [b.summary.rstrip(".") for b in group]
            subjects = [(re.match(r"\{\w+\}(?:(?:, | and )\{\w+\})*", part) or [""])[0] for part in parts]
            for n in range(len(parts) - 1, 0, -1):
                # what has just been named is "it"; who has just acted is not named again
                for key in set(re.findall(r"\{(\w+)\}", parts[n])) & set(re.findall(r"\{(\w+)\}", parts[n - 1])):
                    if company.people[key].role.nature != "human" and "{" + key + "}" not in subjects[n]:
                        parts[n] = parts[n].replace("{" + key + "}", "it")
                for thing in re.findall(
                    r"\bthe (?:[a-z]+['’]s )?[a-z]+(?: [a-z]+)?\b(?!['’])", parts[n][len(subjects[n]) :]
                ):
                    if re.search(rf"\b{re.escape(thing[4:])}\b", parts[n - 1]) and not parts[n].startswith(thing):
                        parts[n] = parts[n].replace(thing, "it", 1)
                if subjects[n] and subjects[n] == subjects[n - 1]:
                    parts[n] = parts[n][len(subjects[n]) :].strip()
            text = ", ".join(parts[:-1]) + " and " + parts[-1] + "."
            last = replace(last, summary=text, who=tuple(dict.fromkeys(k for b in group for k in b.who))[:4])
        out.append(last)
    out[0] = replace(out[0], tags=out[0].tags | {"first"})
    return out


def _presence(events: tuple[Event, ...]) -> tuple[dict[str, float], dict[str, float]]:
    """When everybody comes into the story, and when they leave it."""
    arrives: dict[str, float] = {}
    leaves: dict[str, float] = {}
    for n, event in enumerate(events):
        for k in event.who:
            arrives.setdefault(
                KEYS[k], (-0.02 if event.deed == "meet" and k != event.who[0] else -1.0) if n == 0 else n - 0.2
            )
        for k in event.whom:
            arrives.setdefault(KEYS[k], n - 0.02 if event.deed in _LEADS_TO or n else n - 0.3)
            leaves[KEYS[k]] = n + 0.05 if event.deed in _ENDS else 99
        for k in event.who:
            leaves[KEYS[k]] = n + 0.05 if event.deed == "die" and len(events) > n + 1 else 99
    return arrives, leaves


#: workplaces that nobody leaves for a workshop or a field, the deeds that are done there, and what of a spaceship is mended from outside
_AFAR = ("spaceship", "ship", "lighthouse")
_DONE_THERE = ("make", "repair", "watch", "do", "dream", "open", "find", "wait", "solve", "cook")
_OUTSIDE = ("satellite", "antenna", "telescope", "hull", "panel", "station", "probe", "dish")


def _spots(telling: Telling, company: Company, dice: Dice) -> list[str]:  # noqa: C901
    """The place of each event, as `kind=the sentence's words`."""
    out: list[str] = []
    hero = company.people["hero"].role
    wet = any(p.role.word in _WATER for p in company.people.values())
    for n, event in enumerate(telling.events):
        place = f"{event.place}={event.place_words}" if event.place else ""
        head = event.thing.split()[-1].lower() if event.thing else ""
        if (
            not place
            and head in PLACES
            and event.deed in ("find", "open", "do", "hide", "travel", "arrive", "watch", "dream")
        ):
            kind = PLACES[head]
            if event.verb in ("cross", "sail") and head in ("ocean", "sea"):
                kind = "ship"
            place = f"{kind}={the(event.thing)[4:]}" if kind != "ship" else kind
        if not place and event.deed == "steal" and head in ("boat", "ship", "raft"):
            place = "harbour"
        role = company.people[KEYS[event.who[0]]].role if event.who else hero
        if not place and event.verb == "return" and event.deed == "give":
            place = next((s for s, e in zip(out, telling.events, strict=False) if e.deed == "steal"), "")
        if not place and role.work in _AFAR and event.deed in _DONE_THERE:
            place = role.work
            if event.verb in ("dig", "unearth", "bury"):
                place = "beach"
            elif event.deed == "repair" and head in _OUTSIDE and role.work == "spaceship":
                place = "space"
        if (
            not place
            and n
            and event.who
            and event.deed == "do"
            and role.work
            and not set(event.who) & set(telling.events[n - 1].who)
        ):
            place = role.work
        if not place and event.deed == "make" and 0 < company.people["hero"].age < 15:
            place = "living room"
        if not place and wet:
            place = out[-1] if out else "ship"
        if not place and event.verb in _VERB_PLACE:
            place = _VERB_PLACE[event.verb]
        if not place and event.deed in (
            "make",
            "cook",
            "repair",
            "teach",
            "perform",
            "love",
            "fight",
            "do",
            "dream",
            "open",
            "solve",
            "give",
        ):
            fits = {
                "make": ("workshop", "factory", "laboratory"),
                "cook": ("kitchen", "restaurant kitchen", "bakery"),
                "repair": ("workshop",),
                "perform": ("theatre stage", "ballroom", "café"),
                "love": ("restaurant kitchen", "library", "café", "garden"),
            }.get(event.deed)
            if role.work and (fits is None or role.work in fits) and (not out or fits):
                place = role.work
        if not place and event.deed == "make" and out:
            place = out[-1]
        beast = company.people[KEYS[(event.who or (0,))[0]]].role
        if (
            not place
            and beast.nature in ("animal", "creature")
            and not beast.work
            and event.deed in ("make", "travel", "lose", "seek", "meet", "eat", "wake", "arrive")
        ):
            place = out[-1] if out else dice.pick(_home(company, dice).split("|"), "own")
        if not place:
            usual = _USUAL.get(event.deed, "")
            place = out[-1] if not usual and out else dice.pick((usual or _home(company, dice)).split("|"), "spot", n)
        if (
            event.deed == "hide"
            and not event.place
            and company.people[KEYS[(event.who or (0,))[0]]].role.nature == "human"
        ):
            place = out[-1] if out else place
        out.append(place)
    # where the first event leaves it open, it happens where the story goes on
    return out


def _home(company: Company, dice: Dice) -> str:
    hero = company.people["hero"].role
    if hero.work:
        return hero.work
    kind = hero.word.rpartition(" ")[2]
    if kind in _WATER:
        return "underwater"
    if found := _LIVES.get(kind):
        return found
    return {
        "animal": "forest|field|garden",
        "creature": "castle|forest|mountains",
        "robot": "workshop|city street",
    }.get(
        hero.nature,
        "living room|village|city street" if 0 < company.people["hero"].age < 16 else "living room|kitchen|garden",
    )


def _own(company: Company, spots: list[str], deed: str, dice: Dice) -> str:
    role = company.people["hero"].role
    if role.work and role.nature == "human" or role.work and role.word.startswith(("robot", "ghost")):
        return next((s for s in spots if s.split("=")[0] == role.work), role.work)
    elsewhere = ("hide", "find", "arrive", "travel", "follow", "leave", "open", "lose", "steal", "meet", "save")
    stay = next((s for s in spots[:1] if deed not in elsewhere and KINDS[s.split("=")[0]].indoors), "")
    return stay or dice.pick(_home(company, dice).split("|"), "own")


def _lights(telling: Telling) -> list[str]:
    span = telling.reading.span
    out = []
    for n, event in enumerate(telling.events):
        usual = _USUAL_LIGHT.get(event.deed) or _HOURS[min(3, n * 4 // max(1, len(telling.events)))]
        if span == "night":
            usual = ("dusk", "night", "moonlight", "night")[n % 4]
        out.append(event.light or usual)
    return out


def _around(telling, company, own, spots, lights, arrives, leaves, shots, people, dice) -> list[Beat]:
    hero = people["hero"]
    before = (
        beats_around.ANIMAL_BEFORE
        if hero.role.nature in ("animal", "creature") and not hero.role.craft
        else beats_around.BEFORE
    )
    name = "animal before" if before is beats_around.ANIMAL_BEFORE else "before"
    out, first, final = [], [], []
    mates = [k for k in people if k != "hero" and arrives.get(k, 9) < -0.5]
    for beat in _sheet(name, before):
        if "two" in beat.tags and not mates or "solo" in beat.tags and mates:
            continue
        if {"indoors", "outdoors"} & beat.tags and (("indoors" in beat.tags) != KINDS[own.split("=")[0]].indoors):
            continue
        keys = {"hero": "hero"} | ({"mate": mates[0]} if mates else {})
        tags = beat.tags - {"two", "solo", "indoors", "outdoors"} - ({"first"} if shots < 4 else frozenset())
        made = _bound(beat, keys, "", at=beat.at * 0.3 - 0.85, place=own, tags=frozenset(tags))
        if "first" in beat.tags and mates:  # whoever was there from the start is seen in the first shot
            made = replace(made, who=("hero", *mates[:2]))
        (first if "first" in beat.tags else out).append(made)
    out = out[: max(1, shots // 10)]
    if first:
        out.append(dice.pick(first, "first beat"))
    end = len(telling.events) - 1
    last = telling.events[-1]
    lead = KEYS[last.who[0]] if last.who else "hero"
    here = (
        []
        if last.deed in ("leave", "free", "die", "lose")
        else [
            k
            for k in people
            if (len(people) == 2 or k in {KEYS[m] for m in (*last.who, *last.whom)})
            and k != lead
            and leaves.get(k, 0) > end + 0.4
            and arrives.get(k, 9) <= end
        ]
    )
    for beat in _sheet("after", beats_around.AFTER) if last.deed != "state" else ():
        if (
            "two" in beat.tags
            and not here
            or "solo" in beat.tags
            and here
            or "last" in beat.tags
            and shots < len(telling.events) + 4
        ):
            continue
        keys = {"hero": lead} | ({"mate": here[0]} if here else {})
        light = _AFTER[lights[-1]] if beat.light == "after" else beat.light
        (final if "last" in beat.tags else out).append(
            _bound(
                beat,
                keys,
                "",
                at=end + 0.5 + beat.at,
                place=own if beat.place == "own" else spots[-1],
                light=light,
                tags=frozenset(beat.tags - {"two", "solo"}),
            )
        )
    if final:
        out.append(dice.pick(final, "last beat"))
    return out


def _fill(
    beats: list[Beat], count: int, company: Company, dice: Dice, telling: Telling, arrives: dict, leaves: dict
) -> list[Beat] | None:
    """Small beats at the widest gaps, each once, with whoever is on screen there."""
    pools = [dice.shuffled(_sheet("between", beats_around.BETWEEN), "between")]
    for name in ("early", "middle", "late", "animal"):
        pools.append(
            [b for b in dice.shuffled(_sheet("small " + name, SHEETS[name]), "small", name) if b.place == "here"]
        )
    thing, since, until = next(
        (
            (
                the(e.thing),
                -9.0 if e.deed not in _LEADS_TO | {"plant", "cook"} else float(n),
                float(n) if e.deed == "lose" else 99.0,
            )
            for n, e in enumerate(telling.events)
            if e.thing and e.deed not in ("love", "meet", "leave", "stay", "do", "solve", "travel", "open")
        ),
        ("", 0.0, 0.0),
    )
    end = len(telling.events) - 1
    out = list(beats)
    while len(out) < count:
        found = None
        for n in sorted(range(len(out)), key=lambda n: out[n].at - out[n + 1].at if n + 1 < len(out) else -0.02):
            before = out[n]
            player = before.who[0]
            nature = company.people[player].role.nature
            here = (before.at + (out[n + 1].at if n + 1 < len(out) else before.at + 0.5)) / 2
            mate = next((k for k in before.who if k != player and arrives.get(k, -1) <= here <= leaves.get(k, 99)), "")
            if not arrives.get(player, -1) <= here <= leaves.get(player, 99):
                continue
            for pool in pools:
                for beat in pool:
                    if ("two" in beat.tags or "ally" in beat.who) and (
                        not mate or "ally" in beat.who and company.people[mate].role.nature != "human"
                    ):
                        continue
                    if "human" in beat.tags and nature != "human" or pool is pools[4] and nature != "animal":
                        continue
                    if (
                        "thing" in beat.tags
                        and not (thing and since <= before.at and here <= until)
                        or "early" in beat.tags
                        and here > end
                    ):
                        continue
                    if "human" in beat.tags and company.people[player].age and company.people[player].age < 14:
                        continue
                    found = (n, beat, pool, player, mate)
                    break
                if found:
                    break
            if found:
                break
        if not found:
            return None
        n, beat, pool, player, mate = found
        pool.remove(beat)
        right = out[n + 1].at if n + 1 < len(out) else out[n].at + 0.5
        keys = {"hero": player} | ({"ally": mate, "mate": mate} if mate else {})
        light = out[n].light if pool is pools[0] else beat.light
        out.insert(
            n + 1,
            _bound(
                beat, keys, thing, at=(out[n].at + right) / 2, place=out[n].place, light=light, rank=3, tags=frozenset()
            ),
        )
    return out
