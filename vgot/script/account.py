"""What became of each word of a film's sentence: the shots that say it, or why none does.

The sentence is read word by word (nouns with what belongs to them, verbs, qualities, times); a word is kept where one of
a shot's five domains says it in any of its forms. It holds for every writer: the account reads the story, not its making.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from vgot.language import forms
from vgot.language.parser import parse
from vgot.language.which import language_of
from vgot.script.offline.foreign import clauses_of
from vgot.script.offline.glossary import understood
from vgot.script.offline.spine import WRITER
from vgot.script.reading.lists import lists
from vgot.script.reading.typed import titled, without_signs
from vgot.story.model import Story


@dataclass(frozen=True)
class Part:
    """One thing that a sentence says: its words as written, and the base forms of those that count."""

    text: str
    bases: tuple[str, ...]


def account_of(story: Story) -> dict[str, Any]:
    """{"language", "kept": [{"text", "shots"}], "unused": [{"text", "why"}]} as the contract has it; "note" where the
    language is not English and the offline writer wrote."""
    sentence = story.sentence.strip()
    if not sentence:
        return {"language": "en", "kept": [], "unused": []}
    language = language_of(sentence)
    if language != "en":
        return _word_for_word(story, language)
    kept, unused = [], []
    style = _said([story.style])
    title = set(_words(titled(without_signs(sentence))[0]))
    shots = [_said(shot.domains.model_dump().values()) for shot in story.shots]
    for part in parts_of(sentence):
        where = [n for n, said in enumerate(shots, 1) if all(said & forms.bases(b) for b in part.bases)]
        if not where and all(style & forms.bases(b) for b in part.bases):
            where = list(range(1, len(shots) + 1))  # the film's style holds in every shot
        if where:
            kept.append({"text": part.text, "shots": where})
        else:
            in_title = set(part.bases) <= title
            unused.append({"text": part.text, "why": _TITLE if in_title else _why(part, shots)})
    return {"language": language, "kept": kept, "unused": unused}


_TITLE = "It stands in the film's title."


def _why(part: Part, shots: list[set[str]]) -> str:
    if any(b in lists().film for b in part.bases):
        return "It speaks about the film, not of something in it."
    some = [b for b in part.bases if any(said & forms.bases(b) for said in shots)]
    if some:
        return f"The shots say “{some[0]}” but not all of it."
    return "No shot says it: add it to a shot's text, or say the sentence another way."


def _said(texts) -> set[str]:
    return set().union(*(forms.bases(w) for text in texts for w in _words(text)))


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower().replace("’", "'"))


@lru_cache(maxsize=128)
def parts_of(sentence: str) -> tuple[Part, ...]:
    """What an English sentence says, in its order: each thing once, with what stands before its noun as one."""
    doc = parse(without_signs(sentence))
    found: dict[str, Part] = {}
    joined: set[int] = set()
    for token in doc:
        if token.i in joined or token.is_punct or token.is_space:
            continue
        words = [token]
        if token.dep_ == "compound" and token.head.i > token.i and token.head.i - token.i <= 3:
            words = list(doc[token.i : token.head.i + 1])
        elif token.dep_ == "amod" and token.head.lemma_.lower() in lists().film and token.head.i == token.i + 1:
            words = [token, token.head]  # "a short film" is nothing that the film shows
        if len(words) > 1:
            joined |= {t.i for t in words}
        if not any(_counts(t) for t in words):
            continue
        counted = tuple(dict.fromkeys(b for t in words if _counts(t) or len(words) > 1 for b in _words(t.text)))
        text = "".join(t.text_with_ws for t in words).strip()
        if counted:
            found.setdefault(text.lower(), Part(text, counted))
    return tuple(found.values())


def _counts(token) -> bool:
    """Whether a word says something that a film could show."""
    base = token.lemma_.lower()
    if token.pos_ in ("NOUN", "PROPN"):
        return bool(re.search(r"\w", token.text))
    if token.pos_ == "VERB":
        return base not in lists().helping
    if token.pos_ == "ADJ":
        return token.dep_ not in ("det", "predet")
    if token.pos_ == "NUM":
        return token.lower_ != "one"
    return token.pos_ == "ADV" and (base in lists().adverbs or token.lower_.endswith("ly"))


def _word_for_word(story: Story, language: str) -> dict:
    """The account of a sentence in another language: its clauses and the shots that hold them as they are; a note says
    what is drawn of it."""
    kept, unused = [], []
    for clause in clauses_of(story.sentence):
        where = [
            n
            for n, shot in enumerate(story.shots, 1)
            if clause in shot.summary or any(clause in text for text in shot.domains.model_dump().values())
        ]
        if where:
            kept.append({"text": clause, "shots": where})
        else:
            unused.append({"text": clause, "why": "No shot holds these words as they are."})
    made = {"language": language, "kept": kept, "unused": unused}
    unknown = understood(story.sentence, language)[1]
    if story.writer == WRITER and unknown:
        made["note"] = (
            "The words stand in the shots as written. The drawing reads English: it does not know "
            f"{', '.join(f'“{w}”' for w in unknown[:8])}{' and more' if len(unknown) > 8 else ''}. "
            "A connected writer would tell the story in this language and describe the pictures in English."
        )
    return made
