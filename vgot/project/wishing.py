"""Wishes about a film, and new looks with the lines that repeat the old ones: proposed, then taken as one undoable edit."""

from __future__ import annotations

from collections.abc import Sequence

from vgot.errors import BadInput
from vgot.script.find_replace import Replacement
from vgot.script.wishes.carry import NewLook, new_look
from vgot.script.wishes.read import read_wish
from vgot.script.wishes.wish import Wish, accept
from vgot.story.edits import number_in
from vgot.story.model import Story


def proposed(story: Story, text: str, selection: Sequence[int] = (), shots: Sequence[int] = ()) -> Wish:
    """A wish read for a story. `selection`: what "this shot" means; `shots`: where it holds if it names none."""
    return read_wish(text, story, [number_in(story, n) for n in selection], [number_in(story, n) for n in shots])


def look_proposed(story: Story, character: str, stage: str, look: str) -> NewLook:
    """A new look of a stage, with the lines that repeat the old one. Raises NotFound, BadInput for an empty look."""
    if not look.strip():
        raise BadInput(
            "There is no look.", field=f"cast/{character}/stages/{stage}/look", hint="Say what is to be seen."
        )
    return new_look(story, character, stage, look)


def label_of(wish: Wish | NewLook | Replacement) -> str:
    """What the history says of it."""
    return (f"wish: {wish.text}" if isinstance(wish, Wish) else wish.label)[:200]


def accepted(story: Story, wish: Wish | NewLook | Replacement, only: list[str] | None = None) -> Story:
    """The story with a wish's changes, or with those at some paths. Raises BadInput where there are none, Conflict where a
    changed field was edited since."""
    if isinstance(wish, Wish) and wish.kind == "make":
        raise BadInput("This asks for a new film.", field="wish", hint="Make a new film of it; this one stays.")
    if not wish.changes or only == []:
        why = wish.not_done[0] if wish.not_done else None
        raise BadInput(
            why.why if why else "There is nothing to change.",
            field="wish",
            hint=(why and why.instead) or "Say what should be different.",
        )
    return accept(story, wish.changes, only)
