"""The server's door: who may ask for something here, and who may send something, and how much, before anything of it is read.

Four things are looked at, on every request, whatever it asks for:

- the name by which this server is asked (ui/hosts.py): a page of another site can give its own name this machine's address;
- what a browser says of the page that asks (`Origin`, `Sec-Fetch-Site`): pages of other sites, and of other servers on this
  machine, may link here and nothing else;
- the token of this start, which stands in this server's own page alone (ui/widgets/page_state/token.js sends it): whatever a browser
  asks that may change something carries it. Programs name no origin and need none;
- the password, where there is one.

On a Space visitors are told apart by their cookies, which a browser keeps by the name it knows, and the host says by which
names it is reached: there only the origin is looked at. A body that is too long is refused by what it says of its length, or
as soon as it is longer than it may be; nobody waits for the rest.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import html
import json
import logging
import re
import secrets
from collections.abc import Mapping

from vgot.errors import BadInput
from vgot.project.studio import Studio
from vgot.space.visitors import SpaceStudio

from .hosts import Names, host_and_port, place_of, usual_left_out, written

log = logging.getLogger("vgot.ui")
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
    return BadInput(
        f"The file is larger than {megabytes} MB, the most that can be sent here.", field="upload", hint=hint
    )


#: What the page of this server sends with what it asks.
TOKEN = "x-vgot-token"
#: What is made or shown for this server's own page only, also where it stands in a frame.
_OWN_PAGE_ONLY = re.compile(r"(^|/)(media|export|exported)/")
#: The page's own scripts, styles and fonts, which hold nothing of anybody's. Browsers send an origin along with some of them,
#: and a page that is not told why it may ask for nothing could not say so without them.
_OF_THE_PAGE = re.compile(r"(/[\w-]+)*/(assets|static|studio)(/[\w-][\w.-]*)*\.(js|css|svg|woff2|png|wasm|map)")
#: Asked by Gradio itself while it starts, before anybody can know a password; it tells nothing.
_STARTING = "/gradio_api/startup-events"
#: Gradio's own route keeps what anybody sends it for a day, and nothing here takes a file from there.
_BY_THE_PAGE = BadInput(
    "Files are not kept here before they are used.", field="upload", hint="Send them with the buttons of the page."
)


def stranger(said: str, names: Names) -> BadInput:
    """What is said to who asks for this server by a name it does not know."""
    read = host_and_port(said)
    if read is None:
        return BadInput(
            "This studio cannot tell by which name it was asked.",
            field="host",
            hint="Open it by its own address, for example http://127.0.0.1:7860.",
        )
    host = written(*read)
    return BadInput(
        f"This studio does not know itself by the name {host}, and does not answer there.",
        field="host",
        hint=f"If you put it there yourself, start it with {names.to_set(host)}; otherwise open it by its own address.",
    )


def foreign(origin: str, names: Names) -> BadInput:
    """What is said to a page that is not this server's own."""
    place, hint = place_of(origin), "Open the studio's own page."
    if place and not names.knows(place[0]):
        hint += f" If {written(*place)} is where you put it, start it with {names.to_set(written(*place))}."
    return BadInput(
        f"A page of another site{f' ({written(*place)})' if place else ''} cannot ask this studio for anything.",
        field="origin",
        hint=hint,
    )


