"""The size that a model works at. Pure."""

from __future__ import annotations

import math

from vgot.presets.preset import KeyframeSection, VideoSection
from vgot.units import FrameSize, frame_rate


def chain_of(frames: int, fps: float, section: VideoSection) -> tuple[int, int]:
    """(how many of a model's spans a clip of the film is chained of, how many of the model's frames each has), the chain's frames counted
    so that neighbours share one: as many as the last moment needs, none more than the others. As many spans as it needs, whatever the
    preset allows."""
    step = section.frame_step
    last = (frames - 1) * frame_rate(section.fps) / frame_rate(fps)
    needed = max(math.ceil(last) + 1, section.min_frames)
    longest = section.max_frames if step == 1 else (section.max_frames - 1) // step * step + 1
    many = max(1, math.ceil((needed - 1) / max(1, longest - 1)))
    each = max(math.ceil((needed - 1) / many) + 1, section.min_frames)
    return many, min(longest, each if step == 1 else max(1, math.ceil((each - 1) / step)) * step + 1)


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
