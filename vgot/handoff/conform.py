"""The cut back in: what an editor changed, as a diff that is shown first and applied as one undoable edit.

What a story can hold comes back: order, deletions, repeats (a shot cut in two becomes a shot and its copy), trims,
dissolves added, removed or resized, markers, notes, title cards, sounds moved, trimmed or levelled; and clips that are not the
film's, as shots whose clips came from outside. What a story cannot hold is named in the diff, never dropped in silence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from vgot.errors import BadInput, Conflict
from vgot.graph.nodes import seam_frames, trim_frames
from vgot.handoff.compose import Known, compose
from vgot.handoff.conform_named import called, cards_back, named_back, short
from vgot.handoff.conform_sound import sounds_back
from vgot.handoff.cut_diff import Change, CutDiff
from vgot.handoff.cut_files import read_timeline
from vgot.handoff.cutlist import CutList, lay_out, shot_name
from vgot.handoff.edited_cut import EditedClip, EditedCut, EditedTransition, Stretch, whole_frames
from vgot.handoff.incoming import Arrival, arrivals, choices_of, media_beside, media_name
from vgot.handoff.mediafolder import HANDLE_S, handle_frames, held_frames
from vgot.handoff.script_note import edited_notes
from vgot.sound.tracks import place_sound
from vgot.story.model import MAX_SHOTS, Boundary, Marker, Shot, Story, load_story, new_shot_id
from vgot.units import FrameSize, frame_rate, frames_in

_SHORTEST_JOIN_S = 0.1
_NOTED = " A note of its "


def read_cut(project, source: Path) -> CutDiff:
    """The diff between a project's story and an edited cut (`cut_files.READERS`); changes nothing. Raises BadInput, NotFound."""
    head = project.head()
    story = head.story
    rate = frame_rate(story.film.fps)
    flat = read_timeline(source, rate)
    ids = {s.id for s in story.shots}
    try:
        edited = compose(flat, rate, by_clip_name(story), lambda url: media_beside(source, url) is not None)
    except (ValueError, OverflowError) as why:
        raise BadInput(
            f"The timeline holds what no editor writes: {str(why)[:120]}.", field="import", hint="Export the cut again."
        ) from why
    if not any(c.shot in ids for c in edited.clips):
        raise foreign(edited)
    kept, words = arrivals(project, story, source, edited, rate)
    if unusable := {
        edited.clips[at].media for at in words if at not in kept
    }:  # they must not hide what lies under them
        here = lambda url: url not in unusable and media_beside(source, url) is not None  # noqa: E731
        again = compose(flat, rate, by_clip_name(story), here)
        if again.clips != edited.clips:
            edited = again
            kept, words = arrivals(project, story, source, edited, rate)
    diff = compare(story, edited, kept, words)
    return CutDiff(diff.changes, diff.story, head.revision, tuple(a for parts in kept.values() for a in parts))


def by_clip_name(story: Story) -> dict[str, Known]:
    """Shots by what an export called their clips, for cuts whose media have other names by now; names that two have are left out."""
    cut = lay_out(story, {}, {}, {})
    names = [shot_name(n, shot) for n, shot in enumerate(story.shots, 1)]
    known = {}
    for name, shot in zip(names, cut.shots, strict=True):
        if names.count(name) == 1:

            def held(frames: int | None, shot=shot) -> int:
                usual = handle_frames(cut, HANDLE_S)
                extra = None if frames is None else frames - shot.clip_frames
                for handle in [usual, *range(20 * usual + 1)]:
                    head, tail = held_frames(shot, handle)
                    if extra is None or head + tail == extra:
                        return head
                return held_frames(shot, usual)[0]

            known[name] = Known(shot.id, held)
    return known


def foreign(edited: EditedCut | None = None) -> BadInput:
    """The error for a cut of which no clip is the film's."""
    clips = [c.name for c in edited.clips if c.name][:2] if edited else []
    called = (
        f": its clips are called {' and '.join(repr(c[:60]) for c in clips)}, and so are none of the film's"
        if clips
        else ""
    )
    return BadInput(
        f"No clip of this cut belongs to the film{called}.",
        field="import",
        hint="Open the project it was exported from, or keep the names of the media or of the clips (Shot 01 …); or make a new film "
        "of this cut: Your films > Begin from files, on the command line import with --new.",
    )


