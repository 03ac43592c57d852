"""The film, what is being drawn, and what a build would make."""

from __future__ import annotations

from .. import Widget


class Player(Widget):
    """The film, what is being drawn, and what a build would make."""

    kind = "player"
    tag = "section"
