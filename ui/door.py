"""The server's door: who may send something here, and how much, before anything of it is read.

A page of another site could make a visitor's browser send requests to this server: whatever changes something must come
from this server's own pages (or from a program, which names no origin). A body that is too long is refused by what it
says of its length, or as soon as it is longer than it may be; nobody waits for the rest.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from urllib.parse import urlsplit

from vgot.errors import BadInput
from vgot.owners import SpaceStudio
from vgot.studio import Studio

#: On a person's own machine: MB of one picture or sound, and of one imported project.
UPLOAD_MB, IMPORT_MB = 50, 200
#: MB of any other request; a story of 500 long shots has 5.
REQUEST_MB = 16
#: What a form adds to the file in it.
_FORM = 2**16
_READS = ("GET", "HEAD", "OPTIONS")


def upload_limits(studio: Studio) -> tuple[int, int]:
    """(MB of one picture or sound, MB of one imported file) that may be sent to this studio; a Space's quota is for both."""
    if isinstance(studio, SpaceStudio):
        return studio.quotas.upload_mb, studio.quotas.upload_mb
    return UPLOAD_MB, IMPORT_MB


def most_shots(studio: Studio) -> int:
    """How many shots the composer may ask for at once."""
    return max(1, min(60, studio.quotas.shots)) if isinstance(studio, SpaceStudio) else 60


def too_large(megabytes: int, on_space: bool) -> BadInput:
    """The one sentence about a file that is too large."""
    hint = "Choose a smaller one, or run VGoT Studio on your own machine." if on_space else "Choose a smaller one."
    return BadInput(f"The file is larger than {megabytes} MB, the most that can be sent here.", field="upload", hint=hint)


def own_origin(origin: str, headers: Mapping[str, str], environment: Mapping[str, str] = os.environ) -> bool:
    """Whether a browser's `Origin` is this server as the browser knows it: the host it asked for, the one a proxy says it
    asked for, the Space's own name, or one of VGOT_ORIGINS (hosts, comma separated)."""
    place = urlsplit(origin)
    if place.scheme not in ("http", "https") or not place.netloc:
        return False
    known = [headers.get("host", ""), headers.get("x-forwarded-host", ""), environment.get("SPACE_HOST", ""), *environment.get("VGOT_ORIGINS", "").split(",")]
    default = ":443" if place.scheme == "https" else ":80"
    return place.netloc.lower().removesuffix(default) in {one.strip().lower().removesuffix(default) for one in known if one.strip()}


class Door:
    """An ASGI app around the whole server."""

    def __init__(self, app, studio: Studio):
        self._app, self._studio = app, studio

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] != "http" or scope["method"] in _READS:
            return await self._app(scope, receive, send)
        headers = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in scope["headers"]}
        origin = headers.get("origin")
        if origin is not None and not own_origin(origin, headers):
            said = {"ok": False, "problem": {"kind": "bad_input", "field": "origin", "message": "A page of another site cannot ask this studio for anything.",
                                             "hint": "Open the studio's own page."}}
            return await _say(send, 403, said)
        most, refusal, status = self._most(scope["path"])
        length = headers.get("content-length", "")
        if length and (not length.isdigit() or int(length) > most):
            return await _say(send, status, refusal)
        read, refused = 0, False

        async def counted():
            nonlocal read, refused
            message = await receive()
            read += len(message.get("body", b""))
            if read > most:
                refused = True
                return {"type": "http.disconnect"}
            return message

        async def answered(message):
            if not refused:
                await send(message)

        try:
            await self._app(scope, counted, answered)
        except Exception:
            if not refused:
                raise
        if refused:
            await _say(send, status, refusal)

    def _most(self, path: str) -> tuple[int, dict, int]:
        """(bytes, what is said about more, with which status) for a path."""
        one, whole = upload_limits(self._studio)
        on_space, path = isinstance(self._studio, SpaceStudio), path.rstrip("/")
        if path.endswith("/component_server"):  # files travel as base64 inside a request; the page's script reads words, not statuses
            megabytes, status = max(one, whole), 200
            bytes_ = max(megabytes, REQUEST_MB) * 2**20 * 4 // 3 + _FORM
        else:
            megabytes, status = one if path.endswith("/upload") else min(one, REQUEST_MB), 413
            bytes_ = megabytes * 2**20 + _FORM
        return bytes_, {"ok": False, "problem": too_large(megabytes, on_space).as_json()}, status


async def _say(send, status: int, said: dict) -> None:
    body = json.dumps(said).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode()), (b"connection", b"close"),
               (b"x-content-type-options", b"nosniff")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
