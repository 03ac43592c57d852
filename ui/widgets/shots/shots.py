"""The clips of the film: rendering, take history side by side, duration and seed."""

from __future__ import annotations

from .. import Widget


class ShotBoard(Widget):
    """The clips of the film: rendering, take history side by side, duration and seed."""

    kind = "shots"
    tag = "section"
