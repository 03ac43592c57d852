"""What a step may touch (stored takes, models, a place for files in the making, progress and cancellation, nothing else), and what it
gives back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from vgot import media
from vgot.errors import Cancelled, RenderFailed
from vgot.graph.nodes import Node
from vgot.graph.takes import Take
from vgot.media.encoding import Quality
from vgot.models.base import Picture, Quiet, Reporter, Worn
from vgot.units import FrameSize

if TYPE_CHECKING:
    from vgot.models.registry import Models
    from vgot.render.till import FilmTill
    from vgot.store.project_store import Store


@dataclass(frozen=True)
class Made:
    """What a step made: digests by role, and facts for people."""

    digests: dict[str, str]
    facts: dict[str, Any] = field(default_factory=dict[str, Any])


def worn_by(node: Node) -> tuple[Worn, ...]:
    """The LoRAs that a node's recipe names, with where their files lie."""
    lie = dict(node.files)
    return tuple(
        Worn(lie[one["sha256"]], one["sha256"], one["strength"], one.get("half", "high"))
        for one in node.params.get("loras", ())
    )


def styled(node: Node) -> str:
    """A node's style, after the words that bring its LoRAs out."""
    words = [one["words"] for one in node.params.get("loras", ()) if one["words"]]
    return ", ".join(filter(None, [*dict.fromkeys(words), node.params.get("style", "")]))


@dataclass
class Context:
    """The world of one step. `models` loads families when first used and keeps them for the next step. `till`: where calls to services are
    written down; without one none is made."""

    store: Store
    models: Models
    report: Reporter = field(default_factory=Quiet)
    till: FilmTill | None = None

    def picture(self, take: Take, sidecar: str) -> Picture:
        """A take's picture with its sidecar role (look, scene), which may be absent."""
        beside = take.digests.get(sidecar)
        return Picture(
            media.decode_png(self.store.read_blob(take.digests["picture"])),
            self.store.read_blob(beside) if beside else b"",
        )

    def blob(self, take: Take, role: str) -> bytes:
        digest = take.digests.get(role)
        return self.store.read_blob(digest) if digest else b""

    def path(self, take: Take, role: str) -> Path:
        """Where a take's file lies; read through first, so that a changed byte never gets into a film."""
        return self.store.checked_path(take.digests[role])

    def keep_picture(self, picture: Picture, sidecar: str) -> dict[str, str]:
        digests = {"picture": self.store.put_bytes(media.encode_png(picture.pixels))}
        if picture.sidecar:
            digests[sidecar] = self.store.put_bytes(picture.sidecar)
        return digests

    def counted(self, frames: Iterable[np.ndarray], total: int) -> Iterator[np.ndarray]:
        """The frames of a model, with progress. Raises RenderFailed where there are more than were asked for."""
        for n, frame in enumerate(frames):
            if n >= total:
                raise RenderFailed(
                    f"The model gave more than the {total} frames asked for.",
                    hint="Render again, or choose another preset.",
                )
            self.report.step(n, total)
            yield frame

    def keep_frames(
        self,
        frames: Iterable[np.ndarray],
        total: int,
        *,
        size: FrameSize,
        fps: float,
        quality: Quality,
        what: str,
        hint: str,
    ) -> str:
        """Encode exactly `total` frames and keep the file. All of it is read first: an encoder can report success on a full disk.
        Raises RenderFailed: `what` says who gave too few, `hint` what to do."""
        temporary = self.store.temporary(".mp4")
        try:
            made = media.encode_clip(temporary, iter(frames), size=size, fps=fps, quality=quality)
            if made != total:
                raise RenderFailed(f"{what} {made} frames where {total} were asked for.", hint=hint)
            if media.probe_written(temporary).frames != total:
                raise RenderFailed(
                    f"The encoded clip does not hold its {total} frames.", hint="Check the disk and render again."
                )
            return self.store.put_file(temporary)
        finally:
            temporary.unlink(missing_ok=True)


class Progress:
    """A Reporter that passes progress on and raises Cancelled as soon as `cancelled()` says so."""

    def __init__(self, tell: Callable[[int, int, np.ndarray | None], None], cancelled: Callable[[], bool]):
        self._tell, self._cancelled = tell, cancelled

    def step(self, done: int, total: int, preview: np.ndarray | None = None) -> None:
        self.check()
        self._tell(done, total, preview)

    def check(self) -> None:
        if self._cancelled():
            raise Cancelled("Stopped.", hint="Finished takes are kept; build again to go on.")
