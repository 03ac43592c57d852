"""Where the files lie that ship with the program: beside the code in a checkout, inside the package once installed."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

_PACKAGE = Path(str(files("vgot")))
#: The folder of a checkout, with `vgot/` in it; of an installed program the folder that holds the package.
ROOT = _PACKAGE.parent


def shipped(*parts: str) -> Path:
    """A file or folder that ships with the program, such as `shipped("assets", "faces")`."""
    inside = _PACKAGE.joinpath(*parts)
    return inside if inside.exists() else ROOT.joinpath(*parts)
