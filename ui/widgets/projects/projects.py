"""The list of films: open, rename, import, delete."""

from __future__ import annotations

from .. import Widget


class ProjectList(Widget):
    """The list of films: open, rename, import, delete."""

    kind = "projects"
    tag = "div"
