"""The plan of a film: the recipes of its nodes, their states and the reasons. Pure.

A node's recipe key depends on the digests of its CHOSEN inputs, so it is known only when all inputs are settled; until
then the node is stale or missing for its input's reason. If an input comes back with the same bytes, the key comes out
the same and the ripple stops there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal, cast

from vgot.errors import NotFound
from vgot.graph.asked import NotUsed, not_taken
from vgot.graph.kinds import KINDS
from vgot.graph.loras import NotWorn, not_worn
from vgot.graph.nodes import Node, Recipes, film_nodes
from vgot.graph.reads import key_of, known_key, made_alike, read
from vgot.graph.recipes import Recipe
from vgot.graph.retouches import asked_by, in_force, is_retouch_of
from vgot.graph.shapes import Shape, is_as_long, made_at, misfit
from vgot.graph.takes import Choice, Shelf, Take
from vgot.graph.unused import not_used
from vgot.story.model import DOMAINS, Story

#: A plan's own states, then those that the queue lays over it.
State = Literal["missing", "fresh", "stale", "pinned", "flagged", "queued", "running", "failed"]


@dataclass(frozen=True)
class Planned:
    """A node with its state. `settled`: its chosen take is final, so consumers may use it. `key` is None while an
    input is not settled. `blocked`: what a person must do first (approve a keyframe)."""

    node: Node
    state: State
    reason: str
    take: Take | None
    key: str | None
    settled: bool
    pinned: bool = False
    blocked: str | None = None
    estimate_s: float = 0.0

    @property
    def name(self) -> str:
        return self.node.name

    def as_json(self) -> dict[str, Any]:
        out = {
            "node": self.node.name,
            "state": self.state,
            "reason": self.reason,
            "estimate_s": round(self.estimate_s, 3),
            "pinned": self.pinned,
        }
        out |= {"blocked": self.blocked} if self.blocked else {}
        return out | ({"not_used": list(self.node.idle)} if self.node.idle else {})


class NodeName(str):
    """A node's name, by position, that remembers the node: positions change when shots are moved, keys do not."""

    key: str

    @classmethod
    def of(cls, planned: Planned) -> NodeName:
        made = cls(planned.node.name)
        made.key = planned.node.key
        return made


@dataclass(frozen=True)
class Plan:
    """All nodes of a film in the order they can be made."""

    nodes: dict[str, Planned] = field(default_factory=dict[str, Planned])  # by key
    #: what of the film the preset does not use: LoRAs that are on and bend nothing, what its video model does not take, bridges that it
    #: cannot make
    not_used: tuple[NotWorn | NotUsed, ...] = ()

    def named(self, name: str) -> Planned:
        """A node by its name; by its key where the name remembers it. Raises NotFound."""
        if isinstance(name, NodeName):
            return self.keyed(name.key)
        for planned in self.nodes.values():
            if planned.node.name == name:
                return planned
        raise NotFound(
            f"There is no node '{name}' in this film.",
            field=name,
            hint=f"Nodes are {', '.join(kind.form for kind in KINDS.values())}; a drawing where one stages a shot.",
        )

    def keyed(self, key: str) -> Planned:
        """A node by its key. Raises NotFound."""
        if key not in self.nodes:
            raise NotFound("This item is not in the film any more.", field="key", hint="Undo, or choose another one.")
        return self.nodes[key]

    def to_do(self) -> list[Planned]:
        return [p for p in self.nodes.values() if not p.settled]

    def ancestors(self, keys: Iterable[str]) -> set[str]:
        """The keys and everything they are made from."""
        found: set[str] = set()
        ahead = list(keys)
        while ahead:
            key = ahead.pop()
            if key not in found:
                found.add(key)
                ahead += [i.key for i in self.nodes[key].node.inputs]
        return found

    def as_json(self) -> dict[str, Any]:
        states: dict[str, int] = {}
        for planned in self.nodes.values():
            states[planned.state] = states.get(planned.state, 0) + 1
        todo = self.to_do()
        return {
            "nodes": [p.as_json() for p in self.nodes.values()],
            "not_used": [one.as_json() for one in self.not_used],
            "totals": {
                "nodes": len(self.nodes),
                "to_do": len(todo),
                "states": states,
                "estimate_s": round(sum(p.estimate_s for p in todo), 3),
            },
        }


