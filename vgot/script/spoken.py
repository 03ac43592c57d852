"""Lines and notes into a shot, within what a shot holds; a text in parts that fit."""

from __future__ import annotations

from collections.abc import Sequence

from vgot.script.naming import mentioned
from vgot.story.model import MAX_DOMAIN, Character, Line, Shot


def with_lines_and_notes(
    shot: Shot, lines: Sequence[tuple[str, str]], notes: Sequence[str], cast: list[Character]
) -> Shot:
    """The shot with what is said and noted in it; a line beyond the twelve that a shot holds is noted."""
    said: list[Line] = []
    noted = list(notes)
    for who, text in lines:
        found = [c for c, _ in mentioned(who, cast)] if who else []
        speaker = next(
            (c.id for c in cast if c.name.casefold() == who.casefold()), found[0] if len(found) == 1 else None
        )
        whole = text if speaker or not who else f"{who}: {text}"
        for part in parts_of(whole, 500):
            if len(said) < 12:
                said.append(Line(character=speaker, text=part))
            else:
                noted.append(f"{who}: {part}" if who else part)
    return shot.model_copy(update={"lines": said, "notes": parts_of("\n".join(noted), MAX_DOMAIN)[0]})


def parts_of(text: str, most: int) -> list[str]:
    """A text in parts of at most `most` characters, cut between words."""
    parts = []
    while len(text) > most:
        cut = max(text.rfind(" ", 1, most + 1), text.rfind("\n", 1, most + 1))
        cut = cut if cut > most // 3 else most
        parts.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [*parts, text] if text or not parts else parts
