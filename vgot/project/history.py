"""The history of one film for people: its changes in plain words, what two moments differ in, and the way back to any of them."""

from __future__ import annotations

from typing import Any

from vgot.project.told_changes import FIELDS, Told, told
from vgot.render.live_film import LiveFilm
from vgot.store.history import Change, History
from vgot.store.revisions import Head
from vgot.story.model import Story

#: Of a difference, at most so many characters of either side are shown.
_SHOWN = 2000


class FilmHistory:
    """What was changed in one film, and by whom."""

    def __init__(self, film: LiveFilm):
        self.film, self.kept = film, History(film.store)

    def lines(self, most: int = 200, before: int | None = None) -> list[tuple[Change, Told]]:
        """The newest first, at most `most`, older than revision `before` if one is named."""
        story = self.film.story
        return [(c, told(c.label, story)) for c in self.kept.changes(most, before)]

    def next_steps(self) -> tuple[Told | None, Told | None]:
        """What undo would take back, and what redo would do again."""
        story = self.film.story
        undo, redo = self.kept.next_steps()
        return (told(undo, story) if undo else None), (told(redo, story) if redo else None)

    def restore(self, revision: int) -> Head:
        """The film as it was at a revision, as one change that can be undone. Raises NotFound, BadInput."""
        return self.kept.restore(revision)

    def differences(self, revision: int) -> list[dict[str, Any]]:
        """What is otherwise now than at a revision: [{"told", "then", "now"}], texts; empty sides are what was not there. Raises
        NotFound."""
        then, now = self.film.store.revision(revision), self.film.head()
        old, new = _flat(then.story), _flat(now.story)
        found = [
            {"told": said, "then": old.get(key, ("", None))[0], "now": new.get(key, ("", None))[0]}
            for key in dict.fromkeys([*new, *old])
            if (said := (new.get(key) or old[key])[1]) and old.get(key, ("",))[0] != new.get(key, ("",))[0]
        ]
        orders = [[s.id for s in h.story.shots if s.id in _ids(now.story) & _ids(then.story)] for h in (then, now)]
        if orders[0] != orders[1]:
            found.append({"told": Told("The shots were put in another order"), "then": "", "now": ""})
        if then.choices != now.choices:
            many = sum(then.choices.get(k) != now.choices.get(k) for k in {*then.choices, *now.choices})
            found.append({"told": Told("Other takes of {n} items", {"n": str(many)}), "then": "", "now": ""})
        return found


def _ids(story: Story) -> set[str]:
    return {s.id for s in story.shots}


def _flat(story: Story) -> dict[str, tuple[str, Told]]:
    """Every field that people see, by a key that stays when shots move."""
    fields: dict[str, tuple[str, Told]] = {}
    for n, shot in enumerate(story.shots, 1):
        values = {"summary": shot.summary, **shot.domains.model_dump()}
        values |= {"duration_s": f"{shot.duration_s:g} s", "notes": shot.notes, "place": shot.place or ""}
        values["who"] = ", ".join(w.character for w in shot.who)
        for name, value in values.items():
            said = Told("Shot {n}: {field}", {"n": str(n), "field": FIELDS[name]}, ("field",), f"keyframe/{shot.id}")
            fields[f"{shot.id}/{name}"] = (str(value)[:_SHOWN], said)
    for c in story.cast:
        for stage in c.stages:
            fields[f"{c.id}/{stage.id}"] = (stage.look[:_SHOWN], _look(c.name))
    for place in story.places:
        fields[f"place/{place.id}"] = (place.look[:_SHOWN], _look(place.name))
    for name in ("title", "style", "sentence"):
        said = Told("The film's {field}", {"field": FIELDS[name]}, ("field",))
        fields[name] = (str(getattr(story, name))[:_SHOWN], said)
    return fields


def _look(name: str) -> Told:
    return Told("{part}: {field}", {"part": name, "field": FIELDS["look"]}, ("field",))
