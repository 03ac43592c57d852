"""Headings of scenes and cues of speakers, in any script and the languages that screenplays are written in."""

from __future__ import annotations

import re
import unicodedata

#: Inside and outside, as headings begin: English, German, French, Spanish, Portuguese, Italian, Russian, Greek, Polish, …
_INSIDE = "INT|INTERIOR|INNEN|INTÉRIEUR|INTERNO|ИНТ|ВНУТР|ΕΣΩΤ|ΕΣ|WNĘTRZE|WN|内景|內景|室内|屋内|داخلي"
_OUTSIDE = "EXT|EXTERIOR|AUSSEN|AUẞEN|EXTÉRIEUR|ESTERNO|НАТ|ЭКСТ|ΕΞΩΤ|ΕΞ|PLENER|外景|室外|屋外|خارجي"
_SIDE = rf"(?:{_INSIDE}|{_OUTSIDE}|EST|I/E)"
HEADING = re.compile(
    rf"^(INT\.?/EXT|EXT\.?/INT|{_SIDE}(?:\.?\s?/\s?{_SIDE})?)(?:[. ：:]|(?<=[\u4e00-\u9fff]))[. ：:]*(.*)$",
    re.IGNORECASE,
)
_TIMES = re.compile(r"\s[-–—]\s*\S")
#: the key of a title page that names the film, in many languages
TITLES = frozenset(
    "title titel titre título titulo titolo tytuł название заголовок τίτλος 标题 標題 タイトル 제목 العنوان".split()
)


def is_heading(line: str) -> bool:
    """Whether a line is the heading of a scene."""
    text = line.strip()
    match = HEADING.match(text)
    if not match:
        return False
    rest = match.group(2)
    return rest.upper() == rest or _TIMES.search(rest) is not None or "." in text[:5]


def side_of(words: str) -> str:
    """INT or EXT for what a heading begins with, in whatever language; else as it was typed."""
    typed = words.upper().strip(". ")
    if re.fullmatch(_INSIDE, typed):
        return "INT"
    if re.fullmatch(_OUTSIDE, typed):
        return "EXT"
    return typed


def shouted(text: str) -> bool:
    """Whether all letters of a text that have a case are capitals, and there is one at least: in any script."""
    letters = [c for c in unicodedata.normalize("NFKC", text) if c.isalpha()]
    cased = [c for c in letters if c.lower() != c.upper()]
    return bool(cased) and len(cased) == len(letters) and not any(c.islower() for c in cased)


def looks_like_cue(line: str) -> bool:
    """Whether a line could name who speaks: in capitals, short, no sentence; what stands in brackets does not count."""
    bare = re.sub(r"\([^)]*\)|\^\s*$", "", line).strip()
    if not bare or len(bare) > 60 or is_heading(line) or bare.endswith((":", "!", "?", ",", ";", "…")):
        return False
    return shouted(bare) and not (bare.endswith(".") and len(bare.split()) > 3)
