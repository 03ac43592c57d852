"""What a page may ask. One verb a request; every field is validated; a refused request changes nothing.

A request is {"verb": name, "project": id, "have": revision the page shows, …}. A reply is {"ok": true, "view": …} or
{"ok": false, "problem": {kind, message, field, hint}}.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from vgot.errors import BadInput, VgotError
from vgot.project.studio import Project, Studio

from ..access import upload_limits
from ..example import ExampleFilm
from ..request_fields import Fields
from ..view import view_of
from .cast import CastVerbs
from .cut import CutVerbs
from .films import FilmVerbs
from .handoff import HandoffPageVerbs
from .making import MakingVerbs
from .script import ScriptVerbs
from .sound import SoundVerbs
from .storage_and_models import HouseVerbs
from .takes import TakeVerbs

log = logging.getLogger("vgot.ui")


class Verbs(
    FilmVerbs, ScriptVerbs, CastVerbs, TakeVerbs, CutVerbs, SoundVerbs, HandoffPageVerbs, MakingVerbs, HouseVerbs
):
    """Answers requests for one studio: `ask_…` stand alone, `do_…` get the open project."""

    def __init__(self, studio: Studio, example: ExampleFilm):
        super().__init__(studio, example)
        self._with_project: dict[str, Callable[[Project, Fields], dict | None]] = {
            name[3:]: getattr(self, name) for name in dir(self) if name.startswith("do_")
        }
        self._alone: dict[str, Callable[[Fields], dict]] = {
            name[4:]: getattr(self, name) for name in dir(self) if name.startswith("ask_")
        }

    def answer(self, request: object) -> dict:
        """The reply to one request; never raises."""
        try:
            fields = Fields(request, max(upload_limits(self.studio)) * 2**20)
            verb = fields.text("verb", 40)
            if verb in self._alone:
                return {"ok": True, **self._alone[verb](fields)}
            if verb not in self._with_project:
                raise BadInput(
                    "The page asked for something this program does not know.", field="verb", hint="Reload the page."
                )
            project = self.studio.open(fields.text("project", 120))
            extra = self._with_project[verb](project, fields) or {}
            if "view" not in extra:
                extra["view"] = view_of(project, fields.revision())
            return {"ok": True, **extra}
        except VgotError as why:
            return {"ok": False, "problem": why.as_json()}
        except Exception:
            log.exception("a request failed")
            problem = {
                "kind": "error",
                "message": "That did not work, and nothing was changed.",
                "hint": "Reload the page; the program's log says more.",
            }
            return {"ok": False, "problem": problem}
