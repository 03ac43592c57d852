"""Build: queue what a plan lacks, let workers make it, and say what happened, by node names."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

from vgot.graph.kinds import STAGES, steps_until
from vgot.graph.nodes import Node, Recipes, film_nodes
from vgot.graph.plan import Plan, Planned, plan_film
from vgot.models.text.resident import make_room
from vgot.render.executors import Executor
from vgot.render.queue import Job, Queue
from vgot.render.worker import RESERVE_BYTES
from vgot.store.jobs import Progress, progress_of
from vgot.store.project_store import Head, Store


@dataclass
class BuildResult:
    """What a build did. `skipped`: nodes that hang on a failed one. `film` is there when the film was among the targets and is whole."""

    ran: list[str] = field(default_factory=list[str])
    reused: list[str] = field(default_factory=list[str])
    pinned: list[str] = field(default_factory=list[str])
    failed: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    flagged: list[str] = field(default_factory=list[str])
    waiting: list[str] = field(default_factory=list[str])
    skipped: list[str] = field(default_factory=list[str])
    cancelled: list[str] = field(default_factory=list[str])
    seconds: dict[str, float] = field(default_factory=dict[str, float])
    film: dict[str, Any] | None = None

    def as_json(self) -> dict[str, Any]:
        out = {
            "ran": self.ran,
            "reused": self.reused,
            "pinned": self.pinned,
            "failed": self.failed,
            "flagged": self.flagged,
            "seconds": {n: round(s, 3) for n, s in self.seconds.items()},
        }
        if self.waiting:
            out["waiting_for_approval"] = self.waiting
        if self.skipped:
            out["skipped"] = self.skipped
        if self.cancelled:
            out["cancelled"] = self.cancelled
        return out | ({"film": self.film} if self.film else {})

    @property
    def exit_code(self) -> int:
        return 130 if self.cancelled else 3 if self.failed or self.flagged else 0


@dataclass(frozen=True)
class Tick:
    """Progress of a build. `left_s` is None until something of it has been made."""

    done: int
    total: int
    running: list[Job]
    left_s: float | None


def targets_of(plan: Plan, names: list[str] | None, until: str | None) -> list[str]:
    """The keys to reach: named nodes, or all nodes of a step and before, or the film with every portrait."""
    if names:
        return [plan.named(name).node.key for name in names]
    if until and until != STAGES[-1]:
        upto = steps_until(until)
        return [k for k, p in plan.nodes.items() if p.node.step in upto]
    return ["film"]


def to_make(plan: Plan, targets: list[str], forced: set[str]) -> tuple[list[Planned], list[Planned]]:
    """(nodes to queue, nodes that wait for a person): what the targets lack, without what hangs on an approval."""
    wanted = plan.ancestors(targets)
    held: dict[str, Planned] = {}
    queue: list[Planned] = []
    for key, planned in plan.nodes.items():
        if key not in wanted or planned.settled and key not in forced:
            continue
        if planned.blocked or any(i.key in held for i in planned.node.inputs):
            held[key] = planned
        else:
            queue.append(planned)
    return queue, [p for p in held.values() if p.blocked]


def touched_by(before: Head, after: Head, plan: Plan, preset: Recipes) -> list[str]:
    """The keys of what an edit asks for, in the order of making: nodes that differ between two revisions, or are chosen
    differently, what hangs on them, and what those lack before them. Not the film: it waits for every shot in any case. A join
    that only follows its clip does not call for the clip on its other side."""
    old, new = film_nodes(before.story, preset), film_nodes(after.story, preset)
    roots = {key for key, node in new.items() if key not in old or _own(node) != _own(old[key])}
    roots |= {
        key for key in before.choices.keys() | after.choices.keys() if before.choices.get(key) != after.choices.get(key)
    }
    mine: set[str] = set()
    for key, planned in plan.nodes.items():
        if key != "film" and (key in roots or any(i.key in mine for i in planned.node.inputs)):
            mine.add(key)
    shot = {key for key in mine if plan.nodes[key].node.step != "join"}
    lacking = plan.ancestors(shot or mine) | mine
    return [key for key, planned in plan.nodes.items() if key in lacking and not planned.settled]


def _own(node: Node) -> tuple[Any, ...]:
    return node.params, node.seed, [i.key for i in node.inputs]


def start(
    store: Store,
    preset: Recipes,
    plan: Plan,
    targets: list[str],
    *,
    forced: set[str] | None = None,
    first: bool | Collection[str] = False,
) -> str | None:
    """Queue what the targets lack and return the build's id; None when there is nothing to make. `first` as in `Queue.enqueue`."""
    queue, _ = to_make(plan, targets, forced or set())
    if not queue:
        return None
    preset.check_weights()
    if not preset.draft:
        make_room()  # of a local language model that this program holds
    return Queue(store).enqueue(plan, queue, preset, forced=forced or (), first=first)


