"""A timeline of any format, flattened: which stretch of which file stands where in the film, how fast, on which layer.

Readers turn their format into a tree of `Node`s, whatever it calls them: clips, gaps, compound and multicam clips, tracks, nested
sequences. Everything else is read from the flat list that `flatten` makes of the tree, so that it does not matter how an editor
wrote a cut. All times are exact seconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

#: A timeline with more than this is no cut of a film, and may be made to exhaust a reader.
_MOST_PIECES, _DEEPEST = 20_000, 24
_LONGEST_S = 24 * 3600
ZERO = Fraction(0)


@dataclass(frozen=True)
class Media:
    """A file that a clip shows. first: the time code of its first moment; length: None where nothing says so."""

    url: str = ""
    name: str = ""
    first: Fraction = ZERO
    length: Fraction | None = None
    seen: bool = True
    heard: bool = False


@dataclass(frozen=True)
class Times:
    """The speed of a clip: its own time -> the time of what it shows, straight between the points; the same without points."""

    points: tuple[tuple[Fraction, Fraction], ...] = ()

    def __call__(self, at: Fraction) -> Fraction:
        if not self.points:
            return at
        if len(self.points) == 1:
            return self.points[0][1]
        n = next((n for n, (t, _) in enumerate(self.points[1:-1], 1) if at < t), len(self.points) - 1)
        (t0, v0), (t1, v1) = self.points[n - 1], self.points[n]
        return v0 if t1 == t0 else v0 + (at - t0) * (v1 - v0) / (t1 - t0)

    @property
    def changes_speed(self) -> bool:
        return any(t - self.points[0][0] != v - self.points[0][1] for t, v in self.points) or len(self.points) == 1


@dataclass(frozen=True)
class Mark:
    """A marker at a moment of a node's own time."""

    at: Fraction
    name: str
    note: str = ""


@dataclass(frozen=True)
class Join:
    """A transition between two items, at the cut between them in the time of what holds both. kind: dissolve, or its own name."""

    at: Fraction
    before: Fraction
    after: Fraction
    kind: str = "dissolve"
    mode: str = ""


@dataclass
class Node:
    """An item of a timeline. `at` and `length` are in its holder's time, `start` is what its own time reads there. `parts` are inside
    it, in the time of what it shows, and end with it; `above` hangs from it, in its own time, and does not."""

    kind: str
    name: str = ""
    at: Fraction = ZERO
    length: Fraction = ZERO
    start: Fraction = ZERO
    lane: int = 0
    enabled: bool = True
    times: Times = Times()
    media: Media | None = None
    parts: list[Node] = field(default_factory=list)
    above: list[Node] = field(default_factory=list)
    joins: list[Join] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    ours: dict[str, Any] = field(default_factory=dict)
    text: str = ""
    gain_db: float | None = None
    fades: tuple[float | None, float | None] | None = None
    clear: bool = False
    named: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Piece:
    """A stretch of a node in the film. media_in and media_out count from the file's first moment, as the film runs: backwards
    where media_out is smaller. `layer` sorts from the main storyline (zeros) upwards; what lies higher hides what is below."""

    film_in: Fraction
    film_out: Fraction
    media_in: Fraction
    media_out: Fraction
    layer: tuple[int, ...]
    enabled: bool
    node: Node
    gain_db: float | None = None
    fades: tuple[float | None, float | None] | None = None

    @property
    def speed(self) -> Fraction:
        return (self.media_out - self.media_in) / (self.film_out - self.film_in)


@dataclass(frozen=True)
class Flat:
    """A flat timeline: pieces, transitions at moments of the film, and markers that belong to no clip. `named`: what no story
    holds of what is no clip, as (where, what, why). `levels`: a sound of which the format says no level has its own, 0 dB; `silent`: the format has no
    sounds. `title` and `size`: what the timeline says of itself."""

    pieces: tuple[Piece, ...] = ()
    joins: tuple[Join, ...] = ()
    marks: tuple[Mark, ...] = ()
    named: tuple[tuple[str, str, str], ...] = ()
    mark: str = ""
    length: Fraction = ZERO
    rate: Fraction | None = None
    levels: bool = False
    silent: bool = False
    title: str = ""
    size: tuple[int, int] | None = None


