"""The steps that make moving pictures: a clip out of its still, and the drawn shot in motion that guides one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import cast

import numpy as np

from vgot import media
from vgot.errors import BadInput
from vgot.graph.keys import canonical, digest_of
from vgot.graph.nodes import Node
from vgot.graph.reads import key_of
from vgot.graph.recipes import (
    ClipParams,
    GuideParams,
    Recipe,
)
from vgot.graph.shapes import misfit
from vgot.graph.takes import Take
from vgot.models.base import (
    Clip,
    ClipSpec,
    DecodesLatents,
    Guide,
    Picture,
    Reset,
    SpokenLine,
    TellsOfClips,
)
from vgot.render.context import Context, Made, styled, worn_by
from vgot.render.fitting import clip_frames
from vgot.render.specs import NOBODY, beats_of, cast_of, fitting, size_of, unseen
from vgot.story.camera import CameraMove
from vgot.story.camera_words import told_camera


def shoot_clip(node: Node, recipe: Recipe, inputs: dict[str, Take], ctx: Context) -> Made:
    """Animate the keyframe. The latents are stored before the frames are drawn or decoded, so that a failed decoding
    costs no denoising (Eq. 16; method section 3)."""
    p = cast(ClipParams, node.params)
    keyframe = fitting(ctx.picture(inputs[node.inputs[0].key], "scene"), p)
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
        cast=cast_of([unseen(*who) for who in p["who"]], [NOBODY] * len(p["who"])),
        lines=tuple(SpokenLine(line["text"], index.get(line["character"])) for line in p["lines"]),
        style=styled(node),
        seed=recipe["seed"],
        size=size_of(p),
        fps=p["fps"],
        frames=p["frames"],
        reset=reset,
        params=recipe.get("own", {}),
        loras=worn_by(node),
        prompt=p.get("prompt", ""),
        beats=beats_of(p),
        over=_footage(ctx.path(inputs[node.inputs[1].key], "frames")) if "over" in recipe else None,
        camera_move=CameraMove.model_validate(p["camera_move"]) if "camera_move" in p else None,
        end=_end_picture(node, p, inputs, ctx),
        moments=_pictures_between(node, p, inputs, ctx),
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
        return fitting(ctx.picture(inputs[still.key], "scene"), p)
    return fitting(Picture(media.decode_png(ctx.store.read_blob(end))), p)


def _pictures_between(
    node: Node, p: ClipParams, inputs: dict[str, Take], ctx: Context
) -> tuple[tuple[int, Picture], ...]:
    """The pictures that the clip passes through, at the film's size, with the frames that are to be them."""
    stills, made = [i for i in node.inputs[1:] if i.step == "keyframe"], list[tuple[int, Picture]]()
    for one in p.get("moments", ()):
        if "still" in one:
            picture = ctx.picture(inputs[stills[one["still"]].key], "scene")
        else:
            picture = Picture(media.decode_png(ctx.store.read_blob(one.get("file", ""))))
        made.append((one["frame"], fitting(picture, p)))
    return tuple(made)


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
        cast=cast_of([unseen(*who) for who in p["who"]], [NOBODY] * len(p["who"])),
        lines=tuple(SpokenLine(line["text"], index.get(line["character"])) for line in p["lines"]),
        style="",
        seed=recipe["seed"],
        size=size_of(p),
        fps=p["film_fps"],
        frames=p["film_frames"],
        beats=beats_of(p),
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
        size=size_of(p),
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
