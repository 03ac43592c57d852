"""What an export will look like, before it is made: a picture or the first lines of it, and its facts in words.

Previews are drawn from keyframes and words, so they are there before the film is.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from PIL import Image

from vgot import media
from vgot.errors import BadInput
from vgot.handoff import exporters
from vgot.handoff.captions import captions
from vgot.handoff.cutlist import CutList, cut_list
from vgot.handoff.exporters import ExportOptions
from vgot.handoff.formats import EDITORS
from vgot.handoff.pdf import write_storyboard
from vgot.script.formats.fountain import export_fountain
from vgot.titles.cards import captioned, card_picture
from vgot.titles.framing import framed_size, reframed, scaled_size
from vgot.units import FrameSize, as_timecode, suffix_of

_LINES, _PAGE_PX = 18, 900
_FILMS = {
    ".mp4": "H.264 film",
    ".mov": "ProRes 422 with PCM sound, for finishing",
    ".gif": "GIF, at most 10 frames a second and 400 pixels wide",
    ".frames.zip": "one PNG a frame",
}


@dataclass(frozen=True)
class Preview:
    """pictures: (what it is, uint8 RGB (H, W, 3)); lines: the beginning of a text; facts: one sentence."""

    facts: str = ""
    pictures: tuple[tuple[str, np.ndarray], ...] = ()
    lines: tuple[str, ...] = ()


def preview(project, kind: str, options: ExportOptions = ExportOptions()) -> Preview:
    """What `kind` (a file name or a suffix) will hold. Raises BadInput for what cannot be exported."""
    project = project.snapshot()
    suffix = suffix_of(Path(f"x{kind}" if kind.startswith(".") else kind))
    if suffix in _FILMS:
        return _film(project, suffix, options)
    if suffix in EDITORS:
        return _cut(project, suffix)
    if suffix == ".review.html":
        shots = len(project.story.shots)
        return Preview(f"One page with the film, {shots} boards and a form for comments; it needs no network.")
    if suffix == ".vgot.zip":
        return Preview(f"Story, takes, sounds and choices: {project.store.usage_bytes() / 1e6:.0f} MB before packing.")
    if suffix == ".json":
        return Preview(
            "The story as data.", lines=("title: " + project.story.title, f"{len(project.story.shots)} shots")
        )
    if suffix in (".fountain", ".fdx"):
        kind = "Fountain" if suffix == ".fountain" else "Final Draft's format"
        return Preview(f"A screenplay in {kind}.", lines=_first(export_fountain(project.story)))
    if suffix not in exporters.EXPORTERS:
        raise BadInput(f"There is no export as '{kind}'.", field="export", hint="Choose one of the list.")
    with tempfile.TemporaryDirectory(prefix=f"vgot-preview-{os.getpid()}-") as folder:
        target = Path(folder) / f"preview{suffix}"
        cut = cut_list(project, "keyframes") if suffix == ".pdf" else None
        if cut is not None and len(cut.shots) > 3 * options.layout:  # of a long film only the page that is shown is set
            made = write_storyboard(replace(cut, shots=cut.shots[: options.layout]), target, options.layout)
        else:
            made = exporters.export(project, target, options)
        return _paper(project, made, suffix, options)


def _first(text: str) -> tuple[str, ...]:
    lines = text.lstrip("\ufeff").splitlines()
    return tuple(line[:160] for line in lines[:_LINES]) + (("…",) if len(lines) > _LINES else ())


def _paper(project, made: Path, suffix: str, options: ExportOptions) -> Preview:
    shots = len(project.story.shots)
    if suffix == ".pdf":
        pages = -(-shots // options.layout)
        return Preview(
            f"{pages} {'page' if pages == 1 else 'pages'} of A4, {options.layout} to a page.",
            tuple(("The first page", p) for p in first_page(made)),
        )
    if suffix == ".png":
        picture = Image.open(made, formats=("PNG",)).convert("RGB")
        picture.thumbnail((_PAGE_PX, _PAGE_PX))
        return Preview("All keyframes on one picture.", (("The sheet", np.array(picture)),))
    if suffix == ".press.zip":
        with zipfile.ZipFile(made) as kit:
            names = kit.namelist()
        return Preview(f"{len(names)} files: images and the script with times.", lines=_first("\n".join(names)))
    return Preview(
        {".csv": "One row a shot."}.get(suffix, "Every line with its times."),
        lines=_first(made.read_text(encoding="utf-8")),
    )


def first_page(pdf: Path, width_px: int = _PAGE_PX) -> Iterator[np.ndarray]:
    """The first page of a PDF as a picture, uint8 RGB; nothing where no program here can draw it (pypdfium2, poppler)."""
    try:
        import pypdfium2
    except ImportError:
        pypdfium2 = None
    if pypdfium2 is not None:
        document = pypdfium2.PdfDocument(str(pdf))
        try:
            page = document[0]
            yield np.array(page.render(scale=width_px / page.get_width()).to_pil().convert("RGB"))
        finally:
            document.close()
    elif tool := shutil.which("pdftoppm"):
        target = pdf.with_suffix("")
        subprocess.run(
            [tool, "-png", "-singlefile", "-scale-to-x", str(width_px), "-scale-to-y", "-1", str(pdf), str(target)],
            check=False,
            timeout=30,
            capture_output=True,
        )
        if (picture := target.with_suffix(".png")).is_file():
            yield np.array(Image.open(picture, formats=("PNG",)).convert("RGB"))


def _size(cut: CutList, options: ExportOptions) -> FrameSize:
    return scaled_size(framed_size(cut.size, options.aspect), options.short_px)


def _film(project, suffix: str, options: ExportOptions) -> Preview:
    cut, story = cut_list(project, "keyframes"), project.story
    size, rate = _size(cut, options), options.fps or float(cut.fps)
    how = options.captions or story.titles.captions
    shot = next((s for s in cut.shots if s.lines and s.keyframe), None) or next(
        (s for s in cut.shots if s.keyframe), None
    )
    small = FrameSize(
        *(
            max(2, round(side * min(1.0, 640 / max(size.width, size.height)) / 2) * 2)
            for side in (size.width, size.height)
        )
    )
    pictures: list[tuple[str, np.ndarray]] = []
    if cut.opening:
        pictures.append(("Opening card", card_picture(cut.opening, small)))
    if shot and shot.keyframe:
        frame = reframed(media.decode_png(shot.keyframe.read_bytes()), small, options.fit)
        said = next((c.text for c in captions(cut) if c.shot == shot.id), "") if how == "burned" else ""
        pictures.append(
            (f"Shot {shot.number}", next(iter(captioned(iter([frame]), [(0, 1, said)] if said else [], small))))
        )
    if cut.end:
        pictures.append(("End card", card_picture(cut.end, small)))
    sounds = story.sound.voices != "none" or any(t.items and not t.muted for t in story.sound.tracks)
    heard = ", silent" if options.silent or not sounds or suffix in (".gif", ".frames.zip") else ", with sound"
    words = {
        "burned": ", subtitles burned in",
        "soft": ", subtitles that can be switched off" if suffix == ".mp4" else "",
    }.get(how, "")
    facts = (
        f"{_FILMS[suffix]}: {size.width} × {size.height}, {rate:g} fps, {cut.seconds(cut.frames):.1f} s{heard}{words}."
    )
    return Preview(facts, tuple(pictures))


def _cut(project, suffix: str) -> Preview:
    cut, story = cut_list(project, "nothing"), project.story
    sounds = sum(len(t.items) for t in story.sound.tracks if not t.muted) + (
        sum(len(s.lines) for s in cut.shots) if story.sound.voices != "none" else 0
    )
    marks = sum(len(s.markers) for s in cut.shots)
    lines = []
    for shot in cut.shots:
        lines.append(
            f"{shot.number:>3}  {as_timecode(cut.seconds(shot.film_in)):>7}  {cut.seconds(shot.frames):6.2f} s  {shot.summary[:70]}"
        )
        join = cut.joins[shot.number - 1] if shot.number <= len(cut.joins) else None
        if join and join.half:
            lines.append(f"     {join.mode}, {2 * join.half} frames")
    carried = {
        ".otio": "pictures with handles, dissolves, sounds and markers",
        ".fcpxml": "pictures with handles, dissolves, sounds with their volumes, and markers",
        ".edl": "pictures and dissolves of one video track; markers as comments",
    }[suffix]
    facts = f"{len(cut.shots)} shots, {sounds} sounds and {marks} markers at {float(cut.fps):g} fps, in a zip with their media: {carried}."
    return Preview(facts, lines=_first("\n".join(lines)))
