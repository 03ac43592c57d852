"""Under the sentence box: what becomes of a sentence, how a new film is made, and wishes about the open one."""

from __future__ import annotations

from .. import Widget


class DirectPanel(Widget):
    """Under the sentence box: what becomes of a sentence, how a new film is made, and wishes about the open one."""

    kind = "direct"
    tag = "section"
