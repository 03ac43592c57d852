"""`vgot studio`: the page in a browser. Its files stand above this package in a checkout (`ui/`) and inside it once installed
(`vgot/ui`); nothing here imports them before they are asked for."""

from __future__ import annotations

import importlib
from types import ModuleType

from vgot.errors import NotFound


def page() -> ModuleType:
    """The module that opens the page. Raises NotFound where the page was not installed."""
    for name in ("vgot.ui.start", "ui.start"):
        try:
            return importlib.import_module(name)
        except ModuleNotFoundError as why:
            if why.name is None or not name.startswith(why.name):
                raise
    raise NotFound(
        "The page's files are not here.",
        field="studio",
        hint="Install the whole package, or run `python app.py` in a checkout.",
    )


def open_page(arguments: list[str]) -> int:
    """Serve the page until it is stopped; `--help` lists its own options."""
    return page().main(arguments, "vgot studio")
