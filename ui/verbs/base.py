"""What every family of verbs shares."""

from __future__ import annotations

from typing import Any

from vgot.errors import VgotError
from vgot.project.studio import Project, Studio

from ..example import ExampleFilm


class VerbsBase:
    """One studio, its example film, and the proposals of rewrites that nobody accepted yet."""

    def __init__(self, studio: Studio, example: ExampleFilm):
        self.studio, self.example = studio, example
        self._proposals: dict[str, Any] = {}

    def _begin(self, project: Project) -> None:
        """Begin a film that was just written."""
        if project.story.shots and not project.desk.unfinished:
            project.start_first_build()

    def _follow(self, project: Project) -> dict:
        """Drafts cost seconds: where a film was made before, what an edit changed is drawn again at once."""
        now = project.snapshot()
        if (
            now.preset.draft
            and not project.queue.paused
            and (now.plan().nodes["film"].take or project.queue.unfinished())
        ):
            try:
                project.making.follow_edit()
            except VgotError as why:  # the edit stands; only its drawing did not begin
                return {"note": why.in_words()} if now.story.shots else {}
        return {}
