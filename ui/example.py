"""The film that plays when the studio opens: it ships as a film and its story; the project behind it is drawn when
somebody looks at it for the first time. On a Space it is drawn once for all: every visitor gets a copy of the finished
project, takes and all, to change as they like; nobody can change the one it is copied from."""

from __future__ import annotations

import functools
import hashlib
import logging
import shutil
import threading
from pathlib import Path

from vgot.errors import VgotError
from vgot.project.studio import Project, Studio
from vgot.resources import shipped
from vgot.settings import FAMILY_VERSIONS, Settings
from vgot.space.visitors import SpaceStudio
from vgot.story.model import Story, dump_story, load_story
from vgot.tasks import Task

SHIPPED = shipped("assets", "examples", "moon")


log = logging.getLogger("vgot.example")


class ExampleFilm:
    """`project()` makes the example's project on the first call; `draw()` begins to draw it."""

    def __init__(self, studio: Studio, shipped: Path = SHIPPED):
        self._studio, self._shipped = studio, shipped
        self._id = f"example-{shipped.name}"
        self._lock = threading.Lock()
        self._drawing = Task("example", "The example could not be drawn.")

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
        projects as there may be) or, on a Space, while it is being drawn for the first visitor of all (`coming`)."""
        try:
            with self._lock:
                if found := self._found():
                    return found
                if not isinstance(self._studio, SpaceStudio):
                    return self._studio.new_project(
                        self._story, name=self._name, folder=self._studio.projects_folder / self._id
                    )
                if self._shared.is_file():
                    return self._studio.copy_of(self._shared, self._id)
                if self._drawing.state == "idle":
                    self._draw_shared()
                # Where it could not be drawn for all, everybody draws their own.
                return None if self.coming else self._studio.new_project(self._story, name=self._name)
        except (VgotError, OSError):
            return None

    def prepare(self) -> None:
        """On a Space: begin to draw the one that visitors get a copy of, before the first of them comes."""
        with self._lock:
            if isinstance(self._studio, SpaceStudio) and self._drawing.state == "idle" and not self._shared.is_file():
                self._draw_shared()

    @property
    def coming(self) -> bool:
        """Whether the one that visitors get a copy of is being drawn."""
        return self._drawing.busy

    @functools.cached_property
    def _shared(self) -> Path:
        """Where the finished project is that visitors get a copy of; another story or another drawn world is another file."""
        made_of = hashlib.sha256(f"{dump_story(self._story)}{sorted(FAMILY_VERSIONS.items())}".encode()).hexdigest()[
            :12
        ]
        return self._studio.settings.home / "shared" / f"{self._id}-{made_of}.vgot.zip"

    def _draw_shared(self) -> None:
        """Begin to draw it, outside every visitor's folder; the file appears whole or not at all."""

        def work() -> None:
            studio = Studio(Settings(home=self._shared.parent, mode="space"))
            try:
                folder = studio.projects_folder / self._shared.name.partition(".")[0]
                project = (
                    studio.open(folder)
                    if (folder / "project.sqlite").is_file()
                    else studio.new_project(self._story, name=self._name, folder=folder)
                )
                if not project.build().failed:
                    project.export(self._shared)
                    shutil.rmtree(folder, ignore_errors=True)
            except (VgotError, OSError) as why:
                log.warning("the example could not be drawn: %s", why)
            finally:
                studio.close()

        self._drawing.start(work)

    def is_example(self, project: Project) -> bool:
        """Whether this is the example's project."""
        if isinstance(self._studio, SpaceStudio):
            return project.name == self._name
        return project.id == self._id

    def draw(self) -> None:
        """Draw what the example lacks, in the background; where a preset with models is set, nothing is begun."""
        project = self.project()
        if project is None:
            return
        now = project.snapshot()
        if now.preset.draft and now.plan().nodes["film"].take is None and not project.queue.unfinished():
            project.start_build()

    def rest(self) -> None:
        """Leave the machine to a film that somebody asked for."""
        try:
            project = self._found()
        except (VgotError, OSError):
            return
        if project and project.film() is None:
            project.cancel()
