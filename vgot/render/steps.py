"""One function per kind of node: read the chosen inputs, drive a model through its protocol, keep the bytes.

A step returns digests by role and facts (plain JSON for people: frames, size, what was not drawn). It knows neither the
queue nor the plan's states, and touches the world only through its Context.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import replace
from typing import Any, cast

from vgot.graph.kinds import KINDS
from vgot.graph.nodes import Node
from vgot.graph.recipes import (
    DrawingParams,
    KeyframeParams,
    PlateParams,
    PortraitParams,
    Recipe,
)
from vgot.graph.retouches import is_retouched
from vgot.graph.takes import Take
from vgot.models.base import (
    Cast,
    KeyframeSpec,
    Picture,
    PlateSpec,
    PortraitSpec,
    Staging,
    TellsOfStills,
    Tokens,
)
from vgot.models.remote.till import at
from vgot.models.runtime.residency import notes_said, notes_since
from vgot.presets.checkpoints import unused_in
from vgot.render.clip_steps import (
    render_guide,
    shoot_clip,
)
from vgot.render.context import Context, Made, styled, worn_by
from vgot.render.film_steps import cut_film, join_clips
from vgot.render.retouching import Beneath, retouched
from vgot.render.specs import beats_of, box_of, cast_of, fitting, size_of, words_of
from vgot.story.camera_words import told_camera
from vgot.story.model import Domains
from vgot.units import FrameSize

PORTRAIT_SIZE = FrameSize(512, 512)


def run_step(node: Node, recipe: Recipe, inputs: dict[str, Take], ctx: Context) -> Made:
    """Make one node. `inputs` are the chosen takes by node key. What memory made necessary on the way (a step down the
    ladder, tiles), and what of a person's own files was not used, stands in the facts' `notes`. Raises Cancelled, OutOfMemory,
    RenderFailed, …"""
    before = notes_said()
    with contextlib.nullcontext() if ctx.till is None else at(ctx.till):
        if is_retouched(recipe.get("own", {})):
            made = retouched(node, recipe, inputs, ctx, Beneath(STEPS[node.step], _spec_of))
        else:
            made = STEPS[node.step](node, recipe, inputs, ctx)
    notes = [*node.idle, *_unused_files(node, ctx), *notes_since(before)]
    told = {} if ctx.till is None else ctx.till.facts()
    return Made(made.digests, made.facts | told | ({"notes": notes[:20]} if notes else {}))


def _unused_files(node: Node, ctx: Context) -> list[str]:
    """What of the person's own files in the preset the model of this step does not use."""
    name = KINDS[node.step].section
    section = ctx.models.preset.sections().get(name or "")
    return unused_in(section) if section is not None and section.own else []


# -- pictures ---------------------------------------------------------------------------------------------------------
def _portrait_spec(node: Node, recipe: Recipe, first: Picture | None) -> PortraitSpec:
    # Names are made from the slugs, which never change: renaming somebody does not change a face.
    p = cast(PortraitParams, node.params)  # of tokens: without wardrobe and style, which no face hangs on
    return PortraitSpec(
        character=p["character"],
        stage=p["stage"],
        name=words_of(p["character"]),
        stage_name=words_of(p["stage"]),
        role=p["role"],
        look=p["look"],
        wardrobe=p.get("wardrobe", ""),
        style=styled(node),
        seed=recipe["seed"],
        size=PORTRAIT_SIZE,
        first=first,
        params=recipe.get("own", {}),
        loras=worn_by(node),
    )


def draw_portrait(node: Node, recipe: Recipe, inputs: dict[str, Take], ctx: Context) -> Made:
    """One portrait of one stage; later stages are drawn from the first stage's portrait."""
    first = ctx.picture(inputs[node.inputs[0].key], "look") if node.inputs else None
    picture = ctx.models.image.draw_portrait(_portrait_spec(node, recipe, first), ctx.report)
    return Made(ctx.keep_picture(picture, "look"), _picture_facts(picture))


