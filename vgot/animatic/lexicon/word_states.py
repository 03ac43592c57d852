"""One text of a shot, word by word: what the drawing makes of each. `coverage` asks this of every text of a shot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vgot.animatic.lexicon.acts import acts_in
from vgot.animatic.lexicon.catalogue import TABLES, is_deed
from vgot.animatic.lexicon.colours import COLOUR_WORDS
from vgot.animatic.lexicon.deeds import FACES
from vgot.animatic.lexicon.expected import (
    ABSTRACT,
    BODY,
    DOES_BY_ITSELF,
    FILMED,
    HEARD_ANYWAY,
    NO_DEED,
    NO_PLACE,
    NOBODY,
    TALK,
    TALK_THAT_IS_THERE,
    VISIBLE,
)
from vgot.animatic.lexicon.kinds import TABLED, only_like
from vgot.animatic.lexicon.picture import Picture, kind_in_words
from vgot.animatic.lexicon.qualities import is_attire, quality_state, wardrobe_state
from vgot.animatic.lexicon.shown import (
    ARRANGED,
    CAMERA_WORDS,
    LIGHT_WORDS,
    NEAR_CAMERA,
    NEAR_DEEDS,
    NEAR_LIGHT,
    NEAR_PLACES,
    NEAR_THINGS,
    OF_THE_FACE,
    TRUE_OF_LIGHT,
)
from vgot.animatic.lexicon.subject import FOUND
from vgot.animatic.lexicon.text import Match, Phrases, Token, tokens_of
from vgot.animatic.lexicon.things import DETERMINERS, FUNCTION, MATERIALS, NUMBERS, PEOPLE
from vgot.animatic.lexicon.words import MEANT, shown_deed
from vgot.language.forms import only_a_noun
from vgot.language.parser import parse
from vgot.language.which import language_of
from vgot.story.camera_words import read_camera

if TYPE_CHECKING:
    from spacy.tokens import Token as Parsed

DRAWN, NEAR, NOT = "drawn", "near", "not"


@dataclass(frozen=True)
class Word:
    """One word of a text that somebody may expect to see. `state`: drawn, near (`drawn_as` says what) or not. `start` and
    `end`: where it stands in the text of its `domain`."""

    word: str
    kind: str
    state: str
    domain: str
    start: int
    end: int
    drawn_as: str = ""

    def as_json(self) -> dict:
        out = {
            "word": self.word,
            "kind": self.kind,
            "state": self.state,
            "domain": self.domain,
            "from": self.start,
            "to": self.end,
        }
        return out | ({"as": self.drawn_as} if self.drawn_as else {})


#: (state, what it is drawn as, kind of word)
_Verdict = tuple[str, str, str] | None


#: words of a lens that is set as a value, and of the way round that an orbit takes
_OF_A_LENS = {"lens", "telephoto", "wide-angle", "wide", "angle"}
_ROUND = {"clockwise", "counterclockwise"}


class WordReader:
    """One text of a shot, word by word."""

    def __init__(self, text: str, domain: str, picture: Picture, names: frozenset[str]):
        self.text, self.domain, self.picture, self.names = text, domain, picture, names
        self.tokens = tokens_of(text)
        self.doc = parse(text)
        self._parsed: dict[int, Parsed] = {p.idx: p for p in self.doc}
        self.heard: dict[str, dict[int, Match]] = {name: self._marks(table) for name, table in _TABLES.items()}

    @property
    def _only_near(self) -> set[tuple[str, str]]:
        """Names that lead to the place of this picture, which is only like them."""
        kind = self.picture.reading.place
        return {(kind, name) for name in NEAR_PLACES.get(kind, ())}

    def _marks(self, table: Phrases) -> dict[int, Match]:
        return {i: m for m in table.find(self.tokens) for i in range(m.start, m.end)}

    def words(self) -> Iterator[Word]:
        skipped: set[int] = set()
        for i, token in enumerate(self.tokens):
            parsed = self._parsed.get(token.at)
            if i in skipped or parsed is None or token.negated or token.raw in FUNCTION or len(token.word) < 3:
                continue
            verdict = self._verdict(i, token, parsed)
            if verdict is None:
                continue
            state, drawn_as, kind = verdict
            word, start = _lemma(token, parsed), token.at
            phrase = self._phrase_at(i) if kind in ("noun", "place", "camera", "light") else None
            if phrase is not None:  # "hot air balloon" is one word
                skipped |= set(range(i, phrase.end))
                start, last = self.tokens[phrase.start].at, self.tokens[phrase.end - 1]
                there = self._parsed.get(last.at)
                word = _lemma(last, there) if there is not None else last.word
                if state == NEAR or kind in ("camera", "light"):
                    word = phrase.phrase
                yield Word(word, kind, state, self.domain, start, last.at + len(last.raw), drawn_as)
                continue
            yield Word(word, kind, state, self.domain, start, start + len(token.raw), drawn_as)

    def _phrase_at(self, i: int) -> Match | None:
        """The longest phrase of several words that begins here."""
        found = [m for marks in self.heard.values() if (m := marks.get(i)) is not None and m.start == i]
        longest = max(found, key=lambda m: m.end, default=None)
        return longest if longest is not None and longest.end - longest.start > 1 else None

    def _verdict(self, i: int, token: Token, parsed: Parsed) -> _Verdict:
        if self.domain == "camera":
            return self._of_the_camera(i, token, parsed)
        if self.domain == "lighting":
            light = self._of_the_light(i, token)
            if light is not None or token.word in ABSTRACT:
                return light
        part = "verb" if self.is_verb(parsed) else "noun" if self._is_noun(i, token, parsed) else _part_of(parsed)
        if part == "noun":
            return self._noun(i, token, parsed)
        if part == "verb" and self.domain != "lighting":
            return self._verb(i, token, parsed)
        return self._quality(i, token, parsed) if part in ("quality", "verb") else None

    # -- camera and light ---------------------------------------------------------------------------------------------
    def _of_the_camera(self, i: int, token: Token, parsed: Parsed) -> _Verdict:
        reading = self.picture.reading
        now = {"move": reading.move, "size": reading.size, "angle": reading.angle}
        if self.picture.set_move and (said := self.heard["move"].get(i)) is not None:
            heard = read_camera(said.phrase)
            return (DRAWN if heard is not None and heard.move == self.picture.set_move else NOT), "", "camera"
        if (
            self.picture.set_lens
            and token.word in _OF_A_LENS
            or self.picture.set_move == "orbit"
            and token.word in _ROUND
        ):
            return DRAWN, "", "camera"
        asked = [(m, value) for table, value in now.items() if (m := self.heard[table].get(i))]
        for match, value in asked:
            near = NEAR_CAMERA.get(match.phrase)
            if match.value == value and near != "" and (value != "follow" or self.picture.follows):
                return (NEAR, near, "camera") if near else (DRAWN, "", "camera")
        if asked or token.word in CAMERA_WORDS:
            return NOT, "", "camera"
        if _part_of(parsed) != "noun" or token.word in FILMED:
            return None
        if token.word in BODY:  # "close on her hands": the camera looks at faces
            face = token.word in (
                "face",
                "head",
                "eye",
                "smile",
                "shoulder",
                "chest",
                "waist",
                "knee",
                "hair",
                "back",
                "eyebrow",
            )
            return None if face or not self.picture.anybody() else (NOT, "", "camera")
        return self._noun(i, token, parsed)

    def _of_the_light(self, i: int, token: Token) -> _Verdict:
        light = self.picture.reading.light
        match = self.heard["light"].get(i)
        if match is not None:
            if match.phrase in NEAR_LIGHT:
                near = NEAR_LIGHT[match.phrase]
                return (NEAR, near, "light") if near and match.value == light else (NOT, "", "light")
            true = match.value == light or any(light in TRUE_OF_LIGHT.get(w, ()) for w in (match.phrase, token.word))
            true = true or quality_state(token, self._parsed[token.at], self, in_light=True) == DRAWN
            return (DRAWN if true else NOT), "", "light"
        if token.word in LIGHT_WORDS:
            return NOT, "", "light"
        return None

    # -- nouns --------------------------------------------------------------------------------------------------------
    def _noun(self, i: int, token: Token, parsed: Parsed) -> _Verdict:
        if (
            token.word in self.names
            or (token.word in NUMBERS and token.word not in PEOPLE)
            or token.word in DETERMINERS
            or token.word in BODY
        ):
            return None
        if token.owned and parsed.pos_ == "PROPN":
            return None
        if parsed.dep_ in ("compound", "amod", "nmod") and (
            token.word in COLOUR_WORDS or token.word in MATERIALS or token.word in VISIBLE - self.picture.seen
        ):
            return self._quality(i, token, parsed)
        if token.word == "spring" and any(c.dep_ == "compound" for c in parsed.children):
            return NOT, "", "noun"  # of a mountain: no season
        for look in (self._thing, self._attire, self._people, self._place, self._sky):
            found, verdict = look(i, token, parsed)
            if found:
                return verdict
        if (parsed.pos_ == "PROPN" and token.capital) or parsed.ent_type_ in ("PERSON", "ORG", "NORP"):
            return (NOT, "", "place") if parsed.ent_type_ in ("GPE", "LOC", "FAC") else None
        if self.is_kind_of(parsed) and language_of(self.text) == "en" and parsed.head.pos_ in ("NOUN", "PROPN"):
            return None  # what it is a kind of says it
        if token.word in ABSTRACT or parsed.lemma_.lower() in ABSTRACT or i in self.heard["emotion"]:
            return None
        if token.word.endswith(TALK) and token.word not in TALK_THAT_IS_THERE:
            return None
        return (NOT, "", "noun") if token.word.isalpha() else None

    def _thing(self, i: int, token: Token, parsed: Parsed) -> tuple[bool, _Verdict]:
        match = self.heard["thing"].get(i)
        if match is None or match.value[0] == "none" or (token.capital and not token.opens):
            return False, None
        name, phrase = match.value[1], match.phrase
        words = set(phrase.split())
        there = bool(words & self.picture.seen) or token.word in self.picture.seen
        if name in self.picture.things or (name == "lamp" and {"lantern", "streetlamp"} & self.picture.things):
            near = only_like(phrase) or ("" if phrase in TABLED else NEAR_THINGS.get(phrase, ""))
            return True, ((NEAR, near, "noun") if near and not there else (DRAWN, "", "noun"))
        if name == "balloon" and "balloons" in self.picture.things:
            return True, (DRAWN, "", "noun")
        if there:
            return True, (DRAWN, "", "noun")
        if is_attire(token.word):
            return False, None
        if i in self.heard["place"] or token.word in ABSTRACT:
            return False, None
        if (
            self.is_kind_of(parsed)
            and match.end < len(self.tokens)
            and parsed.head.pos_ == "NOUN"
            and match.end - match.start == 1
        ):
            return True, None
        return True, (NOT, "", "noun")

    def _attire(self, i: int, token: Token, parsed: Parsed) -> tuple[bool, _Verdict]:
        if self.domain not in ("character", "relation", "summary") or not is_attire(token.word):
            return False, None
        if token.word in self.picture.seen:
            return True, (DRAWN, "", "noun")  # a hat that a shot is about
        state, near = wardrobe_state(token, self.tokens, self.picture)
        return True, (state, near, "noun")

    def _place(self, i: int, token: Token, parsed: Parsed) -> tuple[bool, _Verdict]:
        match = self.heard["place"].get(i)
        if match is None:
            return False, None
        if parsed.dep_ == "compound" and is_attire(self.word(parsed.head)):
            return True, None  # "a trench coat"
        kind, strong = match.value[0], match.value[1] >= 3.0
        if not strong and (i in self.heard["season"] or i in self.heard["weather"]):
            return False, None  # "snow" lies in gardens too
        if set(match.phrase.split()) & self.picture.seen and (kind, match.phrase) not in self._only_near:
            return True, (DRAWN, "", "place" if strong else "noun")
        if kind == self.picture.reading.place and strong:
            if match.phrase in NEAR_PLACES.get(kind, ()):
                return True, (NEAR, kind_in_words(kind), "place")
            return True, (DRAWN, "", "place")
        if token.word in NO_PLACE or token.word in ABSTRACT:
            return token.word in NO_PLACE, None
        return True, (NOT, "", "place" if strong else "noun")

    def _sky(self, i: int, token: Token, parsed: Parsed) -> tuple[bool, _Verdict]:
        if token.word in self.picture.seen:
            return True, (DRAWN, "", "noun")
        weather = self.heard["weather"].get(i)
        if weather is not None and token.word in ("lightning", "thunder"):
            return True, (
                (NEAR, "flashes in the sky", "quality") if self.picture.weather_shown("storm") else (NOT, "", "quality")
            )
        if weather is not None and token.word not in ("smoke", "steam"):
            return True, ((DRAWN if self.picture.weather_shown(weather.value) else NOT), "", "quality")
        season = self.heard["season"].get(i)
        if season is not None and token.word in ("snow", "ice", "frost", "blossom", "leaf"):
            shown = self.picture.reading.season == season.value and not self.picture.inside
            return True, ((DRAWN if shown and token.word in ("snow", "leaf") else NOT), "", "noun")
        light = self.heard["light"].get(i)
        if light is not None and token.word not in _SOURCES:
            own = light.value == self.picture.reading.light
            own = own or self.picture.reading.light in TRUE_OF_LIGHT.get(token.word, ())
            return True, ((DRAWN if own else NOT), "", "light")
        return False, None

    def _people(self, i: int, token: Token, parsed: Parsed) -> tuple[bool, _Verdict]:
        extras = self.heard["extras"].get(i)
        does = (
            parsed.dep_ in ("nsubj", "nsubjpass")
            and token.word.endswith(("er", "ist", "ian"))
            and parsed.head.pos_ == "VERB"
        )
        if token.word not in PEOPLE and extras is None and not does:
            return False, None
        if token.word in NOBODY or self.is_kind_of(parsed):
            return True, None
        new = any(c.lower_ in ("a", "an", "another") for c in parsed.children) and self.domain in (
            "relation",
            "summary",
        )
        if new and not self.picture.crowd and self.picture.people is not None and self._names_cast():
            return True, (NOT, "", "noun")  # somebody beside those who play
        if self.picture.crowd or self.picture.people is None:
            return True, (DRAWN, "", "noun")
        several = token.raw != token.word or token.word in (
            "crowd",
            "audience",
            "army",
            "choir",
            "family",
            "team",
            "group",
            "couple",
        )
        enough = len(self.picture.people) > 1 if several else bool(self.picture.people)
        return True, ((DRAWN if enough else NOT), "", "noun")

    def _names_cast(self) -> bool:
        return any(t.word in self.names for t in self.tokens)

    # -- verbs and qualities ------------------------------------------------------------------------------------------
    def _verb(self, i: int, token: Token, parsed: Parsed) -> _Verdict:
        if parsed.dep_ in ("aux", "auxpass") or _only_meant(parsed):
            return None
        lemma = parsed.lemma_.lower()
        if parsed.dep_ == "amod" or (parsed.tag_ == "VBN" and parsed.dep_ in ("acl", "acomp")):
            return self._quality(i, token, parsed)
        if lemma in self.picture.moving or _lemma(token, parsed) in _BY_VEHICLE and self.picture.mounted:
            return DRAWN, "", "verb"
        if (
            lemma in self.picture.acted - NO_DEED
            and self._acted(i)
            and not self._subjects(parsed) & (self.picture.things - self.picture.playing)
        ):
            return DRAWN, "", "verb"
        deed = self.heard["action"].get(i)
        if (
            deed is not None
            and is_deed(self.tokens, deed)
            and (lemma not in NO_DEED or lemma in HEARD_ANYWAY or deed.end - deed.start > 1)
        ):
            return self._deed(deed, lemma, parsed)
        if i in self.heard["emotion"] or i in self.heard["face"]:
            return (DRAWN if self._felt(i) and self.picture.anybody() else NOT), "", "verb"
        if lemma in NO_DEED or self._weather_does(parsed):
            return None
        return (NOT, "", "verb") if parsed.tag_.startswith("VB") or self.is_verb(parsed) else None

    def _acted(self, i: int) -> bool:
        """Whether a verb is heard as a deed of the table of motions."""
        clause = [t for t in self.tokens if t.clause == self.tokens[i].clause]
        at = self.tokens[i].at
        return self.picture.anybody() and any(clause[m.start].at <= at <= clause[m.end - 1].at for m in acts_in(clause))

    def _deed(self, deed: Match, lemma: str, parsed: Parsed) -> _Verdict:
        value = shown_deed(self.tokens, deed)
        if value != deed.value and value == "standing":  # it is not done yet, or done by something that blows
            if not self._subjects(parsed) & self.picture.things:
                return (DRAWN, "", "verb") if deed.value == "flying" else None
            value = deed.value
        if value in ARRANGED or self._weather_does(parsed):
            return DRAWN, "", "verb"
        beast = bool(self._subjects(parsed) & self.picture.things)
        shown = (
            self.picture.does(value)
            or (value == "flying" and beast)
            or (value == "singing" and self.picture.does("talking"))
        )
        if not shown or (self.picture.reading.size == "extreme_close" and value not in OF_THE_FACE):
            return NOT, "", "verb"
        near = NEAR_DEEDS.get(lemma, "")
        return (NEAR, near, "verb") if near else (DRAWN, "", "verb")

    def _subjects(self, parsed: Parsed) -> set[str]:
        who = [c for c in parsed.children if c.dep_ in ("nsubj", "nsubjpass", "compound", "amod")]
        return {self.word(c) for c in who} | {m.value[1] for c in who if (m := self.table("thing", c)) is not None}

    def _weather_does(self, parsed: Parsed) -> bool:
        """Whether it is the rain, the light or a part of somebody that does it: "rain falls", "her eyes widen"."""
        return bool(self._subjects(parsed) & DOES_BY_ITSELF)

    def _quality(self, i: int, token: Token, parsed: Parsed) -> _Verdict:
        deed = self.heard["action"].get(i)
        if deed is not None and deed.value in ("sleeping", "dancing", "running", "crying"):  # "a sleeping dragon"
            return (DRAWN if self.picture.does(deed.value) else NOT), "", "quality"
        if (i in self.heard["emotion"] or i in self.heard["face"]) and _said_of_people(parsed, self):
            return (DRAWN if self._felt(i) else NOT), "", "quality"
        state = quality_state(token, parsed, self)
        return (state, "", "quality") if state else None

    def is_verb(self, parsed: Parsed) -> bool:
        """Whether a word that the parser took for a noun is a deed all the same: "the mammoth walks", "he smiles and waves"."""
        if (
            parsed.pos_ != "NOUN"
            or parsed.tag_ != "NNS"
            or self.table("thing", parsed)
            or not self.table("action", parsed)
        ):
            return False
        subject = any(
            c.i < parsed.i
            and (c.dep_ == "compound" or c.dep_ == "amod" and (self.word(c) in PEOPLE or self.table("thing", c)))
            for c in parsed.children
        )
        return (subject and parsed.dep_ in ("ROOT", "conj", "ccomp", "dep", "nsubj")) or (
            parsed.dep_ == "conj" and parsed.head.pos_ == "VERB"
        )

    def _is_noun(self, i: int, token: Token, parsed: Parsed) -> bool:
        """Whether a word that the parser took for an adjective is a thing or somebody that the tables know."""
        if parsed.pos_ != "ADJ" or token.word in COLOUR_WORDS or token.word in MATERIALS:
            return False
        if parsed.dep_ in ("dobj", "pobj", "nsubj", "nsubjpass") or only_a_noun(token.raw):
            return True
        return token.word in PEOPLE and token.word != "elderly" or i in self.heard["thing"] or is_attire(token.word)

    def is_kind_of(self, parsed: Parsed) -> bool:
        """Whether a noun only says of what kind the next one is."""
        return parsed.dep_ in ("compound", "nmod") and not self.is_verb(parsed.head)

    def head_of(self, parsed: Parsed) -> Parsed:
        """What a word stands before; the subject, where the parser took its verb for a noun."""
        head = parsed.head
        own = next((c for c in head.children if c.dep_ == "compound"), None)
        return own if own is not None and self.is_verb(head) else head

    def _felt(self, i: int) -> bool:
        """Whether a face of the picture has the feeling that a word names."""
        feeling, face = self.heard["emotion"].get(i), self.heard["face"].get(i)
        shown = self.picture.feelings is None or (face is not None and face.value in self.picture.feelings)
        return shown or (feeling is not None and self.picture.feels(feeling.value))

    def table(self, name: str, at: Parsed) -> Match | None:
        """What a table heard at a parsed word."""
        i = next((n for n, t in enumerate(self.tokens) if t.at == at.idx), None)
        return self.heard[name].get(i) if i is not None else None

    def word(self, at: Parsed) -> str:
        """The normal form of a parsed word."""
        return next((t.word for t in self.tokens if t.at == at.idx), at.lemma_.lower())


_TABLES: dict[str, Phrases] = {**TABLES, "face": FACES, "found": FOUND}
_BY_VEHICLE = {"row", "paddle", "sail", "steer", "ride", "pedal", "drive", "mount"}
_SOURCES = set("candle fire lamp lantern torch campfire fireplace flame ember bulb chandelier moon sun star".split())


def _lemma(token: Token, parsed: Parsed) -> str:
    """The base of a word; where the parser left a plural as it stands, the normal form."""
    lemma = parsed.lemma_.lower()
    if parsed.tag_ == "VBZ" and token.raw == lemma + "es" and not lemma.endswith(("s", "x", "z", "ch", "sh", "o")):
        return token.raw[:-1]  # "rides" is no "rid"
    if token.word == token.raw == lemma + "s":
        return token.word  # a lens is no "len"
    return token.word if lemma == token.raw and parsed.pos_ in ("NOUN", "PROPN") else lemma


def _part_of(parsed: Parsed) -> str:
    """noun, verb, quality or nothing."""
    if parsed.pos_ in ("NOUN", "PROPN"):
        return "noun"
    if parsed.pos_ in ("VERB", "AUX"):
        return "verb"
    return "quality" if parsed.pos_ in ("ADJ", "ADV") and parsed.tag_ in ("JJ", "JJR", "JJS", "VBN") else ""


def _only_meant(parsed: Parsed) -> bool:
    """Whether a deed is wanted, feared or planned, not done: "wants to fly"."""
    head = parsed.head
    wanted = MEANT | {"try", "fear"}
    return parsed.dep_ == "xcomp" and head.lemma_.lower() in wanted and head.i < parsed.i


def _said_of_people(parsed: Parsed, reader: WordReader) -> bool:
    """Whether a word for a feeling speaks of somebody and not of a room or a light."""
    head = parsed.head if parsed.dep_ == "amod" else None
    if head is None:
        return True
    word = reader.word(head)
    return (
        word in PEOPLE
        or word in BODY
        or word in reader.names
        or head.pos_ == "PROPN"
        or reader.table("thing", head) is not None
    )
