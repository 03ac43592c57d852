"""A look has one source, the stage; the lines of shots that repeat it follow when it changes.

A look is read as pieces ("a woman of about 40", "long red hair", "a green dress"). What lies between the first and the last
piece in the words about somebody is the old look; the new one goes there, and what else is said of them stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from vgot.script.wishes.draft import Draft
from vgot.script.wishes.texts import capital, sentences, tidy
from vgot.script.wishes.wish import Change, NotDone
from vgot.story.model import Story

_BETWEEN = re.compile(
    r"[,;]\s+(?:(?:dressed )?in |with |wearing |and )?|\s+(?:and\s+)?(?:with|wearing|has|wears|dressed in)\s+|\s+and\s+|\s+in\s+(?=(?:an?|the)\s)",
    re.IGNORECASE,
)
_ARTICLE = r"(?:(?:a|an|the|his|her|their|its)\s+)?"


_OF = re.compile(r"(\s+(?:of|in|round|around|over|on|under|at)\s+)")


@dataclass(frozen=True)
class Piece:
    """A part of a look, where it stands in it, and what parts it from the piece before."""

    text: str
    start: int
    end: int
    gap: str


def pieces(look: str) -> list[Piece]:
    found, at, gap = [], 0, ""
    body = look.rstrip(" .")
    for part in _BETWEEN.finditer(body):
        if part.start() > at:
            found.append(Piece(body[at : part.start()], at, part.start(), gap))
        at, gap = part.end(), part.group()
    if at < len(body):
        found.append(Piece(body[at:], at, len(body), gap))
    return found


def piece_pattern(piece: str) -> re.Pattern:
    """Finds a piece as it stands, or shortened: "long red hair" also as "red hair"."""
    core, *behind = _OF.split(re.sub(rf"^{_ARTICLE}", "", piece.strip(), flags=re.IGNORECASE), maxsplit=1)
    *before, head = core.split() or [""]
    optional = "".join(rf"(?:{re.escape(w)}[ ,]+)?" for w in before)
    tail = rf"(?:{behind[0]}{re.escape(behind[1])})?" if behind else ""
    return re.compile(rf"(?<![\w-]){_ARTICLE}{optional}{re.escape(head)}{tail}(?![\w-])", re.IGNORECASE)


def segments(text: str, mine: Iterable[str], others: Iterable[str]) -> list[tuple[int, int]]:
    """The parts of a character text that speak of somebody: their sentences, as far as nobody else is named in them. The first
    sentences of a text without names are of whoever is there alone."""
    mine, others, found, at = list(mine), list(others), [], 0
    last = not others
    for sentence in sentences(text):
        start = text.index(sentence, at)
        at = start + len(sentence)
        me, foreign = _first(sentence, mine), [p for p in (_first(sentence, [o]) for o in others) if p >= 0]
        if me < 0:
            if last and not foreign:
                found.append((start, at))
            elif foreign:
                last = False
            continue
        last = True
        after = [p for p in foreign if p > me]
        before = [p for p in foreign if p < me]
        found.append((start + (me if before else 0), start + min(after) if after else at))
    return found


def _first(sentence: str, names: list[str]) -> int:
    at = [
        m.start()
        for name in names
        if (m := re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", sentence, re.IGNORECASE))
    ]
    return min(at) if at else -1


def names_of(character: dict) -> list[str]:
    """What somebody is called in a text: names of stages and the name, and its telling part."""
    names = {character["name"], *(s["name"] for s in character["stages"])}
    names |= {
        w
        for n in set(names)
        for w in n.split()
        if w[:1].isupper() and len(w) > 2 and w.lower() not in ("the", "old", "young")
    }
    return sorted(names, key=len, reverse=True)


def new_look_in(text: str, old: str, new: str, mine: list[str], others: list[str]) -> str:
    """A character text in which the old look of somebody is repeated, with the new one."""
    finds = [piece_pattern(p.text) for p in pieces(old)]
    for start, end in reversed(segments(text, mine, others)):
        part = text[start:end]
        if (said := _part_with(part, finds, new, mine)) is not None:
            begins = start == 0 or re.search(r"[.!?…]\s*$", text[:start])
            text = text[:start] + (capital(said) if begins and part[:1].isupper() else said) + text[end:]
    return tidy(text)


def _full(found: re.Match) -> bool:
    """Whether more than a bare noun of a piece is there."""
    return len(re.sub(rf"^{_ARTICLE}", "", found.group(), flags=re.IGNORECASE).split()) > 1


def _stands_alone(found: re.Match) -> bool:
    """A bare noun counts only without words of another's: "narrowed eyes" are not the "grey eyes" of a look."""
    before = found.string[: found.start()]
    return _full(found) or bool(
        re.search(r"(?:^|[,;:.]\s*|\b(?:and|with|in|wears|wearing|is)\s+)$", before, re.IGNORECASE)
    )


