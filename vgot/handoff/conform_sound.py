"""The sounds of an edited cut: what an editor moved, trimmed, levelled or took out, applied to the story's sounds as far
as the format says it. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

from vgot.handoff.cutlist import SAMPLE_RATE, CutList, CutSound
from vgot.handoff.edited_cut import EditedSound
from vgot.handoff.names import is_sound
from vgot.handoff.soundtrack import placed_item
from vgot.sound import tracks
from vgot.story.model import SoundItem, Story, Track

#: Samples within which two times are the same: clocks of editors round.
_SAME = 8


def sounds_back(
    before: CutList,
    after: CutList,
    story: Story,
    edited: tuple[EditedSound, ...],
    strangers: int,
    moved: Callable[[int], int] = lambda frame: frame,
) -> tuple[Story, list[tuple[bool, str]]]:
    """(the story with its sounds where the editor has them, what changed in words with whether it applies).

    before and after: the cut of the story before, and with, the edited picture. `story` is the one with the edited picture; moved:
    a frame of the editor's film -> the frame of the story's that shows the same."""
    words: list[tuple[bool, str]] = []
    items = [(t, i) for t in story.sound.tracks if not t.muted for i in t.items]
    heard = [(t, i, found) for t, i in items if (found := placed_item(before, t, i))]
    rest = list(edited)
    pairs = [(track, item, was, _of(item, story, edited)) for track, item, was in heard]
    if heard and not any(mine for *_, mine in pairs):
        if not strangers:
            words.append((False, "The cut holds no sounds of the film; the story's sounds stay as they are."))
        else:
            words.append(
                (False, "No sound of the cut could be told as the film's; the story's sounds stay as they are.")
            )
        pairs = []
    for track, item, was, mine in pairs:
        rest = [e for e in rest if e not in mine]
        if not mine:
            story = tracks.remove_sound(story, item.id)
            words.append((True, f"Sound '{item.name}' is not in the cut any more."))
            continue
        first = min(mine, key=lambda e: e.film_frame)
        last = max(mine, key=lambda e: e.film_frame) if len(mine) == len(was) else None
        values, said = _changes(before, after, track, item, was, _carried(first, moved), last)
        if len(mine) != len(was) and not item.loop:
            words.append((False, f"Sound '{item.name}' stands in the cut {len(mine)} times; its first one counts."))
        if first.role and first.role.split(".")[0].lower() not in _ROLES[track.kind]:
            words.append(
                (False, f"Sound '{item.name}' has the role '{first.role}'; it stays on the {track.kind} track.")
            )
        if values:
            story = tracks.change_sound(story, item.id, **values)
            words.append((True, f"Sound '{item.name}': {', '.join(said)}."))
    known = {i.name for t in story.sound.tracks for i in t.items}
    words += [
        (False, f"'{e.name}' stands in the cut once more than in the film and was left out.")
        for e in rest
        if pairs and (e.item or e.digest and e.kind != "voice" or e.name in known)
    ]
    left = strangers - sum(not e.item and not e.digest for e in edited) + sum(not e.item and not e.digest for e in rest)
    if left > 0:
        one = left == 1
        words.insert(
            0,
            (
                False,
                f"{left} {'sound that is' if one else 'sounds that are'} not the film's {'was' if one else 'were'} left out: "
                "import sounds on the timeline.",
            ),
        )
    return story, words


#: What editors call the roles of a track's sounds.
_ROLES = {
    "music": ("music",),
    "effects": ("effects", "sfx", "ambience", "foley"),
    "voice": ("dialogue", "voice", "vo", "voiceover"),
}


def _of(item: SoundItem, story: Story, edited: tuple[EditedSound, ...]) -> list[EditedSound]:
    """The sounds of a cut that are this item: by our mark, by the digest in the name of the file, or by a name that only it has."""
    if mine := [e for e in edited if e.item == item.id]:
        return mine
    if mine := [e for e in edited if not e.item and is_sound(item.file, e.digest)]:
        many = sum(i.file == item.file for t in story.sound.tracks for i in t.items)
        return mine if many == 1 else mine[:1]
    names = [i.name for t in story.sound.tracks for i in t.items]
    if names.count(item.name) == 1:
        return [e for e in edited if not e.item and not e.digest and e.name == item.name]
    return []


def _carried(sound: EditedSound, moved: Callable[[int], int]) -> EditedSound:
    return replace(sound, film_frame=moved(sound.film_frame))


def _changes(
    before: CutList,
    after: CutList,
    track: Track,
    item: SoundItem,
    was: list[CutSound],
    now: EditedSound,
    last: EditedSound | None,
) -> tuple[dict[str, Any], list[str]]:
    """now: the sound where it first stands in the edited cut; last: where it last stands, None where it stands there oftener or
    more seldom than it did: of one that loops, the first fades in and the last fades out."""
    fps, old = before.fps, was[0]
    values: dict = {}
    said: list[str] = []
    offset = 0
    if item.shot is not None:
        shot = next((s for s in after.shots if s.id == item.shot), None)
        if shot is None:
            return {}, []  # its shot is gone, and it is silent until the shot is back
        offset = shot.film_in
    expected = next(iter(placed_item(after, track, item)), None)
    trimmed = not item.loop and not (_alike(now, now.source_in, old.source_in) and _alike(now, now.length, old.length))
    if trimmed:
        stop = now.source_in + now.length
        values |= {
            "in_s": round(now.source_in / SAMPLE_RATE, 5),
            "out_s": None if stop >= old.source_length - _SAME else round(stop / SAMPLE_RATE, 5),
        }
        said.append(f"{now.source_in / SAMPLE_RATE:.2f} to {stop / SAMPLE_RATE:.2f} s of it are heard")
    if expected is None or now.film_frame != expected.film_frame or trimmed and now.source_in != old.source_in:
        at = round(float(Fraction(now.film_frame - offset) / fps), 5)
        if abs(at - item.at_s) * float(fps) >= 0.5:
            values["at_s"] = at
            said.append(f"begins at {float(Fraction(now.film_frame) / fps):.2f} s of the film")
    if not now.enabled:
        values["gain_db"] = -60.0
        said.append("switched off: volume -60 dB")
    elif now.gain_db is not None and abs(now.gain_db - old.gain_db) > 0.05:
        values["gain_db"] = round(max(-60.0, min(12.0, now.gain_db - track.gain_db)), 2)
        said.append(f"volume {now.gain_db:g} dB")
    ended = last.fade_out_s if last else now.fade_out_s if not item.loop else None
    for field, label, seen, had in (
        ("fade_in_s", "fade in", now.fade_in_s, old.fade_in),
        ("fade_out_s", "fade out", ended, was[-1].fade_out),
    ):
        if seen is not None and abs(seen - had / SAMPLE_RATE) > 0.002:
            values[field] = round(min(60.0, seen), 4)
            said.append(f"{label} {seen:.2f} s")
    return values, said


def _alike(now: EditedSound, seen: int, had: int) -> bool:
    """Whether a time of an edited sound is the one it had: an editor that works in frames rounds to its own."""
    each = now.frame_samples
    off = abs(seen - had)
    return off <= _SAME or bool(each) and off < each and min(seen % each, each - seen % each) <= _SAME
