"""One function per kind of node: read the chosen inputs, drive a model through its protocol, keep the bytes.

A step returns digests by role and facts (plain JSON for people: frames, size, what was not drawn). It knows neither the
queue nor the plan's states, and touches the world only through its Context.
"""

# pyright: basic
from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from vgot import media
from vgot.animatic.placed import boxes_of
from vgot.errors import BadInput, RenderFailed
from vgot.graph.keys import canonical, digest_of
from vgot.graph.nodes import Node
from vgot.graph.plan import key_of
from vgot.graph.shapes import misfit
from vgot.graph.takes import Take
from vgot.models.base import (
    BridgeSpec,
    Cast,
    Clip,
    ClipSpec,
    KeyframeSpec,
    Picture,
    PlateSpec,
    PortraitSpec,
    Reset,
    SeamSide,
    SpokenLine,
    Staging,
    Tokens,
)
from vgot.models.colour import colour_step, worst_step
from vgot.models.runtime.residency import notes_said, notes_since
from vgot.render.context import Context
from vgot.render.fitting import clip_frames
from vgot.store.project_store import Store
from vgot.story.model import Domains
from vgot.units import FrameSize

PORTRAIT_SIZE = FrameSize(512, 512)
#: Who stands in for tokens where a clip needs only the people's order (its keyframe shows them).
_NOBODY = Tokens("none", b"")


@dataclass(frozen=True)
class Made:
    """What a step made: digests by role, and facts for people."""

    digests: dict[str, str]
    facts: dict[str, Any] = field(default_factory=dict)


def run_step(node: Node, recipe: dict[str, Any], inputs: dict[str, Take], ctx: Context) -> Made:
    """Make one node. `inputs` are the chosen takes by node key. What memory made necessary on the way (a step down the
    ladder, tiles) stands in the facts' `notes`. Raises Cancelled, OutOfMemory, RenderFailed, …"""
    before = notes_said()
    made = STEPS[node.step](node, recipe, inputs, ctx)
    notes = notes_since(before)
    return Made(made.digests, made.facts | {"notes": notes[:20]}) if notes else made


def _words(slug: str) -> str:
    return slug.replace("-", " ").title()


def _size(params: dict[str, Any]) -> FrameSize:
    return FrameSize(params["width"], params["height"])


# -- pictures ---------------------------------------------------------------------------------------------------------
def _portrait_spec(node: Node, recipe: dict[str, Any], first: Picture | None) -> PortraitSpec:
    # Names are made from the slugs, which never change: renaming somebody does not change a face.
    p = node.params
    return PortraitSpec(
        character=p["character"],
        stage=p["stage"],
        name=_words(p["character"]),
        stage_name=_words(p["stage"]),
        role=p["role"],
        look=p["look"],
        wardrobe=p.get("wardrobe", ""),
        style=p.get("style", ""),
        seed=recipe["seed"],
        size=PORTRAIT_SIZE,
        first=first,
        params=recipe.get("own", {}),
    )


def draw_portrait(node: Node, recipe: dict[str, Any], inputs: dict[str, Take], ctx: Context) -> Made:
    """One portrait of one stage; later stages are drawn from the first stage's portrait."""
    first = ctx.picture(inputs[node.inputs[0].key], "look") if node.inputs else None
    picture = ctx.models.image.draw_portrait(_portrait_spec(node, recipe, first), ctx.report)
    return Made(ctx.keep_picture(picture, "look"), _picture_facts(picture))


def read_tokens(node: Node, recipe: dict[str, Any], inputs: dict[str, Take], ctx: Context) -> Made:
    """Identity tokens of the chosen portrait."""
    portrait = ctx.picture(inputs[node.inputs[0].key], "look")
    tokens = ctx.models.face.read_tokens(portrait, _portrait_spec(node, recipe, None), ctx.report)
    packed = len(tokens.kind.encode()).to_bytes(1, "big") + tokens.kind.encode() + tokens.payload
    return Made({"tokens": ctx.store.put_bytes(packed)}, {"kind": tokens.kind})


def _unpack(packed: bytes) -> Tokens:
    end = 1 + packed[0]
    return Tokens(packed[1:end].decode(), packed[end:])


