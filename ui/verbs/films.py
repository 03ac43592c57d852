"""Films: the list, opening, making from a sentence, copies, import and removal."""

from __future__ import annotations

import tempfile
from pathlib import Path

from vgot.errors import BadInput, NotFound, VgotError
from vgot.project.studio import Project
from vgot.space.visitors import SpaceStudio

from ..access import upload_limits
from ..request_fields import Fields
from ..view import kinds_for_the_page, presets_of, view_of
from .base import VerbsBase


class FilmVerbs(VerbsBase):
    """Films: the list, opening, making from a sentence, copies, import and removal."""

    def ask_boot(self, f: Fields) -> dict:
        """What a page needs when it opens: its project (the example when it has none), and the presets."""
        reply: dict = {
            "presets": presets_of(self.studio),
            "kinds": kinds_for_the_page(),
            "mode": self.studio.settings.mode,
            "shipped": self.example.film is not None,
        }
        one, whole = upload_limits(self.studio)
        reply["limits"] = {"upload_mb": one, "import_mb": whole}
        project = None
        if f.has("project"):
            try:
                project = self.studio.open(f.text("project", 120))
            except NotFound:
                reply["gone"] = True
        if project is None:
            project = self.example.project()
        if project is None and isinstance(self.studio, SpaceStudio) and (own := self.studio.projects()):
            project = self.studio.open(own[0].id)  # a visitor with as many films as there may be
        if project is None:
            return reply | {"waiting": True, "example": self.example.film is not None}
        return reply | self._opened(project)

    def _opened(self, project: Project) -> dict:
        """A project that a page turns to: its queue goes on, and the example is drawn when it is looked at."""
        project.keep_working()
        example = self.example.is_example(project)
        if example:
            self.example.draw()
        return {"view": view_of(project), "example": example}

    def ask_make(self, f: Fields) -> dict:
        """A new film from one sentence: written, and its making begun."""
        project = self.studio.write(
            f.text("sentence", 20_000), f.whole("shots", 0, 100_000), seed=f.whole("seed", 0, 2**31 - 1, 0), wait=False
        )
        self.example.rest()
        self._begin(project)
        return {"view": view_of(project), "example": False}

    def ask_projects(self, f: Fields) -> dict:
        """The list of projects: on a Space the visitor's own; on a server that does not tell visitors apart, those the
        browser names."""
        found = self.studio.projects()
        if self.studio.settings.mode == "space" and not isinstance(self.studio, SpaceStudio):
            mine = {m for m in f.listed("mine", 200) if isinstance(m, str)}
            found = [p for p in found if p.id in mine]
        return {"projects": [self._line(p) for p in found[:100]]}

    def _line(self, info) -> dict:
        line = {"id": info.id, "name": info.name, "title": info.title, "shots": info.shots, "modified": info.modified}
        try:
            items = self.studio.open(info.id).plan().nodes.values()
        except VgotError as why:
            return line | {"damaged": why.in_words()}
        picture = next((p.take.digests.get("picture") for p in items if p.node.step == "keyframe" and p.take), None)
        return line | ({"digest": picture} if picture else {})

    def ask_open(self, f: Fields) -> dict:
        return self._opened(self.studio.open(f.text("project", 120)))

    def ask_example(self, f: Fields) -> dict:
        project = self.example.project()
        if project is None and self.example.coming:
            raise NotFound("The example film is being drawn.", field="example", hint="Open it again in a moment.")
        if project is None:
            raise NotFound(
                "The example film is not in this copy.", field="example", hint="Type a sentence to make your own."
            )
        return self._opened(project)

    def ask_import(self, f: Fields) -> dict:
        """A new project from a file chosen in the browser: a project, a story, a screenplay or a list of shots."""
        name, data = f.text("name", 255).lower(), f.data("data", 200 * 2**20)
        if name.endswith((".fountain", ".fdx", ".spmd", ".txt", ".md", ".csv")):
            return {"view": view_of(self.studio.import_script(data, name, wait=False)), "example": False}
        suffix = ".vgot.zip" if name.endswith(".zip") else ".json" if name.endswith(".json") else ""
        if not suffix:
            raise BadInput(
                "This kind of file cannot be imported.",
                field="import",
                hint="Use .vgot.zip, .json, .fountain, .fdx, .txt or .csv.",
            )
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / f"imported{suffix}"
            source.write_bytes(data)
            project = self.studio.import_project(source)
        return {"view": view_of(project), "example": False}

    def ask_duplicate_film(self, f: Fields) -> dict:
        """A copy of a whole project, takes and all, under a new id."""
        source = self.studio.open(f.text("project", 120))
        with tempfile.TemporaryDirectory() as folder:
            project = self.studio.import_project(source.export(Path(folder) / "copy.vgot.zip"))
        project.rename(f"{source.name[:112]} (copy)")
        return {"view": view_of(project), "example": False}

    def ask_rename(self, f: Fields) -> dict:
        self.studio.open(f.text("project", 120)).rename(f.name())
        return {}

    def ask_delete(self, f: Fields) -> dict:
        """Move a film to the trash; on a Space it is gone for good."""
        self.studio.delete_project(f.text("project", 120))
        return {}

    def ask_restore(self, f: Fields) -> dict:
        """Take a film back from the trash, where there is one: the newest of its id, or exactly the one that `trash` names. The page
        turns to it, unless it asks to stay where it is."""
        if isinstance(self.studio, SpaceStudio):
            raise NotFound("There is no trash here.", field="project", hint="Import its .vgot.zip if you have one.")
        project = self.studio.restore_project(f.text("project", 120), f.text("trashed", 140, ""))
        if f.has("stay") and f.flag("stay"):
            project.keep_working()
            return {}
        return self._opened(project)
