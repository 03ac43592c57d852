"""Editing a project's story: fields, shots, cast, places, undo. Mixed into Project; every verb is one revision."""

from __future__ import annotations

from collections.abc import Callable

from vgot import edits
from vgot.errors import Conflict, NotFound
from vgot.store import Head
from vgot.story import Story


class EditVerbs:
    """Verbs on the story; `self` is a Project (store)."""

    def set_story(self, story: Story, label: str = "story written") -> Head:
        return self.store.change(label, lambda head: (story, head.choices))

    def _story(self, label: str, edit: Callable[[Story], Story]) -> Head:
        return self.store.change(label, lambda head: (edit(head.story), head.choices))

    def edit(self, path: str, value: object, revision: int | None = None) -> Head:
        """Set one field. With `revision` (what the editor was looking at), raises Conflict when somebody else has
        changed this very field since; other changes are kept side by side."""

        def apply(head: Head) -> tuple[Story, dict]:
            at = path
            if revision is not None and revision != head.revision:
                at = self._moved(path, revision, head, value)
            return edits.set_value(head.story, at, value), head.choices

        return self.store.change(f"{path}", apply)

    def _moved(self, path: str, revision: int, head: Head, value: object) -> str:
        """The path in the head that means what `path` meant in `revision`. Raises Conflict."""
        seen = self.store.revision(revision).story
        steps = path.split("/")
        if steps[0] in ("shots", "boundaries") and len(steps) > 2 and steps[1].isdigit() and 1 <= int(steps[1]) <= len(seen.shots):
            ids = [s.id for s in head.story.shots]
            mine = seen.shots[int(steps[1]) - 1].id
            if mine not in ids:
                raise Conflict(f"Shot {steps[1]} was deleted meanwhile.", field=path, hint="Undo the deletion, or copy your text to another shot.")
            steps[1] = str(ids.index(mine) + 1)
        now = "/".join(steps)
        before, after = edits.value_at(seen, path), edits.value_at(head.story, now)
        if before != after and after != value:
            raise Conflict("Somebody changed this field while you were editing it.", field=path, hint=f"It now says: {str(after)[:200]}")
        return now

    def insert_shot(self, position: int) -> Head:
        return self._story(f"insert shot {position}", lambda s: edits.insert_shot(s, position))

    def duplicate_shot(self, position: int) -> Head:
        return self._story(f"duplicate shot {position}", lambda s: edits.duplicate_shot(s, position))

    def delete_shot(self, position: int) -> Head:
        return self._story(f"delete shot {position}", lambda s: edits.delete_shot(s, position))

    def move_shot(self, position: int, to: int) -> Head:
        return self._story(f"move shot {position} to {to}", lambda s: edits.move_shot(s, position, to))

    def order_shots(self, ids: list[str]) -> Head:
        return self._story("reorder shots", lambda s: edits.order_shots(s, ids))

    def add_character(self, name: str, look: str = "", role: str = "") -> Head:
        return self._story(f"add {name}", lambda s: edits.add_character(s, name, look, role))

    def add_stage(self, character: str, name: str, look: str = "") -> Head:
        return self._story(f"add stage {name}", lambda s: edits.add_stage(s, character, name, look))

    def add_place(self, name: str, look: str = "") -> Head:
        return self._story(f"add place {name}", lambda s: edits.add_place(s, name, look))

    def remove(self, path: str) -> Head:
        return self._story(f"remove {path}", lambda s: edits.remove(s, path))

    def undo(self) -> Head:
        return self.store.undo()

    def redo(self) -> Head:
        return self.store.redo()

    def edit_shot(self, shot: str, field: str, value: object, revision: int | None = None) -> Head:
        """Set one field of a shot by its id, wherever it stands now. Raises as `edit`."""
        seen = self.store.revision(revision).story if revision else self.story
        try:
            return self.edit(f"shots/{seen.position(shot)}/{field}", value, revision)
        except KeyError:
            raise NotFound("This shot is not there any more.", field="shot", hint="Undo its deletion, or choose another shot.") from None

    def joins_proposed(self) -> dict:
        """Where this film cuts within one scene, and the preset would join the shots otherwise: {"mode", "after": [shot ids]}."""
        story, mode = self.story, self.preset.preset.transition.mode
        after = [b.after for n, b in enumerate(story.boundaries, 1) if b.mode == "cut" and edits.goes_on(story, n)] if mode != "cut" else []
        return {"mode": mode, "after": after}

    def position(self, shot: str) -> int:
        """The number, from 1, of the shot with this id. Raises NotFound."""
        try:
            return self.story.position(shot)
        except KeyError:
            raise NotFound("This shot is not there any more.", field="shot", hint="Undo its deletion, or choose another shot.") from None
