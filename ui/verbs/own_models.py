"""Models of a person's own: folders that are looked through, what each file is, a preset made from one, a LoRA laid over the film."""

from __future__ import annotations

from typing import Annotated

from vgot.project.studio import Project

from ..requests import Flag, Number, OfFilm, Request, Text
from ..view import presets_of
from .base import Page, alone, of_film
from .storage_and_models import _on_own_machine

_Place = Annotated[str, Text(1000)]


class Folder(Request):
    folder: _Place


class OwnModels(Request):
    """`keep`: a folder that is looked through from now on; `forget`: one that is not any more."""

    keep: _Place | None = None
    forget: _Place | None = None


class UseFile(Request):
    """A preset `name`, like another, with the file in a slot (`keyframe/transformer`)."""

    file: _Place
    slot: Annotated[str, Text(60)]
    like: Annotated[str, Text(60)]
    name: Annotated[str, Text(60)]


class LayLora(OfFilm):
    """`on`: film, cast/SLUG, or a shot by its id; `off`: take it away."""

    file: _Place
    on: Annotated[str, Text(120)] = "film"
    strength: Annotated[float, Number(-4, 4)] = 1.0
    off: Flag | None = None


@alone("own_models", OwnModels)
def own_models(page: Page, asked: OwnModels) -> dict:
    """What lies in the folders that are looked through, told from headers; nothing is loaded or run."""
    _on_own_machine(page, "A list of models")
    if asked.keep is not None:
        page.studio.own_models.keep(asked.keep)
    if asked.forget is not None:
        page.studio.own_models.forget(asked.forget)
    return page.studio.own_models.listing()


@alone("folders_in", Folder)
def folders_in(page: Page, asked: Folder) -> dict:
    """The folders in a folder of this machine, to choose one by clicking."""
    _on_own_machine(page, "Choosing a folder")
    return page.studio.own_models.folders_in(asked.folder)


@alone("use_file", UseFile)
def use_file(page: Page, asked: UseFile) -> dict:
    """Make a preset of one's own from a file; it is used once it is chosen."""
    _on_own_machine(page, "Making a preset")
    made = page.studio.make_preset(asked.name, asked.like, {asked.slot: asked.file})
    return {"preset": made.name, "presets": presets_of(page.studio)}


@of_film("loras", OfFilm)
def loras(page: Page, project: Project, asked: OfFilm) -> dict:
    """Every LoRA of the film and where it lies, with why where a preset does not wear it."""
    _on_own_machine(page, "A LoRA of one's own")
    return {"loras": page.studio.own_models.laid(project), "view": None}


@of_film("lay_lora", LayLora)
def lay_lora(page: Page, project: Project, asked: LayLora) -> dict:
    """Lay a LoRA over the film, over whoever it shows, or over one shot; its strength anew where it lies there already; or take it
    off."""
    _on_own_machine(page, "A LoRA of one's own")
    shot = asked.on != "film" and not asked.on.startswith("cast/")
    on = f"shots/{project.edits.position(asked.on)}" if shot else asked.on
    path = "loras" if on == "film" else f"{on}/loras"
    if asked.off:
        page.studio.own_models.take_off(project, path, asked.file)
        return page.follow(project)
    why = page.studio.own_models.strengthen(project, path, asked.file, asked.strength)
    return page.follow(project) | ({"note": " ".join(dict.fromkeys(one.why for one in why))} if why else {})
