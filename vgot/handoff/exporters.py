"""What can be exported and imported, by suffix: the one table that the studio asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from vgot.errors import ModelUnavailable, StorageFailed
from vgot.handoff import film as films
from vgot.handoff.captions import captions, write_subtitles
from vgot.handoff.cutlist import CutList, cut_list
from vgot.handoff.edl import write_edl
from vgot.handoff.fcpxml import write_fcpxml
from vgot.handoff.film import FilmOptions
from vgot.handoff.mediafolder import HANDLE_S, MediaFolder, write_media
from vgot.handoff.otio import write_otio
from vgot.handoff.pdf import write_storyboard
from vgot.handoff.presskit import write_press_kit
from vgot.handoff.review import write_review
from vgot.handoff.sheet import write_contact_sheet
from vgot.handoff.shotlist import write_shot_list
from vgot.handoff.soundtrack import soundtrack
from vgot.titles.cards import card_frames
from vgot.units import suffix_of


@dataclass(frozen=True)
class ExportOptions:
    """layout: shots to a storyboard page (1, 3, 6, 9); silent: no sound; captions: none, soft, burned (None: as the story
    says); aspect: 16:9, 9:16, 1:1 (None: as the film is); fit: cover or fit; handle_s: seconds of handles for editors; short_px:
    pixels of a film's shorter side, fps: its frames a second (None: as the film is)."""

    layout: int = 6
    silent: bool = False
    captions: str | None = None
    aspect: str | None = None
    fit: str = "cover"
    handle_s: float = HANDLE_S
    short_px: int | None = None
    fps: float | None = None

    @property
    def film(self) -> FilmOptions:
        return FilmOptions(self.silent, self.captions, self.aspect, self.fit, self.short_px, self.fps)


Exporter = Callable[[object, Path, ExportOptions], Path]


def _film(export: Callable[..., Path]) -> Exporter:
    return lambda project, target, options: export(project, target, options.film)


def _editor(write: Callable[[CutList, MediaFolder, Path], Path]) -> Exporter:
    def export(project, target: Path, options: ExportOptions) -> Path:
        cut = cut_list(project)
        if not options.silent:
            cut = cut_list(project, sounds=soundtrack(project, cut).sounds)
        cards = {
            name: (lambda card=card, many=many: card_frames(card, cut.size, float(cut.fps), many))
            for name, card, many in (("opening", cut.opening, cut.lead), ("end", cut.end, cut.tail))
            if card
        }
        return write(cut, write_media(cut, target, options.handle_s, cards), target)

    return export


def _paper(write: Callable[[CutList, Path], Path]) -> Exporter:
    return lambda project, target, options: write(cut_list(project, "keyframes"), target)


def _subtitles(project, target: Path, options: ExportOptions) -> Path:
    cut = cut_list(project, "nothing")
    try:
        spoken = soundtrack(project, cut).spoken
    except ModelUnavailable:  # words can be read where nobody speaks them: at the times the drawn mouths move
        spoken = None
    return write_subtitles(captions(cut, spoken), cut, target)


EXPORTERS: dict[str, Exporter] = {
    ".mp4": _film(films.export_mp4),
    ".mov": _film(films.export_prores),
    ".gif": _film(films.export_gif),
    ".frames.zip": _film(films.export_frames),
    ".otio": _editor(write_otio),
    ".fcpxml": _editor(write_fcpxml),
    ".edl": _editor(write_edl),
    ".pdf": lambda project, target, options: write_storyboard(cut_list(project, "keyframes"), target, options.layout),
    ".png": _paper(write_contact_sheet),
    ".csv": _paper(write_shot_list),
    ".press.zip": _paper(write_press_kit),
    ".review.html": _film(write_review),
    ".srt": _subtitles,
    ".vtt": _subtitles,
    ".ass": _subtitles,
}


def export(project, target: Path, options: ExportOptions = ExportOptions()) -> Path:
    """Write what the target's suffix names, whole or not at all, as the project stands now: whatever is edited while it is made.
    Raises KeyError for a suffix that is none of ours."""
    project = project.snapshot()
    write = EXPORTERS[suffix_of(target)]
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        return write(project, target, options)
    except OSError as why:
        raise StorageFailed(
            f"'{target.name}' cannot be written: {why.strerror or why}.",
            field="export",
            hint="Name a file in a folder you can write to.",
        ) from why
