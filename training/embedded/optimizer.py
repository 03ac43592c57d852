"""AdamW, and Muon (orthogonalised momentum) for the matrices inside a network.

On the autoencoder Muon reached in 117 steps what AdamW reached in about twice as many (docs/embedded-runs.md). The library's
Muon takes two-dimensional parameters: convolutions are shown to it as matrices of one row an output channel.
"""

from __future__ import annotations

import torch
from torch import nn

from training.embedded.together import Together

#: A side below this makes a matrix not worth orthogonalising: first and last layers, learned tokens.
LEAST_SIDE = 16
#: Muon's rate for one of AdamW's, both with updates of the same size (`match_rms_adamw`).
MUON_RATE = 2.0


def halves_are_fast(device: torch.device) -> bool:
    """Whether a device computes in bfloat16 itself; a processor that only imitates it is 30 times slower in it than in float32."""
    return device.type != "cpu" or bool(torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported())


def is_inner(p: torch.Tensor) -> bool:
    """Whether Muon moves it: a matrix, or a convolution seen as one, with both sides of some size."""
    return p.ndim >= 2 and min(len(p), p[0].numel()) >= LEAST_SIDE


class Muon(torch.optim.Muon):
    """The library's, which orthogonalises in bfloat16; in float32 where that is slow."""

    @torch.no_grad()
    def step(self, closure=None):
        if all(halves_are_fast(p.device) for group in self.param_groups for p in group["params"]):
            return super().step(closure)
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is None:
                    continue
                momentum = self.state[p].setdefault("momentum_buffer", torch.zeros_like(p))
                momentum.lerp_(p.grad, 1 - group["momentum"])
                moved = orthogonal(
                    p.grad.lerp(momentum, group["momentum"]), group["ns_coefficients"], group["ns_steps"], group["eps"]
                )
                p.mul_(1 - group["lr"] * group["weight_decay"]).add_(
                    moved, alpha=-group["lr"] * 0.2 * max(p.shape) ** 0.5
                )
        return None


def orthogonal(x: torch.Tensor, coefficients: tuple[float, float, float], steps: int, least: float) -> torch.Tensor:
    """The nearest matrix with singular values near one, [m, n], by Newton and Schulz's iteration (the library's, in x's precision)."""
    a, b, c = coefficients
    high = x.T if x.shape[0] > x.shape[1] else x
    high = high / high.norm().clamp_min(least)
    for _ in range(steps):
        square = high @ high.T
        high = torch.addmm(high, torch.addmm(square, square, square, beta=b, alpha=c), high, beta=a)
    return high.T if x.shape[0] > x.shape[1] else high


class Teacher:
    """Moves named parameters by their gradients. `rate` is AdamW's; state tensors have the names `moment/KIND/PARAMETER`.

    Among several processes with the same gradients each orthogonalises its share of the matrices and tells the others."""

    def __init__(
        self,
        named: dict[str, nn.Parameter],
        rate: float,
        betas: tuple[float, float],
        decay: float,
        fused: bool = False,
        muon: bool = True,
        together: Together = Together(),
    ):
        self.named, self.together = named, together
        inner = [n for n, p in named.items() if muon and is_inner(p)]
        outer = [n for n in named if n not in set(inner)]
        self.adam = (
            torch.optim.AdamW([named[n] for n in outer], lr=rate, betas=betas, weight_decay=decay, fused=fused)
            if outer
            else None
        )
        #: the same memory as the parameter's, in rows; laid out as the parameter is, so no bytes are copied
        self._shares = together.shared_out(
            {n: named[n].numel() * min(len(named[n]), named[n][0].numel()) for n in inner}
        )
        self._rows = {n: nn.Parameter(_rows(named[n].data), requires_grad=False) for n in self._shares[together.rank]}
        self.muon = (
            Muon(list(self._rows.values()), lr=rate, weight_decay=decay, adjust_lr_fn="match_rms_adamw")
            if self._rows
            else None
        )
        self._moved = False

    def rate(self, rate: float) -> None:
        """Set the rate of the next step."""
        for optimizer, factor in ((self.adam, 1.0), (self.muon, MUON_RATE)):
            for group in optimizer.param_groups if optimizer is not None else ():
                group["lr"] = rate * factor

    def forget(self) -> None:
        """Drop all gradients."""
        for p in self.named.values():
            p.grad = None

    def step(self) -> None:
        if self.adam is not None:
            self.adam.step()
        if self.muon is not None:
            for name, rows in self._rows.items():
                grad = self.named[name].grad
                rows.grad = None if grad is None else _rows(grad, self.named[name])
            self.muon.step()
            for name, rows in self._rows.items():
                rows.grad = None
                if rows.data_ptr() != self.named[name].data_ptr():
                    raise RuntimeError(f"{name} was moved in memory after its optimizer was made.")
        self._moved = True
        for rank, share in enumerate(self._shares):
            self.together.tell([self.named[n].data for n in share], rank)

    def moments(self) -> dict[str, torch.Tensor]:
        """Everything the next step needs beside the parameters; asked of all processes at once."""
        made = {}
        for rank, share in enumerate(self._shares if self._moved else ()):
            mine = rank == self.together.rank
            held = [
                self.muon.state[self._rows[n]]["momentum_buffer"]
                if mine
                else torch.empty_like(_rows(self.named[n].data))
                for n in share
            ]
            self.together.tell(held, rank)
            made |= {f"moment/momentum_buffer/{n}": value for n, value in zip(share, held, strict=True)}
        for name, p in self.named.items():
            for kind, value in (self.adam.state.get(p) or {}).items() if self.adam is not None else ():
                made[f"moment/{kind}/{name}"] = value.cpu() if kind == "step" else value
        return made

    def load(self, moments: dict[str, torch.Tensor]) -> None:
        """Go on from what `moments` gave; parameters that are not in it start anew."""
        self._moved = any(k.startswith("moment/momentum_buffer/") for k in moments)
        for name, p in self.named.items():
            found = {k.split("/")[1]: v for k, v in moments.items() if k.split("/", 2)[2] == name}
            if not found or "momentum_buffer" in found and name not in self._rows:
                continue
            if name in self._rows:
                rows = self._rows[name]
                self.muon.state[rows] = {"momentum_buffer": torch.empty_like(rows).copy_(found["momentum_buffer"])}
            else:
                # laid out in memory as the parameter is: a fused optimizer walks both side by side
                step = found.pop("step").float()
                self.adam.state[p] = {"step": step.to(p.device) if self.adam.defaults["fused"] else step} | {
                    k: torch.empty_like(p).copy_(v) for k, v in found.items()
                }


def _rows(x: torch.Tensor, like: torch.Tensor | None = None) -> torch.Tensor:
    """A matrix of one row an output channel, within a row in the order of `like`'s memory; of a parameter itself without a copy."""
    layout = x if like is None else like
    if layout.ndim == 4 and layout.is_contiguous(memory_format=torch.channels_last) and not layout.is_contiguous():
        x = x.permute(0, 2, 3, 1)
    return x.view(len(x), -1) if like is None else x.reshape(len(x), -1)
