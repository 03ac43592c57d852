"""Identity for models at a service: the portrait itself, which goes along as a reference picture."""

from __future__ import annotations

from pathlib import Path

from vgot.models.base import Picture, PortraitSpec, Reporter, Tokens
from vgot.models.references import pack_reference
from vgot.presets.preset import Preset
from vgot.presets.weights import model_id


class PortraitFaces:
    """Nothing is asked of anybody: the tokens are the portrait."""

    def __init__(self, preset: Preset, models_dir: Path | None = None):
        self.model_id = model_id(preset.face)

    def read_tokens(self, portrait: Picture, spec: PortraitSpec, report: Reporter) -> Tokens:
        report.check()
        return pack_reference(portrait.pixels)
