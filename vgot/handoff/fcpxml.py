"""Final Cut Pro XML 1.10, out and in; DaVinci Resolve and Premiere (by converters) read it too.

Written here and not by OpenTimelineIO's adapter, which drops transitions and rounds NTSC times. Every time is a whole
number of frames over the film's exact rate (`48048/24000s`), as Final Cut asks. Source of the structure: Apple's DTD 1.10.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from fractions import Fraction
from pathlib import Path

from vgot.errors import BadInput
from vgot.handoff.cutlist import SAMPLE_RATE, CutJoin, CutList, CutShot, CutSound
from vgot.handoff.edited_cut import (
    EditedClip,
    EditedCut,
    EditedMarker,
    EditedSound,
    EditedTransition,
    bounded,
    digest_in,
    whole_frames,
)
from vgot.handoff.mediafolder import MediaFile, MediaFolder, shot_of
from vgot.handoff.otio import SCRIPT_MARK, script_note

VERSION = "1.10"
MAX_BYTES = 64 * 2**20
DISSOLVE_UID = "FxPlug:4731E73A-8DAC-4113-9A30-AE85B1761265"
#: What XML 1.0 cannot say.
_UNSAYABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_STORY_ITEMS = ("asset-clip", "clip", "video", "sync-clip", "ref-clip", "mc-clip", "title", "audition", "gap", "audio")


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


# -- in ---------------------------------------------------------------------------------------------------------------
def read_fcpxml(source: Path, fps: Fraction) -> EditedCut:
    """The edit of an .fcpxml file at the project's rate. Raises BadInput; no entity of the file is ever expanded."""
    if source.stat().st_size > MAX_BYTES:
        raise BadInput("The file is larger than 64 MB.", field="import", hint="Export the project alone as XML.")
    data = source.read_bytes()
    if b"<!ENTITY" in data:
        raise BadInput(
            "The file defines entities, which no editor writes.",
            field="import",
            hint="Export the project as XML again.",
        )
    try:
        root = ET.fromstring(data)
        spine = root.find(".//project/sequence/spine")
        if root.tag != "fcpxml" or spine is None:
            raise BadInput(
                "The file holds no project with a timeline.",
                field="import",
                hint="In Final Cut, choose File > Export XML with the project selected.",
            )
        return _Reader(root, fps).read(spine)
    except (
        ET.ParseError,
        LookupError,
        ValueError,
        ZeroDivisionError,
        RecursionError,
    ) as why:  # an unknown encoding is a LookupError
        raise BadInput(
            f"This is not an FCPXML file: {str(why)[:120]}.", field="import", hint="Export the project as XML again."
        ) from why


def seconds(text: str | None) -> Fraction:
    """`1001/24000s`, `5s` or nothing -> exact seconds. Raises ValueError."""
    return Fraction((text or "0s").strip().removesuffix("s") or "0")


