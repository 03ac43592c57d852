"""The cut: order, durations, boundaries, and a gapless preview without export."""

from __future__ import annotations

from .. import Widget


class Timeline(Widget):
    """The cut: order, durations, boundaries, and a gapless preview without export."""

    kind = "timeline"
    tag = "section"
