"""Finishing: exports with a preview of each, cards and captions, and an editor's cut back in."""

from __future__ import annotations

import base64
import io
import os
import secrets
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Self

from PIL import Image
from pydantic import model_validator

from vgot.errors import BadInput, NotFound
from vgot.project.studio import Project, Studio

from ..export_jobs import exports_of
from ..requests import File, Flag, Most, Number, OfFilm, OneOf, Part, Text, Whole, refuse
from ..routes import EXPORTS
from .base import Page, of_film

_CUT_MB, _CLIPS = 160, 40
_CAPTIONS = ("none", "soft", "burned")
CUTS, _CUT_WORDS = (".otio", ".fcpxml", ".edl"), "an .otio, .fcpxml or .edl"
_CLIP_SUFFIXES = tuple(".mp4 .mov .m4v .mkv .webm .wav .aif .aiff .flac .mp3 .m4a .ogg .opus".split())


class Export(OfFilm):
    """What is saved, with the options of ExportOptions that a page may set."""

    kind: Annotated[str, OneOf(EXPORTS)]
    layout: Annotated[int, Whole(1, 9)] | None = None
    silent: Flag | None = None
    captions: Annotated[str, OneOf(_CAPTIONS)] | None = None
    aspect: Annotated[str, OneOf(("16:9", "9:16", "1:1"))] | None = None
    fit: Annotated[str, OneOf(("cover", "fit"))] | None = None
    short_px: Annotated[int, Whole(64, 2160)] | None = None
    fps: Annotated[float, Number(1, 60)] | None = None
    handle_s: Annotated[float, Number(0, 10)] | None = None

    @property
    def options(self) -> dict:
        return self.model_dump(exclude={"kind", *OfFilm.model_fields}, exclude_none=True)


class OfExport(OfFilm):
    export: Annotated[str, Text(60)]


class Card(OfFilm):
    """The title card or the end card; without words it is taken away."""

    card: Annotated[str, OneOf(("opening", "end"))]
    text: Annotated[str, Text(200)]
    line: Annotated[str, Text(400)] = ""
    duration_s: Annotated[float, Number(0.5, 12, digits=2)] | None = None

    @model_validator(mode="after")
    def _as_long_as(self) -> Self:
        if self.text.strip() and self.duration_s is None:
            refuse("'duration_s' must be a number from 0.5 to 12.", "Type another number.", field="duration_s")
        return self


class Captions(OfFilm):
    value: Annotated[str, OneOf(_CAPTIONS)]


class CutFile(Part):
    name: Annotated[str, Text(255)]
    data: Annotated[bytes, File(_CUT_MB * 2**20)]


class ReadCut(OfFilm):
    """One .otio, .fcpxml or .edl, and the media of clips that are new to the film; or a zip of both."""

    files: Annotated[list[CutFile], Most(_CLIPS)]


class ApplyCut(OfFilm):
    cut: Annotated[str, Text(40)]


@of_film("export", Export)
def export(page: Page, project: Project, asked: Export) -> dict:
    """Begin an export and return at once."""
    return {"view": None, **exports_of(page.studio).start(project, asked.kind, asked.options).as_json()}


@of_film("export_state", OfExport)
def export_state(page: Page, project: Project, asked: OfExport) -> dict:
    return {"view": None, **exports_of(page.studio).find(project.id, asked.export).as_json()}


@of_film("export_cancel", OfExport)
def export_cancel(page: Page, project: Project, asked: OfExport) -> dict:
    exports_of(page.studio).cancel(project.id, asked.export)
    return {"view": None}


@of_film("export_preview", Export)
def export_preview(page: Page, project: Project, asked: Export) -> dict:
    """What an export will look like: pictures, the first lines, one sentence of facts."""
    shown = project.handoff.preview_of(asked.kind, **asked.options)
    return {
        "view": None,
        "facts": shown.facts,
        "lines": list(shown.lines),
        "pictures": [{"name": n, "src": _picture(p)} for n, p in shown.pictures],
    }


