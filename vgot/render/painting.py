"""Painting over a drawing: one shot of a drawn film by the small models, beside its drawing. Pure, but for what `make` does.

A painting is two takes, a still and a clip, of the very nodes whose drawing they are painted over. Their recipes carry what
every recipe does and, as `over`, the recipe of the drawing: so a plan can tell whether they still stand for it (`plan.stands_for`),
and no recipe of anything else changes. They stand beside the drawing until a person takes them, which pins both
(vgot/project/paintings.py). The still begins from the drawn still, its people are where the drawn scene has them, and the clip moves as the
drawn clip does; the people's tokens are read from the portraits that the film has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from vgot.errors import NotFound, RenderFailed
from vgot.graph.nodes import Input, Node, film_nodes
from vgot.graph.plan import Planned, plan_node, recipe_of, stands_for
from vgot.graph.recipes import Recipe
from vgot.graph.takes import Choice, Shelf, Take
from vgot.settings import RenderPreset
from vgot.story.model import Story

#: The step of a job that paints a shot; its node is `paint/<shot id>`.
STEP = "paint"
#: How the drawn still and the drawn clip are named among what their paintings are made from.
DRAWING = "the drawing"

#: Makes the take of a node by its recipe with a preset, or finds it.
Make = Callable[[Node, Recipe, dict[str, Take], RenderPreset], Take]


def job_node(shot: str) -> str:
    return f"{STEP}/{shot}"


def drawn_choices(choices: dict[str, Choice], shelf: Shelf, keys: Iterable[str]) -> dict[str, Choice]:
    """The choices as they are without the paintings that were taken of these nodes: what the drawing beneath hangs on."""
    out = dict(choices)
    for key in keys:
        choice = shelf.choice(key)
        pinned = shelf.find(key, choice.pin)
        if pinned is not None and pinned.over:
            out[key] = choice.model_copy(update={"pin": None})
    return out


def paint(
    story: Story, shot: str, seed: int | None, drawn: RenderPreset, painter: RenderPreset, shelf: Shelf, make: Make
) -> tuple[Take, Take]:
    """(still, clip) of a shot, painted over its drawing. `seed`: None for that of the drawn still. Draws first what the film has not got
    as the story is now (where a painting stands pinned before it). Raises NotFound for a shot that is gone, RenderFailed where the
    drawing waits for something."""
    nodes = film_nodes(story, drawn)
    still_key, clip_key = f"keyframe/{shot}", f"clip/{shot}"
    if clip_key not in nodes:
        raise NotFound("This shot is no longer in the film.", field=clip_key, hint="Nothing to do.")
    choices = drawn_choices(shelf.choices, shelf, (still_key, clip_key))
    planned = _planned(nodes, clip_key, drawn, Shelf(shelf.takes, shelf.last, choices))
    stands, moves = nodes[still_key], nodes[clip_key]
    stands_as, moves_as = (choices.get(k) or Choice() for k in (still_key, clip_key))
    parts = _settled(planned, stands)
    before = _settled(planned, moves, but=still_key)

    drawing = planned[still_key].take
    if drawing is None or not planned[still_key].settled:
        drawing = make(stands, recipe_of(stands, stands_as, drawn, parts), parts, drawn)
    footage = planned[clip_key].take
    if footage is None or not planned[clip_key].settled:
        footage = make(
            moves,
            recipe_of(moves, moves_as, drawn, before | {still_key: drawing}),
            before | {still_key: drawing},
            drawn,
        )

    made_from = {still_key: drawing}
    people = tuple(i for i in stands.inputs if i.step == "tokens")
    for reads in (nodes[i.key] for i in people):
        portraits = _settled(planned, reads)
        made_from[reads.key] = make(reads, recipe_of(reads, Choice(), painter, portraits), portraits, painter)
    seed = drawing.seed if seed is None else seed
    asked = replace(
        stands,
        params={**stands.params, "staging": painter.keyframe.painting},
        seed=seed,
        inputs=(*people, Input(DRAWING, still_key, "keyframe")),
    )
    still = make(
        asked,
        _over(recipe_of(asked, Choice(), painter, made_from), recipe_of(stands, stands_as, drawn, parts)),
        made_from,
        painter,
    )

    # The clip stands for the drawn clip of the painted still: that is what the plan asks for once the painting is taken. Nothing of the
    # shot before reaches into it: a drawing's latents say nothing to the models, nor theirs to it.
    over = recipe_of(moves, moves_as, drawn, before | {still_key: still})
    asked = replace(
        moves,
        params={k: v for k, v in moves.params.items() if k != "reset"},
        seed=seed,
        inputs=(Input(moves.inputs[0].label, still_key, "keyframe"), Input(DRAWING, clip_key, "drawing")),
    )
    made_from = {still_key: still, clip_key: footage}
    return still, make(asked, _over(recipe_of(asked, Choice(), painter, made_from), over), made_from, painter)


def _over(painted: Recipe, drawn: Recipe) -> Recipe:
    """The recipe of a painting that stands for a drawing."""
    return {**painted, "over": drawn}


def pair_of(take: Take, shelf: Shelf) -> tuple[Take, Take] | None:
    """The (still, clip) that a painted still or clip belongs to; None for a still whose clip was never painted."""
    shot = take.node.partition("/")[2]
    stills, clips = ([t for t in shelf.takes.get(f"{step}/{shot}", ()) if t.over] for step in ("keyframe", "clip"))
    for clip in [take] if take.node.startswith("clip/") else reversed(clips):
        for still in [take] if take.node.startswith("keyframe/") else reversed(stills):
            if any(
                made_from.get("picture") == still.digests.get("picture") for made_from in clip.recipe["inputs"].values()
            ):
                return still, clip
    return None


def newest(shot: str, shelf: Shelf) -> tuple[Take, Take] | None:
    """The painting of a shot that was made last; None where there is none."""
    clips = [t for t in shelf.takes.get(f"clip/{shot}", ()) if t.over]
    return next((pair for clip in reversed(clips) if (pair := pair_of(clip, shelf))), None)


def is_of_now(still: Take, planned: Planned) -> bool:
    """Whether a painted still stands for the drawing as it is now; `planned` is its node."""
    if planned.take is not None and planned.take.over:  # a painting was taken: what lies beneath is known by its recipe
        return stands_for(still) == planned.key
    if planned.take is None:
        return False
    beneath: str | None = still.recipe["inputs"].get(DRAWING, {}).get("picture")
    return beneath == planned.take.digests.get("picture") and (
        planned.take.is_upload or stands_for(still) == planned.key
    )


def _planned(nodes: dict[str, Node], key: str, preset: RenderPreset, shelf: Shelf) -> dict[str, Planned]:
    """A node and everything it is made from, as they stand."""
    wanted, ahead = set[str](), [key]
    while ahead:
        one = ahead.pop()
        if one not in wanted:
            wanted.add(one)
            ahead += [i.key for i in nodes[one].inputs]
    planned: dict[str, Planned] = {}
    for one, node in nodes.items():
        if one in wanted:
            planned[one] = plan_node(node, preset, shelf, planned)
    return planned


def _settled(planned: dict[str, Planned], node: Node, but: str = "") -> dict[str, Take]:
    """What a node is made from, without the input of key `but`. Raises RenderFailed where that is not there yet."""
    inputs = [i for i in node.inputs if i.key != but]
    for i in inputs:
        if not planned[i.key].settled:
            raise RenderFailed(
                f"Not painted: {planned[i.key].name} was not made.", field=node.name, hint="See that item first."
            )
    return {i.key: take for i in inputs if (take := planned[i.key].take)}
