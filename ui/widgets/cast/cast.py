"""Everybody's portraits, stage by stage, and the places, with takes."""

from __future__ import annotations

from .. import Widget


class CastBoard(Widget):
    """Everybody's portraits, stage by stage, and the places, with takes."""

    kind = "cast"
    tag = "section"
