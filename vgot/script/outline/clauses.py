"""The sentence's own events: its clauses, each with who acts, what they do, to what or whom, where and in which light.

English only, by word order and a list of verbs; what cannot be read is left out, and a sentence without a readable
clause has no events. Never raises.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from vgot.script.outline.places import PLACE_WORDS
from vgot.script.outline.reading import Lead, Reading
from vgot.script.outline.roles import PLURALS, ROLE_WORDS
from vgot.script.outline.verbs import FORMS, NOUNISH, third_person
from vgot.script.outline.words import NUMBERS

_DETERMINERS = set("a an the his her its their this that some another every each no my our your one".split()) | set(
    NUMBERS
) - {"both"}
_PREPOSITIONS = set(
    "in on at to into onto inside through across from near by under over beneath around along behind above beside toward "
    "towards up down off of for with without against between among about past after before during until like as beyond "
    "within out".split()
)
_JOINTS = set(
    "and then but so until till when while after before who that which because where as although though".split()
)
_BE = {"is", "are", "was", "were"}
#: what stands for the verb of a clause that has no other: how somebody is, what they have, cannot or must
_STATES = _BE | {"has", "have", "had", "can", "cannot", "can't", "can’t", "could", "must", "will", "would"}
_PRONOUNS = {"he", "she", "it", "they", "him", "her", "them"}
_ADVERBS = set(
    "secretly slowly quietly finally suddenly never always still only just also again together alone soon carefully gently bravely "
    "accidentally both all once eventually later slowly happily sadly now nearly almost".split()
)
LIGHT_WORDS: tuple[tuple[str, str], ...] = (
    (r"\b(?:at|before|until|by|in the|towards?) (?:dawn|daybreak|sunrise|first light)\b|\bas the sun rises\b", "dawn"),
    (r"\b(?:in|every|one|this|the next|by) (?:the )?morning\b", "morning"),
    (r"\bat (?:noon|midday)\b", "noon"),
    (r"\b(?:at|before|until|by|into|in) (?:the )?(?:sunset|sundown)\b|\bgolden hour\b|\bas the sun sets\b", "golden"),
    (r"\b(?:at|before|until|by|in) (?:the )?(?:dusk|twilight|nightfall|evening)\b|\bone evening\b", "dusk"),
    (r"\b(?:moonlight|moonlit|full moon)\b", "moonlight"),
    (
        r"\b(?:at|by|every|one|all|in the|through the|last|single|stormy|into the) ?night\b|\bat midnight\b|\bunder the stars\b",
        "night",
    ),
    (r"\b(?:in|during|through|into|after) (?:a|the) (?:\w+ )?(?:storm|thunderstorm|hurricane|blizzard)\b", "storm"),
    (r"\bby (?:candle ?light|candle)\b", "candle"),
    (r"\bby the (?:fire|fireplace|hearth)\b|\bfirelight\b|\bcampfire\b", "firelight"),
    (r"\bneon\b", "neon"),
)
WEATHER_WORDS: tuple[tuple[str, str], ...] = (
    (r"\b(?:snow ?storm|blizzard)\b|\bsnowy (?!owl|peak|mountain|mist)", "snow falling"),
    (
        r"\b(?:thunder)?storms?\b|\bstormy (?:night|day|evening|morning|afternoon|sea|winter|weather)\b|\bhurricane\b",
        "storm raging, rain driving",
    ),
    (r"\bunder (?:the |deep )?snow\b", "snow lying deep"),
    (
        r"\bsnow (?:falls|is falling|fell)\b|\b(?:it|as it|while it) (?:snows|is snowing)\b|\bin (?:the )?(?:falling )?snow\b|\bsnowfall\b",
        "snow falling",
    ),
    (
        r"\brain (?:falls|is falling|fell)\b|\bit (?:rains|is raining)\b|\b(?:in|through|into|under|out of) (?:the )?(?:pouring |heavy )?rain\b|\brainy\b",
        "rain falling",
    ),
    (r"\bfog\w*\b|\bmist\w*\b", "fog drifting"),
)
#: words for places by themselves, where a story is not told among the sets of outline_places -> kind
_MORE_PLACES = {
    "sea": "beach",
    "ocean": "beach",
    "moon": "moon",
    "seashore": "beach",
    "skyscraper": "rooftop",
    "hotel": "ballroom",
    "subway": "train station",
    "bridge": "river",
    "balcony": "rooftop",
    "cliff": "mountains",
    "cliffs": "mountains",
    "zoo": "park",
    "fair": "market",
    "amusement park": "park",
    "attic": "bedroom",
    "basement": "workshop",
    "shop": "market",
    "window": "living room",
    "home": "living room",
    "valley": "mountains",
    "pond": "river",
    "stream": "river",
    "lighthouse": "lighthouse",
    "tower": "castle",
    "backyard": "garden",
    "yard": "garden",
    "square": "village",
    "harbour": "harbour",
    "world": "road",
    "sky": "rooftop",
    "stars": "space",
    "mountain top": "mountains",
    "mountaintop": "mountains",
    "summit": "mountains",
    "dungeon": "prison",
    "tunnel": "cave",
    "well": "village",
    "classroom": "school",
    "hall": "ballroom",
    "concert hall": "theatre stage",
    "stadium": "gym",
    "arena": "gym",
    "swamp": "river",
    "north pole": "snow field",
    "glacier": "snow field",
    "porch": "farm",
    "barn": "farm",
    "vineyard": "field",
    "hilltop": "field",
    "hill": "field",
    "canyon": "desert",
    "diner": "café",
    "bakery": "bakery",
    "restaurant": "café",
    "laundromat": "café",
    "elevator": "office",
    "room": "bedroom",
    "flat": "living room",
    "cellar": "workshop",
    "shed": "workshop",
    "garage": "workshop",
    "studio": "workshop",
    "deck": "ship",
    "raft": "ship",
    "coral reef": "underwater",
    "seabed": "underwater",
    "bottom of the sea": "underwater",
    "tree": "forest",
    "bed": "bedroom",
    "funeral": "graveyard",
    "wedding": "church",
}
PLACES = PLACE_WORDS | _MORE_PLACES
_IN_PLACE = re.compile(
    r"\b(in|on|at|to|into|onto|inside|through|across|from|near|by|under|over|beneath|around|along|behind|above|beside|towards?|up|down|aboard|outside)"
    r" ((?:(?:the|a|an|his|her|its|their|this|some|one) )?(?:[a-zà-ÿ'’-]+ ){0,3}?)("
    + "|".join(re.escape(w) for w in sorted(PLACES, key=len, reverse=True))
    + r")(?![\w'’])",
    re.IGNORECASE,
)
#: words that say which kind of place it is and are no name for it
_UNNAMED = {
    "bed",
    "window",
    "tree",
    "home",
    "world",
    "sky",
    "well",
    "stars",
    "snow",
    "ice",
    "train",
    "boat",
    "ship",
    "space",
    "funeral",
    "wedding",
}
#: somebody who is only thought of
_ABSENT = re.compile(r"\b(?:lost|late|dead|missing|absent|long-lost|unborn|imaginary)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Event:
    """One clause. `who`, `whom` are positions in the reading's leads; `says` is the predicate with {0}, {1} for leads and
    {it} for the last thing; `deed` a class of outline_verbs; `thing` the object's words; `doer` a subject that is no lead."""

    who: tuple[int, ...]
    deed: str
    verb: str
    says: str
    whom: tuple[int, ...] = ()
    thing: str = ""
    doer: str = ""
    skill: str = ""
    place: str = ""
    place_words: str = ""
    light: str = ""
    weather: str = ""
    opening: str = ""


