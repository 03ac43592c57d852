"""OpenTimelineIO out.

Track V1 holds the shots, cut where they meet, with a dissolve where the boundary is a crossfade or a bridge; track
`Bridges` above it holds the rendered bridges over their seams, so that the picture is the film's to the frame. Each
sound track is an audio track in samples. Rates are the film's exact fractions and all values whole, so nothing drifts.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from vgot.errors import ModelUnavailable
from vgot.handoff.cutlist import SAMPLE_RATE, CutList
from vgot.handoff.edited_cut import whole_frames
from vgot.handoff.mediafolder import MediaFile, MediaFolder
from vgot.handoff.script_note import SCRIPT_MARK, script_note


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
