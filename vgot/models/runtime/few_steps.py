"""Weights that were taught to need few steps: LoRAs of a preset that its model always wears, and the schedules that they were taught on.

They are laid over the model for each call, as a person's own are (`vgot.models.runtime.loras`): so they work on every step of the ladder,
and two of them stand beside one another.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

from vgot.errors import BadInput
from vgot.models.base import Worn
from vgot.presets.own import half_of, mark_of
from vgot.presets.preset import Section
from vgot.presets.weights import find_weights


def always_worn(section: Section, models_dir: Path | None) -> tuple[Worn, ...]:
    """The LoRAs of a preset's section, whole. Raises ModelUnavailable for one that is not on this machine."""
    found = []
    for repo in section.repos:
        if repo.role == "lora":
            file = find_weights(repo, models_dir) / repo.subfolder / repo.weight_name
            found.append(Worn(str(file), mark_of(file, whole=True), 1.0, half_of(file.name)))
    return tuple(found)


def even_steps(scheduler: Any, name: str, shift: float) -> Any:
    """The schedule of a distilled video model in place of its pipeline's own: as many equal steps of the flow as are asked for (1, 3/4,
    1/2, 1/4 of four), each shifted, by Euler. `name`: what the preset calls it. Raises BadInput for another name than `euler`."""
    from diffusers import FlowMatchEulerDiscreteScheduler

    if name != "euler":
        raise BadInput(
            f"There is no scheduler '{name}' for this video model.",
            field="scheduler",
            hint="Choose euler, for weights that need few steps, or leave it out.",
        )

    class EvenSteps(FlowMatchEulerDiscreteScheduler):
        def set_timesteps(self, num_inference_steps: Any = None, device: Any = None, **more: Any) -> None:
            count = int(num_inference_steps)
            super().set_timesteps(device=device, sigmas=[1 - k / count for k in range(count)], **more)

    return EvenSteps(num_train_timesteps=scheduler.config.get("num_train_timesteps", 1000), shift=shift)


def one_shift(scheduler: Any, shift: float) -> Any:
    """The schedule of a distilled picture model: the same shift at every size, down to nothing at the end."""
    return type(scheduler).from_config(
        scheduler.config,
        shift=1.0,
        base_shift=math.log(shift),
        max_shift=math.log(shift),
        shift_terminal=None,
        use_dynamic_shifting=True,
        time_shift_type="exponential",
    )