@dataclass(frozen=True)
class Mention:
    """A lead in the text: from where its article stands to behind its name."""

    start: int
    end: int
    lead: int
    words: str


def mentions_of(reading: Reading) -> list[Mention]:
    """Where the text names its leads, with the words that describe them ("A lonely lighthouse keeper")."""
    text, out = reading.text, []
    for n, lead in enumerate(reading.leads):
        group = [
            m for m in range(len(reading.leads)) if reading.leads[m].role == lead.role and not reading.leads[m].name
        ]
        word = lead.role.word
        found = None
        heads = [w for w in (lead.name,) if w]
        if word:
            heads += [w for w, (role, _) in ROLE_WORDS.items() if role.word == word] + [word]
            heads += [p for p, single in PLURALS.items() if ROLE_WORDS[single][0].word == word]
        for m in (
            re.finditer(
                r"(?<![\w])(?:" + "|".join(sorted(map(re.escape, heads), key=len, reverse=True)) + r")(?![\w])",
                text,
                re.IGNORECASE,
            )
            if heads
            else ()
        ):
            if m.end() > lead.at and (
                found is None
                or m.start() - found[1] < 12
                and re.fullmatch(
                    r",?\s*(?:an?|the)?\s*[\w -]{0,24}?(?:named|called)?\s*", text[found[1] : m.start()] or " "
                )
                and not re.search(r"\band\b", text[found[1] : m.start()])
            ):
                start = found[0] if found else m.start()
                found = (start, m.end())
        if found is None:
            continue
        start, end = found
        opened = list(
            re.finditer(
                r"\b(?:a|an|the|his|her|its|their|two|three|four|five|one|another|my|our)\b",
                text[:start],
                re.IGNORECASE,
            )
        )
        between = text[opened[-1].end() : start].split() if opened else []
        if (
            opened
            and len(between) < 5
            and re.fullmatch(r"\s+(?:[\w'’-]+\s+)*", text[opened[-1].end() : start])
            and not any(
                FORMS.get(w.lower(), ("", "", ""))[2] == "now"
                or w.lower() in _PREPOSITIONS | _JOINTS
                or re.search(r"['’]s?$", w)
                for w in between
            )
        ):
            start = opened[-1].start()
        if lead.name or len(group) < 2 or n == group[0]:
            out.append(Mention(start, end, n, text[start:end] + _who_is(text[end:])))
        else:  # one of "two rival chefs": the same words
            first = next((x for x in out if x.lead == group[0]), None)
            out.append(Mention(start, end, n, first.words if first else text[start:end]))
    return out


