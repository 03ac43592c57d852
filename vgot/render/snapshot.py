"""A project at one moment: what everything that answers one question reads.

The story, the choices, the takes and the queue may change between any two reads: a page asks while a cut comes in, a script is
written, workers finish takes. A reader that reads twice can put the shots of one revision beside the plan of another. So a reader
takes one snapshot and hands it on; a snapshot has the names of a Project's reading side (`head`, `story`, `plan`, `preset`, `file`)
and never reads the head again. Whoever was given a Project and reads more than one thing begins with `project = project.snapshot()`.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, Protocol

from vgot.errors import NotFound
from vgot.graph.plan import Plan, plan_film
from vgot.graph.takes import Choice, Shelf, Take
from vgot.render.queue import Job
from vgot.settings import RenderPreset, Settings
from vgot.store.project_store import Head, Store
from vgot.story.grades import grade_of
from vgot.story.model import Story

#: Seconds a frame before anything was made here; replaced by the project's own history after the first take.
_FIRST_GUESS_S = 0.02
_BoxesMean = Literal["middle", "area", "no"]


class Film(Protocol):
    """What can be seen at one moment: a project, or a snapshot of it."""

    @property
    def store(self) -> Store: ...

    def snapshot(self) -> Snapshot: ...


@dataclass(frozen=True)
class Snapshot:
    """What one read transaction saw. `stamp` changes with whatever is in it; `paces`: step -> seconds a frame that takes took
    here; `unfinished`: by node key, the job that is queued, running or failed. Plans are made when first asked for."""

    settings: Settings
    store: Store  # for stored files, which never change under their names
    stamp: tuple[Any, ...]
    now: Head
    preset: RenderPreset
    shelf: Shelf
    paces: dict[str, float]
    unfinished: dict[str, Job]

    def snapshot(self, anew: bool = False) -> Snapshot:
        return self

    def head(self) -> Head:
        return self.now

    @property
    def story(self) -> Story:
        return self.now.story

    @functools.cached_property
    def pure_plan(self) -> Plan:
        """The plan without the queue: what a build goes by."""
        return plan_film(
            self.story,
            self.preset,
            self.shelf,
            lambda node: self._pace(node.step) * max(1, node.frames),
        )

    def _pace(self, step: str) -> float:
        """Seconds a frame: as this project's takes took, else as the preset's record on this machine says, else a guess."""
        return self.paces.get(step) or self.preset.recorded_paces(self.settings.home).get(step, _FIRST_GUESS_S)

    @functools.cached_property
    def _plan(self) -> Plan:
        nodes = dict(self.pure_plan.nodes)
        for key, job in self.unfinished.items():
            planned = nodes.get(key)
            if planned is None or planned.settled and job.state == "failed":
                continue
            reason = planned.reason
            if job.state == "failed":
                reason = (job.error or {}).get("message", "failed")
            elif job.state == "running" and job.total > 1:
                reason = f"{job.done} of {job.total}"
            nodes[key] = replace(planned, state=job.state, reason=reason)
        return replace(self.pure_plan, nodes=nodes)

    def plan(self) -> Plan:
        """The film's plan with the queue's states laid over it."""
        return self._plan

    def choice(self, key: str) -> Choice:
        return self.now.choices.get(key) or Choice()

    def takes_of(self, key: str) -> list[Take]:
        """The takes of a node, oldest first."""
        return self.shelf.takes.get(key, [])

    @property
    def boxes_mean(self) -> _BoxesMean:
        """What a character's box means to the preset: `middle` (the drawn world: its middle, and its height in a wide
        shot), `area` (the identity is drawn inside it, where there are several) or `no`."""
        means: dict[str, _BoxesMean] = {"drawn": "middle", "tokens": "area"}
        return means.get(self.preset.keyframe.identity, "no")

    @property
    def grade(self) -> str:
        """The look that the drawn world reads of the film's style; "" where it names none."""
        return grade_of(self.story.style)

    def file(self, digest: str) -> Path:
        return stored_file(self.store, digest)


def stored_file(store: Store, digest: str) -> Path:
    """The path of a stored file. Raises NotFound for anything that is not the digest of one."""
    path = store.blob_path(digest)
    if not path.is_file():
        raise NotFound("This file is not in the project.", field="digest", hint="Reload the page.")
    return path
