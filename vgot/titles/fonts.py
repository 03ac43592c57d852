"""The fonts that ship with the app, and which of them writes what."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path

from vgot.resources import shipped

FONTS = shipped("assets", "fonts", "scripts")
REGULAR, BOLD = FONTS / "DejaVuSans.ttf", FONTS / "DejaVuSans-Bold.ttf"
#: Tried in this order for what the first font cannot write.
OTHERS = {
    "devanagari": FONTS / "NotoSansDevanagari.ttf",
    "thai": FONTS / "NotoSansThai.ttf",
    "cjk": FONTS / "DroidSansFallback.ttf",
    "hangul": FONTS / "VGoTHangul.ttf",
}


def runs_right_to_left(text: str) -> bool:
    """Whether a paragraph begins in a script that is written from right to left (its first strong character)."""
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind in ("L", "R", "AL"):
            return kind != "L"
    return False


def runs(text: str, bold: bool = False) -> list[tuple[str, Path]]:
    """A line in pieces that one font each can write. The first font writes all it can; joiners and marks stay with the
    letter before them, and a sign that no font has stays with its neighbours."""
    first, out = (BOLD if bold else REGULAR), []
    for letter in text:
        font = _font_of(letter, first)
        joined = unicodedata.category(letter) in ("Mn", "Mc", "Me", "Cf", "Zs") and out
        if out and (out[-1][1] == font or joined and (letter == " " or ord(letter) in _letters(out[-1][1]))):
            if letter == " " and out[-1][1] != first:
                out.append((letter, first))  # spaces of the other fonts are as wide as their signs
            else:
                out[-1] = (out[-1][0] + letter, out[-1][1])
        else:
            out.append((letter, font))
    return out


@lru_cache(maxsize=8192)
def _font_of(letter: str, first: Path) -> Path:
    return next((f for f in (first, *OTHERS.values()) if ord(letter) in _letters(f)), first)


def needed(text: str) -> list[str]:
    """The names of the other fonts without which a text cannot be written."""
    return [name for name, font in OTHERS.items() if any(f == font for _, f in runs(text))]


@lru_cache
def _letters(font: Path) -> frozenset[int]:
    return frozenset(_cmap(font.read_bytes()))


def _cmap(data: bytes) -> set[int]:
    """The characters of a TrueType font, from the format 4 and 12 subtables of its cmap (OpenType specification)."""
    tables = {
        data[at : at + 4]: int.from_bytes(data[at + 8 : at + 12])
        for at in range(12, 12 + 16 * int.from_bytes(data[4:6]), 16)
    }
    cmap = tables[b"cmap"]
    found: set[int] = set()
    for n in range(int.from_bytes(data[cmap + 2 : cmap + 4])):
        table = cmap + int.from_bytes(data[cmap + 8 + 8 * n : cmap + 12 + 8 * n])
        kind = int.from_bytes(data[table : table + 2])
        if kind == 4:
            twice = int.from_bytes(data[table + 6 : table + 8])
            for at in range(0, twice - 2, 2):
                last = int.from_bytes(data[table + 14 + at : table + 16 + at])
                first = int.from_bytes(data[table + 16 + twice + at : table + 18 + twice + at])
                found.update(range(first, last + 1))
        elif kind == 12:
            for group in range(int.from_bytes(data[table + 12 : table + 16])):
                at = table + 16 + 12 * group
                found.update(range(int.from_bytes(data[at : at + 4]), int.from_bytes(data[at + 4 : at + 8]) + 1))
    return found