@of_film("card", Card)
def card(page: Page, project: Project, asked: Card) -> None:
    """The title card or the end card; without words it is taken away."""
    text = asked.text.strip()
    card = {"text": text, "line": asked.line.strip(), "duration_s": asked.duration_s} if text else None
    project.edit(f"titles/{asked.card}", card)


@of_film("captions", Captions)
def captions(page: Page, project: Project, asked: Captions) -> None:
    project.edit("titles/captions", asked.value)


# -- the cut back in ----------------------------------------------------------------------------------------------
@of_film("read_cut", ReadCut)
def read_cut(page: Page, project: Project, asked: ReadCut) -> dict:
    """The diff of an edited cut in words; changes nothing. Files: one .otio, .fcpxml or .edl, and the media of clips that are
    new to the film; or a zip of both."""
    with tempfile.TemporaryDirectory(prefix=f"vgot-cut-{os.getpid()}-") as folder:
        source = unpacked(asked.files, Path(folder))
        diff = project.handoff.read_cut(source)
    token = secrets.token_urlsafe(12)
    page.proposals = dict(list(page.proposals.items())[-30:]) | {f"cut/{token}": (project.id, diff)}
    return {"view": None, "cut": token, "empty": diff.is_empty, **diff.as_json()}


@of_film("apply_cut", ApplyCut)
def apply_cut(page: Page, project: Project, asked: ApplyCut) -> dict:
    """Apply a diff that was shown, as one edit."""
    shown = page.proposals.get(f"cut/{asked.cut}")
    if shown is None or shown[0] != project.id:
        raise NotFound("This cut is not at hand any more.", field="cut", hint="Choose its file again.")
    project.handoff.apply_cut(shown[1])
    return page.follow(project)


def _picture(pixels) -> str:
    kept = io.BytesIO()
    Image.fromarray(pixels).save(kept, "WEBP", quality=82, method=4)
    return "data:image/webp;base64," + base64.b64encode(kept.getvalue()).decode()


def unpacked(files: Sequence[CutFile | Any], folder: Path) -> Path:
    """The cut among the files of a request, with its media beside it under their bare names."""
    for file in files:
        name, data = Path(file.name).name[-200:] or "file", file.data
        if name.lower().endswith((".zip", ".otioz", ".fcpxmld")):
            _unzip(data, folder)
            continue
        if name.lower().endswith(".xml") and b"<fcpxml" in data[:4096]:
            name = Path(name).stem + ".fcpxml"
        (folder / name).write_bytes(data)
        if Path(name).suffix.lower() not in (*CUTS, *_CLIP_SUFFIXES):
            raise Studio.refusal_of(
                folder / name, f"Choose {_CUT_WORDS} file, with new clips beside it, or a zip of them."
            )
    cuts = sorted(p for p in folder.iterdir() if p.suffix.lower() in CUTS)
    if len(cuts) != 1:
        raise BadInput(
            "There is no cut among these files." if not cuts else f"There are {len(cuts)} cuts among these files.",
            field="import",
            hint="Choose one .otio, .fcpxml or .edl file.",
        )
    return cuts[0]


def _unzip(data: bytes, folder: Path) -> None:
    """Cuts and clips of a zip under their bare names, within limits: a name is never a path here."""
    left = 2 * _CUT_MB * 2**20
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            for entry in packed.infolist()[:2000]:
                name = Path(entry.filename.replace("\\", "/")).name
                if entry.is_dir() or name.startswith(".") or Path(name).suffix.lower() not in (*CUTS, *_CLIP_SUFFIXES):
                    continue
                with packed.open(entry) as inside:
                    body = inside.read(left + 1)
                left -= len(body)
                if left < 0:
                    raise BadInput(
                        "The zip unpacks to more than fits.",
                        field="import",
                        hint="Choose the cut alone.",
                    )
                (folder / name[:200]).write_bytes(body)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError) as why:
        raise BadInput("The zip cannot be read.", field="import", hint="Choose the cut itself.") from why
