"""A film begun from what one has: an editor's cut, numbered pictures, a video. Told first, made when it is accepted."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

from vgot.errors import BadInput
from vgot.project.studio import Project

from ..requests import File, Most, Part, Request, Text
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
