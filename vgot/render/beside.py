"""Jobs that make several takes beside the film: one shot painted over its drawing, and what shows the method. Each take is kept as soon as
it is made, and none of them is chosen."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Protocol

import numpy as np

from vgot.errors import NotFound
from vgot.graph.nodes import Node
from vgot.graph.plan import key_of
from vgot.graph.recipes import Recipe
from vgot.graph.takes import Take
from vgot.render import method, painting
from vgot.render.context import Made
from vgot.render.queue import Job, Queue
from vgot.settings import DRAWN, RenderPreset


class Making(Protocol):
    """How a worker makes one node."""

    def __call__(
        self,
        node: Node,
        recipe: Recipe,
        inputs: dict[str, Take],
        preset: str,
        have: Take | None,
        started: float,
        tell: Callable[..., Any] | None = None,
    ) -> tuple[Made, str, float, str]:
        """(what was made, `ran` or `reused`, seconds, who made it)."""
        ...


class Beside:
    """What a worker makes beside the film, with its own way of making one node; `tell` hears how far a job is."""

    def __init__(self, queue: Queue, preset: Callable[[str], RenderPreset], tell: Callable[..., Any], made: Making):
        self._store, self._queue, self._preset, self._tell, self._made = queue.store, queue, preset, tell, made

    def paint(self, job: Job) -> None:
        """Paint one shot over its drawing: whatever it lacks, one after the other, each kept as soon as it is made. All of it stands
        beside what is chosen."""
        head = self._store.head()
        self._many(
            job,
            lambda node: _share_of(job, node.step, self._tell),
            lambda make: painting.paint(
                head.story,
                job.node.partition("/")[2],
                job.seed,
                self._preset(DRAWN),
                self._preset(job.preset),
                self._store.shelf(head.choices),
                make,
            ),
        )

    def show_method(self, job: Job) -> None:
        """Make what shows the method on a shot and the next one."""
        story, shot, painter = self._store.head().story, job.node.partition("/")[2], self._preset(job.preset)
        spent = 0

        def tell(node: Node) -> Callable[..., Any]:
            nonlocal spent
            before, mine = spent, method.work_of(node)
            spent += mine

            def told(done: int, total: int, preview: np.ndarray | None) -> None:
                self._tell(min(job.total, before + mine * done // max(1, total)), job.total, preview)

            return told

        def work(make: painting.Make) -> None:
            if shot not in {s.id for s in story.shots}:
                raise NotFound("This shot is no longer in the film.", field=job.node, hint="Nothing to do.")
            pair = method.pair_at(story, shot)
            method.make_all(story, pair, painter, lambda node, recipe, inputs: make(node, recipe, inputs, painter))

        self._many(job, tell, work)

    def _many(
        self, job: Job, tell: Callable[[Node], Callable[..., Any]], work: Callable[[painting.Make], object]
    ) -> None:
        """Do work that makes several takes, each kept as soon as it is made and none of them chosen; `tell(node)` hears how far one
        that has to be made is."""
        started, ran = time.monotonic(), False

        def make(node: Node, recipe: Recipe, inputs: dict[str, Take], preset: RenderPreset) -> Take:
            nonlocal ran
            began, key = time.monotonic(), key_of(recipe)
            have = self._store.shelf({}, [node.key]).by_key(node.key, key)
            telling = tell(node) if have is None else self._tell
            made, outcome, seconds, producer = self._made(node, recipe, inputs, preset.name, have, began, telling)
            ran = ran or outcome == "ran"
            return self._queue.keep(
                job,
                lambda db: self._store.add_take(
                    db,
                    node.key,
                    node.step,
                    key,
                    recipe,
                    preset=preset.name,
                    producer=producer,
                    seconds=seconds,
                    digests=made.digests,
                    facts=made.facts,
                    choose=False,
                ),
            )

        try:
            work(make)
        except NotFound as why:
            self._queue.fail(job, why, "skipped")
            return
        self._queue.finish(job, "ran" if ran else "reused", time.monotonic() - started)


def _share_of(job: Job, step: str, tell: Callable[..., Any]) -> Callable[..., Any]:
    """Progress of one step of a painting as progress of all of it: what comes before the clip is a fifth."""
    base, span = (0.2, 0.8) if step == "clip" else (0.0, 0.2)
    furthest = 0

    def told(done: int, total: int, preview: np.ndarray | None) -> None:
        nonlocal furthest
        furthest = max(furthest, int(job.total * (base + span * min(1.0, done / max(1, total)))))
        tell(furthest, job.total, preview)

    return told
