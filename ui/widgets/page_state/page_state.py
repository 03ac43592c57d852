"""The page's link to the program: no picture of its own, only the two calls every widget makes."""

from __future__ import annotations

from .. import Widget


class PageLink(Widget):
    """The page's link to the program: no picture of its own, only the two calls every widget makes."""

    kind = "link"
    tag = "div"