# -- recipes ----------------------------------------------------------------------------------------------------------
def recipe_of(node: Node, choice: Choice, preset: Recipes, chosen: dict[str, Take], whole: bool = False) -> Recipe:
    """The recipe of a node whose inputs' chosen takes are given by key. `whole`: with what its model does not read, as recipes
    were kept before."""
    inputs: dict[str, dict[str, str]] = {}
    for i in node.inputs:
        digests = chosen[i.key].digests
        inputs[i.label] = {r: digests.get(r, "") for r in KINDS[node.step].reads[i.step]}
    recipe: Recipe = {
        "step": node.step,
        "version": KINDS[node.step].version,
        "model": preset.model_for(node.step),
        "params": node.params,
        "seed": node.seed if choice.seed is None else choice.seed,
        "inputs": inputs,
    }
    if not whole:
        recipe = cast(Recipe, dict(read(recipe)))
    # A kept take of another size, rate or length is fitted where it is used; a recipe whose takes all fit says nothing of it.
    fitted = [
        asdict(w) if w is not None and misfit(chosen[i.key], w) else None
        for i, w in zip(node.inputs, node.wanted, strict=False)
    ]
    own = in_force(choice.params, (d["picture"] for d in inputs.values() if "picture" in d))
    if own:
        recipe["own"] = dict(own)
    if any(fitted):
        recipe["fitted"] = fitted
    return recipe


def stands_for(take: Take) -> str:
    """The key of the recipe that a take is the result of; of a painting, that of the drawing it was painted over."""
    return known_key(take.over, key_of(take.over)) if take.over else known_key(take.recipe, take.recipe_key)


# -- states -----------------------------------------------------------------------------------------------------------
def plan_film(story: Story, preset: Recipes, shelf: Shelf, seconds_for: Callable[[Node], float] | None = None) -> Plan:
    """The state of every node. States here: missing, fresh, stale, pinned, flagged; the queue adds queued, running,
    failed."""
    planned: dict[str, Planned] = {}
    flags = {str(s.id): s.flags for s in story.shots}
    for key, node in film_nodes(story, preset).items():
        one = plan_node(node, preset, shelf, planned)
        flagged = flags[node.shot] if KINDS[node.step].approvable and node.shot else None
        if one.state == "fresh" and flagged:
            one = replace(one, state="flagged", reason=flagged[0].reason)
        if seconds_for and not one.settled:
            one = replace(one, estimate_s=seconds_for(node))
        planned[key] = one
    return Plan(planned, (*not_worn(story, preset), *not_taken(story, preset), *not_used(story, preset)))


def plan_node(node: Node, preset: Recipes, shelf: Shelf, planned: dict[str, Planned]) -> Planned:
    """The state of one node whose inputs are already planned."""
    choice = shelf.choice(node.key)
    waits = [planned[i.key] for i in node.inputs if not planned[i.key].settled]
    recipe = key = None
    if not waits:
        chosen = {i.key: take for i in node.inputs if (take := planned[i.key].take)}
        recipe = recipe_of(node, choice, preset, chosen)
        key = key_of(recipe)
        if "grade" in recipe["params"] and shelf.by_key(node.key, key) is None:
            was = key_of(recipe_of(node, choice, preset, chosen, whole=True))
            key = was if shelf.by_key(node.key, was) is not None else key  # made before, as it is asked for now
    take = shelf.chosen(node.key, key)
    outgrown = ""
    asked = _asked(node)
    if (
        take is not None
        and take.is_upload
        and node.step in ("clip", "guide")
        and choice.pin != take.id
        and not is_as_long(take, asked)
    ):
        # A clip from outside cannot be made longer: a shot that is no longer its length is made like any other, unless it is pinned.
        outgrown = (
            f"your {KINDS[node.step].one} has {take.facts.get('frames')} frames where {node.frames} are asked for"
        )
        choice = choice.model_copy(update={"upload": None})
        take = shelf.by_key(node.key, key)
    if take is not None and choice.pin == take.id:
        change = _why_stale(node, take, recipe, waits, choice, preset, planned)
        reason = f"pinned, stale: {change}" if not take.is_upload and stands_for(take) != key else "pinned"
        return Planned(node, "pinned", reason + _fitted(take, asked), take, key, True, pinned=True)
    if take is not None and choice.upload == take.id:
        return Planned(node, "fresh", "your upload" + _fitted(take, asked), take, take.recipe_key, True)
    blocked = _needs_approval(node, preset, shelf, planned)
    if take is not None and key is not None and key in (take.recipe_key, known_key(take.recipe, take.recipe_key)):
        return Planned(node, "fresh", _instead(node, take, planned), take, key, True)
    if take is not None and recipe is not None and not take.over and made_alike(take.recipe, recipe):
        return Planned(node, "fresh", _instead(node, take, planned), take, take.recipe_key, True)
    if take is None:
        reason = blocked or (f"waits for {waits[0].name}" if waits else outgrown or "not made yet")
        return Planned(node, "missing", reason, None, key, False, blocked=blocked)
    return Planned(
        node, "stale", _why_stale(node, take, recipe, waits, choice, preset, planned), take, key, False, blocked=blocked
    )


def _asked(node: Node) -> Shape | None:
    """The shape that a picture or a clip of the film is asked for in; None for what has none of its own."""
    p = node.params
    if not KINDS[node.step].pinnable or "width" not in p:
        return None
    return Shape(p["width"], p["height"], p["fps"], node.frames) if "fps" in p else Shape(p["width"], p["height"])


