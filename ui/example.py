"""The film that plays when the studio opens: it ships as a film and its story; the project behind it is drawn when
somebody looks at it for the first time. On a Space every visitor has a copy of their own, to change as they like."""

from __future__ import annotations

import functools
import threading
from pathlib import Path

from vgot.errors import VgotError
from vgot.owners import SpaceStudio
from vgot.story import Story, load_story
from vgot.studio import Project, Studio

SHIPPED = Path(__file__).resolve().parent.parent / "assets" / "examples" / "moon"


class ExampleFilm:
    """`project()` makes the example's project on the first call and begins to draw it."""

    def __init__(self, studio: Studio, shipped: Path = SHIPPED):
        self._studio, self._shipped = studio, shipped
        self._id = f"example-{shipped.name}"
        self._lock = threading.Lock()

    @property
    def film(self) -> Path | None:
        """The film that ships, until the project has drawn its own."""
        made = self._shipped / "film.mp4"
        return made if made.is_file() else None

    @functools.cached_property
    def _story(self) -> Story:
        return load_story((self._shipped / "story.json").read_bytes())

    @property
    def _name(self) -> str:
        try:
            return f"Example: {self._story.title}"
        except (VgotError, OSError):
            return ""

    def _found(self) -> Project | None:
        """The project where it was made before. A visitor's copy has an unguessable id like all of theirs and is known by
        its name: renamed, it is a film of their own."""
        if isinstance(self._studio, SpaceStudio):
            info = next((p for p in self._studio.projects() if p.name == self._name), None)
            return self._studio.open(info.id) if info else None
        folder = self._studio.projects_folder / self._id
        return self._studio.open(self._id) if (folder / "project.sqlite").is_file() else None

    def project(self) -> Project | None:
        """The example's project, or None where it cannot be made (a read-only or damaged home, a visitor with as many
        projects as there may be)."""
        try:
            with self._lock:
                if found := self._found():
                    return found
                folder = None if isinstance(self._studio, SpaceStudio) else self._studio.projects_folder / self._id
                return self._studio.new_project(self._story, name=self._name, folder=folder)
        except (VgotError, OSError):
            return None

    def is_example(self, project: Project) -> bool:
        """Whether this is the example's project."""
        if isinstance(self._studio, SpaceStudio):
            return project.name == self._name
        return project.id == self._id

    def draw(self) -> None:
        """Draw what the example lacks, in the background; where a preset with models is set, nothing is begun."""
        project = self.project()
        if project and project.preset.draft and project.film() is None and not project.queue.unfinished():
            project.start_build()

    def rest(self) -> None:
        """Leave the machine to a film that somebody asked for."""
        try:
            project = self._found()
        except (VgotError, OSError):
            return
        if project and project.film() is None:
            project.cancel()
