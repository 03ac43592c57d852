"""What was changed, one line a revision: what undo and redo would do, and who did it. Restoring is a change like any other."""

from __future__ import annotations

from dataclasses import dataclass

from vgot.errors import BadInput
from vgot.store.revisions import Head, Revisions

#: Labels of steps back and forth begin so.
STEPS = ("undo: ", "redo: ")


@dataclass(frozen=True)
class Change:
    """One revision. `label`: as the verb that made it says (`shots/3/lighting`); `step`: `undo` or `redo` where it only went to a state
    that was there; `who`: empty where nobody noted it; `when`: ISO 8601, UTC."""

    revision: int
    label: str
    when: str
    who: str
    step: str


class History:
    """The changes of one film's story."""

    def __init__(self, store: Revisions):
        self.store = store

    def changes(self, most: int = 200, before: int | None = None) -> list[Change]:
        """The newest first, at most `most`, older than revision `before` if one is named."""
        rows = self.store.read(
            "SELECT r.rev, r.label, r.created, COALESCE(c.who, '') FROM revisions r LEFT JOIN changes c ON c.rev = r.rev"
            " WHERE r.rev < ? ORDER BY r.rev DESC LIMIT ?",
            (before if before is not None else 2**62, most),
        )
        return [self._change(*row) for row in rows]

    def _change(self, rev: int, label: str, when: str, who: str) -> Change:
        step = next((s for s in STEPS if label.startswith(s)), "")
        return Change(rev, _bare(label), when, who, step[:4])

    def next_steps(self) -> tuple[str, str]:
        """What undo would take back, and what redo would do again, as labels; empty where there is nothing."""
        row = self.store.read("SELECT rev, undo, redo FROM revisions ORDER BY rev DESC LIMIT 1")
        if not row:
            return "", ""
        rev, undo, redo = row[0]
        return (self.store.meaning(rev) if undo else ""), (self.store.meaning(redo) if redo else "")

    def restore(self, revision: int) -> Head:
        """The story and the choices of an earlier revision, as one change that can be undone. Raises NotFound, and BadInput for what is
        there already."""
        back = self.store.revision(revision)
        head = self.store.head()
        if back.story == head.story and back.choices == head.choices:
            raise BadInput(
                f"The film is as it was at revision {revision}.", field="revision", hint="Choose another revision."
            )
        return self.store.change(f"restore {revision}", lambda _head: (back.story, back.choices))


def _bare(label: str) -> str:
    while step := next((s for s in STEPS if label.startswith(s)), ""):
        label = label[len(step) :]
    return label
