"""One function per kind of node: read the chosen inputs, drive a model through its protocol, keep the bytes.

A step returns digests by role and facts (plain JSON for people: frames, size, what was not drawn). It knows neither the
queue nor the plan's states, and touches the world only through its Context.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import numpy as np

from vgot import media
from vgot.errors import BadInput
from vgot.graph.keys import canonical, digest_of
from vgot.graph.kinds import KINDS
from vgot.graph.nodes import Node
from vgot.graph.reads import key_of
from vgot.graph.recipes import (
    Beaten,
    ClipParams,
    DrawingParams,
    GuideParams,
    KeyframeParams,
    PersonSeen,
    PlateParams,
    PortraitParams,
    Recipe,
    Sized,
)
from vgot.graph.retouches import is_retouched
from vgot.graph.shapes import misfit
from vgot.graph.takes import Take
from vgot.models.base import (
    Cast,
    Clip,
    ClipSpec,
    DecodesLatents,
    Guide,
    KeyframeSpec,
    Picture,
    PlateSpec,
    PortraitSpec,
    Reset,
    SpokenLine,
    Staging,
    TellsOfClips,
    TellsOfStills,
    Tokens,
)
from vgot.models.remote.till import at
from vgot.models.runtime.residency import notes_said, notes_since
from vgot.presets.checkpoints import unused_in
from vgot.render.context import Context, Made, styled, worn_by
from vgot.render.film_steps import cut_film, join_clips
from vgot.render.fitting import clip_frames
from vgot.render.retouching import Beneath, retouched
from vgot.story.beats import Beat
from vgot.story.camera import CameraMove
from vgot.story.camera_words import told_camera
from vgot.story.model import Domains
from vgot.units import FrameSize, name_of

PORTRAIT_SIZE = FrameSize(512, 512)
#: Who stands in for tokens where a clip needs only the people's order (its keyframe shows them).
_NOBODY = Tokens("none", b"")


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


def _words(slug: str) -> str:
    return name_of(slug)


def _size(params: Sized) -> FrameSize:
    return FrameSize(params["width"], params["height"])


# -- pictures ---------------------------------------------------------------------------------------------------------
def _portrait_spec(node: Node, recipe: Recipe, first: Picture | None) -> PortraitSpec:
    # Names are made from the slugs, which never change: renaming somebody does not change a face.
    p = cast(PortraitParams, node.params)  # of tokens: without wardrobe and style, which no face hangs on
    return PortraitSpec(
        character=p["character"],
        stage=p["stage"],
        name=_words(p["character"]),
        stage_name=_words(p["stage"]),
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
        size=_size(p),
        params=recipe.get("own", {}),
        loras=worn_by(node),
    )


def _box(numbers: list[float] | None) -> tuple[float, float, float, float] | None:
    return (numbers[0], numbers[1], numbers[2], numbers[3]) if numbers else None


def _beats(p: Beaten) -> tuple[Beat, ...]:
    return tuple(Beat.model_validate(one) for one in p.get("beats", ()))


def _unseen(character: str, stage: str) -> PersonSeen:
    """Somebody in a clip, whose keyframe says where."""
    return {"character": character, "stage": stage, "box": None, "strength": 0.5}


def _cast(who: Sequence[PersonSeen], tokens: list[Tokens], looks: Sequence[str] = ()) -> tuple[Cast, ...]:
    return tuple(
        Cast(
            character=w["character"],
            stage=w["stage"],
            name=_words(w["character"]),
            stage_name=_words(w["stage"]),
            look=look,
            tokens=t,
            strength=w["strength"],
            box=_box(w["box"]),
        )
        for w, t, look in zip(who, tokens, looks or [""] * len(who), strict=True)
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
                _words(c["character"]),
                _words(s["stage"]),
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
                box=_box(c["box"]),
            )
        )
    place, plate = p["place"], None
    if place:
        plate = image.draw_plate(
            PlateSpec(place["id"], place["name"], place["look"], "", place["seed"], _size(p)), ctx.report
        )
    spec = KeyframeSpec(
        _domains(p),
        p["summary"],
        tuple(people),
        _words(place["id"]) if place else "",
        "",
        plate,
        "",
        recipe["seed"],
        _size(p),
        **_view(p),
        beats=_beats(p),
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
    plate = next((_fitting(ctx.picture(inputs[i.key], "scene"), p) for i in node.inputs if i.step == "plate"), None)
    drawing = next(
        (_fitting(ctx.picture(inputs[i.key], "scene"), p) for i in node.inputs if i.step in ("drawing", "keyframe")),
        None,
    )
    people = _cast(p["who"], tokens, p.get("looks", ()))
    painting = "over" in recipe
    if painting:
        from vgot.animatic.placed import boxes_of  # all that draws a scene

        assert drawing is not None, "what is painted over is drawn"
        people = _as_drawn(people, boxes_of(drawing.sidecar))
    return KeyframeSpec(
        domains=_domains(p),
        summary=p["summary"],
        cast=people,
        place_name=_words(p["place"] or ""),
        place_look="",
        plate=plate,
        style=styled(node),
        seed=recipe["seed"],
        size=_size(p),
        params=recipe.get("own", {}),
        loras=worn_by(node),
        prompt=p.get("prompt", ""),
        beats=_beats(p),
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


def _fitting(picture: Picture, params: Sized) -> Picture:
    """A kept picture of another frame size as it is used here."""
    size = _size(params)
    return (
        picture
        if picture.pixels.shape[:2] == (size.height, size.width)
        else replace(picture, pixels=media.fit_frame(picture.pixels, size))
    )


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


# -- clips ------------------------------------------------------------------------------------------------------------
def shoot_clip(node: Node, recipe: Recipe, inputs: dict[str, Take], ctx: Context) -> Made:
    """Animate the keyframe. The latents are stored before the frames are drawn or decoded, so that a failed decoding
    costs no denoising (Eq. 16; method section 3)."""
    p = cast(ClipParams, node.params)
    keyframe = _fitting(ctx.picture(inputs[node.inputs[0].key], "scene"), p)
    reset, instead = None, _cannot_begin(node, inputs, ctx)
    if "reset" in p and not instead:
        r = p["reset"]
        reset = Reset(
            ctx.blob(inputs[next(i.key for i in node.inputs if i.step == "clip")], "latents"),
            r["boundary"],
            r["boundaries"],
            r["variant"],
            r["alpha"],
            r["gamma"],
            r["weight"],
        )
    index: dict[str | None, int] = {character: i for i, (character, _) in enumerate(p["who"])}
    spec = ClipSpec(
        summary=p["summary"],
        camera=told_camera(p["camera"], p.get("camera_move")),
        relation=p["relation"],
        cast=_cast([_unseen(*who) for who in p["who"]], [_NOBODY] * len(p["who"])),
        lines=tuple(SpokenLine(line["text"], index.get(line["character"])) for line in p["lines"]),
        style=styled(node),
        seed=recipe["seed"],
        size=_size(p),
        fps=p["fps"],
        frames=p["frames"],
        reset=reset,
        params=recipe.get("own", {}),
        loras=worn_by(node),
        prompt=p.get("prompt", ""),
        beats=_beats(p),
        over=_footage(ctx.path(inputs[node.inputs[1].key], "frames")) if "over" in recipe else None,
        camera_move=CameraMove.model_validate(p["camera_move"]) if "camera_move" in p else None,
        end=_end_picture(node, p, inputs, ctx),
        guide=_guide_for(node, p, inputs, ctx),
        references=tuple(
            Picture(ctx.picture(inputs[i.key], "").pixels) for i in node.inputs if i.step in ("portrait", "plate")
        ),
    )
    unfinished, model = latents_key(recipe), ctx.models.video
    clip = _half_made(unfinished, keyframe, spec, ctx) or model.shoot_clip(keyframe, spec, ctx.report)
    latents = ctx.store.put_bytes(clip.latents())
    decodes = isinstance(model, DecodesLatents)
    if decodes:
        ctx.store.keep_segment(unfinished, latents, spec.frames)
    frames = ctx.keep_frames(
        ctx.counted(clip.frames, spec.frames),
        spec.frames,
        size=spec.size,
        fps=spec.fps,
        quality="master",
        what="The model gave",
        hint="Render again, or choose another preset.",
    )
    if decodes:
        ctx.store.forget(set(), segments={unfinished})
    facts = {"frames": spec.frames, "fps": spec.fps, "width": spec.size.width, "height": spec.size.height, **instead}
    told = model.clip_facts(spec) if isinstance(model, TellsOfClips) else {}
    return Made({"frames": frames, "latents": latents}, facts | clip.facts | told)


def _end_picture(node: Node, p: ClipParams, inputs: dict[str, Take], ctx: Context) -> Picture | None:
    """The picture that the clip's last frame is to be, at the film's size; None where it ends as it likes."""
    end = p.get("end")
    if end is None:
        return None
    if end == "still":
        still = next(i for i in node.inputs[1:] if i.step == "keyframe")
        return _fitting(ctx.picture(inputs[still.key], "scene"), p)
    return _fitting(Picture(media.decode_png(ctx.store.read_blob(end))), p)


def _guide_for(node: Node, p: ClipParams, inputs: dict[str, Take], ctx: Context) -> Guide | None:
    at = next((n for n, i in enumerate(node.inputs) if i.step == "guide"), None)
    if at is None or "guide" not in p:
        return None
    used = clip_frames(ctx.store, inputs[node.inputs[at].key], node.wanted[at])
    return Guide(_footage(ctx.store.checked_path(used.digest)), used.frames, p["guide"])


def render_guide(node: Node, recipe: Recipe, inputs: dict[str, Take], ctx: Context) -> Made:
    """The drawn shot in motion as a guide shows it, at the video model's own size, rate and length."""
    p = cast(GuideParams, node.params)
    drawing = ctx.blob(inputs[node.inputs[0].key], "scene")
    index: dict[str | None, int] = {character: i for i, (character, _) in enumerate(p["who"])}
    shot = ClipSpec(
        summary=p["summary"],
        camera=told_camera(p["camera"], p.get("camera_move")),
        relation=p["relation"],
        cast=_cast([_unseen(*who) for who in p["who"]], [_NOBODY] * len(p["who"])),
        lines=tuple(SpokenLine(line["text"], index.get(line["character"])) for line in p["lines"]),
        style="",
        seed=recipe["seed"],
        size=_size(p),
        fps=p["film_fps"],
        frames=p["film_frames"],
        beats=_beats(p),
        camera_move=CameraMove.model_validate(p["camera_move"]) if "camera_move" in p else None,
    )
    seconds = (p["film_frames"] - 1) / p["film_fps"]
    pace = seconds / max(1, p["frames"] - 1) if p.get("ends") else 1.0 / p["fps"]
    moments = [min(seconds, n * pace) for n in range(p["frames"])]
    from vgot.animatic import guides  # all that draws a scene

    frames = guides.guide_frames(drawing, shot, p["kind"], moments, ctx.report)
    kept = ctx.keep_frames(
        ctx.counted(frames, p["frames"]),
        p["frames"],
        size=_size(p),
        fps=p["fps"],
        quality="master",
        what="The guide has",
        hint="Build again; if it stays, report it.",
    )
    return Made({"frames": kept}, {name: p[name] for name in ("frames", "fps", "width", "height", "kind")})


