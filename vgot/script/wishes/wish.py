"""What a wish comes to: changes in the paths of the story's edits, and what was not done. Accepting is one edit of the story."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from vgot.errors import BadInput, Conflict, VgotError
from vgot.script.reshape import merge_shots, split_shot
from vgot.story import edits
from vgot.story.model import Story


@dataclass(frozen=True)
class Change:
    """One change: its path and its value before and after, as a person reads them.

    A field has `was` and `value`, the values as plain JSON. A change of the order of shots has `do`: a verb and the ids of the
    shots that it moves. `shot`: the id of the shot that the path's number meant, wherever it stands by the time of accepting.
    """

    path: str
    before: str
    after: str
    was: object = None
    value: object = None
    shot: str = ""
    do: tuple[str, ...] = ()

    def as_json(self) -> dict:
        return {"path": self.path, "before": self.before, "after": self.after}


@dataclass(frozen=True)
class NotDone:
    """Words of a wish that nothing was done about, why, and what one can do instead."""

    words: str
    why: str
    instead: str = ""

    def as_json(self) -> dict:
        return {"words": self.words, "why": self.why, "instead": self.instead}


@dataclass(frozen=True)
class Wish:
    """A wish as it was read: `kind` says whether it makes another film or changes this one, `why` says so in a sentence.
    `used` are the words that led to changes; `notes` name what stays though a person may expect otherwise."""

    text: str
    kind: Literal["make", "change"]
    why: str
    changes: tuple[Change, ...] = ()
    not_done: tuple[NotDone, ...] = ()
    used: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def as_json(self) -> dict:
        return {
            "text": self.text,
            "kind": self.kind,
            "why": self.why,
            "changes": [c.as_json() for c in self.changes],
            "not_done": [n.as_json() for n in self.not_done],
            "notes": list(self.notes),
        }


def shown(value: object) -> str:
    """A value as a person reads it in a diff."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(map(shown, value))
    if isinstance(value, dict):
        if "stage" in value:
            return f"{value['character']}/{value['stage']}"
        if "at_s" in value:
            return ": ".join(filter(None, (value["name"], value["note"])))
        return str(value.get("text", json.dumps(value, ensure_ascii=False)))
    return f"{value:g}" if isinstance(value, float) else str(value)


def accept(story: Story, changes: Iterable[Change], only: list[str] | None = None) -> Story:
    """The story with the changes of a wish, or with those at the paths of `only`. What else was edited since it was read stays.

    Raises Conflict where a changed field itself was edited, or its shot deleted, since; BadInput for a path that is not there.
    """
    changes = list(changes)
    known = {c.path for c in changes}
    if wrong := set(only or ()) - known:
        raise BadInput(
            f"{min(wrong)[:80]} is not in this proposal.",
            field="only",
            hint=f"Use some of: {', '.join(sorted(known)[:12])}.",
        )
    chosen = [c for c in changes if only is None or c.path in only]
    data, numbers = story.model_dump(mode="json"), {s.id: n for n, s in enumerate(story.shots, 1)}
    values = {}
    for change in chosen:
        if not change.do:
            path = _path_now(change, numbers)
            if _value(data, path) != change.was:
                raise Conflict(
                    f"{path} was changed since this was proposed.",
                    field=path,
                    hint="Take the other changes, or propose it again.",
                )
            values[path] = change.value
    story = edits.set_values(story, values) if values else story
    removed = [c.do[1] for c in chosen if c.do[:1] == ("remove",)]
    for change in chosen:
        if change.do and change.do[0] != "remove":
            story = reordered(story, change.do)
    return edits.delete_shots(story, [_position(story, shot) for shot in removed]) if removed else story


def _value(data: dict, path: str) -> object:
    try:
        holder, key = edits.located(data, path)
        return holder[key]
    except VgotError as why:
        raise Conflict(
            f"{path} is not there any more.", field=path, hint="Take the other changes, or propose it again."
        ) from why


def _path_now(change: Change, numbers: dict[str, int]) -> str:
    """The change's path with the number that its shot has by now. Raises Conflict where the shot has gone."""
    if not change.shot:
        return change.path
    if change.shot not in numbers:
        raise _gone(change.path)
    steps = change.path.split("/")
    steps[1] = str(numbers[change.shot])
    return "/".join(steps)


def _gone(path: str) -> Conflict:
    return Conflict(
        "A shot of this wish was deleted since it was proposed.",
        field=path,
        hint="Take the other changes, or undo the deletion.",
    )


def _position(story: Story, shot: str) -> int:
    try:
        return story.position(shot)
    except KeyError:
        raise _gone("shots") from None


def reordered(story: Story, do: tuple[str, ...]) -> Story:
    """The story with its shots copied, moved, split or merged as `do` says: a verb and the ids of shots.
    Raises as vgot.story.edits."""
    verb, *ids = do
    return _ORDERS[verb](story, *ids)


def _moved(story: Story, shot: str, where: str, target: str = "") -> Story:
    """One shot at the front, at the end, before or after another, or some places earlier or later."""
    order = [s.id for s in story.shots]
    at = order.index(shot) if shot in order else _position(story, shot) - 1
    order.remove(shot)
    if where in ("before", "after"):
        _position(story, target)
        to = order.index(target) + (where == "after")
    else:
        to = {"front": 0, "end": len(order)}.get(where, at)
        if where in ("earlier", "later"):
            to = at + int(target) * (1 if where == "later" else -1)
    order.insert(max(0, min(len(order), to)), shot)
    return edits.order_shots(story, order)


def _swapped(story: Story, a: str, b: str) -> Story:
    order = [s.id for s in story.shots]
    i, j = _position(story, a) - 1, _position(story, b) - 1
    order[i], order[j] = order[j], order[i]
    return edits.order_shots(story, order)


def _turned(story: Story) -> Story:
    return edits.order_shots(story, [s.id for s in reversed(story.shots)])


_ORDERS: dict[str, Callable[..., Story]] = {
    "copy": lambda story, shot: edits.duplicate_shot(story, _position(story, shot)),
    "split": lambda story, shot: split_shot(story, _position(story, shot)),
    "merge": lambda story, shot: merge_shots(story, _position(story, shot)),
    "move": _moved,
    "swap": _swapped,
    "turn": _turned,
}
