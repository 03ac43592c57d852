"""CMX 3600 edit decision lists, through OpenTimelineIO's adapter.

An EDL has one track of picture and whole rates only: a bridge stands in it as an event of its own, and 23.976 and 29.97
count frames non-drop at 24 and 30, as editors do. SMPTE knows no 16 frames a second: such a list counts 16 to the second
all the same, which editors with free rates read. What it cannot carry (sounds, markers as such) is in the comments.
"""

from __future__ import annotations

import re
from pathlib import Path

from vgot.errors import ModelUnavailable
from vgot.handoff.cutlist import CutList
from vgot.handoff.mediafolder import MediaFolder
from vgot.handoff.otio import _span, opentimelineio

_MAX_COMMENT = 120
_SMPTE = (24, 25, 30, 48, 50, 60)


def write_edl(cut: CutList, media: MediaFolder, target: Path) -> Path:
    """Write the cut as .edl. Frame numbers are exact; the rate is the nominal one."""
    target.write_text(edl(cut, media), encoding="utf-8")
    return target


def edl(cut: CutList, media: MediaFolder) -> str:
    """The text of the list."""
    otio = opentimelineio()
    if "cmx_3600" not in otio.adapters.available_adapter_names():
        raise ModelUnavailable(
            "The EDL adapter of OpenTimelineIO is not installed.",
            field="export",
            hint="pip install OpenTimelineIO otio-cmx3600-adapter (Python up to 3.13), or export .fcpxml.",
        )
    counted = round(cut.fps)
    rate = counted if counted in _SMPTE else 24
    span = _span(otio, rate)
    whole = otio.schema.Timeline(_plain(cut.title))
    track = otio.schema.Track("V", kind=otio.schema.TrackKind.Video)
    whole.tracks.append(track)

    def event(name: str, file, start: int, frames: int, comments: list[str]) -> None:
        reference = (
            otio.schema.ExternalReference(file.path.name, span(0, file.frames))
            if file
            else otio.schema.MissingReference()
        )
        clip = otio.schema.Clip(_plain(name), reference, span(start, frames))
        clip.metadata["cmx_3600"] = {
            "reel": file.path.stem.split("_")[0].replace("-", "").upper()[:8] if file else "BL",
            "comments": [_plain(c)[:_MAX_COMMENT] for c in comments if c.strip()],
        }
        track.append(clip)

    if cut.lead:
        event("Opening card", media.cards.get("opening"), 0, cut.lead, [])
    for shot in cut.shots:
        before = cut.joins[shot.number - 2] if shot.number > 1 else None
        after = cut.joins[shot.number - 1] if shot.number <= len(cut.joins) else None
        cut_in = before.half if before and before.mode == "bridge" else 0
        cut_out = after.half if after and after.mode == "bridge" else 0
        file = media.shots[shot.id]
        domains = [f"{name.upper()}: {text}" for name, text in shot.domains.model_dump().items() if text]
        markers = [f"MARKER {m.at_s:.3f}s {m.name} {m.note}" for m in shot.markers]
        event(
            shot.name,
            file,
            file.held_head + shot.source_in + cut_in,
            shot.frames - cut_in - cut_out,
            [*domains, *markers],
        )
        if after and after.mode == "crossfade" and after.half:
            time = otio.opentime.RationalTime(after.half, rate)
            track.append(
                otio.schema.Transition("Cross Dissolve", otio.schema.TransitionTypes.SMPTE_Dissolve, time, time)
            )
        elif after and cut_out:
            event(f"Bridge {after.left}-{after.left + 1}", media.bridges[after.left], 0, 2 * after.half, [])
    if cut.tail:
        event("End card", media.cards.get("end"), 0, cut.tail, [])
    note = f"* RATE {cut.fps} FRAMES A SECOND, COUNTED NON-DROP AT {counted}\n* {cut.made_with()}\n"
    sounds = "".join(f"* SOUND {s.track}: {_plain(s.name)} AT FRAME {s.film_frame}\n" for s in cut.sounds)
    text = otio.adapters.write_to_string(whole, adapter_name="cmx_3600", rate=rate)
    if rate != counted:
        text = "\n".join(_recounted(line, rate, counted) if line[:3].isdigit() else line for line in text.splitlines())
    return text.rstrip("\n") + "\n" + note + sounds


def _recounted(event: str, rate: int, counted: int) -> str:
    """The same frames with another number of them to the second."""

    def again(found: re.Match) -> str:
        hours, minutes, seconds, frames = map(int, found.groups())
        total = ((hours * 60 + minutes) * 60 + seconds) * rate + frames
        seconds, frames = divmod(total, counted)
        return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}:{frames:02d}"

    return re.sub(r"(\d\d):(\d\d):(\d\d):(\d\d)", again, event)


def _plain(text: str) -> str:
    return " ".join(text.split())
