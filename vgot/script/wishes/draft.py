"""The story while a wish works on it. Locks hold; every field that was changed is remembered, with the words that asked for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from vgot.errors import VgotError
from vgot.script.wishes.wish import Change, NotDone, reordered, shown
from vgot.story.edits import located
from vgot.story.model import DOMAINS, MAX_DOMAIN, Story

#: The longest that a text may become, where it is not a domain's length.
_LENGTHS = {"title": 120, "name": 120, "role": 400}
#: Which lock keeps a field that is no domain.
_LOCKED_BY = {"summary": "relation", "who": "character", "place": "background", "lines": "relation"}


class Draft:
    """A story as plain values, read and written by the paths of its edits; shots keep their numbers until all is accepted."""

    def __init__(self, story: Story):
        self.story = story
        self.data = story.model_dump(mode="json")
        self.old = story.model_dump(mode="json")
        self.paths: list[str] = []
        self.orders: list[Change] = []
        self.not_done: list[NotDone] = []
        self.notes: list[str] = []
        self.locked: list[str] = []
        self.written = 0
        self.words = ""
        self.removed: set[str] = set()

    @property
    def count(self) -> int:
        return len(self.data["shots"])

    @property
    def every(self) -> list[int]:
        return list(range(1, self.count + 1))

    # -- reading and writing -------------------------------------------------------------------------------------------
    def get(self, path: str) -> Any:
        holder, key = located(self.data, path)
        return holder[key]

    def text(self, number: int, domain: str) -> str:
        return str(self.get(f"shots/{number}/{domain}"))

    def set(self, path: str, value: object) -> bool:
        """Write a field; whether it is another value now. What is locked, or would be too long, stays and is named."""
        holder, key = located(self.data, path)
        if holder[key] == value:
            return False
        if self._kept(path, key):
            return False
        if isinstance(value, str) and len(value) > _LENGTHS.get(key, MAX_DOMAIN):
            self.note(f"{path} would become too long and was left as it is.")
            return False
        holder[key] = value
        self.written += 1
        if path not in self.paths:
            self.paths.append(path)
        return True

    def edit(self, path: str, change: Callable[[str], str]) -> bool:
        """Write a text as a function of what it says."""
        return self.set(path, change(str(self.get(path) or "")))

    def _kept(self, path: str, key: str) -> bool:
        steps = path.split("/")
        if steps[0] != "shots":
            return False
        locks = self.data["shots"][int(steps[1]) - 1]["locked"]
        if "shot" not in locks and _LOCKED_BY.get(key, key) not in locks:
            return False
        where = f"shot {steps[1]}" if "shot" in locks else f"the {_LOCKED_BY.get(key, key)} of shot {steps[1]}"
        if where not in self.locked:
            self.locked.append(where)
        return True

    # -- what is told ----------------------------------------------------------------------------------------------------
    def refuse(self, words: str, why: str, instead: str = "") -> None:
        self.not_done.append(NotDone(words.strip(" ,;."), why, instead))

    def note(self, sentence: str) -> None:
        if sentence not in self.notes:
            self.notes.append(sentence)

    def order(self, path: str, before: str, after: str, *do: str) -> None:
        """A change of which shots there are, or in which order; what cannot be, after those before it, is named."""
        verb, shot = do[0], (do[1] if len(do) > 1 else "")
        if shot in self.removed or verb == "remove" and len(self.removed) + 1 >= self.count:
            self.refuse(
                self.words,
                "That shot is removed already." if shot in self.removed else "A film needs at least one shot.",
            )
            return
        if verb in ("merge", "split"):
            try:
                reordered(self.story, do)
            except VgotError as why:
                self.refuse(self.words, why.message, why.hint or "")
                return
        if verb == "remove":
            self.removed.add(shot)
        self.written += 1
        self.orders.append(Change(path, before, after, do=do))

    # -- whole fields ----------------------------------------------------------------------------------------------------
    def shot_texts(self, numbers: Iterable[int]) -> list[str]:
        """The paths of everything that is said in words of these shots."""
        return [f"shots/{n}/{field}" for n in numbers for field in ("summary", *DOMAINS)]

    def shared_texts(self) -> list[str]:
        """The paths of what is said in words of people and places."""
        paths = []
        for c in self.data["cast"]:
            paths += [f"cast/{c['id']}/{field}" for field in ("name", "role", "wardrobe")]
            paths += [f"cast/{c['id']}/stages/{s['id']}/{field}" for s in c["stages"] for field in ("name", "look")]
        return paths + [f"places/{p['id']}/{field}" for p in self.data["places"] for field in ("name", "look")]

    def changes(self) -> list[Change]:
        """Everything that is otherwise than it was, in the order in which it was changed."""
        made = []
        for path in self.paths:
            holder, key = located(self.old, path)
            was, value = holder[key], self.get(path)
            if was == value:
                continue
            steps = path.split("/")
            shot = self.data["shots"][int(steps[1]) - 1]["id"] if steps[0] in ("shots", "boundaries") else ""
            if shot in self.removed:
                continue
            made.append(Change(path, shown(was), shown(value), was, value, shot))
        return sorted(made, key=_place) + self.orders


def _place(change: Change) -> tuple:
    """Shots in their order, then what belongs to the whole film."""
    steps = change.path.split("/")
    order = ("shots", "boundaries", "cast", "places")
    number = int(steps[1]) if steps[0] in ("shots", "boundaries") else 0
    return (order.index(steps[0]) if steps[0] in order else len(order), number)
