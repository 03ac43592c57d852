"""The sounds of an edited cut: what an editor moved, trimmed, levelled or took out, applied to the story's sounds as far
as the format says it. Pure."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from vgot.handoff.cutlist import SAMPLE_RATE, CutList, CutSound
from vgot.handoff.edited_cut import EditedSound
from vgot.handoff.soundtrack import placed_item
from vgot.sound import tracks
from vgot.story.model import SoundItem, Story, Track

#: Samples within which two times are the same: clocks of editors round.
_SAME = 8


def sounds_back(
    before: CutList, after: CutList, story: Story, edited: tuple[EditedSound, ...], strangers: int
) -> tuple[Story, list[tuple[bool, str]]]:
    """(the story with its sounds where the editor has them, what changed in words with whether it applies).

    before and after: the cut of the story before, and with, the edited picture. `story` is the one with the edited picture."""
    words: list[tuple[bool, str]] = []
    if strangers:
        words.append(
            (
                False,
                f"{strangers} {'sound that is' if strangers == 1 else 'sounds that are'} not the film's {'was' if strangers == 1 else 'were'} left out: "
                "import sounds on the timeline.",
            )
        )
    items = [(t, i) for t in story.sound.tracks if not t.muted for i in t.items]
    heard = [(t, i, found) for t, i in items if (found := placed_item(before, t, i))]
    if not edited:
        if heard:
            words.append((False, "The cut holds no sounds of the film; the story's sounds stay as they are."))
        return story, words
    rest = list(edited)
    for track, item, was in heard:
        mine = [e for e in rest if e.item == item.id] or [
            e for e in rest if not e.item and e.digest and item.file.startswith(e.digest)
        ][:1]
        rest = [e for e in rest if e not in mine]
        if not mine:
            story = tracks.remove_sound(story, item.id)
            words.append((True, f"Sound '{item.name}' is not in the cut any more."))
            continue
        first = min(mine, key=lambda e: e.film_frame)
        last = max(mine, key=lambda e: e.film_frame) if len(mine) == len(was) else None
        values, said = _changes(before, after, track, item, was, first, last)
        if len(mine) != len(was) and not item.loop:
            words.append((False, f"Sound '{item.name}' stands in the cut {len(mine)} times; its first one counts."))
        if values:
            story = tracks.change_sound(story, item.id, **values)
            words.append((True, f"Sound '{item.name}': {', '.join(said)}."))
    return story, words


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
    trimmed = not item.loop and (abs(now.source_in - old.source_in) > _SAME or abs(now.length - old.length) > _SAME)
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
    if now.gain_db is not None and abs(now.gain_db - old.gain_db) > 0.05:
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