def _cannot_begin(node: Node, inputs: dict[str, Take], ctx: Context) -> dict[str, str]:
    """The fact of a shot that should begin from the latents of the one before and cannot: they are of another size. The drawn world's
    are scenes, which have none."""
    if "reset" not in node.params or not node.wanted or not isinstance(ctx.models.video, DecodesLatents):
        return {}
    before = next(i.key for i in node.inputs if i.step == "clip")
    return {"instead": "it begins anew"} if misfit(inputs[before], node.wanted[1]) else {}


def _footage(clip: Path) -> Callable[[Sequence[int]], list[np.ndarray]]:
    """Gives frames of a stored clip by their numbers, which never go back."""

    def frames(numbers: Sequence[int]) -> list[np.ndarray]:
        wanted, found = set(numbers), {}
        for n, frame in enumerate(media.decode_clip(clip, min(numbers), max(numbers) + 1), min(numbers)):
            if n in wanted:
                found[n] = frame  # noqa: PERF403 (a clip is read once, frame by frame)
        return [found[n] for n in numbers]

    return frames


def latents_key(recipe: Recipe) -> str:
    """Under which a clip's final latents are found again while its frames are not decoded yet."""
    return latents_key_of(key_of(recipe))


def latents_key_of(recipe_key: str) -> str:
    """The same, where only the recipe's key is known."""
    return digest_of(canonical(["latents", recipe_key]))


def _half_made(key: str, keyframe: Picture, spec: ClipSpec, ctx: Context) -> Clip | None:
    """The clip of an earlier try of the same recipe whose decoding failed or was stopped: decoded again, not denoised."""
    kept, model = ctx.store.segment(key), ctx.models.video
    if kept is None or not isinstance(model, DecodesLatents):
        return None
    data = ctx.store.read_blob(kept)
    try:
        return Clip(model.decode_latents(data, spec, ctx.report, keyframe), lambda: data)
    except BadInput:  # latents of another length or model: shoot it anew
        return None


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
