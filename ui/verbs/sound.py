"""What is heard: sounds on their tracks, voices, lines, and the mix that the preview plays."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import ValidationInfo, field_validator, model_validator

from vgot.errors import NotFound, VgotError
from vgot.project.studio import Project

from ..requests import File, Flag, Like, Most, Number, OfFilm, OneOf, Part, Revision, ShotId, Text, Whole, refuse
from .base import Page, of_film
from .takes import OfShot

_SOUND_MB = 64
Track = Annotated[str, OneOf(("music", "effects", "voice"))]


class Placing(OfFilm):
    """Where a sound stands and how it is heard. `shot`: the shot it stays with; empty: its time in the film."""

    at_s: Annotated[float, Number(-60.0, 21_600.0, digits=5)] | None = None
    in_s: Annotated[float, Number(0.0, 21_600.0, digits=5)] | None = None
    out_s: Annotated[float, Number(0.0, 21_600.0, digits=5)] | None = None
    gain_db: Annotated[float, Number(-60.0, 12.0, digits=5)] | None = None
    fade_in_s: Annotated[float, Number(0.0, 60.0, digits=5)] | None = None
    fade_out_s: Annotated[float, Number(0.0, 60.0, digits=5)] | None = None
    shot: Annotated[str, Like(r"^([a-z0-9]{4,32})?$", "a shot")] | None = None
    loop: Flag | None = None

    @model_validator(mode="after")
    def _longer_than_nothing(self) -> Self:
        if self.out_s is not None and self.out_s <= (self.in_s or 0.0):
            refuse("A sound must be longer than nothing.", "Drag its end to the right of its beginning.", field="out_s")
        return self

    @property
    def placed(self) -> dict:
        """What was said of it, as the project takes it."""
        said = self.model_dump(include=set(Placing.model_fields) - set(OfFilm.model_fields), exclude_none=True)
        return said | ({"shot": said["shot"] or None} if "shot" in said else {})


class SoundAdd(Placing):
    kind: Track
    name: Annotated[str, Text(255)]
    data: Annotated[bytes, File(_SOUND_MB * 2**20)]


class Sound(Placing):
    """With `kind`, it goes to another track."""

    item: Annotated[str, Text(40)]
    kind: Track | None = None


class SoundRemove(OfFilm):
    item: Annotated[str, Text(40)]


class TrackOf(OfFilm):
    muted: Flag | None = None
    gain_db: Annotated[float, Number(-60, 12)] | None = None
    kind: Track


class SoundSetting(OfFilm):
    field: Annotated[str, OneOf(("voices", "duck_db", "loudness_lufs"))]
    value: str | float

    @field_validator("value", mode="before")
    @classmethod
    def _of_its_field(cls, value: Any, info: ValidationInfo) -> str | float:
        voices = info.data.get("field") == "voices"
        return (OneOf(("none", "scratch", "model")) if voices else Number(-40, 0)).read(value)


class Voice(OfFilm):
    """How somebody sounds; without `character`, the narrator."""

    character: Annotated[str, Text(40)] = ""
    variant: Annotated[str, Text(30)] | None = None
    speed_wpm: Annotated[int, Whole(80, 400)] | None = None
    pitch: Annotated[int, Whole(0, 99)] | None = None
    speaker: Annotated[int, Whole(0, 999)] | None = None


class Line(Part):
    """Without `character`: the narrator's."""

    text: Annotated[str, Text(500)]
    character: Annotated[str, Text(40)] | None = None


class Lines(OfFilm):
    lines: Annotated[list[Line], Most(12)]
    shot: ShotId
    seen: Revision = None


@of_film("sound_add", SoundAdd)
def sound_add(page: Page, project: Project, asked: SoundAdd) -> dict:
    """A sound file chosen or dropped, placed on a track: `at_s` after the film's first frame, or after that of `shot`."""
    with tempfile.TemporaryDirectory(prefix=f"vgot-sound-{os.getpid()}-") as folder:
        source = Path(folder) / "sound"
        source.write_bytes(asked.data)
        item, missing = project.handoff.bring_sound(
            source.rename(source.with_name(_plain(Path(asked.name).name))), asked.kind, **asked.placed
        )
    return {"item": item, "missing": missing}


