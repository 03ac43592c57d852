"""A shot list in rows and columns: CSV of any mark, tabs, Markdown. A column is told by its heading, in any language, and by
what stands in it: numbers are never the words of a shot."""

from __future__ import annotations

import csv
import io
import itertools
import re
import statistics
from functools import cache
from typing import Literal

from vgot.script.formats.listed import Given, Source
from vgot.script.llm.replies import clean
from vgot.script.tables import table
from vgot.story.model import DOMAINS, MAX_SHOT_S, MIN_SHOT_S

_MARKS = ("\t", ";", ",", "|")
_CHARS = 400_000
#: A number of a scene or shot: "1", "1A", "12.3", "SC 4".
_NUMBER = re.compile(r"^\W*(?:(?:sc|sh|shot|scene)\W*)?\d{1,4}(?:[.-]\d{1,3})?\s?[a-z]{0,2}\W*$", re.IGNORECASE)
_SIZES = re.compile(
    r"^(?:e?[wmcl]+s|ecu|cu|mcu|bcu|els|vls|mls|ots|pov|2s|ts|fs)$|\b(?:wide|close|medium|static|handheld|pan|tilt|dolly|zoom)\b",
    re.IGNORECASE,
)


#: What a column may be of; `made` are those that a program makes out of others.
Role = Literal[
    "number",
    "description",
    "camera",
    "lighting",
    "duration",
    "dialogue",
    "notes",
    "who",
    "place",
    "background",
    "relation",
    "character",
    "flags",
    "boundary",
    "made",
]
#: What seconds are called, in the languages of the columns.
_SECONDS = frozenset(
    "s sec secs second seconds sek sekunde sekunden sekunder sekund sekundy seg segundo segundos seconde secondes secondi secondo sn saniye "
    "sekuntia seconden mp másodperc secunde detik dtk giây с сек секунд секунды δ δευτ δευτερόλεπτα שניות ث ثانية ثوان ثانیه सेकंड से วินาที 秒 초 "
    "'' \" ″".split()
) | {""}
#: Excel's first line.
_TOLD = re.compile(r"\s*sep=(.)[ \t]*(?=\n|$)", re.IGNORECASE)


@cache
def column_names() -> dict[Role, tuple[str, ...]]:
    """Role of a column -> what it may be called (assets/script/columns.yaml)."""
    named = table("columns.yaml", dict[Role, tuple[str, ...]])
    return {role: tuple(word.casefold() for word in words) for role, words in named.items()}


def read_table(text: str) -> Source | None:
    """The shots of a table, or None where the text is none."""
    rows = _rows(text)
    if not rows:
        return None
    head, first = _head(rows)
    if head is None:
        return None
    at, names = head
    body = [(n, row) for n, row in rows[first:] if any(c.strip() for c in row)]
    roles = _roles(names, [row for _, row in body])
    if set(names) >= {*DOMAINS, "id", "frames", "size", "move"}:  # our own list: size and move are read off the camera
        roles["made"] = [*roles.get("made", []), *(n for n in roles["camera"] if names[n] in ("size", "move"))]
        roles["camera"] = [names.index("camera")]
    if "description" not in roles and not {"relation", "character"} <= set(roles):
        return None
    source = Source("table")
    if rows[0][0] > 1 and (told := _TOLD.match(text)):
        source.parts.append(("row 1", told.group(0)))
        source.drop(told.group(0), "row 1", "It says what parts the columns.")
    for n, row in rows[:first]:
        source.parts.append((f"row {n}", " ".join(row)))
        source.drop(
            " ".join(c for c in row if c.strip()),
            f"row {n}",
            "It heads the columns." if n == at else "It stands above the table.",
        )
    for n, row in body:
        _read_row(source, n, row, names, roles)
    return source if source.shots else None


#: A text with more of a mark in a line is no table of shots.
_MOST_COLUMNS = 400


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """(line number, cells) of every row, by the mark that parts most lines into as many cells; empty where none does."""
    lines = text.split("\n")
    told = _TOLD.match(text)
    body = "\n".join(lines[1:]) if told else text
    skipped = 1 if told else 0
    best: tuple[float, list[tuple[int, list[str]]]] = (0.0, [])
    for mark in (told.group(1),) if told else _MARKS:
        if mark not in body:
            continue
        try:
            reader = csv.reader(io.StringIO(body), delimiter=mark, skipinitialspace=mark == ",")
            rows = [(reader.line_num + skipped, [c.strip() for c in row]) for row in reader]
        except csv.Error:
            continue
        if mark == "|":
            rows = [(n, row[1:-1] if row[:1] == [""] and row[-1:] == [""] else row) for n, row in rows]
            rows = [(n, row) for n, row in rows if not all(re.fullmatch(r":?-{2,}:?", c) for c in row)]
        rows = [(n, row) for n, row in rows if row]
        widths = [len(row) for _, row in rows]
        if not widths or not 2 <= (width := statistics.mode(widths)) <= _MOST_COLUMNS:
            continue
        even = sum(w == width for w in widths) / len(widths)
        if even > best[0] and (even > 0.6 or _named(rows[0][1]) >= 2):
            best = even, rows
    return best[1]


