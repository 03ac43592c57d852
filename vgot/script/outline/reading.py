"""What one sentence says: who, how old, where, when, how long, which object, which genre, which kind of story."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from vgot.script.outline.places import PLACE_WORDS
from vgot.script.outline.roles import PEOPLE, PLURALS, ROLE_WORDS, THINGS, Role
from vgot.script.outline.seen import Seen, seen_of
from vgot.script.outline.shapes import plainly
from vgot.script.outline.verbs import FORMS
from vgot.script.outline.words import (
    AMBIGUOUS,
    CHILD_WORDS,
    CITIES,
    ERAS,
    FEMALE,
    GENRES,
    MALE,
    NUMBERS,
    OBJECTS,
    OLD_WORDS,
    PEOPLES,
    SPANS,
    YOUNG_WORDS,
)
from vgot.story.model import StoryKind

_KNOWN = FEMALE | MALE

_BOILERPLATE = [
    r"a set of one[- ]sentence prompts?\s*[,:;]?",
    r"\b(?:in|with|using|over)?\s*\b\d+\s*[- ]?shots?\b\s*[,:;.]?",
    r"\b(?:please\s+)?(?:describe|write|tell|make|create|generate|give me|show me|film|invent)(?:\s+(?:me|us))?\s+(?:a|an|the)"
    r"\s+(?:short\s+|long\s+|new\s+|beautiful\s+)?(?:story|film|movie|tale|video|clip)s?\b(?:\s+(?:of|about|in which|where|on))?",
    r"^\s*(?:a|the)?\s*(?:story|film|movie|tale|video)\s+(?:of|about|in which|where)\b",
]
_ENGLISH = set(
    "the an of and his her who with their its from about finds find for she he they meets into after when life "
    "story two goes solves".split()
)
_NAMED = r"(?:named|called|namens|nommée?|appelée?|llamad[oa]|chiamat[oa]|chamad[oa]|genannt)"
_NOT_NAMES = set(
    """I The A An In On At Of And But Or Who When Where While After Before Once Two Three Four Five One It Its
