"""How far somebody walks who follows the program: the files and rooms (packages) that three ways through it enter.

    python -m benchmarks.walks

`make`: two shots from a sentence to a film, drawn, in this process. `edit`: a request of the page that changes one domain, and
what is made of it. `tokens`: portrait tokens to a keyframe with the small models. Imports do not count, calls do.
"""

from __future__ import annotations

import os
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "2")

from ui.example import ExampleFilm
from ui.verbs import Verbs
from vgot.project.studio import Studio
from vgot.render.executors import InlineExecutor
from vgot.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
#: The drawn world's and the writer's own rooms: content, not the way.
CONTENT = ("vgot/animatic/", "vgot/script/")


class Walk:
    """Files entered and calls from file to file, in every thread, while it is open."""

    def __init__(self) -> None:
        self.files: set[str] = set()
        self.functions: set[tuple[str, str]] = set()
        self.steps: set[tuple[str, str]] = set()

    def _see(self, frame, event, _) -> None:
        if event != "call" or frame.f_code.co_name == "<module>":
            return
        path = frame.f_code.co_filename
        if not path.startswith(str(ROOT)) or "/.venv/" in path:
            return
        name = Path(path).relative_to(ROOT).as_posix()
        if not name.startswith(("vgot/", "ui/")):
            return
        self.files.add(name)
        self.functions.add((name, frame.f_code.co_qualname))
        caller = frame.f_back and frame.f_back.f_code.co_filename
        if caller and caller.startswith(str(ROOT)) and caller != path:
            self.steps.add((Path(caller).relative_to(ROOT).as_posix(), name))

    def __enter__(self) -> Walk:
        threading.setprofile(self._see)
        sys.setprofile(self._see)
        return self

    def __exit__(self, *_: object) -> None:
        sys.setprofile(None)
        threading.setprofile(None)

    def row(self, name: str) -> str:
        spine = {f for f in self.files if not f.startswith(CONTENT)}
        return (
            f"| {name} | {len(self.files)} | {len(set(map(room, spine)))} | {len(self.functions)} | {len(self.steps)} |"
        )


def room(file: str) -> str:
    """The package that a file stands in; a module that stands in none is a room of its own."""
    parts = file.split("/")
    return "/".join(parts[:2])


def _make(studio: Studio) -> Callable[[], object]:
    return lambda: studio.write("An old fisherman finds a bottle on the beach.", 2, writer="offline").build()


def _edit(studio: Studio) -> Callable[[], object]:
    project = studio.write("An old fisherman finds a bottle on the beach.", 2, writer="offline")
    project.build()
    verbs = Verbs(studio, ExampleFilm(studio))

    def run() -> None:
        answer = verbs.answer(
            {
                "verb": "edit",
                "project": project.id,
                "have": project.head().revision,
                "shot": project.story.shots[0].id,
                "field": "lighting",
                "value": "cold neon light",
            }
        )
        assert answer["ok"], answer
        project.build()

    return run


def _tokens(studio: Studio) -> Callable[[], object]:
    project = studio.write("An old fisherman finds a bottle on the beach.", 1, writer="offline")
    project.set_preset("embedded")
    project.build(until="portrait")
    return lambda: project.build(["keyframe/1"])


def main() -> int:
    print(
        "| walk | files | rooms without the drawn world's and the writer's own | functions | calls from file to file |\n|---|---|---|---|---|"
    )
    for name, prepare in (("make", _make), ("edit", _edit), ("tokens", _tokens)):
        with tempfile.TemporaryDirectory() as home:
            studio = Studio(Settings(home=Path(home)), InlineExecutor(idle_s=0.1))
            run = prepare(studio)
            with Walk() as walk:
                run()
            studio.close()
        print(walk.row(name))
    return 0


if __name__ == "__main__":
    sys.exit(main())