def draw_plate(node: Node, recipe: dict[str, Any], inputs: dict[str, Take], ctx: Context) -> Made:
    """A place without people."""
    p = node.params
    spec = PlateSpec(
        place=node.key.split("/")[1],
        name=p["name"],
        look=p["look"],
        style=p["style"],
        seed=recipe["seed"],
        size=_size(p),
        params=recipe.get("own", {}),
    )
    picture = ctx.models.image.draw_plate(spec, ctx.report)
    return Made(ctx.keep_picture(picture, "scene"), _picture_facts(picture))


def _cast(who: list[dict[str, Any]], tokens: list[Tokens]) -> tuple[Cast, ...]:
    return tuple(
        Cast(
            character=w["character"],
            stage=w["stage"],
            name=_words(w["character"]),
            stage_name=_words(w["stage"]),
            look="",
            tokens=t,
            strength=w.get("strength", 0.5),
            box=tuple(w["box"]) if w.get("box") else None,
        )
        for w, t in zip(who, tokens, strict=True)
    )


def draw_drawing(node: Node, recipe: dict[str, Any], inputs: dict[str, Take], ctx: Context) -> Made:
    """The drawn world's frame of a shot, by which a keyframe of a preset with models is staged."""
    p, image, face = node.params, ctx.models.drawn_image, ctx.models.drawn_face
    cast = []
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
                p["style"],
                s["seed"],
                PORTRAIT_SIZE,
                portrait,
            )
            portrait = image.draw_portrait(spec, ctx.report)
        assert portrait is not None and spec is not None  # everybody has a stage
        cast.append(
            Cast(
                spec.character,
                spec.stage,
                spec.name,
                spec.stage_name,
                "",
                face.read_tokens(portrait, spec, ctx.report),
                box=tuple(c["box"]) if c["box"] else None,
            )
        )
    place, plate = p["place"], None
    if place:
        plate = image.draw_plate(
            PlateSpec(place["id"], place["name"], place["look"], p["style"], place["seed"], _size(p)), ctx.report
        )
    spec = KeyframeSpec(
        Domains(**p["domains"]),
        p["summary"],
        tuple(cast),
        _words(place["id"]) if place else "",
        "",
        plate,
        p["style"],
        recipe["seed"],
        _size(p),
    )
    picture = image.draw_keyframe(spec, ctx.report)
    return Made(ctx.keep_picture(picture, "scene"), _picture_facts(picture))


def draw_keyframe(node: Node, recipe: dict[str, Any], inputs: dict[str, Take], ctx: Context) -> Made:
    """The still a shot begins with, from the five domains, the tokens of everybody in it, the plate of its place, and
    its drawing where the film or the shot asks for staging."""
    p = node.params
    tokens = [_unpack(ctx.blob(inputs[i.key], "tokens")) for i in node.inputs if i.step == "tokens"]
    plate = next((_fitting(ctx.picture(inputs[i.key], "scene"), p) for i in node.inputs if i.step == "plate"), None)
    drawing = next(
        (_fitting(ctx.picture(inputs[i.key], "scene"), p) for i in node.inputs if i.step in ("drawing", "keyframe")),
        None,
    )
    cast = _cast(p["who"], tokens)
    painting = "over" in recipe
    if painting:
        cast = _as_drawn(cast, boxes_of(drawing.sidecar if drawing else b""))
    spec = KeyframeSpec(
        domains=Domains(**p["domains"]),
        summary=p["summary"],
        cast=cast,
        place_name=_words(p["place"] or ""),
        place_look="",
        plate=plate,
        style=p["style"],
        seed=recipe["seed"],
        size=_size(p),
        params=recipe.get("own", {}),
        staging=Staging(drawing, p["staging"], heads=painting) if drawing is not None else None,
    )
    picture = ctx.models.image.draw_keyframe(spec, ctx.report)
    told = getattr(
        ctx.models.image, "keyframe_facts", None
    )  # what a model could not take it says; the drawn world takes all
    return Made(ctx.keep_picture(picture, "scene"), _picture_facts(picture) | (told(spec) if told else {}))


def _fitting(picture: Picture, params: dict[str, Any]) -> Picture:
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


