"""What is seen and heard of a flat timeline, as a cut: the topmost picture of every moment, cut where it changes.

Only what a story can hold hides what lies under it: a clip whose file is not at hand, a title or a see-through picture does not. A
shot that is seen somewhere of the timeline is in the cut, whatever lies over it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from vgot.handoff import names
from vgot.handoff.cutlist import SAMPLE_RATE
from vgot.handoff.edited_cut import (
    EditedClip,
    EditedCut,
    EditedMarker,
    EditedSound,
    EditedTitle,
    EditedTransition,
    Named,
    Stretch,
    bounded,
)
from vgot.handoff.flatten import Flat, Mark, Piece
from vgot.handoff.script_note import SCRIPT_MARK

#: The name that the timeline's own export gives a bridge.
_BRIDGE = "Bridge "


@dataclass(frozen=True)
class Known:
    """A shot as a timeline may know it by the name of its clip alone: its id, the frames of its clip, and those held before it for
    a file of so many frames (of an unknown number of them with None)."""

    id: str
    held: Callable[[int | None], int]


@dataclass
class _Seen:
    """A picture of the timeline: kind is shot, card, bridge, foreign or title; [first, last) in frames of the film."""

    piece: Piece
    kind: str
    first: int
    last: int
    shot: str | None = None
    held: int = 0
    by_name: bool = False

    @property
    def bridge(self) -> int | None:
        """The number of the shot before a rendered bridge."""
        return int(self.shot) if self.kind == "bridge" and self.shot and self.shot.isdecimal() else None

    @property
    def rank(self) -> tuple[int, tuple[int, ...]]:
        layer = (*self.piece.layer, *(0,) * (32 - len(self.piece.layer)))
        return (0 if self.kind == "title" else 1 if self.piece.node.clear else 2), layer


def compose(
    flat: Flat,
    fps: Fraction,
    by_name: Mapping[str, Known] | None = None,
    is_here: Callable[[str], bool] = lambda url: True,
    ours: bool = True,
) -> EditedCut:
    """The cut of a flat timeline at a rate. by_name: shots by the names of their clips, for files that have other names now;
    is_here: whether the media of a clip that is not the film's can be had; without `ours` no clip is the film's. Raises ValueError for times outside of any film."""
    return _Composer(flat, fps, by_name or {}, is_here, ours).cut()


class _Composer:
    def __init__(
        self, flat: Flat, fps: Fraction, by_name: Mapping[str, Known], is_here: Callable[[str], bool], ours: bool
    ):
        self.ours = ours
        self.flat, self.fps, self.by_name, self.is_here = flat, fps, by_name, is_here
        self.named: list[Named] = [Named(what, where, why=why) for where, what, why in flat.named]
        self.notes: list[str] = []
        self.ghosts: list[str] = []
        #: An editor that gives no marker back, not even those of the script, keeps none: nobody took them out.
        self.marked_up = bool(flat.marks) or any(p.node.marks for p in flat.pieces)

    def frame(self, seconds: Fraction) -> int:
        return bounded(seconds * self.fps)

    def cut(self) -> EditedCut:
        seen = [s for p in self.flat.pieces if (s := self.seen(p)) is not None]
        off = [s for s in seen if not s.piece.enabled]
        on = [s for s in seen if s.piece.enabled]
        spans = self.spans([s for s in on if s.kind != "bridge"])
        clips: list[EditedClip] = []
        cards: list[tuple[str, Stretch]] = []
        told: set[int] = set()
        for one, first, last in spans:
            if one.kind == "card":
                cards.append((one.shot or "", Stretch(first, last)))
            else:
                clips.append(self.clip(one, first, last, id(one) in told))
                told.add(id(one))
        self.left_out(on, off, {id(one) for one, _, _ in spans})
        clips = self.marked(clips)
        self.name_items(on)
        sounds, strangers = self.heard()
        return EditedCut(
            self.flat.mark,
            tuple(clips),
            tuple(self.transitions(clips, spans)),
            tuple(self.notes),
            tuple(sounds),
            tuple(strangers),
            tuple(self.named),
            self.black(spans),
            self.titles(on, spans),
            tuple(cards),
            tuple((s.bridge, Stretch(s.first, s.last)) for s in on if s.bridge is not None),
            self.flat,
        )

    # -- what is seen -------------------------------------------------------------------------------------------------
    def seen(self, piece: Piece) -> _Seen | None:
        node, media = piece.node, piece.node.media
        if node.kind in ("gap", "caption", "box") or media is not None and not media.seen:
            return None
        first, last = self.frame(piece.film_in), self.frame(piece.film_out)
        made = lambda kind, shot=None, held=0, told=False: _Seen(piece, kind, first, last, shot, held, told)  # noqa: E731
        if node.kind == "title" or media is None:
            return made("title")
        if not self.ours:
            return made("bridge" if node.ours.get("kind") == "bridge" else "foreign")
        ours = names.read_name(media.url) or (names.read_name(media.name) if not media.url else None)
        if ours is not None and ours.kind in ("shot", "bridge", "card"):
            return made(ours.kind, ours.id, ours.held)
        if node.ours.get("kind") in ("card", "bridge"):
            return made(str(node.ours["kind"]), str(node.ours.get("card", "")))
        if node.ours.get("shot"):
            return made("shot", str(node.ours["shot"]), _whole(node.ours.get("held")))
        known = self.by_name.get(node.name) or self.by_name.get(media.name)
        if known is not None:
            frames = None if media.length is None else self.frame(media.length)
            return made("shot", known.id, known.held(frames), True)
        if self.by_name and node.name.startswith(_BRIDGE) and node.name[len(_BRIDGE) :].replace("-", "").isdigit():
            return made("bridge", node.name[len(_BRIDGE) :].split("-")[0])
        return made("foreign")

    def holds(self, one: _Seen) -> bool:
        """Whether a story can hold a picture, so that it may take the place of what lies under it."""
        media = one.piece.node.media
        return one.kind in ("shot", "card") or one.kind == "foreign" and media is not None and self.is_here(media.url)

    def spans(self, seen: list[_Seen]) -> list[tuple[_Seen, int, int]]:
        """What is seen from which frame to which: the topmost picture that a story can hold, else the topmost."""
        edges = sorted({f for s in seen for f in (s.first, s.last)})
        spans: list[tuple[_Seen, int, int]] = []
        active: list[_Seen] = []
        starting = sorted(seen, key=lambda s: s.first)
        glimpsed: dict[int, tuple[_Seen, int]] = {}
        n = 0
        for first, last in pairwise(edges):
            while n < len(starting) and starting[n].first <= first:
                active.append(starting[n])
                n += 1
            active = [s for s in active if s.last > first]
            pictures = [s for s in active if s.kind != "title"]
            if not pictures:
                continue
            best = max(pictures, key=lambda s: (self.holds(s), s.rank))
            for one in sorted(pictures, key=lambda s: s.rank[1], reverse=True):
                if one.kind == "shot":
                    glimpsed.setdefault(id(one), (one, last))
                if not one.piece.node.clear:
                    break
            if spans and spans[-1][0] is best and spans[-1][2] == first:
                spans[-1] = (best, spans[-1][1], last)
            else:
                spans.append((best, first, last))
        there = {id(one) for one, _, _ in spans}
        for key, (one, after) in glimpsed.items():
            if key not in there:  # it is seen through another, or another through it: it stays, after what it lies over
                place = next((i for i, s in enumerate(spans) if s[2] >= after), len(spans) - 1)
                spans.insert(place + 1, (one, one.first, one.last))
                self.ghosts.append(one.shot or "")
                self.named.append(
                    Named("a picture seen together with another", shot=one.shot, why="it stands after the other now")
                )
        return spans

    def clip(self, one: _Seen, first: int, last: int, again: bool) -> EditedClip:
        """The part of a picture that is seen from `first` to `last`."""
        piece, media = one.piece, one.piece.node.media
        assert media is not None
        length = max(1, one.last - one.first)
        begin, end = piece.media_in * self.fps, piece.media_out * self.fps
        plain = self.plain(one)
        span = end - begin
        if first != one.first or last != one.last:
            begin, end = begin + span * (first - one.first) / length, begin + span * (last - one.first) / length
        start, stop = sorted((bounded(begin), bounded(begin) + bounded(end - begin)))
        held = one.held if one.kind == "shot" else 0
        shot = one.shot if one.kind == "shot" else None
        whole = first == one.first and last == one.last
        return EditedClip(
            shot,
            piece.node.name or media.name or names.base_name(media.url),
            start - held,
            stop - held,
            (() if again else self.markers(piece, held)) if self.marked_up else None,
            media.url if shot is None else "",
            Stretch(first, last),
            piece.speed,
            piece.node.text or None if shot or not self.ours else None,
            self.told(piece),
            plain[0] - held if plain and whole else None,
            plain[1] - held if plain and whole else None,
            one.by_name,
            self.flat.silent,
        )

    def told(self, piece: Piece) -> str | None:
        """The script of a shot as the file repeats it."""
        marked = next((m.note for m in piece.node.marks if m.name.startswith(f"{SCRIPT_MARK} ")), None)
        return str(piece.node.ours["told"]) if "told" in piece.node.ours else marked

    def plain(self, one: _Seen) -> tuple[int, int] | None:
        """Frames of a retimed clip's file if it ran at its own speed for as long as it stands: what formats mean by the range of
        a retimed clip is not one thing."""
        node = one.piece.node
        if one.piece.speed == 1 or node.media is None:
            return None
        start = self.frame(node.start - node.media.first)
        return start, start + one.last - one.first

    def markers(self, piece: Piece, held: int) -> tuple[EditedMarker, ...]:
        node = piece.node
        first = node.media.first if node.media else Fraction(0)
        return tuple(
            EditedMarker(self.frame(node.times(m.at) - first) - held, m.name, m.note)
            for m in node.marks
            if not m.name.startswith(f"{SCRIPT_MARK} ")
        )

    def marked(self, clips: list[EditedClip]) -> list[EditedClip]:
        """Markers of the timeline and of boxes, on the clip that is seen there."""
        for mark in (*self.flat.marks, *self.beside()):
            if mark.name.startswith(f"{SCRIPT_MARK} "):
                continue
            frame = self.frame(mark.at)
            n = next(
                (n for n, c in enumerate(clips) if self.keeps(c) and c.at and c.at.film_in <= frame < c.at.film_out),
                None,
            )
            if n is None:
                self.named.append(Named(f"marker '{mark.name[:200]}'", self.moment(mark), why="no shot is there"))
                continue
            clip, at = clips[n], clips[n].at
            assert at is not None
            inside = round(
                clip.source_in + Fraction((frame - at.film_in) * (clip.source_out - clip.source_in), at.frames)
            )
            clips[n] = replace(clip, markers=(*(clip.markers or ()), EditedMarker(inside, mark.name, mark.note)))
        return clips

    def keeps(self, clip: EditedClip) -> bool:
        """Whether a clip becomes, or is, a shot that can carry a marker."""
        return bool(clip.shot) or not self.ours or self.is_here(clip.media)

    def beside(self) -> Iterator[Mark]:
        """Markers on what is no shot (sounds, bridges, titles), as markers of the film."""
        for piece in self.flat.pieces:
            one = self.seen(piece)
            if one is not None and one.kind in ("shot", "foreign") or not piece.enabled or piece.node.kind == "gap":
                continue
            first = piece.node.media.first if piece.node.media else Fraction(0)
            for mark in piece.node.marks:
                inside = (piece.node.times(mark.at) - first - piece.media_in) / (piece.speed or 1)
                at = min(max(piece.film_in, piece.film_in + inside), piece.film_out - Fraction(1, 1000))
                yield Mark(at, mark.name, mark.note)

    def moment(self, mark: Mark) -> str:
        return f"{float(mark.at):.2f} s of the film"

    def black(self, spans: list[tuple[_Seen, int, int]]) -> tuple[Stretch, ...]:
        """Stretches in which nothing is seen, before, between and after the pictures."""
        found, at = [], 0
        for _, first, last in spans:
            if first > at:
                found.append(Stretch(at, first))
            at = max(at, last)
        ends = [self.frame(p.film_out) for p in self.flat.pieces if p.node.kind == "gap" and set(p.layer) <= {0}]
        if spans and max(ends, default=0) > at:
            found.append(Stretch(at, max(ends)))
        return tuple(found)

    def titles(self, on: list[_Seen], spans: list[tuple[_Seen, int, int]]) -> tuple[EditedTitle, ...]:
        return tuple(
            EditedTitle(
                s.piece.node.text,
                s.piece.node.name,
                Stretch(s.first, s.last),
                not any(first < s.last and s.first < last for _, first, last in spans),
            )
            for s in on
            if s.kind == "title"
        )

    def transitions(self, clips: list[EditedClip], spans: list[tuple[_Seen, int, int]]) -> list[EditedTransition]:
        found = []
        for join in self.flat.joins:
            at = self.frame(join.at)
            frames = self.frame(join.before + join.after)
            near = lambda edge, at=at: abs(edge - at) <= 1  # noqa: E731
            n = next(
                (
                    n
                    for n, (a, b) in enumerate(pairwise(clips))
                    if a.at and b.at and near(a.at.film_out) and near(b.at.film_in)
                ),
                None,
            )
            if n is not None:
                found.append(EditedTransition(n, frames, join.mode, "" if join.kind == "dissolve" else join.kind))
                continue
            begins = next((n for n, c in enumerate(clips) if c.at and near(c.at.film_in)), None)
            ends = next((n for n, c in enumerate(clips) if c.at and near(c.at.film_out)), None)
            beside = begins if begins is not None else ends
            what = "fade" if join.kind == "dissolve" else f"transition '{join.kind}'"
            way = (
                " in" if begins is not None and ends is None else " out" if ends is not None and begins is None else ""
            )
            seconds = float(Fraction(frames) / self.fps)
            where = clips[beside] if beside is not None else None
            self.named.append(
                Named(
                    f"{what}{way if what == 'fade' else ''} of {seconds:.2f} s",
                    (where.name if where else "") or f"{float(join.at):.2f} s of the film",
                    where.shot if where else None,
                )
            )
        return found

    def left_out(self, on: list[_Seen], off: list[_Seen], there: set[int]) -> None:
        for one in off:
            if one.kind != "title":
                self.notes.append(f"'{one.piece.node.name}' is switched off in the timeline and counts as deleted.")
        for one in on:
            if one.kind == "shot" and id(one) not in there:
                self.named.append(
                    Named("a part of it that lies hidden under another picture", shot=one.shot, why="it is not seen")
                )
            elif one.kind == "foreign" and id(one) not in there:
                media = one.piece.node.media
                why = (
                    "it is hidden"
                    if media is not None and self.is_here(media.url)
                    else "its file is not beside the cut"
                )
                self.named.append(
                    Named(
                        f"'{one.piece.node.name[:120]}' above the main storyline",
                        f"{float(one.first / self.fps):.2f} to {float(one.last / self.fps):.2f} s of the film",
                        why=why,
                    )
                )

    def name_items(self, on: list[_Seen]) -> None:
        """What elements of the items say that no story holds, one line an item."""
        by_node: dict[int, _Seen] = {id(s.piece.node): s for s in on}
        done: set[int] = set()
        for piece in self.flat.pieces:
            node = piece.node
            one = by_node.get(id(node))
            if id(node) in done:
                continue
            if one is not None and piece.gain_db and abs(piece.gain_db) > 0.05 and node.kind == "clip":
                node.named.append(f"volume {piece.gain_db:g} dB of a picture")
            if not node.named:
                continue
            done.add(id(node))
            shot = one.shot if one is not None and one.kind == "shot" else None
            self.named.append(Named(", ".join(node.named[:12]), node.name or "the timeline", shot))

    # -- what is heard ------------------------------------------------------------------------------------------------
    def heard(self) -> tuple[list[EditedSound], list[str]]:
        """Sounds at their places, and the media of those that are not the project's."""
        found: list[EditedSound] = []
        strangers: list[str] = []
        each = round(SAMPLE_RATE / self.flat.rate) if self.flat.rate else 0
        for piece in self.flat.pieces:
            node, media = piece.node, piece.node.media
            if media is None or media.seen or not media.heard or node.ours.get("line"):
                continue
            ours = names.read_name(media.url)
            digest = ours.id if ours is not None and ours.kind in ("voice", "music", "effects") else ""
            item = str(node.ours.get("item", ""))
            if media.length is not None and media.length > 0:
                last = min(piece.media_out, media.length)
            else:
                last = piece.media_out
            gain, fades = piece.gain_db, piece.fades
            if self.flat.levels:
                gain, fades = gain or 0.0, fades or (0.0, 0.0)
            sound = EditedSound(
                item,
                digest,
                self.frame(piece.film_in),
                round(piece.media_in * SAMPLE_RATE),
                round((last - piece.media_in) * SAMPLE_RATE),
                gain,
                *(fades or (None, None)),
                name=node.name,
                media=media.url,
                enabled=piece.enabled,
                role=str(node.ours.get("role", "")),
                kind=ours.kind if digest and ours else "",
                frame_samples=each,
            )
            found.append(sound)
            if not item and not digest:
                strangers.append(media.url)
        return found, strangers


def _whole(value: object) -> int:
    """Frames from our metadata: a number, its digits, or a pair of them of which the first counts."""
    if isinstance(value, (list, tuple)):
        value = value[0] if value else 0
    try:
        return bounded(int(float(str(value or 0))))
    except (ValueError, OverflowError):
        return 0
