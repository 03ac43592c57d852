"""The models of a preset: families (vgot/presets/families.py) are imported when first used and kept for the life of the process."""

from __future__ import annotations

import importlib
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from vgot.errors import ModelUnavailable
from vgot.models.base import FaceModel, ImageModel, VideoModel
from vgot.presets.families import FAMILIES

if TYPE_CHECKING:
    from vgot.presets.preset import Preset


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
        try:
            made = getattr(importlib.import_module(module), name)
        except (ModuleNotFoundError, AttributeError) as why:
            if isinstance(why, ModuleNotFoundError) and not module.startswith(str(why.name)):
                raise  # a package that the family itself needs
            raise ModelUnavailable(
                f"The {kind} family '{family}' should be {place}, and there is no such class ({why}).",
                field=f"preset/{self.preset.name}",
                hint="Correct its line in vgot/presets/families.py.",
            ) from why
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
