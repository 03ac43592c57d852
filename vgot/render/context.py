"""What a step may touch: stored takes, models, a place for files in the making, progress and cancellation. Nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from vgot import media
from vgot.errors import Cancelled
from vgot.graph.takes import Take
from vgot.models.base import Picture, Quiet, Reporter

if TYPE_CHECKING:
    from vgot.models.registry import Models
    from vgot.store.project_store import Store


@dataclass
class Context:
    """The world of one step. `models` loads families when first used and keeps them for the next step."""

    store: Store
    models: Models
    report: Reporter = field(default_factory=Quiet)

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
