"""Cuts for tests, without anything rendered: random stories, and media folders of which only the names exist."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

from vgot.handoff.cutlist import CutList, lay_out
from vgot.handoff.mediafolder import MediaFile, MediaFolder, handle_frames, held_frames
from vgot.story.model import Story, load_story
from vgot.units import frame_rate

RATES = (16.0, 23.976, 24.0, 25.0, 29.97, 30.0)
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=24
)


@st.composite
def stories(draw, least: int = 1, most: int = 7) -> Story:
    """Stories whose trims and markers fall on frames, as those of a cut do."""
    fps = draw(st.sampled_from(RATES))
    rate = frame_rate(fps)
    count = draw(st.integers(least, most))
    shots = []
    for n in range(count):
        frames = draw(st.integers(4, 90))
        head = draw(st.integers(0, frames - 1))
        tail = draw(st.integers(0, frames - 1 - head))
        trims = draw(st.booleans())
        shots.append(
            {
                "id": f"shot{n}",
                "summary": draw(WORDS),
                "duration_s": max(0.25, float(frames / rate)),
                "trim_in_s": float(head / rate) if trims else 0.0,
                "trim_out_s": float(tail / rate) if trims else 0.0,
                "notes": draw(WORDS),
                "domains": {"camera": draw(WORDS), "lighting": draw(WORDS)},
                "markers": [
                    {"at_s": float(at / rate), "name": f"m{at}", "note": draw(WORDS)}
                    for at in draw(st.lists(st.integers(0, frames - 1), max_size=2))
                ],
            }
        )
    boundaries = [
        {
            "after": f"shot{n}",
            "mode": draw(st.sampled_from(("cut", "crossfade", "bridge", "reset"))),
            "overlap_s": draw(st.sampled_from((0.1, 0.5, 0.8, 2.0))),
        }
        for n in range(count - 1)
    ]
    card = st.none() | st.just({"text": "A title", "duration_s": 1.5})
    return load_story(
        {
            "title": draw(WORDS.filter(lambda w: w.strip())),
            "film": {"width": 160, "height": 90, "fps": fps},
            "shots": shots,
            "boundaries": boundaries,
            "titles": {"opening": draw(card), "end": draw(card)},
        }
    )


def cut_and_media(story: Story, target: Path, handle_s: float = 0.5, sounds=()) -> tuple[CutList, MediaFolder]:
    """The cut of a story and the names its media would have."""
    cut = lay_out(story, {}, {}, {}, mark="mark", sounds=tuple(sounds))
    handle, folder = handle_frames(cut, handle_s), target.parent / f"{target.stem}_media"
    shots = {}
    for shot in cut.shots:
        head, tail = held_frames(shot, handle)
        shots[shot.id] = MediaFile(
            folder / f"shot-{shot.number:02d}_{shot.id}_h{head:03d}.mp4", head + shot.clip_frames + tail, head, tail
        )
    bridges = {
        j.left: MediaFile(folder / f"bridge-{j.left:02d}-{j.left + 1:02d}.mp4", 2 * j.half)
        for j in cut.joins
        if j.mode == "bridge"
    }
    heard = {s.file: MediaFile(folder / f"{s.kind}-{s.file.stem}.wav", s.source_length) for s in cut.sounds}
    return cut, MediaFolder(folder, shots, bridges, heard)
