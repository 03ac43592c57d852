"""OpenTimelineIO out and in.

Track V1 holds the shots, cut where they meet, with a dissolve where the boundary is a crossfade or a bridge; track
`Bridges` above it holds the rendered bridges over their seams, so that the picture is the film's to the frame. Each
sound track is an audio track in samples. Rates are the film's exact fractions and all values whole, so nothing drifts.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

from vgot.errors import BadInput, ModelUnavailable
from vgot.handoff.cutlist import SAMPLE_RATE, CutList, CutShot
from vgot.handoff.edited_cut import (
    EditedClip,
    EditedCut,
    EditedMarker,
    EditedSound,
    EditedTransition,
    bounded,
    digest_in,
    whole_frames,
)
from vgot.handoff.mediafolder import MediaFile, MediaFolder, shot_of
from vgot.story.model import DOMAINS

MAX_BYTES = 64 * 2**20
SCRIPT_MARK = "Script"


def opentimelineio():
    """The library, or ModelUnavailable saying how to get it."""
    try:
        import opentimelineio
    except ImportError as why:
        raise ModelUnavailable(
            "OpenTimelineIO is not installed.",
            field="export",
            hint="pip install OpenTimelineIO (Python up to 3.13), or export .fcpxml.",
        ) from why
    return opentimelineio


def script_note(shot: CutShot) -> str:
    """The five domains, dialogue and notes of a shot as lines of text: what a marker carries."""
    lines = [
        f"{name.capitalize()}: {getattr(shot.domains, name)}" for name in DOMAINS if getattr(shot.domains, name).strip()
    ]
    lines += [f"{line.character or 'Narrator'}: “{line.text}”" for line in shot.lines]
    lines += [f"Notes: {shot.notes}"] if shot.notes.strip() else []
    return "\n".join(lines)


def write_otio(cut: CutList, media: MediaFolder, target: Path) -> Path:
    """Write the cut as .otio; media are named relative to it."""
    opentimelineio().adapters.write_to_file(
        timeline(cut, media, target), str(target), adapter_name="otio_json", indent=1
    )
    return target


def timeline(cut: CutList, media: MediaFolder, target: Path, bridges: bool = True):
    """The cut as an opentimelineio Timeline."""
    otio = opentimelineio()
    rate = float(cut.fps)
    schema, time, span = otio.schema, _time(otio, rate), _span(otio, rate)
    whole = schema.Timeline(cut.title)
    whole.metadata["vgot"] = {
        "version": 1,
        "mark": cut.mark,
        "rate": str(cut.fps),
        "width": cut.size.width,
        "height": cut.size.height,
        "made_with": cut.made_with(),
    }
    picture = schema.Track("V1", kind=schema.TrackKind.Video)
    whole.tracks.append(picture)

    def reference(file: MediaFile, rate_of_file: float = rate):
        return schema.ExternalReference(
            file.url(target),
            otio.opentime.TimeRange(
                otio.opentime.RationalTime(0, rate_of_file), otio.opentime.RationalTime(file.frames, rate_of_file)
            ),
        )

    def card(name: str, frames: int) -> None:
        if frames:
            clip = schema.Clip(
                f"{name} card",
                reference(media.cards[name]) if name in media.cards else schema.MissingReference(),
                span(0, frames),
            )
            clip.metadata["vgot"] = {"kind": "card", "card": name}
            picture.append(clip)

    card("opening", cut.lead)
    for shot in cut.shots:
        file = media.shots[shot.id]
        clip = schema.Clip(shot.name, reference(file), span(file.held_head + shot.source_in, shot.frames))
        clip.metadata["vgot"] = {
            "kind": "shot",
            "shot": shot.id,
            "number": shot.number,
            "clip_frames": shot.clip_frames,
            "held": [file.held_head, file.held_tail],
            "domains": shot.domains.model_dump(),
            "who": list(shot.who),
            "place": shot.place,
            "notes": shot.notes,
            "seed": shot.seed,
            "lines": [line.model_dump() for line in shot.lines],
            "made_by": shot.made_by,
        }
        clip.markers.append(
            schema.Marker(
                f"{SCRIPT_MARK} {shot.number:02d}",
                span(file.held_head + shot.source_in, 0),
                "CYAN",
                {"vgot": {"kind": "script"}, "note": script_note(shot)},
                script_note(shot),
            )
        )
        for marker in shot.markers:
            frame = file.held_head + min(shot.clip_frames - 1, whole_frames(marker.at_s, cut.fps))
            clip.markers.append(
                schema.Marker(marker.name, span(frame, 0), "GREEN", {"vgot": {"kind": "marker"}}, marker.note)
            )
        picture.append(clip)
        join = cut.joins[shot.number - 1] if shot.number <= len(cut.joins) else None
        if join and join.half:
            picture.append(
                schema.Transition(
                    f"{join.mode} {join.left}-{join.left + 1}",
                    schema.TransitionTypes.SMPTE_Dissolve,
                    time(join.half),
                    time(join.half),
                    {"vgot": {"kind": "join", "mode": join.mode, "left": shot.id}},
                )
            )
    card("end", cut.tail)
    if bridges and media.bridges:
        whole.tracks.append(_bridges(otio, cut, media, reference, span))
    for track in _sounds(otio, cut, media, reference):
        whole.tracks.append(track)
    return whole


def _time(otio, rate: float):
    return lambda value: otio.opentime.RationalTime(value, rate)


def _span(otio, rate: float):
    return lambda start, length: otio.opentime.TimeRange(
        otio.opentime.RationalTime(start, rate), otio.opentime.RationalTime(length, rate)
    )


def _bridges(otio, cut: CutList, media: MediaFolder, reference, span):
    track, at = otio.schema.Track("Bridges", kind=otio.schema.TrackKind.Video), 0
    for join in cut.joins:
        if join.left in media.bridges:
            if join.film_in > at:
                track.append(otio.schema.Gap(source_range=span(0, join.film_in - at)))
            clip = otio.schema.Clip(
                f"Bridge {join.left}-{join.left + 1}", reference(media.bridges[join.left]), span(0, 2 * join.half)
            )
            clip.metadata["vgot"] = {"kind": "bridge", "left": cut.shots[join.left - 1].id}
            track.append(clip)
            at = join.film_in + 2 * join.half
    return track


def _sounds(otio, cut: CutList, media: MediaFolder, reference):
    span = _span(otio, float(SAMPLE_RATE))
    for name, sounds in _layers(cut):
        track, at = otio.schema.Track(name, kind=otio.schema.TrackKind.Audio), 0
        for sound in sounds:
            if sound.film_in > at:
                track.append(otio.schema.Gap(source_range=span(0, sound.film_in - at)))
            clip = otio.schema.Clip(
                sound.name, reference(media.sounds[sound.file], float(SAMPLE_RATE)), span(sound.source_in, sound.length)
            )
            clip.metadata["vgot"] = {
                "kind": "sound",
                "item": sound.item,
                "sound": sound.kind,
                "gain_db": sound.gain_db,
                "scratch": sound.scratch,
                "fade_in_s": sound.fade_in / SAMPLE_RATE,
                "fade_out_s": sound.fade_out / SAMPLE_RATE,
                "shot": sound.shot,
            }
            track.append(clip)
            at = sound.film_out
        yield track


def _layers(cut: CutList) -> list[tuple[str, list[Any]]]:
    """Sounds by track; sounds of a track that overlap go to a second layer of it, for a track holds one at a time."""
    layers: dict[str, list[list]] = {}
    for sound in sorted(cut.sounds, key=lambda s: (s.track, s.film_in)):
        rows = layers.setdefault(sound.track, [])
        row = next((r for r in rows if r[-1].film_out <= sound.film_in), None)
        if row is None:
            rows.append(row := [])
        row.append(sound)
    return [(name if n == 0 else f"{name} {n + 1}", row) for name, rows in layers.items() for n, row in enumerate(rows)]


# -- in ---------------------------------------------------------------------------------------------------------------
def read_otio(source: Path, fps: Fraction) -> EditedCut:
    """The edit of an .otio file at the project's rate. Raises BadInput."""
    otio = opentimelineio()
    if source.stat().st_size > MAX_BYTES:
        raise BadInput(
            "The file is larger than 64 MB.", field="import", hint="Export the timeline alone, without media."
        )
    try:
        whole = otio.adapters.otio_json.read_from_string(source.read_text(encoding="utf-8"))
    except Exception as why:  # the library has errors of its own for every kind of damage; a person needs one
        raise BadInput(
            f"This is not an OpenTimelineIO file: {str(why)[:120]}.",
            field="import",
            hint="Export the timeline as .otio again.",
        ) from why
    timelines = [whole] if isinstance(whole, otio.schema.Timeline) else []
    if isinstance(whole, otio.schema.SerializableCollection):
        timelines = [t for t in whole if isinstance(t, otio.schema.Timeline)]
    if not timelines:
        raise BadInput("The file holds no timeline.", field="import", hint="Export the timeline as .otio again.")
    tracks = [
        t for t in timelines[0].tracks if isinstance(t, otio.schema.Track) and t.kind == otio.schema.TrackKind.Video
    ]
    try:
        return _edited(otio, timelines[0], tracks, fps)
    except (ValueError, TypeError, OverflowError, AttributeError, IndexError) as why:
        raise BadInput(
            f"The timeline holds what no editor writes: {str(why)[:120]}.",
            field="import",
            hint="Export the timeline as .otio again.",
        ) from why


