"""A film begun from what one has: a script, an editor's cut, numbered pictures, a video. Told first, made when it is accepted."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

from vgot.errors import BadInput
from vgot.project.studio import Corrections, Project

from ..requests import File, Most, Part, Request, Text, Whole
from ..view import view_of
from .base import Making, Page, alone
from .handoff import CUTS, unpacked

_FILES, _FILE_MB = 500, 160
_PICTURES = (".jpg", ".jpeg", ".png", ".webp")
_VIDEOS = (".mp4", ".mov", ".m4v", ".mkv", ".webm")


class MaterialFile(Part):
    name: Annotated[str, Text(255)]
    data: Annotated[bytes, File(_FILE_MB * 2**20)]


class ReadMaterial(Request):
    """A cut with the media beside it, pictures, or one video."""

    files: Annotated[list[MaterialFile], Most(_FILES)]


class BeginFilm(Making):
    """The same files again, accepted."""

    files: Annotated[list[MaterialFile], Most(_FILES)]


@alone("read_material", ReadMaterial)
def read_material(page: Page, asked: ReadMaterial) -> dict:
    """What would become of some files, in lines; makes nothing."""
    with _laid_out(asked.files) as source:
        head, *left = page.studio.read_new_film(source).in_words().splitlines()
    return {"view": None, "head": head, "lines": [line.removeprefix("(left out) ") for line in left]}


@alone("begin_film", BeginFilm)
def begin_film(page: Page, asked: BeginFilm) -> dict:
    """A new film of them."""

    def make() -> Project:
        with _laid_out(asked.files) as source:
            return page.studio.make_new_film(page.studio.read_new_film(source))[0]

    return {"view": view_of(page.once(asked.token, make)), "example": False}


class ScriptFile(Part):
    """A screenplay, a shot list or a chapter, and the scenes of it that are filmed (from 1; none named: all)."""

    name: Annotated[str, Text(255)]
    data: Annotated[bytes, File(8 * 2**20)]
    scenes: Annotated[list[Annotated[int, Whole(1, 10_000)]], Most(10_000)] = []


class ReadScript(Request, ScriptFile):
    """A script, to be told before anything is made."""


_Words = Annotated[str, Text(2000)]


class SetRight(Part):
    """What a person set right in it (vgot.script.formats.corrections)."""

    title: _Words = ""
    people: Annotated[dict[str, _Words], Most(200)] = {}
    places: Annotated[dict[str, _Words], Most(500)] = {}
    shots: Annotated[dict[str, _Words], Most(500)] = {}
    stands: Annotated[dict[str, _Words], Most(500)] = {}
    speakers: Annotated[dict[str, _Words], Most(6000)] = {}
    lines: Annotated[dict[str, _Words], Most(6000)] = {}
    left: Annotated[list[Annotated[str, Text(40)]], Most(500)] = []


class BeginScript(Making, ScriptFile):
    """The same script again, accepted as it was set right."""

    corrections: SetRight = SetRight()


@alone("read_script", ReadScript)
def read_script(page: Page, asked: ReadScript) -> dict:
    """What would become of a script: its account, people, places, scenes and shots; makes nothing."""
    came = page.studio.read_script(asked.data, asked.name, scenes=asked.scenes)
    story = came.story
    shots = [
        {
            "id": s.id,
            "text": s.summary,
            "place": s.place or "",
            "who": [p.character for p in s.who],
            "lines": [{"who": line.character or "", "text": line.text} for line in s.lines],
        }
        for s in story.shots
    ]
    return {
        "view": None,
        "script": {
            "account": came.account,
            "title": story.title,
            "people": [{"id": c.id, "name": c.name} for c in story.cast],
            "places": [{"id": p.id, "name": p.name} for p in story.places],
            "shots": shots,
        },
    }


@alone("begin_script", BeginScript)
def begin_script(page: Page, asked: BeginScript) -> dict:
    """A new film of it, and its making begun as that of a sentence is."""

    def make() -> Project:
        project = page.studio.import_script(
            asked.data,
            asked.name,
            wait=False,
            token=asked.token,
            scenes=asked.scenes,
            corrections=Corrections(**asked.corrections.model_dump()),
        )
        page.example.rest()
        page.begin(project)
        return project

    return {"view": view_of(page.once(asked.token, make)), "example": False}


@contextmanager
def _laid_out(files: list[MaterialFile]) -> Iterator[Path]:
    """The files in a folder of their own: the cut among them, else the one video, else the folder of pictures."""
    with tempfile.TemporaryDirectory(prefix=f"vgot-begin-{os.getpid()}-") as name:
        folder = Path(name)
        suffixes = [Path(f.name).suffix.lower() for f in files]
        if any(s in (*CUTS, ".zip", ".otioz", ".fcpxmld", ".xml") for s in suffixes):
            yield unpacked(files, folder)
        elif len(files) == 1 and suffixes[0] in _VIDEOS:
            source = folder / (Path(files[0].name).name[-200:] or "film.mp4")
            source.write_bytes(files[0].data)
            yield source
        elif any(s in _PICTURES for s in suffixes):
            pictures = folder / "Pictures"
            pictures.mkdir()
            for file in files:
                (pictures / (Path(file.name).name[-200:] or "file")).write_bytes(file.data)
            yield pictures
        else:
            raise BadInput(
                "There is no cut, no picture and no single video among these files.",
                field="import",
                hint="Choose a cut with its media, numbered pictures, or one video.",
            )
