"""The house around the films: room on the disk, models and their licences, a report that can be sent."""

from __future__ import annotations

import json
from typing import Annotated

from vgot.errors import BadInput, Conflict
from vgot.project.studio import Project
from vgot.space.visitors import SpaceStudio

from ..requests import Flag, OfFilm, Request, Text
from .base import Page, alone, of_film

_FILMS_SHOWN, _TAKES_SHOWN, _TRASH_SHOWN = 40, 120, 200


class Cleanup(OfFilm):
    """`token`: of the preview that was shown."""

    token: Annotated[str, Text(64)]


class Consent(Request):
    repo: Annotated[str, Text(200)]
    licence: Annotated[str, Text(300)]


class OfPreset(Request):
    preset: Annotated[str, Text(60)]


class Report(OfFilm):
    with_story: Flag | None = None


# -- disk ---------------------------------------------------------------------------------------------------------
@of_film("disk", OfFilm)
def disk(page: Page, project: Project, asked: OfFilm) -> dict:
    """What the open film takes, by kind of file, what the others take, and what is free: on a Space, of the visitor's share."""
    films = [
        {"id": p.id, "name": p.name, "bytes": page.studio.open(p.id).storage.bytes_on_disk()}
        for p in page.studio.projects()
    ]
    reply: dict = {
        "disk": project.storage.usage(),
        "films": sorted(films, key=lambda one: -one["bytes"])[:_FILMS_SHOWN],
        "all": sum(one["bytes"] for one in films),
        "view": None,
    }
    if isinstance(page.studio, SpaceStudio):
        return reply | {"share": page.studio.quotas.megabytes * 10**6}
    many, size = page.studio.trash()
    return reply | {"trash": {"films": many, "bytes": size}}


@of_film("preview_cleanup", OfFilm)
def preview_cleanup(page: Page, project: Project, asked: OfFilm) -> dict:
    """What a cleanup would remove, take by take; nothing is removed."""
    found = project.plan_cleanup()
    shown = sorted(found.unused, key=lambda one: -one.bytes)[:_TAKES_SHOWN]
    return {
        "cleanup": found.as_json() | {"token": found.token, "unused": [one.as_json() for one in shown]},
        "view": None,
    }


@of_film("cleanup", Cleanup)
def cleanup(page: Page, project: Project, asked: Cleanup) -> dict:
    """Remove what a preview named, and nothing else."""
    found = project.plan_cleanup()
    if asked.token != found.token:
        raise Conflict(
            "The film has changed since this was worked out.",
            field="cleanup",
            hint="Look at what would be removed again.",
        )
    return {"freed": project.cleanup(found), "takes": len(found.takes)}


@alone("trash", Request)
def trash(page: Page, asked: Request) -> dict:
    """The films in the trash, the one deleted last first."""
    _on_own_machine(page, "The trash")
    return {"trash": [one.as_json() for one in page.studio.trash_list()[:_TRASH_SHOWN]]}


@alone("empty_trash", Request)
def empty_trash(page: Page, asked: Request) -> dict:
    """Remove for good the films that were moved to the trash."""
    _on_own_machine(page, "The trash")
    return {"freed": page.studio.empty_trash()}


# -- models -------------------------------------------------------------------------------------------------------
@alone("preflights", Request)
def preflights(page: Page, asked: Request) -> dict:
    """What each preset needs, before anything is fetched or loaded."""
    _on_own_machine(page, "Fetching models")
    return {
        "preflights": {
            name: page.studio.preflight(name) | {"fetch": page.studio.fetch_status(name)}
            for name in page.studio.presets()
        }
    }


@alone("consent", Consent)
def consent(page: Page, asked: Consent) -> dict:
    """A person agreed to the licence of one repository, by that licence's name: kept, and not asked again."""
    _on_own_machine(page, "Fetching models")
    repo, licence = asked.repo, asked.licence
    shown = {
        d["licence"]
        for name in page.studio.fetchable()
        for d in page.studio.preflight(name)["downloads"]
        if d["repo"] == repo
    }
    if shown and licence not in shown:
        raise BadInput("The licence has another name now.", field="consent", hint="Reload the page and read it again.")
    page.studio.consent(repo)
    return {}


@alone("fetch", OfPreset)
def fetch(page: Page, asked: OfPreset) -> dict:
    """Begin to fetch what a preset lacks."""
    _on_own_machine(page, "Fetching models")
    return {"fetch": page.studio.start_fetch(_preset(page, asked))}


@alone("stop_fetch", OfPreset)
def stop_fetch(page: Page, asked: OfPreset) -> dict:
    """Stop it; what has arrived whole is kept."""
    _on_own_machine(page, "Fetching models")
    page.studio.stop_fetch(_preset(page, asked))
    return {}


@alone("fetch_status", OfPreset)
def fetch_status(page: Page, asked: OfPreset) -> dict:
    _on_own_machine(page, "Fetching models")
    return {"fetch": page.studio.fetch_status(_preset(page, asked))}


def _preset(page: Page, asked: OfPreset) -> str:
    """The preset, or the language model that writes, of this name."""
    return asked.preset if asked.preset in page.studio.fetchable() else page.studio.preset(asked.preset).name


def _on_own_machine(page: Page, what: str) -> None:
    if page.studio.settings.mode == "space":
        raise BadInput(
            f"{what} is not offered on this page.", field="preset", hint="Run VGoT Studio on your own machine."
        )


# -- report -------------------------------------------------------------------------------------------------------
@of_film("report", Report)
def report(page: Page, project: Project, asked: Report) -> dict:
    """The report as text, for a look before it is saved. A visitor of a Space is told nothing about its machine but versions."""
    found = project.storage.report(with_story=bool(asked.with_story))
    if page.studio.settings.mode == "space":
        found.pop("environment", None)
        found["machine"] = {
            k: v for k, v in found["machine"].items() if k in ("app", "python", "packages", "sqlite", "mode")
        }
    return {"report": json.dumps(found, ensure_ascii=False, indent=1), "view": None}