def _edited(otio, whole, tracks: list[Any], fps: Fraction) -> EditedCut:
    clips: list[EditedClip] = []
    joins: list[EditedTransition] = []
    notes: list[str] = []
    for layer, track in enumerate(tracks):
        for item in track:
            kind = _ours(item).get("kind", "")
            if isinstance(item, otio.schema.Transition):
                if layer == 0 and clips:
                    length = _frames(item.in_offset, fps) + _frames(item.out_offset, fps)
                    joins.append(EditedTransition(len(clips) - 1, length, str(_ours(item).get("mode", ""))))
            elif isinstance(item, otio.schema.Clip) and kind not in ("card", "bridge"):
                clip = _clip(otio, item, fps, notes)
                if layer == 0:
                    clips.append(clip)
                else:
                    notes.append(
                        f"'{clip.name}' on track {track.name or layer + 1} is not in the main track and was left out."
                    )
            elif isinstance(item, (otio.schema.Stack, otio.schema.Track)):
                notes.append(f"The nested sequence '{item.name}' was left out.")
    sounds, strangers = _heard(otio, whole, fps)
    return EditedCut(
        str(_ours(whole).get("mark", "")), tuple(clips), tuple(joins), tuple(notes), tuple(sounds), tuple(strangers)
    )


def _heard(otio, whole, fps: Fraction) -> tuple[list[EditedSound], list[str]]:
    """Sounds of the audio tracks at their places, and the media of those that are not the project's."""
    found, strangers = [], []
    for track in whole.tracks:
        if not isinstance(track, otio.schema.Track) or track.kind != otio.schema.TrackKind.Audio:
            continue
        for n, item in enumerate(track):
            if not isinstance(item, otio.schema.Clip):
                continue
            ours, reference = _ours(item), item.media_reference
            url = reference.target_url if isinstance(reference, otio.schema.ExternalReference) else ""
            if (
                str(ours.get("sound", "")) == "voice"
                and ours.get("scratch") is not None
                and "-" in str(ours.get("item", ""))
            ):
                continue  # a spoken line: it goes where its shot goes
            digest = digest_in(url)
            if not ours.get("item") and not digest:
                strangers.append(url)
                continue
            span = item.trimmed_range()
            at = _frames(track.range_of_child_at_index(n).start_time, fps)
            found.append(
                EditedSound(
                    str(ours.get("item", "")),
                    digest,
                    at,
                    _samples(span.start_time),
                    _samples(span.duration),
                    _number(ours, "gain_db", -60.0, 12.0),
                    *_fades(otio, track, n, ours),
                )
            )
    return found, strangers


