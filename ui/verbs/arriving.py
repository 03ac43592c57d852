"""Pictures that a shot arrives at: the one that it ends on, and those that it passes through."""

from __future__ import annotations

from typing import Annotated, Any

from vgot.errors import BadInput
from vgot.project.studio import Project

from ..requests import File, Most, Number, OneOf, Part, ShotId, Text
from .base import Page, of_film
from .takes import OfShot

#: Of a picture that arrives, in bytes.
_MOST = 50 * 2**20


class EndPicture(OfShot):
    """A picture of a person's own that a shot ends on."""

    data: Annotated[bytes, File(_MOST)]
    name: Annotated[str, Text(120)] = ""


class MomentPicture(EndPicture):
    """A picture of a person's own that a shot passes through `at_s` seconds after its clip's beginning."""

    at_s: Annotated[float, Number(0, 12, digits=3)]


class MomentSet(Part):
    """A picture that a shot passes through: the next shot's still, that of another shot, or the picture with the digest `file`, which the
    shot already has."""

    at_s: Annotated[float, Number(0, 12, digits=3)]
    of: Annotated[str, OneOf(("next", "shot", "file"))]
    shot: ShotId | None = None
    file: Annotated[str, Text(64)] | None = None
    name: Annotated[str, Text(120)] = ""


class SetMoments(OfShot):
    """All pictures that a shot passes through, anew."""

    moments: Annotated[list[MomentSet], Most(8)]


@of_film("end_picture", EndPicture)
def end_picture(page: Page, project: Project, asked: EndPicture) -> dict:
    project.edits.end_on(str(int(project.edits.position(asked.shot))), asked.data, asked.name)
    return page.follow(project)


@of_film("moment_picture", MomentPicture)
def moment_picture(page: Page, project: Project, asked: MomentPicture) -> dict:
    number = str(int(project.edits.position(asked.shot)))
    project.edits.pass_through(number, asked.at_s, asked.data, asked.name)
    return page.follow(project)


@of_film("set_moments", SetMoments)
def set_moments(page: Page, project: Project, asked: SetMoments) -> dict:
    """Which pictures a shot passes through, and when, as one edit. Raises BadInput for two that are too near to one another."""
    shot = next((s for s in project.story.shots if s.id == asked.shot), None)
    own = {m.file for m in shot.moments} if shot is not None else set[Any]()
    if any(m.of == "file" and m.file not in own for m in asked.moments):
        raise BadInput("This shot has no such picture.", field="moments", hint="Choose the picture again.")
    project.edits.edit_shot(asked.shot, "moments", [m.model_dump(exclude_none=True) for m in asked.moments])
    return page.follow(project)
