"""A camera's words heard as a value: `read_camera` suggests one, `hear_camera` also names what was not understood, and `told_camera` brings a
value and the words beside it together for a model. The tables stand in assets/animatic/camera_words.yaml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict

from vgot.resources import shipped
from vgot.story.camera import KINDS, CameraMove, phrase_of, short_name, view_phrase


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid")
    says: list[str]


class _MoveRow(_Row):
    move: str
    way: str = ""
    amount: float | None = None


class _OtherRow(_Row):
    why: str


class _WayRow(_Row):
    way: str
    of: list[str]


class _PaceRow(_Row):
    share: float


class _Tables(BaseModel):
    model_config = ConfigDict(extra="forbid")
    moves: list[_MoveRow]
    others: list[_OtherRow]
    ways: list[_WayRow]
    paces: list[_PaceRow]
    eases: dict[str, list[str]]
    heights: dict[str, list[str]]
    lenses: dict[float, list[str]]


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    return _Tables.model_validate(
        yaml.safe_load(shipped("assets", "animatic", "camera_words.yaml").read_text(encoding="utf-8"))
    )


@lru_cache(maxsize=1024)
def _finder(says: tuple[str, ...]) -> re.Pattern[str]:
    every = "|".join(f"(?:{one})" for one in sorted(says, key=len, reverse=True))
    return re.compile(
        r"(?<!\w)(?:" + every.replace("~", r"(?:\w+ly |very |ever |so |slow |a bit )*") + r")(?:(?!\w)|(?<=\s))"
    )


@dataclass(frozen=True)
class Span:
    """Something that was heard: from and to a character of the words as they stand."""

    start: int
    end: int
    move: str = ""
    way: str = ""
    amount: float | None = None


@dataclass(frozen=True)
class Heard:
    """What a camera's words say. `value`: the first move, or None. `also`: moves after the first, which one value cannot hold.
    `not_understood`: (words, why). `height` and `lens`: what they say of these, with or without a move."""

    value: CameraMove | None
    height: str | None
    lens: float | None
    also: tuple[str, ...]
    not_understood: tuple[tuple[str, str], ...]


def read_camera(words: str) -> CameraMove | None:
    """The value that a camera's words suggest; None where they name no move that is known."""
    return hear_camera(words).value


@lru_cache(maxsize=2048)
def hear_camera(words: str) -> Heard:
    """Everything that a camera's words say of how it moves and from where it looks, and what of it nobody understands."""
    text = _plain(words)
    taken, named = _others(text)
    moves = _moves(text, taken)
    height, lens = _named_in(text, _tables().heights), _lens(text)
    value = _value(text, moves[0], height, lens) if moves else None
    firsts = {(value.move, value.direction)} if value else set()
    also: list[str] = []
    for m in moves[1:]:
        more = _value(text, m, None, None)
        if more.move == moves[0].move and not m.way and not _way_beside(text, m):
            continue  # the same move said once more
        if (more.move, more.direction) not in firsts:
            firsts.add((more.move, more.direction))
            also.append(short_name(more))
    known = [(m.start, m.end) for m in moves] + taken
    return Heard(value, height, lens, tuple(also), (*named, *_unknown(text, known)))


def _plain(words: str) -> str:
    """Lower case, every character in its place: hyphens and apostrophes are spaces."""
    low = "".join(c if len(c) == 1 else words[n] for n, c in enumerate(map(str.lower, words)))
    return re.sub(r"[-‐‑–’'_]", " ", low)


def _others(text: str) -> tuple[list[tuple[int, int]], list[tuple[str, str]]]:
    taken: list[tuple[int, int]] = []
    named: list[tuple[str, str]] = []
    for row in _tables().others:
        for found in _finder(tuple(row.says)).finditer(text):
            if not _overlaps(found.span(), taken):
                taken.append(found.span())
                named.append((found.group().strip(), row.why))
    return taken, named


def _overlaps(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in taken)


_NOT = re.compile(
    r"\b(no|not|without|never|nor|avoid|don t|doesn t|does not|do not|isn t)( (any|a|an|the|to))?( \w+ly)? $"
)


