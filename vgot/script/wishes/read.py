"""A wish in words -> what it changes in the film that is open, or that it asks for another film."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from vgot.errors import ModelUnavailable
from vgot.language.parser import parse
from vgot.script.phrases import listing
from vgot.script.wishes.adding import read_adding, read_coloured
from vgot.script.wishes.clause import Clause, Doing, cut
from vgot.script.wishes.draft import Draft
from vgot.script.wishes.film import read_shape, read_style, read_title
from vgot.script.wishes.looks import read_clothes
from vgot.script.wishes.order import (
    read_copy,
    read_joins,
    read_merge,
    read_move,
    read_removal,
    read_split,
    read_swap,
    read_turn,
)
from vgot.script.wishes.qualities import read_move_on, read_qualities
from vgot.script.wishes.replace import read_renaming, read_replacement
from vgot.script.wishes.scope import read_scope
from vgot.script.wishes.texts import words_in
from vgot.script.wishes.wish import NotDone, Wish
from vgot.script.wishes.without import read_without
from vgot.script.wishes.words import any_of, tables
from vgot.story.model import Story

MAX_WISH = 1000
_READERS = (
    read_title, read_shape, read_removal, read_copy, read_split, read_merge, read_swap, read_move, read_turn, read_joins, read_qualities, read_move_on, read_renaming,
    read_clothes, read_replacement, read_style, read_without, read_coloured, read_adding,
)  # fmt: skip
_INSTEAD = "Say it as “darker”, “closer on shot 2”, “replace X by Y” or “remove shot 3”; or edit the shot, or use Rewrite with a language model connected."


def read_wish(text: str, story: Story, selection: Sequence[int] = (), shots: Sequence[int] = ()) -> Wish:
    """What a wish means for a film. `selection`: the numbers of what "this shot" means; `shots`: where a wish holds that names no
    shots itself (the whole film where this is empty). The story is not touched."""
    said = " ".join(re.sub(r"[\"“”«»]", "", text.replace("\u2019", "'")).split())
    if not said:
        return Wish(text, "change", "Nothing is wished for.", not_done=(NotDone("", "There is no wish.", _INSTEAD),))
    if not story.shots:
        return Wish(text, "make", "No film is open, so it can only be a new one.")
    if len(said) > MAX_WISH:
        why = f"A wish has at most {MAX_WISH} characters; this is a text for a new film."
        return Wish(text, "make", why)
    if any(re.match(rf"(?:{begin})", said, re.IGNORECASE) for begin in tables().new_film):
        return Wish(text, "make", "It asks for a new film in so many words.")
    if not words_in(said):
        return read_wish("", story)
    parts = cut(said, partial(read_clause, story=story, selection=tuple(selection)))
    if why := _tells_a_film(parts, said):
        return Wish(text, "make", why)
    return _changed(text, story, parts, shots)


def read_clause(text: str, story: Story, selection: tuple[int, ...] = ()) -> Doing | None:
    """What one part of a wish does, or None where it is not understood."""
    text = re.sub(
        r"^(?:please|and|then|also|but|now|oh|hey|ok|okay|so|maybe|can you|could you|could we|can we|would you|i want you to|i'd like you to|let's|we should)[ ,]+",
        "",
        text.strip(" ,."),
        flags=re.IGNORECASE,
    )
    text = re.sub(r"[ ,]+(?:please|thanks|thank you|now|instead|again)$|[?!]+$", "", text, flags=re.IGNORECASE)
    scope, rest = read_scope(_ordered(text), story, selection)
    clause = Clause(text, rest, scope, story, selection)
    for reader in _READERS:
        if doing := reader(clause):
            return doing
    for row in tables().elsewhere:
        if re.search(row.words, text, re.IGNORECASE):
            return Doing(
                clause,
                lambda draft, numbers, r=row: draft.refuse(text, r.why, r.instead),
                "",
                whole=True,
                cost=0.5 + 0.2 * len(text.split()),
            )
    return None


def _ordered(text: str) -> str:
    """What should be as what is asked for: "the cat should be black" is "make the cat black", "it should rain at the end" is
    "rain in the last shot"."""
    falls = r"(?:it (?:should|must|has to|could|can)|let it|make it) (rain|snow|storm)(?:ing)?\b(.*)$"
    if found := re.match(falls, text, re.IGNORECASE):
        where = re.sub(r"\bat the end\b", "in the last shot", found[2], flags=re.IGNORECASE)
        where = re.sub(r"\b(?:at|in) the (?:beginning|start)\b", "in the first shot", where, flags=re.IGNORECASE)
        return f"{found[1].lower()}{where}"
    length = r"(?:shorten|cut|trim|lengthen|extend|stretch) (?:the )?(?:whole |entire )?(film|movie|video) (?:down )?to (.+)$"
    if found := re.match(length, text, re.IGNORECASE):
        return f"make the {found[1]} {found[2]}"
    found = re.match(
        r"((?!(?:it|this|that|there)\b)[\w' -]+?) (?:should|must|has to|have to) be (?!an? |the |in |at |on )(.+)$",
        text,
        re.IGNORECASE,
    )
    return f"make {found[1]} {found[2]}" if found else text


# -- another film, or this one ------------------------------------------------------------------------------------------------
def _tells_a_film(parts: list[tuple[str, Doing | None]], said: str) -> str:
    """Why a text is a new film; "" where it is about the open one."""
    if (
        _is_command(said)
        and not (_weakly(said) and all(d is None or d.cost for _, d in parts) and _tells(said))
        or _OF_SHOTS.search(said)
    ):
        return ""
    unread = [text for text, doing in parts if doing is None]
    if not unread and any(doing and doing.cost < 0.5 for _, doing in parts):
        return ""
    known = [doing for _, doing in parts if doing and doing.cost < 0.5]
    telling = [
        text for text in unread or [t for t, _ in parts] if (not _is_command(text) or _weakly(text)) and _tells(text)
    ]
    if telling:
        return f"“{telling[0][:60]}” tells something; nothing in it is said of this film, its shots, its light or its camera."
    content = [w for w in words_in(said) if w.lower() not in {*tables().glue, "more", "bit", "little"}]
    if not known and len(content) > (2 if unread else 3):
        return "Nothing in it is said of this film, its shots, its light or its camera."
    return ""


#: Words that only a film in shots is spoken of with.
_OF_SHOTS = re.compile(
    r"\b(?:shots? (?:#?\d|one|two|three|four|five|six)|(?:this|last|first|second|third|every|each|all|final|opening) shots?)\b",
    re.IGNORECASE,
)


def _weakly(text: str) -> bool:
    """Whether a first word also begins sentences that tell something: "No one believes the girl"."""
    return bool(re.match(rf"{any_of(tables().weak_commands)}(?![\w'])", text, re.IGNORECASE))


def _is_command(text: str) -> bool:
    first = re.match(r"[\w'-]+", text.lower())
    return bool(first) and first.group() in set(tables().commands)


def _tells(text: str) -> bool:
    """Whether somebody or something does something in a sentence, or it begins as a telling does: "a balloon over Paris"."""
    if re.match(r"(?:a|just a) (?:bit|little|touch|tad|lot)\b", text, re.IGNORECASE):
        return False
    if re.match(r"(?:an?|one|two|three|four|five|some|many|several|once)\s+\w+\s+\w+", text, re.IGNORECASE):
        return True
    try:
        read = parse(text)
    except ModelUnavailable:
        return len(text.split()) > 3
    return any(t.dep_ in ("nsubj", "nsubjpass") and t.head.tag_ in ("VBZ", "VBP", "VBD", "VBN", "VBG") for t in read)


# -- doing it ---------------------------------------------------------------------------------------------------------------------
def _changed(text: str, story: Story, parts: list[tuple[str, Doing | None]], shots: Sequence[int]) -> Wish:
    draft = Draft(story)
    default = [n for n in shots if 1 <= n <= len(story.shots)] or draft.every
    used, about = [], []
    for (words, doing), numbers in zip(parts, _shared(parts, default), strict=True):
        if doing is None:
            draft.refuse(words, _unread(words), _INSTEAD)
            continue
        scope, before = doing.clause.scope, draft.written
        for said, why, instead in scope.missing if scope else ():
            draft.refuse(f"{words}: {said}" if said != words else words, why, instead)
        draft.words = words
        told, kept = len(draft.not_done), len(draft.locked)
        if numbers:
            doing.apply(draft, numbers)
        if draft.written > before:
            used.append(words)
            about += [doing.about] if doing.about else []
        if len(draft.locked) > kept:
            draft.refuse(words, f"{_sentence(draft.locked[kept:])} locked.", "Unlock it first.")
        elif words not in used and len(draft.not_done) == told and not (scope and scope.missing):
            draft.refuse(words, "It is so already." if numbers else "No shot is meant.", "")
    changes = tuple(draft.changes())
    if changes:
        why = f"It speaks of this film: it {_listed(about)}." if about else "It speaks of this film."
    else:
        why = "It speaks of this film, but nothing could be done."
    return Wish(text, "change", why, changes, tuple(draft.not_done), tuple(used), tuple(draft.notes))


def _shared(parts: list[tuple[str, Doing | None]], default: list[int]) -> list[list[int]]:
    """The shots of each clause: its own; else, for qualities, those of the clause before ("closer on shot 3, and slower") or
    behind ("darker and closer on shot 3"); else the whole film."""
    own = [list(d.clause.scope.numbers) if d and d.clause.scope else None for _, d in parts]
    found: list[list[int]] = []
    for n, (_, doing) in enumerate(parts):
        mine = own[n]
        if mine is not None or doing is None or doing.whole:
            found.append(default if mine is None else mine)
            continue
        before = next((own[m] for m in range(n - 1, -1, -1) if _quality(parts[m][1]) and own[m] is not None), None)
        linked = all(_quality(parts[m][1]) for m in range(n))
        nxt = parts[n + 1][1] if n + 1 < len(parts) else None
        behind = own[n + 1] if doing.bare and nxt is not None and nxt.bare else None
        found.append((before if linked else None) or behind or default)
    return found


def _quality(doing: Doing | None) -> bool:
    return (
        doing is not None and not doing.whole and doing.about.startswith("changes the ") and "order" not in doing.about
    )


def _unread(words: str) -> str:
    if any(w.lower() in set(tables().negations) for w in words_in(words)):
        return "It says what should not be, and nothing that should be instead is understood."
    return "These words are not understood here."


def _sentence(places: list[str]) -> str:
    said = _listed(places)
    return f"{said[:1].upper()}{said[1:]} {'is' if len(places) == 1 else 'are'}"


def _listed(words: list[str]) -> str:
    words = list(dict.fromkeys(words))
    return listing(words)
