"""A bridge into a shot whose beginning the cut leaves out is still a bridge in the drawn world."""

from __future__ import annotations

import numpy as np

from tests.conftest import small_story
from vgot import media
from vgot.project.studio import Studio


def test_a_bridge_into_a_trimmed_shot_is_drawn_and_meets_both_clips(studio: Studio):
    project = studio.new_project(small_story(2))
    project.edit("shots/2/duration_s", 2.0)
    project.edit("boundaries/1/mode", "bridge")
    project.edit("shots/2/trim_in_s", 0.75)
    assert not project.build().failed
    plan = project.plan()
    left, right, join = (project.file(plan.named(n).take.digests["frames"]) for n in ("clip/1", "clip/2", "join/1-2"))
    half = plan.named("join/1-2").take.facts["frames"] // 2
    bridge = np.stack(list(media.decode_clip(join))).astype(int)
    after = np.stack(list(media.decode_clip(right, 6, 6 + half))).astype(int)
    before = media.last_frames(left, half).astype(int)
    assert len(bridge) == 2 * half
    assert np.abs(bridge[-1] - after[-1]).mean() < np.abs(bridge[-1] - before[-1]).mean(), (
        "it ends where the trimmed clip goes on"
    )
    faded = np.stack(list(media.crossfade(before.astype(np.uint8), after.astype(np.uint8)))).astype(int)
    assert np.abs(bridge[half] - faded[half]).mean() > 1.0, "it is drawn, not dissolved"
