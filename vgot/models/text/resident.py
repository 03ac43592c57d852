"""The local language model of this process: loaded once, kept between requests, freed when idle or when a render needs memory.

One model is held at a time. Who writes holds a KeptWriter, which asks for the loaded model at each reply: a model that was
freed meanwhile is loaded again, and nobody else notices.
"""

from __future__ import annotations

import gc
import logging
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from vgot.script.llm.endpoint import Report
from vgot.script.llm.patience import LOCAL

if TYPE_CHECKING:
    from vgot.models.base import Reporter
    from vgot.models.text.transformers import LocalWriter

log = logging.getLogger(__name__)
#: A model that wrote nothing for so long is freed.
IDLE_S = 600.0
_WAIT_S = 0.1


@dataclass
class Shelf:
    """The one model in memory. `loads` counts loads by name."""

    idle_s: float = IDLE_S
    loads: Counter = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._key: tuple | None = None
        self._writer: LocalWriter | None = None
        self._lock = threading.Lock()  # held while the model loads or writes: it gives one reply at a time
        self._unwanted = False
        self._clock: threading.Timer | None = None

    @property
    def held(self) -> str | None:
        """The id of the model in memory."""
        writer = self._writer
        return writer.model_id if writer else None

    def ready(self, model: str, models_dir: Path | None) -> None:
        """Load a model unless it is loaded, so that one that cannot be loaded is refused before anything is written. While
        somebody else's reply is coming in, nothing is waited for. Raises ModelUnavailable, BadInput."""
        if self._key != (model, models_dir) and not self._lock.locked():
            with self.use(model, models_dir):
                pass

    @contextmanager
    def use(self, model: str, models_dir: Path | None, report: Report | None = None) -> Iterator[LocalWriter]:
        """The loaded model, for one reply; waits for the reply of somebody else, asking `report` whether to go on."""
        while not self._lock.acquire(timeout=_WAIT_S):
            if report is not None:
                report.check()
        try:
            self._rest()
            if self._key != (model, models_dir):
                self._drop()
                from vgot.models.text.transformers import open_text_model

                self._writer = open_text_model(model, models_dir=models_dir)
                self._key = (model, models_dir)
                self.loads[model] += 1
            self._unwanted = False
            assert self._writer is not None  # opened above, or held still
            yield self._writer
        finally:
            if self._unwanted:
                self._drop()
            elif self._writer is not None:
                self._clock = threading.Timer(self.idle_s, self._free_idle)
                self._clock.daemon = True
                self._clock.start()
            self._lock.release()

    def free(self) -> bool:
        """Let go of the model: now, or when the reply that it is writing has ended. Returns whether it is gone already."""
        self._unwanted = True
        if not self._lock.acquire(blocking=False):
            return False
        try:
            self._rest()
            self._drop()
            return True
        finally:
            self._lock.release()

    def _free_idle(self) -> None:
        if self._lock.acquire(blocking=False):
            try:
                if (
                    self._clock is threading.current_thread()
                ):  # a reply that began and ended meanwhile set a clock of its own
                    self._drop()
            finally:
                self._lock.release()

    def _rest(self) -> None:
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None

    def _drop(self) -> None:
        if self._writer is None:
            return
        log.info("%s freed", self._writer.model_id)
        self._writer = self._key = None
        gc.collect()
        torch = sys.modules.get("torch")
        if torch is not None and torch.cuda.is_available():
            torch.cuda.empty_cache()


class KeptWriter:
    """A TextModel whose weights stay loaded from one request to the next, whoever asks."""

    patience = LOCAL

    def __init__(self, model: str, models_dir: Path | None = None):
        from vgot.models.text.transformers import id_of

        self._which, self.model_id = (model, models_dir), id_of(model, models_dir)
        _shelf.ready(model, models_dir)

    def reply(self, system: str, prompt: str, schema: dict[str, Any], report: Report) -> Iterator[str]:
        """As LocalWriter; raises ModelUnavailable when the model must be loaded again and is gone."""
        with _shelf.use(*self._which, report) as writer:
            yield from writer.reply(system, prompt, schema, cast("Reporter", report))


_shelf = Shelf()


def shelf() -> Shelf:
    """What this process holds."""
    return _shelf


def make_room() -> None:
    """A render is about to load models: the language model goes, at the latest after the reply it is writing."""
    _shelf.free()
