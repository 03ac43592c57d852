"""Two hands on one story: what a writer adds and what a person changed meanwhile, brought together. Pure.

`merged(base, mine, theirs)` is a three-way merge: base is what the writer laid last, mine what stands there now, theirs
what the writer lays next. Whatever a person changed since base stays; everything else is the writer's.
"""

from __future__ import annotations

from typing import Any

from vgot.story.model import DOMAINS, Boundary, Shot, Story

_OF_THE_FILM = ("title", "sentence", "kind", "style", "seed", "film", "sound", "titles")


def merged(base: Story, mine: Story, theirs: Story) -> Story:
    """A valid story with the words of `theirs` wherever `mine` still is what `base` was. Shots that a person inserted,
    moved or deleted stay so; new shots of the writer stand at the end."""
    if mine == base:
        return theirs
    out = {name: _kept(getattr(base, name), getattr(mine, name), getattr(theirs, name)) for name in _OF_THE_FILM}
    out |= {
        name: _parts(getattr(base, name), getattr(mine, name), getattr(theirs, name))
        for name in ("cast", "places", "things")
    }
    cast = {c.id for c in out["cast"]}
    stages = {(c.id, s.id) for c in out["cast"] for s in c.stages}
    places = {p.id for p in out["places"]}
    was, new = {s.id: s for s in base.shots}, {s.id: s for s in theirs.shots}
    shots = [_shot(was[s.id], s, new[s.id]) if s.id in was and s.id in new else s for s in mine.shots]
    shots += [s for s in theirs.shots if s.id not in was and s.id not in {m.id for m in mine.shots}]
    if [s.id for s in mine.shots] == [s.id for s in base.shots]:
        by_id = {s.id: s for s in shots}
        shots = [by_id[s.id] for s in theirs.shots if s.id in by_id] + [s for s in shots if s.id not in new]
    out["shots"] = [
        s.model_copy(
            update={
                "who": [p for p in s.who if (p.character, p.stage) in stages],
                "place": s.place if s.place in places else None,
                "beats": [b for b in s.beats if b.who is None or b.who in cast],
            }
        )
        for s in shots
    ]
    known = {b.after: b for b in (*theirs.boundaries, *mine.boundaries)}
    out["boundaries"] = [known.get(s.id) or Boundary(after=s.id) for s in out["shots"][:-1]]
    return Story.model_validate(theirs.model_copy(update=out).model_dump())


def _kept(was, mine, theirs):
    return theirs if mine == was else mine


def _parts(was: list[Any], mine: list[Any], theirs: list[Any]) -> list[Any]:
    """Cast, places or things: the writer's, unless a person changed them; then theirs, and whoever the writer added."""
    if mine == was:
        return theirs
    had = {p.id for p in (*was, *mine)}
    return [*mine, *(p for p in theirs if p.id not in had)]


def _shot(was: Shot, mine: Shot, theirs: Shot) -> Shot:
    fields = [name for name in Shot.model_fields if name not in ("id", "domains")]
    words = {d: _kept(getattr(was.domains, d), getattr(mine.domains, d), getattr(theirs.domains, d)) for d in DOMAINS}
    changes = {name: _kept(getattr(was, name), getattr(mine, name), getattr(theirs, name)) for name in fields}
    if changes["beats"]:  # a shot is as long as what a person planned in it
        changes["duration_s"] = max(changes["duration_s"], *(b.to_s for b in changes["beats"]), 0.0)
    return mine.model_copy(update=changes | {"domains": mine.domains.model_copy(update=words)})
