"""Clips of an edited cut that are not the film's: found beside the cut, kept in the project, and laid out as shots.

Nothing of a story changes here. What is kept are files of the project that nobody refers to until the diff is applied.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from urllib.parse import unquote, urlsplit

from vgot import media
from vgot.errors import BadInput
from vgot.graph.keys import recipe_key
from vgot.graph.takes import Choice
from vgot.handoff.edited_cut import EditedClip, EditedCut
from vgot.media.audio import RATE, import_sound
from vgot.media.outside import import_film
from vgot.story.model import MAX_SHOT_S, MIN_SHOT_S, Marker, Shot, new_shot_id
from vgot.units import FrameSize

#: Files of other people's cuts that are decoded at most, for one cut.
MOST = 24


@dataclass(frozen=True)
class Heard:
    """The sound of a foreign file: its digest, its length, and from where to where it is heard, in seconds."""

    sound: str
    length_s: float
    in_s: float
    out_s: float


@dataclass(frozen=True)
class Arrival:
    """A part of a foreign clip that is ready to be a shot: digests of its clip and its first frame, and its sound."""

    shot: Shot
    clip: str
    picture: str
    frames: int
    held: int = 0
    heard: Heard | None = None


def _path(url: str) -> Path:
    return Path(unquote(urlsplit(url).path) if "://" in url else unquote(url))


def media_name(url: str) -> str:
    """The name of the file that a cut names."""
    return _path(url).name


def media_beside(cut: Path, url: str) -> Path | None:
    """The file that a cut names, beside it or in its media folder; never anywhere else."""
    path = _path(url)
    if not path.name:
        return None
    folder = cut.parent.resolve()
    for found in ([] if path.is_absolute() else [folder / path]) + [
        folder / path.name,
        folder / f"{cut.stem}_media" / path.name,
    ]:
        if found.is_file() and found.resolve().is_relative_to(folder):
            return found
    return None


def arrivals(
    project, story, cut: Path, edited: EditedCut, rate: Fraction, most: int = MOST
) -> tuple[dict[int, list[Arrival]], dict[int, str]]:
    """(the foreign clips that could be kept, by their place in the cut; what else could not be, in words, by place)."""
    known = {s.id for s in story.shots}
    size = FrameSize(story.film.width, story.film.height)
    kept: dict[int, list[Arrival]] = {}
    words: dict[int, str] = {}
    sounds: dict[Path, tuple[str, float] | None | BadInput] = {}
    for at, clip in enumerate(edited.clips):
        if clip.shot in known or clip.source_out <= clip.source_in:
            continue
        file = media_beside(cut, clip.media) if clip.media else None
        if file is None:
            words[at] = "its file is not beside the cut"
        elif len(kept) >= most:
            words[at] = f"a cut may bring {most} new clips"
        else:
            try:
                if file not in sounds:
                    sounds[file] = sound_of(project, file)
                sound = sounds[file]
                kept[at] = list(
                    parts_of(project, clip, file, size, rate, None if isinstance(sound, BadInput) else sound)
                )
                if isinstance(sound, BadInput):
                    words[at] = sound.message.rstrip(".")
            except BadInput as why:
                words[at] = why.message.rstrip(".")
    return kept, words


def sound_of(project, file: Path) -> tuple[str, float] | None | BadInput:
    """(digest, seconds) of a film's sound, None for a silent one, or why it cannot be kept."""
    temporary = project.store.temporary(".flac")
    try:
        samples = import_sound(file, temporary, films=True).samples
        return (project.store.put_file(temporary), samples / RATE) if samples else None
    except BadInput as why:
        return why
    finally:
        temporary.unlink(missing_ok=True)


def parts_of(
    project, clip: EditedClip, file: Path, size: FrameSize, rate: Fraction, sound: tuple[str, float] | None
) -> Iterator[Arrival]:
    """The clip as one shot, or as several where it is longer than a shot may be."""
    most, least = int(MAX_SHOT_S * rate), -(-Fraction(MIN_SHOT_S) * rate // 1)
    whole = max(int(least), clip.source_out - clip.source_in)
    pieces = -(-whole // most)
    for n in range(pieces):
        first, stop = whole * n // pieces, whole * (n + 1) // pieces
        temporary = project.store.temporary(".mp4")
        try:
            real = import_film(file, temporary, size=size, fps=rate, first=clip.source_in + first, frames=stop - first)
            picture = project.store.put_bytes(media.encode_png(next(media.decode_clip(temporary, 0, 1))))
            digest = project.store.put_file(temporary)
        finally:
            temporary.unlink(missing_ok=True)
        name = (clip.name or file.stem).strip()[:120] or "A clip from outside"
        shot = Shot(
            markers=markers_of(clip, first, stop, rate),
            id=new_shot_id("outside", digest, clip.source_in, n),
            summary=name + (f" ({n + 1} of {pieces})" if pieces > 1 else ""),
            duration_s=float((stop - first) / rate),
            notes=f"Came with an edited cut, from the file '{file.name[:200]}'.",
        )
        start = float(max(0, clip.source_in + first) / rate)
        heard = (
            Heard(*sound, round(start, 5), round(min(sound[1], start + float(real / rate)), 5))
            if sound and start < sound[1]
            else None
        )
        yield Arrival(shot, digest, picture, stop - first, stop - first - real, heard)


def markers_of(clip: EditedClip, first: int, stop: int, rate: Fraction) -> list[Marker]:
    """Markers of the part of a clip that became a shot."""
    found = [(m.frame - clip.source_in, m) for m in clip.markers or ()]
    return [
        Marker(at_s=float((at - first) / rate), name=m.name[:200], note=m.note[:2000])
        for at, m in found
        if first <= at < stop
    ][:64]


def choices_of(project, db, arrival: Arrival, size: FrameSize, fps: float) -> dict[str, Choice]:
    """Takes for an arrival, inserted in the caller's transaction, and the choices that use them."""
    made = {}
    for step, digests, facts in (
        ("keyframe", {"picture": arrival.picture}, {"width": size.width, "height": size.height}),
        (
            "clip",
            {"frames": arrival.clip},
            {"width": size.width, "height": size.height, "frames": arrival.frames, "fps": fps},
        ),
    ):
        key = f"{step}/{arrival.shot.id}"
        recipe = {"step": step, "upload": next(iter(digests.values())), "seed": arrival.shot.seed}
        take = project.store.add_take(
            db,
            key,
            step,
            recipe_key(recipe),
            recipe,
            preset="upload",
            producer="you",
            seconds=0.0,
            digests=digests,
            facts=facts,
        )
        made[key] = Choice(upload=take.id, approved=arrival.picture if step == "keyframe" else None)
    return made
