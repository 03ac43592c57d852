"""What a model's bridge is made of: a window long enough for the model, at its own rate, that holds frames of both shots on either side
of what is replaced. Pure; the plan and the step ask the same question here.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from vgot.presets.preset import Preset, VideoSection
from vgot.presets.workflows import ends_on
from vgot.units import frame_rate

#: Frames of a model that a bridge has at least, where the model makes so many: with fewer it has no time to move.
LEAST = 33
#: Families that go from one picture to another only where their preset says `last_frame`.
FROM_ONE_PICTURE = ("wan", "svd")
#: Families that make a seam in a way of their own: the drawn world moves its scene, the small models hold both ends of what is replaced.
OWN_WAY = ("animatic", "embedded")


@dataclass(frozen=True)
class Window:
    """A bridge's window: how many frames the model makes, and how many frames of the film lie in it `before` and `after` those that are
    replaced. Its first frame is the first of those before; it ends at the last of those after, or less than a film frame earlier."""

    frames: int
    before: int
    after: int


def window_for(section: VideoSection, half: int, fps: float, left: int, right: int) -> Window | None:
    """The window of a bridge that replaces the last `half` of `left` frames and the first `half` of `right` frames at `fps`; None where
    both shots together are shorter than it, or it is longer than the model makes."""
    pace = frame_rate(section.fps) / frame_rate(fps)  # the model's frames in the time of one of the film's
    step = section.frame_step
    most = section.max_frames if step == 1 else (section.max_frames - 1) // step * step + 1
    least = max(min(LEAST, most), section.min_frames, math.ceil((2 * half + 1) * pace) + 1)
    frames = least if step == 1 else math.ceil((least - 1) / step) * step + 1
    around = math.ceil((frames - 1) / pace) + 1 - 2 * half
    after = min(right - half, max(around // 2, around - (left - half)))
    before = around - after
    if frames > most or after < 1 or not 1 <= before <= left - half:
        return None
    return Window(frames, before, after)


def trained_for_bridges(section: VideoSection) -> bool:
    """Whether its model has learnt to go from one picture to another."""
    from_one = section.family in FROM_ONE_PICTURE or section.remote is not None or section.free_noise
    ends = ends_on(section.remote, section.family, section.last_frame)
    return section.bridges and (ends or not from_one)


def no_bridge(preset: Preset, half: int, fps: float, left: int, right: int) -> str:
    """Why a bridge between these shots is not made by the preset's model, so that a crossfade stands there; empty where it is. `left`,
    `right`: the frames of both clips that the film shows."""
    section = preset.video
    if section.family == "animatic":
        return ""
    if section.remote is not None and not ends_on(section.remote, section.family, section.last_frame):
        return f"{preset.title} gives no latents and takes no last picture"
    if not trained_for_bridges(section):
        return f"the video model of {preset.title} was never trained to go from one picture to another"
    if section.family in OWN_WAY or section.remote is not None:
        return ""
    if window_for(section, half, fps, left, right) is None:
        seconds = (LEAST - 1) / section.fps
        return f"both shots together are shorter than the {seconds:.1f} s that the model needs to move from one to the other"
    return ""


def clip_seconds(seconds: float, section: VideoSection) -> float:
    """How long a clip a service is asked for where `seconds` are needed: the shortest that it makes and that is long enough, else its
    longest."""
    remote = section.remote
    if remote is not None and remote.seconds:
        return next((s for s in sorted(remote.seconds) if s >= seconds - 1e-6), max(remote.seconds))
    return max(seconds, section.min_frames / section.fps)


def bridge_differs(preset: Preset, half: int, fps: float) -> str:
    """What a person should know of a bridge that this preset makes and that is not made out of noise, at the film's speed; else empty."""
    section = preset.video
    if section.family == "embedded":
        return (
            f"{preset.title} makes it from a dissolve of both shots, half brought back to noise: its models never learnt to go from one "
            "picture to another, so that both shots may be seen at once"
        )
    if section.remote is None:
        return ""
    seam = 2 * half / fps
    made = clip_seconds(seam, section)
    if made <= 1.05 * seam:
        return ""
    return f"{preset.title} makes no clip of {seam:.2g} s: one of {made:.2g} s plays in the seam, {made / seam:.1f} times as fast"