His Her She He They Their This That My Our Life Story Film Monday Tuesday Wednesday Thursday Friday Saturday Sunday January
February March April May June July August September October November December Christmas Easter World War Earth Sun Moon God
Mr Mrs Miss Ms Dr Sir Lady Lord Captain Doctor Professor King Queen Prince Princess Old Young Little Great North South East
West From With Then Now Every Some Through Inside Under During For To As By Into Lost Set Describe Tell Write Make Europe Asia
Africa America Western Northern Middle Ages No Not Why How What Alone Lonely""".split()
)
_DETERMINERS = set("a an the his her its their my our your another this that one each every some".split()) | set(
    NUMBERS
)
_FOLLOWING = re.compile(
    r"\s+(" + "|".join(map(re.escape, sorted([*ROLE_WORDS, *PLURALS], key=len, reverse=True))) + r")\b", re.IGNORECASE
)
_THING_STOP = {"house", "home", "street", "road", "city", "town", "village", "sea", "ocean", "moon", "star", "storm"}
_EVENT = (
    r"\b(?:the (?:day|night|fall|rise|birth|end) of|eruption|earthquake|heist|flood|battle|wedding|festival|race)\b"
)
_VARIATION = (
    r"\b(?:variations?|different (?:films|versions|endings|stories|movies)|another version|many ways|alternative|"
    r"what if|several versions|each time different(?:ly)?)\b"
)


@dataclass(frozen=True)
class Lead:
    """Somebody the sentence names or describes. `name` is "" when it does not say one; `sex` "" likewise; `age` 0. The mention
    goes from `at` to `to`; `seen` is what the words after it say of the looks."""

    name: str = ""
    role: Role = PEOPLE["man"]
    sex: str = ""
    age: int = 0
    words: str = ""
    at: int = 0
    to: int = 0
    seen: Seen = Seen()


@dataclass(frozen=True)
class Reading:
    """All that the offline writer takes from a sentence."""

    sentence: str
    text: str
    leads: tuple[Lead, ...] = ()
    thing: str = ""
    span: str = ""
    era: str = ""
    era_words: str = ""
    culture: str = ""
    where: str = ""
    places: tuple[str, ...] = ()
    thing_held: str = ""
    genre: str = ""
    kind: StoryKind = "event"
    scores: dict[str, int] = field(default_factory=dict)


def _find(words, text: str) -> list[tuple[int, int, str]]:
    """(start, end, word) of each of `words` in `text`, longer ones first, none overlapping."""
    if not words:
        return []
    pattern = r"(?<![\w'’])(?:" + "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True)) + r")(?![\w])"
    return [(m.start(), m.end(), m.group().lower()) for m in re.finditer(pattern, text, re.IGNORECASE)]


def strip_boilerplate(sentence: str) -> str:
    """The sentence without "30 shots, describe a story of ..."."""
    text = " ".join(sentence.split())
    for pattern in _BOILERPLATE:
        text = re.sub(pattern, " ", text, flags=re.IGNORECASE)
    return " ".join(text.split()).strip(" ,;:")


def _names(text: str, english: bool) -> list[tuple[int, int, str]]:
    """Proper names with their places in the text; runs of capitalised words are one name."""
    taken = set(PEOPLES) | set(CITIES)
    cities = [(s, e) for s, e, _ in _find(CITIES, text)]
    found: list[tuple[int, int, str]] = []
    for m in re.finditer(r"[^\W\d_]+(?:-[^\W\d_]+)*", text):
        word = m.group()
        if any(s <= m.start() < e for s, e in cities) or word.lower() in taken or not word[0].isupper():
            continue
        before = text[: m.start()]
        after_named = re.search(_NAMED + r"\s+$", before, re.IGNORECASE) is not None
        opening = not before.strip() or before.rstrip()[-1] in ".!?:"
        known = word in _KNOWN or word.capitalize() in _KNOWN
        follows = found and found[-1][1] == m.start() - 1 and text[m.start() - 1] == " "
        role_like = word.lower() in ROLE_WORDS or word.lower() in PLURALS
        if not after_named and (word in _NOT_NAMES or role_like or len(word) < 2):
            continue
        titled = re.search(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Sir)\.? $", before) is not None
        leads_on = opening and english and re.match(r"(?: and)? (?!I\b)[A-Z][a-z]+", text[m.end() :]) is not None
        if not (known or after_named or follows or titled or leads_on or (english and not opening)):
            continue
        if opening and word.lower() in AMBIGUOUS and not re.match(r"(?:'s|’s|,| and| is| was)\b", text[m.end() :]):
            continue
        if follows:
            found[-1] = (found[-1][0], m.end(), f"{found[-1][2]} {word}")
        else:
            found.append((m.start(), m.end(), word))
    if not found:  # a name in small letters, when it cannot be another word
        lower = {n.lower(): n for n in _KNOWN if n.lower() not in AMBIGUOUS and len(n) > 2}
        found = [
            (m.start(), m.end(), lower[m.group()])
            for m in re.finditer(r"[a-z]+", text)
            if m.group() in lower and m.group() not in ROLE_WORDS
        ][:3]
    seen: set[str] = set()
    return [f for f in found if not (f[2] in seen or seen.add(f[2]))]


#: what a word for somebody only describes: "a dwarf planet", "a pirate costume"
_OF_A_THING = re.compile(
    r"[ -](?:planet|star|galaxy|tower|carriage|costume|suit|mask|portrait|collar|uniform|badge|crossing|book|light|cage|hat)\b",
    re.IGNORECASE,
)


def _acts(word: str, after: str, several: bool = False) -> bool:
    """Whether a word for somebody is a deed here: "a whale swallows a fisherman", of `several` "two neighbours cook dinner"."""
    if several and FORMS.get(word.lower(), ("", "", ""))[2] == "base" and re.match(r" [a-z]", after):
        return True
    return (
        FORMS.get(word.lower(), ("", "", ""))[2] == "now"
        and re.match(r" (?:a|an|the|his|her|its|their|all|every|it|him)\b", after) is not None
    )


def _is_plural(word: str) -> bool:
    return word.lower() in PLURALS and word.lower() not in ROLE_WORDS


def _described(before: str) -> tuple[str, bool]:
    """The words of description in front of a noun, and whether a determiner opens them."""
    words = re.split(r"[,.;:!?]", before)[-1].split()[-5:]
    for n in range(len(words) - 1, -1, -1):
        if words[n].lower().strip("'’") in _DETERMINERS or re.search(r"['’]s?$", words[n]):
            return " ".join(words[n:]), True
        if words[n].lower() in ("and", "of", "meets", "with", "named", "is", "who"):
            return " ".join(words[n + 1 :]), False
    return " ".join(words), not words or len(words) < 3 and not before.strip(" ").count(" ")


def _age(words: str, role: Role) -> int:
    if m := re.search(r"(\d{1,3})[- ]?year", words):
        return min(100, int(m.group(1)))
    if re.search(rf"\b(?:{OLD_WORDS})\b", words, re.IGNORECASE):
        return max(role.age, 68)
    if role.age:
        return role.age
    if re.search(rf"\b(?:{YOUNG_WORDS})\b", words, re.IGNORECASE):
        return 22
    if re.search(rf"\b(?:{CHILD_WORDS})\b", words, re.IGNORECASE) and role.word in PEOPLE:
        return 8
    return 0


def _sex(name: str) -> str:
    first = name.split(" ")[0].capitalize() if name else ""
    return "f" if first in FEMALE and first not in MALE else "m" if first in MALE and first not in FEMALE else ""


def _leads(text: str, english: bool) -> tuple[list[Lead], list[tuple[int, int]]]:  # noqa: C901
    names, spans = _names(text, english), []
    free = list(names)
    leads: list[Lead] = []
    plural_groups: list[tuple[int, Role, str, int, int]] = []
    carried: dict[int, str] = {}
    for start, end, word in _find(list(ROLE_WORDS) + list(PLURALS), text):
        if any(s <= start < e for s, e, _ in names):
            continue
        words, determined = _described(text[:start])
        # "rival chefs", "woman astronaut": the first word only describes the second
        next_role = _FOLLOWING.match(text, end)
        if next_role and not _acts(next_role.group(1), text[next_role.end() :], _is_plural(word)):
            told = ROLE_WORDS.get(word, (None, ""))[1]
            carried[next_role.start(1)] = told
            continue
        if any(e + 1 == start and _acts(word, text[end:], _is_plural(text[s:e])) for s, e in spans):
            continue
        plural = _is_plural(word)
        role, sex = ROLE_WORDS[PLURALS[word] if plural else word]
        sex = sex or carried.get(start, "")
        if plural:
            count = next((NUMBERS[w] for w in words.lower().split() if w in NUMBERS), 0)
            plural_groups.append((count, role, words, start, end))
            spans.append((start, end))
            continue
        capital_before_name = any(s == end + 1 for s, _, _ in names)
        if re.search(r"\bto $|\b(?:becom(?:e|es|ing)|be|being|as) (?:an? )?(?:[a-z]+ )?$", text[:start], re.IGNORECASE):
            continue
        if word == "machine" and re.search(r"[a-z]{3,} $", text[:start]) or _OF_A_THING.match(text, end):
            continue  # a time machine plays no part, nor does a dwarf planet
        # "grandmother and grandson": the second needs no article
        determined = determined or bool(re.search(r"\band $", text[:start])) and any(e + 5 == start for _, e in spans)
        if not (
            determined
            or capital_before_name
            or re.search(rf"\b(?:lonely|{OLD_WORDS}|{YOUNG_WORDS})\b", words, re.IGNORECASE)
        ):
            continue
        if (
            role.word in ("friend", "couple", "hero", "heroine", "neighbour", "neighbor")
            and word in text.lower()
            and names
            and re.search(r"\b(?:best |old |his |her )?" + word + r"s?\b", text, re.IGNORECASE)
            and len(names) > 1
        ):
            continue
        spans.append((start, end))
        age_words = words + " " + (re.search(r"^,? aged \d+|^ of \d+", text[end:]) or [""])[0]
        bound = None
        for s, e, name in free:
            between = text[end:s] if s >= end else text[e:start]
            if (
                s >= end
                and re.fullmatch(rf"[,\s]*(?:{_NAMED}\s+)?", between, re.IGNORECASE)
                or e <= start
                and re.fullmatch(
                    r"(?:,| is| was| the| as)?\s*(?:(?:is|was)\s+)?(?:an?|the)\s+(?:[\w-]+\s+){0,3}",
                    between,
                    re.IGNORECASE,
                )
            ):
                bound = (s, e, name)
            if bound:
                break
        if bound:
            free.remove(bound)
        leads.append(
            Lead(
                bound[2] if bound else "",
                role,
                sex or _sex(bound[2] if bound else ""),
                _age(age_words, role),
                words,
                min(start, bound[0]) if bound else start,
                max(end, bound[1]) if bound else end,
            )
        )
    for count, role, words, start, end in plural_groups:
        count = count or (2 if not leads and not free else 0)
        members = free[:count] if count else []
        for s, e, name in members:
            leads.append(Lead(name, role, role.sex or _sex(name), _age(words, role), words, s, max(e, end)))
        free = [f for f in free if f not in members]
        for n in range(count - len(members)):
            leads.append(Lead("", role, role.sex, _age(words, role), words, start + n, end))
    for s, e, name in free:
        title = re.search(r"\b(?:Mrs|Miss|Ms|Lady)\.? $|\b(Mr|Sir|Lord)\.? $", text[:s])
        sex = _sex(name) or ("" if not title else "m" if title.group(1) else "f")
        described = text[max(0, s - 30) : e + 20]
        leads.append(Lead(name, Role(""), sex, _age(described, Role("")), "", s, e))
    leads.sort(key=lambda lead: lead.at)
    return leads, spans + [(s, e) for s, e, _ in names]


def read_sentence(sentence: str) -> Reading:
    """Read one sentence of any language; what it does not say stays empty. Never raises."""
    text = plainly(strip_boilerplate(sentence))
    low = text.lower()
    words = re.findall(r"[a-z']+", low)
    english = bool(set(words) & _ENGLISH) or not words
    leads, spans = _leads(text, english)
    # one of a couple of roles for the same person ("a woman, a botanist, ...") is not two people
    leads = [replace(lead, seen=seen_of(text[lead.to :])) for lead in _merge(leads)[:4]]
    pronoun = re.search(r"\b(she|her|hers|he|his|him)\b", low)
    open_ones = [n for n, lead in enumerate(leads) if not lead.sex and lead.role.nature in ("human", "creature")]
    if len(leads) == 1 and leads[0].role.nature != "human" and not leads[0].sex and re.search(r"\b(?:she|he)\b", low):
        open_ones = [0]
    if len(open_ones) > 1:
        open_ones = [n for n in open_ones if leads[n].role.nature == "human"]
    if open_ones and pronoun and len({leads[n].words for n in open_ones}) == len(open_ones):
        told = "f" if pronoun.group(1).startswith(("she", "her")) else "m"
        if all(lead.sex != told or low.find(lead.role.word) > pronoun.start() for lead in leads):
            leads[open_ones[0]] = replace(leads[open_ones[0]], sex=told)
    masked = list(text)
    for start, end in spans:
        masked[start:end] = " " * (end - start)
    rest = "".join(masked)
    span = next((name for pattern, name in SPANS if re.search(pattern, low)), "")
    if not leads and re.search(r"\blife\b|\blives\b", low) and not span:
        span = "life"
    era, era_words = next(((era, say) for pattern, era, say in ERAS if re.search(rf"\b(?:{pattern})\b", low)), ("", ""))
    if year := re.search(r"\b(1\d{3}|2\d{3})\b", low):
        n = int(year.group(1))
        era, era_words = "old" if n < 1800 else "past" if n < 2000 else "" if n < 2100 else "future", f"in {n}"
    if not era and re.search(r"\bclassic|old[- ]fashioned|vintage\b", low):
        era = "classic"
    culture, where = "", ""
    for _, _, word in _find(PEOPLES, text)[:1]:
        culture, where = PEOPLES[word]
    for _, _, word in _find(CITIES, text)[:1]:
        culture, where = CITIES[word]
    places = tuple(dict.fromkeys(PLACE_WORDS[w] for _, _, w in _find(PLACE_WORDS, rest)))
    thing = ""
    if not leads:
        for start, _, word in _find(THINGS, text):
            if _described(text[:start])[1] and (span in ("life", "years", "seasons") or word not in _THING_STOP):
                thing = word
                break
    held = next((w for _, _, w in _find([o.replace("-", " ") for o in OBJECTS], rest)), "")
    if not held and (
        m := re.search(
            r"\b(?:lost|stolen|old|broken|strange|mysterious|magic|golden|hidden|forgotten) ([a-z]+)\b",
            rest,
            re.IGNORECASE,
        )
    ):
        word = m.group(1).lower()
        held = (
            word
            if word not in PLACE_WORDS
            and word not in ROLE_WORDS
            and word not in THINGS
            and len(word) > 2
            and word not in ("and", "in", "on", "at", "the", "love", "years", "friend", "world", "woman", "man")
            else ""
        )
    scores = {g: len(re.findall(rf"\b(?:{p})\b", low)) for g, p in GENRES}
    best = max(scores, key=lambda g: scores[g])
    genre = best if scores[best] else ""
    kind = _kind(low, leads, thing, span)
    return Reading(
        sentence, text, tuple(leads), thing, span, era, era_words, culture, where, places, held, genre, kind, scores
    )


def _merge(leads: list[Lead]) -> list[Lead]:
    out: list[Lead] = []
    for lead in leads:
        plain = lead.role.word in ("hero", "heroine", "couple", "baby")
        if plain and out:
            continue
        if not lead.name and out and out[-1].name and out[-1].role.word == lead.role.word and lead.role.word:
            continue
        out.append(lead)
    return out


def _kind(low: str, leads: list[Lead], thing: str, span: str) -> StoryKind:
    if re.search(_VARIATION, low):
        return "variation"
    if thing or not leads:
        return "event"
    if len(leads) > 1:
        return "ensemble"
    if span == "life" and leads[0].role.nature == "human":
        return "life"
    return "event"
