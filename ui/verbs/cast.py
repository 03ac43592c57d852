"""Cast and places."""

from __future__ import annotations

from typing import Annotated

from vgot.project.studio import Project

from ..requests import Name, OfFilm, Text
from .base import Page, of_film


class AddCharacter(OfFilm):
    name: Name
    look: Annotated[str, Text()] = ""


class AddStage(OfFilm):
    character: Annotated[str, Text(40)]
    name: Name
    look: Annotated[str, Text()] = ""


class AddPlace(OfFilm):
    name: Name
    look: Annotated[str, Text()] = ""


class RemovePart(OfFilm):
    path: Annotated[str, Text(200)]


@of_film("add_character", AddCharacter)
def add_character(page: Page, project: Project, asked: AddCharacter) -> dict:
    project.add_character(asked.name, asked.look)
    return page.follow(project)


@of_film("add_stage", AddStage)
def add_stage(page: Page, project: Project, asked: AddStage) -> dict:
    project.edits.add_stage(asked.character, asked.name, asked.look)
    return page.follow(project)


@of_film("add_place", AddPlace)
def add_place(page: Page, project: Project, asked: AddPlace) -> dict:
    project.edits.add_place(asked.name, asked.look)
    return page.follow(project)


@of_film("remove_part", RemovePart)
def remove_part(page: Page, project: Project, asked: RemovePart) -> dict:
    project.edits.remove(asked.path)
    return page.follow(project)
