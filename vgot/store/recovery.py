"""What can still be read of a damaged project database: every row, page by page, without asking SQLite.

One flipped byte can make SQLite refuse a whole table. Its file format is simple (sqlite.org/fileformat2): here every leaf
page of a table is decoded by itself, and only rows that prove themselves are believed: a part of the story by its hash, a
take by its sum, a revision by its manifest. The rest is listed as lost.
"""

from __future__ import annotations

import json
import re
import sqlite3
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from vgot.graph.keys import digest_of, row_sum

_LEAF = 0x0D
_TAKE_ID = re.compile(r"^t[0-9a-f]{12}$")
_HEX = re.compile(r"^[0-9a-f]{64}$")
_META = re.compile(r"^[a-z_]{1,40}$")


@dataclass
class Salvage:
    """Rows that prove themselves, by table, in the columns of the store's schema."""

    parts: dict[str, bytes] = field(default_factory=dict[str, bytes])
    revisions: dict[int, tuple[Any, ...]] = field(default_factory=dict[int, tuple[Any, ...]])
    takes: dict[str, tuple[Any, ...]] = field(default_factory=dict[str, tuple[Any, ...]])
    last_chosen: dict[str, str] = field(default_factory=dict[str, str])
    segments: dict[str, tuple[Any, ...]] = field(default_factory=dict[str, tuple[Any, ...]])
    meta: dict[str, str] = field(default_factory=dict[str, str])
    #: node keys of takes whose row did not prove itself
    damaged_nodes: list[str] = field(default_factory=list[str])

    @property
    def is_empty(self) -> bool:
        return not (self.parts or self.takes)


def salvage(data: bytes) -> Salvage:
    """Everything that can be believed in the bytes of a database file."""
    found = Salvage()
    for rowid, row in _rows(data):
        try:
            _believe(found, rowid, row)
        except (ValueError, TypeError, zlib.error, AttributeError):
            continue
    return found


def _believe(found: Salvage, rowid: int, row: list[Any]) -> None:
    match row:
        case [str(name), bytes(body)] if len(name) == 32:
            if digest_of(zlib.decompress(body))[:32] == name:
                found.parts[name] = body
        case [None, bytes(manifest), str(label), str(created), undo, redo]:
            zlib.decompress(manifest)
            found.revisions[rowid] = (rowid, manifest, label, created, undo, redo)
        case [
            str(take),
            str(node),
            str(),
            str(),
            int(),
            str(),
            str(),
            str(),
            seconds,
            str(),
            str(),
            str(),
            str(total),
        ] if _TAKE_ID.match(take):
            row[8] = float(seconds)  # SQLite keeps whole numbers of a REAL column as integers
            if row_sum(tuple(row[:11])) == total:
                found.takes[take] = tuple(row)
            else:
                found.damaged_nodes.append(node)
        case [str(key), str(digest), int(frames)] if _HEX.match(key) and _HEX.match(digest):
            found.segments[key] = (key, digest, frames)
        case [str(node), str(take)] if _TAKE_ID.match(take):
            found.last_chosen[node] = take
        case [str(key), str(value)] if _META.match(key):
            found.meta.setdefault(key, value)
        case _:
            pass


def fill(db: sqlite3.Connection, saved: Salvage, meta: dict[str, str], take_columns: str) -> None:
    """Put the rows into an empty database with the store's schema; what was lost stands in the meta `damage`."""
    there = set(saved.takes)
    lost = sorted({*saved.damaged_nodes, *(n for n, t in saved.last_chosen.items() if t not in there)})
    meta = {
        **meta,
        **saved.meta,
        "damage": json.dumps({"found": datetime.now(UTC).isoformat(timespec="seconds"), "nodes": lost}),
    }
    db.execute("BEGIN")
    db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", list(meta.items()))
    db.executemany("INSERT INTO parts VALUES (?, ?)", list(saved.parts.items()))
    db.executemany(
        "INSERT INTO revisions VALUES (?, ?, ?, ?, ?, ?)", [saved.revisions[n] for n in sorted(saved.revisions)]
    )
    # A freed page may hold an older row of the same node and recipe.
    db.executemany(
        f"INSERT OR IGNORE INTO takes ({take_columns}) VALUES ({','.join('?' * 13)})",
        sorted(saved.takes.values(), key=lambda row: row[7]),
    )
    db.executemany(
        "INSERT INTO last_chosen VALUES (?, ?)", [(n, t) for n, t in saved.last_chosen.items() if t in there]
    )
    db.executemany("INSERT INTO segments VALUES (?, ?, ?)", list(saved.segments.values()))
    db.execute("COMMIT")


# -- the file format --------------------------------------------------------------------------------------------------
def _rows(data: bytes) -> Iterator[tuple[int, list[Any]]]:
    """(rowid, values) of every cell of every leaf page of a table that can be decoded."""
    size = int.from_bytes(data[16:18], "big") if len(data) > 18 else 0
    size = 65536 if size == 1 else size
    if size < 512 or size & (size - 1) or len(data) % size:
        size = 4096  # the header itself is damaged; this program never made another size
    for number in range(1, len(data) // size + 1):
        at = (number - 1) * size
        head = at + (100 if number == 1 else 0)
        if data[head] != _LEAF:
            continue
        many = int.from_bytes(data[head + 3 : head + 5], "big")
        for n in range(min(many, (size - 8) // 4)):
            pointer = int.from_bytes(data[head + 8 + 2 * n : head + 10 + 2 * n], "big")
            try:
                yield _cell(data, size, at, pointer)
            except (IndexError, ValueError, struct.error, OverflowError, MemoryError):
                continue


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for n in range(9):
        byte = data[at + n]
        if n == 8:
            return value << 8 | byte, at + 9
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + n + 1
    raise ValueError("varint")


def _cell(data: bytes, size: int, page: int, pointer: int) -> tuple[int, list[Any]]:
    if not 8 <= pointer < size - 2:
        raise ValueError("pointer")
    length, at = _varint(data, page + pointer)
    rowid, at = _varint(data, at)
    if length > len(data):
        raise ValueError("length")
    most, least = size - 35, (size - 12) * 32 // 255 - 23
    if length <= most:
        return rowid, _record(data[at : at + length])
    local = least + (length - least) % (size - 4)
    local = local if local <= most else least
    payload, following = bytearray(data[at : at + local]), int.from_bytes(data[at + local : at + local + 4], "big")
    while len(payload) < length:
        start = (following - 1) * size
        if following < 2 or start + size > len(data):
            raise ValueError("overflow")
        payload += data[start + 4 : start + size][: length - len(payload)]
        following = int.from_bytes(data[start : start + 4], "big")
    return rowid, _record(bytes(payload))


_SIZES = {0: 0, 1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8, 7: 8, 8: 0, 9: 0}


def _record(payload: bytes) -> list[Any]:
    header, at = _varint(payload, 0)
    kinds: list[int] = []
    while at < header:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    values, body = list[Any](), header
    for kind in kinds:
        long = (kind - 12) // 2 if kind >= 12 else _SIZES[kind]
        raw = payload[body : body + long]
        if len(raw) != long:
            raise ValueError("short")
        body += long
        if kind == 0:
            values.append(None)
        elif kind <= 6:
            values.append(int.from_bytes(raw, "big", signed=True))
        elif kind == 7:
            values.append(struct.unpack(">d", raw)[0])
        elif kind in (8, 9):
            values.append(kind - 8)
        else:
            values.append(raw if kind % 2 == 0 else raw.decode())
    return values
