"""What stages share that learn on latents: drawn items become latents and identity embeddings by finished parts."""

from __future__ import annotations

import numpy as np
import torch

from training.embedded.stage import Stage, normal_pixels
from vgot.models.embedded.parts import as_clip_input


@torch.no_grad()
def identities_of(encoder, portraits: np.ndarray, device: torch.device) -> torch.Tensor:
    """What a portrait encoder says of many portraits, uint8 [N, P, P, 3] -> float32 [N, identity], 64 at a time."""
    return torch.cat(
        [
            encoder(as_clip_input(torch.from_numpy(portraits[k : k + 64])).to(device)).image_embeds
            for k in range(0, len(portraits), 64)
        ]
    ).float()


class EncodedStage(Stage):
    """A stage that reads latents of scenes and the identities of those in them; its own networks never see a pixel."""

    def load_encoders(self) -> None:
        """The finished autoencoder and portrait encoder, neither trained here."""
        from transformers import CLIPVisionModelWithProjection

        from vgot.models.embedded.codec import load_codec

        stack = self.settings.stack
        self.vae = load_codec(stack / "vae").to(self.device, memory_format=torch.channels_last).requires_grad_(False)
        self.portraits = (
            CLIPVisionModelWithProjection.from_pretrained(stack / "image_encoder")
            .to(self.device)
            .float()
            .eval()
            .requires_grad_(False)
        )

    def encoded(self, batch: dict[str, np.ndarray]) -> dict[str, torch.Tensor]:
        """A batch as drawn -> latents, identity embeddings (zeros where nobody is), words and boxes."""
        b = self.moved({k: batch[k] for k in ("pixels", "portraits", "ids", "generic", "boxes", "near")})
        with torch.no_grad(), self.autocast():
            z = self.vae.encode(normal_pixels(b["pixels"])).latents
            people = b["portraits"].flatten(0, 1)
            seen = self.portraits(as_clip_input(people)).image_embeds.unflatten(0, b["portraits"].shape[:2])
        there = (b["boxes"][..., 2] > b["boxes"][..., 0])[..., None]
        keep = torch.float16 if self.device.type == "cuda" else torch.float32
        return {
            "latents": z.to(keep),
            "people": (seen.float() * there).to(keep),
            "ids": b["ids"],
            "generic": b["generic"],
            "boxes": b["boxes"],
            "near": b["near"],
        }
