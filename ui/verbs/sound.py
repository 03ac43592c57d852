"""What is heard: sounds on their tracks, voices, lines, and the mix that the preview plays."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from vgot.errors import BadInput, NotFound, VgotError
from vgot.project.studio import Project

from ..request_fields import Fields
from .base import VerbsBase

_KINDS = ("music", "effects", "voice")
_SOUND_MB = 64
#: Fields of a sound with their ranges.
_RANGES = {
    "at_s": (-60.0, 21_600.0),
    "in_s": (0.0, 21_600.0),
    "out_s": (0.0, 21_600.0),
    "gain_db": (-60.0, 12.0),
    "fade_in_s": (0.0, 60.0),
    "fade_out_s": (0.0, 60.0),
}


class SoundVerbs(VerbsBase):
    """Sounds, voices and lines."""

    def do_sound_add(self, project: Project, f: Fields) -> dict:
        """A sound file chosen or dropped, placed on a track: `at_s` after the film's first frame, or after that of `shot`."""
        kind, name = f.one_of("kind", _KINDS), Path(f.text("name", 255)).name
        values = _placing(f)
        with tempfile.TemporaryDirectory(prefix=f"vgot-sound-{os.getpid()}-") as folder:
            source = Path(folder) / "sound"
            source.write_bytes(f.data("data", _SOUND_MB * 2**20))
            item = project.add_sound(source.rename(source.with_name(_plain(name))), kind, **values)
        return {"item": item}

    def do_sound(self, project: Project, f: Fields) -> None:
        """Place, trim, fade, level or loop one sound; with `kind`, on another track. One edit, whatever it holds."""
        values, item = _placing(f), f.text("item", 40)
        if f.has("kind"):
            project.handoff.move_sound(item, f.one_of("kind", _KINDS), **values)
        elif values:
            project.handoff.change_sound(item, **values)

    def do_sound_remove(self, project: Project, f: Fields) -> None:
        project.handoff.remove_sound(f.text("item", 40))

    def do_track(self, project: Project, f: Fields) -> None:
        """Mute or level a track."""
        values: dict = {}
        if f.has("muted"):
            values["muted"] = f.flag("muted")
        if f.has("gain_db"):
            values["gain_db"] = f.number("gain_db", -60, 12)
        project.handoff.set_track(f.one_of("kind", _KINDS), **values)

    def do_sound_setting(self, project: Project, f: Fields) -> None:
        """Who speaks the lines, how far music goes down under them, how loud the film is."""
        field = f.one_of("field", ("voices", "duck_db", "loudness_lufs"))
        project.edit(
            f"sound/{field}",
            f.one_of("value", ("none", "scratch", "model")) if field == "voices" else f.number("value", -40, 0),
        )

    def do_voice(self, project: Project, f: Fields) -> None:
        """How a character (or, without one, the narrator) sounds."""
        who = f.text("character", 40, "")
        path = f"cast/{who}/voice" if who else "sound/narrator"
        story = project.story
        try:
            voice = (story.character(who).voice if who else story.sound.narrator).model_dump()
        except KeyError:
            raise NotFound(
                "This character is not in the film.", field="character", hint="Choose somebody of the cast."
            ) from None
        if f.has("variant"):
            voice["variant"] = f.text("variant", 30)
        for field, low, high in (("speed_wpm", 80, 400), ("pitch", 0, 99), ("speaker", 0, 999)):
            if f.has(field):
                voice[field] = f.whole(field, low, high)
        project.edit(path, voice)

    def do_lines(self, project: Project, f: Fields) -> dict:
        """What is said in a shot: [{character, text}], in order."""
        lines = []
        for one in f.listed("lines", 12):
            line = Fields(one)
            if text := " ".join(line.text("text", 500).split()):
                lines.append(
                    {"character": (line.text("character", 40) if line.has("character") else "") or None, "text": text}
                )
        project.edits.edit_shot(f.shot(), "lines", lines, f.revision("seen") or f.revision())
        return self._follow(project)

    def do_fit_lines(self, project: Project, f: Fields) -> dict:
        """A shot takes its length from its lines."""
        project.handoff.fit_to_lines(project.edits.position(f.shot()))
        return self._follow(project)

    def do_heard(self, project: Project, f: Fields) -> dict:
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


def _placing(f: Fields) -> dict:
    values: dict = {name: round(f.number(name, *span), 5) for name, span in _RANGES.items() if f.has(name)}
    if f.has("shot"):
        values["shot"] = f.shot() if f.text("shot", 40) else None
    if f.has("loop"):
        values["loop"] = f.flag("loop")
    if "out_s" in values and values["out_s"] <= values.get("in_s", 0.0):
        raise BadInput(
            "A sound must be longer than nothing.", field="out_s", hint="Drag its end to the right of its beginning."
        )
    return values