def _moves(text: str, taken: list[tuple[int, int]]) -> list[Span]:
    """The moves of a text in their order; each word belongs to one of them."""
    held, found = list(taken), []
    for row in _tables().moves:
        for m in _finder(tuple(row.says)).finditer(text):
            if not m.group().strip() or _overlaps(m.span(), held):
                continue
            held.append(m.span())
            if row.move == "static" or not _NOT.search(text[: m.start()]):
                found.append(Span(m.start(), m.end(), row.move, row.way, row.amount))
    return sorted(found, key=lambda s: s.start)


def _clause(text: str, span: Span) -> tuple[str, str]:
    """What stands before and behind a move in its clause."""
    before = re.split(r"[.;,!?]|\band\b|\bthen\b|\bwhile\b", text[: span.start])[-1]
    behind = re.split(r"[.;!?]|,|\bthen\b|\band (?!a\b)", text[span.end :])[0]
    return before, behind


def _way_beside(text: str, span: Span) -> str:
    """The way that is said in a move's clause: behind it, else within it, else right before it."""
    before, behind = _clause(text, span)
    for part in (behind, text[span.start : span.end], " ".join(before.split()[-3:])):
        found = [
            (m.start(), -m.end(), row.way)
            for row in _tables().ways
            if span.move in row.of
            for m in [_finder(tuple(row.says)).search(part)]
            if m
        ]
        if found:
            return min(found)[2]
    return ""


def _value(text: str, span: Span, height: str | None, lens: float | None) -> CameraMove:
    kind = KINDS[span.move]
    way = span.way or _way_beside(text, span) or kind.directions[0]
    return CameraMove.model_validate(
        {
            "move": span.move,
            "direction": way,
            "amount": _amount(text, span),
            "ease": _named_in(text, _tables().eases) or "in_out",
            "height": height,
            "lens": lens,
        }
    )


def _amount(text: str, span: Span) -> float:
    """How far: said in degrees or as a share, else the usual amount by the pace that is said beside the move."""
    kind = KINDS[span.move]
    before, behind = _clause(text, span)
    whole = f"{before} {re.split(r'[.;!?]', text[span.start :])[0]}"
    if span.move == "orbit" and (said := re.search(r"(\d{1,3}) ?(degrees?|°)", whole)):
        return min(kind.most, max(kind.least, float(said[1])))
    if span.amount is not None:
        return span.amount
    if span.move in ("static", "handheld", "follow"):
        return kind.usual
    near = f"{before} {text[span.start : span.end]} {behind}"
    share = next((row.share for row in _tables().paces if _finder(tuple(row.says)).search(near)), 1.0)
    base = 1.0 if kind.unit.startswith("times") else 0.0
    return round(min(kind.most, max(kind.least, base + (kind.usual - base) * share)), 3)


def _named_in(text: str, table: dict[str, list[str]]) -> str | None:
    return next((name for name, says in table.items() if _finder(tuple(says)).search(text)), None)


def _lens(text: str) -> float | None:
    if said := re.search(r"(?<!\w)(\d{2,3})(?: ?mm| millimet(?:re|er)s?)(?!\w)", text):
        return min(300.0, max(12.0, float(said[1])))
    for mm, says in _tables().lenses.items():
        if _finder(tuple(says)).search(text):
            return mm
    return None


_CAMERA_VERB = re.compile(r"\b(?:the|our|a) camera (?:\w+ly )?([a-z]{3,})\b(?: \w+ly)?")
_NO_MOVES = frozenset(
    "sees shows looks looking watches catches captures finds frames and with the that which who whom has is was are its angle lens begins "
    "starts opens ends waits lets makes keeps gives takes focuses placed set from into for near close level view work movement move moves moving motion "
    "position height behind beside before above below between eye then slowly comes goes stops does".split()
)


def _unknown(text: str, known: list[tuple[int, int]]) -> list[tuple[str, str]]:
    """What a camera does by a verb that no table knows."""
    return [
        (m.group(1), "no move of the camera is known by this word")
        for m in _CAMERA_VERB.finditer(text)
        if m.group(1) not in _NO_MOVES and not _overlaps(m.span(1), known) and not _overlaps(m.span(), known)
    ]