def apply_cut(project, diff: CutDiff, revision: int | None = None):
    """Apply a diff as one edit that undo takes back. Raises Conflict when the story changed since the diff was made."""
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
        raise foreign(edited)
    if any(c.by_name for c in edited.clips):
        changes.append(
            Change("note", "The media have other names now: shots were told by the names of their clips.", False)
        )
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
        join = joins.get(at) if places[n + 1] == at + 1 else None
        join = join or _covering(story, edited, at, shots[n].id, shots[n + 1].id)
        boundaries.append(_boundary(story, shots, n, join, rate, changes))
    data = story.model_dump(mode="json") | {
        "shots": [s.model_dump(mode="json") for s in shots],
        "boundaries": [b.model_dump(mode="json") for b in boundaries],
        "titles": cards_back(story, edited, rate, changes).model_dump(mode="json"),
    }
    made = load_story(data)
    changes += named_back(story, edited, rate)
    ours = {media_name(edited.clips[at].media) for at, parts in arrived.items() if any(a.heard for a in parts)}
    strangers = sum(
        media_name(url) not in ours for url in edited.strangers
    )  # an editor lists a clip's own sound once more
    after = lay_out(made, {}, {}, {})
    carried = _carrier([edited.clips[at] for at in places], after)
    said: list[tuple[bool, str]] = []
    if edited.flat is None or not edited.flat.silent:
        made, said = sounds_back(lay_out(story, {}, {}, {}), after, made, edited.sounds, strangers, carried)
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
    if any(c.applies for c in changes):
        return CutDiff(tuple(changes), made)
    return CutDiff(tuple(replace(c, words=c.words.partition(_NOTED)[0]) for c in changes), story)


def _carrier(clips: list[EditedClip], after: CutList) -> Callable[[int], int]:
    """Where a frame of the editor's film is in the story's: black, speed and what was left out move everything behind them. clips:
    what each shot of `after` was in the cut."""
    kept: list[tuple[Stretch, int, int]] = []
    for clip, shot in zip(clips, after.shots, strict=True):
        if clip.at is None:
            return lambda frame: frame
        if kept and kept[-1][0] == clip.at:  # one clip that became several shots
            kept[-1] = (clip.at, kept[-1][1], kept[-1][2] + shot.frames)
        else:
            kept.append((clip.at, shot.film_in, shot.frames))
    kept.sort(key=lambda k: k[0].film_in)

    def carried(frame: int) -> int:
        found = next((k for k in kept if frame < k[0].film_out), kept[-1])
        at, film_in, frames = found
        if frame < at.film_in:  # on black, or under a card: it goes with the picture that follows
            return max(0, film_in - (at.film_in - frame)) if found is kept[0] else film_in
        return film_in + (min(frame - at.film_in, frames) if frame < at.film_out else frames + frame - at.film_out)

    return carried


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
        marked = f"with its markers ({', '.join(short(m.name) for m in clip.markers[:8])}) " if clip.markers else ""
        changes.append(
            Change(
                "unknown",
                f"'{clip.name}' {marked}is no shot of this film and was left out: {why}.{_NOTED}{seconds:.2f} s is kept with shot {beside + 1} of "
                "the new cut.",
                False,
                f"'{clip.name}', {seconds:.2f} s",
                f"after shot {beside + 1} of the cut" if at else "before the first shot",
                why,
            )
        )
        note = f"Cut: {seconds:.2f} s of '{clip.name[:120]}' stood {'after' if at else 'before'} this shot."
        if note not in shots[beside].notes:
            shots[beside] = shots[beside].model_copy(
                update={"notes": (shots[beside].notes + "\n" + note).strip()[:2000]}
            )
    return shots


