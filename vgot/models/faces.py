"""Identity tokens (method section 2): CLIP vision embeddings, ArcFace embeddings, or the portrait itself.

Tokens are bytes of safetensors (embeddings) or PNG (reference pictures); `kind` says which, and a keyframe model takes
only its own kind.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import torch

from vgot.errors import BadInput, ModelUnavailable
from vgot.faces.opencv import not_loaded
from vgot.models.base import Picture, PortraitSpec, Reporter, Tokens
from vgot.models.pictures import as_image
from vgot.models.references import KIND, pack_reference
from vgot.models.runtime.pipelines import Family
from vgot.models.runtime.residency import Loadable
from vgot.presets.weights import find_weights


def pack_embedding(kind: str, positive: torch.Tensor, negative: torch.Tensor, **beside: torch.Tensor) -> Tokens:
    """Tokens of an embedding `[tokens, width]` and of what stands for nobody, and whatever else a family keeps beside them."""
    from safetensors.torch import save

    return Tokens(
        kind,
        save(
            {
                "positive": positive.detach().float().cpu().contiguous(),
                "negative": negative.detach().float().cpu().contiguous(),
                **beside,
            },
            {"kind": kind},
        ),
    )


def unpack_embedding(tokens: Tokens, kind: str, name: str) -> tuple[torch.Tensor, torch.Tensor]:
    """(positive, negative). Raises BadInput if the tokens are of another kind or damaged."""
    held = unpack_all(tokens, kind, name)
    return held["positive"], held["negative"]


def unpack_all(tokens: Tokens, kind: str, name: str) -> dict[str, torch.Tensor]:
    """Everything that tokens of an embedding hold: positive, negative and what is kept beside them. Raises BadInput if the tokens are
    of another kind or damaged."""
    from safetensors import SafetensorError
    from safetensors.torch import load

    if tokens.kind != kind:
        raise BadInput(
            f"The identity tokens of {name} are of kind '{tokens.kind}'; this preset reads '{kind}'.",
            field=f"tokens/{name}",
            hint="Unpin them and build again, so that they are read from the portrait anew.",
        )
    try:
        held = load(tokens.payload)
        if {"positive", "negative"} <= set(held):
            return held
        raise KeyError("positive, negative")
    except (SafetensorError, KeyError, ValueError, json.JSONDecodeError) as why:
        raise BadInput(
            f"The identity tokens of {name} are damaged.",
            field=f"tokens/{name}",
            hint="Read them from the portrait again.",
        ) from why


class ClipVisionFaces(Family):
    """The paper's IPP tokens: the CLIP vision embedding of a portrait (Eq. 9). With an adapter of the `plus` kind all
    patches of the last layer but one, otherwise the projected embedding."""

    section_name = "face"

    @property
    def kind(self) -> str:
        return "clip-vision"

    def _load(self, rung: str) -> Any:
        from transformers import CLIPVisionModelWithProjection

        repo = self.section.repo("image_encoder")
        assert repo is not None  # the preset names one
        place = self.folder("image_encoder") / repo.subfolder
        return self.from_folder(CLIPVisionModelWithProjection, place).eval()

    def read_tokens(self, portrait: Picture, spec: PortraitSpec, report: Reporter) -> Tokens:
        """Tokens of a portrait: its own, another family's, or a person's upload."""
        report.check()
        return self.residency.attempt(self.loadable, "encode", lambda encoder: self._read(encoder, portrait.pixels))

    def _read(self, encoder: Any, pixels: np.ndarray) -> Tokens:
        from transformers import CLIPImageProcessor

        side = encoder.config.image_size
        prepare = CLIPImageProcessor(size={"shortest_edge": side}, crop_size={"height": side, "width": side})
        seen = prepare(as_image(pixels), return_tensors="pt").pixel_values.to(encoder.device, encoder.dtype)
        with torch.no_grad():
            if self._patches:
                positive = encoder(seen, output_hidden_states=True).hidden_states[-2][0]
                negative = encoder(torch.zeros_like(seen), output_hidden_states=True).hidden_states[-2][0]
            else:
                positive = encoder(seen).image_embeds
                negative = torch.zeros_like(positive)
        return pack_embedding(self.kind, positive, negative, **self._beside(pixels))

    def _beside(self, pixels: np.ndarray) -> dict[str, torch.Tensor]:
        """What a family keeps beside the embedding of a portrait."""
        return {}

    @property
    def _patches(self) -> bool:
        adapter = self.preset.keyframe.repo("adapter")
        return adapter is not None and "plus" in adapter.weight_name


class ArcFaces(Family):
    """ArcFace embeddings through insightface, from a pack directory that is already there: its own downloader is never
    reached, because a missing directory ends here. Most published packs are for non-commercial research only."""

    section_name = "face"
    kind = "arcface"

    @property
    def loadable(self) -> Loadable:
        return Loadable(f"arcface ({self.model_id})", super().loadable.need, self._load)

    def _load(self, rung: str) -> Any:
        repo = self.section.repo("face_pack")
        assert repo is not None  # the preset names one
        try:
            place = find_weights(repo, self.models_dir)
        except ModelUnavailable as why:
            raise ModelUnavailable(
                f"The face pack {repo.id} ({repo.licence}) is not on this machine.",
                field=repo.id,
                hint="Put its .onnx files into a folder of that name under --models, if its licence allows your use; "
                "it is never fetched by itself.",
            ) from why
        try:
            from insightface.app import FaceAnalysis
        except ImportError as why:
            if ".so" in str(why):
                raise not_loaded("Reading faces", why, field="face") from why
            raise ModelUnavailable(
                "ArcFace tokens need the packages insightface and onnxruntime.",
                field="face",
                hint="Install them with pip, or choose a preset with CLIP vision tokens.",
            ) from why
        found: Any = FaceAnalysis(
            name=str(Path(place).resolve()),
            allowed_modules=["detection", "recognition"],
            providers=["CPUExecutionProvider"],
        )
        found.prepare(ctx_id=-1, det_size=(640, 640))
        found.to = lambda device: found  # runs on the host; residency moves nothing
        return found

    def read_tokens(self, portrait: Picture, spec: PortraitSpec, report: Reporter) -> Tokens:
        """The embedding of the largest face. Raises BadInput where no face is found."""
        report.check()

        def read(app: Any) -> Tokens:
            faces = app.get(np.ascontiguousarray(portrait.pixels[:, :, ::-1]))
            if not faces:
                raise BadInput(
                    f"No face was found in the portrait of {spec.name}.",
                    field=f"portrait/{spec.character}/{spec.stage}",
                    hint="Upload a portrait that shows the face from the front, or use a preset with CLIP vision tokens.",
                )
            largest = max(faces, key=lambda f: (f.bbox[2] - f.bbox[0]) * (f.bbox[3] - f.bbox[1]))
            embedding = torch.from_numpy(np.asarray(largest.normed_embedding, dtype=np.float32))[None]
            return pack_embedding(self.kind, embedding, torch.zeros_like(embedding))

        return self.residency.attempt(self.loadable, "encode", read)


class ReferenceFaces(Family):
    """For models that look at pictures themselves: the tokens are the portrait, at most 1024 pixels a side."""

    section_name = "face"
    kind = KIND

    @property
    def revision(self) -> str:
        return "1"

    def read_tokens(self, portrait: Picture, spec: PortraitSpec, report: Reporter) -> Tokens:
        report.check()
        return pack_reference(portrait.pixels)
