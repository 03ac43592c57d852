"""A cut that belongs to no film here, as a new one: an editor's temp edit or animatic, one shot a clip, with what lies beside it as takes.

Read first and told (`read_new_film`), made then (`fill`): nothing is made before its account has been seen."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from vgot.errors import BadInput
from vgot.handoff.compose import compose
from vgot.handoff.conform_named import cards_back, named_back
from vgot.handoff.cut_diff import NO_PLACE, Change
from vgot.handoff.cut_files import read_timeline
from vgot.handoff.edited_cut import EditedClip, EditedCut, EditedSound
from vgot.handoff.incoming import Arrival, arrivals, choices_of, markers_of, media_beside, sound_of
from vgot.media.audio import RATE as SAMPLE_RATE
from vgot.sound.tracks import place_sound
from vgot.story.model import MAX_SHOT_S, MAX_SHOTS, MIN_SHOT_S, Boundary, Film, Shot, Story, load_story, new_shot_id
from vgot.units import FrameSize

#: A sound as long as this, on nobody's track, is taken for music.
_MUSIC_S = 15.0
_RATES = (8, 12, 15, 16, 23.976, 24, 25, 29.97, 30, 48, 50, 59.94, 60)


@dataclass(frozen=True)
class NewFilm:
    """What a cut would become: a story of one shot a clip, the cut it is from, and what of it a story cannot hold."""

    story: Story
    edited: EditedCut
    source: Path
    named: tuple[Change, ...]
    #: The clip of each shot, by its place in the cut.
    clips: tuple[int, ...]

    def as_json(self) -> dict[str, Any]:
        here = sum(media_beside(self.source, c.media) is not None for c in self.edited.clips if c.media)
        return {
            "account": {
                "read_as": f"cut ({self.source.suffix.lower().lstrip('.')})",
                "used": len(self.story.shots),
                "notes": sum(len(s.markers) + bool(s.notes) for s in self.story.shots),
                "media": here,
                "dropped": [
                    {"what": c.what or c.words, "where": c.where or "the cut", "why": c.why or NO_PLACE}
                    for c in self.named
                ],
            }
        }

    def in_words(self) -> str:
        seconds = sum(s.duration_s for s in self.story.shots)
        head = f"{len(self.story.shots)} shots, {seconds:.1f} s, from the {len(self.edited.clips)} clips of '{self.source.name}'."
        return "\n".join([head, *(f"(left out) {c.words}" for c in self.named)])


def read_new_film(source: Path) -> NewFilm:
    """A cut as the film it would become; changes nothing. Raises BadInput, NotFound."""
    flat = read_timeline(source, Fraction(24))
    rate = flat.rate or Fraction(24)
    fps = min(_RATES, key=lambda r: abs(r - float(rate)))
    film = Film.model_validate({"fps": fps, **_size(flat.size)})
    story = Story(title=(flat.title or source.stem).strip()[:120] or "Untitled", film=film)
    rate = Fraction(rate) if abs(float(rate) - fps) < 0.01 else Fraction(fps).limit_denominator(1001)
    edited = compose(flat, rate, {}, lambda url: media_beside(source, url) is not None, ours=False)
    if not edited.clips:
        raise BadInput(
            "The cut holds no clip that is seen.", field="import", hint="Export the timeline with its pictures."
        )
    shots: list[Shot] = []
    clips: list[int] = []
    for n, clip in enumerate(edited.clips):
        parts = _shots(clip, n, rate)
        shots += parts
        clips += [n] * len(parts)
    if len(shots) > MAX_SHOTS:
        raise BadInput(
            f"The cut has {len(shots)} shots; a film holds at most {MAX_SHOTS}.",
            field="import",
            hint="Import it in parts.",
        )
    changes: list[Change] = []
    titles = cards_back(story, edited, rate, changes)
    made = load_story(
        story.model_dump(mode="json")
        | {
            "shots": [s.model_dump(mode="json") for s in shots],
            "boundaries": [b.model_dump(mode="json") for b in _boundaries(edited, shots, clips, rate)],
            "titles": titles.model_dump(mode="json"),
        }
    )
    named = [Change("note", note, False) for note in edited.notes] + named_back(made, edited, rate)
    named += [
        Change(
            "note",
            f"The {t.other} after '{edited.clips[t.after].name}' is a cut here.",
            False,
            f"the transition '{t.other}'",
            edited.clips[t.after].name,
        )
        for t in edited.transitions
        if t.other
    ]
    return NewFilm(made, edited, source, tuple(named), tuple(clips))


def _size(size: tuple[int, int] | None) -> dict[str, int]:
    """The size of a timeline as a film's: even, and no larger than a draft is drawn."""
    if not size or min(size) < 64:
        return {}
    scale = min(1.0, 768 / max(size))
    width, height = (max(64, round(side * scale / 2) * 2) for side in size)
    return {"width": width, "height": height}