def _fitted(take: Take, asked: Shape | None) -> str:
    """What is said of a kept take that is used in another shape than it was made in."""
    mine = misfit(take, asked)
    return f"; {made_at(mine, asked)}, fitted" if mine and asked else ""


def _instead(node: Node, take: Take, planned: dict[str, Planned]) -> str:
    """What stands for what was asked, where a kept take of another shape did not allow it, and which take that is."""
    said = take.facts.get("instead")
    if not isinstance(said, str):
        return ""
    kept = [
        (planned[i.key].name, misfit(planned[i.key].take, w), w)
        for i, w in zip(node.inputs, node.wanted, strict=False)
        if w
    ]
    why = ", ".join(f"{name} was {made_at(mine, w)}" for name, mine, w in kept if mine)
    return f"{said}: {why}" if why else said


def _needs_approval(node: Node, preset: Recipes, shelf: Shelf, planned: dict[str, Planned]) -> str | None:
    if preset.draft:
        return None
    for keyframe in (planned[i.key] for i in node.inputs if KINDS[i.step].approvable):
        take = keyframe.take
        if not (take and keyframe.settled and shelf.choice(keyframe.node.key).approved == take.digests["picture"]):
            return f"waits for approval of {keyframe.name}"
    return None


_WORDS = {
    "summary": "the summary",
    "who": "who is there",
    "place": "the place",
    "style": "the style",
    "grade": "the style",
    "look": "the look",
    "role": "the role",
    "wardrobe": "the wardrobe",
    "lines": "the dialogue",
    "frames": "the duration",
    "fps": "the frame rate",
    "width": "the frame size",
    "height": "the frame size",
    "reset": "the boundary",
    "mode": "the boundary's mode",
    "seams": "a boundary",
    "trims": "a trim",
    "title": "the title",
    "name": "the name",
    "at": "the boundary's position",
    "alpha": "the boundary's settings",
    "gamma": "the boundary's settings",
    "draft": "the preset",
    "beats": "beats",
    "staging": "the staging",
    "prompt": "the prompt written by hand",
    "camera_move": "camera",
    "end": "the end picture",
    "moments": "the pictures at moments",
    "guide": "the guide's strength",
    "kind": "what the guide shows",
    "references": "the references",
    "loras": "a LoRA",
    "cast": "who is there or how they look",
    "version": "how its bridges are made",
    "left": "what happens before the boundary",
    "right": "what happens after the boundary",
}


def _why_stale(  # noqa: C901
    node: Node,
    take: Take,
    recipe: Recipe | None,
    waits: list[Planned],
    choice: Choice,
    preset: Recipes,
    planned: dict[str, Planned],
) -> str:
    """What changed since the take was made, in words; the nearest cause first."""
    old = take.over or take.recipe
    if take.is_upload or "params" not in old:
        return "an upload was replaced"
    where = f" of shot {node.name.split('/')[1]}" if KINDS[node.step].of_shot else ""
    model = preset.model_for(node.step)
    if (
        old["model"] != model
        and old["model"].get("id") == model.get("id")
        and old["model"].get("version") != model.get("version")
    ):
        return "the program draws this better now"
    if old["model"] != model:
        return f"the preset changed to {preset.name}"
    new_params, old_params = (
        read({"step": node.step, "model": model, "params": params})["params"] for params in (node.params, old["params"])
    )
    for domain in DOMAINS:
        new, was = (p.get("domains", p).get(domain) for p in (new_params, old_params))
        if new != was:
            return f"{domain}{where} changed"
    if old_params.get("fps") != new_params.get("fps"):
        return "the frame rate changed"
    for name in ["beats", *new_params, *(k for k in old_params if k not in new_params)]:
        if new_params.get(name) != old_params.get(name):
            return f"{_WORDS.get(name, name)}{where} changed"
    if old["seed"] != (node.seed if choice.seed is None else choice.seed):
        return "a new seed was asked for"
    if old.get("own", {}) != choice.params:
        return asked_by(choice.params, old.get("own", {}))
    if waits:
        stale = next((w for w in waits if w.state == "stale"), waits[0])
        return stale.reason if stale.state == "stale" else f"waits for {stale.name}"
    if recipe and old["version"] != recipe["version"]:
        return "the program draws this better now"
    if recipe and old.get("fitted") != recipe.get("fitted"):
        return "a kept clip is fitted to the film"
    was: dict[str, Any] = old["inputs"]
    now: dict[str, Any] = recipe["inputs"] if recipe else {}
    for label, digests in now.items():
        if was.get(label) != digests:
            source = next((planned[i.key].take for i in node.inputs if i.label == label), None)
            retouched = is_retouch_of(source, was.get(label) or {})
            return f"{label.replace('/', ' ')} was retouched" if retouched else f"{label} changed"
    return "something it is made from changed"
