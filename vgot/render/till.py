"""The till of one step: what its model calls at services is written into the film's ledger, and nothing passes a ceiling.

The order is fixed (vgot/models/remote/buying.py): the day's ceiling, then the film's ledger, then the service. Between any two of them
this program may end: too much is reserved then, never too little.
"""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

from vgot.environment import Environment
from vgot.errors import Conflict
from vgot.graph.keys import canonical, digest_of
from vgot.graph.nodes import Node
from vgot.graph.recipes import Recipe
from vgot.models.remote.outcomes import NotAgreed, PriceUnknown, SpendLimit
from vgot.models.remote.till import Bought, Call
from vgot.presets.services import Services, is_private, read_services
from vgot.script.llm.addresses import server_of
from vgot.store import day_ledger, purchases
from vgot.store.project_store import Store

#: How much a run may bring the film's spending up to (`--max-cost`), while it lasts.
RUN_LIMIT = "spend_upto"


def ceiling_of(store: Store) -> float | None:
    """The most that this film may have cost in all: its own ceiling, or that of the run if it is lower; None: there is none."""
    run = store.meta(RUN_LIMIT)
    limits = [x for x in (store.head().story.film.spend_limit, float(run) if run else None) if x is not None]
    return min(limits, default=None)


def check_agreed(call: Call, kept: Services) -> None:
    """Raises NotAgreed where what the call sends would leave this machine's network and nobody has agreed to that address."""
    service = kept.services.get(call.service)
    for address in call.addresses:
        if not is_private(address) and (service is None or service.agreed != server_of(address)):
            raise NotAgreed(
                f"{', '.join(call.leaves)} would be sent to {call.service} ({server_of(address)}), and nobody has agreed to that.",
                field=f"services/{call.service}",
                hint=f"Agree once in Settings, or with `python -m vgot services {call.service} --agree`.",
            )