def _fades(otio: Any, track: Any, n: int, ours: dict[str, Any]) -> tuple[float | None, float | None]:
    """Seconds of fade in and fade out of the sound at place n of a track: a dissolve from or to silence that an editor has
    there, else what our metadata say (OTIO has no schema of its own for volume and fades of a sound)."""
    found = []
    for step, name in ((-1, "fade_in_s"), (1, "fade_out_s")):
        beside: list[Any] = [track[i] if 0 <= i < len(track) else None for i in (n + step, n + 2 * step)]
        length = None
        if isinstance(beside[0], otio.schema.Transition) and not isinstance(beside[1], otio.schema.Clip):
            length = sum(t.to_seconds() for t in (beside[0].in_offset, beside[0].out_offset))
        found.append(_number(ours, name, 0.0, 60.0) if length is None else min(60.0, max(0.0, length)))
    return found[0], found[1]


def _number(ours: dict[str, Any], name: str, least: float, most: float) -> float | None:
    """A number of our metadata within its range; None where there is none."""
    value = ours.get(name)
    return (
        min(most, max(least, float(value)))
        if isinstance(value, (int, float)) and not isinstance(value, bool) and value == value
        else None
    )


def _samples(time) -> int:
    seconds = time.value / time.rate if time.rate > 0 else 0.0
    bounded(seconds)
    return round(Fraction(time.value) / Fraction(time.rate).limit_denominator(100_000) * SAMPLE_RATE) if seconds else 0


