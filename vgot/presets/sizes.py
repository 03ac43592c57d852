"""The size that a model works at. Pure."""

from __future__ import annotations

import math

from vgot.presets.preset import KeyframeSection, VideoSection
from vgot.units import FrameSize


def model_size(size: FrameSize, section: KeyframeSection | VideoSection) -> FrameSize:
    """The size a model works at: the film's shape, between the section's fewest and most pixels, on its grid."""
    pixels = size.width * size.height
    scale = 1.0
    if pixels > section.max_px:
        scale = math.sqrt(section.max_px / pixels)
    elif pixels < section.min_px:
        scale = math.sqrt(section.min_px / pixels)
    near = FrameSize(round(size.width * scale), round(size.height * scale)).on_grid(section.grid_px)
    while near.width * near.height > section.max_px and max(near.width, near.height) > section.grid_px:
        if near.width >= near.height:
            near = FrameSize(near.width - section.grid_px, near.height)
        else:
            near = FrameSize(near.width, near.height - section.grid_px)
    return near
