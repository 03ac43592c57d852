"""The cut: the order of shots and how they join."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import ValidationInfo, field_validator

from vgot.project.studio import Project

from ..requests import Most, Number, OfFilm, OneOf, Part, Revision, ShotId, Shots, Text
from .base import Page, of_film


class Boundary(OfFilm):
    """`after`: the shot on the left."""

    field: Annotated[str, OneOf(("mode", "overlap_s", "variant", "alpha", "gamma", "weight"))]
    value: str | float
    after: ShotId

    @field_validator("value", mode="before")
    @classmethod
    def _of_its_field(cls, value: Any, info: ValidationInfo) -> str | float:
        return (Text(20) if info.data.get("field") in ("mode", "variant") else Number(0, 4)).read(value)


class Order(OfFilm):
    shots: Shots


class Trim(OfFilm):
    """What the cut leaves out of a shot's beginning (`in`) or end (`out`), in seconds."""

    end: Annotated[str, OneOf(("in", "out"))]
    shot: ShotId
    value: Annotated[float, Number(0, 12, digits=5)]
    seen: Revision = None


class Marker(Part):
    at_s: Annotated[float, Number(0, 12)]
    name: Annotated[str, Text(200)] = ""
    note: Annotated[str, Text()] = ""


class Markers(OfFilm):
    """The whole lists of the shots that markers stand in."""

    markers: Annotated[dict[ShotId, Annotated[list[Marker], Most(64)]], Most(8)]
    seen: Revision = None


@of_film("boundary", Boundary)
def boundary(page: Page, project: Project, asked: Boundary) -> dict:
    """How one shot joins the next."""
    project.edits.edit_boundary(project.edits.position(asked.after), asked.field, asked.value)
    return page.follow(project)


@of_film("order", Order)
def order(page: Page, project: Project, asked: Order) -> dict:
    project.edits.order_shots(asked.shots)
    return page.follow(project)


@of_film("trim", Trim)
def trim(page: Page, project: Project, asked: Trim) -> dict:
    """Trim a shot; its clip stays as it is."""
    project.edits.edit_shot(asked.shot, f"trim_{asked.end}_s", asked.value, asked.seen)
    return page.follow(project)


@of_film("markers", Markers)
def markers(page: Page, project: Project, asked: Markers) -> None:
    """Set, name, move or remove markers, as one edit."""
    found = {shot: [marker.model_dump() for marker in those] for shot, those in asked.markers.items()}
    project.handoff.set_markers(found, asked.seen or asked.have)
