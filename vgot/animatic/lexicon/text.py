"""English prose -> tokens, and phrase tables -> matches in them. Knows words' forms, never their meaning.

A token keeps its normal form (lower case, British spelling, singular), whether it began with a capital, which clause
it stands in, and whether a negation reaches it. A `Phrases` table finds its longest phrases first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

_SPELLING = {
    "gray": "grey",
    "grays": "grey",
    "color": "colour",
    "colors": "colour",
    "colored": "coloured",
    "harbor": "harbour",
    "harbors": "harbour",
    "theater": "theatre",
    "theaters": "theatre",
    "center": "centre",
    "armor": "armour",
    "pajamas": "pyjamas",
    "jewelry": "jewellery",
    "plow": "plough",
    "mustache": "moustache",
    "mustaches": "moustache",
    "mustached": "moustached",
    "airplane": "plane",
    "aeroplane": "plane",
    "airplanes": "plane",
    "aeroplanes": "plane",
    "neighbor": "neighbour",
    "neighbors": "neighbour",
    "neighborhood": "neighbourhood",
    "favorite": "favourite",
    "traveler": "traveller",
    "traveling": "travelling",
    "practicing": "practising",
    "ax": "axe",
    "mom": "mum",
    "mommy": "mum",
    "mummy": "mum",
    "cozy": "cosy",
    "gray-haired": "grey",
    "donut": "doughnut",
    "tire": "tyre",
    "sulfur": "sulphur",
    "labor": "labour",
    "blond": "blonde",
    "blondes": "blonde",
    "naïve": "naive",
    "cafe": "cafe",
    "coworker": "colleague",
    "coworkers": "colleague",
    "gaze": "gaze",
    "grandma": "grandmother",
    "grandpa": "grandfather",
    "granny": "grandmother",
    "dad": "father",
    "daddy": "father",
    "spectacles": "glasses",
    "eyeglasses": "glasses",
    "specs": "glasses",
    "lighthouse's": "lighthouse",
    "hallway": "corridor",
}
_IRREGULAR = {
    "children": "child",
    "men": "man",
    "women": "woman",
    "mice": "mouse",
    "wolves": "wolf",
    "geese": "goose",
    "feet": "foot",
    "teeth": "tooth",
    "knives": "knife",
    "shelves": "shelf",
    "bookshelves": "bookshelf",
    "scarves": "scarf",
    "leaves": "leaf",
    "loaves": "loaf",
    "halves": "half",
    "wives": "wife",
    "thieves": "thief",
    "elves": "elf",
    "dwarves": "dwarf",
    "calves": "calf",
    "policemen": "policeman",
    "firemen": "fireman",
    "fishermen": "fisherman",
    "cookies": "cookie",
    "movies": "movie",
    "zombies": "zombie",
    "selfies": "selfie",
    "hoodies": "hoodie",
    "beanies": "beanie",
    "ties": "tie",
    "pies": "pie",
    "dies": "die",
    "lies": "lie",
    "shoes": "shoe",
    "canoes": "canoe",
    "horses": "horse",
    "houses": "house",
    "noses": "nose",
    "roses": "rose",
    "dunes": "dune",
    "buses": "bus",
    "taxis": "taxi",
    "passersby": "passerby",
    "onlookers": "onlooker",
    "axes": "axe",
    "eyes": "eye",
    "freckles": "freckle",
    "suitcases": "suitcase",
    "vases": "vase",
    "vines": "vine",
    "waves": "wave",
    "snowflakes": "snowflake",
    "gravestones": "gravestone",
    "tombstones": "tombstone",
    "ashes": "ash",
    "butterflies": "butterfly",
    "moves": "move",
    "goes": "go",
    "does": "do",
    "eyebrows": "eyebrow",
}
#: plurals that mean something else than their singular, or have none
_KEPT = {
    "glasses", "sunglasses", "shorts", "overalls", "woods", "jeans", "trousers", "pants", "pyjamas", "leggings",
    "tights", "binoculars", "headphones", "stairs", "clothes", "news", "series", "species", "goggles", "braces",
    "suspenders", "tongs", "scissors", "lens", "christmas", "paris", "always", "perhaps", "this", "his", "was", "is",
    "has", "as", "its", "us", "yes", "venus", "mars", "sometimes", "towards", "backwards", "forwards", "afterwards",
    "across", "dungarees", "scrubs", "curtains", "outdoors", "indoors", "downstairs", "upstairs", "besides", "alps",
    "himalayas", "andes", "texas", "athens", "pigtails", "dreadlocks", "bangs", "canvas", "atlas", "iris", "bias",
    "gas", "oasis", "circus", "cactus", "octopus", "bus", "campus", "walrus", "hippopotamus", "platypus", "tyrannosaurus",
    "genius", "chaos", "kansas", "arkansas", "vegas", "thomas", "james", "charles", "lucas", "nicholas", "marcus", "agnes",
    "frances", "chess", "tennis", "whereas", "thus", "plus", "ours", "hers", "theirs", "yours", "sas", "ms", "mrs",
}  # fmt: skip
DECADES = {"twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"}

_NEGATIONS = {"no", "not", "without", "never", "neither", "nor", "lacking", "lack", "minus", "hardly", "cannot"}
_NEGATION_ENDS = {"but", "with", "only", "except", "just", "while", "although", "though", "instead", "wearing", "and"}
_NEGATION_REACH = 5

_TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+(?:st|nd|rd|th|s)?\b|[.,;:!?()\n\u2026]|--|-", re.UNICODE)


@dataclass(frozen=True)
class Token:
    """One word. `word` is its normal form, `raw` the lower-case form as written."""

    word: str
    raw: str
    capital: bool
    opens: bool
    clause: int
    sentence: int
    negated: bool = False
    owned: bool = False
    #: where it begins in the text
    at: int = -1


@lru_cache(maxsize=65536)
def normal_form(word: str) -> str:
    """The form under which tables list a word: lower case, no accents, British spelling, singular."""
    word = word.lower()
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    word = _SPELLING.get(word, word)
    if word in _KEPT or word in DECADES or len(word) < 4 or not word.endswith("s"):
        return _IRREGULAR.get(word, word)
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        single = word[:-3] + "y"
    elif word.endswith(("ches", "shes", "xes", "sses", "zzes", "oes")):
        single = word[:-2]
    else:
        single = word[:-1]
    return _SPELLING.get(single, single)


def tokens_of(text: str) -> list[Token]:
    """The tokens of a text, hyphens parted ("golden-hour" is two words), negations marked."""
    text = text.replace("\u2019", "'").replace("\u2018", "'").replace("\u2014", ",").replace("\u2013", "-")
    found: list[Token] = []
    clause = sentence = 0
    opens = True
    for match in _TOKEN.finditer(text):
        raw = match.group()
        if raw == "-":
            continue
        if not raw[0].isalnum():
            clause += 1
            if raw in ".!?\n\u2026":
                sentence, opens = sentence + 1, True
            continue
        capital, low = raw[0].isupper(), raw.lower()
        owned = False
        if low.endswith("n't") and len(low) > 3:
            stem = {"won't": "will", "can't": "can", "shan't": "shall"}.get(low, low[:-3])
            found.append(Token(stem, stem, capital, opens, clause, sentence, at=match.start()))
            low = "not"
        elif low.endswith("'s"):
            low, owned = low[:-2], True
        elif "'" in low:
            low = low.split("'")[0] or low.replace("'", "")
        found.append(Token(normal_form(low), low, capital, opens, clause, sentence, False, owned, match.start()))
        opens = False
    return _with_negations(found)


def _with_negations(found: list[Token]) -> list[Token]:
    marked = list(found)
    for i, token in enumerate(found):
        if token.word not in _NEGATIONS:
            continue
        if token.word == "not" and i + 1 < len(found) and found[i + 1].word == "only":
            continue
        for j in range(i + 1, min(i + 1 + _NEGATION_REACH, len(found))):
            nxt = found[j]
            if nxt.clause != token.clause or (nxt.word in _NEGATION_ENDS and j > i + 1):
                break
            marked[j] = Token(**{**vars(nxt), "negated": True})
    return marked


@dataclass(frozen=True)
class Match:
    """A phrase of a table, found at tokens[start:end]."""

    start: int
    end: int
    value: Any
    negated: bool
    phrase: str


class Phrases:
    """A table of phrases -> values that finds its phrases in tokens, longest first, never overlapping itself. Its words are put in
    their normal form when it is first asked: most programs that load a table never do."""

    def __init__(self, table: Mapping[str, Any]):
        self._table = dict(table)

    @cached_property
    def _by_first(self) -> dict[str, list[tuple[tuple[str, ...], Any]]]:
        found: dict[str, list[tuple[tuple[str, ...], Any]]] = {}
        for phrase, value in self._table.items():
            parts = phrase.replace("-", " ").split()
            # out of a list: a tuple that grows out of a generator breaks where another thread looks at all objects meanwhile
            words = tuple([normal_form(w.removesuffix("'s")) for w in parts])
            found.setdefault(words[0], []).append((words, value))
        for entries in found.values():
            entries.sort(key=lambda e: -len(e[0]))
        return found

    def find(self, tokens: list[Token], taken: Iterable[int] = ()) -> Iterator[Match]:
        """Matches from left to right, leaving out tokens whose index is in `taken`."""
        blocked = set(taken)
        i = 0
        while i < len(tokens):
            step = 1
            if i not in blocked:
                for words, value in self._by_first.get(tokens[i].word, ()):
                    end = i + len(words)
                    if end > len(tokens) or tokens[end - 1].sentence != tokens[i].sentence:
                        continue
                    if all(tokens[i + k].word == w and i + k not in blocked for k, w in enumerate(words)):
                        negated = any(t.negated for t in tokens[i:end])
                        yield Match(i, end, value, negated, " ".join(words))
                        step = len(words)
                        break
            i += step


_DOUBLED = {"run", "sit", "hug", "chat", "jog", "dig", "swim", "hop", "clap", "nod", "grin", "knit", "sob", "step",
            "strum", "stir", "trot", "skip", "plan", "stop", "drop", "chop", "pat", "nap", "row", "wrap", "shop", "wed",
            "jot", "scrub", "tap", "flip", "spin", "slip", "beg", "rub", "snap", "grab", "cut", "put", "set", "get",
            "win", "begin", "bat", "plot", "mop", "zip"} - {"row"}  # fmt: skip


def verb_forms(verb: str, past: str = "") -> list[str]:
    """The forms of a verb as phrases: "walk" -> walk, walking, walked. The third person has the base's normal form.
    A phrase inflects its first word: "hold hands" -> "holding hands"."""
    head, _, rest = verb.partition(" ")
    tail = f" {rest}" if rest else ""
    if head.endswith("e") and not head.endswith(("ee", "ye")):
        ing, regular = head[:-1] + "ing", head + "d"
    elif head in _DOUBLED:
        ing, regular = head + head[-1] + "ing", head + head[-1] + "ed"
    elif head.endswith("y") and head[-2] not in "aeiou":
        ing, regular = head + "ing", head[:-1] + "ied"
    else:
        ing, regular = head + "ing", head + "ed"
    if head.endswith("ie"):
        ing = head[:-2] + "ying"
    forms = [head, ing, *(list(past.split("/")) if past else [regular])]
    return [f + tail for f in forms]
