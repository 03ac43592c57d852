"""Matrices are moved the same way whether a machine computes in bfloat16 or only imitates it."""

import pytest
import torch

from training.embedded import optimizer
from training.embedded.optimizer import Muon, orthogonal


@pytest.mark.parametrize("shape", [(24, 60), (60, 24)])
def test_matrices_move_in_float32_as_the_library_moves_them_in_bfloat16(shape, monkeypatch):
    start, gradients = torch.randn(shape), [torch.randn(shape) for _ in range(3)]

    def moved(fast):
        monkeypatch.setattr(optimizer, "halves_are_fast", lambda _: fast)
        matrix = torch.nn.Parameter(start.clone())
        teacher = Muon([matrix], lr=0.01, weight_decay=0.1, adjust_lr_fn="match_rms_adamw")
        for gradient in gradients:
            matrix.grad = gradient.clone()
            teacher.step()
        return matrix.detach(), teacher.state[matrix]["momentum_buffer"]

    (slow, momentum), (fast, library) = moved(False), moved(True)
    assert torch.equal(momentum, library)
    assert (slow - start).abs().mean() > 0.002 and (slow - fast).abs().max() < 0.001


def test_an_orthogonal_update_has_no_direction_that_is_much_louder_than_another():
    x = torch.randn(32, 80) * torch.logspace(0, 2, 32)[:, None]
    assert torch.linalg.svdvals(x).max() > 50 * torch.linalg.svdvals(x).min()
    values = torch.linalg.svdvals(orthogonal(x, (3.4445, -4.775, 2.0315), 5, 1e-7))
    assert values.min() > 0.3 and values.max() < 1.3
