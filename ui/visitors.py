"""Who asks: on a Space every request belongs to the visitor whose cookie it carries; on a person's own machine there is
nobody to tell apart.

Gradio runs handlers in threads and queues of its own, so each of them enters the visit again from the request it is given.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

from starlette.middleware import Middleware

from vgot.errors import NotFound
from vgot.project.studio import Studio
from vgot.space.visitors import COOKIE, SpaceStudio

from .access import Door
from .hosts import Names, exposure_notice
from .slash import LastSlash


def visiting(studio: Studio, request) -> AbstractContextManager:
    """Everything inside belongs to whoever sent `request` (Starlette's or Gradio's). Raises NotFound where a visitor is
    needed and the cookie is missing or not this server's: nothing is made that nobody could find again."""
    if not isinstance(studio, SpaceStudio):
        return nullcontext()
    cookie = str(dict(request.headers).get("cookie", "")) if request is not None else ""
    parts = (part.strip().partition("=") for part in reversed(cookie.split(";")))
    named = {name: value for name, _, value in parts}
    if not studio.knows(named.get(COOKIE)):
        raise NotFound(
            "This page does not know whose films to show.",
            field="visitor",
            hint="Allow cookies for this page and reload it.",
        )
    return studio.visit(named[COOKIE])


def around(
    studio: Studio, names: Names | None = None, token: str = "", password: tuple[str, str] | None = None
) -> list[Middleware]:
    """What stands around the whole server: the door; the page's last slash; on a Space also the visitor's cookie."""
    return [
        Middleware(Door, studio=studio, names=names, token=token, password=password),
        Middleware(LastSlash),
        *([Middleware(studio.middleware)] if isinstance(studio, SpaceStudio) else []),
    ]


def notice_of(studio: Studio, names: Names | None = None, password: bool = False) -> str:
    """What the page must say about keeping things, or about who else can come in; empty where nothing need be said."""
    return studio.notice if isinstance(studio, SpaceStudio) else exposure_notice(names or Names(), password)