class FilmTill:
    """Writes down the calls of one step. `recipe_key` is the key of what it makes; what it should say to people is in `facts()`. Without
    `buys` nothing new is sent: what is on its way is waited for. `given_up` says whether a person stopped the step."""

    def __init__(
        self,
        store: Store,
        node: Node,
        recipe: Recipe,
        recipe_key: str,
        preset: str,
        home: Path | None = None,
        buys: bool = True,
        given_up: Callable[[], bool] = lambda: False,
    ):
        self.given_up = given_up
        self.buys = buys
        self.store, self.node, self.recipe, self.recipe_key = store, node, recipe, recipe_key
        self.preset, self.home = preset, home or Environment.read().home
        self._bought: dict[int, tuple[str, float | None]] = {}
        self._notes: list[str] = []

    def _key(self, part: str) -> str:
        return digest_of(canonical(["call", self.recipe_key, part]))

    def find(self, part: str) -> Bought | None:
        row = purchases.newest(self.store, self._key(part))
        return None if row is None else self._seen(row)

    def _seen(self, row: purchases.Purchase) -> Bought:
        cost = row.price if row.cost is None else row.cost
        if row.state in purchases.COUNTS:
            self._bought[row.id] = (row.service, cost)
        else:
            self._bought.pop(row.id, None)
        return Bought(row.id, row.state, row.mark, row.job, cost, row.sent or row.made)

    def reserve(self, call: Call) -> Bought:
        self._must_buy()
        kept = read_services(self.home)
        check_agreed(call, kept)
        mark, price = uuid.uuid4().hex, call.price
        film_limit, known = ceiling_of(self.store), price is not None and call.currency == kept.currency
        if not known and (film_limit is not None or kept.day_limit is not None):
            raise PriceUnknown(
                f"There is a ceiling, and nobody knows what {call.model or call.service} costs"
                + (f" in {kept.currency}." if price is not None else "."),
                field=f"services/{call.service}",
                hint=f"Enter its price in Settings, or with `python -m vgot services {call.service} --price {call.model or '*'}=AMOUNT`.",
            )
        before = day_ledger.take(self.home, mark, price or 0.0, kept.day_limit)
        if before is not None:
            raise _passed("today", before, price or 0.0, kept.day_limit or 0.0, kept.currency, "services/day_limit")
        inputs = [[i.label, i.key, i.step] for i in self.node.inputs]
        try:
            with self.store.transaction() as db:
                spent, _ = purchases.spent_so_far(db)
                if film_limit is not None and spent + (price or 0.0) > film_limit + 1e-9:
                    raise _passed("this film", spent, price or 0.0, film_limit, kept.currency, "film/spend_limit")
                purchases.reserve(
                    db,
                    key=self._key(call.part),
                    recipe_key=self.recipe_key,
                    node=self.node.key,
                    name=self.node.name,
                    recipe=json.dumps(self.recipe, ensure_ascii=False),
                    inputs=inputs,
                    preset=self.preset,
                    service=call.service,
                    model=call.model,
                    mark=mark,
                    price=price,
                    currency=call.currency,
                )
        except SpendLimit:
            day_ledger.settle(self.home, mark, 0.0)
            raise
        return self._again(self._key(call.part))

    def _again(self, key: str) -> Bought:
        row = purchases.newest(self.store, key)
        assert row is not None  # it was written just now
        return self._seen(row)

    def _move(self, bought: Bought, state: str, come_from: tuple[str, ...], **values: object) -> Bought:
        with self.store.transaction() as db:
            moved = purchases.move(db, bought.id, state, come_from=come_from, **values)
        if not moved:
            raise Conflict(
                "Another worker has this call in hand.",
                field=self.node.name,
                hint="Wait for it; nothing is bought twice.",
            )
        return self._seen(purchases.by_id(self.store, bought.id))

    def _must_buy(self) -> None:
        if not self.buys:
            raise Conflict(
                "What was paid for is one part of it, and the rest is not asked for any more.",
                field=self.node.name,
                hint="Undo the change of the story to have the rest made.",
            )

    def sending(self, bought: Bought) -> Bought:
        self._must_buy()
        return self._move(bought, "sent", ("reserved",), sent=time.time())

    def unsent(self, bought: Bought) -> Bought:
        return self._move(bought, "reserved", ("sent",), sent=None)

    def taken(self, bought: Bought, job: dict[str, Any]) -> Bought:
        return self._move(bought, "taken", ("sent", "taken"), job=json.dumps(job, sort_keys=True))

    def done(self, bought: Bought, data: bytes, cost: float | None) -> Bought:
        digest = self.store.put_bytes(data)
        made = self._move(
            bought,
            "done",
            ("sent", "taken"),
            result=digest,
            ended=time.time(),
            **({} if cost is None else {"cost": cost}),
        )
        if cost is not None:
            day_ledger.settle(self.home, bought.mark, cost)
        return made

    def ended(self, bought: Bought, state: str, why: str) -> None:
        self._move(bought, state, ("reserved", "sent", "taken", "done"), why=why[:300], ended=time.time())
        if state not in purchases.COUNTS:
            day_ledger.settle(self.home, bought.mark, 0.0)

    def read(self, bought: Bought) -> bytes:
        row = purchases.by_id(self.store, bought.id)
        assert row.result is not None, "what is done has a result"
        return self.store.read_blob(row.result)

    def may_send_again(self, bought: Bought) -> bool:
        return purchases.by_id(self.store, bought.id).again

    def knows(self, job: dict[str, Any]) -> bool:
        return purchases.knows_job(self.store, job)

    def note(self, what: str) -> None:
        if what not in self._notes:
            self._notes.append(what)

    def facts(self) -> dict[str, Any]:
        """For people, on the take: which service made it, what it cost (None: unknown), and what was not used of what was asked."""
        if not self._bought:
            return {}
        costs = [cost for _, cost in self._bought.values()]
        known = [cost for cost in costs if cost is not None]
        facts: dict[str, Any] = {
            "service": ", ".join(sorted({service for service, _ in self._bought.values()})),
            "cost": round(sum(known), 6) if len(known) == len(costs) else None,
        }
        return facts | ({"not_used": self._notes[:20]} if self._notes else {})


def _passed(of: str, spent: float, price: float, limit: float, currency: str, field: str) -> SpendLimit:
    return SpendLimit(
        f"The ceiling of {limit:g} {currency} for {of} would be passed: {spent:g} are spent or on their way, and this costs {price:g}.",
        field=field,
        hint="Raise the ceiling and build again; everything that was made is kept.",
    )
