"""A part of a still painted anew with words, carried into its clip; a moment shot again from another angle."""

from __future__ import annotations

from typing import Annotated

from vgot.project.studio import ANGLES, RETOUCH_STRENGTH, Project, RetouchAsked

from ..requests import File, Number, OneOf, Text
from .base import Page, of_film
from .takes import OfItem, OfShot


class Retouch(OfItem):
    """`mask`: a picture of the same shape, white where something may change. `words`: what is to be there."""

    words: Annotated[str, Text(2000)]
    mask: Annotated[bytes, File(20 * 2**20)]
    strength: Annotated[float, Number(0.01, 1)] = RETOUCH_STRENGTH


class Angle(OfShot):
    """A shot's moment from another angle, as a new shot behind it."""

    angle: Annotated[str, OneOf(tuple(ANGLES))]


@of_film("retouch", Retouch)
def retouch(page: Page, project: Project, asked: Retouch) -> dict:
    """Begin to paint a part of a picture anew; `told`: what follows of it."""
    wanted = RetouchAsked(asked.words, asked.mask, strength=asked.strength)
    begun = project.retouches.start(project.node_name(asked.key), wanted)
    return {"told": " ".join(begun.notes)}


@of_film("carry", OfShot)
def carry(page: Page, project: Project, asked: OfShot) -> dict:
    """Lay the retouch of a shot's still into its clip, instead of shooting it anew."""
    project.retouches.start_carry(int(project.edits.position(asked.shot)))
    return {}


@of_film("angle", Angle)
def angle(page: Page, project: Project, asked: Angle) -> dict:
    """A new shot behind this one: its moment from another angle."""
    made = project.angles.shoot(int(project.edits.position(asked.shot)), asked.angle)
    followed = page.follow(project)
    told = " ".join([*made.notes, *filter(None, [followed.pop("note", "")])])
    return {**followed, "told": told, "number": made.shot}
