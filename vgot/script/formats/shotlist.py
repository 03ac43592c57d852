"""“Use exactly my 10 shots”: a pasted or imported shot list becomes a story whose sentences are the list, word for word.

With a language model only the cast and the five domains are written (Algorithm 1 from its second step on). Without
one, the domains are a plain reading of each line, and the story is labelled an outline.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from typing import Any

from vgot.errors import BadInput
from vgot.script.llm.algorithm1 import Manner, write_story
from vgot.script.llm.clients import Client
from vgot.script.llm.replies import MAX_TEXT, clean
from vgot.script.llm.writing import MAX_WRITTEN
from vgot.script.naming import mentioned, unique_slug
from vgot.script.plain import place_in, plain_domains
from vgot.story.model import (
    MAX_CHARACTERS,
    MAX_PLACES,
    MAX_SHOTS,
    Character,
    Film,
    Place,
    Presence,
    Shot,
    Stage,
    Story,
    new_shot_id,
    seed_from,
)

MAX_CHARS = 400_000
_NUMBER = re.compile(
    r"^\s*(?:(?:shot|scene|sh|sc|plan|take)\.?\s*#?\d+[a-z]?\s*[.:)\]–—-]*|#?\d+[a-z]?\s*[.:)\]–—-]+"
    r"|\(\d+\)|[-*•–—]|\d+\t)\s*",
    re.IGNORECASE,
)
_COLUMNS = ("description", "shot", "summary", "action", "text", "sentence", "what")
_COMMON = {
    "the",
    "a",
    "an",
    "he",
    "she",
    "it",
    "they",
    "we",
    "you",
    "his",
    "her",
    "their",
    "its",
    "our",
    "my",
    "this",
    "that",
    "these",
    "those",
    "there",
    "then",
    "when",
    "while",
    "as",
    "at",
    "in",
    "on",
    "by",
    "from",
    "with",
    "to",
    "of",
    "for",
    "and",
    "but",
    "or",
    "so",
    "if",
    "after",
    "before",
    "later",
    "now",
    "suddenly",
    "finally",
    "meanwhile",
    "close",
    "wide",
    "medium",
    "pan",
    "tilt",
    "cut",
    "night",
    "day",
    "dawn",
    "dusk",
    "morning",
    "evening",
    "rain",
    "snow",
    "int",
    "ext",
    "pov",
    "shot",
    "scene",
    "one",
    "two",
    "three",
    "everyone",
    "everybody",
    "nobody",
    "someone",
    "somebody",
    "no",
    "not",
    "all",
    "both",
    "each",
    "another",
    "under",
    "over",
    "across",
    "inside",
    "outside",
    "behind",
    "i",
    "god",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "christmas",
    "slow",
    "low",
    "high",
    "aerial",
    "establishing",
    "extreme",
}


def read_shot_list(text: str) -> list[str]:
    """The shots of a pasted list, in order: numbered lines, bullets, a CSV with a description column, paragraphs parted
    by blank lines, or plain lines. Raises BadInput when there is none, or more than a project holds."""
    if len(text) > MAX_CHARS:
        raise BadInput("This shot list is too long.", field="shots", hint="Split it into parts.")
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    shots = _from_csv(text) or _from_lines(text)
    if not shots:
        raise BadInput("There is no shot in this list.", field="shots", hint="Write one shot a line.")
    if len(shots) > MAX_SHOTS:
        raise BadInput(
            f"This list has {len(shots)} shots; a project holds {MAX_SHOTS}.",
            field="shots",
            hint="Split it into parts.",
        )
    for n, shot in enumerate(shots, 1):
        if len(shot) > MAX_TEXT:
            raise BadInput(
                f"Shot {n} of the list is longer than {MAX_TEXT} characters.",
                field=f"shots/{n}",
                hint="Shorten it; details belong in the five domains.",
            )
    return shots


def _from_lines(text: str) -> list[str]:
    lines = list(text.split("\n"))
    numbered = [bool(_NUMBER.match(line)) for line in lines if line.strip()]
    if sum(numbered) >= 2 or (numbered and sum(numbered) == len(numbered)):
        shots: list[str] = []
        for line in lines:  # a line without a number goes on with the shot before it
            if not line.strip():
                continue
            if _NUMBER.match(line) or not shots:
                shots.append(_NUMBER.sub("", line, count=1))
            else:
                shots[-1] += " " + line
    elif re.search(r"\S[ \t]*\n[ \t]*\n[ \t]*\S", text) and any("\n" in p.strip() for p in re.split(r"\n\s*\n", text)):
        shots = re.split(r"\n\s*\n", text)
    else:
        shots = lines
    return [c for s in shots if re.search(r"\w", c := clean(s, MAX_CHARS))]


def _from_csv(text: str) -> list[str]:
    """The description column of a table with a header, or nothing."""
    head = text.split("\n", 1)[0].lower()
    mark = next((m for m in ("\t", ";", ",") if m in head), None)
    if not mark:
        return []
    names = [h.strip().strip('"') for h in head.split(mark)]
    column = next((names.index(c) for c in _COLUMNS if c in names), None)
    if column is None or len(names) < 2:
        return []
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=mark))[1:]
    except csv.Error:
        return []
    return [c for row in rows if len(row) > column and (c := clean(row[column], MAX_CHARS))]


def story_from_shots(
    shots: list[str],
    client: Client | None = None,
    *,
    title: str = "",
    sentence: str = "",
    seed: int = 0,
    film: Film | None = None,
    duration_s: float = 3.0,
    **watching: Any,
) -> Story:
    """A story of exactly these shots. `watching` are on_event, cancelled and state of `write_story`. A language model
    writes up to 60 at once; raises BadInput beyond."""
    if not shots:
        raise BadInput("There is no shot in this list.", field="shots", hint="Write one shot a line.")
    if client is None:
        return _outline(shots, title, sentence, seed, film, duration_s)
    if len(shots) > MAX_WRITTEN:
        raise BadInput(
            f"A language model fills at most {MAX_WRITTEN} shots at once; these are {len(shots)}.",
            field="shots",
            hint="Give the list in parts, or use the offline writer.",
        )
    manner = Manner(drafts=tuple(shots), duration_s=duration_s)
    story = write_story(
        client, sentence or " ".join(shots)[:2000], len(shots), seed=seed, film=film, manner=manner, **watching
    )
    return story.model_copy(update={"title": title[:120]}) if title else story


def _outline(shots: list[str], title: str, sentence: str, seed: int, film: Film | None, duration_s: float) -> Story:
    """A plain reading: people are the proper names, places the words after 'in', 'at', 'on'."""
    cast, taken = [], set()
    for name in people_in(shots)[:MAX_CHARACTERS]:
        cast.append(
            Character(
                id=unique_slug(name, taken, "character"),
                name=name,
                stages=[Stage(id="now", name=name, look=_described(name, shots))],
            )
        )
    places, by_words, taken = [], {}, set()
    for shot in shots:
        words = place_in(shot)
        key = _bare(words)
        if key and key not in by_words and len(places) < MAX_PLACES:
            by_words[key] = unique_slug(key, taken, "place")
            places.append(Place(id=by_words[key], name=key[:120], look=words))
    made, here = [], None
    for n, shot in enumerate(shots, 1):
        here = by_words.get(_bare(place_in(shot)), here)
        who = mentioned(shot, cast) or (mentioned(made[-1].summary, cast) if made and _pronoun(shot) else [])
        if not who and _pronoun(shot) and made:
            who = [(p.character, p.stage) for p in made[-1].who]
        people = [(c.name, c.stage(s)) for i, s in who for c in cast if c.id == i]
        shot_id = new_shot_id("list", n, shot, seed)
        made.append(
            Shot(
                id=shot_id,
                summary=shot,
                place=here,
                duration_s=duration_s,
                seed=seed_from(seed, shot_id),
                who=[Presence(character=c, stage=s) for c, s in who],
                domains=plain_domains(shot, n, people=people, place=next((p for p in places if p.id == here), None)),
            )
        )
    return Story(
        title=title[:120] or clean(shots[0], 60),
        sentence=sentence or " ".join(shots)[:2000],
        kind="ensemble",
        writer="outline",
        seed=seed,
        film=film or Film(),
        cast=cast,
        places=places,
        shots=made,
    )


def _bare(words: str) -> str:
    return re.sub(r"^(?:the|a|an|her|his|their|its) ", "", words.lower()).strip()


def _pronoun(shot: str) -> bool:
    return bool(re.match(r"\s*(?:he|she|they|it|his|her|their)\b", shot, re.IGNORECASE))


def people_in(shots: list[str]) -> list[str]:
    """Proper names in a shot list, the most frequent first: capitalised words within a sentence, or at its beginning
    when they come more than once or stand before a verb in -s."""
    found: Counter[str] = Counter()
    sure: set[str] = set()
    for shot in shots:
        for match in re.finditer(r"(?<![\w'’])(?:(?:Dr|Mr|Mrs|Ms)\. )?[A-Z][\w-]+(?: [A-Z][\w-]+){0,2}(?![\w])", shot):
            name = match.group(0)
            while name and name.split()[0].lower() in _COMMON:
                name = name.partition(" ")[2]
            if not name or name.isupper() and len(name) > 3 and " " not in name:
                continue
            start = not re.search(r"[\w,;:“\"]\s*$", shot[: match.start()])
            after = shot[match.end() :]
            placed = re.search(
                r"\b(?:in|at|on|to|from|near|into|of)\s+(?:the\s+)?$", shot[: match.start()], re.IGNORECASE
            )
            if placed:
                continue
            found[name] += 1
            if not start or re.match(r"(?:['’]s)? [a-z]+s\b", after):
                sure.add(name)
    return [name for name, many in found.most_common() if name in sure or many > 1]


def _described(name: str, shots: list[str]) -> str:
    """What a list says of somebody by the way: 'Mary, an old sailor, waves.'"""
    for shot in shots:
        if match := re.search(rf"(?<!\w){re.escape(name)}, ((?:an?|the|in|with|wearing|aged) [^,.;]*)[,.;]", shot):
            return match.group(1).strip()
        if match := re.search(rf"(?<!\w){re.escape(name)} \(([^)]+)\)", shot):
            return match.group(1).strip()
    return ""
