"""A sentence in another language: its own clauses are the shots, word for word, and nothing is made up around them.

Of a few languages some words are known (assets/script/glossary.yaml): whom, what and where they name is drawn. Every
other word stands in the shots as it is written and is named as not understood; a language model would understand it.
"""

from __future__ import annotations

import re

from vgot.language import forms
from vgot.script.offline.glossary import glossary, understood
from vgot.script.offline.spine import write_spine
from vgot.script.phrases import a, cap, listing
from vgot.script.reading.lists import lists
from vgot.script.reading.mentions import PRONOUNS
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


def seen_of(clause: str, language: str, met: set[str]) -> str:
    """What a clause names and the drawing knows, as an English sentence; "" where it knows nothing of it. `met` are those
    whom earlier clauses named. A deed is told only where every word of its clause is understood."""
    known, unknown = understood(clause, language)
    found: list[str] = []
    places: list[str] = []
    before: list[str] = []
    sky: list[str] = []
    around: list[str] = []
    does, between = "", True
    turns = False
    for word in known:
        kind = listed(forms.base(word, "NOUN") or word)
        if word == "turns into":
            turns = True
        elif word in glossary().english_cities:
            around.append(f"in {word}")
        elif word in glossary().around:
            around.append(glossary().around[word])
        elif word in glossary().qualities or word in lists().numbers:
            if language in glossary().after and found and word not in lists().numbers:  # there it follows its noun
                found[-1] = f"{word} {found[-1]}"
            else:
                before.append(word)
        elif word[:1].isupper():
            beside = bool(found) and not does and not before and found[-1].islower()
            found = [*found[:-1], f"{found[-1]} {word}"] if beside else [*found, word]
        elif _deed(word) and kind not in ("person", "animal"):
            told = len(found) == 1  # else it is done by nobody, or by several
            does, between = does or (word if told else ""), between and told and not does and not places
        elif word in glossary().sky:
            sky.append(word)
        elif word not in lists().helping | PRONOUNS and kind in ("person", "animal", "thing"):
            found.append(" ".join([*before, word]))
            before = []
        elif kind == "place":
            places.append(word)
        elif does and len(found) == 1 and word not in lists().openers:
            between = False  # "sleeps on the piano"
    whole = not unknown and (len(found) == 1 or len(found) == 2 and between and not before)
    where = (f" at the {places[0]}" if places else "") + (f" under the {sky[0]}" if sky else "")
    where += "".join(f" {words}" for words in dict.fromkeys(around))
    if not found and (places or sky or around):
        things = " and ".join(f"the {word}" for word in (*places[:1], *sky))
        told = " ".join([things, *around]) if things else re.sub(r"^(?:in|at) ", "", " ".join(around))
        return f"We see {told}."
    if turns and len(found) in (2, 3):  # who, or who and whom; what they become is named last in every language
        *who, into = (_named(n, met) for n in found)
        return f"{cap(who[0])} turns{''.join(f' {w}' for w in who[1:])} into {into}{where}."
    return _told(found, where, does if whole else "", met)


def _deed(word: str) -> bool:
    first = word.split()[0]
    base = forms.base(first, "VERB")
    return bool(base) and base not in lists().helping and first == forms.verb(base, "VBZ")


def _named(words: str, met: set[str]) -> str:
    """Somebody or something with the article that goes with it; from then on it is met."""
    last = words.split()[-1]
    called, several = last[0].isupper(), forms.base(last, "NOUN") not in ("", last)
    bare = called and " " not in words or several and words not in met
    known = called or words in met
    met.add(words)
    return words if bare else f"the {words}" if known else a(words)


def _told(found: list[str], where: str, does: str, met: set[str]) -> str:
    """People, animals and things with their places as a sentence: "A girl finds a key at the beach."."""
    names = [_named(n, met) for n in found]
    if does and names:
        return f"{cap(names[0])} {does}{' ' + names[1] if names[1:] else ''}{where}."
    names.sort(key=lambda n: n[0].isupper())  # "Zoé, a fox and a boat" would be one, Zoé the fox
    return f"We see {listing(names)}{where}." if names else ""


def write_word_for_word(sentence: str, language: str, shots: int, seed: int, film: Film, duration_s: float) -> Story:
    """A story of `shots` shots whose summaries are the clauses of a sentence in another language, as they are written.

    Fewer clauses than shots: each is shown from several sides, in order. More: those that follow each other share a shot.
    """
    clauses = clauses_of(sentence)
    count, met = len(clauses), set[str]()
    parts = [
        clauses[n * count // shots : (n + 1) * count // shots] if count >= shots else [clauses[n * count // shots]]
        for n in range(shots)
    ]
    seen: list[str] = []
    last = ""
    for here in parts:
        said = seen_of(" ".join(here), language, met)
        last = " ".join(here) if said else last
        seen.append(said or seen_of(last, language, met))
    made = write_spine(" ".join(s or "We see it." for s in seen), shots, seed, film, duration_s, told=sentence)
    told: list[Shot] = []
    for shot, here, known in zip(made.shots, parts, seen, strict=True):
        said = ("" if _spaceless(here[0]) else " ").join(here)[:1800]
        domains = shot.domains.model_copy(update={"relation": f"{said} {known}".strip()})
        told.append(shot.model_copy(update={"summary": said, "domains": domains, "lines": []}))
    title = re.sub(r"[.!?。！？…؟।,;:，、；：،]+$", "", clauses[0])[:120]
    return made.model_copy(update={"sentence": sentence, "title": title or made.title, "shots": told})
