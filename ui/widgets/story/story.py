"""The words of the selected shot: its summary and its five domains."""

from __future__ import annotations

from .. import Widget


class StoryEditor(Widget):
    """The words of the selected shot: its summary and its five domains."""

    kind = "story"
    tag = "section"
