"""Editing a film's story: fields, shots, cast, places, undo. Every verb is one revision."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from vgot import media
from vgot.errors import BadInput, Conflict
from vgot.graph.asked import NotUsed
from vgot.graph.takes import Choice
from vgot.media.uploads import fit, read_upload
from vgot.render.live_film import LiveFilm
from vgot.render.snapshot import Snapshot
from vgot.store.project_store import Head
from vgot.story import edits
from vgot.story.beats import Beat
from vgot.story.camera import KINDS, phrase_of, short_name
from vgot.story.camera_words import at_odds, hear_camera
from vgot.story.comments import CommentsRead, film_mark, read_comments
from vgot.story.edits import ShotNumber, number_in
from vgot.story.guiding import with_guide
from vgot.story.model import Story, load_story
from vgot.units import FrameSize


class StoryEdits:
    """Edits of one film's story."""

    def __init__(self, film: LiveFilm):
        self.film, self.store = film, film.store

    def set_story(self, story: Story, label: str = "story written") -> Head:
        return self.store.change(label, lambda head: (story, head.choices))

    def change(self, label: str, edit: Callable[[Story], Story]) -> Head:
        """Any edit of the story, as one revision."""
        return self.store.change(label, lambda head: (edit(head.story), head.choices))

    def edit(self, path: str, value: object, revision: int | None = None) -> Head:
        """Set one field. With `revision` (what the editor was looking at), raises Conflict when somebody else has
        changed this very field since; other changes are kept side by side. Beats that are `auto` are filled from the shot's words."""
        steps = path.strip("/").split("/")
        if value == "auto" and len(steps) == 3 and (steps[0], steps[2]) == ("shots", "beats"):
            edits.value_at(self.film.story, path)
            value = [b.model_dump(mode="json") for b in self.beats_proposed(int(steps[1]))]

        def apply(head: Head) -> tuple[Story, dict[str, Choice]]:
            at = path
            if revision is not None and revision != head.revision:
                at = self._moved(path, revision, head, value)
            return edits.set_value(head.story, at, value), head.choices

        return self.store.change(f"{path}", apply)

    def beats_proposed(self, number: int) -> list[Beat]:
        """The beats that the words of a shot tell. Raises BadInput where they tell none."""
        from vgot.animatic.proposing import proposed

        found = proposed(self.film.story, number)
        if not found:
            raise BadInput(
                f"The words of shot {number} tell no deed that can be acted.",
                field=f"shots/{number}/beats",
                hint="Say who does what in its summary or relation, or set the beats by hand.",
            )
        return found

    def end_on(self, number: str, data: bytes, name: str = "") -> Head:
        """Let a shot, by its number, end on a picture of a person's own: decoded in a guarded process, cut to the film's frame and encoded
        anew. Raises BadInput, NotFound."""
        path = f"shots/{number}/end"
        return self.edit(path, self._picture_for(path, data, name))

    def pass_through(self, number: str, at_s: float, data: bytes, name: str = "") -> Head:
        """Let a shot, by its number, pass through a picture of a person's own `at_s` seconds after its clip's beginning; one that was there at
        that very moment gives way. Raises as `end_on` does, and BadInput for a moment too near to another."""
        path = f"shots/{number}/moments"
        one = self._picture_for(path, data, name) | {"at_s": at_s}

        def apply(head: Head) -> tuple[Story, dict[str, Choice]]:
            there = head.story.shots[int(number) - 1].moments
            others = [m.model_dump(mode="json") for m in there if m.at_s != at_s]
            return edits.set_value(head.story, path, [*others, one]), head.choices

        return self.store.change(path, apply)

    def _picture_for(self, path: str, data: bytes, name: str) -> dict[str, Any]:
        film = self.store.head().story.film
        edits.value_at(self.store.head().story, path)  # there is such a shot
        pixels = fit(read_upload(data), FrameSize(film.width, film.height))
        digest = self.store.put_bytes(media.encode_png(pixels))
        return {"of": "file", "file": digest, "name": name[-120:]}

    def _moved(self, path: str, revision: int, head: Head, value: object) -> str:
        """The path in the head that means what `path` meant in `revision`. Raises Conflict."""
        seen = self.store.revision(revision).story
        steps = path.split("/")
        if (
            steps[0] in ("shots", "boundaries")
            and len(steps) > 2
            and steps[1].isdigit()
            and 1 <= int(steps[1]) <= len(seen.shots)
        ):
            ids = [s.id for s in head.story.shots]
            mine = seen.shots[int(steps[1]) - 1].id
            if mine not in ids:
                raise Conflict(
                    f"Shot {steps[1]} was deleted meanwhile.",
                    field=path,
                    hint="Undo the deletion, or copy your text to another shot.",
                )
            steps[1] = str(ids.index(mine) + 1)
        now = "/".join(steps)
        before, after = edits.value_at(seen, path), edits.value_at(head.story, now)
        if before != after and after != value:
            raise Conflict(
                "Somebody changed this field while you were editing it.",
                field=path,
                hint=f"It now says: {str(after)[:200]}",
            )
        return now

    def import_story(self, text: bytes) -> Head:
        """Replace the story by an edited story.json, as one undoable edit."""
        return self.set_story(load_story(text), "import story.json")

    def read_comments(self, data: bytes) -> CommentsRead:
        """Lay a file of comments into the story, as one edit where anything is new; what became of each. Raises BadInput."""
        mine = film_mark(self.store.folder.name)
        _, account = read_comments(self.film.story, mine, data)
        if account.used:
            label = f"comments by {account.by}" if account.by else "comments"
            self.change(label, lambda now: read_comments(now, mine, data)[0])
        return account

    def insert_shot(self, position: int) -> Head:
        return self.change(f"insert shot {position}", lambda s: edits.insert_shot(s, position))

    def insert_after(self, position: int) -> Head:
        """A new shot behind this one."""
        return self.change(f"insert shot {position + 1}", lambda s: edits.insert_shot(s, number_in(s, position) + 1))

    def duplicate_shot(self, position: int) -> Head:
        return self.change(f"duplicate shot {position}", lambda s: edits.duplicate_shot(s, number_in(s, position)))

    def delete_shot(self, position: int) -> Head:
        return self.change(f"delete shot {position}", lambda s: edits.delete_shot(s, number_in(s, position)))

    def move_shot(self, position: int, to: int) -> Head:
        return self.change(f"move shot {position} to {to}", lambda s: edits.move_shot(s, number_in(s, position), to))

    def order_shots(self, ids: list[str]) -> Head:
        return self.change("reorder shots", lambda s: edits.order_shots(s, ids))

    def add_character(self, name: str, look: str = "", role: str = "") -> Head:
        return self.change(f"add {name}", lambda s: edits.add_character(s, name, look, role))

    def add_stage(self, character: str, name: str, look: str = "") -> Head:
        return self.change(f"add stage {name}", lambda s: edits.add_stage(s, character, name, look))

    def add_place(self, name: str, look: str = "") -> Head:
        return self.change(f"add place {name}", lambda s: edits.add_place(s, name, look))

    def remove(self, path: str) -> Head:
        return self.change(f"remove {path}", lambda s: edits.remove(s, path))

    def undo(self) -> Head:
        return self.store.undo()

    def redo(self) -> Head:
        return self.store.redo()

    def edit_shot(self, shot: str, field: str, value: object, revision: int | None = None) -> Head:
        """Set one field of a shot by its id, wherever it stands now. Raises as `edit`."""
        if revision:
            return self.edit(
                f"shots/{ShotNumber.of(self.store.revision(revision).story, shot)}/{field}", value, revision
            )
        number = self.position(shot)
        return self.change(
            f"shots/{number}/{field}", lambda s: edits.set_value(s, f"shots/{number_in(s, number)}/{field}", value)
        )

    def guide(self, shot: str | None, kind: str | None = None, strength: float | None = None) -> Head:
        """Another guide for a shot, by its id, or for the film: kind and strength as one edit. Raises as `with_guide`."""
        number = None if shot is None else self.position(shot)
        return self.change(
            "film/guide" if number is None else f"shots/{number}/guide",
            lambda s: with_guide(s, None if number is None else number_in(s, number), kind, strength),
        )

    def camera_told(self, shot: str) -> dict[str, Any]:
        """A shot's camera as a person looks at it: what its words say as a value (`heard`, None where they name no move; `named`, `also`,
        `not_understood`), where they and the value that is set differ (`at_odds`), the value in words (`phrase`), what each move takes
        (`kinds`). Raises NotFound."""
        here = self.film.story.shots[self.position(shot) - 1]
        heard, value = hear_camera(here.domains.camera), here.camera_move
        return {
            "heard": heard.value.model_dump(mode="json") if heard.value else None,
            "named": short_name(heard.value) if heard.value else "",
            "also": list(heard.also),
            "not_understood": [{"words": words, "why": why} for words, why in heard.not_understood],
            "at_odds": at_odds(here.domains.camera, value),
            "phrase": phrase_of(value) if value else "",
            "kinds": {move: asdict(kind) for move, kind in KINDS.items()},
        }

    def not_taken(self, now: Snapshot) -> list[dict[str, str]]:
        """What is set for shots and not taken by the preset's video model: {"shot": its id, "why": a sentence}. Without guides, which a
        film sets for all its shots at once and a preset takes or does not."""
        told = [one for one in now.plan().not_used if isinstance(one, NotUsed) and one.of != "guide"]
        rows = [(one.why, on.removeprefix("shots/")) for one in told for on in one.on if on.startswith("shots/")]
        return [{"shot": now.story.shots[int(n) - 1].id, "why": why} for why, n in rows]

    def joins_proposed(self, now: Snapshot | None = None) -> dict[str, Any]:
        """Where this film cuts within one scene, and the preset would join the shots otherwise: {"mode", "after": [shot ids]}."""
        now = now or self.film.snapshot()
        story, mode = now.story, now.preset.preset.transition.mode
        after = (
            [b.after for n, b in enumerate(story.boundaries, 1) if b.mode == "cut" and edits.goes_on(story, n)]
            if mode != "cut"
            else []
        )
        return {"mode": mode, "after": after}

    def edit_boundary(self, number: int, field: str, value: object) -> Head:
        """Set one field of the boundary behind a shot. Raises as `edit`."""
        return self.change(
            f"boundaries/{number}/{field}",
            lambda s: edits.set_value(s, f"boundaries/{number_in(s, number)}/{field}", value),
        )

    def position(self, shot: str) -> ShotNumber:
        """The number, from 1, of the shot with this id; other verbs that are given it find the shot wherever it stands by then.
        Raises NotFound."""
        return ShotNumber.of(self.film.story, shot)
