"""Several shots at once, and words replaced in all texts."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import ValidationInfo, field_validator

from vgot.project.studio import Project, Sought
from vgot.story.model import DOMAINS

from ..requests import Flag, Keys, OfFilm, OneOf, Shots, Text
from .base import Page, kept, of_film
from .script import SHOT_NUMBERS, WORDS


class OfShots(OfFilm):
    shots: Shots


class EditShots(OfShots):
    """One field of several shots; `value`: words, or a number for `duration_s`."""

    field: Annotated[str, OneOf((*DOMAINS, "duration_s", "place", "notes"))]
    value: str | int | float

    @field_validator("value", mode="before")
    @classmethod
    def _of_its_field(cls, value: Any, info: ValidationInfo) -> Any:
        return SHOT_NUMBERS.get(info.data.get("field", ""), WORDS).read(value)


class LockShots(OfShots):
    what: Annotated[str, OneOf(("shot", *DOMAINS))]
    on: Flag


class PinItems(OfFilm):
    keys: Keys
    on: Flag


class Replace(OfFilm):
    """`old`: as it stands; `words`: whole ones; `case`: large and small letters count; `within`: texts whose path begins so."""

    old: Annotated[str, Text(2000)]
    new: Annotated[str, Text(2000)] = ""
    words: Flag = False
    case: Flag = False
    within: Annotated[str, Text(120)] = ""


@of_film("edit_shots", EditShots)
def edit_shots(page: Page, project: Project, asked: EditShots) -> dict:
    """One field of several shots, as one edit."""
    project.many.edit(asked.shots, asked.field, asked.value)
    return page.follow(project)


@of_film("lock_shots", LockShots)
def lock_shots(page: Page, project: Project, asked: LockShots) -> None:
    project.many.lock(asked.shots, asked.what, asked.on)


@of_film("remove_shots", OfShots)
def remove_shots(page: Page, project: Project, asked: OfShots) -> dict:
    project.many.delete(asked.shots)
    return page.follow(project)


@of_film("pin_items", PinItems)
def pin_items(page: Page, project: Project, asked: PinItems) -> dict:
    """Pin what is chosen of several items, or let go of it; `left`: how many had nothing to pin."""
    left = project.many.pin([project.node_name(k) for k in asked.keys], asked.on)
    return {"left": len(left), **page.follow(project)}


@of_film("propose_replace", Replace)
def propose_replace(page: Page, project: Project, asked: Replace) -> dict:
    """What find and replace would change; nothing changes until it is accepted (`accept_wish`)."""
    found = project.script.propose_replace(Sought(asked.old, asked.words, asked.case), asked.new, asked.within)
    return {
        "changes": [c.as_json() for c in found.changes],
        "not_done": [n.as_json() for n in found.not_done],
        "proposal": kept(page, project, found),
        "view": None,
    }
