"""The bar at the top: which film, undo and redo, the preset, the queue."""

from __future__ import annotations

from .. import Widget


class TopBar(Widget):
    """The bar at the top: which film, undo and redo, the preset, the queue."""

    kind = "topbar"
    tag = "header"
