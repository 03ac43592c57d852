"""Final Cut Pro XML 1.10, out; DaVinci Resolve and Premiere (by converters) read it too.

Written here and not by OpenTimelineIO's adapter, which drops transitions and rounds NTSC times. Every time is a whole
number of frames over the film's exact rate (`48048/24000s`), as Final Cut asks. Source of the structure: Apple's DTD 1.10.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

from vgot.handoff.cutlist import SAMPLE_RATE, CutJoin, CutList, CutShot, CutSound
from vgot.handoff.edited_cut import whole_frames
from vgot.handoff.fcpxml_in import DISSOLVE_UID
from vgot.handoff.mediafolder import MediaFile, MediaFolder
from vgot.handoff.script_note import SCRIPT_MARK, script_note

VERSION = "1.10"
#: What XML 1.0 cannot say.
_UNSAYABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def say(text: str) -> str:
    """Text without the characters that XML cannot hold."""
    return _UNSAYABLE.sub("", text)


class _Writer:
    def __init__(self, cut: CutList, media: MediaFolder, target: Path):
        self.cut, self.media, self.target = cut, media, target
        self.root = ET.Element("fcpxml", version=VERSION)
        self.resources = ET.SubElement(self.root, "resources")
        self.count = 0

    def time(self, frames: int) -> str:
        rate = self.cut.fps
        return f"{frames * rate.denominator}/{rate.numerator}s" if frames else "0s"

    def new_id(self) -> str:
        self.count += 1
        return f"r{self.count}"

    def asset(self, file: MediaFile, name: str, kind: str) -> str:
        made = self.new_id()
        heard = kind == "sound"
        length = f"{file.frames}/{SAMPLE_RATE}s" if heard else self.time(file.frames)
        about = {"id": made, "name": say(name), "start": "0s", "duration": length}
        about |= (
            {"hasAudio": "1", "audioSources": "1", "audioChannels": "2", "audioRate": str(SAMPLE_RATE)}
            if heard
            else {"hasVideo": "1", "format": self.format, "videoSources": "1"}
        )
        asset = ET.SubElement(self.resources, "asset", about)
        ET.SubElement(asset, "media-rep", kind="original-media", src="./" + file.url(self.target))
        return made

    def write(self) -> ET.Element:
        cut, rate = self.cut, self.cut.fps
        self.format = self.new_id()
        ET.SubElement(
            self.resources,
            "format",
            id=self.format,
            frameDuration=f"{rate.denominator}/{rate.numerator}s",
            width=str(cut.size.width),
            height=str(cut.size.height),
            colorSpace="1-1-1 (Rec. 709)",
        )
        self.dissolve = None
        if any(j.half for j in cut.joins):
            self.dissolve = self.new_id()
            ET.SubElement(self.resources, "effect", id=self.dissolve, name="Cross Dissolve", uid=DISSOLVE_UID)
        event = ET.SubElement(self.root, "event", name=say(cut.title))
        project = ET.SubElement(event, "project", name=say(cut.title))
        sequence = ET.SubElement(
            project,
            "sequence",
            format=self.format,
            duration=self.time(cut.frames),
            tcStart="0s",
            tcFormat="NDF",
            audioLayout="stereo",
            audioRate="48k",
        )
        ET.SubElement(sequence, "note").text = say(cut.made_with())
        self.spine = ET.SubElement(sequence, "spine")
        self.card("opening", 0, cut.lead)
        for shot in cut.shots:
            self.shot(shot)
            if shot.number <= len(cut.joins) and cut.joins[shot.number - 1].half:
                self.transition(cut.joins[shot.number - 1])
        self.card("end", cut.shots[-1].film_out, cut.tail)
        metadata = ET.SubElement(sequence, "metadata")
        ET.SubElement(metadata, "md", key="studio.vgot.mark", value=cut.mark)
        return self.root

    def card(self, name: str, at: int, frames: int) -> None:
        if not frames:
            return
        if name in self.media.cards:
            holder = ET.SubElement(
                self.spine,
                "asset-clip",
                ref=self.asset(self.media.cards[name], f"{name} card", "card"),
                name=f"{name} card",
                offset=self.time(at),
                start="0s",
                duration=self.time(frames),
                format=self.format,
            )
        else:
            holder = ET.SubElement(
                self.spine, "gap", name=f"{name} card", offset=self.time(at), start="0s", duration=self.time(frames)
            )
        self.sounds(holder, at, frames, 0)

    def shot(self, shot: CutShot) -> None:
        file = self.media.shots[shot.id]
        start = file.held_head + shot.source_in
        clip = ET.SubElement(
            self.spine,
            "asset-clip",
            ref=self.asset(file, shot.name, "shot"),
            name=say(shot.name),
            offset=self.time(shot.film_in),
            start=self.time(start),
            duration=self.time(shot.frames),
            format=self.format,
            tcFormat="NDF",
        )
        ET.SubElement(clip, "note").text = say(script_note(shot))
        for join in self.cut.joins:
            if join.left in self.media.bridges and shot.film_in <= join.film_in < shot.film_out:
                self.bridge(clip, join, start + join.film_in - shot.film_in)
        self.sounds(clip, shot.film_in, shot.frames, start)
        self.marker(clip, start, f"{SCRIPT_MARK} {shot.number:02d}", script_note(shot))
        for marker in shot.markers:
            self.marker(
                clip,
                file.held_head + min(shot.clip_frames - 1, whole_frames(marker.at_s, self.cut.fps)),
                marker.name,
                marker.note,
            )
        metadata = ET.SubElement(clip, "metadata")
        for key, value in (("shot", shot.id), ("held", str(file.held_head)), ("made-by", shot.made_by)):
            ET.SubElement(metadata, "md", key=f"studio.vgot.{key}", value=say(value))

    def marker(self, clip: ET.Element, at: int, name: str, note: str) -> None:
        ET.SubElement(clip, "marker", start=self.time(at), duration=self.time(1), value=say(name), note=say(note))

    def bridge(self, clip: ET.Element, join: CutJoin, at: int) -> None:
        file = self.media.bridges[join.left]
        name = f"Bridge {join.left}-{join.left + 1}"
        ET.SubElement(
            clip,
            "asset-clip",
            ref=self.asset(file, name, "bridge"),
            lane="1",
            name=name,
            offset=self.time(at),
            start="0s",
            duration=self.time(2 * join.half),
            format=self.format,
        )

    def transition(self, join: CutJoin) -> None:
        made = ET.SubElement(
            self.spine,
            "transition",
            name="Cross Dissolve",
            offset=self.time(join.film_in),
            duration=self.time(2 * join.half),
        )
        ET.SubElement(made, "filter-video", ref=self.dissolve or "", name="Cross Dissolve")
        metadata = ET.SubElement(made, "metadata")
        ET.SubElement(metadata, "md", key="studio.vgot.mode", value=join.mode)

    def sounds(self, holder: ET.Element, at: int, frames: int, start: int) -> None:
        """Sounds that begin under this clip hang from it, each on a lane of its own below the picture."""
        for lane, sound in enumerate(self.cut.sounds, 1):
            if at <= sound.film_frame < at + frames:
                self.sound(holder, sound, lane, start + sound.film_frame - at)

    def sound(self, holder: ET.Element, sound: CutSound, lane: int, at: int) -> None:
        clip = ET.SubElement(
            holder,
            "asset-clip",
            ref=self.asset(self.media.sounds[sound.file], sound.name, "sound"),
            lane=str(-lane),
            name=say(sound.name),
            offset=self.time(at),
            start=f"{sound.source_in}/{SAMPLE_RATE}s",
            duration=f"{sound.length}/{SAMPLE_RATE}s",
            audioRole={"voice": "dialogue", "music": "music", "effects": "effects"}[sound.kind],
        )
        volume = ET.SubElement(clip, "adjust-volume", amount=f"{sound.gain_db:g}dB")
        if sound.fade_in or sound.fade_out:
            amount = ET.SubElement(volume, "param", name="amount")
            for tag, length in (("fadeIn", sound.fade_in), ("fadeOut", sound.fade_out)):
                if length:
                    ET.SubElement(amount, tag, type="linear", duration=f"{length}/{SAMPLE_RATE}s")
        if sound.item:
            metadata = ET.SubElement(clip, "metadata")
            ET.SubElement(metadata, "md", key="studio.vgot.item", value=say(sound.item))
            if sound.kind == "voice" and sound.shot and sound.item.startswith(f"{sound.shot}-"):
                ET.SubElement(metadata, "md", key="studio.vgot.line", value="1")


def fcpxml(cut: CutList, media: MediaFolder, target: Path) -> bytes:
    """The cut as the bytes of an .fcpxml file."""
    root = _Writer(cut, media, target).write()
    ET.indent(root)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE fcpxml>\n' + ET.tostring(root, encoding="utf-8") + b"\n"


def write_fcpxml(cut: CutList, media: MediaFolder, target: Path) -> Path:
    """Write the cut as .fcpxml; media are named relative to it."""
    target.write_bytes(fcpxml(cut, media, target))
    return target
