"""The ledger of a film: every call to a service, from the intent to the result, and every sentence of SQL about it.

A row is never deleted: what was spent stays written down. `key` is the recipe and the part of it that a call makes; of several rows
with one key the newest counts. What a state means stands in vgot/models/remote/till.py.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import Any

from vgot.store.database import Connection, Database

#: States in which money is spent, or may be: what a ceiling counts.
COUNTS = ("reserved", "sent", "taken", "done", "unusable", "lost")
#: States of which a result can still come.
OPEN = ("sent", "taken", "done")

TABLE = (
    "purchases (id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL, recipe_key TEXT NOT NULL, node TEXT NOT NULL, name TEXT NOT NULL, "
    "recipe TEXT NOT NULL, inputs TEXT NOT NULL, preset TEXT NOT NULL, service TEXT NOT NULL, model TEXT NOT NULL, state TEXT NOT NULL, "
    "mark TEXT NOT NULL, job TEXT NOT NULL DEFAULT '{}', price REAL, cost REAL, currency TEXT NOT NULL, result TEXT, why TEXT NOT NULL DEFAULT '', "
    "again INTEGER NOT NULL DEFAULT 0, made REAL NOT NULL, sent REAL, ended REAL)"
)


@dataclass(frozen=True)
class Purchase:
    """One row. `price` was expected (None: unknown), `cost` was said by the service; `result` is the digest of the bytes that came;
    times are seconds since 1970; `again`: a person said that it may be sent again."""

    id: int
    key: str
    recipe_key: str
    node: str
    name: str
    recipe: dict[str, Any]
    inputs: list[list[str]]
    preset: str
    service: str
    model: str
    state: str
    mark: str
    job: dict[str, Any]
    price: float | None
    cost: float | None
    currency: str
    result: str | None
    why: str
    again: bool
    made: float
    sent: float | None
    ended: float | None

    @property
    def spent(self) -> float | None:
        """What it cost, or may cost; None: nobody knows. 0 where nothing was made."""
        if self.state not in COUNTS:
            return 0.0
        return self.price if self.cost is None else self.cost

    def as_json(self) -> dict[str, Any]:
        """For exports and lists: without the recipe, which the take has."""
        return {
            "node": self.name,
            "service": self.service,
            "model": self.model,
            "state": self.state,
            "spent": self.spent,
            "currency": self.currency,
            "job": self.job.get("id"),
            "why": self.why,
            "made": self.made,
            "sent": self.sent,
            "ended": self.ended,
        }


_COLUMNS = (
    "id, key, recipe_key, node, name, recipe, inputs, preset, service, model, state, mark, job, price, cost, currency, result, why, again, "
    "made, sent, ended"
)


def _purchase(row: tuple[Any, ...]) -> Purchase:
    values = list(row)
    for n in (5, 6, 12):
        values[n] = json.loads(values[n])
    values[18] = bool(values[18])
    return Purchase(*values)


# -- looking ----------------------------------------------------------------------------------------------------------
def newest(store: Database, key: str) -> Purchase | None:
    rows = store.read(f"SELECT {_COLUMNS} FROM purchases WHERE key = ? ORDER BY id DESC LIMIT 1", (key,))
    return _purchase(rows[0]) if rows else None


def by_id(store: Database, purchase: int) -> Purchase:
    return _purchase(store.read(f"SELECT {_COLUMNS} FROM purchases WHERE id = ?", (purchase,))[0])


def results_without_takes(store: Database) -> set[str]:
    """The digests of what was paid for and stands in no take yet: no clean-up may have them."""
    return {
        d
        for (d,) in store.read(
            "SELECT result FROM purchases WHERE state = 'done' AND result IS NOT NULL AND recipe_key NOT IN (SELECT recipe_key FROM takes)"
        )
    }


def listed(store: Database) -> list[Purchase]:
    """All of them, oldest first."""
    return [_purchase(r) for r in store.read(f"SELECT {_COLUMNS} FROM purchases ORDER BY id")]


def orphans(store: Database) -> list[Purchase]:
    """What was paid for, or is being made, and stands in no take yet; the newest of each key."""
    return [
        _purchase(r)
        for r in store.read(
            f"SELECT {_COLUMNS} FROM purchases WHERE id IN (SELECT MAX(id) FROM purchases GROUP BY key) "
            "AND state IN ('taken', 'done') AND recipe_key NOT IN (SELECT recipe_key FROM takes) ORDER BY id"
        )
    ]


def spent(store: Database) -> tuple[float, bool]:
    """(what the film has cost and may cost by what is on its way, whether all of it is known)."""
    return _sum(store.read(_SUM))


_SUM = (
    "SELECT COALESCE(SUM(COALESCE(cost, price)), 0), COUNT(*) - COUNT(COALESCE(cost, price)) FROM purchases "
    f"WHERE state IN ({','.join(repr(s) for s in COUNTS)})"
)


def _sum(rows: list[tuple[Any, ...]]) -> tuple[float, bool]:
    return float(rows[0][0]), not rows[0][1]


def knows_job(store: Database, job: dict[str, Any]) -> bool:
    return bool(store.read("SELECT 1 FROM purchases WHERE job = ? LIMIT 1", (json.dumps(job, sort_keys=True),)))


# -- writing, inside a transaction ------------------------------------------------------------------------------------
def spent_so_far(db: Connection) -> tuple[float, bool]:
    return _sum(db.execute(_SUM).fetchall())


def reserve(
    db: Connection,
    *,
    key: str,
    recipe_key: str,
    node: str,
    name: str,
    recipe: str,
    inputs: list[list[str]],
    preset: str,
    service: str,
    model: str,
    mark: str,
    price: float | None,
    currency: str,
) -> int:
    """A new row in state `reserved`; its id."""
    return int(
        db.execute(
            "INSERT INTO purchases (key, recipe_key, node, name, recipe, inputs, preset, service, model, state, mark, price, currency, made) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'reserved', ?, ?, ?, ?)",
            (
                key,
                recipe_key,
                node,
                name,
                recipe,
                json.dumps(inputs),
                preset,
                service,
                model,
                mark,
                price,
                currency,
                time.time(),
            ),
        ).lastrowid
        or 0
    )


def move(db: Connection, purchase: int, state: str, *, come_from: tuple[str, ...], **values: object) -> bool:
    """Into another state, with other columns; whether it was in one of the states that it may come from."""
    names = ", ".join(f"{name} = ?" for name in values)
    return bool(
        db.execute(
            f"UPDATE purchases SET state = ?{', ' + names if names else ''} WHERE id = ? AND state IN ({','.join('?' * len(come_from))})",
            (state, *values.values(), purchase, *come_from),
        ).rowcount
    )


def may_go_again(db: Connection) -> int:
    """A person says that what was perhaps bought is to be sent again; how many there are."""
    return db.execute("UPDATE purchases SET again = 1 WHERE state = 'sent'").rowcount


def checked(row: Any) -> dict[str, Any]:
    """A row of a ledger that came from outside, with nothing but what a row has. Raises KeyError, TypeError, ValueError."""
    words = {k: str(row[k])[:300] for k in ("node", "service", "model", "state", "currency", "why")}
    numbers = {k: None if row[k] is None else float(row[k]) for k in ("spent", "made", "sent", "ended")}
    return {
        **words,
        **numbers,
        "made": numbers["made"] or 0.0,
        "job": None if row.get("job") is None else str(row["job"])[:300],
    }


def keep_listed(db: Connection, rows: list[dict[str, Any]]) -> None:
    """Rows of a ledger that came with an archive: what was spent elsewhere, closed."""
    db.executemany(
        "INSERT INTO purchases (key, recipe_key, node, name, recipe, inputs, preset, service, model, state, mark, job, price, currency, why, made, sent, ended) "
        "VALUES (?, '', '', ?, '{}', '[]', '', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                f"imported {n}",
                r["node"],
                r["service"],
                r["model"],
                "done" if r["state"] in COUNTS else "failed",
                "",
                json.dumps({"id": r.get("job")}),
                r["spent"],
                r["currency"],
                r["why"],
                r["made"],
                r["sent"],
                r["ended"],
            )
            for n, r in enumerate(rows)
        ],
    )
