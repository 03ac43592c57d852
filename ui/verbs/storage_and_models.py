"""The house around the films: room on the disk, models and their licences, a report that can be sent."""

from __future__ import annotations

import json

from vgot.errors import BadInput, Conflict
from vgot.project.studio import Project
from vgot.space.visitors import SpaceStudio

from ..request_fields import Fields
from .base import VerbsBase

_FILMS_SHOWN, _TAKES_SHOWN, _TRASH_SHOWN = 40, 120, 200


class HouseVerbs(VerbsBase):
    """The house around the films: room on the disk, models and their licences, a report that can be sent."""

    # -- disk ---------------------------------------------------------------------------------------------------------
    def do_disk(self, project: Project, f: Fields) -> dict:
        """What the open film takes, by kind of file, what the others take, and what is free: on a Space, of the visitor's share."""
        films = [
            {"id": p.id, "name": p.name, "bytes": self.studio.open(p.id).storage.bytes_on_disk()}
            for p in self.studio.projects()
        ]
        reply: dict = {
            "disk": project.storage.usage(),
            "films": sorted(films, key=lambda one: -one["bytes"])[:_FILMS_SHOWN],
            "all": sum(one["bytes"] for one in films),
            "view": None,
        }
        if isinstance(self.studio, SpaceStudio):
            return reply | {"share": self.studio.quotas.megabytes * 10**6}
        many, size = self.studio.trash()
        return reply | {"trash": {"films": many, "bytes": size}}

    def do_preview_cleanup(self, project: Project, f: Fields) -> dict:
        """What a cleanup would remove, take by take; nothing is removed."""
        found = project.plan_cleanup()
        shown = sorted(found.unused, key=lambda one: -one.bytes)[:_TAKES_SHOWN]
        return {
            "cleanup": found.as_json() | {"token": found.token, "unused": [one.as_json() for one in shown]},
            "view": None,
        }

    def do_cleanup(self, project: Project, f: Fields) -> dict:
        """Remove what a preview named, and nothing else."""
        found = project.plan_cleanup()
        if f.text("token", 64) != found.token:
            raise Conflict(
                "The film has changed since this was worked out.",
                field="cleanup",
                hint="Look at what would be removed again.",
            )
        return {"freed": project.cleanup(found), "takes": len(found.takes)}

    def ask_trash(self, f: Fields) -> dict:
        """The films in the trash, the one deleted last first."""
        self._on_own_machine("The trash")
        return {"trash": [one.as_json() for one in self.studio.trash_list()[:_TRASH_SHOWN]]}

    def ask_empty_trash(self, f: Fields) -> dict:
        """Remove for good the films that were moved to the trash."""
        self._on_own_machine("The trash")
        return {"freed": self.studio.empty_trash()}

    # -- models -------------------------------------------------------------------------------------------------------
    def ask_preflights(self, f: Fields) -> dict:
        """What each preset needs, before anything is fetched or loaded."""
        self._on_own_machine("Fetching models")
        return {
            "preflights": {
                name: self.studio.preflight(name) | {"fetch": self.studio.fetch_status(name)}
                for name in self.studio.presets()
            }
        }

    def ask_consent(self, f: Fields) -> dict:
        """A person agreed to the licence of one repository, by that licence's name: kept, and not asked again."""
        self._on_own_machine("Fetching models")
        repo, licence = f.text("repo", 200), f.text("licence", 300)
        shown = {
            d["licence"]
            for name in self.studio.presets()
            for d in self.studio.preflight(name)["downloads"]
            if d["repo"] == repo
        }
        if shown and licence not in shown:
            raise BadInput(
                "The licence has another name now.", field="consent", hint="Reload the page and read it again."
            )
        self.studio.consent(repo)
        return {}

    def ask_fetch(self, f: Fields) -> dict:
        """Begin to fetch what a preset lacks."""
        self._on_own_machine("Fetching models")
        return {"fetch": self.studio.start_fetch(self._preset(f))}

    def ask_stop_fetch(self, f: Fields) -> dict:
        """Stop it; what has arrived whole is kept."""
        self._on_own_machine("Fetching models")
        self.studio.stop_fetch(self._preset(f))
        return {}

    def ask_fetch_status(self, f: Fields) -> dict:
        self._on_own_machine("Fetching models")
        return {"fetch": self.studio.fetch_status(self._preset(f))}

    def _preset(self, f: Fields) -> str:
        return self.studio.preset(f.text("preset", 60)).name

    def _on_own_machine(self, what: str) -> None:
        if self.studio.settings.mode == "space":
            raise BadInput(
                f"{what} is not offered on this page.", field="preset", hint="Run VGoT Studio on your own machine."
            )

    # -- report -------------------------------------------------------------------------------------------------------
    def do_report(self, project: Project, f: Fields) -> dict:
        """The report as text, for a look before it is saved. A visitor of a Space is told nothing about its machine but versions."""
        found = project.storage.report(with_story=f.has("with_story") and f.flag("with_story"))
        if self.studio.settings.mode == "space":
            found.pop("environment", None)
            found["machine"] = {
                k: v for k, v in found["machine"].items() if k in ("app", "python", "packages", "sqlite", "mode")
            }
        return {"report": json.dumps(found, ensure_ascii=False, indent=1), "view": None}