def _who_is(after: str) -> str:
    """ " who is afraid of the dark": what a clause without a deed says of somebody."""
    if not re.match(r" (?:who|that) (?:is|are|was|were|has|cannot|can|never)\b", after):
        return ""
    words = []
    for m in re.finditer(r"[\w'’-]+|[,;.]", after):
        if (
            m.group() in ",;."
            or len(words) > 2
            and FORMS.get(m.group().lower(), ("", "", ""))[2] in ("now", "past")
            or len(words) > 2
            and m.group() == "and"
        ):
            break
        words.append(m.group())
    return " " + " ".join(words) if 2 < len(words) < 10 else ""


def weather_of(text: str) -> str:
    """The weather that words name, as a background says it; "" for none."""
    return next((say for pattern, say in WEATHER_WORDS if re.search(pattern, text, re.IGNORECASE)), "")


def events_of(reading: Reading) -> tuple[tuple[Event, ...], str, tuple[Mention, ...]]:
    """(events in the order of the sentence, the weather that lies over all of them, where the leads are named)."""
    mentions = mentions_of(reading)
    text = re.sub(r"[“”\"]", "", reading.text).rstrip(" .!?…")
    if text != reading.text.rstrip(" .!?…"):
        return (), "", ()
    words = [(m.group(), m.start(), m.end()) for m in re.finditer(r"[\w'’-]+|[,;:.!?–—]", text)]
    clauses = _clauses(words, mentions, text)
    events: list[Event] = []
    weather = weather_of(text)
    for lo, hi, joint in clauses:
        made = _event(words[lo:hi], joint, text, mentions, events, reading)
        if made:
            events.append(made)
    if (
        len(events) > 1
        and all(not e.light for e in events[:-1])
        and events[-1].light
        and re.search(r"\b(?:one|all|single|every)\b", text[max(0, len(text) - 14) :])
    ):
        events = [replace(e, light=e.light or events[-1].light) for e in events]
    return tuple(_in_order(events)), weather, tuple(mentions)