def _part_with(part: str, finds: list[re.Pattern], new: str, mine: list[str]) -> str | None:
    met = [m for find in finds for m in find.finditer(part) if _stands_alone(m)][:24]
    telling = [m for m in met if _full(m)]
    if not telling and len(met) < 2:
        return None
    start, end = min(m.start() for m in met), max(m.end() for m in met)
    before, inner, after = part[:start], part[start:end], part[end:]
    after = re.sub(r"^ on\b", "", after) if re.search(r"\bhas\b", before + inner) else after
    if re.match(r"\s\w", after):
        after = "," + after
    new = new.rstrip(" .")
    name = next(
        (m.group() for n in mine if (m := re.search(rf"(?<![\w-]){re.escape(n)}(?![\w-])", inner, re.IGNORECASE))), ""
    )
    if name:
        before = re.sub(r"\b(?:in|with|wearing)\s*$", "", before, flags=re.IGNORECASE)
        return f"{before}{name}, {new}{after}"
    before = re.sub(r"\bWe know (.+?) (?:at once: |by )$", r"\1, ", before, flags=re.IGNORECASE)
    if re.search(r"(?:^|[\s,:])(?:in|with|wearing|wears|has|by)\s*$", before, re.IGNORECASE):
        before = re.sub(
            r",?\s*\b(?:in|with|wearing|wears|has|by)\s*$",
            ", " if before.strip().count(" ") or "," in before else "",
            before,
            flags=re.IGNORECASE,
        )
    return f"{before}{new}{after}"


# -- carrying ------------------------------------------------------------------------------------------------------------
def carry(draft: Draft, who: str, looks: dict[str, str], names: list[str] | None = None) -> list[int]:
    """New looks for stages of somebody, in the stages and in the lines of the shots that repeat the old ones; these shots."""
    data = next(c for c in draft.data["cast"] if c["id"] == who)
    mine = [*(names or []), *names_of(data)]
    old = {s["id"]: s["look"] for s in data["stages"]}
    clothes = data["wardrobe"]
    done = []
    for n, shot in enumerate(draft.data["shots"], 1):
        stage = next((p["stage"] for p in shot["who"] if p["character"] == who), None)
        if stage not in looks:
            continue
        others = [w for c in draft.data["cast"] if c["id"] != who for w in names_of(c) if w not in mine]
        text = draft.text(n, "character")
        if draft.set(f"shots/{n}/character", new_look_in(text, old[stage], looks[stage], mine, others)):
            done.append(n)
    for stage, look in looks.items():
        draft.set(f"cast/{who}/stages/{stage}/look", look)
        if clothes and clothes.lower() in old[stage].lower() and clothes.lower() not in look.lower():
            draft.set(f"cast/{who}/wardrobe", _worn(look))
    return done


def _worn(look: str) -> str:
    """What somebody wears, by the words of a look: what follows "in", where that is no age."""
    found = re.search(
        r"(?:,\s+|\s)(?:in|wearing|dressed in)\s+(?!(?:his|her|their|its)\b)(.+)$", look.rstrip(" ."), re.IGNORECASE
    )
    return found.group(1).strip() if found else ""


@dataclass(frozen=True)
class NewLook:
    """A new look of somebody with the lines that repeat the old one, to be accepted as one edit; `kept`: what is locked."""

    label: str
    changes: tuple[Change, ...]
    not_done: tuple[NotDone, ...] = ()
    kept: tuple[str, ...] = ()


def new_look(story: Story, character: str, stage: str, look: str) -> NewLook:
    """What a new look of a stage would change: the stage, and the lines of the shots that repeat the old look.

    Raises NotFound for an unknown character or stage."""
    draft = Draft(story)
    draft.get(f"cast/{character}/stages/{stage}/look")  # raises where there is none
    carry(draft, character, {stage: " ".join(look.split())})
    missed = tuple(NotDone(f"new look in {place}", "It is locked.", "Unlock it first.") for place in draft.locked)
    return NewLook(f"new look of {character}/{stage}", tuple(draft.changes()), missed, tuple(draft.locked))
