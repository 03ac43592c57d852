"""A sentence in another language: its own clauses are the shots, word for word, and nothing is made up around them.

Of a few languages some words are known (assets/script/glossary.yaml): whom, what and where they name is drawn. Every
other word stands in the shots as it is written and is named as not understood; a language model would understand it.
"""

from __future__ import annotations

import re

from vgot.script.offline.glossary import glossary, understood
from vgot.script.offline.spine import write_spine
from vgot.script.phrases import a, listing
from vgot.script.reading.nouns import listed
from vgot.story.model import Film, Shot, Story

#: Where clauses end, in any script.
_ENDS = re.compile(r"(?<=[.!?。！？…؟।])\s*|(?<=[,;:，；、：،])\s*")
_WHOLE = re.compile(r"[.!?。！？…؟।]$")
#: Letters under which a clause is no shot of its own.
_SHORT = 12


def clauses_of(text: str) -> list[str]:
    """The clauses of a text as written, none so short that it belongs to its neighbour."""
    joined: list[str] = []
    for part in (p.strip() for p in _ENDS.split(" ".join(text.split()))):
        if not part:
            continue
        short = joined and not _WHOLE.search(joined[-1]) and (_width(joined[-1]) < _SHORT or _width(part) < _SHORT)
        if short or joined and not re.search(r"\w", part):
            joined[-1] += part if _spaceless(part) else f" {part}"
        else:
            joined.append(part)
    return joined or [text.strip()]


def _spaceless(text: str) -> bool:
    return bool(re.search(r"[\u3040-\u30ff\u4e00-\u9fff\u0e00-\u0e7f]", text))


def _width(text: str) -> int:
    """Letters of a text; one of a script without spaces says as much as three."""
    return sum(3 if _spaceless(c) else 1 for c in text if c.isalnum())


def seen_of(clause: str, language: str) -> str:
    """What a clause names and the drawing knows, as an English sentence; "" where it knows nothing of it."""
    known, _ = understood(clause, language)
    found: list[str] = []
    places: list[str] = []
    adjectives: list[str] = []
    for word in known:
        kind = listed(word)
        if word in glossary().qualities:
            if language == "es" and found and not adjectives:  # there the quality follows its noun
                found[-1] = f"{word} {found[-1]}"
            else:
                adjectives.append(word)
        elif kind in ("person", "animal", "thing"):
            found.append(" ".join([*adjectives, word]))
            adjectives = []
        elif kind == "place":
            places.append(word)
    if not found and not places:
        return ""
    names = [a(n) for n in found] or [f"the {places[0]}"]
    return f"We see {listing(names)}{f' at the {places[0]}' if places and found else ''}."


def write_word_for_word(sentence: str, language: str, shots: int, seed: int, film: Film, duration_s: float) -> Story:
    """A story of `shots` shots whose summaries are the clauses of a sentence in another language, as they are written.

    Fewer clauses than shots: each is shown from several sides, in order. More: those that follow each other share a shot.
    """
    clauses = clauses_of(sentence)
    seen = [seen_of(c, language) for c in clauses]
    known = " ".join(dict.fromkeys(s for s in seen if s))
    made = write_spine(known or "We see it.", shots, seed, film, duration_s, told=sentence)
    count = len(clauses)
    told: list[Shot] = []
    for n, shot in enumerate(made.shots):
        here = (
            clauses[n * count // shots : (n + 1) * count // shots] if count >= shots else [clauses[n * count // shots]]
        )
        said = ("" if _spaceless(here[0]) else " ").join(here)[:1800]
        relation = f"{said} {shot.domains.relation if known else ''}".strip()
        domains = shot.domains.model_copy(update={"relation": relation[:2000]})
        told.append(shot.model_copy(update={"summary": said, "domains": domains}))
    title = re.sub(r"[.!?。！？…؟।,，、]+$", "", clauses[0])[:120]
    return made.model_copy(update={"sentence": sentence, "title": title or made.title, "shots": told})
