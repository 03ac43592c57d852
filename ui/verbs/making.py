"""Making: what a page looks at, builds, the queue, presets."""

from __future__ import annotations

from typing import Annotated

from vgot.errors import BadInput
from vgot.graph.kinds import STAGES
from vgot.project.studio import Project
from vgot.space.visitors import SpaceStudio

from ..requests import Key, Keys, OfFilm, OneOf, Text, Whole
from ..view import stamp_of
from .base import Page, of_film

JobId = Annotated[int, Whole(1, 2**53)]


class Look(OfFilm):
    """`stamp`: of the view that the page shows."""

    stamp: Annotated[str, Text(400)] = ""


class Build(OfFilm):
    """Named items, or everything up to a step, or the film."""

    keys: Keys | None = None
    until: Annotated[str, OneOf(STAGES)] | None = None


class Cancel(OfFilm):
    """One job, all jobs of one item (its variants too), or everything."""

    key: Key | None = None
    job: JobId | None = None


class OfJob(OfFilm):
    job: JobId


class Reorder(OfJob):
    before: JobId | None = None


class Fix(OfFilm):
    finding: Annotated[str, Text(200)]


class Preset(OfFilm):
    name: Annotated[str, Text(60)]


@of_film("look", Look)
def look(page: Page, project: Project, asked: Look) -> dict:
    """The view when something changed since `stamp`, else nothing."""
    project.look_on()  # on a Space, a pause for GPU minutes ends by it
    if stamp_of(project) == asked.stamp:
        return {"view": None}
    return {}


@of_film("build", Build)
def build(page: Page, project: Project, asked: Build) -> dict:
    if asked.keys is not None:
        project.start_build([project.node_name(k) for k in asked.keys], first=True)
    else:
        project.start_build(until=asked.until)
    return {}


@of_film("room", Build)
def room(page: Page, project: Project, asked: Build) -> dict:
    """What a render would take of this machine, before it begins."""
    names = None if asked.keys is None else [project.node_name(k) for k in asked.keys]
    return {"room": project.room(asked.until, names), "view": None}


@of_film("cancel", Cancel)
def cancel(page: Page, project: Project, asked: Cancel) -> dict:
    node = project.node_name(asked.key) if asked.key is not None else None
    return {"stopped": project.cancel(node=node, job=asked.job)}


@of_film("pause", OfFilm)
def pause(page: Page, project: Project, asked: OfFilm) -> None:
    project.queue.pause()


@of_film("resume", OfFilm)
def resume(page: Page, project: Project, asked: OfFilm) -> None:
    project.queue.resume()
    project.keep_working()


@of_film("retry", OfJob)
def retry(page: Page, project: Project, asked: OfJob) -> None:
    project.queue.retry(asked.job)
    project.keep_working()


@of_film("reorder", Reorder)
def reorder(page: Page, project: Project, asked: Reorder) -> None:
    project.queue.reorder(asked.job, asked.before)


@of_film("look_at_continuity", OfFilm)
def look_at_continuity(page: Page, project: Project, asked: OfFilm) -> None:
    """Look at the shots that changed since they were looked at, in the background."""
    project.continuity.start_check()


@of_film("fix", Fix)
def fix(page: Page, project: Project, asked: Fix) -> dict:
    """Do what a finding's button says."""
    project.continuity.apply_fix(asked.finding)
    return page.follow(project)


@of_film("preset", Preset)
def preset(page: Page, project: Project, asked: Preset) -> None:
    if isinstance(page.studio, SpaceStudio) and asked.name not in page.studio.presets():
        raise BadInput(
            "This preset is not offered here.",
            field="preset",
            hint="Choose another one, or run VGoT Studio on your own machine.",
        )
    project.set_preset(asked.name)
