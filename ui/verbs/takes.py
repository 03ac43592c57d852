"""Takes: look, regenerate, choose, pin, approve, upload; paintings over a drawing; the method shown on two shots."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import model_validator

from vgot.project.studio import Cut, Project

from ..requests import RELOAD, File, Key, Keys, Most, Number, OfFilm, ShotId, Shots, TakeId, Whole, refuse
from .base import Page, of_film


class OfItem(OfFilm):
    key: Key


class OfShot(OfFilm):
    shot: ShotId


class Regenerate(OfFilm):
    """One item (`key`), with a seed if one is wanted, or several (`keys`); `variants`: how many takes of each."""

    variants: Annotated[int, Whole(1, 8)] = 1
    keys: Keys | None = None
    key: Key | None = None
    seed: Annotated[int, Whole(0, 2**31 - 1)] | None = None

    @model_validator(mode="after")
    def _something(self) -> Self:
        if self.keys is None and self.key is None:
            refuse("'key' is not an item of this film.", RELOAD, field="key")
        return self

    @property
    def items(self) -> list[str]:
        return self.keys if self.keys is not None else [self.key or ""]


class Choose(OfItem):
    take: TakeId


class Pin(OfItem):
    take: TakeId | None = None


class Paint(OfFilm):
    """Without `shots`: every one that there is something to do for."""

    shots: Shots | None = None


class BackToDrawing(OfFilm):
    shots: Shots


class Approve(OfFilm):
    """Without `keys`: every still."""

    keys: Keys | None = None


_Share = Annotated[float, Number(0, 1)]


class LookAtUpload(OfItem):
    data: Annotated[bytes, File(50 * 2**20)]


class Upload(OfItem):
    """A file that stands for an item: cut to a `face` of it, counted from 0 by size, or to a `box` (left, top, right, bottom in shares);
    `from_s`: where a film begins to be used."""

    data: Annotated[bytes, File(200 * 2**20)]
    face: Annotated[int, Whole(0, 99)] | None = None
    box: Annotated[list[_Share], Most(4)] | None = None
    from_s: Annotated[float, Number(0, 36000)] = 0.0

    @model_validator(mode="after")
    def _four(self) -> Self:
        if self.box is not None and len(self.box) != 4:
            refuse("'box' is no part of a picture.", RELOAD, field="box")
        return self


@of_film("takes", OfItem)
def takes(page: Page, project: Project, asked: OfItem) -> dict:
    return {"takes": project.takes(project.node_name(asked.key)), "key": asked.key, "view": None}


@of_film("placing", OfShot)
def placing(page: Page, project: Project, asked: OfShot) -> dict:
    """Where the people of a shot stand, and what a box by hand means to the preset."""
    return {"shot": asked.shot, **project.takes.boxes(asked.shot), "view": None}


@of_film("regenerate", Regenerate)
def regenerate(page: Page, project: Project, asked: Regenerate) -> dict:
    """One new take (then the film follows, in draft presets), or several to choose from."""
    names = [project.node_name(k) for k in asked.items]
    if asked.variants > 1:
        for name in names:
            project.takes.start_variants(name, asked.variants)
        return {}
    if len(names) > 1:
        project.takes.start_regenerate_all(names)
    elif names:
        project.takes.start_regenerate(names[0], seed=asked.seed)
    return page.follow(project)


@of_film("choose", Choose)
def choose(page: Page, project: Project, asked: Choose) -> dict:
    project.takes.choose(project.node_name(asked.key), asked.take)
    return page.follow(project)


@of_film("most_alike", OfItem)
def most_alike(page: Page, project: Project, asked: OfItem) -> dict:
    """Of the takes of a still, that is chosen which shows its people most like their portraits; how like each is."""
    return {"alike": project.likenesses.choose(project.node_name(asked.key)), **page.follow(project)}


@of_film("pin", Pin)
def pin(page: Page, project: Project, asked: Pin) -> dict:
    project.takes.pin(project.node_name(asked.key), asked.take)
    return page.follow(project)


@of_film("unpin", OfItem)
def unpin(page: Page, project: Project, asked: OfItem) -> dict:
    project.takes.unpin(project.node_name(asked.key))
    return page.follow(project)


@of_film("paint", Paint)
def paint(page: Page, project: Project, asked: Paint) -> dict:
    """Have shots painted over their drawing, beside it; without `shots`, every one that has no painting of its drawing as it is now."""
    return {"queued": project.paintings.start(asked.shots)}


@of_film("stop_painting", OfFilm)
def stop_painting(page: Page, project: Project, asked: OfFilm) -> dict:
    return {"stopped": project.paintings.stop()}


@of_film("take_painting", Paint)
def take_painting(page: Page, project: Project, asked: Paint) -> dict:
    """The paintings of shots (without `shots`: all there are) stand in the film in place of their drawings."""
    project.paintings.take(asked.shots)
    return page.follow(project)


@of_film("back_to_drawing", BackToDrawing)
def back_to_drawing(page: Page, project: Project, asked: BackToDrawing) -> dict:
    project.paintings.back_to_drawings(asked.shots)
    return page.follow(project)


@of_film("method", OfShot)
def method(page: Page, project: Project, asked: OfShot) -> dict:
    """What shows the method on a shot and its neighbour, what of it is there, and how long the rest takes; nothing is made."""
    return {"shot": asked.shot, "method": project.method.at(asked.shot), "view": None}


@of_film("show_method", OfShot)
def show_method(page: Page, project: Project, asked: OfShot) -> dict:
    """Make that with the small models, beside the film; nothing is chosen."""
    return {"queued": project.method.start(asked.shot)}


@of_film("stop_method", OfFilm)
def stop_method(page: Page, project: Project, asked: OfFilm) -> dict:
    return {"stopped": project.method.stop()}


@of_film("approve", Approve)
def approve(page: Page, project: Project, asked: Approve) -> dict:
    names = None if asked.keys is None else [project.node_name(k) for k in asked.keys]
    return {"approved": project.approve(names)}


@of_film("upload", Upload)
def upload(page: Page, project: Project, asked: Upload) -> dict:
    box = (asked.box[0], asked.box[1], asked.box[2], asked.box[3]) if asked.box else None
    take = project.upload(project.node_name(asked.key), asked.data, Cut(asked.face, box, asked.from_s))
    return {"told": str(take.facts.get("note", "")), **page.follow(project)}


@of_film("look_at_upload", LookAtUpload)
def look_at_upload(page: Page, project: Project, asked: LookAtUpload) -> dict:
    """What would become of a picture at an item, before it is used: what it shows, its faces, the usual cut."""
    return {"found": project.takes.look_at_upload(project.node_name(asked.key), asked.data), "view": None}