def read_tokens(node: Node, recipe: Recipe, inputs: dict[str, Take], ctx: Context) -> Made:
    """Identity tokens of the chosen portrait."""
    portrait = ctx.picture(inputs[node.inputs[0].key], "look")
    tokens = ctx.models.face.read_tokens(portrait, _portrait_spec(node, recipe, None), ctx.report)
    packed = len(tokens.kind.encode()).to_bytes(1, "big") + tokens.kind.encode() + tokens.payload
    return Made({"tokens": ctx.store.put_bytes(packed)}, {"kind": tokens.kind})


def _unpack(packed: bytes) -> Tokens:
    end = 1 + packed[0]
    return Tokens(packed[1:end].decode(), packed[end:])


def draw_plate(node: Node, recipe: Recipe, inputs: dict[str, Take], ctx: Context) -> Made:
    """A place without people."""
    picture = ctx.models.image.draw_plate(_plate_spec(node, recipe), ctx.report)
    return Made(ctx.keep_picture(picture, "scene"), _picture_facts(picture))


def _plate_spec(node: Node, recipe: Recipe) -> PlateSpec:
    p = cast(PlateParams, node.params)
    return PlateSpec(
        place=node.key.split("/")[1],
        name=p["name"],
        look=p["look"],
        style=styled(node),
        seed=recipe["seed"],
        size=size_of(p),
        params=recipe.get("own", {}),
        loras=worn_by(node),
    )


def draw_drawing(node: Node, recipe: Recipe, inputs: dict[str, Take], ctx: Context) -> Made:
    """The drawn world's frame of a shot, by which a keyframe of a preset with models is staged: in no look of its own, the model reads
    the style."""
    p, image, face = cast(DrawingParams, node.params), ctx.models.drawn_image, ctx.models.drawn_face
    people: list[Cast] = []
    for c in p["cast"]:
        portrait = spec = None
        for s in c["stages"]:
            spec = PortraitSpec(
                c["character"],
                s["stage"],
                words_of(c["character"]),
                words_of(s["stage"]),
                c["role"],
                s["look"],
                c["wardrobe"],
                "",
                s["seed"],
                PORTRAIT_SIZE,
                portrait,
            )
            portrait = image.draw_portrait(spec, ctx.report)
        assert portrait is not None and spec is not None  # everybody has a stage
        people.append(
            Cast(
                spec.character,
                spec.stage,
                spec.name,
                spec.stage_name,
                "",
                face.read_tokens(portrait, spec, ctx.report),
                box=box_of(c["box"]),
            )
        )
    place, plate = p["place"], None
    if place:
        plate = image.draw_plate(
            PlateSpec(place["id"], place["name"], place["look"], "", place["seed"], size_of(p)), ctx.report
        )
    spec = KeyframeSpec(
        _domains(p),
        p["summary"],
        tuple(people),
        words_of(place["id"]) if place else "",
        "",
        plate,
        "",
        recipe["seed"],
        size_of(p),
        **_view(p),
        beats=beats_of(p),
    )
    picture = image.draw_keyframe(spec, ctx.report)
    told = image.keyframe_facts(spec) if isinstance(image, TellsOfStills) else {}
    return Made(ctx.keep_picture(picture, "scene"), _with_plan(_picture_facts(picture) | told, picture))


def draw_keyframe(node: Node, recipe: Recipe, inputs: dict[str, Take], ctx: Context) -> Made:
    """The still a shot begins with, from the five domains, the tokens of everybody in it, the plate of its place, and
    its drawing where the film or the shot asks for staging."""
    spec, model = _keyframe_spec(node, recipe, inputs, ctx), ctx.models.image
    picture = model.draw_keyframe(spec, ctx.report)
    told = model.keyframe_facts(spec) if isinstance(model, TellsOfStills) else {}
    return Made(ctx.keep_picture(picture, "scene"), _with_plan(_picture_facts(picture) | told, picture))


