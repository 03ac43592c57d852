"""Retouches: a part of a kept picture painted anew, and the difference it makes carried into the clip.

Whatever a model gives, this lays it into the picture beneath itself: outside the mask not one byte changes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from vgot import media
from vgot.errors import RenderFailed
from vgot.graph.nodes import Node
from vgot.graph.recipes import Recipe
from vgot.graph.retouches import CARRY, RETOUCH, Touch, base_key, beneath, to_lay, touches_in
from vgot.graph.takes import Take
from vgot.media.masks import blend, feathered, inside, resized
from vgot.models.base import KeyframeSpec, Picture, PlateSpec, PortraitSpec, Repaint, Repaints
from vgot.render.carrying import carried
from vgot.render.context import Context, Made

Step = Callable[[Node, Recipe, dict[str, Take], Context], Made]
Spec = PortraitSpec | PlateSpec | KeyframeSpec


@dataclass(frozen=True)
class Beneath:
    """What makes the node without its retouches, and what it asks of its model."""

    step: Step
    spec: Callable[[Node, Recipe, dict[str, Take], Context], Spec]


def retouched(node: Node, recipe: Recipe, inputs: dict[str, Take], ctx: Context, under: Beneath) -> Made:
    """One node with what a person retouched in it. Raises as its step does."""
    own = recipe.get("own", {})
    if CARRY in own:
        return carried(node, own[CARRY], ctx)
    plain, touches = cast(Recipe, beneath(recipe, RETOUCH)), touches_in(own)
    sidecar = "look" if node.step == "portrait" else "scene"
    source, left = to_lay(touches, base_key(recipe))
    if source:
        beside = left[0].get("beside")
        picture = Picture(media.decode_png(ctx.store.read_blob(source)), ctx.store.read_blob(beside) if beside else b"")
    else:
        made = under.step(node, plain, inputs, ctx)
        picture = Picture(
            media.decode_png(ctx.store.read_blob(made.digests["picture"])),
            ctx.store.read_blob(made.digests[sidecar]) if sidecar in made.digests else b"",
        )
    spec = under.spec(node, plain, inputs, ctx)
    facts: dict[str, Any] = {}
    before = picture
    for touch in left:
        before, (picture, facts) = picture, _lay(picture, touch, spec, ctx)
    if not source:
        facts["over"] = "laid over a picture that was made anew, since the story changed"
    digests = ctx.keep_picture(picture, sidecar)
    high, wide = picture.pixels.shape[:2]
    told = {"width": int(wide), "height": int(high), "retouch": [dict(t) for t in touches], **facts}
    return Made(
        {**digests, "mask": left[-1]["mask"], "before": ctx.store.put_bytes(media.encode_png(before.pixels))}, told
    )


def _lay(picture: Picture, touch: Touch, spec: Spec, ctx: Context) -> tuple[Picture, dict[str, Any]]:
    """(the picture with one retouch in it, what there is to say about that)."""
    high, wide = picture.pixels.shape[:2]
    mask = inside(media.decode_png(ctx.store.read_blob(touch["mask"])))
    fitted = mask.shape != (high, wide)
    mask = resized(mask, wide, high) if fitted else mask
    asked, model = Repaint(mask, touch["words"], touch["strength"], touch["seed"]), ctx.models.image
    if not isinstance(model, Repaints):
        raise RenderFailed(
            "The model of this preset paints no part of a picture.",
            hint="Choose a preset that can, or undo the retouch.",
        )
    painted = model.repaint(picture, spec, asked, ctx.report)
    if painted.pixels.shape != picture.pixels.shape:
        raise RenderFailed(
            f"The model gave a picture of {painted.pixels.shape[1]}x{painted.pixels.shape[0]} for one of {wide}x{high}.",
            hint="Try again, or choose another preset.",
        )
    laid = blend(picture.pixels, painted.pixels, feathered(mask))
    changed = float((laid != picture.pixels).any(2)[mask].mean())
    facts = {"changed": round(changed, 4), **model.repaint_facts(picture, spec, asked)}
    if fitted:
        facts["mask_note"] = f"the mask was stretched to the picture's {wide}x{high}"
    if not changed:
        facts["nothing"] = "nothing changed inside the mask"
    return Picture(laid, painted.sidecar), facts
