"""Cast and places."""

from __future__ import annotations

from vgot.project.studio import Project

from ..request_fields import Fields
from .base import VerbsBase


class CastVerbs(VerbsBase):
    """Cast and places."""

    def do_add_character(self, project: Project, f: Fields) -> dict:
        project.add_character(f.name(), f.text("look", 2000, ""))
        return self._follow(project)

    def do_add_stage(self, project: Project, f: Fields) -> dict:
        project.edits.add_stage(f.text("character", 40), f.name(), f.text("look", 2000, ""))
        return self._follow(project)

    def do_add_place(self, project: Project, f: Fields) -> dict:
        project.edits.add_place(f.name(), f.text("look", 2000, ""))
        return self._follow(project)

    def do_remove_part(self, project: Project, f: Fields) -> dict:
        project.edits.remove(f.text("path", 200))
        return self._follow(project)
