"""Used or named, in pictures: which of a shot's words the drawing shows, which it draws as something near, and which not.

A parser says what part of speech each word is, the lexicon's tables what it is drawn as, `shown` where that is something
else than the word says, and the staged scene what found room. A word that nobody expects to see (`expected`) is neither.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from textwrap import shorten
from typing import Any

from vgot.animatic.lexicon.catalogue import TABLES, read_shot
from vgot.animatic.lexicon.picture import Picture, kind_in_words, picture_of_scene, picture_of_words
from vgot.animatic.lexicon.text import tokens_of
from vgot.animatic.lexicon.word_states import DRAWN, NEAR, NOT, Word, WordReader
from vgot.language.parser import parse_all
from vgot.story.grades import PLAIN_STYLE, grade_of
from vgot.story.model import Domains

#: how many words a take names at most
MOST = 20
#: the order in which people are told: where it is, what is there, what is done, how it looks
_TELLING = ("place", "noun", "verb", "quality", "light", "camera", "style")
#: the texts of a shot by how much their words weigh
_TEXTS = ("relation", "summary", "background", "character", "lighting", "camera")


@dataclass(frozen=True)
class Coverage:
    """The words of a shot, text by text."""

    words: tuple[Word, ...] = ()

    def _told(self, state: str) -> Iterator[Word]:
        """Each word once, the most telling first; what is drawn somewhere else in the shot is not missed here."""
        drawn = {w.word for w in self.words if w.state == DRAWN and w.kind != "quality"}
        said: set[str] = set()
        for word in sorted(self.words, key=lambda w: (_TELLING.index(w.kind), _order(w.domain))):
            if word.state == state and word.word not in said and not (word.kind != "quality" and word.word in drawn):
                said.add(word.word)
                yield word

    def _in_order(self, state: str) -> list[Word]:
        """The most telling of them as the texts say them: what happens first, then the other texts, then the style."""
        most = list(self._told(state))[:MOST]
        return sorted(most, key=lambda w: (w.kind == "style", _order(w.domain), w.start))

    @property
    def not_drawn(self) -> list[str]:
        return [w.word for w in self._in_order(NOT)]

    @property
    def drawn_as(self) -> list[dict[str, Any]]:
        return [{"word": w.word, "as": w.drawn_as} for w in self._in_order(NEAR)]

    def as_json(self) -> dict[str, Any]:
        return {"words": [w.as_json() for w in self.words], "not_drawn": self.not_drawn, "drawn_as": self.drawn_as}


def _order(domain: str) -> int:
    return _TEXTS.index(domain) if domain in _TEXTS else -1


def understood(
    domains: Domains,
    summary: str = "",
    place_name: str = "",
    place_look: str = "",
    *,
    scene: dict[str, Any] | None = None,
    names: Iterable[str] = (),
    nearest: Callable[[str], str | None] | None = None,
    style: str = "",
    set_move: str = "",
    set_lens: bool = False,
) -> Coverage:
    """The words of a shot's domains, each with its state. `scene`: what was staged of them; without it, what the words will
    be read as. `names`: those of the cast. `set_move`: the move of a camera that is set as a value; `set_lens`: whether its lens is. `nearest`: as in `read_shot`. Raises ModelUnavailable without the parser."""
    reading = read_shot(domains, summary, place_name, place_look, nearest)
    picture = picture_of_scene(reading, scene) if scene is not None else picture_of_words(reading)
    picture = replace(picture, set_move=set_move, set_lens=set_lens)
    known = frozenset(t.word for name in names for t in tokens_of(name))
    texts = {"summary": summary, **domains.model_dump()}
    parse_all([text for domain in _TEXTS if (text := texts[domain]).strip()])
    words: list[Word] = list(_place_words(place_name, picture))
    for domain in _TEXTS:
        words += _words_of(texts[domain], domain, picture, known)
    if style.strip() and style.strip() != PLAIN_STYLE and not grade_of(style):
        words.append(
            Word(f"style: {shorten(style.lower(), 60, placeholder='…')}", "style", NOT, "style", 0, len(style))
        )
    return Coverage(tuple(words))


def coverage_of(domain: str, text: str) -> Coverage:
    """The same of one text that somebody types, before it is kept: `domain` is one of the five, or `summary`."""
    known = {domain: text} if domain in Domains.model_fields else {}
    reading = read_shot(Domains(**known), text if domain == "summary" else "")
    return Coverage(tuple(_words_of(text, domain, picture_of_words(reading, alone=True), frozenset())))


def _words_of(text: str, domain: str, picture: Picture, names: frozenset[str]) -> list[Word]:
    if not text.strip():
        return []
    return list(WordReader(text, domain, picture, names).words())


def _place_words(name: str, picture: Picture) -> Iterator[Word]:
    """A place that no word of the table names: drawn as what its meaning is nearest to, or not at all."""
    tokens = tokens_of(name)
    heard = [m for m in TABLES["place"].find(tokens) if m.value[1] >= 3.0]
    if not tokens or heard:
        return
    what = name.strip().lower()[:40]
    if picture.reading.place_known:
        yield Word(what, "place", NEAR, "place", 0, len(name), kind_in_words(picture.reading.place))
    else:
        yield Word(what, "place", NOT, "place", 0, len(name))


__all__ = ["Coverage", "Word", "coverage_of", "understood"]