class Door:
    """An ASGI app around the whole server. `token`: what this start's page sends, empty where none is asked for; `password`:
    (user, password), the user empty where any name will do, or None."""

    def __init__(
        self, app, studio: Studio, names: Names | None = None, token: str = "", password: tuple[str, str] | None = None
    ):
        self._app, self._studio, self._names, self._token, self._password = (
            app,
            studio,
            names or Names(),
            token,
            password,
        )
        self._on_space = isinstance(studio, SpaceStudio)
        self._told: set[str] = set()

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] not in ("http", "websocket"):
            return await self._app(scope, receive, send)
        headers = _read(scope)
        refused = self._who(scope, headers)
        if refused is None and self._password and scope["path"] != _STARTING and not self._knows_password(headers):
            if "authorization" in headers:
                await asyncio.sleep(0.5)  # guessing takes time
            refused = (
                401,
                BadInput(
                    "This studio asks for its user and password."
                    if self._password[0]
                    else "This studio asks for its password.",
                    field="auth",
                    hint="They are those of --auth or VGOT_AUTH, with which it was started."
                    if self._password[0]
                    else "It is that of --password or VGOT_PASSWORD, with which it was started; any name will do.",
                ),
            )
        if refused:
            return await _refuse(scope, headers, send, *refused)
        if scope["type"] == "websocket":
            return await self._app(scope, receive, send)
        if self._on_space and scope["path"].rstrip("/").endswith("/upload"):
            return await _refuse(scope, headers, send, 403, _BY_THE_PAGE)
        if not self._on_space:
            send = _unframed(send)
        if scope["method"] in _READS:
            return await self._app(scope, receive, send)
        await self._measured(scope, headers, receive, send)

    # -- who asks -----------------------------------------------------------------------------------------------------
    def _who(self, scope: dict, headers: Mapping[str, str]) -> tuple[int, BadInput] | None:
        """(status, why) where this request is not answered."""
        names, host, behind = (
            self._names,
            headers.get("host", ""),
            headers.get("x-forwarded-host", "").partition(",")[0].strip(),
        )
        if not self._on_space:
            if host_and_port(host) is None:  # none, several, or nothing that is a host
                return 400, stranger("", names)
            for said in [host, behind] if behind else [host]:
                if (read := host_and_port(said)) is None or not names.knows(read[0]):
                    return 403, self._told_once(stranger(said, names))
        changes = scope["type"] == "websocket" or scope["method"] not in _READS
        origin, site = headers.get("origin"), headers.get("sec-fetch-site")
        elsewhere = site is not None and site not in ("same-origin", "none")
        own_page_only = bool(_OWN_PAGE_ONLY.search(scope["path"]))
        plain = not (changes or elsewhere or own_page_only) and bool(_OF_THE_PAGE.fullmatch(scope["path"]))
        if origin is not None and not plain and (changes or not self._on_space):
            place = place_of(origin)
            asked = [read for one in (host, behind) if (read := host_and_port(one))]
            known = place is not None and (
                names.knows(place[0]) or self._on_space and place[0] in {name for name, _ in asked}
            )
            if not known or elsewhere:
                return 403, self._told_once(foreign(origin, names))
            # Only names were compared. An older browser does not say whether the page is this server's: the token will tell it
            # from those of other servers on this machine, and where none is asked for, the port must.
            exact = (
                place is not None
                and names.gave(place)
                or place in [(name, usual_left_out(port)) for name, port in asked]
            )
            if site is None and not exact and not (changes and self._token):
                return 403, self._told_once(foreign(origin, names))
        elif elsewhere:
            link = (
                not changes
                and headers.get("sec-fetch-mode") == "navigate"
                and headers.get("sec-fetch-dest") == "document"
            )
            if own_page_only or changes or not (link or self._on_space):
                return 403, foreign("", names)
        by_browser = origin is not None or site is not None
        if (
            self._token
            and scope["type"] == "http"
            and changes
            and by_browser
            and not secrets.compare_digest(headers.get(TOKEN, "").encode(), self._token.encode())
        ):
            return 403, BadInput("This page is of an earlier start of the program.", field="token", hint="Reload it.")
        return None

    def _told_once(self, why: BadInput) -> BadInput:
        """The server's log says each refusal by name once, to who looks there for why a page stays empty."""
        if why.message not in self._told and len(self._told) < 20:
            self._told.add(why.message)
            log.warning("Refused: %s %s", why.message, why.hint)
        return why

    def _knows_password(self, headers: Mapping[str, str]) -> bool:
        kind, _, said = headers.get("authorization", "").partition(" ")
        try:
            given = base64.b64decode(said, validate=True) if kind.lower() == "basic" else b""
        except (binascii.Error, ValueError):
            return False
        user, password = self._password or ("", "")
        if not user:  # whoever knows the password, by any name
            given = given.partition(b":")[2]
        return bool(password) and secrets.compare_digest(
            given, f"{user}:{password}".encode() if user else password.encode()
        )

    # -- how much -----------------------------------------------------------------------------------------------------
    async def _measured(self, scope: dict, headers: Mapping[str, str], receive, send) -> None:
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
        if path.endswith(
            "/component_server"
        ):  # files travel as base64 inside a request; the page's script reads words, not statuses
            megabytes, status = max(one, whole), 200
            bytes_ = max(megabytes, REQUEST_MB) * 2**20 * 4 // 3 + _FORM
        else:
            megabytes, status = one if path.endswith("/upload") else min(one, REQUEST_MB), 413
            bytes_ = megabytes * 2**20 + _FORM
        return bytes_, {"ok": False, "problem": too_large(megabytes, on_space).as_json()}, status


def _read(scope: dict) -> dict[str, str]:
    """The headers; one that is sent twice holds both, which is no host, no origin and no token."""
    found: dict[str, str] = {}
    for name, value in scope["headers"]:
        name, value = name.decode("latin-1").lower(), value.decode("latin-1")
        found[name] = f"{found[name]}, {value}" if name in found else value
    return found


def _unframed(send):
    """Pages of other sites cannot lay this one, unseen, under what a person clicks."""

    async def sending(message):
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", []), (b"x-frame-options", b"SAMEORIGIN")]}
        await send(message)

    return sending


async def _refuse(scope: dict, headers: Mapping[str, str], send, status: int, why: BadInput) -> None:
    if scope["type"] == "websocket":
        return await send({"type": "websocket.close", "code": 1008})
    asks = [(b"www-authenticate", b'Basic realm="VGoT Studio", charset="UTF-8"')] if status == 401 else []
    if scope["method"] == "GET" and "text/html" in headers.get("accept", ""):  # a person, not the page's script
        page = (
            '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>VGoT Studio</title>'
            '<body style="font: 1.1rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 3rem auto; padding: 0 1rem">'
            f"<h1>VGoT Studio</h1><p>{html.escape(why.message)}</p><p>{html.escape(why.hint or '')}</p></body></html>"
        )
        return await _send(send, status, page.encode(), b"text/html; charset=utf-8", asks)
    await _say(send, status, {"ok": False, "problem": why.as_json()}, asks)


async def _say(send, status: int, said: dict, more: list[tuple[bytes, bytes]] | None = None) -> None:
    await _send(send, status, json.dumps(said).encode(), b"application/json", more or [])


async def _send(send, status: int, body: bytes, kind: bytes, more: list[tuple[bytes, bytes]]) -> None:
    headers = [
        (b"content-type", kind),
        (b"content-length", str(len(body)).encode()),
        (b"connection", b"close"),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
        *more,
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
