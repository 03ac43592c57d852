"""The camera of a shot as a value, and the guide that its clip follows: what they are, what the words say, and setting them."""

from __future__ import annotations

from typing import Annotated, get_args

from vgot.project.studio import Project
from vgot.story.model import CameraMove, GuideKind

from ..requests import Number, OfFilm, OneOf, Part, ShotId, Text
from .base import Page, of_film


def _words(field: str) -> tuple[str, ...]:
    """The words that a field of a camera takes."""
    found = get_args(CameraMove.model_fields[field].annotation)
    return get_args(found[0]) if type(None) in found else found


class CameraSet(Part):
    """A move and what of it is set; what is left out is usual for the move. Units as in vgot/story/camera.py."""

    move: Annotated[str, OneOf(_words("move"))]
    direction: Annotated[str, OneOf(_words("direction"))] | None = None
    amount: Annotated[float, Number(0, 360, digits=4)] | None = None
    ease: Annotated[str, OneOf(_words("ease"))] | None = None
    height: Annotated[str, OneOf(_words("height"))] | None = None
    lens: Annotated[float, Number(12, 300, digits=1)] | None = None


class OfShot(OfFilm):
    shot: ShotId


class SetCamera(OfShot):
    """The whole `value`, or one `field` of a camera that is set already and what it becomes (`to`; empty: as usual for the move, or as the
    words say). Without either, the camera is as its words say."""

    value: CameraSet | None = None
    field: Annotated[str, OneOf(tuple(CameraMove.model_fields))] | None = None
    to: Annotated[str, Text(40)] = ""


@of_film("camera", OfShot)
def camera(page: Page, project: Project, asked: OfShot) -> dict:
    """What a shot's camera words say as a value, where they and the value that is set say otherwise, and what each move takes."""
    return {"camera": project.edits.camera_told(asked.shot), "view": None}


@of_film("set_camera", SetCamera)
def set_camera(page: Page, project: Project, asked: SetCamera) -> dict:
    """Set the camera of a shot, by the shot's id. Raises BadInput for a way or an amount that the move does not take."""
    if asked.field is not None:
        project.edits.edit_shot(asked.shot, f"camera_move/{asked.field}", asked.to)
        return page.follow(project)
    value = asked.value.model_dump(exclude_none=True) if asked.value is not None else None
    project.edits.edit_shot(asked.shot, "camera_move", value)
    return page.follow(project)


class SetGuide(OfFilm):
    """How closely clips follow the drawn shot in motion, and what of it, for the film or for one `shot`. What is left out stays as it is;
    `kind`: "" (of a shot) is all as the film says."""

    shot: ShotId | None = None
    kind: Annotated[str, OneOf(("", "none", *get_args(GuideKind)))] | None = None
    strength: Annotated[float, Number(0, 1, digits=2)] | None = None


@of_film("set_guide", SetGuide)
def set_guide(page: Page, project: Project, asked: SetGuide) -> dict:
    """The guide of the film or of a shot, by the shot's id, as one edit."""
    project.edits.guide(asked.shot, asked.kind, asked.strength)
    return page.follow(project)
