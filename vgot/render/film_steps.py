"""The steps behind the clips: joins across boundaries, the film's segments, the film. See `steps.py`."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import numpy as np

from vgot import media
from vgot.errors import BadInput, RenderFailed
from vgot.graph.keys import canonical, digest_of
from vgot.graph.nodes import Node
from vgot.graph.recipes import BridgeParams, FilmParams, JoinParams, Recipe
from vgot.graph.takes import Take
from vgot.models.base import BridgeSpec, BridgesSeams, RemembersSeam, SeamSide, SeesAround
from vgot.models.colour import colour_step, worst_step
from vgot.presets.seams import OWN_WAY, no_bridge, window_for
from vgot.render.context import Context, Made, worn_by
from vgot.render.fitting import clip_frames
from vgot.store.project_store import Store
from vgot.units import FrameSize


def join_clips(node: Node, recipe: Recipe, inputs: dict[str, Take], ctx: Context) -> Made:
    """The frames that replace the last h of one clip and the first h of the next; a cut has none. The facts' `seam` is
    the colour step across it as delta-E 2000: `cut` of the hard cut, `after` the worst between neighbouring frames now,
    and, where a model made it, `before` (without matched colours) and `level` (the noise it was denoised from)."""
    p = cast(JoinParams, node.params)
    size = FrameSize(p["width"], p["height"])
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
    elif bridged and (why := no_bridge(ctx.models.preset, h, p["fps"], left_stop, b.frames - right_start)):
        bridged, facts["instead"] = False, f"a crossfade stands for the bridge: {why}"
    if not bridged:
        frames: Iterator[np.ndarray] = iter(media.crossfade(before, after))
    else:
        asked = cast(BridgeParams, p)
        spec = BridgeSpec(
            frames=2 * h,
            fps=p["fps"],
            size=size,
            boundary=max(1, round(asked.get("at", 0.5) * 100)),
            boundaries=100,
            alpha=asked["alpha"],
            gamma=asked["gamma"],
            seed=recipe["seed"],
            params={k: v for k, v in (("left", asked.get("left")), ("right", asked.get("right"))) if v}
            | recipe.get("own", {}),
            loras=worn_by(node),
        )
        model, section = _bridging(ctx), ctx.models.preset.video
        seen = window_for(section, h, p["fps"], left_stop, b.frames - right_start)
        earlier, later = (0, 0) if seen is None or section.family in OWN_WAY else (seen.before, seen.after)
        if isinstance(model, SeesAround):
            more = model.frames_around(spec)
            earlier, later = min(more, left_stop - h), min(more, b.frames - right_start - h)
        frames = model.bridge(
            SeamSide(
                ctx.blob(left, "latents"),
                left_stop,
                before,
                context=_frames(a_path, left_stop - h - earlier, left_stop - h),
            ),
            SeamSide(
                ctx.blob(right, "latents"),
                b.frames,
                after,
                right_start,
                _frames(b_path, right_start + h, right_start + h + later),
            ),
            spec,
            ctx.report,
        )
    shown = list(ctx.counted(frames, 2 * h))
    facts["seam"] = _seam(colour_step(before[-1], after[0]), worst_step(np.stack([before[0], *shown, after[-1]])))
    model = ctx.models.video
    if bridged and isinstance(model, RemembersSeam) and model.last_seam is not None:
        facts["seam"] |= {"before": round(model.last_seam.before, 2), "level": round(model.last_seam.level, 3)}
    kept = ctx.keep_frames(
        shown,
        2 * h,
        size=size,
        fps=p["fps"],
        quality="film",
        what="The bridge has",
        hint="Use a crossfade for this boundary.",
    )
    return Made({"frames": kept}, facts)


def _frames(path: Path, start: int, stop: int) -> np.ndarray | None:
    """Frames [start, stop) of a clip; None where there are none."""
    return np.stack(list(media.decode_clip(path, start, stop))) if stop > start else None


def _bridging(ctx: Context) -> BridgesSeams:
    """The model that makes bridges. Raises BadInput where the preset's cannot."""
    model, preset = ctx.models.video, ctx.models.preset
    if not (preset.video.bridges and isinstance(model, BridgesSeams)):
        raise BadInput(
            f"{preset.title} cannot bridge a seam.",
            field="boundaries/mode",
            hint="Use a crossfade for this boundary.",
        )
    return model


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


def cut_film(node: Node, recipe: Recipe, inputs: dict[str, Take], ctx: Context) -> Made:
    """Every clip without the frames its joins replace, and the joins between them, joined without encoding again."""
    p = cast(FilmParams, node.params)
    size, fps, seams, trims = FrameSize(p["width"], p["height"]), p["fps"], [0, *p["seams"], 0], p.get("trims")
    clips = [inputs[i.key] for i in node.inputs if i.step == "clip"]
    joins = [inputs[i.key] for i in node.inputs if i.step == "join"]
    parts: list[Path] = []
    frames: int = 0
    fitted: list[str] = []
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
