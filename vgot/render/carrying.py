"""The difference that a retouch makes to a still, carried into the clip that was shot from it, so that what is played stays.

What lies outside keeps the bytes that it had.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from vgot import media
from vgot.graph.nodes import Node
from vgot.graph.retouches import Carry
from vgot.media.masks import inside, resized
from vgot.media.relaying import change_clip
from vgot.render.context import Context, Made
from vgot.units import FrameSize


def carried(node: Node, asked: Carry, ctx: Context) -> Made:
    """A clip with the retouch of its still in it, as a take beside the old one. The facts say until when it holds."""
    from vgot.media.tracing import Tracer  # loads OpenCV

    store = ctx.store
    source = store.checked_path(asked["clip"])
    info = media.probe_fast(source)
    before, after = (_at(media.decode_png(store.read_blob(asked[k])), info.size) for k in ("before", "after"))
    mask = inside(media.decode_png(store.read_blob(asked["mask"])))
    tracer = Tracer(before, after, resized(mask, info.width, info.height))

    def change(n: int, pixels: np.ndarray) -> tuple[np.ndarray, np.ndarray] | None:
        ctx.report.step(n, info.frames)
        return tracer.next(pixels)

    temporary = store.temporary(".mp4")
    try:
        made = change_clip(source, temporary, change)
        media.probe(temporary)
        frames = store.put_file(temporary)
    finally:
        temporary.unlink(missing_ok=True)
    held, fps = tracer.held, float(info.fps)
    told: dict[str, Any] = {"frames": held, "of": made, "until_s": round(held / fps, 3)}
    if held < made:
        told["lost"] = f"the retouch holds until second {held / fps:.1f}: from there on the clip is as it was"
    facts = {
        "frames": made,
        "fps": node.params["fps"],
        "width": info.width,
        "height": info.height,
        "carried": told,
    }
    digests = {"frames": frames, "mask": asked["mask"], "before": asked["before"], "source": asked["clip"]}
    latents = asked.get("latents")
    return Made(digests | ({"latents": latents} if latents else {}), facts)


def _at(pixels: np.ndarray, size: FrameSize) -> np.ndarray:
    return pixels if pixels.shape[:2] == (size.height, size.width) else media.fit_frame(pixels, size)