def _shots(clip: EditedClip, n: int, rate: Fraction) -> list[Shot]:
    """A clip as one shot, or as several where it is longer than a shot may be."""
    frames = max(1, clip.at.frames if clip.at else clip.source_out - clip.source_in)
    most = int(MAX_SHOT_S * rate)
    pieces = -(-frames // most)
    name = clip.name.strip()[:200] or f"Clip {n + 1}"
    notes = [clip.note or "", f"From the file '{clip.media[:200]}'." if clip.media else ""]
    found = []
    for part in range(pieces):
        first, stop = frames * part // pieces, frames * (part + 1) // pieces
        found.append(
            Shot(
                id=new_shot_id("cut", n, part, name, clip.source_in),
                summary=name + (f" ({part + 1} of {pieces})" if pieces > 1 else ""),
                duration_s=max(MIN_SHOT_S, float((stop - first) / rate)),
                notes="\n".join(text for text in notes if text)[:2000],
                markers=markers_of(clip, first, stop, rate),
            )
        )
    return found


def _boundaries(edited: EditedCut, shots: list[Shot], clips: list[int], rate: Fraction) -> list[Boundary]:
    joins = {t.after: t for t in edited.transitions if not t.other and t.frames}
    found = []
    for n, shot in enumerate(shots[:-1]):
        join = joins.get(clips[n]) if clips[n + 1] == clips[n] + 1 else None
        long = max(0.1, min(4.0, float(join.frames / rate))) if join else 0.8
        found.append(Boundary(after=shot.id, mode="crossfade" if join else "cut", overlap_s=long))
    return found


def fill(project: Any, new: NewFilm) -> tuple[Change, ...]:
    """Put a film that was read into an empty project: its shots, and the media beside the cut as takes and sounds, as one edit.
    Returns what could not be brought."""
    story, edited = new.story, new.edited
    rate = Fraction(story.film.fps).limit_denominator(1001) if not edited.flat else edited.flat.rate or Fraction(24)
    kept, words = arrivals(project, Story(film=story.film), new.source, edited, rate, most=MAX_SHOTS)
    left = [
        Change(
            "note",
            f"'{edited.clips[at].name}' has no picture yet: {why}.",
            False,
            f"'{edited.clips[at].name}'",
            "the cut",
            why,
        )
        for at, why in words.items()
        if edited.clips[at].media
    ]
    story, came = _with_arrivals(story, new.clips, kept)
    for sound in edited.sounds:
        story, said = _sounded(project, story, new.source, sound, rate)
        left += [
            Change(
                "note",
                f"The sound '{sound.name}' was left out: {said}.",
                False,
                f"the sound '{sound.name}'",
                "the cut",
                said,
            )
        ] * bool(said)
    size, choices = FrameSize(story.film.width, story.film.height), {}
    with project.store.transaction() as db:
        for arrival in came:
            choices |= choices_of(project, db, arrival, size, story.film.fps)
    project.store.change("a new film from a cut", lambda head: (story, {**head.choices, **choices}))
    return tuple(left)


def _with_arrivals(story: Story, clips: tuple[int, ...], kept: dict[int, list[Arrival]]) -> tuple[Story, list[Arrival]]:
    """The story whose shots are those of the media that came, where they came as the same number of shots."""
    parts = Counter(clips)
    taken: Counter[int] = Counter()
    came, shots = [], []
    for shot, at in zip(story.shots, clips, strict=True):
        mine = kept.get(at, [])
        if len(mine) != parts[at]:
            shots.append(shot)
            continue
        arrival = mine[taken[at]]
        taken[at] += 1
        came.append(replace(arrival, shot=shot))
        shots.append(shot.model_copy(update={"duration_s": arrival.shot.duration_s}))
    return load_story(story.model_dump(mode="json") | {"shots": [s.model_dump(mode="json") for s in shots]}), came


def _sounded(project: Any, story: Story, source: Path, sound: EditedSound, rate: Fraction) -> tuple[Story, str]:
    """The story with a sound of the cut on a track, or why it is not there."""
    file = media_beside(source, sound.media) if sound.media else None
    if file is None:
        return story, "its file is not beside the cut"
    brought = sound_of(project, file)
    if brought is None or isinstance(brought, BadInput):
        return story, brought.message.rstrip(".") if brought else "it is silent"
    digest, long = brought
    first = max(0.0, sound.source_in / SAMPLE_RATE)
    last = min(long, first + sound.length / SAMPLE_RATE)
    if last <= first:
        return story, "none of it is heard"
    kind = sound.kind or _kind_of(sound, long)
    gain = max(-60.0, min(12.0, sound.gain_db or 0.0)) if sound.enabled else -60.0
    made, _ = place_sound(
        story,
        kind,
        sound.name or file.stem,
        digest,
        long,
        at_s=round(float(Fraction(max(0, sound.film_frame)) / rate), 5),
        in_s=round(first, 5),
        out_s=round(last, 5),
        gain_db=gain,
        fade_in_s=round(min(60.0, sound.fade_in_s or 0.0), 4),
        fade_out_s=round(min(60.0, sound.fade_out_s or 0.0), 4),
    )
    return made, ""


def _kind_of(sound: EditedSound, long: float) -> str:
    role = sound.role.split(".")[0].lower()
    if role in ("dialogue", "voice", "vo", "voiceover"):
        return "voice"
    return "music" if role == "music" or role not in ("effects", "sfx") and long >= _MUSIC_S else "effects"