# -- words and value together -----------------------------------------------------------------------------------------
def at_odds(words: str, value: CameraMove | None) -> list[str]:
    """Where the words of a shot's camera say something else than its value, one sentence each; the value is what counts."""
    if value is None:
        return []
    heard, told = hear_camera(words), []
    if heard.value is not None and not _same_move(heard.value, value):
        told.append(f"its words say {short_name(heard.value)}, its camera is set to {short_name(value)}")
    if heard.also:
        told.append(
            f"its words also say {', '.join(heard.also)}, which one move cannot hold: it is set to {short_name(value)}"
        )
    if value.height is not None and heard.height not in (None, value.height):
        told.append(
            f"its words say {view_phrase(heard.height, None).lower()}, its camera is set to {view_phrase(value.height, None).lower()}"
        )
    if value.lens is not None and heard.lens not in (None, value.lens):
        told.append(f"its words say {heard.lens:g}mm, its camera is set to {value.lens:g}mm")
    return told


def _same_move(a: CameraMove, b: CameraMove) -> bool:
    return (a.move, a.direction) == (b.move, b.direction)


def told_camera(words: str, value: CameraMove | dict[str, Any] | None) -> str:
    """The camera's words as a model is told them where a value is set: what they say otherwise goes, the value's phrase is put behind. `value`
    may be plain parameters, also without a move (a still has no time for one)."""
    if value is None or value == {}:
        return words
    given = value.as_params() if isinstance(value, CameraMove) else value
    whole = CameraMove.model_validate(given) if "move" in given else None
    heard = hear_camera(words)
    drop: list[tuple[int, int]] = []
    text = _plain(words)
    if whole is not None and (heard.value is None or not _same_move(heard.value, whole) or heard.also):
        drop += [_wide(text, m) for m in _moves(text, _others(text)[0])]
    if given.get("height") and heard.height not in (None, given["height"]):
        drop += [
            _led(text, m.span()) for says in _tables().heights.values() for m in _finder(tuple(says)).finditer(text)
        ]
    if given.get("lens") and heard.lens not in (None, given["lens"]):
        drop += [_led(text, m.span()) for m in re.finditer(r"(?<!\w)\d{2,3} ?mm( lens)?(?!\w)", text)]
        drop += [
            _led(text, m.span()) for says in _tables().lenses.values() for m in _finder(tuple(says)).finditer(text)
        ]
    phrase = phrase_of(whole) if whole is not None else view_phrase(given.get("height"), given.get("lens"))
    kept = _tidied(_without(words, drop))
    return ". ".join(filter(None, (kept.rstrip(" .,;"), phrase))) + "."


def _wide(text: str, span: Span) -> tuple[int, int]:
    """A move with what leads to it ("the camera slowly", "in a slow") and where it goes, up to the end of its clause."""
    lead = re.search(
        r"(?:(?:,? ?\b(?:as|while|and|then|with|in|on)\b )?(?:\b(?:the|a|an|one|our|very|slow|gentle|quick|fast|steady|smooth|subtle|slight|long|sudden|camera|frame|shot|view|it|\w+ly)\b )*)$",
        text[: span.start],
    )
    tail = re.split(r"[.;,!?]", text[span.end :])[0]
    stays = _VIEWED.search(tail)  # how near it is and from where is no part of the move
    return (lead.start() if lead else span.start), span.end + (stays.start() if stays else len(tail))


_VIEWED = re.compile(
    r"\b((in|as|at|from|with|through) )?((a|an|the) )?((extreme|very|medium|big|low|high|wide) )*"
    r"(close ups?|wides?|(wide|medium|long|full|close|establishing|two|three|single|insert|macro|cowboy|american)( angle)? (shot|view|frame|framing|up)|"
    r"over the shoulder|eye level|(low|high|wide) angle|below|above|overhead|\d{2,3} ?mm)\b"
)


def _led(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """A view with the words that lead to it: "from a", "at"."""
    lead = re.search(r"(\b(at|from|in|with|through|on|shot|seen|an?|the) )+$", text[: span[0]])
    return (lead.start() if lead else span[0]), span[1]


def _without(words: str, spans: list[tuple[int, int]]) -> str:
    held = list(words)
    for start, end in spans:
        for n in range(start, end):
            held[n] = "\x00" if n == start else ""
    return "".join(held).replace("\x00", "")


def _tidied(text: str) -> str:
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"\s+([.,;!?])", r"\1", text)
    text = re.sub(r"([,;])(?=[,;.!?])", "", text)
    text = re.sub(r"([.!?])[.!?]+", r"\1", text)
    return re.sub(r"^[\s,;.!?]+", "", text).strip()


__all__ = ["Heard", "at_odds", "hear_camera", "read_camera", "told_camera"]
