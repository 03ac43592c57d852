"""A second person: the state of a shot, who takes care of it, comments on it, and comments that come as a file."""

from __future__ import annotations

from typing import Annotated

from vgot.project.studio import Project

from ..requests import File, Flag, Like, Most, Number, OfFilm, OneOf, Part, ShotId, Text
from .base import Page, of_film

_Share = Annotated[float, Number(0, 1)]


class CommentOn(Part):
    """At a moment of the shot's clip, and perhaps at a point of the picture."""

    id: Annotated[str, Like(r"^[a-z0-9]{4,32}$", "a comment")]
    text: Annotated[str, Text(2000)]
    by: Annotated[str, Text(120)] = ""
    at_s: Annotated[float, Number(0, 12)] = 0.0
    at: Annotated[list[_Share], Most(2)] | None = None
    when: Annotated[str, Text(40)] = ""
    done: Flag = False


class Review(OfFilm):
    """What is left out stays as it is; `comments`: the whole list of the shot."""

    shot: ShotId
    status: Annotated[str, OneOf(("open", "approved", "change"))] | None = None
    assignee: Annotated[str, Text(120)] | None = None
    comments: Annotated[list[CommentOn], Most(200)] | None = None


class ReadComments(OfFilm):
    data: Annotated[bytes, File(8 * 2**20)]


@of_film("review", Review)
def review(page: Page, project: Project, asked: Review) -> None:
    """One of the three of a shot."""
    comments = None if asked.comments is None else [c.model_dump() for c in asked.comments]
    for field, value in (("status", asked.status), ("assignee", asked.assignee), ("comments", comments)):
        if value is not None:
            project.edits.edit_shot(asked.shot, field, value)


@of_film("read_comments", ReadComments)
def read_comments(page: Page, project: Project, asked: ReadComments) -> dict:
    """Lay a file of comments into the film; what became of each."""
    return {"account": project.edits.read_comments(asked.data).as_json()}
