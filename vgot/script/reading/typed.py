"""A text as it was typed, made plain for the parser: what asks for a film, the camera, the style and quotations apart.

"Close-up of a neon sign that reads "OPEN" in noir style" is a sign that reads something; what it reads, the close-up and
the style are kept beside it. Signs and capitals that no sentence needs go.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from vgot.language import forms
from vgot.language.parser import parse
from vgot.script.reading.addressed import addressed
from vgot.script.reading.lists import lists
from vgot.script.reading.names import names
from vgot.script.reading.simple import opened

_QUOTED = re.compile(r"[\"“„«]([^\"“”„«»]{1,300})[\"”“»]|(?<!\w)['‘]([^'‘’]{2,120})['’](?!\w)")
_HEAD, _TAIL = re.compile(r"([^,.:;!?]+)[,.:;]+\s+(?=\S)"), re.compile(r"[,.;]+\s*([^,.;]+?)[.!]*$")


_LABELLED = re.compile(r"title\s*:\s*(.{2,70}?)\s*[.,;:—–-]+\s*(?:logline|story|plot)\s*:\s*(?=\w)(.+)", re.IGNORECASE)
_TITLE = re.compile(r"[\"“«]?([^:\"“”«»—–.!?]{2,70})[\"”»]?\s*(?::|\s[—–-])\s+(?=\w)")


@dataclass(frozen=True)
class Typed:
    """`text` holds `stands_for` in the place of each of `quotes` (the words “I was here”); `camera` and `style` ask for them."""

    text: str
    quotes: tuple[str, ...] = ()
    stands_for: str = ""
    camera: str = ""
    style: str = ""
    title: str = ""


@lru_cache(maxsize=128)
def typed(sentence: str) -> Typed:
    """A sentence in parts. Where nothing would be left of it, it is all text."""
    title, told = titled(without_signs(_in_one_line(sentence)))
    text, quotes, stands_for = _masked(told)
    text = re.sub(r"\s*;\s+(?=[^\W\d_])(.)", lambda m: f". {m[1].upper()}", cased(text))
    asked = _request().match(text)
    text = (
        text
        if asked and not re.match(r"(?:please,? )?(?:tell|give) (?:me|us)", asked[0].strip(), re.IGNORECASE)
        else addressed(text)
    )
    camera: list[str] = []
    style: list[str] = []
    text = _without_request(text)
    for _ in range(6):
        before = text
        text = _around(text, camera, style)
        text = _without_request(text)
        if text == before:
            break
    if not re.search(r"\w", text):
        return Typed(sentence)
    return Typed(text.strip(), quotes, stands_for, ", ".join(camera), ", ".join(style), title)


def titled(text: str) -> tuple[str, str]:
    """(the title that stands before a story, the story): "The Last Ferry: A nun learns to swim"; ("", text) where none does."""
    if found := _LABELLED.match(text):
        return found[1].strip(' "“”'), found[2]
    found = _TITLE.match(text)
    rest = text[found.end() :] if found else ""
    if found is None or not rest[:1].isupper() or re.match(r"(?:I|We|You)\b", rest):
        return "", text
    words = found[1].split()
    large = [w for w in words if w[:1].isupper() or not w.isalpha()]
    capitals = len(large) > 1 and all(len(w) < 5 for w in words if w not in large)
    clause = len(rest.split()) > 3 and (
        opened(rest, True) is not None or any(t.tag_ in ("VBZ", "VBP", "VBD", "MD") for t in parse(rest))
    )
    return (found[1].strip(), rest) if clause and (capitals or text[0] in '"“«') else ("", text)


def _in_one_line(text: str) -> str:
    """A poem's lines as sentences: a line that goes on from the one before begins with a small letter."""

    def on(found: re.Match[str]) -> str:
        sign, word = found[1] or ",", found[2]
        small = forms.known(word) and not names().sex_of(word) and word.lower() not in names().cities and word != "I"
        return f"{sign} {word.lower() if small or len(word) < 4 and word != 'I' else word}"

    return re.sub(r"(?<=\w)([,;:]?)[ \t]*\n\s*([^\W\d_]+)", on, text)


def without_signs(text: str) -> str:
    """Without pictographs; signs that are read as words are words."""
    kept = "".join(
        " " if unicodedata.category(c) in ("So", "Sk", "Cs", "Cf", "Co") or c == "\ufe0f" else c for c in text
    )
    for sign, word in lists().signs.items():
        kept = re.sub(rf"(?<!\S){re.escape(sign)}(?!\S)", word, kept)
    kept = re.sub(r"\s*(?:…|\.\.+)\s*(?=\w)", ", ", kept)
    kept = re.sub(r"([!?.])[!?.]+", r"\1", re.sub(r"\bof(?=[A-Z][a-z ]|a\b)", "of ", kept))
    return _parted(" ".join(re.sub(r"\s+([,.;!?])", r"\1", kept).split()))


def _parted(text: str) -> str:
    """ "The boy falls down laughs" with the "and" that it lacks."""
    first, second = (
        "|".join(forms.verb(v, "VBZ") for v in sorted(words)) for words in (lists().posture, lists().alone)
    )
    return re.sub(rf"\b((?:{first}) (?:down|up|back|away|over|off|out)) (?=(?:{second})\b)", r"\1 and ", text)


