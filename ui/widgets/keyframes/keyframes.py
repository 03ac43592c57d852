"""The stills of the film: take history, comparing, approving."""

from __future__ import annotations

from .. import Widget


class KeyframeBoard(Widget):
    """The stills of the film: take history, comparing, approving."""

    kind = "keyframes"
    tag = "section"
