"""What the page loads beside Gradio's own files: media of projects, downloads, the page's script, style and fonts.

Names of media are digests, so a file never changes under its name and browsers may keep it for good. Only pictures and
films leave, with the type their first bytes say; nothing here takes a path.
"""

from __future__ import annotations

import functools
import hashlib
import re
import shutil
import tempfile
from pathlib import Path

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from ui.example import ExampleFilm
from ui.visitors import visiting
from vgot.errors import VgotError
from vgot.studio import Project, Studio

_ROOT = Path(__file__).resolve().parent.parent
_NAME = re.compile(r"^([0-9a-f]{64})(?:-(160|320|640|1280))?\.(png|mp4|webp)$")
_FOREVER = {"Cache-Control": "private, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}
_TYPES = {"png": "image/png", "mp4": "video/mp4", "webp": "image/webp"}
_MAGIC = {"png": (0, b"\x89PNG\r\n\x1a\n"), "mp4": (4, b"ftyp"), "webp": (8, b"WEBP")}
#: Order matters: what others stand on comes first.
WIDGETS = ("desk", "wordbox", "takes", "topbar", "player", "story", "filmstrip", "cast", "keyframes", "shots", "timeline", "queue", "settings", "projects")
#: What can be saved from the page; the suffix says what it is.
EXPORTS = (
    "film.mp4", "film.mov", "film.gif", "film.frames.zip", "film.press.zip", "film.srt", "film.vtt", "storyboard.pdf", "sheet.png", "shots.csv",
    "cut.otio", "cut.fcpxml", "cut.edl", "script.fountain", "story.json", "project.vgot.zip",
)
STYLES = ("tokens", "gradio", "parts")


def script() -> bytes:
    """The page's script: every widget's, one after the other."""
    files = [f for n in WIDGETS for f in sorted((_ROOT / "ui" / "widgets" / n).glob("*.js"))]
    return b"\n".join(f.read_bytes() for f in files)


def style() -> bytes:
    """The page's style: tokens, Gradio's own parts, shared parts, then every widget's."""
    files = [_ROOT / "assets" / "css" / f"{n}.css" for n in STYLES] + [_ROOT / "ui" / "widgets" / n / f"{n}.css" for n in WIDGETS]
    return b"\n".join(f.read_bytes() for f in files)


def head() -> str:
    """The tags for the page's head, with the contents' own digests in the addresses."""
    css, js = (hashlib.sha256(made).hexdigest()[:12] for made in (style(), script()))
    return (
        f'<link rel="stylesheet" href="studio/{css}.css"><script src="studio/{js}.js"></script>'
        '<link rel="icon" type="image/svg+xml" href="studio/mark.svg"><meta name="color-scheme" content="dark light">'
    )


def export_to(project: Project, folder: Path, kind: str) -> Path:
    """One file of a project, made in `folder`; a cut for an editor comes with its media, as one zip."""
    target = folder / kind
    if kind == "script.fountain":
        target.write_text(project.fountain(), encoding="utf-8")
        return target
    if kind.startswith("cut."):
        inside = folder / "cut"
        project.export(inside / kind)
        return Path(shutil.make_archive(str(folder / kind), "zip", inside))
    return project.export(target)


def routes(studio: Studio, example: ExampleFilm) -> list[Route]:
    """Routes that stand before Gradio's."""
    css, js = style(), script()

    def media(request: Request) -> Response:
        name = _NAME.match(request.path_params["name"])
        if not name:
            return _missing()
        digest, width, suffix = name.groups()
        try:
            with visiting(studio, request):
                project = studio.open(request.path_params["project"])
                if suffix == "webp" and width:
                    return Response(thumbnail(project.id, digest, int(width)), media_type="image/webp", headers=_FOREVER)
                path = project.file(digest)
        except VgotError:
            return _missing()
        at, magic = _MAGIC[suffix]
        with path.open("rb") as file:
            if file.read(16)[at : at + len(magic)] != magic:
                return _missing()
        return FileResponse(path, media_type=_TYPES[suffix], headers=_FOREVER)

    @functools.lru_cache(maxsize=2000)
    def thumbnail(project: str, digest: str, width: int) -> bytes:
        return studio.open(project).thumbnail(digest, width)

    def export(request: Request) -> Response:
        kind = request.path_params["kind"]
        if kind not in EXPORTS:
            return _missing()
        folder = tempfile.TemporaryDirectory(prefix="vgot-export-")
        try:
            with visiting(studio, request):
                project = studio.open(request.path_params["project"])
                made = export_to(project, Path(folder.name), kind)
        except VgotError as why:
            folder.cleanup()
            return PlainTextResponse(why.in_words(), status_code=409)
        title = re.sub(r"[^\w -]+", "", project.name, flags=re.UNICODE).strip()[:60] or "film"
        headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
        name = f"{title}.{made.name.partition('.')[2]}"
        return FileResponse(made, media_type="application/octet-stream", filename=name, headers=headers, background=BackgroundTask(folder.cleanup))

    def page_file(request: Request) -> Response:
        name = request.path_params["name"]
        if name.endswith(".css"):
            return Response(css, media_type="text/css", headers=_FOREVER)
        if name.endswith(".js"):
            return Response(js, media_type="text/javascript", headers=_FOREVER)
        if name == "example.mp4" and example.film:
            return FileResponse(example.film, media_type="video/mp4", headers={"X-Content-Type-Options": "nosniff"})
        if name == "mark.svg":
            return FileResponse(_ROOT / "assets" / "mark.svg", media_type="image/svg+xml", headers=_FOREVER)
        if re.fullmatch(r"[a-z0-9-]+\.woff2", name) and (font := _ROOT / "assets" / "fonts" / name).is_file():
            return FileResponse(font, media_type="font/woff2", headers=_FOREVER)
        return _missing()

    return [
        Route("/media/{project}/{name}", media, methods=["GET", "HEAD"]),
        Route("/export/{project}/{kind}", export, methods=["GET"]),
        Route("/studio/{name}", page_file, methods=["GET"]),
    ]


def _missing() -> Response:
    return PlainTextResponse("This file is not here.", status_code=404)
