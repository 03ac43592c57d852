"""Making a film: what is missing is queued, and somebody waits for it or looks on."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Generator, Iterable

from vgot.errors import BadInput, DamagedProject, NotFound
from vgot.project.approval import approve
from vgot.render import build as building
from vgot.render.build import BuildResult, Tick
from vgot.render.executors import Executor
from vgot.render.live_film import LiveFilm
from vgot.render.queue import Queue
from vgot.render.snapshot import Snapshot
from vgot.render.till import RUN_LIMIT
from vgot.store import purchases
from vgot.store.project_store import Head


class Making:
    """Builds of one film: `film` says what is missing, `queue` keeps it, `executor` has workers for it."""

    def __init__(self, film: LiveFilm, queue: Queue, executor: Executor):
        self.film, self.queue, self.executor = film, queue, executor
        self._followed: Head | None = None

    # -- and waiting for it -------------------------------------------------------------------------------------------
    def build(
        self,
        nodes: list[str] | None = None,
        *,
        until: str | None = None,
        on_tick: Callable[[Tick], None] | None = None,
        approve_all: bool = False,
    ) -> BuildResult:
        """Make what the targets lack, and wait. `approve_all` approves every keyframe on the way (`make` does)."""
        now = self.film.snapshot(anew=True)
        if not now.story.shots:
            raise BadInput("This film has no shots yet.", field="shots", hint="Write a story first.")
        first = None
        if approve_all and not now.preset.draft and until != "keyframe":
            first = self.run(now, building.targets_of(now.pure_plan, None, "keyframe"), on_tick=on_tick)
            if first.failed or first.cancelled:
                return first
            approve(self.film)
            now = self.film.snapshot(anew=True)
        result = self.run(now, building.targets_of(now.pure_plan, nodes, until), on_tick=on_tick)
        if first:
            made = set(first.ran)
            result.ran = first.ran + result.ran
            result.reused = [n for n in result.reused if n not in made]
            result.seconds = first.seconds | result.seconds
        return result

    @contextlib.contextmanager
    def at_most(self, max_cost: float | None) -> Generator[None, None, None]:
        """Services may cost so much meanwhile, in the currency of the settings, beside the film's own ceiling; None: nothing is said."""
        store = self.film.store
        if max_cost is None:
            yield
            return
        store.set_meta(RUN_LIMIT, str(purchases.spent(store)[0] + max_cost))
        try:
            yield
        finally:
            store.set_meta(RUN_LIMIT, "")

    def run(
        self,
        now: Snapshot,
        keys: list[str],
        *,
        forced: set[str] | None = None,
        on_tick: Callable[[Tick], None] | None = None,
    ) -> BuildResult:
        """Make the nodes with these keys, as a snapshot plans them, and wait."""
        return building.run(
            self.film.store, now.preset, self.executor, now.pure_plan, keys, forced=forced, on_tick=on_tick
        )

    # -- in the background --------------------------------------------------------------------------------------------
    def start_build(
        self, nodes: list[str] | None = None, *, until: str | None = None, first: bool = False
    ) -> str | None:
        """Queue what the targets lack and return at once with the build's id (None: nothing to make). `first`: before what waits."""
        self.queue.recover()
        self.queue.resume_from_ceiling()
        return self._begin(self.film.snapshot(anew=True), nodes, until, first)

    def follow_edit(self) -> str | None:
        """The same for the whole film; what the newest edit asks for goes first: a person waits for it."""
        self.queue.recover()
        now, before = self.film.snapshot(anew=True), self._followed
        head = now.head()
        if before is None or before.revision != head.revision - 1:
            with contextlib.suppress(NotFound, DamagedProject):
                before = self.film.store.revision(head.revision - 1)
        self._followed = head
        return self._begin(
            now, None, None, building.touched_by(before, head, now.pure_plan, now.preset) if before else False
        )

    def _begin(self, now: Snapshot, nodes: list[str] | None, until: str | None, first: bool | list[str]) -> str | None:
        build = building.start(
            self.film.store, now.preset, now.pure_plan, building.targets_of(now.pure_plan, nodes, until), first=first
        )
        if build or self.queue.unfinished():
            self.call_workers()
        return build

    def start_first(self, keys: Iterable[str], *, forced: set[str] | None = None) -> None:
        """Queue the nodes with these keys before all others; one that has left the film meanwhile is left out."""
        now = self.film.snapshot(anew=True)
        there = [k for k in keys if k in now.pure_plan.nodes]
        if there:
            building.start(self.film.store, now.preset, now.pure_plan, there, forced=forced, first=True)
        self.call_workers()

    def call_workers(self) -> None:
        """See that what waits has somebody to make it."""
        self.executor.ensure(self.film.store)

    def cancel(self, *, build: str | None = None, node: str | None = None, job: int | None = None) -> int:
        """Stop everything, or one build, node or job; finished takes stay. Returns how many jobs were stopped."""
        key = self.film.named(node).node.key if node else None
        return self.queue.cancel(build=build, node=key, job=job)