# -- clips ------------------------------------------------------------------------------------------------------------
def shoot_clip(node: Node, recipe: dict[str, Any], inputs: dict[str, Take], ctx: Context) -> Made:
    """Animate the keyframe. The latents are stored before the frames are drawn or decoded, so that a failed decoding
    costs no denoising (Eq. 16; method section 3)."""
    p = node.params
    keyframe = _fitting(ctx.picture(inputs[node.inputs[0].key], "scene"), p)
    reset, instead = None, _cannot_begin(node, inputs, ctx)
    if "reset" in p and not instead:
        r = p["reset"]
        reset = Reset(
            ctx.blob(inputs[node.inputs[1].key], "latents"),
            r["boundary"],
            r["boundaries"],
            r["variant"],
            r["alpha"],
            r["gamma"],
            r["weight"],
        )
    index = {character: i for i, (character, _) in enumerate(p["who"])}
    spec = ClipSpec(
        summary=p["summary"],
        camera=p["camera"],
        relation=p["relation"],
        cast=_cast([{"character": c, "stage": s} for c, s in p["who"]], [_NOBODY] * len(p["who"])),
        lines=tuple(SpokenLine(line["text"], index.get(line["character"])) for line in p["lines"]),
        style=p["style"],
        seed=recipe["seed"],
        size=_size(p),
        fps=p["fps"],
        frames=p["frames"],
        reset=reset,
        params=recipe.get("own", {}),
        over=_footage(ctx.path(inputs[node.inputs[1].key], "frames")) if "over" in recipe else None,
    )
    unfinished = latents_key(recipe)
    clip = _half_made(unfinished, keyframe, spec, ctx) or ctx.models.video.shoot_clip(keyframe, spec, ctx.report)
    latents = ctx.store.put_bytes(clip.latents())
    decodes = hasattr(ctx.models.video, "decode_latents")
    if decodes:
        ctx.store.keep_segment(unfinished, latents, spec.frames)
    frames = _keep_clip(clip, spec, ctx)
    if decodes:
        ctx.store.forget(set(), segments={unfinished})
    told = getattr(ctx.models.video, "clip_facts", None)
    facts = {"frames": spec.frames, "fps": spec.fps, "width": spec.size.width, "height": spec.size.height, **instead}
    return Made({"frames": frames, "latents": latents}, facts | (told(spec) if told else {}))


def _cannot_begin(node: Node, inputs: dict[str, Take], ctx: Context) -> dict[str, str]:
    """The fact of a shot that should begin from the latents of the one before and cannot: they are of another size. The drawn world's
    are scenes, which have none."""
    if "reset" not in node.params or not node.wanted or not hasattr(ctx.models.video, "decode_latents"):
        return {}
    return {"instead": "it begins anew"} if misfit(inputs[node.inputs[1].key], node.wanted[1]) else {}


def _footage(clip: Path) -> Callable[[Sequence[int]], list[np.ndarray]]:
    """Gives frames of a stored clip by their numbers, which never go back."""

    def frames(numbers: Sequence[int]) -> list[np.ndarray]:
        wanted, found = set(numbers), {}
        for n, frame in enumerate(media.decode_clip(clip, min(numbers), max(numbers) + 1), min(numbers)):
            if n in wanted:
                found[n] = frame  # noqa: PERF403 (a clip is read once, frame by frame)
        return [found[n] for n in numbers]

    return frames


def latents_key(recipe: dict[str, Any]) -> str:
    """Under which a clip's final latents are found again while its frames are not decoded yet."""
    return latents_key_of(key_of(recipe))


def latents_key_of(recipe_key: str) -> str:
    """The same, where only the recipe's key is known."""
    return digest_of(canonical(["latents", recipe_key]))


def _half_made(key: str, keyframe: Picture, spec: ClipSpec, ctx: Context) -> Clip | None:
    """The clip of an earlier try of the same recipe whose decoding failed or was stopped: decoded again, not denoised."""
    kept = ctx.store.segment(key)
    video: Any = ctx.models.video
    if kept is None or not hasattr(video, "decode_latents"):
        return None
    data = ctx.store.read_blob(kept)
    try:
        return Clip(video.decode_latents(data, spec, ctx.report, keyframe), lambda: data)
    except BadInput:  # latents of another length or model: shoot it anew
        return None


