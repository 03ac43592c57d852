"""The cut back in: what an editor changed, as a diff that is shown first and applied as one undoable edit.

What a story can hold comes back: order, deletions, repeats (a shot cut in two becomes a shot and its copy), trims,
dissolves added, removed or resized, markers, sounds moved, trimmed or levelled; and clips that are not the film's, as
shots whose clips came from outside. What a story cannot hold is named in the diff, never dropped in silence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from vgot.errors import BadInput, NotFound
from vgot.graph.nodes import seam_frames, trim_frames
from vgot.handoff.conform_sound import sounds_back
from vgot.handoff.cutlist import lay_out
from vgot.handoff.edited_cut import EditedClip, EditedCut, EditedTransition, whole_frames
from vgot.handoff.fcpxml import read_fcpxml
from vgot.handoff.incoming import Arrival, arrivals, choices_of, media_name
from vgot.handoff.otio import read_otio
from vgot.sound.tracks import place_sound
from vgot.story.model import MAX_SHOTS, Boundary, Marker, Shot, Story, load_story, new_shot_id
from vgot.units import FrameSize, frame_rate, frames_in

READERS: dict[str, Callable[[Path, Fraction], EditedCut]] = {".otio": read_otio, ".fcpxml": read_fcpxml}
_SHORTEST_JOIN_S = 0.1


@dataclass(frozen=True)
class Change:
    """One line of the diff: kind is order, deleted, repeated, trim, boundary, marker, sound, new, unknown or note; `applies`
    is False for what a story cannot hold."""

    kind: str
    words: str
    applies: bool = True


@dataclass(frozen=True)
class CutDiff:
    """What the edited cut would change. `story` is the story with all of it; equal to the old one when nothing applies."""

    changes: tuple[Change, ...]
    story: Story
    revision: int = 0
    arrivals: tuple[Arrival, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not any(c.applies for c in self.changes)

    def in_words(self) -> str:
        return "\n".join(("" if c.applies else "(not applied) ") + c.words for c in self.changes) or "Nothing changed."

    def as_json(self) -> dict[str, Any]:
        return {
            "revision": self.revision,
            "changes": [{"kind": c.kind, "words": c.words, "applies": c.applies} for c in self.changes],
        }


def read_cut(project, source: Path) -> CutDiff:
    """The diff between a project's story and an edited .otio or .fcpxml; changes nothing. Raises BadInput, NotFound."""
    reader = READERS.get(source.suffix.lower())
    if reader is None:
        raise BadInput(f"A cut cannot be read from '{source.name}'.", field="import", hint="Use .otio or .fcpxml.")
    if not source.is_file():
        raise NotFound(f"There is no file '{source.name}'.", field="import", hint="Name an .otio or .fcpxml file.")
    head = project.head()
    rate = frame_rate(head.story.film.fps)
    edited = reader(source, rate)
    if not any(c.shot in {s.id for s in head.story.shots} for c in edited.clips):
        raise _foreign()
    kept, words = arrivals(project, head.story, source, edited, rate)
    diff = compare(head.story, edited, kept, words)
    return CutDiff(diff.changes, diff.story, head.revision, tuple(a for parts in kept.values() for a in parts))


def _foreign() -> BadInput:
    return BadInput(
        "No clip of this cut belongs to the film.",
        field="import",
        hint="Import it into the project it was exported from.",
    )


def apply_cut(project, diff: CutDiff, revision: int | None = None):
    """Apply a diff as one edit that undo takes back. Raises Conflict when the story changed since the diff was made."""
    from vgot.errors import Conflict

    seen = diff.revision if revision is None else revision
    changed = Conflict(
        "The story changed since this cut was read.",
        field="import",
        hint="Read the cut again and look at the new diff.",
    )
    if project.head().revision != seen:
        raise changed
    if not all(
        project.store.has_blob(d)
        for a in diff.arrivals
        for d in (a.clip, a.picture, *([a.heard.sound] if a.heard else []))
    ):
        raise Conflict(
            "Clips of this cut were cleaned up since it was read.", field="import", hint="Read the cut again."
        )
    film, choices = diff.story.film, {}
    with project.store.transaction() as db:
        for arrival in diff.arrivals:
            choices |= choices_of(project, db, arrival, FrameSize(film.width, film.height), film.fps)

    def change(head):
        if head.revision != seen:
            raise changed
        return diff.story, {**head.choices, **choices}

    return project.store.change("import the cut", change)


