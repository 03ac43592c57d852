"""A key holds only what is read: what of a recipe's parameters its maker takes no notice of is left out of it. Pure.

So an edit without effect costs nothing. A recipe of before, in which all of it stands, is known again by what it says: no
such change makes a take stale.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from vgot.graph.keys import recipe_key
from vgot.story.beats import Beat, in_words
from vgot.story.grades import grade_of

#: the ids in a recipe's model of the drawn world, and of the small models, which are told nothing of beats
_DRAWN, _SMALL = "animatic", "vgot/embedded"


def read(recipe: Mapping[str, Any]) -> Mapping[str, Any]:
    """The recipe with what its model reads. The drawn world reads of a style only the look that it names, and a drawing that
    stages another model's still not even that. A model reads of beats the words, for a clip, and of a still none but the box of where
    somebody begins, which stands with who is in it."""
    params = recipe.get("params", {})
    drawn = recipe.get("model", {}).get("id") == _DRAWN
    if isinstance(params.get("beats"), list) and not drawn:
        small = recipe.get("model", {}).get("id") == _SMALL
        words = {} if small else _told(recipe.get("step"), params["beats"])
        recipe = {**recipe, "params": _without(params, "beats") | words}
        params = recipe["params"]
    if "style" not in params or not drawn:
        return recipe
    grade = grade_of(params["style"]) if recipe.get("step") != "drawing" else ""
    return {**recipe, "params": _without(params, "style") | ({"grade": grade} if grade else {})}


def _told(step: object, beats: list[dict[str, Any]]) -> dict[str, Any]:
    words = in_words([Beat.model_validate(one) for one in beats]) if step == "clip" else ""
    return {"beats": words} if words else {}


def _without(params: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {k: v for k, v in params.items() if k != name}


def anonymous(recipe: Mapping[str, Any]) -> dict[str, Any]:
    """The recipe as it is hashed: inputs by order and digest, so that two shots that ask for the same share a key."""
    hashed = {**recipe, "inputs": list(recipe["inputs"].values())}
    if "over" in recipe:  # what a painting stands for: the same key wherever its shot is
        hashed["over"] = key_of(recipe["over"])
    return hashed


def key_of(recipe: Mapping[str, Any]) -> str:
    return recipe_key(anonymous(recipe))


def known_key(recipe: Mapping[str, Any], key: str) -> str:
    """The key under which a kept recipe is known now; `key` is the one it was kept under. A recipe of before whose style
    names a look keeps its own: it was drawn without that look, and stands for the words that it was asked with."""
    kept = _known.get(key)
    if kept is None:
        now = recipe if "step" not in recipe else read(recipe)
        kept = key if now is recipe or "grade" in now["params"] else key_of(now)
        if len(_known) > 20_000:
            _known.clear()
        _known[key] = kept
    return kept


_known: dict[str, str] = {}

#: model id -> whether two sets of parameters of a step that differ in the summary alone are made into the same bytes; families that
#: can tell are put here by `vgot.render`
SAME_SUMMARY: dict[str, Callable[[str, dict[str, Any], dict[str, Any]], bool]] = {}


def made_alike(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Whether a kept recipe asks for the same bytes as a new one though it says what happens in other words."""
    same = SAME_SUMMARY.get(new.get("model", {}).get("id", ""))
    was, now = read(old) if "step" in old else old, read(new)
    if same is None or "summary" not in was.get("params", {}) or "summary" not in now["params"]:
        return False
    if was is not old and "grade" in was["params"]:
        return False  # of before: drawn without the look that its style names
    rest = [anonymous({**one, "params": _without(one["params"], "summary")}) for one in (was, now)]
    return rest[0] == rest[1] and same(now["step"], was["params"], now["params"])
