"""What is being made, what waits, what went wrong."""

from __future__ import annotations

from .. import Widget


class QueueDrawer(Widget):
    """What is being made, what waits, what went wrong."""

    kind = "queue"
    tag = "aside"