def _in_order(events: list[Event]) -> list[Event]:
    """ "after": what happened first is told first."""
    out: list[Event] = []
    for event in events:
        if event.skill == "<after>" and out:
            then = out.pop()  # whoever it is that makes the other act is there to see it
            there = () if event.deed in ("die", "leave") else (k for k in event.who if k not in then.who)
            out += [replace(event, skill=""), replace(then, whom=tuple(dict.fromkeys([*then.whom, *there])))]
        else:
            out.append(replace(event, skill="" if event.skill == "<after>" else event.skill))
    return out


def _finite(words: list, n: int, mentions: list[Mention]) -> bool:
    """Whether the word at n is a verb of its clause."""
    word = words[n][0].lower()
    inside = any(m.start <= words[n][1] < m.end for m in mentions)
    if inside:
        return False
    before = words[n - 1][0].lower() if n else ""
    after_lead = any(m.end == words[n][1] - 1 for m in mentions)
    k = n - 1
    while k >= 0 and words[k][0].lower() in _ADVERBS:
        k -= 1
    after_lead = after_lead or k >= 0 and any(m.end == words[k][2] for m in mentions)
    if word in FORMS:
        _, _, tense = FORMS[word]
        if tense == "ing" or before in _DETERMINERS or before == "to":
            return False
        if before in _PREPOSITIONS and before not in ("then", "before", "after"):
            return False
        if (
            after_lead
            or before in ("who", "that", "which", "and", "then", "he", "she", "it", "they", "but")
            or before in _ADVERBS
        ):
            return not (
                word in NOUNISH and before == "and" and tense == "base" and not _plural_before(words, n, mentions)
            )
        if tense == "base" and before in (",", "and") and word not in NOUNISH and _plural_before(words, n, mentions):
            return True
        if tense == "base" and word in NOUNISH:
            return False
        return tense in ("now", "past") or bool(before.endswith("s") and n and tense == "base")
    if (
        after_lead
        and re.fullmatch(r"[a-z]+[^s\W]s", word)
        and word not in _PREPOSITIONS
        and word not in ("is", "was", "has", "this", "its")
    ):
        return words[n][0].islower()
    return (
        before in ("who", "he", "she", "it", "they")
        and re.fullmatch(r"[a-z]{2,}(?:s|ed)", word) is not None
        and word not in ("is", "was", "has")
    )


def _plural_before(words: list, n: int, mentions: list[Mention]) -> bool:
    return len({m.lead for m in mentions if m.end <= words[n][1]}) > 1


def _clauses(words: list, mentions: list[Mention], text: str) -> list[tuple[int, int, str]]:
    """(from, to, joint) of each clause with one finite verb."""
    verbs = [n for n in range(len(words)) if _finite(words, n, mentions)]
    if not verbs:  # "A knight is afraid of horses"
        verbs = [
            n
            for n in range(1, len(words))
            if words[n][0].lower() in _STATES and any(m.end == words[n][1] - 1 for m in mentions)
        ][:1]
    if not verbs:
        return []
    cuts = [(0, "")]
    for one, two in zip(verbs, verbs[1:], strict=False):
        # the joint nearest to the second verb
        at = next(
            (n for n in range(two - 1, one, -1) if words[n][0].lower() in _JOINTS or words[n][0] in ",;.:–—"), None
        )
        if at is None:
            continue
        joint = words[at][0].lower()
        while at - 1 > one and (words[at - 1][0].lower() in _JOINTS or words[at - 1][0] in ",;."):
            at -= 1
        joint = joint if joint not in ",;.:–—" else "and"
        k = at
        names = [words[i][0].lower() for i in range(at, two) if words[i][0].lower() in _JOINTS]
        joint = names[-1] if names else joint
        # "because" gives a reason, and "who" may speak of somebody who plays no part: both stay in their clause
        if (
            joint in ("because", "so that")
            or joint in ("who", "that", "which")
            and not any(0 <= words[at][1] - m.end <= 2 for m in mentions)
        ):
            continue
        while k < two and (words[k][0].lower() in _JOINTS - {"that"} or words[k][0] in ",;.:–—"):
            k += 1
        cuts.append((at, joint))
    bounds = [c for c, _ in cuts] + [len(words)]
    return [(bounds[n], bounds[n + 1], cuts[n][1]) for n in range(len(cuts))]


