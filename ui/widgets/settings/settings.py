"""Preset, film size and rate, the writer, in and out."""

from __future__ import annotations

from .. import Widget


class SettingsBoard(Widget):
    """Preset, film size and rate, the writer, in and out."""

    kind = "settings"
    tag = "section"