def _ours(item) -> dict[str, Any]:
    found = item.metadata.get("vgot")
    return dict(found) if found is not None and hasattr(found, "keys") else {}


def _frames(time, fps: Fraction) -> int:
    """A RationalTime as frames of the film. An editor that writes 23.976 for 24000/1001 still means whole frames."""
    if time.rate <= 0:
        return 0
    if abs(time.rate - float(fps)) < 0.01:
        return bounded(time.value)
    return bounded(Fraction(time.value) / Fraction(time.rate).limit_denominator(100_000) * fps)


def _clip(otio, item, fps: Fraction, notes: list[str]) -> EditedClip:
    ours, reference = _ours(item), item.media_reference
    url = reference.target_url if isinstance(reference, otio.schema.ExternalReference) else ""
    by_name = shot_of(url)
    held = int(by_name[1]) if by_name else int((list(ours.get("held", [])) or [0])[0])
    shot = by_name[0] if by_name else (str(ours["shot"]) if ours.get("shot") else None)
    try:
        span = item.trimmed_range()
    except Exception:  # a clip without media and without a range
        notes.append(f"'{item.name}' has no length and was left out.")
        return EditedClip(None, item.name, 0, 0)
    if any(isinstance(e, otio.schema.TimeEffect) for e in item.effects):
        notes.append(f"The speed change on '{item.name}' was left out.")
    start = _frames(span.start_time, fps) - held
    markers = tuple(
        EditedMarker(
            _frames(m.marked_range.start_time, fps) - held,
            m.name,
            str(getattr(m, "comment", "") or m.metadata.get("note", "")),
        )
        for m in item.markers
        if _ours(m).get("kind") != "script" and not m.name.startswith(f"{SCRIPT_MARK} ")
    )
    if shot is None and isinstance(reference, otio.schema.ExternalReference) and reference.available_range is not None:
        start -= _frames(reference.available_range.start_time, fps)  # files whose timecode does not begin at zero
    return EditedClip(shot, item.name, start, start + _frames(span.duration, fps), markers, url if shot is None else "")