def _head(rows: list[tuple[int, list[str]]]) -> tuple[tuple[int, list[str]] | None, int]:
    """The row that names the columns among the first, and the number of rows down to it."""
    for place, (n, row) in enumerate(rows[:6]):
        if len(row) > 1 and _named(row) >= min(2, len(row)) and not any(len(c) > 60 for c in row):
            return (n, row), place + 1
    if _counts_below(rows):
        return rows[0], 1
    return None, 0


def _counts_below(rows: list[tuple[int, list[str]]]) -> bool:
    """Whether rows of one width count up in a column under a row of names: a table, though its names are in no list."""
    names, body = rows[0][1], [row for _, row in rows[1:]]
    if len(names) < 3 or len(body) < 2 or any(len(row) != len(names) for row in body):
        return False
    if len({*names, ""}) <= len(names) or any(len(n) > 40 or _NUMBER.match(n) for n in names):
        return False
    return any(_counts_up([row[n] for row in body]) for n in range(len(names)))


def _counts_up(cells: list[str]) -> bool:
    """Whether cells are numbers that each are one more than the one before."""
    numbers = [int(c) if re.fullmatch(r"\d{1,4}", c) else -1 for c in cells]
    return len(cells) > 1 and numbers[0] >= 0 and all(b == a + 1 for a, b in itertools.pairwise(numbers))


def _named(row: list[str]) -> int:
    return sum(1 for cell in row if _candidates(cell))


def _candidates(cell: str) -> list[tuple[float, str]]:
    """(how sure, role) of a heading, the surest first."""
    name = " ".join(re.sub(r"[_*\"'()\[\]]", " ", cell).casefold().split()).rstrip(":. ")
    if not name:
        return []
    found = []
    for role, words in column_names().items():
        if name in words:
            found.append((2.0 if role != "number" else 1.5, role))
        elif name and len(name) <= 40 and (inside := [w for w in words if _within(w, name)]):
            found.append((1.0 + max(map(len, inside)) / 50, role))
        elif " " not in name and (compound := [w for w in words if len(w) > 3 and name.endswith(w)]):
            found.append((0.9 + max(map(len, compound)) / 500, role))  # Einstellungsgröße is a Größe
        elif " " not in name and any(len(w) > 4 and name.startswith(w) for w in words):
            found.append((0.7, role))
    return sorted(found, key=lambda f: -f[0])


def _within(word: str, name: str) -> bool:
    if not word.isascii() and not re.search(r"[a-zà-ÿа-я]", word):  # scripts without spaces between words
        return word in name
    return re.search(rf"(?<![^\W_]){re.escape(word)}(?![^\W_])", name) is not None


def _roles(names: list[str], body: list[list[str]]) -> dict[str, list[int]]:
    """Role -> its columns. Where a heading leaves it open, what stands in the column decides."""
    roles: dict[str, list[int]] = {}
    cells = [[row[n] for row in body if n < len(row) and row[n]] for n in range(len(names))]
    for n, name in enumerate(names):
        may_be = [role for _, role in _candidates(name)] or (["number"] if _counts_up(cells[n]) else [])
        for role in may_be:
            if role == "camera" and "number" in may_be and all(_NUMBER.match(c) for c in cells[n]):
                continue  # a plan is a shot in French and its size in Polish
            if _fits(role, cells[n]):
                roles.setdefault(role, []).append(n)
                break
    taken = {n for columns in roles.values() for n in columns}
    texts = [n for n in range(len(names)) if n not in taken and cells[n] and _wordy(cells[n])]
    numbers = [n for n in roles.get("number", []) if _wordy(cells[n])]
    if "description" not in roles and (some := numbers or texts):  # a column called Shot may hold its words
        chosen = max(some, key=lambda n: sum(map(len, cells[n])))
        roles["description"] = [chosen]
        if chosen in roles.get("number", []):
            roles["number"].remove(chosen)
    for n in numbers:  # and one called Scene the words of where it plays
        if n in roles.get("number", []):
            roles["number"].remove(n)
            roles.setdefault("place", []).append(n)
    return roles


