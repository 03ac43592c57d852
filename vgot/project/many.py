"""Several shots changed together, by their ids: every verb is one revision, for all of them or for none."""

from __future__ import annotations

from collections.abc import Sequence

from vgot.errors import BadInput
from vgot.graph.kinds import KINDS, in_words, steps_where
from vgot.graph.takes import Choice
from vgot.project.approval import change_choices
from vgot.project.story_edits import StoryEdits
from vgot.render.live_film import LiveFilm
from vgot.store.project_store import Head
from vgot.story import many


class ManyShots:
    """Edits of several shots of one film."""

    def __init__(self, film: LiveFilm, edits: StoryEdits):
        self.film, self.edits = film, edits

    def edit(self, shots: Sequence[str], field: str, value: object) -> Head:
        """One field of several shots. Raises NotFound, BadInput."""
        return self.edits.change(f"{len(set(shots))} shots: {field}", lambda s: many.set_in(s, shots, field, value))

    def lock(self, shots: Sequence[str], what: str, on: bool) -> Head:
        """Lock or unlock several shots, or one domain of each. Raises NotFound, BadInput."""
        done = "locked" if on else "unlocked"
        said = "" if what == "shot" else f"{what} "
        return self.edits.change(f"{len(set(shots))} shots: {said}{done}", lambda s: many.lock_in(s, shots, what, on))

    def delete(self, shots: Sequence[str]) -> Head:
        """Raises NotFound, BadInput."""
        return self.edits.change(f"delete {len(set(shots))} shots", lambda s: many.delete_in(s, shots))

    def pin(self, nodes: Sequence[str], on: bool) -> list[str]:
        """Pin what is chosen of several nodes, or let go of it; the names of those that had nothing to pin, which stay as they are. A
        painting that was taken is let go of in its own way and stays pinned. Raises BadInput where none is left."""
        plan = self.film.plan()
        chosen = [plan.named(n) for n in dict.fromkeys(nodes)]
        for one in chosen:
            if not KINDS[one.node.step].pinnable:
                raise BadInput(
                    f"{one.name} cannot be pinned.",
                    field=one.name,
                    hint=f"Pin {in_words(steps_where(pinnable=True))}.",
                )
        fit = {p.node.key: p.take.id for p in chosen if p.take is not None and not p.take.over}
        if not fit:
            raise BadInput("None of them has anything to pin yet.", field="keys", hint="Make them first.")

        def changed(head: Head) -> dict[str, Choice]:
            return {
                key: (head.choices.get(key) or Choice()).model_copy(update={"pin": take if on else None})
                for key, take in fit.items()
            }

        change_choices(self.film.store, f"{'pin' if on else 'unpin'} {len(fit)} items", changed)
        return [p.name for p in chosen if p.node.key not in fit]