def _event(  # noqa: C901
    words: list, joint: str, text: str, mentions: list[Mention], before: list[Event], reading: Reading
) -> Event | None:
    while words and (words[0][0].lower() in _JOINTS or words[0][0] in ",;.:–—"):
        words = words[1:]
    n = next(
        (
            k
            for k in range(len(words))
            if _finite(words, k, mentions) or k == 0 and joint and words[0][0].lower() in FORMS
        ),
        None,
    )
    if n is None:
        n = next((k for k in range(len(words)) if words[k][0].lower() in _STATES), None)
    if n is None:
        return None
    if n and words[n - 1][0].lower() in _BE:  # "is chased"
        n -= 1
    subject, body = words[:n], words[n:]
    while subject and subject[-1][0].lower() in _ADVERBS:
        body = [subject[-1], *body]
        subject = subject[:-1]
    said = [w for w, _, _ in body]
    head = next(k for k, w in enumerate(said) if w.lower() not in _ADVERBS or k == len(said) - 1)
    form = said[head].lower()
    verb, deed, tense = FORMS.get(form, (form.removesuffix("s"), "do", "now"))
    opening = ""
    if not before and len(subject) > 2:
        first = min((m.start for m in mentions if m.end <= subject[-1][2]), default=0)
        opening = text[subject[0][1] : first].strip(" ,") if first > subject[0][1] + 4 else ""
        opening = (
            opening
            if re.match(
                r"(?:after|before|in|on|at|during|one|every|once|when|for|long|far|deep|under)\b",
                opening,
                re.IGNORECASE,
            )
            else ""
        )
    who, doer = _subject(subject, mentions, before, reading, joint)
    if not who and not doer:
        return None
    lo, hi = body[0][1], words[-1][2]
    if who and (
        tense == "past" or tense == "base" and len(who) == 1 or tense == "now" and len(who) > 1 and form in FORMS
    ):
        said_verb = third_person(verb) if len(who) == 1 else verb
        predicate = said_verb + text[body[head][2] : hi]
        predicate = f"{' '.join(said[:head])} {predicate}".strip()
        shift = len(predicate) - (hi - lo)
    else:
        predicate, shift = text[lo:hi], 0
    whom = [
        m
        for m in mentions
        if lo <= m.start and m.end <= hi and not re.match(r"['’]", text[m.end :]) and not _ABSENT.search(m.words)
    ]
    for m in sorted(whom, key=lambda m: -m.start):
        at = m.start - lo + shift
        if predicate[at : at + m.end - m.start] == text[m.start : m.end]:
            several = [x.lead for x in whom if x.start == m.start]
            predicate = (
                predicate[:at] + " and ".join(f"{{{k}}}" for k in several) + predicate[at + m.end - m.start :]
                if "{" not in predicate[at : at + 4]
                else predicate
            )
    deed = _deed(deed, verb, predicate) if form not in _STATES else _state(predicate)
    predicate = re.sub(r"(\{\d\}) (she|he|they|it) (is|are|was|were|has|have|had)\b", r"\1, whom \2 \3", predicate)
    predicate, patient = _resolve(predicate, who, mentions, before, reading, lo)
    whom_ids = tuple(dict.fromkeys([int(k) for k in re.findall(r"\{(\d)\}", predicate)]))
    whom_ids = tuple(k for k in whom_ids if k not in who)
    place, place_words = _place(predicate, reading)
    if not place and not before:  # "Two rival chefs in Paris", "In a small village, ..."
        place, place_words = _place(text[words[0][1] : lo], reading)
    light = next(
        (value for pattern, value in LIGHT_WORDS if re.search(pattern, f"{opening} {predicate}", re.IGNORECASE)), ""
    )
    weather = weather_of(predicate)
    thing = patient or ("" if deed == "state" else _thing(text[lo:hi], place_words))
    if any(m.words == thing or m.words.startswith(thing + " ") for m in whom):
        thing = ""
    if (
        deed == "wake"
        and (thing or whom_ids or re.search(r"\beveryone|everybody\b", predicate))
        and "alive" not in predicate
        and "to life" not in predicate
    ):
        deed = "do"
    if deed in ("wait", "seek"):  # whoever is waited for is not there
        whom_ids = ()
    if verb == "return" and (thing or whom_ids):
        deed = "give"
    if (
        not who
        and re.fullmatch(r"(?:the )?(?:snow|rain|fog|mist|it)", doer, re.IGNORECASE)
        and verb in ("fall", "snow", "rain", "drift", "begin", "stop")
    ):
        return None
    skill = (
        (re.search(r"\{\d\} (?:how )?to ([a-z]+(?: [a-z]+){0,4})$", predicate) or ["", ""])[1]
        if deed == "teach"
        else (re.search(r"\bto ([a-z]+(?: [a-z]+){0,3})", predicate) or ["", ""])[1]
        if deed == "learn"
        else ""
    )
    skill = re.sub(r" (?:without|with|in|on|at|for|to|by|the|a)$", "", skill)
    if joint in ("after", "when") and before:
        skill = "<after>"
    return Event(
        who,
        deed,
        verb,
        predicate.strip(" ,"),
        whom_ids,
        thing,
        doer,
        skill,
        place,
        place_words,
        light,
        weather,
        opening,
    )