def _shot(
    story: Story, shot: Shot, clip: EditedClip, seen: dict[str, int], rate: Fraction, changes: list[Change]
) -> Shot:
    name = called(story, shot.id).capitalize()
    whole = frames_in(shot.duration_s, story.film.fps)
    before = trim_frames(story, story.position(shot.id))
    source_in, source_out = clip.source_in, clip.source_out
    if clip.plain_in is not None and clip.plain_out is not None:
        had = (before[0], whole - before[1])
        if (clip.plain_in, clip.plain_out) == had or not clip.speed:
            source_in, source_out = clip.plain_in, clip.plain_out
    start, stop = max(0, min(source_in, whole - 1)), max(1, min(source_out, whole))
    if (start, stop) != (source_in, source_out):
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
    new = [(max(0, min(m.frame, whole - 1)), m.name[:200], m.note[:2000]) for m in clip.markers or ()]
    new = [*old, *(m for m in new if m not in old)] if clip.adds else new
    if clip.markers is not None and sorted(old) != sorted(new) and not (seen[shot.id] > 1 and not new):
        values["markers"] = [Marker(at_s=min(12.0, float(f / rate)), name=n, note=t) for f, n, t in new[:64]]
        changes.append(Change("marker", f"{name}: {len(old)} -> {len(new)} markers."))
        if len(new) > 64:
            changes.append(Change("note", f"{name}: a shot holds 64 markers; {len(new) - 64} were left out.", False))
    notes = edited_notes(shot, clip.note, clip.told)
    if notes is not None and notes != shot.notes:
        values["notes"] = notes
        changes.append(Change("notes", f"{name}: its notes are now '{short(notes)}'."))
    return shot.model_copy(update=values) if values else shot


def _order(story: Story, shots: list[Shot], changes: list[Change], new: set[str]) -> None:
    ids, now = [s.id for s in story.shots], [s.id for s in shots if s.id not in new]
    for gone in (i for i in ids if i not in now):
        changes.append(Change("deleted", f"{called(story, gone).capitalize()} is not in the cut any more."))
    stay = [i for i in ids if i in now]
    order = [i for i in now if i in ids]
    if stay != order:
        changes.append(Change("order", "The order is now " + ", ".join(str(story.position(i)) for i in order) + "."))


def _covering(story: Story, edited: EditedCut, at: int, left: str, right: str) -> EditedTransition | None:
    """A rendered bridge that still lies over the cut between the shots it was made for: the cut looks bridged, whatever is under it."""
    ids, where = [s.id for s in story.shots], edited.clips[at].at
    if where is None or left not in ids or right not in ids or ids.index(right) != ids.index(left) + 1:
        return None
    for number, stretch in edited.bridges:
        middle = Fraction(stretch.film_in + stretch.film_out, 2)
        if number == ids.index(left) + 1 and abs(middle - where.film_out) <= 1:
            return EditedTransition(at, stretch.frames, "bridge")
    return None


def _boundary(
    story: Story, shots: list[Shot], n: int, join: EditedTransition | None, rate: Fraction, changes: list[Change]
) -> Boundary:
    """The boundary after shots[n] of the new order, given the dissolve the editor has there."""
    left, right = shots[n].id, shots[n + 1].id
    known = {b.after: b for b in story.boundaries}
    ids = [s.id for s in story.shots]
    same = left in ids and ids.index(left) + 1 < len(ids) and ids[ids.index(left) + 1] == right
    old = known.get(left, Boundary(after=left))
    where = f"After {called(story, left) if left in ids else f'{shots[n].summary[:40]!r} in place {n + 1}'}"
    had = 2 * seam_frames(story, ids.index(left) + 1) if same else 0
    frames = join.frames if join else 0
    if join is not None and join.other:
        stays = old.mode if same or old.mode == "reset" else "cut"
        changes.append(
            Change(
                "note",
                f"{where}: the {join.other} cannot be kept; the {stays} stays.",
                False,
                f"the transition '{join.other}'",
                where,
                "a story has cuts, crossfades, bridges and resets",
            )
        )
        return old if same or old.mode in ("cut", "reset") else old.model_copy(update={"mode": "cut"})
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
