"""A trained stack, loaded for making many pictures and clips at once."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file

from training.embedded import image_model, motion_model
from training.embedded.image_model import trained_unet
from training.embedded.stage import as_pixels, autocast, normal_pixels
from vgot.models.embedded.camera import load_camera, travelled
from vgot.models.embedded.face_detailer import (
    CUT_CAMERA,
    CUT_PX,
    LEAST_SCORE,
    drawn_again,
    head_mask,
    laid_in,
    put_back,
    taken,
)
from vgot.models.embedded.parts import (
    ADAPTER,
    DOMAINS,
    Sizes,
    as_clip_input,
    build_unet,
    load_motion,
    load_part,
    load_words,
    nested_adapter,
    sizes_of,
    word_ids,
)

#: for every picture and person the portrait's face as `face_of` has it, or None
Portraits = Sequence[Sequence[np.ndarray | None]]


@dataclass
class Stack:
    """The parts of a stack on a device, used in bfloat16 where it computes in that; `motion` is None where that stage was not trained."""

    folder: Path
    device: str
    sizes: Sizes
    vae: Any
    portraits: Any
    unet: Any
    text: Any
    motion: Any
    camera: Any

    @classmethod
    def load(cls, folder: Path, device: str) -> Stack:
        from transformers import CLIPVisionModelWithProjection

        from vgot.models.embedded.codec import load_codec

        sizes = sizes_of(folder / "text")
        vae = load_codec(folder / "vae").to(device)
        portraits = CLIPVisionModelWithProjection.from_pretrained(folder / "image_encoder").float().to(device).eval()
        unet = (
            trained_unet(
                sizes,
                nested_adapter({k: v.float() for k, v in load_file(folder / ADAPTER).items()}),
                load_part(folder / "unet"),
            )
            .to(device)
            .eval()
        )
        motion = None
        if (folder / "motion").exists():
            plain = build_unet(sizes)
            plain.load_state_dict(load_part(folder / "unet"))
            motion = load_motion(plain, folder, sizes).to(device).eval()
        camera = load_camera(folder).to(device) if motion is not None else None
        return cls(folder, device, sizes, vae, portraits, unet, load_words(folder, "text").to(device), motion, camera)

    def autocast(self):
        return autocast(torch.device(self.device))

    @torch.no_grad()
    def encode(self, pixels: np.ndarray) -> torch.Tensor:
        """uint8 [B, H, W, 3] -> latents."""
        return torch.cat(
            [
                self.vae.encode(normal_pixels(torch.from_numpy(some).to(self.device))).latents
                for some in np.array_split(pixels, -(-len(pixels) // 64))
            ]
        )

    @torch.no_grad()
    def decode(self, latents: torch.Tensor) -> np.ndarray:
        """Latents -> uint8 [B, H, W, 3]."""
        return np.concatenate([as_pixels(self.vae.decode(some).sample) for some in latents.split(64)])

    @torch.no_grad()
    def people(self, portraits: np.ndarray, boxes: np.ndarray) -> torch.Tensor:
        """uint8 [B, n, P, P, 3] and boxes -> identities [B, n, width], zeros where nobody is."""
        seen = self.portraits(as_clip_input(torch.from_numpy(portraits).flatten(0, 1).to(self.device))).image_embeds
        there = torch.from_numpy(boxes[..., 2] > boxes[..., 0]).to(self.device)
        return seen.float().unflatten(0, portraits.shape[:2]) * there[..., None]

    def draw(
        self, ids: np.ndarray, people: torch.Tensor, boxes: np.ndarray, seed: int, shape: tuple[int, int], **how: Any
    ) -> torch.Tensor:
        """Latents of keyframes; noise of picture k is that of `seed + k`, whatever the batch."""
        noise = torch.stack(
            [
                torch.randn((self.sizes.latent, *shape), generator=torch.Generator().manual_seed(seed + k))
                for k in range(len(ids))
            ]
        ).to(self.device)
        made = []
        for some in torch.arange(len(ids)).split(64):
            with self.autocast():
                made.append(
                    image_model.draw(
                        self.unet,
                        self.text,
                        torch.from_numpy(ids[some.numpy()]).to(self.device),
                        people[some.to(self.device)],
                        torch.from_numpy(boxes[some.numpy()]).to(self.device),
                        noise[some.to(self.device)],
                        **how,
                    ).float()
                )
        return torch.cat(made)

    def keyframes(
        self,
        ids: np.ndarray,
        people: torch.Tensor,
        boxes: np.ndarray,
        seed: int,
        shape: tuple[int, int],
        reader: Any,
        portraits: Portraits = (),
    ) -> np.ndarray:
        """uint8 [B, H, W, 3]: keyframes as the preset makes them, with every head drawn once more by itself; without a reader as
        they are drawn at first."""
        made = self.decode(self.draw(ids, people, boxes, seed, shape))
        return made if reader is None else self.heads_again(made, ids, people, boxes, seed, reader, portraits)

    def heads_again(
        self,
        pixels: np.ndarray,
        ids: np.ndarray,
        people: torch.Tensor,
        boxes: np.ndarray,
        seed: int,
        reader: Any,
        portraits: Portraits = (),
        **how: Any,
    ) -> np.ndarray:
        """Copies of keyframes with heads drawn once more (vgot/models/embedded/face_detailer.py). portraits: for every picture and person the face
        of the portrait, which is laid in; empty for drawing from tokens alone. Without tokens too, which
        the preset does not: what tokens give is then not mistaken for what drawing twice gives."""
        heads = []
        for n, (picture, planned) in enumerate(zip(pixels, boxes, strict=True)):
            faces = [(f.middle, f.size) for f in reader.read(picture, least_score=LEAST_SCORE)]
            known = [len(portraits) > 0 and portraits[n][k] is not None for k in range(len(planned))]
            heads += [
                (n, one)
                for one in drawn_again(faces, [tuple(b) for b in planned], known, picture.shape[1], picture.shape[0])
            ]
        made = pixels.copy()
        said = ids.copy()
        said[:, DOMAINS.index("camera")] = word_ids(("", "", "", CUT_CAMERA, ""))[DOMAINS.index("camera")]
        mask = torch.from_numpy(head_mask(CUT_PX // 8)).to(self.device)
        for level in sorted({one.level for _, one in heads}):
            alike = [pair for pair in heads if pair[1].level == level]
            for some in (alike[k : k + 64] for k in range(0, len(alike), 64)):
                which = [n for n, _ in some]
                there = [taken(pixels[n], one.cut) for n, one in some]
                start = self.encode(
                    np.stack(
                        [
                            laid_in(cut, portraits[n][one.figure]) if one.laid else cut
                            for cut, (n, one) in zip(there, some, strict=True)
                        ]
                    )
                )
                noise = torch.stack(
                    [
                        torch.randn(start.shape[1:], generator=torch.Generator().manual_seed(seed + n + 1 + one.figure))
                        for n, one in some
                    ]
                ).to(self.device)
                who = torch.stack([people[n, one.figure] for n, one in some])[:, None]
                whole = torch.tensor([[[0.0, 0.0, 1.0, 1.0]]], device=self.device).expand(len(some), -1, -1)
                with self.autocast():
                    drawn = image_model.draw(
                        self.unet,
                        self.text,
                        torch.from_numpy(said[which]).to(self.device),
                        who,
                        whole,
                        noise,
                        start=start,
                        level=level,
                        mask=mask,
                        **how,
                    ).float()
                for (n, one), head in zip(some, self.decode(drawn), strict=True):
                    made[n] = put_back(made[n], head, one.cut)
        return made

    def shoot(
        self, ids: np.ndarray, first: torch.Tensor, frames: int, seed: int, last: torch.Tensor | None = None
    ) -> torch.Tensor:
        """Latents of clips [B, C, F, h, w] from their first frames."""
        shape = (self.sizes.latent, frames, *first.shape[-2:])
        made = []
        for k in range(0, len(ids), 8):
            some = slice(k, k + 8)
            noise = torch.stack(
                [
                    torch.randn(shape, generator=torch.Generator().manual_seed(seed + n))
                    for n in range(k, min(k + 8, len(ids)))
                ]
            ).to(self.device)
            said = torch.from_numpy(ids[some]).to(self.device)
            with self.autocast(), torch.no_grad():
                guess = None
                if last is None:
                    moved = travelled(
                        self.vae.decode(first[some]).sample.float().clamp(-1, 1), self.camera(said), frames
                    )
                    guess = motion_model.clip_latents(self.vae, moved)
                made.append(
                    motion_model.shoot(
                        self.motion, self.text, said, first[some], None if last is None else last[some], noise, guess
                    ).float()
                )
        return torch.cat(made)


def digest(folder: Path) -> dict[str, str]:
    """Every weight file of a stack and its SHA-256."""
    return {
        f.relative_to(folder).as_posix(): hashlib.sha256(f.read_bytes()).hexdigest()
        for f in sorted(folder.rglob("*.safetensors"))
    }