@of_film("sound", Sound)
def sound(page: Page, project: Project, asked: Sound) -> None:
    """Place, trim, fade, level or loop one sound; with `kind`, on another track. One edit, whatever it holds."""
    if asked.kind is not None:
        project.handoff.move_sound(asked.item, asked.kind, **asked.placed)
    elif asked.placed:
        project.handoff.change_sound(asked.item, **asked.placed)


@of_film("sound_remove", SoundRemove)
def sound_remove(page: Page, project: Project, asked: SoundRemove) -> None:
    project.handoff.remove_sound(asked.item)


@of_film("track", TrackOf)
def track(page: Page, project: Project, asked: TrackOf) -> None:
    """Mute or level a track."""
    values = asked.model_dump(include={"muted", "gain_db"}, exclude_none=True)
    project.handoff.set_track(asked.kind, **values)


@of_film("sound_setting", SoundSetting)
def sound_setting(page: Page, project: Project, asked: SoundSetting) -> None:
    """Who speaks the lines, how far music goes down under them, how loud the film is."""
    project.edit(f"sound/{asked.field}", asked.value)


@of_film("voice", Voice)
def voice(page: Page, project: Project, asked: Voice) -> None:
    """How a character (or, without one, the narrator) sounds."""
    who = asked.character
    path = f"cast/{who}/voice" if who else "sound/narrator"
    story = project.story
    try:
        voice = (story.character(who).voice if who else story.sound.narrator).model_dump()
    except KeyError:
        raise NotFound(
            "This character is not in the film.", field="character", hint="Choose somebody of the cast."
        ) from None
    voice |= asked.model_dump(include={"variant", "speed_wpm", "pitch", "speaker"}, exclude_none=True)
    project.edit(path, voice)


@of_film("lines", Lines)
def lines(page: Page, project: Project, asked: Lines) -> dict:
    """What is said in a shot: [{character, text}], in order."""
    lines = [
        {"character": line.character or None, "text": text}
        for line in asked.lines
        if (text := " ".join(line.text.split()))
    ]
    project.edits.edit_shot(asked.shot, "lines", lines, asked.seen or asked.have)
    return page.follow(project)


@of_film("fit_lines", OfShot)
def fit_lines(page: Page, project: Project, asked: OfShot) -> dict:
    """A shot takes its length from its lines."""
    project.handoff.fit_to_lines(project.edits.position(asked.shot))
    return page.follow(project)


@of_film("heard", OfFilm)
def heard(page: Page, project: Project, asked: OfFilm) -> dict:
    """The mix that plays beside the cut, and the spoken lines at their places. Where nobody can speak them, the rest is
    mixed all the same, and `note` says why."""
    now, note = project.snapshot(), ""
    revision = now.head().revision
    if not now.story.shots:
        return {"view": None, "revision": revision, "mix": None, "voices": [], "by": "", "note": "", "lead_s": 0.0}
    cut = project.handoff.cut(now=now)
    try:
        track, mix = project.heard(now)
    except VgotError as why:
        return {
            "view": None,
            "revision": revision,
            "mix": None,
            "voices": [],
            "by": "",
            "note": why.in_words(),
            "lead_s": cut.seconds(cut.lead),
        }
    voices = [
        {
            "id": s.item,
            "shot": s.shot,
            "at_s": (s.film_in - _samples(cut)) / 48_000,
            "length_s": s.length / 48_000,
            "in_s": s.source_in / 48_000,
            "whole_s": s.source_length / 48_000,
            "name": s.name,
            "digest": _digest(s.file),
            "scratch": s.scratch,
        }
        for s in track.sounds
        if s.track == "Voices"
    ]
    return {
        "view": None,
        "revision": revision,
        "mix": _digest(mix) if mix else None,
        "voices": voices,
        "by": track.voices,
        "note": note,
        "lead_s": cut.seconds(cut.lead),
    }


def _samples(cut) -> int:
    return round(cut.seconds(cut.lead) * 48_000)


def _digest(path: Path) -> str:
    return path.parent.name + path.name


def _plain(name: str) -> str:
    return "".join(c for c in name if c.isprintable() and c not in "/\\:").strip(". ")[:100] or "Sound"