@dataclass(frozen=True)
class _Place:
    """Where a holder's time lies in the film: film = scale * time + shift, seen from `first` to `last`."""

    scale: Fraction
    shift: Fraction
    first: Fraction
    last: Fraction
    layer: tuple[int, ...]
    enabled: bool
    gain_db: float | None = None
    fades: tuple[float | None, float | None] | None = None
    depth: int = 0


def flatten(root: Node) -> tuple[list[Piece], list[Join], list[Mark]]:
    """Everything of a tree where it stands in the film, in order. Raises ValueError for a tree that no editor makes."""
    pieces: list[Piece] = []
    joins: list[Join] = []
    marks: list[Mark] = []
    whole = _Place(Fraction(1), ZERO, ZERO, Fraction(_LONGEST_S), (), True)
    for found in _laid(root, whole):
        if len(pieces) + len(joins) + len(marks) > _MOST_PIECES:
            raise ValueError("more clips than a film can hold")
        {Piece: pieces, Join: joins, Mark: marks}[type(found)].append(found)
    pieces.sort(key=lambda p: (p.film_in, p.layer))
    joins.sort(key=lambda j: j.at)
    marks.sort(key=lambda m: m.at)
    return pieces, joins, marks


def of_boxes(nodes: Iterable[Node], pieces: list[Piece]) -> list[tuple[str, str, str]]:
    """What is named of nodes that are no piece of the film themselves: tracks, compound clips, sequences."""
    shown = {id(p.node) for p in pieces}
    found = ((node.name or "the timeline", what, "") for node in nodes if id(node) not in shown for what in node.named)
    return list(dict.fromkeys(found))


def _laid(node: Node, place: _Place) -> Iterator[Any]:
    if place.depth > _DEEPEST:
        raise ValueError("sequences nested too deeply")
    begin, end = sorted((node.at * place.scale + place.shift, (node.at + node.length) * place.scale + place.shift))
    if end - begin > _LONGEST_S:
        raise ValueError("a time outside of any film")
    first, last = max(begin, place.first), min(end, place.last)
    to_own = lambda film: node.start + (film - place.shift) / place.scale - node.at  # noqa: E731
    shift = (node.at - node.start) * place.scale + place.shift  # film = scale * own time + shift
    gain = place.gain_db if node.gain_db is None else node.gain_db + (place.gain_db or 0.0)
    layer, fades = (*place.layer, node.lane), node.fades or place.fades
    enabled = place.enabled and node.enabled
    if last > first:
        inside = _inside(node, to_own(first), to_own(last))
        if node.media is not None or not node.parts:
            media = node.media.first if node.media else ZERO
            yield Piece(first, last, inside[0] - media, inside[1] - media, layer, enabled, node, gain, fades)
        else:
            speed = (inside[1] - inside[0]) / (to_own(last) - to_own(first)) or Fraction(1)
            scale = place.scale / speed
            within = _Place(
                scale,
                shift + place.scale * (to_own(first) - inside[0] / speed),
                first,
                last,
                layer,
                enabled,
                gain,
                fades,
                place.depth + 1,
            )
            for join in node.joins:
                at = join.at * scale + within.shift
                if first <= at <= last:
                    yield Join(at, join.before * abs(scale), join.after * abs(scale), join.kind, join.mode)
            for part in node.parts:
                yield from _laid(part, within)
            for mark in node.marks:  # one outside of what is seen stands at its edge, as one of a clip does
                at = min(max(first, mark.at * place.scale + shift), last - Fraction(1, 1000))
                yield Mark(at, mark.name, mark.note)
    if node.media is None and not node.parts and node.kind == "gap":
        yield from (Mark(m.at * place.scale + shift, m.name, m.note) for m in node.marks)
    hangs = _Place(place.scale, shift, place.first, place.last, place.layer, place.enabled, None, None, place.depth + 1)
    for part in node.above:
        yield from _laid(part, hangs)


def _inside(node: Node, first: Fraction, last: Fraction) -> tuple[Fraction, Fraction]:
    """The time of what a node shows, at its first and its last moment."""
    if len(node.times.points) == 1:  # a freeze: one moment, for as long as it stands
        return node.times.points[0][1], node.times.points[0][1]
    return node.times(first), node.times(last)