def _deed(deed: str, verb: str, predicate: str) -> str:
    """The class of a deed of several words."""
    low = predicate.lower()
    if re.search(r"\b(?:waits?|sits?|rides?|weathers?) out\b", low):
        return "stay"
    if re.search(r"\bset(?:s|ting)? .{1,40}\bfree\b|\blets? .{1,40}\b(?:go|fly away|free)\b", low):
        return "free"
    if re.search(r"\bbecomes? (?:best |good )?friends\b", low):
        return "meet"
    if re.search(r"\bdreams? (?:of|about)\b", low):
        return "dream"
    if re.search(r"\bfalls? in love\b", low):
        return "love"
    if re.search(r"\b(?:comes?|springs?) (?:alive|to life)\b|\bwakes?\b", low):
        return "wake"
    if re.search(r"\bsays? (?:goodbye|farewell)\b|\bruns? away\b", low):
        return "leave"
    if re.search(r"\bsets? (?:out|off|sail)\b", low):
        return "travel"
    if verb == "look" and not re.search(r"\blooks? for\b", low):
        return "watch"
    if (
        verb == "bring"
        and "home" in low
        or verb in ("find", "go", "come", "walk", "drive", "ride", "sail", "fly", "run")
        and re.search(r"\b(?:way )?(?:home|back)\b", low)
    ):
        return "arrive"
    if re.match(r"(?:wants?|hopes?|longs?|wish(?:es)?) to\b", low):
        return "dream"
    if inner := re.search(
        r"\b(?:decides?|tries|learns?|begins?|starts?|plans?|refuses?|needs?|gets?|has|dreams of) (?:not )?(?:to )?([a-z]+)",
        low,
    ):
        found = FORMS.get(inner.group(1))
        if found and found[2] in ("base", "ing") and not (deed == "learn" and found[1] != "learn"):
            return found[1]
    return deed


def _state(predicate: str) -> str:
    """The class of what is told by "is", "has", "must" or "cannot": a deed that must be done, one that is suffered, or a state."""
    low = predicate.lower()
    if must := re.match(r"(?:must|will|would|can|could|has to|have to|had to) (?:not )?([a-z]+)", low):
        return FORMS.get(must.group(1), ("", "do", ""))[1] if " not " not in low[:12] else "state"
    suffered = re.match(r"(?:is|are|was|were) (?:[a-z]+ly )?([a-z]+)", low)
    if suffered and " by " in low and "by nobody" not in low and "by everybody" not in low:
        return "do"
    return "state"