def run(
    store: Store,
    preset: Recipes,
    executor: Executor,
    plan: Plan,
    targets: list[str],
    *,
    forced: set[str] | None = None,
    on_tick: Callable[[Tick], None] | None = None,
) -> BuildResult:
    """Queue, wait until every job of the build has ended, and say what happened.

    A KeyboardInterrupt cancels the build and comes back as a result with `cancelled` names."""
    forced = forced or set()
    build = start(store, preset, plan, targets, forced=forced)
    jobs: list[Job] = []
    if build:
        queue = Queue(store)
        queue.recover()
        queue.resume_if_room(RESERVE_BYTES)
        queue.resume_from_ceiling()
        while True:
            try:
                executor.ensure(store)
                far = progress_of(store, build)
                if far.ended == far.total:
                    break
                running = queue.jobs(build=build, states=("running",)) if on_tick or queue.paused else []
                if queue.paused and not running:
                    break
                if on_tick:
                    on_tick(_tick(far, running))
                time.sleep(0.03)
            except KeyboardInterrupt:
                queue.cancel(build=build)
        jobs = queue.jobs(build=build, limit=100_000)
        if on_tick:
            on_tick(_tick(progress_of(store, build), [j for j in jobs if j.state == "running"]))
    return _result(store, preset, plan, targets, jobs)


def _tick(far: Progress, running: list[Job]) -> Tick:
    """Time left by the pace of this build so far, within five times either way of what was thought."""
    left = None
    if far.ended:
        if far.thought_s > 0:
            left = far.ahead_s * max(0.2, min(5.0, far.spent_s / far.thought_s))
        else:
            left = far.spent_s / far.ended * (far.total - far.ended)
        left /= max(1, len(running))
    return Tick(far.ended, far.total, running, left)


def _result(store: Store, preset: Recipes, before: Plan, targets: list[str], jobs: list[Job]) -> BuildResult:
    with store.one_moment():
        head, shelf = store.head(), store.shelf()
    after = plan_film(head.story, preset, shelf)
    wanted = before.ancestors(targets)
    result = BuildResult()
    handled: set[str] = set()
    for job in sorted(jobs, key=lambda j: j.finished or 0):
        handled.add(job.node)
        name = after.nodes[job.node].name if job.node in after.nodes else job.name
        if job.state == "done":
            (result.ran if job.outcome == "ran" else result.reused).append(name)
            if job.outcome == "ran":
                result.seconds[name] = job.seconds or 0.0
        elif job.state == "cancelled":
            result.cancelled.append(name)
        elif job.state == "skipped":
            result.skipped.append(name)
        elif job.state == "failed":
            result.failed.append({"node": name, "error": job.error or {}})
        elif store.meta("paused"):
            kind = store.meta("paused_kind") or "storage"
            result.failed.append({"node": name, "error": {"kind": kind, "message": store.meta("paused")}})
    for key, planned in before.nodes.items():
        if key in wanted and key not in handled and planned.settled:
            (result.pinned if planned.pinned else result.reused).append(planned.name)
    result.flagged = [p.name for k, p in after.nodes.items() if p.state == "flagged" and (k in wanted)]
    result.waiting = [
        p.node.inputs[0].label for k, p in after.nodes.items() if k in wanted and p.blocked and not p.settled
    ]
    film = after.nodes["film"]
    if "film" in targets and film.settled and film.take:
        result.film = {k: film.take.facts[k] for k in ("frames", "fps", "width", "height")} | {
            "sha256": film.take.digests["film"]
        }
    return result
