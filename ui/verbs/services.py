"""Services that render elsewhere, what they may be sent and cost, and what is what in ComfyUI workflows."""

from __future__ import annotations

from typing import Annotated

from vgot.errors import BadInput
from vgot.project.studio import Project
from vgot.space.visitors import SpaceStudio

from ..requests import Flag, Most, Number, OfFilm, Request, Text
from .base import Page, alone, of_film

_Named = Annotated[str, Text(60)]
_Money = Annotated[float, Number(0, 10_000)]


class SetService(Request):
    """What is to be set of a service; what is not named stays as it is. `agreed_to`: the address that the person has read."""

    name: _Named
    address: Annotated[str, Text(1000)] | None = None
    key: Annotated[str, Text(500)] | None = None
    agreed_to: Annotated[str, Text(1000)] | None = None


class SetPrice(Request):
    """What a call of a model costs: for the call, and for each second of a clip."""

    name: _Named
    model: Annotated[str, Text(200)]
    call: _Money = 0.0
    second: _Money = 0.0


class DayLimit(Request):
    amount: _Money | None = None


class SpendLimit(OfFilm):
    """The film's ceiling; none: no ceiling."""

    amount: Annotated[float, Number(0, 1_000_000)] | None = None


class BindWorkflow(Request):
    """`bound`: lines of role=node.input; `confirm`: the person has looked."""

    name: Annotated[str, Text(80)]
    bound: Annotated[list[Annotated[str, Text(300)]], Most(40)] = []
    output: Annotated[str, Text(80)] | None = None
    confirm: Flag | None = None


def _own(page: Page) -> None:
    if isinstance(page.studio, SpaceStudio) or page.studio.settings.mode == "space":
        raise BadInput(
            "The services of this page are set by its operator.",
            field="services",
            hint="Run VGoT Studio on your own machine to set your own.",
        )


@of_film("services", OfFilm)
def services(page: Page, project: Project, asked: OfFilm) -> dict:
    """What is set, what the open film would call and cost, and the workflows; nobody is asked, and no key is told."""
    _own(page)
    totals = project.plan_told()["totals"]
    return {
        "services": page.studio.services.described(),
        "ahead": {k: totals[k] for k in ("calls", "price", "leaves")} | {"refused": totals.get("refused", [])},
        "spending": {k: v for k, v in project.spending().items() if k != "calls"},
        "workflows": page.studio.services.workflows(),
        "view": None,
    }


@alone("set_service", SetService)
def set_service(page: Page, asked: SetService) -> dict:
    """Set an address, keep a key in the keyring, or agree to what is sent."""
    _own(page)
    kept = page.studio.services
    if asked.address is not None:
        kept.set_address(asked.name, asked.address)
    if asked.key:
        kept.set_key(asked.name, asked.key)
    if asked.agreed_to is not None:
        kept.agree(asked.name, asked.agreed_to)
    return {}


@alone("set_price", SetPrice)
def set_price(page: Page, asked: SetPrice) -> dict:
    _own(page)
    page.studio.services.set_price(asked.name, asked.model, {"call": asked.call, "second": asked.second})
    return {}


@alone("day_limit", DayLimit)
def day_limit(page: Page, asked: DayLimit) -> dict:
    _own(page)
    page.studio.services.set_day_limit(asked.amount)
    return {}


@of_film("spend_limit", SpendLimit)
def spend_limit(page: Page, project: Project, asked: SpendLimit) -> None:
    """Set the film's ceiling; where one had stopped the queue, it goes on, and stops again if it is still too low."""
    project.edit("film/spend_limit", asked.amount)
    if project.queue.resume_from_ceiling():
        project.keep_working()


@of_film("send_again", OfFilm)
def send_again(page: Page, project: Project, asked: OfFilm) -> dict:
    """What was perhaps bought may be sent again."""
    return {"again": project.send_again()}


@alone("bind_workflow", BindWorkflow)
def bind_workflow(page: Page, asked: BindWorkflow) -> dict:
    _own(page)
    bound = {role: [p for p in said.split(",") if p] for role, _, said in (one.partition("=") for one in asked.bound)}
    return {"workflow": page.studio.services.bind(asked.name, bound, asked.output, bool(asked.confirm))}
