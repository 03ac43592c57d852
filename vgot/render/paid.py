"""What was paid for is kept, though nobody asks for it any more: as a take beside the chosen one."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import cast

from vgot.graph.kinds import KINDS
from vgot.graph.nodes import Input, Node
from vgot.graph.recipes import Recipe
from vgot.graph.takes import Take
from vgot.models.registry import Models
from vgot.render import steps
from vgot.render.context import Context, Progress
from vgot.render.till import FilmTill
from vgot.store.project_store import Store
from vgot.store.purchases import Purchase


def keep_paid(store: Store, paid: Purchase, models: Models, stopped: Callable[[], bool]) -> Take:
    """Wait for a purchase, make its step's take of it as it was asked for then, and keep that. Nothing new is bought. Raises as a step does."""
    started, recipe = time.monotonic(), cast(Recipe, paid.recipe)
    node = node_of(paid)
    till = FilmTill(store, node, recipe, paid.recipe_key, paid.preset, buys=False)
    ctx = Context(store, models, Progress(lambda done, total, preview: None, stopped), till)
    made = steps.run_step(node, recipe, _inputs(node, recipe), ctx)
    with store.transaction() as db:
        return store.add_take(
            db,
            node.key,
            node.step,
            paid.recipe_key,
            recipe,
            preset=paid.preset,
            producer=str(recipe["model"].get("id", paid.preset)),
            seconds=time.monotonic() - started,
            digests=made.digests,
            facts=made.facts,
            choose=False,
        )


def node_of(paid: Purchase) -> Node:
    """The node as it was when the call was written down."""
    recipe = cast(Recipe, paid.recipe)
    inputs = tuple(Input(label, key, step) for label, key, step in paid.inputs)
    shot = paid.node.partition("/")[2] if KINDS[recipe["step"]].of_shot else None
    return Node(paid.name, paid.node, recipe["step"], recipe["params"], recipe["seed"], inputs, shot)


def _inputs(node: Node, recipe: Recipe) -> dict[str, Take]:
    """The inputs by node key, as far as a recipe knows them: the digests that were read."""
    return {
        i.key: Take("", i.key, "", {}, 0, "", "", "", 0.0, {r: d for r, d in recipe["inputs"][i.label].items() if d})
        for i in node.inputs
    }