def _fits(role: str, cells: list[str]) -> bool:
    """Whether what stands in a column may be what its heading says."""
    if not cells:
        return True
    if role == "description":
        return _wordy(cells)
    if role == "duration":
        return sum(seconds(c) is not None for c in cells) >= len(cells) / 2
    return True


def _wordy(cells: list[str]) -> bool:
    """Whether most of a column is words, not numbers or codes of sizes."""
    plain = [
        c for c in cells if not _NUMBER.match(c) and (sum(map(str.isalpha, c)) > 1 or re.search(r"[\u3040-\u9fff]", c))
    ]
    return len(plain) > len(cells) / 2 and not all(len(c) <= 4 and c.isupper() for c in plain)


def _read_row(source: Source, n: int, row: list[str], names: list[str], roles: dict[str, list[int]]) -> None:
    where = f"row {n}"
    known = {i: role for role, columns in roles.items() for i in columns if role != "made"}
    known |= dict.fromkeys(roles.get("made", []), "made")
    given = Given("", where)
    for i, cell in enumerate(row):
        cell = cell[1:] if re.match(r"'[=+\-@\t]", cell) else cell  # kept from a spreadsheet that would run it
        name = names[i] if i < len(names) and names[i] else f"column {i + 1}"
        if not cell.strip():
            continue
        place, role = f"{where}, {name}", known.get(i, "")
        source.parts.append((place, cell))
        _take(source, given, role, cell, name, place)
    if not given.text:
        given.text = clean(
            given.domains.get("relation") or given.domains.get("camera") or " ".join(t for _, t in given.lines), _CHARS
        )
    if given.text:
        source.shots.append(given)
    elif given.notes:
        for note in given.notes:
            source.drop(note, where, "The row has no words for a shot.")


def _take(source: Source, given: Given, role: str, cell: str, name: str, place: str) -> None:
    """One cell into the field that its column stands for."""
    text = clean(cell, _CHARS)
    if role == "number":
        source.drop(cell, place, "It counts the shots.")
    elif role == "made":
        source.drop(cell, place, "The program makes it out of the shots.")
    elif role == "description":
        given.text = f"{given.text} {text}".strip()
    elif role in DOMAINS:
        given.domains[role] = f"{given.domains[role]}, {text}" if given.domains.get(role) else text
    elif role == "duration":
        _take_seconds(source, given, cell, place)
    elif role == "dialogue":
        given.lines += spoken_lines(cell)
    elif role == "who":
        given.who += [w.strip() for w in re.split(r"[,;/&\n]|\band\b", cell) if w.strip()]
    elif role == "place":
        given.place = f"{given.place}, {text}".strip(", ")
    elif role == "boundary":
        if text.casefold() in ("cut", "crossfade", "reset", "bridge"):
            given.boundary = text.casefold()
        else:
            given.notes.append(f"{name}: {text}")
    elif role == "flags":
        given.flags += [line for line in cell.split("\n") if line.strip()]
    elif role == "notes":
        given.notes.append(cell.strip())
    else:
        given.notes.append(f"{name}: {text}")


def _take_seconds(source: Source, given: Given, cell: str, place: str) -> None:
    found = seconds(cell)
    if found is None:
        given.notes.append(f"Duration: {cell.strip()}")
        return
    given.duration_s = min(MAX_SHOT_S, max(MIN_SHOT_S, found))
    source.parts[-1] = (place, f"{given.duration_s:g}")
    if given.duration_s != found:
        source.drop(
            cell, place, f"A shot lasts {MIN_SHOT_S:g} to {MAX_SHOT_S:g} s; it is {given.duration_s:g} s long here."
        )


def seconds(cell: str) -> float | None:
    """A length in seconds: "4", "4.5 s", "0:04", "2,5 sec", "4초"; None for anything else."""
    text = cell.strip().casefold().replace(",", ".")
    if (match := re.fullmatch(r"(\d+(?:\.\d+)?)\s*(\D*?)\.?", text)) and match.group(2) in _SECONDS:
        return float(match.group(1))
    if match := re.fullmatch(r"(?:(\d+):)?(\d{1,2}):(\d{1,2}(?:\.\d+)?)", text):
        return int(match.group(1) or 0) * 3600 + int(match.group(2)) * 60 + float(match.group(3))
    return None


def spoken_lines(cell: str) -> list[tuple[str, str]]:
    """(speaker, words) of every line of a cell: "Tomas: Not enough."; nobody is a narrator."""
    out = []
    for line in cell.split("\n"):
        match = re.match(r"\s*([^:：\n]{1,40})[:：]\s*(\S.*)", line)
        who, text = (match.group(1).strip(), match.group(2)) if match else ("", line.strip())
        if text:
            out.append(("" if who.casefold() in ("narrator", "vo", "v.o.") else who, text.strip()))
    return out