def _subject(
    words: list, mentions: list[Mention], before: list[Event], reading: Reading, joint: str
) -> tuple[tuple[int, ...], str]:
    """(positions of the leads that act, or the words of a thing that does)."""
    last = before[-1] if before else None
    if not words:
        if joint in ("who", "that", "which") and last and last.whom:
            return (last.whom[-1],), ""
        return (last.who, last.doer) if last else ((), "")
    lo, hi = words[0][1], words[-1][2]
    found = [
        m.lead
        for m in mentions
        if (m.start >= lo and m.end <= hi or m.start < hi <= m.end) and not re.match(r"['’]", reading.text[m.end :])
    ]
    if found:
        return tuple(dict.fromkeys(found)), ""
    low = [w.lower() for w, _, _ in words]
    if low[-1] in ("he", "she", "they", "it"):
        if last is None:  # "It rains for forty days" is said of nobody
            return (tuple(range(min(1, len(reading.leads)))) if low[-1] != "it" else (), "")
        return _antecedent(low[-1], last, before, reading)
    phrase = " ".join(w for w, _, _ in words if w not in ",;")
    if (
        low[0] in _DETERMINERS
        or low[0] in ("snow", "rain", "night", "dawn")
        or re.fullmatch(r"[\w' -]+", phrase)
        and len(low) <= 4
    ):
        return (), phrase
    return (), ""


def _antecedent(pronoun: str, last: Event, before: list[Event], reading: Reading) -> tuple[tuple[int, ...], str]:
    people = [k for e in reversed(before) for k in (*e.who, *e.whom)]
    if pronoun == "they":
        foes = {int(k) for k in re.findall(r"\b(?:from|against) \{(\d)\}", last.says)}
        both = tuple(k for k in dict.fromkeys([*last.who, *last.whom]) if k not in foes) or tuple(
            range(len(reading.leads))
        )
        return (both, "")
    if pronoun == "it":
        for k in [*last.whom, *last.who]:
            if reading.leads[k].role.nature != "human":
                return (k,), ""
        return ((), last.thing) if last.thing else (last.who, last.doer)
    sex = {"he": "m", "she": "f"}[pronoun]
    for k in people:
        lead = reading.leads[k]
        if lead.role.nature == "human" and lead.sex in ("", sex):
            return (k,), ""
    return (last.who, last.doer)


def _resolve(
    predicate: str, who: tuple[int, ...], mentions: list[Mention], before: list[Event], reading: Reading, lo: int
) -> tuple[str, str]:
    """The predicate with "it", "him", "her", "them" as objects replaced, and the words of a thing that "it" stood for."""
    patient = ""
    last = before[-1] if before else None
    if last is None:
        return predicate, patient
    if re.search(r"\bit\b(?!self)", predicate) and not re.search(r"\bit (?:is|was|rains|snows|has)\b", predicate):
        being = next(
            (
                k
                for e in reversed(before)
                for k in (*reversed(e.whom), *e.who)
                if reading.leads[k].role.nature != "human" and k not in who
            ),
            None,
        )
        thing = next((e.thing or e.doer for e in reversed(before) if e.thing or e.doer), "")
        if being is not None and (not last.thing or last.whom):
            predicate = re.sub(r"\bit\b", f"{{{being}}}", predicate, count=1)
        elif thing:
            patient = thing
            predicate = re.sub(r"\bit\b", "{it}", predicate, count=1)
    for pronoun, sex in (("him", "m"), ("her", "f")):
        if re.search(
            rf"\b{pronoun}\b(?! [a-z])|\b{pronoun}\b (?:to|in|at|on|with|how|the|a|into|from|away|back|home|why|go|free|down|up|out|every|again|and|for|until|by)\b",
            predicate,
        ):
            other = next(
                (
                    k
                    for e in reversed(before)
                    for k in (*reversed(e.whom), *reversed(e.who))
                    if k not in who and reading.leads[k].sex in ("", sex)
                ),
                None,
            )
            if other is not None:
                predicate = re.sub(rf"\b{pronoun}\b", f"{{{other}}}", predicate, count=1)
    if re.search(r"\bthem\b", predicate):
        others = [k for k in dict.fromkeys(k for e in before for k in (*e.who, *e.whom)) if k not in who]
        if others:
            predicate = re.sub(r"\bthem\b", " and ".join(f"{{{k}}}" for k in others), predicate, count=1)
        elif last.thing:
            patient = last.thing
            predicate = re.sub(r"\bthem\b", "{it}", predicate, count=1)
    return predicate, patient


