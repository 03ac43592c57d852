"""What a told sentence calls its people and things: at first mention, from then on, and in the title."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from vgot.script.outline.clauses import PLACES, Event, Mention
from vgot.script.outline.company import Company
from vgot.script.outline.reading import Reading
from vgot.script.outline.roles import PLURALS

KIN = {
    "grandson",
    "granddaughter",
    "son",
    "daughter",
    "brother",
    "sister",
    "mother",
    "father",
    "grandmother",
    "grandfather",
    "wife",
    "husband",
    "nephew",
    "niece",
    "uncle",
    "aunt",
    "cousin",
    "friend",
}
_NUMBERS = {2: "two", 3: "three"}
#: who in the cast plays the leads of the reading, in their order
KEYS = ("hero", "ally", "third", "fourth")


@dataclass
class Telling:
    """What an outline needs to know of a told sentence. `said` is how somebody is introduced, by key."""

    reading: Reading
    events: tuple[Event, ...]
    weather: str
    mentions: tuple[Mention, ...]
    said: dict[str, str] = field(default_factory=dict)


def the(words: str) -> str:
    """ "his red balloon" -> "the red balloon"."""
    bare = re.sub(r"^(?:a|an|the|his|her|its|their|some|this|that|one|my|our)\s+", "", words, flags=re.IGNORECASE)
    return bare if re.match(r"(?:two|three|four|five)\b", bare) else f"the {bare}"


def introductions(telling: Telling, company: Company) -> None:
    """Names and first words for everybody: "Paola, a clockmaker,", and "a robot bird" that is "the bird" from then on."""
    heads: set[str] = set()
    for n, lead in enumerate(telling.reading.leads):
        person = company.people[KEYS[n]]
        mention = next((m for m in telling.mentions if m.lead == n), None)
        words = mention.words if mention else f"a {lead.role.word}"
        if lead.name:
            words = re.sub(rf"[\s,]*(?:\b(?:named|called)\s+)?{re.escape(lead.name)}\b[\s,]*", " ", words).strip()
        group = re.match(r"(?:two|three|four|five)(?: twin)?\s+", words, re.IGNORECASE)
        if group:
            words = (
                f"another {lead.role.word}"
                if any(x.role == lead.role for x in telling.reading.leads[:n])
                else _article(
                    re.sub(r"^\w+\s+", "", words).rsplit(" ", 1)[0] + " " + lead.role.word
                    if " " in re.sub(r"^\w+\s+", "", words)
                    else lead.role.word
                )
            )
            if lead.role.word in ("brother", "sister", "friend"):
                words = "" if n else f"one of {group.group().strip().lower()} {_plural(lead.role.word)}"
        elif words.lower() in PLURALS:  # "Twin sisters"
            many = sum(x.role == lead.role for x in telling.reading.leads)
            words = "" if n else f"one of {_NUMBERS.get(many, many)} {words.lower()}"
        elif words and n and lead.role.word in KIN and " " not in words.strip():
            words = f"{company.people['hero'].his} {words.lower()}"
        elif words and not re.match(r"(?:an?|the|his|her|its|their|my|our|another)\b", words, re.IGNORECASE):
            words = _article(words[:1].lower() + words[1:])
        words = words[:1].lower() + words[1:]
        if lead.role.nature != "human" and not lead.name:
            short = f"the {lead.role.word.split()[-1]}"
            if short in heads:
                short = f"the other {lead.role.word.split()[-1]}"
            heads.add(short)
            person.name = short
        person.said = ""
        telling.said[KEYS[n]] = words


def _plural(word: str) -> str:
    return next((p for p, single in PLURALS.items() if single == word), word + "s")


def _article(words: str) -> str:
    return f"{'an' if words[:1].lower() in 'aeiou' else 'a'} {words}"


def introduce(text: str, key: str, person, said: str, raw_first: bool) -> str:
    """The text with its first mention of somebody worded as an introduction."""
    found = re.search(
        rf"(?<![\w]){re.escape(person.name)}(?![\w])", text, re.IGNORECASE if person.name.startswith("the ") else 0
    )
    if not found or not said:
        return text
    opening = not text[: found.start()].strip() or text[: found.start()].rstrip()[-1] in ".!?:"
    if person.name.startswith("the "):
        said = said[:1].upper() + said[1:] if opening else said
        return text[: found.start()] + said + text[found.end() :]
    if text[found.end() : found.end() + 2] in ("'s", "’s"):
        return text
    comma = "" if not text[found.end() :] or text[found.end()] in ".,;:!?" else ","
    return f"{text[: found.end()]}, {said}{comma}{text[found.end() :]}"


def titles_of(telling: Telling) -> tuple[str, ...]:
    """Titles from what the sentence names."""
    found = []
    for event in telling.events:
        if event.thing and event.deed not in ("love", "meet", "leave", "stay", "do"):
            bare = re.sub(r"^(?:the|two|three|four|five) ", "", the(event.thing))
            if len(bare.split()) <= 4 and not (bare.split()[-1] in PLACES and event.deed == "travel"):
                found.append("The " + _title(bare))
                where = (
                    re.search(rf"\b(in|on|at|under|behind) (?:the|an?) {re.escape(event.place_words)}\b", event.says)
                    if event.place_words
                    else None
                )
                if where and event.deed == "find" and event.place_words != bare:
                    found.append(f"{_title(_article(bare))} {where.group(1)} the {_title(event.place_words)}")
    if found:
        return tuple(dict.fromkeys(found))
    for n, lead in enumerate(telling.reading.leads):
        if (
            lead.role.nature != "human"
            and not lead.name
            or n == 0
            and lead.role.word
            and len(telling.reading.leads) == 1
        ):
            found.append("The " + _title(lead.role.word))
    found += (
        [
            (
                "{hero}"
                if telling.reading.leads[0].role.nature == "human" or telling.reading.leads[0].name
                else "The " + _title(telling.reading.leads[0].role.word)
            )
            + " and "
            + (
                "the " + _title(telling.reading.leads[1].role.word)
                if telling.reading.leads[1].role.nature != "human" and not telling.reading.leads[1].name
                else "{ally}"
            )
        ]
        if len(telling.reading.leads) > 1
        else []
    )
    things = [t for t in found if t.startswith(("The ", "A ", "An "))]
    return tuple(dict.fromkeys(things or found)) or ("What {hero} Did",)


def _title(words: str) -> str:
    small = {"a", "an", "the", "of", "in", "on", "and", "to"}
    return " ".join(w if w in small and n else w[:1].upper() + w[1:] for n, w in enumerate(words.split()))
