"""Items kept as latents on the device and taken again and again, while workers go on drawing new ones.

A GPU trains many times faster than cores draw. Latents are small, so all that was ever drawn stays: the pool grows for as
long as the stage runs, and every batch is taken from all of it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import numpy as np
import torch

from training.embedded.feed import Feed


class Pool:
    """At most `most` items. encode: a batch as drawn -> tensors on the device whose first dimension is the item. uses: on how
    many takes of an item drawing waits before it goes on, where it shares its cores with learning; 0 never waits."""

    def __init__(
        self,
        feed: Feed,
        encode: Callable[[dict[str, np.ndarray]], dict[str, torch.Tensor]],
        most: int,
        uses: float = 0.0,
        first: int = 0,
    ):
        self._feed, self._encode, self._most, self._uses = feed, encode, most, uses
        self._taken, self._first = 0, first
        self._held: dict[str, torch.Tensor] = {}
        self._filled, self._failed, self._stop = 0, None, threading.Event()
        self._thread = threading.Thread(target=self._fill, daemon=True)
        self._thread.start()

    @property
    def filled(self) -> int:
        """How many items there are now."""
        return self._filled

    @property
    def next_number(self) -> int:
        """The batch that would be drawn next: where another piece goes on."""
        return self._feed.number

    def _fill(self) -> None:
        try:
            while self._filled < self._most and not self._stop.is_set():
                if self._uses and self._filled >= self._first + self._taken / self._uses:
                    time.sleep(0.02)
                    continue
                made = self._encode(self._feed.next())
                count = min(len(next(iter(made.values()))), self._most - self._filled)
                if not self._held:
                    self._held = {
                        k: torch.empty((self._most, *v.shape[1:]), dtype=v.dtype, device=v.device)
                        for k, v in made.items()
                    }
                for name, value in made.items():
                    self._held[name][self._filled : self._filled + count] = value[:count]
                if next(iter(made.values())).is_cuda:
                    torch.cuda.current_stream().synchronize()
                self._filled += count
        except BaseException as why:
            self._failed = why

    def wait_for(self, count: int, patience_s: float = 180.0) -> None:
        """Until there are `count` items. Raises RuntimeError if drawing failed or stands still."""
        ends = time.monotonic() + patience_s
        while self._filled < min(count, self._most):
            if self._failed is not None:
                raise RuntimeError(f"Drawing stopped: {self._failed}") from self._failed
            if time.monotonic() > ends:
                raise RuntimeError(f"Only {self._filled} of {count} items were drawn in {patience_s:.0f} s.")
            time.sleep(0.05)

    def take(self, size: int, rng: torch.Generator) -> dict[str, torch.Tensor]:
        """A batch of `size` from all that is there."""
        if self._failed is not None:
            raise RuntimeError(f"Drawing stopped: {self._failed}") from self._failed
        self._taken += size
        chosen = torch.randint(0, self._filled, (size,), generator=rng, device=rng.device)
        return {k: v[chosen] for k, v in self._held.items()}

    def close(self) -> None:
        self._stop.set()
        self._thread.join(timeout=30)
        self._feed.close()


def fresh(
    stage, feeds: dict[str, Feed], start: int, kind_of: Callable[[int], str] = lambda _: ""
) -> Iterator[dict[str, torch.Tensor]]:
    """Batches of a stage from step `start` on, each drawn for its step. kind_of: step -> which feed; one alone is taken always."""
    try:
        n = start
        while True:
            yield stage.encoded(feeds[kind_of(n) or next(iter(feeds))].next())
            n += 1
    finally:
        for feed in feeds.values():
            feed.close()


def kept(
    stage,
    pools: dict[str, Pool],
    start: int,
    some: int,
    kind_of: Callable[[int], str] = lambda _: "",
    sizes: dict[str, int] | None = None,
) -> Iterator[dict[str, torch.Tensor]]:
    """Batches of a stage from step `start` on, taken from pools as soon as each holds `some` items. sizes: a batch's of each kind, where
    they are not the stage's.
    The stage is told what was drawn (`drawn`: where another piece goes on) and how full the pools are (`filled`)."""
    try:
        for pool in pools.values():
            pool.wait_for(some)
        n = start
        while True:
            stage.drawn = {k: p.next_number for k, p in pools.items()}
            stage.filled = {k: p.filled for k, p in pools.items()}
            kind = kind_of(n) or next(iter(pools))
            yield pools[kind].take((sizes or {}).get(kind, stage.settings.batch), stage.rng(n + 500_000_000))
            n += 1
    finally:
        for pool in pools.values():
            pool.close()


def of_one_kind(stage, start: int, some: int, uses: float, first: int) -> Iterator[dict[str, torch.Tensor]]:
    """Batches of a stage that learns from items of its `kind` alone, drawn and encoded `some` at a time. uses, first: as in
    Pool and `kept`, on a processor; a GPU never waits for drawing to be used up."""
    s = stage.settings
    drawing = {"seed": s.drawing_seed, "workers": s.workers, **(s.drawing or {})}
    if not s.pool:
        yield from fresh(stage, {stage.kind: Feed(stage.kind, s.batch, start=start, **drawing)}, start)
        return
    if stage.device.type == "cuda":
        uses, first = 0.0, 0
    pool = Pool(
        Feed(stage.kind, some, start=stage.drawn.get(stage.kind, 0), **drawing), stage.encoded, s.pool, uses, first
    )
    yield from kept(stage, {stage.kind: pool}, start, min(4 * s.batch, s.pool, first or s.pool))
