"""Several processes that learn one model, each from batches of its own, all with the mean of their gradients.

    torchrun --nproc-per-node 2 -m training.embedded.train image --out DIR --minutes 60

On a processor one process a core: two threads in one process are no faster than one (docs/embedded-runs.md), two processes
are nearly twice as fast. The first process says when to stop and keeps what is kept.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

import torch
from torch import distributed


@dataclass(frozen=True)
class Together:
    """This process among `count`; `rank` 0 is the first. One alone never speaks to anybody."""

    rank: int = 0
    count: int = 1

    @classmethod
    def joined(cls) -> Together:
        """Who this is, as torchrun told it (RANK, WORLD_SIZE), after meeting the others; one alone without them."""
        count = int(os.environ.get("WORLD_SIZE", "1"))
        if count < 2:
            return cls()
        # compiling a step takes minutes and need not take the same in every process
        distributed.init_process_group("gloo", timeout=timedelta(minutes=30))
        return cls(distributed.get_rank(), count)

    @property
    def first(self) -> bool:
        return self.rank == 0

    def average(self, parameters: Iterable[torch.nn.Parameter]) -> None:
        """Replace every gradient by the mean of all processes'."""
        if self.count < 2:
            return
        grads = [p.grad for p in parameters if p.grad is not None]
        flat = torch.cat([_in_memory(g) for g in grads])
        distributed.all_reduce(flat)
        flat /= self.count
        _spread(flat, grads)

    def shared_out(self, costs: dict[str, float]) -> list[list[str]]:
        """Names for each process, so that all have about the same to do."""
        shares: list[list[str]] = [[] for _ in range(self.count)]
        loads = [0.0] * self.count
        for name in sorted(costs, key=lambda n: (-costs[n], n)):
            least = loads.index(min(loads))
            shares[least].append(name)
            loads[least] += costs[name]
        return shares

    def tell(self, tensors: list[torch.Tensor], rank: int) -> None:
        """Give everybody the tensors of process `rank`, in place."""
        if self.count < 2 or not tensors:
            return
        flat = torch.cat([_in_memory(t) for t in tensors])
        distributed.broadcast(flat, rank)
        if rank != self.rank:
            _spread(flat, tensors)

    def agreed(self, *values: float) -> list[float]:
        """The first process's values, in every process."""
        if self.count < 2:
            return list(values)
        told = torch.tensor(values, dtype=torch.float64)
        distributed.broadcast(told, 0)
        return told.tolist()

    def wait(self) -> None:
        """Until all processes are here."""
        if self.count > 1:
            distributed.barrier()

    def leave(self) -> None:
        if self.count > 1 and distributed.is_initialized():
            distributed.destroy_process_group()


def _spread(flat: torch.Tensor, tensors: list[torch.Tensor]) -> None:
    """Numbers one after the other -> the tensors that they are of, in place."""
    for tensor, given in zip(tensors, flat.split([t.numel() for t in tensors]), strict=True):
        _in_memory(tensor).copy_(given)


def _in_memory(x: torch.Tensor) -> torch.Tensor:
    """A tensor's numbers in the order in which they lie, without a copy; two processes lay theirs out alike."""
    if not x.is_contiguous() and not x.is_contiguous(memory_format=torch.channels_last):
        raise ValueError(f"A tensor of {tuple(x.shape)} has gaps in memory ({x.stride()}).")
    return x.as_strided((x.numel(),), (1,))
