"""Which class serves which family; families are imported when first used and kept for the life of the process.

To add a model family: write one file with classes that follow vgot/models/base.py, name it here, and give it a preset
in configs/.
"""

from __future__ import annotations

import importlib
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from vgot.errors import ModelUnavailable
from vgot.models.base import FaceModel, ImageModel, VideoModel

if TYPE_CHECKING:
    from vgot.presets.preset import Preset

#: family -> {kind: "module:class"}; the class is called with (preset, models_dir).
FAMILIES: dict[str, dict[str, str]] = {
    "animatic": {
        "image": "vgot.animatic.family:AnimaticImage",
        "face": "vgot.animatic.family:AnimaticFaces",
        "video": "vgot.animatic.family:AnimaticVideo",
    },
    "sdxl": {"image": "vgot.models.keyframes.sdxl:SdxlImage"},
    "kolors": {"image": "vgot.models.keyframes.kolors:KolorsImage"},
    "klein": {"image": "vgot.models.keyframes.references:KleinImage"},
    "qwen": {"image": "vgot.models.keyframes.references:QwenImage"},
    "clip-vision": {"face": "vgot.models.faces:ClipVisionFaces"},
    "arcface": {"face": "vgot.models.faces:ArcFaces"},
    "references": {"face": "vgot.models.faces:ReferenceFaces"},
    "wan": {"video": "vgot.models.video.wan:WanVideo"},
    "svd": {"video": "vgot.models.video.unet:SvdVideo"},
    "animatediff": {"video": "vgot.models.video.unet:AnimateDiffVideo"},
    "framepack": {"video": "vgot.models.video.framepack:FramepackVideo"},
    "embedded": {
        "image": "vgot.models.embedded.families:EmbeddedImage",
        "face": "vgot.models.embedded.families:EmbeddedFaces",
        "video": "vgot.models.embedded.families:EmbeddedVideo",
    },
}


class Models:
    """The models of one preset, each made when first asked for."""

    def __init__(self, preset: Preset, models_dir: Path | None = None):
        self.preset, self.models_dir = preset, models_dir

    def _make(self, kind: str, family: str):
        place = FAMILIES.get(family, {}).get(kind)
        if place is None:
            raise ModelUnavailable(
                f"The preset '{self.preset.name}' names the {kind} family '{family}', which this program does not have.",
                field=f"preset/{self.preset.name}",
                hint=f"Known families: {', '.join(FAMILIES)}.",
            )
        module, _, name = place.partition(":")
        made = getattr(importlib.import_module(module), name)
        return made() if family == "animatic" else made(self.preset, self.models_dir)

    @cached_property
    def image(self) -> ImageModel:
        return self._make("image", self.preset.keyframe.family)

    @cached_property
    def drawn_image(self) -> ImageModel:
        """The drawn world, which stages keyframes of presets with models."""
        return self._make("image", "animatic")

    @cached_property
    def drawn_face(self) -> FaceModel:
        """Reads the looks that the drawn world's people have."""
        return self._make("face", "animatic")

    @cached_property
    def face(self) -> FaceModel:
        return self._make("face", self.preset.face.family)

    @cached_property
    def video(self) -> VideoModel:
        return self._make("video", self.preset.video.family)