def cased(text: str) -> str:
    """A text in capitals or without any, as it is usually written: only names keep theirs. It keeps its length."""
    letters = [c for c in text if c.isalpha()]
    shouted = len(letters) > 4 and all(c.isupper() for c in letters) and " " in text
    if not shouted and any(c.isupper() for c in letters):
        return text
    low = text.lower()
    return re.sub(r"[^\W\d_]+", lambda m: _named(m[0]), low) if len(low) == len(text) else text


def _named(word: str) -> str:
    name = word.capitalize()
    known = name in names().women | names().men or word in names().cities
    return "I" if word == "i" else name if known and not forms.known(word) else word


# -- quotations -----------------------------------------------------------------------------------------------------------
def _masked(text: str) -> tuple[str, tuple[str, ...], str]:
    """(the text with a pronoun for each quotation, the quotations, the pronoun)."""
    low = text.lower()
    it = next((w for w in ("something", "everything", "anything") if w not in low), "")
    found = [(m[1] or m[2]).strip() for m in _QUOTED.finditer(text)] if it else []
    if not found:
        return text, (), ""
    text = _QUOTED.sub(
        lambda m: it + ("." if (m[1] or m[2]).strip()[-1:] in ".!?" and _ends(text, m.end()) else ""), text
    )
    says = rf"(?:{'|'.join(v for base in sorted(lists().saying) for v in (forms.verb(base, 'VBZ'), forms.verb(base, 'VBD')))})"
    text = re.sub(
        rf"(^|[.!?,]\s+|\s)({it})[,.]?\s+({says})\s+([^,.!?;]+?)(\s+(?:to|at|in|on|from|with|into)\s+[^,.!?;]+?)?(?=[,.!?;]|\s+and\s|$)",
        lambda m: f"{m[1]}{m[4]} {m[3]}{m[5] or ''} {m[2]}",
        text,
    )
    text = re.sub(rf":\s+{it}", f" {it}", text)
    bears = "|".join(sorted(lists().bears))
    text = re.sub(rf"(\b(?:an?|the)\s+)?\b{it}\s+({bears})\b", lambda m: f"{m[1] or 'a '}{m[2]} with {it}", text)
    inscribed = "|".join(sorted(lists().inscribed))
    raw, whole = iter(found), list[str]()

    def one(m: re.Match[str]) -> str:
        whole.append(f"{m['lead'] or ''}“{next(raw).rstrip(' ,')}”")
        return it

    text = re.sub(rf"(?P<lead>\b(?:(?:the|a)\s+)?(?:{inscribed})\s+)?\b{it}\b", one, text, flags=re.IGNORECASE)
    return text, tuple(whole), it


def _ends(text: str, at: int) -> bool:
    """Whether a sentence ends where a quotation does."""
    return bool(re.match(r"\s+[A-Z\"“]|\s*$", text[at:]))


# -- the camera, the style, and who asks ----------------------------------------------------------------------------------
@cache
def _request() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{'|'.join(lists().asks)})\s+(?=\S)", re.IGNORECASE)


def _without_request(text: str) -> str:
    found = _request().match(text)
    rest = text[found.end() :] if found else text
    if found and re.match(r"what\s|imagine", found[0].strip(), re.IGNORECASE):
        rest = re.sub(r"\?\s*$", ".", rest)  # what was asked is told
    return rest if re.search(r"\w", rest) else text


def _around(text: str, camera: list[str], style: list[str]) -> str:
    """The text without one phrase before or after it that tells the camera or the style."""
    for found, rest in ((m, r) for m, r in _edges(text) if re.search(r"\w", r)):
        words = found.strip(" ,.;:")
        if _of_camera(words):
            camera.append(words[:1].lower() + words[1:])
            return rest
        if any(re.fullmatch(pattern, words, re.IGNORECASE) for pattern in lists().styles):
            style.append(words[:1].lower() + words[1:])
            return rest
    return text


def _edges(text: str) -> list[tuple[str, str]]:
    """(a phrase at an edge, what is left without it)."""
    edges = []
    if m := _HEAD.match(text):
        edges.append((m[1], text[m.end() :]))
    if m := _TAIL.search(text):
        edges.append((m[1], text[: m.start()]))
    if m := re.match(
        r"((?:an?\s+|the\s+)?(?:[\w-]+\s+){1,6}?)(of|on|in on|following|showing|that shows)\s+(?=\S)", text
    ):
        edges.append((m[1] + (m[2] if m[2] == "following" else ""), text[m.end() :]))
    if m := re.match(
        rf"(the camera (?:\w+ly )?(?:{'|'.join(lists().camera_does)}))\s+(?=(?:an?|the|two|three|[a-z]+s) )",
        text,
        re.IGNORECASE,
    ):
        edges.append((m[1], text[m.end() :]))
    if m := re.match(r"(slow[ -]motion|time[ -]?lapse)\s+(?=\w)", text, re.IGNORECASE):
        edges.append((m[1], text[m.end() :]))
    if m := re.search(
        r"\s+((?:in|with)\s+(?:an?\s+|the\s+)?(?:style\s+of\s+[^,.]+|(?:[\w-]+\s+){1,4}style))[.]?$", text
    ):
        edges.append((m[1], text[: m.start()]))
    return edges


def _of_camera(phrase: str) -> bool:
    """Whether all words of a phrase speak of the camera."""
    words = re.findall(r"[^\W_]+", phrase.lower())
    return bool(set(words) & lists().camera) and set(words) <= lists().camera | lists().of_camera
