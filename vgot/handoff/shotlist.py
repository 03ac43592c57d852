"""The shot list as CSV for spreadsheets, and the script with times as text."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from vgot.handoff.cutlist import CutList
from vgot.handoff.film_language import size_and_move
from vgot.story.model import DOMAINS
from vgot.units import as_timecode

COLUMNS = (
    "shot",
    "id",
    "start",
    "end",
    "seconds",
    "frames",
    "size",
    "move",
    "place",
    "who",
    *DOMAINS,
    "summary",
    "dialogue",
    "notes",
    "boundary",
    "flags",
)


def write_shot_list(cut: CutList, target: Path) -> Path:
    """Write the shot list; with a byte order mark, by which spreadsheets know UTF-8."""
    target.write_text(shot_list(cut), encoding="utf-8-sig", newline="")
    return target


def shot_list(cut: CutList) -> str:
    """The CSV text: one row a shot."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(COLUMNS)
    for shot in cut.shots:
        size, move = size_and_move(shot.domains.camera, shot.camera_move)
        join = cut.joins[shot.number - 1].mode if shot.number <= len(cut.joins) else ""
        rows.writerow(
            [
                _plain(str(value))
                for value in (
                    shot.number,
                    shot.id,
                    frames_code(cut, shot.film_in),
                    frames_code(cut, shot.film_out),
                    f"{cut.seconds(shot.frames):.3f}",
                    shot.frames,
                    size,
                    move,
                    shot.place,
                    ", ".join(shot.who),
                    *(getattr(shot.domains, d) for d in DOMAINS),
                    shot.summary,
                    "\n".join(f"{line.character or 'narrator'}: {line.text}" for line in shot.lines),
                    shot.notes,
                    join,
                    "\n".join(shot.flags),
                )
            ]
        )
    return out.getvalue()


def frames_code(cut: CutList, frame: int) -> str:
    """HH:MM:SS:FF, frames counted non-drop at the whole rate."""
    whole = round(cut.fps)
    seconds, frames = divmod(frame, whole)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}:{frames:02d}"


def _plain(text: str) -> str:
    # A cell that begins like a formula would be run by the spreadsheet that opens it.
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def timed_script(cut: CutList) -> str:
    """The script with a time before every shot: for people, and for tools that want images and words."""
    lines = [cut.title, "=" * max(3, len(cut.title)), ""]
    for shot in cut.shots:
        lines.append(
            f"[{as_timecode(cut.seconds(shot.film_in))} - {as_timecode(cut.seconds(shot.film_out))}] Shot {shot.number}: {shot.summary}"
        )
        lines += [f"    {d}: {getattr(shot.domains, d)}" for d in DOMAINS if getattr(shot.domains, d).strip()]
        lines += [f"    {line.character or 'narrator'}: “{line.text}”" for line in shot.lines]
        lines += [f"    notes: {shot.notes}"] if shot.notes.strip() else []
        lines.append("")
    return "\n".join([*lines, cut.made_with(), ""])