def _place(predicate: str, reading: Reading) -> tuple[str, str]:
    """(kind, the sentence's own words) of the place of a clause: where it leads to, else where it is."""
    found = []
    for m in _IN_PLACE.finditer(re.sub(r"\{\d\}", "somebody", predicate)):
        near, middle, word = m.group(1).lower(), m.group(2), m.group(3).lower()
        if (
            near in ("from", "by", "over", "under", "above")
            and word in ("moon", "stars", "sky", "sea", "world")
            or near == "by"
            and word == "train"
        ):
            continue
        if any(
            w in FORMS
            and w not in ("burning", "abandoned", "lost", "frozen", "living")
            or w in _PREPOSITIONS
            or w in ("and", "somebody")
            for w in middle.lower().split()
        ):
            continue
        if (
            word in ("sea", "ocean")
            and near in ("at", "on", "across", "over")
            or word in ("sea", "ocean")
            and reading.leads
            and reading.leads[0].role.work == "ship"
        ):
            kind = "ship"
        else:
            kind = _MORE_PLACES.get(word) or PLACES[word]
        article = re.match(r"(?:the|a|an|his|her|its|their|this|some|one) ", middle, re.IGNORECASE)
        if word in _UNNAMED:
            found.append((near in ("to", "into", "onto"), kind, ""))
            continue
        phrase = (middle[article.end() :] if article else middle) + m.group(3)
        phrase = "seashore" if kind == "beach" and phrase.strip().lower() in ("sea", "ocean") else phrase
        found.append((near in ("to", "into", "onto", "towards", "toward", "on", "up"), kind, phrase.strip()))
    if not found:
        return "", ""
    best = next((f for f in reversed(found) if f[0]), found[0])
    return best[1], best[2]


def _thing(predicate: str, place_words: str) -> str:
    """The words of a clause's object, when it is no lead: "a robot bird", "his red balloon"."""
    if " " not in predicate.strip():
        return ""
    body = re.sub(
        r"^(?:\w+ly )?\w+(?: (?:for|over|up|out|down|at|with|after|about|into|off|on|together|through))? ",
        "",
        predicate,
        count=1,
    )
    m = re.match(
        r"((?:a|an|the|his|her|its|their|some|this|that|one|two|three|four|five|my|our)\s+)((?:[\w'’-]+\s*)+)",
        body + " ",
        re.IGNORECASE,
    )
    if not m:
        m = re.match(r"()((?:[a-z'’-]+\s*)+)", body + " ")
        if not m:
            return ""
    words = []
    for word in m.group(2).split():
        if (
            word.lower() in _PREPOSITIONS - {"of"}
            or word.lower() in _JOINTS
            or word.lower() in _ADVERBS
            or word.lower() in ("free", "home", "go", "every", "each", "all", "to")
        ):
            break
        words.append(word)
    if words and words[-1] == "of":
        words.pop()
    if (
        not words
        or len(words) > 6
        or place_words
        and " ".join(words).endswith(place_words)
        or words[0].lower() in ("in", "of", "away", "back", "love")
    ):
        return ""
    if words[0].lower() in _PRONOUNS or words[0].lower() in FORMS and not m.group(1):
        return ""
    return (m.group(1) + " ".join(words)).strip()


def lead_words(mention: Mention, lead: Lead) -> tuple[str, str]:
    """(description with its article, the bare kind) of a lead: ("a lonely lighthouse keeper", "lighthouse keeper")."""
    words = (
        re.sub(rf"(?:,\s*|\s+)?(?:(?:named|called)\s+)?{re.escape(lead.name)}(?:,\s*)?", " ", mention.words).strip(" ,")
        if lead.name
        else mention.words
    )
    return words, lead.role.word
