"""Many people, one Space: everybody sees their own projects and nobody else's.

A visitor is an unguessable name in a cookie, signed by this server. A visitor's projects lie in a folder of their own
(named by a hash, so that the disk does not tell cookies); every project id is looked up in that folder alone, and no
path comes from a client. Projects that nobody has touched for a while are removed.

    studio = open_studio(Settings.from_environment())       a Studio, or a SpaceStudio when this is a Space
    with studio.visit(request.cookies.get(COOKIE)) as cookie:
        studio.projects(); studio.open(id); …               those of this visitor
"""

from __future__ import annotations

import contextlib
import contextvars
import hashlib
import hmac
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from vgot.environment import Environment
from vgot.errors import BadInput, NotFound
from vgot.project.project import Project
from vgot.project.studio import Studio
from vgot.render.executors import Executor
from vgot.render.queue import Queue
from vgot.settings import RenderPreset, Settings
from vgot.space.quotas import Limits, QuotaReached, Quotas, bytes_in
from vgot.space.zerogpu import SpaceExecutor, notice, space_settings
from vgot.store.disk import make_private
from vgot.store.project_store import DATABASE
from vgot.story.model import Story

COOKIE = "vgot_visitor"
#: Scripts cannot read it. By HTTPS a Space stands in a frame of another site, so the cookie must be allowed there; by plain HTTP, as in a
#: network of one's own, browsers keep no cookie that says so.
_ALWAYS = "Path=/; HttpOnly; Max-Age=2592000"
_BY_SCHEME = {"https": "Secure; SameSite=None; Partitioned", "http": "SameSite=Lax"}
_NAME = re.compile(r"^([A-Za-z0-9_-]{43})\.([0-9a-f]{64})$")

_visitor: contextvars.ContextVar[str] = contextvars.ContextVar("vgot_visitor")


def open_studio(settings: Settings, executor: Executor | None = None) -> Studio:
    """The studio for these settings: one for all on a person's own machine, one for each visitor on a Space."""
    if settings.mode == "space":
        return SpaceStudio(space_settings(settings), executor)
    return Studio(settings, executor)


