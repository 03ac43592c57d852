"""A kept clip where it is used: its own file where it fits the film, else one that was fitted, once, and is kept beside it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from vgot import media
from vgot.errors import RenderFailed
from vgot.graph.keys import canonical, digest_of
from vgot.graph.shapes import Shape, made_at, misfit
from vgot.graph.takes import Take
from vgot.store.project_store import Store
from vgot.units import FrameSize, frame_rate


@dataclass(frozen=True)
class Fitted:
    """The frames of a clip as they are used: which file, how many, and what was other about the take, in words (empty: nothing)."""

    digest: str
    frames: int
    words: str = ""


def fitted_key(digest: str, wanted: Shape) -> str:
    """Under which the fitted file of a clip is kept among the film's encoded parts."""
    fps = asked_of(wanted)[0]
    return digest_of(
        canonical(
            [
                "fitted",
                media.FITTING_VERSION,
                digest,
                wanted.width,
                wanted.height,
                str(frame_rate(fps)),
                wanted.frames,
                media.encoder_settings(fps, "master"),
            ]
        )
    )


def asked_of(wanted: Shape) -> tuple[float, int]:
    """(rate, frames) that a clip is asked for in: a film always says both."""
    assert wanted.fps is not None and wanted.frames is not None
    return wanted.fps, wanted.frames


def clip_frames(store: Store, take: Take, wanted: Shape | None) -> Fitted:
    """The frames of a clip's take in the shape that is asked for. The take itself is never touched. Raises RenderFailed."""
    digest, mine = take.digests["frames"], misfit(take, wanted)
    if mine is None or wanted is None:
        return Fitted(digest, take.facts["frames"])
    key, (fps, frames) = fitted_key(digest, wanted), asked_of(wanted)
    found = store.segment(key)
    if found is None:
        temporary: Path = store.temporary(".mp4")
        try:
            made = media.fit_clip(
                store.checked_path(digest),
                temporary,
                size=FrameSize(wanted.width, wanted.height),
                fps=fps,
                frames=frames,
            )
            if made != frames or media.probe(temporary).frames != made:
                raise RenderFailed(
                    f"A kept clip could not be fitted to the film: it came out with {made} frames where {frames} were asked for.",
                    hint="Unpin the shot, or choose another take of it.",
                )
            found = store.put_file(temporary)
        finally:
            temporary.unlink(missing_ok=True)
        store.keep_segment(key, found, frames)
    return Fitted(found, frames, made_at(mine, wanted))
