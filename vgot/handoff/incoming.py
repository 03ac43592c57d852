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
from vgot.handoff.edited import EditedClip, EditedCut
from vgot.keys import recipe_key
from vgot.media.outside import import_film
from vgot.story import MAX_SHOT_S, MIN_SHOT_S, Shot, new_shot_id
from vgot.takes import Choice
from vgot.units import FrameSize

#: Files of other people's cuts that are decoded at most, for one cut.
MOST = 24


@dataclass(frozen=True)
class Arrival:
    """A part of a foreign clip that is ready to be a shot: digests of its clip and its first frame."""

    shot: Shot
    clip: str
    picture: str
    frames: int
    held: int = 0


def media_beside(cut: Path, url: str) -> Path | None:
    """The file that a cut names, beside it or in its media folder; never anywhere else."""
    path = Path(unquote(urlsplit(url).path) if "://" in url else unquote(url))
    if not path.name:
        return None
    folder = cut.parent.resolve()
    for found in ([] if path.is_absolute() else [folder / path]) + [folder / path.name, folder / f"{cut.stem}_media" / path.name]:
        if found.is_file() and found.resolve().is_relative_to(folder):
            return found
    return None


def arrivals(project, story, cut: Path, edited: EditedCut, rate: Fraction) -> tuple[dict[int, list[Arrival]], dict[int, str]]:
    """(the foreign clips that could be kept, by their place in the cut; why others could not, in words)."""
    known = {s.id for s in story.shots}
    size = FrameSize(story.film.width, story.film.height)
    kept: dict[int, list[Arrival]] = {}
    words: dict[int, str] = {}
    for at, clip in enumerate(edited.clips):
        if clip.shot in known or clip.source_out <= clip.source_in:
            continue
        file = media_beside(cut, clip.media) if clip.media else None
        if file is None:
            words[at] = "its file is not beside the cut"
        elif len(kept) >= MOST:
            words[at] = f"a cut may bring {MOST} new clips"
        else:
            try:
                kept[at] = list(_parts(project, clip, file, size, rate))
            except BadInput as why:
                words[at] = why.message.rstrip(".")
    return kept, words


def _parts(project, clip: EditedClip, file: Path, size: FrameSize, rate: Fraction) -> Iterator[Arrival]:
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
        shot = Shot(id=new_shot_id("outside", digest, clip.source_in, n), summary=name + (f" ({n + 1} of {pieces})" if pieces > 1 else ""),
                    duration_s=float((stop - first) / rate), notes=f"Came with an edited cut, from the file '{file.name[:200]}'.")
        yield Arrival(shot, digest, picture, stop - first, stop - first - real)


def choices_of(project, db, arrival: Arrival, size: FrameSize, fps: float) -> dict[str, Choice]:
    """Takes for an arrival, inserted in the caller's transaction, and the choices that use them."""
    made = {}
    for step, digests, facts in (
        ("keyframe", {"picture": arrival.picture}, {"width": size.width, "height": size.height}),
        ("clip", {"frames": arrival.clip}, {"width": size.width, "height": size.height, "frames": arrival.frames, "fps": fps}),
    ):
        key = f"{step}/{arrival.shot.id}"
        recipe = {"step": step, "upload": next(iter(digests.values())), "seed": arrival.shot.seed}
        take = project.store.add_take(db, key, step, recipe_key(recipe), recipe, preset="upload", producer="you", seconds=0.0, digests=digests, facts=facts)
        made[key] = Choice(upload=take.id, approved=arrival.picture if step == "keyframe" else None)
    return made
