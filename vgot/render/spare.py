"""A worker that waits for its film: everything that draws is loaded, so that a new film's first picture waits for nothing.

The program that started it tells it the folder in one line through its standard input; where that closes first, it leaves.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from pathlib import Path

from vgot.store.disk import open_as_folder

#: What stands in the place of a folder.
SPARE = ":spare:"
_DRAWING = ("vgot.models.registry", "vgot.animatic.family", "thorvg_python", "av")


def told(folder: Path) -> bytes:
    """The line that tells a waiting worker its folder."""
    return json.dumps(str(folder)).encode() + b"\n"


def wait_for_folder() -> Path | None:
    """Load what drawing needs, then wait to be told the folder; from then on its log is that film's."""
    for name in _DRAWING:
        importlib.import_module(name)
    line = sys.stdin.buffer.readline()
    if not line.strip():
        return None
    folder = Path(json.loads(line))
    with open(folder / "worker.log", "ab", opener=open_as_folder) as log:
        os.dup2(log.fileno(), sys.stdout.fileno())
        os.dup2(log.fileno(), sys.stderr.fileno())
    return folder
