"""What lies over the page: the history, the shot in full size, the command palette and the sheet of keys."""

from __future__ import annotations

from .. import Widget


class DeskLayer(Widget):
    """What lies over the page: the history, the shot in full size, the command palette and the sheet of keys."""

    kind = "desk"