def compare(
    story: Story, edited: EditedCut, arrived: Mapping[int, list[Arrival]] = {}, missing: Mapping[int, str] = {}
) -> CutDiff:
    """What an edited cut changes in a story. Pure. arrived: clips that are not the film's, by their place in the cut, ready to
    be shots; missing: why others, or their sounds, are not. Raises BadInput when no clip of the cut belongs to the story."""
    rate = frame_rate(story.film.fps)
    known = {s.id: s for s in story.shots}
    changes: list[Change] = [Change("note", note, False) for note in edited.notes]
    if not any(c.shot in known for c in edited.clips):
        raise _foreign()
    shots: list[Shot] = []
    places: list[int] = []  # where in the cut each shot stands
    seen: dict[str, int] = {}
    left_out: list[tuple[int, EditedClip, str]] = []
    for at, clip in enumerate(edited.clips):
        if clip.shot in known:
            shots.append(_shot(story, known[clip.shot], clip, seen, rate, changes))
            places.append(at)
        elif at in arrived:
            shots += [a.shot for a in arrived[at]]
            places += [at] * len(arrived[at])
            changes.append(Change("new", _arrival_words(clip, arrived[at], rate)))
            if at in missing:
                changes.append(Change("note", f"The sound of '{clip.name}' was left out: {missing[at]}.", False))
        elif clip.source_out > clip.source_in:
            left_out.append((len(shots), clip, missing.get(at, "its file is not beside the cut")))
    if len(shots) > MAX_SHOTS:
        raise BadInput(
            f"The cut has {len(shots)} clips; a film holds at most {MAX_SHOTS} shots.",
            field="import",
            hint="Shorten the cut.",
        )
    shots = _placeholders(shots, left_out, rate, changes)
    _order(story, shots, changes, {a.shot.id for parts in arrived.values() for a in parts})
    joins = {t.after: t for t in edited.transitions}
    boundaries = []
    for n, at in enumerate(places[:-1]):
        boundaries.append(_boundary(story, shots, n, joins.get(at) if places[n + 1] == at + 1 else None, rate, changes))
    data = story.model_dump(mode="json") | {
        "shots": [s.model_dump(mode="json") for s in shots],
        "boundaries": [b.model_dump(mode="json") for b in boundaries],
    }
    made = load_story(data)
    ours = {media_name(edited.clips[at].media) for at, parts in arrived.items() if any(a.heard for a in parts)}
    strangers = sum(
        media_name(url) not in ours for url in edited.strangers
    )  # an editor lists a clip's own sound once more
    made, said = sounds_back(lay_out(story, {}, {}, {}), lay_out(made, {}, {}, {}), made, edited.sounds, strangers)
    for arrival, heard in ((a, a.heard) for parts in arrived.values() for a in parts if a.heard):
        made, _ = place_sound(
            made,
            "effects",
            arrival.shot.summary,
            heard.sound,
            heard.length_s,
            shot=arrival.shot.id,
            in_s=heard.in_s,
            out_s=heard.out_s,
        )
    changes += [Change("sound" if applies else "note", words, applies) for applies, words in said]
    return CutDiff(tuple(changes), made if any(c.applies for c in changes) else story)


def _arrival_words(clip: EditedClip, parts: list[Arrival], rate: Fraction) -> str:
    frames, held = sum(a.frames for a in parts), sum(a.held for a in parts)
    as_what = "a shot of its own" if len(parts) == 1 else f"{len(parts)} shots of its own"
    return (
        f"'{clip.name}' becomes {as_what}, {float(frames / rate):.2f} s, with its clip as an upload"
        + (" and its sound on the effects track" if any(a.heard for a in parts) else "")
        + (f"; its last frame is held for {held} frames" if held else "")
        + "."
    )


def _placeholders(
    shots: list[Shot], left_out: list[tuple[int, EditedClip, str]], rate: Fraction, changes: list[Change]
) -> list[Shot]:
    """What could not be kept is named, and noted on the shot before it (or after it, at the film's beginning)."""
    shots = list(shots)
    for at, clip, why in left_out:
        beside = max(0, at - 1)
        seconds = float((clip.source_out - clip.source_in) / rate)
        changes.append(
            Change(
                "unknown",
                f"'{clip.name}' is no shot of this film and was left out: {why}. A note of its {seconds:.2f} s is kept with shot {beside + 1} of "
                "the new cut.",
                False,
            )
        )
        note = f"Cut: {seconds:.2f} s of '{clip.name[:120]}' stood {'after' if at else 'before'} this shot."
        if note not in shots[beside].notes:
            shots[beside] = shots[beside].model_copy(
                update={"notes": (shots[beside].notes + "\n" + note).strip()[:2000]}
            )
    return shots


