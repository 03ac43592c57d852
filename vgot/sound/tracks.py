"""Edits of a story's sound: tracks and what lies on them. Pure: Story in, Story out."""

from __future__ import annotations

from typing import Any, cast

from vgot.errors import BadInput, NotFound
from vgot.story.model import Sound, SoundItem, Story, Track, load_story, new_shot_id

KINDS = {"music": "Music", "effects": "Effects", "voice": "Voice-over"}


def place_sound(story: Story, kind: str, name: str, file: str, length_s: float, **values: object) -> tuple[Story, str]:
    """The story with a sound on the first track of a kind (a new one if there is none), and the item's id.

    values: fields of SoundItem (shot, at_s, in_s, out_s, gain_db, fade_in_s, fade_out_s, loop). Raises BadInput."""
    if kind not in KINDS:
        raise BadInput(f"There is no kind of track called '{kind}'.", field="sound", hint=f"Use {', '.join(KINDS)}.")
    shots = {s.id for s in story.shots}
    if values.get("shot") is not None and values["shot"] not in shots:
        raise BadInput(
            "The sound belongs to a shot that is not there.", field="sound", hint="Name a shot of this film."
        )
    taken = {i.id for t in story.sound.tracks for i in t.items}
    made = next(i for n in range(10_000) if (i := new_shot_id("sound", file, n)) not in taken)
    tracks = [t.model_dump() for t in story.sound.tracks]
    track = next((t for t in tracks if t["kind"] == kind), None)
    if track is None:
        ids = {t["id"] for t in tracks}
        track = Track(
            id=next(i for n in range(99) if (i := kind if n == 0 else f"{kind}-{n + 1}") not in ids),
            name=KINDS[kind],
            kind=cast(Any, kind),
        ).model_dump()
        tracks.append(track)
    track["items"] = [
        *track["items"],
        {"id": made, "name": name.strip()[:120] or "Sound", "file": file, "length_s": length_s, **values},
    ]
    return _with(story, tracks), made


def change_sound(story: Story, item: str, **values: object) -> Story:
    """The story with fields of one item changed. Raises NotFound, BadInput."""
    tracks = [t.model_dump() for t in story.sound.tracks]
    for track in tracks:
        for one in track["items"]:
            if one["id"] == item:
                one |= values
                return _with(story, tracks)
    raise NotFound(f"There is no sound '{item}'.", field="sound", hint="Choose one on the timeline.")


def move_to_kind(story: Story, item: str, kind: str) -> Story:
    """The story with one item on the first track of another kind (a new one if there is none). Raises NotFound, BadInput."""
    one = find_sound(story.sound, item)
    values = one.model_dump(exclude={"id", "name", "file", "length_s"})
    made, new = place_sound(remove_sound(story, item), kind, one.name, one.file, one.length_s, **values)
    tracks = [t.model_dump() for t in made.sound.tracks]
    for track in tracks:
        for moved in track["items"]:
            if moved["id"] == new:
                moved["id"] = item  # it is the same sound: what a page has selected stays selected
    return _with(made, tracks)


def set_track(story: Story, kind: str, **values: object) -> Story:
    """The story with fields (muted, gain_db) of every track of a kind changed. Raises NotFound, BadInput."""
    tracks = [t.model_dump() for t in story.sound.tracks]
    if not any(t["kind"] == kind for t in tracks):
        raise NotFound(f"There is no {kind} track yet.", field="sound", hint="Import a sound first.")
    return _with(story, [t | values if t["kind"] == kind else t for t in tracks])


def remove_sound(story: Story, item: str) -> Story:
    """The story without one item; an empty track stays. Raises NotFound."""
    tracks = [t.model_dump() for t in story.sound.tracks]
    for track in tracks:
        if any(i["id"] == item for i in track["items"]):
            track["items"] = [i for i in track["items"] if i["id"] != item]
            return _with(story, tracks)
    raise NotFound(f"There is no sound '{item}'.", field="sound", hint="Choose one on the timeline.")


def find_sound(sound: Sound, item: str) -> SoundItem:
    for track in sound.tracks:
        for one in track.items:
            if one.id == item:
                return one
    raise NotFound(f"There is no sound '{item}'.", field="sound", hint="Choose one on the timeline.")


def _with(story: Story, tracks: list[dict[str, Any]]) -> Story:
    return load_story(
        story.model_dump(mode="json") | {"sound": story.sound.model_dump(mode="json") | {"tracks": tracks}}
    )