class SpaceStudio(Studio):
    """A studio whose projects are those of the visitor at hand (`visit`). Without a visitor there is nothing."""

    def __init__(self, settings: Settings, executor: Executor | None = None, quotas: Quotas | None = None):
        super().__init__(settings, executor or SpaceExecutor(settings.models_dir))
        self.quotas = quotas or Quotas.from_environment()
        self.expires_s = 3600.0 * Environment.read().expire_hours
        self._secret = self._read_secret()
        self._swept = 0.0
        self._counted: tuple[float, int] = (-3600.0, 0)

    @property
    def notice(self) -> str:
        """What the page must say about keeping things."""
        return notice()

    # -- visitors -----------------------------------------------------------------------------------------------------
    def _read_secret(self) -> bytes:
        if said := Environment.read().secret:
            return hashlib.sha256(said.encode()).digest()
        file = self.settings.home / "visitors.key"
        try:
            make_private(self.settings.home)
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as out:
                out.write(secrets.token_bytes(32))
        except FileExistsError:
            pass
        return file.read_bytes()

    def new_visitor(self) -> str:
        """A cookie value for somebody new."""
        name = secrets.token_urlsafe(32)
        return f"{name}.{hmac.new(self._secret, name.encode(), 'sha256').hexdigest()}"

    def knows(self, cookie: str | None) -> bool:
        """Whether a cookie was made by this server."""
        found = _NAME.match(cookie or "")
        return bool(found) and hmac.compare_digest(
            hmac.new(self._secret, found[1].encode(), "sha256").hexdigest(), found[2]
        )

    @contextlib.contextmanager
    def visit(self, cookie: str | None) -> Iterator[str]:
        """Everything inside belongs to this visitor; gives the cookie to set, a new one when this one is not ours."""
        mine = cookie if cookie and self.knows(cookie) else self.new_visitor()
        before = _visitor.set(mine)
        try:
            if time.time() - self._swept > 600:
                self._swept = time.time()
                self.expire()
            yield mine
        finally:
            _visitor.reset(before)

    def middleware(self, app):
        """An ASGI app around another: reads and sets the cookie, and everything inside runs as that visitor."""

        async def around(scope, receive, send):
            if scope["type"] not in ("http", "websocket"):
                return await app(scope, receive, send)
            given = _cookie_in(scope)
            with self.visit(given) as cookie:

                async def sending(message):
                    if message["type"] == "http.response.start" and cookie != given:
                        header = f"{COOKIE}={cookie}; {_ALWAYS}; {_BY_SCHEME[self._scheme(scope)]}".encode()
                        message = {**message, "headers": [*message.get("headers", []), (b"set-cookie", header)]}
                    await send(message)

                await app(scope, receive, sending)

        return around

    def _scheme(self, scope: dict[str, Any]) -> str:
        """`https` or `http`: as the browser asks, which the server in front of this one says."""
        said = next((v.decode("latin-1") for k, v in scope.get("headers", []) if k.lower() == b"x-forwarded-proto"), "")
        scheme = said.partition(",")[0].strip().lower() or scope.get("scheme", "http")
        return "https" if scheme in ("https", "wss") or Environment.read().space_host else "http"

    @property
    def folder(self) -> Path:
        """The visitor's own folder. Raises NotFound when nobody is visiting."""
        cookie = _visitor.get(None)
        if cookie is None:
            raise NotFound("Nobody is visiting.", field="visitor", hint="Reload the page.")
        return self.settings.home / "visitors" / hashlib.sha256(cookie.encode()).hexdigest()[:40]

    @property
    def projects_folder(self) -> Path:
        return self.folder / "projects"

    # -- the studio's verbs, for one visitor --------------------------------------------------------------------------
    def presets(self) -> dict[str, RenderPreset]:
        return {name: one for name, one in super().presets().items() if self.quotas.allows(name)}

    def open(self, project: str | Path) -> Project:
        """A project of this visitor by its id; never by a path."""
        if not isinstance(project, str):
            raise NotFound("There is no such project.", field="project", hint="Choose one from the list.")
        opened = super().open(project)
        with contextlib.suppress(OSError):
            os.utime(opened.store.folder)
        Queue(opened.store).resume_if_time()
        return opened

    def _new_folder_only(self, folder: Path | None) -> Limits:
        if folder is not None:
            raise BadInput("A project's folder cannot be chosen here.", field="project", hint="Leave the folder out.")
        limits = Limits(self.quotas, self.folder)
        limits.projects(sum(1 for f in self.projects_folder.glob("*") if (f / DATABASE).is_file()))
        limits.room(0)
        self._room_for_all()
        return limits

    def _room_for_all(self) -> None:
        """Raises QuotaReached where all visitors together have what there is; looked at once a minute."""
        if time.monotonic() - self._counted[0] > 60:
            self._counted = time.monotonic(), bytes_in(self.settings.home / "visitors")
        if self._counted[1] > self.quotas.all_megabytes * 10**6:
            raise QuotaReached(
                "This Space has no room for another film at the moment.",
                field="disk",
                hint="Delete a film you do not need, come back later, or run VGoT Studio on your own machine.",
            )

    def new_project(
        self, story: Story | None = None, *, name: str | None = None, folder: Path | None = None, **more
    ) -> Project:
        limits = self._new_folder_only(folder)
        if story is not None:
            limits.story(story)
        return super().new_project(story, name=name, **more)

    def write(self, sentence: str, shots: int, *, folder: Path | None = None, **more) -> Project:
        self._new_folder_only(folder)
        if shots > self.quotas.shots:
            raise QuotaReached(
                f"A film here has at most {self.quotas.shots} shots.",
                field="shots",
                hint="Ask for fewer, or run VGoT Studio on your own machine.",
            )
        return super().write(sentence, shots, **more)

    def import_project(
        self, source: Path, *, folder: Path | None = None, token: str = "", own: bool = False
    ) -> Project:
        """`source` is where the server itself put an upload."""
        limits = self._new_folder_only(folder)
        limits.room(source.stat().st_size if source.is_file() else 0)
        project = super().import_project(source, token=token, own=own)
        try:
            limits.story(project.story)
            limits.room(0)
        except QuotaReached:
            self._remove(project.store.folder)
            raise
        return project

    def copy_of(self, archive: Path, name: str, *, token: str = "") -> Project:
        self._new_folder_only(None)
        return super().copy_of(archive, name, token=token)

    def _keep(self, project: Project) -> Project:
        kept = super()._keep(project)
        kept.store.limits = Limits(self.quotas, self.folder)
        return kept

    def delete_project(self, project: str) -> None:
        """Take a project from its worker and remove it for good: a visitor's films are not kept anywhere else."""
        opened = self.open(project)
        opened.queue.take_back()
        opened.store.close()
        self._remove(opened.store.folder)

    def _remove(self, folder: Path) -> None:
        gone = folder.with_name(
            f".{folder.name}.{os.getpid()}.importing"
        )  # where no worker writes; swept where this program dies before it is done
        with contextlib.suppress(OSError):
            folder.rename(gone)
        with self._lock:
            self._open.pop(folder, None)
        shutil.rmtree(gone if gone.exists() else folder, ignore_errors=True)

    # -- forgetting ---------------------------------------------------------------------------------------------------
    def expire(self, now: float | None = None) -> int:
        """Remove projects that nobody has touched for `expires_s`, and folders of visitors who have none left; returns how
        many projects went."""
        now, gone = now or time.time(), 0
        for visitor in (self.settings.home / "visitors").glob("*"):
            projects = [p for p in (visitor / "projects").glob("*") if p.is_dir()]
            for folder in projects:
                newest = max((f.stat().st_mtime for f in [folder, folder / DATABASE] if f.exists()), default=0.0)
                if now - newest > self.expires_s:
                    self._remove(folder)
                    gone += 1
            with contextlib.suppress(OSError):
                (visitor / "projects").rmdir()
                visitor.rmdir()
        return gone


def _cookie_in(scope: dict[str, Any]) -> str | None:
    for name, value in scope.get("headers", []):
        if name.lower() == b"cookie":
            for part in value.decode("latin-1").split(";"):
                key, _, said = part.strip().partition("=")
                if key == COOKIE:
                    return said
    return None
