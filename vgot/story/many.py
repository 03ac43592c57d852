"""One edit of several shots at once. Pure: Story in, Story out; all of them or none. Shots are named by their ids."""

from __future__ import annotations

from collections.abc import Iterable

from vgot.errors import BadInput, NotFound
from vgot.story import edits
from vgot.story.model import DOMAINS, Story

#: What several shots can be given together.
FIELDS = (*DOMAINS, "duration_s", "place", "notes")
LOCKS = ("shot", *DOMAINS)


def numbers_of(story: Story, shots: Iterable[str]) -> list[int]:
    """The numbers of shots, each once, in the film's order. Raises NotFound where one has gone, BadInput for none."""
    asked = set(shots)
    found = [n for n, s in enumerate(story.shots, 1) if s.id in asked]
    if len(found) < len(asked):
        raise NotFound(
            f"{len(asked) - len(found)} of the marked shots are not there any more.",
            field="shots",
            hint="Undo their deletion, or mark other ones.",
        )
    if not found:
        raise BadInput("No shot is marked.", field="shots", hint="Mark the shots that are meant.")
    return found


def set_in(story: Story, shots: Iterable[str], field: str, value: object) -> Story:
    """One field of several shots set to one value. Raises NotFound, BadInput."""
    if field not in FIELDS:
        raise BadInput(f"Shots have no {field} to share.", field=field, hint=f"Use one of {', '.join(FIELDS)}.")
    return edits.set_values(story, {f"shots/{n}/{field}": value for n in numbers_of(story, shots)})


def lock_in(story: Story, shots: Iterable[str], what: str, on: bool) -> Story:
    """Lock or unlock several shots, or one domain of each, against rewrites. Raises NotFound, BadInput."""
    if what not in LOCKS:
        raise BadInput(f"There is no lock '{what}'.", field="what", hint=f"Use one of {', '.join(LOCKS)}.")
    values: dict[str, object] = {}
    for n in numbers_of(story, shots):
        held = {*story.shots[n - 1].locked, what} if on else {*story.shots[n - 1].locked} - {what}
        values[f"shots/{n}/locked"] = [one for one in LOCKS if one in held]
    return edits.set_values(story, values)


def delete_in(story: Story, shots: Iterable[str]) -> Story:
    """The story without several shots; at least one stays. Raises NotFound, BadInput."""
    return edits.delete_shots(story, numbers_of(story, shots))
