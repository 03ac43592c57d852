"""The film's history: its changes in plain words, what a moment differed in, and the way back to it."""

from __future__ import annotations

from typing import Annotated

from vgot.project.studio import Project

from ..requests import Name, OfFilm, Revision, Text, Whole
from ..view import told_change
from .base import Page, of_film

RevisionNumber = Annotated[int, Whole(1, 2**31 - 1)]


class History(OfFilm):
    """`before`: only what is older than this revision."""

    before: Revision = None


class NameVersion(OfFilm):
    name: Name
    revision: RevisionNumber


class ForgetVersion(OfFilm):
    name: Annotated[str, Text(120)]


class Compare(OfFilm):
    left: RevisionNumber
    right: RevisionNumber


class OfRevision(OfFilm):
    revision: RevisionNumber


@of_film("history", History)
def history(page: Page, project: Project, asked: History) -> dict:
    """The changes of the film, the newest first."""
    return {
        "changes": [
            {"revision": c.revision, "when": c.when, "who": c.who, "step": c.step, "told": told_change(told)}
            for c, told in project.history.lines(120, asked.before)
        ],
        "versions": [v.as_json() for v in project.versions()],
        "view": None,
    }


@of_film("differs", OfRevision)
def differs(page: Page, project: Project, asked: OfRevision) -> dict:
    """What is otherwise now than at a revision."""
    found = project.history.differences(asked.revision)
    return {
        "revision": asked.revision,
        "differences": [d | {"told": told_change(d["told"])} for d in found[:300]],
        "more": max(0, len(found) - 300),
        "view": None,
    }


@of_film("restore_revision", OfRevision)
def restore_revision(page: Page, project: Project, asked: OfRevision) -> dict:
    """The film as it was at a revision, as one change."""
    project.history.restore(asked.revision)
    return page.follow(project)


@of_film("name_version", NameVersion)
def name_version(page: Page, project: Project, asked: NameVersion) -> dict:
    """A name for a revision."""
    project.versions.name(asked.name, asked.revision)
    return {"view": None}


@of_film("forget_version", ForgetVersion)
def forget_version(page: Page, project: Project, asked: ForgetVersion) -> dict:
    project.versions.forget(asked.name)
    return {"view": None}


@of_film("compare_versions", Compare)
def compare_versions(page: Page, project: Project, asked: Compare) -> dict:
    """What two revisions differ in, shot by shot."""
    return {"shots": project.versions.compare(asked.left, asked.right), "view": None}
