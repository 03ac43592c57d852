"""Named versions of one film: a revision that has a name, and what two of them differ in, shot by shot, with their stills."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

from vgot.errors import BadInput, NotFound
from vgot.project.told_changes import FIELDS
from vgot.render.live_film import LiveFilm
from vgot.story.model import DOMAINS, Shot

_KEPT = "versions"
MAX_VERSIONS = 200
_COMPARED = (
    "summary",
    *DOMAINS,
    "place",
    "scene",
    "notes",
    "status",
    "assignee",
    "duration_s",
    "trim_in_s",
    "trim_out_s",
)


@dataclass(frozen=True)
class Version:
    """A name for a revision."""

    revision: int
    name: str

    def as_json(self) -> dict[str, Any]:
        return {"revision": self.revision, "name": self.name}


class Versions:
    """The named versions of one film, the newest revision first."""

    def __init__(self, film: LiveFilm):
        self.film, self.store = film, film.store

    def __call__(self) -> list[Version]:
        kept = json.loads(self.store.meta(_KEPT, "[]"))
        return sorted((Version(**one) for one in kept), key=lambda v: -v.revision)

    def name(self, name: str, revision: int | None = None) -> Version:
        """Give a revision (default: the film as it is) a name; one that it has already is changed. Raises BadInput for a name that
        another revision has, NotFound for a revision that is not there."""
        name = " ".join(name.split())
        if not 1 <= len(name) <= 120:
            raise BadInput("A version's name has 1 to 120 characters.", field="name", hint="Type a shorter name.")
        made = Version(self.store.revision(revision).revision if revision else self.store.head().revision, name)
        others = [v for v in self() if v.revision != made.revision]
        if any(v.name.casefold() == name.casefold() for v in others):
            raise BadInput(f"Another version is called '{name}'.", field="name", hint="Choose another name.")
        if len(others) >= MAX_VERSIONS:
            raise BadInput(f"A film has at most {MAX_VERSIONS} versions.", field="name", hint="Forget one first.")
        self._keep([*others, made])
        return made

    def forget(self, name: str) -> None:
        """Take a name away; the revision stays in the history. Raises NotFound."""
        found = self.named(name)
        self._keep([v for v in self() if v != found])

    def named(self, name: str) -> Version:
        """The version of this name, or the revision of this number. Raises NotFound."""
        for version in self():
            if version.name.casefold() == name.strip().casefold():
                return version
        if name.isascii() and name.isdigit() and len(name) < 10:
            return Version(self.store.revision(int(name)).revision, "")
        known = ", ".join(v.name for v in self()[:8]) or "none yet"
        raise NotFound(f"No version is called '{name[:60]}'.", field="version", hint=f"Known: {known}.")

    def _keep(self, versions: list[Version]) -> None:
        self.store.set_meta(_KEPT, json.dumps([v.as_json() for v in versions], ensure_ascii=False))

    def compare(self, left: int, right: int) -> list[dict[str, Any]]:
        """Shot by shot, what two revisions differ in: [{"shot", "left", "right", "fields"}]. A side is {"number", "still", "summary"}, or
        None where the shot is not there; fields: [{"field", "said" (in words), "left", "right"}]. Shots without a difference are left out. Raises NotFound."""
        sides = [self._side(left), self._side(right)]
        order = list(dict.fromkeys(id for side in reversed(sides) for id in side))
        rows: list[dict[str, Any]] = []
        for shot in order:
            a, b = (side.get(shot) for side in sides)
            fields = _fields(a["shot"], b["shot"]) if a and b else []
            moved = bool(a and b and (a["number"] != b["number"] or a["still"] != b["still"]))
            if fields or moved or not (a and b):
                rows.append({"shot": shot, "left": _told(a), "right": _told(b), "fields": fields})
        return rows

    def _side(self, revision: int) -> dict[str, dict[str, Any]]:
        head, now = self.store.revision(revision), self.film.snapshot()
        then = replace(now, now=head, shelf=self.store.shelf(head.choices), unfinished={})
        plan, found = then.pure_plan, dict[str, dict[str, Any]]()
        for n, shot in enumerate(head.story.shots, 1):
            take = plan.nodes[f"keyframe/{shot.id}"].take
            found[shot.id] = {"number": n, "still": take.digests.get("picture", "") if take else "", "shot": shot}
        return found


def _told(side: dict[str, Any] | None) -> dict[str, Any] | None:
    return {"number": side["number"], "still": side["still"], "summary": side["shot"].summary} if side else None


def _fields(a: Shot, b: Shot) -> list[dict[str, str]]:
    def said(shot: Shot, name: str) -> str:
        value = getattr(shot.domains if name in DOMAINS else shot, name)
        return f"{value:g} s" if isinstance(value, float) else str(value or "")

    return [
        {"field": name, "said": FIELDS[name], "left": said(a, name), "right": said(b, name)}
        for name in _COMPARED
        if said(a, name) != said(b, name)
    ]
