"""The film that plays when the studio opens: it ships as a film and its story; the project behind it is drawn when
somebody looks at it for the first time."""

from __future__ import annotations

import threading
from pathlib import Path

from vgot.errors import VgotError
from vgot.story import load_story
from vgot.studio import Project, Studio

SHIPPED = Path(__file__).resolve().parent.parent / "assets" / "examples" / "moon"


class ExampleFilm:
    """`project()` makes the example's project on the first call and begins to draw it."""

    def __init__(self, studio: Studio, shipped: Path = SHIPPED):
        self._studio, self._shipped = studio, shipped
        self._folder = studio.projects_folder / f"example-{shipped.name}"
        self._lock = threading.Lock()

    @property
    def film(self) -> Path | None:
        """The film that ships, until the project has drawn its own."""
        made = self._shipped / "film.mp4"
        return made if made.is_file() else None

    def project(self) -> Project | None:
        """The example's project, or None where it cannot be made (a read-only or damaged home)."""
        try:
            with self._lock:
                if (self._folder / "project.sqlite").is_file():
                    return self._studio.open(self._folder.name)
                story = load_story((self._shipped / "story.json").read_bytes())
                return self._studio.new_project(story, name=f"Example: {story.title}", folder=self._folder)
        except (VgotError, OSError):
            return None

    def is_example(self, project: Project) -> bool:
        return project.id == self._folder.name

    def draw(self) -> None:
        """Draw what the example lacks, in the background; where a preset with models is set, nothing is begun."""
        project = self.project()
        if project and project.preset.draft and project.film() is None and not project.queue.unfinished():
            project.start_build()

    def rest(self) -> None:
        """Leave the machine to a film that somebody asked for."""
        if (self._folder / "project.sqlite").is_file() and (project := self.project()) and project.film() is None:
            project.cancel()
