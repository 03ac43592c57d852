"""One line under the sentence: who will write it, and the way to one's own shots."""

from __future__ import annotations

from .. import Widget


class WriterLine(Widget):
    """One line under the sentence: who will write it, and the way to one's own shots."""

    kind = "writer"
    tag = "section"