def _keyframe_spec(node: Node, recipe: Recipe, inputs: dict[str, Take], ctx: Context) -> KeyframeSpec:
    p = cast(KeyframeParams, node.params)
    tokens = [_unpack(ctx.blob(inputs[i.key], "tokens")) for i in node.inputs if i.step == "tokens"]
    plate = next((fitting(ctx.picture(inputs[i.key], "scene"), p) for i in node.inputs if i.step == "plate"), None)
    drawing = next(
        (fitting(ctx.picture(inputs[i.key], "scene"), p) for i in node.inputs if i.step in ("drawing", "keyframe")),
        None,
    )
    people = cast_of(p["who"], tokens, p.get("looks", ()))
    painting = "over" in recipe
    if painting:
        from vgot.animatic.placed import boxes_of  # all that draws a scene

        assert drawing is not None, "what is painted over is drawn"
        people = _as_drawn(people, boxes_of(drawing.sidecar))
    return KeyframeSpec(
        domains=_domains(p),
        summary=p["summary"],
        cast=people,
        place_name=words_of(p["place"] or ""),
        place_look="",
        plate=plate,
        style=styled(node),
        seed=recipe["seed"],
        size=size_of(p),
        params=recipe.get("own", {}),
        loras=worn_by(node),
        prompt=p.get("prompt", ""),
        beats=beats_of(p),
        staging=Staging(drawing, p["staging"], heads=painting) if drawing is not None and "staging" in p else None,
        **_view(p),
    )


def _domains(p: KeyframeParams | DrawingParams) -> Domains:
    """The five domains; the camera's words say the height and the lens that are set."""
    said = Domains(**p["domains"])
    return said.model_copy(update={"camera": told_camera(said.camera, p.get("camera_move"))})


def _view(p: KeyframeParams | DrawingParams) -> dict[str, Any]:
    seen = p.get("camera_move", {})
    return {"height": seen.get("height"), "lens": seen.get("lens")}


def _spec_of(
    node: Node, recipe: Recipe, inputs: dict[str, Take], ctx: Context
) -> PortraitSpec | PlateSpec | KeyframeSpec:
    """What a picture is made from."""
    if node.step == "portrait":
        first = ctx.picture(inputs[node.inputs[0].key], "look") if node.inputs else None
        return _portrait_spec(node, recipe, first)
    return _plate_spec(node, recipe) if node.step == "plate" else _keyframe_spec(node, recipe, inputs, ctx)


def _as_drawn(cast: tuple[Cast, ...], drawn: dict[str, tuple[float, float, float, float]]) -> tuple[Cast, ...]:
    """The people of a shot where its drawing has them: who is not to be seen in it is not painted either. A drawing without a scene (a
    person's own picture) says nothing: they stand where the words put them."""
    if not drawn:
        return cast
    return tuple(replace(one, box=one.box or drawn[one.character]) for one in cast if one.box or one.character in drawn)


def _picture_facts(picture: Picture) -> dict[str, Any]:
    facts: dict[str, Any] = {"width": int(picture.pixels.shape[1]), "height": int(picture.pixels.shape[0])}
    if picture.sidecar[:1] == b"{":
        missed = json.loads(picture.sidecar).get("not_drawn")
        if missed:
            facts["not_drawn"] = list(missed)[:20]
    return facts


def _with_plan(facts: dict[str, Any], picture: Picture) -> dict[str, Any]:
    """The facts of a still with what of its beats is not drawn."""
    missed = json.loads(picture.sidecar).get("plan_not_drawn", ()) if picture.sidecar[:1] == b"{" else ()
    said = [one for one in missed if one not in facts.get("not_drawn", ())]
    return facts | {"not_drawn": [*facts.get("not_drawn", ()), *said][:20]} if said else facts


#: step -> what makes it; every kind of vgot/graph/kinds.py has one.
STEPS = {
    "portrait": draw_portrait,
    "tokens": read_tokens,
    "plate": draw_plate,
    "drawing": draw_drawing,
    "guide": render_guide,
    "keyframe": draw_keyframe,
    "clip": shoot_clip,
    "join": join_clips,
    "film": cut_film,
}