def _named(story: Story, shot_id: str) -> str:
    return f"shot {story.position(shot_id)}"


def _shot(
    story: Story, shot: Shot, clip: EditedClip, seen: dict[str, int], rate: Fraction, changes: list[Change]
) -> Shot:
    name = _named(story, shot.id).capitalize()
    whole = frames_in(shot.duration_s, story.film.fps)
    before = trim_frames(story, story.position(shot.id))
    start, stop = max(0, min(clip.source_in, whole - 1)), max(1, min(clip.source_out, whole))
    if (start, stop) != (clip.source_in, clip.source_out):
        changes.append(
            Change(
                "note",
                f"{name} was extended beyond its {whole} frames into held frames; lengthen the shot to have more of it.",
                False,
            )
        )
    after = (start, whole - max(start + 1, stop))
    values: dict = {}
    if after != before:
        values = {"trim_in_s": float(after[0] / rate), "trim_out_s": float(after[1] / rate)}
        changes.append(
            Change(
                "trim",
                f"{name}: {before[0]} -> {after[0]} frames cut at its beginning, {before[1]} -> {after[1]} at its end.",
            )
        )
    seen[shot.id] = seen.get(shot.id, 0) + 1
    if seen[shot.id] > 1:
        taken = {s.id for s in story.shots}
        values["id"] = next(
            i for n in range(10_000) if (i := new_shot_id("again", shot.id, seen[shot.id], n)) not in taken
        )
        changes.append(Change("repeated", f"{name} stands in the cut once more: a copy of it, with nothing to render."))
    old = [(min(whole - 1, whole_frames(m.at_s, rate)), m.name, m.note) for m in shot.markers]
    new = [(max(0, min(m.frame, whole - 1)), m.name[:200], m.note[:2000]) for m in clip.markers]
    if sorted(old) != sorted(new) and not (seen[shot.id] > 1 and not new):
        values["markers"] = [Marker(at_s=min(12.0, float(f / rate)), name=n, note=t) for f, n, t in new[:64]]
        changes.append(Change("marker", f"{name}: {len(old)} -> {len(new)} markers."))
    return shot.model_copy(update=values) if values else shot


def _order(story: Story, shots: list[Shot], changes: list[Change], new: set[str]) -> None:
    ids, now = [s.id for s in story.shots], [s.id for s in shots if s.id not in new]
    for gone in (i for i in ids if i not in now):
        changes.append(Change("deleted", f"{_named(story, gone).capitalize()} is not in the cut any more."))
    stay = [i for i in ids if i in now]
    order = [i for i in now if i in ids]
    if stay != order:
        changes.append(Change("order", "The order is now " + ", ".join(str(story.position(i)) for i in order) + "."))


def _boundary(
    story: Story, shots: list[Shot], n: int, join: EditedTransition | None, rate: Fraction, changes: list[Change]
) -> Boundary:
    """The boundary after shots[n] of the new order, given the dissolve the editor has there."""
    left, right = shots[n].id, shots[n + 1].id
    known = {b.after: b for b in story.boundaries}
    ids = [s.id for s in story.shots]
    same = left in ids and ids.index(left) + 1 < len(ids) and ids[ids.index(left) + 1] == right
    old = known.get(left, Boundary(after=left))
    where = f"After {_named(story, left) if left in ids else f'{shots[n].summary[:40]!r} in place {n + 1}'}"
    had = 2 * seam_frames(story, ids.index(left) + 1) if same else 0
    frames = join.frames if join else 0
    if same and frames == had or not same and not frames and old.mode in ("cut", "reset"):
        return old
    if join is None or not frames:
        if same or old.mode != "cut":
            changes.append(Change("boundary", f"{where}: the {old.mode} is a cut now."))
        return old.model_copy(update={"mode": "cut"})
    mode = "bridge" if join.mode == "bridge" or (same and old.mode == "bridge") else "crossfade"
    overlap = max(_SHORTEST_JOIN_S, min(4.0, float(frames / rate)))
    if not same and old.mode == mode and round(old.overlap_s * float(rate) / 2) * 2 == frames:
        return old
    changes.append(Change("boundary", f"{where}: a {mode} of {frames} frames."))
    return old.model_copy(update={"mode": mode, "overlap_s": overlap})
