"""V = [C > threshold] * [K >= 1] of Algorithm 1: what is wrong with a shot's script, in words.

K are rules: five domains there and written out, no placeholders, names and place known. C is the coherence with the
shot before (vgot.script.coherence). Both answer with reasons that a person reads and a model is re-asked with.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from vgot.script.coherence import Judge, names_of
from vgot.script.echoes import repeats, repeats_the_request, says
from vgot.story.model import DOMAINS, Character, Domain, Domains, Flag, Place, Shot, Story

#: Fewer words than this are a label, not a script.
LEAST_WORDS = {"character": 3, "background": 3, "relation": 3, "camera": 2, "lighting": 2}
_PLACEHOLDER = re.compile(
    r"^\W*(?:tb[dc]|to be (?:determined|decided|continued)|n/?a|none|null|nil|undefined|unknown|unspecified|string|text"
    r"|placeholder|todo|xxx+|same(?: as (?:before|above|previous|the previous shot|last shot))?|as (?:above|before)"
    r"|see above|ditto|no change|unchanged|not applicable|etc)\W*$"
    r"|lorem ipsum|\[\s*(?:insert|describe|add|your|name|place)\b|<\s*(?:insert|describe|add|your|name|place|text)\b"
    r"|\{\{|\.\.\.\s*\.\.\.|describe (?:the )?(?:character|background|camera|lighting) here",
    re.IGNORECASE,
)
#: "Peter walks", "with Peter", "and Peter": somebody who is on screen.
_ACTING = re.compile(
    r"(?<![\w'’])([A-Z][a-z]{2,})(?= (?:walks|runs|sits|stands|smiles|looks|says|holds|takes|gives|turns|waits|comes|goes|opens|waves|carries|"
    r"hugs|kisses|laughs|cries|watches|reads|helps|follows|meets|leaves|enters|points|reaches|kneels|dances|sings|sleeps|hands|asks)\b)"
    r"|\b(?:beside|with|hugs|kisses|meets|follows|helps) ([A-Z][a-z]{2,})(?![\w'’]| [A-Z])"
)
_NOT_NAMES = {
    "she",
    "they",
    "who",
    "somebody",
    "someone",
    "everybody",
    "everyone",
    "nobody",
    "one",
    "another",
    "each",
    "both",
    "this",
    "that",
    "the",
    "her",
    "his",
    "their",
    "its",
    "nothing",
    "rain",
    "snow",
    "wind",
    "light",
    "death",
    "god",
    "camera",
    "father",
    "mother",
    "child",
    "man",
    "woman",
    "people",
}
#: How several people are put into one name.
_TOGETHER = re.compile(r"\s*(?:[,;/&+、，；]|\b(?:and|und|et|y|e|och|og|en|i|и)\b|和|与|と)\s*", re.IGNORECASE)
_AGED = re.compile(r"(?:aged?|about|in|with|wearing|now|still|as)\b|\d|(?:an?|the) [a-z ]+ of\b")


@dataclass(frozen=True)
class Reason:
    """One thing wrong with a shot: the domain it lies in (None: who is there, or where) and a sentence."""

    domain: Domain | None
    text: str
    rule: str = "K"

    def as_flag(self) -> Flag:
        return Flag(domain=self.domain, reason=self.text[:1000])

    def in_words(self) -> str:
        return f"{self.domain}: {self.text}" if self.domain else self.text


def check_domain(domain: Domain, text: str) -> Reason | None:
    """K for one domain: there, written out, not a placeholder."""
    bare = text.strip()
    if not says(bare):
        return Reason(domain, f"The {domain} domain is missing.")
    if _PLACEHOLDER.search(bare) or repeats_the_request(bare):
        return Reason(domain, f"The {domain} domain is a placeholder (“{bare[:60]}”).")
    if len(re.findall(r"\w+", bare)) < LEAST_WORDS[domain] and not _unspaced(bare):
        return Reason(domain, f"The {domain} domain is too short to draw from (“{bare[:60]}”).")
    return None


def _unspaced(text: str) -> bool:
    """Chinese, Japanese or Thai, where words are not parted by spaces."""
    return len(re.findall(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]", text)) >= 4


def check_rules(
    domains: Domains,
    unknown: Iterable[str] = (),
    place: str | None = None,
    known: Iterable[str] = (),
    given: Iterable[str] = (),
) -> list[Reason]:
    """K. unknown: names that were put on screen but are not in the cast; place: a named place that is not known;
    known: the names that may be used, said in the reason; given: the sentences it was asked with, which say what happens
    and neither who it looks like nor where, how or in which light."""
    reasons = [r for d in DOMAINS if (r := check_domain(d, getattr(domains, d)))]
    wrong, given = {r.domain for r in reasons}, list(given)
    for d in DOMAINS:
        if d != "relation" and d not in wrong and repeats(getattr(domains, d), given):
            reasons.append(
                Reason(d, f"The {d} domain is a placeholder: it only repeats the sentence that it was asked with.")
            )
    for name in unknown:
        who = ", ".join(list(known)[:12])
        reasons.append(Reason("character", f"“{name}” is not in the cast" + (f" ({who})." if who else ".")))
    if place:
        reasons.append(Reason("background", f"“{place}” is not one of the places of this story."))
    texts = [" ".join(getattr(domains, d).lower().split()) for d in DOMAINS]
    for n, text in enumerate(texts):
        if len(text) > 20 and text in texts[:n]:
            first = DOMAINS[texts.index(text)]
            reasons.append(Reason(DOMAINS[n], f"The {DOMAINS[n]} domain repeats the {first} domain word for word."))
    return reasons


def check_coherence(before: Domains, shot: Domains, names: Iterable[str], judge: Judge) -> Reason | None:
    """C. Says which domain leaves the film, the score, and what the shot before says."""
    found = judge.compare(before, shot, names)
    if found.passed:
        return None
    domain = found.weaker
    return Reason(
        cast(Domain, domain),
        f"The {domain} domain does not follow from the shot before (coherence {found.score:.2f} under "
        f"{found.threshold:.2f}); there it is “{getattr(before, domain)[:160]}”.",
        "C",
    )


def check_shot(story: Story, number: int, judge: Judge | None = None) -> list[Reason]:
    """K and, with a judge, C for shot `number` (from 1) of a story as it stands."""
    shot = story.shots[number - 1]
    reasons = check_rules(shot.domains) + strangers(story, shot)
    if judge and number > 1:
        before = story.shots[number - 2].domains
        if any(before.model_dump().values()) and (r := check_coherence(before, shot.domains, names_of(story), judge)):
            reasons.append(r)
    return reasons


def examined(story: Story, number: int, judge: Judge) -> dict[str, Any]:
    """How shot `number` (from 1) stands, as plain JSON: reasons by domain, reasons of the whole shot, and the coherence with
    the shot before (None for the first, or after a shot without words)."""
    shot = story.shots[number - 1]
    found: dict = {"domains": {d: [] for d in DOMAINS}, "shot": [], "coherence": None}
    before = story.shots[number - 2].domains if number > 1 else None
    for r in check_shot(story, number, judge):
        (found["domains"][r.domain] if r.domain else found["shot"]).append(r.text)
    if before and any(before.model_dump().values()):
        seen = judge.compare(before, shot.domains, names_of(story))
        found["coherence"] = {
            "score": round(seen.score, 3),
            "threshold": round(seen.threshold, 3),
            "encoder": judge.encoder.name,
            "domain": seen.weaker,
            "before": number - 1,
            "passed": seen.passed,
        }
    return found


def strangers(story: Story, shot: Shot) -> list[Reason]:
    """Names in the words of a shot that nobody in the cast bears: whoever is drawn must be in it. Only what is surely a
    person: a name that acts, or stands beside somebody; a place or a thing of the same spelling is left alone."""
    known = {
        w.lower()
        for part in (
            *(c.name for c in story.cast),
            *(s.name for c in story.cast for s in c.stages),
            *(p.name for p in story.places),
            story.title,
        )
        for w in re.findall(r"\w+", part)
    }
    reasons, seen = [], set()
    for domain in ("character", "relation"):
        for name in re.findall(_ACTING, getattr(shot.domains, domain)):
            name = next(n for n in name if n)
            if name.lower() in known or name.lower() in _NOT_NAMES or name in seen:
                continue
            seen.add(name)
            cast = ", ".join(c.name for c in story.cast[:12])
            reasons.append(Reason(domain, f"“{name}” is not in the cast" + (f" ({cast})." if cast else ".")))
    return reasons


def validate(story: Story, judge: Judge | None = None, around: int | None = None) -> dict[str, list[Reason]]:
    """The reasons of every shot (by id) with something wrong; `around` looks only at that shot and its neighbours, for
    use after an insert, a move or a delete."""
    numbers = range(1, len(story.shots) + 1)
    if around is not None:
        numbers = [n for n in (around - 1, around, around + 1) if 1 <= n <= len(story.shots)]
    return {story.shots[n - 1].id: r for n in numbers if (r := check_shot(story, n, judge))}


def flagged(story: Story, judge: Judge | None = None, around: int | None = None) -> Story:
    """The story with the flags of validation, replacing the old ones of the shots looked at; nothing else is touched,
    and a shot that somebody locked keeps its flags."""
    found = validate(story, judge, around)
    shots = list(story.shots)
    for n, shot in enumerate(shots, 1):
        if (around is not None and abs(n - around) > 1) or "shot" in shot.locked:
            continue
        flags = [r.as_flag() for r in found.get(shot.id, [])][:24]
        if flags != shot.flags:
            shots[n - 1] = shot.model_copy(update={"flags": flags})
    return story.model_copy(update={"shots": shots})


def resolve_who(names: list[str], cast: list[Character]) -> tuple[list[tuple[str, str]], list[str]]:
    """Named stages or characters as (character, stage) ids, each character once; and the names nobody bears."""
    exact = {s.name.lower(): (c.id, s.id) for c in reversed(cast) for s in c.stages}
    first = {c.name.lower(): (c.id, c.stages[0].id) for c in reversed(cast)}
    found: list[tuple[str, str]] = []
    unknown: list[str] = []

    def bearer(name: str) -> tuple[str, str] | None:
        key = " ".join(name.lower().replace("(", " ").replace(")", " ").split())
        return exact.get(name.lower()) or first.get(name.lower()) or exact.get(key) or _close(key, exact, first)

    for name in names:
        whole = {" ".join(name.lower().split())} & (exact.keys() | first.keys())
        several = [name] if whole else [n for n in _TOGETHER.split(name) if n.strip()] or [name]
        pairs = [bearer(n) for n in several]
        if not any(pairs):
            several, pairs = [name], [bearer(name)]
        # "Ada, aged 70": what describes somebody is nobody else
        unknown += [
            n for n, pair in zip(several, pairs, strict=True) if pair is None and not (any(pairs) and _AGED.match(n))
        ]
        for pair in pairs:
            if pair is not None and pair[0] not in {c for c, _ in found}:
                found.append(pair)
    return found[:8], unknown


def _close(key: str, exact: dict[str, Any], first: dict[str, Any]) -> tuple[str, str] | None:
    """'Mary, aged 70' for Mary: the only name whose words all stand in what was said."""
    said = set(re.findall(r"\w+", key))
    for table in (exact, first):
        fits = {pair for name, pair in table.items() if set(re.findall(r"\w+", name)) <= said}
        if len({c for c, _ in fits}) == 1:
            return min(fits)
    return None


def resolve_place(name: str, places: list[Place]) -> str | None:
    """The id of a named place, or None."""
    low = " ".join(name.lower().split())
    for place in places:
        if low in (place.name.lower(), place.id):
            return place.id
    bare = re.sub(r"^(?:the|a|an) ", "", low)
    for place in places:
        if bare and bare == re.sub(r"^(?:the|a|an) ", "", place.name.lower()):
            return place.id
    return None
