"""All shots in order with their states, and the actions on the selected item."""

from __future__ import annotations

from .. import Widget


class Filmstrip(Widget):
    """All shots in order with their states, and the actions on the selected item."""

    kind = "filmstrip"
    tag = "section"
