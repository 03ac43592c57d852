"""What an edited cut would change, line by line, to be shown before anything is applied."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from vgot.handoff.incoming import Arrival
from vgot.story.model import Story

#: Why something is only named.
NO_PLACE = "a story has no place for it"


@dataclass(frozen=True)
class Change:
    """One line of the diff: kind is order, deleted, repeated, trim, boundary, marker, notes, title, sound, new, unknown or note;
    `applies` is False for what a story cannot hold: `what`, `where` and `why` say it in parts."""

    kind: str
    words: str
    applies: bool = True
    what: str = ""
    where: str = ""
    why: str = ""


@dataclass(frozen=True)
class CutDiff:
    """What the edited cut would change. `story` is the story with all of it; equal to the old one when nothing applies."""

    changes: tuple[Change, ...]
    story: Story
    revision: int = 0
    arrivals: tuple[Arrival, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not any(c.applies for c in self.changes)

    def in_words(self) -> str:
        return "\n".join(("" if c.applies else "(not applied) ") + c.words for c in self.changes) or "Nothing changed."

    def as_json(self) -> dict[str, Any]:
        return {
            "revision": self.revision,
            "changes": [{"kind": c.kind, "words": c.words, "applies": c.applies} for c in self.changes],
            "named": [
                {"what": c.what or c.words, "where": c.where or "the cut", "why": c.why or NO_PLACE}
                for c in self.changes
                if not c.applies
            ],
        }
