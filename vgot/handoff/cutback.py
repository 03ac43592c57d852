"""The cut back in: what an editor changed, as a diff that is shown first and applied as one undoable edit.

What a story can hold comes back: order, deletions, repeats (a shot cut in two becomes a shot and its copy), trims,
dissolves added, removed or resized, markers. What it cannot hold is named in the diff, never dropped in silence.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from vgot.errors import BadInput, NotFound
from vgot.handoff.edited import EditedClip, EditedCut, EditedTransition, whole_frames
from vgot.handoff.fcpxml import read_fcpxml
from vgot.handoff.otio import read_otio
from vgot.plan import seam_frames, trim_frames
from vgot.story import MAX_SHOTS, Boundary, Marker, Shot, Story, load_story, new_shot_id
from vgot.units import frame_rate, frames_in

READERS: dict[str, Callable[[Path, Fraction], EditedCut]] = {".otio": read_otio, ".fcpxml": read_fcpxml}
_SHORTEST_JOIN_S = 0.1


@dataclass(frozen=True)
class Change:
    """One line of the diff: kind is order, deleted, repeated, trim, boundary, marker, unknown or note; `applies` is
    False for what a story cannot hold."""

    kind: str
    words: str
    applies: bool = True


@dataclass(frozen=True)
class CutDiff:
    """What the edited cut would change. `story` is the story with all of it; equal to the old one when nothing applies."""

    changes: tuple[Change, ...]
    story: Story
    revision: int = 0

    @property
    def is_empty(self) -> bool:
        return not any(c.applies for c in self.changes)

    def in_words(self) -> str:
        return "\n".join(("" if c.applies else "(not applied) ") + c.words for c in self.changes) or "Nothing changed."

    def as_json(self) -> dict:
        return {"revision": self.revision, "changes": [{"kind": c.kind, "words": c.words, "applies": c.applies} for c in self.changes]}


def read_cut(project, source: Path) -> CutDiff:
    """The diff between a project's story and an edited .otio or .fcpxml; changes nothing. Raises BadInput, NotFound."""
    reader = READERS.get(source.suffix.lower())
    if reader is None:
        raise BadInput(f"A cut cannot be read from '{source.name}'.", field="import", hint="Use .otio or .fcpxml.")
    if not source.is_file():
        raise NotFound(f"There is no file '{source.name}'.", field="import", hint="Name an .otio or .fcpxml file.")
    head = project.head()
    diff = compare(head.story, reader(source, frame_rate(head.story.film.fps)))
    return CutDiff(diff.changes, diff.story, head.revision)


def apply_cut(project, diff: CutDiff, revision: int | None = None):
    """Apply a diff as one edit that undo takes back. Raises Conflict when the story changed since the diff was made."""
    from vgot.errors import Conflict

    def change(head):
        if head.revision != (diff.revision if revision is None else revision):
            raise Conflict("The story changed since this cut was read.", field="import", hint="Read the cut again and look at the new diff.")
        return diff.story, head.choices

    return project.store.change("import the cut", change)


def compare(story: Story, edited: EditedCut) -> CutDiff:
    """What an edited cut changes in a story. Pure. Raises BadInput when no clip of the cut belongs to the story."""
    rate = frame_rate(story.film.fps)
    known = {s.id: s for s in story.shots}
    changes: list[Change] = [Change("note", note, False) for note in edited.notes]
    for clip in edited.clips:
        if clip.shot not in known and clip.source_out > clip.source_in:
            changes.append(Change("unknown", f"'{clip.name}' is no shot of this film and was left out; its "
                                  f"{float((clip.source_out - clip.source_in) / rate):.2f} s would leave the cut.", False))
    kept = [(at, c) for at, c in enumerate(edited.clips) if c.shot in known]
    if not kept:
        raise BadInput("No clip of this cut belongs to the film.", field="import", hint="Import it into the project it was exported from.")
    if len(kept) > MAX_SHOTS:
        raise BadInput(f"The cut has {len(kept)} clips; a film holds at most {MAX_SHOTS} shots.", field="import", hint="Shorten the cut.")
    shots: list[Shot] = []
    seen: dict[str, int] = {}
    for _, clip in kept:
        shots.append(_shot(story, known[clip.shot], clip, seen, rate, changes))
    _order(story, shots, changes)
    joins = {t.after: t for t in edited.transitions}
    boundaries = []
    for n, (at, _) in enumerate(kept[:-1]):
        follows = kept[n + 1][0] == at + 1
        boundaries.append(_boundary(story, shots, n, joins.get(at) if follows else None, rate, changes))
    data = story.model_dump(mode="json") | {"shots": [s.model_dump(mode="json") for s in shots],
                                            "boundaries": [b.model_dump(mode="json") for b in boundaries]}
    made = load_story(data)
    return CutDiff(tuple(changes), made if any(c.applies for c in changes) else story)


