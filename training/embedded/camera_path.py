"""The camera's travel from words: nothing is drawn for it, the drawn world says where its camera goes. A minute is enough."""

from __future__ import annotations

import numpy as np
import torch

from training.embedded.feed import Feed
from training.embedded.stage import Stage, as_pixels, normal_pixels
from vgot.models.embedded.camera import CameraPath, travelled
from vgot.models.embedded.parts import save_part


class CameraStage(Stage):
    name, kind = "camera", "path"
    rate, average = 1.5e-3, 0.99

    def build(self) -> None:
        self.modules = {"camera": CameraPath(self.settings.sizes).to(self.device)}

    def loss(self, batch: dict, rng: torch.Generator, share: float):
        said = self.modules["camera"](batch["ids"])
        apart = (said.float() - batch["path"]).abs()
        return apart.mean(), {
            "right": apart[:, 0].mean().detach(),
            "down": apart[:, 1].mean().detach(),
            "nearer": apart[:, 2].mean().detach(),
        }

    @torch.no_grad()
    def sheet(self, modules: dict) -> np.ndarray:
        """A held-out keyframe and the last frame of its travel, as the words ask and as the drawn camera goes."""
        batch = self.moved(Feed("clip", 4, split="held", seed=5, **(self.settings.drawing or {})).next())
        first, last = (normal_pixels(batch["pixels"][:, k]) for k in (0, -1))
        rows = (
            [first]
            + [travelled(first, p, 16)[:, :, -1] for p in (modules["camera"](batch["ids"]), batch["path"])]
            + [last]
        )
        return np.concatenate([np.concatenate(list(as_pixels(r)), 1) for r in rows])

    def export(self, modules: dict) -> None:
        save_part(self.settings.stack / "camera", modules["camera"].state_dict(), self.settings.sizes.as_dict())
