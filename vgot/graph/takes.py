"""Takes (what was made) and choices (what a person decided about them). Pure.

Which take of a node is used downstream is derived, never a flag that can go out of step:
a pinned take; else the take whose recipe is the current one (or the upload a person chose); else, while nothing of the
current recipe exists, the take that was chosen last, which is then stale.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from pydantic import BaseModel, ConfigDict

from vgot.graph.reads import known_key


class Choice(BaseModel):
    """A person's decisions about one node; part of every revision, so undo covers them.

    seed, params: set by regenerate and choose. upload: the take that stands instead of any recipe.
    pin: the take kept whatever changes upstream. approved: digest of the keyframe picture a person approved."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    seed: int | None = None
    params: dict[str, Any] = {}
    upload: str | None = None
    pin: str | None = None
    approved: str | None = None

    def is_empty(self) -> bool:
        return self == Choice()


@dataclass(frozen=True)
class Take:
    """One result of one node. `digests` maps a role (picture, look, tokens, scene, frames, latents, film) to the
    SHA-256 of its blob; `recipe` is what was asked for; `producer` is a model or 'you' for an upload."""

    id: str
    node: str
    recipe_key: str
    recipe: Mapping[str, Any]
    seed: int
    preset: str
    producer: str
    created: str
    seconds: float
    digests: dict[str, str]
    facts: dict[str, Any] = field(default_factory=dict[str, Any])

    @property
    def params(self) -> dict[str, Any]:
        """The node parameters a person set for this take (beyond the story): see Choice.params."""
        return self.recipe.get("own", {})

    @property
    def is_upload(self) -> bool:
        return self.producer == "you"

    @property
    def over(self) -> dict[str, Any] | None:
        """The recipe of the drawing that this take is painted over and stands for (vgot.render.painting); None for every other take."""
        over: Any = self.recipe.get("over")
        if not isinstance(over, dict) or not isinstance(cast("dict[str, Any]", over).get("inputs"), dict):
            return None
        return cast("dict[str, Any]", over)


def take_id(node: str, key: str) -> str:
    """The same node and recipe always give the same id, also after export and import."""
    return "t" + hashlib.sha256(f"{node}\x1f{key}".encode()).hexdigest()[:12]


@dataclass
class Shelf:
    """All takes of a project by node key, what was chosen last, and the choices of one revision."""

    takes: dict[str, list[Take]] = field(default_factory=dict[str, list[Take]])
    last: dict[str, str] = field(default_factory=dict[str, str])
    choices: dict[str, Choice] = field(default_factory=dict[str, Choice])

    def choice(self, node: str) -> Choice:
        return self.choices.get(node) or Choice()

    def find(self, node: str, take: str | None) -> Take | None:
        return next((t for t in self.takes.get(node, ()) if t.id == take), None)

    def by_key(self, node: str, key: str | None) -> Take | None:
        """The take of a recipe key; else the one chosen last, or any, that is known by it now (vgot.graph.reads)."""
        made = self.takes.get(node, ())
        exact = next((t for t in made if t.recipe_key == key), None)
        if exact is not None or key is None:
            return exact
        alike = [t for t in made if known_key(t.recipe, t.recipe_key) == key]
        return next((t for t in alike if t.id == self.last.get(node)), alike[0] if alike else None)

    def chosen(self, node: str, key: str | None) -> Take | None:
        """The take of `node` that is used downstream when `key` is the current recipe key (None: not known yet)."""
        choice = self.choice(node)
        if choice.pin and (pinned := self.find(node, choice.pin)):
            return pinned
        if choice.upload and (uploaded := self.find(node, choice.upload)):
            return uploaded
        return self.by_key(node, key) or self.find(node, self.last.get(node))