def _named(story: Story, shot_id: str) -> str:
    return f"shot {story.position(shot_id)}"


def _shot(story: Story, shot: Shot, clip: EditedClip, seen: dict[str, int], rate: Fraction, changes: list[Change]) -> Shot:
    name = _named(story, shot.id).capitalize()
    whole = frames_in(shot.duration_s, story.film.fps)
    before = trim_frames(story, story.position(shot.id))
    start, stop = max(0, min(clip.source_in, whole - 1)), max(1, min(clip.source_out, whole))
    if (start, stop) != (clip.source_in, clip.source_out):
        changes.append(Change("note", f"{name} was extended beyond its {whole} frames into held frames; lengthen the shot to have more of it.", False))
    after = (start, whole - max(start + 1, stop))
    values: dict = {}
    if after != before:
        values = {"trim_in_s": float(after[0] / rate), "trim_out_s": float(after[1] / rate)}
        changes.append(Change("trim", f"{name}: {before[0]} -> {after[0]} frames cut at its beginning, {before[1]} -> {after[1]} at its end."))
    seen[shot.id] = seen.get(shot.id, 0) + 1
    if seen[shot.id] > 1:
        taken = {s.id for s in story.shots}
        values["id"] = next(i for n in range(10_000) if (i := new_shot_id("again", shot.id, seen[shot.id], n)) not in taken)
        changes.append(Change("repeated", f"{name} stands in the cut once more: a copy of it, with nothing to render."))
    old = [(min(whole - 1, whole_frames(m.at_s, rate)), m.name, m.note) for m in shot.markers]
    new = [(max(0, min(m.frame, whole - 1)), m.name[:200], m.note[:2000]) for m in clip.markers]
    if sorted(old) != sorted(new) and not (seen[shot.id] > 1 and not new):
        values["markers"] = [Marker(at_s=min(12.0, float(f / rate)), name=n, note=t) for f, n, t in new[:64]]
        changes.append(Change("marker", f"{name}: {len(old)} -> {len(new)} markers."))
    return shot.model_copy(update=values) if values else shot


def _order(story: Story, shots: list[Shot], changes: list[Change]) -> None:
    ids, now = [s.id for s in story.shots], [s.id for s in shots]
    for gone in (i for i in ids if i not in now):
        changes.append(Change("deleted", f"{_named(story, gone).capitalize()} is not in the cut any more."))
    stay = [i for i in ids if i in now]
    order = [i for i in now if i in ids]
    if stay != order:
        changes.append(Change("order", "The order is now " + ", ".join(str(story.position(i)) for i in order) + "."))


def _boundary(story: Story, shots: list[Shot], n: int, join: EditedTransition | None, rate: Fraction, changes: list[Change]) -> Boundary:
    """The boundary after shots[n] of the new order, given the dissolve the editor has there."""
    left, right = shots[n].id, shots[n + 1].id
    known = {b.after: b for b in story.boundaries}
    ids = [s.id for s in story.shots]
    same = left in ids and ids.index(left) + 1 < len(ids) and ids[ids.index(left) + 1] == right
    old = known.get(left, Boundary(after=left))
    where = f"After {_named(story, left) if left in ids else 'the copy'}"
    had = 2 * seam_frames(story, ids.index(left) + 1) if same else 0
    frames = join.frames if join else 0
    if same and frames == had or not same and not frames and old.mode in ("cut", "reset"):
        return old
    if not frames:
        if same or old.mode != "cut":
            changes.append(Change("boundary", f"{where}: the {old.mode} is a cut now."))
        return old.model_copy(update={"mode": "cut"})
    mode = "bridge" if join.mode == "bridge" or (same and old.mode == "bridge") else "crossfade"
    overlap = max(_SHORTEST_JOIN_S, min(4.0, float(frames / rate)))
    if not same and old.mode == mode and round(old.overlap_s * float(rate) / 2) * 2 == frames:
        return old
    changes.append(Change("boundary", f"{where}: a {mode} of {frames} frames."))
    return old.model_copy(update={"mode": mode, "overlap_s": overlap})
