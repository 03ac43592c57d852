"""Finishing a film: sound in, films, cuts and paper out, the edited cut back in. Everything heavy is imported when it is used."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from vgot.errors import BadInput, StorageFailed
from vgot.handoff.formats import EVERY_SUFFIX
from vgot.render.live_film import LiveFilm
from vgot.script.formats.fdx_out import export_fdx
from vgot.script.formats.fountain import export_fountain
from vgot.sound import tracks
from vgot.store.archive import write_archive
from vgot.story.model import dump_story
from vgot.units import suffix_of

if TYPE_CHECKING:
    from vgot.handoff.cut_diff import CutDiff
    from vgot.handoff.cutlist import CutList
    from vgot.handoff.exporters import ExportOptions
    from vgot.handoff.preview import Preview
    from vgot.handoff.progress import Watch
    from vgot.handoff.soundtrack import Soundtrack
    from vgot.render.snapshot import Snapshot
    from vgot.store.project_store import Head


class Handoff:
    """What is handed to players, editors and printers of one film, and what comes back from them."""

    def __init__(self, film: LiveFilm):
        self.film, self.store = film, film.store

    # -- out ----------------------------------------------------------------------------------------------------------
    def export(self, target: Path, options: ExportOptions | None = None) -> Path:
        """Write what the suffix names: `.vgot.zip` the whole project, `.json` the story, `.fountain` or `.fdx` the script, and everything
        that players, editors and printers take (vgot.handoff.exporters). Raises BadInput for another suffix or a film that is not
        up to date."""
        kind = suffix_of(target)
        if kind == ".vgot.zip":
            return write_archive(self.store, target)
        if kind in (texts := {".json": dump_story, ".fountain": export_fountain, ".fdx": export_fdx}):
            return _written(target, texts[kind](self.film.story))
        from vgot.handoff import exporters

        if kind not in exporters.EXPORTERS:
            raise BadInput(
                f"There is no export as '{target.suffix}'.", field="export", hint=f"Use {', '.join(EVERY_SUFFIX)}."
            )
        return exporters.export(self.film, target, options or exporters.ExportOptions())

    def deliver(self, target: Path, watch: Watch | None = None, **options: Any) -> Path:
        """`export`, told how far it is: watch(done, total) is called as it goes on, and ends it by raising. options: fields
        of ExportOptions."""
        from vgot.handoff.exporters import ExportOptions
        from vgot.handoff.progress import watching

        with watching(watch):
            return self.export(target, ExportOptions(**options))

    def save_shown(self, target: Path, digest: str) -> Path:
        """An MP4 of the film that a page shows, by its digest: the finished film where it is that of the story as it is now, else the
        older one's picture as it plays. Raises NotFound for what is no film of this project."""
        from vgot.handoff.film import export_shown

        return export_shown(self.film, digest, target)

    def preview_of(self, kind: str, **options: Any) -> Preview:
        """What an export of a kind (`.mp4`, `cut.otio` …) will look like; options as in `deliver`. Raises BadInput."""
        from vgot.handoff.exporters import ExportOptions
        from vgot.handoff.preview import preview

        return preview(self.film, kind, ExportOptions(**options))

    def cut(self, need: str = "nothing", *, now: Snapshot | None = None) -> CutList:
        """The cut list (of a snapshot, or as it stands now), for previews: need is clips, keyframes or nothing."""
        from vgot.handoff.cutlist import cut_list

        return cut_list(now or self.film.snapshot(), need)

    def finished_film(self) -> Path:
        """The film with its sound, cards and captions, for players; the plan's own film where there are none. Raises
        BadInput when the film is not up to date."""
        from vgot.handoff.film import finished_file

        return finished_file(self.film)

    def soundtrack(self) -> Soundtrack:
        """What is heard where, for the timeline; lines are spoken if they have not been yet."""
        from vgot.handoff.soundtrack import soundtrack

        now = self.film.snapshot()
        return soundtrack(now, self.cut(now=now))

    def heard(self, now: Snapshot | None = None) -> tuple[Soundtrack, Path | None]:
        """The soundtrack (of a snapshot, or as it stands now) and its mix as a FLAC file of the project (None: silent): what a
        preview plays beside the cut."""
        from vgot.handoff.soundtrack import film_sound_file, soundtrack

        now = now or self.film.snapshot()
        cut = self.cut(now=now)
        track = soundtrack(now, cut)
        return track, film_sound_file(now, cut, track)

    # -- the cut back in ----------------------------------------------------------------------------------------------
    def read_cut(self, source: Path) -> CutDiff:
        """The diff of an edited .otio or .fcpxml, to be shown; changes nothing."""
        from vgot.handoff.conform import read_cut

        return read_cut(self.film, source)

    def apply_cut(self, diff: CutDiff) -> Head:
        """Apply a diff as one undoable edit. Raises Conflict when the story changed since it was read."""
        from vgot.handoff.conform import apply_cut

        return apply_cut(self.film, diff)

    # -- sound --------------------------------------------------------------------------------------------------------
    def add_sound(self, source: Path, kind: str = "music", **values: object) -> str:
        """`bring_sound`; returns the item's id alone."""
        return self.bring_sound(source, kind, **values)[0]

    def bring_sound(self, source: Path, kind: str = "music", **values: object) -> tuple[str, str]:
        """Import a sound file (vgot.media.audio.import_sound) and place it on a track of a kind (music, effects, voice); returns the
        item's id, and in words what of the file could not be read. values: fields of SoundItem (shot, at_s, gain_db, fade_in_s, fade_out_s,
        loop …)."""
        from vgot.foreign import refusal, told_of
        from vgot.media.audio import RATE, import_sound

        if kind not in tracks.KINDS:
            raise BadInput(
                f"There is no kind of track called '{kind}'.", field="sound", hint=f"Use {', '.join(tracks.KINDS)}."
            )
        temporary = self.store.temporary(".flac")
        try:
            kept = import_sound(source, temporary)
            digest = self.store.put_file(temporary)
        except BadInput as why:
            raise refusal(source, "sound", why.hint or "") if told_of(source) else why from why
        finally:
            temporary.unlink(missing_ok=True)
        made: list[str] = []

        def place(head):
            story, item = tracks.place_sound(head.story, kind, source.stem, digest, kept.samples / RATE, **values)
            made.append(item)
            return story, head.choices

        self.store.change(f"add {source.stem[:60]}", place)
        return made[-1], kept.in_words()

    def finish_with(self, *, voices: str | None = None, music: Path | None = None, captions: str | None = None) -> None:
        """What finishes a film without touching its shots: voices for the lines, music under all of it, captions."""
        from vgot.story import edits

        for path, value in (("sound/voices", voices), ("titles/captions", captions)):
            if value is not None:
                self.store.change(
                    path, lambda head, path=path, value=value: (edits.set_value(head.story, path, value), head.choices)
                )
        if music is not None:
            self.add_sound(music, "music", fade_in_s=1.0, fade_out_s=2.0, loop=True)

    def change_sound(self, item: str, **values: object) -> Head:
        """Move, trim, fade or level one sound."""
        return self.store.change(
            "change a sound", lambda head: (tracks.change_sound(head.story, item, **values), head.choices)
        )

    def move_sound(self, item: str, kind: str, **values: object) -> Head:
        """Put one sound on the track of another kind, with fields changed, as one edit."""

        def moved(head):
            return tracks.change_sound(tracks.move_to_kind(head.story, item, kind), item, **values), head.choices

        return self.store.change("move a sound", moved)

    def set_track(self, kind: str, **values: object) -> Head:
        """Mute or level all tracks of a kind."""
        return self.store.change(
            f"{kind} track", lambda head: (tracks.set_track(head.story, kind, **values), head.choices)
        )

    def remove_sound(self, item: str) -> Head:
        return self.store.change("remove a sound", lambda head: (tracks.remove_sound(head.story, item), head.choices))

    def waveform(self, item: str, columns: int = 400) -> np.ndarray:
        """float32 (columns, 2): the least and greatest sample of each stretch of a sound, to draw it."""
        from vgot.media.audio import read_samples
        from vgot.sound.mixing import peaks

        return peaks(
            read_samples(self.film.file(tracks.find_sound(self.film.story.sound, item).file)),
            max(1, min(4000, columns)),
        )

    def waveform_of(self, digest: str, columns: int = 400) -> np.ndarray:
        """`waveform` of any stored sound by its digest, spoken lines included. Raises NotFound for what is no sound."""
        from vgot.errors import DamagedProject, NotFound
        from vgot.media.audio import read_samples, sound_kind
        from vgot.sound.mixing import peaks

        path = self.film.file(digest)
        with path.open("rb") as file:
            if sound_kind(file.read(64)) is None:
                raise NotFound("This file is no sound.", field="sound", hint="Reload the page.")
        try:
            return peaks(read_samples(path), max(1, min(4000, columns)))
        except DamagedProject as why:
            raise NotFound("This sound cannot be read.", field="sound", hint="Import it again.") from why

    # -- markers ------------------------------------------------------------------------------------------------------
    def set_markers(self, markers: dict[str, list[dict[str, Any]]], revision: int | None = None) -> Head:
        """Replace the markers of shots, by shot id, as one edit. With `revision` (what the editor was looking at), raises
        Conflict when somebody else has changed them since."""
        from vgot.handoff import markers as marking

        def change(head):
            if revision is not None and revision != head.revision:
                marking.unchanged_since(self.store.revision(revision).story, head.story, list(markers))
            return marking.set_markers(head.story, markers), head.choices

        return self.store.change("markers", change)

    # -- voices -------------------------------------------------------------------------------------------------------
    def fit_to_lines(self, number: int) -> Head:
        """Make a shot as long as its lines take to be spoken. Raises BadInput when it has none."""
        from vgot.handoff.soundtrack import seconds_of_lines
        from vgot.story import edits
        from vgot.story.model import MAX_SHOT_S, MIN_SHOT_S

        now = self.film.snapshot()
        number = edits.number_in(now.story, number)
        edits.value_at(now.story, f"shots/{number}/lines")
        shot = now.story.shots[number - 1]
        if not shot.lines:
            raise BadInput(
                f"Shot {number} has no lines.", field=f"shots/{number}/lines", hint="Write what is said first."
            )
        seconds = round(max(MIN_SHOT_S, min(MAX_SHOT_S, seconds_of_lines(now, number))), 2)
        return self.store.change(
            f"shot {number} as long as its lines",
            lambda head: (
                edits.set_value(head.story, f"shots/{edits.ShotNumber.of(head.story, shot.id)}/duration_s", seconds),
                head.choices,
            ),
        )


def _written(target: Path, text: str) -> Path:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    except OSError as why:
        raise StorageFailed(
            f"'{target.name}' cannot be written: {why.strerror}.",
            field="export",
            hint="Name a file in a folder you can write to.",
        ) from why
    return target
