"""The takes of a project, the parts of the film that are encoded already, and what was seen in them.

Takes are only ever added, or forgotten by a clean-up; a row that was changed on the disk is as if it were not there.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from vgot.errors import NotFound
from vgot.graph.keys import row_sum
from vgot.graph.takes import Choice, Shelf, Take, take_id
from vgot.store import jobs
from vgot.store.database import Connection
from vgot.store.revisions import Revisions, now

#: The columns of a take, which its `sum` is taken over: SQLite does not notice a byte that changed in a row.
TAKE = "id, node, recipe_key, recipe, seed, preset, producer, created, seconds, digests, facts"


class Takes(Revisions):
    """A project's story and history, and the takes that were made of it."""

    def __init__(self, folder: Path, name: str):
        super().__init__(folder, name)
        self._known_takes: tuple[int, int, str | None, dict[str, list[Take]]] = (0, 0, None, {})

    def shelf(self, choices: dict[str, Choice] | None = None, nodes: list[str] | None = None) -> Shelf:
        """The takes (of some nodes, or all) with the choices of a revision (default: the head's)."""
        with self.one_moment():
            mine = self.head().choices if choices is None else choices
            if nodes is None:
                return Shelf(dict(self._all_takes()), self.last_chosen(), mine)
            where, args = f"WHERE node IN ({','.join('?' * len(nodes))})", tuple(nodes)
            rows = self.read(f"SELECT {TAKE}, sum FROM takes {where} ORDER BY created, rowid", args)
            return Shelf(_by_node(rows), dict(self.read(f"SELECT node, take FROM last_chosen {where}", args)), mine)

    def _all_takes(self) -> dict[str, list[Take]]:
        """All takes by node. Takes are only ever added: what was read before is kept, and only new rows are read."""
        many, newest, last = self.read(
            "SELECT COUNT(*), COALESCE(MAX(rowid), 0), (SELECT id FROM takes ORDER BY rowid DESC LIMIT 1) FROM takes"
        )[0]
        had, upto, was, takes = self._known_takes
        if (many, newest, last) != (had, upto, was):
            rows = self.read(
                f"SELECT {TAKE}, sum FROM takes WHERE rowid > ? AND rowid <= ? ORDER BY created, rowid", (upto, newest)
            )
            if had + len(rows) != many:
                takes, rows = {}, self.read(f"SELECT {TAKE}, sum FROM takes ORDER BY created, rowid")
            takes = dict(takes)
            for node, new in _by_node(rows).items():
                takes[node] = [*takes.get(node, []), *new]
            self._known_takes = (many, newest, last, takes)
        return takes

    def take(self, take: str) -> Take:
        rows = self.read(f"SELECT {TAKE}, sum FROM takes WHERE id = ?", (take,))
        if not rows or not _is_whole(rows[0]):
            raise NotFound(f"There is no take '{take}'.", field="take", hint="List them with `takes NODE`.")
        return _take(rows[0])

    def twin(self, key: str) -> Take | None:
        """A take of any node with this recipe key: its bytes can be used as they are."""
        rows = self.read(f"SELECT {TAKE}, sum FROM takes WHERE recipe_key = ?", (key,))
        return next((_take(row) for row in rows if _is_whole(row)), None)

    def add_take(
        self,
        db: Connection,
        node: str,
        step: str,
        key: str,
        recipe: Mapping[str, Any],
        *,
        preset: str,
        producer: str,
        seconds: float,
        digests: dict[str, str],
        facts: dict[str, Any],
        created: str | None = None,
        choose: bool = True,
    ) -> Take:
        """Insert a take inside the caller's transaction and choose it; the same node and key again changes nothing.
        Without `choose` it stands beside the one chosen last, where there is one."""
        made = Take(
            take_id(node, key),
            node,
            key,
            recipe,
            int(recipe.get("seed", 0)),
            preset,
            producer,
            created or now(),
            seconds,
            digests,
            facts,
        )
        row = (
            made.id,
            node,
            key,
            json.dumps(recipe, ensure_ascii=False),
            made.seed,
            preset,
            producer,
            made.created,
            float(seconds),
            json.dumps(digests),
            json.dumps(facts),
        )
        there = db.execute(f"SELECT {TAKE}, sum FROM takes WHERE node = ? AND recipe_key = ?", (node, key)).fetchone()
        if there is not None and not _is_whole(there):
            db.execute("DELETE FROM takes WHERE node = ? AND recipe_key = ?", (node, key))
        db.execute(
            f"INSERT OR IGNORE INTO takes ({TAKE}, step, sum) VALUES ({','.join('?' * 13)})",
            (*row, step, row_sum(row)),
        )
        db.execute(f"INSERT OR {'REPLACE' if choose else 'IGNORE'} INTO last_chosen VALUES (?, ?)", (node, made.id))
        self.release(db, digests.values())
        return made

    def take_rows(self) -> list[tuple[str, str]]:
        """(id, node) of every row, also of those that were changed on the disk."""
        return self.read("SELECT id, node FROM takes")

    def take_counts(self) -> dict[str, int]:
        """How many takes each node has."""
        return dict(self.read("SELECT node, COUNT(*) FROM takes GROUP BY node"))

    def last_chosen(self) -> dict[str, str]:
        """By node, the take that was chosen last."""
        return dict(self.read("SELECT node, take FROM last_chosen"))

    def choose_last(self, node: str, take: str) -> None:
        with self.transaction() as db:
            db.execute("INSERT OR REPLACE INTO last_chosen VALUES (?, ?)", (node, take))

    def seconds_per_frame(self, preset: str) -> dict[str, float]:
        """What the last takes of each step took, a frame, on this project: the history behind estimates."""
        rows = self.read(
            "SELECT step, seconds, facts FROM takes WHERE preset = ? AND seconds > 0 ORDER BY rowid DESC LIMIT 400",
            (preset,),
        )
        sums: dict[str, list[float]] = {}
        for step, seconds, facts in rows:
            with contextlib.suppress(ValueError, TypeError, AttributeError):  # a damaged row; `verify` reports it
                sums.setdefault(step, []).append(seconds / max(1, json.loads(facts).get("frames", 1)))
        return {step: sum(v[:20]) / len(v[:20]) for step, v in sums.items()}

    # -- segments of the film -------------------------------------------------------------------------------------------
    def segment(self, key: str) -> str | None:
        rows = self.read("SELECT digest FROM segments WHERE key = ?", (key,))
        return rows[0][0] if rows and self.blob_state(rows[0][0]) == "whole" else None

    def segment_frames(self, key: str) -> int:
        """How many frames (of a sound: samples) a segment that is kept has."""
        return int(self.read("SELECT frames FROM segments WHERE key = ?", (key,))[0][0])

    def segments(self) -> list[tuple[str, str]]:
        """(key, digest) of every segment, whole or not."""
        return self.read("SELECT key, digest FROM segments")

    def keep_segment(self, key: str, digest: str, frames: int) -> None:
        with self.transaction() as db:
            db.execute("INSERT OR REPLACE INTO segments VALUES (?, ?, ?)", (key, digest, frames))
            self.release(db, [digest])

    # -- continuity: what was seen, by the digest of what was looked at (vgot.evaluate.check_run) -------------------------
    def kept_checks(self, keys: list[str]) -> dict[str, str]:
        """key -> findings as JSON, of those that are kept."""
        wanted = json.dumps(keys)
        return dict(
            self.read("SELECT key, findings FROM checks WHERE key IN (SELECT value FROM json_each(?))", (wanted,))
        )

    def kept_glances(self, keys: list[str]) -> dict[str, str]:
        """key -> what is kept of a shot as JSON, of those that are kept."""
        return dict(
            self.read(
                "SELECT key, glance FROM checks WHERE glance != '' AND key IN (SELECT value FROM json_each(?))",
                (json.dumps(keys),),
            )
        )

    def keep_checks(self, rows: list[tuple[str, str, str]]) -> None:
        """Keep (key, findings, glance) rows; the newest 4,000 stay."""
        with self.transaction() as db:
            db.executemany("INSERT OR REPLACE INTO checks VALUES (?, ?, ?, ?)", [(*row, now()) for row in rows])
            db.execute("DELETE FROM checks WHERE rowid <= (SELECT MAX(rowid) FROM checks) - 4000")

    def last_check(self) -> int:
        """A number that grows with everything kept; 0 when nothing is."""
        return self.read("SELECT COALESCE(MAX(rowid), 0) FROM checks")[0][0]

    def forget(self, takes: set[str], *, segments: Collection[str] = ()) -> None:
        """Remove takes and segments from the database; their files stay until `drop_unnamed`."""
        with self.transaction() as db:
            self.forget_in(db, takes, segments=segments)

    @staticmethod
    def forget_in(db: Connection, takes: set[str], *, segments: Collection[str] = ()) -> None:
        """The same inside the caller's transaction."""
        db.executemany("DELETE FROM takes WHERE id = ?", [(t,) for t in takes])
        db.executemany("DELETE FROM last_chosen WHERE take = ?", [(t,) for t in takes])
        db.executemany("DELETE FROM segments WHERE key = ?", [(k,) for k in segments])

    # -- has anything changed -------------------------------------------------------------------------------------------
    def stamp(self) -> tuple[object, ...]:
        """Changes whenever anything a page shows has changed; cheap enough to ask every second."""
        return (
            self.head().revision,
            self.read("SELECT MAX(rowid), COUNT(*) FROM takes")[0],
            jobs.stamp(self),
            # A row that is written again may get its number again: what it says counts too.
            self.read(
                "SELECT COUNT(*), MAX(rowid), (SELECT take FROM last_chosen ORDER BY rowid DESC LIMIT 1) FROM last_chosen"
            )[0],
            self.meta("preset"),
            self.meta("paused"),
            self.turns,
        )

    def stamp_of_use(self) -> tuple[object, ...]:
        """Changes with whatever decides which takes and segments are in use."""
        takes = self.read("SELECT COUNT(*), MAX(rowid) FROM takes")[0]
        chosen = self.read("SELECT COUNT(*), MAX(rowid) FROM last_chosen")[0]
        segments = self.read("SELECT COUNT(*) FROM segments")[0][0]
        return self.head().revision, takes, chosen, segments, self.meta("preset")


def digests_in(row: str) -> Iterable[str]:
    try:
        return json.loads(row).values()
    except (ValueError, AttributeError):  # a damaged row; `verify` reports it
        return ()


def _is_whole(row: tuple[Any, ...]) -> bool:
    """Whether a row of takes (its columns and its sum; rows older than sums have none) is what was written."""
    return not row[11] or row_sum(row[:11]) == row[11]


def _take(row: tuple[Any, ...]) -> Take:
    id_, node, key, recipe, seed, preset, producer, created, seconds, digests, facts = row[:11]
    asked = json.loads(recipe)
    return Take(id_, node, key, asked, seed, preset, producer, created, seconds, json.loads(digests), json.loads(facts))


def _by_node(rows: list[tuple[Any, ...]]) -> dict[str, list[Take]]:
    """Takes by node; a row that was changed on the disk is as if it were not there (`verify` reports it)."""
    found: dict[str, list[Take]] = {}
    for row in rows:
        if _is_whole(row):
            found.setdefault(row[1], []).append(_take(row))
    return found
