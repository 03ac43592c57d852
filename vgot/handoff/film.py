"""The finished film: cards, captions, framing, sound and metadata around the picture that the plan made.

The picture is copied without encoding wherever nothing is laid over it; what must be encoded is kept in the project
like a segment, so that a second export is a copy.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from vgot import media
from vgot.errors import BadInput, NotFound
from vgot.graph.keys import canonical, digest_of
from vgot.handoff.captions import Caption, captions
from vgot.handoff.cutlist import CutList, credits_of, cut_list, samples_at
from vgot.handoff.progress import counted
from vgot.handoff.soundtrack import Soundtrack, film_sound, soundtrack
from vgot.media.delivery import add_sound, write_frames, write_gif, write_prores
from vgot.titles.cards import captioned, card_frames
from vgot.titles.framing import FITS, framed_size, reframed, scaled_size
from vgot.units import FrameSize, frame_rate

_PICTURE_VERSION = 1


@dataclass(frozen=True)
class FilmOptions:
    """How a film is delivered. captions: None as the story says, or none, soft, burned; aspect: None as the film is, or
    16:9, 9:16, 1:1; fit: cover crops, fit shows all; short_px: pixels of the shorter side (None: as the film is); fps: frames
    a second (None: as the film is), by showing frames twice or leaving some out, never by mixing them."""

    silent: bool = False
    captions: str | None = None
    aspect: str | None = None
    fit: str = "cover"
    short_px: int | None = None
    fps: float | None = None


@dataclass(frozen=True)
class Programme:
    """A cut with everything that is to be seen and heard in it."""

    cut: CutList
    track: Soundtrack
    captions: tuple[Caption, ...]
    how: str
    size: FrameSize
    film: Path
    film_digest: str
    fps: Fraction

    @property
    def frames(self) -> int:
        """Frames of the delivered film, at its own rate."""
        return max(1, round(self.cut.frames * self.fps / self.cut.fps))

    @property
    def as_made(self) -> bool:
        """Whether the picture can be copied without encoding."""
        return self.size == self.cut.size and self.fps == self.cut.fps


def programme(project, options: FilmOptions = FilmOptions()) -> Programme:
    """Resolve what an export needs. Raises BadInput when the film is not up to date or an option is unknown."""
    project = project.snapshot()
    planned = project.plan().nodes["film"]
    if planned.take is None or not planned.settled:
        raise BadInput("The film is not up to date.", field="film", hint="Build it first.")
    story = project.story
    how = options.captions or story.titles.captions
    if how not in ("none", "soft", "burned"):
        raise BadInput(f"There are no '{how}' captions.", field="captions", hint="Use none, soft or burned.")
    if options.fit not in FITS:
        raise BadInput(f"There is no way to fit called '{options.fit}'.", field="fit", hint="Use cover or fit.")
    if options.fps is not None and not 1 <= options.fps <= 60:
        raise BadInput("A film has 1 to 60 frames a second.", field="fps", hint="Use 24, 25 or 30.")
    cut = cut_list(project)
    track = Soundtrack() if options.silent and how == "none" else soundtrack(project, cut)
    digest = planned.take.digests["film"]
    said = tuple(captions(cut, track.spoken)) if how != "none" else ()
    if options.silent:
        track = Soundtrack((), track.spoken)
    size = scaled_size(framed_size(cut.size, options.aspect), options.short_px)
    rate = cut.fps if options.fps is None else frame_rate(options.fps)
    return Programme(cut, track, said, how, size, project.file(digest), digest, rate)


def tags(made: Programme) -> dict[str, str]:
    """Metadata of a delivered film: that it is made by AI, by which models and voices, under which licences."""
    found = made.cut.tags()
    if made.track.sounds and made.track.voices:
        found["description"] += (
            f" Voices: {made.track.voices}{f' ({made.track.licence})' if made.track.licence else ''}."
        )
    return found


def frames_of(made: Programme, options: FilmOptions) -> Iterator[np.ndarray]:
    """Every frame of the programme at its size, cards and burned captions included."""
    cut = made.cut
    words = (
        [(round(c.start_s * cut.fps), round(c.end_s * cut.fps), c.text) for c in made.captions]
        if made.how == "burned"
        else []
    )

    def plain() -> Iterator[np.ndarray]:
        if cut.opening:
            yield from card_frames(cut.opening, made.size, float(cut.fps), cut.lead)
        for pixels in media.decode_clip(made.film):
            yield reframed(pixels, made.size, options.fit)
        if cut.end:
            yield from card_frames(cut.end, made.size, float(cut.fps), cut.tail)

    frames = captioned(plain(), words, made.size)
    return counted(frames if made.fps == cut.fps else at_rate(frames, cut.fps, made.fps, made.frames), made.frames)


def at_rate(frames: Iterator[np.ndarray], rate: Fraction, wanted: Fraction, count: int) -> Iterator[np.ndarray]:
    """`count` frames at another rate: at each moment the frame that is on the screen then."""
    at, shown = -1, None
    for n in range(count):
        while at < int(n * rate / wanted):
            following = next(frames, None)
            if following is None:
                break
            at, shown = at + 1, following
        if shown is not None:
            yield shown


def heard_in(project, made: Programme) -> np.ndarray | None:
    """The sound of the delivered film, exactly as long as its picture; None for a silent one."""
    samples = film_sound(project, made.cut, made.track)
    if samples is None or made.fps == made.cut.fps:
        return samples
    length = samples_at(made.frames, made.fps)
    return np.pad(samples[:length], ((0, max(0, length - len(samples))), (0, 0)))


def picture_file(project, made: Programme, options: FilmOptions) -> Path:
    """The programme's picture without sound: the film itself, or the film with cards joined to it, or encoded anew where
    captions are burned in or the frame has another shape."""
    cut = made.cut
    burned = made.how == "burned" and made.captions
    if made.as_made and not burned:
        if not cut.opening and not cut.end:
            return made.film
        parts = [
            _card(project, cut, card, frames) for card, frames in ((cut.opening, cut.lead), (cut.end, cut.tail)) if card
        ]
        order = ([parts[0]] if cut.opening else []) + [made.film] + ([parts[-1]] if cut.end else [])
        return _kept(
            project,
            ["joined", *(p.name for p in order)],
            cut.frames,
            lambda path: media.join_segments(path, order, fps=float(cut.fps)).frames,
        )
    words = [[c.start_s, c.end_s, c.text] for c in made.captions] if burned else []
    cards = [c.model_dump() if c else None for c in (cut.opening, cut.end)]
    key = ["picture", made.film_digest, words, cards, str(made.size), options.fit, str(made.fps)]
    return _kept(
        project,
        key,
        made.frames,
        lambda path: media.encode_clip(
            path, frames_of(made, options), size=made.size, fps=float(made.fps), quality="film"
        ),
    )


def _card(project, cut: CutList, card, frames: int) -> Path:
    return _kept(
        project,
        ["card", card.model_dump(), str(cut.size), str(cut.fps), frames],
        frames,
        lambda path: media.encode_clip(
            path, card_frames(card, cut.size, float(cut.fps), frames), size=cut.size, fps=float(cut.fps), quality="film"
        ),
    )


def _kept(project, parts: list[Any], frames: int, make) -> Path:
    store = project.store
    key = digest_of(canonical(["finished", _PICTURE_VERSION, media.encoder_settings(24.0), *parts]))
    found = store.segment(key)
    if found is None or not store.blob_path(found).is_file():
        temporary = store.temporary(".mp4")
        try:
            made = make(temporary)
            if made != frames:
                raise BadInput(
                    f"The finished film has {made} frames where {frames} were expected.",
                    field="film",
                    hint="Build the film again.",
                )
            found = store.put_file(temporary)
            store.keep_segment(key, found, frames)
        finally:
            temporary.unlink(missing_ok=True)
    return store.blob_path(found)


def finished_file(project, options: FilmOptions = FilmOptions()) -> Path:
    """The finished film as a file of the project, for players: the plan's own film where nothing is added to it. Made once
    for each state of the story. Raises as `programme`."""
    project = project.snapshot()
    made = programme(project, options)
    soft = made.how == "soft" and made.captions
    picture = picture_file(project, made, options)
    if not made.track.sounds and not soft:
        return picture
    sound = project.story.sound
    heard = [
        [s.file.name, s.kind, s.film_in, s.source_in, s.length, s.gain_db, s.fade_in, s.fade_out]
        for s in made.track.sounds
    ]
    said = [[c.start_s, c.end_s, c.text] for c in made.captions] if soft else []

    def make(path: Path) -> int:
        _muxed(project, made, picture, path)
        return made.frames

    return _kept(
        project,
        ["finished", picture.name, heard, said, sound.duck_db, sound.loudness_lufs, tags(made)],
        made.frames,
        make,
    )


def _muxed(project, made: Programme, picture: Path, target: Path) -> None:
    soft = (
        [(round(c.start_s * 1000), round(c.end_s * 1000), c.text) for c in made.captions] if made.how == "soft" else []
    )
    add_sound(picture, target, heard_in(project, made), metadata=tags(made), captions=soft)


# -- deliveries -------------------------------------------------------------------------------------------------------
def export_mp4(project, target: Path, options: FilmOptions = FilmOptions()) -> Path:
    """H.264 in MP4 with sound and soft captions if there are any."""
    project = project.snapshot()
    made = programme(project, options)
    _muxed(project, made, picture_file(project, made, options), target)
    return target


def export_shown(project, digest: str, target: Path) -> Path:
    """The film with this digest as it plays: the finished one where it is the film of now; else its picture alone, for its sound and
    cards belong to a story that has changed. Raises NotFound for what is no film of the project."""
    planned = project.plan().nodes["film"]
    if planned.settled and planned.take is not None and planned.take.digests["film"] == digest:
        return export_mp4(project, target)
    shelf = project.store.shelf({})
    take = next((t for t in shelf.takes.get("film", ()) if t.digests.get("film") == digest), None)
    if take is None:
        raise NotFound("This film is not in the project any more.", field="film", hint="Reload the page.")
    shown = {made_from.get("frames") for made_from in take.recipe.get("inputs", {}).values()} - {None}
    clips = [t for takes in shelf.takes.values() for t in takes if t.digests.get("frames") in shown]
    stills = [
        t
        for clip in clips
        for t in shelf.takes.get(f"keyframe/{clip.node.partition('/')[2]}", ())
        if any(
            made_from.get("picture") == t.digests.get("picture") for made_from in clip.recipe.get("inputs", {}).values()
        )
    ]
    credits = credits_of([*clips, *stills])
    cut = replace(cut_list(project, "nothing"), credits=credits, draft=not credits)
    add_sound(project.file(digest), target, None, metadata=cut.tags())
    return target


def export_prores(project, target: Path, options: FilmOptions = FilmOptions()) -> Path:
    """ProRes 422 in MOV with PCM sound."""
    project = project.snapshot()
    made = programme(project, options)
    write_prores(
        target,
        frames_of(made, options),
        size=made.size,
        fps=float(made.fps),
        samples=heard_in(project, made),
        metadata=tags(made),
    )
    return target


def export_frames(project, target: Path, options: FilmOptions = FilmOptions()) -> Path:
    """PNG files in a zip."""
    write_frames(target, frames_of(programme(project, options), options))
    return target


def export_gif(project, target: Path, options: FilmOptions = FilmOptions()) -> Path:
    """A GIF preview."""
    made = programme(project, options)
    write_gif(target, frames_of(made, options), fps=float(made.fps), comment=tags(made)["comment"])
    return target
