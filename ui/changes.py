"""What differs between two views of a film, so that a page that shows one is sent only that: one edited word of a film of 500 shots is
a few hundred bytes and not a megabyte. `page_state/changes.js` puts it in.

A change is one of
- `{"to": value}`: another value;
- `{"keys": {key: change}, "gone": [key], "order": [key]}`: of an object; `order` where its keys do not stand as they stood, new ones
  last;
- `{"rows": {id: change}, "order": [id]}`: of a list whose members are objects with an `id` each; `order` where that changed.
"""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from typing import Any

from vgot.project.studio import Project

from .shapes import View
from .view import view_of

#: So many views are remembered, of all pages together: a page whose last one is forgotten is sent the whole.
REMEMBERED = 32


def changes(old: Any, new: Any) -> dict[str, Any] | None:
    """What makes `new` of `old`, both plain JSON; None where they are equal."""
    if old is new:
        return None
    if isinstance(old, dict) and isinstance(new, dict):
        keys = {k: found for k, v in new.items() if (found := changes(old[k], v) if k in old else {"to": v})}
        gone = [k for k in old if k not in new]
        stand = [*(k for k in old if k in new), *(k for k in new if k not in old)] == list(new)
        if not keys and not gone and stand:
            return None
        return {"keys": keys, "gone": gone} | ({} if stand else {"order": list(new)})
    if isinstance(old, list) and isinstance(new, list):
        return _of_lists(old, new)
    return None if type(old) is type(new) and old == new else {"to": new}


def _of_lists(old: list[Any], new: list[Any]) -> dict[str, Any] | None:
    before, after = _by_id(old), _by_id(new)
    if before is None or after is None:
        same = len(old) == len(new) and all(changes(a, b) is None for a, b in zip(old, new, strict=True))
        return None if same else {"to": new}
    rows = {i: found for i, v in after.items() if (found := changes(before[i], v) if i in before else {"to": v})}
    stand = list(before) == list(after)
    return None if stand and not rows else {"rows": rows} | ({} if stand else {"order": list(after)})


def applied(old: Any, change: dict[str, Any] | None) -> Any:
    """`new` again, of `old` and what `changes` found; `old` is left alone."""
    if change is None:
        return old
    if "to" in change:
        return change["to"]
    if "keys" in change:
        kept = {k: v for k, v in old.items() if k not in change["gone"]}
        made = kept | {k: applied(old.get(k), one) for k, one in change["keys"].items()}
        return {k: made[k] for k in change.get("order", made)}
    before = _by_id(old) or {}
    return [applied(before.get(i), change["rows"].get(i)) for i in change.get("order", before)]


def _by_id(value: Any) -> dict[str, Any] | None:
    """The members of a list by their ids; None where it is no such list."""
    if not isinstance(value, list) or not all(
        isinstance(one, dict) and isinstance(one.get("id"), str) for one in value
    ):
        return None
    found = {one["id"]: one for one in value}
    return found if len(found) == len(value) else None


class Shown:
    """What pages were told last, by a mark that each of them got with it."""

    def __init__(self) -> None:
        self._views: OrderedDict[str, View] = OrderedDict()
        self._lock = threading.Lock()

    def answer(self, project: Project, held: str) -> dict[str, Any]:
        """The part of a reply that brings the view of a film to a page that shows what it was told under the mark `held` (empty: it
        shows nothing): `mark`, and `view` or `changed`."""
        with self._lock:
            before = self._views.get(held)
        if before is not None and before["project"] != project.id:
            before = None
        view = view_of(project, before["revision"] if before else None)
        if before is not None and "story" not in view and "story" in before and "outline" in before:
            view["story"], view["outline"] = before["story"], before["outline"]
        mark = secrets.token_urlsafe(9)
        with self._lock:
            self._views[mark] = view
            while len(self._views) > REMEMBERED:
                self._views.popitem(last=False)
        if before is None:
            return {"view": view, "mark": mark}
        return {"view": None, "changed": {"since": held, "by": changes(before, view)}, "mark": mark}