def _counted(frames: Iterator[np.ndarray], total: int, ctx: Context) -> Iterator[np.ndarray]:
    for n, frame in enumerate(frames):
        if n >= total:
            raise RenderFailed(
                f"The model gave more than the {total} frames asked for.",
                hint="Render again, or choose another preset.",
            )
        ctx.report.step(n, total)
        yield frame


def _check_decodes(file: Path, frames: int) -> None:
    """Decode every frame before a take is committed: an encoder can report success on a full disk."""
    if media.probe(file).frames != frames:
        raise RenderFailed(
            f"The encoded clip does not hold its {frames} frames.", hint="Check the disk and render again."
        )


def _keep_clip(clip: Clip, spec: ClipSpec, ctx: Context) -> str:
    temporary = ctx.store.temporary(".mp4")
    try:
        made = media.encode_clip(
            temporary, _counted(clip.frames, spec.frames, ctx), size=spec.size, fps=spec.fps, quality="master"
        )
        if made != spec.frames:
            raise RenderFailed(
                f"The model gave {made} frames where {spec.frames} were asked for.",
                hint="Render again, or choose another preset.",
            )
        _check_decodes(temporary, spec.frames)
        return ctx.store.put_file(temporary)
    finally:
        temporary.unlink(missing_ok=True)


def join_clips(node: Node, recipe: dict[str, Any], inputs: dict[str, Take], ctx: Context) -> Made:
    """The frames that replace the last h of one clip and the first h of the next; a cut has none. The facts' `seam` is
    the colour step across it as delta-E 2000: `cut` of the hard cut, `after` the worst between neighbouring frames now,
    and, where a model made it, `before` (without matched colours) and `level` (the noise it was denoised from)."""
    p = node.params
    facts: dict[str, Any] = {"mode": p["mode"], "frames": p["frames"], "fps": p["fps"]}
    left, right = (inputs[i.key] for i in node.inputs)
    a, b = (
        clip_frames(ctx.store, clip, wanted)
        for clip, wanted in zip((left, right), node.wanted or (None, None), strict=True)
    )
    a_path, b_path = (ctx.store.checked_path(clip.digest) for clip in (a, b))
    left_out, right_start = p.get("trims", (0, 0))
    left_stop = a.frames - left_out
    if p["mode"] == "cut" or not p["frames"]:
        step = colour_step(
            *(
                list(media.decode_clip(clip, at, at + 1))[0]
                for clip, at in ((a_path, left_stop - 1), (b_path, right_start))
            )
        )
        return Made({}, facts | {"seam": _seam(step, step)})
    h = p["frames"] // 2
    before = np.stack(list(media.decode_clip(a_path, left_stop - h, left_stop)))
    after = np.stack(list(media.decode_clip(b_path, right_start, right_start + h)))
    bridged = p["mode"] == "bridge" and not a.words and not b.words
    if p["mode"] == "bridge" and not bridged:  # latents know nothing of the fitted frames
        facts["instead"] = "a crossfade stands for the bridge"
    if not bridged:
        frames: Iterator[np.ndarray] = iter(media.crossfade(before, after))
    else:
        spec = BridgeSpec(
            frames=2 * h,
            fps=p["fps"],
            size=_size(p),
            boundary=max(1, round(p.get("at", 0.5) * 100)),
            boundaries=100,
            alpha=p["alpha"],
            gamma=p["gamma"],
            seed=recipe["seed"],
            params={k: p[k] for k in ("left", "right") if p.get(k)} | recipe.get("own", {}),
        )
        frames = ctx.models.video.bridge(
            SeamSide(ctx.blob(left, "latents"), left_stop, before),
            SeamSide(ctx.blob(right, "latents"), b.frames, after, right_start),
            spec,
            ctx.report,
        )
    shown = list(_counted(frames, 2 * h, ctx))
    facts["seam"] = _seam(colour_step(before[-1], after[0]), worst_step(np.stack([before[0], *shown, after[-1]])))
    report = getattr(ctx.models.video, "last_seam", None) if bridged else None
    if report is not None:
        facts["seam"] |= {"before": round(report.before, 2), "level": round(report.level, 3)}
    temporary = ctx.store.temporary(".mp4")
    try:
        made = media.encode_clip(temporary, iter(shown), size=_size(p), fps=p["fps"], quality="film")
        if made != 2 * h:
            raise RenderFailed(
                f"The bridge has {made} frames where {2 * h} were asked for.", hint="Use a crossfade for this boundary."
            )
        _check_decodes(temporary, made)
        return Made({"frames": ctx.store.put_file(temporary)}, facts)
    finally:
        temporary.unlink(missing_ok=True)


