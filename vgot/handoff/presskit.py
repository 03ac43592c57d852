"""The press kit: stills, script with times, shot list, contact sheet and credits in one zip."""

from __future__ import annotations

import zipfile
from pathlib import Path

from vgot.handoff.cutlist import CutList
from vgot.handoff.sheet import contact_sheet
from vgot.handoff.shotlist import shot_list, timed_script


def write_press_kit(cut: CutList, target: Path) -> Path:
    """Write the zip; the same cut gives the same bytes."""
    with zipfile.ZipFile(target, "w") as kit:
        for shot in cut.shots:
            if shot.keyframe is not None:
                kit.writestr(_entry(f"images/shot-{shot.number:02d}.png"), shot.keyframe.read_bytes())
        kit.writestr(_entry("script.txt"), timed_script(cut), zipfile.ZIP_DEFLATED)
        kit.writestr(_entry("shot-list.csv"), ("\ufeff" + shot_list(cut)).encode(), zipfile.ZIP_DEFLATED)
        kit.writestr(_entry("contact-sheet.png"), contact_sheet(cut))
        kit.writestr(_entry("credits.txt"), _credits(cut), zipfile.ZIP_DEFLATED)
    return target


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
    entry.external_attr = 0o644 << 16
    return entry


def _credits(cut: CutList) -> str:
    models = [f"{c.model}: {c.licence}" for c in cut.credits] or ["Drawn by program; no generative model."]
    return "\n".join([cut.title, "", cut.made_with(), "", *models, ""])