class _Reader:
    def __init__(self, root: ET.Element, fps: Fraction):
        self.fps = fps
        self.mark = next((md.get("value", "") for md in root.iter("md") if md.get("key") == "studio.vgot.mark"), "")
        self.assets = {a.get("id"): a for a in root.iter("asset")}
        self.clips: list[EditedClip] = []
        self.joins: list[EditedTransition] = []
        self.notes: list[str] = []

    def frames(self, time: Fraction) -> int:
        return bounded(time * self.fps)

    def read(self, spine: ET.Element) -> EditedCut:
        for item in spine:
            if item.tag == "transition":
                if self.clips:
                    self.joins.append(
                        EditedTransition(
                            len(self.clips) - 1, self.frames(seconds(item.get("duration"))), _md(item, "mode")
                        )
                    )
            elif item.tag in ("asset-clip", "clip", "video"):
                self.clip(item)
            elif item.tag != "gap" and item.tag in _STORY_ITEMS:
                self.notes.append(f"'{item.get('name', item.tag)}' ({item.tag}) was left out.")
        sounds, strangers = self.heard(spine)
        return EditedCut(
            self.mark, tuple(self.clips), tuple(self.joins), tuple(self.notes), tuple(sounds), tuple(strangers)
        )

    def heard(self, spine: ET.Element) -> tuple[list[EditedSound], list[str]]:
        """Connected sounds at their places in the film, and the media of those that are not the project's."""
        found, strangers = [], []
        for holder in spine:
            begin = seconds(holder.get("offset")) - seconds(holder.get("start"))
            for item in holder:
                if (
                    not item.get("lane", "").startswith("-")
                    or item.tag not in ("asset-clip", "audio", "clip")
                    or _md(item, "line")
                ):
                    continue
                asset = self.assets.get(
                    item.get("ref") or next((a.get("ref") for a in item.iter("audio") if a.get("ref")), None)
                )
                digest = digest_in(self.source(asset))
                if not _md(item, "item") and not digest:
                    strangers.append(self.source(asset))
                    continue
                start = seconds(item.get("start")) - (
                    seconds(asset.get("start")) if asset is not None and item.get("start") else 0
                )
                long = seconds(item.get("duration")) or (
                    seconds(asset.get("duration")) if asset is not None else Fraction(0)
                )
                volume = item.find("adjust-volume")
                fades = {tag: _fade(volume, tag) for tag in ("fadeIn", "fadeOut")}
                found.append(
                    EditedSound(
                        _md(item, "item"),
                        digest,
                        self.frames(begin + seconds(item.get("offset"))),
                        round(start * SAMPLE_RATE),
                        round(long * SAMPLE_RATE),
                        _decibels(volume),
                        fades["fadeIn"],
                        fades["fadeOut"],
                    )
                )
        return found, strangers

    def source(self, asset: ET.Element | None) -> str:
        if asset is None:
            return ""
        rep = asset.find("media-rep")
        return (rep.get("src", "") if rep is not None else "") or asset.get("src", "")

    def clip(self, item: ET.Element) -> None:
        name = item.get("name", "")
        inner = item if item.get("ref") else next((v for v in item.iter("video") if v.get("ref")), item)
        asset = self.assets.get(inner.get("ref"))
        source = self.source(asset)
        if source.rsplit("/", 1)[-1] in ("opening-card.mp4", "end-card.mp4"):
            return
        if item.get("enabled") == "0":
            self.notes.append(f"'{name}' is switched off in the timeline and counts as deleted.")
            return
        if item.find("timeMap") is not None:
            self.notes.append(f"The speed change on '{name}' was left out.")
        by_name = shot_of(source)
        held = by_name[1] if by_name else int(_md(item, "held") or 0)
        first = seconds(asset.get("start")) if asset is not None else Fraction(0)
        start = self.frames(seconds(item.get("start")) - first if item.get("start") else Fraction(0)) - held
        markers = tuple(
            EditedMarker(self.frames(seconds(m.get("start")) - first) - held, m.get("value", ""), m.get("note", ""))
            for m in item.findall("marker")
            if not m.get("value", "").startswith(f"{SCRIPT_MARK} ")
        )
        for lane in item:
            if (
                lane.tag in (*_STORY_ITEMS, "spine")
                and lane.get("lane", "").isdigit()
                and not lane.get("name", "").startswith("Bridge ")
            ):
                self.notes.append(f"'{lane.get('name', lane.tag)}' above the main storyline was left out.")
        shot = by_name[0] if by_name else _md(item, "shot") or None
        self.clips.append(
            EditedClip(
                shot,
                name,
                start,
                start + self.frames(seconds(item.get("duration"))),
                markers,
                source if shot is None else "",
            )
        )


def _md(item: ET.Element, key: str) -> str:
    return next(
        (md.get("value", "") for md in item.findall("metadata/md") if md.get("key") == f"studio.vgot.{key}"), ""
    )


def _decibels(volume: ET.Element | None) -> float:
    """`-3dB` -> -3.0; 0 where nothing is said; silence is -60."""
    text = ((volume.get("amount") if volume is not None else None) or "0dB").strip().lower().removesuffix("db")
    return -60.0 if "inf" in text else max(-60.0, min(12.0, float(text)))


def _fade(volume: ET.Element | None, tag: str) -> float:
    found = volume.find(f"param/{tag}") if volume is not None else None
    return float(seconds(found.get("duration"))) if found is not None else 0.0
