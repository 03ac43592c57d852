"""The film that plays when the studio opens: a small project that ships, unpacked into the home once."""

from __future__ import annotations

import threading
from pathlib import Path

from vgot.errors import VgotError
from vgot.studio import Project, Studio

SHIPPED = Path(__file__).resolve().parent.parent / "assets" / "examples"
FIRST = SHIPPED / "lighthouse.vgot.zip"


class ExampleFilm:
    """Unpacks the example in the background; `project()` is None until it is there."""

    def __init__(self, studio: Studio, source: Path = FIRST):
        self._studio, self._source = studio, source
        self._folder = studio.projects_folder / f"example-{source.name.partition('.')[0]}"
        self._lock = threading.Lock()
        self.failed = ""

    def start(self) -> None:
        threading.Thread(target=self.prepare, daemon=True, name="example").start()

    def prepare(self) -> None:
        """Unpack the example unless it is there. A failure leaves a page without a film, and says so in `failed`."""
        with self._lock:
            if (self._folder / "project.sqlite").is_file():
                return
            if not self._source.is_file():
                self.failed = "The example film did not come with this copy."
                return
            try:
                self._folder.parent.mkdir(parents=True, exist_ok=True)
                self._studio.import_project(self._source, folder=self._folder)
            except VgotError as why:
                self.failed = why.in_words()

    def project(self) -> Project | None:
        if not (self._folder / "project.sqlite").is_file():
            return None
        try:
            return self._studio.open(self._folder.name)
        except VgotError:
            return None

    def is_example(self, project: Project) -> bool:
        return project.id == self._folder.name
