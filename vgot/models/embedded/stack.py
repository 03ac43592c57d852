"""What the three embedded families share: their folder, their scheduler, and what they were trained at."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from vgot.errors import ModelUnavailable
from vgot.models.runtime.pipelines import Family
from vgot.models.runtime.residency import Loadable
from vgot.presets.sizes import model_size
from vgot.presets.weights import find_weights
from vgot.units import FrameSize

#: The sizes that the models were trained at; at others they double what they draw.
WIDE, SQUARE = FrameSize(288, 160), FrameSize(192, 192)


#: Frames that were seen together in training; a longer bridge is made of as many and filled in between.
TRAINED_FRAMES = 16


CHUNK = 8


class FromStack:
    """What the three families share: the folder of the stack, and the error where it is not there."""

    def stack(self) -> Path:
        """The stack's folder. Raises ModelUnavailable where this copy of the program has none."""
        try:
            return find_weights(cast(Family, self).section.repos[0], cast(Family, self).models_dir)
        except ModelUnavailable as why:
            raise ModelUnavailable(
                "The embedded models are not in this copy of the program.",
                field=f"preset/{cast(Family, self).preset.name}",
                hint="Train them as training/embedded/pieces.md says, or choose the preset 'animatic', which needs nothing.",
            ) from why

    def folder(self, role: str = "base") -> Path:
        return self.stack()

    @property
    def loadable(self) -> Loadable:
        """One folder holds three models: each is kept under its own name."""
        plain: Loadable = cast(Any, super()).loadable
        return replace(plain, key=plain.key.replace("embedded", f"embedded {cast(Family, self).section_name}", 1))

    def _scheduler(self) -> Any:
        from diffusers import DPMSolverMultistepScheduler

        return DPMSolverMultistepScheduler(
            prediction_type="flow_prediction",
            use_flow_sigmas=True,
            flow_shift=1.5,
            algorithm_type="dpmsolver++",
            solver_order=2,
            lower_order_final=True,
            final_sigmas_type="zero",
        )


def trained_size(size: FrameSize, section: Any) -> FrameSize:
    """The trained size nearest in shape; what a smaller stack (a twin) works at is the section's own affair."""
    if section.max_px < WIDE.width * WIDE.height:
        return model_size(size, section)
    return WIDE if size.width / size.height > 1.3 else SQUARE
