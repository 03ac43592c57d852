"""A prompt's words as the tokens of an embedded model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch

from vgot.models.embedded.parts import (
    word_ids,
)


@torch.no_grad()
def spoken(pipe: Any, text: Sequence[str]) -> tuple[torch.Tensor, torch.Tensor]:
    """Tokens [1, 15, cross] of five domains, and of no words."""
    both = torch.from_numpy(np.stack([word_ids(text), word_ids(("",) * 5)]))
    tokens = pipe.words.to("cpu")(both).to(pipe._execution_device, pipe.unet.dtype)
    return tokens[:1], tokens[1:]


@torch.no_grad()
def meaning_of(pipe: Any, text: Sequence[str]) -> tuple[torch.Tensor, torch.Tensor]:
    """The identity that somebody's words stand for, and nobody's."""
    found = pipe.person.to("cpu")(torch.from_numpy(word_ids(text)[None, 0]))
    return found, torch.zeros_like(found)