def _seam(cut: float, after: float) -> dict[str, Any]:
    return {"cut": round(cut, 2), "after": round(after, 2)}


# -- film -------------------------------------------------------------------------------------------------------------
def segment_key(digest: str, start: int, stop: int, fps: float) -> str:
    """(digest of frames, in, out, encoder settings), as the contract has it."""
    return digest_of(canonical(["segment", digest, start, stop, media.encoder_settings(fps)]))


def segment(store: Store, digest: str, start: int, stop: int, fps: float) -> Path:
    """The encoded film segment of frames [start, stop) of a clip, made once for each key."""
    key = segment_key(digest, start, stop, fps)
    found = store.segment(key)
    if found is None:
        temporary = store.temporary(".mp4")
        try:
            made = media.cut_segment(store.checked_path(digest), temporary, start, stop, fps=fps)
            if made != stop - start:
                raise RenderFailed(
                    f"A clip has {made + start} frames where {stop} were expected.", hint="Regenerate the shot."
                )
            found = store.put_file(temporary)
        finally:
            temporary.unlink(missing_ok=True)
        store.keep_segment(key, found, stop - start)
    return store.blob_path(found)


def cut_film(node: Node, recipe: dict[str, Any], inputs: dict[str, Take], ctx: Context) -> Made:
    """Every clip without the frames its joins replace, and the joins between them, joined without encoding again."""
    p = node.params
    size, fps, seams, trims = _size(p), p["fps"], [0, *p["seams"], 0], p.get("trims")
    clips = [inputs[i.key] for i in node.inputs if i.step == "clip"]
    joins = [inputs[i.key] for i in node.inputs if i.step == "join"]
    parts: list[Path] = []
    frames, fitted = 0, []
    for n, (clip, join) in enumerate(itertools.zip_longest(clips, joins)):
        ctx.report.step(n, len(clips))
        head, tail = trims[n] if trims else (0, 0)
        used = clip_frames(ctx.store, clip, node.wanted[n] if node.wanted else None)
        if used.words:
            fitted.append(f"shot {n + 1}: {used.words}")
        start, stop = head + seams[n], used.frames - tail - seams[n + 1]
        parts.append(segment(ctx.store, used.digest, start, stop, fps))
        frames += stop - start
        if join is not None and "frames" in join.digests:
            parts.append(ctx.path(join, "frames"))
            frames += join.facts["frames"]
    temporary = ctx.store.temporary(".mp4")
    comment = "Drawn animatic draft by VGoT Studio" if p["draft"] else "AI-generated film by VGoT Studio"
    try:
        media.join_segments(temporary, parts, fps=fps, metadata={"title": p["title"], "comment": comment})
        if media.probe_fast(temporary).frames != frames:
            raise RenderFailed(
                f"The film does not hold the {frames} frames it should.", hint="Build again; if it stays, report it."
            )
        digest = ctx.store.put_file(temporary)
    finally:
        temporary.unlink(missing_ok=True)
    facts = {"frames": frames, "fps": fps, "width": size.width, "height": size.height}
    return Made({"film": digest}, facts | ({"fitted": fitted[:40]} if fitted else {}))


#: step -> what makes it; every kind of vgot/graph/kinds.py has one.
STEPS = {
    "portrait": draw_portrait,
    "tokens": read_tokens,
    "plate": draw_plate,
    "drawing": draw_drawing,
    "keyframe": draw_keyframe,
    "clip": shoot_clip,
    "join": join_clips,
    "film": cut_film,
}
