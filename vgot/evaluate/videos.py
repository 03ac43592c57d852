"""Clips that other programs made: the paper's metrics and the picture faults, without a script."""

from __future__ import annotations

from pathlib import Path

from vgot import media
from vgot.errors import BadInput
from vgot.evaluate import shots as checks
from vgot.evaluate.cast import Sighting
from vgot.evaluate.findings import Finding, Report
from vgot.evaluate.footage import watch
from vgot.evaluate.measure import Reel, picture_measures, seam
from vgot.evaluate.report import readers_for
from vgot.graph.keys import recipe_key


def evaluate_videos(
    files: list[Path], *, models: Path | None = None, drawn: bool = False, paper_compat: bool = False
) -> Report:
    """Each file is a shot, in the order given. Faces are read by the pack in `models`, or by the embedded one for drawn films.
    Raises BadInput without files; NotFound, DamagedProject for one that is no whole MP4."""
    if not files:
        raise BadInput(
            "Name the clips to be measured.", field="evaluate-video", hint="evaluate-video shot1.mp4 shot2.mp4"
        )
    readers = readers_for(drawn, models)
    reel = Reel(readers.faces, readers.style, paper_compat)
    shown, findings = [], []
    for n, path in enumerate(files, 1):
        info = media.probe_fast(path)
        footage = watch(reel.reading(media.decode_clip(path)), n, path.stem, info.frames, float(info.fps))
        shown.append(footage)
        findings += _faults(n, path.stem, footage)
    left_out = ["Script, cast and places: clips alone have none."]
    if readers.faces is None:
        left_out.append(
            "Faces: no face pack for these frames was named (--models DIR with face_pack/, or --drawn for drawn films)."
        )
    seams = [
        {"after": a.shot, "number": a.number, "delta_e": round(seam(a, b), 3)}
        for a, b in zip(shown, shown[1:], strict=False)
    ]
    rows = [
        {
            "number": s.number,
            "shot": s.shot,
            "frames": s.frames,
            "faces": 0,
            "likeness": {},
            "psnr": s.psnr,
            "motion": round(s.motion, 3),
            "still": s.still,
            "lightness": [round(v, 2) for v in s.lightness[:: max(1, len(s.lightness) // 24)]],
        }
        for s in shown
    ]
    key = recipe_key({"videos": [p.name for p in files], "compat": paper_compat})
    return Report(
        key,
        f"{len(files)} clips",
        findings,
        left_out,
        reel.measures() | picture_measures(shown),
        rows,
        seams,
        readers.names(),
    )


def _faults(n: int, name: str, footage) -> list[Finding]:
    """Faults of the picture; what a script would expect to move is taken to move."""
    from vgot.animatic.lexicon.catalogue import ShotReading
    from vgot.story.model import Shot

    want = checks.Expected(Shot(id=f"clip{n:04d}"), n, [], ShotReading(move="push_in"), False, False, {})
    found = checks.pictures(want, Sighting(footage))
    return [Finding(f.kind, name, n, f.words, f.value, f.limit, frame=f.frame) for f in found]
