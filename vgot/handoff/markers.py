"""Markers on the timeline: names and notes pinned to moments of shots. Pure: Story in, Story out.

A marker belongs to its shot and counts from the first frame of the shot's clip, so it goes where the shot goes, and
trims do not move it. Editors get them with their frames, and what editors add comes back as one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from vgot.errors import Conflict, NotFound
from vgot.story.model import Story, load_story


def set_markers(story: Story, markers: Mapping[str, Sequence[Mapping[str, Any]]]) -> Story:
    """The story with the whole list of markers of some shots replaced: shot id -> markers {at_s, name, note}. A marker past
    the end of its clip stands on the clip's last moment. Raises NotFound for a shot that is not there, BadInput."""
    data = story.model_dump(mode="json")
    shots = {s["id"]: s for s in data["shots"]}
    for shot, found in markers.items():
        if shot not in shots:
            raise NotFound(
                "This shot is not there any more.",
                field="markers",
                hint="Undo its deletion, or set the marker elsewhere.",
            )
        kept = [
            {**m, "at_s": min(shots[shot]["duration_s"], max(0.0, round(float(m.get("at_s", 0.0)), 4)))} for m in found
        ]
        shots[shot]["markers"] = sorted(kept, key=lambda m: m["at_s"])
    return load_story(data)


def unchanged_since(seen: Story, now: Story, shots: Sequence[str]) -> None:
    """Raises Conflict when somebody else has changed the markers of one of these shots."""
    before, after = ({s.id: s.markers for s in story.shots if s.id in shots} for story in (seen, now))
    if before != after:
        raise Conflict(
            "Somebody changed these markers while you were editing them.",
            field="markers",
            hint="Look at them again, then repeat your change.",
        )
