"""Finishing: exports with a preview of each, cards and captions, and an editor's cut back in."""

from __future__ import annotations

import base64
import io
import os
import secrets
import tempfile
import zipfile
from pathlib import Path

from PIL import Image

from vgot.errors import BadInput, NotFound
from vgot.project.studio import Project

from ..export_jobs import exports_of
from ..request_fields import Fields
from ..routes import EXPORTS
from .base import VerbsBase

_CUT_MB, _CLIPS = 160, 40
_CLIP_SUFFIXES = (".mp4", ".mov", ".m4v", ".mkv", ".webm", ".wav", ".flac", ".mp3", ".ogg")


class HandoffPageVerbs(VerbsBase):
    """Exports, cards and captions, the cut back in."""

    def do_export(self, project: Project, f: Fields) -> dict:
        """Begin an export and return at once."""
        kind, options = f.one_of("kind", EXPORTS), _options(f)
        return {"view": None, **exports_of(self.studio).start(project, kind, options).as_json()}

    def do_export_state(self, project: Project, f: Fields) -> dict:
        return {"view": None, **exports_of(self.studio).find(project.id, f.text("export", 60)).as_json()}

    def do_export_cancel(self, project: Project, f: Fields) -> dict:
        exports_of(self.studio).cancel(project.id, f.text("export", 60))
        return {"view": None}

    def do_export_preview(self, project: Project, f: Fields) -> dict:
        """What an export will look like: pictures, the first lines, one sentence of facts."""
        shown = project.handoff.preview_of(f.one_of("kind", EXPORTS), **_options(f))
        return {
            "view": None,
            "facts": shown.facts,
            "lines": list(shown.lines),
            "pictures": [{"name": n, "src": _picture(p)} for n, p in shown.pictures],
        }

    def do_card(self, project: Project, f: Fields) -> None:
        """The title card or the end card; without words it is taken away."""
        which, text = f.one_of("card", ("opening", "end")), f.text("text", 200).strip()
        card = (
            {
                "text": text,
                "line": f.text("line", 400, "").strip(),
                "duration_s": round(f.number("duration_s", 0.5, 12), 2),
            }
            if text
            else None
        )
        project.edit(f"titles/{which}", card)

    def do_captions(self, project: Project, f: Fields) -> None:
        project.edit("titles/captions", f.one_of("value", ("none", "soft", "burned")))

    # -- the cut back in ----------------------------------------------------------------------------------------------
    def do_read_cut(self, project: Project, f: Fields) -> dict:
        """The diff of an edited cut in words; changes nothing. Files: one .otio or .fcpxml, and the media of clips that are
        new to the film; or a zip of both."""
        with tempfile.TemporaryDirectory(prefix=f"vgot-cut-{os.getpid()}-") as folder:
            source = _unpacked(f, Path(folder))
            diff = project.handoff.read_cut(source)
        token = secrets.token_urlsafe(12)
        self._proposals = dict(list(self._proposals.items())[-30:]) | {f"cut/{token}": (project.id, diff)}
        return {"view": None, "cut": token, "empty": diff.is_empty, **diff.as_json()}

    def do_apply_cut(self, project: Project, f: Fields) -> dict:
        """Apply a diff that was shown, as one edit."""
        owner, diff = self._proposals.get(f"cut/{f.text('cut', 40)}", ("", None))
        if owner != project.id or diff is None:
            raise NotFound("This cut is not at hand any more.", field="cut", hint="Choose its file again.")
        project.handoff.apply_cut(diff)
        return self._follow(project)


def _options(f: Fields) -> dict:
    """Fields of ExportOptions that a page may set."""
    options: dict = {}
    if f.has("layout"):
        options["layout"] = f.whole("layout", 1, 9)
    if f.has("silent"):
        options["silent"] = f.flag("silent")
    if f.has("captions"):
        options["captions"] = f.one_of("captions", ("none", "soft", "burned"))
    if f.has("aspect"):
        options["aspect"] = f.one_of("aspect", ("16:9", "9:16", "1:1"))
    if f.has("fit"):
        options["fit"] = f.one_of("fit", ("cover", "fit"))
    if f.has("short_px"):
        options["short_px"] = f.whole("short_px", 64, 2160)
    if f.has("fps"):
        options["fps"] = f.number("fps", 1, 60)
    if f.has("handle_s"):
        options["handle_s"] = f.number("handle_s", 0, 10)
    return options


def _picture(pixels) -> str:
    kept = io.BytesIO()
    Image.fromarray(pixels).save(kept, "WEBP", quality=82, method=4)
    return "data:image/webp;base64," + base64.b64encode(kept.getvalue()).decode()


def _unpacked(f: Fields, folder: Path) -> Path:
    """The cut among the files of a request, with its media beside it under their bare names."""
    for one in f.listed("files", _CLIPS):
        file = f.inner(one)
        name, data = Path(file.text("name", 255)).name, file.data("data", _CUT_MB * 2**20)
        if name.lower().endswith(".zip"):
            _unzip(data, folder)
        elif Path(name).suffix.lower() in (".otio", ".fcpxml", *_CLIP_SUFFIXES):
            (folder / name).write_bytes(data)
        else:
            raise BadInput(
                f"'{name[:60]}' is no cut and no clip.",
                field="import",
                hint="Choose an .otio or .fcpxml file, with new clips beside it, or a zip of them.",
            )
    cuts = sorted(p for p in folder.iterdir() if p.suffix.lower() in (".otio", ".fcpxml"))
    if len(cuts) != 1:
        raise BadInput(
            "There is no cut among these files." if not cuts else f"There are {len(cuts)} cuts among these files.",
            field="import",
            hint="Choose one .otio or .fcpxml file.",
        )
    return cuts[0]


def _unzip(data: bytes, folder: Path) -> None:
    """Cuts and clips of a zip under their bare names, within limits: a name is never a path here."""
    left = 2 * _CUT_MB * 2**20
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            for entry in packed.infolist()[:2000]:
                name = Path(entry.filename.replace("\\", "/")).name
                if (
                    entry.is_dir()
                    or name.startswith(".")
                    or Path(name).suffix.lower() not in (".otio", ".fcpxml", *_CLIP_SUFFIXES)
                ):
                    continue
                with packed.open(entry) as inside:
                    body = inside.read(left + 1)
                left -= len(body)
                if left < 0:
                    raise BadInput(
                        "The zip unpacks to more than fits.",
                        field="import",
                        hint="Choose the .otio or .fcpxml file alone.",
                    )
                (folder / name[:200]).write_bytes(body)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError) as why:
        raise BadInput(
            "The zip cannot be read.", field="import", hint="Choose the .otio or .fcpxml file itself."
        ) from why
