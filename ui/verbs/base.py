"""What the verbs share: the table they stand in, and what they know of the page that asks."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from vgot.errors import VgotError
from vgot.project.studio import Project, Studio

from ..changes import Shown
from ..example import ExampleFilm
from ..requests import Like, OfFilm, Request


class Making(Request):
    """A request that makes a film. `token`: made by the page for this making; asked twice under one, it is made once."""

    token: Annotated[str, Like(r"^([\w-]{16,64})?$", "a page's token")] = ""


class Page:
    """One studio, its example film, and the proposals that nobody accepted yet."""

    def __init__(self, studio: Studio, example: ExampleFilm):
        self.studio, self.example = studio, example
        self.proposals: dict[str, tuple[str, Any]] = {}
        self.told = Shown()
        self._makings = threading.Lock()
        self._under_way: dict[str, threading.Lock] = {}

    def once(self, token: str, make: Callable[[], Project]) -> Project:
        """What `make` makes; where this token was asked before (its answer was lost on the way), the film that is there."""
        if not token:
            return make()
        with self._makings:
            mine = self._under_way.setdefault(token, threading.Lock())
        try:
            with mine:
                return self.studio.made_for(token) or make()
        finally:
            with self._makings:
                self._under_way.pop(token, None)

    def begin(self, project: Project) -> None:
        """Begin a film that was just written."""
        if project.story.shots and not project.writing.unfinished:
            project.start_first_build()

    def follow(self, project: Project) -> dict:
        """Drafts cost seconds: where a film was made before, what an edit changed is drawn again at once."""
        now = project.snapshot()
        if (
            now.preset.draft
            and not project.queue.paused
            and (now.plan().nodes["film"].take or project.queue.unfinished())
        ):
            try:
                project.making.follow_edit()
            except VgotError as why:  # the edit stands; only its drawing did not begin
                return {"note": why.in_words()} if now.story.shots else {}
        return {}


@dataclass(frozen=True)
class Verb:
    """One thing a page may ask: how its request is read, and who answers. The answer to a request OfFilm is about an open project,
    and brings the view that follows unless it brings another."""

    name: str
    request: type[Request]
    answer: Callable[..., dict | None]


#: Everything a page may ask, by name. What does not stand here cannot be asked.
VERBS: dict[str, Verb] = {}

_Film = TypeVar("_Film", bound=OfFilm)
_Alone = TypeVar("_Alone", bound=Request)


def of_film(name: str, request: type[_Film]) -> Callable:
    """Registers `answer(page, project, asked)` for a verb about one film."""

    def register(answer: Callable[[Page, Project, _Film], dict | None]):
        return _register(Verb(name, request, answer))

    return register


def alone(name: str, request: type[_Alone]) -> Callable:
    """Registers `answer(page, asked)` for a verb that needs no open film."""
    assert not issubclass(request, OfFilm), f"{name} is asked of a film"

    def register(answer: Callable[[Page, _Alone], dict]):
        return _register(Verb(name, request, answer))

    return register


def _register(verb: Verb) -> Callable:
    assert verb.name not in VERBS, f"two verbs are called {verb.name}"
    VERBS[verb.name] = verb
    return verb.answer


def kept(page: Page, project: Project, proposed: object) -> str:
    """A proposal kept until it is accepted; the oldest ones go."""
    token = secrets.token_urlsafe(12)
    page.proposals = dict(list(page.proposals.items())[-30:]) | {f"wish/{token}": (project.id, proposed)}
    return token
