"""Comments of other people on a story's shots: read from a file of them, laid into the story, with an account of each. Pure."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from vgot.errors import BadInput
from vgot.story.model import Comment, Shot, Story, bad_input_from

MARK = "vgot_comments"
MAX_COMMENTS = 200
MAX_FILE = 8 * 2**20
_KNOWN = {MARK, "film", "title", "revision", "by", "shots", "comments"}
_OF_SHOT = ("status", "assignee")


@dataclass
class CommentsRead:
    """What became of a file of comments. `used`: how many comments and states are in the story by it; `again`: how many stood there
    already; `named`: what was not used, where it was, and why."""

    by: str = ""
    used: int = 0
    again: int = 0
    named: list[dict[str, str]] = field(default_factory=list[dict[str, str]])

    def leave(self, what: str, where: str, why: str) -> None:
        self.named.append({"what": what[:200], "where": where, "why": why})

    def as_json(self) -> dict[str, Any]:
        return {"by": self.by, "used": self.used, "again": self.again, "named": self.named}

    def in_words(self) -> str:
        lines = [f"{self.used} taken, {self.again} were there already."]
        return "\n".join(lines + [f"Not used: {n['what']} ({n['where']}). {n['why']}" for n in self.named])


def film_mark(film: str) -> str:
    """What a review page calls a film: by it the comments find back, and its name and folder are not told."""
    return hashlib.sha256(f"film\x1f{film}".encode()).hexdigest()[:24]


def is_comments(data: bytes) -> bool:
    """Whether a file says that it holds comments."""
    try:
        found = json.loads(data[:MAX_FILE])
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and MARK in found


def read_comments(story: Story, film: str, data: bytes) -> tuple[Story, CommentsRead]:
    """The story with the comments of a file, and what became of each. `film`: the mark of this one. Raises BadInput for a file that holds
    none, is of a newer form, or speaks of no shot of this film."""
    asked = _opened(data)
    account = CommentsRead(by=str(asked.get("by") or "")[:120])
    shots = {s.id: (n, s) for n, s in enumerate(story.shots, 1)}
    for key in sorted(set(asked) - _KNOWN):
        account.leave(key, "the file", "Nothing here is called that.")
    entries = [*_list(asked, "comments", account), *_list(asked, "shots", account)]
    if asked.get("film") != film:
        if not any(isinstance(e, dict) and (e.get("shot") or e.get("id")) in shots for e in entries):
            raise BadInput("These comments are about another film.", field="import", hint="Open that film first.")
        account.leave(str(asked.get("title") or asked.get("film")), "the file", "It was written for another film.")
    made = {s.id: s for s in story.shots}
    for n, entry in enumerate(_list(asked, "comments", CommentsRead()), 1):
        _comment(made, entry, f"comment {n}", account)
    for n, entry in enumerate(_list(asked, "shots", CommentsRead()), 1):
        _states(made, entry, f"state {n}", account)
    return story.model_copy(update={"shots": [made[s.id] for s in story.shots]}), account


def _opened(data: bytes) -> dict[str, Any]:
    try:
        asked = json.loads(data) if len(data) <= MAX_FILE else None
    except (ValueError, RecursionError):
        asked = None
    if not isinstance(asked, dict) or MARK not in asked:
        raise BadInput(
            "This file holds no comments.", field="import", hint="Choose the file that the review page has saved."
        )
    if asked[MARK] != 1:
        raise BadInput(
            "These comments were saved by a newer program.", field="import", hint="Open them with a newer VGoT Studio."
        )
    return asked


def _list(asked: dict[str, Any], name: str, account: CommentsRead) -> list[Any]:
    found = asked.get(name) or []
    if not isinstance(found, list):
        account.leave(name, "the file", "It is no list.")
        return []
    if len(found) > 5000:
        account.leave(f"{len(found) - 5000} {name}", "the file", "At most 5,000 are read.")
    return found[:5000]


def _comment(shots: dict[str, Shot], entry: Any, where: str, account: CommentsRead) -> None:
    what = str(entry.get("text") if isinstance(entry, dict) else entry)
    if not isinstance(entry, dict) or not isinstance(entry.get("shot"), str):
        return account.leave(what, where, "It names no shot.")
    shot = shots.get(entry["shot"])
    if shot is None:
        return account.leave(what, where, "Its shot was deleted; undo the deletion and read it again.")
    try:
        comment = Comment.model_validate({"by": account.by} | {k: v for k, v in entry.items() if k != "shot"})
    except ValidationError as why:
        return account.leave(what, where, bad_input_from(why).message)
    there = next((c for c in shot.comments if c.id == comment.id), None)
    if there is not None:
        if there.text == comment.text:
            account.again += 1
            return None
        return account.leave(what, where, "A comment that was read before says otherwise; that one stays.")
    if len(shot.comments) >= MAX_COMMENTS:
        return account.leave(what, where, f"Its shot has {MAX_COMMENTS} comments already.")
    shots[shot.id] = shot.model_copy(update={"comments": [*shot.comments, comment]})
    account.used += 1
    return None


def _states(shots: dict[str, Shot], entry: Any, where: str, account: CommentsRead) -> None:
    if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
        return account.leave(str(entry), where, "It names no shot.")
    for name in entry:
        if name not in ("id", *_OF_SHOT):
            account.leave(str(name), where, "Nothing of a shot is called that.")
    for name in _OF_SHOT:
        if name not in entry:
            continue
        shot = shots.get(entry["id"])
        if shot is None:
            account.leave(f"{name}: {entry[name]}", where, "Its shot was deleted.")
            continue
        try:
            value = getattr(Shot.model_validate({"id": shot.id, name: entry[name]}), name)
        except ValidationError as why:
            account.leave(f"{name}: {entry[name]}", where, bad_input_from(why).message)
            continue
        if getattr(shot, name) == value:
            account.again += 1
        else:
            shots[shot.id] = shot.model_copy(update={name: value})
            account.used += 1
    return None
