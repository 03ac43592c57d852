"""Captions of the film: when which line is read, and subtitle files of them (SubRip, WebVTT, and ASS by pysubs2)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from vgot.errors import ModelUnavailable
from vgot.handoff.cutlist import CutList
from vgot.sound.timing import line_times
from vgot.story.beats import line_spans

FORMATS = {".srt": "srt", ".vtt": "vtt", ".ass": "ass"}
_SHORTEST_S, _READ_S = 0.8, 0.9


@dataclass(frozen=True)
class Caption:
    """A line on the screen, in seconds of the programme."""

    start_s: float
    end_s: float
    text: str
    speaker: str = ""
    shot: str = ""


def captions(cut: CutList, spoken: dict[tuple[str, int], tuple[float, float]] | None = None) -> list[Caption]:
    """Captions of every line in the cut, in order and never over one another.

    spoken: (shot id, line number from 0) -> (from, to) in seconds of the shot's clip where a voice says so. What a trim
    leaves out is not captioned. A caption stays long enough to be read where there is room."""
    found: list[Caption] = []
    for shot in cut.shots:
        texts = [line.text for line in shot.lines]
        times = line_times(texts, float(shot.clip_frames / cut.fps), line_spans(shot.beats, texts))
        for n, line in enumerate(shot.lines):
            start, end = (spoken or {}).get((shot.id, n), times[n])
            first, last = float(shot.source_in / cut.fps), float(shot.source_out / cut.fps)
            if end <= first or start >= last:
                continue
            offset = cut.seconds(shot.film_in) - first
            # A voice may be heard on over the next shot; what nobody speaks ends with its shot.
            until = end if spoken and (shot.id, n) in spoken else min(end, last)
            found.append(
                Caption(
                    max(start, first) + offset,
                    until + offset,
                    " ".join(line.text.split()),
                    line.character or "",
                    shot.id,
                )
            )
    found.sort(key=lambda c: c.start_s)
    end_of_film = cut.seconds(cut.frames)
    out = []
    for n, one in enumerate(found):
        room = found[n + 1].start_s if n + 1 < len(found) else end_of_film
        wished = max(one.end_s, one.start_s + max(_SHORTEST_S, min(6.0, len(one.text) / 17) * _READ_S))
        out.append(
            Caption(
                one.start_s, max(one.start_s + 0.05, min(wished, room, end_of_film)), one.text, one.speaker, one.shot
            )
        )
    return out


def write_subtitles(found: Sequence[Caption], cut: CutList, target: Path) -> Path:
    """Write captions as the target's suffix says. Raises ModelUnavailable without pysubs2."""
    target.write_text(subtitles(found, cut, FORMATS[target.suffix.lower()]), encoding="utf-8")
    return target


def subtitles(found: Sequence[Caption], cut: CutList, kind: str) -> str:
    """The text of a subtitle file: kind is srt, vtt or ass. What is said is what a player shows, whatever characters it has."""
    if kind == "ass":
        return _ass(found, cut)
    vtt = kind == "vtt"
    cues = [
        f"{n}\n{_clock(one.start_s, vtt)} --> {_clock(one.end_s, vtt)}\n{(_in_vtt if vtt else _in_srt)(one.text)}\n"
        for n, one in enumerate(found, 1)
    ]
    return "\n".join(["WEBVTT\n"] * vtt + cues)


def _ass(found: Sequence[Caption], cut: CutList) -> str:
    try:
        import pysubs2
    except ImportError as why:
        raise ModelUnavailable("pysubs2 is not installed.", field="export", hint="pip install pysubs2") from why
    file = pysubs2.SSAFile()
    file.info |= {
        "Title": " ".join(cut.title.split()),
        "PlayResX": str(cut.size.width),
        "PlayResY": str(cut.size.height),
    }
    style = file.styles["Default"]
    style.fontname, style.fontsize = "DejaVu Sans", max(10, round(cut.size.height * 0.055))
    style.marginv = style.marginl = style.marginr = round(cut.size.height * 0.08)
    style.outline, style.shadow = max(1.0, cut.size.height / 400), 0
    for one in found:
        event = pysubs2.SSAEvent(start=round(one.start_s * 1000), end=round(one.end_s * 1000), name=one.speaker)
        event.text = _in_ass(one.text)
        file.append(event)
    return file.to_string("ass")


def _clock(seconds: float, vtt: bool) -> str:
    whole = max(0, round(seconds * 1000))
    return f"{whole // 3_600_000:02d}:{whole // 60_000 % 60:02d}:{whole // 1000 % 60:02d}{'.' if vtt else ','}{whole % 1000:03d}"


#: A character that nobody sees: it keeps two others from being a sign together where a format has no escape for them.
JOINER = "\u2060"
_SRT_TAG = re.compile(r"<(?=/?\s*(?:b|i|u|s|font|c|v|ruby|rt|lang)\b)|\{(?=\\|[biusYcCfFsSyPHoO]:)", re.IGNORECASE)
_ASS_SIGN = re.compile(r"\\(?=[Nnh{}])")


def _in_vtt(text: str) -> str:
    """WebVTT has escapes of its own."""
    plain = text.replace("\0", "\ufffd").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return plain or " "


def _in_srt(text: str) -> str:
    """SubRip has no escapes: what would be a tag or an override to a player gets a joiner, an arrow of a time its own sign."""
    return _SRT_TAG.sub(lambda found: found[0] + JOINER, text.replace("-->", "→")) or " "


def _in_ass(text: str) -> str:
    """In ASS braces always begin an override and have no escape that every player knows: round brackets stand for them."""
    return _ASS_SIGN.sub(lambda found: found[0] + JOINER, text.replace("{", "(").replace("}", ")"))
