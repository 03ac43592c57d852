"""What a page may ask. One verb a request; every field is validated; a refused request changes nothing.

A request is {"verb": name, "project": id, "have": revision the page shows, …}. A reply is {"ok": true, "view": …} or
{"ok": false, "problem": {kind, message, field, hint}}.
"""

from __future__ import annotations

import logging
from typing import Annotated

from vgot.errors import BadInput, VgotError
from vgot.project.studio import Project, commits_here

from ..access import upload_limits
from ..page_words import on_the_page
from ..requests import OfFilm, Request, Text, read
from ..view import view_of
from . import (
    arriving,
    beginning,
    camera,
    cast,
    cut,
    directing,
    films,
    handoff,
    history,
    making,
    many,
    own_models,
    retouching,
    review,
    script,
    services,
    sound,
    storage_and_models,
    takes,
)
from .base import VERBS, Page

#: The files that fill the table.
FILES = (
    films,
    beginning,
    script,
    directing,
    camera,
    arriving,
    cast,
    takes,
    history,
    cut,
    sound,
    handoff,
    making,
    many,
    review,
    storage_and_models,
    own_models,
    retouching,
    services,
)

log = logging.getLogger("vgot.ui")


class Asked(Request):
    """Of any request: what is asked."""

    verb: Annotated[str, Text(40)]


class Verbs(Page):
    """Answers requests for one studio, by the table of verbs."""

    def shown(self, project: Project, asked: OfFilm) -> dict:
        """What a reply brings of the film: to a page that says what it holds, what has changed since."""
        if asked.held is None:
            return {"view": view_of(project, asked.have)}
        return self.told.answer(project, asked.held)

    def answer(self, request: object) -> dict:
        """The reply to one request; never raises. What was committed before something failed is told as done."""
        before, of_film = commits_here(), False
        try:
            verb = VERBS.get(read(Asked, request).verb)
            if verb is None:
                raise BadInput(
                    "The page asked for something this program does not know.", field="verb", hint="Reload the page."
                )
            asked = read(verb.request, request, max(upload_limits(self.studio)) * 2**20)
            if not isinstance(asked, OfFilm):
                return {"ok": True, **(verb.answer(self, asked) or {})}
            of_film = True
            project = self.studio.open(asked.project)
            extra = verb.answer(self, project, asked) or {}
            if "view" not in extra:
                extra |= self.shown(project, asked)
            return {"ok": True, **extra}
        except VgotError as why:
            return {"ok": False, "problem": on_the_page(why.as_json())}
        except Exception:
            log.exception("a request failed")
            return {"ok": False, "problem": _unexpected(commits_here() - before, of_film)}


def _unexpected(commits: int, of_film: bool) -> dict:
    """What is said where the program itself failed: that nothing was changed only where that is known."""
    said = "That did not work."
    if commits:
        said = "That failed after part of it was done. What was done is kept."
    elif of_film:
        said = "That did not work, and nothing was changed."
    return {"kind": "error", "message": said, "hint": "Reload the page; the program's log says more."}
