"""A film begun from what one has: numbered pictures as shots in their order, a video as a storyboard by its cuts.

Read first and told (`read_pictures`, `read_video`), made then (`fill_storyboard`)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from vgot import media
from vgot.errors import BadInput
from vgot.graph.keys import recipe_key
from vgot.graph.takes import Choice
from vgot.handoff.cut_diff import NO_PLACE, Change
from vgot.handoff.edited_cut import EditedClip
from vgot.handoff.incoming import choices_of, parts_of, sound_of
from vgot.media.cuts import cuts_in
from vgot.media.outside import look_at_film, small_frames
from vgot.media.uploads import fit, read_upload
from vgot.sound.tracks import place_sound
from vgot.story.model import MAX_SHOT_S, MAX_SHOTS, MIN_SHOT_S, Film, Shot, Story, new_shot_id
from vgot.units import FrameSize, frame_rate

PICTURES = (".jpg", ".jpeg", ".png", ".webp")
VIDEOS = (".mp4", ".mov", ".m4v", ".mkv", ".webm")
_PICTURE_S = 3.0
_SMALL = FrameSize(48, 28)
_MOST_S = 40 * 60
_RATES = (8, 12, 15, 16, 23.976, 24, 25, 29.97, 30, 48, 50, 59.94, 60)


@dataclass(frozen=True)
class NewStoryboard:
    """What pictures or a video would become. `pictures`: the file of each shot; `video` and `starts`: the film and the first frame of
    each shot in it; `named`: what of it is left out."""

    story: Story
    read_as: str
    named: tuple[Change, ...] = ()
    pictures: tuple[Path, ...] = ()
    video: Path | None = None
    starts: tuple[int, ...] = ()

    def as_json(self) -> dict[str, Any]:
        dropped = [{"what": c.what, "where": c.where, "why": c.why} for c in self.named]
        return {"account": {"read_as": self.read_as, "used": len(self.story.shots), "notes": 0, "dropped": dropped}}

    def in_words(self) -> str:
        seconds = sum(s.duration_s for s in self.story.shots)
        head = f"{len(self.story.shots)} shots, {seconds:.1f} s, from {self.read_as}."
        return "\n".join([head, *(f"(left out) {c.words}" for c in self.named)])


def read_what_one_has(source: Path) -> NewStoryboard | None:
    """A folder of pictures, a picture or a video as the storyboard that it would become; None for a file of another kind. Raises
    BadInput."""
    if source.is_dir():
        return read_pictures(sorted(p for p in source.iterdir() if not p.name.startswith(".")), source.name)
    if source.suffix.lower() in PICTURES and source.is_file():
        return read_pictures([source], source.stem)
    return read_video(source) if source.suffix.lower() in VIDEOS and source.is_file() else None


def read_pictures(files: list[Path], title: str) -> NewStoryboard:
    """Pictures in the order of their numbers, else of their names, as one shot each. Raises BadInput."""
    named: list[Change] = []
    pictures = []
    for file in files:
        if file.suffix.lower() in PICTURES:
            pictures.append(file)
        else:
            named.append(_left(f"'{file.name[:120]}'", "the folder", "it is no JPEG, PNG or WebP picture"))
    if not pictures:
        raise BadInput(
            "There is no picture among these files.",
            field="import",
            hint="Use JPEG, PNG or WebP pictures with numbers in their names.",
        )
    numbers = _numbers(pictures)
    pictures.sort(key=lambda p: (numbers.get(p, -1), _natural(p.stem)))
    named += _gaps(pictures, numbers)
    kept: list[Path] = []
    size: FrameSize | None = None
    for file in pictures:
        try:
            pixels = read_upload(file.read_bytes())
        except BadInput as why:
            named.append(_left(f"'{file.name[:120]}'", "the folder", why.message.rstrip(".")))
            continue
        size = size or _film_size(FrameSize(pixels.shape[1], pixels.shape[0]))
        kept.append(file)
    if not kept or size is None:
        raise BadInput("None of these pictures can be read.", field="import", hint="Save them again as JPEG or PNG.")
    for file in kept[MAX_SHOTS:]:
        named.append(_left(f"'{file.name[:120]}'", "the folder", f"a film holds at most {MAX_SHOTS} shots"))
    kept = kept[:MAX_SHOTS]
    shots = [
        Shot(
            id=new_shot_id("picture", n, file.name),
            summary=_caption(file, n, numbers.get(file)),
            duration_s=_PICTURE_S,
            notes=f"From the picture '{file.name[:200]}'.",
        )
        for n, file in enumerate(kept, 1)
    ]
    story = Story(title=title.strip()[:120] or "Untitled", film=Film(width=size.width, height=size.height), shots=shots)
    return NewStoryboard(story, f"{len(kept)} pictures", tuple(named), tuple(kept))


def read_video(source: Path) -> NewStoryboard:
    """A video as one shot a cut. Raises BadInput, NotFound."""
    facts = look_at_film(source)
    if facts.seconds > _MOST_S:
        raise BadInput(
            f"The video is longer than {_MOST_S // 60} minutes.", field="import", hint="Cut it into parts first."
        )
    fps = min(_RATES, key=lambda r: abs(r - float(facts.rate)))
    rate = frame_rate(fps)
    frames = small_frames(source, size=_SMALL, fps=rate, most=int(_MOST_S * rate))
    edges = [0, *cuts_in(frames), len(frames)]
    least, most = int(-(-Fraction(MIN_SHOT_S) * rate // 1)), int(MAX_SHOT_S * rate)
    starts: list[int] = []
    for first, last in zip(edges, edges[1:], strict=False):
        if starts and first - starts[-1] < least:
            continue
        pieces = -(-(last - first) // most)
        starts += [first + (last - first) * n // pieces for n in range(pieces)]
    if len(starts) > MAX_SHOTS:
        raise BadInput(
            f"The video has {len(starts)} shots; a film holds at most {MAX_SHOTS}.",
            field="import",
            hint="Cut it into parts first.",
        )
    shots = []
    for n, (first, last) in enumerate(zip(starts, [*starts[1:], len(frames)], strict=True), 1):
        at, long = float(first / rate), max(MIN_SHOT_S, float((last - first) / rate))
        whole = first in edges and (last in edges or last == len(frames))
        shots.append(
            Shot(
                id=new_shot_id("video", source.name, first),
                summary=f"Shot {n} of {source.stem[:120]}",
                duration_s=min(MAX_SHOT_S, long),
                notes=f"{at:.2f} to {at + long:.2f} s of '{source.name[:200]}'."
                + ("" if whole else " A longer shot, in parts."),
            )
        )
    size = _film_size(facts.size)
    story = Story(
        title=source.stem.strip()[:120] or "Untitled",
        film=Film(width=size.width, height=size.height, fps=fps),
        shots=shots,
    )
    named = (
        []
        if abs(float(facts.rate) - fps) < 0.01
        else [_left(f"{float(facts.rate):g} frames a second", "the video", f"the film has {fps:g}")]
    )
    return NewStoryboard(
        story,
        f"a video of {float(len(frames) / rate):.1f} s with {len(edges) - 2} cuts",
        tuple(named),
        (),
        source,
        tuple(starts),
    )


def fill_storyboard(project: Any, new: NewStoryboard) -> tuple[Change, ...]:
    """Put a storyboard that was read into an empty project as one edit: pictures as stills, a video's shots as clips with its sound.
    Returns what could not be brought."""
    story, choices, left = new.story, {}, []
    size = FrameSize(story.film.width, story.film.height)
    if new.video is not None:
        rate = frame_rate(story.film.fps)
        arrived = []
        sound = sound_of(project, new.video)
        for n, (shot, first) in enumerate(zip(story.shots, new.starts, strict=True)):
            stop = (
                new.starts[n + 1]
                if n + 1 < len(new.starts)
                else first + round(Fraction(shot.duration_s).limit_denominator(10**6) * rate)
            )
            clip = EditedClip(None, shot.summary, first, stop, media=new.video.name)
            arrived += [(shot, part) for part in list(parts_of(project, clip, new.video, size, rate, None))[:1]]
        with project.store.transaction() as db:
            for shot, part in arrived:
                choices |= choices_of(project, db, replace(part, shot=shot), size, story.film.fps)
        if isinstance(sound, BadInput):
            left.append(_left("its sound", "the video", sound.message.rstrip(".")))
        elif sound is not None:
            story, _ = place_sound(story, "effects", new.video.stem, sound[0], sound[1])
    else:
        with project.store.transaction() as db:
            for shot, file in zip(story.shots, new.pictures, strict=True):
                choices |= _still(project, db, shot, file, size)
    project.store.change(f"a film from {new.read_as}", lambda head: (story, {**head.choices, **choices}))
    return tuple(left)


def _still(project: Any, db: Any, shot: Shot, file: Path, size: FrameSize) -> dict[str, Choice]:
    digest = project.store.put_bytes(media.encode_png(fit(read_upload(file.read_bytes()), size)))
    recipe = {"step": "keyframe", "upload": digest, "seed": shot.seed}
    facts = {"width": size.width, "height": size.height}
    key = f"keyframe/{shot.id}"
    take = project.store.add_take(
        db,
        key,
        "keyframe",
        recipe_key(recipe),
        recipe,
        preset="upload",
        producer="you",
        seconds=0.0,
        digests={"picture": digest},
        facts=facts,
    )
    return {key: Choice(upload=take.id, approved=digest)}


# -- pictures -----------------------------------------------------------------------------------------------------------
def _left(what: str, where: str, why: str) -> Change:
    return Change("note", f"{what} of {where}: {why or NO_PLACE}.", False, what, where, why or NO_PLACE)


def _natural(text: str) -> list[tuple[int, str]]:
    """Sorts 2 before 10."""
    return [(int(part), "") if part.isdecimal() else (-1, part.lower()) for part in re.split(r"(\d+)", text) if part]


def _numbers(files: list[Path]) -> dict[Path, int]:
    """The number of each picture: the run of digits that differs from file to file, where all of them have one."""
    runs = [re.findall(r"\d+", f.stem) for f in files]
    width = min((len(r) for r in runs), default=0)
    if not width or any(len(r) != len(runs[0]) for r in runs):
        firsts = [r[0] if r else "" for r in runs]
        return {f: int(n) for f, n in zip(files, firsts, strict=True)} if all(firsts) else {}
    places = [n for n in range(width) if len({int(r[n]) for r in runs}) == len(files)] or list(range(width))
    return {f: int(r[places[0]]) for f, r in zip(files, runs, strict=True)}


def _gaps(files: list[Path], numbers: dict[Path, int]) -> list[Change]:
    """Numbers that are missing or there twice, so that a picture that was lost is noticed."""
    there = sorted(numbers.values())
    if not there:
        return []
    said = [
        _left(f"number {n}", "the pictures", "two pictures have it; they stand in the order of their names")
        for n in sorted({n for n in there if there.count(n) > 1})
    ]
    missing = [n for n in range(there[0], there[-1]) if n not in there]
    if missing and len(missing) <= len(there):
        said.append(_left(f"number {', '.join(map(str, missing[:12]))}", "the pictures", "no picture has it"))
    return said


def _caption(file: Path, n: int, number: int | None) -> str:
    """What a name says beside its number."""
    plain = file.stem if number is None else re.sub(rf"(?<!\d)0*{number}(?!\d)", " ", file.stem, count=1)
    words = re.sub(r"[_\-.\s]+", " ", plain).strip()
    generic = re.sub(r"[\d ]+", "", words.lower()) in (
        "",
        "img",
        "image",
        "picture",
        "shot",
        "frame",
        "scan",
        "dsc",
        "board",
        "panel",
        "page",
        "screenshot",
    )
    return f"Picture {n}" if generic else words[:1].upper() + words[1:300]


def _film_size(size: FrameSize) -> FrameSize:
    """The shape of a picture as a film's size: even sides, the longer one of 768."""
    scale = 768 / max(size.width, size.height)
    width, height = (max(64, round(side * scale / 2) * 2) for side in (size.width, size.height))
    return FrameSize(width, height)
