"""What the page loads beside Gradio's own files: media of projects, downloads, the page's script, style and fonts.

Names of media are digests, so a file never changes under its name and browsers may keep it for good. Only pictures, films
and sounds leave, with the type their first bytes say; nothing here takes a path.
"""

from __future__ import annotations

import functools
import hashlib
import os
import re
import tempfile
from pathlib import Path

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from vgot.errors import VgotError
from vgot.project.studio import Studio
from vgot.resources import shipped

from . import languages
from .combined import combined
from .example import ExampleFilm
from .export_jobs import export_to, exports_of, file_name
from .visitors import visiting

_WIDGETS = Path(__file__).resolve().parent / "widgets"
_NAME = re.compile(r"^([0-9a-f]{64})(?:-(160|320|640|1280))?\.(png|mp4|webp|flac|wave)$")
_FOREVER = {"Cache-Control": "private, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}
_TYPES = {"png": "image/png", "mp4": "video/mp4", "webp": "image/webp", "flac": "audio/flac"}
_MAGIC = {"png": (0, b"\x89PNG\r\n\x1a\n"), "mp4": (4, b"ftyp"), "webp": (8, b"WEBP"), "flac": (0, b"fLaC")}
#: Folders with styles; order matters: what others stand on comes first.
WIDGETS = (
    "page_state",
    "wordbox",
    "takes",
    "topbar",
    "player",
    "story",
    "direct",
    "writer",
    "filmstrip",
    "cast",
    "keyframes",
    "shots",
    "timeline",
    "queue",
    "settings",
    "projects",
    "many",
    "desk",
)
#: What can be saved from the page; the suffix says what it is.
EXPORTS = (
    "film.mp4",
    "film.mov",
    "film.gif",
    "film.frames.zip",
    "film.press.zip",
    "film.review.html",
    "film.srt",
    "film.vtt",
    "film.ass",
    "storyboard.pdf",
    "sheet.png",
    "shots.csv",
    "cut.otio",
    "cut.fcpxml",
    "cut.edl",
    "script.fountain",
    "script.fdx",
    "story.json",
    "project.vgot.zip",
)
#: Runs before Gradio's own scripts, which ask for things too: no module, modules wait for the whole page.
TOKEN_SCRIPT = "page_state/token.js"
#: Finds the page's language; the catalogues stand before it.
LANGUAGE_SCRIPT = "page_state/language.js"
#: All modules in one. It lies as deep as the others, which tell the studio's own address from where they came (wire.js).
WHOLE_SCRIPT = "whole/page.js"
STYLES = ("tokens", "gradio", "parts")


@functools.cache
def scripts() -> dict[str, bytes]:
    """The page's modules by their paths under ui/widgets, as they import one another."""
    found = {f.relative_to(_WIDGETS).as_posix(): f.read_bytes() for f in sorted(_WIDGETS.rglob("*.js"))}
    return found | {LANGUAGE_SCRIPT: languages.script() + found[LANGUAGE_SCRIPT]}


@functools.cache
def whole_script() -> bytes:
    """The page's modules as one, which a browser asks for once."""
    return combined(scripts(), "page.js")


def style() -> bytes:
    """The page's style: tokens, Gradio's own parts, shared parts, then every widget's."""
    files = [shipped("assets", "css") / f"{n}.css" for n in STYLES] + [_WIDGETS / n / f"{n}.css" for n in WIDGETS]
    return b"\n".join(f.read_bytes() for f in files)


def head(token: str = "") -> str:
    """The tags for the page's head, with the contents' own digests in the addresses, and the token of this start (ui/access.py)."""
    css, js = (hashlib.sha256(made).hexdigest()[:12] for made in (style(), b"".join(scripts().values())))
    return (
        f'<link rel="stylesheet" href="studio/{css}.css"><script src="studio/{js}/{TOKEN_SCRIPT}"></script>'
        f'<script type="module" src="studio/{js}/{WHOLE_SCRIPT}"></script>'
        '<link rel="icon" type="image/svg+xml" href="studio/mark.svg"><meta name="color-scheme" content="dark light">'
        + (f'<meta name="vgot-token" content="{token}">' if token else "")
    )


def routes(studio: Studio, example: ExampleFilm, token: str = "") -> list[Route]:  # noqa: C901
    """Routes that stand before Gradio's."""
    css = style()

    def media(request: Request) -> Response:
        name = _NAME.match(request.path_params["name"])
        if not name:
            return _missing()
        digest, width, suffix = name.groups()
        try:
            with visiting(studio, request):
                project = studio.open(request.path_params["project"])
                if suffix == "webp" and width:
                    return Response(
                        thumbnail(project.id, digest, int(width)), media_type="image/webp", headers=_FOREVER
                    )
                if suffix == "wave":
                    return Response(
                        waveform(project.id, digest, int(width or 640)),
                        media_type="application/octet-stream",
                        headers=_FOREVER,
                    )
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
        return studio.open(project).takes.thumbnail(digest, width)

    @functools.lru_cache(maxsize=400)
    def waveform(project: str, digest: str, columns: int) -> bytes:
        """Least and greatest sample of each column, as signed bytes."""
        return (studio.open(project).handoff.waveform_of(digest, columns) * 127).round().astype("int8").tobytes()

    def export(request: Request) -> Response:
        kind = request.path_params["kind"]
        if kind not in EXPORTS:
            return _missing()
        folder = tempfile.TemporaryDirectory(prefix=f"vgot-export-{os.getpid()}-")
        try:
            with visiting(studio, request):
                project = studio.open(request.path_params["project"])
                shown = request.query_params.get("shown", "") if kind == "film.mp4" else ""
                if shown:
                    made = project.handoff.save_shown(Path(folder.name) / kind, shown)
                else:
                    with exports_of(studio).direct(project) as watch:
                        made = export_to(project, Path(folder.name), kind, watch)
        except VgotError as why:
            folder.cleanup()
            return PlainTextResponse(why.in_words(), status_code=429 if why.kind == "quota" else 409)
        headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
        return FileResponse(
            made,
            media_type="application/octet-stream",
            filename=file_name(project, made),
            headers=headers,
            background=BackgroundTask(folder.cleanup),
        )

    def exported(request: Request) -> Response:
        try:
            with visiting(studio, request):
                project = studio.open(request.path_params["project"])
            made = exports_of(studio).find(project.id, request.path_params["token"])
        except VgotError:
            return _missing()
        if made.file is None or not made.file.is_file():
            return _missing()
        headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
        return FileResponse(made.file, media_type="application/octet-stream", filename=made.name, headers=headers)

    def page_file(request: Request) -> Response:
        name = request.path_params["name"]
        if name.endswith(".css"):
            return Response(css, media_type="text/css", headers=_FOREVER)
        if name == "example.mp4" and example.film:
            return FileResponse(example.film, media_type="video/mp4", headers={"X-Content-Type-Options": "nosniff"})
        if name == "mark.svg":
            return FileResponse(shipped("assets", "mark.svg"), media_type="image/svg+xml", headers=_FOREVER)
        if re.fullmatch(r"[a-z0-9-]+\.woff2", name) and (font := shipped("assets", "fonts") / name).is_file():
            return FileResponse(font, media_type="font/woff2", headers=_FOREVER)
        return _missing()

    def module(request: Request) -> Response:
        """A module of the page's script. The folder in its address is the digest of all of them: an address never changes its file."""
        path = request.path_params["path"]
        found = whole_script() if path == WHOLE_SCRIPT else scripts().get(path)
        return _missing() if found is None else Response(found, media_type="text/javascript", headers=_FOREVER)

    def token_now(request: Request) -> Response:
        """For a page that was open while the program started again. Another site's page cannot send this header without
        being asked for leave first, nor read what comes back."""
        if not token or "x-vgot-page" not in request.headers:
            return _missing()
        return PlainTextResponse(token, headers={"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"})

    return [
        Route("/studio/token", token_now, methods=["GET"]),
        Route("/media/{project}/{name}", media, methods=["GET", "HEAD"]),
        Route("/export/{project}/{kind}", export, methods=["GET"]),
        Route("/exported/{project}/{token}", exported, methods=["GET"]),
        Route("/studio/{name}", page_file, methods=["GET"]),
        Route("/studio/{digest}/{path:path}", module, methods=["GET"]),
    ]


def _missing() -> Response:
    return PlainTextResponse("This file is not here.", status_code=404)
